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
/// What ends a clause, a sentence or a line of verse.
const CLAUSE_ENDS: [char; 18] = [
    '。', '！', '？', '」', '』', '”', '：', '；', '，', '、', '）', '…', '—', '.', ',', '!', '?',
    ';',
];
/// Narrower than any.
const NARROWEST: usize = 16;

/// A line, and how many columns of blanks stand before it.
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    pub text: &'t str,
    pub indent: usize,
}

impl Row<'_> {
    /// Wider indents are of lines that are centred or stand at the right.
    const DEEPEST: usize = 8;

    /// How far it reaches: a paragraph's first line has no less room than the others.
    fn reach(self) -> usize {
        let indent = if self.indent > Row::DEEPEST { 0 } else { self.indent };
        indent + columns(self.text)
    }
}

impl Width {
    /// The width of a text whose lines were broken: where lines go on below, most of them are full.
    /// `goes_on` says of each line whether the next could be its continuation.
    pub fn of(lines: &[Row<'_>], goes_on: &[bool]) -> Option<Width> {
        let candidates: Vec<usize> =
            (0..lines.len()).filter(|at| goes_on.get(*at) == Some(&true)).collect();
        let widest =
            candidates.iter().filter_map(|at| lines.get(*at)).map(|it| it.reach()).max()?;
        if !(NARROWEST..=WIDEST).contains(&widest) {
            return None;
        }
        let width = Width(widest);
        // No line of any kind is wider.
        if lines.iter().any(|line| columns(line.text) > widest + 2) {
            return None;
        }
        let next = |at: usize| lines.get(at + 1).map_or("", |next| next.text);
        let full = candidates.iter().filter_map(|at| {
            let line = lines.get(*at).filter(|line| width.is_full(**line, next(*at)))?;
            Some((line.text, next(*at)))
        });
        let full: Vec<(&str, &str)> = full.collect();
        // Prose: most full lines end within a sentence, some within a clause, and half of them have marks
        // or go on in small letters.
        let within = full.iter().filter(|(line, _)| !line.ends_with(ENDS)).count();
        let clause = full.iter().any(|(line, _)| !ends_clause(line));
        let small = |next: &str| next.starts_with(|c: char| c.is_ascii_lowercase());
        let marked = full.iter().filter(|(line, next)| line.contains(MARKS) || small(next)).count();
        let is_prose = clause && within * 2 >= full.len() && marked * 2 >= full.len();
        (full.len() >= 2 && full.len() * 2 >= candidates.len() && is_prose).then_some(width)
    }

    /// Whether the first word of the next line had no room on this one.
    pub fn is_full(self, line: Row<'_>, next: &str) -> bool {
        // Two columns more: a mark that may not begin a line is brought over with its character. A line
        // that ends within a clause may be two characters short: letters of a PDF are of no one width.
        let within = if ends_clause(line.text) { 0 } else { 3 };
        line.reach() + first_word(next) + 2 + within > self.0
    }
}

/// Whether a clause, a sentence or a line of verse ends there; 3, and 1. end none.
fn ends_clause(line: &str) -> bool {
    let number = line.strip_suffix([',', '.']);
    let in_number = number.is_some_and(|it| it.ends_with(|c: char| c.is_ascii_digit()));
    line.ends_with(CLAUSE_ENDS) && !in_number
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
        let rows: Vec<Row<'_>> = lines.iter().map(|line| row(line)).collect();
        let goes_on: Vec<bool> = (0..lines.len())
            .map(|at| {
                lines
                    .get(at + 1)
                    .is_some_and(|next| !next.is_empty() && !next.starts_with('\u{3000}'))
            })
            .collect();
        Width::of(&rows, &goes_on)
    }

    fn row(line: &str) -> Row<'_> {
        let text = line.trim_start();
        Row { text, indent: columns(line) - columns(text) }
    }

    #[test]
    fn a_first_line_is_as_long_as_those_below_with_its_blanks() {
        let broken = "\u{3000}\u{3000}根據統計處公布的最新數字，本港第三季\n本地生產總值（GDP）按年升1.8%，較預測的\n2.2%為低。財政司司長表示，對前景審慎樂觀\n，政府會繼續監察情況。";
        let width = width_of(broken).expect("a width");
        let lines: Vec<&str> = broken.lines().collect();
        assert!(lines.windows(2).all(|two| width.is_full(row(two[0]), two[1])));
    }

    #[test]
    fn verse_is_none() {
        for verse in [
            "朝辭白帝彩雲間，\n千里江陵一日還。\n兩岸猿聲啼不住，\n輕舟已過萬重山。",
            "輕輕的我走了正如我輕輕的來\n我輕輕的招手作別西天的雲彩\n那河畔的金柳是夕陽中的新娘",
        ] {
            assert_eq!(width_of(verse), None, "{verse}");
        }
    }

    #[test]
    fn lines_of_letters_and_han_differ_by_two_characters() {
        let broken = "根據統計處公布的最新數字，本港第三季本\n地生產總值按年上升百分之一點八，較預測\n的百分之二點二為低。the Hong Kong Observa-\ntory said 天文台預料明日吹和緩東北風，初\n時有一兩陣微雨。";
        let width = width_of(broken).expect("a width");
        let lines: Vec<&str> = broken.lines().collect();
        assert!(lines.windows(2).all(|two| width.is_full(row(two[0]), two[1])));
        let english = "The ferry sails again tomorrow from the new\npier beside the old market and the fares stay\nas they were before the storm came upon the\nharbour";
        assert!(width_of(english).is_some());
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
