//! [`SeenJob`]: what is kept of a finished job once it is let go.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::at::At;
use super::look::{Look, glyphs_of};
use crate::colour::Profile;
use crate::diag::Span;
use crate::draw;
use crate::driver::{Fonts, Sight};
use crate::flow::{Frame, PlacedLine, SetPage, Usage};
use crate::measure::WritingMode;
use crate::page::model::{Block, BlockContent, Page, PageModel, StoryId, StoryText, TextId};
use crate::picture::Picture;

/// A finished job, but for its PDF.
pub struct SeenJob {
    pub pages: Vec<SeenPage>,
    pub overset: Vec<SeenOverset>,
    pub slack: Vec<SeenSlack>,
    /// Each story's name, headline and place, by its `StoryId`.
    pub stories: Vec<SeenStory>,
    pub profile: Arc<Profile>,
    /// In hundredths of a per cent.
    pub ink_limit: u32,
    /// Why its pages are not drawn.
    pub undrawable: Option<Arc<str>>,
}

pub struct SeenPage {
    pub name: String,
    pub section: String,
    /// BCP 47.
    pub language: String,
    /// Where its sheet is bound: vertical pages are read from the right.
    pub binding: &'static str,
    /// Two sheets side by side.
    pub is_spread: bool,
    pub look: Arc<Look>,
    pub lines: Vec<SeenLine>,
    pub blocks: Vec<SeenBlock>,
    pub columns: Vec<At>,
    pub baselines: Vec<[f64; 4]>,
    pub area: At,
}

pub struct SeenLine {
    pub at: At,
    pub story: Option<StoryId>,
    pub part: &'static str,
    /// Of the body, counted from 1.
    pub paragraph: Option<u32>,
    /// Where it was written; none of the program's own words.
    pub span: Option<Span>,
    pub text: String,
    /// What its glyphs look like, wherever it stands.
    pub glyphs: u64,
}

pub struct SeenBlock {
    pub at: At,
    pub name: String,
    pub kind: &'static str,
    pub story: Option<StoryId>,
    pub span: Span,
    pub legs: Vec<At>,
}

pub struct SeenStory {
    pub name: String,
    pub headline: String,
    /// Where its first words stand, or where the layout names it.
    pub span: Span,
    /// Where the layout names it.
    pub named: Span,
}

pub struct SeenOverset {
    pub story: StoryId,
    pub lines: usize,
    pub characters: usize,
    /// From here on.
    pub from: Option<Span>,
    pub page: usize,
    /// Its last leg.
    pub at: Option<At>,
}

pub struct SeenSlack {
    pub story: StoryId,
    pub lines: usize,
    pub characters: usize,
}

/// What was seen so far, to tell fonts and pictures that are as they were from others.
#[derive(Default)]
pub struct Acquaintance {
    fonts: Option<(Fonts, u64)>,
    pictures: Vec<(Arc<Picture>, u64)>,
    count: u64,
}

impl Acquaintance {
    fn fonts(&mut self, fonts: Fonts) -> u64 {
        if let Some((known, number)) = &self.fonts
            && known.are(&fonts)
        {
            return *number;
        }
        self.count += 1;
        self.fonts = Some((fonts, self.count));
        self.count
    }

    /// A number for each; those of the run before keep theirs.
    fn pictures(&mut self, pictures: &[Arc<Picture>]) -> Vec<u64> {
        let known = std::mem::take(&mut self.pictures);
        for picture in pictures {
            let same = known.iter().find(|(known, _)| Arc::ptr_eq(known, picture));
            let number = same.map(|(_, number)| *number).unwrap_or_else(|| {
                self.count += 1;
                self.count
            });
            self.pictures.push((picture.clone(), number));
        }
        self.pictures.iter().map(|(_, number)| *number).collect()
    }
}

/// Looks at a finished job. `own` tells its layout, in this life of the program, from all others.
pub fn see(sight: Sight<'_>, known: &mut Acquaintance, own: &impl Hash) -> SeenJob {
    let Sight { finished, profile, .. } = sight;
    let (model, filled) = (finished.model, finished.filled);
    let fonts = known.fonts(sight.fonts());
    let pictures = known.pictures(sight.pictures);
    let pages = filled.pages.iter().enumerate().filter_map(|(at, set)| {
        let page = model.pages.get(set.page.0 as usize)?;
        let mut ground = DefaultHasher::new();
        own.hash(&mut ground);
        (fonts, at, page.paper.marks, page.paper.bleed).hash(&mut ground);
        format!("{:?}", model.spots).hash(&mut ground);
        let size = (page.paper.trim.width + set.reach, page.paper.trim.height);
        let picture = |at: usize| pictures.get(at).copied().unwrap_or(0);
        let look = Arc::new(Look::of(set, ground.finish(), size, picture));
        // A page that was added has the paper of another and none of its blocks.
        let blocks = if at < model.pages.len() { &page.blocks[..] } else { &[] };
        Some(SeenPage {
            name: set.name.clone(),
            section: page.section.clone(),
            language: model.document.language.clone(),
            binding: match page.grid.mode {
                WritingMode::HorizontalTb => "left",
                WritingMode::VerticalRl => "right",
            },
            is_spread: page.spread.is_some(),
            look,
            lines: lines(model, set),
            blocks: blocks.iter().map(block).collect(),
            columns: page.columns.iter().map(|column| (*column).into()).collect(),
            baselines: baselines(page),
            area: page.type_area.into(),
        })
    });
    SeenJob {
        pages: pages.collect(),
        overset: filled.overset.iter().map(|over| overset(model, over)).collect(),
        slack: filled
            .slack
            .iter()
            .map(|it| SeenSlack { story: it.story, lines: it.lines, characters: it.characters })
            .collect(),
        stories: model.stories.iter().map(story).collect(),
        profile: profile.clone(),
        ink_limit: model.press.ink_limit,
        undrawable: finished.undrawable.first().map(|(_, why)| why.as_str().into()),
    }
}

fn baselines(page: &Page) -> Vec<[f64; 4]> {
    let ends = draw::baselines(page).into_iter();
    ends.map(|(from, to)| [from.x, from.y, to.x, to.y].map(|side| side.to_pt())).collect()
}

fn lines(model: &PageModel, set: &SetPage) -> Vec<SeenLine> {
    let lines = set.frames.iter().filter_map(|frame| match frame {
        Frame::Line(line) => Some(line),
        Frame::Picture(_) | Frame::Rule(_) | Frame::Box(_) => None,
    });
    lines.map(|line| seen_line(model, line)).collect()
}

fn seen_line(model: &PageModel, line: &PlacedLine) -> SeenLine {
    let text = model.text(line.text);
    let range = line.line.range.clone();
    let words = |text: &crate::text::RichText| {
        text.text.get(range.start as usize..range.end as usize).unwrap_or("").to_owned()
    };
    let own_words = matches!(line.text, TextId::Jump(_) | TextId::Proof);
    let paragraph = match line.text {
        TextId::Story(_, StoryText::Body(at) | StoryText::Credit(at) | StoryText::Cell(at, _)) => {
            Some(at + 1)
        }
        _ => None,
    };
    SeenLine {
        at: line.rect.into(),
        story: line.usage.story(),
        part: part(line.usage),
        paragraph,
        span: text.filter(|_| !own_words).map(|text| text.span_of(range.clone())),
        text: text.map(words).unwrap_or_default(),
        glyphs: glyphs_of(line),
    }
}

fn part(usage: Usage) -> &'static str {
    match usage {
        Usage::Story { part, .. } => part.name(),
        Usage::Subhead(_) => "subhead",
        Usage::Jump(_) => "jump",
        Usage::Cell(_) | Usage::HeadAgain(_) => "table",
        Usage::Caption(_) => "caption",
        Usage::Furniture(_) => "furniture",
        Usage::Proof => "proof",
    }
}

fn block(block: &Block) -> SeenBlock {
    let none = || (None, Vec::new());
    let (kind, (story, legs)) = match &block.content {
        BlockContent::Story(of) => {
            ("story", (Some(of.story), of.legs.iter().map(|leg| leg.rect.into()).collect()))
        }
        BlockContent::Picture(_) => ("picture", none()),
        BlockContent::Text(_) => ("text", none()),
        BlockContent::Reserve(_) => ("advertisement", none()),
        BlockContent::Area => ("area", none()),
    };
    let name = block.name.clone();
    SeenBlock { at: block.rect.into(), name, kind, story, span: block.span, legs }
}

fn story(story: &crate::page::model::Story) -> SeenStory {
    let texts = || story.headline.iter().chain(story.body.iter().map(|part| &part.text));
    let headline: Vec<String> = story.headline.iter().map(|text| text.parted()).collect();
    SeenStory {
        name: story.name.clone(),
        headline: headline.join("　"),
        span: texts().next().map_or(story.span, |text| text.span()),
        named: story.span,
    }
}

fn overset(model: &PageModel, over: &crate::flow::Overset) -> SeenOverset {
    let page = over.last_page.0 as usize;
    let of_page = model.pages.get(page).zip(over.block);
    let block = of_page.and_then(|(page, block)| page.blocks.get(block.0 as usize));
    let last = block.and_then(|block| match &block.content {
        BlockContent::Story(of) => of.legs.last().map(|leg| leg.rect),
        _ => Some(block.rect),
    });
    let from = over.from.and_then(|(id, at)| {
        let text = model.text(id)?;
        Some(text.span_of(at..text.text.len() as u32))
    });
    SeenOverset {
        story: over.story,
        lines: over.lines,
        characters: over.characters,
        from,
        page,
        at: last.map(At::from),
    }
}
