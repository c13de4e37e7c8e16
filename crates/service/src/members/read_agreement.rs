//! What a registering person agrees to.

use vermilion_model::text::{Language, sentence};

use crate::Desk;

/// The agreement in one language.
#[derive(Debug)]
pub struct Agreement {
    /// Its version; a registration names the one that was shown.
    pub version: u32,
    /// Its title.
    pub title: &'static str,
    /// Its text, a paragraph a line.
    pub text: &'static str,
}

/// The present version.
pub fn read_agreement(desk: &Desk, language: Language) -> Agreement {
    Agreement {
        version: desk.settings.agreement,
        title: sentence(language, "agreement.title").unwrap_or_default(),
        text: sentence(language, "agreement.text").unwrap_or_default(),
    }
}
