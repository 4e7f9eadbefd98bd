//! [`Difference`]: what two editions differ in, as the JSON file has it.
//!
//! Only what differs is told: of two editions that are printed alike every list is empty.

use schemars::JsonSchema;
use serde::Serialize;

use super::Named;
use super::pages::Sheets;
use crate::measure::{Length, Rect, Size};

/// Raised when the meaning of a field changes.
const SCHEMA: u32 = 1;

/// What two editions of pages differ in. Lengths are millimetres from the upper left corner of a
/// page's trim, y downwards; characters are counted without blanks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Difference {
    /// Raised when the meaning of a field changes.
    pub schema: u32,
    /// Whether anything printed differs.
    pub differs: bool,
    /// Whether a story changed whose lines were not to change.
    pub frozen_changed: bool,
    /// All of it in one line.
    pub summary: String,
    /// The earlier edition.
    pub old: SideFacts,
    /// The later edition.
    pub new: SideFacts,
    /// Pages that are new, gone, moved or printed otherwise, in the new order.
    pub pages: Vec<PageChange>,
    /// Stories that are new, gone, moved, or differ in their words or lines.
    pub stories: Vec<StoryChange>,
    /// Blocks of layouts that stand elsewhere or have another size.
    pub blocks: Vec<BlockChange>,
    /// Pictures and advertisements.
    pub pictures: Vec<PictureChange>,
    /// Words of no story: folios, dates, captions of pictures that stand alone.
    pub texts: Vec<TextChange>,
    /// Lines of stories that were frozen, and changed.
    pub frozen: Vec<FrozenChange>,
}

/// One of the two.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SideFacts {
    /// As the command line names it.
    pub name: String,
    /// The publication's title.
    pub title: String,
    /// The pages' names, or numbers where they have none.
    pub pages: Vec<String>,
}

/// What became of something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    New,
    Gone,
    #[default]
    Changed,
    /// It is the same at another place.
    Moved,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct PageChange {
    /// The layout's name for it.
    pub id: String,
    /// What became of it.
    pub fate: Fate,
    /// Counted from 1; null where it is not.
    pub old_number: Option<usize>,
    /// In the later edition, from 1; null where it is gone.
    pub new_number: Option<usize>,
    /// Whether it stands elsewhere among the pages that both have.
    pub moved: bool,
    /// The paper's size, where it changed.
    pub size: Option<SizeChange>,
    /// The plates that differ.
    pub plates: Vec<PlateChange>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SizeChange {
    /// Width and height.
    pub old: [f64; 2],
    /// Width and height in the later edition.
    pub new: [f64; 2],
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PlateChange {
    /// `Cyan`, `Magenta`, `Yellow`, `Black`, or the name of a spot ink.
    pub ink: String,
    /// How much of the page it prints otherwise, in per cent.
    pub share: f64,
    /// Where its ink differs.
    pub places: Vec<InkPlace>,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct InkPlace {
    #[serde(flatten)]
    pub place: Place,
    /// The blocks of the layouts that stand there.
    pub blocks: Vec<String>,
}

/// A rectangle of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Place {
    /// Of its left edge, in points from the page's.
    pub x: f64,
    /// Of its upper edge.
    pub y: f64,
    /// In points.
    pub width: f64,
    /// In points.
    pub height: f64,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct StoryChange {
    /// The layout's name for it; of a PDF its title.
    pub id: String,
    /// What it was called before, where it is called otherwise now.
    pub old_id: Option<String>,
    /// As plain text.
    pub headline: String,
    /// What became of it.
    pub fate: Fate,
    /// Whether it stands elsewhere.
    pub moved: bool,
    /// The pages that it stands on.
    pub old_pages: Vec<String>,
    /// The names of its pages in the later edition.
    pub new_pages: Vec<String>,
    /// Of its body.
    pub lines: Count,
    /// Of its text.
    pub characters: Count,
    /// Of its text.
    pub words: Count,
    /// Lines that are set otherwise.
    pub reset: usize,
    /// Where its words differ, each with some words around it.
    pub changes: Vec<Passage>,
}

/// How many there were and are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Count {
    /// In the earlier edition.
    pub old: usize,
    /// In the later edition.
    pub new: usize,
    /// What is in the later edition alone.
    pub gained: usize,
    /// What is in the earlier edition alone.
    pub lost: usize,
}

/// A stretch of text with words that differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Passage {
    /// `headline`, `body`, `caption`; of a PDF `paragraph` for all that is no heading.
    pub part: String,
    /// The words before, and after.
    pub old: String,
    /// As it reads in the later edition.
    pub new: String,
    /// Both readings, piece by piece.
    pub pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Piece {
    /// Whether both editions have it.
    pub kind: PieceKind,
    /// Its words.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PieceKind {
    Same,
    Gone,
    New,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct BlockChange {
    /// What it holds, by the layout's name.
    pub block: String,
    /// What became of it.
    pub fate: Fate,
    /// Null for one that is new, or gone.
    pub old: Option<PlaceOnPage>,
    /// Where it stands; null where it is gone.
    pub new: Option<PlaceOnPage>,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PlaceOnPage {
    /// The page's name.
    pub page: String,
    #[serde(flatten)]
    pub place: Place,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PictureChange {
    /// The file; of an advertisement its name.
    pub picture: String,
    /// Whether it is one.
    pub advertisement: bool,
    /// What became of it.
    pub fate: Fate,
    /// Where it stood; null where it is new.
    pub old: Option<PlaceOnPage>,
    /// Where it stands; null where it is gone.
    pub new: Option<PlaceOnPage>,
    /// The file of that name holds something else.
    pub other_bytes: bool,
    /// Another part of it is shown.
    pub other_crop: bool,
    /// It stands elsewhere, or has another size.
    pub other_place: bool,
    /// An advertisement is printed from another file: the names of both.
    pub other_file: Option<[String; 2]>,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TextChange {
    /// What kind of text it is.
    pub text: String,
    /// The page's name.
    pub page: String,
    /// What became of it.
    pub fate: Fate,
    /// As it read; empty where it is new.
    pub old: String,
    /// As it reads; empty where it is gone.
    pub new: String,
    /// Both readings, piece by piece.
    pub pieces: Vec<Piece>,
}

/// The first line that changed of a frozen story.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FrozenChange {
    /// The layout's name for it.
    pub story: String,
    /// What changed.
    pub why: String,
    /// `headline`, `body`, `caption`; nothing where the whole story is gone.
    pub part: String,
    /// Counted within its part from 1.
    pub line: usize,
    /// Null where it was not there, or is not any more.
    pub old: Option<String>,
    /// In the later edition; null where it is gone.
    pub new: Option<String>,
    /// Type sizes in points: along the line and across it.
    pub old_size: Option<[f64; 2]>,
    /// The same in the later edition.
    pub new_size: Option<[f64; 2]>,
}

impl SideFacts {
    pub(super) fn of(side: Named<'_>) -> SideFacts {
        let edition = side.edition;
        SideFacts {
            name: side.name.to_owned(),
            title: edition.title.clone(),
            pages: (0..edition.pages.len()).map(|at| edition.page_name(at)).collect(),
        }
    }
}

/// What a summary counts by.
pub(super) struct Counted<'a> {
    pub sheets: &'a Sheets,
}

impl Difference {
    /// Says what all of it comes to.
    pub(super) fn close(&mut self, counted: Counted<'_>) {
        self.schema = SCHEMA;
        self.differs = self.is_printed_otherwise();
        self.frozen_changed = !self.frozen.is_empty();
        self.summary = self.sum_up(counted.sheets.len());
    }

    /// A picture file with other bytes that looks the same is no difference of print.
    fn is_printed_otherwise(&self) -> bool {
        let pictures = self.pictures.iter().any(|picture| {
            picture.fate != Fate::Changed || picture.other_crop || picture.other_place
        });
        let stories = self.stories.iter().any(|story| {
            story.fate != Fate::Changed
                || story.moved
                || story.reset > 0
                || !story.changes.is_empty()
        });
        let lists = [self.pages.len(), self.texts.len()];
        pictures || stories || lists.iter().any(|count| *count > 0)
    }
}

/// Thousandths are more than a press can hold.
fn rounded(value: f64) -> f64 {
    let value = (value * 100.0).round() / 100.0;
    // No -0.
    value + 0.0
}

pub(super) fn mm(length: Length) -> f64 {
    rounded(length.to_pt() * 25.4 / 72.0)
}

pub(super) fn pt(length: Length) -> f64 {
    rounded(length.to_pt())
}

impl Place {
    pub(super) fn of(rect: &Rect) -> Place {
        Place { x: mm(rect.x), y: mm(rect.y), width: mm(rect.width), height: mm(rect.height) }
    }
}

pub(super) fn sides(size: Size) -> [f64; 2] {
    [mm(size.width), mm(size.height)]
}
