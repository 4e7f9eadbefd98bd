//! What the fields and the symbol fonts of a document stand for.

/// A field that sets characters over another, `EQ \o`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Equation {
    /// A character in a ring, as Unicode has it.
    Sign(char),
    /// One that it does not have: what stands in it.
    Enclosed(String),
    Ruby {
        base: String,
        reading: String,
    },
    Unknown,
}

/// What a field of the kind EQ shows; none where it is of another kind.
pub fn equation(field: &str) -> Option<Equation> {
    let field = field.trim();
    let kind = field.get(..2).filter(|kind| kind.eq_ignore_ascii_case("eq"))?;
    let rest = field.get(kind.len()..)?;
    if !rest.starts_with([' ', '\\']) {
        return None;
    }
    Some(overlaid(rest).unwrap_or(Equation::Unknown))
}

fn overlaid(rest: &str) -> Option<Equation> {
    let lower = rest.to_ascii_lowercase();
    let at = lower.find("\\o")?;
    let open = at + lower.get(at..)?.find('(')?;
    let inner = rest.get(open + 1..)?.trim_end().strip_suffix(')')?;
    // Raised over the base: a reading.
    if let Some(up) = inner.to_ascii_lowercase().find("\\s\\up") {
        let start = up + inner.get(up..)?.find('(')? + 1;
        let end = start + inner.get(start..)?.find(')')?;
        let reading = inner.get(start..end)?.trim().to_owned();
        let base = inner.get(end + 1..)?.trim_start_matches([',', ';', ' ', ')']).trim().to_owned();
        let sound = !reading.is_empty() && !base.is_empty() && !base.contains('\\');
        return sound.then_some(Equation::Ruby { base, reading });
    }
    let (ring, inside) = inner.split_once([',', ';'])?;
    let is_ring = matches!(ring.trim(), "○" | "〇" | "◯" | "О" | "O");
    let inside = inside.trim();
    if !is_ring || inside.is_empty() || inside.contains('\\') {
        return None;
    }
    Some(match in_ring(inside) {
        Some(sign) => Equation::Sign(sign),
        None => Equation::Enclosed(inside.to_owned()),
    })
}

/// The enclosed character of Unicode.
fn in_ring(inside: &str) -> Option<char> {
    const SIGNS: [(&str, char); 18] = [
        ("一", '㊀'),
        ("二", '㊁'),
        ("三", '㊂'),
        ("四", '㊃'),
        ("五", '㊄'),
        ("六", '㊅'),
        ("七", '㊆'),
        ("八", '㊇'),
        ("九", '㊈'),
        ("十", '㊉'),
        ("秘", '㊙'),
        ("正", '㊣'),
        ("祝", '㊗'),
        ("男", '㊚'),
        ("女", '㊛'),
        ("印", '㊞'),
        ("注", '㊟'),
        ("優", '㊝'),
    ];
    if let Some((_, sign)) = SIGNS.iter().find(|(said, _)| *said == inside) {
        return Some(*sign);
    }
    let number: u32 = inside.parse().ok()?;
    (1..=20).contains(&number).then(|| char::from_u32(u32::from('①') + number - 1)).flatten()
}

/// The character that a symbol font shows at a place of its own.
pub fn symbol(font: &str, code: u32) -> Option<char> {
    let code = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let byte = u8::try_from(code).ok()?;
    match font {
        "Symbol" => of_symbol(byte),
        "Wingdings" => of_wingdings(byte),
        _ => None,
    }
}

fn of_symbol(byte: u8) -> Option<char> {
    const LETTERS: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    const OTHERS: [(u8, char); 31] = [
        (0x22, '∀'),
        (0x24, '∃'),
        (0x27, '∋'),
        (0x2A, '∗'),
        (0x2D, '−'),
        (0x40, '≅'),
        (0x5C, '∴'),
        (0x5E, '⊥'),
        (0xA2, '′'),
        (0xA3, '≤'),
        (0xA5, '∞'),
        (0xA7, '♣'),
        (0xA8, '♦'),
        (0xA9, '♥'),
        (0xAA, '♠'),
        (0xAB, '↔'),
        (0xAC, '←'),
        (0xAD, '↑'),
        (0xAE, '→'),
        (0xAF, '↓'),
        (0xB0, '°'),
        (0xB1, '±'),
        (0xB3, '≥'),
        (0xB4, '×'),
        (0xB7, '•'),
        (0xB8, '÷'),
        (0xB9, '≠'),
        (0xBA, '≡'),
        (0xBB, '≈'),
        (0xCE, '∈'),
        (0xD6, '√'),
    ];
    match byte {
        b'A'..=b'Z' => LETTERS.chars().nth(usize::from(byte - b'A')),
        b'a'..=b'z' => SMALL.chars().nth(usize::from(byte - b'a')),
        _ => {
            let other = OTHERS.iter().find(|(at, _)| *at == byte).map(|(_, c)| *c);
            let same = matches!(byte, b' '..=b'!' | b'#' | b'%'..=b'&' | b'('..=b')' | b'+'..=b',' | b'.'..=b'?' | b'[' | b']' | b'_' | b'{'..=b'}');
            other.or_else(|| same.then(|| char::from(byte)))
        }
    }
}

fn of_wingdings(byte: u8) -> Option<char> {
    const SIGNS: [(u8, char); 26] = [
        (0x20, ' '),
        (0x28, '☎'),
        (0x2A, '✉'),
        (0x4A, '☺'),
        (0x4C, '☹'),
        (0x6C, '●'),
        (0x6D, '❍'),
        (0x6E, '■'),
        (0x6F, '□'),
        (0x75, '◆'),
        (0x76, '❖'),
        (0x9F, '•'),
        (0xA1, '○'),
        (0xA7, '▪'),
        (0xA8, '◻'),
        (0xAB, '★'),
        (0xD8, '➢'),
        (0xDF, '←'),
        (0xE0, '→'),
        (0xE1, '↑'),
        (0xE2, '↓'),
        (0xE8, '➔'),
        (0xFB, '✗'),
        (0xFC, '✓'),
        (0xFD, '☒'),
        (0xFE, '☑'),
    ];
    SIGNS.iter().find(|(at, _)| *at == byte).map(|(_, c)| *c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_symbols_are_characters() {
        let ruby = Equation::Ruby { base: "包".to_owned(), reading: "ㄅㄠ".to_owned() };
        for (field, expected) in [
            (" eq \\o\\ac(○,密)", Some(Equation::Enclosed("密".to_owned()))),
            ("EQ \\o\\ac(○,秘)", Some(Equation::Sign('㊙'))),
            ("EQ \\o\\ac(○,12)", Some(Equation::Sign('⑫'))),
            ("EQ \\* jc2 \\* \"Font:標楷體\" \\* hps10 \\o\\ad(\\s\\up 9(ㄅㄠ),包)", Some(ruby)),
            ("EQ \\f(1,2)", Some(Equation::Unknown)),
            ("PAGE", None),
            ("EQUALS", None),
        ] {
            assert_eq!(equation(field), expected, "{field}");
        }
        for (font, code, expected) in [
            ("Wingdings", 0xF06C, Some('●')),
            ("Wingdings", 0xFC, Some('✓')),
            ("Symbol", 0xF061, Some('α')),
            ("Symbol", 0x7A, Some('ζ')),
            ("Symbol", 0x5A, Some('Ζ')),
            ("Webdings", 0xF061, None),
        ] {
            assert_eq!(symbol(font, code), expected, "{font} {code}");
        }
    }
}
