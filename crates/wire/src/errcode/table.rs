//! The embedded table of codes and texts.

use std::sync::LazyLock;

use serde::Deserialize;

use super::ErrCode;

#[derive(Debug, Deserialize)]
pub(super) struct Entry {
    code: i32,
    pub(super) errmsg: String,
    /// What the wire shows where it differs from the published text.
    pub(super) observed: Option<String>,
}

/// Sorted by code. Read once; a test proves that the embedded text reads.
static TABLE: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let mut table: Vec<Entry> =
        serde_json::from_str(include_str!("../../../../catalogue/errcodes.json")).unwrap_or_default();
    table.sort_by_key(|entry| entry.code);
    table
});

pub(super) fn entry(code: ErrCode) -> Option<&'static Entry> {
    let at = TABLE.binary_search_by_key(&code.0, |entry| entry.code).ok()?;
    TABLE.get(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_table_reads_and_no_code_stands_twice() {
        let raw: Vec<Entry> =
            serde_json::from_str(include_str!("../../../../catalogue/errcodes.json")).unwrap();
        assert_eq!(raw.len(), TABLE.len());
        assert!(TABLE.windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(TABLE.iter().all(|entry| !entry.errmsg.is_empty()));
    }
}
