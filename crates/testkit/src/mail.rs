//! Reading the messages that wait to be sent.

use vermilion_service::open_mail;
use vermilion_service::people::MailBox;

use crate::TestDesk;

/// How many of the newest messages are looked through.
const LOOKED_AT: i64 = 100;

impl TestDesk {
    /// The newest message to an address, if any waits.
    pub async fn mail_to(&self, address: &str) -> Option<MailBox> {
        let rows = self.desk.read.mails_newest(LOOKED_AT).await.expect("messages are read");
        let letters = rows.iter().map(|row| open_mail(&self.desk, row.mail, &row.sealed));
        letters.map(|letter| letter.expect("a message opens")).find(|letter| letter.to == address)
    }

    /// The six digits in the newest message to an address.
    pub async fn code_for(&self, address: &str) -> Option<String> {
        let letter = self.mail_to(address).await?;
        let mut runs = letter.text.split(|c: char| !c.is_ascii_digit());
        runs.find(|run| run.len() == 6).map(str::to_owned)
    }
}
