//! Pictures that stand across the edge of another block's frame or tint.
//!
//! ```text
//! +-----------+
//! |      +----|---+
//! |      | pic|   |
//! +------|----+   |
//!        +--------+
//! ```
//!
//! Text makes room for such a picture on both sides of the frame, so nothing is hidden; but the frame runs
//! into it, and nobody knows whose picture it is. Within the box, or clear of it, it is somebody's.

use crate::diag::codes::preflight as codes;
use crate::diag::{Diagnostic, Findings, Span};
use crate::measure::{Length, Rect};
use crate::page::model::{Block, BlockContent, Wrap};

use super::sheet::FinishedPage;

/// What a picture may reach over an edge, as one does that covers its own frame.
const ROUGH: Length = Length::from_pt(4);

pub(super) fn inspect(sheet: &FinishedPage<'_>) -> Findings {
    let mut found = Findings::default();
    if sheet.added {
        return found;
    }
    let blocks = &sheet.page.blocks;
    let boxes = blocks.iter().filter(|block| is_decorated(block));
    let boxes: Vec<(Rect, &str, Span)> =
        boxes.map(|block| (block.frame_rect, block.name.as_str(), block.span)).collect();
    for picture in blocks.iter().filter(|block| is_picture(block)) {
        let astride = boxes.iter().find(|(edge, ..)| stands_across(&picture.rect, edge));
        let Some((_, name, span)) = astride else { continue };
        let message =
            format!("the picture `{}` stands across the edge of the box of `{name}`", picture.name);
        found.push(
            Diagnostic::warning(codes::PICTURE_ASTRIDE, message)
                .at(picture.span, "half in the box and half out of it")
                .and_at(*span, "its frame or tint runs into the picture")
                .help(
                    "move one of the two (`lines`, `columns`), so that the picture is within the box or clear \
                     of it; `wrap = \"overlay\"` says that it is meant",
                ),
        );
    }
    found
}

fn is_decorated(block: &Block) -> bool {
    let decor = &block.decor;
    (decor.frame.is_some() || decor.tint.is_some()) && !is_picture(block)
}

fn is_picture(block: &Block) -> bool {
    matches!(block.content, BlockContent::Picture(_) | BlockContent::Reserve(_))
        && block.wrap != Wrap::Overlay
}

/// Whether a picture overlaps a box, and neither is within the other.
fn stands_across(picture: &Rect, edge: &Rect) -> bool {
    let within = |inner: &Rect, outer: &Rect| {
        inner.x >= outer.x - ROUGH
            && inner.y >= outer.y - ROUGH
            && inner.right() <= outer.right() + ROUGH
            && inner.bottom() <= outer.bottom() + ROUGH
    };
    let along = picture.right().min(edge.right()) - picture.x.max(edge.x);
    let down = picture.bottom().min(edge.bottom()) - picture.y.max(edge.y);
    along > ROUGH && down > ROUGH && !within(picture, edge) && !within(edge, picture)
}
