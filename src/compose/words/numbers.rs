//! Numbers in Han numerals and in figures, with the measure words that belong to them: 二百四十七萬,
//! 四點五六%, 百分之三, 第三屆, 6年零1個月 (R17, R18, R118).

use super::lexicon::Table;

/// Numbers of more characters are none of a head's.
const LONGEST: usize = 40;
/// How doubtful 期 and 制 are behind a measure word.
const LASTING: u64 = 20;

/// A number that the text begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// How many characters.
    pub length: usize,
    /// Nothing more belongs to it: it has its measure word, or says a share of a whole.
    pub whole: bool,
    /// How doubtful its measure word is as one.
    pub doubt: u64,
}

/// 零 to 九 and the powers of ten, in simplified forms.
pub(super) fn is_numeral(c: char) -> bool {
    "〇○零一二三四五六七八九十百千万亿兆两廿卅".contains(c)
}

pub(super) fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// Some tens or hundreds: 數百, 幾十.
fn is_some(c: char) -> bool {
    matches!(c, '几' | '数')
}

/// Whether a number may begin with `c`.
pub(super) fn begins(c: char) -> bool {
    is_figure(c) || is_numeral(c) || is_some(c) || c == '第'
}

/// The numbers that `chars`, in simplified forms, begin with: with and without what may belong to
/// them.
pub(super) fn numbers(chars: &[char]) -> Vec<Number> {
    let mut found = Vec::new();
    let ordinal = usize::from(chars.first() == Some(&'第'));
    chain(chars.get(..LONGEST).unwrap_or(chars), (ordinal, 0), 0, &mut found);
    found
}

/// A figure and its measure word, and another pair after it: 6年1個月, 11月16日.
fn chain(chars: &[char], (from, doubt): (usize, u64), depth: usize, found: &mut Vec<Number>) {
    for Number { length, whole, .. } in figures(chars, from) {
        found.push(Number { length, whole, doubt });
        let rest = chars.get(length..).unwrap_or(&[]);
        let before = length.checked_sub(1).and_then(|at| chars.get(at)).copied().unwrap_or(' ');
        for (measure, own) in Table::Measure.starts(rest) {
            if measure == 1 && begins_word(before, rest) {
                continue;
            }
            let mut end = length + measure;
            let doubt = doubt + own;
            found.push(Number { length: end, whole: true, doubt });
            // 三年多; but 首三季|多賺.
            let more = || {
                chars.get(end - 1).is_some_and(|&c| "年月天周里米元个倍岁吨斤时亩尺".contains(c))
            };
            if matches!(chars.get(end), Some('半' | '余'))
                || chars.get(end) == Some(&'多') && more()
            {
                end += 1;
                found.push(Number { length: end, whole: true, doubt });
            }
            // 10月末, 三季度末; but 三月|底線.
            let term = chars.get(end - 1).is_some_and(|c| "年月度周旬纪季".contains(*c));
            let after = chars.get(end + 1).copied().unwrap_or(' ');
            let other = |c: char| match c {
                '末' => "日路端梢代".contains(after),
                '底' => "线部层价牌下细薪气蕴".contains(after),
                _ => "选审赛步级中期次任恋稿衷心夏冬春秋".contains(after),
            };
            if term && chars.get(end).is_some_and(|&c| "末底初".contains(c) && !other(c)) {
                found.push(Number { length: end + 1, whole: true, doubt });
            }
            // 七天期, 三局制; but 五年|制定.
            if let Some('期' | '制') = chars.get(end) {
                let doubt = doubt + LASTING;
                found.push(Number { length: end + 1, whole: true, doubt });
            }
            // 三歲童, 八旬婦
            let aged = chars.get(end - 1).is_some_and(|c| "岁旬".contains(*c));
            if aged && chars.get(end).is_some_and(|c| "童女男汉妇翁嬷婆叟".contains(*c)) {
                found.push(Number { length: end + 1, whole: true, doubt: doubt + LASTING });
            }
            let goes_on = chars
                .get(end - 1)
                .is_some_and(|&c| "年月日时分秒点元亿万千百斤尺米吨成天岁半".contains(c));
            // 三元五角; but 二百五十億元|五十年期.
            let coins = chars.get(end - 1) != Some(&'元') || coins_follow(chars, end);
            let parts = chars.get(end - 1).is_none_or(|c| !"尺米斤吨".contains(*c))
                || is_small(chars.get(end..).unwrap_or(&[]));
            if goes_on && coins && parts && depth < 3 {
                chain(chars, (end, doubt), depth + 1, found);
            }
        }
    }
}

/// Whether what might be a measure word begins the next word: 七點五|強震, 450億|月減, 七十億|股息.
fn begins_word(before: char, chars: &[char]) -> bool {
    let next = chars.get(1).copied().unwrap_or(' ');
    match chars.first() {
        Some('强') => next == '震',
        Some('月' | '日' | '季') => "亿兆".contains(before) || "增减".contains(next),
        Some('年') => "增减".contains(next),
        // 8200萬|成交
        Some('成') => "亿万兆".contains(before) || "交团立军功本".contains(next),
        Some('股') => "息东价民市票权指灾".contains(next),
        _ => false,
    }
}

/// Whether a number of less than a hundred begins the text, as goes on with a length or weight: 1米75; but
/// 八百公尺|七百遊客.
fn is_small(chars: &[char]) -> bool {
    let number = chars.iter().take_while(|&&c| is_numeral(c) || is_figure(c) || is_some(c));
    number.clone().count() < 3 && number.into_iter().all(|c| !"百千万亿兆".contains(*c))
}

/// Whether a number of coins begins at `from`.
fn coins_follow(chars: &[char], from: usize) -> bool {
    let rest = chars.get(from..).unwrap_or(&[]);
    let after = rest.iter().find(|&&c| !is_numeral(c) && !is_figure(c));
    after.is_some_and(|&c| "角毛分仙".contains(c))
}

/// Whether a numeral goes on after a power of ten, or a figure stands at once, as none does after 數.
fn figures_follow(power: char, next: char) -> bool {
    let figure = |c: char| "〇○零一二三四五六七八九两".contains(c);
    figure(power) || "十百千".contains(power) && figure(next)
}

/// Whether a number of figures goes on in figures behind a power of ten: 3万8000円; but 斥資3億|2026年落成.
fn goes_on_in_figures(chars: &[char], from: usize, at: usize) -> bool {
    let power =
        at.checked_sub(1).and_then(|at| chars.get(at)).is_some_and(|c| "万亿兆".contains(*c));
    let begun = chars.get(from).copied().is_some_and(is_figure);
    let rest = chars.get(at..).unwrap_or(&[]);
    let figures = rest.iter().take_while(|&&c| is_figure(c) || c == ',').count();
    let dated = rest.get(figures).is_some_and(|c| "年月日号时点".contains(*c));
    power && begun && rest.first().copied().is_some_and(is_figure) && !dated
}

/// The figures alone; a 零 at their end may belong to what follows (零售).
fn figures(chars: &[char], from: usize) -> Vec<Number> {
    let get = |at: usize| chars.get(at).copied().unwrap_or(' ');
    let numeral = |at: usize| is_numeral(get(at));
    let mut at = from;
    let mut whole = false;
    while is_figure(get(at))
        || (at > from && ".,:：．，・-–—～〜~比对".contains(get(at)) && is_figure(get(at + 1)))
    {
        // A score has no unit: 4比3|逆轉.
        whole |= ":：比对".contains(get(at));
        at += 1;
    }
    loop {
        if goes_on_in_figures(chars, from, at) {
            at += chars.iter().skip(at).take_while(|&&c| is_figure(c) || c == ',').count();
        }
        let begun = at > from;
        let after = begun && at.checked_sub(1).is_some_and(|at| is_numeral(get(at)));
        let steps = match get(at) {
            c if is_numeral(c) => 1,
            '点' | '比' | '对' | '対' | '成' | '・' | '·'
                if after && numeral(at + 1) && !"十百千万亿".contains(get(at + 1)) =>
            {
                whole |= !"点・·".contains(get(at));
                1
            }
            '分' if begun && get(at + 1) == '之' && numeral(at + 2) => {
                whole = true;
                2
            }
            // 3分の1
            '分' if begun && "之の".contains(get(at + 1)) && is_figure(get(at + 2)) => {
                whole = true;
                2 + chars.get(at + 2..).unwrap_or(&[]).iter().take_while(|&&c| is_figure(c)).count()
            }
            // 報名人數|十二萬: a figure goes on with ten, not with tens.
            c if is_some(c) && !begun && figures_follow(get(at + 1), get(at + 2)) => break,
            c if is_some(c) && (begun || numeral(at + 1)) => 1,
            '余' | '多' if begun => 1,
            '来' if begun && get(at - 1) == '十' => 1,
            _ => break,
        };
        at += steps;
    }
    if at == from {
        return Vec::new();
    }
    let mut found = vec![Number { length: at, whole, doubt: 0 }];
    if at - 1 > from && get(at - 1) == '零' {
        found.push(Number { length: at - 1, whole, doubt: 0 });
    }
    if "%％‰℃".contains(get(at)) {
        found = vec![Number { length: at + 1, whole: true, doubt: 0 }];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::plain;
    use super::*;

    #[test]
    fn r118_numbers_keep_their_measure_words() {
        for number in [
            "二百四十七萬",
            "四點五六%",
            "百分之三點四",
            "第三屆",
            "80公里",
            "4.2億元",
            "15日",
            "23天",
            "十多萬",
            "數百人",
            "三比二",
            "九成五",
            "六年零一個月",
            "11月16日",
            "兩年半",
            "2023年",
            "一千二百四十九頭",
            "一百一十五%",
            "零點五個百分點",
            "五點六級",
            "七千餘名",
            "2023—2024年",
            "5～10歲",
            "七天期",
            "八年制",
            "三對二",
            "三対二",
            "3分の1",
        ] {
            let chars: Vec<char> = number.chars().map(plain).collect();
            let longest = numbers(&chars).into_iter().max_by_key(|found| found.length);
            let found = longest.map(|found| (found.length, found.whole || number.ends_with('萬')));
            assert_eq!(found, Some((chars.len(), true)), "{number}");
        }
        assert!(numbers(&['甲', '三']).is_empty());
        // 三點四零售業: the 零 is not the number's.
        let chars: Vec<char> = "三点四零售业".chars().collect();
        assert!(numbers(&chars).iter().any(|found| found.length == 3));
    }
}
