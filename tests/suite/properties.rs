//! Promises of the whole program under random layouts and articles: nothing panics, nothing is
//! lost, full lines are flush, stories keep apart, body lines stand on the grid, and the same
//! input gives the same bytes. The seed is fixed.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use typeset::colour::Profile;
use typeset::compose::{BreakReason, LineFit};
use typeset::diag::Deny;
use typeset::diag::{Diagnostic, Findings, SourceMap};
use typeset::draw::{DrawList, Drawing, Item, PageShelf, Turn, Usage};
use typeset::flow::{self, Filled, Frame, PlacedLine};
use typeset::fonts::{FontBook, FontFiles, SystemFont};
use typeset::measure::Length;
use typeset::page::model::{PageModel, Part, StoryText, TextId};
use typeset::page::resolve::{Inputs, Proof, resolve};
use typeset::source::article::Article;
use typeset::source::{Layer, Separator, read_articles, read_layout, read_table};
use typeset::{Goal, Job, Outcome, Output, ShowGrid, Wanted, World};

/// A layout and its articles, `0.md` and on.
#[derive(Clone, Debug)]
struct Desk {
    layout: String,
    articles: Vec<String>,
}

impl World for Desk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let name = path.to_string_lossy();
        let text = match &*name {
            "page.toml" => Some(&self.layout),
            "art.svg" => return Ok(ART.into()),
            _ => {
                name.strip_suffix(".md").and_then(|at| self.articles.get(at.parse::<usize>().ok()?))
            }
        };
        text.map(|text| text.clone().into()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn system_font(&self, _family: &str) -> Option<SystemFont> {
        None
    }
}

const ART: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40">
<rect width="60" height="40" fill="#888"/></svg>"##;

impl Desk {
    fn run(&self, goal: Goal) -> Outcome {
        let layout = PathBuf::from("page.toml");
        let proof = typeset::Proof::Final;
        let deny = Deny::default();
        let job = Job {
            layout: &layout,
            goal,
            proof,
            show_grid: ShowGrid::Hidden,
            deny: &deny,
            wanted: Wanted::default(),
        };
        typeset::typeset(&job, self, &mut |_| ())
    }
}

/// A file of data: prices under a head.
const DATA: &str = "股份,收市,升跌\n長和,38.55,+0.10\n中銀香港,3.60,-\n港交所,\"1,301.8\",-2.45\n";

/// What the stages make of a desk's job; none where a stage could not go on.
struct Made {
    model: PageModel,
    filled: Filled,
    list: DrawList,
    lost: Findings,
    found: Findings,
}

fn make(desk: &Desk) -> Option<Made> {
    let mut sources = SourceMap::default();
    let file = sources.add("page.toml", desk.layout.clone());
    let (layout, mut found) = read_layout(&[Layer::alone(file, &desk.layout)]);
    let layout = layout?;
    let articles: Vec<(String, Arc<[Article]>)> = layout
        .articles
        .iter()
        .zip(&desk.articles)
        .map(|(entry, text)| {
            let file = sources.add(entry.name.value.clone(), text.clone());
            let (articles, said) = read_articles(file, text);
            found.append(&said);
            (entry.name.value.clone(), articles.into())
        })
        .collect();
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let profile = Profile::newsprint();
    let picture = typeset::picture::read(ART.into(), &profile).expect("a good drawing");
    let placed = Some((typeset::picture::PictureId(0), picture.size));
    let pictures = BTreeMap::from([("art.svg".to_owned(), placed)]);
    let file = sources.add("data.csv", DATA);
    let (table, _) = read_table(file, DATA, Separator::Comma);
    let inputs = Inputs {
        articles: &articles,
        pictures: &pictures,
        tables: &BTreeMap::from([("data.csv".to_owned(), table)]),
        book: &book,
        profile: &profile,
        proof: Proof::Final,
    };
    let (model, said) = resolve(&layout, &inputs);
    found.append(&said);
    let model = model?;
    if found.has_errors() {
        return None;
    }
    let composers = typeset::compose::Composers::new(&book);
    let standing = flow::Standing::default();
    let (filled, said) = flow::fill(&model, &composers, &[picture.footprint()], &standing);
    found.append(&said);
    let nothing = PageShelf::<()>::for_one_run();
    let drawing = Drawing::new(&model, &filled, &book);
    let (list, lost) = (drawing.list(), drawing.survey(&nothing).findings);
    Some(Made { model, filled, list, lost, found })
}

/// Paragraph text: mostly Han, with marks, words and numbers.
fn text(most: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        10 => "[海港新聞記者昨日開幕市民觀看渡輪航線]{1,8}",
        3 => "[，。、；：？！]",
        2 => "[「『（《][海港]{1,4}[」』）》]",
        1 => " ?[a-zA-Z]{1,14} ?",
        1 => "[0-9]{1,6}(\\.[0-9])?%?",
        1 => Just("——".to_owned()),
        1 => Just("……".to_owned()),
        1 => Just("**要聞**".to_owned()),
        1 => Just("*要聞*".to_owned()),
        1 => Just("{渡輪|船}".to_owned()),
        1 => Just("[羅子朗]{.name}".to_owned()),
    ];
    proptest::collection::vec(piece, 1..most).prop_map(|pieces| format!("海{}", pieces.concat()))
}

fn article() -> impl Strategy<Value = String> {
    let block = prop_oneof![
        6 => text(24),
        1 => text(24).prop_map(|text| format!("{text} {{.initial}}")),
        1 => "[海港新聞]{2,12}".prop_map(|head| format!("## {head}\n\n海港")),
        1 => text(10).prop_map(|item| format!("- {item}")),
        1 => text(6).prop_map(|quote| format!("> {quote}")),
        1 => table(),
    ];
    let head = "[海港新聞記者昨日開幕]{3,14}(　[市民觀看渡輪航線]{3,10})?";
    let key = |name: &'static str, value: &'static str| {
        proptest::option::of(value.prop_map(move |value| format!("{name} = \"{value}\"\n")))
    };
    (
        proptest::option::weighted(0.8, head.prop_map(|head| format!("headline = \"{head}\"\n"))),
        key("kicker", "[海港新聞]{2,8}"),
        key("deck", "[海港新聞]{6,18}"),
        key("byline", "記者[羅子朗]{2,3}"),
        key("dateline", "[海港]{2,3}訊"),
        key("label", "[特寫]{2}"),
        proptest::option::weighted(
            0.2,
            text(12).prop_map(|text| {
                let plain: String = text.chars().filter(|c| !"*{}[]|.".contains(*c)).collect();
                format!("intro = \"{plain}\"\n")
            }),
        ),
        proptest::collection::vec(block, 1..7),
        prop_oneof![3 => Just(""), 1 => Just(" ●中新社")],
    )
        .prop_map(
            |(headline, kicker, deck, byline, dateline, label, intro, blocks, credit)| {
                let keys = [headline, kicker, deck, byline, dateline, label, intro];
                let front: String = keys.into_iter().flatten().collect();
                // The credit ends the text, and marks end the paragraph.
                let body = blocks.join("\n\n");
                let (body, mark) = match body.strip_suffix(" {.initial}") {
                    Some(body) => (body, " {.initial}"),
                    None => (&*body, ""),
                };
                format!("+++\n{front}+++\n\n{body}{credit}{mark}\n")
            },
        )
}

/// A table of up to eight rows under a head, behind a line that leads it in or not.
fn table() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        4 => "[海港新聞記者]{1,6}",
        2 => "[0-9]{1,3}(\\.[0-9])?",
        1 => Just(String::new()),
        1 => "[海港新聞]{8,20}",
    ];
    let rows = proptest::collection::vec(proptest::collection::vec(cell, 3), 1..8);
    (rows, any::<bool>()).prop_map(|(rows, led_in)| {
        let lead_in = if led_in { "如下：\n\n" } else { "" };
        let rows = rows.iter().map(|row| format!("| {} |\n", row.join(" | ")));
        let rows = rows.collect::<String>();
        format!("{lead_in}| 海 | 港 | 新聞 |\n|---|---|--:|\n{rows}\n海港新聞")
    })
}

/// A file of one article, or of several, and how many.
fn file() -> impl Strategy<Value = (String, usize)> {
    let several = proptest::collection::vec(article(), 2..6);
    prop_oneof![
        3 => article().prop_map(|one| (one, 1)),
        1 => several.prop_map(|all| (all.concat(), all.len())),
    ]
}

/// A cell of the page and what stands in it.
#[derive(Clone, Debug)]
struct Cell {
    columns: u32,
    lines: u32,
    legs: Option<u32>,
    picture: Option<(u32, u32)>,
    boxed: bool,
    head_apart: bool,
    /// Its file holds several articles.
    stacked: bool,
}

fn cell() -> impl Strategy<Value = Cell> {
    (
        1u32..4,
        6u32..40,
        proptest::option::weighted(0.3, 1u32..4),
        proptest::option::weighted(0.4, (0u32..20, 2u32..8)),
        proptest::bool::weighted(0.2),
        proptest::bool::weighted(0.2),
    )
        .prop_map(|(columns, lines, legs, picture, boxed, head_apart)| Cell {
            columns,
            lines,
            legs,
            picture,
            boxed,
            head_apart,
            stacked: false,
        })
}

/// A page of cells that stand beside and below one another, a story in each.
fn sound_desk() -> impl Strategy<Value = Desk> {
    (
        1u32..6,
        8u32..21,
        1u32..3,
        proptest::collection::vec((cell(), file()), 1..5),
        prop_oneof!["zh-Hant-HK", "zh-Hant-TW", "zh-Hans", "ja"],
        prop_oneof![4 => Just("horizontal"), 1 => Just("vertical")],
    )
        .prop_map(|(columns, measure, gutter, cells, language, writing)| {
            let mut blocks = String::new();
            let (mut column, mut line, mut deepest) = (1, 1, 0);
            let mut articles = Vec::new();
            for (at, (mut cell, (article, count))) in cells.into_iter().enumerate() {
                cell.stacked = count > 1;
                let wide = cell.columns.min(columns);
                if column + wide > columns + 1 {
                    (column, line, deepest) = (1, line + deepest + 1, 0);
                }
                let place = format!("columns = \"{column}-{}\"", column + wide - 1);
                blocks += &cell.blocks(at, &place, line, wide * measure);
                articles.push(article);
                column += wide;
                deepest = deepest.max(cell.lines);
            }
            let side = 40 + 9 * (columns * (measure + gutter));
            let depth = 40 + 12 * (line + deepest + 1);
            let (width, height) = match writing {
                "vertical" => (depth, side),
                _ => (side, depth),
            };
            let listed: String =
                (0..articles.len()).map(|at| format!("a{at} = \"{at}.md\"\n")).collect();
            let layout = format!(
                "[document]\ndate = 2024-11-16\nlanguage = \"{language}\"\n\
                 [paper]\nsize = [\"{}pt\", \"{}pt\"]\nmargin = \"20pt\"\n\
                 [grid]\nwriting = \"{writing}\"\ncolumns = {columns}\nmeasure = {measure}\n\
                 gutter = {gutter}\nline = \"12pt\"\nrule = \"0.3pt\"\n\
                 [article]\n{listed}[[page]]\nblock = [\n{blocks}]\n",
                width.max(60),
                height.max(60),
            );
            Desk { layout, articles }
        })
}

impl Cell {
    /// Its blocks, in a place that is `room` characters wide.
    fn blocks(&self, at: usize, place: &str, line: u32, room: u32) -> String {
        let legs = self.legs.map(|legs| legs.min(room / 8).max(1));
        let split = legs.map_or(String::new(), |legs| format!(", split = {legs}"));
        let frame = if self.boxed { ", frame = \"0.5pt\", inset = 1" } else { "" };
        let (key, rules) = match self.stacked {
            true => ("articles", ", rules = { items = \"0.3pt\" }"),
            false => ("article", ""),
        };
        let mut out = String::new();
        let (mut from, mut lines) = (line, self.lines);
        if self.head_apart && lines > 14 && !self.stacked {
            out += &format!(
                "{{ article = \"a{at}\", part = \"head\", {place}, lines = \"{from}+8\" }},\n"
            );
            from += 8;
            lines -= 8;
        }
        out += &format!(
            "{{ {key} = \"a{at}\", {place}, lines = \"{from}+{lines}\"{split}{frame}{rules} }},\n"
        );
        if let Some((down, deep)) = self.picture
            && down + deep < lines
            && !self.boxed
        {
            // Text follows every other picture's contour.
            let round = ", clip = \"circle\", wrap = \"contour\"";
            let cut = if deep % 2 == 0 { round } else { "" };
            let column = place.split('"').nth(1).and_then(|range| range.split('-').next());
            out += &format!(
                "{{ picture = \"art.svg\", alt = \"圖\", columns = {}, lines = \"{}+{deep}\"{cut} }},\n",
                column.unwrap_or("1"),
                from + down,
            );
        }
        out
    }
}

/// Layouts that may say anything, in and out of place.
fn wild_desk() -> impl Strategy<Value = Desk> {
    let number = prop_oneof![3 => 1u32..9, 1 => 0u32..60];
    let place = (number.clone(), number).prop_flat_map(|(one, two)| {
        prop_oneof![
            Just(format!("\"{one}-{two}\"")),
            Just(format!("\"{one}+{two}\"")),
            Just(format!("\"{one}-\"")),
            Just(format!("{one}")),
        ]
    });
    let content = prop_oneof![
        4 => Just("article = \"a0\""),
        2 => Just("article = \"a1\""),
        1 => Just("articles = [\"a0\", \"a1\"]"),
        1 => Just("article = \"a0\", part = \"head\""),
        1 => Just("article = \"a0\", part = [\"intro\", \"body\"]"),
        1 => Just("picture = \"art.svg\", alt = \"圖\", caption = \"海港開幕\""),
        1 => Just("picture = \"art.svg\", caption = \"海港開幕\", credit = \"本報\", caption_at = \"right\""),
        1 => Just("text = [\"{page}\", \"{date}\"], style = \"folio\""),
        1 => Just("text = \"海港\", style = \"masthead\", in = \"left\""),
        1 => Just("ad = \"bank\", art = \"art.svg\""),
        1 => Just("id = \"panel\""),
        1 => Just("in = \"panel\", article = \"a1\""),
    ];
    let extra = prop_oneof![
        6 => Just(""),
        1 => Just(", frame = \"0.5pt\", inset = 1.5"),
        1 => Just(", split = 3"),
        1 => Just(", split = [8, 5]"),
        1 => Just(", wrap = \"overlay\""),
        1 => Just(", wrap = 30, wrap_lines = 9"),
        1 => Just(", balance = true"),
        1 => Just(", wrap = { contour = 2 }, clip = \"rounded\""),
        1 => Just(", wrap = \"contour\", clip = { polygon = [[0, 0], [100, 0], [50, 100]] }"),
        1 => Just(", leg_end = \"subhead\""),
        1 => Just(", tint = \"k(10)\", rules = { top = \"1pt\" }"),
        1 => Just(", writing = \"vertical\""),
    ];
    let block = (content, proptest::option::of(place.clone()), proptest::option::of(place), extra)
        .prop_map(|(content, columns, lines, extra)| {
            let columns = columns.map_or(String::new(), |place| format!(", columns = {place}"));
            let lines = lines.map_or(String::new(), |place| format!(", lines = {place}"));
            format!("{{ {content}{columns}{lines}{extra} }},\n")
        });
    let style = prop_oneof![
        4 => Just(""),
        1 => Just("[style.body]\nsize = \"30pt\"\n"),
        1 => Just("[style.body]\ninitial = { lines = 4, characters = 2 }\n"),
        1 => Just("[style.body]\nwidth = 150\nbreaking = \"greedy\"\nline_end = \"hang\"\n"),
        1 => Just("[style.headline]\nsize = \"90pt\"\nalign = \"end\"\n"),
        1 => Just("[style.body]\nindent = 30\nlast_line = 9\nsnap = \"character\"\n"),
        1 => Just("[style.headline]\nwriting = \"vertical\"\n"),
        1 => Just("[style.body]\nkinsoku = \"strict\"\nline_start = \"trim\"\n"),
    ];
    (
        1u32..8,
        prop_oneof![1u32..25, 1u32..4],
        prop_oneof![Just("horizontal"), Just("vertical")],
        prop_oneof![Just("error"), Just("continue")],
        style,
        proptest::collection::vec(block, 1..6),
        proptest::collection::vec(prop_oneof![4 => article(), 1 => "\\PC{0,60}"], 2),
    )
        .prop_map(|(columns, measure, writing, overset, style, blocks, articles)| {
            let layout = format!(
                "[document]\ndate = 2024-11-16\noverset = \"{overset}\"\n\
                 [paper]\nsize = \"tabloid\"\nmargin = \"15mm\"\n\
                 [grid]\nwriting = \"{writing}\"\ncolumns = {columns}\nmeasure = {measure}\n{style}\
                 [article]\na0 = \"0.md\"\na1 = \"1.md\"\n[[page]]\nblock = [\n{}]\n",
                blocks.concat()
            );
            Desk { layout, articles }
        })
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_241_116),
        max_shrink_iters: 400,
        ..ProptestConfig::default()
    }
}

/// Every set line with its page.
fn set_lines(filled: &Filled) -> impl Iterator<Item = (usize, &PlacedLine)> {
    filled.pages.iter().enumerate().flat_map(|(at, page)| {
        page.frames.iter().filter_map(move |frame| match frame {
            Frame::Line(line) => Some((at, line)),
            _ => None,
        })
    })
}

fn story_of(line: &PlacedLine) -> Option<u32> {
    match line.usage {
        Usage::Story { story, .. } | Usage::Subhead(story) => Some(story.0),
        _ => None,
    }
}

/// Nothing is lost: what is drawn and what was said to be over is all there is.
fn nothing_is_lost(made: &Made) -> Result<(), TestCaseError> {
    prop_assert!(made.lost.is_empty(), "{:?}", made.lost);
    let said = made.found.iter().any(|found| matches!(found.code.0, "O001" | "O005"));
    prop_assert_eq!(said, !made.filled.overset.is_empty(), "{:?}", made.found);
    Ok(())
}

/// Body text in the grid's own size, which is justified; a quote is larger and is not.
fn is_body(line: &PlacedLine, made: &Made) -> bool {
    let em = made.model.pages.first().map(|page| page.grid.em);
    matches!(line.usage, Usage::Story { part: Part::Body, .. }) && Some(line.line.em.inline) == em
}

/// Full lines of body text end at their measure, and a last character that fills its em box
/// ends there.
fn full_lines_are_flush(made: &Made) -> Result<(), TestCaseError> {
    let mut full = BTreeSet::new();
    for (_, line) in set_lines(&made.filled).filter(|(_, line)| is_body(line, made)) {
        let set = &line.line;
        if set.end != BreakReason::End && set.fit != LineFit::Overfull {
            // What has no joint to spread is said.
            let text = made.model.text(line.text).expect("a story's line is of its text");
            let span = text.span_of(set.range.clone());
            let said = made.found.iter().any(|found| {
                matches!(found.code.0, "C002" | "C005")
                    && found.primary.iter().chain(&found.others).any(|at| at.span == span)
            });
            prop_assert!(set.width == set.measure || said, "{set}");
            if set.width == set.measure {
                full.insert((line.text, set.range.end));
            }
        }
    }
    let is_han = |c: char| ('\u{4E00}'..'\u{A000}').contains(&c);
    for item in made.list.pages.iter().flat_map(|page| &page.items) {
        let Item::Text(mark) = item else { continue };
        let Some(run) = mark.runs.iter().rfind(|run| !run.source.is_empty()) else { continue };
        let ends_full = full.contains(&(mark.text, run.source.end));
        let Some(glyph) = run.glyphs.last() else { continue };
        if ends_full && run.turn == Turn::Horizontal && run.text.ends_with(is_han) {
            let (end, edge) = (glyph.origin.x + glyph.advance, mark.frame.right());
            prop_assert_eq!(end, edge, "{} ends elsewhere", run.text);
        }
    }
    Ok(())
}

/// Lines of different stories never touch, nor do lines of one.
fn lines_keep_apart(made: &Made) -> Result<(), TestCaseError> {
    let lines: Vec<_> = set_lines(&made.filled).filter(|(_, l)| story_of(l).is_some()).collect();
    for (at, (page, line)) in lines.iter().enumerate() {
        for (other_page, other) in lines.iter().skip(at + 1) {
            prop_assert!(
                page != other_page || !line.rect.overlaps(&other.rect),
                "{:?} {:?} over {:?} {:?}",
                line.usage,
                line.rect,
                other.usage,
                other.rect
            );
        }
    }
    Ok(())
}

/// Body text of the grid's own size stands on the page's lines.
fn body_stands_on_the_grid(made: &Made) -> Result<(), TestCaseError> {
    for (page, line) in set_lines(&made.filled) {
        let page = &made.model.pages[page.min(made.model.pages.len() - 1)];
        let grid = page.grid;
        if !is_body(line, made) || line.mode != grid.mode {
            continue;
        }
        let at = grid.mode.logical(line.rect, page.grid_area).block;
        prop_assert_eq!(at - grid.line * at.whole(grid.line), Length::ZERO, "{:?}", line.rect);
    }
    Ok(())
}

/// A row of a table stands in one leg, and each leg with rows of a table has its head.
fn rows_are_whole(made: &Made) -> Result<(), TestCaseError> {
    let mut legs_of_row = BTreeMap::new();
    let (mut begun, mut headed) = (BTreeSet::new(), BTreeSet::new());
    for (page, line) in set_lines(&made.filled) {
        let (Usage::Cell(story) | Usage::HeadAgain(story)) = line.usage else { continue };
        let TextId::Story(_, StoryText::Cell(table, cell)) = line.text else {
            prop_assert!(false, "{:?} is no cell", line.text);
            continue;
        };
        let leg = (page, line.leg);
        begun.insert((story.0, table, leg));
        if cell.row == 0 {
            headed.insert((story.0, table, leg));
        }
        if matches!(line.usage, Usage::Cell(_)) {
            let known = *legs_of_row.entry((story.0, table, cell.row)).or_insert(leg);
            prop_assert_eq!(known, leg, "row {} of a table is parted", cell.row);
        }
    }
    prop_assert_eq!(begun, headed, "a leg has rows without their head");
    Ok(())
}

/// Text never leaves the sheet.
fn glyphs_are_on_the_sheet(made: &Made) -> Result<(), TestCaseError> {
    for (page, line) in set_lines(&made.filled) {
        let trim = made.list.pages[page].sheet.trim;
        let (rect, slack) = (line.rect, line.line.em.inline);
        let within = rect.x + slack >= Length::ZERO && rect.right() <= trim.width + slack;
        prop_assert!(within || line.line.fit == LineFit::Overfull, "{rect:?} of {trim:?}");
        prop_assert!(rect.y + slack >= Length::ZERO && rect.bottom() <= trim.height + slack);
    }
    Ok(())
}

fn kept(desk: &Desk) -> Result<bool, TestCaseError> {
    let Some(made) = make(desk) else { return Ok(false) };
    nothing_is_lost(&made)?;
    // A head that fits nowhere is an error, or noted with its text that is over, and stands as well as it can.
    let is_other = |found: &Diagnostic| found.code.0 != "O001" || !found.notes.is_empty();
    if made.found.iter().any(|found| found.is_error() && is_other(found)) {
        return Ok(true);
    }
    full_lines_are_flush(&made)?;
    lines_keep_apart(&made)?;
    body_stands_on_the_grid(&made)?;
    rows_are_whole(&made)?;
    glyphs_are_on_the_sheet(&made)?;
    Ok(true)
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn sound_pages_keep_their_promises(desk in sound_desk()) {
        prop_assert!(kept(&desk)?, "{:#?}", desk.run(Goal::Check).findings);
    }
}

/// The lines that a story of a table between two paragraphs needs, in two legs of a writing.
fn needs_of(writing: &str, rows: &[String], before: usize) -> i64 {
    let article = format!(
        "+++\n+++\n{}\n\n| 海 | 港 |\n|---|--:|\n{}\n海港\n",
        "港".repeat(before),
        rows.concat()
    );
    let layout = format!(
        "[document]\ndate = 2024-11-16\n[paper]\nsize = [\"2000pt\", \"2000pt\"]\nmargin = \"20pt\"\n\
         [grid]\nwriting = \"{writing}\"\ncolumns = 2\nmeasure = 12\nline = \"12pt\"\n\
         [article]\na = \"0.md\"\n[[page]]\nblock = [{{ article = \"a\", columns = \"1-2\", lines = \"1+12\" }}]\n"
    );
    let made = make(&Desk { layout, articles: vec![article] }).expect("made up");
    made.filled.accounts.first().expect("a story").needs
}

proptest! {
    #![proptest_config(config(40))]

    #[test]
    fn a_longer_table_takes_no_fewer_lines(
        rows in proptest::collection::vec("[海港新聞]{1,14}", 1..14),
        more in "[海港新聞]{1,14}",
        before in 1usize..60,
        writing in prop_oneof!["horizontal", "vertical"],
    ) {
        let row = |text: &String| format!("| {text} | 7 |\n");
        let mut rows: Vec<String> = rows.iter().map(row).collect();
        let short = needs_of(&writing, &rows, before);
        rows.push(row(&more));
        let long = needs_of(&writing, &rows, before);
        prop_assert!(long >= short, "{short} lines become {long}");
    }
}

proptest! {
    #![proptest_config(config(300))]

    /// Whatever a layout says, there is a page or there is an error, never both nor neither.
    #[test]
    fn wild_pages_are_made_or_refused(desk in wild_desk()) {
        let outcome = desk.run(Goal::Document);
        let made = matches!(outcome.output, Output::Document(_));
        prop_assert_eq!(made, !outcome.has_errors(), "{:#?}", outcome.findings);
        let internal = |found: &&Diagnostic| matches!(found.code.0, "P050" | "P051" | "P052" | "X001");
        prop_assert_eq!(outcome.findings.iter().find(internal), None);
    }
}

proptest! {
    #![proptest_config(config(12))]

    #[test]
    fn the_same_input_gives_the_same_bytes(desk in sound_desk()) {
        let bytes = |outcome: Outcome| match outcome.output {
            Output::Document(bytes) => Ok(bytes),
            _ => Err(format!("{:?}", outcome.findings.as_slice())),
        };
        prop_assert_eq!(bytes(desk.run(Goal::Document)), bytes(desk.run(Goal::Document)));
    }

    /// Noise is answered, whether it stands in the layout or in an article.
    #[test]
    fn noise_is_answered(
        desk in sound_desk(),
        at in any::<prop::sample::Index>(),
        noise in "\\PC{1,8}",
    ) {
        let spoilt = |text: &str| {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let mut text = text.to_owned();
            text.insert_str(places[at.index(places.len())], &noise);
            text
        };
        let layout = Desk { layout: spoilt(&desk.layout), ..desk.clone() };
        let mut article = desk.clone();
        article.articles[0] = spoilt(&article.articles[0]);
        for desk in [layout, article] {
            let outcome = desk.run(Goal::Document);
            let made = matches!(outcome.output, Output::Document(_));
            prop_assert_eq!(made, !outcome.has_errors(), "{:#?}", outcome.findings);
        }
    }
}
