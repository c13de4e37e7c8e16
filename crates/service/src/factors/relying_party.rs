//! This installation as passkeys know it: by the name in `public_url`.
//!
//! An IP address can be no relying party, so a simulation on this machine is `localhost` on any port, and is to
//! be opened there.

use url::{Host, Url};
use webauthn_rs::prelude::{Webauthn, WebauthnBuilder};

use vermilion_model::Refusal;

use crate::{Desk, Failure};

/// What browsers call the platform beside its domain.
const NAME: &str = "朱批 Vermilion";

/// Ready for one ceremony.
///
/// # Errors
/// `NoPasskeys` when browsers reach this installation by an address that cannot have any.
pub(super) fn relying_party(desk: &Desk) -> Result<Webauthn, Failure> {
    let origin = Url::parse(&desk.settings.public_url).map_err(Failure::broken)?;
    let here = match origin.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    let origin = if here { Url::parse("http://localhost").map_err(Failure::broken)? } else { origin };
    let name = origin.domain().ok_or(Refusal::NoPasskeys)?.to_owned();
    let builder = WebauthnBuilder::new(&name, &origin).map_err(|_| Refusal::NoPasskeys)?;
    builder.rp_name(NAME).allow_any_port(here).build().map_err(Failure::broken)
}
