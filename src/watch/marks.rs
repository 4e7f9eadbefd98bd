//! [`Marks`]: what lies on a page, for whoever points at it.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use super::at::{At, rounded};
use super::paths::in_address;
use super::seen::{SeenJob, SeenPage};
use crate::diag::{FileId, SourceMap, Span};
use crate::page::model::StoryId;

/// What lies on a page, and the texts that it was written in.
pub struct Marks {
    pub job: Arc<SeenJob>,
    pub sources: Arc<SourceMap>,
    pub page: usize,
}

/// The files that places are in, each once.
#[derive(Default)]
struct FilesTold {
    numbers: BTreeMap<FileId, usize>,
    told: Vec<Value>,
}

impl FilesTold {
    fn number(&mut self, file: FileId, sources: &SourceMap) -> usize {
        *self.numbers.entry(file).or_insert_with(|| {
            let name = sources.path(file);
            self.told.push(json!({ "name": name, "path": in_address(Path::new(name)) }));
            self.told.len() - 1
        })
    }
}

impl Marks {
    fn seen(&self) -> Option<&SeenPage> {
        self.job.pages.get(self.page)
    }

    pub fn json(&self) -> String {
        let Some(page) = self.seen() else { return "{}".to_owned() };
        let mut told = FilesTold::default();
        let lines: Vec<Value> = page
            .lines
            .iter()
            .map(|line| {
                let mut value = self.place(line.at, line.span, &mut told);
                value["story"] = json!(self.story(line.story));
                value["part"] = json!(line.part);
                value["paragraph"] = json!(line.paragraph);
                value["text"] = json!(line.text);
                value
            })
            .collect();
        let blocks: Vec<Value> = page
            .blocks
            .iter()
            .map(|block| {
                let mut value = self.place(block.at, Some(block.span), &mut told);
                value["name"] = json!(block.name);
                value["kind"] = json!(block.kind);
                value["story"] = json!(self.story(block.story));
                value["legs"] = json!(block.legs);
                value
            })
            .collect();
        let over = self.job.overset.iter().filter(|over| over.page == self.page);
        let overset: Vec<Value> = over
            .map(|over| {
                let mut value = self.place(over.at.unwrap_or_default(), over.from, &mut told);
                value["story"] = json!(self.story(Some(over.story)));
                value["lines"] = json!(over.lines);
                value["characters"] = json!(over.characters);
                value
            })
            .collect();
        let here = |story: StoryId| page.lines.iter().any(|line| line.story == Some(story));
        let slack = self.job.slack.iter().filter(|slack| here(slack.story)).map(|slack| {
            json!({
                "story": self.story(Some(slack.story)),
                "lines": slack.lines,
                "characters": slack.characters,
            })
        });
        let baselines: Vec<[f64; 4]> =
            page.baselines.iter().map(|ends| ends.map(rounded)).collect();
        let all = json!({
            "grid": { "columns": page.columns, "lines": baselines, "area": page.area },
            "blocks": blocks,
            "lines": lines,
            "overset": overset,
            "slack": slack.collect::<Vec<Value>>(),
            "files": told.told,
        });
        all.to_string()
    }

    fn story(&self, id: Option<StoryId>) -> Option<&str> {
        let story = self.job.stories.get(id?.0 as usize)?;
        Some(&story.name)
    }

    fn place(&self, at: At, span: Option<Span>, told: &mut FilesTold) -> Value {
        let mut value = json!(at);
        let place = span.map(|span| {
            let (line, column) = self.sources.line_column(span.file, span.start);
            (told.number(span.file, &self.sources), line, column)
        });
        value["file"] = json!(place.map(|(file, ..)| file));
        value["line"] = json!(place.map(|(_, line, _)| line));
        value["column"] = json!(place.map(|(.., column)| column));
        value
    }
}

/// What tells the texts of a job from others.
pub fn key_of_texts(sources: &SourceMap) -> u64 {
    let mut hasher = DefaultHasher::new();
    for file in files(sources) {
        (sources.path(file), sources.text(file)).hash(&mut hasher);
    }
    hasher.finish()
}

/// The files of a job.
pub fn files(sources: &SourceMap) -> impl Iterator<Item = FileId> {
    (0..).map(FileId).take_while(|file| !sources.path(*file).is_empty())
}
