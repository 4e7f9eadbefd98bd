//! The rules as a reader can check them: `|` marks where a line ends.

use crate::chars::{Breaking, Kinsoku, Locale, Settings};
use crate::colour::Colour;
use crate::diag::{Diagnostic, FileId};
use crate::fonts::{FamilyId, FontBook, FontFiles};
use crate::measure::{Em, Length, Permille, WritingMode};
use crate::page::style::{Align, TextStyle};
use crate::text::RichText;

use super::{Composer, Galley, Paragraph, SetLine};

pub(super) const EM: Length = Length::from_pt(10);

pub(super) fn plain_style(locale: Locale) -> TextStyle {
    let mut settings = Settings::of(locale);
    settings.indent = Em::ZERO;
    settings.breaking = Breaking::Greedy;
    TextStyle {
        family: FamilyId::SERIF,
        bold_family: FamilyId::SERIF_BOLD,
        size: EM,
        width: Permille::ONE,
        height: Permille::ONE,
        colour: Colour::BLACK,
        align: Align::Justify,
        tracking: Em::ZERO,
        hang: Em::ZERO,
        settings,
    }
}

pub(super) fn prepare(text: &str, style: &TextStyle) -> (Galley, Vec<Diagnostic>) {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let mut diags = Vec::new();
    let rich = RichText::plain(text, FileId(0), 0);
    let paragraph =
        Paragraph { text: &rich, style, mode: WritingMode::HorizontalTb, mark: "", tail: None };
    let galley = Composer::new(&book).prepare(&paragraph, &mut diags);
    (galley, diags)
}

pub(super) fn lines(text: &str, style: &TextStyle, ems: i64) -> Vec<SetLine> {
    prepare(text, style).0.set(&(EM * ems)).lines
}

/// The text with `|` at its line ends.
fn broken(text: &str, style: &TextStyle, ems: i64) -> String {
    let lines = lines(text, style, ems);
    let parts: Vec<&str> =
        lines.iter().map(|l| &text[l.range.start as usize..l.range.end as usize]).collect();
    parts.join("|")
}

fn at_level(locale: Locale, kinsoku: Kinsoku) -> TextStyle {
    let mut style = plain_style(locale);
    style.settings.kinsoku = kinsoku;
    style
}

/// Positions of the glyphs in hundredths of an em.
fn places(text: &str, style: &TextStyle, ems: i64) -> Vec<i64> {
    lines(text, style, ems)[0]
        .runs
        .iter()
        .flat_map(|run| &run.glyphs)
        .map(|glyph| glyph.inline.scale(100, EM.units()).units())
        .collect()
}

#[test]
fn r15_to_r19_breaks() {
    use Kinsoku::*;
    use Locale::*;
    let cases = [
        (Hk, Normal, 5, "文文文文|文。字"),
        (Hk, None, 5, "文文文文文|。字"),
        (Cn, Normal, 5, "文文文文|文。字"),
        (Hk, Normal, 5, "文文文文|「字字"),
        (Hk, Normal, 5, "文文文文文|字——字"),
        (Hk, Normal, 4, "文文文|——字"),
        (Hk, Normal, 3, "共|12345|人"),
        (Hk, Normal, 4, "文文文|12%字"),
        (Hk, Normal, 4, "文文文|文……字"),
    ];
    for (locale, level, ems, expected) in cases {
        let text = expected.replace('|', "");
        let got = broken(&text, &at_level(locale, level), ems);
        assert_eq!(got, expected, "{locale:?} {level:?} {ems}");
    }
}

#[test]
fn glyphs_stand_where_the_rules_put_them() {
    use Locale::*;
    let cases: [(Locale, &str, &[i64], i64); 9] = [
        (Hk, "國）））國", &[0, 100, 150, 200, 300], 400),
        (Hk, "「『國", &[-50, 0, 100], 200),
        (Hk, "國——國", &[0, 100, 300], 400),
        (Hk, "國……國", &[0, 100, 200, 300], 400),
        (Hk, "比爾·蓋茨", &[0, 100, 200, 300, 400], 500),
        (Hk, "國—國", &[0, 100, 200], 300),
        (Hk, "國。國，國：", &[0, 100, 200, 300, 400, 500], 600),
        (Cn, "比尔·盖茨", &[0, 100, 175, 250, 350], 450),
        (Cn, "國。國，國：", &[0, 100, 200, 300, 400, 500], 550),
    ];
    for (locale, text, expected, width) in cases {
        let style = plain_style(locale);
        assert_eq!(places(text, &style, 20), expected, "{locale:?} {text}");
        let line = &lines(text, &style, 20)[0];
        assert_eq!(line.width, EM.scale(width, 100), "{locale:?} {text}");
    }
}

#[test]
fn r42_a_typed_space_takes_the_gaps_place() {
    let style = plain_style(Locale::Hk);
    let (with, without) = (places("中 A 中", &style, 20), places("中A中", &style, 20));
    assert_eq!([with[0], with[2], with[4]], [without[0], without[1], without[2]]);
}

#[test]
#[ignore]
fn seed_page() {
    let text = std::fs::read_to_string("/work/shared/seed/000_2e7b6ac97b73da87.txt").unwrap();
    let joined: String = text.lines().map(str::trim).collect();
    for breaking in [Breaking::Greedy, Breaking::Optimal] {
        for ems in [18, 12, 26, 8] {
            let mut style = plain_style(Locale::Hk);
            style.settings.breaking = breaking;
            let (galley, _) = prepare(&joined, &style);
            let start = std::time::Instant::now();
            let lines = galley.set(&(EM * ems)).lines;
            let took = start.elapsed();
            let loose = |limit: i64| {
                lines
                    .iter()
                    .filter(|l| {
                        let line = galley_line(&galley, l);
                        galley.nodes.measure(&galley.line_style(), line).looseness > limit
                    })
                    .count()
            };
            println!(
                "{breaking:?} {ems}: {} lines, over 0.05: {}, over 0.12: {}, over 0.25: {} ({took:?})",
                lines.len(),
                loose(50),
                loose(120),
                loose(250)
            );
        }
    }
}

fn galley_line(galley: &Galley, line: &SetLine) -> super::fit::Line {
    let boxes = galley.nodes.within(&line.range);
    super::fit::Line {
        from: boxes.start,
        to: boxes.end,
        first: boxes.start == 0,
        measure: line.measure,
    }
}
