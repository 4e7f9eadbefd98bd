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

/// A vertical page of six tiers of eight characters.
fn tall(blocks: &str) -> String {
    format!(
        r#"
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
{blocks}
]
"#
    )
}

#[test]
fn r130_a_lying_head_has_no_less_white_above_than_below() {
    for byline in ["", "byline = \"本報記者 陳平\"\n"] {
        let layout = tall(
            r#"  { article = "lead", part = "head", tiers = "1", lines = "1-", writing = "horizontal" },
  { article = "lead", part = "body", tiers = "2-6", lines = "1-" },"#,
        );
        let text = article(&format!("{byline}headline = \"海水倒灌怎麼防\""), &[200]);
        let job = make_up(&layout, &[("lead", &text)], &[]);
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

fn story_layout(tables: &str, stories: &[&str], blocks: &str) -> String {
    let named: Vec<String> = stories.iter().map(|name| format!("{name} = \"{name}.md\"")).collect();
    layout_with(tables, blocks).replace("lead = \"lead.md\"", &named.join("\n"))
}

/// Four notices edge to edge.
fn notices(inset: &str) -> Job {
    let cell = |name: &str, chars: &str, lines: &str| {
        format!(
            "{{ article = \"{name}\", chars = \"{chars}\", lines = \"{lines}\", frame = \"0.5pt\", inset = {inset} }},"
        )
    };
    let blocks = [
        cell("a", "1-18", "2+8"),
        cell("b", "19-37", "2+8"),
        cell("c", "1-18", "10+8"),
        cell("d", "19-37", "10+8"),
    ];
    let text = article("headline = \"公告\"", &[40]);
    let texts = ["a", "b", "c", "d"].map(|name| (name, text.as_str()));
    make_up(&story_layout("", &["a", "b", "c", "d"], &blocks.join("\n")), &texts, &[])
}

#[test]
fn r129_frames_edge_to_edge_share_their_lines() {
    let (tops, feet) = edges(&notices("1"));
    assert_eq!(feet[..2], tops[2..], "the rows meet");
    assert_eq!((tops[0], tops[0]), (tops[1], pt(12) - Length::from_centipt(150)));
    assert_eq!(feet[2], feet[3]);
    assert_eq!(feet[0] - tops[0], feet[2] - tops[2], "the outer edges have the white of the inner");
    // A line apart and more they are boxes of their own.
    let (tops, feet) = edges(&notices("1.5"));
    assert!(tops[2] - feet[0] >= pt(12));
}

#[test]
fn the_heads_of_boxes_in_a_row_stand_level() {
    let cell = |name: &str, column: u32| {
        format!(
            "{{ article = \"{name}\", columns = {column}, lines = \"2+12\", frame = \"0.5pt\", inset = 1 }},"
        )
    };
    let layout = story_layout("", &["a", "b"], &[cell("a", 1), cell("b", 2)].join("\n"));
    let text = |count| article("headline = \"青嶼深水港\"", &[count]);
    for (one, other) in [(16 * 7 - 1, 16 * 5 - 1), (16 * 5 - 1, 16 * 7 - 1), (79, 95)] {
        let job = make_up(&layout, &[("a", &text(one)), ("b", &text(other))], &[]);
        let heads: Vec<Length> = job.part(Part::Headline).iter().map(|row| row.rect.y).collect();
        assert_eq!(heads[0], heads[1], "{one} and {other} characters");
    }
}

#[test]
fn the_white_of_an_area_is_even() {
    let blocks = r#"{ id = "panel", columns = "1-2", lines = "1-20", frame = "0.5pt", inset = 1.5 },
{ in = "panel", article = "a", split = 1, lines = "1+8" },
{ in = "panel", article = "b", split = 1, lines = "9-", rules = { top = "0.5pt" } },"#;
    // 34 characters a line: b leaves one of its eight lines empty.
    let text = |count| article("headline = \"青嶼深水港\"", &[count]);
    let texts = [("a", text(150)), ("b", text(32 + 34 * 3))];
    let texts = texts.each_ref().map(|(name, text)| (*name, text.as_str()));
    let job = make_up(&story_layout("", &["a", "b"], blocks), &texts, &[]);
    let (above, below) = white_of(&job);
    assert!(above - below < pt(3) && below - above < pt(3), "{above} {below}");
}

/// So is that of an area in which one story stands alone.
#[test]
fn the_white_around_a_story_alone_in_an_area_is_even() {
    let blocks = r#"{ id = "panel", columns = "1-2", lines = "1-20", frame = "0.5pt", inset = 1 },
{ in = "panel", article = "a", split = 2, lines = "1-" },"#;
    let white = |count| {
        let texts = [("a", article("headline = \"青嶼深水港\"", &[count]))];
        let texts = texts.each_ref().map(|(name, text)| (*name, text.as_str()));
        white_of(&make_up(&story_layout("", &["a"], blocks), &texts, &[]))
    };
    let all: Vec<(Length, Length)> = (0..60).map(|more| white(300 + more * 8)).collect();
    // More than three lines are a hole.
    let few = all.iter().filter(|(above, below)| *below < *above + pt(36));
    let unlike = few.clone().filter(|(above, below)| *below > *above + pt(9)).count();
    assert!(few.count() > 4 && unlike == 0, "{all:?}");
}

#[test]
fn a_rule_under_a_text_of_one_line_stands_clear_of_it() {
    let text = |style: &str, next: &str| {
        let tables = "[style.low]\nbelow = 1\nindent = 0";
        let blocks = format!(
            r#"{{ text = "一行字", style = "{style}", columns = 1, lines = "2+1", rules = {{ bottom = "0.5pt" }} }},{next}"#
        );
        let job = make_up(&layout_with(tables, &blocks), &[("lead", "港")], &[]);
        let line = job.lines(|_| true)[0].rect;
        (across(&job)[0] - line.bottom()).units() * 100 / pt(1).units()
    };
    assert_eq!((text("low", ""), text("caption", "")), (425, 425));
    // A line right under it leaves less.
    let next = r#"{ text = "一行字", columns = 1, lines = "3+1" },"#;
    assert_eq!(text("low", next), 150);
}

#[test]
fn a_subhead_at_the_head_of_a_leg_begins_with_it() {
    let block = r#"{ article = "lead", part = "body", columns = "1-2", lines = "1-6" },"#;
    let text = format!("+++\n+++\n{}\n\n## 分題\n\n{}\n", "港".repeat(18 * 6 - 1), "港".repeat(60));
    let job = make_up(&layout(block), &[("lead", &text)], &[]);
    let subhead = job.lines(|usage| matches!(usage, Usage::Subhead(_)))[0].rect;
    let after = job
        .part(Part::Body)
        .iter()
        .filter(|line| line.rect.x > pt(162))
        .map(|line| line.rect.y)
        .min();
    assert_eq!((subhead.x >= pt(171), subhead.y, after), (true, pt(0), Some(pt(24))));

    // One that follows the head at once is nearer to its text.
    let block = r#"{ article = "lead", columns = 1, lines = "1-20" },"#;
    let text = "+++\nheadline = \"港\"\n+++\n## 分題\n\n港港港港港港港港\n";
    let job = make_up(&layout(block), &[("lead", text)], &[]);
    let subhead = job.lines(|usage| matches!(usage, Usage::Subhead(_)))[0].rect;
    let head = job.part(Part::Headline)[0].rect;
    let body = job.part(Part::Body)[0].rect;
    assert!(subhead.y - head.bottom() > body.y - subhead.bottom());
}

#[test]
fn no_stub_of_a_rule_is_left_beside_a_picture() {
    let blocks = |lines: &str| {
        format!(
            r#"{{ article = "a", columns = 1, lines = "1-20" }}, {{ article = "b", columns = 2, lines = "1-20" }},
{{ picture = "p.jpg", columns = 1, lines = "{lines}", alt = "港" }},"#
        )
    };
    let text = article("", &[400]);
    let upright = |lines: &str| {
        let job = make_up(
            &story_layout("", &["a", "b"], &blocks(lines)),
            &[("a", &text), ("b", &text)],
            &[("p.jpg", 200, 100)],
        );
        job.rules().iter().filter(|rule| rule.from.x == rule.to.x).count()
    };
    assert_eq!((upright("6-20"), upright("9-20"), upright("8-14")), (0, 1, 1));
}

#[test]
fn a_box_title_stands_off_the_text_under_it() {
    for style in
        ["", "leading = 1.5, below = 0", "below = 0", "size = \"24pt\", below = 0, above = 0"]
    {
        let tables = format!("[look.box]\nbox-title = {{ {style} }}\n");
        let blocks = r#"{ article = "lead", columns = 1, lines = "2+12", frame = "0.5pt", inset = 1, look = "box" },"#;
        for byline in ["", "byline = \"記者 陳平\"\n"] {
            let text = article(&format!("{byline}headline = \"青嶼深水港\""), &[120]);
            let job = make_up(&layout_with(&tables, blocks), &[("lead", &text)], &[]);
            let title = job.part(Part::Headline)[0].rect;
            let under = if byline.is_empty() { Part::Body } else { Part::Byline };
            let white = job.part(under)[0].rect.y - title.bottom();
            let above = title.y - job.boxes()[0].rect.y;
            let least = if byline.is_empty() { pt(3) } else { pt(9) };
            assert!(white >= least && above >= white, "{style}: {above} over, {white} under");
        }
    }
}

#[test]
fn a_title_lying_in_a_box_of_a_vertical_page_has_white_below() {
    let layout = tall(
        r#"  { article = "lead", tiers = "1-2", lines = "1-20", writing = "horizontal", split = 1, tint = "k(8)", inset = 1 },"#,
    );
    let text = article("headline = \"本週看什麼\"", &[200]);
    let job = make_up(&layout, &[("lead", &text)], &[]);
    let white = job.part(Part::Body)[0].rect.y - job.part(Part::Headline)[0].rect.bottom();
    assert!(white >= pt(6), "{white}");
}

/// A box of horizontal lines on a vertical page stands on no lines of it: what its own do not fill is
/// shared between its head and its foot.
#[test]
fn a_box_across_the_grid_is_as_white_at_its_head_as_at_its_foot() {
    let mut sides = 0;
    for (count, inset) in (6..24).flat_map(|count| [0.5, 1.0, 1.5].map(|inset| (count, inset))) {
        let layout = tall(&format!(
            r#"{{ article = "lead", tiers = "1-2", lines = "1-{count}", writing = "horizontal", split = 1, tint = "k(8)", inset = {inset} }},"#
        ));
        let job = make_up(&layout, &[("lead", &article("", &[2000]))], &[]);
        let (above, below) = white_of(&job);
        assert!((above - below).abs() < pt(1) / 10, "{count}, {inset}: {above} {below}");
        let inset = pt(9).scale((inset * 1000.0) as i64, 1000);
        assert!(above >= inset.scale(3, 4) && above < inset + pt(6), "{count}, {inset}: {above}");
        sides += 1;
    }
    assert_eq!(sides, 54);
}

/// Between stories with rules over them the rule begins at those, not in the white over them.
#[test]
fn a_rule_between_stories_begins_at_the_rules_over_them() {
    let job = two("rules = { top = \"1pt\" }", "rules = { top = \"2pt\" }");
    let upper = |rule: &&PlacedRule| rule.from.y - rule.rule.weight / 2;
    let tops: Vec<Length> =
        job.rules().iter().filter(|rule| rule.from.y == rule.to.y).map(upper).collect();
    let upright = job.rules().into_iter().find(|rule| rule.from.x == rule.to.x).expect("a rule");
    assert_eq!(upright.from.y, *tops.iter().min().expect("two"));
}

/// Beside a story without one it begins at the rule over the other, as near as that stands.
#[test]
fn a_rule_between_stories_begins_at_the_rule_over_one_of_them() {
    for (left, right) in [("rules = { top = \"1pt\" }", ""), ("", "rules = { top = \"1pt\" }")] {
        let job = two(left, right);
        let level = job.rules().into_iter().find(|rule| rule.from.y == rule.to.y).expect("a rule");
        let upright = job.rules().into_iter().find(|rule| rule.from.x == rule.to.x).expect("one");
        assert_eq!(upright.from.y, level.from.y - level.rule.weight / 2, "{left}|{right}");
    }
}

/// R129: it ends with the story that goes a line deeper than the other, if nothing stands under that one.
#[test]
fn r129_a_rule_between_stories_ends_with_the_one_a_line_deeper() {
    let text = article("", &[700]);
    let foot = |left: &str, right: &str, more: &str| {
        let blocks = format!(
            r#"{{ article = "a", columns = 1, lines = "{left}" }}, {{ article = "b", columns = 2, lines = "{right}" }}, {more}"#
        );
        let layout = story_layout("", &["a", "b"], &blocks);
        let job = make_up(&layout, &[("a", &text), ("b", &text)], &[("p.jpg", 200, 100)]);
        let upright = job.rules().into_iter().find(|rule| rule.from.x == rule.to.x);
        upright.expect("a rule").to.y
    };
    let under = r#"{ picture = "p.jpg", columns = 1, lines = "17+4", alt = "港" },"#;
    let after = r#"{ picture = "p.jpg", columns = 1, lines = "18+3", alt = "港" },"#;
    for (left, right, more, lines) in [
        ("1-19", "1-20", "", 20),
        ("1-20", "1-19", "", 20),
        ("1-16", "1-17", after, 17),
        ("1-16", "1-17", under, 16),
        ("1-17", "1-20", "", 17),
    ] {
        assert_eq!(foot(left, right, more), pt(12 * lines - 3), "{left} {right} {more}");
    }
}

/// The white of a subhead that follows a title is not added to the title's: over the title, between the two and
/// under the subhead there is no less above than below.
#[test]
fn a_subhead_under_a_title_is_no_further_from_it_than_the_frame_is() {
    for inset in ["1", "1.5"] {
        for columns in ["1", "\"1-2\""] {
            let blocks = format!(
                r#"{{ article = "lead", columns = {columns}, split = 1, lines = "2+12", frame = "0.5pt", inset = {inset}, look = "box" }},"#
            );
            let body: String =
                (0..3).map(|_| format!("## 分題\n\n{}\n\n", "港".repeat(30))).collect();
            let text = format!("+++\nheadline = \"青嶼深水港\"\n+++\n{body}");
            let job = make_up(&layout_with("[look.box]\n", &blocks), &[("lead", &text)], &[]);
            let title = job.part(Part::Headline)[0].rect;
            let subhead = job.lines(|usage| matches!(usage, Usage::Subhead(_)))[0].rect;
            let body = job.part(Part::Body)[0].rect;
            let frame = job.boxes()[0].rect;
            let (over, between, under) =
                (title.y - frame.y, subhead.y - title.bottom(), body.y - subhead.bottom());
            let slack = Length::from_centipt(1);
            assert!(
                over + slack >= between && between + slack >= under,
                "{inset} {columns}: {over} {between} {under}"
            );
        }
    }
}

#[test]
fn the_rules_of_cells_close_their_corners() {
    let cell = |name: &str, column: u32, lines: &str, rules: &str| {
        format!(
            "{{ article = \"{name}\", columns = {column}, lines = \"{lines}\", rules = {{ {rules} }} }},"
        )
    };
    let (both, top) = ("top = \"0.5pt\", right = \"0.5pt\"", "top = \"0.5pt\"");
    let blocks = [
        cell("a", 1, "2+6", both),
        cell("b", 2, "2+6", top),
        cell("c", 1, "8+6", both),
        cell("d", 2, "8+6", top),
    ];
    let text = article("headline = \"公告\"", &[40]);
    let texts = ["a", "b", "c", "d"].map(|name| (name, text.as_str()));
    let job = make_up(&story_layout("", &["a", "b", "c", "d"], &blocks.join("\n")), &texts, &[]);
    let quarter = Length::from_centipt(25);
    let middle = Length::from_centipt(16650);
    let rules = job.rules();
    let level = rules.iter().filter(|rule| rule.from.y == rule.to.y);
    let level: Vec<_> = level.map(|rule| (rule.from.x, rule.to.x, rule.from.y)).collect();
    let upright: Vec<_> =
        rules.iter().filter(|rule| rule.from.x == rule.to.x).map(|r| (r.from.y, r.to.y)).collect();
    for (cell, (from, to, _)) in level.iter().enumerate() {
        match cell % 2 {
            0 => assert_eq!((*from, *to), (pt(0), middle + quarter)),
            _ => assert_eq!((*from, *to), (middle - quarter, pt(333))),
        }
    }
    assert_eq!(level.len(), 4);
    assert_eq!(upright[0], (level[0].2 - quarter, level[2].2 + quarter));
    assert_eq!(upright[1].0, level[2].2 - quarter);
}

#[test]
fn a_rule_between_blocks_that_touch_stands_between_them() {
    let blocks = r#"{ text = "港", chars = "1-18", lines = "2+4", inset = 1, rules = { right = "0.5pt" } },
{ text = "港", chars = "19-37", lines = "2+4", inset = 1 },"#;
    let job = make_up(&layout(blocks), &[("lead", "港")], &[]);
    assert_eq!(job.rules()[0].from.x, pt(162));
}
