//! Pages, what hangs on them, and the catalogue.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object, ObjectId};

use super::{Claim, File, number};

/// Nothing is in the catalogue that either standard forbids.
pub fn catalogue(file: &File<'_>) -> Vec<String> {
    let catalogue = file.catalogue();
    let mut out = Vec::new();
    for key in ["AcroForm", "Perms", "Requirements", "Collection", "Legal", "NeedsRendering"] {
        if catalogue.has(key.as_bytes()) {
            out.push(key.to_owned());
        }
    }
    if let Some(names) = file.dict(&catalogue, "Names") {
        for key in ["JavaScript", "EmbeddedFiles", "AlternatePresentations", "Renditions"] {
            if names.has(key.as_bytes()) {
                out.push(format!("names of {key}"));
            }
        }
    }
    if let Some(layers) = file.dict(&catalogue, "OCProperties") {
        out.extend(faults_of_layers(file, layers));
    }
    if let Ok(version) = catalogue.get(b"Version") {
        out.push(format!("another version: {version:?}"));
    }
    if let Some(preferences) = file.dict(&catalogue, "ViewerPreferences") {
        for key in ["ViewArea", "ViewClip", "PrintArea", "PrintClip"] {
            let value = file.name(preferences, key);
            if !["", "MediaBox", "BleedBox"].contains(&value.as_str()) {
                out.push(format!("{key} is {value}"));
            }
        }
    }
    let language = file.get(&catalogue, "Lang").and_then(|language| language.as_str().ok());
    if language.is_none_or(<[u8]>::is_empty) {
        out.push("no language".to_owned());
    }
    out
}

/// Optional content has a named configuration and nothing that changes it.
fn faults_of_layers(file: &File<'_>, layers: &Dictionary) -> Vec<String> {
    match file.dict(layers, "D") {
        Some(usual) if usual.has(b"Name") && !usual.has(b"AS") => Vec::new(),
        _ => vec!["layers without a configuration of their own".to_owned()],
    }
}

fn sides(file: &File<'_>, page: &Dictionary, key: &str) -> Option<[f64; 4]> {
    let sides = file.get(page, key)?.as_array().ok()?;
    let sides: Vec<f64> = sides.iter().filter_map(number).collect();
    sides.try_into().ok()
}

pub fn boxes(file: &File<'_>) -> Vec<String> {
    let mut out = Vec::new();
    for (at, page) in file.pages().into_iter().enumerate() {
        let mut fault = |what: &str| out.push(format!("page {}: {what}", at + 1));
        let found = ["MediaBox", "BleedBox", "TrimBox"].map(|key| sides(file, page, key));
        let [Some(media), Some(bleed), Some(trim)] = found else {
            fault("a box is missing");
            continue;
        };
        for (outer, inner) in [(media, bleed), (bleed, trim)] {
            let within = outer[0] <= inner[0] && outer[1] <= inner[1];
            if !within || outer[2] < inner[2] || outer[3] < inner[3] {
                fault("a box lies outside of the next");
            }
        }
        let (width, height) = (media[2] - media[0], media[3] - media[1]);
        if !(3.0..=14_400.0).contains(&width) || !(3.0..=14_400.0).contains(&height) {
            fault("the sheet is too small or too large");
        }
        if trim[0] >= trim[2] || trim[1] >= trim[3] {
            fault("the trim has no area");
        }
        for key in ["ArtBox", "CropBox", "UserUnit", "PresSteps"] {
            if page.has(key.as_bytes()) {
                fault(key);
            }
        }
        if !page.has(b"Resources") {
            fault("its resources are another's");
        }
    }
    out
}

/// PDF/X-4 has none; in PDF/A-2 they are links, and printed.
pub fn annotations(file: &File<'_>) -> Vec<String> {
    let mut out = Vec::new();
    for page in file.pages() {
        let Some(Object::Array(list)) = file.get(page, "Annots") else { continue };
        for annotation in list {
            let Ok(annotation) = file.follow(annotation).as_dict() else { continue };
            let kind = file.name(annotation, "Subtype");
            if file.claim == Claim::X4 || kind != "Link" {
                out.push(format!("an annotation: {kind}"));
            }
            let flags = file.get(annotation, "F").and_then(|flags| flags.as_i64().ok());
            // Print, and neither hidden, invisible, toggled nor without view.
            if flags.is_none_or(|flags| flags & 0x127 != 4) {
                out.push(format!("an annotation's flags are {flags:?}"));
            }
        }
    }
    out
}

pub fn actions(file: &File<'_>) -> Vec<String> {
    let mut out = Vec::new();
    for dict in file.dicts() {
        if dict.has(b"AA") || dict.has(b"JS") {
            out.push("a trigger or a script".to_owned());
        }
        // A structure element's attributes go by the key of actions.
        let is_element = dict.has(b"S") && (dict.has(b"P") || dict.has(b"K"));
        if let (false, Some(action)) = (is_element, file.dict(dict, "A")) {
            let kind = file.name(action, "S");
            let allowed = file.claim != Claim::X4 && ["GoTo", "URI"].contains(&kind.as_str());
            if !kind.is_empty() && !allowed {
                out.push(format!("an action: {kind}"));
            }
        }
    }
    if file.catalogue().has(b"OpenAction") {
        out.push("an action at opening".to_owned());
    }
    out
}

/// A page that anything shines through on says in which space it is blended.
pub fn transparency(file: &File<'_>) -> Vec<String> {
    let mut out = Vec::new();
    for dict in file.dicts() {
        let Some(group) = file.dict(dict, "Group") else { continue };
        if file.name(group, "S") != "Transparency" {
            out.push("a group of another kind".to_owned());
        }
        let space = file.name(group, "CS");
        let is_page = file.name(dict, "Type") == "Page";
        if space != "DeviceCMYK" && (is_page || !space.is_empty()) {
            out.push(format!("a group is blended in {space:?}"));
        }
    }
    for (at, page) in file.pages().into_iter().enumerate() {
        let shines = file
            .dict(page, "Resources")
            .is_some_and(|named| shines_through(file, named, &mut BTreeSet::new()));
        if shines && !page.has(b"Group") {
            out.push(format!("page {}: no space to blend in", at + 1));
        }
    }
    out
}

/// Whether anything that the resources name has transparency.
fn shines_through(file: &File<'_>, named: &Dictionary, seen: &mut BTreeSet<ObjectId>) -> bool {
    let states = file.dict(named, "ExtGState").into_iter().flatten();
    let mut states = states.filter_map(|(_, state)| file.follow(state).as_dict().ok());
    if states.any(|state| state_shines(file, state)) {
        return true;
    }
    for kind in ["XObject", "Pattern"] {
        for (_, object) in file.dict(named, kind).into_iter().flatten() {
            if object.as_reference().is_ok_and(|id| !seen.insert(id)) {
                continue;
            }
            let Ok(stream) = file.follow(object).as_stream() else { continue };
            let own = stream.dict.has(b"SMask") || stream.dict.has(b"Group");
            let within = file.dict(&stream.dict, "Resources");
            if own || within.is_some_and(|named| shines_through(file, named, seen)) {
                return true;
            }
        }
    }
    false
}

fn state_shines(file: &File<'_>, state: &Dictionary) -> bool {
    let faded = ["ca", "CA"]
        .into_iter()
        .any(|key| file.get(state, key).and_then(number).is_some_and(|alpha| alpha < 1.0));
    let mode = file.name(state, "BM");
    faded || file.dict(state, "SMask").is_some() || !["", "Normal"].contains(&mode.as_str())
}
