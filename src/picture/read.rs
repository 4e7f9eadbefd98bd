//! Tells what a picture file is and reads it.

use super::coding::Inks;
use super::exif::Turn;
use super::png::PngFile;
use super::{
    Art, Footprint, Kind, MAX_PIXELS, MAX_SIDE, Picture, PictureError, PictureWarning, Raster,
    Shape, VectorArt, jpeg, page_art, png, press, svg,
};
use crate::colour::Profile;
use crate::fonts::Shapes;
use crate::measure::{Length, Point, Size};

/// Reads a picture file and makes it ready for the press of `profile`. Its kind is told from its
/// content, never from its name.
pub fn read(bytes: Vec<u8>, profile: &Profile) -> Result<Picture, PictureError> {
    read_for(bytes, profile, Shapes::default())
}

/// [`read`] for a page whose language has these shapes: a drawing's text has them, too.
pub fn read_for(
    bytes: Vec<u8>,
    profile: &Profile,
    shapes: Shapes,
) -> Result<Picture, PictureError> {
    match kind_of(&bytes)? {
        Kind::Jpeg => press::prepare(jpeg::read(bytes)?, profile).map(Photograph::into_picture),
        Kind::Png => press::prepare(png::read(&bytes)?, profile).map(Photograph::into_picture),
        Kind::Svg => svg::read(&bytes, profile, shapes),
        Kind::Pdf => page_art::read_page(&bytes, 1),
    }
}

/// Measures a picture file, or a page of a PDF: what make-up has to know. No colour is looked at.
pub fn measure(bytes: &[u8], page: Option<u32>) -> Result<Footprint, PictureError> {
    let plain = |size| Footprint { size, ..Footprint::default() };
    match (kind_of(bytes)?, page) {
        (Kind::Pdf, page) => {
            page_art::read_page(bytes, page.unwrap_or(1)).map(|picture| picture.footprint())
        }
        (other, Some(_)) => Err(PictureError::NotPaged(other)),
        (Kind::Jpeg, None) => jpeg::read(bytes.to_vec()).map(|photo| plain(photo.size())),
        (Kind::Png, None) => png::read(bytes).map(|photo| plain(photo.size())),
        (Kind::Svg, None) => svg::measure(bytes).map(plain),
    }
}

/// Reads a page of a PDF file, counted from 1.
pub fn read_page(bytes: &[u8], page: u32) -> Result<Picture, PictureError> {
    match kind_of(bytes)? {
        Kind::Pdf => page_art::read_page(bytes, page),
        other => Err(PictureError::NotPaged(other)),
    }
}

/// A raster file: its pixels, and how they are meant to be shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Photograph<'a> {
    /// Without data until it is ready for the press.
    pub raster: Raster,
    pub pixels: Pixels<'a>,
    pub density: Option<Density>,
    pub turn: Turn,
    /// The profile in the file.
    pub icc: Option<Vec<u8>>,
    /// Of JPEG: how its four components stand for inks.
    pub inks: Inks,
    /// Of JPEG: how finely it is coded, as libraries count it, 1 to 100.
    pub quality: u8,
    pub warnings: Vec<PictureWarning>,
}

/// The pixels as they are in the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Pixels<'a> {
    /// `inverted`: the values of CMYK are complements.
    Jpeg {
        bytes: Vec<u8>,
        inverted: bool,
    },
    Png(PngFile<'a>),
    /// The raster has what is printed of them.
    Ready,
}

/// A resolution: so many pixels in this length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Density {
    pixels: u32,
    along: Length,
}

impl Density {
    /// None for values that no picture has, 5 to 50 000 an inch being the lot: programs write
    /// 0 and 1 for "not known".
    pub fn new(pixels: u32, along: Length) -> Option<Density> {
        let inches = i128::from(pixels) * i128::from(Length::INCH.units());
        let along_inch = i128::from(along.units());
        (along_inch > 0 && (5 * along_inch..=50_000 * along_inch).contains(&inches))
            .then_some(Density { pixels, along })
    }

    /// How long so many pixels are.
    fn of(self, pixels: u32) -> Length {
        self.along.scale(i64::from(pixels), i64::from(self.pixels))
    }
}

impl Photograph<'_> {
    /// As it is to be seen.
    fn size(&self) -> Size {
        let density = self.density.unwrap_or(Density { pixels: 72, along: Length::INCH });
        let (width, height) = (density.of(self.raster.width), density.of(self.raster.height));
        match self.turn.is_sideways() {
            true => Size { width: height, height: width },
            false => Size { width, height },
        }
    }

    fn into_picture(self) -> Picture {
        let size = self.size();
        let art = match self.turn {
            Turn::Upright => Art::Raster(self.raster),
            turn => Art::Vector(VectorArt {
                shapes: vec![turned(turn, size)],
                rasters: vec![self.raster],
            }),
        };
        Picture { size, art, warnings: self.warnings }
    }
}

/// The one picture of a turned photograph, laid over `size` as it is to be seen.
fn turned(turn: Turn, Size { width, height }: Size) -> Shape {
    let at = |x, y| Point { x, y };
    let none = Length::ZERO;
    let (origin, right, down) = match turn {
        Turn::Upright => (at(none, none), at(width, none), at(none, height)),
        Turn::Mirrored => (at(width, none), at(-width, none), at(none, height)),
        Turn::Half => (at(width, height), at(-width, none), at(none, -height)),
        Turn::MirroredHalf => (at(none, height), at(width, none), at(none, -height)),
        Turn::MirroredLeft => (at(none, none), at(none, height), at(width, none)),
        Turn::Right => (at(width, none), at(none, height), at(-width, none)),
        Turn::MirroredRight => (at(width, height), at(none, -height), at(-width, none)),
        Turn::Left => (at(none, height), at(none, -height), at(width, none)),
    };
    Shape::Raster { index: 0, origin, right, down }
}

/// Refuses a size that would fill the memory.
pub(super) fn check_size(width: u32, height: u32) -> Result<(), PictureError> {
    let (width, height) = (u64::from(width), u64::from(height));
    let fits = width <= MAX_SIDE && height <= MAX_SIDE && width * height <= MAX_PIXELS;
    if fits { Ok(()) } else { Err(PictureError::TooLarge { width, height }) }
}

/// The kind of a file, from its content.
pub(super) fn kind_of(bytes: &[u8]) -> Result<Kind, PictureError> {
    if bytes.is_empty() {
        return Err(PictureError::Empty);
    }
    if bytes.starts_with(&[0xFF, 0xD8]) {
        return Ok(Kind::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        return Ok(Kind::Png);
    }
    if bytes.starts_with(b"\x89PNG") {
        let reason = "its line ends were changed on the way, as a transfer in text mode does";
        return Err(PictureError::Broken(Kind::Png, reason.to_owned()));
    }
    let head = bytes.get(..1024).unwrap_or(bytes);
    // ISO 32000-2, annex I: the header may stand anywhere in the first 1024 bytes.
    if contains(head, b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    kind_of_text(bytes).ok_or_else(|| PictureError::Unknown(other_kind(bytes)))
}

/// XML with an `svg` element near its beginning.
fn kind_of_text(bytes: &[u8]) -> Option<Kind> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    // A drawing may begin with a long comment or a document type of many entities.
    let head = text.get(..65_536).unwrap_or(text);
    let element = contains(head, b"<svg") || contains(head, b":svg");
    (text.starts_with(b"<") && element).then_some(Kind::Svg)
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

/// What else a file is that looks like something known.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    const STARTS: &[(&[u8], &str)] = &[
        (b"GIF8", "a GIF picture"),
        (b"II*\0", "a TIFF picture"),
        (b"MM\0*", "a TIFF picture"),
        (b"8BPS", "a Photoshop file"),
        (b"BM", "a BMP picture"),
        (b"%!PS", "a PostScript file"),
        (b"\xC5\xD0\xD3\xC6", "an EPS file"),
        (b"\x1F\x8B", "a compressed file (gzip)"),
        (b"PK\x03\x04", "an archive (zip)"),
        (b"\0\0\0\x0CjP  ", "a JPEG 2000 picture"),
        (b"\xFF\xFE", "a text in UTF-16"),
        (b"\xFE\xFF", "a text in UTF-16"),
        (b"<!DOCTYPE html", "a web page"),
        (b"<html", "a web page"),
    ];
    let at = |start: usize, part: &[u8]| bytes.get(start..).is_some_and(|b| b.starts_with(part));
    if at(0, b"RIFF") && at(8, b"WEBP") {
        return Some("a WebP picture");
    }
    if at(4, b"ftyp") {
        return Some(match bytes.get(8..12) {
            Some(b"avif" | b"avis") => "an AVIF picture",
            Some(b"heic" | b"heix" | b"mif1" | b"msf1") => "a HEIC picture",
            _ => "a film",
        });
    }
    STARTS.iter().find(|(start, _)| at(0, start)).map(|&(_, what)| what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_from_the_content() {
        let webp = b"RIFF\x10\0\0\0WEBPVP8 ";
        let heic = b"\0\0\0\x18ftypheic";
        for (bytes, expected) in [
            (&b"\xFF\xD8\xFF\xE0"[..], Ok(Kind::Jpeg)),
            (b"\x89PNG\r\n\x1A\n....", Ok(Kind::Png)),
            (b"<svg xmlns='x'/>", Ok(Kind::Svg)),
            (b"\xEF\xBB\xBF\n<?xml version='1.0'?>\n<!-- a --><s:svg/>", Ok(Kind::Svg)),
            (b"", Err(PictureError::Empty)),
            (b"\n%PDF-1.7", Ok(Kind::Pdf)),
            (webp, Err(PictureError::Unknown(Some("a WebP picture")))),
            (heic, Err(PictureError::Unknown(Some("a HEIC picture")))),
            (b"GIF89a", Err(PictureError::Unknown(Some("a GIF picture")))),
            (b"<html><svg", Ok(Kind::Svg)),
            (b"<html>", Err(PictureError::Unknown(Some("a web page")))),
            (b"caption", Err(PictureError::Unknown(None))),
        ] {
            assert_eq!(kind_of(bytes), expected, "{}", bytes.escape_ascii());
        }
        assert!(matches!(kind_of(b"\x89PNG\n\x1A\n"), Err(PictureError::Broken(Kind::Png, _))));
    }

    #[test]
    fn a_picture_is_measured_as_it_is_read() {
        const FILES: &[&[u8]] = &[
            include_bytes!("../../examples/harbour/port.jpg"),
            include_bytes!("../../examples/harbour/map.svg"),
            include_bytes!("../../tests/data/art/plain.pdf"),
        ];
        for &bytes in FILES {
            let read = read(bytes.to_vec(), &Profile::newsprint()).expect("a good file");
            assert_eq!(measure(bytes, None), Ok(read.footprint()));
        }
        assert_eq!(measure(FILES[0], Some(1)), Err(PictureError::NotPaged(Kind::Jpeg)));
        assert_eq!(measure(FILES[2], Some(1)), measure(FILES[2], None));
    }

    #[test]
    fn nonsense_resolutions_are_not_believed() {
        assert_eq!(Density::new(0, Length::INCH), None);
        assert_eq!(Density::new(1, Length::INCH), None);
        assert_eq!(Density::new(300, Length::ZERO), None);
        assert_eq!(Density::new(u32::MAX, Length::INCH), None);
        let density = Density::new(300, Length::INCH).expect("sound");
        assert_eq!(density.of(600), Length::INCH * 2);
    }

    #[test]
    fn sizes_have_a_limit() {
        assert_eq!(check_size(10_000, 10_000), Ok(()));
        assert!(check_size(20_001, 1).is_err());
        assert!(check_size(10_001, 10_000).is_err());
        assert!(check_size(u32::MAX, u32::MAX).is_err());
    }
}
