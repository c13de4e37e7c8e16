//! `[sms]`

use crate::Secret;
use crate::section::section;

section! {
    /// The gateway that takes text messages: an HTTP endpoint of yours. Without it phones are not proven.
    pub struct Sms in "sms", "VERMILION_SMS_";

    /// Where `{"to","text"}` is posted.
    webhook_url: Option<String> = None;
    /// The key that signs it; in the environment only.
    webhook_secret: Option<Secret> = None => never in the file;
}
