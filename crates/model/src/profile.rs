//! What a mini program's `getUserProfile` and `getUserInfo` yield.

use serde::{Deserialize, Serialize};

/// How an account comes to its users' nicknames and avatars; its owner's choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProfilePolicy {
    /// The call asks the user; who agrees (`scope.userInfo`) shows the real ones.
    #[default]
    Ask,
    /// As at WeChat today: the call asks nobody and yields a nameless user; the user fills them into a form.
    Fill,
    /// The call asks nobody and yields a nameless user, and no form offers to fill them in.
    Anonymous,
}

impl ProfilePolicy {
    /// Every policy.
    pub const ALL: [ProfilePolicy; 3] = [ProfilePolicy::Ask, ProfilePolicy::Fill, ProfilePolicy::Anonymous];

    /// The word used in the store and the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            ProfilePolicy::Ask => "ask",
            ProfilePolicy::Fill => "fill",
            ProfilePolicy::Anonymous => "anonymous",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<ProfilePolicy> {
        ProfilePolicy::ALL.into_iter().find(|policy| policy.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back() {
        for policy in ProfilePolicy::ALL {
            assert_eq!(ProfilePolicy::from_word(policy.word()), Some(policy));
            assert_eq!(serde_json::to_string(&policy).unwrap(), format!("{:?}", policy.word()));
        }
        assert_eq!(ProfilePolicy::from_word(""), None);
    }
}
