//! [`Styles`]: what the styles of a page say of its paragraphs and characters.

use std::collections::BTreeMap;

use crate::wire::copy::Look;
use crate::wire::roles::Role;
use crate::wire::tree::{Id, Tree};

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Part(Role),
    /// The title of a short article among others.
    ItemTitle,
    Table,
    TableHead,
    /// Masthead, folio, jump line: the page's own.
    Furniture,
}

impl Default for Kind {
    fn default() -> Kind {
        Kind::Part(Role::Body)
    }
}

/// By the words of a style's name: what desks call their own, and what this program does.
fn kind_of(name: &str) -> Option<Kind> {
    let name = name.rsplit(':').next().unwrap_or(name).to_lowercase();
    let whole = Role::of_name(&name).map(Kind::Part);
    let words = || {
        let parts =
            name.split(|c: char| c.is_whitespace() || matches!(c, '_' | '/' | '.' | '(' | ')'));
        parts.map(|word| word.trim_matches(|c: char| c.is_ascii_digit() || c == '-'))
    };
    whole.or_else(|| words().find_map(of_word))
}

fn of_word(word: &str) -> Option<Kind> {
    Some(match word {
        "masthead" | "folio" | "jump" | "jump-headline" | "報頭" | "報眉" | "頁碼" | "转接"
        | "轉接" => Kind::Furniture,
        "table" | "表格" => Kind::Table,
        "table-head" | "表頭" | "表头" => Kind::TableHead,
        "item-title" => Kind::ItemTitle,
        "box-title" | "框題" | "框题" | "head" | "見出し" | "主見出し" => {
            Kind::Part(Role::Headline)
        }
        "item-line" | "袖見出し" => Kind::Part(Role::Deck),
        "subhead" | "小題" | "小题" | "小見出し" => Kind::Part(Role::Heading),
        "bullet" | "bullets" => Kind::Part(Role::Bullet),
        "numbered" | "numbers" => Kind::Part(Role::Numbered),
        "body" | "text" | "verse" | "正文" | "內文" | "内文" | "本文" => Kind::default(),
        "caption" | "credit" | "絵解き" => Kind::Part(Role::Caption),
        "前文" => Kind::Part(Role::Intro),
        word => return Role::of_name(word).map(Kind::Part),
    })
}

/// A style for characters, or what a range of them says itself.
#[derive(Clone, Debug, Default, PartialEq)]
struct Characters {
    name: String,
    /// None: as what is around it.
    bold: Option<bool>,
    emphasis: bool,
    superscript: bool,
    /// Pushed to the end of its line.
    credit: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Styles {
    paragraphs: BTreeMap<String, (Option<Kind>, List, bool)>,
    characters: BTreeMap<String, Characters>,
}

/// The mark before a paragraph that is none of its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum List {
    #[default]
    None,
    Bullet,
    Number,
}

/// How characters are marked, as far as an article says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    pub look: Look,
    pub credit: bool,
}

impl Styles {
    pub fn read(&mut self, tree: &Tree) {
        for id in tree.all(Tree::ROOT, "ParagraphStyle") {
            let Some(own) = tree.attribute(id, "Self") else { continue };
            let name = tree.attribute(id, "Name").unwrap_or(own);
            let bold = tree.attribute(id, "FontStyle").is_some_and(is_bold);
            let said = (kind_of(name), list_of(tree, id).unwrap_or_default(), bold);
            self.paragraphs.insert(own.to_owned(), said);
        }
        for id in tree.all(Tree::ROOT, "CharacterStyle") {
            let Some(own) = tree.attribute(id, "Self") else { continue };
            let mut of = characters(tree, id);
            of.name = tree.attribute(id, "Name").unwrap_or(own).to_lowercase();
            for word in of.name.clone().split_whitespace() {
                of.bold = of.bold.or(matches!(word, "bold" | "strong" | "粗體").then_some(true));
                of.emphasis |= matches!(word, "emphasis" | "italic" | "着重號" | "圏点");
                of.credit |= word == "credit-at-end";
            }
            self.characters.insert(own.to_owned(), of);
        }
    }

    /// What a paragraph of a style is; of a style that no file lists, by its id.
    pub fn kind(&self, id: &str) -> Kind {
        let known = self.paragraphs.get(id).and_then(|(kind, ..)| *kind);
        let named = || kind_of(id.rsplit_once('/').map_or(id, |(_, name)| name));
        known.or_else(named).unwrap_or_default()
    }

    pub fn list(&self, tree: &Tree, range: Id, style: &str) -> List {
        let of_style = || self.paragraphs.get(style).map(|(_, list, _)| *list);
        list_of(tree, range).or_else(of_style).unwrap_or_default()
    }

    /// How a range of characters in a paragraph of a style is marked.
    pub fn marked(&self, tree: &Tree, range: Id, paragraph: &str) -> Marked {
        let own = characters(tree, range);
        let style = tree.attribute(range, "AppliedCharacterStyle").unwrap_or("");
        let none = Characters::default();
        let style = self.characters.get(style).unwrap_or(&none);
        // In bold type bold is nothing of its own.
        let around = self.paragraphs.get(paragraph).is_some_and(|(.., bold)| *bold);
        let bold = own.bold.or(style.bold).unwrap_or(around);
        let look = Look {
            bold: bold && !around,
            emphasis: own.emphasis || style.emphasis,
            superscript: own.superscript || style.superscript,
            ..Look::default()
        };
        Marked { look, credit: style.credit }
    }
}

fn characters(tree: &Tree, id: Id) -> Characters {
    let font = tree.attribute(id, "FontStyle");
    let dots = tree.attribute(id, "KentenKind").is_some_and(|kind| kind != "None");
    let slanted = font.is_some_and(|font| font.contains("Italic") || font.contains("Oblique"));
    Characters {
        name: String::new(),
        bold: font.map(is_bold),
        emphasis: dots || slanted,
        superscript: tree.attribute(id, "Position").is_some_and(|at| at.ends_with("Superscript")),
        credit: false,
    }
}

fn is_bold(font: &str) -> bool {
    ["Bold", "Black", "Heavy"].iter().any(|weight| font.contains(weight))
}

fn list_of(tree: &Tree, id: Id) -> Option<List> {
    Some(match tree.attribute(id, "BulletsAndNumberingListType")? {
        "BulletList" => List::Bullet,
        "NumberedList" => List::Number,
        _ => List::None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_styles_tell_what_a_paragraph_is() {
        let part = |role| Some(Kind::Part(role));
        for (name, expected) in [
            ("標題 headline", part(Role::Headline)),
            ("標題 headline 2", part(Role::Headline)),
            ("正文 body", Some(Kind::default())),
            ("小題 subhead", part(Role::Heading)),
            ("報眉 folio", Some(Kind::Furniture)),
            ("News:Headline", part(Role::Headline)),
            ("圖說", part(Role::Caption)),
            ("01_Body Text", Some(Kind::default())),
            ("表頭 table-head", Some(Kind::TableHead)),
            ("短訊題 item-title", Some(Kind::ItemTitle)),
            ("$ID/NormalParagraphStyle", None),
        ] {
            assert_eq!(kind_of(name), expected, "{name}");
        }
    }
}
