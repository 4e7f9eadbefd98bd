//! [`set_story`]: one story through all of its blocks, as a value of its own.

use std::sync::Arc;

use crate::diag::{Diagnostic, Findings};
use crate::flow::corner::{Corner, Stand, Texts};
use crate::flow::frame::{Account, Frame, Gap, OverLine, Overset, Slack};
use crate::flow::thread::{
    Choice, Chosen, Hole, Item, Left, LinePlace, Over, Place, Region, Room, holes, items_of, left,
};
use crate::page::model::{OversetPolicy, PageId, PageModel, StoryId};
use crate::page::style::StyleSheet;
use crate::text::RichText;

use super::fillers::{Filling, fill_up};
use super::joints::{Joined, Joint, content_of, join, said};
use super::overset::{
    Ended, LinesOver, continued_corner, continued_region, lines_of, no_room, overset_of,
    report_last_lines, report_lone_lines, report_overset, report_slack,
};
use super::proof::missing_copy;
use super::stock::Stock;
use super::taken::taken;

/// One block of a thread.
#[derive(Clone, Debug)]
pub(super) struct Berth {
    pub region: Region,
    pub stand: Stand,
}

/// A story's blocks as far as they are known.
#[derive(Clone, Debug, Default)]
pub(super) struct Thread {
    pub berths: Vec<Berth>,
    /// The source line, where it follows the body.
    pub source: Vec<Arc<RichText>>,
    /// How its text looks in the page's own writing, on pages that are added.
    pub page_styles: Option<Arc<StyleSheet>>,
    /// What is over of its intro, by where it is.
    pub intro_over: Vec<(Stand, LinesOver)>,
}

/// What a filler takes of a story's room, and its leg by region and place.
type Filled = (Left, Option<(usize, usize)>);

/// A story's thread, set.
pub(super) struct SetStory {
    /// Those whose texts it sets.
    pub stories: Vec<StoryId>,
    pub items: Vec<Item>,
    /// None of a story without a body.
    pub chosen: Option<Chosen>,
    /// Of each region of its room.
    pub stands: Vec<Stand>,
    /// Of each region, the last for all pages that are added.
    pub joints: Vec<Joint>,
    /// Grey text where copy is not in yet, by its region.
    pub missing: Vec<(usize, Frame)>,
    /// A house advertisement under its end, by its region.
    pub filler: Option<(usize, Frame)>,
    pub overset: Vec<Overset>,
    pub slack: Option<Slack>,
    pub account: Option<Account>,
    pub findings: Findings,
}

/// Sets a story's thread and accounts for what is over or left.
pub(super) fn set_story(stock: Stock<'_>, id: StoryId, thread: Thread) -> SetStory {
    let Stock { case, model, .. } = stock;
    let story = model.story(id);
    let (mut regions, mut stands): (Vec<Region>, Vec<Stand>) =
        thread.berths.into_iter().map(|berth| (berth.region, berth.stand)).unzip();
    let mut set = SetStory {
        stories: model.stories_of(id),
        items: items_of(model, id, &thread.source),
        chosen: None,
        stands: Vec::new(),
        joints: Vec::new(),
        missing: Vec::new(),
        filler: None,
        overset: Vec::new(),
        slack: None,
        account: None,
        findings: Findings::default(),
    };
    for (stand, over) in thread.intro_over {
        set.overset.push(overset_of(id, over, stand));
    }
    if regions.is_empty() && !set.items.is_empty() {
        // Room for a story that no block takes: none.
        if let Some((page, block)) =
            model.pages.first().and_then(|page| Some((page, page.blocks.first()?)))
        {
            let corner = Corner { outer: page.grid_area, mode: page.grid.mode };
            stands.push(Stand { page: PageId(0), block: None, corner });
            regions.push(no_room(page, &block.styles));
        }
    }
    if set.items.is_empty() {
        if let Some(room) = Room::new(regions) {
            set.missing = missing_copy(case, &story.name, &room, &stands);
            set.stands = stands;
        }
        return set;
    }
    let own = regions.len();
    let goes_on = model.document.overset == OversetPolicy::Continue;
    let last = model.pages.last().filter(|_| goes_on);
    if let (Some(page), Some(last)) = (last, regions.last()) {
        let styles = thread.page_styles.as_ref().unwrap_or(&last.styles);
        let more = Region { leg_end: last.leg_end, ..continued_region(page, styles) };
        regions.push(more);
        let id = PageId(model.pages.len().saturating_sub(1) as u32);
        stands.push(Stand { page: id, block: None, corner: continued_corner(page) });
    }
    let (joints, chosen) = choose(stock, id, &set.items, (regions, &stands, own));
    set.joints = joints;
    let Some(chosen) = chosen else { return set };
    if let Some(added) = stands.get(own).copied() {
        stands.truncate(own);
        stands.extend(std::iter::repeat_n(added, chosen.added));
    }
    set.stands = stands;
    set.joints.iter().for_each(|joint| set.findings.append(joint.findings()));
    let filled = set.fill_up(stock, &chosen);
    set.account = account(model, id, &set.stands, &chosen);
    set.tell(model, id, (&chosen, filled));
    set.findings.append(&chosen.settled.findings);
    set.chosen = Some(chosen);
    set
}

/// Settles a story in its regions, of which the first `own` are those of its blocks, with the lines that say where
/// it goes on. Of a stack each story stands for itself, and nobody turns the page for the next: it has such lines
/// where one of its stories is parted.
fn choose(
    stock: Stock<'_>,
    id: StoryId,
    items: &[Item],
    (mut regions, stands, own): (Vec<Region>, &[Stand], usize),
) -> (Vec<Joint>, Option<Chosen>) {
    let Stock { case, model, stories, .. } = stock;
    let settle = |mut regions: Vec<Region>| {
        let more = if regions.len() > own { regions.pop() } else { None };
        Some(stories.choose(case, Choice { items, room: Room::new(regions)?, more }))
    };
    let is_parted = |of: &Chosen| is_parted(items, of, (stands, own));
    if !model.story(id).stack.is_empty() {
        let chosen = settle(regions.clone());
        if !chosen.as_ref().is_some_and(is_parted) {
            return (Vec::new(), chosen);
        }
    }
    let joints = join(case, Joined { model, story: id }, &mut regions, stands);
    let chosen = settle(regions);
    let is_whole = !model.story(id).stack.is_empty() && !chosen.as_ref().is_some_and(is_parted);
    (if is_whole { Vec::new() } else { joints }, chosen)
}

/// Whether a story of a stack goes on on another page; pages behind the first `own` regions are added.
fn is_parted(items: &[Item], chosen: &Chosen, (stands, own): (&[Stand], usize)) -> bool {
    let page = |region: usize| match region {
        of if of < own => stands.get(of).map(|stand| (stand.page, None)),
        of => stands.last().map(|stand| (stand.page, Some(of))),
    };
    let places = chosen.settled.lines.iter().filter_map(|line| match line.place {
        LinePlace::At { region, .. } => Some((items.get(line.item)?.of(), page(region)?)),
        LinePlace::Over(_) => None,
    });
    let places: Vec<_> = places.collect();
    places.windows(2).any(|pair| pair[0].0 == pair[1].0 && pair[0].1 != pair[1].1)
}

/// How a story stands to its room.
fn account(
    model: &PageModel,
    story: StoryId,
    stands: &[Stand],
    chosen: &Chosen,
) -> Option<Account> {
    let reach = chosen.settled.last_region().unwrap_or(0);
    let room = left(&chosen.room, Place::START, reach).lines as i64;
    let (over, left) = (chosen.settled.over, chosen.left.lines);
    let needs = room - left as i64 + over.lines;
    let (characters_over, over) = (over.characters, over.lines);
    let (page, holes) = (stands.first()?.page, gaps(stands, chosen));
    let roomy =
        chosen.roomy.and_then(|enough| lines_of(model, stands.get(enough.region)?, enough.lines));
    Some(Account { story, page, room, needs, left, over, characters_over, holes, roomy })
}

/// What is seen to stay empty before a text's end, by pages and legs.
fn gaps(stands: &[Stand], chosen: &Chosen) -> Vec<Gap> {
    let regions = chosen.room.regions();
    let gap = |hole: Hole| {
        let page = stands.get(hole.region)?.page;
        let before = stands.iter().zip(regions).take(hole.region);
        let before = before.filter(|(stand, _)| stand.page == page);
        let before: usize = before.map(|(_, region)| region.lanes.len()).sum();
        Some(Gap { page, leg: before + hole.lane + 1, lines: hole.lines })
    };
    let mut gaps: Vec<Gap> = Vec::new();
    let seen = holes(&chosen.room, &chosen.settled).into_iter().filter(|hole| hole.lines > 1);
    for found in seen.filter_map(gap) {
        match gaps.iter_mut().find(|known| (known.page, known.leg) == (found.page, found.leg)) {
            Some(known) => known.lines += found.lines,
            None => gaps.push(found),
        }
    }
    gaps
}

impl SetStory {
    /// Puts a filler under the story's end; gives what it takes of the room that is left, and its leg.
    fn fill_up(&mut self, stock: Stock<'_>, chosen: &Chosen) -> Filled {
        let at = chosen.settled.end.and_then(|end| self.stands.get(end.region));
        let content = at.and_then(|stand| content_of(stock.model, stand));
        let fillers = content.map_or(&[][..], |content| &content.fillers);
        let lines = said(&self.joints, chosen);
        let behind = lines.iter().any(|line| line.is_behind_end(chosen));
        let place = (&self.stands[..], i64::from(behind));
        match fill_up(fillers, stock.footprints, (&chosen.room, &chosen.settled), place) {
            Some(Filling { region, lane, frame, takes, .. }) => {
                self.filler = Some((region, frame));
                (takes, Some((region, lane)))
            }
            None => Filled::default(),
        }
    }

    /// What is over, or left when something fills it up.
    fn tell(&mut self, model: &PageModel, id: StoryId, (chosen, (filled, leg)): (&Chosen, Filled)) {
        let story = model.story(id);
        let over: Vec<OverLine> = over_lines(&self.stories, &self.items, chosen).collect();
        if !over.is_empty() {
            let Over { lines, characters } = chosen.settled.over;
            let lines = usize::try_from(lines).unwrap_or(0);
            let Some(&stand) = self.stands.last() else {
                debug_assert!(false, "a room has a region, and each region a stand");
                return;
            };
            let overset = overset_of(id, LinesOver { set: over, lines, characters }, stand);
            let of_intro = self.overset.iter().map(|intro| intro.lines).sum();
            let ended = Ended::new(model, story, &self.stands, (chosen, of_intro));
            let (set, over) = ((&self.stands[..], &self.items[..], chosen), overset.lines as i64);
            let taken = taken(model, id, set, over);
            self.findings.push(report_overset(&ended, &overset, taken.as_ref()));
            self.overset.push(overset);
            return;
        }
        // What a box leaves empty that is as deep as its text is no room.
        let is_open = |stand: &Stand| {
            let page = model.pages.get(stand.page.0 as usize);
            page.zip(stand.block).is_some_and(|(page, id)| !page.is_as_deep_as_text(id))
        };
        let in_blocks = self.stands.iter().all(is_open);
        let lines = chosen.left.lines.saturating_sub(filled.lines);
        let characters = chosen.left.characters.saturating_sub(filled.characters);
        let slack = Slack { story: id, lines, characters };
        self.slack = (in_blocks && lines > 0).then_some(slack);
        let ended = Ended::new(model, story, &self.stands, (chosen, 0)).filled(leg);
        // What the limits of its fit let stay empty is as asked.
        let allowed = story.copyfit.as_ref().map_or(0, |fit| fit.short);
        let found: Option<Diagnostic> = match (chosen.loosened, &self.slack) {
            (Some(over), slack) => Some(report_lone_lines(&ended, over, slack.as_ref())),
            (None, Some(slack)) if slack.lines > allowed => Some(report_slack(&ended, slack)),
            (None, _) => None,
        };
        self.findings.extend(found);
        if chosen.loosened.is_none() && chosen.settled.lone > 0 {
            self.findings.push(report_last_lines(story, chosen.settled.lone));
        }
    }
}

/// The lines of a thread that are over.
fn over_lines(
    stories: &[StoryId],
    items: &[Item],
    chosen: &Chosen,
) -> impl Iterator<Item = OverLine> {
    let lines = chosen.settled.lines.iter();
    let over = lines.filter(|line| matches!(line.place, LinePlace::Over(_)));
    over.filter_map(move |line| {
        let item = items.get(line.item);
        debug_assert!(item.is_some(), "a settled line is of an item that was given");
        let (Texts { text, tail }, _) = item?.texts(stories, line.of)?;
        Some(OverLine { text, tail, line: (*line.line).clone() })
    })
}
