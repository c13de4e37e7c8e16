//! Goals, figures, and whether the one meets the other.

use serde::Serialize;

/// Figures of interleaved rounds.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Rounds(pub(crate) Vec<f64>);

impl Rounds {
    /// The middle one.
    pub(crate) fn median(&self) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
    }

    /// Each divided by the other's of the same round.
    pub(crate) fn over(&self, base: &Rounds) -> Rounds {
        Rounds(self.0.iter().zip(&base.0).map(|(a, b)| a / b).collect())
    }
}

/// On which side of a line figures should be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Line {
    AtLeast(f64),
    AtMost(f64),
}

impl Line {
    fn met(self, figure: f64) -> bool {
        match self {
            Line::AtLeast(line) => figure >= line,
            Line::AtMost(line) => figure <= line,
        }
    }

    /// How far beyond the line, as a share of it.
    fn beyond(self, figure: f64) -> f64 {
        match self {
            Line::AtLeast(line) => (line - figure) / line,
            Line::AtMost(line) => (figure - line) / line,
        }
    }

    /// What figures of several rounds say; when they straddle the line, nothing.
    pub(crate) fn judge(self, rounds: &Rounds) -> Verdict {
        let met = rounds.0.iter().filter(|figure| self.met(**figure)).count();
        if rounds.0.is_empty() {
            Verdict::NotMeasured("no sample counts".into())
        } else if met == rounds.0.len() {
            Verdict::Met
        } else if met == 0 {
            Verdict::Missed(format!("by {:.0} %", 100.0 * self.beyond(rounds.median())))
        } else {
            Verdict::Unclear
        }
    }
}

/// What became of a goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Verdict {
    Met,
    /// By how much.
    Missed(String),
    /// The rounds straddle the line.
    Unclear,
    /// Why.
    NotMeasured(String),
    /// A figure without a goal.
    Beside,
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Verdict::Met => f.write_str("met"),
            Verdict::Missed(by) => write!(f, "**missed** {by}"),
            Verdict::Unclear => f.write_str("unclear"),
            Verdict::NotMeasured(why) => write!(f, "not measured: {why}"),
            Verdict::Beside => f.write_str("–"),
        }
    }
}

/// One row of the page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    /// `P1` to `P11`.
    pub(crate) goal: &'static str,
    /// What is asked for.
    pub(crate) asked: String,
    /// What was measured.
    pub(crate) measured: String,
    pub(crate) verdict: Verdict,
}

impl Row {
    pub(crate) fn new(
        goal: &'static str,
        asked: impl Into<String>,
        measured: impl Into<String>,
        verdict: Verdict,
    ) -> Row {
        let row = Row { goal, asked: asked.into(), measured: measured.into(), verdict };
        println!("{}: {}: {} ({})", row.goal, row.asked, row.measured, row.verdict);
        row
    }

    /// A goal that could not be measured here.
    pub(crate) fn not_measured(goal: &'static str, asked: &str, why: impl Into<String>) -> Row {
        Row::new(goal, asked, "", Verdict::NotMeasured(why.into()))
    }

    /// A share of a base, round by round.
    pub(crate) fn share(goal: &'static str, asked: &str, rounds: &Rounds, line: Line) -> Row {
        Row::new(goal, asked, format!("{:.1} %", 100.0 * rounds.median()), line.judge(rounds))
    }

    /// A multiple of a base, round by round.
    pub(crate) fn multiple(goal: &'static str, asked: &str, rounds: &Rounds, line: Line) -> Row {
        Row::new(goal, asked, format!("{:.2} ×", rounds.median()), line.judge(rounds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_that_straddle_the_line_say_nothing() {
        let judge = |figures: &[f64]| Line::AtLeast(1.0).judge(&Rounds(figures.to_vec()));
        assert_eq!(judge(&[1.0, 2.0]), Verdict::Met);
        assert_eq!(judge(&[0.5, 0.5]), Verdict::Missed("by 50 %".into()));
        assert_eq!(judge(&[0.5, 2.0]), Verdict::Unclear);
        assert!(matches!(judge(&[]), Verdict::NotMeasured(_)));
    }

    #[test]
    fn the_median_is_the_middle_one() {
        assert!((Rounds(vec![9.0, 1.0, 2.0]).median() - 2.0).abs() < f64::EPSILON);
    }
}
