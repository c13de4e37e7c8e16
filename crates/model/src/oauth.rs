//! OAuth scopes (`snsapi_*`): what a web authorization 网页授权 lets an account see of a user.

/// An OAuth scope. The numbers stand in codes, tokens and rows, and are permanent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum OAuthScope {
    /// The OpenID alone; the user is not asked.
    Base = 1,
    /// Nickname and avatar too, after the user agreed.
    UserInfo = 2,
    /// The same, for a website to which the user signs in by scanning.
    Login = 3,
}

impl OAuthScope {
    /// Every scope.
    pub const ALL: [OAuthScope; 3] = [OAuthScope::Base, OAuthScope::UserInfo, OAuthScope::Login];

    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            OAuthScope::Base => "snsapi_base",
            OAuthScope::UserInfo => "snsapi_userinfo",
            OAuthScope::Login => "snsapi_login",
        }
    }

    /// From the wire name.
    pub fn from_name(name: &str) -> Option<OAuthScope> {
        OAuthScope::ALL.into_iter().find(|scope| scope.name() == name)
    }

    /// The permanent number.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// From that number.
    pub fn from_number(number: u8) -> Option<OAuthScope> {
        OAuthScope::ALL.into_iter().find(|scope| scope.number() == number)
    }

    /// Whether the account sees the user's profile, so that it stands on the user's consent
    /// ([`crate::Scope::UserInfo`]).
    pub const fn shows_profile(self) -> bool {
        match self {
            OAuthScope::Base => false,
            OAuthScope::UserInfo | OAuthScope::Login => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_are_permanent() {
        let all = OAuthScope::ALL.map(|scope| (scope.number(), scope.name()));
        assert_eq!(all, [(1, "snsapi_base"), (2, "snsapi_userinfo"), (3, "snsapi_login")]);
        for scope in OAuthScope::ALL {
            assert_eq!(OAuthScope::from_number(scope.number()), Some(scope));
            assert_eq!(OAuthScope::from_name(scope.name()), Some(scope));
        }
        assert_eq!((OAuthScope::from_number(0), OAuthScope::from_name("snsapi")), (None, None));
    }
}
