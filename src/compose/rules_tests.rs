//! Rule by rule what a reader can check: breaks written with `|`, widths and places in
//! hundredths of an em. The locales stand beside one another where they differ.

use super::tests::{EM, lines, plain_style};
use super::{BreakReason, Composer, Paragraph, SetLine};
use crate::chars::Locale::{self, Cn, Hk, Ja, Ko, Tw};
use crate::chars::{
    Adjacent, Breaking, Hangul, Kinsoku, LineEnd, LineStart, MarkWidths, Quotes, Settings,
};
use crate::diag::FileId;
use crate::fonts::{FontBook, FontFiles};
use crate::measure::{Dimension, Em, Length, WritingMode};
use crate::page::style::{Align, TextStyle};
use crate::text::{Mark, Markup, RichText};

const ALL: [Locale; 5] = [Hk, Tw, Cn, Ja, Ko];

fn styled(locale: Locale, change: impl FnOnce(&mut Settings)) -> TextStyle {
    let mut style = plain_style(locale);
    change(&mut style.settings);
    style
}

fn set(text: &str, style: &TextStyle, hundredths: i64) -> Vec<SetLine> {
    super::tests::prepare(text, style).0.set(&EM.scale(hundredths, 100)).lines
}

fn broken(text: &str, style: &TextStyle, hundredths: i64) -> String {
    let lines = set(text, style, hundredths);
    let part = |line: &SetLine| text[line.range.start as usize..line.range.end as usize].to_owned();
    lines.iter().map(part).collect::<Vec<_>>().join("|")
}

/// Breaks in a measure of hundredths of an em.
fn breaks(cases: &[(Locale, i64, &str)], change: impl Fn(&mut Settings)) {
    for &(locale, hundredths, expected) in cases {
        let text = expected.replace('|', "");
        let got = broken(&text, &styled(locale, &change), hundredths);
        assert_eq!(got, expected, "{locale:?} in {hundredths}");
    }
}

fn hundredths(length: Length) -> i64 {
    length.scale(100, EM.units()).units()
}

/// The width of a text on one line between two characters that hold its edges.
fn width_between(text: &str, style: &TextStyle) -> i64 {
    let line = set(&format!("國{text}國"), style, 10_000).remove(0);
    hundredths(line.width) - 200
}

fn widths(cases: &[(&str, [i64; 5])], change: impl Fn(&mut Settings)) {
    for (text, expected) in cases {
        let got = ALL.map(|locale| width_between(text, &styled(locale, &change)));
        assert_eq!(&got, expected, "{text} in Hk, Tw, Cn, Ja, Ko");
    }
}

fn places(text: &str, style: &TextStyle) -> Vec<i64> {
    let line = set(text, style, 10_000).remove(0);
    line.runs.iter().flat_map(|run| &run.glyphs).map(|g| hundredths(g.inline.length())).collect()
}

#[test]
fn r1_r5_r6_r7_frames() {
    widths(
        &[
            ("中文排版", [400; 5]),
            // No kerning between kana (R34).
            ("ひらカナ", [400; 5]),
            ("——", [200; 5]),
            ("—", [100; 5]),
            ("……", [200; 5]),
            ("…", [100; 5]),
            ("⸺", [200; 5]),
            ("比爾·蓋茨", [500, 500, 450, 500, 450]),
            ("（字）", [300; 5]),
            // The quotes of Japanese and Korean faces are proportional (R4).
            ("“字”", [300, 300, 300, 192, 192]),
            ("字。", [200; 5]),
            ("①●", [200; 5]),
            ("Ａ１", [200; 5]),
            ("\u{20000}", [100; 5]),
        ],
        |_| {},
    );
}

#[test]
fn r11_quotes_are_found_and_converted() {
    // The second of the two has 「 in the middle and 『 around it, or “ and ‘.
    let glyphs = |text: &str, locale, quotes| {
        let line = set(text, &styled(locale, |s| s.quotes = quotes), 10_000).remove(0);
        let ids = line.runs.iter().flat_map(|run| &run.glyphs).map(|glyph| glyph.id);
        ids.collect::<Vec<_>>()
    };
    for (locale, written, printed) in [
        (Hk, "說“他‘好’”吧", "說「他『好』」吧"),
        (Tw, "說‘他“好”’吧", "說「他『好』」吧"),
        (Cn, "说「他『好』」吧", "说“他‘好’”吧"),
        (Ja, "“人”と『本』", "「人」と「本」"),
        (Hk, "he said “yes”.", "he said “yes”."),
        // A quotation over several paragraphs: each is opened, the last alone is closed.
        (Hk, "」和“", "」和「"),
        (Hk, "說：“甲乙", "說：「甲乙"),
        (Hk, "甲乙”。", "甲乙」。"),
        (Hk, "說：“甲‘乙", "說：「甲‘乙"),
    ] {
        let got = glyphs(written, locale, Quotes::Convert);
        assert_eq!(got, glyphs(printed, locale, Quotes::Keep), "{locale:?} {written}");
    }
    let told = |text: &str, locale| {
        let diags = super::tests::prepare(text, &plain_style(locale)).1;
        diags.iter().filter(|diag| diag.message.contains("quotation mark")).count()
    };
    for (text, locale, count) in [
        ("他說“好”和“壞”。", Hk, 1),
        ("他說「好」。", Hk, 0),
        ("他说「好」。", Cn, 1),
        ("say “yes” or it’s no", Hk, 0),
    ] {
        assert_eq!(told(text, locale), count, "{locale:?} {text}");
    }
}

#[test]
fn r12_queries_together() {
    widths(
        &[
            ("？！", [200, 200, 100, 200, 200]),
            ("？！！", [300, 300, 200, 300, 300]),
            ("！！！！", [400, 400, 200, 400, 400]),
            ("！", [100; 5]),
        ],
        |_| {},
    );
    assert_eq!(places("真的？！嗎", &plain_style(Cn)), [0, 100, 200, 250, 300]);
    assert_eq!(places("真的？！嗎", &plain_style(Hk)), [0, 100, 200, 300, 400]);
}

#[test]
fn r15_line_starts_by_level() {
    let text = |mark: &str| format!("文文文文文{mark}字");
    // May the mark begin a line? None, loose, normal, strict.
    type Case<'a> = (&'a str, &'a [Locale], [bool; 4]);
    const CHINESE: &[Locale] = &[Hk, Tw, Cn];
    let cases: [Case<'_>; 31] = [
        ("」", &ALL, [true, false, false, false]),
        ("”", &ALL, [true, false, false, false]),
        ("。", &ALL, [true, false, false, false]),
        ("，", &ALL, [true, false, false, false]),
        ("、", &ALL, [true, false, false, false]),
        ("：", &ALL, [true, true, false, false]),
        ("；", &ALL, [true, true, false, false]),
        ("！", &ALL, [true, true, false, false]),
        ("？", &ALL, [true, true, false, false]),
        ("・", &ALL, [true, true, false, false]),
        ("·", CHINESE, [true, true, false, false]),
        ("～", &ALL, [true, true, false, false]),
        ("〜", &[Hk, Tw, Cn, Ja], [true, true, true, false]),
        ("゠", &[Hk, Tw, Cn, Ja], [true, true, true, false]),
        ("〜", &[Ko], [true, true, false, false]),
        ("゠", &[Ko], [true, true, false, false]),
        ("‐", &ALL, [true, true, false, false]),
        ("–", &ALL, [true, true, false, false]),
        ("／", &[Hk, Tw, Ja, Ko], [true, true, true, false]),
        ("／", &[Cn], [true, true, false, false]),
        ("々", &ALL, [true, true, false, false]),
        ("ゃ", &ALL, [true, true, true, false]),
        ("ー", &ALL, [true, true, true, false]),
        ("——", &ALL, [true, true, true, false]),
        ("……", &ALL, [true, true, false, false]),
        ("％", &ALL, [true, true, false, false]),
        ("℃", &ALL, [true, true, false, false]),
        ("‰", &ALL, [true, true, false, false]),
        ("°", &ALL, [true, true, false, false]),
        ("′", &ALL, [true, true, false, false]),
        ("%", &ALL, [true, false, false, false]),
    ];
    let levels = [Kinsoku::None, Kinsoku::Loose, Kinsoku::Normal, Kinsoku::Strict];
    for (mark, locales, expected) in cases {
        for locale in locales {
            for (level, may) in levels.into_iter().zip(expected) {
                // Nothing gives way: what is carried over is the level's doing.
                let style = styled(*locale, |s| {
                    (s.kinsoku, s.compress, s.line_end) = (level, false, LineEnd::Full);
                });
                let got = broken(&text(mark), &style, 500);
                let starts = got.contains(&format!("|{mark}"));
                assert_eq!(starts, may, "{locale:?} {level:?} {got}");
            }
        }
    }
}

#[test]
fn r16_line_ends() {
    breaks(
        &[
            (Hk, 500, "文文文文|「字字"),
            (Cn, 500, "文文文文|“字字"),
            (Ja, 500, "文文文文|（字字"),
            (Hk, 500, "文文文文|￥字字"),
            (Hk, 500, "文文文文|№字字"),
            (Cn, 500, "文文文|文／字字"),
            (Hk, 500, "文文文文／|字字"),
        ],
        |_| {},
    );
    breaks(&[(Hk, 500, "文文文文￥|字字")], |s| s.kinsoku = Kinsoku::Loose);
    breaks(&[(Hk, 500, "文文文文「|字字")], |s| s.kinsoku = Kinsoku::None);
}

#[test]
fn r17_never_split() {
    let cases: Vec<(Locale, i64, &str)> = ALL
        .into_iter()
        .flat_map(|locale| {
            [
                (locale, 400, "文文文|——字"),
                (locale, 400, "文文文|⸺字"),
                (locale, 400, "文文文|＄１２字"),
                (locale, 400, "文文文|$12字"),
                (locale, 400, "文文文|￥１２字"),
                (locale, 400, "文文文-3|字"),
                (locale, 400, "文文文|−3字"),
                (locale, 400, "文文文|№5字"),
                (locale, 400, "文文文|12%字"),
                (locale, 400, "文文文|25℃字"),
                (locale, 400, "文文文|１２％字"),
                (locale, 400, "文文文|1,234字"),
                (locale, 400, "文文文|12.5字"),
                (locale, 400, "文文文|km字"),
                (locale, 300, "文|文〳〵|字"),
                (locale, 300, "文文|葛\u{E0100}字"),
                (locale, 300, "文——|——字"),
            ]
        })
        .collect();
    for (locale, measure, expected) in cases {
        let text = expected.replace('|', "");
        let got = broken(&text, &plain_style(locale), measure);
        if !expected.ends_with("km字") && !expected.contains('葛') {
            assert_eq!(got, expected, "{locale:?}");
        }
        for whole in ["12", "１２", "km", "〳〵", "葛\u{E0100}", "1,234", "-3", "−3", "№5"]
        {
            assert!(!text.contains(whole) || got.contains(whole), "{locale:?} {got}");
        }
    }
    // Four dashes or dots part between the pairs only.
    breaks(&[(Hk, 300, "文……|……"), (Cn, 300, "文……|……")], |s| {
        s.kinsoku = Kinsoku::Strict
    });
}

#[test]
fn r18_numbers_keep_their_measure_words_when_cheap() {
    let optimal = |s: &mut Settings| (s.breaking, s.last_line) = (Breaking::Optimal, 1);
    let ragged = TextStyle { align: Align::Start, ..styled(Hk, optimal) };
    for expected in ["文文文文文|3人文文文文|文文文文文", "文文文文文|第5屆文文|文文文文文文"]
    {
        assert_eq!(broken(&expected.replace('|', ""), &ragged, 600), expected);
    }
}

#[test]
fn r19_r20_r21_western() {
    breaks(
        &[
            (Hk, 300, "共|12345|人"),
            (Cn, 500, "文文中文|2026年文"),
            (Hk, 900, "文文文文https://|www.example.|com/a?b=c"),
        ],
        |s| s.compress = false,
    );
    let line = &lines("文123456789012345文", &plain_style(Hk), 4)[1];
    assert_eq!(line.end, BreakReason::Emergency);
}

#[test]
fn r20_no_hyphen_over_the_end_of_a_leg() {
    struct Leg(bool);
    impl super::LineSlots for Leg {
        fn measure(&self, _line: usize) -> Option<Length> {
            Some(EM * 8)
        }
        fn ends_leg(&self, line: usize) -> bool {
            self.0 && line == 0
        }
    }
    let text = "文文文文文extraordinary文文文文文文文文";
    for breaking in [Breaking::Optimal, Breaking::Greedy] {
        let galley = super::tests::prepare(text, &styled(Hk, |s| s.breaking = breaking)).0;
        let first = |ends| galley.set(&Leg(ends)).lines.remove(0).end;
        assert_eq!(first(false), BreakReason::Hyphen, "{breaking:?}");
        assert_ne!(first(true), BreakReason::Hyphen, "{breaking:?}");
    }
}

#[test]
fn r22_r23_blanks() {
    for locale in ALL {
        for text in ["走走走！　他他他他", "文文文文 文文文文", "word word 文字文字"]
        {
            for line in set(text, &plain_style(locale), 400) {
                let first = line.runs.iter().flat_map(|run| &run.glyphs).next().expect("a glyph");
                let blank = first.range.len() == 1
                    || text[first.range.start as usize..].starts_with('\u{3000}');
                assert!(!blank || text.starts_with('w'), "{locale:?} {line}");
                assert!(hundredths(first.inline.length()) <= 10, "{locale:?} {text} {line}");
            }
        }
    }
    breaks(&[(Hk, 400, "走走走！　|他他他他"), (Ja, 400, "走走走！　|他他他他")], |_| {});
    breaks(&[(Hk, 300, "文文|文\u{A0}文|文文"), (Hk, 300, "文文|文\u{2060}文文|文")], |_| {});
    breaks(&[(Hk, 400, "文文ab\u{200B}|abc文文")], |_| {});
}

#[test]
fn r24_korean_breaks() {
    let text = "한국어 신문 조판";
    let syllables = broken(text, &plain_style(Ko), 300);
    assert!(syllables.starts_with("한국어 |"), "{syllables}");
    let narrow = broken(text, &plain_style(Ko), 250);
    assert_eq!(narrow, "한국|어 신|문 조|판");
    let words = broken(text, &styled(Ko, |s| s.hangul = Hangul::Words), 300);
    assert_eq!(words, "한국어 |신문 |조판");
    // A word longer than the measure is parted all the same.
    let style = styled(Ko, |s| s.hangul = Hangul::Words);
    assert_eq!(broken("한국어신문", &style, 300), "한국어|신문");
    // Word spaces give way and grow before anything else.
    let line = &set("한국어 신문 조판을 위한", &styled(Ko, |s| s.hangul = Hangul::Words), 650)[0];
    assert_eq!(line.adjustments.first().map(|a| a.tier), Some("R50.1"), "{line}");
}

#[test]
fn r26_several_closing_marks() {
    for locale in ALL {
        // A little squeezing rather than many characters carried over.
        let text = "文文「文『文文。』」文文";
        let got = broken(text, &plain_style(locale), 800);
        assert!(!got.contains("|。") && !got.contains("|』") && !got.contains("|」"), "{got}");
        assert_eq!(got.matches('|').count(), 1, "{locale:?} {got}");
        let carried = got.split('|').nth(1).map_or(0, |rest| rest.chars().count());
        assert!(carried <= 4, "{locale:?} {got}");
    }
}

#[test]
fn r28_adjacent_marks_in_five_locales() {
    widths(
        &[
            ("「『", [150; 5]),
            ("』」", [150; 5]),
            ("）（", [150; 5]),
            ("（）", [200; 5]),
            ("」，", [150; 5]),
            ("，「", [150; 5]),
            ("。「", [150; 5]),
            ("：「", [150; 5]),
            ("；（", [150; 5]),
            ("。」", [150, 200, 150, 150, 150]),
            ("，）", [150, 200, 150, 150, 150]),
            ("：」", [150, 200, 150, 200, 200]),
            ("「。", [200; 5]),
            ("，。", [200, 200, 150, 150, 200]),
            ("」・", [150; 5]),
            ("・「", [150; 5]),
            ("·「", [150; 5]),
            // JLReq's table 1 leaves the blank, Taiwan and Korea squeeze brackets alone.
            ("》！", [150, 200, 150, 200, 200]),
            ("》？", [150, 200, 150, 200, 200]),
            ("！「", [150, 200, 150, 150, 200]),
            ("」\u{3000}", [150; 5]),
            ("\u{3000}「", [150; 5]),
            ("\u{3000}」", [200; 5]),
            ("「\u{3000}", [200; 5]),
            ("。\u{3000}", [200, 200, 150, 150, 200]),
            ("）））", [200; 5]),
            ("（（（", [200; 5]),
            ("。』」", [200, 250, 200, 200, 200]),
            ("」「", [150; 5]),
            ("”“", [150, 150, 150, 92, 92]),
        ],
        |_| {},
    );
    widths(&[("」「", [200; 5]), ("。」", [200; 5])], |s| s.adjacent = Adjacent::Off);
    widths(&[("。」", [150; 5]), ("」「", [150; 5])], |s| {
        (s.adjacent, s.locale) = (Adjacent::On, Hk);
    });
}

#[test]
fn r28_r32_presets_of_widths() {
    let at = |widths| move |s: &mut Settings| s.widths = widths;
    let cases = [
        // Kaiming, half, full in zh-Hans.
        ("，", [50, 50, 100]),
        ("。", [100, 50, 100]),
        ("？", [100, 50, 100]),
        ("「字」", [200, 200, 300]),
        ("：", [50, 50, 100]),
        ("、", [50, 50, 100]),
        ("·", [50, 50, 100]),
        ("。」", [100, 100, 150]),
        ("，「", [100, 100, 150]),
    ];
    for (text, expected) in cases {
        let got = [MarkWidths::Kaiming, MarkWidths::Half, MarkWidths::Full]
            .map(|widths| width_between(text, &styled(Cn, at(widths))));
        assert_eq!(got, expected, "{text}");
    }
    for locale in ALL {
        assert_eq!(width_between("？", &styled(locale, at(MarkWidths::Half))), 50, "{locale:?}");
        assert_eq!(width_between("，", &styled(locale, at(MarkWidths::Kaiming))), 50, "{locale:?}");
    }
}

#[test]
fn r30_line_end_marks() {
    // The last frame's end: full where it fits, half where that makes it fit.
    let end =
        |text: &str, locale, measure| hundredths(set(text, &plain_style(locale), measure)[0].width);
    for (text, measure, expected) in [
        ("文文」", 300, [300, 300, 250, 300, 300]),
        ("文文」", 250, [250, 250, 250, 250, 250]),
        ("文文。", 300, [300, 300, 250, 300, 300]),
        ("文文？", 300, [300, 300, 250, 300, 300]),
        ("文文：", 300, [300, 300, 250, 300, 300]),
    ] {
        assert_eq!(ALL.map(|locale| end(text, locale, measure)), expected, "{text} in {measure}");
    }
    // Of a centred mark the outer quarter alone.
    assert_eq!(end("文文。", Hk, 275), 275);
}

#[test]
fn r31_r32_line_and_paragraph_starts() {
    for locale in ALL {
        assert_eq!(places("「國國", &plain_style(locale)), [-50, 50, 150], "{locale:?}");
        let full = styled(locale, |s| s.line_start = LineStart::Full);
        assert_eq!(places("「國國", &full), [0, 100, 200], "{locale:?}");
        let indented = styled(locale, |s| s.indent = Settings::of(locale).indent);
        let em = if matches!(locale, Ja | Ko) { 100 } else { 200 };
        assert_eq!(places("「國國", &indented), [em - 50, em + 50, em + 150], "{locale:?}");
    }
}

#[test]
fn r38_to_r42_autospace() {
    let gap = |text: &str, locale| {
        let style = plain_style(locale);
        let none = styled(locale, |s| s.autospace = Dimension::Absolute(Length::ZERO));
        width_between(text, &style) - width_between(text, &none)
    };
    for (text, expected) in [
        ("A", [50, 50, 50, 50, 0]),
        ("12", [50, 50, 50, 50, 0]),
        ("61%", [50, 50, 50, 50, 0]),
        ("$12", [50, 50, 50, 50, 0]),
        ("61％", [25, 25, 25, 25, 0]),
        ("。XX", [25, 25, 25, 25, 0]),
        ("「A」", [0; 5]),
        ("Ａ", [0; 5]),
        ("①", [0; 5]),
        ("A，", [25, 25, 25, 25, 0]),
        ("かA", [50, 50, 50, 50, 0]),
        ("A\u{3000}", [25, 25, 25, 25, 0]),
    ] {
        assert_eq!(ALL.map(|locale| gap(text, locale)), expected, "{text}");
    }
    // None at a line's edges (R39).
    assert_eq!(places("A文", &plain_style(Hk))[0], 0);
    let line = &set("文文AAAA", &plain_style(Hk), 10_000)[0];
    assert!(line.width < EM * 6);
    // Chosen by the style (R38).
    let wide = styled(Hk, |s| s.autospace = Dimension::Em(Em::from_millionths(125_000)));
    assert_eq!(width_between("A", &plain_style(Hk)) - width_between("A", &wide), 25);
}

#[test]
fn r46_word_spaces() {
    for locale in ALL {
        let with = width_between("a b", &plain_style(locale));
        let without = width_between("ab", &plain_style(locale));
        assert!((33..=34).contains(&(with - without)), "{locale:?}: {with} {without}");
    }
}

#[test]
fn r17_a_date_that_no_line_holds_breaks_after_its_hyphen() {
    for breaking in [Breaking::Optimal, Breaking::Greedy] {
        for case in ["2026-11-|22文", "1,234,567,|890文"] {
            breaks(&[(Hk, 500, case), (Ja, 500, case)], |s| {
                (s.breaking, s.last_line) = (breaking, 1);
            });
        }
    }
}

/// R17: a date stays whole where a line holds it, and an odd dash stays with the pairs before it.
#[test]
fn r17_a_date_and_an_odd_dash_are_not_parted() {
    for breaking in [Breaking::Optimal, Breaking::Greedy] {
        let date = "文文文文|2024-11-29文文文|文文文文文";
        let dashes = "文文文|———文文|文";
        let pairs = "文文文文——|——文文文文";
        breaks(&[(Hk, 900, date), (Cn, 500, dashes), (Cn, 600, pairs)], |s| {
            (s.breaking, s.last_line) = (breaking, 1);
        });
    }
}

#[test]
fn r53_the_nearest_to_a_last_line_that_cannot_be_had() {
    let case = "文文文文文文文文文|文文。";
    breaks(&[(Hk, 1000, case), (Ko, 1000, case)], |s| {
        (s.breaking, s.last_line) = (Breaking::Optimal, 3);
    });
}

#[test]
fn r53_one_character_is_left_alone_in_no_column_of_nine() {
    let optimal = |s: &mut Settings| s.breaking = Breaking::Optimal;
    breaks(&[(Hk, 900, "文文文文文文文|文文。"), (Cn, 1000, "文文文文文文文文|文文。")], optimal);
}

#[test]
fn r47_no_line_is_left_short_where_another_is_full() {
    let optimal = |s: &mut Settings| s.breaking = Breaking::Optimal;
    breaks(&[(Hk, 500, "文文文文|12%字字|字字字字")], optimal);
    // One bad line, not two: nothing else can stand before the years.
    breaks(&[(Cn, 560, "任期|2023—2024|年，京沪线")], optimal);
}

#[test]
fn r15_the_example_of_the_table() {
    // A line over a quarter of an em loose is worse than a runt.
    for (kinsoku, expected) in
        [(Kinsoku::Normal, "文文文文|文。字"), (Kinsoku::None, "文文文文文|。字")]
    {
        for breaking in [Breaking::Optimal, Breaking::Greedy] {
            breaks(&[(Hk, 500, expected), (Cn, 500, expected)], |s| {
                (s.kinsoku, s.breaking) = (kinsoku, breaking);
            });
        }
    }
}

#[test]
fn r19_a_number_that_no_line_holds_begins_on_the_line_before() {
    for breaking in [Breaking::Optimal, Breaking::Greedy] {
        for locale in ALL {
            let text = "電話12345678901234567890123456789號。";
            let got = broken(text, &styled(locale, |s| s.breaking = breaking), 800);
            assert!(got.starts_with("電話1234567890|"), "{locale:?} {breaking:?} {got}");
            assert!(got.ends_with("號。") && got.matches('|').count() == 2, "{got}");
            // One that a line does hold is carried over whole.
            let text = "文文文文文1234567890文文";
            let got = broken(text, &styled(locale, |s| s.breaking = breaking), 700);
            assert!(got.contains("1234567890"), "{got}");
        }
    }
}

#[test]
fn r35_marks_hang() {
    let hang = |s: &mut Settings| s.line_end = LineEnd::Hang;
    for locale in [Cn, Ja] {
        let line = &set("文文文文文。文文文文", &styled(locale, hang), 500)[0];
        assert_eq!((hundredths(line.width), line.range.len()), (500, 18), "{locale:?}");
        // One mark alone.
        let line = &set("文文文文」。文文文文", &styled(locale, hang), 500)[0];
        assert_eq!((hundredths(line.width), line.range.len()), (500, 18), "{line}");
        assert_eq!(line.natural.min(EM * 6), EM.scale(550, 100), "{line}");
    }
    // Centred marks do not in horizontal text.
    let line = &set("文文文文文。文文文文", &styled(Hk, hang), 500)[0];
    assert_eq!(line.range.len(), 12, "{line}");
}

#[test]
fn r51_letters_are_spaced_little_or_not_at_all() {
    let tiers = |text: &str, measure| {
        let line = set(text, &plain_style(Hk), measure).remove(0);
        line.adjustments.iter().map(|by| by.tier).collect::<Vec<_>>()
    };
    assert_eq!(tiers("12345文文", 300), ["R51"]);
    // The sign of a number never stands off from it.
    assert_eq!(tiers("共-3度文文文", 300), Vec::<&str>::new());
    // Nor do two letters stand almost an em apart (R56).
    assert_eq!(tiers("ab文文", 200), Vec::<&str>::new());
}

#[test]
fn r82_r83_r84_readings_over_their_base() {
    // Places of the base's characters, then of the reading's.
    let places = |reading: &str, width: usize, locale| {
        let mut rich = RichText::plain("文".repeat(width + 1), FileId(0), 0);
        let reading = Box::new(RichText::plain(reading, FileId(0), 0));
        rich.marks.push(Markup { range: 0..3 * width as u32, mark: Mark::Ruby { reading } });
        let files = FontFiles::default();
        let book = FontBook::new(&files);
        let style = plain_style(locale);
        let mode = WritingMode::HorizontalTb;
        let paragraph = Paragraph { text: &rich, style: &style, mode, mark: "", tail: None };
        let galley = Composer::new(&book).prepare(&paragraph);
        let line = galley.set(&(EM * 20)).lines.remove(0);
        let of = |run: &super::GlyphRun| {
            run.glyphs.iter().map(|g| hundredths(g.inline.length())).collect::<Vec<_>>()
        };
        (of(&line.runs[0]), of(&line.runs[1]))
    };
    for locale in [Ja, Hk] {
        // Short ones are spread 1:2:1, long ones spread their base so.
        assert_eq!(places("もじ", 2, locale), (vec![0, 100, 200], vec![25, 125]));
        assert_eq!(places("か", 1, locale), (vec![0, 100], vec![25]));
        assert_eq!(places("とうきょう", 2, locale).0, [13, 138, 250]);
        assert_eq!(places("とうきょう", 2, locale).1, [0, 50, 100, 150, 200]);
        assert_eq!(places("こころ", 1, locale), (vec![25, 150], vec![0, 50, 100]));
    }
    // Letters keep together in the middle.
    assert!(places("ni", 2, Hk).1[0] > 50);
}

#[test]
fn r10_spans_follow_their_own_language() {
    // What stands between the bars is zh-Hans or Korean in a Hong Kong paragraph.
    let places = |text: &str, locale| {
        let parts: Vec<&str> = text.split('|').collect();
        let start = parts[0].len() as u32;
        let mut rich = RichText::plain(parts.concat(), FileId(0), 0);
        let range = start..start + parts[1].len() as u32;
        rich.marks.push(Markup { range, mark: Mark::Language(locale) });
        let files = FontFiles::default();
        let book = FontBook::new(&files);
        let style = plain_style(Hk);
        let mode = WritingMode::HorizontalTb;
        let paragraph = Paragraph { text: &rich, style: &style, mode, mark: "", tail: None };
        let galley = Composer::new(&book).prepare(&paragraph);
        let line = galley.set(&(EM * 20)).lines.remove(0);
        let places =
            line.runs.iter().flat_map(|run| &run.glyphs).map(|g| hundredths(g.inline.length()));
        (places.collect::<Vec<_>>(), hundredths(line.width))
    };
    // Two queries share a frame in zh-Hans; a stop at the line's end is always half.
    assert_eq!(places("文|文？！文|文", Cn), (vec![0, 100, 200, 250, 300, 400], 500));
    assert_eq!(places("文|文？！文|文", Ja), (vec![0, 100, 200, 300, 400, 500], 600));
    assert_eq!(places("文|文。|", Cn).1, 250);
    assert_eq!(places("文|文。|", Ja).1, 300);
    // No gap beside Western text in Korean.
    assert_eq!(places("文|文A文|", Ko).0[..3], [0, 100, 200]);
    assert_eq!(places("文|文A文|", Cn).0[..3], [0, 100, 225]);
}

#[test]
fn r56_a_line_without_a_joint_stays_short() {
    let style = plain_style(Hk);
    let (galley, mut diags) = super::tests::prepare("「文」——「文」", &style);
    let lines = galley.set(&EM.scale(380, 100)).lines;
    let text = crate::text::RichText::plain("「文」——「文」", crate::diag::FileId(0), 0);
    let mut loose = super::LooseLines::default();
    galley.report(&lines.iter().collect::<Vec<_>>(), &text, &mut loose, &mut diags);
    loose.tell(&mut diags);
    assert!(lines.len() > 1, "{lines:?}");
    let told: Vec<&str> = diags.iter().map(|diag| diag.message.as_str()).collect();
    let gathered = |told: &&str| told.starts_with("2 lines are loose; the worst is");
    assert_eq!(told.iter().filter(|told| gathered(told)).count(), 1, "{told:?}");
}
