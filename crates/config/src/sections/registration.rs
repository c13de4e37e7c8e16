//! `[registration]`

use crate::section::section;
use crate::{Admission, PhoneProof};

section! {
    /// Who may register, and how often.
    pub struct Registration in "registration", "VERMILION_REGISTRATION_";

    /// Who may register: open (anybody), invited (who has an operator's invitation) or case (anybody, and reviewers
    /// admit each new account).
    admission: Admission = Admission::Open;
    /// Whether a phone number is proven by a text message: off, given (where one is given) or required.
    phone_proof: PhoneProof = PhoneProof::Given;
    /// How many members may have one phone number.
    members_per_phone: u32 = 5 => within 1 1000;
    /// How many accounts a member may administer.
    accounts_per_member: u32 = 50 => within 1 10000;
}
