//! The sound files that mutants are made of: what the project's own examples and tests read.

use std::fs;
use std::path::{Path, PathBuf};

use super::jobs::Target;

/// Larger files say nothing that smaller ones do not.
const MOST_BYTES: u64 = 300_000;

/// The files of a target, in order of their names; in the package's folder, `root`.
pub fn of(target: Target, root: &Path) -> Vec<Vec<u8>> {
    let (folders, endings): (&[&str], &[&str]) = match target {
        Target::Layout => (&["layouts", "tests/bad"], &["toml"]),
        Target::Article => (
            &[
                "examples/harbour",
                "examples/taiwan",
                "examples/japan",
                "examples/features",
                "tests/bad/articles",
                "tests/bad",
            ],
            &["md"],
        ),
        Target::SettingsText => (&["examples/harbour", "examples/japan"], &["md"]),
        Target::Font => (&["tests/data"], &["ttf", "ttc", "otf"]),
        Target::Picture => (
            &[
                "tests/data/pictures",
                "tests/bad/pictures",
                "tests/bad",
                "examples/features",
                "examples/harbour",
            ],
            &["png", "jpg", "tif", "webp", "gif", "svg"],
        ),
        Target::PdfArt => (&["tests/data/art", "tests/bad/pictures"], &["pdf"]),
        Target::Copy => (
            &["tests/data/wire", "tests/data/wire/more", "tests/bad/wire"],
            &["xml", "json", "docx", "idml", "icml", "html", "txt"],
        ),
        Target::Profile => (&["tests/data/pictures", "src/colour"], &["icc"]),
    };
    let mut paths: Vec<PathBuf> =
        folders.iter().flat_map(|folder| files(&root.join(folder))).collect();
    paths.retain(|path| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        let is_small = fs::metadata(path).is_ok_and(|facts| facts.len() <= MOST_BYTES);
        is_small && ending.is_some_and(|ending| endings.contains(&ending))
    });
    paths.sort();
    let mut found: Vec<Vec<u8>> = paths.iter().filter_map(|path| fs::read(path).ok()).collect();
    if target == Target::PdfArt {
        found.extend(CONTENTS.iter().map(|content| page(content)));
    }
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_file()).collect()
}

/// Pages whose content is not packed, so that changes reach it.
const CONTENTS: [&str; 6] = [
    "q 1 0 0 1 5 5 cm 0 0 0 1 k 10 10 30 20 re f Q /A gs /S cs .5 scn 2 2 60 40 re f 1 w 0 0 m 9 9 l S",
    "BT /F 9 Tf 1 0 0 1 9 9 Tm (ab\\(c\\051) Tj [(x) -20 <6162>] TJ 3 Tr T* (d) ' ET",
    "/Fm Do q 90 0 0 40 2 2 cm /Im Do Q /Pattern cs /Pt scn 0 0 50 50 re f /Sh sh",
    "/P <</MCID 0/Lang(zh)>> BDC q q Q Q EMC /Artifact BMC 0 g 1 1 9 9 re B* EMC BX EX /X ri",
    "9 0 0 9 0 0 cm BI /W 4/H 2/CS/G/BPC 8 ID abcdefgh EI /M gs 0 0 9 9 re f",
    "BT /T 20 Tf (AB) Tj /D 9 Tf <0001000200030000> Tj ET",
];

/// A file of one page that has something of everything.
fn page(content: &str) -> Vec<u8> {
    let stream = |entries: &str, data: &str| {
        format!("<<{entries}/Length {}>>\nstream\n{data}\nendstream", data.len())
    };
    let resources = "/Font<</F 5 0 R/T 6 0 R/D 7 0 R>>/XObject<</Fm 10 0 R/Im 11 0 R>>\
        /ExtGState<</A<</OP true/OPM 1/CA .5/BM/Multiply>>/M<</SMask<</S/Luminosity/G 10 0 R>>>>>>\
        /ColorSpace<</S[/Separation/Gold/DeviceCMYK 14 0 R]/N[/DeviceN[/Gold/Black]/DeviceCMYK 14 0 R]>>\
        /Pattern<</Pt 12 0 R>>/Shading<</Sh<</ShadingType 2/ColorSpace/DeviceCMYK/Coords[0 0 9 9]\
        /Function 14 0 R>>>>/Properties<</L 13 0 R>>";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[13 0 R]/D<</ON[13 0 R]>>>>>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 50]/TrimBox[2 2 98 48]/Contents 4 0 R\
             /Group<</S/Transparency/CS/DeviceCMYK>>/Annots[<</AP<<>>>>]/Resources<<{resources}>>>>"
        ),
        stream("", content),
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/FirstChar 97/LastChar 99/Widths[400 500 600]\
         /Encoding<</BaseEncoding/WinAnsiEncoding/Differences[97/a/b 200/g1]>>/ToUnicode 9 0 R\
         /FontDescriptor<</FontFile3 8 0 R/Flags 32>>>>"
            .to_owned(),
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/FirstChar 65/LastChar 66\
         /Widths[9 8]/Encoding<</Differences[65/x/y]>>/CharProcs<</x 10 0 R/y 4 0 R>>/Resources<<>>>>"
            .to_owned(),
        "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/ToUnicode 9 0 R/DescendantFonts\
         [<</Subtype/CIDFontType2/W[1[500 600]3 9 700]/DW 900/CIDToGIDMap 9 0 R\
         /FontDescriptor<</FontFile2 8 0 R/Flags 4>>>>]>>"
            .to_owned(),
        stream("/Subtype/Type1C", "\u{1}\0\u{4}\u{1}\0\u{1}\u{1}\u{1}\u{2}A\0\0\0"),
        stream("", "1 beginbfchar <0001> <4E00> endbfchar 1 beginbfrange <0061> <0063> <0061> endbfrange"),
        stream("/Subtype/Form/BBox[0 0 9 9]/Matrix[2 0 0 2 0 0]/Group<</S/Transparency>>", "500 0 d0 0 0 5 5 re f"),
        stream("/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8", "abcd"),
        stream("/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 4 4]/XStep 4/YStep 4/Resources<<>>", "0 0 2 2 re f"),
        "<</Type/OCG/Name(Ground)>>".to_owned(),
        "<</FunctionType 2/Domain[0 1]/N 1/C0[0 0 0 0]/C1[0 .3 .9 .1]>>".to_owned(),
    ];
    let objects: Vec<Vec<u8>> = objects.into_iter().map(String::into_bytes).collect();
    written(&objects)
}

/// A file of objects numbered from 1, the first its catalogue.
pub fn written(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.6\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", at + 1).bytes());
        out.extend_from_slice(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    for place in &places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = places.len() + 1;
    out.extend(
        format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    out
}
