//! Error codes and the refusals that carry them.

mod refusal;
mod table;

pub use refusal::{Detail, Style, refusal};

/// A number in the field `errcode` (返回码). Zero is success.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ErrCode(pub i32);

impl ErrCode {
    /// Success.
    pub const OK: ErrCode = ErrCode(0);
    /// Nothing of this hash was encrypted for the account within the last days.
    pub const ENCRYPTED_DATA_UNKNOWN: ErrCode = ErrCode(1);
    /// The server is busy or broken; the caller should try again later.
    pub const SYSTEM_ERROR: ErrCode = ErrCode(-1);
    /// The secret is wrong, or the token is unknown, displaced or another account's.
    /// Clients fetch a new token and retry on exactly this code.
    pub const INVALID_CREDENTIAL: ErrCode = ErrCode(40001);
    /// `grant_type` is not what this endpoint knows.
    pub const INVALID_GRANT_TYPE: ErrCode = ErrCode(40002);
    /// The OpenID is malformed or not a user of this account.
    pub const INVALID_OPENID: ErrCode = ErrCode(40003);
    /// The AppID is malformed, unknown, or not the owner of the token or code.
    pub const INVALID_APPID: ErrCode = ErrCode(40013);
    /// The code is unknown, expired or of another account.
    pub const INVALID_CODE: ErrCode = ErrCode(40029);
    /// The refresh token is unknown or revoked.
    pub const INVALID_REFRESH_TOKEN: ErrCode = ErrCode(40030);
    /// No such call, or a URL that is refused.
    pub const INVALID_URL: ErrCode = ErrCode(40066);
    /// One or more arguments are invalid.
    pub const INVALID_ARGS: ErrCode = ErrCode(40097);
    /// The secret is malformed or wrong.
    pub const INVALID_APPSECRET: ErrCode = ErrCode(40125);
    /// The code was exchanged before.
    pub const CODE_BEEN_USED: ErrCode = ErrCode(40163);
    /// The caller's address is not on the account's list; give its [`Detail::Address`].
    pub const INVALID_IP: ErrCode = ErrCode(40164);
    /// There is no address to check.
    pub const CHECK_URL: ErrCode = ErrCode(40201);
    /// What to check is none of the known things.
    pub const CHECK_ACTION: ErrCode = ErrCode(40202);
    /// The carrier is none of the known ones.
    pub const CHECK_OPERATOR: ErrCode = ErrCode(40203);
    /// The user is blocked as high risk.
    pub const CODE_BLOCKED: ErrCode = ErrCode(40226);
    /// The owner froze the secret.
    pub const APPSECRET_FROZEN: ErrCode = ErrCode(40243);
    /// No token given.
    pub const ACCESS_TOKEN_MISSING: ErrCode = ErrCode(41001);
    /// No AppID given.
    pub const APPID_MISSING: ErrCode = ErrCode(41002);
    /// No refresh token given.
    pub const REFRESH_TOKEN_MISSING: ErrCode = ErrCode(41003);
    /// No secret given.
    pub const APPSECRET_MISSING: ErrCode = ErrCode(41004);
    /// No code given.
    pub const CODE_MISSING: ErrCode = ErrCode(41008);
    /// No OpenID given.
    pub const OPENID_MISSING: ErrCode = ErrCode(41009);
    /// A required field of the body is not given.
    pub const FIELDS_MISSING: ErrCode = ErrCode(41011);
    /// No component token given.
    pub const COMPONENT_TOKEN_MISSING: ErrCode = ErrCode(41021);
    /// The token is past its life.
    pub const ACCESS_TOKEN_EXPIRED: ErrCode = ErrCode(42001);
    /// The refresh token is past its life.
    pub const REFRESH_TOKEN_EXPIRED: ErrCode = ErrCode(42002);
    /// The code is past its life.
    pub const CODE_EXPIRED: ErrCode = ErrCode(42003);
    /// The component token is past its life.
    pub const COMPONENT_TOKEN_EXPIRED: ErrCode = ErrCode(42006);
    /// The endpoint takes GET.
    pub const REQUIRE_GET: ErrCode = ErrCode(43001);
    /// The endpoint takes POST.
    pub const REQUIRE_POST: ErrCode = ErrCode(43002);
    /// The body is empty.
    pub const EMPTY_POST_DATA: ErrCode = ErrCode(44002);
    /// The call's daily quota is used up.
    pub const DAILY_QUOTA: ErrCode = ErrCode(45009);
    /// The call's quota for this minute is used up.
    pub const MINUTE_QUOTA: ErrCode = ErrCode(45011);
    /// The body is not valid JSON or XML.
    pub const DATA_FORMAT: ErrCode = ErrCode(47001);
    /// A value is empty or breaks its rule; [`Detail::More`] names it.
    pub const ARGUMENT_INVALID: ErrCode = ErrCode(47003);
    /// The account has no permission for this call.
    pub const API_UNAUTHORIZED: ErrCode = ErrCode(48001);
    /// The monthly allowance for clearing quotas is used up.
    pub const CLEAR_QUOTA_LIMIT: ErrCode = ErrCode(48006);
    /// The user has not granted this call to the account.
    pub const USER_UNAUTHORIZED: ErrCode = ErrCode(50001);
    /// The user is restricted.
    pub const USER_LIMITED: ErrCode = ErrCode(50002);
    /// The account may not use the token call.
    pub const TOKEN_NOT_ALLOWED: ErrCode = ErrCode(50004);
    /// The account is frozen.
    pub const ACCOUNT_FROZEN: ErrCode = ErrCode(50007);
    /// The account did not authorize this platform.
    pub const COMPONENT_NOT_AUTHORIZED: ErrCode = ErrCode(61003);
    /// The platform's caller address is not on its list.
    pub const COMPONENT_IP_REFUSED: ErrCode = ErrCode(61004);
    /// The permission set that opens this call was not granted to the platform.
    pub const API_NOT_GRANTED: ErrCode = ErrCode(61007);
    /// There is no such rid.
    pub const RID_UNKNOWN: ErrCode = ErrCode(76001);
    /// The rid is malformed.
    pub const RID_MALFORMED: ErrCode = ErrCode(76002);
    /// The rid is another account's; also a `cgi_path` that is none.
    pub const RID_FORBIDDEN: ErrCode = ErrCode(76003);
    /// The rid is from too long ago.
    pub const RID_TIME: ErrCode = ErrCode(76004);
    /// There is no call of this `cgi_path`.
    pub const CGI_PATH_UNKNOWN: ErrCode = ErrCode(76021);
    /// The quota of this `cgi_path` is not for this kind of token.
    pub const CGI_PATH_FORBIDDEN: ErrCode = ErrCode(76022);
    /// The session key is absent or past its life.
    pub const SESSION_KEY_EXPIRED: ErrCode = ErrCode(87007);
    /// `sig_method` is unknown.
    pub const INVALID_SIG_METHOD: ErrCode = ErrCode(87008);
    /// The login-state signature does not verify.
    pub const INVALID_SIGNATURE: ErrCode = ErrCode(87009);
    /// The account is bound to no open-platform account.
    pub const OPEN_NOT_EXISTS: ErrCode = ErrCode(89002);
    /// The order is not a payment of this user.
    pub const INVALID_TRADE: ErrCode = ErrCode(89300);
    /// The call waits for the administrator's confirmation.
    pub const NEEDS_CONFIRMATION: ErrCode = ErrCode(89503);

    /// The text published for this code, or ours where none is published.
    ///
    /// A code outside the table has the text of [`ErrCode::SYSTEM_ERROR`].
    pub fn errmsg(self) -> &'static str {
        table::entry(self).map_or("system error", |entry| entry.errmsg.as_str())
    }

    /// Whether the table knows this code.
    pub fn is_known(self) -> bool {
        table::entry(self).is_some()
    }

    /// The text seen on the wire where it differs from the published one.
    fn observed(self) -> Option<&'static str> {
        table::entry(self).and_then(|entry| entry.observed.as_deref())
    }
}
