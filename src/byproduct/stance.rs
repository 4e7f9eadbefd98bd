//! [`Lines`]: which way the lines of an article run, and what stands side by side in lines that run
//! down (縱中橫, R72).

use std::ops::Range;

use crate::text::RichText;

/// The writing of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    Across,
    /// Numbers of up to so many figures stand side by side; one figure stands by itself in any case.
    Down {
        side_by_side: u8,
    },
}

/// What stands side by side, a range of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stand(pub Range<u32>);

impl Lines {
    pub fn are_down(self) -> bool {
        matches!(self, Lines::Down { .. })
    }

    /// What of a text stands side by side in its lines, in order.
    pub fn stands(self, text: &RichText) -> Vec<Stand> {
        let Lines::Down { side_by_side } = self else { return Vec::new() };
        let mut stands = Vec::new();
        let mut start = None;
        for (at, c) in text.text.char_indices().chain([(text.text.len(), '\n')]) {
            match start {
                None if is_western(c) => start = Some(at),
                Some(from) if !is_western(c) => {
                    let run = text.text.get(from..at).unwrap_or("");
                    if let Some(length) = frame(run, side_by_side.into()) {
                        stands.push(Stand(from as u32..(from + length) as u32));
                    }
                    start = None;
                }
                _ => {}
            }
        }
        stands
    }
}

/// What makes up a Western run, without blanks.
fn is_western(c: char) -> bool {
    c.is_ascii_graphic() || (c.is_alphabetic() && c < '\u{1100}')
}

/// How many bytes of a run stand in one frame, upright (R72, R73): a number, with or without a per
/// cent sign behind it, a capital alone, or two marks of query and exclamation.
fn frame(run: &str, most: usize) -> Option<usize> {
    let figures = run.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=most.max(1)).contains(&figures) && matches!(&run[figures..], "" | "%") {
        return Some(figures);
    }
    let is_capital = run.len() == 1 && run.bytes().all(|byte| byte.is_ascii_uppercase());
    let are_queries = run.len() == 2 && run.bytes().all(|byte| matches!(byte, b'!' | b'?'));
    (is_capital || are_queries).then_some(run.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    #[test]
    fn numbers_of_a_few_figures_stand_side_by_side() {
        for (text, most, expected) in [
            ("共12人", 2, &["12"][..]),
            ("12人，123人", 2, &["12"]),
            ("12人，123人", 3, &["12", "123"]),
            ("A12、12B、1.2、12:30", 2, &[]),
            ("約15%。", 2, &["15"]),
            ("甚麼!?", 0, &["!?"]),
            ("7日，B座", 0, &["7", "B"]),
            ("APEC，a級", 2, &[]),
            ("12", 2, &["12"]),
            ("12", 0, &[]),
        ] {
            let rich = RichText::plain(text, FileId(0), 0);
            let found = Lines::Down { side_by_side: most }.stands(&rich);
            let found: Vec<&str> = found
                .iter()
                .map(|Stand(range)| &text[range.start as usize..range.end as usize])
                .collect();
            assert_eq!(found, expected, "{text} {most}");
            assert_eq!(Lines::Across.stands(&rich), []);
        }
    }
}
