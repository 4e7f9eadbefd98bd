//! Quotations in a story's text: where their rules stand.

use super::*;

const WRITINGS: [&str; 2] = ["horizontal", "vertical"];

/// A story of a block in either writing.
fn set(writing: &str, keys: &str, text: &str) -> Job {
    let (legs, grid) = match writing {
        "horizontal" => ("columns", "columns = 2"),
        _ => ("tiers", "tiers = 2"),
    };
    let block = format!(r#"{{ article = "lead", {legs} = "1-2", lines = "1-20"{keys} }},"#);
    let layout = layout(&block)
        .replace("columns = 2", &format!("{grid}\nwriting = \"{writing}\""))
        .replace("rule = \"0.3pt\"", "")
        .replace("size = [\"333pt\", \"240pt\"]", "size = [\"340pt\", \"340pt\"]");
    make_up(&layout, &[("lead", text)], &[])
}

/// Of each rule, across the lines: where it stands from the type area's head on, and how near text
/// of its leg is.
fn rules_of(job: &Job, writing: &str) -> Vec<(Length, Length)> {
    let right = job.model.pages[0].type_area.right();
    let lines = job.lines(|_| true);
    let seen = |rule: &&PlacedRule| {
        let (at, from) = match writing {
            "horizontal" => (rule.from.y, rule.from.x.min(rule.to.x)),
            _ => (right - rule.from.x, rule.from.y.min(rule.to.y)),
        };
        let near = lines.iter().filter_map(|line| {
            let (along, start, end) = match writing {
                "horizontal" => (line.rect.x, line.rect.y, line.rect.bottom()),
                _ => (line.rect.y, right - line.rect.right(), right - line.rect.x),
            };
            let is_head = matches!(line.usage, Usage::Story { part: Part::Headline, .. });
            (along == from || is_head).then(|| (start - at).max(at - end))
        });
        (at, near.min().expect("lines"))
    };
    job.rules().iter().map(seen).collect()
}

/// At the head of a leg, under a head or not, its rule stands below the leg's head and has white on
/// both sides.
#[test]
fn the_rule_of_a_quotation_stands_in_its_leg() {
    let quote = format!("> {}\n\n{}\n", "港".repeat(30), "船".repeat(18 * 25));
    let headed = format!("+++\nheadline = \"青嶼深水港昨日啟用\"\n+++\n{quote}");
    // It begins the second leg: the first has room for two lines of it.
    let second = format!("{}\n\n> {}\n\n船到了。\n", "港".repeat(18 * 18 - 4), "船".repeat(60));
    for writing in WRITINGS {
        for (name, text) in [
            ("at once", format!("+++\n+++\n{quote}")),
            ("headed", headed.clone()),
            ("leg", format!("+++\n+++\n{second}")),
        ] {
            let job = set(writing, "", &text);
            let rules = rules_of(&job, writing);
            assert_eq!(rules.len(), 2, "{writing} {name}: {rules:?}");
            for (at, near) in rules {
                assert!(at.is_positive(), "{writing} {name}: {at} over the leg");
                assert!(near >= pt(4), "{writing} {name}: {near} off the text");
            }
        }
    }
}

/// Where no last line may stand alone under a quote, the lines that stay empty over it are shared between
/// both of its sides.
#[test]
fn a_quote_stands_in_the_middle_of_its_white() {
    let block = r#"{ article = "lead", part = "body", columns = "1-2", lines = "1-20" },
{ quote = "我們等這一天等了三十年", columns = 1, lines = "7+6" },"#;
    let mut seen = Vec::new();
    for first in 4..9 {
        let text = article("", &[18 * first - 3, 18 * 40]);
        let job = make_up(&layout(block), &[("lead", &text)], &[]);
        let rules: Vec<Length> =
            job.rules().iter().filter(|rule| rule.from.y == rule.to.y).map(|r| r.from.y).collect();
        let [upper, lower] = rules[..] else { panic!("{first}: {rules:?}") };
        let body = job.part(Part::Body);
        let own = body.iter().map(|line| line.rect).filter(|rect| rect.x < pt(162));
        let (over, under): (Vec<Rect>, Vec<Rect>) = own.partition(|rect| rect.y < upper);
        let over = upper - over.iter().map(|rect| rect.bottom()).max().expect("lines over it");
        let under = under.iter().map(|rect| rect.y).min().expect("lines under it") - lower;
        assert!((over - under).abs() < pt(6), "{first}: {over} over it, {under} under it");
        seen.push(over);
    }
    assert!(seen.iter().min() < seen.iter().max(), "lines stay empty: {seen:?}");
}

/// R90, R92: the rows of a short quote end behind its clauses and are about as long as one another; those of a
/// long one are lines of text.
#[test]
fn r90_rows_of_a_quote_end_between_its_clauses() {
    let rows = |quote: &str| {
        let block = format!(r#"{{ quote = "{quote}", columns = 1, lines = "1+20" }},"#);
        let job = make_up(&layout(&block), &[], &[]);
        let lines = job.lines(|usage| matches!(usage, Usage::Furniture(_)));
        let part = |line: &&PlacedLine| {
            let range = &line.line.range;
            quote[range.start as usize..range.end as usize].to_owned()
        };
        lines.iter().map(part).collect::<Vec<_>>().join("|")
    };
    assert_eq!(rows("「檸檬要不要開花，由檸檬決定。」"), "「檸檬要不要開花，|由檸檬決定。」");
    assert_eq!(rows("「堤不是用來擋海，是和海商量。」"), "「堤不是用來擋海，|是和海商量。」");
    let long = rows(&"堤不是用來擋海，是和海商量。".repeat(6));
    let first = long.split('|').next().expect("a row");
    assert!(first.chars().count() >= 10, "{long}");
}
