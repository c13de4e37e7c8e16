//! What is wrong with a rule's text, and where: line and column, and the parser's own words.

use miette::Diagnostic;
use vermilion_model::FieldFault;

/// A fault at `/text` with the place that the parser names; its beginning where it names none.
pub(super) fn unsound(text: &str, error: &impl Diagnostic) -> FieldFault {
    let label = error.labels().and_then(|mut labels| labels.next());
    let (line, column) = place(text, label.as_ref().map_or(0, miette::LabeledSpan::offset));
    let mut why = error.to_string();
    let expected = label.as_ref().and_then(|label| label.label()).map(ToOwned::to_owned);
    for more in [expected, error.help().map(|help| help.to_string())].into_iter().flatten() {
        why.push_str("; ");
        why.push_str(&more);
    }
    FieldFault::new("/text", "policy_unsound")
        .with("line", &line)
        .with("column", &column)
        .with("why", &why.replace('\n', " "))
}

/// Line and column from 1, in characters; of a place past the end, those of the end.
fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
    (before.matches('\n').count().saturating_add(1), column.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_place_is_counted_in_characters_from_one() {
        assert_eq!(place("", 0), (1, 1));
        assert_eq!(place("用途\nb", "用途".len()), (1, 3));
        assert_eq!(place("用途\nb", "用途\n".len()), (2, 1));
        // Past the end, and in the middle of a character.
        assert_eq!((place("a\nb", 99), place("用", 1)), ((2, 2), (1, 2)));
    }
}
