//! Another avatar 头像: handed in as a picture, kept small and square.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use vermilion_model::{FieldFault, MediaType, Refusal, RegisterField};

use super::change_register::{Changed, change};
use crate::evidence::small_picture;
use crate::may::ManageRegister;
use crate::{Desk, Failure, May};

/// Longest picture that is taken, in bytes. Source: contract, limit `avatar`.
pub const AVATAR_LONGEST: usize = 2 * 1024 * 1024;

/// Changes the avatar. `read` brings the picture's bytes, at most as many as it is told. Kept is what was drawn
/// from it: 132 pixels a side, without the file's name, place or camera.
///
/// # Errors
/// A fault at `/file` where it is no picture; `AlreadyPending`; `NoChangesLeft`; `AccountStopped`.
pub async fn change_avatar<F>(
    desk: &Desk,
    may: &May<ManageRegister>,
    read: impl FnOnce(usize) -> F + Send,
) -> Result<Changed, Failure>
where
    F: Future<Output = Result<Vec<u8>, Failure>> + Send,
{
    may.standing(desk)?;
    let _room = desk.files.uploads.try_acquire().map_err(|_| Failure::Busy)?;
    let content = read(AVATAR_LONGEST).await?;
    let media = MediaType::of(&content).filter(|media| media.is_image());
    let media = media.ok_or_else(|| Failure::field("/file", "picture_type"))?;
    let picture = small_picture(desk, media, content).await?;
    let address = format!("data:image/jpeg;base64,{}", STANDARD.encode(picture));
    change(desk, may, RegisterField::Avatar, &address).await.map_err(at_the_file)
}

/// What was found of the value was found of the file.
fn at_the_file(failure: Failure) -> Failure {
    match failure {
        Failure::Refused(Refusal::Fields(faults)) => {
            let there = |fault| FieldFault { pointer: "/file".to_owned(), ..fault };
            Failure::Refused(Refusal::Fields(faults.into_iter().map(there).collect()))
        }
        other => other,
    }
}
