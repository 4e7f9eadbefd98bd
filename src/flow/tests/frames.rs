//! R129: what a frame, a tint or a rule stands level with: pictures, and text of the other direction.

use super::*;

/// A page of three columns or tiers of 18 characters, 20 lines deep.
fn page(writing: &str, blocks: &str) -> String {
    let (size, ways) = match writing {
        "vertical" => (r#"["240pt", "504pt"]"#, "tiers"),
        _ => (r#"["504pt", "240pt"]"#, "columns"),
    };
    format!(
        r#"
[document]
language = "zh-Hant-HK"
title = "試刊"
date = 2024-11-16
[paper]
size = {size}
margin = "0pt"
[grid]
writing = "{writing}"
{ways} = 3
measure = 18
line = "12pt"
[article]
a = "a.md"
b = "b.md"
[[page]]
block = [
{blocks}
]
"#
    )
    .replace("COLUMNS", ways)
}

fn made(writing: &str, blocks: &str) -> Job {
    let text = article("headline = \"青嶼深水港\"", &[90]);
    make_up(&page(writing, blocks), &[("a", &text), ("b", &text)], &[("p.jpg", 300, 200)])
}

const WAYS: [&str; 2] = ["horizontal", "vertical"];
const PICTURE: &str =
    r#"{ picture = "p.jpg", COLUMNS = 2, lines = "3+10", alt = "港", frame = "0.5pt" },"#;

/// What is drawn in the second column or tier.
fn second(writing: &str, rect: &Rect) -> bool {
    let start = if writing == "vertical" { rect.y } else { rect.x };
    start == pt(171)
}

/// The frame of the second column or tier.
fn framed(job: &Job, writing: &str) -> Rect {
    let mut boxes = job.boxes().into_iter().map(|framed| framed.rect);
    boxes.rfind(|rect| second(writing, rect)).expect("a frame")
}

#[test]
fn r129_a_picture_fills_its_frame() {
    let neighbours = [
        "",
        r#"{ article = "a", COLUMNS = 1, lines = "3+10", frame = "0.5pt" },"#,
        r#"{ article = "a", COLUMNS = 1, lines = "3+10", frame = "0.5pt", inset = 1.5 },"#,
        r#"{ article = "a", COLUMNS = 1, lines = "3+10", tint = "k(10)" },"#,
        r#"{ article = "a", COLUMNS = 1, lines = "3+10", rules = { top = "1pt", bottom = "1pt" } },"#,
        r#"{ article = "a", COLUMNS = 1, lines = "3+10", tint = "k(10)" },
{ article = "b", COLUMNS = 3, lines = "3+10", rules = { top = "1pt" } },"#,
        r#"{ text = "甲", COLUMNS = 1, lines = "3+10", frame = "0.5pt" },"#,
        r#"{ picture = "p.jpg", COLUMNS = 1, lines = "3+10", alt = "港" },"#,
    ];
    for (writing, others) in WAYS.iter().flat_map(|w| neighbours.map(|others| (*w, others))) {
        let job = made(writing, &format!("{others}{PICTURE}"));
        let frame = framed(&job, writing);
        let clip = job.pictures().last().expect("a picture").clip;
        assert_eq!(clip, frame, "{writing}: {others}");
        // And it stands level with what is beside it.
        for other in job.boxes() {
            match writing {
                "vertical" => {
                    assert_eq!((other.rect.x, other.rect.width), (frame.x, frame.width), "{others}")
                }
                _ => assert_eq!(
                    (other.rect.y, other.rect.height),
                    (frame.y, frame.height),
                    "{others}"
                ),
            }
        }
    }
}

#[test]
fn r129_the_white_around_a_picture_in_a_frame_is_even() {
    for writing in WAYS {
        let beside =
            r#"{ article = "a", COLUMNS = 1, lines = "3+10", frame = "0.5pt", inset = 1.5 },"#;
        let picture = PICTURE.replace(" }", ", inset = 0.5 }");
        for others in ["", beside] {
            let job = made(writing, &format!("{others}{picture}"));
            let (frame, clip) = (framed(&job, writing), job.pictures()[0].clip);
            let sides =
                [clip.x - frame.x, frame.right() - clip.right(), frame.bottom() - clip.bottom()];
            assert_eq!(sides, [clip.y - frame.y; 3], "{writing}: {others}");
        }
    }
}

#[test]
fn r129_a_picture_with_a_caption_fills_its_frame_at_its_other_sides() {
    let picture = PICTURE.replace(" }", ", caption = \"圖說\" }");
    let beside = r#"{ article = "a", COLUMNS = 1, lines = "3+10", rules = { top = "1pt" } },"#;
    for writing in WAYS {
        let job = made(writing, &format!("{beside}{picture}"));
        let (frame, clip) = (framed(&job, writing), job.pictures()[0].clip);
        assert_eq!((clip.x, clip.y, clip.right()), (frame.x, frame.y, frame.right()), "{writing}");
        let caption = job.lines(|usage| matches!(usage, Usage::Caption(_)))[0].rect;
        assert_eq!((caption.y - clip.bottom(), caption.x), (pt(4), frame.x), "{writing}");
    }
}

/// A picture without a frame begins and ends where the ink of a rule beside it does.
#[test]
fn r129_a_picture_begins_with_the_rule_beside_it() {
    let blocks = r#"{ article = "a", columns = 1, lines = "3+10", rules = { top = "1pt" } },
{ picture = "p.jpg", columns = 2, lines = "3+10", alt = "港" },"#;
    let job = made("horizontal", blocks);
    let rule = job.rules().into_iter().find(|rule| rule.from.y == rule.to.y).expect("a rule");
    assert_eq!(job.pictures()[0].clip.y, rule.from.y - rule.rule.weight / 2);
    assert_eq!(job.pictures()[0].clip.bottom(), pt(12 * 12 - 3));
    // One that stands whole in its place keeps its shape.
    let job = made("horizontal", &blocks.replace("alt", "fit = \"contain\", alt"));
    let shown = job.pictures()[0].clip;
    assert_eq!(shown.width * 2, shown.height * 3);
}

/// A caption is text: a box beside it keeps its even white.
#[test]
fn r129_a_box_beside_a_caption_has_even_white() {
    let blocks = r#"{ article = "a", columns = 1, lines = "6-12", tint = "k(8)" },
{ picture = "p.jpg", columns = 2, lines = "3-12", caption = "圖說" },"#;
    let job = made("horizontal", blocks);
    let tint = job.boxes()[0].rect;
    assert_eq!((tint.y, tint.bottom()), (pt(63), pt(12 * 12 - 6)));
}

/// Vertical text, whose lines end with the em box of the page's last, has no line gap at its foot.
#[test]
fn r129_text_of_the_other_direction_has_even_white_in_a_framed_area() {
    for inset in ["9pt", "9.5pt", "12pt"] {
        let blocks = format!(
            r#"{{ id = "z", columns = 2, lines = "3+15", frame = "1pt", inset = "{inset}" }},
{{ in = "z", article = "a", writing = "vertical", look = "wide" }},"#
        );
        let layout = page("horizontal", &blocks) + "[look.wide]\nbody = { size = \"10pt\" }\n";
        let text = article("", &[200]);
        let job = make_up(&layout, &[("a", &text), ("b", &text)], &[]);
        let frame = job.boxes()[0].rect;
        let lines: Vec<Rect> = job.part(Part::Body).iter().map(|line| line.rect).collect();
        let first = lines.iter().map(|rect| rect.y).min().expect("lines");
        let last = lines.iter().map(|rect| rect.bottom()).max().expect("lines");
        assert_eq!(frame.bottom() - last, first - frame.y, "{inset}");
    }
}

/// A frame around vertical text stands level with those around horizontal text beside it, and its white
/// stays even.
#[test]
fn r129_frames_of_both_directions_stand_level() {
    let others = [
        r#"{ article = "b", columns = 2, lines = "3+15", frame = "1pt", inset = 1 },"#,
        r#"{ article = "b", columns = 2, lines = "3+15", frame = "1pt", inset = 1.5 },"#,
        r#"{ id = "z", columns = 2, lines = "3+15", frame = "1pt", inset = 1 },
{ in = "z", article = "b", writing = "vertical" },"#,
    ];
    for other in others {
        let blocks = format!(
            r#"{{ article = "a", writing = "vertical", columns = 1, lines = "3+15", frame = "1pt", inset = 1 }},{other}"#
        );
        let job = made("horizontal", &blocks);
        let frames: Vec<(Length, Length)> =
            job.boxes().iter().map(|framed| (framed.rect.y, framed.rect.bottom())).collect();
        assert_eq!(frames[0], frames[1], "{other}");
        let body: Vec<Rect> = job
            .part(Part::Body)
            .iter()
            .map(|line| line.rect)
            .filter(|rect| rect.x < pt(162) && rect.height > rect.width)
            .collect();
        let first = body.iter().map(|rect| rect.y).min().expect("lines");
        let last = body.iter().map(|rect| rect.bottom()).max().expect("lines");
        let (above, below) = (first - frames[0].0, frames[0].1 - last);
        let apart = (above - below).abs();
        assert!(apart <= Length::from_centipt(150) && above >= pt(9), "{above} {below}: {other}");
    }
}

/// Horizontal blocks of a vertical page stand level among themselves.
#[test]
fn r129_a_rule_and_a_tint_across_the_grid_stand_level() {
    let blocks = r#"{ article = "a", tiers = "2", lines = "1-9", writing = "horizontal", tint = "k(8)" },
{ article = "b", tiers = "2", lines = "11-20", writing = "horizontal", rules = { top = "0.5pt" } },"#;
    let job = made("vertical", blocks);
    let rule = job.rules().into_iter().find(|rule| rule.from.y == rule.to.y).expect("a rule");
    assert_eq!(job.boxes()[0].rect.y, rule.from.y);
}
