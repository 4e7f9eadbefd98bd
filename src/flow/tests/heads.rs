//! Heads on little pages: their styles, their white, how they fill their width.

use super::*;
use crate::colour::Colour;
use crate::compose::SetLine;

/// The white from a frame, rule or edge at `from` to a headline, and from it to the body.
fn white_of(job: &Job, from: Length) -> (Length, Length) {
    let head = job.part(Part::Headline);
    let (first, last) = (head[0].rect, head[head.len() - 1].rect);
    (first.y - from, job.part(Part::Body)[0].rect.y - last.bottom())
}

#[test]
fn a_looks_headline_reaches_the_title_of_a_box() {
    let tables = r##"
[style.headline]
colour = "cmyk(0, 90, 90, 10)"
[look.ear]
headline = { size = "12pt", leading = 1.5, below = 0.5, above = 0 }
[look.own]
headline = { size = "12pt" }
box-title = { size = "16pt" }
"##;
    let size = |look: &str| {
        let block = format!(
            r#"{{ article = "lead", columns = "1-2", lines = "1-20", frame = "0.5pt", inset = 1, {look} }},"#
        );
        let text = article("headline = \"青嶼深水港\"", &[100]);
        let job = make_up(&layout_with(tables, &block), &[("lead", &text)], &[]);
        let head = job.part(Part::Headline)[0].clone();
        assert_ne!(head.line.runs[0].colour, Colour::BLACK, "{look}");
        head.line.em.block
    };
    assert_eq!(size(""), pt(18));
    assert_eq!(size("look = \"ear\""), pt(12));
    assert_eq!(size("look = \"own\""), pt(16));
}

#[test]
fn in_a_box_a_heads_white_is_not_added_to_the_inset() {
    let front = "headline = \"青嶼深水港昨日正式啟用\"";
    let own =
        r#"{ article = "lead", columns = "1-2", lines = "1-20", frame = "0.5pt", inset = 1.5 },"#;
    let within = r#"{ id = "panel", columns = "1-2", lines = "1-20", frame = "0.5pt", inset = 1.5 },
{ in = "panel", article = "lead", lines = "1-" },"#;
    // Before: 13.5 of inset and 12 to 15 of the head's own.
    for (blocks, below) in [(own, pt(6)..=pt(9)), (within, pt(6)..=pt(12))] {
        let job = lead(blocks, front, &[100]);
        let (seen, under) = white_of(&job, job.boxes()[0].rect.y);
        assert!(seen >= Length::from_centipt(1350) && seen <= pt(18), "{blocks}: {seen}");
        assert!(below.contains(&under), "{blocks}: {under}");
    }
}

#[test]
fn a_story_rule_has_no_less_white_above_its_head_than_below() {
    for (headline, size, below) in [
        ("青嶼深水港昨日正式啟用", "28pt", "0.5"),
        ("青嶼深水港昨日啟用首航", "21pt", "0.5"),
        ("青嶼深水港昨日正式啟用|首艘貨輪啟航往南美西岸", "28pt", "1"),
    ] {
        let tables = format!("[style.headline]\nsize = \"{size}\"\nabove = 1\nbelow = {below}");
        let blocks =
            r#"{ article = "lead", columns = "1-2", lines = "2-20", rules = { top = "1pt" } },"#;
        let text = article(&format!("headline = \"{headline}\""), &[100]);
        let job = make_up(&layout_with(&tables, blocks), &[("lead", &text)], &[]);
        let rule = job.rules().into_iter().find(|rule| rule.from.y == rule.to.y).unwrap();
        let half = rule.rule.weight / 2;
        // The line before it ends at 9 points.
        assert_eq!(rule.from.y - half - pt(9), pt(4));
        let (above, under) = white_of(&job, rule.from.y + half);
        assert!(
            above >= under && above >= pt(12) && above <= pt(18),
            "{headline}: {above} {under}"
        );
        assert!(under >= pt(6) && under <= pt(12), "{headline}: {above} {under}");
    }
}

#[test]
fn an_intro_in_a_box_begins_at_the_edge_of_its_legs() {
    let blocks =
        r#"{ article = "lead", columns = "1-2", lines = "1-20", frame = "0.5pt", inset = 1.5 },"#;
    let job = lead(blocks, &format!("intro = \"{}\"", "港".repeat(50)), &[100]);
    let (intro, body) = (job.part(Part::Intro)[1].rect, job.part(Part::Body)[1].rect);
    assert_eq!(intro.x, body.x);
}

/// Where the glyphs of a headline's only row begin, in hundredths of its em, by character.
fn starts(job: &Job) -> Vec<(char, i64)> {
    let row = job.part(Part::Headline)[0];
    let text = &job.model.text(row.text).expect("a text of the job").text;
    let em = row.line.em.inline.units();
    let glyphs = row.line.runs.iter().flat_map(|run| &run.glyphs);
    let start = |glyph: &crate::compose::Glyph| {
        let of = text[glyph.range.start as usize..].chars().next().unwrap();
        (of, glyph.inline.length().units() * 100 / em)
    };
    glyphs.map(start).collect()
}

#[test]
fn a_head_is_widened_between_its_clauses_before_its_characters_are_set_apart() {
    let blocks = r#"{ article = "lead", columns = "1-2", lines = "1-20" },"#;
    let tables = "[style.headline]\nsize = \"30pt\"";
    // 333 points: 11.1 em of 30.
    let head = |headline: &str| {
        let text = article(&format!("headline = \"{headline}\""), &[100]);
        let job = make_up(&layout_with(tables, blocks), &[("lead", &text)], &[]);
        assert_eq!(job.part(Part::Headline)[0].line.width.units(), pt(333).units(), "{headline}");
        job
    };
    // Ten characters and a blank, 11 em: the blank takes what is left.
    let job = head("青嶼深水港\u{3000}昨日啟用了");
    let (sized, last) = (job.part(Part::Headline)[0].line.runs[0].size, starts(&job)[4]);
    assert_eq!((sized.width, last.1), (pt(30), 400));
    // Nine and a blank, 10 em: an em and a quarter of blank, and the type is scaled to fill.
    let job = head("青嶼深水港\u{3000}昨日啟用");
    let sized = job.part(Part::Headline)[0].line.runs[0].size.width;
    assert!(sized > pt(30) && sized <= pt(33), "{sized}");
    let (five, six) = (starts(&job)[4].1, starts(&job)[6].1);
    assert!((220..=226).contains(&(six - five)), "{five} {six}");
}

#[test]
fn western_words_keep_their_spacing_in_a_head_that_is_set_apart() {
    let blocks = r#"{ article = "lead", columns = "1-2", lines = "1-20" },"#;
    let tables = "[style.headline]\nsize = \"28pt\"";
    let width_of = |headline: &str, word: Range<usize>| {
        let text = article(&format!("headline = \"{headline}\""), &[100]);
        let job = make_up(&layout_with(tables, blocks), &[("lead", &text)], &[]);
        let row = job.part(Part::Headline)[0].clone();
        let starts = starts(&job);
        (row.line.width, starts[word.end].1 - starts[word.start].1)
    };
    let (wide, natural) = (width_of("青嶼港昨日APEC港開港", 5..8), width_of("APEC", 0..3));
    assert_eq!(wide.0, pt(333));
    assert!((wide.1 - natural.1).abs() <= 1, "{wide:?} {natural:?}");
}

#[test]
fn below_a_label_the_parts_of_a_head_have_the_whole_width() {
    let blocks = r#"{ article = "lead", part = "head", columns = "1-2", lines = "1-11" },
{ article = "lead", part = "body", columns = "1-2", lines = "12-20" },"#;
    let front = "label = \"人物\"\nkicker = \"字粒背後的人\"\nheadline = \"青嶼深水港昨日正式啟用\"\ndeck = \"首艘貨輪啟航往南美西岸途經三個港口\"";
    let job = lead(blocks, front, &[100]);
    assert_eq!(job.said(), [] as [&str; 0]);
    let first = |part: Part| job.part(part)[0].rect;
    assert!(first(Part::Kicker).x > job.boxes()[0].rect.right());
    assert_eq!((first(Part::Headline).x, first(Part::Headline).width), (pt(0), pt(333)));
    assert_eq!((first(Part::Deck).x, first(Part::Deck).width), (pt(0), pt(333)));
    assert!(first(Part::Headline).y >= job.boxes()[0].rect.bottom() + pt(4));
    // Without a kicker the headline stands beside the label, the deck under both.
    let job = lead(blocks, &front.replace("kicker", "byline"), &[100]);
    let first = |part: Part| job.part(part)[0].rect;
    assert!(first(Part::Headline).x > job.boxes()[0].rect.right());
    assert_eq!((first(Part::Deck).x, first(Part::Deck).width), (pt(0), pt(333)));
}

/// A row that is set closer has a gap less than characters.
#[test]
fn no_deck_is_wider_than_its_column() {
    const COLUMN: &str = r#"{ article = "lead", columns = "1", lines = "1-20" },"#;
    for count in 12..=24 {
        let deck: String =
            "夜間泊位八成滿電動拖車省油四成今日明天再會".chars().cycle().take(count).collect();
        for headline in ["貨櫃港", "港口今日重開"] {
            let front = format!("headline = \"{headline}\"\ndeck = \"{deck}\"");
            let job = lead(COLUMN, &front, &[100]);
            for row in job.part(Part::Deck) {
                let line = &row.line;
                assert_ne!(line.fit, crate::compose::LineFit::Overfull, "{count} under {headline}");
            }
        }
    }
}

/// O014: a deck that is drawn out and still short is told, one that fills its width is not.
#[test]
fn o014_a_deck_that_ends_short_is_told() {
    let tables = "[style.headline]\nsize = \"30pt\"";
    let blocks = r#"{ article = "lead", columns = "1-2", lines = "1-20" },"#;
    // 20 points in 333.
    for (deck, told) in [
        (
            "首艘貨輪啟航往南美西岸",
            Some("the deck is scaled to 110 per cent and fills 72 per cent of its width"),
        ),
        ("首艘貨輪啟航往南美西岸途經三港", None),
    ] {
        let front = format!("headline = \"青嶼深水港昨日正式啟用\"\ndeck = \"{deck}\"");
        let job = make_up(&layout_with(tables, blocks), &[("lead", &article(&front, &[100]))], &[]);
        let own: Vec<String> =
            job.noted().into_iter().filter(|it| it.contains("the deck")).collect();
        let told: Vec<String> = told.iter().map(|it| format!("O014 {it}")).collect();
        assert_eq!(own, told, "{deck}");
    }
}

/// The headline's size and rows.
fn step(job: &Job) -> (Length, usize) {
    let rows = job.part(Part::Headline);
    (rows[0].line.em.block, rows.len())
}

#[test]
fn r93_one_line_less_takes_no_head_from_two_rows_to_a_small_one() {
    let front = "headline = \"臨江八條地鐵今日同時動工|百萬市民出行縮短一刻鐘\"";
    let tables = "[style.headline]\nladder = [\"42pt\", \"36pt\", \"32pt\", \"28pt\", \"24pt\", \"21pt\", \"18pt\", \"16pt\", \"14pt\"]";
    let mut before = Length::MAX;
    for lines in (5..14).rev() {
        let blocks = format!(
            r#"{{ article = "lead", columns = "1-2", lines = "1-20" }},
{{ picture = "p.jpg", columns = "1-2", lines = "{lines}-20", alt = "港" }},"#
        );
        let text = article(front, &[17]);
        let job =
            make_up(&layout_with(tables, &blocks), &[("lead", &text)], &[("p.jpg", 200, 100)]);
        let (size, rows) = step(&job);
        // Two rows of 28 points would fill the width; one holds 14.
        assert!(rows == 2 || size >= before.scale(2, 3), "{lines}: {size} in {rows}, {before}");
        before = size;
    }
}

/// R90: rows end at the blanks between clauses, if a usual size does that in no fewer rows.
#[test]
fn r90_clauses_part_at_their_blanks_sooner_than_in_larger_type() {
    let tables = "[style.headline]\nladder = [\"42pt\", \"36pt\", \"32pt\", \"28pt\", \"24pt\", \"21pt\", \"18pt\", \"16pt\", \"14pt\"]";
    for (headline, expected) in [
        // Twelve characters and ten: 27 points of type and 33.
        ("港股跌三百點　科網股受壓　滙控逆市升", "港股跌三百點|科網股受壓　滙控逆市升"),
        ("暴雨襲港　全日制學校停課　三隧道封閉", "暴雨襲港　全日制學校停課|三隧道封閉"),
        ("議員：政府「講就天下無敵」　官員反駁", "議員：政府「講就天下無敵」|官員反駁"),
    ] {
        let block = r#"{ article = "lead", columns = "1-2", lines = "1-20" },
{ picture = "p.jpg", columns = "1-2", lines = "9-20", alt = "港" },"#;
        let text = article(&format!("headline = \"{headline}\""), &[17]);
        let job = make_up(&layout_with(tables, block), &[("lead", &text)], &[("p.jpg", 200, 100)]);
        let rows = job.part(Part::Headline).into_iter().map(|row| {
            let range = row.line.range.start as usize..row.line.range.end as usize;
            headline[range].trim_matches('\u{3000}')
        });
        assert_eq!(rows.collect::<Vec<&str>>().join("|"), expected);
    }
}

/// R90: so do decks, in type that is a third smaller at most.
#[test]
fn r90_clauses_of_a_deck_part_at_their_blanks() {
    let tables = "[style.headline]\nsize = \"30pt\"";
    let blocks = r#"{ article = "lead", columns = "1-2", lines = "1-20" },"#;
    // 20 points in 333: 16 characters; the second row by clauses takes 19.
    let deck = "暴雨襲港學校停課　三隧道封閉市民徒步回家　小巴加班到深夜";
    let front = format!("headline = \"青嶼深水港昨日正式啟用\"\ndeck = \"{deck}\"");
    let job = make_up(&layout_with(tables, blocks), &[("lead", &article(&front, &[100]))], &[]);
    let rows: Vec<&str> = job
        .part(Part::Deck)
        .into_iter()
        .map(|row| deck[row.line.range.start as usize..row.line.range.end as usize].trim())
        .collect();
    assert_eq!(rows, ["暴雨襲港學校停課", "三隧道封閉市民徒步回家　小巴加班到深夜"]);
}

/// R92: two rows that are alike sooner than three in which one is much shorter, if hardly smaller.
#[test]
fn r92_rows_are_alike_sooner_than_in_larger_type() {
    let tables = "[style.headline]\nladder = [\"42pt\", \"36pt\", \"32pt\", \"28pt\", \"24pt\", \"21pt\", \"18pt\", \"16pt\", \"14pt\"]";
    for columns in ["1", "1-2"] {
        for headline in
            ["专家：房地产市场企稳回升", "중부 집중호우로 도로 통제", "심야 지하철 한 시간 연장"]
        {
            let block = format!(
                r#"{{ article = "lead", columns = "{columns}", lines = "1-20" }},
{{ picture = "p.jpg", columns = "{columns}", lines = "10-20", alt = "港" }},"#
            );
            let text = article(&format!("headline = \"{headline}\""), &[17]);
            let job =
                make_up(&layout_with(tables, &block), &[("lead", &text)], &[("p.jpg", 200, 100)]);
            let rows = job.part(Part::Headline);
            let widths = || rows.iter().map(|row| row.line.natural);
            let (least, most) = (widths().min().unwrap(), widths().max().unwrap());
            assert!(least >= most.scale(2, 5), "{headline} {columns}: {least} of {most}");
        }
    }
}

#[test]
fn r93_no_row_is_tracked_and_short() {
    let blocks = r#"{ article = "lead", columns = "1-2", lines = "1-20" },"#;
    for headline in [
        "青嶼港今日開航",
        "青嶼深水港今日開",
        "青嶼深水港|今日正式開航",
        "青嶼深水港正式啟用|首艘貨輪開航往美",
    ] {
        for size in [24, 28, 30, 36] {
            let tables = format!("[style.headline]\nsize = \"{size}pt\"");
            let text = article(&format!("headline = \"{headline}\""), &[100]);
            let job = make_up(&layout_with(&tables, blocks), &[("lead", &text)], &[]);
            let rows = job.part(Part::Headline);
            if rows.len() == 1 && headline.contains('|') {
                continue;
            }
            for row in rows {
                let run = &row.line.runs[0];
                let steps = run
                    .glyphs
                    .windows(2)
                    .map(|pair| pair[1].inline.length() - pair[0].inline.length());
                let widest = steps.max().unwrap_or(run.size.width);
                let full = row.line.width == row.line.measure;
                let most = if full { run.size.width.scale(1101, 1000) } else { run.size.width };
                assert!(widest <= most, "{headline} {size}: {widest} of {}", run.size.width);
            }
        }
    }
}

/// R93: a head that is a hair longer than its row is narrowed, not turned over.
#[test]
fn r93_a_head_a_hair_too_long_is_narrowed() {
    let block = r#"{ article = "lead", columns = 1, lines = "1-18" },"#;
    let set = |size: Length, align: &str| {
        let tables = format!("[style.headline]\nsize = \"{size}pt\"\nalign = \"{align}\"");
        let text = article("headline = \"山城百年鐵路換車\"", &[100]);
        let job = make_up(&layout_with(&tables, block), &[("lead", &text)], &[]);
        let rows = job.part(Part::Headline);
        let width = rows[0].rect.width;
        assert!(rows.iter().all(|row| row.line.width <= width), "{size} {align}");
        (width, rows.len())
    };
    for align in ["spread", "start", "center"] {
        let (width, _) = set(pt(12), align);
        let of = |thousandths: i64| width.scale(thousandths, 8_000);
        for (thousandths, rows) in [(990, 1), (1005, 1), (1040, 1), (1080, 2)] {
            assert_eq!(set(of(thousandths), align).1, rows, "{align} {thousandths}");
        }
    }
}

/// R93: rows that are not tracked because they are unlike fill nothing by it: another usual step that fills the width is
/// taken before it.
#[test]
fn r93_a_step_counts_as_filling_only_where_it_fills() {
    let blocks = r#"{ article = "lead", part = "head", columns = "1-2", lines = "1-8" },
{ article = "lead", part = "body", columns = "1-2", lines = "9-20" },"#;
    // Of 28 points ten characters are widened to 92 per cent, and not tracked beside a row of four; one row of 21 fills.
    for headline in ["青嶼深水港今日正式啟|首艘出航", "首艘出航|青嶼深水港今日正式啟"]
    {
        let text = article(&format!("headline = \"{headline}\""), &[100]);
        let job = make_up(&layout(blocks), &[("lead", &text)], &[]);
        let rows = job.part(Part::Headline);
        let widest = rows.iter().map(|row| row.line.width).max().unwrap_or_default();
        let (width, size) = (rows[0].rect.width, rows[0].line.em.block);
        assert!(widest >= width.scale(95, 100), "{size}: {widest} of {width}");
    }
}

/// R93: the rows of one head are tracked alike.
#[test]
fn r93_rows_of_one_head_are_tracked_alike() {
    let blocks = r#"{ article = "lead", columns = "1-2", lines = "1-20" },"#;
    let mut unlike = Vec::new();
    for headline in [
        "青嶼深水港今日正式啟用了|首艘貨輪明日往北美洲去",
        "青嶼深水港今日正式啟用了|首艘貨輪明日往美洲去",
        "青嶼深水港今日正式啟用|首艘貨輪明日往美洲去",
    ] {
        for size in [24, 26, 27, 28, 30] {
            let tables = format!("[style.headline]\nsize = \"{size}pt\"");
            let text = article(&format!("headline = \"{headline}\""), &[100]);
            let job = make_up(&layout_with(&tables, blocks), &[("lead", &text)], &[]);
            let tracked = |row: &SetLine| {
                let run = &row.runs[0];
                let steps = run
                    .glyphs
                    .windows(2)
                    .map(|pair| pair[1].inline.length() - pair[0].inline.length());
                let widest = steps.max().unwrap_or(run.size.width) - run.size.width;
                widest.scale(1000, run.size.width.units()).units()
            };
            let rows = job.part(Part::Headline);
            let all: Vec<i64> = rows.iter().map(|row| tracked(&row.line)).collect();
            let (most, least) = (all.iter().max(), all.iter().min());
            if most.zip(least).is_some_and(|(most, least)| most - least > 21) {
                unlike.push(format!("{headline} {size}: {all:?}"));
            }
        }
    }
    assert!(unlike.is_empty(), "{}", unlike.join("\n"));
}

#[test]
fn r93_clauses_parted_by_a_bar_keep_a_gap_in_one_row() {
    let blocks = r#"{ article = "lead", columns = "1-2", lines = "1-20" },"#;
    let tables = "[style.headline]\nsize = \"28pt\"\nrows = 1";
    let text = article("headline = \"青嶼深水港|今日開航\"", &[100]);
    let job = make_up(&layout_with(tables, blocks), &[("lead", &text)], &[]);
    let starts = starts(&job);
    assert!(starts[5].1 - starts[4].1 >= 150 + (starts[4].1 - starts[3].1) - 100, "{starts:?}");
}

#[test]
fn a_head_that_a_picture_takes_lines_from_names_it() {
    let front = "headline = \"臨江八條地鐵今日同時動工|百萬市民出行縮短一刻鐘\"";
    let said = |lines: i64| {
        let blocks = format!(
            r#"{{ article = "lead", columns = "1-2", lines = "1-20" }},
{{ id = "tram", picture = "p.jpg", columns = "1-2", lines = "{lines}-20", alt = "港" }},"#
        );
        let job = lead(&blocks, front, &[17]);
        let found =
            job.diags.iter().find(|found| found.code == crate::diag::codes::overset::HEAD_SMALL);
        found.map(|found| format!("{found:?}"))
    };
    assert!(said(4).is_some_and(|said| said.contains("without `tram`")), "{:?}", said(4));
    assert!(said(16).is_none_or(|said| !said.contains("tram")));
}

#[test]
fn r103_heads_that_find_their_size_stand_clear_of_one_another() {
    let sizes = |tables: &str| {
        let blocks = r#"{ article = "lead", columns = "1-2", lines = "1+9" },
{ article = "side", columns = "1-2", lines = "10-20" },"#;
        let layout = layout_with(tables, blocks);
        let layout = layout.replace("[article]\n", "[article]\nside = \"side.md\"\n");
        let texts = ["社區書房亮燈到深夜", "老站長與他的火車頭"];
        let texts = texts.map(|head| article(&format!("headline = \"{head}\""), &[60]));
        let job = make_up(&layout, &[("lead", &texts[0]), ("side", &texts[1])], &[]);
        let heads = job.part(Part::Headline);
        heads.iter().map(|row| row.line.em.block).collect::<Vec<Length>>()
    };
    // Each by itself would be 28 pt.
    assert_eq!(sizes(""), [pt(28), pt(21)]);
    // A size that is given is kept.
    assert_eq!(sizes("[style.headline]\nsize = \"28pt\""), [pt(28), pt(28)]);
}

/// R92: no row of one character where fewer rows fit.
#[test]
fn r92_no_row_is_one_character() {
    let tables = "[style.headline]\nsize = \"18pt\"";
    for (headline, chars) in
        [("新Übersetzungsbüro开张", 20), ("谭　老师的最后一课", 16), ("访谭　老师", 8)]
    {
        let blocks = format!(
            r#"{{ article = "lead", part = "head", chars = "1-{chars}", lines = "1-18" }},"#
        );
        let text = format!("+++\nheadline = \"{headline}\"\n+++\n");
        let layout =
            layout_with(tables, &blocks).replace("title =", "language = \"zh-Hans\"\ntitle =");
        let job = make_up(&layout, &[("lead", &text)], &[]);
        let rows = job.part(Part::Headline);
        let counts = rows.iter().map(|row| {
            let range = row.line.range.start as usize..row.line.range.end as usize;
            headline[range].trim().chars().count()
        });
        let counts: Vec<usize> = counts.collect();
        assert!(counts.iter().all(|count| *count > 1), "{headline}: {counts:?}");
    }
}

/// R90, R92: a head of a given size takes the fewest rows that its width allows, and parts no word for
/// them; what is one phrase is worth a row more.
#[test]
fn a_head_of_a_given_size_takes_the_fewest_rows() {
    for (marked, align) in [
        ("国务院常务会议/部署稳外贸措施", "spread"),
        ("九龍城寨圍城/票房破一億", "center"),
        ("七旬翁墮山坑/獲救送院不治", "spread"),
        ("健保補充保費/擬明年調整", "start"),
        ("行政院拍板/普發現金一萬元", "center"),
        ("全国铁路/明起实行/新列车运行图", "start"),
    ] {
        let tables = format!("[style.headline]\nsize = \"22pt\"\nalign = \"{align}\"");
        let block = r#"{ article = "lead", columns = 1, lines = "1-18" },"#;
        let headline = marked.replace('/', "");
        let text = format!("+++\nheadline = \"{headline}\"\n+++\n正文。\n");
        let layout = layout_with(&tables, block);
        let job = make_up(&layout, &[("lead", &text)], &[]);
        let set = job.part(Part::Headline);
        let width = set[0].rect.width;
        assert!((pt(22) * 7..pt(22) * 8).contains(&width), "{width}");
        let rows = set.iter().map(|row| {
            let range = row.line.range.start as usize..row.line.range.end as usize;
            headline[range].to_owned()
        });
        assert_eq!(rows.collect::<Vec<_>>().join("/"), marked, "{align}");
    }
}

/// A story with a portrait of 30 by 40 points beside its byline, across or down.
fn with_portrait(lines: &str, writing: &str) -> Job {
    let front = format!(
        "headline = \"港口開幕\"\nbyline = \"記者 陳平\"\nportrait = {{ picture = \"p.jpg\"{lines} }}"
    );
    let layout =
        layout(r#"{ article = "lead", columns = "1-2", lines = "1-20", look = "plain" },"#)
            .replacen(
                "[paper]",
                "[look.plain]\nheadline = { size = \"18pt\", align = \"start\" }\n[paper]",
                1,
            )
            .replacen("[grid]", &format!("[grid]\nwriting = \"{writing}\""), 1);
    let layout = match writing {
        "vertical" => layout.replacen("[\"333pt\", \"240pt\"]", "[\"240pt\", \"333pt\"]", 1),
        _ => layout,
    };
    let text = article(&front, &[40]);
    make_up(&layout, &[("lead", &text)], &[("p.jpg", 30, 40)])
}

fn portrait(job: &Job) -> Rect {
    let pictures = job.frames().iter().filter_map(|frame| match frame {
        Frame::Picture(placed) => Some(placed),
        _ => None,
    });
    let [one] = pictures.collect::<Vec<_>>()[..] else { panic!("one portrait") };
    assert_eq!(one.rect, one.clip, "shown whole");
    one.rect
}

/// Larger than a line, they take as many as hold them: nothing is printed over the text below.
/// R93: what nothing else would set is narrowed by a fifth, sooner than refused.
#[test]
fn a_head_that_fits_no_other_way_is_narrowed_by_a_fifth() {
    let blocks = r#"{ article = "lead", columns = 1, lines = "1-20" },"#;
    let head = |headline: &str| {
        let text = article(&format!("headline = \"{headline}\""), &[100]);
        let job = make_up(&layout(blocks), &[("lead", &text)], &[]);
        let row =
            job.part(Part::Headline).iter().max_by_key(|row| row.line.width).cloned().cloned();
        let size = row.expect("a row").line.runs[0].size;
        let over = job.diags.iter().any(|found| found.code.to_string() == "O004");
        (size.width.units() * 100 / size.height.units(), over)
    };
    // 162 points, of type of 14 points 11 characters and a half.
    let (scale, over) = head("三千六百七十四億五千二百三十萬");
    assert!(!over && (80..90).contains(&scale), "{scale} {over}");
    assert!(head("三千六百七十四億五千二百三十六萬七千八百元").1, "there is an end to it");
}

/// The frame of a label is clear of readings over its type (R134).
#[test]
fn the_frame_of_a_label_holds_its_readings() {
    for writing in ["horizontal", "vertical"] {
        let depth = |label: &str| {
            let block = r#"{ article = "lead", COLUMNS = "1-2", lines = "1-20" },"#;
            let columns = if writing == "vertical" { "tiers" } else { "columns" };
            let layout = layout(&block.replace("COLUMNS", columns))
                .replace("columns = 2", &format!("{columns} = 2\nwriting = \"{writing}\""))
                .replace("size = [\"333pt\", \"240pt\"]", "size = [\"340pt\", \"340pt\"]");
            let text = article(&format!("label = \"{label}\""), &[100]);
            let job = make_up(&layout, &[("lead", &text)], &[]);
            let rect = job.boxes()[0].rect;
            if writing == "vertical" { rect.width } else { rect.height }
        };
        assert!(depth("{特別|とくべつ}") >= depth("特別") + pt(5), "{writing}");
    }
}

#[test]
fn a_large_byline_source_or_label_takes_lines_of_its_own() {
    let foot = |job: &Job, part: Part| {
        job.part(part).iter().map(|line| line.rect.bottom()).max().expect("a line")
    };
    for size in [13, 14, 18, 24, 30, 48] {
        for part in [Part::Byline, Part::Source, Part::Label] {
            let name = match part {
                Part::Byline => "byline",
                Part::Source => "source",
                _ => "label",
            };
            let tables = format!("[style.{name}]\nsize = \"{size}pt\"\nbelow = 0\n");
            let head = match part {
                Part::Label => "",
                _ => "headline = \"青嶼深水港\"\nbyline = \"記者 陳大文\"\nsource = \"本報訊\"\n",
            };
            let front = if head.is_empty() { "label = \"短訊\"" } else { head };
            let block = r#"{ article = "lead", columns = "1-2", lines = "1-20" },"#;
            let text = article(front, &[100]);
            let job = make_up(&layout_with(&tables, block), &[("lead", &text)], &[]);
            let own = job.part(part)[0].rect;
            let body = job.part(Part::Body);
            // The lines of text beside a label are those that begin behind it.
            let under = body.iter().filter(|line| part != Part::Label || line.rect.x == pt(0));
            let first = under.map(|line| line.rect.y).min().expect("a line under it");
            let least = if part == Part::Label { pt(4) } else { Length::ZERO };
            assert!(own.bottom() + least <= first, "{name} {size}: {own:?} {first}");
            if part == Part::Source {
                let byline = foot(&job, Part::Byline);
                assert!(own.y >= byline || own.x > pt(60), "{size}: {own:?} {byline}");
            }
            // The text keeps its grid.
            assert!(
                body.iter()
                    .all(|line| (line.rect.y - body[0].rect.y).units() % pt(12).units() == 0)
            );
        }
    }
}

#[test]
fn a_portrait_stands_beside_its_byline() {
    let job = with_portrait("", "horizontal");
    let (picture, byline) = (portrait(&job), job.part(Part::Byline)[0].rect);
    // Four lines, from the head of the first em box to the foot of the last; 3 to 4 in shape.
    assert_eq!((picture.x, picture.height), (pt(0), pt(12 * 4 - 3)));
    assert_eq!(picture.width, picture.height.scale(30, 40));
    // The byline begins a character behind it, in whole characters, level with its foot.
    assert_eq!(byline.x, pt(9 * 5));
    assert!(
        byline.y > picture.y + pt(12 * 3) - pt(1) && byline.bottom() <= picture.bottom() + pt(1)
    );
    // The text stands under it, on the grid.
    let first = job.part(Part::Body)[0].rect;
    assert!(first.y >= picture.bottom() + pt(3), "{picture:?} {first:?}");
    let slack = codes::overset::SLACK;
    assert!(job.diags.iter().all(|found| found.code == slack), "{:?}", job.diags);
    // As deep as it is asked for.
    assert_eq!(portrait(&with_portrait(", lines = 6", "horizontal")).height, pt(12 * 6 - 3));
}

#[test]
fn a_portrait_stands_over_a_vertical_byline() {
    let job = with_portrait("", "vertical");
    let (picture, byline) = (portrait(&job), job.part(Part::Byline)[0].rect);
    assert_eq!((picture.y, picture.width), (pt(0), pt(12 * 4 - 3)));
    assert_eq!(picture.height, picture.width.scale(40, 30));
    assert_eq!(byline.y, pt(9 * 8));
    // The last of its lines is the leftmost.
    assert!(byline.x >= picture.x - pt(1) && byline.right() <= picture.x + pt(13));
}

#[test]
fn a_portrait_takes_at_most_half_of_its_head() {
    let picture = portrait(&with_portrait(", lines = 40", "horizontal"));
    assert_eq!(picture.width, pt(333) / 2);
}

/// R134: what stands beside a head's row meets neither its neighbour nor what stands above or below.
#[test]
fn readings_dots_and_lines_beside_the_rows_of_a_head_have_room() {
    let rows = |head: &str| {
        let front = format!("headline = [\"{}\"]", head.replace('/', "\", \""));
        let block = r#"{ article = "lead", columns = "1-2", lines = "1-20" },"#;
        let job = lead(block, &front, &[100]);
        let head = job.part(Part::Headline);
        let body = job.part(Part::Body)[0].rect.y;
        let em = head[0].line.em.block;
        let apart = head[1].rect.y - head[0].rect.y - em;
        (em, apart, body - head[1].rect.bottom())
    };
    let (em, plain, below) = rows("濃霧封鎖港口/渡輪停航三日");
    assert!(plain < em / 2);
    for marked in ["{濃霧|のうむ}封鎖港口/{渡輪|とりん}停航三日", "*濃霧*封鎖港口/*渡輪*停航三日"]
    {
        let (em, apart, under) = rows(marked);
        let least = if marked.starts_with('*') { em / 4 } else { em / 2 };
        assert!(apart >= least, "{marked}: {apart} of {em}");
        assert!(!marked.starts_with('*') || under >= below.min(em / 2), "{marked}: {under}");
    }
    let (em, apart, _) = rows("[濃霧]{.name}封鎖港口/[渡輪]{.title}停航三日");
    assert!(apart >= em / 10, "{apart} of {em}");
}

#[test]
fn a_head_that_does_not_break_into_its_rows_is_said_to_be_so() {
    let block = r#"{ article = "lead", columns = "1", lines = "1-20", styles = { headline = { size = "90pt", rows = 4 } } },"#;
    let job = lead(block, "headline = \"深水港|啟用\"", &[100]);
    let said: Vec<String> = job.diags.iter().map(|found| found.message.clone()).collect();
    assert!(!said.iter().any(|message| message.contains(" 0 pt wide")), "{said:?}");
}
