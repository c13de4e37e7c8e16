//! One-time passwords by time (RFC 6238): SHA-1, six digits, thirty seconds, as every generator app takes them.

use totp_rs::{Builder, Secret, Totp};
use vermilion_model::{Entropy, Time};
use zeroize::Zeroizing;

use crate::SecretText;

/// A generator's secret: 160 random bits.
pub struct TotpSecret(Zeroizing<[u8; 20]>);

/// Secret: it does not print.
impl std::fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TotpSecret(..)")
    }
}

impl TotpSecret {
    /// A new one.
    pub fn generate(entropy: &dyn Entropy) -> TotpSecret {
        TotpSecret(Zeroizing::new(entropy.bytes()))
    }

    /// From how people type it: base32.
    pub fn from_base32(text: &str) -> Option<TotpSecret> {
        let secret = Secret::try_from_base32(text).ok()?;
        Some(TotpSecret(Zeroizing::new(secret.as_ref().try_into().ok()?)))
    }

    /// How people type it.
    pub fn base32(&self) -> SecretText {
        SecretText::new(Secret::from(*self.0).to_base32())
    }

    /// What a generator app reads from a QR code.
    pub fn url(&self, issuer: &str, account: &str) -> SecretText {
        let (issuer, account) = (escaped(issuer), escaped(account));
        let secret = self.base32();
        SecretText::new(format!(
            "otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}",
            secret.expose()
        ))
    }

    /// The step of thirty seconds whose code this is, of the present one and its two neighbours. Who stores it
    /// takes no code of that step or an earlier one again.
    pub fn step_of(&self, code: &str, now: Time) -> Option<i64> {
        let totp = self.generator()?;
        let step = totp.check(code, u64::try_from(now.secs()).ok()?)?;
        i64::try_from(step).ok()
    }

    /// The code that a generator shows at a time; for tests and simulations.
    pub fn code_at(&self, now: Time) -> Option<String> {
        Some(self.generator()?.generate(u64::try_from(now.secs()).ok()?).to_string())
    }

    fn generator(&self) -> Option<Totp> {
        Builder::new().with_secret(*self.0).with_skew(1).build().ok()
    }
}

/// Percent-encoded, but for what never needs it.
fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte);
    let written = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(written).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SeededEntropy;

    /// RFC 6238, appendix B: the secret of its SHA-1 rows; the last six of its eight digits.
    fn published() -> TotpSecret {
        TotpSecret(Zeroizing::new(*b"12345678901234567890"))
    }

    #[test]
    fn published_vectors_hold() {
        for (secs, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            let now = Time::from_secs(secs);
            assert_eq!(published().code_at(now).as_deref(), Some(code));
            assert_eq!(published().step_of(code, now), Some(secs / 30));
        }
    }

    #[test]
    fn a_neighbours_code_counts_as_its_own_step_and_others_do_not() {
        let now = Time::from_secs(1_111_111_109);
        let step = 1_111_111_109 / 30;
        for (off, found) in
            [(-60, None), (-30, Some(step - 1)), (0, Some(step)), (30, Some(step + 1)), (60, None)]
        {
            let code = published().code_at(Time::from_secs(now.secs() + off)).unwrap();
            assert_eq!(published().step_of(&code, now), found, "{off}");
        }
        assert_eq!(published().step_of("nonsense", now), None);
        assert_eq!(published().step_of("", now), None);
    }

    #[test]
    fn it_is_typed_in_base32_and_read_from_a_code() {
        let secret = TotpSecret::generate(&SeededEntropy::from_number(1));
        let back = TotpSecret::from_base32(secret.base32().expose()).unwrap();
        assert_eq!(back.base32().expose(), secret.base32().expose());
        assert!(TotpSecret::from_base32("not base32!").is_none());
        let url = published().url("朱批", "ann@example.cn");
        assert_eq!(
            url.expose(),
            "otpauth://totp/%E6%9C%B1%E6%89%B9:ann@example.cn?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=%E6%9C%B1%E6%89%B9"
        );
    }
}
