//! The binary: command line, wiring, signals.
//!
//! Knows every other crate and puts them together: reads settings and keys, opens the store, starts
//! the service, hands it to the faces, listens, and stops in order. The machine's clock and
//! randomness are read in `env.rs` alone. Deliberately absent: rules of the product; what a command
//! does is a use case of the service or a function of the store.

mod beside;
mod cli;
mod command;
mod counts;
mod data_folder;
mod dev_folder;
mod env;
mod listen;
mod log;
mod master;
mod node;
mod ops;
mod readiness;
mod say;
mod server;
mod stop;
mod welcome;
mod wire_up;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    cli::Cli::parse().run()
}
