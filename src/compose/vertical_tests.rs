//! Vertical lines as a reader sees them: what stands upright, what is turned, and where the ink
//! is in its frame (R3-R9, R12, R67-R80). Places are in hundredths of an em.

use super::tests::{EM, plain_style};
use super::{Composer, Orientation, Paragraph, SetLine};
use crate::chars::Locale::{self, Cn, Hk, Ja, Ko, Tw};
use crate::chars::{Acronym, Settings, Tcy};
use crate::diag::FileId;
use crate::fonts::{FontBook, FontFiles};
use crate::measure::{Length, WritingMode};
use crate::page::style::TextStyle;
use crate::text::RichText;

const ALL: [Locale; 5] = [Hk, Tw, Cn, Ja, Ko];

/// A glyph as printed: `U` upright or `R` turned, and its ink, in hundredths of an em, down
/// from the line's start and to the right from its middle.
#[derive(Clone, Debug, PartialEq)]
struct Seen {
    text: String,
    turn: char,
    down: (i64, i64),
    right: (i64, i64),
    advance: i64,
}

impl Seen {
    fn middle(&self) -> (i64, i64) {
        ((self.down.0 + self.down.1) / 2, (self.right.0 + self.right.1) / 2)
    }
}

fn hundredths(length: Length) -> i64 {
    length.scale(100, EM.units()).units()
}

fn set(text: &str, style: &TextStyle) -> (Vec<Seen>, SetLine) {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let rich = RichText::plain(text, FileId(0), 0);
    let mode = WritingMode::VerticalRl;
    let paragraph = Paragraph { text: &rich, style, mode, mark: "", tail: None };
    let galley = Composer::new(&book).prepare(&paragraph);
    assert!(
        !galley.findings.iter().any(|diag| diag.severity > crate::diag::Severity::Note),
        "{text}: {:?}",
        galley.findings
    );
    let line = galley.set(&(EM * 1000)).lines.remove(0);
    let seen = line.runs.iter().flat_map(|run| run.glyphs.iter().map(move |glyph| (run, glyph)));
    let seen = seen.map(|(run, glyph)| {
        let face = book.face(run.face);
        let units = i64::from(face.units_per_em());
        let x = |value: i32| run.size.width.scale(i64::from(value), units);
        let y = |value: i32| run.size.height.scale(i64::from(value), units);
        let ink = face.ink(glyph.id);
        let zero = Length::ZERO;
        let (down, right) = match (run.orientation, ink) {
            (_, None) => ((zero, zero), (zero, zero)),
            (Orientation::Sideways, Some(ink)) => {
                ((x(ink.x_min), x(ink.x_max)), (y(ink.y_min), y(ink.y_max)))
            }
            (_, Some(ink)) => {
                let origin = face.vertical_origin(glyph.id);
                let half = face.advance(glyph.id) / 2;
                (
                    (y(origin - ink.y_max), y(origin - ink.y_min)),
                    (x(ink.x_min - half), x(ink.x_max - half)),
                )
            }
        };
        let at = glyph.range.start as usize..glyph.range.end as usize;
        Seen {
            text: text.get(at).unwrap_or("").to_owned(),
            turn: if run.orientation == Orientation::Sideways { 'R' } else { 'U' },
            down: (
                hundredths(glyph.inline.length() + down.0),
                hundredths(glyph.inline.length() + down.1),
            ),
            right: (
                hundredths(right.0 - glyph.block.length()),
                hundredths(right.1 - glyph.block.length()),
            ),
            advance: hundredths(glyph.advance.length()),
        }
    });
    (seen.collect(), line.clone())
}

fn styled(locale: Locale, change: impl FnOnce(&mut Settings)) -> TextStyle {
    let mut style = plain_style(locale);
    change(&mut style.settings);
    style
}

/// The one glyph between two characters, its place counted from its frame's middle.
fn between(text: &str, style: &TextStyle) -> (Vec<Seen>, i64) {
    let (seen, line) = set(&format!("國{text}國"), style);
    let width = hundredths(line.width) - 200;
    let last = seen.len().saturating_sub(1);
    (seen.get(1..last).unwrap_or(&[]).to_vec(), width)
}

#[test]
fn r7_r8_r9_marks_stand_in_their_corner_or_middle() {
    const MIDDLE: (i64, i64) = (0, 0);
    // Towards the line's start and to the right.
    const CORNER: (i64, i64) = (-28, 29);
    // Upright, upper right: 「 of the mainland's queries and colons.
    const UPPER: (i64, i64) = (-9, 25);
    let cases = [
        ("。，、．", [MIDDLE, MIDDLE, CORNER, CORNER, CORNER], 8),
        ("：", [MIDDLE, MIDDLE, UPPER, MIDDLE, UPPER], 5),
        ("！？", [MIDDLE, MIDDLE, UPPER, MIDDLE, UPPER], 5),
        ("—…‥·・‧～〜゠⸺―", [MIDDLE; 5], 1),
        ("–／", [MIDDLE; 5], 3),
        ("●○■□①※％℃㎡㎏→↑─│Ａ１５㌔", [MIDDLE; 5], 3),
    ];
    for (marks, places, near) in cases {
        for c in marks.chars() {
            for (locale, place) in ALL.into_iter().zip(places) {
                let (seen, width) = between(&c.to_string(), &plain_style(locale));
                let (down, right) = seen[0].middle();
                let off = (down - 100 - width / 2 - place.0, right - place.1);
                assert!(off.0.abs() <= near && off.1.abs() <= near, "{c} {locale:?} {seen:?}");
            }
        }
    }
}

#[test]
fn r6_r69_brackets_and_dashes_turn_with_the_line() {
    for locale in ALL {
        for pair in ["「」", "『』", "（）", "《》", "〈〉", "【】", "〔〕", "［］", "｛｝", "〖〗"]
        {
            // Wider than high, the opening one in its frame's lower half, the other in its upper.
            let (seen, _) = between(pair, &plain_style(locale));
            for (seen, frame) in seen.iter().zip([150..=200, 200..=250]) {
                assert!(frame.contains(&seen.down.0) && frame.contains(&seen.down.1), "{seen:?}");
                assert!(seen.right.1 - seen.right.0 > seen.down.1 - seen.down.0, "{seen:?}");
            }
        }
        let (seen, width) = between("——", &plain_style(locale));
        assert_eq!((seen.len(), width), (1, 200), "{locale:?}");
        assert!(seen[0].down.1 - seen[0].down.0 > 180, "one line: {seen:?}");
        let (seen, width) = between("……", &plain_style(locale));
        assert_eq!((seen.len(), width), (2, 200), "{locale:?}");
        assert!(seen.iter().all(|dots| dots.down.1 - dots.down.0 > 70), "a row: {seen:?}");
    }
}

/// UAX #50 for what the bundled faces hold, apart from what is a cell of its own.
#[test]
fn r67_orientation_of_the_fonts_characters() {
    let upright = "中港ぁかァカㄅ한〇々①⑩㈱㎏℃№‰‱©®×÷±½¼§†‡☆★●■△♪〒※！？％＆＠＋／Ａａ０〡";
    let turned = "abz(/&@-–+=<>$€→←↑↓⇒─│∈√≠≦＜＞－αжé°′″";
    for locale in ALL {
        for (members, turn) in [(upright, 'U'), (turned, 'R')] {
            for c in members.chars() {
                let (seen, _) = between(&c.to_string(), &plain_style(locale));
                assert_eq!(seen.last().map(|s| s.turn), Some(turn), "{c} {locale:?}");
            }
        }
    }
    // R78: small kana hang in the upper right corner, the long vowel runs down.
    for c in "ぁっゃァッャㇰ".chars() {
        let (seen, _) = between(&c.to_string(), &plain_style(Ja));
        assert!(seen[0].middle().1 >= 10, "{c} {seen:?}");
    }
    let (seen, _) = between("ー", &plain_style(Ja));
    assert!(seen[0].down.1 - seen[0].down.0 > 50 && seen[0].right.1 - seen[0].right.0 < 25);
}

#[test]
fn r28_adjacent_marks_in_vertical_lines() {
    let cases = [
        ("「『", [150; 5]),
        ("』」", [150; 5]),
        ("）（", [150; 5]),
        ("（）", [200; 5]),
        ("」，", [150; 5]),
        ("，「", [150; 5]),
        ("。」", [150, 200, 150, 150, 150]),
        ("，。", [200, 200, 150, 150, 200]),
        // Colons keep their frames but in Japan, semicolons everywhere.
        ("：「", [150, 200, 150, 150, 200]),
        ("；（", [150, 200, 150, 150, 200]),
        ("」：", [150; 5]),
        ("・「", [150; 5]),
        ("》！", [150, 200, 150, 200, 200]),
        ("！「", [150, 200, 150, 150, 200]),
        ("）））", [200; 5]),
        ("。』」", [200, 250, 200, 200, 200]),
        // R12: two in one frame.
        ("？！", [100; 5]),
        ("？！！", [300, 300, 200, 300, 300]),
        ("……", [200; 5]),
        ("——", [200; 5]),
        ("⸺", [200; 5]),
        ("·", [100, 100, 50, 100, 50]),
        ("ㄧ", [100; 5]),
        ("⅓", [100; 5]),
    ];
    for (text, expected) in cases {
        let got = ALL.map(|locale| between(text, &plain_style(locale)).1);
        assert_eq!(got, expected, "{text} in Hk, Tw, Cn, Ja, Ko");
    }
}

/// R71-R74, R80: what a run is printed as, how long it is, and how far its middle is off the
/// line's, in the settings' default for Hong Kong.
#[test]
fn r71_to_r80_western_runs() {
    let cases = [
        ("5", "U", 100, 1),
        ("12", "UU", 100, 2),
        ("2024", "RRRR", 270, 2),
        ("A", "U", 100, 1),
        ("GDP", "UUU", 300, 4),
        ("3.0", "UUU", 100, 3),
        ("A+", "UU", 100, 3),
        ("12%", "UUU", 200, 2),
        ("!?", "UU", 100, 7),
        ("HHHHH", "RRRRR", 477, 2),
        ("“HHHHH”", "RRRRRRR", 520, 40),
        ("“字”", "UUU", 300, 40),
        ("“12”", "UUUU", 300, 40),
    ];
    for (text, turns, width, near) in cases {
        let (seen, got) = between(text, &plain_style(Hk));
        let turned: String = seen.iter().map(|s| s.turn).collect();
        assert_eq!(turned, turns, "{text}");
        assert!((got - width).abs() <= 8, "{text}: {got}");
        let right = seen.iter().map(|s| s.right.1).max().zip(seen.iter().map(|s| s.right.0).min());
        let middle = right.map_or(100, |(to, from)| (from + to) / 2);
        assert!(middle.abs() <= near, "{text}: {middle}");
        if width == 100 {
            assert!(seen.iter().all(|s| s.right.0 >= -50 && s.right.1 <= 50), "{text} {seen:?}");
        }
    }
}

#[test]
fn r72_settings_of_cells() {
    let width = |text: &str, tcy, acronym| {
        between(text, &styled(Tw, |s| (s.tcy, s.acronym) = (tcy, acronym))).1
    };
    let four = [Tcy::Off, Tcy::UpTo(2), Tcy::UpTo(3), Tcy::UpTo(4)];
    let cells = |text: &str| four.map(|tcy| width(text, tcy, Acronym::Upright) == 100);
    assert_eq!(cells("12"), [false, true, true, true]);
    assert_eq!(cells("365"), [false, false, true, true]);
    assert_eq!(cells("2024"), [false, false, false, true]);
    assert_eq!(cells("20245"), [false; 4]);
    assert_eq!(cells("3.0"), [false, true, true, true]);
    assert_eq!(cells("7"), [true; 4]);
    assert_eq!(width("WTO", Tcy::Off, Acronym::Upright), 300);
    assert!(width("WTO", Tcy::Off, Acronym::Rotate) != 300);
    assert!(width("UNESCO", Tcy::Off, Acronym::Upright) != 600);
}

/// The colon of a time or ratio stands in the middle between its figures and on their axis.
#[test]
fn colons_between_figures_stand_in_the_middle() {
    for locale in ALL {
        for text in ["9：1", "12：30"] {
            let (seen, _) = between(text, &plain_style(locale));
            let at = seen.iter().position(|seen| seen.text == "：").expect("the colon");
            let (before, colon, after) = (&seen[at - 1], &seen[at], &seen[at + 1]);
            let gaps = (colon.down.0 - before.down.1, after.down.0 - colon.down.1);
            assert!((gaps.0 - gaps.1).abs() <= 4, "{locale:?} {text} {gaps:?} {seen:?}");
            assert!((3..35).contains(&gaps.0), "{locale:?} {text} {gaps:?}");
            assert!(colon.middle().1.abs() <= 4, "{locale:?} {text} {:?}", colon.middle());
        }
    }
}

/// Marks of half-width kana text have half an em, and no neighbour's ink.
#[test]
fn r33_half_width_marks_stand_in_half_frames() {
    let text = "甲｢乙｣丙､丁｡戊･己｡｣庚";
    for locale in ALL {
        let (seen, _) = set(text, &plain_style(locale));
        let seen: Vec<&Seen> = seen.iter().filter(|seen| seen.down != (0, 0)).collect();
        let written: String = seen.iter().map(|seen| seen.text.as_str()).collect();
        assert_eq!(written, text, "{locale:?}");
        for pair in seen.windows(2) {
            assert!(pair[0].down.1 <= pair[1].down.0, "{locale:?} {pair:?}");
        }
        let (seen, line) = set("甲｢乙｣", &plain_style(locale));
        assert_eq!(hundredths(line.natural), 300, "{locale:?}");
        let plain = set("甲「乙」", &plain_style(locale)).0;
        let right = |seen: &[Seen]| seen.iter().map(|seen| seen.right).collect::<Vec<_>>();
        assert_eq!(right(&seen), right(&plain), "{locale:?}");
        let end = set("甲｡", &plain_style(locale)).0;
        let plain = set("甲。", &plain_style(locale)).0;
        assert_eq!(right(&end), right(&plain), "{locale:?}");
    }
}
