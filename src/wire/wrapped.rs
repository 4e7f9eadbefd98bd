//! [`Width`]: whether the lines of a text were broken at a width, and which go on.

use crate::text::is_wide;

/// The width at which a text was broken, in half-width columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Width(usize);

/// Wider than the screens and printers for which copy was broken.
const WIDEST: usize = 120;
/// What ends a sentence.
const ENDS: [char; 8] = ['。', '！', '？', '」', '』', '”', '：', '；'];
const MARKS: [char; 8] = ['，', '。', '、', '；', '：', '「', ',', '.'];
/// Narrower than any.
const NARROWEST: usize = 16;

impl Width {
    /// The width of a text whose lines were broken: where lines go on below, most of them are full.
    /// `goes_on` says of each line whether the next could be its continuation.
    pub fn of(lines: &[&str], goes_on: &[bool]) -> Option<Width> {
        let candidates: Vec<usize> =
            (0..lines.len()).filter(|at| goes_on.get(*at) == Some(&true)).collect();
        let widest =
            candidates.iter().filter_map(|at| lines.get(*at)).map(|it| columns(it)).max()?;
        if !(NARROWEST..=WIDEST).contains(&widest) {
            return None;
        }
        let width = Width(widest);
        // No line of any kind is wider.
        if lines.iter().any(|line| columns(line) > widest + 2) {
            return None;
        }
        let full = candidates.iter().filter_map(|at| {
            let next = lines.get(*at + 1).copied().unwrap_or("");
            lines.get(*at).filter(|line| width.is_full(line, next))
        });
        let full: Vec<&&str> = full.collect();
        // Prose: most full lines end within a sentence, and half of them have marks.
        let within = full.iter().filter(|line| !line.ends_with(ENDS)).count();
        let marked = full.iter().filter(|line| line.contains(MARKS)).count();
        let is_prose = within * 2 >= full.len() && marked * 2 >= full.len();
        (full.len() >= 2 && full.len() * 2 >= candidates.len() && is_prose).then_some(width)
    }

    /// Whether the first word of the next line had no room on this one.
    pub fn is_full(self, line: &str, next: &str) -> bool {
        // Two columns more: a mark that may not begin a line is brought over with its character.
        columns(line) + first_word(next) + 2 > self.0
    }
}

/// Its width, a wide character as two columns.
fn columns(line: &str) -> usize {
    line.chars().map(width).sum()
}

fn width(c: char) -> usize {
    if is_wide(c) { 2 } else { 1 }
}

fn first_word(line: &str) -> usize {
    let line = line.trim_start();
    let first = line.chars().next();
    match first {
        Some(c) if width(c) == 2 => 2,
        _ => line.chars().take_while(|c| width(*c) == 1 && !c.is_whitespace()).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn width_of(text: &str) -> Option<Width> {
        let lines: Vec<&str> = text.lines().collect();
        let goes_on: Vec<bool> = (0..lines.len())
            .map(|at| {
                lines
                    .get(at + 1)
                    .is_some_and(|next| !next.is_empty() && !next.starts_with('\u{3000}'))
            })
            .collect();
        Width::of(&lines, &goes_on)
    }

    #[test]
    fn a_text_that_was_broken_shows_it() {
        let broken = "　　停航三日的青嶼渡輪明日復航，首班船清\n晨六時由瀾灣碼頭開出，末班船晚上十一時。\n渡輪公司說，三艘船的機件已經檢查完畢。\n　　票價與停航前相同。";
        assert_eq!(width_of(broken), Some(Width(40)));
        let english = "The ferry that has been out of service for three\ndays will sail again tomorrow. The first boat\nleaves the pier at six in the morning, the last\none at eleven at night.";
        assert!(width_of(english).is_some());
        let paragraphs = "停航三日的青嶼渡輪明日復航。\n渡輪公司說，三艘船的機件已經檢查完畢，昨日下午試航順利。\n票價不變。\n學生和長者半價，持有月票的乘客可以到服務處延期。";
        assert_eq!(width_of(paragraphs), None);
    }
}
