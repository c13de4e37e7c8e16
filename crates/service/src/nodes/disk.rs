//! The room on a disk.

use std::path::PathBuf;

use rustix::fs::statvfs;
use vermilion_model::fact::traffic::DiskRoom;

/// The room where a folder is. Nothing when the machine does not say; a disk that hangs must not hang who asks, so it
/// is asked on a thread of its own.
pub(super) async fn room(folder: PathBuf) -> Option<DiskRoom> {
    let asked = tokio::task::spawn_blocking(move || statvfs(&folder)).await.ok()?.ok()?;
    let bytes = |blocks: u64| blocks.saturating_mul(asked.f_frsize);
    // What may be written by who is not root.
    Some(DiskRoom { free: bytes(asked.f_bavail), total: bytes(asked.f_blocks) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn there_is_room_where_there_is_a_folder() {
        let room_here = room(std::env::temp_dir()).await.unwrap();
        assert!(room_here.total > 0 && room_here.free <= room_here.total);
        assert_eq!(room(PathBuf::from("/nowhere/at/all")).await, None);
    }
}
