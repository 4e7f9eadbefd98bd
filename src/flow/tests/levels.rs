//! R129 and R130: what stands level beside what, and the white of a head that lies across.

use super::*;

/// Where frames, rules across the lines and pictures begin and end.
fn edges(job: &Job) -> (Vec<Length>, Vec<Length>) {
    let boxes = job.boxes().into_iter().map(|framed| (framed.rect.y, framed.rect.bottom()));
    let pictures = job.pictures().into_iter().map(|art| (art.clip.y, art.clip.bottom()));
    boxes.chain(pictures).unzip()
}

fn two(left: &str, right: &str) -> Job {
    let blocks = format!(
        r#"{{ article = "lead", columns = 1, lines = "2-20", {left} }},
{{ article = "side", columns = 2, lines = "2-20", {right} }},"#
    );
    let layout = layout(&blocks).replace("[article]\n", "[article]\nside = \"side.md\"\n");
    let text = article("headline = \"青嶼深水港\"", &[60]);
    make_up(&layout, &[("lead", &text), ("side", &text)], &[])
}

fn across(job: &Job) -> Vec<Length> {
    job.rules()
        .into_iter()
        .filter(|rule| rule.from.y == rule.to.y)
        .map(|rule| rule.from.y)
        .collect()
}

#[test]
fn r129_a_rule_stands_level_with_the_frame_beside_it() {
    let job = two("frame = \"0.5pt\", inset = 1", "rules = { top = \"1pt\", bottom = \"1pt\" }");
    let (tops, feet) = edges(&job);
    assert_eq!(across(&job), [tops[0], feet[0]]);
    // The white of the head beside it counts from the rule.
    let heads: Vec<Length> = job.part(Part::Headline).iter().map(|row| row.rect.y).collect();
    assert!(heads[1] - tops[0] >= pt(12), "{heads:?} {tops:?}");
    // A box alone is drawn in by three points, so that its white is even.
    let alone = two("frame = \"0.5pt\", inset = 1", "");
    assert_eq!(edges(&alone), (vec![pt(15)], feet));
}

#[test]
fn r129_boxes_of_unlike_inset_stand_level() {
    for other in ["tint = \"k(10)\", inset = 1", "tint = \"k(10)\", inset = 2"] {
        let (tops, feet) = edges(&two("frame = \"0.5pt\", inset = 1.5", other));
        assert_eq!((tops[0], feet[0]), (tops[1], feet[1]), "{other}");
    }
    let (tops, _) = edges(&two("frame = \"0.5pt\", inset = 1.5", "frame = \"0.5pt\", inset = 1.5"));
    // Alike, they keep their even white.
    assert_eq!(tops, [pt(12) + Length::from_centipt(1050); 2]);
}

#[test]
fn r129_a_box_stands_level_with_the_picture_beside_it() {
    let blocks = r#"{ article = "lead", columns = 1, lines = "2-12", frame = "0.5pt", inset = 1.5 },
{ picture = "p.jpg", columns = 2, lines = "2-12", alt = "港" },"#;
    let (tops, feet) = edges(&lead(blocks, "", &[60]));
    assert_eq!((tops[0], feet[0]), (tops[1], feet[1]));
}

#[test]
fn r129_rules_alone_stand_level() {
    let job = two("rules = { top = \"1pt\" }", "rules = { top = \"0.5pt\" }");
    assert_eq!(across(&job)[0], across(&job)[1]);
}

#[test]
fn r129_type_of_another_size_is_flush_with_its_columns() {
    let blocks = r#"{ article = "lead", columns = "1-2", lines = "1-20" },"#;
    let job = lead(blocks, &format!("intro = \"{}\"", "港".repeat(100)), &[100]);
    for line in &job.part(Part::Intro)[..3] {
        let end = line.rect.x + line.line.width;
        assert_eq!((line.rect.right(), end), (pt(333), pt(333)));
        let glyphs: Vec<Length> = line
            .line
            .runs
            .iter()
            .flat_map(|run| &run.glyphs)
            .map(|glyph| glyph.inline.length())
            .collect();
        let steps = glyphs.windows(2).map(|pair| pair[1] - pair[0]);
        assert!(steps.clone().max() <= Some(Length::from_centipt(1080)), "{glyphs:?}");
    }
}

#[test]
fn r130_a_lying_head_has_no_less_white_above_than_below() {
    for byline in ["", "byline = \"本報記者 陳平\"\n"] {
        let layout = r#"
[document]
language = "zh-Hant-TW"
title = "試刊"
date = 2024-11-16
[paper]
size = ["300pt", "477pt"]
margin = "0pt"
[grid]
writing = "vertical"
tiers = 6
measure = 8
line = "12pt"
[article]
lead = "lead.md"
[[page]]
block = [
  { article = "lead", part = "head", tiers = "1", lines = "1-", writing = "horizontal" },
  { article = "lead", part = "body", tiers = "2-6", lines = "1-" },
]
"#;
        let text = article(&format!("{byline}headline = \"海水倒灌怎麼防\""), &[200]);
        let job = make_up(layout, &[("lead", &text)], &[]);
        let head: Vec<Rect> = [Part::Headline, Part::Byline]
            .into_iter()
            .flat_map(|part| job.part(part))
            .map(|line| line.rect)
            .collect();
        let body = job.part(Part::Body).iter().map(|line| line.rect.y).min().expect("a body");
        let below = body - head.iter().map(|rect| rect.bottom()).max().expect("a head");
        assert!(head[0].y >= below && below >= pt(6), "{byline}: {} {below}", head[0].y);
    }
}

/// The white over the first em box in a box and under the last.
fn white_of(job: &Job) -> (Length, Length) {
    let frame = job.boxes()[0].rect;
    let parts = [Part::Headline, Part::Body];
    let rows: Vec<Rect> =
        parts.into_iter().flat_map(|part| job.part(part)).map(|line| line.rect).collect();
    let first = rows.iter().map(|rect| rect.y).min().expect("a row");
    let last = rows.iter().map(|rect| rect.bottom()).max().expect("a row");
    (first - frame.y, frame.bottom() - last)
}

#[test]
fn the_white_at_the_foot_of_a_box_is_that_at_its_head() {
    // Lines of 16 characters; ten fit.
    for lines in 5..=10 {
        let blocks =
            r#"{ article = "lead", columns = 1, lines = "2+12", tint = "k(10)", inset = 1 },"#;
        let (above, below) = white_of(&lead(blocks, "", &[16 * lines - 1]));
        let apart = if above > below { above - below } else { below - above };
        // More than three lines are a hole.
        assert_eq!(apart <= pt(12), lines >= 7, "{lines}: {above} {below}");
    }
    for lines in 5..=7 {
        let blocks =
            r#"{ article = "lead", columns = 1, lines = "2+12", frame = "0.5pt", inset = 1 },"#;
        let job = lead(blocks, "headline = \"青嶼深水港\"", &[16 * lines - 1]);
        let (above, below) = white_of(&job);
        let apart = if above > below { above - below } else { below - above };
        assert!(apart <= pt(9), "{lines}: {above} {below}");
        let grid =
            job.part(Part::Body).iter().all(|line| line.rect.y.units() % pt(12).units() == 0);
        assert!(grid, "the body stays on the grid");
    }
}
