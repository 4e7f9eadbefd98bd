//! Pages of two sheets: what keeps off the fold, and what becomes of both halves.

use super::*;
use crate::page::model::{BlockText, Sheets, Side};

/// Sheets of 2 columns of 18 characters, 333 pt wide, 30 pt of margin beside them; 40 lines of 12 points.
fn across(page: &str, blocks: &str) -> String {
    spread("horizontal", ["393pt", "480pt"], ("30pt", "0pt"), page, blocks)
}

/// Sheets of 2 tiers of 18 characters and 24 lines, 21 pt of margin beside them.
fn down(page: &str, blocks: &str) -> String {
    spread("vertical", ["330pt", "393pt"], ("21pt", "30pt"), page, blocks)
}

fn spread(
    writing: &str,
    [width, height]: [&str; 2],
    (side, head): (&str, &str),
    page: &str,
    blocks: &str,
) -> String {
    format!(
        r#"
[document]
title = "試刊"
date = 2024-11-16
language = "zh-Hant-HK"
[paper]
size = ["{width}", "{height}"]
margin = {{ top = "{head}", bottom = "{head}", left = "{side}", right = "{side}" }}
bleed = "9pt"
[grid]
writing = "{writing}"
columns = 2
measure = 18
gutter = 1
line = "12pt"
rule = "0.3pt"
[article]
lead = "lead.md"
[output]
split_spread = true
[[page]]
{page}
spread = true
block = [
{blocks}
]
"#
    )
}

const NAMED: &str = "id = [\"A8\", \"A9\"]";

fn job(layout: &str, front: &str, paragraphs: &[usize]) -> Job {
    make_up(layout, &[("lead", &article(front, paragraphs))], &[("p.jpg", 200, 100)])
}

impl Job {
    fn all(&self) -> Vec<&PlacedLine> {
        self.lines(|_| true)
    }

    fn fold(&self) -> Length {
        self.model.pages[0].spread.as_ref().expect("a spread").fold
    }

    /// What stands on the fold of a horizontal page.
    fn folded(&self) -> Vec<String> {
        let fold = self.fold();
        let mut found = Vec::new();
        for line in self.all() {
            let text = self.model.text(line.text).expect("a text of the model");
            for glyph in line.line.runs.iter().flat_map(|run| &run.glyphs) {
                let from = line.rect.x + glyph.inline.length();
                let to = from + glyph.advance.length();
                let own = &text.text[glyph.range.start as usize..glyph.range.end as usize];
                if from < fold + pt(3) && fold - pt(3) < to && !own.trim().is_empty() {
                    found.push(own.to_owned());
                }
            }
        }
        found
    }

    fn errors(&self) -> Vec<String> {
        let errors = self.diags.iter().filter(|found| found.severity == Severity::Error);
        errors.map(|found| format!("{} {}", found.code, found.message)).collect()
    }
}

/// Heads of any length, and texts of one row, in any alignment: no character stands on the fold, none
/// before another, and all within their block.
#[test]
fn rows_keep_off_the_fold() {
    let blocks = r#"
        { article = "lead", part = "head", columns = "1-4", lines = "1+10" },
        { article = "lead", part = "body", columns = "1-4", lines = "11-30" },
        { text = ["左", "中間的話", "右"], style = "caption", columns = "1-4", lines = "31+1" },
        { text = "一行橫過中縫的話", style = "caption", columns = "1-4", lines = "32+1" },"#;
    for align in ["spread", "center", "start", "end"] {
        let style = format!("[style.headline]\nalign = \"{align}\"\n[output]");
        for count in 4..60 {
            let layout = across(NAMED, blocks).replace("[output]", &style);
            let front = format!("headline = \"{}\"\nbyline = \"記者\"", "港".repeat(count));
            let job = job(&layout, &front, &[400]);
            assert_eq!(job.folded(), [""; 0], "{align} {count}");
            assert_eq!(job.errors(), [""; 0], "{align} {count}");
            for line in job.part(Part::Headline) {
                let glyphs = line.line.runs.iter().flat_map(|run| &run.glyphs);
                let places: Vec<Length> = glyphs.map(|glyph| glyph.inline.length()).collect();
                assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{align} {count}");
                assert!(places.first().is_none_or(|first| *first >= pt(0)), "{align} {count}");
                assert!(line.line.width <= line.line.measure, "{align} {count}");
            }
        }
    }
}

/// Words stay whole where there is room to move them.
#[test]
fn a_row_is_opened_between_words() {
    let blocks = r#"
        { article = "lead", part = "head", columns = "1-4", lines = "1+10" },
        { article = "lead", part = "body", columns = "1-4", lines = "11-30" },"#;
    let style = "[style.headline]\nalign = \"center\"\nsize = \"24pt\"\n[output]";
    let layout = across(NAMED, blocks).replace("[output]", style);
    for headline in ["護老院幼稚園拆一道牆", "老院幼稚園拆一道牆了", "新車站護老院幼稚園拆牆"]
    {
        let job = job(&layout, &format!("headline = \"{headline}\""), &[400]);
        let line = job.part(Part::Headline)[0];
        let fold = job.fold();
        let before = line.line.runs.iter().flat_map(|run| &run.glyphs);
        let before = before.filter(|glyph| line.rect.x + glyph.inline.length() < fold);
        let end = before.map(|glyph| glyph.range.end as usize).max().expect("some");
        let (left, right) = headline.split_at(end);
        let whole = !(left.contains('幼') && right.contains('園'));
        assert!(whole && !right.is_empty(), "{left}|{right}");
    }
}

/// And between clauses, rather than behind the first word of one.
#[test]
fn a_row_is_opened_between_clauses() {
    let blocks = r#"
        { article = "lead", part = "head", columns = "1-4", lines = "1+10" },
        { article = "lead", part = "body", columns = "1-4", lines = "11-30" },"#;
    for align in ["start", "center", "spread"] {
        let style = format!("[style.headline]\nalign = \"{align}\"\nsize = \"40pt\"\n[output]");
        let layout = across(NAMED, blocks).replace("[output]", &style);
        let headline = "蒸汽機車走完末程　新電車明春上雪線";
        let job = job(&layout, &format!("headline = \"{headline}\""), &[400]);
        let line = job.part(Part::Headline)[0];
        let glyphs = line.line.runs.iter().flat_map(|run| &run.glyphs);
        let before = glyphs.filter(|glyph| line.rect.x + glyph.inline.length() < job.fold());
        let end = before.map(|glyph| glyph.range.end as usize).max().expect("some");
        assert_eq!(headline[..end].trim_end(), "蒸汽機車走完末程", "{align}");
    }
}

/// A row that fills its width does so on both sides of the fold.
#[test]
fn a_row_over_the_fold_still_fills_its_width() {
    let blocks = r#"{ article = "lead", columns = "1-4", lines = "1-40" },"#;
    let front = format!("headline = \"{}\"", "港".repeat(24));
    let job = job(&across(NAMED, blocks), &front, &[400]);
    let row = job.part(Part::Headline)[0];
    assert_eq!(row.line.width, row.line.measure);
    assert_eq!(row.rect.width, pt(333 + 393), "from the first column to the last");
}

/// So does one whose blank between clauses lies over the fold as it is, so that no character need move.
#[test]
fn r93_a_row_whose_blank_lies_over_the_fold_fills_its_width() {
    let blocks = r#"
        { article = "lead", part = "head", columns = "1-4", lines = "1+10" },
        { article = "lead", part = "body", columns = "1-4", lines = "11-30" },"#;
    let headline = "山城百年鐵路換車　旅客推車送一程";
    let mut short = Vec::new();
    for size in 34..54 {
        let style = format!("[style.headline]\nsize = \"{size}pt\"\nrows = 1\n[output]");
        let layout = across(NAMED, blocks).replace("[output]", &style);
        let job = job(&layout, &format!("headline = \"{headline}\""), &[400]);
        assert_eq!(job.folded(), [""; 0], "{size}");
        let line = &job.part(Part::Headline)[0].line;
        let rest = line.measure - line.width;
        if rest.is_positive() && rest < line.em.inline / 2 {
            short.push(format!("{size}: {rest}"));
        }
    }
    assert!(short.is_empty(), "{short:#?}");
}

/// Nor are its characters widened and then set closer, where the fold parts them unevenly (R93).
#[test]
fn characters_that_were_widened_are_not_set_closer_at_the_fold() {
    let blocks = r#"
        { article = "lead", part = "head", columns = "1-4", lines = "1+10" },
        { article = "lead", part = "body", columns = "1-4", lines = "11-30" },"#;
    let mut widened = 0;
    for (headline, size) in [
        ("山城百年鐵路換車|旅客推車道別", 45),
        ("旅客推車道別|山城百年鐵路換車", 45),
        ("山城百年鐵路今日換車|旅客道別", 45),
        ("新碼頭明日啟用|首班渡輪早上七時開出", 38),
    ] {
        let style = format!("[style.headline]\nsize = \"{size}pt\"\n[output]");
        let layout = across(NAMED, blocks).replace("[output]", &style);
        let job = job(&layout, &format!("headline = \"{headline}\""), &[400]);
        assert_eq!(job.folded(), [""; 0], "{headline}");
        let line = &job.part(Part::Headline)[0].line;
        let glyphs: Vec<_> = line.runs.iter().flat_map(|run| &run.glyphs).collect();
        for pair in glyphs.windows(2) {
            let end = pair[0].inline.length() + pair[0].advance.length();
            widened += usize::from(pair[0].advance.length() > pt(size));
            assert!(end <= pair[1].inline.length() + pt(1) / 20, "{headline}: {:?}", pair[0].range);
        }
    }
    assert!(widened > 0, "some are widened");
}

/// R93: a row is spaced alike on both sides of the fold.
#[test]
fn a_row_is_in_one_colour_on_both_sides_of_the_fold() {
    let blocks = r#"
        { article = "lead", part = "head", columns = "1-4", lines = "1+10" },
        { article = "lead", part = "body", columns = "1-4", lines = "11-30" },"#;
    let mut unlike = Vec::new();
    for headline in [
        "山城百年鐵路換車　旅客推車道別",
        "新碼頭明日啟用　首班渡輪早上七時開出",
        "港口今日重開首班渡輪早上七時",
    ] {
        for size in 34..54 {
            let style = format!("[style.headline]\nsize = \"{size}pt\"\nrows = 1\n[output]");
            let layout = across(NAMED, blocks).replace("[output]", &style);
            let job = job(&layout, &format!("headline = \"{headline}\""), &[400]);
            let row = job.part(Part::Headline)[0];
            let fold = job.fold() - row.rect.x;
            let glyphs: Vec<_> = row.line.runs.iter().flat_map(|run| &run.glyphs).collect();
            let steps = glyphs.windows(2).filter_map(|pair| {
                let solid = pair.iter().all(|glyph| {
                    let own = &headline[glyph.range.start as usize..glyph.range.end as usize];
                    !own.trim().is_empty()
                });
                let (from, to) = (pair[0].inline.length(), pair[1].inline.length());
                (solid && (to < fold || from > fold)).then(|| to - from)
            });
            let steps: Vec<Length> = steps.collect();
            let apart = steps.iter().copied().max().unwrap_or_default()
                - steps.iter().copied().min().unwrap_or_default();
            if apart > row.line.em.inline.scale(21, 1000) {
                unlike.push(format!("{headline} {size}: {apart}"));
            }
        }
    }
    assert!(unlike.is_empty(), "{unlike:#?}");
}

#[test]
fn legs_and_intros_stand_on_one_half() {
    let blocks = r#"{ article = "lead", columns = "1-4", lines = "1-20" },"#;
    let front = "headline = \"港口重開\"\nintro = \"港口今日重開首班渡輪早上七時開出\"";
    let job = job(&across(NAMED, blocks), front, &[900]);
    let fold = job.fold();
    let crossing = |line: &&&PlacedLine| line.rect.x < fold && fold < line.rect.right();
    let running = [job.part(Part::Body), job.part(Part::Intro)].concat();
    assert_eq!(running.iter().filter(crossing).count(), 0);
    assert!(job.part(Part::Intro).iter().all(|line| line.rect.right() < fold));
    // The legs of the other half begin beside the intro.
    let first = |on: Side| {
        let spread = job.model.pages[0].spread.as_ref().expect("a spread");
        let lines = job.part(Part::Body).into_iter();
        lines.filter(|line| spread.side_of(&line.rect) == on).map(|line| line.rect.y).min()
    };
    assert!(first(Side::Right) < first(Side::Left));
    // No rule between legs along the fold.
    let along = job.frames().iter().filter(|frame| {
        matches!(frame, Frame::Rule(rule)
            if rule.from.x == rule.to.x && (rule.from.x - fold).units().abs() < pt(20).units())
    });
    assert_eq!(along.count(), 0);
}

#[test]
fn a_caption_stands_under_the_wider_part_of_its_picture() {
    let at = |columns: &str, place: &str| {
        let blocks = format!(
            "{{ picture = \"p.jpg\", columns = \"{columns}\", lines = \"1-20\", alt = \"港口\", \
             caption_at = \"{place}\", caption = \"{}\" }},\n\
             {{ article = \"lead\", columns = \"1-4\", lines = \"22-40\" }},",
            "港口今日重開，首班渡輪早上七時開出。".repeat(3)
        );
        let job = job(&across(NAMED, &blocks), "headline = \"港口\"", &[600]);
        assert_eq!(job.errors(), [""; 0], "{columns} {place}");
        assert_eq!(job.folded(), [""; 0], "{columns} {place}");
        let spread = job.model.pages[0].spread.clone().expect("a spread");
        let lines = job.lines(|usage| matches!(usage, Usage::Caption(_)));
        assert!(!lines.is_empty(), "a caption");
        lines.iter().map(|line| spread.side_of(&line.rect)).collect::<Vec<_>>()
    };
    for place in ["below", "above", "inside"] {
        assert!(at("2-4", place).iter().all(|side| *side == Side::Right), "{place}");
        assert!(at("1-3", place).iter().all(|side| *side == Side::Left), "{place}");
        assert!(at("1-4", place).iter().all(|side| *side == Side::Left), "{place}: the first");
    }
    assert!(at("2-3", "left").iter().all(|side| *side == Side::Left));
    assert!(at("2-3", "right").iter().all(|side| *side == Side::Right));
}

/// Down, the lines of the white in the middle count, and no leg of text goes over it.
#[test]
fn lines_of_a_vertical_spread_count_on_over_the_fold() {
    let blocks = r#"{ article = "lead", tiers = "1-2", lines = "1-51" },"#;
    let job = job(&down(NAMED, blocks), "headline = \"港口\"", &[1400]);
    let page = &job.model.pages[0];
    // 24 lines, 3 of white, 24 again.
    assert_eq!(page.grid_area.width, pt(12 * 51));
    assert_eq!(page.grid_area.x + page.grid_area.width / 2, job.fold());
    let fold = job.fold();
    let body = job.part(Part::Body);
    assert!(
        body.iter().all(|line| line.rect.right() <= fold - pt(18) || line.rect.x >= fold + pt(18))
    );
    // The right half is read first, both tiers of it.
    let right = body.iter().take_while(|line| line.rect.x > fold).count();
    assert!(right > 30 && right < body.len());
    assert!(body[right..].iter().all(|line| line.rect.x < fold));
}

#[test]
fn a_vertical_row_on_the_fold_is_an_error() {
    let blocks = r#"{ article = "lead", part = "head", tiers = "1-2", lines = "20-32" },
        { article = "lead", part = "body", tiers = "1-2", lines = "1-19" },"#;
    let job = job(&down(NAMED, blocks), "headline = \"港口今日重開\"", &[100]);
    assert_eq!(job.errors(), ["L172 a character stands on the fold"]);
}

#[test]
fn running_text_is_not_read_across_the_fold() {
    let text = "港口今日重開".repeat(20);
    let blocks = format!(
        "{{ text = \"{text}\", columns = \"1-4\", lines = \"1-6\" }},\n\
         {{ article = \"lead\", columns = \"1-4\", lines = \"8-40\" }},"
    );
    let job = job(&across(NAMED, &blocks), "headline = \"港口\"", &[100]);
    assert_eq!(job.errors()[0], "L171 a text would be read across the fold");
}

/// Everything is on one of both pages, the text once, and nothing goes beyond the bleed.
#[test]
fn a_spread_becomes_two_pages() {
    let blocks = r#"
        { in = "top", text = ["{page}", "{title}"], lines = "1+1" },
        { article = "lead", part = "head", columns = "1-4", lines = "1+10" },
        { picture = "p.jpg", columns = "2-3", lines = "11-20", alt = "港口", caption = "港口今日重開" },
        { article = "lead", part = "body", columns = "1-4", lines = "11-38", frame = "0.5pt", tint = "k(8)" },"#;
    let layout = across(NAMED, blocks).replace("top = \"0pt\"", "top = \"24pt\"");
    let front = format!("headline = \"{}\"\ndeck = \"今日重開首班渡輪\"", "港".repeat(24));
    let job = job(&layout, &front, &[700]);
    assert_eq!(job.errors(), [""; 0]);
    assert_eq!(job.model.pages[0].spread.as_ref().map(|it| it.sheets), Some(Sheets::Split));
    let (model, filled) = split(&job.model, &job.filled).expect("a spread");
    let names = |pages: &mut dyn Iterator<Item = &String>| pages.cloned().collect::<Vec<_>>();
    assert_eq!(names(&mut model.pages.iter().map(|page| &page.name)), ["A8", "A9"]);
    assert_eq!(names(&mut filled.pages.iter().map(|set| &set.name)), ["A8", "A9"]);
    let count = |filled: &Filled| {
        let lines =
            filled.pages.iter().flat_map(|set| &set.frames).filter_map(|frame| match frame {
                Frame::Line(line) => Some(&line.line),
                _ => None,
            });
        lines.flat_map(|line| &line.runs).map(|run| run.glyphs.len()).sum::<usize>()
    };
    assert_eq!(count(&filled), count(&job.filled));
    for (page, set) in model.pages.iter().zip(&filled.pages) {
        assert_eq!(page.paper.trim.width, pt(393));
        assert!(page.spread.is_none());
        for frame in &set.frames {
            let (from, to, over) = match frame {
                Frame::Line(line) => (line.rect.x, line.rect.right(), pt(0)),
                Frame::Picture(placed) => (placed.clip.x, placed.clip.right(), pt(9)),
                Frame::Rule(rule) => (rule.from.x, rule.to.x, pt(9)),
                Frame::Box(placed) => (placed.rect.x, placed.rect.right(), pt(9)),
            };
            assert!(from >= -over && to <= pt(393) + over, "{} {frame:?}", set.name);
            if let Frame::Line(line) = frame {
                assert!(model.text(line.text).is_some(), "{line:?}");
            }
        }
        let pictures = set.frames.iter().filter(|frame| matches!(frame, Frame::Picture(_)));
        assert_eq!(pictures.count(), 1, "{}", set.name);
        // The folio of its own half.
        let folio = model.pages.iter().find(|of| of.name == page.name);
        let text = folio.and_then(|page| page.blocks.iter().find_map(|b| b.content.texts().next()));
        assert!(text.is_some());
    }
    // The caption is one page's alone.
    let captions = model.blocks().flat_map(|(_, _, block)| block.content.texts());
    assert_eq!(captions.filter(|(of, _)| *of == BlockText::Caption).count(), 1);
}

#[test]
fn furniture_stands_on_each_half_that_has_a_name() {
    let blocks = r#"
        { in = "top", text = "{page}", lines = "1+1" },
        { article = "lead", columns = "1-4", lines = "1-40" },"#;
    let folios = |page: &str| {
        let layout = across(page, blocks).replace("top = \"0pt\"", "top = \"24pt\"");
        let job = job(&layout, "headline = \"港口\"", &[600]);
        let pages = job.model.pages.iter().flat_map(|page| &page.blocks);
        let texts =
            pages.flat_map(|block| block.content.texts().map(|(_, text)| (block.rect.x, text)));
        texts.map(|(x, text)| (x < job.fold(), text.text.clone())).collect::<Vec<_>>()
    };
    let both =
        |first: &str, second: &str| vec![(true, first.to_owned()), (false, second.to_owned())];
    assert_eq!(folios(NAMED), both("A8", "A9"));
    // Without a name it has the numbers of both sheets.
    assert_eq!(folios(""), both("1", "2"));
    assert_eq!(folios("id = \"A8\""), [(true, "A8".to_owned())]);
}

/// Rows of a text that are turned over are read across the fold, whatever their style; one row may
/// lie across it.
#[test]
fn rows_that_turn_over_are_not_read_across_the_fold() {
    let long = "停航三日的青嶼渡輪明日復航，首班船清晨六時由瀾灣碼頭開出，末班船晚上十一時";
    for (keys, told) in [
        (format!("quote = \"{long}\""), true),
        (format!("text = \"{long}{long}\", style = \"caption\""), true),
        ("quote = \"渡輪復航\"".to_owned(), false),
        ("text = \"渡輪\\n復航\", style = \"quote\"".to_owned(), false),
    ] {
        let block = format!(r#"{{ {keys}, columns = "2-3", lines = "1+9" }},"#);
        let job = job(&across(NAMED, &block), "", &[10]);
        let found = job.errors().iter().any(|error| error.starts_with("L171"));
        assert_eq!(found, told, "{keys}: {:?}", job.errors());
    }
}
