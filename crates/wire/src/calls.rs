//! The calls of WeChat's API as data: which paths exist and what each of them takes.

use std::sync::LazyLock;

use serde::Deserialize;

/// One call under the API's root.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Call {
    /// The HTTP method.
    pub method: Method,
    /// The path, with its leading slash.
    pub path: String,
    /// The part of the contract that describes it, such as `a-login-token`.
    pub area: String,
    /// How the caller says who it is.
    pub auth: Auth,
    /// Whose tokens it takes; empty where it takes none.
    pub accepts: Vec<Bearer>,
    /// The encoding of its body.
    pub body: Body,
    /// Whether it stands under `/sns/` and words refusals that way.
    pub sns: bool,
}

/// An HTTP method of the API; there are no others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// Parameters in the query.
    Get,
    /// Parameters in the body, the token in the query.
    Post,
}

/// How the caller says who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Auth {
    /// A token in the query parameter `access_token`, the account's own or an authorizer's.
    AccessToken,
    /// The same parameter, but only a platform's token for an account that authorized it.
    AuthorizerAccessToken,
    /// A platform's own token.
    ComponentAccessToken,
    /// AppID and AppSecret.
    Secret,
    /// Nothing but what the call itself carries, such as a user's token.
    None,
}

/// Whose token it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bearer {
    /// The account itself.
    Account,
    /// A third-party platform in the name of an account that authorized it.
    Authorizer,
    /// A third-party platform in its own name.
    Component,
}

/// The encoding of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Body {
    /// No body.
    None,
    /// JSON, whatever `Content-Type` says.
    Json,
    /// XML.
    Xml,
    /// A form with a file.
    Multipart,
}

/// Sorted by path. Read once; a test proves that the embedded text reads.
static CALLS: LazyLock<Vec<Call>> = LazyLock::new(|| {
    let mut calls: Vec<Call> =
        serde_json::from_str(include_str!("../../../catalogue/calls.json")).unwrap_or_default();
    calls.sort_by(|a, b| a.path.cmp(&b.path));
    calls
});

/// Every call, sorted by path.
pub fn all() -> &'static [Call] {
    &CALLS
}

/// The call of a path; no path has two.
pub fn by_path(path: &str) -> Option<&'static Call> {
    let at = CALLS.binary_search_by(|call| call.path.as_str().cmp(path)).ok()?;
    CALLS.get(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_table_reads_and_no_path_stands_twice() {
        let raw: Vec<Call> = serde_json::from_str(include_str!("../../../catalogue/calls.json")).unwrap();
        assert_eq!(raw.len(), all().len());
        assert!(all().windows(2).all(|pair| pair[0].path < pair[1].path));
    }

    #[test]
    fn a_path_finds_its_call() {
        let call = by_path("/cgi-bin/get_api_domain_ip").unwrap();
        assert_eq!((call.method, call.auth, call.body), (Method::Get, Auth::AccessToken, Body::None));
        assert_eq!(call.accepts, [Bearer::Account, Bearer::Authorizer, Bearer::Component]);
        assert!(by_path("/cgi-bin/nothing").is_none());
    }

    #[test]
    fn refusal_styles_agree_with_the_table() {
        use crate::errcode::Style;
        assert!(all().iter().all(|call| call.sns == (Style::of_path(&call.path) == Style::Sns)));
    }
}
