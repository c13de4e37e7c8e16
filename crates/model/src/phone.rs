//! Phone numbers of members: mainland ones by their eleven digits, others with their country code.

/// A phone number in its one spelling, `+` and digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(String);

/// The text is not a phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a phone number")]
pub struct NotAPhone;

impl Phone {
    /// Reads what was typed; blanks and hyphens between digits do not count.
    ///
    /// # Errors
    /// [`NotAPhone`] unless it is eleven digits that begin with 1, or `+` or `00` with 7 to 15 digits.
    pub fn parse(typed: &str) -> Result<Phone, NotAPhone> {
        let bare: String = typed.trim().chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        let abroad = bare.strip_prefix('+').or_else(|| bare.strip_prefix("00"));
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        match abroad {
            Some(rest) if digits(rest) && (7..=15).contains(&rest.len()) && !rest.starts_with('0') => {
                Ok(Phone(format!("+{rest}")))
            }
            None if digits(&bare) && bare.len() == 11 && bare.starts_with('1') => {
                Ok(Phone(format!("+86{bare}")))
            }
            Some(_) | None => Err(NotAPhone),
        }
    }

    /// The one spelling.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Personal: it does not print.
impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Phone(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_at_home_and_abroad() {
        for typed in ["13800138000", "138 0013 8000", "+8613800138000", "0086-13800138000"] {
            assert_eq!(Phone::parse(typed).unwrap().as_str(), "+8613800138000", "{typed}");
        }
        assert_eq!(Phone::parse("+442079460000").unwrap().as_str(), "+442079460000");
    }

    #[test]
    fn anything_else_is_refused() {
        for bad in
            ["", "1380013800", "23800138000", "+", "+12345", "+0123456789", "1380013800x", "++8613800138000"]
        {
            assert_eq!(Phone::parse(bad), Err(NotAPhone), "{bad}");
        }
    }
}
