//! [`Finding`]: what is the matter, and where on a page that is.

use std::path::Path;

use serde::Serialize;

use super::at::At;
use super::marks::files;
use super::paths::in_address;
use super::seen::{SeenJob, SeenLine};
use crate::diag::{self, Diagnostic, FileId, Severity, SourceMap, Span};

/// A finding as the browser is told of it.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    severity: &'static str,
    code: &'static str,
    name: String,
    message: String,
    label: String,
    help: Vec<String>,
    notes: Vec<String>,
    layout: usize,
    #[serde(flatten)]
    place: Place,
}

/// Where something is written, and where it stands on a page; none of what is nowhere.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Place {
    pub file: Option<String>,
    pub path: Option<String>,
    pub line: Option<usize>,
    pub column: Option<usize>,
    /// The key of a page.
    pub page: Option<String>,
    pub at: Option<At>,
}

/// The pages that a layout shows, and the texts of them.
pub struct Shown<'a> {
    pub job: &'a SeenJob,
    pub sources: &'a SourceMap,
    /// By their place in the job.
    pub keys: &'a [String],
}

impl Finding {
    pub fn of(
        found: &Diagnostic,
        sources: &SourceMap,
        (layout, shown): (usize, Option<&Shown<'_>>),
    ) -> Finding {
        let span = found.primary.as_ref().map(|label| label.span);
        Finding {
            severity: match found.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            code: found.code.0,
            name: diag::codes::all()
                .find(|row| row.code == found.code)
                .map_or_else(String::new, |row| row.name()),
            message: found.message.clone(),
            label: found.primary.as_ref().map_or_else(String::new, |label| label.text.clone()),
            help: found.help.clone(),
            notes: found.notes.clone(),
            layout,
            place: Place::of(span, sources, shown),
        }
    }

    pub fn is_warning(&self) -> bool {
        self.severity == "warning"
    }

    /// Errors first.
    pub fn rank(&self) -> u8 {
        match self.severity {
            "error" => 0,
            "warning" => 1,
            _ => 2,
        }
    }
}

impl Place {
    /// Of what is written there; `sources` are those that the span counts in.
    pub fn of(span: Option<Span>, sources: &SourceMap, shown: Option<&Shown<'_>>) -> Place {
        let Some(span) = span else { return Place::default() };
        let name = sources.path(span.file);
        let (line, column) = sources.line_column(span.file, span.start);
        let stands = shown.and_then(|shown| shown.find(name, span.start));
        let (page, at) = stands.unzip();
        Place {
            file: Some(name.to_owned()),
            path: Some(in_address(Path::new(name))),
            line: Some(line),
            column: Some(column),
            page,
            at,
        }
    }
}

impl Shown<'_> {
    /// The page, and the place on it, of what is written at a byte of a file: its line, or the block
    /// or the story that the layout tells of there, or the last line before.
    fn find(&self, name: &str, byte: u32) -> Option<(String, At)> {
        let file = files(self.sources).find(|file| self.sources.path(*file) == name)?;
        let found = self.line(file, byte).or_else(|| self.block(file, byte));
        let found = found.or_else(|| self.story(file, byte));
        let (page, at) = found.or_else(|| self.line_before(file, byte))?;
        Some((self.keys.get(page)?.clone(), at))
    }

    fn line(&self, file: FileId, byte: u32) -> Option<(usize, At)> {
        self.spots(file).find(|(span, _)| (span.start..span.end).contains(&byte)).map(|it| it.1)
    }

    fn line_before(&self, file: FileId, byte: u32) -> Option<(usize, At)> {
        let before = self.spots(file).filter(|(span, _)| span.start <= byte);
        before.max_by_key(|(span, _)| span.start).map(|it| it.1)
    }

    /// The places of all lines that are written in a file.
    fn spots(&self, file: FileId) -> impl Iterator<Item = (Span, (usize, At))> {
        let pages = self.job.pages.iter().enumerate();
        pages.flat_map(move |(page, seen)| {
            let lines = seen.lines.iter();
            lines.filter_map(move |line| {
                let span = line.span.filter(|span| span.file == file)?;
                Some((span, (page, line.at)))
            })
        })
    }

    /// The first line of a story that is named there.
    fn story(&self, file: FileId, byte: u32) -> Option<(usize, At)> {
        let holds = |span: &Span| span.file == file && (span.start..span.end).contains(&byte);
        let named = self.job.stories.iter().position(|story| holds(&story.named))?;
        let own = |line: &&SeenLine| line.story.is_some_and(|id| id.0 as usize == named);
        let pages = self.job.pages.iter().enumerate();
        let mut first =
            pages.filter_map(|(page, seen)| Some((page, seen.lines.iter().find(own)?.at)));
        first.next()
    }

    fn block(&self, file: FileId, byte: u32) -> Option<(usize, At)> {
        let pages = self.job.pages.iter().enumerate();
        let blocks = pages.flat_map(|(page, seen)| seen.blocks.iter().map(move |it| (page, it)));
        let holds = |span: &Span| span.file == file && (span.start..=span.end).contains(&byte);
        let held = blocks.filter(|(_, block)| holds(&block.span));
        let least = held.min_by_key(|(_, block)| block.span.end - block.span.start);
        least.map(|(page, block)| (page, block.at))
    }
}
