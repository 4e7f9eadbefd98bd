//! [`map`]: which article stands where, for web editions, archives and e-papers.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::Finished;
use super::polygon::outline;
use super::reading::{Shown, Told, plain, stories, words};
use crate::draw::{StructureType, Subject};
use crate::flow::{Frame, Leg, PlacedPicture, SetPage, Usage};
use crate::measure::{Length, Point, Rect};
use crate::page::model::{Block, BlockContent, PageId, StoryId};

/// The articles of an issue and their places. All lengths are points (1/72 inch), from the
/// top-left corner of a page's trim, y downwards.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Map {
    /// Raised when the meaning of a field changes.
    schema: u32,
    /// The publication's title.
    title: String,
    /// The publication's language, BCP 47.
    language: String,
    /// `2024-11-16`
    date: String,
    /// In the order of the PDF.
    pages: Vec<MapPage>,
    /// In reading order.
    articles: Vec<MapArticle>,
    /// In the order of the layout.
    advertisements: Vec<MapAdvertisement>,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
struct MapPage {
    /// The layout's name for it; what overset added has a name of its own.
    id: String,
    /// Counted from 1, as in the PDF.
    number: u32,
    /// As the layout names it; empty where it does not.
    section: String,
    /// Of the trim.
    width: f64,
    /// Of the trim.
    height: f64,
    /// Beyond the trim on every side.
    bleed: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
struct MapArticle {
    /// The layout's name for it.
    id: String,
    /// Its place in reading order, from 1.
    order: u32,
    /// BCP 47.
    language: String,
    /// As plain text.
    label: String,
    /// As plain text, its lines joined.
    kicker: String,
    /// As plain text, its lines joined.
    headline: String,
    /// One text for every line of the deck that the article has.
    deck: Vec<String>,
    /// As plain text; empty where there is none, like the other parts of the head.
    byline: String,
    /// As plain text.
    intro: String,
    /// The whole article as plain text, head, captions and all; parts are parted by blank lines.
    text: String,
    /// Where it stands, its own pictures included.
    regions: Vec<MapRegion>,
    /// Those that stand with it.
    pictures: Vec<MapPicture>,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
struct MapRegion {
    /// The `number` of a page.
    page: u32,
    /// Corners, clockwise; all angles are right. A hole in a polygon is not told.
    polygon: Vec<[f64; 2]>,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
struct MapPicture {
    /// The `number` of a page.
    page: u32,
    /// The file, as the layout names it.
    file: String,
    /// Where it stands, without its caption.
    rect: MapRect,
    /// As plain text; empty where there is none.
    caption: String,
    /// Who took or drew it; empty where nothing is said.
    credit: String,
    /// What it shows; empty for a decoration.
    alt: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
struct MapAdvertisement {
    /// The layout's name for it.
    id: String,
    /// The `number` of a page.
    page: u32,
    /// Where it stands.
    rect: MapRect,
    /// What it shows; empty where nothing is said.
    alt: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
struct MapRect {
    /// Of its left edge.
    x: f64,
    /// Of its upper edge.
    y: f64,
    /// From its left edge to the right one.
    width: f64,
    /// From its upper edge to the lower one.
    height: f64,
}

/// Of the fields' meaning.
const SCHEMA: u32 = 1;

/// The map as JSON, with a line end.
pub fn map(job: Finished<'_>) -> String {
    let document = &job.model.document;
    let day = document.date;
    let stories = stories(job);
    let map = Map {
        schema: SCHEMA,
        title: document.title.clone(),
        language: document.language.clone(),
        date: format!("{:04}-{:02}-{:02}", day.year, day.month, day.day),
        pages: pages(job),
        articles: (1..).zip(&stories).map(|(order, told)| article(job, told, order)).collect(),
        advertisements: advertisements(job),
    };
    let json = serde_json::to_string_pretty(&map);
    json.map_or(String::new(), |json| json + "\n")
}

/// What a map is made of, as a JSON Schema (2020-12).
pub fn map_schema() -> String {
    let schema = schemars::schema_for!(Map);
    let json = serde_json::to_string_pretty(&schema);
    json.map_or(String::new(), |json| json + "\n")
}

/// In thousandths of a point, which is less than any press can hold.
fn pt(length: Length) -> f64 {
    length.scale(1_000, Length::PT.units()).units() as f64 / 1_000.0
}

fn rect(rect: Rect) -> MapRect {
    MapRect { x: pt(rect.x), y: pt(rect.y), width: pt(rect.width), height: pt(rect.height) }
}

fn pages(job: Finished<'_>) -> Vec<MapPage> {
    (1..)
        .zip(&job.filled.pages)
        .filter_map(|(number, set)| {
            let page = job.model.pages.get(set.page.0 as usize)?;
            Some(MapPage {
                id: set.name.clone(),
                number,
                section: page.section.clone(),
                width: pt(page.paper.trim.width),
                height: pt(page.paper.trim.height),
                bleed: pt(page.paper.bleed),
            })
        })
        .collect()
}

fn article(job: Finished<'_>, told: &Told<'_>, order: u32) -> MapArticle {
    let story = told.story;
    let text = |texts| plain(texts, "\n");
    MapArticle {
        id: story.name.clone(),
        order,
        language: job.model.document.language.clone(),
        label: text(&story.label),
        kicker: text(&story.kicker),
        headline: text(&story.headline),
        deck: story.deck.iter().map(|text| text.parted()).collect(),
        byline: text(&story.byline),
        intro: text(&story.intro),
        text: super::plain::text(told),
        regions: regions(job, told),
        pictures: told.pictures.iter().flat_map(|shown| pictures(job, shown)).collect(),
    }
}

/// The outline of a story's blocks and pictures on each page; of its lines leg by leg, where it is
/// one of a stack or the page was added.
fn regions(job: Finished<'_>, told: &Told<'_>) -> Vec<MapRegion> {
    let own = job.model.pages.len();
    let mut regions = Vec::new();
    for (at, (number, set)) in (1..).zip(&job.filled.pages).enumerate() {
        let Some(page) = job.model.pages.get(set.page.0 as usize) else { continue };
        let rects: Vec<Rect> = if at < own {
            let blocks = page.blocks.iter().filter(|block| carries(block, told.id));
            let pictures = told.pictures.iter().filter(|shown| shown.page == PageId(at as u32));
            let rects = blocks.chain(pictures.map(|shown| shown.block)).map(|block| block.rect);
            rects.chain(in_stack(job, told.id, set)).collect()
        } else {
            let lines = set.frames.iter().filter_map(|frame| match frame {
                Frame::Line(line) if is_of(line.usage, told.id) => Some(line.rect),
                _ => None,
            });
            lines.reduce(|all, one| all.union(&one)).into_iter().collect()
        };
        regions.extend(outline(&rects).into_iter().map(|corners| MapRegion {
            page: number,
            polygon: corners.into_iter().map(|Point { x, y }| [pt(x), pt(y)]).collect(),
        }));
    }
    regions
}

/// The lines of a story of a stack, leg by leg.
fn in_stack(job: Finished<'_>, id: StoryId, set: &SetPage) -> Vec<Rect> {
    if !job.model.stories.iter().any(|story| story.stack.contains(&id)) {
        return Vec::new();
    }
    let mut legs: BTreeMap<Leg, Rect> = BTreeMap::new();
    for frame in &set.frames {
        let Frame::Line(line) = frame else { continue };
        let Some(leg) = line.leg.filter(|_| is_of(line.usage, id)) else { continue };
        legs.entry(leg).and_modify(|rect| *rect = rect.union(&line.rect)).or_insert(line.rect);
    }
    legs.into_values().collect()
}

fn carries(block: &Block, id: StoryId) -> bool {
    matches!(&block.content, BlockContent::Story(content) if content.story == id)
}

fn is_of(usage: Usage, id: StoryId) -> bool {
    usage.story() == Some(id)
}

fn pictures(job: Finished<'_>, shown: &Shown<'_>) -> Vec<MapPicture> {
    let number = shown.page.0 + 1;
    let frames = job.filled.pages.get(shown.page.0 as usize).map(|set| &set.frames);
    let placed = frames.into_iter().flatten().filter_map(|frame| match frame {
        Frame::Picture(placed) if placed.block == shown.id && shows(shown, placed) => Some(placed),
        _ => None,
    });
    placed
        .map(|placed| MapPicture {
            page: number,
            file: job.paths.get(placed.picture.0 as usize).cloned().unwrap_or_default(),
            rect: rect(placed.clip),
            caption: words(&shown.pictures.caption).to_owned(),
            credit: words(&shown.pictures.credit).to_owned(),
            alt: shown.pictures.alt.clone(),
        })
        .collect()
}

/// Whether a picture is one of those shown: a filler of the same block is none.
fn shows(shown: &Shown<'_>, placed: &PlacedPicture) -> bool {
    shown.pictures.pictures.iter().any(|art| art.picture == placed.picture)
}

fn advertisements(job: Finished<'_>) -> Vec<MapAdvertisement> {
    let elements = job.list.structure.elements.iter();
    let mut known = Vec::new();
    elements
        .filter_map(|element| match (element.role, element.subject) {
            (StructureType::Figure | StructureType::Section, Subject::Block(page, block)) => {
                Some((page, block))
            }
            _ => None,
        })
        .filter_map(|(page, id)| {
            let block = job.model.pages.get(page.0 as usize)?.blocks.get(id.0 as usize)?;
            let BlockContent::Reserve(reserve) = &block.content else { return None };
            if known.contains(&(page, id)) {
                return None;
            }
            known.push((page, id));
            Some(MapAdvertisement {
                id: reserve.slug.clone(),
                page: page.0 + 1,
                rect: rect(block.rect),
                alt: reserve.alt.clone(),
            })
        })
        .collect()
}
