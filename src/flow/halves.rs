//! [`split`]: every spread as two pages, each with what of it stands on one sheet.
//!
//! ```text
//! +-------------+-------------+      +-------------+        +-------------+
//! | A HEAD OVER | BOTH HALVES |      | A HEAD OVER |        | BOTH HALVES |
//! |       +-----+------+      |  ->  |       +-----+--+  +--+------+      |
//! |       | picture    |      |      |       | picture|  |picture  |      |
//! +-------+-----+------+------+      +-------+-----+--+  +--+------+------+
//!             fold                               bleed      bleed
//! ```
//!
//! What crosses the fold goes on beyond it by the paper's bleed, as it does at every other edge. Both pages
//! have all blocks of the spread under their numbers; one that does not stand on a page is an empty
//! area there. A text belongs to the page where it stands, or begins.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compose::{BreakReason, GlyphRun, RunText, SetLine};
use crate::measure::{Length, Point, Rect, Size, WritingMode};
use crate::page::model::{
    Block, BlockContent, BlockId, Page, PageId, PageModel, PaperBox, Rule, Sheets, Side, Spread,
    StoryId, TextId,
};

use super::frame::{Filled, Frame, PlacedBox, PlacedLine, PlacedPicture, PlacedRule, SetPage};

/// The same job with its spreads split; none where it has none that is to be written as two pages.
pub fn split(model: &PageModel, filled: &Filled) -> Option<(PageModel, Filled)> {
    let is_split = |page: &Page| spread_of(page).is_some();
    if !model.pages.iter().any(is_split) {
        return None;
    }
    let new = Numbers::new(model, filled);
    let mut made = model.clone();
    made.pages = Vec::with_capacity(model.pages.len() * 2);
    for (at, page) in (0..).map(PageId).zip(&model.pages) {
        match spread_of(page) {
            None => made.pages.push(page.clone()),
            Some(spread) => {
                let names = names_of(&page.name, spread);
                for (side, name) in spread.sides().into_iter().zip(names) {
                    made.pages.push(Half { page, spread, side }.page(name, at, &new));
                }
            }
        }
    }
    let mut pages = Vec::with_capacity(filled.pages.len() * 2);
    for (at, set) in filled.pages.iter().enumerate() {
        let page = model.pages.get(set.page.0 as usize);
        match page.and_then(|page| Some((page, spread_of(page)?))) {
            None => {
                let frames = set.frames.iter().cloned().map(|frame| new.renamed(frame)).collect();
                let name = set.name.clone();
                pages.push(SetPage { page: new.page(set.page, None), name, frames, ..*set });
            }
            Some((page, spread)) => {
                let is_own = at < model.pages.len();
                let names = match &spread.names {
                    Some(names) if is_own => names.clone(),
                    _ => numbered(&set.name),
                };
                for (side, name) in spread.sides().into_iter().zip(names) {
                    pages.push(Half { page, spread, side }.set(name, set, &new));
                }
            }
        }
    }
    let mut jump_lines = std::mem::take(&mut made.jump_lines);
    for line in &mut jump_lines {
        line.page = line.page.map(|page| new.place(page, line.side));
    }
    made.jump_lines = jump_lines;
    let turned = model.pages.iter().filter_map(|page| Some((page, spread_of(page)?)));
    let turned = turned.flat_map(|(page, spread)| turned_on(page, spread)).collect();
    let mut out = Filled { pages, turned, ..filled.clone_without_pages() };
    out.accounts.iter_mut().for_each(|account| account.page = new.page(account.page, None));
    out.overset.iter_mut().for_each(|over| over.last_page = new.page(over.last_page, None));
    Some((made, out))
}

/// The stories whose first leg over the fold is on the half that is read last.
fn turned_on<'p>(page: &'p Page, spread: &'p Spread) -> impl Iterator<Item = StoryId> + 'p {
    let folded = page.blocks.iter().filter(|block| block.fold.is_some());
    folded.filter_map(|block| match &block.content {
        BlockContent::Story(story) => {
            let first = story.legs.first()?;
            (spread.side_of(&first.rect) != spread.first).then_some(story.story)
        }
        _ => None,
    })
}

/// Of a page that is to be written as two.
fn spread_of(page: &Page) -> Option<&Spread> {
    page.spread.as_ref().filter(|spread| spread.sheets == Sheets::Split)
}

/// The names of the halves as they are read.
fn names_of(name: &str, spread: &Spread) -> [String; 2] {
    spread.names.clone().unwrap_or_else(|| numbered(name))
}

fn numbered(name: &str) -> [String; 2] {
    [format!("{name}-1"), format!("{name}-2")]
}

/// The numbers that pages have once spreads are split.
struct Numbers<'a> {
    model: &'a PageModel,
    /// Of each page of the model that of its first half.
    pages: Vec<u32>,
    /// The same of the pages that are made up.
    places: Vec<u32>,
    filled: &'a Filled,
    /// The half on which the texts of a block begin.
    homes: BTreeMap<(PageId, BlockId), Side>,
}

impl<'a> Numbers<'a> {
    fn new(model: &'a PageModel, filled: &'a Filled) -> Numbers<'a> {
        let count = |pages: &mut dyn Iterator<Item = PageId>| {
            let mut next = 0;
            let number = |id: PageId| {
                let page = model.pages.get(id.0 as usize);
                let own = next;
                next += if page.and_then(spread_of).is_some() { 2 } else { 1 };
                own
            };
            pages.map(number).collect()
        };
        let pages = count(&mut (0..model.pages.len() as u32).map(PageId));
        let places = count(&mut filled.pages.iter().map(|set| set.page));
        let mut homes = BTreeMap::new();
        for set in &filled.pages {
            let page = model.pages.get(set.page.0 as usize);
            let Some(spread) = page.and_then(spread_of) else { continue };
            for frame in &set.frames {
                let Frame::Line(line) = frame else { continue };
                if let TextId::Block(_, block, _) = line.text {
                    let side = begins_on(line, spread);
                    homes.entry((set.page, block)).or_insert(side);
                }
            }
        }
        Numbers { model, pages, places, filled, homes }
    }

    fn spread(&self, page: PageId) -> Option<&'a Spread> {
        self.model.pages.get(page.0 as usize).and_then(spread_of)
    }

    /// A page, or that half of it.
    fn page(&self, old: PageId, side: Option<Side>) -> PageId {
        let first = self.pages.get(old.0 as usize).copied().unwrap_or(old.0);
        PageId(first + self.behind(old, side))
    }

    /// The same of a page that is made up, by its place.
    fn place(&self, old: u32, side: Option<Side>) -> u32 {
        let first = self.places.get(old as usize).copied().unwrap_or(old);
        let page = self.filled.pages.get(old as usize).map(|set| set.page);
        first + page.map_or(0, |page| self.behind(page, side))
    }

    fn behind(&self, page: PageId, side: Option<Side>) -> u32 {
        let second = self.spread(page).is_some_and(|it| side.is_some_and(|side| side != it.first));
        u32::from(second)
    }

    fn home(&self, page: PageId, block: BlockId) -> Option<Side> {
        let spread = self.spread(page)?;
        let known = self.homes.get(&(page, block)).copied();
        known.or_else(|| {
            let block = self.model.pages.get(page.0 as usize)?.blocks.get(block.0 as usize)?;
            Some(spread.side_of(&block.rect))
        })
    }

    fn text(&self, text: TextId) -> TextId {
        match text {
            TextId::Block(page, block, of) => {
                TextId::Block(self.page(page, self.home(page, block)), block, of)
            }
            other => other,
        }
    }

    /// A frame whose texts are called as they are now.
    fn renamed(&self, mut frame: Frame) -> Frame {
        if let Frame::Line(line) = &mut frame {
            line.text = self.text(line.text);
            line.tail = line.tail.map(|tail| self.text(tail));
        }
        frame
    }
}

/// The half of a line's first character.
fn begins_on(line: &PlacedLine, spread: &Spread) -> Side {
    let glyphs = line.line.runs.iter().flat_map(|run| &run.glyphs);
    let first = glyphs.map(|glyph| glyph.inline.length()).min().unwrap_or(Length::ZERO);
    let rect = match line.mode {
        WritingMode::HorizontalTb => {
            Rect { x: line.rect.x + first, width: Length::ZERO, ..line.rect }
        }
        WritingMode::VerticalRl => line.rect,
    };
    spread.side_of(&rect)
}

/// A half of a spread that becomes a page.
#[derive(Clone, Copy)]
struct Half<'a> {
    page: &'a Page,
    spread: &'a Spread,
    side: Side,
}

impl Half<'_> {
    /// What of the spread's width lies on it; with `over` beyond the fold.
    fn extent(&self, over: Length) -> (Length, Length) {
        let Spread { fold, .. } = *self.spread;
        match self.side {
            Side::Left => (-Length::MAX, fold + over),
            Side::Right => (fold - over, Length::MAX),
        }
    }

    /// How far to the left everything is moved.
    fn by(&self) -> Length {
        match self.side {
            Side::Left => Length::ZERO,
            Side::Right => self.spread.fold,
        }
    }

    /// Of what is no text: so much of a rectangle as is on this half, in its own coordinates.
    fn part(&self, rect: &Rect, over: Length) -> Rect {
        let (from, to) = self.extent(over);
        let x = rect.x.max(from).min(to);
        let right = rect.right().min(to).max(x);
        Rect { x: x - self.by(), width: right - x, ..*rect }
    }

    fn has(&self, rect: &Rect) -> bool {
        self.part(rect, Length::ZERO).width.is_positive()
    }

    fn is_mostly_here(&self, rect: &Rect) -> bool {
        self.spread.side_of(rect) == self.side
    }

    fn page(&self, name: String, at: PageId, new: &Numbers<'_>) -> Page {
        let page = self.page;
        let trim = Size { width: self.spread.fold, ..page.paper.trim };
        let columns = page.columns.iter().filter(|column| self.is_mostly_here(column));
        let columns: Vec<Rect> = columns.map(|column| self.part(column, Length::ZERO)).collect();
        let grid_area = columns.iter().copied().reduce(|all, one| all.union(&one));
        let blocks = (0..).map(BlockId).zip(&page.blocks);
        Page {
            name,
            paper: PaperBox { trim, ..page.paper },
            spread: None,
            type_area: self.part(&page.type_area, Length::ZERO),
            grid_area: grid_area.unwrap_or_else(|| self.part(&page.grid_area, Length::ZERO)),
            columns,
            blocks: blocks.map(|(id, block)| self.block(block, new.home(at, id))).collect(),
            section: page.section.clone(),
            ..*page
        }
    }

    /// A block as it is on this half; its texts are at `home`.
    fn block(&self, block: &Block, home: Option<Side>) -> Block {
        let is_here = self.has(&block.rect);
        let is_home = home == Some(self.side);
        let mut own = block.clone();
        own.fold = None;
        for rect in [&mut own.rect, &mut own.frame_rect, &mut own.inner] {
            *rect = self.part(rect, Length::ZERO);
        }
        match &mut own.content {
            BlockContent::Area => {}
            BlockContent::Story(story) if is_here => {
                story.legs.retain(|leg| self.is_mostly_here(&leg.rect));
                for leg in &mut story.legs {
                    leg.rect = self.part(&leg.rect, Length::ZERO);
                }
            }
            BlockContent::Picture(picture) if is_here => {
                if !is_home {
                    (picture.caption, picture.credit) = (None, None);
                }
            }
            BlockContent::Text(_) if is_home => {}
            BlockContent::Reserve(_) if is_here => {}
            content => *content = BlockContent::Area,
        }
        own
    }

    fn set(&self, name: String, set: &SetPage, new: &Numbers<'_>) -> SetPage {
        let bleed = self.page.paper.bleed;
        let mut frames = Vec::with_capacity(set.frames.len());
        for frame in &set.frames {
            match frame {
                Frame::Line(line) => frames.extend(self.line(line)),
                Frame::Picture(placed) => frames.extend(self.picture(placed, bleed)),
                Frame::Rule(placed) => frames.extend(self.rule(*placed, bleed)),
                Frame::Box(placed) => frames.extend(self.boxed(*placed, bleed)),
            }
        }
        let frames = frames.into_iter().map(|frame| new.renamed(frame)).collect();
        let reach = match self.side {
            Side::Left => Length::ZERO,
            Side::Right => set.reach,
        };
        SetPage { page: new.page(set.page, Some(self.side)), name, frames, reach }
    }

    fn crosses(&self, rect: &Rect) -> bool {
        rect.x < self.spread.fold && self.spread.fold < rect.right()
    }

    /// A line, or what of a row over the fold stands here.
    fn line(&self, line: &PlacedLine) -> Option<Frame> {
        let rect = line.rect;
        if !self.crosses(&rect) || line.mode == WritingMode::VerticalRl {
            let here = self.is_mostly_here(&rect);
            let rect = Rect { x: rect.x - self.by(), ..rect };
            return here.then(|| Frame::Line(PlacedLine { rect, ..line.clone() }));
        }
        let [before, behind] = parted(&line.line, self.spread.fold - rect.x);
        let own = match self.side {
            Side::Left => before,
            Side::Right => behind,
        }?;
        let rect = self.part(&rect, Length::ZERO);
        Some(Frame::Line(PlacedLine { rect, line: Arc::new(own), ..line.clone() }))
    }

    fn picture(&self, placed: &PlacedPicture, bleed: Length) -> Option<Frame> {
        let over = if self.crosses(&placed.clip) { bleed } else { Length::ZERO };
        if !self.has(&placed.clip) {
            return None;
        }
        let clip = self.part(&placed.clip, over);
        let mut frame = Frame::Picture(PlacedPicture { clip: placed.clip, ..placed.clone() });
        frame.move_back(self.by());
        if let Frame::Picture(picture) = &mut frame {
            picture.clip = clip;
        }
        Some(frame)
    }

    fn rule(&self, placed: PlacedRule, bleed: Length) -> Option<Frame> {
        let PlacedRule { from, to, .. } = placed;
        let rect = Rect {
            x: from.x.min(to.x),
            y: from.y,
            width: (to.x - from.x).max(from.x - to.x),
            height: Length::ZERO,
        };
        if self.crosses(&rect) {
            let (least, most) = self.extent(bleed);
            let within = |at: Point| Point { x: at.x.max(least).min(most) - self.by(), ..at };
            return Some(Frame::Rule(PlacedRule { from: within(from), to: within(to), ..placed }));
        }
        let moved = |at: Point| Point { x: at.x - self.by(), ..at };
        self.is_mostly_here(&rect)
            .then(|| Frame::Rule(PlacedRule { from: moved(from), to: moved(to), ..placed }))
    }

    /// A box over the fold has no side there.
    fn boxed(&self, placed: PlacedBox, bleed: Length) -> Vec<Frame> {
        if !self.crosses(&placed.rect) {
            let rect = Rect { x: placed.rect.x - self.by(), ..placed.rect };
            let here = self.is_mostly_here(&placed.rect);
            return if here { vec![Frame::Box(PlacedBox { rect, ..placed })] } else { Vec::new() };
        }
        let rect = self.part(&placed.rect, bleed);
        let mut frames = Vec::new();
        if placed.fill.is_some() {
            frames.push(Frame::Box(PlacedBox { rect, fill: placed.fill, stroke: None }));
        }
        if let Some(rule) = placed.stroke {
            frames.extend(self.three_sides(rect, rule));
        }
        frames
    }

    fn three_sides(&self, rect: Rect, rule: Rule) -> impl Iterator<Item = Frame> {
        let half = rule.weight / 2;
        // The corners are whole.
        let (near, far, side) = match self.side {
            Side::Left => (rect.x - half, rect.right(), rect.x),
            Side::Right => (rect.x, rect.right() + half, rect.right()),
        };
        let at = |x, y| Point { x, y };
        let sides = [
            (at(near, rect.y), at(far, rect.y)),
            (at(near, rect.bottom()), at(far, rect.bottom())),
            (at(side, rect.y), at(side, rect.bottom())),
        ];
        sides.into_iter().map(move |(from, to)| Frame::Rule(PlacedRule { from, to, rule }))
    }
}

/// What of a line stands before a place along it and what behind it; none where nothing does.
fn parted(line: &SetLine, at: Length) -> [Option<SetLine>; 2] {
    let is_before =
        |glyph: &crate::compose::Glyph| glyph.inline.length() + glyph.advance.length() / 2 < at;
    let runs = |before: bool| -> Vec<GlyphRun> {
        let of = |run: &GlyphRun| {
            let glyphs = run.glyphs.iter().filter(|glyph| is_before(glyph) == before);
            GlyphRun { glyphs: glyphs.cloned().collect(), ..run.clone() }
        };
        line.runs.iter().map(of).filter(|run| !run.glyphs.is_empty()).collect()
    };
    let (before, mut behind) = (runs(true), runs(false));
    for glyph in behind.iter_mut().flat_map(|run| &mut run.glyphs) {
        glyph.inline = (glyph.inline.length() - at).into();
    }
    let of_text = behind.iter().filter(|run| run.text == RunText::Source);
    let starts = of_text.flat_map(|run| &run.glyphs).map(|glyph| glyph.range.start);
    // Nothing behind: all of the text stands before.
    let next = starts.min().unwrap_or(line.range.end).clamp(line.range.start, line.range.end);
    let next = if before.is_empty() { line.range.start } else { next };
    let ends = |runs: &[GlyphRun]| {
        let glyphs = runs.iter().flat_map(|run| &run.glyphs);
        let ends = glyphs.map(|glyph| glyph.inline.length() + glyph.advance.length());
        ends.max().unwrap_or(Length::ZERO)
    };
    let end = if behind.is_empty() { line.end } else { BreakReason::Fit };
    let first = (!before.is_empty()).then(|| SetLine {
        range: line.range.start..next,
        measure: at,
        natural: ends(&before),
        width: ends(&before),
        runs: before,
        end,
        ..line.clone()
    });
    let second = (!behind.is_empty()).then(|| SetLine {
        range: next..line.range.end,
        measure: line.measure - at,
        natural: ends(&behind),
        width: ends(&behind),
        runs: behind,
        adjustments: Vec::new(),
        initial: None,
        ..line.clone()
    });
    [first, second]
}
