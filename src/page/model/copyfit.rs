//! How far a story may be treated so that it fills its blocks and no more.

use crate::text::Extent;

/// A story's limits. Only a story that is over or short is treated.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Copyfit {
    /// What is used, in turn; what is not named is not used.
    pub order: Vec<Means>,
    /// Lines of white put in, at most, a leg.
    pub white: i64,
    /// Lines that a picture may lose or gain.
    pub picture: Limits,
    /// Thousandths of an em that the gaps of a line may be narrower or wider.
    pub tracking: Limits,
    /// Steps of the headline's ladder.
    pub headline: Limits,
    /// Lines that may stay empty at the foot of the last leg.
    pub short: usize,
}

/// From 0 or less to 0 or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    pub least: i64,
    pub most: i64,
}

/// What can be done for a story that does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Means {
    /// White around pictures, under the head, above subheads.
    White,
    /// The depth of its pictures.
    Picture,
    /// Paragraphs take a line less or more.
    Tracking,
    /// Its headline takes another step of the ladder.
    Headline,
    /// Paragraphs marked `{.optional}` go.
    Optional,
}

impl Means {
    pub const ALL: [Means; 5] =
        [Means::White, Means::Picture, Means::Tracking, Means::Headline, Means::Optional];

    /// As a layout writes it.
    pub fn name(self) -> &'static str {
        match self {
            Means::White => "white",
            Means::Picture => "picture",
            Means::Tracking => "tracking",
            Means::Headline => "headline",
            Means::Optional => "optional",
        }
    }

    /// Whether so much of it takes lines off.
    pub fn shortens(self, amount: i64) -> bool {
        match self {
            Means::White => false,
            Means::Picture | Means::Tracking | Means::Headline => amount < 0,
            Means::Optional => true,
        }
    }
}

impl Default for Copyfit {
    fn default() -> Copyfit {
        Copyfit {
            order: Means::ALL.to_vec(),
            white: 3,
            picture: Limits { least: -4, most: 4 },
            tracking: Limits { least: -15, most: 15 },
            headline: Limits { least: -1, most: 0 },
            short: 1,
        }
    }
}

/// What was done to a piece of a body so that its story fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Treated {
    pub left_out: bool,
    /// Lines of white above it.
    pub white: u32,
    /// Another number of lines than its own, and what its gaps give for that, in thousandths of
    /// an em.
    pub extent: Extent,
    pub give: u16,
}

/// What was done to a block of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct TreatedBlock {
    /// Steps of the ladder that its headline is larger (negative: smaller) than it would be.
    pub headline: i64,
    /// Lines of white under its head.
    pub white: i64,
    /// Lines that a deeper picture over it took off its head; a shallower one gave it those.
    pub lowered: i64,
}
