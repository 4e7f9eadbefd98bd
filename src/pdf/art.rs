//! Page art as a form XObject: its content, its resources and what they name, as they are in
//! the art's own file (ISO 32000-2 8.10).
//!
//! ```text
//! the page's units   trim (x0 y0 x1 y1), turned by Rotate, UserUnit points a unit
//!     | Matrix
//! the form's place   0 0 to width height in points, as the page is shown
//! ```

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::compress::{self, Level};
use super::digits::{number, real};
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

pub(super) fn add(doc: &mut Document, art: &PageArt) -> AddedArt {
    let ids: Vec<ObjectId> = art.parts.iter().map(|_| doc.new_object_id()).collect();
    let mut layers = Vec::new();
    for (part, &id) in art.parts.iter().zip(&ids) {
        if part.as_dict().is_ok_and(|dict| dict.has_type(b"OCG")) {
            layers.push(id);
        }
        let object = match part {
            Object::Stream(stream) => packed(moved_dict(&stream.dict, &ids), stream),
            other => moved(other, &ids),
        };
        doc.objects.insert(id, object);
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
    let id = doc.add_object(compress::stream(dict, art.content.clone(), Level::Text));
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
fn packed(mut dict: Dictionary, stream: &Stream) -> Object {
    let content = stream.content.clone();
    Object::Stream(match dict.get(b"Filter") {
        Ok(Object::Name(_) | Object::Array(_) | Object::Reference(_)) => Stream::new(dict, content),
        _ => {
            dict.remove(b"DecodeParms");
            compress::stream(dict, content, Level::Text)
        }
    })
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
