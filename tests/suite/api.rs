//! The library's one page: the crate's documentation names all that is open to callers, nothing
//! else is open, and every feature is told and checked by itself.

use std::fs;

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The documentation of the crate, and what follows it.
fn parts(library: &str) -> (String, String) {
    let is_doc = |line: &&str| line.starts_with("//!");
    let doc = library.lines().take_while(is_doc).collect::<Vec<_>>().join("\n");
    let code = library.lines().skip_while(is_doc).collect::<Vec<_>>().join("\n");
    (doc, code)
}

/// What a library opens: its modules, and the names that it hands on, those for its own tests
/// left out.
fn open(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    let items = code.split_inclusive(';').map(|item| {
        let hidden = item.contains("#[doc(hidden)]");
        let code = item.lines().filter(|line| !line.trim_start().starts_with("//"));
        (hidden, code.collect::<Vec<_>>().join(" "))
    });
    for (hidden, item) in items {
        let item = item.trim().trim_end_matches(';');
        let Some(at) = item.find("pub ").filter(|_| !hidden) else { continue };
        match item[at..].split_once(' ') {
            Some((_, module)) if module.starts_with("mod ") => {
                names.push(module.trim_start_matches("mod ").to_owned());
            }
            Some((_, path)) if path.starts_with("use ") => {
                let last = path.rsplit("::").next().unwrap_or_default();
                let list = last.trim_matches(['{', '}', ' ']).split(',');
                names
                    .extend(list.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned));
            }
            other => panic!("lib.rs opens what is neither a module nor a name: {other:?}"),
        }
    }
    names
}

/// The open names that a documentation does not link to.
fn untold(doc: &str, code: &str) -> Vec<String> {
    let told = |name: &String| {
        [format!("[`{name}`]"), format!("[`{name}()`]"), format!("[`{name}::")]
            .iter()
            .any(|link| doc.contains(link.as_str()))
    };
    open(code).into_iter().filter(|name| !told(name)).collect()
}

/// The features of a manifest, `default` left out.
fn features(manifest: &str) -> Vec<String> {
    let of = manifest.lines().skip_while(|line| *line != "[features]").skip(1);
    let of = of.take_while(|line| !line.starts_with('['));
    let names = of.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.to_owned());
    names.filter(|name| name != "default" && !name.starts_with('#')).collect()
}

#[test]
fn what_is_open_stands_on_the_crates_page() {
    let (doc, code) = parts(&read("src/lib.rs"));
    assert!(open(&code).len() > 10, "{:?}", open(&code));
    assert_eq!(untold(&doc, &code), [] as [&str; 0]);
}

#[test]
fn every_feature_is_told_in_the_crate_and_in_the_manual() {
    let features = features(&read("Cargo.toml"));
    assert!(features.len() > 3, "{features:?}");
    for page in ["src/lib.rs", "docs/src/library.md"] {
        let text = read(page);
        for feature in &features {
            assert!(text.contains(&format!("| `{feature}` |")), "{page} does not tell {feature}");
        }
    }
}

#[test]
fn the_law_of_the_page_finds_what_breaks_it() {
    let doc = "//! [`Job`] and [`run()`]";
    let code = "pub mod diag;\n// for tests\n#[doc(hidden)]\npub mod text;\nmod flow;\n\
                pub use driver::{\n    Job, World,\n};\npub use driver::run;\n";
    assert_eq!(open(code), ["diag", "Job", "World", "run"]);
    assert_eq!(untold(doc, code), ["diag", "World"]);
}
