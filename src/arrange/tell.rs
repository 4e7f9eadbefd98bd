//! What is said of an arrangement: why each story stands where it does, what has no room, what is not filled.

use crate::diag::codes::{arrange as codes, overset, page as page_codes};
use crate::diag::{Code, Diagnostic, Findings, Span, counted};
use crate::page::model::{Block, BlockContent, Page, StoryId};

use super::bench::Settled;
use super::imagine::{Room, Set, fixed_id};
use super::make_up::{Asked, Chosen};
use super::page::Arrangement;
use super::plan::{Copy, LEAST, Plan};
use super::rules::{Rule, band_of};
use super::seen::{Objection, block_of_finding, is_within};
use super::share::pages_of;
use super::white::white;

/// All orders of so many stories are tried, whatever the seed.
const FEW: usize = 4;
/// White of more than so much of a page is told, in thousandths, unless its plan asks for less than usual.
const WHITE: i64 = 20;

/// What is wrong with files that the plan names, at the place that names them there.
pub(super) fn unsound(plan: &Plan, rooms: &[Room], settled: &Settled) -> Findings {
    let mut found = Findings::default();
    let pages = &settled.model.pages;
    for wrong in settled.unsound.iter() {
        let Some(own) = wrong.primary.as_ref().map(|label| label.span) else { continue };
        let holds = |page: &&Page| page.blocks.iter().any(|b| is_within(b.span, own));
        let Some(on) = pages.iter().find(holds).map(|page| page.name.as_str()) else { continue };
        let room = rooms.iter().find(|room| room.id == on);
        let picture = room.and_then(|room| match room.set {
            Set::Picture { at, .. } => plan.stories.get(room.story)?.pictures.get(at),
            _ => None,
        });
        let fixed = plan.pages.iter().find(|page| on == fixed_id(page)).map(|page| page.span);
        if let Some(span) = picture.map(|picture| picture.span).or(fixed) {
            let label = wrong.primary.as_ref().map_or("", |label| label.text.as_str());
            let error = Diagnostic::error(wrong.code, wrong.message.clone()).at(span, label);
            found.push(wrong.help.iter().fold(error, |error, help| error.help(help.clone())));
        }
    }
    found
}

/// What is wrong with the plan's own blocks whatever is arranged beside them: they overlap, their text is over, their art
/// does not fit.
pub(super) fn of_own_blocks(asked: &Asked<'_>, settled: &Settled) -> Findings {
    const OF_BLOCKS: [Code; 4] =
        [page_codes::OVERLAP, page_codes::AD_MISFIT, overset::OVERSET, overset::TEXT_TOO_LONG];
    let mut found = Findings::default();
    for wrong in settled.findings.iter().filter(|wrong| OF_BLOCKS.contains(&wrong.code)) {
        let Some(own) = wrong.primary.as_ref() else { continue };
        let story = |id: StoryId| settled.model.story(id).span;
        let holds = |block: &Block| {
            let of_story = matches!(&block.content, BlockContent::Story(content)
                if is_within(story(content.story), own.span));
            is_within(block.span, own.span) || of_story
        };
        for open in &asked.plan.pages {
            let id = fixed_id(open);
            let on = settled.model.pages.iter().find(|page| page.name == id);
            let Some((page, at)) = on.and_then(|on| Some((on, on.blocks.iter().position(holds)?)))
            else {
                continue;
            };
            // At the block, where the page has no others, from a template.
            let written = asked.layout.pages.get(open.at).map_or(&[][..], |page| &page.blocks);
            let block = written.get(at).filter(|_| written.len() == page.blocks.len());
            // What `fit` may close is not over yet.
            if wrong.code == overset::OVERSET && block.is_some_and(|block| block.copyfit.is_some())
            {
                continue;
            }
            let span = block.map_or(open.span, |block| block.span);
            let mut told = wrong.clone();
            told.primary = None;
            told.others.clear();
            found.push(told.at(span, own.text.clone()));
        }
    }
    found
}

/// What of a layout that was made does not compose, at the story or the page that it is about: it is not written.
pub(super) fn wrong(asked: &Asked<'_>, settled: &Settled) -> Findings {
    let mut told = Findings::default();
    for found in settled.findings.iter().filter(|found| found.is_error()) {
        let about = block_of_finding(settled, found);
        let name = about.map(|(_, block)| match &block.content {
            BlockContent::Story(content) => settled.model.story(content.story).name.clone(),
            BlockContent::Reserve(ad) => ad.slug.clone(),
            _ => block.name.clone(),
        });
        let open =
            |page: &Page| asked.plan.pages.iter().find(|open| open.names.contains(&page.name));
        let page = about.and_then(|(page, _)| open(page)).or(asked.plan.pages.first());
        let copy = asked.plan.stories.iter().find(|copy| Some(&copy.name) == name.as_ref());
        let place = match (about, name.filter(|name| !name.is_empty())) {
            (Some((page, _)), Some(name)) => format!(" (page {}, block of \"{name}\")", page.name),
            (Some((page, _)), None) => format!(" (page {})", page.name),
            _ => String::new(),
        };
        let error = Diagnostic::error(found.code, format!("{}{place}", found.message));
        let span = copy.map(|copy| copy.span).or(page.map(|page| page.span));
        let error = match span {
            Some(span) => error.at(span, "the layout that is made of it does not compose"),
            None => error,
        };
        let help = match found.help.is_empty() {
            true => vec!["shorten what stands there, or give it more lines".to_owned()],
            false => found.help.clone(),
        };
        told.push(help.into_iter().fold(error, |error, help| error.help(help)));
    }
    told
}

/// Warnings of what falls short.
pub(super) fn findings(asked: &Asked<'_>, chosen: &[Chosen<'_>], without: &[usize]) -> Findings {
    let mut found = Findings::default();
    for open in &asked.plan.pages {
        if !chosen.iter().any(|page| page.desk.open.at == open.at) {
            let message = format!("page {} has no story", open.id);
            found.push(
                Diagnostic::warning(codes::EMPTY, message)
                    .at(open.span, "all of it stays empty")
                    .help("give it a story, or take `arrange = true` off it"),
            );
        }
    }
    for page in chosen {
        found.extend(not_filled(asked, page));
        for stand in &page.own.stands {
            let piece = &page.desk.pieces[stand.piece];
            let Some(copy) = piece.stories.first().and_then(|at| asked.plan.stories.get(*at))
            else {
                continue;
            };
            for picture in
                piece.shapes[stand.shape].left_out.iter().filter_map(|at| copy.pictures.get(*at))
            {
                let message = format!("a picture of story \"{}\" is left out", copy.name);
                let help = match picture.keep {
                    true => {
                        "no form of the story shows all of them: give one another shape, or take one off"
                    }
                    false => "write `keep = true`, and give another story less room",
                };
                found.push(
                    Diagnostic::warning(codes::PICTURE_OUT, message)
                        .at(picture.span, "no room for it")
                        .help(help),
                );
            }
        }
    }
    for story in without {
        let Some(copy) = asked.plan.stories.get(*story) else { continue };
        found.push(no_room(asked, copy, *story, chosen));
    }
    for page in chosen {
        if page.own.bill.by_rule.contains_key(&Rule::Apart) {
            let message = format!(
                "page {}: stories stand side by side that the plan keeps apart",
                page.desk.open.id
            );
            found.push(
                Diagnostic::warning(codes::TABOO, message)
                    .at(page.desk.open.span, "no arrangement that was tried is without it")
                    .help(if has_other_seeds(page) {
                        "try another `seed`, or let one of them go to another page"
                    } else {
                        "let one of them go to another page, or move the advertisement"
                    }),
            );
        }
        found.extend(of_plan(page));
        for objection in &page.seen.objections {
            found.push(objected(asked, page, objection));
        }
    }
    found
}

/// What may stay white of a page that is to be filled so far.
fn accepted(least: i64) -> i64 {
    if least >= LEAST { WHITE } else { 1000 - least }
}

/// What is said of a page that is filled less than the plan asks, or of which more stays white than should.
fn not_filled(asked: &Asked<'_>, page: &Chosen<'_>) -> Option<Diagnostic> {
    let (desk, filled) = (&page.desk, page.seen.filled);
    let free = i64::from(desk.grid.free()).max(1);
    let share = filled * 1000 / free;
    let white = white(desk.grid, desk.units.columns, &desk.stands(page.own));
    let id = &desk.open.id;
    let (message, mut label) = match share < asked.plan.least {
        true => (
            format!(
                "page {id} is filled to {} per cent, at least {}",
                share / 10,
                asked.plan.least / 10
            ),
            format!(
                "{} of its columns stay empty",
                counted((free - filled).max(0) as usize, "line")
            ),
        ),
        false if i64::from(white.share()) > accepted(asked.plan.least) => {
            let (whole, part) = (white.share() / 10, white.share() % 10);
            let message = format!("{whole}.{part} per cent of page {id} stay white");
            (message, "no story has room there".to_owned())
        }
        false => return None,
    };
    if let Some(most) = white.most {
        let (word, from, to) = (desk.units.word(), most.unit + 1, most.end_unit());
        let columns =
            if from == to { format!("{word} {from}") } else { format!("{word}s {from}-{to}") };
        let others = if white.holes > 1 { ", and elsewhere" } else { "" };
        label += &format!(": {columns}, lines {}-{}{others}", most.line + 1, most.end_line());
    }
    Some(
        Diagnostic::warning(codes::EMPTY, message)
            .at(desk.open.span, label)
            .help("give it another story, a picture or an advertisement"),
    )
}

/// What the plan says of its lead and of sidebars that no arrangement keeps.
fn of_plan(page: &Chosen<'_>) -> Vec<Diagnostic> {
    let open = page.desk.open;
    let mut found = Vec::new();
    let mut tell = |span: Span, message: String, help: &str| {
        let label = "no arrangement that was tried is without it";
        let warning = Diagnostic::warning(codes::TABOO, message).at(span, label).help(help);
        found.push(warning);
    };
    let is_broken = |rule: &Rule| page.own.bill.by_rule.contains_key(rule);
    if let Some((lead, size)) = page.desk.small_lead(page.own) {
        let least = band_of(0).sizes.last().copied().unwrap_or(0);
        let message = format!(
            "page {}: the head of its lead \"{}\" has {size} pt; those of leads have {least} or more",
            open.id, lead.name
        );
        tell(lead.span, message, "give the page less, or the story a shorter headline");
    }
    if is_broken(&Rule::LargerPicture) {
        let message =
            format!("page {}: a picture is half as large again as the lead's, or more", open.id);
        tell(
            open.span,
            message,
            "give the lead a picture of another shape, or the other `keep = false`",
        );
    }
    if is_broken(&Rule::With) {
        let message = format!("page {}: a sidebar stands apart from its story", open.id);
        tell(open.span, message, "shorten one of them, or take `with` off it");
    }
    found
}

/// What a desk would object to, at the story that it is about.
fn objected(asked: &Asked<'_>, page: &Chosen<'_>, objection: &Objection) -> Diagnostic {
    let Objection { found, story } = objection;
    let copy = asked.plan.stories.get(*story);
    let about = copy.map_or(String::new(), |copy| format!(" (story \"{}\")", copy.name));
    let named = found.message.contains(about.trim_matches([' ', '(', ')']));
    let about = if named { String::new() } else { about };
    let message = format!("page {}: {}{about} [{}]", page.desk.open.id, found.message, found.code);
    let span = copy.map_or(page.desk.open.span, |copy| copy.span);
    Diagnostic::warning(codes::TABOO, message)
        .at(span, "no arrangement that was tried is without it")
        .help(if has_other_seeds(page) {
            "try another `seed`, change a rank, or mend the layout by hand"
        } else {
            "change a rank or a picture, give the page another story, or mend the layout by hand"
        })
}

/// Whether another seed may find what was not tried: all orders of a few stories are tried with any.
fn has_other_seeds(page: &Chosen<'_>) -> bool {
    page.desk.pieces.len() > FEW
}

/// The lines that a story without room needs, and where it would fit.
fn no_room(asked: &Asked<'_>, copy: &Copy, story: usize, chosen: &[Chosen<'_>]) -> Diagnostic {
    let message = format!("story \"{}\" of rank {} has no room", copy.name, copy.rank);
    let settings = chosen.iter().find_map(|page| page.desk.needs(story));
    let lesser = chosen.iter().filter(|page| pages_of(asked.plan, story).contains(&page.at));
    let mut lesser =
        lesser.flat_map(|page| page.desk.pieces.iter().flat_map(|piece| &piece.stories));
    let is_lesser =
        |own: &&usize| asked.plan.stories.get(**own).is_some_and(|s| s.rank > copy.rank);
    let more = if lesser.any(|own| is_lesser(&own)) {
        ", and what stands there of greater rank leaves no room for it if it goes"
    } else {
        ""
    };
    let needs = match settings {
        Some((units, lines)) => format!(
            "it needs {} in {}{more}",
            counted(lines as usize, "line"),
            counted(units as usize, "column")
        ),
        None => "no shape of it fits the pages that it may go to".to_owned(),
    };
    // Those that it may go to were tried.
    let beyond = chosen.iter().filter(|page| !pages_of(asked.plan, story).contains(&page.at));
    let others = beyond.filter_map(|page| {
        let white = i64::from(page.desk.grid.free()) - page.seen.filled;
        let (units, lines) = settings?;
        (white >= i64::from(units * lines)).then(|| page.desk.open.id.clone())
    });
    let others: Vec<String> = others.collect();
    let help = match others.is_empty() {
        true => format!("no page has so much left; take a story off, or {}", spill(asked)),
        false => format!("it would fit on page {}", others.join(", ")),
    };
    Diagnostic::warning(codes::NO_ROOM, message).at(copy.span, needs).help(help)
}

fn spill(asked: &Asked<'_>) -> &'static str {
    match asked.plan.pages.len() {
        1 => "give the plan another page with `arrange = true`",
        _ => "let it go to any page: leave `page` and `section` out",
    }
}

/// For every story why it stands where it does, and what was second best.
pub(super) fn explain(stories: &[Copy], chosen: &[Chosen<'_>], without: &[usize]) -> String {
    let mut text = String::new();
    for page in chosen {
        let own = page.own;
        text += &format!("page {}: cost {}\n", page.desk.open.id, own.cost);
        for (rule, units) in &own.bill.by_rule {
            let row = rule.row();
            let cost = row.rule.cost(*units);
            text += &format!(
                "  {cost}: {units} x {} a {}: {} ({})\n",
                row.weight, row.per, row.says, row.source
            );
        }
        for stand in &own.stands {
            let piece = &page.desk.pieces[stand.piece];
            let names: Vec<String> = piece
                .stories
                .iter()
                .filter_map(|at| stories.get(*at))
                .map(|copy| format!("{} (rank {})", copy.name, copy.rank))
                .collect();
            let (place, shape) = (stand.place, &piece.shapes[stand.shape]);
            text += &format!(
                "  {}: {}, lines {}+{}; head {} pt, {}; cost {} for its form, {} for its depth\n",
                names.join(", "),
                page.desk.units.keys(place.unit + 1, place.units),
                place.line + 1,
                place.lines,
                shape.setting.size,
                counted(shape.setting.rows as usize, "row"),
                shape.cost,
                stand.fit.cost
            );
            text += &second(page, own, stand.piece);
        }
    }
    for copy in without.iter().filter_map(|story| stories.get(*story)) {
        text += &format!("without room: {} (rank {})\n", copy.name, copy.rank);
    }
    text
}

/// The cheapest arrangement in which the piece stands elsewhere: of those that cost more, if there is one, for one
/// that costs less was passed over when pages were composed.
fn second(page: &Chosen<'_>, own: &Arrangement, piece: usize) -> String {
    let place = |of: &Arrangement| {
        of.stands.iter().find(|stand| stand.piece == piece).map(|stand| (stand.place, stand.shape))
    };
    let elsewhere = || page.all.iter().filter(|of| place(of) != place(own));
    let other = elsewhere().find(|of| of.cost >= own.cost).or_else(|| elsewhere().next());
    let Some((other, (at, shape))) = other.and_then(|of| Some((of, place(of)?))) else {
        return String::new();
    };
    let shape = page.desk.pieces.get(piece).and_then(|piece| piece.shapes.get(shape));
    let size = shape.map_or(0, |shape| shape.setting.size);
    let head = if size > 0 { format!(", head {size} pt") } else { String::new() };
    let dearer: Vec<&str> = other
        .bill
        .by_rule
        .iter()
        .filter(|(rule, units)| own.bill.by_rule.get(rule).is_none_or(|known| known < units))
        .map(|(rule, _)| rule.row().says)
        .collect();
    let why = if dearer.is_empty() { String::new() } else { format!(": {}", dearer.join("; ")) };
    let by = match other.cost - own.cost {
        more @ 0.. => format!("for {more} more{why}"),
        less => format!("for {} less, and worse when it was composed", -less),
    };
    format!(
        "    second best: {}, lines {}+{}{head}, {by}\n",
        page.desk.units.keys(at.unit + 1, at.units),
        at.line + 1,
        at.lines,
    )
}
