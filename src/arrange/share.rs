//! [`Shares`]: which stories go to which page.
//!
//! Those that are bound to a page go there first, then those of a section, then the others; within that by
//! rank, each to the page that has the most room left, so that every page gets its lead and its share
//! of what is less. A sidebar goes where its story is, and briefs go together.

use crate::source::layout::{KindWord, SpillWord};

use super::plan::{Goes, Plan};

/// A page that is fuller than this by the least that its stories take gets no more, in thousandths.
const FULL: i64 = 900;

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
                        _ => fitting.max_by_key(|at| (left[*at], std::cmp::Reverse(*at))),
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

    /// The smallest rank on a page.
    pub fn first(&self, plan: &Plan, at: usize) -> u32 {
        let ranks =
            self.on_page.get(at).into_iter().flatten().map(|story| plan.stories[*story].rank);
        ranks.min().unwrap_or(1)
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
