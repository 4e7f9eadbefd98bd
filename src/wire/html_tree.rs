//! [`parse`]: HTML into a [`Tree`].
//!
//! The tokens are html5gum's, by the rules of the standard. The tree is that of a document as it is
//! meant: an element ends where its end tag stands, or where what cannot stand in it begins.

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::told::Account;
use super::tree::{Content, DEEPEST, Id, MOST_NODES, Tree};
use crate::diag::codes::import as codes;

/// Elements that hold nothing.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements that end a paragraph where they begin.
const ENDS_PARAGRAPH: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];

/// What ends where one of its like begins, and where no one looks further for it.
const LIKES: &[(&[&str], &[&str], &[&str])] = &[
    (&["li"], &["li"], &["ul", "ol"]),
    (&["dt", "dd"], &["dt", "dd"], &["dl"]),
    (&["td", "th"], &["td", "th"], &["tr", "table"]),
    (&["tr"], &["tr"], &["table"]),
    (&["thead", "tbody", "tfoot"], &["thead", "tbody", "tfoot"], &["table"]),
    (&["rt", "rp", "rb"], &["rt", "rp", "rb"], &["ruby"]),
    (&["option"], &["option"], &["select"]),
];

/// Attributes of one tag: the library goes deeper with each.
const MOST_ATTRIBUTES: usize = 1000;

/// Where a tag has more attributes than any has that was meant.
fn crowded(text: &str) -> Option<usize> {
    let (mut tag, mut quote, mut parts, mut last) = (None, None, 0, b' ');
    for (at, (byte, next)) in text.bytes().zip(text.bytes().skip(1)).enumerate() {
        match (tag, quote, byte) {
            (None, _, b'<') if next.is_ascii_alphabetic() || next == b'/' => {
                (tag, parts) = (Some(at), 0);
            }
            (None, ..) => {}
            (_, Some(open), _) => quote = Some(open).filter(|open| *open != byte),
            (_, None, b'>') => tag = None,
            // Elsewhere it is part of a name.
            (_, None, b'"' | b'\'') if last == b'=' => {
                quote = Some(byte);
                parts += 1;
            }
            (_, None, byte) if byte.is_ascii_whitespace() || matches!(byte, b'/' | b'=') => {
                parts += 1;
            }
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
        if parts > 3 * MOST_ATTRIBUTES {
            return tag;
        }
    }
    None
}

/// The document; none where it is told why.
pub fn parse(text: &str, account: &mut Account) -> Option<Tree> {
    if let Some(at) = crowded(text) {
        let message = format!("a tag has more than {MOST_ATTRIBUTES} attributes");
        let help = "save the article's text alone";
        account.refuse(codes::REFUSED, at..at, message, help);
        return None;
    }
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut builder = Builder { tree: Tree::default(), open: Vec::new() };
    for token in Tokenizer::new_with_emitter(text, emitter).flatten() {
        match token {
            Token::StartTag(tag) => {
                let attributes = tag.attributes.into_iter();
                let attributes =
                    attributes.map(|(name, it)| (string(&name.0), string(&it.value.0)));
                let at = tag.span.start..tag.span.end;
                let content = Content::Element {
                    name: string(&tag.name.0),
                    attributes: attributes.collect(),
                };
                builder.start(content, at);
            }
            Token::EndTag(tag) => builder.end(&string(&tag.name.0)),
            Token::String(said) => {
                let at = said.span.start..said.span.end;
                builder.tree.add(builder.inner(), Content::Text(string(&said.value.0)), at);
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
        let many = builder.tree.len() > MOST_NODES;
        if many || builder.open.len() > DEEPEST {
            let message = match many {
                true => "the file has too many parts".to_owned(),
                false => format!("parts of the file lie more than {DEEPEST} deep in one another"),
            };
            let at = builder.tree.at(builder.inner());
            let help = "save the article's text alone";
            account.refuse(codes::REFUSED, at.start..at.start, message, help);
            return None;
        }
    }
    Some(builder.tree)
}

fn string(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

struct Builder {
    tree: Tree,
    open: Vec<Id>,
}

impl Builder {
    fn inner(&self) -> Id {
        self.open.last().copied().unwrap_or(Tree::ROOT)
    }

    fn start(&mut self, content: Content, at: std::ops::Range<usize>) {
        let Content::Element { name, .. } = &content else { return };
        let name = name.clone();
        for (starts, ends, within) in LIKES {
            if starts.contains(&name.as_str()) {
                self.end_like(ends, within);
            }
        }
        if ENDS_PARAGRAPH.contains(&name.as_str()) {
            // Not out of a cell, an item or a figure: a paragraph around those ends before them.
            let boundary: Vec<&str> =
                ENDS_PARAGRAPH.iter().copied().chain(["td", "th", "body"]).collect();
            let boundary: Vec<&str> = boundary.into_iter().filter(|name| *name != "p").collect();
            self.end_like(&["p"], &boundary);
        }
        let id = self.tree.add(self.inner(), content, at);
        if !VOID.contains(&name.as_str()) {
            self.open.push(id);
        }
    }

    /// Ends the innermost of some elements, unless it lies beyond one of `within`.
    fn end_like(&mut self, ends: &[&str], within: &[&str]) {
        for at in (0..self.open.len()).rev() {
            let name = self.tree.name(self.open[at]);
            if ends.contains(&name) {
                self.open.truncate(at);
                return;
            }
            if within.contains(&name) {
                return;
            }
        }
    }

    fn end(&mut self, name: &str) {
        if name == "br" {
            let content = Content::Element { name: "br".to_owned(), attributes: Vec::new() };
            let at = self.tree.at(self.inner());
            self.tree.add(self.inner(), content, at);
        }
        if let Some(at) = self.open.iter().rposition(|id| self.tree.name(*id) == name) {
            self.open.truncate(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree in brackets.
    fn shown(tree: &Tree, id: Id) -> String {
        let inside: String = tree.children(id).iter().map(|id| shown(tree, *id)).collect();
        match tree.text_of(id) {
            Some(text) => text.to_owned(),
            None if inside.is_empty() => tree.name(id).to_owned(),
            None => format!("{}({inside})", tree.name(id)),
        }
    }

    #[test]
    fn elements_end_where_they_are_meant_to() {
        for (text, expected) in [
            ("<p>一<p>二<div>三</div>", "(p(一)p(二)div(三))"),
            ("<ul><li>一<li>二<ul><li>三</ul></ul>", "(ul(li(一)li(二ul(li(三)))))"),
            ("<table><tr><td>一<td>二<tr><td><p>三", "(table(tr(td(一)td(二))tr(td(p(三)))))"),
            ("a<br>b</br>c<img src=x>", "(abrbbrcimg)"),
            ("<b><i>x</b>y</i>", "(b(i(x))y)"),
            ("<ruby>港<rt>こう</ruby>", "(ruby(港rt(こう)))"),
            ("<script>if (a<b) {}</script>x&amp;y", "(script(if (a<b) {})x&y)"),
        ] {
            let tree = parse(text, &mut Account::default()).expect("HTML");
            assert_eq!(shown(&tree, Tree::ROOT), expected, "{text}");
        }
    }

    #[test]
    fn texts_know_where_they_stand() {
        let text = "<p class=a>港口&amp;碼頭</p>\n<p>開放</p>";
        let tree = parse(text, &mut Account::default()).expect("HTML");
        let texts = tree.within(Tree::ROOT).into_iter().filter(|id| tree.text_of(*id).is_some());
        let shown: Vec<&str> = texts.map(|id| &text[tree.at(id)]).collect();
        assert_eq!(shown, ["港口&amp;碼頭", "\n", "開放"]);
    }

    #[test]
    fn a_tag_with_attributes_without_end_is_refused() {
        let many: String = (0..100_000).map(|at| format!(" a{at}=b")).collect();
        let spaced = format!("<p{}>", " ".repeat(1_000_000));
        let quoted: String = (0..100_000).map(|at| format!("a{at}='b'")).collect();
        let odd = format!("<p ' {many}>");
        for text in
            [format!("<p{many}>港口"), spaced, format!("<p {quoted}>"), format!("<p{many}"), odd]
        {
            let mut account = Account::default();
            assert!(parse(&text, &mut account).is_none());
            assert_eq!(account.finish()[0].code, codes::REFUSED);
        }
        // Text with marks of its own, and a long address, are none.
        let plain = format!(
            "<p>1 < 2{}</p><img src='data:{}'>",
            " 字 = 'x'".repeat(900),
            "A".repeat(100_000)
        );
        assert!(parse(&plain, &mut Account::default()).is_some());
    }

    #[test]
    fn what_is_nested_without_end_is_refused() {
        for text in ["<div>".repeat(100_000), "<b>".repeat(100_000), "<p>x".repeat(300_000)] {
            let mut account = Account::default();
            assert!(parse(&text, &mut account).is_none());
            assert_eq!(account.finish()[0].code, codes::REFUSED);
        }
    }
}
