//! Jump lines that a layout writes itself (下轉A3版): whether a story goes on where they lead.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::codes::preflight as codes;
use crate::diag::{Diagnostic, Findings};
use crate::page::model::{BlockContent, StoryId};
use crate::text::RichText;

use super::sheet::{FinishedPage, body_of, lines};

/// Longer texts are no jump lines.
const LONGEST: usize = 24;

/// What stands before and behind the page in a jump line.
const TO: &[(&str, &str)] = &[
    ("下轉", "版"),
    ("下转", "版"),
    ("轉", "版"),
    ("转", "版"),
    ("", "面に続く"),
    ("", "面へ続く"),
    ("", "면에 계속"),
];
const FROM: &[(&str, &str)] =
    &[("上接", "版"), ("接", "版"), ("", "面から続く"), ("", "면에서 계속")];

/// Where a jump line leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    To,
    From,
}

pub(super) fn inspect(sheets: &[FinishedPage<'_>]) -> Findings {
    let on_page = stories(sheets);
    let mut found = Findings::default();
    for sheet in sheets.iter().filter(|sheet| !sheet.added) {
        let texts = sheet.page.blocks.iter().filter_map(|block| match &block.content {
            BlockContent::Text(text) => Some(text),
            _ => None,
        });
        for piece in texts.flat_map(|text| &text.pieces) {
            found.extend(look_at(&sheet.set.name, &piece.text, &on_page));
        }
    }
    found
}

/// The stories whose text stands on each page.
fn stories(sheets: &[FinishedPage<'_>]) -> BTreeMap<String, BTreeSet<StoryId>> {
    let mut on_page: BTreeMap<String, BTreeSet<StoryId>> = BTreeMap::new();
    for sheet in sheets {
        let here = on_page.entry(sheet.set.name.clone()).or_default();
        here.extend(lines(sheet.set).filter_map(body_of));
    }
    on_page
}

fn look_at(
    page: &str,
    text: &RichText,
    on_page: &BTreeMap<String, BTreeSet<StoryId>>,
) -> Option<Diagnostic> {
    let (way, target) = jump(&text.text)?;
    let (word, help) = match way {
        Way::To => ("on", "name the page on which the story goes on, or take the line out"),
        Way::From => ("from", "name the page on which the story begins, or take the line out"),
    };
    let there = on_page.iter().find(|(name, _)| name.eq_ignore_ascii_case(target));
    let message = match there {
        None => format!("the jump leads to page {target}, and the job has no such page"),
        Some((name, there)) => {
            let shared = on_page.get(page).is_some_and(|here| !here.is_disjoint(there));
            if shared && name != page {
                return None;
            }
            format!("no story of page {page} goes on {word} page {target}")
        }
    };
    Some(
        Diagnostic::warning(codes::JUMP_NOWHERE, message)
            .at(text.span(), "these words send the reader there")
            .help(help),
    )
}

/// The page that a jump line names.
fn jump(text: &str) -> Option<(Way, &str)> {
    if text.chars().count() > LONGEST {
        return None;
    }
    let ways = [(Way::From, FROM), (Way::To, TO)];
    ways.into_iter().find_map(|(way, words)| {
        words.iter().find_map(|&(before, behind)| Some((way, between(text, before, behind)?)))
    })
}

/// What stands between two words, if it may be a page's name.
fn between<'t>(text: &'t str, before: &str, behind: &str) -> Option<&'t str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let blank = |c: char| c.is_whitespace() || c == '第';
    let end = text.find(behind)?;
    let head = text.get(..end)?.trim_end();
    let start = head.trim_end_matches(is_name).len();
    let (lead, name) = head.split_at(start);
    let led = before.is_empty() || lead.trim_end_matches(blank).ends_with(before);
    (led && !name.is_empty() && name.len() <= 8).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jump_lines_are_known_by_their_words() {
        for (text, expected) in [
            ("下轉A3版", Some((Way::To, "A3"))),
            ("▼下转 A3 版▼", Some((Way::To, "A3"))),
            ("（上接第1版）", Some((Way::From, "1"))),
            ("A3面に続く", Some((Way::To, "A3"))),
            ("A1面から続く", Some((Way::From, "A1"))),
            ("A3면에 계속", Some((Way::To, "A3"))),
            ("A3版", None),
            ("上海證券A股轉強，創3版新高，市場人士看好後市，並上調目標價", None),
            ("轉版", None),
        ] {
            assert_eq!(jump(text), expected, "{text}");
        }
    }
}
