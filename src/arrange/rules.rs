//! The make-up man's rules: what each costs where it is broken, and where it is from.
//!
//! All weights of the search stand in [`RULES`]; nowhere else is anything preferred to anything. A unit of
//! cost is about what an empty line of a column is worth avoiding.

use super::plan::Copy;

/// A rule of make-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    LeadFirst,
    LeadWide,
    LeadHead,
    SmallHead,
    Order,
    Rank,
    EqualRanks,
    HeadsGrow,
    HeadsLevel,
    HeadsStacked,
    HeadsSame,
    LeadLargest,
    HeadShort,
    HeadDrawn,
    HeadRows,
    HeadParted,
    Cut,
    Shallow,
    Deep,
    Grey,
    Crop,
    CropShows,
    PictureSize,
    LeadPictureSize,
    PictureWide,
    LeadStamp,
    Stamp,
    LeadPicture,
    LargerPicture,
    PicturesTouch,
    White,
    Hole,
    Bare,
    Unfilled,
    Stretch,
    With,
    WithOver,
    Apart,
    Boxes,
    FrameOver,
    FrameClose,
    FramesTouch,
    FramesCrowd,
    Narrow,
    Dogleg,
    PictureOut,
    PictureFaint,
}

/// What a rule says.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub rule: Rule,
    /// For each unit of `per`.
    pub weight: i64,
    pub per: &'static str,
    pub says: &'static str,
    pub source: &'static str,
}

const fn row(
    rule: Rule,
    (weight, per): (i64, &'static str),
    says: &'static str,
    source: &'static str,
) -> Row {
    Row { rule, weight, per, says, source }
}

/// In the order of [`Rule`].
pub const RULES: &[Row] = &[
    row(
        Rule::LeadFirst,
        (9000, "page"),
        "the lead stands at the head: left on a horizontal page, right on a vertical one",
        "desk practice",
    ),
    row(
        Rule::LeadWide,
        (1500, "leg under half of the page"),
        "the lead is the widest story of its page",
        "desk practice",
    ),
    row(
        Rule::LeadHead,
        (450, "point under 48"),
        "the lead's head is larger than any other can be",
        "desk practice",
    ),
    row(Rule::SmallHead, (3000, "story"), "a head has one of the sizes of its rank", "the plan"),
    row(
        Rule::Order,
        (4, "leg-line below a lesser story"),
        "importance goes from the head of the page down",
        "R103",
    ),
    row(
        Rule::Rank,
        (6000, "pair"),
        "of two stories the one of the smaller rank has the larger head",
        "the plan",
    ),
    row(
        Rule::EqualRanks,
        (1500, "size beyond the next"),
        "heads of one rank differ by a size at most",
        "the plan",
    ),
    row(Rule::HeadsGrow, (6000, "pair"), "no head is larger than one over it", "K033"),
    row(
        Rule::HeadsLevel,
        (6000, "pair"),
        "heads side by side, or near one over the other, differ by 1.25 to 1",
        "K031, K034",
    ),
    row(
        Rule::HeadsStacked,
        (6000, "pair"),
        "text stands between a head and the one over it",
        "K032",
    ),
    row(
        Rule::HeadsSame,
        (2500, "pair"),
        "no heads of one size stand side by side, be they small, in frames, or in a row of tiers",
        "the plan",
    ),
    row(
        Rule::LeadLargest,
        (2500, "larger head"),
        "of several stories of the first rank the one at the head has the largest head",
        "the plan",
    ),
    row(
        Rule::HeadShort,
        (12, "per cent of a row under 88, of the lead under 96"),
        "a head fills its width",
        "O009",
    ),
    row(
        Rule::HeadDrawn,
        (30, "per cent of its width beyond five"),
        "a head fills its width without being widened or spaced out",
        "R93",
    ),
    row(Rule::HeadRows, (1500, "row beyond two, squared"), "a head has one row or two", "R92"),
    row(
        Rule::HeadParted,
        (2000, "row that ends within a word"),
        "the rows of a head end between words",
        "R90",
    ),
    row(Rule::Cut, (8000, "cut"), "no gutter and no line of white cuts the page", "K030"),
    row(Rule::Shallow, (8000, "story"), "columns are at least two inches deep", "K039"),
    row(Rule::Deep, (8000, "story"), "columns are at most ten inches deep", "K039"),
    row(
        Rule::Grey,
        (2000, "story"),
        "three columns of text are no deeper than twenty lines without a rest",
        "K054, R104",
    ),
    row(Rule::Crop, (10, "per cent beyond five"), "a picture is cropped little", "desk practice"),
    row(
        Rule::CropShows,
        (40, "per cent beyond twelve"),
        "no head, roof or edge is cropped off a picture",
        "K058",
    ),
    row(
        Rule::PictureSize,
        (90, "leg from what suits the story"),
        "a picture takes a half to two thirds of its story's width",
        "desk practice",
    ),
    row(
        Rule::LeadPictureSize,
        (300, "leg from what suits the lead"),
        "the lead's picture takes two thirds of its width",
        "desk practice",
    ),
    row(
        Rule::PictureWide,
        (800, "leg beyond a half of the page, or a third of it"),
        "no picture of a lesser story takes the width of the page",
        "desk practice",
    ),
    row(
        Rule::LeadStamp,
        (2500, "story"),
        "a lead of three legs or more shows its picture over more than one",
        "desk practice",
    ),
    row(
        Rule::Stamp,
        (400, "story"),
        "a second story of three legs or more shows its picture over more than one",
        "desk practice",
    ),
    row(
        Rule::LeadPicture,
        (2500, "picture that is nearly as large"),
        "the lead has by far the largest picture",
        "desk practice",
    ),
    row(
        Rule::LargerPicture,
        (6000, "larger picture"),
        "no picture is half as large again as the lead's",
        "the plan",
    ),
    row(
        Rule::PicturesTouch,
        (400, "pair"),
        "pictures of two stories do not touch",
        "desk practice",
    ),
    row(Rule::White, (70, "leg-line"), "no line stays empty", "desk practice"),
    row(
        Rule::Hole,
        (1200, "story"),
        "no more than two lines stay empty at the end of a story",
        "desk practice",
    ),
    row(
        Rule::Bare,
        (100, "leg-line beyond two per cent of the page"),
        "hardly any of a page stays white",
        "N005",
    ),
    row(
        Rule::Unfilled,
        (150, "leg-line short of `least`"),
        "a page is filled as far as the plan says",
        "the plan",
    ),
    row(
        Rule::Stretch,
        (32, "leg-line, squared a leg"),
        "white put in to fill a column is little",
        "R111",
    ),
    row(Rule::With, (6000, "story apart"), "a sidebar stands with its story", "the plan"),
    row(
        Rule::WithOver,
        (3500, "sidebar over its story"),
        "a sidebar stands under its story or beside it, not over it",
        "desk practice",
    ),
    row(
        Rule::Apart,
        (9000, "pair"),
        "what the plan keeps apart does not stand side by side",
        "the plan",
    ),
    row(
        Rule::Boxes,
        (400, "frame that the plan does not ask for"),
        "few stories stand in frames",
        "desk practice",
    ),
    row(Rule::FrameOver, (2500, "pair"), "no frame lies over a greater story", "desk practice"),
    row(
        Rule::FrameClose,
        (120, "line that stands at its edge"),
        "a line stays free over a frame and under it",
        "desk practice",
    ),
    row(
        Rule::FramesTouch,
        (700, "pair"),
        "frames do not stand side by side or one over the other",
        "desk practice",
    ),
    row(
        Rule::FramesCrowd,
        (2000, "frame that touches more than one"),
        "no more than two frames stand together",
        "desk practice",
    ),
    row(
        Rule::Narrow,
        (120, "leg from what suits the rank"),
        "width goes by importance",
        "desk practice",
    ),
    row(
        Rule::Dogleg,
        (1500, "story"),
        "the legs of a story end level, not over an advertisement in its corner",
        "desk practice",
    ),
    row(Rule::PictureOut, (350, "picture"), "pictures are printed", "the plan"),
    row(
        Rule::PictureFaint,
        (600, "picture"),
        "a picture shows neither its pixels nor hairlines",
        "K001, K003",
    ),
];

/// What breaking a rule of the desk costs at least.
pub const DESK: i64 = 6000;

impl Rule {
    pub fn row(self) -> &'static Row {
        &RULES[self as usize]
    }

    /// What so many units cost.
    pub fn cost(self, units: i64) -> i64 {
        self.row().weight * units
    }
}

/// The sizes that the head of a rank may have, the largest first.
#[derive(Clone, Copy, Debug)]
pub struct Band {
    pub sizes: &'static [u32],
}

/// Sizes in points: the largest of a rank is the smallest of the rank before, so that none has a larger head than
/// one before it.
const BANDS: [Band; 5] = [
    Band { sizes: &[72, 60, 54, 48] },
    Band { sizes: &[42, 36, 28] },
    Band { sizes: &[28, 21] },
    Band { sizes: &[21, 18] },
    Band { sizes: &[18, 16] },
];

/// Sizes for where those of its rank do not fit.
pub const SMALLER: &[u32] = &[42, 36, 28, 21, 18, 16];

/// How many sizes lie between two heads, one with the next: 0 for one size, 1 for neighbours.
pub fn sizes_apart(one: u32, other: u32) -> i64 {
    let (small, large) = (one.min(other), one.max(other));
    let bands = BANDS.iter().flat_map(|band| band.sizes);
    let mut sizes: Vec<u32> = bands.copied().filter(|own| (small..large).contains(own)).collect();
    sizes.dedup();
    sizes.len() as i64
}

/// Heads of this size and less are those of briefs: they may stand in a row.
pub const BRIEF: u32 = 18;

/// Levels of heads.
pub const LEVELS: usize = BANDS.len();

/// How far a story's rank is from the first of its page: 0 for a lead.
pub fn level_of(first: u32, copy: &Copy) -> usize {
    copy.rank.saturating_sub(first) as usize
}

pub fn band_of(level: usize) -> Band {
    BANDS[level.min(LEVELS - 1)]
}

/// Whether a head is smaller than those of its rank are: one of a greater rank may be larger.
pub fn is_small(size: u32, level: usize) -> bool {
    band_of(level).sizes.last().is_some_and(|least| size < *least)
}

/// Whether two heads are too near each other in size.
pub fn are_alike(one: u32, other: u32) -> bool {
    let (small, large) = (one.min(other), one.max(other));
    large * 100 < small * 125 && large > BRIEF
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_row() {
        for (at, row) in RULES.iter().enumerate() {
            assert_eq!(row.rule as usize, at, "{:?}", row.rule);
            assert!(row.weight > 0 && !row.says.is_empty() && !row.source.is_empty());
        }
        assert_eq!(RULES.len(), Rule::PictureFaint as usize + 1);
    }

    #[test]
    fn no_rank_has_a_larger_head_than_one_before_it() {
        for pair in BANDS.windows(2) {
            let (least, most) = (pair[0].sizes.last(), pair[1].sizes.first());
            assert!(least >= most && least.is_some(), "{least:?} over {most:?}");
        }
        assert_eq!(
            [(42, 42), (42, 36), (42, 28), (72, 48)].map(|(a, b)| sizes_apart(a, b)),
            [0, 1, 2, 3]
        );
        assert!(are_alike(28, 24) && !are_alike(36, 28) && !are_alike(18, 18));
    }
}
