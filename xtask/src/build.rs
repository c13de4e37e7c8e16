//! `build`: the console, then the release binary that embeds it.

use anyhow::{Result, bail};

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
    let binary = checkout.target()?.join("release/vermilion");
    without_crash_points(&std::fs::read(&binary)?)?;
    println!("{}", binary.display());
    Ok(Ending::Good)
}

/// What the writer's crash points are told by; a binary that knows the name has them.
const CRASH_POINTS: &[u8] = b"VERMILION_CRASH_AT";

/// Refuses a binary that can be told to end itself.
fn without_crash_points(binary: &[u8]) -> Result<()> {
    if binary.windows(CRASH_POINTS.len()).any(|window| window == CRASH_POINTS) {
        bail!("the binary has the writer's crash points: something asked for vermilion-store/crash-points");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crash_points_are_found_by_their_name() {
        assert!(without_crash_points(b"..VERMILION_CRASH_AT..").is_err());
        assert!(without_crash_points(b"..VERMILION_CRASH..").is_ok());
    }
}
