//! What a piece of an article's body is, and what it asks for by the marks at its end (`{.verse}`, `{.optional}`).

use std::num::NonZeroU8;
use std::sync::Arc;

use super::Table;

/// What a piece of a body is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PartKind {
    Paragraph,
    /// `- …`; the mark itself is the style's.
    Bullet,
    /// `1. …`, with its number; how it is printed is the style's.
    Numbered(u32),
    /// `> …`
    Quote(Quoted),
    /// `## …`
    Subhead,
    /// `| … | … |`; its words stand in its cells, its text is empty and says where it is.
    Table(Arc<Table>),
}

/// Where a paragraph stands in its quotation, which may have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Quoted {
    #[default]
    Begins,
    /// It follows another of the same quotation.
    GoesOn,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Manner {
    #[default]
    Plain,
    /// `{.verse}`: its lines are kept; one after another they are stanzas.
    Verse,
}

/// Where a paragraph's lines stand; verse, too, may ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Aligned {
    /// As its style says.
    #[default]
    Own,
    /// `{.center}`
    Center,
    /// `{.end}`
    End,
}

/// How many lines a paragraph should take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Extent {
    /// As many as are best.
    #[default]
    Own,
    /// `{.tight}`: one less, where its tiers allow.
    Tight,
    /// `{.loose}`: one more.
    Loose,
}

/// The marks of one paragraph, subhead or item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Marks {
    pub manner: Manner,
    pub aligned: Aligned,
    pub extent: Extent,
    /// `{.optional}` or `{.optional=2}`: it may be left out, those of higher numbers first.
    pub optional: Option<NonZeroU8>,
    /// `{.break}`: the leg ends behind it.
    pub ends_leg: bool,
    /// `{.pull}`: a layout may print its last sentence once more.
    pub pull: bool,
    /// `{.initial}`: its first character is set large, over several lines.
    pub initial: bool,
    pub typed: TypedNumber,
}

/// How the number of an item is typed: `1.`, `01.`, `1)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct TypedNumber {
    /// As many figures, noughts before it; 0 and 1: as many as it has.
    pub figures: u8,
    /// A bracket stands behind it, and no point.
    pub bracket: bool,
}
