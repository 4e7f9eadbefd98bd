//! Properties of composition under random text.

use proptest::prelude::*;

use crate::chars::{self, Breaking, Class, Locale};
use crate::diag::Findings;
use crate::fonts::{FontBook, FontFiles};
use crate::measure::{Length, WritingMode};
use crate::page::style::TextStyle;
use crate::text::RichText;

use super::fit::Line;
use super::greedy::break_greedy;
use super::line::{BreakReason, LineFit};
use super::optimal::{break_optimal, total_cost};
use super::tests::{EM, plain_style};
use super::{Composer, Galley, LineSlots, Paragraph, SetLine};

/// Chinese text with marks, words, numbers and blanks in it.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[中文報紙排版國家經濟]{1,6}",
        2 => "[，。、；：？！]",
        2 => "[「『（《][香港]{1,3}[」』）》]",
        1 => "[a-zA-Z]{1,9}",
        1 => "[0-9]{1,5}(\\.[0-9])?%?",
        1 => Just("——".to_owned()),
        1 => Just("……".to_owned()),
        1 => Just(" ".to_owned()),
        1 => Just("\u{3000}".to_owned()),
        1 => Just("·".to_owned()),
        1 => Just("“Web”".to_owned()),
        1 => "[々〜／￥％℃ーぁ]",
    ];
    proptest::collection::vec(piece, 1..40).prop_map(|pieces| pieces.concat())
}

fn locale() -> impl Strategy<Value = Locale> {
    prop_oneof![
        Just(Locale::Hk),
        Just(Locale::Tw),
        Just(Locale::Cn),
        Just(Locale::Ja),
        Just(Locale::Ko)
    ]
}

/// A measure that changes from line to line.
struct Steps(Vec<i64>);

impl LineSlots for Steps {
    fn measure(&self, line: usize) -> Option<Length> {
        self.0.get(line % self.0.len()).map(|ems| EM * *ems)
    }
}

fn galley(composer: &mut Composer<'_>, text: &str, style: &TextStyle) -> Galley {
    galley_in(WritingMode::HorizontalTb, composer, text, style)
}

fn galley_in(
    mode: WritingMode,
    composer: &mut Composer<'_>,
    text: &str,
    style: &TextStyle,
) -> Galley {
    let rich = RichText::plain(text, crate::diag::FileId(0), 0);
    let paragraph = Paragraph { text: &rich, style, mode, mark: "", tail: None };
    composer.prepare(&paragraph)
}

fn check_lines(
    galley: &Galley,
    lines: &[SetLine],
    text: &str,
    style: &TextStyle,
) -> Result<(), TestCaseError> {
    let mut at = 0;
    let mut drawn: Vec<bool> = vec![false; text.len()];
    for (index, line) in lines.iter().enumerate() {
        prop_assert_eq!(line.range.start, at, "lines follow one another");
        at = line.range.end;
        for glyph in line.runs.iter().flat_map(|run| &run.glyphs) {
            for byte in glyph.range.clone() {
                drawn[byte as usize] = true;
            }
        }
        if index + 1 < lines.len() {
            prop_assert!(
                matches!(line.fit, LineFit::Overfull | LineFit::Short)
                    || line.width == line.measure,
                "a full line is {} of {}",
                line.width,
                line.measure
            );
            if line.fit == LineFit::Short {
                let boxes = galley.nodes.within(&line.range);
                let joints = &galley.nodes.joints[boxes.start..boxes.end - 1];
                // Blanks between words are as wide as they may be (R46).
                prop_assert!(!joints.iter().any(|joint| joint.stretch));
                let endless = line.adjustments.iter().any(|change| change.tier == "R50.4");
                prop_assert!(!endless, "blanks between words grew without end");
            }
        }
        check_edges(galley, line, style)?;
    }
    prop_assert_eq!(at as usize, text.len(), "the lines cover the text");
    for (byte, c) in text.char_indices() {
        prop_assert!(drawn[byte] || Class::of(c).is_space(), "{} is lost", c);
    }
    Ok(())
}

/// No prohibited start or end, but where a word had to be broken.
fn check_edges(galley: &Galley, line: &SetLine, style: &TextStyle) -> Result<(), TestCaseError> {
    let settings = style.settings;
    let boxes = galley.nodes.within(&line.range);
    let (Some(first), Some(last)) = (
        galley.nodes.clusters.get(boxes.start),
        boxes.end.checked_sub(1).and_then(|at| galley.nodes.clusters.get(at)),
    ) else {
        return Ok(());
    };
    let western_start = first.class.is_western() && boxes.start > 0;
    // Pairs of dashes or dots may part between the pairs (R17).
    let earlier = boxes.start.checked_sub(1).and_then(|at| galley.nodes.clusters.get(at));
    let pairs = matches!(first.class, Class::El | Class::Da)
        && earlier.is_some_and(|earlier| earlier.class == first.class);
    if boxes.start > 0 && !western_start && !pairs {
        prop_assert!(!chars::never_starts(first.class, settings.kinsoku, settings.locale));
    }
    if boxes.end < galley.nodes.len() && line.end != BreakReason::Emergency {
        prop_assert!(!chars::never_ends(last.class, settings.kinsoku, settings.locale));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20241116),
        ..ProptestConfig::default()
    })]

    // R47.
    #[test]
    fn nothing_is_lost_and_full_lines_are_flush(
        text in text(),
        locale in locale(),
        steps in proptest::collection::vec(4i64..24, 1..4),
        optimal in any::<bool>(),
    ) {
        let files = FontFiles::default();
        let book = FontBook::new(&files);
        let mut style = plain_style(locale);
        style.settings.breaking = if optimal { Breaking::Optimal } else { Breaking::Greedy };
        let galley = galley(&mut Composer::new(&book), &text, &style);
        if galley.nodes.len() > 0 {
            let setting = galley.set(&Steps(steps));
            prop_assert_eq!(setting.rest, None);
            check_lines(&galley, &setting.lines, &text, &style)?;
        }
    }

    // R27.
    #[test]
    fn greedy_never_beats_optimal(
        text in text(),
        locale in locale(),
        steps in proptest::collection::vec(4i64..24, 1..4),
    ) {
        let files = FontFiles::default();
        let book = FontBook::new(&files);
        let style = plain_style(locale);
        let galley = galley(&mut Composer::new(&book), &text, &style);
        let slots = Steps(steps);
        let lines = galley.line_style();
        let cost = |breaks: &[super::greedy::LineBreak]| {
            total_cost(&galley.nodes, &lines, &slots, breaks)
        };
        let greedy = cost(&break_greedy(&galley.nodes, &lines, &slots, 0));
        let optimal = cost(&break_optimal(&galley.nodes, &lines, &slots, 0));
        prop_assert!(greedy >= optimal, "greedy {} optimal {}", greedy, optimal);
    }

    // R52.
    #[test]
    fn greedy_skips_nothing_that_it_would_take(
        text in text(),
        locale in locale(),
        steps in proptest::collection::vec(2i64..40, 1..4),
    ) {
        let files = FontFiles::default();
        let book = FontBook::new(&files);
        let mut galley = galley(&mut Composer::new(&book), &text, &plain_style(locale));
        let slots = Steps(steps);
        let lines = galley.line_style();
        let quick = break_greedy(&galley.nodes, &lines, &slots, 0);
        // Boxes that may be so wide leave no end that surely fits: every one is tried.
        galley.nodes.widest = Length::MAX;
        prop_assert_eq!(quick, break_greedy(&galley.nodes, &lines, &slots, 0));
    }

    #[test]
    fn longer_text_never_takes_fewer_lines(
        text in text(),
        locale in locale(),
        ems in 4i64..24,
        optimal in any::<bool>(),
    ) {
        let files = FontFiles::default();
        let book = FontBook::new(&files);
        let mut style = plain_style(locale);
        style.settings.breaking = if optimal { Breaking::Optimal } else { Breaking::Greedy };
        let mut composer = Composer::new(&book);
        let mut before = 0;
        let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        for end in ends.into_iter().step_by(5) {
            let lines = galley(&mut composer, &text[..end], &style).set(&(EM * ems)).lines.len();
            prop_assert!(lines >= before, "{} lines after {}: {}", lines, before, &text[..end]);
            before = lines;
        }
    }

    /// The sums by which lines are measured agree with the glyphs' places.
    #[test]
    fn measured_and_set_widths_agree(text in text(), locale in locale()) {
        let files = FontFiles::default();
        let book = FontBook::new(&files);
        let style = plain_style(locale);
        let galley = galley(&mut Composer::new(&book), &text, &style);
        if galley.nodes.len() > 0 {
            let line = Line {
                from: 0, to: galley.nodes.len(), first: true, measure: Length::from_mm(10_000),
            };
            let fit = galley.nodes.measure(&galley.line_style(), line);
            let set = galley.set(&Length::from_mm(10_000)).lines.remove(0);
            prop_assert_eq!(set.width, fit.natural - fit.end_trim);
        }
    }

    /// Han characters that stand more than a quarter of an em apart are told of (R50.4, R57).
    #[test]
    fn wide_gaps_are_told(text in text(), locale in locale(), ems in 3i64..24) {
        let files = FontFiles::default();
        let book = FontBook::new(&files);
        let style = plain_style(locale);
        let galley = galley(&mut Composer::new(&book), &text, &style);
        let lines = galley.set(&(EM * ems)).lines;
        let rich = RichText::plain(text.clone(), crate::diag::FileId(0), 0);
        let (mut loose, mut diags) = (super::LooseLines::default(), Findings::default());
        galley.report(&lines.iter().collect::<Vec<_>>(), &rich, &mut loose, &mut diags);
        loose.tell(&mut diags);
        let is_han = |glyph: &super::Glyph| {
            let range = glyph.range.start as usize..glyph.range.end as usize;
            text.get(range).and_then(|c| c.chars().next()).is_some_and(|c| Class::of(c) == Class::Ha)
        };
        let wide = |line: &SetLine| {
            line.runs.iter().any(|run| run.glyphs.windows(2).any(|pair| {
                let apart = pair[1].inline.length() - pair[0].inline.length() - EM;
                is_han(&pair[0]) && is_han(&pair[1])
                    && pair[0].range.end == pair[1].range.start
                    && apart > EM / 4
            }))
        };
        let told = diags.iter().any(|diag| matches!(diag.code.0, "C002" | "C005"));
        prop_assert!(told || !lines.iter().any(wide), "{:?}", lines.iter().find(|line| wide(line)));
    }

    /// Han and kana break at the same places in both writing modes.
    #[test]
    fn both_modes_break_alike(text in "[中文報紙かなカナー々]{1,80}", ems in 3i64..20) {
        let files = FontFiles::default();
        let book = FontBook::new(&files);
        let style = plain_style(Locale::Ja);
        let mut composer = Composer::new(&book);
        let [across, down] = [WritingMode::HorizontalTb, WritingMode::VerticalRl].map(|mode| {
            let lines = galley_in(mode, &mut composer, &text, &style).set(&(EM * ems)).lines;
            lines.into_iter().map(|line| (line.range, line.width)).collect::<Vec<_>>()
        });
        prop_assert_eq!(across, down);
    }
}
