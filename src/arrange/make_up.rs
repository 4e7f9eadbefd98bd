//! [`arrange`]: stories go to pages, pages are parted, and what is written is settled until nothing is over.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::Findings;
use crate::source::layout::{Layout, SpillWord};

use super::area::Grid;
use super::bench::{Bench, Settled};
use super::document::Base;
use super::imagine::{self, Ends, Room, Units};
use super::mark::marked;
use super::measure::{Measured, measure};
use super::page::{Arrangement, PageDesk, Places, pieces};
use super::plan::{Goes, Plan};
use super::shape::Page;
use super::tell;
use super::write::{Sheet, lines};

/// Times that a layout is written and looked at.
const ROUNDS: usize = 8;

/// What is asked of the arranger.
pub struct Asked<'a> {
    pub plan: &'a Plan,
    pub layout: &'a Layout,
    pub base: &'a Base,
    /// The plan's file, as the layout's first line names it.
    pub name: &'a str,
    pub seed: u32,
    /// Which of the arrangements, the best being 0.
    pub choice: usize,
}

/// What the arranger gives.
#[derive(Debug, Default)]
pub struct Arranged {
    /// The layout as it is written; none where nothing could be arranged.
    pub layout: Option<String>,
    pub findings: Findings,
    /// Why every story stands where it does.
    pub explained: String,
}

/// A page with what is chosen for it.
pub(super) struct Chosen<'a> {
    pub desk: PageDesk<'a>,
    pub all: Vec<Arrangement>,
    pub at: usize,
    pub stories: Vec<usize>,
}

impl Chosen<'_> {
    pub fn arrangement(&self) -> Option<&Arrangement> {
        self.all.get(self.at)
    }
}

/// What is known once the rooms were settled.
struct Desk<'a> {
    asked: &'a Asked<'a>,
    units: [Option<Units>; 2],
    measured: [Measured; 2],
    /// By arranged page.
    grids: Vec<Grid>,
}

/// Arrangements of pages that were tried and fell short.
type Banned = BTreeSet<(usize, Places)>;

/// The arrangements of a page with certain stories.
type Known = BTreeMap<(usize, Vec<usize>), Vec<Arrangement>>;

/// Arranges a plan.
pub fn arrange(asked: &Asked<'_>, bench: &mut dyn Bench) -> Arranged {
    let mut made = Arranged::default();
    let Some((mut desk, found)) = Desk::new(asked, bench) else { return made };
    if found.has_errors() {
        made.findings.append(&found);
        return made;
    }
    let (mut on_page, mut without) = desk.share_out();
    let mut banned = Banned::new();
    let mut best: Option<(usize, String, Settled)> = None;
    let mut known: Known = BTreeMap::new();
    for round in 0..ROUNDS {
        let grids = desk.grids.clone();
        let measured = desk.measured.clone();
        let view = View { asked, units: desk.units, measured: &measured, grids: &grids };
        let mut chosen = Vec::new();
        bench.on_threads(&mut || {
            chosen = view.choose((&mut on_page, &mut without), &banned, &mut known);
        });
        let text = view.layout(&chosen, &without);
        let Some(settled) = bench.settle(&text) else { return made };
        let verdict = Verdict::of(&view, &chosen, &settled);
        let errors = verdict.errors;
        let better = best.as_ref().is_none_or(|(known, ..)| errors < *known);
        if better {
            made.explained = tell::explain(&view.asked.plan.stories, &chosen, &without);
            made.findings = tell::findings(asked, &chosen, &without, &settled);
            best = Some((errors, text, settled));
        }
        if errors == 0 || round + 1 == ROUNDS {
            break;
        }
        for page in &mut chosen {
            if let Some(own) =
                page.arrangement().filter(|_| verdict.pages.contains(&page.desk.open.at))
            {
                banned.insert((page.desk.open.at, own.places()));
            }
        }
        drop(chosen);
        if desk.learn(&verdict) {
            known.clear();
        }
    }
    made.layout = best.map(|(_, text, _)| marked(asked.name, &text));
    made
}

impl<'a> Desk<'a> {
    /// Settles all rooms.
    fn new(asked: &'a Asked<'a>, bench: &mut dyn Bench) -> Option<(Desk<'a>, Findings)> {
        let plan = asked.plan;
        let mut units = [None, None];
        let mut rooms: Vec<Room> = Vec::new();
        for is_vertical in [false, true] {
            if plan.pages.iter().any(|page| page.is_vertical == is_vertical) {
                let (own, width) = units_of(asked.layout, is_vertical)?;
                units[usize::from(is_vertical)] = Some(own);
                let more = imagine::rooms(plan, own, width, rooms.len());
                rooms.extend(more);
            }
        }
        let settled = bench.settle(&imagine::imagined(asked.base, plan, &rooms, units))?;
        let count = plan.stories.len();
        let measured =
            [false, true].map(|is_vertical| measure(count, &rooms, &settled, is_vertical));
        let grid = |page: &super::plan::OpenPage| {
            let units = units[usize::from(page.is_vertical)]?;
            let name = format!("fixed-{}", page.at);
            let own = settled.model.pages.iter().find(|own| own.name == name);
            let like = rooms.iter().find(|room| room.is_vertical == page.is_vertical);
            let empty = || {
                let like = settled
                    .model
                    .pages
                    .iter()
                    .find(|own| Some(&own.name) == like.map(|r| &r.id))?;
                let mut like = like.clone();
                like.blocks.clear();
                Some(like)
            };
            let own = own.cloned().or_else(empty)?;
            let story = |id: u32| {
                settled.model.stories.get(id as usize).map_or(String::new(), |s| s.name.clone())
            };
            Some(Grid::of(&own, units, story))
        };
        let grids: Option<Vec<Grid>> = plan.pages.iter().map(grid).collect();
        let errors = tell::unsound(plan, &rooms, &settled);
        Some((Desk { asked, units, measured, grids: grids? }, errors))
    }

    /// The stories of each page, as far as there is room by the least that they take; and those without.
    fn share_out(&self) -> (Vec<Vec<usize>>, Vec<usize>) {
        let plan = self.asked.plan;
        let mut on_page: Vec<Vec<usize>> = vec![Vec::new(); plan.pages.len()];
        let mut left: Vec<i64> = self.grids.iter().map(|grid| i64::from(grid.free())).collect();
        let mut without = Vec::new();
        let mut stories: Vec<usize> = (0..plan.stories.len()).collect();
        let bound = |story: &usize| match plan.stories[*story].goes {
            Goes::Page(_) => 0,
            Goes::Section(_) => 1,
            Goes::Anywhere => 2,
        };
        stories.sort_by_key(|story| (bound(story), plan.stories[*story].rank, *story));
        for story in stories {
            let copy = &plan.stories[story];
            let pages = (0..plan.pages.len()).filter(|at| copy.may_go_to(*at, &plan.pages[*at]));
            let mut pages: Vec<usize> = pages.collect();
            if let (Goes::Page(own), SpillWord::Next) = (&copy.goes, plan.spill) {
                pages.extend(self.next_pages(*own));
            }
            let spreads = !matches!(copy.goes, Goes::Page(_));
            let area = |at: usize| self.least_area(story, at);
            let fits = |at: &&usize| area(**at).is_some_and(|area| area <= left[**at]);
            let home = match spreads {
                true => {
                    pages.iter().filter(fits).max_by_key(|at| (left[**at], std::cmp::Reverse(**at)))
                }
                false => pages.iter().find(fits),
            };
            match home {
                Some(&at) => {
                    left[at] -= area(at).unwrap_or(0);
                    on_page[at].push(story);
                }
                None => without.push(story),
            }
        }
        (on_page, without)
    }

    /// The later pages of a page's section.
    fn next_pages(&self, own: usize) -> Vec<usize> {
        let pages = &self.asked.plan.pages;
        let same =
            |at: &usize| pages[*at].section.is_some() && pages[*at].section == pages[own].section;
        (own + 1..pages.len()).filter(same).collect()
    }

    /// The fewest leg-lines that a story takes on a page.
    fn least_area(&self, story: usize, at: usize) -> Option<i64> {
        let view = View {
            asked: self.asked,
            units: self.units,
            measured: &self.measured,
            grids: &self.grids,
        };
        let pieces = view.pieces(at, &[story]);
        let shapes = pieces.iter().flat_map(|piece| &piece.shapes);
        shapes.map(|shape| i64::from(shape.units * shape.least)).min()
    }

    /// What the settled layout tells of its stories: they take more lines than the rooms told.
    fn learn(&mut self, verdict: &Verdict) -> bool {
        for (&(is_vertical, story), &lines) in &verdict.over {
            for setting in &mut self.measured[usize::from(is_vertical)].settings[story] {
                setting.needs += lines;
            }
        }
        !verdict.over.is_empty()
    }
}

/// What the desk knows, to be looked at.
struct View<'a> {
    asked: &'a Asked<'a>,
    units: [Option<Units>; 2],
    measured: &'a [Measured; 2],
    grids: &'a [Grid],
}

impl<'a> View<'a> {
    fn pieces(&self, at: usize, stories: &[usize]) -> Vec<super::page::Piece> {
        let (open, grid) = (&self.asked.plan.pages[at], &self.grids[at]);
        let page = Page { units: grid.units, lines: grid.lines, is_vertical: open.is_vertical };
        let measured = &self.measured[usize::from(open.is_vertical)];
        pieces(self.asked.plan, stories, measured, page)
    }

    /// An arrangement for every page. Stories that no arrangement has room for go to the next page, or
    /// stay without.
    fn choose(
        &self,
        (on_page, without): (&mut [Vec<usize>], &mut Vec<usize>),
        banned: &Banned,
        known: &mut Known,
    ) -> Vec<Chosen<'a>> {
        let plan = self.asked.plan;
        let mut chosen = Vec::with_capacity(plan.pages.len());
        for at in 0..plan.pages.len() {
            loop {
                let open = &plan.pages[at];
                let Some(units) = self.units[usize::from(open.is_vertical)] else { break };
                let stories = on_page[at].clone();
                let desk = PageDesk {
                    plan,
                    open,
                    grid: &self.grids[at],
                    units,
                    measured: &self.measured[usize::from(open.is_vertical)],
                    pieces: self.pieces(at, &stories),
                };
                let search = || desk.arrangements(self.asked.seed);
                let mut all = known.entry((at, stories.clone())).or_insert_with(search).clone();
                let fresh = |own: &Arrangement| !banned.contains(&(open.at, own.places()));
                if all.iter().any(fresh) {
                    all.retain(fresh);
                }
                if all.is_empty() && !stories.is_empty() {
                    let last = self.least_worthy(&stories);
                    on_page[at].retain(|story| *story != last);
                    match self.next_page(at, last) {
                        Some(next) => on_page[next].push(last),
                        None => without.push(last),
                    }
                    continue;
                }
                let choice = self.asked.choice.min(all.len().saturating_sub(1));
                chosen.push(Chosen { desk, all, at: choice, stories });
                break;
            }
        }
        chosen
    }

    fn least_worthy(&self, stories: &[usize]) -> usize {
        let rank = |story: &&usize| (self.asked.plan.stories[**story].rank, **story);
        stories.iter().max_by_key(rank).copied().unwrap_or(0)
    }

    /// The next page that a story without room may go to.
    fn next_page(&self, from: usize, story: usize) -> Option<usize> {
        let plan = self.asked.plan;
        if plan.spill == SpillWord::Report {
            return None;
        }
        let (copy, own) = (&plan.stories[story], &plan.pages[from].section);
        let same = |at: &usize| {
            let page = &plan.pages[*at];
            match copy.goes {
                Goes::Page(_) => own.is_some() && page.section == *own,
                _ => copy.may_go_to(*at, page),
            }
        };
        (from + 1..plan.pages.len()).find(same)
    }

    /// The whole layout.
    fn layout(&self, chosen: &[Chosen<'_>], without: &[usize]) -> String {
        let Asked { plan, base, .. } = self.asked;
        let left_out: Vec<&str> =
            without.iter().map(|story| plan.stories[*story].name.as_str()).collect();
        let mut looks: BTreeSet<(std::cmp::Reverse<u32>, Ends)> = BTreeSet::new();
        let mut pages: BTreeMap<usize, String> = BTreeMap::new();
        for page in chosen {
            let stories = page.desk.stories();
            let sheet =
                Sheet { plan, grid: page.desk.grid, units: page.desk.units, stories: &stories };
            let stands = page.arrangement().map_or(Vec::new(), |own| page.desk.stands(own));
            for setting in stands.iter().map(|stand| stand.shape.setting).filter(|set| set.is_ours)
            {
                looks.insert((std::cmp::Reverse(setting.size), setting.ends()));
            }
            pages.insert(page.desk.open.at, base.page(page.desk.open.at, &lines(&sheet, &stands)));
        }
        let looks: String =
            looks.iter().map(|(size, ends)| imagine::look_table(size.0, *ends) + "\n").collect();
        let mut text = format!("{}\n{looks}{}", base.shared(), base.articles(&left_out));
        for at in 0..base.pages() {
            text += "\n";
            text += &pages.remove(&at).unwrap_or_else(|| base.page(at, &[]));
        }
        text.trim_start().to_owned()
    }
}

/// What a settled layout tells.
#[derive(Debug, Default)]
struct Verdict {
    /// Pages of the plan with something to mend.
    pages: BTreeSet<usize>,
    /// By writing and story, lines that it is over.
    over: BTreeMap<(bool, usize), u32>,
    errors: usize,
}

impl Verdict {
    fn of(view: &View<'_>, chosen: &[Chosen<'_>], settled: &Settled) -> Verdict {
        let mut verdict = Verdict::default();
        let plan = view.asked.plan;
        for over in &settled.filled.overset {
            let name = &settled.model.story(over.story).name;
            let story = plan.stories.iter().position(|copy| copy.name == *name);
            // Of a stack the first of its stories.
            let Some(story) = story.or_else(|| stack_of(plan, settled, over.story)) else {
                continue;
            };
            let page = chosen.iter().find(|page| page.stories.contains(&story));
            if let Some(page) = page {
                verdict.pages.insert(page.desk.open.at);
                verdict.over.insert((page.desk.open.is_vertical, story), over.lines as u32);
            }
            verdict.errors += 1000;
        }
        let of_file = settled.findings.iter().filter(|found| found.is_error());
        for found in of_file.chain(settled.taboos.iter()) {
            verdict.errors += if found.is_error() { 100 } else { 1 };
            verdict.pages.extend(tell::page_of(settled, found).and_then(|name| {
                chosen.iter().find(|page| page.desk.open.id == name).map(|page| page.desk.open.at)
            }));
        }
        verdict
    }
}

fn stack_of(plan: &Plan, settled: &Settled, story: crate::page::model::StoryId) -> Option<usize> {
    let first = *settled.model.story(story).stack.first()?;
    let name = &settled.model.story(first).name;
    let name = name.split('#').next().unwrap_or(name);
    plan.stories.iter().position(|copy| copy.name == name)
}

/// How a grid's columns are taken together, and how wide one of those is, in thousandths of a point.
fn units_of(layout: &Layout, is_vertical: bool) -> Option<(Units, i64)> {
    let grid = &layout.grid.as_ref()?.value;
    let columns = grid.columns.as_ref()?.value;
    let measure = grid.measure.as_ref()?.value.permille();
    let gutter = match grid.gutter.as_ref().map(|key| key.value) {
        Some(crate::source::layout::Amount::Count(count)) => count.permille(),
        _ => 1000,
    };
    let units = Units::of(columns, measure, gutter, is_vertical);
    let wide = i64::from(units.columns) * measure + i64::from(units.columns - 1) * gutter;
    Some((units, wide * 9))
}
