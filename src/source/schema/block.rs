//! A block of a page or a template.

use schemars::JsonSchema;

use super::layout::{Fit, Jump};
use super::values::{
    Amount, Colour, Corners, Focus, Length, PerCent, Pieces, Place, Split, Texts, Widths,
};
use crate::source::layout::{
    CaptionAt, CreditAt, DepthWord, FitWord, LegEndWord, LineOrderWord, LineUpWord, PartWord,
    WritingWord,
};

/// A block: a rectangle on the grid, and what stands in it.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Block {
    /// Its name, for `in` of other blocks.
    id: Option<String>,
    /// In a layout that extends another: whether the block of this id is taken out.
    remove: Option<bool>,
    /// The area that it stands in: the id of an earlier block, or a margin, "top", "foot", "left", "right".
    #[schemars(rename = "in")]
    within: Option<String>,
    /// Its columns: 6, "1-4", "4-".
    columns: Option<Place>,
    /// Its tiers, on a vertical grid.
    tiers: Option<Place>,
    /// Its place in characters of its area, in place of columns.
    chars: Option<Place>,
    /// Its lines: 7, "1-8", "10+30" (start and depth), "48-" (to the foot).
    lines: Option<Place>,
    /// How its text runs; left out: as the page's.
    writing: Option<WritingWord>,
    /// In which order the lines of a vertical head stand.
    line_order: Option<LineOrderWord>,
    /// The look of what stands in it.
    look: Option<String>,
    /// Codes and names of messages that are known in it.
    allow: Option<Texts>,
    /// Whether it stays when `typeset arrange` replaces the layout.
    keep: Option<bool>,

    /// The article of which parts stand here.
    article: Option<String>,
    /// Articles that are stacked one after the other: an entry whose file holds several, or a list.
    articles: Option<Texts>,
    /// Which parts; left out: all that stand nowhere else.
    part: Option<Parts>,
    /// Its legs: how many, or the measure of each in characters.
    split: Option<Split>,
    /// Whether the legs are levelled where the text ends.
    balance: Option<bool>,
    /// After what a leg may end.
    leg_end: Option<LegEndWord>,
    /// Of a picture: "cover" or "contain". Of a story: whether it is made to fit, and within which limits.
    fit: Option<FitOfBlock>,
    /// Jump lines: false for none, or the pages that they name.
    jump: Option<Jump>,
    /// House advertisements of which the deepest that fits stands under the text's end.
    filler: Option<Texts>,

    /// A picture's file: JPEG, PNG, TIFF, WebP, GIF, SVG or PDF.
    picture: Option<String>,
    /// Files of a row of pictures under one caption.
    pictures: Option<Vec<String>>,
    /// What is shown of the picture, in per cent of it.
    crop: Option<Crop>,
    /// What of the picture stands nearest to the middle, in per cent across and down.
    focus: Option<Focus>,
    /// What is cut out of the picture.
    clip: Option<Clip>,
    /// What the picture or advertisement shows, for readers who do not see it.
    alt: Option<String>,
    /// The caption, printed as written.
    caption: Option<String>,
    /// The picture's credit.
    credit: Option<String>,
    /// Where the caption stands.
    caption_at: Option<CaptionAt>,
    /// Where the credit stands: after the caption, or at the end of its last line.
    credit_at: Option<CreditAt>,

    /// A text, or start, centre and end of one line; {page}, {section}, {date}, {weekday}, {title} and fields stand for their values.
    text: Option<Pieces>,
    /// A text in the style of quotes, most often "{lead.pull}".
    quote: Option<String>,
    /// The style of the text; left out: folio in a margin, else body.
    style: Option<String>,
    /// Dots from the end of the first of two texts to the second.
    leaders: Option<bool>,

    /// The name of an advertisement.
    ad: Option<String>,
    /// The advertisement's file: PDF, SVG or a picture; "ads.pdf#page=2" is a page of a PDF.
    art: Option<String>,

    /// A file of data that is set as a table: CSV, or TSV by its ending.
    table: Option<String>,
    /// Rows of the table's head.
    #[schemars(range(max = 100))]
    head: Option<u32>,
    /// The tint of every second row.
    stripe: Option<Colour>,
    /// The widths of the columns.
    widths: Option<Widths>,
    /// How the figures of a column stand one under the other.
    figures: Option<LineUpWord>,
    /// Rows under its head up to which a table is not parted where the next leg holds it; 0: any is.
    #[schemars(range(max = 1000))]
    whole: Option<u32>,

    /// Characters that text keeps off this block; "overlay"; "contour" or { contour = 1.5 } along a picture's outline.
    wrap: Option<Wrap>,
    /// Lines that text keeps off above and below.
    wrap_lines: Option<f64>,
    /// A closed box around it.
    frame: Option<Rule>,
    /// Rules at its sides, between its legs, articles, rows and columns.
    rules: Option<Rules>,
    /// The colour of its ground.
    tint: Option<Colour>,
    /// How deep frame and tint are drawn: as its lines, or as its text.
    depth: Option<DepthWord>,
    /// White inside it; 1 with a frame or tint.
    inset: Option<Amount>,
}

/// A part, or a list of them.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Parts {
    One(PartWord),
    Several(Vec<PartWord>),
}

/// "cover" or "contain" of a picture; true, false or limits of a story.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum FitOfBlock {
    Picture(FitWord),
    Story(Fit),
}

/// A part of a picture in per cent of it.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Crop {
    /// From its left edge.
    x: Option<PerCent>,
    /// From its top.
    y: Option<PerCent>,
    /// How wide what is shown is.
    width: Option<PerCent>,
    /// How high what is shown is.
    height: Option<PerCent>,
}

/// "circle", "rounded" or a polygon.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Clip {
    Shape(ClipWord),
    Polygon(ClipPolygon),
}

#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub(super) enum ClipWord {
    Circle,
    Rounded,
}

/// A polygon of what is shown.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ClipPolygon {
    /// Its corners.
    polygon: Corners,
}

/// A number of characters, "overlay", "contour" or a table of it.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Wrap {
    Characters(f64),
    Word(WrapWord),
    Contour(WrapContour),
}

#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub(super) enum WrapWord {
    Overlay,
    Contour,
}

/// Along the outline of what the picture shows.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct WrapContour {
    /// Characters that text keeps off the outline.
    contour: f64,
}

/// A weight, or a table of weight and colour.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Rule {
    Weight(Length),
    Table(RuleTable),
}

/// A rule.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct RuleTable {
    /// How heavy, up to 36 pt.
    weight: Length,
    /// Its colour; left out: black.
    colour: Option<Colour>,
}

/// Rules of a block or of tables.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Rules {
    /// The rule over it.
    top: Option<Rule>,
    /// The rule under it.
    bottom: Option<Rule>,
    /// At its left.
    left: Option<Rule>,
    /// At its right.
    right: Option<Rule>,
    /// Between its legs, or between the rows of a table.
    between: Option<Rule>,
    /// Between the articles of a stack.
    items: Option<Rule>,
    /// Under the head of a table.
    head: Option<Rule>,
    /// Between the columns of a table.
    columns: Option<Rule>,
}
