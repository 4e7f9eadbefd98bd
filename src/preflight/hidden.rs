//! Type that is hidden: a picture, an advertisement, a tint or a heavy rule painted over it.
//!
//! The account counts what is drawn; here it is asked whether it can be seen. A glyph is hidden
//! when a good part of its box lies under something opaque that is painted after it.

use std::cell::OnceCell;

use crate::colour::Colour;
use crate::diag::codes::preflight as codes;
use crate::diag::{Diagnostic, Findings, Span, counted};
use crate::flow::{Frame, PlacedBox, PlacedLine, PlacedPicture, PlacedRule, Usage};
use crate::measure::{Edges, Length, Point, Rect};
use crate::page::model::{Area, BlockContent, Lines, Page, Part, Rule, Wrap};
use crate::picture::Opacity;

use super::Finished;
use super::cells::Cells;
use super::near::stroke;
use super::sheet::FinishedPage;

/// Places that each glyph's box is asked at, along either side.
const SIDE: i64 = 3;
/// So many of them hidden, and the character cannot be read.
const HIDDEN: usize = 4;
/// By so much art may be larger than its space, and fits.
const ROUGH: Length = Length::PT;
/// A thinner rule hides no type of any size that is read.
const THIN: Length = Length::from_pt(2);

/// Something opaque, and how far down the painting order.
struct Cover<'a> {
    order: usize,
    rect: Rect,
    ink: InkOf<'a>,
}

enum InkOf<'a> {
    Picture(&'a PlacedPicture, OnceCell<Opacity<'a>>),
    Box(&'a PlacedBox),
    /// A rule, or the frame of a box and what is free within it.
    Rule(Colour, Option<(&'a PlacedBox, Rect)>),
}

/// The characters of a text that lie under one thing.
struct Find {
    owner: Usage,
    cover: usize,
    span: Span,
    characters: usize,
}

/// What is hidden on a page.
pub(super) struct Hidden {
    pub found: Findings,
    /// Of heads that stand out of their blocks: those are too shallow, an error of its own.
    pub strays: Findings,
    /// Whose type rules and frames hide: that some of it stands too near is the same thing.
    pub by_rules: Vec<Usage>,
}

pub(super) fn inspect<'a>(job: Finished<'a>, sheet: &FinishedPage<'a>) -> Hidden {
    let covers = covers(sheet);
    let cells = Cells::of(covers.iter().enumerate().map(|(at, cover)| (at, &cover.rect)));
    let mut finds: Vec<Find> = Vec::new();
    let frames = sheet.set.frames.iter().enumerate();
    let mut after = 0;
    for (order, frame) in frames {
        while covers.get(after).is_some_and(|cover| cover.order <= order) {
            after += 1;
        }
        let Frame::Line(line) = frame else { continue };
        if line.usage == Usage::Proof {
            continue;
        }
        let near = cells.near(&line.rect, Length::ZERO).into_iter();
        for (at, cover) in near.filter_map(|at| Some((at, covers.get(at)?))) {
            let stands = if at >= after { Stands::Over } else { Stands::Under };
            if cover.rect.overlaps(&line.rect) {
                find(job, line, (at, cover, stands), &mut finds);
            }
        }
    }
    let none = Findings::default;
    let mut hidden = Hidden { found: none(), strays: none(), by_rules: Vec::new() };
    for find in finds {
        let Some(cover) = covers.get(find.cover) else { continue };
        let told = match is_stray(sheet.page, &find, cover) {
            true => &mut hidden.strays,
            false => &mut hidden.found,
        };
        told.push(tell(job, sheet, &find, cover));
        if let InkOf::Rule(..) = cover.ink {
            hidden.by_rules.push(find.owner);
        }
    }
    hidden
}

/// How a cover stands to a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// Painted after it.
    Over,
    Under,
}

impl Cover<'_> {
    /// Whether type of a colour is not seen where it is: over a rule of its own colour it is not
    /// either.
    fn hides(&self, colour: Colour, stands: Stands) -> bool {
        match (stands, &self.ink) {
            (Stands::Over, _) => true,
            (Stands::Under, InkOf::Rule(own, _)) => *own == colour,
            (Stands::Under, _) => false,
        }
    }
}

/// Whatever may hide type, in painting order.
fn covers<'a>(sheet: &FinishedPage<'a>) -> Vec<Cover<'a>> {
    let mut covers = Vec::new();
    for (order, frame) in sheet.set.frames.iter().enumerate() {
        match frame {
            Frame::Picture(placed) if !is_misfit(sheet.page, placed) => {
                let ink = InkOf::Picture(placed, OnceCell::new());
                covers.push(Cover { order, rect: placed.clip, ink });
            }
            Frame::Picture(_) => {}
            Frame::Box(placed) if placed.fill.is_some() => {
                covers.push(Cover { order, rect: placed.rect, ink: InkOf::Box(placed) });
            }
            Frame::Box(_) | Frame::Line(_) | Frame::Rule(_) => {}
        }
        let heavy = |rule: &Rule| rule.weight > THIN && rule.colour != Colour::WHITE;
        match frame {
            Frame::Rule(PlacedRule { from, to, rule }) if heavy(rule) => {
                let ink = InkOf::Rule(rule.colour, None);
                covers.push(Cover { order, rect: stroke(*from, *to, rule.weight), ink });
            }
            Frame::Box(placed) => {
                if let Some(rule) = placed.stroke.filter(heavy) {
                    let half = rule.weight / 2;
                    let by = |edge: Length| {
                        let edges = Edges { top: edge, right: edge, bottom: edge, left: edge };
                        placed.rect.inset(edges)
                    };
                    let ink = InkOf::Rule(rule.colour, Some((placed, by(half))));
                    covers.push(Cover { order, rect: by(-half), ink });
                }
            }
            Frame::Rule(_) | Frame::Line(_) | Frame::Picture(_) => {}
        }
    }
    covers
}

/// Whether the art of an advertisement is larger than its space, which is told.
fn is_misfit(page: &Page, placed: &PlacedPicture) -> bool {
    let Some(block) = page.blocks.get(placed.block.0 as usize) else { return false };
    let is_ad = matches!(block.content, BlockContent::Reserve(_));
    let (own, clip) = (&block.rect, &placed.clip);
    is_ad
        && (clip.x < own.x - ROUGH
            || clip.y < own.y - ROUGH
            || clip.right() > own.right() + ROUGH
            || clip.bottom() > own.bottom() + ROUGH)
}

/// Counts a line's characters that a cover hides.
fn find<'a>(
    job: Finished<'a>,
    line: &PlacedLine,
    (at, cover, stands): (usize, &Cover<'a>, Stands),
    finds: &mut Vec<Find>,
) {
    let Some(text) = job.model.text(line.text) else { return };
    let runs = line.line.runs.iter().filter(|run| cover.hides(run.colour, stands));
    let glyphs = runs.flat_map(|run| &run.glyphs);
    let mut hidden: Option<std::ops::Range<u32>> = None;
    let mut characters = 0;
    for glyph in glyphs.filter(|glyph| !glyph.range.is_empty()) {
        let written = text.text.get(glyph.range.start as usize..glyph.range.end as usize);
        let blank = written.is_none_or(|text| text.chars().all(char::is_whitespace));
        if blank
            || !is_hidden(
                job,
                &glyph_box(line, glyph.inline.length(), glyph.advance.length()),
                cover,
            )
        {
            continue;
        }
        characters += written.map_or(0, |text| text.chars().count());
        let known = hidden.get_or_insert(glyph.range.clone());
        *known = known.start.min(glyph.range.start)..known.end.max(glyph.range.end);
    }
    let Some(range) = hidden else { return };
    let same = finds.iter_mut().find(|find| find.cover == at && same_text(find.owner, line.usage));
    match same {
        Some(find) => find.characters += characters,
        None => {
            let span = text.span_of(range);
            finds.push(Find { owner: line.usage, cover: at, span, characters });
        }
    }
}

/// Parts of one story are told of together.
pub(super) fn same_text(one: Usage, other: Usage) -> bool {
    one == other || (one.story().is_some() && one.story() == other.story())
}

/// The em box of a glyph on the sheet.
fn glyph_box(line: &PlacedLine, inline: Length, advance: Length) -> Rect {
    line.mode.part_of_line(line.rect, inline, advance)
}

fn is_hidden<'a>(job: Finished<'a>, glyph: &Rect, cover: &Cover<'a>) -> bool {
    if !cover.rect.overlaps(glyph) {
        return false;
    }
    let places = (0..SIDE).flat_map(|row| (0..SIDE).map(move |place| (place, row)));
    let hidden = places.filter(|(place, row)| {
        let x = glyph.x + glyph.width.scale(2 * place + 1, 2 * SIDE);
        let y = glyph.y + glyph.height.scale(2 * row + 1, 2 * SIDE);
        let within = match &cover.ink {
            InkOf::Picture(placed, _) => placed.shows(Point { x, y }),
            InkOf::Box(_) | InkOf::Rule(_, None) => holds(&cover.rect, (x, y)),
            InkOf::Rule(_, Some((_, free))) => holds(&cover.rect, (x, y)) && !holds(free, (x, y)),
        };
        within && is_opaque(job, cover, (x, y))
    });
    hidden.count() >= HIDDEN
}

fn holds(rect: &Rect, (x, y): (Length, Length)) -> bool {
    (rect.x..rect.right()).contains(&x) && (rect.y..rect.bottom()).contains(&y)
}

fn is_opaque<'a>(job: Finished<'a>, cover: &Cover<'a>, (x, y): (Length, Length)) -> bool {
    const WHOLE: i64 = 1_000_000;
    match &cover.ink {
        InkOf::Box(_) | InkOf::Rule(..) => true,
        InkOf::Picture(placed, opacity) => {
            let picture = job.pictures.get(placed.picture.0 as usize);
            let share = |at: Length, side: Length| {
                Length::from_units(WHOLE).scale(at.units(), side.units().max(1)).units()
            };
            let x = share(x - placed.rect.x, placed.rect.width);
            let y = share(y - placed.rect.y, placed.rect.height);
            picture.is_none_or(|of| opacity.get_or_init(|| of.opacity()).covers(x, y))
        }
    }
}

fn tell(job: Finished<'_>, sheet: &FinishedPage<'_>, find: &Find, cover: &Cover<'_>) -> Diagnostic {
    let page = sheet.page;
    let (over, place) = name_of(page, cover);
    let what = match find.owner {
        Usage::Story { story, .. }
        | Usage::Subhead(story)
        | Usage::Cell(story)
        | Usage::HeadAgain(story) => {
            let name = job.model.stories.get(story.0 as usize).map_or("", |story| &story.name);
            format!("of article \"{name}\"")
        }
        Usage::Jump(_) => "of a jump line".to_owned(),
        Usage::Caption(_) => "of a caption".to_owned(),
        Usage::Furniture(_) | Usage::Proof => "of a text".to_owned(),
    };
    let count = counted(find.characters, "character");
    let verb = if find.characters == 1 { "is" } else { "are" };
    let message = format!("{count} {what} {verb} hidden under {over}");
    let found = match find.owner {
        Usage::Story { .. }
        | Usage::Subhead(_)
        | Usage::Cell(_)
        | Usage::HeadAgain(_)
        | Usage::Jump(_)
        | Usage::Caption(_) => Diagnostic::error(codes::HIDDEN_TEXT, message),
        Usage::Furniture(_) | Usage::Proof => Diagnostic::warning(codes::HIDDEN_TEXT, message),
    };
    let found = found.at(find.span, "hidden from here on");
    let found = match place {
        Some(place) => found.and_at(place, "painted over it"),
        None => found,
    };
    if let InkOf::Rule(..) = cover.ink {
        return found.help("make the rule lighter, or the gutter or the `inset` wider than it");
    }
    match below_head(sheet, find, cover) {
        Some(lines) => found.help(format!("let the picture begin below the head: {lines}")),
        None => found.help(cure(page, cover)),
    }
}

/// Whether a head is hidden outside of all of its story's blocks.
fn is_stray(page: &Page, find: &Find, cover: &Cover<'_>) -> bool {
    let Usage::Story { story, .. } = find.owner else { return false };
    let is_own =
        |content: &BlockContent| matches!(content, BlockContent::Story(of) if of.story == story);
    let mut own = page.blocks.iter().filter(|block| is_own(&block.content)).peekable();
    own.peek().is_some() && own.all(|block| !block.rect.overlaps(&cover.rect))
}

/// The lines that are left to a picture which hides some of a head, below that.
fn below_head(sheet: &FinishedPage<'_>, find: &Find, cover: &Cover<'_>) -> Option<Lines> {
    let InkOf::Picture(placed, _) = cover.ink else { return None };
    let page = sheet.page;
    let block = page.blocks.get(placed.block.0 as usize).filter(|it| it.wrap != Wrap::Overlay)?;
    let Usage::Story { story, part } = find.owner else { return None };
    if part == Part::Body {
        return None;
    }
    let is_head = |line: &&PlacedLine| match line.usage {
        Usage::Story { story: own, part } => own == story && !matches!(part, Part::Body),
        _ => false,
    };
    let lines = sheet.set.frames.iter().filter_map(|frame| match frame {
        Frame::Line(line) => Some(line),
        _ => None,
    });
    let ends = lines.filter(is_head).map(|line| {
        let at = page.grid.mode.logical(line.rect, page.grid_area);
        at.block_end()
    });
    let own = page.lines_of(block).filter(|_| block.area == Area::Page)?;
    let first = ends.max()?.covered_by(page.grid.line) + 1;
    let count = own.first + own.count - first;
    (own.first < first && count > 0).then_some(Lines { first, count, ..own })
}

/// What to do about a picture, an advertisement or a tint.
fn cure(page: &Page, cover: &Cover<'_>) -> &'static str {
    let block = match &cover.ink {
        InkOf::Picture(placed, _) => page.blocks.get(placed.block.0 as usize),
        InkOf::Box(_) | InkOf::Rule(..) => None,
    };
    match block {
        Some(block) if block.wrap != Wrap::Overlay && block.rect == page.grid_area => {
            "give it `columns` and `lines`: without them a block takes the whole page"
        }
        Some(block) if block.wrap != Wrap::Overlay => {
            "move one of the two: let the story begin below it, or beside it (its `lines`, its `columns`)"
        }
        _ => {
            "take `wrap = \"overlay\"` out, so that the text makes room; move one of the two; or name \
             the block that shall lie underneath before the other"
        }
    }
}

/// What a cover is called, and where it stands in the layout.
fn name_of(page: &Page, cover: &Cover<'_>) -> (String, Option<Span>) {
    match &cover.ink {
        InkOf::Picture(placed, _) => {
            let block = page.blocks.get(placed.block.0 as usize);
            let what = match block.map(|block| &block.content) {
                Some(BlockContent::Reserve(reserve)) => {
                    format!("the advertisement `{}`", reserve.slug)
                }
                _ => format!("the picture `{}`", block.map_or("", |block| &block.name)),
            };
            (what, block.map(|block| block.span))
        }
        InkOf::Box(placed) => {
            let block = page.blocks.iter().find(|block| {
                block.decor.tint.is_some()
                    && (block.frame_rect == placed.rect || block.rect == placed.rect)
            });
            let what = format!("the tint of `{}`", block.map_or("a box", |block| &block.name));
            (what, block.map(|block| block.span))
        }
        InkOf::Rule(_, Some((placed, _))) => {
            let block = page.blocks.iter().find(|block| {
                block.decor.frame.is_some()
                    && (block.frame_rect == placed.rect || block.rect == placed.rect)
            });
            let what = format!("the frame of `{}`", block.map_or("a box", |block| &block.name));
            (what, block.map(|block| block.span))
        }
        InkOf::Rule(_, None) => ("a rule".to_owned(), None),
    }
}
