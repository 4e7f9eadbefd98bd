//! Marks that are twins of others, signs and counters of numbers, and lines that nothing fills. Breaks are
//! written with `|`, widths in hundredths of an em.

use super::tests::{EM, plain_style};
use super::{Composer, LineFit, Paragraph, SetLine};
use crate::chars::Breaking;
use crate::chars::Locale::{self, Cn, Hk, Ja, Ko, Tw};
use crate::diag::FileId;
use crate::fonts::{FontBook, FontFiles};
use crate::measure::{Length, WritingMode};
use crate::page::style::TextStyle;
use crate::text::{Mark, Markup, RichText};

const ACROSS: WritingMode = WritingMode::HorizontalTb;
const DOWN: WritingMode = WritingMode::VerticalRl;
const LOCALES: [Locale; 5] = [Hk, Tw, Cn, Ja, Ko];
const BOTH: [WritingMode; 2] = [ACROSS, DOWN];

fn set(text: &str, style: &TextStyle, mode: WritingMode, ems: i64) -> Vec<SetLine> {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let text = &RichText::plain(text, FileId(0), 0);
    let paragraph = Paragraph { text, style, mode, mark: "", tail: None };
    Composer::new(&book).prepare(&paragraph).set(&(EM * ems)).lines
}

fn broken(text: &str, style: &TextStyle, mode: WritingMode, ems: i64) -> String {
    let lines = set(text, style, mode, ems);
    let part = |line: &SetLine| text[line.range.start as usize..line.range.end as usize].to_owned();
    lines.iter().map(part).collect::<Vec<_>>().join("|")
}

fn hundredths(length: Length) -> i64 {
    length.scale(100, EM.units()).units()
}

/// The width of a text between two characters that hold its edges.
fn between(text: &str, locale: Locale, mode: WritingMode) -> i64 {
    hundredths(set(&format!("國{text}國"), &plain_style(locale), mode, 100)[0].width) - 200
}

fn optimal(locale: Locale) -> TextStyle {
    let mut style = plain_style(locale);
    style.settings.breaking = Breaking::Optimal;
    style
}

/// Whether a line ends within `word`, in a text that is broken with bars.
fn parts(got: &str, word: &str) -> bool {
    !got.contains(word)
}

#[test]
fn r2_r132_the_solidus_of_the_keyboard_between_han_is_the_mark() {
    for mode in BOTH {
        for (locale, width) in [(Hk, 100), (Tw, 100), (Ja, 100), (Cn, 50)] {
            // Down the page the full-width one is not turned, and as wide as it is high.
            let own = if mode == DOWN { 100 } else { width };
            assert_eq!(between("／", locale, mode), own, "{locale:?} {mode:?}");
            assert_eq!(between("/", locale, mode), width, "{locale:?} {mode:?}");
        }
        for (locale, text) in [(Hk, "A/B"), (Cn, "3/4"), (Ko, "/")] {
            assert!(between(text, locale, mode) % 50 != 0, "{text} {locale:?} {mode:?}");
        }
    }
    assert_eq!(broken("文文文文/文文", &optimal(Cn), ACROSS, 4), "文文文|文/文文");
}

#[test]
fn r87_the_name_of_the_dead_is_on_one_line() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    for ems in 5..12 {
        let mut text = RichText::plain("今早舉殯王小明先生親友到場致祭", FileId(0), 0);
        text.marks = vec![Markup { range: 12..21, mark: Mark::Mourned }];
        let style = optimal(Hk);
        let paragraph =
            Paragraph { text: &text, style: &style, mode: ACROSS, mark: "", tail: None };
        let lines = Composer::new(&book).prepare(&paragraph).set(&(EM * ems)).lines;
        let parted = lines.iter().any(|line| (13..21).contains(&line.range.end));
        assert!(!parted, "{ems}: {lines:?}");
    }
}

#[test]
fn r7_the_short_dash_between_han_is_on_the_axis() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    for locale in LOCALES {
        for c in ["–", "—"] {
            let line = set(&format!("國{c}國"), &plain_style(locale), ACROSS, 100).remove(0);
            let glyphs = line.runs.iter().flat_map(|run| run.glyphs.iter().map(move |g| (run, g)));
            let (run, glyph) = glyphs.into_iter().find(|(_, g)| g.range.start == 3).unwrap();
            let face = book.face(run.face);
            let ink = face.ink(glyph.id).unwrap();
            let middle = i64::from(ink.y_min + ink.y_max) * 50 / i64::from(face.units_per_em());
            let up = middle - hundredths(glyph.block.length());
            assert!((up - 38).abs() <= 3, "{c} {locale:?}: {up}");
        }
    }
}

#[test]
fn r17_the_sign_of_a_ratio_is_a_colon_of_its_number() {
    let mut wrong = Vec::new();
    for locale in LOCALES {
        for mode in BOTH {
            for (number, ems) in [("2∶1", 4), ("13∶15", 4), ("1∶1000", 5)] {
                for ems in ems..9 {
                    let text = format!("山川草木足以{number}勝對手山川草木");
                    let got = broken(&text, &plain_style(locale), mode, ems);
                    if parts(&got, number) {
                        wrong.push(format!("{locale:?} {mode:?} {ems}: {got}"));
                    }
                }
                let colon = between(&number.replace('∶', "："), locale, mode);
                let width = between(number, locale, mode);
                if width != colon {
                    wrong.push(format!("{locale:?} {mode:?} {number}: {width}, not {colon}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What no row of R15 names breaks as UAX #14 says (R14).
#[test]
fn r14_marks_outside_the_table_obey_the_annex() {
    let mut wrong = Vec::new();
    for locale in LOCALES {
        for mode in BOTH {
            let style = plain_style(locale);
            for mark in "﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞\u{232A}ㆍ⦆⟩❯⸥゛゜".chars() {
                let got = broken(&format!("山川草木鳥獸{mark}蟲魚風花雪"), &style, mode, 6);
                if got.contains(&format!("|{mark}")) {
                    wrong.push(format!("{locale:?} {mode:?} {got}"));
                }
            }
            for mark in "﹙﹛﹝\u{2329}⦅⟨❮⸤".chars() {
                let got = broken(&format!("山川草木鳥{mark}蟲魚風花雪山川"), &style, mode, 6);
                if got.contains(&format!("{mark}|")) {
                    wrong.push(format!("{locale:?} {mode:?} {got}"));
                }
            }
            for word in ["120×80", "10×20×30", "3×3", "A×B", "25÷5", "０×１", "25ℓ", "1⁄2", "10∼12"]
            {
                for ems in 6..11 {
                    let got = broken(&format!("山川草木鳥{word}日蟲魚風花雪"), &style, mode, ems);
                    if parts(&got, word) {
                        wrong.push(format!("{locale:?} {mode:?} {got}"));
                    }
                }
            }
            let got = broken("서울지하철역∼부산지하철역", &style, mode, 6);
            if got.contains("|∼") {
                wrong.push(format!("{locale:?} {mode:?} {got}"));
            }
            let twins =
                ["甲\u{2329}乙\u{232A}", "甲〈乙〉"].map(|text| between(text, locale, mode));
            if twins[0] != twins[1] {
                wrong.push(format!("{locale:?} {mode:?} {twins:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn r11_an_apostrophe_before_figures_is_of_their_number() {
    let mut wrong = Vec::new();
    for locale in LOCALES {
        for mode in BOTH {
            let style = plain_style(locale);
            for before in ["，", "。", "、", "》", "木"] {
                for ems in 4..8 {
                    let text = format!("山川草{before}’98抗洪’90s山川草木");
                    let got = broken(&text, &style, mode, ems);
                    if got.contains("’|") {
                        wrong.push(format!("{locale:?} {mode:?} {got}"));
                    }
                }
            }
            // It takes no frame, and stands a gap from Han as its figures do.
            let width = between("’98", locale, mode) - between("98号98", locale, ACROSS) / 3;
            if width > 60 && mode == ACROSS {
                wrong.push(format!("{locale:?} {mode:?} {width}"));
            }
        }
        // A quotation's end stays one.
        let quoted = between("‘抗洪’98", locale, ACROSS) - between("‘抗洪’", locale, ACROSS);
        let figures = between("木98", locale, ACROSS) - 100;
        assert!((quoted - figures).abs() <= 50, "{locale:?} {quoted} {figures}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The sign of a number stands a gap from the Han before it, a hyphen of a name does not.
#[test]
fn r38_a_gap_before_the_sign_of_a_number() {
    for locale in [Hk, Tw, Cn, Ja] {
        for (signed, plain) in [("至-5", "至−5"), ("升+8", "升−8")] {
            let set = |text: &str| {
                let line = &set(text, &plain_style(locale), ACROSS, 20)[0];
                let glyphs: Vec<_> = line.runs.iter().flat_map(|run| &run.glyphs).collect();
                hundredths(glyphs[1].inline.length() - glyphs[0].inline.length())
            };
            assert_eq!(set(signed), set(plain), "{locale:?} {signed}");
        }
        let line = &set("殲-20型", &plain_style(locale), ACROSS, 20)[0];
        let second = line.runs.iter().flat_map(|run| &run.glyphs).nth(1);
        assert_eq!(second.map(|glyph| hundredths(glyph.inline.length())), Some(100), "{locale:?}");
    }
}

#[test]
fn r118_counters_of_japanese_chinese_and_korean() {
    let mut wrong = Vec::new();
    for (locale, counted) in [
        (Ja, "3氏"),
        (Ja, "３氏"),
        (Ja, "3県"),
        (Ja, "10代"),
        (Ja, "2試合"),
        (Ja, "4年ぶり"),
        (Ja, "3分の1"),
        (Ja, "４チーム"),
        (Cn, "9路"),
        (Cn, "4头"),
        (Cn, "5环"),
        (Cn, "3比2"),
        (Hk, "3比2"),
        (Ko, "12학년"),
        (Ko, "2차례"),
    ] {
        let mut style = optimal(locale);
        style.settings.last_line = 0;
        // Where they move down the line opens by less than a tenth of an em.
        for before in 37..40 {
            let text = format!("{}{counted}山川草木鳥獸蟲魚風花雪月", "文".repeat(before));
            let got = broken(&text, &style, ACROSS, 40);
            let inside = counted.char_indices().skip(1).any(|(at, _)| {
                let (first, second) = counted.split_at(at);
                got.contains(&format!("{first}|{second}"))
            });
            if inside {
                wrong.push(format!("{locale:?} {before} {got}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// R127: beside the full-width brackets of Korean text, and beside its quotation marks in vertical lines, a
/// blank between words is one white.
#[test]
fn r127_a_korean_word_space_beside_a_bracket_is_one_white() {
    for (mode, pairs) in [(ACROSS, "「」《》『』"), (DOWN, "「」《》“”‘’")] {
        let pairs: Vec<char> = pairs.chars().collect();
        for pair in pairs.chunks(2) {
            let text = format!("그는 {}네{} 하고", pair[0], pair[1]);
            let solid = format!("그는{}네{}하고", pair[0], pair[1]);
            let [spaced, solid] = [text, solid].map(|text| between(&text, Ko, mode));
            // The mark's own white of half an em gives way to a third.
            assert!(spaced <= solid, "{mode:?} {pair:?}: {spaced}, solid {solid}");
        }
    }
}

/// R90: what is put before a noun is of it, but in a head that has no other way.
#[test]
fn r90_a_prefix_is_not_parted_from_its_noun() {
    let text = "「政治への信頼を取り戻すことが最優先だ。」";
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    for ems in 7..10 {
        let style = TextStyle { align: crate::page::style::Align::Start, ..optimal(Ja) };
        let source = RichText::plain(text, FileId(0), 0);
        let paragraph =
            Paragraph { text: &source, style: &style, mode: ACROSS, mark: "", tail: None };
        let lines =
            Composer::new(&book).prepare(&paragraph).by_words(&source).set(&(EM * ems)).lines;
        let within = text.find("優先");
        assert!(lines.iter().all(|line| Some(line.range.start as usize) != within), "{ems}");
    }
}

#[test]
fn r51_figures_are_not_set_apart() {
    let mut wrong = Vec::new();
    for (text, ems) in [
        ("$1,280,000文文文文文", 6),
        ("￥1,980～￥2,480文文文文文文文", 9),
        ("10:30:45起，文文文文文文", 7),
        ("HK$12,345.67文文文文文文", 7),
        ("11010519491231002X已文文文文文文文", 10),
    ] {
        for locale in LOCALES {
            let line = set(text, &plain_style(locale), ACROSS, ems).remove(0);
            let apart = line.adjustments.iter().find(|by| by.tier == "R51");
            let boxes = line.runs.iter().map(|run| run.glyphs.len()).sum::<usize>() as i64;
            if apart.is_some_and(|by| by.amount > EM * boxes / 10) || line.fit == LineFit::Overfull
            {
                wrong.push(format!("{locale:?} {line}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
