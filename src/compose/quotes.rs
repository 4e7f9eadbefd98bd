//! Quotation marks of another region: found, or printed as this region's where the style says
//! so (R11). The text itself is never changed.

use std::ops::Range;

use crate::chars::{self, Class, Locale};
use crate::measure::WritingMode;

use super::unit::{Look, Unit};

fn locale_of(unit: &Unit, looks: &[Look]) -> Locale {
    looks.get(unit.look as usize).map(|look| look.locale).unwrap_or_default()
}

/// Quotation marks of Chinese text; an apostrophe and a Western word's quotes are none (R4).
fn is_quote(unit: &Unit) -> bool {
    matches!(unit.class, Class::Op | Class::Cl)
        && matches!(unit.c, '「' | '」' | '『' | '』' | '\u{2018}'..='\u{2019}' | '\u{201C}'..='\u{201D}')
}

/// The first mark that is not of its region.
pub(super) fn foreign(units: &[Unit], looks: &[Look], mode: WritingMode) -> Option<Range<u32>> {
    let inches = inches(units);
    let double = units.iter().any(|unit| unit.c == '\u{201C}');
    let korean_title = |unit: &Unit| {
        double
            && matches!(unit.c, '「' | '」' | '『' | '』')
            && locale_of(unit, looks) == Locale::Ko
    };
    let found = units.iter().enumerate().find(|&(at, unit)| {
        is_quote(unit)
            && chars::is_foreign_quote(unit.c, locale_of(unit, looks), mode)
            && inches.binary_search(&at).is_err()
            && !korean_title(unit)
    });
    found.map(|(_, unit)| unit.start..unit.end)
}

/// The closing marks behind a figure with nothing open that they would close, in order: 12”, 5’10”.
fn inches(units: &[Unit]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut open = 0_usize;
    let mut before = None;
    for (at, unit) in units.iter().enumerate() {
        match unit.c {
            '\u{201C}' => open += 1,
            '\u{201D}' if open == 0 && matches!(before, Some(Class::Nu | Class::Fn)) => {
                found.push(at)
            }
            '\u{201D}' => open = open.saturating_sub(1),
            _ => {}
        }
        before = Some(unit.class);
    }
    found
}

/// Gives every mark the shape of its region, by how deep it stands. A double mark without its
/// fellow belongs to a quotation over several paragraphs and is converted too, for its direction is
/// plain; a single one may be an apostrophe and is left alone.
pub(super) fn convert(units: &mut [Unit], looks: &[Look], mode: WritingMode) {
    let inches = inches(units);
    let mut open: Vec<usize> = Vec::new();
    let mut alone: Vec<(usize, usize)> = Vec::new();
    for at in 0..units.len() {
        let Some(unit) = units.get(at).copied().filter(is_quote) else { continue };
        if inches.binary_search(&at).is_ok() {
            continue;
        }
        if unit.class == Class::Op {
            open.push(at);
            continue;
        }
        let fellow = open.iter().rposition(|&from| {
            units.get(from).is_some_and(|opening| chars::is_quote_pair(opening.c, unit.c))
        });
        let Some(fellow) = fellow else {
            alone.push((at, 0));
            continue;
        };
        let inside = open.drain(fellow + 1..).enumerate();
        alone.extend(inside.map(|(depth, at)| (at, fellow + 1 + depth)));
        let Some(start) = open.pop() else { continue };
        let pairs = chars::quotes(locale_of(&unit, looks), mode);
        let Some(&(opening, closing)) = pairs.get(open.len() % 2) else { continue };
        for (at, c) in [(start, opening), (at, closing)] {
            if let Some(unit) = units.get_mut(at) {
                unit.c = c;
            }
        }
    }
    alone.extend(open.into_iter().enumerate().map(|(depth, at)| (at, depth)));
    for (at, depth) in alone {
        let Some(unit) = units.get_mut(at) else { continue };
        let is_double = matches!(unit.c, '「' | '」' | '『' | '』' | '\u{201C}' | '\u{201D}');
        let pairs = chars::quotes(locale_of(unit, looks), mode);
        if let Some(&(opening, closing)) = pairs.get(depth % 2).filter(|_| is_double) {
            unit.c = if unit.class == Class::Op { opening } else { closing };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::itemize::itemize;
    use super::super::tests::plain_style;
    use super::*;
    use crate::diag::FileId;
    use crate::fonts::{FontBook, FontFiles};
    use crate::text::RichText;

    #[test]
    fn r11_pairs_are_converted_and_apostrophes_are_not() {
        let files = FontFiles::default();
        let book = FontBook::new(&files);
        let mut wrong = Vec::new();
        for (text, expected) in [
            ("他說“I love the ’90s”。", "他說「I love the ’90s」。"),
            ("“This is ‘great’.”然後走", "「This is ‘great’.」然後走"),
            ("看“Tom’s ‘big’ day”了", "看「Tom’s ‘big’ day」了"),
            ("說“身高5’10”的人”了", "說「身高5’10”的人」了"),
            ("售價5’10”", "售價5’10”"),
            ("12”唱片，6.7”屏幕", "12”唱片，6.7”屏幕"),
            ("說“買3”和“5”", "說「買3」和「5」"),
            ("聽“rock ’n’ roll”風", "聽「rock ’n’ roll」風"),
            ("他說：“你說‘好’嗎？”", "他說：「你說『好』嗎？」"),
            (
                "彼は“Facebook”で“I love the ’90s”と“AI”時代",
                "彼は「Facebook」で「I love the ’90s」と「AI」時代",
            ),
            // Over several paragraphs.
            ("“他說，", "「他說，"),
        ] {
            for locale in [Locale::Hk, Locale::Tw, Locale::Ja] {
                {
                    // Down the page what stands around Western words turns with them (R76).
                    let mode = WritingMode::HorizontalTb;
                    let source = RichText::plain(text, FileId(0), 0);
                    let (mut units, looks) = itemize(&source, &plain_style(locale), mode, &book);
                    convert(&mut units, &looks, mode);
                    let got: String = units.iter().map(|unit| unit.c).collect();
                    if got != expected {
                        wrong.push(format!("{locale:?} {mode:?} {got}, not {expected}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
