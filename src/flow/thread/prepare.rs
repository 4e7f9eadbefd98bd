//! Items shaped in the styles of a region and broken through its slots, each once: a thread is
//! settled many times while a story is made to fit, and most of its lines stay as they were.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::chars::Figures;
use crate::compose::{Galley, Leeway, LineSlots, Paragraph, SetLine, Tail};
use crate::diag::Diagnostic;
use crate::flow::type_case::{TypeCase, leading_of, plain_size};
use crate::measure::{Em, Length, TypeSize};
use crate::page::model::LineGrid;
use crate::page::style::{Align, Role, SizeRule, Style, StyleSheet};
use crate::text::{Aligned, Quoted, TypedNumber};

use super::initial::{self, Initial, set_initial};
use super::items::{Begins, Item, Label, TableItem, Words};
use super::region::{Measures, Region};
use crate::flow::table::{Cells, SetTable};

/// An item shaped in one style sheet.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    pub galley: Galley,
    pub em: TypeSize,
    /// From line to line.
    pub leading: Length,
    pub above: Length,
    pub below: Length,
    /// Moves the line within its strip, so that small type stands on the body's baseline.
    pub drop: Length,
    /// What its text begins with, set apart; the galley has what stands beside it and after.
    pub initial: Option<Arc<Initial>>,
    /// Its number on the shelf; none of what is not kept.
    shelved: Option<usize>,
}

/// What an item looks like in a region. Two regions that say the same of it share its lines.
#[derive(Clone, Debug)]
struct Looks {
    styles: Arc<StyleSheet>,
    grid: LineGrid,
    /// What type of other sizes than the grid's is set apart by hangs on it (R129).
    width: Length,
}

impl Looks {
    fn of(region: &Region) -> Looks {
        Looks {
            styles: region.styles.clone(),
            grid: region.grid,
            width: region.lanes.first().map_or(Length::ZERO, |lane| lane.width),
        }
    }

    /// Whether text of `role` is set alike in the two: its baseline hangs on the body's type.
    fn are_alike(&self, region: &Region, role: Role) -> bool {
        let alike = |role: Role| self.styles.get(role) == region.styles.get(role);
        let style = self.styles.get(role);
        let em = style.at(plain_size(style)).em(self.grid.mode).inline;
        let width = Looks::of(region).width;
        self.grid == region.grid
            && (self.width == width || em == self.grid.cell)
            && (Arc::ptr_eq(&self.styles, &region.styles) || (alike(role) && alike(Role::Body)))
    }
}

/// Whether text of `role` is set alike in two regions, so that a paragraph runs on from one into the
/// other as from leg to leg.
pub(super) fn are_alike(one: &Region, other: &Region, role: Role) -> bool {
    Looks::of(one).are_alike(other, role)
}

/// An item as it is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'a> {
    pub number: usize,
    pub words: &'a Words,
    pub initial: Large,
}

/// What becomes of the initial that an item asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Large {
    Set,
    /// No leg has room for it, as is said.
    NoRoom,
    /// The first that has room for it is too far on, as is said.
    Apart,
    /// The text is over: it is only counted.
    Over,
}

/// Items as they were composed, and their lines.
#[derive(Default)]
pub(super) struct Shelf {
    /// By the item's number.
    prepared: HashMap<usize, Vec<Shelved>>,
    /// By [`Prepared::shelved`].
    broken: Vec<Vec<Broken>>,
    /// By the item's number.
    tables: HashMap<usize, Vec<ShelvedTable>>,
}

/// A table as it was shaped, and in the measures in which it was set.
struct ShelvedTable {
    styles: Arc<StyleSheet>,
    grid: LineGrid,
    cells: Cells,
    set: Vec<(Length, Arc<SetTable>)>,
}

struct Shelved {
    looks: Looks,
    initial: Large,
    /// Of a piece, shrunk to stand in it.
    measure: Option<Length>,
    prepared: Arc<Prepared>,
}

/// Lines of an item from some place of its text on.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    pub lines: Arc<[Arc<SetLine>]>,
    /// Where the text stopped for want of slots.
    pub rest: Option<u32>,
}

/// The lines that a galley was once broken into, and all that the breaker asked before.
struct Broken {
    from: u32,
    measures: Vec<Option<Length>>,
    leg_ends: Vec<(usize, bool)>,
    leeway: Leeway,
    lines: Lines,
}

/// How many ways of breaking one item are kept: those of the trials that are still compared.
const WAYS: usize = 8;

/// Bytes of a story that are shaped side by side: fewer are soon shaped one after the other, and of
/// very much text most may be over, which is not kept.
const SIDE_BY_SIDE: std::ops::Range<usize> = 3_000..100_000;

impl Shelf {
    /// Shapes the texts of a story side by side, before the first of them is asked for, as the leg that
    /// the story begins in sets them. It saves time where threads are idle, and changes nothing.
    pub(super) fn shape_ahead(&mut self, case: &TypeCase<'_>, items: &[Item], region: &Region) {
        let texts = items.iter().enumerate().filter_map(|(number, item)| match item {
            Item::Text(words) => Some(Wanted { number, words, initial: Large::Set }),
            Item::Piece(_) | Item::Table(_) => None,
        });
        let texts: Vec<Wanted<'_>> = texts.collect();
        let bytes = texts.iter().map(|wanted| wanted.words.text.text.len()).sum();
        if !self.prepared.is_empty() || !SIDE_BY_SIDE.contains(&bytes) {
            return;
        }
        let shape = |wanted: &Wanted<'_>| prepare_once(case, *wanted, region);
        let shaped: Vec<Prepared> = texts.par_iter().map(shape).collect();
        for (wanted, prepared) in texts.into_iter().zip(shaped) {
            self.keep(wanted, region, None, prepared);
        }
    }

    /// An item at its own size.
    pub(super) fn prepare(
        &mut self,
        case: &TypeCase<'_>,
        wanted: Wanted<'_>,
        region: &Region,
    ) -> Arc<Prepared> {
        if let Some(known) = self.known(wanted, region, None) {
            return known;
        }
        self.keep(wanted, region, None, prepare_once(case, wanted, region))
    }

    /// Text that is over is set once; very much of it is not kept.
    pub(super) fn prepare_over(
        &self,
        case: &TypeCase<'_>,
        wanted: Wanted<'_>,
        region: &Region,
    ) -> Arc<Prepared> {
        let shaped_ahead = match wanted.words.begins {
            Begins::Plainly => self.known(wanted, region, None),
            Begins::Story | Begins::Prose | Begins::WithInitial => None,
        };
        let wanted = Wanted { initial: Large::Over, ..wanted };
        shaped_ahead.unwrap_or_else(|| Arc::new(prepare_once(case, wanted, region)))
    }

    /// A subhead, shrunk until it fits one line of `measure`, though not below the body's em.
    pub(super) fn prepare_piece(
        &mut self,
        case: &TypeCase<'_>,
        wanted: Wanted<'_>,
        region: &Region,
        measure: Length,
    ) -> Arc<Prepared> {
        let full = self.prepare(case, wanted, region);
        let style = region.styles.get(wanted.words.role);
        let indent = style.settings.indent.of(full.galley.em().inline);
        let natural = full.galley.natural_width() + indent;
        let SizeRule::OneLine(size) = style.size else { return full };
        if natural <= measure || natural == Length::ZERO {
            return full;
        }
        if let Some(known) = self.known(wanted, region, Some(measure)) {
            return known;
        }
        let shrunk = TENTH * size.scale(measure.units(), natural.units()).whole(TENTH);
        let body = plain_size(region.styles.get(Role::Body));
        let size = shrunk.max(body.min(size));
        self.keep(wanted, region, Some(measure), prepare_at(case, wanted, size, region))
    }

    /// A table in a measure.
    pub(super) fn set_table(
        &mut self,
        case: &TypeCase<'_>,
        (number, item): (usize, &TableItem),
        region: &Region,
        measure: Length,
    ) -> Arc<SetTable> {
        let known = self.tables.entry(number).or_default();
        let alike = |known: &ShelvedTable| {
            let same = Arc::ptr_eq(&known.styles, &region.styles) || known.styles == region.styles;
            same && known.grid == region.grid
        };
        let at = known.iter().position(alike).unwrap_or_else(|| {
            let (styles, grid) = (region.styles.clone(), region.grid);
            let cells = Cells::prepare(case, &item.table, &styles, &grid);
            known.push(ShelvedTable { styles, grid, cells, set: Vec::new() });
            known.len() - 1
        });
        let shelved = &mut known[at];
        if let Some((_, set)) = shelved.set.iter().find(|(known, _)| *known == measure) {
            return set.clone();
        }
        let set = Arc::new(shelved.cells.set(&item.table, item.text.span(), measure));
        shelved.set.push((measure, set.clone()));
        set
    }

    fn known(
        &self,
        wanted: Wanted<'_>,
        region: &Region,
        measure: Option<Length>,
    ) -> Option<Arc<Prepared>> {
        let Wanted { number, words, initial } = wanted;
        let alike = |known: &&Shelved| {
            known.measure == measure
                && known.initial == initial
                && known.looks.are_alike(region, words.role)
        };
        let known = self.prepared.get(&number)?.iter().find(alike)?;
        Some(known.prepared.clone())
    }

    fn keep(
        &mut self,
        wanted: Wanted<'_>,
        region: &Region,
        measure: Option<Length>,
        prepared: Prepared,
    ) -> Arc<Prepared> {
        let prepared = Arc::new(Prepared { shelved: Some(self.broken.len()), ..prepared });
        self.broken.push(Vec::new());
        let looks = Looks::of(region);
        let initial = wanted.initial;
        let shelved = Shelved { looks, initial, measure, prepared: prepared.clone() };
        self.prepared.entry(wanted.number).or_default().push(shelved);
        prepared
    }

    /// The lines of an item from byte `from` of its text on. They hang on nothing but what the
    /// breaker asked, so they stay when only later measures change.
    pub(super) fn set(&mut self, prepared: &Prepared, from: u32, measures: &Measures) -> Lines {
        let ways = prepared.shelved.and_then(|number| self.broken.get_mut(number));
        let known = ways.as_ref().and_then(|ways| {
            ways.iter().find(|way| way.from == from && way.would_ask_the_same(measures))
        });
        if let Some(known) = known {
            return known.lines.clone();
        }
        let asked = Asked { of: measures, measures: Cell::new(0), leg_ends: RefCell::default() };
        let set = prepared.galley.set_from(&asked, from);
        let lines = Lines { lines: set.lines.into_iter().map(Arc::new).collect(), rest: set.rest };
        if let Some(ways) = ways {
            if ways.len() == WAYS {
                ways.remove(0);
            }
            ways.push(Broken {
                from,
                measures: (0..asked.measures.get()).map(|line| measures.measure(line)).collect(),
                leg_ends: asked.leg_ends.into_inner(),
                leeway: measures.leeway,
                lines: lines.clone(),
            });
        }
        lines
    }
}

impl Broken {
    fn would_ask_the_same(&self, measures: &Measures) -> bool {
        let same = |(line, known): (usize, &Option<Length>)| measures.measure(line) == *known;
        self.leeway == measures.leeway
            && self.measures.iter().enumerate().all(same)
            && self.leg_ends.iter().all(|&(line, ends)| measures.ends_leg(line) == ends)
    }
}

/// Slots that remember what was asked of them; the breaker only reads them.
struct Asked<'a> {
    of: &'a Measures,
    /// The measures of so many lines.
    measures: Cell<usize>,
    leg_ends: RefCell<Vec<(usize, bool)>>,
}

impl LineSlots for Asked<'_> {
    fn measure(&self, line: usize) -> Option<Length> {
        self.measures.set(self.measures.get().max(line + 1));
        self.of.measure(line)
    }

    fn ends_leg(&self, line: usize) -> bool {
        let ends = self.of.ends_leg(line);
        let mut asked = self.leg_ends.borrow_mut();
        if !asked.contains(&(line, ends)) {
            asked.push((line, ends));
        }
        ends
    }

    fn leeway(&self) -> Leeway {
        self.of.leeway
    }
}

/// Shrunk type is of a tenth of a point.
const TENTH: Length = Length::from_centipt(10);

/// An item that will not be asked for again.
fn prepare_once(case: &TypeCase<'_>, wanted: Wanted<'_>, region: &Region) -> Prepared {
    prepare_at(case, wanted, plain_size(region.styles.get(wanted.words.role)), region)
}

/// What stands before an item.
fn mark_of(words: &Words, style: &Style) -> String {
    let Some(number) = words.number else { return style.mark.clone() };
    let TypedNumber { figures: least, bracket } = words.marks.typed;
    let number = figures(number, style.settings.figures);
    let least = if number.is_ascii() { usize::from(least) } else { 0 };
    let noughts = "0".repeat(least.saturating_sub(number.len()));
    // As the style writes it where it writes otherwise than all do.
    let mark = if bracket && style.mark == "{n}." { "{n})" } else { &style.mark };
    mark.replace("{n}", &format!("{noughts}{number}"))
}

/// A number as the style writes it; Chinese ones up to 99.
fn figures(number: u32, figures: Figures) -> String {
    const HAN: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |digit: u32| HAN.get(digit as usize).copied().unwrap_or("");
    match (figures, number) {
        (Figures::Han, 0..=9) => digit(number).to_owned(),
        (Figures::Han, 10..=99) => {
            let tens = if number < 20 { "" } else { digit(number / 10) };
            let ones = if number.is_multiple_of(10) { "" } else { digit(number % 10) };
            format!("{tens}十{ones}")
        }
        _ => number.to_string(),
    }
}

/// The initial that an item gets, and what is to be said of it.
fn initial_of(
    case: &TypeCase<'_>,
    wanted: Wanted<'_>,
    of: &initial::Lines<'_>,
) -> (Option<Initial>, Option<Diagnostic>) {
    let words = wanted.words;
    let Some(asked) = initial::asked(words, of) else { return (None, None) };
    match (set_initial(case, words, asked, of), wanted.initial) {
        (_, Large::Over) => (None, None),
        (None, _) => (None, Some(initial::cannot_be_large(words))),
        (Some(initial), Large::Set) => (Some(initial), None),
        (Some(initial), Large::NoRoom) => (None, Some(initial::has_no_room(words, &initial))),
        (Some(initial), Large::Apart) => (None, Some(initial::is_apart(words, &initial))),
    }
}

fn prepare_at(case: &TypeCase<'_>, wanted: Wanted<'_>, size: Length, region: &Region) -> Prepared {
    let Region { styles, grid, .. } = region;
    let words = wanted.words;
    let style: &Style = styles.get(words.role);
    let mut text_style = style.at(size);
    match words.marks.aligned {
        Aligned::Own => {}
        Aligned::Center => {
            text_style.align = Align::Center;
            text_style.settings.indent = Em::ZERO;
        }
        Aligned::End => text_style.align = Align::End,
    }
    let mark = mark_of(words, style);
    let em = text_style.em(grid.mode);
    if text_style.align == Align::Justify {
        let apart = region.own_tracking(em.inline).millionths();
        text_style.tracking = Em::from_millionths(text_style.tracking.millionths() + apart);
    }
    let leading = leading_of(style, grid, em);
    let of = initial::Lines { styles, style, text_style: &text_style, grid, em, leading };
    let (initial, found) = initial_of(case, wanted, &of);
    let initial = initial.map(Arc::new);
    let behind = initial.as_ref().map(|initial| {
        let text = &words.text;
        (initial.end, text.slice(initial.end..text.text.len() as u32))
    });
    if behind.is_some() {
        text_style.settings.indent = Em::ZERO;
    }
    let mut galley = case.compose(&Paragraph {
        text: behind.as_ref().map_or(&words.text, |(_, text)| text),
        style: &text_style,
        mode: grid.mode,
        mark: &mark,
        tail: words.credit.as_ref().map(|text| Tail { text, style: &text_style }),
    });
    galley.findings.extend(found);
    let galley = galley.behind(behind.map_or(0, |(end, _)| end));
    let galley = match words.label {
        Label::Alike => galley.with_label(&words.text.text),
        Label::None => galley,
    };
    let apart = matches!(words.role, Role::Quote | Role::Subhead | Role::ItemTitle);
    let ragged = matches!(text_style.align, Align::Start | Align::Center | Align::End);
    let galley = if apart || ragged { galley.by_words(&words.text) } else { galley };
    // Small type stands on one baseline with the body's.
    let small = em.block < grid.body_block && leading <= grid.line;
    let lower = case.body_ascent(styles, grid) - case.ascent(&text_style, grid.mode);
    Prepared {
        galley,
        em,
        leading: if small { grid.line } else { leading },
        above: match words.quoted {
            Quoted::Begins => style.above.of(grid.line),
            Quoted::GoesOn => Length::ZERO,
        },
        below: style.below.of(grid.line),
        drop: if small { lower.max(Length::ZERO) } else { Length::ZERO },
        initial,
        shelved: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_numbered_in_chinese() {
        for (number, expected) in
            [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")]
        {
            assert_eq!(figures(number, Figures::Han), expected);
        }
        assert_eq!(figures(12, Figures::Rotate), "12");
    }
}
