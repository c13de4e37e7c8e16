//! Every statement in the crate's sources prepares on both engines: nothing is checked at compile time.

use std::iter::Peekable;
use std::path::Path;
use std::str::Chars;

use vermilion_store::Place;

use crate::both_engines;
use crate::ground::Ground;
use crate::server::connect;

both_engines!(every_text_in_the_sources_prepares);

/// Every source file of the crate, without its tests, and with its text macros put in.
fn sources() -> Vec<(String, String)> {
    let mut sources = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let source = std::fs::read_to_string(&path).unwrap();
                let code = source.split("#[cfg(test)]").next().unwrap_or_default();
                sources.push((path.display().to_string(), code.to_owned()));
            }
        }
    }
    let macros: Vec<(String, String)> = sources.iter().flat_map(|(_, source)| text_macros(source)).collect();
    for (_, source) in &mut sources {
        // A file's own first; a longer name first, since it may end in a shorter one.
        let mut known = text_macros(source);
        known.extend(macros.iter().cloned());
        known.sort_by_key(|(call, _)| std::cmp::Reverse(call.len()));
        for (call, text) in known {
            *source = source.replace(&call, &format!("{text:?}"));
        }
    }
    sources
}

/// `name!()` and its text, of each macro without arguments that stands for a text.
fn text_macros(source: &str) -> Vec<(String, String)> {
    let defined = source.split("macro_rules! ").skip(1);
    let parts =
        defined.filter_map(|rest| Some((rest.split_whitespace().next()?, rest.split_once("() => {")?.1)));
    let text = |body: &str| {
        body.trim_start().starts_with('"').then(|| arguments(&format!("({body}")).swap_remove(0))
    };
    parts.filter_map(|(name, body)| Some((format!("{name}!()"), text(body)?))).collect()
}

/// One engine's text of every `Sql::both(…)` and `Sql::each(…, …)`, with the file each stands in.
pub(crate) fn texts(place: &Place) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (file, source) in sources() {
        for (at, call) in source.match_indices("Sql::both(").chain(source.match_indices("Sql::each(")) {
            let second = call == "Sql::each(" && *place != Place::Sqlite;
            if let Some(text) = arguments(&source[at..]).into_iter().nth(usize::from(second)) {
                found.push((file.clone(), text));
            }
        }
    }
    found
}

/// The texts among the arguments of the call a source begins with; `concat!` makes one of several.
fn arguments(call: &str) -> Vec<String> {
    let mut arguments = vec![String::new()];
    let (mut depth, mut chars) = (0, call.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '(' => depth += 1,
            ')' | '}' if depth == 1 => break,
            ')' => depth -= 1,
            ',' if depth == 1 => arguments.push(String::new()),
            '"' => literal(&mut chars, arguments.last_mut().unwrap()),
            _ => {}
        }
    }
    arguments.retain(|text| !text.is_empty());
    arguments
}

/// Reads a text literal to its end.
fn literal(chars: &mut Peekable<Chars<'_>>, into: &mut String) {
    while let Some(c) = chars.next().filter(|c| *c != '"') {
        match c {
            '\\' => match chars.next().unwrap() {
                '\n' => while chars.next_if(|c| c.is_whitespace()).is_some() {},
                escaped => into.push(escaped),
            },
            _ => into.push(c),
        }
    }
}

async fn every_text_in_the_sources_prepares(ground: &Ground) {
    drop(ground.opened("one").await.unwrap());
    let texts = texts(&ground.place);
    assert!(texts.len() > 60, "only {} statements were found", texts.len());
    match &ground.place {
        Place::Sqlite => {
            let conn = rusqlite::Connection::open(ground.file()).unwrap();
            for (file, text) in texts {
                let numbered = text.replace('$', "?");
                conn.prepare(&numbered).unwrap_or_else(|error| panic!("{file}: {error}\n{text}"));
            }
        }
        Place::Postgres { url } => {
            let client = connect(&url.url).await;
            for (file, text) in texts {
                client.prepare(&text).await.unwrap_or_else(|error| panic!("{file}: {error:?}\n{text}"));
            }
        }
    }
}
