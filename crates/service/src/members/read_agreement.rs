//! What a registering person agrees to.

use vermilion_model::fact::AgreementTexts;
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
    let (version, texts) = present_texts(desk).await?;
    let (title, text) = match language {
        Language::ZhCn => (texts.title_zh, texts.text_zh),
        Language::En => (texts.title_en, texts.text_en),
    };
    Ok(Agreement { version, title, text })
}

/// The same in both languages.
pub(crate) async fn present_texts(desk: &Desk) -> Result<(u32, AgreementTexts), Failure> {
    if let Some(row) = desk.read.agreement_newest().await? {
        return Ok((row.version, row.texts));
    }
    let text = |language, part: &str| {
        sentence(language, &format!("agreement.{part}")).unwrap_or_default().to_owned()
    };
    let texts = AgreementTexts {
        title_zh: text(Language::ZhCn, "title"),
        text_zh: text(Language::ZhCn, "text"),
        title_en: text(Language::En, "title"),
        text_en: text(Language::En, "text"),
    };
    Ok((desk.settings.agreement, texts))
}

/// The present version's number.
pub(crate) async fn present_agreement(desk: &Desk) -> Result<u32, Failure> {
    let newest = desk.read.agreement_newest().await?;
    Ok(newest.map_or(desk.settings.agreement, |row| row.version))
}
