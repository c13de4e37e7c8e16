//! Names 名称 of accounts. Source: contract, account types, limit `name`.

use crate::{AccountType, FieldFault};

/// The narrowest and the widest name; a Han character counts as two, an ASCII one as one.
const WIDTH: std::ops::RangeInclusive<usize> = 4..=30;
/// What the name of a mini program may not contain.
const FORBIDDEN: &str = "小程序";

/// A name that the register takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountName(String);

impl AccountName {
    /// Reads what was typed; outer blanks do not count. The fault is at `pointer`.
    pub fn parse(typed: &str, account_type: AccountType, pointer: &str) -> Result<AccountName, FieldFault> {
        let name = typed.trim();
        if name.is_empty() {
            return Err(FieldFault::new(pointer, "required"));
        }
        if name.chars().any(|c| c.is_control() || is_invisible(c)) {
            return Err(FieldFault::new(pointer, "format"));
        }
        let width: usize = name.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        if !WIDTH.contains(&width) {
            let fault = FieldFault::new(pointer, "name_length");
            return Err(fault.with("min", WIDTH.start()).with("max", WIDTH.end()));
        }
        if account_type == AccountType::MiniProgram && fold(name).contains(FORBIDDEN) {
            return Err(FieldFault::new(pointer, "forbidden_word").with("word", &FORBIDDEN));
        }
        Ok(AccountName(name.to_owned()))
    }

    /// As typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two names may not share: letters without case, full width as half width, no blanks.
    pub fn folded(&self) -> String {
        fold(&self.0)
    }

    /// Any text as names are compared: letters without case, full width as half width, no blanks.
    pub fn fold(text: &str) -> String {
        fold(text)
    }
}

fn fold(name: &str) -> String {
    let half = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        _ => c,
    };
    name.chars().map(half).filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Characters that make two names look alike, or turn what stands around them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(typed: &str) -> Result<AccountName, &'static str> {
        AccountName::parse(typed, AccountType::MiniProgram, "/n").map_err(|fault| fault.code)
    }

    #[test]
    fn width_counts_han_as_two() {
        assert!(parse("朱批").is_ok());
        assert!(parse("abcd").is_ok());
        assert_eq!(parse("朱"), Err("name_length"));
        assert_eq!(parse("abc"), Err("name_length"));
        assert!(parse(&"朱".repeat(15)).is_ok());
        assert_eq!(parse(&"朱".repeat(16)), Err("name_length"));
        assert_eq!(parse(&"a".repeat(31)), Err("name_length"));
        assert_eq!(parse("  "), Err("required"));
    }

    #[test]
    fn names_that_read_alike_fold_to_one() {
        let folded = |typed| parse(typed).unwrap().folded();
        assert_eq!(folded("Ａｐｐ　商城"), folded("app商城"));
        assert_eq!(folded("App 商城"), folded("APP商城"));
        assert_ne!(folded("app商店"), folded("app商城"));
    }

    #[test]
    fn what_cannot_be_seen_is_refused_and_a_mini_program_does_not_say_what_it_is() {
        assert_eq!(parse("ab\u{200b}cd"), Err("format"));
        assert_eq!(parse("ab\ncd"), Err("format"));
        assert_eq!(parse("好小 程序"), Err("forbidden_word"));
        assert!(AccountName::parse("小程序助手", AccountType::ServiceAccount, "/n").is_ok());
    }
}
