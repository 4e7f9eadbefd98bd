//! A page of the manual as the tests see it: headings, links and fenced blocks.

use std::path::{Path, PathBuf};

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};

use crate::support;

/// A page of the manual, or the README.
pub struct Page {
    /// Below the project's folder.
    pub path: PathBuf,
    pub text: String,
    pub headings: Vec<Heading>,
    /// Where its links and pictures lead.
    pub links: Vec<String>,
    pub blocks: Vec<Block>,
}

pub struct Heading {
    pub text: String,
    /// What a link to it says after `#`.
    pub anchor: String,
}

/// A fenced block.
pub struct Block {
    /// The line of its fence, from 1.
    pub line: usize,
    /// What stands behind the fence: a language, and what the block is for.
    pub info: String,
    pub text: String,
}

impl Page {
    pub fn read(path: &Path) -> Page {
        let text = std::fs::read_to_string(support::root().join(path)).expect("a page of text");
        let mut options = Options::default();
        options.extension.table = true;
        let arena = Arena::new();
        let tree = parse_document(&arena, &text, &options);
        let mut page = Page {
            path: path.to_owned(),
            text: text.clone(),
            headings: Vec::new(),
            links: Vec::new(),
            blocks: Vec::new(),
        };
        for node in tree.descendants() {
            match &node.data.borrow().value {
                NodeValue::Heading(_) => page.heading(&written(node)),
                NodeValue::Link(link) | NodeValue::Image(link) => page.links.push(link.url.clone()),
                NodeValue::CodeBlock(block) => page.blocks.push(Block {
                    line: node.data.borrow().sourcepos.start.line,
                    info: block.info.clone(),
                    text: block.literal.clone(),
                }),
                _ => {}
            }
        }
        page
    }

    fn heading(&mut self, text: &str) {
        let plain = anchor(text);
        let same = self.headings.iter().filter(|heading| anchor(&heading.text) == plain).count();
        let anchor = if same == 0 { plain } else { format!("{plain}-{same}") };
        self.headings.push(Heading { text: text.to_owned(), anchor });
    }

    /// The name of its file.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// The manual's pages, in the order of their names, and the README before them.
pub fn pages() -> Vec<Page> {
    let folder = support::root().join("docs/src");
    let names = support::files(&folder, "md");
    let names = names.iter().map(|path| path.strip_prefix(support::root()).expect("below it"));
    std::iter::once(Path::new("README.md")).chain(names).map(Page::read).collect()
}

/// As code hosts and mdbook make it: lower case, blanks as hyphens, no other marks.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|&c| c.is_alphanumeric() || " -_".contains(c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect::<String>().to_lowercase()
}

fn written<'a>(node: &'a AstNode<'a>) -> String {
    node.descendants()
        .map(|node| match &node.data.borrow().value {
            NodeValue::Text(text) => text.to_string(),
            NodeValue::Code(code) => code.literal.clone(),
            _ => String::new(),
        })
        .collect()
}

#[test]
fn anchors_are_those_of_code_hosts() {
    assert_eq!(anchor("[style.NAME]"), "stylename");
    assert_eq!(anchor("Where a block stands"), "where-a-block-stands");
    assert_eq!(anchor("R28: marks that meet"), "r28-marks-that-meet");
}
