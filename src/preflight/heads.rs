//! Heads as they stand to one another (R103, 碰題; 煙突): sizes, neighbours, families.

use std::collections::BTreeMap;

use crate::compose::RunText;
use crate::diag::codes::preflight as codes;
use crate::diag::{Code, Diagnostic, Findings};
use crate::flow::Frame;
use crate::fonts::FaceId;
use crate::measure::{Length, WritingMode};

use super::Finished;
use super::sheet::{FinishedPage, Head, gaps, span_of};

/// Heads under this size are those of briefs, which stand in a row on purpose.
const BRIEF: Length = Length::from_pt(18);
/// Neighbouring heads keep at least this proportion of sizes, in hundredths.
const PROPORTION: i64 = 125;
/// Blocks closer than this, in characters, stand side by side.
const BESIDE: i64 = 3;
/// Heads closer than this are stacked: in lines, white of both heads and rounding included, or in
/// characters from tier to tier.
const STACKED: i64 = 4;
const STACKED_TIERS: i64 = 2;
/// Heads further apart than this, in lines, are not compared.
const FAR: i64 = 24;
/// Families that the heads of a page are set in.
const FAMILIES: usize = 2;
/// Weights of rules on a page.
const WEIGHTS: usize = 3;

pub(super) fn inspect(job: Finished<'_>, sheet: &FinishedPage<'_>) -> Findings {
    let mut found = Findings::default();
    let open: Vec<&Head<'_>> = sheet.heads.iter().filter(|head| !head.boxed).collect();
    for (at, one) in open.iter().enumerate() {
        for other in open.iter().skip(at + 1) {
            if one.story != other.story {
                let (left, right) =
                    if one.area.x <= other.area.x { (one, other) } else { (other, one) };
                found.extend(side_by_side(job, sheet, left, right));
            }
        }
    }
    for head in &open {
        let above = open
            .iter()
            .filter(|other| other.story != head.story && stands_over(other, head))
            .max_by_key(|other| other.area.bottom());
        if let Some(above) = above {
            found.extend(one_over_other(job, sheet, above, head));
        }
    }
    found.extend(families(job, sheet));
    found.extend(weights(sheet));
    found
}

fn warn(
    job: Finished<'_>,
    code: Code,
    (head, other): (&Head<'_>, &Head<'_>),
    (message, help): (String, &str),
) -> Option<Diagnostic> {
    let found = Diagnostic::warning(code, message)
        .at(span_of(job, head.headline)?, "this headline")
        .help(help);
    Some(match span_of(job, other.headline) {
        Some(span) => found.and_at(span, "and this one"),
        None => found,
    })
}

/// Whether two sizes are too near each other.
fn are_alike(one: Length, other: Length) -> bool {
    let (small, large) = (one.min(other), one.max(other));
    large.units() * 100 < small.units() * PROPORTION && large > BRIEF
}

fn side_by_side(
    job: Finished<'_>,
    sheet: &FinishedPage<'_>,
    left: &Head<'_>,
    right: &Head<'_>,
) -> Option<Diagnostic> {
    let (apart, level) = gaps(&left.area, &right.area);
    let least = left.area.height.min(right.area.height);
    let beside = apart >= Length::ZERO && apart <= sheet.page.grid.em * BESIDE;
    if !beside || -level < least / 2 || !are_alike(left.size, right.size) {
        return None;
    }
    let large = left.size.max(right.size);
    let lesser = if left.size < right.size { left } else { right };
    let help = format!(
        "{}; or set one in another direction or in a box, or move one block down",
        resize(job, lesser, large)
    );
    if left.size == right.size {
        let message = format!("two heads of {} pt stand side by side at one height", left.size);
        return warn(job, codes::HEADS_LEVEL, (left, right), (message, &help));
    }
    warn(job, codes::HEADS_ALIKE, (left, right), (alike(left.size, right.size), &help))
}

/// How a head beside or under one of `large` is made smaller than that.
fn resize(job: Finished<'_>, lesser: &Head<'_>, large: Length) -> String {
    let half_point = Length::from_centipt(50);
    let most = half_point * large.scale(100, PROPORTION).whole(half_point);
    let story = &job.model.story(lesser.story).name;
    format!(
        "give the block of `{story}` a `look = \"NAME\"`, and write under [look.NAME] a headline of \
         {most} pt or less: headline = {{ size = \"{most}pt\", align = \"center\" }}"
    )
}

fn alike(one: Length, other: Length) -> String {
    let (small, large) = (one.min(other), one.max(other));
    let proportion = large.units() * 100 / small.units().max(1);
    format!(
        "neighbouring heads of {large} and {small} pt are {}.{:02} to 1, at least 1.25",
        proportion / 100,
        proportion % 100
    )
}

fn stands_over(above: &Head<'_>, head: &Head<'_>) -> bool {
    let (along, down) = gaps(&above.area, &head.area);
    let least = above.area.width.min(head.area.width);
    down >= Length::ZERO && above.area.y < head.area.y && -along > least / 2
}

/// The heads of a story and of the one over it in the same columns.
fn one_over_other(
    job: Finished<'_>,
    sheet: &FinishedPage<'_>,
    above: &Head<'_>,
    head: &Head<'_>,
) -> Option<Diagnostic> {
    let grid = sheet.page.grid;
    let apart = head.area.y - above.area.bottom();
    let stacked = match head.block.grid.mode {
        WritingMode::HorizontalTb => grid.line * STACKED,
        WritingMode::VerticalRl => grid.em * STACKED_TIERS,
    };
    if apart <= stacked && !has_text_between(sheet, above, head) {
        let message = format!("a head stands {apart} pt under another story's head");
        let help = match head.block.grid.mode {
            WritingMode::HorizontalTb => {
                "let text stand between them, or put the heads side by side in two sizes"
            }
            WritingMode::VerticalRl => {
                "begin the lower head further left, so that a tier of text stands over it, or let it lie \
                 across its text: `writing = \"horizontal\"`"
            }
        };
        return warn(job, codes::HEADS_STACKED, (head, above), (message, help));
    }
    if head.size > above.size && head.size > BRIEF {
        let message = format!(
            "a head of {} pt stands under one of {} pt: heads grow down the page",
            head.size, above.size
        );
        let help = "change the places of the stories, or give one a `look` whose headline has another `size`";
        return warn(job, codes::HEADS_GROW, (head, above), (message, help));
    }
    if apart <= grid.line * FAR && are_alike(above.size, head.size) {
        let message = alike(above.size, head.size);
        let help = resize(job, head, above.size);
        return warn(job, codes::HEADS_ALIKE, (head, above), (message, &help));
    }
    None
}

/// Whether text of the upper story stands between two heads, as in a row of briefs.
fn has_text_between(sheet: &FinishedPage<'_>, above: &Head<'_>, head: &Head<'_>) -> bool {
    let lines = sheet.legs.iter().filter(|leg| leg.story == above.story).flat_map(|leg| &leg.lines);
    lines.into_iter().any(|line| {
        let (along, _) = gaps(&line.rect, &head.area);
        along < Length::ZERO && line.rect.y >= above.area.bottom() && line.rect.y < head.area.y
    })
}

/// The faces that the headlines' Han characters are set in.
fn families(job: Finished<'_>, sheet: &FinishedPage<'_>) -> Option<Diagnostic> {
    let mut faces: BTreeMap<FaceId, &Head<'_>> = BTreeMap::new();
    for head in &sheet.heads {
        let text = job.model.text(head.headline.text)?;
        for run in head.headline.line.runs.iter().filter(|run| run.text == RunText::Source) {
            let starts = run.glyphs.iter().map(|glyph| glyph.range.start as usize);
            let chars = starts.filter_map(|at| text.text.get(at..)?.chars().next());
            if chars.into_iter().any(|c| matches!(c, '\u{3400}'..='\u{9FFF}')) {
                faces.entry(run.face).or_insert(head);
            }
        }
    }
    if faces.len() <= FAMILIES {
        return None;
    }
    let names: Vec<&str> = faces.keys().map(|&id| job.book.face(id).postscript_name()).collect();
    let message = format!(
        "the headlines of page {} are set in {} faces, at most {FAMILIES}",
        sheet.page.name,
        faces.len()
    );
    let last = faces.values().next_back()?;
    Some(
        Diagnostic::warning(codes::HEAD_FACES, message)
            .at(span_of(job, last.headline)?, "this headline has the last of them")
            .with_note(names.join(", "))
            .help("keep to two families, one for important stories and one for the rest"),
    )
}

/// The weights of a page's rules and frames.
fn weights(sheet: &FinishedPage<'_>) -> Option<Diagnostic> {
    let mut weights: BTreeMap<Length, usize> = BTreeMap::new();
    for frame in &sheet.set.frames {
        let weight = match frame {
            Frame::Rule(placed) => Some(placed.rule.weight),
            Frame::Box(placed) => placed.stroke.map(|rule| rule.weight),
            Frame::Line(_) | Frame::Picture(_) => None,
        };
        if let Some(weight) = weight {
            *weights.entry(weight).or_default() += 1;
        }
    }
    if weights.len() <= WEIGHTS {
        return None;
    }
    let rare = weights.iter().min_by_key(|(_, count)| **count).map(|(weight, _)| *weight)?;
    let named = weights.keys().map(|weight| format!("{weight} pt")).collect::<Vec<_>>();
    let message = format!(
        "page {} has rules of {} weights, at most {WEIGHTS}",
        sheet.page.name,
        weights.len()
    );
    let has = |block: &&crate::page::model::Block| {
        let decor = &block.decor;
        let rules = [decor.frame, decor.top, decor.bottom, decor.left, decor.right, decor.between];
        rules.iter().flatten().any(|rule| rule.weight == rare)
    };
    let found = Diagnostic::warning(codes::RULE_WEIGHTS, message)
        .with_note(named.join(", "))
        .help("take one weight for columns, one for stories and one for sections");
    Some(match sheet.page.blocks.iter().find(has) {
        Some(block) => found.at(block.span, format!("{rare} pt is the rarest")),
        None => found,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_compared_by_their_proportion() {
        let pt = Length::from_pt;
        for (one, other, expected) in [
            (28, 28, true),
            (28, 24, true),
            (28, 35, false),
            (35, 28, false),
            (18, 18, false),
            (14, 18, false),
        ] {
            assert_eq!(are_alike(pt(one), pt(other)), expected, "{one} {other}");
        }
        assert_eq!(
            alike(pt(24), pt(28)),
            "neighbouring heads of 28 and 24 pt are 1.16 to 1, at least 1.25"
        );
    }
}
