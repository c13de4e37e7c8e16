//! Which form of a file a client takes.

use axum::http::{HeaderMap, header};

/// A form that the console's build made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Plain,
    Gzip,
    Brotli,
}

impl Encoding {
    /// The word in `Content-Encoding`.
    pub(crate) const fn name(self) -> Option<&'static str> {
        match self {
            Encoding::Plain => None,
            Encoding::Gzip => Some("gzip"),
            Encoding::Brotli => Some("br"),
        }
    }

    /// Two forms are two representations: each has its own tag.
    pub(crate) const fn suffix(self) -> &'static str {
        match self {
            Encoding::Plain => "",
            Encoding::Gzip => "-gz",
            Encoding::Brotli => "-br",
        }
    }
}

/// The smallest form that is there and that the client takes.
pub(crate) fn choose(asked: &HeaderMap, brotli: bool, gzip: bool) -> Encoding {
    let takes = |name: &str| {
        asked
            .get_all(header::ACCEPT_ENCODING)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .any(|part| accepts(part, name))
    };
    if brotli && takes("br") {
        Encoding::Brotli
    } else if gzip && takes("gzip") {
        Encoding::Gzip
    } else {
        Encoding::Plain
    }
}

/// Whether one part of the header, such as `br;q=0.9`, takes this encoding.
fn accepts(part: &str, name: &str) -> bool {
    let mut words = part.split(';').map(str::trim);
    let named = words.next().is_some_and(|word| word.eq_ignore_ascii_case(name));
    let refused = words.filter_map(|word| word.strip_prefix("q=")).any(|q| q.parse::<f32>() == Ok(0.0));
    named && !refused
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn chosen(accept: &'static str) -> Encoding {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(accept));
        choose(&headers, true, true)
    }

    #[test]
    fn takes_the_smallest_that_is_not_refused() {
        assert_eq!(chosen("gzip, deflate, br, zstd"), Encoding::Brotli);
        assert_eq!(chosen("gzip;q=0.5, br;q=0"), Encoding::Gzip);
        assert_eq!(chosen("identity"), Encoding::Plain);
        assert_eq!(choose(&HeaderMap::new(), true, true), Encoding::Plain);
    }

    #[test]
    fn takes_only_what_is_there() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("br, gzip"));
        assert_eq!(choose(&headers, false, true), Encoding::Gzip);
        assert_eq!(choose(&headers, false, false), Encoding::Plain);
    }
}
