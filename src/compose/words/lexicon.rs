//! The list of words, of what names and numbers are made of, and of weights of phrases: one
//! automaton in the program's own bytes, made from `words.txt`; opening it takes no time.
//!
//! Every key begins with the letter of its [`Table`]; its characters follow in UTF-16, the high byte first, which makes
//! an automaton a tenth smaller than UTF-8 does. Han are in their simplified forms, so that one list
//! serves all Chinese text.

use std::sync::LazyLock;

use fst::raw::{Fst, Node, Output};

static LIST: LazyLock<Fst<&'static [u8]>> = LazyLock::new(|| {
    Fst::new(include_bytes!("words.fst").as_slice()).expect("a test makes the list anew")
});

/// What a key says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    /// A word, by how rare it is: ten times the negative natural logarithm of its share, in fours,
    /// and what it is to its neighbours (`ties.rs`).
    Word,
    /// A word that many names of places and offices end with.
    Head,
    /// A surname, and the first and last character of a given name, likewise among names.
    Surname,
    Given,
    GivenLast,
    /// A character of foreign names in Chinese, likewise among those.
    Foreign,
    /// A measure word, by how doubtful it is as one.
    Measure,
    /// The simplified form of a character.
    Plain,
    /// Weights of Japanese phrases, [`ZERO`] for nothing.
    Phrase,
    /// A Japanese noun as it is written, by what it costs.
    Noun,
    /// A Japanese surname, likewise.
    FamilyName,
    /// A character that Japanese puts behind and before words.
    Suffix,
    Prefix,
}

/// Weights are kept as what they are more than this.
pub(super) const ZERO: i64 = 1 << 20;

impl Table {
    fn letter(self) -> u8 {
        match self {
            Table::Word => b'w',
            Table::Head => b'h',
            Table::Surname => b's',
            Table::Given => b'g',
            Table::GivenLast => b'l',
            Table::Foreign => b'f',
            Table::Measure => b'm',
            Table::Plain => b'p',
            Table::Phrase => b'j',
            Table::Noun => b'n',
            Table::FamilyName => b'q',
            Table::Suffix => b'x',
            Table::Prefix => b'y',
        }
    }

    /// What the table says of a whole key.
    pub fn of(self, key: &str) -> Option<u64> {
        let mut walk = Walk::begin(self);
        for unit in key.encode_utf16() {
            walk = walk.over(unit)?;
        }
        let (node, out) = walk.place;
        node.is_final().then(|| out.cat(node.final_output()).value())
    }

    /// What it says of one character.
    pub fn of_char(self, c: char) -> Option<u64> {
        self.of(c.encode_utf8(&mut [0; 4]))
    }

    /// All keys that the characters begin with: how many characters, and what it says of them.
    pub fn starts(self, chars: &[char]) -> impl Iterator<Item = (usize, u64)> {
        let mut walk = Some(Walk::begin(self));
        let steps = chars.iter().map_while(move |c| {
            // None of a key's characters takes two units.
            let next = walk.take()?.over(u16::try_from(u32::from(*c)).ok()?)?;
            let (node, out) = next.place;
            walk = Some(next);
            Some(node.is_final().then(|| out.cat(node.final_output()).value()))
        });
        steps.enumerate().filter_map(|(at, value)| Some((at + 1, value?)))
    }
}

/// A place in the automaton.
#[derive(Clone, Copy)]
struct Walk {
    place: (Node<'static>, Output),
}

impl Walk {
    fn begin(table: Table) -> Walk {
        let root = Walk { place: (LIST.root(), Output::zero()) };
        root.step(table.letter()).unwrap_or(root)
    }

    fn over(self, unit: u16) -> Option<Walk> {
        let [high, low] = unit.to_be_bytes();
        self.step(high)?.step(low)
    }

    fn step(self, byte: u8) -> Option<Walk> {
        let (node, out) = self.place;
        let step = node.transition(node.find_input(byte)?);
        Some(Walk { place: (LIST.node(step.addr), out.cat(step.out)) })
    }
}

/// The character in its simplified form.
pub(super) fn plain(c: char) -> char {
    let known = Table::Plain.of_char(c).and_then(|code| char::from_u32(code as u32));
    known.unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_what_words_txt_makes() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/compose/words/words.txt");
        let words = std::fs::read_to_string(path).expect("readable");
        let mut made = fst::MapBuilder::memory();
        for line in words.lines() {
            let (key, value) = line.split_once('\t').expect("key, tab, value");
            let (table, word) = key.split_once(':').expect("the letter of a table, a colon");
            let units = word.encode_utf16().flat_map(u16::to_be_bytes);
            let key: Vec<u8> = table.bytes().chain(units).collect();
            made.insert(key, value.parse().expect("a number")).expect("in order");
        }
        let made = made.into_inner().expect("in memory");
        if std::env::var_os("TYPESET_BLESS").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/compose/words/words.fst");
            std::fs::write(path, &made).expect("writable");
        } else {
            assert!(made == include_bytes!("words.fst"), "TYPESET_BLESS=1 writes words.fst");
        }
    }

    #[test]
    fn keys_are_found() {
        let chars: Vec<char> = "中国家".chars().collect();
        let found: Vec<usize> = Table::Word.starts(&chars).map(|(length, _)| length).collect();
        assert_eq!(found, [1, 2]);
        assert_eq!(Table::Word.of("国中家"), None);
        assert_eq!((plain('國'), plain('国'), plain('A')), ('国', '国', 'A'));
        assert!(Table::Surname.of_char('陈').is_some() && Table::Measure.of("公里") == Some(0));
    }
}
