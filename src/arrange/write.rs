//! The lines of a layout: what stands where, as an editor would write it.

use crate::diag::counted;

use super::area::Grid;
use super::document::Line;
use super::imagine::{FRAME, INTRO_UNITS, Units};
use super::looks::Looks;
use super::plan::{Copy, Picture, Plan};
use super::search::Stand;
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
    stands.iter().flat_map(|stand| blocks(sheet, stand)).collect()
}

fn blocks(sheet: &Sheet<'_>, stand: &Stand<'_>) -> Vec<Line> {
    let stories = sheet.stories.get(stand.story).map_or(&[][..], Vec::as_slice);
    let copies: Vec<&Copy> =
        stories.iter().filter_map(|story| sheet.plan.stories.get(*story)).collect();
    let Some(copy) = copies.first() else { return Vec::new() };
    let (place, shape, units) = (stand.place, stand.shape, sheet.units);
    let setting = &shape.setting;
    let keys = units.keys(place.unit + 1, place.units);
    let depth = format!("lines = \"{}+{}\"", place.line + 1, place.lines);
    let is_stack = copies.len() > 1 || copy.kind == crate::source::layout::KindWord::Brief;
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
    block += &decor(stand, units, is_stack);
    block += fitting(stand, units);
    let mut lines = vec![Line { comments: vec![reason(sheet, &copies, stand)], block }];
    if intro_apart {
        let keys = units.keys(place.unit + 1, INTRO_UNITS);
        let covered: u32 = shape.spots.iter().map(|spot| spot.units).sum();
        let under = if covered == shape.units { stand.fit.picture + 1 } else { 0 };
        let from = place.line + 1 + setting.head + under;
        let block = format!(
            "{{ article = {}, part = \"intro\", {keys}, lines = \"{from}+{}\", wrap_lines = 0 }}",
            quoted(&copy.name),
            setting.intro
        );
        lines.push(Line { comments: Vec::new(), block });
    }
    for spot in &shape.spots {
        let Some(picture) = copy.pictures.get(spot.picture) else { continue };
        let under_intro = copy.has_intro && !intro_apart;
        let block = picture_block(units, stand, (spot, picture), under_intro);
        lines.push(Line { comments: Vec::new(), block });
    }
    lines
}

/// What `fit` may do to close the block.
fn fitting(stand: &Stand<'_>, units: Units) -> &'static str {
    let legs = stand.place.lines.saturating_sub(stand.shape.setting.head);
    let fills = stand.fit.picture + u32::from(units.is_vertical) >= legs;
    match (stand.shape.spots.is_empty(), units.is_vertical, fills) {
        (true, ..) => ", fit = true }",
        // Behind a picture that gave a line at the end of its legs text would go on.
        (false, true, true) => ", fit = { picture = [0, 0] } }",
        (false, true, false) => ", fit = { picture = [0, 4] } }",
        // One from the head to the foot has nowhere to grow.
        (false, false, true) => ", fit = { picture = [-4, 0] } }",
        (false, false, false) => ", fit = true }",
    }
}

/// Rules and frames; a story at the head of the page has no rule over it.
fn decor(stand: &Stand<'_>, units: Units, is_stack: bool) -> String {
    if stand.shape.is_framed() {
        return format!(", {FRAME}");
    }
    let side = if units.is_vertical { "right" } else { "top" };
    match (stand.place.line > 0, is_stack) {
        (true, false) => format!(", rules = {{ {side} = \"0.5pt\" }}"),
        // On a vertical page its first title would touch the rule.
        (true, true) if !units.is_vertical => {
            format!(", rules = {{ {side} = \"0.5pt\", items = \"0.3pt\" }}")
        }
        (_, true) => ", rules = { items = \"0.3pt\" }".to_owned(),
        (false, false) => String::new(),
    }
}

/// Under the head on a horizontal page, at the end of the lines on a vertical one.
fn picture_block(
    units: Units,
    stand: &Stand<'_>,
    (spot, picture): (&Spot, &Picture),
    under_intro: bool,
) -> String {
    let (place, lines) = (stand.place, stand.fit.picture);
    let keys = units.keys(place.unit + 1 + spot.first, spot.units);
    let (from, lines) = match units.is_vertical {
        // A line stays free between it and the next story.
        true => (place.end_line() - lines, lines),
        false => {
            // An intro over it is text, from which it stands a line.
            let apart = u32::from(under_intro);
            (place.line + 1 + stand.shape.setting.head + apart, lines.saturating_sub(apart).max(1))
        }
    };
    let (file, words) = (quoted(&picture.written), picture_words(picture));
    format!("{{ picture = {file}, {keys}, lines = \"{from}+{lines}\"{words} }}")
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
    if stand.white > 0 {
        says.push(format!("{} under it empty", counted(stand.white as usize, "line")));
    }
    format!("{name}: {}", says.join("; "))
}
