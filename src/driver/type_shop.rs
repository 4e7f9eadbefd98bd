//! [`TypeShop`]: the fonts of a job, and what has been set in them.

use std::fmt;
use std::sync::Arc;

use self_cell::self_cell;

use super::fonts::HouseFonts;
use crate::compose::Composers;
use crate::diag::Findings;
use crate::draw::PageShelf;
use crate::flow::Standing;
use crate::fonts::FontBook;
use crate::kept::{Kept, Lasting};
use crate::pdf;

/// The faces of a job, read, with all that hangs on them: shaped words, settled stories, pages
/// that were looked at and encoded, subset fonts. Another job with the same fonts goes on with it.
pub(super) struct TypeShop {
    faces: Faces,
    pub standing: Standing,
    pub pages: PageShelf<pdf::Uses>,
    pub pdf: pdf::Cache,
}

/// A book, and what was found when it was made.
struct Bound<'f> {
    book: FontBook<'f>,
    findings: Findings,
}

self_cell! {
    /// A book that lies beside the files it reads.
    struct Book {
        owner: Arc<HouseFonts>,
        #[covariant]
        dependent: Bound,
    }
}

self_cell! {
    /// Composers beside their book.
    struct Faces {
        owner: Book,
        #[not_covariant]
        dependent: Composers,
    }
}

impl TypeShop {
    fn new(fonts: Arc<HouseFonts>, lasting: Lasting) -> TypeShop {
        let book = Book::new(fonts, |fonts| {
            let (book, findings) = fonts.book();
            Bound { book, findings }
        });
        let faces = Faces::new(book, |book| Composers::new(&book.borrow_dependent().book));
        TypeShop {
            faces,
            standing: Standing::new(lasting),
            pages: PageShelf::new(lasting),
            pdf: pdf::Cache::new(lasting),
        }
    }

    pub fn book(&self) -> &FontBook<'_> {
        &self.faces.borrow_owner().borrow_dependent().book
    }

    /// What the families that the layout names are found to lack.
    pub fn findings(&self) -> &Findings {
        &self.faces.borrow_owner().borrow_dependent().findings
    }

    /// Works with the composers.
    pub fn compose<T>(&self, work: impl FnOnce(&Composers<'_>) -> T) -> T {
        self.faces.with_dependent(|_, composers| work(composers))
    }
}

impl fmt::Debug for TypeShop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TypeShop").finish_non_exhaustive()
    }
}

/// The shops of the last jobs, by their fonts as the layout names them.
#[derive(Debug, Default)]
pub(super) struct TypeShops {
    shops: Kept<Arc<HouseFonts>, TypeShop>,
    /// How long a shop keeps what it makes.
    lasting: Lasting,
}

impl TypeShops {
    /// Shops that will see one run and no other.
    pub fn for_one_run() -> TypeShops {
        TypeShops { shops: Kept::default(), lasting: Lasting::Never }
    }

    /// The shop with these fonts.
    pub fn with(&self, fonts: HouseFonts) -> Arc<TypeShop> {
        let make = |fonts: &Arc<HouseFonts>| TypeShop::new(fonts.clone(), self.lasting);
        self.shops.get_or_make(Arc::new(fonts), make)
    }

    pub fn end_run(&self) {
        self.shops.each(|shop| {
            shop.standing.end_run();
            shop.pages.end_run();
            shop.pdf.end_run();
        });
        self.shops.end_run();
    }

    /// Where the books of the shops lie: one that was kept stays where it is.
    #[cfg(test)]
    pub fn addresses(&self) -> Vec<usize> {
        let mut all = Vec::new();
        self.shops.each(|shop| all.push(std::ptr::from_ref(shop.book()).addr()));
        all
    }

    /// What has been made so far.
    #[cfg(test)]
    pub fn made(&self) -> Made {
        let mut made = Made::default();
        self.shops.each(|shop| {
            let (stories, blocks) = shop.standing.made();
            made.stories += stories;
            made.blocks += blocks;
            made.looks += shop.pages.made();
            let of_pdf = shop.pdf.made();
            made.fonts += of_pdf.fonts;
            made.streams += of_pdf.streams;
            made.contents += of_pdf.contents;
        });
        made
    }
}

/// How many stories were settled, pages made up but for them, looked at and encoded, fonts subset and streams deflated.
#[cfg(test)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Made {
    pub stories: u64,
    pub blocks: u64,
    pub looks: u64,
    pub contents: u64,
    pub fonts: u64,
    pub streams: u64,
}
