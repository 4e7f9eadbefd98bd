//! [`TypeShop`]: the fonts of a job, and what has been set in them.

use std::fmt;
use std::sync::Arc;

use self_cell::self_cell;

use super::fonts::HouseFonts;
use crate::compose::Composers;
use crate::diag::Findings;
use crate::flow::Stories;
use crate::fonts::FontBook;
use crate::kept::{Kept, Lasting};
use crate::pdf;

/// The faces of a job, read, with all that hangs on them: shaped words, settled stories, subset
/// fonts. Another job with the same fonts goes on with it.
pub(super) struct TypeShop {
    faces: Faces,
    pub stories: Stories,
    pub pdf: pdf::Cache,
}

/// A book, and what was found when it was made.
struct Made<'f> {
    book: FontBook<'f>,
    findings: Findings,
}

self_cell! {
    /// A book that lies beside the files it reads.
    struct Book {
        owner: Arc<HouseFonts>,
        #[covariant]
        dependent: Made,
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
            Made { book, findings }
        });
        let faces = Faces::new(book, |book| Composers::new(&book.borrow_dependent().book));
        TypeShop { faces, stories: Stories::new(lasting), pdf: pdf::Cache::new(lasting) }
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
            shop.stories.end_run();
            shop.pdf.end_run();
        });
        self.shops.end_run();
    }

    /// How many stories were settled, fonts subset and streams deflated.
    #[cfg(test)]
    pub fn made(&self) -> (u64, u64, u64) {
        let mut made = (0, 0, 0);
        self.shops.each(|shop| {
            let (fonts, streams) = shop.pdf.made();
            made = (made.0 + shop.stories.made(), made.1 + fonts, made.2 + streams);
        });
        made
    }
}
