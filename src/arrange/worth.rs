//! What a form of a story costs at any depth, for its rank: its width, its head and its pictures.

use super::imagine::Framing;
use super::plan::Copy;
use super::rules::{Rule, is_small, level_of};
use super::shape::Maker;

/// Legs that a picture suits best, by those of its story: of a lead, and of others.
const LEAD_PICTURE: [i64; 7] = [1, 1, 2, 3, 3, 3, 4];
const PICTURE: [i64; 7] = [1, 1, 2, 2, 3, 3, 4];
/// In a story of so many legs or more a picture over one of them is a stamp.
const WIDE: u32 = 3;
/// A lead's head has this size at least, in points: no other has it.
const LEAD_HEAD: u32 = 48;
/// A head that takes less of its width looks lost in it, in per cent.
const EMPTY_HEAD: u32 = 72;
/// What a head is drawn out by before it shows, in per cent of its width.
const DRAWN: u32 = 5;

impl Maker<'_> {
    /// What the form costs at any depth.
    pub(super) fn cost(&self, covered: u32) -> i64 {
        let Maker { copy, page, setting, .. } = self;
        let units = i64::from(setting.units);
        let level = level_of(page.first, copy);
        let suits = suits(level, page.units, copy);
        let mut cost = Rule::Narrow.cost((units - suits).abs());
        if level == 0 {
            let least = if page.is_vertical {
                page.units.div_ceil(3)
            } else {
                (page.units * 2).div_ceil(3)
            };
            cost += Rule::LeadWide.cost((i64::from(least) - units).max(0));
        }
        if level == 0 && setting.is_ours {
            cost += Rule::LeadHead.cost(i64::from(LEAD_HEAD.saturating_sub(setting.size)));
        }
        if setting.is_ours && is_small(setting.size, level) {
            cost += Rule::SmallHead.cost(1);
        }
        // A row of parts of two clauses is as bad as two rows more.
        let joins = if setting.joins { 2 } else { 0 };
        // So is a part of a clause that stands alone in one.
        let stumps = if setting.stumps { 2 } else { 0 };
        let beyond = i64::from(setting.rows.saturating_sub(2));
        cost += Rule::HeadRows.cost(beyond * beyond + joins + stumps);
        cost += Rule::HeadParted.cost(i64::from(setting.parted));
        // Several short rows are so much worse than one, and so is the lead's at the head of all.
        let full: u32 = if level == 0 { 96 } else { 88 };
        let short = i64::from(full.saturating_sub(setting.filled));
        let times = if level == 0 { 9 } else { i64::from(setting.rows.clamp(1, 3)) };
        let empty = i64::from(EMPTY_HEAD.saturating_sub(setting.filled)) * 2;
        cost += Rule::HeadShort.cost(short * times + empty);
        cost += Rule::HeadDrawn.cost(i64::from(setting.drawn.saturating_sub(DRAWN)));
        if setting.framing == Framing::Framed && !copy.is_boxed() {
            // A lead hardly ever.
            cost += Rule::Boxes.cost(if level == 0 { 5 } else { 1 });
        }
        if covered > 0 {
            let by_width = if level == 0 { LEAD_PICTURE } else { PICTURE };
            let best = by_width[(units as usize).min(6)].min(if level > 1 { 2 } else { 4 });
            let rule = if level == 0 { Rule::LeadPictureSize } else { Rule::PictureSize };
            cost += rule.cost((i64::from(covered) - best).abs());
        }
        cost += self.stamp(level) + self.spread_out(level);
        if self.notch.is_some() {
            cost += Rule::Dogleg.cost(1);
        }
        let out = self.copy.pictures.len() - self.spots.len();
        let kept = copy.pictures.iter().skip(self.spots.len()).filter(|p| p.keep).count();
        let faint = self.spots.iter().filter(|spot| spot.look.is_faint).count();
        cost += Rule::PictureFaint.cost(faint as i64);
        cost + Rule::PictureOut.cost((out + kept * 8) as i64)
    }

    /// What it costs that a picture of a lesser story takes much of the page.
    fn spread_out(&self, level: usize) -> i64 {
        let most = match level {
            0 => return 0,
            1 => i64::from(self.page.units.div_ceil(2)),
            _ => i64::from(self.page.units.div_ceil(3)).max(2),
        };
        let widest = self.spots.iter().map(|spot| i64::from(spot.units)).max().unwrap_or(0);
        Rule::PictureWide.cost((widest - most).max(0))
    }

    /// What it costs that the story's largest picture is a stamp.
    fn stamp(&self, level: usize) -> i64 {
        let widest = self.spots.iter().map(|spot| spot.units).max();
        match level {
            _ if self.setting.units < WIDE || widest != Some(1) => 0,
            0 => Rule::LeadStamp.cost(1),
            1 => Rule::Stamp.cost(1),
            _ => 0,
        }
    }
}

/// How many legs suit a story of that importance.
fn suits(level: usize, units: u32, copy: &Copy) -> i64 {
    let units = i64::from(units);
    let wide = match level {
        0 => units,
        1 => (units + 1) / 2,
        2 => (units + 2) / 3,
        3 => 2,
        _ => 1,
    };
    // A short one needs no width.
    let by_length = match copy.body {
        0..200 => 1,
        200..420 => 2,
        420..800 => 3,
        _ => units,
    };
    wide.min(by_length).max(1)
}
