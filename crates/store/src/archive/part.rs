//! Writing a part of an archive: line by line through the seal, durable when it is finished.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use vermilion_model::Time;
use vermilion_seal::ArchiveSeal;

use super::line::{Header, Line, What, row};
use super::roots::Root;
use super::table::Table;
use crate::chain::Chain;
use crate::cursor::Cursor;
use crate::meta::Meta;
use crate::{Row, StoreFault};

/// A file that parts go to. What is not finished and synced does not count.
pub(crate) struct Parts {
    path: PathBuf,
    out: BufWriter<File>,
    bytes: u64,
}

impl Parts {
    /// Makes the file; one that is there is begun anew.
    pub(crate) fn create(path: &Path) -> Result<Parts, StoreFault> {
        let file = private(path).map_err(|error| StoreFault::file("making", path, &error))?;
        Ok(Parts { path: path.to_owned(), out: BufWriter::with_capacity(1 << 16, file), bytes: 0 })
    }

    /// Begins a part.
    pub(crate) fn begin(
        &mut self,
        chain: &Chain,
        what: What,
        (meta, from, at): (&Meta, &Cursor, Time),
    ) -> Result<Part<'_>, StoreFault> {
        let (key, seal) = chain.archive_seal()?;
        let header = Header::new(what, meta, from, (at, key));
        let text = serde_json::to_string(&header).map_err(|error| StoreFault::Archive(error.to_string()))?;
        let mut part = Part { parts: self, seal };
        part.line(&text)?;
        Ok(part)
    }

    /// How much was written.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    fn sync(&mut self) -> Result<(), StoreFault> {
        let synced = self.out.flush().and_then(|()| self.out.get_ref().sync_all());
        synced.map_err(|error| StoreFault::file("syncing", &self.path, &error))
    }
}

/// A part being written.
pub(crate) struct Part<'a> {
    parts: &'a mut Parts,
    seal: ArchiveSeal,
}

impl Part<'_> {
    fn line(&mut self, text: &str) -> Result<(), StoreFault> {
        let Parts { path, out, bytes } = &mut *self.parts;
        let written = out.write_all(text.as_bytes()).and_then(|()| out.write_all(b"\n"));
        written.map_err(|error| StoreFault::file("writing", path, &error))?;
        *bytes = bytes.saturating_add(u64::try_from(text.len()).unwrap_or(0)).saturating_add(1);
        self.seal.update(text.as_bytes());
        self.seal.update(b"\n");
        Ok(())
    }

    /// A row of a table.
    pub(crate) fn row(&mut self, table: &Table, values: &Row) -> Result<(), StoreFault> {
        self.line(&row(table.name, values.values())?)
    }

    /// A root whose rows follow.
    pub(crate) fn root(&mut self, root: &Root) -> Result<(), StoreFault> {
        self.line(&Line::Root(root.clone()).text()?)
    }

    /// Says where it ends, seals it, and makes it durable.
    pub(crate) fn finish(mut self, end: &Cursor) -> Result<(), StoreFault> {
        self.line(&Line::End(*end).text()?)?;
        let seal = Line::Seal(self.seal.finish()).text()?;
        self.line(&seal)?;
        self.parts.sync()
    }
}

/// Makes a file only its owner reads: wrapped keys and sealed rows are nobody else's.
fn private(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes a new name in a folder durable: without this it may be lost with the power.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), StoreFault> {
    let synced = File::open(folder).and_then(|file| file.sync_all());
    synced.map_err(|error| StoreFault::file("syncing", folder, &error))
}

/// Gives a finished file its name, in place of what had it.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), StoreFault> {
    std::fs::rename(from, to).map_err(|error| StoreFault::file("naming", to, &error))?;
    to.parent().map_or(Ok(()), sync_folder)
}
