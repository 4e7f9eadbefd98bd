//! [`Composer`]: shapes paragraphs into galleys, and remembers what it shaped.

use std::collections::HashSet;

use crate::chars::{Class, Hyphenate, Locale, Snap};
use crate::diag::{Diagnostic, codes};
use crate::fonts::{FontBook, InkBox};
use crate::measure::{Em, Length, Permille, WritingMode};
use crate::page::style::TextStyle;
use crate::text::{Mark, Markup, RichText};

use super::annotate::{DOT, HALF, Note, NoteKind, SESAME};
use super::assemble::Inserted;
use super::bopomofo;
use super::build::{Missing, build};
use super::galley::{Galley, TailNodes, natural};
use super::itemize::itemize;
use super::line::Orientation;
use super::nodes::{Font, Nodes};
use super::paragraph::Paragraph;
use super::shape::Shaper;

/// Keeps faces, plans and shaped characters. One a job: a character that is missing from the
/// fonts is reported once by each composer.
pub struct Composer<'f> {
    shaper: Shaper<'f>,
    reported: HashSet<char>,
}

impl<'f> Composer<'f> {
    pub fn new(book: &'f FontBook<'f>) -> Composer<'f> {
        Composer { shaper: Shaper::new(book), reported: HashSet::new() }
    }

    /// Shapes a paragraph. What is wrong with its characters goes into `diags`.
    pub fn prepare(&mut self, paragraph: &Paragraph<'_>, diags: &mut Vec<Diagnostic>) -> Galley {
        let Paragraph { text, style, mode, mark, tail } = *paragraph;
        let nodes = self.nodes(text, style, mode, diags);
        let mut galley = Galley::new(nodes, text, style, mode);
        if !mark.is_empty() {
            galley.mark = self.inserted(mark, style, mode);
        }
        if style.settings.hyphenate != Hyphenate::Never {
            galley.hyphen = self.inserted("-", style, mode);
        }
        galley.tail = tail.map(|tail| TailNodes {
            nodes: self.nodes(tail.text, tail.style, mode, diags),
            em: tail.style.em(mode),
        });
        galley
    }

    fn nodes(
        &mut self,
        text: &RichText,
        style: &TextStyle,
        mode: WritingMode,
        diags: &mut Vec<Diagnostic>,
    ) -> Nodes {
        let (units, looks) = itemize(text, style, mode, self.shaper.book);
        let (mut nodes, missing) = build(&mut self.shaper, &text.text, style, mode, &units, &looks);
        for missing in missing {
            self.report(text, missing, diags);
        }
        self.add_notes(&mut nodes, text, style, mode, diags);
        nodes.fit_ruby();
        if style.settings.snap == Snap::Character {
            nodes.snap(style.em(mode).inline);
        }
        nodes.finish();
        nodes
    }

    /// Ruby, dots and lines; what cannot be drawn yet is said.
    fn add_notes(
        &mut self,
        nodes: &mut Nodes,
        text: &RichText,
        style: &TextStyle,
        mode: WritingMode,
        diags: &mut Vec<Diagnostic>,
    ) {
        for markup in &text.marks {
            let (kind, printed, scale) = match &markup.mark {
                Mark::Emphasis => (NoteKind::Dots, "●", DOT),
                Mark::Name => (NoteKind::Name, "\u{FF3F}", Permille::ONE),
                Mark::Title => (NoteKind::Title, "\u{FE4F}", Permille::ONE),
                Mark::Ruby { reading } => (NoteKind::Ruby, reading.text.as_str(), HALF),
                Mark::Bold | Mark::Superscript | Mark::Language(_) => continue,
            };
            if kind == NoteKind::Ruby && printed.chars().any(|c| Class::of(c) == Class::Bp) {
                let spelt = bopomofo::syllables(printed, nodes, &markup.range);
                match spelt.and_then(|spelt| self.bopomofo(&spelt, style, mode)) {
                    Some(notes) => nodes.notes.extend(notes),
                    None => diags.push(not_drawn(kind, text, markup)),
                }
                continue;
            }
            // Japan dots vertical text with sesame seeds (R85).
            let sesame = kind == NoteKind::Dots
                && mode == WritingMode::VerticalRl
                && style.settings.locale == Locale::Ja;
            let (printed, scale) = if sesame { ("\u{FE45}", SESAME) } else { (printed, scale) };
            match self.note(kind, printed, scale, style, mode) {
                Some(note) => {
                    let (start, end) = (markup.range.start, markup.range.end);
                    nodes.notes.push(Note { start, end, ..note });
                }
                None => diags.push(not_drawn(kind, text, markup)),
            }
        }
    }

    /// What is printed beside the text, shaped.
    fn note(
        &mut self,
        kind: NoteKind,
        printed: &str,
        scale: Permille,
        style: &TextStyle,
        mode: WritingMode,
    ) -> Option<Note> {
        let mut style = TextStyle { size: scale.of(style.size), tracking: Em::ZERO, ..*style };
        let line = matches!(kind, NoteKind::Name | NoteKind::Title);
        let vertical = mode == WritingMode::VerticalRl;
        if vertical && line {
            (style.width, style.height) = (style.height, style.width);
        }
        let shaped = if kind == NoteKind::Ruby { mode } else { WritingMode::HorizontalTb };
        let mut inserted = self.inserted(printed, &style, shaped)?;
        if vertical && line {
            inserted.font.orientation = Orientation::Sideways;
        }
        let face = self.shaper.book.face(inserted.font.face);
        let ink = match kind {
            NoteKind::Ruby => InkBox { x_min: 0, y_min: 0, x_max: 0, y_max: 0 },
            _ => face.ink(inserted.glyphs.first()?.id)?,
        };
        let text = if kind == NoteKind::Ruby { printed.to_owned() } else { String::new() };
        Some(Note {
            start: 0,
            end: 0,
            kind,
            mode,
            locale: style.settings.locale,
            font: inserted.font,
            glyphs: inserted.glyphs,
            width: inserted.width,
            ink,
            per_em: i64::from(face.units_per_em()),
            text,
        })
    }

    /// The notes of spelt syllables (R81).
    fn bopomofo(
        &mut self,
        spelt: &[bopomofo::Syllable<'_>],
        style: &TextStyle,
        mode: WritingMode,
    ) -> Option<Vec<Note>> {
        let symbol =
            TextStyle { size: bopomofo::SYMBOL.of(style.size), tracking: Em::ZERO, ..*style };
        let mut notes = Vec::with_capacity(spelt.len());
        for syllable in spelt {
            let first = self.bopomofo_glyphs(syllable.text, &symbol)?;
            notes.push(bopomofo::note(syllable, first, &symbol, style, mode));
        }
        Some(notes)
    }

    /// Each symbol and tone upright, with its ink.
    fn bopomofo_glyphs(
        &mut self,
        text: &str,
        style: &TextStyle,
    ) -> Option<(Font, Vec<bopomofo::Symbol>)> {
        let mut font = None;
        let mut symbols = Vec::new();
        for (at, c) in text.char_indices() {
            let mut bytes = [0; 4];
            let one = c.encode_utf8(&mut bytes);
            let shaped = self.inserted(one, style, WritingMode::HorizontalTb)?;
            let glyph = *shaped.glyphs.first()?;
            let face = self.shaper.book.face(shaped.font.face);
            if font.is_some_and(|font: Font| font.face != shaped.font.face) {
                return None;
            }
            font = Some(shaped.font);
            let ink = face.ink(glyph.id)?;
            let per_em = i64::from(face.units_per_em());
            symbols.push(bopomofo::Symbol { c, at: at as u32, glyph, ink, per_em });
        }
        Some((font?, symbols))
    }

    /// A string of composition's own.
    fn inserted(&mut self, text: &str, style: &TextStyle, mode: WritingMode) -> Option<Inserted> {
        let rich = RichText::plain(text, crate::diag::FileId(0), 0);
        let (units, looks) = itemize(&rich, style, mode, self.shaper.book);
        let (mut nodes, _) = build(&mut self.shaper, text, style, mode, &units, &looks);
        nodes.finish();
        let font: Font = *nodes.fonts.first()?;
        let width = natural(&nodes);
        let mut at = Length::ZERO;
        let mut glyphs = Vec::new();
        for (index, cluster) in nodes.clusters.iter().enumerate() {
            let first = cluster.glyph as usize;
            for glyph in nodes.glyphs.get(first..first + cluster.glyphs as usize).unwrap_or(&[]) {
                let mut glyph = *glyph;
                glyph.inline += at - cluster.lead;
                glyphs.push(glyph);
            }
            at += cluster.size;
            at += nodes.joints.get(index).map_or(Length::ZERO, |joint| joint.natural());
        }
        Some(Inserted { text: text.to_owned(), font, glyphs, width })
    }

    /// R117: an error a character, never an empty box.
    fn report(&mut self, text: &RichText, missing: Missing, diags: &mut Vec<Diagnostic>) {
        if !self.reported.insert(missing.c) {
            return;
        }
        let code = missing.c as u32;
        let shown = if missing.c.is_control() { String::new() } else { format!("{} ", missing.c) };
        diags.push(
            Diagnostic::error(
                codes::font::MISSING_GLYPH,
                format!("no font has the character {shown}(U+{code:04X})"),
            )
            .at(text.span_of(missing.start..missing.end), "〓 is printed in its place")
            .help("add a house font that has it: [font.NAME] files = [...]"),
        );
    }
}

/// A mark that is read but not yet printed is said to be so.
fn not_drawn(kind: NoteKind, text: &RichText, markup: &Markup) -> Diagnostic {
    let what = match kind {
        NoteKind::Dots => "these emphasis dots are",
        NoteKind::Name => "this name line is",
        NoteKind::Title => "this title line is",
        NoteKind::Ruby | NoteKind::Bopomofo => "this reading is",
    };
    Diagnostic::warning(codes::composition::MARK_NOT_DRAWN, format!("{what} not drawn"))
        .at(text.span_of(markup.range.clone()), "set without the mark")
        .help("write one syllable for each character, parted by blanks")
}
