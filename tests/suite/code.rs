//! Rust source as the laws see it: without comments and texts, in lines.

use std::fs;
use std::path::{Path, PathBuf};

/// A source file of the crate.
pub struct SourceFile {
    /// Below `src`, with `/` between its parts.
    pub path: String,
    /// Its code: comments, strings and character literals are blanked out; lines stay.
    pub code: String,
}

impl SourceFile {
    /// The room that the file belongs to; a file at the top is one of its own.
    pub fn room(&self) -> &str {
        self.path.split_once('/').map_or(self.path.as_str(), |(room, _)| room)
    }

    /// The module that the file holds, from the crate's root: `a/b.rs` and `a/b/mod.rs` are both
    /// `["a", "b"]`, and the root itself is empty.
    pub fn module(&self) -> Vec<String> {
        let path = self.path.trim_end_matches(".rs");
        let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
        if matches!(parts.last().map(String::as_str), Some("mod" | "lib" | "main")) {
            parts.pop();
        }
        parts
    }

    /// The code that is compiled into the program: items for tests are blanked out too.
    pub fn program(&self) -> String {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        let is_test =
            self.path.contains("/tests/") || name.ends_with("tests.rs") || name == "testing.rs";
        if is_test { String::new() } else { without_tests(&self.code) }
    }

    /// Tables and generated files may be as long as what they list.
    pub fn is_table(&self) -> bool {
        self.path.ends_with("_table.rs") || self.path.contains("generated/")
    }

    /// Every function of the program: the line it begins at, counted from 1, and how many
    /// lines it takes.
    pub fn functions(&self) -> Vec<(usize, usize)> {
        let code = self.program();
        words(&code)
            .filter(|(_, word)| *word == "fn")
            .filter_map(|(at, _)| {
                let body = code[at..].find(['{', ';']).map(|found| at + found)?;
                let end = closing(&code, body)?;
                let lines = code[at..end].matches('\n').count() + 1;
                Some((code[..at].matches('\n').count() + 1, lines))
            })
            .collect()
    }
}

/// Every source file, in the order of their paths.
pub fn source_files() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let below = path.strip_prefix(&root).expect("below src");
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            let text = fs::read_to_string(path).expect("readable");
            SourceFile { path: parts.join("/"), code: blanked(&text) }
        })
        .collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|end| end == "rs") {
            paths.push(path);
        }
    }
}

/// Words of code (names and keywords) and where they stand.
pub fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    code.split(move |c| !is_part(c))
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - code.as_ptr() as usize, word))
}

/// Code with every item under `#[cfg(test)]` blanked out.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find(MARK) {
        let body = rest[at..].find(['{', ';']).map_or(rest.len(), |found| at + found);
        let end = closing(rest, body).unwrap_or((body + 1).min(rest.len()));
        kept.push_str(&rest[..at]);
        kept.extend(rest[at..end].chars().filter(|&c| c == '\n'));
        rest = &rest[end..];
    }
    kept + rest
}

/// The end of the block that opens at `open`; none for a declaration without one.
fn closing(code: &str, open: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(at + 1),
            b'}' => depth -= 1,
            b';' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// The text with comments, strings and character literals turned into spaces.
pub fn blanked(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' => comment(rest),
            '"' => string(rest, 1),
            'r' | 'b' | 'c' if !code.ends_with(|c: char| c.is_alphanumeric() || c == '_') => {
                prefixed(rest)
            }
            '\'' => character(rest),
            _ => 0,
        };
        let (skipped, next) = rest.split_at(length.max(first.len_utf8()).min(rest.len()));
        match length {
            0 => code.push_str(skipped),
            _ => code.extend(skipped.chars().map(|c| if c == '\n' { c } else { ' ' })),
        }
        rest = next;
    }
    code
}

/// The length of the comment at the beginning of `text`; 0 when there is none.
fn comment(text: &str) -> usize {
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    let (mut depth, mut at) = (0, 0);
    while let Some(rest) = text.get(at..) {
        let step = match rest {
            _ if rest.starts_with("/*") => {
                depth += 1;
                2
            }
            _ if depth == 0 => return 0,
            _ if rest.starts_with("*/") => {
                depth -= 1;
                2
            }
            _ => rest.chars().next().map_or(1, char::len_utf8),
        };
        at += step;
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// The length of a string whose content begins at `start`.
fn string(text: &str, start: usize) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < start) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of a raw or byte string; 0 for a name that begins alike.
fn prefixed(text: &str) -> usize {
    let prefix = text.find(|c| !matches!(c, 'r' | 'b' | 'c')).unwrap_or(text.len());
    let rest = &text[prefix..];
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    let is_raw = text[..prefix].contains('r');
    match rest[hashes..].starts_with('"') {
        true if is_raw => {
            let end = format!("\"{}", "#".repeat(hashes));
            let start = prefix + hashes + 1;
            text[start..].find(&end).map_or(text.len(), |found| start + found + end.len())
        }
        true if hashes == 0 => string(text, prefix + 1),
        _ => 0,
    }
}

/// The length of a character literal; 0 for a lifetime.
fn character(text: &str) -> usize {
    let mut inside = text.chars().skip(1);
    match (inside.next(), inside.next()) {
        (Some('\\'), _) => text[2..].find('\'').map_or(0, |found| {
            // '\'' closes after its own quote.
            if found == 0 { 4 } else { found + 3 }
        }),
        (Some(c), Some('\'')) => 2 + c.len_utf8(),
        _ => 0,
    }
}

#[test]
fn comments_and_texts_are_no_code() {
    for (text, code) in [
        ("a // b\nc", "a     \nc"),
        ("a /* b /* c */ d */ e", "a                   e"),
        ("a / b", "a / b"),
        (r#"a "b \" c" d"#, "a          d"),
        (r##"a r#"b " c"# d"##, "a            d"),
        ("b\"x\" bar r", "     bar r"),
        ("'a' '\\'' '\\n' &'a str '港'", "                &'a str    "),
    ] {
        let blank = blanked(text);
        assert_eq!(
            blank.split_whitespace().collect::<Vec<_>>(),
            code.split_whitespace().collect::<Vec<_>>()
        );
        assert_eq!(blank.matches('\n').count(), text.matches('\n').count(), "{text}");
    }
}

#[test]
fn items_for_tests_are_no_program() {
    let code = "#[cfg(test)]\nmod a;\nuse b;\n#[cfg(test)]\nmod c {\n}\nuse d;";
    assert_eq!(without_tests(code), "\n\nuse b;\n\n\n\nuse d;");
}

#[test]
fn functions_are_measured() {
    let code = blanked("fn a() {\n  { }\n}\ntrait T { fn b(&self); }\nfn c() { fn d() {} }\n");
    let file = SourceFile { path: "room/a.rs".to_owned(), code };
    assert_eq!(file.functions(), [(1, 3), (5, 1), (5, 1)]);
}
