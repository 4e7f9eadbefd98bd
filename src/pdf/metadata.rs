//! What the file says of itself: the information dictionary, XMP, page labels.
//!
//! Both say the same, as PDF/X-4 and PDF/A-2 ask. The only date is the layout's, so the same
//! job gives the same bytes on any day.

use std::borrow::Cow;
use std::fmt::Write;

use lopdf::{Dictionary, Object, StringFormat, dictionary};

use super::hash::Hash;
use super::{Access, Info, Standard};

const PRODUCER: &str = concat!("typeset ", env!("CARGO_PKG_VERSION"));

/// The version that a file of PDF/X-4 names itself by.
const X4_VERSION: &str = "PDF/X-4";

/// A string of PDF/A holds at most 32 767 bytes (ISO 19005-2 6.1.13).
const LONGEST_TEXT: usize = 16_000;

/// What stands for a title where the job has none: PDF/X-4 asks for one.
const NO_TITLE: &str = "Untitled";

/// The title, of characters that XML has, too.
pub(super) fn title(info: &Info) -> String {
    let kept = |c: &char| !matches!(c, '\u{FFFE}' | '\u{FFFF}');
    let plain = info.title.chars().filter(kept).take(LONGEST_TEXT);
    let plain: String = plain.map(|c| if c.is_control() { ' ' } else { c }).collect();
    let plain = plain.trim();
    if plain.is_empty() { NO_TITLE.to_owned() } else { plain.to_owned() }
}

/// The information dictionary (ISO 32000-1 14.3.3).
pub(super) fn information(info: &Info) -> Dictionary {
    let (year, month, day) = info.date;
    let date = Object::string_literal(format!("D:{year:04}{month:02}{day:02}000000Z"));
    let mut out = dictionary! {
        "Title" => text(&title(info)),
        "Creator" => text(&info.creator),
        "Producer" => text(PRODUCER),
        "CreationDate" => date.clone(),
        "ModDate" => date,
    };
    if info.standard != Standard::A2u {
        // The schemas of PDF/A-2 do not know its counterpart.
        out.set("Trapped", "False");
    }
    if info.standard == Standard::X4 {
        out.set("GTS_PDFXVersion", text(X4_VERSION));
    }
    out
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

/// What an XMP packet tells two files apart by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Identity {
    /// Of the paper: what is corrected and written again keeps it.
    pub document: Hash,
    /// Of this very file: all of its content.
    pub instance: Hash,
}

/// The XMP packet (ISO 16684-1).
pub(super) fn xmp(info: &Info, identity: Identity) -> String {
    let mut out = String::from(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\"",
    );
    let properties = properties(info, identity);
    for (prefix, name) in SCHEMAS {
        let within = format!("<{prefix}:");
        let own = |key: &str| key.split(':').next() == Some(prefix);
        if properties.iter().any(|(key, value)| own(key) || value.contains(&within)) {
            let _ = write!(out, "\n xmlns:{prefix}=\"{name}\"");
        }
    }
    out.push_str(">\n");
    for (key, value) in properties {
        let _ = writeln!(out, "<{key}>{value}</{key}>");
    }
    out.push_str("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    out
}

/// The schemas' prefixes and names.
const SCHEMAS: [(&str, &str); 10] = [
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("xmpMM", "http://ns.adobe.com/xap/1.0/mm/"),
    ("pdfxid", "http://www.npes.org/pdfx/ns/id/"),
    ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
    ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
    ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
    ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
    ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
];

/// PDF/A-2 asks that a schema it does not know be told (ISO 19005-2 6.6.2.3.3): that of PDF/UA.
const UA_SCHEMA: &str = "<rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n\
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n\
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n\
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n\
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n\
    <pdfaProperty:name>part</pdfaProperty:name>\n\
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n\
    <pdfaProperty:category>internal</pdfaProperty:category>\n\
    <pdfaProperty:description>the part of ISO 14289</pdfaProperty:description>\n\
    </rdf:li></rdf:Seq></pdfaSchema:property>\n\
    </rdf:li></rdf:Bag>";

/// Name and XML of every property.
fn properties(info: &Info, identity: Identity) -> Vec<(&'static str, Cow<'static, str>)> {
    let (year, month, day) = info.date;
    let date = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
    let title = escape(&title(info));
    let id = |hash: Hash| format!("uuid:{}", hash.uuid()).into();
    let mut out: Vec<(&'static str, Cow<'static, str>)> = vec![
        ("dc:format", "application/pdf".into()),
        (
            "dc:title",
            format!("<rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt>").into(),
        ),
        (
            "dc:language",
            format!("<rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag>", escape(&info.language)).into(),
        ),
        ("pdf:Producer", escape(PRODUCER).into()),
        ("xmp:CreatorTool", escape(&info.creator).into()),
        ("xmp:CreateDate", date.clone().into()),
        ("xmp:ModifyDate", date.clone().into()),
        ("xmp:MetadataDate", date.into()),
        ("xmpMM:DocumentID", id(identity.document)),
        ("xmpMM:InstanceID", id(identity.instance)),
        ("xmpMM:VersionID", "1".into()),
        ("xmpMM:RenditionClass", "default".into()),
    ];
    match info.standard {
        Standard::X4 => out.extend([
            ("pdf:Trapped", "False".into()),
            ("pdfxid:GTS_PDFXVersion", X4_VERSION.into()),
        ]),
        Standard::A2u => {
            out.extend([("pdfaid:part", "2".into()), ("pdfaid:conformance", "U".into())]);
            if info.access == Access::Claimed {
                out.push(("pdfaExtension:schemas", UA_SCHEMA.into()));
            }
        }
        Standard::Plain => out.push(("pdf:Trapped", "False".into())),
    }
    // Every file is tagged by the rules of ISO 14289-1.
    if info.access == Access::Claimed {
        out.push(("pdfuaid:part", "1".into()));
    }
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
        let hash = Hash::of(b"x");
        let identity = Identity { document: hash, instance: hash };
        let xmp = xmp(&info(Standard::X4), identity);
        assert!(xmp.contains(">Tom &amp; &lt;Jerry&gt;</rdf:li>"), "{xmp}");
        assert!(xmp.contains("<xmp:CreateDate>2024-11-06T00:00:00Z</xmp:CreateDate>"));
        let dict = information(&info(Standard::X4));
        let date = dict.get(b"CreationDate").and_then(Object::as_str).expect("a date");
        assert_eq!(date, b"D:20241106000000Z");
    }

    fn info(standard: Standard) -> Info {
        Info {
            title: "Tom & <Jerry>\u{1}".to_owned(),
            language: "zh-Hant-HK".to_owned(),
            date: (2024, 11, 6),
            creator: "typeset".to_owned(),
            spots: Vec::new(),
            standard,
            access: Access::Claimed,
            profile: crate::colour::Profile::newsprint().output(),
            ink_limit: 22_000,
        }
    }

    #[test]
    fn a_file_claims_what_it_is_and_names_only_the_schemas_it_uses() {
        let cases = [(Standard::X4, "pdfxid"), (Standard::A2u, "pdfaid"), (Standard::Plain, "-")];
        for (standard, own) in cases {
            let hash = Hash::of(b"x");
            let xmp = xmp(&info(standard), Identity { document: hash, instance: hash });
            for (prefix, name) in SCHEMAS {
                let wanted = match prefix {
                    "pdfxid" | "pdfaid" => prefix == own,
                    "pdfaExtension" | "pdfaSchema" | "pdfaProperty" => own == "pdfaid",
                    _ => true,
                };
                assert_eq!(xmp.contains(name), wanted, "{standard:?}: {prefix}");
            }
            assert_eq!(xmp.contains("Trapped"), information(&info(standard)).has(b"Trapped"));
        }
    }

    #[test]
    fn a_proof_claims_nothing() {
        let hash = Hash::of(b"x");
        let proof = Info { access: Access::Withheld, ..info(Standard::Plain) };
        let xmp = xmp(&proof, Identity { document: hash, instance: hash });
        assert!(["pdfuaid", "pdfxid", "pdfaid"].iter().all(|claim| !xmp.contains(claim)), "{xmp}");
    }

    #[test]
    fn there_is_always_a_title() {
        let titled =
            |title: &str| super::title(&Info { title: title.to_owned(), ..info(Standard::X4) });
        assert_eq!(titled(" \u{1}\n"), "Untitled");
        assert_eq!(titled("a\tb\u{FFFF}"), "a b");
        assert_eq!(titled(&"長".repeat(20_000)).chars().count(), 16_000);
    }

    #[test]
    fn text_strings_are_short_or_utf16() {
        assert_eq!(text("A4"), Object::string_literal("A4"));
        let Object::String(bytes, _) = text("港") else { panic!("a string") };
        assert_eq!(bytes, [0xfe, 0xff, 0x6e, 0x2f]);
    }
}
