//! Explains a call as it would have been answered at a past moment.

use vermilion_decide::{Ask, InForce, ServedCall, explain};
use vermilion_model::{Catalogue, Span, Time};

use super::explain_call::{Told, user_named};
use super::explain_on_behalf::giver_of;
use super::past::{Past, PastFault};
use crate::catalogue::catalogue_in_force;
use crate::may::See;
use crate::{Desk, Failure, Kind, May};

/// How many entries of the audit log one answer looks through.
const MOST: i64 = 200_000;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// `METHOD:/path`, or the path alone.
    pub call: &'a str,
    /// The user concerned.
    pub open_id: Option<&'a str>,
    /// The account that gave a delegation, by its AppID.
    pub on_behalf_of: Option<&'a str>,
    /// The moment.
    pub at: Time,
}

/// Explains it by the catalogue of then, which is handed back, and by this account's facts until then. Tokens and
/// quotas are no facts: of them nothing is said. `served` are the calls that this installation answers.
///
/// # Errors
/// At `/at`: `in_future`; `before_account`; `log_too_long` where more than 200,000 entries would have to be looked
/// through. Busy while another past is replayed.
pub async fn explain_past(
    desk: &Desk,
    may: &May<See>,
    asked: Question<'_>,
    served: fn(&Catalogue) -> Vec<ServedCall>,
) -> Result<(Told, Catalogue), Failure> {
    let at = asked.at;
    if at > desk.now() {
        return Err(Failure::field("/at", "in_future"));
    }
    if at < may.row.created_at {
        return Err(Failure::field("/at", "before_account"));
    }
    let catalogue = catalogue_in_force(&desk.read, at).await.map_err(Failure::broken)?;
    let named = asked.call.trim();
    let call = catalogue.call_by_name(named).or_else(|| catalogue.call_by_path(named));
    let (call, name) = call.map(|call| (call.no, call.name())).ok_or(Failure::Missing(Kind::Call))?;
    let on_behalf_of = match asked.on_behalf_of {
        Some(typed) => Some(giver_of(desk, may, typed).await?),
        None => None,
    };
    let about = on_behalf_of.unwrap_or(may.account());
    let user = user_named(desk, about, asked.open_id)?;
    let from = match on_behalf_of {
        Some(giver) => desk.read.account_by_no(giver).await?.map_or(Time::ZERO, |row| row.created_at),
        None => may.row.created_at,
    };
    let past = Past {
        accounts: [may.account(), about],
        from: from.min(may.row.created_at),
        by: at,
        most: Some(MOST),
        engine: &desk.read,
    };
    let in_force = InForce::new(&catalogue, &served(&catalogue));
    {
        let _one = desk.replaying.try_lock().map_err(|_| Failure::Busy)?;
        past.replay(desk.store().meta.lanes, &in_force).await?;
    }
    in_force.allow_until(Span::millis(i64::MAX));
    let ask = Ask { on_behalf_of, user, ..Ask::own(may.account(), call) };
    Ok((Told { call: name, explanation: explain(&in_force, &ask, at) }, catalogue))
}

impl From<PastFault> for Failure {
    fn from(fault: PastFault) -> Failure {
        match fault {
            PastFault::TooLong => Failure::field("/at", "log_too_long"),
            PastFault::Store(fault) => fault.into(),
            PastFault::Unreadable(..) => Failure::broken(fault),
        }
    }
}
