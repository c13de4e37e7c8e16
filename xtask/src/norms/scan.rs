//! A scanner that counts braces: enough to measure, no parser of Rust.

/// What was measured in one file.
pub(super) struct Source {
    /// From the root of the checkout.
    pub(super) path: String,
    pub(super) for_tests: bool,
    pub(super) lines: usize,
    /// Lines that are not part of tests.
    pub(super) production_lines: usize,
    pub(super) functions: Vec<Function>,
    pub(super) tests: usize,
    /// `.unwrap()` and `.expect(` outside tests.
    pub(super) unwraps: usize,
    pub(super) sql_each: usize,
}

pub(super) struct Function {
    pub(super) name: String,
    pub(super) for_tests: bool,
    pub(super) lines: usize,
    /// Without the receiver.
    pub(super) arguments: usize,
}

impl Source {
    pub(super) fn read(path: &str, text: &str) -> Self {
        let code = blank(text);
        let for_tests = is_test_path(path);
        let regions = if for_tests { vec![(0, code.len())] } else { test_regions(&code) };
        let production: String = outside(&code, &regions);
        let lines = text.lines().count();
        let in_tests: usize = regions.iter().map(|(from, to)| lines_between(&code, *from, *to)).sum();
        Self {
            path: path.into(),
            for_tests,
            lines,
            production_lines: if for_tests { 0 } else { lines.saturating_sub(in_tests) },
            functions: functions(&code, &regions),
            tests: code.matches("#[test]").count()
                + code.matches("::test]").count()
                + code.matches("::test(").count(),
            unwraps: production.matches(".unwrap()").count() + production.matches(".expect(").count(),
            sql_each: production.matches("Sql::each").count(),
        }
    }
}

fn is_test_path(path: &str) -> bool {
    path.ends_with("_tests.rs")
        || path
            .split('/')
            .any(|part| matches!(part, "tests" | "benches" | "examples" | "tests.rs" | "testkit"))
}

/// The same text with comments, strings and characters blanked; lines stay lines.
fn blank(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let end = literal_end(&chars, at).unwrap_or(at);
        if end == at {
            // One byte a character, so that places in the blanked text are places of characters.
            out.push(if c.is_ascii() { c } else { 'x' });
            at += 1;
        } else {
            let inside = chars.get(at..end).unwrap_or_default();
            out.extend(inside.iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

/// Where the comment or literal that starts here ends, if one starts here.
fn literal_end(chars: &[char], at: usize) -> Option<usize> {
    let rest = chars.get(at..)?;
    let word_before = at.checked_sub(1).and_then(|before| chars.get(before)).is_some_and(|c| is_word(*c));
    let length = match rest {
        ['/', '/', ..] => rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()),
        ['/', '*', ..] => block_comment(rest),
        ['r', '"' | '#', ..] if !word_before => raw_string(rest, 1)?,
        ['b', 'r', '"' | '#', ..] if !word_before => raw_string(rest, 2)?,
        ['"', ..] => quoted(rest, '"'),
        ['\'', '\\', ..] | ['\'', _, '\'', ..] => quoted(rest, '\''),
        _ => return None,
    };
    Some(at + length)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn block_comment(rest: &[char]) -> usize {
    let mut depth = 0_usize;
    for (at, pair) in rest.windows(2).enumerate() {
        match pair {
            ['/', '*'] => depth += 1,
            ['*', '/'] => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + 2;
        }
    }
    rest.len()
}

/// `r#name` is no string and gives nothing.
fn raw_string(rest: &[char], prefix: usize) -> Option<usize> {
    let hashes = rest.get(prefix..)?.iter().take_while(|c| **c == '#').count();
    let start = prefix + hashes + 1;
    (rest.get(start - 1) == Some(&'"')).then_some(())?;
    let body = rest.get(start..)?;
    let closes = |at: usize| {
        body.get(at) == Some(&'"')
            && body
                .get(at + 1..)
                .is_some_and(|b| b.iter().take(hashes).filter(|c| **c == '#').count() == hashes)
    };
    let end = (0..body.len()).find(|at| closes(*at)).unwrap_or(body.len());
    Some((start + end + 1 + hashes).min(rest.len()))
}

fn quoted(rest: &[char], quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.iter().enumerate().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if *c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Where `#[cfg(test)]` items lie in the blanked text.
fn test_regions(code: &str) -> Vec<(usize, usize)> {
    let mut regions = Vec::new();
    for (start, _) in code.match_indices("#[cfg(test)]") {
        let body = code.get(start..).and_then(|rest| rest.find(['{', ';'])).map(|at| start + at);
        let end = body.and_then(|at| matching(code, at)).unwrap_or(start);
        regions.push((start, end));
    }
    regions
}

/// The place after the bracket that closes the one at `at`; `at` itself if none opens there.
fn matching(code: &str, at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (offset, c) in code.get(at..)?.char_indices() {
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Some(at + offset + 1);
        }
    }
    None
}

fn outside(code: &str, regions: &[(usize, usize)]) -> String {
    code.char_indices().filter(|(at, _)| !within(*at, regions)).map(|(_, c)| c).collect()
}

fn within(at: usize, regions: &[(usize, usize)]) -> bool {
    regions.iter().any(|(from, to)| (*from..*to).contains(&at))
}

fn lines_between(code: &str, from: usize, to: usize) -> usize {
    code.get(from..to).map_or(0, |part| part.matches('\n').count() + 1)
}

fn functions(code: &str, regions: &[(usize, usize)]) -> Vec<Function> {
    let starts = code.match_indices("fn ").map(|(at, _)| at);
    let starts = starts.filter(|at| !code.get(..*at).is_some_and(|before| before.ends_with(is_word)));
    starts.filter_map(|start| function(code, start, regions)).collect()
}

/// The function whose `fn` is at `start`; nothing for one without a body.
fn function(code: &str, start: usize, regions: &[(usize, usize)]) -> Option<Function> {
    let rest = code.get(start + 3..)?;
    let name: String = rest.chars().take_while(|c| is_word(*c)).collect();
    let open = start + 3 + list_start(rest)?;
    let close = matching(code, open)?;
    let body = close + body_start(code.get(close..)?)?;
    let end = matching(code, body)?;
    let arguments = code.get(open + 1..close - 1)?;
    Some(Function {
        name,
        for_tests: within(start, regions),
        lines: lines_between(code, start, end),
        arguments: arguments_in(arguments),
    })
}

/// The first parenthesis that is not inside the generics.
fn list_start(rest: &str) -> Option<usize> {
    let mut depth = 0_i32;
    let mut before = ' ';
    for (at, c) in rest.char_indices() {
        match c {
            '<' => depth += 1,
            '>' if before != '-' => depth -= 1,
            '(' if depth == 0 => return Some(at),
            '{' | ';' => return None,
            _ => {}
        }
        before = c;
    }
    None
}

/// The body's brace, unless the declaration ends before one.
fn body_start(rest: &str) -> Option<usize> {
    let mut depth = 0_i32;
    for (at, c) in rest.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '{' if depth == 0 => return Some(at),
            ';' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

fn arguments_in(list: &str) -> usize {
    let mut depth = 0_i32;
    let mut before = ' ';
    let mut parts = vec![String::new()];
    for c in list.chars() {
        match c {
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '>' if before != '-' => depth -= 1,
            ',' if depth == 0 => parts.push(String::new()),
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
        before = c;
    }
    let written =
        parts.iter().map(|part| part.trim_matches([',', ' ', '\n'])).filter(|part| !part.is_empty());
    written.filter(|part| !is_receiver(part)).count()
}

fn is_receiver(part: &str) -> bool {
    let name = part.split(':').next().unwrap_or_default();
    name.split(|c: char| !is_word(c)).any(|word| word == "self")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_and_comments_are_blanked() {
        let code = blank("a(\"{\\\"{\", '{', '\\'', r#\"}\"}\"#, b'{') // {\n/* { /* { */ } */ fn<'a>");
        assert!(!code.contains(['{', '}', '"']), "{code}");
        assert!(code.ends_with("fn<'a>"));
        assert_eq!(code.matches('\n').count(), 1);
    }

    #[test]
    fn measures_functions() {
        let text = "impl X {\n  fn two<F: Fn(u8, u8) -> u8>(&'a mut self, f: F, (a, b): (u8, u8)) -> [u8; 2] {\n    1\n  }\n}\ntrait T { fn none(&self); }\n";
        let source = Source::read("crates/a/src/lib.rs", text);
        let found: Vec<_> =
            source.functions.iter().map(|f| (f.name.as_str(), f.lines, f.arguments)).collect();
        assert_eq!(found, [("two", 3, 2)]);
    }

    #[test]
    fn tests_are_told_apart() {
        let text = "fn f() { a.unwrap() }\n#[cfg(test)]\nmod tests {\n  #[test]\n  fn g() { b.unwrap().expect(\"\") }\n}\n";
        let source = Source::read("crates/a/src/lib.rs", text);
        assert_eq!((source.unwraps, source.tests, source.production_lines), (1, 1, 1));
        assert_eq!(source.functions.iter().map(|f| f.for_tests).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn a_test_module_in_its_own_file_excuses_nothing_after_it() {
        let text = "#[cfg(test)]\nmod tests;\nfn f() { a.unwrap() }\n";
        assert_eq!(Source::read("crates/a/src/lib.rs", text).unwraps, 1);
    }
}
