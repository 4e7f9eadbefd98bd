//! [`parse`]: XML into a [`Tree`].
//!
//! Nothing is fetched and nothing expanded: a document that declares entities of its own is refused,
//! and what a document type says elsewhere is not looked for. The named characters of HTML, which the
//! types of NITF and XHTML declare, are known.

use super::told::Account;
use super::tree::{Content, DEEPEST, Id, MOST_NODES, Tree};
use crate::diag::codes::import as codes;

/// The document; none where it is told why.
pub fn parse(text: &str, account: &mut Account) -> Option<Tree> {
    if let Some(at) = text.find("<!ENTITY") {
        account.refuse(
            codes::REFUSED,
            at..at + "<!ENTITY".len(),
            "the file declares entities of its own".to_owned(),
            "have it written without a document type; entities can make a small file a vast one",
        );
        return None;
    }
    if let Some(at) = too_deep(text) {
        account.refuse(
            codes::REFUSED,
            at..at,
            format!("parts of the file lie more than {DEEPEST} deep in one another"),
            "have it written anew: no copy is nested so",
        );
        return None;
    }
    let options = roxmltree::ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES as u32 };
    let named = with_numbers(text);
    let document = match roxmltree::Document::parse_with_options(&named, options) {
        Ok(document) => document,
        Err(error) => {
            let place = error.pos();
            let at = place_of(text, place.row as usize, place.col as usize);
            if matches!(error, roxmltree::Error::NodesLimitReached) {
                let message = "the file has too many parts".to_owned();
                account.refuse(codes::REFUSED, 0..0, message, "divide it into several");
                return None;
            }
            let message = format!("the file is no sound XML: {error}");
            let help = "have it sent again, or mend it at this place";
            account.refuse(codes::UNREADABLE, at..at, message, help);
            return None;
        }
    };
    let mut tree = Tree::default();
    let mut open: Vec<(roxmltree::Node<'_, '_>, Id)> = vec![(document.root_element(), Tree::ROOT)];
    while let Some((node, parent)) = open.pop() {
        let at = node.range();
        if node.is_text() {
            let content = Content::Text(node.text().unwrap_or("").to_owned());
            tree.add(parent, content, at);
        } else if node.is_element() {
            let attributes = node.attributes();
            let attributes = attributes.map(|it| (it.name().to_owned(), it.value().to_owned()));
            let name = node.tag_name().name().to_owned();
            let content = Content::Element { name, attributes: attributes.collect() };
            let id = tree.add(parent, content, at);
            let children: Vec<_> = node.children().collect();
            open.extend(children.into_iter().rev().map(|child| (child, id)));
        }
    }
    Some(tree)
}

/// The first tag that lies too deep: the reader goes down one call for every element.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(found) = text.get(at..)?.find('<') {
        at += found;
        let rest = text.get(at..)?;
        let (skipped, step) = if rest.starts_with("<!--") {
            (rest.find("-->").map_or(rest.len(), |end| end + 3), 0)
        } else if rest.starts_with("<![CDATA[") {
            (rest.find("]]>").map_or(rest.len(), |end| end + 3), 0)
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            (2, 0)
        } else {
            let length = tag(rest);
            let step = match rest.as_bytes().get(1) {
                Some(b'/') => -1,
                _ if rest.get(..length).is_some_and(|tag| tag.ends_with("/>")) => 0,
                _ => 1,
            };
            (length, step)
        };
        depth = depth.saturating_add_signed(step);
        if depth > DEEPEST {
            return Some(at);
        }
        at += skipped.max(1);
    }
    None
}

/// The bytes of a tag; what stands in quotation marks ends none.
fn tag(rest: &str) -> usize {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (byte, quote) {
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            (b'>', None) => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The byte of a row and a column, both from 1.
fn place_of(text: &str, row: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(row.saturating_sub(1)).map(str::len).sum();
    let line = text.get(before..).unwrap_or("");
    let within = line.char_indices().nth(column.saturating_sub(1)).map_or(0, |(at, _)| at);
    (before + within).min(text.len())
}

/// Characters that HTML has names for and XML has not, as they come in copy.
const NAMED: &[(&str, u32)] = &[
    ("nbsp", 160),
    ("copy", 169),
    ("reg", 174),
    ("deg", 176),
    ("plusmn", 177),
    ("sup2", 178),
    ("sup3", 179),
    ("middot", 183),
    ("frac12", 189),
    ("frac14", 188),
    ("frac34", 190),
    ("times", 215),
    ("divide", 247),
    ("aacute", 225),
    ("agrave", 224),
    ("auml", 228),
    ("ccedil", 231),
    ("eacute", 233),
    ("egrave", 232),
    ("ecirc", 234),
    ("euml", 235),
    ("iacute", 237),
    ("ntilde", 241),
    ("oacute", 243),
    ("ouml", 246),
    ("uacute", 250),
    ("uuml", 252),
    ("Eacute", 201),
    ("Ouml", 214),
    ("Uuml", 220),
    ("szlig", 223),
    ("ensp", 8194),
    ("emsp", 8195),
    ("thinsp", 8201),
    ("zwnj", 8204),
    ("zwj", 8205),
    ("ndash", 8211),
    ("mdash", 8212),
    ("lsquo", 8216),
    ("rsquo", 8217),
    ("ldquo", 8220),
    ("rdquo", 8221),
    ("bull", 8226),
    ("hellip", 8230),
    ("permil", 8240),
    ("prime", 8242),
    ("euro", 8364),
    ("trade", 8482),
    ("rarr", 8594),
    ("larr", 8592),
    ("laquo", 171),
    ("raquo", 187),
    ("yen", 165),
    ("pound", 163),
    ("cent", 162),
    ("sect", 167),
    ("para", 182),
];

/// Names as numbers, as long as the name where that can be: places stay what they were.
fn with_numbers(text: &str) -> std::borrow::Cow<'_, str> {
    if !NAMED.iter().any(|(name, _)| text.contains(&format!("&{name};"))) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        let end = behind.bytes().take(12).position(|byte| byte == b';').unwrap_or(0);
        let name = behind.get(1..end).unwrap_or("");
        match NAMED.iter().find(|(known, _)| *known == name) {
            Some((_, number)) => {
                let digits = end.saturating_sub(2);
                out.push_str(&format!("&#{number:0digits$};"));
                rest = behind.get(end + 1..).unwrap_or("");
            }
            None => {
                out.push('&');
                rest = behind.get(1..).unwrap_or("");
            }
        }
    }
    out.push_str(rest);
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        let mut account = Account::default();
        assert!(parse(text, &mut account).is_none(), "{text:.60}");
        let told = account.finish();
        assert_eq!(told.len(), 1);
        format!("{} {}", told[0].code, told[0].message)
    }

    #[test]
    fn what_would_grow_or_reach_out_is_refused() {
        let laughs = "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>";
        assert!(refused(laughs).contains("entities"));
        let reaches = "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>";
        assert!(refused(reaches).contains("entities"));
        assert!(refused("<a>&nosuch;</a>").contains("no sound XML"));
        assert!(refused("<a><b></a>").contains("no sound XML"));
        let deep = format!("{}x{}", "<a>".repeat(5_000), "</a>".repeat(5_000));
        assert!(refused(&deep).contains("deep in one another"));
        let wide = format!("<a>{}</a>", "<b c='>'/><!-- <x> --><d></d>".repeat(5_000));
        assert!(parse(&wide, &mut Account::default()).is_some());
    }

    #[test]
    fn a_document_type_elsewhere_is_not_looked_for() {
        let text =
            "<!DOCTYPE nitf SYSTEM \"http://example.org/nitf.dtd\"><nitf>a&nbsp;&mdash;港</nitf>";
        let tree = parse(text, &mut Account::default()).expect("XML");
        let root = tree.child(Tree::ROOT, "nitf").expect("the root");
        let id = tree.children(root)[0];
        assert_eq!(tree.text_of(id), Some("a\u{a0}—港"));
        assert_eq!(&text[tree.at(id)], "a&nbsp;&mdash;港");
    }
}
