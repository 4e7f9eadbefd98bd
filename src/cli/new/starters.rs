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

/// The articles of a language and a file of data, by their names.
macro_rules! articles {
    ($folder:literal) => {
        &[
            ("lead.md", include_str!(concat!("starters/", $folder, "/lead.md"))),
            ("copy.md", include_str!(concat!("starters/", $folder, "/copy.md"))),
            ("fit.md", include_str!(concat!("starters/", $folder, "/fit.md"))),
            ("check.md", include_str!(concat!("starters/", $folder, "/check.md"))),
            ("vertical.md", include_str!(concat!("starters/", $folder, "/vertical.md"))),
            ("steps.md", include_str!(concat!("starters/", $folder, "/steps.md"))),
            ("briefs.md", include_str!(concat!("starters/", $folder, "/briefs.md"))),
            ("papers.csv", include_str!(concat!("starters/", $folder, "/papers.csv"))),
        ]
    };
}

fn articles_of(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::HongKong => articles!("zh-Hant-HK"),
        Language::Taiwan => articles!("zh-Hant-TW"),
        Language::Mainland => articles!("zh-Hans"),
        Language::Japanese => articles!("ja"),
        Language::Korean => articles!("ko"),
    }
}

/// The articles and drawings that a layout names, by their paths from the folder.
pub(super) fn files_of(kind: Kind, language: Language) -> Vec<(String, &'static str)> {
    let layout = layout_of(kind);
    let articles =
        articles_of(language).iter().map(|(name, text)| (format!("articles/{name}"), *text));
    let drawings = [
        ("pictures/harbour.svg".to_owned(), include_str!("starters/harbour.svg")),
        ("pictures/house.svg".to_owned(), include_str!("starters/house.svg")),
    ];
    articles.chain(drawings).filter(|(path, _)| layout.contains(path.as_str())).collect()
}
