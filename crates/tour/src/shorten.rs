//! What is shown of a secret: enough to tell two apart, too little to use.

use serde_json::Value;

/// Names whose values are secret wherever they stand.
const SECRET: [&str; 15] = [
    "access_token",
    "current",
    "email_code",
    "encrypted_data",
    "id_token",
    "iv",
    "js_code",
    "key",
    "password",
    "phone_code",
    "raw_data",
    "refresh_token",
    "secret",
    "session_key",
    "signature",
];

/// Ends of the names in `/dev/v1/env` that are no secrets.
const OPEN: [&str; 6] = ["_LOGIN", "APPID", "OPENID", "_URL", "_APP", "_ID"];

/// A value as shown, by the name it goes under.
pub(crate) fn text(name: &str, value: &str) -> String {
    if name == "text" {
        return digits(value);
    }
    if is_secret(name, value) { beginning(value) } else { value.to_owned() }
}

/// A document as shown.
pub(crate) fn json(value: &Value) -> Value {
    under("", value)
}

fn under(name: &str, value: &Value) -> Value {
    match value {
        Value::String(inner) => Value::String(text(name, inner)),
        Value::Array(items) => Value::Array(items.iter().map(|item| under(name, item)).collect()),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(name, value)| (name.clone(), under(name, value))).collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

fn is_secret(name: &str, value: &str) -> bool {
    if name == "code" {
        // The same name carries single-use codes and the words by which refusals are known.
        return !value.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'.');
    }
    let from_environment = name.len() > 1 && !name.bytes().any(|b| b.is_ascii_lowercase());
    SECRET.contains(&name) || (from_environment && !OPEN.iter().any(|end| name.ends_with(end)))
}

/// The first quarter, at most six characters.
fn beginning(value: &str) -> String {
    let length = value.chars().count();
    value.chars().take((length / 4).min(6)).chain(['…']).collect()
}

/// A letter's text, the codes in it shortened.
fn digits(value: &str) -> String {
    let mut shown = String::with_capacity(value.len());
    let mut run = String::new();
    for letter in value.chars().map(Some).chain([None]) {
        if let Some(digit) = letter.filter(char::is_ascii_digit) {
            run.push(digit);
            continue;
        }
        shown.push_str(&if run.len() < 6 { std::mem::take(&mut run) } else { beginning(&run) });
        run.clear();
        shown.extend(letter);
    }
    shown
}

#[cfg(test)]
mod tests {
    use serde_json::json as value;

    use super::*;

    #[test]
    fn secrets_are_shortened_at_any_depth() {
        let shown = json(&value!({
            "login": "owner@tour.example",
            "password": "correct horse battery",
            "items": [{"secret": "0123456789abcdef0123456789abcdef"}],
            "expires_in": 7200,
        }));
        assert_eq!(
            shown,
            value!({
                "login": "owner@tour.example",
                "password": "corre…",
                "items": [{"secret": "012345…"}],
                "expires_in": 7200,
            })
        );
    }

    #[test]
    fn a_refusal_keeps_its_code_and_a_login_loses_it() {
        assert_eq!(text("code", "second_reviewer_needed"), "second_reviewer_needed");
        assert_eq!(text("code", "Zx81-abcdefghijkl"), "Zx81…");
        assert_eq!(text("email_code", "481516"), "4…");
    }

    #[test]
    fn a_letter_keeps_its_words_and_short_numbers() {
        assert_eq!(text("text", "验证码 481516，10 分钟内有效"), "验证码 4…，10 分钟内有效");
        assert_eq!(text("text", "ends with 481516"), "ends with 4…");
    }

    #[test]
    fn the_environment_shows_names_but_no_secrets() {
        assert_eq!(text("REVIEWER_LOGIN", "reviewer@dev.example"), "reviewer@dev.example");
        assert_eq!(text("REVIEWER_PASSWORD", "correct horse"), "cor…");
        assert_eq!(text("MSG_TOKEN", "abcdefgh"), "ab…");
    }
}
