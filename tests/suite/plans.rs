//! Plans of the examples' articles on pages of their size: the layouts have no error and nothing that a desk
//! objects to.

use std::fmt::Write as _;

use crate::arrange::{Chance, Desk};

/// Pages: a head, the fixed blocks, and about how many characters they hold.
const KINDS: [(&str, &str, usize); 4] = [
    (
        "[paper]\nsize = \"a3\"\nmargin = \"12mm\"\n[grid]\ncolumns = 5\nmeasure = 16\nline = \"12pt\"\nrule = \"0.3pt\"",
        "",
        3900,
    ),
    (
        "[paper]\nsize = \"tabloid\"\nmargin = \"12mm\"\n[grid]\ncolumns = 5\nmeasure = 15\nline = \"12pt\"\nrule = \"0.3pt\"",
        "{ ad = \"tea\", art = \"../../examples/tabloid/tea.pdf\", columns = 5, lines = \"87-\" }",
        3700,
    ),
    (
        "[paper]\nsize = \"tabloid\"\nmargin = \"14mm\"\n[grid]\nwriting = \"vertical\"\ntiers = 14\nmeasure = 8\nline = \"12pt\"\nrule = \"0.3pt\"",
        "",
        2600,
    ),
    (
        "[paper]\nsize = \"broadsheet\"\nmargin = { top = \"24mm\", bottom = \"14mm\", left = \"15mm\", right = \"15mm\" }\n[grid]\ncolumns = 6\nmeasure = 18\nline = \"12pt\"\nrule = \"0.3pt\"",
        "{ ad = \"bank\", art = \"../../examples/harbour/bank.svg\", columns = \"4-6\", lines = \"75-120\" }",
        5200,
    ),
];

/// Articles and their characters, longest first.
const STORIES: [(&str, usize); 16] = [
    ("edition/wall", 1056),
    ("edition/seaclass", 749),
    ("edition/fog", 690),
    ("plan/water", 573),
    ("edition/fare", 532),
    ("edition/railway", 528),
    ("edition/match", 467),
    ("edition/port", 458),
    ("tabloid/farm", 393),
    ("tabloid/tram", 390),
    ("plan/theatre", 358),
    ("plan/ferry", 242),
    ("plan/solar", 219),
    ("plan/runner", 209),
    ("plan/bees", 198),
    ("plan/lift", 151),
];
const PICTURES: [&str; 4] = ["seawall", "fog", "railway", "class"];

/// A plan of stories that about fill the page.
fn generated(kind: usize, seed: u64) -> String {
    let (grid, fixed, holds) = KINDS[kind];
    let mut chance = Chance(seed * 31 + kind as u64);
    let mut left = holds;
    let mut stories: Vec<&str> = Vec::new();
    let mut pictures = 0;
    let mut plan = format!("[document]\ndate = 2024-11-16\n{grid}\n[article]\n");
    while stories.len() < 14 {
        let fits: Vec<&(&str, usize)> = STORIES
            .iter()
            .filter(|(name, size)| *size <= left && !stories.contains(name))
            .collect();
        if fits.is_empty() {
            break;
        }
        // The first is among the longest.
        let among = if stories.is_empty() { fits.len().min(3) } else { fits.len() };
        let (story, size) = fits[chance.below(among)];
        let rank = match stories.len() {
            0 => 1,
            1 => 2,
            at => (3 + at / 3).min(5),
        };
        let mut shown = String::new();
        if pictures < 4 && stories.len().is_multiple_of(2) && left > size + 300 {
            shown = format!(
                ", pictures = [{{ picture = \"../../examples/edition/{}.svg\", caption = \"●本報製圖。\" }}]",
                PICTURES[pictures]
            );
            pictures += 1;
            left -= 300;
        }
        let _ = writeln!(
            plan,
            "s{} = {{ file = \"../../examples/{story}.md\", rank = {rank}{shown} }}",
            stories.len()
        );
        stories.push(story);
        left -= size;
    }
    let _ = writeln!(plan, "[[page]]\nid = \"A1\"\narrange = true\nblock = [{fixed}]");
    plan
}

#[test]
fn generated_plans_compose_with_nothing_over() {
    for kind in 0..KINDS.len() {
        for seed in 1..=SEEDS {
            let desk = Desk::new();
            desk.write("plan.toml", &generated(kind, seed));
            let (code, said) = desk.said(&desk.path("plan.toml"), &["--message-format", "json"]);
            let faults = desk.faults();
            if std::env::var_os("TYPESET_SHOW").is_some() {
                println!("{kind} {seed}: {code:?} {faults:?}\n{said}");
                continue;
            }
            assert_eq!(code, Some(0), "{kind} {seed}: {said}");
            assert_eq!(faults, [""; 0], "{kind} {seed}: {said}\n{}", desk.read("page.toml"));
        }
    }
}

/// Plans of each kind.
const SEEDS: u64 = 1;
