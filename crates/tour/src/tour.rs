//! Takes the steps, one after the other, until the end or the first surprise.

use std::io::{self, Write};

use crate::Options;
use crate::answer::Answer;
use crate::chapters;
use crate::client::Client;
use crate::report::Report;
use crate::step::Step;

/// How many steps went as expected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Steps answered as expected.
    pub passed: usize,
    /// 1 after a surprise, which ended the tour; else 0.
    pub failed: usize,
}

impl Tally {
    /// Whether the whole tour went as expected.
    pub fn is_good(self) -> bool {
        self.failed == 0 && self.passed > 0
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Why no further step is taken.
#[derive(Debug)]
pub(crate) enum Halt {
    /// An answer surprised; the report says how.
    Surprise,
    /// The report could not be written.
    Output(io::Error),
}

impl From<io::Error> for Halt {
    fn from(error: io::Error) -> Halt {
        Halt::Output(error)
    }
}

pub(crate) struct Tour<'o> {
    client: Client,
    report: Report<'o>,
    tally: Tally,
    word: String,
}

pub(crate) fn run(options: &Options, out: &mut dyn Write) -> io::Result<Tally> {
    let client =
        Client::new(&options.server).map_err(|why| io::Error::new(io::ErrorKind::InvalidInput, why))?;
    let word = options.word.chars().filter(char::is_ascii_alphanumeric).take(12);
    let word = word.map(|letter| letter.to_ascii_lowercase()).collect();
    let report = Report::new(options.voice, out);
    let mut tour = Tour { client, report, tally: Tally::default(), word };
    tour.report.opening(&options.server)?;
    if let Err(Halt::Output(error)) = chapters::walk(&mut tour) {
        return Err(error);
    }
    tour.report.closing(tour.tally)?;
    Ok(tour.tally)
}

impl Tour<'_> {
    /// What makes this tour's names its own.
    pub(crate) fn word(&self) -> &str {
        &self.word
    }

    pub(crate) fn chapter(&mut self, title: &'static str) -> Result<(), Halt> {
        Ok(self.report.chapter(title)?)
    }

    /// The host app speaks with this key from now on.
    pub(crate) fn keep_host_key(&mut self, key: String) {
        self.client.keep_host_key(key);
    }

    /// Says what is expected, asks, shows the answer and judges it.
    pub(crate) fn take(&mut self, step: &Step) -> Result<Answer, Halt> {
        self.report.before(step)?;
        let answer = match self.client.send(&step.ask) {
            Ok(answer) => answer,
            Err(why) => return self.surprise(step, None, &format!("no answer: {why}")),
        };
        if let Some(what) = step.surprise(&answer) {
            return self.surprise(step, Some(&answer), &what);
        }
        self.tally.passed += 1;
        self.report.passed(step, &answer)?;
        Ok(answer)
    }

    fn surprise(&mut self, step: &Step, answer: Option<&Answer>, what: &str) -> Result<Answer, Halt> {
        self.tally.failed += 1;
        self.report.failed(step, answer, what)?;
        Err(Halt::Surprise)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::net::TcpListener;

    use super::*;
    use crate::Voice;

    fn options(server: String) -> Options {
        Options { server, word: "Ab-9".into(), voice: Voice::Plain }
    }

    #[test]
    fn the_first_surprise_ends_the_tour() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = format!("http://{}", listener.local_addr().unwrap());
        let serving = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            assert!(stream.read(&mut [0; 4096]).unwrap() > 0);
            stream.write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").unwrap();
            drop(listener);
        });
        let mut out = Vec::new();
        let tally = run(&options(server), &mut out).unwrap();
        serving.join().unwrap();
        assert_eq!(tally, Tally { passed: 0, failed: 1 });
        let told = String::from_utf8(out).unwrap();
        assert!(told.contains("the status is 404, expected 200"), "{told}");
        assert!(told.ends_with("\n0 passed, 1 failed\n"), "{told}");
    }

    #[test]
    fn a_tour_without_steps_is_not_good() {
        assert!(!Tally::default().is_good());
        assert!(Tally { passed: 1, failed: 0 }.is_good());
        assert!(!Tally { passed: 1, failed: 1 }.is_good());
    }

    #[test]
    fn an_address_of_another_kind_is_a_fault_of_the_caller() {
        assert!(run(&options("https://example.org".into()), &mut Vec::new()).is_err());
    }
}
