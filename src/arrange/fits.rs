//! How a form of a story fills a depth: its text in legs beside, under and around its pictures, and what that costs.

use super::area::Corner;
use super::imagine::{Framing, INTRO_UNITS};
use super::rules::Rule;
use super::shape::{Fit, Maker};
use super::spots::{SHOWS, Spot};
use crate::source::layout::KindWord;

/// Fewest lines of text under a picture.
pub const UNDER: i64 = 5;
/// Lines of a vertical page that a picture with a caption takes at least, and quarters of characters of it for each line and
/// tier of the picture.
const NARROW: u32 = 8;
const CAPTION: u32 = 9;
/// A picture takes so much of a page's depth at most, in per cent.
const TOWER: i64 = 45;
/// White put in to fill a leg, in lines.
const STRETCH: i64 = 2;
/// Running text side by side without a rest.
const GREY: (u32, i64) = (3, 20);
/// Fewest lines of vertical text over a block in a corner.
const SHALLOW: u32 = 6;

/// Pictures side by side.
struct Row {
    /// What is cut off the one of which most is, in per cent.
    cropped: i64,
    /// Lines of text under all of them, by legs, and under the deepest that has any and the one that has most.
    under: i64,
    least: Option<i64>,
    most: i64,
}

/// Lines of text in so many between a picture and the end of its legs: a line stays free, and fewer than five are none.
fn under_of(left: i64) -> Option<i64> {
    match left {
        0 => Some(0),
        left if left > UNDER => Some(left - 1),
        _ => None,
    }
}

impl Maker<'_> {
    /// Lines of the legs over the block in a corner, of a body so deep, where there is one.
    fn over_notch(&self, body: i64) -> Option<i64> {
        self.notch.map(|notch| body - i64::from(notch.lines))
    }

    /// The best that can be made of a depth. A frame gives up the lines over and under it before it has no room.
    pub(super) fn fit(&self, depth: i64, covered: i64) -> Option<Fit> {
        let all = i64::from(self.setting.head);
        if !self.setting_is_framed() {
            return self.fit_under(all, depth, covered);
        }
        let close = |lost: i64| {
            let fit = self.fit_under(all - lost, depth, covered)?;
            Some(Fit { cost: fit.cost + Rule::FrameClose.cost(lost), ..fit })
        };
        (0..=all - i64::from(self.setting.bare)).find_map(close)
    }

    /// The same under a head of so many lines.
    fn fit_under(&self, head: i64, depth: i64, covered: i64) -> Option<Fit> {
        let (legs, body) = (i64::from(self.setting.units), depth - head);
        let intro = i64::from(self.setting.intro) * i64::from(INTRO_UNITS.min(self.setting.units));
        let needs = i64::from(self.setting.needs) + intro;
        let notch = self.notch.map_or(0, |notch| i64::from(notch.units * notch.lines));
        let notch_lines = self.notch.map_or(0, |notch| i64::from(notch.lines));
        // Pictures stand over the block in the right corner, so that no text does.
        let is_over = covered > 0 && self.notch.is_some_and(|own| own.corner == Corner::Right);
        let over = self.over_notch(body);
        let shallow = i64::from(if self.page.is_vertical { SHALLOW } else { self.page.legs.0 });
        if over.is_some_and(|lines| lines < shallow) {
            return None;
        }
        let grey = self.grey(body, covered);
        let stretch = |room: i64| {
            let slack = room - needs;
            let white = (slack - (legs - 1)).max(0);
            let most = STRETCH * legs + self.copy.subheads.min(4) as i64;
            (slack >= 0 && white <= most)
                .then(|| (slack as u32, Rule::Stretch.cost(white * white / legs.max(1))))
        };
        // What of its legs an intro leaves is no line or two.
        let own_intro = i64::from(self.setting.intro);
        let is_under_intro = |legs: i64| own_intro == 0 || legs - own_intro >= UNDER;
        if self.spots.is_empty() {
            let (slack, cost) = stretch(legs * body - notch).filter(|_| is_under_intro(body))?;
            let set = body - i64::from(slack) / legs;
            return Some(Fit { picture: 0, slack, cost: cost + grey + self.depth(set) });
        }
        // Under an intro it stands a line lower.
        let apart =
            u32::from(self.copy.has_intro && self.setting.intro == 0 && !self.page.is_vertical);
        let shown = |lines: i64| (lines as u32).saturating_sub(apart);
        // On a vertical page the picture ends the lines, and a line stays free behind it.
        let behind = i64::from(self.page.is_vertical);
        let tried = (1..=body - behind).filter_map(|lines| {
            // On a vertical page text stands before them, on a horizontal one under them.
            let under = |deep: i64| match body - behind - deep {
                _ if is_over && deep < lines => None,
                left if is_over && self.page.is_vertical => under_of(left - notch_lines),
                _ if is_over => (over == Some(lines)).then_some(0),
                left => under_of(left),
            };
            let row = self.row((shown(lines), lines), under)?;
            let is_tower = lines * 100 > i64::from(self.page.lines) * TOWER;
            if is_tower || (row.most == 0 && covered == legs && needs > 0) {
                return None;
            }
            let taken = if is_over { 0 } else { notch };
            let (slack, cost) = stretch((legs - covered) * body + row.under - taken)?;
            // The last leg is what is left over: neither a few lines nor white.
            let is_few = row.least.is_some_and(|least| least - i64::from(slack) <= UNDER);
            let of_intro = if covered == legs { row.least.unwrap_or(0) } else { body };
            if is_few || !is_under_intro(of_intro) {
                return None;
            }
            // Where no text stands under them, the other legs have all that is left.
            let with_text = if row.most > 0 { legs } else { (legs - covered).max(1) };
            let set = if covered == legs { row.most } else { body - i64::from(slack) / with_text };
            let crop = Rule::Crop.cost((row.cropped - 5).max(0))
                + Rule::CropShows.cost((row.cropped - SHOWS).max(0));
            let cost = cost + crop + grey + self.depth(set);
            Some(Fit { picture: lines as u32, slack, cost })
        });
        tried.min_by_key(|fit| fit.cost)
    }

    /// The pictures side by side in so many lines, of which some that are shown are less where an intro stands over them:
    /// each as deep as it may be; none where one has no room.
    fn row(&self, (shown, lines): (u32, i64), under: impl Fn(i64) -> Option<i64>) -> Option<Row> {
        let mut row = Row { cropped: 0, under: 0, least: None, most: 0 };
        let mut deepest = 0;
        for spot in self.spots {
            let own = spot.within(shown);
            let deep = lines - i64::from(shown - own);
            let stands = spot.stands_in(own) && !self.is_narrow(spot, own);
            let below = stands.then(|| under(deep)).flatten()?;
            deepest = deepest.max(own);
            row.cropped = row.cropped.max(spot.cropped(own));
            row.under += below * i64::from(spot.units);
            row.most = row.most.max(below);
            let with_text = Some(below).filter(|below| *below > 0);
            row.least = [row.least, with_text].into_iter().flatten().min();
        }
        (deepest == shown).then_some(row)
    }

    /// Whether the caption under a picture of a vertical page, which goes across the lines, would take more of it than the
    /// picture leaves.
    fn is_narrow(&self, spot: &Spot, lines: u32) -> bool {
        if !self.page.is_vertical {
            return false;
        }
        let own = self.copy.pictures.get(spot.picture);
        let words = own.map(|own| own.caption.iter().chain(&own.credit));
        let words = words.map_or(0, |words| words.map(|own| own.chars().count()).sum::<usize>());
        let room = (lines * spot.units * CAPTION) as usize;
        words > 0 && (lines < NARROW || words * 4 > room)
    }

    /// Columns that are too shallow or too deep.
    fn depth(&self, body: i64) -> i64 {
        if self.page.is_vertical || self.setting.needs == 0 || self.copy.kind == KindWord::Brief {
            return 0;
        }
        let (shallow, deep) = (i64::from(self.page.legs.0), i64::from(self.page.legs.1));
        let open = self.setting.units > 1 && !self.setting_is_framed();
        let first = body - i64::from(self.setting.intro);
        match () {
            () if open && first <= shallow => Rule::Shallow.cost(1),
            () if body >= deep => Rule::Deep.cost(1),
            () => 0,
        }
    }

    pub(super) fn setting_is_framed(&self) -> bool {
        self.setting.framing == Framing::Framed
    }

    fn grey(&self, body: i64, covered: i64) -> i64 {
        let open = i64::from(self.setting.units) - covered;
        // Subheads part the text about evenly.
        let run = i64::from(self.setting.needs) / (self.copy.subheads as i64 + 1);
        let rested = run <= GREY.1 || self.copy.kind == KindWord::Brief;
        let is_grey = open >= i64::from(GREY.0) && body > GREY.1 && !rested;
        if is_grey { Rule::Grey.cost(1) } else { 0 }
    }
}
