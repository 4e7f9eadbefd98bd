//! [`fill`]: blocks first, then every story's thread, then the rules between them.
//!
//! Blocks do not know of one another, nor do stories: each is made by itself, on any thread, and
//! all of them are put together in the order of the job.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::colour::Colour;
use crate::compose::Composers;
use crate::diag::{Diagnostic, Findings};
use crate::flow::corner::{Corner, Stack, Stand, Start};
use crate::flow::frame::{Filled, Frame, Leg, PlacedBox, SetPage};
use crate::flow::standing::Standing;
use crate::flow::thread::{Chosen, Ink, LinePlace, Mark, Room, Settled};
use crate::flow::type_case::TypeCase;
use crate::measure::Length;
use crate::page::model::{
    Area, Block, BlockId, JumpLine, PageId, PageModel, Rule, StoryId, TextId,
};
use crate::picture::Footprint;
use crate::text::RichText;

use super::along::rule_along;
use super::as_deep::draw_in;
use super::boxes::rules_of;
use super::column_rules::{Inked, Legs, between_legs, between_stories};
use super::corners;
use super::even::{self, Lowered};
use super::joints::{self, Joint, SaidWay};
use super::neighbours::Neighbours;
use super::outlines::Outlines;
use super::overset::report_continued;
use super::page_blocks::{MadeBlock, PageCopy, SetBlock, stack_of};
use super::partings::{Parting, partings};
use super::quotes;
use super::stock::Stock;
use super::threads::{SetStory, Thread, set_story};

/// The rules over and under a quote.
const QUOTE_RULE: Rule = Rule { weight: Length::PT, colour: Colour::BLACK };

/// Makes up every page of the model. The same model gives the same pages with any number of
/// threads and whatever the composers set before; stories that were settled before are taken
/// from where they are kept.
pub fn fill(
    model: &PageModel,
    composers: &Composers<'_>,
    pictures: &[Footprint],
    kept: &Standing,
) -> (Filled, Findings) {
    let case = TypeCase::new(composers);
    let stock = Stock { case, model, footprints: pictures, stories: &kept.stories };
    let outlines = Outlines { case, footprints: pictures };
    let pages = (0..).map(PageId).zip(&model.pages);
    let pages: Vec<Neighbours<'_>> = pages.map(|page| Neighbours::new(page, outlines)).collect();
    let make = |(at, on)| {
        let of = PageCopy::new(model, (PageId(at), on), pictures);
        kept.blocks.made(case, &of)
    };
    let blocks = (0..pages.len() as u32).into_par_iter().zip(&pages).map(make);
    let blocks: Vec<Arc<Vec<MadeBlock>>> = blocks.collect();

    let mut made = MakeUp::new(model, &pages);
    let mut threads: Vec<Thread> = model.stories.iter().map(|_| Thread::default()).collect();
    for block in blocks.into_iter().flat_map(Arc::unwrap_or_clone) {
        made.take_block(block, &mut threads);
    }
    // The stories of a stack are set in its thread.
    let stacked: BTreeSet<StoryId> =
        model.stories.iter().flat_map(|story| &story.stack).copied().collect();
    let threads: Vec<(StoryId, Thread)> =
        (0..).map(StoryId).zip(threads).filter(|(id, _)| !stacked.contains(id)).collect();
    let stories = threads.into_par_iter();
    let stories: Vec<(StoryId, SetStory)> =
        stories.map(|(id, thread)| (id, set_story(stock, id, thread))).collect();
    let lowered = made.lowered(&stories);
    for ((id, story), down) in stories.into_iter().zip(lowered) {
        made.take_story(case, (id, down), story);
    }
    made.finish()
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
            jump_lines: Vec::new(),
            drawn_in: Vec::new(),
            turned: BTreeSet::new(),
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

    /// A block too shallow for its head is too shallow for the text under it as well: its one slip is said once, by
    /// the lines that hold both where they are known.
    fn tell_once(&mut self, stands: &[Stand], findings: &mut Findings) {
        use crate::diag::codes::overset::{HEAD_MISFIT, OVERSET};
        let spans = stands.iter().filter_map(|stand| {
            let page = self.model.pages.get(stand.page.0 as usize)?;
            Some(page.blocks.get(stand.block?.0 as usize)?.span)
        });
        let spans: Vec<_> = spans.collect();
        let is_misfit = |found: &Diagnostic| {
            let at = found.primary.as_ref().map(|label| label.span);
            found.code == HEAD_MISFIT && at.is_some_and(|at| spans.contains(&at))
        };
        let Some(head) = self.findings.iter().find(|found| is_misfit(found)) else { return };
        let head = head.message.clone();
        let is_over = |found: &&Diagnostic| found.code == OVERSET;
        let has_lines = |over: &Diagnostic| {
            over.others.iter().any(|at| spans.contains(&at.span) && at.text.contains("needs lines"))
        };
        match findings.iter().find(is_over).map(has_lines) {
            Some(true) => {
                findings.amend(|found| is_over(&found), |over| over.notes.push(head));
                self.findings.remove(is_misfit);
            }
            Some(false) => findings.remove(|found| is_over(&found)),
            None => {}
        }
    }

    fn take_story(
        &mut self,
        case: TypeCase<'_>,
        (id, down): (StoryId, Option<Lowered>),
        set: SetStory,
    ) {
        let SetStory { stories, items, chosen, stands, joints, missing, overset, .. } = set;
        let (slack, account, mut findings) = (set.slack, set.account, set.findings);
        self.tell_once(&stands, &mut findings);
        let first_added = self.open.len();
        if let Some(added) = chosen.as_ref().map(|chosen| chosen.added).filter(|added| *added > 0) {
            (0..added).for_each(|_| self.add_page());
            let name = self.open.get(first_added).map_or("", |page| &page.name);
            let told = report_continued(self.model.story(id), (name, added), &findings);
            self.findings.push(told);
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
        if let Some(chosen) = chosen {
            let (items, berths, joints) = (&items[..], &berths[..], &joints[..]);
            let lines = PlacedStory { id, stories: &stories, items, berths, joints, down };
            let Joined { inked, behind } = self.put_joints(case, &lines, &chosen);
            self.put(&lines, chosen, inked);
            for (on, block, frame) in behind {
                self.push(on, block, frame);
            }
        }
        for (region, frame) in missing.into_iter().chain(set.filler) {
            if let Some((on, stand)) = berths.get(region) {
                self.push(*on, stand.block, frame);
            }
        }
    }

    /// Puts the heads over what goes on, and a story's jump lines, which name the pages as they are
    /// now.
    fn put_joints(
        &mut self,
        case: TypeCase<'_>,
        story: &PlacedStory<'_>,
        chosen: &Chosen,
    ) -> Joined {
        let mut behind = Vec::new();
        let regions = chosen.room.regions().iter();
        let mut inked: Vec<Vec<Inked>> =
            regions.map(|region| vec![Inked::new(); region.lanes.len()]).collect();
        let PlacedStory { id, berths, joints, .. } = *story;
        let last = chosen.settled.last_region();
        for (at, head) in last.into_iter().flat_map(|last| joints::heads(joints, last)) {
            if let Some(&(on, stand)) = berths.get(at) {
                self.push(on, stand.block, head);
            }
        }
        for said in joints::said(joints, chosen) {
            let (Some(&(on, stand)), Some(region)) =
                (berths.get(said.region), chosen.room.get(said.region))
            else {
                debug_assert!(false, "a jump line stands in a region of its room");
                continue;
            };
            let (other, named) = said.leads_to();
            let page = other.and_then(|other| berths.get(other)).map(|(open, _)| *open);
            // Between two blocks of one page nothing is to be turned.
            let there = other.and_then(|other| berths.get(other)).map(|(_, stand)| *stand);
            let name = match (named, page.filter(|page| *page != on)) {
                (Some(named), _) => named.name.clone(),
                (None, Some(page)) => self.name_of(page, there),
                (None, None) => continue,
            };
            let side = there.and_then(|stand| {
                let page = self.model.pages.get(stand.page.0 as usize)?;
                Some(page.spread.as_ref()?.side_of(&stand.corner.outer))
            });
            let words = &self.model.document.jumps.words;
            let text = match said.way {
                SaidWay::On => words.to(&name),
                SaidWay::Back => words.from(&name),
            };
            let span = named.map_or(self.model.story(id).span, |named| named.span);
            let text = RichText::plain(text, span.file, span.start);
            let line = TextId::Jump(self.filled.jump_lines.len() as u32);
            let (frame, found) = said.frame(case, (region, stand.corner), (&text, line), id);
            self.findings.append(&found);
            let page = page.map(|page| page as u32);
            let of = said.of(chosen, story.items).and_then(|of| story.stories.get(of));
            let of = of.copied().unwrap_or(id);
            self.filled.jump_lines.push(JumpLine { story: of, text, page, side });
            match said.way {
                SaidWay::Back => self.push(on, stand.block, frame),
                SaidWay::On => behind.push((on, stand.block, frame)),
            }
            let (lane, lines) = said.inked(region);
            if let Some(of) = inked.get_mut(said.region).and_then(|legs| legs.get_mut(lane)) {
                of.push(lines);
            }
        }
        Joined { inked, behind }
    }

    /// The name of an open page; of a spread that of the half where something stands.
    fn name_of(&self, open: usize, stand: Option<Stand>) -> String {
        let half = stand.filter(|stand| stand.block.is_some()).and_then(|stand| {
            let page = self.model.pages.get(stand.page.0 as usize)?;
            Some(page.name_at(&stand.corner.outer).to_owned())
        });
        half.or_else(|| Some(self.open.get(open)?.name.clone())).unwrap_or_default()
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
    fn put(&mut self, story: &PlacedStory<'_>, chosen: Chosen, mut inked: Vec<Vec<Inked>>) {
        let PlacedStory { stories, items, berths, down, .. } = *story;
        let Chosen { mut settled, room, .. } = chosen;
        let down = self.lower(berths, down, &mut settled);
        self.rule_items(story, &room, &settled);
        for mark in settled.marks.iter().filter(|mark| mark.is_tint()) {
            self.put_mark(berths, mark);
        }
        for set in settled.lines {
            let LinePlace::At { region: at, lane, inline, block } = set.place else { continue };
            let (Some(&(on, stand)), Some(item)) = (berths.get(at), items.get(set.item)) else {
                debug_assert!(false, "a line stands in a region of its room, and is of an item");
                continue;
            };
            if let Some(lines) = inked.get_mut(at).and_then(|legs| legs.get_mut(lane)) {
                lines.push((block, block + set.line.em.block));
            }
            let Some((texts, usage)) = item.texts(stories, set.of) else {
                debug_assert!(false, "a line is of a text of its item");
                continue;
            };
            let start = Start { inline, block };
            let mut frame = stand.corner.line(start, set.line, texts, usage);
            if let Frame::Line(placed) = &mut frame {
                placed.leg = Some(Leg { block: stand.block, lane: lane as u32 });
            }
            self.push(on, stand.block, frame);
        }
        for mark in settled.marks.iter().filter(|mark| !mark.is_tint()) {
            self.put_mark(berths, mark);
        }
        self.rule_legs((berths, down), &room, &inked);
    }

    fn put_mark(&mut self, berths: &[(usize, Stand)], mark: &Mark) {
        let Some(&(on, stand)) = berths.get(mark.region) else {
            debug_assert!(false, "a mark stands in a region of its room");
            return;
        };
        let frame = match mark.ink {
            Ink::Quote => rule_along(stand.corner, mark.at, QUOTE_RULE),
            Ink::Rule(rule) => rule_along(stand.corner, mark.at, rule),
            Ink::Tint(colour) => Frame::Box(PlacedBox {
                rect: stand.corner.rect(mark.at),
                fill: Some(colour),
                stroke: None,
            }),
        };
        self.push(on, stand.block, frame);
    }

    /// Moves what stands in the one block of a story; gives how far its text is moved.
    fn lower(
        &mut self,
        berths: &[(usize, Stand)],
        by: Option<Lowered>,
        settled: &mut Settled,
    ) -> Length {
        let (Some(by), [(open, Stand { block: Some(id), .. })]) = (by, berths) else {
            return Length::ZERO;
        };
        for line in &mut settled.lines {
            if let LinePlace::At { block, .. } = &mut line.place {
                *block += by.body;
            }
        }
        settled.marks.iter_mut().for_each(|mark| mark.at.block += by.body);
        let page = self.open.get_mut(*open);
        let block = page.as_ref().and_then(|page| self.model.pages.get(page.page.0 as usize));
        let block = block.map(|page| page.block(*id));
        let set = page.and_then(|page| page.blocks.get_mut(id.0 as usize));
        if let (Some(block), Some(set)) = (block, set) {
            by.apply(block, &mut set.frames);
        }
        by.body
    }

    /// What evens the white of boxes (R129), by their stories: those of a row that begin with heads
    /// are moved alike.
    fn lowered(&self, stories: &[(StoryId, SetStory)]) -> Vec<Option<Lowered>> {
        let mut rows = BTreeMap::new();
        let each: Vec<_> = stories.iter().map(|(_, story)| self.lowered_alone(story)).collect();
        for (row, by) in each.iter().flatten() {
            if let Some(row) = row {
                let of_row = rows.entry(*row).or_insert(*by);
                *of_row = even::level(*of_row, *by);
            }
        }
        let level = |found: &Option<(Option<Row>, Option<Lowered>)>| {
            let (row, by) = (*found)?;
            row.map_or(by, |row| rows.get(&row).copied().flatten())
        };
        each.iter().map(level).collect()
    }

    /// What evens the one box of a story, and its row if it begins with a head.
    fn lowered_alone(&self, story: &SetStory) -> Option<(Option<Row>, Option<Lowered>)> {
        // Nothing but its text stands in its blocks.
        let is_alone = story.filler.is_none() && !joints::has_lines(&story.joints);
        let settled = &story.chosen.as_ref().filter(|_| is_alone)?.settled;
        let [Stand { block: Some(id), page, corner }] = story.stands.as_slice() else {
            return None;
        };
        let on = self.pages.get(page.0 as usize)?;
        let case = even::Case::of(on, *id)
            .filter(|_| !settled.marks.iter().any(|mark| mark.ink == Ink::Quote))?;
        let blocks = &self.open.get(page.0 as usize)?.blocks;
        let head = stack_of(*corner, &blocks.get(id.0 as usize)?.frames);
        let ends = settled.lines.iter().filter_map(|line| match line.place {
            LinePlace::At { block, .. } => Some((block, block + line.line.em.block)),
            _ => None,
        });
        let body = ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
        let first = match case.area() {
            Some(area) => self.first_in(*page, area, *corner)?,
            None => head.map_or(body.0, |head| head.first),
        };
        let by = case.lowered(on.page(), Stack { first, last: body.1 }, head.is_some());
        let row = head.filter(|_| case.area().is_none()).map(|_| (*page, case.row()));
        Some((row, by))
    }

    /// The first em box of what stands in an area.
    fn first_in(&self, page: PageId, area: Area, corner: Corner) -> Option<Length> {
        let blocks = &self.model.pages.get(page.0 as usize)?.blocks;
        let set = &self.open.get(page.0 as usize)?.blocks;
        let within = blocks.iter().zip(set).filter(|(block, _)| block.area == area);
        within.filter_map(|(_, set)| Some(stack_of(corner, &set.frames)?.first)).min()
    }

    /// Rules between the stories of a stack.
    fn rule_items(&mut self, story: &PlacedStory<'_>, room: &Room, settled: &Settled) {
        let decor = |stand: &Stand| {
            let page = self.model.pages.get(stand.page.0 as usize)?;
            page.block(stand.block?).decor.items
        };
        // What goes on over pages that are added looks as in its last block.
        let mut last = None;
        let rules: Vec<Option<Rule>> = story
            .berths
            .iter()
            .map(|(_, stand)| {
                last = if stand.block.is_some() { decor(stand) } else { last };
                last
            })
            .collect();
        for Parting { region, at } in partings(story.items, room, settled) {
            let berth = story.berths.get(region).copied().zip(rules.get(region).copied().flatten());
            if let Some(((on, stand), rule)) = berth {
                self.push(on, stand.block, rule_along(stand.corner, at, rule));
            }
        }
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
        let MakeUp { model, pages, open, mut filled, findings } = self;
        // Those that were added stand behind those of the model.
        let pages = pages.iter().map(Some).chain(std::iter::repeat(None));
        for (mut own, on) in open.into_iter().zip(pages) {
            let mut frames = Vec::new();
            if let Some(on) = on {
                let page = on.page();
                quotes::centre(page, &mut own.blocks);
                let boxes = draw_in(page, &mut own.blocks).into_iter();
                filled.drawn_in.extend(boxes.map(|(id, rect)| (own.page, id, rect)));
                let stacks = own.blocks.iter().zip(&page.blocks);
                let rules = stacks.map(|(set, block)| {
                    let rules = rules_of(page, block, in_rect(block, set.stack));
                    (rules.len(), rules)
                });
                let (counts, rules): (Vec<usize>, Vec<Vec<Frame>>) = rules.unzip();
                let mut rules: Vec<Frame> = rules.into_iter().flatten().collect();
                corners::close(page, &mut rules);
                let mut rules = rules.into_iter();
                for (set, count) in own.blocks.into_iter().zip(counts) {
                    frames.extend(set.frames);
                    frames.extend(rules.by_ref().take(count));
                }
                if let Some(rule) = page.column_rule {
                    let between = between_stories(model, (on, &frames), rule);
                    frames.extend(between);
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

/// What a story's jump lines leave to do.
struct Joined {
    /// What they take of the legs of each region.
    inked: Vec<Vec<Inked>>,
    /// Those that come behind the text of their page, by where they stand.
    behind: Vec<(usize, Option<BlockId>, Frame)>,
}

/// A story whose regions have their open pages.
struct PlacedStory<'a> {
    id: StoryId,
    /// Those whose texts it sets.
    stories: &'a [StoryId],
    items: &'a [crate::flow::thread::Item],
    berths: &'a [(usize, Stand)],
    joints: &'a [Joint],
    down: Option<Lowered>,
}

/// Boxes of one page that begin on one line.
type Row = (PageId, even::Row);

/// A block's stack, seen from the start corner of its rectangle instead of its inside.
fn in_rect(block: &Block, stack: Stack) -> Stack {
    let down = block.grid.mode.logical(block.inner, block.rect).block;
    Stack { first: stack.first + down, last: stack.last + down }
}
