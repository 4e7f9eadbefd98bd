//! The line that says that a story goes on.

use super::*;

const WRITINGS: [&str; 2] = ["horizontal", "vertical"];

/// A story over three legs of a page and one of the next, with blocks more on the first, in either
/// writing: `LEGS` are columns in one and tiers in the other.
fn paper(writing: &str, first: &str, paragraphs: &[usize]) -> Job {
    let legs = if writing == "horizontal" { "columns" } else { "tiers" };
    let blocks = format!(
        r#"{first}
]
[[page]]
id = "A2"
block = [
{{ article = "lead", part = "body", LEGS = "1-3", lines = "1-20" }}"#
    );
    let layout = super::across::page(writing, &blocks.replace("LEGS", legs));
    let text = article("", paragraphs);
    make_up(&layout, &[("lead", &text), ("next", &text)], &[("p.jpg", 200, 100)])
}

/// Where the text on the first page ends, and where the line stands that says that it goes on: leg
/// and line.
fn ends(job: &Job, writing: &str) -> [Vec<(i64, i64)>; 2] {
    let (mut text, mut said) = (Vec::new(), Vec::new());
    for frame in &job.filled.pages[0].frames {
        let Frame::Line(line) = frame else { continue };
        let rect = line.rect;
        let (inline, block) = match writing {
            "horizontal" => (rect.x, rect.y),
            _ => (rect.y, pt(240) - rect.x - rect.width),
        };
        let at = (inline.whole(pt(171)), block.whole(pt(12)));
        match line.usage {
            Usage::Jump(_) => said.push(at),
            _ => text.push(at),
        }
    }
    text.sort_unstable();
    [text, said]
}

/// A picture that fills the last legs to their foot leaves them no line: it stands in the last leg
/// that holds text, and the text ends above it.
#[test]
fn a_story_that_goes_on_says_so_beside_a_picture_at_the_foot() {
    for writing in WRITINGS {
        // A line in the last leg over the picture, then one in the first.
        for (depth, expected) in [("10-20", (2, 7)), ("1-20", (0, 19))] {
            let first = format!(
                r#"{{ article = "lead", part = "body", LEGS = "1-3", lines = "1-20" }},
{{ picture = "p.jpg", LEGS = "2-3", lines = "{depth}", alt = "港", fit = "crop" }},"#
            );
            let job = paper(writing, &first, &[18 * 90]);
            let [text, said] = ends(&job, writing);
            assert_eq!(said, [expected], "{writing} {depth}: {text:?}");
            let in_leg = text.iter().filter(|at| at.0 == said[0].0).max().expect("text in its leg");
            assert!(in_leg.1 < said[0].1, "{writing} {depth}: {in_leg:?} {said:?}");
            assert_eq!(text.last().expect("text").0, said[0].0, "{writing} {depth}: {text:?}");
        }
    }
}

/// No leg holds the line alone: where no line of the text has room over it, it stands in the leg
/// before.
#[test]
fn no_leg_holds_the_line_alone() {
    for writing in WRITINGS {
        // One line stays free at the foot of the last leg.
        let first = r#"{ article = "lead", part = "body", LEGS = "1-3", lines = "1-20" },
{ picture = "p.jpg", LEGS = "3", lines = "1-18", alt = "港", fit = "crop" },"#;
        let job = paper(writing, first, &[18 * 90]);
        let [text, said] = ends(&job, writing);
        assert_eq!(said, [(1, 19)], "{writing}: {text:?}");
        assert_eq!(text.last(), Some(&(1, 18)), "{writing}");
    }
}

/// A block whose page's last block has no room for text says it itself.
#[test]
fn the_last_block_with_text_says_it() {
    for writing in WRITINGS {
        let first = r#"{ article = "lead", part = "body", LEGS = "1-2", lines = "1-20" },
{ article = "lead", part = "body", LEGS = "3", lines = "1-20" },
{ picture = "p.jpg", LEGS = "3", lines = "1-20", alt = "港", fit = "crop" },"#;
        let job = paper(writing, first, &[18 * 90]);
        let [text, said] = ends(&job, writing);
        assert_eq!((said, text.last()), (vec![(1, 19)], Some(&(1, 18))), "{writing}");
    }
}

/// What ends on its page says nothing and keeps the line.
#[test]
fn a_story_that_ends_on_its_page_keeps_the_line() {
    for writing in WRITINGS {
        let first = r#"{ article = "lead", part = "body", LEGS = "1-3", lines = "1-20" },
{ picture = "p.jpg", LEGS = "2-3", lines = "10-20", alt = "港", fit = "crop" },"#;
        let full = 18 * (20 + 8 + 8);
        for (characters, goes_on) in [(full - 18, false), (full + 1, true)] {
            let job = paper(writing, first, &[characters]);
            let [_, said] = ends(&job, writing);
            assert_eq!(said.is_empty(), !goes_on, "{writing} {characters}");
        }
    }
}
