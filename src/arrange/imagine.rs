//! [`Rooms`]: imagined pages in which stories are set to see how much room they take.
//!
//! Each is written as a block of an ordinary layout and settled with all others in one run, so that
//! nothing of what a layout means is known here. A story stands in a room alone, under a name of its own, at
//! the head of an empty page.

use crate::source::layout::KindWord;

use super::document::Base;
use super::plan::{Copy, Plan};
use super::rules::{Band, SMALLER, band_of};
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
    pub set: Set,
    pub is_vertical: bool,
}

/// Legs narrower than this are set two columns wide, and more.
const NARROW: i64 = 11;
/// A picture's room is so deep.
pub const PICTURE_DEPTH: i64 = 40;
/// An intro over more units than this stands in the first of them.
pub const INTRO_UNITS: u32 = 2;

impl Units {
    /// Of a grid of so many columns of so many characters, in thousandths.
    pub fn of(columns: u32, measure: i64, gutter: i64, is_vertical: bool) -> Units {
        let wide = |by: u32| i64::from(by) * measure + i64::from(by - 1) * gutter;
        let fits = |by: &u32| wide(*by) >= NARROW * 1000 && columns.is_multiple_of(*by);
        let by = (1..=columns).find(fits).unwrap_or(1);
        Units { columns: by, count: (columns / by).min(MOST_UNITS as u32), is_vertical }
    }

    /// `columns = "1-4"`, with `split` where a leg takes several columns.
    pub fn keys(&self, first: u32, count: u32) -> String {
        let (from, to) = ((first - 1) * self.columns + 1, (first - 1 + count) * self.columns);
        let word = if self.is_vertical { "tiers" } else { "columns" };
        match from == to {
            true => format!("{word} = {from}"),
            false => format!("{word} = \"{from}-{to}\""),
        }
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
pub const MOST_UNITS: usize = 12;

/// The rooms of a plan's stories on a page of such units; numbers begin at `from`.
pub fn rooms(plan: &Plan, units: Units, width: i64, from: usize) -> Vec<Room> {
    let mut rooms = Vec::new();
    for (story, copy) in plan.stories.iter().enumerate() {
        let is_vertical = units.is_vertical;
        let mut add = |set: Set| {
            let id = format!("room-{}", from + rooms.len());
            rooms.push(Room { id, story, set, is_vertical });
            rooms.len() - 1
        };
        if copy.kind == KindWord::Brief {
            add(Set::Brief);
            continue;
        }
        for wide in 1..=units.count {
            for size in sizes(plan, copy, (units, wide), width) {
                for framing in framings(copy, units) {
                    let of = from + add(Set::Story { units: wide, size, framing });
                    if copy.has_intro && wide > INTRO_UNITS {
                        add(Set::Intro { of });
                    }
                }
            }
            for at in 0..copy.pictures.len() {
                add(Set::Picture { at, units: wide });
            }
        }
    }
    rooms
}

fn framings(copy: &Copy, units: Units) -> Vec<Framing> {
    match (copy.is_boxed(), units.is_vertical) {
        (true, _) => vec![Framing::Framed],
        (false, true) => vec![Framing::Open, Framing::Framed],
        (false, false) => vec![Framing::Open],
    }
}

/// Sizes of a headline over so many units that fill them in few rows; `width` is that of a unit in
/// thousandths of a point.
fn sizes(plan: &Plan, copy: &Copy, (units, wide): (Units, u32), width: i64) -> Vec<Option<u32>> {
    // Of a column that stays at least this deep.
    const SHALLOW: usize = 3;
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
    let band: Band = band_of(plan, copy);
    let most = if wide == 1 { 3 } else { 2 };
    let fits = |size: &&u32| {
        let natural = characters * i64::from(**size) * 1000;
        (natural + all - 1) / all <= most + i64::from(units.is_vertical && wide == 1)
    };
    let mut sizes: Vec<u32> = band.sizes.iter().filter(fits).copied().collect();
    if sizes.is_empty() {
        let least = band.sizes.last().copied().unwrap_or(0);
        let mut smaller = SMALLER.iter().filter(|size| **size < least);
        sizes.extend(smaller.find(fits).or(SMALLER.last()));
    }
    // What fills its rows best, and one more.
    let gap = |size: &u32| {
        let natural = characters * i64::from(*size) * 1000;
        let rows = ((natural + all - 1) / all).max(1);
        (rows * all - natural) * 100 / (rows * all) + (rows - 1) * 12
    };
    sizes.sort_by_key(|size| (gap(size), std::cmp::Reverse(*size)));
    sizes.truncate(2);
    sizes.into_iter().map(Some).collect()
}

/// The look of a head of that size.
pub fn look_name(size: u32, ends: Ends) -> String {
    let how = match ends {
        Ends::Full => "",
        Ends::Short => "-short",
        Ends::Centred => "-centred",
    };
    format!("head-{size}{how}")
}

/// How a headline stands in its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ends {
    /// It fills it.
    Full,
    /// It does not, and begins at its start.
    Short,
    /// It does not, and stands in the middle of a frame.
    Centred,
}

/// The table of such a look: large heads black, the next in serif, and so on in turn.
pub fn look_table(size: u32, ends: Ends) -> String {
    let font = match size {
        48.. | 21..28 => "sans-black",
        _ => "serif-bold",
    };
    let align = match ends {
        Ends::Full => "",
        Ends::Short => ", align = \"start\"",
        Ends::Centred => ", align = \"center\"",
    };
    let below = if size < 28 { ", below = 0.5" } else { "" };
    format!(
        "[look.{}]\nheadline = {{ font = \"{font}\", size = \"{size}pt\"{align}{below} }}\n",
        look_name(size, ends)
    )
}

/// The layout of all rooms, with the fixed blocks of the plan's pages behind them.
pub fn imagined(base: &Base, plan: &Plan, rooms: &[Room], units: [Option<Units>; 2]) -> String {
    let mut sizes: Vec<u32> = rooms
        .iter()
        .filter_map(|room| match room.set {
            Set::Story { size, .. } => size,
            _ => None,
        })
        .collect();
    sizes.sort_unstable();
    sizes.dedup();
    let looks: String = sizes.iter().map(|size| look_table(*size, Ends::Full) + "\n").collect();
    let name = |room: &Room| plan.stories.get(room.story).map(|copy| copy.name.clone());
    let aliases: Vec<(String, &str)> = rooms
        .iter()
        .filter(|room| matches!(room.set, Set::Story { .. } | Set::Brief))
        .filter_map(|room| Some((name(room)?, room.id.as_str())))
        .collect();
    let articles = base.article_as(aliases.iter().map(|(name, alias)| (name.as_str(), *alias)));
    let mut text = format!("{}\n{looks}{articles}", base.shared());
    for room in rooms {
        let Some(units) = units[usize::from(room.is_vertical)] else { continue };
        text += &page(plan, rooms, room, units);
    }
    for page in &plan.pages {
        text += &base.fixed_page(page.at, &format!("fixed-{}", page.at)).unwrap_or_default();
    }
    text
}

fn page(plan: &Plan, rooms: &[Room], room: &Room, units: Units) -> String {
    let Some(copy) = plan.stories.get(room.story) else { return String::new() };
    let id = &room.id;
    let block = match &room.set {
        Set::Story { units: wide, size, framing } => {
            let (keys, split) = (units.keys(1, *wide), units.split(*wide));
            let look = size.map_or(String::new(), |size| {
                format!(", look = \"{}\"", look_name(size, Ends::Full))
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
            format!("{{ picture = {file}, {keys}, lines = \"1+{PICTURE_DEPTH}\"{words} }}")
        }
    };
    let writing = if room.is_vertical { "vertical" } else { "horizontal" };
    format!("\n[[page]]\nid = \"{id}\"\nwriting = \"{writing}\"\nblock = [{block}]\n")
}

/// Around what stands with another story.
pub const FRAME: &str = "frame = \"0.5pt\", inset = 1";
