//! What is damaged, missing or wrongly labelled in small pages.

use super::testing::{art, file, page, page_with, read, stream};
use super::{ArtFont, Forbidden};

fn flaws(content: &str, resources: &str, more: &[&str]) -> Vec<String> {
    art(&page(content, resources, more)).facts.flaws.into_iter().collect()
}

fn forbidden(content: &str, resources: &str, more: &[&str]) -> Vec<Forbidden> {
    art(&page(content, resources, more)).facts.forbidden.into_keys().collect()
}

#[test]
fn what_is_named_and_missing_is_told() {
    for (content, told) in [
        ("/Nope Do", "the form or picture Nope"),
        ("/Nope gs", "the graphics state Nope"),
        ("/Nope cs 1 scn", "the colour space Nope"),
        ("/Pattern cs /Nope scn", "the pattern Nope"),
        ("/Nope sh", "the shading Nope"),
    ] {
        let found = flaws(content, "", &[]);
        assert_eq!(found, [format!("it lacks {told} that it draws with")], "{content}");
    }
    for content in ["/DeviceCMYK cs 1 0 0 0 sc", "/Pattern cs", "/DeviceGray CS"] {
        assert_eq!(flaws(content, "", &[]), [""; 0], "{content}");
    }
    let many: String = (0..100).map(|at| format!("/N{at} gs ")).collect();
    assert_eq!(flaws(&many, "", &[]).len(), 20);
}

#[test]
fn a_picture_holds_what_its_dictionary_says() {
    const GREY: &str = "/ColorSpace/DeviceGray/BitsPerComponent 8";
    for (entries, data, told) in [
        ("/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8", "abcd", None),
        ("/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8", "abcdefgh", None),
        // A last row that lacks a byte is drawn by every viewer.
        ("/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8", "abc", None),
        ("/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8", "ab", Some("ends early")),
        ("/Width 9/Height 9/ImageMask true", "abcdefghijklmnopqr", None),
        ("/Width 9/Height 9/ImageMask true", "abc", Some("ends early")),
        ("/Width 2/Height 2/ColorSpace/DeviceCMYK/BitsPerComponent 8", "abcd", Some("ends early")),
        ("/Width 2/Height 2/Filter/FlateDecode", "abcd", Some("0 bits")),
        ("/Width 0/Height 2", "", Some("without pixels")),
        (
            "/Width 2000000000/Height 2000000000/BitsPerComponent 8/ColorSpace/DeviceGray",
            "a",
            Some("ends early"),
        ),
        ("/Width 2/Height 2/BitsPerComponent 8", "abcd", Some("without a colour space")),
        ("/Width 2/Height 2/BitsPerComponent 3/ColorSpace/DeviceGray", "abcd", Some("3 bits")),
        (
            "/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/Crypt",
            "abcd",
            Some("(Crypt)"),
        ),
        (
            "/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FooDecode",
            "abcd",
            Some("(FooDecode)"),
        ),
        (
            "/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode",
            "abcd",
            Some("not of the kind"),
        ),
        ("/Width 2/Height 2/Filter/JPXDecode", "abcd", Some("not of the kind")),
        (
            "/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/AHx",
            "61626364>",
            None,
        ),
    ] {
        let image = stream(&format!("/Subtype/Image{entries}"), data);
        let found = flaws("/Im Do", "/XObject<</Im 5 0 R>>", &[&image]);
        match told {
            Some(told) => {
                assert!(found.len() == 1 && found[0].contains(told), "{entries}: {found:?}")
            }
            None => assert_eq!(found, [""; 0], "{entries}"),
        }
    }
    let image = stream(&format!("/Subtype/Image/Width 2/Height 2{GREY}/SMask 6 0 R"), "abcd");
    let mask = |space: &str, data: &str| {
        let entries =
            format!("/Subtype/Image/Width 1/Height 1/ColorSpace/{space}/BitsPerComponent 8");
        stream(&entries, data)
    };
    for (mask, told) in
        [(mask("DeviceGray", "a"), 0), (mask("DeviceRGB", "abc"), 1), (mask("DeviceGray", ""), 1)]
    {
        let found = flaws("/Im Do", "/XObject<</Im 5 0 R>>", &[&image, &mask]);
        assert_eq!(found.len(), told, "{found:?}");
    }
}

#[test]
fn what_draws_nothing_is_told() {
    let shading = |entries: &str| format!("/Shading<</S<</ColorSpace/DeviceCMYK{entries}>>>>");
    for (entries, told) in [
        ("/ShadingType 2/Coords[0 0 9 9]/Function<</FunctionType 2/N 1>>", 0),
        ("/ShadingType 2/Coords[0 0 9 9]", 1),
        ("/ShadingType 9", 1),
        ("/ShadingType 4", 0),
    ] {
        assert_eq!(flaws("/S sh", &shading(entries), &[]).len(), told, "{entries}");
    }
    for (form, told) in [
        (stream("/Subtype/Form/BBox[0 0 9 9]", "0 0 9 9 re f"), 0),
        (stream("/Subtype/Form", "0 0 9 9 re f"), 1),
        (stream("/Subtype/Form/BBox[0 0 9]", "0 0 9 9 re f"), 1),
        (stream("/Subtype/Foo", ""), 1),
    ] {
        assert_eq!(flaws("/X Do", "/XObject<</X 5 0 R>>", &[&form]).len(), told, "{form}");
    }
    assert_eq!(flaws("BT (a) Tj ET", "", &[]).len(), 1);
    let image = stream(
        "/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8/Mask 6 0 R",
        "abcd",
    );
    for (data, told) in [("ab", 0), ("", 1)] {
        let mask = stream("/Subtype/Image/Width 8/Height 2/ImageMask true", data);
        let found = flaws("/Im Do", "/XObject<</Im 5 0 R>>", &[&image, &mask]);
        assert_eq!(found.len(), told, "{found:?}");
    }
}

/// What viewers draw of their own accord is lost as well.
#[test]
fn annotations_without_an_appearance_are_counted() {
    for (annotation, count) in [
        ("/Subtype/Square", 1),
        ("/Subtype/Widget/V(text)", 1),
        ("/Subtype/Widget", 0),
        ("/Subtype/Link", 0),
        ("/Subtype/Popup/AP<<>>", 0),
        ("/Subtype/Square/F 2", 0),
    ] {
        let entries = format!("/MediaBox[0 0 100 50]/Annots[<<{annotation}>>]");
        assert_eq!(art(&page_with(&entries, "", "", &[])).facts.annotations, count, "{annotation}");
    }
}

/// ISO 15930-7: an art box stands for a trim box.
#[test]
fn an_art_box_is_the_trim_where_there_is_no_other() {
    for (boxes, width) in
        [("/ArtBox[10 10 90 40]", 80), ("/ArtBox[10 10 90 40]/TrimBox[20 10 80 40]", 60)]
    {
        let bytes = page_with(&format!("/MediaBox[0 0 100 50]{boxes}"), "", "", &[]);
        let picture = read(&bytes).expect("a page");
        assert_eq!(picture.size.width, crate::measure::Length::from_pt(width), "{boxes}");
    }
}

/// The font of a collection, under a map of its codes.
fn collected(map: &str, collection: &str, more: &str) -> Vec<u8> {
    let program = include_bytes!("../../../tests/data/narrow.ttf");
    let hex: String = program.iter().map(|byte| format!("{byte:02x}")).collect();
    let file = stream("/Filter/ASCIIHexDecode", &format!("{hex}>"));
    let font = format!("<</Subtype/Type0/BaseFont/X/Encoding/{map}/DescendantFonts[6 0 R]>>");
    let below = format!(
        "<</Subtype/CIDFontType2/BaseFont/X/FontDescriptor 7 0 R/CIDSystemInfo\
         <</Registry(Adobe)/Ordering({collection})/Supplement 2>>{more}>>"
    );
    let descriptor = "<</Type/FontDescriptor/Flags 4/FontFile2 8 0 R>>";
    page("BT /F 9 Tf <0001> Tj ET", "/Font<</F 5 0 R>>", &[&font, &below, descriptor, &file])
}

#[test]
fn a_map_of_the_readers_is_of_the_fonts_collection() {
    for (map, collection, astray) in [
        ("UniGB-UCS2-H", "GB1", false),
        ("UniGB-UCS2-H", "Japan1", true),
        ("UniCNS-UTF16-V", "CNS1", false),
        ("HKscs-B5-H", "CNS1", false),
        ("V", "Japan1", false),
        ("UniJIS-UTF16-H", "Korea1", true),
        ("UniKS-UTF16-V", "Korea1", false),
        ("Identity-H", "Japan1", false),
        ("Identity-V", "Identity", false),
        ("House-H", "GB1", true),
    ] {
        let fonts = art(&collected(map, collection, "")).facts.fonts;
        let found: Vec<bool> = fonts.iter().map(|font| font.astray).collect();
        assert_eq!(found, [astray], "{map} {collection}");
    }
}

#[test]
fn a_truetype_font_says_which_glyphs_its_numbers_are() {
    for (more, expected) in [("", "Identity"), ("/CIDToGIDMap/Identity", "Identity")] {
        let art = art(&collected("Identity-H", "Identity", more));
        let mut maps =
            art.parts.iter().filter_map(|part| part.as_dict().ok()?.get(b"CIDToGIDMap").ok());
        let map = maps.next().and_then(|map| map.as_name().ok());
        assert_eq!(map, Some(expected.as_bytes()));
    }
}

#[test]
fn a_pattern_has_a_step() {
    let tile = |step: &str| {
        stream(&format!("/PatternType 1/PaintType 1/XStep {step}/YStep 9"), "0 0 9 9 re f")
    };
    for (step, told) in [("9", 0), ("-9", 0), ("0", 1)] {
        let content = "/Pattern cs /P scn 0 0 9 9 re f";
        assert_eq!(flaws(content, "/Pattern<</P 5 0 R>>", &[&tile(step)]).len(), told, "{step}");
    }
}

/// The host page's state is not the art's to restore.
#[test]
fn a_state_that_was_never_saved_is_not_restored() {
    let form = stream("/Subtype/Form/BBox[0 0 9 9]", "Q q 0 0 9 9 re f Q Q");
    let art = art(&page("q Q Q (Q) pop q /Fm Do", "/XObject<</Fm 5 0 R>>", &[&form]));
    assert_eq!(String::from_utf8_lossy(&art.content), "q Q   (Q) pop q /Fm Do\n");
    let form = art.parts[0].as_stream().expect("the form");
    assert_eq!(String::from_utf8_lossy(&form.content), "  q 0 0 9 9 re f Q  ");
}

/// ISO 19005-2 6.2.5.
#[test]
fn a_transfer_function_that_does_nothing_stays_behind() {
    let states = "/ExtGState<</A<</TR/Identity/ca .5>>/B<</TR2/Default>>\
        /C<</SMask<</S/Alpha/TR/Identity>>>>>>";
    let art = art(&page("/A gs /B gs", states, &[]));
    assert_eq!(art.facts.forbidden.len(), 0);
    let text = format!("{:?}", art.resources);
    assert_eq!(text.matches("/TR").count() + text.matches("TR2").count(), 1, "{text}");
    assert!(text.contains("/ca"), "{text}");
}

#[test]
fn a_profile_is_one_of_as_many_inks() {
    let profile = |space: &[u8; 4], version: u8| {
        let mut bytes = [b'.'; 140];
        bytes[..4].copy_from_slice(&140u32.to_be_bytes());
        bytes[8] = version;
        bytes[16..20].copy_from_slice(space);
        bytes[36..40].copy_from_slice(b"acsp");
        bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    for (inks, data, is_sound) in [
        (3, profile(b"RGB ", 2), true),
        (1, profile(b"GRAY", 4), true),
        (4, profile(b"CMYK", 2), true),
        (4, profile(b"RGB ", 2), false),
        (3, profile(b"RGB ", 9), false),
        (3, profile(b"RGB ", 2)[..278].to_owned(), false),
        (3, "garbage".to_owned(), false),
    ] {
        let space = stream(&format!("/N {inks}/Filter/ASCIIHexDecode"), &data);
        let found = forbidden("/A cs", "/ColorSpace<</A[/ICCBased 5 0 R]>>", &[&space]);
        assert_eq!(found.contains(&Forbidden::Profile), !is_sound, "{inks} {data}");
    }
}

/// ISO 19005-2 6.2.11.4.1: what is not printed needs no program.
#[test]
fn type_that_is_only_found_needs_no_program() {
    let fonts = "/Font<</F<</Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>>>";
    for (mode, embedded) in [(0, false), (3, true), (7, false)] {
        let content = format!("BT /F 9 Tf {mode} Tr (a) Tj ET");
        let found = art(&page(&content, fonts, &[])).facts.fonts;
        let embedded_ones: Vec<bool> =
            found.iter().map(|ArtFont { embedded, .. }| *embedded).collect();
        assert_eq!(embedded_ones, [embedded], "{mode}");
    }
}

/// The program of a simple font, under a key of its descriptor.
fn font_file(kind: &str, key: &str, entries: &str) -> Vec<u8> {
    let program = include_bytes!("../../../tests/data/narrow.ttf");
    let hex: String = program.iter().map(|byte| format!("{byte:02x}")).collect();
    let file = stream(&format!("/Filter/ASCIIHexDecode{entries}"), &format!("{hex}>"));
    let descriptor = format!("<</Type/FontDescriptor/Flags 32/{key} 6 0 R>>");
    let font = format!(
        "/Font<</F<</Subtype/{kind}/BaseFont/X/Encoding/WinAnsiEncoding/FontDescriptor 5 0 R>>>>"
    );
    page("BT /F 9 Tf (a) Tj ET", &font, &[&descriptor, &file])
}

#[test]
fn a_program_stands_under_its_own_key() {
    for (kind, key, entries, is_sound) in [
        ("TrueType", "FontFile2", "", true),
        ("TrueType", "FontFile3", "/Subtype/OpenType", true),
        ("TrueType", "FontFile3", "/Subtype/Type1C", false),
        ("Type1", "FontFile2", "", false),
        ("TrueType", "FontFile", "", false),
    ] {
        let found = art(&font_file(kind, key, entries)).facts.forbidden;
        assert_eq!(found.contains_key(&Forbidden::FontKind), !is_sound, "{kind} {key} {entries}");
    }
}

/// ISO 32000-2 8.11.4.4: a viewer may hide a layer by itself.
#[test]
fn layers_that_are_not_printed_are_told() {
    let with = |usage: &str, automatic: &str| {
        let catalogue = format!(
            "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[4 0 R]/D<</AS[{automatic}]>>>>>>"
        );
        let group = format!("<</Type/OCG/Name(Notes){usage}>>");
        art(&file(&[
            &catalogue,
            "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 30 30]>>",
            "<</Type/Page/Parent 2 0 R/Resources<</Properties<</L 4 0 R>>>>>>",
            &group,
        ]))
        .facts
        .layers[0]
            .shown
    };
    let off = "/Usage<</Print<</PrintState/OFF>>>>";
    let when_printed = "<</Event/Print/OCGs[4 0 R]/Category[/Print]>>";
    assert!(!with(off, when_printed));
    assert!(with("/Usage<</Print<</PrintState/ON>>>>", when_printed));
    assert!(with(off, ""));
    let content = "/OC /M BDC 0 0 9 9 re f EMC";
    for (policy, shown) in [("", None), ("/P/AnyOn", None), ("/P/AllOff", Some(false))] {
        let properties = format!("/Properties<</M<</Type/OCMD/OCGs[]{policy}>>>>");
        let layers = art(&page(content, &properties, &[])).facts.layers;
        assert_eq!(layers.first().map(|layer| layer.shown), shown, "{policy}");
    }
}

/// A JPEG file's frame of so many pixels and components, with an end mark or without, as hexadecimal
/// digits.
fn jpeg(width: u8, height: u8, components: u8, end: &str) -> String {
    let parts: String = (1..=components).map(|at| format!("{at:02X}1100")).collect();
    let length = 8 + 3 * components;
    format!(
        "FFD8FFC0{length:04X}08{height:04X}{width:04X}{components:02X}{parts}FFDA0002010203{end}"
    )
}

#[test]
fn a_coded_picture_is_what_its_dictionary_says() {
    let bytes = |hex: &str| -> Vec<u8> {
        let pairs = hex.as_bytes().chunks(2);
        pairs
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
            .collect()
    };
    let told = |data: &[u8], entries: &str| -> Vec<String> {
        let head = format!(
            "<</Subtype/Image/BitsPerComponent 8{entries}/Filter/DCTDecode/Length {}>>\nstream\n",
            data.len()
        );
        // Files of the tests are text; the data is put in afterwards.
        let mark = "@".repeat(data.len());
        let made = page("/I Do", "/XObject<</I 5 0 R>>", &[&format!("{head}{mark}\nendstream")]);
        let at = made.windows(data.len()).position(|window| window == mark.as_bytes()).unwrap();
        let mut made = made;
        made[at..at + data.len()].copy_from_slice(data);
        art(&made).facts.flaws.into_iter().collect()
    };
    let grey = "/Width 3/Height 2/ColorSpace/DeviceGray";
    assert_eq!(told(&bytes(&jpeg(3, 2, 1, "FFD9")), grey), [""; 0]);
    for (data, part) in [
        (jpeg(3, 2, 1, ""), "ends early"),
        (jpeg(4, 2, 1, "FFD9"), "4 × 2 pixels where its dictionary says 3 × 2"),
        (jpeg(3, 2, 3, "FFD9"), "3 components where its colour space has 1"),
    ] {
        let found = told(&bytes(&data), grey);
        assert!(found.len() == 1 && found[0].contains(part), "{found:?}");
    }
}

#[test]
fn a_font_of_drawings_is_looked_into_wherever_it_stands() {
    const FONT: &str = "<</Type/Font/Subtype/Type3/FontBBox[0 0 10 10]/FontMatrix[.1 0 0 .1 0 0]\
        /FirstChar 65/LastChar 65/Widths[10]/Encoding<</Differences[65/A]>>/CharProcs<</A 5 0 R>>>>";
    let glyph = stream("", "10 0 d0 1 0 0 rg 0 0 9 9 re f");
    let content = "BT /F 9 Tf (A) Tj ET";
    let inline = art(&page(content, &format!("/Font<</F {FONT}>>"), &[&glyph])).facts;
    let apart = art(&page(content, "/Font<</F 6 0 R>>", &[&glyph, FONT])).facts;
    assert!(!apart.strange.is_empty() && apart.strange == inline.strange, "{:?}", inline.strange);
}

#[test]
fn spaces_that_nobody_can_print_are_told() {
    const TINT: &str = "<</FunctionType 2/Domain[0 1]/N 1/C0[0 0 0 0]/C1[0 1 1 0]>>";
    for (space, told) in [
        ("[/Zork 1]".to_owned(), "it has a colour space that there is not"),
        (format!("[/Separation/Gold/Zork {TINT}]"), "it has an ink that no colour can stand for"),
        (
            format!("[/Separation/Gold[/Separation/Red/DeviceCMYK {TINT}]{TINT}]"),
            "it has an ink that no colour can stand for",
        ),
        (
            format!("[/Separation/Gold/DeviceRGB {TINT}]"),
            "it has an ink whose tints are not of the colours that stand for it",
        ),
        (format!("[/Separation/Gold/DeviceCMYK {TINT}]"), ""),
    ] {
        let found = flaws("/S cs 1 scn 0 0 9 9 re f", &format!("/ColorSpace<</S {space}>>"), &[]);
        assert_eq!(found.join(""), told, "{space}");
    }
    let zork = "BI /W 1 /H 1 /BPC 8 /CS /G /F /Zork ID a\nEI";
    assert_eq!(flaws(zork, "", &[]), ["it has a picture packed in a way that there is not (Zork)"]);
    assert_eq!(flaws("BI /W 1 /H 1 /BPC 8 /CS /G /F [/A85 /Fl] ID a\nEI", "", &[]), [""; 0]);
    for (content, resources, told) in [
        ("/G gs", "/ExtGState<</G<</ca 2.5>>>>", 1),
        ("/G gs", "/ExtGState<</G<</LW -3>>>>", 1),
        ("/G gs", "/ExtGState<</G<</ca .5/CA 1/LW 3>>>>", 0),
        ("BT ET ET", "", 1),
        ("BT BT ET", "", 1),
        ("BT ET BT ET", "", 0),
    ] {
        assert_eq!(flaws(content, resources, &[]).len(), told, "{content} {resources}");
    }
}

#[test]
fn what_readers_cannot_hold_is_told() {
    let long = "x".repeat(40_000);
    let name = "n".repeat(128);
    let deep =
        stream("/Subtype/Form/BBox[0 0 1 1]/Resources<<>>", &("q ".repeat(15) + &"Q ".repeat(15)));
    let saved = |count: usize| "q ".repeat(count) + "/X Do " + &"Q ".repeat(count);
    let inks: String = (0..33).map(|at| format!("/I{at}")).collect();
    let many = format!("/ColorSpace<</S[/DeviceN[{inks}]/DeviceCMYK<<>>]>>");
    let forms = "/XObject<</X 5 0 R>>";
    for (content, resources, told) in [
        ("2147483648 w".to_owned(), "", vec![Forbidden::Limits]),
        ("2147483647 w".to_owned(), "", vec![]),
        (format!("/Span <</T ({long})>> BDC EMC"), "", vec![Forbidden::Limits]),
        (format!("/{name} BMC EMC"), "", vec![Forbidden::Limits]),
        (saved(13), forms, vec![]),
        (saved(15), forms, vec![Forbidden::DeepStates]),
        ("/S cs 0 0 9 9 re f".to_owned(), &many, vec![Forbidden::Colourants, Forbidden::Limits]),
        ("BI /W 1 /H 1 /BPC 8 /CS /G /F /LZW ID a\nEI".to_owned(), "", vec![Forbidden::InlineLzw]),
    ] {
        assert_eq!(forbidden(&content, resources, &[&deep]), told, "{content:.40}");
    }
}

#[test]
fn what_goes_along_keeps_to_the_rules_of_archives() {
    let form = stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "/G gs 0 0 9 9 re f");
    let resources = "/XObject<</A 5 0 R/B 6 0 R>>/ExtGState<</G<</LW 2>>>>";
    let taken = art(&page("/A Do /B Do", resources, &[&form, &form]));
    let given: Vec<&lopdf::Object> = taken
        .parts
        .iter()
        .filter_map(|part| part.as_stream().ok()?.dict.get(b"Resources").ok())
        .collect();
    assert!(given.len() == 2 && given[0] == given[1], "{given:?}");
    let shared = given[0].as_reference().expect("one for both").0 as usize;
    assert!(taken.parts[shared].as_dict().expect("resources").has(b"ExtGState"));
    assert!(taken.facts.flaws.is_empty(), "{:?}", taken.facts.flaws);

    let smooth = art(&page("BI /W 1 /H 1 /BPC 8 /CS /G /I true ID a\nEI", "", &[]));
    assert!(String::from_utf8_lossy(&smooth.content).contains("/X true"));
    let font = "/Font<</F<</Type/Font/Subtype/TrueType/BaseFont/A/FontDescriptor 5 0 R>>>>";
    let listed = art(&page("", font, &["<</Type/FontDescriptor/CIDSet 6 0 R/CharSet(/a)>>"]));
    let listed = listed.parts[0].as_dict().expect("a descriptor");
    assert!(!listed.has(b"CIDSet") && !listed.has(b"CharSet"));
}
