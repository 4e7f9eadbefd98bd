//! [`Rooms`]: imagined pages in which stories are set to see how much room they take.
//!
//! Each is written as a block of an ordinary layout and settled with all others in one run, so that
//! nothing of what a layout means is known here. A story stands in a room alone, under a name of its own, at
//! the head of an empty page.

use std::collections::BTreeSet;

use crate::source::layout::{Amount, KindWord, Layout};

use super::document::Base;
use super::looks::Ends;
use super::plan::{Copy, OpenPage, Plan};
use super::rules::{Band, LEVELS, SMALLER, band_of};
use super::write::{picture_words, quoted};

/// How a page's columns are taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Units {
    /// Columns (tiers) of a leg.
    pub columns: u32,
    /// Legs side by side on the page.
    pub count: u32,
    pub is_vertical: bool,
}

/// What is set in a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Set {
    /// A story over so many units, its headline of so many points; none: as its look says.
    Story {
        units: u32,
        size: Option<u32>,
        framing: Framing,
    },
    /// The intro of that room alone.
    Intro {
        of: usize,
    },
    /// The story of that room without a rule over it.
    Bare {
        of: usize,
    },
    /// A brief in a stack.
    Brief,
    Picture {
        at: usize,
        units: u32,
    },
}

/// Whether a story stands in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Framing {
    Open,
    Framed,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// The page's id, and the story's name in it.
    pub id: String,
    pub story: usize,
    /// By its place among the formats.
    pub format: usize,
    /// How far the story is from the first of its page.
    pub level: usize,
    pub set: Set,
}

/// Pages on which a story is set alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format {
    pub units: Units,
    /// Of a unit, in thousandths of a point, once a page was set.
    pub width: i64,
    /// Of a sheet, by then.
    pub lines: u32,
    pub look: Option<String>,
}

/// A story as it is set on pages of a format: by format, story and level.
pub type Wanted = (usize, usize, usize);

/// Legs narrower than this are set two columns wide, and more: of vertical text, and of horizontal.
const NARROW: i64 = 11;
const NARROW_ACROSS: i64 = 9;
/// No leg is narrower, in thousandths of a character (K057).
const LEAST: i64 = 8000;
/// Fewer legs side by side are too few to part a page.
const FEW_UNITS: u32 = 4;
/// A story of fewer characters is short; over so many units it may stand in a frame.
const SHORT: usize = 500;
const WIDE_FRAME: u32 = 3;
/// A picture's room is so deep, or as deep as the page.
const PICTURE_DEPTH: u32 = 40;
/// Sizes of a head over a number of units that are tried.
const SIZES: usize = 4;
/// Sizes of a lead's head for where larger ones have no room.
const SMALL_LEAD: [u32; 3] = [42, 36, 28];
/// An intro over all legs is no wider, in thousandths of a point: about 53 characters of its size.
const WIDE_INTRO: i64 = 560_000;
/// An intro over more units than this stands in the first of them.
pub const INTRO_UNITS: u32 = 2;

impl Format {
    /// The formats of the pages that are arranged, and of each page which it has; none where the layout
    /// has no grid. On some pages, by their places, no columns are taken together that are wide enough.
    pub fn all(
        layout: &Layout,
        pages: &[OpenPage],
        single: &[usize],
    ) -> Option<(Vec<Format>, Vec<usize>)> {
        let grid = &layout.grid.as_ref()?.value;
        let columns = grid.columns.as_ref()?.value;
        let measure = grid.measure.as_ref()?.value.permille();
        let gutter = match grid.gutter.as_ref().map(|key| key.value) {
            Some(Amount::Count(count)) => count.permille(),
            _ => 1000,
        };
        let mut formats: Vec<Format> = Vec::new();
        let mut of_page = Vec::with_capacity(pages.len());
        for (at, page) in pages.iter().enumerate() {
            let together = Units::of(columns, (measure, gutter), page.is_vertical);
            let units = if single.contains(&at) { together.single(measure) } else { together };
            let own = Format { units, width: 0, lines: 0, look: page.look.clone() };
            let known = formats.iter().position(|format| *format == own);
            of_page.push(known.unwrap_or(formats.len()));
            if known.is_none() {
                formats.push(own);
            }
        }
        Some((formats, of_page))
    }
}

impl Units {
    /// Of a grid of so many columns of so many characters, in thousandths.
    pub fn of(columns: u32, (measure, gutter): (i64, i64), is_vertical: bool) -> Units {
        let narrow = if is_vertical { NARROW } else { NARROW_ACROSS };
        let wide = |by: u32| i64::from(by) * measure + i64::from(by - 1) * gutter;
        let parts = |by: &u32| columns.is_multiple_of(*by) && columns / by <= MOST_UNITS as u32;
        let all = || (1..=columns).filter(parts);
        let few = FEW_UNITS.min(columns);
        let usual = all().find(|by| wide(*by) >= narrow * 1000 && columns / by >= few);
        let by = usual.or_else(|| all().next()).unwrap_or(1);
        Units { columns: by, count: columns / by, is_vertical }
    }

    /// Each column by itself, where it is wide enough, and there are not too many.
    fn single(self, measure: i64) -> Units {
        let count = self.columns * self.count;
        let is_wide = measure >= LEAST && count as usize <= MOST_UNITS;
        if is_wide { Units { columns: 1, count, ..self } } else { self }
    }

    /// `columns = "1-4"`, with `split` where a leg takes several columns.
    pub fn keys(&self, first: u32, count: u32) -> String {
        let (from, to) = ((first - 1) * self.columns + 1, (first - 1 + count) * self.columns);
        let word = self.word();
        match from == to {
            true => format!("{word}s = {from}"),
            false => format!("{word}s = \"{from}-{to}\""),
        }
    }

    /// What its columns are called.
    pub fn word(&self) -> &'static str {
        if self.is_vertical { "tier" } else { "column" }
    }

    /// `, split = 3`, for a block whose legs take several columns.
    pub fn split(&self, count: u32) -> String {
        if self.columns > 1 { format!(", split = {count}") } else { String::new() }
    }

    /// The rule at the head of a block.
    pub fn rule(&self) -> &'static str {
        if self.is_vertical {
            "rules = { right = \"0.5pt\" }"
        } else {
            "rules = { top = \"0.5pt\" }"
        }
    }
}

/// More legs side by side no page has.
pub const MOST_UNITS: usize = 16;

/// The rooms in which stories are wanted; pictures of those that were never set in a format, `seen`.
pub fn rooms(
    plan: &Plan,
    formats: &[Format],
    wanted: &BTreeSet<Wanted>,
    mut seen: BTreeSet<(usize, usize)>,
) -> Vec<Room> {
    let mut rooms = Vec::new();
    for &(format, story, level) in wanted {
        let (Some(own), Some(copy)) = (formats.get(format), plan.stories.get(story)) else {
            continue;
        };
        let mut add = |set: Set| {
            let id = format!("room-{}", rooms.len());
            rooms.push(Room { id, story, format, level, set });
            rooms.len() - 1
        };
        let is_new = seen.insert((format, story));
        if copy.kind == KindWord::Brief {
            add(Set::Brief);
            continue;
        }
        for wide in 1..=own.units.count {
            for size in sizes(copy, level, (own, wide)) {
                for framing in framings(copy, own.units, wide) {
                    // Beside its text a picture has to stand where that begins.
                    let needs_bare = !own.units.is_vertical
                        && !copy.pictures.is_empty()
                        && framing == Framing::Open;
                    let of = add(Set::Story { units: wide, size, framing });
                    let bare = needs_bare.then(|| add(Set::Bare { of }));
                    if copy.has_intro && wide > INTRO_UNITS {
                        add(Set::Intro { of });
                        if let Some(of) = bare {
                            add(Set::Intro { of });
                        }
                        // Or over all legs, where its lines are not too long for that.
                        if i64::from(wide) * own.width <= WIDE_INTRO {
                            let of = add(Set::Story { units: wide, size, framing });
                            if needs_bare {
                                add(Set::Bare { of });
                            }
                        }
                    }
                }
            }
            for at in (0..copy.pictures.len()).filter(|_| is_new) {
                add(Set::Picture { at, units: wide });
            }
        }
    }
    rooms
}

/// The level that a story's head is of; one is as good as the other where the head is not the arranger's.
pub fn level_in(copy: &Copy, level: usize) -> usize {
    match copy.kind == KindWord::Brief || copy.has_look || copy.headline == 0 {
        true => 0,
        false => level.min(LEVELS - 1),
    }
}

fn framings(copy: &Copy, units: Units, wide: u32) -> Vec<Framing> {
    // A frame takes no pictures. On a horizontal page it is for what is short: its legs may be shallow.
    let keeps = copy.pictures.iter().any(|picture| picture.keep);
    let is_short = copy.body < SHORT && !copy.has_intro && wide <= WIDE_FRAME;
    match (copy.is_boxed(), (units.is_vertical || is_short) && !keeps) {
        (true, _) => vec![Framing::Framed],
        (false, true) => vec![Framing::Open, Framing::Framed],
        (false, false) => vec![Framing::Open],
    }
}

/// Sizes of a headline over so many units that fill them in few rows.
fn sizes(copy: &Copy, level: usize, (format, wide): (&Format, u32)) -> Vec<Option<u32>> {
    // Of a column that stays at least this deep.
    const SHALLOW: usize = 3;
    let (units, width) = (format.units, format.width);
    let per_line = (width / 9_000).max(8) as usize;
    let lines = copy.body / per_line + 1;
    if wide > 1
        && wide < units.count
        && copy.pictures.is_empty()
        && lines / (wide as usize) < SHALLOW
    {
        return Vec::new();
    }
    if copy.has_look || copy.headline == 0 {
        return vec![None];
    }
    let (characters, all) = (copy.headline as i64, width * i64::from(wide));
    let band: Band = band_of(level);
    // A lead's head is large before it is short.
    let most = if wide == 1 || level == 0 { 3 } else { 2 };
    let fits = |size: &&u32| {
        let natural = characters * i64::from(**size) * 1000;
        match copy.rows {
            0 => (natural + all - 1) / all <= most + i64::from(units.is_vertical && wide == 1),
            // Each of them has to fit.
            _ => natural <= all,
        }
    };
    let mut sizes: Vec<u32> = band.sizes.iter().filter(fits).copied().collect();
    if sizes.is_empty() {
        let least = band.sizes.last().copied().unwrap_or(0);
        let mut smaller = SMALLER.iter().filter(|size| **size < least);
        sizes.extend(smaller.find(fits).or(SMALLER.last()));
    }
    // What fills its rows best goes first.
    let gap = |size: &u32| {
        let natural = characters * i64::from(*size) * 1000;
        let rows = ((natural + all - 1) / all).max(1);
        (rows * all - natural) * 100 / (rows * all) + (rows - 1) * 12
    };
    sizes.sort_by_key(|size| (gap(size), std::cmp::Reverse(*size)));
    sizes.truncate(SIZES);
    // A smaller one for where it would be like its neighbour's.
    let least = sizes.iter().min().copied().unwrap_or(0);
    let smaller = SMALLER.iter().filter(|size| **size < least && fits(size)).copied();
    match level {
        // A lead has them where nothing else has room.
        0 => sizes.extend(smaller.filter(|size| SMALL_LEAD.contains(size)).collect::<Vec<u32>>()),
        _ => sizes.extend(smaller.take(1).collect::<Vec<u32>>()),
    }
    sizes.into_iter().map(Some).collect()
}

/// The layout of all rooms.
pub fn imagined(base: &Base, plan: &Plan, formats: &[Format], rooms: &[Room]) -> String {
    let mut sizes: Vec<u32> = rooms
        .iter()
        .filter_map(|room| match room.set {
            Set::Story { size, .. } => size,
            _ => None,
        })
        .collect();
    sizes.sort_unstable();
    sizes.dedup();
    let looks = base.looks().tables(sizes.iter().map(|size| (*size, Ends::Full)));
    let name = |room: &Room| plan.stories.get(room.story).map(|copy| copy.name.clone());
    let aliases: Vec<(String, &str)> = rooms
        .iter()
        .filter(|room| matches!(room.set, Set::Story { .. } | Set::Bare { .. } | Set::Brief))
        .filter_map(|room| Some((name(room)?, room.id.as_str())))
        .collect();
    let articles = base.article_as(aliases.iter().map(|(name, alias)| (name.as_str(), *alias)));
    let mut text = format!("{}\n{looks}{articles}", base.shared());
    for room in rooms {
        let Some(format) = formats.get(room.format) else { continue };
        text += &page((base, plan), rooms, room, format);
    }
    text
}

/// The pages of the plan as they are, without what is to be arranged, and a sheet of each format.
pub fn fixed(base: &Base, plan: &Plan, formats: &[Format]) -> String {
    let mut text = format!("{}\n{}", base.shared(), base.article_as(std::iter::empty()));
    for page in &plan.pages {
        text += "\n";
        text += &base.fixed_page(page.at, &fixed_id(page));
    }
    for (number, format) in formats.iter().enumerate() {
        let writing = if format.units.is_vertical { "vertical" } else { "horizontal" };
        let id = sheet_id(number);
        text += &format!("\n[[page]]\nid = \"{id}\"\nwriting = \"{writing}\"\n");
    }
    text
}

/// What an empty sheet of a format is called.
pub fn sheet_id(format: usize) -> String {
    format!("sheet-{format}")
}

/// What a page of the plan is called there.
pub fn fixed_id(page: &OpenPage) -> String {
    format!("fixed-{}", page.at)
}

fn page((base, plan): (&Base, &Plan), rooms: &[Room], room: &Room, format: &Format) -> String {
    let units = format.units;
    let Some(copy) = plan.stories.get(room.story) else { return String::new() };
    let id = &room.id;
    let of_story = |of: usize| rooms.get(of).map(|room| &room.set);
    let block = match &room.set {
        Set::Bare { of } => {
            let Some(Set::Story { units: wide, size, .. }) = of_story(*of) else {
                return String::new();
            };
            let (keys, split) = (units.keys(1, *wide), units.split(*wide));
            let look = size.map_or(String::new(), |size| {
                format!(", look = \"{}\"", base.looks().name(size, Ends::Full))
            });
            format!("{{ article = \"{id}\", {keys}{split}, lines = \"1-\"{look} }}")
        }
        Set::Story { units: wide, size, framing } => {
            let (keys, split) = (units.keys(1, *wide), units.split(*wide));
            let look = size.map_or(String::new(), |size| {
                format!(", look = \"{}\"", base.looks().name(size, Ends::Full))
            });
            let decor = match framing {
                Framing::Open => units.rule().to_owned(),
                Framing::Framed => FRAME.to_owned(),
            };
            format!("{{ article = \"{id}\", {keys}{split}, lines = \"1-\"{look}, {decor} }}")
        }
        Set::Intro { of } => {
            let of = rooms.iter().find(|room| room.id == format!("room-{of}"));
            let of = of.map_or("", |room| room.id.as_str());
            let keys = units.keys(1, INTRO_UNITS);
            format!("{{ article = \"{of}\", part = \"intro\", {keys}, lines = \"1-\" }}")
        }
        Set::Brief => {
            let keys = units.keys(1, 1);
            format!("{{ articles = [\"{id}\"], {keys}{}, lines = \"1-\" }}", units.split(1))
        }
        Set::Picture { at, units: wide } => {
            let Some(picture) = copy.pictures.get(*at) else { return String::new() };
            let keys = units.keys(1, *wide);
            let (file, words) = (quoted(&picture.written), picture_words(picture));
            let depth = format.lines.min(PICTURE_DEPTH);
            format!("{{ picture = {file}, {keys}, lines = \"1+{depth}\"{words} }}")
        }
    };
    let writing = if units.is_vertical { "vertical" } else { "horizontal" };
    let look = format.look.as_ref().map_or(String::new(), |l| format!("look = {}\n", quoted(l)));
    format!("\n[[page]]\nid = \"{id}\"\nwriting = \"{writing}\"\n{look}block = [{block}]\n")
}

/// Around what stands with another story.
pub const FRAME: &str = "frame = \"0.5pt\", inset = 1";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_story_may_stand_in_a_frame_over_a_few_columns() {
        let units = Units { columns: 1, count: 6, is_vertical: false };
        let short = Copy { body: 200, ..Copy::of_rank("lift", 4) };
        let both = vec![Framing::Open, Framing::Framed];
        assert_eq!(framings(&short, units, 2), both);
        assert_eq!(framings(&short, units, 5), [Framing::Open]);
        let long = Copy { body: 600, ..short.clone() };
        assert_eq!(framings(&long, units, 2), [Framing::Open]);
        let of_plan = Copy { kind: KindWord::Box, ..short };
        assert_eq!(framings(&of_plan, units, 5), [Framing::Framed]);
        // On a vertical page any may.
        assert_eq!(framings(&long, Units { is_vertical: true, ..units }, 5), both);
    }

    #[test]
    fn columns_that_are_taken_together_stand_alone_where_they_hold_eight_characters() {
        let twos = |count: u32| Units { columns: 2, count, is_vertical: true };
        let alone = Units { columns: 1, count: 12, is_vertical: true };
        assert_eq!(twos(6).single(8000), alone);
        assert_eq!((twos(6).single(7000), twos(10).single(9000)), (twos(6), twos(10)));
    }

    fn format(width: i64) -> Format {
        let units = Units { columns: 1, count: 4, is_vertical: false };
        Format { units, width, lines: 120, look: None }
    }

    #[test]
    fn a_head_has_a_smaller_size_for_where_it_is_like_its_neighbour_s() {
        let copy = Copy { headline: 12, body: 600, ..Copy::of_rank("lift", 3) };
        let sizes = |level: usize| sizes(&copy, level, (&format(162_000), 2));
        assert!(sizes(2).contains(&Some(28)) && sizes(2).contains(&Some(18)), "{:?}", sizes(2));
        // A lead's may be small, too, where nothing else has room.
        let lead = [48, 42, 28].map(|size| sizes(0).contains(&Some(size)));
        assert_eq!(lead, [true; 3], "{:?}", sizes(0));
    }

    #[test]
    fn a_story_with_a_picture_is_set_without_a_rule_too_its_intro_apart_as_there() {
        let picture = super::super::plan::Picture {
            written: "fog.svg".to_owned(),
            caption: None,
            credit: None,
            alt: None,
            keep: false,
            fit: None,
            focus: None,
            span: crate::diag::Span { file: crate::diag::FileId(0), start: 0, end: 0 },
        };
        let copy = Copy { headline: 12, has_intro: true, body: 600, ..Copy::of_rank("lift", 2) };
        let plan = Plan::of(&["news"], vec![Copy { pictures: vec![picture], ..copy }]);
        let rooms = rooms(&plan, &[format(162_000)], &BTreeSet::from([(0, 0, 1)]), BTreeSet::new());
        let has_intro =
            |at: usize| rooms.iter().any(|room| matches!(room.set, Set::Intro { of } if of == at));
        let bare = rooms.iter().enumerate().filter_map(|(at, room)| match room.set {
            Set::Bare { of } => Some((at, of)),
            _ => None,
        });
        let bare: Vec<(usize, usize)> = bare.collect();
        assert!(!bare.is_empty(), "{rooms:?}");
        for (at, of) in bare {
            assert!(matches!(rooms[of].set, Set::Story { .. }));
            assert_eq!(has_intro(at), has_intro(of), "{at} of {of}");
        }
    }

    #[test]
    fn an_intro_stands_over_all_legs_where_its_lines_are_not_too_long() {
        let copy = Copy { headline: 12, has_intro: true, body: 600, ..Copy::of_rank("lift", 2) };
        let plan = Plan::of(&["news"], vec![copy]);
        let wanted = BTreeSet::from([(0, 0, 1)]);
        let rooms = rooms(&plan, &[format(162_000)], &wanted, BTreeSet::new());
        let stories = |wide: u32| {
            let is_wide =
                |room: &&Room| matches!(room.set, Set::Story { units, .. } if units == wide);
            rooms.iter().filter(is_wide).count()
        };
        let apart = |wide: u32| {
            let of_wide =
                |of: usize| matches!(rooms[of].set, Set::Story { units, .. } if units == wide);
            let is_intro = |room: &&Room| matches!(room.set, Set::Intro { of } if of_wide(of));
            rooms.iter().filter(is_intro).count()
        };
        assert!(apart(3) > 0 && stories(3) == apart(3) * 2, "{rooms:?}");
        assert!(apart(4) > 0 && stories(4) == apart(4), "{rooms:?}");
    }
}
