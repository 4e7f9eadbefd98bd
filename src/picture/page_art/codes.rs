//! [`Codes`]: which glyph of an embedded program a code of a string means, how wide the file
//! says that it is, and whether anything says what it reads (ISO 32000-2 9.6.5, 9.7.4, 9.10.2).
//!
//! Viewers disagree where a file is not clear, so nothing is claimed there: only what is sure is
//! a fault.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};

use super::cmaps::{Code, CodeMap};
use super::file::{deref, dict_of, number_of, value};
use super::filters::{decode, decode_within};
use super::latin_table::{LATIN, Row};
use super::texts::Texts;
use crate::fonts::{Chart, Form, GlyphId, Program};

/// Widths and differences that a font may tell.
const MOST_TOLD: usize = 65_536;
/// The largest font program that is looked into.
const MOST_BYTES: usize = 32 << 20;
/// How far a width may be from the program's: both are rounded to thousandths of the em.
const SAME_WIDTH: f64 = 1.01;

/// What is found of one code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// It shows the glyph of missing characters.
    pub missing: bool,
    /// The file tells another width than the program.
    pub misfit: bool,
    /// Nothing says what it reads.
    pub mute: bool,
}

/// A font's codes.
pub(super) struct Codes {
    program: Option<Program>,
    map: Map,
    widths: Widths,
    /// The file's own map from codes to texts.
    texts: Option<Texts>,
    /// What else tells texts.
    reads: Reads,
    /// Bytes of the program.
    pub size: usize,
}

/// The way from a code to a glyph.
enum Map {
    /// Codes are numbers of a collection, of two bytes or as a map says; the glyphs by number where
    /// they are listed.
    Numbers { codes: Option<CodeMap>, list: Option<Vec<u8>> },
    /// By the names of an encoding.
    Names(Encoding),
    /// By the tables of a TrueType program.
    Charts { encoding: Encoding, is_symbolic: bool },
    /// Through a map that is not looked into.
    Unknown,
}

/// Where a text may be told besides the map of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reads {
    /// By a collection of characters that everybody knows.
    ByCollection,
    ByName,
    Nowhere,
}

enum Widths {
    Listed { widths: BTreeMap<u32, f64>, usual: f64 },
    NotTold,
}

/// The names of a simple font's codes.
struct Encoding {
    base: Option<Base>,
    differences: BTreeMap<u8, String>,
}

/// An encoding that PDF names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Base {
    Standard,
    MacRoman,
    WinAnsi,
}

impl Base {
    fn code(self, row: &Row) -> u8 {
        match self {
            Base::Standard => row.2,
            Base::MacRoman => row.3,
            Base::WinAnsi => row.4,
        }
    }
}

/// The glyph that a code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meant {
    Glyph(GlyphId),
    Missing,
    Unclear,
}

impl Codes {
    /// The codes of a font resource; `below` is a composite font's descendant, `most` how large
    /// its program may be.
    pub fn read(
        doc: &Document,
        font: &Dictionary,
        below: Option<&Dictionary>,
        most: usize,
    ) -> Codes {
        let holder = below.unwrap_or(font);
        let descriptor = dict_of(doc, value(doc, holder, b"FontDescriptor"));
        let (program, size) = descriptor.map_or((None, 0), |dict| program(doc, dict, most));
        let texts = match value(doc, font, b"ToUnicode") {
            Object::Stream(stream) => {
                let map = decode(doc, stream).unwrap_or_default();
                Some(Texts::read(&map))
            }
            _ => None,
        };
        let (map, widths, reads) = match below {
            Some(below) => {
                let (map, reads) = numbers(doc, font, below);
                (map, composite_widths(doc, below), reads)
            }
            None => {
                let map = simple(doc, font, descriptor, program.as_ref());
                (map, simple_widths(doc, font, descriptor), names_read(doc, font))
            }
        };
        Codes { program, map, widths, texts, reads, size }
    }

    /// Whether the font's program could be read.
    pub fn has_program(&self) -> bool {
        self.program.is_some()
    }

    /// How its program is made.
    pub fn form(&self) -> Option<Form> {
        self.program.as_ref().map(Program::form)
    }

    /// Whether it is known which codes a string has.
    pub fn are_known(&self) -> bool {
        !matches!(self.map, Map::Unknown)
    }

    /// The first code of a string, where it is known.
    pub fn first(&self, bytes: &[u8]) -> Option<Code> {
        let length = match &self.map {
            Map::Numbers { codes: Some(codes), .. } => return codes.first(bytes),
            Map::Numbers { .. } => 2,
            Map::Names(_) | Map::Charts { .. } => 1,
            Map::Unknown => return None,
        };
        let value = bytes.get(..length)?.iter().fold(0, |code, &byte| code << 8 | u32::from(byte));
        Some(Code { value, length })
    }

    pub fn look(&self, code: Code) -> Found {
        // A composite font tells widths by the numbers of its collection.
        let number = match &self.map {
            Map::Numbers { codes: Some(codes), .. } => codes.number(code).into(),
            _ => code.value,
        };
        let meant = self.meant(number);
        let misfit = match (meant, &self.program, &self.widths) {
            (Meant::Glyph(glyph), Some(program), Widths::Listed { widths, usual }) => {
                let told = widths.get(&number).copied().unwrap_or(*usual);
                program.width(glyph).is_some_and(|width| (width - told).abs() > SAME_WIDTH)
            }
            _ => false,
        };
        Found { missing: meant == Meant::Missing, misfit, mute: self.is_mute(code.value, meant) }
    }

    fn is_mute(&self, code: u32, meant: Meant) -> bool {
        if self.texts.as_ref().is_some_and(|texts| texts.misleads(code)) {
            return true;
        }
        if self.texts.as_ref().is_some_and(|texts| texts.has(code)) {
            return false;
        }
        match self.reads {
            // What shows nothing has nothing to say.
            _ if meant == Meant::Missing => false,
            Reads::ByCollection => false,
            Reads::ByName => match &self.map {
                Map::Names(encoding) | Map::Charts { encoding, .. } => {
                    let own = || match (meant, &self.program) {
                        (Meant::Glyph(glyph), Some(program))
                            if program.form() != Form::TrueType =>
                        {
                            program.name_of(glyph)
                        }
                        _ => None,
                    };
                    let name = encoding.name(code).map(str::to_owned).or_else(own);
                    !name.is_some_and(|name| is_known(&name))
                }
                _ => false,
            },
            // A map of texts that is there and has not this code.
            Reads::Nowhere => true,
        }
    }

    fn meant(&self, code: u32) -> Meant {
        let Some(program) = &self.program else { return Meant::Unclear };
        let in_program = |glyph: GlyphId| match glyph.0 {
            0 => Meant::Missing,
            number if u32::from(number) >= program.count() => Meant::Missing,
            _ => Meant::Glyph(glyph),
        };
        match &self.map {
            Map::Unknown => Meant::Unclear,
            Map::Numbers { list, .. } => {
                let cid = code as u16;
                let glyph = match (list, program.form()) {
                    (Some(list), Form::TrueType) => {
                        let at = usize::from(cid) * 2;
                        let entry = list.get(at..at + 2).map(|bytes| [bytes[0], bytes[1]]);
                        Some(GlyphId(entry.map_or(0, u16::from_be_bytes)))
                    }
                    // Which way a list for CFF goes is not agreed.
                    (Some(_), _) => return Meant::Unclear,
                    (None, _) if program.is_keyed_by_cid() => program.numbered(cid),
                    (None, _) => Some(GlyphId(cid)),
                };
                glyph.map_or(Meant::Missing, in_program)
            }
            Map::Names(encoding) => {
                let glyph = match encoding.name(code) {
                    Some(name) => program.named(name),
                    None if encoding.base.is_none() => program.built_in(code as u8),
                    None => None,
                };
                glyph.map_or(Meant::Missing, in_program)
            }
            Map::Charts { encoding, is_symbolic } => {
                charted(program, encoding, *is_symbolic, code as u8).map_or(
                    match has_charts(program) {
                        true => Meant::Missing,
                        false => Meant::Unclear,
                    },
                    |glyph| glyph.map_or(Meant::Unclear, in_program),
                )
            }
        }
    }
}

/// The glyph by the tables of a TrueType program, first as its flags say and then otherwise: a
/// glyph that only the other way has is none to be sure of. `None` where there is none either way.
fn charted(
    program: &Program,
    encoding: &Encoding,
    is_symbolic: bool,
    code: u8,
) -> Option<Option<GlyphId>> {
    let symbols = || {
        let places = [0, 0xF000, 0xF100, 0xF200].into_iter();
        let mut places = places.map(|place| place + u32::from(code));
        places
            .find_map(|code| program.charted(Chart::SYMBOLS, code))
            .or_else(|| program.charted(Chart::MACINTOSH, code.into()))
    };
    let names = || {
        let name = encoding.name(code.into())?;
        let row = LATIN.iter().find(|row| row.0 == name);
        let c = row.map(|row| row.1).or_else(|| by_number(name));
        c.and_then(|c| program.charted(Chart::UNICODE, c.into()))
            .or_else(|| {
                let mac = row.map(|row| row.3).filter(|&code| code > 0)?;
                program.charted(Chart::MACINTOSH, mac.into())
            })
            .or_else(|| program.named(name).filter(|glyph| glyph.0 > 0))
    };
    let plain = || program.charted(Chart::UNICODE, code.into());
    let (first, second) = match is_symbolic {
        true => (symbols(), names().or_else(plain)),
        false => (names(), symbols().or_else(plain)),
    };
    match (first, second) {
        (Some(glyph), _) => Some(Some(glyph)),
        (None, Some(_)) => Some(None),
        // A name that only a list of all names would know.
        (None, None) => {
            let name = encoding.name(code.into());
            let clear = name.is_none_or(|name| {
                LATIN.iter().any(|row| row.0 == name) || by_number(name).is_some()
            });
            if clear { None } else { Some(None) }
        }
    }
}

fn has_charts(program: &Program) -> bool {
    [Chart::UNICODE, Chart::SYMBOLS, Chart::MACINTOSH]
        .into_iter()
        .any(|chart| program.has_chart(chart))
}

impl Encoding {
    /// `None` for one that is not known here; `usual` where the file names no other.
    fn read(doc: &Document, font: &Dictionary, usual: Option<Base>) -> Option<Encoding> {
        let given = value(doc, font, b"Encoding");
        let dict = dict_of(doc, given);
        let base = match dict {
            Some(dict) => value(doc, dict, b"BaseEncoding"),
            None => given,
        };
        let base = match base.as_name() {
            Ok(b"StandardEncoding") => Some(Base::Standard),
            Ok(b"MacRomanEncoding") => Some(Base::MacRoman),
            Ok(b"WinAnsiEncoding") => Some(Base::WinAnsi),
            Ok(b"MacExpertEncoding") => return None,
            // As good as none (ISO 32000-2 table 112).
            _ => dict.and(usual),
        };
        let mut differences = BTreeMap::new();
        if let Some(Object::Array(list)) = dict.map(|dict| value(doc, dict, b"Differences")) {
            let mut code = 0i64;
            for item in list.iter().take(MOST_TOLD) {
                match deref(doc, item) {
                    Object::Name(name) => {
                        if let Ok(code) = u8::try_from(code) {
                            differences.insert(code, String::from_utf8_lossy(name).into_owned());
                        }
                        code = code.saturating_add(1);
                    }
                    number => code = number_of(number).unwrap_or(-1.0) as i64,
                }
            }
        }
        Some(Encoding { base, differences })
    }

    fn name(&self, code: u32) -> Option<&str> {
        let code = u8::try_from(code).ok()?;
        if let Some(name) = self.differences.get(&code) {
            return Some(name);
        }
        match (self.base?, code) {
            (_, 0) => None,
            (Base::WinAnsi, 0xA0) | (Base::MacRoman, 0xCA) => Some("space"),
            (Base::WinAnsi, 0xAD) => Some("hyphen"),
            (base, code) => {
                let named = LATIN.iter().find(|row| base.code(row) == code).map(|row| row.0);
                named.or((base == Base::WinAnsi && code > 0x20).then_some("bullet"))
            }
        }
    }
}

/// Whether a glyph's name says a character: not one that only counts.
fn is_known(name: &str) -> bool {
    const COUNTED: [&str; 8] = ["g", "G", "c", "C", "cid", "glyph", "index", "char"];
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    name != ".notdef" && (stem.len() == name.len() || !COUNTED.contains(&stem))
}

/// The character of a name like `uni4E00` or `u20BB7`.
fn by_number(name: &str) -> Option<char> {
    let digits = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
    let is_number = (4..=6).contains(&digits.len());
    char::from_u32(u32::from_str_radix(digits, 16).ok().filter(|_| is_number)?)
}

/// A font's program, and its size.
fn program(doc: &Document, descriptor: &Dictionary, most: usize) -> (Option<Program>, usize) {
    let files: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
    let stream = files.iter().find_map(|key| match value(doc, descriptor, key) {
        Object::Stream(stream) => Some(stream),
        _ => None,
    });
    let bytes = stream.and_then(|stream| decode_within(doc, stream, most.min(MOST_BYTES)).ok());
    let size = bytes.as_ref().map_or(0, Vec::len);
    (bytes.and_then(Program::read), size)
}

/// How a composite font's codes are read.
fn numbers(doc: &Document, font: &Dictionary, below: &Dictionary) -> (Map, Reads) {
    let (codes, reads) = match value(doc, font, b"Encoding") {
        Object::Name(name) if matches!(name.as_slice(), b"Identity-H" | b"Identity-V") => {
            (None, Reads::Nowhere)
        }
        // One that readers bring along: it is of a collection that everybody knows.
        Object::Name(_) => return (Map::Unknown, Reads::ByCollection),
        Object::Stream(stream) => {
            let goes_on = !value(doc, &stream.dict, b"UseCMap").is_null();
            let map = decode(doc, stream).ok().and_then(|map| CodeMap::read(&map));
            match map.filter(|_| !goes_on) {
                Some(map) => (Some(map), collection_reads(doc, below)),
                None => return (Map::Unknown, collection_reads(doc, below)),
            }
        }
        _ => return (Map::Unknown, Reads::Nowhere),
    };
    let list = match value(doc, below, b"CIDToGIDMap") {
        Object::Stream(stream) => match decode(doc, stream) {
            Ok(list) => Some(list),
            Err(_) => return (Map::Unknown, reads),
        },
        _ => None,
    };
    (Map::Numbers { codes, list }, reads)
}

/// Whether a composite font's codes lead on by a map that is neither in the file nor one that
/// readers bring along, or that is of another collection than the font (ISO 19005-2 6.2.11.3).
pub(super) fn is_astray(doc: &Document, font: &Dictionary, below: &Dictionary) -> bool {
    let system = |dict: &Dictionary| {
        let system = dict_of(doc, value(doc, dict, b"CIDSystemInfo"))?;
        let part = |key: &[u8]| value(doc, system, key).as_str().ok().map(<[u8]>::to_vec);
        Some((part(b"Registry")?, part(b"Ordering")?))
    };
    match value(doc, font, b"Encoding") {
        Object::Name(name) if !PREDEFINED.contains(&name.as_slice()) => true,
        Object::Name(name) => match (collection_of(name), system(below)) {
            (Some(of_map), Some((_, of_font))) => of_map != of_font.as_slice(),
            _ => false,
        },
        Object::Stream(map) => match (system(&map.dict), system(below)) {
            (Some(of_map), Some(of_font)) => of_map != of_font,
            _ => false,
        },
        _ => true,
    }
}

/// The collection that a map of the readers is of: they stand in the order of their collections.
/// `Identity` is of any.
fn collection_of(name: &[u8]) -> Option<&'static [u8]> {
    const FIRST: [(&[u8], &[u8]); 5] = [
        (b"Identity-H", b""),
        (b"KSC-EUC-H", b"Korea1"),
        (b"83pv-RKSJ-H", b"Japan1"),
        (b"B5pc-H", b"CNS1"),
        (b"GB-EUC-H", b"GB1"),
    ];
    let place = |name: &[u8]| PREDEFINED.iter().position(|known| *known == name);
    let at = place(name)?;
    let (_, collection) =
        FIRST.iter().find(|(first, _)| place(first).is_some_and(|it| it <= at))?;
    (!collection.is_empty()).then_some(*collection)
}

/// The maps that readers bring along (ISO 32000-1 table 118).
const PREDEFINED: &[&[u8]] = &[
    b"GB-EUC-H",
    b"GB-EUC-V",
    b"GBpc-EUC-H",
    b"GBpc-EUC-V",
    b"GBK-EUC-H",
    b"GBK-EUC-V",
    b"GBKp-EUC-H",
    b"GBKp-EUC-V",
    b"GBK2K-H",
    b"GBK2K-V",
    b"UniGB-UCS2-H",
    b"UniGB-UCS2-V",
    b"UniGB-UTF16-H",
    b"UniGB-UTF16-V",
    b"B5pc-H",
    b"B5pc-V",
    b"HKscs-B5-H",
    b"HKscs-B5-V",
    b"ETen-B5-H",
    b"ETen-B5-V",
    b"ETenms-B5-H",
    b"ETenms-B5-V",
    b"CNS-EUC-H",
    b"CNS-EUC-V",
    b"UniCNS-UCS2-H",
    b"UniCNS-UCS2-V",
    b"UniCNS-UTF16-H",
    b"UniCNS-UTF16-V",
    b"83pv-RKSJ-H",
    b"90ms-RKSJ-H",
    b"90ms-RKSJ-V",
    b"90msp-RKSJ-H",
    b"90msp-RKSJ-V",
    b"90pv-RKSJ-H",
    b"Add-RKSJ-H",
    b"Add-RKSJ-V",
    b"EUC-H",
    b"EUC-V",
    b"Ext-RKSJ-H",
    b"Ext-RKSJ-V",
    b"H",
    b"V",
    b"UniJIS-UCS2-H",
    b"UniJIS-UCS2-V",
    b"UniJIS-UCS2-HW-H",
    b"UniJIS-UCS2-HW-V",
    b"UniJIS-UTF16-H",
    b"UniJIS-UTF16-V",
    b"KSC-EUC-H",
    b"KSC-EUC-V",
    b"KSCms-UHC-H",
    b"KSCms-UHC-V",
    b"KSCms-UHC-HW-H",
    b"KSCms-UHC-HW-V",
    b"KSCpc-EUC-H",
    b"UniKS-UCS2-H",
    b"UniKS-UCS2-V",
    b"UniKS-UTF16-H",
    b"UniKS-UTF16-V",
    b"Identity-H",
    b"Identity-V",
];

/// Adobe's collections say of each number what it reads (ISO 19005-2 6.2.11.7.2).
fn collection_reads(doc: &Document, below: &Dictionary) -> Reads {
    const KNOWN: [&[u8]; 4] = [b"GB1", b"CNS1", b"Japan1", b"Korea1"];
    let system = dict_of(doc, value(doc, below, b"CIDSystemInfo"));
    let says = |key: &[u8]| {
        system.and_then(|system| value(doc, system, key).as_str().ok()).unwrap_or_default()
    };
    match says(b"Registry") == b"Adobe" && KNOWN.contains(&says(b"Ordering")) {
        true => Reads::ByCollection,
        false => Reads::Nowhere,
    }
}

/// How a simple font's codes are read.
fn simple(
    doc: &Document,
    font: &Dictionary,
    descriptor: Option<&Dictionary>,
    program: Option<&Program>,
) -> Map {
    const SYMBOLIC: i64 = 4;
    let kind = value(doc, font, b"Subtype").as_name();
    // Without a base, the names of a TrueType font are Standard's, of others the program's own.
    let usual = matches!(kind, Ok(b"TrueType")).then_some(Base::Standard);
    let Some(encoding) = Encoding::read(doc, font, usual) else { return Map::Unknown };
    match (kind, program.map(Program::form)) {
        (Ok(b"TrueType"), Some(Form::TrueType)) => {
            let flags = descriptor.map(|dict| value(doc, dict, b"Flags").as_i64().unwrap_or(0));
            let is_symbolic = flags.is_none_or(|flags| flags & SYMBOLIC != 0);
            Map::Charts { encoding, is_symbolic }
        }
        (Ok(b"Type1" | b"MMType1" | b"TrueType"), Some(Form::Cff | Form::Type1))
            if program.is_some_and(|program| !program.is_keyed_by_cid()) =>
        {
            Map::Names(encoding)
        }
        // Its glyphs are drawings; their names may tell what they are.
        (Ok(b"Type3"), _) => Map::Names(encoding),
        _ => Map::Unknown,
    }
}

fn names_read(doc: &Document, font: &Dictionary) -> Reads {
    // A TrueType program without an encoding has numbers alone.
    let is_bare = value(doc, font, b"Encoding").is_null();
    match value(doc, font, b"Subtype").as_name() {
        Ok(b"TrueType") if is_bare => Reads::Nowhere,
        _ => Reads::ByName,
    }
}

fn simple_widths(doc: &Document, font: &Dictionary, descriptor: Option<&Dictionary>) -> Widths {
    let Object::Array(list) = value(doc, font, b"Widths") else { return Widths::NotTold };
    let first = value(doc, font, b"FirstChar").as_i64().unwrap_or(0);
    let Ok(first) = u32::try_from(first) else { return Widths::NotTold };
    let told = list.iter().take(256).map(|width| number_of(deref(doc, width)).unwrap_or(0.0));
    let usual = descriptor.and_then(|dict| number_of(value(doc, dict, b"MissingWidth")));
    Widths::Listed { widths: (first..).zip(told).collect(), usual: usual.unwrap_or(0.0) }
}

/// The widths of `W` (ISO 32000-2 9.7.4.3).
fn composite_widths(doc: &Document, below: &Dictionary) -> Widths {
    let usual = number_of(value(doc, below, b"DW")).unwrap_or(1000.0);
    let (mut widths, mut left) = (BTreeMap::new(), 2 * MOST_TOLD);
    let list = match value(doc, below, b"W") {
        Object::Array(list) => list.as_slice(),
        _ => &[],
    };
    let mut rest = list;
    while let [first, second, after @ ..] = rest {
        let first = number_of(deref(doc, first)).filter(|_| left > 0);
        let Some(first) = first.map(|first| u32::from(first as u16)) else { break };
        match deref(doc, second) {
            Object::Array(told) => {
                left = left.saturating_sub(told.len());
                let told = told.iter().take(MOST_TOLD).map(|width| number_of(deref(doc, width)));
                widths.extend((first..).zip(told).filter_map(|(cid, width)| Some((cid, width?))));
                rest = after;
            }
            last => {
                let width = after.first().and_then(|width| number_of(deref(doc, width)));
                let (Some(last), Some(width)) = (number_of(last), width) else { break };
                let last = u32::from(last as u16);
                left = left.saturating_sub(last.saturating_sub(first) as usize + 1);
                widths.extend((first..=last).map(|cid| (cid, width)));
                rest = after.get(1..).unwrap_or_default();
            }
        }
    }
    Widths::Listed { widths, usual }
}
