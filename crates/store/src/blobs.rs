//! Files on disk, named by the digest of what they hold: written and synced before the fact that names
//! them, so that no fact ever points at nothing. What no row names is swept after a day.
//!
//! What is written here is sealed already; this knows bytes.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use vermilion_model::Time;

/// A file's name: the digest of its bytes.
pub type BlobName = [u8; 32];

/// A folder of such files.
#[derive(Debug, Clone)]
pub struct Blobs {
    folder: PathBuf,
}

impl Blobs {
    /// Over a folder, which is made with the first file.
    pub fn at(folder: PathBuf) -> Blobs {
        Blobs { folder }
    }

    /// Writes bytes and syncs them, marked with a time that a sweep goes by.
    ///
    /// # Errors
    /// The disk's.
    pub async fn put(&self, bytes: Vec<u8>, at: Time) -> io::Result<BlobName> {
        let blobs = self.clone();
        aside(move || blobs.write(&bytes, at)).await
    }

    /// Reads bytes back; nothing where they are gone.
    ///
    /// # Errors
    /// The disk's, or that what stands there is not what was written.
    pub async fn get(&self, name: BlobName) -> io::Result<Option<Vec<u8>>> {
        let path = self.path(&name);
        aside(move || match fs::read(path) {
            Ok(bytes) if digest(&bytes) == name => Ok(Some(bytes)),
            Ok(_) => Err(io::Error::new(io::ErrorKind::InvalidData, "a file is not what its name says")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        })
        .await
    }

    /// Deletes a file, if it is there.
    ///
    /// # Errors
    /// The disk's.
    pub async fn remove(&self, name: BlobName) -> io::Result<()> {
        let path = self.path(&name);
        aside(move || match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        })
        .await
    }

    /// Names of files marked with an earlier time; half-written ones of that age are deleted on the way.
    ///
    /// # Errors
    /// The disk's.
    pub async fn older_than(&self, time: Time) -> io::Result<Vec<BlobName>> {
        let folder = self.folder.clone();
        aside(move || names(&folder, time)).await
    }

    fn write(&self, bytes: &[u8], at: Time) -> io::Result<BlobName> {
        let name = digest(bytes);
        let path = self.path(&name);
        let folder = path.parent().unwrap_or(&self.folder);
        make_folder(folder)?;
        let part = path.with_extension("part");
        let mut file = File::create(&part)?;
        file.write_all(bytes)?;
        let millis = u64::try_from(at.millis()).unwrap_or(0);
        file.set_modified(UNIX_EPOCH + Duration::from_millis(millis))?;
        file.sync_all()?;
        drop(file);
        fs::rename(&part, &path)?;
        // The name is durable only with its folder.
        File::open(folder)?.sync_all()?;
        Ok(name)
    }

    fn path(&self, name: &BlobName) -> PathBuf {
        let text = hex::encode(name);
        self.folder.join(text.get(..2).unwrap_or("00")).join(text)
    }
}

async fn aside<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

fn digest(bytes: &[u8]) -> BlobName {
    *blake3::hash(bytes).as_bytes()
}

/// Nobody else on the machine looks in.
fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn names(folder: &Path, before: Time) -> io::Result<Vec<BlobName>> {
    let mut names = Vec::new();
    let parts = match fs::read_dir(folder) {
        Ok(parts) => parts,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(names),
        Err(error) => return Err(error),
    };
    for part in parts {
        let part = part?.path();
        if !part.is_dir() {
            continue;
        }
        for file in fs::read_dir(part)? {
            let file = file?;
            let marked = file.metadata()?.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
            if i64::try_from(marked.as_millis()).unwrap_or(i64::MAX) >= before.millis() {
                continue;
            }
            let path = file.path();
            let mut name = BlobName::default();
            if path.extension().is_some_and(|end| end == "part") {
                fs::remove_file(path)?;
            } else if hex::decode_to_slice(file.file_name().as_encoded_bytes(), &mut name).is_ok() {
                names.push(name);
            }
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blobs() -> (tempfile::TempDir, Blobs) {
        let folder = tempfile::TempDir::new().unwrap();
        let blobs = Blobs::at(folder.path().join("blobs"));
        (folder, blobs)
    }

    #[tokio::test]
    async fn what_was_written_is_read_until_removed() {
        let (_folder, blobs) = blobs();
        let name = blobs.put(b"sealed".to_vec(), Time::from_secs(1)).await.unwrap();
        assert_eq!(blobs.put(b"sealed".to_vec(), Time::from_secs(2)).await.unwrap(), name);
        assert_eq!(blobs.get(name).await.unwrap().as_deref(), Some(&b"sealed"[..]));
        blobs.remove(name).await.unwrap();
        blobs.remove(name).await.unwrap();
        assert_eq!(blobs.get(name).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_file_that_was_changed_is_not_read() {
        let (_folder, blobs) = blobs();
        let name = blobs.put(b"sealed".to_vec(), Time::from_secs(1)).await.unwrap();
        fs::write(blobs.path(&name), b"other").unwrap();
        assert!(blobs.get(name).await.is_err());
    }

    #[tokio::test]
    async fn a_sweep_finds_the_old_ones_and_clears_half_written_ones() {
        let (_folder, blobs) = blobs();
        assert!(blobs.older_than(Time::from_secs(9)).await.unwrap().is_empty());
        let old = blobs.put(b"old".to_vec(), Time::from_secs(1)).await.unwrap();
        blobs.put(b"new".to_vec(), Time::from_secs(10)).await.unwrap();
        let part = blobs.path(&old).with_extension("part");
        File::create(&part).unwrap().set_modified(UNIX_EPOCH).unwrap();
        assert_eq!(blobs.older_than(Time::from_secs(9)).await.unwrap(), [old]);
        assert!(!part.exists());
    }
}
