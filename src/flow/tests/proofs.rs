//! What a proof shows beside the page's own type.

use super::*;

/// Stories that fill the page, the first of which is over.
fn full_page() -> Job {
    let blocks = r#"
{ article = "lead", part = "body", columns = 1, lines = "1-20" },
{ article = "other", part = "body", columns = 2, lines = "1-20" },"#;
    let text = layout(blocks).replace("[article]\n", "[article]\nother = \"other.md\"\n");
    let long = article("", &[17 + 18 * 25]);
    make_up(&text, &[("lead", &long), ("other", &long)], &[])
}

#[test]
fn what_is_over_of_a_full_page_stands_beyond_it() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let mut job = full_page();
    mark_proof(&job.model, &crate::compose::Composers::new(&book), &job.diags, &mut job.filled);
    let set = &job.filled.pages[0];
    let own: Vec<Rect> = job.lines(|usage| usage != Usage::Proof).iter().map(|l| l.rect).collect();
    let marks = job.lines(|usage| usage == Usage::Proof);
    let red = marks.iter().filter(|line| !line.line.range.is_empty());
    assert!(red.count() >= 8, "lines of both stories");
    for mark in &marks {
        assert!(own.iter().all(|line| !line.overlaps(&mark.rect)), "{:?}", mark.rect);
    }
    let panels: Vec<Rect> = job.boxes().iter().map(|panel| panel.rect).collect();
    let [one, other] = panels[..] else { panic!("{panels:?}") };
    assert!(!one.overlaps(&other));
    for panel in [one, other] {
        assert!(panel.x > pt(333), "beyond the page: {panel:?}");
        assert!(panel.y >= pt(0) && panel.bottom() <= pt(240), "{panel:?}");
        assert!(panel.right() <= pt(333) + set.reach, "on the paper");
    }
    let names = marks.iter().flat_map(|line| &line.line.runs).filter_map(|run| match &run.text {
        crate::compose::RunText::Inserted(text) if text.contains("多出") => Some(text.clone()),
        _ => None,
    });
    assert_eq!(names.count(), 2, "each says whose it is");
}

#[test]
fn what_is_over_covers_no_block_of_its_own() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let blocks = r#"{ article = "lead", part = "body", columns = "2", lines = "1-4" },"#;
    let mut job = lead(blocks, "", &[17 + 18 * 9]);
    mark_proof(&job.model, &crate::compose::Composers::new(&book), &job.diags, &mut job.filled);
    let (panel, own) = (job.boxes()[0].rect, job.model.pages[0].blocks[0].rect);
    assert!(!panel.overlaps(&own) && panel.right() <= pt(333), "{panel:?} {own:?}");
}

/// A masthead that is turned over stands in its next rows on the head below it.
#[test]
fn rows_that_a_text_has_too_many_are_red_and_clear() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    for (mode, block) in [
        (
            "vertical",
            r#"{ text = "青嶼新聞日報", style = "masthead", tiers = "1-1", lines = "1+3" }"#,
        ),
        (
            "horizontal",
            r#"{ text = "青嶼新聞日報", style = "masthead", columns = 1, lines = "1+3" }"#,
        ),
    ] {
        let room = if mode == "vertical" { "tiers" } else { "columns" };
        let blocks =
            format!("{block},\n{{ article = \"lead\", {room} = \"1-1\", lines = \"4-12\" }},");
        let mut text = layout(&blocks);
        if mode == "vertical" {
            text = text
                .replace("[\"333pt\", \"240pt\"]", "[\"240pt\", \"333pt\"]")
                .replace("[grid]", "[grid]\nwriting = \"vertical\"")
                .replace("columns = 2", "tiers = 2");
        }
        let mut job = make_up(&text, &[("lead", &article("", &[17]))], &[]);
        let told: Vec<_> = job.diags.iter().map(|found| found.code.to_string()).collect();
        assert!(told.contains(&"O007".to_owned()), "{told:?}");
        mark_proof(&job.model, &crate::compose::Composers::new(&book), &job.diags, &mut job.filled);
        let own: Vec<Rect> =
            job.lines(|usage| usage != Usage::Proof).iter().map(|line| line.rect).collect();
        let rows = job.lines(|usage| usage == Usage::Proof);
        let rows: Vec<_> = rows.iter().filter(|line| !line.line.range.is_empty()).collect();
        assert!(!rows.is_empty(), "{mode}");
        for row in &rows {
            assert!(own.iter().all(|line| !line.overlaps(&row.rect)), "{mode} {:?}", row.rect);
            let red = |colour| colour == crate::flow::pages::RED;
            assert!(row.line.runs.iter().all(|run| red(run.colour)), "{mode}");
        }
    }
}

/// A head of a fixed size that is deeper than its block stands on the story below it.
#[test]
fn rows_of_a_head_that_stand_on_other_type_are_red_and_clear() {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let blocks = r#"
{ article = "lead", columns = "1-2", lines = "1-4" },
{ article = "other", part = "body", columns = "1-2", lines = "5-20" },"#;
    let text = layout(blocks).replace("[article]\n", "[article]\nother = \"other.md\"\n")
        + "[style.headline]\nsize = \"60pt\"\n";
    let head = article("headline = \"渡輪停航三日明日清晨復航\"", &[17]);
    let mut job = make_up(&text, &[("lead", &head), ("other", &article("", &[400]))], &[]);
    assert!(job.diags.has_errors());
    mark_proof(&job.model, &crate::compose::Composers::new(&book), &job.diags, &mut job.filled);
    let own: Vec<Rect> =
        job.lines(|usage| usage != Usage::Proof).iter().map(|line| line.rect).collect();
    let rows = job.lines(|usage| usage == Usage::Proof);
    let rows: Vec<_> = rows.iter().filter(|line| line.rect.height > pt(50)).collect();
    assert!(!rows.is_empty(), "rows of the head");
    for row in rows {
        assert!(own.iter().all(|line| !line.overlaps(&row.rect)), "{:?}", row.rect);
        let red = |colour| colour == crate::flow::pages::RED;
        assert!(row.line.runs.iter().all(|run| red(run.colour)));
    }
}
