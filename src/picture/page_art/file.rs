//! [`read_page`]: the file, its page and the page's boxes (ISO 32000-2 7.7.3, 14.11.2).

use std::collections::BTreeSet;
use std::rc::Rc;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

use super::bounds::hazard;
use super::filters::{MOST_BYTES, decode};
use super::gather::gather;
use super::guard;
use super::model::{ArtFacts, Forbidden, Layer, PageArt};
use super::walk::walk;
use crate::measure::{Edges, Length, Size};
use crate::picture::{Art, Kind, Picture, PictureError};

/// Pages that are looked through for the one that is asked for.
const MOST_PAGES: usize = 10_000;
/// How deep the tree of pages may be.
const MOST_LEVELS: usize = 64;
/// References that lead to references.
const MOST_STEPS: usize = 32;
/// Numbers in an array: the range of a function of 32 inks.
const MOST_NUMBERS: usize = 64;
/// Objects in the file.
const MOST_OBJECTS: usize = 500_000;
/// The largest page that viewers show (ISO 32000-1 Annex C).
const LARGEST: Length = Length::from_pt(14_400);

/// Reads page `page` (from 1) of a PDF file.
pub fn read_page(bytes: &[u8], page: u32) -> Result<Picture, PictureError> {
    let mut doc = load(bytes)?;
    let found = find_page(&doc, page)?;
    let boxes = boxes(&doc, &found)?;
    let mut content = content(&doc, &found.dict)?;
    promised(&doc, &found.dict, b"Resources")?;
    let resources = found.inherited(&doc, b"Resources").cloned().unwrap_or(Object::Null);
    let resources = dict_of(&doc, &resources).cloned().unwrap_or_default();
    let group = found.dict.get(b"Group").ok().and_then(|group| dict_of(&doc, group)).cloned();
    let mut facts = ArtFacts {
        version: version(&doc),
        layers: layers(&doc),
        annotations: annotations(&doc, &found.dict),
        ..ArtFacts::default()
    };
    let walked = walk(&doc, &content, &resources, group.as_ref(), boxes.unit(), &mut facts);
    let circle = facts.forbidden.contains_key(&Forbidden::Recursion);
    let endless = walked.cut || circle;
    facts.undrawable = facts
        .undrawable
        .or_else(|| endless.then(|| "it takes too much to draw".to_owned()))
        .or_else(|| hazard(&doc, &resources));
    walked.page.apply(&mut content);
    let gathered = gather(&mut doc, (walked.forms, walked.bare), resources, group, &mut facts)?;
    let size = boxes.size();
    let art = PageArt {
        content,
        resources: gathered.resources,
        group: gathered.group,
        parts: gathered.parts,
        trim: boxes.trim,
        shown: boxes.shown,
        turns: boxes.turns,
        unit: boxes.unit,
        bleed: boxes.bleed(),
        facts,
    };
    Ok(Picture { size, art: Art::Page(Box::new(art)), warnings: Vec::new() })
}

pub(super) fn broken(reason: impl Into<String>) -> PictureError {
    PictureError::Broken(Kind::Pdf, reason.into())
}

/// The library's document.
pub(super) fn load(bytes: &[u8]) -> Result<Document, PictureError> {
    guard::check(bytes)?;
    let bytes = to_its_end(bytes);
    let options = LoadOptions::with_max_decompressed_size(MOST_BYTES);
    let doc = match Document::load_mem_with_options(bytes, options) {
        Ok(doc) => doc,
        Err(lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword) => {
            return Err(PictureError::Encrypted);
        }
        Err(error) => return Err(broken(error.to_string().to_lowercase())),
    };
    if doc.trailer.has(b"Encrypt") || doc.encryption_state.is_some() {
        return Err(PictureError::Encrypted);
    }
    if doc.objects.len() > MOST_OBJECTS {
        let reason = format!("it has more than {MOST_OBJECTS} objects");
        return Err(PictureError::Unsupported(Kind::Pdf, reason));
    }
    Ok(doc)
}

/// A file without what mail gateways and servers have put behind its end, unless that belongs to a
/// file that was written on and has lost its end mark.
fn to_its_end(bytes: &[u8]) -> &[u8] {
    const END: &[u8] = b"%%EOF";
    let last = bytes.windows(END.len()).rposition(|window| window == END);
    let Some((own, behind)) = last.and_then(|at| bytes.split_at_checked(at + END.len())) else {
        return bytes;
    };
    let goes_on = behind.windows(9).any(|window| window == b"startxref");
    if goes_on { bytes } else { own }
}

/// What a reference leads to, over a bounded number of steps; null where it leads nowhere.
pub(super) fn deref<'a>(doc: &'a Document, mut object: &'a Object) -> &'a Object {
    for _ in 0..MOST_STEPS {
        match object {
            Object::Reference(id) => match doc.objects.get(id) {
                Some(next) => object = next,
                None => return &Object::Null,
            },
            _ => return object,
        }
    }
    &Object::Null
}

/// The dictionary that an object is, leads to, or heads as a stream.
pub(super) fn dict_of<'a>(doc: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    match deref(doc, object) {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// The value of a key, followed to its end.
pub(super) fn value<'a>(doc: &'a Document, dict: &'a Dictionary, key: &[u8]) -> &'a Object {
    dict.get(key).map_or(&Object::Null, |object| deref(doc, object))
}

pub(super) fn number_of(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(value) => Some(*value as f64),
        Object::Real(value) => Some(f64::from(*value)).filter(|value| value.is_finite()),
        _ => None,
    }
}

/// The numbers of an array, `None` if it has anything else or more than any array that is asked
/// for: content may name it millions of times.
pub(super) fn numbers(doc: &Document, object: &Object) -> Option<Vec<f64>> {
    let list = deref(doc, object).as_array().ok().filter(|list| list.len() <= MOST_NUMBERS)?;
    list.iter().map(|item| number_of(deref(doc, item))).collect()
}

/// A page and those that it inherits from, itself first.
pub(super) struct FoundPage {
    pub dict: Dictionary,
    above: Vec<Rc<Dictionary>>,
}

impl FoundPage {
    pub fn inherited<'a>(&'a self, doc: &'a Document, key: &[u8]) -> Option<&'a Object> {
        let above = self.above.iter().map(|dict| &**dict);
        let mut dicts = std::iter::once(&self.dict).chain(above);
        dicts.find_map(|dict| Some(value(doc, dict, key)).filter(|object| !object.is_null()))
    }
}

/// Walks the page tree to page `wanted`.
pub(super) fn find_page(doc: &Document, wanted: u32) -> Result<FoundPage, PictureError> {
    let root = doc.trailer.get(b"Root").ok().and_then(|root| dict_of(doc, root));
    let root = root.ok_or_else(|| broken("it has no catalogue"))?;
    let pages = root.get(b"Pages").map_err(|_| broken("it has no pages"))?;
    let mut seen = BTreeSet::<ObjectId>::new();
    let mut counted = 0;
    // Nodes still to be looked at, the next one last, each with its ancestors.
    let mut open: Vec<(&Object, Vec<Rc<Dictionary>>)> = vec![(pages, Vec::new())];
    while let Some((object, above)) = open.pop() {
        if let Object::Reference(id) = object
            && !seen.insert(*id)
        {
            return Err(broken("its tree of pages runs in a circle"));
        }
        let Some(dict) = dict_of(doc, object) else {
            // A page that is named and missing still has a number.
            counted += u32::from(!above.is_empty());
            if counted == wanted {
                return Err(broken(match object {
                    Object::Reference(id) if is_lost(doc, *id) => {
                        format!("page {wanted}, its object {}, is damaged or missing", id.0)
                    }
                    _ => format!("page {wanted} is missing"),
                }));
            }
            continue;
        };
        match value(doc, dict, b"Kids") {
            Object::Array(kids) if above.len() < MOST_LEVELS && seen.len() < MOST_PAGES => {
                if open.len() + kids.len() > MOST_PAGES {
                    return Err(PictureError::Unsupported(
                        Kind::Pdf,
                        format!("it has more than {MOST_PAGES} pages"),
                    ));
                }
                let own = Rc::new(trimmed(dict));
                let chain: Vec<_> = std::iter::once(own).chain(above).collect();
                open.extend(kids.iter().rev().map(|kid| (kid, chain.clone())));
            }
            Object::Array(_) => return Err(broken("its tree of pages is too deep")),
            _ => {
                counted += 1;
                if counted == wanted {
                    return Ok(FoundPage { dict: dict.clone(), above });
                }
            }
        }
    }
    match counted {
        0 => Err(broken("it has no pages")),
        pages => Err(PictureError::NoPage { wanted, pages }),
    }
}

/// What a page inherits of a node.
fn trimmed(dict: &Dictionary) -> Dictionary {
    let inherited: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];
    let entry = |key: &&[u8]| Some((key.to_vec(), dict.get(key).ok()?.clone()));
    inherited.iter().filter_map(entry).collect()
}

/// An object that the file's table promises and that is not there. (What no table promises is
/// null, ISO 32000-2 7.3.10.)
fn promised(doc: &Document, dict: &Dictionary, key: &[u8]) -> Result<(), PictureError> {
    match dict.get(key) {
        Ok(&Object::Reference(id)) if is_lost(doc, id) => Err(lost(id)),
        _ => Ok(()),
    }
}

pub(super) fn is_lost(doc: &Document, id: ObjectId) -> bool {
    use lopdf::xref::XrefEntry::{Compressed, Normal};
    let entry = doc.reference_table.get(id.0);
    !doc.objects.contains_key(&id) && matches!(entry, Some(Normal { .. } | Compressed { .. }))
}

pub(super) fn lost(id: ObjectId) -> PictureError {
    broken(format!("object {} is missing or cannot be read", id.0))
}

/// The page's content, its streams joined by a blank: no token goes over from one to the next.
pub(super) fn content(doc: &Document, page: &Dictionary) -> Result<Vec<u8>, PictureError> {
    promised(doc, page, b"Contents")?;
    let streams = match value(doc, page, b"Contents") {
        Object::Null => return Ok(Vec::new()),
        Object::Array(list) => list.iter().map(|object| deref(doc, object)).collect(),
        one => vec![one],
    };
    let mut out = Vec::new();
    for stream in streams {
        match stream {
            Object::Stream(stream) => {
                let bytes =
                    decode(doc, stream).map_err(|reason| broken(format!("it has {reason}")))?;
                out.extend_from_slice(&bytes);
                out.push(b'\n');
            }
            Object::Null => return Err(broken("a part of the page's content is missing")),
            _ => return Err(broken("the page's content is no stream")),
        }
        if out.len() > MOST_BYTES {
            let reason = "the page's content has more than 64 MB".to_owned();
            return Err(PictureError::Unsupported(Kind::Pdf, reason));
        }
    }
    Ok(out)
}

/// The boxes that matter, in the page's units.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Boxes {
    trim: [Length; 4],
    shown: [Length; 4],
    turns: u8,
    unit: i64,
}

impl Boxes {
    pub fn unit(&self) -> f64 {
        self.unit as f64 / 1e6
    }

    fn scaled(&self, length: Length) -> Length {
        length.scale(self.unit, 1_000_000)
    }

    /// As it is shown.
    fn size(&self) -> Size {
        let [left, foot, right, head] = self.trim;
        let (width, height) = (self.scaled(right - left), self.scaled(head - foot));
        match self.turns % 2 {
            0 => Size { width, height },
            _ => Size { width: height, height: width },
        }
    }

    fn bleed(&self) -> Edges {
        let [left, foot, right, head] = self.trim;
        // Left, foot, right and head; turned clockwise, the foot becomes the left.
        let mut sides = [
            left - self.shown[0],
            foot - self.shown[1],
            self.shown[2] - right,
            self.shown[3] - head,
        ]
        .map(|side| self.scaled(side).max(Length::ZERO));
        sides.rotate_left(usize::from(self.turns));
        let [left, bottom, right, top] = sides;
        Edges { top, right, bottom, left }
    }
}

pub(super) fn boxes(doc: &Document, page: &FoundPage) -> Result<Boxes, PictureError> {
    let rect = |key: &[u8]| page.inherited(doc, key).and_then(|object| rect_of(doc, object));
    let own = |key: &[u8]| rect_of(doc, value(doc, &page.dict, key));
    let media = rect(b"MediaBox").ok_or_else(|| broken("the page has no media box"))?;
    let crop = rect(b"CropBox").and_then(|crop| both(crop, media)).unwrap_or(media);
    // PDF/X lets an art box stand for the trim box that is not there.
    let trim = own(b"TrimBox").or_else(|| own(b"ArtBox"));
    let trim = trim.and_then(|trim| both(trim, media)).unwrap_or(crop);
    // Beyond the media box there is nothing; without a bleed box the crop box is one.
    let bleed = own(b"BleedBox").and_then(|bleed| both(bleed, media)).unwrap_or(crop);
    let shown = [
        bleed[0].min(trim[0]),
        bleed[1].min(trim[1]),
        bleed[2].max(trim[2]),
        bleed[3].max(trim[3]),
    ];
    let turns = page.inherited(doc, b"Rotate").and_then(number_of).unwrap_or(0.0);
    let turns = ((turns / 90.0).round() as i64).rem_euclid(4) as u8;
    let unit = number_of(value(doc, &page.dict, b"UserUnit")).unwrap_or(1.0);
    let unit = (unit * 1e6).round() as i64;
    let boxes = Boxes { trim, shown, turns, unit };
    if !(1..=10_000_000_000).contains(&unit) {
        return Err(broken("its UserUnit is out of range"));
    }
    let size = boxes.size();
    let (smallest, largest) = (Length::from_mm(1), LARGEST);
    if size.width.min(size.height) < smallest || size.width.max(size.height) > largest {
        return Err(broken(format!("its page is {} by {} pt", size.width, size.height)));
    }
    Ok(boxes)
}

/// A rectangle with its corners in order, of some area and no more than any page is away.
fn rect_of(doc: &Document, object: &Object) -> Option<[Length; 4]> {
    let sides: [f64; 4] = numbers(doc, object)?.try_into().ok()?;
    let [x0, y0, x1, y1] = sides.map(points);
    let rect = [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)];
    (rect[0] < rect[2] && rect[1] < rect[3]).then_some(rect)
}

/// Numbers are read in single precision, which is sure of a hundredth of a millimetre.
pub(super) fn points(value: f64) -> Length {
    const PARTS: i64 = 1000;
    let parts = (value * PARTS as f64).round().clamp(-1e9, 1e9) as i64;
    Length::PT.scale(parts, PARTS)
}

fn both(one: [Length; 4], other: [Length; 4]) -> Option<[Length; 4]> {
    let rect =
        [one[0].max(other[0]), one[1].max(other[1]), one[2].min(other[2]), one[3].min(other[3])];
    (rect[0] < rect[2] && rect[1] < rect[3]).then_some(rect)
}

/// The higher of the header's version and the catalogue's.
fn version(doc: &Document) -> (u8, u8) {
    let parse = |text: &str| {
        let (major, minor) = text.split_once('.')?;
        Some((major.trim().parse().ok()?, minor.trim().parse().ok()?))
    };
    let root = doc.trailer.get(b"Root").ok().and_then(|root| dict_of(doc, root));
    let own = root.and_then(|root| value(doc, root, b"Version").as_name().ok());
    let own = own.and_then(|name| parse(std::str::from_utf8(name).ok()?));
    parse(&doc.version).unwrap_or((1, 4)).max(own.unwrap_or((0, 0)))
}

/// The layers (optional content groups) and whether the default configuration shows them.
fn layers(doc: &Document) -> Vec<Layer> {
    const MOST_LAYERS: usize = 1000;
    let root = doc.trailer.get(b"Root").ok().and_then(|root| dict_of(doc, root));
    let content = root.and_then(|root| dict_of(doc, root.get(b"OCProperties").ok()?));
    let Some(content) = content else { return Vec::new() };
    let Object::Array(groups) = value(doc, content, b"OCGs") else { return Vec::new() };
    let default = content.get(b"D").ok().and_then(|object| dict_of(doc, object));
    let list = |key: &[u8]| match default.map(|default| value(doc, default, key)) {
        Some(Object::Array(list)) => list.as_slice(),
        _ => &[],
    };
    let base = default.map(|default| value(doc, default, b"BaseState"));
    let base_off = matches!(base, Some(Object::Name(name)) if name == b"OFF");
    let ids = |list: &[Object]| -> BTreeSet<ObjectId> {
        list.iter().filter_map(|object| object.as_reference().ok()).collect()
    };
    let (on, off) = (ids(list(b"ON")), ids(list(b"OFF")));
    let automatic = automatic(doc, list(b"AS"));
    let layer = |group: &Object| {
        let id = group.as_reference().unwrap_or_default();
        let dict = dict_of(doc, group);
        let name = dict.map(|dict| value(doc, dict, b"Name"));
        let name = name.and_then(|name| lopdf::decode_text_string(name).ok());
        let shown = if base_off { on.contains(&id) } else { !off.contains(&id) };
        let shown = shown && !(automatic.contains(&id) && is_off_in_print(doc, dict));
        Layer { name: name.unwrap_or_default(), shown }
    };
    groups.iter().take(MOST_LAYERS).map(layer).collect()
}

/// The layers that a viewer shows and hides by itself when it prints (ISO 32000-2 8.11.4.4). A list
/// may be named again and again.
fn automatic(doc: &Document, entries: &[Object]) -> BTreeSet<ObjectId> {
    const MOST_NAMED: usize = 100_000;
    let of_print = entries
        .iter()
        .filter_map(|entry| dict_of(doc, entry))
        .filter(|entry| value(doc, entry, b"Event").as_name().ok() == Some(b"Print".as_slice()));
    let lists =
        of_print.take(MOST_NAMED).filter_map(|entry| value(doc, entry, b"OCGs").as_array().ok());
    lists.flatten().take(MOST_NAMED).filter_map(|object| object.as_reference().ok()).collect()
}

fn is_off_in_print(doc: &Document, group: Option<&Dictionary>) -> bool {
    let below = |dict, key: &[u8]| dict_of(doc, value(doc, dict, key));
    let print =
        group.and_then(|group| below(group, b"Usage")).and_then(|usage| below(usage, b"Print"));
    print.is_some_and(|print| {
        value(doc, print, b"PrintState").as_name().ok() == Some(b"OFF".as_slice())
    })
}

/// Annotations that a viewer shows or prints: those with an appearance, or that it draws itself, and
/// that are not hidden.
fn annotations(doc: &Document, page: &Dictionary) -> u32 {
    const HIDDEN: i64 = 2;
    let Object::Array(list) = value(doc, page, b"Annots") else { return 0 };
    let shows = |object: &&Object| {
        let Some(dict) = dict_of(doc, object) else { return false };
        let flags = value(doc, dict, b"F").as_i64().unwrap_or(0);
        // Printer's marks stand outside the trim.
        let kind = value(doc, dict, b"Subtype").as_name().unwrap_or_default();
        // Viewers draw these themselves where their maker has not.
        const DRAWN: [&[u8]; 10] = [
            b"Square",
            b"Circle",
            b"Line",
            b"Polygon",
            b"PolyLine",
            b"Ink",
            b"Highlight",
            b"FreeText",
            b"Stamp",
            b"Text",
        ];
        let is_drawn = DRAWN.contains(&kind) || (kind == b"Widget" && dict.has(b"V"));
        let is_shown = dict.has(b"AP") || is_drawn;
        is_shown && flags & HIDDEN == 0 && kind != b"Popup" && kind != b"PrinterMark"
    };
    list.iter().filter(shows).count() as u32
}
