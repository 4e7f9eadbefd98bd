//! The frames of every page as text, for `typeset dump --stage frames` and for tests.

use std::fmt::Write;

use crate::measure::Rect;
use crate::page::model::{PageModel, TextId};

use super::frame::{Filled, Frame, OverLine, PlacedLine, Usage};

/// Characters of a line that are shown.
const SHOWN: usize = 40;

/// One line a frame, in painting order; lengths in points.
pub fn dump(filled: &Filled, model: &PageModel) -> String {
    let mut out = String::new();
    for page in &filled.pages {
        line(&mut out, format_args!("page {}", page.name));
        for frame in &page.frames {
            frame_line(&mut out, frame, model);
        }
    }
    for over in &filled.overset {
        let name = &model.story(over.story).name;
        line(
            &mut out,
            format_args!("overset {name}: {} lines, {} characters", over.lines, over.characters),
        );
        for OverLine { text, line: set, .. } in &over.set {
            let range = set.range.start as usize..set.range.end as usize;
            let shown = shorten(text_of(model, *text).get(range).unwrap_or(""));
            line(&mut out, format_args!("  over {shown}"));
        }
    }
    for slack in &filled.slack {
        let name = &model.story(slack.story).name;
        line(&mut out, format_args!("slack {name}: {} lines", slack.lines));
    }
    out
}

/// What composition did to every line: `typeset dump --stage lines`.
pub fn dump_lines(filled: &Filled, model: &PageModel) -> String {
    let mut out = String::new();
    for page in &filled.pages {
        line(&mut out, format_args!("page {}", page.name));
        for frame in &page.frames {
            if let Frame::Line(placed) = frame {
                let text = text_of(model, placed.text);
                line(&mut out, format_args!("  {}", placed.line.dump(text)));
            }
        }
    }
    out
}

/// Nothing of what a proof puts in.
fn text_of(model: &PageModel, id: TextId) -> &str {
    model.text(id).map_or("", |text| &text.text)
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    writeln!(out, "{text}").expect("a string takes all that is written to it");
}

fn frame_line(out: &mut String, frame: &Frame, model: &PageModel) {
    match frame {
        Frame::Line(set) => text_line(out, set, model),
        Frame::Picture(placed) => line(
            out,
            format_args!(
                "  picture {} at {} shows {}{}",
                placed.picture.0,
                place(&placed.rect),
                place(&placed.clip),
                if placed.cut.is_some() { " cut" } else { "" }
            ),
        ),
        Frame::Rule(placed) => line(
            out,
            format_args!(
                "  rule {} from {},{} to {},{}",
                placed.rule.weight, placed.from.x, placed.from.y, placed.to.x, placed.to.y
            ),
        ),
        Frame::Box(placed) => {
            let stroke = placed.stroke.map_or(String::new(), |rule| format!(" {}", rule.weight));
            let tint = if placed.fill.is_some() { " tint" } else { "" };
            line(out, format_args!("  box{stroke}{tint} at {}", place(&placed.rect)));
        }
    }
}

fn text_line(out: &mut String, set: &PlacedLine, model: &PageModel) {
    let range = set.line.range.start as usize..set.line.range.end as usize;
    let text = shorten(text_of(model, set.text).get(range).unwrap_or(""));
    line(
        out,
        format_args!(
            "  {} at {} em {} width {} {:?} {:?}: {text}",
            usage(set.usage, model),
            place(&set.rect),
            set.line.em.inline,
            set.line.width,
            set.line.fit,
            set.line.end,
        ),
    );
}

fn usage(usage: Usage, model: &PageModel) -> String {
    match usage {
        Usage::Story { story, part } => {
            format!("{}.{}", model.story(story).name, part.name())
        }
        Usage::Subhead(story) => format!("{}.subhead", model.story(story).name),
        Usage::Jump(story) => format!("{}.jump", model.story(story).name),
        Usage::Cell(story) => format!("{}.cell", model.story(story).name),
        Usage::HeadAgain(story) => format!("{}.head again", model.story(story).name),
        Usage::Caption(block) => format!("caption {}", block.0),
        Usage::Furniture(block) => format!("text {}", block.0),
        Usage::Proof => "proof".to_owned(),
    }
}

/// Left, top, width and height.
fn place(rect: &Rect) -> String {
    format!("{},{} {}x{}", rect.x, rect.y, rect.width, rect.height)
}

fn shorten(text: &str) -> String {
    let mut shown: String = text.chars().take(SHOWN).collect();
    if text.chars().count() > SHOWN {
        shown.push('…');
    }
    shown
}
