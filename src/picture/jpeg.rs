//! JPEG: the headers are read and the file is walked to its end; the data is decoded elsewhere.
//!
//! ITU-T T.81, annex B: a file is a row of segments, each a marker with a length, and after
//! every start-of-scan segment the coded data, in which 0xFF is followed by 0 or by a restart
//! marker. A file that lacks its end marker was cut off.

use super::coding::Inks;
use super::exif;
use super::read::{Density, Photograph, Pixels, check_size};
use super::{ColourModel, InkFacts, Kind, PictureError, Raster, RasterData};
use crate::measure::Length;

/// The start-of-frame segment.
struct Frame {
    width: u32,
    height: u32,
    /// The components' names.
    components: Vec<u8>,
    /// The numbers of their tables of steps.
    tables: Vec<u8>,
    /// Its coefficients come in several scans.
    progressive: bool,
}

/// What the segments before the end say.
#[derive(Default)]
struct Headers {
    frame: Option<Frame>,
    has_jfif: bool,
    /// The colour transform of Adobe's segment.
    adobe: Option<u8>,
    density: Option<Density>,
    camera: exif::Exif,
    /// The profile's pieces, each with its number, and how many there are.
    icc: Vec<(u8, u8, Vec<u8>)>,
    /// The sum of the first table's steps.
    coarseness: Option<u32>,
    has_scan: bool,
    /// Tables of steps and of codes that were given so far, a bit a number.
    steps: u8,
    codes: [u8; 2],
}

pub(super) fn read(mut bytes: Vec<u8>) -> Result<Photograph<'static>, PictureError> {
    let (headers, end) = walk(&bytes)?;
    let frame = headers.frame.ok_or_else(|| broken("it has no frame header"))?;
    if !headers.has_scan {
        return Err(broken("it has headers but no picture data"));
    }
    check_size(frame.width, frame.height)?;
    let model = match frame.components.len() {
        1 => ColourModel::Grey,
        3 => ColourModel::Rgb,
        _ => ColourModel::Cmyk,
    };
    // A PDF reader takes three components without Adobe's segment for YCbCr.
    if frame.components == *b"RGB" && headers.adobe.is_none() && !headers.has_jfif {
        return Err(unsupported("its colours are plain RGB without a mark that says so"));
    }
    // What follows the end marker (a camera's second, larger or smaller picture) is not drawn.
    bytes.truncate(end);
    // Photoshop writes the complements of the inks, and marks its files; others follow it.
    let inverted = model == ColourModel::Cmyk && headers.adobe.is_some();
    let data = RasterData::default();
    let (width, height) = (frame.width, frame.height);
    let raster = Raster { width, height, model, data, mask: None, ink: InkFacts::default() };
    let inks = match headers.adobe {
        Some(2) => Inks::Ycck,
        Some(_) => Inks::Inverted,
        None => Inks::Plain,
    };
    let density = headers.density.or(headers.camera.density);
    Ok(Photograph {
        raster,
        pixels: Pixels::Jpeg { bytes, inverted },
        density,
        turn: headers.camera.turn,
        icc: joined(headers.icc),
        inks,
        quality: headers.coarseness.map_or(USUAL_QUALITY, quality),
        warnings: Vec::new(),
    })
}

fn broken(reason: &str) -> PictureError {
    PictureError::Broken(Kind::Jpeg, reason.to_owned())
}

fn unsupported(reason: &str) -> PictureError {
    PictureError::Unsupported(Kind::Jpeg, reason.to_owned())
}

fn cut_off(bytes: &[u8]) -> PictureError {
    broken(&format!("it breaks off after {} bytes, before its end mark", bytes.len()))
}

/// Goes through the segments; also gives the place after the end marker.
fn walk(bytes: &[u8]) -> Result<(Headers, usize), PictureError> {
    let mut headers = Headers::default();
    let mut at = 2;
    loop {
        let marker = next_marker(bytes, &mut at)?;
        match marker {
            0xD9 => return Ok((headers, at)),
            0x01 | 0xD0..=0xD7 => continue,
            0xD8 => return Err(broken(&format!("a second picture begins at byte {}", at - 2))),
            _ => {}
        }
        let length = bytes.get(at..).and_then(|rest| rest.first_chunk::<2>());
        let length = usize::from(u16::from_be_bytes(*length.ok_or_else(|| cut_off(bytes))?));
        if length < 2 {
            return Err(broken(&format!("the segment at byte {} has no length", at - 2)));
        }
        let content = bytes.get(at + 2..at + length).ok_or_else(|| cut_off(bytes))?;
        at += length;
        segment(marker, content, &mut headers)?;
        if marker == 0xDA {
            skip_scan(bytes, &mut at);
        }
    }
}

/// The marker at `at`, which moves behind it. Any number of 0xFF may stand before one.
fn next_marker(bytes: &[u8], at: &mut usize) -> Result<u8, PictureError> {
    let start = *at;
    while bytes.get(*at) == Some(&0xFF) {
        *at += 1;
    }
    let marker = *bytes.get(*at).ok_or_else(|| cut_off(bytes))?;
    if *at == start || marker == 0 {
        return Err(broken(&format!("there should be a marker at byte {start}")));
    }
    *at += 1;
    Ok(marker)
}

/// Moves `at` over coded data to the next marker that is none of the data's own.
fn skip_scan(bytes: &[u8], at: &mut usize) {
    while let Some(rest) = bytes.get(*at..) {
        let Some(found) = rest.iter().position(|&byte| byte == 0xFF) else { break };
        match rest.get(found + 1) {
            Some(0 | 0xD0..=0xD7) => *at += found + 2,
            Some(0xFF) => *at += found + 1,
            Some(_) => {
                *at += found;
                return;
            }
            None => break,
        }
    }
    *at = bytes.len();
}

fn segment(marker: u8, content: &[u8], headers: &mut Headers) -> Result<(), PictureError> {
    match marker {
        0xC0..=0xC2 => {
            if headers.frame.is_some() {
                return Err(broken("it has two frame headers"));
            }
            headers.frame = Some(frame(content, marker == 0xC2)?);
        }
        0xC3 => return Err(unsupported("it is lossless JPEG")),
        0xC5..=0xC7 => return Err(unsupported("it is hierarchical JPEG")),
        0xC9..=0xCF => {
            return Err(unsupported("it uses arithmetic coding"));
        }
        0xDA if headers.frame.is_none() => {
            return Err(broken("its data begins before its frame header"));
        }
        0xDA => {
            check_tables(content, headers)?;
            headers.has_scan = true;
        }
        0xC4 => code_tables(content, &mut headers.codes),
        0xE0 => {
            if let Some(jfif) = content.strip_prefix(b"JFIF\0") {
                headers.has_jfif = true;
                headers.density = headers.density.or_else(|| jfif_density(jfif));
            }
        }
        0xE1 => {
            if let Some(found) = content.strip_prefix(b"Exif\0\0").and_then(exif::read) {
                headers.camera = found;
            }
        }
        0xE2 => {
            if let Some([number, count, piece @ ..]) = content.strip_prefix(b"ICC_PROFILE\0") {
                headers.icc.push((*number, *count, piece.to_vec()));
            }
        }
        0xDB => {
            headers.coarseness = headers.coarseness.or_else(|| coarseness(content));
            headers.steps |= step_tables(content);
        }
        0xED => headers.density = headers.density.or_else(|| photoshop_density(content)),
        0xEE => {
            // "Adobe", version, two words of flags, the transform.
            if let (true, Some(&transform)) = (content.starts_with(b"Adobe"), content.get(11)) {
                headers.adobe = Some(transform);
            }
        }
        _ => {}
    }
    Ok(())
}

/// The pieces of a profile in their order (ICC.1 B.4); none when one is missing.
fn joined(mut pieces: Vec<(u8, u8, Vec<u8>)>) -> Option<Vec<u8>> {
    pieces.sort_by_key(|(number, ..)| *number);
    let count = pieces.len();
    let numbered = pieces.iter().enumerate();
    let whole = numbered.fold(count > 0, |whole, (at, (number, of, _))| {
        whole && usize::from(*number) == at + 1 && usize::from(*of) == count
    });
    whole.then(|| pieces.into_iter().flat_map(|(.., piece)| piece).collect())
}

/// The sum of a table's 64 steps, where it is the first, of luminance (T.81 B.2.4.1).
fn coarseness(content: &[u8]) -> Option<u32> {
    match content {
        [0x00, steps @ ..] => {
            let steps = steps.get(..64)?;
            Some(steps.iter().map(|&step| u32::from(step)).sum())
        }
        _ => None,
    }
}

/// What is used for a file that does not show how finely it is coded.
const USUAL_QUALITY: u8 = 85;

/// The quality, as libraries count it, whose table is about as coarse: T.81's own table, whose
/// steps add up to 3688, is quality 50. Below 75 the blocks would show in ink as well; above 85
/// newsprint shows no difference, and the four inks would take a third more room than now.
fn quality(coarseness: u32) -> u8 {
    let of_usual = coarseness * 100 / 3688;
    let quality = if of_usual > 100 { 5000 / of_usual } else { 100 - of_usual / 2 };
    quality.clamp(75, 85) as u8
}

/// T.81 B.2.2.
fn frame(content: &[u8], progressive: bool) -> Result<Frame, PictureError> {
    let [precision, h1, h0, w1, w0, count, rest @ ..] = content else {
        return Err(broken("its frame header is too short"));
    };
    if *precision != 8 {
        return Err(unsupported(&format!("it has {precision} bits a component instead of 8")));
    }
    let width = u32::from(u16::from_be_bytes([*w1, *w0]));
    let height = u32::from(u16::from_be_bytes([*h1, *h0]));
    if height == 0 && width != 0 {
        return Err(unsupported("its height is given only after its data"));
    }
    if width == 0 || height == 0 {
        return Err(broken("its width or height is nought"));
    }
    let components: Vec<u8> = rest.chunks_exact(3).map(|part| part[0]).collect();
    if components.len() != usize::from(*count) {
        return Err(broken("its frame header is too short"));
    }
    if !matches!(count, 1 | 3 | 4) {
        return Err(unsupported(&format!("it has {count} colour components")));
    }
    let tables = rest.chunks_exact(3).map(|part| part[2]).collect();
    Ok(Frame { width, height, components, tables, progressive })
}

/// Which tables of steps a segment holds, a bit a number (T.81 B.2.4.1).
fn step_tables(mut content: &[u8]) -> u8 {
    let mut found = 0;
    while let [name, rest @ ..] = content {
        let length = if name >> 4 == 0 { 64 } else { 128 };
        let Some(after) = rest.get(length..) else { break };
        found |= 1u8.checked_shl((name & 15).into()).unwrap_or(0);
        content = after;
    }
    found
}

/// Adds the tables of codes that a segment holds (T.81 B.2.4.2): of steady parts, of details.
fn code_tables(mut content: &[u8], found: &mut [u8; 2]) {
    while let [name, rest @ ..] = content {
        let Some(counts) = rest.first_chunk::<16>() else { break };
        let length = 16 + counts.iter().map(|&count| usize::from(count)).sum::<usize>();
        let Some(after) = rest.get(length..) else { break };
        if let Some(kind) = found.get_mut(usize::from(name >> 4)) {
            *kind |= 1u8.checked_shl((name & 15).into()).unwrap_or(0);
        }
        content = after;
    }
}

/// Whether all tables are there that a scan needs (T.81 B.2.3): without them no reader can tell
/// what its data mean, and each shows something else.
fn check_tables(scan: &[u8], headers: &Headers) -> Result<(), PictureError> {
    let Some(frame) = &headers.frame else { return Ok(()) };
    let has = |tables: u8, number: u8| tables >> (number & 7) & 1 == 1;
    if let Some(number) = frame.tables.iter().find(|&&number| !has(headers.steps, number)) {
        return Err(broken(&format!("it lacks its quantisation table {number}")));
    }
    let [count, rest @ ..] = scan else { return Err(broken("its scan header is too short")) };
    let parts = rest.get(..usize::from(*count) * 2);
    let from = rest.get(usize::from(*count) * 2..).and_then(|rest| rest.first_chunk::<3>());
    let (Some(parts), Some([first, _, bits])) = (parts, from) else {
        return Err(broken("its scan header is too short"));
    };
    let steady = !frame.progressive || (*first == 0 && bits >> 4 == 0);
    let details = !frame.progressive || *first > 0;
    for part in parts.chunks_exact(2) {
        let (one, other) = (part[1] >> 4, part[1] & 15);
        let [of_steady, of_details] = headers.codes;
        if (steady && !has(of_steady, one)) || (details && !has(of_details, other)) {
            return Err(broken("it lacks a Huffman table that its data need"));
        }
    }
    Ok(())
}

/// JFIF 1.02: version, unit, horizontal and vertical density.
fn jfif_density(jfif: &[u8]) -> Option<Density> {
    let [_, _, unit, x1, x0, ..] = jfif else { return None };
    let along = match unit {
        1 => Length::INCH,
        2 => Length::MM * 10,
        _ => return None,
    };
    Density::new(u32::from(u16::from_be_bytes([*x1, *x0])), along)
}

/// Photoshop's image resource 0x03ED: pixels an inch as a number of 16.16 bits.
fn photoshop_density(content: &[u8]) -> Option<Density> {
    let mut rest = content.strip_prefix(b"Photoshop 3.0\0")?;
    while let Some(resource) = rest.strip_prefix(b"8BIM") {
        let id = u16::from_be_bytes(*resource.first_chunk()?);
        // A name with its length, padded to an even number of bytes.
        let name = usize::from(*resource.get(2)?) | 1;
        let sized = resource.get(2 + name + 1..)?;
        let size = u32::from_be_bytes(*sized.first_chunk()?) as usize;
        let data = sized.get(4..)?.get(..size)?;
        if id == 0x03ED {
            let pixels = u32::from_be_bytes(*data.first_chunk()?);
            return Density::new(pixels, Length::INCH * 65_536);
        }
        rest = sized.get(4 + size + size % 2..)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::exif::Turn;
    use super::*;

    const RGB: &[u8] = include_bytes!("../../tests/data/pictures/rgb.jpg");
    const PROGRESSIVE: &[u8] = include_bytes!("../../tests/data/pictures/progressive.jpg");
    const TURNED: &[u8] = include_bytes!("../../tests/data/pictures/turned.jpg");
    const GREY: &[u8] = include_bytes!("../../tests/data/pictures/grey.jpg");
    const CMYK: &[u8] = include_bytes!("../../tests/data/pictures/cmyk.jpg");

    #[test]
    fn headers_say_size_colours_and_resolution() {
        for (bytes, model, is_inverted) in [
            (RGB, ColourModel::Rgb, false),
            (PROGRESSIVE, ColourModel::Rgb, false),
            (GREY, ColourModel::Grey, false),
            (CMYK, ColourModel::Cmyk, true),
        ] {
            let read = read(bytes.to_vec()).expect("a sound file");
            assert_eq!((read.raster.width, read.raster.height), (24, 16));
            assert_eq!(read.raster.model, model);
            let pixels = Pixels::Jpeg { bytes: bytes.to_vec(), inverted: is_inverted };
            assert_eq!(read.pixels, pixels);
        }
        let read = read(RGB.to_vec()).expect("a sound file");
        assert_eq!(read.density, Density::new(300, Length::INCH));
    }

    #[test]
    fn cmyk_without_the_mark_of_adobe_is_not_inverted() {
        let mut bytes = CMYK.to_vec();
        let at = bytes.windows(5).position(|part| part == b"Adobe").expect("marked");
        bytes[at..at + 5].copy_from_slice(b"Other");
        let read = read(bytes).expect("a sound file");
        assert!(matches!(read.pixels, Pixels::Jpeg { inverted: false, .. }));
    }

    #[test]
    fn the_camera_says_how_it_was_held() {
        assert_eq!(read(TURNED.to_vec()).map(|read| read.turn), Ok(Turn::Right));
        assert_eq!(read(RGB.to_vec()).map(|read| read.turn), Ok(Turn::Upright));
    }

    #[test]
    fn what_follows_the_end_is_left_out() {
        let long = [RGB, &RGB[..100]].concat();
        let read = read(long).expect("a sound file");
        assert_eq!(read.pixels, Pixels::Jpeg { bytes: RGB.to_vec(), inverted: false });
    }

    #[test]
    fn a_file_cut_off_anywhere_is_broken() {
        for bytes in [RGB, PROGRESSIVE, CMYK] {
            for end in 2..bytes.len() {
                let found = read(bytes[..end].to_vec());
                assert!(matches!(found, Err(PictureError::Broken(..))), "{end}: {found:?}");
            }
        }
        let end = RGB.len() - 2;
        let found = read(RGB[..end].to_vec()).expect_err("cut off");
        let expected =
            format!("is a broken JPEG file: it breaks off after {end} bytes, before its end mark");
        assert_eq!(found.to_string(), expected);
    }

    /// A frame header in place of the file's own.
    fn with_frame(
        marker: u8,
        change: impl Fn(&mut [u8]),
    ) -> Result<Photograph<'static>, PictureError> {
        let mut bytes = RGB.to_vec();
        let at = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).expect("a frame");
        bytes[at + 1] = marker;
        change(&mut bytes[at + 4..]);
        read(bytes)
    }

    #[test]
    fn sorts_that_a_press_cannot_decode_are_refused() {
        let reason = |found: Result<Photograph<'static>, PictureError>| match found {
            Err(PictureError::Unsupported(_, reason)) => reason,
            other => panic!("{other:?}"),
        };
        let same = |_: &mut [u8]| {};
        assert_eq!(reason(with_frame(0xC9, same)), "it uses arithmetic coding");
        assert_eq!(reason(with_frame(0xC3, same)), "it is lossless JPEG");
        assert_eq!(reason(with_frame(0xC6, same)), "it is hierarchical JPEG");
        let twelve = with_frame(0xC1, |frame| frame[0] = 12);
        assert_eq!(reason(twelve), "it has 12 bits a component instead of 8");
        let later = with_frame(0xC0, |frame| frame[1..3].fill(0));
        assert_eq!(reason(later), "its height is given only after its data");
    }

    /// Each viewer makes something else of such data; a press stops.
    #[test]
    fn a_file_without_its_tables_is_refused() {
        for (file, marker, what) in [
            (GREY, 0xDB, "quantisation"),
            (GREY, 0xC4, "Huffman"),
            (RGB, 0xDB, "quantisation"),
            (CMYK, 0xC4, "Huffman"),
            (PROGRESSIVE, 0xC4, "Huffman"),
        ] {
            let mut bytes = file.to_vec();
            // The first table becomes a comment.
            let at = bytes.windows(2).position(|pair| pair == [0xFF, marker]).expect("a table");
            bytes[at + 1] = 0xFE;
            let found = read(bytes).expect_err("it lacks a table").to_string();
            assert!(found.contains(what), "{found}");
        }
    }

    #[test]
    fn a_size_without_end_is_refused() {
        let huge = with_frame(0xC0, |frame| frame[1..5].fill(0xFF));
        assert_eq!(huge, Err(PictureError::TooLarge { width: 65_535, height: 65_535 }));
    }

    #[test]
    fn photoshop_resolutions_are_read() {
        let mut content = b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x03abc\0".to_vec();
        content.extend(b"8BIM\x03\xED\0\0\0\0\0\x10\0\xC8\0\0\0\x01\0\x01\0\xC8\0\0\0\x01\0\x01");
        let expected = Density::new(200 * 65_536, Length::INCH * 65_536);
        assert_eq!(photoshop_density(&content), expected);
        for end in 0..content.len() {
            let _ = photoshop_density(&content[..end]);
        }
    }
}
