//! What is read of small pages.

use super::testing::{art, file, page, page_with, read, stream};
use super::{ArtFont, ColourKind, Forbidden, Where};
use crate::colour::Ink;
use crate::measure::{Edges, Length};
use crate::picture::{Kind, PictureError};

fn pt(points: i64) -> Length {
    Length::from_pt(points)
}

#[test]
fn boxes_are_those_of_the_page_as_it_is_shown() {
    let none = Edges::default();
    let bleed = |top, right, bottom, left| Edges {
        top: pt(top),
        right: pt(right),
        bottom: pt(bottom),
        left: pt(left),
    };
    for (entries, size, expected) in [
        ("/MediaBox[0 0 100 50]", (100, 50), none),
        ("/MediaBox[100 50 0 0]", (100, 50), none),
        ("/MediaBox[0 0 100 50]/CropBox[10 10 90 40]", (80, 30), none),
        ("/MediaBox[0 0 100 50]/TrimBox[10 10 90 40]", (80, 30), bleed(10, 10, 10, 10)),
        (
            "/MediaBox[0 0 100 50]/TrimBox[10 10 90 40]/BleedBox[9 8 93 44]",
            (80, 30),
            bleed(4, 3, 2, 1),
        ),
        // Turned clockwise, the left edge becomes the head.
        (
            "/MediaBox[0 0 100 50]/TrimBox[10 10 90 40]/BleedBox[9 8 93 44]/Rotate 90",
            (30, 80),
            bleed(1, 4, 3, 2),
        ),
        ("/MediaBox[0 0 100 50]/Rotate -90", (50, 100), none),
        ("/MediaBox[0 0 100 50]/UserUnit 2", (200, 100), none),
        // A trim box beyond the sheet is cut to it.
        ("/MediaBox[0 0 100 50]/TrimBox[-10 0 100 50]", (100, 50), none),
    ] {
        let picture = read(&page_with(entries, "", "", &[])).expect(entries);
        assert_eq!(
            (picture.size.width, picture.size.height),
            (pt(size.0), pt(size.1)),
            "{entries}"
        );
        assert_eq!(picture.footprint().bleed, expected, "{entries}");
    }
    for entries in ["", "/MediaBox[0 0 0 50]", "/MediaBox[0 0 100]", "/MediaBox[0 0 99999 9]"] {
        let found = read(&page_with(entries, "", "", &[]));
        assert!(matches!(found, Err(PictureError::Broken(Kind::Pdf, _))), "{entries}: {found:?}");
    }
}

#[test]
fn pages_are_counted_over_the_tree_and_inherit() {
    let bytes = file(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 3/MediaBox[0 0 30 30]>>",
        "<</Type/Page/Parent 2 0 R>>",
        "<</Type/Pages/Kids[5 0 R 6 0 R]/Count 2/MediaBox[0 0 40 40]>>",
        "<</Type/Page/Parent 4 0 R>>",
        "<</Type/Page/Parent 4 0 R/MediaBox[0 0 60 60]>>",
    ]);
    for (number, size) in [(1, 30), (2, 40), (3, 60)] {
        let picture = super::read_page(&bytes, number).expect("a page");
        assert_eq!(picture.size.width, pt(size));
    }
    for number in [0, 4] {
        let found = super::read_page(&bytes, number);
        assert_eq!(found, Err(PictureError::NoPage { wanted: number, pages: 3 }));
    }
}

#[test]
fn colours_are_noted_where_they_paint() {
    use ColourKind::{Calibrated, Rgb};
    use Where::{Blending, Drawing, Image, Shading, Type};
    let spaces = "/ColorSpace<</Cs[/CalRGB null]/Sep[/Separation/Gold/DeviceCMYK 6 0 R]>>\
        /XObject<</Im 7 0 R/Fm 8 0 R>>/Shading<</Sh<</ShadingType 2/ColorSpace/DeviceRGB/Function<</FunctionType 2/N 1>>>>>>\
        /Pattern<</Pt 9 0 R>>/Font<</F<</Subtype/Type1/BaseFont/Times-Roman>>>>";
    let form = "/Subtype/Form/BBox[0 0 9 9]/Group<</S/Transparency/CS/DeviceRGB>>";
    let more = [
        "null".to_owned(),
        "<</FunctionType 2/C1[0 .2 .6 .1]/N 1>>".to_owned(),
        stream(
            "/Subtype/Image/Width 9/Height 9/ColorSpace/DeviceRGB/BitsPerComponent 8",
            &"x".repeat(243),
        ),
        stream(form, ""),
        stream("/PatternType 1/PaintType 1/XStep 9/YStep 9", "1 0 0 RG 0 0 9 9 re S"),
    ];
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    for (content, strange, coloured) in [
        ("0 g 0 0 9 9 re f", vec![], vec![]),
        ("1 0 0 rg", vec![], vec![]),
        ("1 1 1 rg 0 0 9 9 re f", vec![(Rgb, Drawing)], vec![]),
        ("q 1 0 0 rg 0 0 9 9 re f Q 0 0 9 9 re f", vec![(Rgb, Drawing)], vec![Drawing]),
        ("/Cs cs 0 0 9 9 re f", vec![(Calibrated, Drawing)], vec![Drawing]),
        ("/Sep cs 0 0 9 9 re f", vec![], vec![Drawing]),
        ("/Sep cs 0 sc 0 0 9 9 re f", vec![], vec![]),
        ("1 0 0 0 k 0 0 9 9 re f", vec![], vec![Drawing]),
        ("9 0 0 9 0 0 cm /Im Do", vec![(Rgb, Image)], vec![Image]),
        ("/Sh sh", vec![(Rgb, Shading)], vec![Shading]),
        ("/Fm Do", vec![(Rgb, Blending)], vec![]),
        ("/Pattern cs /Pt scn 0 0 9 9 re f", vec![(Rgb, Drawing)], vec![Drawing]),
        ("BT /F 9 Tf 1 0 0 rg (a) Tj ET", vec![(Rgb, Type)], vec![Type]),
        ("BT /F 9 Tf 3 Tr 1 0 0 rg (a) Tj ET", vec![], vec![]),
        ("9 0 0 9 0 0 cm BI /W 9/H 9/CS/RGB/BPC 8 ID xx EI", vec![(Rgb, Image)], vec![Image]),
    ] {
        let facts = art(&page(content, spaces, &more)).facts;
        assert_eq!(facts.strange.keys().copied().collect::<Vec<_>>(), strange, "{content}");
        assert_eq!(facts.coloured.keys().copied().collect::<Vec<_>>(), coloured, "{content}");
        assert!(facts.unread.is_empty(), "{content}: {:?}", facts.unread);
    }
}

#[test]
fn inks_are_added_up() {
    let content = "1 .5 .5 .5 k 0 0 9 9 re f 1 1 0 0 K 0 0 9 9 re S .9 1 1 1 k";
    let heaviest = art(&page(content, "", &[])).facts.heaviest.expect("a colour");
    assert_eq!(heaviest.total, 25_000);
    assert_eq!(heaviest.inks, [Ink::SOLID, Ink(5000), Ink(5000), Ink(5000)]);
}

#[test]
fn sizes_are_those_on_the_page() {
    let resources = "/Font<</F<</Subtype/Type1/BaseFont/ABCDEF+Times-Roman\
        /FontDescriptor<</FontFile 5 0 R>>>>/G<</Subtype/Type0/BaseFont/Song\
        /DescendantFonts[<</Subtype/CIDFontType0>>]>>>>/XObject<</Im 6 0 R/Fm 7 0 R>>";
    let more = [
        stream("", "font"),
        stream("/Subtype/Image/Width 300/Height 100/ImageMask true", ""),
        stream("/Subtype/Form/BBox[0 0 9 9]/Matrix[2 0 0 2 0 0]", "1 w 0 0 m 9 9 l S"),
    ];
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    let facts = |content: &str| art(&page(content, resources, &more)).facts;
    for (content, thinnest) in [
        ("1 w 0 0 m 9 9 l S", Some(pt(1))),
        (".5 0 0 .5 0 0 cm 4 w 0 0 m 9 9 l S", Some(pt(2))),
        ("q 9 w Q 0 0 m 9 9 l s", Some(pt(1))),
        ("0 0 90 3 re f", Some(pt(3))),
        ("0 0 9 3 re f", None),
        ("0 0 90 3 re W n", None),
        ("0 0 90 3 re 0 0 m 9 9 l f", None),
        ("/Fm Do", Some(pt(2))),
    ] {
        assert_eq!(facts(content).thinnest, thinnest, "{content}");
    }
    for (content, size) in [
        ("BT /F 6 Tf (a) Tj ET", Some(pt(6))),
        ("BT /F 1 Tf 8 0 0 7 0 0 Tm [(a) 3] TJ ET", Some(pt(7))),
        ("2 0 0 2 0 0 cm BT /F 6 Tf () Tj (a) ' ET", Some(pt(12))),
        ("BT /F 2 Tf 3 Tr (a) Tj ET", None),
    ] {
        assert_eq!(facts(content).smallest_type, size, "{content}");
    }
    let font = |name: &str, embedded| ArtFont {
        name: name.to_owned(),
        embedded,
        mute: embedded,
        ..ArtFont::default()
    };
    let found = facts("BT /F 6 Tf (a) Tj /G 6 Tf <0001> Tj /F 5 Tf ET").fonts;
    let expected = [font("Song", false), font("Times-Roman", true)];
    assert_eq!(found.into_iter().collect::<Vec<_>>(), expected);
    let images = facts("q 72 0 0 72 0 0 cm /Im Do Q 36 0 0 36 0 0 cm /Im Do").images;
    let [image] = images[..] else { panic!("{images:?}") };
    assert!(image.line_art);
    assert_eq!(image.resolution(), 100);
}

#[test]
fn what_no_press_file_may_have_is_found() {
    let more = [
        stream("/Subtype/Form/BBox[0 0 9 9]", "/X Do"),
        stream("/Subtype/Form/BBox[0 0 9 9]/Ref<<>>/PS 5 0 R", ""),
        stream("/Subtype/PS", ""),
        stream("/Subtype/Image/Width 9/Height 9/OPI<<>>/ColorSpace/DeviceGray", ""),
        "<</TR 5 0 R>>".to_owned(),
        "<</TR 5 0 R/TR2/Default/BM/Multiply>>".to_owned(),
        "<</HT<</HalftoneType 1>>>>".to_owned(),
        "<</BM[/Foo/Screen]>>".to_owned(),
        "<</BM[/Screen/Normal]>>".to_owned(),
    ];
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    let resources = "/XObject<</X 5 0 R/R 6 0 R/P 7 0 R/O 8 0 R>>\
        /ExtGState<</T 9 0 R/M 10 0 R/H 11 0 R/B 12 0 R/L 13 0 R>>";
    for (content, expected, transparent) in [
        ("/X Do", vec![Forbidden::Recursion], false),
        ("/R Do", vec![Forbidden::PostScript, Forbidden::ReferenceForm], false),
        ("/P Do", vec![Forbidden::PostScript], false),
        ("/O Do", vec![Forbidden::Opi], false),
        ("/T gs", vec![Forbidden::TransferFunction], false),
        ("/M gs", vec![], true),
        ("/H gs", vec![Forbidden::Halftone], false),
        ("/B gs", vec![Forbidden::BlendMode], true),
        ("/L gs", vec![], true),
    ] {
        // The form that draws itself takes its resources from the page.
        let facts = art(&page(content, resources, &more)).facts;
        assert_eq!(facts.forbidden.into_keys().collect::<Vec<_>>(), expected, "{content}");
        assert_eq!(facts.transparent, transparent, "{content}");
    }
}

#[test]
fn structure_stays_behind_and_marks_do_not_change() {
    let form = stream(
        "/Subtype/Form/BBox[0 0 9 9]/StructParents 3/PieceInfo<<>>",
        "/Artifact BMC 0 0 9 9 re f EMC /Span<</MCID 1>>BDC EMC",
    );
    let page_entries = "/MediaBox[0 0 100 50]/StructParents 0/Annots[<</AP<<>>>> <</F 2/AP<<>>>>]";
    let content = "/P <</MCID 0/Lang(zh)>> BDC (MCID) pop /Fm Do EMC";
    let resources = "/XObject<</Fm 5 0 R>>/Properties<</A<</MCID 7/X 1>>/Up 3 0 R>>";
    let art = art(&page_with(page_entries, content, resources, &[&form]));
    let text = String::from_utf8(art.content.clone()).expect("text");
    assert_eq!(text, "/P <</XCID 0/Lang(zh)>> BDC (MCID) pop /Fm Do EMC\n");
    assert_eq!(art.parts.len(), 2, "{:?}", art.parts);
    let form = art.parts[0].as_stream().expect("the form");
    let inside = String::from_utf8_lossy(&form.content);
    assert_eq!(inside, "/Unmarked BMC 0 0 9 9 re f EMC /Span<</XCID 1>>BDC EMC");
    assert!(!form.dict.has(b"StructParents") && !form.dict.has(b"PieceInfo"));
    // The page itself does not come along.
    assert_eq!(art.parts[1], lopdf::Object::Null);
    assert!(!format!("{:?}", art.resources).contains("MCID"));
    assert_eq!(art.facts.annotations, 1);
    assert_eq!(art.facts.unread.len(), 1, "`pop` is no operator");
}

/// ISO 19005-2 6.2.8: no smoothing, no other picture in its place.
#[test]
fn what_a_reader_may_do_to_a_picture_stays_behind() {
    let entries = "/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8\
        /Interpolate true/Alternates[]";
    let image = stream(entries, "abcd");
    let art = art(&page("/Im Do", "/XObject<</Im 5 0 R>>", &[&image]));
    let dict = &art.parts[0].as_stream().expect("the picture").dict;
    assert!(!dict.has(b"Interpolate") && !dict.has(b"Alternates") && dict.has(b"Width"));
}

#[test]
fn lzw_is_unpacked() {
    // Clear, a run of blanks by codes of nine bits, end (ISO 32000-2 7.4.4.2, example).
    let packed = "800B6050220C0C8501>";
    let form = stream("/Subtype/Form/BBox[0 0 9 9]/Filter[/ASCIIHexDecode/LZWDecode]", packed);
    let art = art(&page("", "/XObject<</Fm 5 0 R>>", &[&form]));
    let form = art.parts[0].as_stream().expect("the form");
    assert_eq!(form.content, [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
    assert!(!form.dict.has(b"Filter"));
}

#[test]
fn layers_are_told_with_their_state() {
    let bytes = file(&[
        "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[4 0 R 5 0 R]/D<</OFF[5 0 R]>>>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 30 30]>>",
        "<</Type/Page/Parent 2 0 R/Resources<</Properties<</L 4 0 R>>>>>>",
        "<</Type/OCG/Name(Ground)>>",
        "<</Type/OCG/Name(Notes)>>",
    ]);
    let art = art(&bytes);
    let layers: Vec<_> =
        art.facts.layers.iter().map(|layer| (layer.name.as_str(), layer.shown)).collect();
    assert_eq!(layers, [("Ground", true), ("Notes", false)]);
    assert_eq!(art.parts.len(), 1);
}

/// The forms that files come in: cross-reference and object streams, linearised, updated.
#[test]
fn every_form_of_a_file_is_read() {
    for (name, bytes) in [
        ("plain", &include_bytes!("../../../tests/data/art/plain.pdf")[..]),
        ("streams", include_bytes!("../../../tests/data/art/streams.pdf")),
        ("linear", include_bytes!("../../../tests/data/art/linear.pdf")),
        ("linear_streams", include_bytes!("../../../tests/data/art/linear_streams.pdf")),
    ] {
        let art = art(bytes);
        assert!(art.content.starts_with(b"0 0 0 .2 k"), "{name}");
        assert_eq!(art.facts.unread, Default::default(), "{name}");
    }
    let updated = art(include_bytes!("../../../tests/data/art/updated.pdf"));
    assert!(updated.content.ends_with(b"20 20 30 20 re f\n"));
    let locked = read(include_bytes!("../../../tests/bad/pictures/locked.pdf"));
    assert_eq!(locked, Err(PictureError::Encrypted));
}
