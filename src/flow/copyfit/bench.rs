//! [`Bench`]: what a treatment of a story is worth, found by settling it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::compose::Leeway;
use crate::flow::corner::{Corner, Stand};
use crate::flow::pages::{
    HeadSizes, Joined, Neighbours, Outlines, Site, fill_up, join, set_story_block,
    source_follows_body,
};
use crate::flow::thread::{
    Hole, Item, LinePlace, Place, Room, Settled, Settler, Track, Treatment, holes, keep, left,
    too_few_beside,
};
use crate::flow::type_case::TypeCase;
use crate::measure::{Length, Rect, Size};
use crate::page::model::{
    Area, BlockContent, BlockId, Page, PageId, PageModel, Part, StoryBlock, StoryId, StoryText,
};
use crate::text::{Aligned, Extent, Manner, RichText};

use super::place;
use super::spread::Spread;
use super::work::{Geometry, Insert, Work};

/// All trials of a story cost so much together, a byte of its text one and a piece of it as much as
/// [`PIECE`] bytes: some thousand trials of a page's lead.
const BUDGET: u64 = 20_000_000;
const PIECE: u64 = 400;

/// A story on the bench.
pub(super) struct Bench<'a> {
    case: TypeCase<'a>,
    outlines: Outlines<'a>,
    model: &'a PageModel,
    story: StoryId,
    pub items: &'a [Item],
    settler: Settler<'a>,
    /// The blocks of its text.
    homes: Vec<(PageId, BlockId)>,
    /// What their heads are kept under.
    heads: &'a HeadSizes,
    /// Trials that were made, and those that are left: a story of very many pieces is tried out less often.
    spent: u64,
    left: u64,
    /// None where a picture cannot be so.
    rooms: BTreeMap<Geometry, Option<Room>>,
    /// The lines of their legs.
    lines: BTreeMap<Geometry, Arc<BTreeMap<Leg, i64>>>,
    /// Whether white may be put under its head.
    has_head: Option<bool>,
    /// The headlines of its blocks, untreated.
    headlines: Option<Vec<Headline>>,
    /// The paragraphs that take another number of lines for some leeway.
    takers: BTreeMap<(bool, u16), Vec<usize>>,
    /// What was tried before: several attempts come by the same work.
    tried: HashMap<Work, Option<Tried>>,
    /// A house advertisement takes the foot of a leg.
    filled: Option<Filled>,
}

/// Lines at the foot of a leg that a house advertisement takes, the white over it included.
#[derive(Clone, Copy)]
pub(super) struct Filled {
    leg: Leg,
    pub lines: i64,
}

/// The headline of a block, if it has one.
#[derive(Clone, PartialEq)]
struct HeadlineSet {
    /// Of its type.
    size: Length,
    /// What it takes.
    area: Size,
    /// It fills its width, or need not.
    fills: bool,
}

type Headline = Option<HeadlineSet>;

/// A story under a treatment.
#[derive(Clone)]
pub(super) struct Tried {
    /// Lines that stay empty, less those that are over.
    pub balance: i64,
    /// Lines that stay empty where text should stand.
    pub ragged: i64,
    /// Those of them that are in holes: a leg is seen to end there.
    pub hollow: i64,
    /// Lines by which text over and under pictures is too shallow.
    pub few: i64,
    /// More lines are seen to be spread to take another than may be.
    is_spread: bool,
    /// The legs in which items stand that white may be put above.
    legs: Arc<BTreeMap<usize, Leg>>,
    /// The last leg that holds text.
    last: Option<Leg>,
}

/// A leg by its region and its place there.
pub(super) type Leg = (usize, usize);

impl Tried {
    /// Whether as many lines stay empty, and no more of them among the text.
    pub(super) fn is_as_good_as(&self, other: &Tried) -> bool {
        self.balance == other.balance && self.ragged <= other.ragged && self.few <= other.few
    }

    /// The leg that white above an item takes from.
    pub(super) fn leg_of(&self, item: usize) -> Option<Leg> {
        self.legs.get(&item).copied()
    }
}

fn story_block(model: &PageModel, (page, block): (PageId, BlockId)) -> Option<&StoryBlock> {
    match &model.pages.get(page.0 as usize)?.block(block).content {
        BlockContent::Story(content) => Some(content),
        _ => None,
    }
}

pub(super) fn homes(model: &PageModel, story: StoryId) -> Vec<(PageId, BlockId)> {
    let blocks = model.blocks().map(|(page, id, _)| (page, id));
    let is_home = |at: &(PageId, BlockId)| {
        story_block(model, *at)
            .is_some_and(|own| own.story == story && own.parts.contains(&Part::Body))
    };
    blocks.filter(is_home).collect()
}

/// The source that is set behind a story's body.
pub(super) fn source_of(model: &PageModel, story: StoryId) -> &[Arc<RichText>] {
    let follows = homes(model, story).into_iter().any(|at| {
        story_block(model, at).is_some_and(|own| {
            own.parts.contains(&Part::Source) && source_follows_body(model.story(story), own)
        })
    });
    if follows { &model.story(story).source } else { &[] }
}

impl<'a> Bench<'a> {
    /// None of a story without text or without a block for it.
    pub(super) fn new(
        outlines: Outlines<'a>,
        (model, heads): (&'a PageModel, &'a HeadSizes),
        story: StoryId,
        items: &'a [Item],
    ) -> Option<Bench<'a>> {
        let case = outlines.case;
        let homes = homes(model, story);
        let settler = Settler::new(case, items);
        let bytes: usize = items.iter().map(Item::bytes).sum();
        let left = BUDGET / (bytes as u64 + items.len() as u64 * PIECE).max(1);
        let bench = Bench {
            case,
            outlines,
            model,
            story,
            items,
            settler,
            homes,
            heads,
            spent: 0,
            left,
            rooms: BTreeMap::new(),
            lines: BTreeMap::new(),
            has_head: None,
            headlines: None,
            takers: BTreeMap::new(),
            tried: HashMap::new(),
            filled: None,
        };
        (!items.is_empty() && !bench.homes.is_empty()).then_some(bench)
    }

    /// The same story with the foot of a leg taken; of a bench on which nothing was tried yet.
    pub(super) fn over(self, filled: Filled) -> Bench<'a> {
        Bench { filled: Some(filled), ..self }
    }

    /// What its house advertisement would take under its end as it comes; none where its blocks name
    /// none, or level their legs.
    pub(super) fn filler(&mut self) -> Option<Filled> {
        let homes = self.homes.iter().map(|at| story_block(self.model, *at));
        let contents: Vec<&StoryBlock> = homes.collect::<Option<_>>()?;
        if contents.iter().all(|of| of.fillers.is_empty()) || contents.iter().any(|of| of.balance) {
            return None;
        }
        let (room, settled) = self.settled(&Work::default())?;
        let fillers = &contents.get(settled.end?.region)?.fillers;
        let stands = self.homes.iter().map(|(page, id)| {
            let block = self.model.pages.get(page.0 as usize)?.block(*id);
            Some(Stand { page: *page, block: Some(*id), corner: Corner::of(block) })
        });
        let stands: Vec<Stand> = stands.collect::<Option<_>>()?;
        let footprints = self.outlines.footprints;
        let filling = fill_up(fillers, footprints, (&room, &settled), (&stands, 0))?;
        Some(Filled { leg: (filling.region, filling.lane), lines: filling.lines })
    }

    /// Whether lines that it leaves empty are none of its room: its boxes are as deep as it is.
    pub(super) fn is_as_deep_as_text(&self) -> bool {
        self.homes.iter().all(|(page, block)| {
            let page = self.model.pages.get(page.0 as usize);
            page.is_some_and(|page| page.is_as_deep_as_text(*block))
        })
    }

    /// Whether all of it stands in one leg of a box.
    pub(super) fn is_box_of_one_leg(&self) -> bool {
        let [(page, id)] = self.homes.as_slice() else { return false };
        let Some(page) = self.model.pages.get(page.0 as usize) else { return false };
        let block = page.block(*id);
        let legs = story_block(self.model, self.homes[0]).map_or(0, |of| of.legs.len());
        let within = match block.area {
            Area::Within(area) => page.block(area).decor.is_boxed(),
            Area::Page | Area::Margin => false,
        };
        legs == 1 && (block.decor.is_boxed() || within)
    }

    /// Trials so far.
    pub(super) fn spent(&self) -> u64 {
        self.spent
    }

    pub(super) fn pictures(&self) -> Vec<Insert> {
        place::pictures(self.model, self.story)
    }

    pub(super) fn is_within(&self, insert: Insert) -> bool {
        place::is_within(self.model, self.story, insert)
    }

    /// Whether white may be put under its head: one stands over some of its legs, and no insert beside
    /// their first lines, which would then stand higher than they do.
    pub(super) fn has_head(&mut self) -> bool {
        if let Some(known) = self.has_head {
            return known;
        }
        let story = self.model.story(self.story);
        let has_one = Part::HEAD.iter().any(|part| *part != Part::Label && story.has(*part));
        let headed: Vec<bool> = self.homes.iter().map(|at| self.is_headed(*at)).collect();
        let room = if has_one { self.room(&Geometry::default()) } else { None };
        let is_free = |room: &Room| {
            let regions = room.regions().iter().zip(&headed).filter(|(_, headed)| **headed);
            regions.flat_map(|(of, _)| of.lanes.iter().map(move |lane| (of, lane))).all(
                |(of, lane)| {
                    let to = lane.start + of.grid.line;
                    of.obstacles.taken(lane, lane.start, to).is_empty()
                },
            )
        };
        let has_head = headed.contains(&true) && room.is_some_and(|room| is_free(&room));
        self.has_head = Some(has_head);
        has_head
    }

    /// Lines that the white of a shape takes from each leg.
    fn white_in_shape(&mut self, shape: &Geometry) -> BTreeMap<Leg, i64> {
        if shape.head == 0 && shape.around.is_empty() {
            return BTreeMap::new();
        }
        let with = self.lines_of(shape);
        let (head, around) = (0, BTreeMap::new());
        let without = self.lines_of(&Geometry { head, around, ..shape.clone() });
        let less = without.iter().map(|(leg, lines)| {
            let left = with.get(leg).copied().unwrap_or(0);
            (*leg, (*lines - left).max(0))
        });
        less.filter(|(_, lines)| *lines > 0).collect()
    }

    /// The lines of white that some work puts into each leg, whether or not it holds text.
    pub(super) fn white_in_legs(&mut self, work: &Work, tried: &Tried) -> BTreeMap<Leg, i64> {
        let mut white = self.white_in_shape(&work.geometry);
        for (at, lines) in &work.white {
            if let Some(leg) = tried.leg_of(*at) {
                *white.entry(leg).or_default() += i64::from(*lines);
            }
        }
        white
    }

    /// All lines of white among its text.
    pub(super) fn white_of(&mut self, work: &Work, tried: &Tried) -> i64 {
        let white = self.white_in_legs(work, tried).into_iter();
        let among = white.filter(|(leg, _)| tried.last.is_none_or(|last| *leg <= last));
        among.map(|(_, lines)| lines).sum()
    }

    fn lines_of(&mut self, geometry: &Geometry) -> Arc<BTreeMap<Leg, i64>> {
        if let Some(known) = self.lines.get(geometry) {
            return known.clone();
        }
        let room = self.room(geometry);
        let lines = Arc::new(room.map(|room| lines_of_legs(&room)).unwrap_or_default());
        self.lines.insert(geometry.clone(), lines.clone());
        lines
    }

    fn is_headed(&self, (page, block): (PageId, BlockId)) -> bool {
        let page = self.model.pages.get(page.0 as usize);
        page.is_some_and(|page| place::begins_under_head(page, self.story, page.block(block)))
    }

    /// All lines of its room.
    pub(super) fn lines_of_room(&mut self) -> i64 {
        let room = self.room(&Geometry::default());
        // As if all of it were used: what jump lines take is no room.
        room.map_or(0, |room| left(&room, Place::START, usize::MAX).lines as i64)
    }

    pub(super) fn legs_of_room(&mut self) -> i64 {
        self.room(&Geometry::default()).map_or(0, |room| room.legs() as i64)
    }

    /// None where it cannot be so, or where enough was tried.
    pub(super) fn try_out(&mut self, work: &Work) -> Option<Tried> {
        if let Some(known) = self.tried.get(work) {
            return known.clone();
        }
        self.count()?;
        let tried = self.settle(work).filter(|tried| !tried.is_spread);
        self.tried.insert(work.clone(), tried.clone());
        tried
    }

    /// One trial more; none where there were enough.
    fn count(&mut self) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        self.spent += 1;
        Some(())
    }

    /// What it comes to in the end, whatever was tried.
    pub(super) fn settle(&mut self, work: &Work) -> Option<Tried> {
        let (room, settled) = self.settled(work)?;
        let balance = settled.left.lines as i64 - settled.over.lines;
        let holes = holes(&room, &settled);
        let idle: i64 = holes.iter().map(Hole::idle).sum();
        let ragged = idle + settled.lone as i64 * LONE;
        let hollow = holes.iter().map(Hole::idle).filter(|lines| *lines >= HOLLOW).sum();
        let legs: BTreeMap<usize, Leg> = legs_of(&settled)
            .into_iter()
            .filter(|(at, _)| self.items.get(*at).is_some_and(Item::heads))
            .collect();
        let few = too_few_beside(&room, &settled);
        let last = last_leg(&settled);
        let loose = |at: &usize| work.tracking.get(at).is_some_and(|it| it.extent == Extent::Loose);
        let is_spread = Spread::of(&settled, loose).is_too_much(settled.lines.len());
        // White in legs that hold no text fills nothing.
        let behind = self.white_in_shape(&work.geometry);
        let has_room = !settled.is_over();
        let is_behind = |leg: &Leg| has_room && last.is_some_and(|last| *leg > last);
        let behind = behind.into_iter().filter(|(leg, _)| is_behind(leg));
        let balance = balance + behind.map(|(_, lines)| lines).sum::<i64>();
        Some(Tried { balance, ragged, hollow, few, is_spread, legs: Arc::new(legs), last })
    }

    fn settled(&mut self, work: &Work) -> Option<(Room, Settled)> {
        let room = self.room(&work.geometry)?;
        let settled = self.settler.settle(&room, &treatment_of(work));
        Some((room, settled))
    }

    /// Whether a story has room under some work, if lines may stand alone for it.
    pub(super) fn has_room_with_lone_lines(&mut self, work: &Work) -> bool {
        let Some(room) = self.room(&work.geometry) else { return false };
        let (settled, _) = keep(&mut self.settler, &room, &treatment_of(work));
        !settled.is_over()
    }

    /// The lines that stay empty of a story that has room as it comes once lines may stand alone, and
    /// only then.
    pub(super) fn left_with_lone_lines(&mut self) -> Option<i64> {
        let room = self.room(&Geometry::default())?;
        let (settled, loosened) = keep(&mut self.settler, &room, &Treatment::default());
        loosened.map(|_| settled.left.lines as i64)
    }

    /// The paragraphs that take a line less or more for a leeway, the longest first: what they give
    /// is spread over most lines there. Of those that take more first those of which the fewest lines are seen to
    /// be spread, and none of which too many are. All of them are given it at once, so that those that make
    /// nothing of it need not be tried one by one.
    pub(super) fn takers(&mut self, leeway: Leeway) -> Vec<usize> {
        let key = (leeway.extent == Extent::Tight, leeway.give);
        if let Some(known) = self.takers.get(&key) {
            return known.clone();
        }
        let mut all = self.paragraphs();
        let given =
            Work { tracking: all.iter().map(|at| (*at, leeway)).collect(), ..Work::default() };
        let enough = self.count().and_then(|()| self.count());
        let both = enough.and_then(|()| self.settled(&Work::default()).zip(self.settled(&given)));
        match both {
            Some(((_, own), (_, with))) => {
                if leeway.extent != Extent::Tight {
                    let (lines, seen) = (own.lines.len(), Spread::of_each(&with));
                    let seen = |at: &usize| seen.get(at).copied().unwrap_or_default();
                    all.retain(|at| !seen(at).is_too_much(lines));
                    all.sort_by_key(|at| seen(at).lines);
                }
                let (own, with) = (lines_of(&own), lines_of(&with));
                all.retain(|at| match leeway.extent {
                    Extent::Tight => with.get(at) < own.get(at),
                    _ => with.get(at) > own.get(at),
                });
            }
            None => all.clear(),
        }
        self.takers.insert(key, all.clone());
        all
    }

    fn paragraphs(&self) -> Vec<usize> {
        let words = |(at, item): (usize, &Item)| match item {
            Item::Text(words)
                if (words.marks.manner, words.marks.aligned) == (Manner::Plain, Aligned::Own)
                    && matches!(words.id, StoryText::Body(_)) =>
            {
                Some((at, words.text.text.len()))
            }
            _ => None,
        };
        let mut all: Vec<(usize, usize)> =
            self.items.iter().enumerate().filter_map(words).collect();
        all.sort_by_key(|(at, length)| (std::cmp::Reverse(*length), *at));
        all.into_iter().map(|(at, _)| at).collect()
    }

    fn room(&mut self, geometry: &Geometry) -> Option<Room> {
        if let Some(known) = self.rooms.get(geometry) {
            return known.clone();
        }
        let made = self.make_room(geometry);
        // A deeper picture leaves the head as it is: robbed of a row it would be another head.
        let deeper = geometry.pictures.values().chain(geometry.around.values()).any(|by| *by > 0);
        let stepped = geometry.headline != 0;
        let made = match made {
            Some((_, headlines)) if deeper && !stepped && !self.keeps(&headlines) => None,
            Some((_, headlines)) if stepped && self.leaves_short(&headlines) => None,
            made => made.map(|(room, _)| room),
        };
        self.rooms.insert(geometry.clone(), made.clone());
        made
    }

    /// Whether headlines stand as they do without any treatment.
    fn keeps(&mut self, headlines: &[Headline]) -> bool {
        self.own_headlines().is_none_or(|own| own == headlines)
    }

    /// Whether a headline fills less of its width than it should that filled it without any treatment (R93).
    fn leaves_short(&mut self, headlines: &[Headline]) -> bool {
        let own = self.own_headlines().unwrap_or_default();
        own.iter().zip(headlines).any(|pair| match pair {
            (Some(own), Some(now)) => own.fills && !now.fills,
            _ => false,
        })
    }

    fn own_headlines(&mut self) -> Option<&[Headline]> {
        if self.headlines.is_none() {
            self.headlines = self.make_room(&Geometry::default()).map(|(_, own)| own);
        }
        self.headlines.as_deref()
    }

    fn make_room(&self, geometry: &Geometry) -> Option<(Room, Vec<Headline>)> {
        let mut pages: BTreeMap<PageId, Page> = BTreeMap::new();
        for (page, _) in &self.homes {
            if !pages.contains_key(page) {
                let mut treated = self.model.pages.get(page.0 as usize)?.clone();
                if !place::treat(*page, &mut treated, self.story, geometry) {
                    return None;
                }
                pages.insert(*page, treated);
            }
        }
        let near = pages.iter().map(|(at, page)| {
            let on = Neighbours::new((*at, page), self.outlines);
            (*at, on)
        });
        let near: BTreeMap<PageId, Neighbours<'_>> = near.collect();
        let story = self.model.story(self.story);
        let (mut regions, mut stands) = (Vec::new(), Vec::new());
        let mut headlines = Vec::new();
        for (page, id) in &self.homes {
            let Some(on) = near.get(page) else { continue };
            let block = on.page().block(*id);
            let BlockContent::Story(content) = &block.content else { continue };
            let most = self.heads.get(&(*page, *id)).copied();
            let site = Site { on, id: *id, block, content, story, most };
            let set = set_story_block(self.case, site);
            headlines.push(set.headline.map(|headline| {
                let Rect { width, height, .. } = headline.area;
                let (size, fills) = (headline.size, headline.fills);
                HeadlineSet { size, area: Size { width, height }, fills }
            }));
            if let Some(region) = set.region {
                regions.push(region);
                stands.push(Stand { page: *page, block: Some(*id), corner: Corner::of(block) });
            }
        }
        join(self.case, Joined { model: self.model, story: self.story }, &mut regions, &stands);
        if let Some(Filled { leg: (region, lane), lines }) = self.filled
            && let Some(region) = regions.get_mut(region)
            && let Some(lane) = region.lanes.get_mut(lane)
        {
            lane.end = (lane.end - region.grid.line * lines).max(lane.start);
        }
        Some((Room::new(regions)?, headlines))
    }
}

/// How a story is set under some work.
fn treatment_of(work: &Work) -> Treatment {
    Treatment {
        left_out: work.left_out.union(&work.heads).copied().collect(),
        tracking: work.tracking.clone(),
        white: work.white.clone(),
        ..Treatment::default()
    }
}

fn leg_of(place: LinePlace) -> Option<Leg> {
    match place {
        LinePlace::At { region, lane, .. } => Some((region, lane)),
        LinePlace::Over(_) => None,
    }
}

/// The leg in which each item begins, but for those that their leg begins with: white above them is
/// none.
fn legs_of(settled: &Settled) -> BTreeMap<usize, Leg> {
    let (mut legs, mut before, mut known) = (BTreeMap::new(), None, None);
    for line in &settled.lines {
        let leg = leg_of(line.place);
        if known.replace(line.item) != Some(line.item)
            && let Some(leg) = leg.filter(|leg| before == Some(*leg))
        {
            legs.entry(line.item).or_insert(leg);
        }
        before = leg;
    }
    legs
}

fn last_leg(settled: &Settled) -> Option<Leg> {
    settled.lines.iter().filter_map(|line| leg_of(line.place)).max()
}

/// The lines of the body that each leg of a room has.
fn lines_of_legs(room: &Room) -> BTreeMap<Leg, i64> {
    let track = Track::through(room);
    let (mut at, mut legs) = (Place::START, BTreeMap::new());
    while let Some((slot, of)) = room
        .get(at.region)
        .and_then(|of| track.next(at, of.grid.body_block))
        .and_then(|slot| Some((slot, room.get(slot.place.region)?)))
    {
        *legs.entry((slot.place.region, slot.place.lane)).or_default() += 1;
        at = slot.place.down(of.grid.line);
    }
    legs
}

/// The number of lines of each item.
fn lines_of(settled: &Settled) -> BTreeMap<usize, usize> {
    let mut lines = BTreeMap::new();
    settled.lines.iter().for_each(|line| *lines.entry(line.item).or_default() += 1);
    lines
}

/// A last line that stands alone at the head of a leg is as bad as so many empty lines.
pub(super) const LONE: i64 = 2;

/// A leg that ends so many lines shorter than it may is seen to have a hole.
const HOLLOW: i64 = 2;
