//! The texts that `new` writes.

use crate::cli::args::{Kind, Language};

pub(super) fn layout_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Broadsheet => include_str!("starters/broadsheet.toml"),
        Kind::Tabloid => include_str!("starters/tabloid.toml"),
        Kind::Vertical => include_str!("starters/vertical.toml"),
        Kind::Magazine => include_str!("starters/magazine.toml"),
    }
}

/// What is written in a language.
pub(super) struct Written {
    /// What a layout and the drawings say, as lines of `mark: word`.
    pub words: &'static str,
    /// Articles and a file of data, by their names.
    articles: [(&'static str, &'static str); 8],
}

macro_rules! written {
    ($folder:literal) => {
        Written {
            words: include_str!(concat!("starters/", $folder, "/words.txt")),
            articles: [
                ("lead.md", include_str!(concat!("starters/", $folder, "/lead.md"))),
                ("copy.md", include_str!(concat!("starters/", $folder, "/copy.md"))),
                ("fit.md", include_str!(concat!("starters/", $folder, "/fit.md"))),
                ("check.md", include_str!(concat!("starters/", $folder, "/check.md"))),
                ("vertical.md", include_str!(concat!("starters/", $folder, "/vertical.md"))),
                ("steps.md", include_str!(concat!("starters/", $folder, "/steps.md"))),
                ("briefs.md", include_str!(concat!("starters/", $folder, "/briefs.md"))),
                ("papers.csv", include_str!(concat!("starters/", $folder, "/papers.csv"))),
            ],
        }
    };
}

pub(super) fn written_in(language: Language) -> Written {
    match language {
        Language::HongKong => written!("zh-Hant-HK"),
        Language::Taiwan => written!("zh-Hant-TW"),
        Language::Mainland => written!("zh-Hans"),
        Language::Japanese => written!("ja"),
        Language::Korean => written!("ko"),
    }
}

/// The articles and drawings that a layout names, by their paths from the folder.
pub(super) fn files_of(kind: Kind, written: &Written) -> Vec<(String, &'static str)> {
    let layout = layout_of(kind);
    let articles = written.articles.iter().map(|(name, text)| (format!("articles/{name}"), *text));
    let drawings = [
        ("pictures/harbour.svg".to_owned(), include_str!("starters/harbour.svg")),
        ("pictures/house.svg".to_owned(), include_str!("starters/house.svg")),
    ];
    articles.chain(drawings).filter(|(path, _)| layout.contains(path.as_str())).collect()
}
