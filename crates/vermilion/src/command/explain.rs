//! `explain`: why a call is allowed, or not.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use vermilion_config::Runtime;
use vermilion_decide::{Ask, Explanation, InForce, Reason, explain};
use vermilion_model::text::{Language, sentence};
use vermilion_model::{AccountNo, AppId, Catalogue, Ordinal, Span, Time};
use vermilion_seal::{Holder, Ring, UserIdKind};
use vermilion_service::calls::Past;
use vermilion_service::catalogue::catalogue_in_force;
use vermilion_service::{Clock, Lives};

use super::settings::SettingsArgs;
use crate::beside::Beside;
use crate::env::SystemClock;
use crate::node::in_runtime;
use crate::say::Form;

/// Say why an account may make a call, or why not
///
/// Takes every step of the decision as the server does, from what is in force in the store now, or
/// was at an earlier time; the server may be running. Counts nothing against a quota. Ends with 0
/// when the call is allowed, else with 1.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// The account whose token would call
    #[arg(long, value_name = "APPID")]
    appid: String,
    /// The call, like `POST:/wxa/business/getuserphonenumber`
    #[arg(long, value_name = "CALL")]
    call: String,
    /// The user concerned, by their OpenID in the account
    #[arg(long, value_name = "OPENID")]
    user: Option<String>,
    /// The moment that is asked about, like `2026-11-25T08:00:00Z`; now without it. Replays the audit log
    #[arg(long, value_name = "TIME", value_parser = moment)]
    at: Option<Time>,
    /// The language of sentences: en or zh-CN
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = language)]
    lang: Language,
    #[command(flatten)]
    settings: SettingsArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

fn language(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| "en and zh-CN are spoken here".to_owned())
}

fn moment(text: &str) -> Result<Time, String> {
    let at: jiff::Timestamp = text.parse().map_err(|_| "a time is like 2026-11-25T08:00:00Z".to_owned())?;
    Ok(Time::from_millis(at.as_millisecond()))
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let (catalogue, explanation) = in_runtime(Runtime::Shared, weigh(args))?;
    let teller = Teller { catalogue: &catalogue, language: args.lang };
    Form::of(args.json).print(&teller.data(&explanation), &teller.text(&explanation));
    Ok(if explanation.outcome.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn weigh(args: &Args) -> Result<(Catalogue, Explanation)> {
    let beside = Beside::open(args.settings.config()?).await?;
    let now = args.at.unwrap_or(SystemClock.now());
    let catalogue = catalogue_in_force(&beside.engine, now).await?;
    let call = catalogue.call_by_name(&args.call).map(|call| call.no);
    let call = call.with_context(|| format!("there is no call `{}`; write POST:/its/path", args.call))?;
    let in_force = InForce::new(&catalogue, &vermilion_http::served_calls(&catalogue));
    let app_id: AppId = args.appid.parse().ok().with_context(|| format!("`{}` is no AppID", args.appid))?;
    if args.at.is_some() {
        replay(&beside, &in_force, (app_id, now)).await?;
    } else {
        stand(&beside, &in_force, now).await?;
    }
    // Read just now, so as new as anybody's.
    in_force.allow_until(Span::millis(i64::MAX));
    let account = in_force.account_by_app_id(&app_id);
    let account = account.ok().with_context(|| format!("no account has the AppID {app_id}"))?;
    let user = match &args.user {
        Some(text) => Some(user(&beside, (account.no, Holder::new(&app_id, account.no)), text).await?),
        None => None,
    };
    let explanation = explain(&in_force, &Ask { user, ..Ask::own(account.no, call) }, now);
    Ok((catalogue, explanation))
}

/// What was in force for one account by the audit log, however long that is.
async fn replay(beside: &Beside, in_force: &InForce, (app_id, by): (AppId, Time)) -> Result<()> {
    let row = beside.engine.account_by_app_id(app_id).await?;
    let row = row.with_context(|| format!("no account has the AppID {app_id}"))?;
    let accounts = [row.account; 2];
    let past = Past { accounts, from: row.created_at, by, most: None, engine: &beside.engine };
    Ok(past.replay(beside.meta.lanes, in_force).await?)
}

/// What is in force by the store's rows.
async fn stand(beside: &Beside, in_force: &InForce, now: Time) -> Result<()> {
    let mut misfit = None;
    let mut stand = |row| misfit = misfit.take().or(in_force.stand(row).err());
    beside.engine.ground(beside.meta.lanes, now, &mut stand).await?;
    match misfit {
        Some(misfit) => bail!("the store does not fit together: {misfit}"),
        None => Ok(()),
    }
}

async fn user(beside: &Beside, (account, holder): (AccountNo, Holder), text: &str) -> Result<Ordinal> {
    let ring = Ring::open(&beside.parts.masters, &beside.engine.ring().await?)?;
    let lives = Lives::new(beside.engine.incarnation_ranges().await?, beside.meta.incarnation);
    let user = ring.open_ids.decode(UserIdKind::OpenId, holder, text).ok();
    let user = user.filter(|user| lives.gave(account, *user));
    Ok(user.with_context(|| format!("`{text}` is no OpenID of this account"))?.ordinal)
}

struct Teller<'a> {
    catalogue: &'a Catalogue,
    language: Language,
}

impl Teller<'_> {
    fn sentence(&self, key: &str) -> &'static str {
        sentence(self.language, key).unwrap_or_default()
    }

    fn reason(&self, reason: Reason) -> [&'static str; 2] {
        let code = reason.code();
        [self.sentence(&format!("reason.{code}.detail")), self.sentence(&format!("reason.{code}.next"))]
    }

    /// The capabilities any of which would open the call.
    fn opened_by(&self, reason: Reason) -> Vec<&str> {
        let (Reason::CapabilityMissing { opened_by, .. }
        | Reason::GiverLacks { opened_by, .. }
        | Reason::NotHandedOver { opened_by, .. }) = reason
        else {
            return Vec::new();
        };
        let named = opened_by.iter().filter_map(|number| self.catalogue.capability_by_number(number));
        named.map(|capability| capability.id.as_str()).collect()
    }

    fn data(&self, explanation: &Explanation) -> Value {
        let step = |line: &vermilion_decide::Line| {
            let code = line.step.code();
            json!({"step": code, "passed": line.outcome.is_ok(), "text": self.sentence(&format!("step.{code}"))})
        };
        let steps: Vec<Value> = explanation.steps.iter().map(step).collect();
        match explanation.outcome {
            Ok(_) => json!({"allowed": true, "steps": steps}),
            Err(reason) => {
                let [detail, next] = self.reason(reason);
                json!({
                    "allowed": false, "code": reason.code(), "detail": detail, "next": next,
                    "opened_by": self.opened_by(reason), "steps": steps,
                })
            }
        }
    }

    fn text(&self, explanation: &Explanation) -> String {
        let mut lines = Vec::new();
        for line in &explanation.steps {
            let mark = if line.outcome.is_ok() { "yes" } else { "NO " };
            lines.push(format!("{mark}  {}", self.sentence(&format!("step.{}", line.step.code()))));
        }
        match explanation.outcome {
            Ok(_) => lines.push("allowed".to_owned()),
            Err(reason) => {
                let [detail, next] = self.reason(reason);
                lines.push(format!("refused: {}", reason.code()));
                lines.extend([detail.to_owned(), next.to_owned()]);
                let opened_by = self.opened_by(reason);
                if !opened_by.is_empty() {
                    lines.push(format!("opened by: {}", opened_by.join(", ")));
                }
            }
        }
        lines.join("\n")
    }
}
