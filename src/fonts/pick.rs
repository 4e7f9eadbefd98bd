//! Which face of a file a layout means, and which instance of a variable one.

use super::{Axis, Instance, Portrait, portraits};

/// The face that a layout names, by its place in the collection or its PostScript name.
#[derive(Clone, Debug, PartialEq)]
pub enum Picked {
    /// The one that is asked for, the only one, or the one whose name fits the language.
    Face(Portrait),
    /// The first of several: none has a name that fits the language.
    First(Portrait, Vec<String>),
    /// There is no such face; the names of those that there are.
    None(Vec<String>),
}

/// Chooses a face of a font file; `wanted` is what stands after `#`.
pub fn pick(data: &[u8], wanted: Option<&str>, language: &str) -> Picked {
    let mut faces = portraits(data);
    let names = |faces: &[Portrait]| -> Vec<String> {
        faces.iter().map(|face| format!("{} {}", face.index, face.postscript_name)).collect()
    };
    if let Some(wanted) = wanted {
        let is = |face: &Portrait| {
            face.postscript_name == wanted || Ok(face.index) == wanted.parse::<u32>()
        };
        return match faces.iter().find(|face| is(face)) {
            Some(face) => Picked::Face(face.clone()),
            None => Picked::None(names(&faces)),
        };
    }
    if faces.is_empty() {
        return Picked::None(Vec::new());
    }
    if faces.len() == 1 {
        return Picked::Face(faces.remove(0));
    }
    for word in words_of(language) {
        if let Some(face) = faces.iter().find(|face| is_called(face, word)) {
            return Picked::Face(face.clone());
        }
    }
    let all = names(&faces);
    Picked::First(faces.remove(0), all)
}

/// What makers of fonts call the shapes of a language, the best word first.
fn words_of(language: &str) -> &'static [&'static str] {
    let tag = language.to_ascii_lowercase();
    let has = |part: &str| tag.split('-').any(|other| other == part);
    if has("ja") {
        &["JP", "J", "JA", "JIS"]
    } else if has("ko") {
        &["KR", "K", "KO", "KS"]
    } else if has("hk") || has("mo") {
        &["HK", "HC", "HKSCS", "TC", "TW", "T"]
    } else if has("hans") || has("cn") || has("sg") {
        &["SC", "CN", "GB", "S"]
    } else {
        &["TC", "TW", "T", "HK", "HC"]
    }
}

fn is_called(face: &Portrait, word: &str) -> bool {
    let mut names = face.family_names.iter();
    names.any(|name| name.split(|c: char| !c.is_alphanumeric()).any(|part| part == word))
}

/// The weight that text is set in.
const REGULAR: i64 = 400_000_000;
const WEIGHT: [u8; 4] = *b"wght";

/// What is wrong with an instance that a layout asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AxisError {
    /// The font has no such axis; those that it has.
    Unknown(Vec<[u8; 4]>),
    /// Its ends.
    OutOfRange(Axis),
}

/// The instance of a font of these axes that has the wanted values, in millionths; the weight
/// is the regular one unless it is wanted otherwise.
pub fn instance(axes: &[Axis], wanted: &[([u8; 4], i64)]) -> Instance {
    let mut values: Vec<([u8; 4], i64)> = Vec::new();
    for axis in axes {
        let asked = wanted.iter().find(|(tag, _)| *tag == axis.tag).map(|(_, value)| *value);
        let value = match asked {
            Some(value) => value.clamp(axis.least, axis.most),
            None if axis.tag == WEIGHT => REGULAR.clamp(axis.least, axis.most),
            None => axis.usual,
        };
        values.push((axis.tag, value));
    }
    Instance(values)
}

/// What is wrong with the value of an axis.
pub fn check_axis(axes: &[Axis], tag: [u8; 4], value: i64) -> Option<AxisError> {
    match axes.iter().find(|axis| axis.tag == tag) {
        None => Some(AxisError::Unknown(axes.iter().map(|axis| axis.tag).collect())),
        Some(axis) if !(axis.least..=axis.most).contains(&value) => {
            Some(AxisError::OutOfRange(*axis))
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLLECTION: &[u8] = include_bytes!("../../tests/data/collection.ttc");
    const VARIABLE: &[u8] = include_bytes!("../../tests/data/variable.ttf");

    fn chosen(wanted: Option<&str>, language: &str) -> String {
        match pick(COLLECTION, wanted, language) {
            Picked::Face(face) => face.postscript_name,
            Picked::First(face, _) => format!("first {}", face.postscript_name),
            Picked::None(names) => format!("none of {}", names.join(", ")),
        }
    }

    #[test]
    fn a_face_of_a_collection_is_chosen_by_number_name_and_language() {
        assert_eq!(chosen(Some("1"), "ja"), "TypesetTestSC");
        assert_eq!(chosen(Some("TypesetTestJP"), "zh-Hans"), "TypesetTestJP");
        assert_eq!(chosen(None, "ja"), "TypesetTestJP");
        assert_eq!(chosen(None, "zh-Hans"), "TypesetTestSC");
        assert_eq!(chosen(None, "ko"), "first TypesetTestJP");
        assert_eq!(chosen(Some("2"), "ja"), "none of 0 TypesetTestJP, 1 TypesetTestSC");
    }

    #[test]
    fn a_variable_font_is_regular_unless_it_is_to_be_otherwise() {
        let Picked::Face(face) = pick(VARIABLE, None, "ja") else { panic!("one face") };
        let [axis] = face.axes.as_slice() else { panic!("one axis") };
        assert_eq!((&axis.tag, axis.least, axis.most), (b"wght", 100_000_000, 900_000_000));
        assert_eq!(instance(&face.axes, &[]).0, [(WEIGHT, 400_000_000)]);
        assert_eq!(instance(&face.axes, &[(WEIGHT, 700_000_000)]).0, [(WEIGHT, 700_000_000)]);
        assert_eq!(check_axis(&face.axes, WEIGHT, 500_000_000), None);
        assert!(check_axis(&face.axes, WEIGHT, 950_000_000).is_some());
        assert!(check_axis(&face.axes, *b"wdth", 100_000_000).is_some());
    }
}
