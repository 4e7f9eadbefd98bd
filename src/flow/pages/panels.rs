//! Where a proof shows what is over: on a white panel beside its block where that covers nothing,
//! else on a strip of paper beyond the page, level with the block.

use crate::colour::{Colour, Ink};
use crate::flow::frame::{Frame, Overset, PlacedBox, SetPage, Usage};
use crate::measure::{Length, LogicalSize, Rect, Size, WritingMode};
use crate::page::model::{Page, Rule};

pub(in crate::flow) const RED: Colour =
    Colour::Process { c: Ink::NONE, m: Ink::SOLID, y: Ink::SOLID, k: Ink::NONE };
/// Over a panel of the strip: the story's name, and the room that it has at least.
pub(super) const LABEL: Length = Length::from_pt(12);
pub(super) const NAME: Length = Length::from_pt(120);
/// Of the strip from the page: beyond crop marks.
const BEYOND: Length = Length::from_mm(9);
/// The frame of a panel.
const STROKE: Length = Length::from_centipt(50);
/// The strip grows to so many widths of the page.
const WIDEST: i64 = 3;

/// A panel at its place.
pub(super) struct Panel {
    pub rect: Rect,
    /// How many of the lines it has room for.
    pub shown: usize,
    pub stand: Stands,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    Beside,
    /// On the strip, under the story's name.
    Beyond,
}

/// The panels of one page, one after the other.
pub(super) struct Panels {
    /// What is not to be covered.
    taken: Vec<Rect>,
    page: Rect,
    /// The strip's column that is being filled: where it begins, how wide and how full it is.
    left: Length,
    width: Length,
    filled: Length,
    /// How far the strip goes on to the right of the page.
    pub reach: Length,
}

impl Panels {
    pub fn on(page: &Page, set: &SetPage) -> Panels {
        let taken = set.frames.iter().filter_map(|frame| match frame {
            Frame::Line(line) => Some(line.rect),
            Frame::Picture(picture) => Some(picture.clip),
            Frame::Rule(_) | Frame::Box(_) => None,
        });
        let trim = page.paper.trim;
        let page_rect =
            Rect { x: Length::ZERO, y: Length::ZERO, width: trim.width, height: trim.height };
        Panels {
            taken: taken.collect(),
            page: page_rect,
            left: trim.width + page.paper.bleed + BEYOND,
            width: Length::ZERO,
            filled: Length::ZERO,
            reach: Length::ZERO,
        }
    }

    /// A panel for what is over of the block at `block`, `pitch` from line to line; none where the
    /// strip is full.
    pub fn place(
        &mut self,
        block: Rect,
        (mode, pitch): (WritingMode, Length),
        over: &Overset,
    ) -> Option<Panel> {
        let measure = over.set.iter().map(|over| over.line.measure).max()?;
        let pad = pitch / 2;
        let (along, across) = match mode {
            WritingMode::HorizontalTb => (self.page.width, self.page.height),
            WritingMode::VerticalRl => (self.page.height, self.page.width / 2),
        };
        // A proof shows the beginning of what is over; the message has the number.
        let room = usize::try_from((across - pad * 2 - LABEL).whole(pitch)).unwrap_or(0);
        let shown = over.set.len().min(room);
        let (measure, depth) = (measure.min(along - pad * 2), pitch * shown as i64);
        let size = LogicalSize { inline: measure + pad * 2, block: depth + pad * 2 };
        let Size { width, height } = mode.physical_size(size);
        let (rect, stand) = self.stand(block, Size { width, height }, pad)?;
        Some(Panel { rect, shown, stand })
    }

    /// Whether type may stand there: on the page, and over nothing.
    pub fn is_free(&self, place: &Rect) -> bool {
        self.page.contains(place) && !self.taken.iter().any(|taken| taken.overlaps(place))
    }

    /// Lets nothing else stand there.
    pub fn take(&mut self, place: Rect) {
        self.taken.push(place);
    }

    /// Room of this size for what is over of the block at `block`; none where the strip is full.
    pub fn stand(&mut self, block: Rect, size: Size, pad: Length) -> Option<(Rect, Stands)> {
        let Size { width, height } = size;
        let size = Rect { x: Length::ZERO, y: Length::ZERO, width, height };
        let beside = self.beside(block, size, pad);
        let stand = if beside.is_some() { Stands::Beside } else { Stands::Beyond };
        let rect = beside.or_else(|| self.beyond(block, size, pad))?;
        self.taken.push(rect);
        Some((rect, stand))
    }

    /// On a side of the block, level with its foot or its head, the side with more paper first.
    fn beside(&self, block: Rect, size: Rect, pad: Length) -> Option<Rect> {
        let Rect { width, height, .. } = size;
        let (after, before) = (block.right() + pad, block.x - pad - width);
        let (foot, below) = (block.bottom() - height, block.bottom() + pad);
        let (edge, above) = (block.right() - width, block.y - pad - height);
        let sides = match self.page.width - block.right() >= block.x {
            true => [after, before],
            false => [before, after],
        };
        let at_sides = sides.into_iter().flat_map(|x| [(x, foot), (x, block.y)]);
        let over_and_under = [(block.x, below), (edge, below), (block.x, above), (edge, above)];
        let mut places = at_sides.chain(over_and_under).map(|(x, y)| Rect { x, y, ..size });
        // Its frame stands half outside.
        let half = STROKE / 2;
        places.find(|place| {
            let Rect { x, y, width, height } = *place;
            let whole =
                Rect { x: x - half, y: y - half, width: width + STROKE, height: height + STROKE };
            self.page.contains(place) && !self.taken.iter().any(|taken| taken.overlaps(&whole))
        })
    }

    fn beyond(&mut self, block: Rect, size: Rect, pad: Length) -> Option<Rect> {
        let level = (block.bottom() - size.height).min(self.page.height - size.height);
        let mut y = level.max(self.filled + LABEL).max(LABEL);
        if y + size.height > self.page.height {
            y = self.page.height - size.height;
            if y < self.filled + LABEL {
                self.left += self.width + pad * 2;
                (self.width, self.filled) = (Length::ZERO, Length::ZERO);
                y = level.max(LABEL);
            }
        }
        if self.left > self.page.width * (1 + WIDEST) {
            return None;
        }
        self.width = self.width.max(size.width).max(NAME);
        self.filled = y + size.height + pad;
        self.reach = self.reach.max(self.left + self.width + pad - self.page.width);
        Some(Rect { x: self.left, y, ..size })
    }
}

/// The panel itself.
pub(super) fn ground(rect: Rect) -> Frame {
    Frame::Box(PlacedBox {
        rect,
        fill: Some(Colour::WHITE),
        stroke: Some(Rule { weight: STROKE, colour: RED }),
    })
}

/// Whether a mark would stand on type of the page.
pub(super) fn covers_type(set: &SetPage, mark: &Rect) -> bool {
    set.frames.iter().any(|frame| match frame {
        Frame::Line(line) => line.usage != Usage::Proof && line.rect.overlaps(mark),
        _ => false,
    })
}
