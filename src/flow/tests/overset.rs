//! Text that is over, and room that is left.

use super::*;

/// Lines are counted over the columns, a block's `lines` across them: what is named is what holds.
#[test]
fn the_lines_that_a_block_needs_are_named() {
    let blocks = |lines: &str| {
        format!(
            "{{ article = \"lead\", part = \"body\", columns = \"1-2\", lines = \"{lines}\" }},"
        )
    };
    for (lines, text, expected) in [
        ("1+4", 17 + 18 * 12, &["the block needs lines = \"1+7\""][..]),
        ("3+9", 17 + 18 * 8, &["the text fits lines = \"3+5\""]),
        (
            "16+5",
            17 + 18 * 12,
            &["the block needs lines = \"16+7\", 2 more than there is room for"],
        ),
        ("1+5", 17 + 18 * 8, &[]),
    ] {
        let job = lead(&blocks(lines), "", &[text]);
        assert_eq!(job.depths(), expected, "{lines}");
        let named = expected.first().and_then(|told| told.split('"').nth(1));
        if let Some(named) = named.filter(|_| lines != "16+5") {
            let again = lead(&blocks(named), "", &[text]);
            assert_eq!((again.said(), again.depths()), (Vec::new(), Vec::new()), "{named}");
        }
    }
}

/// A column that stays white is a warning, an end that is a few lines short a note.
#[test]
fn a_white_column_is_a_warning() {
    let of = |text: usize| {
        let job = lead(BODY, "", &[text]);
        let found = job.diags.iter().find(|d| d.code == codes::overset::SLACK);
        found.map(|d| (d.severity, d.message.contains("one whole column stays white")))
    };
    assert_eq!(of(17 + 18 * 2), Some((Severity::Warning, true)));
    assert_eq!(of(17 + 18 * 5), Some((Severity::Note, false)));
    // A leg with room for a line under a picture stands before the end, and is not white.
    let blocks = r#"
{ article = "lead", part = "body", columns = "1-2", lines = "1-10" },
{ picture = "p.jpg", columns = "2", lines = "1+8", alt = "港" },
{ article = "lead", part = "body", columns = "1-2", lines = "12-16" },"#;
    let job = lead(blocks, "", &[17 + 18 * 17]);
    let loud = job.diags.iter().find(|d| d.code == codes::overset::SLACK);
    assert_eq!(loud.map(|d| d.severity), Some(Severity::Note), "{loud:?}");
    // Nor is one that a picture fills but for two lines; one of four is.
    for (picture, severity) in [("3+8", Severity::Note), ("6+5", Severity::Warning)] {
        let blocks = format!(
            r#"
{{ article = "lead", part = "body", columns = "1-2", lines = "1-10" }},
{{ picture = "p.jpg", columns = "2", lines = "{picture}", alt = "港" }},"#
        );
        let job = lead(&blocks, "", &[17 + 18 * 8]);
        let told = job.diags.iter().find(|d| d.code == codes::overset::SLACK);
        assert_eq!(told.map(|d| d.severity), Some(severity), "{picture}: {told:?}");
    }
}

/// R111.
#[test]
fn overset_is_an_error_with_lines_and_characters() {
    let job = lead(BODY, "", &[17 + 18 * 9]);
    assert_eq!(
        job.said(),
        ["O001 story \"lead\" is over by 2 lines in its 2 columns, 36 characters"]
    );
    let over = &job.filled.overset[0];
    assert_eq!((over.lines, over.characters, over.set.len()), (2, 36, 2));
    assert_eq!(job.body().len(), 8);
}

#[test]
fn overset_goes_on_over_pages_where_the_layout_says_so() {
    let text = article("", &[17 + 18 * 9]);
    let layout = layout_with("overset = \"continue\"", BODY);
    let job = make_up(&layout, &[("lead", &text)], &[]);
    assert_eq!(job.said(), [] as [&str; 0]);
    assert_eq!(job.filled.pages.len(), 2);
    assert_eq!(job.filled.pages[1].name, "A1-2");
    let lines_on =
        |page: &SetPage| page.frames.iter().filter(|frame| matches!(frame, Frame::Line(_))).count();
    // Three of the text under the line that says where it comes from.
    assert_eq!(lines_on(&job.filled.pages[1]), 4);
    // A page holds 40 lines: 101 and their jump lines need three more pages.
    let text = article("", &[17 + 18 * 107]);
    let job = make_up(&layout, &[("lead", &text)], &[]);
    let counts: Vec<usize> = job.filled.pages.iter().map(lines_on).collect();
    assert_eq!(counts, [8, 40, 40, 26]);
    assert!(job.noted().iter().any(|n| n.ends_with("goes on over 3 pages from A1-2 on")));
}
