//! Writes the table of the console's files, with the compressed forms that its build left beside them.
//!
//! Without `web/dist` there is one page, which says how to build the console: a checkout compiles without Node.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

type Fallible<T> = Result<T, Box<dyn Error>>;

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script where to write by its environment")]
fn main() -> Fallible<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dist = root.join("../../web/dist");
    // Cargo runs this again at every build while a watched path is missing.
    let _ = fs::create_dir_all(&dist);
    println!("cargo::rerun-if-changed={}", dist.display());
    println!("cargo::rerun-if-changed=src/unbuilt.html");

    let mut files = Vec::new();
    collect(&dist, &mut files)?;
    files.sort();
    let built = files.iter().any(|file| file.ends_with("index.html"));
    let mut table = String::new();
    if built {
        for file in files.iter().filter(|file| !is_encoded(file)) {
            table.push_str(&entry(&dist, file)?);
        }
    } else {
        table.push_str(&line("/index.html", &root.join("src/unbuilt.html"))?);
    }
    let source = format!("const BUILT: bool = {built};\nstatic FILES: &[File] = &[\n{table}];\n");
    fs::write(PathBuf::from(std::env::var("OUT_DIR")?).join("files.rs"), source)?;
    Ok(())
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Fallible<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

fn is_encoded(file: &Path) -> bool {
    file.extension().is_some_and(|end| end == "br" || end == "gz")
}

fn entry(dist: &Path, file: &Path) -> Fallible<String> {
    let inside: Vec<_> = file.strip_prefix(dist)?.iter().map(|part| part.to_string_lossy()).collect();
    line(&format!("/{}", inside.join("/")), file)
}

/// One line of the table.
fn line(path: &str, file: &Path) -> Fallible<String> {
    let file = file.canonicalize()?;
    let tag = blake3::hash(&fs::read(&file)?).to_hex();
    let tag = tag.get(..20).unwrap_or_default();
    let encoded = |end: &str| {
        let beside = PathBuf::from(format!("{}.{end}", file.display()));
        if beside.is_file() {
            format!("Some(include_bytes!({}))", literal(&beside))
        } else {
            "None".to_owned()
        }
    };
    let mut line = String::new();
    writeln!(
        line,
        "    File {{ path: {path:?}, kind: {:?}, tag: {tag:?}, plain: include_bytes!({}), brotli: {}, gzip: {} }},",
        kind(path),
        literal(&file),
        encoded("br"),
        encoded("gz"),
    )?;
    Ok(line)
}

fn literal(path: &Path) -> String {
    format!("{:?}", path.to_string_lossy())
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
