//! Rules, frames and the marks of a proof stay clear of type, across and down, whatever stands
//! beside them and however much of it there is.

use super::*;

/// A page of two stories, made up across or down.
struct Case {
    name: String,
    layout: String,
    lead: usize,
    side: usize,
}

const ACROSS: &str = r#"columns = 4
measure = 10
gutter = 1
line = "12pt"
rule = "0.3pt""#;
const DOWN: &str = r#"writing = "vertical"
tiers = 4
measure = 10
gutter = 1
line = "12pt"
rule = "0.3pt""#;

/// Every pair of what a block may have, in both writings, too short, full and over.
fn cases() -> Vec<Case> {
    let decors = [
        "",
        "frame = \"0.5pt\", inset = 1",
        "frame = { weight = \"3pt\", colour = \"black\" }",
        "rules = { top = \"2pt\", bottom = \"1pt\" }, inset = 0.5",
        "tint = \"k(10)\", inset = 1",
    ];
    let lengths = [(40, 30), (300, 200), (900, 700)];
    let mut cases = Vec::new();
    for (grid, across) in [(ACROSS, "columns"), (DOWN, "tiers")] {
        for (at, one) in decors.iter().enumerate() {
            for other in &decors {
                let (lead, side) = lengths[(at + other.len()) % lengths.len()];
                let part = if at % 2 == 0 { "" } else { "split = 2, " };
                let layout = format!(
                    r#"
[document]
title = "試刊"
date = 2024-11-16
[paper]
size = ["480pt", "480pt"]
margin = "15pt"
[grid]
{grid}
[style]
headline = {{ size = "18pt" }}
[article]
lead = "lead.md"
side = "side.md"
[[page]]
id = "A1"
block = [
  {{ article = "lead", {across} = "1-2", lines = "1-18", {part}{one} }},
  {{ article = "side", {across} = "3-4", lines = "1-18", {other} }},
]
"#
                );
                let name = format!("{across}: {one} | {other} | {lead} {side}");
                cases.push(Case { name, layout, lead, side });
            }
        }
    }
    cases
}

/// The ink of rules and of the sides of frames.
fn strokes(job: &Job) -> Vec<Rect> {
    let mut out = Vec::new();
    for placed in job.rules() {
        let half = placed.rule.weight / 2;
        let (from, to) = (placed.from, placed.to);
        let across = from.y == to.y;
        let (x, y) = (from.x.min(to.x), from.y.min(to.y));
        let (width, height) = (to.x.max(from.x) - x, to.y.max(from.y) - y);
        out.push(match across {
            true => Rect { x, y: y - half, width, height: placed.rule.weight },
            false => Rect { x: x - half, y, width: placed.rule.weight, height },
        });
    }
    for placed in job.boxes() {
        let Some(rule) = placed.stroke else { continue };
        let (Rect { x, y, width, height }, weight) = (placed.rect, rule.weight);
        let half = weight / 2;
        let (right, bottom) = (placed.rect.right(), placed.rect.bottom());
        for y in [y, bottom] {
            out.push(Rect { x, y: y - half, width, height: weight });
        }
        for x in [x, right] {
            out.push(Rect { x: x - half, y, width: weight, height });
        }
    }
    out
}

#[test]
fn rules_and_the_marks_of_a_proof_stay_clear_of_type() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let (mut ruled, mut marked) = (0, 0);
    for case in cases() {
        let head = "headline = \"港口\"";
        let (lead, side) = (article(head, &[case.lead]), article(head, &[case.side]));
        let mut job = make_up(&case.layout, &[("lead", &lead), ("side", &side)], &[]);
        mark_proof(&job.model, &crate::compose::Composers::new(&book), &job.diags, &mut job.filled);
        let own: Vec<Rect> =
            job.lines(|usage| usage != Usage::Proof).iter().map(|l| l.rect).collect();
        assert!(!own.is_empty(), "{}", case.name);
        let strokes = strokes(&job);
        for stroke in &strokes {
            let over = own.iter().find(|line| line.overlaps(stroke));
            assert_eq!(over, None, "{}: a rule {stroke:?}", case.name);
        }
        let marks = job.lines(|usage| usage == Usage::Proof);
        for mark in &marks {
            let over = own.iter().find(|line| line.overlaps(&mark.rect));
            assert_eq!(over, None, "{}: a mark {:?}", case.name, mark.rect);
        }
        ruled += usize::from(!strokes.is_empty());
        marked += usize::from(!marks.is_empty());
    }
    assert!(ruled > 40 && marked > 10, "{ruled} {marked}");
}

/// Under a contour no text stands in the row of a caption that is shorter than its picture.
#[test]
fn a_caption_under_a_contour_has_its_row_to_itself() {
    let blocks = r#"{ article = "lead", columns = 1, split = 1, lines = "1-20" },
{ picture = "p.jpg", chars = "1-12", lines = "5+8", alt = "港", clip = "circle", wrap = "contour", caption = "●港口" },"#;
    let text = article("", &[400]);
    let job = make_up(&layout(blocks), &[("lead", &text)], &[("p.jpg", 300, 200)]);
    let caption = job.lines(|usage| matches!(usage, Usage::Caption(..)))[0].rect;
    let row = Rect { x: Length::ZERO, width: pt(9 * 12), ..caption };
    let beside = job.part(Part::Body).into_iter().filter(|line| line.rect.overlaps(&row)).count();
    assert_eq!(beside, 0);
}
