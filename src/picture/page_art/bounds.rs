//! [`hazard`]: what in a page's resources would take whoever draws it more stack, memory or time than
//! there is. The art itself is placed all the same: a press has other limits.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::coded::coded;
use super::file::{number_of, value};
use super::filters::{self, decode_within};
use crate::picture::MAX_PIXELS;

/// Parts that name one another, one within the other; forms in forms come to some seventy.
const MOST_LEVELS: usize = 256;
/// Braces of a calculator function (ISO 32000-2 7.10.5) within each other.
const MOST_BRACES: usize = 64;
/// Bytes of such a function.
const MOST_CODE: usize = 1 << 20;
/// A tile of a pattern is no smaller, in units of the pattern.
const LEAST_STEP: f64 = 0.01;

/// What leads away from what is drawn.
const ASIDE: [&[u8]; 6] = [b"Parent", b"P", b"PieceInfo", b"Metadata", b"OPI", b"Ref"];

/// A part, what of it is still to be looked at, and how deep what was looked at goes on.
struct Open {
    id: Option<ObjectId>,
    next: Vec<ObjectId>,
    levels: usize,
}

/// Why a page with these resources cannot be drawn.
pub(super) fn hazard(doc: &Document, resources: &Dictionary) -> Option<String> {
    let too_deep = || Some(format!("its parts stand more than {MOST_LEVELS} deep in one another"));
    // How many levels begin at each part that was looked at.
    let mut known: BTreeMap<ObjectId, usize> = BTreeMap::new();
    let mut next = Vec::new();
    references_of(resources, &mut next);
    let mut open = vec![Open { id: None, next, levels: 0 }];
    while let Some(part) = open.last_mut() {
        let Some(id) = part.next.pop() else {
            let levels = part.levels + 1;
            let done = open.pop().and_then(|part| part.id);
            if let Some(id) = done {
                known.insert(id, levels);
            }
            if let Some(above) = open.last_mut() {
                above.levels = above.levels.max(levels);
            }
            continue;
        };
        if let Some(levels) = known.get(&id) {
            part.levels = part.levels.max(*levels);
            let levels = *levels;
            if open.len() + levels > MOST_LEVELS {
                return too_deep();
            }
            continue;
        }
        let Some(object) = doc.objects.get(&id) else { continue };
        if open.iter().any(|above| above.id == Some(id)) {
            if is_drawn_by_itself(doc, object) {
                return Some("a part of it is made of itself".to_owned());
            }
            continue;
        }
        if open.len() >= MOST_LEVELS {
            return too_deep();
        }
        if let Some(why) = of_part(doc, object) {
            return Some(why);
        }
        let mut next = Vec::new();
        references(object, &mut next);
        open.push(Open { id: Some(id), next, levels: 0 });
    }
    None
}

/// What an object names.
fn references(object: &Object, found: &mut Vec<ObjectId>) {
    match object {
        Object::Reference(id) => found.push(*id),
        Object::Array(list) => list.iter().for_each(|object| references(object, found)),
        Object::Dictionary(dict) => references_of(dict, found),
        Object::Stream(stream) => references_of(&stream.dict, found),
        _ => {}
    }
}

fn references_of(dict: &Dictionary, found: &mut Vec<ObjectId>) {
    let drawn = dict.iter().filter(|(key, _)| !ASIDE.contains(&key.as_slice()));
    drawn.for_each(|(_, object)| references(object, found));
}

/// Colour spaces, functions and patterns; forms that draw themselves are found as they are drawn.
fn is_drawn_by_itself(doc: &Document, object: &Object) -> bool {
    let dict = match object {
        Object::Array(_) | Object::Reference(_) => return true,
        Object::Dictionary(dict) => dict,
        Object::Stream(stream) => &stream.dict,
        _ => return false,
    };
    let is_type3 = matches!(value(doc, dict, b"Subtype").as_name(), Ok(b"Type3"));
    // Resources that hold such a font in themselves.
    let holds = dict.iter().any(|(_, within)| {
        matches!(within, Object::Dictionary(_)) && is_drawn_by_itself(doc, within)
    });
    holds
        || is_type3
        || dict.has(b"FunctionType")
        || dict.has(b"PatternType")
        || dict.has(b"ShadingType")
}

/// What is too much in one part by itself.
fn of_part(doc: &Document, object: &Object) -> Option<String> {
    let Object::Stream(stream) = object else { return None };
    let number = |key: &[u8]| number_of(value(doc, &stream.dict, key));
    if number(b"FunctionType") == Some(4.0) {
        return of_function(doc, stream);
    }
    if number(b"PatternType") == Some(1.0) {
        let is_tiny = |key: &[u8]| number(key).is_none_or(|step| step.abs() < LEAST_STEP);
        let tiny = is_tiny(b"XStep") || is_tiny(b"YStep");
        return tiny.then(|| "the tiles of a pattern are next to nothing".to_owned());
    }
    match value(doc, &stream.dict, b"Subtype").as_name() {
        Ok(b"Image") => of_picture(doc, stream),
        _ => None,
    }
}

fn of_function(doc: &Document, stream: &Stream) -> Option<String> {
    let Ok(code) = decode_within(doc, stream, MOST_CODE) else {
        return Some("a function of it is too long, or cannot be decoded".to_owned());
    };
    let (mut depth, mut deepest) = (0usize, 0);
    for byte in code {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    let deep = deepest > MOST_BRACES;
    deep.then(|| format!("a function of it has braces more than {MOST_BRACES} deep"))
}

/// As large as its dictionary says, its data, or the parameters of a fax.
fn of_picture(doc: &Document, stream: &Stream) -> Option<String> {
    let side = |dict: &Dictionary, key: &[u8]| {
        let side = value(doc, dict, key).as_i64().unwrap_or(0);
        u64::try_from(side).unwrap_or(0)
    };
    let own = (side(&stream.dict, b"Width"), side(&stream.dict, b"Height"));
    let names = filters::names(doc, stream).unwrap_or_default();
    let in_data = names.last().and_then(|name| coded(name, &stream.content));
    let in_data = in_data.map(|found| (u64::from(found.width), u64::from(found.height)));
    let parms = match value(doc, &stream.dict, b"DecodeParms") {
        Object::Array(list) => list.last().map(|last| super::file::deref(doc, last)),
        other => Some(other),
    };
    let fax = parms.and_then(|parms| parms.as_dict().ok()).map(|parms| {
        let columns = if parms.has(b"Columns") { side(parms, b"Columns") } else { 0 };
        (columns, side(parms, b"Rows").max(own.1))
    });
    let too_large = |(width, height): (u64, u64)| width.saturating_mul(height) > MAX_PIXELS;
    let found = [Some(own), in_data, fax].into_iter().flatten().any(too_large);
    found
        .then(|| format!("a picture of it has more than {} million pixels", MAX_PIXELS / 1_000_000))
}

#[cfg(test)]
mod tests {
    use crate::picture::page_art::testing::{art, page, stream};

    fn told(content: &str, resources: &str, more: &[&str]) -> Option<String> {
        art(&page(content, resources, more)).facts.undrawable
    }

    /// Parts 5, 6, 7 … each of which names the next.
    fn chain(count: usize, part: impl Fn(usize) -> String) -> Vec<String> {
        (0..count).map(|at| part(at + 6)).collect()
    }

    fn of_chain(resources: &str, parts: &[String]) -> Option<String> {
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        told("/C cs", resources, &parts)
    }

    #[test]
    fn parts_that_stand_deep_in_one_another_are_not_drawn() {
        let space = |next: usize| format!("[/Indexed {next} 0 R 1 <0001>]");
        let stitched = |next: usize| {
            format!("<</FunctionType 3/Domain[0 1]/Functions[{next} 0 R]/Bounds[]/Encode[0 1]>>")
        };
        let font = |next: usize| {
            format!(
                "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/Resources<</Font<</F {next} 0 R>>>>>>"
            )
        };
        for (name, parts) in [
            ("/ColorSpace<</C 5 0 R>>", chain(3000, space)),
            ("/Shading<</S<</ShadingType 2/Function 5 0 R>>>>", chain(3000, stitched)),
            ("/Font<</F 5 0 R>>", chain(3000, font)),
        ] {
            let why = of_chain(name, &parts).expect(name);
            assert!(why.contains("256 deep"), "{why}");
            assert_eq!(of_chain(name, &parts[..100]), None, "{name}");
        }
        // However often it is named on a shorter way.
        let parts = chain(600, space);
        let all: String = (5..605).map(|at| format!("/C{at} {at} 0 R")).collect();
        assert!(of_chain(&format!("/ColorSpace<<{all}/C 5 0 R>>"), &parts).is_some());
        assert!(
            of_chain("/ColorSpace<</C 5 0 R>>", &["[/Indexed 5 0 R 1 <00>]".to_owned()]).is_some()
        );
    }

    #[test]
    fn functions_with_many_braces_are_not_drawn() {
        let function = |depth: usize| {
            let code = format!("{}{}", "{".repeat(depth), "}".repeat(depth));
            stream("/FunctionType 4/Domain[0 1]/Range[0 1]", &code)
        };
        let space = "/ColorSpace<</C[/Separation/Gold/DeviceGray 5 0 R]>>";
        assert!(of_chain(space, &[function(50_000)]).is_some_and(|why| why.contains("braces")));
        assert_eq!(of_chain(space, &[function(20)]), None);
    }

    #[test]
    fn pictures_of_too_many_pixels_are_not_drawn() {
        let fax = |side: u32| {
            let parms = format!("/DecodeParms<</K -1/Columns {side}/Rows {side}>>");
            stream(
                &format!(
                    "/Subtype/Image/Width 9/Height 9/ImageMask true/Filter/CCITTFaxDecode{parms}"
                ),
                "x",
            )
        };
        let drawn = |image: &str| told("/I Do", "/XObject<</I 5 0 R>>", &[image]);
        assert!(drawn(&fax(60_000)).is_some_and(|why| why.contains("pixels")));
        assert_eq!(drawn(&fax(2_000)), None);
        let plain = "/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8";
        assert!(drawn(&stream(&format!("{plain}/Width 60000/Height 60000"), "x")).is_some());
        assert!(told("BI /W 60000 /H 60000 /BPC 1 /IM true ID x EI", "", &[]).is_some());
    }

    #[test]
    fn dashes_and_tiles_of_next_to_nothing_are_not_drawn() {
        for (content, seen) in [
            ("[0.00001] 0 d 0 0 m 90 40 l S", true),
            ("0.0001 0 0 0.0001 0 0 cm [1 2] 0 d", true),
            ("[0 0] 0 d", false),
            ("[] 0 d", false),
            ("[3 0.5] 0 d 0 0 m 90 40 l S", false),
        ] {
            assert_eq!(told(content, "", &[]).is_some(), seen, "{content}");
        }
        let tile = |step: &str| {
            let steps = format!("/XStep {step}/YStep 9");
            stream(
                &format!(
                    "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/Resources<<>>{steps}"
                ),
                "",
            )
        };
        let drawn = |step: &str| {
            told("/Pattern cs /T scn 0 0 90 40 re f", "/Pattern<</T 5 0 R>>", &[&tile(step)])
        };
        assert!(drawn("0.000001").is_some());
        assert_eq!(drawn("9"), None);
    }

    #[test]
    fn what_takes_too_many_steps_is_not_drawn() {
        let forms: Vec<String> = (0..20)
            .map(|at| stream("/Subtype/Form/BBox[0 0 9 9]", &format!("/F{} Do ", at + 1).repeat(8)))
            .collect();
        let names: String = (0..20).map(|at| format!("/F{at} {} 0 R", at + 5)).collect();
        let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
        assert!(told("/F0 Do", &format!("/XObject<<{names}>>"), &forms).is_some());
    }

    /// Whether it stands in the resources or is an object of its own.
    #[test]
    fn fonts_of_drawings_that_show_one_another_are_not_drawn() {
        const FONT: &str = "/Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]\
            /FirstChar 65/LastChar 65/Widths[9]/Encoding<</Differences[65/A]>>";
        let glyph = stream("", "9 0 d0 BT /F 9 Tf (A) Tj ET");
        let own = format!("<<{FONT}/CharProcs<</A 5 0 R>>/Resources 6 0 R>>");
        let resources = format!("<</Font<</F {own}>>>>");
        assert!(
            told("BT /F 9 Tf (A) Tj ET", &format!("/Font<</F {own}>>"), &[&glyph, &resources])
                .is_some()
        );
        // Each of a chain shows the next ten times.
        let chain = |count: usize| {
            let mut more = vec![stream("", "9 0 d0 0 0 9 9 re f")];
            let mut font = format!("<<{FONT}/CharProcs<</A 5 0 R>>/Resources<<>>>>");
            for at in 0..count {
                more.push(stream("", "9 0 d0 BT /F 9 Tf (AAAAAAAAAA) Tj ET"));
                font = format!(
                    "<<{FONT}/CharProcs<</A {} 0 R>>/Resources<</Font<</F {font}>>>>>>",
                    at + 6
                );
            }
            let more: Vec<&str> = more.iter().map(String::as_str).collect();
            told("BT /F 9 Tf (A) Tj ET", &format!("/Font<</F {font}>>"), &more)
        };
        assert_eq!(chain(3), None);
        assert!(chain(8).is_some());
    }
}
