//! What wire copy says of itself in the words of its text: who wrote it and where, whose it is, what is a
//! caption. Only what is sure is taken for it; everything else is text.

/// The bytes of a dateline at the head of a paragraph: 【本報訊】, （中央社記者陳平台北十六日電）,
/// 新华社北京11月16日电（记者 陈平）.
pub fn dateline(paragraph: &str) -> Option<usize> {
    bracketed(paragraph).or_else(|| agency_line(paragraph))
}

const ENDS: [&str; 12] = [
    "訊",
    "讯",
    "電",
    "电",
    "報導",
    "報道",
    "报导",
    "报道",
    "專電",
    "专电",
    "綜合外電",
    "综合外电",
];

fn bracketed(paragraph: &str) -> Option<usize> {
    const LONGEST: usize = 45;
    let close = match paragraph.chars().next()? {
        '【' => '】',
        '（' => '）',
        '(' => ')',
        '〔' => '〕',
        '［' => '］',
        _ => return None,
    };
    let end = paragraph.char_indices().take(LONGEST).find(|(_, c)| *c == close)?.0;
    let open = paragraph.chars().next().map_or(0, char::len_utf8);
    let inside = paragraph.get(open..end)?.trim();
    let of_press = ["社", "記者", "记者", "訊", "讯", "報", "报", "新聞", "新闻", "電", "电"];
    let is_dateline = ENDS.iter().any(|ending| inside.ends_with(ending))
        && of_press.iter().any(|word| inside.contains(word))
        && !inside.contains(['。', '？', '！']);
    // Behind it text goes on.
    let behind = end + close.len_utf8();
    let goes_on = paragraph.get(behind..).is_some_and(|rest| !rest.trim().is_empty());
    (is_dateline && goes_on).then_some(behind)
}

const AGENCIES: [&str; 25] = [
    "新華社",
    "新华社",
    "中新社",
    "中新網",
    "中新网",
    "中央社",
    "中通社",
    "路透社",
    "美聯社",
    "美联社",
    "法新社",
    "共同社",
    "時事社",
    "时事社",
    "韓聯社",
    "韩联社",
    "彭博社",
    "塔斯社",
    "德新社",
    "本報",
    "本报",
    "本刊",
    "央視",
    "央视",
    "大公報",
];

fn agency_line(paragraph: &str) -> Option<usize> {
    const LONGEST: usize = 25;
    let agency = AGENCIES.iter().find(|agency| paragraph.starts_with(**agency))?;
    let rest = paragraph.get(agency.len()..)?;
    let end =
        rest.char_indices().take(LONGEST).find(|(_, c)| matches!(c, '電' | '电' | '訊' | '讯'))?;
    let before = rest.get(..end.0)?;
    if before.contains(['，', '。', '、', '：', '「', '“', ',']) {
        return None;
    }
    let mut at = agency.len() + end.0 + end.1.len_utf8();
    let behind = paragraph.get(at..)?;
    // Whoever wrote it, in brackets.
    if let Some(inside) = behind.strip_prefix('（')
        && let Some(end) = inside.char_indices().take(30).find(|(_, c)| *c == '）')
        && inside.get(..end.0).is_some_and(|names| names.contains("记者") || names.contains("記者"))
    {
        at += '（'.len_utf8() + end.0 + '）'.len_utf8();
    } else if !behind.starts_with([' ', '\u{3000}', '\u{a0}', '】']) {
        return None;
    }
    paragraph.get(at..).is_some_and(|rest| !rest.trim().is_empty()).then_some(at)
}

/// Whether a line is who wrote the text.
pub fn is_byline(line: &str) -> bool {
    const LONGEST: usize = 32;
    let line = line.trim();
    let length = line.chars().count();
    if length > LONGEST || line.contains(['。', '？', '！', '，', '；', '」', '”']) {
        return false;
    }
    let inside = line.strip_prefix('【').and_then(|line| line.strip_suffix('】'));
    let inside = inside.or(line.strip_prefix('（').and_then(|line| line.strip_suffix('）')));
    let line = inside.unwrap_or(line);
    const STARTS: [&str; 22] = [
        "文：",
        "文:",
        "文／",
        "文/",
        "文．",
        "文、圖",
        "文、图",
        "圖文：",
        "图文：",
        "圖．文",
        "作者：",
        "作者:",
        "撰文：",
        "撰文／",
        "撰稿：",
        "採訪：",
        "采写：",
        "採寫：",
        "記者：",
        "记者：",
        "編譯：",
        "编译：",
    ];
    if STARTS.iter().any(|start| line.starts_with(start)) {
        return true;
    }
    const WRITERS: [&str; 10] = [
        "記者",
        "记者",
        "本報記者",
        "本报记者",
        "特派記者",
        "特約記者",
        "特派记者",
        "特约记者",
        "實習記者",
        "駐外記者",
    ];
    let by_writer = WRITERS.iter().any(|start| line.starts_with(start));
    let reports = ["報導", "報道", "报导", "报道", "攝影", "摄影"];
    let told = reports.iter().any(|ending| line.ends_with(ending));
    // 記者陳平／台北報導; 本報記者 陳平.
    let named = line.contains(['／', '/', ' ', '\u{3000}']) || length <= 10;
    let verbs =
        ["發現", "发现", "獲悉", "获悉", "從", "从", "在", "了解", "看到", "問", "问", "會", "会"];
    let is_sentence = verbs.iter().any(|verb| line.contains(verb));
    let english = line.strip_prefix("By ").is_some_and(|name| name.starts_with(char::is_uppercase));
    english
        || (by_writer && (told || (named && !is_sentence)))
        || (told && line.contains(['／', '/']))
}

/// Whether a line is where the text comes from.
pub fn is_source(line: &str) -> bool {
    const STARTS: [&str; 10] = [
        "來源：",
        "来源：",
        "來源:",
        "来源:",
        "資料來源：",
        "资料来源：",
        "稿源：",
        "消息來源：",
        "消息来源：",
        "出處：",
    ];
    let line = line.trim();
    line.chars().count() <= 40 && STARTS.iter().any(|start| line.starts_with(start))
}

/// Whether a line is an agency's ● and its name.
pub fn is_agency(line: &str) -> bool {
    let name = line.trim().strip_prefix('●').map(str::trim);
    name.is_some_and(|name| {
        let length = name.chars().count();
        (1..=14).contains(&length) && !name.contains(['。', '，', '、', '；', '：', '！', '？'])
    })
}

/// A caption without the mark that says it is one, where a line is one.
pub fn caption(line: &str) -> Option<&str> {
    const MARKS: [&str; 20] = [
        "（圖片說明）",
        "（圖說）",
        "（圖片）",
        "（圖）",
        "（图片说明）",
        "（图说）",
        "（图片）",
        "（图）",
        "(圖片)",
        "(圖)",
        "(图片)",
        "(图)",
        "【圖】",
        "【圖片】",
        "圖片說明：",
        "图片说明：",
        "圖說：",
        "图说：",
        "圖片：",
        "图片：",
    ];
    let line = line.trim();
    let said = MARKS.iter().find_map(|mark| line.strip_prefix(mark));
    let said = said.or_else(|| line.strip_prefix("圖：").or(line.strip_prefix("图：")))?;
    let said = said.trim_start_matches([' ', '\u{3000}', '：', ':']);
    (!said.is_empty()).then_some(said)
}

/// A headline without the mark that pictures come with it.
pub fn without_mark(headline: &str) -> Option<&str> {
    const MARKS: [&str; 14] = [
        "（圖）",
        "（图）",
        "（圖片）",
        "（图片）",
        "（組圖）",
        "（组图）",
        "（多圖）",
        "（多图）",
        "（附圖）",
        "（附图）",
        "(圖)",
        "(图)",
        "(組圖)",
        "(组图)",
    ];
    MARKS.iter().find_map(|mark| headline.trim_end().strip_suffix(mark)).map(str::trim_end)
}

/// What a credit ends with.
const CREDIT_ENDS: [&str; 18] = [
    "攝",
    "摄",
    "攝影",
    "摄影",
    "提供",
    "供圖",
    "供图",
    "圖片",
    "图片",
    "資料照",
    "製圖",
    "制图",
    "繪圖",
    "绘图",
    "撮影",
    "翻攝",
    "翻摄",
    "圖",
];

/// What a credit begins with, when a blank, a stop or a bracket stands before it; in capitals or not.
const MARKS: [&str; 40] = [
    "攝影：",
    "摄影：",
    "攝影／",
    "摄影／",
    "攝影/",
    "摄影/",
    "攝影 ",
    "摄影 ",
    "攝：",
    "摄：",
    "圖片來源：",
    "图片来源：",
    "圖片提供：",
    "图片提供：",
    "照片提供：",
    "資料來源：",
    "圖片：",
    "图片：",
    "照片：",
    "圖／文",
    "图／文",
    "文／圖",
    "文／图",
    "圖文／",
    "图文／",
    "圖／",
    "图／",
    "圖/",
    "图/",
    "圖：",
    "图：",
    "供圖：",
    "供图：",
    "製圖：",
    "制图：",
    "photo by ",
    "photograph by ",
    "photo: ",
    "photos by ",
    "picture by ",
];

/// Characters of a credit, of one in Latin letters more.
const MOST: usize = 24;
const MOST_LATIN: usize = 48;

/// Caption and credit, where the caption's end says whose the picture is: 「…（陳平攝）」, 「… 攝影：陳平」,
/// 「… 陳平攝」, `… Photo by Chan Ping`.
pub fn parted(caption: &str) -> (String, String) {
    let caption = caption.trim();
    let split = in_brackets(caption).or_else(|| marked(caption)).or_else(|| last_word(caption));
    let split = split.filter(|(before, _)| !before.trim().is_empty());
    let (before, credit) = split.unwrap_or((caption, ""));
    (before.trim_end().to_owned(), credit.trim().to_owned())
}

/// Whether a few words are one credit and no sentence.
fn is_short(credit: &str) -> bool {
    let most = if credit.is_ascii() { MOST_LATIN } else { MOST };
    let parts = |c: char| matches!(c, '，' | '。' | '；' | '！' | '？' | '\n');
    credit.chars().count() <= most && !credit.contains(parts)
}

fn begins_as_credit(words: &str) -> bool {
    let words = words.to_lowercase();
    MARKS.iter().any(|mark| words.len() > mark.len() && words.starts_with(mark))
}

/// `…（陳平攝）`, with a stop behind it or without.
fn in_brackets(caption: &str) -> Option<(&str, &str)> {
    let closed = caption.trim_end_matches(['。', '.']);
    let pairs = [('（', '）'), ('(', ')'), ('【', '】'), ('〔', '〕'), ('[', ']')];
    pairs.into_iter().find_map(|(open, close)| {
        let (before, credit) = closed.strip_suffix(close)?.rsplit_once(open)?;
        let is_credit = CREDIT_ENDS.iter().any(|ending| credit.trim().ends_with(ending))
            || begins_as_credit(credit.trim());
        (is_credit && is_short(credit)).then_some((before, credit))
    })
}

/// `… 攝影：陳平`.
fn marked(caption: &str) -> Option<(&str, &str)> {
    let lower = caption.to_lowercase();
    // Lower case may have other lengths: places in it are then none of the caption.
    let lower = if lower.len() == caption.len() { lower.as_str() } else { caption };
    let places = MARKS.iter().filter_map(|mark| Some((lower.rfind(mark)?, mark)));
    let apart = |at: usize| {
        let before = caption.get(..at)?;
        before.ends_with([' ', '\u{3000}', '。', '.', '）', ')', '\n']).then_some(before)
    };
    // The longest credit: 圖片：新華社 is not parted before 片.
    let (at, mark) = places.filter(|(at, _)| apart(*at).is_some()).min_by_key(|(at, _)| *at)?;
    let credit = caption.get(at..)?.trim_end_matches('。');
    (is_short(credit) && credit.trim().len() > mark.len()).then_some((apart(at)?, credit))
}

/// `… 陳平攝`, behind a blank or a stop.
fn last_word(caption: &str) -> Option<(&str, &str)> {
    let open = caption.trim_end_matches('。');
    let (at, parting) =
        open.char_indices().rev().find(|(_, c)| matches!(c, ' ' | '\u{3000}' | '。'))?;
    let (before, credit) = open.split_at_checked(at + parting.len_utf8())?;
    // 附圖, 地圖 and the like end a sentence as well as a credit does.
    let ends = CREDIT_ENDS.iter().filter(|ending| **ending != "圖" && !ending.ends_with("片"));
    let is_credit = ends.into_iter().any(|end| credit.len() > end.len() && credit.ends_with(end));
    (is_credit && credit.chars().count() <= 12).then_some((before, credit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_are_found_where_they_are_sure() {
        for (paragraph, expected) in [
            ("【本報訊】停航三日的渡輪", Some("【本報訊】")),
            ("（中央社記者陳平台北16日電）渡輪", Some("（中央社記者陳平台北16日電）")),
            ("【記者陳平／瀾灣報導】渡輪明日復航", Some("【記者陳平／瀾灣報導】")),
            ("新华社北京11月16日电（记者 陈平）渡轮", Some("新华社北京11月16日电（记者 陈平）")),
            ("中新社香港11月16日電 渡輪", Some("中新社香港11月16日電")),
            ("本報訊\u{3000}渡輪明日復航", Some("本報訊")),
            ("（記者會上沒有人發問）渡輪公司說", None),
            ("（見圖）渡輪明日復航", None),
            ("【港聞】渡輪明日復航", None),
            ("本報電話已經更改，來電請撥", None),
            ("新華社說，電訊已經恢復", None),
            ("【本報訊】", None),
        ] {
            assert_eq!(dateline(paragraph).map(|at| &paragraph[..at]), expected, "{paragraph}");
        }
    }

    #[test]
    fn bylines_sources_and_agencies_are_told_from_text() {
        for line in [
            "本報記者 陳平",
            "記者陳平／台北報導",
            "【記者陳平／台北報導】",
            "文：陳平",
            "撰文：陳平　攝影：李海",
            "By Chan Ping",
        ] {
            assert!(is_byline(line), "{line}");
        }
        for line in
            ["記者發現碼頭已經重開", "記者從渡輪公司獲悉", "渡輪明日復航", "By the way", "文化中心"]
        {
            assert!(!is_byline(line), "{line}");
        }
        assert!(is_source("資料來源：渡輪公司") && !is_source("來源不明的消息說"));
        assert!(is_agency("●中央社") && !is_agency("●票價與停航前相同，學生半價。"));
    }

    #[test]
    fn captions_and_their_credits_are_parted() {
        assert_eq!(caption("（圖）黃昏的港口"), Some("黃昏的港口"));
        assert_eq!(caption("圖片說明：黃昏的港口"), Some("黃昏的港口"));
        assert_eq!(caption("（圖）"), None);
        assert_eq!(caption("圖為黃昏的港口"), None);
        assert_eq!(without_mark("渡輪明日復航（圖）"), Some("渡輪明日復航"));
        assert_eq!(without_mark("渡輪明日復航"), None);
        for (whole, caption, credit) in [
            ("黃昏的港口。（陳平攝）", "黃昏的港口。", "陳平攝"),
            ("黃昏的港口\u{3000}攝影：陳平", "黃昏的港口", "攝影：陳平"),
            ("黃昏的港口（南岸）", "黃昏的港口（南岸）", ""),
            ("黃昏的深水港\u{3000}李海攝", "黃昏的深水港", "李海攝"),
            ("黃昏的深水港 本報記者李海摄", "黃昏的深水港", "本報記者李海摄"),
            ("黃昏的深水港。李海攝影", "黃昏的深水港。", "李海攝影"),
            ("黃昏的深水港（李海攝）。", "黃昏的深水港", "李海攝"),
            ("黃昏的深水港（圖：李海）", "黃昏的深水港", "圖：李海"),
            ("黃昏的深水港 圖：李海", "黃昏的深水港", "圖：李海"),
            ("黃昏的深水港。圖／文 李海", "黃昏的深水港。", "圖／文 李海"),
            ("黃昏的深水港\u{3000}圖片：新華社", "黃昏的深水港", "圖片：新華社"),
            ("The harbour at dusk. Photo by Li Hai", "The harbour at dusk.", "Photo by Li Hai"),
            ("The harbour at dusk (PHOTO: Li Hai)", "The harbour at dusk", "PHOTO: Li Hai"),
            ("左圖：舊碼頭；右圖：新碼頭", "左圖：舊碼頭；右圖：新碼頭", ""),
            ("他從小喜歡 攝影", "他從小喜歡 攝影", ""),
            ("港口今日由市民提供", "港口今日由市民提供", ""),
            ("李海攝", "李海攝", ""),
        ] {
            assert_eq!(parted(whole), (caption.to_owned(), credit.to_owned()));
        }
    }
}
