//! [`Reader`]: the paragraphs of stories, with what hangs on them.

use super::styles::{Kind, List, Styles};
use crate::wire::copy::{Look, Rows, Stand, Text};
use crate::wire::told::{self, Account};
use crate::wire::tree::{Id, Tree};

/// A story as its file has it.
#[derive(Clone, Debug, Default)]
pub struct Story {
    pub id: String,
    pub title: String,
    pub paragraphs: Vec<Paragraph>,
}

#[derive(Clone, Debug)]
pub struct Paragraph {
    pub kind: Kind,
    pub list: List,
    pub text: Text,
    /// A table in its place.
    pub table: Option<Rows>,
    /// Pictures that are anchored in it: their links and what they show.
    pub pictures: Vec<(String, String)>,
}

/// Reads stories; their characters are appended to a plain text, in which they have their places.
pub struct Reader<'t, 'a> {
    pub tree: &'t Tree,
    pub styles: &'a Styles,
    pub account: &'a mut Account,
    pub plain: &'a mut String,
}

/// What is around a range of characters.
#[derive(Clone, Copy)]
struct Around<'t> {
    style: &'t str,
    list: List,
    look: Look,
    credit: bool,
}

impl<'t> Reader<'t, '_> {
    pub fn stories(mut self) -> Vec<Story> {
        let tree = self.tree;
        let mut stories = Vec::new();
        for id in tree.all(Tree::ROOT, "Story") {
            // A packed story's file has an element of that name around it.
            let Some(own) = tree.attribute(id, "Self") else { continue };
            let title = tree.attribute(id, "StoryTitle").unwrap_or("");
            let title = if title == "$ID/" { "" } else { title };
            let mut story =
                Story { id: own.to_owned(), title: title.to_owned(), paragraphs: Vec::new() };
            let none = Around { style: "", list: List::None, look: Look::default(), credit: false };
            let mut open = None;
            self.children(id, none, &mut open, &mut story);
            self.close(&mut open, &mut story);
            stories.push(story);
        }
        stories
    }

    fn children(
        &mut self,
        id: Id,
        around: Around<'t>,
        open: &mut Option<Paragraph>,
        story: &mut Story,
    ) {
        for &child in self.tree.children(id) {
            self.node(child, around, open, story);
        }
    }

    fn node(
        &mut self,
        id: Id,
        around: Around<'t>,
        open: &mut Option<Paragraph>,
        story: &mut Story,
    ) {
        let tree = self.tree;
        let at = self.plain.len()..self.plain.len();
        match tree.name(id) {
            "ParagraphStyleRange" => {
                let style = tree.attribute(id, "AppliedParagraphStyle").unwrap_or("");
                let list = self.styles.list(tree, id, style);
                self.children(id, Around { style, list, ..around }, open, story);
            }
            "CharacterStyleRange" => {
                let marked = self.styles.marked(tree, id, around.style);
                let around = Around { look: marked.look, credit: marked.credit, ..around };
                match tree.attribute(id, "RubyString").filter(|_| is_on(tree, id, "RubyFlag")) {
                    Some(reading) => self.ruby(id, reading, around, open, story),
                    None => self.children(id, around, open, story),
                }
            }
            "Content" => {
                let said: String =
                    tree.children(id).iter().filter_map(|id| tree.text_of(*id)).collect();
                self.push(&said, around, open);
            }
            "Br" => {
                self.opened(around, open);
                self.close(open, story);
            }
            "Change" if tree.attribute(id, "ChangeType") == Some("DeletedText") => {
                self.account.leave(told::DELETED, at);
            }
            "HiddenText" => self.account.leave(told::HIDDEN, at),
            "Note" => self.account.leave(told::COMMENT, at),
            "Footnote" | "Endnote" => {
                let said = content_of(tree, id);
                self.account.leave_words("a footnote", &said, at);
            }
            "HyperlinkTextSource" => {
                self.account.leave(told::ADDRESS, at);
                self.children(id, around, open, story);
            }
            "TextVariableInstance" => {
                let said = tree.attribute(id, "ResultText").unwrap_or("").to_owned();
                self.push(&said, around, open);
            }
            "Table" => {
                let rows = self.table(id);
                let mut own = self.opened(around, open).clone();
                (own.table, own.text) = (Some(rows), Text::default());
                // Words before it in its paragraph stand for themselves.
                self.close(open, story);
                story.paragraphs.push(own);
            }
            "Rectangle" | "Polygon" | "Oval" | "Group" | "TextFrame" => {
                for (link, alt) in super::spreads::links(tree, id) {
                    self.opened(around, open).pictures.push((link, alt));
                }
            }
            // Tags, insertions, and what wraps text without a meaning of its own.
            "Story" | "XMLElement" | "Change" | "CrossReferenceSource" => {
                self.children(id, around, open, story);
            }
            _ => {}
        }
    }

    fn opened<'o>(&self, around: Around<'_>, open: &'o mut Option<Paragraph>) -> &'o mut Paragraph {
        open.get_or_insert_with(|| Paragraph {
            kind: self.styles.kind(around.style),
            list: around.list,
            text: Text::default(),
            table: None,
            pictures: Vec::new(),
        })
    }

    fn close(&mut self, open: &mut Option<Paragraph>, story: &mut Story) {
        let Some(paragraph) = open.take() else { return };
        self.plain.push('\n');
        if !paragraph.text.is_blank() || !paragraph.pictures.is_empty() {
            story.paragraphs.push(paragraph);
        }
    }

    fn push(&mut self, said: &str, around: Around<'_>, open: &mut Option<Paragraph>) {
        if said.is_empty() {
            return;
        }
        let is_cells = matches!(self.styles.kind(around.style), Kind::Table | Kind::TableHead);
        let mut text = std::mem::take(&mut self.opened(around, open).text);
        if around.credit && !text.is_blank() {
            text.push(' ', self.plain.len(), around.look);
            self.plain.push(' ');
        }
        for c in said.chars() {
            let at = self.plain.len();
            // Cells of a row are parted later on.
            let c = if c == '\t' && is_cells { CELL } else { c };
            let cleaned = text.push(c, at, around.look);
            if !self.account.took(cleaned, c, at..at) {
                continue;
            }
            self.plain.push(match c {
                '\n' | '\u{2028}' | '\u{2029}' | CELL => ' ',
                c => c,
            });
        }
        self.opened(around, open).text = text;
    }

    fn ruby(
        &mut self,
        id: Id,
        reading: &str,
        around: Around<'t>,
        open: &mut Option<Paragraph>,
        story: &mut Story,
    ) {
        let tree = self.tree;
        let base: String = content_of(tree, id);
        let at = self.plain.len();
        self.opened(around, open).text.push_ruby(&base, reading, at, around.look);
        self.plain.push_str(&base);
        for &child in tree.children(id) {
            if tree.name(child) == "Br" {
                self.node(child, around, open, story);
            }
        }
    }

    /// The rows of a table; cells are called by their column and row.
    fn table(&mut self, id: Id) -> Rows {
        const MOST: usize = 2_000;
        let tree = self.tree;
        let mut made = Rows::default();
        let heads =
            tree.attribute(id, "HeaderRowCount").and_then(|it| it.parse().ok()).unwrap_or(0);
        made.has_head = heads > 0_usize;
        for cell in tree.own(id, "Cell").collect::<Vec<_>>() {
            let name = tree.attribute(cell, "Name").unwrap_or("");
            let place = name.split_once(':').and_then(|(column, row)| {
                Some((column.parse::<usize>().ok()?, row.parse::<usize>().ok()?))
            });
            let Some((column, row)) = place.filter(|(column, row)| *column < MOST && *row < MOST)
            else {
                self.account.leave(told::ROW, 0..0);
                continue;
            };
            let spans = ["RowSpan", "ColumnSpan"]
                .iter()
                .any(|span| tree.attribute(cell, span).is_some_and(|count| count != "1"));
            let mut inner = Story::default();
            let mut open = None;
            let none = Around { style: "", list: List::None, look: Look::default(), credit: false };
            self.children(cell, none, &mut open, &mut inner);
            self.close(&mut open, &mut inner);
            let mut text = Text::default();
            for paragraph in inner.paragraphs {
                if !text.is_blank() {
                    text.push(' ', self.plain.len(), Look::default());
                }
                text.append(paragraph.text);
            }
            if spans {
                self.account.leave(told::SPAN_OF_CELLS, text.range());
            }
            if made.rows.len() <= row {
                made.rows.resize(row + 1, Vec::new());
            }
            let cells = &mut made.rows[row];
            if cells.len() <= column {
                cells.resize(column + 1, Text::default());
            }
            cells[column] = text;
        }
        let widest = made.rows.iter().map(Vec::len).max().unwrap_or(0);
        made.rows.iter_mut().for_each(|row| row.resize(widest, Text::default()));
        made.stands = vec![Stand::Own; widest];
        made.rows.retain(|row| !row.iter().all(Text::is_blank));
        made
    }
}

/// Stands between the cells of a row that is written with tabs.
pub const CELL: char = '\u{E000}';

fn is_on(tree: &Tree, id: Id, name: &str) -> bool {
    tree.attribute(id, name).is_some_and(|value| !matches!(value, "0" | "false"))
}

/// The characters within an element, as they are.
fn content_of(tree: &Tree, id: Id) -> String {
    let contents = tree.all(id, "Content");
    let texts = contents.flat_map(|id| tree.children(id)).filter_map(|id| tree.text_of(*id));
    texts.collect()
}
