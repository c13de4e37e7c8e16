//! Tables as text (RFC 4180) that a spreadsheet shows and never runs.

/// Begins a file: without it spreadsheets take UTF-8 for something else.
pub(super) const MARK: &str = "\u{feff}";

/// One line of cells.
pub(super) fn line<const N: usize>(cells: [&str; N], into: &mut String) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            into.push(',');
        }
        quoted(cell, into);
    }
    into.push_str("\r\n");
}

/// A cell in quotes. A spreadsheet takes what begins with one of these signs for a formula, quotes or not: an
/// apostrophe before it makes it a text.
fn quoted(cell: &str, into: &mut String) {
    into.push('"');
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        into.push('\'');
    }
    for c in cell.chars() {
        if c == '"' {
            into.push('"');
        }
        into.push(c);
    }
    into.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of<const N: usize>(cells: [&str; N]) -> String {
        let mut text = String::new();
        line(cells, &mut text);
        text
    }

    #[test]
    fn quotes_commas_and_line_ends_stay_within_their_cell() {
        assert_eq!(of(["a", "b \"c\", d", "e\r\nf"]), "\"a\",\"b \"\"c\"\", d\",\"e\r\nf\"\r\n");
    }

    #[test]
    fn no_cell_begins_a_formula() {
        for sign in ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"] {
            let cell = format!("{sign}HYPERLINK(\"http://example.com\")");
            assert!(of([cell.as_str()]).starts_with(&format!("\"'{sign}")), "{cell:?}");
        }
        assert_eq!(of(["0-1", "{\"a\":-1}"]), "\"0-1\",\"{\"\"a\"\":-1}\"\r\n");
    }
}
