//! [`text`]: an article as plain text, its parts parted by blank lines.

use super::Finished;
use super::reading::{Told, plain};
use crate::page::model::{Credit, StoryPart, TextId};

/// The article with a line end behind its last line. Readings and marks beside the text are left
/// out; a bulleted item keeps its bullet.
pub(super) fn text(job: Finished<'_>, told: &Told<'_>) -> String {
    let story = told.story;
    let mut parts: Vec<String> = Vec::new();
    let heads = [&story.label, &story.kicker, &story.headline, &story.deck, &story.byline];
    for texts in heads.into_iter().chain([&story.intro]) {
        parts.push(plain(job, texts, "\n"));
    }
    parts.extend(story.body.iter().map(|part| body_part(job, part)));
    parts.push(plain(job, &story.source, "\n"));
    for shown in &told.pictures {
        let caption = plain(job, &shown.pictures.caption, "\n");
        let credit = plain(job, &shown.pictures.credit, "\n");
        let gap = if caption.is_empty() || credit.is_empty() { "" } else { "　" };
        parts.push(format!("{caption}{gap}{credit}"));
    }
    parts.retain(|part| !part.is_empty());
    let mut text = parts.join("\n\n");
    text.push('\n');
    text
}

/// A paragraph, or what stands among them.
pub(super) fn body_part(job: Finished<'_>, part: &StoryPart) -> String {
    let one = |id: &TextId| plain(job, std::slice::from_ref(id), "");
    match part {
        StoryPart::Paragraph { text, credit } | StoryPart::Quote { text, credit } => {
            with_credit(one(text), job, credit)
        }
        StoryPart::Bullet { text, credit } => format!("●{}", with_credit(one(text), job, credit)),
        StoryPart::Subhead(text) => one(text),
    }
}

fn with_credit(text: String, job: Finished<'_>, credit: &Credit) -> String {
    match credit {
        Credit::None => text,
        Credit::Text(id) => format!("{text}　{}", plain(job, &[*id], "")),
    }
}
