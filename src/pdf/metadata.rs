//! What the file says of itself: the information dictionary, XMP, page labels.
//!
//! The only date is the layout's, so the same job gives the same bytes on any day.

use std::fmt::Write;

use lopdf::{Dictionary, Object, StringFormat, dictionary};

use super::Info;
use super::hash::Hash;

const PRODUCER: &str = concat!("typeset ", env!("CARGO_PKG_VERSION"));

/// The information dictionary (ISO 32000-1 14.3.3).
pub(super) fn information(info: &Info) -> Dictionary {
    let (year, month, day) = info.date;
    let date = Object::string_literal(format!("D:{year:04}{month:02}{day:02}000000Z"));
    dictionary! {
        "Title" => text(&info.title),
        "Creator" => text(&info.creator),
        "Producer" => text(PRODUCER),
        "CreationDate" => date.clone(),
        "ModDate" => date,
        "Trapped" => "False",
    }
}

/// A text string: as it stands when it is plain ASCII, else UTF-16.
pub(super) fn text(text: &str) -> Object {
    if text.chars().all(|c| c.is_ascii() && !c.is_ascii_control()) {
        return Object::string_literal(text);
    }
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// The XMP packet (ISO 16684-1). `content` is a hash of what is drawn.
pub(super) fn xmp(info: &Info, content: Hash) -> String {
    let (year, month, day) = info.date;
    let date = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
    let mut out = String::from(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\"\n\
         \u{20}xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n\
         \u{20}xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n\
         \u{20}xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n\
         \u{20}xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\">\n",
    );
    let title = escape(&info.title);
    let language = escape(&info.language);
    let _ = writeln!(out, "<dc:format>application/pdf</dc:format>");
    let _ = writeln!(
        out,
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>"
    );
    let _ =
        writeln!(out, "<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>");
    let _ = writeln!(out, "<pdf:Producer>{}</pdf:Producer>", escape(PRODUCER));
    let _ = writeln!(out, "<pdf:Trapped>False</pdf:Trapped>");
    let _ = writeln!(out, "<xmp:CreatorTool>{}</xmp:CreatorTool>", escape(&info.creator));
    for key in ["CreateDate", "ModifyDate", "MetadataDate"] {
        let _ = writeln!(out, "<xmp:{key}>{date}</xmp:{key}>");
    }
    for (key, salt) in [("DocumentID", "document"), ("InstanceID", "instance")] {
        let id = content.with(salt.as_bytes()).uuid();
        let _ = writeln!(out, "<xmpMM:{key}>uuid:{id}</xmpMM:{key}>");
    }
    out.push_str("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    out
}

/// XML text; characters that XML 1.0 does not have are left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if (c as u32) < 0x20 || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
    out
}

/// Page labels (ISO 32000-1 12.4.2): each page is called by its name.
pub(super) fn page_labels<'a>(names: impl Iterator<Item = &'a str>) -> Dictionary {
    let labels = names.enumerate().flat_map(|(at, name)| {
        [Object::Integer(at as i64), dictionary! { "P" => text(name) }.into()]
    });
    dictionary! { "Nums" => Object::Array(labels.collect()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xmp_is_escaped_and_dated_by_the_layout() {
        let info = Info {
            title: "Tom & <Jerry>\u{1}".to_owned(),
            language: "zh-Hant-HK".to_owned(),
            date: (2024, 11, 6),
            creator: "typeset".to_owned(),
            binding: crate::pdf::Binding::Left,
            spots: Vec::new(),
            standard: crate::pdf::Standard::X4,
            profile: crate::colour::Profile::newsprint().output(),
        };
        let xmp = xmp(&info, Hash::of(b"x"));
        assert!(xmp.contains(">Tom &amp; &lt;Jerry&gt;</rdf:li>"), "{xmp}");
        assert!(xmp.contains("<xmp:CreateDate>2024-11-06T00:00:00Z</xmp:CreateDate>"));
        let dict = information(&info);
        let date = dict.get(b"CreationDate").and_then(Object::as_str).expect("a date");
        assert_eq!(date, b"D:20241106000000Z");
    }

    #[test]
    fn text_strings_are_short_or_utf16() {
        assert_eq!(text("A4"), Object::string_literal("A4"));
        let Object::String(bytes, _) = text("港") else { panic!("a string") };
        assert_eq!(bytes, [0xfe, 0xff, 0x6e, 0x2f]);
    }
}
