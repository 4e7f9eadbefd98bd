//! A style.

use schemars::JsonSchema;

use super::block::Rules;
use super::values::{Autospace, Colour, Length, PerCent, Size, Tcy, Widths};
use crate::source::layout::{AlignWord, LineUpWord, WritingWord};
use crate::source::read_style::{
    AcronymWord, AdjacentWord, BreakingWord, FiguresWord, HangulWord, KinsokuWord, LineEndWord,
    LineStartWord, QuotesWord, SnapWord,
};

/// A style: what is left out is inherited.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Style {
    /// The style that a new one inherits from; left out: body.
    base: Option<String>,
    /// "serif", "serif-bold", "sans", "sans-black", "kai", "kai-hans", or a [font.NAME].
    font: Option<String>,
    /// The size of type, or "fit".
    size: Option<Size>,
    /// The steps of "fit".
    #[schemars(length(min = 1))]
    ladder: Option<Vec<Length>>,
    /// Most rows of "fit".
    #[schemars(range(min = 1, max = 20))]
    rows: Option<u32>,
    /// From line to line in lines of the grid; 1.5 sets every second line on the grid.
    leading: Option<f64>,
    /// The colour of the type.
    colour: Option<Colour>,
    /// How lines stand in their measure; "spread" fills the width.
    align: Option<Align>,
    /// Lines of white above.
    #[schemars(range(min = 0))]
    above: Option<f64>,
    /// Lines of white below.
    #[schemars(range(min = 0))]
    below: Option<f64>,
    /// A text before each paragraph; {n} is the number of an item.
    mark: Option<String>,
    /// Characters that turnover lines stand in.
    #[schemars(range(min = 0))]
    hang: Option<f64>,
    /// Thousandths of an em between characters.
    tracking: Option<f64>,
    /// Scale of the glyphs across, in per cent.
    width: Option<PerCent>,
    /// Scale of the glyphs down, in per cent; 平體 is "89%".
    height: Option<PerCent>,
    /// How a head in a block of its own runs.
    writing: Option<WritingWord>,
    /// The initial of a story's first paragraph: lines, or a table.
    initial: Option<Initial>,
    /// Rules of tables.
    rules: Option<Rules>,
    /// The tint of every second row of tables.
    stripe: Option<Colour>,
    /// Widths of the columns of tables.
    widths: Option<Widths>,
    /// Rows under its head up to which a table is not parted where the next leg holds it; 0: any is.
    #[schemars(range(max = 1000))]
    whole: Option<u32>,

    /// Several settings of composition by one name.
    preset: Option<Preset>,
    /// BCP 47: whose shapes, marks and breaks.
    language: Option<String>,
    /// How strictly marks are kept from the heads and ends of lines.
    kinsoku: Option<KinsokuWord>,
    /// Whether marks that meet are squeezed.
    adjacent: Option<AdjacentWord>,
    /// Whether the blank of a mark at a line's head goes.
    line_start: Option<LineStartWord>,
    /// What becomes of a mark's blank at a line's end.
    line_end: Option<LineEndWord>,
    /// Whether a line is squeezed before anything is carried over.
    compress: Option<bool>,
    /// The blank between Han and Western letters: "0.25em".
    autospace: Option<Autospace>,
    /// How breaks are chosen: for whole paragraphs, or line by line.
    breaking: Option<BreakingWord>,
    /// Characters that a paragraph's first line stands in.
    #[schemars(range(min = 0))]
    indent: Option<f64>,
    /// Whether Western words are hyphenated.
    hyphenate: Option<bool>,
    /// Whether Western runs take whole characters.
    snap: Option<SnapWord>,
    /// Fewest Han characters in a paragraph's last line.
    #[schemars(range(max = 20))]
    last_line: Option<u32>,
    /// Figures side by side in vertical lines.
    tcy: Option<Tcy>,
    /// Of numbers in vertical lines: "upright" or "rotate", "han" for Chinese figures; of tables: how columns of them line up.
    figures: Option<Figures>,
    /// Acronyms in vertical lines.
    acronym: Option<AcronymWord>,
    /// Whether Korean breaks between syllables or words.
    hangul: Option<HangulWord>,
    /// Whether quotation marks of another region are printed as the text's language has them, outer and
    /// inner, across and down.
    quotes: Option<QuotesWord>,
    /// Whether a blank follows ？ and ！ within a paragraph.
    query_blank: Option<bool>,
}

/// How lines stand in their measure.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Align {
    Word(AlignWord),
    British(Centre),
}

#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub(super) enum Centre {
    Centre,
}

/// A setting of vertical numbers, or of columns of tables.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Figures {
    Setting(FiguresWord),
    OfTables(LineUpWord),
    British(Centre),
}

/// A number of lines, 0 for none, or a table.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Initial {
    Lines(#[schemars(range(max = 12))] u32),
    Table(InitialTable),
}

/// An initial.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct InitialTable {
    /// How many lines deep; left out: 2.
    #[schemars(range(max = 12))]
    lines: Option<u32>,
    /// How many characters; left out: 1.
    #[schemars(range(min = 1, max = 4))]
    characters: Option<u32>,
    /// Its family; left out: the paragraph's.
    font: Option<String>,
    /// Its colour; left out: the paragraph's.
    colour: Option<Colour>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub(super) enum Preset {
    NewspaperHk,
    NewspaperTw,
    NewspaperJa,
    BookHant,
    Gb,
    Kaiming,
    Banjiao,
    Quanjiao,
    Jis,
    Plain,
}
