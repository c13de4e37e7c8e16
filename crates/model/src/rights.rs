//! Which role may do what: the whole table, in one place.

use crate::{PlatformRole, Role};

/// Something a member may do in one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// See the account's pages.
    See,
    /// Change development settings: secrets, allow-list, domains, message push.
    ManageSettings,
    /// Ask for, change, give up and revoke authorizations.
    ManageAuthorizations,
    /// Invite and remove members.
    ManageMembers,
    /// Change the register, verify the subject, bind, freeze and close the account.
    ManageRegister,
}

impl Right {
    /// Every right.
    pub const ALL: [Right; 5] = [
        Right::See,
        Right::ManageSettings,
        Right::ManageAuthorizations,
        Right::ManageMembers,
        Right::ManageRegister,
    ];
}

/// Something a member may do on the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlatformRight {
    /// See the queue and decide cases.
    Review,
    /// Suspend and restore accounts, run host apps, edit catalogue and calendar.
    Operate,
    /// Read the audit log and its verification.
    Audit,
}

impl PlatformRight {
    /// Every platform right.
    pub const ALL: [PlatformRight; 3] = [PlatformRight::Review, PlatformRight::Operate, PlatformRight::Audit];
}

impl Role {
    /// Whether this role has this right.
    pub const fn may(self, right: Right) -> bool {
        match (self, right) {
            (Role::Administrator, _) | (_, Right::See) | (Role::Developer, Right::ManageSettings) => true,
            (Role::Developer | Role::Operator | Role::Analyst, _) => false,
        }
    }
}

impl PlatformRole {
    /// Whether this role has this right.
    pub const fn may(self, right: PlatformRight) -> bool {
        matches!(
            (self, right),
            (PlatformRole::Reviewer, PlatformRight::Review)
                | (PlatformRole::Operator, PlatformRight::Operate | PlatformRight::Audit)
                | (PlatformRole::Auditor, PlatformRight::Audit)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_read_line_by_line() {
        let table: Vec<String> = Role::ALL
            .into_iter()
            .map(|role| {
                let rights: Vec<_> = Right::ALL.into_iter().filter(|r| role.may(*r)).collect();
                format!("{role:?} {rights:?}")
            })
            .collect();
        assert_eq!(
            table,
            [
                "Administrator [See, ManageSettings, ManageAuthorizations, ManageMembers, ManageRegister]",
                "Developer [See, ManageSettings]",
                "Operator [See]",
                "Analyst [See]",
            ]
        );
    }

    #[test]
    fn operators_do_not_review_and_reviewers_do_not_operate() {
        assert!(!PlatformRole::Operator.may(PlatformRight::Review));
        assert!(!PlatformRole::Reviewer.may(PlatformRight::Operate));
        assert!(!PlatformRole::Auditor.may(PlatformRight::Operate));
    }
}
