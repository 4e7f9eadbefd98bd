//! Articles as written, and what is read from them.

use super::article::{Article, BodyBlock};
use super::markdown::is_forbidden;
use super::read_article;
use crate::diag::{Diagnostic, FileId, Findings, Severity};
use crate::text::{
    Aligned, ColumnAlign, Manner, Mark, PartKind, Quoted, RichText, Table, TypedNumber,
};

fn read(text: &str) -> (Article, Findings) {
    let (article, diags) = read_article(FileId(0), text);
    for diagnostic in &diags {
        for label in diagnostic.primary.iter().chain(&diagnostic.others) {
            assert!(text.get(label.span.range()).is_some(), "a place outside: {diagnostic:?}");
        }
    }
    for part in parts(&article) {
        check(part, text);
    }
    (article, diags)
}

/// Every text of an article.
fn parts(article: &Article) -> Vec<&RichText> {
    let front = &article.front;
    let mut parts: Vec<&RichText> = Vec::new();
    parts.extend(&front.label);
    parts.extend(front.kicker.iter().chain(&front.headline).chain(&front.deck).chain(&front.intro));
    parts.extend(front.byline.iter().chain(&front.dateline).chain(&front.source));
    for block in &article.body {
        parts.push(&block.text);
        parts.extend(&block.credit);
        if let PartKind::Table(table) = &block.kind {
            parts.extend(table.cells().map(|(_, cell)| &**cell));
        }
    }
    parts
}

/// Each character stands where it says it was written, marks nest, and no control is left.
fn check(text: &RichText, file: &str) {
    for (at, c) in text.text.char_indices() {
        assert!(c == '\n' || !c.is_control(), "{text:?}");
        let source = text.source_of(at as u32) as usize;
        let written = file.get(source..).unwrap_or_else(|| panic!("{source} in {text:?}"));
        let found = written.starts_with(c)
            || (c == '\n' && written.starts_with(['\\', '\r']))
            || written.starts_with(['\\', '&', '`'])
            || written.chars().next().and_then(crate::chars::plain_mark) == Some(c)
            || (matches!(c, ' ' | '\u{a0}' | '\u{3000}' | '\u{10fffe}')
                && written.starts_with(|w: char| w.is_whitespace() || is_forbidden(w)));
        assert!(found, "{c} at {source} ({:?}) of {text:?}", written.chars().next());
    }
    assert_eq!(text.origins.first().map(|origin| origin.at), Some(0));
    assert!(text.origins.is_sorted_by_key(|origin| origin.at));
    let mut open: Vec<u32> = Vec::new();
    for markup in &text.marks {
        assert!(text.text.get(markup.range.start as usize..markup.range.end as usize).is_some());
        open.retain(|&end| end > markup.range.start);
        assert!(open.last().is_none_or(|&end| markup.range.end <= end), "marks cross: {text:?}");
        open.push(markup.range.end);
    }
}

/// `文字` with its marks in order behind it: `文字 /b文 /r字=ㄗˋ`, breaks as `|`.
fn show(text: &RichText) -> String {
    let mut shown = String::new();
    for (at, c) in text.text.char_indices() {
        if text.breaks.contains(&(at as u32)) {
            shown.push('|');
        }
        shown.push(if c == '\n' { '⏎' } else { c });
    }
    for markup in &text.marks {
        let marked = &text.text[markup.range.start as usize..markup.range.end as usize];
        shown += &match &markup.mark {
            Mark::Bold => format!(" /b{marked}"),
            Mark::Emphasis => format!(" /e{marked}"),
            Mark::Superscript => format!(" /s{marked}"),
            Mark::Name => format!(" /n{marked}"),
            Mark::Title => format!(" /t{marked}"),
            Mark::Mourned => format!(" /m{marked}"),
            Mark::Upright => format!(" /u{marked}"),
            Mark::Sideways => format!(" /w{marked}"),
            Mark::Pull => format!(" /p{marked}"),
            Mark::Ruby { reading } => format!(" /r{marked}={}", reading.text),
            Mark::Language(_) => String::new(),
        };
    }
    shown
}

fn show_paragraph(kind: char, paragraph: &BodyBlock) -> String {
    let credit = paragraph.credit.as_ref().map(|credit| format!(" >> {}", show(credit)));
    let manner = match paragraph.marks.manner {
        Manner::Plain => "",
        Manner::Verse => "v",
    };
    let aligned = match paragraph.marks.aligned {
        Aligned::Own => "",
        Aligned::Center => "c",
        Aligned::End => "e",
    };
    format!("{kind}{manner}{aligned} {}{}", show(&paragraph.text), credit.unwrap_or_default())
}

/// Its alignments, its rows with `=` before those of the head.
fn show_table(table: &Table) -> String {
    let align = |align: &ColumnAlign| match align {
        ColumnAlign::Own => '.',
        ColumnAlign::Start => '<',
        ColumnAlign::Center => '^',
        ColumnAlign::End => '>',
    };
    let mut out = format!("T {}", table.columns.iter().map(align).collect::<String>());
    for (row, cells) in (0..).zip(&table.rows) {
        let cells: Vec<String> = cells.iter().map(|cell| show(cell)).collect();
        out += if table.is_head(row) { " =" } else { " -" };
        out += &cells.join("/");
    }
    out
}

fn show_body(article: &Article) -> String {
    let blocks = article.body.iter().map(|block| match &block.kind {
        PartKind::Paragraph => show_paragraph('P', block),
        PartKind::Bullet => show_paragraph('-', block),
        PartKind::Quote(Quoted::Begins) => show_paragraph('>', block),
        PartKind::Quote(Quoted::GoesOn) => show_paragraph('»', block),
        PartKind::Numbered(number) => {
            let TypedNumber { figures, bracket } = block.marks.typed;
            let behind = if bracket { ')' } else { '.' };
            let least = usize::from(figures);
            format!("{number:0least$}{}", show_paragraph(behind, block))
        }
        PartKind::Subhead => show_paragraph('#', block),
        PartKind::Table(table) => show_table(table),
    });
    blocks.collect::<Vec<_>>().join("\n")
}

fn clean(text: &str) -> Article {
    let (article, diags) = read(text);
    assert!(diags.is_empty(), "{text}: {diags:#?}");
    article
}

/// R127 (blanks) and R131 (verse keeps its lines) among them.
#[test]
fn bodies_are_read() {
    let cases = [
        ("甲\n\n乙", "P 甲\nP 乙"),
        ("甲\n乙\nLatin\ntext\n丙", "P 甲乙 Latin text 丙"),
        ("甲。\n「乙」\n丙", "P 甲。「乙」丙"),
        ("甲——\n乙“丙”\n丁", "P 甲——乙“丙”丁"),
        ("한국\n어", "P 한국 어"),
        ("10^-3，10^-6", "P 10^-3，10^-6"),
        ("甲，\u{a0}乙（\u{a0} 丙\u{a0}）A\u{a0}B", "P 甲，乙（丙）A\u{a0}B"),
        ("他說 …… 好 —— 是 ～ 對", "P 他說……好——是～對"),
        ("甲 “乙” 丙 ‘丁’ ， 甲 ／ 乙 · 丙", "P 甲“乙”丙‘丁’，甲／乙·丙"),
        ("甲 “Foo bar” 乙 ’98", "P 甲 “Foo bar” 乙 ’98"),
        ("說“ A b ”，又‘ C ’乙", "P 說“A b”，又‘C’乙"),
        ("say “ a ” b", "P say “ a ” b"),
        ("—— 甲 《乙》 ～ 《丙》", "P ——甲《乙》～《丙》"),
        ("A —— B, 5 ～ 10", "P A —— B, 5～10"),
        ("甲 – 乙，50 ％ 12 ℃　 丙 　丁", "P 甲–乙，50％ 12℃　丙　丁"),
        ("甲\r\n乙\r\n\r\n丙\r\n", "P 甲乙\nP 丙"),
        ("甲\n  乙", "P 甲乙"),
        ("## 小題\n甲", "# 小題\nP 甲"),
        ("## 小題 ##\n", "# 小題"),
        ("- 一\n- 二\n  續\n\n甲", "- 一\n- 二續\nP 甲"),
        ("- 一\n\n- 二", "- 一\n- 二"),
        ("1) 一\n2) 二", "1) 一\n2) 二"),
        ("09. 一\n10. 二", "09. 一\n10. 二"),
        ("> 引\n> 文\n\n甲", "> 引文\nP 甲"),
        ("> 今日渡輪明日復航，首班早上六\n時開。", "> 今日渡輪明日復航，首班早上六時開。"),
        ("甲。\n&nbsp;\n乙。\n\u{a0}\n丙。\n\u{200b}\n丁。", "P 甲。\nP 乙。\nP 丙。\nP 丁。"),
        ("甲\n\u{3000}\n乙", "P 甲\nP 乙"),
        ("超過\n>500人", "P 超過 >500人"),
        ("集合A={x|x>0}，{y|0<y}。", "P 集合A={x|x>0}，{y|0<y}。"),
        ("{E=mc|エネルギー}", "P E=mc /rE=mc=エネルギー"),
        ("升*一成。*註", "P 升*一成。*註"),
        ("　　揮一揮衣袖\n不帶走{.verse}", "Pv 　　揮一揮衣袖⏎不帶走"),
        ("　　揮一揮*衣袖*\n　　　不帶走{.verse}", "Pv 揮一揮衣袖⏎　不帶走 /e衣袖"),
        ("甲*[己]{.name}*[庚]{.name}", "P 甲己庚 /e己 /n己 /n庚"),
        ("甲**[己]{.name}**[庚]{.name}", "P 甲己庚 /b己 /n己 /n庚"),
        ("丁*{戊|ㄨˋ}*[己]{.name}", "P 丁戊己 /e戊 /r戊=ㄨˋ /n己"),
        ("[甲]{.name}*[乙]{.name}*，a*[b]{.name}*", "P 甲乙，ab /n甲 /e乙 /n乙 /eb /nb"),
        ("\u{3000}昨日開幕。\n\u{3000}今日閉幕。", "P 昨日開幕。\nP 今日閉幕。"),
        ("「開幕。」\n\u{3000}「閉幕！」\n\u{3000}甲", "P 「開幕。」\nP 「閉幕！」\nP 甲"),
        ("  甲\n  乙", "P 甲\nP 乙"),
        ("甲。\n  乙", "P 甲。\nP 乙"),
        ("甲\n  乙", "P 甲乙"),
        ("- 甲。\n  乙", "- 甲。乙"),
        ("甲。\n  乙{.verse}", "Pv 甲。⏎乙"),
        ("甲。\n\u{3000}乙。{.verse}", "Pv 甲。⏎\u{3000}乙。"),
        ("> 引\n>\n> 文\n>\n> ——甲 {.end}\n\n> 又", "> 引\n» 文\n»e ——甲\n> 又"),
        ("> 引\n> \u{3000}\u{3000}文", "> 引\n» 文"),
        ("**粗**體", "P 粗體 /b粗"),
        ("1. 甲\n2. 乙\n\n丙", "1. 甲\n2. 乙\nP 丙"),
        ("| 隊 | 分 |\n|---|--:|\n| 東區 | 31 |\n", "T .> =隊/分 -東區/31"),
        (
            "甲\n| a | b | c |\n|:--|:-:|---|\n| 1 || 3 |\n| 4 | | |\n\n乙",
            "P 甲\nT <^. =a/b/c -1//3 -4//\nP 乙",
        ),
        ("| | |\n|--|--|\n| 甲 | 乙 |", "T .. -甲/乙"),
        (
            "a | b\n-|-\n**粗** | {文|ㄨㄣˊ}字\n\\|x\\|\\| | 2\\|1",
            "T .. =a/b -粗 /b粗/文字 /r文=ㄨㄣˊ -|x||/2|1",
        ),
        ("甲 \\| 乙", "P 甲 | 乙"),
        ("3) 甲", "3) 甲"),
        ("3. 甲\n5. 乙\n7. 丙", "3. 甲\n5. 乙\n7. 丙"),
        ("1. 甲\n1. 乙\n3. 丙", "1. 甲\n1. 乙\n3. 丙"),
        ("2. 甲\n2. 乙\n2. 丙", "2. 甲\n3. 乙\n4. 丙"),
        ("甲   乙\t\tA  B", "P 甲 乙 A B"),
        ("It ends.  Next one.", "P It ends. Next one."),
        ("甲， 乙 （丙） A。 B", "P 甲，乙（丙）A。B"),
        (
            "말했다. 『책』과 「글」, 《신문》도 （가）  말",
            "P 말했다. 『책』과 「글」, 《신문》도 （가） 말",
        ),
        ("12*30*45厘米，8*20厘米", "P 12*30*45厘米，8*20厘米"),
        ("30m^2^，10^3 和 10^4", "P 30m2，10^3 和 10^4 /s2"),
        (
            "\u{3000}\u{3000}甲。\n\u{3000}\u{3000}乙。\n丙\n\u{3000}丁",
            "P 甲。\nP 乙。丙\u{3000}丁",
        ),
        ("*甲。\n\u{3000}\u{3000}乙。*丙", "P 甲。 /e甲。\nP 乙。丙 /e乙。"),
        ("- 甲\n\u{3000}\u{3000}乙", "- 甲\nP 乙"),
        ("上句\\\n下句", "P 上句⏎下句"),
        ("上句 \\\n  下句\\", "P 上句⏎下句\\"),
        ("霧來\n\u{3000}像客人 \n走{.verse}\n\n停{.verse}", "Pv 霧來⏎\u{3000}像客人⏎走\nPv 停"),
        ("霧\n來{.verse .center}\n\n走\n了{.end .verse}", "Pvc 霧⏎來\nPve 走⏎了"),
        ("走\n了{.verse}{.end}\n\n走\n了{.center}", "Pve 走⏎了\nPc 走了"),
        ("甲{.center}\n\n乙 {.end}\n", "Pc 甲\nPe 乙"),
        ("[甲]{.name}", "P 甲 /n甲"),
        ("[甲]{.mourned}[ABC]{.upright}[12]{.sideways}", "P 甲ABC12 /m甲 /uABC /w12"),
        ("甲{.5}乙", "P 甲{.5}乙"),
        ("**「重要。」**下文", "P 「重要。」下文 /b「重要。」"),
        ("前文*「點」*。", "P 前文「點」。 /e「點」"),
        ("***粗點***", "P 粗點 /e粗點 /b粗點"),
        ("**甲\n乙**", "P 甲乙 /b甲乙"),
        ("x^2^與 CO^2^", "P x2與 CO2 /s2 /s2"),
        ("{文字|ㄨㄣˊ ㄗˋ}好", "P 文字好 /r文字=ㄨㄣˊ ㄗˋ"),
        ("**{文|wén}**字", "P 文字 /b文 /r文=wén"),
        ("**前{文**字|x}", "P 前文字 /b前 /r文字=x /b文"),
        ("{甲}與{乙}", "P {甲}與{乙}"),
        (r"\{文|字}", "P {文|字}"),
        ("[海港]{.name}與[詩經]{.title}", "P 海港與詩經 /n海港 /t詩經"),
        ("[{海|hǎi}港]{.name}", "P 海港 /n海港 /r海=hǎi"),
        ("**[海港]{.name}**開", "P 海港開 /b海港 /n海港"),
        ("[按]與[1]、[a][b]", "P [按]與[1]、[a][b]"),
        (r"\*不是\* \[甲\](乙) 1\. a\\b", r"P *不是* [甲](乙) 1. a\b"),
        ("A&amp;B &lt;丙&gt; R&D &nosuch;", "P A&B <丙> R&D &nosuch;"),
        ("&#20013;&copy;文", "P 中©文"),
        ("\u{3000}\u{3000}縮排\u{3000}中\u{3000}", "P 縮排\u{3000}中"),
        ("甲|乙 3 < 5 a_b_c ~好~", "P 甲|乙 3 < 5 a_b_c ~好~"),
        ("應有之義。 ●中新社", "P 應有之義。 >> ●中新社"),
        ("甲 ●乙\n\n丙。\n●中新社", "P 甲 ●乙\nP 丙。 >> ●中新社"),
        ("●中新社", "P ●中新社"),
        ("查詢：2345 ●網址：甲", "P 查詢：2345 ●網址：甲"),
        ("甲。 ●乙 ●丙", "P 甲。 ●乙 ●丙"),
        ("● 甲文。 ●中新社", "P ● 甲文。 >> ●中新社"),
        ("文。 ●記者：陳大文", "P 文。 >> ●記者：陳大文"),
        ("甲 ●這一點說來話長。後面還有字", "P 甲 ●這一點說來話長。後面還有字"),
        ("甲\t乙", "P 甲 乙"),
        ("2024年\n+ 甲", "P 2024年\n- 甲"),
    ];
    for (text, body) in cases {
        assert_eq!(show_body(&clean(text)), body, "{text}");
        let moved = format!("+++\nlabel = \"特\"\n+++\n{text}\n");
        assert_eq!(show_body(&clean(&moved)), body, "{moved}");
    }
}

#[test]
fn heads_are_read() {
    let (article, diags) = read(concat!(
        "\u{feff}+++\r\nlabel = \"特寫\"\r\nkicker = ['甲\\|乙|丙', \"- 丁\"]\r\n",
        "headline = \"兩句之間 | 可以{轉|zhuǎn}行\"\r\ndeck = \"**粗**\\n續\\u3000|尾|\"\r\n",
        "byline = \"1. 記者\"\r\nintro = \"\"\"\r\n導言\r\n第二行 a|b\r\n\"\"\"\r\n",
        "dateline = \"香港訊\"\r\nsource = \"來源：[報]{.title}\"\r\n+++\r\n正文\r\n",
    ));
    // A list begins in no kicker, and no numbered one in a byline: that is told.
    let codes: Vec<&str> = diags.iter().map(|found| found.code.0).collect();
    assert_eq!(codes, ["A038", "A038"]);
    let front = &article.front;
    let list = |list: &[RichText]| list.iter().map(show).collect::<Vec<_>>().join(" ; ");
    assert_eq!(front.label.as_ref().map(show).as_deref(), Some("特寫"));
    assert_eq!(list(&front.kicker), "甲|乙|丙 ; - 丁");
    assert_eq!(front.kicker[0].breaks, [7]);
    assert_eq!(list(&front.headline), "兩句之間|可以轉行 /r轉=zhuǎn");
    assert_eq!(list(&front.deck), "粗續\u{3000}|尾 /b粗");
    assert_eq!(front.byline.as_ref().map(show).as_deref(), Some("1. 記者"));
    assert_eq!(list(&front.intro), "導言第二行 a|b");
    assert!(front.intro[0].breaks.is_empty());
    assert_eq!(front.dateline.as_ref().map(show).as_deref(), Some("香港訊"));
    assert_eq!(front.source.as_ref().map(show).as_deref(), Some("來源：報 /t報"));
    assert_eq!(show_body(&article), "P 正文");
}

/// What is written, the code, and the text pointed at.
#[test]
fn every_mistake_has_its_answer() {
    let cases = [
        ("+++\nheadline = \"甲\n+++\n乙", "A001", ""),
        ("+++\nheadline = \"甲\"\n", "A001", "+++"),
        ("+++\nheadlin = \"甲\"\n+++\n乙", "A002", "headlin"),
        ("+++\ntitle = \"甲\"\n+++\n乙", "A002", "title"),
        ("+++\nheadline = 2024\n+++\n乙", "A003", "2024"),
        ("+++\nlabel = [\"甲\"]\n+++\n乙", "A003", "[\"甲\"]"),
        ("+++\nheadline = [\"甲\", 3]\n+++\n乙", "A003", "3"),
        ("+++\nheadline = \"甲\\u0007\"\n+++\n乙", "A008", "\\u0007"),
        ("", "A004", ""),
        ("+++\nsource = \"甲\"\n+++\n\u{3000}\n", "A004", "+++"),
        ("甲\n\n---\n\n乙", "A005", "---"),
        ("```\ncode\n```\n甲", "A005", "```"),
        ("甲`code`乙", "A005", "`code`"),
        ("甲<b>乙", "A005", "<b>"),
        ("<div>\n甲\n</div>", "A005", "<div>"),
        ("<!-- 按 -->", "A005", "<!-- 按 -->"),
        ("見[網](http://a.b)", "A005", "[網](http://a.b)"),
        ("見<http://a.b>", "A005", "<http://a.b>"),
        ("![圖](a.png)", "A005", "![圖](a.png)"),
        ("[網]: http://a.b", "A005", "[網]:"),
        ("甲[^1]", "A005", "[^1]"),
        ("- 一\n  - 二", "A005", "- 二"),
        ("- 一\n\n  二", "A005", "二"),
        ("- ", "A005", "- "),
        ("> - 一", "A005", "- 一"),
        ("甲|乙\n--|--\n1|2|3", "A029", "1|2|3"),
        ("甲|乙|丙\n--|--\n1|2", "A029", "--|--"),
        ("# 甲", "A006", "# 甲"),
        ("### 甲", "A006", "### 甲"),
        ("甲\n---", "A006", "---"),
        ("甲\n====\n乙", "A006", "===="),
        ("[甲]{.nmae}", "A007", "{.nmae}"),
        ("[甲]{lang=xx}", "A007", "{lang=xx}"),
        ("甲\u{92}乙", "A008", "\u{92}"),
        ("甲\u{7}乙", "A008", "\u{7}"),
        ("甲\u{202e}乙", "A008", "\u{202e}"),
        ("甲\u{2067}乙", "A008", "\u{2067}"),
        ("甲\u{e0041}乙", "A008", "\u{e0041}"),
        ("甲\u{85}乙", "A008", "\u{85}"),
        ("甲&#7;乙", "A008", "&"),
        ("甲  \n乙", "A009", "  "),
        ("    甲", "A012", "甲"),
        ("甲{.vers}", "A015", "{.vers}"),
        ("文字。{.center}後", "A015", "{.center}"),
        ("文字。 {.pull} 後 {.end}", "A015", "{.pull}"),
        ("文字{.verse}\n又一行", "A015", "{.verse}"),
        ("霧從石階上來\n像一位客人", "A016", "霧從石階上來"),
        ("問：幾時開船？\n答：七時。", "A016", "問：幾時開船？"),
        ("- 糖\n- 鹽\n做法：炒香。", "A016", "做法：炒香。"),
        ("> 引文\n記者說", "A016", "記者說"),
        ("â€œ甲", "A036", "â€"),
        ("⾦管局⼀⽉", "A042", "⾦"),
        ("南里\t三\n北里\t二", "A016", "南里\t三"),
    ];
    for (text, code, place) in cases {
        let (_, diags) = read(text);
        let [diagnostic] = diags.as_slice() else { panic!("{text}: {diags:#?}") };
        assert_eq!(diagnostic.code.0, code, "{text}: {diagnostic:?}");
        assert!(!diagnostic.help.is_empty());
        let label = diagnostic.primary.as_ref().expect("a place");
        assert_eq!(text[label.span.range()].trim_end_matches('\n'), place, "{text}");
    }
}

#[test]
fn short_paragraphs_of_pasted_copy_are_no_verse() {
    let pasted = "\u{3000}\u{3000}霧從石階上來\n\u{3000}\u{3000}像一位客人";
    let (article, diags) = read(pasted);
    assert!(diags.is_empty(), "{diags:?}");
    assert_eq!(show_body(&article), "P 霧從石階上來\nP 像一位客人");
    let (_, diags) = read(&format!("{pasted}\n坐下又走了"));
    assert_eq!(diags.iter().map(|d| d.code.0).collect::<Vec<_>>(), ["A016"]);
}

#[test]
fn r13_vertical_forms_become_marks() {
    let (article, diags) = read("甲﹁乙﹂");
    assert_eq!(parts(&article)[0].text, "甲「乙」");
    assert_eq!(diags.iter().map(|d| d.code.0).collect::<Vec<_>>(), ["A013"]);
}

#[test]
fn a_passage_has_its_language() {
    let (article, diags) = read("甲[乙]{lang=ja}丙");
    assert!(diags.is_empty(), "{diags:?}");
    let text = parts(&article)[0];
    assert_eq!(text.text, "甲乙丙");
    let mark = crate::text::Mark::Language(crate::chars::Locale::Ja);
    assert_eq!(text.marks.iter().map(|m| &m.mark).collect::<Vec<_>>(), [&mark]);
}

#[test]
fn words_are_kept_where_there_are_any() {
    let cases = [
        ("甲  \n乙", "P 甲乙"),
        ("# 甲", "# 甲"),
        ("甲`碼`乙", "P 甲碼乙"),
        ("[網]: http://a.b\n乙", "P [網]: http://a.b 乙"),
    ];
    for (text, body) in cases {
        assert_eq!(show_body(&read(text).0), body, "{text}");
    }
}

#[test]
fn large_and_twisted_articles_are_answered() {
    let (article, diags) = read(&"字".repeat(3_500_000));
    assert_eq!((article.body.len(), diags.len()), (0, 1));
    assert_eq!(diags.as_slice()[0].code.0, "A010");
    let long = "字".repeat(300_000);
    assert_eq!(clean(&long).body.len(), 1);
    for pattern in [
        "*a **b ", "> ", "- ", "[", "](", "![a](", "{a|b}", "{a|", "`", "<a ", "&", "&#1;", "^",
        "|", "\\", "_a*", "\u{1}", "- a\n ", "# \n", "[a]{.x}", "\n> -", "1. ", "~", "{.", "]{",
    ] {
        let text = pattern.repeat(30_000 / pattern.len());
        let (_, mut diags) = read(&text);
        diags.close();
        assert!(diags.len() < 200, "{pattern}");
        // But for mark-up that is left open.
        assert!(diags.iter().all(|d| d.severity != Severity::Warning || d.code.0 == "A017"));
        let front = format!("+++\nheadline = '''{text}'''\n+++\n");
        read(&front);
    }
}

/// Random texts of Han characters, each used once, among all the marks of Markdown: every
/// character is read once, in order within its text, or there is an error.
#[test]
fn no_character_is_lost_or_doubled() {
    const PIECES: &[&str] = &[
        "*",
        "**",
        "***",
        "_",
        "[",
        "]",
        "{",
        "}",
        "|",
        "`",
        "\\",
        "<",
        ">",
        "&",
        "&amp;",
        "\n",
        "\n",
        "\n\n",
        "\n# ",
        "\n## ",
        "\n- ",
        "\n> ",
        "\n1. ",
        "^",
        "~",
        "(",
        ")",
        "!",
        ":",
        "\n---\n",
        "\n    ",
        "\t",
        "\u{3000}",
        "  ",
        "{.name}",
        "]{.title}",
        "。",
        "「",
        "」",
        "\r\n",
        "a",
        "\"",
        " ●",
        "^2^",
        "{a|b}",
        "\n   ",
        "+",
        "1.",
        "==",
        "[^",
        "](",
    ];
    let mut state: u64 = 88_172_645_463_325_252;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 16) as usize % below
    };
    let mut sound = 0;
    for _ in 0..4000 {
        let mut text = String::new();
        let mut used = Vec::new();
        for _ in 0..next(24) {
            if next(2) == 0 {
                let c = char::from_u32(0x4E00 + used.len() as u32).expect("a Han character");
                used.push(c);
                text.push(c);
            } else {
                text.push_str(PIECES[next(PIECES.len())]);
            }
        }
        let (article, diags) = read(&text);
        if diags.iter().any(Diagnostic::is_error) {
            continue;
        }
        let mut found: Vec<char> = Vec::new();
        for part in parts(&article) {
            let readings = part.marks.iter().filter_map(|markup| match &markup.mark {
                Mark::Ruby { reading } => Some(reading.text.as_str()),
                _ => None,
            });
            let all = std::iter::once(part.text.as_str()).chain(readings).flat_map(str::chars);
            found.extend(all.filter(|c| ('\u{4E00}'..='\u{4F00}').contains(c)));
            let read: Vec<char> = part.text.chars().filter(|c| used.contains(c)).collect();
            assert!(read.is_sorted(), "{text:?}: {part:?}");
        }
        sound += 1;
        found.sort_unstable();
        assert_eq!(found, used, "{text:?}");
        // The same as a value of the front matter, where no block begins.
        let front = format!("+++\nintro = {}\n+++\n", toml_text(&text));
        read(&front);
    }
    assert!(sound > 1000, "only {sound} texts were without an error");
}

/// As a TOML text in double quotation marks.
fn toml_text(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted += "\\n",
            '\r' => quoted += "\\u000D",
            '\t' => quoted += "\\t",
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// What Markdown would lose in silence, or take for a row.
#[test]
fn rows_have_the_cells_of_their_head() {
    for text in [
        "| a | b |\n|--|--|\n| 1 | 2 | 3 |",
        "| a | b |\n|--|--|\n| 1 | 2 |\n下文",
        "| a | b |\n|--|--|--|\n| 1 | 2 |",
        "| a | b |\n|--|--|\n| 1 | 2 |\n| 3 |",
    ] {
        let (_, found) = read(text);
        let codes: Vec<_> = found.iter().map(|found| found.code.to_string()).collect();
        assert_eq!(codes, ["A029"], "{text}");
    }
    clean("| a | b |\n|--|--|\n| 1 | 2 |\n| 3 | |");
}

/// The marks of every piece: a paragraph, a subhead, an item.
#[test]
fn marks_at_the_end_are_taken_off() {
    use crate::text::Extent;
    let article = clean(
        "港口。{.optional}\n\n## 小題{.optional=2}\n\n- 一{.tight}\n- 二{.loose .break}\n\n完。\n\n{.break}\n",
    );
    let marks: Vec<_> = article.body.iter().map(|block| block.marks).collect();
    let optional: Vec<_> = marks.iter().map(|of| of.optional.map_or(0, u8::from)).collect();
    assert_eq!(optional, [1, 2, 0, 0, 0]);
    let extents: Vec<_> = marks.iter().map(|of| of.extent).collect();
    assert_eq!(extents[2..4], [Extent::Tight, Extent::Loose]);
    let ends: Vec<_> = marks.iter().map(|of| of.ends_leg).collect();
    assert_eq!(ends, [false, false, false, true, true]);
    let texts: Vec<_> = article.body.iter().map(|b| b.text.text.as_str()).collect();
    assert_eq!(texts, ["港口。", "小題", "一", "二", "完。"]);
    for wrong in ["港。{.optional=0}", "港。{.optional=x}", "港。{.optional=100}", "港。{.tigth}"]
    {
        assert_eq!(read(wrong).1.len(), 1, "{wrong}");
    }
    for both in ["港。{.tight .loose}", "港。{.center}{.end}", "港。{.loose}{.tight .tight}"]
    {
        let found = read(both).1;
        assert!(
            found.iter().any(|found| found.message.contains("contradict")),
            "{both}: {found:?}"
        );
    }
}

/// R17: a number, a time and an address are one, whatever line end a PDF has put into them.
#[test]
fn line_ends_within_numbers_are_no_blanks() {
    for (text, expected) in [
        ("共3,\n000人", "共3,000人"),
        ("升1.\n8%。", "升1.8%。"),
        ("上午12:\n30開", "上午12:30開"),
        ("電話2345-\n6789。", "電話2345-6789。"),
        ("見http://a.hk/\nb/c", "見http://a.hk/b/c"),
        ("the port\nis open", "the port is open"),
        ("on May 3,\n200 people", "on May 3, 200 people"),
    ] {
        let (article, _) = read(&format!("+++\nheadline = \"港\"\n+++\n{text}\n"));
        assert_eq!(article.body[0].text.text, expected);
    }
}
