//! [`lines`]: the lines that characters stand in, and the text that lines make.

use super::pdf_text::Spoken;

/// A character that is farther off its line than this, in sizes, is of another.
const OFF: f64 = 0.6;
/// Going back by more than this, in sizes, begins a line.
const BACK: f64 = 0.5;
/// Between two letters, a gap that stands for a blank, in sizes.
const BLANK: f64 = 0.17;
/// Lines that are farther apart than this, in sizes, are two paragraphs.
const APART: f64 = 2.2;

/// Characters in a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub text: String,
    /// Left, top, right and bottom, in points.
    pub sides: [f64; 4],
    /// Of the largest type in it.
    pub size: [f64; 2],
    /// Where it begins, and its direction.
    start: [f64; 2],
    along: [f64; 2],
}

impl Row {
    fn of(spoken: &Spoken) -> Row {
        let mut row = Row {
            text: String::new(),
            sides: [f64::MAX, f64::MAX, f64::MIN, f64::MIN],
            size: spoken.size,
            start: spoken.at,
            along: spoken.along,
        };
        row.take(spoken);
        row
    }

    fn take(&mut self, spoken: &Spoken) {
        self.text.push_str(&spoken.text);
        if spoken.size[1] > self.size[1] {
            self.size = spoken.size;
        }
        let [x, y] = spoken.at;
        let [dx, dy] = spoken.along;
        // A glyph reaches along its line and up from it.
        let (reach, up) = (spoken.advance, spoken.size[1]);
        for (along, up) in [(0.0, 0.0), (reach, 0.0), (0.0, up), (reach, up)] {
            let (x, y) = (x + dx * along + dy * up, y + dy * along - dx * up);
            let [left, top, right, bottom] = self.sides;
            self.sides = [left.min(x), top.min(y), right.max(x), bottom.max(y)];
        }
    }
}

/// How far a point is from another along a direction, and across it.
fn from(at: [f64; 2], other: [f64; 2], along: [f64; 2]) -> (f64, f64) {
    let (x, y) = (at[0] - other[0], at[1] - other[1]);
    (x * along[0] + y * along[1], y * along[0] - x * along[1])
}

/// Cuts characters into lines, in their order.
pub(super) fn rows<'s>(spoken: impl IntoIterator<Item = &'s Spoken>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut last: Option<&Spoken> = None;
    for one in spoken {
        let size = one.size[0].max(one.size[1]);
        let goes_on = last.is_some_and(|last| {
            let size = size.max(last.size[1]);
            let (along, across) = from(one.at, last.at, last.along);
            let turned = one.along[0] * last.along[0] + one.along[1] * last.along[1] < 0.9;
            !turned && across.abs() <= OFF * size && along >= -BACK * size
        });
        match rows.last_mut().filter(|_| goes_on) {
            Some(row) => {
                let gap =
                    last.map_or(0.0, |last| from(one.at, last.at, last.along).0 - last.advance);
                let parts = row.text.chars().next_back().is_some_and(is_letter)
                    && one.text.chars().next().is_some_and(is_letter);
                if parts && gap > BLANK * size {
                    row.text.push(' ');
                }
                row.take(one);
            }
            None => rows.push(Row::of(one)),
        }
        last = Some(one);
    }
    rows.retain(|row| !row.text.trim().is_empty());
    rows
}

/// Of a script that parts its words by blanks.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
        && !matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The text of lines that follow one another.
pub(super) fn joined(rows: &[Row]) -> String {
    let mut text = String::new();
    for row in rows {
        let own = row.text.trim();
        let before = text.chars().next_back();
        let after = own.chars().next();
        match (before, after) {
            // A word that was parted at the line's end.
            (Some('-'), Some(next)) if next.is_lowercase() => {
                text.pop();
            }
            (Some(before), Some(after)) if is_letter(after) && parts_words(before) => {
                text.push(' ');
            }
            _ => {}
        }
        text.push_str(own);
    }
    text
}

fn parts_words(before: char) -> bool {
    is_letter(before) || matches!(before, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '"')
}

/// Lines that stand one under the other, or one beside the other in vertical text, are a
/// paragraph.
pub(super) fn paragraphs(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let mut all: Vec<Vec<Row>> = Vec::new();
    for row in rows {
        let goes_on = all.last().and_then(|rows| rows.last()).is_some_and(|last| {
            let size = row.size[1].max(last.size[1]);
            let (along, across) = from(row.start, last.start, last.along);
            let same = (row.size[1] - last.size[1]).abs() < 0.1 * size;
            same && along.abs() <= APART * size && across > 0.0 && across <= APART * size
        });
        match all.last_mut().filter(|_| goes_on) {
            Some(rows) => rows.push(row),
            None => all.push(vec![row]),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Characters of 10 points from a point on, `step` from one to the next.
    fn word(text: &str, [x, y]: [f64; 2], step: f64) -> Vec<Spoken> {
        (0..)
            .zip(text.chars())
            .map(|(at, c)| Spoken {
                text: c.to_string(),
                mark: None,
                artifact: false,
                at: [x + f64::from(at) * step, y],
                along: [1.0, 0.0],
                advance: step,
                size: [10.0, 10.0],
            })
            .collect()
    }

    fn texts(spoken: &[Spoken]) -> Vec<String> {
        rows(spoken).into_iter().map(|row| row.text).collect()
    }

    #[test]
    fn lines_end_where_the_next_begins() {
        let all =
            [word("港口開放", [0.0, 20.0], 10.0), word("船隻進港", [0.0, 34.0], 10.0)].concat();
        assert_eq!(texts(&all), ["港口開放", "船隻進港"]);
        // Beside it, as in the next column.
        let all = [word("港口", [0.0, 20.0], 10.0), word("船隻", [100.0, 20.0], 10.0)].concat();
        assert_eq!(texts(&all), ["港口船隻"]);
        let all = [word("港口", [100.0, 20.0], 10.0), word("船隻", [0.0, 20.0], 10.0)].concat();
        assert_eq!(texts(&all), ["港口", "船隻"]);
    }

    #[test]
    fn letters_that_stand_apart_are_words() {
        let all = [word("the", [0.0, 20.0], 5.0), word("sea", [18.0, 20.0], 5.0)].concat();
        assert_eq!(texts(&all), ["the sea"]);
        let all = [word("港口", [0.0, 20.0], 10.0), word("開放", [24.0, 20.0], 10.0)].concat();
        assert_eq!(texts(&all), ["港口開放"]);
    }

    #[test]
    fn lines_make_paragraphs() {
        let line = |text: &str, y: f64| word(text, [0.0, y], 5.0);
        let all = [
            line("an open har-", 20.0),
            line("bour and", 34.0),
            line("ships", 48.0),
            line("else", 200.0),
        ];
        let told: Vec<String> =
            paragraphs(rows(&all.concat())).iter().map(|rows| joined(rows)).collect();
        assert_eq!(told, ["an open harbour and ships", "else"]);
    }
}
