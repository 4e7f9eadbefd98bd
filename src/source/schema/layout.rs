//! The tables of a layout but its blocks and styles.

use std::collections::BTreeMap;

use schemars::JsonSchema;

use super::article::Texts as ArticleTexts;
use super::block::Block;
use super::style::Style;
use super::values::{Amount, Colour, Day, Field, Focus, Length, PerCent, Range, Texts};
use crate::source::layout::{
    FitWord, KindWord, MeansWord, OversetWord, PlatesWord, SpillWord, StandardWord, WritingWord,
};

/// A layout of typeset: pages, and what stands where on them.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Layout {
    /// Files whose tables and keys lie under this one's: styles, fonts, a template of the house.
    include: Option<Texts>,
    /// The layout that this one is, but for the changes that stand here.
    extends: Option<String>,
    /// Articles whose lines may not change against the layout before.
    frozen: Option<Texts>,
    /// What holds for the whole job: title, language, date.
    document: Option<Document>,
    /// The sheet: its size, margins, bleed.
    paper: Option<Paper>,
    /// Columns and lines.
    grid: Option<Grid>,
    /// How far stories may be treated to fit their blocks; switches nothing on.
    fit: Option<Limits>,
    /// Styles by name: built-in ones changed, and new ones.
    style: Option<BTreeMap<String, Style>>,
    /// Looks by name: styles for what says `look = "NAME"`.
    look: Option<BTreeMap<String, BTreeMap<String, Style>>>,
    /// The articles by their ids; each has to stand on a page.
    article: Option<BTreeMap<String, Entry>>,
    /// Blocks by name that are laid under pages with `template = "NAME"`.
    template: Option<BTreeMap<String, Template>>,
    /// Spot colours by name.
    colour: Option<BTreeMap<String, SpotColour>>,
    /// House font families by name; `fallback` is tried after the built-in ones.
    font: Option<BTreeMap<String, Font>>,
    /// What the file is made for.
    output: Option<OutputTable>,
    /// How the pages of a plan are arranged (`typeset arrange`).
    arrange: Option<Arrange>,
    /// The pages, one `[[page]]` each.
    page: Option<Vec<Page>>,
}

/// How the pages of a plan are arranged.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Arrange {
    /// The share of a page's free lines that has to be filled: 0.9.
    #[schemars(range(min = 0, max = 1))]
    least: Option<f64>,
    /// What becomes of stories without room: "next" page of their section, or "report".
    spill: Option<SpillWord>,
    /// Another number makes another arrangement of about the same worth.
    #[schemars(range(max = 1_000_000))]
    seed: Option<u32>,
    /// Pairs of stories and advertisements that do not stand beside each other.
    apart: Option<Apart>,
}

/// One pair of names, or a list of pairs.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Apart {
    Pair([String; 2]),
    Pairs(Vec<[String; 2]>),
}

/// A picture of a story in a plan: its path, or a table.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum PlanPicture {
    Path(String),
    Table(PlanPictureTable),
}

/// A picture of a story in a plan.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct PlanPictureTable {
    /// The picture's file, from the plan's folder.
    picture: String,
    /// Printed as written.
    caption: Option<String>,
    /// Who made it.
    credit: Option<String>,
    /// What it shows, for readers who cannot see it.
    alt: Option<String>,
    /// Whether it may not be left out; left out: true.
    keep: Option<bool>,
    /// Whether all of it is shown, or it is cropped a little to suit its place; left out: a drawing with words in it, or a
    /// page of a PDF, is shown whole.
    fit: Option<FitWord>,
    /// What `cover` keeps nearest to the middle of the space: across and down, in per cent of the picture.
    focus: Option<Focus>,
}

/// What holds for the whole job. Any key of your own is a field for texts, `{name}`.
#[derive(JsonSchema)]
pub(super) struct Document {
    /// The publication's title: `{title}`.
    title: Option<String>,
    /// BCP 47: zh-Hant-HK, zh-Hant-TW, zh-Hans, ja, ko and their kin; left out: zh-Hant-HK.
    language: Option<String>,
    /// The only clock that the program knows: 2024-11-16, without quotation marks.
    date: Option<Day>,
    /// What becomes of text that finds no place: "error", or "continue" on further pages.
    overset: Option<OversetWord>,
    /// Whether stories are made to fit their blocks, and within which limits.
    fit: Option<Fit>,
    /// The lines where stories break off and go on: false for none, or their words with {page}.
    jump: Option<Jump>,
    /// House advertisements for stories that end short.
    filler: Option<Texts>,
    /// Codes and names of messages that are known and not said again.
    allow: Option<Texts>,
    #[schemars(flatten)]
    fields: BTreeMap<String, Field>,
}

/// The sheet.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Paper {
    /// A name, or width and height of the trim.
    size: Option<PaperSize>,
    /// One length, or a table of sides.
    margin: Option<Margin>,
    /// Beyond the trim on every side, at most 100 mm.
    bleed: Option<Length>,
    /// Crop marks outside the bleed.
    marks: Option<bool>,
}

#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum PaperSize {
    Name(PaperName),
    Sides([Length; 2]),
}

/// broadsheet 390 by 550 mm, tabloid 280 by 430, berliner 315 by 470, nordic 400 by 570, a2, a3, a4.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub(super) enum PaperName {
    Broadsheet,
    Tabloid,
    Berliner,
    Nordic,
    A2,
    A3,
    A4,
}

#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Margin {
    All(Length),
    Sides(Sides),
}

/// A margin of its own on each side.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Sides {
    /// Above the type area.
    top: Option<Length>,
    /// Below the type area.
    bottom: Option<Length>,
    /// Left of the type area.
    left: Option<Length>,
    /// Right of the type area.
    right: Option<Length>,
}

/// Columns and lines.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Grid {
    /// "horizontal", or "vertical": columns are tiers from the top, lines count from the right.
    writing: Option<WritingWord>,
    /// Number of columns.
    #[schemars(range(min = 1, max = 1000))]
    columns: Option<u32>,
    /// The columns of a vertical grid.
    #[schemars(range(min = 1, max = 1000))]
    tiers: Option<u32>,
    /// Characters of the body size in one column.
    measure: Option<f64>,
    /// Characters, or a length, between two columns; left out: 1.
    gutter: Option<Amount>,
    /// The pitch of the baseline grid; left out: 4/3 of the body size.
    line: Option<Length>,
    /// Weight of the column rules; left out: none.
    rule: Option<Length>,
}

/// Whether stories are made to fit their blocks, or the limits within which they are.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Fit {
    Switch(bool),
    Limits(Limits),
}

/// How far a story may be treated.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Limits {
    /// What is used, in turn; what is not named is not used.
    order: Option<Vec<MeansWord>>,
    /// Lines of white put in, at most so many a leg: [0, 3].
    white: Option<Range>,
    /// Lines that a picture may lose or gain: [-4, 4].
    picture: Option<Range>,
    /// Thousandths of an em by which the gaps of a line may be narrower or wider: [-15, 15].
    tracking: Option<Range>,
    /// Steps of the headline's ladder: [-1, 0].
    headline: Option<Range>,
    /// Whether paragraphs marked {.optional} may go.
    optional: Option<bool>,
    /// Lines that may stay empty at the foot of the last leg.
    #[schemars(range(max = 1000))]
    short: Option<u32>,
}

/// `false` for no jump lines, `true` for those of the language, or a table.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Jump {
    Switch(bool),
    Words(JumpWords),
}

/// Of the document: words, with {page} in them. Of a block: pages that it names.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct JumpWords {
    /// Where the text breaks off.
    to: Option<String>,
    /// Where it goes on.
    from: Option<String>,
}

/// A file, or a table of it with a look of its own, or the article itself.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Entry {
    /// The file; "notices.md#lee" is one of several articles in it.
    File(String),
    Table(Box<EntryTable>),
}

/// An article of the layout.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct EntryTable {
    /// The file; "notices.md#lee" is one of several articles in it.
    file: Option<String>,
    /// The encoding of a file that does not say its own: "big5", "euc-kr".
    encoding: Option<String>,
    /// The look that it is set in.
    look: Option<String>,
    /// Whether it is made to fit its blocks, and within which limits.
    fit: Option<Fit>,
    /// In a plan: 1 is the lead of its page, 5 a brief.
    #[schemars(range(min = 1, max = 99))]
    rank: Option<u32>,
    /// In a plan: the page that it goes to.
    page: Option<String>,
    /// In a plan: the section that it goes to.
    section: Option<String>,
    /// In a plan: its pictures; left out: those that its file names.
    pictures: Option<Vec<PlanPicture>>,
    /// In a plan: the story that it stands with.
    with: Option<String>,
    /// In a plan: "news", "brief" or "box".
    kind: Option<KindWord>,
    /// In a plan: the advertisements and stories that it does not stand beside.
    apart: Option<Texts>,
    /// The text in Markdown, of an article that stands in the layout.
    body: Option<String>,
    #[schemars(flatten)]
    texts: ArticleTexts,
}

/// Blocks that are laid under pages.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Template {
    /// The blocks.
    block: Vec<Block>,
}

/// A spot colour.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct SpotColour {
    /// The ink's name on the plate; left out: the colour's own.
    ink: Option<String>,
    /// What stands for it where that ink is missing.
    alternate: Colour,
}

/// A house font family.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Font {
    /// Font files in the order of trial; "house.ttc#2" is a face of a collection, "serif" the built-in family.
    files: Option<Texts>,
    /// A family that is installed on the machine: not reproducible, with a warning.
    system: Option<String>,
    /// A family or a file that is asked first for Western letters and figures.
    latin: Option<String>,
    /// What **bold** takes.
    bold: Option<Texts>,
    /// Values of a variable font's axes: { wght = 500 }.
    variations: Option<BTreeMap<String, f64>>,
}

/// What the file is made for.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct OutputTable {
    /// "x-4" for a press, "a-2u" for an archive, "plain" for neither.
    standard: Option<StandardWord>,
    /// The ICC file of the press.
    profile: Option<String>,
    /// Per cent of ink in all that the paper takes, 100 to 400; left out: 220.
    ink: Option<PerCent>,
    /// What pages are printed from: "k" or "cmyk".
    plates: Option<PlatesWord>,
    /// Whether a page of two sheets is written as two pages.
    split_spread: Option<bool>,
}

/// One name, or those of both halves of a spread.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum PageNames {
    One(String),
    Halves([String; 2]),
}

/// A page. Any key of your own is a field for its texts, `{name}`.
#[derive(JsonSchema)]
pub(super) struct Page {
    /// The page's name: `{page}`; left out: its number. Of a spread also the names of its halves in the order in
    /// which they are read: ["A4", "A5"].
    id: Option<PageNames>,
    /// Whether it is a page of two sheets, twice as wide, the inner margins in its middle.
    spread: Option<bool>,
    /// In a layout that extends another: whether the page of this id is taken out.
    remove: Option<bool>,
    /// In a layout that extends another: the page behind which this one stands.
    after: Option<String>,
    /// For `{section}`.
    section: Option<String>,
    /// The template that is laid under it.
    template: Option<String>,
    /// The look of everything on it.
    look: Option<String>,
    /// This page's writing; left out: the grid's.
    writing: Option<WritingWord>,
    /// What it is printed from: "k" or "cmyk".
    plates: Option<PlatesWord>,
    /// Whether the stories that begin on it are made to fit, and within which limits.
    fit: Option<Fit>,
    /// Whether what its blocks leave free is to be arranged: that makes a plan of the layout.
    arrange: Option<bool>,
    /// Codes and names of messages that are known on this page.
    allow: Option<Texts>,
    /// What stands on it.
    block: Option<Vec<Block>>,
    #[schemars(flatten)]
    fields: BTreeMap<String, Field>,
}
