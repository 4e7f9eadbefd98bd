//! What is said of an arrangement: why each story stands where it does, what has no room, what is not filled.

use crate::diag::codes::arrange as codes;
use crate::diag::{Diagnostic, Findings, Span, counted};
use crate::flow::Frame;
use crate::page::model::Page;

use super::area::Grid;
use super::bench::Settled;
use super::imagine::{Room, Set};
use super::make_up::{Asked, Chosen};
use super::page::Arrangement;
use super::plan::{Copy, Plan};

/// The page that a finding is of.
pub(super) fn page_of(settled: &Settled, found: &Diagnostic) -> Option<String> {
    let span = found.primary.as_ref()?.span;
    let within = |outer: &Span| {
        outer.file == span.file && outer.start <= span.start && span.end <= outer.end
    };
    let holds = |page: &&Page| page.blocks.iter().any(|block| within(&block.span));
    if let Some(page) = settled.model.pages.iter().find(holds) {
        return Some(page.name.clone());
    }
    // In an article: where its story stands.
    let of_story = |text: crate::page::model::TextId| {
        settled.model.text(text).is_some_and(|text| {
            let own = text.span();
            own.file == span.file && own.start <= span.start && span.start < own.end
        })
    };
    let stands = |set: &&crate::flow::SetPage| {
        set.frames.iter().any(|frame| matches!(frame, Frame::Line(line) if of_story(line.text)))
    };
    settled.filled.pages.iter().find(stands).map(|page| page.name.clone())
}

/// What is wrong with files that the plan names, at the place that names them there.
pub(super) fn unsound(plan: &Plan, rooms: &[Room], settled: &Settled) -> Findings {
    let mut found = Findings::default();
    for wrong in settled.unsound.iter() {
        let on = page_of(settled, wrong);
        let room = rooms.iter().find(|room| Some(&room.id) == on.as_ref());
        let picture = room.and_then(|room| match room.set {
            Set::Picture { at, .. } => plan.stories.get(room.story)?.pictures.get(at),
            _ => None,
        });
        let span = match (picture, &on) {
            (Some(picture), _) => Some(picture.span),
            (None, Some(name)) => plan
                .pages
                .iter()
                .find(|page| *name == format!("fixed-{}", page.at))
                .map(|page| page.span),
            (None, None) => None,
        };
        if let Some(span) = span {
            let label = wrong.primary.as_ref().map_or("", |label| label.text.as_str());
            let error = Diagnostic::error(wrong.code, wrong.message.clone()).at(span, label);
            found.push(wrong.help.iter().fold(error, |error, help| error.help(help.clone())));
        }
    }
    found
}

/// Warnings of what falls short.
pub(super) fn findings(
    asked: &Asked<'_>,
    chosen: &[Chosen<'_>],
    without: &[usize],
    settled: &Settled,
) -> Findings {
    let mut found = Findings::default();
    for page in chosen {
        let filled = filled(page, settled);
        let free = i64::from(page.desk.grid.free()).max(1);
        let share = filled * 1000 / free;
        if share < asked.plan.least {
            let message = format!(
                "page {} is filled to {} per cent, at least {}",
                page.desk.open.id,
                share / 10,
                asked.plan.least / 10
            );
            let label = format!(
                "{} of its columns stay empty",
                counted((free - filled).max(0) as usize, "line")
            );
            found.push(
                Diagnostic::warning(codes::EMPTY, message)
                    .at(page.desk.open.span, label)
                    .help("give it another story, a picture or an advertisement"),
            );
        }
        for stand in page.arrangement().iter().flat_map(|own| &own.stands) {
            let piece = &page.desk.pieces[stand.piece];
            let Some(copy) = piece.stories.first().and_then(|at| asked.plan.stories.get(*at))
            else {
                continue;
            };
            for picture in
                piece.shapes[stand.shape].left_out.iter().filter_map(|at| copy.pictures.get(*at))
            {
                let message = format!("a picture of story \"{}\" is left out", copy.name);
                found.push(
                    Diagnostic::warning(codes::PICTURE_OUT, message)
                        .at(picture.span, "no room for it")
                        .help("write `keep = true`, and give another story less room"),
                );
            }
        }
    }
    for story in without {
        let Some(copy) = asked.plan.stories.get(*story) else { continue };
        found.push(no_room(asked, copy, *story, chosen));
    }
    for taboo in settled.taboos.iter() {
        let on = page_of(settled, taboo).map_or(String::new(), |page| format!(" on page {page}"));
        let place = chosen.first().map(|page| page.desk.open.span);
        let finding =
            Diagnostic::warning(codes::TABOO, format!("{}{on} ({})", taboo.message, taboo.code));
        let finding = match place {
            Some(span) => finding.at(span, "no arrangement that was tried is without it"),
            None => finding,
        };
        found.push(finding.help("try another `seed`, change a rank, or mend the layout by hand"));
    }
    found
}

/// The lines that a story without room needs, and where it would fit.
fn no_room(asked: &Asked<'_>, copy: &Copy, story: usize, chosen: &[Chosen<'_>]) -> Diagnostic {
    let message = format!("story \"{}\" of rank {} has no room", copy.name, copy.rank);
    let settings = chosen.iter().find_map(|page| page.desk.needs(story));
    let needs = match settings {
        Some((units, lines)) => format!(
            "it needs {} in {}",
            counted(lines as usize, "line"),
            counted(units as usize, "column")
        ),
        None => "no shape of it fits the pages that it may go to".to_owned(),
    };
    let others = chosen.iter().filter_map(|page| {
        let white = page
            .arrangement()?
            .stands
            .iter()
            .map(|stand| stand.white * stand.place.units)
            .sum::<u32>();
        let (units, lines) = settings?;
        (white >= units * lines).then(|| page.desk.open.id.clone())
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

/// Leg-lines of a page on which something of its arranged blocks stands.
fn filled(page: &Chosen<'_>, settled: &Settled) -> i64 {
    let Some((model, set)) = settled
        .model
        .pages
        .iter()
        .zip(&settled.filled.pages)
        .find(|(model, _)| model.name == page.desk.open.id)
    else {
        return 0;
    };
    let Grid { units, lines, fixed } = page.desk.grid;
    let (mode, line) = (model.grid.mode, model.grid.line);
    let by = page.desk.units.columns as usize;
    let spans: Vec<(i64, i64)> = model
        .columns
        .chunks(by)
        .take(*units as usize)
        .filter_map(|columns| {
            let first = mode.logical(*columns.first()?, model.grid_area);
            let last = mode.logical(*columns.last()?, model.grid_area);
            Some((first.inline.units(), last.inline_end().units()))
        })
        .collect();
    let mut taken = vec![vec![false; *lines as usize]; spans.len()];
    let mut take = |rect: crate::measure::Rect, white: i64| {
        let at = mode.logical(rect, model.grid_area);
        let from = (at.block.whole(line) - white).max(0);
        let to = at.block_end().covered_by(line) + white;
        for (span, column) in spans.iter().zip(&mut taken) {
            if span.0 < at.inline_end().units() && at.inline.units() < span.1 {
                (from..to.min(i64::from(*lines))).for_each(|line| column[line as usize] = true);
            }
        }
    };
    for frame in &set.frames {
        match frame {
            Frame::Line(placed) => {
                let is_head = placed.line.em.block > line;
                take(placed.rect, i64::from(is_head));
            }
            Frame::Picture(placed) => take(placed.clip, 0),
            Frame::Rule(_) | Frame::Box(_) => {}
        }
    }
    let is_free = |unit: u32, line: u32| {
        let at = super::area::Place { line, unit, units: 1, lines: 1 };
        !fixed.iter().any(|own| own.place.meets(&at))
    };
    (0..spans.len() as u32)
        .flat_map(|unit| (0..*lines).map(move |line| (unit, line)))
        .filter(|(unit, line)| taken[*unit as usize][*line as usize] && is_free(*unit, *line))
        .count() as i64
}

/// For every story why it stands where it does, and what was second best.
pub(super) fn explain(stories: &[Copy], chosen: &[Chosen<'_>], without: &[usize]) -> String {
    let mut text = String::new();
    for page in chosen {
        let Some(own) = page.arrangement() else { continue };
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

/// The cheapest arrangement in which the piece stands elsewhere.
fn second(page: &Chosen<'_>, own: &Arrangement, piece: usize) -> String {
    let place = |of: &Arrangement| {
        of.stands.iter().find(|stand| stand.piece == piece).map(|stand| (stand.place, stand.shape))
    };
    let other = page.all.iter().find(|of| place(of) != place(own));
    let Some((other, (at, _))) = other.and_then(|of| Some((of, place(of)?))) else {
        return String::new();
    };
    let dearer: Vec<&str> = other
        .bill
        .by_rule
        .iter()
        .filter(|(rule, units)| own.bill.by_rule.get(rule).is_none_or(|known| known < units))
        .map(|(rule, _)| rule.row().says)
        .collect();
    let why = if dearer.is_empty() { String::new() } else { format!(": {}", dearer.join("; ")) };
    format!(
        "    second best: {}, lines {}+{}, for {} more{why}\n",
        page.desk.units.keys(at.unit + 1, at.units),
        at.line + 1,
        at.lines,
        other.cost - own.cost
    )
}
