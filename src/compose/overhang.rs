//! How far the ink of letters stands out of the em box of their line: what is drawn beside a text keeps off it (R82,
//! R83, R85-R87).
//!
//! ```text
//!   ----------- 0.88 em   Å reaches over it
//!   文 g y Å
//!   ----------- -0.12 em  g and y reach under it
//! ```

use crate::fonts::FontBook;
use crate::measure::{Length, Permille};

use super::glyphs::{Font, PlacedGlyph};
use super::line::{ASCENT, Orientation};
use super::nodes::Nodes;
use super::notes::{DESCENT, Overhang};

/// Ink of Han stands so far within its em box at least; letters that come nearer to its edge stand out.
const WITHIN: Permille = Permille(20);

/// Of a text's letters, in order.
pub(super) fn overhangs(nodes: &Nodes, book: &FontBook<'_>, em: Length) -> Vec<Overhang> {
    let mut words: Vec<Overhang> = Vec::new();
    let mut goes_on = false;
    for (index, cluster) in nodes.clusters.iter().enumerate() {
        let font = nodes.fonts.get(cluster.font as usize);
        let lies = |font: &&Font| font.orientation != Orientation::Upright;
        let Some(font) = font.filter(lies).filter(|_| !cluster.class.is_ideographic()) else {
            goes_on = false;
            continue;
        };
        let first = cluster.glyph as usize;
        let own = nodes.glyphs.get(first..first + cluster.glyphs as usize).unwrap_or(&[]);
        let riders = nodes
            .riders_of(index)
            .iter()
            .filter_map(|rider| Some((nodes.fonts.get(rider.font as usize)?, &rider.glyph)));
        let all = own.iter().map(|glyph| (font, glyph)).chain(riders);
        let (mut over, mut under) = (Length::ZERO, Length::ZERO);
        for (top, foot) in all.filter_map(|(font, glyph)| ink(book, font, glyph)) {
            over = over.max(top - ASCENT.of(em) + WITHIN.of(em));
            under = under.max(foot - DESCENT.of(em) + WITHIN.of(em));
        }
        match words.last_mut().filter(|_| goes_on) {
            Some(word) => {
                word.range.end = cluster.end;
                (word.over, word.under) = (word.over.max(over), word.under.max(under));
            }
            None => words.push(Overhang { range: cluster.start..cluster.end, over, under }),
        }
        goes_on = true;
    }
    words.retain(|word| word.over.is_positive() || word.under.is_positive());
    words
}

/// How far the ink of a glyph is over the baseline and under it.
pub(super) fn ink(
    book: &FontBook<'_>,
    font: &Font,
    glyph: &PlacedGlyph,
) -> Option<(Length, Length)> {
    let face = book.face(font.face);
    let ink = face.ink(glyph.id)?;
    let per_em = i64::from(face.units_per_em());
    let across = |units: i32| font.across.scale(i64::from(units), per_em);
    Some((across(ink.y_max) - glyph.block, glyph.block - across(ink.y_min)))
}
