//! E-mail addresses: what one looks like, and its one spelling.

/// An e-mail address of acceptable shape, in the one spelling it is recognized by.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

/// The text is not an e-mail address that mail could be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct NotAnEmail;

/// The longest address, in bytes.
const MAX: usize = 254;
/// The longest part before the `@`.
const MAX_LOCAL: usize = 64;

impl Email {
    /// Reads what was typed: outer blanks and case do not count.
    ///
    /// # Errors
    /// [`NotAnEmail`] unless it is `name@host.tld` in ASCII without blanks.
    pub fn parse(typed: &str) -> Result<Email, NotAnEmail> {
        let folded = typed.trim().to_ascii_lowercase();
        let (local, domain) = folded.rsplit_once('@').ok_or(NotAnEmail)?;
        let sound = folded.len() <= MAX && is_local(local) && is_domain(domain);
        if sound { Ok(Email(folded)) } else { Err(NotAnEmail) }
    }

    /// The one spelling.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Personal: it does not print.
impl std::fmt::Debug for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Email(..)")
    }
}

fn is_local(local: &str) -> bool {
    let letter = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-.".contains(&b);
    let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
    (1..=MAX_LOCAL).contains(&local.len()) && !dots && local.bytes().all(letter)
}

fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        let letters = label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        (1..=63).contains(&label.len()) && letters && !label.starts_with('-') && !label.ends_with('-')
    };
    domain.contains('.') && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_whatever_was_typed() {
        assert_eq!(
            Email::parse("  Ann.Lee+x@Mail.Example.CN ").unwrap().as_str(),
            "ann.lee+x@mail.example.cn"
        );
    }

    #[test]
    fn what_mail_cannot_reach_is_refused() {
        for bad in [
            "",
            "a",
            "a@",
            "@b.cn",
            "a@b",
            "a b@c.cn",
            "a@b..cn",
            ".a@b.cn",
            "a@-b.cn",
            "é@b.cn",
            "a@b.cn\nx",
        ] {
            assert_eq!(Email::parse(bad), Err(NotAnEmail), "{bad}");
        }
        assert!(Email::parse(&format!("{}@b.cn", "a".repeat(65))).is_err());
        assert!(Email::parse(&format!("a@{}b.cn", "c.".repeat(130))).is_err());
    }

    #[test]
    fn it_does_not_print() {
        assert_eq!(format!("{:?}", Email::parse("a@b.cn").unwrap()), "Email(..)");
    }
}
