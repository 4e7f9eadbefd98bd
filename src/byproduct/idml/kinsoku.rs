//! [`Tables`]: which characters begin and end no line, as the composer keeps them.

use super::xml::{Xml, id_of};
use crate::chars::{Class, Kinsoku, Locale, Settings, never_ends, never_starts};

/// The tables that styles name.
#[derive(Default)]
pub struct Tables {
    wanted: Vec<(Kinsoku, Locale)>,
}

/// The characters of East Asian text and of its Western words that a table may name: punctuation of
/// Latin-1 and of the general block, of CJK, and full-width forms.
const MARKS: [(u32, u32); 6] = [
    (0x21, 0x7E),
    (0xA1, 0xBF),
    (0x2010, 0x2049),
    (0x3001, 0x3035),
    (0x3041, 0x30FE),
    (0xFF01, 0xFFEF),
];

impl Tables {
    pub fn want(&mut self, settings: Settings) {
        let key = (settings.kinsoku, settings.locale);
        if settings.kinsoku != Kinsoku::None && !self.wanted.contains(&key) {
            self.wanted.push(key);
        }
    }

    /// The set that a style of such settings is broken by.
    pub fn write_set(&self, xml: &mut Xml, settings: Settings) {
        match settings.kinsoku {
            Kinsoku::None => xml.value("KinsokuSet", "enumeration", "Nothing"),
            kinsoku => {
                let id = table_id(kinsoku, settings.locale);
                xml.value("KinsokuSet", "object", &id);
            }
        }
    }

    /// The tables' elements of the document.
    pub fn write(&self, xml: &mut Xml) {
        for (kinsoku, locale) in &self.wanted {
            let (kinsoku, locale) = (*kinsoku, *locale);
            let marks = |is: &dyn Fn(Class) -> bool| -> String {
                let all = MARKS.iter().flat_map(|(from, to)| *from..=*to);
                all.filter_map(char::from_u32).filter(|c| is(Class::of(*c))).collect()
            };
            let hangs = |class: Class| matches!(class, Class::St | Class::Cm);
            let parted = "—…‥";
            xml.empty(
                "KinsokuTable",
                &[
                    ("Self", table_id(kinsoku, locale)),
                    ("Name", table_name(kinsoku, locale)),
                    ("CantBeginLineChars", marks(&|class| never_starts(class, kinsoku, locale))),
                    ("CantEndLineChars", marks(&|class| never_ends(class, kinsoku, locale))),
                    ("HangingPunctuationChars", marks(&hangs)),
                    ("CantBeSeparatedChars", parted.to_owned()),
                ],
            );
        }
    }
}

fn table_name(kinsoku: Kinsoku, locale: Locale) -> String {
    let level = match kinsoku {
        Kinsoku::None => "none",
        Kinsoku::Loose => "loose",
        Kinsoku::Normal => "normal",
        Kinsoku::Strict => "strict",
    };
    format!("typeset {level} {}", locale.tag())
}

fn table_id(kinsoku: Kinsoku, locale: Locale) -> String {
    format!("KinsokuTable/{}", id_of(&table_name(kinsoku, locale)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_those_of_the_composer() {
        let mut tables = Tables::default();
        let of = |kinsoku| Settings { kinsoku, ..Settings::of(Locale::Hk) };
        tables.want(of(Kinsoku::Loose));
        tables.want(of(Kinsoku::Loose));
        tables.want(of(Kinsoku::None));
        let bytes = Xml::file("a", &[], |xml| tables.write(xml));
        let text = String::from_utf8(bytes).expect("UTF-8");
        let document = roxmltree::Document::parse(&text).expect("XML");
        let nodes: Vec<_> = document.root_element().children().collect();
        assert_eq!(nodes.len(), 1);
        let starts = nodes[0].attribute("CantBeginLineChars").expect("marks");
        let ends = nodes[0].attribute("CantEndLineChars").expect("marks");
        assert!(starts.contains('。') && starts.contains('」') && !starts.contains('？'));
        assert!(ends.contains('「') && !ends.contains('」'));
    }
}
