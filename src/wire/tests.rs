//! Each format from a file to an article; and that an article says what the copy does, to the letter.

use proptest::prelude::*;

use super::copy::{Block, Look, PictureFile, Rows, Text};
use super::*;
use crate::diag::codes::article::{HALF_WIDTH_MARK, UNPAIRED};
use crate::source::article::BodyBlock;
use crate::source::read_articles;
use crate::text::{Mark, PartKind, Quoted, RichText};

/// The files of the first article, as it would be written.
fn article_of(name: &str, bytes: &[u8]) -> String {
    let imported = read(name, bytes, Hints::default());
    let article = imported.articles.first().unwrap_or_else(|| panic!("{:#?}", imported.told));
    let names = article.pictures().iter().map(|picture| match &picture.file {
        PictureFile::Beside(path) => path.clone(),
        PictureFile::Inside { name, .. } => name.clone(),
    });
    article.file(&names.map(Some).collect::<Vec<_>>())
}

fn told(name: &str, bytes: &[u8]) -> Vec<String> {
    let told = read(name, bytes, Hints::default()).told;
    told.iter().map(|told| format!("{} {}", told.code, told.message)).collect()
}

fn data(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/wire/");
    std::fs::read(format!("{folder}{name}")).expect("test data")
}

/// A list that begins anew behind another has its numbers typed, and no bracket that nobody wrote.
#[test]
fn numbers_out_of_order_are_typed() {
    let page = "<article><h1>題</h1><ol start=5><li>甲<li value=9>乙</ol><p>文。</p><ol reversed><li>丙<li>丁</ol></article>";
    let file = article_of("a.html", page.as_bytes());
    assert!(file.ends_with("+++\n5\\. 甲\n\n9\\. 乙\n\n文。\n\n2\\. 丙\n\n1\\. 丁\n"), "{file}");
}

/// A power that becomes a part of its number is another number.
#[test]
fn powers_and_indices_stay_what_they_are() {
    for (written, expected) in [
        ("10<sup>-3</sup>mol", "10⁻³mol"),
        ("10<sup><b>2</b></sup>米", "10**²**米"),
        ("10<b><sup>2</sup></b>米", "10**²**米"),
        ("30m<sup>2</sup>。", "30m^2^。"),
        ("log<sub>10</sub>100", "log₁₀100"),
        ("a<sub>1</sub>2", "a₁2"),
        ("10<span style='vertical-align:sub'>2</span>米", "10₂米"),
        ("H<sub>2</sub>O", "H2O"),
    ] {
        let page = format!("<article><h1>題</h1><p>{written}</p></article>");
        let file = article_of("a.html", page.as_bytes());
        assert!(file.ends_with(&format!("+++\n{expected}\n")), "{written}: {file}");
    }
    let page = "<article><h1>題</h1><p>1<sup>st</sup>class</p></article>";
    let said = told("a.html", page.as_bytes()).join("\n");
    assert!(said.contains("written as plain text: 1st"), "{said}");
}

#[test]
fn nitf_becomes_an_article() {
    let file = data("port.nitf.xml");
    let expected = "+++\nheadline = \"青嶼深水港今日啟用\"\ndeck = \"首船上午九時駛往南美西岸\"\n\
        byline = \"南里社記者 陳平\"\nintro = \"全長四百米的深水港今日啟用，可同時停泊兩艘貨輪。\"\n\
        dateline = \"瀾灣十六日電\"\nsource = \"南里社\"\npictures = [\n  { picture = \"port.svg\", \
        caption = \"黃昏的深水港\", credit = \"南里社　李海攝\", alt = \"貨輪泊岸\" },\n]\n+++\n\
        青嶼深水港今日啟用，首艘貨輪**上午九時**離港，駛往*南美西岸*。&copy;號碼12\\*30。\n\n\
        ## 吊機全用電力\n\n\
        碼頭設四台岸邊吊機，H2O及30m^2^。\n\n\
        - 泊位兩個\n- 水深十六米\n\n\
        | 貨輪 | 載量 |\n| --- | --: |\n| 青嶼一號 | 8,000 |\n| 青嶼二號 | 12,000 |\n\n\
        港務局說，年底前再增一條航線。 ●南里社\n";
    // `&copy;` in the file is a character, not a name.
    assert_eq!(article_of("port.nitf.xml", &file), expected.replace("&copy;", "©"));
    let said = told("port.nitf.xml", &file).join("\n");
    for words in [
        "a note to editors is left out: 供今日見報",
        "a subscript is left out",
        "the copy is released from",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    // Places are those of the file.
    let imported = read("port.nitf.xml", &file, Hints::default());
    let (article, _) = imported.articles[0].article(FileId(0), &["port.svg".to_owned()]);
    let first = &article.body[0].text;
    let at = first.source_of(first.text.find("上午").expect("the words") as u32) as usize;
    assert!(imported.text[at..].starts_with("上午九時</em>"), "{}", &imported.text[at..at + 30]);
}

#[test]
fn newsml_becomes_articles_with_their_pictures() {
    let file = data("tram.newsml.xml");
    let imported = read("tram.newsml.xml", &file, Hints::default());
    let heads: Vec<String> =
        imported.articles.iter().map(|it| it.copy.headline[0].string()).collect();
    assert_eq!(heads, ["電車延長線動工", "電車票價凍結"]);
    let pictures: Vec<usize> = imported.articles.iter().map(|it| it.pictures().len()).collect();
    assert_eq!(pictures, [1, 0], "{:#?}", imported.told);
    let picture = &imported.articles[0].pictures()[0];
    assert_eq!(picture.file, PictureFile::Beside("tram-large.svg".to_owned()));
    assert_eq!((&*picture.caption, &*picture.credit), ("電車駛過北里", "南里社"));
    let expected = "+++\nheadline = \"電車延長線動工\"\ndeck = \"全長三公里　設五個車站\"\n\
        byline = \"陳平\"\nsource = \"南里社\"\npictures = [\n  { picture = \"tram-large.svg\", \
        caption = \"電車駛過北里\", credit = \"南里社\" },\n]\n+++\n\
        北里電車延長線昨日動工，預計三年後通車。\n\n## 沿線設五站\n\n終點設在瀾灣碼頭。\n";
    assert_eq!(article_of("tram.newsml.xml", &file), expected);
    let said = told("tram.newsml.xml", &file).join("\n");
    for words in
        ["may not be printed before 2024-11-17T06:00:00+08:00", "https://example.org/video.mp4"]
    {
        assert!(said.contains(words) || words.starts_with("https"), "{words}: {said}");
    }
}

#[test]
fn ninjs_of_both_generations_becomes_an_article() {
    let body = "+++\nheadline = \"渡輪明日復航\"\nbyline = \"陳平\"\nintro = \"停航三日的渡輪明日復航。\"\n\
        source = \"南里社\"\npictures = [\n  { picture = \"ferry.svg\", caption = \"碼頭上的渡輪\", \
        credit = \"李海\", alt = \"一艘渡輪\" },\n]\n+++\n\
        停航三日的青嶼渡輪明日復航，首班船**清晨六時**開出。\n\n## 票價不變\n\n\
        1. 學生半價\n2. 長者免費\n\n> 一切如常。\n";
    assert_eq!(article_of("ferry.json", &data("ferry.json")), body);
    assert_eq!(article_of("ferry-3.json", &data("more/ferry-3.json")), body);
    let said = told("ferry.json", &data("ferry.json")).join("\n");
    assert!(said.contains("a note to editors is left out: 請核對船期"), "{said}");
    let said = told("bad.json", b"{\"type\": \"text\",\n \"headline\": }");
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("I002 the file is no sound JSON"), "{said:?}");
    let imported = read("bad.json", b"{\"type\": \"text\",\n \"headline\": }", Hints::default());
    assert_eq!(imported.told[0].at.start, 30);
}

/// As agencies write them: names in any capitals, `body_main` and `headline_main`, several bodies.
#[test]
fn ninjs_of_agencies_own_names_is_read() {
    let of = |text: &str| article_of("a.json", text.as_bytes());
    assert_eq!(
        of(
            r#"{"type": "text", "headline_main": "渡輪復航", "body_main": "渡輪復航。", "body_richtext": "<p>渡輪<b>復航</b>。</p>"}"#
        ),
        "+++\nheadline = \"渡輪復航\"\n+++\n渡輪**復航**。\n"
    );
    assert_eq!(
        of(r#"{"item": [{"type": "advisory", "headlines": [{"role": "main", "value": "渡輪復航"}],
            "bodies": [{"contentType": "text/plain", "value": "短"}, {"contentType": "text/html", "value": "<h1>渡輪復航</h1><p>渡輪復航。</p>"}]}]}"#),
        "+++\nheadline = \"渡輪復航\"\n+++\n渡輪復航。\n"
    );
}

/// What some agencies write twice is printed once; parts of a byline do not run together.
#[test]
fn nitf_of_agencies_is_tidied() {
    let text = "<nitf><body><body.head><hedline><hl1>Ferry sails</hl1><hl2>Ferry sails</hl2></hedline>\
        <byline>By<person>CHAN PING</person><byttl>Harbour Writer</byttl></byline>\
        <dateline><location>LANWAN</location><story.date norm='x'>20241116T0930+0800</story.date></dateline></body.head>\
        <body.content><p>LANWAN (NS) - The ferry sails again.</p></body.content></body></nitf>";
    assert_eq!(
        article_of("a.xml", text.as_bytes()),
        "+++\nheadline = \"Ferry sails\"\nbyline = \"By CHAN PING Harbour Writer\"\n+++\nLANWAN (NS) - The ferry sails again.\n"
    );
    let han = "<nitf><body><body.head><hedline><hl1>渡輪</hl1></hedline><dateline><location>香港</location></dateline></body.head>\
        <body.content><p>香港特區政府公布。</p></body.content></body></nitf>";
    assert!(article_of("a.xml", han.as_bytes()).contains("dateline = \"香港\""));
}

#[test]
fn what_is_no_copy_is_refused() {
    for (name, bytes, code) in [
        ("a.rtf", &b"{\\rtf1 x}"[..], "I002 the file is a document in RTF"),
        ("a.doc", b"\xD0\xCF\x11\xE0xxxx", "I002"),
        ("a.docx", b"PK\x03\x04 no zip at all", "I002"),
        ("a.xml", b"<rss><channel/></rss>", "I002 the file is XML of another kind"),
        ("a.xml", b"<nitf><body>", "I002 the file is no sound XML"),
        ("a.xml", b"<!DOCTYPE nitf [<!ENTITY x \"y\">]><nitf>&x;</nitf>", "I003"),
        ("a.xml", b"<nitf><head/></nitf>", "I009"),
        ("a.txt", b" \n \n", "I009"),
        ("a.txt", b"\xff\xff\xff\x00\xff", "I005"),
        ("a.json", b"[]", "I009"),
        ("a.html", b"<html><script>x</script></html>", "I009"),
    ] {
        let said = told(name, bytes);
        assert!(said.iter().any(|said| said.starts_with(code)), "{name}: {said:?}");
    }
    let large = "港".repeat(2_000_000);
    assert!(told("a.txt", large.as_bytes())[0].starts_with("I003"));
}

#[test]
fn plain_text_in_other_encodings_is_told() {
    let text =
        "渡輪明日復航\r\n\u{3000}\u{3000}停航三日的青嶼渡輪明日復航，首班船清晨六時開出。\r\n";
    let (bytes, _, _) = encode_big5(text);
    let imported = read("a.txt", &bytes, Hints::default());
    assert_eq!(imported.articles[0].copy.headline[0].string(), "渡輪明日復航");
    assert_eq!(told("a.txt", &bytes), ["I005 the text is read as Big5"]);
    assert_eq!(
        read("a.txt", &bytes, Hints { encoding: Some("big5"), ..Hints::default() }).told,
        []
    );
}

/// The bytes by what the reader of the same encoding gives for each pair.
fn encode_big5(text: &str) -> (Vec<u8>, (), ()) {
    let mut bytes = Vec::new();
    let big5 = Hints { encoding: Some("big5"), ..Hints::default() };
    for c in text.chars() {
        if c.is_ascii() {
            bytes.push(c as u8);
            continue;
        }
        let pairs = (0xA1..=0xF9u8).flat_map(|row| (0x40..=0xFEu8).map(move |cell| [row, cell]));
        let is_it = |pair: &[u8; 2]| {
            crate::source::decode_as(pair, big5).is_ok_and(|it| it.text == c.to_string())
        };
        bytes.extend(pairs.into_iter().find(is_it).expect("a character of Big5"));
    }
    (bytes, (), ())
}

/// What an article's file says of one paragraph.
fn read_back(block: Block) -> (Vec<BodyBlock>, Vec<String>) {
    let copy = Copy { headline: vec![Text::plain("題", 0)], body: vec![block], ..Copy::default() };
    let written = markdown::write(&copy, &mut Account::default());
    let file = article_file::article_file(&written, &[], &[]);
    let (articles, found) = read_articles(FileId(0), &file);
    assert_eq!(articles.len(), 1, "{file}");
    let codes = found.iter().map(|found| format!("{} {}: {file}", found.code, found.message));
    (articles.into_iter().next().map(|it| it.body).unwrap_or_default(), codes.collect())
}

/// The paragraphs of a quotation are one quotation, and two that follow each other are two.
#[test]
fn a_quotation_of_several_paragraphs_is_one() {
    let page = "<article><h1>題</h1><p>甲</p><blockquote><p>一</p><p>二</p></blockquote>\
                <blockquote>三</blockquote></article>";
    let mut account = Account::default();
    let copy = html::read(page, &mut account);
    let written = markdown::write(&copy, &mut account);
    assert_eq!(written.body.text, "甲\n\n> 一\n>\n> 二\n\n> 三\n");
}

/// Blanks aside, which composition joins.
fn solid(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, ' ' | '\u{3000}')).collect()
}

fn whole(block: &BodyBlock) -> String {
    let credit = block.credit.as_ref().map_or("", |credit| &credit.text);
    format!("{}{credit}", block.text.text)
}

/// Without the note of marks of the keyboard, which any text may have.
fn faults(mut found: Vec<String>) -> Vec<String> {
    // Marks without their other and a credit without its blank are the copy's own.
    let own = [HALF_WIDTH_MARK.0, UNPAIRED.0];
    found.retain(|found| !own.iter().any(|code| found.starts_with(code)));
    found.retain(|found| !found.contains("an agency's credit"));
    found
}

/// Powers that have characters of their own, as they are typed.
fn fold(text: &str) -> String {
    let fold = |c| match c {
        '¹' => '1',
        '⁺' => '+',
        '⁻' => '-',
        '⁼' => '=',
        '⁽' => '(',
        '⁾' => ')',
        c => c,
    };
    text.chars().map(fold).collect()
}

/// Characters that mean something in an article, among some that do not.
fn characters() -> impl Strategy<Value = String> {
    let signs = "港口a1 .\\`*_^[]{}|<>&#+-=~:;!?()'\"/,$%@●＋，。「」\u{3000}";
    let one = prop::sample::select(signs.chars().collect::<Vec<_>>());
    prop::collection::vec(one, 1..40).prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_500,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20241116),
        ..ProptestConfig::default()
    })]

    /// Whatever a text holds, the article says it, and is without fault.
    #[test]
    fn an_article_says_what_the_copy_says(text in characters(), kind in 0..5_usize) {
        prop_assume!(!solid(&text).is_empty());
        let said = Text::plain(&text, 0);
        let block = match kind {
            0 => Block::Paragraph(said),
            1 => Block::Subhead(said),
            2 => Block::Bullet(said),
            3 => Block::Numbered(7, said),
            _ => Block::Quote(Quoted::Begins, said),
        };
        let (body, found) = read_back(block);
        let mut faults = faults(found);
        faults.retain(|found| !found.starts_with("A016"));
        prop_assert!(faults.is_empty(), "{text:?}: {faults:?}");
        let read: String = body.iter().map(whole).collect();
        prop_assert_eq!(solid(&read), solid(&text));
        prop_assert_eq!(body.len(), 1);
        let wanted = [PartKind::Paragraph, PartKind::Subhead, PartKind::Bullet, PartKind::Numbered(7),
            PartKind::Quote(Quoted::Begins)];
        prop_assert_eq!(&body[0].kind, &wanted[kind]);
    }

    /// Lines that are kept are kept.
    #[test]
    fn an_article_keeps_line_ends(one in characters(), two in characters()) {
        prop_assume!(!solid(&one).is_empty() && !solid(&two).is_empty());
        let (body, found) = read_back(Block::Paragraph(Text::plain(&format!("{one}\n{two}"), 0)));
        let faults = faults(found);
        prop_assert!(faults.is_empty(), "{faults:?}");
        prop_assert_eq!(body.len(), 1);
        let lines: Vec<String> = whole(&body[0]).split('\n').map(solid).collect();
        prop_assert_eq!(lines, [solid(&one), solid(&two)]);
    }

    /// Marks never cost a character, and mark what they marked, or are left out and told.
    #[test]
    fn marks_change_no_text(parts in prop::collection::vec((characters(), 0..8_u8, any::<bool>()), 1..6)) {
        let mut text = Text::default();
        for (at, (said, look, ruby)) in parts.iter().enumerate() {
            let look = Look { bold: look & 1 > 0, emphasis: look & 2 > 0, superscript: look & 4 > 0, ..Look::default() };
            match ruby {
                true => text.push_ruby(said, "らん", at * 1_000, look),
                false => text.push_str(said, at * 1_000, look),
            }
        }
        let plain = solid(&text.string());
        prop_assume!(!plain.is_empty());
        let copy = Copy { body: vec![Block::Paragraph(text.clone())], ..Copy::default() };
        let mut account = Account::default();
        let written = markdown::write(&copy, &mut account);
        let was_left = !account.finish().is_empty();
        let file = article_file::article_file(&written, &[], &[]);
        let (articles, _) = read_articles(FileId(0), &file);
        let read: String = articles[0].body.iter().map(whole).collect();
        if was_left {
            prop_assert_eq!(fold(&solid(&read).replace("（らん）", "")), fold(&plain.replace("（らん）", "")));
        } else {
            prop_assert_eq!(fold(&solid(&read)), fold(&plain), "{}", file);
        }
    }

    /// Cells and parts of a head.
    #[test]
    fn cells_and_heads_say_what_the_copy_says(one in characters(), two in characters()) {
        prop_assume!(!solid(&one).is_empty() && !solid(&two).is_empty());
        let cells = [&one, &two].map(|text| Text::plain(text, 0)).to_vec();
        let rows = Rows { has_head: true, rows: vec![cells.clone(), cells], stands: Vec::new() };
        let (body, found) = read_back(Block::Table(rows));
        let faults = faults(found);
        prop_assert!(faults.is_empty(), "{faults:?}");
        let [BodyBlock { kind: PartKind::Table(table), .. }] = &body[..] else {
            return Err(TestCaseError::fail(format!("{body:?}")));
        };
        for row in &table.rows {
            let read: Vec<String> = row.iter().map(|cell| solid(&cell.text)).collect();
            prop_assert_eq!(read, [solid(&one), solid(&two)]);
        }
        let copy = Copy { headline: vec![Text::plain(&one, 0)], byline: Some(Text::plain(&two, 0)), ..Copy::default() };
        let written = markdown::write(&copy, &mut Account::default());
        let file = article_file::article_file(&written, &[], &[]);
        let (articles, found) = read_articles(FileId(0), &file);
        prop_assert!(found.iter().all(|found| matches!(found.code, HALF_WIDTH_MARK | UNPAIRED)), "{file}");
        let front = &articles[0].front;
        prop_assert_eq!(solid(&front.headline[0].text), solid(&one));
        prop_assert!(front.headline[0].breaks.is_empty());
        prop_assert_eq!(front.byline.as_ref().map(|text| solid(&text.text)), Some(solid(&two)));
        // An article that a layout names itself is the one that its file would be.
        let (direct, _) = read_written(FileId(0), &written, Vec::new());
        prop_assert_eq!(&direct.front.headline, &front.headline);
        prop_assert_eq!(&direct.body, &articles[0].body);
    }
}

#[test]
fn marks_are_written_where_they_can_be() {
    let look = |bold, emphasis| Look { bold, emphasis, ..Look::default() };
    let mut text = Text::default();
    text.push_str("票價", 0, Look::default());
    text.push_str("「不變」", 6, look(true, false));
    text.push_str("，學生", 18, Look::default());
    text.push_str(" 半價 ", 27, look(false, true));
    text.push_ruby("瀾灣", "らんわん", 40, look(true, false));
    text.push_str("。30m", 50, Look::default());
    text.push_str("2", 60, Look { superscript: true, ..Look::default() });
    let (body, found) = read_back(Block::Paragraph(text));
    assert_eq!(found, [""; 0]);
    let RichText { text, marks, .. } = &body[0].text;
    assert_eq!(text, "票價「不變」，學生 半價 瀾灣。30m2");
    let marked: Vec<(&str, &Mark)> = marks
        .iter()
        .map(|it| (&text[it.range.start as usize..it.range.end as usize], &it.mark))
        .collect();
    assert_eq!(marked[0], ("「不變」", &Mark::Bold));
    assert_eq!(marked[1], ("半價", &Mark::Emphasis));
    assert!(marked.iter().any(|(text, mark)| *text == "瀾灣" && matches!(mark, Mark::Ruby { .. })));
    assert_eq!(marked[marked.len() - 1], ("2", &Mark::Superscript));
}

/// To Markdown an address between angle brackets is a link, whatever characters it is of.
#[test]
fn angle_brackets_are_text() {
    for text in ["<}@a>", "<5@b.hk>", "<http://a.hk>", "3<5", "a < b", "<b>", "&amp;&#x6e2f;"] {
        let (body, found) = read_back(Block::Paragraph(Text::plain(text, 0)));
        assert_eq!(found, [""; 0], "{text}");
        assert_eq!(body[0].text.text, text);
    }
}

#[test]
fn lists_keep_their_numbers() {
    let item = |number, text: &str| Block::Numbered(number, Text::plain(text, 0));
    let body = vec![item(1, "甲"), item(2, "乙"), item(1, "丙"), item(2, "丁"), item(5, "戊")];
    let written = markdown::write(&Copy { body, ..Copy::default() }, &mut Account::default());
    let file = article_file::article_file(&written, &[], &[]);
    let (articles, _) = read_articles(FileId(0), &file);
    // Numbers that are no list's in their order are typed: no other sign comes behind them.
    let said: Vec<String> = articles[0]
        .body
        .iter()
        .map(|block| match &block.kind {
            PartKind::Numbered(number) => format!("{number}. {}", whole(block)),
            _ => whole(block),
        })
        .collect();
    assert_eq!(said, ["1. 甲", "2. 乙", "1. 丙", "2. 丁", "5. 戊"], "{file}");
}
