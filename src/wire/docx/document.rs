//! [`Document`]: the paragraphs, tables and pictures of a document as an article.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Target;
use super::numbering::{Mark, Marked, Numbering};
use super::styles::{Styles, list};
use super::words::{Drawn, Reader, Words};
use crate::diag::codes::import as codes;
use crate::wire::copy::{Block, Copy, Picture, PictureFile, Rows, Stand, Text, quoted_behind};
use crate::wire::markup::paragraphs;
use crate::wire::package::Package;
use crate::wire::roles::Role;
use crate::wire::told::{self, Account};
use crate::wire::tree::{Id, Tree};
use crate::wire::{credits, plain, tell_missing_picture};

/// The kinds of pictures that can be printed.
const KINDS: [&str; 9] = ["jpg", "jpeg", "png", "gif", "tif", "tiff", "webp", "svg", "jfif"];

type Notes = BTreeMap<(&'static str, String), String>;

pub(super) struct Document<'t, 'a, 'b> {
    tree: &'t Tree,
    styles: Styles,
    numbering: Numbering,
    relations: BTreeMap<String, Target>,
    /// What stands at the foot of the sheet, by kind and number.
    notes: Notes,
    package: &'a mut Package<'b>,
    account: &'a mut Account,
    plain: String,
    copy: Copy,
    /// Whether the document marks its headline.
    has_title: bool,
    /// Pictures that the next caption may be of.
    open: Vec<usize>,
    /// A caption that stands before its picture.
    waiting: Option<Text>,
    /// A drop cap, which is a paragraph of its own to a word processor.
    initial: Option<Text>,
    /// Lines of a head may still follow.
    in_head: bool,
}

impl<'t, 'a, 'b> Document<'t, 'a, 'b> {
    pub fn new(
        tree: &'t Tree,
        (styles, numbering): (Styles, Numbering),
        relations: BTreeMap<String, Target>,
        notes: Notes,
        package: &'a mut Package<'b>,
        account: &'a mut Account,
    ) -> Document<'t, 'a, 'b> {
        let roles = tree.all(Tree::ROOT, "pStyle").filter_map(|id| tree.attribute(id, "val"));
        let has_title = roles.into_iter().any(|style| styles.role(style) == Role::Headline);
        Document {
            tree,
            styles,
            numbering,
            relations,
            notes,
            package,
            account,
            plain: String::new(),
            copy: Copy::default(),
            has_title,
            open: Vec::new(),
            waiting: None,
            initial: None,
            in_head: true,
        }
    }

    pub fn read(mut self) -> (Copy, String) {
        if let Some(body) = self.tree.first(Tree::ROOT, "body") {
            self.blocks(body);
        }
        if let Some(initial) = self.initial.take() {
            self.line(initial, Role::default(), None);
        }
        self.lose_caption();
        plain::finish(&mut self.copy);
        (self.copy, self.plain)
    }

    fn blocks(&mut self, id: Id) {
        for &child in self.tree.children(id) {
            match self.tree.name(child) {
                "p" => self.paragraph(child),
                "tbl" => self.table(child),
                "sectPr" | "sdtPr" | "sdtEndPr" | "pPr" => {}
                "del" | "moveFrom" => {
                    let at = self.plain.len();
                    self.account.leave(told::DELETED, at..at);
                }
                "AlternateContent" => {
                    if let Some(chosen) = self.tree.child(child, "Choice") {
                        self.blocks(chosen);
                    }
                }
                _ => self.blocks(child),
            }
        }
    }

    fn words(&mut self, id: Id) -> Words {
        let (tree, styles) = (self.tree, &self.styles);
        let mut reader = Reader::new(tree, styles, &mut *self.account, &mut self.plain);
        reader.paragraph(id)
    }

    fn paragraph(&mut self, id: Id) {
        let tree = self.tree;
        let properties = tree.child(id, "pPr");
        let style = properties.and_then(|id| tree.child(id, "pStyle"));
        let style = style.and_then(|id| tree.attribute(id, "val")).unwrap_or("").to_owned();
        let words = self.words(id);
        self.plain.push('\n');
        let own = properties.and_then(|id| list(tree, id));
        let list = own.or_else(|| self.styles.list(&style));
        let role = self.styles.role(&style);
        self.tell_notes(&words);
        if !words.drawn.is_empty() {
            self.pictures(&words.drawn);
        }
        let mut text = words.text.trimmed();
        let frame = properties.and_then(|id| tree.child(id, "framePr"));
        let drop_cap = frame.and_then(|id| tree.attribute(id, "dropCap"));
        if drop_cap.is_some_and(|drop| drop != "none") && !text.is_blank() {
            self.initial = Some(text);
            return;
        }
        if let Some(mut initial) = self.initial.take() {
            initial.append(text);
            text = initial;
        }
        // Full-width blanks at its head are the indent.
        for text in paragraphs(text) {
            self.line(text, role, list.as_ref());
        }
        for inner in words.boxes {
            self.blocks(inner);
        }
    }

    /// A paragraph with words in it.
    fn line(&mut self, mut text: Text, role: Role, list: Option<&(String, usize)>) {
        if let (Role::Heading, Some(list)) = (role, list) {
            let marked = self.numbering.next(list);
            if marked.mark == Mark::Number {
                text = self.labelled(&marked, text);
            }
        }
        let said = text.string();
        let begins = self.in_head && self.copy.body.is_empty();
        match role {
            Role::Headline => return self.copy.headline.push(text),
            Role::Deck => return self.copy.deck.push(text),
            Role::Kicker => return self.copy.kicker.push(text),
            Role::Intro => return self.copy.intro.push(text),
            Role::Byline if self.copy.byline.is_none() => return self.copy.byline = Some(text),
            Role::Source if self.copy.source.is_none() => return self.copy.source = Some(text),
            Role::Label if self.copy.label.is_none() => return self.copy.label = Some(text),
            Role::Caption => return self.caption(text),
            Role::Heading if begins && !self.has_title && self.copy.headline.is_empty() => {
                return self.copy.headline.push(text);
            }
            Role::Heading => {
                self.settle();
                return self.copy.body.push(Block::Subhead(text));
            }
            _ => {}
        }
        if let Some(caption) =
            credits::caption(&said).or_else(|| pointed(&said, !self.open.is_empty()))
        {
            let start = said.len() - caption.len();
            return self.caption(text.split_at(start).1);
        }
        if begins && self.of_head(&text, &said) {
            return;
        }
        self.settle();
        let marked = match (list, role) {
            (Some(list), _) => {
                if list.1 > 0 {
                    self.account.leave(told::NESTED_LIST, text.range());
                }
                self.numbering.next(list)
            }
            (None, Role::Bullet) => Marked { mark: Mark::Bullet, ..Marked::NONE },
            (None, Role::Numbered) => self.numbering.next(&("style".to_owned(), 0)),
            (None, _) => Marked::NONE,
        };
        let block = match marked.mark {
            Mark::Bullet if role == Role::Numbered => Block::Numbered(marked.number, text),
            Mark::Bullet => Block::Bullet(text),
            Mark::Number if marked.is_plain() => Block::Numbered(marked.number, text),
            Mark::Number => Block::Paragraph(self.labelled(&marked, text)),
            Mark::None if role == Role::Quote => Block::Quote(quoted_behind(&self.copy.body), text),
            Mark::None => Block::Paragraph(text),
        };
        self.copy.body.push(block);
    }

    /// What the word processor showed before an item stands before its words: 第2條, (三), 1.1.
    fn labelled(&mut self, marked: &Marked, text: Text) -> Text {
        if let Some(form) = &marked.unknown {
            self.account.warn(
                codes::LEFT_OUT,
                text.range(),
                format!("the number of an item is shown as {form}, and stands in figures"),
                "write it into the article as it was",
            );
        }
        let mut whole = Text::plain(&marked.before_words(), text.range().start);
        whole.append(text);
        whole
    }

    /// Takes a line for one of the head; the first of a document that marks none is its headline.
    fn of_head(&mut self, text: &Text, said: &str) -> bool {
        const LONGEST: usize = 80;
        if self.copy.byline.is_none() && credits::is_byline(said) {
            self.copy.byline = Some(text.clone());
            return true;
        }
        if self.copy.source.is_none() && credits::is_source(said) {
            self.copy.source = Some(text.clone());
            return true;
        }
        let is_text = said.chars().count() > LONGEST
            || said.ends_with('。')
            || credits::dateline(said).is_some();
        if self.copy.headline.is_empty() && !self.has_title && !is_text {
            let kept = credits::without_mark(said).filter(|kept| !kept.is_empty());
            if kept.is_some() {
                plain::tell_mark(text.range(), self.account);
            }
            let (headline, _) = text.clone().split_at(kept.unwrap_or(said).len());
            // Bold type is the headline's own.
            self.copy.headline.push(Text::plain(&headline.string(), headline.range().start));
            return true;
        }
        false
    }

    /// Something follows that is no caption.
    fn settle(&mut self) {
        self.in_head = false;
        self.open.clear();
        self.lose_caption();
    }

    fn lose_caption(&mut self) {
        if let Some(text) = self.waiting.take() {
            plain::caption(&text.string(), text.range(), &mut self.copy, self.account);
        }
    }

    /// A caption is of the pictures before it, else of those behind it.
    fn caption(&mut self, text: Text) {
        if self.open.is_empty() {
            self.lose_caption();
            self.waiting = Some(text);
            return;
        }
        let (caption, credit) = credits::parted(&text.string());
        for at in std::mem::take(&mut self.open) {
            if let Some(picture) = self.copy.pictures.get_mut(at) {
                (picture.caption, picture.credit) = (caption.clone(), credit.clone());
            }
        }
    }

    fn pictures(&mut self, drawn: &[Drawn]) {
        let at = self.plain.len().saturating_sub(1);
        for Drawn { relation, alt } in drawn {
            let name = match self.relations.get(relation) {
                Some(Target::Part(name)) => name.clone(),
                Some(Target::Elsewhere(address)) => {
                    tell_missing_picture(&address.clone(), at..at, self.account);
                    continue;
                }
                None => continue,
            };
            let ending = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
            if !KINDS.contains(&ending.as_str()) {
                self.account.warn(
                    codes::PICTURE_MISSING,
                    at..at,
                    format!("a picture of the kind {} is left out", ending.to_uppercase()),
                    "save it as PNG or JPEG and list it in the article's `pictures`",
                );
                continue;
            }
            let Ok(bytes) = self.package.part(&name) else {
                tell_missing_picture(&name, at..at, self.account);
                continue;
            };
            self.open.push(self.copy.pictures.len());
            let file = PictureFile::Inside { name, bytes: Arc::from(bytes) };
            let (caption, credit) = (String::new(), String::new());
            self.copy.pictures.push(Picture {
                file,
                smaller: Vec::new(),
                caption,
                credit,
                alt: alt.clone(),
                at,
            });
        }
        if let Some(text) = self.waiting.take().filter(|_| !self.open.is_empty()) {
            self.caption(text);
        }
    }

    /// What stands at the foot of the sheet.
    fn tell_notes(&mut self, words: &Words) {
        let at = words.text.range();
        for (kind, number) in &words.notes {
            if let Some(said) = self.notes.get(&(*kind, number.clone())) {
                self.account.leave_words("a footnote", said, at.clone());
            }
        }
    }

    fn table(&mut self, id: Id) {
        let tree = self.tree;
        let mut made = Rows::default();
        let mut pictures: Vec<Drawn> = Vec::new();
        let rows: Vec<Id> = tree.own(id, "tr").collect();
        let widest = rows.iter().map(|row| tree.own(*row, "tc").count()).max().unwrap_or(0);
        if widest <= 1 {
            // A frame around paragraphs.
            let cells: Vec<Id> = rows.iter().flat_map(|row| tree.own(*row, "tc")).collect();
            return cells.into_iter().for_each(|cell| self.blocks(cell));
        }
        for (number, row) in rows.into_iter().enumerate() {
            let mut line = Vec::new();
            for cell in tree.own(row, "tc").collect::<Vec<_>>() {
                let (text, across) = self.cell(cell, &mut pictures);
                let column = line.len();
                if made.stands.len() <= column {
                    made.stands.resize(column + 1, Stand::Own);
                }
                let stand = stand(tree, cell);
                if number > 0 && stand != Stand::Own {
                    made.stands[column] = stand;
                }
                line.push(text);
                line.extend(std::iter::repeat_n(Text::default(), across - 1));
            }
            self.plain.push('\n');
            let is_bold =
                |text: &Text| !text.is_blank() && text.runs.iter().all(|run| run.look.bold);
            let marks =
                tree.child(row, "trPr").is_some_and(|id| tree.child(id, "tblHeader").is_some());
            if number == 0 {
                made.has_head = marks || line.iter().all(is_bold);
            }
            if !line.iter().all(Text::is_blank) {
                made.rows.push(line);
            }
        }
        self.settle();
        if let (true, Some(head)) = (made.has_head, made.rows.first_mut()) {
            // A head is set apart by its style.
            head.iter_mut().flat_map(|text| &mut text.runs).for_each(|run| run.look.bold = false);
        }
        if !made.rows.is_empty() {
            self.copy.body.push(Block::Table(made));
        }
        if !pictures.is_empty() {
            self.pictures(&pictures);
        }
    }

    /// The words of a cell on one line, and over how many columns it reaches.
    fn cell(&mut self, cell: Id, pictures: &mut Vec<Drawn>) -> (Text, usize) {
        const MOST: usize = 100;
        let tree = self.tree;
        let mut text = Text::default();
        let paragraphs: Vec<Id> = tree.all(cell, "p").collect();
        for id in paragraphs {
            let words = self.words(id);
            let at = self.plain.len();
            self.plain.push(' ');
            self.tell_notes(&words);
            pictures.extend(words.drawn);
            let words = words.text.trimmed();
            if !words.is_blank() {
                if !text.is_blank() {
                    text.push(' ', at, Default::default());
                }
                text.append(words);
            }
        }
        let properties = tree.child(cell, "tcPr");
        let value = |name| {
            let id = tree.child(properties?, name)?;
            Some(tree.attribute(id, "val").unwrap_or("continue"))
        };
        let across =
            value("gridSpan").and_then(|it| it.parse().ok()).unwrap_or(1usize).clamp(1, MOST);
        if across > 1 || value("vMerge") == Some("restart") {
            self.account.leave(told::SPAN_OF_CELLS, text.range());
        }
        if tree.first(cell, "tbl").is_some() {
            self.account.leave(told::NESTED_TABLE, text.range());
        }
        (text, across)
    }
}

/// A line that points at the picture before it: ▲黃昏的港口.
fn pointed(said: &str, behind_picture: bool) -> Option<&str> {
    let said = said.strip_prefix(['▲', '△', '▼', '▽', '◀', '▶']).filter(|_| behind_picture)?;
    let said = said.trim_start();
    (!said.is_empty()).then_some(said)
}

fn stand(tree: &Tree, cell: Id) -> Stand {
    let set = tree.first(cell, "jc").and_then(|id| tree.attribute(id, "val"));
    match set {
        Some("right" | "end") => Stand::End,
        Some("center") => Stand::Center,
        _ => Stand::Own,
    }
}
