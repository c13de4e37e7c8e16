//! Which function answers which call. A call of the contract that none answers is refused with
//! WeChat's own code, after the same checks.

use vermilion_decide::ServedCall;
use vermilion_model::{Call, Catalogue};

/// What answers a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Endpoint {
    Token,
    StableToken,
    ExchangeCode,
    CheckSession,
    ResetSession,
    CheckEncrypted,
    UserKeys,
    OAuthExchange,
    OAuthRefresh,
    OAuthCheck,
    OAuthProfile,
    ServerAddresses,
    PaidUnionId,
    PhoneNumber,
    ClearQuota,
    ClearQuotaBySecret,
    ClearQuotaOfComponent,
    QuotaOfCall,
    ClearQuotaOfCall,
    RefusedCall,
    Ticket,
    CallbackCheck,
    NotServed,
}

const ANSWERED: [(&str, Endpoint); 23] = [
    ("GET:/cgi-bin/token", Endpoint::Token),
    ("POST:/cgi-bin/stable_token", Endpoint::StableToken),
    ("GET:/sns/jscode2session", Endpoint::ExchangeCode),
    ("GET:/wxa/checksession", Endpoint::CheckSession),
    ("GET:/wxa/resetusersessionkey", Endpoint::ResetSession),
    ("POST:/wxa/business/checkencryptedmsg", Endpoint::CheckEncrypted),
    ("POST:/wxa/business/getuserencryptkey", Endpoint::UserKeys),
    ("GET:/sns/oauth2/access_token", Endpoint::OAuthExchange),
    ("GET:/sns/oauth2/refresh_token", Endpoint::OAuthRefresh),
    ("GET:/sns/auth", Endpoint::OAuthCheck),
    ("GET:/sns/userinfo", Endpoint::OAuthProfile),
    ("GET:/cgi-bin/get_api_domain_ip", Endpoint::ServerAddresses),
    ("GET:/cgi-bin/getcallbackip", Endpoint::ServerAddresses),
    ("GET:/wxa/getpaidunionid", Endpoint::PaidUnionId),
    ("POST:/wxa/business/getuserphonenumber", Endpoint::PhoneNumber),
    ("POST:/cgi-bin/clear_quota", Endpoint::ClearQuota),
    ("POST:/cgi-bin/clear_quota/v2", Endpoint::ClearQuotaBySecret),
    ("POST:/cgi-bin/component/clear_quota/v2", Endpoint::ClearQuotaOfComponent),
    ("POST:/cgi-bin/openapi/quota/get", Endpoint::QuotaOfCall),
    ("POST:/cgi-bin/openapi/quota/clear", Endpoint::ClearQuotaOfCall),
    ("POST:/cgi-bin/openapi/rid/get", Endpoint::RefusedCall),
    ("GET:/cgi-bin/ticket/getticket", Endpoint::Ticket),
    ("POST:/cgi-bin/callback/check", Endpoint::CallbackCheck),
];

/// The table, by the call's place in the catalogue.
#[derive(Debug)]
pub(crate) struct Endpoints(Vec<Endpoint>);

impl Endpoints {
    pub(crate) fn new(catalogue: &Catalogue) -> Endpoints {
        let of = |call: &Call| {
            let name = call.name();
            ANSWERED.iter().find(|(known, _)| *known == name).map_or(Endpoint::NotServed, |(_, e)| *e)
        };
        Endpoints(catalogue.calls().iter().map(of).collect())
    }

    pub(crate) fn of<'c>(&self, catalogue: &'c Catalogue, path: &str) -> Option<(&'c Call, Endpoint)> {
        let call = catalogue.call_by_path(path).or_else(|| catalogue.call_by_path(&one_slash(path)?))?;
        Some((call, self.0.get(usize::from(call.no.0)).copied().unwrap_or(Endpoint::NotServed)))
    }
}

/// A path in which slashes stood doubled: addresses are put together from parts, and WeChat merges them.
fn one_slash(path: &str) -> Option<String> {
    path.contains("//").then(|| {
        let parts = path.split('/').filter(|part| !part.is_empty());
        parts.fold(String::with_capacity(path.len()), |path, part| path + "/" + part)
    })
}

/// The calls that this build answers: what `decide` may allow.
pub fn served_calls(catalogue: &Catalogue) -> Vec<ServedCall> {
    let calls = ANSWERED.iter().filter_map(|(name, _)| catalogue.call_by_name(name));
    let served = |call: &Call| {
        let limit = catalogue.limits().of(call.no);
        ServedCall { call: call.no, daily_limit: limit.daily, minute_limit: limit.minute }
    };
    calls.map(served).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answered_call_is_in_the_catalogue() {
        let catalogue = Catalogue::embedded().unwrap();
        assert_eq!(served_calls(&catalogue).len(), ANSWERED.len());
    }
}
