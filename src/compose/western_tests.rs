//! Paragraphs of Western words in Chinese columns: flush as a whole, or ragged as a whole.

use super::tests::{EM, plain_style, prepare};
use super::{LineFit, SetLine};
use crate::chars::{Breaking, Locale};
use crate::measure::Length;
use crate::page::style::TextStyle;

const TEXT: &str = "The Hong Kong Monetary Authority said on Friday that the “Cross-boundary Wealth \
    Management Connect” scheme would be extended to 25 more banks, adding that it’s “too early” to assess \
    the effect; Mr. Chan’s team – which includes well-known economists – will report by 30 June 2026. \
    Prices rose 3.5% (to HK$1,234.50) in Q1.";

fn style(locale: Locale) -> TextStyle {
    let mut style = plain_style(locale);
    style.settings.breaking = Breaking::Optimal;
    style
}

fn all_but_last(text: &str, locale: Locale, ems: i64) -> Vec<SetLine> {
    let (galley, _) = prepare(text, &style(locale));
    let mut lines = galley.set(&(EM * ems)).lines;
    lines.pop();
    lines
}

/// What each word space of a line is at most, in hundredths of an em.
fn widest_space(line: &SetLine) -> i64 {
    let glyphs: Vec<_> = line.runs.iter().flat_map(|run| &run.glyphs).collect();
    let ends = glyphs.windows(2).map(|pair| {
        let [first, second] = pair else { return Length::ZERO };
        second.inline.length() - first.inline.length() - first.advance.length()
    });
    ends.max().map_or(0, |widest| widest.scale(100, EM.units()).units())
}

#[test]
fn r47_a_western_paragraph_is_flush_or_ragged_as_a_whole() {
    let mut flush = 0;
    for locale in [Locale::Hk, Locale::Tw, Locale::Cn, Locale::Ja, Locale::Ko] {
        for ems in 8..=40 {
            let lines = all_but_last(TEXT, locale, ems);
            let full = lines.iter().filter(|line| line.width == line.measure).count();
            let ragged = lines.iter().filter(|line| line.fit == LineFit::Short).count();
            assert!(full == lines.len() || full * 4 < lines.len() * 3, "{locale:?} {ems}: {full}");
            let most = if full == lines.len() { 51 } else { 34 };
            for line in &lines {
                assert!(widest_space(line) <= most, "{locale:?} {ems}: {}", widest_space(line));
            }
            flush += usize::from(full == lines.len());
            assert!(full == lines.len() || ragged > 0);
        }
    }
    println!("{flush} of 165 are flush");
    assert!(flush > 5 * 12, "{flush} of 165 are flush");
}

/// R20, R56: a paragraph that cannot be flush is ragged evenly, with hyphens.
#[test]
fn r56_lines_of_a_ragged_paragraph_are_nearly_alike() {
    let texts = [
        TEXT,
        "Officials estimate that transportation costs for exporters will fall by roughly twenty per cent, while \
         environmental organisations remain unconvinced that the neighbouring wetlands have been adequately \
         protected from the accompanying industrial development.",
        "The port authority said on Friday that the deep-water terminal at Tsing Yu would handle its first \
         scheduled container services before the end of the month, after three years of construction and \
         repeated delays caused by summer typhoons.",
    ];
    let (mut all, mut short) = (0, Vec::new());
    for (text, ems) in texts.iter().flat_map(|text| (12..=28).map(move |ems| (text, ems))) {
        for line in all_but_last(text, Locale::Hk, ems) {
            all += 1;
            if line.width + EM * 5 / 2 < line.measure {
                let own = &text[line.range.start as usize..line.range.end as usize];
                short.push(format!("{ems} {own}"));
            }
        }
    }
    // Some words have no place for a hyphen.
    assert!(short.len() * 14 < all, "{} of {all}:\n{}", short.len(), short.join("\n"));
}

#[test]
fn r126_a_name_is_hyphenated_only_where_its_line_is_filled_by_nothing_else() {
    let broken = |text: &str, ems| {
        let lines = all_but_last(text, Locale::Hk, ems);
        let of =
            |line: &SetLine| text[line.range.start as usize..line.range.end as usize].to_owned();
        lines.iter().map(of).collect::<Vec<String>>()
    };
    let lines = broken(TEXT, 30);
    assert!(!lines.iter().any(|line| line.ends_with("Mone") || line.ends_with("Author")));
}

/// In a paragraph of Chinese text the measure says whether Western words are hyphenated.
#[test]
fn r20_words_among_chinese_ones_are_not_hyphenated_in_wide_measures() {
    let text = "金管局表示，internationalization of the renminbi 是長遠目標，internationalization 一詞由來已久，\
        internationalization 亦然，亦有學者稱之為 internationalization 的過程。";
    for ems in 16..30 {
        let (galley, _) = prepare(text, &style(Locale::Hk));
        let lines = galley.set(&(EM * ems)).lines;
        assert!(lines.iter().all(|line| line.end != super::BreakReason::Hyphen), "{ems}");
    }
}
