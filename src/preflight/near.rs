//! Things too near each other: text and rules, captions and pictures, text and pictures.

use std::collections::BTreeMap;

use crate::compose::{GlyphRun, RunText};
use crate::diag::codes::preflight as codes;
use crate::diag::{Code, Diagnostic, Findings};
use crate::flow::{Frame, PlacedLine, PlacedPicture, Usage};
use crate::measure::{Length, LogicalRect, Point, Rect, WritingMode};
use crate::page::model::{Block, BlockContent, BlockId, CaptionPlace, Edge, Part, TextId, Wrap};

use super::Finished;
use super::cells::Cells;
use super::hidden::same_text;
use super::sheet::{FinishedPage, facing, gaps, ink_of, lines, span_of};

/// From type to a rule.
const RULE: Length = Length::from_pt(4);
/// From a reading, which is small, to a rule.
const READING_RULE: Length = Length::PT;
/// What of its em box a character leaves blank at each side, about: a twentieth.
const BEARING: i64 = 20;
/// A rule in the middle of a gutter of one character is always far enough (R100, R101), however
/// small the type: in hundredths of the grid's character.
const IN_GUTTER: i64 = 45;
/// From a caption to its picture.
const CAPTION: (Length, Length) = (Length::from_pt(3), Length::from_pt(5));
/// From a caption to the text under it.
const UNDER_CAPTION: Length = Length::from_pt(8);

/// Stories and texts that a rule hides are told as `hidden`.
pub(super) fn inspect(job: Finished<'_>, sheet: &FinishedPage<'_>, hidden: &[Usage]) -> Findings {
    let mut found = Findings::default();
    let lines: Vec<(Rect, &PlacedLine)> = lines(sheet.set)
        .filter(|line| line.usage != Usage::Proof)
        .map(|line| (ink_of(line), line))
        .collect();
    found.append(&near_rules(job, sheet, (&lines, hidden)));
    if !sheet.added {
        let mut pictures: BTreeMap<BlockId, Vec<&PlacedPicture>> = BTreeMap::new();
        for frame in &sheet.set.frames {
            if let Frame::Picture(placed) = frame {
                pictures.entry(placed.block).or_default().push(placed);
            }
        }
        let near = Neighbours::of(&lines);
        for (id, pictures) in &pictures {
            let Some(block) = sheet.page.blocks.get(id.0 as usize) else { continue };
            found.append(&caption(*id, block, pictures, &near));
            found.append(&near_picture(job, block, pictures, &near));
        }
    }
    found
}

/// The lines of a page by their places, and the captions' by their blocks.
struct Neighbours<'l, 'a> {
    lines: &'l [(Rect, &'a PlacedLine)],
    cells: Cells,
    /// The measure of each line, and its ink.
    captions: BTreeMap<BlockId, Vec<(Rect, Rect)>>,
    /// Half of the largest type.
    half: Length,
}

impl<'l, 'a> Neighbours<'l, 'a> {
    fn of(lines: &'l [(Rect, &'a PlacedLine)]) -> Neighbours<'l, 'a> {
        let mut captions: BTreeMap<BlockId, Vec<(Rect, Rect)>> = BTreeMap::new();
        for (ink, line) in lines {
            if let Usage::Caption(id) = line.usage {
                captions.entry(id).or_default().push((line.rect, *ink));
            }
        }
        let cells = Cells::of(lines.iter().enumerate().map(|(at, (ink, _))| (at, ink)));
        let running = lines.iter().filter(|(_, line)| is_running(line));
        let half = running.map(|(_, line)| line.line.em.inline / 2).max();
        Neighbours { lines, cells, captions, half: half.unwrap_or(Length::ZERO) }
    }

    /// The lines that stand no further than `by` from a place, and some that do.
    fn within(&self, by: Length, place: &Rect) -> impl Iterator<Item = &'l (Rect, &'a PlacedLine)> {
        self.cells.near(place, by).into_iter().filter_map(|at| self.lines.get(at))
    }
}

fn warn(
    job: Finished<'_>,
    line: &PlacedLine,
    code: Code,
    (message, help): (String, &str),
) -> Option<Diagnostic> {
    let span = span_of(job, line)?;
    Some(Diagnostic::warning(code, message).at(span, "this line").help(help))
}

/// The nearest rule of each text, where it is too near.
fn near_rules(
    job: Finished<'_>,
    sheet: &FinishedPage<'_>,
    (lines, hidden): (&[(Rect, &PlacedLine)], &[Usage]),
) -> Findings {
    let mut nearest: BTreeMap<TextId, (Length, Length, &str, &PlacedLine)> = BTreeMap::new();
    // A label stands in a frame of its own, as tight as the lines allow; a cell between the rules of
    // its table.
    let is_ruled = |line: &PlacedLine| {
        is_label(line)
            || matches!(line.usage, Usage::Cell(_) | Usage::HeadAgain(_))
            || hidden.iter().any(|owner| same_text(*owner, line.usage))
    };
    let others = lines.iter().enumerate().filter(|(_, (_, line))| !is_ruled(line));
    let cells = Cells::of(others.map(|(at, (ink, _))| (at, ink)));
    for rule in sheet.set.frames.iter().flat_map(rules_of) {
        let near = cells.near(&rule, RULE);
        for (ink, line) in near.into_iter().filter_map(|at| lines.get(at)) {
            let least = RULE.min(sheet.page.grid.em.scale(IN_GUTTER, 100));
            let bearing = line.line.em.block / BEARING;
            let text = facing(ink, &rule).filter(|apart| *apart + bearing < least);
            let text = text.map(|apart| (apart, least, "text"));
            let reading = readings_of(line).and_then(|reading| facing(&reading, &rule));
            let reading = reading.filter(|apart| *apart < READING_RULE);
            let reading = reading.map(|apart| (apart, READING_RULE, "a reading"));
            for (apart, least, what) in text.into_iter().chain(reading) {
                let known = nearest.entry(line.text).or_insert((apart, least, what, line));
                if apart < known.0 {
                    *known = (apart, least, what, line);
                }
            }
        }
    }
    let found = nearest.into_values().filter_map(|(apart, least, what, line)| {
        let message = format!("{what} stands {apart} pt from a rule, at least {least}");
        let help = "move the rule, or give the text more room";
        warn(job, line, codes::TEXT_NEAR_RULE, (message, help))
    });
    found.collect()
}

/// The em boxes of a line's readings, all in one.
fn readings_of(line: &PlacedLine) -> Option<Rect> {
    let is_reading = |run: &&GlyphRun| matches!(run.text, RunText::Reading { .. });
    let runs = line.line.runs.iter().filter(is_reading);
    let glyphs = runs.flat_map(|run| run.glyphs.iter().map(move |glyph| (run, glyph)));
    let boxes = glyphs.map(|(run, glyph)| run.em_box(glyph, (line.line.em, line.mode)));
    let all = boxes.reduce(LogicalRect::union)?;
    Some(line.mode.physical(all, line.rect))
}

fn is_label(line: &PlacedLine) -> bool {
    matches!(line.usage, Usage::Story { part: Part::Label, .. })
}

/// The ink of a rule, or of the four sides of a frame.
fn rules_of(frame: &Frame) -> Vec<Rect> {
    match frame {
        Frame::Rule(placed) => vec![stroke(placed.from, placed.to, placed.rule.weight)],
        Frame::Box(placed) => match placed.stroke {
            Some(rule) => {
                let Rect { x, y, .. } = placed.rect;
                let (right, bottom) = (placed.rect.right(), placed.rect.bottom());
                let at = |x, y| Point { x, y };
                let corners = [at(x, y), at(right, y), at(right, bottom), at(x, bottom), at(x, y)];
                let sides = corners.windows(2);
                sides
                    .filter_map(|side| match side {
                        [from, to] => Some(stroke(*from, *to, rule.weight)),
                        _ => None,
                    })
                    .collect()
            }
            None => Vec::new(),
        },
        Frame::Line(_) | Frame::Picture(_) => Vec::new(),
    }
}

/// The ink of a rule.
pub(super) fn stroke(from: Point, to: Point, weight: Length) -> Rect {
    let half = weight / 2;
    let (x, y) = (from.x.min(to.x), from.y.min(to.y));
    let (width, height) = (from.x.max(to.x) - x, from.y.max(to.y) - y);
    match width >= height {
        true => Rect { x, y: y - half, width, height: weight },
        false => Rect { x: x - half, y, width: weight, height },
    }
}

/// A caption's distances from its picture and from the text under it.
fn caption(
    id: BlockId,
    block: &Block,
    pictures: &[&PlacedPicture],
    near: &Neighbours<'_, '_>,
) -> Findings {
    let mut found = Findings::default();
    let BlockContent::Picture(content) = &block.content else { return found };
    let own = near.captions.get(&id).map_or(&[][..], Vec::as_slice);
    if own.is_empty() || content.caption_at == CaptionPlace::Inside {
        return found;
    }
    let pairs =
        own.iter().flat_map(|(line, _)| pictures.iter().map(move |p| facing(line, &p.clip)));
    let apart = pairs.flatten().min();
    if let Some(apart) = apart.filter(|apart| *apart < CAPTION.0 || *apart > CAPTION.1) {
        let message = format!("the caption stands {apart} pt from its picture, 3 to 5 are usual");
        found.push(
            Diagnostic::warning(codes::CAPTION_DISTANCE, message)
                .at(block.span, "this block")
                .help("let the picture fill its room (fit = \"cover\"), or change its crop"),
        );
    }
    let under = |(_, line): &(Rect, Rect)| {
        let others = near.within(UNDER_CAPTION, line);
        let others = others
            .filter(|(_, other)| other.usage != Usage::Caption(id))
            .filter(|(_, other)| other.mode == WritingMode::HorizontalTb)
            .filter(|(ink, _)| gaps(line, ink).0 < Length::ZERO);
        let apart = others.map(|(ink, _)| ink.y - line.bottom());
        apart.filter(|apart| *apart >= Length::ZERO).min()
    };
    let nearest = own.iter().filter_map(under).min();
    if let Some(apart) = nearest.filter(|apart| *apart < UNDER_CAPTION) {
        let message = format!("text stands {apart} pt under the caption, at least {UNDER_CAPTION}");
        found.push(
            Diagnostic::warning(codes::CAPTION_DISTANCE, message)
                .at(block.span, "this block")
                .help("leave a line between them (wrap_lines = 1)"),
        );
    }
    found
}

/// The running text that stands nearest to a picture, where that is under half an em beside it
/// or half a line above or under it.
fn near_picture(
    job: Finished<'_>,
    block: &Block,
    pictures: &[&PlacedPicture],
    near: &Neighbours<'_, '_>,
) -> Findings {
    // Text that follows a contour keeps off what is painted, not off the rectangle.
    if !matches!(block.wrap, Wrap::Push { from: Edge::Block, .. }) {
        return Findings::default();
    }
    let mut found = Findings::default();
    for placed in pictures {
        let farthest = near.half.max(block.grid.line / 2);
        let nearest = near
            .within(farthest, &placed.clip)
            .filter(|(_, line)| is_running(line))
            .filter_map(|(ink, line)| {
                let apart = facing(ink, &placed.clip)?;
                let (along, _) = gaps(ink, &placed.clip);
                let beside = match line.mode {
                    WritingMode::HorizontalTb => along >= Length::ZERO,
                    WritingMode::VerticalRl => along < Length::ZERO,
                };
                let least = if beside { line.line.em.inline / 2 } else { block.grid.line / 2 };
                (apart < least).then_some((apart, least, *line))
            })
            .min_by_key(|(apart, ..)| *apart);
        if let Some((apart, least, line)) = nearest {
            let is_reserve = matches!(block.content, BlockContent::Reserve(_));
            let what = if is_reserve { "an advertisement" } else { "a picture" };
            let message = format!("text stands {apart} pt from {what}, at least {least}");
            let help = match is_reserve {
                true => {
                    "leave a line free between the two: end the text's `lines` earlier, or begin the other's later"
                }
                false => "give the picture a wider wrap, or leave its wrap out",
            };
            let warning = warn(job, line, codes::TEXT_NEAR_PICTURE, (message, help));
            found.extend(warning.map(|found| found.and_at(block.span, "the picture's block")));
        }
    }
    found
}

fn is_running(line: &PlacedLine) -> bool {
    matches!(
        line.usage,
        Usage::Story { part: Part::Body | Part::Intro | Part::Source, .. } | Usage::Subhead(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_has_four_sides() {
        let pt = Length::from_pt;
        let rect = Rect { x: pt(10), y: pt(20), width: pt(30), height: pt(40) };
        let rule = crate::page::model::Rule { weight: pt(2), colour: crate::colour::Colour::BLACK };
        let frame = Frame::Box(crate::flow::PlacedBox { rect, fill: None, stroke: Some(rule) });
        let sides = rules_of(&frame);
        let top = Rect { x: pt(10), y: pt(19), width: pt(30), height: pt(2) };
        let right = Rect { x: pt(39), y: pt(20), width: pt(2), height: pt(40) };
        assert_eq!(sides.len(), 4);
        assert_eq!((sides[0], sides[1]), (top, right));
    }
}
