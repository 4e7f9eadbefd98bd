//! [`TypeCase`]: what every step takes its type from, on whatever thread it works.

use crate::compose::{Composers, Galley, Paragraph};
use crate::fonts::FontBook;
use crate::measure::{Length, TypeSize, WritingMode};
use crate::page::model::LineGrid;
use crate::page::style::{Role, SizeRule, Style, StyleSheet, TextStyle};
use crate::text::RichText;

/// An ideograph's em box over the baseline, in thousandths: what glyphs are drawn from.
const EM_ASCENT: i64 = 880;

/// The fonts and the composers of a job.
#[derive(Clone, Copy)]
pub(super) struct TypeCase<'a> {
    composers: &'a dyn Compose,
    book: &'a FontBook<'a>,
}

/// A lock is bound to the very lifetime of the fonts behind it, which every step would have to
/// name; this leaves it out.
trait Compose: Sync {
    fn prepare(&self, paragraph: &Paragraph<'_>) -> Galley;
}

impl Compose for Composers<'_> {
    fn prepare(&self, paragraph: &Paragraph<'_>) -> Galley {
        Composers::prepare(self, paragraph)
    }
}

impl<'a> TypeCase<'a> {
    pub(super) fn new(composers: &'a Composers<'_>) -> TypeCase<'a> {
        TypeCase { composers, book: composers.book() }
    }

    pub(super) fn compose(&self, paragraph: &Paragraph<'_>) -> Galley {
        self.composers.prepare(paragraph)
    }

    /// Text without a mark before it or a credit behind.
    pub(super) fn galley(&self, text: &RichText, style: &TextStyle, mode: WritingMode) -> Galley {
        self.compose(&Paragraph { text, style, mode, mark: "", tail: None })
    }

    /// From the start of a line's em box to the line that type of all sizes stands on: the
    /// baseline, or the middle of a vertical line.
    pub(super) fn ascent(&self, style: &TextStyle, mode: WritingMode) -> Length {
        let em = style.em(mode);
        match mode {
            WritingMode::VerticalRl => em.block / 2,
            WritingMode::HorizontalTb => {
                let book = self.book;
                match book.choose(style.family, '國', crate::fonts::Beside::Chinese) {
                    Some(id) => {
                        let face = book.face(id);
                        let (of, upem) = (face.em_box(), i64::from(face.units_per_em()));
                        em.block.scale(i64::from(of.ascent), upem)
                    }
                    None => em.block.scale(88, 100),
                }
            }
        }
    }

    /// How high Western capitals are, or what of `text` is higher.
    pub(super) fn letter_height(&self, style: &TextStyle, text: &str) -> Length {
        let em = style.height.of(style.size);
        let of = |c: char| {
            let face = self.book.choose(style.family, c, crate::fonts::Beside::Western)?;
            let face = self.book.face(face);
            let ink = face.ink(face.glyph(c)?)?;
            Some(em.scale(ink.y_max.into(), face.units_per_em().into()))
        };
        std::iter::once('H').chain(text.chars()).filter_map(of).max().unwrap_or(em.scale(7, 10))
    }

    /// How far the origins of type stand below those of other type whose em boxes begin with its own
    /// and are so much less deep.
    pub(super) fn lower_by(deeper: Length, mode: WritingMode) -> Length {
        match mode {
            WritingMode::HorizontalTb => deeper.scale(EM_ASCENT, 1000),
            WritingMode::VerticalRl => deeper / 2,
        }
    }

    /// From the head of a strip to the body's baseline.
    pub(super) fn body_ascent(&self, styles: &StyleSheet, grid: &LineGrid) -> Length {
        let body = styles.get(Role::Body);
        self.ascent(&body.at(plain_size(body)), grid.mode)
    }
}

/// The size a style is set at where nothing has to be fitted.
pub(super) fn plain_size(style: &Style) -> Length {
    match &style.size {
        SizeRule::Fixed(size) | SizeRule::OneLine(size) => *size,
        SizeRule::Fit { usual, .. } => usual.0,
        // Without its headline: a deck may have no upper limit.
        SizeRule::OfHeadline { most, .. } => (*most).min(Length::from_pt(21)),
    }
}

/// The pitch of a style: never so small that its lines would touch.
pub(super) fn leading_of(style: &Style, grid: &LineGrid, em: TypeSize) -> Length {
    style.leading.of(grid.line, em.block).max(em.block)
}
