//! The law of rooms: what each folder of `src` may import, which crates it may name, and how
//! long its files and functions may be.
//!
//! Data goes one way, from the layout file to the PDF, and so do imports: a room names only
//! rooms above it. A crate that is named in one room alone can be replaced in one room.

use std::fs;

use crate::code::{SourceFile, source_files, words};

/// What a room may import.
struct Room {
    name: &'static str,
    /// A room, or a part of one (`page::style`).
    imports: &'static [&'static str],
}

/// Each imports only rooms above it.
const ROOMS: &[Room] = &[
    Room { name: "diag", imports: &[] },
    Room { name: "measure", imports: &[] },
    Room { name: "flate", imports: &[] },
    Room { name: "kept", imports: &[] },
    Room { name: "chars", imports: &["measure"] },
    Room { name: "text", imports: &["diag", "chars"] },
    Room { name: "colour", imports: &["flate"] },
    Room { name: "fonts", imports: &["kept"] },
    Room { name: "picture", imports: &["diag", "measure", "flate", "colour", "fonts"] },
    Room { name: "source", imports: &["diag", "measure", "chars", "text"] },
    Room { name: "wire", imports: &["diag", "flate", "text", "source"] },
    Room {
        name: "page",
        imports: &["diag", "measure", "chars", "text", "colour", "fonts", "picture", "source"],
    },
    Room {
        name: "compose",
        imports: &["diag", "measure", "chars", "text", "colour", "fonts", "page::style"],
    },
    Room {
        name: "flow",
        imports: &[
            "diag",
            "measure",
            "chars",
            "text",
            "colour",
            "fonts",
            "picture",
            "page::model",
            "page::style",
            "compose",
            "kept",
        ],
    },
    Room {
        name: "draw",
        imports: &[
            "diag",
            "measure",
            "chars",
            "text",
            "colour",
            "fonts",
            "picture",
            "page::model",
            "page::style",
            "compose",
            "flow",
            "kept",
        ],
    },
    Room {
        name: "preflight",
        imports: &[
            "diag",
            "measure",
            "chars",
            "text",
            "colour",
            "fonts",
            "picture",
            "page::model",
            "page::style",
            "compose",
            "flow",
        ],
    },
    Room {
        name: "pdf",
        imports: &["kept", "diag", "measure", "flate", "colour", "fonts", "picture", "draw"],
    },
    Room {
        name: "byproduct",
        imports: &[
            "diag",
            "measure",
            "flate",
            "chars",
            "text",
            "colour",
            "fonts",
            "picture",
            "page::model",
            "page::style",
            "compose",
            "flow",
            "draw",
        ],
    },
    Room {
        name: "compare",
        imports: &[
            "measure",
            "chars",
            "text",
            "colour",
            "page::model",
            "compose",
            "flow",
            "byproduct",
        ],
    },
    Room {
        name: "arrange",
        imports: &["diag", "measure", "source", "text", "picture", "page::model", "flow"],
    },
];

/// Who runs the stages may import every one of the rooms, and those that are named here.
const DRIVERS: &[Room] = &[
    Room { name: "driver", imports: &[] },
    Room { name: "disk", imports: &["driver"] },
    Room { name: "watch", imports: &["driver"] },
    Room { name: "cli", imports: &["driver", "disk", "watch"] },
    Room { name: "python", imports: &["driver", "disk"] },
];

/// What is no room: the list of the rooms, and the programs.
const TOP: &[Room] = &[
    Room { name: "lib.rs", imports: &["driver", "compare"] },
    Room { name: "main.rs", imports: &["cli"] },
    Room { name: "bin", imports: &["cli"] },
];

/// Every dependency, and the rooms or files that may name it; none yet where the room is still to come.
const CRATES: &[(&str, &[&str])] = &[
    ("annotate-snippets", &["diag"]),
    ("base64", &["compare"]),
    ("chardetng", &["source"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("comrak", &["source"]),
    ("csv-core", &["source"]),
    ("ctrlc", &["cli/watch.rs"]),
    ("encoding_rs", &["source"]),
    ("fontdb", &["fonts"]),
    ("fst", &["compose"]),
    ("gif", &["picture"]),
    ("hayro", &["byproduct", "compare"]),
    ("html5gum", &["wire"]),
    ("hypher", &["compose"]),
    ("icu_segmenter", &["compose"]),
    ("image-webp", &["picture"]),
    ("imara-diff", &["compare"]),
    ("jiff", &["cli"]),
    ("jpeg-encoder", &["picture"]),
    ("libdeflater", &["flate"]),
    ("lopdf", &["pdf", "picture"]),
    ("moxcms", &["colour"]),
    ("notify", &["watch"]),
    ("open", &["cli/watch.rs"]),
    ("oxhttp", &["watch"]),
    ("png", &["picture", "byproduct"]),
    ("printpdf", &["pdf"]),
    ("pyo3", &["python"]),
    ("quick-xml", &["byproduct/idml/xml.rs"]),
    ("rawzip", &["wire"]),
    (
        "rayon",
        &[
            "flate",
            "picture",
            "flow",
            "preflight",
            "draw",
            "pdf",
            "arrange/make_up.rs",
            "arrange/walk.rs",
            "driver/reader.rs",
            "driver/threads.rs",
            "driver/write.rs",
            "compare",
        ],
    ),
    ("roxmltree", &["wire"]),
    ("rustix", &["disk", "cli"]),
    ("rustybuzz", &["compose/shape.rs"]),
    ("schemars", &["source", "byproduct", "compare"]),
    ("self_cell", &["driver/type_shop.rs"]),
    ("serde", &["source", "byproduct", "compare", "watch"]),
    ("serde_json", &["diag", "source", "wire", "byproduct", "compare", "watch"]),
    ("skrifa", &["fonts/program.rs"]),
    ("strsim", &["diag"]),
    ("subsetter", &["pdf"]),
    ("tempfile", &["cli"]),
    ("tiff", &["picture"]),
    ("toml", &["source"]),
    ("toml_edit", &["arrange"]),
    ("ttf-parser", &["fonts"]),
    ("unicode-normalization", &["compose"]),
    ("unicode-segmentation", &["compose"]),
    ("usvg", &["picture"]),
    ("zlib-rs", &["flate"]),
    ("zune-jpeg", &["picture"]),
];

const MAX_FILE: usize = 800;
const MAX_FUNCTION: usize = 80;
const MAX_MAIN: usize = 60;

/// What a file names of the crate, from the crate's root: `["page", "style", "Role"]`, whether
/// it says `crate::` or `super::`.
pub fn imports(file: &SourceFile) -> Vec<Vec<String>> {
    let code = file.program();
    let own = file.module();
    let mut found = Vec::new();
    for (at, word) in words(&code) {
        let before = code[..at].trim_end();
        if before.ends_with("super::") || before.ends_with("crate::") {
            continue;
        }
        let ups = code[at..].split("::").take_while(|part| part.trim() == "super").count();
        let (skipped, base) = match word {
            "crate" | "typeset" if code[at + word.len()..].starts_with("::") => (1, 0),
            "super" if ups > 0 => (ups, own.len().saturating_sub(ups)),
            _ => continue,
        };
        let after = code[at..].splitn(skipped + 1, "::").nth(skipped).unwrap_or_default();
        expand(after, &mut own[..base].to_vec(), &mut found);
    }
    found
}

/// The paths of a `use` tree: `a::{b, c::d}` is `a b` and `a c d`.
pub fn expand(tree: &str, before: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    let tree = tree.trim_start();
    if let Some(list) = tree.strip_prefix('{') {
        let (mut depth, mut start) = (1usize, 0usize);
        for (at, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 || (depth == 1 && c == ',') {
                if !list[start..at].trim().is_empty() {
                    expand(&list[start..at], &mut before.clone(), found);
                }
                start = at + 1;
            }
            if depth == 0 {
                return;
            }
        }
        return;
    }
    let name: String = tree.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let rest = &tree[name.len()..];
    before.push(name);
    match rest.trim_start().strip_prefix("::") {
        Some(rest) => expand(rest, before, found),
        None => found.push(before.clone()),
    }
}

/// Whether an import that a room may have is this one.
fn allows(import: &str, path: &[String]) -> bool {
    let first = path.first().map_or("", String::as_str);
    let is_type = |name: &String| name.starts_with(char::is_uppercase);
    match import.split_once("::") {
        None => import == first,
        // What a room hands out at its door is not traced to the part it comes from.
        Some((whole, part)) => {
            let second = path.get(1);
            whole == first && second.is_some_and(|name| name == part || is_type(name))
        }
    }
}

/// What the tables allow and no file makes use of.
fn unused_rows(files: &[SourceFile]) -> Vec<String> {
    let mut unused = Vec::new();
    for (name, places) in CRATES {
        let is_named = |place: &&&str| {
            files.iter().any(|file| is_place_of(place, file) && names_crate(file, name))
        };
        let idle = places.iter().filter(|place| !is_named(place));
        unused.extend(idle.map(|place| format!("no file of `{place}` names the crate `{name}`")));
    }
    for room in ROOMS {
        let own = files.iter().filter(|file| file.room() == room.name);
        let paths: Vec<_> = own.flat_map(imports).collect();
        let idle = room.imports.iter().filter(|it| !paths.iter().any(|path| allows(it, path)));
        unused.extend(idle.map(|import| format!("`{}` imports no `{import}`", room.name)));
    }
    unused
}

/// What of a file breaks the order of rooms.
fn wrong_imports(file: &SourceFile) -> Vec<String> {
    let find = |rooms: &'static [Room]| rooms.iter().find(|room| room.name == file.room());
    let driver = find(DRIVERS);
    let Some(room) = driver.or(find(TOP)).or(find(ROOMS)) else {
        return vec![format!("{}: `{}` is no room of the table", file.path, file.room())];
    };
    let is_stage = |name: &str| ROOMS.iter().any(|room| room.name == name);
    let may = |path: &[String]| {
        let first = path.first().map_or("", String::as_str);
        first == room.name
            || (driver.is_some() && is_stage(first))
            || room.imports.iter().any(|import| allows(import, path))
    };
    imports(file)
        .iter()
        .filter(|path| !may(path))
        .map(|path| format!("{}: `{}` may not import `{}`", file.path, room.name, path.join("::")))
        .collect()
}

/// Whether a file names a crate.
fn names_crate(file: &SourceFile, name: &str) -> bool {
    let (code, name) = (file.program(), name.replace('-', "_"));
    words(&code).any(|(at, word)| {
        let is_path = code[at + word.len()..].starts_with("::");
        let is_import = code[..at].ends_with("use ");
        word == name && (is_path || is_import) && !code[..at].ends_with("::")
    })
}

/// Whether a place of [`CRATES`] is the file's.
fn is_place_of(place: &str, file: &SourceFile) -> bool {
    place == file.room() || place == file.path
}

/// The crates that a file names and may not.
fn wrong_crates(file: &SourceFile) -> Vec<String> {
    CRATES
        .iter()
        .filter(|(_, places)| !places.iter().any(|place| is_place_of(place, file)))
        .filter(|(name, _)| names_crate(file, name))
        .map(|(name, places)| format!("{}: `{name}` is named in {places:?} alone", file.path))
        .collect()
}

/// What of a file is too long. A test may be as long as the table of its cases.
fn too_long(file: &SourceFile) -> Vec<String> {
    if file.is_table() {
        return Vec::new();
    }
    let lines = file.code.lines().count();
    let most = if file.path == "main.rs" { MAX_MAIN } else { MAX_FILE };
    let whole = (lines > most).then(|| format!("{}: {lines} lines, at most {most}", file.path));
    let functions = file.functions().into_iter().filter(|(_, lines)| *lines > MAX_FUNCTION);
    let functions = functions.map(|(line, lines)| {
        format!("{}:{line}: a function of {lines} lines, at most {MAX_FUNCTION}", file.path)
    });
    whole.into_iter().chain(functions).collect()
}

fn check(law: impl Fn(&SourceFile) -> Vec<String>) {
    let files = source_files();
    assert!(files.len() > 50, "the sources are not where the test looks for them");
    let faults: Vec<_> = files.iter().flat_map(law).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn rooms_import_only_rooms_above_them() {
    check(wrong_imports);
}

#[test]
fn crates_are_named_in_their_rooms_alone() {
    check(wrong_crates);
}

/// What is allowed and not needed is allowed to whoever comes next.
#[test]
fn the_tables_allow_no_more_than_is_used() {
    let unused = unused_rows(&source_files());
    assert!(unused.is_empty(), "\n{}\n", unused.join("\n"));
    // Of no file at all every row is unused.
    let rows = CRATES.iter().map(|(_, places)| places.len()).sum::<usize>()
        + ROOMS.iter().map(|room| room.imports.len()).sum::<usize>();
    assert_eq!(unused_rows(&[]).len(), rows);
}

#[test]
fn files_and_functions_are_short() {
    check(too_long);
}

#[test]
fn the_table_is_in_order() {
    for (at, room) in ROOMS.iter().enumerate() {
        for import in room.imports {
            let name = import.split("::").next().unwrap_or_default();
            assert!(ROOMS[..at].iter().any(|above| above.name == name), "{}: {name}", room.name);
        }
    }
}

/// A new dependency gets a row, so that somebody decides where it is named.
#[test]
fn every_dependency_has_its_room() {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let manifest = fs::read_to_string(manifest).expect("a manifest");
    // Those of one family of systems stand in a table of their own.
    let tables = manifest.split("\n[").filter(|table| {
        let name = table.split(']').next().unwrap_or_default();
        name == "dependencies" || name.ends_with(".dependencies")
    });
    let named = tables.flat_map(str::lines).filter_map(|line| line.split_once(" = "));
    let mut named: Vec<_> = named.map(|(name, _)| name.trim()).collect();
    named.sort_unstable();
    let listed: Vec<_> = CRATES.iter().map(|(name, _)| *name).collect();
    assert_eq!(named, listed);
}

/// Whether a file does one thing across and another down.
fn asks_the_writing_mode(file: &SourceFile) -> bool {
    let code = file.program();
    let all: Vec<(usize, &str)> = words(&code).collect();
    all.windows(2).any(|pair| {
        let ((mode, name), (at, variant)) = (pair[0], pair[1]);
        let is_mode = name == "WritingMode" && matches!(variant, "HorizontalTb" | "VerticalRl");
        let (before, after) = (code[..mode].trim_end(), code[at + variant.len()..].trim_start());
        let compared = before.ends_with("==") || before.ends_with("!=");
        // An arm of a `match`, of the mode alone, with others or under a condition.
        let arm = after.split_once("=>").is_some_and(|(until, _)| {
            !until.contains([';', '{', '}', '=']) || until.trim_start().starts_with("if ")
        });
        is_mode && (compared || arm)
    })
}

/// The manual names each with its reason, and no other.
#[test]
fn the_writing_mode_is_asked_where_the_manual_says() {
    let manual = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/src/architecture.md");
    let manual = fs::read_to_string(manual).expect("the chapter");
    let (_, table) = manual.split_once("## Where the writing mode is asked").expect("the heading");
    let table = table.split("\n## ").next().unwrap_or_default();
    let rows = table.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.filter_map(|row| row.split('|').nth(1));
    let named: Vec<&str> = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    let of = |path: &str| {
        named.iter().find(|name| path == **name || path.starts_with(&format!("{name}/")))
    };
    let files = source_files();
    let asking: Vec<&str> = files
        .iter()
        .filter(|file| asks_the_writing_mode(file))
        .map(|file| file.path.as_str())
        .collect();
    let untold: Vec<_> = asking.iter().filter(|path| of(path).is_none()).collect();
    assert!(untold.is_empty(), "they ask, and the manual does not say why: {untold:?}");
    let idle: Vec<_> =
        named.iter().filter(|name| !asking.iter().any(|path| of(path) == Some(name))).collect();
    assert!(idle.is_empty(), "they do not ask: {idle:?}");
}

fn file(path: &str, code: &str) -> SourceFile {
    SourceFile { path: path.to_owned(), code: code.to_owned() }
}

#[test]
fn a_broken_law_is_found() {
    for (path, code, count) in [
        ("flow/a.rs", "use crate::source::Layout;", 1),
        ("flow/a.rs", "use crate::page::{self, model, resolve::resolve};", 2),
        ("flow/a.rs", "use crate::page::PageModel; use crate::page::model::Block;", 0),
        ("compose/a.rs", "use crate::page::model::Block;", 1),
        ("compose/a.rs", "use crate::page::style::Style;", 0),
        ("compose/sub/a.rs", "use super::super::super::flow::fill;", 1),
        ("compose/sub/a.rs", "use super::super::line;", 0),
        ("pdf/a.rs", "use crate::{draw, measure::{Length, Point}, flow};", 1),
        ("measure/a.rs", "fn f() -> crate::diag::Code { }", 1),
        ("measure/a.rs", "#[cfg(test)] mod tests { use crate::diag; }", 0),
        ("measure/mod.rs", "#[cfg(test)] mod testing; use super::diag::Code;", 1),
        ("draw/a.rs", "use crate::page::resolve;", 1),
        ("cellar/a.rs", "", 1),
        ("cli/a.rs", "use crate::pdf; use crate::source;", 0),
        ("cli/a.rs", "use crate::pdf; use crate::driver::World;", 0),
        ("driver/a.rs", "use crate::cli::main;", 1),
        ("driver/a.rs", "use super::super::pdf; use super::world::World;", 0),
        ("load.rs", "use crate::pdf;", 1),
        ("lib.rs", "mod driver; pub use crate::driver::{self, typeset}; fn f() { g::h(); }", 0),
        ("lib.rs", "use crate::cli::main;", 1),
        ("main.rs", "fn main() { typeset::cli::main() } fn f() { typeset::pdf::write() }", 1),
    ] {
        let found = wrong_imports(&file(path, code));
        assert_eq!(found.len(), count, "{path}: {code}: {found:?}");
    }
    for (path, code, count) in [
        ("compose/shape.rs", "use rustybuzz::Face;", 0),
        ("compose/line.rs", "use rustybuzz::Face;", 1),
        ("flow/a.rs", "let x = ttf_parser::Face::parse();", 1),
        ("picture/a.rs", "use usvg::fontdb::Database;", 0),
        ("source/a.rs", "use serde::Deserialize; use toml;", 0),
        ("page/a.rs", "let toml = 1; toml.x();", 0),
    ] {
        let found = wrong_crates(&file(path, code));
        assert_eq!(found.len(), count, "{path}: {code}: {found:?}");
    }
    let long = format!("fn f() {{{}}}\n", "\n".repeat(MAX_FUNCTION));
    assert_eq!(too_long(&file("flow/a.rs", &long)).len(), 1);
    assert_eq!(too_long(&file("flow/a_table.rs", &long)).len(), 0);
    assert_eq!(too_long(&file("flow/a.rs", &"\n".repeat(MAX_FILE + 1))).len(), 1);
    assert_eq!(too_long(&file("main.rs", &"\n".repeat(MAX_MAIN + 1))).len(), 1);
}
