//! Colours: `"black"`, `"k(20)"`, `"cmyk(0, 80, 95, 0)"`, `"#c8102e"`, and named spot inks, whole
//! or thinned: `"house"`, `"house(30)"`.

use super::Cx;
use crate::colour::{Colour, Ink, SpotId};
use crate::diag::codes::{colour as ink_codes, page as codes};
use crate::diag::{Diagnostic, Span, Spanned};
use crate::measure::Decimal;
use crate::page::model::SpotInk;
use crate::source::layout::{ColourTable, Named};

/// Names that a separation may not have: `All` prints on every plate and `None` on none, and the
/// others are the process inks' own plates (ISO 32000-2 8.6.6.4).
const RESERVED: [&str; 6] = ["All", "None", "Cyan", "Magenta", "Yellow", "Black"];

/// The spot inks of the layout, and the way to read any colour.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Palette {
    /// By [`SpotId`]; each ink once.
    pub spots: Vec<SpotInk>,
    /// The layout's names for them; two names may mean one ink.
    names: Vec<(String, SpotId)>,
}

/// The spot inks that the layout defines.
pub(super) fn palette(cx: &mut Cx<'_>) -> Palette {
    let mut palette = Palette::default();
    // Where each ink got its alternate, by its place among the spots.
    let mut given: Vec<Option<Span>> = Vec::new();
    let layout = cx.layout;
    for named in &layout.colours {
        // Without `ink` the reserved name itself is told below.
        if named.value.ink.is_some() && plain(&named.name.value).is_some() {
            cx.push(
                Diagnostic::error(
                    codes::SPOT,
                    format!("the colour \"{}\" is built in", named.name.value),
                )
                .at(named.name.span, "a name of its own is needed")
                .help("name the spot ink otherwise, such as [colour.house]"),
            );
        }
        let (ink, alternate) = (ink_of(cx, named), alternate_of(cx, &named.value));
        let at =
            palette.spots.iter().position(|spot| spot.name == ink.value).unwrap_or_else(|| {
                palette.spots.push(SpotInk { name: ink.value.clone(), alternate: Colour::BLACK });
                given.push(None);
                palette.spots.len() - 1
            });
        palette.names.push((named.name.value.clone(), SpotId(at as u16)));
        let Some(alternate) = alternate else { continue };
        match given[at] {
            Some(before) if palette.spots[at].alternate != alternate => {
                two_alternates(cx, &ink, before)
            }
            Some(_) => {}
            None => {
                palette.spots[at].alternate = alternate;
                given[at] = Some(ink.span);
            }
        }
    }
    palette
}

/// The ink's name on its plate.
fn ink_of(cx: &mut Cx<'_>, named: &Named<ColourTable>) -> Spanned<String> {
    let ink = named.value.ink.as_ref().unwrap_or(&named.name).clone();
    let name = ink.value.trim();
    let wrong = match RESERVED.iter().find(|word| word.eq_ignore_ascii_case(name)) {
        Some(word @ (&"All" | &"None")) => format!("the separation {word} is no ink"),
        Some(word) => format!("{word} is a process ink"),
        None if name.is_empty() => "an ink without a name".to_owned(),
        None => return ink,
    };
    cx.push(
        Diagnostic::error(codes::SPOT_INK, wrong)
            .at(ink.span, "no name of a spot ink")
            .help("name the ink as its maker does: `ink = \"PANTONE 186 C\"`"),
    );
    ink
}

/// What is printed without the ink; none, with a diagnostic, when that cannot be told.
fn alternate_of(cx: &mut Cx<'_>, table: &ColourTable) -> Option<Colour> {
    // The reader of layouts asks for one that is missing.
    let key = table.alternate.as_ref()?;
    let colour = plain(&key.value).map(|colour| process(cx, key, colour));
    if colour.is_none() {
        incomplete(cx, key.span, "not black, white, k(..), cmyk(..) or #..");
    }
    colour
}

fn two_alternates(cx: &mut Cx<'_>, ink: &Spanned<String>, before: Span) {
    cx.push(
        Diagnostic::error(codes::SPOT_INK, format!("the ink \"{}\" has two alternates", ink.value))
            .at(ink.span, "here another")
            .and_at(before, "its first alternate")
            .help("give the ink the same alternate in both, or name two inks"),
    );
}

fn incomplete(cx: &mut Cx<'_>, span: Span, label: &str) {
    cx.push(
        Diagnostic::error(codes::SPOT, "the spot colour has no usable alternate")
            .at(span, label)
            .help("add `alternate = \"cmyk(0, 100, 75, 4)\"`: what is printed without that ink"),
    );
}

impl Palette {
    /// The colour that a layout writes; none, with a diagnostic, when it cannot be read.
    pub fn read(&self, cx: &mut Cx<'_>, written: &Spanned<String>) -> Option<Colour> {
        if let Some(&(_, spot)) = self.names.iter().find(|(name, _)| *name == written.value) {
            return Some(Colour::Spot { spot, tint: Ink::SOLID });
        }
        if let Some((name, tint)) = tint_of(&written.value)
            && let Some(&(_, spot)) = self.names.iter().find(|(known, _)| known == name)
        {
            return Some(Colour::Spot { spot, tint });
        }
        if let Some(colour) = plain(&written.value) {
            if is_fraction(&written.value) {
                cx.push(
                    Diagnostic::warning(
                        ink_codes::FAINT,
                        format!("the colour \"{}\" has one per cent of ink or less", written.value),
                    )
                    .at(written.span, "amounts are per cent, from 0 to 100")
                    .help("write 80 for four fifths of an ink, and \"white\" for none"),
                );
            }
            return Some(process(cx, written, colour));
        }
        let known = self.names.iter().map(|(name, _)| name.as_str()).chain(["black", "white"]);
        if written.value.contains(['(', '#']) {
            cx.push(
                Diagnostic::error(
                    codes::NO_COLOUR,
                    format!("the colour \"{}\" cannot be read", written.value),
                )
                .at(
                    written.span,
                    wrong(&written.value, |name| self.names.iter().any(|(known, _)| known == name)),
                )
                .help("write k(20), cmyk(0, 80, 95, 0) or #c8102e, in per cent of ink"),
            );
        } else {
            cx.unknown(codes::NO_COLOUR, "colour", written, known);
        }
        None
    }
}

/// A colour that is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plain {
    Ink(Colour),
    Rgb([u8; 3]),
}

/// The inks of a colour; one that is over the limit is told.
fn process(cx: &mut Cx<'_>, written: &Spanned<String>, plain: Plain) -> Colour {
    let colour = match plain {
        Plain::Ink(colour) => colour,
        Plain::Rgb(rgb) => return cx.inputs.profile.to_cmyk(rgb),
    };
    let (total, limit) = (colour.total_ink(), cx.inputs.profile.ink_limit());
    if total > limit {
        let (total, limit, over) = (per_cent(total), per_cent(limit), per_cent(total - limit));
        cx.push(
            Diagnostic::error(
                ink_codes::COLOUR_INK,
                format!("the colour has {total} % of ink, at most {limit} % are printed"),
            )
            .at(written.span, format!("{over} % too much"))
            .help("take cyan, magenta or yellow out; black alone is \"black\""),
        );
    }
    colour
}

/// Hundredths as a person writes them.
fn per_cent(hundredths: u32) -> String {
    match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        rest => format!("{}.{rest:02}", hundredths / 100),
    }
}

/// A name and the per cent of it: `house(30)`.
fn tint_of(text: &str) -> Option<(&str, Ink)> {
    let (name, amount) = text.trim().strip_suffix(')')?.split_once('(')?;
    Some((name.trim(), ink(amount)?))
}

fn plain(text: &str) -> Option<Plain> {
    let text = text.trim();
    match text {
        "black" => return Some(Plain::Ink(Colour::BLACK)),
        "white" => return Some(Plain::Ink(Colour::WHITE)),
        _ => {}
    }
    if let Some(digits) = text.strip_prefix('#') {
        return hex(digits).map(Plain::Rgb);
    }
    let (name, amounts) = text.strip_suffix(')')?.split_once('(')?;
    let amounts = amounts.split(',').map(ink).collect::<Option<Vec<Ink>>>()?;
    match (name.trim(), amounts.as_slice()) {
        ("k", &[k]) => Some(Plain::Ink(Colour::grey(k))),
        ("cmyk", &[c, m, y, k]) => Some(Plain::Ink(Colour::Process { c, m, y, k })),
        _ => None,
    }
}

/// What is wrong with a colour that has a bracket or a # and cannot be read.
fn wrong(text: &str, is_spot: impl Fn(&str) -> bool) -> String {
    let text = text.trim();
    if let Some(digits) = text.strip_prefix('#') {
        return match digits.chars().find(|c| !c.is_ascii_hexdigit()) {
            Some(c) => format!("{c} is no digit: they are 0 to 9 and a to f"),
            None => format!("{} digits, and there are 6 or 3", digits.chars().count()),
        };
    }
    let Some((name, amounts)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) else {
        return "the bracket does not end".to_owned();
    };
    let amounts: Vec<&str> = amounts.split(',').map(str::trim).collect();
    let wanted = match name.trim() {
        "rgb" => {
            let parts: Option<Vec<u8>> = amounts.iter().map(|part| part.parse().ok()).collect();
            return match parts.as_deref() {
                Some([r, g, b]) => format!("RGB is written with #: \"#{r:02x}{g:02x}{b:02x}\""),
                _ => "RGB is written with #".to_owned(),
            };
        }
        "cmyk" => 4,
        "k" => 1,
        name if is_spot(name) => 1,
        name => return format!("there is no colour {name}"),
    };
    if amounts.len() != wanted {
        return format!("{} amounts, and {} has {wanted}", amounts.len(), name.trim());
    }
    match amounts.iter().find(|amount| ink(amount).is_none()) {
        Some(amount) => format!("\"{amount}\" is no amount of ink from 0 to 100"),
        None => "no colour".to_owned(),
    }
}

/// Whether amounts of ink were written as parts of one, of which no eye would see anything.
fn is_fraction(text: &str) -> bool {
    let amounts = text.trim().strip_suffix(')').and_then(|text| text.split_once('('));
    let Some((_, amounts)) = amounts else { return false };
    let amounts: Vec<Ink> = amounts.split(',').filter_map(ink).collect();
    let most = amounts.iter().map(|ink| ink.0).max().unwrap_or(0);
    (1..=100).contains(&most)
}

/// Per cent of ink, from 0 to 100.
fn ink(text: &str) -> Option<Ink> {
    let text = text.trim();
    let per_cent = Decimal::parse(text.strip_suffix('%').unwrap_or(text).trim())?;
    let hundredths = per_cent.permille() / 10;
    (0..=10_000).contains(&hundredths).then_some(Ink(hundredths as u16))
}

/// `c8102e`, or `c12` for `cc1122`.
fn hex(digits: &str) -> Option<[u8; 3]> {
    let values: Vec<u8> =
        digits.chars().map(|c| c.to_digit(16).map(|d| d as u8)).collect::<Option<_>>()?;
    match *values.as_slice() {
        [r, g, b] => Some([r * 17, g * 17, b * 17]),
        [r, s, g, h, b, c] => Some([r * 16 + s, g * 16 + h, b * 16 + c]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read() {
        let ink = |c, m, y, k| {
            let ink = |n: u16| Ink(n);
            Some(Plain::Ink(Colour::Process { c: ink(c), m: ink(m), y: ink(y), k: ink(k) }))
        };
        let cases = [
            ("black", ink(0, 0, 0, 10_000)),
            ("white", ink(0, 0, 0, 0)),
            ("k(20)", ink(0, 0, 0, 2000)),
            ("cmyk(0, 80, 95.5, 0)", ink(0, 8000, 9550, 0)),
            ("#c8102e", Some(Plain::Rgb([200, 16, 46]))),
            ("#fff", Some(Plain::Rgb([255, 255, 255]))),
            ("k(120)", None),
            ("k(-1)", None),
            ("cmyk(1, 2, 3)", None),
            ("#c8102", None),
            ("rgb(1, 2, 3)", None),
            ("", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(plain(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_told() {
        for (text, told) in [
            ("k(120)", "\"120\" is no amount of ink from 0 to 100"),
            ("cmyk(1, 2, 3)", "3 amounts, and cmyk has 4"),
            ("cmyk(1, 2, 3, x)", "\"x\" is no amount of ink from 0 to 100"),
            ("#c8102", "5 digits, and there are 6 or 3"),
            ("#c8102g", "g is no digit: they are 0 to 9 and a to f"),
            ("rgb(255, 240, 200)", "RGB is written with #: \"#fff0c8\""),
            ("rgb(1, 2)", "RGB is written with #"),
            ("house(20", "the bracket does not end"),
            ("huose(20)", "there is no colour huose"),
            ("house(200)", "\"200\" is no amount of ink from 0 to 100"),
        ] {
            assert_eq!(plain(text), None);
            assert_eq!(wrong(text, |name| name == "house"), told);
        }
    }
}
