use super::super::coding::{Inks, decode_cmyk};
use super::*;
use crate::picture::exif::Turn;
use crate::picture::{jpeg, png};

const RGB: &[u8] = include_bytes!("../../tests/data/pictures/rgb.jpg");
const GREY: &[u8] = include_bytes!("../../tests/data/pictures/grey.jpg");
const CMYK: &[u8] = include_bytes!("../../tests/data/pictures/cmyk.jpg");

fn samples(model: ColourModel, width: u32, samples: Vec<u8>, mask: Option<Vec<u8>>) -> Photograph {
    let channels = if model == ColourModel::Rgb { 3 } else { 1 };
    let height = samples.len() as u32 / channels / width;
    let data = RasterData::Samples(samples);
    let raster = Raster { width, height, model, data, mask, ink: InkFacts::default() };
    Photograph {
        raster,
        density: None,
        turn: Turn::Upright,
        icc: None,
        inks: Inks::Plain,
        quality: 90,
        warnings: Vec::new(),
    }
}

fn of(photo: Photograph) -> Raster {
    prepare(photo, &Profile::newsprint()).expect("a sound picture").raster
}

fn inks(raster: &Raster) -> Vec<[u8; 4]> {
    assert_eq!(raster.model, ColourModel::Cmyk);
    let samples = match &raster.data {
        RasterData::Samples(samples) => samples.clone(),
        RasterData::Jpeg { bytes, inverted: true } => {
            decode_cmyk(bytes, Inks::Ycck).expect("our own coding")
        }
        RasterData::Jpeg { inverted: false, .. } => panic!("not ours"),
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
    let found = of(jpeg::read(RGB.to_vec()).expect("sound"));
    assert_eq!((found.model, found.ink.source), (ColourModel::Cmyk, ColourModel::Rgb));
    assert!(found.ink.most <= 22_000 && found.ink.mean.is_some(), "{:?}", found.ink);
    let grey = of(jpeg::read(GREY.to_vec()).expect("sound"));
    assert_eq!(grey.data, RasterData::Jpeg { bytes: GREY.to_vec(), inverted: false });
    let cmyk = of(jpeg::read(CMYK.to_vec()).expect("sound"));
    assert_eq!(cmyk.data, RasterData::Jpeg { bytes: CMYK.to_vec(), inverted: true });
}

#[test]
fn coded_pictures_keep_the_limit() {
    for (limit, quality) in [(22_000, 75), (22_000, 92), (30_000, 85), (10_000, 90)] {
        let profile = Profile::newsprint().with_ink_limit(limit);
        let rgb = noise(96 * 72);
        let mut raster = samples(ColourModel::Rgb, 96, rgb.clone(), None).raster;
        separate_jpeg(&mut raster, &rgb, quality, RgbSpace::srgb(), &profile).expect("coded");
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
    let bytes = coder::encode(&solid, (32, 32), 90, 1020).bytes;
    let found = of(jpeg::read(bytes).expect("sound"));
    assert!(found.ink.most_before > 36_000 && found.ink.most <= 22_000, "{:?}", found.ink);
    assert!(inks(&found).iter().all(|p| p[3] > 190), "black carries the drawing");
}

#[test]
fn a_black_and_white_photograph_in_rgb_is_grey() {
    let grey: Vec<u8> = (0..64u8).flat_map(|at| [at * 4; 3]).collect();
    let mut raster = samples(ColourModel::Rgb, 8, grey.clone(), None).raster;
    separate_jpeg(&mut raster, &grey, 90, RgbSpace::srgb(), &Profile::newsprint()).expect("coded");
    assert_eq!(raster.model, ColourModel::Grey);
    assert!(matches!(raster.data, RasterData::Jpeg { inverted: false, .. }));
}

#[test]
fn the_greys_of_a_chart_are_black_alone_and_those_of_a_photograph_are_not() {
    let chart: Vec<u8> =
        (0..256u32).flat_map(|at| if at % 3 == 0 { [200, 16, 46] } else { [51; 3] }).collect();
    let found = inks(&of(samples(ColourModel::Rgb, 16, chart, None)));
    assert_eq!(found[1], [0, 0, 0, 204]);
    assert!(found[0][1] > 150, "{:?}", found[0]);
    let mut photograph = noise(256);
    photograph[..3].fill(51);
    let found = inks(&of(samples(ColourModel::Rgb, 16, photograph, None)));
    assert!(found[0][..3].iter().all(|&ink| ink > 0), "{:?}", found[0]);
}

#[test]
fn what_is_not_seen_has_no_ink() {
    let rgb = vec![10, 20, 90, 10, 20, 90, 200, 16, 46, 9, 9, 9];
    let mask = Some(vec![0, 255, 255, 9]);
    let found = of(samples(ColourModel::Rgb, 2, rgb, mask.clone()));
    assert_eq!(inks(&found)[0], [0; 4]);
    assert_ne!(inks(&found)[1], [0; 4]);
    assert_eq!(found.mask, mask);
}

#[test]
fn a_profile_in_the_file_is_obeyed_and_a_wrong_one_told() {
    let rgb = vec![230, 30, 40, 30, 200, 40, 10, 20, 220, 240, 200, 10];
    let plain = inks(&of(samples(ColourModel::Rgb, 2, rgb.clone(), None)));
    let tagged = |icc: &[u8]| {
        let mut bytes = Vec::new();
        let mut info = ::png::Info::with_size(2, 2);
        (info.color_type, info.bit_depth) = (::png::ColorType::Rgb, ::png::BitDepth::Eight);
        info.icc_profile = Some(icc.to_vec().into());
        let encoder = ::png::Encoder::with_info(&mut bytes, info).expect("a header");
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(&rgb).expect("data");
        writer.finish().expect("an end");
        prepare(png::read(&bytes).expect("sound"), &Profile::newsprint()).expect("sound")
    };
    let wrong = tagged(&Profile::newsprint().output().bytes);
    assert_eq!(inks(&wrong.raster), plain);
    assert_eq!(wrong.warnings.len(), 1);
    let wide = tagged(include_bytes!("../../tests/data/pictures/wide.icc"));
    assert_eq!(wide.raster.ink.profile, "Wide test space");
    assert_ne!(inks(&wide.raster), plain);
    assert!(wide.warnings.is_empty());
}
