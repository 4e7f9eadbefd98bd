//! Numbers in full-width figures, codes and the numbers of items: what holds them together (R17, R18).
//!
//! ```text
//!   １，０００   １２：３０   ３／４   Ｂ４   ０１２－３４５   （1）首先   1.首先   二、三人
//! ```

use super::unit::{Look, Tie, Unit};
use crate::chars::{self, Class, Locale};
use crate::measure::WritingMode;

/// Numbers of items have at most so many figures.
const ITEM: usize = 3;
/// Full-width letters in a row that are set as one, and figures on either side of a score's dash.
const ACRONYM: usize = 4;
/// A dateline has so many characters at most.
const DATELINE: usize = 24;
const SCORE: usize = 2;

/// Marks what is of one number or code.
pub(super) fn mark_figures(units: &mut [Unit], looks: &[Look], mode: WritingMode) {
    mark_dateline(units);
    for at in 0..units.len() {
        mark_inside(units, at);
        mark_item(units, at);
        mark_date(units, at);
        mark_counter(units, at);
        let locale = looks.get(units[at].look as usize).map(|look| look.locale);
        if mode == WritingMode::VerticalRl && locale == Some(Locale::Ja) && is_solid(units, at) {
            units[at].solid = true;
            units[at + 1].tie = Tie::Dear;
        }
    }
}

fn at_offset(units: &[Unit], at: usize, by: isize) -> Option<&Unit> {
    at.checked_add_signed(by).and_then(|at| units.get(at))
}

/// How many units from `at` on, or back from it, are of one class.
fn run(units: &[Unit], at: usize, class: Class, step: isize) -> usize {
    let inside = |&by: &isize| at_offset(units, at, by * step).is_some_and(|u| u.class == class);
    (0..).take_while(inside).count()
}

/// A letter of the full-width forms.
fn is_wide_letter(unit: &Unit) -> bool {
    matches!(unit.c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// The points, signs and letters within a number or code.
fn mark_inside(units: &mut [Unit], at: usize) {
    let Some((before, after)) = at.checked_sub(1).and_then(|b| Some((b, units.get(b + 2)?.class)))
    else {
        return mark_after(units, at);
    };
    let figures = units[before].class;
    let this = units[at];
    let numbers = figures == after && matches!(figures, Class::Fn | Class::Nu);
    let wide = numbers && figures == Class::Fn;
    let point = match this.c {
        '．' | '：' | '∶' => numbers,
        '・' => wide,
        // Between thousands; elsewhere it parts two numbers.
        '，' => {
            numbers
                && run(units, at + 1, figures, 1) == 3
                && (1..=3).contains(&run(units, before, figures, -1))
        }
        _ => false,
    };
    let code = |unit: &Unit| unit.class == Class::Fn || is_wide_letter(unit);
    let codes = code(&units[before]) && code(&units[at + 1]);
    if point {
        units[at].class = Class::Fn;
        // Of a ratio or time in Western figures: 9：1, 6：05.
        units[at].solid = matches!(this.c, '：' | '∶') && figures == Class::Nu;
    } else if this.c == '・' && numbers {
        // A decimal; a list or code of several may part where nothing else serves.
        let dot = |by: isize| at_offset(units, at, by).is_some_and(|unit| unit.c == '・');
        let lists = dot(1 + run(units, at + 1, figures, 1) as isize)
            || dot(-1 - run(units, before, figures, -1) as isize);
        let tie = if lists { Tie::Dear } else { Tie::Whole };
        (units[at].tie, units[at + 1].tie) = (Tie::Whole, tie);
    } else if this.c == '／' && numbers
        || is_product(units, at)
        || is_mixed(wide, this.c)
        || (this.c == '．' && is_wide_letter(&units[before]) && after == Class::Fn)
    {
        (units[at].tie, units[at + 1].tie) = (Tie::Whole, Tie::Whole);
    } else if this.c == '－' && (codes || numbers) {
        // A connector; R121 has it as a sign.
        units[at].class = Class::Cn;
        let class = if numbers { figures } else { Class::Fn };
        let short = run(units, before, class, -1) <= SCORE && run(units, at + 1, class, 1) <= SCORE;
        units[at].tie = Tie::Whole;
        units[at + 1].tie = if short { Tie::Whole } else { Tie::Dear };
    }
    mark_after(units, at);
}

/// A mark of the keyboard within figures of full width: １２,３４５, １２:３０, １-３.
fn is_mixed(wide: bool, mark: char) -> bool {
    wide && matches!(mark, '.' | ',' | ':' | '/' | '-')
}

/// A sign of multiplication or division between two figures or letters (UAX #14, LB23 and LB28).
fn is_product(units: &[Unit], at: usize) -> bool {
    let of_number = |by: isize| {
        at_offset(units, at, by)
            .is_some_and(|unit| matches!(unit.class, Class::Fn | Class::Nu | Class::La))
    };
    matches!(units[at].c, '×' | '÷') && of_number(-1) && of_number(1)
}

/// The second character behind a dateline, so that no line ends behind the first (R105): 【東京共同】天地, 新华社北京电　天地.
fn mark_dateline(units: &mut [Unit]) {
    let head = units.get(..units.len().min(DATELINE)).unwrap_or(&[]);
    // 「雪龍」號 is a name.
    let opens = |unit: &Unit| unit.class == Class::Op && !"「『《〈“‘".contains(unit.c);
    let bracket = head.first().is_some_and(opens);
    let end = match bracket {
        true => head.iter().position(|unit| unit.class == Class::Cl),
        false => head.iter().position(|unit| unit.class == Class::Sp).filter(|&end| {
            end.checked_sub(1).is_some_and(|last| "電电訊讯".contains(head[last].c))
        }),
    };
    let Some(first) = end.map(|end| end + 1) else { return };
    // A blank behind the bracket is of the dateline, too.
    let first = first + units.iter().skip(first).take_while(|unit| unit.class.is_space()).count();
    let text = |at: usize| units.get(at).is_some_and(|unit| unit.class.is_ideographic());
    if text(first) && text(first + 1) {
        units[first + 1].tie = Tie::Dear;
    }
}

/// Measure words of several characters behind a number, and the second figure of a share or a score: 4年ぶり, 3分の1,
/// 3比2.
fn mark_counter(units: &mut [Unit], at: usize) {
    let figure =
        |at: usize| units.get(at).is_some_and(|u| matches!(u.class, Class::Nu | Class::Fn));
    if figure(at) || !at.checked_sub(1).is_some_and(figure) {
        return;
    }
    let begins = |word: &&&str| {
        let rest = units.get(at..).unwrap_or(&[]);
        word.chars().count() <= rest.len() && word.chars().zip(rest).all(|(c, unit)| unit.c == c)
    };
    let length = |word: &&str| word.chars().count();
    let counter = chars::COUNTERS.iter().find(begins).map(length);
    let share = chars::SHARES.iter().find(begins).map(|word| length(word) + 1);
    let share = share.filter(|&length| figure(at + length - 1));
    for behind in 1..counter.or(share).unwrap_or(0) {
        units[at + behind].tie = Tie::Dear;
    }
}

/// A full-width letter beside a figure or another letter.
fn mark_after(units: &mut [Unit], at: usize) {
    let Some(before) = at.checked_sub(1).and_then(|before| units.get(before)) else { return };
    let this = units[at];
    let letters = |step: isize| {
        let inside = |&by: &isize| at_offset(units, at, by * step).is_some_and(is_wide_letter);
        (0..).take_while(inside).take(ACRONYM + 1).count()
    };
    units[at].tie = match (is_wide_letter(before), is_wide_letter(&this)) {
        (true, true) if letters(1) + letters(-1) - 1 <= ACRONYM => Tie::Whole,
        (true, true) => Tie::Dear,
        (true, false) if this.class == Class::Fn => Tie::Whole,
        (false, true) if before.class == Class::Fn => Tie::Whole,
        _ => return,
    };
}

/// The unit behind the number of an item: 1.首先, （一）首先, ①首先.
fn mark_item(units: &mut [Unit], at: usize) {
    let Some(before) = at.checked_sub(1).and_then(|before| units.get(before)) else { return };
    let this = units[at];
    let text = this.class.is_ideographic() || this.class == Class::Op || this.class == Class::La;
    if !text {
        return;
    }
    let back = |by: usize| at.checked_sub(by).and_then(|at| units.get(at));
    let tie = match before.c {
        '①'..='⓿' | '❶'..='➓' | '㈠'..='㈩' | '㊀'..='㊉' => Tie::Dear,
        '.' | '．' | '、' => match numeral_before(units, at - 1) {
            Some((count, numeral)) if begins(back(count + 2)) => match numeral {
                Class::Ha => Tie::Dear,
                _ => Tie::Whole,
            },
            _ => return,
        },
        '）' | ')' => match numeral_before(units, at - 1) {
            Some((count, _))
                if back(count + 2).is_some_and(|u| matches!(u.c, '（' | '('))
                    && begins(back(count + 3)) =>
            {
                Tie::Dear
            }
            _ => return,
        },
        _ => return,
    };
    units[at].tie = tie;
}

/// The day of a date behind its month, the minutes behind their hour, and the parts of a date that blanks part:
/// 11月29日, 5點40分, 11월 29일, 2026. 11. 29.
fn mark_date(units: &mut [Unit], at: usize) {
    let figure =
        |unit: Option<&Unit>| unit.is_some_and(|unit| matches!(unit.class, Class::Nu | Class::Fn));
    let back = |by: usize| at.checked_sub(by).and_then(|at| units.get(at));
    if !figure(units.get(at)) || figure(back(1)) {
        return;
    }
    let length = (at..).take_while(|&at| figure(units.get(at))).take(3).count();
    let behind = units.get(at + length).map(|unit| unit.c);
    let blank = back(1).is_some_and(|unit| unit.class == Class::Ws);
    let month = if blank { 2 } else { 1 };
    let of_date = match back(month).map(|unit| unit.c) {
        Some('月') => behind == Some('日'),
        Some('월') => behind == Some('일'),
        Some('點' | '点' | '時' | '时') => behind == Some('分'),
        Some('.') => blank && behind == Some('.'),
        _ => false,
    };
    if of_date && length <= 2 && figure(back(month + 1)) {
        units[at].tie = Tie::Dear;
    }
}

/// Whether an item may begin behind this unit.
fn begins(unit: Option<&Unit>) -> bool {
    unit.is_none_or(|unit| {
        matches!(unit.class, Class::Cs | Class::St | Class::Ex | Class::Sp | Class::Ws | Class::Cl)
            || matches!(unit.c, '，' | ':' | ';' | '\n')
    })
}

/// The number that ends before `at`: its length and the class of its figures.
fn numeral_before(units: &[Unit], at: usize) -> Option<(usize, Class)> {
    let last = at.checked_sub(1)?;
    let class = units.get(last)?.class;
    let count = match class {
        Class::Nu | Class::Fn => run(units, last, class, -1),
        Class::Ha => {
            let numeral = |&by: &usize| {
                let unit = last.checked_sub(by).and_then(|at| units.get(at));
                unit.is_some_and(|unit| "一二三四五六七八九十".contains(unit.c))
            };
            (0..).take_while(numeral).count()
        }
        _ => 0,
    };
    (1..=ITEM).contains(&count).then_some((count, class))
}

/// R36: 、 between two figures that follow one another, a number about as large as both, and the
/// decimal point of Han figures.
fn is_solid(units: &[Unit], at: usize) -> bool {
    const FIGURES: &str = "〇一二三四五六七八九";
    let figure = |by: isize| at_offset(units, at, by).and_then(|unit| FIGURES.find(unit.c));
    let (Some(first), Some(second)) = (figure(-1), figure(1)) else { return false };
    let lists = |by: isize| at_offset(units, at, by).is_some_and(|unit| unit.c == '、');
    let each = '一'.len_utf8();
    match units[at].c {
        '・' => true,
        '、' => first > 0 && second == first + each && !lists(-2) && !lists(2),
        _ => false,
    }
}
