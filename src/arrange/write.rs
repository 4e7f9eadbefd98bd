//! The lines of a layout: what stands where, as an editor would write it.

use crate::diag::counted;

use super::area::{Corner, Grid, Place};
use super::document::Line;
use super::imagine::{FRAME, INTRO_UNITS, Units};
use super::looks::Looks;
use super::measure::CLEAR;
use super::plan::{Copy, Picture, Plan};
use super::problem::Stand;
use super::shape::Spot;

/// A page that is written.
pub struct Sheet<'a> {
    pub plan: &'a Plan,
    pub grid: &'a Grid,
    pub units: Units,
    pub looks: &'a Looks,
    /// Of each stand the stories that it holds.
    pub stories: &'a [Vec<usize>],
}

/// The blocks of a page, in the order of reading.
pub fn lines(sheet: &Sheet<'_>, stands: &[Stand<'_>]) -> Vec<Line> {
    let mut stands: Vec<&Stand<'_>> = stands.iter().collect();
    stands.sort_by_key(|stand| stand.place);
    let of = |stand: &&Stand<'_>| {
        let is_closed = is_closed_over(sheet.grid, &stands, stand);
        blocks(sheet, stand, (is_closed, is_over_another(&stands, stand)))
    };
    stands.iter().flat_map(of).collect()
}

/// Lines between a story and a rule or a frame over it, beside which a rule of its own would double that.
const NEAR: u32 = 2;

/// Whether the head of the page is over all of a story, a block of the plan or a frame: it needs no rule there.
fn is_closed_over(grid: &Grid, stands: &[&Stand<'_>], stand: &Stand<'_>) -> bool {
    let place = stand.place;
    let is_over = |other: &Place, unit: u32| {
        (other.unit..other.end_unit()).contains(&unit)
            && (other.end_line()..=other.end_line() + NEAR).contains(&place.line)
    };
    place.line == 0
        || (place.unit..place.end_unit()).all(|unit| {
            let fixed = grid.fixed.iter().any(|own| !own.is_story && is_over(&own.place, unit));
            let framed = |own: &&Stand<'_>| own.shape.is_framed() && is_over(&own.place, unit);
            fixed || stands.iter().any(framed)
        })
}

/// Whether a story begins right under one.
fn is_over_another(stands: &[&Stand<'_>], stand: &Stand<'_>) -> bool {
    let (own, end) = (stand.place, stand.place.end_line());
    stands.iter().map(|other| other.place).any(|other| {
        let is_under = own.unit < other.end_unit() && other.unit < own.end_unit();
        is_under && other.line == end
    })
}

fn blocks(sheet: &Sheet<'_>, stand: &Stand<'_>, (is_closed, is_over): (bool, bool)) -> Vec<Line> {
    let stories = sheet.stories.get(stand.story).map_or(&[][..], Vec::as_slice);
    let copies: Vec<&Copy> =
        stories.iter().filter_map(|story| sheet.plan.stories.get(*story)).collect();
    let Some(copy) = copies.first() else { return Vec::new() };
    let (place, shape, units) = (stand.place, stand.shape, sheet.units);
    let setting = &shape.setting;
    let keys = units.keys(place.unit + 1, place.units);
    let is_stack = copies.len() > 1 || copy.kind == crate::source::layout::KindWord::Brief;
    // But at the head of the page a line stays free over briefs, and over a frame; and under a frame that stands over
    // another story.
    let clear = if shape.is_framed() { shape.clear(place.lines) } else { CLEAR };
    let has_line = (is_stack || shape.is_framed()) && place.line > 0;
    let free = if has_line { clear.min(CLEAR) } else { 0 };
    let under = if shape.is_framed() && is_over { (clear - free).min(CLEAR) } else { 0 };
    let depth = format!(
        "lines = \"{}+{}\"",
        place.line + 1 + free,
        place.lines.saturating_sub(free + under)
    );
    let mut block = match is_stack {
        true => {
            let names: Vec<String> = copies.iter().map(|copy| quoted(&copy.name)).collect();
            format!("{{ articles = [{}]", names.join(", "))
        }
        false => format!("{{ article = {}", quoted(&copy.name)),
    };
    let intro_apart = setting.intro > 0;
    block += &format!(", {keys}{}, {depth}", units.split(place.units));
    if setting.is_ours {
        block += &format!(", look = {}", quoted(&sheet.looks.name(setting.size, setting.ends())));
    }
    block += &decor(stand, units, (is_stack, is_closed));
    // Without a rule the head takes less, and what stands beside the text begins higher.
    let head = match is_closed || shape.is_framed() {
        true => setting.bare + if shape.is_framed() { free } else { 0 },
        false => setting.head,
    };
    let under_intro = copy.has_intro && !intro_apart;
    block += &fitting(stand, units, |spot| spot_lines(units, (stand, head), spot, under_intro).1);
    let mut lines = vec![Line { comments: vec![reason(sheet, &copies, stand)], block }];
    if intro_apart {
        let keys = units.keys(place.unit + 1, INTRO_UNITS);
        let covered: u32 = shape.spots.iter().map(|spot| spot.units).sum();
        // A picture over all legs stands over it, but on a vertical page, where it ends the lines.
        let is_under = covered == shape.units && !units.is_vertical;
        let under = if is_under { stand.fit.picture + 1 } else { 0 };
        let from = place.line + 1 + under + if under > 0 { setting.head } else { head };
        let block = format!(
            "{{ article = {}, part = \"intro\", {keys}, lines = \"{from}+{}\", wrap_lines = 0 }}",
            quoted(&copy.name),
            setting.intro
        );
        lines.push(Line { comments: Vec::new(), block });
    }
    for spot in &shape.spots {
        let Some(picture) = copy.pictures.get(spot.picture) else { continue };
        let block = picture_block(units, (stand, head), (spot, picture), under_intro);
        lines.push(Line { comments: Vec::new(), block });
    }
    lines
}

/// What `fit` may do to close the block: no picture is cropped so that it shows.
fn fitting(stand: &Stand<'_>, units: Units, shown: impl Fn(&Spot) -> u32) -> String {
    let legs = stand.place.lines.saturating_sub(stand.shape.setting.head);
    let fills = stand.fit.picture + u32::from(units.is_vertical) >= legs
        // One over an advertisement reaches to that.
        || stand.shape.notch.is_some_and(|notch| notch.corner == Corner::Right);
    let gives = stand.shape.spots.iter().map(|spot| spot.gives(shown(spot)));
    let gives = gives.reduce(|one, other| (one.0.min(other.0), one.1.min(other.1)));
    let limits = match (gives, units.is_vertical, fills) {
        (None, ..) => return ", fit = true }".to_owned(),
        // Behind a picture that gave a line at the end of its legs text would go on.
        (Some(_), true, true) => (0, 0),
        (Some((_, more)), true, false) => (0, more),
        // One from the head to the foot has nowhere to grow.
        (Some((less, _)), false, true) => (less, 0),
        (Some(gives), false, false) => gives,
    };
    match limits {
        (4, 4) => ", fit = true }".to_owned(),
        (0, more) => format!(", fit = {{ picture = [0, {more}] }} }}"),
        (less, more) => format!(", fit = {{ picture = [-{less}, {more}] }} }}"),
    }
}

/// Rules and frames; a story under the head of the page, a block of the plan or a frame has no rule over it.
fn decor(stand: &Stand<'_>, units: Units, (is_stack, is_closed): (bool, bool)) -> String {
    if stand.shape.is_framed() {
        return format!(", {FRAME}");
    }
    let side = if units.is_vertical { "right" } else { "top" };
    match (!is_closed, is_stack) {
        (true, false) => format!(", rules = {{ {side} = \"0.5pt\" }}"),
        // On a vertical page its first title would touch the rule.
        (true, true) if !units.is_vertical => {
            format!(", rules = {{ {side} = \"0.5pt\", items = \"0.3pt\" }}")
        }
        (_, true) => ", rules = { items = \"0.3pt\" }".to_owned(),
        (false, false) => String::new(),
    }
}

/// The first line of a picture and how many it has: under the head on a horizontal page, at the end of the lines on a
/// vertical one.
fn spot_lines(
    units: Units,
    (stand, head): (&Stand<'_>, u32),
    spot: &Spot,
    under_intro: bool,
) -> (u32, u32) {
    let apart = u32::from(under_intro && !units.is_vertical);
    let (place, lines) = (stand.place, stand.fit.picture);
    // Beside another it may be less deep.
    let lines = spot.within(lines.saturating_sub(apart)) + apart;
    if units.is_vertical {
        // A line stays free between it and the next story, or a block in the corner.
        let over = stand.shape.notch.filter(|notch| notch.corner == Corner::Right);
        return (place.end_line() - over.map_or(0, |notch| notch.lines) - lines, lines);
    }
    // An intro over it is text, from which it stands a line.
    let gained = stand.shape.setting.head.saturating_sub(head);
    let lines = spot.deepened(lines, gained + deeper(stand, gained));
    (place.line + 1 + head + apart, lines.saturating_sub(apart).max(1))
}

fn picture_block(
    units: Units,
    (stand, head): (&Stand<'_>, u32),
    (spot, picture): (&Spot, &Picture),
    under_intro: bool,
) -> String {
    let keys = units.keys(stand.place.unit + 1 + spot.first, spot.units);
    let (from, lines) = spot_lines(units, (stand, head), spot, under_intro);
    let (file, mut words) = (quoted(&picture.written), picture_words(picture));
    if spot.is_whole {
        words += ", fit = \"contain\"";
    } else if let Some(focus) = &picture.focus {
        words += &format!(", focus = {focus}");
    }
    format!("{{ picture = {file}, {keys}, lines = \"{from}+{lines}\"{words} }}")
}

/// Lines that pictures take of the text under them for those that the legs beside them have gained, so that the text
/// ends where it was reckoned to.
fn deeper(stand: &Stand<'_>, gained: u32) -> u32 {
    // Over a block in the corner they end where they end.
    if stand.shape.notch.is_some_and(|notch| notch.corner == Corner::Right) {
        return 0;
    }
    let covered: u32 = stand.shape.spots.iter().map(|spot| spot.units).sum();
    let beside = stand.shape.units.saturating_sub(covered);
    let more = (gained * beside + covered / 2) / covered.max(1);
    let legs = stand.place.lines.saturating_sub(stand.shape.setting.head);
    let under = legs.saturating_sub(stand.fit.picture);
    // A line of white, and five of text.
    if under > more + 6 { more } else { 0 }
}

/// `, caption = "…"` and what else is said of it.
pub fn picture_words(picture: &Picture) -> String {
    let words = [("caption", &picture.caption), ("credit", &picture.credit), ("alt", &picture.alt)];
    let mut keys = String::new();
    for (key, word) in words {
        if let Some(word) = word {
            keys += &format!(", {key} = {}", quoted(word));
        }
    }
    keys
}

/// A text as TOML writes it.
pub fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

/// Why a story stands where it stands, in a line.
fn reason(sheet: &Sheet<'_>, copies: &[&Copy], stand: &Stand<'_>) -> String {
    let (place, shape) = (stand.place, stand.shape);
    let mut says: Vec<String> = Vec::new();
    let name = match copies {
        [one] => format!("{}, rank {}", one.name, one.rank),
        several => format!("{} briefs", several.len()),
    };
    let (edge, side) = match sheet.units.is_vertical {
        true => ("right", "top"),
        false => ("head", "left"),
    };
    match (place.line, place.unit) {
        (0, 0) if place.units == sheet.grid.units => {
            says.push(format!("over the whole {edge} of the page"))
        }
        (0, 0) => says.push(format!("at the {edge}, {side}")),
        (0, _) => says.push(format!("at the {edge}")),
        _ => {}
    }
    if let Some(with) = copies.first().and_then(|copy| sheet.plan.stories.get(copy.with?)) {
        says.push(format!("with {}", with.name));
    }
    if shape.setting.size > 0 {
        let rows = match shape.setting.rows {
            1 => "one row".to_owned(),
            rows => format!("{rows} rows"),
        };
        says.push(format!("head {} pt in {rows}", shape.setting.size));
    }
    says.push(counted(place.units as usize, "leg"));
    if let Some(spot) = shape.spots.first() {
        says.push(format!("picture over {}", spot.units));
    }
    if shape.notch.is_some() {
        says.push("legs end over the block in its corner".to_owned());
    }
    if stand.white > 0 {
        says.push(format!("{} under it empty", counted(stand.white as usize, "line")));
    }
    format!("{name}: {}", says.join("; "))
}

#[cfg(test)]
mod tests {
    use super::super::area::Fixed;
    use super::super::imagine::Framing;
    use super::super::measure::{Look, Setting};
    use super::super::shape::{Fit, Shape};
    use super::*;

    fn form(units: u32, framing: Framing) -> Shape {
        let (head, needs) = if framing == Framing::Framed { (6, 26) } else { (5, 40) };
        let setting = Setting { head, bare: 4, framing, ..Setting::plain(units, needs) };
        let look = Look::plain(1, 10);
        let spots = vec![Spot { picture: 0, first: units - 1, units: 1, look, is_whole: false }];
        let fits = vec![Fit { picture: 10, slack: 0, cost: 0 }];
        let spots = if framing == Framing::Framed { Vec::new() } else { spots };
        let (notch, left_out) = (None, Vec::new());
        Shape { units, setting, notch, spots, left_out, cost: 0, least: 20, fits }
    }

    fn at(story: usize, (line, unit): (u32, u32), shape: &Shape) -> Stand<'_> {
        let place = Place { line, unit, units: shape.units, lines: 20 };
        Stand { story, place, shape, fit: shape.fits[0], white: 0 }
    }

    #[test]
    fn an_intro_stands_under_a_picture_over_all_legs_but_on_a_vertical_page_before_it() {
        let copy =
            Copy { pictures: vec![Picture::kept()], has_intro: true, ..Copy::of_rank("fog", 1) };
        let plan = Plan::of(&["news"], vec![copy]);
        let (grid, own) = (Grid::plain(4, 80), [vec![0]]);
        let open = form(2, Framing::Open);
        let spots = vec![Spot { first: 0, units: 2, ..open.spots[0] }];
        let setting = Setting { intro: 6, ..open.setting };
        let shape = Shape { spots, setting, ..open };
        let intro = |is_vertical: bool| {
            let units = Units { columns: 1, count: 4, is_vertical };
            let sheet =
                Sheet { plan: &plan, grid: &grid, units, looks: &Looks::default(), stories: &own };
            let lines = lines(&sheet, &[at(0, (20, 0), &shape)]);
            lines.into_iter().map(|line| line.block).find(|block| block.contains("intro"))
        };
        let at = |line: u32| format!("lines = \"{line}+6\"");
        assert!(intro(false).is_some_and(|block| block.contains(&at(37))), "{:?}", intro(false));
        assert!(intro(true).is_some_and(|block| block.contains(&at(26))), "{:?}", intro(true));
    }

    #[test]
    fn a_rule_stands_under_text_alone_and_a_picture_where_its_text_begins() {
        let picture = Picture::kept();
        let copy = Copy { pictures: vec![picture], ..Copy::of_rank("fog", 1) };
        let plan = Plan::of(&["news"], vec![copy]);
        let mut grid = Grid::plain(4, 80);
        let folio = Place { line: 0, unit: 0, units: 2, lines: 2 };
        let name = "folio".to_owned();
        grid.fixed.push(Fixed { place: folio, name, is_story: false, wraps: true });
        let units = Units { columns: 1, count: 4, is_vertical: false };
        let own = [vec![0], vec![0]];
        let sheet =
            Sheet { plan: &plan, grid: &grid, units, looks: &Looks::default(), stories: &own };
        let (open, framed) = (form(2, Framing::Open), form(2, Framing::Framed));
        let written = |stands: &[Stand<'_>]| {
            let lines = lines(&sheet, stands);
            lines.into_iter().map(|line| line.block).collect::<Vec<String>>().join("\n")
        };
        // Under the folio, at the head of the page, under a frame.
        for stands in [
            vec![at(0, (3, 0), &open)],
            vec![at(0, (0, 2), &open)],
            vec![at(0, (0, 2), &framed), at(1, (20, 2), &open)],
        ] {
            let line = stands.last().map_or(0, |own| own.place.line);
            let text = written(&stands);
            assert!(!text.contains("rules"), "{text}");
            assert!(text.contains(&format!("lines = \"{}+11\"", line + 5)), "{text}");
        }
        // A line stays free over a frame, but at the head of the page, and under one that stands over another story.
        let text = written(&[at(0, (0, 2), &framed), at(1, (20, 2), &framed)]);
        assert!(text.contains("\"1+19\"") && text.contains("\"22+19\""), "{text}");
        let text = written(&[at(0, (20, 0), &framed), at(1, (20, 2), &framed)]);
        assert_eq!(text.matches("\"22+19\"").count(), 2, "{text}");
        let text = written(&[at(0, (0, 2), &open), at(1, (20, 2), &open)]);
        assert!(text.contains("rules = { top") && text.contains("lines = \"26+10\""), "{text}");
    }

    #[test]
    fn a_picture_that_is_shown_whole_says_so_and_one_that_is_cropped_what_is_kept() {
        let mut shape = form(2, Framing::Open);
        let picture = Picture { focus: Some("[50, 20]".to_owned()), ..Picture::kept() };
        let units = Units { columns: 1, count: 4, is_vertical: false };
        let mut written = |is_whole: bool| {
            shape.spots[0].is_whole = is_whole;
            let stand = at(0, (20, 0), &shape);
            picture_block(units, (&stand, 5), (&shape.spots[0], &picture), false)
        };
        assert!(written(true).ends_with("fit = \"contain\" }"), "{}", written(true));
        assert!(written(false).ends_with("focus = [50, 20] }"), "{}", written(false));
    }

    #[test]
    fn a_picture_is_as_much_deeper_as_the_legs_beside_it_gain() {
        // A leg beside the picture begins two lines higher; one of text stands under it, less two lines.
        let shape = Shape { least: 28, ..form(2, Framing::Open) };
        let stand = |lines: u32| {
            let place = Place { line: 0, unit: 0, units: 2, lines };
            Stand { story: 0, place, shape: &shape, fit: shape.fits[0], white: 0 }
        };
        assert_eq!(deeper(&stand(28), 2), 2);
        // Of five lines of text under it none goes.
        assert_eq!(deeper(&stand(23), 2), 0);
        assert_eq!(deeper(&stand(28), 0), 0);
    }
}
