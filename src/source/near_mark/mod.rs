//! [`near_marks`]: lines that are nearly Markdown and would be printed as they stand: `##小標` without its blank, `＃＃ 小標`
//! of a Chinese keyboard, a table without its second line, a mark with other braces.

use std::borrow::Cow;
use std::ops::Range;

mod block;
mod run_on;
mod words;

use block::{
    bold_line, credit, fence, heading, item, number, number_behind, quotation, table, task,
};
pub(super) use run_on::{RunOn, lazy_line, run_on};
use words::{formula, highlight, index, link, mark, reading, wide_bar, wide_stars};

/// What is nearly a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NearMark {
    pub range: Range<usize>,
    /// What the line is taken for.
    pub nearly: &'static str,
    pub help: Cow<'static, str>,
}

/// Finds one kind among lines and their places.
type Kind = fn(&[(usize, &str)]) -> Option<NearMark>;

/// Blanks of both keyboards.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}')
}

/// The first of each kind in a body.
pub(super) fn near_marks(text: &str) -> Vec<NearMark> {
    let mut start = 0;
    let lines: Vec<(usize, &str)> = text
        .split_inclusive('\n')
        .map(|line| {
            start += line.len();
            (start - line.len(), line.trim_end())
        })
        .collect();
    let blocks: [Kind; 7] = [heading, bold_line, quotation, task, table, fence, credit];
    let words: [Kind; 8] = [mark, reading, formula, highlight, link, index, wide_stars, wide_bar];
    let running = running(&lines);
    let items = [item as Kind, number, number_behind].into_iter().filter_map(|kind| kind(&running));
    let others = blocks.iter().chain(&words).filter_map(|kind| kind(&lines));
    others.chain(items).collect()
}

/// The lines, those of paragraphs that keep theirs left empty.
fn running<'t>(lines: &[(usize, &'t str)]) -> Vec<(usize, &'t str)> {
    let mut kept = lines.to_vec();
    let mut is_verse = false;
    for (_, line) in kept.iter_mut().rev() {
        let ends = line.ends_with('}') && line.contains("{.") && line.contains(".verse");
        is_verse = ends || is_verse && !line.is_empty();
        if is_verse || line.ends_with('\\') {
            *line = "";
        }
    }
    kept
}

fn found(
    at: usize,
    length: usize,
    nearly: &'static str,
    help: impl Into<Cow<'static, str>>,
) -> NearMark {
    NearMark { range: at..at + length, nearly, help: help.into() }
}

/// Whether lines begin as the items of a list do, and not as verse.
pub(super) fn are_items(text: &str) -> bool {
    let mut lines = text.lines().map(|line| (0, line.trim()));
    let pair: Vec<(usize, &str)> = lines.by_ref().take(2).collect();
    pair.len() == 2 && (item(&pair).is_some() || number(&pair).is_some())
}

/// How much shorter than its neighbours a line is that was ended by hand.
const SHORTER: usize = 4;

/// The first of the lines that are paragraphs by the look of them: each ends a sentence, some hold several,
/// and they are not as long as lines that a program has turned over.
pub(super) fn paragraphs_in(text: &str) -> Option<Range<usize>> {
    const ENDS: [char; 7] = ['。', '！', '？', '」', '』', '”', '…'];
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let (last, before) = lines.split_last()?;
    let lengths = lines.iter().map(|line| line.chars().count());
    let longest = lengths.max()?;
    let ended = before.iter().chain([last]).all(|line| line.ends_with(ENDS));
    let several = lines.iter().any(|line| line.matches(['。', '！', '？']).count() > 1);
    let by_hand = before.iter().any(|line| line.chars().count() + SHORTER < longest);
    let first = before.first().filter(|_| ended && several && by_hand)?;
    let at = text.find(first)?;
    Some(at..at + first.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::markdown::prepare;

    #[test]
    fn slips_of_marks_are_known_from_text() {
        let mut wrong = Vec::new();
        for (text, expected) in [
            ("##小標\n\n正文", "a subhead"),
            ("##　小標", "a subhead"),
            ("＃＃ 小標", "a subhead"),
            ("＃ 小標", "a subhead"),
            ("**票價不變**\n票價與停航前相同。", "a subhead"),
            ("__票價不變__\n票價與停航前相同。", "a subhead"),
            (":::note\n正文\n:::", "the fence of a box"),
            ("見[[維多利亞港]]一帶", "a link"),
            ("水是H~2~O", "an index below"),
            ("a[0][[1]", ""),
            ("\\[[甲]]", ""),
            ("5~10元，A~B，約C~", ""),
            ("::甲", ""),
            ("甲。\n\n**票價不變**\n\n票價相同。", ""),
            ("甲。\n**票價不變**\n票價相同。", ""),
            ("**甲**\n**乙**", ""),
            ("＞ 引文", "a quotation"),
            ("-一\n-二", "a list"),
            ("－ 一\n－ 二", "a list"),
            ("1.三\n2.四", "a list"),
            ("1、買票\n2、上船", "a list"),
            ("1)買票\n2)上船", "a list"),
            ("1) 買票\n2) 上船", ""),
            ("渡輪復航。●南里社", "an agency's credit"),
            ("渡輪復航。 ●南里社", ""),
            ("渡輪復航。●南里社說，明日照常。", ""),
            ("這是＊＊重點＊＊。", "bold"),
            ("搭{渡輪｜ㄉㄨˋ}去", "a reading"),
            ("（一）買票\n（二）上船", "a list"),
            ("一、買票\n二、上船", "a list"),
            ("①買票\n②上船", "a list"),
            ("一、甲。\n二、乙。\n三、丙。", "a list"),
            ("1、甲。\n2、乙。", "a list"),
            ("甲、乙、丙三人到場\n丁、戊兩人沒有", ""),
            ("▽午前9時。\n▽午後3時。", "a list"),
            ("○ 일시\n○ 장소", "a list"),
            ("▽午前9時。\n▽午後3時。\n終わり。{.verse}", ""),
            ("▽午前9時。\\\n▽午後3時。", ""),
            ("甲\n2. 乙\n3. 丙", "a list"),
            ("甲\n\n2. 乙\n3. 丙", ""),
            ("1. 甲\n2. 乙\n3. 丙", ""),
            ("甲\n2. 乙", ""),
            ("• 帶水\n• 帶傘", "a list"),
            ("·帶水\n·帶傘", "a list"),
            ("－帶錢\n－帶傘", "a list"),
            ("｜日期｜活動｜\n｜一｜二｜", "a table"),
            ("| a | b |\n| 1 | 2 |", "a table"),
            ("句子。{ .optional }", "a mark"),
            ("句子。｛.optional｝", "a mark"),
            ("句子。{center}", "a mark"),
            ("句子{center}。", ""),
            ("漢字《かんじ》を読む。", "a reading"),
            ("- [ ] 帶水\n- [x] 帶傘", "a box to tick"),
            ("質能公式是$E=mc^2$，人所共知。", "a formula"),
            ("$$\\frac{a}{b}$$", "a formula"),
            ("變數$x$的值", "a formula"),
            ("這是==重點==的話", "a highlight"),
            ("漢字『かんじ』、書名《漢字》", ""),
            ("【本報訊】渡輪復航。", ""),
            ("- [注] 帶水", ""),
            ("票價由$100加到$120，HK$5與US$3。", ""),
            ("A$5/kg，B$6", ""),
            ("\\$E=mc^2$", ""),
            ("====\n正文", ""),
            ("a == b，c == d", ""),
            ("句子。{.optional}", ""),
            ("句子。{ 5 }", ""),
            ("## 小標\n\n正文", ""),
            ("#標籤 #又一個", ""),
            ("- 一\n- 二", ""),
            ("-3度\n-5度", ""),
            ("－你來了？\n\n他說。", ""),
            ("1.5倍\n2.5倍", ""),
            ("1、2、3號碼頭停航\n4、5號碼頭照常", ""),
            ("一、二、三號碼頭停航\n四、五號碼頭照常", ""),
            ("三、四百人到場\n2.5倍", ""),
            ("•只有一個\n正文", ""),
            ("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |", ""),
            ("價格 headline = 3", ""),
            ("E = mc2", ""),
            ("\\##小標", ""),
            ("C++ 與 +++", ""),
        ] {
            let found = near_marks(&prepare(text).0);
            let got = found.first().map_or("", |near| near.nearly);
            if got != expected || found.len() > 1 {
                wrong.push(format!("{text:?}: {got:?}, not {expected:?}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn a_mark_is_offered_as_it_is_meant() {
        let [near] = &near_marks(&prepare("句子。｛ .center ｝").0)[..] else { panic!("one") };
        assert!(near.help.ends_with("`{.center}`"), "{}", near.help);
    }

    #[test]
    fn paragraphs_a_line_each_are_known_from_lines_that_were_turned_over() {
        let first = "渡輪明日復航。天文台預料風勢減弱。";
        let second = "船公司說，首班船清晨六時開出，乘客須提早十分鐘到碼頭。票價不變。";
        for (text, expected) in [
            (format!("{first}\n{second}"), Some(0..first.len())),
            (format!("{first}\n{second}\n「好。」"), Some(0..first.len())),
            // A sentence a line, as a desk keeps it for its versions.
            ("渡輪明日復航。\n天文台預料風勢減弱，首班船清晨六時開出。".to_owned(), None),
            // Lines of one length, as a program has turned them over.
            ("渡輪復航。天文台預料風勢減弱。\n船公司說，首班船清晨六時開。".to_owned(), None),
            (format!("{first}然後，\n{second}"), None),
            (second.to_owned(), None),
        ] {
            assert_eq!(paragraphs_in(&text), expected, "{text}");
        }
    }
}
