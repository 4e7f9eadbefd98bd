//! What stands beside a text keeps off the ink of its letters, of its own and off frames (R82, R83, R85-R87).

use crate::chars::Locale::{self, Hk, Ja};
use crate::diag::FileId;
use crate::fonts::{FontBook, FontFiles};
use crate::measure::{Length, WritingMode};
use crate::text::{Mark, Markup, RichText};

use super::tests::{EM, plain_style};
use super::{Composer, GlyphRun, Paragraph, RunText, SetLine};

const BOTH: [WritingMode; 2] = [WritingMode::HorizontalTb, WritingMode::VerticalRl];

fn rich(text: &str) -> RichText {
    RichText::plain(text, FileId(0), 0)
}

fn read(reading: &str) -> Mark {
    Mark::Ruby { reading: Box::new(rich(reading)) }
}

/// A text on one line, all of it with these marks.
fn line_of(
    book: &FontBook<'_>,
    text: &str,
    marks: Vec<Mark>,
    locale: Locale,
    mode: WritingMode,
) -> SetLine {
    let range = 0..text.len() as u32;
    let mut rich = rich(text);
    rich.marks = marks.into_iter().map(|mark| Markup { range: range.clone(), mark }).collect();
    let style = plain_style(locale);
    let paragraph = Paragraph { text: &rich, style: &style, mode, mark: "", tail: None };
    Composer::new(book).prepare(&paragraph).set(&(EM * 40)).lines.remove(0)
}

/// The ink of runs across the line, from its baseline or middle: from, to.
fn across<'r>(
    book: &FontBook<'_>,
    runs: impl Iterator<Item = &'r GlyphRun>,
    mode: WritingMode,
) -> (Length, Length) {
    let mut all: Option<(Length, Length)> = None;
    for run in runs {
        let face = book.face(run.face);
        let per_em = i64::from(face.units_per_em());
        // A sideways letter's baseline lies left of the middle of its line.
        let middle = if mode == WritingMode::VerticalRl {
            run.size.height.scale(38, 100)
        } else {
            Length::ZERO
        };
        for glyph in &run.glyphs {
            let Some(ink) = face.ink(glyph.id) else { continue };
            let units = |value: i32| run.size.height.scale(i64::from(value), per_em);
            let block = glyph.block.length() + middle;
            let (from, to) = (block - units(ink.y_max), block - units(ink.y_min));
            let (first, last) = all.unwrap_or((from, to));
            all = Some((first.min(from), last.max(to)));
        }
    }
    all.expect("ink")
}

fn is_text(run: &&GlyphRun) -> bool {
    run.text == RunText::Source
}

fn is_reading(run: &&GlyphRun) -> bool {
    matches!(run.text, RunText::Reading { .. })
}

fn is_put_in(run: &&GlyphRun) -> bool {
    matches!(run.text, RunText::Inserted(_))
}

#[test]
fn r82_letters_of_a_reading_print_on_no_base() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    for (base, reading) in
        [("国", "guó"), ("解放军", "jiěfàngjūn"), ("香港", "hoeng1gong2"), ("Ångström", "gyp")]
    {
        for mode in BOTH {
            let line = line_of(&book, base, vec![read(reading)], Hk, mode);
            let (_, foot) = across(&book, line.runs.iter().filter(is_reading), mode);
            let top = match mode {
                WritingMode::HorizontalTb => {
                    across(&book, line.runs.iter().filter(is_text), mode).0
                }
                // Han stands upright, in the whole of its em box.
                WritingMode::VerticalRl => -EM / 2,
            };
            assert!(foot <= top, "{base} {mode:?}: {foot} {top}");
        }
    }
}

#[test]
fn r85_dots_stand_off_letters_that_descend_and_off_accents() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let mode = WritingMode::HorizontalTb;
    let dots = |text: &str, locale| {
        let line = line_of(&book, text, vec![Mark::Emphasis], locale, mode);
        let own = across(&book, line.runs.iter().filter(is_text), mode);
        (own, across(&book, line.runs.iter().filter(is_put_in), mode))
    };
    let (own, below) = dots("gypq", Hk);
    assert!(below.0 > own.1, "{own:?} {below:?}");
    let (own, above) = dots("ÅÉ", Ja);
    assert!(above.1 < own.0, "{own:?} {above:?}");
    // Beside Han they stay where they were.
    assert_eq!(dots("香港", Hk).1, dots("abc", Hk).1);
}

#[test]
fn r86_lines_stand_off_letters_that_descend() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    for mark in [Mark::Name, Mark::Title] {
        let mode = WritingMode::HorizontalTb;
        let line = line_of(&book, "Gyp Jiqy", vec![mark], Hk, mode);
        let own = across(&book, line.runs.iter().filter(is_text), mode);
        let below = across(&book, line.runs.iter().filter(is_put_in), mode);
        assert!(below.0 >= own.1, "{own:?} {below:?}");
    }
}

#[test]
fn r86_a_name_within_a_title_has_the_wave_alone() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    for mode in BOTH {
        let count = |marks: Vec<Mark>| {
            let line = line_of(&book, "李白", marks, Hk, mode);
            line.runs.iter().filter(is_put_in).count()
        };
        assert_eq!(count(vec![Mark::Title]), 1);
        assert_eq!(count(vec![Mark::Name, Mark::Title]), 1, "{mode:?}");
        assert_eq!(count(vec![Mark::Title, Mark::Name]), 1, "{mode:?}");
    }
}

/// A reading of a name in a frame stands outside the frame, and has that room too (R87, R134).
#[test]
fn r87_readings_stand_outside_a_frame() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    for mode in BOTH {
        let foot = |marks: Vec<Mark>| {
            let line = line_of(&book, "陳平", marks, Ja, mode);
            across(&book, line.runs.iter().filter(is_reading), mode).1
        };
        let (plain, framed) =
            (foot(vec![read("ちんぺい")]), foot(vec![Mark::Mourned, read("ちんぺい")]));
        assert!(framed <= plain - EM / 20, "{mode:?}: {plain} {framed}");
    }
}

/// R85: in the middle of the character, not of the character and the reading right of it.
#[test]
fn r85_dots_stand_under_their_characters_beside_bopomofo() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let mode = WritingMode::HorizontalTb;
    let middle = |marks: Vec<Mark>| {
        let line = line_of(&book, "重", marks, Hk, mode);
        let dots: Vec<_> = line.runs.iter().filter(is_put_in).collect();
        dots[0].glyphs[0].inline.length()
    };
    assert_eq!(middle(vec![Mark::Emphasis]), middle(vec![Mark::Emphasis, read("ㄔㄨㄥˊ")]));
}

/// Where the lines of names and titles begin and end, in hundredths of an em.
fn lines_of(names: &[(std::ops::Range<u32>, Mark)]) -> Vec<(i64, i64)> {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let mut text = rich("甲乙丙丁戊己庚");
    text.marks = names
        .iter()
        .map(|(range, mark)| Markup { range: range.clone(), mark: mark.clone() })
        .collect();
    let style = plain_style(Hk);
    let mode = WritingMode::HorizontalTb;
    let paragraph = Paragraph { text: &text, style: &style, mode, mark: "", tail: None };
    let line = Composer::new(&book).prepare(&paragraph).set(&(EM * 40)).lines.remove(0);
    let hundredths = |length: Length| length.scale(100, EM.units()).units();
    let of = |run: &GlyphRun| {
        let face = book.face(run.face);
        let per_em = i64::from(face.units_per_em());
        let units = |value: i32| run.size.width.scale(i64::from(value), per_em);
        let ink = |at: usize| (&run.glyphs[at], face.ink(run.glyphs[at].id).unwrap());
        let ((first, from), (last, to)) = (ink(0), ink(run.glyphs.len() - 1));
        (
            hundredths(first.inline.length() + units(from.x_min)),
            hundredths(last.inline.length() + units(to.x_max)),
        )
    };
    line.runs.iter().filter(|run| matches!(run.text, RunText::Inserted(_))).map(of).collect()
}

#[test]
fn r86_a_line_is_as_long_as_its_name_but_where_another_touches_it() {
    assert_eq!(lines_of(&[(3..9, Mark::Name)]), [(100, 300)]);
    let two = [(3..9, Mark::Name), (9..15, Mark::Title), (18..21, Mark::Name)];
    assert_eq!(lines_of(&two), [(100, 294), (306, 500), (600, 700)]);
}

#[test]
fn r51_letters_under_a_longer_reading_stay_together_in_the_middle() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let places = |marks: Vec<Mark>| {
        let line = line_of(&book, "WTO", marks, Hk, WritingMode::HorizontalTb);
        let base = line.runs.iter().filter(|run| !matches!(run.text, RunText::Reading { .. }));
        let places: Vec<Length> =
            base.flat_map(|run| &run.glyphs).map(|glyph| glyph.inline.length()).collect();
        (places, line.width)
    };
    let (plain, _) = places(Vec::new());
    let (under, width) = places(vec![read("世界貿易組織")]);
    let apart = |at: usize| (under[at] - under[0]) - (plain[at] - plain[0]);
    assert!(apart(1) == Length::ZERO && apart(2) == Length::ZERO, "{under:?} {plain:?}");
    assert!(under[0].is_positive() && width > under[2] * 3 / 2, "{under:?} {width}");
}
