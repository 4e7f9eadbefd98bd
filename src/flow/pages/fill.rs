//! [`fill`]: blocks first, then every story's thread, then the rules between them.
//!
//! Blocks do not know of one another, nor do stories: each is made by itself, on any thread, and
//! all of them are put together in the order of the job.

use rayon::prelude::*;

use crate::colour::Colour;
use crate::compose::Composers;
use crate::diag::Findings;
use crate::flow::corner::{Corner, Stand, Start, Texts, line_gap};
use crate::flow::frame::{Filled, Frame, Leg, SetPage};
use crate::flow::thread::{Chosen, LinePlace, Room, Stories};
use crate::flow::type_case::TypeCase;
use crate::measure::{Length, LogicalRect};
use crate::page::model::{Block, BlockContent, BlockId, PageId, PageModel, Part, Rule, StoryId};
use crate::picture::Footprint;

use super::boxes::{box_of, rule_along, rules_of};
use super::column_rules::{Inked, between_legs, between_stories};
use super::furniture::{place_text, raised};
use super::hole::report_hole;
use super::neighbours::{Neighbours, is_boxed};
use super::overset::report_continued;
use super::picture::{place_art, place_pictures};
use super::story::{Site, set_story_block, source_follows_body};
use super::threads::{Berth, SetStory, Thread, set_story};

/// The rules over and under a quote.
const QUOTE_RULE: Rule = Rule { weight: Length::PT, colour: Colour::BLACK };

/// Makes up every page of the model. The same model gives the same pages with any number of
/// threads and whatever the composers set before; stories that were settled before are taken
/// from where they are kept.
pub fn fill(
    model: &PageModel,
    composers: &Composers<'_>,
    pictures: &[Footprint],
    kept: &Stories,
) -> (Filled, Findings) {
    let case = TypeCase::new(composers);
    let pages: Vec<Neighbours<'_>> = model.pages.iter().map(Neighbours::new).collect();
    let blocks: Vec<(PageId, BlockId, &Block)> = model.blocks().collect();
    let place = |(page, id, block): (PageId, BlockId, &Block)| {
        let on = &pages[page.0 as usize];
        place_block(case, (model, pictures), on, Place { page, id, block })
    };
    let blocks: Vec<MadeBlock> = blocks.into_par_iter().map(place).collect();

    let mut made = MakeUp::new(model, &pages);
    let mut threads: Vec<Thread> = model.stories.iter().map(|_| Thread::default()).collect();
    for block in blocks {
        made.take_block(block, &mut threads);
    }
    let stories = threads.into_par_iter().enumerate();
    let stories: Vec<SetStory> = stories
        .map(|(at, thread)| set_story((case, kept), model, StoryId(at as u32), thread))
        .collect();
    for (at, story) in stories.into_iter().enumerate() {
        made.take_story(StoryId(at as u32), story);
    }
    made.finish()
}

/// A block of the model and where it is.
struct Place<'a> {
    page: PageId,
    id: BlockId,
    block: &'a Block,
}

/// A block, made up by itself.
struct MadeBlock {
    page: PageId,
    id: BlockId,
    made: Made,
    /// What it gives to the thread of a story.
    thread: Option<(StoryId, Thread)>,
    findings: Findings,
}

/// What stands in a block.
#[derive(Default)]
struct Made {
    frames: Vec<Frame>,
    /// Outer edges of its first and last em boxes, from the start corner of its inside.
    first: Length,
    last: Length,
}

fn place_block(
    case: TypeCase<'_>,
    (model, pictures): (&PageModel, &[Footprint]),
    on: &Neighbours<'_>,
    place: Place<'_>,
) -> MadeBlock {
    let Place { page: page_id, id, block } = place;
    let (page, corner) = (on.page(), Corner::of(block));
    let whole = corner.mode.logical(block.inner, block.inner);
    let mut made = Made {
        frames: Vec::new(),
        first: Length::ZERO,
        last: whole.block_size - line_gap(&block.grid),
    };
    let (mut thread, mut findings) = (None, Findings::default());
    let here = (page_id, id, block);
    match &block.content {
        BlockContent::Area => {}
        BlockContent::Picture(content) => {
            made.frames = place_pictures(case, pictures, here, content, &mut findings);
        }
        BlockContent::Text(text) => {
            let centred = is_boxed(page, block);
            made.frames = place_text(case, here, (text, centred), &mut findings);
            if let Some((first, last)) = edges(corner, &made.frames) {
                let up = raised(page, block, last);
                made.frames.iter_mut().for_each(|frame| frame.raise(up));
                (made.first, made.last) = (first - up, last - up);
            }
        }
        BlockContent::Reserve(reserve) => {
            let art = reserve.art.map(|art| place_art(pictures, &page.paper, (id, block), art));
            made.frames = art.into_iter().collect();
        }
        BlockContent::Story(content) => {
            let story = model.story(content.story);
            let site = Site { on, id, block, content, story };
            let set = set_story_block(case, site, &mut findings);
            (made.first, made.last, made.frames) = (set.first, set.last, set.frames);
            let stand = Stand { page: page_id, block: Some(id), corner };
            let has_source =
                content.parts.contains(&Part::Source) && source_follows_body(story, content);
            let page_styles = set.region.is_some().then(|| content.page_styles.clone());
            let own = Thread {
                page_styles,
                berths: set.region.map(|region| Berth { region, stand }).into_iter().collect(),
                source: if has_source { story.source.clone() } else { Vec::new() },
                intro_over: Some((stand, set.over))
                    .filter(|(_, over)| !over.is_empty())
                    .into_iter()
                    .collect(),
            };
            thread = Some((content.story, own));
        }
    }
    findings.extend(report_hole(block, whole.block_size, (made.first, made.last)));
    made.frames.splice(0..0, box_of(block));
    MadeBlock { page: page_id, id, made, thread, findings }
}

/// A page in the making.
struct Sheet {
    page: PageId,
    name: String,
    blocks: Vec<Made>,
    /// What stands over all blocks.
    over: Vec<Frame>,
}

/// The job put together.
struct MakeUp<'a> {
    model: &'a PageModel,
    pages: &'a [Neighbours<'a>],
    sheets: Vec<Sheet>,
    filled: Filled,
    findings: Findings,
}

impl<'a> MakeUp<'a> {
    fn new(model: &'a PageModel, pages: &'a [Neighbours<'a>]) -> MakeUp<'a> {
        let sheets = (0..).zip(&model.pages).map(|(at, page)| Sheet {
            page: PageId(at),
            name: page.name.clone(),
            blocks: page.blocks.iter().map(|_| Made::default()).collect(),
            over: Vec::new(),
        });
        let filled = Filled { pages: Vec::new(), overset: Vec::new(), slack: Vec::new() };
        let sheets = sheets.collect();
        MakeUp { model, pages, sheets, filled, findings: Findings::default() }
    }

    fn take_block(&mut self, block: MadeBlock, threads: &mut [Thread]) {
        self.findings.append(&block.findings);
        if let Some((story, own)) = block.thread
            && let Some(thread) = threads.get_mut(story.0 as usize)
        {
            thread.berths.extend(own.berths);
            thread.intro_over.extend(own.intro_over);
            if !own.source.is_empty() {
                thread.source = own.source;
            }
            if own.page_styles.is_some() {
                thread.page_styles = own.page_styles;
            }
        }
        let sheet = self.sheets.get_mut(block.page.0 as usize);
        if let Some(place) = sheet.and_then(|sheet| sheet.blocks.get_mut(block.id.0 as usize)) {
            *place = block.made;
        }
    }

    fn take_story(&mut self, id: StoryId, set: SetStory) {
        let SetStory { items, chosen, stands, missing, overset, slack, findings } = set;
        let first_added = self.sheets.len();
        if let Some(added) = chosen.as_ref().map(|chosen| chosen.added).filter(|added| *added > 0) {
            (0..added).for_each(|_| self.add_sheet());
            let name = self.sheets.get(first_added).map_or("", |sheet| &sheet.name);
            self.findings.push(report_continued(self.model.story(id), name, added));
        }
        self.findings.append(&findings);
        self.filled.overset.extend(overset);
        self.filled.slack.extend(slack);
        // Each region with the sheet that it is on: those that were added follow one another.
        let mut added = first_added..;
        let berths: Vec<(usize, Stand)> = stands
            .into_iter()
            .map(|stand| {
                let on_added = stand.block.is_none() && self.sheets.len() > first_added;
                let own = stand.page.0 as usize;
                (if on_added { added.next().unwrap_or(own) } else { own }, stand)
            })
            .collect();
        for (region, frame) in missing {
            if let Some((sheet, stand)) = berths.get(region) {
                self.push(*sheet, stand.block, frame);
            }
        }
        if let Some(chosen) = chosen {
            let lines = PlacedStory { id, items: &items, berths: &berths };
            self.put(&lines, chosen);
        }
    }

    fn add_sheet(&mut self) {
        let pages = self.model.pages.len();
        let Some(page) = self.model.pages.last() else { return };
        self.sheets.push(Sheet {
            page: PageId(pages.saturating_sub(1) as u32),
            name: format!("{}-{}", page.name, self.sheets.len() + 2 - pages),
            blocks: Vec::new(),
            over: Vec::new(),
        });
    }

    /// Puts a thread's lines on their pages, and the rules between its legs.
    fn put(&mut self, story: &PlacedStory<'_>, chosen: Chosen) {
        let PlacedStory { id, items, berths } = *story;
        let Chosen { settled, room, .. } = chosen;
        let none = |legs: usize| vec![Inked::new(); legs];
        let mut inked: Vec<Vec<Inked>> =
            room.regions().iter().map(|region| none(region.lanes.len())).collect();
        for set in settled.lines {
            let LinePlace::At { region: at, lane, inline, block } = set.place else { continue };
            let (Some(&(sheet, stand)), Some(item)) = (berths.get(at), items.get(set.item)) else {
                debug_assert!(false, "a line stands in a region of its room, and is of an item");
                continue;
            };
            let line = std::sync::Arc::unwrap_or_clone(set.line);
            if let Some(lines) = inked.get_mut(at).and_then(|legs| legs.get_mut(lane)) {
                lines.push((block, block + line.em.block));
            }
            let words = item.words();
            let texts = Texts { text: words.text_id(id), tail: words.tail_id(id) };
            let start = Start { inline, block };
            let mut frame = stand.corner.line(start, line, texts, words.usage(id));
            if let Frame::Line(placed) = &mut frame {
                placed.leg = Some(Leg { block: stand.block, lane: lane as u32 });
            }
            self.push(sheet, stand.block, frame);
        }
        for rule in settled.rules {
            let Some(&(sheet, stand)) = berths.get(rule.region) else { continue };
            let at = LogicalRect {
                inline: rule.inline,
                block: rule.block,
                inline_size: rule.length,
                block_size: Length::ZERO,
            };
            self.push(sheet, stand.block, rule_along(stand.corner, at, QUOTE_RULE));
        }
        self.rule_legs(berths, &room, &inked);
    }

    fn rule_legs(&mut self, berths: &[(usize, Stand)], room: &Room, inked: &[Vec<Inked>]) {
        for ((&(sheet, stand), region), inked) in berths.iter().zip(room.regions()).zip(inked) {
            let Some(on) = self.pages.get(stand.page.0 as usize) else { continue };
            let page = on.page();
            let own = stand.block.and_then(|id| page.block(id).decor.between);
            if let Some(rule) = own.or(page.column_rule) {
                for frame in between_legs(on, (region, stand), inked, rule) {
                    self.push(sheet, stand.block, frame);
                }
            }
        }
    }

    fn push(&mut self, sheet: usize, block: Option<BlockId>, frame: Frame) {
        let Some(sheet) = self.sheets.get_mut(sheet) else { return };
        match block.and_then(|id| sheet.blocks.get_mut(id.0 as usize)) {
            Some(made) => made.frames.push(frame),
            None => sheet.over.push(frame),
        }
    }

    /// Every page's frames in painting order.
    fn finish(self) -> (Filled, Findings) {
        let MakeUp { model, sheets, mut filled, findings, .. } = self;
        let added_after = model.pages.len();
        for (at, sheet) in sheets.into_iter().enumerate() {
            let page = model.pages.get(sheet.page.0 as usize).filter(|_| at < added_after);
            let mut frames = Vec::new();
            if let Some(page) = page {
                for (made, block) in sheet.blocks.into_iter().zip(&page.blocks) {
                    let rules = rules_of(page, block, edges_in_rect(block, &made));
                    frames.extend(made.frames);
                    frames.extend(rules);
                }
                if let Some(rule) = page.column_rule {
                    frames.extend(between_stories(page, rule));
                }
            }
            frames.extend(sheet.over);
            filled.pages.push(SetPage { page: sheet.page, name: sheet.name, frames });
        }
        (filled, findings)
    }
}

/// A story whose regions have their sheets.
struct PlacedStory<'a> {
    id: StoryId,
    items: &'a [crate::flow::thread::Item],
    berths: &'a [(usize, Stand)],
}

/// The outer edges of the first and last lines among some frames.
fn edges(corner: Corner, frames: &[Frame]) -> Option<(Length, Length)> {
    let lines = frames.iter().filter_map(|frame| match frame {
        Frame::Line(line) => Some(corner.mode.logical(line.rect, corner.outer)),
        _ => None,
    });
    lines.fold(None, |edges: Option<(Length, Length)>, at| {
        let (first, last) = edges.unwrap_or((at.block, at.block_end()));
        Some((first.min(at.block), last.max(at.block_end())))
    })
}

/// A block's edges, seen from the start corner of its rectangle instead of its inside.
fn edges_in_rect(block: &Block, made: &Made) -> (Length, Length) {
    let down = block.grid.mode.logical(block.inner, block.rect).block;
    (made.first + down, made.last + down)
}
