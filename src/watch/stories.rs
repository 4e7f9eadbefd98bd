//! [`Story`]: how a story stands to its room, by the ledger of the run.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::findings::{Place, Shown};
use crate::diag::SourceMap;

/// A story as the browser is told of it.
#[derive(Clone, Debug, Serialize)]
pub struct Story {
    layout: usize,
    article: String,
    headline: String,
    room: i64,
    needs: i64,
    over: i64,
    left: usize,
    characters_over: usize,
    treatments: Vec<serde_json::Value>,
    #[serde(flatten)]
    place: Place,
}

/// What of a ledger is told.
#[derive(Deserialize)]
struct Ledger {
    stories: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    article: String,
    room: i64,
    needs: i64,
    treatments: Vec<serde_json::Value>,
    left: Left,
    over: Over,
}

#[derive(Deserialize)]
struct Left {
    lines: usize,
}

#[derive(Deserialize)]
struct Over {
    lines: i64,
    characters: usize,
}

/// The stories of a ledger, with their places on the pages that are shown.
pub fn stories(ledger: &[u8], layout: usize, shown: Option<&Shown<'_>>) -> Vec<Story> {
    let read: Result<Ledger, _> = serde_json::from_slice(ledger);
    let entries = read.map(|ledger| ledger.stories).unwrap_or_default();
    let story = |entry: Entry| {
        let seen = shown.and_then(|shown| {
            let mut stories = shown.job.stories.iter();
            stories.find(|story| story.name == entry.article)
        });
        let nowhere = SourceMap::default();
        let sources = shown.map_or(&nowhere, |shown| shown.sources);
        Story {
            layout,
            headline: seen.map(|seen| seen.headline.clone()).unwrap_or_default(),
            place: Place::of(seen.map(|seen| seen.span), sources, shown),
            article: entry.article,
            room: entry.room,
            needs: entry.needs,
            over: entry.over.lines,
            left: entry.left.lines,
            characters_over: entry.over.characters,
            treatments: entry.treatments,
        }
    };
    entries.into_iter().map(story).collect()
}

impl Story {
    /// The most troubled first: what is over, then what is short.
    pub fn rank(&self) -> (Reverse<i64>, Reverse<usize>) {
        (Reverse(self.over.max(0)), Reverse(self.left))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_troubled_story_is_the_first() {
        let ledger = r#"{"schema":1,"stories":[
            {"article":"fits","page":"A1","room":9,"needs":9,"treatments":[],"left":{"lines":0},"over":{"lines":0,"characters":0}},
            {"article":"short","page":"A1","room":9,"needs":7,"treatments":[],"left":{"lines":2},"over":{"lines":0,"characters":0}},
            {"article":"over","page":"A1","room":9,"needs":12,"treatments":[],"left":{"lines":0},"over":{"lines":3,"characters":51}}]}"#;
        let mut told = stories(ledger.as_bytes(), 4, None);
        told.sort_by_key(Story::rank);
        let names: Vec<&str> = told.iter().map(|story| story.article.as_str()).collect();
        assert_eq!(names, ["over", "short", "fits"]);
        let json = serde_json::to_value(&told[0]).expect("JSON");
        assert_eq!((&json["layout"], &json["characters_over"]), (&4.into(), &51.into()));
        assert!(json["page"].is_null() && json["at"].is_null());
    }
}
