//! Keyed digests by which people and names are recognized without being readable.

use vermilion_model::{AccountName, Digest, Email, Phone, SubjectType};
use vermilion_seal::DigestOf;

use crate::Desk;

impl Desk {
    /// An e-mail address as rows hold it.
    pub(crate) fn email_digest(&self, email: &Email) -> Vec<u8> {
        self.row_digest(DigestOf::Email, email.as_str())
    }

    /// A phone number as rows hold it.
    pub(crate) fn phone_digest(&self, phone: &Phone) -> Vec<u8> {
        self.row_digest(DigestOf::Phone, phone.as_str())
    }

    /// An account's name as rows hold it: names that read alike are one.
    pub(crate) fn name_digest(&self, name: &AccountName) -> Vec<u8> {
        self.row_digest(DigestOf::AccountName, &name.folded())
    }

    /// A protected word, as the audit log names it.
    pub(crate) fn word_digest(&self, folded: &str) -> Digest {
        self.ring.load().digests.digest(DigestOf::AccountName, b"protected", folded.as_bytes())
    }

    /// A subject as rows hold it: accounts of one type and code are one subject's.
    pub(crate) fn subject_digest(&self, subject: SubjectType, code: &str) -> Vec<u8> {
        let within = subject.word().as_bytes();
        self.ring.load().digests.digest(DigestOf::Document, within, code.as_bytes()).to_bytes().to_vec()
    }

    /// A one-time link's secret as rows hold it.
    pub(crate) fn link_digest(&self, link: &str) -> Vec<u8> {
        self.row_digest(DigestOf::Link, link)
    }

    // Digest keys are never rotated, so there is one spelling and a unique index means what it says.
    fn row_digest(&self, of: DigestOf, text: &str) -> Vec<u8> {
        self.ring.load().digests.digest(of, &[], text.as_bytes()).to_bytes().to_vec()
    }
}
