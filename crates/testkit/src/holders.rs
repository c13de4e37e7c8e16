//! Where something stands readable.

use std::fs;
use std::path::Path;

/// The files below a folder that hold these bytes.
///
/// # Panics
/// Where the folder cannot be read.
pub fn holders(folder: &Path, bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder that can be read").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(holders(&path, bytes));
        } else if fs::read(&path).unwrap_or_default().windows(bytes.len()).any(|at| at == bytes) {
            found.push(path.display().to_string());
        }
    }
    found
}
