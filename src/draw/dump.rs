//! [`dump`]: the drawing list as text, for goldens and for the eye.
//!
//! One line a mark, lengths in points to three decimals. Glyph places are given as the first
//! origin and then the steps from origin to origin, equal steps counted:
//! `100,57.92 +9*17 +9.25*3`. Glyph ids are told by a short hash, so that another form of a
//! character is seen without the ids standing in the golden.

use std::fmt::Write;

use super::list::{DrawGlyph, DrawList, DrawRun, Item, TextMark, Turn};
use crate::colour::Colour;
use crate::flow::Usage;
use crate::measure::{Length, Point, Rect};
use crate::page::model::{BlockText, StoryText, TextId};
use crate::picture::PathSegment;

/// The whole list; a page begins with its name.
pub fn dump(list: &DrawList) -> String {
    let mut out = String::new();
    for page in &list.pages {
        let sheet = &page.sheet;
        let _ = write!(out, "page {} {}x{}", sheet.name, sheet.trim.width, sheet.trim.height);
        if sheet.bleed.is_positive() {
            let _ = write!(out, " bleed {}", sheet.bleed);
        }
        out.push_str(if sheet.marks { " marks\n" } else { "\n" });
        for item in &page.items {
            item_line(&mut out, item);
            out.push('\n');
        }
    }
    out
}

fn item_line(out: &mut String, item: &Item) {
    match item {
        Item::Text(mark) => text_line(out, mark),
        Item::Rule(rule) => {
            let _ = write!(
                out,
                "rule {} {} {} {}",
                point(rule.from),
                point(rule.to),
                rule.weight,
                colour(rule.colour)
            );
        }
        Item::Rect(mark) => {
            let _ = write!(out, "rect {}", rect(&mark.rect));
            if let Some(fill) = mark.fill {
                let _ = write!(out, " fill {}", colour(fill));
            }
            if let Some((weight, ink)) = mark.stroke {
                let _ = write!(out, " stroke {weight} {}", colour(ink));
            }
        }
        Item::Picture(mark) => {
            let _ = write!(out, "picture {} {}", mark.picture.0, rect(&mark.rect));
            if mark.clip != mark.rect {
                let _ = write!(out, " clip {}", rect(&mark.clip));
            }
            if let Some(path) = &mark.cut {
                let _ = write!(out, " cut {}", written(path));
            }
            let _ = write!(out, " {:?}", mark.alt);
        }
    }
}

/// A path, as SVG writes one.
fn written(path: &[PathSegment]) -> String {
    let segments = path.iter().map(|segment| match segment {
        PathSegment::Move(to) => format!("M{},{}", to.x, to.y),
        PathSegment::Line(to) => format!("L{},{}", to.x, to.y),
        PathSegment::Cubic(one, other, to) => {
            format!("C{},{} {},{} {},{}", one.x, one.y, other.x, other.y, to.x, to.y)
        }
        PathSegment::Close => "Z".to_owned(),
    });
    segments.collect()
}

/// Which of its owner's texts it is; the owner stands before it.
fn place(text: TextId) -> String {
    match text {
        TextId::Story(_, StoryText::Part(_, at) | StoryText::Body(at)) => format!("t{at}"),
        TextId::Story(_, StoryText::Credit(at)) => format!("c{at}"),
        TextId::Story(_, StoryText::Cell(at, cell)) => {
            format!("t{at}.{}.{}", cell.row, cell.column)
        }
        TextId::Block(_, _, BlockText::Piece(at)) => format!("t{at}"),
        TextId::Block(_, _, BlockText::Caption) => "t0".to_owned(),
        TextId::Block(_, _, BlockText::Credit) => "c0".to_owned(),
        TextId::Story(_, StoryText::JumpHeadline) => "h".to_owned(),
        TextId::Jump(at) => format!("t{at}"),
        TextId::Proof => "-".to_owned(),
    }
}

fn text_line(out: &mut String, mark: &TextMark) {
    let _ = write!(out, "text {} {}", usage(mark.usage), place(mark.text));
    for run in &mark.runs {
        out.push_str(" | ");
        run_part(out, run);
    }
}

fn run_part(out: &mut String, run: &DrawRun) {
    let turn = match run.turn {
        Turn::Horizontal => "",
        Turn::Upright => " upright",
        Turn::Sideways => " sideways",
    };
    let _ = write!(out, "f{} {}", run.face.0, run.size.width);
    if run.size.height != run.size.width {
        let _ = write!(out, "x{}", run.size.height);
    }
    let _ = write!(out, "{turn}");
    if run.colour != Colour::BLACK {
        let _ = write!(out, " {}", colour(run.colour));
    }
    if run.source.is_empty() {
        out.push_str(" inserted");
    } else {
        let _ = write!(out, " {}..{}", run.source.start, run.source.end);
    }
    let _ = write!(out, " {:?} #{:04x}", run.text, glyph_hash(&run.glyphs));
    steps(out, run);
}

/// The first origin, and the steps to the others; a step to the side is written `+x,y`.
fn steps(out: &mut String, run: &DrawRun) {
    let Some(first) = run.glyphs.first() else { return };
    let _ = write!(out, " {}", point(first.origin));
    let step_text = |from: &DrawGlyph, to: &DrawGlyph| {
        // Differences of what a reader sees, so that the steps add up.
        let x = shown(to.origin.x) - shown(from.origin.x);
        let y = shown(to.origin.y) - shown(from.origin.y);
        match (run.turn, x == Length::ZERO, y == Length::ZERO) {
            (Turn::Horizontal, _, true) => format!("+{x}"),
            (Turn::Upright | Turn::Sideways, true, _) => format!("+{y}"),
            _ => format!("+{x},{y}"),
        }
    };
    let mut pending: Option<(String, usize)> = None;
    for pair in run.glyphs.windows(2) {
        let [from, to] = pair else { continue };
        let step = step_text(from, to);
        match &mut pending {
            Some((text, count)) if *text == step => *count += 1,
            _ => {
                flush(out, pending.take());
                pending = Some((step, 1));
            }
        }
    }
    flush(out, pending);
}

fn flush(out: &mut String, step: Option<(String, usize)>) {
    let _ = match step {
        Some((text, 1)) => write!(out, " {text}"),
        Some((text, count)) => write!(out, " {text}*{count}"),
        None => Ok(()),
    };
}

/// The length as a reader of the dump sees it: whole thousandths of a point.
fn shown(length: Length) -> Length {
    let thousandths = length.scale(1000, Length::PT.units()).units();
    Length::PT.scale(thousandths, 1000)
}

/// FNV-1a of the glyph ids, folded to 16 bits.
fn glyph_hash(glyphs: &[DrawGlyph]) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for byte in glyphs.iter().flat_map(|glyph| glyph.id.0.to_be_bytes()) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    (hash >> 16) ^ (hash & 0xffff)
}

fn point(at: Point) -> String {
    format!("{},{}", at.x, at.y)
}

fn rect(rect: &Rect) -> String {
    format!("{},{} {}x{}", rect.x, rect.y, rect.width, rect.height)
}

fn colour(colour: Colour) -> String {
    let amount = |ink: crate::colour::Ink| {
        let (whole, rest) = (ink.0 / 100, ink.0 % 100);
        if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:02}") }
    };
    match colour {
        Colour::Process { c, m, y, k } if (c.0, m.0, y.0) == (0, 0, 0) => {
            format!("k({})", amount(k))
        }
        Colour::Process { c, m, y, k } => {
            format!("cmyk({} {} {} {})", amount(c), amount(m), amount(y), amount(k))
        }
        Colour::Spot { spot, tint } => format!("spot{}({})", spot.0, amount(tint)),
    }
}

fn usage(usage: Usage) -> String {
    match usage {
        Usage::Story { story, part } => format!("s{}.{part:?}", story.0).to_lowercase(),
        Usage::Subhead(story) => format!("s{}.subhead", story.0),
        Usage::Jump(story) => format!("s{}.jump", story.0),
        Usage::Cell(story) => format!("s{}.cell", story.0),
        Usage::HeadAgain(story) => format!("s{}.again", story.0),
        Usage::Caption(block) => format!("b{}.caption", block.0),
        Usage::Furniture(block) => format!("b{}.furniture", block.0),
        Usage::Proof => "proof".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colour::Ink;
    use crate::draw::list::{RectMark, RuleMark};
    use crate::draw::testing::{body, line, lower, model, page_of};
    use crate::fonts::{FontBook, FontFiles};
    use crate::measure::WritingMode;

    /// R115.
    #[test]
    fn one_line_a_mark() {
        let model = model(&["港口開幕"]);
        let frames = vec![line(&model, body(0), 0..12, WritingMode::HorizontalTb)];
        let files = FontFiles::default();
        let mut list = lower(&model, &page_of(frames), &FontBook::new(&files));
        let pt = Length::from_pt;
        let page = &mut list.pages[0];
        page.items.push(Item::Rule(RuleMark {
            from: Point { x: pt(10), y: pt(20) },
            to: Point { x: pt(90), y: pt(20) },
            weight: Length::from_centipt(30),
            colour: Colour::BLACK,
        }));
        page.items.push(Item::Rect(RectMark {
            rect: Rect { x: pt(1), y: pt(2), width: pt(3), height: pt(4) },
            fill: Some(Colour::grey(Ink::per_cent(10))),
            stroke: None,
        }));
        let text = dump(&list);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[0], "page A1 300x400");
        assert!(lines[1].starts_with("text s0.body t0 | f0 9 0..12 \"港口開幕\" #"), "{text}");
        assert!(lines[1].ends_with(" 100,57.92 +9*3"), "{text}");
        assert_eq!(lines[2], "rule 10,20 90,20 0.3 k(100)");
        assert_eq!(lines[3], "rect 1,2 3x4 fill k(10)");
    }

    #[test]
    fn a_moved_glyph_is_seen() {
        let model = model(&["港口開幕"]);
        let frames = vec![line(&model, body(0), 0..12, WritingMode::HorizontalTb)];
        let files = FontFiles::default();
        let mut list = lower(&model, &page_of(frames), &FontBook::new(&files));
        let Item::Text(mark) = &mut list.pages[0].items[0] else { panic!("a text") };
        mark.runs[0].glyphs[2].origin.x += Length::from_centipt(1);
        assert!(dump(&list).contains("100,57.92 +9 +9.01 +8.99"));
    }
}
