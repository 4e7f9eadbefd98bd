//! Black text over colour: it overprints, so that no white edge shows where plates are not
//! quite in register.
//!
//! Only text of solid black ink and nothing else, smaller than 20 points: larger type would
//! show the ground through its black. Where the ground has so much coloured ink that black
//! on top would pass the limit of ink, or is a picture in colour, whose ink is not known at
//! each place, the text is knocked out like everything else. White never overprints: with the
//! overprint mode 1 (ISO 32000-2 8.6.7), which leaves the plates of absent inks alone, it would
//! not be there at all.

use lopdf::{Dictionary, Object, dictionary};

use crate::colour::Colour;
use crate::draw::DrawRun;
use crate::measure::{Length, Rect};
use crate::picture::{Art, ColourModel, Picture};

/// Type of this size and larger is knocked out.
const LARGE: Length = Length::from_pt(20);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Overprint {
    /// The state that a page begins in.
    #[default]
    Off,
    On,
}

impl Overprint {
    /// The resource name of the graphics state.
    pub fn name(self) -> &'static str {
        match self {
            Overprint::Off => "O0",
            Overprint::On => "O1",
        }
    }
}

/// Both graphics states by their names (ISO 32000-2 8.4.5).
pub(super) fn states() -> Dictionary {
    let state = |on: bool| {
        let mode = i64::from(on);
        Object::Dictionary(dictionary! { "OP" => on, "op" => on, "OPM" => mode })
    };
    dictionary! {
        Overprint::Off.name() => state(false),
        Overprint::On.name() => state(true),
    }
}

/// What was painted on a page so far, in painting order.
#[derive(Debug)]
pub(super) struct Grounds {
    /// The most ink in one place, in hundredths of a per cent.
    limit: u32,
    painted: Vec<(Rect, Ground)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ground {
    /// Leaves room for black.
    Light,
    Heavy,
}

impl Grounds {
    pub fn new(limit: u32) -> Grounds {
        Grounds { limit, painted: Vec::new() }
    }

    pub fn fill(&mut self, rect: Rect, colour: Colour) {
        let coloured = match colour {
            Colour::Process { c, m, y, .. } => [c, m, y].map(|ink| u32::from(ink.0)).iter().sum(),
            Colour::Spot { tint, .. } => u32::from(tint.0),
        };
        let ground = if coloured + SOLID <= self.limit { Ground::Light } else { Ground::Heavy };
        self.painted.push((rect, ground));
    }

    pub fn picture(&mut self, rect: Rect, picture: &Picture) {
        let ground = match &picture.art {
            Art::Raster(raster) if raster.model == ColourModel::Grey => Ground::Light,
            _ => Ground::Heavy,
        };
        // One that lets its ground through does not hide a heavy one.
        self.painted.push((rect, ground));
    }

    /// How a run within `frame` is printed.
    pub fn overprint(&self, run: &DrawRun, frame: &Rect) -> Overprint {
        if run.colour != Colour::BLACK || run.size.height >= LARGE {
            return Overprint::Off;
        }
        for (rect, ground) in self.painted.iter().rev() {
            match ground {
                Ground::Heavy if rect.overlaps(frame) => return Overprint::Off,
                Ground::Light if rect.contains(frame) => return Overprint::On,
                Ground::Heavy | Ground::Light => {}
            }
        }
        Overprint::On
    }
}

/// One solid ink, in hundredths of a per cent.
const SOLID: u32 = 10_000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colour::Ink;
    use crate::draw::{GlyphSize, Tag, Turn};
    use crate::fonts::FaceId;

    fn rect(x: i64, width: i64) -> Rect {
        let pt = Length::from_pt;
        Rect { x: pt(x), y: pt(0), width: pt(width), height: pt(10) }
    }

    fn run(size: i64, colour: Colour) -> DrawRun {
        let size = Length::from_pt(size);
        DrawRun {
            face: FaceId(0),
            size: GlyphSize { width: size, height: size },
            colour,
            turn: Turn::Horizontal,
            text: String::new(),
            source: 0..0,
            parted: Vec::new(),
            glyphs: Vec::new(),
            tag: Tag::DECORATION,
        }
    }

    #[test]
    fn small_black_type_alone_overprints() {
        let grounds = Grounds::new(22_000);
        for (size, colour, expected) in [
            (9, Colour::BLACK, Overprint::On),
            (19, Colour::BLACK, Overprint::On),
            (20, Colour::BLACK, Overprint::Off),
            (9, Colour::WHITE, Overprint::Off),
            (9, Colour::grey(Ink::per_cent(80)), Overprint::Off),
        ] {
            assert_eq!(grounds.overprint(&run(size, colour), &rect(0, 9)), expected, "{size}");
        }
    }

    #[test]
    fn on_a_heavy_ground_type_is_knocked_out() {
        let full = Ink::SOLID;
        let blue = Colour::cmyk(full, full, Ink::NONE, Ink::NONE);
        let cyan = Colour::cmyk(full, Ink::NONE, Ink::NONE, Ink::NONE);
        let text = run(9, Colour::BLACK);
        let mut grounds = Grounds::new(22_000);
        grounds.fill(rect(0, 100), blue);
        assert_eq!(grounds.overprint(&text, &rect(90, 30)), Overprint::Off);
        assert_eq!(grounds.overprint(&text, &rect(100, 30)), Overprint::On);
        grounds.fill(rect(50, 50), cyan);
        assert_eq!(grounds.overprint(&text, &rect(60, 10)), Overprint::On);
        assert_eq!(grounds.overprint(&text, &rect(40, 20)), Overprint::Off);
    }
}
