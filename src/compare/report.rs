//! [`Difference::text`]: what differs, for people.

use std::fmt::{self, Write};

use super::difference::{
    BlockChange, Count, Difference, Fate, FrozenChange, InkPlace, PageChange, Passage,
    PictureChange, Piece, PieceKind, Place, PlaceOnPage, StoryChange, TextChange,
};

/// Places that are told of a plate.
const MOST_PLACES: usize = 6;
/// Passages that are told of a story.
const MOST_PASSAGES: usize = 40;

/// `1 page`, `2 pages`.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

impl Difference {
    /// One line; `pages` are those of both editions.
    pub(super) fn sum_up(&self, pages: usize) -> String {
        let mut parts = Vec::new();
        if !self.pages.is_empty() {
            let of = counted(pages, "page", "pages");
            let verb = if self.pages.len() == 1 { "differs" } else { "differ" };
            let mut fates = fates(self.pages.iter().map(|page| page.fate));
            let moved = self.pages.iter().filter(|page| page.moved).count();
            if moved > 0 {
                fates.push(format!("{moved} moved"));
            }
            parts.push(format!("{} of {of} {verb}{}", self.pages.len(), in_brackets(&fates)));
        }
        let mut list = |count: usize, (one, many): (&str, &str), fates: Vec<String>| {
            if count > 0 {
                parts.push(format!("{}{}", counted(count, one, many), in_brackets(&fates)));
            }
        };
        let stories = self.stories.iter().filter(|story| story.fate != Fate::Moved);
        let mut of_stories = fates(stories.map(|story| story.fate));
        let moved = self.stories.iter().filter(|story| story.moved).count();
        if moved > 0 {
            of_stories.push(format!("{moved} moved"));
        }
        list(self.stories.len(), ("story", "stories"), of_stories);
        list(self.blocks.len(), ("block", "blocks"), Vec::new());
        let pictures = |advertisement: bool| {
            self.pictures.iter().filter(|it| it.advertisement == advertisement).count()
        };
        list(pictures(false), ("picture", "pictures"), Vec::new());
        list(pictures(true), ("advertisement", "advertisements"), Vec::new());
        list(self.texts.len(), ("other text", "other texts"), Vec::new());
        if !self.frozen.is_empty() {
            let names: Vec<&str> = self.frozen.iter().map(|it| it.story.as_str()).collect();
            parts.push(format!("frozen and changed: {}", names.join(", ")));
        }
        match parts.is_empty() {
            true => "nothing differs".to_owned(),
            false if !self.differs => format!("nothing printed differs; {}", parts.join("; ")),
            false => parts.join("; "),
        }
    }

    /// All of it; the first line is the summary.
    pub fn text(&self) -> String {
        let mut out = format!("{}\n", self.summary);
        self.write(&mut out).expect("a string takes all that is written");
        out
    }

    fn write(&self, out: &mut String) -> fmt::Result {
        for change in &self.frozen {
            writeln!(out, "\n{}", frozen(change))?;
        }
        for page in &self.pages {
            writeln!(out, "\npage {}{}", page.id, of_page(page))?;
            for plate in &page.plates {
                let count = counted(plate.places.len(), "place", "places");
                writeln!(out, "  {}: {} % in {count}", plate.ink.to_lowercase(), plate.share)?;
                for place in plate.places.iter().take(MOST_PLACES) {
                    writeln!(out, "    {}", ink_place(place))?;
                }
                let more = plate.places.len().saturating_sub(MOST_PLACES);
                if more > 0 {
                    writeln!(out, "    and {more} more")?;
                }
            }
        }
        for story in &self.stories {
            writeln!(out, "\nstory {}", of_story(story))?;
            for passage in story.changes.iter().take(MOST_PASSAGES) {
                writeln!(out, "  {}", of_passage(passage))?;
            }
            let more = story.changes.len().saturating_sub(MOST_PASSAGES);
            if more > 0 {
                writeln!(out, "  and {more} more passages")?;
            }
        }
        let parted = !(self.blocks.is_empty() && self.pictures.is_empty() && self.texts.is_empty());
        if parted {
            writeln!(out)?;
        }
        self.blocks.iter().try_for_each(|block| writeln!(out, "{}", of_block(block)))?;
        self.pictures.iter().try_for_each(|picture| writeln!(out, "{}", of_picture(picture)))?;
        self.texts.iter().try_for_each(|text| writeln!(out, "{}", of_text(text)))
    }
}

/// `2 new`, `1 gone`.
fn fates(all: impl Iterator<Item = Fate> + Clone) -> Vec<String> {
    let count = |fate: Fate| all.clone().filter(|it| *it == fate).count();
    let counts = [(Fate::New, "new"), (Fate::Gone, "gone")];
    let counts = counts.map(|(fate, name)| (count(fate), name));
    counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(n, name)| format!("{n} {name}"))
        .collect()
}

fn in_brackets(parts: &[String]) -> String {
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

pub(super) fn of_page(page: &PageChange) -> String {
    let mut said = match page.fate {
        Fate::New => " is new".to_owned(),
        Fate::Gone => " is gone".to_owned(),
        Fate::Changed | Fate::Moved => String::new(),
    };
    if let (true, Some(old), Some(new)) = (page.moved, page.old_number, page.new_number) {
        let _ = write!(said, " moved from {old} to {new}");
    }
    if let Some(size) = page.size {
        let [old, new] =
            [size.old, size.new].map(|[width, height]| format!("{width} x {height} mm"));
        let _ = write!(said, " was {old}, is {new}");
    }
    said
}

fn ink_place(at: &InkPlace) -> String {
    format!("{}{}", place(&at.place), in_brackets(&at.blocks))
}

fn place(at: &Place) -> String {
    let Place { x, y, width, height } = at;
    format!("{width:.1} x {height:.1} mm at {x:.1}, {y:.1}")
}

fn on_page(at: &PlaceOnPage) -> String {
    format!("{} on {}", place(&at.place), at.page)
}

pub(super) fn of_story(story: &StoryChange) -> String {
    let StoryChange { id, old_id, fate, lines, characters, .. } = story;
    let mut parts = Vec::new();
    let on = |pages: &[String]| match pages {
        [] => "no page".to_owned(),
        pages => pages.join(", "),
    };
    let (was, is) = (on(&story.old_pages), on(&story.new_pages));
    match fate {
        Fate::New => parts.push(format!("is new, on {is}")),
        Fate::Gone => parts.push(format!("is gone, was on {was}")),
        Fate::Changed | Fate::Moved if was != is => {
            parts.push(format!("moved from {was} to {is}"));
        }
        Fate::Changed | Fate::Moved if story.moved => parts.push(format!("moved on {is}")),
        Fate::Changed | Fate::Moved => parts.push(format!("on {is}")),
    }
    if let Some(old) = old_id {
        parts.push(format!("was called {old}"));
    }
    parts.push(of_count(lines, "line", "lines", *fate));
    parts.push(of_count(characters, "character", "characters", *fate));
    if *fate == Fate::Changed && story.reset > 0 {
        parts.push(format!("{} set otherwise", counted(story.reset, "line", "lines")));
    }
    let headline = match story.headline.as_str() {
        "" => String::new(),
        headline if headline == id => String::new(),
        headline => format!(" ({headline})"),
    };
    format!("{id}{headline} {}", parts.join("; "))
}

/// `46 -> 48 lines, 2 gained`.
fn of_count(count: &Count, one: &str, many: &str, fate: Fate) -> String {
    let Count { old, new, gained, lost } = *count;
    match fate {
        Fate::New => return counted(new, one, many),
        Fate::Gone => return counted(old, one, many),
        Fate::Changed | Fate::Moved => {}
    }
    let mut said = match old == new {
        true => counted(new, one, many),
        false => format!("{old} -> {}", counted(new, one, many)),
    };
    if gained > 0 {
        let _ = write!(said, ", {gained} gained");
    }
    if lost > 0 {
        let _ = write!(said, ", {lost} lost");
    }
    said
}

fn of_passage(passage: &Passage) -> String {
    let part = if passage.part.is_empty() { "text" } else { &passage.part };
    format!("{part}: {}", marked(&passage.pieces))
}

/// `港口[-昨日-]{+今日+}開放`, as `git diff --word-diff` has it.
fn marked(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| {
        let text = piece.text.replace('\n', " ¶ ");
        match piece.kind {
            PieceKind::Same => text,
            PieceKind::Gone => format!("[-{text}-]"),
            PieceKind::New => format!("{{+{text}+}}"),
        }
    };
    pieces.iter().map(piece).collect()
}

pub(super) fn of_block(change: &BlockChange) -> String {
    let at = |place: &Option<PlaceOnPage>| place.as_ref().map_or(String::new(), on_page);
    let (old, new) = (at(&change.old), at(&change.new));
    match change.fate {
        Fate::New => format!("block {} is new: {new}", change.block),
        Fate::Gone => format!("block {} is gone: {old}", change.block),
        Fate::Changed | Fate::Moved => format!("block {} was {old}, is {new}", change.block),
    }
}

pub(super) fn of_picture(change: &PictureChange) -> String {
    let what = if change.advertisement { "advertisement" } else { "picture" };
    let at = |place: &Option<PlaceOnPage>| place.as_ref().map_or(String::new(), on_page);
    let (old, new) = (at(&change.old), at(&change.new));
    let mut said = Vec::new();
    match change.fate {
        Fate::New => said.push(format!("is new: {new}")),
        Fate::Gone => said.push(format!("is gone: {old}")),
        Fate::Changed | Fate::Moved => {}
    }
    if let Some([was, is]) = &change.other_file {
        let name =
            |files: &str| if files.is_empty() { "nothing".to_owned() } else { files.to_owned() };
        said.push(format!("was {}, is {}", name(was), name(is)));
    }
    if change.other_bytes {
        said.push("the file holds something else".to_owned());
    }
    if change.other_crop {
        said.push("another part of it is shown".to_owned());
    }
    if change.other_place {
        said.push(format!("was {old}, is {new}"));
    }
    format!("{what} {}: {}", change.picture, said.join("; "))
}

fn of_text(change: &TextChange) -> String {
    let TextChange { text, page, fate, old, new, pieces } = change;
    let said = match fate {
        Fate::New => format!("is new: {new}"),
        Fate::Gone => format!("is gone: {old}"),
        Fate::Changed | Fate::Moved => marked(pieces),
    };
    format!("{text} on {page}: {}", said.replace('\n', " ¶ "))
}

/// Which line of a frozen story changed.
pub(super) fn frozen(change: &FrozenChange) -> String {
    let FrozenChange { story, why, part, line, old, new, .. } = change;
    if part.is_empty() {
        return format!("frozen story {story}: {why}");
    }
    let mut said = format!("frozen story {story}: {why} from line {line} of its {part} on");
    let told = |text: &Option<String>, size: Option<[f64; 2]>| match (text, size) {
        (Some(text), Some([along, across])) if change.old_size != change.new_size => {
            format!("{text} ({along} x {across} pt)")
        }
        (Some(text), _) => text.clone(),
        (None, _) => "(no line)".to_owned(),
    };
    let _ = write!(said, "\n  was {}", told(old, change.old_size));
    let _ = write!(said, "\n  is  {}", told(new, change.new_size));
    said
}
