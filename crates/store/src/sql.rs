//! One SQL text per statement, for both engines.

use std::sync::OnceLock;

/// A statement's text: one for both engines, or one each where the dialects part.
///
/// Parameters are `$1` … `$n`. Put it in a `static`: its address and text live as long as the
/// prepared statements made of it.
#[derive(Debug)]
pub struct Sql {
    sqlite: &'static str,
    postgres: &'static str,
    numbered: OnceLock<String>,
}

impl Sql {
    /// The same text on both engines.
    pub const fn both(text: &'static str) -> Sql {
        Sql::each(text, text)
    }

    /// A text for each engine; the exception, and counted.
    pub const fn each(sqlite: &'static str, postgres: &'static str) -> Sql {
        Sql { sqlite, postgres, numbered: OnceLock::new() }
    }

    /// PostgreSQL's text, as written.
    pub fn postgres(&self) -> &'static str {
        self.postgres
    }

    /// SQLite's text, its parameters numbered.
    ///
    /// SQLite takes `$2` for a *name* and numbers names by first appearance, so `($2, $1)` would
    /// bind the wrong way round; `?2` is the second parameter wherever it stands.
    pub fn sqlite(&self) -> &str {
        self.numbered.get_or_init(|| numbered(self.sqlite))
    }
}

/// Turns `$n` into `?n` outside quoted text.
fn numbered(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut quote: Option<char> = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '\'' || c == '"' => quote = Some(c),
            _ => {}
        }
        let parameter = quote.is_none() && c == '$' && rest.peek().is_some_and(char::is_ascii_digit);
        out.push(if parameter { '?' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_parameters_are_rewritten() {
        assert_eq!(numbered("select $2, '$1', \"$3\", $ from t"), "select ?2, '$1', \"$3\", $ from t");
        assert_eq!(numbered("select 'it''s $1', $12"), "select 'it''s $1', ?12");
    }
}
