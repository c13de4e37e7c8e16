//! `[mail]`

use crate::section::section;
use crate::{MailSecurity, Secret};

section! {
    /// The server that takes mail from this one. Without it messages wait a day and are given up.
    pub struct Mail in "mail", "VERMILION_MAIL_";

    /// Its name, like smtp.example.com.
    host: Option<String> = None;
    /// The port that it listens on.
    port: u32 = 465 => within 1 65535;
    /// How it is spoken to: tls, starttls, or none on a network of your own.
    security: MailSecurity = MailSecurity::Tls;
    /// The name to sign in with, where it asks for one.
    user: Option<String> = None;
    /// The password; in the environment only.
    password: Option<Secret> = None => never in the file;
    /// Whom mail is from, like `Platform <noreply@example.com>`.
    from: Option<String> = None;
}
