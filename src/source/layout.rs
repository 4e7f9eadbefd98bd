//! The literal tree of a layout file.
//!
//! A field is `None` when the key is not written. Enumerated words are already checked; numbers
//! and lengths are read but not yet related to anything.

use schemars::JsonSchema;
use serde::Deserialize;

use super::article::{Article, ArticlePicture};
use crate::diag::{FileId, Span, Spanned};
use crate::measure::{Decimal, Dimension};

/// A value that may be missing.
pub type Key<T> = Option<Spanned<T>>;

/// A named table, such as `[style.body]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Named<T> {
    pub name: Spanned<String>,
    pub value: T,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// The file that was asked for.
    pub file: FileId,
    /// Files that it includes: what they define need not be used.
    pub included: Vec<FileId>,
    /// Articles whose lines may not change against the layout before.
    pub frozen: Vec<Spanned<String>>,
    pub document: DocumentTable,
    pub paper: PaperTable,
    pub grid: Key<GridTable>,
    /// `[fit]`: the limits of the document, which switch nothing on.
    pub fit: FitTable,
    pub styles: Vec<Named<StyleTable>>,
    pub looks: Vec<Named<Vec<Named<StyleTable>>>>,
    pub articles: Vec<Named<ArticleEntry>>,
    pub lost: Lost,
    pub templates: Vec<Named<Vec<BlockTable>>>,
    pub colours: Vec<Named<ColourTable>>,
    pub fonts: Vec<Named<FontTable>>,
    pub output: OutputTable,
    /// What holds for the pages that are arranged.
    pub arrange: Option<ArrangeTable>,
    pub pages: Vec<PageTable>,
    /// Where a page of what is extended was taken out last.
    pub taken_out: Option<Span>,
}

/// Articles that the layout means to define and whose entries cannot be read: told there, and not once more
/// where a block names them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lost {
    pub names: Vec<String>,
    /// Their very table is misspelt, or no table.
    pub all: bool,
}

impl Lost {
    /// Whether an article is not known because of what is told elsewhere.
    pub fn holds(&self, name: &str) -> bool {
        self.all || self.names.iter().any(|own| own == name)
    }
}

impl Layout {
    /// The first place that makes a plan of it: a layout whose pages are still to be arranged.
    pub fn plan(&self) -> Option<Span> {
        let arranged =
            |page: &PageTable| page.arrange.as_ref().filter(|key| key.value).map(|key| key.span);
        let table = self.arrange.as_ref().map(|table| table.span);
        let stories = self.articles.iter().find_map(|entry| entry.value.plan.span);
        self.pages.iter().find_map(arranged).or(table).or(stories)
    }

    /// Whether a file may define what the layout does not use.
    pub fn includes(&self, file: FileId) -> bool {
        self.included.contains(&file)
    }

    /// Leaves out the articles of included files that no block places: a house's file may list
    /// those of all of its pages. Where a block names an article that is not there, all stay: one
    /// of them may be meant.
    pub(super) fn leave_unplaced(&mut self) {
        let templates = self.templates.iter().flat_map(|template| &template.value);
        let blocks = self.pages.iter().flat_map(|page| &page.blocks).chain(templates);
        let named = blocks.flat_map(|block| block.article.iter().chain(&block.articles));
        let entry = |name: &str| self.articles.iter().position(|entry| entry.name.value == name);
        let entries = named.map(|name| {
            let name = name.value.as_str();
            entry(name).or_else(|| entry(name.rsplit_once('#')?.0))
        });
        let Some(placed) = entries.collect::<Option<Vec<usize>>>() else { return };
        let included = &self.included;
        let mut at = 0..;
        self.articles.retain(|entry| {
            let at = at.next();
            !included.contains(&entry.name.span.file) || at.is_some_and(|at| placed.contains(&at))
        });
    }
}

#[derive(Clone, Debug, PartialEq, Default)]
pub struct DocumentTable {
    pub title: Key<String>,
    pub language: Key<String>,
    pub date: Key<Date>,
    pub overset: Key<OversetWord>,
    pub copyfit: Key<FitValue>,
    pub jump: Key<JumpValue>,
    /// For blocks of articles that name none.
    pub fillers: Vec<Spanned<String>>,
    pub allow: Vec<Spanned<String>>,
    /// Any other key with a string or number: a field for `{name}`.
    pub fields: Vec<Named<Spanned<String>>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OversetWord {
    Error,
    Continue,
}

#[derive(Clone, Debug, PartialEq, Default)]
pub struct PaperTable {
    pub size: Key<PaperSize>,
    pub margin: Option<MarginValue>,
    pub bleed: Key<Dimension>,
    pub marks: Key<bool>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum PaperSize {
    Name(String),
    Sides(Dimension, Dimension),
}

#[derive(Clone, Debug, PartialEq)]
pub enum MarginValue {
    All(Spanned<Dimension>),
    Sides {
        top: Key<Dimension>,
        bottom: Key<Dimension>,
        left: Key<Dimension>,
        right: Key<Dimension>,
    },
}

/// A bare number counts characters or lines, as the key says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    Count(Decimal),
    Length(Dimension),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WritingWord {
    Horizontal,
    Vertical,
}

#[derive(Clone, Debug, PartialEq, Default)]
pub struct GridTable {
    pub writing: Key<WritingWord>,
    /// Also written `tiers`.
    pub columns: Key<u32>,
    pub measure: Key<Decimal>,
    pub gutter: Key<Amount>,
    pub line: Key<Dimension>,
    pub rule: Key<Dimension>,
}

/// `lead = "lead.md"`, or `lead = { file = "lead.md", look = "feature" }`, or what it says itself.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleEntry {
    pub text: ArticleText,
    pub look: Key<String>,
    pub copyfit: Key<FitValue>,
    pub plan: PlanKeys,
}

/// What an article says in a plan.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct PlanKeys {
    /// The first of the keys that is written.
    pub span: Option<Span>,
    /// 1 is the lead of its page.
    pub rank: Key<u32>,
    pub page: Key<String>,
    pub section: Key<String>,
    /// Those that came with it, where the plan says which are taken.
    pub pictures: Option<Vec<PlanPicture>>,
    /// The story that it stands with, in a box.
    pub with: Key<String>,
    pub kind: Key<KindWord>,
    /// Advertisements and stories that it does not stand beside.
    pub apart: Vec<Spanned<String>>,
}

/// A picture of a story in a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanPicture {
    pub picture: ArticlePicture,
    /// Whether it may not be left out; it may not unless this says so.
    pub keep: Key<bool>,
    /// Whether all of it is shown, or it is cropped.
    pub fit: Key<FitWord>,
    /// What of it is kept where it is cropped.
    pub focus: Key<[Decimal; 2]>,
}

/// What kind of story it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum KindWord {
    /// A story of its own.
    News,
    /// A few lines: those of a page stand in one column, one under the other.
    Brief,
    /// In a frame: what goes with another story, or stands by itself.
    Box,
}

/// `[arrange]`: how the pages of a plan are arranged.
#[derive(Clone, Debug, PartialEq)]
pub struct ArrangeTable {
    pub span: Span,
    /// The share of a page's free lines that has to be filled.
    pub least: Key<Decimal>,
    pub spill: Key<SpillWord>,
    pub seed: Key<u32>,
    /// Pairs of names, stories or advertisements, that do not stand beside each other.
    pub apart: Vec<[Spanned<String>; 2]>,
}

/// What becomes of stories without room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SpillWord {
    /// They go to the next page of their section.
    Next,
    /// They are named.
    Report,
}

/// Where an article's text is.
#[derive(Clone, Debug, PartialEq)]
pub enum ArticleText {
    File {
        path: Spanned<String>,
        /// One of the articles of the file: `notices.md#lee`.
        one: Key<String>,
        /// That the file is written in, where it does not say so.
        encoding: Key<String>,
    },
    /// In the layout.
    Here(Box<Spanned<Article>>),
}

impl ArticleText {
    /// What findings about the article point at in the layout.
    pub fn span(&self) -> Span {
        match self {
            ArticleText::File { path, .. } => path.span,
            ArticleText::Here(article) => article.span,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct PageTable {
    /// The `[[page]]` header.
    pub span: Span,
    /// Its name; of a spread perhaps those of its halves, in the order in which they are read.
    pub ids: Vec<Spanned<String>>,
    /// Whether it is a page of two sheets.
    pub spread: Key<bool>,
    pub section: Key<String>,
    pub template: Key<String>,
    pub look: Key<String>,
    pub writing: Key<WritingWord>,
    pub plates: Key<PlatesWord>,
    pub copyfit: Key<FitValue>,
    /// Whether what its blocks leave free is to be arranged.
    pub arrange: Key<bool>,
    pub allow: Vec<Spanned<String>>,
    /// From the header to the end of the last value, blocks and all, in each file that says
    /// something of the page.
    pub extent: Vec<Span>,
    pub blocks: Vec<BlockTable>,
    pub fields: Vec<Named<Spanned<String>>>,
}

/// `jump = true`, `false` or a table of words.
#[derive(Clone, Debug, PartialEq)]
pub enum JumpValue {
    Switch(bool),
    /// Of the document: its words, `{page}` among them. Of a block: the pages that it names.
    Words {
        to: Key<String>,
        from: Key<String>,
    },
}

/// `fit = true`, `false` or a table of limits, which switches it on.
#[derive(Clone, Debug, PartialEq)]
pub enum FitValue {
    Switch(bool),
    Limits(FitTable),
}

/// How far copyfitting may go.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct FitTable {
    pub order: Option<Vec<Spanned<MeansWord>>>,
    /// Lines.
    pub white: Key<Range>,
    pub picture: Key<Range>,
    /// Thousandths of an em.
    pub tracking: Key<Range>,
    /// Steps of the ladder.
    pub headline: Key<Range>,
    pub optional: Key<bool>,
    /// Lines.
    pub short: Key<u32>,
}

/// From a number of 0 or less to one of 0 or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub least: i32,
    pub most: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MeansWord {
    White,
    Picture,
    Tracking,
    Headline,
    Optional,
}

/// A place along one axis: `6`, `"6"`, `"1-4"`, `"4-"`, `"10+30"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    One(u32),
    /// First and last, both within.
    Range(u32, u32),
    From(u32),
    /// Start and depth.
    Depth(u32, u32),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Split {
    Legs(u32),
    Measures(Vec<Spanned<Decimal>>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PartWord {
    /// Stands for label to byline.
    Head,
    Label,
    Kicker,
    Headline,
    Deck,
    Byline,
    Intro,
    Body,
    Source,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LegEndWord {
    Line,
    Subhead,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrapValue {
    Overlay,
    /// Characters kept free along the line.
    Characters(Decimal),
    /// `"contour"`, or `{ contour = 1.5 }`: the same, from the outline of what a picture shows.
    Contour(Option<Decimal>),
}

/// `clip = "circle"`, `"rounded"`, or `{ polygon = [[0, 0], [100, 0], [50, 100]] }`.
#[derive(Clone, Debug, PartialEq)]
pub enum ClipValue {
    Circle,
    Rounded,
    /// Per cent of what is shown, across and down.
    Polygon(Vec<[Decimal; 2]>),
}

/// How deep a box is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DepthWord {
    Lines,
    Text,
}

/// `frame = "0.5pt"`, or `{ weight = "0.5pt", colour = "red" }`.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleValue {
    pub weight: Spanned<Dimension>,
    pub colour: Key<String>,
}

#[derive(Clone, Debug, PartialEq, Default)]
pub struct RulesTable {
    pub top: Option<RuleValue>,
    pub bottom: Option<RuleValue>,
    pub left: Option<RuleValue>,
    pub right: Option<RuleValue>,
    pub between: Option<RuleValue>,
    /// Between the articles of a stack.
    pub items: Option<RuleValue>,
    /// Of a table: under its head, and between its columns.
    pub head: Option<RuleValue>,
    pub columns: Option<RuleValue>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FitWord {
    Cover,
    Contain,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CaptionAt {
    Below,
    Above,
    Left,
    Right,
    Inside,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CreditAt {
    RunIn,
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LineOrderWord {
    Rtl,
    Ltr,
}

/// Per cent of the picture's own width and height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crop {
    pub x: Decimal,
    pub y: Decimal,
    pub width: Decimal,
    pub height: Decimal,
}

/// What a block or the style `table` says of tables beside their rules.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct TableKeys {
    /// The tint of every second row.
    pub stripe: Key<String>,
    pub widths: Option<Spanned<Vec<Spanned<WidthValue>>>>,
    pub figures: Key<LineUpWord>,
    /// Rows of a table that is not parted where the next leg holds it.
    pub whole: Key<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WidthValue {
    /// Characters of the body.
    Characters(Decimal),
    Rest,
}

/// How the figures of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LineUpWord {
    Decimal,
    Start,
    #[serde(alias = "centre")]
    Center,
    End,
}

/// One block, whatever it holds; the resolver finds out what that is.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockTable {
    /// The inline table or the `[[page.block]]` header.
    pub span: Span,
    /// The same and all that stands in it, in each file that says something of the block.
    pub extent: Vec<Span>,
    pub allow: Vec<Spanned<String>>,
    /// Whether it stays when its page is arranged again.
    pub keep: Key<bool>,
    pub id: Key<String>,
    pub within: Key<String>,
    pub columns: Key<Extent>,
    pub chars: Key<Extent>,
    pub lines: Key<Extent>,
    pub writing: Key<WritingWord>,
    pub line_order: Key<LineOrderWord>,
    pub look: Key<String>,

    pub article: Key<String>,
    /// Articles, or files of several, that the block stacks.
    pub articles: Vec<Spanned<String>>,
    pub part: Option<Vec<Spanned<PartWord>>>,
    pub split: Key<Split>,
    pub balance: Key<bool>,
    pub leg_end: Key<LegEndWord>,
    /// `fit` of a block of an article.
    pub copyfit: Key<FitValue>,
    pub jump: Key<JumpValue>,
    /// House advertisements; an empty list: none.
    pub fillers: Option<Vec<Spanned<String>>>,

    /// One picture, or a row of them under one caption.
    pub pictures: Vec<Spanned<String>>,
    pub fit: Key<FitWord>,
    pub crop: Key<Crop>,
    /// Per cent of the picture: what stands nearest to the middle of the space.
    pub focus: Key<[Decimal; 2]>,
    pub clip: Key<ClipValue>,
    pub alt: Key<String>,
    pub caption: Key<String>,
    pub credit: Key<String>,
    pub caption_at: Key<CaptionAt>,
    pub credit_at: Key<CreditAt>,

    /// One text, or start, centre and end.
    pub text: Vec<Spanned<String>>,
    pub style: Key<String>,
    /// Dots between the ends of a text of two parts.
    pub leaders: Key<bool>,

    pub ad: Key<String>,
    pub art: Key<String>,

    /// A file of data.
    pub table: Key<String>,
    /// Rows of its head.
    pub head: Key<u32>,
    pub looks_of_table: TableKeys,

    pub wrap: Key<WrapValue>,
    pub wrap_lines: Key<Decimal>,
    pub frame: Option<RuleValue>,
    pub depth: Key<DepthWord>,
    pub rules: RulesTable,
    pub tint: Key<String>,
    pub inset: Key<Amount>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ColourTable {
    pub ink: Key<String>,
    pub alternate: Key<String>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FontTable {
    /// Files, a face of a collection behind `#`, or names of families.
    pub files: Vec<Spanned<String>>,
    pub system: Key<String>,
    /// A file or a family for Western letters, figures and their marks.
    pub latin: Key<String>,
    /// What `**bold**` takes.
    pub bold: Vec<Spanned<String>>,
    /// The values of a variable font's axes.
    pub variations: Vec<Named<Decimal>>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Default)]
pub struct OutputTable {
    pub standard: Key<StandardWord>,
    /// The path of an ICC file.
    pub profile: Key<String>,
    /// Per cent.
    pub ink: Key<Decimal>,
    /// For pages that say nothing.
    pub plates: Key<PlatesWord>,
    /// Whether spreads are written as two pages.
    pub split_spread: Key<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum StandardWord {
    #[serde(rename = "x-4")]
    X4,
    #[serde(rename = "a-2u")]
    A2u,
    #[serde(rename = "plain")]
    Plain,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PlatesWord {
    K,
    Cmyk,
}

/// `size = "9pt"`, or `size = "fit"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeValue {
    Fit,
    Fixed(Dimension),
}

/// A style's keys, as far as they are written.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct StyleTable {
    pub base: Key<String>,
    pub font: Key<String>,
    pub size: Key<SizeValue>,
    pub ladder: Option<Vec<Spanned<Dimension>>>,
    pub rows: Key<u32>,
    pub leading: Key<Decimal>,
    pub colour: Key<String>,
    pub align: Key<AlignWord>,
    pub above: Key<Decimal>,
    pub below: Key<Decimal>,
    pub mark: Key<String>,
    pub hang: Key<Decimal>,
    pub tracking: Key<Decimal>,
    /// Per cent.
    pub width: Key<Decimal>,
    pub height: Key<Decimal>,
    pub writing: Key<WritingWord>,
    pub initial: Key<InitialTable>,
    /// Of the style `table`.
    pub rules: Option<Spanned<RulesTable>>,
    pub of_tables: TableKeys,
    pub settings: SettingsTable,
}

/// `initial = 2`, or `{ lines = 3, characters = 2, font = "kai", colour = "red" }`.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct InitialTable {
    pub lines: u32,
    pub characters: Key<u32>,
    pub font: Key<String>,
    pub colour: Key<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AlignWord {
    Justify,
    Start,
    End,
    #[serde(alias = "centre")]
    Center,
    Spread,
}

/// The settings of composition, as far as they are written.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct SettingsTable {
    pub preset: Key<String>,
    pub language: Key<String>,
    pub kinsoku: Key<crate::chars::Kinsoku>,
    pub adjacent: Key<crate::chars::Adjacent>,
    pub line_start: Key<crate::chars::LineStart>,
    pub line_end: Key<crate::chars::LineEnd>,
    pub compress: Key<bool>,
    pub autospace: Key<Dimension>,
    pub breaking: Key<crate::chars::Breaking>,
    pub indent: Key<Decimal>,
    pub hyphenate: Key<bool>,
    pub snap: Key<crate::chars::Snap>,
    pub last_line: Key<u8>,
    pub tcy: Key<crate::chars::Tcy>,
    pub acronym: Key<crate::chars::Acronym>,
    pub figures: Key<crate::chars::Figures>,
    pub hangul: Key<crate::chars::Hangul>,
    pub quotes: Key<crate::chars::Quotes>,
    pub query_blank: Key<bool>,
}
