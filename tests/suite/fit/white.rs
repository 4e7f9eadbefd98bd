//! Where white goes, and where it does not.

use typeset::{Goal, Outcome, Output, Stage};

use super::{Ledger, WRITINGS, has, job, ledger_json, paper, run};
use crate::support::Memory;

const LINE: &str = "港口今日重開，首班渡輪早上七時開出，乘客在碼頭排隊。";
const HEAD: &str = "+++\nheadline = \"港口重開渡輪復航\"\n+++\n";

fn frames(outcome: &Outcome) -> &str {
    match &outcome.output {
        Output::Text(text) => text,
        _ => panic!("{:#?}", outcome.findings),
    }
}

/// Where lines of a part begin.
fn places(outcome: &Outcome, part: &str) -> Vec<(f64, f64)> {
    let mark = format!(".{part} at ");
    let lines = frames(outcome).lines().filter(|line| line.contains(&mark));
    let places = lines.filter_map(|line| {
        let (x, y) = line.split(" at ").nth(1)?.split(' ').next()?.split_once(',')?;
        Some((x.parse().ok()?, y.parse().ok()?))
    });
    places.collect()
}

/// So many paragraphs of three lines of ten characters.
fn paragraphs(count: usize) -> String {
    format!("{HEAD}{}", format!("{LINE}\n\n").repeat(count))
}

/// Lines of a story's second leg, of a picture in its middle.
fn around(count: usize, fit: &str) -> Outcome {
    let block = "{ article = \"lead\", columns = \"1-3\", lines = \"1+33\" },\n\
                 { picture = \"map.svg\", columns = 2, lines = \"18+8\", alt = \"\" },";
    run(&job("horizontal", fit, block, paragraphs(count)), Goal::Dump(Stage::Frames))
}

/// White over a picture and under it are two lines of one leg.
#[test]
fn no_leg_gets_more_white_than_its_limit() {
    for count in 20..30 {
        let plain = around(count, "");
        let empty = Ledger::of(&plain).balance();
        if !(2..=9).contains(&empty) {
            continue;
        }
        for most in 1..=3 {
            let fit = format!("fit = {{ order = [\"white\"], white = [0, {most}] }}");
            let made = around(count, &fit);
            let in_leg = |of: &Outcome| {
                let second =
                    places(of, "body").into_iter().filter(|at| at.0 > 130.0 && at.0 < 230.0);
                second.count() as i64
            };
            let fewer = in_leg(&plain) - in_leg(&made);
            assert!(fewer <= most + 1, "{count} {most}: {fewer} {:?}", Ledger::of(&made));
            let ledger = Ledger::of(&made);
            let white: i64 = ledger.treatments.iter().map(|one| one.amount).sum();
            assert!(white <= most * 3, "{ledger:?}");
        }
    }
}

/// A text whose second leg a picture parts, seven lines short.
const PARTED: [&str; 12] = [
    "碼頭擴建工程預計於明年第三季完成，屆時可同時停泊六艘船隻。商戶普遍歡迎，認為碼頭一帶的夜市可望重現昔日的熱鬧景象。商戶普遍歡迎，認為碼頭一帶的夜市可望重現昔日的熱鬧景象。碼頭擴建工程預計於明年第三季。",
    "公司又稱，兩艘舊船將於年底退役，改裝成水上圖書館供學生使用。不過有船員擔心人手不足，要求公司先行招聘三十名水手，再增班次。長者每月可免費乘搭二十次，超出之數按半價計算，細則稍後公布。氣象台提醒，今年東北季候風來得較早，海面風浪會較往年為大。",
    "## 碼頭工程的進展",
    "渡輪公司昨日宣布，瀾灣至青嶼航線由下月一日起加開晚間班次，每小時兩班。不過有船員擔心人手不足，要求公司先行招聘三十名水手，再增班次。渡輪公司昨日宣布，瀾灣至青嶼航線由下月一日起加開晚間班次，每小時兩班。碼頭擴建工程預計於明年第三季完成，屆時可同時停泊六艘船隻。",
    "居民代表表示，新安排可令夜歸市民無須繞道，節省約四十分鐘。氣象台提醒，今年東北季候風來得較早，海面風浪會較往年為大。專家指出，航道北端有暗礁兩處，夜航須加裝燈標與雷達應答器。渡輪。",
    "不過有船員擔心人手不足，要求公司先行招聘三十名水手，再增班次。長者每月可免費乘搭二十次，超出之數按半價計算，細則稍後公。{.optional}",
    "## 居民的看法",
    "公司又稱，兩艘舊船將於年底退役，改裝成水上圖書館供學生使用。氣象台提醒，今年東北季候風來得較早，海面風浪會較往年為大。氣象台提醒，今年東北季候風來得較早，海面風浪會較往年為大。渡輪公司昨日宣布，瀾灣至青嶼航線由下月一日。",
    "專家指出，航道北端有暗礁兩處，夜航須加裝燈標與雷達應答器。商戶普遍歡迎，認為碼頭一帶的夜市可望重現昔日的熱鬧景象。長者每月可免費乘搭二十次，超出之數。",
    "商戶普遍歡迎，認為碼頭一帶的夜市可望重現昔日的熱鬧景象。碼頭擴建工程預計於明年第三季完成。{.optional=2}",
    "市政府發言人回應說，已預留一億二千萬元補助基金，分三年撥付。長者每月可免費乘搭二十次，超出之數按半價計算，細則稍後公布。市政府發言人回應說，已預留一億二千萬元補助基金，分三年撥付。居民代。",
    "商戶普遍歡迎，認為碼頭一帶的夜市可望重現昔日的熱鬧景象。居民代表表示，新安排可令夜歸市民無須繞道，節省約四十分鐘。專家。",
];

/// White that a picture's lines kept within its limit does not go beyond it when those are taken back.
#[test]
fn white_keeps_its_limit_where_a_picture_is_left_as_it_was() {
    let made = |fit: &str| {
        let layout = format!(
            "[document]\ndate = 2024-11-16\n[paper]\nsize = [\"200mm\", \"263mm\"]\nmargin = \"12mm\"\n\
             [grid]\ncolumns = 3\nmeasure = 17\ngutter = 2\nline = \"14pt\"\n\
             [article]\nlead = \"lead.md\"\n[[page]]\nblock = [\n\
             {{ article = \"lead\", columns = \"1-3\", lines = \"1-33\", fit = {fit} }},\n\
             {{ picture = \"map.svg\", columns = \"2\", lines = \"20+10\", caption = \"●清晨的避風塘\", credit = \"本報\" }},\n]\n"
        );
        let head =
            "+++\nheadline = \"渡輪下月起加開|晚間班次惠居民\"\nbyline = \"本報記者　陳平\"\n+++\n";
        let text = format!("{head}{}\n", PARTED.join("\n\n"));
        let art = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 6'><path d='M0 0h9v6h-9z'/></svg>";
        let files = [("page.toml", layout), ("lead.md", text), ("map.svg", art.to_owned())];
        run(&Memory::of(files), Goal::Dump(Stage::Frames))
    };
    let in_leg = |of: &Outcome| {
        let all = [places(of, "body"), places(of, "subhead")].concat();
        all.into_iter().filter(|at| (200.0..370.0).contains(&at.0)).count() as i64
    };
    let plain = made("false");
    assert_eq!(Ledger::of(&plain).balance(), 7);
    let fitted = made("{ order = [\"white\", \"picture\"] }");
    let ledger = Ledger::of(&fitted);
    let picture =
        ledger.treatments.iter().find(|one| one.kind == "picture").map_or(0, |one| one.amount);
    // A subhead takes two lines, and one may stay empty over the picture.
    let fewer = in_leg(&plain) - in_leg(&fitted) - picture;
    assert!(fewer <= 3 + 1, "{fewer}: {ledger:?}");
}

/// Text under a picture is not made shallower than five lines (R102), for whatever lines at the end.
#[test]
fn no_text_under_a_picture_is_made_too_shallow() {
    let mut seen = 0;
    for count in 10..14 {
        let made = |fit: &str| {
            let block = "{ article = \"lead\", columns = \"1-3\", lines = \"1+34\" },\n\
                         { picture = \"map.svg\", columns = \"2-3\", lines = \"6+18\", alt = \"\" },";
            run(&job("horizontal", fit, block, paragraphs(count)), Goal::Check)
        };
        let (plain, fitted) = (made(""), made("fit = { order = [\"picture\"] }"));
        let shallow = |of: &Outcome| {
            of.findings.iter().filter(|found| found.code.to_string() == "K040").count()
        };
        let balance = Ledger::of(&plain).balance();
        if balance > 0 {
            seen += 1;
            assert!(shallow(&fitted) <= shallow(&plain), "{count}: {:?}", Ledger::of(&fitted));
        }
    }
    assert!(seen > 1, "{seen}");
}

/// Nor are under five lines made over one where there were none: a sliver of text in legs of their own.
#[test]
fn no_sliver_of_text_is_made_over_a_picture() {
    let mut seen = 0;
    for depth in 14..34 {
        let made = |fit: &str| {
            let block = format!(
                "{{ article = \"lead\", columns = \"1-3\", lines = \"1+{depth}\" }},\n\
                 {{ picture = \"map.svg\", columns = \"2-3\", lines = \"6-{depth}\", alt = \"\" }},"
            );
            let text = format!("{}{LINE}{LINE}{{.optional}}\n", paragraphs(5));
            run(&job("horizontal", fit, &block, text), Goal::Dump(Stage::Frames))
        };
        let over = |of: &Outcome| {
            let legs = [130.0..230.0, 230.0..400.0];
            legs.map(|leg| places(of, "body").iter().filter(|at| leg.contains(&at.0)).count())
        };
        let (plain, fitted) = (made("fit = false"), made("fit = true"));
        if Ledger::of(&plain).over == 0 || over(&plain) != [0, 0] {
            continue;
        }
        // A sliver is less than text that is over.
        let others = "fit = { order = [\"white\", \"tracking\", \"headline\", \"optional\"] }";
        if Ledger::of(&made(others)).over > 0 {
            continue;
        }
        seen += 1;
        let over = over(&fitted);
        assert!(over.iter().all(|lines| *lines == 0 || *lines >= 5), "{depth}: {over:?}");
    }
    assert!(seen > 2, "{seen}");
}

/// In a box of one leg white goes over the subheads before it goes under the title: what stays empty is
/// shared between head and foot there.
#[test]
fn white_in_a_box_of_one_leg_goes_over_its_subheads_first() {
    for depth in 18..=30 {
        let made = |fit: &str| {
            let block = format!(
                "{{ article = \"lead\", columns = \"1-2\", split = 1, lines = \"2+{depth}\", frame = \"0.5pt\", \
                 inset = 1 }},"
            );
            let part = format!("## 分題\n\n{LINE}{LINE}\n\n");
            let text = format!("{HEAD}{LINE}{LINE}\n\n{}", part.repeat(2));
            run(&job("horizontal", fit, &block, text), Goal::Dump(Stage::Frames))
        };
        if Ledger::of(&made("fit = false")).balance() != 3 {
            continue;
        }
        let made = made("fit = { order = [\"white\"] }");
        let (body, subheads) = (places(&made, "body"), places(&made, "subhead"));
        let over = |at: &(f64, f64)| {
            let before = body.iter().map(|line| line.1).filter(|line| *line < at.1);
            at.1 - before.fold(0.0, f64::max)
        };
        let apart: Vec<f64> = subheads.iter().map(over).collect();
        assert_eq!(apart.len(), 2, "{}", frames(&made));
        assert!(apart.iter().all(|one| (one - apart[0]).abs() < 0.1 && *one > 24.0), "{apart:?}");
        return;
    }
    panic!("no depth leaves three lines");
}

/// White that leaves much empty for all that is put in nowhere.
#[test]
fn white_that_fills_nothing_is_not_put_in() {
    for writing in WRITINGS {
        let block = "{ article = \"lead\", columns = \"1-3\", lines = \"1+30\" },";
        let made = run(&job(writing, "fit = true", block, paragraphs(12)), Goal::Check);
        let ledger = Ledger::of(&made);
        assert!(ledger.left > 20, "{ledger:?}");
        assert!(ledger.treatments.iter().all(|one| one.kind != "white"), "{ledger:?}");
    }
}

/// No head has less white above it than below: what is put in is parted.
#[test]
fn white_of_a_head_is_parted_over_and_under_it() {
    let made = |fit: &str| {
        let block = "{ article = \"lead\", columns = \"1-3\", lines = \"1+20\", frame = \"0.5pt\", inset = 1 },";
        run(&job("horizontal", fit, block, paragraphs(12)), Goal::Dump(Stage::Frames))
    };
    let (plain, fitted) = (made(""), made("fit = { order = [\"white\"] }"));
    let first = |of: &Outcome, part: &str| {
        let places = places(of, part).into_iter().map(|at| at.1);
        places.fold(f64::INFINITY, f64::min)
    };
    let down = |part: &str| first(&fitted, part) - first(&plain, part);
    assert!(down("body") > 11.0, "{:?}", Ledger::of(&fitted));
    assert!((down("headline") * 2.0 - down("body")).abs() < 0.01, "{}", down("headline"));
}

/// Text beside a picture that begins level with it stays so, whether or not it stands in the same block.
#[test]
fn no_white_goes_under_a_head_beside_a_picture() {
    let apart = "{ article = \"lead\", part = \"head\", columns = \"1-3\", lines = \"1+5\" },\n\
                 { article = \"lead\", columns = 1, lines = \"6+30\" },\n\
                 { picture = \"map.svg\", columns = \"2-3\", lines = \"6+9\", alt = \"\" },";
    for count in 5..10 {
        let made = |fit: &str| {
            run(&job("horizontal", fit, apart, paragraphs(count)), Goal::Dump(Stage::Frames))
        };
        let first = |of: &Outcome| places(of, "body").first().copied();
        let (plain, fitted) = (made(""), made("fit = { order = [\"white\"] }"));
        assert_eq!(first(&plain), first(&fitted), "{count}");
    }
    let block = "{ article = \"lead\", columns = \"1-3\", lines = \"1+30\" },\n\
                 { picture = \"map.svg\", columns = \"2-3\", lines = \"6+9\", alt = \"\" },";
    let mut seen = 0;
    for count in 17..22 {
        let made = |fit: &str| {
            run(&job("horizontal", fit, block, paragraphs(count)), Goal::Dump(Stage::Frames))
        };
        let (plain, fitted) = (made(""), made("fit = { order = [\"white\"] }"));
        if has(&plain, "O001") {
            continue;
        }
        seen += 1;
        let first = |of: &Outcome| places(of, "body").first().copied();
        assert_eq!(first(&plain), first(&fitted), "{count}");
    }
    assert!(seen > 1);
}

/// A page of three legs with rules between them.
fn ruled(count: usize, fit: &str) -> Outcome {
    let layout = format!(
        "[document]\ndate = 2024-11-16\nfit = {fit}\n[paper]\nsize = [\"130mm\", \"420mm\"]\nmargin = \"10mm\"\n\
         [grid]\ncolumns = 3\nmeasure = 10\nline = \"12pt\"\nrule = \"0.5pt\"\n\
         [article]\nlead = \"lead.md\"\n[[page]]\nid = \"A1\"\nblock = [\n\
         {{ article = \"lead\", columns = \"1-3\", lines = \"1+34\" }},\n\
         {{ picture = \"map.svg\", columns = \"2-3\", lines = \"6+8\", alt = \"\" }},\n]\n"
    );
    let files = [
        ("page.toml", layout),
        ("lead.md", paragraphs(count)),
        ("map.svg", super::PICTURE.to_owned()),
    ];
    run(&Memory::of(files), Goal::Dump(Stage::Frames))
}

/// A rule between two legs under a picture begins with their text.
#[test]
fn rules_between_legs_begin_with_their_text() {
    let mut seen = 0;
    for count in 18..22 {
        let made = ruled(count, "{ order = [\"white\"] }");
        if Ledger::of(&made).treatments.is_empty() {
            continue;
        }
        let rules = frames(&made).lines().filter(|line| line.trim_start().starts_with("rule "));
        let under = places(&made, "body").into_iter().filter(|at| at.0 > 130.0).map(|at| at.1);
        let text = under.fold(f64::INFINITY, f64::min);
        for rule in rules {
            let numbers: Vec<f64> = rule
                .split(|c: char| !(c.is_ascii_digit() || c == '.'))
                .filter_map(|number| number.parse().ok())
                .collect();
            let [_, x, y, ..] = numbers[..] else { panic!("{rule}") };
            if x > 200.0 {
                seen += 1;
                assert!(text - y < 18.1, "{count}: {rule}, text at {text}");
            }
        }
    }
    assert!(seen > 0);
}

/// A subhead under the line that says where its text comes from has its white as elsewhere.
#[test]
fn a_subhead_under_a_jump_line_stands_nearer_to_its_text() {
    let pages = "[[page]]\nid = \"A1\"\nblock = [\n{ article = \"lead\", columns = \"1-3\", lines = \"1+9\" },\n]\n\
                 [[page]]\nid = \"A3\"\nblock = [\n{ article = \"lead\", columns = \"1-3\", lines = \"1+20\" },\n]\n";
    let mut seen = 0;
    for count in 1..7 {
        let text =
            format!("{}## 新碼頭\n\n{}", paragraphs(count), format!("{LINE}\n\n").repeat(12));
        let made = run(&paper("horizontal", "", pages, text), Goal::Dump(Stage::Frames));
        let second = frames(&made).split("page ").last().unwrap_or_default().to_owned();
        let lines: Vec<&str> = second.lines().filter(|line| line.contains(" at ")).collect();
        let at = |line: &str| -> Option<(f64, f64)> {
            let (x, y) = line.split(" at ").nth(1)?.split(' ').next()?.split_once(',')?;
            Some((x.parse().ok()?, y.parse().ok()?))
        };
        let jump = lines.iter().find(|line| line.contains("jump")).and_then(|line| at(line));
        let subhead = lines.iter().find(|line| line.contains(".subhead")).and_then(|line| at(line));
        let (Some(jump), Some(subhead)) = (jump, subhead) else { continue };
        let body = lines.iter().filter(|line| line.contains(".body")).filter_map(|line| at(line));
        let next = body.filter(|at| at.0 == subhead.0 && at.1 > subhead.1).map(|at| at.1);
        let next = next.fold(f64::INFINITY, f64::min);
        if subhead.0 == jump.0 && subhead.1 - jump.1 < 25.0 {
            seen += 1;
            assert!(next - subhead.1 < 18.0, "{count}: {jump:?} {subhead:?} {next}");
        }
    }
    assert!(seen > 0);
}

/// The ledger tells white of the text's legs alone, and none that fills nothing.
#[test]
fn white_in_legs_without_text_fills_nothing() {
    let block = "{ article = \"lead\", columns = \"1-3\", lines = \"1+30\" },\n\
                 { picture = \"map.svg\", columns = \"2-3\", lines = \"6+12\", alt = \"\" },";
    for count in 6..9 {
        let made = run(
            &job("horizontal", "fit = { order = [\"white\"] }", block, paragraphs(count)),
            Goal::Check,
        );
        let ledger = Ledger::of(&made);
        assert!(ledger.left > 5, "{ledger:?} {}", ledger_json(&made));
    }
}

/// Above one subhead a line at most is put in: more of it would be a hole in the leg.
#[test]
fn no_subhead_gets_more_than_a_line_of_white() {
    let mut seen = 0;
    for count in 3..9 {
        let text = format!(
            "{}## 新碼頭\n\n{}",
            paragraphs(count),
            format!("{LINE}\n\n").repeat(11 - count)
        );
        let block = "{ article = \"lead\", part = \"body\", columns = \"1-2\", split = 1, lines = \"1+24\" },";
        let made = |fit: &str| {
            run(&job("horizontal", fit, block, text.clone()), Goal::Dump(Stage::Frames))
        };
        let (plain, fitted) = (made(""), made("fit = { order = [\"white\"] }"));
        let at = |of: &Outcome| places(of, "subhead").first().map(|at| at.1);
        if let (Some(before), Some(after)) = (at(&plain), at(&fitted)) {
            seen += 1;
            assert!(after - before < 12.5, "{count}: {before} {after}");
        }
    }
    assert!(seen > 2);
}

/// What is told of tightened lines is what they took, whatever the limit is.
#[test]
fn tracking_is_as_little_as_is_enough() {
    let text = format!("{HEAD}{}\n\n{}", "渡".repeat(32), "渡輪開航。\n\n".repeat(9));
    let block =
        "{ article = \"lead\", part = \"body\", columns = \"1-3\", split = 1, lines = \"1+15\" },";
    for most in [40, 60, 80, 100] {
        let fit = format!("fit = {{ order = [\"tracking\"], tracking = [-{most}, 0] }}");
        let made = run(&job("horizontal", &fit, block, text.clone()), Goal::Check);
        let ledger = Ledger::of(&made);
        let [one] = &ledger.treatments[..] else { panic!("{most}: {ledger:?}") };
        assert!((-34..=-28).contains(&one.amount), "{most}: {ledger:?}");
    }
}
