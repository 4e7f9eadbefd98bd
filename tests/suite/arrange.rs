//! Plans become layouts: they compose with nothing over, keep to the desk's rules, leave what is fixed
//! where it is, and come out the same every time.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use typeset::Goal;
use typeset::diag::Severity;

use crate::support;

/// The rules of the desk for stories and their heads.
const TABOOS: [&str; 10] =
    ["K030", "K031", "K032", "K033", "K034", "K035", "K036", "K037", "K039", "K040"];

/// A folder within the project, where the examples can be read.
pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Desk {
        let within = support::root().join("layouts");
        let folder = tempfile::Builder::new().prefix(".arranged").tempdir_in(within);
        Desk { folder: folder.expect("a folder beside the layouts") }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("a writable folder");
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    fn arrange(&self, plan: &Path, options: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_typeset"))
            .args([Path::new("arrange"), plan, Path::new("-o"), &self.path("page.toml")])
            .args(options)
            .output()
            .expect("the program starts")
    }

    pub fn said(&self, plan: &Path, options: &[&str]) -> (Option<i32>, String) {
        let output = self.arrange(plan, options);
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    /// What is wrong with the layout that was written: errors, and findings of the desk.
    pub fn faults(&self) -> Vec<String> {
        let outcome = support::run(&self.path("page.toml"), Goal::Check);
        let found = outcome.findings.iter().filter(|found| {
            found.severity == Severity::Error || TABOOS.contains(&found.code.to_string().as_str())
        });
        found.map(|found| format!("{}: {}", found.code, found.message)).collect()
    }
}

/// The pairs of stories of which the one of the smaller rank has the smaller headline.
pub fn ranks_turned(stories: &[(String, u32)], layout: &str) -> Vec<String> {
    let size = |name: &str| -> Option<u32> {
        let block = format!("{{ article = \"{name}\"");
        let line = layout.lines().find(|line| line.contains(&block))?;
        let look = line.split("look = \"head-").nth(1)?;
        look.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
    };
    let sizes: Vec<(&str, u32, u32)> = stories
        .iter()
        .filter_map(|(name, rank)| Some((name.as_str(), *rank, size(name)?)))
        .collect();
    let mut turned = Vec::new();
    for (one, rank, own) in &sizes {
        for (other, lesser, larger) in &sizes {
            if rank < lesser && own < larger {
                turned.push(format!("{one} of rank {rank} has {own} pt, {other} {larger}"));
            }
        }
    }
    turned
}

#[test]
fn the_plans_of_the_examples_become_layouts() {
    for plan in support::plans() {
        let desk = Desk::new();
        let name = plan.display();
        let (code, said) = desk.said(&plan, &[]);
        // A line that stands alone is told, nothing else.
        let told =
            said.lines().filter(|line| line.starts_with("warning[") && !line.ends_with("[O010]"));
        assert_eq!((code, told.collect::<Vec<&str>>()), (Some(0), Vec::new()), "{name}");
        assert_eq!(desk.faults(), [""; 0], "{name}");
        let text = std::fs::read_to_string(&plan).expect("a plan");
        let layout = desk.read("page.toml");
        assert!(layout.starts_with("# Arranged by typeset arrange from plan-"), "{layout}");
        // What is fixed has its places and keys.
        for fixed in text.lines().filter(|line| line.trim_start().starts_with("{ ad =")) {
            let place = fixed.split("columns").nth(1).or(fixed.split("tiers").nth(1));
            assert!(layout.contains(place.expect("a place").trim()), "{fixed} in {layout}");
        }
        // The lead's head fills its width.
        let lead = text.lines().find(|line| line.contains("rank = 1,"));
        let lead = lead.and_then(|line| line.split('=').next()).expect("a lead").trim();
        let stands = format!("article = \"{lead}\"");
        let mut blocks = layout.lines().filter(|line| line.contains(&stands));
        assert!(blocks.all(|line| !line.contains("-short\"")), "{lead} in {layout}");
        // Unchanged it may be replaced, and is the same again.
        let again = desk.said(&plan, &["-j", "1"]);
        assert_eq!(again, (Some(0), said), "{name}");
        assert_eq!(desk.read("page.toml"), layout, "{name}");
    }
}

impl Desk {
    /// What of a layout's promises is broken.
    pub fn broken(&self, stories: &[(String, u32)], said: &str) -> Vec<String> {
        let layout = self.read("page.toml");
        let mut broken = self.faults_told(said);
        for fixed in
            self.read("plan.toml").lines().filter_map(|line| line.strip_prefix("block = ["))
        {
            let fixed = fixed.trim_end_matches(']');
            let kept = fixed
                .split("}, {")
                .all(|block| layout.contains(block.trim_matches(['{', '}', ' '])));
            broken.extend((!kept).then(|| format!("fixed blocks: {fixed}")));
        }
        for (name, rank) in stories {
            let stands =
                |line: &str| line.contains("lines =") && line.contains(&format!("\"{name}\""));
            let told = said.contains(&format!("story \"{name}\" of rank {rank} has no room"));
            broken
                .extend((!told && !layout.lines().any(stands)).then(|| format!("{name} is lost")));
        }
        broken
    }

    /// Errors, findings of the desk that arrange did not tell, and a page that is not filled in silence.
    fn faults_told(&self, said: &str) -> Vec<String> {
        let outcome = support::run(&self.path("page.toml"), Goal::Check);
        let found = outcome.findings.iter().filter(|found| {
            let code = found.code.to_string();
            found.severity == Severity::Error
                || (TABOOS.contains(&code.as_str()) && !said.contains(&format!("[{code}]")))
        });
        found.map(|found| format!("{}: {}", found.code, found.message)).collect()
    }
}

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

/// They hold for every layout that is made of the plan; those whose story finds no room are found all the same
/// where a style or a fixed block says them.
#[test]
fn names_of_a_plan_that_mean_nothing_are_errors_of_it() {
    let lead = article("bees", "rank = 1");
    let block = |keys: &str| {
        small(&lead, "")
            + &format!("block = [{{ text = \"x\", columns = 1, lines = 1, {keys} }}]\n")
    };
    for (plan, code, words) in [
        (small(&article("bees", "rank = 1, look = \"nix\""), ""), "error[L061]", "\"nix\""),
        (block("style = \"nix\""), "error[L060]", "\"nix\""),
        (block("tint = \"nix\""), "error[L063]", "\"nix\""),
        (small(&lead, "[style.byline]\nfont = \"nix\"\n"), "error[L062]", "\"nix\""),
        (small(&lead, "[style.byline]\nsize = \"2000pt\"\n"), "error[L069]", "2000"),
    ] {
        let desk = Desk::new();
        desk.write("plan.toml", &plan);
        let (status, said) = desk.said(&desk.path("plan.toml"), &[]);
        assert!(said.contains(code) && said.contains(words), "{code}: {said}\n{plan}");
        assert!(said.contains("plan.toml:"), "{said}");
        assert_eq!(status, Some(1), "{said}");
        assert!(!desk.path("page.toml").exists());
    }
}

/// What is wrong with the plan's own blocks is so for every layout that is made of it: it would not compose.
#[test]
fn blocks_of_a_plan_that_do_not_compose_are_errors_of_it() {
    let lead = article("bees", "rank = 1") + "short = { headline = \"天氣\", body = \"晴。\" }\n";
    let long = "今日導讀".repeat(40);
    let (least, ad) = ("[arrange]\nleast = 0.1\n", "ad = \"tea\", columns = \"2-3\"");
    for (blocks, code) in [
        (
            format!(
                "{{ {ad}, lines = \"30-\" }}, {{ text = \"x\", columns = 3, lines = \"28+4\" }}"
            ),
            "L085",
        ),
        (format!("{{ text = \"{long}\", columns = 3, lines = \"1+4\" }}"), "O007"),
        (
            format!(
                "{{ {ad}, lines = \"30-\" }}, {{ article = \"short\", columns = 3, lines = \"1+1\" }}"
            ),
            "O001",
        ),
        // Its text is in a file of its own.
        ("{ article = \"kiln\", columns = 3, lines = \"1+12\" }".to_owned(), "O001"),
    ] {
        let desk = Desk::new();
        let lead = lead.clone() + &article("kiln", "rank = 3");
        desk.write("plan.toml", &(small(&lead, least) + &format!("block = [{blocks}]\n")));
        let (status, said) = desk.said(&desk.path("plan.toml"), &[]);
        assert!(said.contains(&format!("error[{code}]")) && status == Some(1), "{code}: {said}");
        assert!(said.contains("plan.toml:") && !desk.path("page.toml").exists(), "{said}");
    }
}

#[test]
fn keys_of_arrange_that_are_written_otherwise_are_told() {
    let lead = article("bees", "rank = 1");
    let desk = Desk::new();
    desk.write("plan.toml", &small(&lead, "[arrange]\nleast = \"85%\"\n"));
    let (status, said) = desk.said(&desk.path("plan.toml"), &[]);
    assert!(said.contains("`least = 0.85`") && status == Some(1), "{said}");
    desk.write("plan.toml", &(small(&lead, "[arrange]\nleast = 0.1\n") + "lest = 0.8\n"));
    let (status, said) = desk.said(&desk.path("plan.toml"), &[]);
    assert!(said.contains("warning[L011]") && said.contains("`least` of [arrange]"), "{said}");
    assert_eq!(status, Some(0));
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
fn a_layout_that_cannot_reach_its_articles_says_how_it_is_composed() {
    let (desk, other) = (tempfile::tempdir(), tempfile::tempdir());
    let (desk, other) = (desk.expect("a folder"), other.expect("a folder"));
    let bees = support::root().join("examples/plan/bees.md");
    std::fs::copy(bees, desk.path().join("bees.md")).expect("an article");
    let plan = small(&article("bees", "rank = 1"), "[arrange]\nleast = 0.1\n");
    let plan = plan.replace("../../examples/plan/", "");
    std::fs::write(desk.path().join("plan.toml"), plan).expect("a plan");
    let layout = other.path().join("page.toml");
    let run = |arguments: &[&std::ffi::OsStr]| {
        let mut typeset = Command::new(env!("CARGO_BIN_EXE_typeset"));
        typeset.current_dir(other.path()).args(arguments).output().expect("the program starts")
    };
    let plan = desk.path().join("plan.toml");
    let output = run(&["arrange".as_ref(), plan.as_ref(), "-o".as_ref(), layout.as_ref()]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && said.starts_with("warning[N009]: "), "{said}");
    // Its command composes the layout; beside the plan nothing is said.
    let command = said.split("compose it with: typeset ").nth(1).and_then(|c| c.lines().next());
    let command: Vec<&std::ffi::OsStr> =
        command.unwrap_or_default().split(' ').map(std::ffi::OsStr::new).collect();
    let composed = run(&command);
    assert!(composed.status.success(), "{}", String::from_utf8_lossy(&composed.stderr));
    assert!(layout.with_extension("pdf").exists());
    let beside = desk.path().join("page.toml");
    let output = run(&["arrange".as_ref(), plan.as_ref(), "-o".as_ref(), beside.as_ref()]);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
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

/// Where every story of a layout stands.
fn places(layout: &str) -> Vec<String> {
    let of = |line: &str| {
        let (story, rest) = line.trim_start().strip_prefix("{ article = ")?.split_once(',')?;
        let keys = rest.split(", ").filter(|key| key.contains("columns") || key.contains("lines"));
        Some(format!("{story}: {}", keys.map(str::trim).collect::<Vec<&str>>().join(" ")))
    };
    let mut places: Vec<String> = layout.lines().filter_map(of).collect();
    places.sort();
    places
}

#[test]
fn a_page_stays_as_it_is_where_a_story_is_kept_that_nobody_has_moved() {
    let desk = Desk::new();
    let ranks = [("lift", 1), ("bees", 2), ("noise", 4), ("dog", 5)];
    let articles = ranks.map(|(name, rank)| article(name, &format!("rank = {rank}")));
    desk.write("plan.toml", &small(&articles.concat(), "[arrange]\nleast = 0.1\n"));
    let plan = desk.path("plan.toml");
    let (code, told) = desk.said(&plan, &[]);
    assert_eq!(code, Some(0), "{told}");
    let layout = desk.read("page.toml");
    let standing = places(&layout);
    assert_eq!(standing.len(), ranks.len(), "{layout}");
    for story in standing.iter().filter_map(|place| place.split(':').next()) {
        let own = format!("{{ article = {story},");
        let kept = format!("{{ article = {story}, keep = true,");
        desk.write("page.toml", &layout.replacen(&own, &kept, 1));
        let (code, said) = desk.said(&plan, &["--force"]);
        let again = desk.read("page.toml");
        assert_eq!((code, places(&again)), (Some(0), standing.clone()), "{story}: {again}");
        assert_eq!(said, told, "{story}");
        assert!(again.contains(": kept where it stands"), "{again}");
    }
}

/// With an ear that the plan itself has put in its place, and a layout that stands in another folder than the plan.
#[test]
fn a_kept_lead_leaves_the_rest_of_its_page_where_it_stood() {
    let desk = Desk::new();
    let plan = support::root().join("layouts/plan-tabloid.toml");
    assert_eq!(desk.said(&plan, &[]), (Some(0), String::new()));
    let layout = desk.read("page.toml");
    let kept = layout
        .replacen("{ article = \"clock\",", "{ article = \"clock\", keep = true,", 1)
        .replacen("  { picture = ", "  { keep = true, picture = ", 1);
    assert_eq!(kept.matches("keep = true,").count(), 2, "{layout}");
    desk.write("page.toml", &kept);
    assert_eq!(desk.said(&plan, &["--force"]), (Some(0), String::new()));
    assert_eq!(places(&desk.read("page.toml")), places(&layout));
}

/// Stories of about these lengths, on pages like [`SMALL`].
const NAMES: [&str; 9] =
    ["water", "theatre", "kiln", "solar", "ferry", "runner", "bees", "chess", "market"];

#[test]
fn a_sidebar_stands_by_its_story_that_is_kept() {
    let desk = Desk::new();
    let articles = article("bees", "rank = 1") + &article("lift", "rank = 3, with = \"bees\"");
    let kept = "{ article = \"bees\", keep = true, columns = \"1-2\", lines = \"1+18\" }";
    let plan = small(&articles, "[arrange]\nleast = 0.1\n");
    desk.write("plan.toml", &format!("{plan}block = [{kept}]\n"));
    let (code, said) = desk.said(&desk.path("plan.toml"), &[]);
    assert_eq!(code, Some(0), "{said}");
    let layout = desk.read("page.toml");
    let own = layout.lines().find(|line| line.contains("article = \"lift\"")).expect("it stands");
    // Right under it, or under the line of white there.
    let touches = own.contains("lines = \"19+") || own.contains("lines = \"20+");
    assert!(touches && !said.contains("sidebar"), "{own}: {said}");
}

#[test]
fn several_pages_share_the_stories() {
    let desk = Desk::new();
    let keys = [
        "rank = 1, page = \"A1\"",
        "rank = 1, section = \"本地\"",
        "rank = 2",
        "rank = 2",
        "rank = 3",
        "rank = 3, with = \"ferry\"",
        "rank = 3",
        "rank = 4",
        "rank = 4, page = \"A2\"",
    ];
    let mut ordered = NAMES;
    ordered.swap(4, 5);
    let articles: String =
        ordered.iter().zip(keys).map(|(name, keys)| article(name, keys)).collect();
    let articles = articles.replace("with = \"ferry\"", "with = \"runner\"");
    let pages = "section = \"要聞\"\n[[page]]\nid = \"A2\"\nsection = \"本地\"\narrange = true\n\
        [[page]]\nid = \"A3\"\nsection = \"本地\"\narrange = true\n";
    desk.write("plan.toml", &(small(&articles, "[arrange]\nleast = 0.5\n") + pages));
    let (code, said) = desk.said(&desk.path("plan.toml"), &[]);
    assert_eq!(code, Some(0), "{said}");
    let layout = desk.read("page.toml");
    assert_eq!(desk.faults_told(&said), [""; 0], "{said}\n{layout}");
    let pages: Vec<&str> = layout.split("[[page]]").skip(1).collect();
    assert_eq!(pages.len(), 3, "{layout}");
    let page_of = |name: &str| {
        let stands = |page: &&str| page.contains(&format!("{{ article = \"{name}\""));
        pages.iter().position(stands)
    };
    assert_eq!((page_of("water"), page_of("market")), (Some(0), Some(1)), "{layout}");
    assert!(matches!(page_of("theatre"), Some(1 | 2)), "{layout}");
    assert!(page_of("runner").is_some(), "{layout}");
    assert_eq!(page_of("runner"), page_of("ferry"), "{layout}");
    for name in NAMES {
        let named = said.contains(&format!("story \"{name}\""));
        assert!(page_of(name).is_some() || named, "{name}: {said}\n{layout}");
    }
    // The same with one thread.
    desk.said(&desk.path("plan.toml"), &["-j", "1"]);
    assert_eq!(desk.read("page.toml"), layout);
}

#[test]
fn what_has_no_room_spills_to_the_next_page_of_the_section() {
    let articles: String =
        NAMES[3..8].iter().map(|name| article(name, "rank = 2, page = \"A1\"")).collect();
    let pages = "section = \"要聞\"\n[[page]]\nid = \"A2\"\nsection = \"本地\"\narrange = true\n\
        [[page]]\nid = \"A3\"\nsection = \"要聞\"\narrange = true\n";
    for (spill, next) in [("next", true), ("report", false)] {
        let desk = Desk::new();
        let arrange = format!("[arrange]\nleast = 0.1\nspill = \"{spill}\"\n");
        desk.write("plan.toml", &(small(&articles, &arrange) + pages));
        let (code, said) = desk.said(&desk.path("plan.toml"), &[]);
        assert_eq!(code, Some(0), "{said}");
        let layout = desk.read("page.toml");
        // No story may go to A2, which is left out of the layout; A3 takes what A1 has no room for.
        assert!(
            said.contains("page A2 has no story") && !layout.contains("A2"),
            "{said}\n{layout}"
        );
        assert_eq!(layout.contains("id = \"A3\""), next, "{layout}");
        assert_eq!(said.contains("has no room"), !next, "{said}");
        assert_eq!(desk.faults_told(&said), [""; 0], "{said}\n{layout}");
    }
}

#[test]
fn a_spread_is_arranged_on_both_of_its_halves() {
    let desk = Desk::new();
    let articles: String = (1..)
        .zip(NAMES)
        .map(|(at, name)| article(name, &format!("rank = {}", (at + 1) / 2)))
        .collect();
    let plan = small(&articles, "[arrange]\nleast = 0.5\n").replace("id = \"A1\"", "id = [\"A2\", \"A3\"]\nspread = true\nblock = [{ text = \"廣告\", columns = \"3-4\", lines = \"35-\" }]");
    desk.write("plan.toml", &plan);
    let (code, said) = desk.said(&desk.path("plan.toml"), &[]);
    assert_eq!(code, Some(0), "{said}");
    let layout = desk.read("page.toml");
    assert_eq!(desk.faults_told(&said), [""; 0], "{said}\n{layout}");
    let columns = |line: &str| {
        let rest = line.split("columns = ").nth(1)?;
        let range = rest.split([',', ' ']).next()?.trim_matches('"');
        let (from, to) = range.split_once('-').unwrap_or((range, range));
        Some((from.parse::<u32>().ok()?, to.parse::<u32>().ok()?))
    };
    let stories: Vec<(u32, u32)> =
        layout.lines().filter(|line| line.contains("{ article")).filter_map(columns).collect();
    assert!(stories.iter().all(|(from, to)| *to <= 3 || *from >= 4), "{layout}");
    assert!(stories.iter().any(|(_, to)| *to <= 3), "{layout}");
    assert!(stories.iter().any(|(from, to)| *from >= 4 && *to <= 6), "{layout}");
}

#[test]
fn alternatives_are_other_pages_and_have_a_sheet() {
    let desk = Desk::new();
    let articles: String = (1..)
        .zip(&NAMES[2..7])
        .map(|(rank, name)| article(name, &format!("rank = {rank}")))
        .collect();
    desk.write("plan.toml", &small(&articles, "[arrange]\nleast = 0.5\n"));
    let (code, said) = desk.said(&desk.path("plan.toml"), &["--alternatives", "2"]);
    assert_eq!(code, Some(0), "{said}");
    let layouts = ["page.toml", "page-2.toml"].map(|name| desk.read(name));
    assert!(layouts.iter().all(|layout| layout.contains("solar")), "{layouts:?}");
    let places = |layout: &str| -> Vec<String> {
        let lines = layout.lines().filter(|line| line.contains("{ article"));
        lines.map(str::to_owned).collect()
    };
    assert_ne!(places(&layouts[0]), places(&layouts[1]));
    let sheet = std::fs::read(desk.path("page-alternatives.png")).expect("a sheet");
    let size =
        |at: usize| u32::from_be_bytes([sheet[at], sheet[at + 1], sheet[at + 2], sheet[at + 3]]);
    // Two pages of 150 by 200 mm at 72 pixels an inch, with white between and around them.
    assert_eq!((size(16), size(20)), (2 * 425 + 3 * 24, 566 + 2 * 24));
}
