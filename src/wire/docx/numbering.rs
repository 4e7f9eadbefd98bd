//! [`Numbering`]: how the levels of a document's lists are marked, and what stands before each item.

use std::collections::BTreeMap;

use crate::text::{is_wide, is_wide_letter};
use crate::wire::tree::{Id, Tree};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Bullet,
    Number,
    None,
}

/// A level of a list (ISO/IEC 29500, 17.9).
#[derive(Clone, Debug)]
struct Level {
    mark: Mark,
    start: u32,
    format: String,
    /// What stands before an item, with `%1` for the number of the first level.
    text: Option<String>,
    /// All numbers in it are in figures.
    legal: bool,
}

type Levels = BTreeMap<usize, Level>;

/// How the levels of lists are marked.
#[derive(Clone, Debug, Default)]
pub struct Numbering {
    levels: BTreeMap<String, Levels>,
    counts: BTreeMap<(String, usize), u32>,
}

/// What marks an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    pub mark: Mark,
    pub number: u32,
    /// What the word processor showed before it, of a number.
    pub label: String,
    /// Its form, where it is none that is known: it is shown in figures.
    pub unknown: Option<String>,
}

impl Marked {
    pub const NONE: Marked =
        Marked { mark: Mark::None, number: 0, label: String::new(), unknown: None };

    /// Whether an article's own list says the same.
    pub fn is_plain(&self) -> bool {
        self.label.is_empty() || self.label == format!("{}.", self.number)
    }

    /// The label with what parts it from the words.
    pub fn before_words(&self) -> String {
        let parting = match self.label.chars().next_back() {
            Some(c) if is_wide_letter(c) => "\u{3000}",
            Some(c) if is_wide(c) => "",
            Some(_) => " ",
            None => "",
        };
        format!("{}{parting}", self.label)
    }
}

fn value<'t>(tree: &'t Tree, id: Id, name: &str) -> Option<&'t str> {
    tree.child(id, name).and_then(|id| tree.attribute(id, "val"))
}

fn level(tree: &Tree, id: Id) -> Option<(usize, Level)> {
    let at = tree.attribute(id, "ilvl")?.parse().ok()?;
    let format = value(tree, id, "numFmt").unwrap_or("decimal").to_owned();
    let text = tree.child(id, "lvlText");
    let text = text.map(|id| tree.attribute(id, "val").unwrap_or("").to_owned());
    let mark = match format.as_str() {
        "bullet" => Mark::Bullet,
        "none" if text.as_deref().is_none_or(|text| !has_words(text)) => Mark::None,
        _ => Mark::Number,
    };
    let start = value(tree, id, "start").and_then(|it| it.parse().ok()).unwrap_or(1);
    let legal = tree.child(id, "isLgl").is_some();
    Some((at, Level { mark, start, format, text, legal }))
}

/// Whether a level's text says anything besides its number.
fn has_words(text: &str) -> bool {
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '%' => _ = chars.next(),
            c if c.is_whitespace() => {}
            _ => return true,
        }
    }
    false
}

impl Numbering {
    pub fn read(tree: &Tree) -> Numbering {
        let mut abstracts: BTreeMap<&str, Levels> = BTreeMap::new();
        for id in tree.all(Tree::ROOT, "abstractNum").collect::<Vec<_>>() {
            let Some(name) = tree.attribute(id, "abstractNumId") else { continue };
            abstracts.insert(name, tree.own(id, "lvl").filter_map(|id| level(tree, id)).collect());
        }
        let mut levels = BTreeMap::new();
        for id in tree.own(tree.child(Tree::ROOT, "numbering").unwrap_or(Tree::ROOT), "num") {
            let Some(name) = tree.attribute(id, "numId") else { continue };
            let of = value(tree, id, "abstractNumId");
            let mut known = of.and_then(|of| abstracts.get(of)).cloned().unwrap_or_default();
            for other in tree.own(id, "lvlOverride") {
                known.extend(tree.own(other, "lvl").filter_map(|id| level(tree, id)));
                let at = tree.attribute(other, "ilvl").and_then(|it| it.parse::<usize>().ok());
                let start = value(tree, other, "startOverride").and_then(|it| it.parse().ok());
                if let (Some(level), Some(start)) = (at.and_then(|at| known.get_mut(&at)), start) {
                    level.start = start;
                }
            }
            levels.insert(name.to_owned(), known);
        }
        Numbering { levels, counts: BTreeMap::new() }
    }

    /// The mark of the next item of a list.
    pub fn next(&mut self, (list, at): &(String, usize)) -> Marked {
        // No list.
        if list == "0" {
            return Marked::NONE;
        }
        let level = self.levels.get(list).and_then(|levels| levels.get(at)).cloned();
        self.counts.retain(|(other, under), _| other != list || *under <= *at);
        let start = level.as_ref().map_or(1, |level| level.start);
        let count = self.counts.entry((list.clone(), *at)).or_insert(start.wrapping_sub(1));
        *count = count.wrapping_add(1);
        let number = *count;
        let Some(level) = level else {
            return Marked { mark: Mark::Bullet, number, ..Marked::NONE };
        };
        let mut marked = Marked { mark: level.mark, number, ..Marked::NONE };
        if level.mark == Mark::Number {
            marked.label = self.label(list, &level, &mut marked.unknown);
        }
        marked
    }

    fn label(&self, list: &str, level: &Level, unknown: &mut Option<String>) -> String {
        let mut label = String::new();
        let mut chars = level.text.as_deref().unwrap_or("").chars().peekable();
        while let Some(c) = chars.next() {
            let of = chars.peek().and_then(|c| c.to_digit(10)).filter(|_| c == '%');
            let Some(of) = of.filter(|of| *of > 0) else {
                label.push(c);
                continue;
            };
            chars.next();
            let at = of as usize - 1;
            let own = self.levels.get(list).and_then(|levels| levels.get(&at));
            let number = self.counts.get(&(list.to_owned(), at)).copied();
            let number = number.or(own.map(|own| own.start)).unwrap_or(1);
            let format = own.filter(|_| !level.legal).map_or("decimal", |own| &own.format);
            match shown(number, format) {
                Some(said) => label += &said,
                None => {
                    unknown.get_or_insert_with(|| format.to_owned());
                    label += &number.to_string();
                }
            }
        }
        label.trim().to_owned()
    }
}

/// A number in a form of ISO/IEC 29500, 17.18.59.
fn shown(number: u32, format: &str) -> Option<String> {
    let of = |letters: &str| {
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        letters.chars().nth(at).map(String::from)
    };
    // A … Z, AA, BB …
    let letter = |first: u8| {
        let at = number.checked_sub(1)?;
        let letter = char::from(first + u8::try_from(at % 26).ok()?);
        (at / 26 < 8).then(|| String::from(letter).repeat(at as usize / 26 + 1))
    };
    let from = |first: char, last: u32| {
        let at = number.checked_sub(1).filter(|at| *at < last)?;
        char::from_u32(u32::from(first) + at).map(String::from)
    };
    match format {
        "none" => Some(String::new()),
        "decimal" | "decimalHalfWidth" => Some(number.to_string()),
        "decimalZero" => Some(format!("{number:02}")),
        "decimalFullWidth" | "decimalFullWidth2" => Some(
            number
                .to_string()
                .chars()
                .filter_map(|c| char::from_u32(u32::from(c) + 0xFEE0))
                .collect(),
        ),
        "upperLetter" => letter(b'A'),
        "lowerLetter" => letter(b'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).map(|it| it.to_lowercase()),
        "taiwaneseCountingThousand"
        | "taiwaneseCounting"
        | "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting" => han(number),
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => {
            let figures: Vec<char> = "〇一二三四五六七八九".chars().collect();
            let figure = |c: char| figures.get(c.to_digit(10)? as usize).copied();
            number.to_string().chars().map(figure).collect()
        }
        "ideographTraditional" => of("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => of("子丑寅卯辰巳午未申酉戌亥"),
        "ideographLegalTraditional" => of("壹貳參肆伍陸柒捌玖拾"),
        "chineseLegalSimplified" => of("壹贰叁肆伍陆柒捌玖拾"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => from('①', 20),
        "decimalEnclosedParen" => from('⑴', 20),
        "decimalEnclosedFullstop" => from('⒈', 20),
        "ideographEnclosedCircle" => from('㊀', 10),
        "ganada" => of("가나다라마바사아자차카타파하"),
        "chosung" => of("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
        "koreanCounting" | "koreanDigital" => of("일이삼사오육칠팔구"),
        "aiueo" | "aiueoFullWidth" => of(
            "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
        ),
        "iroha" | "irohaFullWidth" => of(
            "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン",
        ),
        _ => None,
    }
}

fn roman(number: u32) -> Option<String> {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number;
    let mut out = String::new();
    for (part, said) in PARTS {
        while rest >= part && number < 4000 {
            out += said;
            rest -= part;
        }
    }
    (!out.is_empty()).then_some(out)
}

/// 一, 十二, 一百零五.
fn han(number: u32) -> Option<String> {
    const FIGURES: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const UNITS: [(u32, &str); 4] = [(1000, "千"), (100, "百"), (10, "十"), (1, "")];
    if number == 0 || number > 9_999 {
        return None;
    }
    let mut out = String::new();
    let mut naught = false;
    for (unit, said) in UNITS {
        let figure = (number / unit % 10) as usize;
        if figure == 0 {
            naught = !out.is_empty();
            continue;
        }
        if naught {
            out += FIGURES[0];
            naught = false;
        }
        if !(unit == 10 && figure == 1 && out.is_empty()) {
            out += FIGURES.get(figure).copied().unwrap_or("");
        }
        out += said;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_forms() {
        for (number, format, expected) in [
            (2, "taiwaneseCountingThousand", "二"),
            (12, "chineseCounting", "十二"),
            (20, "japaneseCounting", "二十"),
            (105, "chineseCountingThousand", "一百零五"),
            (1010, "chineseCountingThousand", "一千零一十"),
            (12, "ideographDigital", "一二"),
            (4, "upperRoman", "IV"),
            (28, "lowerLetter", "bb"),
            (3, "ideographTraditional", "丙"),
            (2, "decimalEnclosedCircle", "②"),
            (2, "ganada", "나"),
            (7, "decimalZero", "07"),
            (12, "decimalFullWidth", "１２"),
        ] {
            assert_eq!(shown(number, format).as_deref(), Some(expected), "{number} {format}");
        }
        assert_eq!(shown(11, "ideographTraditional"), None);
        assert_eq!(shown(1, "hebrew1"), None);
    }
}
