//! Files made to break the readers: whatever the bytes, there is an answer and no panic.

use proptest::prelude::*;

use super::read;
use crate::colour::Profile;

const JPEG: [&[u8]; 5] = [
    include_bytes!("../../tests/data/pictures/rgb.jpg"),
    include_bytes!("../../tests/data/pictures/progressive.jpg"),
    include_bytes!("../../tests/data/pictures/turned.jpg"),
    include_bytes!("../../tests/data/pictures/grey.jpg"),
    include_bytes!("../../tests/data/pictures/cmyk.jpg"),
];

const OTHERS: [&[u8]; 7] = [
    include_bytes!("../../tests/data/pictures/fax.tif"),
    include_bytes!("../../tests/data/pictures/jpeg.tif"),
    include_bytes!("../../tests/data/pictures/packbits.tif"),
    include_bytes!("../../tests/data/pictures/lzw-cmyk.tif"),
    include_bytes!("../../tests/data/pictures/lossy.webp"),
    include_bytes!("../../tests/data/pictures/lossy-alpha.webp"),
    include_bytes!("../../tests/data/pictures/first.gif"),
];

const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 30'><style>.a{fill:red}</style>\
    <defs><linearGradient id='g'><stop offset='.2'/><stop offset='1' stop-color='#fff'/></linearGradient>\
    <pattern id='p' width='4' height='4' patternUnits='userSpaceOnUse'><circle r='2'/></pattern>\
    <clipPath id='c'><rect width='9' height='9'/></clipPath></defs>\
    <g clip-path='url(#c)' opacity='.5' transform='rotate(9) scale(2 1)'>\
    <path class='a' d='M1 2Q3 4 5 6A7 8 9 0 1 10 11Z' stroke='url(#g)' stroke-dasharray='1 2'/>\
    <rect width='9' height='9' fill='url(#p)'/><use href='#p'/></g>\
    <text x='1' y='9' font-size='5'>\u{6E2F}a</text></svg>";

fn png() -> Vec<u8> {
    let data: Vec<u8> = (0..16).collect();
    super::png::tests::file(png::ColorType::Rgba, png::BitDepth::Eight, &data, None)
}

/// Changes a file at some places, cuts it, and reads it.
fn attempt(file: &[u8], changes: &[(usize, u8)], end: usize) {
    let mut bytes = file.to_vec();
    for &(at, value) in changes {
        let at = at % bytes.len();
        bytes[at] ^= value;
    }
    bytes.truncate(bytes.len() - end % bytes.len());
    if let Ok(picture) = read(bytes, &Profile::newsprint()) {
        assert!(picture.size.width.is_positive() && picture.size.height.is_positive());
    }
}

fn changes() -> impl Strategy<Value = Vec<(usize, u8)>> {
    proptest::collection::vec((any::<usize>(), 1u8..), 0..6)
}

/// Most files are whole; the others are cut anywhere.
fn cut() -> impl Strategy<Value = usize> {
    prop_oneof![3 => Just(0usize), 1 => any::<usize>()]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 250,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20241116),
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_changed_jpeg_does_not_panic(which in 0usize..5, changes in changes(), end in cut()) {
        attempt(JPEG[which], &changes, end);
    }

    #[test]
    fn a_changed_png_does_not_panic(changes in changes(), end in cut()) {
        attempt(&png(), &changes, end);
    }

    #[test]
    fn a_changed_tiff_webp_or_gif_does_not_panic(
        which in 0usize..OTHERS.len(), changes in changes(), end in cut(),
    ) {
        attempt(OTHERS[which], &changes, end);
    }

    #[test]
    fn a_changed_drawing_does_not_panic(changes in changes(), end in cut()) {
        attempt(SVG.as_bytes(), &changes, end);
    }

    /// Numbers and words of a drawing replaced by odd ones.
    #[test]
    fn a_drawing_of_odd_numbers_does_not_panic(
        place in 0usize..40,
        number in prop_oneof![
            Just("1e38"), Just("-1e38"), Just("1e-38"), Just("0"), Just("-0"), Just("nan"),
            Just("1e999"), Just("99999999999"), Just(""), Just("url(#g)"), Just("100%"),
        ],
    ) {
        let numbers: Vec<_> = SVG.match_indices(|c: char| c.is_ascii_digit()).collect();
        let (at, digit) = numbers[place % numbers.len()];
        let text = format!("{}{number}{}", &SVG[..at], &SVG[at + digit.len()..]);
        attempt(text.as_bytes(), &[], 0);
    }

    #[test]
    fn bytes_of_no_kind_do_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(bytes, &Profile::newsprint());
    }
}

/// A drawing in base64 within a drawing, as deep as would run the library out of stack.
#[test]
fn a_bottomless_drawing_within_a_drawing_is_left_out() {
    let bytes = include_bytes!("../../tests/data/pictures/bottomless.svg");
    let picture = read(bytes.to_vec(), &Profile::newsprint()).expect("a drawing");
    let embedded = |warning: &&super::PictureWarning| {
        warning.feature == super::Feature::EmbeddedPicture && warning.count == 2
    };
    assert!(picture.warnings.iter().any(|warning| embedded(&warning)), "{:?}", picture.warnings);
}
