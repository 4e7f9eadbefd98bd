//! [`Shape`]: the forms that a story can take: so many legs, a head of a size, pictures of a width; and how
//! deep it is in each, from the least that its text takes to the most that pictures and white fill.

use super::area::{Corner, Grid, Notch, Place};
use super::imagine::{Framing, INTRO_UNITS, Units};
use super::measure::{Look, Setting};
use super::plan::Copy;
pub use super::spots::Spot;
use super::spots::rows;

/// A form of a story.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    pub units: u32,
    /// As it was measured.
    pub setting: Setting,
    /// What of its rectangle a fixed block takes.
    pub notch: Option<Notch>,
    /// Side by side under the head, at the end of its legs.
    pub spots: Vec<Spot>,
    /// Pictures that are left out.
    pub left_out: Vec<usize>,
    /// What it costs whatever its depth.
    pub cost: i64,
    /// Lines of depth of the first of `fits`.
    pub least: u32,
    pub fits: Vec<Fit>,
}

/// How a form fills a depth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Lines of its pictures.
    pub picture: u32,
    /// Lines of its legs that the text leaves.
    pub slack: u32,
    pub cost: i64,
}

/// A form is no deeper than its least by more than this.
const RANGE: i64 = 48;

impl Shape {
    /// A block of the plan's own, which has the one form that it has.
    pub fn of_block(place: Place) -> Shape {
        let setting = Setting::plain(place.units, 0);
        let fit = Fit { picture: 0, slack: 0, cost: 0 };
        Shape {
            units: place.units,
            setting,
            notch: None,
            spots: Vec::new(),
            left_out: Vec::new(),
            cost: 0,
            least: place.lines,
            fits: vec![fit],
        }
    }

    pub fn most(&self) -> u32 {
        self.least + self.fits.len() as u32 - 1
    }

    pub fn fit(&self, depth: u32) -> Option<&Fit> {
        self.fits.get(depth.checked_sub(self.least)? as usize)
    }

    /// The leg-lines that it takes at a depth.
    pub fn area(&self, depth: u32) -> u32 {
        let notch = self.notch.map_or(0, |notch| notch.units * notch.lines);
        (self.units * depth).saturating_sub(notch)
    }

    pub fn is_framed(&self) -> bool {
        self.setting.framing == Framing::Framed
    }

    /// Lines that stay free over and under a frame that is so deep: what its text leaves of one over it and one under it.
    pub fn clear(&self, depth: u32) -> u32 {
        let Setting { bare, head, needs, intro, units, .. } = self.setting;
        let intro = intro * INTRO_UNITS.min(units);
        let text = bare + (needs + intro).div_ceil(units.max(1));
        depth.saturating_sub(text).min(head.saturating_sub(bare))
    }

    /// The least that it costs at any depth.
    pub fn floor(&self) -> i64 {
        self.cost + self.fits.iter().map(|fit| fit.cost).min().unwrap_or(0)
    }
}

/// The forms of a story on a page of `count` units and so many lines.
pub fn shapes(
    copy: &Copy,
    (settings, looks): (&[Setting], &[Vec<Look>]),
    page: Page,
) -> Vec<Shape> {
    let fitting = || settings.iter().filter(|setting| setting.units <= page.units);
    let mut shapes = Vec::new();
    for setting in fitting() {
        for spots in rows(copy, looks, setting) {
            let maker = Maker { copy, page, setting: *setting, spots: &spots, notch: None };
            shapes.extend(maker.shape());
        }
    }
    // One that is to be kept is left out only where no form shows all that are.
    let needed = copy.pictures.iter().rposition(|picture| picture.keep).map_or(0, |last| last + 1);
    if shapes.iter().any(|shape| shape.spots.len() >= needed) {
        shapes.retain(|shape| shape.spots.len() >= needed);
    }
    // Rather without its pictures than not at all.
    if shapes.is_empty() {
        let bare = |setting: &Setting| {
            Maker { copy, page, setting: *setting, spots: &[], notch: None }.shape()
        };
        shapes.extend(fitting().filter_map(bare));
    }
    shapes
}

/// The forms of a story whose legs end around a fixed block in a corner of it.
pub fn doglegs(
    copy: &Copy,
    (settings, looks): (&[Setting], &[Vec<Look>]),
    (page, notch): (Page, Notch),
) -> Vec<Shape> {
    let fitting = settings.iter().filter(|setting| {
        (notch.units + 1..=page.units).contains(&setting.units)
            && setting.framing == Framing::Open
            && setting.needs > 0
    });
    let mut shapes = Vec::new();
    for setting in fitting {
        for spots in rows(copy, looks, setting) {
            let maker = Maker { copy, page, setting: *setting, spots: &spots, notch: Some(notch) };
            shapes.extend(maker.shape());
        }
    }
    shapes
}

/// The page that forms are for.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    pub units: u32,
    pub lines: u32,
    pub is_vertical: bool,
    /// Lines that a leg has at least, and at most.
    pub legs: (u32, u32),
    /// The smallest rank of its stories.
    pub first: u32,
}

impl Page {
    pub fn of(grid: &Grid, units: Units, first: u32) -> Page {
        let (is_vertical, lines) = (units.is_vertical, grid.deepest());
        Page { units: grid.widest(), lines, is_vertical, legs: grid.legs, first }
    }
}

/// What forms are made of.
pub(super) struct Maker<'a> {
    pub copy: &'a Copy,
    pub page: Page,
    pub setting: Setting,
    pub spots: &'a [Spot],
    pub notch: Option<Notch>,
}

impl Maker<'_> {
    fn shape(&self) -> Option<Shape> {
        let setting = self.setting;
        let intro_apart = setting.intro > 0;
        let covered: u32 = self.spots.iter().map(|spot| spot.units).sum();
        // A label stands at the head of the text.
        if self.copy.has_label && covered == setting.units {
            return None;
        }
        // An intro that does not stand over all legs stands beside the pictures, or under them.
        let beside = covered + INTRO_UNITS <= setting.units;
        if intro_apart && !beside && covered < setting.units {
            return None;
        }
        if !self.clears(covered) {
            return None;
        }
        let from = i64::from(if self.setting_is_framed() { setting.bare } else { setting.head });
        let mut shape = Shape {
            units: setting.units,
            setting,
            notch: self.notch,
            spots: self.spots.to_vec(),
            left_out: (self.spots.len()..self.copy.pictures.len()).collect(),
            cost: self.cost(covered),
            least: 0,
            fits: Vec::new(),
        };
        for depth in from..=i64::from(self.page.lines) {
            match self.fit(depth, i64::from(covered)) {
                Some(fit) => {
                    if shape.fits.is_empty() {
                        shape.least = depth as u32;
                    }
                    shape.fits.push(fit);
                }
                // A hole in the range ends it.
                None if !shape.fits.is_empty() => break,
                None => {}
            }
            if shape.fits.len() as i64 > RANGE {
                break;
            }
        }
        (!shape.fits.is_empty()).then_some(shape)
    }

    /// Whether pictures over so many legs, the last, leave the corner free, or stand right over the block in it.
    fn clears(&self, covered: u32) -> bool {
        self.notch.is_none_or(|notch| match notch.corner {
            _ if covered == 0 => true,
            Corner::Left => covered + notch.units <= self.setting.units,
            Corner::Right => covered == notch.units,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::fits::UNDER;
    use super::super::rules::Rule;
    use super::super::spots::CROP;
    use super::*;
    use crate::source::layout::FitWord;

    const PAGE: Page = Page { units: 4, lines: 80, is_vertical: false, legs: (12, 60), first: 1 };

    fn copy(pictures: usize) -> Copy {
        let picture = crate::arrange::plan::Picture::kept();
        Copy { pictures: vec![picture; pictures], ..Copy::of_rank("fog", 1) }
    }

    fn setting(units: u32) -> Setting {
        Setting { head: 4, size: 28, rows: 1, ..Setting::plain(units, 60) }
    }

    #[test]
    fn a_story_is_as_deep_as_its_legs() {
        for (units, least) in [(1, 64), (2, 34), (3, 24)] {
            let shapes = shapes(&copy(0), (&[setting(units)], &[]), PAGE);
            let [shape] = &shapes[..] else { panic!("one form: {shapes:?}") };
            assert_eq!((shape.least, shape.fits[0].slack), (least, 0), "{units}");
            // White fills two lines a leg more at most.
            assert!(shape.most() <= least + 3, "{units}: {}", shape.most());
        }
    }

    #[test]
    fn a_head_that_is_small_for_its_rank_costs() {
        let of = |size: u32, rank: u32| {
            let copy = Copy::of_rank("fog", rank);
            let setting = Setting { size, is_ours: true, ..setting(2) };
            shapes(&copy, (&[setting], &[]), PAGE)[0].cost
        };
        let small = Rule::SmallHead.cost(1);
        assert!(of(21, 2) - of(28, 2) >= small && of(16, 4) - of(18, 4) >= small);
        assert!(of(36, 2) - of(28, 2) < small);
    }

    #[test]
    fn a_lead_s_small_head_costs_more_than_a_corner_that_stays_white_or_a_box_over_it() {
        let of = |size: u32| {
            let setting = Setting { size, is_ours: true, ..setting(2) };
            shapes(&Copy::of_rank("fog", 1), (&[setting], &[]), PAGE)[0].cost
        };
        let more = [60, 42, 36, 28].map(|size| of(size) - of(48));
        let (corner, over) = (Rule::White.cost(50), Rule::FrameOver.cost(1));
        assert!(more[0] == 0 && more[1] > corner.max(over), "{more:?}");
        assert!(more.is_sorted() && more[3] > Rule::LeadFirst.cost(1), "{more:?}");
    }

    #[test]
    fn a_head_that_is_short_costs_the_lead_most() {
        let short = |rank: u32| {
            let of = |filled: u32| {
                let setting = Setting { filled, is_ours: true, ..setting(2) };
                shapes(&Copy::of_rank("fog", rank), (&[setting], &[]), PAGE)[0].cost
            };
            of(60) - of(100)
        };
        // Less than 72 per cent cost twice as much besides.
        assert_eq!(short(2), Rule::HeadShort.cost(28 + 24));
        assert_eq!(short(1), Rule::HeadShort.cost(36 * 9 + 24));
    }

    #[test]
    fn a_lead_s_picture_over_one_of_three_legs_costs_more_than_a_head_that_is_short() {
        let of = |rank: u32, legs: u32, wide: u32| {
            let looks = [vec![Look::plain(wide, 16)]];
            let setting = Setting { needs: 40, ..setting(legs) };
            let own = Copy { rank, ..copy(1) };
            let shapes = shapes(&own, (&[setting], &looks), PAGE);
            let shape = shapes.iter().find(|shape| shape.spots[0].units == wide);
            shape.map(|shape| shape.cost)
        };
        let dearer = |rank, legs| Some(of(rank, legs, 1)? - of(rank, legs, 2)?);
        let size = Rule::LeadPictureSize.cost(1);
        let short = Rule::HeadShort.cost(40 * 4);
        assert!(dearer(1, 3).is_some_and(|more| more > short), "{:?}", dearer(1, 3));
        assert!(dearer(1, 2).is_some_and(|more| more.abs() <= size), "{:?}", dearer(1, 2));
        assert!(dearer(4, 3).is_some_and(|more| more.abs() <= size), "{:?}", dearer(4, 3));
        // A second's costs more than it saves of white, and less than leaving out what need not stand twice.
        let stamp = dearer(2, 3).unwrap_or_default();
        let of_second = Rule::White.cost(4)..Rule::PictureOut.cost(2);
        assert!(of_second.contains(&stamp), "{stamp}");
    }

    #[test]
    fn an_intro_leaves_five_lines_of_its_legs() {
        let looks = [vec![Look::plain(3, 20)]];
        let own = Copy { has_intro: true, ..copy(1) };
        let of = |intro: u32, is_vertical: bool| {
            let setting = Setting { intro, needs: 40, ..setting(3) };
            let forms = shapes(&own, (&[setting], &looks), Page { is_vertical, ..PAGE });
            let depths = forms.iter().flat_map(|form| {
                let depths = (form.least..).zip(form.fits.iter());
                depths.map(|(depth, fit)| (depth - setting.head - fit.picture, fit.slack))
            });
            depths.collect::<Vec<(u32, u32)>>()
        };
        for is_vertical in [false, true] {
            let under = of(30, is_vertical);
            // A line stays free beside the picture, and on a vertical page one behind it.
            let free = if is_vertical { 2 } else { 1 };
            assert!(!under.is_empty());
            assert!(under.iter().all(|(lines, _)| *lines >= 30 + 5 + free), "{under:?}");
        }
    }

    #[test]
    fn a_picture_of_a_lesser_story_that_is_wide_costs() {
        let of = |rank: u32, wide: u32| {
            let looks = [vec![Look::plain(wide, 16)]];
            let setting = Setting { needs: 80, ..setting(4) };
            let shapes = shapes(&Copy { rank, ..copy(1) }, (&[setting], &looks), PAGE);
            shapes.first().map_or(0, |shape| shape.cost)
        };
        let more = |rank: u32| of(rank, 4) - of(rank, 2);
        assert!(more(4) >= Rule::PictureWide.cost(2) && more(1) < Rule::PictureWide.cost(1));
    }

    #[test]
    fn a_head_that_is_drawn_out_costs() {
        let of = |drawn: u32| {
            let setting = Setting { drawn, is_ours: true, ..setting(2) };
            shapes(&Copy::of_rank("fog", 2), (&[setting], &[]), PAGE)[0].cost
        };
        assert_eq!(of(5), of(0));
        assert_eq!(of(20) - of(0), Rule::HeadDrawn.cost(15));
    }

    #[test]
    fn a_picture_so_wide_that_its_pixels_show_costs() {
        let of = |is_faint: bool| {
            let look = Look { units: 2, lines: 16, caption: 2, is_lettered: false, is_faint };
            let setting = Setting { needs: 80, ..setting(4) };
            let shapes = shapes(&copy(1), (&[setting], &[vec![look]]), PAGE);
            shapes.iter().find(|shape| !shape.spots.is_empty()).map_or(0, |shape| shape.cost)
        };
        assert_eq!(of(true) - of(false), Rule::PictureFaint.cost(1));
    }

    #[test]
    fn a_picture_is_the_least_where_it_is_cropped_and_has_text_enough_under_it() {
        let looks = (1..=3).map(|units| Look {
            units,
            lines: 2 + 10 * units,
            caption: 2,
            is_lettered: false,
            is_faint: false,
        });
        let looks = vec![looks.collect::<Vec<Look>>()];
        let shapes = shapes(&copy(1), (&[setting(3)], &looks), PAGE);
        assert!(shapes.iter().all(|shape| !shape.spots.is_empty()), "it has to stand");
        for shape in &shapes {
            let spot = shape.spots[0];
            assert_eq!(spot.first + spot.units, 3, "at the end of the legs");
            for (depth, fit) in (shape.least..).zip(&shape.fits) {
                let natural = i64::from(10 * spot.units);
                let own = i64::from(fit.picture) - 2;
                let crop = (own - natural).abs() * 100 / own.max(natural);
                assert!(crop <= CROP, "{fit:?}");
                let under = i64::from(depth - 4 - fit.picture) - 1;
                let left = under - i64::from(fit.slack);
                assert!(under <= 0 || left > UNDER, "{depth}: {fit:?}");
            }
        }
    }

    #[test]
    fn all_pictures_that_are_to_be_kept_stand_beside_one_another_each_as_deep_as_it_is() {
        // One upright, one lying down: no depth suits both.
        let look = |units: u32, lines: u32| Look::plain(units, lines);
        let looks = vec![vec![look(1, 12), look(2, 22)], vec![look(1, 24), look(2, 46)]];
        let setting = Setting { needs: 60, ..setting(3) };
        let of = |keep: bool| {
            let mut own = copy(2);
            own.pictures[1].keep = keep;
            shapes(&own, (&[setting], &looks), PAGE)
        };
        let kept = of(true);
        assert!(!kept.is_empty() && kept.iter().all(|shape| shape.left_out.is_empty()), "{kept:?}");
        let shape = kept.iter().find(|shape| shape.spots.iter().all(|spot| spot.units == 1));
        let shape = shape.expect("both over a leg");
        for fit in &shape.fits {
            let deep = shape.spots.iter().map(|spot| spot.within(fit.picture)).max();
            assert_eq!(deep, Some(fit.picture), "{fit:?}");
            assert!(shape.spots[0].within(fit.picture) <= 14, "{fit:?}");
        }
        assert!(of(false).iter().any(|shape| shape.left_out == [1]));
    }

    #[test]
    fn a_drawing_with_words_in_it_is_shown_whole_unless_the_plan_crops_it() {
        let pictures = |is_lettered: bool, fit: Option<FitWord>| {
            let look = Look { units: 1, lines: 20, caption: 2, is_lettered, is_faint: false };
            let mut own = copy(1);
            own.pictures[0].fit = fit;
            let shapes = shapes(&own, (&[setting(3)], &[vec![look]]), PAGE);
            let fits = shapes.iter().flat_map(|shape| &shape.fits);
            fits.map(|fit| fit.picture).collect::<std::collections::BTreeSet<u32>>()
        };
        let whole = |all: &std::collections::BTreeSet<u32>| {
            !all.is_empty() && all.iter().all(|lines| (19..=22).contains(lines))
        };
        assert!(!whole(&pictures(false, None)) && whole(&pictures(true, None)));
        assert!(whole(&pictures(false, Some(FitWord::Contain))));
        assert!(!whole(&pictures(true, Some(FitWord::Cover))));
    }

    #[test]
    fn a_head_whose_row_ends_within_a_word_costs_more_than_one_that_is_short() {
        let of = |parted: u32, filled: u32| {
            let setting = Setting { parted, filled, is_ours: true, ..setting(2) };
            shapes(&Copy::of_rank("fog", 2), (&[setting], &[]), PAGE)[0].cost
        };
        assert_eq!(of(1, 100) - of(0, 100), Rule::HeadParted.cost(1));
        assert!(of(1, 100) > of(0, 60));
    }

    #[test]
    fn a_frame_stands_closer_only_where_it_has_no_room() {
        let framing = Framing::Framed;
        let framed = Setting { framing, head: 6, bare: 4, needs: 40, ..setting(1) };
        let shapes = shapes(&Copy::of_rank("fog", 4), (&[framed], &[]), PAGE);
        let [shape] = &shapes[..] else { panic!("one form: {shapes:?}") };
        assert_eq!(shape.least, 44);
        let of = |depth: u32| (shape.clear(depth), shape.fit(depth).map(|fit| fit.cost));
        let close = |lines: i64| Some(Rule::FrameClose.cost(lines));
        assert_eq!([of(44), of(45), of(46)], [(0, close(2)), (1, close(1)), (2, close(0))]);
        assert_eq!(shape.clear(47), 2);
    }

    #[test]
    fn legs_end_over_a_block_in_the_corner() {
        let notch = |corner: Corner| Notch { corner, units: 1, lines: 20 };
        let of = |settings: Setting, pictures: usize, corner: Corner| {
            let looks = vec![vec![Look::plain(1, 22)]; pictures];
            let page = Page { legs: (12, 60), ..PAGE };
            doglegs(&copy(pictures), (&[settings], &looks), (page, notch(corner)))
        };
        // Sixty lines in three legs would leave the last of them shallower than two inches.
        assert!(of(setting(3), 0, Corner::Right).is_empty());
        let longer = of(Setting { needs: 100, ..setting(3) }, 0, Corner::Left);
        assert_eq!(longer.first().map(|own| (own.least, own.fits[0].slack)), Some((44, 0)));
        // A picture stands right over the block, or beside its legs.
        for corner in [Corner::Right, Corner::Left] {
            for shape in of(Setting { needs: 90, ..setting(3) }, 1, corner) {
                let spot = shape.spots[0];
                for (depth, fit) in (shape.least..).zip(&shape.fits) {
                    let over = depth - 4 - 20;
                    assert!(corner == Corner::Left || fit.picture == over, "{depth}: {fit:?}");
                }
                assert_eq!((spot.first, spot.units), (2, 1));
            }
        }
        assert!(of(setting(1), 0, Corner::Right).is_empty(), "no leg is left");
    }

    #[test]
    fn legs_beside_a_picture_share_what_its_legs_leave() {
        // Two legs of fourteen lines beside a picture that fills the third.
        let depth = |needs: u32| {
            let setting = Setting { needs, ..setting(3) };
            let looks = [vec![Look::plain(1, 14)]];
            let shapes = shapes(&copy(1), (&[setting], &looks), PAGE);
            shapes.iter().find_map(|shape| shape.fit(18)).map(|fit| fit.cost)
        };
        let shallow = Rule::Shallow.cost(1);
        assert!(depth(24).is_some_and(|cost| cost >= shallow), "{:?}", depth(24));
        assert!(depth(26).is_some_and(|cost| cost < shallow), "{:?}", depth(26));
    }
}
