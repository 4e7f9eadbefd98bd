//! Whole little pages, from their texts to frames.

mod across;
mod bounds;
mod clear;
mod furniture;

use std::ops::Range;

mod frames;
mod heads;
mod initials;
mod jumps;
mod levels;
mod making;
mod overset;
mod parted;
mod proofs;
mod quotes;
mod spreads;
mod stacks;
mod subheads;
mod tables;

pub(super) use making::make_up;

use super::*;
use crate::diag::{Diagnostic, FileId, Findings, Severity, codes};
use crate::fonts::{FontBook, FontFiles};
use crate::measure::{Length, Rect, Size};
use crate::page::model::PageModel;
use crate::page::model::{Part, StoryId, TextId};

/// A made-up job.
pub(super) struct Job {
    pub model: PageModel,
    pub filled: Filled,
    pub diags: Findings,
}

/// Two columns of 18 characters with a gutter of one, 20 lines of 12 points, no margins.
fn layout(blocks: &str) -> String {
    layout_with("", blocks)
}

fn layout_with(tables: &str, blocks: &str) -> String {
    format!(
        r#"
[document]
title = "試刊"
date = 2024-11-16
{tables}
[paper]
size = ["333pt", "240pt"]
margin = "0pt"

[grid]
columns = 2
measure = 18
gutter = 1
line = "12pt"
rule = "0.3pt"

[article]
lead = "lead.md"

[[page]]
id = "A1"
section = "要聞"
block = [
{blocks}
]
"#
    )
}

/// An article of front matter and paragraphs of so many characters.
fn article(front: &str, paragraphs: &[usize]) -> String {
    let body: Vec<String> = paragraphs.iter().map(|&count| "港".repeat(count)).collect();
    format!("+++\n{front}\n+++\n{}\n", body.join("\n\n"))
}

fn lead(blocks: &str, front: &str, paragraphs: &[usize]) -> Job {
    make_up(&layout(blocks), &[("lead", &article(front, paragraphs))], &[("p.jpg", 200, 100)])
}

fn pt(points: i64) -> Length {
    Length::from_pt(points)
}

impl Job {
    fn frames(&self) -> &[Frame] {
        &self.filled.pages[0].frames
    }

    fn lines(&self, wanted: impl Fn(Usage) -> bool) -> Vec<&PlacedLine> {
        let lines = self.frames().iter().filter_map(|frame| match frame {
            Frame::Line(line) if wanted(line.usage) => Some(line),
            _ => None,
        });
        lines.collect()
    }

    fn part(&self, part: Part) -> Vec<&PlacedLine> {
        self.lines(|usage| matches!(usage, Usage::Story { part: of, .. } if of == part))
    }

    /// Column in characters, line from 1, measure in characters: `19:4+18`.
    fn body(&self) -> Vec<String> {
        let show = |line: &&PlacedLine| {
            let (x, y) = (line.rect.x, line.rect.y);
            assert_eq!(y, pt(12) * y.whole(pt(12)), "a body line stands off the grid");
            assert_eq!(x, pt(9) * x.whole(pt(9)), "a body line starts off the characters");
            let (column, row) = (x.whole(pt(9)), y.whole(pt(12)) + 1);
            format!("{column}:{row}+{}", line.rect.width.whole(pt(9)))
        };
        self.part(Part::Body).iter().map(show).collect()
    }

    fn rules(&self) -> Vec<&PlacedRule> {
        let rules = self.frames().iter().filter_map(|frame| match frame {
            Frame::Rule(rule) => Some(rule),
            _ => None,
        });
        rules.collect()
    }

    fn boxes(&self) -> Vec<&PlacedBox> {
        let boxes = self.frames().iter().filter_map(|frame| match frame {
            Frame::Box(placed) => Some(placed),
            _ => None,
        });
        boxes.collect()
    }

    fn pictures(&self) -> Vec<&PlacedPicture> {
        let pictures = self.frames().iter().filter_map(|frame| match frame {
            Frame::Picture(picture) => Some(picture),
            _ => None,
        });
        pictures.collect()
    }

    /// `O001 message`, notes left out, and what is said of short texts in large blocks.
    fn said(&self) -> Vec<String> {
        let is_short = |d: &Diagnostic| d.code == codes::overset::SLACK;
        let loud = self.diags.iter().filter(|d| d.severity != Severity::Note && !is_short(d));
        loud.map(|d| format!("{} {}", d.code, d.message)).collect()
    }

    /// The depths that are named at blocks.
    fn depths(&self) -> Vec<String> {
        let labels = self.diags.iter().flat_map(|d| &d.others);
        labels.filter(|label| label.text.contains("lines =")).map(|l| l.text.clone()).collect()
    }

    fn noted(&self) -> Vec<String> {
        self.diags.iter().map(|d| format!("{} {}", d.code, d.message)).collect()
    }
}

const BODY: &str = r#"{ article = "lead", part = "body", columns = "1-2", lines = "1-4" },"#;

/// R59, R60: one pitch, and neighbouring columns level.
#[test]
fn body_runs_through_the_columns() {
    let job = lead(BODY, "", &[17 + 18 * 5]);
    assert_eq!(job.said(), [] as [&str; 0]);
    assert_eq!(job.body(), ["0:1+18", "0:2+18", "0:3+18", "0:4+18", "19:1+18", "19:2+18"]);
    let empty = "O002 story \"lead\" leaves 2 lines empty in its 2 columns, room for 36 characters";
    assert!(job.noted().contains(&empty.to_owned()), "{:?}", job.noted());
    assert_eq!(job.depths(), ["the text fits lines = \"1+3\""]);
}

#[test]
fn text_beside_an_insert_is_whole_characters_an_em_away() {
    let blocks = r#"
{ article = "lead", part = "body", columns = "1-2", lines = "1-10", split = 1 },
{ picture = "p.jpg", chars = "10-19", lines = "4+3", alt = "港" },"#;
    let job = lead(blocks, "", &[36 + 37 * 4]);
    // 37 characters less 19 and one: 17 on the wider side.
    assert_eq!(
        job.body(),
        ["0:1+37", "0:2+37", "20:3+17", "20:4+17", "20:5+17", "20:6+17", "20:7+17", "0:8+37"]
    );
}

/// R93, R94.
#[test]
fn a_head_fills_its_width_in_whole_lines() {
    let blocks = r#"{ article = "lead", columns = "1-2", lines = "1-20" },"#;
    let job = lead(blocks, "headline = \"青嶼深水港昨日正式啟用\"", &[17 + 18 * 9]);
    assert_eq!(job.said(), [] as [&str; 0]);
    let head = job.part(Part::Headline);
    // Eleven characters in 333 points: 28, widened to the width.
    assert_eq!(head.len(), 1);
    assert_eq!(head[0].line.em.block, pt(28));
    assert_eq!(head[0].line.width, pt(333));
    let first = job.part(Part::Body)[0].rect.y;
    let (above, below) = (head[0].rect.y, first - head[0].rect.bottom());
    assert!(above >= pt(12) && above <= pt(15), "{above}");
    assert!(below >= pt(6) && below <= pt(12), "{below}");
    assert_eq!(first, pt(48));
}

#[test]
fn a_head_of_two_rows_breaks_at_its_mark() {
    let blocks = r#"{ article = "lead", part = "head", columns = "1-2", lines = "1-8" },
{ article = "lead", part = "body", columns = "1-2", lines = "9-20" },"#;
    let front = "headline = \"青嶼深水港昨日正式啟用|首艘貨輪啟航往南美西岸\"";
    let job = lead(blocks, front, &[100]);
    let head = job.part(Part::Headline);
    assert_eq!(head.len(), 2);
    assert_eq!(head[0].line.em, head[1].line.em);
    let gap = head[1].rect.y - head[0].rect.bottom();
    assert!(gap <= head[0].line.em.block.scale(3, 10), "{gap}");
    assert_eq!(job.said(), [] as [&str; 0]);
}

#[test]
fn a_head_that_cannot_fit_is_an_error_with_numbers() {
    let blocks = r#"{ article = "lead", part = "head", columns = "1-2", lines = "1-2" },
{ article = "lead", part = "body", columns = "1-2", lines = "9-20" },"#;
    let front = "headline = \"青嶼深水港昨日正式啟用\"\ndeck = \"首艘貨輪啟航往南美西岸\"";
    let job = lead(blocks, front, &[100]);
    let said = job.said();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("O004 the head of story \"lead\" in 1 row at 14 pt"), "{said:?}");
    assert!(said[0].ends_with("lines of 2"), "{said:?}");
}

/// R94.
#[test]
fn kicker_and_deck_follow_the_headline() {
    let blocks = r#"{ article = "lead", part = "head", columns = "1-2", lines = "1-9" },
{ article = "lead", part = "body", columns = "1-2", lines = "10-20" },"#;
    let front = "kicker = \"港口\"\nheadline = \"青嶼深水港昨日正式啟用\"\ndeck = \"首艘貨輪啟航往南美西岸途經三個港口\"";
    let job = lead(blocks, front, &[100]);
    let size = |part: Part| job.part(part)[0].line.em.block;
    let (kicker, head, deck) = (size(Part::Kicker), size(Part::Headline), size(Part::Deck));
    assert!(kicker * 2 <= head, "{kicker} {head}");
    assert!(deck * 2 >= head && deck * 3 <= head * 2, "{deck} {head}");
    assert_eq!(job.said(), [] as [&str; 0]);
}

#[test]
fn a_byline_stands_on_the_grid_and_the_source_beside_it() {
    let blocks = r#"{ article = "lead", columns = "1-2", lines = "1-20" },"#;
    let front =
        "headline = \"青嶼深水港昨日正式啟用\"\nbyline = \"記者程海怡\"\nsource = \"來源：海港社\"";
    let job = lead(blocks, front, &[100]);
    let (byline, source) = (job.part(Part::Byline)[0], job.part(Part::Source)[0]);
    assert_eq!(byline.rect.y, pt(12) * byline.rect.y.whole(pt(12)));
    // On one baseline: 0.88 of 9 and of 8 points.
    assert_eq!(
        byline.rect.y + Length::from_centipt(792),
        source.rect.y + Length::from_centipt(704)
    );
    assert_eq!(source.rect.right(), pt(333));
    assert_eq!(job.part(Part::Body)[0].rect.y, byline.rect.y + pt(24));
}

#[test]
fn a_label_drops_two_lines_into_the_text() {
    let blocks = r#"{ article = "lead", columns = "1", lines = "1-20" },"#;
    let job = lead(blocks, "label = \"特寫\"", &[100]);
    assert_eq!(job.body()[..3], ["6:1+12", "6:2+12", "0:3+18"]);
    let frame = job.boxes()[0];
    assert_eq!((frame.rect.x, frame.rect.width), (pt(0), pt(45)));
    // In the middle of two lines of 9 on 12 points, its rule 4 points from the third.
    let under = pt(24) - frame.rect.bottom() - Length::from_centipt(25);
    assert!((under - pt(4)).abs() <= Length::from_units(2), "{:?}", frame.rect);
    let (above, below) = (frame.rect.y, pt(21) - frame.rect.bottom());
    assert!((above - below).abs() <= Length::from_units(2), "{:?}", frame.rect);
}

/// A short row of a folio that does not fit breaks at its blank, and it is told.
#[test]
fn furniture_is_turned_over_at_its_blank_and_said() {
    let job = lead(
        r#"{ text = "青嶼日報　二〇二四年十一月十六日出版第三版", style = "source", columns = "1", lines = "1+3" },
{ article = "lead", columns = 1, lines = "5-17" },"#,
        "",
        &[60],
    );
    let starts = job.lines(|usage| matches!(usage, Usage::Furniture(_)));
    let starts: Vec<u32> = starts.iter().map(|line| line.line.range.start).collect();
    assert_eq!(starts, [0, "青嶼日報　".len() as u32]);
    assert_eq!(job.said(), ["O015 a text written in 1 row stands in 2 rows"]);
}

#[test]
fn an_intro_stands_over_the_legs_in_its_own_characters() {
    let blocks = r#"{ article = "lead", columns = "1-2", lines = "1-20" },"#;
    let job = lead(blocks, &format!("intro = \"{}\"", "港".repeat(50)), &[100]);
    let intro = job.part(Part::Intro);
    assert_eq!(intro.len(), 2);
    // 31 characters of 10.5 points in 333, set apart to be flush (R129).
    assert_eq!((intro[0].rect.width, intro[0].line.range.end), (pt(333), 30 * 3));
    assert_eq!((intro[0].rect.y, intro[1].rect.y), (pt(0), pt(18)));
    assert_eq!(job.body()[0], "0:4+18");
}

#[test]
fn an_intro_that_is_over_is_an_error() {
    let blocks = r#"{ article = "lead", part = "intro", columns = 1, lines = "1-3" },
{ article = "lead", part = "body", columns = 2, lines = "1-20" },"#;
    let job = lead(blocks, &format!("intro = \"{}\"", "港".repeat(50)), &[100]);
    assert_eq!(job.said(), ["O005 the intro of story \"lead\" is over by 2 lines"]);
}

/// A credit larger than its caption's lines takes the room that it needs, as bylines do.
#[test]
fn a_credit_larger_than_a_line_stands_on_its_own() {
    for caption in ["caption = \"●黃昏的港口\",", ""] {
        for at in ["below", "above"] {
            let block = format!(
                "{{ article = \"lead\", columns = 1, lines = \"1-20\" }},\n\
                 {{ picture = \"p.jpg\", columns = 2, lines = \"1+10\", {caption} credit = \"海港日報\", caption_at = \"{at}\" }},"
            );
            let tables = "[style.credit]\nsize = \"20pt\"";
            let text = article("", &[100]);
            let job =
                make_up(&layout_with(tables, &block), &[("lead", &text)], &[("p.jpg", 400, 200)]);
            let block = job
                .model
                .blocks()
                .find(|(_, _, block)| block.inner.x > Length::ZERO)
                .expect("the picture's")
                .2
                .inner;
            let mut rows: Vec<Rect> = job
                .lines(|usage| matches!(usage, Usage::Caption(_)))
                .iter()
                .map(|line| line.rect)
                .collect();
            let clip = job.pictures()[0].clip;
            rows.push(clip);
            rows.sort_by_key(|rect| rect.y);
            assert!(rows.windows(2).all(|pair| pair[0].bottom() <= pair[1].y), "{at}: {rows:?}");
            assert!(rows[rows.len() - 1].bottom() <= block.bottom(), "{at}: {rows:?} {block:?}");
        }
    }
}

/// R107.
#[test]
fn a_caption_stands_on_the_last_baseline_four_points_under_its_picture() {
    let blocks = r#"{ article = "lead", part = "body", columns = 1, lines = "1-20" },
{ picture = "p.jpg", columns = 2, lines = "1+10", caption = "●黃昏的港口", credit = "海港日報" },"#;
    let job = lead(blocks, "", &[100]);
    let captions = job.lines(|usage| matches!(usage, Usage::Caption(_)));
    assert_eq!(captions.len(), 2);
    // The baseline of 9 point type in line 10: 108 and 0.88 of 9.
    let baseline = captions[0].rect.y + Length::from_centipt(704);
    assert_eq!(baseline, pt(108) + Length::from_centipt(792));
    assert_eq!(captions[1].rect.y, captions[0].rect.y);
    assert_eq!(captions[1].rect.x, captions[0].rect.x + captions[0].line.width + pt(8));
    let picture = job.pictures()[0];
    assert_eq!(captions[0].rect.y - picture.clip.bottom(), pt(4));
    assert_eq!((picture.clip.x, picture.clip.width), (pt(171), pt(162)));
    // Cover: the picture is wider than its space and cut evenly.
    assert!(picture.rect.height == picture.clip.height && picture.rect.x < picture.clip.x);
}

#[test]
fn a_caption_may_leave_no_room() {
    let blocks = r#"{ article = "lead", part = "body", columns = 1, lines = "1-20" },
{ picture = "p.jpg", columns = 2, lines = "1+2", caption = "●黃昏的港口，貨輪駛過青嶼燈塔，岸邊是新港的起重機和堆場" },"#;
    let job = lead(blocks, "", &[100]);
    let said = "O006 the caption's 2 lines leave no room for the picture in 2 lines";
    assert_eq!(job.said(), [said]);
}

/// R101.
#[test]
fn a_rule_stands_in_the_middle_of_the_gutter_and_stops_short_of_a_picture() {
    let blocks = r#"
{ article = "lead", part = "body", columns = "1-2", lines = "1-20" },
{ picture = "p.jpg", columns = "1-2", lines = "1+10", alt = "港" },"#;
    let job = lead(blocks, "", &[17 + 18 * 15]);
    let rules = job.rules();
    assert_eq!(rules.len(), 1);
    let middle = pt(162) + Length::from_centipt(450);
    assert_eq!((rules[0].from.x, rules[0].to.x), (middle, middle));
    // Text begins in line 12, an em's head start under the picture.
    assert_eq!(rules[0].from.y, pt(120) + pt(9));
    assert_eq!(job.body()[0], "0:12+18");
}

#[test]
fn a_leg_beside_a_picture_or_without_text_has_no_rule() {
    let beside = r#"
{ article = "lead", part = "body", columns = "1-2", lines = "1-10" },
{ picture = "p.jpg", columns = "2", lines = "1+10", alt = "港" },"#;
    assert_eq!(lead(beside, "", &[100]).rules().len(), 0);
    let empty = r#"{ article = "lead", part = "body", columns = "1-2", lines = "1-10" },"#;
    assert_eq!(lead(empty, "", &[100]).rules().len(), 0);
}

/// R64.
#[test]
fn legs_end_level_where_that_is_asked_for() {
    let blocks = r#"{ article = "lead", columns = "1-2", lines = "1-20", balance = true },"#;
    let job = lead(blocks, "", &[17 + 18 * 9]);
    assert_eq!(job.body()[5], "19:1+18");
}

#[test]
fn a_box_is_drawn_under_its_text_with_even_white() {
    let blocks =
        r#"{ article = "lead", columns = "1", lines = "1-10", frame = "0.5pt", inset = 1 },"#;
    let job = lead(blocks, "", &[60]);
    assert!(matches!(job.frames()[0], Frame::Box(_)));
    let frame = job.boxes()[0].rect;
    let body = job.part(Part::Body);
    assert_eq!(body[0].rect.x - frame.x, pt(9));
    assert_eq!(body[0].rect.y - frame.y, pt(9));
    assert_eq!(frame.right() - body[0].rect.right(), pt(9));
}

#[test]
fn a_story_rule_stands_in_the_middle_of_the_white() {
    let blocks = r#"{ article = "lead", columns = "1", lines = "5-20", rules = { top = "1pt" } },"#;
    let job = lead(blocks, "", &[60]);
    let rule = job.rules()[0];
    // From the foot of the em box of line 4 to the head of line 6.
    assert_eq!((rule.from.y, rule.to.y), (pt(45) + Length::from_centipt(750), rule.from.y));
    assert_eq!((rule.from.x, rule.to.x), (pt(0), pt(162)));
    assert_eq!(job.body()[0], "0:6+18");
}

/// R112.
#[test]
fn furniture_stands_at_start_centre_and_end_on_one_baseline() {
    let blocks = r#"
{ text = ["{page}", "{section}", "{date}"], style = "folio", columns = "1-2", lines = "1+2" },
{ article = "lead", columns = 1, lines = "4-20" },"#;
    let job = lead(blocks, "", &[60]);
    let lines = job.lines(|usage| matches!(usage, Usage::Furniture(_)));
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0].line.em.block, pt(24));
    assert_eq!(lines[0].rect.x, pt(0));
    let middle = lines[1].rect.x * 2 + lines[1].line.width;
    assert!((middle - pt(333)).abs() <= Length::from_units(1));
    assert_eq!(lines[2].rect.x + lines[2].line.width, pt(333));
    let baseline = |line: &PlacedLine| line.rect.y + line.line.em.block.scale(88, 100);
    assert_eq!(baseline(lines[0]), baseline(lines[2]));
}

#[test]
fn furniture_that_does_not_fit_is_an_error() {
    let long = "這一行文字比整個版面還要長得多".repeat(3);
    let blocks = format!(
        r#"
{{ text = ["{long}", "要聞"], style = "folio", columns = "1-2", lines = "1+2" }},
{{ text = "{long}", style = "folio", columns = "1", lines = "18+1" }},
{{ article = "lead", columns = 1, lines = "4-17" }},"#
    );
    let said = lead(&blocks, "", &[60]).said();
    assert_eq!(said[0], "O008 the texts do not fit side by side in 37 characters");
    assert!(said[1].starts_with("O007 the text's 3 lines need 6 lines"), "{said:?}");
}

#[test]
fn a_full_thread_gives_up_its_keeps_rather_than_text() {
    // Nine lines in two legs of four and five: the last line would stand alone.
    let blocks = r#"
{ article = "lead", part = "body", columns = "1", lines = "1-4" },
{ article = "lead", part = "body", columns = "2", lines = "1-1" },"#;
    let job = lead(blocks, "", &[17 + 18 * 4]);
    assert_eq!(
        job.said(),
        ["O010 story \"lead\" has lines that stand alone at the ends of its legs"]
    );
    // Full here and empty there is one finding.
    assert_eq!(job.diags.len(), 1);
    assert_eq!(job.body().len(), 5);
}

#[test]
fn a_proof_shows_overset_in_red_and_numbers_its_lines() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let mut job = lead(BODY, "", &[17 + 18 * 9]);
    mark_proof(&job.model, &crate::compose::Composers::new(&book), &job.diags, &mut job.filled);
    let proof = job.lines(|usage| usage == Usage::Proof);
    let red = proof.iter().filter(|line| !line.line.range.is_empty()).count();
    assert_eq!((red, proof.len()), (2, 22));
}

/// Pseudo-random numbers: the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, from: usize, to: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        from + (self.0 >> 33) as usize % (to - from + 1)
    }
}

/// A page of one story with subheads, bullets and a quote around an insert.
fn random_job(dice: &mut Dice) -> Job {
    let mut body = String::new();
    for _ in 0..dice.roll(1, 9) {
        let mark = ["", "", "", "## ", "- ", "> "][dice.roll(0, 5)];
        let count = dice.roll(1, if mark == "## " { 14 } else { 90 });
        body.push_str(&format!(
            "{mark}{}\n\n",
            "港口，「開」".chars().cycle().take(count).collect::<String>()
        ));
    }
    let split = ["", "split = 1,", "split = 3,", "balance = true,", "leg_end = \"subhead\","];
    let (split, top) = (split[dice.roll(0, 4)], dice.roll(1, 12));
    let (from, wide) = (dice.roll(1, 30), dice.roll(1, 7));
    let (line, deep) = (dice.roll(1, 16), dice.roll(1, 4));
    let blocks = format!(
        r#"
{{ article = "lead", part = "body", columns = "1-2", lines = "{top}-20", {split} }},
{{ picture = "p.jpg", chars = "{from}-{}", lines = "{line}+{deep}", alt = "港" }},"#,
        from + wide
    );
    make_up(&layout(&blocks), &[("lead", &body)], &[("p.jpg", 200, 100)])
}

#[test]
fn no_text_is_lost_doubled_or_printed_over_something() {
    let mut dice = Dice(7);
    for round in 0..150 {
        let job = random_job(&mut dice);
        let mut seen: Vec<(TextId, Range<u32>)> = Vec::new();
        let lines = job.lines(|usage| !matches!(usage, Usage::Furniture(_)));
        seen.extend(lines.iter().map(|line| (line.text, line.line.range.clone())));
        let over = job.filled.overset.iter().flat_map(|over| &over.set);
        seen.extend(over.map(|left| (left.text, left.line.range.clone())));
        let stories = (0..).zip(&job.model.stories);
        let texts = stories.flat_map(|(at, story)| {
            let id = StoryId(at);
            story.part_texts(id).chain(story.body_texts(id))
        });
        for (id, text) in texts {
            let mut at = 0;
            for (_, range) in seen.iter().filter(|(of, _)| *of == id) {
                assert_eq!(range.start, at, "round {round}, text {id:?}");
                at = range.end;
            }
            assert_eq!(at as usize, text.text.len(), "round {round}, text {id:?}");
        }
        let insert = job.pictures()[0].clip;
        for (index, line) in lines.iter().enumerate() {
            let page = crate::measure::Rect { x: pt(0), y: pt(0), width: pt(333), height: pt(240) };
            assert!(page.contains(&line.rect), "round {round}: {:?}", line.rect);
            assert!(!line.rect.overlaps(&insert), "round {round}: {:?}", line.rect);
            for other in lines.iter().skip(index + 1) {
                assert!(!line.rect.overlaps(&other.rect), "round {round}: {:?}", line.rect);
            }
        }
    }
}

#[test]
fn keeps_hold_in_random_threads() {
    let mut dice = Dice(11);
    for round in 0..150 {
        let job = random_job(&mut dice);
        if !job.filled.overset.is_empty() || job.said().iter().any(|said| said.starts_with("O010"))
        {
            continue;
        }
        let lines = job.lines(|usage| matches!(usage, Usage::Story { .. } | Usage::Subhead(_)));
        // The foot of a leg: the next line stands higher up.
        for pair in lines.windows(2) {
            let [last, first] = pair else { continue };
            if first.rect.y > last.rect.y {
                continue;
            }
            assert!(!matches!(last.usage, Usage::Subhead(_)), "round {round}: {:?}", last.rect);
            let text = |line: &PlacedLine| {
                job.model.text(line.text).map_or(0, |text| text.text.len() as u32)
            };
            let whole = last.line.range == (0..text(last));
            let alone = last.text == first.text && last.line.range.start == 0 && !whole;
            assert!(!alone, "round {round}: first line alone at {:?}", last.rect);
        }
    }
}

#[test]
fn copy_that_is_not_in_yet_is_grey_text_that_says_what_fits() {
    let job = make_up(&layout(BODY), &[], &[]);
    let proof = job.lines(|usage| usage == Usage::Proof);
    // Eight lines of 18 characters.
    assert_eq!(proof.len(), 8);
    let shown = proof.iter().flat_map(|line| &line.line.runs).find_map(|run| match &run.text {
        crate::compose::RunText::Inserted(text) => Some(text.clone()),
        _ => None,
    });
    assert!(shown.expect("the notice").starts_with("〔lead：稿未到，可容"), "what it holds");
}

/// Two columns, margins of 36 points above and 60 at the start.
fn with_margins(blocks: &str) -> String {
    layout(blocks).replace(r#"size = ["333pt", "240pt"]"#, r#"size = ["453pt", "336pt"]"#).replace(
        r#"margin = "0pt""#,
        r#"margin = { top = "36pt", bottom = "60pt", left = "60pt", right = "60pt" }"#,
    )
}

#[test]
fn legs_that_end_before_subheads_are_level() {
    // Sections of 4, 3 and 3 lines: 4 and 3 + 3 are less deep than 4 + 3 and 3.
    let blocks = r#"{ article = "lead", part = "body", columns = "1-2", lines = "1-20", leg_end = "subhead" },"#;
    let section = |lines: usize| format!("## 小題\n\n{}", "港".repeat(17 + 18 * (lines - 3)));
    let text = format!("+++\n+++\n{}\n\n{}\n\n{}\n", section(4), section(3), section(3));
    let job = make_up(&layout(blocks), &[("lead", &text)], &[]);
    let rows = job.body();
    assert_eq!(rows, ["0:3+18", "0:4+18", "19:3+18", "19:6+18"]);
}

#[test]
fn rules_between_legs_end_with_the_deepest_leg() {
    let blocks = r#"{ article = "lead", part = "body", columns = "1-2", lines = "1-10" },"#;
    let job = lead(blocks, "", &[17 + 18 * 12]);
    let rules = job.rules();
    assert_eq!(rules.len(), 1);
    assert_eq!((rules[0].from.y, rules[0].to.y), (pt(0), pt(9 * 12 + 9)));
    // Three legs, the last with two lines: both rules are as deep as the first two legs.
    let blocks =
        r#"{ article = "lead", part = "body", columns = "1-2", lines = "1-10", split = 3 },"#;
    let job = lead(blocks, "", &[11 + 12 * 21]);
    let feet: Vec<Length> = job.rules().iter().map(|rule| rule.to.y).collect();
    assert_eq!(feet, [pt(9 * 12 + 9); 2]);
}

#[test]
fn a_stretch_beside_an_empty_leg_has_no_rule() {
    // The second leg ends above the insert: beneath it only the first has text.
    let blocks = r#"
{ article = "lead", part = "body", columns = "1-2", lines = "1-20" },
{ picture = "p.jpg", chars = "12-26", lines = "5+4", alt = "港" },"#;
    let job = lead(blocks, "", &[17 + 18 * 11 + 11 * 6 + 18 * 5]);
    let rules = job.rules();
    assert_eq!(rules.len(), 1, "{:?}", job.body());
    assert_eq!(rules[0].to.y, pt(48 - 9));
}

#[test]
fn a_rule_starts_level_with_text_under_its_own_intro() {
    let blocks = r#"
{ article = "lead", part = "intro", columns = "1-2", lines = "1+4", wrap_lines = 0 },
{ article = "lead", part = "body", columns = "1-2", lines = "1-20" },"#;
    let front = format!("intro = \"{}\"", "導".repeat(40));
    let job = lead(blocks, &front, &[17 + 18 * 20]);
    assert_eq!(job.body()[0], "0:5+18");
    assert_eq!(job.rules()[0].from.y, pt(48));
}

#[test]
fn a_quote_in_a_leg_leaves_the_rule_beside_it_alone() {
    let blocks = r#"
{ article = "lead", part = "body", columns = "1-2", lines = "1-20" },
{ text = "機器搬得動，字也搬得動。", style = "quote", columns = 2, lines = "5+5" },"#;
    let job = lead(blocks, "", &[17 + 18 * 29]);
    let upright: Vec<_> = job.rules().into_iter().filter(|r| r.from.x == r.to.x).collect();
    assert_eq!(upright.len(), 1);
    assert_eq!((upright[0].from.y, upright[0].to.y), (pt(0), pt(19 * 12 + 9)));
}

#[test]
fn a_quote_stands_in_the_middle_of_its_block_between_rules() {
    let blocks = r#"
{ article = "lead", part = "body", columns = "1", lines = "1-20" },
{ text = "「機器搬得動，字也搬得動。」", style = "quote", columns = 2, lines = "5+6" },"#;
    let job = lead(blocks, "", &[60]);
    let quote = job.lines(|usage| matches!(usage, Usage::Furniture(_)));
    assert_eq!(quote.len(), 2);
    // R53: no row of one character.
    assert!(quote[1].line.range.len() > "動。」".len());
    let (head, foot) = (quote[0].rect.y, quote[1].rect.bottom());
    assert_eq!(head - pt(48), pt(48 + 72 - 3) - foot);
    let across: Vec<_> = job.rules().into_iter().filter(|r| r.from.y == r.to.y).collect();
    assert_eq!(across.len(), 2);
    assert_eq!((across[0].from.y, across[1].from.y), (head - pt(12), foot + pt(12)));
    assert_eq!(across[0].rule.weight, pt(1));
}

#[test]
fn a_quote_under_a_head_has_white_of_its_own_for_its_rule() {
    let blocks = r#"
{ article = "lead", columns = "1-2", lines = "1-20" },"#;
    let first = |mark: &str| {
        let text = format!("{mark}天涯共此時。\n\n{}", "文".repeat(60));
        let story = format!("+++\nheadline = \"港口今日開放\"\n+++\n{text}\n");
        let job = make_up(&layout(blocks), &[("lead", &story)], &[]);
        job.part(Part::Body)[0].rect.y
    };
    assert!(first("> ") - first("") >= pt(12), "{} {}", first("> "), first(""));
}

#[test]
fn a_folio_has_white_over_and_under_its_rule() {
    let blocks = r#"
{ in = "top", text = ["{page}", "{section}", "{date}"], style = "folio", lines = "2+2", rules = { bottom = "0.5pt" } },
{ article = "lead", columns = 1, lines = "1-20" },"#;
    let job = make_up(&with_margins(blocks), &[("lead", &article("", &[60]))], &[]);
    let folio = job.lines(|usage| matches!(usage, Usage::Furniture(_)));
    let foot = folio.iter().map(|line| line.rect.bottom()).max().expect("a folio");
    let rule = job.rules()[0].from.y;
    assert!(rule - foot >= pt(4) && pt(36) - rule >= pt(4), "{foot} {rule}");
    assert!(folio.iter().all(|line| line.rect.y >= pt(0)));
}
