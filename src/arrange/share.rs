//! [`Shares`]: which stories go to which page.
//!
//! Those that are bound to a page go there first, then those of a section, then the others; within that by
//! rank, each to the page that has the most room left, so that every page gets its lead and its share
//! of what is less. A sidebar goes where its story is, and briefs go together.

use std::collections::BTreeMap;

use crate::source::layout::{KindWord, SpillWord};

use super::plan::{Goes, Plan};

/// A page that is fuller than this by the least that its stories take gets no more, in thousandths.
const FULL: i64 = 900;

/// Pages are about full with so much of them, in thousandths, and dearer by so much where they have more.
const ABOUT_FULL: i64 = 980;
const DEARER: i64 = 4;
/// The rank of a lead.
const FIRST: u32 = 1;
/// How far from the first rank of its page a story is that may be left out for the sake of the others.
const LESSER: u32 = 3;
/// A page is crowded where the least that its stories take is more than this of it, in thousandths.
const CROWDED: i64 = 800;
/// More than this no page holds.
const MOST: i64 = 1030;

/// What stands on a page: its free leg-lines, and those of its stories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub free: i64,
    pub areas: BTreeMap<usize, i64>,
}

/// A story that goes from a page to another.
type Move = (usize, usize, usize);

/// Stories by page, and those without one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    pub on_page: Vec<Vec<usize>>,
    pub without: Vec<usize>,
}

impl Shares {
    /// Shares the stories of a plan out among pages that have so much room each; `takes` is what a story
    /// takes of a page at least, none where it has no form for it.
    pub fn of(plan: &Plan, room: &[i64], takes: impl Fn(usize, usize) -> Option<i64>) -> Shares {
        let mut shares = Shares { on_page: vec![Vec::new(); room.len()], without: Vec::new() };
        let mut left = room.to_vec();
        for story in order(plan, |story| {
            pages_of(plan, story).into_iter().filter_map(|at| takes(story, at)).min().unwrap_or(0)
        }) {
            if shares.holds(story) {
                continue;
            }
            let pages = pages_of(plan, story);
            let mates = sidebars_of(plan, story);
            let whole = |at: usize| {
                let all = std::iter::once(&story).chain(&mates);
                all.map(|one| takes(*one, at)).sum::<Option<i64>>()
            };
            // A page that has a lead of rank 1 is the last that another goes to.
            let first = |story: &usize| plan.stories[*story].rank == FIRST;
            let is_led = |at: usize| first(&story) && shares.on_page[at].iter().any(first);
            let home = |takes: &dyn Fn(usize) -> Option<i64>| {
                let fits = |at: &usize| {
                    takes(*at).zip(left.get(*at)).is_some_and(|(takes, left)| takes <= *left)
                };
                let mate = companion(plan, story, &shares);
                mate.filter(|at| pages.contains(at) && fits(at)).or_else(|| {
                    let mut fitting = pages.iter().copied().filter(fits);
                    match plan.stories[story].goes {
                        // In their order.
                        Goes::Page(_) => fitting.next(),
                        _ => fitting
                            .max_by_key(|at| (!is_led(*at), left[*at], std::cmp::Reverse(*at))),
                    }
                })
            };
            // With its sidebars, where a page has room for all of them.
            let together = if mates.is_empty() { None } else { home(&whole) };
            let placed = match together.or_else(|| home(&|at| takes(story, at))) {
                Some(at) => (at, if together.is_some() { mates } else { Vec::new() }),
                None => {
                    shares.without.push(story);
                    continue;
                }
            };
            let (at, mates) = placed;
            for one in std::iter::once(story).chain(mates) {
                left[at] -= takes(one, at).unwrap_or(0);
                shares.on_page[at].push(one);
            }
        }
        shares.balance(plan, room, &takes);
        shares
    }

    fn holds(&self, story: usize) -> bool {
        self.on_page.iter().any(|stories| stories.contains(&story))
    }

    /// Moves stories between pages, or lets two change places, while that makes the pages more evenly full. The
    /// first of a page stays, and what stands together.
    fn balance(&mut self, plan: &Plan, room: &[i64], takes: &impl Fn(usize, usize) -> Option<i64>) {
        for _ in 0..plan.stories.len() * 2 {
            let places = self.movable(plan);
            let alone = places.iter().flat_map(|&(at, story)| {
                (0..room.len()).filter(move |to| *to != at).map(move |to| vec![(story, at, to)])
            });
            let pairs = places.iter().enumerate().flat_map(|(number, &(at, story))| {
                let others = places[number + 1..].iter().filter(move |(to, _)| *to != at);
                others.map(move |&(to, other)| vec![(story, at, to), (other, to, at)])
            });
            let worth = |moves: &Vec<Move>| {
                let is_allowed = moves.iter().all(|(story, _, to)| {
                    let copy = &plan.stories[*story];
                    !matches!(copy.goes, Goes::Page(_)) && copy.may_go_to(*to, &plan.pages[*to])
                });
                is_allowed.then(|| self.uneven(room, takes, moves)).flatten()
            };
            let Some(now) = self.uneven(room, takes, &[]) else { return };
            let moves = alone.chain(pairs);
            let best = moves.filter_map(|moves| Some((worth(&moves)?, moves))).min();
            let Some((_, moves)) = best.filter(|(worth, _)| worth * 10 < now * 9) else { return };
            for (story, from, to) in moves {
                self.on_page[from].retain(|other| *other != story);
                self.on_page[to].push(story);
            }
        }
    }

    /// Stories that may change their pages, each with its page.
    fn movable(&self, plan: &Plan) -> Vec<(usize, usize)> {
        let is_bound = |story: usize| {
            let copy = &plan.stories[story];
            copy.kind == KindWord::Brief
                || copy.with.is_some()
                || plan.stories.iter().any(|other| other.with == Some(story))
        };
        let pages = self.on_page.iter().enumerate();
        let places = pages.flat_map(|(at, stories)| {
            let lead = stories.iter().min_by_key(|story| (plan.stories[**story].rank, **story));
            let others = stories.iter().filter(move |story| Some(*story) != lead);
            others.filter(|story| !is_bound(**story)).map(move |story| (at, *story))
        });
        places.collect()
    }

    /// How unevenly full the pages are after some moves; none where one is too full by them.
    fn uneven(
        &self,
        room: &[i64],
        takes: &impl Fn(usize, usize) -> Option<i64>,
        moves: &[Move],
    ) -> Option<i64> {
        let mut all = 0;
        for (at, stories) in self.on_page.iter().enumerate() {
            let before: i64 = stories.iter().filter_map(|story| takes(*story, at)).sum();
            let mut area = before;
            for (story, from, to) in moves {
                if *to == at {
                    area += takes(*story, at)?;
                } else if *from == at {
                    area -= takes(*story, at).unwrap_or(0);
                }
            }
            if area > before && area * 1000 > room[at] * FULL {
                return None;
            }
            let share = area * 1000 / room[at].max(1);
            all += (1000 - share) * (1000 - share);
        }
        Some(all)
    }

    /// The smallest rank on a page, of what is kept there as well.
    pub fn first(&self, plan: &Plan, at: usize) -> u32 {
        let ranks =
            self.on_page.get(at).into_iter().flatten().map(|story| plan.stories[*story].rank);
        let kept = plan.pages.get(at).and_then(|page| page.first);
        ranks.chain(kept).min().unwrap_or(1)
    }

    /// Takes the story of a page that matters least off it: it goes to the next page that it may go to,
    /// or has none. Where a sidebar has no room beside its story both go, if there is a page for them.
    pub fn take_off(&mut self, plan: &Plan, at: usize) {
        // The lead stays, and who is bound to the page, as long as there are others.
        let first = self.first(plan, at);
        let is_bound = |story: usize| {
            let copy = &plan.stories[story];
            copy.rank == first || matches!(copy.goes, Goes::Page(own) if own == at)
        };
        let rank = |story: &&usize| (!is_bound(**story), plan.stories[**story].rank, **story);
        let Some(last) = self.on_page[at].iter().max_by_key(rank).copied() else { return };
        let later = |story: usize| pages_of(plan, story).into_iter().filter(move |to| *to > at);
        let mate = plan.stories[last].with.filter(|mate| self.on_page[at].contains(mate));
        let mate = mate.filter(|mate| !is_bound(*mate));
        let common = |mate: usize| later(mate).find(|to| later(last).any(|own| own == *to));
        if let Some((mate, to)) = mate.and_then(|mate| Some((mate, common(mate)?))) {
            self.on_page[at].retain(|story| *story != last && *story != mate);
            self.on_page[to].extend([mate, last]);
            return;
        }
        self.on_page[at].retain(|story| *story != last);
        let next = later(last).next();
        match next {
            Some(next) => self.on_page[next].push(last),
            None => self.without.push(last),
        }
    }

    /// Takes a story off a page that has others: it has no room.
    pub fn give_up(&mut self, at: usize, story: usize) {
        if self.on_page[at].len() > 1 && self.on_page[at].contains(&story) {
            self.on_page[at].retain(|own| *own != story);
            self.without.push(story);
        }
    }

    /// Shares in which a story of a page has gone elsewhere, another has come, or both, those first that leave
    /// the two pages about full.
    pub fn moves(&self, plan: &Plan, at: usize, taken: &[Taken]) -> Vec<Shares> {
        let movable = self.movable(plan);
        let here = || movable.iter().filter(|(page, _)| *page == at).map(|(_, own)| Some(*own));
        let there = |to: usize| {
            movable.iter().filter(move |(page, _)| *page == to).map(|(_, own)| Some(*own))
        };
        let others = (0..taken.len()).filter(|to| *to != at && !self.on_page[*to].is_empty());
        let pairs = others.flat_map(|to| {
            let ones = here().chain([None]);
            ones.flat_map(move |one| there(to).chain([None]).map(move |other| (to, one, other)))
        });
        let may_go = |story: Option<usize>, to: usize| {
            story.is_none_or(|story| {
                let copy = &plan.stories[story];
                !matches!(copy.goes, Goes::Page(_)) && copy.may_go_to(to, &plan.pages[to])
            })
        };
        let area = |story: Option<usize>, from: usize| {
            story.and_then(|story| taken[from].areas.get(&story)).copied().unwrap_or(0)
        };
        let share = |page: usize, gone: i64, come: i64| {
            let all: i64 = taken[page].areas.values().sum();
            (all - gone + come) * 1000 / taken[page].free.max(1)
        };
        let mut all: Vec<(i64, Shares)> = Vec::new();
        for (to, one, other) in pairs {
            if (one.is_none() && other.is_none()) || !may_go(one, to) || !may_go(other, at) {
                continue;
            }
            let (gone, come) = (area(one, at), area(other, to));
            let shares = [share(at, gone, come), share(to, come, gone)];
            if shares.iter().any(|share| *share > MOST) {
                continue;
            }
            let off = |share: i64| match share - ABOUT_FULL {
                over @ 0.. => over * DEARER,
                under => -under,
            };
            let worth = shares.iter().map(|share| off(*share) * off(*share)).sum();
            let mut moved = self.clone();
            for (story, from, to) in [(one, at, to), (other, to, at)] {
                if let Some(story) = story {
                    moved.on_page[from].retain(|own| *own != story);
                    moved.on_page[to].push(story);
                }
            }
            all.push((worth, moved));
        }
        all.sort_by_key(|(worth, _)| *worth);
        all.into_iter().map(|(_, shares)| shares).collect()
    }

    /// Without the least story of a page that is crowded, if it is of a far lesser rank than the lead and nothing
    /// stands with it; `takes` is what a story takes of the page at least.
    pub fn less_crowded(
        &self,
        plan: &Plan,
        (at, room): (usize, i64),
        takes: impl Fn(usize) -> Option<i64>,
    ) -> Option<Shares> {
        let stories = &self.on_page[at];
        let least: i64 = stories.iter().filter_map(|story| takes(*story)).sum();
        if least * 1000 < room * CROWDED {
            return None;
        }
        let first = self.first(plan, at);
        let has_sidebar = |own: usize| plan.stories.iter().any(|other| other.with == Some(own));
        let lesser = stories
            .iter()
            .filter(|own| plan.stories[**own].rank >= first + LESSER && !has_sidebar(**own));
        let last = *lesser.max_by_key(|own| (plan.stories[**own].rank, **own))?;
        let mut shares = self.clone();
        shares.on_page[at].retain(|own| *own != last);
        shares.without.push(last);
        Some(shares)
    }

    /// A page with a story that is left out, for which the lesser ones leave it, the least first; a sidebar brings
    /// its story along, with what else stands with that. None where that makes no room.
    pub fn exchanged(
        &self,
        plan: &Plan,
        (story, at): (usize, usize),
        room: i64,
        takes: impl Fn(usize) -> Option<i64>,
    ) -> Option<Shares> {
        let copy = &plan.stories[story];
        let mate = copy.with.filter(|mate| !self.without.contains(mate));
        if copy.with.is_some() && mate.is_none() {
            return None;
        }
        let of_mate = |other: &usize| Some(*other) == mate || plan.stories[*other].with == mate;
        let is_along = |other: usize| match mate {
            Some(_) => of_mate(&other),
            None => plan.stories[other].with == Some(story),
        };
        let all = 0..plan.stories.len();
        let is_here = |other: usize| self.on_page[at].contains(&other);
        let group: Vec<usize> =
            all.filter(|other| *other == story || (is_along(*other) && !is_here(*other))).collect();
        let leads = |other: usize| {
            let home = self.on_page.iter().position(|stories| stories.contains(&other));
            home.is_some_and(|home| self.first(plan, home) == plan.stories[other].rank)
        };
        let may_go = |other: &usize| {
            *other == story || (pages_of(plan, *other).contains(&at) && !leads(*other))
        };
        if !group.iter().all(may_go) {
            return None;
        }
        let area = |stories: &[usize]| stories.iter().map(|own| takes(*own)).sum::<Option<i64>>();
        let mut staying = self.on_page[at].clone();
        staying.retain(|own| !group.contains(own));
        let mut leaving = Vec::new();
        let first = self.first(plan, at);
        while area(&staying)? + area(&group)? > room {
            let is_lesser = |own: &&usize| {
                let rank = plan.stories[**own].rank;
                let is_bound = matches!(plan.stories[**own].goes, Goes::Page(_));
                !is_along(**own) && rank > first && rank >= copy.rank + u32::from(is_bound)
            };
            let least = staying.iter().filter(is_lesser);
            let least = *least.max_by_key(|own| (plan.stories[**own].rank, **own))?;
            let goes = |own: &usize| *own == least || plan.stories[*own].with == Some(least);
            leaving.extend(staying.iter().copied().filter(goes));
            staying.retain(|own| !goes(own));
        }
        let mut shares = self.clone();
        for stories in &mut shares.on_page {
            stories.retain(|own| !group.contains(own));
        }
        shares.without.retain(|own| !group.contains(own));
        shares.without.extend(leaving);
        staying.extend(group);
        shares.on_page[at] = staying;
        Some(shares)
    }
}

/// The stories in the order in which they find their pages: sidebars behind all others.
fn order(plan: &Plan, takes: impl Fn(usize) -> i64) -> Vec<usize> {
    let bound = |story: usize| match plan.stories[story].goes {
        Goes::Page(_) => 0,
        Goes::Section(_) => 1,
        Goes::Anywhere => 2,
    };
    let mut stories: Vec<usize> = (0..plan.stories.len()).collect();
    let is_sidebar = |story: usize| plan.stories[story].with.is_some();
    // Of one rank the shorter first, so that more of them find a place.
    let key = |story: usize| {
        (is_sidebar(story), bound(story), plan.stories[story].rank, takes(story), story)
    };
    stories.sort_by_cached_key(|story| key(*story));
    stories
}

/// The pages that a story may go to, in the order in which they are tried.
pub fn pages_of(plan: &Plan, story: usize) -> Vec<usize> {
    let copy = &plan.stories[story];
    let Goes::Page(own) = copy.goes else {
        let pages = 0..plan.pages.len();
        return pages.filter(|at| copy.may_go_to(*at, &plan.pages[*at])).collect();
    };
    let mut pages = vec![own];
    let section = &plan.pages[own].section;
    if plan.spill == SpillWord::Next && section.is_some() {
        let later = own + 1..plan.pages.len();
        pages.extend(later.filter(|at| plan.pages[*at].section == *section));
    }
    pages
}

/// The stories that stand with one and may go where it may.
fn sidebars_of(plan: &Plan, story: usize) -> Vec<usize> {
    let own = plan.stories.iter().enumerate().filter(|(_, copy)| copy.with == Some(story));
    let pages = pages_of(plan, story);
    let goes_along = |at: &usize| pages_of(plan, *at).iter().any(|page| pages.contains(page));
    own.map(|(at, _)| at).filter(goes_along).collect()
}

/// The page of the story that one stands with, or of another brief.
fn companion(plan: &Plan, story: usize, shares: &Shares) -> Option<usize> {
    let copy = &plan.stories[story];
    let is_brief = |other: usize| plan.stories[other].kind == KindWord::Brief;
    shares.on_page.iter().position(|stories| {
        stories.iter().any(|other| match copy.with {
            Some(mate) => mate == *other,
            None => is_brief(story) && is_brief(*other),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arrange::plan::Copy;

    fn plan() -> Plan {
        let mut stories: Vec<Copy> =
            [1, 1, 2, 2, 3, 3].map(|rank| Copy::of_rank(&format!("r{rank}"), rank)).to_vec();
        // The last stands with the fourth.
        stories[5].with = Some(3);
        Plan::of(&["news", "city", "news"], stories)
    }

    #[test]
    fn every_page_gets_a_lead_and_sidebars_their_stories() {
        let shares = Shares::of(&plan(), &[120, 120, 120], |_, _| Some(40));
        let leads: Vec<u32> = (0..3).map(|at| shares.first(&plan(), at)).collect();
        assert_eq!(leads, [1, 1, 2]);
        let of = |story: usize| shares.on_page.iter().position(|own| own.contains(&story));
        assert!(of(5).is_some() && of(5) == of(3), "{shares:?}");
    }

    #[test]
    fn two_stories_of_rank_1_lead_two_pages_whatever_room_these_have() {
        let stories = [1, 1, 2].map(|rank| Copy::of_rank(&format!("r{rank}"), rank)).to_vec();
        let shares = Shares::of(&Plan::of(&["news", "news"], stories), &[200, 90], |_, _| Some(40));
        assert!(shares.on_page[0].contains(&0) && shares.on_page[1].contains(&1), "{shares:?}");
    }

    #[test]
    fn a_lead_that_is_kept_in_a_block_is_still_the_first_of_its_page() {
        let mut plan = plan();
        let shares = Shares { on_page: vec![vec![2, 4], vec![], vec![]], without: vec![] };
        assert_eq!(shares.first(&plan, 0), 2);
        plan.pages[0].first = Some(1);
        assert_eq!(shares.first(&plan, 0), 1);
    }

    #[test]
    fn who_is_bound_goes_first_and_what_has_no_room_goes_on_in_its_section() {
        let mut plan = plan();
        plan.stories.iter_mut().for_each(|copy| copy.with = None);
        plan.stories.iter_mut().for_each(|copy| copy.goes = Goes::Page(0));
        let shares = Shares::of(&plan, &[100, 100, 100], |_, _| Some(40));
        // Two have room on each page of the section, none goes to another.
        assert_eq!(shares.on_page, [vec![0, 1], vec![], vec![2, 3]]);
        assert_eq!(shares.without, [4, 5]);
        plan.spill = SpillWord::Report;
        let mut shares = Shares::of(&plan, &[100, 100, 100], |_, _| Some(40));
        assert_eq!((shares.on_page[2].len(), shares.without.len()), (0, 4));
        shares.take_off(&plan, 0);
        assert_eq!((&shares.on_page[0], shares.without.last()), (&vec![0], Some(&1)));
        assert_eq!(shares.first(&plan, 0), 1);
    }

    #[test]
    fn a_sidebar_takes_its_story_along_to_a_page_for_both() {
        let plan = plan();
        let mut shares = Shares { on_page: vec![vec![0, 3, 5], vec![1], vec![2]], without: vec![] };
        shares.take_off(&plan, 0);
        assert_eq!(shares.on_page, [vec![0], vec![1, 3, 5], vec![2]]);
        // There is no page behind the last.
        let mut shares = Shares { on_page: vec![vec![0], vec![1], vec![2, 3, 5]], without: vec![] };
        shares.take_off(&plan, 2);
        assert_eq!((&shares.on_page[2], &shares.without), (&vec![2, 3], &vec![5]));
    }

    #[test]
    fn a_story_for_which_a_page_does_not_compose_leaves_it_but_for_the_last() {
        let mut shares = Shares { on_page: vec![vec![0, 3]], without: vec![5] };
        [3, 0].into_iter().for_each(|story| shares.give_up(0, story));
        assert_eq!((&shares.on_page[0], &shares.without), (&vec![0], &vec![5, 3]));
    }

    #[test]
    fn stories_change_pages_so_that_both_are_about_full() {
        let mut stories: Vec<Copy> =
            [1, 1, 2, 2, 3].map(|rank| Copy::of_rank(&format!("r{rank}"), rank)).to_vec();
        stories[4].goes = Goes::Page(1);
        let plan = Plan::of(&["news", "news"], stories);
        let shares = Shares { on_page: vec![vec![0, 2], vec![1, 3, 4]], without: vec![] };
        let taken =
            |areas: &[(usize, i64)]| Taken { free: 100, areas: areas.iter().copied().collect() };
        let taken = [taken(&[(0, 50), (2, 20)]), taken(&[(1, 40), (3, 45), (4, 15)])];
        let moves = shares.moves(&plan, 0, &taken);
        // The leads stay, and who is bound to a page.
        assert_eq!(moves.first().map(|own| &own.on_page), Some(&vec![vec![0, 3], vec![1, 4, 2]]));
        assert!(moves.iter().all(|own| own.on_page[0][0] == 0 && own.on_page[1].contains(&4)));
    }

    #[test]
    fn a_sidebar_left_out_takes_its_story_to_a_page_that_lesser_ones_leave() {
        // The last, of rank 3, stands with the fourth, of rank 2.
        let plan = plan();
        let shares = Shares { on_page: vec![vec![0, 3], vec![1, 4], vec![2]], without: vec![5] };
        let at = |at: usize, room: i64| shares.exchanged(&plan, (5, at), room, |_| Some(40));
        let on = |own: Option<Shares>| own.map(|own| (own.on_page, own.without));
        assert_eq!(on(at(1, 120)), Some((vec![vec![0], vec![1, 3, 5], vec![2]], vec![4])));
        // The lead stays, and a story of a smaller rank.
        assert_eq!(on(at(1, 100)), None);
        assert_eq!(on(at(0, 100)), None);
    }

    #[test]
    fn a_crowded_page_gives_up_its_least_story_if_that_is_far_from_the_lead() {
        let mut stories: Vec<Copy> =
            [1, 3, 4, 5].map(|rank| Copy::of_rank(&format!("r{rank}"), rank)).to_vec();
        let plan = Plan::of(&["news"], stories.clone());
        let shares = Shares { on_page: vec![vec![0, 1, 2, 3]], without: vec![] };
        let given = |plan: &Plan, own: &Shares, room: i64| {
            own.less_crowded(plan, (0, room), |_| Some(20)).map(|own| (own.on_page, own.without))
        };
        assert_eq!(given(&plan, &shares, 100), Some((vec![vec![0, 1, 2]], vec![3])));
        assert_eq!(given(&plan, &shares, 101), None, "it is not crowded");
        // What has a sidebar stays, and so does what is near the lead.
        stories[2].with = Some(3);
        let plan = Plan::of(&["news"], stories);
        assert_eq!(given(&plan, &shares, 100), Some((vec![vec![0, 1, 3]], vec![2])));
        let near = Shares { on_page: vec![vec![0, 1]], without: vec![] };
        assert_eq!(given(&plan, &near, 40), None);
    }

    #[test]
    fn pages_are_about_evenly_full() {
        // By rank alone the long one would go to the page that has the long lead.
        let of = |rank: u32, name: &str| Copy::of_rank(name, rank);
        let mut stories =
            vec![of(1, "a"), of(1, "b"), of(2, "c"), of(3, "d"), of(4, "e"), of(4, "f")];
        (stories[0].goes, stories[1].goes) = (Goes::Page(0), Goes::Page(1));
        let plan = Plan::of(&["news", "news"], stories);
        let takes = [40, 20, 10, 15, 40, 30];
        let shares = Shares::of(&plan, &[90, 90], |story, _| Some(takes[story]));
        let area = |at: usize| shares.on_page[at].iter().map(|story| takes[*story]).sum::<i64>();
        assert!((area(0) - area(1)).abs() <= 10, "{shares:?}");
        assert!(shares.without.is_empty() && shares.on_page[0].contains(&0), "{shares:?}");
    }
}
