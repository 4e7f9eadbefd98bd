//! From units to nodes: shaping, and the blanks of marks; `joints.rs` has what stands between boxes.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::chars::{self, Adjacent, Class, LineEnd, Locale, Settings, Space};
use crate::measure::{Em, Length, Permille, WritingMode};
use crate::page::style::TextStyle;

use super::cluster::is_marked;
use super::glyphs::{Drawn, Font, PlacedGlyph};
use super::line::Orientation;
use super::nodes::{Cluster, Nodes};
use super::seat::{Stand, cut, join_dashes};
use super::shape::{FullGlyph, RawGlyph, Shaper};
use super::unit::{Cell, Look, Stance, Unit};
use super::western;
use crate::fonts::{Beside, FaceId, FamilyId, InkBox};

/// White before and after a colon between figures, which is at least half an em in all.
const COLON_AIR: Permille = Permille(80);
pub(super) const SOFT_HYPHEN: char = '\u{AD}';

/// A character that is not drawn as it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Missing {
    pub c: char,
    pub start: u32,
    pub end: u32,
    pub lack: Lack,
}

/// What there is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Lack {
    /// No face has the character.
    Glyph,
    /// No face has the form that this selector asks for.
    Form(char),
    /// No face of this family has it; another's draws it.
    Own(FamilyId),
    /// Room for as many marks as stand on the letter.
    Room(u32),
}

/// Blanks since the last box.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Blanks {
    pub start: u32,
    pub end: u32,
    pub fixed: Length,
    pub words: u32,
    pub ideographic: bool,
    pub may: bool,
    pub hard: bool,
}

/// A box that is to be added.
pub(super) struct NewBox {
    /// Where its characters end in the text.
    pub end: u32,
    pub font: u16,
    /// Its first glyph.
    pub glyph: usize,
    /// Its face, and where that begins in its glyph.
    pub size: Length,
    pub lead: Length,
    /// The blanks of a mark.
    pub before: Length,
    pub after: Length,
}

impl NewBox {
    /// One without blanks, as wide as its glyphs.
    pub fn plain(end: u32, font: u16, glyph: usize, size: Length) -> NewBox {
        let none = Length::ZERO;
        NewBox { end, font, glyph, size, lead: none, before: none, after: none }
    }
}

pub(super) struct NodeBuilder<'s, 'f, 'p> {
    pub(super) shaper: &'s mut Shaper<'f>,
    pub(super) style: &'p TextStyle,
    pub(super) mode: WritingMode,
    pub(super) looks: &'p [Look],
    /// Of every look: its language's defaults where the style says nothing else.
    settings: Vec<Settings>,
    pub(super) nodes: Nodes,
    pub(super) missing: Vec<Missing>,
    blanks: Option<Blanks>,
    pub(super) raw: Vec<RawGlyph>,
    /// The em along the line of the paragraph's type, and its tracking.
    pub(super) em: Length,
    pub(super) track: Length,
    /// The font that was asked for last: in most text the next character has the same.
    pub(super) last_font: Option<((FaceId, Drawn, Orientation), u16)>,
    /// The look of the last box.
    pub(super) look: u16,
    pub(super) last_char: char,
    /// Queries and exclamations running up to the last box.
    queries: u32,
    /// The last box begins a measure word after a number.
    pub(super) measuring: bool,
}

/// Shapes `units` of `text`; the nodes are still to be finished.
pub(super) fn build(
    shaper: &mut Shaper<'_>,
    text: &str,
    style: &TextStyle,
    mode: WritingMode,
    units: &[Unit],
    looks: &[Look],
) -> (Nodes, Vec<Missing>) {
    let western = western::is_western(units);
    let mut nodes = Nodes { text_len: text.len() as u32, western, ..Nodes::default() };
    nodes.clusters.reserve(units.len());
    nodes.joints.reserve(units.len());
    nodes.glyphs.reserve(units.len());
    let em = style.em(mode).inline;
    let mut builder = NodeBuilder {
        shaper,
        style,
        mode,
        looks,
        settings: looks.iter().map(|look| settings_of(style, look, mode)).collect(),
        nodes,
        missing: Vec::new(),
        blanks: None,
        raw: Vec::new(),
        em,
        track: style.tracking.of(em),
        last_font: None,
        look: 0,
        last_char: ' ',
        queries: 0,
        measuring: false,
    };
    let mut at = 0;
    while let Some(unit) = units.get(at) {
        at += if unit.cell != Cell::None {
            builder.cell(text, &units[at..])
        } else if unit.class.is_space() {
            builder.blank(unit);
            1
        } else if unit.class.is_western() {
            builder.western(text, &units[at..])
        } else {
            builder.full(text, &units[at..])
        };
    }
    (builder.nodes, builder.missing)
}

/// The settings of text that looks so: those of the paragraph, or of its own language (R10).
fn settings_of(style: &TextStyle, look: &Look, mode: WritingMode) -> Settings {
    let mut settings = style.settings;
    if look.locale != settings.locale {
        settings.follow(look.locale);
    }
    // R35: a centred mark does not hang in horizontal text.
    if settings.line_end == LineEnd::Hang
        && mode == WritingMode::HorizontalTb
        && matches!(settings.locale, Locale::Hk | Locale::Tw)
    {
        settings.line_end = LineEnd::Allow;
    }
    settings
}

impl NodeBuilder<'_, '_, '_> {
    pub(super) fn settings(&self, unit: &Unit) -> &Settings {
        self.settings.get(unit.look as usize).unwrap_or(&self.style.settings)
    }

    pub(super) fn look(&self, unit: &Unit) -> Look {
        let plain = Look {
            family: self.style.family,
            locale: self.style.settings.locale,
            superscript: false,
            stance: Stance::Own,
        };
        self.looks.get(unit.look as usize).copied().unwrap_or(plain)
    }

    fn blank(&mut self, unit: &Unit) {
        let em = self.em;
        let blanks = self.blanks.get_or_insert(Blanks { start: unit.start, ..Blanks::default() });
        blanks.end = unit.end;
        match chars::space(unit.c) {
            Space::Word => blanks.words += 1,
            Space::Fixed(width) => blanks.fixed += width.of(em),
        }
        blanks.ideographic |= unit.class == Class::Sp;
        blanks.may |= matches!(unit.class, Class::Sp | Class::Ws | Class::Zw);
        blanks.hard |= unit.class == Class::Nb;
    }

    /// Western text upright in a frame of one em.
    fn cell(&mut self, text: &str, units: &[Unit]) -> usize {
        let Some(&unit) = units.first() else { return 1 };
        let look = self.look(&unit);
        let Cell::Combined(count) = unit.cell else {
            if self.is_marked(text, &unit) {
                self.marked(text, &unit, Beside::Chinese);
                return 1;
            }
            let glyph = self.shaper.upright(look.family, unit.c, look.locale);
            self.note_missing(&unit, glyph.missing);
            let drawn = Drawn::of(look.superscript);
            let font = self.font(glyph.face, drawn, Orientation::Upright);
            let first = self.nodes.glyphs.len();
            let range = unit.start..unit.end;
            let width = self.push_glyphs(&[glyph.glyph], range, font, i64::from(glyph.units));
            self.push(&unit, NewBox::plain(unit.end, font, first, width));
            return 1;
        };
        let count = usize::from(count).min(units.len()).max(1);
        let end = units.get(count - 1).map_or(unit.end, |last| last.end);
        let word = text.get(unit.start as usize..end as usize).unwrap_or("");
        let Some(combined) = self.shaper.combined(look.family, word, look.locale) else {
            return self.full(text, &units[..1]);
        };
        let per_em = i64::from(combined.units);
        let narrow = (per_em, i64::from(combined.width).max(per_em));
        let drawn = Drawn::of(look.superscript);
        let font = self.narrowed_font(combined.face, drawn, Orientation::Upright, narrow);
        let first = self.nodes.glyphs.len();
        let Some(&Font { em, across, rise, .. }) = self.nodes.fonts.get(font as usize) else {
            return count;
        };
        for (at, glyph) in combined.glyphs.iter().enumerate() {
            let start = unit.start + glyph.cluster;
            let next = combined.glyphs.get(at + 1).map_or(end, |next| unit.start + next.cluster);
            self.nodes.glyphs.push(PlacedGlyph {
                id: glyph.id,
                inline: em.scale(i64::from(glyph.inline), per_em),
                block: across.scale(i64::from(glyph.block), per_em) - rise,
                advance: em,
                start,
                end: next,
            });
        }
        self.push(&unit, NewBox::plain(end, font, first, em));
        count
    }

    pub(super) fn note_missing(&mut self, unit: &Unit, missing: bool) {
        if missing {
            let lack = Lack::Glyph;
            self.missing.push(Missing { c: unit.c, start: unit.start, end: unit.end, lack });
        }
    }

    /// Notes a character that is drawn by another family than its own. Marks are expected to be, and so are
    /// signs that a built-in face draws; an emoji of a fallback is as foreign as a letter.
    pub(super) fn note_borrowed(&mut self, unit: &Unit, face: FaceId) {
        let family = self.look(unit).family;
        let letter = unit.class.is_ideographic() || matches!(unit.class, Class::La | Class::Nu);
        let book = self.shaper.book;
        if (letter && !book.is_own(family, face)) || book.is_fallback(face) {
            let lack = Lack::Own(family);
            self.missing.push(Missing { c: unit.c, start: unit.start, end: unit.end, lack });
        }
    }

    /// Whether a unit is more than its character.
    pub(super) fn is_marked(&self, text: &str, unit: &Unit) -> bool {
        unit.end - unit.start > unit.c.len_utf8() as u32
            && text.get(unit.start as usize..unit.end as usize).is_some_and(is_marked)
    }

    /// How a full-width glyph stands in its line.
    fn stands(&self, turned: bool) -> Orientation {
        match self.mode {
            WritingMode::HorizontalTb => Orientation::Horizontal,
            WritingMode::VerticalRl if turned => Orientation::Sideways,
            WritingMode::VerticalRl => Orientation::Upright,
        }
    }

    /// A character of Chinese text, or two that are one (—— and ……); gives how many units.
    fn full(&mut self, text: &str, units: &[Unit]) -> usize {
        let Some(&unit) = units.first() else { return 1 };
        if self.is_marked(text, &unit) {
            self.marked(text, &unit, Beside::Chinese);
            return 1;
        }
        let look = self.look(&unit);
        let (c, own_frame) = self.stand_in(&unit, look.locale);
        let twin = chars::full_width_twin(c).filter(|_| self.mode == WritingMode::VerticalRl);
        let c = twin.unwrap_or(c);
        let glyph = self.shaper.full(look.family, c, look.locale, self.mode);
        self.note_missing(&unit, glyph.missing);
        self.note_borrowed(&unit, glyph.face);
        let orientation = self.stands(glyph.turned);
        let mode = if glyph.turned { WritingMode::HorizontalTb } else { self.mode };
        let font = self.font(glyph.face, Drawn::of(look.superscript), orientation);
        let em = self.nodes.fonts[font as usize].em;
        let per_em = i64::from(glyph.units);
        // ⸺ is two by itself.
        let pair = matches!(unit.class, Class::Da | Class::El)
            && unit.c != '\u{2E3A}'
            && units.get(1).is_some_and(|next| {
                next.c == unit.c && next.look == unit.look && next.start == unit.end
            });
        if pair {
            let end = units.get(1).map_or(unit.end, |last| last.end);
            self.pair(text, (&unit, end), &glyph, (font, mode));
            return 2;
        }
        let first = self.nodes.glyphs.len();
        let mut raw = [glyph.glyph];
        let colon = unit.solid && unit.class == Class::Fn;
        let middle = if colon { self.on_axis(glyph.face, &mut raw[0], orientation) } else { None };
        let dot = self.centre_dot((&unit, look.locale), (glyph.face, orientation), &mut raw[0]);
        if own_frame.is_some() && orientation != Orientation::Upright {
            self.centre_across(glyph.face, &mut raw[0]);
        }
        let advance = self.push_glyphs(&raw, unit.start..unit.end, font, per_em);
        let quarter = |n: u8| em.scale(i64::from(n), 4);
        let mut new = NewBox::plain(unit.end, font, first, advance);
        if let Some(middle) = middle {
            let (from, to) =
                (em.scale(i64::from(middle.0), per_em), em.scale(i64::from(middle.1), per_em));
            new.size = (to - from + COLON_AIR.of(em) * 2).max(em / 2);
            new.lead = (from + to - new.size) / 2;
        } else if let Some(frame) = own_frame.filter(|frame| self.fits(&glyph, orientation, *frame))
        {
            let frame = frame.of(em);
            (new.size, new.lead) = (frame, (advance - frame) / 2);
        } else if twin.is_some() {
            let half = glyph.half.map(|half| em.scale(i64::from(half), per_em));
            new.size = quarter(2);
            new.lead = half.unwrap_or((advance - new.size) / 2);
        } else if let Some(half) = glyph.half {
            let widths = self.settings(&unit).widths;
            let frame = chars::frame(unit.c, unit.class, look.locale, mode, widths);
            let blank = frame.blank;
            let (before, after) = (quarter(blank.before), quarter(blank.after));
            if blank.before + blank.after > 0 {
                // The font's own place of the face; the blanks are the class's.
                new.lead = em.scale(i64::from(half), per_em);
                new.size = advance - before - after;
                if let Some(ends) = dot {
                    new.lead = (em.scale(i64::from(ends), per_em) - new.size) / 2;
                }
                if !frame.narrow && !unit.solid {
                    (new.before, new.after) = (before, after);
                }
                if self.second_query(&unit, look.locale) {
                    new.after = Length::ZERO;
                }
            }
        }
        self.push(&unit, new);
        1
    }

    /// Puts an upright glyph on the line's axis; gives from where to where its ink is along the line.
    fn on_axis(
        &self,
        face: FaceId,
        raw: &mut RawGlyph,
        orientation: Orientation,
    ) -> Option<(i32, i32)> {
        let font = self.shaper.book.face(face);
        let ink = font.ink(raw.id)?;
        let stand = match orientation {
            Orientation::Upright => Stand::Upright,
            Orientation::Horizontal | Orientation::Sideways => Stand::Flat,
        };
        if stand == Stand::Upright {
            let (x, y) = stand.origin(font, raw, 0);
            let aside = x + (ink.x_min + ink.x_max) / 2;
            stand.move_to(font, raw, 0, (x - aside, y));
        }
        stand.along(font, raw, 0)
    }

    /// Puts a middle dot, which some faces have low and at one side, on the middle of the em box; gives the sum of the
    /// ends of its ink along the line.
    fn centre_dot(
        &self,
        (unit, locale): (&Unit, Locale),
        (face, orientation): (FaceId, Orientation),
        raw: &mut RawGlyph,
    ) -> Option<i32> {
        let aside = matches!(locale, Locale::Ja | Locale::Ko);
        if unit.class != Class::Md || orientation != Orientation::Horizontal || !aside {
            return None;
        }
        let ink = self.centre_across(face, raw)?;
        Some(raw.inline * 2 + ink.x_min + ink.x_max)
    }

    /// Puts a glyph that is not upright on the middle of the em box across the line; gives its ink.
    fn centre_across(&self, face: FaceId, raw: &mut RawGlyph) -> Option<InkBox> {
        let font = self.shaper.book.face(face);
        let ink = font.ink(raw.id)?;
        let em_box = font.em_box();
        let middle = (em_box.ascent + em_box.descent) / 2;
        raw.block = (ink.y_min + ink.y_max) / 2 - middle;
        Some(ink)
    }

    /// Two dashes or two ellipses in one box, up to `end`.
    fn pair(
        &mut self,
        text: &str,
        (unit, end): (&Unit, u32),
        glyph: &FullGlyph,
        (font, mode): (u16, WritingMode),
    ) {
        let locale = self.look(unit).locale;
        let cluster = text.get(unit.start as usize..end as usize).unwrap_or("");
        let mut raw = std::mem::take(&mut self.raw);
        self.shaper.joined(glyph.face, cluster, locale, mode, &mut raw);
        if unit.class == Class::Da {
            join_dashes(self.shaper.book.face(glyph.face), &mut raw, mode);
        }
        let first = self.nodes.glyphs.len();
        let width = self.push_glyphs(&raw, unit.start..end, font, i64::from(glyph.units));
        self.raw = raw;
        self.push(unit, NewBox::plain(end, font, first, width));
    }

    /// Whether a glyph's ink keeps within so short a frame: the short dash of some faces is an em long
    /// (R33).
    fn fits(&self, glyph: &FullGlyph, orientation: Orientation, frame: Em) -> bool {
        let stand = match orientation {
            Orientation::Upright => Stand::Upright,
            Orientation::Horizontal | Orientation::Sideways => Stand::Flat,
        };
        let ink = stand.along(self.shaper.book.face(glyph.face), &glyph.glyph, 0);
        let ink = ink.map_or(0, |(from, to)| i64::from(to - from));
        ink * 1_000_000 <= frame.millionths() * i64::from(glyph.units)
    }

    /// The second of two queries or exclamations, which take one frame together in zh-Hans
    /// (R12, GB/T 15834, 5.1.2).
    fn second_query(&self, unit: &Unit, locale: Locale) -> bool {
        unit.class == Class::Ex
            && locale == Locale::Cn
            && self.settings(unit).adjacent == Adjacent::On
            && self.blanks.is_none()
            && self.queries % 2 == 1
            && ![unit.c, self.last_char].into_iter().any(chars::is_double_mark)
    }

    /// A Western word as far as one face and look go; gives how many units.
    fn western(&mut self, text: &str, units: &[Unit]) -> usize {
        let Some(&first) = units.first() else { return 1 };
        let look = self.look(&first);
        let Some((face, count)) = self.piece(text, units) else {
            if self.is_marked(text, &first) {
                self.marked(text, &first, Beside::Western);
                return 1;
            }
            return self.full(text, &[first]);
        };
        let book = self.shaper.book;
        let units = &units[..count.max(1)];
        let end = units.last().map_or(first.end, |last| last.end);
        let word = text.get(first.start as usize..end as usize).unwrap_or("");
        let orientation = match self.mode {
            WritingMode::HorizontalTb => Orientation::Horizontal,
            WritingMode::VerticalRl => Orientation::Sideways,
        };
        let font = self.font(face, Drawn::of(look.superscript), orientation);
        let per_em = i64::from(book.face(face).units_per_em());
        let mut raw = std::mem::take(&mut self.raw);
        match composed_word(word, units) {
            None => self.shaper.western(face, word, &mut raw),
            Some(composed) => {
                self.shaper.western(face, &composed.text, &mut raw);
                raw.iter_mut().for_each(|glyph| glyph.cluster = composed.written(glyph.cluster));
            }
        }
        // R123: nothing of a soft hyphen is drawn but where the line breaks at it.
        let soft = |glyph: &RawGlyph| word[glyph.cluster as usize..].starts_with(SOFT_HYPHEN);
        if word.contains(SOFT_HYPHEN) {
            raw.retain(|glyph| !soft(glyph));
        }
        let mut at = 0;
        for (index, unit) in units.iter().enumerate() {
            let next = units.get(index + 1).map_or(end, |next| next.start);
            let from = at;
            while raw.get(at).is_some_and(|glyph| glyph.cluster + first.start < next) {
                at += 1;
            }
            if let [glyph] = &mut raw[from..at] {
                cut(book.face(face), unit.c, glyph);
            }
            self.note_borrowed(unit, face);
            let glyph = self.nodes.glyphs.len();
            let width = self.push_glyphs(&raw[from..at], unit.start..next, font, per_em);
            if from == at && index > 0 {
                // Part of a ligature: the box before carries these characters.
                self.absorb(unit.end);
                continue;
            }
            self.push(unit, NewBox::plain(unit.end, font, glyph, width));
        }
        self.raw = raw;
        units.len()
    }

    /// Lets the last box stand for the characters up to `end` too.
    fn absorb(&mut self, end: u32) {
        if let Some(cluster) = self.nodes.clusters.last_mut() {
            cluster.end = end;
            if let Some(glyph) = self.nodes.glyphs.get_mut(cluster.glyph as usize) {
                glyph.end = end;
            }
        }
    }

    /// Places shaped glyphs one after the other; gives the width.
    pub(super) fn push_glyphs(
        &mut self,
        raw: &[RawGlyph],
        range: Range<u32>,
        font: u16,
        per_em: i64,
    ) -> Length {
        let Some(&Font { em, across, rise, .. }) = self.nodes.fonts.get(font as usize) else {
            debug_assert!(false, "a font is one that was asked for");
            return Length::ZERO;
        };
        let carried = Carried::by(raw);
        let mut pen = 0;
        let mut width = Length::ZERO;
        for (index, glyph) in raw.iter().enumerate() {
            let begins = em.scale(pen, per_em);
            pen += i64::from(glyph.advance);
            width = em.scale(pen, per_em);
            let Range { start, end } = carried.of(raw, index, &range);
            self.nodes.glyphs.push(PlacedGlyph {
                id: glyph.id,
                inline: begins + em.scale(i64::from(glyph.inline), per_em),
                block: across.scale(i64::from(glyph.block), per_em) - rise,
                advance: width - begins,
                start,
                end,
            });
        }
        width
    }

    /// Adds a box, whose glyphs are placed, and the joint before it.
    pub(super) fn push(&mut self, unit: &Unit, new: NewBox) {
        let NewBox { end, font, glyph, size, lead, before, after } = new;
        let cluster = Cluster {
            start: unit.start,
            end,
            class: unit.class,
            line_end: self.settings(unit).line_end,
            font,
            glyphs: (self.nodes.glyphs.len() - glyph) as u16,
            glyph: glyph as u32,
            size,
            lead,
            before,
            after,
        };
        let blanks = self.blanks.take();
        let running = blanks.is_none() && unit.class == Class::Ex;
        self.queries = match unit.class {
            Class::Ex if running => self.queries + 1,
            Class::Ex => 1,
            _ => 0,
        };
        let number = |cluster: &Cluster| matches!(cluster.class, Class::Nu | Class::Fn);
        let measuring = self.nodes.clusters.last().is_some_and(number) && blanks.is_none();
        if let Some(last) = self.nodes.clusters.last().copied() {
            let joint = self.joint(&last, &cluster, blanks, unit);
            self.nodes.joints.push(joint);
        } else if let Some(blanks) = blanks {
            self.nodes.opening = blanks.fixed + self.word_space() * i64::from(blanks.words);
        }
        self.look = unit.look;
        self.last_char = unit.c;
        self.measuring = measuring;
        self.nodes.clusters.push(cluster);
    }
}

/// A Western word of composed letters, and where each unit of it stands in what was written.
struct ComposedWord {
    text: String,
    /// Where units begin: here, and as written.
    places: Vec<(u32, u32)>,
}

impl ComposedWord {
    /// Where the unit begins, as written, that a byte of the text belongs to.
    fn written(&self, at: u32) -> u32 {
        let next = self.places.partition_point(|(here, _)| *here <= at);
        next.checked_sub(1).and_then(|last| self.places.get(last)).map_or(0, |place| place.1)
    }
}

/// The letters of a word as they are drawn, where some are written as several characters: a shaper
/// composes them only as far as the face has each mark, and in the order in which they stand (R122).
fn composed_word(word: &str, units: &[Unit]) -> Option<ComposedWord> {
    let start = units.first()?.start;
    let written = |unit: &Unit| {
        word.get((unit.start - start) as usize..(unit.end - start) as usize).unwrap_or("")
    };
    if !units.iter().any(|unit| written(unit).chars().any(is_combining_mark)) {
        return None;
    }
    let mut composed = ComposedWord { text: String::new(), places: Vec::new() };
    for unit in units {
        composed.places.push((composed.text.len() as u32, unit.start - start));
        match written(unit).chars().any(is_combining_mark) {
            true => composed.text.push(unit.c),
            false => composed.text.push_str(written(unit)),
        }
    }
    Some(composed)
}

/// Which characters the glyphs of a box carry.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Carried {
    /// Each those of its own cluster.
    Own,
    /// The first all of them: several glyphs make one cluster.
    First,
}

impl Carried {
    fn by(raw: &[RawGlyph]) -> Carried {
        let shared = raw.windows(2).any(|pair| pair[0].cluster == pair[1].cluster);
        if shared { Carried::First } else { Carried::Own }
    }

    /// The characters of `range` that the glyph `index` carries.
    fn of(self, raw: &[RawGlyph], index: usize, range: &Range<u32>) -> Range<u32> {
        let base = raw.first().map_or(0, |first| first.cluster);
        let place = |glyph: &RawGlyph| range.start + glyph.cluster - base;
        match (self, index) {
            (Carried::First, 0) => range.clone(),
            (Carried::First, _) => range.end..range.end,
            (Carried::Own, _) => {
                let end = raw.get(index + 1).map_or(range.end, place);
                raw.get(index).map_or(end, place)..end
            }
        }
    }
}
