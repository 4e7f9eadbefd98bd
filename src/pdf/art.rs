//! Page art as a form XObject: its content, its resources and what they name, as they are in
//! the art's own file (ISO 32000-2 8.10).
//!
//! ```text
//! the page's units   trim (x0 y0 x1 y1), turned by Rotate, UserUnit points a unit
//!     | Matrix
//! the form's place   0 0 to width height in points, as the page is shown
//! ```

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

use super::digits::{number, real};
use super::file::File;
use crate::flate::Effort;
use crate::measure::Length;
use crate::picture::PageArt;

/// A form in the document.
#[derive(Clone, Debug)]
pub(super) struct AddedArt {
    pub id: ObjectId,
    /// Whether it blends, so that its page needs a blending space.
    pub transparent: bool,
    /// Its layers: optional content groups, for the catalogue.
    pub layers: Vec<ObjectId>,
}

pub(super) fn add(doc: &mut File<'_>, art: &PageArt) -> AddedArt {
    let ids: Vec<ObjectId> = art.parts.iter().map(|_| doc.new_object_id()).collect();
    let mut layers = Vec::new();
    for (part, &id) in art.parts.iter().zip(&ids) {
        if part.as_dict().is_ok_and(|dict| dict.has_type(b"OCG")) {
            layers.push(id);
        }
        match part {
            Object::Stream(stream) => put(doc, id, moved_dict(&stream.dict, &ids), stream),
            other => _ = doc.objects.insert(id, moved(other, &ids)),
        }
    }
    let transparent = art.facts.transparent || art.group.is_some();
    let mut dict = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => Object::Array(art.shown.into_iter().map(real).collect()),
        "Matrix" => matrix(art),
        "Resources" => moved_dict(&art.resources, &ids),
    };
    if transparent {
        dict.set("Group", group(art.group.as_ref().map(|group| moved_dict(group, &ids))));
    }
    let id = doc.add_waiting(dict, art.content.clone(), Effort::Text);
    AddedArt { id, transparent, layers }
}

/// A page is an isolated group whatever its dictionary says (ISO 32000-2 11.4.7), and blends
/// in the inks of the press unless it says otherwise.
fn group(own: Option<Dictionary>) -> Dictionary {
    let mut group = own.unwrap_or_else(|| dictionary! { "S" => "Transparency" });
    group.set("I", true);
    if !group.has(b"CS") {
        group.set("CS", "DeviceCMYK");
    }
    group
}

/// From the page's units to points of the page as it is shown, its trim's foot left at 0 0.
fn matrix(art: &PageArt) -> Object {
    let [left, foot, right, head] = art.trim;
    let zero = Length::ZERO;
    let (turn, (x, y)) = match art.turns % 4 {
        0 => ([1, 0, 0, 1], (zero - left, zero - foot)),
        1 => ([0, -1, 1, 0], (zero - foot, right)),
        2 => ([-1, 0, 0, -1], (right, head)),
        _ => ([0, 1, -1, 0], (head, zero - left)),
    };
    let turn = turn.into_iter().map(|part| number(part * art.unit, 6));
    let origin = [x, y].map(|along| real(along.scale(art.unit, 1_000_000)));
    Object::Array(turn.chain(origin).collect())
}

/// A stream as it is, but one that its author left open is compressed.
fn put(doc: &mut File<'_>, id: ObjectId, mut dict: Dictionary, stream: &Stream) {
    let content = stream.content.clone();
    match dict.get(b"Filter") {
        Ok(Object::Name(_) | Object::Array(_) | Object::Reference(_)) => {
            doc.objects.insert(id, Object::Stream(Stream::new(dict, content)));
        }
        _ => {
            dict.remove(b"DecodeParms");
            doc.put_waiting(id, dict, content, Effort::Text);
        }
    }
}

fn moved(object: &Object, ids: &[ObjectId]) -> Object {
    match object {
        Object::Reference((at, _)) => {
            ids.get(*at as usize).map_or(Object::Null, |&id| Object::Reference(id))
        }
        Object::Array(items) => Object::Array(items.iter().map(|item| moved(item, ids)).collect()),
        Object::Dictionary(dict) => Object::Dictionary(moved_dict(dict, ids)),
        plain => plain.clone(),
    }
}

fn moved_dict(dict: &Dictionary, ids: &[ObjectId]) -> Dictionary {
    dict.iter().map(|(key, value)| (key.clone(), moved(value, ids))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::page_art::testing::{art, page_with, stream};
    use lopdf::Document;

    /// The form of a page, as it is written.
    fn added(entries: &str, resources: &str, more: &[&str]) -> (File<'static>, AddedArt) {
        let content = "0 0 0 1 k 0 0 9 9 re f /X Do";
        let mut doc = File::new(Document::new());
        // Something that has the numbers of the art's own objects.
        doc.add_object(Object::Null);
        let added = add(&mut doc, &art(&page_with(entries, content, resources, more)));
        (doc, added)
    }

    fn form<'a>(doc: &'a Document, added: &AddedArt) -> &'a Dictionary {
        &doc.get_object(added.id).and_then(Object::as_stream).expect("a form").dict
    }

    fn numbers(dict: &Dictionary, key: &[u8]) -> Vec<f32> {
        let list = dict.get(key).and_then(Object::as_array).expect("an array");
        list.iter().map(|item| item.as_float().expect("a number")).collect()
    }

    /// The trim's corner that is foot left as the page is shown comes to 0 0.
    #[test]
    fn the_page_stands_as_it_is_shown() {
        let boxes = "/MediaBox[0 0 100 50]/TrimBox[10 20 90 45]/BleedBox[5 15 95 50]";
        for (entries, matrix, corner) in [
            ("", [1.0, 0.0, 0.0, 1.0, -10.0, -20.0], [10.0, 20.0]),
            ("/Rotate 90", [0.0, -1.0, 1.0, 0.0, -20.0, 90.0], [90.0, 20.0]),
            ("/Rotate 180", [-1.0, 0.0, 0.0, -1.0, 90.0, 45.0], [90.0, 45.0]),
            ("/Rotate 270", [0.0, 1.0, -1.0, 0.0, 45.0, -10.0], [10.0, 45.0]),
            ("/UserUnit 2", [2.0, 0.0, 0.0, 2.0, -20.0, -40.0], [10.0, 20.0]),
        ] {
            let (doc, added) = added(&format!("{boxes}{entries}"), "", &[]);
            let found = numbers(form(&doc, &added), b"Matrix");
            assert_eq!(found, matrix, "{entries}");
            let [a, b, c, d, e, f] = matrix;
            let [x, y] = corner;
            assert_eq!([a * x + c * y + e, b * x + d * y + f], [0.0, 0.0], "{entries}");
            assert_eq!(numbers(form(&doc, &added), b"BBox"), [5.0, 15.0, 95.0, 50.0]);
        }
    }

    #[test]
    fn what_a_page_names_comes_along_under_new_numbers() {
        let more = [
            stream(
                "/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 6 0 R>>>>",
                "BT /F 9 Tf (a) Tj ET",
            ),
            "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Self 6 0 R>>".to_owned(),
            "<</Type/OCG/Name(Ground)>>".to_owned(),
        ];
        let more: Vec<&str> = more.iter().map(String::as_str).collect();
        let resources = "/XObject<</X 5 0 R>>/Properties<</L 7 0 R>>";
        let (doc, added) = added("/MediaBox[0 0 100 50]", resources, &more);
        let resources = form(&doc, &added).get(b"Resources").and_then(Object::as_dict);
        let resources = resources.expect("resources");
        let named = |dict: &Dictionary, kind: &[u8], name: &[u8]| {
            let list = dict.get(kind).and_then(Object::as_dict).expect("a kind");
            list.get(name).and_then(Object::as_reference).expect("a reference")
        };
        let layer = named(resources, b"Properties", b"L");
        assert_eq!(added.layers, [layer]);
        let inner = doc.get_object(named(resources, b"XObject", b"X"));
        let inner = &inner.and_then(Object::as_stream).expect("the form").dict;
        let inner = inner.get(b"Resources").and_then(Object::as_dict).expect("its own");
        let font = named(inner, b"Font", b"F");
        let itself = doc.get_dictionary(font).and_then(|dict| dict.get(b"Self"));
        assert_eq!(itself.and_then(Object::as_reference).ok(), Some(font));
        assert!(!form(&doc, &added).has(b"Group"));
    }

    #[test]
    fn what_blends_is_an_isolated_group_of_inks() {
        let faded = "/ExtGState<</G<</ca .5>>>>";
        for (entries, space) in [
            ("/Group<</S/Transparency/CS/DeviceGray>>", "DeviceGray"),
            ("/Group<</S/Transparency>>", "DeviceCMYK"),
        ] {
            let (doc, added) = added(&format!("/MediaBox[0 0 100 50]{entries}"), faded, &[]);
            assert!(added.transparent);
            let group = form(&doc, &added).get(b"Group").and_then(Object::as_dict).expect("one");
            let name = group.get(b"CS").and_then(Object::as_name).expect("a space");
            assert_eq!(name, space.as_bytes());
            assert_eq!(group.get(b"I").and_then(Object::as_bool).ok(), Some(true));
        }
    }
}
