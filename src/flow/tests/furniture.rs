//! Boxes as deep as their text, leaders, and what is pulled out of a story.

use super::*;
use crate::page::model::BlockText;

#[test]
fn a_box_is_as_deep_as_its_text() {
    let boxed = |keys: &str| {
        let block = format!(
            r#"{{ article = "lead", columns = 1, lines = "1-20", frame = "0.5pt", {keys} }},"#
        );
        let job = lead(&block, "", &[15 + 16 * 3]);
        let last =
            job.lines(|usage| matches!(usage, Usage::Story { .. })).last().map(|line| line.rect);
        (
            job.boxes()[0].rect,
            last.expect("a line"),
            job.model.pages[0].blocks[0].clone(),
            job.diags,
        )
    };
    let (frame, last, block, said) = boxed("depth = \"text\"");
    // As much white at the foot as at the head, and nothing said of the lines below it.
    assert_eq!(frame.bottom() - last.bottom(), block.inner.y - frame.y);
    assert!(frame.bottom() < pt(90) && said.is_empty(), "{frame:?} {said:?}");
    assert_eq!(boxed("depth = \"lines\"").0, block.frame_rect);
}

/// A quote stands at the head of its box, and its second rule is within.
#[test]
fn a_box_is_as_deep_as_its_quote() {
    for writing in ["horizontal", "vertical"] {
        let block = format!(
            r#"{{ quote = "渡輪明日復航", columns = 1, lines = "1+20", frame = "0.5pt", depth = "text", writing = "{writing}" }},
{{ article = "lead", columns = 2, lines = "1-20" }},"#
        );
        let job = lead(&block, "", &[15 + 16 * 3]);
        let frame = job.boxes()[0].rect;
        let quote = job.lines(|usage| matches!(usage, Usage::Furniture(_)))[0].rect;
        let depth = |rect: Rect| if writing == "vertical" { rect.width } else { rect.height };
        // A line and a rule over it and under it, and the inset.
        assert!(depth(frame) < pt(14 * 2 + 12 * 4 + 9 * 2), "{writing}: {frame:?}");
        let rules = job.rules();
        let within = |at: crate::measure::Point| {
            frame.x < at.x + pt(1)
                && at.x < frame.right() + pt(1)
                && frame.y < at.y
                && at.y < frame.bottom()
        };
        let own = rules.iter().filter(|rule| within(rule.from) && within(rule.to)).count();
        assert!(own >= 2 && frame.overlaps(&quote), "{writing}: {frame:?} {rules:?} {quote:?}");
    }
}

#[test]
fn an_area_is_as_deep_as_what_stands_in_it() {
    let blocks = r#"
{ id = "box", columns = "1-2", lines = "1-20", tint = "k(10)", depth = "text" },
{ in = "box", article = "lead", lines = "1-", balance = true },"#;
    let job = lead(blocks, "", &[16 * 8]);
    let feet = job.lines(|usage| matches!(usage, Usage::Story { .. }));
    let foot = feet.iter().map(|line| line.rect.bottom()).max().expect("lines");
    let tint = job.boxes()[0].rect;
    assert_eq!(tint.bottom() - foot, job.model.pages[0].blocks[0].inner.y - tint.y);
    assert!(job.diags.is_empty(), "{:?}", job.diags);
}

/// A picture is as deep as its block says: it has no text.
#[test]
fn no_picture_is_as_deep_as_its_text() {
    let blocks = r#"{ picture = "a.jpg", columns = 1, lines = "1+9", frame = "0.5pt", depth = "text", alt = "" },
{ article = "lead", columns = 2, lines = "1-20" },"#;
    let job = make_up(&layout(blocks), &[("lead", "國")], &[("a.jpg", 90, 60)]);
    let said = job.diags.iter().filter(|found| found.code.to_string() == "L094").count();
    assert_eq!(said, 1, "{:?}", job.diags);
}

/// Dots between two texts, by where they begin along the line, in tenths of an em of 9 pt.
fn dots(job: &Job) -> Vec<Rect> {
    job.boxes().into_iter().map(|dot| dot.rect).collect()
}

#[test]
fn leaders_stand_below_one_another_between_two_texts() {
    let blocks = r#"{ text = ["渡輪復航\n天氣", "A1\nA12"], style = "body", leaders = true, columns = 1, lines = "1+2" },
{ article = "lead", columns = 2, lines = "1-20" },"#;
    let job = lead(blocks, "", &[60]);
    let all = dots(&job);
    let rows: Vec<Vec<&Rect>> = [0, 12]
        .map(|y| all.iter().filter(|dot| dot.y > pt(y) && dot.y < pt(y + 12)).collect())
        .to_vec();
    assert!(rows.iter().all(|row| row.len() > 10), "{rows:?}");
    // Both rows use the same places.
    let places = |row: &[&Rect]| row.iter().map(|dot| dot.x).collect::<Vec<Length>>();
    let (first, second) = (places(&rows[0]), places(&rows[1]));
    assert!(first.iter().filter(|x| second.contains(x)).count() > 10);
    // None stands in the texts.
    let texts = job.lines(|usage| matches!(usage, Usage::Furniture(_)));
    for text in texts {
        let ink = Rect { width: text.line.width, ..text.rect };
        assert!(all.iter().all(|dot| !dot.overlaps(&ink)), "{ink:?}");
    }
}

#[test]
fn leaders_run_down_a_vertical_line() {
    let blocks = r#"{ text = ["渡輪復航", "二版"], style = "body", leaders = true, writing = "vertical", columns = 1, lines = "1+20" },
{ article = "lead", columns = 2, lines = "1-20" },"#;
    let job = lead(blocks, "", &[60]);
    let all = dots(&job);
    assert!(all.len() > 20 && all.iter().all(|dot| dot.x == all[0].x), "{all:?}");
    assert!(all.windows(2).all(|pair| pair[0].y != pair[1].y));
}

#[test]
fn an_empty_quote_prints_no_rules() {
    for (text, rules) in [("", 0), ("渡輪明日復航", 2)] {
        let block = format!(r#"{{ quote = "{text}", columns = 1, lines = "1+20" }},"#);
        let layout = layout(&block).replace("rule = \"0.3pt\"", "");
        let job = make_up(&layout, &[("lead", "")], &[]);
        assert_eq!(job.rules().len(), rules, "{text}");
    }
}

/// A key that is told as unknown is meant for the one that lacks.
#[test]
fn a_misspelt_outline_is_told_once() {
    let block =
        r#"{ picture = "opaque.svg", columns = 1, lines = "9+4", wrap = { contours = 1 } },"#;
    let job = make_up(&layout(block), &[("lead", "")], &[("opaque.svg", 90, 60)]);
    let codes: Vec<String> = job.diags.iter().map(|found| found.code.to_string()).collect();
    assert!(codes.contains(&"L002".to_owned()) && !codes.contains(&"L010".to_owned()), "{codes:?}");
}

#[test]
fn a_quote_is_taken_out_of_the_text() {
    let blocks = r#"{ article = "lead", columns = "1-2", lines = "1-20" },
{ quote = "{lead.pull}", columns = 2, lines = "4+6" },
{ text = "「{lead.pull2}」", style = "subhead", columns = 1, lines = "4+4" },"#;
    let text = "港口開幕。[市民觀看]{.pull}渡輪。\n\n船到了。人也到了。{.pull}";
    let job = make_up(&layout(blocks), &[("lead", text)], &[]);
    let block = |at: usize| match &job.model.pages[0].blocks[at].content {
        crate::page::model::BlockContent::Text(text) => text.clone(),
        other => panic!("{other:?}"),
    };
    let (quote, second) = (block(1), block(2));
    assert_eq!(quote.role, crate::page::style::Role::Quote);
    assert_eq!(quote.pieces[0].text.text, "市民觀看");
    // It was written in the article, and the story keeps it.
    let span = quote.pieces[0].text.span();
    assert_eq!((span.file, span.start as usize), (FileId(1), text.find("市民").expect("there")));
    let body = &job.model.stories[0].body[0].text.text;
    assert_eq!(body, "港口開幕。市民觀看渡輪。");
    assert_eq!(second.pieces[0].text.text, "「人也到了。」");
    let id = job.model.text(TextId::Block(
        crate::page::model::PageId(0),
        crate::page::model::BlockId(1),
        BlockText::Piece(0),
    ));
    assert!(id.is_some());
}

/// The rule of a folio at the foot of a page stands off it and off the page's last lines, as that of
/// one at its head does.
#[test]
fn a_folio_at_the_foot_keeps_its_rule_off() {
    for writing in ["horizontal", "vertical"] {
        for keys in ["lines = \"1+2\"", "lines = \"1+1\"", "style = \"folio\", lines = \"1+3\""] {
            let places = if writing == "horizontal" { "columns" } else { "tiers" };
            let blocks = format!(
                r#"{{ article = "lead", {places} = "1-2" }},
{{ in = "foot", text = ["{{page}}", "{{section}}", "{{date}}"], {keys} }},"#
            );
            let layout = layout(&blocks)
                .replace("margin = \"0pt\"", "margin = { bottom = \"60pt\" }")
                .replace("[grid]", &format!("[grid]\nwriting = \"{writing}\""))
                .replace("size = [\"333pt\", \"240pt\"]", "size = [\"500pt\", \"500pt\"]");
            let job = make_up(&layout, &[("lead", &article("", &[18 * 200]))], &[]);
            let rule = job.rules().into_iter().map(|rule| rule.from.y).max().expect("a rule");
            let half = Length::from_centipt(25);
            let ink = |line: &&PlacedLine| {
                let (top, bottom) = (line.rect.y, line.rect.bottom());
                (top - rule - half).max(rule - half - bottom)
            };
            let apart = job.lines(|_| true).iter().map(ink).min().expect("lines");
            assert!(apart >= pt(4), "{writing} {keys}: {apart}");
        }
    }
}

/// A folio larger than its line stands higher, as far as the margin is free, and over no line of the page.
#[test]
fn a_folio_larger_than_its_line_stands_higher() {
    for size in [9, 18, 24] {
        let blocks = r#"{ article = "lead", columns = "1-2" },
{ in = "top", text = ["{page}", "{section}", "{date}"], lines = "4", rules = { bottom = false } },"#;
        let tables = format!("[style.folio]\nsize = \"{size}pt\"");
        let layout = layout_with(&tables, blocks)
            .replace("margin = \"0pt\"", "margin = { top = \"60pt\" }")
            .replace("size = [\"333pt\", \"240pt\"]", "size = [\"500pt\", \"500pt\"]");
        let job = make_up(&layout, &[("lead", &article("", &[18 * 20]))], &[]);
        let folio = job.lines(|usage| matches!(usage, Usage::Furniture(_)));
        let body = job.part(Part::Body)[0].rect.y;
        assert!(!folio.is_empty());
        for line in folio {
            assert!(line.rect.bottom() <= body && line.rect.y >= Length::ZERO, "{size}: {line:?}");
        }
    }
}
