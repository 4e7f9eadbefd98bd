//! [`text`]: an article as plain text, its parts parted by blank lines.

use super::reading::{Told, plain, words};
use crate::page::model::{PartKind, StoryPart};

/// The article with a line end behind its last line. Readings and marks beside the text are left
/// out; a bulleted item keeps its bullet.
pub(super) fn text(told: &Told<'_>) -> String {
    let story = told.story;
    let mut parts: Vec<String> = Vec::new();
    let heads = [&story.label, &story.kicker, &story.headline, &story.deck, &story.byline];
    for texts in heads.into_iter().chain([&story.intro]) {
        parts.push(plain(texts, "\n"));
    }
    parts.extend(story.body.iter().map(body_part));
    parts.push(plain(&story.source, "\n"));
    for shown in &told.pictures {
        let caption = words(&shown.pictures.caption);
        let credit = words(&shown.pictures.credit);
        let gap = if caption.is_empty() || credit.is_empty() { "" } else { "　" };
        parts.push(format!("{caption}{gap}{credit}"));
    }
    parts.retain(|part| !part.is_empty());
    let mut text = parts.join("\n\n");
    text.push('\n');
    text
}

/// A paragraph, or what stands among them.
pub(super) fn body_part(part: &StoryPart) -> String {
    let mark = match &part.kind {
        PartKind::Bullet => "●".to_owned(),
        PartKind::Numbered(number) => format!("{number}. "),
        PartKind::Table(table) => return table.plain(),
        _ => String::new(),
    };
    let text = &part.text.text;
    match &part.credit {
        None => format!("{mark}{text}"),
        Some(credit) => format!("{mark}{text}　{}", credit.text),
    }
}
