//! [`Words`]: the characters of a paragraph of a document, with what hangs on them.

use super::styles::{Styles, look};
use super::symbols::{Equation, equation, symbol};
use crate::diag::codes::import as codes;
use crate::wire::copy::{Look, Text};
use crate::wire::told::{self, Account};
use crate::wire::tree::{Id, Tree};

/// A picture in a paragraph: the part that it is, by its relation, and what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    pub relation: String,
    pub alt: String,
}

/// What a paragraph holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub text: Text,
    pub drawn: Vec<Drawn>,
    /// Paragraphs of text boxes that are anchored here.
    pub boxes: Vec<Id>,
    /// Notes at the foot that are called here, by kind and number.
    pub notes: Vec<(&'static str, String)>,
}

/// Reads paragraphs; their characters are appended to a plain text, in which they have their places.
pub struct Reader<'t, 'a> {
    pub tree: &'t Tree,
    pub styles: &'a Styles,
    pub account: &'a mut Account,
    pub plain: &'a mut String,
    /// Fields that are open here: what each says, and whether what it shows stands in the text.
    fields: Vec<(String, bool)>,
    /// The font of the run, where it is one of symbols.
    symbols: Option<&'t str>,
}

impl<'t, 'a> Reader<'t, 'a> {
    pub fn new(
        tree: &'t Tree,
        styles: &'a Styles,
        account: &'a mut Account,
        plain: &'a mut String,
    ) -> Reader<'t, 'a> {
        Reader { tree, styles, account, plain, fields: Vec::new(), symbols: None }
    }

    pub fn paragraph(&mut self, id: Id) -> Words {
        let mut words = Words::default();
        self.children(id, Look::default(), &mut words);
        words
    }

    fn children(&mut self, id: Id, look: Look, words: &mut Words) {
        for &child in self.tree.children(id) {
            self.node(child, look, words);
        }
    }

    fn node(&mut self, id: Id, of_run: Look, words: &mut Words) {
        let tree = self.tree;
        let at = self.plain.len()..self.plain.len();
        match tree.name(id) {
            "r" => self.run(id, words),
            "t" => {
                let said: String =
                    tree.children(id).iter().filter_map(|id| tree.text_of(*id)).collect();
                match self.symbols {
                    Some(font) => {
                        said.chars().for_each(|c| self.symbol(font, u32::from(c), of_run, words))
                    }
                    None => self.push(&said, of_run, words),
                }
            }
            "tab" | "ptab" => self.push(" ", of_run, words),
            "br" => match tree.attribute(id, "type") {
                Some("page" | "column") => {}
                _ => self.push("\n", of_run, words),
            },
            "cr" => self.push("\n", of_run, words),
            "noBreakHyphen" => self.push("-", of_run, words),
            "sym" => {
                let font = tree.attribute(id, "font").unwrap_or("");
                let code = tree.attribute(id, "char");
                let code = code.and_then(|code| u32::from_str_radix(code, 16).ok()).unwrap_or(0);
                self.symbol(font, code, of_run, words);
            }
            "fldChar" => self.field(tree.attribute(id, "fldCharType"), of_run, words),
            "instrText" => {
                if let Some((said, false)) = self.fields.last_mut() {
                    *said += &tree
                        .children(id)
                        .iter()
                        .filter_map(|id| tree.text_of(*id))
                        .collect::<String>();
                }
            }
            "del" | "moveFrom" => {
                let is_text = tree.first(id, "delText").is_some() || tree.first(id, "t").is_some();
                if is_text {
                    self.account.leave(told::DELETED, at);
                }
            }
            "delText" | "rPr" | "pPr" | "sdtPr" | "sdtEndPr" | "proofErr" => {}
            "ruby" => self.ruby(id, of_run, words),
            "footnoteReference" => self.note(id, "footnote", words),
            "endnoteReference" => self.note(id, "endnote", words),
            "commentReference" => self.account.leave(told::COMMENT, at),
            "AlternateContent" => {
                let chosen = tree.child(id, "Choice").or_else(|| tree.child(id, "Fallback"));
                if let Some(chosen) = chosen {
                    self.children(chosen, of_run, words);
                }
            }
            "drawing" | "pict" => self.drawing(id, words),
            "object" => self.account.leave(told::OBJECT, at),
            "oMath" | "oMathPara" => {
                let said = tree.words(id);
                self.account.leave_words("an equation", &said, at);
            }
            "hyperlink" => {
                if tree.attribute(id, "id").is_some() && !tree.words(id).is_empty() {
                    self.account.leave(told::ADDRESS, at);
                }
                self.children(id, of_run, words);
            }
            // Inserted, moved here, fields, controls, smart tags.
            _ => self.children(id, of_run, words),
        }
    }

    fn run(&mut self, id: Id, words: &mut Words) {
        let tree = self.tree;
        let at = self.plain.len()..self.plain.len();
        let mut own = Look::default();
        if let Some(properties) = tree.child(id, "rPr") {
            let value = |name| {
                tree.child(properties, name).map(|id| tree.attribute(id, "val").unwrap_or("1"))
            };
            let is_on = |value: Option<&str>| {
                value.is_some_and(|value| !matches!(value, "0" | "false" | "none" | "off"))
            };
            if is_on(value("vanish")) && !tree.words(id).is_empty() {
                return self.account.leave(told::HIDDEN, at);
            }
            if is_on(value("strike")) || is_on(value("dstrike")) {
                let said = tree.words(id);
                return self.account.leave_words("a passage that is struck out", &said, at);
            }
            if is_on(value("u")) && !tree.words(id).is_empty() {
                self.account.leave(told::UNDERLINE, at);
            }
            own = value("rStyle").map(|style| self.styles.look(style)).unwrap_or_default();
            own = look(tree, properties, own);
        }
        let properties = tree.child(id, "rPr");
        let fonts = properties.and_then(|id| tree.child(id, "rFonts"));
        let font = fonts.and_then(|id| tree.attribute(id, "ascii"));
        self.symbols = font.filter(|font| matches!(*font, "Symbol" | "Wingdings"));
        self.children(id, own, words);
        self.symbols = None;
    }

    /// The character that a symbol font shows; one that is not known is told with its place.
    fn symbol(&mut self, font: &str, code: u32, look: Look, words: &mut Words) {
        let meant = match char::from_u32(code) {
            // A font of symbols is asked for letters and for places of its own alone.
            Some(c) if code > 0xFF && !(0xF000..=0xF0FF).contains(&code) => Some(c),
            _ => symbol(font, code),
        };
        if let Some(meant) = meant {
            return self.push(meant.encode_utf8(&mut [0; 4]), look, words);
        }
        let said = words.text.string();
        let tail = said.char_indices().rev().nth(9).map_or(0, |(at, _)| at);
        let behind = said.get(tail..).unwrap_or("").to_owned();
        self.account.warn(
            codes::LEFT_OUT,
            self.plain.len()..self.plain.len(),
            format!("a symbol of the font {font}, {code:04X}, behind “{behind}” is left out"),
            "write the character into the article",
        );
    }

    /// Beginning, middle and end of a field; one that sets characters over others shows no text of its own.
    fn field(&mut self, kind: Option<&str>, look: Look, words: &mut Words) {
        match kind {
            Some("begin") => self.fields.push((String::new(), false)),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.1 = true;
                }
            }
            Some("end") => {
                if let Some((said, false)) = self.fields.pop()
                    && let Some(shown) = equation(&said)
                {
                    self.equation(shown, &said, look, words);
                }
            }
            _ => {}
        }
    }

    fn equation(&mut self, shown: Equation, field: &str, look: Look, words: &mut Words) {
        let at = self.plain.len()..self.plain.len();
        match shown {
            Equation::Sign(sign) => self.push(sign.encode_utf8(&mut [0; 4]), look, words),
            Equation::Enclosed(inside) => {
                let message = format!("a ring around {inside} is left out");
                let help = "write the character that is meant, or leave it as it is";
                self.account.warn(codes::LEFT_OUT, at, message, help);
                self.push(&inside, look, words);
            }
            Equation::Ruby { base, reading } => {
                words.text.push_ruby(&base, &reading, self.plain.len(), look);
                self.plain.push_str(&base);
            }
            Equation::Unknown => self.account.leave_words("an equation", field, at),
        }
    }

    fn push(&mut self, said: &str, look: Look, words: &mut Words) {
        for c in said.chars() {
            let at = self.plain.len();
            let cleaned = words.text.push(c, at, look);
            if !self.account.took(cleaned, c, at..at) {
                continue;
            }
            // A line end within the paragraph is none of the plain text's lines.
            self.plain.push(if c == '\n' { ' ' } else { c });
        }
    }

    fn ruby(&mut self, id: Id, look: Look, words: &mut Words) {
        let tree = self.tree;
        let of = |name| tree.child(id, name).map(|id| tree.words(id)).unwrap_or_default();
        let (reading, base) = (of("rt"), of("rubyBase"));
        words.text.push_ruby(&base, &reading, self.plain.len(), look);
        self.plain.push_str(&base);
    }

    fn note(&mut self, id: Id, kind: &'static str, words: &mut Words) {
        if let Some(number) = self.tree.attribute(id, "id") {
            words.notes.push((kind, number.to_owned()));
        }
    }

    /// A picture, or what else is drawn: a text box, a chart, a shape.
    fn drawing(&mut self, id: Id, words: &mut Words) {
        let tree = self.tree;
        let inside = tree.within(id);
        let named = |name: &str| inside.iter().copied().find(|id| tree.name(*id) == name);
        let boxes: Vec<Id> =
            inside.iter().copied().filter(|id| tree.name(*id) == "txbxContent").collect();
        let alt = named("docPr")
            .and_then(|id| tree.attribute(id, "descr").or(tree.attribute(id, "title")));
        let alt = alt.or_else(|| named("shape").and_then(|id| tree.attribute(id, "alt")));
        let alt = alt.unwrap_or("").to_owned();
        let before = words.drawn.len();
        for &id in &inside {
            let relation = match tree.name(id) {
                "blip" => tree.attribute(id, "embed").or(tree.attribute(id, "link")),
                "imagedata" => tree.attribute(id, "id").or(tree.attribute(id, "href")),
                _ => None,
            };
            if let Some(relation) = relation {
                words.drawn.push(Drawn { relation: relation.to_owned(), alt: alt.clone() });
            }
        }
        if boxes.is_empty() && words.drawn.len() == before {
            self.account.leave(told::EQUATION, self.plain.len()..self.plain.len());
        }
        words.boxes.extend(boxes);
    }
}
