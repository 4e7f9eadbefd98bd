//! [`say_of_line`]: slips of the hand in TOML that are plain from the line they stand on: signs
//! of a Chinese keyboard, texts without quotation marks, signs of other languages.

mod quotes;

use std::ops::Range;

use quotes::{
    bare_text, inner_quote, not_closed, not_opened, other_end, strange_end, strange_pair,
    windows_path,
};

/// A slip of the hand that is plain from the line itself.
pub(super) struct Slip {
    pub range: Range<usize>,
    pub what: String,
    pub help: String,
}

/// The slips of all lines: the parser may give up at the first. A text over several lines holds
/// what it likes.
pub(super) fn slips(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let plain = !text.contains("\"\"\"") && !text.contains("'''");
    let mut at = 0;
    let starts = text.split_inclusive('\n').map(move |line| {
        at += line.len();
        at - line.len()
    });
    starts.filter(move |_| plain).filter_map(|start| Some(say_of_line(text, start)?.range))
}

/// What looks for one kind of slip in a line, and in what of it stands in no text.
type Check = fn(&str, &[(usize, char)]) -> Option<Slip>;

/// Characters that stand in the place of one of TOML's own, and that one.
const LOOKALIKES: &[(char, &str)] = &[
    ('“', "\""),
    ('”', "\""),
    ('„', "\""),
    ('＂', "\""),
    ('«', "\""),
    ('»', "\""),
    ('‘', "'"),
    ('’', "'"),
    ('＇', "'"),
    ('「', "\""),
    ('」', "\""),
    ('『', "\""),
    ('』', "\""),
    ('＝', "="),
    ('，', ","),
    ('、', ","),
    ('［', "["),
    ('］', "]"),
    ('｛', "{"),
    ('｝', "}"),
    ('【', "["),
    ('】', "]"),
    ('（', "["),
    ('）', "]"),
    ('＃', "#"),
    ('：', "="),
    ('．', "."),
    ('。', "."),
    ('－', "-"),
    ('–', "-"),
    ('—', "-"),
    ('−', "-"),
    ('＋', "+"),
];

/// Blanks that are none of TOML's.
const BLANKS: &[(char, &str)] = &[
    ('\u{3000}', "an ideographic blank"),
    ('\u{A0}', "a no-break blank"),
    ('\u{2003}', "an em blank"),
];

/// What is plain of the line that a fault is on.
pub(super) fn say_of_line(text: &str, at: usize) -> Option<Slip> {
    let at = at.min(text.len());
    let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..)?.lines().next().unwrap_or("");
    let outside = outside_quotes(line);
    let checks: [Check; 21] = [
        invisible,
        windows_path,
        strange_pair,
        strange_end,
        other_end,
        inner_quote,
        not_closed,
        not_opened,
        bare_text,
        strange_sign,
        bare_table,
        bare_key,
        foreign_comment,
        colon,
        semicolon,
        two_keys,
        last_comma,
        day,
        han_day,
        range,
        bare_word,
    ];
    let mut slip = checks.iter().find_map(|check| check(line, &outside))?;
    slip.range = start + slip.range.start..start + slip.range.end;
    Some(slip)
}

/// What nobody sees: a control anywhere, and outside of texts whatever has neither width nor ink.
fn invisible(line: &str, outside: &[(usize, char)]) -> Option<Slip> {
    let is_unseen = |c: char| matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
    let anywhere = line.char_indices().find(|(_, c)| c.is_control() && *c != '\t');
    let outside = outside.iter().copied().find(|(_, c)| is_unseen(*c));
    let (place, c) = anywhere.or(outside)?;
    let code = u32::from(c);
    Some(Slip {
        range: place..place + c.len_utf8(),
        what: format!("an invisible character (U+{code:04X}) is no sign of TOML"),
        help: crate::source::unseen::cure(c).into_owned(),
    })
}

/// A character that looks like one of TOML's.
fn strange_sign(_: &str, outside: &[(usize, char)]) -> Option<Slip> {
    outside.iter().find_map(|&(place, c)| {
        let code = u32::from(c);
        let range = place..place + c.len_utf8();
        if let Some((_, name)) = BLANKS.iter().find(|(blank, _)| *blank == c) {
            let what = format!("{name} (U+{code:04X}) is no sign of TOML");
            return Some(Slip { range, what, help: "write a plain blank there".to_owned() });
        }
        let plain = match c {
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
                char::from_u32(code - 0xFEE0)?.to_string()
            }
            _ => LOOKALIKES.iter().find(|(strange, _)| *strange == c)?.1.to_owned(),
        };
        let what = format!("{c} (U+{code:04X}) is no sign of TOML");
        Some(Slip {
            range,
            what,
            help: format!("write {plain} there, the sign of a plain keyboard"),
        })
    })
}

/// `columns = 3,`: a comma ends no line of its own.
fn last_comma(line: &str, outside: &[(usize, char)]) -> Option<Slip> {
    let bracket = |c: &char| matches!(c, '{' | '}' | '[' | ']');
    let &(at, last) = outside.iter().rev().find(|(_, c)| !c.is_whitespace())?;
    let behind = line.get(at + 1..)?.trim_start();
    let ends = last == ',' && (behind.is_empty() || behind.starts_with('#'));
    let is_pair = outside.iter().filter(|(_, c)| *c == '=').count() == 1;
    (ends && is_pair && !outside.iter().any(|(_, c)| bracket(c))).then(|| Slip {
        range: at..at + 1,
        what: "a comma stands at the end of the line".to_owned(),
        help: "take it out: each key has a line of its own, and nothing parts them".to_owned(),
    })
}

/// `[文章]`: a table by the name that it would have in Chinese.
fn bare_table(line: &str, _: &[(usize, char)]) -> Option<Slip> {
    let written = line.trim();
    let name = written.trim_start_matches('[').split(']').next()?;
    let from = line.find('[')? + written.len() - written.trim_start_matches('[').len();
    let last = name.rsplit('.').next()?;
    if !written.starts_with('[') || !last.starts_with(|c: char| c.is_alphabetic() && !c.is_ascii())
    {
        return None;
    }
    let help = match name.rsplit_once('.') {
        Some((table, own)) => format!("write [{table}.\"{own}\"]"),
        None => match english(name) {
            Some(known) => format!("tables have English names: write [{known}]"),
            None => "tables have English names: [document], [paper], [grid], [article], [[page]]"
                .to_owned(),
        },
    };
    Some(Slip {
        range: from..from + name.len(),
        what: format!("the name {name} stands without quotation marks"),
        help,
    })
}

/// What the program calls a key or a table that has a Chinese or a Japanese name.
fn english(name: &str) -> Option<&'static str> {
    Some(match name {
        "標題" | "标题" | "題目" | "题目" | "見出し" => "headline",
        "報名" | "报名" | "報頭" | "题" => "title",
        "日期" | "日付" => "date",
        "作者" | "記者" | "记者" => "byline",
        "語言" | "语言" | "言語" => "language",
        "欄" | "栏" | "欄數" | "栏数" | "段" => "columns",
        "行" | "行數" | "行数" => "lines",
        "文章" | "稿件" | "記事" => "article",
        "圖片" | "图片" | "照片" | "写真" | "圖" => "picture",
        "圖說" | "图说" => "caption",
        "版面" | "頁" | "页" => "page",
        "紙張" | "纸张" | "用紙" => "paper",
        "字體" | "字体" => "font",
        "字號" | "字号" | "大小" => "size",
        "顏色" | "颜色" | "色" => "colour",
        _ => return None,
    })
}

/// `頭條 = …`: a name of letters that TOML takes between quotation marks alone.
fn bare_key(line: &str, outside: &[(usize, char)]) -> Option<Slip> {
    let &(equals, _) = outside.iter().find(|(_, c)| *c == '=')?;
    let written = line.get(..equals)?;
    let key = written.trim();
    let is_name = key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    (is_name && !key.is_ascii()).then(|| {
        let from = written.len() - written.trim_start().len();
        Slip {
            range: from..from + key.len(),
            what: format!("the name {key} stands without quotation marks"),
            help: match english(key) {
                Some(known) => format!(
                    "keys have English names: write `{known} = …`; a name of your own stands in quotation marks"
                ),
                None => {
                    format!("write \"{key}\" = …; only names of a to z, figures, - and _ go without")
                }
            },
        }
    })
}

/// `// …`, `/* … */`, `-- …`, as other languages begin a comment; a semicolon does so at the head of a line alone.
fn foreign_comment(line: &str, outside: &[(usize, char)]) -> Option<Slip> {
    let begun = outside.windows(2).enumerate().find_map(|(index, pair)| {
        let [(at, one), (_, other)] = pair else { return None };
        let before = index.checked_sub(1).and_then(|before| outside.get(before));
        let apart = before.is_none_or(|(_, c)| c.is_whitespace());
        let behind = outside.get(index + 2).is_none_or(|(_, c)| c.is_whitespace());
        match (one, other) {
            ('/', '/' | '*') => Some(*at..at + 2),
            ('-', '-') if apart && behind => Some(*at..at + 2),
            _ => None,
        }
    });
    let at = line.len() - line.trim_start().len();
    let range = begun.or_else(|| line.trim_start().starts_with(';').then_some(at..at + 1))?;
    let sign = line.get(range.clone())?;
    Some(Slip {
        what: format!("a comment does not begin with {sign}"),
        help: "begin it with #".to_owned(),
        range,
    })
}

/// `key: value`, on a line of its own or in braces.
fn colon(_: &str, outside: &[(usize, char)]) -> Option<Slip> {
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ');
    let colons = outside.iter().enumerate().filter(|(_, (_, c))| *c == ':');
    let mut after_key = colons.filter(|(index, _)| {
        let before = outside.get(..*index).unwrap_or_default().iter().rev();
        let mut before = before.map(|(_, c)| *c).skip_while(|c| *c == ' ').peekable();
        // A key in quotation marks is of JSON.
        before.peek().is_some_and(|c| is_key(*c))
            && before.find(|c| !is_key(*c)).is_none_or(|c| matches!(c, '{' | ','))
    });
    after_key.next().map(|(_, &(place, _))| Slip {
        range: place..place + 1,
        what: "a colon stands where an equals sign belongs".to_owned(),
        help: "write `key = value`".to_owned(),
    })
}

/// `key = value;`.
fn semicolon(_: &str, outside: &[(usize, char)]) -> Option<Slip> {
    let &(place, sign) = outside.iter().find(|(_, c)| matches!(c, ';' | '；'))?;
    Some(Slip {
        range: place..place + sign.len_utf8(),
        what: format!("{sign} is no sign of TOML"),
        help: "take it out: a line ends by itself, and items are parted by commas".to_owned(),
    })
}

/// `headline = "甲" byline = "乙"`: the second key.
fn two_keys(line: &str, outside: &[(usize, char)]) -> Option<Slip> {
    if outside.iter().any(|(_, c)| matches!(c, '{' | '}' | '[' | ']')) {
        return None;
    }
    let mut equals = outside.iter().filter(|(_, c)| *c == '=').map(|(at, _)| *at);
    let (first, second) = (equals.next()?, equals.next()?);
    let between = line.get(first + 1..second)?.trim();
    let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let value = between.trim_end_matches(is_key);
    let key = between.get(value.len()..).filter(|key| !key.is_empty())?;
    let of_text = value.trim_end_matches([',', ' ', '\t']).ends_with(['"', '\'']);
    let at =
        second - line.get(..second)?.chars().rev().take_while(|c| *c == ' ').count() - key.len();
    of_text.then(|| Slip {
        range: at..at + key.len(),
        what: format!("a second key, `{key}`, stands on the line"),
        help: format!("begin a new line with `{key} = `, and put no comma before it"),
    })
}

/// A date in another order, or with other signs.
fn day(line: &str, outside: &[(usize, char)]) -> Option<Slip> {
    values(outside).find_map(|value| {
        let (first, last) = (value.first()?, value.last()?);
        let word = line.get(first.0..last.0 + last.1.len_utf8())?;
        let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
        let [one, month, other] = parts.as_slice() else { return None };
        let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
        let (first, middle, last) = (number(one)?, number(month)?, number(other)?);
        let (year, day) = match (one.len(), other.len()) {
            (4, 1..=2) => (first, last),
            (1..=2, 4) => (last, first),
            _ => return None,
        };
        let written = format!("{year:04}-{middle:02}-{day:02}");
        let sound = (1..=12).contains(&middle) && (1..=31).contains(&day);
        (sound && word != written).then(|| Slip {
            range: value[0].0..value[0].0 + word.len(),
            what: format!("{word} is no date of TOML"),
            help: format!("write year, month and day: {written}"),
        })
    })
}

/// `= 2026年3月5日`.
fn han_day(line: &str, outside: &[(usize, char)]) -> Option<Slip> {
    values(outside).find_map(|value| {
        let (first, last) = (value.first()?, value.last()?);
        let word = line.get(first.0..last.0 + last.1.len_utf8())?;
        let written = day_of(word)?;
        Some(Slip {
            range: first.0..first.0 + word.len(),
            what: format!("{word} is no date of TOML"),
            help: format!("write year, month and day: {written}, without quotation marks"),
        })
    })
}

/// A day in Chinese, Japanese or Korean signs, as TOML writes it.
fn day_of(word: &str) -> Option<String> {
    let parts: Vec<&str> = word.split(|c: char| !c.is_ascii_digit()).collect();
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let signs = ["年", "月", "년", "월"].iter().filter(|sign| word.contains(**sign)).count();
    let number = |part: &str| part.parse::<u32>().ok();
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    let sound = signs == 2
        && (1000..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day);
    sound.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// `= 1-20`: a range without quotation marks.
fn range(line: &str, outside: &[(usize, char)]) -> Option<Slip> {
    let (from, to) = bare_range(outside, line.len())?;
    let range = line.get(from..to)?;
    Some(Slip {
        range: from..to,
        what: format!("{range} is a range, and a range is a text"),
        help: format!("write \"{range}\", in quotation marks"),
    })
}

/// `= ferry`, `= True`: a word that is neither `true` nor `false`.
fn bare_word(line: &str, outside: &[(usize, char)]) -> Option<Slip> {
    values(outside).find_map(|value| {
        let (first, last) = (value.first()?, value.last()?);
        let range = first.0..last.0 + last.1.len_utf8();
        let word = line.get(range.clone())?;
        let is_word =
            word.chars().next().is_some_and(|c| c.is_alphabetic() || matches!(c, '.' | '/'));
        if !is_word || matches!(word, "true" | "false" | "inf" | "nan") {
            return None;
        }
        let is_date = line.trim_start().starts_with("date");
        // All of the line behind the sign, where nothing in it is TOML's.
        let whole = line.get(range.start..).unwrap_or(word).trim_end();
        let word = match whole.contains([',', '{', '}', '[', ']', '"', '\'', '#', '=']) {
            true => word,
            false => whole,
        };
        let (what, help) = match word.to_ascii_lowercase().as_str() {
            _ if is_date => (
                format!("{word} begins no date of TOML"),
                "write year, month and day: 2024-11-16".to_owned(),
            ),
            plain @ ("true" | "false") => {
                (format!("{word} is written in small letters"), format!("write {plain}"))
            }
            "yes" | "on" => (format!("{word} is no value of TOML"), "write true".to_owned()),
            "no" | "off" => {
                let help = "write false, or \"off\" where the key takes words".to_owned();
                (format!("{word} is no value of TOML"), help)
            }
            _ => (
                format!("{word} is a text without quotation marks"),
                format!("write \"{word}\", in quotation marks"),
            ),
        };
        Some(Slip { range, what, help })
    })
}

/// What stands behind each equals sign, up to a blank, a comma or a bracket.
fn values<'a>(outside: &'a [(usize, char)]) -> impl Iterator<Item = Vec<(usize, char)>> + 'a {
    let equals = outside.iter().enumerate().filter(|(_, (_, c))| *c == '=');
    equals.map(|(index, &(place, _))| {
        let rest = outside.get(index + 1..).unwrap_or_default();
        // A text between the sign and what is outside of it is the value.
        let mut next = place + 1;
        let joined = rest.iter().copied().take_while(move |(at, c)| {
            let joined = *at == next;
            next = at + c.len_utf8();
            joined
        });
        let ends = |c: char| matches!(c, ' ' | '\t' | ',' | ']' | '}' | '[' | '{' | '=');
        joined.skip_while(|(_, c)| *c == ' ').take_while(|(_, c)| !ends(*c)).collect()
    })
}

/// The characters of a line that stand in no text and in no comment.
pub(super) fn outside_quotes(line: &str) -> Vec<(usize, char)> {
    let mut outside = Vec::new();
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        match quote {
            Some(open) => {
                if c == open && !escaped {
                    quote = None;
                }
                escaped = open == '"' && c == '\\' && !escaped;
            }
            None if c == '#' => break,
            None if c == '"' || c == '\'' => quote = Some(c),
            None => outside.push((at, c)),
        }
    }
    outside
}

/// `= 1-20`, `= 4-`, `= 10+30`: where the range stands in the line.
fn bare_range(outside: &[(usize, char)], length: usize) -> Option<(usize, usize)> {
    let equals = outside.iter().enumerate().filter(|(_, (_, c))| *c == '=');
    for (index, _) in equals {
        let rest = outside.get(index + 1..)?;
        let value = rest.iter().skip_while(|(_, c)| *c == ' ');
        let value: Vec<(usize, char)> = value
            .take_while(|(_, c)| c.is_ascii_digit() || matches!(c, '-' | '+'))
            .copied()
            .collect();
        let (Some(first), Some(last)) = (value.first(), value.last()) else { continue };
        let signs = value.iter().skip(1).filter(|(_, c)| !c.is_ascii_digit()).count();
        // A date has two of them.
        if signs == 1 && first.1.is_ascii_digit() {
            return Some((first.0, (last.0 + 1).min(length)));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> Option<(String, String)> {
        let text = format!("# “\n{line}\n[grid]\n");
        let slip = say_of_line(&text, 6)?;
        Some((text.get(slip.range).unwrap_or("").to_owned(), slip.what))
    }

    #[test]
    fn the_very_character_is_named() {
        for (line, expected) in [
            ("title = “海港日報”", Some("“")),
            ("title = “海港日報\"", Some("“")),
            ("title = \"海港日報”", Some("”")),
            ("a = { title = 「海港日報」, columns = 2 }", Some("「")),
            ("title = '海港日報\"", Some("'海港日報\"")),
            ("headline = \"\"渡輪\"明日復航　首班六時\"", Some("\"")),
            ("title = 「海港」日報", Some("「海港」日報")),
            ("headline = \"甲\" byline = \"乙\"", Some("byline")),
            ("headline = \"甲\", byline = \"乙\"", Some("byline")),
            ("headline = \"甲 byline = 乙\"", None),
            ("headline = \"甲乙\"；", Some("；")),
            ("columns ＝ 3", Some("＝")),
            ("a = { b = 1， c = 2 }", Some("，")),
            ("a = { lines = 1-20 }", Some("1-20")),
            ("a = { lines = 48-, b = 1 }", Some("48-")),
            ("lines = 10+30", Some("10+30")),
            ("title = \"“海港”，\"", None),
            ("date = 2024-11-16", None),
            ("a = -1", None),
            ("a = 1 # ，", None),
            ("measure = １８", Some("１")),
            ("\u{3000}columns = 2", Some("\u{3000}")),
            ("\u{A0}columns = 2", Some("\u{A0}")),
            ("頭條 = \"a.md\"", Some("頭條")),
            ("headline = 渡輪復航　首班六時\"", Some("渡輪復航　首班六時\"")),
            ("a = { title = 青嶼　日報\" }", Some("青嶼　日報\"")),
            ("\"頭條\" = \"a.md\"", None),
            ("title = \"頭條\"", None),
            ("// a comment", Some("//")),
            ("columns = 2 // two", Some("//")),
            ("/* a comment */", Some("/*")),
            ("columns = 2 -- two", Some("--")),
            ("; a comment", Some(";")),
            ("columns = 4--5", None),
            ("headline = 渡輪明日復航　首班六時", Some("渡輪明日復航　首班六時")),
            ("a = { text = 渡輪復航，首班六時, lines = 3 }", Some("渡輪復航，首班六時")),
            ("headline = “渡輪復航，首班六時”", Some("“")),
            ("[文章]", Some("文章")),
            ("[[版面]]", Some("版面")),
            ("[style.正文]", Some("style.正文")),
            ("[style.\"正文\"]", None),
            ("columns = 2\u{2028}", Some("\u{2028}")),
            ("mea\u{AD}sure = 2", Some("\u{AD}")),
            ("title = \"a\u{B}b\"", Some("\u{B}")),
            ("{ style = \"folio, text = [\"{page}\", \"x\"] }", Some("\"")),
            ("{ text = \"甲, 乙\", style = \"folio\" }", None),
            ("picture = \"pics\\pier2.svg\"", Some("\"pics\\pier2.svg\"")),
            ("title: \"x\"", Some(":")),
            ("{ text: \"甲\", columns: 1 },", Some(":")),
            ("{ text = \"甲\", columns: 1 },", Some(":")),
            ("{ at = 07:00:00 }", None),
            ("file = \"a:b\"", None),
            ("columns = 2;", Some(";")),
            ("date = 16-11-2024", Some("16-11-2024")),
            ("date = 2024/11/16", Some("2024/11/16")),
            ("date = 2024-11-16T07:00:00", None),
            ("date = 2026年3月5日", Some("2026年3月5日")),
            ("date = 2026년 3월 5일", None),
            ("size = 3.14", None),
            ("{ article = ferry, lines = \"1-\" }", Some("ferry")),
            ("a = { article = ferry }", Some("ferry")),
            ("compress = True", Some("True")),
            ("compress = true", None),
            ("files = [\"a\"]", None),
            ("date = Nov 16 2024", Some("Nov")),
            ("x = inf", None),
            ("picture = \"C:\\Users\\lin\\photo.jpg\"", Some("\"C:\\Users\\lin\\photo.jpg\"")),
            ("picture = 'C:\\Users\\lin'", None),
            ("picture = \"C:\\\\Users\"", None),
            ("headline = \"他說\"很好\"\"", Some("\"")),
            ("headline = \"他說\\\"很好\\\"\"", None),
            ("columns = 3,", Some(",")),
            ("{ article = \"a\", columns = 3 },", None),
            ("files = [\"a\",", None),
        ] {
            assert_eq!(said(line).map(|(range, _)| range).as_deref(), expected, "{line}");
        }
        let help = |line: &str| say_of_line(line, 0).map(|slip| slip.help).unwrap_or_default();
        assert!(help("date = 6/1/2024").ends_with("2024-01-06"));
        assert!(help("date = 2026年3月5日").contains(" 2026-03-05, without"));
        for line in ["title = “海港”", "title = “海港\"", "title = \"海港”", "a = [「海港」, 2]"]
        {
            assert!(help(line).starts_with("write \"海港\", between"), "{line}: {}", help(line));
        }
        assert_eq!(help("compress = TRUE"), "write true");
        assert_eq!(help("byline = 記者 陳大文"), "write \"記者 陳大文\", in quotation marks");
        assert_eq!(help("{ article = ferry, a = 1 }"), "write \"ferry\", in quotation marks");
        assert!(help("date = Nov 16 2024").ends_with("2024-11-16"));
        assert_eq!(help("headline = 渡輪復航，首班六時"), "write \"渡輪復航，首班六時\"");
        assert_eq!(help("[文章]"), "tables have English names: write [article]");
        assert_eq!(help("[style.正文]"), "write [style.\"正文\"]");
        assert!(help("日期 = 2024-11-16").contains("`date = …`"));
        let what = said("title = “海港日報”").map(|(_, what)| what).unwrap_or_default();
        assert!(what.contains("U+201C"), "{what}");
    }
}
