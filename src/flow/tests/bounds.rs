//! Texts that no page was made for.

use super::*;
use crate::diag::{Findings, codes};
use crate::flow::desk::{Desk, is_thread};
use crate::flow::items::{Shelf, items_of};
use crate::measure::WritingMode;

#[test]
fn text_drawn_together_to_no_width_is_set() {
    let text = format!("+++\n+++\n{}{}\n", "港".repeat(600), "iiiii-".repeat(1_000));
    let tables = "[style.body]\ntracking = -500";
    let block = r#"{ article = "lead", part = "body", columns = "1-2", lines = "1-20" },"#;
    let job = make_up(&layout_with(tables, block), &[("lead", &text)], &[]);
    assert!(!job.part(Part::Body).is_empty());
}

#[test]
fn a_headline_of_too_many_words_is_a_misfit() {
    let front = format!("headline = \"{}\"", "港口".repeat(2_500));
    let block = r#"{ article = "lead", part = "head", columns = "1-2", lines = "1-8" },"#;
    let job = lead(block, &front, &[]);
    let misfits = job.diags.iter().filter(|d| d.code == codes::overset::HEAD_MISFIT);
    assert_eq!(misfits.count(), 1, "{:?}", job.diags);
}

#[test]
fn an_item_is_prepared_anew_on_another_grid() {
    let job = lead(BODY, "", &[20]);
    let blocks = &job.model.pages[0].blocks;
    let block = blocks.iter().find(|block| is_thread(block)).expect("the body has a block");
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let desk = Desk::new(&job.model, &book, &[]);
    let items = items_of(&job.model.stories[0], &[]);
    let mut shelf = Shelf::default();
    let mut prepared =
        |grid| shelf.prepare(&desk, &items[0], (&block.styles, &grid), &mut Findings::default());
    let mut down = block.grid;
    down.mode = WritingMode::VerticalRl;
    let (across, down, again) = (prepared(block.grid), prepared(down), prepared(block.grid));
    assert!(std::sync::Arc::ptr_eq(&across, &again));
    assert!(across.galley != down.galley);
}
