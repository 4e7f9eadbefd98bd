//! Operators, graphics states, external objects and colours.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object};

use super::{File, plain};

/// Everything between the operators of ISO 32000-1 Annex A.
const OPERATORS: &str = "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* \
    G g gs h i ID j J K k l m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL \
    Tm Tr Ts Tw Tz v w W W* y ' \"";

pub fn operators(file: &File<'_>) -> Vec<String> {
    let known: Vec<&str> = OPERATORS.split_whitespace().collect();
    let mut out = Vec::new();
    for drawn in file.drawn() {
        let mut texts = 0;
        for operation in &drawn.operations {
            let operator = operation.operator.as_str();
            match operator {
                "BX" | "EX" => out.push(format!("{}: compatibility", drawn.of)),
                "rg" | "RG" => out.push(format!("{}: RGB", drawn.of)),
                "BT" => texts += 1,
                "ET" => texts -= 1,
                _ if !known.contains(&operator) => {
                    out.push(format!("{}: the operator {operator}", drawn.of));
                }
                _ => {}
            }
            if !(0..=1).contains(&texts) {
                out.push(format!("{}: text within text", drawn.of));
            }
            let named = match operator {
                "Do" => Some("XObject"),
                "Tf" => Some("Font"),
                "gs" => Some("ExtGState"),
                "sh" => Some("Shading"),
                _ => None,
            };
            if let Some(kind) = named.filter(|kind| !names(file, &drawn, kind, operation)) {
                out.push(format!("{}: {operator} of what no {kind} has", drawn.of));
            }
        }
    }
    out
}

/// Whether the stream's own resources have what the operator names.
fn names(
    file: &File<'_>,
    drawn: &super::Drawn<'_>,
    kind: &str,
    operation: &lopdf::content::Operation,
) -> bool {
    let name = operation.operands.first().and_then(|name| name.as_name().ok());
    let named = drawn.resources.and_then(|resources| file.dict(resources, kind));
    name.zip(named).is_some_and(|(name, named)| named.has(name))
}

/// No transfer functions, halftones of the job's own, or unknown blending.
pub fn states(file: &File<'_>) -> Vec<String> {
    let modes = [
        "Normal",
        "Compatible",
        "Multiply",
        "Screen",
        "Overlay",
        "Darken",
        "Lighten",
        "ColorDodge",
        "ColorBurn",
        "HardLight",
        "SoftLight",
        "Difference",
        "Exclusion",
        "Hue",
        "Saturation",
        "Color",
        "Luminosity",
    ];
    let mut out = Vec::new();
    let named = file.dicts();
    let states = named.iter().filter_map(|dict| file.dict(dict, "ExtGState"));
    let states = states.flat_map(|states| states.iter().map(|(_, state)| file.follow(state)));
    for state in states.filter_map(|state| state.as_dict().ok()) {
        for key in ["TR", "HTP", "HT", "HTO"] {
            if state.has(key.as_bytes()) {
                out.push(key.to_owned());
            }
        }
        if !["", "Default"].contains(&file.name(state, "TR2").as_str()) {
            out.push("TR2".to_owned());
        }
        let mode = file.name(state, "BM");
        if state.has(b"BM") && !modes.contains(&mode.as_str()) {
            out.push(format!("the blend mode {mode}"));
        }
        out.extend(intent(file.name(state, "RI")));
    }
    for drawn in file.drawn() {
        for operation in drawn.operations.iter().filter(|operation| operation.operator == "ri") {
            let name = operation.operands.first().and_then(|name| name.as_name().ok());
            out.extend(intent(String::from_utf8_lossy(name.unwrap_or(b"none")).into_owned()));
        }
    }
    out
}

fn intent(name: String) -> Option<String> {
    let known = ["", "RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"];
    (!known.contains(&name.as_str())).then(|| format!("the rendering intent {name}"))
}

pub fn xobjects(file: &File<'_>) -> Vec<String> {
    let mut out = Vec::new();
    for (id, stream) in file.streams() {
        let dict = &stream.dict;
        let forbidden: &[&str] = match file.name(dict, "Subtype").as_str() {
            "Image" => &["Alternates", "OPI", "SMaskInData"],
            "Form" => &["OPI", "PS", "Ref", "Subtype2"],
            "PS" => &["Subtype"],
            _ => continue,
        };
        for key in forbidden.iter().filter(|key| dict.has(key.as_bytes())) {
            out.push(format!("object {}: {key}", id.0));
        }
        if file.get(dict, "Interpolate").is_some_and(|value| matches!(value.as_bool(), Ok(true))) {
            out.push(format!("object {}: Interpolate", id.0));
        }
        if file.name(dict, "Subtype") == "Image" {
            out.extend(faults_of_samples(file, dict, &plain(stream), id.0));
        }
        out.extend(intent(file.name(dict, "Intent")));
    }
    out
}

/// An image's data has the length that it tells.
fn faults_of_samples(file: &File<'_>, dict: &Dictionary, data: &[u8], id: u32) -> Option<String> {
    let number = |key| file.get(dict, key).and_then(|value| value.as_i64().ok()).unwrap_or(0);
    let (width, height) = (number("Width"), number("Height"));
    let components = match file.name(dict, "ColorSpace").as_str() {
        "DeviceGray" => 1,
        "DeviceCMYK" => 4,
        _ => return None,
    };
    let wanted = (width * components * number("BitsPerComponent") + 7) / 8 * height;
    let coded = file.name(dict, "Filter") != "FlateDecode";
    (width < 1 || height < 1 || (!coded && data.len() as i64 != wanted))
        .then(|| format!("object {id}: {} bytes of {wanted}", data.len()))
}

/// Every space is of the press: process inks, black, or a spot ink over them.
pub fn colours(file: &File<'_>) -> Vec<String> {
    let mut out = Vec::new();
    for dict in file.dicts() {
        let space = match (file.get(dict, "ColorSpace"), file.name(dict, "Subtype").as_str()) {
            // Of resources it is a list of names.
            (Some(Object::Dictionary(spaces)), _) => {
                out.extend(spaces.iter().filter_map(|(_, space)| strange(file, space)));
                continue;
            }
            (Some(space), _) => Some(space),
            (None, "Image") if file.name(dict, "ImageMask").is_empty() => None,
            (None, _) => continue,
        };
        match space {
            Some(space) => out.extend(strange(file, space)),
            None if dict.has(b"ImageMask") || dict.has(b"Filter") => {}
            None => out.push("an image without a space".to_owned()),
        }
    }
    for drawn in file.drawn() {
        let named = drawn.resources.and_then(|resources| file.dict(resources, "ColorSpace"));
        for operation in
            drawn.operations.iter().filter(|op| matches!(op.operator.as_str(), "cs" | "CS"))
        {
            let Some(name) = operation.operands.first().and_then(|name| name.as_name().ok()) else {
                continue;
            };
            let device: [&[u8]; 3] = [b"DeviceCMYK", b"DeviceGray", b"Pattern"];
            if !device.contains(&name) && !named.is_some_and(|spaces| spaces.has(name)) {
                out.push(format!("{}: the space {}", drawn.of, String::from_utf8_lossy(name)));
            }
        }
    }
    out
}

/// What is wrong with a colour space.
fn strange(file: &File<'_>, space: &Object) -> Option<String> {
    let name = |object: &Object| {
        let name = object.as_name().unwrap_or_default();
        String::from_utf8_lossy(name).into_owned()
    };
    match file.follow(space) {
        Object::Array(parts) => {
            let kind = parts.first().map(name).unwrap_or_default();
            let under = match kind.as_str() {
                "Separation" | "DeviceN" => parts.get(2),
                "Indexed" | "Pattern" => parts.get(1),
                // Calibrated, by a profile of its own that is not the press's.
                "ICCBased" => {
                    let profile = parts.get(1).map(|profile| file.follow(profile))?;
                    let count = profile.as_stream().ok()?.dict.get(b"N").and_then(Object::as_i64);
                    return matches!(count, Ok(4)).then(|| "a profile of another press".to_owned());
                }
                "CalGray" | "CalRGB" | "Lab" | "DeviceGray" | "DeviceCMYK" => return None,
                _ => return Some(format!("the space {kind:?}")),
            };
            under.and_then(|under| strange(file, under))
        }
        plain => {
            let plain = name(plain);
            let known = ["DeviceGray", "DeviceCMYK", "Pattern"];
            (!known.contains(&plain.as_str())).then(|| format!("the space {plain:?}"))
        }
    }
}

/// A spot ink has one alternate and one tint transform throughout the file.
pub fn separations(file: &File<'_>) -> Vec<String> {
    let mut known: BTreeMap<Vec<u8>, String> = BTreeMap::new();
    let mut out = Vec::new();
    let mut waiting: Vec<&Object> = file.doc.objects.values().collect();
    while let Some(object) = waiting.pop() {
        match object {
            Object::Array(parts) => {
                waiting.extend(parts);
                let [kind, ink, alternate, tint] = parts.as_slice() else { continue };
                if kind.as_name().ok() != Some(b"Separation") {
                    continue;
                }
                let ink = file.follow(ink).as_name().unwrap_or_default().to_vec();
                let transform = match file.follow(tint) {
                    Object::Stream(stream) => format!("{:?} {:?}", stream.dict, plain(stream)),
                    other => format!("{other:?}"),
                };
                let told = format!("{:?} {transform}", file.follow(alternate));
                let first = known.entry(ink.clone()).or_insert_with(|| told.clone());
                if *first != told || ink.is_empty() {
                    out.push(format!("two kinds of {}", String::from_utf8_lossy(&ink)));
                }
            }
            Object::Dictionary(dict) => waiting.extend(dict.iter().map(|(_, value)| value)),
            Object::Stream(stream) => waiting.extend(stream.dict.iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    out
}
