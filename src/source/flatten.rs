//! The inline nodes of a paragraph as one row of characters, each with its place.

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{Node, NodeValue};

use super::markdown::{BAR, ESCAPE, Entities, KEPT_END, Lines, OPEN, OPEN_MARK, stood_for};
use crate::text::Mark;

/// A character and the byte of the prepared text that it was written at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Char {
    pub c: char,
    pub at: usize,
    /// A backslash or reference made it plain text.
    pub escaped: bool,
}

/// A mark on characters `start..end`.
#[derive(Clone, Debug)]
pub(super) struct Marked {
    pub start: usize,
    pub end: usize,
    pub mark: Mark,
}

/// Something in a paragraph that a newspaper has no use for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Oddity {
    Code,
    Html,
    Link,
    /// Two blanks at the end of a line.
    BlanksAtEnd,
    Other,
}

#[derive(Debug, Default)]
pub(super) struct Flat {
    pub chars: Vec<Char>,
    pub marks: Vec<Marked>,
    /// With their bytes of the prepared text.
    pub oddities: Vec<(Oddity, std::ops::Range<usize>)>,
    /// Blanks at its head stay: the first line of a stanza stands in.
    pub stands_in: bool,
}

/// Walks the inline nodes of `paragraph`; `text` is what comrak read.
pub(super) fn flatten<'a>(
    paragraph: Node<'a>,
    text: &str,
    lines: &Lines,
    entities: &mut Entities,
) -> Flat {
    let mut flat = Flat::default();
    let mut open: Vec<usize> = Vec::new();
    // Without recursion: emphasis may nest as deep as the text is long.
    for edge in paragraph.traverse() {
        let (node, starts) = match edge {
            NodeEdge::Start(node) => (node, true),
            NodeEdge::End(node) => (node, false),
        };
        let data = node.data();
        let mark = match &data.value {
            NodeValue::Emph => Mark::Emphasis,
            NodeValue::Strong => Mark::Bold,
            NodeValue::Superscript => Mark::Superscript,
            value => {
                if starts && !node.same_node(paragraph) {
                    let range = lines.start(&data.sourcepos)..lines.end(&data.sourcepos);
                    plain(&mut flat, value, range, text, entities);
                }
                continue;
            }
        };
        if starts {
            open.push(flat.chars.len());
        } else if let Some(start) = open.pop() {
            flat.marks.push(Marked { start, end: flat.chars.len(), mark });
        }
    }
    flat
}

fn plain(
    flat: &mut Flat,
    value: &NodeValue,
    range: std::ops::Range<usize>,
    text: &str,
    entities: &mut Entities,
) {
    let oddity = match value {
        NodeValue::Text(literal) => {
            align(flat, literal, range.start, text.get(..range.end).unwrap_or(text), entities);
            return;
        }
        NodeValue::SoftBreak => {
            flat.chars.push(Char { c: '\n', at: range.start, escaped: false });
            return;
        }
        NodeValue::LineBreak => {
            let kept = text.as_bytes().get(range.start) == Some(&b'\\');
            let c = if kept { KEPT_END } else { '\n' };
            flat.chars.push(Char { c, at: range.start, escaped: false });
            if kept {
                return;
            }
            Oddity::BlanksAtEnd
        }
        NodeValue::Code(code) => {
            let chars = code.literal.chars().map(stood_for);
            flat.chars.extend(chars.map(|c| Char { c, at: range.start, escaped: true }));
            Oddity::Code
        }
        NodeValue::HtmlInline(_) => Oddity::Html,
        NodeValue::Link(_) | NodeValue::Image(_) => Oddity::Link,
        _ => Oddity::Other,
    };
    flat.oddities.push((oddity, range));
}

/// Finds each character of a text node in what was written from byte `at` to the end of `text`:
/// comrak has taken out backslashes and decoded references.
fn align(flat: &mut Flat, literal: &str, mut at: usize, text: &str, entities: &mut Entities) {
    // A node may begin behind the backslash that made its first character plain.
    let before = text.as_bytes().get(..at).unwrap_or(&[]);
    if before.iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1 {
        at -= 1;
    }
    let mut rest = literal;
    while let Some(c) = rest.chars().next() {
        let written = text.get(at..).unwrap_or("");
        let Some(w) = written.chars().next() else {
            flat.chars.push(Char { c, at: text.len(), escaped: true });
            rest = rest.get(c.len_utf8()..).unwrap_or("");
            continue;
        };
        if matches!(w, BAR | ESCAPE) && w == c {
            // `\|`, or the bar of a reading: it parted no cells.
            let escaped = w == ESCAPE;
            let length = 1 + usize::from(escaped);
            flat.chars.push(Char { c: '|', at, escaped });
            at += length;
            rest = rest.get(length..).unwrap_or("");
            continue;
        }
        if w == '\\' {
            let next = written.chars().nth(1);
            if next == Some(c) && c.is_ascii_punctuation() {
                flat.chars.push(Char { c, at, escaped: true });
                at += 1 + c.len_utf8();
                rest = rest.get(c.len_utf8()..).unwrap_or("");
                continue;
            }
        }
        if w == '&'
            && let Some((length, decoded)) = entities.read(written)
            && let Some(after) = rest.strip_prefix(decoded)
        {
            flat.chars.extend(decoded.chars().map(|c| Char { c, at, escaped: true }));
            at += length;
            rest = after;
            continue;
        }
        at += w.len_utf8();
        if w == OPEN && c == OPEN_MARK {
            flat.chars.push(Char { c: OPEN, at: at - 1, escaped: false });
            rest = rest.get(1..).unwrap_or("");
        } else if w == c {
            flat.chars.push(Char { c, at: at - w.len_utf8(), escaped: false });
            rest = rest.get(c.len_utf8()..).unwrap_or("");
        }
    }
}
