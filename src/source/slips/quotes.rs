//! Texts in TOML whose quotation marks are missing, of another keyboard, or ended from within.

use super::{BLANKS, LOOKALIKES, Slip};

/// `"C:\\Users\\lin"`, whose backslashes begin signs of TOML.
pub(super) fn windows_path(line: &str, _: &[(usize, char)]) -> Option<Slip> {
    let (at, _) = line.match_indices('"').find(|(at, _)| {
        let rest = line.get(at + 1..).unwrap_or("");
        let text = rest.split('"').next().unwrap_or("");
        let is_drive = text.chars().next().is_some_and(|c| c.is_ascii_alphabetic())
            && text.get(1..3) == Some(":\\")
            && text.chars().nth(3).is_some_and(|c| c != '\\');
        let ending = text.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_file = (2..=5).contains(&ending.len())
            && ending.chars().all(|c| c.is_ascii_alphanumeric())
            && text.split('\\').skip(1).all(|part| part.starts_with(|c: char| c.is_alphanumeric()));
        // A backslash that begins no sign of TOML.
        let is_strange =
            |part: &str| !part.starts_with(['b', 't', 'n', 'f', 'r', 'u', 'U', 'x', 'e']);
        is_drive || is_file && text.split('\\').skip(1).any(is_strange)
    })?;
    let rest = line.get(at + 1..)?;
    let path = rest.get(..rest.find('"')?)?;
    Some(Slip {
        range: at..at + path.len() + 2,
        what: "a backslash in double quotation marks begins another sign".to_owned(),
        help: format!("write / between folders: \"{}\"", path.replace('\\', "/")),
    })
}

/// `style = "folio, text = "x"`: a text that holds the next key.
pub(super) fn not_closed(line: &str, _: &[(usize, char)]) -> Option<Slip> {
    let (at, _) = line.match_indices('"').next().filter(|_| line.contains('='))?;
    let mut from = at;
    while let Some(text) = line.get(from + 1..).and_then(|rest| rest.split('"').next()) {
        let (own, next) = text.split_once(", ").unwrap_or((text, ""));
        let (key, value) = next.split_once('=').unwrap_or(("", "x"));
        let key = key.trim();
        // Behind the sign begins the next text.
        let begins = value.trim_matches([' ', '[', '{']).is_empty();
        if begins && !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
            return Some(Slip {
                range: from..from + 1,
                what: "a text without its closing quotation mark".to_owned(),
                help: format!("write \"{own}\", and the next key behind it"),
            });
        }
        // To the beginning of the next text.
        let closed = from + 1 + text.len() + 1;
        from = closed + line.get(closed..)?.find('"')?;
    }
    None
}

/// Whether nothing stands behind a text but what ends its value.
fn ends_value(behind: &str) -> bool {
    behind.chars().all(|c| c.is_whitespace() || matches!(c, ',' | '}' | ']'))
}

/// Marks of other keyboards that begin a text, each with those that may end it.
const OPENERS: [(char, &[char]); 6] = [
    ('“', &['”', '“', '"', '＂']),
    ('”', &['”', '“', '"', '＂']),
    ('„', &['“', '”', '"']),
    ('＂', &['＂', '”', '"']),
    ('「', &['」', '"']),
    ('『', &['』', '"']),
];

/// `title = “青嶼日報”`: both marks are of another keyboard, or the first alone.
pub(super) fn strange_pair(line: &str, outside: &[(usize, char)]) -> Option<Slip> {
    outside.iter().find_map(|&(at, first)| {
        let (_, closers) = OPENERS.iter().find(|(opener, _)| *opener == first)?;
        let is_begun = line.get(..at)?.trim_end().ends_with(['=', '[', ',']);
        let text = line.get(at + first.len_utf8()..)?;
        let end = text.find(*closers)?;
        let last = text.get(end..)?.chars().next()?;
        let inside = text.get(..end)?;
        let behind = text.get(end + last.len_utf8()..)?.trim_start().chars().next();
        let ends = behind.is_none_or(|c| matches!(c, ',' | '}' | ']' | '#'));
        (is_begun && ends).then(|| Slip {
            range: at..at + first.len_utf8(),
            what: format!("{first} (U+{:04X}) is no sign of TOML", u32::from(first)),
            help: format!("write \"{inside}\", between the marks of a plain keyboard"),
        })
    })
}

/// `title = "青嶼日報”`: the last alone.
pub(super) fn strange_end(line: &str, _: &[(usize, char)]) -> Option<Slip> {
    const ENDS: [char; 4] = ['”', '“', '＂', '„'];
    let (_, text) = line.split_once('"').filter(|_| line.contains('='))?;
    let end = text.rfind(ENDS).filter(|_| !text.contains('"'))?;
    let last = text.get(end..)?.chars().next()?;
    let at = line.len() - text.len() + end;
    ends_value(text.get(end + last.len_utf8()..)?).then(|| Slip {
        range: at..at + last.len_utf8(),
        what: format!("{last} (U+{:04X}) ends no text of TOML", u32::from(last)),
        help: format!(
            "write \"{}\", between the marks of a plain keyboard",
            text.get(..end).unwrap_or("")
        ),
    })
}

/// `headline = 渡輪明日復航　首班清晨六時"`: a text of which only the end has its mark.
pub(super) fn not_opened(line: &str, _: &[(usize, char)]) -> Option<Slip> {
    let (before, behind) = line.split_once('"')?;
    let value = before.get(before.rfind('=')? + 1..)?.trim_start();
    let begins =
        value.chars().next()?.is_alphanumeric() || value.starts_with(['「', '《', '“', '（']);
    let plain = !value.contains([',', '\'', '#', '{', '[']);
    (begins && plain && ends_value(behind)).then(|| Slip {
        range: before.len() - value.len()..before.len() + 1,
        what: "a text has a quotation mark at its end and none at its beginning".to_owned(),
        help: format!("write \"{value}\""),
    })
}

/// `headline = 渡輪明日復航，首班六時`: a text without marks, in which signs of a Chinese keyboard are its own.
pub(super) fn bare_text(line: &str, outside: &[(usize, char)]) -> Option<Slip> {
    let equals = outside.iter().filter(|(_, c)| *c == '=');
    equals.into_iter().find_map(|(place, _)| {
        let rest = line.get(place + 1..)?;
        let value = rest.get(..rest.find([',', '}', ']', '#', '=']).unwrap_or(rest.len()))?;
        let range =
            place + 1 + value.len() - value.trim_start().len()..place + 1 + value.trim_end().len();
        let value = value.trim();
        let is_quote = |c: char| matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '＂' | '＇');
        let first = value.chars().next()?;
        let is_letter =
            first.is_alphabetic() && !first.is_ascii() && !('Ａ'..='ｚ').contains(&first);
        let is_text = is_letter || matches!(first, '「' | '『' | '《');
        let is_strange =
            |c: char| LOOKALIKES.iter().chain(BLANKS).any(|(strange, _)| *strange == c);
        (is_text && value.contains(is_strange) && !value.contains(is_quote)).then(|| Slip {
            range,
            what: "a text stands without quotation marks".to_owned(),
            help: format!("write \"{value}\""),
        })
    })
}

/// `"他說"很好""`: a mark within a text ends it.
pub(super) fn inner_quote(line: &str, outside: &[(usize, char)]) -> Option<Slip> {
    let &(at, _) =
        outside.windows(2).map(|pair| &pair[1]).chain(outside.first()).find(|(at, c)| {
            let closes = line.get(..*at).is_some_and(|before| before.ends_with('"'));
            closes && c.is_alphanumeric()
        })?;
    Some(Slip {
        range: at - 1..at,
        what: "a quotation mark within the text ends it".to_owned(),
        help: "write 「」 or “” for quotation marks of the text, or \\\" for this one".to_owned(),
    })
}

/// `title = '青嶼日報"`: a text that another mark ends than begins it.
pub(super) fn other_end(line: &str, _: &[(usize, char)]) -> Option<Slip> {
    let (key, value) = line.split_once('=')?;
    let value = value.trim();
    let mut marks = value.char_indices().filter(|(_, c)| matches!(c, '"' | '\''));
    let ((first, open), (last, close)) = (marks.next()?, marks.next()?);
    let is_whole = first == 0 && last + 1 == value.len() && open != close && last > 1;
    let at = key.len() + 1 + line.get(key.len() + 1..)?.find(open)?;
    is_whole.then(|| Slip {
        range: at..at + value.len(),
        what: format!("a text begins with {open} and ends with {close}"),
        help: format!("write \"{}\"", value.get(1..last).unwrap_or("")),
    })
}
