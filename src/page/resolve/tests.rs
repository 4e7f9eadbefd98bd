//! Whole layouts through the resolver.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::*;
use crate::diag::{FileId, Findings, Severity};
use crate::fonts::FontFiles;
use crate::page::model::{Area, Block, BlockContent, Part, Wrap};
use crate::page::style::Role;
use crate::source::article::{BodyBlock, FrontMatter};
use crate::source::{Layer, read_layout};
use crate::text::PartKind;
use crate::text::RichText;

const LAYOUT: &str = r##"
[document]
title    = "Harbour Daily"
language = "zh-Hant-HK"
date     = 2024-11-16

[paper]
size   = "broadsheet"
margin = { top = "24mm", bottom = "14mm", left = "15mm", right = "15mm" }

[grid]
columns = 6
measure = 18
gutter  = 1
line    = "12pt"
rule    = "0.3pt"

[article]
lead  = "lead.md"
port  = "port.md"
visit = "visit.md"
points = "points.md"

[template.inner]
block = [{ in = "top", lines = "3-4", text = ["{page}", "{section}", "{date} {weekday}"] }]

[[page]]
id      = "A4"
section = "要聞"
template = "inner"
block = [
  { article = "lead", part = "head", columns = "1-6", lines = "1+9" },
  { article = "lead", part = "intro", columns = "1-2", lines = "10+14" },
  { article = "lead", part = "body", columns = "1-6", lines = "10-46" },
  { picture = "port.jpg", columns = "3-5", lines = "10+30", caption = "●黃昏的港口", credit = "海港日報" },
  { id = "panel", columns = "1-3", lines = "48-", frame = "0.5pt", inset = 1.5 },
  { in = "panel", article = "port", split = 2, lines = "1+54" },
  { in = "panel", picture = "map.svg", chars = "20-34", lines = "7+24", alt = "航線圖" },
  { in = "panel", article = "points", split = [18, 12, 18], leg_end = "subhead", lines = "57-" },
  { article = "visit", chars = "69-113", split = [22, 21], lines = "48+24", rules = { top = "1pt" } },
  { ad = "bank-1116", art = "bank.svg", columns = "4-6", lines = "74-" },
]
"##;

/// An article with every part that `parts` names.
pub(super) fn article(file: u32, parts: &str) -> Article {
    let text = |text: &str| RichText::plain(text, FileId(file), 0);
    let has = |part: &str| parts.split(' ').any(|other| other == part);
    let one = |part: &str| has(part).then(|| text(part));
    let list = |part: &str| one(part).into_iter().collect::<Vec<_>>();
    let block = |kind, content: &str| BodyBlock {
        kind,
        text: text(content),
        credit: None,
        marks: Default::default(),
    };
    let body = [block(PartKind::Paragraph, "港口昨日開幕。"), block(PartKind::Subhead, "小題")];
    Article {
        file: FileId(file),
        begins: Span::new(FileId(file), 0..0),
        front: FrontMatter {
            id: None,
            label: one("label"),
            kicker: list("kicker"),
            headline: list("headline"),
            deck: list("deck"),
            byline: one("byline"),
            intro: list("intro"),
            dateline: one("dateline"),
            source: one("source"),
            jump_headline: one("jump_headline"),
            pictures: Vec::new(),
            portrait: None,
        },
        body: if has("body") { body.to_vec() } else { Vec::new() },
    }
}

/// A run of the resolver: the model and what was said, errors of the reader included.
pub(super) struct Run {
    pub model: Option<PageModel>,
    pub diags: Findings,
}

impl Run {
    /// Code and the text at its place, for each finding.
    pub fn found(&self, layout: &str) -> Vec<(String, String)> {
        self.diags
            .iter()
            .map(|diagnostic| {
                let place = diagnostic.primary.as_ref().map_or(0..0, |label| label.span.range());
                (diagnostic.code.to_string(), layout.get(place).unwrap_or("").to_owned())
            })
            .collect()
    }

    pub fn blocks(&self) -> &[Block] {
        let model = self.model.as_ref().expect("the layout resolves");
        &model.pages[0].blocks
    }
}

/// Resolves a layout with articles of the given parts, pictures of 40 x 30 mm.
pub(super) fn run(layout: &str, parts: &[&str]) -> Run {
    let (tree, mut diags) = read_layout(&[Layer::alone(FileId(0), layout)]);
    let tree = tree.expect("the layout is TOML");
    let articles: Vec<(String, Arc<[Article]>)> = tree
        .articles
        .iter()
        .enumerate()
        .map(|(at, entry)| {
            let parts = parts.get(at).copied().unwrap_or("headline body");
            let article = (parts != "missing").then(|| article(at as u32 + 1, parts));
            (entry.name.value.clone(), article.into_iter().collect())
        })
        .collect();
    let size = Size { width: Length::from_mm(40), height: Length::from_mm(30) };
    let ad = Size { width: Length::from_pt(56 * 9), height: Length::from_pt(47 * 12) };
    let pictures = BTreeMap::from([
        ("port.jpg".to_owned(), Some((PictureId(0), size))),
        ("map.svg".to_owned(), Some((PictureId(1), size))),
        ("bank.svg".to_owned(), Some((PictureId(2), ad))),
        ("broken.jpg".to_owned(), None),
    ]);
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let inputs = Inputs {
        articles: &articles,
        pictures: &pictures,
        tables: &BTreeMap::new(),
        book: &book,
        profile: &Profile::newsprint(),
        proof: Proof::Final,
    };
    let (model, found) = resolve(&tree, &inputs);
    diags.append(&found);
    Run { model, diags }
}

fn story(blocks: &[Block], at: usize) -> &StoryBlock {
    match &blocks[at].content {
        BlockContent::Story(story) => story,
        other => panic!("block {at} is {other:?}"),
    }
}

/// Start and width in characters of 9 pt from the grid's left edge.
fn legs(blocks: &[Block], at: usize, grid_left: Length) -> Vec<(f64, f64)> {
    let em = 9.0;
    story(blocks, at)
        .legs
        .iter()
        .map(|leg| ((leg.rect.x - grid_left).to_pt() / em, leg.rect.width.to_pt() / em))
        .collect()
}

#[test]
fn the_design_page_resolves() {
    let parts = [
        "headline deck byline intro body",
        "label headline body source",
        "headline intro body",
        "headline intro body",
    ];
    let run = run(LAYOUT, &parts);
    assert_eq!(run.found(LAYOUT), []);
    let model = run.model.as_ref().expect("the layout resolves");
    let page = &model.pages[0];
    // Type area 360 x 512 mm: 1020.47 pt wide, the grid 113 characters of 9 pt.
    assert_eq!(page.grid_area.width, Length::from_pt(113 * 9));
    assert_eq!(page.grid_area.height, Length::from_pt(120 * 12));
    assert_eq!(page.grid_area.y, Length::from_mm(24));
    let left = page.grid_area.x;
    let blocks = &page.blocks;
    assert_eq!(blocks.len(), 11);

    // The folio: five lines fit above the type area, the last directly above it.
    let folio = &blocks[0];
    assert_eq!(folio.area, Area::Margin);
    assert_eq!(folio.rect.bottom(), page.type_area.y - Length::from_pt(12));
    assert!(folio.decor.bottom.is_some());
    let BlockContent::Text(text) = &folio.content else { panic!("a text") };
    let shown: Vec<&str> = text.pieces.iter().map(|piece| piece.text.text.as_str()).collect();
    assert_eq!(shown, ["A4", "要聞", "2024年11月16日 星期六"]);
    assert_eq!(text.pieces[0].emphasised[0].size, Length::from_pt(24));

    // The lead: the head alone, the intro alone, the body as the thread over six columns.
    let lead = story(blocks, 1);
    assert_eq!(lead.parts, [Part::Headline, Part::Deck, Part::Byline]);
    assert_eq!(legs(blocks, 2, left), [(0.0, 37.0)]);
    let columns: Vec<(f64, f64)> = (0..6).map(|n| (f64::from(n) * 19.0, 18.0)).collect();
    assert_eq!(legs(blocks, 3, left), columns);

    // The panel: 56 characters less 1.5 at each side.
    let panel = &blocks[5];
    assert_eq!(panel.content, BlockContent::Area);
    assert_eq!(panel.inner.width, Length::from_pt(53 * 9));
    assert_eq!(panel.inner.y - panel.rect.y, Length::from_pt(24));
    // Its frame stands level with the rule of the story and the advertisement beside it (R129).
    assert_eq!(panel.frame_rect.y - panel.rect.y, Length::from_centipt(150));
    assert_eq!(panel.frame_rect.bottom(), panel.rect.bottom());
    assert_eq!(blocks[6].area, Area::Within(crate::page::model::BlockId(5)));
    assert_eq!(legs(blocks, 6, left), [(1.5, 26.0), (28.5, 26.0)]);
    let label = [Part::Label, Part::Headline, Part::Body, Part::Source];
    assert_eq!(story(blocks, 6).parts, label);
    assert!(!story(blocks, 6).boxed);
    assert_eq!(legs(blocks, 8, left), [(1.5, 18.0), (22.0, 12.0), (36.5, 18.0)]);
    assert!(story(blocks, 8).boxed);
    let map = &blocks[7];
    assert_eq!((map.rect.x - panel.inner.x).to_pt() / 9.0, 19.0);
    assert_eq!(map.rect.width, Length::from_pt(15 * 9));

    // The second story: a rule above, no line lost since its head brings white.
    let visit = &blocks[9];
    assert_eq!(visit.inner, visit.rect);
    assert_eq!(visit.rect.right(), page.grid_area.right());
    assert_eq!(legs(blocks, 9, left), [(68.0, 22.0), (92.0, 21.0)]);
    assert_eq!(story(blocks, 9).columns, 2);
    let (inline, block) = (Length::from_pt(9), Length::from_pt(12));
    let from = crate::page::model::Edge::Block;
    assert_eq!(visit.wrap, Wrap::Push { inline, block, from });
}

#[test]
fn the_dump_names_what_was_resolved() {
    let run = run(LAYOUT, &["headline body", "headline body", "headline body", "headline body"]);
    let dump = crate::page::dump(run.model.as_ref().expect("the layout resolves"));
    for line in [
        "document \"Harbour Daily\" zh-Hant-HK 2024-11-16 overset Error",
        "  grid horizontal @ 44.256,68.031 1017x1440 em 9 body 9 line 12",
        "  block 5 area \"panel\" @ ",
        "    story visit: headline body over 2 columns",
        "    ad bank-1116 art 2",
    ] {
        assert!(dump.contains(line), "{line} in\n{dump}");
    }
}

/// A page of 6 columns of 10 characters and 50 lines on a small sheet, with `blocks`.
fn small(extra: &str, blocks: &str) -> String {
    format!(
        r#"
[document]
date = 2024-11-16
[paper]
size = ["260mm", "260mm"]
margin = "20mm"
[grid]
columns = 6
measure = 10
line = "12pt"
{extra}
[[page]]
block = [
{blocks}
]
"#
    )
}

const ONE: &str = "[article]\na = \"a.md\"";
const TWO: &str = "[article]\na = \"a.md\"\nb = \"b.md\"";

/// The findings of a small page, each as `CODE text at its place`.
fn said(extra: &str, blocks: &str, parts: &[&str]) -> Vec<String> {
    let layout = small(extra, blocks);
    let run = run(&layout, parts);
    run.found(&layout).into_iter().map(|(code, text)| format!("{code} {text}")).collect()
}

#[test]
fn body_type_stays_on_the_grid_and_its_lines_may_be_spread() {
    let block = r#"{ article = "a" }"#;
    let with = |table: &str| said(&format!("{table}\n{ONE}"), block, &[]);
    assert_eq!(with("[style.body]\nleading = 0.5"), ["L069 0.5"]);
    assert_eq!(with("[style.body]\nalign = \"spread\""), Vec::<String>::new());
    assert_eq!(with("[style.headline]\nalign = \"spread\""), Vec::<String>::new());
}

#[test]
fn a_spot_colour_is_not_named_like_a_built_in_one() {
    let extra = format!("[colour.black]\nink = \"Harbour\"\nalternate = \"#c8102e\"\n{ONE}");
    assert_eq!(said(&extra, r#"{ article = "a" }"#, &[]), ["L103 black"]);
}

#[test]
fn every_mistake_is_said_at_its_place() {
    let cases: [(&str, &str, &[&str]); 40] = [
        (ONE, r#"{ article = "a" }"#, &[]),
        (ONE, r#"{ article = "a", columns = "5-8" }"#, &[r#"L080 "5-8""#]),
        (ONE, r#"{ article = "a", chars = "60-70" }"#, &[r#"L080 "60-70""#]),
        (ONE, r#"{ article = "a", lines = "40+20" }"#, &[r#"L080 "40+20""#]),
        (ONE, r#"{ article = "a", columns = 1, chars = "1-9" }"#, &[r#"L081 "1-9""#]),
        (ONE, r#"{ article = "b" }"#, &[r#"L064 "b""#]),
        (TWO, r#"{ article = "a" }"#, &[r#"L090 "b.md""#]),
        (ONE, r#"{ article = "a", look = "x" }"#, &[r#"L061 "x""#]),
        (ONE, r#"{ article = "a", in = "x" }"#, &[r#"L066 "x""#]),
        (ONE, r#"{ id = "x", article = "a", in = "x" }"#, &[r#"L066 "x""#]),
        (ONE, "{ in = \"x\", article = \"a\" },\n{ id = \"x\" }", &[r#"L066 "x""#]),
        (
            ONE,
            "{ id = \"x\", article = \"a\", lines = \"1-9\" },\n{ in = \"x\", text = \"t\" }",
            &[r#"L072 "x""#],
        ),
        (ONE, "{ id = \"x\", columns = 9 },\n{ in = \"x\", article = \"a\" }", &["L080 9"]),
        (
            ONE,
            "{ id = \"x\", columns = 1 },\n{ id = \"x\", columns = 2 },\n{ article = \"a\", columns = 3 }",
            &[r#"L067 "x""#],
        ),
        (ONE, r#"{ article = "a", split = [10, 10], columns = "1-3" }"#, &["L084 [10, 10]"]),
        (ONE, r#"{ article = "a", caption = "x" }"#, &[r#"L094 "x""#]),
        (ONE, r#"{ article = "a", style = "body" }"#, &[r#"L094 "body""#]),
        (ONE, r#"{ article = "a", text = "x" }"#, &[r#"L095 "x""#]),
        (ONE, "{ article = \"a\", part = \"head\" }", &[r#"L092 "a.md""#]),
        (
            ONE,
            "{ article = \"a\", part = \"head\", lines = \"1-9\" },\n{ article = \"a\", part = [\"headline\", \"body\"], lines = \"10-\" }",
            &[r#"L091 "headline""#],
        ),
        (
            ONE,
            "{ article = \"a\", lines = \"1-9\" },\n{ article = \"a\", part = \"intro\", lines = \"10-\" }",
            &[r#"L093 "intro""#],
        ),
        (
            TWO,
            "{ article = \"a\", columns = \"1-3\" },\n{ article = \"b\", columns = \"3-4\" }",
            &[r#"L086 { article = "b", columns = "3-4" }"#],
        ),
        (
            TWO,
            "{ article = \"a\", columns = \"1-3\" },\n{ article = \"b\", columns = \"3-4\", wrap = \"overlay\" }",
            &[],
        ),
        (
            TWO,
            "{ article = \"a\", columns = \"1-3\", part = \"body\", lines = \"9-\" },\n{ article = \"a\", part = \"head\", columns = 2, lines = \"10-14\" },\n{ article = \"b\", columns = \"4-\" }",
            &[],
        ),
        (
            ONE,
            "{ article = \"a\" },\n{ picture = \"port.jpg\", alt = \"x\", columns = \"1-2\", lines = \"1-9\" },\n{ picture = \"map.svg\", alt = \"x\", columns = \"2-3\", lines = \"9-12\" }",
            &[r#"L085 { picture = "map.svg", alt = "x", columns = "2-3", lines = "9-12" }"#],
        ),
        (
            ONE,
            "{ article = \"a\" },\n{ picture = \"port.jpg\", columns = 1, lines = \"1-9\" }",
            &[r#"L098 "port.jpg""#],
        ),
        (ONE, "{ article = \"a\", rules = { top = \"50mm\" } }", &[r#"L102 "50mm""#]),
        (
            ONE,
            "{ article = \"a\" },\n{ ad = \"x\", columns = 1, lines = \"1-9\" }",
            &[r#"L096 "x""#],
        ),
        (
            ONE,
            "{ article = \"a\" },\n{ ad = \"x\", art = \"port.jpg\", columns = 1, lines = \"1-9\" }",
            &[r#"L097 "port.jpg""#],
        ),
        (
            ONE,
            "{ article = \"a\" },\n{ ad = \"x\", art = \"broken.jpg\", columns = 1, lines = \"1-9\" }",
            &[],
        ),
        (
            ONE,
            "{ article = \"a\" },\n{ text = \"{edtion}\", in = \"foot\", lines = 1 }",
            &["L101 {edtion}"],
        ),
        (ONE, "{ article = \"a\" },\n{ text = \"x\", in = \"foot\", lines = 9 }", &["L080 9"]),
        (ONE, "{ article = \"a\", frame = \"0.5pt\", inset = 40 }", &["L083 40"]),
        (ONE, "{ article = \"a\", tint = \"k(200)\" }", &[r#"L063 "k(200)""#]),
        (
            "[article]\na = \"a.md\"\n[style.body]\nfont = \"serfi\"",
            r#"{ article = "a" }"#,
            &[r#"L062 "serfi""#],
        ),
        (
            "[article]\na = \"a.md\"\n[style.body]\nsize = \"fit\"",
            r#"{ article = "a" }"#,
            &[r#"L104 "fit""#],
        ),
        (
            "[article]\na = \"a.md\"\n[style.x]\nbase = \"y\"\n[style.y]\nbase = \"x\"",
            r#"{ article = "a" }"#,
            &[r#"L068 "y""#],
        ),
        (
            "[article]\na = \"a.md\"\n[style.body]\nsize = \"0.5pt\"",
            r#"{ article = "a" }"#,
            &[r#"L069 "0.5pt""#],
        ),
        (
            "[article]\na = \"a.md\"\n[look.x]\nbodi = { size = \"9pt\" }",
            r#"{ article = "a", look = "x" }"#,
            &["L060 bodi"],
        ),
        (
            "[article]\na = \"a.md\"\n[colour.x]\nink = \"X\"\nalternate = \"red\"",
            r#"{ article = "a", tint = "x" }"#,
            &[r#"L103 "red""#],
        ),
    ];
    for (extra, blocks, wanted) in cases {
        assert_eq!(said(extra, blocks, &[]), wanted, "{blocks}");
    }
}

/// ISO 32000-2 8.6.6.4: `None` and `All` are no inks, and the process inks are no spot inks.
#[test]
fn a_spot_ink_is_no_process_ink_and_has_one_alternate() {
    let ad = r#"{ article = "a" }"#;
    let colours = |tables: &[(&str, &str, &str)]| {
        let table = |(name, ink, alternate): &(&str, &str, &str)| {
            format!("\n[colour.{name}]\nink = \"{ink}\"\nalternate = \"{alternate}\"")
        };
        ONE.to_owned() + &tables.iter().map(table).collect::<String>()
    };
    for ink in ["None", "All", "all", "Cyan", "Magenta", "Yellow", "Black", ""] {
        let found = said(&colours(&[("x", ink, "k(50)")]), ad, &[]);
        assert_eq!(found, [format!("L106 \"{ink}\"")]);
    }
    let own_name = format!("{ONE}\n[colour.Black]\nalternate = \"k(50)\"");
    assert_eq!(said(&own_name, ad, &[]), ["L106 Black"]);
    let two = colours(&[("x", "P 186", "k(50)"), ("y", "P 186", "k(60)")]);
    assert_eq!(said(&two, ad, &[]), [r#"L106 "P 186""#]);
    let taken = r#"{ article = "a", tint = "x(20)", rules = { bottom = { weight = "1pt", colour = "y" } } }"#;
    let same = small(&colours(&[("x", "P 186", "k(50)"), ("y", "P 186", "k( 50 )")]), taken);
    let run = run(&same, &[]);
    assert_eq!(run.found(&same), []);
    assert_eq!(run.model.expect("the layout resolves").spots.len(), 1);
}

/// Layouts that bring about what no block does.
const WHOLE: [(&str, &str); 11] = [
    ("L050", "[[page]]\nblock = [{ text = \"x\" }]"),
    ("L051", "[grid]\ncolumns = 6\nmeasure = 18"),
    ("L052", "[grid]\ncolumns = 1\nmeasure = 18\n[[page]]\nid = \"1\""),
    (
        "L053",
        "[paper]\nsize = [\"1mm\", \"9mm\"]\n[grid]\ncolumns = 1\nmeasure = 18\n[[page]]\nblock = [{ text = \"x\" }]",
    ),
    (
        "L054",
        "[paper]\nmargin = \"200mm\"\n[grid]\ncolumns = 1\nmeasure = 18\n[[page]]\nblock = [{ text = \"x\" }]",
    ),
    ("L055", "[grid]\nmeasure = 18\n[[page]]\nblock = [{ text = \"x\" }]"),
    (
        "L055",
        "[grid]\ncolumns = 1\nmeasure = 18\nline = \"8pt\"\n[[page]]\nblock = [{ text = \"x\" }]",
    ),
    ("L057", "[grid]\ncolumns = 1\nmeasure = 18.5\n[[page]]\nblock = [{ text = \"x\" }]"),
    ("L058", "[grid]\ncolumns = 1\nmeasure = 18\n[[page]]\nblock = [{ text = \"x\" }]"),
    (
        "L059",
        "[document]\nlanguage = \"tlh\"\n[grid]\ncolumns = 1\nmeasure = 18\n[[page]]\nblock = [{ text = \"x\" }]",
    ),
    (
        "L065",
        "[grid]\ncolumns = 1\nmeasure = 18\n[[page]]\ntemplate = \"t\"\nblock = [{ text = \"x\" }]",
    ),
];

#[test]
fn whole_layouts_go_wrong() {
    for (code, layout) in WHOLE {
        let found = run(layout, &[]).found(layout);
        assert!(found.iter().any(|(other, _)| other == code), "{code}: {found:?} in {layout}");
    }
}

#[test]
fn very_many_findings_are_answered() {
    let blocks = "{ article = \"x\" },\n".repeat(1000);
    let found = said(ONE, &blocks, &[]);
    assert_eq!(found.len(), 1000);
    let template = "{ text = \"x\", wrap = \"overlay\" }, ".repeat(1000);
    let pages = "[[page]]\ntemplate = \"t\"\n".repeat(21);
    let layout =
        format!("[template.t]\nblock = [{template}]\n{pages}[grid]\ncolumns = 1\nmeasure = 18");
    let found = run(&layout, &[]).found(&layout);
    assert!(found.iter().any(|(code, _)| code == "L105"), "{found:?}");
}

#[test]
fn a_grid_too_wide_prints_its_sum() {
    let layout = small(ONE, r#"{ article = "a" }"#).replace("columns = 6", "columns = 60");
    let run = run(&layout, &[]);
    assert!(run.model.is_none());
    let found = &run.diags.as_slice()[0];
    assert_eq!(found.code, codes::GRID_TOO_WIDE);
    let label = &found.primary.as_ref().expect("a place").text;
    assert!(
        label.starts_with("60 columns of 90 pt (10 characters of 9 pt) and 59 gutters of 9 pt")
    );
}

#[test]
fn parts_go_where_the_layout_says_or_to_their_default_place() {
    use Part::{Body, Byline, Headline, Intro, Source};
    let all = "headline byline intro body source";
    let cases: [(&str, &str, &[&[Part]]); 6] = [
        (all, r#"{ article = "a" }"#, &[&[Headline, Byline, Intro, Body, Source]]),
        (
            all,
            "{ article = \"a\", part = \"body\", lines = \"10-\" }",
            &[&[Headline, Byline, Intro, Body, Source]],
        ),
        (
            all,
            "{ article = \"a\", part = \"head\", lines = \"1-9\" },\n{ article = \"a\", lines = \"10-\" }",
            &[&[Headline, Byline, Source], &[Intro, Body]],
        ),
        (
            all,
            "{ article = \"a\", lines = \"1-9\" },\n{ article = \"a\", lines = \"10-\" }",
            &[&[Headline, Byline, Intro, Body, Source], &[Body]],
        ),
        (
            "intro body source",
            "{ article = \"a\", lines = \"1-9\" },\n{ article = \"a\", lines = \"10-\" }",
            &[&[Intro, Body], &[Body, Source]],
        ),
        ("headline", r#"{ article = "a" }"#, &[&[Headline]]),
    ];
    for (parts, blocks, wanted) in cases {
        let layout = small(ONE, blocks);
        let run = run(&layout, &[parts]);
        assert!(run.diags.iter().all(|d| d.severity == Severity::Note), "{blocks} {:?}", run.diags);
        let given: Vec<Vec<Part>> =
            (0..wanted.len()).map(|at| story(run.blocks(), at).parts.clone()).collect();
        assert_eq!(given, wanted, "{parts}: {blocks}");
    }
}

#[test]
fn looks_and_bases_cascade() {
    let extra = r#"
[article]
a = { file = "a.md", look = "article" }
[style.body]
size = "10pt"
[style.note]
base = "caption"
font = "kai"
[look.article]
body = { leading = 1.5, size = "11pt" }
[look.block]
body = { size = "12pt" }
headline = { size = "30pt" }
"#;
    let blocks = "{ article = \"a\", look = \"block\", columns = \"1-3\" },\n{ text = \"x\", style = \"note\", columns = 4 }";
    let layout = small(extra, blocks).replace("measure = 10", "measure = 9");
    let run = run(&layout, &[]);
    assert_eq!(run.found(&layout), []);
    let block = &run.blocks()[0];
    let body = block.styles.get(Role::Body);
    assert_eq!(body.size, SizeRule::Fixed(Length::from_pt(12)));
    let bullet = block.styles.get(Role::Bullet);
    assert_eq!((&bullet.size, bullet.mark.as_str()), (&body.size, "●"));
    assert_eq!(bullet.leading, body.leading);
    assert_eq!(block.styles.get(Role::Headline).size, SizeRule::Fixed(Length::from_pt(30)));
    // Seven characters of 12 pt are set apart in columns of 90 pt (R129).
    assert_eq!(story(run.blocks(), 0).legs[0].rect.width, Length::from_pt(90));
    let BlockContent::Text(text) = &run.blocks()[1].content else { panic!("a text") };
    assert_eq!(text.style.size, SizeRule::Fixed(Length::from_pt(8)));
    assert_eq!(text.style.family, crate::fonts::FamilyId::KAI);
}

/// R97.
#[test]
fn a_vertical_grid_counts_tiers_from_the_top_and_lines_from_the_right() {
    let layout = r#"
[document]
language = "zh-Hant-TW"
date = 2024-11-16
[paper]
size = ["380mm", "540mm"]
margin = "15mm"
[grid]
writing = "vertical"
columns = 20
measure = 8
line = "12pt"
[style.body]
height = "89%"
[article]
a = "a.md"
[[page]]
block = [
  { article = "a", columns = "1-2", lines = "1+10" },
  { text = "{page}", in = "top", lines = 1 },
]
"#;
    let layout = layout.replace("\"89%\"", "89");
    let run = run(&layout, &[]);
    assert_eq!(run.found(&layout), []);
    let page = &run.model.as_ref().expect("the layout resolves").pages[0];
    let em = Length::from_centipt(801);
    assert_eq!(page.grid.em, em);
    assert_eq!(page.grid.body_block, Length::from_pt(9));
    assert_eq!(page.columns[0].height, em * 8);
    assert_eq!(page.columns[1].y - page.columns[0].y, em * 9);
    let block = &page.blocks[0];
    assert_eq!(block.rect.right(), page.type_area.right());
    assert_eq!(block.rect.width, Length::from_pt(120));
    assert_eq!(block.rect.height, em * 17);
    assert_eq!(story(&page.blocks, 0).legs.len(), 2);
    assert_eq!(page.blocks[1].grid.mode, WritingMode::HorizontalTb);
}

/// R95.
#[test]
fn vertical_heads_order_their_lines_by_where_they_stand() {
    use crate::page::model::LineOrder::{LeftToRight, RightToLeft};
    let cases = [
        ("1", "2-", "", LeftToRight),
        ("6", "1-5", "", RightToLeft),
        ("1", "2-", ", line_order = \"rtl\"", RightToLeft),
    ];
    for (head, body, extra, order) in cases {
        let blocks = format!(
            "{{ article = \"a\", part = \"head\", writing = \"vertical\", columns = \"{head}\"{extra} }},\n{{ article = \"a\", columns = \"{body}\" }}"
        );
        let layout = small(ONE, &blocks);
        let run = run(&layout, &[]);
        assert_eq!(run.found(&layout), []);
        let block = story(run.blocks(), 0);
        assert_eq!((block.head_mode, block.line_order), (WritingMode::VerticalRl, order));
        assert_eq!(story(run.blocks(), 1).head_mode, WritingMode::HorizontalTb);
    }
}

#[test]
fn margins_hold_whole_lines_and_characters() {
    // 20 mm are 56.69 pt: four lines above; the grid has 51 lines.
    let blocks = r#"
  { in = "top", text = "x", lines = 1 }, { in = "top", text = "x", lines = "2-" },
  { in = "foot", text = "x", lines = 1 }, { in = "left", text = "x", chars = 1, lines = 51 },
  { in = "right", text = "x", lines = 1 }, { article = "a" }"#;
    let layout = small(ONE, blocks);
    let run = run(&layout, &[]);
    assert_eq!(run.found(&layout), []);
    let page = &run.model.as_ref().expect("the layout resolves").pages[0];
    let rect = |at: usize| page.blocks[at].rect;
    assert_eq!(rect(0).y, page.type_area.y - Length::from_pt(48));
    assert_eq!(rect(1).bottom(), page.type_area.y);
    assert_eq!(rect(2).y, page.grid_area.bottom());
    assert_eq!((rect(3).bottom(), rect(3).width), (page.grid_area.bottom(), Length::from_pt(9)));
    assert_eq!((rect(4).x, rect(4).y), (page.grid_area.right(), page.grid_area.y));
    // Rules of folios: below those at the head, above those at the foot.
    assert!(page.blocks[0].decor.bottom.is_some() && page.blocks[2].decor.top.is_some());
}

#[test]
fn boxes_keep_their_white_even_and_rules_a_line_of_their_own() {
    let cases: [(&str, (i64, i64, i64)); 5] = [
        // Lines above, below, and characters at each side.
        ("", (0, 0, 0)),
        ("frame = \"0.5pt\"", (1, 1, 1)),
        ("tint = \"k(10)\", inset = 2", (2, 2, 2)),
        ("part = \"body\", rules = { top = \"1pt\", bottom = \"1pt\" }", (1, 1, 0)),
        ("rules = { top = \"1pt\" }", (0, 0, 0)),
    ];
    for (keys, (above, below, sides)) in cases {
        let comma = if keys.is_empty() { "" } else { ", " };
        let head = "{ article = \"a\", part = \"head\", columns = 6 },\n";
        let head = if keys.starts_with("part") { head } else { "" };
        let blocks = format!("{head}{{ article = \"a\", columns = 1{comma}{keys} }}");
        let layout = small(ONE, &blocks);
        let run = run(&layout, &[]);
        assert_eq!(run.found(&layout), [], "{keys}");
        let block = run.blocks().last().expect("a block");
        let (line, em) = (Length::from_pt(12), Length::from_pt(9));
        assert_eq!(block.inner.y - block.rect.y, line * above, "{keys}");
        assert_eq!(block.rect.bottom() - block.inner.bottom(), line * below, "{keys}");
        assert_eq!(block.inner.x - block.rect.x, em * sides, "{keys}");
        if sides > 0 {
            let gap = Length::from_pt(3);
            assert_eq!(block.inner.y - block.frame_rect.y, em * sides);
            assert_eq!(block.frame_rect.bottom() - (block.inner.bottom() - gap), em * sides);
        } else {
            assert_eq!(block.frame_rect, block.rect);
        }
    }
}

#[test]
fn fields_fill_in_and_braces_are_doubled() {
    let blocks = "{ article = \"a\" },\n{ in = \"foot\", text = \"{{{page}}} {weekday}{editor}\", lines = \"1+2\" }";
    let layout = small(ONE, blocks).replace("[[page]]", "[[page]]\neditor = \"何\"");
    let run = run(&layout, &[]);
    assert_eq!(run.found(&layout), []);
    let BlockContent::Text(text) = &run.blocks()[1].content else { panic!("a text") };
    let piece = &text.pieces[0];
    assert_eq!(piece.text.text, "{1} 星期六何");
    assert_eq!(piece.emphasised[0].range, 1..2);
}

/// What holds of every model, whatever else is wrong with the layout.
fn check_geometry(model: &PageModel, context: &str) {
    for page in &model.pages {
        for block in &page.blocks {
            assert!(block.rect.contains(&block.inner), "{context}: inner of {}", block.name);
            if let Area::Within(area) = block.area {
                let outer = &page.block(area).inner;
                assert!(outer.contains(&block.rect), "{context}: {} in its area", block.name);
            } else if block.area == Area::Page {
                assert!(page.grid_area.contains(&block.rect), "{context}: {}", block.name);
            }
            let BlockContent::Story(story) = &block.content else { continue };
            assert!(!story.legs.is_empty(), "{context}: legs of {}", block.name);
            let mut last = Length::from_units(i64::MIN / 4);
            for leg in &story.legs {
                let logical = block.grid.mode.logical(leg.rect, block.inner);
                assert!(block.inner.contains(&leg.rect), "{context}: leg of {}", block.name);
                assert!(logical.inline >= last, "{context}: legs of {} overlap", block.name);
                last = logical.inline_end();
            }
        }
    }
}

/// Every number of the design's page, changed to something else: an answer, never a panic,
/// and a model whose boxes lie within one another.
fn change_every_number(layout: &str) {
    let digit = |at: usize| layout.as_bytes()[at].is_ascii_digit();
    for start in (1..layout.len()).filter(|&at| digit(at) && !digit(at - 1)) {
        let length = layout[start..].bytes().take_while(u8::is_ascii_digit).count();
        for number in ["0", "3", "11", "999999"] {
            let changed = format!("{}{number}{}", &layout[..start], &layout[start + length..]);
            // The reader refuses what is no TOML, such as a month of 0.
            if read_layout(&[Layer::alone(FileId(0), &changed)]).0.is_none() {
                continue;
            }
            if let Some(model) = &run(&changed, &["headline deck intro body"; 4]).model {
                let line = layout[..start].lines().count();
                check_geometry(model, &format!("{number} in line {line}"));
                crate::page::dump(model);
            }
        }
    }
}

#[test]
fn any_number_may_be_wrong() {
    change_every_number(LAYOUT);
    change_every_number(&LAYOUT.replace("[grid]", "[grid]\nwriting = \"vertical\""));
}
