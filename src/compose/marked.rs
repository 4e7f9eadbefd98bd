//! Boxes of several characters: letters with combining marks (R122), variation sequences (R124).
//!
//! A letter and its marks are shaped together where one face has all of them. Marks that the
//! face does not place, or that only another face has, are put over, under or around the letter
//! by their ink.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::fonts::{Beside, Face, FaceId, FamilyId, FontBook, InkBox};
use crate::measure::{Length, WritingMode};

use super::build::{Lack, Missing, NewBox, NodeBuilder};
use super::cluster::{composed, is_selector};
use super::glyphs::{Drawn, PlacedGlyph};
use super::line::Orientation;
use super::nodes::Rider;
use super::seat::{Seat, Stand, joined, moved, scaled, seat, seat_all, seat_of};
use super::shape::RawGlyph;
use super::unit::Unit;

/// Marks of one letter. Scripts that heap them up have half as many; more run through the lines above.
const MOST_MARKS: u32 = 12;

/// White on either side of what stands around a letter, in hundredths of the em.
const RING_AIR: i64 = 6;

/// A mark that only another face has.
struct Lent {
    mark: char,
    glyph: RawGlyph,
    face: FaceId,
}

/// What lent marks take along the line, in units of their letter's face.
#[derive(Default)]
struct Taken {
    /// From and to, of those around it.
    around: Option<(i32, i32)>,
    /// How far those before it stand out of its frame.
    before: i32,
}

impl NodeBuilder<'_, '_, '_> {
    /// A cluster of more than one character.
    pub(super) fn marked(&mut self, text: &str, unit: &Unit, beside: Beside) {
        let look = self.look(unit);
        let written = text.get(unit.start as usize..unit.end as usize).unwrap_or("");
        let first = written.chars().next().unwrap_or(unit.c);
        if let Some(form) = written.chars().nth(1).filter(|&c| is_selector(c)) {
            if self.form(unit, first, form) {
                return;
            }
            // Text style is what is printed anyhow.
            if form != '\u{FE0E}' {
                let lack = Lack::Form(form);
                self.missing.push(Missing { c: first, start: unit.start, end: unit.end, lack });
            }
        }
        self.note_heaped(written, unit);
        // The shaper sets tone marks of hangul before their syllable, in frames of their own.
        let (tones, drawn) = parted(&composed(written));
        let book = self.shaper.book;
        let one = face_of_all(book, look.family, &drawn, beside);
        let plain = self.shaper.full(look.family, unit.c, look.locale, self.mode);
        let turned = match beside {
            Beside::Western => true,
            Beside::Chinese => plain.turned,
        };
        let (orientation, stand) = match self.mode {
            WritingMode::HorizontalTb => (Orientation::Horizontal, Stand::Flat),
            WritingMode::VerticalRl if turned => (Orientation::Sideways, Stand::Flat),
            WritingMode::VerticalRl => (Orientation::Upright, Stand::Upright),
        };
        let alone = unit.c.to_string();
        let (face, string) = match one {
            Some(face) => (face, drawn.as_str()),
            None if beside == Beside::Western => {
                let own = self.shaper.face_for(look.family, unit.c, beside);
                self.note_missing(unit, own.is_none());
                (own.unwrap_or(plain.face), alone.as_str())
            }
            None => {
                self.note_missing(unit, plain.missing);
                (plain.face, alone.as_str())
            }
        };
        self.note_borrowed(unit, face);
        let mode = if turned { WritingMode::HorizontalTb } else { self.mode };
        let mut raw = std::mem::take(&mut self.raw);
        match beside {
            Beside::Western => self.shaper.western(face, string, &mut raw),
            Beside::Chinese if plain.missing && one.is_none() => {
                raw.clear();
                raw.push(plain.glyph);
            }
            Beside::Chinese => self.shaper.joined(face, string, look.locale, mode, &mut raw),
        }
        let marks: Vec<char> = drawn.chars().skip(1).filter(|&c| is_combining_mark(c)).collect();
        if one.is_some() {
            seat_all(book.face(face), &mut raw, &marks, stand);
            if stand == Stand::Flat {
                close(book.face(face), &mut raw);
            }
        }
        let font = self.font(face, Drawn::of(look.superscript), orientation);
        let per_em = i64::from(book.face(face).units_per_em());
        let at = self.nodes.glyphs.len();
        let width = self.push_glyphs(&raw, unit.start..unit.end, font, per_em);
        let base = raw.first().map(|first| base_of(book.face(face), first, &raw, stand));
        let encloses = marks.iter().any(|&mark| seat_of(mark) == Seat::Around);
        let of_own = one.filter(|_| encloses);
        let mut extent = of_own.and_then(|face| extent_of(book.face(face), &raw, stand));
        self.raw = raw;
        let mut before = 0;
        let mut lent = if one.is_none() { marks } else { Vec::new() };
        lent.extend(tones);
        if let Some(base) = base.filter(|_| !lent.is_empty()) {
            let taken = self.lend(unit, (face, base), &lent, (font, orientation, stand));
            extent = extent.into_iter().chain(taken.around).reduce(spanned);
            before = taken.before;
        }
        let own = self.with_room(NewBox::plain(unit.end, font, at, width), extent, per_em);
        self.push(unit, self.with_room_before(own, before, per_em));
    }

    /// A letter with more marks than can be read.
    fn note_heaped(&mut self, written: &str, unit: &Unit) {
        let marks = written.chars().filter(|c| is_combining_mark(*c)).count() as u32;
        if marks > MOST_MARKS {
            let (start, end, lack) = (unit.start, unit.end, Lack::Room(marks));
            let c = written.chars().next().unwrap_or(unit.c);
            self.missing.push(Missing { c, start, end, lack });
        }
    }

    /// A tone mark has room before its syllable: it begins `before` the syllable's frame, in units of
    /// the syllable's face.
    fn with_room_before(&self, own: NewBox, before: i32, per_em: i64) -> NewBox {
        let em = self.nodes.fonts.get(own.font as usize).map_or(Length::ZERO, |font| font.em);
        let lead = em.scale(i64::from(-before), per_em).min(own.lead);
        NewBox { size: own.size + own.lead - lead, lead, ..own }
    }

    /// What stands around a letter has room between its neighbours, as much on one side as on the other:
    /// `extent` along the line, in units of the letter's face.
    fn with_room(&self, own: NewBox, extent: Option<(i32, i32)>, per_em: i64) -> NewBox {
        let Some((from, to)) = extent else { return own };
        let em = self.nodes.fonts.get(own.font as usize).map_or(Length::ZERO, |font| font.em);
        let along = |units: i32| em.scale(i64::from(units), per_em);
        let (from, to) =
            (along(from) - em.scale(RING_AIR, 100), along(to) + em.scale(RING_AIR, 100));
        let middle = (from + to) / 2;
        let half = (middle - from.min(Length::ZERO)).max(to.max(own.size) - middle);
        NewBox { size: half * 2, lead: middle - half, ..own }
    }

    /// The form of a character that a selector asks for, if a face has it (R124).
    fn form(&mut self, unit: &Unit, c: char, form: char) -> bool {
        let look = self.look(unit);
        let book = self.shaper.book;
        let Some((face, id)) = book.choose_form(look.family, c, form) else { return false };
        self.note_borrowed(unit, face);
        let font = book.face(face);
        let (advance, orientation) = match self.mode {
            WritingMode::HorizontalTb => (font.advance(id), Orientation::Horizontal),
            WritingMode::VerticalRl => (font.vertical_advance(id), Orientation::Upright),
        };
        let glyph = RawGlyph { id, cluster: 0, advance, inline: 0, block: 0 };
        let per_em = i64::from(font.units_per_em());
        let font = self.font(face, Drawn::of(look.superscript), orientation);
        let at = self.nodes.glyphs.len();
        let width = self.push_glyphs(&[glyph], unit.start..unit.end, font, per_em);
        self.push(unit, NewBox::plain(unit.end, font, at, width));
        true
    }

    /// Puts marks of other faces over the box that is pushed next; gives what they take along the
    /// line.
    fn lend(
        &mut self,
        unit: &Unit,
        (face, mut base): (FaceId, InkBox),
        marks: &[char],
        (font, orientation, stand): (u16, Orientation, Stand),
    ) -> Taken {
        let look = self.look(unit);
        let book = self.shaper.book;
        let mut lent = Vec::new();
        for &mark in marks {
            let found = book.choose_anywhere(look.family, mark);
            match found.and_then(|face| Some((face, book.face(face).glyph(mark)?))) {
                Some((face, id)) => {
                    let glyph = RawGlyph { id, cluster: 0, advance: 0, inline: 0, block: 0 };
                    lent.push(Lent { mark, glyph, face });
                }
                None => {
                    let lack = Lack::Glyph;
                    self.missing.push(Missing { c: mark, start: unit.start, end: unit.end, lack });
                }
            }
        }
        let em = i32::from(book.face(face).units_per_em());
        let rise = self.nodes.fonts.get(font as usize).map_or(Length::ZERO, |font| font.rise);
        let cluster = self.nodes.clusters.len() as u32;
        let mut all = Taken::default();
        for mut lent in lent {
            let other = book.face(lent.face);
            let units = i32::from(other.units_per_em());
            let Some(ink) = other.ink(lent.glyph.id) else { continue };
            let ink = scaled(ink, em, units);
            let at = seat(base, ink, seat_of(lent.mark), em);
            let ring = moved(ink, at);
            let around = match (seat_of(lent.mark), stand) {
                (Seat::Around, Stand::Flat) => Some((ring.x_min, ring.x_max)),
                (Seat::Around, Stand::Upright) => Some((-ring.y_max, -ring.y_min)),
                (Seat::Left, Stand::Flat) => {
                    all.before = all.before.max(-ring.x_min);
                    None
                }
                _ => None,
            };
            all.around = all.around.into_iter().chain(around).reduce(spanned);
            base = joined(base, moved(ink, at));
            let at = (at.0 * units / em, at.1 * units / em);
            stand.move_to(other, &mut lent.glyph, 0, at);
            let font = self.font(lent.face, Drawn::of(look.superscript), orientation);
            let Some(known) = self.nodes.fonts.get(font as usize) else { continue };
            let per_em = i64::from(units);
            let glyph = PlacedGlyph {
                id: lent.glyph.id,
                inline: known.em.scale(i64::from(lent.glyph.inline), per_em),
                block: known.across.scale(i64::from(lent.glyph.block), per_em) - rise,
                advance: Length::ZERO,
                start: unit.start,
                end: unit.start,
            };
            self.nodes.riders.push(Rider { cluster, font, glyph });
        }
        all
    }
}

/// What glyphs take along the line with all of their ink.
fn extent_of(font: &Face<'_>, raw: &[RawGlyph], stand: Stand) -> Option<(i32, i32)> {
    let mut pen = 0;
    let inks = raw.iter().filter_map(|glyph| {
        let along = stand.along(font, glyph, pen);
        pen += glyph.advance;
        along
    });
    inks.reduce(spanned)
}

fn spanned(one: (i32, i32), other: (i32, i32)) -> (i32, i32) {
    (one.0.min(other.0), one.1.max(other.1))
}

/// The ink of a letter that marks are put on; a part of its frame where it has none.
fn base_of(font: &Face<'_>, first: &RawGlyph, raw: &[RawGlyph], stand: Stand) -> InkBox {
    let mut pen = 0;
    let inks = raw.iter().filter_map(|glyph| {
        let origin = stand.origin(font, glyph, pen);
        pen += glyph.advance;
        Some(moved(font.ink(glyph.id)?, origin))
    });
    inks.reduce(joined).unwrap_or_else(|| {
        let em = i32::from(font.units_per_em());
        let frame = InkBox { x_min: 0, y_min: 0, x_max: font.advance(first.id), y_max: em / 2 };
        moved(frame, stand.origin(font, first, 0))
    })
}

/// The face that has a letter with all of its marks. Jamo are no marks that could be lent one by one:
/// they come from any face.
fn face_of_all(
    book: &FontBook<'_>,
    family: FamilyId,
    drawn: &str,
    beside: Beside,
) -> Option<FaceId> {
    let parts: String = drawn.nfd().collect();
    let all = || book.choose_for_all(family, drawn, beside).filter(|_| is_jamo(drawn));
    book.choose_own_for_all(family, drawn, beside)
        .or_else(|| book.choose_own_for_all(family, &parts, beside))
        .or_else(all)
}

/// The tone marks of hangul behind a letter, and what is left of the cluster.
fn parted(drawn: &str) -> (Vec<char>, String) {
    let tone = |(at, c): &(usize, char)| *at > 0 && seat_of(*c) == Seat::Left;
    let (tones, rest): (Vec<_>, Vec<_>) = drawn.char_indices().partition(tone);
    (tones.into_iter().map(|(_, c)| c).collect(), rest.into_iter().map(|(_, c)| c).collect())
}

/// Whether a cluster begins with a conjoining jamo.
fn is_jamo(drawn: &str) -> bool {
    let first = drawn.chars().next();
    first.is_some_and(
        |c| matches!(c, '\u{1100}'..='\u{11FF}' | '\u{A960}'..='\u{A97F}' | '\u{D7B0}'..='\u{D7FF}'),
    )
}

/// Ends a letter and its marks with a blank that ends where the letter does: a reader of the PDF
/// sees the frame of the last glyph, and finds white behind a mark over the letter's middle.
fn close(font: &Face<'_>, raw: &mut Vec<RawGlyph>) {
    let Some(id) = font.glyph(' ').filter(|_| raw.len() > 1) else { return };
    let Some(cluster) = raw.first().map(|glyph| glyph.cluster) else { return };
    raw.iter_mut().for_each(|glyph| glyph.cluster = cluster);
    let inline = -font.advance(id);
    raw.push(RawGlyph { id, cluster, advance: 0, inline, block: 0 });
}
