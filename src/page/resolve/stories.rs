//! Articles become stories, each with texts of its own.

use std::sync::Arc;

use super::roster::{Listed, Roster, Stack};
use crate::page::model::{PartKind, Story, StoryPart, Treated};
use crate::source::article::{Article, BodyBlock};
use crate::text::{Marks, RichText};

/// The stories of all articles, and after them the stacks.
pub(super) fn stories(roster: &Roster<'_>) -> Vec<Story> {
    let articles = roster.listed.iter().map(story);
    let stacks = roster.stacks.iter().map(|Stack { name, span, stories }| Story {
        stack: stories.clone(),
        ..Story::empty(name.clone(), *span)
    });
    articles.chain(stacks).collect()
}

/// The story of an article; an empty one when the article could not be read.
fn story(listed: &Listed<'_>) -> Story {
    let mut story = Story::empty(listed.name.clone(), listed.span);
    let Some(article) = listed.article else { return story };
    let front = &article.front;
    let all = |parts: &mut dyn Iterator<Item = &RichText>| -> Vec<Arc<RichText>> {
        parts.filter(|text| !text.text.is_empty()).map(|text| Arc::new(text.clone())).collect()
    };
    story.label = all(&mut front.label.iter());
    story.kicker = all(&mut front.kicker.iter());
    story.headline = all(&mut front.headline.iter());
    story.deck = all(&mut front.deck.iter());
    story.byline = all(&mut front.byline.iter());
    story.intro = all(&mut front.intro.iter());
    story.source = all(&mut front.source.iter());
    let jump_headline = front.jump_headline.as_ref().filter(|text| !text.text.is_empty());
    story.jump_headline = jump_headline.cloned().map(Arc::new);
    story.body = body(article);
    story
}

/// The body; the dateline stands at the head of the first paragraph, and is one of its own
/// where there is none.
fn body(article: &Article) -> Vec<StoryPart> {
    let mut dateline = article.front.dateline.as_ref().filter(|text| !text.text.is_empty());
    let mut parts = Vec::with_capacity(article.body.len() + 1);
    for block in &article.body {
        let kind = block.kind.clone();
        let dateline = dateline.take_if(|_| kind == PartKind::Paragraph);
        let (text, credit) = paragraph_text(block, dateline);
        let (mut marks, treated) = (block.marks, Treated::default());
        // Where the story comes from and whose it is does not go with a paragraph that may.
        if dateline.is_some() || credit.is_some() {
            marks.optional = None;
        }
        parts.push(StoryPart { kind, text, credit, marks, treated });
    }
    if let Some(dateline) = dateline {
        let (kind, text) = (PartKind::Paragraph, Arc::new(dateline.clone()));
        let (marks, treated) = (Marks::default(), Treated::default());
        parts.insert(0, StoryPart { kind, text, credit: None, marks, treated });
    }
    parts
}

fn paragraph_text(
    paragraph: &BodyBlock,
    dateline: Option<&RichText>,
) -> (Arc<RichText>, Option<Arc<RichText>>) {
    let text = match dateline {
        Some(dateline) => run_in(dateline, &paragraph.text),
        None => paragraph.text.clone(),
    };
    (Arc::new(text), paragraph.credit.clone().map(Arc::new))
}

/// The dateline, a space of one em unless it ends with a mark, and the paragraph (R105).
fn run_in(dateline: &RichText, paragraph: &RichText) -> RichText {
    let mut text = dateline.clone();
    if text.text.chars().next_back().is_some_and(char::is_alphanumeric) {
        let end = dateline.source_of(dateline.text.len() as u32);
        text.push(&RichText::plain("\u{3000}", dateline.file, end));
    }
    text.push(paragraph);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    /// R105.
    #[test]
    fn a_dateline_runs_in() {
        let plain = |text: &str, at| RichText::plain(text, FileId(1), at);
        let cases =
            [("香港訊", "香港訊\u{3000}港口開幕", 9), ("【香港訊】", "【香港訊】港口開幕", 15)];
        for (dateline, joined, length) in cases {
            let text = run_in(&plain(dateline, 10), &plain("港口開幕", 100));
            assert_eq!(text.text, joined);
            assert_eq!(text.source_of(3), 13);
            let paragraph = text.text.len() as u32 - 12;
            assert_eq!(text.source_of(paragraph), 100, "{dateline} of {length} bytes");
        }
    }
}
