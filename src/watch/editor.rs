//! [`Editor`]: the address that opens a file in an editor.

use std::fmt;
use std::str::FromStr;

use crate::diag::suggest;

/// An address with `{path}`, `{line}` and `{column}` in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor(String);

/// Why a word is no editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoEditor {
    /// No editor has that name; perhaps another was meant.
    Unknown(Option<&'static str>),
    /// An address without `{path}` opens no file.
    NoPath,
    /// A browser would do something else with it.
    Scheme(String),
}

/// Editors by name. A path begins with `/`.
const EDITORS: &[(&str, &str)] = &[
    ("cursor", "cursor://file{path}:{line}:{column}"),
    ("emacs", "emacs://open?url=file://{path}&line={line}&column={column}"),
    ("idea", "idea://open?file={path}&line={line}&column={column}"),
    ("macvim", "mvim://open?url=file://{path}&line={line}&column={column}"),
    ("sublime", "subl://open?url=file://{path}&line={line}&column={column}"),
    ("textmate", "txmt://open?url=file://{path}&line={line}&column={column}"),
    ("vscode", "vscode://file{path}:{line}:{column}"),
    ("vscode-insiders", "vscode-insiders://file{path}:{line}:{column}"),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    ("windsurf", "windsurf://file{path}:{line}:{column}"),
    ("zed", "zed://file{path}:{line}:{column}"),
];

/// Schemes that a browser opens itself.
const BROWSERS_OWN: [&str; 9] =
    ["about", "blob", "data", "file", "ftp", "http", "https", "javascript", "vbscript"];

impl Editor {
    /// The names of those that are known.
    pub fn names() -> impl Iterator<Item = &'static str> {
        EDITORS.iter().map(|(name, _)| *name)
    }

    pub fn template(&self) -> &str {
        &self.0
    }
}

impl FromStr for Editor {
    type Err = NoEditor;

    /// A name, or an address with `{path}` in it.
    fn from_str(word: &str) -> Result<Editor, NoEditor> {
        let name = word.to_lowercase();
        if let Some((_, address)) = EDITORS.iter().find(|(known, _)| *known == name) {
            return Ok(Editor((*address).to_owned()));
        }
        let Some((scheme, _)) = word.split_once(':') else {
            let near = suggest(&name, Editor::names());
            return Err(NoEditor::Unknown(Editor::names().find(|known| near == Some(*known))));
        };
        let scheme = scheme.to_lowercase();
        let is_scheme = scheme.starts_with(|c: char| c.is_ascii_lowercase())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        if !is_scheme || BROWSERS_OWN.contains(&scheme.as_str()) {
            return Err(NoEditor::Scheme(scheme));
        }
        if !word.contains("{path}") {
            return Err(NoEditor::NoPath);
        }
        Ok(Editor(word.to_owned()))
    }
}

impl fmt::Display for NoEditor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoEditor::Unknown(_) => f.write_str("there is no editor of that name"),
            NoEditor::NoPath => f.write_str("the address has no {path}, so it opens no file"),
            NoEditor::Scheme(scheme) => write!(f, "`{scheme}:` opens no editor"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_is_a_name_or_an_address() {
        let template = |word: &str| word.parse::<Editor>().map(|editor| editor.0);
        assert_eq!(template("VSCode").as_deref(), Ok("vscode://file{path}:{line}:{column}"));
        let own = "myed://open?f={path}&l={line}";
        assert_eq!(template(own).as_deref(), Ok(own));
        for name in Editor::names() {
            assert!(
                template(name).is_ok_and(|text| text.contains("{path}") && text.contains("{line}"))
            );
        }
    }

    #[test]
    fn what_opens_no_editor_is_refused() {
        let wrong = |word: &str| word.parse::<Editor>().expect_err(word);
        assert_eq!(wrong("vscod"), NoEditor::Unknown(Some("vscode")));
        assert_eq!(wrong("kettle"), NoEditor::Unknown(None));
        assert_eq!(wrong("myed://open"), NoEditor::NoPath);
        for scheme in ["javascript", "data", "https", "FILE"] {
            let own = wrong(&format!("{scheme}:{{path}}"));
            assert_eq!(own, NoEditor::Scheme(scheme.to_lowercase()));
        }
        assert_eq!(wrong("1 2:{path}"), NoEditor::Scheme("1 2".into()));
    }
}
