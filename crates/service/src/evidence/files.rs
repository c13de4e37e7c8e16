//! Where files are, and how much of it happens at once.

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::{Mutex, Semaphore};
use vermilion_model::{EvidenceFile, Id, Span, Time};
use vermilion_seal::Place;
use vermilion_store::Blobs;

use super::scan::Scanner;
use crate::Failure;

/// Uploads held in memory at once; each is at most [`FilesSettings::longest`].
const UPLOADS: usize = 8;
/// Images decoded at once: each takes a processor and some hundred MiB.
const PREVIEWS: usize = 2;

/// What an operator sets about files.
#[derive(Debug, Clone)]
pub struct FilesSettings {
    /// Where they are kept; where it is not said, none are taken.
    pub folder: Option<PathBuf>,
    /// The longest that is taken, in bytes.
    pub longest: usize,
    /// How long after the last decision that rested on it a file is kept.
    pub retention: Span,
    /// What looks into files before anybody sees them; without one nothing is scanned.
    pub scanner: Option<Arc<dyn Scanner>>,
}

impl Default for FilesSettings {
    fn default() -> FilesSettings {
        FilesSettings { folder: None, longest: 10 * 1024 * 1024, retention: Span::days(180), scanner: None }
    }
}

/// The files of one node.
#[derive(Debug)]
pub struct Files {
    blobs: Option<Blobs>,
    pub(crate) uploads: Semaphore,
    pub(super) previews: Semaphore,
    /// When they were last looked after, and when what nobody names was.
    pub(super) tended: Mutex<(Time, Time)>,
}

impl Files {
    /// Over the settings' folder.
    pub fn new(settings: &FilesSettings) -> Files {
        Files {
            blobs: settings.folder.clone().map(Blobs::at),
            uploads: Semaphore::new(UPLOADS),
            previews: Semaphore::new(PREVIEWS),
            tended: Mutex::new((Time::ZERO, Time::ZERO)),
        }
    }

    pub(crate) fn blobs(&self) -> Result<&Blobs, Failure> {
        self.blobs.as_ref().ok_or_else(|| Failure::broken("this node has no folder for files"))
    }
}

/// Where a file's content is sealed.
pub(crate) fn content_place(id: &Id<EvidenceFile>) -> Place<'_> {
    Place { table: "evidence_blob", row: id.bytes() }
}

/// Where a file's name is sealed.
pub(crate) fn name_place(id: &Id<EvidenceFile>) -> Place<'_> {
    Place { table: "evidence", row: id.bytes() }
}
