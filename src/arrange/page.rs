//! [`PageDesk`]: one page and the stories that it has: the arrangements that come into question, the best first.

use std::sync::Arc;

use crate::source::layout::KindWord;

use super::area::{Grid, Notch, Place};
use super::empty::{is_empty, shortened};
use super::imagine::{Units, level_in};
use super::judge::{Bill, Case, judge};
use super::laid::{Corners, Laid, Round, corners};
use super::measure::{Measured, Setting};
use super::moves::Moves;
use super::plan::{Copy, OpenPage, Plan};
use super::problem::{Forms, NEVER, Stand};
use super::rules::{DESK, Rule, band_of, level_of};
use super::shape::{Fit, Page, Shape, doglegs, shapes};

/// Rounds of walks, until the cheapest page that was met is a good one; the last is for where hardly any was.
pub const ROUNDS: u64 = 4;
const LAST: u64 = ROUNDS - 1;
/// Briefs stand one under the other in so many legs at most, and in several only with so many lines in each.
const STACK_LEGS: u32 = 3;
const STACK_LINES: u32 = 5;
/// No further round begins once so many pairs of parts were looked at.
const LONG: u64 = 10_000_000;
/// Where fewer were met, others are looked for.
const FEW_MET: usize = 12;
/// A page that costs less breaks no rule of the desk.
const GOOD: i64 = DESK;
/// One that breaks none may cost so much through much that is little.
const FAIR: i64 = 13000;
/// On a page of so many legs the picture of a lead is wider than one.
const SEVERAL: u32 = 4;
/// A story that begins within so many lines of where it began stands where it stood.
const NEAR: u32 = 12;
/// Arrangements of the cheapest that are polished.
const POLISHED: usize = 12;
/// Arrangements of the cheapest, cut by a line, of which a part is parted anew.
const RECUT: usize = 4;
/// Of what a plan asks to be filled so much may be missing before the foot of its page stays free, in thousandths of the page.
const MISSING: i64 = 100;
/// Arrangements that are given.
const CLOSE: usize = 48;
/// And, beyond those, of such as no line cuts, and of such as look unlike all before them.
const WHOLE: usize = 12;
const UNLIKE: usize = 8;

/// A page on the desk.
pub struct PageDesk<'a> {
    pub plan: &'a Plan,
    pub open: &'a OpenPage,
    pub grid: &'a Grid,
    pub units: Units,
    pub measured: &'a Measured,
    /// The smallest rank of its stories.
    pub first: u32,
    /// What is placed as one: a story, or the briefs.
    pub pieces: Arc<[Piece]>,
}

/// A story, or all briefs of a page, in the forms that it can take.
#[derive(Clone, Debug)]
pub struct Piece {
    pub stories: Vec<usize>,
    pub shapes: Vec<Shape>,
}

/// A page as it may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrangement {
    pub cost: i64,
    pub bill: Bill,
    pub stands: Vec<Standing>,
}

/// Of every piece its place, and its shape.
pub type Places = Vec<(usize, Place, usize)>;

/// Of a piece its width, its depth and its shape.
pub type Form = (usize, u32, u32, usize);

/// A piece in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// By its place among the pieces.
    pub piece: usize,
    pub place: Place,
    /// By its place among the piece's shapes.
    pub shape: usize,
    pub fit: Fit,
    pub white: u32,
}

/// Over how many legs a stack of so many lines may stand: over several only where each has text to show.
fn stack_legs(needs: u32, most: u32) -> impl Iterator<Item = u32> {
    (1..=most.min(STACK_LEGS)).filter(move |&units| units == 1 || needs >= units * STACK_LINES)
}

/// The pieces of stories on a page.
pub fn pieces(
    plan: &Plan,
    stories: &[usize],
    measured: &Measured,
    (page, notches): (Page, &[Notch]),
) -> Vec<Piece> {
    let of = |story: &usize| plan.stories.get(*story);
    let is_brief = |story: &usize| of(story).is_some_and(|copy| copy.kind == KindWord::Brief);
    let (briefs, alone): (Vec<usize>, Vec<usize>) =
        stories.iter().partition(|story| is_brief(story));
    let mut pieces: Vec<Piece> = Vec::new();
    for story in alone {
        let Some(copy) = of(&story) else { continue };
        let settings = measured.settings(story, level_in(copy, level_of(page.first, copy)));
        let found = (&settings[..], measured.pictures(story));
        let around = notches.iter().flat_map(|notch| doglegs(copy, found, (page, *notch)));
        let shapes = shapes(copy, found, page).into_iter().chain(around).collect();
        pieces.push(Piece { stories: vec![story], shapes });
    }
    if let Some(first) = briefs.first().and_then(of) {
        let lines: u32 = briefs
            .iter()
            .flat_map(|story| measured.settings(*story, 0))
            .map(|s| s.needs + s.head)
            .sum();
        // A line of white over each but the first.
        let needs = lines + briefs.len() as u32 - 1;
        let settings: Vec<Setting> =
            stack_legs(needs, page.units).map(|units| Setting::stack(units, needs)).collect();
        let shapes = shapes(first, (&settings, &[]), page);
        pieces.push(Piece { shapes, stories: briefs });
    }
    pieces
}

impl PageDesk<'_> {
    /// The arrangements of the page, the cheapest first; none where its stories have no room. Where they are too few,
    /// its foot stays free. With them comes how much work that was.
    pub fn arrangements(&self, seed: u32) -> (Vec<Arrangement>, u64) {
        let without_foot = || {
            let grid = &shortened(self.grid, &self.pieces, self.units.is_vertical)?;
            let pieces = self.pieces.clone();
            Some(PageDesk { grid, pieces, ..*self }.all(seed)).filter(|(all, _)| !all.is_empty())
        };
        if is_empty(self.grid, &self.pieces, self.plan.least) {
            return without_foot().unwrap_or_else(|| self.all(seed));
        }
        let (all, tried) = self.all(seed);
        // So is the foot of one that they might fill, but do not by far.
        let is_filled = |own: &Arrangement| {
            let missing = own.bill.by_rule.get(&Rule::Unfilled).copied().unwrap_or(0);
            missing * 1000 <= i64::from(self.grid.free()) * MISSING
        };
        if all.is_empty() || all.iter().any(is_filled) {
            return (all, tried);
        }
        without_foot().unwrap_or((all, tried))
    }

    fn all(&self, seed: u32) -> (Vec<Arrangement>, u64) {
        let least = |piece: &Piece| piece.shapes.iter().map(|own| own.area(own.least)).min();
        let least: Option<u32> = self.pieces.iter().map(least).sum();
        if least.is_none_or(|least| least > self.grid.free()) {
            return (Vec::new(), 0);
        }
        let mut tried = 0;
        let mut ways = self.grid.ways();
        ways.extend(self.grid.banded(self.units.is_vertical));
        let own = self.by_rank();
        let corners: Vec<Corners> = ways.iter().map(corners).collect();
        let laid = |forms| self.of_ways(forms, (&ways, &corners));
        let all_forms = laid(self.forms(|_, _| true));
        let clean = laid(self.forms(|piece, shape| self.is_clean(piece, shape)));
        let led = laid(self.forms(|piece, shape| !self.is_poor_lead(piece, shape)));
        let (mut all, mut good): (Vec<Arrangement>, Vec<usize>) = (Vec::new(), Vec::new());
        let (mut cost, mut best): (i64, Option<(i64, Vec<usize>)>) = (NEVER, None);
        // At first of forms that break no rule of the desk by themselves.
        let rounds: [&(Round<'_>, Vec<Laid<'_>>); ROUNDS as usize] =
            [&clean, &led, &led, &all_forms];
        for (round, forms) in (0..).zip(rounds) {
            // The last is for pages on which hardly anything else has room.
            // A page that is too full for twelve walks is so for all, but of other forms.
            let is_hopeless = all.is_empty() && (2..LAST).contains(&round);
            let is_enough = match round {
                _ if is_hopeless => continue,
                _ if tried > LONG && all.len() >= FEW_MET => true,
                LAST => {
                    all = best_of(all);
                    all.len() >= CLOSE
                }
                _ => all.len() >= FEW_MET && self.is_good(&all),
            };
            if is_enough {
                break;
            }
            let begin = best.as_ref().map_or(own.clone(), |(_, order)| order.clone());
            let (forms, ways) = (&forms.0, &forms.1);
            let is_good = |laid: &&Laid<'_>| good.is_empty() || good.contains(&laid.number);
            let ways: Vec<&Laid<'_>> = ways.iter().filter(is_good).collect();
            let (all_met, best_ways) =
                self.round((&begin, &own), (forms, &ways), (seed, round), cost);
            // What is good with some forms is so with others.
            if good.is_empty() {
                good = best_ways;
            }
            for met in all_met {
                (cost, tried) = (cost.min(met.cheapest), tried + met.tried);
                all.extend(met.all);
                best = [best, met.best].into_iter().flatten().min();
            }
        }
        (self.improved(best_of(all)), tried)
    }

    /// The cheapest as much better as moves make them, and where a line cuts the cheapest, with a part of it parted anew.
    /// None has a story where a block of the plan is.
    fn improved(&self, mut all: Vec<Arrangement>) -> Vec<Arrangement> {
        let polished = self.all_polished(&all[..all.len().min(POLISHED)]);
        all.extend(polished);
        all = best_of(all);
        if all.first().is_some_and(Arrangement::is_cut) {
            let cut = all.iter().filter(|own| own.is_cut()).take(RECUT).cloned();
            let anew = self.all_recut(&cut.collect::<Vec<Arrangement>>());
            all.extend(anew);
            all = best_of(all);
        }
        all.retain(|own| self.is_clear(own));
        all
    }

    /// Whether no story stands where a block of the plan is, but around it.
    pub fn is_clear(&self, own: &Arrangement) -> bool {
        let is_clear = |own: &Standing| {
            let shape = self.pieces.get(own.piece).and_then(|piece| piece.shapes.get(own.shape));
            let goes_around = shape.is_some_and(|shape| shape.notch.is_some());
            goes_around || !self.grid.fixed.iter().any(|fixed| fixed.place.meets(&own.place))
        };
        own.stands.iter().all(is_clear)
    }

    /// An arrangement as much better as moves make it.
    pub fn polished(&self, own: &Arrangement) -> Arrangement {
        let stories = self.stories();
        let case = self.case(&stories);
        let forms = |piece: usize| &self.pieces[piece].shapes[..];
        self.judged(&Moves { case: &case, forms }.polish(self.stands(own)))
    }

    /// Arrangements a move away in which some stories stand otherwise, the cheapest first.
    pub fn like(&self, own: &Arrangement, stories: &[usize]) -> Vec<Arrangement> {
        let all = self.stories();
        let case = self.case(&all);
        let forms = |piece: usize| &self.pieces[piece].shapes[..];
        let pieces = (0..all.len()).filter(|at| all[*at].iter().any(|own| stories.contains(own)));
        let pieces: Vec<usize> = pieces.collect();
        let pages = Moves { case: &case, forms }.touching(&self.stands(own), &pieces);
        pages.iter().map(|page| self.judged(page)).collect()
    }

    /// Whether the cheapest of some pages breaks no rule of the desk, nor is the sum of what it costs much.
    fn is_good(&self, all: &[Arrangement]) -> bool {
        let Some(best) = all.iter().min_by_key(|own| own.cost) else { return false };
        let is_clean = |own: &Standing| {
            let shape = self.pieces.get(own.piece).and_then(|piece| piece.shapes.get(own.shape));
            shape.is_none_or(|shape| shape.cost + own.fit.cost < GOOD)
        };
        best.cost < GOOD
            || (best.cost < FAIR && best.bill.is_sound() && best.stands.iter().all(is_clean))
    }

    /// The page as it is judged, with the stories of each stand.
    pub fn case<'c>(&'c self, stories: &'c [Vec<usize>]) -> Case<'c> {
        Case {
            plan: self.plan,
            grid: self.grid,
            free: self.grid.free(),
            stories,
            is_vertical: self.units.is_vertical,
            first: self.first,
        }
    }

    /// An arrangement of which every piece is known where it stands, in their order.
    pub fn judged(&self, stands: &[Stand<'_>]) -> Arrangement {
        let (cost, bill) = judge(&self.case(&self.stories()), stands);
        let stands = stands.iter().map(|stand| self.standing(stand)).collect();
        Arrangement { cost, bill, stands }
    }

    /// Whether a form breaks no rule of the desk by itself, nor has a head or a picture that is too small for the lead.
    fn is_clean(&self, piece: usize, shape: &Shape) -> bool {
        shape.floor() < GOOD && !self.is_poor_lead(piece, shape)
    }

    /// Whether a form gives the one lead of its page a head that another may be larger than, or a picture that is a leg
    /// wide where the page has several: no other can be smaller.
    fn is_poor_lead(&self, piece: usize, shape: &Shape) -> bool {
        self.is_small_lead(piece, shape)
            || (self.is_lead(piece)
                && self.grid.widest() >= SEVERAL
                && shape.spots.iter().map(|spot| spot.units).max() == Some(1))
    }

    /// Whether a form gives the one lead of its page a head that another may be larger than: less than the next rank's
    /// largest.
    fn is_small_lead(&self, piece: usize, shape: &Shape) -> bool {
        let most = band_of(1).sizes.first().copied().unwrap_or(0);
        self.is_lead(piece) && shape.setting.is_ours && shape.setting.size < most
    }

    /// Whether a piece is the one lead of its page.
    fn is_lead(&self, piece: usize) -> bool {
        let level = |piece: usize| self.first(piece).map(|copy| level_of(self.first, copy));
        let leads = (0..self.pieces.len()).filter(|piece| level(*piece) == Some(0)).count();
        leads == 1 && level(piece) == Some(0)
    }

    /// The lead of an arrangement, of rank 1, whose head is no larger than those of the rank behind it may be, and its
    /// size.
    pub fn small_lead(&self, own: &Arrangement) -> Option<(&Copy, u32)> {
        own.stands.iter().find_map(|own| {
            let shape = self.pieces.get(own.piece)?.shapes.get(own.shape)?;
            let (lead, size) = (self.first(own.piece)?, shape.setting.size);
            let is_small = self.is_small_lead(own.piece, shape) && lead.rank == 1;
            is_small.then_some((lead, size))
        })
    }

    /// The forms of every piece; all of them where none is as asked.
    fn forms(&self, is_asked: impl Fn(usize, &Shape) -> bool) -> Vec<Forms<'_>> {
        let mut forms = Vec::with_capacity(self.pieces.len());
        for (at, piece) in self.pieces.iter().enumerate() {
            let plain = || piece.shapes.iter().filter(|shape| shape.notch.is_none());
            let all = !plain().any(|shape| is_asked(at, shape));
            let asked = plain().filter(|shape| all || is_asked(at, shape));
            forms.push(self.by_width(asked));
        }
        forms
    }

    pub fn by_width<'s>(&self, shapes: impl Iterator<Item = &'s Shape>) -> Forms<'s> {
        let mut by_width: Forms<'s> = vec![Vec::new(); self.grid.units as usize];
        for shape in shapes {
            if let Some(own) = by_width.get_mut(shape.units as usize - 1) {
                own.push(shape);
            }
        }
        by_width
    }

    pub fn standing(&self, stand: &Stand<'_>) -> Standing {
        let Stand { story: piece, place, fit, white, .. } = *stand;
        let own = &self.pieces[piece].shapes;
        let shape = own.iter().position(|shape| std::ptr::eq(shape, stand.shape)).unwrap_or(0);
        Standing { piece, place, shape, fit, white }
    }

    /// The stands of an arrangement as the writer takes them.
    pub fn stands(&self, arrangement: &Arrangement) -> Vec<Stand<'_>> {
        let of = |own: &Standing| {
            let shape = self.pieces.get(own.piece)?.shapes.get(own.shape)?;
            let Standing { piece, place, fit, white, .. } = *own;
            Some(Stand { story: piece, place, shape, fit, white })
        };
        arrangement.stands.iter().filter_map(of).collect()
    }

    /// The legs and the lines of the smallest form of a story, were it on this page.
    pub fn needs(&self, story: usize) -> Option<(u32, u32)> {
        let pieces = pieces(self.plan, &[story], self.measured, (self.page(), &[]));
        let shapes = pieces.iter().flat_map(|piece| &piece.shapes);
        shapes.map(|shape| (shape.units, shape.least)).min_by_key(|(units, lines)| units * lines)
    }

    fn page(&self) -> Page {
        Page::of(self.grid, self.units, self.first)
    }

    /// By piece.
    pub fn stories(&self) -> Vec<Vec<usize>> {
        self.pieces.iter().map(|piece| piece.stories.clone()).collect()
    }

    pub fn first(&self, piece: usize) -> Option<&Copy> {
        self.plan.stories.get(*self.pieces.get(piece)?.stories.first()?)
    }

    /// The pieces by rank, sidebars behind their stories.
    fn by_rank(&self) -> Vec<usize> {
        let level = |piece: usize| self.first(piece).map_or(9, |copy| level_of(self.first, copy));
        let mut own: Vec<usize> = (0..self.pieces.len()).collect();
        own.sort_by_key(|piece| (level(*piece), *piece));
        for piece in 0..self.pieces.len() {
            let mate = self.first(piece).and_then(|copy| copy.with);
            let Some(mate) = mate.and_then(|mate| {
                own.iter().position(|other| self.pieces[*other].stories.contains(&mate))
            }) else {
                continue;
            };
            let Some(at) = own.iter().position(|other| *other == piece) else { continue };
            let piece = own.remove(at);
            own.insert(if at > mate { mate + 1 } else { mate }, piece);
        }
        own
    }
}

/// The cheapest, each once. Beyond those some that leave the page whole are kept whatever they cost: where the
/// cheapest are cut, all of them are. So are some that look unlike the cheapest: those are all alike, often.
fn best_of(mut all: Vec<Arrangement>) -> Vec<Arrangement> {
    all.sort_by(|a, b| a.cost.cmp(&b.cost).then_with(|| a.places().cmp(&b.places())));
    all.dedup_by_key(|own| own.places());
    let dearer = all.split_off(all.len().min(CLOSE));
    let mut heads: Vec<Arrangement> = Vec::new();
    let is_new = |heads: &[Arrangement], own: &Arrangement| {
        heads.len() < UNLIKE && heads.iter().all(|head| own.is_unlike(head))
    };
    for own in &all {
        if is_new(&heads, own) {
            heads.push(own.clone());
        }
    }
    let mut whole = 0;
    for own in dearer {
        let (is_whole, is_new) = (whole < WHOLE && !own.is_cut(), is_new(&heads, &own));
        whole += usize::from(is_whole);
        heads.extend(is_new.then(|| own.clone()));
        all.extend((is_whole || is_new).then_some(own));
    }
    all
}

impl Arrangement {
    /// Where everything stands: two arrangements that say the same are one.
    pub fn places(&self) -> Places {
        self.stands.iter().map(|stand| (stand.piece, stand.place, stand.shape)).collect()
    }

    /// Where everything stands, about.
    pub fn outline(&self) -> Vec<(usize, u32, u32, u32)> {
        let about =
            |own: &Standing| (own.piece, own.place.unit, own.place.units, own.place.line / NEAR);
        self.stands.iter().map(about).collect()
    }

    /// Whether a line cuts the page.
    pub fn is_cut(&self) -> bool {
        self.bill.by_rule.contains_key(&Rule::Cut)
    }

    /// The forms in which stories stand.
    pub fn forms(&self) -> impl Iterator<Item = Form> {
        self.stands.iter().map(|own| (own.piece, own.place.units, own.place.lines, own.shape))
    }

    /// How much of the page stands elsewhere than on another, in thousandths of what stands on it.
    pub fn difference(&self, other: &Arrangement) -> i64 {
        let all: u32 = self.stands.iter().map(|own| own.place.area()).sum();
        let shared = |own: &Standing| {
            let same = other.stands.iter().filter(|other| other.piece == own.piece);
            same.map(|other| own.place.shared(&other.place)).sum::<u32>()
        };
        let kept: u32 = self.stands.iter().map(shared).sum();
        1000 - i64::from(kept) * 1000 / i64::from(all.max(1))
    }

    /// Whether a reader would take the two for different pages: a third of the stories stand elsewhere.
    pub fn is_unlike(&self, other: &Arrangement) -> bool {
        let near = |one: &Standing, other: &Standing| {
            let (a, b) = (one.place, other.place);
            (a.unit, a.units) == (b.unit, b.units) && a.line.abs_diff(b.line) < NEAR
        };
        let moved = self.stands.iter().filter(|own| {
            !other.stands.iter().any(|other| other.piece == own.piece && near(own, other))
        });
        self.stands.len() != other.stands.len() || moved.count() * 3 >= self.stands.len().max(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A brief of three lines over three legs would be a line in each, of which the rule over it takes all.
    #[test]
    fn a_stack_stands_over_several_legs_only_with_text_in_each() {
        let legs = |needs, most| stack_legs(needs, most).collect::<Vec<u32>>();
        assert_eq!(legs(3, 6), [1]);
        assert_eq!(legs(10, 6), [1, 2]);
        assert_eq!(legs(40, 6), [1, 2, 3]);
        assert_eq!(legs(40, 2), [1, 2]);
    }
}
