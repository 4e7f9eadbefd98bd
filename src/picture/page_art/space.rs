//! [`Space`]: a colour space, as far as a press desk asks (ISO 32000-2 8.6).

use lopdf::{Dictionary, Document, Object};

use super::file::{deref, dict_of, number_of, numbers, value};
use super::model::{ArtSpot, ColourKind};
use super::shades::at_end;
use crate::colour::Ink;

/// Spaces within spaces; four is the most that means anything.
const MOST_DEPTH: usize = 6;
/// The colourants of a DeviceN space (ISO 32000-2 Annex C).
const MOST_INKS: usize = 32;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Space {
    Grey,
    Rgb,
    Cmyk,
    /// Of so many components: a description of a device or of light.
    Calibrated(usize),
    /// Grey with a description: printed with black.
    CalibratedGrey,
    /// A palette.
    Indexed(Box<Space>),
    /// Separation or DeviceN: an ink, or several, with what stands for them.
    Inks {
        names: Vec<String>,
        below: Box<Space>,
        solid: Option<Vec<f64>>,
        /// Tints go in proportion from nothing to the solid.
        plain: bool,
        /// Each of several has a description of its own.
        told: bool,
    },
    /// A pattern, and the space of one that has no colour of its own.
    Pattern(Option<Box<Space>>),
    Unknown,
}

impl Space {
    /// The space that an object of a file says; `spaces` are the resources' `ColorSpace`.
    pub fn read(doc: &Document, object: &Object, spaces: Option<&Dictionary>) -> Space {
        read(doc, object, spaces, 0)
    }

    pub fn components(&self) -> usize {
        match self {
            Space::Grey | Space::CalibratedGrey | Space::Indexed(_) => 1,
            Space::Rgb => 3,
            Space::Cmyk => 4,
            Space::Calibrated(count) => *count,
            Space::Inks { names, .. } => names.len(),
            Space::Pattern(_) | Space::Unknown => 0,
        }
    }

    /// The colour that a space begins with.
    pub fn first(&self) -> Vec<f64> {
        match self {
            Space::Cmyk => vec![0.0, 0.0, 0.0, 1.0],
            Space::Inks { names, .. } => vec![1.0; names.len()],
            _ => vec![0.0; self.components()],
        }
    }

    /// What is strange about it: the space itself, or what stands for its inks.
    pub fn strange(&self) -> Option<ColourKind> {
        match self {
            Space::Rgb => Some(ColourKind::Rgb),
            Space::Calibrated(_) | Space::CalibratedGrey => Some(ColourKind::Calibrated),
            Space::Indexed(below) | Space::Inks { below, .. } => below.strange(),
            Space::Pattern(below) => below.as_ref().and_then(|below| below.strange()),
            Space::Grey | Space::Cmyk | Space::Unknown => None,
        }
    }

    /// The spot inks that it prints with.
    pub fn spots(&self) -> Vec<ArtSpot> {
        match self {
            Space::Inks { names, below, solid, plain, .. } => {
                let alternate = match (&**below, solid, names.len()) {
                    (Space::Cmyk, Some(values), 1) => Some(inks(values)),
                    (Space::Grey, Some(values), 1) => {
                        let black = 1.0 - values.first().copied().unwrap_or(0.0);
                        Some([Ink::NONE, Ink::NONE, Ink::NONE, ink(black)])
                    }
                    _ => None,
                };
                let names = names.iter().filter(|name| !is_process(name));
                let plain = *plain;
                names.map(|name| ArtSpot { name: name.clone(), alternate, plain }).collect()
            }
            Space::Indexed(below) => below.spots(),
            Space::Pattern(Some(below)) => below.spots(),
            _ => Vec::new(),
        }
    }

    /// What is wrong with it, so that nobody can know its colours.
    pub fn fault(&self) -> Option<&'static str> {
        match self {
            Space::Unknown => Some("a colour space that there is not"),
            Space::Inks { below, solid, .. } => match &**below {
                Space::Unknown | Space::Inks { .. } | Space::Indexed(_) | Space::Pattern(_) => {
                    Some("an ink that no colour can stand for")
                }
                below => solid
                    .as_ref()
                    .filter(|solid| solid.len() != below.components())
                    .map(|_| "an ink whose tints are not of the colours that stand for it"),
            },
            Space::Indexed(below) | Space::Pattern(Some(below)) => below.fault(),
            _ => None,
        }
    }

    /// Whether it has more inks than every reader holds.
    pub fn is_crowded(&self) -> bool {
        match self {
            Space::Inks { names, .. } => names.len() > MOST_INKS,
            Space::Indexed(below) | Space::Pattern(Some(below)) => below.is_crowded(),
            _ => false,
        }
    }

    /// Whether it is of several inks and says not of each what it is (ISO 15930-7 6.11).
    pub fn lacks_colourants(&self) -> bool {
        match self {
            Space::Inks { told, .. } => !told,
            Space::Indexed(below) | Space::Pattern(Some(below)) => below.lacks_colourants(),
            _ => false,
        }
    }

    /// The amounts of cyan, magenta, yellow and black, and of all other inks, that a colour is
    /// printed with; `None` where a conversion decides.
    pub fn inks(&self, values: &[f64]) -> Option<([Ink; 4], u32)> {
        let none = [Ink::NONE; 4];
        let at = |at: usize| values.get(at).copied().unwrap_or(0.0);
        match self {
            Space::Grey | Space::CalibratedGrey => {
                Some(([Ink::NONE, Ink::NONE, Ink::NONE, ink(1.0 - at(0))], 0))
            }
            Space::Cmyk => Some((inks(values), 0)),
            // White is paper, however it is described.
            Space::Rgb if (0..3).all(|part| at(part) >= 1.0) => Some((none, 0)),
            Space::Inks { names, .. } => {
                let (mut process, mut others) = (none, 0);
                for (name, &value) in names.iter().zip(values) {
                    match process_place(name) {
                        Some(place) => process[place] = ink(value),
                        None if name == "All" => {
                            process = [ink(value); 4];
                        }
                        None if name == "None" => {}
                        None => others += u32::from(ink(value).0),
                    }
                }
                Some((process, others))
            }
            _ => None,
        }
    }

    /// Whether pictures and shadings in it can be of black ink alone, whatever their values.
    pub fn is_black(&self) -> bool {
        match self {
            Space::Grey | Space::CalibratedGrey => true,
            Space::Indexed(below) => below.is_black(),
            Space::Inks { names, .. } => names.iter().all(|name| name == "Black" || name == "None"),
            _ => false,
        }
    }
}

/// Whether a tint's function is a straight line that begins with nothing.
fn is_plain(doc: &Document, function: &Object) -> bool {
    let Some(dict) = dict_of(doc, function) else { return false };
    let is = |key: &[u8], wanted: i64| value(doc, dict, key).as_i64().is_ok_and(|n| n == wanted);
    let begins = numbers(doc, value(doc, dict, b"C0")).unwrap_or_default();
    is(b"FunctionType", 2)
        && number_of(value(doc, dict, b"N")).is_some_and(|n| (n - 1.0).abs() < 1e-6)
        && begins.iter().all(|amount| *amount == 0.0)
}

fn process_place(name: &str) -> Option<usize> {
    ["Cyan", "Magenta", "Yellow", "Black"].iter().position(|ink| *ink == name)
}

fn is_process(name: &str) -> bool {
    process_place(name).is_some() || name == "All" || name == "None"
}

pub(super) fn ink(value: f64) -> Ink {
    Ink((value.clamp(0.0, 1.0) * 10_000.0).round() as u16)
}

fn inks(values: &[f64]) -> [Ink; 4] {
    std::array::from_fn(|at| ink(values.get(at).copied().unwrap_or(0.0)))
}

fn read(doc: &Document, object: &Object, spaces: Option<&Dictionary>, depth: usize) -> Space {
    if depth > MOST_DEPTH {
        return Space::Unknown;
    }
    match deref(doc, object) {
        Object::Name(name) => named(doc, name, spaces, depth),
        Object::Array(list) => family(doc, list, spaces, depth),
        _ => Space::Unknown,
    }
}

fn named(doc: &Document, name: &[u8], spaces: Option<&Dictionary>, depth: usize) -> Space {
    let given = |name: &[u8]| spaces.and_then(|spaces| spaces.get(name).ok());
    // ISO 32000-2 8.6.5.6: a default stands for the device's own space.
    let device = |default: &[u8], own: Space| match given(default) {
        Some(object) if depth == 0 => read(doc, object, None, depth + 1),
        _ => own,
    };
    match name {
        b"DeviceGray" | b"G" => device(b"DefaultGray", Space::Grey),
        b"DeviceRGB" | b"RGB" => device(b"DefaultRGB", Space::Rgb),
        b"DeviceCMYK" | b"CMYK" => device(b"DefaultCMYK", Space::Cmyk),
        b"Pattern" => Space::Pattern(None),
        other => match given(other) {
            Some(object) => read(doc, object, spaces, depth + 1),
            None => Space::Unknown,
        },
    }
}

fn family(doc: &Document, list: &[Object], spaces: Option<&Dictionary>, depth: usize) -> Space {
    let at = |at: usize| list.get(at).map_or(&Object::Null, |object| deref(doc, object));
    let below = |object: &Object| Box::new(read(doc, object, spaces, depth + 1));
    let Object::Name(kind) = at(0) else { return Space::Unknown };
    match kind.as_slice() {
        b"CalGray" => Space::CalibratedGrey,
        b"CalRGB" | b"Lab" => Space::Calibrated(3),
        b"ICCBased" => match dict_of(doc, at(1)).map(|dict| value(doc, dict, b"N").as_i64()) {
            Some(Ok(1)) => Space::CalibratedGrey,
            Some(Ok(count @ 3..=4)) => Space::Calibrated(count as usize),
            _ => Space::Unknown,
        },
        b"Indexed" | b"I" => Space::Indexed(below(at(1))),
        b"Pattern" => Space::Pattern(list.get(1).map(below)),
        b"Separation" | b"DeviceN" => {
            let text = |object: &Object| {
                let name = deref(doc, object).as_name().unwrap_or(b"None");
                String::from_utf8_lossy(name).into_owned()
            };
            let names = match at(1) {
                Object::Array(names) => names.iter().take(MOST_INKS + 1).map(text).collect(),
                one => vec![text(one)],
            };
            // ISO 32000-2 8.6.6.4: All and None need nothing to stand for them.
            let plain = names.iter().all(|name| name == "All" || name == "None");
            let solid = if names.len() == 1 { at_end(doc, at(3)) } else { None };
            let below = if plain { Box::new(Space::Cmyk) } else { below(at(2)) };
            let described = dict_of(doc, at(4))
                .and_then(|attributes| dict_of(doc, value(doc, attributes, b"Colorants")));
            let has = |name: &String| described.is_some_and(|dict| dict.has(name.as_bytes()));
            let told =
                kind == b"Separation" || names.iter().all(|name| is_process(name) || has(name));
            let plain = is_plain(doc, at(3));
            Space::Inks { names, below, solid, plain, told }
        }
        [_, ..] if list.len() == 1 => named(doc, kind, spaces, depth + 1),
        _ => Space::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn array(items: Vec<Object>) -> Object {
        Object::Array(items)
    }

    fn separation(name: &str) -> Object {
        let end = |values: [i64; 4]| array(values.into_iter().map(Object::Integer).collect());
        let function = dictionary! {
            "FunctionType" => 2, "C0" => end([0; 4]), "C1" => end([0, 1, 1, 0]), "N" => 1,
        };
        array(vec!["Separation".into(), name.into(), "DeviceCMYK".into(), function.into()])
    }

    #[test]
    fn strange_spaces_are_told() {
        let doc = Document::new();
        let spaces = dictionary! {
            "Cs1" => array(vec!["CalRGB".into(), Object::Null]),
            "DefaultRGB" => array(vec!["CalRGB".into(), Object::Null]),
            "Loop" => "Loop",
        };
        let indexed = array(vec!["Indexed".into(), "DeviceRGB".into(), 1.into(), Object::Null]);
        for (object, resources, expected) in [
            ("DeviceRGB".into(), None, Some(ColourKind::Rgb)),
            ("DeviceRGB".into(), Some(&spaces), Some(ColourKind::Calibrated)),
            ("Cs1".into(), Some(&spaces), Some(ColourKind::Calibrated)),
            ("Loop".into(), Some(&spaces), None),
            (indexed, None, Some(ColourKind::Rgb)),
            (array(vec!["Pattern".into(), "DeviceRGB".into()]), None, Some(ColourKind::Rgb)),
            ("DeviceCMYK".into(), None, None),
            (separation("Gold"), None, None),
        ] {
            let space = Space::read(&doc, &object, resources);
            assert_eq!(space.strange(), expected, "{object:?}");
        }
    }

    #[test]
    fn inks_are_counted() {
        let doc = Document::new();
        let read = |object: Object| Space::read(&doc, &object, None);
        let solid = Ink::SOLID;
        let none = Ink::NONE;
        for (space, values, expected) in [
            (read("DeviceCMYK".into()), &[1.0, 0.5, 0.0, 1.0][..], [solid, Ink(5000), none, solid]),
            (read("DeviceGray".into()), &[0.0], [none, none, none, solid]),
            (read(separation("Black")), &[1.0], [none, none, none, solid]),
            (read(separation("All")), &[1.0], [solid; 4]),
            (read("DeviceRGB".into()), &[1.0, 1.0, 1.0], [none; 4]),
        ] {
            assert_eq!(space.inks(values), Some((expected, 0)), "{space:?}");
        }
        let gold = read(separation("Gold"));
        assert_eq!(gold.inks(&[0.4]), Some(([none; 4], 4000)));
        let spot = ArtSpot {
            name: "Gold".into(),
            alternate: Some([none, solid, solid, none]),
            plain: true,
        };
        assert_eq!(gold.spots(), [spot]);
        assert_eq!(read(separation("Black")).spots(), []);
        assert_eq!(read("DeviceRGB".into()).inks(&[0.0; 3]), None);
    }
}
