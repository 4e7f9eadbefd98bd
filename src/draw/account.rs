//! [`account`]: the program's own count of what it drew against what it read.
//!
//! For every text the ranges of the glyphs drawn, in painting order, must follow one another
//! and cover it, apart from the blanks that composition removes at line edges. Text that found
//! no place is no loss: it was said. What is wrong here is the program's own mistake.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::list::{DrawPage, Item, TextMark};
use crate::chars::Class;
use crate::diag::codes::pdf::{DRAWN_TWICE, OUT_OF_ORDER, TEXT_LOST};
use crate::diag::{Diagnostic, Findings, Span};
use crate::flow::Filled;
use crate::page::model::{PageModel, Story, StoryId, StoryText, TextId};
use crate::text::RichText;

/// Characters shown around a finding.
const SHOWN: usize = 12;

/// What was drawn of one text: ranges in painting order, neighbours joined.
#[derive(Clone, Debug, Default)]
struct Trail {
    /// Counts the marks, so that texts can be put in order.
    first: usize,
    ranges: Vec<Range<u32>>,
}

/// Compares what was drawn with the texts of the model. Empty when nothing is lost.
pub fn account(drawn: &Trails, model: &PageModel, filled: &Filled) -> Findings {
    let trails = &drawn.trails;
    let mut findings = Findings::default();
    for due in dues(model, filled) {
        let Some(text) = model.text(due.text) else { continue };
        let drawn = trails.range((due.text, 0)..=(due.text, usize::MAX));
        let drawn: Vec<&Trail> = drawn.map(|(_, trail)| trail).collect();
        if !is_turned(model, filled, due.text) {
            drawn.iter().for_each(|trail| in_order(text, trail, &mut findings));
        }
        if is_repeated(due.text) && !drawn.is_empty() {
            drawn.iter().for_each(|trail| covered(text, &trail.ranges, due.end, &mut findings));
        } else {
            let ranges: Vec<Range<u32>> =
                drawn.iter().flat_map(|trail| &trail.ranges).cloned().collect();
            covered(text, &ranges, due.end, &mut findings);
        }
    }
    for (at, story) in (0..).zip(&model.stories) {
        if !is_turned(model, filled, TextId::Story(StoryId(at), StoryText::Body(0))) {
            thread_order((StoryId(at), story), trails, &mut findings);
        }
    }
    findings
}

/// Whether a text is read against the order of its pages.
fn is_turned(model: &PageModel, filled: &Filled, text: TextId) -> bool {
    let TextId::Story(id, _) = text else { return false };
    filled.turned.iter().any(|thread| model.stories_of(*thread).contains(&id))
}

/// The head over what goes on stands on several pages, whole on each.
fn is_repeated(text: TextId) -> bool {
    matches!(text, TextId::Jump(_) | TextId::Story(_, StoryText::JumpHeadline))
}

/// What was drawn of every text. Bodies run on from page to page; other texts are followed on each
/// page by itself: a row over the fold of a spread that is written as two may begin on the second.
#[derive(Clone, Debug, Default)]
pub struct Trails {
    trails: BTreeMap<(TextId, usize), Trail>,
    /// How many marks there are.
    marks: usize,
}

impl Trails {
    /// A page, by its place in the job.
    pub fn see(&mut self, at: usize, page: &DrawPage) {
        let texts = page.items.iter().filter_map(|item| match item {
            Item::Text(mark) if mark.usage.is_counted() => Some(mark),
            _ => None,
        });
        let scope = |mark: &TextMark| match mark.text {
            TextId::Story(_, StoryText::Body(_) | StoryText::Credit(_) | StoryText::Cell(..)) => 0,
            _ => at,
        };
        let texts: Vec<(TextId, usize, &TextMark)> =
            texts.map(|mark| (mark.text, scope(mark), mark)).collect();
        // Lines of a text follow one another: it is looked up once for all of them.
        for lines in texts.chunk_by(|one, next| (one.0, one.1) == (next.0, next.1)) {
            let Some(&(text, scope, _)) = lines.first() else { continue };
            let new = || Trail { first: self.marks + 1, ranges: Vec::new() };
            let trail = self.trails.entry((text, scope)).or_insert_with(new);
            lines.iter().for_each(|(.., mark)| trail.add(mark));
            self.marks += lines.len();
        }
    }

    /// What was drawn on the pages that follow.
    pub fn join(&mut self, later: Trails) {
        for (key, trail) in later.trails {
            let first = self.marks + trail.first;
            let own = self.trails.entry(key).or_insert(Trail { first, ranges: Vec::new() });
            trail.ranges.into_iter().for_each(|range| own.push(range));
        }
        self.marks += later.marks;
    }
}

impl Trail {
    fn add(&mut self, mark: &TextMark) {
        for run in mark.runs.iter().filter(|run| !run.source.is_empty()) {
            for glyph in run.glyphs.iter().filter(|glyph| !glyph.range.is_empty()) {
                let start = run.source.start + glyph.range.start;
                let end = run.source.start + glyph.range.end;
                self.push(start..end);
            }
        }
    }

    fn push(&mut self, range: Range<u32>) {
        match self.ranges.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => self.ranges.push(range),
        }
    }
}

/// A text that has to be drawn, up to `end`.
struct Due {
    text: TextId,
    end: u32,
}

fn dues(model: &PageModel, filled: &Filled) -> Vec<Due> {
    let mut dues = Vec::new();
    let whole = |id: TextId, text: &RichText| Due { text: id, end: text.text.len() as u32 };
    // An intro that is over ends apart from the body. A text is of one story: a stack of thousands is gone
    // through once.
    let mut said: BTreeMap<TextId, u32> = BTreeMap::new();
    for left in filled.overset.iter().flat_map(|over| &over.set) {
        let from = left.line.range.start;
        said.entry(left.text).and_modify(|first| *first = from.min(*first)).or_insert(from);
        said.extend(left.tail.map(|tail| (tail, 0)));
    }
    let stops: BTreeMap<TextId, u32> = filled.overset.iter().filter_map(|over| over.from).collect();
    let lost = filled.overset.iter().filter(|over| over.from.is_none());
    let lost: BTreeSet<StoryId> = lost
        .flat_map(|over| model.stories_of(over.story).into_iter().chain([over.story]))
        .collect();
    for (at, story) in model.stories.iter().enumerate() {
        let id = StoryId(at as u32);
        // Nothing is known of where the text stops: all that is missing was said.
        if lost.contains(&id) {
            continue;
        }
        for (text, rich) in story.part_texts(id) {
            dues.push(match said.get(&text).copied() {
                Some(end) => Due { text, end },
                None => whole(text, rich),
            });
        }
        for (text, rich) in story.body_texts(id) {
            if let Some(&end) = stops.get(&text) {
                dues.push(Due { text, end });
                break;
            }
            dues.push(match said.get(&text).copied() {
                Some(end) => Due { text, end },
                None => whole(text, rich),
            });
        }
    }
    let jumps = (0..).zip(&model.jump_lines);
    dues.extend(jumps.map(|(at, line)| whole(TextId::Jump(at), &line.text)));
    for (page, id, block) in model.blocks() {
        dues.extend(
            block.content.texts().map(|(of, text)| whole(TextId::Block(page, id, of), text)),
        );
    }
    dues
}

/// Reports what is drawn after what follows it.
fn in_order(text: &RichText, trail: &Trail, findings: &mut Findings) {
    if let Some(pair) = trail.ranges.windows(2).find(|pair| pair[1].start < pair[0].start) {
        let span = text.span_of(pair[1].clone());
        findings.push(
            finding(text, OUT_OF_ORDER, "text is drawn out of order", &pair[1])
                .at(span, "drawn after what follows it"),
        );
    }
}

/// Reports what of a text is drawn twice, and what nowhere.
fn covered(text: &RichText, ranges: &[Range<u32>], end: u32, findings: &mut Findings) {
    let mut ranges = ranges.to_vec();
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut done = 0;
    for range in ranges {
        if range.start < done {
            let twice = range.start..done.min(range.end);
            let span = text.span_of(twice.clone());
            findings.push(
                finding(text, DRAWN_TWICE, "text is drawn twice", &twice).at(span, "drawn twice"),
            );
        }
        lost(text, done..range.start.min(end), findings);
        done = done.max(range.end);
    }
    lost(text, done..end, findings);
}

/// Reports a gap, unless only blanks are in it.
fn lost(text: &RichText, gap: Range<u32>, findings: &mut Findings) {
    let Some(missing) = text.text.get(gap.start as usize..gap.end as usize) else { return };
    // A mark on a blank goes with it.
    let blanks = missing.trim_start_matches(vanishes);
    let missing = match blanks.len() < missing.len() {
        true => blanks.trim_start_matches(|c| vanishes(c) || Class::of(c) == Class::Mk),
        false => missing,
    };
    let gap = gap.end - missing.len() as u32..gap.end;
    let kept = |(_, c): &(usize, char)| !vanishes(*c);
    let Some((first, _)) = missing.char_indices().find(kept) else { return };
    let last = missing.char_indices().rfind(kept).map_or(first, |(at, c)| at + c.len_utf8());
    let count = missing.chars().filter(|&c| !vanishes(c)).count();
    let range = gap.start + first as u32..gap.start + last as u32;
    let what = if count == 1 { "character is" } else { "characters are" };
    let span: Span = text.span_of(range.clone());
    findings.push(
        finding(text, TEXT_LOST, &format!("{count} {what} not drawn"), &range)
            .at(span, "drawn nowhere"),
    );
}

/// Blanks and marks of breaking, which composition may take out.
fn vanishes(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{AD}' | '\u{34F}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
        || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn finding(
    text: &RichText,
    code: crate::diag::Code,
    message: &str,
    range: &Range<u32>,
) -> Diagnostic {
    let rest = text.text.get(range.start as usize..range.end as usize).unwrap_or_default();
    let mut shown: String = rest.chars().take(SHOWN).collect();
    if shown.len() < rest.len() {
        shown.push('…');
    }
    Diagnostic::error(code, format!("{message}: {shown:?}"))
        .help("report this with the layout and its articles: the program miscounted its own work")
}

/// The texts of a body are begun in the order of the article.
fn thread_order(
    (id, story): (StoryId, &Story),
    trails: &BTreeMap<(TextId, usize), Trail>,
    findings: &mut Findings,
) {
    let mut latest = 0;
    for (id, text) in story.body_texts(id) {
        let Some(trail) = trails.get(&(id, 0)).filter(|trail| !trail.ranges.is_empty()) else {
            continue;
        };
        if trail.first < latest {
            let range = 0..text.text.len() as u32;
            findings.push(
                finding(text, OUT_OF_ORDER, "a paragraph is drawn out of order", &range)
                    .at(text.span(), "drawn before what precedes it"),
            );
        }
        latest = latest.max(trail.first);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::testing::{body, line, model, page_of};
    use crate::draw::{Drawing, PageShelf};
    use crate::flow::{Frame, Overset};
    use crate::fonts::{FontBook, FontFiles};
    use crate::measure::WritingMode::HorizontalTb;
    use crate::page::model::PageId;

    /// Draws ranges of texts and gives the findings, a code and a message each.
    fn found(texts: &[&str], lines: &[(u32, Range<u32>)], over: Option<(u32, u32)>) -> Vec<String> {
        let model = model(texts);
        let frames: Vec<Frame> = lines
            .iter()
            .map(|(text, range)| line(&model, body(*text), range.clone(), HorizontalTb))
            .collect();
        let mut filled = page_of(frames);
        filled.overset.extend(over.map(|(text, from)| Overset {
            story: StoryId(0),
            lines: 1,
            characters: 1,
            from: Some((body(text), from)),
            last_page: PageId(0),
            block: None,
            set: Vec::new(),
        }));
        let files = FontFiles::default();
        let nothing = PageShelf::<()>::for_one_run();
        let findings =
            Drawing::new(&model, &filled, &FontBook::new(&files)).survey(&nothing).findings;
        findings.iter().map(|d| format!("{} {}", d.code, d.message)).collect()
    }

    #[test]
    fn text_drawn_whole_is_nothing_to_report() {
        let texts = ["港口 開幕", "下段"];
        assert!(found(&texts, &[(0, 0..7), (0, 7..13), (1, 0..6)], None).is_empty());
    }

    #[test]
    fn a_missing_a_doubled_and_a_misplaced_character_are_found() {
        type Case<'c> = (&'c [(u32, Range<u32>)], &'c str);
        let cases: [Case<'_>; 4] = [
            (&[(0, 0..6), (0, 9..12)], "P050 1 character is not drawn: \"開\""),
            (&[(0, 0..6), (0, 3..12)], "P051 text is drawn twice: \"口\""),
            (&[(0, 6..12), (0, 0..6)], "P052 text is drawn out of order: \"港口\""),
            (&[], "P050 4 characters are not drawn: \"港口開幕\""),
        ];
        for (lines, expected) in cases {
            assert_eq!(found(&["港口開幕"], lines, None), [expected]);
        }
    }

    #[test]
    fn paragraphs_keep_their_order() {
        let findings = found(&["上段", "下段"], &[(1, 0..6), (0, 0..6)], None);
        assert_eq!(findings, ["P052 a paragraph is drawn out of order: \"下段\""]);
    }

    #[test]
    fn overset_text_was_said() {
        assert!(found(&["港口開幕", "下段"], &[(0, 0..6)], Some((0, 6))).is_empty());
        assert_eq!(found(&["港口開幕", "下段"], &[(0, 0..3)], Some((0, 6))).len(), 1);
    }
}
