//! Text that is not all Han of one size: Western words, typed blanks, superscripts, bopomofo.
//! Places and widths are in hundredths of an em.

use super::tests::{EM, plain_style};
use super::{Composer, Paragraph, SetLine};
use crate::chars::Locale::{self, Hk, Ja};
use crate::chars::{LineEnd, Settings};
use crate::diag::FileId;
use crate::fonts::{FontBook, FontFiles};
use crate::measure::{Length, WritingMode};
use crate::page::style::TextStyle;
use crate::text::{Mark, Markup, RichText};

const ACROSS: WritingMode = WritingMode::HorizontalTb;
const DOWN: WritingMode = WritingMode::VerticalRl;

/// A text in which `{…}` is marked.
fn marked(text: &str, mark: Mark) -> RichText {
    let parts: Vec<&str> = text.split(['{', '}']).collect();
    let mut rich = RichText::plain(parts.concat(), FileId(0), 0);
    if let [before, inside, _] = parts[..] {
        let start = before.len() as u32;
        rich.marks.push(Markup { range: start..start + inside.len() as u32, mark });
    }
    rich
}

fn set(text: &RichText, style: &TextStyle, mode: WritingMode, measure: i64) -> Vec<SetLine> {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let paragraph = Paragraph { text, style, mode, mark: "", tail: None };
    let galley = Composer::new(&book).prepare(&paragraph);
    galley.set(&EM.scale(measure, 100)).lines
}

fn hundredths(length: Length) -> i64 {
    length.scale(100, EM.units()).units()
}

fn places(line: &SetLine) -> Vec<i64> {
    line.runs.iter().flat_map(|run| &run.glyphs).map(|g| hundredths(g.inline.length())).collect()
}

fn styled(locale: Locale, change: impl FnOnce(&mut Settings)) -> TextStyle {
    let mut style = plain_style(locale);
    change(&mut style.settings);
    style
}

/// 」「 count for an em and a half when lines are broken, not for two.
#[test]
fn r25_lines_are_broken_with_squeezed_marks() {
    let style = styled(Hk, |s| (s.compress, s.line_end) = (false, LineEnd::Full));
    let text = RichText::plain("文「文」「文」文文文", FileId(0), 0);
    let ends = |measure| set(&text, &style, ACROSS, measure)[0].range.len() / 3;
    assert_eq!(ends(650), 7, "文「文」「文」 is 6.5 em wide");
    assert!(ends(649) < 7, "and no less");
}

#[test]
fn r44_the_gap_stands_beside_bold_words_too() {
    let style = plain_style(Hk);
    let plain = set(&RichText::plain("文A文", FileId(0), 0), &style, ACROSS, 2000).remove(0);
    let bold = set(&marked("文{A}文", Mark::Bold), &style, ACROSS, 2000).remove(0);
    assert_eq!(bold.runs.len(), 3, "{bold}");
    assert_eq!(places(&plain)[1], 125);
    assert_eq!(places(&bold)[1], 125);
}

#[test]
fn r45_the_gap_gives_way_within_limits() {
    let text = RichText::plain("文A文字文字", FileId(0), 0);
    let gap = |locale, by: i64| {
        let style = styled(locale, |s| s.kinsoku = crate::chars::Kinsoku::None);
        let natural =
            hundredths(set(&RichText::plain("文A文", FileId(0), 0), &style, ACROSS, 2000)[0].width);
        let line = set(&text, &style, ACROSS, natural + by).remove(0);
        assert_eq!(line.range.len(), 7, "{line}");
        places(&line)[1] - 100
    };
    // An eighth at least; a third at most, in Japan a half.
    assert_eq!([gap(Hk, -24), gap(Ja, -24)], [13, 13]);
    assert_eq!([gap(Hk, 16), gap(Ja, 48)], [33, 49]);
}

/// Blanks typed at a paragraph's head stand for the indent and are not added to it.
#[test]
fn r58_the_indent_is_made_not_typed() {
    for (locale, indent) in [(Hk, 200), (Ja, 100)] {
        let style = styled(locale, |s| s.indent = Settings::of(locale).indent);
        for typed in ["國國", "\u{3000}國國", "\u{3000}\u{3000}國國"] {
            let line = set(&RichText::plain(typed, FileId(0), 0), &style, ACROSS, 2000).remove(0);
            let places = places(&line);
            assert_eq!(places[places.len() - 2], indent, "{locale:?} {typed} {line}");
        }
    }
}

/// Symbols of 0.3 em in a column of their own right of the character, the tone right of them.
#[test]
fn r81_bopomofo_right_of_its_character() {
    let reading = || RichText::plain("ㄍㄨㄛˊ", FileId(0), 0);
    for mode in [ACROSS, DOWN] {
        let text = marked("{國}文", Mark::Ruby { reading: Box::new(reading()) });
        let line = set(&text, &plain_style(Hk), mode, 2000).remove(0);
        let (base, notes) = line.runs.split_first().expect("a run");
        let pitch = hundredths(base.glyphs[1].inline.length() - base.glyphs[0].inline.length());
        // Down the line the column stands between the lines, across it takes room in the line.
        assert_eq!(pitch, if mode == ACROSS { 150 } else { 100 }, "{line}");
        let symbols: Vec<_> =
            notes.iter().flat_map(|run| run.glyphs.iter().map(move |g| (run, g))).collect();
        assert_eq!(symbols.len(), 4, "{line}");
        for (run, _) in &symbols[..3] {
            assert_eq!(run.size.height, EM.scale(3, 10), "{line}");
        }
    }
}

/// The final stop of a checked syllable stands right of its letters at their foot, its high tone's dot over
/// it; a tone stands where tones do.
#[test]
fn r81_a_checked_tone_stands_at_the_foot_of_its_syllable() {
    let symbols = |reading: &str, mode| {
        let reading = RichText::plain(reading, FileId(0), 0);
        let text = marked("{合}文", Mark::Ruby { reading: Box::new(reading) });
        let line = set(&text, &plain_style(Hk), mode, 2000).remove(0);
        let notes = line.runs.iter().skip(1).flat_map(|run| &run.glyphs);
        notes.map(|glyph| (glyph.inline.length(), glyph.block.length())).collect::<Vec<_>>()
    };
    let checked = symbols("ㄏㄚㆷ", ACROSS);
    let [first, second, stop] = checked[..] else { panic!("{checked:?}") };
    assert!(stop.0 > first.0 && stop.0 > second.0, "right of its letters: {checked:?}");
    assert!(stop.1 > first.1, "under the first of them: {checked:?}");
    let level = symbols("ㄏㄚˊ", ACROSS);
    // The tones of Taiwanese stand where those of Mandarin do.
    for tone in ['˪', '˫'] {
        let fallen = symbols(&format!("ㄏㄚ{tone}"), ACROSS);
        assert_eq!(fallen[..2], level[..2], "{tone}");
        assert!(fallen[2].0 > fallen[1].0 && fallen[2].1 < stop.1, "{tone}: {fallen:?}");
    }
    assert!(stop.1 > level[2].1, "lower than a tone: {checked:?} {level:?}");
    let high = symbols("ㄏㄚㆷ˙", ACROSS);
    assert_eq!(high.len(), 4, "{high:?}");
    assert!(high[3].1 < high[2].1 && high[3].0 > first.0, "the dot over the stop: {high:?}");
    // Down the line what is lower is further along it, and what is right nearer to the line before.
    let down = symbols("ㄏㄚㆷ", DOWN);
    assert!(down[2].0 > down[0].0 && down[2].1 < down[0].1, "{down:?}");
}

/// Smaller, raised, kept with its base, with no gap beside it, and the lines where they were.
#[test]
fn r41_r65_r88_superscripts() {
    let style = plain_style(Hk);
    let line = set(&marked("文x{2}文", Mark::Superscript), &style, ACROSS, 2000).remove(0);
    let raised = line.runs.iter().find(|run| run.size.height < EM).expect("a small run");
    assert_eq!(raised.size.height, EM.scale(65, 100), "{line}");
    assert!(raised.glyphs[0].block.length() < Length::ZERO, "{line}");
    let after = line.runs.iter().flat_map(|run| &run.glyphs).last().expect("the last");
    let beside = raised.glyphs[0].inline.length() + raised.glyphs[0].advance.length();
    assert_eq!(hundredths(after.inline.length() - beside), 0, "no gap: {line}");
    // The characters beside it stand on the line as they would without it.
    assert_eq!(after.block.length(), Length::ZERO, "{line}");
    let lines = set(&marked("文文文文米{2}文", Mark::Superscript), &style, ACROSS, 500);
    assert!(lines[0].range.end as usize <= 12, "米 goes with its 2: {lines:?}");
}

/// A vertical head of one row is set like any line: two figures share a frame.
#[test]
fn r96_two_figures_share_a_frame_in_a_vertical_head() {
    let mut style = styled(Hk, |s| s.kinsoku = crate::chars::Kinsoku::Strict);
    style.size = EM * 4;
    let text = RichText::plain("廿12人", FileId(0), 0);
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let paragraph = Paragraph { text: &text, style: &style, mode: DOWN, mark: "", tail: None };
    let galley = Composer::new(&book).prepare(&paragraph);
    let rows = galley.rows(&text, 1).expect("one row");
    assert_eq!((rows.len(), rows[0].len()), (1, text.text.len()));
    assert_eq!(galley.set(&(EM * 100)).lines[0].width, EM * 12, "three frames of the head's size");
}
