//! [`Xml`]: a part of a package, element by element.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesPI, BytesStart, BytesText, Event};

use crate::measure::Length;

/// The version of the object model that the parts are written in.
pub const DOM_VERSION: &str = "21.5";
const NAMESPACE: &str = "http://ns.adobe.com/AdobeInDesign/idml/1.0/packaging";

/// Attributes in their order. Names are the format's own.
pub type Attributes = Vec<(&'static str, String)>;

/// XML that is being written.
pub struct Xml {
    writer: Writer<Vec<u8>>,
}

impl Xml {
    fn new() -> Xml {
        let mut xml = Xml { writer: Writer::new(Vec::new()) };
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml
    }

    /// A part of the package, whose root is `idPkg:` and a name.
    pub fn part(root: &str, inside: impl FnOnce(&mut Xml)) -> Vec<u8> {
        let attributes = [("xmlns:idPkg", NAMESPACE), ("DOMVersion", DOM_VERSION)];
        Xml::file(root, &attributes, inside)
    }

    /// A file with a root of its own.
    pub fn file(root: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Xml)) -> Vec<u8> {
        let mut xml = Xml::new();
        xml.element(root, attributes, inside);
        xml.writer.into_inner()
    }

    /// The root document, which says before anything else that it is one.
    pub fn document(attributes: &[(&str, &str)], inside: impl FnOnce(&mut Xml)) -> Vec<u8> {
        let mut xml = Xml::new();
        xml.instruction(
            "aid style=\"50\" type=\"document\" readerVersion=\"6.0\" featureSet=\"513\" \
             product=\"21.5(64)\" ",
        );
        let mut all = vec![("xmlns:idPkg", NAMESPACE), ("DOMVersion", DOM_VERSION)];
        all.extend(attributes);
        xml.element("Document", &all, inside);
        xml.writer.into_inner()
    }

    pub fn element<V: AsRef<str>>(
        &mut self,
        name: &str,
        attributes: &[(&str, V)],
        inside: impl FnOnce(&mut Xml),
    ) {
        self.event(Event::Start(start(name, attributes)));
        inside(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    pub fn empty<V: AsRef<str>>(&mut self, name: &str, attributes: &[(&str, V)]) {
        self.event(Event::Empty(start(name, attributes)));
    }

    /// An element that holds nothing but a text.
    pub fn value(&mut self, name: &str, kind: &str, text: &str) {
        let attributes = [("type", kind)];
        let attributes = if kind.is_empty() { &attributes[..0] } else { &attributes[..] };
        self.element(name, attributes, |xml| xml.text(text));
    }

    pub fn text(&mut self, text: &str) {
        let clean: String = text.chars().filter(|c| *c == '\t' || !c.is_control()).collect();
        self.event(Event::Text(BytesText::new(&clean)));
    }

    /// A processing instruction, as the text of a story has for what is no character.
    pub fn instruction(&mut self, text: &str) {
        self.event(Event::PI(BytesPI::new(text)));
    }

    fn event(&mut self, event: Event<'_>) {
        self.writer.write_event(event).expect("a vector takes all that is written to it");
    }
}

fn start<'a, V: AsRef<str>>(name: &'a str, attributes: &[(&str, V)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, value.as_ref()));
    }
    start
}

/// A number with at most three digits behind its point.
pub fn number(thousandths: i64) -> String {
    Length::PT.scale(thousandths, 1000).to_string()
}

/// A proportion as per cent.
pub fn per_cent(part: Length, of: Length) -> String {
    number(part.scale(100_000, of.units().max(1)).units())
}

/// A name as it may stand in an id: what ids part their own parts with is written as a number.
pub fn id_of(name: &str) -> String {
    let mut id = String::new();
    for c in name.chars() {
        match c {
            '%' | ':' | '/' => id += &format!("%{:02x}", u32::from(c)),
            c => id.push(c),
        }
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_escaped_and_clean() {
        let bytes = Xml::file("a", &[("b", "\"<港>&\"")], |xml| {
            xml.value("c", "string", "x\u{1}<&>");
            xml.empty::<&str>("d", &[]);
        });
        let text = String::from_utf8(bytes).expect("UTF-8");
        let document = roxmltree::Document::parse(&text).expect("XML");
        let root = document.root_element();
        assert_eq!(root.attribute("b"), Some("\"<港>&\""));
        assert_eq!(root.first_element_child().and_then(|c| c.text()), Some("x<&>"));
    }

    #[test]
    fn numbers_have_three_digits_at_most() {
        assert_eq!(number(12_000), "12");
        assert_eq!(number(-1_250), "-1.25");
        assert_eq!(per_cent(Length::from_pt(11), Length::from_pt(12)), "91.667");
        assert_eq!(id_of("a/b: 5%"), "a%2fb%3a 5%25");
    }
}
