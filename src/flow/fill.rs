//! [`fill`]: blocks first, then every story's thread, then the rules between them.

use std::sync::Arc;

use crate::diag::Findings;
use crate::fonts::FontBook;
use crate::measure::{Length, LogicalRect};
use crate::page::model::{
    Block, BlockContent, BlockId, LegEnd, OversetPolicy, Page, PageId, PageModel, StoryId,
};
use crate::picture::Footprint;
use crate::text::RichText;

use super::boxes::{box_of, rule_along, rules_of};
use super::column_rules::{Inked, between_legs, between_stories};
use super::desk::{Corner, Desk, is_boxed, line_gap};
use super::frame::{Filled, Frame, Leg, Overset, SetPage, Slack};
use super::furniture::{place_text, raised};
use super::hole::report_hole;
use super::items::{Item, Shelf, items_of};
use super::overset::{
    Leftover, continued_region, leftovers, no_room, overset_of, report_continued,
    report_lone_lines, report_overset, report_slack, slack_of,
};
use super::picture::{place_art, place_pictures};
use super::proof::missing_copy;
use super::shortfall::report_lines;
use super::slots::Region;
use super::story::{Site, set_story_block, source_follows_body};
use super::thread::{Keeps, LinePlace, Outcome, set_thread};

/// Pages that overset text may add: a bound, should a story never fit.
const MOST_PAGES: usize = 500;

/// Makes up every page of the model.
pub fn fill(model: &PageModel, book: &FontBook<'_>, pictures: &[Footprint]) -> (Filled, Findings) {
    let desk = Desk::new(model, book, pictures);
    let mut made = MakeUp {
        desk: &desk,
        sheets: model.pages.iter().enumerate().map(Sheet::new).collect(),
        threads: model.stories.iter().map(|_| Thread::default()).collect(),
        overset: Vec::new(),
        slack: Vec::new(),
        found: Findings::default(),
    };
    for (at, page) in model.pages.iter().enumerate() {
        made.place_blocks(at, page);
    }
    for at in 0..model.stories.len() {
        made.set_story(StoryId(at as u32));
    }
    let overset = std::mem::take(&mut made.overset);
    let slack = std::mem::take(&mut made.slack);
    let found = std::mem::take(&mut made.found);
    (Filled { pages: made.finish(), overset, slack }, found)
}

/// A page in the making.
struct Sheet {
    page: PageId,
    name: String,
    blocks: Vec<Made>,
    /// What stands over all blocks.
    over: Vec<Frame>,
}

/// A block in the making.
#[derive(Default)]
struct Made {
    frames: Vec<Frame>,
    /// Outer edges of its first and last em boxes, from the start corner of its inside.
    first: Length,
    last: Length,
}

impl Sheet {
    fn new((at, page): (usize, &Page)) -> Sheet {
        Sheet {
            page: PageId(at as u32),
            name: page.name.clone(),
            blocks: page.blocks.iter().map(|_| Made::default()).collect(),
            over: Vec::new(),
        }
    }

    fn push(&mut self, block: Option<BlockId>, frame: Frame) {
        match block.and_then(|id| self.blocks.get_mut(id.0 as usize)) {
            Some(made) => made.frames.push(frame),
            None => self.over.push(frame),
        }
    }
}

/// A story's blocks as far as they are known.
#[derive(Default)]
struct Thread {
    regions: Vec<Region>,
    /// The source line, where it follows the body.
    source: Vec<Arc<RichText>>,
    /// Lines of its intro that are over, and where.
    over: Vec<(PageId, BlockId, Vec<Leftover>)>,
}

struct MakeUp<'a, 'd> {
    desk: &'a Desk<'d>,
    sheets: Vec<Sheet>,
    threads: Vec<Thread>,
    overset: Vec<Overset>,
    slack: Vec<Slack>,
    found: Findings,
}

impl MakeUp<'_, '_> {
    fn place_blocks(&mut self, sheet: usize, page: &Page) {
        for (at, block) in page.blocks.iter().enumerate() {
            let id = BlockId(at as u32);
            let mut made = self.place_block(sheet, page, (id, block));
            made.frames.splice(0..0, box_of(block));
            if let Some(place) = self.sheets.get_mut(sheet).and_then(|s| s.blocks.get_mut(at)) {
                *place = made;
            }
        }
    }

    fn place_block(&mut self, sheet: usize, page: &Page, (id, block): (BlockId, &Block)) -> Made {
        let corner = Corner::of(block);
        let whole = corner.mode.logical(block.inner, block.inner);
        let mut made = Made {
            frames: Vec::new(),
            first: Length::ZERO,
            last: whole.block_size - line_gap(&block.grid),
        };
        let diags = &mut self.found;
        match &block.content {
            BlockContent::Area => {}
            BlockContent::Picture(pictures) => {
                made.frames =
                    place_pictures(self.desk, (PageId(sheet as u32), id, block), pictures, diags);
            }
            BlockContent::Text(text) => {
                let centred = is_boxed(page, block);
                made.frames = place_text(
                    self.desk,
                    (PageId(sheet as u32), id, block),
                    (text, centred),
                    diags,
                );
                if let Some((first, last)) = edges(corner, &made.frames) {
                    (made.first, made.last) = (first, last);
                    let up = raised(page, block, last);
                    made.frames.iter_mut().for_each(|frame| frame.raise(up));
                    (made.first, made.last) = (first - up, last - up);
                }
            }
            BlockContent::Reserve(reserve) => {
                made.frames = reserve
                    .art
                    .map(|art| place_art(self.desk, &page.paper, (id, block), art))
                    .into_iter()
                    .collect();
            }
            BlockContent::Story(content) => {
                let story = self.desk.model.story(content.story);
                let site = Site { page, sheet, id, block, content, story };
                let set = set_story_block(self.desk, site, diags);
                (made.first, made.last, made.frames) = (set.first, set.last, set.frames);
                if let Some(thread) = self.threads.get_mut(content.story.0 as usize) {
                    thread.regions.extend(set.region);
                    let has_source = content.parts.contains(&crate::page::model::Part::Source);
                    if has_source && source_follows_body(story, content) {
                        let source = story.texts(crate::page::model::Part::Source);
                        thread.source = source.to_vec();
                    }
                    if !set.over.is_empty() {
                        thread.over.push((PageId(sheet as u32), id, set.over));
                    }
                }
            }
        }
        self.found.extend(report_hole(block, whole.block_size, (made.first, made.last)));
        made
    }

    /// Sets a story's thread and accounts for what is over or left.
    fn set_story(&mut self, id: StoryId) {
        let Some(mut thread) = self.threads.get_mut(id.0 as usize).map(std::mem::take) else {
            return;
        };
        let model = self.desk.model;
        let story = model.story(id);
        for (page, block, over) in std::mem::take(&mut thread.over) {
            let lines = over.len() as i64;
            let mut overset = overset_of(model, id, over, (lines, None), page);
            overset.block = Some(block);
            self.overset.push(overset);
        }
        let items = items_of(story, &thread.source);
        if items.is_empty() {
            for (region, frame) in missing_copy(self.desk, &story.name, &thread.regions) {
                if let Some(region) = thread.regions.get(region) {
                    self.push(region, frame);
                }
            }
            return;
        }
        if thread.regions.is_empty() {
            thread.regions.extend(self.nowhere());
        }
        let mut shelf = Shelf::default();
        let (mut out, loosened) = self.set_kept(&thread.regions, &items, &mut shelf);
        let over = out.lines_over();
        if over > 0 && model.document.overset == OversetPolicy::Continue {
            out = self.go_on(id, &mut thread.regions, &items, (&mut shelf, over));
        }
        let over = leftovers(id, &out, &items);
        if over.is_empty() {
            let in_blocks = thread.regions.iter().all(|region| region.block.is_some());
            let end = out.end.filter(|_| in_blocks);
            let slack = end.and_then(|end| slack_of(id, &thread.regions, end));
            match (loosened, &slack) {
                (Some(over), _) => self.found.push(report_lone_lines(story, over, slack.as_ref())),
                (None, Some(slack)) => self.found.push(report_slack(story, slack)),
                (None, None) => {}
            }
            self.slack.extend(slack);
        } else {
            let last = thread.regions.last();
            let page = last.and_then(|region| self.sheets.get(region.sheet));
            let page = page.map_or(PageId(0), |sheet| sheet.page);
            let overset = overset_of(model, id, over, (out.lines_over(), last), page);
            self.found.push(report_overset(story, &overset));
            self.overset.push(overset);
        }
        let regions = self.level(&thread.regions, &items, &mut shelf, &mut out);
        report_lines(self.desk, &regions, &items, &out, (&mut shelf, &mut self.found));
        self.put((id, &items), &regions, out);
    }

    /// Room for a story that no block takes: none.
    fn nowhere(&self) -> Option<Region> {
        let page = self.desk.model.pages.first()?;
        let styles = &page.blocks.first()?.styles;
        Some(no_room(page, styles))
    }

    fn set(
        &mut self,
        regions: &[Region],
        items: &[Item],
        keeps: Keeps,
        shelf: &mut Shelf,
    ) -> Outcome {
        set_thread(self.desk, regions, items, keeps, (shelf, &mut self.found))
    }

    /// With its keeps; with fewer of them where only they would make it over, and then also by
    /// how many lines they would.
    fn set_kept(
        &mut self,
        regions: &[Region],
        items: &[Item],
        shelf: &mut Shelf,
    ) -> (Outcome, Option<i64>) {
        let kept = self.set(regions, items, Keeps::Kept, shelf);
        let over = kept.lines_over();
        // A leg loses two lines at most to a lone line, three to a subhead.
        let legs: usize = regions.iter().map(|region| region.lanes.len()).sum();
        if over == 0 || over > 3 * legs as i64 {
            return (kept, None);
        }
        for keeps in [Keeps::Subheads, Keeps::GivenUp] {
            let loose = self.set(regions, items, keeps, shelf);
            if loose.lines_over() == 0 {
                return (loose, Some(over));
            }
        }
        (kept, None)
    }

    /// Adds pages until the story has room: as many at once as its lines seem to need.
    fn go_on(
        &mut self,
        id: StoryId,
        regions: &mut Vec<Region>,
        items: &[Item],
        (shelf, over): (&mut Shelf, i64),
    ) -> Outcome {
        let model = self.desk.model;
        let (first_sheet, first_region) = (self.sheets.len(), regions.len());
        let mut over = over;
        loop {
            let (Some(page), Some(like)) = (model.pages.last(), regions.last().cloned()) else {
                return self.set(regions, items, Keeps::Kept, shelf);
            };
            let one = continued_region(page, self.sheets.len(), &like);
            let lines: i64 = one.lanes.iter().map(|l| (l.end - l.start).whole(one.grid.line)).sum();
            let room = MOST_PAGES - (self.sheets.len() - first_sheet).min(MOST_PAGES);
            let wanted = usize::try_from(over / lines.max(1) + 1).unwrap_or(1).min(room);
            for _ in 0..wanted {
                regions.push(Region { sheet: self.sheets.len(), ..one.clone() });
                self.add_sheet(page);
            }
            let out = self.set(regions, items, Keeps::Kept, shelf);
            over = out.lines_over();
            if over == 0 || wanted == 0 {
                let used = out.lines.iter().filter_map(|line| match line.place {
                    LinePlace::At { region, .. } => Some(region + 1),
                    LinePlace::Over(_) => None,
                });
                regions.truncate(used.max().unwrap_or(0).max(first_region));
                let added = regions.len() - first_region;
                self.sheets.truncate(first_sheet + added);
                let name = self.sheets.get(first_sheet).map_or("", |sheet| &sheet.name);
                self.found.push(report_continued(model.story(id), name, added));
                return out;
            }
        }
    }

    fn add_sheet(&mut self, page: &Page) {
        let pages = self.desk.model.pages.len();
        self.sheets.push(Sheet {
            page: PageId(pages.saturating_sub(1) as u32),
            name: format!("{}-{}", page.name, self.sheets.len() + 2 - pages),
            blocks: Vec::new(),
            over: Vec::new(),
        });
    }

    /// Levels the legs of the block in which the text ends, where that is asked for: the
    /// smallest depth that still holds all of it. Legs that end only before a subhead are
    /// levelled too: in turn, each takes what it holds of the smallest depth that suffices.
    fn level(
        &mut self,
        regions: &[Region],
        items: &[Item],
        shelf: &mut Shelf,
        out: &mut Outcome,
    ) -> Vec<Region> {
        let mut regions = regions.to_vec();
        let last = out.lines.iter().rev().find_map(|line| match line.place {
            LinePlace::At { region, .. } => Some(region),
            LinePlace::Over(_) => None,
        });
        let Some(at) = last.filter(|_| out.lines_over() == 0) else { return regions };
        let Some(region) = regions.get(at).filter(|region| is_levelled(region)) else {
            return regions;
        };
        let line = region.grid.line;
        let head = region.lanes.iter().map(|lane| lane.start).min().unwrap_or(Length::ZERO);
        let foot = region.lanes.iter().map(|lane| lane.end).max().unwrap_or(Length::ZERO);
        let (mut short, mut enough) = (0, (foot - head).covered_by(line));
        let keeps = Keeps::Kept;
        let sections = region.leg_end == LegEnd::Subhead;
        while enough - short > 1 {
            let middle = (short + enough) / 2;
            set_cap(&mut regions, at, head + line * middle);
            let tried = self.set(&regions, items, keeps, shelf);
            let within = tried.lines_over() == 0
                && tried
                    .lines
                    .iter()
                    .all(|set| matches!(set.place, LinePlace::At { region, .. } if region <= at));
            if within && (!sections || legs_begin_with_subheads(&tried, items, at)) {
                enough = middle;
                *out = tried;
            } else {
                short = middle;
            }
        }
        set_cap(&mut regions, at, head + line * enough);
        regions
    }

    /// Puts a thread's lines on their pages, and the rules between its legs.
    fn put(&mut self, (story, items): (StoryId, &[Item]), regions: &[Region], out: Outcome) {
        let none = |region: &Region| region.lanes.iter().map(|_| Inked::new()).collect();
        let mut inked: Vec<Vec<Inked>> = regions.iter().map(none).collect();
        for set in out.lines {
            let LinePlace::At { region: at, lane, inline, block } = set.place else { continue };
            let (Some(region), Some(item)) = (regions.get(at), items.get(set.item)) else {
                continue;
            };
            if let Some(lines) = inked.get_mut(at).and_then(|legs| legs.get_mut(lane)) {
                lines.push((block, block + set.line.em.block));
            }
            let corner = corner_of(region);
            let texts = (item.text_id(story), item.tail_id(story));
            let mut frame = corner.line((inline, block), set.line, texts, item.usage(story));
            if let Frame::Line(placed) = &mut frame {
                placed.leg = Some(Leg { block: region.block, lane: lane as u32 });
            }
            self.push(region, frame);
        }
        for rule in out.rules {
            let Some(region) = regions.get(rule.region) else { continue };
            let at = LogicalRect {
                inline: rule.inline,
                block: rule.block,
                inline_size: rule.length,
                block_size: Length::ZERO,
            };
            let weight = crate::page::model::Rule {
                weight: Length::PT,
                colour: crate::colour::Colour::BLACK,
            };
            self.push(region, rule_along(corner_of(region), at, weight));
        }
        for (region, inked) in regions.iter().zip(&inked) {
            self.rule_legs(region, inked);
        }
    }

    fn push(&mut self, region: &Region, frame: Frame) {
        if let Some(sheet) = self.sheets.get_mut(region.sheet) {
            sheet.push(region.block, frame);
        }
    }

    fn rule_legs(&mut self, region: &Region, inked: &[Inked]) {
        let Some(sheet) = self.sheets.get(region.sheet) else { return };
        let Some(page) = self.desk.model.pages.get(sheet.page.0 as usize) else { return };
        let own = region.block.and_then(|id| page.block(id).decor.between);
        if let Some(rule) = own.or(page.column_rule) {
            for frame in between_legs(page, region, inked, rule) {
                self.push(region, frame);
            }
        }
    }

    /// Every page's frames in painting order.
    fn finish(self) -> Vec<SetPage> {
        let model = self.desk.model;
        let added_after = model.pages.len();
        self.sheets
            .into_iter()
            .enumerate()
            .map(|(at, sheet)| {
                let page = model.pages.get(sheet.page.0 as usize);
                let mut frames = Vec::new();
                if let Some(page) = page.filter(|_| at < added_after) {
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
                SetPage { page: sheet.page, name: sheet.name, frames }
            })
            .collect()
    }
}

fn corner_of(region: &Region) -> Corner {
    Corner { outer: region.outer, mode: region.grid.mode }
}

fn is_levelled(region: &Region) -> bool {
    region.balance || region.leg_end == LegEnd::Subhead
}

/// Whether every leg of a region but the first that is used begins with a subhead.
fn legs_begin_with_subheads(out: &Outcome, items: &[Item], at: usize) -> bool {
    let mut last = None;
    out.lines.iter().all(|set| {
        let LinePlace::At { region, lane, .. } = set.place else { return true };
        let begins = region == at && last.is_some_and(|last| last != lane);
        last = (region == at).then_some(lane);
        !begins || items.get(set.item).is_some_and(Item::is_subhead)
    })
}

fn set_cap(regions: &mut [Region], at: usize, cap: Length) {
    if let Some(region) = regions.get_mut(at) {
        region.cap = cap;
    }
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
