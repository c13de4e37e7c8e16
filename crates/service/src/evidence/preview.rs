//! Images are decoded within limits and off the async threads.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat, ImageReader, Limits, RgbImage};
use vermilion_model::MediaType;

use super::watermark::watermark;
use crate::{Desk, Failure};

/// Widest and highest image that is taken, in pixels.
const SIDE_MAX: u32 = 12_000;
/// What decoding one may take of memory, in bytes.
const MEMORY_MAX: u64 = 256 * 1024 * 1024;
/// Widest and highest preview, in pixels.
const PREVIEW_SIDE: u32 = 1_600;
/// Side of a small picture, in pixels, and its quality of a hundred.
const SMALL_SIDE: u32 = 132;
const SMALL_QUALITY: u8 = 86;

/// Gives the file back once it was decoded: what only begins like an image is refused.
pub(super) async fn looks_sound(desk: &Desk, media: MediaType, content: Vec<u8>) -> Result<Vec<u8>, Failure> {
    let _turn = desk.files.previews.acquire().await.map_err(Failure::broken)?;
    let work = move || decode(media, &content).map(|_| content).map_err(|_| ());
    let decoded = tokio::task::spawn_blocking(work).await.map_err(Failure::broken)?;
    decoded.map_err(|()| Failure::field("/file", "file_unreadable"))
}

/// The image, made small enough to look at, with a text all over it, as PNG.
pub(super) async fn watermarked(
    desk: &Desk,
    media: MediaType,
    content: Vec<u8>,
    text: String,
) -> Result<Vec<u8>, Failure> {
    let _turn = desk.files.previews.acquire().await.map_err(Failure::broken)?;
    let drawn = tokio::task::spawn_blocking(move || draw(media, &content, &text)).await;
    drawn.map_err(Failure::broken)?.map_err(Failure::broken)
}

/// The middle square of an image, small, as JPEG: a few KiB.
pub(crate) async fn small_picture(
    desk: &Desk,
    media: MediaType,
    content: Vec<u8>,
) -> Result<Vec<u8>, Failure> {
    let _turn = desk.files.previews.acquire().await.map_err(Failure::broken)?;
    let work = move || draw_small(media, &content).map_err(|_| ());
    let drawn = tokio::task::spawn_blocking(work).await.map_err(Failure::broken)?;
    drawn.map_err(|()| Failure::field("/file", "file_unreadable"))
}

fn draw_small(media: MediaType, content: &[u8]) -> image::ImageResult<Vec<u8>> {
    let small = decode(media, content)?.resize_to_fill(SMALL_SIDE, SMALL_SIDE, FilterType::Triangle);
    let mut paper = RgbImage::from_pixel(SMALL_SIDE, SMALL_SIDE, image::Rgb([0xff; 3]));
    // What is seen through is white: JPEG knows no transparency.
    for (on, pixel) in paper.pixels_mut().zip(small.into_rgba8().pixels()) {
        let [red, green, blue, alpha] = pixel.0;
        let over = |ink: u8| {
            let (ink, alpha) = (u16::from(ink), u16::from(alpha));
            u8::try_from((ink * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        on.0 = [over(red), over(green), over(blue)];
    }
    let mut jpeg = Vec::new();
    paper.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, SMALL_QUALITY))?;
    Ok(jpeg)
}

fn draw(media: MediaType, content: &[u8], text: &str) -> image::ImageResult<Vec<u8>> {
    let decoded = decode(media, content)?;
    let small = if decoded.width().max(decoded.height()) > PREVIEW_SIDE {
        decoded.thumbnail(PREVIEW_SIDE, PREVIEW_SIDE)
    } else {
        decoded
    };
    let mut pixels = small.into_rgba8();
    watermark(&mut pixels, text);
    let mut png = Cursor::new(Vec::new());
    DynamicImage::ImageRgba8(pixels).write_to(&mut png, ImageFormat::Png)?;
    Ok(png.into_inner())
}

fn decode(media: MediaType, content: &[u8]) -> image::ImageResult<DynamicImage> {
    let format = match media {
        MediaType::Jpeg => ImageFormat::Jpeg,
        MediaType::Webp => ImageFormat::WebP,
        MediaType::Png | MediaType::Pdf => ImageFormat::Png,
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(MEMORY_MAX);
    let mut reader = ImageReader::with_format(Cursor::new(content), format);
    reader.limits(limits);
    reader.decode()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(width, height).write_to(&mut out, ImageFormat::Png).unwrap();
        out.into_inner()
    }

    #[test]
    fn a_preview_is_small_and_differs_by_who_looks() {
        let original = png(2_000, 900);
        let [lin, gu] = ["林知远", "顾南乔"].map(|name| draw(MediaType::Png, &original, name).unwrap());
        assert_ne!(lin, gu);
        let preview = decode(MediaType::Png, &lin).unwrap();
        assert_eq!((preview.width(), preview.height()), (1_600, 720));
        assert!(preview.into_rgb8().pixels().any(|pixel| pixel.0 != [0, 0, 0]), "nothing was drawn");
    }

    #[test]
    fn a_small_picture_is_square_and_white_where_one_sees_through() {
        let small = draw_small(MediaType::Png, &png(900, 300)).unwrap();
        let small = decode(MediaType::Jpeg, &small).unwrap();
        assert_eq!((small.width(), small.height()), (SMALL_SIDE, SMALL_SIDE));
        let mut clear = Cursor::new(Vec::new());
        DynamicImage::new_rgba8(40, 40).write_to(&mut clear, ImageFormat::Png).unwrap();
        let white = decode(MediaType::Jpeg, &draw_small(MediaType::Png, clear.get_ref()).unwrap()).unwrap();
        assert!(white.into_rgb8().pixels().all(|pixel| pixel.0.iter().all(|ink| *ink > 250)));
        assert!(draw_small(MediaType::Jpeg, &png(8, 8)).is_err(), "it is what its content says");
    }

    #[test]
    fn what_is_too_large_or_broken_is_not_decoded() {
        assert!(decode(MediaType::Png, &png(SIDE_MAX + 1, 1)).is_err());
        let mut broken = png(64, 64);
        broken.truncate(40);
        assert!(decode(MediaType::Png, &broken).is_err());
        assert!(decode(MediaType::Jpeg, &png(8, 8)).is_err(), "it is what its content says");
    }
}
