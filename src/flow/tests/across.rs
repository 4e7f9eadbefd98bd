//! What stands across the lines of a vertical page, and rules at a block's edges along them.

use super::*;

/// Three tiers of 18 characters and 20 lines; or columns of a horizontal page.
pub(super) fn page(writing: &str, blocks: &str) -> String {
    let size = match writing {
        "horizontal" => "[\"504pt\", \"240pt\"]",
        _ => "[\"240pt\", \"504pt\"]",
    };
    format!(
        r#"
[document]
title = "試刊"
date = 2024-11-16
[paper]
size = {size}
margin = "0pt"
[grid]
writing = "{writing}"
columns = 3
measure = 18
gutter = 1
line = "12pt"
rule = "0.3pt"
[article]
lead = "lead.md"
next = "next.md"
[[page]]
id = "A1"
block = [
{blocks}
]
"#
    )
}

pub(super) fn run(writing: &str, blocks: &str, front: &str) -> Job {
    let legs = if writing == "horizontal" { "columns" } else { "tiers" };
    let blocks = blocks.replace("LEGS", legs);
    let text = article(front, &[18 * 70]);
    make_up(&page(writing, &blocks), &[("lead", &text), ("next", &text)], &[("p.jpg", 200, 100)])
}

/// A rule of a framed block coincides with its frame on every side.
#[test]
fn rules_of_a_framed_block_stand_on_its_frame() {
    for writing in ["horizontal", "vertical"] {
        for side in ["top", "bottom", "left", "right"] {
            let block = format!(
                r#"{{ article = "lead", part = "body", LEGS = "1-2", lines = "2-18", frame = "0.5pt", inset = 1, rules = {{ {side} = "1pt", between = "0pt" }} }},"#
            );
            let job = run(writing, &block, "");
            let frame = job.boxes()[0].rect;
            let rules = job.rules();
            let rule = rules.iter().max_by_key(|rule| rule.rule.weight).expect("a rule");
            let (start, end) = ((frame.x, frame.y), (frame.right(), frame.bottom()));
            let expected = match side {
                "top" => (start, (end.0, start.1)),
                "bottom" => ((start.0, end.1), end),
                "left" => (start, (start.0, end.1)),
                _ => ((end.0, start.1), end),
            };
            let [from, to] = [rule.from, rule.to].map(|at| (at.x, at.y));
            assert_eq!((from.min(to), from.max(to)), expected, "{writing} {side}");
        }
    }
}

/// A head that lies across the lines of a vertical page keeps off the text beside it.
#[test]
fn a_head_across_the_lines_keeps_off_them() {
    let blocks = r#"{ article = "next", part = "body", LEGS = "1-3", lines = "1-5" },
{ article = "lead", part = "head", LEGS = "1-2", lines = "6-12", writing = "horizontal" },
{ article = "lead", part = "body", LEGS = "1-3", lines = "13-20" },"#;
    let job = run("vertical", blocks, "headline = \"深水港\"");
    let head = job.part(Part::Headline);
    let (left, right) = (
        head.iter().map(|line| line.rect.x).min().expect("a head"),
        head.iter().map(|line| line.rect.x + line.line.width).max().expect("a head"),
    );
    // Beside it, not under it.
    for line in job.part(Part::Body).into_iter().filter(|line| line.rect.y < pt(333)) {
        let apart = (left - line.rect.right()).max(line.rect.x - right);
        assert!(apart >= pt(9), "{apart} between {left}..{right} and {:?}", line.rect);
    }
}
