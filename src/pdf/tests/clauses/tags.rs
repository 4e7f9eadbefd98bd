//! PDF/UA-1 (ISO 14289-1): marked content, the structure tree, and the ways through a file.
//!
//! Every file is held to it, whichever standard it claims.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::Operation;
use lopdf::{Dictionary, Object, ObjectId};

use super::{File, number};

/// A page's number and an MCID on it.
type Place = (usize, i64);

/// What an element holds.
enum Kid<'a> {
    Element(ObjectId),
    Content(Place),
    /// An annotation.
    Object(&'a Dictionary),
    Strange,
}

/// The structure tree's root.
fn root<'a>(file: &'a File<'_>) -> Option<&'a Dictionary> {
    let catalogue = file.doc.catalog().ok()?;
    file.dict(catalogue, "StructTreeRoot")
}

fn page_numbers(file: &File<'_>) -> BTreeMap<ObjectId, usize> {
    file.doc.get_pages().into_values().enumerate().map(|(at, id)| (id, at)).collect()
}

fn list<'a>(file: &'a File<'_>, dict: &'a Dictionary, key: &str) -> Vec<&'a Object> {
    match dict.get(key.as_bytes()).ok() {
        None => Vec::new(),
        Some(object) => match file.follow(object) {
            Object::Array(items) => items.iter().collect(),
            _ => vec![object],
        },
    }
}

fn kids<'a>(file: &'a File<'_>, element: &'a Dictionary) -> Vec<Kid<'a>> {
    let pages = page_numbers(file);
    let page_of = |dict: &Dictionary| {
        dict.get(b"Pg").and_then(Object::as_reference).ok().and_then(|id| pages.get(&id)).copied()
    };
    let kid = |object: &'a Object| match object {
        Object::Integer(number) => {
            page_of(element).map_or(Kid::Strange, |page| Kid::Content((page, *number)))
        }
        Object::Reference(id) => Kid::Element(*id),
        Object::Dictionary(dict) => match file.name(dict, "Type").as_str() {
            "MCR" => {
                let number = dict.get(b"MCID").and_then(Object::as_i64).ok();
                let place = page_of(dict).or(page_of(element)).zip(number);
                place.map_or(Kid::Strange, Kid::Content)
            }
            "OBJR" => file.dict(dict, "Obj").map_or(Kid::Strange, Kid::Object),
            _ => Kid::Strange,
        },
        _ => Kid::Strange,
    };
    list(file, element, "K").into_iter().map(kid).collect()
}

/// Every element in reading order, with its id and its parent's.
fn elements<'a>(file: &'a File<'_>) -> Vec<(ObjectId, ObjectId, &'a Dictionary)> {
    let Some(root) = root(file) else { return Vec::new() };
    let of_root = file.doc.catalog().and_then(|all| all.get(b"StructTreeRoot"));
    let Ok(root_id) = of_root.and_then(Object::as_reference) else { return Vec::new() };
    let mut waiting: Vec<(ObjectId, ObjectId)> = Vec::new();
    let push = |waiting: &mut Vec<_>, dict: &'a Dictionary, id: ObjectId| {
        let kids = kids(file, dict).into_iter().rev();
        waiting.extend(kids.filter_map(|kid| match kid {
            Kid::Element(kid) => Some((kid, id)),
            _ => None,
        }));
    };
    push(&mut waiting, root, root_id);
    let mut out = Vec::new();
    let mut seen = BTreeSet::new();
    while let Some((id, parent)) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        let Ok(element) = file.doc.get_dictionary(id) else { continue };
        out.push((id, parent, element));
        push(&mut waiting, element, id);
    }
    out
}

/// What a content stream's operators are in: leaves by MCID, or artifacts.
#[derive(Default)]
struct Sequences {
    /// MCIDs in the order of the stream.
    numbers: Vec<i64>,
    faults: Vec<String>,
}

fn sequences(operations: &[Operation]) -> Sequences {
    const SHOWS: [&str; 17] = [
        "Tj", "TJ", "'", "\"", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "BI",
        "EI",
    ];
    let mut out = Sequences::default();
    // Each open sequence: its MCID, whether it is an artifact, and whether it is in a text object.
    let mut open: Vec<(Option<i64>, bool, bool)> = Vec::new();
    let mut in_text = false;
    for operation in operations {
        let operator = operation.operator.as_str();
        match operator {
            "BT" | "ET" => {
                in_text = operator == "BT";
                if open.iter().any(|(_, _, within)| *within) {
                    out.faults.push("a text object ends within marked content".to_owned());
                }
            }
            "BMC" | "BDC" => {
                let name = operation.operands.first().and_then(|name| name.as_name().ok());
                let dict = operation.operands.get(1).and_then(|dict| dict.as_dict().ok());
                let number = dict.and_then(|dict| dict.get(b"MCID").and_then(Object::as_i64).ok());
                let inside = open.iter().any(|(number, artifact, _)| number.is_some() || *artifact);
                let artifact = name == Some(b"Artifact");
                if inside && (number.is_some() || artifact) {
                    out.faults.push("content is in two elements".to_owned());
                }
                // Poppler loses what follows a sequence in another one.
                if open.iter().any(|(number, ..)| number.is_some()) {
                    out.faults.push("a sequence within one that the structure names".to_owned());
                }
                out.numbers.extend(number);
                open.push((number, artifact, in_text));
            }
            "EMC" => match open.pop() {
                Some((_, _, within)) if within == in_text => {}
                _ => out.faults.push("marked content crosses a text object".to_owned()),
            },
            _ if SHOWS.contains(&operator)
                && !open.iter().any(|(number, artifact, _)| number.is_some() || *artifact) =>
            {
                out.faults.push(format!("{operator} is neither in an element nor an artifact"));
            }
            _ => {}
        }
    }
    if !open.is_empty() {
        out.faults.push("marked content is left open".to_owned());
    }
    out
}

/// 7.1: all content is in an element or an artifact, and the file says that it is tagged.
pub fn marked(file: &File<'_>) -> Vec<String> {
    let catalogue = file.catalogue();
    let mut out = Vec::new();
    let marked = file.dict(&catalogue, "MarkInfo").and_then(|info| file.get(info, "Marked"));
    if marked != Some(&Object::Boolean(true)) {
        out.push("the file does not say that it is tagged".to_owned());
    }
    let preferences = file.dict(&catalogue, "ViewerPreferences");
    let shown = preferences.and_then(|wishes| file.get(wishes, "DisplayDocTitle"));
    if shown != Some(&Object::Boolean(true)) {
        out.push("the title is not shown".to_owned());
    }
    for drawn in file.drawn().iter().filter(|drawn| drawn.of.starts_with("page")) {
        let found = sequences(&drawn.operations);
        out.extend(found.faults.iter().map(|fault| format!("{}: {fault}", drawn.of)));
        let unique: BTreeSet<i64> = found.numbers.iter().copied().collect();
        if unique.len() != found.numbers.len() {
            out.push(format!("{}: an MCID is there twice", drawn.of));
        }
    }
    out
}

/// ISO 32000-1 14.7.4.4: from content to elements and back.
pub fn parents(file: &File<'_>) -> Vec<String> {
    let Some(root) = root(file) else { return vec!["no structure tree".to_owned()] };
    let mut out = Vec::new();
    let mut named: BTreeMap<Place, ObjectId> = BTreeMap::new();
    for (id, parent, element) in elements(file) {
        if element.get(b"P").and_then(Object::as_reference).ok() != Some(parent) {
            out.push(format!("element {} names another parent", id.0));
        }
        for kid in kids(file, element) {
            match kid {
                Kid::Content(place) if named.insert(place, id).is_some() => {
                    out.push(format!("{place:?} is in two elements"));
                }
                Kid::Strange => out.push(format!("element {} holds something strange", id.0)),
                _ => {}
            }
        }
    }
    let numbers = file.dict(root, "ParentTree").map(|tree| list(file, tree, "Nums"));
    let numbers = numbers.unwrap_or_default();
    let by_key: BTreeMap<i64, &Object> = numbers
        .chunks(2)
        .filter_map(|pair| Some((pair.first()?.as_i64().ok()?, *pair.get(1)?)))
        .collect();
    let next = root.get(b"ParentTreeNextKey").and_then(Object::as_i64).unwrap_or(-1);
    if by_key.keys().any(|key| *key >= next) {
        out.push("the next key is taken".to_owned());
    }
    let drawn = file.drawn();
    let pages = drawn.iter().filter(|drawn| drawn.of.starts_with("page"));
    for (at, (page, drawn)) in file.pages().into_iter().zip(pages).enumerate() {
        let key = page.get(b"StructParents").and_then(Object::as_i64).ok();
        let of_page = key.and_then(|key| by_key.get(&key)).map(|object| file.follow(object));
        let of_page = of_page.and_then(|object| object.as_array().ok());
        if of_page.is_none() {
            out.push(format!("page {}: not in the parent tree", at + 1));
        }
        for number in sequences(&drawn.operations).numbers {
            let entry = of_page.and_then(|list| list.get(usize::try_from(number).ok()?));
            let parent = entry.and_then(|entry| entry.as_reference().ok());
            let element = named.remove(&(at, number));
            if parent.is_none() || parent != element {
                out.push(format!("page {}: MCID {number} is of {parent:?}, {element:?}", at + 1));
            }
        }
    }
    out.extend(named.keys().map(|place| format!("{place:?} is named but not there")));
    out
}

/// 7.2, 7.4 to 7.6: standard types where they may stand, headings without gaps, languages.
pub fn elements_in_place(file: &File<'_>) -> Vec<String> {
    let all = elements(file);
    let role = |id: ObjectId| {
        file.doc.get_dictionary(id).map(|dict| file.name(dict, "S")).unwrap_or_default()
    };
    let mut out = Vec::new();
    if all.is_empty() {
        out.push("no elements".to_owned());
    }
    let mut level = 0;
    for (id, parent, element) in &all {
        let (own, parent) = (file.name(element, "S"), role(*parent));
        let allowed: &[&str] = match own.as_str() {
            "Document" => &[""],
            "Part" => &["Document"],
            "Art" => &["Part", "Document"],
            "Sect" | "H1" | "H2" => &["Part", "Art"],
            "P" => &["Part", "Art", "BlockQuote"],
            "BlockQuote" | "L" | "Table" => &["Part", "Art"],
            "TR" => &["Table"],
            "TH" | "TD" => &["TR"],
            "LI" => &["L"],
            "Lbl" | "LBody" => &["LI"],
            "Figure" => &["Part", "Art", "Sect"],
            "Caption" => &["Figure"],
            "Ruby" | "Span" | "Reference" | "Link" => &[
                "P",
                "H1",
                "H2",
                "LBody",
                "TH",
                "TD",
                "Caption",
                "Span",
                "RB",
                "Reference",
                "Link",
            ],
            "RB" | "RT" => &["Ruby"],
            _ => &[],
        };
        if !allowed.contains(&parent.as_str()) {
            out.push(format!("element {}: {own} in {parent:?}", id.0));
        }
        if let Some(found) = own.strip_prefix('H').and_then(|level| level.parse::<i32>().ok()) {
            if found > level + 1 {
                out.push(format!("H{found} after H{level}"));
            }
            level = found;
        }
        if element.has(b"Lang") && file.get(element, "Lang").is_none_or(|it| it.as_str().is_err()) {
            out.push(format!("element {}: its language is no string", id.0));
        }
        let kids: Vec<String> = kids(file, element)
            .iter()
            .map(|kid| match kid {
                Kid::Element(id) => role(*id),
                _ => String::new(),
            })
            .collect();
        let alike = |wanted: &[&str]| kids.iter().all(|kid| wanted.contains(&kid.as_str()));
        let good = match own.as_str() {
            "L" => alike(&["LI"]) && !kids.is_empty(),
            "LI" => alike(&["Lbl", "LBody"]) && kids.iter().any(|kid| kid == "LBody"),
            "Ruby" => alike(&["RB", "RT"]) && kids.len() == 2,
            "Table" => alike(&["TR"]) && !kids.is_empty(),
            "TR" => alike(&["TH", "TD"]) && !kids.is_empty(),
            // 7.5: a head says of what it is one. A cell may be empty.
            "TH" => file.dict(element, "A").is_some_and(|own| own.has(b"Scope")),
            "TD" => true,
            "Document" | "Part" => alike(&["Part", "Art", "Sect", "Figure", "P", "BlockQuote"]),
            _ => !kids.is_empty(),
        };
        if !good {
            out.push(format!("element {}: {own} holds {kids:?}", id.0));
        }
    }
    out
}

/// 7.3: a figure says what it shows, and where it stands.
pub fn figures(file: &File<'_>) -> Vec<String> {
    let mut out = Vec::new();
    for (id, _, element) in elements(file) {
        if file.name(element, "S") != "Figure" {
            continue;
        }
        let alt = file.get(element, "Alt").and_then(|alt| alt.as_str().ok());
        if alt.is_none_or(<[u8]>::is_empty) {
            out.push(format!("figure {}: no alternative", id.0));
        }
        let sides = file.dict(element, "A").map(|own| list(file, own, "BBox"));
        let sides: Vec<f64> = sides.unwrap_or_default().into_iter().filter_map(number).collect();
        let good = matches!(sides.as_slice(), [x0, y0, x1, y1] if x0 < x1 && y0 < y1);
        if !good {
            out.push(format!("figure {}: its place is {sides:?}", id.0));
        }
    }
    out
}

/// 7.18: annotations are in the structure, say what they lead to, and are gone through in its
/// order.
pub fn links(file: &File<'_>) -> Vec<String> {
    let mut out = Vec::new();
    let held: Vec<(ObjectId, &Dictionary)> = elements(file)
        .into_iter()
        .filter(|(.., element)| file.name(element, "S") == "Link")
        .flat_map(|(id, _, element)| kids(file, element).into_iter().map(move |kid| (id, kid)))
        .filter_map(|(id, kid)| match kid {
            Kid::Object(annotation) => Some((id, annotation)),
            _ => None,
        })
        .collect();
    let numbers = root(file).and_then(|root| file.dict(root, "ParentTree"));
    let numbers = numbers.map(|tree| list(file, tree, "Nums")).unwrap_or_default();
    for (at, page) in file.pages().into_iter().enumerate() {
        if file.name(page, "Tabs") != "S" {
            out.push(format!("page {}: another order of annotations", at + 1));
        }
        for annotation in list(file, page, "Annots") {
            let Ok(annotation) = file.follow(annotation).as_dict() else { continue };
            let words = file.get(annotation, "Contents").and_then(|words| words.as_str().ok());
            if words.is_none_or(<[u8]>::is_empty) {
                out.push(format!("page {}: an annotation without words", at + 1));
            }
            let key = annotation.get(b"StructParent").and_then(Object::as_i64).ok();
            let own = |pair: &&[&Object]| pair.first().and_then(|it| it.as_i64().ok()) == key;
            let parent = numbers.chunks(2).find(own).and_then(|pair| pair.get(1).copied());
            let parent = parent.and_then(|parent| parent.as_reference().ok());
            let holder = held.iter().find(|(_, it)| std::ptr::eq(*it, annotation));
            if parent.is_none() || parent != holder.map(|(id, _)| *id) {
                out.push(format!("page {}: an annotation of {parent:?}, {holder:?}", at + 1));
            }
        }
    }
    out
}

/// The outline's items follow one another, each leading to a page; so do the beads of a thread.
pub fn navigation(file: &File<'_>) -> Vec<String> {
    let mut out = Vec::new();
    let catalogue = file.catalogue();
    let pages = page_numbers(file);
    if let Some(outlines) = file.dict(&catalogue, "Outlines") {
        let id = catalogue.get(b"Outlines").and_then(Object::as_reference).unwrap_or_default();
        let count = level(file, (id, outlines), &pages, &mut out);
        if outlines.get(b"Count").and_then(Object::as_i64).ok() != Some(count) {
            out.push(format!("the outline has {count} items"));
        }
        if file.name(&catalogue, "PageMode") != "UseOutlines" {
            out.push("the outline is not shown".to_owned());
        }
    }
    for thread in list(file, &catalogue, "Threads") {
        let Ok(dict) = file.follow(thread).as_dict() else { continue };
        if file.dict(dict, "I").is_none_or(|info| !info.has(b"Title")) {
            out.push("a thread without a title".to_owned());
        }
        let first = dict.get(b"F").and_then(Object::as_reference).unwrap_or_default();
        let mut at = first;
        for turn in 0.. {
            let Ok(bead) = file.doc.get_dictionary(at) else {
                out.push(format!("bead {} is missing", at.0));
                break;
            };
            let page = bead.get(b"P").and_then(Object::as_reference).unwrap_or_default();
            let on_page = file.doc.get_dictionary(page).map(|page| list(file, page, "B"));
            let listed = on_page.is_ok_and(|beads| beads.contains(&&Object::Reference(at)));
            let next = bead.get(b"N").and_then(Object::as_reference).unwrap_or_default();
            let back = file.doc.get_dictionary(next).and_then(|next| next.get(b"V"));
            if !listed || back.and_then(Object::as_reference).ok() != Some(at) || turn > 100_000 {
                out.push(format!("bead {} is not in its place", at.0));
                break;
            }
            if bead.get(b"R").and_then(Object::as_array).map_or(0, Vec::len) != 4 {
                out.push(format!("bead {} has no place", at.0));
            }
            at = next;
            if at == first {
                break;
            }
        }
    }
    out
}

/// The items under an outline item, themselves and what is under them.
fn level(
    file: &File<'_>,
    (id, parent): (ObjectId, &Dictionary),
    pages: &BTreeMap<ObjectId, usize>,
    out: &mut Vec<String>,
) -> i64 {
    let mut count = 0;
    let mut before = None;
    let mut next = parent.get(b"First").and_then(Object::as_reference).ok();
    while let Some(at) = next {
        let Ok(item) = file.doc.get_dictionary(at) else {
            out.push(format!("outline item {} is missing", at.0));
            return count;
        };
        let refers = |key: &[u8]| item.get(key).and_then(Object::as_reference).ok();
        if refers(b"Parent") != Some(id) || refers(b"Prev") != before || !item.has(b"Title") {
            out.push(format!("outline item {} is not in its place", at.0));
        }
        let page = list(file, item, "Dest").first().and_then(|page| page.as_reference().ok());
        if page.is_none_or(|page| !pages.contains_key(&page)) || item.has(b"A") {
            out.push(format!("outline item {} leads nowhere", at.0));
        }
        let under = level(file, (at, item), pages, out);
        if item.get(b"Count").and_then(Object::as_i64).unwrap_or(0) != under {
            out.push(format!("outline item {} has {under} under it", at.0));
        }
        count += 1 + under;
        before = Some(at);
        next = refers(b"Next");
    }
    if parent.get(b"Last").and_then(Object::as_reference).ok() != before {
        out.push(format!("the last outline item under {} is another", id.0));
    }
    count
}
