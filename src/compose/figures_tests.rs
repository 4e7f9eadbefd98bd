//! Numbers, codes, items and Korean words hold together (R17, R18, R24, R36); marks of other widths and
//! sizes (R1, R29, R132).

use super::tests::{EM, plain_style};
use super::{Composer, Paragraph, SetLine};
use crate::chars::Locale::{self, Cn, Hk, Ja, Ko, Tw};
use crate::chars::{Breaking, Hangul};
use crate::diag::FileId;
use crate::fonts::{FontBook, FontFiles};
use crate::measure::WritingMode;
use crate::page::style::TextStyle;
use crate::text::{Mark, Markup, RichText};

const ACROSS: WritingMode = WritingMode::HorizontalTb;
const DOWN: WritingMode = WritingMode::VerticalRl;
const LOCALES: [Locale; 5] = [Hk, Tw, Cn, Ja, Ko];

fn optimal(locale: Locale) -> TextStyle {
    let mut style = plain_style(locale);
    style.settings.breaking = Breaking::Optimal;
    style
}

fn lines_of(text: &str, style: &TextStyle, mode: WritingMode, ems: i64) -> Vec<SetLine> {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let source = RichText::plain(text, FileId(0), 0);
    let paragraph = Paragraph { text: &source, style, mode, mark: "", tail: None };
    Composer::new(&book).prepare(&paragraph).set(&(EM * ems)).lines
}

fn broken(text: &str, style: &TextStyle, mode: WritingMode, ems: i64) -> String {
    let lines = lines_of(text, style, mode, ems);
    let part = |range: &std::ops::Range<u32>| &text[range.start as usize..range.end as usize];
    lines.iter().map(|line| part(&line.range)).collect::<Vec<_>>().join("|")
}

/// The width in hundredths of an em, the Han at its ends left out.
fn width(source: &RichText, style: &TextStyle, mode: WritingMode) -> i64 {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let paragraph = Paragraph { text: source, style, mode, mark: "", tail: None };
    let lines = Composer::new(&book).prepare(&paragraph).set(&(EM * 100)).lines;
    lines[0].width.scale(100, EM.units()).units() - 200
}

fn between(text: &str, locale: Locale, mode: WritingMode) -> i64 {
    let source = RichText::plain(format!("国{text}国"), FileId(0), 0);
    width(&source, &plain_style(locale), mode)
}

/// The text is whole at every place of a line.
fn is_whole(text: &str, locale: Locale, mode: WritingMode) {
    for before in 1..9 {
        let around = format!("{}{text}{}", "文".repeat(before), "文".repeat(7));
        let got = broken(&around, &optimal(locale), mode, 8);
        assert!(got.contains(text), "{locale:?} {mode:?} {got}");
    }
}

#[test]
fn r17_numbers_in_full_width_figures_are_whole() {
    for number in [
        "１．５",
        "１，０００",
        "１２：３０",
        "－１２．５％",
        "３／４",
        "１・５",
        "3．5",
        "12：30",
        "３－１",
    ] {
        for locale in LOCALES {
            is_whole(number, locale, ACROSS);
            is_whole(number, locale, DOWN);
        }
    }
    // A list of numbers parts at its commas, and a long one behind its hyphens.
    assert_eq!(broken("文文１，２，３文", &optimal(Hk), ACROSS, 4), "文文１，|２，３文");
    let phone = broken("電話０１２－３４５６－７８９０", &optimal(Ja), ACROSS, 7);
    assert_eq!(phone, "電話０１２－|３４５６－|７８９０");
}

#[test]
fn r17_a_blank_before_a_signed_figure_parts_two_numbers() {
    let prices = "騰訊控股 398.600 -5.200 -1.32%";
    for (locale, mode) in LOCALES.into_iter().flat_map(|l| [(l, ACROSS), (l, DOWN)]) {
        for measure in 8..13 {
            let got = broken(prices, &optimal(locale), mode, measure);
            let mut begun = got.split('|').skip(1).map(|line| line.chars().next());
            let signed = got.contains("|-");
            let whole = begun.all(|first| matches!(first, Some('-' | '3')));
            assert!(signed && whole, "{locale:?} {mode:?} {measure} {got}");
        }
    }
    // A sum keeps its sign to what stands before it.
    assert!(!broken("文文文5 - 3文", &optimal(Hk), ACROSS, 4).contains("|-"));
}

#[test]
fn r17_telephone_numbers_are_whole() {
    for number in [
        "2345-6789",
        "2345 6789",
        "+852 2345 6789",
        "(02)2345-6789",
        "(852) 2345 6789",
        "0912 345 678",
        "03-1234-5678",
        "010-1234-5678",
        "138-0013-8000",
    ] {
        for (locale, mode) in LOCALES.into_iter().flat_map(|l| [(l, ACROSS), (l, DOWN)]) {
            // From three ems short on a line of twenty does not gape.
            for before in 17..20 {
                let around = format!("{}{number}{}", "文".repeat(before), "文".repeat(7));
                let got = broken(&around, &optimal(locale), mode, 20);
                assert!(got.contains(number), "{locale:?} {mode:?} {got}");
            }
        }
    }
    // Years, sums and pages are not dialled.
    for text in ["2023 2024 2025年", "第12 13 14頁", "1000 2000元"] {
        let mut parted = false;
        for before in 1..9 {
            let around = format!("{}{text}{}", "文".repeat(before), "文".repeat(7));
            parted |= !broken(&around, &optimal(Hk), ACROSS, 8).contains(text);
        }
        assert!(parted, "{text}");
    }
    // Where the line before it would gape it parts behind its hyphen or at its blank, not behind a code.
    for (before, number, parted) in [
        (16, "2345-6789", "2345-|6789"),
        (16, "2345 6789", "2345 |6789"),
        (15, "03-1234-5678", "03-1234-|5678"),
        (16, "+852 2345 6789", "+852 2345 6789"),
    ] {
        for breaking in [Breaking::Greedy, Breaking::Optimal] {
            let mut style = optimal(Hk);
            style.settings.breaking = breaking;
            let got = broken(&format!("{}{number}文文文", "文".repeat(before)), &style, ACROSS, 20);
            let want =
                if parted.contains('|') { got.contains(parted) } else { got.contains(number) };
            assert!(want, "{breaking:?} {got}");
        }
    }
    // A measure that holds none of it: it parts at its blanks.
    let got = broken("文文+852 2345 6789文", &optimal(Hk), ACROSS, 5);
    assert!(!got.contains("|852") && !got.contains("23|") && got.contains("6789"), "{got}");
}

/// R40, R49: a mark that is squeezed beside a figure or letter keeps an eighth of an em.
#[test]
fn r49_a_mark_squeezed_beside_a_figure_keeps_some_blank() {
    for locale in [Hk, Tw, Cn] {
        for (text, mode) in [("公尺，2015年", ACROSS), ("公尺，2015年", DOWN), ("票，ABC報", DOWN)]
        {
            let files = FontFiles::default();
            let book = FontBook::new(&files);
            // Longer than the line by what its mark could lose.
            let text = format!("{}{text}", "文".repeat(9));
            let source = RichText::plain(&text, FileId(0), 0);
            let style = optimal(locale);
            let paragraph = Paragraph { text: &source, style: &style, mode, mark: "", tail: None };
            let galley = Composer::new(&book).prepare(&paragraph);
            let natural = galley.natural_width();
            let squeezed = |by: i64| galley.set(&(natural - EM * by / 8)).lines.len() == 1;
            assert!(squeezed(2) && !squeezed(5), "{locale:?} {mode:?}");
        }
    }
}

#[test]
fn r17_codes_in_full_width_letters_are_whole() {
    for code in ["Ｂ４", "Ｃ９１９", "５Ｇ", "ＮＨＫ", "Ｇ２０"] {
        is_whole(code, Ja, ACROSS);
        is_whole(code, Hk, DOWN);
    }
}

#[test]
fn r18_items_keep_their_numbers() {
    for item in ["：1.解放", "；2.機床", "：１．解放", "：3、解放"] {
        for before in 1..9 {
            let around = format!("{}{item}{}", "文".repeat(before), "文".repeat(7));
            let got = broken(&around, &optimal(Cn), ACROSS, 9);
            let number = item.trim_end_matches(['解', '放', '機', '床']);
            assert!(!got.contains(&format!("{}|", &number['：'.len_utf8()..])), "{got}");
        }
    }
    // Dearly where that would leave a narrow line loose.
    for item in ["：（1）", "②"] {
        let got = broken(&format!("{}{item}解放文文文", "文".repeat(22)), &optimal(Cn), ACROSS, 24);
        assert!(!got.contains(&format!("{item}|")), "{got}");
    }
}

#[test]
fn r24_korean_words_are_whole_with_their_marks_and_particles() {
    let mut style = optimal(Ko);
    style.settings.hangul = Hangul::Words;
    let text = "대통령은 “봄”이라 말했다. (서울)은 2024년에 GDP가 3.5%로 올랐다고 한국은행(BOK)이 \
        밝혔다. ‘경제’라는 말을 《춘향전》을 읽고 서울~부산의 1,200만원을 3명이 25℃에 냈다!";
    for mode in [ACROSS, DOWN] {
        for ems in 8..20 {
            let got = broken(text, &style, mode, ems);
            for part in got.split('|') {
                assert!(part.ends_with([' ', '!', '~']), "{mode:?} {ems} {got}");
            }
        }
    }
    // Words that a dot joins part behind it, one that no line holds where it must.
    style.settings.hangul = Hangul::Words;
    assert_eq!(broken("문화·예술·체육·관광", &style, ACROSS, 5), "문화·예술·|체육·관광");
    assert_eq!(broken("국제통화기금", &style, ACROSS, 4), "국제통화|기금");
}

#[test]
fn r18_korean_measure_words() {
    for (before, number, ems) in [(22, "제5회", 23), (24, "2024년", 25), (23, "3명", 23)] {
        let text = format!("{}{number}{}", "가".repeat(before), "나".repeat(8));
        let got = broken(&text, &optimal(Ko), ACROSS, ems);
        assert!(got.contains(number), "{got}");
    }
}

#[test]
fn r36_han_figures_are_solid_in_vertical_japanese() {
    for (text, solid, full) in [("二、三", 250, 300), ("一・五", 250, 300)] {
        assert_eq!(between(text, Ja, DOWN), solid, "{text}");
        assert_eq!(between(text, Ja, ACROSS), full, "{text}");
        assert_eq!(between(text, Hk, DOWN), full, "{text}");
    }
    // A list has its blanks.
    assert_eq!(between("一、二、三", Ja, DOWN), 500);
    assert_eq!(between("二、五", Ja, DOWN), 300);
}

#[test]
fn r1_r132_narrow_marks_have_their_frames() {
    for (text, widths) in [
        ("‧", [100, 100, 50, 100, 50]),
        ("•", [100, 100, 100, 100, 100]),
        ("№", [100; 5]),
        ("国–国", [300, 300, 250, 250, 250]),
    ] {
        for (locale, wanted) in LOCALES.into_iter().zip(widths) {
            let got = between(text, locale, ACROSS);
            assert!((got - wanted).abs() <= 1, "{text} {locale:?}: {got}");
        }
    }
}

#[test]
fn r37_an_em_after_a_query() {
    let mut style = plain_style(Ja);
    style.settings.query_blank = true;
    let wide = |text: &str| {
        let source = RichText::plain(format!("国{text}国"), FileId(0), 0);
        width(&source, &style, ACROSS)
    };
    // Not before a mark, nor beside a blank that was typed.
    for (text, wanted) in
        [("！", 200), ("！」", 200), ("！？", 300), ("！\u{3000}", 200), ("！「", 250)]
    {
        assert_eq!(wide(text), wanted, "{text}");
    }
    assert_eq!(between("！", Ja, ACROSS), 100);
    assert_eq!(broken("文文文！文文", &style, ACROSS, 4), "文文文！|文文");
}

#[test]
fn r29_of_marks_of_two_sizes_the_smaller_gives_way() {
    let raised = |text: &str, small: &str| {
        let mut source = RichText::plain(text, FileId(0), 0);
        let start = text.find(small).expect("in the text") as u32;
        let range = start..start + small.len() as u32;
        source.marks.push(Markup { range, mark: Mark::Superscript });
        width(&source, &plain_style(Hk), ACROSS)
    };
    // A small mark is 0.65 of an em, half of it blank.
    assert_eq!(raised("国）（国", "（"), 133);
    assert_eq!(raised("国）（国", "）"), 133);
}

/// The number of an item and the mark behind it take what they take within a line.
#[test]
fn marks_of_items_keep_their_blanks() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let width = |mark: &str, text: &str, locale, mode| {
        let (source, style) = (RichText::plain(text, FileId(0), 0), plain_style(locale));
        let paragraph = Paragraph { text: &source, style: &style, mode, mark, tail: None };
        let lines = Composer::new(&book).prepare(&paragraph).set(&(EM * 100)).lines;
        lines[0].width
    };
    for locale in LOCALES {
        for mode in [ACROSS, DOWN] {
            for mark in ["1、", "十二、", "（1）", "【甲】", "1：", "●"] {
                let set = width(mark, "國國", locale, mode);
                let own = width("", &format!("{mark}國國"), locale, mode);
                assert_eq!(set, own, "{locale:?} {mode:?} {mark}");
            }
        }
    }
}

/// R15, R17: a unit keeps to its figure in both writings, whatever cell the figure stands in.
#[test]
fn units_begin_no_line() {
    let texts = [
        "氣溫升至35℃，明天",
        "氣溫升至8℃，明天",
        "達百分之5‰左右",
        "降至12‰左右",
        "轉向45°方向",
        "北緯22°15′30″處",
        "達12%左右",
        "達5％左右",
        "達１２％左右",
        "長5′左右",
        "氣溫35 ℃，明天",
        "達12 %左右",
        "達5 ‰左右",
        "約25°C左右",
        "125℃以上",
        "100%以上",
        "3.5%以上",
        "3.5℃以上",
        "12.5‰以上",
        "三十五℃以上",
        "五十％以上",
        "5 °以上",
        "12 ″以上",
        "2026 ℃以上",
    ];
    let mut found = Vec::new();
    for locale in LOCALES {
        for (mode, name) in [(ACROSS, "h"), (DOWN, "v")] {
            for breaking in [Breaking::Greedy, Breaking::Optimal] {
                let mut style = plain_style(locale);
                style.settings.breaking = breaking;
                for text in texts {
                    for before in 0..9 {
                        let around = format!("{}{text}{}", "文".repeat(before), "文".repeat(9));
                        let got = broken(&around, &style, mode, 8);
                        let begins =
                            |line: &str| line.starts_with(['℃', '‰', '°', '′', '″', '%', '％']);
                        if got.split('|').any(|line| begins(line.trim_start())) {
                            found.push(format!("{locale:?} {name} {breaking:?} {got}"));
                        }
                    }
                }
            }
        }
    }
    assert!(found.is_empty(), "{}: {}", found.len(), found.join("\n"));
}
/// R41, R42: a typed blank beside a figure takes the place of the gap, in a vertical line of none.
#[test]
fn typed_blanks_beside_figures_are_the_gap() {
    for locale in [Hk, Tw, Cn, Ja] {
        for mode in [ACROSS, DOWN] {
            for (typed, solid) in [
                (" 12 ", "12"),
                (" 5 ", "5"),
                (" 2026 ", "2026"),
                ("年 11 月 29 日", "年11月29日"),
                (" A ", "A"),
            ] {
                let (typed, solid) = (between(typed, locale, mode), between(solid, locale, mode));
                assert_eq!(typed, solid, "{locale:?} {mode:?}");
            }
        }
        assert_eq!(between("12 34", locale, DOWN), 233);
    }
    // Korean words are parted.
    let width = between("년 11월 29일", Ko, DOWN);
    assert!(width > between("년11월29일", Ko, DOWN) + 60, "{width}");
}

/// R18: the point of a decimal of Western figures ends no line.
#[test]
fn decimals_with_a_middle_dot_stay_whole() {
    let mut found = Vec::new();
    for mode in [ACROSS, DOWN] {
        for before in 0..9 {
            let around = format!("{}約6・8ヘクタールの畑を借りて", "文".repeat(before));
            let got = broken(&around, &plain_style(Ja), mode, 8);
            if got.split('|').any(|line| line.ends_with("6・") || line.ends_with('6')) {
                found.push(got);
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A full-width colon between Western figures is of their number: half an em, without a hole on either side.
#[test]
fn colons_of_ratios_and_times_are_set_close() {
    for locale in LOCALES {
        for (text, plain) in
            [("9：1", "91"), ("6：05", "605"), ("12：30", "1230"), ("3：2：1", "321")]
        {
            let colons = text.matches('：').count() as i64;
            let (set, plain) = (between(text, locale, ACROSS), between(plain, locale, ACROSS));
            assert_eq!(set - plain, 50 * colons, "{locale:?} {text}");
        }
        // Each figure, or two side by side, in a frame of an em; a colon that stands upright has its dots one
        // over the other, and air on both sides of them (R33).
        let upright = if locale == Ja { 0..=0 } else { 12..=40 };
        for (text, wide) in [("9：1", 250), ("6：05", 250), ("12：30", 250), ("3：2：1", 400)]
        {
            let colons = text.matches('：').count() as i64;
            let more = (between(text, locale, DOWN) - wide) / colons;
            assert!(upright.contains(&more), "{locale:?} {text}: {more}");
        }
        // A full-width figure keeps the grid (R61), and the colon of a sentence its frame.
        assert_eq!(between("９：１", locale, ACROSS), 300, "{locale:?}");
        assert_eq!(between("國：國", locale, DOWN), 300, "{locale:?}");
    }
}

/// R118: a line opens by a tenth of an em for a number and its unit, and no farther.
#[test]
fn numbers_keep_their_units_where_a_line_opens_by_a_tenth() {
    let (mut parted, mut loose) = (Vec::new(), Vec::new());
    for (locale, text) in [
        (Tw, "約1,290萬元"),
        (Tw, "跑30公里"),
        (Hk, "共61個"),
        (Cn, "约30公里"),
        (Cn, "达5千米"),
        (Ja, "約30キロ"),
        (Ja, "約120世帯"),
    ] {
        // No last line that would be too short has a say.
        let mut style = optimal(locale);
        style.settings.last_line = 0;
        let figures = text.trim_matches(|c: char| !c.is_ascii_digit());
        for (mode, ems) in
            [ACROSS, DOWN].into_iter().flat_map(|mode| (12..30).map(move |n| (mode, n)))
        {
            for before in ems - 6..ems {
                let around = format!("{}{text}{}", "文".repeat(before as usize), "文".repeat(12));
                let got = broken(&around, &style, mode, ems);
                // What the line lacks that ends before the number.
                let lacks = ems - before - 1;
                let case = format!("{locale:?} {mode:?} {ems}: {got}");
                let is_parted = got.contains(&format!("{figures}|"));
                let holds = lacks * 2 > figures.len() as i64;
                if is_parted && lacks * 10 <= before {
                    parted.push(case);
                } else if holds && got.contains(&format!("|{figures}")) && lacks * 7 > before {
                    loose.push(case);
                }
            }
        }
    }
    assert!(parted.is_empty(), "{}: {}", parted.len(), parted.join("\n"));
    assert!(loose.is_empty(), "{}: {}", loose.len(), loose.join("\n"));
    assert_eq!(broken("文80公里文文文文", &optimal(Hk), ACROSS, 3), "文80|公里文|文文文");
}

/// R50: no gap between syllables is wider than the blanks between the words of its line.
#[test]
fn syllables_stand_closer_than_korean_words() {
    let mut style = optimal(Ko);
    style.settings.hangul = crate::chars::Hangul::Words;
    let text = "국제통화기금(IMF)과 경제협력개발기구(OECD)는 한국 경제성장률을 각각 2.2%, 2.3%로 전망했다.";
    for ems in 8..20 {
        for line in lines_of(text, &style, ACROSS, ems) {
            let own = &text[line.range.start as usize..line.range.end as usize];
            let glyphs = line.runs.iter().flat_map(|run| &run.glyphs);
            let drawn =
                |range: &std::ops::Range<u32>| &text[range.start as usize..range.end as usize];
            let glyphs: Vec<_> =
                glyphs.filter(|glyph| !drawn(&glyph.range).trim().is_empty()).collect();
            let apart = glyphs.windows(2).map(|pair| {
                let gap =
                    pair[1].inline.length() - pair[0].inline.length() - pair[0].advance.length();
                (pair[0].range.end == pair[1].range.start, gap)
            });
            let most = |within: bool| {
                let gaps = apart.clone().filter(|(solid, _)| *solid == within);
                gaps.map(|(_, gap)| gap).max().unwrap_or_default()
            };
            let words = own.trim_end().contains(' ');
            assert!(!words || most(true) <= most(false), "{ems}: {own}");
        }
    }
}

/// R50: a line of one word and no blank stays ragged rather than be driven apart.
#[test]
fn syllables_of_one_word_are_not_driven_apart() {
    let mut style = optimal(Ko);
    style.settings.hangul = crate::chars::Hangul::Words;
    for ems in 5..12 {
        for line in
            lines_of("손흥민(33·LAFC)은 《훈민정음》과 대한민국임시정부는", &style, ACROSS, ems)
        {
            let glyphs: Vec<_> = line.runs.iter().flat_map(|run| &run.glyphs).collect();
            for pair in glyphs.windows(2) {
                let gap =
                    pair[1].inline.length() - pair[0].inline.length() - pair[0].advance.length();
                // Beside a mark its blank comes to that.
                assert!(gap <= EM * 3 / 2, "{ems}: {gap} {line}");
            }
        }
    }
}

/// R15 to R17, R24: a Korean word that no line holds parts between its syllables.
#[test]
fn long_korean_words_part_between_syllables() {
    let text = "올해 경제협력개발기구(OECD)는 한국 경제성장률을 낮췄다";
    let mut found = Vec::new();
    for mode in [ACROSS, DOWN] {
        for breaking in [Breaking::Greedy, Breaking::Optimal] {
            let mut style = optimal(Ko);
            (style.settings.breaking, style.settings.hangul) = (breaking, Hangul::Words);
            for ems in 6..14 {
                let got = broken(text, &style, mode, ems);
                let whole = got.contains("(OECD)") && !got.contains("|)");
                if !whole {
                    found.push(format!("{mode:?} {breaking:?} {ems}: {got}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// R15, R120: whatever it joins, a connector begins no line.
#[test]
fn connectors_begin_no_line() {
    let mut found = Vec::new();
    for (locale, text) in [
        (Tw, "國道G15—G42段封閉"),
        (Tw, "中山路1－3號"),
        (Tw, "零下3－5度"),
        (Cn, "CBD—WTO区间"),
        (Cn, "A—B座"),
        (Ja, "対象は3－5歳"),
        (Ko, "11월~12월"),
        (Ko, "월~금"),
        (Ko, "오전 9시~오후 6시"),
        (Ko, "서울~부산"),
    ] {
        for mode in [ACROSS, DOWN] {
            for before in 0..9 {
                let around = format!("{}{text}{}", "文".repeat(before), "文".repeat(9));
                let got = broken(&around, &optimal(locale), mode, 8);
                if got.split('|').any(|line| line.starts_with(['—', '－', '~'])) {
                    found.push(format!("{locale:?} {mode:?} {got}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    // R121: a sign is none.
    assert!(broken("文文文文－3度文文", &optimal(Tw), ACROSS, 5).contains("|－3"));
}

/// UAX #14 LB18: a line may end at a blank before a quotation mark of the keyboard, which opens there, and at one
/// behind it, which closes.
#[test]
fn lines_end_at_blanks_beside_straight_quotation_marks() {
    for locale in LOCALES {
        let text = "said \"good\" and 'fine' or \"deep\" then";
        let got = broken(text, &plain_style(locale), ACROSS, 5);
        let words =
            |line: &str| line.split(' ').all(|word| text.split(' ').any(|whole| whole == word));
        assert!(got.split('|').all(|line| words(line.trim())), "{locale:?} {got}");
    }
    let mut style = plain_style(Ko);
    style.settings.hangul = crate::chars::Hangul::Words;
    assert_eq!(broken("데뷔골 \"프리킥\" 자신감", &style, ACROSS, 5), "데뷔골 |\"프리킥\" |자신감");
}
