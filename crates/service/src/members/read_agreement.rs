//! What a registering person agrees to.

use vermilion_model::text::{Language, sentence};

use crate::{Desk, Failure};

/// The agreement in one language.
#[derive(Debug)]
pub struct Agreement {
    /// Its version; a registration names the one that was shown.
    pub version: u32,
    /// Its title.
    pub title: String,
    /// Its text, a paragraph a line.
    pub text: String,
}

/// The present version: what operations published last, or what came with the binary.
pub async fn read_agreement(desk: &Desk, language: Language) -> Result<Agreement, Failure> {
    if let Some(row) = desk.read.agreement_newest().await? {
        let texts = row.texts;
        let (title, text) = match language {
            Language::ZhCn => (texts.title_zh, texts.text_zh),
            Language::En => (texts.title_en, texts.text_en),
        };
        return Ok(Agreement { version: row.version, title, text });
    }
    let text = |part: &str| sentence(language, &format!("agreement.{part}")).unwrap_or_default().to_owned();
    Ok(Agreement { version: desk.settings.agreement, title: text("title"), text: text("text") })
}

/// The present version's number.
pub(crate) async fn present_agreement(desk: &Desk) -> Result<u32, Failure> {
    let newest = desk.read.agreement_newest().await?;
    Ok(newest.map_or(desk.settings.agreement, |row| row.version))
}
