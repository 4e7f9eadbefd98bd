//! Pictures: enough pixels, strokes that print, and bleed. Placed PDF is looked at in `art.rs`.

use crate::colour::Colour;
use crate::diag::codes::{picture as art_codes, preflight as codes};
use crate::diag::{Diagnostic, Findings, Severity, Span};
use crate::flow::{Frame, PlacedPicture};
use crate::measure::{Length, Point, Rect, Size};
use crate::page::model::{Block, BlockContent, Fit, Lines, Page};
use crate::picture::{
    Art, ColourModel, FEWEST_PIXELS, HAIRLINE, Picture, Raster, Shape, Words, visit,
};

use super::Finished;
use super::art::named_at;
use super::sheet::FinishedPage;

/// Pixels an inch of a halftone on newsprint that are wanted.
const WANTED: i64 = 200;
/// Of art in black and white alone, which has no halftone to hide its steps.
const LINE_ART: i64 = 600;
/// So much of a picture's side may be cut off without a word, in per cent.
const MOST_CUT: i64 = 15;
/// Of one that loses so much nobody knows what is left.
const HALF: i64 = 50;
/// Of letters so much may be grazed.
const GRAZED: Length = Length::from_centipt(50);
/// What stands this near to the trim is cut into.
const AT_TRIM: Length = Length::MM;

pub(super) fn inspect(job: Finished<'_>, sheet: &FinishedPage<'_>) -> Findings {
    let mut found = Findings::default();
    if sheet.added {
        return found;
    }
    for frame in &sheet.set.frames {
        let Frame::Picture(placed) = frame else { continue };
        let Some(block) = sheet.page.blocks.get(placed.block.0 as usize) else { continue };
        let Some(picture) = job.pictures.get(placed.picture.0 as usize) else { continue };
        let (what, span) = (what(block, placed), named_at(block, placed.picture));
        found.extend(blank(picture, (span, &what)));
        found.extend(cut(sheet.page, (block, placed), (span, &what)));
        found.extend(cut_words(picture, placed, (span, &what)));
        if matches!(picture.art, Art::Page(_)) {
            continue;
        }
        found.extend(resolution(picture, placed, (span, &what)));
        found.extend(hairline(picture, placed, (span, &what)));
        found.extend(bleed(sheet, &placed.clip, (span, &what)));
        found.extend(inks(picture, (span, &what)));
    }
    for block in &sheet.page.blocks {
        if block.decor.tint.is_some_and(|tint| tint != Colour::WHITE) {
            found.extend(bleed(sheet, &block.frame_rect, (block.span, "the tint")));
        }
    }
    found
}

fn blank(picture: &Picture, (span, what): (Span, &str)) -> Option<Diagnostic> {
    picture.is_blank().then(|| {
        Diagnostic::warning(art_codes::BLANK_PICTURE, format!("{what} prints nothing"))
            .at(span, "there is nothing in this file that is printed")
            .help("save it again with what is to be printed, or name another file")
    })
}

/// A picture whose block has another shape, so that much of it is cut off; where the layout says what to keep of it,
/// it is cut on purpose.
fn cut(
    page: &Page,
    (block, placed): (&Block, &PlacedPicture),
    (span, what): (Span, &str),
) -> Option<Diagnostic> {
    const WHOLE: i64 = 1_000_000;
    let BlockContent::Picture(row) = &block.content else { return None };
    let art = row.pictures.iter().find(|art| art.picture == placed.picture)?;
    let [_, _, width, height] = art.crop;
    if art.fit != Fit::Cover || art.focus.is_some() {
        return None;
    }
    let left = |clip: Length, rect: Length, crop: i64| {
        let shown = rect.scale(crop, WHOLE).units().max(1);
        Length::from_units(100).scale(clip.units().min(shown), shown).units()
    };
    let across = 100 - left(placed.clip.width, placed.rect.width, width);
    let down = 100 - left(placed.clip.height, placed.rect.height, height);
    let (off, side) = if across > down { (across, "width") } else { (down, "height") };
    (off > MOST_CUT).then(|| {
        let message = format!("{what} loses {off} per cent of its {side}: its block has another shape");
        let whole = Size {
            width: placed.rect.width.scale(width, WHOLE),
            height: placed.rect.height.scale(height, WHOLE),
        };
        let lines = lines_for(page, block, (whole, placed.clip));
        let lines = lines.map(|lines| format!(" ({lines})")).unwrap_or_default();
        let severity = if off > HALF { Severity::Warning } else { Severity::Note };
        Diagnostic::new(severity, codes::CUT_PICTURE, message).at(span, "cut to fill its block").help(format!(
            "give the block the picture's shape{lines}, say by `focus` or `crop` what to keep, or show all of it by \
             `fit = \"contain\"`",
        ))
    })
}

/// Words of a drawing that the edge of its block cuts through.
fn cut_words(
    picture: &Picture,
    placed: &PlacedPicture,
    (span, what): (Span, &str),
) -> Option<Diagnostic> {
    let Art::Vector(art) = &picture.art else { return None };
    let (clip, rect, size) = (placed.clip, placed.rect, picture.size);
    let along =
        |value: Length, whole: Length, own: Length| value.scale(whole.units(), own.units().max(1));
    let on_page = |words: &Words| Rect {
        x: rect.x + along(words.rect.x, rect.width, size.width),
        y: rect.y + along(words.rect.y, rect.height, size.height),
        width: along(words.rect.width, rect.width, size.width),
        height: along(words.rect.height, rect.height, size.height),
    };
    let sheet = Rect { x: Length::ZERO, y: Length::ZERO, width: size.width, height: size.height };
    let is_cut = |words: &&Words| {
        let at = on_page(words);
        let inner = Rect {
            x: at.x + GRAZED,
            y: at.y + GRAZED,
            width: at.width - GRAZED * 2,
            height: at.height - GRAZED * 2,
        };
        // What stands out of the drawing itself was cut by its author.
        sheet.contains(&words.rect) && inner.overlaps(&clip) && !clip.contains(&inner)
    };
    let cut: Vec<&Words> = art.words.iter().filter(is_cut).collect();
    let (first, more) = (cut.first()?, cut.len() - 1);
    let others = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message = format!("the edge of {what} cuts through its words “{}”{others}", first.text);
    let help = "show all of it by `fit = \"contain\"`, give the block the drawing's shape, say by `focus` what to \
                keep, or move the words within the drawing";
    Some(
        Diagnostic::warning(codes::CUT_WORDS, message).at(span, "cut to fill its block").help(help),
    )
}

/// The lines with which a block of one picture has its shape.
fn lines_for(page: &Page, block: &Block, (whole, clip): (Size, Rect)) -> Option<Lines> {
    let one = matches!(&block.content, BlockContent::Picture(row) if row.pictures.len() == 1);
    let own = page.lines_of(block).filter(|_| one)?;
    let (whole, seen) = (
        page.grid.mode.logical_size(whole),
        page.grid.mode.logical_size(Size { width: clip.width, height: clip.height }),
    );
    let due = whole.block.scale(seen.inline.units(), whole.inline.units().max(1));
    let line = page.grid.line;
    let change = (due.max(seen.block) - due.min(seen.block) + line / 2).whole(line);
    let count = own.count + if due < seen.block { -change } else { change };
    (count > 0 && own.first + count - 1 <= own.all).then_some(Lines { count, ..own })
}

/// What a finding calls a picture: one of a row has a number.
fn what(block: &Block, placed: &PlacedPicture) -> String {
    match &block.content {
        BlockContent::Picture(row) if row.pictures.len() > 1 => {
            let at = row.pictures.iter().position(|art| art.picture == placed.picture);
            format!("picture {} of the row", at.map_or(1, |at| at + 1))
        }
        BlockContent::Reserve(_) => "the advertisement".to_owned(),
        BlockContent::Story(story) if story.portrait_of(placed.picture).is_some() => {
            "the portrait".to_owned()
        }
        BlockContent::Story(_) => "the filler".to_owned(),
        _ => "the picture".to_owned(),
    }
}

/// Pixels on the page.
#[derive(Clone, Copy)]
struct Pixels {
    /// Along the picture's width.
    count: u32,
    an_inch: i64,
    line_art: bool,
}

/// What of a picture has the fewest pixels for what it needs.
fn resolution(
    picture: &Picture,
    placed: &PlacedPicture,
    (span, what): (Span, &str),
) -> Option<Diagnostic> {
    let of_raster = |raster: &Raster, width: Length, height: Length| Pixels {
        count: raster.width,
        an_inch: ppi(raster, width, height),
        line_art: raster.ink.is_line_art,
    };
    let scaled =
        |length: Length| length.scale(placed.rect.width.units(), picture.size.width.units());
    let mut pixels: Vec<Pixels> = Vec::new();
    match &picture.art {
        Art::Raster(raster) => {
            pixels.push(of_raster(raster, placed.rect.width, placed.rect.height));
        }
        Art::Vector(art) => visit(&art.shapes, &mut |shape| {
            let Shape::Raster { index, right, down, .. } = shape else { return };
            if let Some(raster) = art.rasters.get(*index) {
                let (across, down) = (scaled(length_of(*right)), scaled(length_of(*down)));
                let mut found = of_raster(raster, across, down);
                if right.y.abs() > right.x.abs() {
                    // A photograph that lies on its side: the pixels across, as it is seen.
                    found.count = raster.height;
                }
                pixels.push(found);
            }
        }),
        Art::Page(_) => {}
    }
    let (pixels, least) = pixels
        .into_iter()
        .map(|pixels| (pixels, if pixels.line_art { LINE_ART } else { FEWEST_PIXELS }))
        .filter(|(pixels, least)| pixels.an_inch < *least)
        .min_by_key(|(pixels, least)| pixels.an_inch * 1_000 / least)?;
    let (code, wanted, sort) = match pixels.line_art {
        true => (codes::LINE_ART_RESOLUTION, LINE_ART, " as line art"),
        false => (codes::LOW_RESOLUTION, WANTED, ""),
    };
    let message =
        format!("{what} prints at {} pixels an inch{sort}, at least {least}", pixels.an_inch);
    let needs = i64::from(pixels.count) * wanted / pixels.an_inch.max(1);
    let help = format!(
        "for {wanted} pixels an inch its {} pixels across have to be {needs}; or print it smaller",
        pixels.count
    );
    Some(Diagnostic::warning(code, message).at(span, "at this size").help(help))
}

/// Pixels an inch along the side that has fewer.
fn ppi(raster: &Raster, width: Length, height: Length) -> i64 {
    let along = |pixels: u32, length: Length| {
        i64::from(pixels) * Length::INCH.units() / length.units().max(1)
    };
    along(raster.width, width).min(along(raster.height, height))
}

/// The length of a vector.
fn length_of(edge: Point) -> Length {
    let square = |length: Length| i128::from(length.units()) * i128::from(length.units());
    let root = (square(edge.x) + square(edge.y)).cast_unsigned().isqrt();
    Length::from_units(i64::try_from(root).unwrap_or(i64::MAX / 4))
}

/// The thinnest stroke of a drawing, where it is thinner than a press holds.
fn hairline(
    picture: &Picture,
    placed: &PlacedPicture,
    (span, what): (Span, &str),
) -> Option<Diagnostic> {
    let thinnest = picture
        .thinnest()
        .map(|width| width.scale(placed.rect.width.units(), picture.size.width.units()));
    let width = thinnest.filter(|width| *width < HAIRLINE)?;
    let message = format!("{what} has strokes of {width} pt, at least {HAIRLINE}");
    let scale = placed.rect.width.scale(100, picture.size.width.units()).units();
    Some(
        Diagnostic::warning(codes::HAIRLINE, message)
            .at(span, format!("printed at {scale} per cent of its own size"))
            .help("draw them heavier, or print the drawing larger"),
    )
}

/// What was done to a picture's colours on the way to the press.
fn inks(picture: &Picture, (span, what): (Span, &str)) -> Option<Diagnostic> {
    let rasters = match &picture.art {
        Art::Raster(raster) => std::slice::from_ref(raster),
        Art::Vector(art) => &art.rasters,
        Art::Page(_) => &[],
    };
    let converted = rasters.iter().find(|raster| raster.ink.source == ColourModel::Rgb)?;
    let from = match converted.ink.profile.as_str() {
        "" => "untagged, taken for sRGB".to_owned(),
        profile => format!("from {profile}"),
    };
    let message = format!(
        "{what} is RGB, and is printed in the press's inks with up to {} per cent",
        converted.ink.most / 100
    );
    Some(Diagnostic::note(codes::PICTURE_CONVERTED, message).at(span, from))
}

/// What reaches the trim has to reach the bleed.
fn bleed(sheet: &FinishedPage<'_>, rect: &Rect, (span, what): (Span, &str)) -> Option<Diagnostic> {
    let paper = sheet.page.paper;
    let sides = [
        ("left", rect.x),
        ("top", rect.y),
        ("right", paper.trim.width - rect.right()),
        ("bottom", paper.trim.height - rect.bottom()),
    ];
    let enough = |inside: Length| paper.bleed.is_positive() && inside <= -paper.bleed;
    let (side, inside) =
        sides.into_iter().find(|(_, inside)| *inside < AT_TRIM && !enough(*inside))?;
    let beyond = (-inside).max(Length::ZERO);
    let message = match paper.bleed.is_positive() {
        true => format!(
            "{what} stands {beyond} pt over the {side} trim, the bleed is {} pt",
            paper.bleed
        ),
        false => format!("{what} reaches the {side} trim, and the page has no bleed"),
    };
    Some(
        Diagnostic::warning(codes::BLEED, message)
            .at(span, format!("{} pt from the trim", inside.max(Length::ZERO)))
            .help("keep it within the margins, or give it and the paper a bleed of 3 mm or more"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::InkFacts;
    use crate::picture::RasterData;

    fn raster(width: u32, height: u32) -> Raster {
        Raster {
            width,
            height,
            model: ColourModel::Grey,
            data: RasterData::default(),
            mask: None,
            ink: InkFacts::default(),
        }
    }

    #[test]
    fn resolution_goes_by_the_coarser_side() {
        let raster = raster(200, 100);
        assert_eq!(ppi(&raster, Length::INCH, Length::INCH), 100);
        assert_eq!(ppi(&raster, Length::INCH, Length::INCH / 2), 200);
        assert_eq!(ppi(&raster, Length::ZERO, Length::INCH), 100);
    }

    #[test]
    fn the_length_of_a_slanted_edge() {
        let edge = Point { x: Length::from_pt(3), y: Length::from_pt(-4) };
        assert_eq!(length_of(edge), Length::from_pt(5));
    }
}
