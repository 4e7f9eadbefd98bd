//! Jump lines: the words where a story breaks off on one page and goes on on another.

use super::{Side, StoryId};
use crate::chars::Locale;
use crate::diag::Span;
use crate::text::{RichText, jump_words};

/// Where a jump line's words take the name of a page.
const PAGE: &str = "{page}";

/// What a document says of its jump lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jumps {
    pub words: JumpWords,
    /// Whether stories that go on on another page say so where a block does not say otherwise.
    pub shown: bool,
}

impl Default for Jumps {
    fn default() -> Jumps {
        let [to, from] = jump_words(Locale::default()).map(str::to_owned);
        Jumps { words: JumpWords { to, from }, shown: true }
    }
}

/// `下轉{page}版` and `上接{page}版`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JumpWords {
    pub to: String,
    pub from: String,
}

impl JumpWords {
    /// The line where a story breaks off, to go on on a page of that name.
    pub fn to(&self, page: &str) -> String {
        self.to.replace(PAGE, page)
    }

    /// The line where it goes on.
    pub fn from(&self, page: &str) -> String {
        self.from.replace(PAGE, page)
    }

    /// Whether such words name a page.
    pub fn names_page(words: &str) -> bool {
        words.contains(PAGE)
    }
}

/// What a block says of the jump lines at its head and foot.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum BlockJump {
    /// What the document says.
    #[default]
    Usual,
    Shown,
    Hidden,
    /// The pages, in the job or outside it, that the story goes on on and comes from; where one is
    /// left out it is as usual.
    Named {
        to: Option<JumpPage>,
        from: Option<JumpPage>,
    },
}

/// A page's name as a block says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JumpPage {
    pub name: String,
    pub span: Span,
}

/// A jump line as it is printed.
#[derive(Clone, Debug, PartialEq)]
pub struct JumpLine {
    /// Of a stack the one that is parted.
    pub story: StoryId,
    pub text: RichText,
    /// The page of the job that it leads to, by its place among those that are made up; none of a
    /// page that a block named.
    pub page: Option<u32>,
    /// Of a spread the half.
    pub side: Option<Side>,
}
