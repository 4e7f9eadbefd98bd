//! Reading lengths: `"9pt"`, `"4mm"`, `"3.2cm"`, `"1in"`, `"12q"`, `"2em"`.

use super::{Em, Length};

/// A decimal number in millionths, read without floats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i64);

impl Decimal {
    const ONE: i64 = 1_000_000;
    /// Beyond this a number is a slip of the hand; the bound keeps products far from overflow.
    const LIMIT: i64 = 1_000_000 * Decimal::ONE;

    pub const fn from_int(value: i64) -> Decimal {
        Decimal(value * Decimal::ONE)
    }

    pub const fn from_millionths(millionths: i64) -> Decimal {
        Decimal(millionths)
    }

    pub const fn millionths(self) -> i64 {
        self.0
    }

    pub fn is_whole(self) -> bool {
        self.0 % Decimal::ONE == 0
    }

    /// The whole part, towards zero.
    pub fn trunc(self) -> i64 {
        self.0 / Decimal::ONE
    }

    /// This many times `length`.
    pub fn times(self, length: Length) -> Length {
        length.scale(self.0, Decimal::ONE)
    }

    /// In thousandths, rounded.
    pub fn permille(self) -> i64 {
        (self.0 + 500 * self.0.signum()) / 1000
    }

    /// Reads `12`, `-0.5`, `.25`, `1_000`; digits past the sixth decimal are rounded away.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let mut value: i64 = 0;
        for digit in whole.bytes().filter(|&b| b != b'_') {
            value = value * 10 + i64::from(digit_of(digit)?);
            if value > Decimal::LIMIT {
                return None;
            }
        }
        value *= Decimal::ONE;
        let mut place = Decimal::ONE / 10;
        for (index, digit) in fraction.bytes().filter(|&b| b != b'_').enumerate() {
            let digit = i64::from(digit_of(digit)?);
            value += if index == 6 { i64::from(digit >= 5) } else { digit * place };
            place /= 10;
        }
        (value <= Decimal::LIMIT).then_some(Decimal(if negative { -value } else { value }))
    }
}

fn digit_of(byte: u8) -> Option<u8> {
    byte.is_ascii_digit().then(|| byte - b'0')
}

/// A length as it stands in a layout: absolute, or in ems of a size still to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    Absolute(Length),
    Em(Em),
}

impl Dimension {
    /// The length beside type of `size`.
    pub fn of(self, size: Length) -> Length {
        match self {
            Dimension::Absolute(length) => length,
            Dimension::Em(em) => em.of(size),
        }
    }
}

/// Why a text is no length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LengthError {
    /// The number before the unit cannot be read or is beyond a million.
    Number,
    /// There is a number but no unit.
    NoUnit,
    /// The unit is none of pt, mm, cm, in, q, em.
    Unit,
    /// A comma stands where the decimal point belongs.
    Comma,
}

/// The sizes of type by their Chinese names, in hundredths of a point.
const NAMED_SIZES: &[(&str, i64)] = &[
    ("初", 4200),
    ("小初", 3600),
    ("一", 2600),
    ("小一", 2400),
    ("二", 2200),
    ("小二", 1800),
    ("三", 1600),
    ("小三", 1500),
    ("四", 1400),
    ("小四", 1200),
    ("五", 1050),
    ("小五", 900),
    ("六", 750),
    ("小六", 650),
    ("七", 550),
    ("八", 500),
];

/// `五号`, `五號`, `小五`: a size without 小 is named with its 号.
fn named_size(text: &str) -> Option<Length> {
    let name = text.strip_suffix(['号', '號']);
    let name = name.or_else(|| text.starts_with('小').then_some(text))?;
    let (_, size) = NAMED_SIZES.iter().find(|(known, _)| *known == name)?;
    Some(Length::from_centipt(*size))
}

/// Reads one length with its unit, or a size of type by its Chinese name; letter case and a space
/// before the unit do not matter.
pub fn parse_dimension(text: &str) -> Result<Dimension, LengthError> {
    let text = text.trim();
    if let Some(size) = named_size(text) {
        return Ok(Dimension::Absolute(size));
    }
    let split = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | '_')))
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let number = Decimal::parse(number).ok_or(LengthError::Number)?;
    let unit = match unit.trim().to_ascii_lowercase().as_str() {
        "pt" => Length::PT,
        "mm" => Length::MM,
        "cm" => Length::MM * 10,
        "in" => Length::INCH,
        "q" => Length::Q,
        "em" => return Ok(Dimension::Em(Em::from_millionths(number.millionths()))),
        "" => return Err(LengthError::NoUnit),
        unit if is_fraction(unit) => return Err(LengthError::Comma),
        _ => return Err(LengthError::Unit),
    };
    Ok(Dimension::Absolute(number.times(unit)))
}

/// Whether what follows a number is a comma and more of it.
fn is_fraction(unit: &str) -> bool {
    let rest = unit.strip_prefix([',', '，', '．', '、']);
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_unit() {
        let cases = [
            ("9pt", Length::from_pt(9)),
            ("10.5 pt", Length::from_centipt(1050)),
            ("4mm", Length::from_mm(4)),
            ("3.2cm", Length::from_mm(32)),
            ("1in", Length::INCH),
            ("12Q", Length::from_mm(3)),
            ("-1pt", Length::from_pt(-1)),
            (".5pt", Length::from_centipt(50)),
            ("小五", Length::from_pt(9)),
            ("小五号", Length::from_pt(9)),
            ("五號", Length::from_centipt(1050)),
            ("初号", Length::from_pt(42)),
            ("八号", Length::from_pt(5)),
        ];
        for (text, length) in cases {
            assert_eq!(parse_dimension(text), Ok(Dimension::Absolute(length)), "{text}");
        }
        assert_eq!(parse_dimension("2em"), Ok(Dimension::Em(Em::from_millionths(2_000_000))));
    }

    #[test]
    fn says_why_not() {
        assert_eq!(parse_dimension("9"), Err(LengthError::NoUnit));
        assert_eq!(parse_dimension("9px"), Err(LengthError::Unit));
        assert_eq!(parse_dimension("24,5pt"), Err(LengthError::Comma));
        assert_eq!(parse_dimension("24，5pt"), Err(LengthError::Comma));
        assert_eq!(parse_dimension("24,pt"), Err(LengthError::Unit));
        assert_eq!(parse_dimension("pt"), Err(LengthError::Number));
        assert_eq!(parse_dimension("五"), Err(LengthError::Number));
        assert_eq!(parse_dimension("九号"), Err(LengthError::Number));
        assert_eq!(parse_dimension("1.2.3pt"), Err(LengthError::Number));
        assert_eq!(parse_dimension("99999999999999999999mm"), Err(LengthError::Number));
    }

    #[test]
    fn decimals_round_past_the_sixth_place() {
        assert_eq!(Decimal::parse("0.0000005").map(Decimal::millionths), Some(1));
        assert_eq!(Decimal::parse("5.5").map(Decimal::permille), Some(5500));
        assert_eq!(Decimal::parse("1e3"), None);
    }
}
