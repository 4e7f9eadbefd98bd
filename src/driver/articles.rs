//! [`ArticleShelf`]: articles taken apart, for the runs after.

use std::sync::Arc;

use crate::diag::{FileId, Findings};
use crate::kept::{Content, Kept, Lasting};
use crate::source::article::Article;
use crate::source::read_articles;

/// Articles by their text and the number of its file, which every place in them names.
#[derive(Debug, Default)]
pub(super) struct ArticleShelf(Kept<(FileId, Content), TakenApart>);

/// The articles of a file, and what was found in them.
#[derive(Debug)]
pub(super) struct TakenApart {
    pub articles: Arc<[Article]>,
    pub findings: Findings,
}

impl TakenApart {
    fn new(file: FileId, text: &str) -> TakenApart {
        let (articles, findings) = read_articles(file, text);
        TakenApart { articles: articles.into(), findings }
    }
}

impl ArticleShelf {
    /// A shelf that will see one run and no other.
    pub fn for_one_run() -> ArticleShelf {
        ArticleShelf(Kept::new(Lasting::Never))
    }

    pub fn take_apart(&self, file: FileId, text: &str) -> Arc<TakenApart> {
        if self.0.lasting() == Lasting::Never {
            return Arc::new(TakenApart::new(file, text));
        }
        let key = (file, Content(text.as_bytes().into()));
        self.0.get_or_make(key, |_| TakenApart::new(file, text))
    }

    pub fn end_run(&self) {
        self.0.end_run();
    }

    /// How many articles have been taken apart.
    #[cfg(test)]
    pub fn made(&self) -> u64 {
        self.0.made()
    }
}
