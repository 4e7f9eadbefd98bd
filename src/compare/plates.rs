//! [`compare`]: the pages that are printed otherwise, plate by plate, and where.

use rayon::prelude::*;

use super::difference::{Fate, InkPlace, PageChange, Place, PlateChange, SizeChange, sides};
use super::edition::{Edition, Kind};
use super::pages::{SheetPair, Sheets};
use super::regions::{Canvas, regions};
use crate::byproduct::{Pages, RasterError, Separated};
use crate::colour::Profile;
use crate::measure::{Edges, Length, Rect};

/// Pixels an inch that plates are compared at.
pub(super) const DPI: u32 = 100;
/// What two pixels come to.
const BRUSH: Length = Length::from_centipt(150);
/// Names that are told of a place.
const MOST_NAMES: usize = 6;

/// The pages that are new, gone, moved, or printed otherwise.
pub(super) fn compare(
    old: &Edition,
    new: &Edition,
    sheets: &Sheets,
) -> Result<Vec<PageChange>, RasterError> {
    let profile = Profile::newsprint();
    let changes = sheets.par_iter().map(|sheet| page((old, new), *sheet, &profile));
    let changes: Vec<Option<PageChange>> = changes.collect::<Result<_, _>>()?;
    Ok(changes.into_iter().flatten().collect())
}

fn page(
    (old, new): (&Edition, &Edition),
    sheet: SheetPair,
    profile: &Profile,
) -> Result<Option<PageChange>, RasterError> {
    let number = |at: Option<usize>| at.map(|at| at + 1);
    let mut change = PageChange {
        moved: sheet.moved,
        old_number: number(sheet.old),
        new_number: number(sheet.new),
        ..PageChange::default()
    };
    match (sheet.old, sheet.new) {
        (None, None) => return Ok(None),
        (None, Some(at)) => (change.id, change.fate) = (new.page_name(at), Fate::New),
        (Some(at), None) => (change.id, change.fate) = (old.page_name(at), Fate::Gone),
        (Some(was), Some(is)) => {
            change.id = new.page_name(is);
            change.size = resized(old, new, (was, is));
            change.plates = plates((old, new), (was, is), profile)?;
            if change.moved && change.plates.is_empty() {
                change.fate = Fate::Moved;
            }
            if !change.moved && change.plates.is_empty() && change.size.is_none() {
                return Ok(None);
            }
        }
    }
    Ok(Some(change))
}

fn resized(old: &Edition, new: &Edition, (was, is): (usize, usize)) -> Option<SizeChange> {
    let size = |edition: &Edition, at: usize| edition.pages.get(at).map(|sheet| sides(sheet.size));
    let (old, new) = (size(old, was)?, size(new, is)?);
    (old != new).then_some(SizeChange { old, new })
}

/// The plates of a page that differ.
fn plates(
    (old, new): (&Edition, &Edition),
    (was, is): (usize, usize),
    profile: &Profile,
) -> Result<Vec<PlateChange>, RasterError> {
    let unread = RasterError::Unread;
    let (before, was_at) = old.pdf.page(was).ok_or_else(|| unread.clone())?;
    let (after, is_at) = new.pdf.page(is).ok_or(unread)?;
    // A file of one page that is the same to the byte.
    if (was_at, before) == (is_at, after) {
        return Ok(Vec::new());
    }
    let separate = |pdf: &[u8], at: usize| Pages::read(pdf)?.separate(at, DPI, profile);
    let (before, after) = rayon::join(|| separate(before, was_at), || separate(after, is_at));
    let (before, after) = (before?, after?);
    let mut inks: Vec<&str> = Vec::new();
    for plate in after.plates.iter().chain(&before.plates) {
        if !inks.contains(&plate.name.as_str()) {
            inks.push(&plate.name);
        }
    }
    let names = |place: &Rect| names((old, new), (was, is), place);
    let changes = inks.into_iter().filter_map(|ink| plate(ink, (&before, &after), &names));
    Ok(changes.collect())
}

fn plate(
    ink: &str,
    (before, after): (&Separated, &Separated),
    names: &dyn Fn(&Rect) -> Vec<String>,
) -> Option<PlateChange> {
    let canvas = |page: &'_ Separated| -> Canvas {
        let plate = page.plates.iter().find(|plate| plate.name == ink);
        let ink = plate.map(|plate| plate.ink.clone()).unwrap_or_default();
        Canvas { width: page.width as usize, height: page.height as usize, trim: page.trim(), ink }
    };
    let found = regions(&canvas(before), &canvas(after));
    if found.boxes.is_empty() {
        return None;
    }
    let pixel = |count: i64| Length::INCH.scale(count, i64::from(DPI));
    let places = found.boxes.iter().map(|[left, top, right, bottom]| {
        let (x, y) = (pixel(*left), pixel(*top));
        let rect = Rect { x, y, width: pixel(*right) - x, height: pixel(*bottom) - y };
        InkPlace { place: Place::of(&rect), blocks: names(&rect) }
    });
    let share = found.pixels as f64 * 100.0 / found.area.max(1) as f64;
    // What is there is never told as nothing.
    let share = ((share * 100.0).round() / 100.0).max(0.01);
    Some(PlateChange { ink: ink.to_owned(), share, places: places.collect() })
}

/// The blocks of either edition that stand at a place; none that only holds others.
fn names((old, new): (&Edition, &Edition), (was, is): (usize, usize), place: &Rect) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    // A box is whole pixels: it brushes what stands beside it.
    let least = |side: Length| BRUSH.min(side / 3);
    let (along, across) = (least(place.width), least(place.height));
    let place = &place.inset(Edges { top: across, right: along, bottom: across, left: along });
    for (edition, at) in [(new, is), (old, was)] {
        let page = edition.page_name(at);
        for block in &edition.blocks {
            let is_meant = block.kind != Kind::Area && block.page == page;
            if is_meant && block.rect.overlaps(place) && !names.contains(&block.label) {
                names.push(block.label.clone());
            }
        }
    }
    names.truncate(MOST_NAMES);
    names
}
