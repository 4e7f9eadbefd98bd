//! Western characters that stand upright in a vertical line: single digits and capitals (R73),
//! short acronyms (R74), and digits side by side in one frame (縱中橫, R72).

use super::unit::{Cell, Look, Stance, Unit};
use crate::chars::{
    self, Acronym, Class, Figures, Locale, Settings, Tcy, Vo, vertical_orientation,
};

/// Acronyms of up to so many capitals stand upright.
const ACRONYM: usize = 4;
/// Longer runs are no products of numbers.
const EXPRESSION: usize = 40;
/// Numbers of up to so many figures stand upright.
const FIGURES: usize = 4;

/// Finds the cells of a vertical text; what is in one is Western text no more.
pub(super) fn mark_cells(units: &mut [Unit], looks: &[Look], settings: &Settings) {
    let mut from = 0;
    while from < units.len() {
        let plain = |unit: &Unit| looks.get(unit.look as usize).is_none_or(|l| !l.superscript);
        let unit = units[from];
        let stance = |unit: &Unit| looks.get(unit.look as usize).map_or(Stance::Own, |l| l.stance);
        if stance(&unit) != Stance::Own {
            let told = units[from..].iter().take_while(|at| stance(at) == stance(&unit)).count();
            stand_as_told(&mut units[from..from + told], stance(&unit));
            from += told;
            continue;
        }
        if unit.c == '；' && settings.locale == Locale::Ja {
            // Upright in a frame that keeps its white, unlike the colon (R3).
            units[from].class = Class::Ex;
        }
        if matches!(unit.c, '！' | '？') && unit.class == Class::Ex {
            from += mark_query(&mut units[from..], settings.locale);
            continue;
        }
        if !unit.class.is_western() {
            from += 1;
            continue;
        }
        if !plain(&unit) {
            let raised = units[from..].iter().take_while(|at| !plain(at)).count();
            mark_raised(units, from, from + raised, settings);
            from += raised;
            continue;
        }
        if let Some(length) = lying(&units[from..], settings) {
            from += length;
            continue;
        }
        if stands(&unit) {
            // A unit that stands keeps to its figure (R17).
            let class =
                if matches!(unit.class, Class::Wf | Class::Wa) { Class::Po } else { Class::Sm };
            set(&mut units[from], class, Cell::Alone);
            from += 1;
            continue;
        }
        let more = |at: &Unit| at.class.is_western() && at.look == unit.look && !stands(at);
        let count = units[from..].iter().take_while(|at| more(at)).count().max(1);
        let to = from + count;
        if !beside_word(units, from, false) && !beside_word(units, to, true) {
            mark_token(&mut units[from..to], from == 0, settings);
        }
        from = to;
    }
}

/// The figures of a note, raised beside upright text, stand as it does: one by itself, two in one frame (R72, R73). A
/// power lies with its number.
fn mark_raised(units: &mut [Unit], from: usize, to: usize, settings: &Settings) {
    let western = |at: Option<usize>| {
        at.and_then(|at| units.get(at)).is_some_and(|unit| unit.class.is_western())
    };
    let beside = western(from.checked_sub(1)) || western(Some(to));
    let figures = units[from..to].iter().all(|unit| unit.c.is_ascii_digit());
    let count = to - from;
    if beside || !figures || count > 2 || (count == 2 && settings.tcy == Tcy::Off) {
        return;
    }
    units[from..to].iter_mut().for_each(|unit| unit.class = Class::Sm);
    units[from].cell = if count == 1 { Cell::Alone } else { Cell::Combined(2) };
}

/// A passage whose direction was given by hand: Western characters upright, each in a frame of its
/// own, or all characters turned as a Western run is.
fn stand_as_told(units: &mut [Unit], stance: Stance) {
    let mut glued = false;
    for unit in units {
        let western = unit.class.is_western();
        if stance == Stance::Sideways {
            if !western && !unit.class.is_space() {
                unit.class = Class::La;
            }
        } else if western {
            set(unit, Class::Sm, if glued { Cell::Glued } else { Cell::Alone });
        }
        glued = western;
    }
}

/// UAX #50 says so: × ÷ ± © and the like.
fn stands(unit: &Unit) -> bool {
    unit.end - unit.start == unit.c.len_utf8() as u32
        && matches!(vertical_orientation(unit.c), Vo::U | Vo::Tu)
}

/// How many units are of an expression that lies as a whole, because a number or word in it does: 120×80 (R71).
fn lying(units: &[Unit], settings: &Settings) -> Option<usize> {
    let first = units.first()?;
    let more = |unit: &&Unit| unit.class.is_western() && unit.look == first.look;
    let length = units.iter().take_while(more).take(EXPRESSION + 1).count();
    let run = units.get(..length).filter(|run| run.len() <= EXPRESSION)?;
    let joins = |unit: &Unit| matches!(unit.c, '×' | '÷');
    let upright = match (settings.figures, settings.tcy) {
        (Figures::Upright, _) => FIGURES,
        (_, Tcy::Off) => 1,
        (_, Tcy::UpTo(most)) => usize::from(most.clamp(1, 4)),
    };
    let stands = |part: &[Unit]| match part {
        [one] => one.c.is_ascii_digit() || one.c.is_ascii_uppercase(),
        _ => {
            let figures = part.iter().all(|unit| unit.c.is_ascii_digit());
            figures && part.len() <= upright || decimal(part) && settings.tcy != Tcy::Off
        }
    };
    (run.iter().any(joins) && !run.split(joins).all(stands)).then_some(length)
}

/// R12: two marks of query or exclamation share a frame, every two of them on the mainland.
fn mark_query(units: &mut [Unit], locale: Locale) -> usize {
    let look = units.first().map(|unit| unit.look);
    let run = |unit: &&Unit| matches!(unit.c, '！' | '？') && Some(unit.look) == look;
    let count = units.iter().take_while(run).count().max(1);
    let pairs = match locale {
        Locale::Hk | Locale::Tw | Locale::Ja | Locale::Ko => usize::from(count == 2),
        Locale::Cn => count / 2,
    };
    for pair in units.chunks_exact_mut(2).take(pairs) {
        set(&mut pair[0], Class::Ex, Cell::Combined(2));
    }
    count
}

/// R76: quotes around turned Western text alone turn with it; around Chinese text, and around
/// what stands upright, they are the font's vertical ones.
pub(super) fn turn_quotes(units: &mut [Unit]) {
    let mut open: Vec<usize> = Vec::new();
    for at in 0..units.len() {
        if Class::western(units[at].c).is_none() {
            continue;
        }
        match units[at].class {
            Class::Op => open.push(at),
            Class::Cl => {
                let fellow = |&from: &usize| {
                    units.get(from).is_some_and(|unit| chars::is_quote_pair(unit.c, units[at].c))
                };
                let Some(from) = open.iter().copied().rfind(fellow) else { continue };
                open.retain(|&other| other < from);
                let inside = &units[from + 1..at];
                let turned = |unit: &Unit| unit.class.is_space() || unit.class.is_western();
                if !inside.is_empty() && inside.iter().all(turned) {
                    units[from].class = Class::Wo;
                    units[at].class = Class::Wc;
                }
            }
            _ => {}
        }
    }
}

/// Whether a word of Western letters stands there, a blank away: `Windows 11`, `10 km`.
fn beside_word(units: &[Unit], at: usize, after: bool) -> bool {
    let (blank, letter) = match after {
        true => (Some(at), Some(at + 1)),
        false => (at.checked_sub(1), at.checked_sub(2)),
    };
    let class = |at: Option<usize>| at.and_then(|at| units.get(at)).map(|unit| unit.class);
    matches!(class(blank), Some(Class::Ws | Class::Nb)) && class(letter) == Some(Class::La)
}

/// A whole Western run without blanks.
fn mark_token(run: &mut [Unit], begins: bool, settings: &Settings) {
    let limit = match settings.tcy {
        Tcy::Off => 1,
        Tcy::UpTo(most) => usize::from(most.clamp(1, 4)),
    };
    let combines = settings.tcy != Tcy::Off;
    let run = within_marks(run, begins);
    let whole = |unit: &Unit| unit.end - unit.start == 1;
    if !run.iter().all(whole) {
        // A letter with its accent: alone it may stand, too.
        if let [unit] = run
            && unit.c.is_uppercase()
        {
            set(unit, Class::Sm, Cell::Alone);
        }
        return;
    }
    let digits = run.iter().take_while(|unit| unit.c.is_ascii_digit()).count();
    let (number, fits) = match decimal(run) {
        true => (3, combines),
        // Its point shares the frame of an item's number.
        false if is_numbered(run) => (digits + 1, combines && digits <= limit),
        false => (digits, digits <= limit),
    };
    let capitals = run.iter().all(|unit| unit.c.is_ascii_uppercase());
    let queries = run.iter().all(|unit| matches!(unit.c, '!' | '?'));
    let per_cent = number + 1 == run.len() && run.last().is_some_and(|unit| unit.c == '%');
    if number > 0 && fits && (number == run.len() || per_cent) {
        if let Some(last) = run.last_mut().filter(|_| per_cent) {
            set(last, Class::Po, Cell::Alone);
        }
        run.iter_mut().take(number).for_each(|unit| unit.class = Class::Fn);
        run[0].cell = if number == 1 { Cell::Alone } else { Cell::Combined(number as u8) };
    } else if settings.acronym == Acronym::Upright && is_letter_and_figures(run)
        || settings.figures == Figures::Upright
            && (2..=FIGURES).contains(&digits)
            && number == digits
            && (number == run.len() || per_cent)
    {
        stand(run);
    } else if combines && is_grade(run) {
        run.iter_mut().for_each(|unit| unit.class = Class::Sm);
        run[0].cell = Cell::Combined(2);
    } else if queries && run.len() <= 2 {
        run.iter_mut().for_each(|unit| unit.class = Class::Ex);
        run[0].cell = if run.len() == 1 { Cell::Alone } else { Cell::Combined(2) };
    } else if capitals
        && (run.len() == 1 || (settings.acronym == Acronym::Upright && run.len() <= ACRONYM))
    {
        stand(run);
    }
}

/// The figures of a run that brackets or quotation marks stand around, or marks behind, which lie: `(12)`, `3)`, `12,`.
/// A point behind the first figures of a text is that of an item's number.
fn within_marks(run: &mut [Unit], begins: bool) -> &mut [Unit] {
    let opens = |unit: &Unit| matches!(unit.c, '(' | '"' | '\'' | '\u{201C}' | '\u{2018}');
    let closes = |unit: &Unit| {
        matches!(
            unit.c,
            ')' | '"' | '\'' | '\u{201D}' | '\u{2019}' | ',' | '.' | ';' | ':' | '!' | '?'
        )
    };
    if begins && is_numbered(run) {
        return run;
    }
    let from = usize::from(run.first().is_some_and(opens));
    let to = run.iter().rposition(|unit| !closes(unit)).map_or(0, |last| last + 1);
    let figures = |inside: &[Unit]| {
        let number =
            inside.split_last().map(|(last, rest)| if last.c == '%' { rest } else { inside });
        number.is_some_and(|it| !it.is_empty() && it.iter().all(|at| at.c.is_ascii_digit()))
    };
    let inside = run.get(from..to).is_some_and(figures);
    if inside { &mut run[from..to] } else { run }
}

/// The number of an item, as `1.` and `12.`.
fn is_numbered(run: &[Unit]) -> bool {
    let Some((last, figures)) = run.split_last() else { return false };
    last.c == '.' && !figures.is_empty() && figures.iter().all(|at| at.c.is_ascii_digit())
}

/// A run upright, one character under the other, never parted.
fn stand(run: &mut [Unit]) {
    for (at, unit) in run.iter_mut().enumerate() {
        set(unit, Class::Sm, if at == 0 { Cell::Alone } else { Cell::Glued });
    }
}

/// A capital and figures, before or behind it: `A3`, `5G`, `G20`.
fn is_letter_and_figures(run: &[Unit]) -> bool {
    let figures = |run: &[Unit]| !run.is_empty() && run.iter().all(|at| at.c.is_ascii_digit());
    let capital = |unit: &Unit| unit.c.is_ascii_uppercase();
    run.len() <= ACRONYM
        && match run {
            [first, rest @ ..] if capital(first) => figures(rest),
            [rest @ .., last] if capital(last) => figures(rest),
            _ => false,
        }
}

/// `3.0`, with a per cent sign or without.
fn decimal(run: &[Unit]) -> bool {
    let [whole, point, part, rest @ ..] = run else { return false };
    whole.c.is_ascii_digit()
        && point.c == '.'
        && part.c.is_ascii_digit()
        && rest.first().is_none_or(|unit| unit.c == '%')
}

/// `A+`.
fn is_grade(run: &[Unit]) -> bool {
    matches!(run, [letter, sign] if letter.c.is_ascii_uppercase() && matches!(sign.c, '+' | '-'))
}

fn set(unit: &mut Unit, class: Class, cell: Cell) {
    unit.class = class;
    unit.cell = cell;
}

#[cfg(test)]
mod tests {
    use super::super::itemize::itemize;
    use super::*;
    use crate::compose::tests::plain_style;
    use crate::diag::FileId;
    use crate::fonts::{FontBook, FontFiles};
    use crate::measure::WritingMode;
    use crate::text::{Mark, Markup, RichText};

    /// `-` turned or Chinese, `1` upright, `=` glued to the one before, a digit how many share
    /// a frame, `.` the rest of those.
    fn cells(text: &str, tcy: Tcy, acronym: Acronym) -> String {
        cells_in(text, |style| (style.settings.tcy, style.settings.acronym) = (tcy, acronym))
    }

    fn cells_in(text: &str, settings: impl Fn(&mut crate::page::style::TextStyle)) -> String {
        let files = FontFiles::default();
        let book = FontBook::new(&files);
        let mut style = plain_style(Locale::Hk);
        settings(&mut style);
        let text = RichText::plain(text, FileId(0), 0);
        let (units, _) = itemize(&text, &style, WritingMode::VerticalRl, &book);
        let mut rest = 0;
        let sign = |unit: &Unit| match unit.cell {
            Cell::Alone => "1".to_owned(),
            Cell::Glued => "=".to_owned(),
            Cell::Combined(count) => {
                rest = count;
                count.to_string()
            }
            Cell::None if rest > 1 => {
                rest -= 1;
                ".".to_owned()
            }
            Cell::None => "-".to_owned(),
        };
        units.iter().map(sign).collect()
    }

    #[test]
    fn r72_r73_r74_cells() {
        let two = Tcy::UpTo(2);
        let cases = [
            ("第5屆", two, "-1-"),
            ("12月", two, "2.-"),
            ("12月", Tcy::Off, "---"),
            ("1.甲", two, "2.-"),
            ("12.甲", two, "3..-"),
            ("123.甲", two, "-----"),
            ("1.", Tcy::Off, "--"),
            ("(1)甲", two, "-1--"),
            ("(12)", two, "-2.-"),
            ("3)甲", two, "1--"),
            ("(123)", two, "-----"),
            ("有12,又", two, "-2.--"),
            ("有30.又", two, "-2.--"),
            ("第17!又", two, "-2.--"),
            ("有1234,又", two, "-------"),
            ("123號", two, "----"),
            ("123號", Tcy::UpTo(3), "3..-"),
            ("2024年", two, "-----"),
            ("2024年", Tcy::UpTo(4), "4...-"),
            ("3.5度", two, "3..-"),
            ("3.5%的", two, "3..1-"),
            ("3.5度", Tcy::Off, "----"),
            ("3.14度", two, "-----"),
            ("12.5度", Tcy::UpTo(4), "-----"),
            ("A+級", two, "2.-"),
            ("A+級", Tcy::Off, "---"),
            ("A股", two, "1-"),
            ("GDP高", two, "1==-"),
            ("UNESCO", two, "------"),
            ("iPhone", two, "------"),
            ("12%的", two, "2.1-"),
            ("125%的", two, "-----"),
            ("5×8", two, "111"),
            ("真的？！", two, "--2."),
            ("！！！", two, "---"),
            ("120×80的", two, "-------"),
            ("12×8的", two, "2.11-"),
            ("25÷5=5", two, "------"),
            ("in 12 days", two, "----------"),
            ("用Windows 11的", two, "------------"),
            ("跑10 km的", two, "-------"),
            ("A 股12 月", two, "1--2.--"),
            ("7-11店", two, "-----"),
            ("A3版", two, "1=-"),
            ("5G網", two, "1=-"),
            ("G20峰會", two, "1==--"),
            ("C9190機", two, "------"),
            ("a3版", two, "---"),
        ];
        for (text, tcy, expected) in cases {
            assert_eq!(cells(text, tcy, Acronym::Upright), expected, "{text} {tcy:?}");
        }
        assert_eq!(cells("GDP高", two, Acronym::Rotate), "----");
        assert_eq!(cells("A3版", two, Acronym::Rotate), "---");
    }

    #[test]
    fn r72_r73_raised_figures_of_notes_stand_and_powers_lie() {
        let raised = |text: &str| {
            let (before, rest) = text.split_once('^').unwrap();
            let (figures, after) = rest.split_once('^').unwrap();
            let mut rich = RichText::plain([before, figures, after].concat(), FileId(0), 0);
            let range = before.len() as u32..(before.len() + figures.len()) as u32;
            rich.marks = vec![Markup { range, mark: Mark::Superscript }];
            let files = FontFiles::default();
            let book = FontBook::new(&files);
            let style = plain_style(Locale::Tw);
            let (units, _) = itemize(&rich, &style, WritingMode::VerticalRl, &book);
            units.iter().map(|unit| unit.cell).collect::<Vec<_>>()
        };
        const NONE: Cell = Cell::None;
        assert_eq!(raised("率^1^。"), [NONE, Cell::Alone, NONE]);
        assert_eq!(raised("率^12^。"), [NONE, Cell::Combined(2), NONE, NONE]);
        assert_eq!(raised("率^123^。"), [NONE; 5]);
        assert_eq!(raised("面x^2^積")[1..], [NONE; 3]);
    }

    #[test]
    fn figures_stand_upright_where_the_style_says_so() {
        for (text, expected) in [
            ("12月", "2.-"),
            ("123號", "1==-"),
            ("2024年", "1===-"),
            ("12345年", "------"),
            ("125%的", "1===-"),
            ("3.14度", "-----"),
        ] {
            let settings = |style: &mut crate::page::style::TextStyle| {
                style.settings.figures = Figures::Upright;
            };
            assert_eq!(cells_in(text, settings), expected, "{text}");
        }
    }
}
