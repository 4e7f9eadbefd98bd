//! The label that a paragraph of a list begins with, 停車：, and its colon, which keeps its blank: under one another
//! some would be full and some squeezed (R49).

use super::galley::Galley;
use super::nodes::Nodes;
use crate::chars::Class;

/// What is longer is the beginning of a sentence.
const LONGEST: usize = 16;

/// The byte at which the colon stands that ends a text's label.
pub fn label_of(text: &str) -> Option<u32> {
    let ends = |c: char| {
        let class = Class::of(c);
        matches!(class, Class::St | Class::Cm | Class::Cs | Class::Ex | Class::El)
    };
    let (at, c) = text.char_indices().take(LONGEST + 1).find(|&(_, c)| ends(c))?;
    (c == '：' && at > 0).then_some(at as u32)
}

impl Galley {
    /// The same, the colon of its label keeping its blank however its first line is squeezed.
    pub fn with_label(mut self, text: &str) -> Galley {
        if let Some(at) = label_of(text).and_then(|at| at.checked_sub(self.behind)) {
            self.nodes.hold_blank(at);
        }
        self
    }
}

impl Nodes {
    /// Keeps the mark that stands at byte `at` from giving its blanks up.
    fn hold_blank(&mut self, at: u32) {
        let mark = self.clusters.partition_point(|cluster| cluster.start < at);
        if self.clusters.get(mark).is_none_or(|cluster| cluster.start != at) {
            return;
        }
        if let Some(joint) = mark.checked_sub(1).and_then(|before| self.joints.get_mut(before)) {
            joint.before_tier = 0;
        }
        if let Some(joint) = self.joints.get_mut(mark) {
            joint.after_tier = 0;
        }
        self.sum_up();
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{EM, plain_style, prepare};
    use super::*;
    use crate::chars::Locale;

    #[test]
    fn a_label_ends_with_the_first_mark() {
        for (text, expected) in [
            ("停車：北岸國小", Some(6)),
            ("《活著》：余華著", Some(12)),
            ("他昨天說，再等：不如", None),
            ("：開頭", None),
            ("這一句話實在太長所以它不可能是什麼名目：不是", None),
            ("沒有", None),
        ] {
            assert_eq!(label_of(text), expected, "{text}");
        }
    }

    /// What the frame of the colon takes, in hundredths of an em.
    fn colon(text: &str, locale: Locale, ems: i64, held: bool) -> i64 {
        let (galley, _) = prepare(text, &plain_style(locale));
        let galley = if held { galley.with_label(text) } else { galley };
        let line = galley.set(&(EM * ems)).lines.swap_remove(0);
        let glyphs: Vec<_> = line.runs.iter().flat_map(|run| &run.glyphs).collect();
        let [first, second] = [1, 3].map(|at: usize| glyphs.get(at).map(|of| of.inline.length()));
        let apart = second.zip(first).map(|(second, first)| second - first);
        apart.map_or(0, |apart| apart.scale(100, EM.units()).units())
    }

    #[test]
    fn r49_the_colon_of_a_label_is_not_squeezed() {
        let text = "停車：北岸國小操場可停車，免費。接駁車往返鷺港車站";
        for locale in [Locale::Hk, Locale::Tw, Locale::Cn] {
            let squeezed = (8..20).filter(|&ems| colon(text, locale, ems, false) < 200).count();
            assert!(squeezed > 0, "{locale:?}");
            for ems in 8..20 {
                assert_eq!(colon(text, locale, ems, true), 200, "{locale:?} {ems}");
            }
        }
    }
}
