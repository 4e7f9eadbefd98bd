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
    let found = units.iter().find(|unit| {
        is_quote(unit) && chars::is_foreign_quote(unit.c, locale_of(unit, looks), mode)
    });
    found.map(|unit| unit.start..unit.end)
}

/// Gives every mark the shape of its region, by how deep it stands. A double mark without its
/// fellow belongs to a quotation over several paragraphs and is converted too, for its direction is
/// plain; a single one may be an apostrophe and is left alone.
pub(super) fn convert(units: &mut [Unit], looks: &[Look], mode: WritingMode) {
    let mut open: Vec<usize> = Vec::new();
    let mut alone: Vec<(usize, usize)> = Vec::new();
    for at in 0..units.len() {
        let Some(unit) = units.get(at).copied().filter(is_quote) else { continue };
        if unit.class == Class::Op {
            open.push(at);
            continue;
        }
        let Some(start) = open.pop() else {
            alone.push((at, 0));
            continue;
        };
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
