use super::super::coding::{Inks, decode_cmyk};
use super::*;
use crate::picture::plane::unpack;
use crate::picture::{jpeg, png};
use ::png::ColorType::{Rgb, Rgba};

const RGB: &[u8] = include_bytes!("../../tests/data/pictures/rgb.jpg");
const GREY: &[u8] = include_bytes!("../../tests/data/pictures/grey.jpg");
const CMYK: &[u8] = include_bytes!("../../tests/data/pictures/cmyk.jpg");

/// A picture of a PNG file with these samples.
fn of_samples(kind: ::png::ColorType, width: u32, samples: &[u8]) -> Raster {
    let height = (samples.len() / kind.samples()) as u32 / width;
    let mut bytes = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(kind);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(samples).expect("data");
    writer.finish().expect("an end");
    of(png::read(&bytes).expect("a sound file"))
}

fn of(photo: Photograph<'_>) -> Raster {
    prepare(photo, &Profile::newsprint()).expect("a sound picture").raster
}

fn of_jpeg(bytes: &[u8]) -> Raster {
    of(jpeg::read(bytes.to_vec()).expect("sound"))
}

fn unready(width: u32, height: u32) -> Raster {
    let data = RasterData::default();
    let model = ColourModel::Rgb;
    Raster { width, height, model, data, mask: None, ink: InkFacts::default() }
}

fn inks(raster: &Raster) -> Vec<[u8; 4]> {
    assert_eq!(raster.model, ColourModel::Cmyk);
    let samples = match &raster.data {
        RasterData::Packed(packed) => unpack(packed, raster.width, 4),
        RasterData::Jpeg { bytes, inverted: true } => {
            decode_cmyk(bytes, Inks::Ycck).expect("our own coding")
        }
        RasterData::Jpeg { inverted: false, .. } | RasterData::Bits(_) => panic!("not ours"),
    };
    samples.chunks_exact(4).map(|p| [p[0], p[1], p[2], p[3]]).collect()
}

/// A photograph's worth of dark and bright noise, the worst for coding within a limit.
fn noise(pixels: u32) -> Vec<u8> {
    (0..pixels)
        .flat_map(|at| {
            let dark = (at / 5 + at / 64 * 3) % 3;
            let part = |by: u32| (at.wrapping_mul(2_654_435_761).rotate_left(by) & 63) as u8;
            [part(3), part(11) / 2, part(19)].map(|v| if dark == 0 { 255 - v } else { v })
        })
        .collect()
}

#[test]
fn rgb_becomes_ink_and_grey_stays_grey() {
    let found = of_jpeg(RGB);
    assert_eq!((found.model, found.ink.source), (ColourModel::Cmyk, ColourModel::Rgb));
    assert!(found.ink.most <= 22_000 && found.ink.mean.is_some(), "{:?}", found.ink);
    let grey = of_jpeg(GREY);
    assert_eq!(grey.data, RasterData::Jpeg { bytes: GREY.to_vec(), inverted: false });
    let cmyk = of_jpeg(CMYK);
    assert_eq!(cmyk.data, RasterData::Jpeg { bytes: CMYK.to_vec(), inverted: true });
}

/// A press sets line art in its own dots; of eight bits a pixel it makes a halftone.
#[test]
fn black_and_white_alone_stays_a_bit_a_pixel() {
    let samples = [0, 255, 255, 0, 0, 0, 255, 255, 0, 255].repeat(2);
    let found = of_samples(::png::ColorType::Grayscale, 10, &samples);
    assert!(found.ink.is_line_art);
    let RasterData::Bits(bits) = &found.data else { panic!("{:?}", found.data) };
    assert_eq!(unpack(bits, 2, 1), [0b0110_0011, 0b0100_0000, 0b0110_0011, 0b0100_0000]);
    let tones = of_samples(::png::ColorType::Grayscale, 2, &[0, 254]);
    assert!(matches!(tones.data, RasterData::Packed(_)) && !tones.ink.is_line_art);
}

#[test]
fn inks_of_a_tiff_stay_unless_they_are_over_the_limit() {
    const INKS: &[u8] = include_bytes!("../../tests/data/pictures/lzw-cmyk.tif");
    let found = of(crate::picture::tiff::read(INKS).expect("sound"));
    let (inks, ink) = (inks(&found), &found.ink);
    assert_eq!(ink.source, ColourModel::Cmyk);
    assert!(ink.most_before > 30_000 && ink.most <= 22_000, "{ink:?}");
    assert_eq!(inks[15], [0, 0, 0, 255]);
    assert!(inks[0].iter().map(|&ink| u32::from(ink)).sum::<u32>() <= 561, "{:?}", inks[0]);
}

#[test]
fn coded_pictures_keep_the_limit() {
    for (limit, quality) in [(22_000, 75), (22_000, 92), (30_000, 85), (10_000, 90)] {
        let profile = Profile::newsprint().with_ink_limit(limit);
        let rgb = noise(96 * 72);
        let mut raster = unready(96, 72);
        separate_jpeg(&mut raster, rgb, quality, RgbSpace::srgb(), &profile).expect("coded");
        let most = inks(&raster).iter().map(|p| p.iter().map(|&i| u32::from(i)).sum::<u32>()).max();
        let most = most.unwrap_or(0) * 10_000 / 255;
        assert!(most <= limit && most + 4_000 > limit.min(22_000), "{limit} {quality}: {most}");
        assert!(raster.ink.most <= limit);
    }
}

#[test]
fn cmyk_over_the_limit_is_mended() {
    let solid: Vec<u8> =
        (0..32 * 32u32).flat_map(|at| [250, (at % 32 * 8) as u8, 240, 200]).collect();
    let bytes = coder::encode(coder::lines_of(&solid, 32), (32, 32), 90, 1020).bytes;
    let found = of_jpeg(&bytes);
    assert!(found.ink.most_before > 36_000 && found.ink.most <= 22_000, "{:?}", found.ink);
    assert!(inks(&found).iter().all(|p| p[3] > 190), "black carries the drawing");
}

#[test]
fn a_black_and_white_photograph_in_rgb_is_grey() {
    let grey: Vec<u8> = (0..64u8).flat_map(|at| [at * 4; 3]).collect();
    let mut raster = unready(8, 8);
    separate_jpeg(&mut raster, grey, 90, RgbSpace::srgb(), &Profile::newsprint()).expect("coded");
    assert_eq!(raster.model, ColourModel::Grey);
    assert!(matches!(raster.data, RasterData::Jpeg { inverted: false, .. }));
}

#[test]
fn the_greys_of_a_chart_are_black_alone_and_those_of_a_photograph_are_not() {
    let chart: Vec<u8> =
        (0..256u32).flat_map(|at| if at % 3 == 0 { [200, 16, 46] } else { [51; 3] }).collect();
    let found = inks(&of_samples(Rgb, 16, &chart));
    assert_eq!(found[1], [0, 0, 0, 204]);
    assert!(found[0][1] > 150, "{:?}", found[0]);
    let mut photograph = noise(256);
    photograph[..3].fill(51);
    let found = inks(&of_samples(Rgb, 16, &photograph));
    assert!(found[0][..3].iter().all(|&ink| ink > 0), "{:?}", found[0]);
}

#[test]
fn what_is_not_seen_has_no_ink() {
    let rgba = [10, 20, 90, 0, 10, 20, 90, 255, 200, 16, 46, 255, 9, 9, 9, 9];
    let found = of_samples(Rgba, 2, &rgba);
    assert_eq!(inks(&found)[0], [0; 4]);
    assert_ne!(inks(&found)[1], [0; 4]);
    let mask = found.mask.map(|mask| unpack(&mask, 2, 1));
    assert_eq!(mask, Some(vec![0, 255, 255, 9]));
}

#[test]
fn a_profile_in_the_file_is_obeyed_and_a_wrong_one_told() {
    let rgb = vec![230, 30, 40, 30, 200, 40, 10, 20, 220, 240, 200, 10];
    let plain = inks(&of_samples(Rgb, 2, &rgb));
    let tagged = |icc: &[u8]| {
        let mut bytes = Vec::new();
        let mut info = ::png::Info::with_size(2, 2);
        (info.color_type, info.bit_depth) = (::png::ColorType::Rgb, ::png::BitDepth::Eight);
        info.icc_profile = Some(icc.to_vec().into());
        let encoder = ::png::Encoder::with_info(&mut bytes, info).expect("a header");
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(&rgb).expect("data");
        writer.finish().expect("an end");
        let photo = prepare(png::read(&bytes).expect("sound"), &Profile::newsprint());
        let photo = photo.expect("sound");
        (photo.raster, photo.warnings.len())
    };
    let wrong = tagged(include_bytes!("../colour/newsprint.icc"));
    assert_eq!((inks(&wrong.0), wrong.1), (plain.clone(), 1));
    let wide = tagged(include_bytes!("../../tests/data/pictures/wide.icc"));
    assert_eq!(wide.0.ink.profile, "Wide test space");
    assert_ne!(inks(&wide.0), plain);
    assert_eq!(wide.1, 0);
}

/// A profile in a WebP, TIFF or GIF file is obeyed as one in a PNG is.
#[test]
fn a_profile_in_a_file_of_the_newer_kinds_is_obeyed() {
    const WIDE: &[u8] = include_bytes!("../../tests/data/pictures/wide.icc");
    let rgb = vec![230, 30, 40, 30, 200, 40, 10, 20, 220, 240, 200, 10];
    let plain = inks(&of_samples(Rgb, 2, &rgb));
    let webp = |icc: Option<&[u8]>| {
        let mut bytes = Vec::new();
        let mut encoder = image_webp::WebPEncoder::new(&mut bytes);
        icc.into_iter().for_each(|icc| encoder.set_icc_profile(icc.to_vec()));
        encoder.encode(&rgb, 2, 2, image_webp::ColorType::Rgb8).expect("a picture");
        bytes
    };
    let tiff = |icc: Option<&[u8]>| {
        let mut bytes = Vec::new();
        let to = std::io::Cursor::new(&mut bytes);
        let mut encoder = ::tiff::encoder::TiffEncoder::new(to).expect("a file");
        let image = encoder.new_image::<::tiff::encoder::colortype::RGB8>(2, 2);
        let mut image = image.expect("a picture");
        if let Some(icc) = icc {
            let tag = ::tiff::tags::Tag::IccProfile;
            image.encoder().write_tag(tag, icc).expect("a tag");
        }
        image.write_data(&rgb).expect("data");
        bytes
    };
    let gif = |icc: Option<&[u8]>| {
        let mut bytes = Vec::new();
        let mut encoder = ::gif::Encoder::new(&mut bytes, 2, 2, &rgb).expect("a file");
        if let Some(icc) = icc {
            let parts: Vec<&[u8]> =
                std::iter::once(&b"ICCRGBG1012"[..]).chain(icc.chunks(255)).collect();
            let kind = ::gif::Extension::Application.into();
            encoder.write_raw_extension(kind, &parts).expect("an extension");
        }
        let frame = ::gif::Frame {
            width: 2,
            height: 2,
            buffer: vec![0, 1, 2, 3].into(),
            ..Default::default()
        };
        encoder.write_frame(&frame).expect("a picture");
        drop(encoder);
        bytes
    };
    type Make<'a> = &'a dyn Fn(Option<&[u8]>) -> Vec<u8>;
    for (name, make) in [("WebP", &webp as Make), ("TIFF", &tiff), ("GIF", &gif)] {
        let read = |bytes: &[u8]| match name {
            "WebP" => of(crate::picture::webp::read(bytes).expect("sound")),
            "TIFF" => of(crate::picture::tiff::read(bytes).expect("sound")),
            _ => of(crate::picture::gif::read(bytes).expect("sound")),
        };
        assert_eq!(inks(&read(&make(None))), plain, "{name}");
        let wide = read(&make(Some(WIDE)));
        assert_eq!(wide.ink.profile, "Wide test space", "{name}");
        assert_ne!(inks(&wide), plain, "{name}");
    }
}

/// More than is kept while it is looked at: decoded twice, in several batches of bands.
#[test]
fn a_large_picture_is_the_same_in_bands() {
    let (width, height) = (3_000, 2_000);
    let rgb: Vec<u8> = (0..width * height)
        .flat_map(|at: u32| {
            let (x, y) = (at % width, at / width);
            [x / 12, y / 8, (x ^ y) % 200].map(|part| part as u8)
        })
        .collect();
    let found = of_samples(Rgb, width, &rgb);
    let inks = inks(&found);
    assert_eq!(inks.len(), (width * height) as usize);
    let space = RgbSpace::srgb();
    let profile = Profile::newsprint();
    let mut expected = vec![0; 4 * inks.len()];
    profile.separator(space).separate(&rgb, &mut expected);
    let count = crate::colour::limit_inks(&mut expected, ink_cap(profile.ink_limit()));
    assert!(inks.iter().flatten().eq(&expected));
    let mut facts = InkFacts::default();
    facts.count(count, u64::from(width * height));
    assert_eq!((found.ink.most, found.ink.mean), (facts.most, facts.mean));
}

#[test]
fn black_and_white_alone_is_line_art() {
    use ::png::ColorType::{Grayscale, GrayscaleAlpha};
    assert!(of_samples(Grayscale, 2, &[0, 255, 255, 0]).ink.is_line_art);
    assert!(of_samples(Rgb, 2, &[0, 0, 0, 255, 255, 255]).ink.is_line_art);
    assert!(!of_samples(Grayscale, 2, &[0, 255, 254, 0]).ink.is_line_art);
    assert!(!of_samples(Rgb, 2, &[0, 0, 0, 255, 0, 255]).ink.is_line_art);
    assert!(!of_samples(GrayscaleAlpha, 2, &[0, 255, 255, 9]).ink.is_line_art);
}
