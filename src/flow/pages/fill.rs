//! [`fill`]: blocks first, then every story's thread, then the rules between them.
//!
//! Blocks do not know of one another, nor do stories: each is made by itself, on any thread, and
//! all of them are put together in the order of the job.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::colour::Colour;
use crate::compose::Composers;
use crate::diag::Findings;
use crate::flow::corner::{Corner, Plot, Stack, Stand, Start, Texts, line_gap};
use crate::flow::frame::{Filled, Frame, Leg, SetPage};
use crate::flow::thread::{Chosen, LinePlace, Room, Settled, Stories};
use crate::flow::type_case::TypeCase;
use crate::measure::{Length, LogicalRect};
use crate::page::model::{Block, BlockContent, BlockId, PageId, PageModel, Part, Rule, StoryId};
use crate::picture::Footprint;

use super::boxes::{box_of, rule_along, rules_of};
use super::column_rules::{Inked, Legs, between_legs, between_stories};
use super::even::{Lowered, lowered, may_move};
use super::furniture::{place_text, raised};
use super::hole::report_hole;
use super::near_heads::{self, SetHeadline};
use super::neighbours::{Neighbours, is_boxed};
use super::overset::report_continued;
use super::picture::{place_art, place_pictures};
use super::stock::Stock;
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
    let stock = Stock { case, model, footprints: pictures, stories: kept };
    let pages: Vec<Neighbours<'_>> = model.pages.iter().map(Neighbours::new).collect();
    let plots: Vec<Plot<'_>> =
        model.blocks().map(|(page, id, block)| Plot { page, id, block }).collect();
    let place = |plot: Plot<'_>| place_block(stock, &pages[plot.page.0 as usize], plot, None);
    let mut blocks: Vec<MadeBlock> = plots.par_iter().map(|plot| place(*plot)).collect();
    set_heads_apart(stock, &pages, &plots, &mut blocks);

    let mut made = MakeUp::new(model, &pages);
    let mut threads: Vec<Thread> = model.stories.iter().map(|_| Thread::default()).collect();
    for block in blocks {
        made.take_block(block, &mut threads);
    }
    let stories = threads.into_par_iter().enumerate();
    let stories: Vec<SetStory> =
        stories.map(|(at, thread)| set_story(stock, StoryId(at as u32), thread)).collect();
    for (at, story) in stories.into_iter().enumerate() {
        made.take_story(StoryId(at as u32), story);
    }
    made.finish()
}

/// The sizes under which headlines of the story blocks of some pages are kept, as [`fill`] does.
pub(in crate::flow) fn heads_apart(
    case: TypeCase<'_>,
    model: &PageModel,
    on: impl Fn(PageId) -> bool,
) -> HeadSizes {
    let stories = Stories::default();
    let stock = Stock { case, model, footprints: &[], stories: &stories };
    let pages: Vec<Neighbours<'_>> = model.pages.iter().map(Neighbours::new).collect();
    let plots: Vec<Plot<'_>> = model
        .blocks()
        .filter(|(page, _, block)| on(*page) && matches!(block.content, BlockContent::Story(_)))
        .map(|(page, id, block)| Plot { page, id, block })
        .collect();
    let place = |plot: &Plot<'_>| place_block(stock, &pages[plot.page.0 as usize], *plot, None);
    let mut blocks: Vec<MadeBlock> = plots.par_iter().map(place).collect();
    set_heads_apart(stock, &pages, &plots, &mut blocks)
}

/// The size under which the headline of a block is kept, where one is.
pub(in crate::flow) type HeadSizes = BTreeMap<(PageId, BlockId), Length>;

/// Sets headlines that found a size too near to a neighbour's in a smaller one, if they then fill their
/// width no less.
fn set_heads_apart(
    stock: Stock<'_>,
    pages: &[Neighbours<'_>],
    plots: &[Plot<'_>],
    blocks: &mut [MadeBlock],
) -> HeadSizes {
    let mut sizes = HeadSizes::new();
    let mut before: Vec<SetHeadline> = Vec::new();
    let mut page = None;
    for (plot, made) in plots.iter().zip(blocks) {
        if page.replace(plot.page) != Some(plot.page) {
            before.clear();
        }
        let Some(headline) = made.headline else { continue };
        if is_boxed(pages[plot.page.0 as usize].page(), plot.block) {
            continue;
        }
        if let Some(most) = near_heads::most(&headline, &before, plot.block) {
            let on = &pages[plot.page.0 as usize];
            let smaller = place_block(stock, on, *plot, Some(most));
            let fits = |it: SetHeadline| it.size <= most && (it.fills || !headline.fills);
            if smaller.headline.is_some_and(fits) {
                *made = smaller;
                sizes.insert((plot.page, plot.id), most);
            }
        }
        before.extend(made.headline);
    }
    sizes
}

/// A block, made up by itself.
struct MadeBlock {
    page: PageId,
    id: BlockId,
    set: SetBlock,
    headline: Option<SetHeadline>,
    /// What it gives to the thread of a story.
    thread: Option<(StoryId, Thread)>,
    findings: Findings,
}

/// What stands in a block.
#[derive(Default)]
struct SetBlock {
    frames: Vec<Frame>,
    stack: Stack,
}

fn place_block(
    stock: Stock<'_>,
    on: &Neighbours<'_>,
    plot: Plot<'_>,
    most: Option<Length>,
) -> MadeBlock {
    let Stock { case, model, footprints, .. } = stock;
    let Plot { page: page_id, id, block } = plot;
    let (page, corner) = (on.page(), Corner::of(block));
    let whole = corner.mode.logical(block.inner, block.inner);
    let mut set = SetBlock {
        frames: Vec::new(),
        stack: Stack { first: Length::ZERO, last: whole.block_size - line_gap(&block.grid) },
    };
    let (mut thread, mut headline, mut findings) = (None, None, Findings::default());
    match &block.content {
        BlockContent::Area => {}
        BlockContent::Picture(content) => {
            let placed = place_pictures(case, footprints, plot, content);
            (set.frames, findings) = (placed.frames, placed.findings);
        }
        BlockContent::Text(text) => {
            let placed = place_text(case, plot, text);
            (set.frames, findings) = (placed.frames, placed.findings);
            if let Some(Stack { first, last }) = stack_of(corner, &set.frames) {
                let up = raised(page, block, last);
                set.frames.iter_mut().for_each(|frame| frame.raise(up));
                set.stack = Stack { first: first - up, last: last - up };
            }
        }
        BlockContent::Reserve(reserve) => {
            let art = reserve.art.map(|art| place_art(footprints, &page.paper, plot, art));
            set.frames = art.into_iter().collect();
        }
        BlockContent::Story(content) => {
            let story = model.story(content.story);
            let made = set_story_block(case, Site { on, id, block, content, story, most });
            set.stack = Stack { first: made.first, last: made.last };
            (set.frames, headline, findings) = (made.frames, made.headline, made.findings);
            let stand = Stand { page: page_id, block: Some(id), corner };
            let has_source =
                content.parts.contains(&Part::Source) && source_follows_body(story, content);
            let page_styles = made.region.is_some().then(|| content.page_styles.clone());
            let own = Thread {
                page_styles,
                berths: made.region.map(|region| Berth { region, stand }).into_iter().collect(),
                source: if has_source { story.source.clone() } else { Vec::new() },
                intro_over: made.over.map(|over| (stand, over)).into_iter().collect(),
            };
            thread = Some((content.story, own));
        }
    }
    findings.extend(report_hole(block, whole.block_size, set.stack));
    set.frames.splice(0..0, box_of(block));
    MadeBlock { page: page_id, id, set, headline, thread, findings }
}

/// A page in the making.
struct OpenPage {
    page: PageId,
    name: String,
    blocks: Vec<SetBlock>,
    /// What stands over all blocks.
    over: Vec<Frame>,
}

/// The job put together.
struct MakeUp<'a> {
    model: &'a PageModel,
    pages: &'a [Neighbours<'a>],
    open: Vec<OpenPage>,
    filled: Filled,
    findings: Findings,
}

impl<'a> MakeUp<'a> {
    fn new(model: &'a PageModel, pages: &'a [Neighbours<'a>]) -> MakeUp<'a> {
        let open = (0..).zip(&model.pages).map(|(at, page)| OpenPage {
            page: PageId(at),
            name: page.name.clone(),
            blocks: page.blocks.iter().map(|_| SetBlock::default()).collect(),
            over: Vec::new(),
        });
        let filled = Filled {
            pages: Vec::new(),
            overset: Vec::new(),
            slack: Vec::new(),
            accounts: Vec::new(),
        };
        let open = open.collect();
        MakeUp { model, pages, open, filled, findings: Findings::default() }
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
        let page = self.open.get_mut(block.page.0 as usize);
        let place = page.and_then(|page| page.blocks.get_mut(block.id.0 as usize));
        debug_assert!(place.is_some(), "a block of the model has its place on an open page");
        if let Some(place) = place {
            *place = block.set;
        }
    }

    fn take_story(&mut self, id: StoryId, set: SetStory) {
        let SetStory { items, chosen, stands, missing, overset, slack, account, findings } = set;
        let first_added = self.open.len();
        if let Some(added) = chosen.as_ref().map(|chosen| chosen.added).filter(|added| *added > 0) {
            (0..added).for_each(|_| self.add_page());
            let name = self.open.get(first_added).map_or("", |page| &page.name);
            self.findings.push(report_continued(self.model.story(id), name, added));
        }
        self.findings.append(&findings);
        self.filled.overset.extend(overset);
        self.filled.slack.extend(slack);
        self.filled.accounts.extend(account);
        // Each region with the open page that it is on: those that were added follow one another.
        let mut added = first_added..;
        let berths: Vec<(usize, Stand)> = stands
            .into_iter()
            .map(|stand| {
                let on_added = stand.block.is_none() && self.open.len() > first_added;
                let own = stand.page.0 as usize;
                (if on_added { added.next().unwrap_or(own) } else { own }, stand)
            })
            .collect();
        for (region, frame) in missing {
            if let Some((on, stand)) = berths.get(region) {
                self.push(*on, stand.block, frame);
            }
        }
        if let Some(chosen) = chosen {
            let lines = PlacedStory { id, items: &items, berths: &berths };
            self.put(&lines, chosen);
        }
    }

    fn add_page(&mut self) {
        let pages = self.model.pages.len();
        let Some(page) = self.model.pages.last() else {
            debug_assert!(false, "a story goes on over pages like the last");
            return;
        };
        self.open.push(OpenPage {
            page: PageId(pages.saturating_sub(1) as u32),
            name: format!("{}-{}", page.name, self.open.len() + 2 - pages),
            blocks: Vec::new(),
            over: Vec::new(),
        });
    }

    /// Puts a thread's lines on their pages, and the rules between its legs.
    fn put(&mut self, story: &PlacedStory<'_>, chosen: Chosen) {
        let PlacedStory { id, items, berths } = *story;
        let Chosen { mut settled, room, .. } = chosen;
        let down = self.lower(berths, &mut settled);
        let none = |legs: usize| vec![Inked::new(); legs];
        let mut inked: Vec<Vec<Inked>> =
            room.regions().iter().map(|region| none(region.lanes.len())).collect();
        for set in settled.lines {
            let LinePlace::At { region: at, lane, inline, block } = set.place else { continue };
            let (Some(&(on, stand)), Some(item)) = (berths.get(at), items.get(set.item)) else {
                debug_assert!(false, "a line stands in a region of its room, and is of an item");
                continue;
            };
            if let Some(lines) = inked.get_mut(at).and_then(|legs| legs.get_mut(lane)) {
                lines.push((block, block + set.line.em.block));
            }
            let words = item.words();
            let texts = Texts { text: words.text_id(id), tail: words.tail_id(id) };
            let start = Start { inline, block };
            let mut frame = stand.corner.line(start, set.line, texts, words.usage(id));
            if let Frame::Line(placed) = &mut frame {
                placed.leg = Some(Leg { block: stand.block, lane: lane as u32 });
            }
            self.push(on, stand.block, frame);
        }
        for rule in settled.rules {
            let Some(&(on, stand)) = berths.get(rule.region) else {
                debug_assert!(false, "a quote's rule stands in a region of its room");
                continue;
            };
            let at = LogicalRect {
                inline: rule.inline,
                block: rule.block,
                inline_size: rule.length,
                block_size: Length::ZERO,
            };
            self.push(on, stand.block, rule_along(stand.corner, at, QUOTE_RULE));
        }
        self.rule_legs((berths, down), &room, &inked);
    }

    /// Evens the white of a box that holds all of a story's text; gives how far that is moved.
    fn lower(&mut self, berths: &[(usize, Stand)], settled: &mut Settled) -> Length {
        let by = self.lowered(berths, settled);
        let (Some(Lowered { body, .. }), [(open, Stand { block: Some(id), .. })]) = (by, berths)
        else {
            return Length::ZERO;
        };
        for line in &mut settled.lines {
            if let LinePlace::At { block, .. } = &mut line.place {
                *block += body;
            }
        }
        let page = self.open.get_mut(*open);
        let block = page.as_ref().and_then(|page| self.model.pages.get(page.page.0 as usize));
        let block = block.map(|page| page.block(*id));
        let set = page.and_then(|page| page.blocks.get_mut(id.0 as usize));
        if let (Some(by), Some(block), Some(set)) = (by, block, set) {
            by.apply(block, &mut set.frames);
        }
        body
    }

    fn lowered(&self, berths: &[(usize, Stand)], settled: &Settled) -> Option<Lowered> {
        let [(open, Stand { block: Some(id), page, corner })] = berths else { return None };
        let on = self.pages.get(page.0 as usize)?;
        if !settled.rules.is_empty() || !may_move(on, *id) {
            return None;
        }
        let head = stack_of(*corner, &self.open.get(*open)?.blocks.get(id.0 as usize)?.frames);
        let ends = settled.lines.iter().filter_map(|line| match line.place {
            LinePlace::At { block, .. } => Some((block, block + line.line.em.block)),
            _ => None,
        });
        let body = ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
        let first = head.map_or(body.0, |head| head.first);
        let whole = Stack { first, last: body.1 };
        lowered(on.page(), on.page().block(*id), whole, head.is_some())
    }

    fn rule_legs(
        &mut self,
        (berths, down): (&[(usize, Stand)], Length),
        room: &Room,
        inked: &[Vec<Inked>],
    ) {
        for ((&(open, stand), region), inked) in berths.iter().zip(room.regions()).zip(inked) {
            let Some(on) = self.pages.get(stand.page.0 as usize) else {
                debug_assert!(false, "a region stands on a page of the model");
                continue;
            };
            let page = on.page();
            let own = stand.block.and_then(|id| page.block(id).decor.between);
            if let Some(rule) = own.or(page.column_rule) {
                for frame in between_legs(on, Legs { region, stand, inked, down }, rule) {
                    self.push(open, stand.block, frame);
                }
            }
        }
    }

    /// Puts a frame on an open page: in its block, or over all blocks.
    fn push(&mut self, on: usize, block: Option<BlockId>, frame: Frame) {
        let Some(page) = self.open.get_mut(on) else {
            debug_assert!(false, "a frame stands on an open page");
            return;
        };
        match block.and_then(|id| page.blocks.get_mut(id.0 as usize)) {
            Some(set) => set.frames.push(frame),
            None => page.over.push(frame),
        }
    }

    /// Every page's frames in painting order.
    fn finish(self) -> (Filled, Findings) {
        let MakeUp { pages, open, mut filled, findings, .. } = self;
        // Those that were added stand behind those of the model.
        let pages = pages.iter().map(Some).chain(std::iter::repeat(None));
        for (own, on) in open.into_iter().zip(pages) {
            let mut frames = Vec::new();
            if let Some(on) = on {
                let page = on.page();
                for (set, block) in own.blocks.into_iter().zip(&page.blocks) {
                    let rules = rules_of(page, block, in_rect(block, set.stack));
                    frames.extend(set.frames);
                    frames.extend(rules);
                }
                if let Some(rule) = page.column_rule {
                    frames.extend(between_stories(on, rule));
                }
            }
            frames.extend(own.over);
            frames.shrink_to_fit();
            filled.pages.push(SetPage {
                page: own.page,
                name: own.name,
                frames,
                reach: Length::ZERO,
            });
        }
        (filled, findings)
    }
}

/// A story whose regions have their open pages.
struct PlacedStory<'a> {
    id: StoryId,
    items: &'a [crate::flow::thread::Item],
    berths: &'a [(usize, Stand)],
}

/// From the first line among some frames to the last.
fn stack_of(corner: Corner, frames: &[Frame]) -> Option<Stack> {
    let lines = frames.iter().filter_map(|frame| match frame {
        Frame::Line(line) => Some(corner.mode.logical(line.rect, corner.outer)),
        _ => None,
    });
    lines.fold(None, |stack: Option<Stack>, at| {
        let Stack { first, last } =
            stack.unwrap_or(Stack { first: at.block, last: at.block_end() });
        Some(Stack { first: first.min(at.block), last: last.max(at.block_end()) })
    })
}

/// A block's stack, seen from the start corner of its rectangle instead of its inside.
fn in_rect(block: &Block, stack: Stack) -> Stack {
    let down = block.grid.mode.logical(block.inner, block.rect).block;
    Stack { first: stack.first + down, last: stack.last + down }
}
