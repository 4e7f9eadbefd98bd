//! [`broken`]: stories whose lines were not to change, and did.

use super::difference::{FrozenChange, pt};
use super::edition::{Edition, Line, Told};

/// Of each frozen story that changed, the first line that did. Text, breaks and sizes count;
/// where the story stands does not.
pub(super) fn broken(old: &Edition, new: &Edition) -> Vec<FrozenChange> {
    let story = |edition: &'_ Edition, name: &str| -> Option<Told> {
        edition.stories.iter().find(|story| story.name == name).cloned()
    };
    let changes = new.frozen.iter().filter_map(|name| match (story(old, name), story(new, name)) {
        (Some(old), Some(new)) => first_change(name, &old.lines, &new.lines),
        (Some(_), None) => Some(absent(name, "it is gone")),
        (None, Some(_)) => Some(absent(name, "it was not there before")),
        (None, None) => Some(absent(name, "it is in neither")),
    });
    changes.collect()
}

fn absent(story: &str, why: &str) -> FrozenChange {
    change(story, why, (None, None), 0)
}

fn change(
    story: &str,
    why: &str,
    (old, new): (Option<&Line>, Option<&Line>),
    line: usize,
) -> FrozenChange {
    let size = |line: &Line| [pt(line.size.width), pt(line.size.height)];
    FrozenChange {
        story: story.to_owned(),
        why: why.to_owned(),
        part: new.or(old).map_or("", |line| line.part).to_owned(),
        line,
        old: old.map(|line| line.text.clone()),
        new: new.map(|line| line.text.clone()),
        old_size: old.map(size),
        new_size: new.map(size),
    }
}

fn first_change(story: &str, old: &[Line], new: &[Line]) -> Option<FrozenChange> {
    let same = |(old, new): &(&Line, &Line)| {
        (old.part, &old.text, old.size) == (new.part, &new.text, new.size)
    };
    let at = old.iter().zip(new).take_while(same).count();
    let (mut was, mut is) = (old.get(at), new.get(at));
    // Where a part ends sooner, the next one's first line has no partner.
    if let (Some(one), Some(other)) = (was, is)
        && one.part != other.part
    {
        let count = |lines: &[Line]| lines.iter().filter(|line| line.part == one.part).count();
        if count(old) > count(new) { is = None } else { was = None }
    }
    let why = match (was, is) {
        (None, None) => return None,
        (None, Some(_)) => "a line more",
        (Some(_), None) => "a line less",
        (Some(was), Some(is)) if was.text == is.text => "another size",
        (Some(was), Some(_)) if breaks_alone(old, new, was.part) => "other breaks",
        _ => "other words",
    };
    let lines = if is.is_some() { new } else { old };
    let part = is.or(was).map_or("", |line| line.part);
    let before = lines.get(..at).unwrap_or_default();
    let number = before.iter().rev().take_while(|line| line.part == part).count() + 1;
    Some(change(story, why, (was, is), number))
}

/// Whether the words of a part are the same in both.
fn breaks_alone(old: &[Line], new: &[Line], part: &str) -> bool {
    let text = |lines: &[Line]| -> String {
        let own = lines.iter().filter(|line| line.part == part);
        own.flat_map(|line| line.text.chars()).filter(|c| !c.is_whitespace()).collect()
    };
    text(old) == text(new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{Length, Rect, Size};

    fn lines(page: usize, texts: &[&str], size: i64) -> Vec<Line> {
        let size = Length::from_pt(size);
        let line = |text: &&str| Line {
            part: "body",
            page,
            rect: Rect { x: Length::from_pt(page as i64), ..Rect::default() },
            text: (*text).to_owned(),
            size: Size { width: size, height: size },
        };
        texts.iter().map(line).collect()
    }

    fn told(old: &[Line], new: &[Line]) -> Option<String> {
        let change = first_change("a", old, new)?;
        Some(format!("{} {} {}", change.why, change.part, change.line))
    }

    #[test]
    fn the_first_line_that_changed_is_told() {
        let old = lines(0, &["港口", "開放"], 9);
        let told = |new: &[Line]| told(&old, new).unwrap_or_default();
        assert_eq!(told(&lines(3, &["港口", "開放"], 9)), "");
        assert_eq!(told(&lines(0, &["港口", "關閉"], 9)), "other words body 2");
        assert_eq!(told(&lines(0, &["港口開", "放"], 9)), "other breaks body 1");
        assert_eq!(told(&lines(0, &["港口", "開放"], 8)), "another size body 1");
        assert_eq!(told(&lines(0, &["港口"], 9)), "a line less body 2");
        assert_eq!(told(&lines(0, &["港口", "開放", "了"], 9)), "a line more body 3");
    }
}
