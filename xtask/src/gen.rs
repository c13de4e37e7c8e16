//! `gen`: every derived file, made from its source. `check` compares instead of writing.

mod description;
mod licence_texts;
mod licences;
mod settings;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::checkout::Checkout;
use crate::report::{Ending, Outcome};

/// Makes files from sources in the checkout.
pub(crate) struct Generator {
    name: &'static str,
    make: fn(&Checkout) -> Result<Vec<Derived>>,
}

/// A derived file: where it lies, from the root, and what is in it.
pub(crate) struct Derived {
    path: PathBuf,
    content: String,
}

/// A generator is added here; nothing else needs to know it.
const GENERATORS: &[Generator] = &[
    // Before what is asked of the binary: it embeds these.
    Generator { name: "licences", make: licences::make },
    Generator { name: "settings", make: settings::make },
    Generator { name: "API description", make: description::make },
];

/// What the binary prints. It is built for this, from the sources as they are.
fn say(checkout: &Checkout, words: &[&str]) -> Result<String> {
    let run = ["run", "--quiet", "--locked", "--package", "vermilion", "--"];
    let output = checkout.cargo(&[&run, words].concat()).output().context("cannot start cargo")?;
    if !output.status.success() {
        bail!("vermilion {}: {}", words.join(" "), String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout).context("the binary printed something unreadable")
}

pub(crate) fn run(checkout: &Checkout, _words: &[String]) -> Result<Ending> {
    for generator in GENERATORS {
        for derived in (generator.make)(checkout)? {
            let file = checkout.root().join(&derived.path);
            if fs::read_to_string(&file).is_ok_and(|now| now == derived.content) {
                continue;
            }
            if let Some(folder) = file.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&file, &derived.content).with_context(|| format!("cannot write {}", file.display()))?;
            println!("{}: {}", generator.name, derived.path.display());
        }
    }
    Ok(Ending::Good)
}

/// Fails when a committed file is not what its generator makes now.
pub(crate) fn check(checkout: &Checkout) -> Result<Outcome> {
    let mut stale = Vec::new();
    for generator in GENERATORS {
        for derived in (generator.make)(checkout)? {
            let now = fs::read_to_string(checkout.root().join(&derived.path)).unwrap_or_default();
            if now != derived.content {
                stale.push(format!("{} ({})", derived.path.display(), generator.name));
            }
        }
    }
    if !stale.is_empty() {
        bail!("stale, run `cargo xtask gen` and commit: {}", stale.join(", "));
    }
    Ok(Outcome::Done(format!("{} generators, nothing stale", GENERATORS.len())))
}
