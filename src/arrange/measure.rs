//! [`Measured`]: how deep every story's head is and how many lines its text has, out of imagined rooms.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Span, codes};
use crate::flow::{Frame, PlacedLine, Usage, parts_phrase};
use crate::measure::{Length, LogicalRect, Rect};
use crate::page::model::{BlockId, Page, PageId, Part};

use super::area::lines_of;
use super::bench::Settled;
use super::imagine::{Framing, Room, Set};
use super::looks::Ends;

/// A headline fills this much of its width, in per cent, or ends short.
const FILLED: u32 = 85;

/// Lines that stay free over briefs, and over and under a frame: what ends there stands off their first title, and off
/// its edge as far as its text does.
pub const CLEAR: u32 = 1;
/// A head of more rows is a tower of short ones.
const ROWS: u32 = 3;

/// A story over a number of legs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    pub units: u32,
    /// How far its story is from the first of the page, as heads go.
    pub level: usize,
    /// Of its headline in points; 0 without one.
    pub size: u32,
    /// The size is the arranger's to write.
    pub is_ours: bool,
    pub framing: Framing,
    /// Lines over its legs: the head with its white, an intro over all legs, a frame's.
    pub head: u32,
    /// The same where no rule stands over it.
    pub bare: u32,
    /// Lines of its text in one leg.
    pub needs: u32,
    /// Lines of an intro that stands in the first legs.
    pub intro: u32,
    /// What its widest row takes of the width, and all of its rows together, in per cent.
    pub widest: u32,
    pub filled: u32,
    /// What is put into the row that is drawn out most, in per cent of its width.
    pub drawn: u32,
    pub rows: u32,
    /// Whether one of several rows holds parts of two clauses.
    pub joins: bool,
    /// Whether a part of a clause stands alone in a row, not half as wide as another.
    pub stumps: bool,
    /// Rows that end within a word, or what is one phrase.
    pub parted: u32,
}

impl Setting {
    /// A text without a head.
    pub fn plain(units: u32, needs: u32) -> Setting {
        Setting {
            units,
            level: 0,
            size: 0,
            is_ours: false,
            framing: Framing::Open,
            head: 0,
            bare: 0,
            needs,
            joins: false,
            stumps: false,
            parted: 0,
            intro: 0,
            widest: 100,
            filled: 100,
            drawn: 0,
            rows: 0,
        }
    }

    /// Briefs under one another.
    pub fn stack(units: u32, needs: u32) -> Setting {
        Setting { head: CLEAR, ..Setting::plain(units, needs) }
    }

    /// A headline that fills too little of its width is not spread.
    pub fn ends(&self) -> Ends {
        match (self.widest < FILLED, self.framing) {
            (false, _) => Ends::Full,
            (true, Framing::Open) => Ends::Short,
            (true, Framing::Framed) => Ends::Centred,
        }
    }
}

/// A picture over a number of legs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub units: u32,
    /// The lines that it takes uncropped, its caption within.
    pub lines: u32,
    /// What of them the caption takes.
    pub caption: u32,
    /// It has words in it, which are not cut off.
    pub is_lettered: bool,
    /// So wide its pixels show or its lines are hairlines, and at another width they do not.
    pub is_faint: bool,
}

#[cfg(test)]
impl Look {
    /// Of a photograph that prints well, with a caption of two lines.
    pub fn plain(units: u32, lines: u32) -> Look {
        Look { units, lines, caption: 2, is_lettered: false, is_faint: false }
    }
}

/// What is known of the stories of a plan on pages of one format.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// By story.
    settings: Vec<Vec<Setting>>,
    /// By story and picture.
    pictures: Vec<Vec<Vec<Look>>>,
}

impl Measured {
    /// Nothing yet, of so many stories.
    pub fn new(stories: usize) -> Measured {
        Measured { settings: vec![Vec::new(); stories], pictures: vec![Vec::new(); stories] }
    }

    /// A story as it is set with the head of a level, or of one near it.
    pub fn settings(&self, story: usize, level: usize) -> Vec<Setting> {
        let all = self.settings.get(story).map_or(&[][..], Vec::as_slice);
        let near = all.iter().map(|set| set.level).min_by_key(|own| own.abs_diff(level));
        let near = || all.iter().filter(move |set| Some(set.level) == near);
        // A tower only where no other head of that width and framing is less of one.
        let is_tower = |own: &Setting| {
            let mut others =
                near().filter(|set| (set.units, set.framing) == (own.units, own.framing));
            own.rows > ROWS && others.any(|set| set.rows < own.rows)
        };
        near().filter(|own| !is_tower(own)).copied().collect()
    }

    /// Whether a story has a head of that level at any width.
    pub fn has_level(&self, story: usize, level: usize) -> bool {
        let all = self.settings.get(story);
        all.is_some_and(|all| all.iter().any(|set| set.level == level))
    }

    pub fn pictures(&self, story: usize) -> &[Vec<Look>] {
        self.pictures.get(story).map_or(&[], Vec::as_slice)
    }

    /// A story takes so many lines more than its rooms told.
    pub fn lengthen(&mut self, story: usize, lines: u32) {
        for setting in self.settings.get_mut(story).into_iter().flatten() {
            setting.needs += lines;
        }
    }

    /// Looks at the rooms of a format.
    pub fn learn(&mut self, rooms: &[Room], settled: &Settled, format: usize) {
        let pages: BTreeMap<&str, PageId> = (0..)
            .map(PageId)
            .zip(&settled.model.pages)
            .map(|(id, page)| (page.name.as_str(), id))
            .collect();
        let of_head = [codes::overset::HEAD_MISFIT, codes::overset::INTRO_OVER];
        let wrong = places(settled, &of_head);
        let mut intros: BTreeMap<usize, usize> = BTreeMap::new();
        for (number, room) in rooms.iter().enumerate().filter(|(_, room)| room.format == format) {
            let Some(on) = pages.get(room.id.as_str()).map(|id| OnPage { settled, id: *id }) else {
                continue;
            };
            let Some(block) = on.page().blocks.first() else { continue };
            if wrong.contains(&block.span) {
                continue;
            }
            let found = &mut self.settings[room.story];
            match room.set {
                Set::Story { units, size, framing } => {
                    let Some(mut set) = on.setting(units, framing) else { continue };
                    (set.is_ours, set.level) = (size.is_some(), room.level);
                    found.push(set);
                    intros.insert(number, found.len() - 1);
                }
                Set::Bare { of } => {
                    let own = intros.get(&of).and_then(|at| found.get_mut(*at));
                    if let Some((set, bare)) =
                        own.zip(on.setting(of_units(rooms, of), Framing::Open))
                    {
                        set.bare = bare.head.min(set.head);
                    }
                }
                Set::Brief => found.extend(on.setting(1, Framing::Open)),
                Set::Intro { of } => {
                    if let Some(set) = intros.get(&of).and_then(|at| found.get_mut(*at)) {
                        set.intro = on.intro();
                    }
                }
                Set::Picture { at, units } => {
                    let looks = &mut self.pictures[room.story];
                    looks.resize_with(looks.len().max(at + 1), Vec::new);
                    looks[at].extend(on.picture(units));
                }
            }
        }
        for looks in self.pictures.iter_mut().flatten() {
            // What prints well at no width has no better one.
            let none = looks.iter().all(|look| look.is_faint);
            looks.iter_mut().for_each(|look| look.is_faint &= !none);
        }
    }
}

/// Whether a row, of which each has its width and whether a clause ends with it, is not half as wide as another and
/// holds a part of a clause.
fn stumps(rows: &[(u32, bool)]) -> bool {
    let widest = rows.iter().map(|(width, _)| *width).max().unwrap_or(0);
    (0..rows.len()).any(|at| {
        let is_part = !rows[at].1 || at.checked_sub(1).is_some_and(|before| !rows[before].1);
        is_part && rows[at].0 * 2 < widest
    })
}

/// The width of the story that is set in a room.
fn of_units(rooms: &[Room], number: usize) -> u32 {
    match rooms.get(number).map(|room| &room.set) {
        Some(Set::Story { units, .. }) => *units,
        _ => 1,
    }
}

fn places(settled: &Settled, codes: &[Code]) -> BTreeSet<Span> {
    let of = settled.findings.iter().filter(|found| codes.contains(&found.code));
    of.filter_map(|found| found.primary.as_ref().map(|label| label.span)).collect()
}

/// A page of the settled rooms.
#[derive(Clone, Copy)]
struct OnPage<'a> {
    settled: &'a Settled,
    id: PageId,
}

impl<'a> OnPage<'a> {
    fn page(self) -> &'a Page {
        &self.settled.model.pages[self.id.0 as usize]
    }

    fn frames(self) -> &'a [Frame] {
        let set = self.settled.filled.pages.iter().find(|page| page.page == self.id);
        set.map_or(&[], |set| &set.frames)
    }

    fn logical(self, rect: Rect) -> LogicalRect {
        let block = &self.page().blocks[0];
        self.page().grid.mode.logical(rect, block.rect)
    }

    /// Whole lines down to the end of what `is` says.
    fn depth_of(self, is: impl Fn(&Usage) -> bool) -> u32 {
        let line = self.page().grid.line;
        let ends = self.frames().iter().filter_map(|frame| match frame {
            Frame::Line(placed) if is(&placed.usage) => Some(self.logical(placed.rect).block_end()),
            _ => None,
        });
        ends.max().map_or(0, |end| end.covered_by(line).max(0) as u32)
    }

    fn setting(self, units: u32, framing: Framing) -> Option<Setting> {
        let page = self.page();
        let lines = i64::from(lines_of(page));
        let is_headline =
            |usage: &Usage| matches!(usage, Usage::Story { part: Part::Headline, .. });
        let rows = self.frames().iter().filter_map(|frame| match frame {
            Frame::Line(placed) if is_headline(&placed.usage) => Some(placed),
            _ => None,
        });
        let rows: Vec<&PlacedLine> = rows.collect();
        let size = rows.first().map_or(Length::ZERO, |row| row.line.em.block);
        let size = (size.units() / Length::PT.units()) as u32;
        let inner = page.blocks.first()?.inner;
        let width = page.grid.mode.logical(inner, inner).inline_size;
        let share = |of: Length| (of.units() * 100 / width.units().max(1)).clamp(0, 100) as u32;
        let widest = rows.iter().map(|row| share(row.line.width)).max().unwrap_or(100);
        let own = self.settled.filled.accounts.iter().find(|account| account.page == self.id);
        let (bare, needs) = match own {
            Some(account) if account.room > 0 => {
                let over = lines - (account.room / i64::from(units)).min(lines);
                (over as u32, account.needs.max(0) as u32)
            }
            // A head without a text.
            _ => (self.depth_of(|usage| usage.story().is_some()) + 1, 0),
        };
        let head = bare + if framing == Framing::Framed { CLEAR * 2 } else { 0 };
        let text_of = |row: &&PlacedLine| {
            let range = row.line.range.start as usize..row.line.range.end as usize;
            self.settled.model.text(row.text).and_then(|text| text.text.get(range))
        };
        // Its characters by their size, before any is widened or moved.
        let natural = |row: &&&PlacedLine| {
            let half = |c: char| if c.is_ascii() { 1 } else { 2 };
            let halves: i64 = text_of(row).unwrap_or_default().trim().chars().map(half).sum();
            share(row.line.em.block.scale(halves, 2))
        };
        // What it takes of the width, and whether a clause ends with it: there a blank of the head is.
        let natural_row = |row: &&PlacedLine| {
            let text = self.settled.model.text(row.text).map_or("", |text| &text.text);
            let end = row.line.range.end as usize;
            let next = text.get(end..).unwrap_or_default().chars().next();
            let last = text.get(..end).unwrap_or_default().chars().next_back();
            let is_blank = |c: Option<char>| c.is_none_or(|c| matches!(c, '\u{3000}' | '\n' | '|'));
            (natural(&row), is_blank(next) || is_blank(last))
        };
        // One that ends short is printed as it comes, whatever it was drawn to in the room.
        let is_short = widest < FILLED;
        let of_row =
            |row: &&PlacedLine| if is_short { natural(&row) } else { share(row.line.width) };
        let all: u32 = rows.iter().map(of_row).sum();
        let filled = all.checked_div(rows.len() as u32).unwrap_or(100);
        let drawn = rows.iter().map(|row| of_row(row).saturating_sub(natural(&row)));
        let drawn = drawn.max().unwrap_or(0);
        let holds_two = |row: &str| row.trim().contains('\u{3000}');
        let joins = rows.len() > 1 && rows.iter().filter_map(text_of).any(holds_two);
        let stumps = stumps(&rows.iter().map(natural_row).collect::<Vec<(u32, bool)>>());
        let parted = rows.iter().filter(|row| self.parts_phrase(row)).count() as u32;
        let rows = rows.len() as u32;
        let plain = Setting::plain(units, needs);
        (head > 0 || needs > 0).then_some(Setting {
            size,
            framing,
            head,
            bare,
            widest,
            filled,
            drawn,
            rows,
            joins,
            stumps,
            parted,
            ..plain
        })
    }

    /// Whether a row of the head ends within a word.
    fn parts_phrase(self, row: &PlacedLine) -> bool {
        let Some(text) = self.settled.model.text(row.text) else { return false };
        let Some(block) = self.page().blocks.first() else { return false };
        let locale = block.styles.get(Part::Headline.role()).settings.locale;
        let end = row.line.range.end as usize;
        // A clause ends at a blank, and a row where its writer says.
        let rest = text.text.get(end..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start().len();
        let is_given = text.breaks.contains(&(end as u32));
        let behind = text.text.get(..end).is_some_and(|row| row.ends_with('\u{3000}'));
        blanks == 0 && !is_given && !behind && parts_phrase(&text.text, locale, end as u32)
    }

    /// With the line of white under it.
    fn intro(self) -> u32 {
        self.depth_of(|usage| matches!(usage, Usage::Story { part: Part::Intro, .. })) + 1
    }

    fn picture(self, units: u32) -> Option<Look> {
        let page = self.page();
        let line = page.grid.line;
        let placed = self.frames().iter().find_map(|frame| match frame {
            Frame::Picture(placed) if placed.block == BlockId(0) => Some(placed),
            _ => None,
        })?;
        let footprint = self.settled.footprints.get(placed.picture.0 as usize)?;
        let (is_lettered, prints) = (footprint.lettered, footprint.prints);
        let footprint = footprint.size;
        let shown = self.logical(placed.clip);
        let (along, across, is_vertical) = match page.grid.mode {
            crate::measure::WritingMode::HorizontalTb => (footprint.width, footprint.height, false),
            crate::measure::WritingMode::VerticalRl => (footprint.height, footprint.width, true),
        };
        if !along.is_positive() || !across.is_positive() {
            return None;
        }
        let natural = shown.inline_size.scale(across.units(), along.units());
        let room = self.logical(page.blocks.first()?.rect).block_size;
        let rest = room - shown.block_size;
        let caption = rest.covered_by(line).max(0) as u32;
        let lines = (natural + rest).covered_by(line).max(1) as u32;
        let is_faint = !prints.holds(if is_vertical { natural } else { shown.inline_size });
        Some(Look { units, lines, caption, is_lettered, is_faint })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_clause_that_stands_alone_in_a_short_row_is_a_stump() {
        // 薪俸稅寬減/一成/上限二千元, whose blank stands before 上限.
        assert!(stumps(&[(65, false), (26, true), (65, true)]));
        assert!(stumps(&[(20, false), (100, true)]));
        assert!(!stumps(&[(60, false), (50, true)]));
        assert!(!stumps(&[(40, true), (100, true)]), "a clause by itself");
        assert!(!stumps(&[]));
    }

    #[test]
    fn a_head_in_a_tower_of_rows_gives_way_to_one_of_fewer() {
        let of = |units: u32, size: u32, rows: u32, framing: Framing| Setting {
            size,
            rows,
            framing,
            ..Setting::plain(units, 40)
        };
        let all = vec![
            of(1, 28, 4, Framing::Open),
            of(1, 21, 3, Framing::Open),
            of(1, 28, 4, Framing::Framed),
            of(2, 28, 2, Framing::Open),
        ];
        let measured = Measured { settings: vec![all.clone()], pictures: Vec::new() };
        // In a frame there is no other.
        assert_eq!(measured.settings(0, 0), all[1..]);
    }
}
