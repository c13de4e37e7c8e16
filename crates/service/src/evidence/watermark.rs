//! Letters all over an image, so that a copy says who looked.

use image::{Rgba, RgbaImage};

/// A pixel of the font is so many of the image: one where the image is no wider than a phone's screen.
const SCALE: u32 = 2;
const NARROW: u32 = 800;
/// Height of a line of letters in pixels of the font.
const LINE: u32 = 16;
/// Room between two texts in a row, and between two rows, in pixels of the font.
const GAP: (u32, u32) = (32, 40);

/// Writes the text in rows, each set off against the one above, half seen through.
pub(super) fn watermark(image: &mut RgbaImage, text: &str) {
    let glyphs: Vec<_> = text.chars().filter_map(unifont::get_glyph).collect();
    let scale = if image.width() < NARROW { 1 } else { SCALE };
    let wide: u32 = glyphs.iter().map(|glyph| width(glyph)).sum();
    if wide == 0 {
        return;
    }
    let step = (wide + GAP.0) * scale;
    let mut top = GAP.1 * scale / 4;
    let mut row = 0;
    while top < image.height() {
        let set_off = (row % 3) * step / 3;
        let mut left = i64::from(set_off) - i64::from(step);
        while left < i64::from(image.width()) {
            let mut at = left;
            for glyph in &glyphs {
                draw(image, glyph, (at, top, scale));
                at += i64::from(width(glyph) * scale);
            }
            left += i64::from(step);
        }
        top += (LINE + GAP.1) * scale;
        row += 1;
    }
}

fn width(glyph: &unifont::Glyph) -> u32 {
    u32::try_from(glyph.get_width()).unwrap_or(LINE)
}

fn draw(image: &mut RgbaImage, glyph: &unifont::Glyph, (left, top, scale): (i64, u32, u32)) {
    for y in 0..LINE * scale {
        for x in 0..width(glyph) * scale {
            let of = |n: u32| usize::try_from(n / scale).unwrap_or(usize::MAX);
            if !glyph.get_pixel(of(x), of(y)) {
                continue;
            }
            let Ok(column) = u32::try_from(left + i64::from(x)) else { continue };
            if let Some(pixel) = image.get_pixel_mut_checked(column, top + y) {
                *pixel = seen_through(*pixel);
            }
        }
    }
}

/// Light on dark and dark on light, so that it is read on either.
fn seen_through(Rgba([r, g, b, a]): Rgba<u8>) -> Rgba<u8> {
    let light = u16::from(r) + u16::from(g) + u16::from(b) > 3 * 128;
    let ink: u16 = if light { 0 } else { 255 };
    let mix = |channel: u8| u8::try_from((u16::from(channel) * 5 + ink * 3) / 8).unwrap_or(channel);
    Rgba([mix(r), mix(g), mix(b), a.max(96)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_in_every_part_of_the_image() {
        let mut image = RgbaImage::from_pixel(600, 400, Rgba([255, 255, 255, 255]));
        watermark(&mut image, "沈清和 reviewer@zhupi.example");
        for (left, top) in [(0, 0), (300, 0), (0, 200), (300, 200)] {
            let drawn = (0..300).any(|x| (0..200).any(|y| image.get_pixel(left + x, top + y).0[0] < 200));
            assert!(drawn, "nothing at {left}, {top}");
        }
    }

    #[test]
    fn letters_that_no_font_has_leave_the_image_alone() {
        let mut image = RgbaImage::new(8, 8);
        watermark(&mut image, "");
        assert!(image.pixels().all(|pixel| pixel.0 == [0; 4]));
    }
}
