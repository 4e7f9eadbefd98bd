//! IDML and ICML: pages of InDesign, and stories of InCopy.
//!
//! The bytes of a package come in, the articles of its stories go out, in the order in which their frames
//! stand on the spreads; of an ICML its story. A place in a package is a place in its words, a paragraph a
//! line. Read `styles.rs` (what paragraphs and characters are), `story.rs` (a story's paragraphs),
//! `spreads.rs` (where stories and pictures stand), then `articles.rs`, which makes articles of them.

mod articles;
mod spreads;
mod story;
mod styles;
#[cfg(test)]
mod tests;

use self::articles::articles;
use self::spreads::Placed;
use self::story::{Reader, Story};
use self::styles::Styles;
use super::copy::Copy;
use super::package::{Package, Refused};
use super::told::Account;
use super::tree::Tree;
use super::xml;
use crate::diag::codes::import as codes;

/// More stories than any page has.
const MOST_STORIES: usize = 4_000;

/// The articles of a package, and their words as plain text, in which places count.
pub fn read(bytes: &[u8], account: &mut Account) -> (Vec<Copy>, String) {
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(refused) => {
            refuse(refused, "the package", account);
            return Default::default();
        }
    };
    let Some(map) = part(&mut package, "designmap.xml", "the map of the package", account) else {
        return Default::default();
    };
    let sources = |name: &str| -> Vec<String> {
        let of = map.all(Tree::ROOT, name).filter_map(|id| map.attribute(id, "src"));
        of.map(str::to_owned).collect()
    };
    let (spread_names, story_names) = (sources("Spread"), sources("Story"));
    if story_names.len() > MOST_STORIES || spread_names.len() > MOST_STORIES {
        refuse(Refused::TooLarge, "the package", account);
        return Default::default();
    }
    let mut styles = Styles::default();
    for name in sources("Styles") {
        if let Some(tree) = part(&mut package, &name, "the styles", account) {
            styles.read(&tree);
        }
    }
    let mut placed = Placed::default();
    for (at, name) in spread_names.iter().enumerate() {
        if let Some(tree) = part(&mut package, name, "a spread", account) {
            placed.read(at, &tree);
        }
    }
    let mut plain = String::new();
    let mut stories: Vec<Story> = Vec::new();
    for name in story_names {
        let Some(tree) = part(&mut package, &name, "a story", account) else { continue };
        let reader = Reader { tree: &tree, styles: &styles, account, plain: &mut plain };
        stories.extend(reader.stories());
    }
    (articles(stories, &placed, account), plain)
}

/// The article of a story by itself.
pub fn read_story(text: &str, account: &mut Account) -> (Vec<Copy>, String) {
    let Some(tree) = xml::parse(text, account) else { return Default::default() };
    let mut styles = Styles::default();
    styles.read(&tree);
    let mut plain = String::new();
    let reader = Reader { tree: &tree, styles: &styles, account, plain: &mut plain };
    let stories = reader.stories();
    (articles(stories, &Placed::default(), account), plain)
}

/// A part of a package. Its name is looked up in the package and nowhere else.
fn part(package: &mut Package<'_>, name: &str, what: &str, account: &mut Account) -> Option<Tree> {
    match package.part(name) {
        Ok(bytes) => {
            let text = super::decoded_xml(&bytes);
            let mut own = Account::default();
            let tree = xml::parse(&text, &mut own);
            account.absorb_at(own, 0..0);
            tree
        }
        Err(refused) => {
            refuse(refused, what, account);
            None
        }
    }
}

fn refuse(refused: Refused, what: &str, account: &mut Account) {
    let (code, message, help) = match refused {
        Refused::Missing => (
            codes::UNREADABLE,
            format!("{what} is missing in the packed file"),
            "export it as IDML in the program that wrote it",
        ),
        Refused::Broken => (
            codes::UNREADABLE,
            format!("{what} cannot be unpacked"),
            "open it in the program that wrote it, and export it again as IDML",
        ),
        Refused::TooLarge => (
            codes::REFUSED,
            format!("{what} is larger unpacked than any page is"),
            "open it in the program that wrote it, and export its stories alone",
        ),
    };
    account.refuse(code, 0..0, message, help);
}
