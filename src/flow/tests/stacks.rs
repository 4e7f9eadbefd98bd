//! Several articles in the same blocks, one after the other.

use super::*;
use crate::page::model::StoryText;

/// A file of articles of a title and paragraphs of so many characters.
fn notices(articles: &[(&str, &[usize])]) -> String {
    articles
        .iter()
        .map(|(title, paragraphs)| article(&format!("headline = \"{title}\""), paragraphs))
        .collect()
}

fn stack(block: &str, text: &str) -> Job {
    let block = format!(r#"{{ articles = "lead", columns = "1-2", {block} }},"#);
    make_up(&layout(&block), &[("lead", text)], &[])
}

/// All the articles of one file that is named twice are told in one message.
#[test]
fn a_file_that_is_named_twice_is_told_once() {
    let text = notices(&[("甲", &[16]), ("乙", &[16]), ("丙", &[16])]);
    let block = r#"{ articles = ["lead", "lead"], columns = "1-2", lines = "1-20" },"#;
    let job = make_up(&layout(block), &[("lead", &text)], &[]);
    let told = job.diags.iter().filter(|found| found.code.to_string() == "L143").count();
    assert_eq!(told, 1);
}

/// The stories, one a line, in the order of the lines: `leg:line title` or `leg:line`.
fn shown(job: &Job) -> Vec<String> {
    let lines = job.lines(|usage| matches!(usage, Usage::Story { .. }));
    let of = |line: &PlacedLine| {
        let TextId::Story(story, text) = line.text else { panic!("a text of a story") };
        let title = matches!(text, StoryText::Part(Part::Headline, _));
        let place = (line.rect.x.whole(pt(171)), line.rect.y.whole(pt(12)));
        format!("{}:{} {}{}", place.0, place.1, story.0, if title { "!" } else { "" })
    };
    lines.into_iter().map(of).collect()
}

#[test]
fn stories_stand_one_after_the_other_a_line_apart() {
    let text = notices(&[("甲", &[17 + 18]), ("乙", &[5]), ("丙", &[17, 17])]);
    let job = stack(r#"lines = "1+6", rules = { items = "0.3pt" }"#, &text);
    assert_eq!(
        shown(&job),
        ["0:0 0!", "0:1 0", "0:2 0", "0:4 1!", "0:5 1", "1:0 2!", "1:1 2", "1:2 2"]
    );
    // Between two stories of one leg, in the middle of the white; the rule of columns besides.
    let across: Vec<_> = job.rules().into_iter().filter(|rule| rule.from.y == rule.to.y).collect();
    let middle = (pt(24 + 9) + pt(48)) / 2;
    assert_eq!(across.len(), 1, "{across:?}");
    assert_eq!((across[0].from.y, across[0].from.x, across[0].to.x), (middle, pt(0), pt(162)));
    assert!(job.diags.iter().all(|found| found.severity == Severity::Note), "{:?}", job.diags);
}

/// A message names a story of it: where its block stands in the layout names nothing.
#[test]
fn a_stack_is_called_by_what_is_in_it() {
    let block = r#"{ articles = ["lead", "here"], columns = 1, lines = "1+3" },"#;
    let here = r#"here = { headline = "啟事", body = "遺失印章一枚，\n\n聲明作廢。" }"#;
    let layout = layout(block).replace("[article]\n", &format!("[article]\n{here}\n"));
    let job = make_up(&layout, &[("lead", &notices(&[("甲", &[90])]))], &[]);
    let over = job.diags.iter().find(|found| found.code == codes::overset::OVERSET);
    let over = over.expect("it is over");
    assert!(over.message.starts_with("story \"lead and 1 more\" is over"), "{}", over.message);
}

#[test]
fn a_title_keeps_two_lines_of_its_text() {
    let text = notices(&[("甲", &[17 + 18 * 2]), ("乙", &[17 + 18 * 2])]);
    // A line is left under the second title: both go to the next leg.
    let job = stack(r#"lines = "1+7""#, &text);
    assert_eq!(shown(&job)[4..], ["1:0 1!", "1:1 1", "1:2 1", "1:3 1"]);
    // A text of one line needs no second.
    let job =
        stack(r#"lines = "1+7""#, &notices(&[("甲", &[17 + 18 * 2]), ("乙", &[9]), ("丙", &[9])]));
    assert_eq!(shown(&job)[4..], ["0:5 1!", "0:6 1", "1:0 2!", "1:1 2"]);
}

#[test]
fn heads_without_text_are_apart_as_well() {
    let job = stack(r#"lines = "1+8""#, &notices(&[("甲", &[]), ("乙", &[]), ("丙", &[9])]));
    assert_eq!(shown(&job), ["0:0 0!", "0:2 1!", "0:4 2!", "0:5 2"]);
}

#[test]
fn an_article_without_a_head_is_a_story_of_its_own() {
    let text = format!("{}+++\n+++\n{}", notices(&[("甲", &[9])]), "港".repeat(17));
    let job = stack(r#"lines = "1+8", rules = { items = "0.3pt" }"#, &text);
    assert_eq!(shown(&job), ["0:0 0!", "0:1 0", "0:3 1"]);
    assert_eq!(job.rules().iter().filter(|rule| rule.from.y == rule.to.y).count(), 1);
}

#[test]
fn what_is_over_of_a_stack_is_named() {
    let text = notices(&[("甲", &[17 + 18 * 3]), ("乙", &[17 + 18]), ("丙", &[17 + 18])]);
    let job = stack(r#"lines = "1+5""#, &text);
    let said: Vec<&str> = job.diags.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(
        said,
        [
            "story \"lead\" is over by 2 lines in its 2 columns, 35 characters; what does not fit is lead#3"
        ]
    );
}

#[test]
fn the_legs_of_a_stack_are_levelled() {
    let text = notices(&[("甲", &[17]), ("乙", &[17]), ("丙", &[17]), ("丁", &[17])]);
    let job = stack(r#"lines = "1+18", balance = true"#, &text);
    assert_eq!(shown(&job)[4..], ["1:0 2!", "1:1 2", "1:3 3!", "1:4 3"]);
}

#[test]
fn whole_stories_stand_in_a_leg_where_that_is_asked_for() {
    let text = notices(&[("甲", &[17 + 18]), ("乙", &[17 + 18 * 3])]);
    let parted = stack(r#"lines = "1+7""#, &text);
    assert!(shown(&parted).contains(&"0:6 1".to_owned()));
    let whole = stack(r#"lines = "1+7", leg_end = "subhead""#, &text);
    assert_eq!(shown(&whole)[3..], ["1:0 1!", "1:1 1", "1:2 1", "1:3 1", "1:4 1"]);
}

#[test]
fn every_line_of_a_stack_belongs_to_its_story() {
    let front = "label = \"啟事\"\nkicker = \"聲明\"\nheadline = \"甲\"\ndeck = \"乙\"\nbyline = \"丙\"\nsource = \"丁\"";
    let job = stack(r#"lines = "1+12""#, &article(front, &[17]));
    let of = |usage: Usage| matches!(usage, Usage::Story { story: StoryId(0), .. });
    assert_eq!(job.lines(of).len(), 7);
    for part in [Part::Label, Part::Kicker, Part::Headline, Part::Deck, Part::Byline, Part::Source]
    {
        assert_eq!(job.part(part).len(), 1, "{part:?}");
    }
}

#[test]
fn a_stack_runs_down_the_tiers_of_a_vertical_page() {
    let text = notices(&[("甲", &[17 + 18]), ("乙", &[5])]);
    let vertical =
        layout(r#"{ articles = "lead", tiers = 1, lines = "1+7", rules = { items = "0.3pt" } },"#)
            .replace("[grid]", "[grid]\nwriting = \"vertical\"")
            .replace("[\"333pt\", \"240pt\"]", "[\"240pt\", \"333pt\"]");
    let job = make_up(&vertical, &[("lead", &text)], &[]);
    let rights: Vec<Length> = job
        .lines(|usage| matches!(usage, Usage::Story { .. }))
        .iter()
        .map(|line| (pt(240) - line.rect.right()).whole(pt(12)))
        .map(pt)
        .collect();
    assert_eq!(rights, [0, 1, 2, 4, 5].map(pt));
    let down: Vec<_> = job.rules().into_iter().filter(|rule| rule.from.x == rule.to.x).collect();
    assert_eq!(down.len(), 1);
    assert_eq!(down[0].to.y - down[0].from.y, pt(162));
}

#[test]
fn an_article_may_stand_in_the_layout() {
    let block = r#"{ articles = ["lead", "here"], columns = 1, lines = "1+8" },"#;
    let here = r#"here = { headline = "啟事", body = "遺失印章一枚，\n\n聲明作廢。" }"#;
    let layout = layout(block).replace("[article]\n", &format!("[article]\n{here}\n"));
    let job = make_up(&layout, &[("lead", &article("headline = \"甲\"", &[9]))], &[]);
    assert_eq!(shown(&job), ["0:0 1!", "0:1 1", "0:3 0!", "0:4 0", "0:5 0"]);
    let text = job.model.text(TextId::Story(StoryId(0), StoryText::Body(1))).expect("a text");
    // It was written in the layout, on its own line.
    let at = layout.find("聲明作廢").expect("in the layout") as u32;
    assert_eq!(text.span_of(0..3).start, at);
}

#[test]
fn all_of_a_file_are_those_that_have_no_block_of_their_own() {
    let block = r#"{ articles = "lead", columns = 1, lines = "1+8" },
{ article = "lead#2", columns = 2, lines = "1+8" },"#;
    let text = notices(&[("甲", &[9]), ("乙", &[9]), ("丙", &[9])]);
    let job = make_up(&layout(block), &[("lead", &text)], &[]);
    let left = shown(&job).into_iter().filter(|line| line.starts_with("0:"));
    assert_eq!(left.collect::<Vec<_>>(), ["0:0 0!", "0:1 0", "0:3 2!", "0:4 2"]);
}
