//! The built binary, as a person, a script or a supervisor meets it.
#![cfg(test)]

mod archive;
mod binary;
mod command_line;
mod durable;
mod service;
mod simulation;
