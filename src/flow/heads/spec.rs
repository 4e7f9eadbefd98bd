//! [`HeadSpec`] and [`SetHead`]: a head to be set, and one in its place.

use std::sync::Arc;

use crate::compose::SetLine;
use crate::diag::Findings;
use crate::measure::Length;
use crate::page::model::{
    BlockId, Fold, LineGrid, LineOrder, Part, Portrait, StoryId, StoryText, TextId,
};
use crate::page::style::{Align, Role, SizeRule, Style, StyleSheet};
use crate::text::RichText;

use super::fit::{SetRows, Stretch, set_rows};
use super::fold::{FoldedAt, Rest, keep_off, move_on, share_beside};
use super::portrait::SetPortrait;
use super::probe::{Row, Step, Wording};
use super::spread::WIDE;
use super::white::Overhead;
use crate::flow::corner::{Corner, Start};
use crate::flow::frame::{Frame, Usage};

/// A head to be set.
pub(in crate::flow) struct HeadSpec<'a> {
    pub story: StoryId,
    /// Label to byline, and the source that stands with it; none of them empty.
    pub parts: Vec<(Part, &'a [Arc<RichText>])>,
    /// Beside the byline, and the block that it is of.
    pub portrait: Option<(&'a Portrait, BlockId)>,
    pub styles: &'a StyleSheet,
    pub grid: LineGrid,
    pub corner: Corner,
    /// From the start corner.
    pub inline: Length,
    pub block: Length,
    pub width: Length,
    /// A headline that finds its size takes none above this, where it has a usual one below.
    pub size: Option<Length>,
    /// The block's depth, where the head has it to itself.
    pub depth: Option<Length>,
    /// The depth down to the first insert under it.
    pub most: Option<Length>,
    /// The headline is the title of a box.
    pub boxed: bool,
    /// Steps of the ladder that the headline is larger than it would be; negative: smaller.
    pub steps: i64,
    /// Of a vertical head.
    pub order: LineOrder,
    /// Where rows that lie across a spread are folded, from the start corner.
    pub fold: Option<Length>,
    pub over: Overhead,
    /// White between the block and what stands under it, that is neither's own.
    pub beneath: Length,
    /// The white over and under a subhead that follows at once.
    pub followed: Length,
}

/// A head in its place.
pub(in crate::flow) struct SetHead {
    pub frames: Vec<Frame>,
    /// Whole lines.
    pub depth: Length,
    /// The outer edges of its first and last em boxes, from the start corner.
    pub first: Length,
    pub last: Length,
    /// None when it fits.
    pub misfit: Option<Misfit>,
    /// How much of the width the headline fills, in per cent, where it should fill it; and which
    /// of its texts is the widest.
    pub filled: Option<(i64, u32)>,
    /// Its shortest row is much shorter than its longest.
    pub unlike: bool,
    /// The headline's last row is a single character.
    pub runt: bool,
    /// The headline's size and the least usual one, where it is smaller than that.
    pub small: Option<(Length, Length)>,
    /// What the headline was widened or narrowed by, where it meets the eye.
    pub stretch: Option<Stretch>,
    /// The same of the deck, and how much of its width that fills, in per cent.
    pub deck: Option<(Stretch, i64)>,
    /// Where more depth would let it have a usual size, or fill its width.
    pub shallow: Option<Shallow>,
    /// What the headline is set in.
    pub step: Option<Step>,
    pub findings: Findings,
}

/// The lines that a head would need and those that it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) struct Shallow {
    pub needs: i64,
    pub has: i64,
}

/// The smallest step was still too large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) struct Misfit {
    pub size: Length,
    pub rows: u32,
    pub needs: Length,
    pub width: Length,
    pub needs_lines: i64,
    pub has_lines: Option<i64>,
    /// The largest size that would fit, if any does.
    pub fits: Option<Length>,
}

impl<'a> HeadSpec<'a> {
    /// The frame of a row whose em box begins at `start`.
    pub(super) fn row(&self, part: Part, row: Row, start: Start) -> Frame {
        let text = TextId::Story(self.story, StoryText::Part(part, row.text));
        let usage = Usage::Story { story: self.story, part };
        self.corner.line(start, row.line, text, usage)
    }

    /// What the fold takes of a row's width.
    pub(super) fn at_fold(&self) -> Length {
        if self.fold.is_some() { Fold::CLEAR * 2 } else { Length::ZERO }
    }

    /// Opens a row at the fold that was set in what it leaves, and begins at `inline`.
    pub(super) fn keep_off(
        &self,
        (row, text): (&mut Row, Option<&RichText>),
        inline: Length,
        style: &Style,
        rest: Rest,
    ) {
        let (Some(fold), Some(text)) = (self.fold, text) else { return };
        let line = &mut row.line;
        let end = line.measure + self.at_fold();
        // In the middle, or at the end, of all of it.
        match style.align {
            Align::Center => move_on(line, Fold::CLEAR),
            Align::End => move_on(line, Fold::CLEAR * 2),
            Align::Start | Align::Justify | Align::Spread => {}
        }
        let (fold, locale) = (fold - inline, style.settings.locale);
        let at = FoldedAt { fold, before: Length::ZERO, end, rest, locale };
        keep_off(text, line, at);
        line.measure = end;
    }

    /// What becomes of the room that a row of a style does not need at the fold.
    pub(super) fn rest(style: &Style, line: &SetLine) -> Rest {
        let fills = line.measure - line.width <= line.em.inline / 2;
        if style.align == Align::Spread && fills { Rest::Filled } else { Rest::White }
    }

    /// [`set_rows`] for rows that begin at `inline`, each with what becomes of the room at the fold. Where
    /// glyphs were widened for the whole row, and a side of the fold has no room for so wide ones,
    /// all are widened less: they are never widened and set closer (R93).
    pub(super) fn set_rows(
        &self,
        (wording, step): (Wording<'_>, Step),
        (inline, width): (Length, Length),
    ) -> (SetRows, Vec<Rest>) {
        let set = set_rows(wording, step, (width, WIDE));
        let style = wording.style;
        let rests: Vec<Rest> = set.rows.iter().map(|row| Self::rest(style, &row.line)).collect();
        let share = |(row, rest): (&Row, &Rest)| {
            let (fold, text) = (self.fold? - inline, wording.text_of(row)?);
            let end = row.line.measure + self.at_fold();
            let locale = style.settings.locale;
            let at = FoldedAt { fold, before: Length::ZERO, end, rest: *rest, locale };
            (*rest == Rest::Filled).then(|| share_beside(text, &row.line, at))
        };
        let least = set.rows.iter().zip(&rests).filter_map(share).min().unwrap_or(1000);
        let scale = set.stretch.scale;
        if least >= 1000 || scale <= 1000 {
            return (set, rests);
        }
        (set_rows(wording, step, (width, scale * least / 1000)), rests)
    }

    pub(super) fn texts(&self, part: Part) -> &'a [Arc<RichText>] {
        self.parts.iter().find(|(of, _)| *of == part).map_or(&[], |(_, texts)| *texts)
    }

    /// The portrait beside the byline, where that stands here.
    pub(super) fn set_portrait(&self) -> Option<SetPortrait> {
        let portrait = self.portrait.filter(|_| !self.texts(Part::Byline).is_empty())?;
        SetPortrait::new(portrait, &self.grid, self.width)
    }

    /// A source without a byline is no line of body size: it stands under the head's last row.
    pub(super) fn source_is_upper(&self) -> bool {
        let has = |part: Part| !self.texts(part).is_empty();
        has(Part::Source)
            && !has(Part::Byline)
            && [Part::Kicker, Part::Headline, Part::Deck].into_iter().any(has)
    }

    /// The headline's style, its sizes bounded.
    pub(super) fn headline_style(&self) -> Style {
        let mut style = self.style(Part::Headline).clone();
        if let (SizeRule::Fit { usual, .. }, Some(most)) = (&mut style.size, self.size)
            && usual.0 <= most
        {
            usual.1 = usual.1.min(most);
        }
        style
    }

    pub(super) fn style(&self, part: Part) -> &'a Style {
        let boxed = self.boxed && part == Part::Headline;
        self.styles.get(if boxed { Role::BoxTitle } else { part.role() })
    }
}
