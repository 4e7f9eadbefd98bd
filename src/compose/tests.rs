//! The rules as a reader can check them: `|` marks where a line ends.

use crate::chars::{Breaking, Kinsoku, LineEnd, Locale, Settings, Snap};
use crate::colour::Colour;
use crate::diag::{FileId, Findings};
use crate::fonts::{FamilyId, FontBook, FontFiles};
use crate::measure::{Em, Length, Permille, WritingMode};
use crate::page::style::{Align, TextStyle};
use crate::text::{Mark, Markup, RichText};

use super::{BreakReason, Composer, Galley, LineFit, LineSlots, Paragraph, RunText, SetLine, Tail};

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
        readings: Permille::ONE,
        settings,
    }
}

pub(super) fn prepare(text: &str, style: &TextStyle) -> (Galley, Findings) {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let rich = RichText::plain(text, FileId(0), 0);
    let paragraph =
        Paragraph { text: &rich, style, mode: WritingMode::HorizontalTb, mark: "", tail: None };
    let galley = Composer::new(&book).prepare(&paragraph);
    let said = galley.findings.clone();
    (galley, said)
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
        .map(|glyph| glyph.inline.length().scale(100, EM.units()).units())
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

/// The first line's width and what was adjusted, in hundredths of an em.
fn adjusted(text: &str, style: &TextStyle, hundredths: i64) -> (Vec<(&'static str, i64)>, i64) {
    let measure = EM.scale(hundredths, 100);
    let line = prepare(text, style).0.set(&measure).lines.remove(0);
    let hundredth = |length: Length| length.scale(100, EM.units()).units();
    let list = line.adjustments.iter().map(|a| (a.tier, hundredth(a.amount))).collect();
    (list, hundredth(line.width))
}

#[test]
fn r30_r31_line_edges() {
    use Locale::*;
    // Full if it fits, half if that makes it fit; the mainland always half.
    let cases = [
        (Hk, "文文文」文文", 400, "文文文」|文文"),
        (Hk, "文文文」文文", 350, "文文文」|文文"),
        (Hk, "文文文。文文", 375, "文文文。|文文"),
        (Cn, "文文文。文文", 350, "文文文。|文文"),
        (Hk, "「文文文「文文", 350, "「文文文|「文文"),
    ];
    for (locale, text, measure, expected) in cases {
        let lines = prepare(text, &plain_style(locale)).0.set(&EM.scale(measure, 100)).lines;
        let got: Vec<&str> =
            lines.iter().map(|l| &text[l.range.start as usize..l.range.end as usize]).collect();
        assert_eq!(got.join("|"), expected, "{locale:?} {measure}");
        assert_eq!(lines[0].width, EM.scale(measure, 100), "{locale:?} {text}");
    }
}

#[test]
fn r32_a_paragraph_that_begins_with_a_bracket() {
    let mut style = plain_style(Locale::Hk);
    style.settings.indent = Em::from_thousandths(2000);
    assert_eq!(places("「國國", &style, 20), [150, 250, 350]);
}

#[test]
fn r49_squeezes_in_order() {
    let style = plain_style(Locale::Hk);
    type Case<'a> = (&'a str, i64, &'a [(&'a str, i64)]);
    let cases: [Case<'_>; 6] = [
        ("文文。", 285, &[("R49.1", -25)]),
        ("文・文「文」文", 650, &[("R49.3", -50)]),
        ("文・文「文」文", 600, &[("R49.3", -50), ("R49.4", -50)]),
        ("文，文「文」文", 575, &[("R49.4", -100), ("R49.5", -25)]),
        ("文中A中文。文", 702, &[("R49.6", -20)]),
        ("文。文文", 375, &[("R49.7", -25)]),
    ];
    for (text, measure, expected) in cases {
        let (got, width) = adjusted(text, &style, measure);
        assert_eq!(got, expected, "{text}");
        assert!(width <= measure, "{text}: {width} in {measure}");
    }
}

#[test]
fn r50_spreads_in_order() {
    let style = plain_style(Locale::Hk);
    // A word space goes to a half, then the Western gap to a third, then Han.
    let (got, width) = adjusted("a b中文中——中文", &style, 600);
    assert_eq!(width, 600);
    let tiers: Vec<&str> = got.iter().map(|(tier, _)| *tier).collect();
    assert_eq!(tiers, ["R50.1", "R50.2", "R50.3", "R50.4"]);
}

#[test]
fn r53_no_runt_when_it_can_be_helped() {
    let mut style = plain_style(Locale::Hk);
    style.settings.breaking = Breaking::Optimal;
    let text = "國".repeat(31);
    let lines = lines(&text, &style, 10);
    let last = lines.last().map(|line| line.range.len() / 3);
    assert_eq!((lines.len(), last), (4, Some(2)));
}

#[test]
fn r54_a_last_line_is_squeezed() {
    let style = plain_style(Locale::Hk);
    assert_eq!(broken("文文，文「文」文", &style, 8), "文文，文「文」文");
    assert_eq!(broken("文文，文「文」文", &style, 7), "文文，文「文」文");
}

#[test]
fn r55_alignments() {
    for (align, first) in
        [(Align::Start, 0), (Align::End, 700), (Align::Center, 350), (Align::Spread, 0)]
    {
        let mut style = plain_style(Locale::Hk);
        style.align = align;
        let got = places("文文文", &style, 10);
        assert_eq!(got[0], first, "{align:?}");
        if align == Align::Spread {
            assert_eq!(got[2], 900);
        }
    }
}

/// R106, R108: a credit stands at the end; an item's later lines stand in.
#[test]
fn marks_hang_and_tails() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let mut style = plain_style(Locale::Hk);
    style.hang = Em::ONE;
    let text = RichText::plain("文".repeat(6), FileId(0), 0);
    let tail = RichText::plain("●社", FileId(0), 0);
    let mut composer = Composer::new(&book);
    let mut paragraph = Paragraph {
        text: &text,
        style: &style,
        mode: WritingMode::HorizontalTb,
        mark: "●",
        tail: Some(Tail { text: &tail, style: &style }),
    };
    let galley = composer.prepare(&paragraph);
    assert!(galley.findings.is_empty());
    let lines = galley.set(&(EM * 5)).lines;
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0].runs[0].text, RunText::Inserted("●".into()));
    assert_eq!(lines[0].runs[1].glyphs[0].inline.length(), EM);
    assert_eq!(lines[1].runs[0].glyphs[0].inline.length(), EM);
    assert_eq!(lines[2].runs[0].text, RunText::Tail);
    assert_eq!(lines[2].runs[0].glyphs[0].inline.length(), EM * 3);
    // On the last line when an em stays between.
    paragraph.mark = "";
    let lines = composer.prepare(&paragraph).set(&(EM * 9)).lines;
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].runs[1].glyphs[0].inline.length(), EM * 7);
    assert_eq!(lines[0].width, EM * 9);
}

#[test]
fn text_stops_where_the_slots_end() {
    struct Two;
    impl LineSlots for Two {
        fn measure(&self, line: usize) -> Option<Length> {
            [EM * 4, EM * 6].get(line).copied()
        }
    }
    for breaking in [Breaking::Greedy, Breaking::Optimal] {
        let mut style = plain_style(Locale::Hk);
        style.settings.breaking = breaking;
        let setting = prepare(&"文".repeat(20), &style).0.set(&Two);
        assert_eq!(setting.rest, Some(30));
        assert_eq!(setting.lines.iter().map(|l| l.width).collect::<Vec<_>>(), [EM * 4, EM * 6]);
        assert_eq!(prepare(&"文".repeat(10), &style).0.set(&Two).rest, None);
    }
}

/// R90, R92.
#[test]
fn heads_break_by_meaning() {
    let style = plain_style(Locale::Hk);
    let rows = |text: &str, breaks: &[u32], count: usize| -> Option<String> {
        let files = FontFiles::default();
        let book = FontBook::new(&files);
        let mut rich = RichText::plain(text, FileId(0), 0);
        rich.breaks = breaks.to_vec();
        let paragraph = Paragraph {
            text: &rich,
            style: &style,
            mode: WritingMode::HorizontalTb,
            mark: "",
            tail: None,
        };
        let galley = Composer::new(&book).prepare(&paragraph);
        let rows = galley.rows(&rich, count)?;
        let parts: Vec<&str> =
            rows.iter().map(|r| &text[r.start as usize..r.end as usize]).collect();
        Some(parts.join("|"))
    };
    assert_eq!(rows("兩句之間可以轉行", &[9], 2).as_deref(), Some("兩句之|間可以轉行"));
    assert_eq!(rows("兩句之間可以轉行", &[9], 3), None);
    assert_eq!(
        rows("中國國家主席訪問秘魯　出席亞太經合會議", &[], 2).as_deref(),
        Some("中國國家主席訪問秘魯　|出席亞太經合會議")
    );
    assert_eq!(
        rows("香港特別行政區政府公布新措施", &[], 2).as_deref(),
        Some("香港特別行政區政府|公布新措施")
    );
    // R90: a number keeps its measure word, words of one character what they lean on; 得到 is
    // no particle.
    for (count, expected) in [
        (3, "警方拘捕12人|涉嫌詐騙|「電話黨」"),
        (3, "美國聯儲局|宣布減息|0.25厘"),
        (3, "第15屆|全運會|在香港舉行"),
        (3, "他的研究|得到了國際|認可的成果"),
        (2, "土地供應|新措施加快"),
        (3, "温室効果ガスの|排出量が|過去最少に"),
    ] {
        let got = rows(&expected.replace('|', ""), &[], count);
        assert_eq!(got.as_deref(), Some(expected));
    }
}

#[test]
fn r117_a_missing_character_is_named_once() {
    let (galley, diags) = prepare("文\u{10FFFD}文\u{10FFFD}", &plain_style(Locale::Hk));
    assert_eq!(diags.len(), 1);
    assert!(diags.as_slice()[0].message.contains("U+10FFFD"), "{}", diags.as_slice()[0].message);
    let line = &galley.set(&(EM * 9)).lines[0];
    assert_eq!(line.width, EM * 4);
}

#[test]
fn r20_no_more_than_two_hyphens_running() {
    let text = "The international organization extraordinarily recommended understanding";
    for breaking in [Breaking::Greedy, Breaking::Optimal] {
        let mut style = plain_style(Locale::Hk);
        style.settings.breaking = breaking;
        let ends: Vec<BreakReason> = lines(text, &style, 7).iter().map(|l| l.end).collect();
        assert!(ends.contains(&BreakReason::Hyphen), "{ends:?}");
        assert!(ends.windows(3).all(|w| w != [BreakReason::Hyphen; 3]), "{ends:?}");
    }
    assert!(lines(text, &plain_style(Locale::Hk), 15).iter().all(|l| l.end != BreakReason::Hyphen));
}

#[test]
fn r51_letters_are_spread_as_a_last_resort() {
    let style = plain_style(Locale::Hk);
    let line = &lines("ordinarily recommended", &style, 7)[0];
    assert_eq!((line.width, line.fit), (EM * 7, LineFit::Loose));
    assert_eq!(line.adjustments.last().map(|a| a.tier), Some("R51"));
}

#[test]
fn r30_a_line_at_its_end_or_in_the_middle_has_no_blank_there() {
    let mut style = plain_style(Locale::Hk);
    for (align, line_end, begins) in [
        (Align::Start, LineEnd::Allow, 0),
        (Align::End, LineEnd::Allow, 350),
        (Align::Center, LineEnd::Spare, 175),
        (Align::End, LineEnd::Full, 300),
    ] {
        (style.align, style.settings.line_end) = (align, line_end);
        assert_eq!(places("文（字）", &style, 7)[0], begins, "{align:?} {line_end:?}");
    }
}

#[test]
fn r35_hanging() {
    let mut style = plain_style(Locale::Cn);
    style.settings.line_end = LineEnd::Hang;
    assert_eq!(broken("文文文文文。文", &style, 5), "文文文文文。|文");
    assert_eq!(places("文文文文文。文", &style, 5)[5], 500);
    // What has room for its mark is not opened for it, and the last line's hangs sooner than it turns over.
    assert_eq!(places("文文文文。文字文字", &style, 5)[..4], [0, 100, 200, 300]);
    assert_eq!(broken("文文文文文。", &style, 5), "文文文文文。");
}

/// A mark in the middle of its frame hangs in a long line, too, rather than take a character with it.
#[test]
fn r35_a_centred_mark_hangs_at_every_measure() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    for ems in [10, 33] {
        let mut style = plain_style(Locale::Tw);
        (style.settings.line_end, style.settings.breaking) = (LineEnd::Hang, Breaking::Optimal);
        let text = format!("{}，甲乙丙丁戊己", "文".repeat(ems));
        let paragraph = Paragraph {
            text: &RichText::plain(&text, FileId(0), 0),
            style: &style,
            mode: WritingMode::VerticalRl,
            mark: "",
            tail: None,
        };
        let lines = Composer::new(&book).prepare(&paragraph).set(&(EM * ems as i64)).lines;
        assert!(text[..lines[0].range.end as usize].ends_with('，'), "{ems}: {:?}", lines[0].range);
    }
}

#[test]
fn r85_r86_marks_beside_the_text() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let style = plain_style(Locale::Hk);
    let mut text = RichText::plain("文字，文字文字文", FileId(0), 0);
    let mark = |range, mark| Markup { range, mark };
    text.marks = vec![
        mark(0..9, Mark::Emphasis),
        mark(9..15, Mark::Name),
        mark(15..21, Mark::Title),
        mark(21..24, Mark::Ruby { reading: Box::new(RichText::plain("zhong", FileId(0), 0)) }),
    ];
    let paragraph = Paragraph {
        text: &text,
        style: &style,
        mode: WritingMode::HorizontalTb,
        mark: "",
        tail: None,
    };
    let galley = Composer::new(&book).prepare(&paragraph);
    assert!(galley.findings.is_empty(), "{:?}", galley.findings);
    let line = &galley.set(&(EM * 20)).lines[0];
    let counts: Vec<usize> = line.runs.iter().map(|run| run.glyphs.len()).collect();
    // The text; a dot on each character but not on the comma; a line; two waves; a reading.
    assert_eq!(counts, [8, 2, 1, 2, 5]);
    // The name's line is drawn out to the name, less the trim where the title's touches it.
    let name = &line.runs[2].glyphs[0];
    assert_eq!(name.advance.length(), EM * 2 - EM.scale(60, 1000));
    assert!(line.runs[1].glyphs[0].block.length().is_positive());
    assert!(line.runs[4].glyphs[0].block.length() < Length::ZERO);
    // The base makes room for its reading.
    assert!(line.width > EM * 8);
    assert!((galley.reach().0 - EM / 2).abs() <= EM / 10, "{}", galley.reach().0);
}

#[test]
fn r61_western_runs_snap_to_whole_characters() {
    let mut style = plain_style(Locale::Hk);
    style.settings.snap = Snap::Character;
    // Between Han, beside marks, at a line's start; the last character stands on the grid.
    let texts = ["中A中", "中Web中", "中12月", "中 A b 中", "Web中", "中（Web）中", "中，A，中"];
    for text in texts.into_iter().chain(["中$12中", "中5%中", "中internet中"]) {
        let places = places(text, &style, 20);
        let last = places.last().copied().unwrap_or(0);
        let off = last % if text.contains('，') || text.contains('）') { 50 } else { 100 };
        assert_eq!(off, 0, "{text} {places:?}");
    }
    // Half an em at most on a side; at an edge none.
    let places = |text| places(text, &style, 20);
    for text in ["中A中", "中Web中", "中internet中"] {
        assert!((100..=150).contains(&places(text)[1]), "{text} {:?}", places(text));
    }
    assert_eq!(places("Web中")[0], 0);
}

/// A paragraph of one reading, after a mark.
fn read(base: &str, reading: RichText, mark: &str) -> (SetLine, Findings) {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let style = plain_style(Locale::Hk);
    let mut text = RichText::plain(base, FileId(0), 100);
    let range = 0..base.len() as u32;
    text.marks = vec![Markup { range, mark: Mark::Ruby { reading: Box::new(reading) } }];
    let mode = WritingMode::HorizontalTb;
    let paragraph = Paragraph { text: &text, style: &style, mode, mark, tail: None };
    let galley = Composer::new(&book).prepare(&paragraph);
    (galley.set(&(EM * 20)).lines.remove(0), galley.findings)
}

#[test]
fn what_is_put_in_keeps_the_face_of_each_glyph() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    for (reading, mark) in [("česko", "●"), ("ěř港", "č●"), ("ㄅ", "●"), ("ㄅč", "●")]
    {
        let (line, diags) = read("捷", RichText::plain(reading, FileId(0), 0), mark);
        assert!(diags.is_empty(), "{diags:?}");
        let mut seen = [String::new(), String::new()];
        for run in &line.runs {
            let (RunText::Inserted(text) | RunText::Reading { text, .. }) = &run.text else {
                continue;
            };
            let place = usize::from(text == reading);
            for glyph in &run.glyphs {
                let of = &text[glyph.range.start as usize..glyph.range.end as usize];
                seen[place].push_str(of);
                let c = of.chars().next().expect("each glyph has its character");
                assert_eq!(book.face(run.face).glyph(c), Some(glyph.id), "{c} of {reading}");
            }
        }
        assert_eq!(seen, [mark, reading]);
    }
}

#[test]
fn r117_holds_for_what_is_put_in() {
    let missing = |reading: &str, mark: &str| -> Vec<(u32, u32)> {
        let (_, diags) = read("港", RichText::plain(reading, FileId(0), 500), mark);
        let spans = diags.iter().map(|diag| {
            assert!(diag.message.contains("U+10FFF"), "{}", diag.message);
            let span = diag.primary.as_ref().expect("it has a place").span;
            (span.start, span.end)
        });
        spans.collect()
    };
    assert_eq!(missing("a\u{10FFFD}", "●"), [(501, 505)]);
    assert_eq!(missing("ㄅ\u{10FFFD}", "●"), [(503, 507)]);
    // A mark stands in no article: the paragraph it stands before is pointed at.
    assert_eq!(missing("a", "\u{10FFFC}"), [(100, 103)]);
}

#[test]
fn many_marks_take_no_time() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let mut text = RichText::plain("文字文".repeat(15_000), FileId(0), 0);
    let marks = (0..15_000).map(|at| {
        let mark = if at % 3 == 0 { Mark::Emphasis } else { Mark::Bold };
        Markup { range: at * 9..at * 9 + 6, mark }
    });
    text.marks = marks.collect();
    let style = plain_style(Locale::Hk);
    let mode = WritingMode::HorizontalTb;
    let paragraph = Paragraph { text: &text, style: &style, mode, mark: "", tail: None };
    let galley = Composer::new(&book).prepare(&paragraph);
    let lines = galley.set(&(EM * 10)).lines;
    let dots = lines.iter().flat_map(|line| &line.runs);
    let dots = dots.filter(|run| run.text == RunText::Inserted(String::new()));
    assert_eq!(dots.map(|run| run.glyphs.len()).sum::<usize>(), 10_000);
}

#[test]
fn a_word_of_a_megabyte_is_set() {
    let style = plain_style(Locale::Hk);
    let text = "well-known-".repeat(100_000);
    let setting = prepare(&text, &style).0.set(&(EM * 20));
    assert_eq!(setting.rest, None);
    assert!(setting.lines.len() > 10_000);
}

#[test]
fn heads_of_many_words_are_broken_in_bounds() {
    let style = plain_style(Locale::Hk);
    let rows = |words: usize, count: usize| {
        let text = RichText::plain("港口".repeat(words), FileId(0), 0);
        let galley = prepare(&text.text, &style).0;
        let rows = galley.rows(&text, count)?;
        let joined: Vec<u32> = rows.iter().flat_map(|row| [row.start, row.end]).collect();
        assert!(joined[1..joined.len() - 1].chunks(2).all(|pair| pair[0] == pair[1]));
        assert_eq!((joined[0], joined[joined.len() - 1]), (0, galley.nodes.text_len));
        Some(rows.len())
    };
    assert_eq!(rows(1_500, 4), Some(4));
    assert_eq!(rows(40, 40), Some(40));
    assert_eq!(rows(40, 41), None);
    assert_eq!(rows(2_001, 2), None);
    assert_eq!(rows(2_001, 1), Some(1));
}

#[test]
fn r24_r46_a_korean_word_space_is_a_third_and_gives_way_to_a_quarter() {
    let style = plain_style(Locale::Ko);
    let at = places("한 국", &style, 20);
    assert_eq!(at[2] - at[1], 33);
    let (_, natural) = adjusted("한국 신문", &style, 2000);
    let (got, width) = adjusted("한국 신문", &style, natural - 5);
    assert_eq!((got.as_slice(), width), ([("R49.2", -5)].as_slice(), natural - 5));
}
