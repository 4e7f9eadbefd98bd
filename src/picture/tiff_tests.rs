use tiff::encoder::colortype::{CMYK8, Gray16, RGB8};
use tiff::encoder::{Compression, TiffEncoder};
use tiff::tags::Predictor;

use super::*;
use crate::picture::exif::Turn;
use crate::picture::read::Pixels;

/// All rows of a file as it is given to the press, one at a time and all at once.
fn samples_of(photo: &Photograph<'_>) -> Vec<u8> {
    let Pixels::Samples(samples) = &photo.pixels else { panic!("samples") };
    let opened = samples.open().expect("sound data");
    let all = opened.rows().and_then(|mut rows| rows.take(usize::MAX >> 8)).expect("sound data");
    let Source::Tiff(file) = &samples.source else { panic!("a TIFF file") };
    let mut rows = file.rows().expect("sound data");
    let mut one_by_one = Vec::new();
    loop {
        let row = rows.take(1).expect("sound data");
        if row.is_empty() {
            break;
        }
        one_by_one.extend(row);
    }
    assert_eq!(one_by_one, all);
    all
}

fn read_all(bytes: &[u8]) -> (ColourModel, bool, Vec<u8>) {
    let photo = read(bytes).expect("a picture");
    let Pixels::Samples(samples) = &photo.pixels else { panic!("samples") };
    (samples.model, samples.has_coverage, samples_of(&photo))
}

/// A file without compression: its entries of short numbers, whether it has tiles, and its parts.
fn file(entries: &[(u16, &[u16])], tiled: bool, parts: &[&[u8]]) -> Vec<u8> {
    let mut all: Vec<(u16, u16, Vec<u8>)> = Vec::new();
    for (tag, values) in entries {
        all.push((*tag, 3, values.iter().flat_map(|value| value.to_be_bytes()).collect()));
    }
    let (offsets, counts) = if tiled { (324, 325) } else { (273, 279) };
    let long = |values: &[usize]| -> Vec<u8> {
        values.iter().flat_map(|&value| (value as u32).to_be_bytes()).collect()
    };
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let mut at = 8;
    let places: Vec<usize> = lengths
        .iter()
        .map(|length| {
            at += length;
            at - length
        })
        .collect();
    all.push((offsets, 4, long(&places)));
    all.push((counts, 4, long(&lengths)));
    all.sort_by_key(|(tag, ..)| *tag);
    let mut bytes = b"MM\0*".to_vec();
    let directory = 8 + lengths.iter().sum::<usize>();
    bytes.extend((directory as u32).to_be_bytes());
    parts.iter().for_each(|part| bytes.extend_from_slice(part));
    bytes.extend((all.len() as u16).to_be_bytes());
    let mut behind: Vec<u8> = Vec::new();
    for (tag, kind, values) in &all {
        bytes.extend(tag.to_be_bytes());
        bytes.extend(kind.to_be_bytes());
        let size = if *kind == 3 { 2 } else { 4 };
        bytes.extend(((values.len() / size) as u32).to_be_bytes());
        if values.len() <= 4 {
            bytes.extend(values);
            bytes.extend(vec![0; 4 - values.len()]);
        } else {
            let place = directory + 2 + all.len() * 12 + 4 + behind.len();
            bytes.extend((place as u32).to_be_bytes());
            behind.extend(values);
        }
    }
    bytes.extend([0; 4]);
    bytes.extend(behind);
    bytes
}

#[test]
fn inks_sixteen_bits_and_turns_are_read() {
    let mut bytes = Vec::new();
    let encoder = TiffEncoder::new(Cursor::new(&mut bytes)).expect("a file");
    let mut encoder = encoder.with_compression(Compression::Lzw);
    let inks = [255, 0, 10, 20, 1, 2, 3, 4];
    encoder.write_image::<CMYK8>(2, 1, &inks).expect("an image");
    assert_eq!(read_all(&bytes), (ColourModel::Cmyk, false, inks.to_vec()));

    let mut bytes = Vec::new();
    let mut encoder = TiffEncoder::new(Cursor::new(&mut bytes)).expect("a file");
    let mut image = encoder.new_image::<Gray16>(2, 1).expect("an image");
    image.encoder().write_tag(Tag::Orientation, 6u16).expect("a tag");
    image.write_data(&[0x1234, 0xFFFF]).expect("data");
    assert_eq!(read(&bytes).expect("a picture").turn, Turn::Right);
    assert_eq!(read_all(&bytes), (ColourModel::Grey, false, vec![0x12, 0xFF]));
}

#[test]
fn every_compression_and_prediction_is_undone() {
    let ramp: Vec<u8> = (0..9 * 7 * 3).map(|at| (at * 5 % 256) as u8).collect();
    for compression in [
        Compression::Uncompressed,
        Compression::Lzw,
        Compression::Packbits,
        Compression::Deflate(Default::default()),
    ] {
        for predictor in [Predictor::None, Predictor::Horizontal] {
            let mut bytes = Vec::new();
            let encoder = TiffEncoder::new(Cursor::new(&mut bytes)).expect("a file");
            let mut encoder = encoder.with_compression(compression).with_predictor(predictor);
            let mut image = encoder.new_image::<RGB8>(9, 7).expect("an image");
            image.rows_per_strip(2).expect("before the data");
            image.write_data(&ramp).expect("data");
            assert_eq!(read_all(&bytes), (ColourModel::Rgb, false, ramp.clone()));
        }
    }
}

#[test]
fn planes_tiles_palettes_and_negatives_are_read() {
    let of = |meaning: u16, samples: u16, bits: u16| {
        [
            (256u16, vec![3u16]),
            (257, vec![2]),
            (258, vec![bits; samples.into()]),
            (262, vec![meaning]),
            (277, vec![samples]),
        ]
    };
    let made = |base: &[(u16, Vec<u16>)], more: &[(u16, Vec<u16>)], tiled, parts: &[&[u8]]| {
        let all: Vec<(u16, &[u16])> =
            base.iter().chain(more).map(|(tag, values)| (*tag, values.as_slice())).collect();
        read_all(&file(&all, tiled, parts))
    };
    let (grey, rgb) = (ColourModel::Grey, ColourModel::Rgb);
    let planes = made(
        &of(2, 3, 8),
        &[(284, vec![2]), (278, vec![1])],
        false,
        &[&[1, 2, 3], &[4, 5, 6], &[11, 12, 13], &[14, 15, 16], &[21, 22, 23], &[24, 25, 26]],
    );
    let pixels = vec![1, 11, 21, 2, 12, 22, 3, 13, 23, 4, 14, 24, 5, 15, 25, 6, 16, 26];
    assert_eq!(planes, (rgb, false, pixels));
    // Two tiles of two by two, the second one's second column beyond the picture.
    let tiles = made(
        &of(1, 1, 8),
        &[(322, vec![2]), (323, vec![2])],
        true,
        &[&[1, 2, 4, 5], &[3, 99, 6, 99]],
    );
    assert_eq!(tiles, (grey, false, vec![1, 2, 3, 4, 5, 6]));
    let negative = made(&of(0, 1, 1), &[], false, &[&[0b1010_0000, 0b0100_0000]]);
    assert_eq!(negative, (grey, false, vec![0, 255, 0, 255, 0, 255]));
    let colours: Vec<u16> =
        [10u16, 20, 30, 40, 11, 21, 31, 41, 12, 22, 32, 42].map(|v| v << 8).into();
    let palette = made(&of(3, 1, 2), &[(320, colours)], false, &[&[0b0001_1011, 0b1100_0000]]);
    assert_eq!(palette.2[..9], [10, 11, 12, 20, 21, 22, 30, 31, 32]);
    // Red, green, blue, and a selection that is no coverage; predicted.
    let parts: &[&[u8]] = &[&[9, 8, 7, 200, 1, 1, 1, 1, 1, 1, 1, 1], &[0; 12]];
    let selected =
        made(&of(2, 4, 8), &[(338, vec![0]), (317, vec![2]), (278, vec![1])], false, parts);
    assert_eq!(selected.2[..9], [9, 8, 7, 10, 9, 8, 11, 10, 9]);
    assert!(!selected.1);
    let faded: &[u8] = &[50, 25, 0, 128, 0, 0, 0, 0, 9, 9, 9, 255];
    let faded = made(&of(2, 4, 8), &[(338, vec![1]), (278, vec![1])], false, &[faded, &[0; 12]]);
    assert_eq!(faded.2[..8], [99, 49, 0, 128, 0, 0, 0, 0]);
}

#[test]
fn files_of_other_programs_are_read() {
    const FAX: &[u8] = include_bytes!("../../tests/data/pictures/fax.tif");
    const JPEG: &[u8] = include_bytes!("../../tests/data/pictures/jpeg.tif");
    const PACKED: &[u8] = include_bytes!("../../tests/data/pictures/packbits.tif");
    const INKS: &[u8] = include_bytes!("../../tests/data/pictures/lzw-cmyk.tif");
    let (model, _, fax) = read_all(FAX);
    assert_eq!((model, fax[0], fax[15]), (ColourModel::Grey, 0, 255));
    let (_, _, jpeg) = read_all(JPEG);
    for (part, wanted) in jpeg[..3].iter().zip([200u8, 30, 30]) {
        assert!(part.abs_diff(wanted) < 12, "{:?}", &jpeg[..3]);
    }
    let (model, _, packed) = read_all(PACKED);
    assert_eq!((model, packed.len()), (ColourModel::Rgb, 16 * 16 * 3));
    assert_eq!((&packed[..3], &packed[45..48]), (&[200, 30, 30][..], &[30, 30, 200][..]));
    let photo = read(INKS).expect("a picture");
    assert_eq!(samples_of(&photo)[..4], [250, 240, 230, 200]);
    assert!(photo.density.is_some() && photo.warnings.is_empty());
}

#[test]
fn what_is_broken_or_not_read_is_said() {
    assert!(matches!(read(b"II*\0\x08\0\0\0"), Err(PictureError::Broken(Kind::Tiff, _))));
    let big = read(b"II+\0\x08\0\0\0").expect_err("not read");
    assert!(big.to_string().contains("BigTIFF"), "{big}");
    let lab = file(
        &[(256, &[1]), (257, &[1]), (258, &[8, 8, 8]), (262, &[8]), (277, &[3])],
        false,
        &[&[1, 2, 3]],
    );
    let lab = read(&lab).expect_err("not read");
    assert!(lab.to_string().contains("Lab") && lab.help().contains("CMYK"), "{lab}");
}

#[test]
fn a_second_page_is_told() {
    let mut bytes = Vec::new();
    let mut encoder = TiffEncoder::new(Cursor::new(&mut bytes)).expect("a file");
    encoder.write_image::<RGB8>(1, 1, &[1, 2, 3]).expect("an image");
    encoder.write_image::<RGB8>(1, 1, &[4, 5, 6]).expect("an image");
    let photo = read(&bytes).expect("a picture");
    assert_eq!(photo.warnings, [PictureWarning { feature: Feature::More, count: 1 }]);
    assert_eq!(samples_of(&photo), [1, 2, 3]);
}

/// JPEG has a prediction of its own: what a file says of another means nothing (technical note 2).
#[test]
fn a_prediction_of_jpeg_strips_is_not_undone() {
    let pixels: Vec<u8> = (0..64).map(|at| 40 + at * 3).collect();
    let mut coded = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut coded, 95);
    encoder.encode(&pixels, 8, 8, jpeg_encoder::ColorType::Luma).expect("a picture");
    for prediction in [&[1][..], &[2]] {
        let entries: [(u16, &[u16]); 8] = [
            (256, &[8]),
            (257, &[8]),
            (258, &[8]),
            (259, &[7]),
            (262, &[1]),
            (277, &[1]),
            (278, &[8]),
            (317, prediction),
        ];
        let (_, _, read) = read_all(&file(&entries, false, &[&coded]));
        let close = read.iter().zip(&pixels).all(|(is, was)| is.abs_diff(*was) < 12);
        assert!(close, "{prediction:?}: {read:?}");
    }
}
