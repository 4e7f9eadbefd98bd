//! [`Stood`]: where the stories of a layout stand that was arranged before, as its lines say, so that its pages can be
//! tried first when they are arranged again around what is kept.

use toml_edit::{DocumentMut, InlineTable, Item, Value};

use super::area::Place;
use super::document::blocks_of;
use super::imagine::Units;
use super::page::{Arrangement, PageDesk};
use super::plan::Plan;
use super::problem::Stand;
use super::shape::Shape;
use super::share::{Shares, pages_of};

/// A story, or briefs in a stack, with what else is set of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stood {
    /// The page's id, or its number.
    pub page: String,
    pub names: Vec<String>,
    columns: Keys,
    lines: Keys,
    /// Of its head, as its look says.
    size: Option<u32>,
    is_framed: bool,
    has_intro: bool,
    /// The columns of its pictures.
    pictures: Vec<Keys>,
}

/// The first, from 1, and how many.
type Keys = (u32, u32);

/// What stands on the pages of an arranged layout, but for what says `keep = true`. Nothing where it keeps nothing:
/// then its plan is arranged as if for the first time.
pub fn stood(arranged: &str) -> Vec<Stood> {
    let Ok(arranged) = arranged.parse::<DocumentMut>() else { return Vec::new() };
    let pages = arranged.get("page").and_then(Item::as_array_of_tables);
    let mut all: Vec<(Stood, bool)> = Vec::new();
    for (number, page) in (1..).zip(pages.into_iter().flatten()) {
        let id = page.get("id").and_then(Item::as_str);
        let id = id.map_or_else(|| number.to_string(), str::to_owned);
        let mut open = false;
        for block in blocks_of(page).unwrap_or_default() {
            let Some(block) = block.as_inline_table() else { continue };
            let keeps = block.get("keep").and_then(Value::as_bool) == Some(true);
            let names = names_of(block);
            let last = all.last_mut().filter(|_| open);
            match last {
                Some((own, kept)) if block.contains_key("part") && own.names == names => {
                    (own.has_intro, *kept) = (true, *kept || keeps);
                }
                Some((own, kept)) if block.contains_key("picture") && names.is_empty() => {
                    own.pictures.extend(keys(block, &["columns", "tiers"]));
                    *kept |= keeps;
                }
                _ => {
                    let own = of_block(block, names, &id);
                    open = own.is_some();
                    all.extend(own.map(|own| (own, keeps)));
                }
            }
        }
    }
    let keeps_any = all.iter().any(|(_, keeps)| *keeps);
    all.into_iter().filter(|(_, keeps)| keeps_any && !keeps).map(|(own, _)| own).collect()
}

fn names_of(block: &InlineTable) -> Vec<String> {
    let one = block.get("article").and_then(Value::as_str).map(str::to_owned);
    let several = block.get("articles").and_then(Value::as_array);
    let several = several.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
    one.into_iter().chain(several).collect()
}

fn of_block(block: &InlineTable, names: Vec<String>, page: &str) -> Option<Stood> {
    let look = block.get("look").and_then(Value::as_str);
    let size = look.and_then(|look| look.split('-').find_map(|word| word.parse().ok()));
    (!names.is_empty()).then_some(())?;
    Some(Stood {
        page: page.to_owned(),
        names,
        columns: keys(block, &["columns", "tiers"])?,
        lines: keys(block, &["lines"])?,
        size,
        is_framed: block.contains_key("frame"),
        ..Stood::default()
    })
}

/// `"2-4"`, `"2+3"` or `2`.
fn keys(block: &InlineTable, names: &[&str]) -> Option<Keys> {
    let value = names.iter().find_map(|name| block.get(name))?;
    if let Some(one) = value.as_integer() {
        return Some((u32::try_from(one).ok()?, 1));
    }
    let (text, number) = (value.as_str()?, |text: &str| text.trim().parse::<u32>().ok());
    match (text.split_once('-'), text.split_once('+')) {
        (Some((from, to)), _) => Some((number(from)?, number(to)?.checked_sub(number(from)?)? + 1)),
        (_, Some((from, count))) => Some((number(from)?, number(count)?)),
        _ => Some((number(text)?, 1)),
    }
}

impl Stood {
    /// Its place in units, where it has whole ones.
    pub fn place(&self, units: Units) -> Option<Place> {
        let ((first, count), (line, lines)) = (self.columns, self.lines);
        let first = first.checked_sub(1)?;
        let is_whole = first.is_multiple_of(units.columns) && count.is_multiple_of(units.columns);
        is_whole.then_some(())?;
        let line = line.checked_sub(1)?;
        Some(Place { line, unit: first / units.columns, units: count / units.columns, lines })
    }

    /// Whether a form is the one that it was written in.
    fn is_in(&self, shape: &Shape, units: Units) -> bool {
        let wide = |keys: &Keys| keys.1 / units.columns;
        shape.is_framed() == self.is_framed
            && (!shape.setting.is_ours || Some(shape.setting.size) == self.size)
            && (shape.setting.intro > 0) == self.has_intro
            && shape.spots.iter().map(|spot| spot.units).eq(self.pictures.iter().map(wide))
    }

    /// It in the form that it was written in, the cheapest where several are written so. Where the line over it is
    /// clear it may be its own: one is left free over briefs, and over and under frames.
    fn stand<'a>(
        &self,
        piece: usize,
        shapes: &'a [Shape],
        around: &Around<'_>,
    ) -> Option<Stand<'a>> {
        let Around { units, is_clear, begins } = around;
        let units = *units;
        let place = self.place(units)?;
        let of = |shape: &'a Shape| {
            let is_same = shape.units == place.units && self.is_in(shape, units);
            is_same.then_some(())?;
            let over =
                |own: &Place| Some(Place { line: own.line.checked_sub(1)?, lines: 1, ..*own });
            let under = |own: &Place| Place { line: own.end_line(), lines: 1, ..*own };
            let has_line = shape.is_framed() || shape.setting.size == 0;
            let lifted = over(&place).filter(|line| has_line && is_clear(*line));
            let lifted =
                lifted.map(|line| Place { line: line.line, lines: place.lines + 1, ..place });
            let lowered = |own: Place| {
                let is_free = shape.is_framed() && is_clear(under(&own)) && begins(under(&own));
                Place { lines: own.lines + u32::from(is_free), ..own }
            };
            let all = [lifted.map(lowered), lifted, Some(lowered(place))];
            let fits = |own: &Place| shape.fit(own.lines.min(shape.most())).is_some();
            let place = all.into_iter().flatten().find(fits).unwrap_or(place);
            let fit = *shape.fit(place.lines.min(shape.most()))?;
            Some(Stand::new(piece, (place, place.lines), (shape, fit)))
        };
        shapes.iter().filter_map(of).min_by_key(|own| own.shape.cost + own.fit.cost)
    }
}

/// What stands about a story on the page that was read back.
struct Around<'p> {
    units: Units,
    /// Whether a line is nobody's.
    is_clear: &'p dyn Fn(Place) -> bool,
    /// Whether another story begins under a line, or under the one below it.
    begins: &'p dyn Fn(Place) -> bool,
}

/// The arrangement of a page in which its stories stood; none where others did, where what is fixed now stands in
/// their places, or where a hand has given them forms of its own.
pub fn arrangement(desk: &PageDesk<'_>, stood: &[Stood]) -> Option<Arrangement> {
    let here = || stood.iter().filter(|own| desk.open.names.contains(&own.page));
    let written: Vec<Place> = here().filter_map(|own| own.place(desk.units)).collect();
    let is_clear = |line: Place| {
        let fixed = desk.grid.fixed.iter().map(|fixed| &fixed.place);
        line.line < desk.grid.lines && !written.iter().chain(fixed).any(|own| own.meets(&line))
    };
    // A line stays free under a frame where another story follows, with one that it may keep free over itself.
    let begins = |line: Place| {
        let mut below = written.iter().filter(|own| {
            own.unit < line.end_unit() && line.unit < own.end_unit() && own.line > line.line
        });
        below.any(|own| own.line - line.end_line() <= 1)
    };
    let around = Around { units: desk.units, is_clear: &is_clear, begins: &begins };
    let mut stands: Vec<Stand<'_>> = Vec::with_capacity(desk.pieces.len());
    for (at, piece) in desk.pieces.iter().enumerate() {
        let names = piece.stories.iter().filter_map(|story| desk.plan.stories.get(*story));
        let names: Vec<&str> = names.map(|copy| copy.name.as_str()).collect();
        let is_it = |own: &&Stood| {
            own.names.len() == names.len() && own.names.iter().all(|n| names.contains(&n.as_str()))
        };
        let own = here().find(is_it)?;
        stands.push(own.stand(at, &piece.shapes, &around)?);
    }
    // What the plan has fixed itself is none of them.
    let is_open = |own: &&Stood| {
        own.names.iter().any(|name| desk.plan.stories.iter().any(|of| of.name == *name))
    };
    (here().filter(is_open).count() == stands.len()).then_some(())?;
    for at in 0..stands.len() {
        let own = &stands[at];
        let others = stands.iter().enumerate().filter(|(other, _)| *other != at);
        let is_met = others.clone().any(|(_, other)| other.place.meets(&own.place));
        let fixed = desk.grid.fixed.iter().filter(|fixed| fixed.place.meets(&own.place));
        if is_met || fixed.count() != usize::from(own.shape.notch.is_some()) {
            return None;
        }
        let white = white_under(desk, &stands, own.place);
        if own.shape.notch.is_none() {
            stands[at].white = white;
        }
    }
    Some(desk.judged(&stands))
}

/// Stories by the pages on which they stood; none where one stood nowhere, or where it may no longer stand.
pub fn shares(plan: &Plan, stood: &[Stood]) -> Option<Shares> {
    let mut on_page = vec![Vec::new(); plan.pages.len()];
    for (story, copy) in plan.stories.iter().enumerate() {
        let own = stood.iter().find(|own| own.names.contains(&copy.name))?;
        let at = plan.pages.iter().position(|page| page.names.contains(&own.page))?;
        pages_of(plan, story).contains(&at).then_some(())?;
        on_page[at].push(story);
    }
    on_page.iter_mut().for_each(|stories| stories.sort_by_key(|at| (plan.stories[*at].rank, *at)));
    Some(Shares { on_page, without: Vec::new() })
}

/// Lines under a place on which nothing stands.
fn white_under(desk: &PageDesk<'_>, stands: &[Stand<'_>], place: Place) -> u32 {
    let is_free = |line: &u32| {
        let at = Place { line: *line, lines: 1, ..place };
        (place.unit..place.end_unit()).all(|unit| desk.grid.is_free(unit, *line))
            && !stands.iter().any(|own| own.place.meets(&at))
    };
    (place.end_line()..desk.grid.lines).take_while(is_free).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAYOUT: &str = "[[page]]\nid = \"A1\"\nblock = [\n\
        { ad = \"tea\", columns = 1, lines = \"9-\" },\n\
        { article = \"port\", columns = \"1-4\", lines = \"1+39\", look = \"head-48-short\", keep = true },\n\
        { picture = \"port.svg\", columns = \"3-4\", lines = \"8+20\" },\n\
        { article = \"fog\", columns = 5, lines = \"1+20\", look = \"head-28\", frame = \"0.5pt\", inset = 1 },\n\
        { article = \"tram\", columns = \"2-3\", lines = \"40+30\", look = \"arranged-head-36\" },\n\
        { article = \"tram\", part = \"intro\", columns = 2, lines = \"44+5\" },\n\
        { picture = \"tram.svg\", columns = 3, lines = \"44+12\" },\n\
        { articles = [\"a\", \"b\"], columns = 6, lines = \"3+30\" },\n]\n";

    #[test]
    fn what_stood_is_read_from_a_layout_that_keeps_something() {
        let all = stood(LAYOUT);
        let names: Vec<String> = all.iter().map(|own| own.names.join("+")).collect();
        assert_eq!(names, ["fog", "tram", "a+b"]);
        let tram = &all[1];
        assert_eq!((tram.columns, tram.lines, tram.size), ((2, 2), (40, 30), Some(36)));
        assert!(tram.has_intro && tram.pictures == [(3, 1)] && all[0].is_framed);
        assert_eq!(stood(&LAYOUT.replace(", keep = true", "")), []);
    }
}
