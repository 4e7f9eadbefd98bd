//! The marks of a proof: text that is over, in red beside its block; line numbers in the margin;
//! grey text where copy is not in yet.
//!
//! Nothing of this is the job's own text: it is drawn with [`Usage::Proof`], and the account
//! passes it over.

use crate::colour::{Colour, Ink};
use crate::compose::{Composers, Galley, Paragraph, RunText, SetLine};
use crate::diag::FileId;
use crate::fonts::FamilyId;
use crate::measure::{Length, Rect, WritingMode};
use crate::page::model::{Page, PageModel, Rule, TextId};
use crate::page::style::{Align, Role, Style, StyleSheet, TextStyle};
use crate::text::RichText;

use crate::flow::corner::{Corner, Stand, Start, Texts};
use crate::flow::frame::{Filled, Frame, OverLine, PlacedBox, SetPage, Usage};
use crate::flow::thread::{Measures, Place, Room, Track};
use crate::flow::type_case::{TypeCase, plain_size};

const RED: Colour = Colour::Process { c: Ink::NONE, m: Ink::SOLID, y: Ink::SOLID, k: Ink::NONE };
const GREY: Colour = Colour::grey(Ink::per_cent(40));
/// Line numbers.
const NUMBERS: Length = Length::from_pt(6);
/// A bound for a page that is all room.
const MOST_NOTICES: usize = 20_000;

/// Adds what a proof shows and a page for the press does not.
pub fn mark_proof(model: &PageModel, composers: &Composers<'_>, filled: &mut Filled) {
    let case = TypeCase::new(composers);
    let Filled { pages, overset, .. } = filled;
    for over in overset.iter() {
        let page = model.pages.get(over.last_page.0 as usize);
        let block = over.block.and_then(|id| page?.blocks.get(id.0 as usize));
        let place =
            block.map(|block| (block.rect, block.grid)).or(page.map(|p| (p.type_area, p.grid)));
        let on = pages.iter_mut().find(|set| set.page == over.last_page);
        if let (Some((rect, grid)), Some(page), Some(set)) = (place, page, on) {
            beside(page, set, (rect, grid.mode, grid.line), &over.set);
        }
    }
    let plain = |page: &Page| page.blocks.first().map(|block| block.styles.clone());
    for set in pages {
        let Some(page) = model.pages.get(set.page.0 as usize) else { continue };
        if let Some(styles) = plain(page) {
            number_lines(case, page, &styles, set);
        }
    }
}

/// Lines that are over, on a panel beside their block and level with its foot.
fn beside(
    page: &Page,
    set: &mut SetPage,
    (block, mode, pitch): (Rect, WritingMode, Length),
    lines: &[OverLine],
) {
    let measure = lines.iter().map(|over| over.line.measure).max().unwrap_or(Length::ZERO);
    let whole = Rect {
        x: Length::ZERO,
        y: Length::ZERO,
        width: page.paper.trim.width,
        height: page.paper.trim.height,
    };
    let seen = mode.logical(block, whole);
    let room = mode.logical(whole, whole);
    let pad = pitch / 2;
    // A proof shows the beginning of what is over; the message has the number.
    let shown =
        lines.len().min(usize::try_from((room.block_size - pitch * 2).whole(pitch)).unwrap_or(0));
    let lines = lines.get(..shown).unwrap_or(lines);
    let depth = pitch * shown as i64;
    // On the side with more paper, so that it does not cover the block's own text.
    let after = seen.inline_end() + pad * 2;
    let before = seen.inline - pad * 2 - measure;
    let inline = if room.inline_size - seen.inline_end() >= seen.inline {
        after.min(room.inline_size - measure - pad)
    } else {
        before.max(pad)
    };
    let head = (seen.block_end() - depth).min(room.block_size - depth - pad).max(pad);
    let corner = Corner { outer: whole, mode };
    let panel = crate::measure::LogicalRect {
        inline: inline - pad,
        block: head - pad,
        inline_size: measure + pad * 2,
        block_size: depth + pad,
    };
    set.frames.push(Frame::Box(PlacedBox {
        rect: corner.rect(panel),
        fill: Some(Colour::WHITE),
        stroke: Some(Rule { weight: Length::from_centipt(50), colour: RED }),
    }));
    for (at, over) in lines.iter().enumerate() {
        let mut line = over.line.clone();
        line.runs.iter_mut().for_each(|run| run.colour = RED);
        let start = Start { inline, block: head + pitch * at as i64 };
        let texts = Texts { text: over.text, tail: over.tail };
        set.frames.push(corner.line(start, line, texts, Usage::Proof));
    }
}

/// The grid's lines, numbered before their start.
fn number_lines(case: TypeCase<'_>, page: &Page, styles: &StyleSheet, set: &mut SetPage) {
    let mode = page.grid.mode;
    let area = mode.logical(page.type_area, page.grid_area);
    let corner = Corner { outer: page.grid_area, mode };
    let style = TextStyle {
        family: FamilyId::SANS,
        align: Align::End,
        ..plain(styles.get(Role::Body), NUMBERS, GREY)
    };
    let width = NUMBERS * 3;
    for number in 1..=area.block_size.whole(page.grid.line) {
        let text = RichText::plain(number.to_string(), FileId(0), 0);
        let galley = marks(case, &text, &style, WritingMode::HorizontalTb);
        let block = page.grid.line * (number - 1) + (page.grid.body_block - NUMBERS) / 2;
        for line in galley.set(&width).lines {
            let start = Start { inline: -width - NUMBERS, block };
            set.frames.push(corner.line(
                start,
                inserted(line, &text.text),
                TextId::Proof,
                Usage::Proof,
            ));
        }
    }
}

/// What a proof adds; nothing is said of it.
fn marks(case: TypeCase<'_>, text: &RichText, style: &TextStyle, mode: WritingMode) -> Galley {
    case.compose(&Paragraph { text, style, mode, mark: "", tail: None })
}

fn plain(style: &Style, size: Length, colour: Colour) -> TextStyle {
    let mut style = style.at(size);
    style.colour = colour;
    style.settings.indent = crate::measure::Em::ZERO;
    style
}

/// A line of the proof's own text.
fn inserted(mut line: SetLine, text: &str) -> SetLine {
    for run in &mut line.runs {
        if run.text == RunText::Source {
            let first = run.glyphs.iter().map(|glyph| glyph.range.start).min().unwrap_or(0);
            let last = run.glyphs.iter().map(|glyph| glyph.range.end).max().unwrap_or(0);
            let shown = text.get(first as usize..last as usize).unwrap_or("").to_owned();
            for glyph in &mut run.glyphs {
                glyph.range =
                    glyph.range.start.saturating_sub(first)..glyph.range.end.saturating_sub(first);
            }
            run.text = RunText::Inserted(shown);
        }
    }
    line.range = 0..0;
    line
}

/// Grey text through the room of an article that is not in yet: it says how many characters
/// the room holds.
pub(super) fn missing_copy(
    case: TypeCase<'_>,
    name: &str,
    room: &Room,
    stands: &[Stand],
) -> Vec<(usize, Frame)> {
    let track = Track::through(room);
    let mut slots = Vec::new();
    let mut at = Place::START;
    while let Some((slot, region)) = room.get(at.region).and_then(|region| {
        let slot = track.next(at, region.grid.body_block)?;
        Some((slot, room.get(slot.place.region)?))
    }) {
        slots.push(slot);
        at = slot.place.down(region.grid.line);
    }
    let Some(first) = room.regions().first() else { return Vec::new() };
    let em = first.grid.em;
    let holds: i64 = slots.iter().map(|slot| slot.measure.whole(em)).sum();
    let notice = format!("〔{name}：稿未到，可容{holds}字〕");
    let body = first.styles.get(Role::Body);
    let style = plain(body, plain_size(body), GREY);
    let of_lines: Vec<Length> = slots.iter().map(|slot| slot.measure).collect();
    let beyond = of_lines.last().copied().unwrap_or(em * 10);
    let room: Length = of_lines.iter().copied().sum();
    let one = RichText::plain(notice.as_str(), FileId(0), 0);
    let one = marks(case, &one, &style, first.grid.mode);
    let one = one.natural_width().max(em);
    // Twice the room: marks that meet are squeezed, and loose lines hold less.
    let times = usize::try_from((room * 2).whole(one)).unwrap_or(0) + 1;
    let text = RichText::plain(notice.repeat(times.min(MOST_NOTICES)), FileId(0), 0);
    let galley = marks(case, &text, &style, first.grid.mode);
    let lines =
        galley.set(&Measures { of_lines, beyond: Some(beyond), leg_ends: Vec::new() }).lines;
    let placed = slots.iter().zip(lines).filter_map(|(slot, line)| {
        let corner = stands.get(slot.place.region)?.corner;
        let line = inserted(line, &text.text);
        let start = Start { inline: slot.inline, block: slot.place.block };
        Some((slot.place.region, corner.line(start, line, TextId::Proof, Usage::Proof)))
    });
    placed.collect()
}
