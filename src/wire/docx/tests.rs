//! Documents are made here of the parts that a word processor writes.

use std::io::Write as _;

use super::*;
use crate::wire::copy::{Block, PictureFile};

/// A packed file of such parts, stored as they are.
pub fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut out);
    for (name, bytes) in parts {
        let file = archive.new_file(name).compression_method(rawzip::CompressionMethod::STORE);
        let (mut entry, config) = file.start().expect("a file");
        let mut writer = config.wrap(&mut entry);
        writer.write_all(bytes).expect("room");
        let (_, descriptor) = writer.finish().expect("an entry");
        entry.finish(descriptor).expect("an entry");
    }
    archive.finish().expect("an archive");
    out
}

const HEAD: &str =
    "<w:document xmlns:w='w' xmlns:r='r' xmlns:a='a' xmlns:wp='wp' xmlns:mc='mc'><w:body>";

fn document(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let main = format!("<?xml version='1.0' encoding='UTF-8'?>{HEAD}{body}</w:body></w:document>");
    let mut parts: Vec<(&str, &[u8])> = vec![("word/document.xml", main.as_bytes())];
    parts.extend(others.iter().map(|(name, text)| (*name, text.as_bytes())));
    packed(&parts)
}

const STYLES: &str = "<w:styles xmlns:w='w'>\
    <w:style w:styleId='a3'><w:name w:val='Title'/></w:style>\
    <w:style w:styleId='1'><w:name w:val='heading 1'/></w:style>\
    <w:style w:styleId='own'><w:name w:val='報頭小題'/><w:basedOn w:val='1'/></w:style>\
    <w:style w:styleId='by'><w:name w:val='作者'/></w:style>\
    <w:style w:styleId='cap'><w:name w:val='caption'/></w:style>\
    <w:style w:styleId='str'><w:name w:val='Strong'/></w:style></w:styles>";
const NUMBERS: &str = "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'>\
    <w:start w:val='1'/><w:numFmt w:val='decimal'/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/></w:lvl></w:abstractNum>\
    <w:num w:numId='7'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='8'><w:abstractNumId w:val='1'/></w:num>\
    </w:numbering>";
const RELATIONS: &str = "<Relationships><Relationship Id='r5' Type='x/image' Target='media/image1.png'/>\
    <Relationship Id='r6' Type='x/image' Target='media/image2.emf'/>\
    <Relationship Id='r7' Type='x/hyperlink' Target='https://example.org' TargetMode='External'/></Relationships>";

fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn shown(copy: &Copy) -> Vec<String> {
    let of = |block: &Block| match block {
        Block::Paragraph(text) => text.string(),
        Block::Subhead(text) => format!("## {}", text.string()),
        Block::Bullet(text) => format!("- {}", text.string()),
        Block::Numbered(number, text) => format!("{number}. {}", text.string()),
        Block::Quote(_, text) => format!("> {}", text.string()),
        Block::Table(rows) => {
            let row = |row: &Vec<crate::wire::copy::Text>| {
                row.iter().map(|cell| cell.string()).collect::<Vec<_>>().join("|")
            };
            format!(
                "{}{}",
                if rows.has_head { "head " } else { "" },
                rows.rows.iter().map(row).collect::<Vec<_>>().join("/")
            )
        }
    };
    copy.body.iter().map(of).collect()
}

#[test]
fn a_document_with_styles_is_taken_apart() {
    let list = |id: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='{id}'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = [
        styled("a3", "渡輪明日復航"),
        styled("by", "本報記者 陳平"),
        "<w:p><w:r><w:t xml:space='preserve'>\u{3000}\u{3000}停航三日的</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>渡輪</w:t></w:r>\
         <w:ins><w:r><w:t>明日</w:t></w:r></w:ins><w:del><w:r><w:delText>後日</w:delText></w:r></w:del>\
         <w:r><w:rPr><w:em w:val='dot'/></w:rPr><w:t>復航</w:t></w:r><w:r><w:t>。</w:t></w:r>\
         <w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:ruby><w:rt><w:r><w:t>らん</w:t></w:r></w:rt>\
         <w:rubyBase><w:r><w:t>瀾</w:t></w:r></w:rubyBase></w:ruby></w:r>\
         <w:hyperlink r:id='r7'><w:r><w:t>碼頭</w:t></w:r></w:hyperlink></w:p>".to_owned(),
        styled("own", "票價"),
        list(7, "學生半價"), list(7, "長者免費"), list(8, "另有優惠"),
        "<w:p><w:r><w:drawing><wp:inline><wp:docPr id='1' descr='港口'/><a:blip r:embed='r5'/></wp:inline></w:drawing></w:r>\
         <w:r><w:drawing><wp:inline><a:blip r:embed='r6'/></wp:inline></w:drawing></w:r></w:p>".to_owned(),
        styled("cap", "黃昏的港口（海港日報提供）"),
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p><w:r><w:t>航線</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>票價</w:t></w:r></w:p></w:tc></w:tr>\
         <w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:t>瀾灣</w:t></w:r></w:p></w:tc></w:tr></w:tbl>".to_owned(),
        "<w:p><w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t></w:r><w:r><w:br/><w:t>\u{3000}\u{3000}另一段。</w:t></w:r></w:p>".to_owned(),
        "<w:p><w:r><w:t>●南里社</w:t></w:r></w:p>".to_owned(),
    ].concat();
    let notes = "<w:footnotes xmlns:w='w'><w:footnote w:id='2'><w:p><w:r><w:t>據渡輪公司</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let bytes = document(
        &body,
        &[
            ("word/styles.xml", STYLES),
            ("word/numbering.xml", NUMBERS),
            ("word/footnotes.xml", notes),
            ("word/_rels/document.xml.rels", RELATIONS),
            ("word/media/image1.png", "the picture"),
            ("word/media/image2.emf", "x"),
            (
                "word/header1.xml",
                "<w:hdr xmlns:w='w'><w:p><w:r><w:t>頁眉</w:t></w:r></w:p></w:hdr>",
            ),
        ],
    );
    let mut account = Account::default();
    let (copy, plain) = read(&bytes, &mut account);
    assert_eq!(copy.headline[0].string(), "渡輪明日復航");
    assert_eq!(copy.byline.as_ref().map(|text| text.string()).as_deref(), Some("本報記者 陳平"));
    assert_eq!(
        shown(&copy),
        [
            "停航三日的渡輪明日復航。瀾碼頭",
            "## 票價",
            "1. 學生半價",
            "2. 長者免費",
            "- 另有優惠",
            "head 航線|票價/瀾灣|",
            "第一行\n第二行",
            "另一段。 ●南里社",
        ]
    );
    let Block::Paragraph(first) = &copy.body[0] else { panic!("a paragraph") };
    let marks: Vec<(&str, bool, bool, Option<&str>)> = first
        .runs
        .iter()
        .map(|run| (run.text.as_str(), run.look.bold, run.look.emphasis, run.reading.as_deref()))
        .collect();
    assert!(
        marks.contains(&("渡輪", true, false, None))
            && marks.contains(&("復航", false, true, None)),
        "{marks:?}"
    );
    assert!(marks.contains(&("瀾", false, false, Some("らん"))));
    assert_eq!(&plain[first.runs[0].at..first.runs[0].at + 6], "停航");
    assert!(plain.lines().nth(2).is_some_and(|line| line.contains("停航三日")), "{plain}");
    let [picture] = &copy.pictures[..] else { panic!("{:?}", copy.pictures) };
    assert_eq!(
        (&*picture.caption, &*picture.credit, &*picture.alt),
        ("黃昏的港口", "海港日報提供", "港口")
    );
    let PictureFile::Inside { name, bytes } = &picture.file else { panic!("{picture:?}") };
    assert_eq!((name.as_str(), &bytes[..]), ("word/media/image1.png", &b"the picture"[..]));
    let said: Vec<String> = account.finish().into_iter().map(|told| told.message).collect();
    let said = said.join("\n");
    for words in [
        "a tracked deletion is left out",
        "a footnote is left out: 據渡輪公司",
        "the address of a link",
        "a picture of the kind EMF is left out",
        "a header or footer of the sheet",
        "the reach of a cell",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn a_document_without_styles_is_read_as_wire_copy_is() {
    let paragraph =
        |text: &str| format!("<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>");
    let body = [
        "渡輪明日復航（圖）",
        "記者陳平／瀾灣報導",
        "",
        "\u{3000}\u{3000}【本報訊】停航三日的渡輪明日復航。",
        "\u{3000}\u{3000}票價不變。",
        "（圖）黃昏的港口",
    ]
    .map(paragraph)
    .concat();
    let mut account = Account::default();
    let (copy, _) = read(&document(&body, &[]), &mut account);
    assert_eq!(copy.headline[0].string(), "渡輪明日復航");
    assert_eq!(copy.byline.map(|text| text.string()).as_deref(), Some("記者陳平／瀾灣報導"));
    assert_eq!(copy.dateline.map(|text| text.string()).as_deref(), Some("【本報訊】"));
    assert_eq!(copy.captions, ["黃昏的港口"]);
    assert_eq!(copy.body.len(), 2);
}

#[test]
fn documents_that_are_no_documents_are_refused() {
    let told = |bytes: &[u8]| {
        let mut account = Account::default();
        let (copy, _) = read(bytes, &mut account);
        assert!(copy.is_empty());
        account
            .finish()
            .first()
            .map(|told| format!("{} {}", told.code, told.message))
            .unwrap_or_default()
    };
    assert!(told(b"PK\x03\x04").starts_with("I002"));
    assert!(told(&packed(&[("a.txt", b"x")])).contains("is missing in the packed file"));
    let laughs = "<!DOCTYPE a [<!ENTITY b 'x'>]><w:document xmlns:w='w'/>";
    assert!(told(&packed(&[("word/document.xml", laughs.as_bytes())])).starts_with("I003"));
    let deep =
        format!("{HEAD}{}{}</w:body></w:document>", "<w:p>".repeat(5_000), "</w:p>".repeat(5_000));
    assert!(told(&packed(&[("word/document.xml", deep.as_bytes())])).starts_with("I003"));
    // A bomb: what a few bytes say is long.
    let bomb = packed(&[("word/document.xml", &vec![b' '; (64 << 20) + 1])]);
    assert!(told(&bomb).starts_with("I003"), "{}", told(&bomb));
    // Cut off anywhere.
    let sound = document("<w:p><w:r><w:t>港</w:t></w:r></w:p>", &[]);
    for length in (0..sound.len()).step_by(7) {
        read(&sound[..length], &mut Account::default());
    }
}

/// What a word processor shows before items, in rings and in fonts of symbols is text.
#[test]
fn numbers_rings_and_symbols_are_kept() {
    let numbers = "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='0'>\
        <w:lvl w:ilvl='0'><w:numFmt w:val='taiwaneseCountingThousand'/><w:lvlText w:val='%1、'/></w:lvl>\
        <w:lvl w:ilvl='1'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.%2'/><w:isLgl/></w:lvl></w:abstractNum>\
        <w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='1'/>\
        <w:lvlOverride w:ilvl='0'><w:startOverride w:val='4'/></w:lvlOverride></w:num></w:numbering>";
    let item = |style: &str, list: u8, level: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val='{style}'/><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let field = |said: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>{said}</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
        )
    };
    let body = [
        styled("a3", "標題"),
        item("1", 1, 0, "背景"),
        item("", 1, 1, "甲"),
        item("1", 1, 0, "建議"),
        item("", 1, 1, "乙"),
        item("", 2, 0, "丙"),
        format!(
            "<w:p><w:r><w:t>甲</w:t></w:r>{}{}{}<w:r><w:sym w:font='Wingdings' w:char='F06C'/></w:r>\
             <w:r><w:rPr><w:rFonts w:ascii='Symbol'/></w:rPr><w:t>ab</w:t></w:r><w:r><w:sym w:font='Webdings' w:char='F041'/></w:r></w:p>",
            field("eq \\o\\ac(○,秘)"),
            field("EQ \\o\\ac(○,密)"),
            field("EQ \\* jc2 \\o\\ad(\\s\\up 9(ㄅㄠ),包)"),
        ),
        "<w:p><w:pPr><w:framePr w:dropCap='drop'/></w:pPr><w:r><w:t>中</w:t></w:r></w:p><w:p><w:r><w:t>央表示。</w:t></w:r></w:p>".to_owned(),
    ]
    .concat();
    let bytes = document(&body, &[("word/styles.xml", STYLES), ("word/numbering.xml", numbers)]);
    let mut account = Account::default();
    let (copy, _) = read(&bytes, &mut account);
    assert_eq!(
        shown(&copy),
        ["## 一、背景", "1.1 甲", "## 二、建議", "2.1 乙", "4. 丙", "甲㊙密包●αβ", "中央表示。"]
    );
    let said: Vec<String> = account.finish().into_iter().map(|told| told.message).collect();
    let told = said.join("\n");
    assert!(told.contains("a ring around 密") && told.contains("Webdings, F041"), "{told}");
}
