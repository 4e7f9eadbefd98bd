//! Packages are made here of the parts that InDesign writes.

use super::*;
use crate::wire::copy::{Block, PictureFile};
use crate::wire::docx::packed;

const NAMESPACE: &str = "xmlns:idPkg='http://ns.adobe.com/AdobeInDesign/idml/1.0/packaging'";

const STYLES: &str = "<ParagraphStyle Self='ParagraphStyle/h' Name='News:Headline' FontStyle='Bold'/>\
    <ParagraphStyle Self='ParagraphStyle/b' Name='Body'/>\
    <ParagraphStyle Self='ParagraphStyle/s' Name='小題 subhead'/>\
    <ParagraphStyle Self='ParagraphStyle/c' Name='Caption'/>\
    <ParagraphStyle Self='ParagraphStyle/f' Name='報眉 folio'/>\
    <ParagraphStyle Self='ParagraphStyle/t' Name='表格 table'/>\
    <ParagraphStyle Self='ParagraphStyle/l' Name='List' BulletsAndNumberingListType='BulletList'/>\
    <CharacterStyle Self='CharacterStyle/k' Name='dots' KentenKind='KentenSesameDot'/>";

fn part(kind: &str, inside: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?><idPkg:{kind} {NAMESPACE}>{inside}</idPkg:{kind}>"
    )
}

fn paragraph(style: &str, inside: &str) -> String {
    format!(
        "<ParagraphStyleRange AppliedParagraphStyle='ParagraphStyle/{style}'>{inside}</ParagraphStyleRange>"
    )
}

fn run(attributes: &str, text: &str) -> String {
    format!("<CharacterStyleRange {attributes}><Content>{text}</Content></CharacterStyleRange>")
}

fn plain_run(text: &str) -> String {
    run("", text)
}

const BR: &str = "<CharacterStyleRange><Br/></CharacterStyleRange>";

fn frame(story: &str, place: [i32; 4]) -> String {
    let [left, top, right, bottom] = place;
    format!(
        "<TextFrame Self='f{story}' ParentStory='{story}'>{}</TextFrame>",
        geometry([left, top, right, bottom])
    )
}

fn geometry([left, top, right, bottom]: [i32; 4]) -> String {
    format!(
        "<Properties><PathGeometry><GeometryPathType PathOpen='false'><PathPointArray>\
         <PathPointType Anchor='{left} {top}'/><PathPointType Anchor='{right} {bottom}'/>\
         </PathPointArray></GeometryPathType></PathGeometry></Properties>"
    )
}

/// A package of stories, in the order of their file; and what stands on its spread.
fn package(stories: &[(&str, String)], spread: &str) -> Vec<u8> {
    let names: Vec<String> =
        stories.iter().map(|(id, _)| format!("Stories/Story_{id}.xml")).collect();
    let listed: String = names.iter().map(|name| format!("<idPkg:Story src='{name}'/>")).collect();
    let map = format!(
        "<?xml version='1.0'?><?aid style='50'?><Document {NAMESPACE}>\
         <idPkg:Styles src='Resources/Styles.xml'/><idPkg:Spread src='Spreads/s.xml'/>{listed}</Document>"
    );
    let mut parts = vec![
        ("mimetype".to_owned(), "application/vnd.adobe.indesign-idml-package".to_owned()),
        ("designmap.xml".to_owned(), map),
        ("Resources/Styles.xml".to_owned(), part("Styles", STYLES)),
        (
            "Spreads/s.xml".to_owned(),
            part("Spread", &format!("<Spread Self='s'>{spread}</Spread>")),
        ),
    ];
    for (name, (id, inside)) in names.iter().zip(stories) {
        let story = format!("<Story Self='{id}' StoryTitle='$ID/'>{inside}</Story>");
        parts.push((name.clone(), part("Story", &story)));
    }
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    packed(&parts)
}

fn read_all(bytes: &[u8]) -> (Vec<Copy>, Vec<String>) {
    let mut account = Account::default();
    let (copies, _) = read(bytes, &mut account);
    let told = account.finish().into_iter().map(|told| format!("{} {}", told.code, told.message));
    (copies, told.collect())
}

fn shown(copy: &Copy) -> String {
    let mut out = Vec::new();
    out.extend(copy.headline.iter().map(|text| format!("# {}", text.string())));
    out.extend(copy.body.iter().map(|block| match block {
        Block::Paragraph(text) => text.string(),
        Block::Subhead(text) => format!("## {}", text.string()),
        Block::Bullet(text) => format!("- {}", text.string()),
        Block::Numbered(number, text) => format!("{number}. {}", text.string()),
        Block::Quote(_, text) => format!("> {}", text.string()),
        Block::Table(rows) => {
            let row = |row: &Vec<crate::wire::copy::Text>| {
                row.iter().map(crate::wire::copy::Text::string).collect::<Vec<_>>().join("|")
            };
            rows.rows.iter().map(row).collect::<Vec<_>>().join("/")
        }
    }));
    out.join("\n")
}

#[test]
fn stories_become_articles_in_the_order_of_their_frames() {
    let ruby = run("RubyFlag='1' RubyString='らんわん'", "瀾灣");
    let body = paragraph(
        "b",
        &(plain_run("停航三日的")
            + &ruby
            + &run("AppliedCharacterStyle='CharacterStyle/k'", "渡輪")
            + &plain_run("明日復航。")
            + BR),
    ) + &paragraph("s", &(plain_run("票價不變") + BR))
        + &paragraph("l", &(plain_run("學生半價") + BR))
        + &paragraph("t", &(plain_run("港\t10") + BR + &plain_run("灣\t12")));
    let bytes = package(
        &[
            ("b1", body),
            ("f1", paragraph("f", &plain_run("A1　要聞"))),
            ("b2", paragraph("b", &plain_run("市集今日開張，遊人如鯽。"))),
            ("h2", paragraph("h", &plain_run("市集開張"))),
            ("h1", paragraph("h", &plain_run("渡輪明日復航\u{2028}首班清晨六時"))),
            ("c1", paragraph("c", &plain_run("●黃昏的港口　海港日報"))),
        ],
        &(frame("f1", [0, -20, 300, -10])
            + &frame("h1", [0, 0, 300, 20])
            + &frame("b1", [0, 30, 140, 200])
            + &format!(
                "<Rectangle Self='p'>{}<Image><Link LinkResourceURI='file:port.jpg'/></Image></Rectangle>",
                geometry([150, 30, 300, 100])
            )
            + &frame("c1", [150, 104, 300, 114])
            + &frame("h2", [0, 300, 300, 320])
            + &frame("b2", [0, 330, 300, 400])),
    );
    let (copies, told) = read_all(&bytes);
    assert_eq!(copies.len(), 2, "{told:?}");
    assert_eq!(
        shown(&copies[0]),
        "# 渡輪明日復航\n# 首班清晨六時\n停航三日的瀾灣渡輪明日復航。\n## 票價不變\n- 學生半價\n港|10/灣|12"
    );
    assert_eq!(shown(&copies[1]), "# 市集開張\n市集今日開張，遊人如鯽。");
    let Block::Paragraph(first) = &copies[0].body[0] else { panic!("a paragraph") };
    let reading = first.runs.iter().find_map(|run| run.reading.as_deref());
    assert_eq!(reading, Some("らんわん"));
    assert!(first.runs.iter().any(|run| run.look.emphasis && run.text == "渡輪"));
    let picture = &copies[0].pictures[0];
    assert_eq!(picture.file, PictureFile::Beside("port.jpg".to_owned()));
    assert_eq!((picture.caption.as_str(), picture.credit.as_str()), ("●黃昏的港口", "海港日報"));
    assert_eq!(told, ["I001 a line of the page's own is left out"]);
}

#[test]
fn a_story_by_itself_is_an_article() {
    let text = format!(
        "<?xml version='1.0'?><?aid style='50' type='snippet'?><Document DOMVersion='8.0'>{STYLES}\
         <Story Self='u1'>{}{}</Story></Document>",
        paragraph("h", &(plain_run("渡輪復航") + BR)),
        paragraph(
            "b",
            &(plain_run("首班船清晨六時開出。") + "<Note><ParagraphStyleRange/></Note>")
        ),
    );
    let mut account = Account::default();
    let (copies, _) = read_story(&text, &mut account);
    assert_eq!(copies.iter().map(shown).collect::<Vec<_>>(), ["# 渡輪復航\n首班船清晨六時開出。"]);
    assert_eq!(account.finish()[0].message, "a comment is left out");
}

#[test]
fn what_would_reach_out_or_grow_is_refused() {
    let entities = "<!DOCTYPE a [<!ENTITY b 'x'>]>";
    let deep = "<XMLElement>".repeat(5_000) + &"</XMLElement>".repeat(5_000);
    for (inside, expected) in [
        (entities.to_owned(), "I003 the file declares entities of its own"),
        (deep, "I003 parts of the file lie more than 200 deep in one another"),
        ("<ParagraphStyleRange>".to_owned(), "I002 the file is no sound XML"),
    ] {
        let (copies, told) = read_all(&package(&[("u1", inside)], ""));
        assert!(copies.is_empty());
        assert!(told[0].starts_with(expected), "{told:?}");
    }
    // A part is looked for in the package alone, a picture beside it alone.
    for (link, expected) in [
        ("file:../secret.jpg", None),
        ("https://example.org/a.jpg", None),
        ("file:///etc/passwd.jpg", Some("Links/passwd.jpg")),
        ("file:C:/secret.jpg", None),
    ] {
        let item = format!(
            "<Rectangle Self='p'>{}<Image><Link LinkResourceURI='{link}'/></Image></Rectangle>",
            geometry([0, 0, 10, 10])
        );
        let stories = [("u1", paragraph("b", &plain_run("港口開放，遊人如鯽。")))];
        let (copies, _) = read_all(&package(&stories, &(frame("u1", [0, 0, 10, 10]) + &item)));
        let found = copies[0].pictures.first().map(|picture| &picture.file);
        let expected = expected.map(|path| PictureFile::Beside(path.to_owned()));
        assert_eq!(found, expected.as_ref(), "{link}");
    }
    let (copies, told) = read_all(b"PK\x03\x04 broken");
    assert!(copies.is_empty() && told[0].starts_with("I002"), "{told:?}");
}
