//! What the file says of itself.

use std::collections::BTreeMap;

use lopdf::Object;

use super::{Claim, File, plain};

/// The packet's simple properties, by name; of a list its first item.
fn properties(file: &File<'_>) -> Result<BTreeMap<String, String>, String> {
    let catalogue = file.catalogue();
    let stream = file.get(&catalogue, "Metadata").and_then(|packet| packet.as_stream().ok());
    let stream = stream.ok_or("there is no packet")?;
    if stream.dict.has(b"Filter") {
        return Err("the packet is compressed".to_owned());
    }
    let packet = String::from_utf8(plain(stream)).map_err(|error| error.to_string())?;
    let mut found = BTreeMap::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = packet.as_str();
    while let Some((text, after)) = rest.split_once('<') {
        let (tag, behind) = after.split_once('>').ok_or("a tag does not end")?;
        let value = text.trim();
        if !value.is_empty() && open.len() > 3 {
            found.entry(open[3].to_owned()).or_insert_with(|| unescaped(value));
        }
        rest = behind;
        if tag.starts_with('?') || tag.ends_with('/') {
            continue;
        }
        match tag.strip_prefix('/') {
            Some(name) if open.pop() != Some(name) => return Err(format!("{name} is not open")),
            Some(_) => {}
            None => open.push(tag.split_whitespace().next().unwrap_or_default()),
        }
    }
    if open.is_empty() { Ok(found) } else { Err(format!("{open:?} do not end")) }
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The text of a PDF string.
fn text(object: &Object) -> String {
    let bytes = object.as_str().unwrap_or_default();
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        None => bytes.iter().map(|&byte| char::from(byte)).collect(),
        Some(units) => {
            let (units, _) = units.as_chunks::<2>();
            let units: Vec<u16> = units.iter().map(|unit| u16::from_be_bytes(*unit)).collect();
            String::from_utf16_lossy(&units)
        }
    }
}

/// The information dictionary says what the packet says.
pub fn information(file: &File<'_>) -> Vec<String> {
    let found = match properties(file) {
        Ok(found) => found,
        Err(why) => return vec![why],
    };
    let Some(info) = file.dict(&file.doc.trailer, "Info") else {
        return vec!["there is no dictionary".to_owned()];
    };
    let date = |value: &str| {
        let digits: String = value.chars().filter(char::is_ascii_digit).collect();
        (digits.len() == 14).then_some(digits)
    };
    let mut out = Vec::new();
    for (key, property) in [
        ("Title", "dc:title"),
        ("Creator", "xmp:CreatorTool"),
        ("Producer", "pdf:Producer"),
        ("CreationDate", "xmp:CreateDate"),
        ("ModDate", "xmp:ModifyDate"),
        ("Trapped", "pdf:Trapped"),
    ] {
        let there = file.get(info, key).map(|value| match value {
            Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
            value => text(value),
        });
        let said = found.get(property).cloned();
        let same = match key {
            "CreationDate" | "ModDate" => {
                let dates = there.as_deref().and_then(date).zip(said.as_deref().and_then(date));
                dates.is_some_and(|(there, said)| there == said)
            }
            _ => there == said,
        };
        if !same {
            out.push(format!("{key} is {there:?}, {property} is {said:?}"));
        }
    }
    for key in ["Author", "Subject", "Keywords"] {
        if info.has(key.as_bytes()) {
            out.push(format!("{key} is in one of both alone"));
        }
    }
    out
}

/// The packet says what standard the file keeps to, and has what that asks for.
pub fn identification(file: &File<'_>) -> Vec<String> {
    let found = match properties(file) {
        Ok(found) => found,
        Err(why) => return vec![why],
    };
    let own: &[(&str, Option<&str>)] = match file.claim {
        Claim::X4 => &[
            ("pdfxid:GTS_PDFXVersion", Some("PDF/X-4")),
            ("pdf:Trapped", Some("False")),
            ("xmpMM:VersionID", None),
            ("xmpMM:RenditionClass", None),
        ],
        Claim::A2u => &[("pdfaid:part", Some("2")), ("pdfaid:conformance", Some("U"))],
        Claim::Plain => &[],
    };
    let all = ["dc:title", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"];
    let all = all.into_iter().chain(["xmpMM:DocumentID", "xmpMM:InstanceID"]);
    let tagged = ("pdfuaid:part", Some("1"));
    let mut out = Vec::new();
    for (name, value) in own.iter().copied().chain([tagged]).chain(all.map(|name| (name, None))) {
        let said = found.get(name).map(String::as_str);
        if said.is_none() || (value.is_some() && said != value) {
            out.push(format!("{name} is {said:?}"));
        }
    }
    for name in found.keys() {
        let strange = match name.split(':').next().unwrap_or_default() {
            "pdfxid" => file.claim != Claim::X4,
            "pdfaid" | "pdfaExtension" => file.claim != Claim::A2u,
            "dc" | "pdf" | "xmp" | "xmpMM" | "pdfuaid" => false,
            _ => true,
        };
        if strange || (name == "pdf:Trapped" && file.claim == Claim::A2u) {
            out.push(format!("{name} does not belong here"));
        }
    }
    out
}

pub fn output_intent(file: &File<'_>) -> Vec<String> {
    let catalogue = file.catalogue();
    let intents = match file.get(&catalogue, "OutputIntents") {
        Some(Object::Array(intents)) => intents.clone(),
        _ => Vec::new(),
    };
    let wanted = match file.claim {
        Claim::X4 => "GTS_PDFX",
        Claim::A2u => "GTS_PDFA1",
        Claim::Plain if intents.is_empty() => return Vec::new(),
        Claim::Plain => return vec!["a claim".to_owned()],
    };
    let [intent] = intents.as_slice() else { return vec![format!("{} intents", intents.len())] };
    let Ok(intent) = file.follow(intent).as_dict() else { return vec!["no dictionary".to_owned()] };
    let mut out = Vec::new();
    if file.name(intent, "S") != wanted {
        out.push(format!("its kind is {}", file.name(intent, "S")));
    }
    let identifier = file.get(intent, "OutputConditionIdentifier").map(text).unwrap_or_default();
    let registered = intent.has(b"RegistryName");
    if identifier.is_empty() || (!registered && !intent.has(b"Info")) {
        out.push(format!("the condition is {identifier:?} and not told"));
    }
    if intent.has(b"DestOutputProfileRef") {
        out.push("the profile is in another file".to_owned());
    }
    match file.get(intent, "DestOutputProfile").and_then(|profile| profile.as_stream().ok()) {
        None => out.push("no profile".to_owned()),
        Some(stream) => {
            let profile = plain(stream);
            let field = |from: usize| profile.get(from..from + 4).unwrap_or_default();
            let size = u32::from_be_bytes(field(0).try_into().unwrap_or_default());
            let sound = field(36) == b"acsp" && size as usize == profile.len();
            let press = field(12) == b"prtr" && field(16) == b"CMYK";
            let version = profile.get(8).copied().unwrap_or_default();
            let count = file.get(&stream.dict, "N").and_then(|count| count.as_i64().ok());
            if !sound || !press || count != Some(4) || !matches!(version, 2 | 4) {
                out.push(format!("the profile: {sound} {press} {count:?} {version}"));
            }
        }
    }
    out
}
