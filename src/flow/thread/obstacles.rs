//! [`Obstacles`]: what stands in the way of a region's text. They are asked which parts of a line are
//! taken.

use crate::measure::{Length, LogicalRect};

use super::contour::{Contour, Interval};
use super::lane::Lane;

/// What stands in the way of a region's text, by how deep it begins.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub(in crate::flow) struct Obstacles {
    /// Grown by the space that text keeps off them.
    rects: Vec<LogicalRect>,
    /// The deepest end of each and of those before it: what lies above all of a line is not
    /// looked at again.
    ends: Vec<Length>,
    contours: Vec<Contour>,
}

impl Obstacles {
    pub(in crate::flow) fn new(mut rects: Vec<LogicalRect>) -> Obstacles {
        rects.sort_by_key(|rect| rect.block);
        let ends = rects.iter().scan(None, |deepest: &mut Option<Length>, rect| {
            let end = deepest.map_or(rect.block_end(), |deepest| deepest.max(rect.block_end()));
            *deepest = Some(end);
            Some(end)
        });
        let ends = ends.collect();
        Obstacles { rects, ends, contours: Vec::new() }
    }

    pub(in crate::flow) fn are_none(&self) -> bool {
        self.rects.is_empty() && self.contours.is_empty()
    }

    pub(in crate::flow) fn push(&mut self, rect: LogicalRect) {
        let mut rects = std::mem::take(&mut self.rects);
        rects.push(rect);
        let contours = std::mem::take(&mut self.contours);
        *self = Obstacles { contours, ..Obstacles::new(rects) };
    }

    pub(in crate::flow) fn push_contour(&mut self, contour: Contour) {
        self.contours.push(contour);
    }

    /// What of a lane is taken between two depths, from the lane's start, in no order.
    pub(in crate::flow) fn taken(&self, lane: &Lane, from: Length, to: Length) -> Vec<Interval> {
        let near = self.between(from, to).map(|it| (it.inline, it.inline_end()));
        let near =
            near.filter(|(start, end)| *start < lane.inline + lane.width && lane.inline < *end);
        let contours = self.contours.iter().filter_map(|it| it.taken(lane, from, to));
        near.chain(contours).map(|(start, end)| (start - lane.inline, end - lane.inline)).collect()
    }

    /// Those that reach between two depths.
    fn between(&self, from: Length, to: Length) -> impl Iterator<Item = &LogicalRect> {
        let below = self.rects.partition_point(|rect| rect.block < to);
        let near = self.rects.iter().zip(&self.ends).take(below).rev();
        let near = near.take_while(move |(_, deepest)| from < **deepest).map(|(rect, _)| rect);
        near.filter(move |rect| from < rect.block_end())
    }
}
