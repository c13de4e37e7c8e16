//! Who appears on the tour.

/// Who sends a request; each keeps a session of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Actor {
    /// Anybody, not signed in.
    Anyone,
    /// The owner of the mini program.
    Owner,
    /// The reviewer 审核员.
    Reviewer,
    /// Another one.
    SecondReviewer,
    /// The operator 运营.
    Operator,
    /// The auditor 审计.
    Auditor,
    /// The host app 宿主 App, with its key.
    HostApp,
    /// The mini program's own server; it has a secret and tokens, no session.
    AppServer,
}

impl Actor {
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Actor::Anyone => "anyone",
            Actor::Owner => "the owner",
            Actor::Reviewer => "the reviewer",
            Actor::SecondReviewer => "the second reviewer",
            Actor::Operator => "the operator",
            Actor::Auditor => "the auditor",
            Actor::HostApp => "the host app",
            Actor::AppServer => "the app's server",
        }
    }

    /// The names under which `/dev/v1/env` gives this one's login and password.
    pub(crate) const fn seeds(self) -> Option<(&'static str, &'static str)> {
        match self {
            Actor::Reviewer => Some(("/REVIEWER_LOGIN", "/REVIEWER_PASSWORD")),
            Actor::SecondReviewer => Some(("/REVIEWER2_LOGIN", "/REVIEWER2_PASSWORD")),
            Actor::Operator => Some(("/OPERATOR_LOGIN", "/OPERATOR_PASSWORD")),
            Actor::Auditor => Some(("/AUDITOR_LOGIN", "/AUDITOR_PASSWORD")),
            Actor::Anyone | Actor::Owner | Actor::HostApp | Actor::AppServer => None,
        }
    }
}
