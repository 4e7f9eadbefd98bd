//! The program as a shell sees it: exit codes, streams, files.

use std::process::Command;

use crate::desk::{ARTICLE, Desk, LAYOUT, code, stderr, typeset};
use crate::support::root;

#[test]
fn a_page_is_written() {
    let desk = Desk::new();
    let output = desk.run(&["page.toml", "-o", "page.pdf"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(output.stdout.is_empty());
    assert!(std::fs::read(desk.path("page.pdf")).expect("written").starts_with(b"%PDF-"));
}

#[test]
fn the_same_command_gives_the_same_bytes() {
    let desk = Desk::new();
    desk.run(&["page.toml", "-o", "one.pdf"]);
    desk.run(&["page.toml", "-o", "two.pdf"]);
    let read = |name| std::fs::read(desk.path(name)).expect("written");
    assert_eq!(read("one.pdf"), read("two.pdf"));
}

#[test]
fn a_file_a_page() {
    let desk = Desk::new();
    let output = desk.run(&["page.toml", "-o", "{page}-{date}.pdf"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(desk.path("A1-2024-11-16.pdf").is_file());
    assert_eq!(code(&desk.run(&["page.toml", "-o", "{pgae}.pdf"])), 2);
    assert_eq!(code(&desk.run(&["page.toml", "-o", "{date}.pdf"])), 2);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let desk = Desk::new();
    // Pages that share some of their characters and their furniture, so that what is found out about
    // them side by side has to be put together in order.
    let mut articles = String::new();
    let mut pages = String::new();
    for page in 0..12_u32 {
        let text = (0..400).map(|at| char::from_u32(0x4E00 + (at * 7 + page * 90) % 900));
        let text: String = text.map(|c| c.unwrap_or('一')).collect();
        desk.write(
            &format!("{page}.md"),
            &format!("+++\nheadline = \"第{page}頁\"\n+++\n{text}。\n"),
        );
        articles += &format!("a{page} = \"{page}.md\"\n");
        pages += &format!(
            "[[page]]\nblock = [{{ article = \"a{page}\", columns = \"1-2\", lines = \"1+30\" }}]\n"
        );
    }
    let head = "[document]\ndate = 2024-11-16\n[grid]\ncolumns = 2\nmeasure = 18\n[article]\n";
    desk.write("edition.toml", &format!("{head}{articles}{pages}"));
    let made = |layout: &str, jobs: &str| {
        let output = desk.run(&[layout, "-o", "out.pdf", "--jobs", jobs]);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        std::fs::read(desk.path("out.pdf")).expect("a PDF")
    };
    for layout in ["page.toml", "edition.toml"] {
        let one = made(layout, "1");
        for jobs in ["2", "8"] {
            assert!(made(layout, jobs) == one, "{layout} on {jobs} threads");
        }
    }
    assert_eq!(code(&desk.run(&["page.toml", "-o", "x.pdf", "--jobs", "0"])), 2);
}

#[test]
fn standard_output_takes_a_page() {
    let output = Desk::new().run(&["page.toml", "-o", "-"]);
    assert_eq!(code(&output), 0);
    assert!(output.stdout.starts_with(b"%PDF-"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_leaves_all_as_it_was() {
    let desk = Desk::new();
    desk.write("page.pdf", "old");
    let output = desk.run(&["page.toml", "-o", "page.pdf", "--map", "/dev/full"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("/dev/full cannot be written"), "{}", stderr(&output));
    assert_eq!(std::fs::read(desk.path("page.pdf")).expect("there"), b"old");
    let to_full = |arguments: &str| {
        let program = env!("CARGO_BIN_EXE_typeset");
        let script = format!("exec '{program}' {arguments} >/dev/full");
        Command::new("sh").current_dir(desk.folder.path()).args(["-c", &script]).output()
    };
    for arguments in ["schema map", "page.toml -o -", "licences"] {
        let output = to_full(arguments).expect("a shell");
        assert_eq!(code(&output), 2, "{arguments}");
        assert!(stderr(&output).contains("standard output cannot be written"), "{arguments}");
    }
}

/// The system ends a program that writes a longer file than it may.
#[cfg(target_os = "linux")]
#[test]
fn a_program_that_is_ended_leaves_no_file_behind() {
    let desk = Desk::new();
    desk.write("page.pdf", "old");
    let script = format!("ulimit -f 8; '{}' page.toml -o page.pdf", env!("CARGO_BIN_EXE_typeset"));
    let shell = Command::new("sh").current_dir(desk.folder.path()).args(["-c", &script]).output();
    assert!(!shell.expect("a shell").status.success());
    assert_eq!(std::fs::read(desk.path("page.pdf")).expect("there"), b"old");
    let names = std::fs::read_dir(desk.folder.path()).expect("readable");
    let names = names.map(|entry| entry.expect("an entry").file_name());
    let left: Vec<_> =
        names.filter(|name| name.to_string_lossy().starts_with(".typeset-")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_reader_that_has_gone_gets_no_page() {
    let desk = Desk::new();
    let closed = |arguments: &[&str]| {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_typeset"));
        let command = command.current_dir(desk.folder.path()).args(arguments).stdout(writer);
        command.stderr(std::process::Stdio::piped()).output().expect("the program starts")
    };
    let output = closed(&["page.toml", "-o", "-"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("standard output cannot be written"), "{}", stderr(&output));
    assert_eq!(code(&closed(&["licences"])), 0, "text may be read as far as one likes");
}

#[cfg(unix)]
#[test]
fn two_names_of_one_file_are_one_file() {
    let desk = Desk::new();
    desk.write("o.pdf", "old");
    std::os::unix::fs::symlink("o.pdf", desk.path("alias.json")).expect("a link");
    let output = desk.run(&["page.toml", "-o", "o.pdf", "--map", "alias.json"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("two files would be written"), "{}", stderr(&output));
    assert_eq!(std::fs::read(desk.path("o.pdf")).expect("there"), b"old");
}

#[test]
fn a_path_by_a_folder_that_is_not_there_is_shown_as_written() {
    let desk = Desk::new();
    desk.write("page.toml", &LAYOUT.replace("lead.md", "nosuch/../lead.md"));
    let output = desk.run(&["check", "page.toml"]);
    assert!(stderr(&output).contains("there is no file nosuch/../lead.md"), "{}", stderr(&output));
}

#[test]
fn errors_leave_the_old_file() {
    let desk = Desk::new();
    desk.write("page.pdf", "the old page");
    desk.write("lead.md", "");
    let output = desk.run(&["page.toml", "-o", "page.pdf"]);
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    let kept = std::fs::read_to_string(desk.path("page.pdf")).expect("still there");
    assert_eq!(kept, "the old page");
    assert_eq!(std::fs::read_dir(desk.folder.path()).expect("readable").count(), 3);
}

#[test]
fn what_cannot_be_used_is_exit_2() {
    let desk = Desk::new();
    let cases: &[&[&str]] = &[
        &[],
        &["none.toml", "-o", "page.pdf"],
        &["page.toml"],
        &["page.toml", "-o", "no/such/folder/page.pdf"],
        &["page.toml", "-o", "page.pdf", "--message-format", "xml"],
        &["explain", "L999"],
        &["check"],
    ];
    for arguments in cases {
        let output = desk.run(arguments);
        assert_eq!(code(&output), 2, "{arguments:?}: {}", stderr(&output));
        assert!(!output.stderr.is_empty(), "{arguments:?} says why");
    }
}

#[test]
fn errors_in_the_job_are_exit_1() {
    let desk = Desk::new();
    for (name, text) in [
        ("key.toml", &LAYOUT.replace("columns = 2", "colums = 2")),
        ("article.toml", &LAYOUT.replace("lead.md", "leed.md")),
    ] {
        desk.write(name, text);
        let output = desk.run(&["check", name]);
        assert_eq!(code(&output), 1, "{name}: {}", stderr(&output));
        assert!(stderr(&output).contains(&format!("{name}:")), "{name}: {}", stderr(&output));
    }
}

#[test]
fn a_proof_that_cannot_be_made_is_exit_1() {
    let desk = Desk::new();
    desk.write("wide.toml", &LAYOUT.replace("measure = 12", "measure = 120"));
    let output = desk.run(&["wide.toml", "-o", "page.pdf", "--proof"]);
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    assert!(!desk.path("page.pdf").exists());
}

#[test]
fn no_file_of_the_job_is_overwritten() {
    let desk = Desk::new();
    for source in ["./page.toml", "lead.md"] {
        let output = desk.run(&["page.toml", "-o", source]);
        assert_eq!(code(&output), 2, "{source}: {}", stderr(&output));
    }
    assert_eq!(std::fs::read_to_string(desk.path("lead.md")).expect("there"), ARTICLE);
    assert_eq!(std::fs::read_to_string(desk.path("page.toml")).expect("there"), LAYOUT);
}

#[test]
fn a_layout_that_is_no_toml_is_exit_2() {
    let desk = Desk::new();
    desk.write("syntax.toml", "[grid\n");
    let output = desk.run(&["syntax.toml", "-o", "page.pdf"]);
    assert_eq!(code(&output), 2, "{}", stderr(&output));
    assert!(stderr(&output).contains("syntax.toml:1:"), "{}", stderr(&output));
    assert!(!desk.path("page.pdf").exists());
}

#[test]
fn messages_come_as_json_lines() {
    let desk = Desk::new();
    desk.write("key.toml", &LAYOUT.replace("columns = 2", "colums = 2"));
    let output = desk.run(&["check", "key.toml", "--message-format", "json"]);
    let text = stderr(&output);
    assert!(!text.trim().is_empty());
    for line in text.lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("a JSON object");
        assert!(value["schema"].is_number(), "{line}");
        assert!(value["code"].is_string(), "{line}");
        assert!(value["severity"].is_string(), "{line}");
    }
}

#[test]
fn messages_come_as_one_sarif_document() {
    let desk = Desk::new();
    desk.write("key.toml", &LAYOUT.replace("columns = 2", "colums = 2"));
    for (arguments, code_expected, rule) in [
        (&["check", "key.toml"][..], 1, "L002"),
        (&["page.toml", "-o", "no/such/folder/page.pdf"], 2, "U004"),
        (&["page.toml", "-o", "{pgae}.pdf"], 2, "U003"),
    ] {
        let output = desk.run(&[arguments, &["--message-format", "sarif"]].concat());
        assert_eq!(code(&output), code_expected, "{}", stderr(&output));
        let value: serde_json::Value =
            serde_json::from_str(&stderr(&output)).expect("one JSON document");
        assert_eq!(value["version"], "2.1.0");
        let run = &value["runs"][0];
        let results = run["results"].as_array().expect("results");
        let found = results.iter().find(|result| result["ruleId"] == rule).expect(rule);
        assert_eq!(found["level"], "error");
        let index = found["ruleIndex"].as_u64().expect("an index") as usize;
        let row = &run["tool"]["driver"]["rules"][index];
        assert_eq!(row["id"], rule);
        assert!(row["help"]["text"].is_string() && row["shortDescription"]["text"].is_string());
    }
    let output = desk.run(&["check", "key.toml", "--message-format", "sarif"]);
    let value: serde_json::Value = serde_json::from_str(&stderr(&output)).expect("JSON");
    let place = &value["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "key.toml");
    let region = serde_json::json!(
        { "startLine": 5, "startColumn": 1, "endLine": 5, "endColumn": 7 });
    assert_eq!(place["region"], region);
}

#[test]
fn messages_come_as_workflow_commands() {
    let desk = Desk::new();
    desk.write("key.toml", &LAYOUT.replace("columns = 2", "colums = 2"));
    let output = desk.run(&["check", "key.toml", "--message-format", "github"]);
    let text = stderr(&output);
    let first = text.lines().next().expect("a line");
    assert!(
        first.starts_with("::error file=key.toml,line=5,col=1,endLine=5,endColumn=6,title=L002")
    );
    assert!(text.lines().all(|line| line.starts_with("::")), "{text}");
}

/// The layout leaves lines empty, a note, and its headline is short, a warning.
#[test]
fn a_denied_finding_is_an_error_and_nothing_is_written() {
    let desk = Desk::new();
    let commands: [&[&str]; 2] = [&["check", "page.toml"], &["page.toml", "-o", "page.pdf"]];
    for command in commands {
        for (denied, expected, error) in [
            ("preflight,L002", 0, ""),
            ("warnings", 1, "error[O009]"),
            ("notes", 1, "error[O002]"),
            ("o002", 1, "error[O002]"),
            ("L002,slack", 1, "error[O002]"),
            ("slak", 2, "error[U005]"),
            ("Z999", 2, "error[U005]"),
        ] {
            let output = desk.run(&[command, &["--deny", denied]].concat());
            assert_eq!(code(&output), expected, "{denied}: {}", stderr(&output));
            let says = stderr(&output);
            assert!(says.contains(error), "{denied}: {says}");
            assert_eq!(says.matches("error[").count(), error.len().min(1), "{denied}: {says}");
            assert_eq!(desk.path("page.pdf").exists(), expected == 0 && command.len() == 3);
            let _ = std::fs::remove_file(desk.path("page.pdf"));
        }
    }
    let output = desk.run(&["check", "page.toml", "--deny", "L002", "--deny", "slack"]);
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    let output = desk.run(&["check", "page.toml", "--deny", "slak"]);
    assert!(stderr(&output).contains("was slack meant?"), "{}", stderr(&output));
}

/// The empty lines are a note at the block, the short headline a warning in the article.
#[test]
fn an_allowed_finding_is_counted_and_a_denied_one_is_said() {
    let desk = Desk::new();
    let both = "allow = [\"slack\", \"o009\"]";
    let of_page = LAYOUT.replace("id = \"A1\"", &format!("id = \"A1\"\n{both}"));
    let of_document = LAYOUT.replace("[grid]", &format!("{both}\n[grid]"));
    let of_block = LAYOUT.replace("\"lead\" }", &format!("\"lead\", {both} }}"));
    for layout in [of_page, of_document, of_block] {
        desk.write("known.toml", &layout);
        let says = stderr(&desk.run(&["check", "known.toml"]));
        assert_eq!(says, "2 silenced by `allow`\n", "{layout}");
        let json = stderr(&desk.run(&["check", "known.toml", "--message-format", "json"]));
        assert_eq!((json.lines().count(), json.matches("\"allowed\":1").count()), (2, 2), "{json}");
        let output = desk.run(&["check", "known.toml", "--deny", "O002"]);
        let says = stderr(&output);
        assert_eq!(code(&output), 1, "{says}");
        assert!(says.contains("error[O002]") && says.contains("1 silenced by `allow`"), "{says}");
    }
    // Elsewhere it is said.
    let other = "id = \"B1\"\nallow = [\"slack\"]\nblock = [{ text = \"x\" }]\n[[page]]";
    desk.write("other.toml", &LAYOUT.replace("[[page]]", &format!("[[page]]\n{other}")));
    let says = stderr(&desk.run(&["check", "other.toml"]));
    assert!(says.contains("note[O002]"), "{says}");
}

/// What preflight only notes is for those who ask for it.
#[test]
fn check_tells_of_pictures_that_are_separated() {
    let desk = Desk::new();
    let rgb = std::fs::read(root().join("tests/data/pictures/rgb.jpg")).expect("a picture");
    std::fs::write(desk.path("rgb.jpg"), rgb).expect("a writable file");
    let picture =
        "block = [{ picture = \"rgb.jpg\", alt = \"x\", columns = 2, lines = \"20+2\" }, ";
    desk.write("rgb.toml", &LAYOUT.replace("block = [", picture));
    let says = |arguments: &[&str]| stderr(&desk.run(arguments));
    assert!(says(&["check", "rgb.toml"]).contains("note[K014]"));
    assert!(!says(&["rgb.toml", "-o", "page.pdf"]).contains("K014"));
    assert!(says(&["rgb.toml", "-o", "page.pdf", "--deny", "K014"]).contains("error[K014]"));
}

/// A job with a picture, two pages and all that a text can hold.
fn with_pages() -> Desk {
    let desk = Desk::new();
    let layout = LAYOUT.replace(
        "block = [{ split = 1, article = \"lead\" }]",
        "block = [\n\
           { article = \"lead\", columns = \"1-2\", lines = \"1-18\" },\n\
           { picture = \"港 1.svg\", columns = 2, lines = \"10+6\", caption = \"●海港\", credit = \"本報\" },\n\
           { ad = \"shop\", art = \"ad.svg\", chars = \"1-8\", lines = \"20-23\" },\n\
         ]\n[[page]]\nid = \"A2\"\nblock = [{ article = \"more\" }]",
    );
    let layout =
        layout.replace("[[page]]\nid = \"A1\"", "more = \"more.md\"\n[[page]]\nid = \"A1\"");
    desk.write("page.toml", &layout);
    let svg = |width, height| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\" viewBox=\"0 0 40 30\"><path d=\"M0,0H40V30H0Z\"/></svg>"
        )
    };
    desk.write("港 1.svg", &svg(40, 30));
    desk.write("ad.svg", &svg(72, 48));
    desk.write(
        "lead.md",
        "+++\nheadline = \"港口<開幕>今早隆重舉行\"\ndeck = [\"副題\"]\n+++\n\n\
         **海港**昨日{開幕|かいまく}，首批貨輪已經抵達，市民聚集在岸邊觀看船隻進出。\n\n\
         ## 小題\n\n- 一項\n- 二項\n",
    );
    desk.write("more.md", "+++\nheadline = \"第二版的文章開頭\"\n+++\n\n第二版的內容。\n");
    desk
}

#[test]
fn a_map_tells_where_each_article_stands() {
    let desk = with_pages();
    let output = desk.run(&["page.toml", "-o", "page.pdf", "--map", "{date}.json"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let text = std::fs::read_to_string(desk.path("2024-11-16.json")).expect("written");
    let map: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let schema = desk.run(&["schema", "map"]);
    assert_eq!(code(&schema), 0);
    let schema: serde_json::Value = serde_json::from_slice(&schema.stdout).expect("JSON");
    jsonschema::validate(&schema, &map).expect("the map keeps to its schema");
    assert!(jsonschema::validate(&schema, &serde_json::json!({ "schema": 1 })).is_err());

    assert_eq!(map["pages"][1]["id"], "A2");
    let lead = &map["articles"][0];
    assert_eq!((&lead["id"], &lead["order"]), (&"lead".into(), &1.into()));
    assert_eq!(lead["headline"], "港口<開幕>今早隆重舉行");
    assert_eq!(lead["deck"], serde_json::json!(["副題"]));
    assert!(lead["text"].as_str().is_some_and(|text| text.contains("海港昨日開幕，")));
    // Two columns of 12 characters and a gutter of 1, 18 lines.
    let polygon = lead["regions"][0]["polygon"].as_array().expect("corners");
    let corner = |at: usize, axis: usize| polygon[at][axis].as_f64().expect("a number");
    assert_eq!(polygon.len(), 4, "{polygon:?}");
    assert_eq!((corner(1, 0) - corner(0, 0), corner(2, 1) - corner(1, 1)), (225.0, 216.0));
    let picture = &lead["pictures"][0];
    assert_eq!((&picture["file"], &picture["caption"]), (&"港 1.svg".into(), &"●海港".into()));
    assert_eq!(map["articles"][1]["regions"][0]["page"], 2);
    assert_eq!(map["advertisements"][0]["id"], "shop");

    let piped = desk.run(&["page.toml", "--map", "-"]);
    assert_eq!(String::from_utf8_lossy(&piped.stdout), text, "the same, and without a PDF");
}

#[test]
fn pages_are_drawn_as_pictures() {
    let desk = with_pages();
    let output = desk.run(&["page.toml", "-o", "page.pdf", "--png", "{page}.png", "--dpi", "50"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    for name in ["A1.png", "A2.png"] {
        let file = std::fs::File::open(desk.path(name)).expect(name);
        let mut reader = png::Decoder::new(std::io::BufReader::new(file)).read_info().expect("PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut pixels).expect("pixels");
        // 120 mm at 50 pixels an inch.
        assert!((235..=237).contains(&info.width) && (235..=237).contains(&info.height));
        assert!(pixels.contains(&255) && pixels.iter().any(|pixel| *pixel < 100), "ink on paper");
    }
    let output = desk.run(&["page.toml", "-o", "{page}.pdf", "--png", "x-{page}.png"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(desk.path("x-A2.png").is_file() && desk.path("A2.pdf").is_file());
    let output = desk.run(&["page.toml", "--png", "page.png"]);
    assert_eq!(code(&output), 2, "two pages, one name: {}", stderr(&output));
    let large = with_pages();
    let paper = "size = [\"120mm\", \"120mm\"]";
    let text = std::fs::read_to_string(large.path("page.toml")).expect("there");
    large.write("page.toml", &text.replace(paper, "size = [\"1200mm\", \"1200mm\"]"));
    let output =
        large.run(&["page.toml", "-o", "page.pdf", "--png", "{page}.png", "--dpi", "2400"]);
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    assert!(stderr(&output).contains("error[P055]") && !large.path("page.pdf").exists());
}

#[test]
fn inks_are_drawn_as_pictures() {
    let desk = with_pages();
    let all = ["--png", "{page}.png", "--soft-proof", "--ink", "i-{page}.png", "--plates"];
    let output = desk.run(&[&["page.toml", "--dpi", "30"], &all[..], &["plates"]].concat());
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    for name in ["A1.png", "i-A2.png", "plates/A1-cyan.png", "plates/A2-black.png"] {
        let file = std::fs::File::open(desk.path(name)).expect(name);
        let reader = png::Decoder::new(std::io::BufReader::new(file)).read_info().expect("PNG");
        // 120 mm at 30 pixels an inch; an ink map is as wide as its legend.
        let width = reader.info().width;
        assert!((141..=142).contains(&width) || name == "i-A2.png" && width == 180, "{width}");
    }
    assert!(!desk.path("page.pdf").exists());
    let said = stderr(&output);
    assert!(said.contains("note[P060]: page A1 has up to") && said.contains("page A2"), "{said}");
    for (arguments, expected) in [
        (&["-o", "page.pdf", "--soft-proof"][..], "U009"),
        (&["--plates", "-"], "U003"),
        (&["--plates", "x/{article}-{plate}.png"], "{article}"),
        (&["--ink", "ink.png"], "{page}"),
        (&["--ink", "{plate}.png"], "{plate}"),
        (&["--plates", "x/{plate}.png"], "two files"),
    ] {
        let output = desk.run(&[&["page.toml", "--dpi", "10"], arguments].concat());
        assert_eq!(code(&output), 2, "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(expected), "{arguments:?}: {}", stderr(&output));
        assert!(!desk.path("ink.png").exists() && !desk.path("page.pdf").exists());
    }
    let output = desk.run(&["page.toml", "--plates", "{page}/{date}-{plate}.png", "--dpi", "10"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(desk.path("A2/2024-11-16-magenta.png").is_file());
}

#[test]
fn articles_are_written_as_text_and_as_web_pages() {
    let desk = with_pages();
    let output = desk.run(&["page.toml", "--text", "text", "--html", "site/{date}/{article}.html"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let read = |name: &str| std::fs::read_to_string(desk.path(name)).expect(name);
    assert_eq!(
        read("text/lead.txt"),
        "港口<開幕>今早隆重舉行\n\n副題\n\n\
         海港昨日開幕，首批貨輪已經抵達，市民聚集在岸邊觀看船隻進出。\n\n\
         小題\n\n●一項\n\n●二項\n\n●海港　本報\n"
    );
    assert_eq!(read("text/more.txt"), "第二版的文章開頭\n\n第二版的內容。\n");
    let page = read("site/2024-11-16/lead.html");
    for part in [
        "<html lang=\"zh-Hant-HK\">",
        "<title>港口&lt;開幕&gt;今早隆重舉行</title>",
        "<h1>港口&lt;開幕&gt;今早隆重舉行</h1>",
        "<strong>海港</strong>昨日<ruby>開幕<rp>（</rp><rt>かいまく</rt><rp>）</rp></ruby>，",
        "<h2>小題</h2>\n<ul>\n<li>一項</li>\n<li>二項</li>\n</ul>\n<figure>",
        "<img src=\"../../%E6%B8%AF%201.svg\" alt=\"●海港\"/>",
        "<figcaption>●海港<span class=\"credit\">本報</span></figcaption>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(!desk.path("page.pdf").exists());
}

/// A number that is no port is told what ports are.
#[cfg(feature = "watch")]
#[test]
fn a_port_out_of_range_is_told_with_a_cure() {
    let desk = with_pages();
    for port in ["70000", "-1", "x"] {
        let output = desk.run(&["watch", "page.toml", &format!("--port={port}")]);
        assert_eq!(code(&output), 2);
        assert!(
            stderr(&output).contains("a number from 0 to 65535; 0 is any that is free"),
            "{}",
            stderr(&output)
        );
    }
}

/// Nothing is written of a job with errors, nor over a file of the job.
#[test]
fn by_products_are_as_careful_as_the_page() {
    let desk = with_pages();
    let all = ["--map", "map.json", "--png", "{page}.png", "--text", "text", "--html", "html"];
    let with =
        |more: &[&str]| desk.run(&[&["page.toml", "-o", "page.pdf"], &all[..], more].concat());
    assert_eq!(code(&with(&["--deny", "warnings"])), 1);
    for name in ["map.json", "A1.png", "text", "html", "page.pdf"] {
        assert!(!desk.path(name).exists(), "{name}");
    }
    for arguments in [
        ["--map", "lead.md"],
        ["--png", "{article}.png"],
        ["--png", "{date}.png"],
        ["--text", "-"],
        ["--text", "{page}"],
        ["--map", "page.pdf"],
        ["--dpi", "5"],
    ] {
        let output = desk.run(&[&["page.toml", "-o", "page.pdf"], &arguments[..]].concat());
        assert_eq!(code(&output), 2, "{arguments:?}: {}", stderr(&output));
    }
    assert!(std::fs::read_to_string(desk.path("lead.md")).expect("there").contains("小題"));
    assert_eq!(code(&with(&[])), 0);
}

/// Pictures and advertisements are files of the job as its texts are.
#[test]
fn nothing_is_written_over_what_was_read() {
    let desk = Desk::new();
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20mm\" height=\"20mm\"/>";
    desk.write("port.svg", drawing);
    let block = "block = [{ article = \"lead\", columns = 1 }, \
        { picture = \"port.svg\", columns = 2, lines = \"1+8\" }]";
    desk.write("page.toml", &LAYOUT.replace("block = [{ split = 1, article = \"lead\" }]", block));
    for arguments in [
        &["-o", "port.svg"][..],
        &["-o", "./page.toml"],
        &["-o", "page.pdf", "--map", "port.svg"],
        &["-o", "page.pdf", "--map", "./page.pdf"],
    ] {
        let output = desk.run(&[&["page.toml"], arguments].concat());
        assert_eq!(code(&output), 2, "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains("U003"), "{}", stderr(&output));
        assert!(!desk.path("page.pdf").exists());
    }
    assert_eq!(std::fs::read_to_string(desk.path("port.svg")).expect("there"), drawing);
}

#[test]
fn nothing_is_read_from_outside_the_root() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("in")).expect("a folder");
    desk.write("in/page.toml", &LAYOUT.replace("lead.md", "../lead.md"));
    let output = desk.run(&["check", "in/page.toml", "--root", "in"]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("outside the root"), "{}", stderr(&output));
    assert_eq!(code(&desk.run(&["check", "in/page.toml"])), 0, "the working directory is a root");
}

#[test]
fn every_stage_can_be_dumped() {
    let desk = Desk::new();
    for stage in ["page", "lines", "frames", "draw"] {
        let output = desk.run(&["dump", "page.toml", "--stage", stage]);
        assert_eq!(code(&output), 0, "{stage}: {}", stderr(&output));
        assert!(!output.stdout.is_empty(), "{stage}");
    }
}

#[test]
fn codes_and_licences_are_printed() {
    let named = typeset(&root(), &["explain", "cannot-write"]);
    assert!(named.stdout.starts_with(b"U004: "), "{named:?}");
    let output = typeset(&root(), &["explain", "U004"]);
    assert_eq!(code(&output), 0);
    assert!(String::from_utf8_lossy(&output.stdout).contains("U004"));
    let output = typeset(&root(), &["licences"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("SIL OPEN FONT LICENSE"));
}

/// The rules of a table are nearer to its cells than other rules may be to text.
#[test]
fn a_table_is_nothing_to_warn_of() {
    let desk = Desk::new();
    let table = "| 隊伍 | 分 |\n|---|--:|\n| 東區 | 31 |\n| 南區 | 29 |\n";
    desk.write("lead.md", &format!("海港昨日開幕。\n\n{table}"));
    let output = desk.run(&["check", "page.toml"]);
    let said = stderr(&output);
    assert!(code(&output) == 0 && !said.contains("warning"), "{said}");
}

/// A house's file and three pages that include it, one of which is over.
fn with_an_edition() -> Desk {
    let desk = Desk::new();
    let house = "[document]\ndate = 2024-11-16\nallow = [\"O002\", \"O009\", \"K039\"]\n\
        [paper]\nsize = [\"120mm\", \"120mm\"]\nmargin = \"10mm\"\n\
        [grid]\ncolumns = 2\nmeasure = 12\nline = \"12pt\"\n\
        [article]\nlead = \"lead.md\"\nother = \"none.md\"\n[style.headlin]\nsize = \"20pt\"\n";
    desk.write("house.toml", house);
    desk.write(
        "lead.md",
        &format!("+++\nheadline = \"海港\"\n+++\n{}\n", "港口今日重開。".repeat(20)),
    );
    for (page, lines) in [("A1", "1-"), ("A2", "1+4"), ("A3", "1-")] {
        desk.write(
            &format!("{page}.toml"),
            &format!(
                "include = \"house.toml\"\n[[page]]\nid = \"{page}\"\nblock = [{{ id = \"lead\", \
                 article = \"lead\", columns = \"1-2\", lines = \"{lines}\" }}]\n"
            ),
        );
    }
    desk
}

#[test]
fn several_layouts_are_composed_side_by_side() {
    let desk = with_an_edition();
    let all = ["A1.toml", "A2.toml", "A3.toml", "house.toml", "-o", "out/{page}.pdf"];
    let output = desk.run(&all);
    let said = stderr(&output);
    // A2 is over; the others are written. The house's file is included, and no layout.
    assert_eq!(code(&output), 1, "{said}");
    let written = |name: &str| desk.folder.path().join(name).exists();
    assert!(written("out/A1.pdf") && !written("out/A2.pdf") && written("out/A3.pdf"), "{said}");
    assert!(said.contains("A2.toml         1"), "{said}");
    assert!(!said.contains("none.md") && said.contains("3 layouts       1"), "{said}");
    for jobs in ["1", "2", "7"] {
        let name = format!("out/{jobs}-{{page}}.pdf");
        desk.run(&["A1.toml", "A3.toml", "-o", &name, "--jobs", jobs]);
        let read = |name: &str| std::fs::read(desk.folder.path().join(name)).expect("written");
        for page in ["A1", "A3"] {
            assert_eq!(read(&format!("out/{jobs}-{page}.pdf")), read(&format!("out/{page}.pdf")));
        }
    }
}

#[test]
fn several_layouts_do_not_write_over_one_another() {
    let desk = with_an_edition();
    desk.write("late.toml", "extends = \"A1.toml\"\n[document]\ntitle = \"晚\"\n");
    let output = desk.run(&["A1.toml", "A3.toml", "-o", "page.pdf"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("{layout}"), "{}", stderr(&output));
    let output =
        desk.run(&["A1.toml", "late.toml", "-o", "{page}.pdf", "--message-format", "sarif"]);
    assert_eq!(code(&output), 2);
    let said: serde_json::Value = serde_json::from_str(&stderr(&output)).expect("one document");
    let runs = said["runs"].as_array().expect("runs");
    let last = &runs.last().expect("a run")["results"][0]["message"]["text"];
    assert!(last.as_str().is_some_and(|text| text.contains("A1.pdf")), "{said}");
    assert!(!desk.folder.path().join("A1.pdf").exists());
    let output = desk.run(&["A1.toml", "late.toml", "-o", "{layout}-{page}.pdf"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(desk.folder.path().join("late-A1.pdf").exists());
}

/// What several say of a file that they share is said once; a table closes it.
#[test]
fn a_check_of_several_layouts_is_one_table() {
    let desk = with_an_edition();
    let wrong = std::fs::read_to_string(desk.folder.path().join("house.toml")).expect("a file");
    desk.write("house.toml", &wrong.replace("size = \"20pt\"", "size = \"20pts\""));
    let output = desk.run(&["check", "A1.toml", "A3.toml"]);
    let said = stderr(&output);
    assert_eq!(code(&output), 1, "{said}");
    assert_eq!(said.matches("20pts").count(), 2, "once, its line and its message: {said}");
    let last: Vec<&str> = said.lines().rev().take(4).collect();
    assert!(last[3].starts_with("layout "), "{said}");
    assert_eq!(code(&desk.run(&["check", "A1.toml", "A3.toml", "--ledger", "-"])), 2);
}

/// A word before the layout is no layout, and what is wrong is told at once.
#[test]
fn words_that_mean_nothing_are_told() {
    let desk = with_pages();
    for (arguments, expected) in [
        (&["compose", "page.toml", "-o", "page.pdf"][..], "there is no command `compose`"),
        (&["compose"], "a layout is composed by its name alone"),
        (&["chek", "page.toml"], "did you mean `check`?"),
        (&["new", "paper", "--language", "jp"], "'ja'"),
        (&["new", "paper", "--language", "zh_SG"], "'zh-Hant-HK'"),
    ] {
        let output = desk.run(arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(stderr(&output).contains(expected), "{arguments:?}: {}", stderr(&output));
    }
    let output = desk.run(&["compose", "page.toml"]);
    assert!(stderr(&output).contains("U040") && stderr(&output).contains("1 error"));
    // The names of pictures, with what is wrong on the pages.
    desk.write("lead.md", &"港口今日重開。".repeat(2000));
    let output = desk.run(&["page.toml", "--ink", "ink.png"]);
    assert_eq!(code(&output), 2);
    for expected in ["O001", "U003"] {
        assert!(stderr(&output).contains(expected), "{}", stderr(&output));
    }
}
