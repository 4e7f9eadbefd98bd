//! What is damaged, missing or wrongly labelled in small pages.

use super::testing::{art, file, page, stream};
use super::{ArtFont, Forbidden};

fn unread(content: &str, resources: &str, more: &[&str]) -> Vec<String> {
    art(&page(content, resources, more)).facts.unread.into_iter().collect()
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
        let found = unread(content, "", &[]);
        assert_eq!(found, [format!("it lacks {told} that it draws with")], "{content}");
    }
    for content in ["/DeviceCMYK cs 1 0 0 0 sc", "/Pattern cs", "/DeviceGray CS"] {
        assert_eq!(unread(content, "", &[]), [""; 0], "{content}");
    }
    let many: String = (0..100).map(|at| format!("/N{at} gs ")).collect();
    assert_eq!(unread(&many, "", &[]).len(), 20);
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
        let found = unread("/Im Do", "/XObject<</Im 5 0 R>>", &[&image]);
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
        let found = unread("/Im Do", "/XObject<</Im 5 0 R>>", &[&image, &mask]);
        assert_eq!(found.len(), told, "{found:?}");
    }
}

#[test]
fn a_pattern_has_a_step() {
    let tile = |step: &str| {
        stream(&format!("/PatternType 1/PaintType 1/XStep {step}/YStep 9"), "0 0 9 9 re f")
    };
    for (step, told) in [("9", 0), ("-9", 0), ("0", 1)] {
        let content = "/Pattern cs /P scn 0 0 9 9 re f";
        assert_eq!(unread(content, "/Pattern<</P 5 0 R>>", &[&tile(step)]).len(), told, "{step}");
    }
}

/// The host page's state is not the art's to restore.
#[test]
fn a_state_that_was_never_saved_is_not_restored() {
    let form = stream("/Subtype/Form", "Q q 0 0 9 9 re f Q Q");
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
