//! Everything a person types daily: `cargo xtask <verb>`.
//!
//! Knows the checkout, cargo, npm, pip and PostgreSQL's programs. Deliberately absent: the product. No
//! crate of the workspace is a dependency, so that a verb starts within seconds on a fresh machine and
//! works while the product does not compile. Only `kit` (and `web`, for the console's packages) uses a
//! network.

mod build;
mod check;
mod checkout;
mod dev;
mod experiment;
mod r#gen;
mod kit;
mod languages;
mod layers;
mod locks;
mod machine;
mod migration;
mod norms;
mod places;
mod report;
mod test;
mod web;

use std::process::ExitCode;

use anyhow::Result;
use checkout::Checkout;
use report::Ending;

struct Verb {
    name: &'static str,
    takes: &'static str,
    help: &'static str,
    run: fn(&Checkout, &[String]) -> Result<Ending>,
}

const VERBS: &[Verb] = &[
    Verb {
        name: "dev",
        takes: "[--fresh] [-- …]",
        help: "build, then serve on loopback with seeded data",
        run: dev::run,
    },
    Verb {
        name: "test",
        takes: "[--quick]",
        help: "all tests; --quick: SQLite only, nothing fetched",
        run: test::run,
    },
    Verb {
        name: "check",
        takes: "",
        help: "fmt, clippy, layers, norms, docs, deny, languages, gen",
        run: check::run,
    },
    Verb {
        name: "kit",
        takes: "",
        help: "fetch what the tests need; the step that uses a network",
        run: kit::run,
    },
    Verb { name: "build", takes: "", help: "the console and the release binary", run: build::run },
    Verb { name: "web", takes: "", help: "the console alone", run: web::run },
    Verb { name: "gen", takes: "", help: "every derived file", run: r#gen::run },
    Verb {
        name: "migration",
        takes: "NAME",
        help: "the next migration, for both engines",
        run: migration::run,
    },
    Verb { name: "layers", takes: "", help: "which crate may know which", run: layers::run },
    Verb { name: "norms", takes: "", help: "lines per file and function, arguments, tests", run: norms::run },
    Verb { name: "bench", takes: "[…]", help: "the benchmark, in release", run: experiment::bench },
    Verb {
        name: "simulate",
        takes: "[…]",
        help: "long runs of the simulation, or one again, in release",
        run: experiment::simulate,
    },
    Verb { name: "crash", takes: "[…]", help: "the long crash rounds, in release", run: experiment::crash },
];

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let Some(name) = words.next() else {
        list();
        return ExitCode::SUCCESS;
    };
    let rest: Vec<String> = words.collect();
    let Some(verb) = VERBS.iter().find(|verb| verb.name == name) else {
        list();
        let asked_for_help = matches!(name.as_str(), "help" | "--help" | "-h");
        if !asked_for_help {
            eprintln!("\nno verb `{name}`");
        }
        return if asked_for_help { ExitCode::SUCCESS } else { ExitCode::from(2) };
    };
    match Checkout::find().and_then(|checkout| (verb.run)(&checkout, &rest)) {
        Ok(Ending::Good) => ExitCode::SUCCESS,
        Ok(Ending::Bad) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{name}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn list() {
    println!("cargo xtask <verb>\n");
    for verb in VERBS {
        println!("  {:<10} {:<16} {}", verb.name, verb.takes, verb.help);
    }
}
