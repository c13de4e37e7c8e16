//! `dev env`: what a program under test needs to talk to a simulation.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use crate::say::Form;
use crate::server::Server;

/// Print what a program needs to talk to a running `vermilion dev`
///
/// As lines for a shell: `eval "$(vermilion dev env)"`. AppIDs and secrets stay the same as long as
/// the data folder does; each call makes fresh single-use codes.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    server: Server,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let data = args.server.get("/dev/v1/env")?;
    let variables = data.as_object().context("the server answered something that is not an object")?;
    let text = lines(variables)?;
    Form::of(args.json).print(&data, &text);
    Ok(ExitCode::SUCCESS)
}

fn lines(variables: &Map<String, Value>) -> Result<String> {
    let mut lines = Vec::new();
    for (name, value) in variables {
        let value =
            value.as_str().with_context(|| format!("`{name}` is not a text; is that `vermilion dev`?"))?;
        if !is_name(name) {
            bail!("`{name}` is not a name of a variable");
        }
        lines.push(format!("export {name}={}", quoted(value)));
    }
    Ok(lines.join("\n"))
}

/// What a shell takes as one word, whatever is in it.
fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\'', r"'\''"))
}

fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    name.chars().all(plain) && name.chars().next().is_some_and(|c| !c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn printed(value: &Value) -> Result<String> {
        lines(value.as_object().unwrap())
    }

    #[test]
    fn values_are_one_word_for_a_shell() {
        let text = printed(&json!({"A_1": "it's $HOME `x`\n", "B": ""})).unwrap();
        assert_eq!(text, "export A_1='it'\\''s $HOME `x`\n'\nexport B=''");
    }

    #[test]
    fn names_that_a_shell_would_run_are_refused() {
        for wrong in ["a b", "a;rm", "1a", "", "A=B"] {
            assert!(printed(&json!({wrong: "x"})).is_err(), "{wrong}");
        }
        assert!(printed(&json!({"A": 1})).is_err());
    }
}
