//! Files made to break the reader: whatever the bytes, there is an answer, soon, and no panic.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::testing::{art, file, page, page_with, read, stream};
use crate::picture::{Kind, PictureError};

const FILES: [&[u8]; 5] = [
    include_bytes!("../../../tests/data/art/plain.pdf"),
    include_bytes!("../../../tests/data/art/streams.pdf"),
    include_bytes!("../../../tests/data/art/linear.pdf"),
    include_bytes!("../../../tests/data/art/linear_streams.pdf"),
    include_bytes!("../../../tests/data/art/updated.pdf"),
];

/// A page that has a little of everything.
fn rich() -> Vec<u8> {
    let more = [
        stream("/Subtype/Form/BBox[0 0 9 9]/Matrix[1 0 0 1 2 3]", "0 0 9 9 re f /Im Do"),
        stream(
            "/Subtype/Image/Width 9/Height 9/BitsPerComponent 8/ColorSpace[/Indexed/DeviceRGB 1<0102>]",
            &"x".repeat(81),
        ),
        stream("/PatternType 1/PaintType 1/BBox[0 0 9 9]/XStep 9/YStep 9", "1 0 0 RG 0 0 9 9 re S"),
        "<</TR 9 0 R/BM/Multiply/SMask<</G 5 0 R/S/Alpha>>/Font[10 0 R 7]>>".to_owned(),
        "<</FunctionType 3/Functions[<</FunctionType 2/C0[0]/C1[1]/N 1>>]>>".to_owned(),
        "<</Subtype/Type3/CharProcs<</a 7 0 R>>>>".to_owned(),
    ];
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    let resources = "/XObject<</Fm 5 0 R/Im 6 0 R>>/Pattern<</Pt 7 0 R>>/ExtGState<</G 8 0 R>>\
        /Font<</F 10 0 R>>/ColorSpace<</S[/Separation/Gold/DeviceCMYK 9 0 R]>>\
        /Shading<</Sh<</ShadingType 2/ColorSpace/DeviceCMYK/Function 9 0 R>>>>";
    let content = "q /G gs /Fm Do /Pattern cs /Pt scn 0 0 9 1 re f Q BT /F 9 Tf 1 0 0 1 3 3 Tm \
        [(a) -3 <62>] TJ ET /S CS .5 SCN 0 0 m 9 9 l S /Sh sh BI /W 3/H 3/BPC 8 ID x EI \
        /P <</MCID 3>> BDC EMC";
    page_with("/MediaBox[0 0 100 50]/Rotate 90/Group<</S/Transparency>>", content, resources, &more)
}

/// Changes a file at some places, cuts it, and reads it.
fn attempt(file: &[u8], changes: &[(usize, u8)], end: usize) {
    let mut bytes = file.to_vec();
    for &(at, value) in changes {
        let at = at % bytes.len();
        bytes[at] ^= value;
    }
    bytes.truncate(bytes.len() - end % bytes.len());
    if let Ok(picture) = read(&bytes) {
        assert!(picture.size.width.is_positive() && picture.size.height.is_positive());
    }
}

#[test]
fn fonts_without_end_are_not_looked_into() {
    let fonts: String = (0..1100)
        .map(|at| {
            format!(
                "/F{at}<</Subtype/TrueType/BaseFont/X/FontDescriptor<</FontFile2 5 0 R/Flags 32>>>>"
            )
        })
        .collect();
    let shown: String = (0..1100).map(|at| format!("/F{at} 9 Tf (a) Tj ")).collect();
    let program = stream("", "no font");
    let facts =
        art(&page(&format!("BT {shown}ET"), &format!("/Font<<{fonts}>>"), &[&program])).facts;
    assert!(facts.unread.iter().any(|why| why.contains("1,000 fonts")), "{:?}", facts.unread);
    assert!(facts.fonts.iter().all(|font| font.embedded));
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 250,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20241116),
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_changed_file_does_not_panic(
        which in 0usize..6,
        changes in proptest::collection::vec((any::<usize>(), 1u8..), 0..6),
        end in prop_oneof![3 => Just(0usize), 1 => any::<usize>()],
    ) {
        let own = rich();
        attempt(FILES.get(which).copied().unwrap_or(&own), &changes, end);
    }

    /// Numbers of a page replaced by odd ones.
    #[test]
    fn a_page_of_odd_numbers_does_not_panic(
        place in any::<usize>(),
        number in prop_oneof![
            Just("-1"), Just("0"), Just("99999999999999999999"), Just("-9223372036854775808"),
            Just("3 0 R"), Just("5 0 R"), Just("null"), Just("[]"), Just("<<>>"), Just("/N"),
            Just("1e9"), Just("99999999999.5"), Just("4294967295"), Just("4294967296"),
        ],
    ) {
        let text = String::from_utf8(rich()).expect("text");
        let numbers: Vec<_> = text.match_indices(|c: char| c.is_ascii_digit()).collect();
        let (at, digit) = numbers[place % numbers.len()];
        let text = format!("{}{number}{}", &text[..at], &text[at + digit.len()..]);
        attempt(text.as_bytes(), &[], 0);
    }
}

fn is_broken(bytes: &[u8]) {
    let found = read(bytes);
    assert!(matches!(found, Err(PictureError::Broken(Kind::Pdf, _))), "{found:?}");
}

#[test]
fn a_rich_page_is_good() {
    let art = art(&rich());
    assert!(art.facts.unread.is_empty(), "{:?}", art.facts.unread);
    assert!(art.facts.transparent);
}

#[test]
fn cut_files_are_broken() {
    for file in FILES {
        for end in (1..file.len()).step_by(7) {
            let found = read(file.get(..end).expect("a part"));
            // The last bytes are the mark of the end and blanks; a file without its update is
            // the file before it.
            let is_whole =
                end > file.len() - 10 || (file.starts_with(FILES[0]) && end >= FILES[0].len());
            assert!(found.is_err() || is_whole, "{end} of {}", file.len());
        }
    }
    is_broken(b"%PDF-1.7\n");
    is_broken(b"%PDF-1.7\nstartxref\n9\n%%EOF");
}

#[test]
fn trees_that_run_in_circles_are_broken() {
    is_broken(&file(&["<</Type/Catalog/Pages 2 0 R>>", "<</Kids[2 0 R]>>"]));
    is_broken(&file(&["<</Type/Catalog/Pages 2 0 R>>", "2 0 R"]));
    is_broken(&file(&["<</Type/Catalog>>"]));
    is_broken(&file(&["<</Type/Catalog/Pages 2 0 R>>", "<</Kids[9 0 R]>>"]));
    let kids: Vec<String> = (2..100).map(|at| format!("<</Kids[{} 0 R]>>", at + 1)).collect();
    let mut objects = vec!["<</Type/Catalog/Pages 2 0 R>>"];
    objects.extend(kids.iter().map(String::as_str));
    is_broken(&file(&objects));
}

#[test]
fn a_page_without_its_content_is_broken() {
    let mut bytes = page("0 g", "/XObject<</A 5 0 R>>", &["<<>>"]);
    assert!(read(&bytes).is_ok());
    let at = bytes.windows(7).position(|part| part == b"4 0 obj").expect("the content");
    bytes[at] = b'x';
    is_broken(&bytes);
    // What it names and the table of contents promises.
    let mut bytes = page("0 g", "/XObject<</A 5 0 R>>", &["<<>>"]);
    let at = bytes.windows(7).position(|part| part == b"5 0 obj").expect("the form");
    bytes[at] = b'x';
    is_broken(&bytes);
}

/// Twenty forms, each drawing the next eight times: 8^20 steps if they were all taken.
#[test]
fn forms_that_multiply_come_to_an_end() {
    let forms: Vec<String> = (0..20)
        .map(|at| stream("/Subtype/Form/BBox[0 0 9 9]", &format!("/F{} Do ", at + 1).repeat(8)))
        .collect();
    let names: String = (0..20).map(|at| format!("/F{at} {} 0 R", at + 5)).collect();
    let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
    let start = Instant::now();
    let art = art(&page("/F0 Do", &format!("/XObject<<{names}>>"), &forms));
    assert!(art.facts.unread.iter().any(|why| why.contains("4 million")), "{:?}", art.facts);
    assert!(start.elapsed() < Duration::from_secs(60));
}

/// Each kid of a tree may inherit from all nodes above it; what they say is not copied for each.
#[test]
fn wide_trees_take_little() {
    let fat = "x".repeat(1_000_000);
    let kids = "3 0 R ".repeat(9_000);
    let pages = format!("<</Type/Pages/Resources<</Fat({fat})>>/Kids[{kids}]>>");
    let page = "<</Type/Page/MediaBox[0 0 100 50]>>";
    let art = art(&file(&["<</Type/Catalog/Pages 2 0 R>>", &pages, page]));
    assert!(art.resources.has(b"Fat"));
    let kids = "null ".repeat(1_000_000);
    let pages = format!("<</Type/Pages/Resources<</Fat({fat})>>/Kids[{kids}]>>");
    let found = read(&file(&["<</Type/Catalog/Pages 2 0 R>>", &pages, page]));
    assert!(matches!(found, Err(PictureError::Unsupported(Kind::Pdf, _))), "{found:?}");
}

/// What content names again and again is read again: it has to be small.
#[test]
fn long_arrays_say_nothing() {
    let matrix = |count: usize| {
        let form = format!("/Subtype/Form/BBox[0 0 9 9]/Matrix[{}]", "9 ".repeat(count));
        let content = "1 w 0 0 m 9 9 l S";
        page("/F Do", "/XObject<</F 5 0 R>>", &[&stream(&form, content)])
    };
    assert_eq!(art(&matrix(6)).facts.thinnest, Some(crate::measure::Length::ZERO));
    assert_eq!(art(&matrix(100_000)).facts.thinnest, Some(crate::measure::Length::PT));
}

#[test]
fn depth_is_bounded() {
    let forms: Vec<String> = (0..40)
        .map(|at| stream("/Subtype/Form/BBox[0 0 9 9]", &format!("/F{} Do", at + 1)))
        .collect();
    let names: String = (0..40).map(|at| format!("/F{at} {} 0 R", at + 5)).collect();
    let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
    let facts = art(&page("/F0 Do", &format!("/XObject<<{names}>>"), &forms)).facts;
    assert!(facts.unread.iter().any(|why| why.contains("24 deep")), "{:?}", facts.unread);
    // Deep in the file's own syntax: the library gives up, on any stack.
    for (open, close) in [("[", "]"), ("<</A", ">>"), ("(", ")")] {
        let deep = format!("<</X {}{}>>", open.repeat(50_000), close.repeat(50_000));
        let _ = read(&page("0 g", "/ExtGState<</G 5 0 R>>", &[&deep]));
    }
    let saved = "q ".repeat(100_000);
    assert!(!art(&page(&saved, "", &[])).facts.unread.is_empty());
}
