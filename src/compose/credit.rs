//! The credit in brackets at the end of a caption, which is not parted: （某某攝） (R107).

use super::galley::Galley;
use super::nodes::{Ending, Nodes};
use crate::chars::Class;

/// What is longer is a sentence in brackets.
const LONGEST: usize = 12;

impl Galley {
    /// The same, the last brackets and what they hold on one line wherever one has room for them.
    pub fn with_whole_credit(mut self) -> Galley {
        self.nodes.hold_credit();
        self
    }
}

impl Nodes {
    fn hold_credit(&mut self) {
        let class = |at: usize| self.clusters.get(at).map(|cluster| cluster.class);
        let ends = |at: &usize| matches!(class(*at), Some(Class::Cl | Class::Wc));
        let Some(end) = self.clusters.len().checked_sub(1).filter(ends) else { return };
        let least = end.saturating_sub(LONGEST + 1);
        let opens = |at: &usize| matches!(class(*at), Some(Class::Op | Class::Wo));
        let Some(start) = (least..end).rev().find(opens) else { return };
        for joint in self.joints.get_mut(start..end).unwrap_or(&mut []) {
            if matches!(joint.part, Ending::May(_)) {
                joint.part = Ending::Last;
            }
        }
        self.chances.retain(|&to| to as usize <= start || to as usize > end);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{EM, plain_style, prepare};
    use crate::chars::Locale;

    #[test]
    fn r107_a_credit_in_brackets_is_not_parted() {
        for (locale, text, credit) in [
            (Locale::Hk, "嘉賓主持剪綵儀式（陳國峰攝）", "（陳國峰攝）"),
            (Locale::Tw, "嘉賓主持剪綵儀式（記者林小明攝）", "（記者林小明攝）"),
            (Locale::Ja, "嘉賓主持剪綵儀式＝15日、リマ（共同）", "（共同）"),
            (Locale::Ko, "행사장에서 사람들이 걷고 있다.(연합뉴스)", "(연합뉴스)"),
        ] {
            for ems in 9..25 {
                let galley = prepare(text, &plain_style(locale)).0.with_whole_credit();
                let lines = galley.set(&(EM * ems)).lines;
                let part = |line: &super::super::SetLine| {
                    text[line.range.start as usize..line.range.end as usize].to_owned()
                };
                let got: Vec<String> = lines.iter().map(part).collect();
                assert!(got.iter().any(|line| line.contains(credit)), "{locale:?} {ems} {got:?}");
            }
        }
    }
}
