//! What PDF/X-4, PDF/A-2u and PDF/UA-1 ask of a file, as far as a file can show it: each rule looks at
//! every object and every operator of a finished file and knows nothing of how it was made.
//!
//! `X4.md`, `A2U.md` and `UA1.md` beside the writer name the rules that check a clause; a test
//! holds the lists and this table together.

mod cff;
mod claims;
mod fonts;
mod graphics;
mod pages;
mod structure;
mod tags;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// What a file claims to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    X4,
    A2u,
    Plain,
}

/// A finished file, read back.
pub struct File<'a> {
    pub bytes: &'a [u8],
    pub doc: Document,
    pub claim: Claim,
}

/// A rule: its name in the lists, and what it finds wrong.
pub type Rule = (&'static str, fn(&File<'_>) -> Vec<String>);

pub const RULES: &[Rule] = &[
    ("header", structure::header),
    ("trailer", structure::trailer),
    ("streams", structure::streams),
    ("limits", structure::limits),
    ("information", claims::information),
    ("identification", claims::identification),
    ("output_intent", claims::output_intent),
    ("catalogue", pages::catalogue),
    ("boxes", pages::boxes),
    ("annotations", pages::annotations),
    ("actions", pages::actions),
    ("transparency", pages::transparency),
    ("operators", graphics::operators),
    ("states", graphics::states),
    ("xobjects", graphics::xobjects),
    ("colours", graphics::colours),
    ("separations", graphics::separations),
    ("embedded", fonts::embedded),
    ("widths", fonts::widths),
    ("unicode", fonts::unicode),
    ("notdef", fonts::notdef),
    ("marked", tags::marked),
    ("parents", tags::parents),
    ("elements", tags::elements_in_place),
    ("figures", tags::figures),
    ("links", tags::links),
    ("navigation", tags::navigation),
];

/// Every fault of a file, with the rule that it breaks.
pub fn faults(bytes: &[u8], claim: Claim) -> Vec<String> {
    let doc = match Document::load_mem(bytes) {
        Ok(doc) => doc,
        Err(error) => return vec![format!("the file cannot be read: {error}")],
    };
    let file = File { bytes, doc, claim };
    let found = RULES.iter().flat_map(|(name, rule)| {
        rule(&file).into_iter().map(move |fault| format!("{name}: {fault}"))
    });
    found.collect()
}

/// A content stream and what its names mean.
pub struct Drawn<'a> {
    pub operations: Vec<Operation>,
    pub resources: Option<&'a Dictionary>,
    pub of: String,
}

impl File<'_> {
    /// What an object refers to, or itself.
    pub fn follow<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.doc.dereference(object).map_or(object, |(_, found)| found)
    }

    /// A dictionary's entry, followed.
    pub fn get<'a>(&'a self, dict: &'a Dictionary, key: &str) -> Option<&'a Object> {
        dict.get(key.as_bytes()).ok().map(|object| self.follow(object))
    }

    pub fn dict<'a>(&'a self, dict: &'a Dictionary, key: &str) -> Option<&'a Dictionary> {
        match self.get(dict, key)? {
            Object::Dictionary(dict) => Some(dict),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    pub fn name<'a>(&'a self, dict: &'a Dictionary, key: &str) -> String {
        let name = self.get(dict, key).and_then(|object| object.as_name().ok());
        String::from_utf8_lossy(name.unwrap_or_default()).into_owned()
    }

    /// Every dictionary of the file, those inside others and those of streams too.
    pub fn dicts(&self) -> Vec<&Dictionary> {
        let mut out = Vec::new();
        let mut waiting: Vec<&Object> = self.doc.objects.values().collect();
        while let Some(object) = waiting.pop() {
            let dict = match object {
                Object::Dictionary(dict) => dict,
                Object::Stream(stream) => &stream.dict,
                Object::Array(items) => {
                    waiting.extend(items);
                    continue;
                }
                _ => continue,
            };
            out.push(dict);
            waiting.extend(dict.iter().map(|(_, value)| value));
        }
        out
    }

    pub fn streams(&self) -> impl Iterator<Item = (ObjectId, &Stream)> {
        self.doc.objects.iter().filter_map(|(id, object)| Some((*id, object.as_stream().ok()?)))
    }

    pub fn pages(&self) -> Vec<&Dictionary> {
        let ids = self.doc.get_pages().into_values();
        ids.filter_map(|id| self.doc.get_dictionary(id).ok()).collect()
    }

    pub fn catalogue(&self) -> Dictionary {
        self.doc.catalog().cloned().unwrap_or_default()
    }

    /// The content of every page and every form.
    pub fn drawn(&self) -> Vec<Drawn<'_>> {
        let mut out = Vec::new();
        for (number, id) in self.doc.get_pages() {
            let Ok(page) = self.doc.get_dictionary(id) else { continue };
            out.push(Drawn {
                operations: operations(&self.doc.get_page_content(id)),
                resources: self.dict(page, "Resources"),
                of: format!("page {number}"),
            });
        }
        for (id, stream) in self.streams() {
            let kind = stream.dict.get(b"PatternType").and_then(Object::as_i64);
            let is_pattern = matches!(kind, Ok(1));
            if self.name(&stream.dict, "Subtype") == "Form" || is_pattern {
                out.push(Drawn {
                    operations: operations(&plain(stream)),
                    resources: self.dict(&stream.dict, "Resources"),
                    of: format!("form {}", id.0),
                });
            }
        }
        out
    }
}

/// A stream's data, decoded.
pub fn plain(stream: &Stream) -> Vec<u8> {
    stream.decompressed_content().unwrap_or_else(|_| stream.content.clone())
}

fn operations(content: &[u8]) -> Vec<Operation> {
    Content::decode(content).map(|content| content.operations).unwrap_or_default()
}

/// A number, whole or not.
pub fn number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(value) => Some(*value as f64),
        Object::Real(value) => Some(f64::from(*value)),
        _ => None,
    }
}
