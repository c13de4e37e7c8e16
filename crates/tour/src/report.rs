//! How the tour is told: to a person, or a line of JSON an event.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::ask::Ask;
use crate::cast::Actor;
use crate::shorten;
use crate::step::Step;
use crate::tour::Tally;

/// How to tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// Numbered steps for a person.
    Plain,
    /// The same, for a terminal that knows colours.
    Coloured,
    /// A line of JSON before each step (`expects`) and after it (`answered`), and one at the end (`ended`).
    Json,
}

/// Characters of a body that a person is shown.
const SHOWN: usize = 400;

pub(crate) struct Report<'o> {
    voice: Voice,
    out: &'o mut dyn Write,
    chapter: &'static str,
    /// Of the step at hand, from 1.
    number: usize,
}

#[derive(Clone, Copy)]
enum Ink {
    Vermilion,
    Green,
    Bold,
    Faint,
}

impl<'o> Report<'o> {
    pub(crate) fn new(voice: Voice, out: &'o mut dyn Write) -> Report<'o> {
        Report { voice, out, chapter: "", number: 0 }
    }

    pub(crate) fn opening(&mut self, server: &str) -> io::Result<()> {
        if self.voice == Voice::Json {
            return self.line(&json!({"event": "begins", "server": server}));
        }
        let title = self.ink(Ink::Bold, "The main job, end to end");
        writeln!(self.out, "\n  {title}, over HTTP against {server}\n  → sent  ← answered  ✓ as expected")
    }

    pub(crate) fn chapter(&mut self, title: &'static str) -> io::Result<()> {
        self.chapter = title;
        if self.voice == Voice::Json {
            return Ok(());
        }
        let title = self.ink(Ink::Vermilion, title);
        writeln!(self.out, "\n  {title}")
    }

    /// What is expected, and what is about to be sent.
    pub(crate) fn before(&mut self, step: &Step) -> io::Result<()> {
        self.number += 1;
        if self.voice == Voice::Json {
            let event = self.event("expects", step);
            return self.line(&event);
        }
        let name = self.ink(Ink::Bold, step.name);
        let expects = self.ink(Ink::Faint, &format!("expects {}", step.expects));
        writeln!(self.out, "\n{:>4}  {name}\n      {expects}", self.number)?;
        writeln!(self.out, "    → {}", sent(&step.ask))?;
        // Whoever watches a server that hangs sees what it hangs on.
        self.out.flush()
    }

    pub(crate) fn passed(&mut self, step: &Step, answer: &Answer) -> io::Result<()> {
        if self.voice == Voice::Json {
            return self.answered(step, Some(answer), None);
        }
        let mark = self.ink(Ink::Green, "✓");
        writeln!(self.out, "  {mark} ← {}", answered(answer))
    }

    pub(crate) fn failed(&mut self, step: &Step, answer: Option<&Answer>, what: &str) -> io::Result<()> {
        if self.voice == Voice::Json {
            return self.answered(step, answer, Some(what));
        }
        let mark = self.ink(Ink::Vermilion, "✗");
        let shown = answer.map_or("nothing".to_owned(), answered);
        let surprise = self.ink(Ink::Vermilion, &format!("surprise: {what}"));
        writeln!(self.out, "  {mark} ← {shown}\n      {surprise}")
    }

    pub(crate) fn closing(&mut self, tally: Tally) -> io::Result<()> {
        if self.voice == Voice::Json {
            return self.line(&json!({"event": "ended", "passed": tally.passed, "failed": tally.failed}));
        }
        let colour = if tally.is_good() { Ink::Green } else { Ink::Vermilion };
        let tally = self.ink(colour, &tally.to_string());
        writeln!(self.out, "\n{tally}")?;
        self.out.flush()
    }

    fn answered(&mut self, step: &Step, answer: Option<&Answer>, surprise: Option<&str>) -> io::Result<()> {
        let mut event = self.event("answered", step);
        let answer = answer.map(|answer| {
            let body = if answer.json.is_null() { json!(answer.text) } else { shorten::json(&answer.json) };
            json!({"status": answer.status, "body": body})
        });
        if let Some(fields) = event.as_object_mut() {
            fields.insert("answer".into(), answer.unwrap_or(Value::Null));
            fields.insert("verdict".into(), if surprise.is_none() { "passed" } else { "failed" }.into());
            fields.insert("surprise".into(), surprise.into());
        }
        self.line(&event)
    }

    fn event(&self, event: &str, step: &Step) -> Value {
        json!({
            "event": event,
            "step": self.number,
            "chapter": self.chapter,
            "name": step.name,
            "expects": step.expects,
            "request": {
                "as": step.ask.by.words(),
                "method": step.ask.method.word(),
                "target": step.ask.shown_target(),
                "body": step.ask.shown_body(),
            },
        })
    }

    fn line(&mut self, event: &Value) -> io::Result<()> {
        writeln!(self.out, "{event}")?;
        self.out.flush()
    }

    fn ink(&self, ink: Ink, text: &str) -> String {
        if self.voice != Voice::Coloured {
            return text.to_owned();
        }
        let code = match ink {
            Ink::Vermilion => "38;5;203",
            Ink::Green => "32",
            Ink::Bold => "1",
            Ink::Faint => "2",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

fn sent(ask: &Ask) -> String {
    let mut line = format!("{} {}", ask.method.word(), ask.shown_target());
    if let Some(body) = ask.shown_body() {
        line.push(' ');
        line.push_str(&cut(&body.to_string()));
    }
    if ask.by != Actor::Anyone {
        line.push_str(" · ");
        line.push_str(ask.by.words());
    }
    line
}

fn answered(answer: &Answer) -> String {
    let body =
        if answer.json.is_null() { answer.text.clone() } else { shorten::json(&answer.json).to_string() };
    format!("{} {}", answer.status, cut(&body)).trim_end().to_owned()
}

/// One line of bounded length, whatever came.
fn cut(text: &str) -> String {
    let mut line: String =
        text.chars().take(SHOWN).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if text.chars().nth(SHOWN).is_some() {
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step() -> Step {
        let ask = Ask::post(
            Actor::Owner,
            "/api/v1/sessions",
            json!({"login": "o@tour.example", "password": "Quiet-River-42"}),
        );
        Step::new("the owner signs in", "201 and a session", ask).status(201)
    }

    fn told(voice: Voice) -> String {
        let mut out = Vec::new();
        let mut report = Report::new(voice, &mut out);
        report.opening("http://127.0.0.1:8080").unwrap();
        report.chapter("An owner registers").unwrap();
        report.before(&step()).unwrap();
        report.passed(&step(), &Answer::new(201, None, r#"{"secret":"0123456789abcdef"}"#.into())).unwrap();
        report.before(&step()).unwrap();
        let answer = Answer::new(401, None, "<h1>\u{7}no</h1>".into());
        report.failed(&step(), Some(&answer), "the status is 401, expected 201").unwrap();
        report.closing(Tally { passed: 1, failed: 1 }).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_person_reads_numbered_steps() {
        let expected = "
  The main job, end to end, over HTTP against http://127.0.0.1:8080
  → sent  ← answered  ✓ as expected

  An owner registers

   1  the owner signs in
      expects 201 and a session
    → POST /api/v1/sessions {\"login\":\"o@tour.example\",\"password\":\"Qui…\"} · the owner
  ✓ ← 201 {\"secret\":\"0123…\"}

   2  the owner signs in
      expects 201 and a session
    → POST /api/v1/sessions {\"login\":\"o@tour.example\",\"password\":\"Qui…\"} · the owner
  ✗ ← 401 <h1> no</h1>
      surprise: the status is 401, expected 201

1 passed, 1 failed
";
        assert_eq!(told(Voice::Plain), expected);
    }

    #[test]
    fn a_machine_reads_lines_that_show_no_secret() {
        let told = told(Voice::Json);
        let events: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let kinds: Vec<&str> = events.iter().map(|event| event["event"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["begins", "expects", "answered", "expects", "answered", "ended"]);
        assert_eq!(events[2]["verdict"], "passed");
        assert_eq!(events[4]["surprise"], "the status is 401, expected 201");
        assert_eq!(events[5], json!({"event": "ended", "passed": 1, "failed": 1}));
        assert!(!told.contains("Quiet-River") && !told.contains("0123456789abcdef"));
    }

    #[test]
    fn colours_change_nothing_else() {
        let coloured = told(Voice::Coloured);
        let mut plain = String::new();
        let mut inside = false;
        for letter in coloured.chars() {
            match letter {
                '\u{1b}' => inside = true,
                'm' if inside => inside = false,
                _ if inside => {}
                letter => plain.push(letter),
            }
        }
        assert_eq!(plain, told(Voice::Plain));
    }

    #[test]
    fn long_bodies_are_cut() {
        assert_eq!(cut(&"长".repeat(SHOWN + 1)).chars().count(), SHOWN + 1);
        assert_eq!(cut("short"), "short");
    }
}
