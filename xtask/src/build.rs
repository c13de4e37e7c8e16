//! `build`: the console, then the release binary that embeds it.

use anyhow::Result;

use crate::checkout::{Checkout, must};
use crate::report::Ending;
use crate::web;

pub(crate) fn run(checkout: &Checkout, _words: &[String]) -> Result<Ending> {
    if web::folder(checkout).is_some() {
        web::build(checkout)?;
    } else {
        println!("there is no console in this checkout; the binary will say how to build one");
    }
    if !checkout.has("crates/vermilion/Cargo.toml") {
        println!("crates/vermilion is not there yet: building the libraries");
        must(&mut checkout.cargo(&["build", "--release", "--locked", "--workspace"]))?;
        return Ok(Ending::Good);
    }
    must(&mut checkout.cargo(&["build", "--release", "--locked", "--package", "vermilion"]))?;
    println!("{}", checkout.target()?.join("release/vermilion").display());
    Ok(Ending::Good)
}
