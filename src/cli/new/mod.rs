//! `typeset new`: a page to start from.
//!
//! Layouts, articles and drawings lie in `starters`; what a layout says in the language of the page is put in
//! for marks like `@title@` (`words.rs`). Today's date is written into the layout, so that nothing but this
//! command asks for it.

mod starters;
mod words;

use std::io;
use std::path::Path;

use super::args::{Kind, Language};
use super::files::Wrong;
use crate::diag::Diagnostic;
use crate::diag::codes::usage;
use crate::disk::reason;

use starters::{files_of, layout_of, written_in};
use words::filled;

/// A file to be written: its path from the folder, and what it says.
struct Starter {
    path: String,
    text: String,
}

/// Writes a page into a folder; gives what is to be said of it.
pub fn write(folder: &Path, kind: Kind, language: Language) -> Result<String, Wrong> {
    let taken = match std::fs::read_dir(folder) {
        Ok(mut entries) => {
            entries.next().map(|_| format!("the folder {} is not empty", folder.display()))
        }
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound => None,
            io::ErrorKind::NotADirectory => {
                Some(format!("{} is a file, and no folder", folder.display()))
            }
            _ => Some(format!("{} cannot be read: {}", folder.display(), reason(&error))),
        },
    };
    if let Some(message) = taken {
        let wrong = Diagnostic::error(usage::NOT_EMPTY, message);
        return Err(wrong.help("name a new folder, or an empty one").into());
    }
    let starters = starters_of(kind, language);
    let mut said = String::new();
    for Starter { path, text } in &starters {
        let place = folder.join(path);
        put(&place, text).map_err(|error| cannot_write(&place, &error))?;
        said += &format!("wrote {}\n", place.display());
    }
    let (layout, page) = (folder.join("layouts/page.toml"), folder.join("page.pdf"));
    said += &format!("next: typeset {} -o {}\n", quoted(&layout), quoted(&page));
    Ok(said)
}

fn starters_of(kind: Kind, language: Language) -> Vec<Starter> {
    let written = written_in(language);
    let layout = filled(layout_of(kind), written.words, kind, &today());
    let layout = Starter { path: "layouts/page.toml".to_owned(), text: layout };
    let files = files_of(kind, &written).into_iter().map(|(path, text)| {
        // Only drawings say something in the language of the page.
        let text = if path.ends_with(".svg") {
            filled(text, written.words, kind, "")
        } else {
            text.to_owned()
        };
        Starter { path, text }
    });
    std::iter::once(layout).chain(files).collect()
}

fn put(place: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = place.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(place, text)
}

fn cannot_write(place: &Path, error: &io::Error) -> Wrong {
    let message = format!("{} cannot be written: {}", place.display(), reason(error));
    let wrong = Diagnostic::error(usage::CANNOT_WRITE, message);
    wrong.help("name a folder that may be written to").into()
}

/// The day where the program runs, as TOML writes it.
fn today() -> String {
    jiff::Zoned::now().date().to_string()
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let shown = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '\\' | '.' | '-' | '_' | ':');
    match shown.chars().all(is_plain) {
        true => shown,
        false => format!("'{}'", shown.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_quoted_where_a_shell_would_part_them() {
        for (path, expected) in [
            ("paper/layouts/page.toml", "paper/layouts/page.toml"),
            ("my paper/page.pdf", "'my paper/page.pdf'"),
            ("it's", "'it'\\''s'"),
        ] {
            assert_eq!(quoted(Path::new(path)), expected);
        }
    }

    #[test]
    fn nothing_is_left_to_be_filled_in() {
        use clap::ValueEnum;
        for &kind in Kind::value_variants() {
            for &language in Language::value_variants() {
                for Starter { path, text } in starters_of(kind, language) {
                    assert!(!text.contains('@'), "{kind:?} {language:?} {path}");
                }
            }
        }
    }
}
