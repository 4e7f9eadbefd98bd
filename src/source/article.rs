//! The literal tree of an article file.

use crate::diag::FileId;
use crate::text::{Marks, RichText};

/// An article as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    pub file: FileId,
    pub front: FrontMatter,
    pub body: Vec<BodyBlock>,
}

/// The TOML between the `+++` lines; every key may be missing.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct FrontMatter {
    pub label: Option<RichText>,
    pub kicker: Vec<RichText>,
    pub headline: Vec<RichText>,
    pub deck: Vec<RichText>,
    pub byline: Option<RichText>,
    pub intro: Vec<RichText>,
    pub dateline: Option<RichText>,
    pub source: Option<RichText>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum BodyBlock {
    Paragraph(Paragraph),
    /// `## …`
    Subhead(Paragraph),
    /// `- …`; the mark itself is the style's.
    Bullet(Paragraph),
    /// `1. …`, with its number; how it is printed is the style's.
    Numbered(u32, Paragraph),
    /// `> …`
    Quote(Paragraph),
}

impl BodyBlock {
    pub fn paragraph(&self) -> &Paragraph {
        match self {
            BodyBlock::Paragraph(paragraph)
            | BodyBlock::Subhead(paragraph)
            | BodyBlock::Bullet(paragraph)
            | BodyBlock::Numbered(_, paragraph)
            | BodyBlock::Quote(paragraph) => paragraph,
        }
    }

    pub(super) fn paragraph_mut(&mut self) -> &mut Paragraph {
        match self {
            BodyBlock::Paragraph(paragraph)
            | BodyBlock::Subhead(paragraph)
            | BodyBlock::Bullet(paragraph)
            | BodyBlock::Numbered(_, paragraph)
            | BodyBlock::Quote(paragraph) => paragraph,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    pub text: RichText,
    /// The agency credit that ends the article, with its ●: pushed to the line's end.
    pub credit: Option<RichText>,
    pub marks: Marks,
}
