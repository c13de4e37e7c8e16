//! `docs/openapi.json`: the API as it is, which the console's client is made from.

use anyhow::Result;

use super::Derived;
use crate::checkout::Checkout;

pub(super) fn make(checkout: &Checkout) -> Result<Vec<Derived>> {
    let description = super::say(checkout, &["config", "api"])?;
    Ok(vec![Derived { path: "docs/openapi.json".into(), content: description }])
}
