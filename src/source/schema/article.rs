//! The front matter of an article.

use schemars::JsonSchema;

use super::values::Texts as ListOfTexts;

/// The front matter of an article of typeset: the TOML between two lines of +++.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Article {
    /// Its name among several articles of the file: letters, figures, - and _.
    #[schemars(length(min = 1))]
    id: Option<String>,
    #[schemars(flatten)]
    texts: Texts,
}

/// The parts of an article but its body.
#[derive(JsonSchema)]
pub(super) struct Texts {
    /// A word in a frame: 特寫.
    label: Option<String>,
    /// The line above the headline (引題); a list has a row each.
    kicker: Option<ListOfTexts>,
    /// The headline (主題); | marks where a row may break.
    headline: Option<ListOfTexts>,
    /// The lines under it (副題).
    deck: Option<ListOfTexts>,
    /// Who wrote it.
    byline: Option<String>,
    /// The introduction; a list has a paragraph each.
    intro: Option<ListOfTexts>,
    /// Runs in before the first paragraph: 瀾灣訊.
    dateline: Option<String>,
    /// Where it is from: 來源：…
    source: Option<String>,
    /// Stands over the text where it goes on on another page.
    jump_headline: Option<String>,
    /// What came with the article; a block takes one as `picture = "lead#1"`.
    pictures: Option<Vec<Picture>>,
    /// Who wrote it, beside the byline: a file, or a table of it.
    portrait: Option<Portrait>,
}

/// A path, or a table of it.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Portrait {
    /// The file, counted from the article's folder.
    Path(String),
    Table(PortraitTable),
}

/// The picture of who wrote an article.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct PortraitTable {
    /// The file, counted from the article's folder.
    picture: String,
    /// What it shows; left out: the byline.
    alt: Option<String>,
    /// How many lines deep; left out: 4.
    #[schemars(range(min = 2, max = 40))]
    lines: Option<u32>,
}

/// A path, or a table of it and its words.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Picture {
    /// The file, counted from the article's folder.
    Path(String),
    Table(PictureTable),
}

/// A picture that came with an article.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct PictureTable {
    /// The file, counted from the article's folder.
    picture: String,
    /// Its caption, printed as written.
    caption: Option<String>,
    /// Its credit.
    credit: Option<String>,
    /// What it shows, for readers who do not see it.
    alt: Option<String>,
}
