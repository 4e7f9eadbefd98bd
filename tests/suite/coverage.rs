//! What the bundled families have of the sets that newspapers write with.
//!
//! The sets come from the tables of the encodings that hold them: Big5 with Hong Kong's additions,
//! GB 2312, JIS X 0208 with IBM's, KS X 1001; and lists of names that are rarer.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS};

/// A family's own files, in the order in which they are asked.
const FAMILIES: &[(&str, &[&str])] = &[
    ("serif", &["NotoSerifCJKhk-Regular-subset.otf", "NotoSerif-Regular-Latin.ttf"]),
    ("serif-bold", &["NotoSerifCJKhk-Bold-subset.otf", "NotoSerif-Bold-Latin.ttf"]),
    ("sans", &["NotoSansCJKhk-Medium-subset.otf", "NotoSans-Bold-Latin.ttf"]),
    ("sans-black", &["NotoSansCJKhk-Black-subset.otf", "NotoSans-Bold-Latin.ttf"]),
    ("kai", &["TW-Kai-subset.otf", "UKaiCN-subset.otf"]),
];

/// Names of people and places that JIS X 0208, Big5 and GB 2312 lack.
const NAMES: &str = "𠮷﨑髙鄧䶮㛓喆堃垚犇燊淼焱煊玥珺琇祎翀芃荇邺钘鎔陞頔颢飏鱻龘龢嶋嶌彅栁桒昻淸濵瀨瀬鷗\
    𠀋𡌛𠮟𡵅𣏐𣜌𥔎𥝱𥞩𥶡𦍌𧄍𨉷𨦇𩊠𩸽𩺊㐂㗎㙟㠭㬎㳇㵑䂮䃅䎃䏝䓖䓬䓨䗛䜣䝙";

/// The Han characters and hangul of two bytes in an encoding's rows.
fn set(
    encoding: &'static Encoding,
    rows: RangeInclusive<u8>,
    cells: RangeInclusive<u8>,
) -> BTreeSet<char> {
    let pairs = rows.flat_map(|row| cells.clone().map(move |cell| [row, cell]));
    let texts = pairs.filter_map(|pair| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&pair)?;
        Some(text.into_owned())
    });
    texts.flat_map(|text| text.chars().collect::<Vec<_>>()).filter(|&c| is_written(c)).collect()
}

fn is_written(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

fn sets() -> Vec<(&'static str, BTreeSet<char>)> {
    vec![
        ("Big5 and HKSCS", set(BIG5, 0x87..=0xFE, 0x40..=0xFE)),
        ("GB 2312", set(GBK, 0xB0..=0xF7, 0xA1..=0xFE)),
        ("JIS X 0208 and IBM", set(SHIFT_JIS, 0x88..=0xFC, 0x40..=0xFC)),
        ("KS X 1001", set(EUC_KR, 0xA1..=0xFE, 0xA1..=0xFE)),
        ("all hangul", ('\u{AC00}'..='\u{D7A3}').collect()),
        ("names", NAMES.chars().filter(|&c| is_written(c)).collect()),
    ]
}

/// How many of a set the family lacks, and the first of them.
fn lacks(files: &[&str], set: &BTreeSet<char>) -> (usize, String) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/");
    let bytes: Vec<Vec<u8>> = files
        .iter()
        .map(|file| std::fs::read(format!("{folder}{file}")).expect("a bundled font"))
        .collect();
    let faces: Vec<_> = bytes
        .iter()
        .map(|bytes| ttf_parser::Face::parse(bytes, 0).expect("a bundled font parses"))
        .collect();
    // Some fonts map characters to glyphs without an outline.
    let draws = |face: &ttf_parser::Face<'_>, c: char| {
        face.glyph_index(c).is_some_and(|glyph| face.glyph_bounding_box(glyph).is_some())
    };
    let lacks = |c: &&char| !faces.iter().any(|face| draws(face, **c));
    let missing: String = set.iter().filter(lacks).collect();
    (missing.chars().count(), missing.chars().take(8).collect())
}

#[test]
fn the_sets_are_as_large_as_their_standards_say() {
    let sizes: Vec<(&str, usize)> = sets().iter().map(|(name, set)| (*name, set.len())).collect();
    assert_eq!(
        sizes,
        [
            ("Big5 and HKSCS", 17_642),
            ("GB 2312", 6_763),
            ("JIS X 0208 and IBM", 6_355 + 360),
            ("KS X 1001", 2_350 + 4_888),
            ("all hangul", 11_172),
            ("names", 76),
        ]
    );
}

#[test]
fn families_have_the_sets_that_they_are_said_to_have() {
    let mut found = String::new();
    for (family, files) in FAMILIES {
        for (name, set) in sets() {
            let (count, first) = lacks(files, &set);
            if count > 0 {
                found.push_str(&format!("{family}: {count} of {name}: {first}\n"));
            }
        }
    }
    assert_eq!(
        found,
        "serif-bold: 8822 of all hangul: 갂갃갅갆갋갌갍갎\n\
         sans: 8822 of all hangul: 갂갃갅갆갋갌갍갎\n\
         sans-black: 8822 of all hangul: 갂갃갅갆갋갌갍갎\n\
         kai: 9766 of Big5 and HKSCS: 㐵㑀㑌㑤㑳㑺㑽㑾\n\
         kai: 1560 of JIS X 0208 and IBM: 丗両丱丼乕乗乢亀\n\
         kai: 3050 of KS X 1001: 乫乭乶乷亐侊俉俓\n\
         kai: 11172 of all hangul: 가각갂갃간갅갆갇\n\
         kai: 48 of names: 㐂㙟㛓㠭㳇㵑䂮䃅\n"
    );
}
