//! [`Reader`]: the paragraphs of an article's body, taken from the tree that comrak makes of it.

use std::ops::Range;

use comrak::nodes::{ListType, Node, NodeValue};

use super::article::BodyBlock;
use super::flatten::{Char, Flat, Marked, flatten};
use super::inline::{Bars, Places, TextBuilder};
use super::manner::{Taken, idle, looks_like_verse, misplaced, split, take_marks};
use super::markdown::{Entities, Lines};
use super::pull;
use crate::diag::codes::article as codes;
use crate::diag::{Diagnostic, FileId, Findings, Span};
use crate::text::{Aligned, Manner, Mark, Marks, PartKind, Quoted, RichText, TypedNumber};

pub(super) struct Reader<'a> {
    pub(super) file: FileId,
    /// What comrak reads; [`prepare`]d.
    pub(super) text: &'a str,
    pub(super) lines: Lines,
    places: Places,
    entities: Entities,
    /// A paragraph of bold alone is told once.
    bold_is_told: bool,
    pub(super) diags: &'a mut Findings,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        file: FileId,
        text: &'a str,
        places: Places,
        diags: &'a mut Findings,
    ) -> Reader<'a> {
        let lines = Lines::new(text);
        let (entities, bold_is_told) = (Entities::default(), false);
        Reader { file, text, lines, places, entities, bold_is_told, diags }
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.places.span(self.file, range)
    }

    /// Where a byte of the prepared text stands in the file.
    pub(super) fn place(&self, at: usize) -> usize {
        self.places.of(at)
    }

    /// A block of the top level.
    pub(super) fn block(&mut self, node: Node<'_>, body: &mut Vec<BodyBlock>) {
        let value = node.data().value.clone();
        match value {
            NodeValue::Paragraph => self.paragraph(node, PartKind::Paragraph, body),
            NodeValue::Heading(heading) => {
                if heading.setext {
                    self.refuse_line_under(node);
                } else if heading.level != 2 {
                    self.refuse(
                        node,
                        codes::HEADING_LEVEL,
                        "an article has subheads of one level",
                        &format!("a heading of level {}", heading.level),
                        "write `## …` for a subhead; the headline stands in the front matter",
                    );
                }
                let mut flat = self.flat(node);
                let marks = self.marks_of(&mut flat, &PartKind::Subhead);
                let text = self.build(flat, Bars::Breaks);
                match text.text.is_empty() {
                    false => {
                        body.push(BodyBlock { kind: PartKind::Subhead, text, credit: None, marks });
                    }
                    true => self.mark_alone(node, marks, body),
                }
            }
            NodeValue::List(list) => {
                let typed: Vec<Option<u32>> =
                    node.children().map(|item| self.typed_number(item)).collect();
                self.tell_minus(node);
                // 1. 1. 1. counts up; all else is printed as it is typed.
                let counts = typed.windows(2).all(|pair| pair[0] == pair[1]);
                for (at, item) in node.children().enumerate() {
                    let counted = u32::try_from(list.start + at).unwrap_or(u32::MAX);
                    let own = typed.get(at).copied().flatten().filter(|_| !counts);
                    let number = own.unwrap_or(counted);
                    let before = body.len();
                    match list.list_type {
                        ListType::Bullet => self.item(item, PartKind::Bullet, body),
                        ListType::Ordered => self.item(item, PartKind::Numbered(number), body),
                    }
                    if let Some(block) = body.get_mut(before) {
                        block.marks.typed = self.manner_of_number(item);
                    }
                }
            }
            NodeValue::BlockQuote => {
                let mut quoted = Quoted::Begins;
                for child in node.children() {
                    match child.data().value {
                        NodeValue::Paragraph => {
                            let before = body.len();
                            self.paragraph(child, PartKind::Quote(quoted), body);
                            if body.len() > before {
                                quoted = Quoted::GoesOn;
                            }
                        }
                        _ => self.refuse_block(child, "in a quotation"),
                    }
                }
            }
            NodeValue::Table(table) => self.table(node, &table.alignments, body),
            _ => self.refuse_block(node, ""),
        }
    }

    /// `- 3℃` alone: the sign of a figure, which Markdown takes for a list of one item.
    fn tell_minus(&mut self, list: Node<'_>) {
        let place = list.data().sourcepos;
        let (start, end) = (self.lines.start(&place), self.lines.end(&place));
        let written = self.text.get(start..end).unwrap_or("");
        let figure = written.strip_prefix("- ").map_or("", str::trim_start);
        let behind = figure.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let is_signed = behind.len() < figure.len()
            && behind.trim_start().starts_with(['℃', '°', '度', '%', '％', '℉']);
        if !is_signed || list.children().count() > 1 {
            return;
        }
        let figure = figure.get(..figure.len() - behind.len()).unwrap_or("");
        let message = "a line that begins with `- ` and a figure is a list of one item";
        self.diags.push(
            Diagnostic::warning(codes::NEAR_MARK, message)
                .at(self.span(start..start + 1), "printed as a bullet, not as a minus sign")
                .help(format!("write `-{figure}` without the blank for the sign of a figure")),
        );
    }

    /// The number that an item begins with.
    fn typed_number(&self, item: Node<'_>) -> Option<u32> {
        let written = self.text.get(self.lines.start(&item.data().sourcepos)..)?.trim_start();
        written.get(..written.find(|c: char| !c.is_ascii_digit())?)?.parse().ok()
    }

    fn manner_of_number(&self, item: Node<'_>) -> TypedNumber {
        let written = self.text.get(self.lines.start(&item.data().sourcepos)..).unwrap_or("");
        let behind = written.trim_start_matches(|c: char| c.is_ascii_digit());
        let figures = if written.starts_with('0') { written.len() - behind.len() } else { 0 };
        let figures = u8::try_from(figures).unwrap_or(u8::MAX);
        TypedNumber { figures, bracket: behind.starts_with(')') }
    }

    /// One item of a list: one paragraph.
    fn item(&mut self, item: Node<'_>, kind: PartKind, body: &mut Vec<BodyBlock>) {
        let mut children = item.children();
        let first = children.next();
        match first {
            Some(node) if matches!(node.data().value, NodeValue::Paragraph) => {
                self.paragraph(node, kind, body);
            }
            Some(node) => self.refuse_block(node, "in an item"),
            None => self.refuse(
                item,
                codes::NO_USE,
                "an item of the list is empty",
                "no text here",
                "write the item, or take the mark out",
            ),
        }
        for node in children {
            if matches!(node.data().value, NodeValue::Paragraph) {
                self.refuse(
                    node,
                    codes::NO_USE,
                    "an item of a list is one paragraph",
                    "a second one",
                    "begin the line at the left, so that it is a paragraph of its own",
                );
                self.paragraph(node, PartKind::Paragraph, body);
            } else {
                self.refuse_block(node, "in an item");
            }
        }
    }

    fn paragraph(&mut self, node: Node<'_>, kind: PartKind, body: &mut Vec<BodyBlock>) {
        self.refuse_table(node);
        let mut flat = self.flat(node);
        let marks = self.marks_of(&mut flat, &kind);
        let running = matches!(kind, PartKind::Paragraph);
        let is_bold = is_bold_alone(&flat);
        let pieces = split(flat, marks.manner, running.then_some(self.text));
        let plain = (marks.manner, marks.aligned) == (Manner::Plain, Aligned::Own);
        if plain && pieces.iter().any(looks_like_verse) {
            self.tell_short_lines(node);
        } else if plain && running && is_bold {
            self.tell_bold_alone(node);
        } else if plain && !(running && pieces.iter().any(|piece| self.tell_run_on(piece))) {
            self.tell_paragraphs(node);
            if !running {
                self.tell_lazy(node, &kind);
            }
        }
        let (before, last) = (body.len(), pieces.len().saturating_sub(1));
        for (at, piece) in pieces.into_iter().enumerate() {
            let mut text = self.build(piece, Bars::Plain);
            if !text.text.is_empty() {
                if marks.pull && at == last {
                    pull::mark_last_sentence(&mut text);
                }
                // The leg ends behind the last of them, and an initial begins that.
                let of_last = |asked: bool| asked && at == last;
                let (ends_leg, initial) = (of_last(marks.ends_leg), of_last(marks.initial));
                let marks = Marks { ends_leg, initial, ..marks };
                // What was pasted behind an item begins a paragraph, no further item; a quotation
                // goes on.
                let kind = match kind {
                    PartKind::Quote(_) if body.len() > before => PartKind::Quote(Quoted::GoesOn),
                    PartKind::Quote(_) => kind.clone(),
                    _ if at == 0 => kind.clone(),
                    _ => PartKind::Paragraph,
                };
                body.push(BodyBlock { kind, text, credit: None, marks });
            }
        }
        if body.len() == before {
            self.mark_alone(node, marks, body);
        }
    }

    /// `**小標**` before another paragraph, as word processors have their heads.
    fn tell_bold_alone(&mut self, node: Node<'_>) {
        let goes_on = node.next_sibling().is_some_and(|next| {
            matches!(next.data().value, NodeValue::Paragraph | NodeValue::List(_))
        });
        if !goes_on || std::mem::replace(&mut self.bold_is_told, true) {
            return;
        }
        let place = node.data().sourcepos;
        let place = self.span(self.lines.start(&place)..self.lines.end(&place));
        let message =
            "a paragraph of bold alone is nearly a subhead, and is printed as a paragraph";
        self.diags.push(
            Diagnostic::note(codes::NEAR_MARK, message).at(place, "bold from end to end").help(
                "write `## ` before its words and leave the marks of bold out, if it is a subhead",
            ),
        );
    }

    pub(super) fn flat(&mut self, node: Node<'_>) -> Flat {
        let flat = flatten(node, self.text, &self.lines, &mut self.entities);
        self.refuse_oddities(&flat);
        flat
    }

    fn marks_of(&mut self, flat: &mut Flat, kind: &PartKind) -> Marks {
        let Taken { mut marks, unknown, initial, last } = take_marks(flat);
        for mark in unknown {
            self.refuse_mark(&mark);
        }
        for mark in misplaced(flat) {
            let place = self.span(mark.range);
            self.diags.push(
                Diagnostic::error(
                    codes::UNKNOWN_MARK,
                    format!("the mark `{{.{}}}` does not stand at its paragraph's end", mark.word),
                )
                .at(place, "text goes on behind it")
                .help("put it at the paragraph's end, or write `\\{` for a brace that is text"),
            );
        }
        if let Some((word, range)) = idle(&marks, kind).zip(last) {
            let place = self.span(range);
            let message = format!("the mark `{{.{word}}}` does nothing here");
            let of = if *kind == PartKind::Subhead { "a subhead" } else { "an item of a list" };
            self.diags.push(
                Diagnostic::warning(codes::UNKNOWN_MARK, message)
                    .at(place, format!("behind {of}"))
                    .help("take it out, or put it at the end of a paragraph"),
            );
        }
        let begins = marks.aligned == Aligned::Own;
        if let Some(range) = initial.filter(|_| !begins || *kind != PartKind::Paragraph) {
            let place = self.span(range);
            self.diags.push(
                Diagnostic::error(codes::NO_INITIAL, "an initial stands in a paragraph alone")
                    .at(place, "not in a subhead, an item, a quotation or text that is aligned")
                    .help("take `{.initial}` out, or ask for it in a plain paragraph"),
            );
            marks.initial = false;
        }
        marks
    }

    /// A `{.break}` that stands alone is that of what stands before it; other marks are of no text there.
    fn mark_alone(&mut self, node: Node<'_>, marks: Marks, body: &mut [BodyBlock]) {
        if let Some(before) = body.last_mut().filter(|_| marks.ends_leg) {
            before.marks.ends_leg = true;
        }
        if (Marks { ends_leg: false, ..marks }) == Marks::default() {
            return;
        }
        let place = node.data().sourcepos;
        let (start, end) = (self.lines.start(&place), self.lines.end(&place));
        let written = self.text.get(start..end).unwrap_or("").trim();
        let message = format!("`{written}` stands on a line of its own");
        let place = self.span(start..end);
        self.diags.push(
            Diagnostic::error(codes::UNKNOWN_MARK, message)
                .at(place, "the mark of no text")
                .help("put it at the end of its paragraph; `{.break}` alone may stand by itself"),
        );
    }

    /// Marks where there is no paragraph that they might be of: in a cell, a text of the front matter.
    pub(super) fn refuse_marks_in(&mut self, flat: &Flat, what: &str) {
        for mark in misplaced(flat) {
            let place = self.span(mark.range);
            let message = format!("the mark `{{.{}}}` stands in {what}", mark.word);
            self.diags.push(
                Diagnostic::error(codes::UNKNOWN_MARK, message)
                    .at(place, "only paragraphs, subheads and items have marks")
                    .help("take it out, or write `\\{` for a brace that is text"),
            );
        }
    }

    pub(super) fn rich_text(&mut self, node: Node<'_>, bars: Bars) -> RichText {
        let flat = self.flat(node);
        self.refuse_marks_in(&flat, "a text of the front matter");
        self.build(flat, bars)
    }

    pub(super) fn build(&mut self, flat: Flat, bars: Bars) -> RichText {
        let mut builder =
            TextBuilder { file: self.file, places: &self.places, bars, diags: self.diags };
        builder.build(flat)
    }
}

/// Characters of the longest paragraph that is taken for a subhead.
const LONGEST_SUBHEAD: usize = 24;

/// Whether a paragraph is a few words, all of them bold, and no sentence.
fn is_bold_alone(flat: &Flat) -> bool {
    let is_blank = |at: usize| flat.chars.get(at).is_none_or(|char| char.c.is_whitespace());
    let count = flat.chars.len();
    let is_whole = |marked: &Marked| {
        marked.mark == Mark::Bold && (0..marked.start).chain(marked.end..count).all(is_blank)
    };
    let ends =
        |char: &Char| !char.c.is_alphanumeric() && !matches!(char.c, '」' | '』' | '》' | '”');
    count <= LONGEST_SUBHEAD
        && flat.marks.iter().any(is_whole)
        && !flat.chars.last().is_none_or(ends)
        && flat.chars.first().is_some_and(|char| !matches!(char.c, '（' | '('))
}
