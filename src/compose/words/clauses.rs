//! Where clauses of a Chinese head end: at typed blanks and at marks (R90).
//!
//! Who spaces Han from figures and letters (推出 iPhone 17 手機) ends no clause at such a blank; who sets them solid
//! (8號幹線青沙公路三車相撞 21歲女司機重傷) does.

use super::lexicon::Table;
use super::numbers;
use crate::chars::Class;

/// A clause before a blank beside a figure or letter has so many characters at least, and one behind it.
const CLAUSE: usize = 4;
const BEHIND: usize = 3;
/// One before a colon or query: 教育部： stands in a row with what is said.
const SAID: usize = 4;

/// What a character is beside a blank.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Han,
    Figure,
    Percent,
    Letter,
    Opening,
    Closing,
    Other,
}

fn side(c: Option<&char>) -> Side {
    let Some(&c) = c else { return Side::Other };
    match Class::of(c) {
        Class::Ha | Class::Ka | Class::Sk | Class::Pl | Class::It => Side::Han,
        _ if numbers::is_figure(c) => Side::Figure,
        _ if "%％‰℃".contains(c) => Side::Percent,
        Class::La => Side::Letter,
        Class::Op => Side::Opening,
        Class::Cl => Side::Closing,
        _ => Side::Other,
    }
}

/// How clauses of a text are written.
pub(super) struct Clauses<'a> {
    chars: &'a [char],
    /// Whether Han and figures, and Han and letters, touch somewhere.
    solid_figures: bool,
    solid_letters: bool,
}

impl<'a> Clauses<'a> {
    pub fn of(chars: &'a [char]) -> Clauses<'a> {
        let touch = |of: Side| {
            let touches = |pair: &[char]| {
                let pair = (side(pair.first()), side(pair.last()));
                pair == (Side::Han, of) || pair == (of, Side::Han)
            };
            chars.windows(2).any(touches)
        };
        let (figures, letters) = (touch(Side::Figure), touch(Side::Letter));
        Clauses { chars, solid_figures: figures, solid_letters: letters }
    }

    fn before(&self, at: usize) -> Option<&char> {
        at.checked_sub(1).and_then(|at| self.chars.get(at))
    }

    /// How many characters stand between `at` and the blank or mark before it.
    pub fn length_before(&self, at: usize) -> usize {
        let before = self.chars.get(..at).unwrap_or(&[]).iter().rev();
        before.take_while(|&&c| !Class::of(c).is_space() && Class::of(c) != Class::Cs).count()
    }

    /// Whether the typed blank at `at`, narrower than an em, ends a clause.
    pub fn end_at_blank(&self, at: usize) -> bool {
        let (before, after) = (side(self.before(at)), side(self.chars.get(at + 1)));
        let behind = self.chars.get(at + 1..).unwrap_or(&[]).iter();
        let behind = behind.take_while(|&&c| !Class::of(c).is_space()).count();
        let long = self.length_before(at) >= CLAUSE && behind >= BEHIND;
        // iPhone 17 Pro Max: nothing of a name whose words are parted by blanks.
        match (before, after) {
            (Side::Han, Side::Han | Side::Opening) => true,
            // 【獨家】 stands in a row with its clause.
            (Side::Closing, Side::Han | Side::Opening) => self.length_before(at) > CLAUSE,
            (Side::Percent, Side::Han | Side::Opening | Side::Figure | Side::Letter) => long,
            (Side::Han | Side::Closing, Side::Figure) => long && self.solid_figures,
            (Side::Figure, Side::Han | Side::Opening) => long && self.solid_figures,
            (Side::Han | Side::Closing, Side::Letter) => long && self.solid_letters,
            (Side::Letter, Side::Han | Side::Opening) => long && self.solid_letters,
            _ => false,
        }
    }

    /// Whether the blank at `at` is typed between a figure or a letter and Han as all such are.
    pub fn is_spaced(&self, at: usize) -> bool {
        let blank = self.chars.get(at).is_some_and(|&c| Class::of(c) == Class::Ws);
        let (before, after) = (side(self.before(at)), side(self.chars.get(at + 1)));
        let spaced = match (before, after) {
            (Side::Figure, Side::Han) | (Side::Han, Side::Figure) => !self.solid_figures,
            (Side::Letter, Side::Han) | (Side::Han, Side::Letter) => !self.solid_letters,
            _ => false,
        };
        blank && spaced
    }

    /// Whether the blank at `at` stands between a number and its measure word, which ends at `to`: 21 歲.
    pub fn parts_number(&self, at: usize, to: usize) -> bool {
        let word: String = self.chars.get(at + 1..to).unwrap_or(&[]).iter().collect();
        side(self.before(at)) == Side::Figure && Table::Measure.of(&word).is_some()
    }

    /// Whether the mark at `at` ends a clause that is long enough for a row of its own.
    pub fn end_at_mark(&self, at: usize) -> bool {
        let open = |c: &char| matches!(Class::of(*c), Class::Op);
        let close = |c: &char| matches!(Class::of(*c), Class::Cl);
        let before = self.chars.get(..at).unwrap_or(&[]);
        let outside =
            before.iter().filter(|c| open(c)).count() == before.iter().filter(|c| close(c)).count();
        // What a bar parts is a tag, however short.
        let (c, behind) = (self.chars.get(at).copied().unwrap_or(' '), self.length_before(at));
        outside && (c == '｜' || "：？！，；".contains(c) && behind >= SAID)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Seam, seams};
    use crate::chars::Locale;

    /// R90: blanks beside figures, letters, per cent and brackets, and marks behind a clause of some length.
    #[test]
    fn r90_clauses_end_at_blanks_beside_figures() {
        let ends = |text: &str| {
            let mut marked = text.to_owned();
            let found = seams(text, Locale::Hk).into_iter().rev();
            let ends = found.filter(|seam| seam.dislike <= Seam::AT_CLAUSE);
            ends.for_each(|seam| marked.insert(seam.at as usize, '|'));
            marked
        };
        for marked in [
            "8號幹線青沙公路三車相撞 |21歲女司機重傷",
            "前三季度利潤增長12% |營收創新高",
            "LINE Pay 12月起調漲手續費至2.5% |40萬店家受影響",
            "330個城市 |6G技術試驗啟動",
            "立法會三讀通過 |《基本住房條例》下月生效",
            "iPhone 17 Pro Max開售首日 |Apple Store外現人龍",
            "法官陳慶偉：|被告毫無悔意",
            "保就業還是保匯率？|金管局撰文釋疑",
            "英超｜|曼聯反勝車路士",
            "新华时评丨|让银发经济走深走实",
            // Who spaces figures and letters parts no clauses by it; nor do names.
            "推出 iPhone 17 手機 |首日 300 人排隊",
            "三車相撞 21 歲女司機重傷",
            "小米 17 Pro Max 9月開售",
            // A speaker of three characters stands in a row with what is said; a score is one number.
            "教育部：嚴控校外競賽",
            "港超聯傑志4：1大勝東方",
            "他問「去還是留？」無人答",
        ] {
            assert_eq!(ends(&marked.replace('|', "")), marked);
        }
    }

    /// No row ends between a number and its measure word, though there is a blank.
    #[test]
    fn r118_a_blank_parts_no_number_from_its_measure_word() {
        let at = "三車相撞 21 ".len() as u32;
        let seam =
            seams("三車相撞 21 歲女司機重傷", Locale::Hk).into_iter().find(|seam| seam.at == at);
        assert!(seam.is_none_or(|seam| seam.dislike > Seam::IN_TITLE), "{seam:?}");
    }
}
