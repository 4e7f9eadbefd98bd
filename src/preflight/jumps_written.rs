//! Jump lines that a layout or an article writes itself (下轉A3版, or `jump` of a block): whether a story
//! goes on where they lead, and whether the program says the same beside them.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::codes::preflight as codes;
use crate::diag::{Diagnostic, Findings};
use crate::flow::Usage;
use crate::page::model::{BlockContent, BlockJump, PageModel, StoryBlock, StoryId};
use crate::text::{Jump, RichText, Way, jumps, page_key};

use super::sheet::{FinishedPage, body_of, lines};

/// Longer texts are no jump lines.
const LONGEST: usize = 24;

pub(super) fn inspect(model: &PageModel, sheets: &[FinishedPage<'_>]) -> Findings {
    let on_page = stories(sheets);
    let mut found = Findings::default();
    for (at, sheet) in sheets.iter().enumerate().filter(|(_, sheet)| !sheet.added) {
        let texts = sheet.page.blocks.iter().filter_map(|block| match &block.content {
            BlockContent::Text(text) => Some(text),
            _ => None,
        });
        for piece in texts.flat_map(|text| &text.pieces) {
            found.extend(look_at(sheet, &piece.text, &on_page));
        }
        let blocks = sheet.page.blocks.iter().filter_map(|block| match &block.content {
            BlockContent::Story(content) => Some(content),
            _ => None,
        });
        found.extend(blocks.flat_map(|content| look_at_block(content, (sheets, at), &on_page)));
    }
    let texts = running_texts(model);
    found.extend(texts.into_iter().flat_map(|text| lost_pages(text, &on_page)));
    found
}

/// The paragraphs of the stories, and the captions of their pictures.
fn running_texts(model: &PageModel) -> Vec<&RichText> {
    let stories = (0..).map(StoryId).zip(&model.stories);
    let texts = stories.flat_map(|(id, story)| story.part_texts(id).chain(story.body_texts(id)));
    let captions = model.blocks().filter_map(|(_, _, block)| match &block.content {
        BlockContent::Picture(pictures) => pictures.caption.as_ref(),
        _ => None,
    });
    texts.map(|(_, text)| &**text).chain(captions).collect()
}

/// Where a paragraph says at its head or its end that a story comes from or goes on on a page that
/// there is not. A story may be cut by hand into several articles, so that which of them goes on
/// there is not asked.
fn lost_pages(text: &RichText, on_page: &BTreeMap<String, BTreeSet<StoryId>>) -> Vec<Diagnostic> {
    let lost = at_ends(&text.text).into_iter().filter_map(|jump| {
        let name = text.text.get(jump.page.start as usize..jump.page.end as usize)?;
        let is_there = on_page.keys().any(|known| page_key(known) == page_key(name));
        (!is_there).then(|| {
            nowhere(
                jump.way,
                format!("the jump leads to page {name}, and the job has no such page"),
            )
            .at(text.span_of(jump.range.clone()), "these words send the reader there")
        })
    });
    lost.collect()
}

/// The jumps of a text that stand at its head or its end, between brackets or not: within a sentence
/// such words may say something else.
fn at_ends(text: &str) -> Vec<Jump> {
    let is_bare = |part: &str| !part.chars().any(char::is_alphanumeric);
    let mut at_end = Vec::new();
    let mut rest = text.len();
    let all: Vec<Jump> = jumps(text, &[]);
    for jump in all.iter().rev() {
        let (start, end) = (jump.range.start as usize, jump.range.end as usize);
        if !text.get(end..rest).is_some_and(is_bare) {
            break;
        }
        rest = start;
        at_end.push(jump.clone());
    }
    let mut from = 0;
    let at_head = all.into_iter().take_while(|jump| {
        let (start, end) = (jump.range.start as usize, jump.range.end as usize);
        let begins = end <= rest && text.get(from..start).is_some_and(is_bare);
        from = end;
        begins
    });
    let led = at_head.chain(at_end.into_iter().rev());
    led.filter(|jump| jump.way != Way::See).collect()
}

fn nowhere(way: Way, message: String) -> Diagnostic {
    Diagnostic::warning(codes::JUMP_NOWHERE, message).help(match way {
        Way::From => "name the page on which the story begins, or take the line out",
        Way::To | Way::See => "name the page on which the story goes on, or take the line out",
    })
}

/// The pages that a block names: one of the job has the story, and has it next; one outside it is not known,
/// unless the story goes on within the job.
fn look_at_block(
    content: &StoryBlock,
    (sheets, at): (&[FinishedPage<'_>], usize),
    on_page: &BTreeMap<String, BTreeSet<StoryId>>,
) -> Vec<Diagnostic> {
    let BlockJump::Named { to, from } = &content.jump else { return Vec::new() };
    let has_it = |sheet: &&FinishedPage<'_>| {
        lines(sheet.set).filter_map(body_of).any(|story| story == content.story)
    };
    let here = sheets.get(at).map(|sheet| names_of(sheet, content.story)).unwrap_or_default();
    let is_one_page = sheets.get(at).is_some_and(|sheet| sheet.page.spread.is_none());
    let next = sheets.iter().skip(at + 1).find(has_it);
    let before = sheets.iter().take(at).rev().find(has_it);
    let sides = [(to, "on", next), (from, "from", before)];
    let lost = sides.into_iter().filter_map(|(side, word, other)| {
        let page = side.as_ref()?;
        let key = page_key(&page.name);
        let is_named = |names: &[String]| names.iter().any(|name| page_key(name) == key);
        let known = on_page.iter().find(|(name, _)| page_key(name) == key);
        let message = match (known, other) {
            _ if is_named(&here) && is_one_page => {
                format!("the jump leads to page {}, on which it stands", page.name)
            }
            // Of a spread the other half.
            _ if is_named(&here) => return None,
            (_, Some(other)) if is_named(&names_of(other, content.story)) => return None,
            (Some((name, there)), _) if !there.contains(&content.story) => {
                format!("the story does not go on {word} page {name} of this job")
            }
            (_, Some(other)) => format!(
                "the story goes on {word} page {} of this job, not {word} page {}",
                other.set.name, page.name
            ),
            (_, None) => return None,
        };
        Some(
            Diagnostic::warning(codes::JUMP_NOWHERE, message)
                .at(page.span, "this jump line sends the reader there")
                .help("name the page on which the story goes on, or the one that it comes from"),
        )
    });
    lost.collect()
}

/// The names of a page on which a story's text stands: of a spread those of its halves, too.
fn names_of(sheet: &FinishedPage<'_>, story: StoryId) -> Vec<String> {
    let own = lines(sheet.set).filter(|line| !sheet.added && body_of(line) == Some(story));
    let halves = own.map(|line| sheet.page.name_at(&line.rect).to_owned());
    let mut names: Vec<String> = std::iter::once(sheet.set.name.clone()).chain(halves).collect();
    names.dedup();
    names
}

/// The stories whose text stands on each page.
fn stories(sheets: &[FinishedPage<'_>]) -> BTreeMap<String, BTreeSet<StoryId>> {
    let mut on_page: BTreeMap<String, BTreeSet<StoryId>> = BTreeMap::new();
    for sheet in sheets {
        let here = on_page.entry(sheet.set.name.clone()).or_default();
        here.extend(lines(sheet.set).filter_map(body_of));
        let halves = sheet.page.spread.as_ref().and_then(|spread| spread.names.as_ref());
        for line in lines(sheet.set).filter(|_| halves.is_some() && !sheet.added) {
            let half = on_page.entry(sheet.page.name_at(&line.rect).to_owned()).or_default();
            half.extend(body_of(line));
        }
    }
    on_page
}

fn look_at(
    sheet: &FinishedPage<'_>,
    text: &RichText,
    on_page: &BTreeMap<String, BTreeSet<StoryId>>,
) -> Vec<Diagnostic> {
    let led = written(&text.text).into_iter();
    led.filter_map(|jump| look_at_jump(sheet, text, jump, on_page)).collect()
}

fn look_at_jump(
    sheet: &FinishedPage<'_>,
    text: &RichText,
    (way, target): (Way, &str),
    on_page: &BTreeMap<String, BTreeSet<StoryId>>,
) -> Option<Diagnostic> {
    let page = sheet.set.name.as_str();
    let word = match way {
        Way::To => "on",
        Way::From => "from",
        Way::See => return None,
    };
    let there = on_page.iter().find(|(name, _)| page_key(name) == page_key(target));
    let message = match there {
        None => format!("the jump leads to page {target}, and the job has no such page"),
        Some((name, there)) => {
            let here = on_page.get(page);
            if name != page && here.is_some_and(|here| !here.is_disjoint(there)) {
                let jumps = |story: &StoryId| {
                    lines(sheet.set).any(|line| line.usage == Usage::Jump(*story))
                };
                return there.iter().any(jumps).then(|| twice(text));
            }
            format!("no story of page {page} goes on {word} page {target}")
        }
    };
    Some(nowhere(way, message).at(text.span(), "these words send the reader there"))
}

fn twice(text: &RichText) -> Diagnostic {
    Diagnostic::warning(codes::JUMP_TWICE, "the jump is said twice")
        .at(text.span(), "the story has a jump line of its own on this page")
        .help("take the text out, or write `jump = false` in [document] or on the story's blocks")
}

/// Where a text leads, and the pages that it names, if it is a jump line.
fn written(text: &str) -> Vec<(Way, &str)> {
    if text.chars().count() > LONGEST {
        return Vec::new();
    }
    let led = jumps(text, &[]).into_iter().filter(|jump| jump.way != Way::See);
    led.filter_map(|jump| {
        Some((jump.way, text.get(jump.page.start as usize..jump.page.end as usize)?))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_jumps_at_its_ends() {
        for (text, expected) in [
            ("渡輪公司說，票價照舊。（下轉C9版）", vec!["下轉C9版"]),
            ("（上接A1版）渡輪公司說，票價照舊。（下轉C9版）", vec!["上接A1版", "下轉C9版"]),
            ("上接A1版，下轉C9版", vec!["上接A1版", "下轉C9版"]),
            ("票價照舊。詳見B2版，下轉C9版。", vec!["下轉C9版"]),
            ("詳見C9版", vec![]),
            ("他由上接第三版的編輯做起，後來升任主筆。", vec![]),
            ("渡輪公司說，票價照舊。＝３面に続く", vec!["３面に続く"]),
            ("", vec![]),
        ] {
            let found = at_ends(text);
            let words = |jump: &Jump| {
                text.get(jump.range.start as usize..jump.range.end as usize).unwrap_or("")
            };
            assert_eq!(found.iter().map(words).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn jump_lines_are_known_by_their_words() {
        for (text, expected) in [
            ("下轉A3版", Some((Way::To, "A3"))),
            ("下转第二版", Some((Way::To, "二"))),
            ("下转二版", Some((Way::To, "二"))),
            ("下转A三版", Some((Way::To, "A三"))),
            ("（下转第三版）", Some((Way::To, "三"))),
            ("（上接第一版）", Some((Way::From, "一"))),
            ("【３面に続く】", Some((Way::To, "３"))),
            ("▶3면으로 이어집니다", Some((Way::To, "3"))),
            ("本報第三版", None),
            ("轉型後的第三版", None),
            ("（上接第1頁）", Some((Way::From, "1"))),
            ("詳見A3版，下轉A4版", Some((Way::To, "A4"))),
            ("詳見A3版", None),
            ("A3版", None),
            ("上海證券A股轉強，創3版新高，市場人士看好後市，並上調目標價", None),
        ] {
            assert_eq!(written(text), Vec::from_iter(expected), "{text}");
        }
        let both = written("上接B1版，下轉C9版");
        assert_eq!(both, [(Way::From, "B1"), (Way::To, "C9")]);
    }
}
