//! The saved copy of a desk's consents: how old it is, and one that is not what memory holds.

use vermilion_model::AccountNo;
use vermilion_store::SavedChunk;

use crate::TestDesk;

impl TestDesk {
    /// Up to which fact the copy holds everything; none where there is none.
    pub async fn consents_saved_up_to(&self) -> Option<i64> {
        let saved = self.desk.read.saved_consents(0).await.expect("the copy is looked for");
        saved.map(|saved| saved.up_to)
    }

    /// Puts other bits into a chunk of the copy, as a fault of ours would: with a checksum that is right.
    pub async fn save_forged(&self, account: AccountNo, number: u32, bits: Vec<u8>) {
        let store = self.desk.store();
        let forged = SavedChunk { account, number, cursor: store.cursor().seq, bits };
        store.writer.save_chunks(&[forged]).await.expect("a chunk is saved");
    }
}
