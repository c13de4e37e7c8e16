//! Which passwords are taken: long enough, and not among those that are guessed first. There are no
//! rules of composition; a long sentence is as good as any riddle.

use vermilion_model::FieldFault;
use vermilion_seal::SecretText;
use vermilion_seal::password::{MAX_CHARS, MIN_CHARS, Password, PasswordFault};

/// The passwords found most often in leaks that have the length: lower case, one a line.
const COMMON: &str = include_str!("common_passwords.txt");
/// Rows of keys and letters along which fingers walk.
const WALKS: [&str; 6] = [
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "!qaz@wsx#edc$rfv%tgb^yhn&ujm",
    "1q2w3e4r5t6y7u8i9o0p",
];

/// The password, or what is wrong with it, at `pointer`.
pub(super) fn strong_password(typed: SecretText, email: &str, pointer: &str) -> Result<Password, FieldFault> {
    if typed.expose().is_empty() {
        return Err(FieldFault::new(pointer, "required"));
    }
    let weak = is_weak(typed.expose(), email);
    let password = Password::new(typed).map_err(|fault| match fault {
        PasswordFault::TooShort => FieldFault::new(pointer, "too_short").with("min", &MIN_CHARS),
        PasswordFault::TooLong => FieldFault::new(pointer, "too_long").with("max", &MAX_CHARS),
    })?;
    if weak { Err(FieldFault::new(pointer, "weak_password").with("min", &MIN_CHARS)) } else { Ok(password) }
}

fn is_weak(password: &str, email: &str) -> bool {
    let folded = password.to_lowercase();
    let bare = folded.trim_matches(|c: char| !c.is_alphabetic());
    let (local, domain) = email.split_once('@').unwrap_or((email, ""));
    let own = |word: &str| !word.is_empty() && (folded == word || bare == word);
    COMMON.lines().any(|common| common == folded)
        || own(email)
        || own(local)
        || own(domain)
        || is_walk(&folded)
        || repeats(&folded)
}

fn is_walk(folded: &str) -> bool {
    let back: String = folded.chars().rev().collect();
    WALKS.iter().any(|walk| walk.contains(folded) || walk.contains(&back))
}

/// Whether a unit of at most three characters makes the whole.
fn repeats(folded: &str) -> bool {
    let chars: Vec<char> = folded.chars().collect();
    (1..=3).any(|unit| {
        let shifted = chars.iter().skip(unit);
        chars.len() > unit && chars.iter().zip(shifted).all(|(a, b)| a == b)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(typed: &str) -> &'static str {
        match strong_password(SecretText::new(typed.to_owned()), "wang.lei@example.cn", "/p") {
            Ok(_) => "taken",
            Err(fault) => fault.code,
        }
    }

    #[test]
    fn length_is_told_with_its_bound() {
        assert_eq!(code(""), "required");
        assert_eq!(code("k7#pQz2"), "too_short");
        assert_eq!(code(&"k7#p".repeat(33)), "too_long");
    }

    #[test]
    fn what_is_guessed_first_is_weak() {
        for weak in [
            "password",
            "Password1",
            "woaini1314",
            "12345678",
            "87654321",
            "qwertyuiop",
            "aaaaaaaa",
            "abcabcabc",
            "1qaz2wsx",
            "wang.lei@example.cn",
            "wang.lei88",
            "WANG.LEI!",
            "example.cn1",
        ] {
            assert_eq!(code(weak), "weak_password", "{weak}");
        }
    }

    #[test]
    fn a_sentence_is_taken_whatever_it_is_made_of() {
        for good in ["correct horse", "朱砂批过的奏折不退", "tidal-lamp-47"] {
            assert_eq!(code(good), "taken", "{good}");
        }
    }

    #[test]
    fn the_list_has_only_what_the_length_lets_through() {
        assert!(COMMON.lines().count() > 150);
        for common in COMMON.lines() {
            assert!(common.chars().count() >= MIN_CHARS && common == common.to_lowercase(), "{common}");
        }
    }
}
