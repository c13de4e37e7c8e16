//! Why not: closed, fields instead of sentences.

use vermilion_model::{AccountNo, Capabilities, Scope, Time};

/// An obstacle. Its sentences and next step stand in the language files under `reason.<code>`;
/// the error code is `http`'s to choose, and this is what it chooses:
///
/// | reason | WeChat |
/// |---|---|
/// | stale, halted, account_in_doubt, quota_block_needed | -1 |
/// | call_unknown, call_not_served | 48001 |
/// | account_unknown, app_unknown, account_closed | 40013 |
/// | account_suspended, account_frozen, account_closing | 50007 |
/// | capability_missing, giver_lacks, authorization_suspended | 48001 |
/// | not_delegated | 61003 |
/// | not_handed_over | 61007 |
/// | user_not_named | 40003 |
/// | user_gone | 50002 |
/// | consent_missing | 50001 |
/// | quota_spent | 45009 |
/// | minute_spent | 45011 |
/// | token_expired | 42001 |
/// | token_displaced | 40001 |
/// | secret_wrong | 40125 |
/// | ip_not_allowed | 40164 |
/// | secrets_frozen | 40243 |
/// | code_dead | 40029 |
/// | host_key_unknown, not_listed | none: the host API has codes of its own |
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Reason {
    /// I4: this node has not heard from the store within the published bound.
    #[error("stale")]
    Stale,
    /// The order of facts is in doubt, or a fact could not be applied: nothing is allowed.
    #[error("halted")]
    Halted,
    /// The background check found this account's state to differ from the store.
    #[error("account_in_doubt")]
    AccountInDoubt {
        /// Which account.
        account: AccountNo,
    },
    /// The catalogue has no such call.
    #[error("call_unknown")]
    CallUnknown,
    /// The catalogue has it, and this installation does not answer it.
    #[error("call_not_served")]
    CallNotServed,
    /// No account has this number.
    #[error("account_unknown")]
    AccountUnknown {
        /// The number asked for.
        account: AccountNo,
    },
    /// No account has this AppID.
    #[error("app_unknown")]
    AppUnknown,
    /// 封禁
    #[error("account_suspended")]
    AccountSuspended {
        /// Which of the parties.
        account: AccountNo,
    },
    /// 冻结: its owner stopped it.
    #[error("account_frozen")]
    AccountFrozen {
        /// Which of the parties.
        account: AccountNo,
    },
    /// 待审核: reviewers have not admitted it yet.
    #[error("account_pending")]
    AccountPending {
        /// Which of the parties.
        account: AccountNo,
    },
    /// Its owner is closing it.
    #[error("account_closing")]
    AccountClosing {
        /// Which of the parties.
        account: AccountNo,
    },
    /// The owner closed it.
    #[error("account_closed")]
    AccountClosed {
        /// Which of the parties.
        account: AccountNo,
    },
    /// I1: no effective revision of this account contains a capability that opens the call.
    #[error("capability_missing")]
    CapabilityMissing {
        /// Who lacks it.
        account: AccountNo,
        /// Any of these would open it.
        opened_by: Capabilities,
    },
    /// I1: the giver itself holds no capability that opens the call, so nobody can act for it.
    #[error("giver_lacks")]
    GiverLacks {
        /// Who lacks it.
        giver: AccountNo,
        /// Any of these would open it.
        opened_by: Capabilities,
    },
    /// The platform stopped the authorization that would open the call.
    #[error("authorization_suspended")]
    AuthorizationSuspended {
        /// Who received it.
        account: AccountNo,
        /// What it would give.
        opened_by: Capabilities,
    },
    /// The giver has no delegation to the actor in force.
    #[error("not_delegated")]
    NotDelegated {
        /// Who would have to give one.
        giver: AccountNo,
    },
    /// The giver holds it, and did not hand it over to the actor.
    #[error("not_handed_over")]
    NotHandedOver {
        /// Who could hand it over.
        giver: AccountNo,
        /// Any of these would open the call.
        opened_by: Capabilities,
    },
    /// The call depends on a consent, and no user was named.
    #[error("user_not_named")]
    UserNotNamed,
    /// The user closed their account with the host app.
    #[error("user_gone")]
    UserGone,
    /// The user did not allow this scope, or took it back.
    #[error("consent_missing")]
    ConsentMissing {
        /// Which.
        scope: Scope,
    },
    /// The day's quota of this call is used up.
    #[error("quota_spent")]
    QuotaSpent {
        /// The limit of a day.
        limit: u32,
    },
    /// This minute's calls are used up.
    #[error("minute_spent")]
    MinuteSpent {
        /// The limit of a minute.
        limit: u32,
    },
    /// A block of quota must be leased from the store; then ask again.
    #[error("quota_block_needed")]
    QuotaBlockNeeded,
    /// It is older than its life.
    #[error("token_expired")]
    TokenExpired {
        /// Since when.
        at: Time,
    },
    /// Its epoch ended, its secret ended with its tokens, or a newer token displaced it.
    #[error("token_displaced")]
    TokenDisplaced,
    /// No living secret of the account matches.
    #[error("secret_wrong")]
    SecretWrong,
    /// The caller's address is not on the account's allow-list.
    #[error("ip_not_allowed")]
    IpNotAllowed,
    /// 冻结
    #[error("secrets_frozen")]
    SecretsFrozen,
    /// The user withdrew what the code stands on.
    #[error("code_dead")]
    CodeDead {
        /// The scope withdrawn; none means that the user is gone.
        scope: Option<Scope>,
    },
    /// No living host key has this digest.
    #[error("host_key_unknown")]
    HostKeyUnknown,
    /// The account does not run in this host app.
    #[error("not_listed")]
    NotListed,
}

impl Reason {
    /// The stable code: `reason.<code>` in the language files.
    pub fn code(&self) -> String {
        self.to_string()
    }

    /// One of each, for tests that walk all of them. Fields hold any value.
    pub fn each() -> Vec<Reason> {
        let account = AccountNo(0);
        let opened_by = Capabilities::NONE;
        vec![
            Reason::Stale,
            Reason::Halted,
            Reason::AccountInDoubt { account },
            Reason::CallUnknown,
            Reason::CallNotServed,
            Reason::AccountUnknown { account },
            Reason::AppUnknown,
            Reason::AccountSuspended { account },
            Reason::AccountFrozen { account },
            Reason::AccountPending { account },
            Reason::AccountClosing { account },
            Reason::AccountClosed { account },
            Reason::CapabilityMissing { account, opened_by },
            Reason::GiverLacks { giver: account, opened_by },
            Reason::AuthorizationSuspended { account, opened_by },
            Reason::NotDelegated { giver: account },
            Reason::NotHandedOver { giver: account, opened_by },
            Reason::UserNotNamed,
            Reason::UserGone,
            Reason::ConsentMissing { scope: Scope::UserInfo },
            Reason::QuotaSpent { limit: 0 },
            Reason::MinuteSpent { limit: 0 },
            Reason::QuotaBlockNeeded,
            Reason::TokenExpired { at: Time::ZERO },
            Reason::TokenDisplaced,
            Reason::SecretWrong,
            Reason::IpNotAllowed,
            Reason::SecretsFrozen,
            Reason::CodeDead { scope: None },
            Reason::HostKeyUnknown,
            Reason::NotListed,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_snake_case() {
        let mut codes: Vec<String> = Reason::each().iter().map(Reason::code).collect();
        assert!(codes.iter().all(|code| code.bytes().all(|b| b == b'_' || b.is_ascii_lowercase())));
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Reason::each().len());
    }

    #[test]
    fn each_lists_every_variant() {
        let source = include_str!("reason.rs");
        let variants = source.matches("    #[error(\"").count();
        assert_eq!(variants, Reason::each().len());
    }
}
