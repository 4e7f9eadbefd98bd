//! Layout files as written, and what is read from them.

use super::layout::*;
use super::{Layer, read_layout};
use crate::diag::{FileId, Findings, Severity};
use crate::measure::{Decimal, Dimension, Length};

/// A broadsheet page with a block of every kind.
const BROADSHEET: &str = r##"
[document]
title    = "Harbour Daily"
language = "zh-Hant-HK"          # BCP 47: glyph forms, punctuation, breaking, spacing
date     = 2024-11-16            # the only clock the program knows

[paper]
size   = "broadsheet"            # or ["390mm", "550mm"]: the trim
margin = { top = "24mm", bottom = "14mm", left = "15mm", right = "15mm" }   # or one length
bleed  = "0mm"
marks  = false

[grid]
writing = "horizontal"           # columns counted from the left, lines from the top
columns = 6
measure = 18                     # characters of the body size in one column
gutter  = 1                      # characters, or a length
line    = "12pt"                 # pitch of the baseline grid
rule    = "0.3pt"                # column rules; left out: none

[style.body]                     # built-in styles are complete: section 6
size = "9pt"

[article]                        # id = path, relative to this file
lead  = "../examples/harbour/lead.md"
port  = "../examples/harbour/port.md"
visit = "../examples/harbour/visit.md"
points = "../examples/harbour/points.md"

[[page]]
id      = "A4"
section = "要聞"
block = [                        # one line a block reads like a dummy sheet; [[page.block]] tables are the same thing
  { article = "lead", part = "head", columns = "1-6", lines = "1+9" },
  { article = "lead", part = "intro", columns = "1-2", lines = "10+14" },
  { article = "lead", part = "body", columns = "1-6", lines = "10-46" },
  { picture = "../examples/harbour/port.jpg", columns = "3-5", lines = "10+30", caption = "●黃昏的港口", credit = "海港日報" },
  { id = "panel", columns = "1-3", lines = "48-", frame = "0.5pt", inset = 1.5 },
  { in = "panel", article = "port", split = 2, lines = "1+54" },
  { in = "panel", picture = "../examples/harbour/map.svg", chars = "20-34", lines = "7+24", alt = "航線圖" },
  { in = "panel", article = "points", split = [18, 12, 18], leg_end = "subhead", lines = "57-" },
  { article = "visit", chars = "69-113", split = [22, 21], lines = "48+24", rules = { top = "1pt" } },
  { ad = "bank-1116", art = "../examples/harbour/bank.pdf", columns = "4-6", lines = "74-" },
]
"##;

fn read(text: &str) -> (Option<Layout>, Findings) {
    let (layout, diags) = read_layout(&[Layer::alone(FileId(0), text)]);
    for diagnostic in &diags {
        for label in diagnostic.primary.iter().chain(&diagnostic.others) {
            assert!(text.get(label.span.range()).is_some(), "a place outside: {diagnostic:?}");
        }
    }
    (layout, diags)
}

fn clean(text: &str) -> Layout {
    let (layout, diags) = read(text);
    assert!(diags.is_empty(), "{text}: {diags:#?}");
    layout.expect("a clean layout has a tree")
}

fn points(thousandths: i64) -> Dimension {
    Dimension::Absolute(Length::PT.scale(thousandths, 1000))
}

fn value<T: Copy>(key: &Key<T>) -> Option<T> {
    key.as_ref().map(|key| key.value)
}

#[test]
fn a_broadsheet_page_is_read_whole() {
    let layout = clean(BROADSHEET);
    let document = &layout.document;
    assert_eq!(document.title.as_ref().map(|t| t.value.as_str()), Some("Harbour Daily"));
    assert_eq!(value(&document.date), Some(Date { year: 2024, month: 11, day: 16 }));
    assert!(document.fields.is_empty());
    let grid = &layout.grid.as_ref().expect("there is a grid").value;
    assert_eq!(value(&grid.writing), Some(WritingWord::Horizontal));
    assert_eq!(value(&grid.columns), Some(6));
    assert_eq!(value(&grid.measure), Some(Decimal::from_int(18)));
    assert_eq!(value(&grid.gutter), Some(Amount::Count(Decimal::from_int(1))));
    assert_eq!(value(&grid.line), Some(points(12_000)));
    assert_eq!(value(&grid.rule), Some(points(300)));
    let names: Vec<&str> = layout.articles.iter().map(|a| a.name.value.as_str()).collect();
    assert_eq!(names, ["lead", "port", "visit", "points"]);
    assert_eq!(value(&layout.styles[0].value.size), Some(SizeValue::Fixed(points(9000))));
    let page = &layout.pages[0];
    assert_eq!(page.ids.first().map(|id| id.value.as_str()), Some("A4"));
    assert_eq!(page.blocks.len(), 10);
}

#[test]
fn blocks_say_where_they_stand() {
    let layout = clean(BROADSHEET);
    let blocks = &layout.pages[0].blocks;
    let places: Vec<_> = blocks.iter().map(|b| (value(&b.columns), value(&b.lines))).collect();
    assert_eq!(places[0], (Some(Extent::Range(1, 6)), Some(Extent::Depth(1, 9))));
    assert_eq!(places[2], (Some(Extent::Range(1, 6)), Some(Extent::Range(10, 46))));
    assert_eq!(places[4], (Some(Extent::Range(1, 3)), Some(Extent::From(48))));
    assert_eq!(value(&blocks[6].chars), Some(Extent::Range(20, 34)));
    assert_eq!(blocks[5].split.as_ref().map(|s| &s.value), Some(&Split::Legs(2)));
    let Some(Split::Measures(legs)) = blocks[7].split.as_ref().map(|s| &s.value) else {
        panic!("three measures");
    };
    let legs: Vec<i64> = legs.iter().map(|leg| leg.value.trunc()).collect();
    assert_eq!(legs, [18, 12, 18]);
    assert_eq!(value(&blocks[7].leg_end), Some(LegEndWord::Subhead));
    let parts = blocks[0].part.as_ref().expect("a part is named");
    assert_eq!(parts[0].value, PartWord::Head);
    assert_eq!(blocks[8].rules.top.as_ref().map(|r| r.weight.value), Some(points(1000)));
    assert_eq!(value(&blocks[4].inset), Some(Amount::Count(Decimal::from_millionths(1_500_000))));
    assert_eq!(blocks[9].ad.as_ref().map(|ad| ad.value.as_str()), Some("bank-1116"));
    let text = &BROADSHEET[blocks[0].span.range()];
    assert!(text.starts_with("{ article = \"lead\"") && text.ends_with('}'), "{text}");
}

#[test]
fn the_long_form_of_blocks_is_the_same() {
    let short = "[[page]]\nblock = [{ id = \"a\", columns = 2 }, { text = \"b\" }]\n";
    let long =
        "[[page]]\n[[page.block]]\nid = \"a\"\ncolumns = 2\n[[page.block]]\ntext = [\"b\"]\n";
    let (short, long) = (clean(short), clean(long));
    let summary = |layout: &Layout| -> Vec<_> {
        let blocks = layout.pages[0].blocks.iter();
        blocks.map(|b| (b.id.clone().map(|s| s.value), value(&b.columns), b.text.len())).collect()
    };
    assert_eq!(summary(&short), summary(&long));
}

/// Lines that are right; each stands in the table named before it.
#[test]
fn every_form_of_a_value_is_read() {
    let cases = [
        ("[paper]", "size = [\"390mm\", \"55cm\"]"),
        ("[paper]", "size = \"a3\"\nmargin = \"15mm\""),
        ("[paper]", "margin = { top = \"24mm\" }\nmarks = true"),
        ("[grid]", "writing = \"vertical\"\ntiers = 20\nmeasure = 8.5\ngutter = \"6pt\""),
        ("[document]", "overset = \"continue\"\nprice = 10.50\nedition = \"晚版\""),
        ("[style.body]", "width = \"90%\"\nheight = 89\ntracking = -20\nleading = 1.5"),
        (
            "[style.headline]",
            "size = \"fit\"\nrows = 2\nladder = [\"14pt\", \"18pt\"]\nalign = \"spread\"",
        ),
        (
            "[style.x]",
            "preset = \"gb\"\nkinsoku = \"strict\"\nadjacent = \"brackets\"\nline_start = \"trim\"",
        ),
        (
            "[style.x]",
            "line_end = \"hang\"\ncompress = false\nautospace = \"0.25em\"\nbreaking = \"greedy\"",
        ),
        ("[style.x]", "indent = 1\nhyphenate = true\nsnap = \"character\"\nlast_line = 2\ntcy = 3"),
        (
            "[style.x]",
            "tcy = \"off\"\nacronym = \"rotate\"\nlanguage = \"ja\"\nbase = \"body\"\nhang = 1",
        ),
        ("[look.feature]", "body = { size = \"10.5pt\", leading = 1.5 }"),
        ("[article]", "a = { file = \"a.md\", look = \"feature\" }\n\"b c\" = \"b.md\""),
        ("[colour.house]", "ink = \"PANTONE 186 C\"\nalternate = \"cmyk(0, 100, 80, 10)\""),
        ("[font.house]", "files = [\"a.otf\", \"b.otf\"]"),
        ("[font.mine]", "system = \"Ming\""),
        (
            "[template.inside]",
            "block = [{ in = \"top\", text = [\"{date}\", \"{section}\", \"{page}\"], style = \"folio\" }]",
        ),
        ("[[page]]", "look = \"feature\"\ntemplate = \"inside\"\neditor = \"陳\""),
        ("[[page]]\n[[page.block]]", "columns = 6\nlines = 7\nwrap = \"overlay\"\nbalance = true"),
        (
            "[[page]]\n[[page.block]]",
            "columns = \"6\"\nlines = \"4 - 9\"\nwrap = 1.5\nwrap_lines = 0",
        ),
        (
            "[[page]]\n[[page.block]]",
            "part = [\"label\", \"kicker\", \"byline\", \"source\"]\nsplit = 3",
        ),
        (
            "[[page]]\n[[page.block]]",
            "frame = { weight = \"0.5pt\", colour = \"k(60)\" }\ntint = \"k(10)\"\ninset = \"9pt\"",
        ),
        (
            "[[page]]\n[[page.block]]",
            "rules = { left = \"0.3pt\", between = { weight = \"0.3pt\" } }",
        ),
        (
            "[[page]]\n[[page.block]]",
            "pictures = [\"a.jpg\", \"b.jpg\"]\nfit = \"contain\"\ncrop = { x = 10, width = \"80%\" }",
        ),
        (
            "[[page]]\n[[page.block]]",
            "caption_at = \"inside\"\ncredit_at = \"run-in\"\nline_order = \"rtl\"\nwriting = \"vertical\"",
        ),
    ];
    for (table, lines) in cases {
        clean(&format!("{table}\n{lines}\n"));
        clean(&format!("\u{feff}{table}\r\n{}\r\n", lines.replace('\n', "\r\n")));
    }
}

/// Lines that are wrong, with the code, a part of what is said, and the text pointed at.
#[test]
fn every_mistake_has_its_answer() {
    let cases = [
        ("[grid]\nmesure = 18", "L002", "perhaps `measure`", "mesure"),
        ("[gird]\ncolumns = 6", "L002", "perhaps `grid`", "gird"),
        ("[grid]\nxyzzy = 18", "L002", "[grid] takes columns, gutter", "xyzzy"),
        ("[[page]]\nblock = [{ colums = 6 }]", "L002", "perhaps `columns`", "colums"),
        ("[paper]\nsize = [\"148毫米\", \"105mm\"]", "L005", "write \"148mm\"", "\"148毫米\""),
        ("[paper]\nsize = [148, \"105mm\"]", "L005", "\"148mm\"", "148"),
        ("[paper]\nsize = [\"148mm\", 105]", "L005", "\"105mm\"", "105"),
        ("[[page]]\n[[page.block]]\nlines = \"all\"", "L007", "write \"1-\"", "\"all\""),
        ("[[page]]\n[[page.block]]\nlines = \"0-12\"", "L007", "write \"1-12\"", "\"0-12\""),
        ("[[page]]\n[[page.block]]\nrows = \"1-12\"", "L002", "perhaps `lines`", "rows"),
        ("[[page]]\n[[page.block]]\nheadline = \"x\"", "L002", "a key of the article", "headline"),
        (
            "[[page]]\n[[page.block]]\nwidths = [\"50%\"]",
            "L006",
            "numbers of characters",
            "\"50%\"",
        ),
        ("[article]\na = { path = \"a.md\" }", "L002", "perhaps `file`", "path"),
        ("[[block]]\narticle = \"a\"", "L002", "[[page.block]], below the line [[page]]", "block"),
        ("section = \"news\"", "L002", "write the line [[page]] before it", "section"),
        ("[grid]\narticle = [\"a.md\"]", "L002", "write the line [article]", "article"),
        ("[style.body]\nline-height = 2", "L002", "perhaps `leading`", "line-height"),
        ("[style.body]\nfnt = \"x\"", "L002", "perhaps `font`", "fnt"),
        ("[document]\n[document.titel]", "L002", "perhaps `title`", "titel"),
        ("[grid]\nmeasure = \"18\"", "L003", "`measure` takes a number, of characters", "\"18\""),
        ("[grid]\ncolumns = true", "L003", "takes a whole number, not `true`", "true"),
        ("grid = 6", "L003", "`grid` takes a table", "6"),
        ("[page]\nid = \"A4\"", "L003", "two brackets", "[page]"),
        ("[document]\ndate = \"2024-11-16\"", "L003", "not a text", "\"2024-11-16\""),
        ("[document]\ndate = 2024-11-16T10:00:00", "L003", "a day", "2024-11-16T10:00:00"),
        ("[article]\nlead = 3", "L003", "takes a file", "3"),
        ("[[page]]\nblock = [3]", "L003", "blocks, each a table", "3"),
        ("[[page]]\nblock = [{ picture = [\"a\"] }]", "L003", "`pictures`", "[\"a\"]"),
        ("[grid]\ncolumns = 0", "L004", "whole number between 1 and 1000", "0"),
        ("[grid]\ncolumns = 2.5", "L004", "and is 2.5", "2.5"),
        ("[grid]\nmeasure = 1e3", "L004", "plain decimal", "1e3"),
        ("[grid]\nmeasure = inf", "L004", "plain decimal", "inf"),
        ("[grid]\nmeasure = 0", "L004", "more than 0", "0"),
        ("[grid]\nline = \"-1pt\"", "L004", "more than 0", "\"-1pt\""),
        ("[grid]\nline = \"99m\"", "L005", "unknown unit", "\"99m\""),
        ("[grid]\nline = \"9,5pt\"", "L005", "where a point belongs", "\"9,5pt\""),
        ("[[page]]\nblock = [{ lines = \"1~3\" }]", "L007", "~ stands where -", "\"1~3\""),
        ("[[page]]\nblock = [{ lines = \"1..3\" }]", "L007", ".. stands where -", "\"1..3\""),
        ("[grid]\nline = \"900in\"", "L004", "at most 200in", "\"900in\""),
        ("[grid]\nline = 12", "L005", "write `line = \"12pt\"`", "12"),
        ("[grid]\nline = \"12\"", "L005", "needs a unit", "\"12\""),
        ("[grid]\nline = \"twelve\"", "L005", "not a number and a unit", "\"twelve\""),
        ("[grid]\nwriting = \"vertcal\"", "L006", "perhaps \"vertical\"", "\"vertcal\""),
        ("[paper]\nsize = \"A5\"", "L006", "[\"148mm\", \"210mm\"]", "\"A5\""),
        ("[style.body]\nleading = \"14pt\"", "L003", "`leading = 1.5`", "\"14pt\""),
        ("[[page]]\n[[page.block]]\nlines = \"15-9\"", "L007", "write \"9-15\"", "\"15-9\""),
        ("[paper]\nsize = \"brodsheet\"", "L006", "perhaps \"broadsheet\"", "\"brodsheet\""),
        ("[style.x]\nkinsoku = \"stricte\"", "L006", "\"none\", \"loose\"", "\"stricte\""),
        ("[style.x]\nkinsoku = 1", "L003", "a word (none, loose", "1"),
        ("[style.x]\npreset = \"hk\"", "L006", "\"newspaper-hk\"", "\"hk\""),
        ("[[page]]\n[[page.block]]\npart = [\"heed\"]", "L006", "perhaps \"head\"", "\"heed\""),
        (
            "[[page]]\n[[page.block]]\ncolumns = \"4-1\"",
            "L007",
            "the first is after the last",
            "\"4-1\"",
        ),
        ("[[page]]\n[[page.block]]\nlines = \"0+3\"", "L007", "counted from 1", "\"0+3\""),
        ("[[page]]\n[[page.block]]\nlines = \"a-b\"", "L007", "write 6", "\"a-b\""),
        ("[document]\ntitle = \"a\\u0007b\"", "L014", "cannot be printed", "\"a\\u0007b\""),
        ("[document]\ndate = 2024-02-30", "L001", "", "2024-02-30"),
        ("[output]\nstandard = \"x-1a\"", "L006", "\"x-4\", \"a-2u\"", "\"x-1a\""),
        ("[output]\nink = 90", "L004", "between 100 and 400", "90"),
        ("[output]\nink = \"lots\"", "L003", "ink = \"240%\"", "\"lots\""),
        ("[output]\nprofile = 3", "L003", "`profile`", "3"),
        ("[[page]]\nplates = \"y\"", "L006", "\"k\" or \"cmyk\"", "\"y\""),
        ("edition = \"late\"", "L002", "`extends = ", "edition"),
        (
            "[[page]]\n[[page.block]]\narticle = \"a\"\njump = \"b\"",
            "L003",
            "true, false or a table of",
            "\"b\"",
        ),
        (
            "[[page]]\nblock = [{ article = \"a\", fit = \"true\" }]",
            "L003",
            "without quotation marks",
            "\"true\"",
        ),
        ("[document]\nfit = 3", "L003", "true, false or a table", "3"),
        ("[document]\nfit = { colour = 1 }", "L002", "`fit` takes", "colour"),
        ("[fit]\nwhite = [3, 0]", "L004", "from 0 to a whole number", "[3, 0]"),
        ("[fit]\npicture = [4, -4]", "L004", "to another (0 to 200)", "[4, -4]"),
        ("[fit]\ntracking = 15", "L003", "the least and the most", "15"),
        ("[fit]\norder = [\"wite\"]", "L006", "white", "\"wite\""),
        (
            "[[page]]\n[[page.block]]\npicture = \"a\"\npictures = [\"b\"]",
            "L009",
            "same thing",
            "pictures",
        ),
        ("[font.house]", "L010", "lacks `files`", "[font.house]"),
        (
            "[[page]]\n[[page.block]]\nframe = { colour = \"red\" }",
            "L010",
            "lacks `weight`",
            "{ colour = \"red\" }",
        ),
        ("[[page]]\nlanguage = \"ja\"", "L011", "move it to [document]", "language"),
        ("[[page]]\ntitle = \"x\"", "L011", "{title} is `title` of [document]", "title"),
        ("[[page]]\ndate = 2024-11-16", "L002", "move it to [document]", "date"),
        ("[[page]]\nsplit_spread = true", "L002", "move it to [output]", "split_spread"),
        ("[document]\nsection = \"x\"", "L011", "`section` of [[page]]", "section"),
        ("[document]\nlook = \"x\"", "L011", "move it to [[page]]", "look"),
        ("[document]\nlangauge = \"ja\"", "L011", "perhaps the key `language`", "langauge"),
        ("[grid]\ntiers = 20", "L002", "vertical grid", "tiers"),
    ];
    for (text, code, says, place) in cases {
        let (_, diags) = read(text);
        let [diagnostic] = diags.as_slice() else { panic!("{text}: {diags:#?}") };
        assert_eq!(diagnostic.code.0, code, "{text}: {diagnostic:?}");
        let label = diagnostic.primary.as_ref().expect("a place");
        assert_eq!(&text[label.span.range()], place, "{text}");
        let all = format!("{} {} {}", diagnostic.message, label.text, diagnostic.help.join(" "));
        assert!(all.contains(says), "{text}: {all}");
    }
}

#[test]
fn a_field_that_a_text_uses_is_no_slip() {
    clean("[document]\ntitles = \"x\"\n[[page]]\nblock = [{ text = \"{titles}\" }]\n");
}

#[test]
fn faults_of_syntax_are_told_together() {
    let text = "[paper]\nblead = \"3mm\"\n[grid]\ncolumns = = 6\nline = \"12pt\nmeasure = 18\n";
    let (layout, diags) = read(text);
    assert_eq!(layout, None);
    let found: Vec<_> = diags
        .iter()
        .map(|d| {
            (
                d.code.0,
                text[..d.primary.as_ref().map_or(0, |l| l.span.start as usize)].lines().count(),
            )
        })
        .collect();
    assert_eq!(found, [("L002", 1), ("L001", 4), ("L001", 5)], "{diags:#?}");
}

#[test]
fn a_brace_left_open_is_told_once() {
    let page = |first: &str| {
        let rest = "  { text = \"乙 } 丙\", columns = \"2\", lines = \"1+8\" },\n]\n";
        format!("[[page]]\nblock = [\n{first}\n{rest}{}", "[[page]]\nblock = []\n".repeat(3))
    };
    let block = "  { text = \"甲\", columns = \"1\", lines = \"1+8\"";
    for (end, help) in [(" ],", "write } in place of ]"), ("", "close every brace")] {
        let (_, diags) = read(&page(&format!("{block}{end}")));
        let said: Vec<_> = diags.iter().map(|d| (d.code.0, d.help.join(" "))).collect();
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].0 == "L001" && said[0].1.contains(help), "{said:?}");
    }
    // Two that have nothing to do with one another are told both.
    let one = "  { text = \"甲\" columns = \"1\" },";
    let (_, diags) = read(&page(&format!("{one}\n{one}")));
    assert_eq!(diags.len(), 2, "{diags:?}");
}

#[test]
fn a_bracket_left_open_is_told_once_and_where_it_is() {
    for text in [
        "[paper]\nsize = [\"297mm\", \"210mm\"\n[grid]\ncolumns = 3\n[article]\na = \"a.md\"\n",
        "[[page]]\nid = \"A1\"\nblock = [\n { text = \"x\" },\n\n[[page]]\nid = \"A2\"\nblock = []\n",
        "[output]\nfiller = [\n \"a.svg\",\nstandard = \"x-4\"\ncompress = true\n",
    ] {
        let (_, diags) = read(text);
        let said: Vec<_> = diags.iter().filter(|d| d.code.0 == "L001").collect();
        let [one] = said[..] else { panic!("{said:?}") };
        assert!(one.help[0].starts_with("write ] "), "{one:?}");
        let at = one.primary.as_ref().map_or(0, |label| label.span.start as usize);
        assert_eq!(text.get(at..at + 1), Some("["));
    }
    let sound = "[[page]]\nblock = [\n { text = \"x\", clip = { polygon = [\n [0, 0],\n [100, 0], [0, 9] ] } },\n]\n";
    assert!(read(sound).1.iter().all(|d| d.code.0 != "L001"));
}

#[test]
fn bad_files_are_answered() {
    let garbage: String = (0..1_000_000u32)
        .filter_map(|i| char::from_u32(i.wrapping_mul(2_654_435_761) >> 25))
        .collect();
    let deep = format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    let tables = format!("[{}]", vec!["a"; 50_000].join("."));
    let keys: String = (0..20_000).map(|i| format!("k{i} = {i}\n")).collect();
    let braces = "{".repeat(1_000_000);
    let large = " ".repeat(5_000_000);
    for text in [&garbage, &deep, &tables, &keys, &braces, &large] {
        let (_, mut diags) = read(text);
        diags.close();
        assert!(diags.iter().any(|d| d.severity == Severity::Error), "{}", &text[..60]);
        assert!(diags.len() < 100, "{}", diags.len());
    }
    for text in ["", "\u{feff}", "\n\n", "# nothing\r\n"] {
        clean(text);
    }
}
