//! By which ways a member is told of what: everything by e-mail until they choose otherwise.

use serde::{Deserialize, Serialize};
use vermilion_model::fact::traffic::Traffic;
use vermilion_model::text::Language;
use vermilion_model::{FieldFault, Id, Member};
use vermilion_seal::{Place, mint};

use super::KINDS;
use crate::faults::Faults;
use crate::{Desk, Failure, SignedIn};

/// The longest URL of a webhook, in characters.
const LONGEST_URL: usize = 500;

/// What a member chose; sealed under their key, for a URL may hold a secret.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Choice {
    /// `zh-CN` or `en`; nothing means the platform's.
    pub language: Option<String>,
    /// Of which kinds no e-mail is sent.
    pub unmailed: Vec<String>,
    /// Where notices are posted, too.
    pub webhook: Option<ChosenHook>,
}

/// A member's webhook.
#[derive(Clone, Serialize, Deserialize)]
pub struct ChosenHook {
    /// An `https` URL on the public internet.
    pub url: String,
    /// The key that signs what is posted there; made by the server.
    pub secret: String,
    /// Of which kinds.
    pub kinds: Vec<String>,
}

/// Personal: they do not print.
impl std::fmt::Debug for Choice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Choice(..)")
    }
}
impl std::fmt::Debug for ChosenHook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ChosenHook(..)")
    }
}

impl Choice {
    /// Whether this kind goes by e-mail.
    pub fn mails(&self, kind: &str) -> bool {
        !self.unmailed.iter().any(|unmailed| unmailed == kind)
    }

    pub(super) fn hooks(&self, kind: &str) -> Option<&ChosenHook> {
        self.webhook.as_ref().filter(|hook| hook.kinds.iter().any(|chosen| chosen == kind))
    }

    /// In which language messages are, where it was chosen here.
    pub fn language(&self) -> Option<Language> {
        self.language.as_deref().map(|word| if word == "en" { Language::En } else { Language::ZhCn })
    }
}

/// As typed.
#[derive(Debug)]
pub struct TypedChoice {
    /// `zh-CN` or `en`.
    pub language: Option<String>,
    /// Kinds to be mailed.
    pub email: Vec<String>,
    /// Where to post which kinds.
    pub webhook: Option<TypedHook>,
}

/// As typed.
pub struct TypedHook {
    /// Where.
    pub url: String,
    /// Which kinds.
    pub kinds: Vec<String>,
}

/// Personal: it does not print.
impl std::fmt::Debug for TypedHook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TypedHook(..)")
    }
}

/// What the signed-in member chose.
pub async fn read_choice(desk: &Desk, by: SignedIn) -> Result<Choice, Failure> {
    choice_of(desk, by.member).await
}

/// What a member chose.
pub(super) async fn choice_of(desk: &Desk, member: Id<Member>) -> Result<Choice, Failure> {
    let Some(sealed) = desk.read.notice_choice(member).await? else { return Ok(Choice::default()) };
    Ok(desk.vault.read(member.bytes(), place(&member), &sealed).await?.unwrap_or_default())
}

fn place(member: &Id<Member>) -> Place<'_> {
    Place { table: "notice_choice", row: member.bytes() }
}

/// Chooses. Another URL gets another key, which is told with the answer.
///
/// # Errors
/// Faults at `/language`, `/email`, `/webhook/url` and `/webhook/kinds`, all at once.
pub async fn choose(desk: &Desk, by: SignedIn, typed: TypedChoice) -> Result<Choice, Failure> {
    let mut faults = Faults::default();
    if typed.language.as_deref().is_some_and(|language| !["zh-CN", "en"].contains(&language)) {
        faults.push(FieldFault::new("/language", "unknown"));
    }
    faults.take(known(&typed.email, "/email"));
    if let Some(hook) = &typed.webhook {
        faults.take(known(&hook.kinds, "/webhook/kinds"));
        faults.take(https(&hook.url));
    }
    faults.done()?;
    let before = choice_of(desk, by.member).await?.webhook;
    let webhook = typed.webhook.map(|hook| {
        let kept = before.filter(|before| before.url == hook.url).map(|before| before.secret);
        let secret = kept.unwrap_or_else(|| mint::link(&*desk.entropy).expose().to_owned());
        ChosenHook { url: hook.url, secret, kinds: hook.kinds }
    });
    let unmailed = KINDS.iter().filter(|kind| !typed.email.iter().any(|chosen| chosen == *kind));
    let unmailed = unmailed.map(|kind| (*kind).to_owned()).collect();
    let choice = Choice { language: typed.language, unmailed, webhook };
    let key = desk.vault.key(by.member.bytes()).await?.ok_or(Failure::SignedOut)?;
    let sealed = desk.vault.seal(&key, place(&by.member), &choice)?;
    desk.note(Traffic::NoticeChoiceSaved { member: by.member, sealed, at: desk.now() }).await?;
    Ok(choice)
}

fn known(kinds: &[String], pointer: &str) -> Result<(), FieldFault> {
    let all = kinds.iter().all(|kind| KINDS.contains(&kind.as_str()));
    if all { Ok(()) } else { Err(FieldFault::new(pointer, "unknown")) }
}

/// Whether it may be reached is looked at when it is: a name can come to mean another address.
fn https(typed: &str) -> Result<(), FieldFault> {
    let fault = |code| FieldFault::new("/webhook/url", code);
    if typed.chars().count() > LONGEST_URL {
        return Err(fault("too_long").with("max", &LONGEST_URL));
    }
    let url = url::Url::parse(typed).map_err(|_| fault("format"))?;
    if url.scheme() == "https" && url.host_str().is_some() { Ok(()) } else { Err(fault("format")) }
}
