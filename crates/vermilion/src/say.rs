//! What a command prints: data to stdout, for people or as JSON; what went wrong to stderr.

use std::io::{Write, stdout};
use std::process::ExitCode;

use serde_json::{Value, json};
use vermilion_config::{Problem, Problems};

/// How data is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// For people.
    Text,
    /// One JSON document.
    Json,
}

impl Form {
    pub(crate) fn of(json: bool) -> Form {
        if json { Form::Json } else { Form::Text }
    }

    /// Prints the data in this form.
    pub(crate) fn print(self, data: &Value, text: &str) {
        match self {
            Form::Text => out(text),
            Form::Json => out(&format!("{data:#}")),
        }
    }
}

/// A line, or several, to stdout. A reader that went away has read enough.
pub(crate) fn out(text: &str) {
    let mut out = stdout().lock();
    drop(writeln!(out, "{text}").and_then(|()| out.flush()));
}

/// Settings that are wrong.
pub(crate) fn problems(problems: &Problems) -> ExitCode {
    let what = match problems.0.len() {
        1 => "a setting is not right".to_owned(),
        more => format!("{more} settings are not right"),
    };
    eprintln!("vermilion: {what}\n{problems}");
    ExitCode::FAILURE
}

/// The same as data.
pub(crate) fn problems_as_data(problems: &[Problem]) -> Vec<Value> {
    problems
        .iter()
        .map(|Problem { setting, origin, reason, next }| {
            json!({"setting": setting, "origin": origin, "reason": reason, "next": next})
        })
        .collect()
}

/// Something went wrong, with the whole chain of causes.
pub(crate) fn failed(error: &anyhow::Error) -> ExitCode {
    if let Some(found) = error.downcast_ref::<Problems>() {
        return problems(found);
    }
    eprintln!("vermilion: {error:#}");
    ExitCode::FAILURE
}
