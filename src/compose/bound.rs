//! Characters that no line parts from a neighbour, beyond the classes of kinsoku: signs of notes and trade, raised
//! figures, the tones of bopomofo, marks of items, units and numbers that a blank parts (R14, R17, R18; UAX #14).
//!
//! ```text
//!   工會®   率¹   ㄅㄟˇ   ˙ㄗ   ●時間   ▲2.1%   No. 5   23 kg   ──
//! ```

use crate::chars::Class;

use super::unit::{Tie, Unit};

/// They keep to what stands before them: of notes and trade, the tilde of the keyboard, and what UAX #14 lets begin
/// no line (BA, CL, IS, NS).
const BACK: &str = "®™℠*＊†‡~\u{2012}‽\u{2044}⁾₎⁆﹣﹘\u{2011}";
/// They keep to what follows (OP, BB, GL, ZWJ).
const ON: &str = "⁽₍⁅ˈˌ´\u{2011}\u{200D}";
/// They keep to a figure that follows (R121): of telephones, of the post, of a rise, of a note.
const BEFORE_FIGURES: &str = "☎☏〒▲△▼▽▴▾※";
/// They begin an item within a text, where a blank or a mark stands before them (R18).
const ITEMS: &str = "●○■□◆◇▲△▼▽►▶◎";
/// Raised and lowered figures and signs.
const RAISED: &str = "¹²³⁰ⁱ⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎";
/// Two of them are a dash, as the old codes of Taiwan have it.
const BOX_DASHES: &str = "─━";
/// Two of them keep together.
const TWINS: &str = "－〜～";

/// Ties every one of them.
pub(super) fn mark_bound(units: &mut [Unit]) {
    for at in 0..units.len() {
        let c = units[at].c;
        let before = at.checked_sub(1).and_then(|before| units.get(before)).copied();
        let after = units.get(at + 1).copied();
        let stands =
            before.is_some_and(|before| !before.class.is_space()) && !opens_note(c, before);
        mark_raised(&mut units[at], before);
        if BACK.contains(c) && stands {
            units[at].tie = Tie::Whole;
        }
        if BOX_DASHES.contains(c) && [before, after].iter().flatten().any(|other| other.c == c) {
            units[at].class = Class::Da;
        }
        if TWINS.contains(c) && before.is_some_and(|before| before.c == c) {
            units[at].tie = Tie::Whole;
        }
        if keeps_on(c, before, after) {
            units[at + 1].tie = Tie::Whole;
        }
        mark_blank(units, at);
        if is_spread_name(units, at) {
            units[at + 1].tie = Tie::Whole;
        }
    }
    mark_rows(units);
    mark_tones(units);
}

/// So many marks in a row are an ornament or a cry.
const ROW: usize = 6;

/// Two marks at least stay on either side of where a row parts.
fn mark_rows(units: &mut [Unit]) {
    for row in units.chunk_by_mut(|first, second| first.c == second.c) {
        let marks = row.first().is_some_and(|unit| {
            unit.class.is_mark() || matches!(unit.class, Class::Cn | Class::Wv)
        });
        let inner = 2..row.len().saturating_sub(1);
        if let Some(inner) = row.get_mut(inner).filter(|inner| marks && inner.len() + 3 >= ROW) {
            inner.iter_mut().for_each(|unit| unit.tie = Tie::Row);
        }
    }
}

/// The sign of a note at its head, behind a stop or a blank: 。†註.
fn opens_note(c: char, before: Option<Unit>) -> bool {
    let ended = before.is_none_or(|before| {
        before.class.is_space() || before.class.is_mark() && before.class != Class::Cl
    });
    matches!(c, '*' | '＊' | '†' | '‡') && ended
}

/// Whether nothing parts a character from the one behind it.
fn keeps_on(c: char, before: Option<Unit>, after: Option<Unit>) -> bool {
    let Some(after) = after.filter(|after| !after.class.is_space()) else { return false };
    let figure = |unit: Unit| matches!(unit.class, Class::Nu | Class::Fn);
    let begins = before.is_none_or(|before| before.class.is_space() || before.class.is_mark());
    // 1―1 is a score, 5 × 3 ~ 4 a range.
    let score = matches!(c, '―' | '—') && before.is_some_and(figure) && figure(after);
    let item = begins && ITEMS.contains(c) && after.class.is_ideographic();
    let western = before.is_some_and(|before| before.class.is_western());
    let tag = matches!(c, '#' | '@' | '＠') && !western;
    ON.contains(c)
        || tag
        || opens_note(c, before)
        || (BEFORE_FIGURES.contains(c) && figure(after))
        || score
        || item
}

/// The blank that spreads a name of two characters before a mark: 記者李　紅、 (R90).
fn is_spread_name(units: &[Unit], at: usize) -> bool {
    let class = |at: Option<usize>| at.and_then(|at| units.get(at)).map(|unit| unit.class);
    let han = |at: Option<usize>| class(at) == Some(Class::Ha);
    units.get(at).is_some_and(|unit| unit.c == '\u{3000}')
        && class(at.checked_sub(2)) != Some(Class::Sp)
        && han(at.checked_sub(1))
        && han(Some(at + 1))
        && class(Some(at + 2)).is_none_or(|behind| behind.is_mark() || behind == Class::Sp)
}

/// R17, R41: a raised figure behind Han keeps to it, with no gap on either side; one of a Western word is of that word.
fn mark_raised(unit: &mut Unit, before: Option<Unit>) {
    let of_han = before.is_some_and(|before| {
        let raised = RAISED.contains(before.c) && before.class == Class::Po;
        raised || !(before.class.is_western() || before.class.is_space())
    });
    if RAISED.contains(unit.c) && of_han {
        (unit.class, unit.tie) = (Class::Po, Tie::Whole);
    }
}

/// Abbreviations that a number follows, and such as a name does.
const OF_NUMBERS: [&str; 8] = ["No.", "Nos.", "p.", "pp.", "Fig.", "Vol.", "Ch.", "Tel."];
const OF_NAMES: [&str; 6] = ["Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "St."];
/// Units that stand behind a number and a blank (SI brochure, 5.4.3).
const UNITS: [&str; 32] = [
    "m", "km", "cm", "mm", "g", "kg", "mg", "min", "ha", "L", "mL", "ml", "kW", "MW", "kWh", "Hz",
    "kHz", "MHz", "GHz", "hPa", "dB", "KB", "MB", "GB", "TB", "a.m.", "p.m.", "am", "pm", "mph",
    "ft", "km/h",
];

/// A blank behind an abbreviation, or between a number and its unit, ends no line.
fn mark_blank(units: &mut [Unit], at: usize) {
    if at == 0 || units[at].class != Class::Ws {
        return;
    }
    let word = |unit: &Unit| unit.class.is_western();
    let before = units[..at].iter().rev().take_while(|unit| word(unit)).count();
    let after = units.get(at + 1..).unwrap_or(&[]).iter().take_while(|unit| word(unit)).count();
    let is = |of: &[Unit], list: &[&str]| {
        list.iter().any(|known| known.chars().eq(of.iter().map(|unit| unit.c)))
    };
    let (first, second) = (&units[at - before..at], &units[at + 1..at + 1 + after]);
    let number = first.last().is_some_and(|unit| unit.class == Class::Nu);
    let of_unit = |unit: &&Unit| unit.c.is_ascii_alphabetic() || matches!(unit.c, '/' | '.');
    let letters = second.iter().take_while(of_unit).count();
    let goes_on = second.get(letters).is_some_and(|unit| unit.c.is_ascii_alphanumeric());
    let whole = &second[..letters];
    let bare = match whole {
        // The stop of a sentence.
        [rest @ .., last] if last.c == '.' && !is(whole, &UNITS) => rest,
        _ => whole,
    };
    let follows = |class: Class| second.first().is_some_and(|unit| unit.class == class);
    if follows(Class::Nu) && is(first, &OF_NUMBERS) || number && !goes_on && is(bare, &UNITS) {
        units[at + 1].tie = Tie::Whole;
    } else if follows(Class::La) && is(first, &OF_NAMES) {
        units[at + 1].tie = Tie::Dear;
    }
}

/// The tones of bopomofo in a text are of its symbols, from which no line parts them: ㄅㄟˇ, ˙ㄗ.
fn mark_tones(units: &mut [Unit]) {
    let symbol = |unit: Option<&Unit>| unit.is_some_and(|unit| unit.class == Class::Bp);
    for at in 0..units.len() {
        let behind = symbol(at.checked_sub(1).and_then(|before| units.get(before)));
        match units[at].c {
            '\u{02D9}' if symbol(units.get(at + 1)) => {
                units[at].class = Class::Bp;
                units[at + 1].tie = Tie::Whole;
            }
            '\u{02CA}' | '\u{02C7}' | '\u{02CB}' | '\u{02D9}' if behind => {
                units[at].class = Class::It;
                units[at].tie = Tie::Whole;
            }
            _ => {}
        }
    }
}
