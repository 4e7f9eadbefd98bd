//! House advertisements under the ends of stories.

use std::path::Path;

use typeset::{Goal, Outcome, Output, Stage};

use crate::support::{Memory, run_in};

/// A drawing of that size.
fn art(width: i64, height: i64) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' \
         viewBox='0 0 {width} {height}'><path d='M0 0h{width}v{height}h-{width}z'/></svg>"
    )
}

/// A story of so many paragraphs of one line in one leg of 12 characters, 20 lines deep: 108 by
/// 240 points.
fn run(writing: &str, lines: usize, keys: (&str, &str), goal: Goal) -> Outcome {
    run_in_legs(1, writing, lines, keys, goal)
}

/// The same in several legs.
fn run_in_legs(
    legs: usize,
    writing: &str,
    lines: usize,
    (document, block): (&str, &str),
    goal: Goal,
) -> Outcome {
    let (size, turned) = match writing {
        "horizontal" => ("[\"100mm\", \"200mm\"]", false),
        _ => ("[\"200mm\", \"100mm\"]", true),
    };
    let layout = format!(
        "[document]\ndate = 2024-11-16\n{document}\n[paper]\nsize = {size}\nmargin = \"10mm\"\n\
         [grid]\nwriting = \"{writing}\"\ncolumns = 2\nmeasure = 12\nline = \"12pt\"\n\
         [article]\nlead = \"lead.md\"\n[[page]]\nblock = [{{ article = \"lead\", columns = \"1-{legs}\", \
         lines = \"1+20\"{block} }}]\n"
    );
    let of = |width, height| if turned { art(height, width) } else { art(width, height) };
    let files = [
        ("page.toml", layout),
        ("lead.md", "港口今日重開。\n\n".repeat(lines)),
        ("low.svg", of(108, 24)),
        ("deep.svg", of(54, 36)),
        ("deepest.svg", of(108, 120)),
    ];
    run_in(&Memory::of(files), Path::new("page.toml"), goal)
}

const ALL: &str = "filler = [\"low.svg\", \"deep.svg\", \"deepest.svg\"]";

/// Width, height and the distance from the text of the filler; none where there is none.
fn filler(writing: &str, lines: usize, keys: (&str, &str)) -> Option<[f64; 3]> {
    let outcome = run(writing, lines, keys, Goal::Dump(Stage::Frames));
    let Output::Text(dump) = &outcome.output else { panic!("{:?}", outcome.findings) };
    let rect = |line: &str| -> [f64; 4] {
        let (_, at) = line.split_once(" at ").expect("a place");
        let numbers = at.split(['x', ',', ' ']).take(4).map(|part| part.parse().expect("a number"));
        numbers.collect::<Vec<f64>>().try_into().expect("four numbers")
    };
    let last = dump.lines().rfind(|line| line.contains("lead.body")).map(rect).expect("text");
    let [x, y, width, height] = dump.lines().find(|line| line.contains("  picture ")).map(rect)?;
    let apart = match writing {
        "horizontal" => y - last[1] - last[3],
        _ => last[0] - x - width,
    };
    Some([width, height, apart])
}

#[test]
fn the_deepest_that_fits_stands_a_line_under_the_text() {
    for writing in ["horizontal", "vertical"] {
        let of = |lines| {
            let found = filler(writing, lines, (ALL, ""))?;
            let [width, height, apart] = found;
            assert!((apart - 15.0).abs() < 0.01, "{writing} {lines}: {apart}");
            let (along, across) =
                if writing == "horizontal" { (width, height) } else { (height, width) };
            assert!((along - 108.0).abs() < 0.01, "{writing}: as wide as the leg");
            Some(across.round() as i64)
        };
        assert_eq!(of(8), Some(120), "{writing}");
        assert_eq!(of(9), Some(120), "{writing}: ten lines under the white one");
        assert_eq!(of(10), Some(72), "{writing}");
        assert_eq!(of(13), Some(72), "{writing}");
        assert_eq!(of(14), Some(24), "{writing}");
        assert_eq!(of(17), Some(24), "{writing}");
        assert_eq!(of(18), None, "{writing}: two lines stay empty");
        assert_eq!(of(20), None, "{writing}");
    }
}

#[test]
fn a_block_names_its_own_or_none() {
    let own = ", filler = [\"low.svg\"]";
    assert_eq!(filler("horizontal", 4, (ALL, own)).map(|found| found[1].round()), Some(24.0));
    assert_eq!(filler("horizontal", 4, ("", own)).map(|found| found[1].round()), Some(24.0));
    assert_eq!(filler("horizontal", 4, (ALL, ", filler = []")), None);
    assert_eq!(filler("horizontal", 30, (ALL, ", filler = []")), None);
}

/// A leg that stays white behind one that the text fills is filled from its head.
#[test]
fn a_white_leg_is_filled_from_its_head() {
    for writing in ["horizontal", "vertical"] {
        for (lines, depth, empty) in [(18, 120, 12), (20, 120, 10)] {
            let outcome = run_in_legs(2, writing, lines, (ALL, ""), Goal::Dump(Stage::Frames));
            let Output::Text(dump) = &outcome.output else { panic!("{:?}", outcome.findings) };
            let picture = dump.lines().find(|line| line.contains("  picture "));
            let picture = picture.unwrap_or_else(|| panic!("{writing} {lines}: no filler"));
            let size = match writing {
                "horizontal" => format!(" 108x{depth} shows"),
                _ => format!(" {depth}x108 shows"),
            };
            assert!(picture.contains(&size), "{picture}");
            let told = outcome.findings.iter().find(|found| found.code.to_string() == "O002");
            let told = told.map(|found| found.message.clone()).unwrap_or_default();
            assert!(told.contains(&format!("{empty} lines")) && !told.contains("white"), "{told}");
        }
    }
}

#[test]
fn what_is_filled_is_not_empty() {
    let codes = |keys| -> Vec<String> {
        let outcome = run("horizontal", 8, keys, Goal::Check);
        outcome.findings.iter().map(|found| found.code.to_string()).collect()
    };
    assert!(codes(("", "")).contains(&"O002".to_owned()));
    assert!(!codes((ALL, "")).contains(&"O002".to_owned()), "{:?}", codes((ALL, "")));
}

#[test]
fn a_filler_is_an_advertisement_to_those_who_do_not_see_it() {
    let outcome = run("horizontal", 8, (ALL, ""), Goal::Dump(Stage::Tags));
    let Output::Text(tags) = &outcome.output else { panic!("{:?}", outcome.findings) };
    assert!(tags.contains("廣告 deepest"), "{tags}");
    let outcome = run("horizontal", 8, ("", ", filler = [\"none.svg\"]"), Goal::Check);
    assert!(outcome.findings.has_errors(), "a file that is not there");
}

/// Where fit cannot fill a story its filler stands as without, and the rest is filled.
#[test]
fn fit_leaves_the_filler_of_a_story_that_it_cannot_fill() {
    for writing in ["horizontal", "vertical"] {
        for lines in [26, 28, 30, 32] {
            let shown = |fit: &str| {
                let block = format!(", filler = [\"low.svg\", \"deepest.svg\"], fit = {fit}");
                let dump = run_in_legs(2, writing, lines, ("", &block), Goal::Dump(Stage::Frames));
                let found: Vec<String> =
                    dump.findings.iter().map(|found| found.message.clone()).collect();
                let Output::Text(dump) = dump.output else { panic!("{found:?}") };
                let depth = dump.lines().find(|line| line.contains("  picture ")).map(|line| {
                    let size = if writing == "horizontal" { "108x120" } else { "120x108" };
                    line.contains(size)
                });
                (depth, found)
            };
            let (without, _) = shown("false");
            let (with, found) = shown("true");
            assert_eq!(with, without, "{writing} {lines}: {found:?}");
        }
    }
}
