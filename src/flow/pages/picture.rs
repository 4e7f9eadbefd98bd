//! Pictures with their captions.
//!
//! ```text
//! +---------+   the picture gets what the caption leaves
//! |         |
//! +---------+
//!   4 pt
//! caption ....  its last baseline is the last of the block
//! ```
//!
//! Captions are horizontal on every page (a vertical page's too), so this file knows only the
//! block's own rectangle and [`WritingMode::HorizontalTb`].

use crate::colour::Colour;
use crate::compose::{Galley, Paragraph, SetLine, Tail};
use crate::diag::{Diagnostic, Findings, codes};
use crate::measure::{Length, LogicalRect, Point, Rect, Size, WritingMode};
use crate::page::model::{
    Block, BlockId, BlockText, CaptionPlace, CreditPlace, Fit, PaperBox, PictureBlock, PlacedArt,
    Side, TextId,
};
use crate::page::style::{Role, Style, TextStyle};
use crate::picture::{Footprint, PictureId};

use super::cut::cut;
use crate::flow::corner::{Corner, Plot, Start, Texts, line_gap};
use crate::flow::frame::{Frame, PlacedBox, PlacedPicture, Usage};
use crate::flow::type_case::{TypeCase, leading_of, plain_size};

/// From a picture to its caption.
const APART: Length = Length::from_pt(4);
/// A caption beside its picture is at least this wide, in its own characters.
const BESIDE: i64 = 6;

/// A block's pictures with their caption, in their places.
pub(super) struct PlacedPictures {
    pub frames: Vec<Frame>,
    pub findings: Findings,
}

/// Places a block's pictures, caption and credit.
pub(super) fn place_pictures(
    case: TypeCase<'_>,
    footprints: &[Footprint],
    plot: Plot<'_>,
    pictures: &PictureBlock,
) -> PlacedPictures {
    let Plot { id, block, .. } = plot;
    let room = Size { width: block.inner.width, height: block.inner.height };
    let filled = filled(block);
    let under = in_width(caption_room(block, pictures.caption_at), &filled);
    let measure = caption_width(footprints, block, pictures, under);
    let Caption { findings, set } = Caption::set(case, block, pictures, measure);
    let mut placed = PlacedPictures { frames: Vec::new(), findings };
    let Some(caption) = set else {
        place_row(footprints, id, pictures, filled, &mut placed.frames);
        return placed;
    };
    let CaptionPlan { art, text } = share(&caption, block, under, pictures.caption_at);
    let art = drawn(art, &to_type(block), &filled);
    if art.height < block.grid.line || art.width < block.grid.em {
        placed.findings.push(no_room(block, &caption, room));
    }
    place_row(footprints, id, pictures, art, &mut placed.frames);
    let beneath = caption.beneath(&placed.frames, under, pictures.caption_at);
    let text = Point { x: text.x + beneath, ..text };
    if pictures.caption_at == CaptionPlace::Inside {
        let rect = Rect {
            x: text.x - APART,
            y: text.y - APART,
            width: caption.width() + APART * 2,
            height: caption.depth() + APART * 2,
        };
        let panel = PlacedBox { rect, fill: Some(Colour::WHITE), stroke: None };
        placed.frames.push(Frame::Box(panel));
    }
    caption.place(plot, text, &mut placed.frames);
    placed
}

fn no_room(block: &Block, caption: &SetCaption, room: Size) -> Diagnostic {
    Diagnostic::error(
        codes::overset::CAPTION_TOO_DEEP,
        format!(
            "the caption's {} lines leave no room for the picture in {} lines",
            caption.rows(),
            room.height.whole(block.grid.line)
        ),
    )
    .at(block.span, "this block")
    .help("give the block more lines or shorten the caption")
}

/// From the block's head to the foot of the em box of its last line.
fn depth_to_type(block: &Block) -> Length {
    match block.grid.mode {
        WritingMode::HorizontalTb => block.inner.height - line_gap(&block.grid),
        WritingMode::VerticalRl => block.inner.height,
    }
}

/// What a picture without a caption stands in, as the lines of its block have it.
fn to_type(block: &Block) -> Rect {
    Rect { height: depth_to_type(block), ..block.inner }
}

/// What it fills: its frame, or what it is level with its neighbours in, but for the inset.
fn filled(block: &Block) -> Rect {
    let Block { rect, inner, frame_rect: frame, .. } = block;
    let mode = block.grid.mode;
    if block.decor.is_boxed() {
        let inset = mode.logical(*inner, *rect).inline;
        return Rect {
            x: frame.x + inset,
            y: frame.y + inset,
            width: frame.width - inset * 2,
            height: frame.height - inset * 2,
        };
    }
    if inner == rect { *frame } else { to_type(block) }
}

/// The room of a picture, whose sides at the edges of `whole` stand at those of `filled`.
fn drawn(art: Rect, whole: &Rect, filled: &Rect) -> Rect {
    let at = |side: Length, of: Length, to: Length| if side == of { to } else { side };
    let (x, y) = (at(art.x, whole.x, filled.x), at(art.y, whole.y, filled.y));
    let right = at(art.right(), whole.right(), filled.right());
    let bottom = at(art.bottom(), whole.bottom(), filled.bottom());
    Rect { x, y, width: right - x, height: bottom - y }
}

/// What of a block its caption may stand in: on a spread one half, under the wider part of its pictures.
fn caption_room(block: &Block, at: CaptionPlace) -> Rect {
    let Some(fold) = &block.fold else { return block.inner };
    let side = match at {
        CaptionPlace::Left => Side::Left,
        CaptionPlace::Right => Side::Right,
        CaptionPlace::Below | CaptionPlace::Above | CaptionPlace::Inside => {
            fold.wider(&block.inner)
        }
    };
    fold.part(&block.inner, side)
}

/// A caption is as wide as its picture.
fn in_width(under: Rect, filled: &Rect) -> Rect {
    let (x, right) = (under.x.max(filled.x), under.right().min(filled.right()));
    Rect { x, width: right - x, ..under }
}

/// The measure of the caption.
fn caption_width(
    footprints: &[Footprint],
    block: &Block,
    pictures: &PictureBlock,
    under: Rect,
) -> Length {
    let style = block.styles.get(Role::Caption);
    let em = style.at(plain_size(style)).em(WritingMode::HorizontalTb).inline;
    let width = block.inner.width;
    match pictures.caption_at {
        CaptionPlace::Below | CaptionPlace::Above => under.width.max(em),
        CaptionPlace::Inside => (under.width - APART * 4).max(em),
        CaptionPlace::Left | CaptionPlace::Right => {
            let depth = depth_to_type(block);
            let shown: Length =
                pictures.pictures.iter().map(|art| width_at(footprints, art, depth)).sum();
            let rest = width - shown - APART;
            let most = if block.fold.is_some() { under.width } else { width / 2 };
            em * rest.clamp(em * BESIDE, most.max(em * BESIDE)).whole(em)
        }
    }
}

/// How wide a picture is at a height.
fn width_at(footprints: &[Footprint], art: &PlacedArt, height: Length) -> Length {
    let shown = shown_size(footprints, art);
    height.scale(shown.width.units(), shown.height.units())
}

/// How a caption and its picture share a block.
struct CaptionPlan {
    art: Rect,
    /// Where the caption's first em box begins.
    text: Point,
}

/// What the caption leaves to the picture, and where the caption's first line begins.
fn share(caption: &SetCaption, block: &Block, under: Rect, at: CaptionPlace) -> CaptionPlan {
    let (inner, foot) = (block.inner, depth_to_type(block));
    let last = caption.foot(block);
    let first = last - caption.depth();
    match at {
        CaptionPlace::Below => CaptionPlan {
            art: Rect { height: (first - APART).max(Length::ZERO), ..inner },
            text: Point { x: under.x, y: inner.y + first },
        },
        CaptionPlace::Above => {
            let down = caption.drop() + caption.depth() + APART;
            let height = (foot - down).max(Length::ZERO);
            CaptionPlan {
                art: Rect { y: inner.y + down, height, ..inner },
                text: Point { x: under.x, y: inner.y + caption.drop() },
            }
        }
        CaptionPlace::Inside => {
            let y = inner.y + foot - APART * 2 - caption.depth();
            CaptionPlan {
                art: Rect { height: foot, ..inner },
                text: Point { x: under.x + APART * 2, y },
            }
        }
        CaptionPlace::Left | CaptionPlace::Right => {
            let width = (inner.width - caption.measure - APART).max(Length::ZERO);
            let left = at == CaptionPlace::Left;
            let x = if left { inner.right() - width } else { inner.x };
            let text = if left { inner.x } else { inner.right() - caption.measure };
            CaptionPlan {
                art: Rect { x, width, height: foot, ..inner },
                text: Point { x: text, y: inner.y + first.max(Length::ZERO) },
            }
        }
    }
}

/// A caption, and what is wrong with it.
struct Caption {
    /// None where there is nothing to set.
    set: Option<SetCaption>,
    findings: Findings,
}

/// A caption and its credit, set but not placed.
struct SetCaption {
    measure: Length,
    lines: Vec<CaptionLine>,
    own: Leading,
}

/// How its rows stand one below the other.
#[derive(Clone, Copy)]
struct Leading {
    pitch: Length,
    em: Length,
    /// From the head of a strip to the em box of a line that stands on its baseline.
    drop: Length,
}

struct CaptionLine {
    row: i64,
    start: Length,
    /// From the head of the first em box to its own.
    head: Length,
    leading: Leading,
    line: SetLine,
    text: BlockText,
    /// Of the credit at its end.
    tail: Option<BlockText>,
}

impl Caption {
    fn set(case: TypeCase<'_>, block: &Block, pictures: &PictureBlock, measure: Length) -> Caption {
        let mode = WritingMode::HorizontalTb;
        let style = block.styles.get(Role::Caption);
        let credit_style = block.styles.get(Role::Credit);
        let text_style = style.at(plain_size(style));
        let em = text_style.em(mode);
        let ascent = case.body_ascent(&block.styles, &block.grid);
        let leading = |style: &Style, text_style: &TextStyle| {
            let em = text_style.em(mode);
            let drop = (ascent - case.ascent(text_style, mode)).max(Length::ZERO);
            Leading { pitch: leading_of(style, &block.grid, em), em: em.block, drop }
        };
        let own = leading(style, &text_style);
        let mut caption = SetCaption { measure, lines: Vec::new(), own };
        let mut findings = Findings::default();
        let pushed = match (pictures.credit_at, &pictures.caption) {
            (CreditPlace::End, Some(_)) => pictures.credit.as_ref(),
            _ => None,
        };
        if let Some(text) = &pictures.caption {
            let galley = case.compose(&Paragraph {
                text,
                style: &text_style,
                mode,
                mark: &style.mark,
                tail: pushed.map(|text| Tail { text, style: &text_style }),
            });
            let galley = galley.with_whole_credit();
            findings.append(&galley.findings);
            let tail = pushed.map(|_| BlockText::Credit);
            caption.add_rows(&galley, (BlockText::Caption, tail), own);
        }
        if pushed.is_none() {
            let credit_text = credit_style.at(plain_size(credit_style));
            if let Some(text) = &pictures.credit {
                let galley = case.galley(text, &credit_text, mode);
                findings.append(&galley.findings);
                let leading = leading(credit_style, &credit_text);
                caption.run_in(&galley, em.inline, (pictures.credit_at, leading));
            }
        }
        Caption { set: Some(caption).filter(|caption| !caption.lines.is_empty()), findings }
    }
}

impl SetCaption {
    fn add_rows(
        &mut self,
        galley: &Galley,
        (text, tail): (BlockText, Option<BlockText>),
        leading: Leading,
    ) {
        for line in galley.set(&self.measure).lines {
            let head = self.lines.last().map_or(Length::ZERO, |last| last.head + leading.pitch);
            let row = self.rows();
            self.lines.push(CaptionLine {
                row,
                start: Length::ZERO,
                head,
                leading,
                line,
                text,
                tail,
            });
        }
    }

    /// Sets a credit after the caption and an em, or on lines of its own where it does not fit or is larger
    /// type, which takes the room that it needs.
    fn run_in(&mut self, galley: &Galley, em: Length, (at, leading): (CreditPlace, Leading)) {
        let is_larger = leading.em > self.own.em;
        let natural = galley.natural_width();
        let after = |last: &CaptionLine| (last.row, last.head, last.start + last.line.width + em);
        let after = self.lines.last().map(after).filter(|_| !is_larger);
        let fitting = after.filter(|(_, _, start)| *start + natural <= self.measure);
        let (text, tail) = (BlockText::Credit, None);
        if let Some((row, head, start)) = fitting {
            let start = if at == CreditPlace::End { self.measure - natural } else { start };
            let (lines, leading) = (galley.set(&natural).lines.into_iter(), self.own);
            self.lines.extend(lines.map(|line| CaptionLine {
                row,
                start,
                head,
                leading,
                line,
                text,
                tail,
            }));
            return;
        }
        self.add_rows(galley, (text, tail), if is_larger { leading } else { self.own });
    }

    fn rows(&self) -> i64 {
        self.lines.iter().map(|line| line.row + 1).max().unwrap_or(0)
    }

    /// From the head of the first em box to the foot of the last.
    fn depth(&self) -> Length {
        self.lines.last().map_or(self.own.em, |last| last.head + last.leading.em)
    }

    /// From the head of a strip to the em box of the first row.
    fn drop(&self) -> Length {
        self.lines.first().map_or(self.own, |first| first.leading).drop
    }

    fn width(&self) -> Length {
        let ends = self.lines.iter().map(|set| set.start + set.line.width);
        ends.max().unwrap_or(Length::ZERO)
    }

    /// How far from the block's edge a caption begins that stands over or under pictures: with
    /// them, where they do not fill their room and it is no longer; a single row that is, in the middle.
    fn beneath(&self, frames: &[Frame], under: Rect, at: CaptionPlace) -> Length {
        if !matches!(at, CaptionPlace::Below | CaptionPlace::Above) {
            return Length::ZERO;
        }
        let clips = frames.iter().filter_map(|frame| match frame {
            Frame::Picture(placed) => Some(placed.clip),
            _ => None,
        });
        let Some(shown) = clips.reduce(|all, clip| all.union(&clip)) else { return Length::ZERO };
        if self.width() <= shown.right().min(under.right()) - shown.x.max(under.x) {
            return (shown.x - under.x).max(Length::ZERO);
        }
        if self.rows() > 1 || shown.width >= self.measure {
            return Length::ZERO;
        }
        (under.width - self.width()) / 2
    }

    /// Where the last em box ends, so that its baseline is the last one of the block.
    fn foot(&self, block: &Block) -> Length {
        match block.grid.mode {
            WritingMode::HorizontalTb => {
                let Leading { drop, em, .. } =
                    self.lines.last().map_or(self.own, |last| last.leading);
                (block.inner.height - block.grid.line + drop + em).min(block.inner.height)
            }
            WritingMode::VerticalRl => block.inner.height,
        }
    }

    fn place(self, plot: Plot<'_>, first: Point, frames: &mut Vec<Frame>) {
        let Plot { page, id, block } = plot;
        let corner = Corner { outer: block.inner, mode: WritingMode::HorizontalTb };
        let (inline, head) = (first.x - block.inner.x, first.y - block.inner.y);
        let own = |text: BlockText| TextId::Block(page, id, text);
        for CaptionLine { start, head: own_head, line, text, tail, .. } in self.lines {
            let at = Start { inline: inline + start, block: head + own_head };
            let texts = Texts { text: own(text), tail: tail.map(own) };
            frames.push(corner.line(at, line, texts, Usage::Caption(id)));
        }
    }
}

/// Places pictures side by side, all as high as `room`, widths by their shapes.
fn place_row(
    footprints: &[Footprint],
    id: BlockId,
    pictures: &PictureBlock,
    room: Rect,
    frames: &mut Vec<Frame>,
) {
    let count = pictures.pictures.len() as i64;
    let free = room.width - APART * (count - 1).max(0);
    let shapes: Vec<i64> = pictures
        .pictures
        .iter()
        .map(|art| width_at(footprints, art, Length::INCH).units().max(1))
        .collect();
    let all: i64 = shapes.iter().sum();
    let (mut start, mut shapes_before) = (room.x, 0);
    for (at, (art, shape)) in pictures.pictures.iter().zip(&shapes).enumerate() {
        shapes_before += shape;
        let end = room.x + free.scale(shapes_before, all) + APART * at as i64;
        let cell = Rect { x: start, width: end - start, ..room };
        let mut placed = fit_art(footprints, id, art, cell, pictures.caption_at);
        placed.cut = cut(&pictures.clip, placed.clip);
        frames.push(Frame::Picture(placed));
        start = end + APART;
    }
}

/// The size of what is shown of a picture, at the picture's own scale.
fn shown_size(footprints: &[Footprint], art: &PlacedArt) -> Size {
    let own = own_size(footprints, art);
    Size {
        width: own.width.scale(art.crop[2], 1_000_000),
        height: own.height.scale(art.crop[3], 1_000_000),
    }
}

fn own_size(footprints: &[Footprint], art: &PlacedArt) -> Size {
    size_of(footprints, art.picture)
}

/// A picture's own size; one that has none is a square.
pub(super) fn size_of(footprints: &[Footprint], picture: PictureId) -> Size {
    let none = Size { width: Length::INCH, height: Length::INCH };
    let size = footprints.get(picture.0 as usize).map_or(none, |picture| picture.size);
    if size.width > Length::ZERO && size.height > Length::ZERO { size } else { none }
}

/// One side of a picture, in millionths of the whole of it.
#[derive(Clone, Copy, Debug)]
struct Along {
    focus: i64,
    /// What is shown of it.
    from: i64,
    shown: i64,
}

/// How far a side of the length `length` begins before its space of `room`, so that its focus
/// stands as near to the middle as it can.
fn focused(side: Along, room: Length, length: Length) -> Length {
    let Along { focus: at, from, shown } = side;
    let spare = room - length;
    if from + shown / 2 == at {
        return spare / 2;
    }
    let at = length.scale((at - from).clamp(0, shown), shown.max(1));
    (room / 2 - at).clamp(spare.min(Length::ZERO), Length::ZERO)
}

/// The picture scaled to fill `cell`, or to stand whole within it.
fn fit_art(
    footprints: &[Footprint],
    block: BlockId,
    art: &PlacedArt,
    cell: Rect,
    caption_at: CaptionPlace,
) -> PlacedPicture {
    let (own, shown) = (own_size(footprints, art), shown_size(footprints, art));
    let wide = i128::from(cell.width.units()) * i128::from(shown.height.units());
    let high = i128::from(cell.height.units()) * i128::from(shown.width.units());
    let by_width = match art.fit {
        Fit::Cover => wide >= high,
        Fit::Contain => wide < high,
    };
    let scaled = |length: Length| match by_width {
        true => length.scale(cell.width.units(), shown.width.units()),
        false => length.scale(cell.height.units(), shown.height.units()),
    };
    let (width, height) = (scaled(shown.width), scaled(shown.height));
    let (spare_x, spare_y) = (cell.width - width, cell.height - height);
    // A picture that does not fill its room stands by its caption.
    let (x, y) = match (art.fit, caption_at) {
        (Fit::Contain, CaptionPlace::Below) => (spare_x / 2, spare_y),
        (Fit::Contain, CaptionPlace::Above) => (spare_x / 2, Length::ZERO),
        (Fit::Contain, CaptionPlace::Left) => (Length::ZERO, spare_y),
        (Fit::Contain, CaptionPlace::Right) => (spare_x, spare_y),
        (Fit::Contain, CaptionPlace::Inside) => (spare_x / 2, spare_y / 2),
        (Fit::Cover, _) => {
            let ([x, y], [from_x, from_y, shown_x, shown_y]) = (art.focus(), art.crop);
            let across = Along { focus: x, from: from_x, shown: shown_x };
            let down = Along { focus: y, from: from_y, shown: shown_y };
            (focused(across, cell.width, width), focused(down, cell.height, height))
        }
    };
    let (x, y) = (cell.x + x, cell.y + y);
    let clip = match art.fit {
        Fit::Cover => cell,
        Fit::Contain => Rect { x, y, width, height },
    };
    let (whole_width, whole_height) = (scaled(own.width), scaled(own.height));
    let rect = Rect {
        x: x - whole_width.scale(art.crop[0], 1_000_000),
        y: y - whole_height.scale(art.crop[1], 1_000_000),
        width: whole_width,
        height: whole_height,
    };
    PlacedPicture { picture: art.picture, rect, clip, cut: None, block }
}

/// An advertisement's art at its own size, in the middle of its space; at the trim of a paper
/// with bleed by that, and over it as far as the art has bleed.
pub(super) fn place_art(
    footprints: &[Footprint],
    paper: &PaperBox,
    plot: Plot<'_>,
    picture: PictureId,
) -> Frame {
    let Plot { id, block, .. } = plot;
    let crop = [0, 0, 1_000_000, 1_000_000];
    let art = PlacedArt { picture, fit: Fit::Contain, crop, focus: None, span: block.span };
    let size = own_size(footprints, &art);
    let corner = Corner { outer: block.rect, mode: WritingMode::HorizontalTb };
    // At the trim it stands by the trim: what is left over is on the other side.
    let at_trim = paper.reached(&block.rect, paper.edges());
    let along =
        |spare: Length, near: Length, far: Length| match (near.is_positive(), far.is_positive()) {
            (true, false) => Length::ZERO,
            (false, true) => spare,
            _ => spare / 2,
        };
    let rect = corner.rect(LogicalRect {
        inline: along(block.rect.width - size.width, at_trim.left, at_trim.right),
        block: along(block.rect.height - size.height, at_trim.top, at_trim.bottom),
        inline_size: size.width,
        block_size: size.height,
    });
    let bleed = footprints.get(picture.0 as usize).map(|picture| picture.bleed);
    let over = paper.reached(&rect, bleed.unwrap_or_default());
    let clip = Rect {
        x: rect.x - over.left,
        y: rect.y - over.top,
        width: rect.width + over.left + over.right,
        height: rect.height + over.top + over.bottom,
    };
    Frame::Picture(PlacedPicture { picture, rect, clip, cut: None, block: id })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_focus_stands_as_near_to_the_middle_as_the_picture_reaches() {
        let pt = Length::from_pt;
        let whole = |focus| Along { focus, from: 0, shown: 1_000_000 };
        let left = |focus| Along { focus, from: 0, shown: 500_000 };
        for (focus, expected) in [
            (whole(500_000), pt(-50)),
            (whole(400_000), pt(-30)),
            (whole(0), pt(0)),
            (whole(1_000_000), pt(-100)),
            // The left half alone is shown.
            (left(250_000), pt(-50)),
            (left(900_000), pt(-100)),
        ] {
            assert_eq!(focused(focus, pt(100), pt(200)), expected, "{focus:?}");
        }
    }
}
