//! [`Composer`]: shapes paragraphs into galleys, and remembers what it shaped.

use std::collections::HashSet;
use std::ops::Range;

use crate::chars::{Class, Locale, Quotes, Snap};
use crate::diag::{Diagnostic, FileId, Findings, codes};
use crate::fonts::{FontBook, InkBox, is_builtin};
use crate::measure::{Em, Length, Permille, WritingMode};
use crate::page::style::TextStyle;
use crate::text::{Mark, Markup, RichText};

use super::annotate::{DOT, SESAME};
use super::bopomofo;
use super::build::{Lack, Missing, build};
use super::galley::{Galley, TailNodes, natural};
use super::glyphs::{Inserted, InsertedRun};
use super::itemize::itemize;
use super::kept::kept_lines;
use super::line::Orientation;
use super::nodes::Nodes;
use super::notes::{Around, DESCENT, HALF, Note, NoteKind, Notes};
use super::overhang::{self, overhangs};
use super::paragraph::Paragraph;
use super::quotes;
use super::shape::Shaper;

/// Keeps faces, plans and shaped characters, and nothing of what it said: the findings about a
/// paragraph are its galley's own, whether it is the first or the tenth with a character that
/// no font has.
pub struct Composer<'f> {
    shaper: Shaper<'f>,
}

impl<'f> Composer<'f> {
    pub fn new(book: &'f FontBook<'f>) -> Composer<'f> {
        Composer { shaper: Shaper::new(book) }
    }

    /// Shapes a paragraph. What is wrong with its characters is in the galley's findings.
    pub fn prepare(&mut self, paragraph: &Paragraph<'_>) -> Galley {
        let lines = kept_lines(&paragraph.text.text);
        if lines.len() == 1 {
            return self.prepare_line(paragraph);
        }
        // A kept line begins as the paragraph does where turned-over lines stand in further.
        let mut below = *paragraph.style;
        if below.hang <= below.settings.indent {
            below.settings.indent = Em::ZERO;
        }
        let last = lines.len() - 1;
        let mut galleys = lines.into_iter().enumerate().map(|(at, range)| {
            let line = Paragraph {
                text: &paragraph.text.slice(range.clone()),
                style: if at == 0 { paragraph.style } else { &below },
                mark: if at == 0 { paragraph.mark } else { "" },
                tail: paragraph.tail.filter(|_| at == last),
                ..*paragraph
            };
            (range.start, self.prepare_line(&line))
        });
        let first = galleys.next().map(|(_, galley)| galley);
        let more: Vec<(u32, Galley)> = galleys.collect();
        match first {
            Some(mut galley) => {
                for (_, line) in &more {
                    galley.findings.append(&line.findings);
                }
                Galley { more, ..galley }
            }
            None => self.prepare_line(paragraph),
        }
    }

    fn prepare_line(&mut self, paragraph: &Paragraph<'_>) -> Galley {
        let Paragraph { text, style, mode, mark, tail } = *paragraph;
        let mut findings = Findings::default();
        let nodes = self.nodes(text, style, mode, &mut findings);
        let mut galley = Galley::new(nodes, style, mode);
        if !mark.is_empty() {
            let (inserted, blank, missing) = self.inserted(&put_in(mark), style, mode);
            // Text follows: the blank of its last character (`1、`) is none of a line's end.
            galley.mark = inserted.map(|mark| Inserted { width: mark.width + blank, ..mark });
            // It stands in no article: the paragraph it stands before is pointed at.
            let end = text.text.chars().next().map_or(0, |c| c.len_utf8() as u32);
            findings.extend(missing_at(self.shaper.book, text, &(0..end), missing));
        }
        if galley.nodes.hyphens {
            galley.hyphen = self.inserted(&put_in("-"), style, mode).0;
        }
        galley.tail = tail.map(|tail| TailNodes {
            nodes: self.nodes(tail.text, tail.style, mode, &mut findings),
            em: tail.style.em(mode),
        });
        galley.findings = findings;
        galley
    }

    fn nodes(
        &mut self,
        text: &RichText,
        style: &TextStyle,
        mode: WritingMode,
        findings: &mut Findings,
    ) -> Nodes {
        let (mut units, looks) = itemize(text, style, mode, self.shaper.book);
        match style.settings.quotes {
            Quotes::Convert => quotes::convert(&mut units, &looks, mode),
            Quotes::Keep => {
                if let Some(at) = quotes::foreign(&units, &looks, mode) {
                    findings.push(foreign_quote(text, at));
                }
            }
        }
        findings.extend(no_bolder(self.shaper.book, text, style));
        let (mut nodes, missing) = build(&mut self.shaper, &text.text, style, mode, &units, &looks);
        findings.extend(missing_of(self.shaper.book, text, missing));
        let notes = self.notes(&nodes, text, style, mode, findings);
        if !notes.is_empty() {
            let em = style.em(mode).block;
            let words = overhangs(&nodes, self.shaper.book, em);
            nodes.notes = Notes::new(notes, Around { words, framed: framed(text), em });
        }
        nodes.fit_ruby();
        for &at in &text.breaks {
            nodes.part_clauses(at, style.em(mode).inline / 2);
        }
        if style.settings.snap == Snap::Character {
            nodes.snap(style.em(mode).inline);
        }
        nodes.finish();
        nodes
    }

    /// Ruby, dots and lines; what cannot be drawn yet is said.
    fn notes(
        &mut self,
        nodes: &Nodes,
        text: &RichText,
        style: &TextStyle,
        mode: WritingMode,
        findings: &mut Findings,
    ) -> Vec<Note> {
        let mut notes = Vec::new();
        let small = TextStyle { size: style.readings.of(style.size), ..*style };
        for markup in &text.marks {
            let (kind, printed, scale) = match &markup.mark {
                Mark::Emphasis => (NoteKind::Dots, "●", DOT),
                Mark::Name => (NoteKind::Name, "\u{FF3F}", Permille::ONE),
                Mark::Title => (NoteKind::Title, "\u{FE4F}", Permille::ONE),
                Mark::Ruby { reading } => (NoteKind::Ruby, reading.text.as_str(), HALF),
                Mark::Bold
                | Mark::Superscript
                | Mark::Mourned
                | Mark::Upright
                | Mark::Sideways
                | Mark::Pull
                | Mark::Language(_) => continue,
            };
            if let Mark::Ruby { reading } = &markup.mark
                && printed.chars().any(|c| Class::of(c) == Class::Bp)
            {
                let spelt = bopomofo::syllables(printed, nodes, &markup.range);
                match spelt.and_then(|spelt| self.bopomofo(reading, &spelt, &small, mode, findings))
                {
                    Some(spelt) => notes.extend(spelt),
                    None => findings.push(not_drawn(kind, text, markup)),
                }
                continue;
            }
            // Japan dots vertical text with sesame seeds (R85).
            let sesame = kind == NoteKind::Dots
                && mode == WritingMode::VerticalRl
                && style.settings.locale == Locale::Ja;
            let (printed, scale) = if sesame { ("\u{FE45}", SESAME) } else { (printed, scale) };
            let (note, missing) = match &markup.mark {
                Mark::Ruby { reading } => self.note(kind, reading, scale, &small, mode),
                _ => self.note(kind, &put_in(printed), scale, style, mode),
            };
            match &markup.mark {
                Mark::Ruby { reading } => {
                    findings.extend(missing_of(self.shaper.book, reading, missing))
                }
                _ => findings.extend(missing_at(self.shaper.book, text, &markup.range, missing)),
            }
            match note {
                Some(note) => {
                    let (start, end) = (markup.range.start, markup.range.end);
                    notes.push(Note { start, end, ..note });
                }
                None => findings.push(not_drawn(kind, text, markup)),
            }
        }
        notes
    }

    /// What is printed beside the text, shaped.
    fn note(
        &mut self,
        kind: NoteKind,
        printed: &RichText,
        scale: Permille,
        style: &TextStyle,
        mode: WritingMode,
    ) -> (Option<Note>, Vec<Missing>) {
        let mut style = TextStyle { size: scale.of(style.size), tracking: Em::ZERO, ..*style };
        let line = matches!(kind, NoteKind::Name | NoteKind::Title);
        let vertical = mode == WritingMode::VerticalRl;
        if vertical && line {
            (style.width, style.height) = (style.height, style.width);
        }
        let shaped = if kind == NoteKind::Ruby { mode } else { WritingMode::HorizontalTb };
        let (inserted, _, missing) = self.inserted(printed, &style, shaped);
        let note = inserted.and_then(|mut inserted| {
            if vertical && line {
                for run in &mut inserted.runs {
                    run.font.orientation = Orientation::Sideways;
                }
            }
            self.note_of(kind, inserted, &style, mode)
        });
        (note, missing)
    }

    fn note_of(
        &self,
        kind: NoteKind,
        inserted: Inserted,
        style: &TextStyle,
        mode: WritingMode,
    ) -> Option<Note> {
        let first = inserted.runs.first()?;
        let font = first.font;
        let face = self.shaper.book.face(font.face);
        let ink = match kind {
            NoteKind::Ruby => InkBox { x_min: 0, y_min: 0, x_max: 0, y_max: 0 },
            _ => face.ink(first.glyphs.first()?.id)?,
        };
        let (ink_over, ink_under) = match kind {
            NoteKind::Ruby => self.ink_of_letters(&inserted.runs),
            _ => (Length::ZERO, Length::ZERO),
        };
        Some(Note {
            start: 0,
            end: 0,
            kind,
            mode,
            locale: style.settings.locale,
            font,
            runs: inserted.runs,
            width: inserted.width,
            ink,
            per_em: i64::from(face.units_per_em()),
            text: if kind == NoteKind::Ruby { inserted.text } else { String::new() },
            ink_over,
            ink_under,
            lift: Length::ZERO,
        })
    }

    /// How far the letters of a reading stand over the baseline, and under the em box of their own type.
    fn ink_of_letters(&self, runs: &[InsertedRun]) -> (Length, Length) {
        let mut ink = (Length::ZERO, Length::ZERO);
        for run in runs.iter().filter(|run| run.font.orientation != Orientation::Upright) {
            let own = |glyph| overhang::ink(self.shaper.book, &run.font, glyph);
            for (over, under) in run.glyphs.iter().filter_map(own) {
                let under = under - DESCENT.of(run.font.across);
                ink = (ink.0.max(over), ink.1.max(under));
            }
        }
        ink
    }

    /// The notes of spelt syllables (R81).
    fn bopomofo(
        &mut self,
        reading: &RichText,
        spelt: &[bopomofo::Syllable<'_>],
        style: &TextStyle,
        mode: WritingMode,
        findings: &mut Findings,
    ) -> Option<Vec<Note>> {
        let symbol =
            TextStyle { size: bopomofo::SYMBOL.of(style.size), tracking: Em::ZERO, ..*style };
        let mut notes = Vec::with_capacity(spelt.len());
        for syllable in spelt {
            let symbols = self.bopomofo_glyphs(reading, syllable, &symbol, findings)?;
            notes.push(bopomofo::note(syllable, &symbols, &symbol, style, mode)?);
        }
        Some(notes)
    }

    /// Each symbol and tone upright, with its ink.
    fn bopomofo_glyphs(
        &mut self,
        reading: &RichText,
        syllable: &bopomofo::Syllable<'_>,
        style: &TextStyle,
        findings: &mut Findings,
    ) -> Option<Vec<bopomofo::Symbol>> {
        let mut symbols = Vec::new();
        for (at, c) in syllable.text.char_indices() {
            let at = at as u32;
            let from = syllable.at + at;
            let one = reading.slice(from..from + c.len_utf8() as u32);
            let (shaped, _, missing) = self.inserted(&one, style, WritingMode::HorizontalTb);
            findings.extend(missing_of(self.shaper.book, &one, missing));
            let shaped = shaped?;
            let run = shaped.runs.first()?;
            let (font, glyph) = (run.font, *run.glyphs.first()?);
            let face = self.shaper.book.face(font.face);
            let ink = face.ink(glyph.id)?;
            let per_em = i64::from(face.units_per_em());
            symbols.push(bopomofo::Symbol { c, at, font, glyph, ink, per_em });
        }
        Some(symbols)
    }

    /// What is printed beside or before the text, the blank behind its last character, and what of it
    /// no font has.
    fn inserted(
        &mut self,
        rich: &RichText,
        style: &TextStyle,
        mode: WritingMode,
    ) -> (Option<Inserted>, Length, Vec<Missing>) {
        let (units, looks) = itemize(rich, style, mode, self.shaper.book);
        let (mut nodes, missing) = build(&mut self.shaper, &rich.text, style, mode, &units, &looks);
        nodes.finish();
        let width = natural(&nodes);
        let mut at = Length::ZERO;
        let mut runs = Vec::new();
        for (index, cluster) in nodes.clusters.iter().enumerate() {
            let Some(font) = nodes.fonts.get(cluster.font as usize) else { continue };
            for rider in nodes.riders_of(index) {
                let Some(font) = nodes.fonts.get(rider.font as usize) else { continue };
                let mut glyph = rider.glyph;
                glyph.inline += at - cluster.lead;
                InsertedRun::push(&mut runs, *font, glyph);
            }
            let first = cluster.glyph as usize;
            for glyph in nodes.glyphs.get(first..first + cluster.glyphs as usize).unwrap_or(&[]) {
                let mut glyph = *glyph;
                glyph.inline += at - cluster.lead;
                InsertedRun::push(&mut runs, *font, glyph);
            }
            at += cluster.size;
            at += nodes.joints.get(index).map_or(Length::ZERO, |joint| joint.natural());
        }
        let inserted = Inserted { text: rich.text.clone(), runs, width };
        let blank = nodes.clusters.last().map_or(Length::ZERO, |last| last.after);
        (Some(inserted).filter(|inserted| !inserted.runs.is_empty()), blank, missing)
    }
}

/// Characters that are missing from a text, each once.
fn missing_of(
    book: &FontBook<'_>,
    text: &RichText,
    missing: Vec<Missing>,
) -> impl Iterator<Item = Diagnostic> {
    let mut said = HashSet::new();
    let first = missing.into_iter().filter(move |missing| said.insert((missing.c, missing.lack)));
    first.map(move |missing| missing_glyph(book, text, missing))
}

/// `**bold**` in a family that has nothing bolder; told once a family.
fn no_bolder(book: &FontBook<'_>, text: &RichText, style: &TextStyle) -> Option<Diagnostic> {
    let bold = |markup: &&Markup| markup.mark == Mark::Bold && !markup.range.is_empty();
    let first = text.marks.iter().find(bold)?;
    if style.bold_family != style.family || book.bold_of(style.family) != style.family {
        return None;
    }
    let message =
        format!("the font {} has nothing bolder for bold text", book.name_of(style.family));
    let help = match is_builtin(book.name_of(style.family)) {
        true => "mark the words otherwise (`*…*`), or set the style in `serif` or `sans`",
        false => "name the files of its bold: bold = [\"…\"] in the font's table",
    };
    Some(
        Diagnostic::warning(codes::font::NO_BOLD, message)
            .at(text.span_of(first.range.clone()), "looks like the rest")
            .help(help),
    )
}

/// Characters that are missing from what composition adds at a place of the text.
fn missing_at(
    book: &FontBook<'_>,
    text: &RichText,
    at: &Range<u32>,
    missing: Vec<Missing>,
) -> impl Iterator<Item = Diagnostic> {
    let (start, end) = (at.start, at.end);
    missing
        .into_iter()
        .map(move |missing| missing_glyph(book, text, Missing { start, end, ..missing }))
}

/// R11: a note at the first of a paragraph's; of a file's notes one is shown.
fn foreign_quote(text: &RichText, at: Range<u32>) -> Diagnostic {
    let mark = text.text.get(at.start as usize..at.end as usize).unwrap_or("");
    let message = format!("the quotation mark {mark} is not the region's");
    Diagnostic::note(codes::composition::FOREIGN_QUOTE, message)
        .at(text.span_of(at), "printed as written")
        .help(
            "write the region's own, 「 and 」 or “ and ”, or say `quotes = \"convert\"` in its style, as in [style.body]",
        )
}

/// What is wrong with a character: R117 (an error, never an empty box; a note where another
/// family draws it) and R124.
fn missing_glyph(book: &FontBook<'_>, text: &RichText, missing: Missing) -> Diagnostic {
    let span = text.span_of(missing.start..missing.end);
    match missing.lack {
        Lack::Glyph => {
            let label = match unicode_normalization::char::is_combining_mark(missing.c) {
                true => "the letter is printed without its mark",
                false => "〓 is printed in its place",
            };
            Diagnostic::error(
                codes::font::MISSING_GLYPH,
                format!("no font has the character {}", named(missing.c)),
            )
            .at(span, label)
            .help("add a font that has it: [font.fallback] files = [\"…\"]")
        }
        Lack::Form(form) => {
            let sequence =
                format!("{} (U+{:04X} U+{:04X})", missing.c, missing.c as u32, form as u32);
            Diagnostic::warning(
                codes::font::FORM_IGNORED,
                format!("no font has the form of {sequence}"),
            )
            .at(span, "printed in its usual form")
            .help("add a font that has the form: [font.fallback] files = [\"…\"]")
        }
        Lack::Room(marks) => Diagnostic::error(
            codes::composition::HEAPED_MARKS,
            format!("{} carries {marks} marks, more than can be read", named(missing.c)),
        )
        .at(span, "they would run through the lines above")
        .help("take out those that are no part of the word"),
        Lack::Own(family) => {
            let message = format!("the font {} lacks characters of the text", book.name_of(family));
            Diagnostic::note(codes::font::SUBSTITUTE, message)
                .at(span, named(missing.c))
                .help("add a font that has them to the family, or set the text in another")
        }
    }
}

/// A character and its code.
fn named(c: char) -> String {
    let code = c as u32;
    match c.is_control() || unicode_normalization::char::is_combining_mark(c) {
        true => format!("U+{code:04X}"),
        false => format!("{c} (U+{code:04X})"),
    }
}

/// The names of the dead, which stand in frames (R87).
fn framed(text: &RichText) -> Vec<Range<u32>> {
    let names = text.marks.iter().filter(|markup| markup.mark == Mark::Mourned);
    let mut names: Vec<Range<u32>> = names.map(|markup| markup.range.clone()).collect();
    names.sort_by_key(|name| name.start);
    names
}

/// A string that stands in no article.
fn put_in(text: &str) -> RichText {
    RichText::plain(text, FileId(0), 0)
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
