//! A member's notices, and which they have read.

use vermilion_model::fact::traffic::Traffic;
use vermilion_model::text::{Language, sentence};
use vermilion_model::{Id, Notice, Time};

use super::About;
use crate::{Desk, Failure, Kind, SignedIn};

/// A notice.
#[derive(Debug)]
pub struct NoticeView {
    /// Which.
    pub notice: Id<Notice>,
    /// Of what kind of thing.
    pub kind: String,
    /// What happened, in a few words.
    pub title: String,
    /// What to do.
    pub text: String,
    /// Where to look.
    pub about: About,
    /// When.
    pub at: Time,
    /// When it was read.
    pub read_at: Option<Time>,
}

/// A page of one's own, the newest first.
pub async fn list_notices(
    desk: &Desk,
    by: SignedIn,
    (before, limit): (Option<Id<Notice>>, i64),
    language: Language,
) -> Result<Vec<NoticeView>, Failure> {
    let rows = desk.read.notices_of_member(by.member, before, limit).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let text = |key: &str| sentence(language, key).unwrap_or_default().to_owned();
            NoticeView {
                notice: row.notice,
                title: text(&format!("mail.{}.subject", row.kind)),
                text: text(&format!("notice.{}", row.kind)),
                about: serde_json::from_str(&row.about).unwrap_or_default(),
                at: row.at,
                read_at: row.read_at,
                kind: row.kind,
            }
        })
        .collect())
}

/// How many one has not read; past a thousand they are not counted.
pub async fn unread(desk: &Desk, by: SignedIn) -> Result<i64, Failure> {
    Ok(desk.read.notices_unread(by.member).await?)
}

/// Marks one notice as read, or everything up to it.
///
/// # Errors
/// `Missing` when it is no id.
pub async fn mark_read(desk: &Desk, by: SignedIn, notice: &str, all: Upto) -> Result<(), Failure> {
    let to: Id<Notice> = notice.parse().map_err(|_| Failure::Missing(Kind::Notice))?;
    let from = match all {
        Upto::ThisOne => to,
        Upto::AllBefore => Id::from_slice(&[0; 16]).map_err(Failure::broken)?,
    };
    desk.note(Traffic::NoticesRead { member: by.member, from, to, at: desk.now() }).await
}

/// How many are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upto {
    /// That one.
    ThisOne,
    /// That one and every older one.
    AllBefore,
}

#[cfg(test)]
mod tests {
    use super::{Language, sentence};
    use crate::notices::KINDS;

    #[test]
    fn a_notice_speaks_to_who_is_signed_in_already() {
        for kind in KINDS.into_iter().chain(["calendar_lacks_a_year"]) {
            for (language, said) in [(Language::ZhCn, "登录控制台"), (Language::En, "Sign in")] {
                assert!(sentence(language, &format!("mail.{kind}.subject")).is_some(), "{kind}");
                let text = sentence(language, &format!("notice.{kind}"));
                assert!(text.is_some_and(|text| !text.contains(said)), "{kind}: {text:?}");
            }
        }
    }
}
