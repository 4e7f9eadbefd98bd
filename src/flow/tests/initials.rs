//! Which paragraph of a story begins with an initial.

use super::*;

/// The first characters of the paragraphs whose lines are shorter for an initial.
fn initials(styles: &str, paragraphs: &[&str]) -> String {
    let text = format!("+++\n+++\n{}\n", paragraphs.join("\n\n"));
    let block = r#"{ article = "lead", columns = 1, lines = "1-20" },"#;
    let job = make_up(&layout_with(styles, block), &[("lead", &text)], &[]);
    let beside = job.part(Part::Body).into_iter().filter(|line| line.rect.x > pt(9));
    let first = |line: &PlacedLine| job.model.text(line.text).and_then(|of| of.text.chars().next());
    let mut found: Vec<char> = beside.filter_map(first).collect();
    found.dedup();
    found.into_iter().collect()
}

#[test]
fn the_first_paragraph_begins_as_its_own_style_says() {
    let verse = "雲海夜裏不曾入睡\n霧外的船來了又去了{.verse}";
    let prose = "渡輪復航的消息傳來以後，北岸的市場早上五點就開門了，比平日早了一個小時。";
    let (of_verse, of_body) = ("[style.verse]\ninitial = 2", "[style.body]\ninitial = 2");
    let both = format!("{of_body}\n{of_verse}");
    for (styles, paragraphs, expected) in [
        (of_verse, [verse, prose], "雲"),
        (of_body, [verse, prose], "渡"),
        (&both, [verse, prose], "雲"),
        (&both, [prose, verse], "渡"),
        (of_verse, [prose, verse], ""),
    ] {
        assert_eq!(initials(styles, &paragraphs), expected, "{styles}: {paragraphs:?}");
    }
}
