//! Everything that a machine can see is wrong with an offer, all at once.

use vermilion_model::{
    AccountName, AccountNo, AccountType, AppId, Capabilities, Capability, Clash, Family, FieldFault,
    PROVIDERS_MAX, Refusal, Standing, Time, clash,
};
use vermilion_store::PAGE;

use crate::authorizations::{CAPABILITIES_MAX, Form, Verdict, purpose, until};
use crate::may::ManageAuthorizations;
use crate::preflight::{Asking, What, hold_to_rules};
use crate::{Desk, Failure, May};

/// What an offer comes to.
pub(super) struct Checked {
    pub(super) verdict: Verdict,
    /// To whom, where the register knows them.
    pub(super) receiver: Option<AccountNo>,
}

/// Reads the form and finds everything that is wrong with it.
pub(super) async fn check(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    form: &Form,
    now: Time,
) -> Result<Checked, Failure> {
    let mut verdict = Verdict::default();
    let receiver = receiver(desk, may, form, &mut verdict).await?;
    for capability in capabilities(desk, may, form, &mut verdict)? {
        purpose(form, capability, &mut verdict);
    }
    until(form, (now, desk.settings.zone_offset), &mut verdict);
    if let (Some(until), Some(end)) = (verdict.until, ends(desk, may, verdict.asked, now).await?)
        && until > end
    {
        verdict.add(Family::Rules, FieldFault::new("/until", "outlives_grant"));
    }
    let asking = Asking { what: What::Delegate, account: &may.row, form, until: verdict.until, now };
    hold_to_rules(desk, &asking, &mut verdict).await?;
    let receiver = match receiver {
        Some((no, app_id)) => {
            exclusive(desk, (may.account(), no), app_id, &mut verdict).await?;
            Some(no)
        }
        None => None,
    };
    Ok(Checked { verdict, receiver })
}

/// Name and type, compared with the register.
async fn receiver(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    form: &Form,
    verdict: &mut Verdict,
) -> Result<Option<(AccountNo, AppId)>, Failure> {
    let (name, of_type) = (form.account_name.trim(), form.account_type.trim());
    for (pointer, typed) in [("/account_name", name), ("/account_type", of_type)] {
        if typed.is_empty() {
            verdict.add(Family::Incomplete, FieldFault::new(pointer, "required"));
        }
    }
    if name.is_empty() {
        return Ok(None);
    }
    // What no account may be called, no account is called.
    let known = match AccountName::parse(name, AccountType::ServiceAccount, "/account_name") {
        Ok(name) => desk.read.account_by_name(&desk.name_digest(&name)).await?,
        Err(_) => None,
    };
    let Some(app_id) = known else {
        verdict.add(Family::Mismatch, FieldFault::new("/account_name", "no_such_account"));
        return Ok(None);
    };
    let state = desk.in_force.account_by_app_id(&app_id)?;
    if state.no == may.account() {
        verdict.add(Family::Rules, FieldFault::new("/account_name", "own_account"));
    } else if state.standing != Standing::Good {
        verdict.add(Family::Rules, FieldFault::new("/account_name", "account_stopped"));
    }
    if !of_type.is_empty() && of_type != state.account_type.word() {
        verdict.add(Family::Mismatch, FieldFault::new("/account_type", "not_their_type"));
    }
    Ok(Some((state.no, app_id)))
}

/// Those offered that there are; what the giver does not hold it cannot hand over.
fn capabilities<'a>(
    desk: &'a Desk,
    may: &May<ManageAuthorizations>,
    form: &Form,
    verdict: &mut Verdict,
) -> Result<Vec<&'a Capability>, Failure> {
    let held = desk.in_force.account(may.account())?.held(desk.now());
    if form.capabilities.is_empty() {
        verdict.add(Family::Incomplete, FieldFault::new("/capabilities", "too_few").with("min", &1));
    }
    if form.capabilities.len() > CAPABILITIES_MAX {
        let fault = FieldFault::new("/capabilities", "too_many").with("max", &CAPABILITIES_MAX);
        verdict.add(Family::Rules, fault);
        return Ok(Vec::new());
    }
    let mut known = Vec::new();
    for (at, id) in form.capabilities.iter().enumerate() {
        let pointer = format!("/capabilities/{at}");
        let Some(capability) = desk.catalogue.capability(id) else {
            verdict.add(Family::Rules, FieldFault::new(&pointer, "unknown"));
            continue;
        };
        if verdict.asked.has(capability.number) {
            verdict.add(Family::Rules, FieldFault::new(&pointer, "duplicate"));
            continue;
        }
        if !held.has(capability.number) {
            verdict.add(Family::Rules, FieldFault::new(&pointer, "not_held"));
        }
        verdict.asked = verdict.asked.and(Capabilities::one(capability.number));
        known.push(capability);
    }
    Ok(known)
}

/// When the first of these ends with the giver's own; none where all of them last.
async fn ends(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    asked: Capabilities,
    now: Time,
) -> Result<Option<Time>, Failure> {
    let lasting = desk.catalogue.from_start(may.row.account_type);
    let rows = desk.read.authorizations_of_account(may.account(), None, PAGE).await?;
    let held = rows.iter().map(|row| &row.authorization).filter(|it| it.revoked_at.is_none());
    let held: Vec<_> = held.filter_map(|it| it.effective.as_ref()).collect();
    let end = |no| {
        let of = held.iter().filter(|it| it.capabilities.has(no)).map(|it| it.until);
        let of = of.filter(|until| until.is_none_or(|until| now < until));
        // The last to end counts, and one without end never does.
        of.collect::<Option<Vec<Time>>>()?.into_iter().max()
    };
    Ok(asked.without(lasting).iter().filter_map(end).min())
}

/// What only one third-party platform may have, and how many there may be.
async fn exclusive(
    desk: &Desk,
    (giver, to): (AccountNo, AccountNo),
    app_id: AppId,
    verdict: &mut Verdict,
) -> Result<(), Failure> {
    if desk.in_force.account_by_app_id(&app_id)?.account_type != AccountType::ThirdPartyPlatform {
        return Ok(());
    }
    match clashes(desk, (giver, to), verdict.asked).await? {
        Ok(()) => {}
        Err(Clash::Exclusive(number)) => {
            let fault = FieldFault::new("/capabilities", "exclusive_set").with("number", &number);
            verdict.add(Family::Rules, fault);
        }
        Err(Clash::TooMany) => {
            let fault = FieldFault::new("/account_name", "too_many_providers").with("max", &PROVIDERS_MAX);
            verdict.add(Family::Rules, fault);
        }
    }
    Ok(())
}

/// Holds what one platform would have against what the giver's other platforms have.
pub(super) async fn clashes(
    desk: &Desk,
    (giver, to): (AccountNo, AccountNo),
    handed: Capabilities,
) -> Result<Result<(), Clash>, Failure> {
    let mut others = Vec::new();
    let mut after = None;
    loop {
        let rows = desk.read.delegations_given(giver, after, PAGE).await?;
        after = rows.last().map(|row| row.authorization.id);
        let full = i64::try_from(rows.len()).unwrap_or(PAGE) >= PAGE;
        for row in rows {
            let receiver = row.authorization.account;
            if desk.in_force.account(receiver)?.account_type == AccountType::ThirdPartyPlatform {
                others.push((receiver, row.authorization.handed_over()));
            }
        }
        if !full {
            return Ok(clash((&desk.catalogue, &desk.sets), (to, handed), &others));
        }
    }
}

/// The refusal of a clash, where it is found only when the other side accepts.
pub(super) fn refused(clash: Clash) -> Failure {
    match clash {
        Clash::Exclusive(_) => Refusal::SetTaken.into(),
        Clash::TooMany => Refusal::TooManyProviders.into(),
    }
}
