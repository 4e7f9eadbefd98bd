//! Fonts and the texts of their glyphs.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object};

use super::cff::Program;
use super::{File, number, plain};

/// Every font of the file.
fn all<'a>(file: &'a File<'_>) -> Vec<&'a Dictionary> {
    let dicts = file.dicts().into_iter();
    dicts.filter(|dict| file.name(dict, "Type") == "Font").collect()
}

/// The descendant of a composite font, and its descriptor.
fn below<'a>(file: &'a File<'_>, font: &'a Dictionary) -> Option<(&'a Dictionary, &'a Dictionary)> {
    let list = file.get(font, "DescendantFonts")?.as_array().ok()?;
    let [only] = list.as_slice() else { return None };
    let below = file.follow(only).as_dict().ok()?;
    Some((below, file.dict(below, "FontDescriptor")?))
}

/// Every font is composite, embedded, and named alike throughout.
pub fn embedded(file: &File<'_>) -> Vec<String> {
    let mut out = Vec::new();
    for font in all(file) {
        let kind = file.name(font, "Subtype");
        if kind.starts_with("CIDFont") {
            continue;
        }
        let name = file.name(font, "BaseFont");
        let mut fault = |what: &str| out.push(format!("{name}: {what}"));
        let Some((below, descriptor)) = below(file, font).filter(|_| kind == "Type0") else {
            fault("no composite font");
            continue;
        };
        let own = file.name(below, "BaseFont");
        let encoding = file.name(font, "Encoding");
        if !["Identity-H", "Identity-V"].contains(&encoding.as_str()) {
            fault(&format!("the encoding {encoding}"));
        }
        let (program, whole) = match file.name(below, "Subtype").as_str() {
            "CIDFontType0" => ("FontFile3", format!("{own}-{encoding}")),
            _ => ("FontFile2", own.clone()),
        };
        if name != whole || file.name(descriptor, "FontName") != own {
            fault(&format!("{own} goes by other names"));
        }
        let tag = own.split('+').next().unwrap_or_default();
        if tag.len() != 6 || !tag.bytes().all(|letter| letter.is_ascii_uppercase()) {
            fault("no tag of a subset");
        }
        match file.get(descriptor, program).and_then(|program| program.as_stream().ok()) {
            None => fault("not embedded"),
            Some(stream) if program == "FontFile3" => {
                if file.name(&stream.dict, "Subtype") != "CIDFontType0C" {
                    fault("a program of another kind");
                }
            }
            Some(stream) => {
                let length =
                    file.get(&stream.dict, "Length1").and_then(|value| value.as_i64().ok());
                if length != Some(plain(stream).len() as i64) {
                    fault("Length1");
                }
                if file.name(below, "CIDToGIDMap") != "Identity" {
                    fault("no map from CIDs to glyphs");
                }
            }
        }
        // A set has to be complete where there is one (ISO 19005-2 6.2.11.4.2).
        if descriptor.has(b"CIDSet") || descriptor.has(b"CharSet") {
            fault("a set of its glyphs");
        }
        if !below.has(b"CIDSystemInfo") {
            fault("no collection");
        }
    }
    out
}

/// The widths of `W` by glyph.
fn told(file: &File<'_>, below: &Dictionary) -> BTreeMap<u16, f64> {
    let mut out = BTreeMap::new();
    let Some(Object::Array(list)) = file.get(below, "W") else { return out };
    let mut rest = list.as_slice();
    while let [first, second, after @ ..] = rest {
        let first = first.as_i64().unwrap_or(-1) as u16;
        if let Object::Array(widths) = second {
            let widths = widths.iter().filter_map(number);
            out.extend((first..).zip(widths));
            rest = after;
            continue;
        }
        let last = second.as_i64().unwrap_or(-1) as u16;
        let Some((width, after)) = after.split_first() else { break };
        out.extend((first..=last).filter_map(|glyph| Some((glyph, number(width)?))));
        rest = after;
    }
    out
}

/// The program's own width of a glyph, a thousand to the em.
fn real(program: &[u8], glyph: u16) -> Option<f64> {
    let face = ttf_parser::Face::parse(program, 0).ok()?;
    let width = face.glyph_hor_advance(ttf_parser::GlyphId(glyph))?;
    Some(f64::from(width) * 1000.0 / f64::from(face.units_per_em()))
}

/// What the file tells of widths is what the fonts have (within a thousandth of the em).
pub fn widths(file: &File<'_>) -> Vec<String> {
    let mut out = Vec::new();
    for (font, glyphs) in shown(file) {
        let Ok(font) = file.doc.get_dictionary(font) else { continue };
        let Some((below, descriptor)) = below(file, font) else { continue };
        let is_cff = descriptor.has(b"FontFile3");
        let key = if is_cff { "FontFile3" } else { "FontFile2" };
        let Some(Object::Stream(program)) = file.get(descriptor, key) else { continue };
        let (program, told) = (plain(program), told(file, below));
        let cff = Program::read(&program).filter(|_| is_cff);
        let usual = file.get(below, "DW").and_then(number).unwrap_or(1000.0);
        for glyph in glyphs {
            let told = told.get(&glyph).copied().unwrap_or(usual);
            let real = match &cff {
                Some(cff) => {
                    cff.glyph(glyph).and_then(|glyph| cff.width(glyph)).filter(|_| cff.is_cid)
                }
                None => real(&program, glyph),
            };
            if real.is_none_or(|real| (real - told).abs() > 1.0) {
                let name = file.name(font, "BaseFont");
                out.push(format!("{name}: glyph {glyph} is {real:?} wide, told {told}"));
            }
        }
    }
    out
}

/// The glyphs shown with each font.
fn shown(file: &File<'_>) -> BTreeMap<lopdf::ObjectId, BTreeSet<u16>> {
    let mut out: BTreeMap<_, BTreeSet<u16>> = BTreeMap::new();
    for drawn in file.drawn() {
        let fonts = drawn.resources.and_then(|resources| file.dict(resources, "Font"));
        let mut font = None;
        for operation in &drawn.operations {
            let texts = match (operation.operator.as_str(), operation.operands.first()) {
                ("Tf", Some(Object::Name(name))) => {
                    let named = fonts.and_then(|fonts| fonts.get(name).ok());
                    font = named.and_then(|font| font.as_reference().ok());
                    continue;
                }
                ("Tj", Some(text)) => std::slice::from_ref(text),
                ("TJ", Some(Object::Array(texts))) => texts.as_slice(),
                _ => continue,
            };
            let Some(font) = font else { continue };
            for text in texts.iter().filter_map(|text| text.as_str().ok()) {
                let (glyphs, _) = text.as_chunks::<2>();
                let glyphs = glyphs.iter().map(|glyph| u16::from_be_bytes(*glyph));
                out.entry(font).or_default().extend(glyphs);
            }
        }
    }
    out
}

/// The texts of a ToUnicode map whose entries are a line each, by glyph.
fn texts(map: &[u8]) -> BTreeMap<u16, Vec<u16>> {
    let units = |hex: &str| -> Vec<u16> {
        let units = hex.as_bytes().chunks(4).filter_map(|unit| std::str::from_utf8(unit).ok());
        units.filter_map(|unit| u16::from_str_radix(unit, 16).ok()).collect()
    };
    let mut out = BTreeMap::new();
    let mut section = "";
    for line in String::from_utf8_lossy(map).lines() {
        if let Some(kind) = ["char", "range"].into_iter().find(|kind| line.ends_with(kind)) {
            section = if line.contains("begin") { kind } else { "" };
        }
        let tokens = line.split('<').skip(1).filter_map(|token| token.split('>').next());
        let tokens: Vec<Vec<u16>> = tokens.map(units).collect();
        match (section, tokens.as_slice()) {
            ("char", [glyph, text]) => _ = out.insert(glyph[0], text.clone()),
            ("range", [first, last, texts @ ..]) if line.contains('[') => {
                out.extend((first[0]..=last[0]).zip(texts.iter().cloned()));
            }
            ("range", [first, last, text]) => {
                for glyph in first[0]..=last[0] {
                    let mut text = text.clone();
                    if let Some(unit) = text.last_mut() {
                        *unit += glyph - first[0];
                    }
                    out.insert(glyph, text);
                }
            }
            _ => {}
        }
    }
    out
}

/// Every glyph that is shown has a text; under ActualText, which no rule but PDF/A's minds, it
/// may be none at all.
pub fn unicode(file: &File<'_>) -> Vec<String> {
    let mut out = Vec::new();
    for (font, glyphs) in shown(file) {
        let Ok(font) = file.doc.get_dictionary(font) else { continue };
        let name = file.name(font, "BaseFont");
        let Some(Object::Stream(map)) = file.get(font, "ToUnicode") else {
            out.push(format!("{name}: no map"));
            continue;
        };
        let texts = texts(&plain(map));
        for glyph in glyphs {
            let text = texts.get(&glyph);
            let sound = text.is_some_and(|text| {
                !text.is_empty() && !text.iter().any(|unit| matches!(unit, 0 | 0xFEFF | 0xFFFE))
            });
            if !sound {
                out.push(format!("{name}: glyph {glyph} says {text:?}"));
            }
        }
    }
    out
}

/// The glyph of missing characters is never shown.
pub fn notdef(file: &File<'_>) -> Vec<String> {
    let missing = shown(file).into_iter().filter(|(_, glyphs)| glyphs.contains(&0));
    missing.map(|(font, _)| format!("font {} shows .notdef", font.0)).collect()
}
