//! AES in CBC mode with PKCS#7 padding to any block, since WeChat pads messages to 32 bytes.

use cbc::cipher::array::Array;
use cbc::cipher::consts::U16;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, BlockSizeUser};

/// Pads to a multiple of `block` bytes (16 or 32) and encrypts in place.
pub(crate) fn seal<M>(mut mode: M, mut plain: Vec<u8>, block: u8) -> Vec<u8>
where
    M: BlockModeEncrypt + BlockSizeUser<BlockSize = U16>,
{
    let size = usize::from(block);
    let pad = size - plain.len() % size;
    plain.resize(plain.len() + pad, u8::try_from(pad).unwrap_or(block));
    let (blocks, _) = Array::slice_as_chunks_mut(&mut plain);
    mode.encrypt_blocks(blocks);
    plain
}

/// Decrypts in place and takes the padding off; `None` when length or padding is wrong.
pub(crate) fn open<M>(mut mode: M, mut sealed: Vec<u8>, block: u8) -> Option<Vec<u8>>
where
    M: BlockModeDecrypt + BlockSizeUser<BlockSize = U16>,
{
    let (blocks, rest) = Array::slice_as_chunks_mut(&mut sealed);
    if !rest.is_empty() {
        return None;
    }
    mode.decrypt_blocks(blocks);
    let pad = *sealed.last()?;
    let keep = sealed.len().checked_sub(usize::from(pad))?;
    let padded = (1..=block).contains(&pad) && sealed.iter().skip(keep).all(|byte| *byte == pad);
    sealed.truncate(keep);
    padded.then_some(sealed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use aes::Aes128;
    use cbc::cipher::KeyIvInit;
    use proptest::prelude::*;

    fn seal_with(plain: &[u8], block: u8) -> Vec<u8> {
        seal(cbc::Encryptor::<Aes128>::new(&[1; 16].into(), &[2; 16].into()), plain.to_vec(), block)
    }

    fn open_with(sealed: &[u8], block: u8) -> Option<Vec<u8>> {
        open(cbc::Decryptor::<Aes128>::new(&[1; 16].into(), &[2; 16].into()), sealed.to_vec(), block)
    }

    #[test]
    fn the_block_decides_the_length() {
        assert_eq!(seal_with(&[0; 16], 16).len(), 32);
        assert_eq!(seal_with(&[0; 16], 32).len(), 32);
        assert_eq!(seal_with(&[0; 32], 32).len(), 64);
    }

    #[test]
    fn a_padding_longer_than_the_block_is_refused() {
        let sealed = seal_with(b"x", 32);
        assert_eq!(open_with(&sealed, 16), None);
        assert_eq!(open_with(&sealed, 32).as_deref(), Some(&b"x"[..]));
        assert_eq!(open_with(&[], 32), None);
        assert_eq!(open_with(&sealed[..31], 32), None);
    }

    proptest! {
        #[test]
        fn any_bytes_go_round(plain: Vec<u8>) {
            for block in [16, 32] {
                prop_assert_eq!(open_with(&seal_with(&plain, block), block), Some(plain.clone()));
            }
        }

        #[test]
        fn any_ciphertext_is_answered(sealed: Vec<u8>) {
            let _ = open_with(&sealed, 32);
        }
    }
}
