//! The literal tree of an article file.

use std::path::Path;

use crate::diag::{FileId, Span, Spanned};
use crate::text::{Marks, PartKind, RichText};

/// An article as written; a file may hold several.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    pub file: FileId,
    /// Where it begins: the line that opens its front matter, or nothing at the head of its file.
    pub begins: Span,
    pub front: FrontMatter,
    pub body: Vec<BodyBlock>,
}

/// The TOML between the `+++` lines; every key may be missing.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct FrontMatter {
    /// What a layout calls it among others of its file.
    pub id: Option<Spanned<String>>,
    pub label: Option<RichText>,
    pub kicker: Vec<RichText>,
    pub headline: Vec<RichText>,
    pub deck: Vec<RichText>,
    pub byline: Option<RichText>,
    pub intro: Vec<RichText>,
    pub dateline: Option<RichText>,
    pub source: Option<RichText>,
    /// What stands over the text where it goes on on another page.
    pub jump_headline: Option<RichText>,
    /// What came with the article; a block takes one as `lead#1`.
    pub pictures: Vec<ArticlePicture>,
    /// Who wrote it, beside the byline.
    pub portrait: Option<ArticlePortrait>,
}

/// The picture of who wrote an article.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticlePortrait {
    /// A path.
    pub picture: Spanned<String>,
    /// What it shows; the byline where nothing is said.
    pub alt: Option<Spanned<String>>,
    /// How many lines deep.
    pub lines: Option<Spanned<u32>>,
}

/// A picture that came with an article, and what is to be said of it; its words are printed as
/// they are written.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticlePicture {
    pub span: Span,
    /// A path.
    pub picture: Spanned<String>,
    pub caption: Option<Spanned<String>>,
    pub credit: Option<Spanned<String>>,
    /// What it shows, for those who do not see it.
    pub alt: Option<Spanned<String>>,
}

impl Article {
    /// Makes paths that count from the article's folder count from where `folder` does; an empty
    /// one is the same folder.
    pub fn count_from(&mut self, folder: &str) {
        let FrontMatter { pictures, portrait, .. } = &mut self.front;
        let pictures = pictures.iter_mut().map(|picture| &mut picture.picture);
        let portrait = portrait.iter_mut().map(|portrait| &mut portrait.picture);
        for path in pictures.chain(portrait).map(|named| &mut named.value) {
            if !folder.is_empty() && !Path::new(path.as_str()).is_absolute() {
                *path = format!("{}/{path}", folder.trim_end_matches('/'));
            }
        }
    }
}

/// A paragraph of the body, or what stands among them.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyBlock {
    pub kind: PartKind,
    pub text: RichText,
    /// The agency credit that ends the article, with its ●: pushed to the line's end.
    pub credit: Option<RichText>,
    pub marks: Marks,
}
