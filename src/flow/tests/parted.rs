//! Rules where stories meet.

use super::across::run;
use super::*;

/// The caption of a story's picture at the foot of its tiers is parted from the story under it.
#[test]
fn a_rule_stands_between_a_caption_and_the_next_story() {
    let blocks = |caption: &str| {
        format!(
            r#"{{ article = "lead", part = "body", LEGS = "1-2", lines = "1-20" }},
{{ picture = "p.jpg", LEGS = "1-2", lines = "9-20", {caption} }},
{{ article = "next", part = "body", LEGS = "3", lines = "1-20" }},"#
        )
    };
    let between = |caption: &str| {
        let job = run("vertical", &blocks(caption), "");
        // In the gutter under the second tier.
        let rules = job.rules();
        let level = rules.iter().filter(|rule| rule.from.y == rule.to.y && rule.from.y > pt(333));
        level.map(|rule| (rule.from.x - rule.to.x).abs()).sum::<Length>()
    };
    assert!(between("caption = \"港口昨日重開，渡輪復航\"") >= pt(19 * 12));
    // A picture without words parts them itself.
    assert!(between("alt = \"港\"") < pt(10 * 12));
}

/// Where legs of a story are parted beside the next story, the two are parted as well.
#[test]
fn stories_are_parted_where_their_legs_are() {
    let blocks = r#"{ article = "lead", part = "body", LEGS = "1-2", lines = "1-20" },
{ picture = "p.jpg", LEGS = "1-2", lines = "6-20", alt = "港" },
{ article = "next", part = "body", LEGS = "3", lines = "1-20" },"#;
    for writing in ["horizontal", "vertical"] {
        let job = run(writing, blocks, "");
        let rules = job.rules();
        let along = |rule: &PlacedRule| match writing {
            "horizontal" => rule.from.x,
            _ => rule.from.y,
        };
        let in_gutter = |from: i64, to: i64| {
            rules.iter().filter(|rule| (pt(from)..pt(to)).contains(&along(rule))).count()
        };
        assert_eq!((in_gutter(162, 171), in_gutter(333, 342)), (1, 1), "{writing}");
    }
}
