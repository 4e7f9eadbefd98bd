//! The rules of the print and archive standards, on files of every kind of mark, and on files
//! that are broken on purpose: a rule that finds nothing has to find something.

use lopdf::{Dictionary, Object, Stream, dictionary};

use super::clauses::{Claim, File, RULES, faults};
use super::*;

fn everything() -> (DrawList, Vec<Picture>) {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let (mut list, pictures) = graphics();
    list.pages[0].sheet.bleed = Length::from_mm(3);
    list.pages.push(page("A2", mixed_items(&book)));
    sample::tag(&mut list);
    (list, pictures)
}

#[test]
fn files_keep_to_what_they_claim() {
    let (list, pictures) = everything();
    for (standard, claim) in
        [(Standard::X4, Claim::X4), (Standard::A2u, Claim::A2u), (Standard::Plain, Claim::Plain)]
    {
        let whole = written_as(standard, &list, &pictures);
        assert_eq!(faults(&whole, claim), [""; 0], "{claim:?}");
        for (at, page) in list.pages.iter().enumerate() {
            let bytes = written_as(standard, &list.only(at, &page.leaves()), &pictures);
            assert_eq!(faults(&bytes, claim), [""; 0], "{claim:?}, page {}", page.sheet.name);
        }
    }
}

fn stream_of<'f>(file: &'f mut File<'_>, kind: &[u8]) -> &'f mut Stream {
    let of = |stream: &Stream| {
        let name = stream.dict.get(b"Subtype").and_then(Object::as_name);
        name.is_ok_and(|name| name == kind)
    };
    let streams = file.doc.objects.values_mut().filter_map(|object| object.as_stream_mut().ok());
    streams.into_iter().find(|stream| of(stream)).expect("a stream of the kind")
}

fn dict_of<'f>(file: &'f mut File<'_>, key: &[u8]) -> &'f mut Dictionary {
    let dicts = file.doc.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
    dicts.into_iter().find(|dict| dict.has(key)).expect("a dictionary with the key")
}

fn first_page<'f>(file: &'f mut File<'_>) -> &'f mut Dictionary {
    let id = file.doc.get_pages()[&1];
    file.doc.get_dictionary_mut(id).expect("a page")
}

fn catalogue<'f>(file: &'f mut File<'_>) -> &'f mut Dictionary {
    file.doc.catalog_mut().expect("a catalogue")
}

/// Puts other operators in place of the first page's.
fn redraw(file: &mut File<'_>, content: &[u8]) {
    let content = file.doc.add_object(Stream::new(Dictionary::new(), content.to_vec()));
    first_page(file).set("Contents", content);
}

/// Changes a packet as it stands.
fn rewrite(file: &mut File<'_>, from: &str, to: &str) {
    let packet = stream_of(file, b"XML");
    let text = String::from_utf8(packet.content.clone()).expect("UTF-8");
    assert!(text.contains(from), "{text}");
    packet.set_content(text.replace(from, to).into_bytes());
}

fn profile_of<'f>(file: &'f mut File<'_>) -> &'f mut Dictionary {
    let intent = dict_of(file, b"DestOutputProfile").clone();
    let id = intent.get(b"DestOutputProfile").and_then(Object::as_reference).expect("a profile");
    let profile = file.doc.get_object_mut(id).and_then(Object::as_stream_mut);
    &mut profile.expect("a stream").dict
}

type Break = fn(&mut File<'_>);

/// A rule, and ways to break it.
const BREAKS: &[(&str, Break)] = &[
    ("header", |file| file.claim = Claim::A2u),
    ("header", |file| file.bytes = b"%PDF-1.6\n%abc"),
    ("trailer", |file| _ = file.doc.trailer.remove(b"ID")),
    ("trailer", |file| file.doc.trailer.set("Encrypt", Dictionary::new())),
    ("trailer", |file| file.bytes = b"%PDF-1.6\n%%EOF\nmore"),
    ("streams", |file| stream_of(file, b"Image").dict.set("Filter", "LZWDecode")),
    ("streams", |file| stream_of(file, b"Image").dict.set("F", Object::string_literal("a.jpg"))),
    ("streams", |file| stream_of(file, b"Image").dict.set("Length", 1)),
    ("limits", |file| first_page(file).set("Long", Object::Name(vec![b'n'; 128]))),
    ("limits", |file| first_page(file).set("Large", 3_000_000_000_i64)),
    ("limits", |file| redraw(file, &b"q\n".repeat(29))),
    ("information", |file| dict_of(file, b"Producer").set("Title", Object::string_literal("x"))),
    ("information", |file| dict_of(file, b"Producer").set("Author", Object::string_literal("x"))),
    ("information", |file| _ = dict_of(file, b"Producer").remove(b"Trapped")),
    ("identification", |file| rewrite(file, "PDF/X-4<", "PDF/X-3<")),
    ("identification", |file| rewrite(file, "VersionID>1<", "VersionID><")),
    ("identification", |file| rewrite(file, "</rdf:Alt>", "")),
    ("identification", |file| rewrite(file, "<pdfuaid:part>1", "<pdfuaid:part>2")),
    ("identification", |file| _ = catalogue(file).remove(b"Metadata")),
    ("output_intent", |file| _ = catalogue(file).remove(b"OutputIntents")),
    ("output_intent", |file| dict_of(file, b"DestOutputProfile").set("S", "GTS_PDFA1")),
    ("output_intent", |file| profile_of(file).set("N", 3)),
    ("catalogue", |file| catalogue(file).set("AcroForm", Dictionary::new())),
    ("catalogue", |file| catalogue(file).set("OCProperties", Dictionary::new())),
    ("catalogue", |file| _ = catalogue(file).remove(b"Lang")),
    ("boxes", |file| _ = first_page(file).remove(b"TrimBox")),
    ("boxes", |file| first_page(file).set("CropBox", vec![0.into(), 0.into(), 9.into(), 9.into()])),
    ("boxes", |file| {
        first_page(file).set("MediaBox", vec![9.into(), 9.into(), 99.into(), 99.into()])
    }),
    ("annotations", |file| {
        let link = dictionary! { "Subtype" => "Link", "F" => 4 };
        first_page(file).set("Annots", vec![Object::Dictionary(link)]);
    }),
    ("actions", |file| catalogue(file).set("OpenAction", dictionary! { "S" => "GoTo" })),
    ("actions", |file| first_page(file).set("AA", Dictionary::new())),
    ("actions", |file| catalogue(file).set("A", dictionary! { "S" => "JavaScript" })),
    ("transparency", |file| _ = first_page(file).remove(b"Group")),
    ("transparency", |file| {
        let group = dictionary! { "S" => "Transparency", "CS" => "DeviceRGB" };
        first_page(file).set("Group", group);
    }),
    ("operators", |file| redraw(file, b"1 0 0 rg")),
    ("operators", |file| redraw(file, b"/Unknown Do")),
    ("operators", |file| redraw(file, b"BX foo EX")),
    ("states", |file| dict_of(file, b"Producer").set("ExtGState", state("TR", "Identity"))),
    ("states", |file| dict_of(file, b"Producer").set("ExtGState", state("BM", "Mine"))),
    ("states", |file| dict_of(file, b"Producer").set("ExtGState", state("HTP", "x"))),
    ("xobjects", |file| stream_of(file, b"Form").dict.set("OPI", Dictionary::new())),
    ("xobjects", |file| stream_of(file, b"Image").dict.set("Alternates", Vec::<Object>::new())),
    ("xobjects", |file| stream_of(file, b"Image").dict.set("Interpolate", true)),
    ("xobjects", |file| stream_of(file, b"Image").dict.set("Height", 3)),
    ("colours", |file| stream_of(file, b"Image").dict.set("ColorSpace", "DeviceRGB")),
    ("colours", |file| redraw(file, b"/DeviceRGB cs")),
    ("separations", |file| {
        let tint = dictionary! { "FunctionType" => 2, "N" => 2 };
        let space = ["Separation", "All", "DeviceGray"].map(Object::from);
        let space = space.into_iter().chain([Object::Dictionary(tint)]).collect();
        file.doc.add_object(Object::Array(space));
    }),
    ("embedded", |file| _ = dict_of(file, b"FontFile3").remove(b"FontFile3")),
    ("embedded", |file| dict_of(file, b"FontFile3").set("CIDSet", (1, 0))),
    ("embedded", |file| dict_of(file, b"ToUnicode").set("BaseFont", "Other")),
    ("widths", |file| dict_of(file, b"W").set("W", vec![Object::from(0), 900.into(), 77.into()])),
    ("unicode", |file| _ = dict_of(file, b"ToUnicode").remove(b"ToUnicode")),
    ("notdef", |file| {
        let mut named = Dictionary::new();
        let font = file.doc.objects.iter().find_map(|(id, object)| {
            object.as_dict().is_ok_and(|dict| dict.has(b"ToUnicode")).then_some(*id)
        });
        named.set("Font", dictionary! { "F0" => font.expect("a font") });
        first_page(file).set("Resources", named);
        redraw(file, b"BT /F0 9 Tf <0000> Tj ET");
    }),
    ("marked", |file| _ = catalogue(file).remove(b"MarkInfo")),
    ("marked", |file| redraw(file, b"0 0 9 9 re f")),
    ("marked", |file| redraw(file, b"/P<</MCID 0>>BDC BT EMC ET")),
    ("marked", |file| redraw(file, b"/P<</MCID 0>>BDC /Span BMC EMC EMC")),
    ("marked", |file| redraw(file, b"/P<</MCID 0>>BDC EMC /P<</MCID 0>>BDC EMC")),
    ("marked", |file| redraw(file, b"/Artifact BMC")),
    ("parents", |file| redraw(file, b"")),
    ("parents", |file| redraw(file, b"/P<</MCID 77>>BDC EMC")),
    ("parents", |file| first_page(file).set("StructParents", 9)),
    ("parents", |file| element(file, "LBody").set("P", (1, 0))),
    ("parents", |file| element(file, "P").set("K", 77)),
    ("elements", |file| _ = catalogue(file).remove(b"StructTreeRoot")),
    ("elements", |file| element(file, "H1").set("S", "H2")),
    ("elements", |file| element(file, "LI").set("S", "P")),
    ("elements", |file| element(file, "P").set("S", "Paragraph")),
    ("elements", |file| element(file, "L").set("K", Object::Array(Vec::new()))),
    ("figures", |file| _ = element(file, "Figure").remove(b"Alt")),
    ("figures", |file| _ = element(file, "Figure").remove(b"A")),
    ("links", |file| first_page(file).set("Tabs", "R")),
    ("links", |file| {
        let link = dictionary! { "Subtype" => "Link", "Contents" => Object::string_literal("x") };
        first_page(file).set("Annots", vec![Object::Dictionary(link)]);
    }),
    ("navigation", |file| dict_of(file, b"First").set("Count", 1)),
    ("navigation", |file| _ = dict_of(file, b"Dest").remove(b"Dest")),
    ("navigation", |file| _ = catalogue(file).remove(b"PageMode")),
    ("navigation", |file| dict_of(file, b"V").set("V", (1, 0))),
    ("navigation", |file| _ = first_page(file).remove(b"B")),
];

fn element<'f>(file: &'f mut File<'_>, role: &str) -> &'f mut Dictionary {
    let is = |dict: &&mut Dictionary| {
        let own = dict.get(b"S").and_then(Object::as_name);
        own.is_ok_and(|own| own == role.as_bytes()) && dict.has(b"K")
    };
    let dicts = file.doc.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
    dicts.into_iter().find(is).expect("an element of the kind")
}

fn state(key: &str, value: &str) -> Dictionary {
    dictionary! { "G0" => dictionary! { key => value } }
}

#[test]
fn every_rule_finds_what_breaks_it() {
    let (list, pictures) = everything();
    let bytes = written(&list, &pictures);
    for (at, (rule, damage)) in BREAKS.iter().enumerate() {
        let doc = Document::load_mem(&bytes).expect("a good file");
        let mut file = File { bytes: &bytes, doc, claim: Claim::X4 };
        let check = RULES.iter().find(|(name, _)| name == rule).expect("a rule").1;
        assert_eq!(check(&file), [""; 0], "{rule}");
        damage(&mut file);
        assert!(!check(&file).is_empty(), "break {at} of {rule} goes unnoticed");
    }
    for (rule, _) in RULES {
        assert!(BREAKS.iter().any(|(name, _)| name == rule), "{rule} is never broken");
    }
}

/// The clause lists and the rules belong together.
#[test]
fn every_rule_is_of_a_clause_and_every_clause_is_settled() {
    let lists = [include_str!("../X4.md"), include_str!("../A2U.md"), include_str!("../UA1.md")];
    for list in lists {
        let rows: Vec<&str> = list.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
        assert!(rows.len() > 25, "{} rows", rows.len());
        for row in rows {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let [_, _, state, place] = cells.as_slice() else { panic!("four cells: {row}") };
            let named = place.split('`').skip(1).step_by(2);
            let mut rules = named.filter(|name| RULES.iter().any(|(rule, _)| rule == name));
            match *state {
                "enforced" => assert!(rules.next().is_some(), "no rule checks: {row}"),
                "cannot occur" | "user's duty" => assert!(!place.is_empty(), "why? {row}"),
                _ => panic!("neither enforced nor another's: {row}"),
            }
        }
    }
    for (rule, _) in RULES {
        let named = format!("`{rule}`");
        assert!(lists.iter().any(|list| list.contains(&named)), "{rule} is in no list");
    }
}
