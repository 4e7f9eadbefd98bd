//! R118 to R134: what reading the first pages added. Breaks are written with `|`, widths and places
//! are in hundredths of an em.

use super::tests::{EM, plain_style};
use super::{Composer, LineFit, Paragraph, SetLine};
use crate::chars::Locale::{self, Cn, Hk, Ja, Ko, Tw};
use crate::chars::{Acronym, Breaking, Figures, LineEnd, Settings, Tcy};
use crate::diag::FileId;
use crate::fonts::{FamilyId, FontBook, FontFiles};
use crate::measure::{Length, WritingMode};
use crate::page::style::{Align, TextStyle};
use crate::text::{Mark, Markup, RichText};

const ACROSS: WritingMode = WritingMode::HorizontalTb;
const DOWN: WritingMode = WritingMode::VerticalRl;

fn styled(locale: Locale, change: impl FnOnce(&mut Settings)) -> TextStyle {
    let mut style = plain_style(locale);
    change(&mut style.settings);
    style
}

fn optimal(locale: Locale) -> TextStyle {
    styled(locale, |settings| settings.breaking = Breaking::Optimal)
}

fn set(text: &RichText, style: &TextStyle, mode: WritingMode, ems: i64) -> Vec<SetLine> {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let paragraph = Paragraph { text, style, mode, mark: "", tail: None };
    Composer::new(&book).prepare(&paragraph).set(&(EM * ems)).lines
}

fn rich(text: &str) -> RichText {
    RichText::plain(text, FileId(0), 0)
}

fn broken(text: &str, style: &TextStyle, mode: WritingMode, ems: i64) -> String {
    let lines = set(&rich(text), style, mode, ems);
    let part = |line: &SetLine| text[line.range.start as usize..line.range.end as usize].to_owned();
    lines.iter().map(part).collect::<Vec<_>>().join("|")
}

fn hundredths(length: Length) -> i64 {
    length.scale(100, EM.units()).units()
}

/// The width of a text between two characters that hold its edges.
fn between(text: &str, style: &TextStyle, mode: WritingMode) -> i64 {
    hundredths(set(&rich(&format!("國{text}國")), style, mode, 100)[0].width) - 200
}

#[test]
fn r118_a_figure_and_its_measure_word_part_dearly() {
    // Spread by less than a tenth of an em a gap rather than parted.
    for (before, number, ems) in [(23, "第3屆", 25), (23, "80公里", 24), (12, "3小時", 13)] {
        let text = format!("{}{number}文文文文", "文".repeat(before));
        let got = broken(&text, &optimal(Hk), ACROSS, ems);
        assert!(got.starts_with(&format!("{}|", "文".repeat(before))), "{got}");
    }
}

#[test]
fn r118_the_parts_of_a_date_part_dearly() {
    for (locale, before, date, ems) in [
        (Hk, "文".repeat(37), "11月29日", 40),
        (Tw, "文".repeat(37), "5點40分", 40),
        (Ko, format!("{}가", "한 ".repeat(14)), " 2026. 11. 29.", 22),
        (Ko, format!("{}가", "한 ".repeat(14)), " 11월 29일", 21),
    ] {
        let text = format!("{before}{date}{}", "文文文文");
        let got = broken(&text, &optimal(locale), ACROSS, ems);
        let parted = ["月|2", "點|40", "월 |2", ". |29"].iter().any(|parted| got.contains(parted));
        assert!(!parted, "{got}");
    }
}

#[test]
fn r119_marks_are_squeezed_with_measure() {
    let text = "會談後，兩國元首共同見證簽署《中華人民共和國政府與秘魯共和國政府關於共建「一帶一路」的\
        合作規劃》《中華人民共和國政府和秘魯共和國政府自由貿易協定升級議定書》，並見證交換經貿、\
        產業投資文件。";
    let lines = set(&rich(text), &optimal(Hk), ACROSS, 18);
    for line in &lines[..lines.len() - 1] {
        let squeezed: Length = line.adjustments.iter().map(|by| by.amount).sum();
        assert!(hundredths(squeezed) >= -50, "{:?}", line.adjustments);
    }
}

#[test]
fn r6_two_dashes_of_two_ems_are_four() {
    for locale in [Hk, Tw, Cn, Ja, Ko] {
        for mode in [ACROSS, DOWN] {
            assert_eq!(between("⸺", &plain_style(locale), mode), 200, "{locale:?} {mode:?}");
            assert_eq!(between("⸺⸺", &plain_style(locale), mode), 400, "{locale:?} {mode:?}");
        }
    }
}

#[test]
fn r2_the_hyphen_among_han_is_short() {
    for (locale, width) in [(Hk, 100), (Tw, 100), (Cn, 50), (Ja, 25), (Ko, 25)] {
        for mode in [ACROSS, DOWN] {
            assert_eq!(between("‐", &plain_style(locale), mode), width, "{locale:?} {mode:?}");
        }
    }
}

#[test]
fn a_hyphen_in_a_western_word_is_that_of_the_keyboard() {
    for locale in [Hk, Cn, Ja, Ko] {
        for (typed, plain) in
            [("co‐op", "co-op"), ("090‐1234‐5678", "090-1234-5678"), ("3⁄4", "3/4")]
        {
            let style = plain_style(locale);
            // But for what kerns beside it.
            let more = between(typed, &style, ACROSS) - between(plain, &style, ACROSS);
            assert!(more.abs() <= 8, "{typed}: {more}");
        }
    }
}

#[test]
fn r27_a_short_line_spares_a_shorter_one() {
    let text =
        "「『數字會說話』，通膨率2.17%、失業率3.34%……難道不該檢討？」民進黨團幹事長鍾佳濱則回應";
    let lines = set(&rich(text), &optimal(Tw), ACROSS, 11);
    for line in &lines[..lines.len() - 1] {
        assert!(hundredths(line.natural) >= 780, "{:?}: {}", line.range, hundredths(line.natural));
    }
}

#[test]
fn r15_a_dot_behind_a_chinese_quotation_begins_no_line() {
    for locale in [Hk, Tw, Cn] {
        for ems in 3..9 {
            let got = broken("說，‘A’·B甲，‘C’·D", &optimal(locale), ACROSS, ems);
            assert!(!got.contains("|·"), "{locale:?} {ems}: {got}");
        }
    }
}

#[test]
fn r120_a_lone_dash_is_a_connector() {
    for locale in [Hk, Tw, Cn, Ja, Ko] {
        for mode in [ACROSS, DOWN] {
            for (text, ems) in [("京京京—沪沪", 3), ("北京京京—上海", 4), ("2023—2024年", 3)]
            {
                let got = broken(text, &styled(locale, |_| ()), mode, ems);
                assert!(!got.contains("|—"), "{locale:?} {mode:?} {got}");
            }
        }
    }
    // A pair is a dash, and begins a line.
    assert_eq!(broken("文文文——字", &styled(Hk, |_| ()), ACROSS, 4), "文文文|——字");
}

#[test]
fn r121_signs_stay_with_their_figures() {
    for sign in ["－", "＋", "±", "＜", "＞", "≤", "≥", "≈", "＝", "≠", "≒", "§", "℡"]
    {
        for mode in [ACROSS, DOWN] {
            for figure in ["5", "１２"] {
                for ems in 2..6 {
                    let got = broken(&format!("文文{sign}{figure}文"), &optimal(Cn), mode, ems);
                    assert!(!got.contains(&format!("{sign}|")), "{mode:?} {got}");
                }
            }
        }
    }
    for sign in ["％", "℃", "‰", "½", "†"] {
        for mode in [ACROSS, DOWN] {
            for figure in ["5", "１２"] {
                for ems in 3..6 {
                    let got = broken(&format!("文文{figure}{sign}文"), &optimal(Hk), mode, ems);
                    assert!(!got.contains(&format!("|{sign}")), "{mode:?} {got}");
                }
            }
        }
    }
}

#[test]
fn r123_a_soft_hyphen_shows_where_the_line_breaks() {
    let shows = |text: &str, ems: i64| {
        let lines = set(&rich(text), &styled(Hk, |_| ()), ACROSS, ems);
        lines.iter().map(|line| line.end == super::BreakReason::Hyphen).collect::<Vec<bool>>()
    };
    assert_eq!(shows("photo\u{AD}synthesis", 5), [true, false]);
    assert_eq!(shows("photo\u{AD}synthesis", 20), [false]);
    // In any measure, with hyphenation or without.
    let long = format!("{}photo\u{AD}synthesis", "文".repeat(16));
    assert_eq!(shows(&long, 20), [true, false]);
    // Between characters of other scripts too; no text is lost there.
    for text in [
        "甲乙物\u{AD}3.52",
        "甲乙丙丁\u{AD}戊己",
        "2024年月\u{AD}ab",
        "甲乙丙。\u{AD}3",
        "12345678\u{AD}年",
    ] {
        let lines = set(&rich(text), &styled(Hk, |_| ()), ACROSS, 5);
        let mut printed = vec![false; text.len()];
        for glyph in lines.iter().flat_map(|line| &line.runs).flat_map(|run| &run.glyphs) {
            printed[glyph.range.start as usize..glyph.range.end as usize].fill(true);
        }
        for (at, c) in text.char_indices().filter(|(_, c)| *c != '\u{AD}') {
            assert!(
                printed[at..at + c.len_utf8()].iter().all(|seen| *seen),
                "{text} {c} {lines:?}"
            );
        }
        let got = broken(text, &optimal(Hk), ACROSS, 4);
        assert!(!got.contains("|\u{AD}"), "{got}");
    }
}

#[test]
fn r126_names_are_hyphenated_as_a_last_resort() {
    let text = "警官九月在Facebook發帖，如Reddit和Twitter都有人轉載，Marisa表示同意。";
    for ems in 6..12 {
        for style in [optimal(Hk), styled(Hk, |_| ())] {
            let lines = set(&rich(text), &style, ACROSS, ems);
            assert!(lines.iter().all(|line| line.end != super::BreakReason::Hyphen), "{ems}");
        }
    }
    let lines = set(&rich("Constantinople"), &optimal(Hk), ACROSS, 4);
    assert_eq!(lines[0].end, super::BreakReason::Hyphen);
}

#[test]
fn r132_an_opening_mark_after_any_colon_or_query() {
    for mode in [ACROSS, DOWN] {
        for locale in [Hk, Cn, Ja] {
            for text in ["：「", "；「", "？「", "！「"] {
                let width = between(text, &styled(locale, |_| ()), mode);
                assert_eq!(width, 150, "{text} {locale:?} {mode:?}");
            }
        }
    }
    for (text, width) in [("／", 50), ("–", 50), ("》·", 150), ("·《", 150)] {
        assert_eq!(between(text, &styled(Cn, |_| ()), ACROSS), width, "{text}");
    }
    assert_eq!(between("／", &styled(Hk, |_| ()), ACROSS), 100);
}

#[test]
fn r12_double_queries_take_an_em() {
    for text in ["‼", "⁇", "⁈", "⁉"] {
        for locale in [Hk, Tw, Cn, Ja, Ko] {
            for mode in [ACROSS, DOWN] {
                assert_eq!(between(text, &styled(locale, |_| ()), mode), 100, "{text} {locale:?}");
            }
        }
    }
    for locale in [Hk, Tw, Cn, Ja, Ko] {
        assert_eq!(between("！？", &styled(locale, |_| ()), DOWN), 100, "{locale:?}");
    }
    // Beside others too they keep their em.
    for text in ["⁉？", "‼！", "⁉⁉"] {
        assert_eq!(between(text, &styled(Cn, |s| s.compress = false), ACROSS), 200, "{text}");
    }
}

#[test]
fn r5_the_name_dot_of_japanese_takes_an_em_in_every_family() {
    for family in [FamilyId::SERIF, FamilyId::SANS, FamilyId::SANS_BLACK] {
        for locale in [Ja, Ko] {
            let style = TextStyle { family, ..styled(locale, |s| s.compress = false) };
            assert_eq!(between("・", &style, ACROSS), 100, "{locale:?}");
        }
    }
}

#[test]
fn r128_vertical_quotes_stand_clear_of_their_text() {
    let families = [FamilyId::SERIF, FamilyId::SANS, FamilyId::SANS_BLACK];
    for (locale, family) in [Ja, Ko].into_iter().flat_map(|it| families.map(|family| (it, family)))
    {
        let hangul = locale == Ko;
        let text = if hangul { "그는“봄”이라" } else { "彼は“春”と" };
        let lines = set(&rich(text), &TextStyle { family, ..styled(locale, |_| ()) }, DOWN, 100);
        let mut places: Vec<(u32, Length)> = lines[0]
            .runs
            .iter()
            .flat_map(|run| &run.glyphs)
            .map(|glyph| (glyph.range.start, glyph.inline.length()))
            .collect();
        places.sort_unstable();
        // The quote's face, of half an em, is before the character it opens.
        let opens = hundredths(places[3].1 - places[2].1);
        let closes = hundredths(places[5].1 - places[4].1);
        assert!((25..=60).contains(&opens), "{locale:?} {places:?}");
        assert!((40..=125).contains(&closes), "{locale:?} {places:?}");
        for ems in 2..5 {
            let got = broken(text, &optimal(locale), DOWN, ems);
            assert!(!got.contains("“|") && !got.contains("|”"), "{got}");
        }
    }
}

#[test]
fn r50_korean_blanks_take_all_before_syllables_part() {
    let text = "한국의 경제 성장률이 올해 이대로라면 다시 오를것이라고 보았다";
    for ems in 8..14 {
        for line in set(&rich(text), &optimal(Ko), ACROSS, ems) {
            let added = |tier: &str| {
                let of = line.adjustments.iter().filter(|by| by.tier == tier);
                of.map(|by| by.amount).sum::<Length>()
            };
            let inner = text[line.range.start as usize..line.range.end as usize].trim();
            let blanks = inner.matches(' ').count() as i64;
            let room = (EM - EM / 3) * blanks;
            assert!(
                added("R50.3") == Length::ZERO || added("R50.1") >= room - EM / 100,
                "{ems}: {inner} {:?}",
                line.adjustments
            );
        }
    }
}

#[test]
fn r50_a_gap_beside_western_text_grows_to_half_an_em() {
    let text = "德國Donaudampfschifffahrtsgesellschaftskapitän號，Antidisestablishmentarianism。";
    for line in set(&rich(text), &optimal(Hk), ACROSS, 12) {
        let added =
            line.adjustments.iter().filter(|by| by.tier.starts_with("R50")).map(|by| by.amount);
        let added: Length = added.sum();
        assert!(hundredths(added) <= 50, "{:?}", line.adjustments);
    }
    let lines = set(&rich("文Antidisestablishmentarianism"), &styled(Hk, |_| ()), ACROSS, 4);
    assert!(lines.iter().any(|line| line.fit == LineFit::Short));
}

#[test]
fn r53_a_line_and_a_stop_too_much() {
    for ems in 11..=22 {
        let text = format!("{}。", "文".repeat(ems));
        let style = styled(Hk, |settings| settings.breaking = Breaking::Optimal);
        let lines = set(&rich(&text), &style, ACROSS, ems as i64);
        let last = lines.last().expect("a line");
        let han = (last.range.end - last.range.start) / 3 - 1;
        assert!(lines.len() == 1 || han >= 2, "{ems}: {han}");
    }
}

#[test]
fn r53_a_figure_and_its_unit_are_a_runt_too() {
    for end in ["2。", "A。", "6℃。", "3%。", "3日。", "5G。"] {
        for ems in 12..=20 {
            let text = format!("{}{end}", "文".repeat(ems * 2));
            let lines = set(&rich(&text), &optimal(Hk), ACROSS, ems as i64);
            let last = lines.last().expect("a line");
            let text = &text[last.range.start as usize..last.range.end as usize];
            assert!(lines.len() == 2 || text.contains('文'), "{ems}: {text}");
        }
    }
}

fn marked(text: &str, marks: Vec<(Mark, std::ops::Range<usize>)>) -> RichText {
    let mut rich = rich(text);
    let markup = |(mark, range): (Mark, std::ops::Range<usize>)| Markup {
        mark,
        range: range.start as u32..range.end as u32,
    };
    rich.marks = marks.into_iter().map(markup).collect();
    rich
}

/// How far across the line the glyphs stand that are no text: the farthest, in hundredths of an em.
fn farthest(text: &RichText, locale: Locale, mode: WritingMode, before: bool) -> i64 {
    let lines = set(text, &styled(locale, |_| ()), mode, 100);
    let beside =
        lines[0].runs.iter().filter(|run| run.text == super::RunText::Inserted(String::new()));
    let blocks = beside.flat_map(|run| &run.glyphs).map(|glyph| hundredths(glyph.block.length()));
    if before { blocks.min().unwrap_or(0) } else { blocks.max().unwrap_or(0) }
}

#[test]
fn r85_r133_dots_stand_outside_readings_and_lines() {
    let reading = || Mark::Ruby { reading: Box::new(rich("きょうちょう")) };
    let dots = |text: &str, more: Option<Mark>| {
        let mut marks = vec![(Mark::Emphasis, 0..6)];
        marks.extend(more.map(|mark| (mark, 0..6)));
        marked(text, marks)
    };
    for mode in [ACROSS, DOWN] {
        let alone = farthest(&dots("強調語", None), Ja, mode, true);
        let read = farthest(&dots("強調語", Some(reading())), Ja, mode, true);
        assert_eq!(read, alone - 50, "{mode:?}");
    }
    let alone = farthest(&dots("香港人", None), Hk, ACROSS, false);
    let named = farthest(&dots("香港人", Some(Mark::Name)), Hk, ACROSS, false);
    assert!(named >= alone + 15, "{alone} {named}");
}

#[test]
fn r85_every_character_has_its_dot_and_no_mark_has() {
    for (text, dots) in [
        ("國IPO", 4),
        ("A股", 2),
        ("Ａ４", 2),
        ("①㎡℃", 3),
        ("５０％", 3),
        ("50%", 3),
        ("A+", 2),
        ("甲、乙 丙", 3),
        ("「——…」", 0),
    ] {
        for (mode, upright) in [(ACROSS, false), (DOWN, false), (DOWN, true)] {
            let style = styled(Hk, |s| {
                s.tcy = Tcy::Off;
                s.figures = if upright { Figures::Upright } else { Figures::Rotate };
                s.acronym = if upright { Acronym::Upright } else { Acronym::Rotate };
            });
            let all = (Mark::Emphasis, 0..text.len());
            let lines = set(&marked(text, vec![all]), &style, mode, 20);
            let beside = lines[0]
                .runs
                .iter()
                .filter(|run| run.text == super::RunText::Inserted(String::new()));
            assert_eq!(beside.map(|run| run.glyphs.len()).sum::<usize>(), dots, "{text} {mode:?}");
        }
    }
}

#[test]
fn nested_lines_are_drawn_once() {
    let text = "名".repeat(1_000);
    let marks = (0..1_000).map(|at| (Mark::Title, at * 3..3_000)).collect();
    let lines = set(&marked(&text, marks), &styled(Hk, |_| ()), ACROSS, 20);
    let glyphs: usize = lines.iter().flat_map(|line| &line.runs).map(|run| run.glyphs.len()).sum();
    assert!(glyphs < 3_000, "{glyphs}");
}

#[test]
fn clauses_of_one_row_keep_a_gap() {
    let style = styled(Hk, |_| ());
    let mut text = rich("財赤四億元十二部門超支");
    let plain = set(&text, &style, ACROSS, 100)[0].width;
    text.breaks = vec![15];
    let parted = set(&text, &style, ACROSS, 100)[0].width;
    assert_eq!(hundredths(parted - plain), 50);
}

#[test]
fn tw_pairs_of_brackets_alone() {
    assert_eq!(between("》《", &styled(Tw, |_| ()), DOWN), 150);
}

#[test]
fn r134_a_gap_too_small_for_what_stands_in_it_is_told() {
    let marks: [(Mark, i64); 3] = [
        (Mark::Name, 18),
        (Mark::Emphasis, 28),
        (Mark::Ruby { reading: Box::new(rich("こう")) }, 50),
    ];
    for mode in [ACROSS, DOWN] {
        for (mark, needs) in &marks {
            let text = marked("香港人", vec![(mark.clone(), 0..6)]);
            let files = FontFiles::default();
            let book = FontBook::new(&files);
            let style = styled(Hk, |_| ());
            let paragraph = Paragraph { text: &text, style: &style, mode, mark: "", tail: None };
            let galley = Composer::new(&book).prepare(&paragraph);
            for (gap, told) in [(needs - 1, 1), (*needs, 0)] {
                let mut findings = crate::diag::Findings::default();
                galley.report_marks(EM.scale(gap, 100), &text, &mut findings);
                assert_eq!(findings.len(), told, "{mark:?} {mode:?} {gap}");
            }
        }
    }
}

/// R90: a line of a quote ends within a word only rather than eight ems short.
#[test]
fn r90_lines_that_are_not_justified_end_between_words() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let lines = |text: &str, align: Align, ems: i64| {
        let source = rich(text);
        let style = TextStyle { align, ..optimal(Hk) };
        let paragraph =
            Paragraph { text: &source, style: &style, mode: ACROSS, mark: "", tail: None };
        let galley = Composer::new(&book).prepare(&paragraph).by_words(&source);
        let lines = galley.set(&(EM * ems)).lines;
        let part =
            |line: &SetLine| text[line.range.start as usize..line.range.end as usize].to_owned();
        lines.iter().map(part).collect::<Vec<_>>().join("|")
    };
    let quote = "「機器搬得動，字也搬得動。」";
    assert_eq!(lines(quote, Align::Start, 10), "「機器搬得動，字也|搬得動。」");
    assert_eq!(lines(quote, Align::Justify, 10), "「機器搬得動，字也搬|得動。」");
    assert_eq!(lines("香港國際機場第三條跑道", Align::Center, 7), "香港國際機場|第三條跑道");
    // Names are kept in bylines, and ／ ends what stands before it.
    for (byline, ems, expected) in [
        ("【記者林小明、王大華／綜合報導】", 9, "【記者林小明、|王大華／綜合報導】"),
        ("記者林小明、王大華／台北、高雄報導", 9, "記者林小明、|王大華／台北、高雄|報導"),
        ("【記者林小明、王大華／綜合報導】", 10, "【記者林小明、王大華／|綜合報導】"),
    ] {
        assert_eq!(lines(byline, Align::Start, ems), expected, "{ems}");
    }
}

/// R119: a loose line does not stand beside one that is squeezed where there is another way.
#[test]
fn r119_no_loose_line_beside_a_squeezed_one() {
    let uneven = |text: &str, ems: i64| {
        let lines = set(&rich(text), &optimal(Hk), ACROSS, ems);
        let amount = |line: &SetLine, tier: &str| -> Length {
            let of = line.adjustments.iter().filter(|by| by.tier.starts_with(tier));
            of.map(|by| by.amount).sum()
        };
        let loose = |line: &SetLine| amount(line, "R50.3") > EM * ems / 20;
        let tight = |line: &SetLine| amount(line, "R49") < -(EM / 2);
        let beside = |pair: &[SetLine]| {
            (loose(&pair[0]) && tight(&pair[1])) || (tight(&pair[0]) && loose(&pair[1]))
        };
        lines.windows(2).filter(|pair| beside(pair)).count()
    };
    let text = "「文文」，文文文、文文。文文文2015年文文，文文（文文）文文文文文Marcus文文、文文文文，文文「文文文文」。文文文文文文文，文文文文文80公里文文，文文文文文文文文文、文文文。文文文「文文」文，文文文文Lindqvist文文文文文文文文文、文文文文文文。";
    let all: usize = (9..24).map(|ems| uneven(&text.repeat(3), ems)).sum();
    assert!(all <= 3, "{all}");
}

/// R52, R119: where a line set loose would open by more than a twentieth of an em, its marks give way by as much
/// as an em instead.
#[test]
fn r119_marks_give_way_before_a_line_is_seen_to_open() {
    let text = "海關同日啟用「一站驗」平台，把申報、檢疫、查驗三個程序合而為一。海關助理專員梁詠詩說，試行三個月以來，\
        進口貨櫃的平均清關時間由36小時縮短至7小時，冷藏貨物更可「船邊直提」，藍莓、車厘子等水果卸船後當日便能上架。";
    let mut style = optimal(Hk);
    style.settings.indent = crate::measure::Em::from_millionths(1_000_000);
    for line in set(&rich(text), &style, ACROSS, 18) {
        let apart = line.adjustments.iter().filter(|by| by.tier.starts_with("R50.3"));
        let apart = hundredths(apart.map(|by| by.amount).sum());
        assert!(apart < 90, "{}", &text[line.range.start as usize..line.range.end as usize]);
    }
}

/// R119: no number keeps its unit by a squeeze that its neighbours do not share.
#[test]
fn r119_neighbours_are_squeezed_alike() {
    let text = "的文，《明報》、《星島》《信報》均報道：阿里‧巴巴、約翰·甘迺迪、瑪麗·居里等人獲提名。某某昨收18.25元，升0.35元或1.95%，成交額1,234.5億；\
        恒指報25,678.90點，跌128.3點。A股方面，滬綜指收報3,456.78點。";
    let mut apart = Vec::new();
    for (locale, mode) in [(Hk, ACROSS), (Hk, DOWN), (Tw, ACROSS), (Tw, DOWN)] {
        for (ems, more) in (12..28).flat_map(|ems| (0..20).map(move |more| (ems, more))) {
            let text = format!("{}{text}", "文".repeat(more));
            let lines = set(&rich(&text), &optimal(locale), mode, ems);
            let squeezed = |line: &SetLine| -> i64 {
                let of = line.adjustments.iter().filter(|by| by.tier.starts_with("R49"));
                hundredths(-of.map(|by| by.amount).sum::<Length>())
            };
            let all: Vec<i64> = lines[..lines.len() - 1].iter().map(squeezed).collect();
            if all.windows(2).any(|pair| (pair[0] - pair[1]).abs() > 150) {
                apart.push(format!("{locale:?} {mode:?} {ems} {more}: {all:?}"));
            }
        }
    }
    assert!(apart.len() <= 30, "{}: {}", apart.len(), apart.join("\n"));
}

/// R122: a reading is as wide as it is, however its kana are written.
#[test]
fn r122_a_decomposed_reading_is_the_composed_one() {
    use unicode_normalization::UnicodeNormalization;
    let style = plain_style(Locale::Ja);
    for reading in ["とうぎょう", "ござじず", "が", "パピプ"] {
        let apart: String = reading.nfd().collect();
        for mode in [ACROSS, DOWN] {
            let places = |reading: &str| {
                let mut text = rich("あ東京あ");
                let reading = Box::new(rich(reading));
                text.marks = vec![Markup { range: 3..9, mark: Mark::Ruby { reading } }];
                let line = set(&text, &style, mode, 20).remove(0);
                let glyphs = line.runs.iter().flat_map(|run| &run.glyphs);
                (line.width, glyphs.map(|glyph| (glyph.id, glyph.inline)).collect::<Vec<_>>())
            };
            assert_eq!(places(&apart), places(reading), "{reading} {mode:?}");
        }
    }
}

/// R41, R42: blanks typed around a figure with its unit are as wide as none typed, in both writings; a figure's sign
/// has its gap before it.
#[test]
fn r42_blanks_around_a_figure_with_its_unit_are_as_none() {
    let spaced = ["升 50%至", "到 20℃為", "跌 ５％至", "達 -5 度"];
    let solid = ["升50%至", "到20℃為", "跌５％至", "達-5度"];
    for mode in [ACROSS, DOWN] {
        for (spaced, solid) in spaced.into_iter().zip(solid) {
            let style = styled(Hk, |_| ());
            assert_eq!(
                between(spaced, &style, mode),
                between(solid, &style, mode),
                "{spaced} {mode:?}"
            );
        }
    }
}

/// R17, R81: numbers of full width with marks of half width, bopomofo with its tones and half-width kana with
/// their voicing are not parted, nor spread.
#[test]
fn r17_no_line_parts_what_is_one() {
    let wholes = [
        "２.１",
        "１２,３４５",
        "１２:３０",
        "２/３",
        "１-３",
        "1／2",
        "Ｎｏ．１",
        "ㄅˇ",
        "˙ㄗ",
        "ㄨˋ",
        "ﾄﾞ",
        "ﾊﾟ",
        "率¹",
        "率⁴",
        "率⁽³⁾",
        "工®",
        "工™",
        "工*",
        "工†",
        "工~",
        "──",
        "〜〜",
        "☎03",
        "〒100",
        "▲2.1",
        "※1",
        " ●時",
        "1―1",
        "12/F",
        "23 kg",
        "25 mm",
        "No. 5",
        " †註",
        "李　紅，",
        "工\u{2011}文",
    ];
    for breaking in [Breaking::Greedy, Breaking::Optimal] {
        for mode in [ACROSS, DOWN] {
            for whole in wholes {
                for before in 1..8 {
                    let text = format!("{}{whole}{}", "文".repeat(before), "文".repeat(9));
                    let style = styled(Ja, |s| (s.breaking, s.last_line) = (breaking, 1));
                    let lines = set(&rich(&text), &style, mode, 7);
                    let held = lines.iter().any(|line| {
                        text[line.range.start as usize..line.range.end as usize]
                            .contains(whole.trim())
                    });
                    assert!(held, "{text} {mode:?}");
                }
            }
        }
    }
}

/// R19: a row of marks that no line holds parts where the line is full, two marks at least on either side.
#[test]
fn r19_a_long_row_of_marks_parts() {
    for breaking in [Breaking::Greedy, Breaking::Optimal] {
        let style = styled(Hk, |s| (s.breaking, s.last_line) = (breaking, 1));
        for (text, expected) in [
            ("好正呀！！！！！！！！！", "好正呀！！！|！！！！！！"),
            ("～～～～～～～～", "～～～～～～|～～"),
            ("好正好正呀！！", "好正好正|呀！！"),
        ] {
            assert_eq!(broken(text, &style, ACROSS, 6), expected);
        }
    }
}

/// R5: the dot of names stands in the middle of its frame in every family, also where the face has it aside and low.
#[test]
fn r5_the_dot_stands_in_the_middle() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    for (locale, text) in [(Ja, "口・口"), (Ko, "中·中"), (Hk, "口·口")] {
        for family in [FamilyId::SERIF, FamilyId::SANS, FamilyId::SANS_BLACK] {
            let style = TextStyle { family, ..plain_style(locale) };
            let line = set(&rich(text), &style, ACROSS, 10).remove(0);
            let all = line.runs.iter().flat_map(|run| run.glyphs.iter().map(move |g| (run, g)));
            let (run, dot) = all.clone().nth(1).expect("a dot");
            let next = all.clone().nth(2).expect("a character").1.inline.length();
            let face = book.face(run.face);
            let ink = face.ink(dot.id).expect("ink");
            let of = |units: i32| EM.scale(i64::from(units), i64::from(face.units_per_em()) * 2);
            let along = dot.inline.length() + of(ink.x_min + ink.x_max) - (EM + next) / 2;
            let across = dot.block.length() - of(ink.y_min + ink.y_max) + EM.scale(38, 100);
            let most = EM.scale(2, 100);
            assert!(
                along.abs() < most && across.abs() < most,
                "{text} {family:?}: {along} {across}"
            );
        }
    }
}

/// R35: a mark does not hang where a dash begins the next line.
#[test]
fn r35_no_mark_hangs_before_a_dash() {
    for (text, hangs) in [("文文文文，——文文", false), ("文文文文，文文文文", true)]
    {
        let style = styled(Ja, |s| s.line_end = LineEnd::Hang);
        let first = set(&rich(text), &style, ACROSS, 4).remove(0);
        assert_eq!(first.range.end == 15, hangs, "{text}");
    }
}
