//! `[sessions]`

use crate::section::section;

section! {
    /// How long people and users stay signed in.
    pub struct Sessions in "sessions", "VERMILION_SESSIONS_";

    /// Hours after which an idle console session ends.
    idle_hours: u32 = 12 => within 1 168;
    /// Days after which a console session ends however busy.
    days: u32 = 7 => within 1 90;
    /// Hours for which a user's session key lives after login.
    session_key_hours: u32 = 72 => within 1 720;
}
