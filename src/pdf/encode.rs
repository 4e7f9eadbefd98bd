//! [`encode`]: a page's marks become its content stream. Pure: pages can be encoded side by
//! side.

use std::sync::Arc;

use super::canvas::{Canvas, Needs};
use super::down::Pitches;
use super::fonts::FontSet;
use super::links::{self, Sent};
use super::marked::Roles;
use super::overprint::{Grounds, Overprint};
use super::readings::Readings;
use super::sheet::{MARK_WEIGHT, Sheet};
use super::{Info, Material, digits, ornament, text};
use crate::draw::{DrawPage, Item, LeafId, PictureMark, RectMark, RuleMark, Tag};
use crate::flate::Effort;
use crate::measure::{Edges, Length, Rect, Size};
use crate::picture::{Art, Picture};

/// A page's content stream, and what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Content {
    pub deflated: Vec<u8>,
    pub needs: Needs,
    /// The leaf of each of its marked content sequences, by MCID.
    pub leaves: Vec<LeafId>,
    /// Where its tagged pictures stand.
    pub pictures: Vec<(LeafId, Rect)>,
    /// What in it sends the reader to another page.
    pub sent: Vec<Sent>,
}

impl Content {
    /// With the leaves of its page counted from the first of them.
    pub fn counted_from(self, first: LeafId) -> Content {
        self.renumbered(|leaf| leaf.counted_from(first))
    }

    /// The same again, of a page whose first leaf is `first`.
    pub fn counted_on(&self, first: LeafId) -> Content {
        self.clone().renumbered(|leaf| leaf.counted_on(first))
    }

    fn renumbered(mut self, number: impl Fn(LeafId) -> LeafId) -> Content {
        let of_text = self.leaves.iter_mut();
        let of_pictures = self.pictures.iter_mut().map(|(leaf, _)| leaf);
        let of_links = self.sent.iter_mut().map(|sent| &mut sent.leaf);
        of_text.chain(of_pictures).chain(of_links).for_each(|leaf| *leaf = number(*leaf));
        self
    }
}

pub(super) fn encode(
    page: &DrawPage,
    fonts: &FontSet,
    roles: &Roles,
    material: Material<'_>,
    info: &Info,
) -> Content {
    let grounds = Grounds::new(info.ink_limit);
    let sheet = Sheet::of(&page.sheet);
    let mut canvas = Canvas::new(sheet, (fonts, material.book), roles, grounds);
    let (mut pictures, mut sent) = (Vec::new(), Vec::new());
    let pitches = Pitches::of(page);
    let mut readings = Readings::default();
    for item in &page.items {
        if readings.end_before(item) {
            readings.show(&mut canvas);
        }
        match item {
            Item::Text(mark) => {
                text::show(&mut canvas, mark, pitches.near(mark));
                sent.extend(links::sent(mark, roles));
                ornament::draw(&mut canvas, mark);
                readings.add(&canvas, mark);
            }
            Item::Rule(rule) => draw_rule(&mut canvas, rule),
            Item::Rect(mark) => draw_rect(&mut canvas, mark),
            Item::Picture(mark) => {
                draw_picture(&mut canvas, mark, material.pictures);
                pictures.extend(mark.tag.leaf().map(|leaf| (leaf, mark.clip)));
            }
        }
    }
    readings.show(&mut canvas);
    crop_marks(&mut canvas);
    canvas.finish();
    let deflated = material.cache.deflate(&canvas.out, Effort::Text);
    Content { deflated, needs: canvas.needs, leaves: canvas.marked.leaves, pictures, sent }
}

fn draw_rule(canvas: &mut Canvas<'_>, rule: &RuleMark) {
    if !rule.weight.is_positive() {
        return;
    }
    canvas.draw(Tag::DECORATION);
    canvas.overprint(Overprint::Off);
    canvas.stroke(rule.colour, rule.weight);
    canvas.sheet.point(&mut canvas.out, rule.from);
    canvas.out.extend_from_slice(b"m ");
    canvas.sheet.point(&mut canvas.out, rule.to);
    canvas.op("l S");
}

fn draw_rect(canvas: &mut Canvas<'_>, mark: &RectMark) {
    let stroke = mark.stroke.filter(|(weight, _)| weight.is_positive());
    if mark.fill.is_none() && stroke.is_none() {
        return;
    }
    canvas.draw(Tag::DECORATION);
    canvas.overprint(Overprint::Off);
    if let Some(fill) = mark.fill {
        canvas.fill(fill);
        canvas.grounds.fill(mark.rect, fill);
    }
    if let Some((weight, colour)) = stroke {
        canvas.stroke(colour, weight);
    }
    let paint = match (mark.fill, stroke) {
        (None, None) => return,
        (Some(_), None) => "re f",
        (None, Some(_)) => "re S",
        (Some(_), Some(_)) => "re B",
    };
    canvas.sheet.rect(&mut canvas.out, &mark.rect);
    canvas.op(paint);
}

/// The picture's unit square (a vector picture's own size) is mapped to its rectangle.
fn draw_picture(canvas: &mut Canvas<'_>, mark: &PictureMark, pictures: &[Arc<Picture>]) {
    let Some(picture) = pictures.get(mark.picture.0 as usize) else { return };
    let unit = match &picture.art {
        Art::Raster(_) => Size { width: Length::PT, height: Length::PT },
        Art::Vector(_) | Art::Page(_) => picture.size,
    };
    if !unit.width.is_positive() || !unit.height.is_positive() {
        return;
    }
    canvas.needs.pictures.insert(mark.picture);
    canvas.draw(mark.tag);
    canvas.grounds.picture(mark.clip, picture);
    canvas.overprint(Overprint::Off);
    canvas.save();
    canvas.initial_text_state();
    // A form's own box is that of its bleed.
    let bleeds = picture.footprint().bleed != Edges::default();
    if mark.clip != mark.rect || bleeds {
        canvas.sheet.rect(&mut canvas.out, &mark.clip);
        canvas.op("re W n");
    }
    if let Some(path) = &mark.cut {
        canvas.sheet.path(&mut canvas.out, path);
        canvas.op("W n");
    }
    let out = &mut canvas.out;
    digits::ratio(out, mark.rect.width, unit.width);
    out.extend_from_slice(b" 0 0 ");
    digits::ratio(out, mark.rect.height, unit.height);
    out.push(b' ');
    digits::points(out, canvas.sheet.x(mark.rect.x));
    out.push(b' ');
    digits::points(out, canvas.sheet.y(mark.rect.bottom()));
    canvas.op(&format!(" cm /P{} Do", mark.picture.0));
    canvas.restore();
}

/// Crop marks stand on every plate.
fn crop_marks(canvas: &mut Canvas<'_>) {
    let marks = canvas.sheet.crop_marks();
    if marks.is_empty() {
        return;
    }
    canvas.needs.registration = true;
    canvas.draw(Tag::DECORATION);
    canvas.overprint(Overprint::Off);
    canvas.save();
    canvas.op("/All CS 1 SCN");
    digits::points(&mut canvas.out, MARK_WEIGHT);
    canvas.op(" w");
    for (from, to) in marks {
        canvas.sheet.point(&mut canvas.out, from);
        canvas.out.extend_from_slice(b"m ");
        canvas.sheet.point(&mut canvas.out, to);
        canvas.op("l S");
    }
    canvas.restore();
}
