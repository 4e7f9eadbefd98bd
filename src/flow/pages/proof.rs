//! The marks of a proof: text that is over, of stories and of texts, in red beside its block or beyond the
//! page (`panels.rs` finds the place); line numbers in the margin; grey text where copy is not in yet.
//!
//! Nothing of this is the job's own text: it is drawn with [`Usage::Proof`], and the account
//! passes it over.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::colour::{Colour, Ink};
use crate::compose::{Composers, Galley, Leeway, Paragraph, RunText, SetLine};
use crate::diag::{FileId, Findings, codes};
use crate::fonts::FamilyId;
use crate::measure::{Edges, Length, Point, Rect, Size, WritingMode};
use crate::page::model::{Block, BlockContent, BlockId, Page, PageModel, Rule, StoryId, TextId};
use crate::page::style::{Align, Role, Style, StyleSheet, TextStyle};
use crate::text::RichText;

use crate::flow::corner::{Corner, Stand, Start, Texts};
use crate::flow::frame::{Filled, Frame, Overset, PlacedLine, PlacedRule, SetPage, Usage};
use crate::flow::thread::{Measures, Place, Room, Track};
use crate::flow::type_case::{TypeCase, plain_size};

use super::panels::{LABEL, NAME, Panel, Panels, RED, Stands, covers_type, ground};

const GREY: Colour = Colour::grey(Ink::per_cent(40));
/// Line numbers.
const NUMBERS: Length = Length::from_pt(6);
/// A bound for a page that is all room.
const MOST_NOTICES: usize = 20_000;

/// Adds what a proof shows and a page for the press does not; `told` is what filling the pages found.
pub fn mark_proof(
    model: &PageModel,
    composers: &Composers<'_>,
    told: &Findings,
    filled: &mut Filled,
) {
    let case = TypeCase::new(composers);
    let Filled { pages, overset, .. } = filled;
    let mut of_pages: BTreeMap<u32, Panels> = BTreeMap::new();
    for set in pages.iter_mut() {
        let Some(page) = model.pages.get(set.page.0 as usize) else { continue };
        if let Some(panels) = show_rows(case, page, set, told) {
            of_pages.insert(set.page.0, panels);
        }
    }
    for over in overset.iter() {
        let page = model.pages.get(over.last_page.0 as usize);
        let block = over.block.and_then(|id| page?.blocks.get(id.0 as usize));
        let place =
            block.map(|block| (block.rect, block.grid)).or(page.map(|p| (p.type_area, p.grid)));
        let on = pages.iter_mut().find(|set| set.page == over.last_page);
        if let (Some((rect, grid)), Some(page), Some(set)) = (place, page, on) {
            let panels = of_pages.entry(over.last_page.0).or_insert_with(|| Panels::on(page, set));
            let name = model.stories.get(over.story.0 as usize).map_or("", |story| &story.name);
            if let Some(panel) = panels.place(rect, (grid.mode, grid.line), over) {
                show_over(case, (page, name), set, &panel, (grid.mode, grid.line, over));
            }
            set.reach = panels.reach;
        }
    }
    let plain = |page: &Page| page.blocks.first().map(|block| block.styles.clone());
    for set in pages {
        let Some(page) = model.pages.get(set.page.0 as usize) else { continue };
        if set.reach.is_positive() {
            set.frames.push(edge(page));
        }
        if let Some(styles) = plain(page) {
            number_lines(case, page, &styles, set);
        }
    }
}

/// Where the page ends and the strip begins.
fn edge(page: &Page) -> Frame {
    let Size { width: x, height } = page.paper.trim;
    Frame::Rule(PlacedRule {
        from: Point { x, y: Length::ZERO },
        to: Point { x, y: height },
        rule: Rule { weight: Length::from_centipt(25), colour: GREY },
    })
}

/// Lines that are over, on their panel; on the strip beyond the page under the story's name.
fn show_over(
    case: TypeCase<'_>,
    (page, name): (&Page, &str),
    set: &mut SetPage,
    panel: &Panel,
    (mode, pitch, over): (WritingMode, Length, &Overset),
) {
    let pad = pitch / 2;
    set.frames.push(ground(panel.rect));
    let all = Edges { top: pad, right: pad, bottom: pad, left: pad };
    let corner = Corner { outer: panel.rect.inset(all), mode };
    for (at, over) in over.set.iter().take(panel.shown).enumerate() {
        let mut line = over.line.clone();
        line.runs.iter_mut().for_each(|run| run.colour = RED);
        let start = Start { inline: Length::ZERO, block: pitch * at as i64 };
        let texts = Texts { text: over.text, tail: over.tail };
        set.frames.push(corner.line(start, line, texts, Usage::Proof));
    }
    if panel.stand == Stands::Beyond {
        name_panel(case, page, set, (panel.rect, &format!("〔{name}：多出{}行〕", over.lines)));
    }
}

/// Says over a panel of the strip whose lines it holds.
fn name_panel(case: TypeCase<'_>, page: &Page, set: &mut SetPage, (panel, name): (Rect, &str)) {
    let Some(styles) = page.blocks.first().map(|block| block.styles.clone()) else { return };
    let style = TextStyle {
        family: FamilyId::SANS,
        ..plain(styles.get(Role::Body), NUMBERS + Length::PT, RED)
    };
    let text = RichText::plain(name, FileId(0), 0);
    let galley = marks(case, &text, &style, WritingMode::HorizontalTb);
    let Rect { x, y, width, .. } = panel;
    let y = y - LABEL + Length::PT;
    let label = Rect { x, y, width: width.max(NAME), height: LABEL };
    let corner = Corner { outer: label, mode: WritingMode::HorizontalTb };
    if let Some(line) = galley.set(&label.width).lines.into_iter().next() {
        let start = Start { inline: Length::ZERO, block: Length::ZERO };
        let line = inserted(line, &text.text);
        set.frames.push(corner.line(start, line, TextId::Proof, Usage::Proof));
    }
}

/// Rows of texts that are deeper than their block (O007) and of heads that stand on other type, in red where
/// they stand; on a panel, as lines of stories are, where they would cover what stands there.
fn show_rows(
    case: TypeCase<'_>,
    page: &Page,
    set: &mut SetPage,
    told: &Findings,
) -> Option<Panels> {
    let blocks: Vec<_> = (0..).map(BlockId).zip(&page.blocks).collect();
    let too_long = |block: &Block| {
        told.iter().any(|found| {
            found.code == codes::overset::TEXT_TOO_LONG
                && found.primary.as_ref().is_some_and(|label| label.span == block.span)
        })
    };
    let mut over = Vec::new();
    for &(id, block) in &blocks {
        match &block.content {
            BlockContent::Story(content) if told.has_errors() => {
                over.push((block, head_over(set, (content.story, block.rect))));
            }
            _ if too_long(block) => over.push((block, rows_over(set, (id, block.rect)))),
            _ => {}
        }
    }
    if over.iter().all(|(_, rows)| rows.is_empty()) {
        return None;
    }
    let mut panels = Panels::on(page, set);
    for (block, mut rows) in over {
        for row in &mut rows {
            row.usage = Usage::Proof;
            Arc::make_mut(&mut row.line).runs.iter_mut().for_each(|run| run.colour = RED);
        }
        let Some(all) = rows.iter().map(|row| row.rect).reduce(|all, one| all.union(&one)) else {
            continue;
        };
        if panels.is_free(&all) {
            panels.take(all);
        } else {
            let pad = block.grid.line / 2;
            let size = Size { width: all.width + pad * 2, height: all.height + pad * 2 };
            let Some((panel, stand)) = panels.stand(block.rect, size, pad) else { continue };
            for row in &mut rows {
                row.rect.x += panel.x + pad - all.x;
                row.rect.y += panel.y + pad - all.y;
            }
            set.frames.push(ground(panel));
            if stand == Stands::Beyond {
                name_panel(case, page, set, (panel, &format!("〔多出{}行〕", rows.len())));
            }
        }
        set.frames.extend(rows.into_iter().map(Frame::Line));
    }
    set.reach = panels.reach;
    Some(panels)
}

/// Takes the rows of a text block off the page that stand out of it; the first row stays.
fn rows_over(set: &mut SetPage, (block, rect): (BlockId, Rect)) -> Vec<PlacedLine> {
    let mut first: Option<Rect> = None;
    let mut over = Vec::new();
    set.frames.retain(|frame| {
        let Frame::Line(line) = frame else { return true };
        if line.usage != Usage::Furniture(block) {
            return true;
        }
        let first = *first.get_or_insert(line.rect);
        let row = |of: Rect| line.mode.logical(of, rect).block;
        let is_first = row(line.rect) == row(first);
        let stays = is_first || rect.contains(&line.rect);
        if !stays {
            over.push(line.clone());
        }
        stays
    });
    over
}

/// Takes the rows of a story's head off the page that stand out of its block, where they cover type of others.
fn head_over(set: &mut SetPage, (story, rect): (StoryId, Rect)) -> Vec<PlacedLine> {
    let of_head = |line: &PlacedLine| match line.usage {
        Usage::Story { story: of, part } => of == story && part.is_head(),
        _ => false,
    };
    let lines = |set: &SetPage, wanted: &dyn Fn(&PlacedLine) -> bool| -> Vec<Rect> {
        let lines = set.frames.iter().filter_map(|frame| match frame {
            Frame::Line(line) => Some(line),
            _ => None,
        });
        lines.filter(|line| wanted(line)).map(|line| line.rect).collect()
    };
    let out = lines(set, &|line| of_head(line) && !rect.contains(&line.rect));
    let others = lines(set, &|line| line.usage.story() != Some(story));
    if !out.iter().any(|row| others.iter().any(|other| other.overlaps(row))) {
        return Vec::new();
    }
    let mut over = Vec::new();
    set.frames.retain(|frame| match frame {
        Frame::Line(line) if of_head(line) && !rect.contains(&line.rect) => {
            over.push(line.clone());
            false
        }
        _ => true,
    });
    over
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
            let line = inserted(line, &text.text);
            let frame = corner.line(start, line, TextId::Proof, Usage::Proof);
            // What stands in the margin goes before.
            let is_clear = match &frame {
                Frame::Line(number) => !covers_type(set, &number.rect),
                _ => true,
            };
            if is_clear {
                set.frames.push(frame);
            }
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
    let lines = galley
        .set(&Measures {
            of_lines,
            beyond: Some(beyond),
            leg_ends: Vec::new(),
            leeway: Leeway::default(),
        })
        .lines;
    let placed = slots.iter().zip(lines).filter_map(|(slot, line)| {
        let corner = stands.get(slot.place.region)?.corner;
        let line = inserted(line, &text.text);
        let start = Start { inline: slot.inline, block: slot.place.block };
        Some((slot.place.region, corner.line(start, line, TextId::Proof, Usage::Proof)))
    });
    placed.collect()
}
