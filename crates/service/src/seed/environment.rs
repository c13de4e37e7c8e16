//! What scripts and SDK probes are handed: addresses, sign-ins, secrets, and fresh single-use codes.
//! What this installation does not do, or what no longer works, is left out.

use vermilion_model::{AppId, OAuthScope};

use super::Seed;
use super::cast::{APP, AUDITOR, OPERATOR, OWNER, Opened, Person, REVIEWER, REVIEWER2, SERVICE, USERS};
use crate::hosts::{
    HostCaller, OAuthAsked, Under, UserData, find_user, issue_login_code, issue_oauth_code, issue_phone_code,
    read_user_data,
};
use crate::wechat::Credential;
use crate::{Desk, Failure};

/// Names with their values.
#[derive(Default)]
pub struct Environment {
    /// In the order in which they are written.
    pub values: Vec<(&'static str, String)>,
    /// The user's data, to be sealed under the session key that `JS_CODE` yields.
    pub data: Option<UserData>,
}

impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Environment({} values)", self.values.len())
    }
}

/// Derives it from the seed; the codes are drawn for this call.
pub async fn environment(desk: &Desk, seed: &Seed) -> Result<Environment, Failure> {
    let mut env = Environment::default();
    sign_ins(&mut env, seed);
    credentials(&mut env, desk, seed, (APP, ["APPID", "APPSECRET"]));
    credentials(&mut env, desk, seed, (SERVICE, ["MP_APPID", "MP_APPSECRET"]));
    let key = seed.host_key();
    if let Ok(host) = desk.host_caller(key.expose()) {
        env.values.push(("HOST_KEY", key.expose().to_owned()));
        // A demonstration that its user changed may have taken away what the codes stand on.
        forgiving(codes(&mut env, desk, host, seed.app_id(APP.key)).await)?;
        forgiving(oauth_code(&mut env, desk, host, seed.app_id(SERVICE.key)).await)?;
    }
    Ok(env)
}

fn sign_ins(env: &mut Environment, seed: &Seed) {
    let people: [(Person, [&'static str; 2]); 5] = [
        (OWNER, ["OWNER_LOGIN", "OWNER_PASSWORD"]),
        (REVIEWER, ["REVIEWER_LOGIN", "REVIEWER_PASSWORD"]),
        (REVIEWER2, ["REVIEWER2_LOGIN", "REVIEWER2_PASSWORD"]),
        (OPERATOR, ["OPERATOR_LOGIN", "OPERATOR_PASSWORD"]),
        (AUDITOR, ["AUDITOR_LOGIN", "AUDITOR_PASSWORD"]),
    ];
    for (person, [login, password]) in people {
        env.values.push((login, person.email.to_owned()));
        env.values.push((password, seed.password(person.key).expose().to_owned()));
    }
}

fn credentials(env: &mut Environment, desk: &Desk, seed: &Seed, of: (Opened, [&'static str; 2])) {
    let (opened, [app_id_name, secret_name]) = of;
    let (app_id, secret) = (seed.app_id(opened.key), seed.app_secret(opened.key));
    env.values.push((app_id_name, app_id.to_string()));
    // Reset or frozen, it is not what an SDK should be handed.
    if (Credential { app_id: app_id.as_str(), secret: secret.expose() }).check(desk, desk.now()).is_ok() {
        env.values.push((secret_name, secret.expose().to_owned()));
    }
}

fn forgiving(drawn: Result<(), Failure>) -> Result<(), Failure> {
    match drawn {
        Ok(()) | Err(Failure::Refused(_) | Failure::Missing(_) | Failure::Denied(_)) => Ok(()),
        Err(failure) => Err(failure),
    }
}

/// Of the service account, for the user's profile.
async fn oauth_code(env: &mut Environment, desk: &Desk, host: HostCaller, app: AppId) -> Result<(), Failure> {
    let Some((external_id, ..)) = USERS.first() else { return Ok(()) };
    let Some(made) = find_user(desk, host, external_id).await? else { return Ok(()) };
    let asked = OAuthAsked { app_id: app.as_str(), scope: OAuthScope::UserInfo.name(), notice: 1 };
    let issued = issue_oauth_code(desk, host, made.user, asked).await?;
    env.values.push(("OAUTH_CODE", issued.code.expose().to_owned()));
    Ok(())
}

async fn codes(env: &mut Environment, desk: &Desk, host: HostCaller, app: AppId) -> Result<(), Failure> {
    let Some((external_id, ..)) = USERS.first() else { return Ok(()) };
    let Some(made) = find_user(desk, host, external_id).await? else { return Ok(()) };
    let (user, app_id) = (made.user, app.as_str());
    let first = issue_login_code(desk, host, user, app_id).await?;
    let data = read_user_data(desk, host, user, Under::Code(first.code.expose())).await?;
    let second = issue_login_code(desk, host, user, app_id).await?;
    env.values.push(("OPENID", data.open_id.as_str().to_owned()));
    env.values.push(("JS_CODE", first.code.expose().to_owned()));
    env.values.push(("JS_CODE2", second.code.expose().to_owned()));
    env.data = Some(data);
    let phone = issue_phone_code(desk, host, user, app_id, 1).await?;
    env.values.push(("PHONE_CODE", phone.code.expose().to_owned()));
    Ok(())
}
