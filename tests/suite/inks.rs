//! Plates, ink maps and soft proofs: what stands where, to the pixel.
//!
//! One advertisement is a chart of fields of 20 points, each printed in another way; the page has
//! 72 pixels an inch, so that a pixel is a point.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use typeset::diag::{Deny, Findings};
use typeset::fonts::SystemFont;
use typeset::{
    ByProduct, ByProductKind, Goal, Job, Outcome, Output, Proof, Session, ShowGrid, Wanted, World,
};

/// A page of 280 points; its content begins 40 points from the corner.
const LAYOUT: &str = r#"
[document]
date = 2024-11-16
[grid]
columns = 1
measure = 20
line = "10pt"
[paper]
size = ["280pt", "280pt"]
margin = "40pt"
bleed = "0pt"
[output]
standard = "plain"
[colour.gold]
ink = "Gold/1"
alternate = "cmyk(0, 20, 80, 0)"
[style]
body = { size = "10pt" }
[[page]]
id = "A1"
block = [BLOCKS]
"#;

struct Desk(Vec<(&'static str, Vec<u8>)>);

impl World for Desk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let found = self.0.iter().find(|(name, _)| Path::new(name) == path);
        found.map(|(_, bytes)| bytes.clone()).ok_or(io::ErrorKind::NotFound.into())
    }

    fn system_font(&self, _family: &str) -> Option<SystemFont> {
        None
    }
}

fn desk(blocks: &str, art: Vec<u8>) -> Desk {
    let layout = LAYOUT.replace("BLOCKS", blocks).into_bytes();
    Desk(vec![("page.toml", layout), ("chart.pdf", art)])
}

/// What is made of a page, and what is said of it.
fn made(desk: &Desk, wanted: Wanted<'_>, threads: usize) -> (Vec<ByProduct>, Findings) {
    let threads = threads.try_into().expect("a thread or more");
    let outcome = run(desk, wanted, Session::with_threads(threads).expect("threads"));
    assert!(matches!(outcome.output, Output::Document(_)), "{:#?}", outcome.findings);
    (outcome.byproducts, outcome.findings)
}

fn run(desk: &Desk, wanted: Wanted<'_>, mut session: Session) -> Outcome {
    let deny = Deny::default();
    let job = Job {
        layout: Path::new("page.toml"),
        goal: Goal::Document,
        proof: Proof::Final,
        show_grid: ShowGrid::Hidden,
        deny: &deny,
        wanted,
    };
    session.run(&job, desk, &mut |_| ())
}

/// A picture's width, its channels and its samples.
struct Picture {
    width: usize,
    channels: usize,
    samples: Vec<u8>,
}

impl Picture {
    fn read(made: &ByProduct) -> Picture {
        let mut reader = png::Decoder::new(io::Cursor::new(&made.bytes)).read_info().expect("PNG");
        let mut samples = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut samples).expect("pixels");
        let channels = info.color_type.samples();
        Picture { width: info.width as usize, channels, samples }
    }

    fn at(&self, x: usize, y: usize) -> &[u8] {
        &self.samples[(y * self.width + x) * self.channels..][..self.channels]
    }
}

/// The plates of a page by their inks.
fn plates(desk: &Desk) -> BTreeMap<String, Picture> {
    let wanted = Wanted { plates: Some(72), ..Wanted::default() };
    let (made, _) = made(desk, wanted, 1);
    assert!(made.iter().all(|plate| plate.kind == ByProductKind::Plate && plate.name == "A1"));
    made.iter().map(|plate| (plate.ink.clone(), Picture::read(plate))).collect()
}

/// The inks of a pixel that has any, in per cent.
fn inks(plates: &BTreeMap<String, Picture>, x: usize, y: usize) -> String {
    let per_cent = |picture: &Picture| (f32::from(255 - picture.at(x, y)[0]) / 2.55).round() as u32;
    let some = plates.iter().map(|(ink, picture)| (ink, per_cent(picture)));
    let some: Vec<String> =
        some.filter(|(_, ink)| *ink > 0).map(|(name, ink)| format!("{name} {ink}")).collect();
    some.join(", ")
}

/// A PDF of one page of 200 points; further objects are numbered from 5.
fn art(content: &str, resources: &str, objects: &[&str]) -> Vec<u8> {
    let mut all = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 200 200]>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<{resources}>>>>"),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
    ];
    all.extend(objects.iter().map(|object| (*object).to_owned()));
    let mut out = String::from("%PDF-1.6\n");
    let mut rows = String::from("0000000000 65535 f \n");
    for (at, object) in all.iter().enumerate() {
        rows.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let (start, size) = (out.len(), all.len() + 1);
    out.push_str(&format!(
        "xref\n0 {size}\n{rows}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    ));
    out.into_bytes()
}

/// Fields of the chart: what is painted in each, with `BOX` for its rectangle, and the inks that
/// then stand in its middle.
const FIELDS: &[(&str, &str)] = &[
    ("0 0 0 1 k BOX f", "Black 100"),
    ("0 0 0 .3 k BOX f", "Black 30"),
    (".4 g BOX f", "Black 60"),
    ("/Gold cs .5 scn BOX f", "Gold/1 50"),
    // Knocked out, as everything is that does not overprint.
    ("/Gold cs 1 scn BOX f 0 0 0 1 k BOX f", "Black 100"),
    ("1 0 0 0 k BOX f 0 1 0 0 k BOX f", "Magenta 100"),
    // Overprinted.
    ("/Gold cs 1 scn BOX f /Over gs 0 0 0 1 k BOX f", "Black 100, Gold/1 100"),
    ("1 0 0 0 k BOX f /Over gs 0 1 0 0 k BOX f", "Cyan 100, Magenta 100"),
    ("1 0 0 0 k BOX f /Over gs .5 1 0 0 k BOX f", "Cyan 50, Magenta 100"),
    ("0 0 0 1 k BOX f /Over gs /Gold cs .7 scn BOX f", "Black 100, Gold/1 70"),
    // Without the overprint mode zeros are printed too, on the press's own plates.
    ("1 0 0 0 k BOX f /Zeros gs 0 1 0 0 k BOX f", "Magenta 100"),
    ("/Gold cs 1 scn BOX f /Zeros gs 0 1 0 0 k BOX f", "Gold/1 100, Magenta 100"),
    // A stroke that overprints over a fill that does not.
    ("BOX W n 1 0 0 0 k BOX f /Stroke gs 0 0 0 .2 k 0 1 0 0 K 30 w BOX B", "Black 20, Magenta 100"),
    // Inks of their own, several at once, by name.
    ("/Two cs .4 .6 scn BOX f", "Cyan 40, Gold/1 60"),
    ("0 0 0 1 k BOX f /Over gs /Two cs .4 .6 scn BOX f", "Black 100, Cyan 40, Gold/1 60"),
    ("/Palette cs 1 scn BOX f", "Cyan 20, Magenta 40, Yellow 60, Black 80"),
    ("/All cs .5 scn BOX f", "Black 50, Cyan 50, Gold/1 50, Magenta 50, Yellow 50"),
    ("1 0 0 0 k BOX f /None cs 1 scn BOX f", "Cyan 100"),
    // Blending and transparency, plate by plate.
    ("0 .5 0 0 k BOX f /Multiply gs BOX f", "Magenta 75"),
    ("0 1 0 0 k BOX f /Half gs 1 0 0 0 k BOX f", "Cyan 50, Magenta 50"),
    ("/Masked gs 1 0 0 0 k BOX f", "Cyan 50"),
    // Pictures, in the file and in the content.
    ("q 20 0 0 20 X Y cm /Cmyk Do Q", "Cyan 10, Magenta 20, Yellow 30, Black 40"),
    (
        "/Gold cs 1 scn BOX f q 20 0 0 20 X Y cm /Cmyk Do Q",
        "Cyan 10, Magenta 20, Yellow 30, Black 40",
    ),
    (
        "/Gold cs 1 scn BOX f /Over gs q 20 0 0 20 X Y cm /Cmyk Do Q",
        "Black 40, Cyan 10, Gold/1 100, Magenta 20, Yellow 30",
    ),
    ("0 1 0 0 k q 20 0 0 20 X Y cm /Stencil Do Q", "Magenta 100"),
    (
        "q 20 0 0 20 X Y cm BI /W 1 /H 1 /BPC 8 /CS /DeviceCMxK /F /AHx ID 00FF0033> EI Q",
        "Black 20, Magenta 100",
    ),
    ("q 20 0 0 20 X Y cm BI /W 1 /H 1 /BPC 8 /CS /Gold /F /AHx ID 80> EI Q", "Gold/1 50"),
    // Shadings and patterns.
    // In the middle of a pixel, and as coarse as the renderer's table of a shading is.
    ("q BOX W n 1 0 0 1 X Y cm /Shade sh Q", "Black 55, Cyan 55"),
    ("q 1 0 0 1 X Y cm /Pattern cs /Tiles scn 0 0 20 20 re f Q", "Yellow 100"),
    ("/Plain cs .25 /Stamp scn BOX f", "Gold/1 25"),
    // A form takes the colour that it is shown in.
    ("0 0 1 0 k q 1 0 0 1 X Y cm /Form Do Q", "Yellow 100"),
    ("1 0 0 0 k BOX f /Over gs 0 0 1 0 k q 1 0 0 1 X Y cm /Form Do Q", "Cyan 100, Yellow 100"),
    // Text that overprints is not there on other plates; it clips as before.
    ("1 0 0 0 k BOX f q BT /F 40 Tf 7 Tr X Y Td (M) Tj ET Q 0 0 0 1 k BOX f", "Black 100"),
    // Glyphs that are drawings have colours of their own, or that of their text.
    ("0 1 0 0 k BT /D 20 Tf X Y Td (a) Tj ET", "Black 20, Cyan 100"),
    ("0 1 0 0 k BT /D 20 Tf X Y Td (b) Tj ET", "Magenta 100"),
    ("0 0 1 0 k BOX f /Over gs BT /D 20 Tf X Y Td 0 .5 0 0 k (b) Tj ET", "Magenta 50, Yellow 100"),
];

const RESOURCES: &str = "/ColorSpace<</Gold 5 0 R/Two 6 0 R/Palette[/Indexed/DeviceCMYK 1 \
    <00000000336699CC>]/All[/Separation/All/DeviceCMYK 7 0 R]/None[/Separation/None/DeviceCMYK 7 0 R]\
    /Plain[/Pattern 5 0 R]>>/ExtGState<</Over<</OP true/op true/OPM 1>>/Zeros<</OP true/op true/OPM 0>>\
    /Stroke<</OP true/op false/OPM 1>>/Multiply<</BM/Multiply>>/Half<</ca .5>>\
    /Masked<</SMask<</S/Luminosity/G 8 0 R>>>>>>/XObject<</Cmyk 9 0 R/Stencil 10 0 R/Form 11 0 R>>\
    /Shading<</Shade 12 0 R>>/Pattern<</Tiles 13 0 R/Stamp 14 0 R>>\
    /Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>/D 16 0 R>>";

fn chart() -> Vec<u8> {
    let function = "<</FunctionType 2/Domain[0 1]/N 1/C0[0 0 0 0]/C1[0 .2 .8 0]>>";
    let gold = format!("[/Separation/Gold#2F1/DeviceCMYK {function}]");
    let stream = |dict: &str, data: &str| {
        format!("<<{dict}/Length {}>>\nstream\n{data}\nendstream", data.len())
    };
    let two = "{pop dup 0 exch 0 exch pop 0}";
    let objects = [
        gold.clone(),
        format!("[/DeviceN[/Cyan/Gold#2F1]/DeviceCMYK 15 0 R<</Colorants<</Gold#2F1 {gold}>>>>]"),
        function.to_owned(),
        stream(
            "/Type/XObject/Subtype/Form/BBox[0 0 300 300]\
             /Group<</S/Transparency/CS/DeviceGray>>",
            ".5 g 0 0 300 300 re f",
        ),
        stream(
            "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceCMYK\
             /Filter/ASCIIHexDecode",
            "1A334D66>",
        ),
        stream(
            "/Type/XObject/Subtype/Image/Width 8/Height 1/BitsPerComponent 1/ImageMask true\
             /Filter/ASCIIHexDecode",
            "00>",
        ),
        stream("/Type/XObject/Subtype/Form/BBox[0 0 20 20]", "0 0 20 20 re f"),
        "<</ShadingType 2/ColorSpace/DeviceCMYK/Coords[0 0 20 0]/Function<</FunctionType 2\
         /Domain[0 1]/N 1/C0[0 0 0 0]/C1[1 0 0 1]>>>>"
            .to_owned(),
        stream(
            "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 5 5]/XStep 5/YStep 5\
             /Resources<<>>",
            "0 0 1 0 k 0 0 5 5 re f",
        ),
        stream(
            "/Type/Pattern/PatternType 1/PaintType 2/TilingType 1/BBox[0 0 5 5]/XStep 5/YStep 5\
             /Resources<<>>",
            "0 0 5 5 re f",
        ),
        stream("/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1 0 1]", two),
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 97\
         /LastChar 98/Widths[1000 1000]/Encoding<</Type/Encoding/Differences[97/a/b]>>\
         /CharProcs<</a 17 0 R/b 18 0 R>>/Resources<<>>>>"
            .to_owned(),
        stream("", "1000 0 d0 1 0 0 .2 k 0 0 1000 1000 re f"),
        stream("", "1000 0 0 0 1000 1000 d1 1 0 0 0 k 0 0 1000 1000 re f"),
    ];
    let mut content = String::new();
    for (at, (painted, _)) in FIELDS.iter().enumerate() {
        let (x, y) = (at % 10 * 20, 180 - at / 10 * 20);
        let painted = painted
            .replace("BOX", &format!("{x} {y} 20 20 re"))
            .replace('X', &x.to_string())
            .replace('Y', &y.to_string())
            .replace("CMxK", "CMYK");
        content.push_str(&format!("q {painted} Q\n"));
    }
    let objects: Vec<&str> = objects.iter().map(String::as_str).collect();
    art(&content, RESOURCES, &objects)
}

const CHART: &str = "{ ad = \"chart\", art = \"chart.pdf\", columns = 1, lines = \"1+20\" }";

#[test]
fn every_way_to_print_comes_out_on_its_plates() {
    let plates = plates(&desk(CHART, chart()));
    let names: Vec<&str> = plates.keys().map(String::as_str).collect();
    assert_eq!(names, ["Black", "Cyan", "Gold/1", "Magenta", "Yellow"]);
    let mut wrong = Vec::new();
    for (at, (painted, expected)) in FIELDS.iter().enumerate() {
        let (x, y) = (50 + at % 10 * 20, 50 + at / 10 * 20);
        let mut expected: Vec<&str> = expected.split(", ").collect();
        expected.sort_unstable();
        let (found, expected) = (inks(&plates, x, y), expected.join(", "));
        if found != expected {
            wrong.push(format!("{at}: {painted}: {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The program's own marks: a tint, type that overprints it, type that is knocked out of it.
#[test]
fn type_and_tints_come_out_on_their_plates() {
    let blocks = "{ text = \"一\", style = \"small\", columns = 1, lines = \"1+5\", tint = \"gold(40)\" }, \
        { text = \"一\", style = \"large\", columns = 1, lines = \"7+6\", tint = \"gold(40)\" }, \
        { text = \"　\", columns = 1, lines = \"14+3\", tint = \"k(30)\" }";
    let mut desk = desk(blocks, Vec::new());
    let styles = "[style]\nsmall = { font = \"sans-black\", size = \"19pt\" }\n\
        large = { font = \"sans-black\", size = \"40pt\" }\n";
    for (name, bytes) in &mut desk.0 {
        if *name == "page.toml" {
            let text = String::from_utf8(bytes.clone()).expect("text");
            *bytes = text.replace("[style]\n", styles).into_bytes();
        }
    }
    let plates = plates(&desk);
    // The stroke of 一 is thick enough for a pixel of solid black, wherever it stands.
    let solid = |rows: std::ops::Range<usize>| -> (usize, usize) {
        let black = &plates["Black"];
        rows.flat_map(|y| (40..240).map(move |x| (x, y)))
            .find(|(x, y)| black.at(*x, *y) == [0])
            .expect("a pixel of solid black type")
    };
    let (x, y) = solid(40..90);
    assert_eq!(inks(&plates, x, y), "Black 100, Gold/1 40", "small type overprints");
    let (x, y) = solid(100..160);
    assert_eq!(inks(&plates, x, y), "Black 100", "large type is knocked out");
    assert_eq!(inks(&plates, 100, 185), "Black 30");
    assert_eq!(inks(&plates, 20, 20), "", "paper");
}

#[test]
fn the_ink_map_tells_where_most_ink_lies() {
    let content = ".5 .4 0 0 k 0 0 200 200 re f 1 1 .6 .2 k 100 100 20 10 re f";
    let desk = desk(CHART, art(content, "", &[]));
    let wanted = Wanted { ink: Some(72), ..Wanted::default() };
    let (made, findings) = made(&desk, wanted, 1);
    let [map] = made.as_slice() else { panic!("one map") };
    assert!(map.kind == ByProductKind::Ink && map.name == "A1");
    // 100 points from the left of the art and 90 from its head, within the margin of 40.
    let told = "page A1 has up to 280 % of ink, 50 mm from the left and 46 mm from the top of its trim; \
                the limit is 220 %";
    let found = findings.iter().find(|found| found.code.to_string() == "P060").expect("a note");
    assert_eq!(found.message, told);
    assert!(found.primary.is_some(), "it points at the advertisement");
    let map = Picture::read(map);
    assert!(map.samples.len() / map.width / 3 > 280, "a legend under the page");
    let [paper, within, over] =
        [(20, 20), (60, 60), (155, 135)].map(|(x, y)| map.at(x, y).to_vec());
    assert_eq!(paper, [255; 3]);
    assert!(within[2] > within[0], "{within:?} is blue");
    assert!(over[0] > 200 && over[1] < 60, "{over:?} is an alarm");
}

#[test]
fn a_soft_proof_shows_the_inks_on_newsprint() {
    let content = "0 0 0 1 k 0 100 100 100 re f 1 0 0 0 k 100 100 100 100 re f /Gold cs 1 scn 0 0 200 100 re f";
    let spot = "/ColorSpace<</Gold[/Separation/Gold#2F1/DeviceCMYK<</FunctionType 2/Domain[0 1]/N 1\
                /C0[0 0 0 0]/C1[0 .2 .8 0]>>]>>";
    let desk = desk(CHART, art(content, spot, &[]));
    let wanted = Wanted { soft_proof: Some(72), ..Wanted::default() };
    let (made, _) = made(&desk, wanted, 1);
    let [proof] = made.as_slice() else { panic!("one picture") };
    assert_eq!(proof.kind, ByProductKind::SoftProof);
    let proof = Picture::read(proof);
    // What littlecms makes of paper, black and cyan of the profile, absolute colorimetric.
    for ((x, y), expected) in [
        ((5, 5), [200, 198, 191]),
        ((90, 90), [92, 86, 80]),
        ((190, 90), [43, 149, 181]),
        // 20 % of magenta and 80 % of yellow.
        ((100, 200), [199, 159, 98]),
    ] {
        let seen = proof.at(x, y);
        let near = seen.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= 4);
        assert!(near, "{x} {y}: {seen:?}, not {expected:?}");
    }
}

#[test]
fn what_plates_cannot_tell_is_said() {
    let cases = [
        ("0 0 0 1 k 0 0 200 200 re f", "", None),
        ("1 0 0 rg 0 0 200 200 re f", "", Some("RGB")),
        (
            "/Lab cs 50 20 20 scn 0 0 200 200 re f",
            "/ColorSpace<</Lab[/Lab<</WhitePoint[.9642 1 .8249]/Range[-100 100 -100 100]>>]>>",
            Some("neither ink nor RGB"),
        ),
        ("/Hue gs 1 0 0 0 k 0 0 9 9 re f", "/ExtGState<</Hue<</BM/Hue>>>>", Some("by hue")),
    ];
    for (content, resources, expected) in cases {
        let desk = desk(CHART, art(content, resources, &[]));
        let wanted = Wanted { plates: Some(36), ..Wanted::default() };
        let (_, findings) = made(&desk, wanted, 1);
        let told = findings.iter().find(|found| found.code.to_string() == "P061");
        let told = told.map_or("", |found| found.message.as_str());
        assert!(told.contains(expected.unwrap_or_default()), "{content}: {told}");
        assert_eq!(told.is_empty(), expected.is_none(), "{content}: {told}");
    }
    let red = plates(&desk(CHART, art("1 0 0 rg 0 0 200 200 re f", "", &[])));
    let found = inks(&red, 100, 100);
    assert!(found.contains("Magenta 8") && found.contains("Yellow 9"), "{found}");
}

#[test]
fn plates_are_the_same_on_any_number_of_threads() {
    let wanted =
        Wanted { plates: Some(72), ink: Some(72), soft_proof: Some(72), ..Wanted::default() };
    let bytes = |threads: usize| -> Vec<Vec<u8>> {
        let (made, _) = made(&desk(CHART, chart()), wanted, threads);
        made.into_iter().map(|made| made.bytes).collect()
    };
    let one = bytes(1);
    assert_eq!(one.len(), 7);
    assert!(one == bytes(2) && one == bytes(4));
}

/// Art that would take more than there is: no page with it is drawn, by whatever it is to be drawn,
/// and that is told.
#[test]
fn art_that_takes_too_much_is_not_drawn() {
    let all = |wanted: &Wanted<'_>, content: &str, space: &str, objects: &[String]| {
        let objects: Vec<&str> = objects.iter().map(String::as_str).collect();
        let art = art(content, &format!("/ColorSpace<<{space}>>"), &objects);
        let desk = desk(CHART, art);
        let Outcome { byproducts: made, findings, .. } = run(&desk, *wanted, Session::new());
        let told = findings.iter().any(|found| found.code == typeset::diag::Code("P055"));
        (made.len(), told)
    };
    let deep: Vec<String> =
        (6..4_000).map(|next| format!("[/Indexed {next} 0 R 1 <0001>]")).collect();
    let none = Wanted::default();
    for wanted in [
        Wanted { png: Some(72), ..none },
        Wanted { ink: Some(72), ..none },
        Wanted { plates: Some(72), ..none },
    ] {
        assert_eq!(all(&wanted, "0 0 9 9 re f", "/C 5 0 R", &deep), (0, true));
        assert_eq!(all(&wanted, "[0.00001] 0 d 0 0 m 99 99 l S", "", &[]), (0, true));
        let (made, told) = all(&wanted, "[3 2] 0 d 0 0 m 99 99 l S", "/C 5 0 R", &deep[..9]);
        assert!(made > 0 && !told);
    }
}
