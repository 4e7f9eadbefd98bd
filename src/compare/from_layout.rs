//! [`edition_of`]: a layout that was composed, as an edition.

use std::collections::BTreeMap;

use super::edition::{
    Edition, Kind, Line, Paragraph, Placed, Sheet, Shown, Told, Words, file_name,
};
use crate::byproduct::{Finished, Shown as ShownPictures, Told as ToldStory, stories};
use crate::compose::BreakReason;
use crate::flow::{Frame, PlacedLine, SetPage, Usage};
use crate::measure::Size;
use crate::page::model::{
    Block, BlockContent, BlockId, PageId, PageModel, Part, Story, StoryBlock, StoryId, StoryText,
    TextId,
};
use crate::text::RichText;

/// All that is compared of a layout, but for its PDF.
pub fn edition_of(job: Finished<'_>) -> Edition {
    let told = stories(job);
    let model = job.model;
    let mut blocks = Vec::new();
    let mut texts = Vec::new();
    for (at, page) in model.pages.iter().enumerate() {
        let set = job.filled.pages.get(at);
        let mut names = Names::default();
        for (id, block) in (0..).zip(&page.blocks) {
            let placed = placed(job, (&page.name, set), (BlockId(id), block), &mut names);
            texts.extend(words(&told, (PageId(at as u32), BlockId(id), block), &placed));
            blocks.push(placed);
        }
    }
    Edition {
        title: model.document.title.clone(),
        language: model.document.language.clone(),
        pages: job.filled.pages.iter().map(|set| sheet(model, set)).collect(),
        stories: told.iter().map(|told| story(job, told)).collect(),
        blocks,
        texts,
        frozen: told
            .iter()
            .filter(|told| told.story.frozen)
            .map(|it| it.story.name.clone())
            .collect(),
        ..Edition::default()
    }
}

fn sheet(model: &PageModel, set: &SetPage) -> Sheet {
    let page = model.pages.get(set.page.0 as usize);
    let size = page.map_or(Size::default(), |page| page.paper.trim);
    Sheet { name: set.name.clone(), size, words: String::new() }
}

/// How often each name was given on a page.
#[derive(Default)]
struct Names(BTreeMap<String, usize>);

impl Names {
    /// The name, or the name and a number.
    fn one(&mut self, name: String) -> String {
        let count = self.0.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 { name } else { format!("{name} {count}") }
    }
}

/// A block under a name that it keeps when others come before it.
fn placed(
    job: Finished<'_>,
    (page, set): (&str, Option<&SetPage>),
    (id, block): (BlockId, &Block),
    names: &mut Names,
) -> Placed {
    let frames = set.map(|set| &set.frames).into_iter().flatten();
    let art = frames.filter_map(|frame| match frame {
        Frame::Picture(placed) if placed.block == id => Some(Shown {
            path: job.paths.get(placed.picture.0 as usize).cloned().unwrap_or_default(),
            whole: placed.rect,
            clip: placed.clip,
        }),
        _ => None,
    });
    let art: Vec<Shown> = art.collect();
    let named = |what: &str| !is_numbered(&block.name, what);
    let (kind, name) = match &block.content {
        BlockContent::Story(content) => {
            let story = job.model.story(content.story);
            let own = block.name != story.name && named("story") && named("articles");
            let parts = parts(story, content);
            let name = if own { block.name.clone() } else { format!("{}{parts}", story.name) };
            (Kind::Story, name)
        }
        BlockContent::Picture(_) => {
            let files: Vec<&str> = art.iter().map(|art| file_name(&art.path)).collect();
            let name = if named("picture") { block.name.clone() } else { files.join(", ") };
            (Kind::Picture, name)
        }
        BlockContent::Reserve(reserve) => (Kind::Advertisement, reserve.slug.clone()),
        BlockContent::Text(_) if named("text") => (Kind::Text, block.name.clone()),
        BlockContent::Text(text) => {
            // What it says may change; where it stands and what it is does not.
            (Kind::Text, format!("{:?}", text.role).to_lowercase())
        }
        BlockContent::Area => (Kind::Area, block.name.clone()),
    };
    let name = names.one(name);
    Placed {
        key: format!("{kind:?} {name}"),
        label: name,
        kind,
        page: page.to_owned(),
        rect: block.rect,
        art,
    }
}

/// Whether a name is one that the program gave: `picture 3`.
fn is_numbered(name: &str, what: &str) -> bool {
    let number = name.strip_prefix(what).and_then(|rest| rest.strip_prefix(' '));
    number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What of a story a block holds, where that is not all of it: ` head`, ` intro body`.
fn parts(story: &Story, content: &StoryBlock) -> String {
    let held = |part: &Part| content.parts.contains(part);
    if Part::ALL.iter().all(|part| held(part) || !story.has(*part)) {
        return String::new();
    }
    let parts = || content.parts.iter().filter(|part| story.has(**part));
    let heads = parts().any(|part| part.is_head());
    let others = parts().filter(|part| !part.is_head()).map(|part| part.name());
    let names = heads.then_some("head").into_iter().chain(others);
    names.map(|name| format!(" {name}")).collect()
}

/// The texts that a block says itself, unless they are a story's.
fn words(
    told: &[ToldStory<'_>],
    (page, id, block): (PageId, BlockId, &Block),
    placed: &Placed,
) -> Option<Words> {
    let owned = told.iter().flat_map(|told| &told.pictures);
    if owned.into_iter().any(|shown| (shown.page, shown.id) == (page, id)) {
        return None;
    }
    let texts: Vec<&str> = block.content.texts().map(|(_, text)| text.text.as_str()).collect();
    let text = texts.join("　");
    if text.is_empty() {
        return None;
    }
    let label = match placed.kind {
        Kind::Picture => format!("caption of {}", placed.label),
        _ => placed.label.clone(),
    };
    let (key, page) = (placed.key.clone(), placed.page.clone());
    Some(Words { key, label, page, text })
}

/// The texts of a story in reading order, each with its part.
fn told_texts<'a>(told: &'a ToldStory<'a>) -> Vec<(TextId, &'static str, &'a RichText)> {
    let story = told.story;
    let body = story.body_texts(told.id).map(|(id, text)| (id, Part::Body, &**text));
    let mut texts: Vec<(TextId, Part, &RichText)> = story
        .part_texts(told.id)
        .filter_map(|(id, text)| match id {
            TextId::Story(_, StoryText::Part(part, _)) => Some((id, part, &**text)),
            _ => None,
        })
        .chain(body)
        .collect();
    // A stable order: the texts of a part keep theirs.
    texts.sort_by_key(|(_, part, _)| *part);
    let parts = texts.into_iter().map(|(id, part, text)| (id, part.name(), text));
    let captions = told.pictures.iter().flat_map(|shown| {
        let ShownPictures { page, id, block, .. } = *shown;
        let text = move |text| TextId::Block(page, id, text);
        block.content.texts().map(move |(of, words)| (text(of), "caption", words))
    });
    parts.chain(captions).collect()
}

fn story(job: Finished<'_>, told: &ToldStory<'_>) -> Told {
    let texts = told_texts(told);
    let paragraph = |(_, part, text): &(TextId, &'static str, &RichText)| Paragraph {
        part,
        text: text.parted(),
    };
    let headline: Vec<String> = told.story.headline.iter().map(|text| text.parted()).collect();
    let order: BTreeMap<TextId, (usize, &'static str)> =
        (0..).zip(&texts).map(|(at, (id, part, _))| (*id, (at, *part))).collect();
    let captions: Vec<(PageId, BlockId)> =
        told.pictures.iter().map(|shown| (shown.page, shown.id)).collect();
    let mut lines: Vec<((usize, u32), Line)> = Vec::new();
    for (at, set) in job.filled.pages.iter().enumerate() {
        for frame in &set.frames {
            let Frame::Line(placed) = frame else { continue };
            if !is_of(placed.usage, told.id, (PageId(at as u32), &captions)) {
                continue;
            }
            let Some(&(place, part)) = order.get(&placed.text) else { continue };
            let line = line(job.model, placed, (at, part));
            lines.push(((place, placed.line.range.start), line));
        }
    }
    lines.sort_by_key(|(place, _)| *place);
    Told {
        name: told.story.name.clone(),
        headline: headline.join(" "),
        paragraphs: texts.iter().map(paragraph).collect(),
        lines: lines.into_iter().map(|(_, line)| line).collect(),
    }
}

fn is_of(usage: Usage, id: StoryId, (page, captions): (PageId, &[(PageId, BlockId)])) -> bool {
    match usage {
        Usage::HeadAgain(_) => false,
        Usage::Caption(block) => captions.contains(&(page, block)),
        usage => usage.story() == Some(id),
    }
}

fn line(model: &PageModel, placed: &PlacedLine, (page, part): (usize, &'static str)) -> Line {
    let set = &placed.line;
    let range = set.range.start as usize..set.range.end as usize;
    let of = |id: TextId| model.text(id).map_or("", |text| text.text.as_str());
    let mut text = of(placed.text).get(range).unwrap_or_default().to_owned();
    if set.end == BreakReason::Hyphen {
        text.push('-');
    }
    if let Some(tail) = placed.tail {
        text.push('　');
        text.push_str(of(tail));
    }
    let size = Size { width: set.em.inline, height: set.em.block };
    Line { part, page, rect: placed.rect, text, size }
}
