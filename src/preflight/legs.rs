//! Legs as a reader meets them (R102, R103): how deep they are, what they run over, and whether
//! their end looks like the story's.

use crate::compose::BreakReason;
use crate::diag::codes::preflight as codes;
use crate::diag::{Diagnostic, Findings, counted};
use crate::flow::PlacedLine;
use crate::measure::{Length, LogicalRect, WritingMode};
use crate::page::model::{Block, BlockContent, Lines, Page, Part, Wrap};

use super::Finished;
use super::sheet::{FinishedPage, SetLeg, body_of, is_boxed, span_of};

/// A column of text is at least and at most this deep.
const SHALLOW: Length = Length::from_units(2 * Length::INCH.units());
const DEEP: Length = Length::from_units(10 * Length::INCH.units());
/// On pages of less than a tabloid's depth: this part of it.
const SHALLOW_SHARE: i64 = 8;
/// Fewest lines of text under a picture: on newspaper pitches about an inch.
const UNDER_PICTURE: usize = 5;
/// Characters of a line of running text at most, and how many longer ones are told.
const LONGEST: i64 = 32;
const FEW_LONG: usize = 3;
/// Characters of a line of running text at least, and of how many lines that is asked.
const SHORTEST: i64 = 8;
/// The same of a box, whose inset takes from its columns.
const SHORTEST_IN_BOX: i64 = 6;
const FEW_SHORT: usize = 3;
/// Fewest lines under a head before its leg ends.
const UNDER_HEAD: usize = 3;
/// Fewest under the head of an item of a stack.
const UNDER_ITEM: usize = 2;
/// Where an insert stands that parts no leg.
const ASIDE: &str =
    "at the head or foot of the leg, or across a gutter so that the text runs beside it";
/// Legs and blocks no further apart than this, in characters or lines, adjoin.
const NEAR: i64 = 3;

pub(super) fn inspect(job: Finished<'_>, sheet: &FinishedPage<'_>) -> Findings {
    let mut found = Findings::default();
    for (at, leg) in sheet.legs.iter().enumerate() {
        let Some(block) = sheet.page.blocks.get(leg.block.0 as usize) else { continue };
        let of_story = || sheet.legs.iter().filter(|other| other.story == leg.story);
        let jumped = jumps_over(job, sheet.page, leg);
        let is_last = !sheet.legs.iter().skip(at + 1).any(|other| other.story == leg.story);
        let is_only = of_story().count() == 1;
        if jumped.is_none() && !is_only {
            let is_first = of_story().next().is_some_and(|first| std::ptr::eq(first, leg));
            let longest = of_story().map(|other| other.lines.len()).max().unwrap_or(0);
            let at_foot = match leg.is_stacked {
                true => item_at_foot(sheet, at, block),
                false => is_first.then(|| head_at_foot(leg, block, longest)).flatten(),
            };
            let depth = at_foot.or_else(|| depth(job, sheet, leg, (block, is_last)));
            found.extend(depth.filter(|one| !is_said(&found, one)));
        }
        found.extend(long_lines(leg, block).filter(|one| !is_said(&found, one)));
        found.extend(short_lines(sheet.page, leg, block).filter(|one| !is_said(&found, one)));
        // Once for all the legs that a picture covers.
        found.extend(jumped.filter(|jumped| !found.iter().any(|f| f.others == jumped.others)));
        let next = sheet.legs.iter().skip(at + 1).find(|other| other.story == leg.story);
        if let Some(next) = next {
            found.extend(parts(job, sheet, leg, Some(next)));
        }
    }
    found
}

/// Running text in lines that an eye does not follow to their ends.
fn long_lines(leg: &SetLeg<'_>, block: &Block) -> Option<Diagnostic> {
    let characters = |line: &&&crate::flow::PlacedLine| {
        let em = line.line.em.inline;
        line.line.width.whole(em)
    };
    // The eye goes back only where a line is followed by another.
    let turns = leg.lines.iter().filter(|line| line.line.end != BreakReason::End);
    let long = turns.filter(|line| characters(line) > LONGEST);
    if long.clone().count() < FEW_LONG {
        return None;
    }
    let most = long.map(|line| characters(&line)).max()?;
    let legs = match &block.content {
        BlockContent::Story(content) => content.legs.len().max(1) as i64,
        _ => 1,
    };
    // A character stands between two columns.
    let columns = ((most + 1) * legs + LONGEST) / (LONGEST + 1);
    Some(
        Diagnostic::warning(
            codes::LONG_LINES,
            format!("running text in lines of {most} characters, at most {LONGEST}"),
        )
        .at(block.span, "this block")
        .help(format!("set it in {columns} columns: split = {columns}")),
    )
}

/// Running text on a measure that gives no line good spacing; beside an insert it may be shorter.
fn short_lines(page: &Page, leg: &SetLeg<'_>, block: &Block) -> Option<Diagnostic> {
    let turns = leg.lines.iter().filter(|line| line.line.end != BreakReason::End);
    let measures = turns.map(|line| line.line.measure.whole(line.line.em.inline));
    let least = if is_boxed(page, block) { SHORTEST_IN_BOX } else { SHORTEST };
    let most = measures.clone().max().filter(|most| *most < least)?;
    (measures.count() >= FEW_SHORT).then(|| {
        Diagnostic::warning(
            codes::SHORT_LINES,
            format!("running text in lines of {most} characters, at least {least}"),
        )
        .at(block.span, "this block")
        .help("give it more columns or a lower `split`; or set it in smaller type")
    })
}

/// Whether another leg of the same block was told the same.
fn is_said(found: &Findings, one: &Diagnostic) -> bool {
    let place = |found: &Diagnostic| found.primary.as_ref().map(|label| label.span);
    found.iter().any(|other| other.code == one.code && place(other) == place(one))
}

/// Text above and beneath a picture in one leg.
fn jumps_over(job: Finished<'_>, page: &Page, leg: &SetLeg<'_>) -> Option<Diagnostic> {
    let breaks = leg.lines.windows(2).filter_map(|pair| match pair {
        [one, next] => Some((*one, *next)),
        _ => None,
    });
    for (one, next) in breaks {
        let (from, to) = (leg.logical(one.rect).block_end(), leg.logical(next.rect).block);
        if to - from < leg.line * 2 {
            continue;
        }
        let between =
            |at: &LogicalRect| at.block >= from - leg.line && at.block_end() <= to + leg.line;
        let Some(insert) = inserts(page, leg).find(|(_, at)| between(at)).map(|(block, _)| block)
        else {
            continue;
        };
        let (a, the, to) = match insert.content {
            BlockContent::Text(_) => (
                "another text",
                "the other text",
                "into one leg, or at the head or foot of the legs",
            ),
            BlockContent::Area => ("a box", "the box", ASIDE),
            _ => ("a picture", "the picture", ASIDE),
        };
        return Some(
            Diagnostic::warning(codes::TEXT_JUMPS, format!("text jumps over {a} in its leg"))
                .at(span_of(job, next)?, format!("this line stands behind {the}"))
                .and_at(insert.span, the)
                .help(format!("put {the} {to}")),
        );
    }
    None
}

/// Pictures, advertisements and boxes that cover more than half of a leg, as its text sees them; and quotes and
/// other texts that stand across several legs: one within a leg parts nothing.
fn inserts<'a>(
    page: &'a Page,
    leg: &'a SetLeg<'_>,
) -> impl Iterator<Item = (&'a Block, LogicalRect)> {
    page.blocks.iter().filter_map(move |block| {
        let at = leg.logical(block.rect);
        let width = leg.logical(leg.rect).inline_size;
        let solid = match block.content {
            BlockContent::Picture(_) | BlockContent::Reserve(_) => true,
            BlockContent::Area => is_boxed(page, block),
            BlockContent::Text(_) => at.inline < -leg.em || at.inline_end() > width + leg.em,
            BlockContent::Story(_) => false,
        };
        let own = page.blocks.get(leg.block.0 as usize).is_some_and(|own| own.area == block.area);
        if !solid || !own || block.wrap == Wrap::Overlay || !block.rect.overlaps(&leg.rect) {
            return None;
        }
        let covered = at.inline_end().min(width) - at.inline.max(Length::ZERO);
        (covered * 2 > width).then_some((block, at))
    })
}

/// Legs of horizontal text that are too shallow or too deep.
fn depth(
    job: Finished<'_>,
    sheet: &FinishedPage<'_>,
    leg: &SetLeg<'_>,
    (block, is_last): (&Block, bool),
) -> Option<Diagnostic> {
    let page = sheet.page;
    let (from, to) = leg.extent()?;
    let depth = to - from;
    if leg.mode == WritingMode::VerticalRl {
        return None;
    }
    let first = *leg.lines.first()?;
    let over = inserts(page, leg)
        .filter(|(_, at)| at.block_end() <= from + leg.line && from - at.block_end() < leg.line * 3)
        .find(|(insert, _)| matches!(insert.content, BlockContent::Picture(_)));
    let lines = leg.lines.len();
    if let Some((insert, _)) = over {
        let message = format!(
            "{} under a picture, {depth} pt deep, at least {UNDER_PICTURE}",
            counted(lines, "line")
        );
        if lines >= UNDER_PICTURE {
            return None;
        }
        let account = job.filled.accounts.iter().find(|of| of.story == leg.story);
        let roomy = account.and_then(|of| of.roomy);
        let roomy = roomy.map(|lines| format!("give the story {lines}; or "));
        return Some(
            Diagnostic::warning(codes::UNDER_PICTURE, message)
                .at(span_of(job, first)?, "these lines")
                .and_at(insert.span, "the picture")
                .help(format!(
                    "{}let the picture end higher, or at the foot of the text",
                    roomy.unwrap_or_default(),
                )),
        );
    }
    // Heads break a stack of short items.
    if depth > DEEP && !leg.is_stacked {
        let most = DEEP.whole(leg.line);
        let message =
            format!("a column of text is {lines} lines deep ({depth} pt), at most {most}");
        return Some(
            Diagnostic::warning(codes::LEG_DEPTH, message).at(block.span, "this block").help(
                "break it with a picture, or set the text in more columns and a shallower block",
            ),
        );
    }
    // Boxes, ears, tables and stacks are as small as they are; the last leg is what is left over.
    let is_open = !is_boxed(page, block) && !leg.is_stacked;
    let least = SHALLOW.min(page.type_area.height / SHALLOW_SHARE);
    if depth < least && is_open && !is_last && !is_beside_insert(page, leg) {
        let need = least.covered_by(leg.line);
        let message =
            format!("a column of text is {} deep, at least {need}", counted(lines, "line"));
        let own = sheet.legs.iter().filter(|other| other.block == leg.block);
        let (legs, all) = own.fold((0, 0), |(legs, all), own| (legs + 1, all + own.lines.len()));
        // More lines are no help to a text that has not so many.
        let few = (all as i64 / need).max(1);
        let help = match few < legs {
            true => {
                let place = place_of_fewer(page, block, leg, (all as i64 + few - 1) / few);
                format!(
                    "give the block fewer columns: its text, {all} lines in all, is enough for {few}{place}"
                )
            }
            false => "give the block fewer columns, or more lines".to_owned(),
        };
        return Some(
            Diagnostic::warning(codes::LEG_DEPTH, message)
                .at(block.span, format!("column {} of the block", leg.index + 1))
                .help(help),
        );
    }
    None
}

/// `, with about lines = "1+19"`: where so many lines of text in each column would have room under the head as it
/// is; of fewer columns it may be deeper or less deep.
fn place_of_fewer(page: &Page, block: &Block, leg: &SetLeg<'_>, each: i64) -> String {
    let (Some(own), Some(first)) = (page.lines_of(block), leg.lines.first()) else {
        return String::new();
    };
    let under = block.grid.mode.logical(first.rect, block.rect).block;
    let lines = Lines { count: under.covered_by(leg.line) + each, ..own };
    format!(", with about {lines}")
}

/// Whether a picture at its head or foot takes some of the leg.
fn is_beside_insert(page: &Page, leg: &SetLeg<'_>) -> bool {
    inserts(page, leg).next().is_some()
}

/// A head with hardly any text under it in its leg (尻もち).
fn head_at_foot(leg: &SetLeg<'_>, block: &Block, longest: usize) -> Option<Diagnostic> {
    let BlockContent::Story(content) = &block.content else { return None };
    let lines = leg.lines.len();
    let has_head = content.parts.contains(&Part::Headline);
    if !has_head || lines >= UNDER_HEAD || longest <= lines + 2 {
        return None;
    }
    let message = format!(
        "{} under a head at the foot of its column, at least {UNDER_HEAD}",
        counted(lines, "line")
    );
    Some(
        Diagnostic::warning(codes::HEAD_AT_FOOT, message)
            .at(block.span, "this block")
            .help("make the block deeper, or let the head stand over all of its text"),
    )
}

/// An item of a stack that begins at the foot of a leg with hardly any text and goes on in another.
fn item_at_foot(sheet: &FinishedPage<'_>, at: usize, block: &Block) -> Option<Diagnostic> {
    let leg = sheet.legs.get(at)?;
    let item = body_of(leg.lines.last()?)?;
    let is_own = |line: &&PlacedLine| body_of(line) == Some(item);
    let holds = |leg: &SetLeg<'_>| leg.lines.iter().any(is_own);
    let begins = !sheet.legs.iter().take(at).any(holds);
    let goes_on = sheet.legs.iter().skip(at + 1).any(holds);
    let lines = leg.lines.iter().filter(|line| is_own(line)).count();
    if !begins || !goes_on || lines >= UNDER_ITEM {
        return None;
    }
    let message = format!(
        "{} under an item's head at the foot of its column, at least {UNDER_ITEM}",
        counted(lines, "line")
    );
    Some(
        Diagnostic::warning(codes::HEAD_AT_FOOT, message)
            .at(block.span, "this block")
            .help("give the block another depth, or change the order of its items"),
    )
}

/// A leg that ends with a paragraph's full stop where another story seems to go on (泣き別れ).
fn parts(
    job: Finished<'_>,
    sheet: &FinishedPage<'_>,
    leg: &SetLeg<'_>,
    next: Option<&SetLeg<'_>>,
) -> Option<Diagnostic> {
    let last = *leg.lines.last()?;
    if last.line.end != BreakReason::End || !ends_on_stop(job, last) {
        return None;
    }
    if next.is_some_and(|next| next.block == leg.block || adjoins(leg, next)) {
        return None;
    }
    let other = sheet.legs.iter().find(|other| {
        other.story != leg.story && adjoins(leg, other) && !has_own_head(sheet, other)
    })?;
    let block = sheet.page.blocks.get(other.block.0 as usize)?;
    Some(
        Diagnostic::warning(
            codes::LEG_PARTS,
            "a leg ends on a full stop where another story seems to go on",
        )
        .at(span_of(job, last)?, "the last line of the leg")
        .and_at(block.span, "the other story's text")
        .help("let the leg end within a sentence, or put a head or a rule between the stories"),
    )
}

fn ends_on_stop(job: Finished<'_>, line: &crate::flow::PlacedLine) -> bool {
    let Some(text) = job.model.text(line.text) else { return false };
    let stop = |c: char| matches!(c, '。' | '．' | '.' | '！' | '？' | '!' | '?');
    let closing = |c: char| matches!(c, '」' | '』' | '）' | '”' | '’' | ')' | '"');
    text.text.trim_end().trim_end_matches(closing).ends_with(stop)
}

/// Whether a reader at the end of a leg finds the other where it would go on: beside it, or
/// beneath its last line.
fn adjoins(leg: &SetLeg<'_>, other: &SetLeg<'_>) -> bool {
    let (Some((from, to)), Some((start, end))) = (leg.extent(), other.extent()) else {
        return false;
    };
    let own = leg.logical(leg.rect);
    let at = leg.logical(other.rect);
    if leg.mode != other.mode {
        return false;
    }
    let (start, end) = (at.block + start, at.block + end);
    let near = |gap: Length, step: Length| gap >= Length::ZERO && gap <= step * NEAR;
    let beside = near(at.inline - own.inline_end(), leg.em) && start < to && from < end;
    let beneath =
        near(start - to, leg.line) && at.inline < own.inline_end() && own.inline < at.inline_end();
    beside || beneath
}

/// Whether a leg's text begins right under its own story's head.
fn has_own_head(sheet: &FinishedPage<'_>, leg: &SetLeg<'_>) -> bool {
    let Some((from, _)) = leg.extent() else { return false };
    sheet.heads.iter().filter(|head| head.story == leg.story).any(|head| {
        let at = leg.logical(head.area);
        let over = at.inline < leg.logical(leg.rect).inline_end() && at.inline_end().is_positive();
        over && at.block_end() <= from && from - at.block_end() <= leg.line * NEAR
    })
}
