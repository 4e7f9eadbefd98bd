//! [`Composer`]: shapes paragraphs into galleys, and remembers what it shaped.

use std::collections::HashSet;

use crate::chars::Hyphenate;
use crate::diag::{Diagnostic, codes};
use crate::fonts::FontBook;
use crate::measure::{Length, WritingMode};
use crate::page::style::TextStyle;
use crate::text::{Mark, RichText};

use super::assemble::Inserted;
use super::build::{Missing, build};
use super::galley::{Galley, TailNodes, natural};
use super::itemize::itemize;
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
        undrawn_marks(text, diags);
        galley
    }

    fn nodes(
        &mut self,
        text: &RichText,
        style: &TextStyle,
        mode: WritingMode,
        diags: &mut Vec<Diagnostic>,
    ) -> Nodes {
        let (units, looks) = itemize(text, style, self.shaper.book);
        let (nodes, missing) = build(&mut self.shaper, &text.text, style, mode, &units, &looks);
        for missing in missing {
            self.report(text, missing, diags);
        }
        nodes
    }

    /// A string of composition's own.
    fn inserted(&mut self, text: &str, style: &TextStyle, mode: WritingMode) -> Option<Inserted> {
        let rich = RichText::plain(text, crate::diag::FileId(0), 0);
        let (units, looks) = itemize(&rich, style, self.shaper.book);
        let (nodes, _) = build(&mut self.shaper, text, style, mode, &units, &looks);
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

/// Marks that are read but not yet printed are said to be so.
fn undrawn_marks(text: &RichText, diags: &mut Vec<Diagnostic>) {
    for markup in &text.marks {
        let what = match markup.mark {
            Mark::Emphasis => "emphasis dots",
            Mark::Name => "the proper-name line",
            Mark::Title => "the title line",
            Mark::Ruby { .. } => "ruby",
            Mark::Bold | Mark::Superscript | Mark::Language(_) => continue,
        };
        diags.push(
            Diagnostic::warning(
                codes::composition::MARK_NOT_DRAWN,
                format!("{what} are not drawn yet")
                    .replace("line are", "line is")
                    .replace("ruby are", "ruby is"),
            )
            .at(text.span_of(markup.range.clone()), "set without it")
            .help("leave the mark out, or accept the text without it"),
        );
    }
}
