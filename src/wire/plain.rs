//! [`read`]: plain text.
//!
//! The first line is the headline. A line that begins with blanks begins a paragraph, as does one behind
//! an empty line; where the lines were broken at a width, the others go on.

use std::ops::Range;

use super::copy::{Block, Copy, Look, Picture, PictureFile, Text};
use super::credits;
use super::pictures::is_beneath;
use super::told::{self, Account};
use super::wrapped::{Row, Width};
use crate::diag::codes::{article, import as codes};
use crate::source::markup;
use crate::text::{Join, is_wide, line_join};

/// A line of the file: its bytes without blanks at its ends, and how it begins.
#[derive(Clone, Copy, Debug)]
struct Line<'t> {
    text: &'t str,
    at: usize,
    indented: bool,
    /// The columns of the blanks before it.
    indent: usize,
}

impl<'t> Line<'t> {
    fn row(&self) -> Row<'t> {
        Row { text: self.text, indent: self.indent }
    }
}

pub fn read(text: &str, account: &mut Account) -> Copy {
    let lines = lines(text);
    tell_markup(&lines, account);
    let mut copy = Copy::default();
    let mut rest = lines.as_slice();
    while rest.first().is_some_and(|line| line.text.is_empty()) {
        rest = &rest[1..];
    }
    rest = head(rest, &mut copy, account);
    text_below(rest, &mut copy, account);
    finish(&mut copy);
    copy
}

/// Says of the first mark-up of articles that it is text here.
fn tell_markup(lines: &[Line<'_>], account: &mut Account) {
    let full = lines.iter().find(|line| !line.text.is_empty());
    let fence =
        full.filter(|line| matches!(line.text, "---" | "+++")).map(|line| (line.at, line.text));
    let marked = || {
        lines.iter().find_map(|line| {
            let range = markup(line.text)?;
            Some((line.at + range.start, line.text.get(range)?))
        })
    };
    let Some((at, shown)) = fence.or_else(marked) else { return };
    let message =
        format!("`{}` is printed as written: plain text takes no mark-up", told::shorten(shown));
    let help =
        "give the file a name that ends in .md, so that its marks are read; else take them out";
    account.warn(article::NEAR_MARK, at..at + shown.len(), message, help);
}

fn text_below(lines: &[Line<'_>], copy: &mut Copy, account: &mut Account) {
    for paragraph in paragraphs(lines) {
        let joined = joined(&paragraph.lines, account);
        match paragraph.kind {
            Kind::Subhead => copy.body.push(Block::Subhead(joined)),
            Kind::Text => body(joined, copy, account),
        }
    }
}

/// The paragraphs of a text without a head.
pub fn read_body(text: &str, account: &mut Account) -> Copy {
    let mut copy = Copy::default();
    text_below(&lines(text), &mut copy, account);
    copy
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let blank = |c: char| c.is_whitespace() || c == '\u{feff}' || (c.is_control() && c != '\n');
        let kept = line.trim_matches(blank);
        let start = line.len() - line.trim_start_matches(blank).len();
        let indent = line.get(..start).unwrap_or("");
        let wide = indent.chars().filter(|c| *c == '\u{3000}').count();
        let narrow = indent.chars().filter(|c| matches!(c, ' ' | '\u{a0}')).count();
        let indented = !kept.is_empty() && (wide >= 2 || narrow >= 2 || indent.contains('\t'));
        let at_text = at + start.min(line.len());
        found.push(Line { text: kept, at: at_text, indented, indent: wide * 2 + narrow });
        at += line.len();
    }
    found
}

/// The lines of the head, which come before the text.
fn head<'l, 't>(lines: &'l [Line<'t>], copy: &mut Copy, account: &mut Account) -> &'l [Line<'t>] {
    const LONGEST: usize = 80;
    let Some((first, mut rest)) = lines.split_first() else { return lines };
    let length = first.text.chars().count();
    // A short line that stands in is a headline that was centred.
    let stands_in = first.indented && length > LONGEST / 2;
    let goes_on = rest.iter().any(|line| !line.text.is_empty());
    // All that there is, with marks of sentences in it, is a notice.
    let alone = !goes_on
        && (length > LONGEST / 2
            || first.text.contains(['。', '，', '；', '．'])
            || first.text.contains(". "));
    let is_text =
        stands_in || alone || length > LONGEST || is_sentence(first.text) || is_field(first.text);
    if is_text || credits::dateline(first.text).is_some() {
        return lines;
    }
    let (headline, mark) = match credits::without_mark(first.text) {
        Some(without) if !without.is_empty() => (without, true),
        _ => (first.text, false),
    };
    if mark {
        tell_mark(first.at + headline.len()..first.at + first.text.len(), account);
    }
    copy.headline.push(plain(headline, first.at, account));
    loop {
        let (line, after) = match rest.split_first() {
            Some((line, after)) if line.text.is_empty() => {
                rest = after;
                continue;
            }
            Some(found) => found,
            None => return rest,
        };
        if copy.byline.is_none() && credits::is_byline(line.text) {
            copy.byline = Some(plain(line.text, line.at, account));
        } else if copy.source.is_none() && credits::is_source(line.text) {
            copy.source = Some(plain(line.text, line.at, account));
        } else {
            return rest;
        }
        rest = after;
    }
}

/// Whether a line ends as a sentence or a part of one does, and no headline.
fn is_sentence(line: &str) -> bool {
    // U.S. is no end of one.
    let dot = line
        .strip_suffix('.')
        .is_some_and(|it| !it.ends_with(|c: char| c.is_ascii_uppercase() || c == '.'));
    dot || line.ends_with(['。', '．', '｡', '，', '、', '；', '､', ',', ';'])
}

/// Whether a line is a day or a number alone, or one of an interview or a form: 問：點解？ 稿件編號：12345.
fn is_field(line: &str) -> bool {
    const FIELDS: [&str; 22] = [
        "問",
        "答",
        "Q",
        "A",
        "來源",
        "来源",
        "稿件編號",
        "稿件编号",
        "編號",
        "编号",
        "稿號",
        "日期",
        "時間",
        "时间",
        "記者",
        "记者",
        "發稿",
        "发稿",
        "發稿時間",
        "发稿时间",
        "地點",
        "地点",
    ];
    let of_day = |c: char| !c.is_alphabetic() || "年月日時时分星期一二三四五六上下午".contains(c);
    let is_day = line.chars().all(of_day) && line.contains(|c: char| c.is_ascii_digit());
    let is_label =
        line.split_once(['：', ':']).is_some_and(|(label, _)| FIELDS.contains(&label.trim()));
    is_day || is_label
}

/// That a mark says that pictures come with the text.
pub fn tell_mark(at: Range<usize>, account: &mut Account) {
    account.note(
        codes::CAPTION_ALONE,
        at,
        "the text says that pictures come with it".to_owned(),
        "list them in the article's `pictures`; the mark is not printed",
    );
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Subhead,
}

struct Paragraph<'t> {
    kind: Kind,
    lines: Vec<Line<'t>>,
}

/// The paragraphs of the text below the head.
fn paragraphs<'t>(lines: &[Line<'t>]) -> Vec<Paragraph<'t>> {
    let rows: Vec<Row<'_>> = lines.iter().map(Line::row).collect();
    // Lines that begin like items or messages are such where there are several.
    let listed = lines.iter().filter(|line| is_entry(line.text)).count() > 1;
    let begins = |line: &Line<'_>| line.indented || (listed && is_entry(line.text));
    let goes_on: Vec<bool> = (0..lines.len())
        .map(|at| {
            let next = lines.get(at + 1);
            let own = lines.get(at).is_some_and(|line| !line.text.is_empty());
            own && next.is_some_and(|next| !next.text.is_empty() && !begins(next))
        })
        .collect();
    let width = Width::of(&rows, &goes_on);
    let indents = lines.iter().any(|line| line.indented);
    let mut found: Vec<Paragraph<'t>> = Vec::new();
    let mut open = false;
    for (at, line) in lines.iter().enumerate() {
        if line.text.is_empty() {
            open = false;
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| lines.get(at));
        let continues = open
            && !begins(line)
            && width
                .zip(before)
                .is_some_and(|(width, before)| width.is_full(before.row(), line.text));
        if continues && let Some(last) = found.last_mut() {
            last.lines.push(*line);
            continue;
        }
        let next =
            lines.get(at + 1..).unwrap_or_default().iter().find(|line| !line.text.is_empty());
        let is_subhead = indents
            && !line.indented
            && next.is_some_and(|next| next.indented)
            && is_title(line.text);
        let kind = if is_subhead { Kind::Subhead } else { Kind::Text };
        found.push(Paragraph { kind, lines: vec![*line] });
        open = kind == Kind::Text;
    }
    found
}

/// A short line that ends without a mark.
fn is_title(line: &str) -> bool {
    const LONGEST: usize = 24;
    let ends = line.chars().next_back().is_some_and(|c| is_wide(c) && c.is_alphanumeric());
    // Items and captions are none, nor is what is said of something: 延伸閱讀：港鐵故障.
    let marked = line.starts_with(|c: char| "▲▼△▽●○◎■□◆◇※★☆•·【（([〔".contains(c))
        || numbers(line)
        || line.contains(['：', ':']);
    line.chars().count() <= LONGEST
        && ends
        && !marked
        && !credits::is_byline(line)
        && !credits::is_source(line)
        && !credits::is_agency(line)
        && credits::caption(line).is_none()
}

/// Whether a line begins like an item, a message of a chat or an hour of a programme.
fn is_entry(line: &str) -> bool {
    let after = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - after.len();
    let follows = |c: char| {
        after.strip_prefix(c).is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit()))
    };
    // 1.5 and 3,000 are no numbers of items, 10:16 and 30/11/2024 begin a message.
    let decimal = digits > 0 && (follows('.') || follows('．'));
    let dated = (1..=4).contains(&digits) && (follows(':') || follows('/'));
    let bracketed =
        line.strip_prefix('[').is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit()));
    let marked = line.starts_with(|c: char| "▲▼△▽●○◎■□◆◇※★☆•".contains(c));
    (numbers(line) && !decimal) || dated || bracketed || marked
}

/// Whether a line begins with the number of an item: 1., 1、, 一、, ㈠, ①.
fn numbers(line: &str) -> bool {
    let is_digit = |c: char| {
        c.is_ascii_digit()
            || matches!(c, '０'..='９')
            || "一二三四五六七八九十甲乙丙丁戊".contains(c)
    };
    let rest = line.trim_start_matches(is_digit);
    let counted = rest.len() < line.len() && rest.starts_with(['.', '．', '、', ')', '）']);
    counted || line.starts_with(|c: char| matches!(c, '①'..='⒛' | '㈠'..='㈩' | '㊀'..='㊉'))
}

fn plain(text: &str, at: usize, account: &mut Account) -> Text {
    let mut made = Text::default();
    for (offset, c) in text.char_indices() {
        let cleaned = made.push(c, at + offset, Look::default());
        account.took(cleaned, c, at + offset..at + offset + c.len_utf8());
    }
    made
}

/// Lines that go on, with a blank between words that stand with one.
fn joined(lines: &[Line<'_>], account: &mut Account) -> Text {
    let mut whole = Text::default();
    let mut before = "";
    for line in lines {
        let said = line.text;
        match line_join(before, said) {
            _ if before.is_empty() => {}
            Join::Solid => {}
            Join::Blank => _ = whole.push(' ', line.at, Look::default()),
            Join::Hyphen => {
                let word = |c: char| !c.is_ascii_alphabetic();
                let head = before.trim_end_matches('-').rsplit(word).next().unwrap_or("");
                let tail = said.split(word).next().unwrap_or("");
                let message = format!(
                    "the hyphen of {head}- at a line's end is left out: the word is read as {head}{tail}"
                );
                let help = format!("write {head}-{tail} where the hyphen is the word's own");
                account.note(codes::LEFT_OUT, line.at..line.at + tail.len(), message, &help);
                whole.drop_last();
            }
        }
        whole.append(plain(said, line.at, account));
        before = said;
    }
    whole
}

/// A paragraph of the body, or what it says of the text or of a picture.
fn body(text: Text, copy: &mut Copy, account: &mut Account) {
    let words = text.string();
    if let Some(said) = credits::caption(&words) {
        return caption(said, text.range(), copy, account);
    }
    if copy.source.is_none() && credits::is_source(&words) {
        copy.source = Some(text);
        return;
    }
    // A mark behind the last sentence, or alone on its line.
    let without = credits::without_mark(&words);
    let without =
        without.filter(|kept| kept.is_empty() || kept.ends_with(['。', '！', '？', '」']));
    let Some(kept) = without else { return copy.body.push(Block::Paragraph(text)) };
    tell_mark(text.range(), account);
    let kept = text.split_at(kept.len()).0.trimmed();
    if !kept.is_blank() {
        copy.body.push(Block::Paragraph(kept));
    }
}

/// A caption; the file of its picture, where it names one.
pub fn caption(said: &str, at: Range<usize>, copy: &mut Copy, account: &mut Account) {
    const KINDS: [&str; 8] = [".jpg", ".jpeg", ".png", ".tif", ".tiff", ".gif", ".webp", ".svg"];
    let parts = said.split([' ', '\u{3000}', '：', '，']);
    let named = parts.map(str::trim).find(|part| {
        let small = part.to_ascii_lowercase();
        KINDS.iter().any(|kind| small.ends_with(kind)) && is_beneath(part)
    });
    match named {
        Some(file) => {
            let words = said.replacen(file, "", 1);
            let words = words.trim_matches([' ', '\u{3000}', '：', '，']);
            let (caption, credit) = credits::parted(words);
            let file = PictureFile::Beside(file.to_owned());
            copy.pictures.push(Picture {
                file,
                smaller: Vec::new(),
                caption,
                credit,
                alt: String::new(),
                at: at.start,
            });
        }
        None => {
            account.note(
                codes::CAPTION_ALONE,
                at,
                format!("a caption came without its picture: {}", told::shorten(said)),
                "list the picture with it in the article's `pictures`",
            );
            copy.captions.push(said.to_owned());
        }
    }
}

/// What the paragraphs say of the whole: a dateline at the first's head, an agency at the end. What the
/// head says and the text again is said once.
pub fn finish(copy: &mut Copy) {
    once(copy);
    if copy.dateline.is_none()
        && let Some(Block::Paragraph(first)) =
            copy.body.iter_mut().find(|block| matches!(block, Block::Paragraph(_)))
        && let Some(at) = credits::dateline(&first.string())
    {
        let (dateline, text) = std::mem::take(first).split_at(at);
        copy.dateline = Some(dateline.trimmed());
        *first = text.trimmed();
    }
    if let [.., before, Block::Paragraph(last)] = copy.body.as_mut_slice()
        && credits::is_agency(&last.string())
        && let Block::Paragraph(before) = before
    {
        let at = last.range().start;
        before.push(' ', at, Look::default());
        before.append(std::mem::take(last));
        copy.body.pop();
    }
}

/// Takes out of the head what the text begins with, and out of the text a subhead that is the headline.
fn once(copy: &mut Copy) {
    let headline: Vec<String> = copy.headline.iter().map(Text::string).collect();
    if let Some(Block::Subhead(first)) = copy.body.first()
        && headline.contains(&first.string())
    {
        copy.body.remove(0);
    }
    let first = copy.body.iter().find_map(|block| match block {
        Block::Paragraph(text) => Some(text.string()),
        _ => None,
    });
    let Some(first) = first else { return };
    copy.intro.retain(|intro| intro.string() != first);
    copy.dateline.take_if(|dateline| {
        let rest = first.strip_prefix(&dateline.string());
        // Not 香港 before 香港特區政府.
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let copy = read(text, &mut Account::default());
        let mut out = String::new();
        let mut line =
            |name: &str, text: &Text| out.push_str(&format!("{name} {}\n", text.string()));
        copy.headline.iter().for_each(|text| line("headline", text));
        copy.byline.iter().for_each(|text| line("byline", text));
        copy.dateline.iter().for_each(|text| line("dateline", text));
        copy.source.iter().for_each(|text| line("source", text));
        for block in &copy.body {
            match block {
                Block::Paragraph(text) => line("-", text),
                Block::Subhead(text) => line("##", text),
                other => panic!("{other:?}"),
            }
        }
        copy.captions.iter().for_each(|said| out.push_str(&format!("caption {said}\n")));
        for picture in &copy.pictures {
            let PictureFile::Beside(path) = &picture.file else { panic!("{picture:?}") };
            out.push_str(&format!("picture {path}|{}|{}\n", picture.caption, picture.credit));
        }
        out
    }

    #[test]
    fn wire_copy_is_taken_apart() {
        let text = "渡輪明日復航（圖）\n記者陳平／瀾灣報導\n\n　　（中央社記者陳平瀾灣16日電）停航三日的青嶼渡輪明日復航，首班船\n清晨六時由瀾灣碼頭開出，末班船晚上十一時。渡輪公司說，三艘船的\n機件已經檢查完畢，昨日下午試航順利。\n票價不變\n　　票價與停航前相同，學生和長者半價。持有月票的乘客可以到碼頭的\n服務處延期三日，毋須另交手續費。\n（圖）黃昏的港口。（海港日報提供）\n●中央社\n";
        assert_eq!(
            shown(text),
            "headline 渡輪明日復航\nbyline 記者陳平／瀾灣報導\n\
             dateline （中央社記者陳平瀾灣16日電）\n\
             - 停航三日的青嶼渡輪明日復航，首班船清晨六時由瀾灣碼頭開出，末班船晚上十一時。渡輪公司說，三艘船的機件已經檢查完畢，昨日下午試航順利。\n\
             ## 票價不變\n\
             - 票價與停航前相同，學生和長者半價。持有月票的乘客可以到碼頭的服務處延期三日，毋須另交手續費。 ●中央社\n\
             caption 黃昏的港口。（海港日報提供）\n"
        );
    }

    #[test]
    fn lines_are_paragraphs_unless_they_were_broken() {
        let text = "渡輪明日復航\n停航三日的青嶼渡輪明日復航。\n渡輪公司說，三艘船的機件已經檢查完畢，昨日下午試航順利。\n票價不變。\n（圖）port.jpg　黃昏的港口\n";
        assert_eq!(
            shown(text),
            "headline 渡輪明日復航\n- 停航三日的青嶼渡輪明日復航。\n\
             - 渡輪公司說，三艘船的機件已經檢查完畢，昨日下午試航順利。\n- 票價不變。\n\
             picture port.jpg|黃昏的港口|\n"
        );
        let english = "Ferry sails again\n\nThe ferry that has been out of service for three\ndays will sail again tomorrow. The first boat\nleaves the pier at six in the morning, the last\none at eleven at night.\n\nFares stay as they are.\n";
        assert_eq!(
            shown(english),
            "headline Ferry sails again\n- The ferry that has been out of service for three days will \
             sail again tomorrow. The first boat leaves the pier at six in the morning, the last one at \
             eleven at night.\n- Fares stay as they are.\n"
        );
    }

    #[test]
    fn items_and_captions_are_no_subheads() {
        for line in ["(一)甲案", "㈡乙案", "1．名單", "一、背景", "▲圖為現場", "延伸閱讀：港鐵故障"]
        {
            let text = format!("渡輪復航\n\n　　渡輪復航。\n{line}\n　　票價不變。\n");
            assert_eq!(
                shown(&text),
                format!("headline 渡輪復航\n- 渡輪復航。\n- {line}\n- 票價不變。\n")
            );
        }
    }

    #[test]
    fn a_paragraph_whose_lines_were_broken_is_one() {
        let text = "標題\n\n　　根據統計處公布的最新數字，本港第三季\n本地生產總值（GDP）按年升1.8%，較預測的\n2.2%為低。財政司司長表示，對前景審慎樂觀\n，政府會繼續監察情況，並適時作出調整，以\n協助市民及中小企業度過難關。\n";
        assert_eq!(shown(text).lines().count(), 2, "{}", shown(text));
        let chat = "[30/11/2024, 10:16:01] 李小明: 東鐵綫今早受阻，\n[30/11/2024, 10:16:45] 陳大文: 紅磡站人多，要等三班車，\n30/11/2024, 10:17 - 王生: 收到，改乘巴士去，遲到，抱\n30/11/2024, 10:18 - 王生: 好";
        assert_eq!(shown(chat).lines().count(), 4, "{}", shown(chat));
    }

    #[test]
    fn a_line_end_within_a_number_is_no_blank() {
        let text = "標題\n\n根據天文台公布的最新數字，本港第三季共3,\n000人受風暴的影響，比去年的同一季升了1.\n8%，暴雨也多。the Hong Kong Observa-\ntory said。";
        let mut account = Account::default();
        let copy = read(text, &mut account);
        let Block::Paragraph(only) = &copy.body[0] else { panic!("{:?}", copy.body) };
        let said = only.string();
        assert!(said.contains("共3,000人") && said.contains("升了1.8%"), "{said}");
        assert!(said.contains("Observatory said"), "{said}");
        let told = account.finish();
        assert!(told.iter().any(|told| told.message.contains("Observatory")), "{told:?}");
    }

    #[test]
    fn a_text_without_a_head_keeps_its_first_line() {
        assert_eq!(
            shown("　　停航三日的渡輪復航。\n　　票價不變。\n"),
            "- 停航三日的渡輪復航。\n- 票價不變。\n"
        );
        assert_eq!(shown("渡輪明日復航"), "headline 渡輪明日復航\n");
        for text in [
            "本人李子朗遺失印章一枚，特此聲明作廢。",
            "　　本人李子朗遺失印章一枚，特此聲明作廢",
            "이 기사는 정정합니다. 11월 29일자 신문",
            "床前明月光，\n疑是地上霜。",
            "問：點解？\n答：落雨。",
            "2024-11-30 10:15\n渡輪復航",
        ] {
            assert!(shown(text).starts_with("- "), "{text}: {}", shown(text));
        }
        for text in [
            "2024年渡輪復航\n渡輪復航。",
            "專訪：渡輪復航\n渡輪復航。",
            "A pier for the U.S.\nIt opens.",
        ] {
            assert!(shown(text).starts_with("headline "), "{text}: {}", shown(text));
        }
        // A headline that was centred, and marks that stand by themselves.
        let centred = "　　　　渡輪明日復航\n\n　　停航三日的渡輪復航。（圖）\n　　（圖片）\n";
        assert_eq!(shown(centred), "headline 渡輪明日復航\n- 停航三日的渡輪復航。\n");
        assert_eq!(shown("\n \n"), "");
    }
}
