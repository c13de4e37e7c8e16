//! 服务器域名: read and set.

use vermilion_model::fact::ServerDomainsSet;
use vermilion_model::{
    AccountType, DomainList, FieldFault, LimitsState, MOST_DOMAINS, Refusal, Seq, ServerDomains,
};
use vermilion_store::SERVER_DOMAINS;

use super::settle::{Versioned, opened, save, unchanged};
use crate::faults::Faults;
use crate::may::ManageSettings;
use crate::{Desk, Failure, May};

/// The lists, as they stand.
pub async fn read_server_domains(
    desk: &Desk,
    may: &May<ManageSettings>,
) -> Result<Versioned<ServerDomains>, Failure> {
    opened(desk.read.setting_of_account(may.account(), SERVER_DOMAINS).await?.as_ref())
}

/// Sets them.
///
/// # Errors
/// Faults at `/request/0` and the like; `NotForAccountType`: only mini programs have such lists;
/// `ChangesSpent`; `VersionPassed`.
pub async fn set_server_domains(
    desk: &Desk,
    may: &May<ManageSettings>,
    seen: i64,
    mut typed: ServerDomains,
) -> Result<(Seq, Versioned<ServerDomains>), Failure> {
    may.standing(desk)?;
    if may.row.account_type != AccountType::MiniProgram {
        return Err(Refusal::NotForAccountType.into());
    }
    let value = read(&mut typed)?;
    let account = may.account();
    unchanged(desk, (account, SERVER_DOMAINS), seen).await?;
    let (now, limits) = (desk.now(), desk.in_force.account(account)?.limits);
    let allowed = desk.catalogue.limits().allowances().domain_changes_a_month;
    let most = if limits == LimitsState::On { allowed } else { u32::MAX };
    let month = desk.month(now)?;
    let act = ServerDomainsSet { account, version: seen, domains: value.clone(), month, most };
    let seq = match save(desk, may, (SERVER_DOMAINS, seen, now), act).await {
        // Nobody else changed them: it is the month that has no change left.
        Err(Failure::Stale) => return Err(Refusal::ChangesSpent.into()),
        saved => saved?,
    };
    Ok((seq, Versioned { version: seen + 1, saved_at: Some(now), value }))
}

fn read(typed: &mut ServerDomains) -> Result<ServerDomains, Failure> {
    let (mut faults, mut read) = (Faults::default(), ServerDomains::default());
    for list in DomainList::ALL {
        let given = std::mem::take(typed.list_mut(list));
        let pointer = format!("/{}", list.word());
        if given.len() > MOST_DOMAINS {
            faults.push(FieldFault::new(&pointer, "too_many").with("max", &MOST_DOMAINS));
        }
        let taken = read.list_mut(list);
        for (at, typed) in given.iter().take(MOST_DOMAINS).enumerate() {
            let pointer = format!("{pointer}/{at}");
            let domain = list.read(typed).ok_or_else(|| FieldFault::new(&pointer, "domain"));
            let Some(domain) = faults.take(domain) else { continue };
            if taken.contains(&domain) {
                faults.push(FieldFault::new(&pointer, "duplicate"));
            }
            taken.push(domain);
        }
    }
    faults.done()?;
    Ok(read)
}
