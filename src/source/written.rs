//! An article that was written by the program, from another program's file: the words of each part in
//! an article's own mark-up, with the places that they had in the file that they come from.

use super::article::{Article, ArticlePicture, FrontMatter};
use super::inline::{Bars, Places};
use super::read_article::{body_text, empty, inline_text, overlong, split_credit};
use crate::diag::{FileId, Findings, Span};
use crate::text::RichText;

/// Markdown and, for each of its bytes and its end, a byte of the file that it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Piece {
    pub text: String,
    pub places: Vec<u32>,
}

impl Piece {
    /// Appends what comes from byte `at` of the file on.
    pub fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.places.extend(std::iter::repeat_n(at as u32, c.len_utf8()));
    }

    /// Appends what the file does not have as it is: mark-up.
    pub fn push_marks(&mut self, marks: &str, at: usize) {
        self.text.push_str(marks);
        self.places.extend(std::iter::repeat_n(at as u32, marks.len()));
    }

    pub fn append(&mut self, other: &Piece) {
        self.text.push_str(&other.text);
        self.places.extend(&other.places);
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// The words of an article's parts, as an article's file has them.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct WrittenArticle {
    pub label: Option<Piece>,
    pub kicker: Vec<Piece>,
    pub headline: Vec<Piece>,
    pub deck: Vec<Piece>,
    pub byline: Option<Piece>,
    pub intro: Vec<Piece>,
    pub dateline: Option<Piece>,
    pub source: Option<Piece>,
    pub body: Piece,
}

/// Reads an article that was not read from an article's file, as if it had been.
pub fn read_written(
    file: FileId,
    written: &WrittenArticle,
    pictures: Vec<ArticlePicture>,
) -> (Article, Findings) {
    let mut found = Findings::default();
    let begins = Span::new(file, 0..0);
    let mut read = |piece: &Piece, bars: Bars| -> RichText {
        inline_text(file, &piece.text, piece.places.clone(), bars, &mut found)
    };
    let mut many = |pieces: &[Piece], bars: Bars| -> Vec<RichText> {
        pieces.iter().map(|piece| read(piece, bars)).filter(|text| !text.text.is_empty()).collect()
    };
    let mut one =
        |piece: &Option<Piece>, bars: Bars| many(piece.as_slice(), bars).into_iter().next();
    let front = FrontMatter {
        id: None,
        label: one(&written.label, Bars::Breaks),
        byline: one(&written.byline, Bars::Breaks),
        dateline: one(&written.dateline, Bars::Plain),
        source: one(&written.source, Bars::Plain),
        kicker: many(&written.kicker, Bars::Breaks),
        headline: many(&written.headline, Bars::Breaks),
        deck: many(&written.deck, Bars::Breaks),
        intro: many(&written.intro, Bars::Plain),
        jump_headline: None,
        pictures,
        portrait: None,
    };
    let body = &written.body;
    let body = match overlong(&body.text, &Places::Each(body.places.clone()), file) {
        Some(refused) => {
            found.push(refused);
            Vec::new()
        }
        None => body_text(file, &body.text, Places::Each(body.places.clone()), &mut found),
    };
    let mut article = Article { file, begins, front, body };
    split_credit(&mut article.body);
    if found.is_empty() {
        found.extend(empty(&article));
    }
    found.sort_by_place();
    (article, found)
}
