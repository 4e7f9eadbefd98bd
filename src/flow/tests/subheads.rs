//! Subheads and titles of items that one line does not hold.

use super::*;

/// The rows of the subhead and the item's title of a page whose legs are so many characters wide.
fn rows(writing: &str, measure: i64, text: &str) -> (Vec<String>, Vec<String>) {
    let legs = if writing == "horizontal" { "columns" } else { "tiers" };
    let blocks = format!(
        r#"{{ article = "lead", part = "body", {legs} = 1, lines = "1-20" }},
{{ articles = "item", {legs} = 2, lines = "1-20" }},"#
    );
    let layout = layout(&blocks)
        .replace("measure = 18", &format!("measure = {measure}\nwriting = \"{writing}\""))
        .replace("size = [\"333pt\", \"240pt\"]", "size = [\"400pt\", \"400pt\"]")
        .replace("lead = \"lead.md\"", "lead = \"lead.md\"\nitem = \"item.md\"");
    let lead = format!("+++\n+++\n## {text}\n\n{}\n", "港".repeat(60));
    let item = article(&format!("headline = \"{text}\""), &[60]);
    let job = make_up(&layout, &[("lead", &lead), ("item", &item)], &[]);
    let shown = |lines: Vec<&PlacedLine>| lines.into_iter().map(|line| job.words(line)).collect();
    let subhead = shown(job.lines(|usage| matches!(usage, Usage::Subhead(_))));
    (subhead, shown(job.part(Part::Headline)))
}

impl Job {
    /// What a line prints: the text of its glyphs.
    fn words(&self, line: &PlacedLine) -> String {
        let text = self.model.text(line.text).expect("of the job");
        let range = line.line.range.start as usize..line.line.range.end as usize;
        text.text.get(range).unwrap_or_default().trim_matches('\u{3000}').to_owned()
    }
}

const WRITINGS: [&str; 2] = ["horizontal", "vertical"];

/// R92: about as long as one another, at the blank where there is one, between words elsewhere.
#[test]
fn r92_subheads_and_titles_turn_over_by_their_sense() {
    let cases: [(i64, &str, &[&str]); 6] = [
        (9, "部落憂遷葬　盼保留舊橋", &["部落憂遷葬", "盼保留舊橋"]),
        (9, "立委：物價不是唯一藉口", &["立委：物價", "不是唯一藉口"]),
        (9, "衛福部：公費醫師提前下鄉", &["衛福部：", "公費醫師提前下鄉"]),
        // One line holds it.
        (12, "盼保留舊橋", &["盼保留舊橋"]),
        // A blank that is far from the middle is taken all the same.
        (9, "渡輪　停航三日後重開", &["渡輪", "停航三日後重開"]),
        // Clauses longer than a row part between words.
        (6, "渡輪停航　乘客改道而行一小時", &["渡輪停航", "乘客改道", "而行一小時"]),
    ];
    for writing in WRITINGS {
        for (measure, text, expected) in cases {
            let (subhead, title) = rows(writing, measure, text);
            assert_eq!(subhead, expected, "{writing} {text}");
            assert_eq!(title, expected, "{writing} {text}");
        }
    }
}

/// Type that is set flat is no smaller for it: a subhead is never smaller than the text under it.
#[test]
fn a_subhead_is_shrunk_to_the_size_of_flat_type_and_no_further() {
    for (writing, legs, side) in
        [("vertical", "tiers", "height"), ("horizontal", "columns", "width")]
    {
        let blocks =
            format!(r#"{{ article = "lead", part = "body", {legs} = 1, lines = "1-20" }},"#);
        let style = format!("[style.body]\nsize = \"9pt\"\n{side} = 85\n[article]");
        let layout = layout(&blocks)
            .replace("measure = 18", &format!("measure = 11\nwriting = \"{writing}\""))
            .replace("size = [\"333pt\", \"240pt\"]", "size = [\"400pt\", \"400pt\"]")
            .replace("[article]", &style);
        let mut seen = 0;
        for count in 8..16 {
            let text = format!("+++\n+++\n## {}\n\n{}\n", "標".repeat(count), "港".repeat(60));
            let job = make_up(&layout, &[("lead", &text)], &[]);
            for line in job.lines(|usage| matches!(usage, Usage::Subhead(_))) {
                let em = line.line.em;
                assert!(em.inline.max(em.block) >= pt(9), "{writing} {count}: {em:?}");
                seen += 1;
            }
        }
        assert!(seen >= 8);
    }
}

/// A typed `|` says where it turns, and is not printed.
#[test]
fn a_bar_says_where_a_subhead_turns() {
    for writing in WRITINGS {
        let (subhead, title) = rows(writing, 9, "部落憂遷|葬盼保留舊橋");
        assert_eq!(subhead, ["部落憂遷", "葬盼保留舊橋"], "{writing}");
        assert_eq!(title, ["部落憂遷", "葬盼保留舊橋"], "{writing}");
        // On one line where there is room.
        let (subhead, _) = rows(writing, 18, "部落憂遷|葬盼保留舊橋");
        assert_eq!(subhead, ["部落憂遷葬盼保留舊橋"], "{writing}");
    }
}
