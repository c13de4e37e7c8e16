//! `docs/config.schema.json`: what an editor knows of `vermilion.toml`.

use anyhow::Result;

use super::Derived;
use crate::checkout::Checkout;

pub(super) fn make(checkout: &Checkout) -> Result<Vec<Derived>> {
    let schema = super::say(checkout, &["config", "schema"])?;
    Ok(vec![Derived { path: "docs/config.schema.json".into(), content: schema }])
}
