//! What type stands on: the topmost tint or picture painted before it that holds its middle.

use crate::colour::Colour;
use crate::flow::{Frame, PlacedLine};
use crate::measure::{Length, Rect};
use crate::page::model::PageModel;

use super::cells::Cells;
use super::sheet::ink_of;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// Its colour; paper's is white.
    Tint(Colour),
    Picture,
}

/// What type may stand on, in painting order.
#[derive(Default)]
pub(super) struct Grounds {
    painted: Vec<(Rect, Ground)>,
    cells: Cells,
}

impl Grounds {
    /// The next frame is painted.
    pub fn paint(&mut self, frame: &Frame) {
        match frame {
            Frame::Box(placed) => {
                if let Some(colour) = placed.fill {
                    self.add(placed.rect, Ground::Tint(colour));
                }
            }
            Frame::Picture(placed) => self.add(placed.clip, Ground::Picture),
            Frame::Line(_) | Frame::Rule(_) => {}
        }
    }

    fn add(&mut self, rect: Rect, ground: Ground) {
        self.cells.add(self.painted.len(), &rect);
        self.painted.push((rect, ground));
    }

    /// What is on top under the middle of a line.
    pub fn of(&self, line: &PlacedLine) -> Ground {
        let ink = ink_of(line);
        let (x, y) = (ink.x + ink.width / 2, ink.y + ink.height / 2);
        let point = Rect { x, y, width: Length::ZERO, height: Length::ZERO };
        let holds = |rect: &Rect| {
            (rect.x..=rect.right()).contains(&x) && (rect.y..=rect.bottom()).contains(&y)
        };
        let near = self.cells.near(&point, Length::ZERO).into_iter().rev();
        let mut near = near.filter_map(|at| self.painted.get(at));
        let top = near.find(|(rect, _)| holds(rect));
        top.map_or(Ground::Tint(Colour::WHITE), |(_, ground)| *ground)
    }
}

/// How dark a colour looks, in hundredths of a per cent of black: the coloured inks by their
/// share in lightness, about.
pub(super) fn darkness(model: &PageModel, colour: Colour) -> u32 {
    match colour {
        Colour::Process { c, m, y, k } => {
            let [c, m, y, k] = [c, m, y, k].map(|ink| u32::from(ink.0));
            (k + (c * 30 + m * 50 + y * 10) / 100).min(10_000)
        }
        Colour::Spot { spot, tint } => {
            let alternate = model.spots.get(usize::from(spot.0)).map(|ink| ink.alternate);
            match alternate {
                Some(process @ Colour::Process { .. }) => darkness(model, process.tinted(tint)),
                _ => u32::from(tint.0),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colour::Ink;

    #[test]
    fn a_yellow_ground_is_light() {
        let model = PageModel {
            document: crate::page::model::DocumentInfo {
                title: String::new(),
                language: String::new(),
                date: crate::page::model::Day { year: 2024, month: 11, day: 16 },
                overset: crate::page::model::OversetPolicy::Error,
                jumps: crate::page::model::Jumps::default(),
            },
            press: crate::page::model::Press::default(),
            stories: Vec::new(),
            pages: Vec::new(),
            spots: Vec::new(),
            jump_lines: Vec::new(),
        };
        let of = |c, m, y, k| {
            let [c, m, y, k] = [c, m, y, k].map(Ink::per_cent);
            darkness(&model, Colour::cmyk(c, m, y, k))
        };
        assert_eq!(of(0, 0, 100, 0), 1_000);
        assert_eq!(of(0, 0, 0, 20), 2_000);
        assert_eq!(of(100, 100, 100, 100), 10_000);
    }
}
