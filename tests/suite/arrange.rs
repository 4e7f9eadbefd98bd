//! Plans become layouts: they compose with nothing over, keep to the desk's rules, leave what is fixed
//! where it is, and come out the same every time.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use typeset::Goal;
use typeset::diag::Severity;

use crate::support;

/// The rules of the desk for stories and their heads.
const TABOOS: [&str; 10] =
    ["K030", "K031", "K032", "K033", "K034", "K035", "K036", "K037", "K039", "K040"];

/// A folder within the project, where the examples can be read.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        let within = support::root().join("layouts");
        let folder = tempfile::Builder::new().prefix(".arranged").tempdir_in(within);
        Desk { folder: folder.expect("a folder beside the layouts") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("a writable folder");
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    fn arrange(&self, plan: &Path, options: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_typeset"))
            .args([Path::new("arrange"), plan, Path::new("-o"), &self.path("page.toml")])
            .args(options)
            .output()
            .expect("the program starts")
    }

    fn said(&self, plan: &Path, options: &[&str]) -> (Option<i32>, String) {
        let output = self.arrange(plan, options);
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    /// What is wrong with the layout that was written: errors, and findings of the desk.
    fn faults(&self) -> Vec<String> {
        let outcome = support::run(&self.path("page.toml"), Goal::Check);
        let found = outcome.findings.iter().filter(|found| {
            found.severity == Severity::Error || TABOOS.contains(&found.code.to_string().as_str())
        });
        found.map(|found| format!("{}: {}", found.code, found.message)).collect()
    }
}

#[test]
fn the_plans_of_the_examples_become_layouts() {
    for plan in support::plans() {
        let desk = Desk::new();
        let name = plan.display();
        let (code, said) = desk.said(&plan, &[]);
        assert_eq!((code, said.as_str()), (Some(0), ""), "{name}");
        assert_eq!(desk.faults(), [""; 0], "{name}");
        let text = std::fs::read_to_string(&plan).expect("a plan");
        let layout = desk.read("page.toml");
        assert!(layout.starts_with("# Arranged by typeset arrange from plan-"), "{layout}");
        // What is fixed has its places and keys.
        for fixed in text.lines().filter(|line| line.trim_start().starts_with("{ ad =")) {
            let place = fixed.split("columns").nth(1).or(fixed.split("tiers").nth(1));
            assert!(layout.contains(place.expect("a place").trim()), "{fixed} in {layout}");
        }
        // Unchanged it may be replaced, and is the same again.
        let (code, said) = desk.said(&plan, &["-j", "1"]);
        assert_eq!((code, said.as_str()), (Some(0), ""), "{name}");
        assert_eq!(desk.read("page.toml"), layout, "{name}");
    }
}

/// Numbers that are the same on every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

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

const SMALL: &str = "[document]\ndate = 2024-11-16\n[paper]\nsize = [\"150mm\", \"200mm\"]\nmargin = \"10mm\"\n\
    [grid]\ncolumns = 3\nmeasure = 12\nline = \"12pt\"\n";

/// A plan of a small page with these articles.
fn small(articles: &str, arrange: &str) -> String {
    format!("{SMALL}{arrange}[article]\n{articles}\n[[page]]\nid = \"A1\"\narrange = true\n")
}

fn article(name: &str, keys: &str) -> String {
    format!("{name} = {{ file = \"../../examples/plan/{name}.md\", {keys} }}\n")
}

#[test]
fn what_a_plan_says_amiss_is_told() {
    let lead = article("bees", "rank = 1");
    let cases = [
        (format!("{SMALL}[article]\n{lead}[[page]]\nid = \"A1\"\n"), "error[N002]", Some(1)),
        (small(&article("bees", "rank = 1, page = \"A2\""), ""), "error[N003]", Some(1)),
        (small(&article("bees", "rank = 1, with = \"tram\""), ""), "error[N003]", Some(1)),
        (small(&article("bees", "rank = 1, apart = [\"bank\"]"), ""), "error[N003]", Some(1)),
        (
            small(&lead, "").replace("columns = 3", "columns = 30"),
            "error[N002]: the plan cannot be arranged: the grid is ",
            Some(1),
        ),
        (small(&lead, ""), "warning[N005]", Some(0)),
        (small(&lead, "[arrange]\nleast = 0.1\n"), "", Some(0)),
    ];
    for (plan, wanted, status) in cases {
        let desk = Desk::new();
        desk.write("plan.toml", &plan);
        let (code, said) = desk.said(&desk.path("plan.toml"), &[]);
        assert!(said.starts_with(wanted) && code == status, "{wanted} {code:?}: {said}\n{plan}");
        assert!(!wanted.is_empty() || said.is_empty(), "{said}");
    }
}

#[test]
fn stories_without_room_are_named() {
    let desk = Desk::new();
    let names = ["water", "theatre", "kiln", "solar", "market", "ferry", "bees"];
    let articles: String =
        (1..).zip(names).map(|(rank, name)| article(name, &format!("rank = {rank}"))).collect();
    desk.write("plan.toml", &small(&articles, "[arrange]\nspill = \"report\"\n"));
    let (code, said) = desk.said(&desk.path("plan.toml"), &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("warning[N004]: story \"bees\" of rank 7 has no room"), "{said}");
    assert_eq!(desk.faults(), [""; 0], "{}", desk.read("page.toml"));
    assert!(!desk.read("page.toml").contains("bees"), "{}", desk.read("page.toml"));
}

#[test]
fn a_picture_that_need_not_stand_may_be_left_out() {
    let desk = Desk::new();
    let shown =
        "rank = 1, pictures = [{ picture = \"../../examples/edition/fog.svg\", keep = false }]";
    let articles = article("theatre", shown)
        + &article("kiln", "rank = 2")
        + &article("solar", "rank = 3")
        + &article("ferry", "rank = 4");
    desk.write("plan.toml", &small(&articles, ""));
    let (code, said) = desk.said(&desk.path("plan.toml"), &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("warning[N006]") || desk.read("page.toml").contains("fog.svg"), "{said}");
}

#[test]
fn nobody_loses_work() {
    let desk = Desk::new();
    desk.write("plan.toml", &small(&article("bees", "rank = 1"), "[arrange]\nleast = 0.1\n"));
    let plan = desk.path("plan.toml");
    assert_eq!(desk.said(&plan, &[]).0, Some(0));
    let layout = desk.read("page.toml");
    // Edited: the story is moved, and is to stay there.
    let moved = "{ article = \"bees\", keep = true, columns = \"2-3\", lines = \"10+20\" },\n]";
    let edited =
        format!("{}block = [\n  {moved}\n", layout.split("block = [").next().expect("a page"));
    desk.write("page.toml", &edited);
    let (code, said) = desk.said(&plan, &[]);
    assert!(code == Some(2) && said.starts_with("error[N007]"), "{said}");
    assert_eq!(desk.read("page.toml"), edited);
    // With another story the plan is arranged around it.
    let both = article("bees", "rank = 1") + &article("lift", "rank = 2");
    desk.write("plan.toml", &small(&both, "[arrange]\nleast = 0.1\n"));
    let (code, said) = desk.said(&plan, &["--force"]);
    assert_eq!((code, said.as_str()), (Some(0), ""));
    let again = desk.read("page.toml");
    assert!(again.contains("columns = \"2-3\", lines = \"10+20\""), "{again}");
    assert!(again.contains("article = \"lift\""), "{again}");
    assert_eq!(desk.faults(), [""; 0], "{again}");
}
