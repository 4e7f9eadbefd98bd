//! [`initial_of`]: what of a paragraph's text its initial takes.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::chars::Class;
use crate::text::{Mark, RichText};

use super::kept::KEPT_END;

/// The beginning of a text that is set large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InitialText {
    /// Typed blanks before it left out.
    pub range: Range<u32>,
    pub script: InitialScript,
}

/// What an initial stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InitialScript {
    /// An em box, as all that is Chinese does.
    Square,
    /// A baseline: letters and figures alone.
    Western,
}

/// An initial takes no more clusters than these, with all that may not be parted from it.
const MOST: usize = 8;
/// Letters that reach far under the baseline: they stand in an em box, which has room for that.
const DESCENDING: &str = "QJgjpqyçÇþĢģĶķĻļŅņŖŗŞşŢţ";
/// Figures of a number that may be one.
const MOST_FIGURES: usize = 4;
const MOST_WIDE_FIGURES: usize = 2;

/// The first `count` characters of a text, a number being one, with the marks that open them and those
/// that may not begin a line. None where that is no initial: the text begins with a dash, a long number
/// or something else that has to stay whole, or nothing is left of it.
pub fn initial_of(text: &RichText, count: usize) -> Option<InitialText> {
    let all = text.text.grapheme_indices(true);
    let clusters: Vec<Cluster> =
        all.take(MOST * 4).filter_map(|(at, it)| Cluster::new(at, it)).collect();
    let blank = |cluster: &&Cluster| matches!(cluster.class, Class::Sp | Class::Ws);
    let first = clusters.iter().take_while(blank).count();
    let start = clusters.get(first)?.start;
    let opens = |cluster: &&Cluster| matches!(cluster.class, Class::Op | Class::Wo | Class::Wq);
    let mut at = first + clusters.get(first..)?.iter().take_while(opens).count();
    let mut script = InitialScript::Western;
    for _ in 0..count.max(1) {
        let rest = clusters.get(at..)?;
        let taken = one(rest)?;
        let western =
            |it: &Cluster| matches!(it.class, Class::La | Class::Nu | Class::Wc) && !it.descends;
        if !rest.iter().take(taken).all(western) || at > first && first_is_wide(&clusters, first) {
            script = InitialScript::Square;
        }
        at += taken;
    }
    at += clusters.get(at..)?.iter().take_while(|it| it.ends_line()).count();
    let end = whole_readings(text, clusters.get(at)?.start);
    let taken = clusters.iter().filter(|it| (start..end).contains(&it.start)).count();
    let rest = text.text.get(end as usize..)?;
    let kept = text.text.get(start as usize..end as usize)?.contains(KEPT_END);
    // The frame of a dead person's name is drawn for type of one size (R87).
    let framed = text.marks.iter().any(|markup| {
        markup.mark == Mark::Mourned && markup.range.start < end && end < markup.range.end
    });
    let stands =
        !framed && taken <= MOST && !kept && !rest.starts_with(KEPT_END) && !rest.trim().is_empty();
    stands.then_some(InitialText { range: start..end, script })
}

/// A grapheme cluster.
#[derive(Clone, Copy, Debug)]
struct Cluster {
    start: u32,
    class: Class,
    /// It reaches under the baseline, into the line below.
    descends: bool,
}

impl Cluster {
    fn new(at: usize, cluster: &str) -> Option<Cluster> {
        let first = cluster.chars().next()?;
        let descends = DESCENDING.contains(first) || cluster.contains('\u{0327}');
        Some(Cluster { start: at as u32, class: Class::of(first), descends })
    }

    /// Whether a line may not begin with it.
    fn ends_line(&self) -> bool {
        use Class::{Cl, Cm, Cs, Ex, It, Md, Pl, Po, Sk, St, Wa, Wc, Wf};
        matches!(self.class, Cl | St | Cm | Cs | Ex | Md | It | Pl | Sk | Po | Wc | Wf | Wa)
    }
}

/// How many clusters one character of an initial is: a number is one.
fn one(rest: &[Cluster]) -> Option<usize> {
    let run = |class: Class| rest.iter().take_while(|it| it.class == class).count();
    match rest.first()?.class {
        Class::Ha | Class::Ka | Class::Hg | Class::Bp | Class::Sm | Class::La => Some(1),
        Class::Nu => {
            let figures = run(Class::Nu);
            let goes_on = rest.get(figures).is_some_and(|it| it.class == Class::Wc)
                && rest.get(figures + 1).is_some_and(|it| it.class == Class::Nu);
            Some(figures).filter(|figures| *figures <= MOST_FIGURES && !goes_on)
        }
        Class::Fn => Some(run(Class::Fn)).filter(|figures| *figures <= MOST_WIDE_FIGURES),
        _ => None,
    }
}

fn first_is_wide(clusters: &[Cluster], first: usize) -> bool {
    clusters.get(first).is_some_and(|it| it.class == Class::Op)
}

/// The end of an initial that parts no reading from its base.
fn whole_readings(text: &RichText, end: u32) -> u32 {
    let parted = text.marks.iter().filter(|markup| {
        matches!(markup.mark, Mark::Ruby { .. })
            && markup.range.start < end
            && end < markup.range.end
    });
    parted.map(|markup| markup.range.end).max().unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;
    use crate::text::Markup;

    fn taken(text: &str, count: usize) -> String {
        let rich = RichText::plain(text, FileId(0), 0);
        match initial_of(&rich, count) {
            Some(InitialText { range, script }) => {
                let mark = if script == InitialScript::Western { " western" } else { "" };
                format!("{}{mark}", &text[range.start as usize..range.end as usize])
            }
            None => "none".to_owned(),
        }
    }

    #[test]
    fn an_initial_is_a_character_with_what_may_not_be_parted_from_it() {
        for (text, count, expected) in [
            ("香港的早晨", 1, "香"),
            ("香港的早晨", 2, "香港"),
            ("　　香港的早晨", 1, "香"),
            ("「香港」的早晨", 1, "「香"),
            ("啊，香港的早晨", 1, "啊，"),
            ("人々的早晨", 1, "人々"),
            ("Apple 的早晨", 1, "A western"),
            ("Q 電台的早晨", 1, "Q"),
            ("gypsy 的早晨", 1, "g"),
            ("2026年的早晨", 1, "2026 western"),
            ("12,345 人", 1, "none"),
            ("１９年的早晨", 1, "１９"),
            ("——香港", 1, "none"),
            ("香", 1, "none"),
            ("香 ", 1, "none"),
            ("香\n港", 1, "none"),
            ("（A）香港", 1, "（A）"),
        ] {
            assert_eq!(taken(text, count), expected, "{text}");
        }
    }

    #[test]
    fn a_mourned_name_is_not_parted() {
        let mut text = RichText::plain("陳大文的早晨", FileId(0), 0);
        text.marks.push(Markup { range: 0..9, mark: Mark::Mourned });
        assert_eq!(initial_of(&text, 1), None);
        assert_eq!(initial_of(&text, 3).map(|it| it.range), Some(0..9));
    }

    #[test]
    fn a_reading_stays_with_its_base() {
        let mut text = RichText::plain("香港的早晨", FileId(0), 0);
        let reading = Box::new(RichText::plain("xianggang", FileId(0), 0));
        text.marks.push(Markup { range: 0..6, mark: Mark::Ruby { reading } });
        assert_eq!(initial_of(&text, 1).map(|it| it.range), Some(0..6));
    }
}
