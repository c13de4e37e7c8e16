//! The operations, each a small story: what is asked, what must come of it.

mod accounts;
mod authorizations;
mod codes;
mod delegations;
mod desk;
mod hosts;
mod machine;
mod people;
mod quotas;
mod settings;
mod stable;
mod standing;
pub(crate) mod story;
mod user_codes;

use crate::Broken;
use crate::world::World;

/// One line an operation: its name in lists, how often the dice choose it, what it does.
macro_rules! steps {
    ($world:ident: $($name:ident $weight:literal $happens:expr;)+) => {
        /// An operation. What it is about is chosen by the dice.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Step {
            $(
                #[doc = concat!("`", stringify!($happens), "`")]
                $name,
            )+
        }

        impl Step {
            /// Every operation, and how often the dice choose it.
            pub const ALL: &'static [(Step, usize)] = &[$((Step::$name, $weight)),+];

            /// From its name, as lists have it.
            pub fn named(name: &str) -> Option<Step> {
                match name {
                    $(stringify!($name) => Some(Step::$name),)+
                    _ => None,
                }
            }

            pub(crate) async fn happens(self, $world: &mut World) -> Result<(), Broken> {
                match self {
                    $(Step::$name => $happens,)+
                }
            }
        }
    };
}

steps! { world:
    Open 1 accounts::open(world).await;
    ResetSecret 2 accounts::reset_secret(world).await;
    FreezeSecrets 1 accounts::freeze(world).await;
    Suspend 2 accounts::suspend(world).await;
    FreezeAccount 1 standing::freeze(world).await;
    CloseAccount 2 standing::close(world).await;
    Submit 5 authorizations::submit(world).await;
    Decide 6 authorizations::decide(world).await;
    WithdrawSubmission 1 authorizations::withdraw(world).await;
    GiveUp 3 authorizations::give_up(world).await;
    Revoke 3 authorizations::revoke(world).await;
    Stop 2 authorizations::stop(world).await;
    AskOrAnswer 6 desk::ask_or_answer(world).await;
    WriteMessage 1 desk::write(world).await;
    Escalate 1 desk::escalate(world).await;
    Appeal 3 desk::appeal(world).await;
    MakePerson 1 people::make(world).await;
    Consent 2 people::consent(world).await;
    WithdrawConsent 2 people::withdraw(world).await;
    ClosePerson 1 people::close(world).await;
    ErasePerson 1 people::erase(world).await;
    MintLogin 3 codes::mint(world).await;
    ExchangeLogin 3 codes::exchange(world).await;
    MintPhone 2 user_codes::mint_phone(world).await;
    HandPhone 2 user_codes::hand_phone(world).await;
    MintOAuth 2 user_codes::mint_oauth(world).await;
    ExchangeOAuth 2 user_codes::exchange_oauth(world).await;
    FetchToken 2 codes::fetch(world);
    UseToken 2 codes::use_token(world);
    FetchStable 2 stable::fetch(world).await;
    ForceStable 1 stable::force(world).await;
    Offer 3 delegations::offer(world).await;
    AnswerOffer 3 delegations::answer(world).await;
    RevokeDelegation 1 delegations::revoke(world).await;
    IssueSecret 2 settings::issue(world).await;
    RetireSecret 1 settings::retire(world).await;
    PlanSecret 2 settings::plan(world).await;
    ReplaceLeaked 1 settings::leaked(world).await;
    SetAllowList 2 settings::allow_list(world).await;
    CallCounted 4 quotas::call(world).await;
    ClearQuota 1 quotas::clear(world).await;
    SwitchLimits 1 quotas::switch(world).await;
    IssueHostKey 1 hosts::issue_key(world).await;
    RevokeHostKey 1 hosts::revoke_key(world).await;
    ListAccount 1 hosts::list(world).await;
    AdvanceTime 2 machine::advance(world);
    SaveConsents 1 machine::save(world).await;
    LoseCommitAnswer 1 machine::lose_answer(world);
    KillNode 3 machine::restart(world).await;
}

impl Step {
    /// The next one, by the dice. The world grows first, then lives.
    pub(crate) fn drawn(world: &World) -> Step {
        if world.oracle.accounts.len() < 2 {
            return Step::Open;
        }
        if world.oracle.people.len() < 2 {
            return Step::MakePerson;
        }
        let all: usize = Step::ALL.iter().map(|(_, weight)| weight).sum();
        let mut at = world.dice.below(all);
        for (step, weight) in Step::ALL {
            match at.checked_sub(*weight) {
                Some(left) => at = left,
                None => return *step,
            }
        }
        Step::AdvanceTime
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_has_a_name_by_which_lists_know_it() {
        for (step, weight) in Step::ALL {
            assert!(*weight > 0, "{step:?} never happens");
            assert_eq!(Step::named(&format!("{step:?}")), Some(*step));
        }
        assert_eq!(Step::named("Nothing"), None);
    }
}
