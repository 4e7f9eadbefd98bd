//! [`finish`]: one pass over printpdf's document puts in what it does not do and mends what it
//! does wrong: version, boxes, content, fonts, pictures, colour spaces, metadata, language.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::canvas::Needs;
use super::compress;
use super::encode::Content;
use super::file::File;
use super::fonts::{self, FontKey, FontSet, Subset};
use super::hash::Hash;
use super::sheet::Sheet;
use super::{
    Info, Standard, art, images, inks, intent, metadata, overprint, serialize, settle, tags,
    vector, way,
};
use crate::draw::{DrawList, DrawSheet};
use crate::picture::{Art, Picture, PictureId};

/// Object and cross-reference streams need 1.5. PDF/X-4 is 1.6 (ISO 15930-7); PDF/A-2 goes up to
/// 1.7.
fn version(standard: Standard) -> &'static str {
    match standard {
        Standard::X4 => "1.6",
        Standard::A2u | Standard::Plain => "1.7",
    }
}

/// The pictures' objects, by id.
type Placed = BTreeMap<PictureId, PlacedObject>;

#[derive(Clone, Copy, Debug)]
struct PlacedObject {
    id: ObjectId,
    transparent: bool,
}

pub(super) fn finish<'a>(
    doc: &mut File<'a>,
    list: &DrawList<DrawSheet>,
    mut contents: Vec<Content>,
    fonts: (&FontSet, &'a [Arc<Subset>]),
    pictures: &'a [Arc<Picture>],
    info: &Info,
) {
    doc.version = version(info.standard).to_owned();
    let keys: BTreeSet<FontKey> =
        contents.iter().flat_map(|content| &content.needs.fonts).copied().collect();
    let fonts = fonts.0.iter().zip(fonts.1);
    let fonts: BTreeMap<FontKey, ObjectId> = fonts
        .flat_map(|(font, subset)| {
            let own = keys.iter().copied().filter(|key| key.face == font.face);
            fonts::add(doc, font, subset, own)
        })
        .collect();
    let (placed, layers) = add_pictures(doc, &contents, pictures, info);
    let spaces = add_spaces(doc, &contents, info);
    let page_ids: Vec<ObjectId> = doc.get_pages().into_values().collect();
    let mut named = Shared::default();
    for ((page, content), id) in list.pages.iter().zip(&mut contents).zip(page_ids.iter().copied())
    {
        let resources = resources(&content.needs, &fonts, &placed, &spaces);
        let resources = named.add(doc, resources);
        let deflated = std::mem::take(&mut content.deflated);
        let stream = doc.add_object(compress::ready(Dictionary::new(), deflated));
        let sheet = Sheet::of(page);
        let transparent = content
            .needs
            .pictures
            .iter()
            .any(|picture| placed.get(picture).is_some_and(|placed| placed.transparent));
        let Ok(dict) = doc.get_dictionary_mut(id) else { continue };
        dict.remove(b"CropBox");
        dict.remove(b"Annots");
        dict.set("MediaBox", sheet.media_box());
        dict.set("BleedBox", sheet.bleed_box());
        dict.set("TrimBox", sheet.trim_box());
        dict.set("Resources", resources);
        dict.set("Contents", stream);
        if transparent {
            dict.set("Group", dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK" });
        }
    }
    catalogue(doc, list, info);
    add_layers(doc, layers);
    tags::add(doc, list, &contents, &page_ids, info);
    way::add_outline(doc, list, &page_ids);
    way::add_threads(doc, list, &page_ids);
    settle::prune(doc);
    if info.standard == Standard::A2u {
        interpolate_nothing(doc);
    }
    compress::merge(doc);
}

/// PDF/A-2 wants no samples interpolated (ISO 19005-2 6.2.8); placed art may wish for it, which is
/// a viewer's matter alone.
fn interpolate_nothing(doc: &mut Document) {
    let streams = doc.objects.values_mut().filter_map(|object| object.as_stream_mut().ok());
    streams.for_each(|stream| _ = stream.dict.remove(b"Interpolate"));
}

/// The packet goes in last: it names the file by all that is in it.
pub(super) fn add_metadata(doc: &mut File<'_>, list: &DrawList<DrawSheet>, info: &Info) {
    let (year, month, day) = info.date;
    let paper = format!("{} {} {year}-{month}-{day}", info.title, info.language);
    let names = list.pages.iter().map(|page| page.name.as_bytes());
    let document = names.fold(Hash::of(paper.as_bytes()), |hash, name| hash.with(b"/").with(name));
    let identity = metadata::Identity { document, instance: serialize::digest(doc) };
    let packet = metadata::xmp(info, identity).into_bytes();
    // Left readable: archives search a file for its packet.
    let packet = doc
        .add_object(Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet));
    if let Ok(catalogue) = doc.catalog_mut() {
        catalogue.set("Metadata", packet);
    }
}

/// Every picture that stands on a page, once.
fn add_pictures<'a>(
    doc: &mut File<'a>,
    contents: &[Content],
    pictures: &'a [Arc<Picture>],
    info: &Info,
) -> (Placed, Vec<ObjectId>) {
    let mut placed = Placed::new();
    let mut layers = Vec::new();
    for &id in contents.iter().flat_map(|content| &content.needs.pictures) {
        let Some(picture) = pictures.get(id.0 as usize).filter(|_| !placed.contains_key(&id))
        else {
            continue;
        };
        let object = match &picture.art {
            Art::Raster(raster) => {
                PlacedObject { id: images::add(doc, raster), transparent: raster.mask.is_some() }
            }
            Art::Vector(art) => {
                let form = vector::add(doc, art, picture.size, &info.spots);
                PlacedObject { id: form.id, transparent: form.transparent }
            }
            Art::Page(page) => {
                let form = art::add(doc, page);
                layers.extend(form.layers);
                PlacedObject { id: form.id, transparent: form.transparent }
            }
        };
        placed.insert(id, object);
    }
    (placed, layers)
}

/// The layers of page art, all of them shown (ISO 32000-2 8.11.4; ISO 15930-7 wants a default
/// configuration and no other).
fn add_layers(doc: &mut Document, layers: Vec<ObjectId>) {
    if layers.is_empty() {
        return;
    }
    let list: Vec<Object> = layers.into_iter().map(Object::Reference).collect();
    let default = dictionary! {
        "Name" => Object::string_literal("Default"),
        "BaseState" => "ON",
        "Order" => list.clone(),
    };
    if let Ok(catalogue) = doc.catalog_mut() {
        catalogue.set("OCProperties", dictionary! { "OCGs" => list, "D" => default });
    }
}

/// The colour spaces that content streams name: spot inks, and all plates.
fn add_spaces(doc: &mut Document, contents: &[Content], info: &Info) -> BTreeMap<String, ObjectId> {
    let mut spaces = BTreeMap::new();
    for needs in contents.iter().map(|content| &content.needs) {
        for &spot in &needs.spots {
            spaces
                .entry(inks::spot_name(spot))
                .or_insert_with(|| doc.add_object(inks::separation(spot, &info.spots)));
        }
        if needs.registration {
            spaces.entry("All".to_owned()).or_insert_with(|| doc.add_object(inks::registration()));
        }
    }
    spaces
}

/// The resources of pages; those that name the same things have the same.
#[derive(Default)]
struct Shared(BTreeMap<Vec<u8>, ObjectId>);

impl Shared {
    fn add(&mut self, doc: &mut Document, resources: Dictionary) -> ObjectId {
        let mut written = Vec::new();
        serialize::dictionary(&mut written, &resources);
        *self.0.entry(written).or_insert_with(|| doc.add_object(resources))
    }
}

/// What one page's content names, and nothing else.
fn resources(
    needs: &Needs,
    fonts: &BTreeMap<FontKey, ObjectId>,
    placed: &Placed,
    spaces: &BTreeMap<String, ObjectId>,
) -> Dictionary {
    let mut out = Dictionary::new();
    let mut section = |name: &str, entries: Vec<(String, ObjectId)>| {
        if !entries.is_empty() {
            let entries = entries.into_iter().map(|(n, id)| (n, Object::Reference(id)));
            out.set(name, Dictionary::from_iter(entries));
        }
    };
    let font = |key: &FontKey| Some((key.name(), *fonts.get(key)?));
    section("Font", needs.fonts.iter().filter_map(font).collect());
    let picture = |id: &PictureId| Some((format!("P{}", id.0), placed.get(id)?.id));
    section("XObject", needs.pictures.iter().filter_map(picture).collect());
    let mut names: Vec<String> = needs.spots.iter().map(|&spot| inks::spot_name(spot)).collect();
    names.extend(needs.registration.then(|| "All".to_owned()));
    let space = |name: String| spaces.get(&name).map(|&id| (name, id));
    section("ColorSpace", names.into_iter().filter_map(space).collect());
    if needs.overprint {
        out.set("ExtGState", overprint::states());
    }
    out
}

/// Language, title, output intent and page labels.
fn catalogue(doc: &mut File<'_>, list: &DrawList<DrawSheet>, info: &Info) {
    let intent = intent::add(doc, info);
    let names = list.pages.iter().map(|page| page.name.as_str());
    let labels = metadata::page_labels(names);
    let information = doc.add_object(metadata::information(info));
    doc.trailer.set("Info", information);
    if let Ok(catalogue) = doc.catalog_mut() {
        catalogue.remove(b"PageLayout");
        catalogue.remove(b"PageMode");
        catalogue.set("Lang", metadata::text(&info.language));
        catalogue.set("PageLabels", labels);
        if let Some(intent) = intent {
            catalogue.set("OutputIntents", vec![Object::Reference(intent)]);
        }
        // No `Direction` for vertical pages: PDFium takes `R2L` for the direction of the text, as
        // in Arabic, and turns every line round.
        catalogue.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    }
}
