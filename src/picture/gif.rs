//! GIF: its first picture, on the whole of its screen.

use std::io::Cursor;

use gif::{ColorOutput, DecodeOptions, DecodingError, MemoryLimit};

use super::read::{Photograph, check_size};
use super::rows::{Samples, Source};
use super::{ColourModel, Feature, Kind, PictureError, PictureWarning};

/// A picture's place on the screen, in pixels.
struct Place {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
}

pub(super) fn read(bytes: &[u8]) -> Result<Photograph<'static>, PictureError> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    options.set_memory_limit(MemoryLimit::Unlimited);
    let mut decoder = options.read_info(Cursor::new(bytes)).map_err(failed)?;
    let (width, height) = (u32::from(decoder.width()), u32::from(decoder.height()));
    check_size(width, height)?;
    if width == 0 || height == 0 {
        return Err(broken("it has no pixels"));
    }
    let frame = decoder.next_frame_info().map_err(failed)?;
    let frame = frame.ok_or_else(|| broken("it holds no picture"))?;
    let place = Place {
        left: frame.left.into(),
        top: frame.top.into(),
        width: frame.width.into(),
        height: frame.height.into(),
    };
    check_size(frame.width.into(), frame.height.into())?;
    let clear = frame.transparent.map(usize::from);
    let mut indices = vec![0; place.width * place.height];
    decoder.read_into_buffer(&mut indices).map_err(failed)?;
    let colours = palette(decoder.palette().map_err(failed)?, clear);
    let icc = decoder.icc_profile().map(<[u8]>::to_vec);
    let more = matches!(decoder.next_frame_info(), Ok(Some(_)));
    let warnings = more.then_some(PictureWarning { feature: Feature::More, count: 1 });
    let samples = Samples {
        width,
        height,
        model: ColourModel::Rgb,
        has_coverage: true,
        source: Source::Held(on_screen(&indices, &colours, &place, (width, height))),
    };
    let warnings = warnings.into_iter().collect();
    Ok(Photograph { icc, warnings, ..Photograph::of_samples(samples) })
}

/// Colours with their coverage; a number without one is black.
fn palette(colours: &[u8], clear: Option<usize>) -> Vec<[u8; 4]> {
    let mut all = vec![[0, 0, 0, 255]; 256];
    for (place, colour) in all.iter_mut().zip(colours.chunks_exact(3)) {
        place[..3].copy_from_slice(colour);
    }
    if let Some(place) = clear.and_then(|clear| all.get_mut(clear)) {
        *place = [0; 4];
    }
    all
}

/// The screen, clear where the picture is not.
fn on_screen(
    indices: &[u8],
    colours: &[[u8; 4]],
    place: &Place,
    (width, height): (u32, u32),
) -> Vec<u8> {
    let width = width as usize;
    let mut samples = vec![0; width * height as usize * 4];
    let lines = samples.chunks_exact_mut(width * 4).skip(place.top);
    for (line, indices) in lines.zip(indices.chunks_exact(place.width.max(1))) {
        let pixels = line.chunks_exact_mut(4).skip(place.left);
        for (pixel, &index) in pixels.zip(indices) {
            if let Some(colour) = colours.get(usize::from(index)) {
                pixel.copy_from_slice(colour);
            }
        }
    }
    samples
}

fn failed(error: DecodingError) -> PictureError {
    match error {
        DecodingError::Io(_) => broken("its data breaks off"),
        other => broken(&other.to_string()),
    }
}

fn broken(reason: &str) -> PictureError {
    PictureError::Broken(Kind::Gif, reason.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::read::Pixels;

    fn file(frames: &[gif::Frame<'_>]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder =
            gif::Encoder::new(&mut bytes, 2, 2, &[255, 0, 0, 0, 0, 255]).expect("a file");
        frames.iter().for_each(|frame| encoder.write_frame(frame).expect("a picture"));
        drop(encoder);
        bytes
    }

    #[test]
    fn the_first_picture_stands_on_its_screen() {
        let frame = |left, indices: Vec<u8>, transparent| gif::Frame {
            left,
            top: 1,
            width: indices.len() as u16,
            height: 1,
            buffer: indices.into(),
            transparent,
            ..gif::Frame::default()
        };
        let bytes = file(&[frame(1, vec![1], None), frame(0, vec![0], None)]);
        let photo = read(&bytes).expect("a picture");
        let Pixels::Samples(Samples { source: Source::Held(held), .. }) = photo.pixels else {
            panic!("samples")
        };
        assert_eq!(held, [[0; 12].as_slice(), &[0, 0, 255, 255]].concat());
        let clear = read(&file(&[frame(0, vec![0, 1], Some(0))])).expect("a picture");
        let Pixels::Samples(Samples { source: Source::Held(held), .. }) = clear.pixels else {
            panic!("samples")
        };
        assert_eq!(held[8..], [0, 0, 0, 0, 0, 0, 255, 255]);
        for end in 0..bytes.len() - 1 {
            let _ = read(&bytes[..end]);
        }
    }
}
