//! DOCX: a document of a word processor (Office Open XML, ISO/IEC 29500), as Word, WPS and LibreOffice
//! write it.
//!
//! The bytes come in, a [`Copy`] goes out. A place in such a file is a place in its words, a paragraph a
//! line. Read `styles.rs` (what paragraphs are), `numbering.rs` (what stands before items), `words.rs` (a paragraph) with
//! `symbols.rs`, then
//! `document.rs`.

mod document;
mod numbering;
mod styles;
mod symbols;
mod words;

#[cfg(test)]
mod tests;
#[cfg(test)]
pub use tests::packed;

use std::collections::BTreeMap;

use self::document::Document;
use self::numbering::Numbering;
use self::styles::Styles;
use super::copy::Copy;
use super::package::{Package, Refused};
use super::told::{self, Account};
use super::tree::Tree;
use super::xml;
use crate::diag::codes::import as codes;

/// The article of a document, and its words as plain text, in which places count.
pub fn read(bytes: &[u8], account: &mut Account) -> (Copy, String) {
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(refused) => {
            refuse(refused, "the document", account);
            return Default::default();
        }
    };
    let main = main_part(&mut package);
    let tree = match package.part(&main) {
        Ok(bytes) => tree(&bytes, account),
        Err(refused) => {
            refuse(refused, "the document's text", account);
            None
        }
    };
    let Some(tree) = tree else { return Default::default() };
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let beside = |name: &str| match folder.is_empty() {
        true => name.to_owned(),
        false => format!("{folder}/{name}"),
    };
    let mut other = |name: &str| optional(&mut package, &beside(name));
    let styles = other("styles.xml").map(|tree| Styles::read(&tree)).unwrap_or_default();
    let numbering = other("numbering.xml").map(|tree| Numbering::read(&tree)).unwrap_or_default();
    let mut notes = BTreeMap::new();
    for kind in ["footnote", "endnote"] {
        let Some(tree) = other(&format!("{kind}s.xml")) else { continue };
        for id in tree.all(Tree::ROOT, kind) {
            let number = tree.attribute(id, "id").unwrap_or("").to_owned();
            notes.insert((kind, number), tree.words(id));
        }
    }
    let file = main.rsplit('/').next().unwrap_or(&main);
    let relations = other(&format!("_rels/{file}.rels"));
    let relations = relations.map(|tree| relations_of(&tree, &folder)).unwrap_or_default();
    tell_margins(&mut package, &folder, account);
    let document =
        Document::new(&tree, (styles, numbering), relations, notes, &mut package, account);
    document.read()
}

/// Where a relation leads.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Target {
    Part(String),
    /// Out of the document.
    Elsewhere(String),
}

fn main_part(package: &mut Package<'_>) -> String {
    const USUAL: &str = "word/document.xml";
    let relations = optional(package, "_rels/.rels");
    let main = relations.and_then(|tree| {
        let id = tree.all(Tree::ROOT, "Relationship").find(|id| {
            tree.attribute(*id, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
        })?;
        Some(tree.attribute(id, "Target")?.trim_start_matches('/').to_owned())
    });
    main.filter(|main| package.has(main)).unwrap_or_else(|| USUAL.to_owned())
}

/// A part that a document may have; one that cannot be read is as good as none.
fn optional(package: &mut Package<'_>, name: &str) -> Option<Tree> {
    let bytes = package.part(name).ok()?;
    tree(&bytes, &mut Account::default())
}

/// Parts are XML; what is said of them has no place in the words.
fn tree(bytes: &[u8], account: &mut Account) -> Option<Tree> {
    let text = super::decoded_xml(bytes);
    let mut own = Account::default();
    let tree = xml::parse(&text, &mut own);
    account.absorb_at(own, 0..0);
    tree
}

fn relations_of(tree: &Tree, folder: &str) -> BTreeMap<String, Target> {
    let relations = tree.all(Tree::ROOT, "Relationship").filter_map(|id| {
        let target = tree.attribute(id, "Target")?;
        let target = match tree.attribute(id, "TargetMode") {
            Some("External") => Target::Elsewhere(target.to_owned()),
            _ => Target::Part(resolved(folder, target)),
        };
        Some((tree.attribute(id, "Id")?.to_owned(), target))
    });
    relations.collect()
}

/// A name of a part, from a folder of the package.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Headers and footers are the sheet's.
fn tell_margins(package: &mut Package<'_>, folder: &str, account: &mut Account) {
    let is_margin = |name: &&str| {
        let name = name.strip_prefix(folder).unwrap_or(name).trim_start_matches('/');
        (name.starts_with("header") || name.starts_with("footer")) && name.ends_with(".xml")
    };
    let names: Vec<String> =
        package.names().filter(is_margin).take(50).map(str::to_owned).collect();
    for name in names {
        let has_words =
            optional(package, &name).is_some_and(|tree| !tree.words(Tree::ROOT).is_empty());
        if has_words {
            account.leave(told::HEADER, 0..0);
        }
    }
}

fn refuse(refused: Refused, what: &str, account: &mut Account) {
    let (code, message, help) = match refused {
        Refused::Missing => (
            codes::UNREADABLE,
            format!("{what} is missing in the packed file"),
            "save it as DOCX in the program that wrote it",
        ),
        Refused::Broken => (
            codes::UNREADABLE,
            format!("{what} cannot be unpacked"),
            "open it in the program that wrote it, and save it again as DOCX without a password",
        ),
        Refused::TooLarge => (
            codes::REFUSED,
            format!("{what} is larger unpacked than any document is"),
            "open it in the program that wrote it, and save the text alone",
        ),
    };
    account.refuse(code, 0..0, message, help);
}
