//! Texts that no page was made for.

use super::*;
use crate::compose::Orientation;
use crate::diag::codes;
use crate::measure::WritingMode;

#[test]
fn text_drawn_together_to_no_width_is_set() {
    let text = format!("+++\n+++\n{}{}\n", "港".repeat(600), "iiiii-".repeat(1_000));
    let tables = "[style.body]\ntracking = -500";
    let block = r#"{ article = "lead", part = "body", columns = "1-2", lines = "1-20" },"#;
    let job = make_up(&layout_with(tables, block), &[("lead", &text)], &[]);
    assert!(!job.part(Part::Body).is_empty());
}

#[test]
fn a_headline_of_too_many_words_is_a_misfit() {
    let front = format!("headline = \"{}\"", "港口".repeat(2_500));
    let block = r#"{ article = "lead", part = "head", columns = "1-2", lines = "1-8" },"#;
    let job = lead(block, &front, &[]);
    let misfits = job.diags.iter().filter(|d| d.code == codes::overset::HEAD_MISFIT);
    assert_eq!(misfits.count(), 1, "{:?}", job.diags);
}

/// What a head that has no room asks for is enough for all that is said of it.
#[test]
fn a_head_with_a_byline_asks_for_one_number_of_lines() {
    let front =
        "headline = \"渡輪明日復航　首班清晨六時由瀾灣碼頭開出\"\nbyline = \"本報記者　陳平\"";
    let mut asked = Vec::new();
    for lines in 1..=8 {
        let block = format!(
            r#"{{ article = "lead", part = "head", columns = "1-2", lines = "1+{lines}" }},"#
        );
        let job = lead(&block, front, &[]);
        for found in job.diags.iter() {
            let said = [&found.message].into_iter().chain(&found.help);
            let numbers = said.filter_map(|said| {
                let (_, rest) = said.split_once("needs ").or(said.split_once("give the head "))?;
                rest.split_once(" lines")?.0.parse::<i64>().ok()
            });
            asked.extend(numbers);
        }
    }
    asked.dedup();
    assert_eq!(asked.len(), 1, "{asked:?}");
    let block = format!(
        r#"{{ article = "lead", part = "head", columns = "1-2", lines = "1+{}" }},"#,
        asked[0]
    );
    let job = lead(&block, front, &[]);
    let heads =
        [codes::overset::HEAD_MISFIT, codes::overset::HEAD_SHORT, codes::overset::HEAD_SMALL];
    assert!(job.diags.iter().all(|found| !heads.contains(&found.code)), "{:?}", job.diags);
}

/// Every page's lines, each with its glyphs in the writing of its mode.
fn lines_of_all_pages(job: &Job) -> Vec<&PlacedLine> {
    let frames = job.filled.pages.iter().flat_map(|page| &page.frames);
    let lines = frames.filter_map(|frame| match frame {
        Frame::Line(line) => Some(line),
        _ => None,
    });
    lines.collect()
}

#[test]
fn text_goes_on_in_the_writing_of_its_page() {
    for (page, block) in [("horizontal", "vertical"), ("vertical", "horizontal")] {
        let place = format!(r#"{{ article = "lead", lines = "1+8", writing = "{block}" }},"#);
        let layout = layout_with("overset = \"continue\"", &place);
        let layout = layout.replace("[grid]\n", &format!("[grid]\nwriting = \"{page}\"\n"));
        let layout = layout.replace("measure = 18", "measure = 10");
        let job = make_up(&layout, &[("lead", &article("", &[90, 700, 41, 800]))], &[]);
        assert!(job.filled.pages.len() > 1 && job.filled.overset.is_empty(), "{:?}", job.diags);
        let mut found = Vec::new();
        for (at, line) in lines_of_all_pages(&job).into_iter().enumerate() {
            let upright = line.line.runs.iter().any(|run| run.orientation == Orientation::Upright);
            let vertical = line.mode == WritingMode::VerticalRl;
            assert_eq!(upright, vertical, "{page} {at}: {:?}", line.rect);
            if !matches!(line.usage, Usage::Jump(_)) {
                found.push((line.text, line.line.range.clone()));
            }
        }
        let mut at = 0;
        for pair in found.windows(2) {
            at = if pair[0].0 == pair[1].0 { pair[0].1.end } else { 0 };
            assert_eq!(pair[1].1.start, at, "{page}: {pair:?}");
        }
        assert!(at > 0);
        let first = job.part(Part::Body)[0].mode == WritingMode::VerticalRl;
        assert_eq!(first, block == "vertical");
        let last = job.filled.pages.last().map(|page| &page.frames[0]);
        let Some(Frame::Line(last)) = last else { panic!("a line") };
        assert_eq!(last.mode == WritingMode::VerticalRl, page == "vertical");
    }
}

#[test]
fn a_subhead_deeper_than_a_page_goes_on_over_none() {
    let text = format!("+++\n+++\n港口。\n\n## {}\n\n港口。\n", "港".repeat(4_000));
    let job = make_up(&layout_with("overset = \"continue\"", BODY), &[("lead", &text)], &[]);
    assert_eq!(job.filled.pages.len(), 1);
    assert_eq!(job.filled.overset.len(), 1);
    let continued = job.diags.iter().filter(|found| found.code == codes::overset::CONTINUED);
    assert_eq!(continued.count(), 0, "{:?}", job.diags);
}

#[test]
fn a_story_stands_as_it_stood_when_another_changes() {
    let blocks = r#"
  { article = "lead", columns = 1, lines = "1+20" },
  { article = "side", columns = 2, lines = "1+20", balance = true },
"#;
    let layout = layout(blocks).replace("[article]\n", "[article]\nside = \"side.md\"\n");
    let lines = |lead: &[usize]| {
        let articles =
            [("lead", article("", lead)), ("side", article("headline = \"港口\"", &[95, 30]))];
        let articles: Vec<(&str, &str)> =
            articles.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let job = make_up(&layout, &articles, &[]);
        let side = job.model.stories.iter().position(|story| story.name == "side");
        let side = StoryId(side.expect("a story") as u32);
        let of_side =
            |line: &&PlacedLine| matches!(line.usage, Usage::Story { story, .. } if story == side);
        let lines = lines_of_all_pages(&job).into_iter().filter(of_side);
        lines.cloned().collect::<Vec<PlacedLine>>()
    };
    let before = lines(&[40, 60]);
    assert!(before.len() > 4);
    assert!(before == lines(&[200, 3, 77]));
}

/// R131: a line of verse stands for itself, what is turned over stands in by two characters, and
/// stanzas are a line apart.
#[test]
fn r131_verse_keeps_its_lines_and_stanzas() {
    let long = "走".repeat(20);
    let text = format!("+++\n+++\n霧來\n{long}{{.verse}}\n\n停{{.verse}}\n");
    let block = r#"{ article = "lead", part = "body", columns = "1-2", lines = "1-20" },"#;
    let job = make_up(&layout(block), &[("lead", &text)], &[]);
    let body = job.part(Part::Body);
    let rows: Vec<i64> = body.iter().map(|line| line.rect.y.whole(pt(12)) + 1).collect();
    assert_eq!(rows, [1, 2, 3, 5]);
    let start = |at: usize| body[at].line.runs[0].glyphs[0].inline.length();
    assert_eq!(start(2) - start(1), pt(18));
}
