//! Links lead somewhere, and the table of contents names every page.

use std::path::{Path, PathBuf};

use super::markdown::{Page, pages};
use crate::support;

#[test]
fn links_lead_somewhere() {
    let pages = pages();
    let dead: Vec<_> = pages
        .iter()
        .flat_map(|page| page.links.iter().map(move |link| (page, link)))
        .filter_map(|(page, link)| {
            let why = dead(&pages, page, link)?;
            Some(format!("{}: {link}: {why}", page.path.display()))
        })
        .collect();
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

/// Why a link leads nowhere. What stands on the net is not asked for.
fn dead(pages: &[Page], from: &Page, link: &str) -> Option<&'static str> {
    if link.starts_with("https://") || link.starts_with("http://127.0.0.1") {
        return None;
    }
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let path = match file {
        "" => from.path.clone(),
        _ => plain(&from.path.parent().unwrap_or(Path::new("")).join(file)),
    };
    let book = Path::new("docs/src");
    if from.path.starts_with(book) && !path.starts_with(book) {
        return Some("a page of the book leads out of the book");
    }
    if !support::root().join(&path).is_file() {
        return Some("there is no such file");
    }
    let target = pages.iter().find(|page| page.path == path);
    let found = |page: &Page| page.headings.iter().any(|heading| heading.anchor == anchor);
    match target {
        Some(page) if !anchor.is_empty() && !found(page) => Some("no heading is called so"),
        None if !anchor.is_empty() => Some("the file is no page of the manual"),
        _ => None,
    }
}

/// A path without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

/// mdbook leaves out what its summary does not name, and refuses what is named twice.
#[test]
fn the_summary_names_every_page_once() {
    let pages = pages();
    let summary = pages.iter().find(|page| page.name() == "SUMMARY.md").expect("the summary");
    for page in &pages {
        let name = page.name();
        if page.path.starts_with("docs") && name != "SUMMARY.md" {
            let named = summary.links.iter().filter(|link| **link == name).count();
            assert_eq!(named, 1, "{name} in docs/src/SUMMARY.md");
        }
    }
}

/// The README is an entrance; the rest is the manual's.
#[test]
fn the_readme_is_short() {
    let readme = Page::read(Path::new("README.md"));
    let lines = readme.text.lines().count();
    assert!(lines < 300, "README.md has {lines} lines");
    let longest = readme.text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    assert!(longest < 400, "a line of README.md has {longest} characters");
}
