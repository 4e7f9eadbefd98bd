//! [`ArticleShelf`]: articles taken apart, for the runs after.

use std::sync::Arc;

use crate::diag::{FileId, Findings};
use crate::kept::{Content, Kept, Lasting};
use crate::source::article::Article;
use crate::source::read_articles;

/// Articles by their text, the number of its file, which every place in them names, and the folder
/// that their paths count from.
#[derive(Debug, Default)]
pub(super) struct ArticleShelf(Kept<(FileId, String, Content), TakenApart>);

/// The articles of a file, and what was found in them.
#[derive(Debug)]
pub(super) struct TakenApart {
    pub articles: Arc<[Article]>,
    pub findings: Findings,
}

impl TakenApart {
    fn new(file: FileId, folder: &str, text: &str) -> TakenApart {
        let (mut articles, findings) = read_articles(file, text);
        articles.iter_mut().for_each(|article| article.count_from(folder));
        TakenApart { articles: articles.into(), findings }
    }
}

impl ArticleShelf {
    /// A shelf that will see one run and no other.
    pub fn for_one_run() -> ArticleShelf {
        ArticleShelf(Kept::new(Lasting::Never))
    }

    /// `folder` leads from the layout's folder to the file's.
    pub fn take_apart(&self, file: FileId, folder: &str, text: &str) -> Arc<TakenApart> {
        if self.0.lasting() == Lasting::Never {
            return Arc::new(TakenApart::new(file, folder, text));
        }
        let key = (file, folder.to_owned(), Content(text.as_bytes().into()));
        self.0.get_or_make(key, |_| TakenApart::new(file, folder, text))
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
