//! Structures of hand-made pages.

use std::collections::BTreeSet;

use super::*;
use crate::draw::testing::{body, line, lower, model, page_of, text};
use crate::draw::{DrawList, DrawPage, Item, StructureType, dump_tags};
use crate::flow::{Frame, Leg};
use crate::fonts::{FontBook, FontFiles};
use crate::measure::{Length, Point, WritingMode::HorizontalTb};
use crate::page::model::{
    PageModel, Part, PartKind, Quoted, StoryId, StoryPart, StoryText, TextId,
};
use crate::text::{Mark, Markup, RichText};

/// A range of a text in a leg.
type Drawn = (TextId, std::ops::Range<u32>, u32);

/// The id of the headline's first row.
const HEADLINE: TextId = TextId::Story(StoryId(0), StoryText::Part(Part::Headline, 0));

/// The job with each of these ranges of its texts as a line.
fn drawn(model: &PageModel, lines: &[Drawn]) -> DrawList {
    let frame = |(text, range, lane): &Drawn| {
        let mut frame = line(model, *text, range.clone(), HorizontalTb);
        let Frame::Line(placed) = &mut frame else { panic!("a line") };
        placed.leg = Some(Leg { block: None, lane: *lane });
        placed.rect.x += Length::from_pt(100) * i64::from(*lane);
        frame
    };
    let files = FontFiles::default();
    lower(model, &page_of(lines.iter().map(frame).collect()), &FontBook::new(&files))
}

fn tree(list: &DrawList) -> Vec<String> {
    let dump = dump_tags(list);
    let lines =
        dump.lines().take_while(|line| !line.starts_with("thread") && !line.starts_with("outline"));
    lines.map(|line| line.trim().to_owned()).collect()
}

#[test]
fn a_head_stands_before_its_body_wherever_it_is_drawn() {
    let mut model = model(&["港口開幕", "下段"]);
    model.stories[0].headline = vec![text("標題")];
    let lines = [(body(0), 0..6, 0), (body(0), 6..12, 1), (body(1), 0..6, 1), (HEADLINE, 0..6, 0)];
    let list = drawn(&model, &lines);
    let art = "Art title=\"標題\"";
    let expected = ["Document", art, "H1", "|標題|", "P", "|港口開幕|", "P", "|下段|"];
    assert_eq!(tree(&list), expected);
    let Item::Text(first) = &list.pages[0].items[0] else { panic!("a text") };
    let Item::Text(second) = &list.pages[0].items[1] else { panic!("a text") };
    assert_eq!(first.runs[0].tag, second.runs[0].tag, "one paragraph over two legs");
}

#[test]
fn what_is_not_drawn_has_no_element() {
    let mut model = model(&["港口開幕", "下段"]);
    let subhead = StoryPart { kind: PartKind::Subhead, ..crate::draw::testing::paragraph("題") };
    model.stories[0].body.push(subhead);
    let list = drawn(&model, &[(body(0), 0..12, 0)]);
    assert_eq!(tree(&list), ["Document", "Art title=\"港口開幕\"", "P", "|港口開幕|"]);
    let parents = list.structure.parents();
    assert_eq!(parents.iter().flatten().count(), 1);
    assert!(tree(&drawn(&model, &[])) == ["Document"]);
}

#[test]
fn bullets_that_follow_one_another_are_one_list() {
    let mut model = model(&["一", "二", "三", "四"]);
    for at in [0, 1, 3] {
        model.stories[0].body[at].kind = PartKind::Bullet;
    }
    let list = drawn(&model, &[0, 1, 2, 3].map(|at| (body(at), 0..3, 0)));
    let roles: Vec<&str> = list.structure.elements.iter().map(|it| it.role.name()).collect();
    let expected = ["Document", "Art", "L", "LI", "LBody", "LI", "LBody", "P", "L", "LI", "LBody"];
    assert_eq!(roles, expected);
}

/// ISO 14289-1 7.6: a list says how its items are counted.
#[test]
fn numbered_items_are_a_list_of_their_own() {
    let mut model = model(&["一", "二", "三", "四"]);
    let kinds = [PartKind::Bullet, PartKind::Numbered(1), PartKind::Numbered(2), PartKind::Bullet];
    for (at, kind) in kinds.into_iter().enumerate() {
        model.stories[0].body[at].kind = kind;
    }
    let list = drawn(&model, &[0, 1, 2, 3].map(|at| (body(at), 0..3, 0)));
    let lists = list.structure.elements.iter().map(|it| it.role);
    let lists: Vec<StructureType> = lists.filter(|role| role.name() == "L").collect();
    use StructureType::{List, NumberedList};
    assert_eq!(lists, [List, NumberedList, List]);
}

#[test]
fn the_paragraphs_of_a_quotation_are_one() {
    let mut model = model(&["一", "二", "三", "四"]);
    for (at, quoted) in [Quoted::Begins, Quoted::GoesOn, Quoted::Begins].into_iter().enumerate() {
        model.stories[0].body[at].kind = PartKind::Quote(quoted);
    }
    let list = drawn(&model, &[0, 1, 2, 3].map(|at| (body(at), 0..3, 0)));
    let roles: Vec<&str> = list.structure.elements.iter().map(|it| it.role.name()).collect();
    let expected = ["Document", "Art", "BlockQuote", "P", "P", "BlockQuote", "P", "P"];
    assert_eq!(roles, expected);
}

#[test]
fn passages_have_elements_of_their_own() {
    let mut model = model(&[]);
    let mut passages = RichText::plain("港口今日開幕見A1版。", crate::diag::FileId(0), 0);
    let reading = Box::new(RichText::plain("かい", crate::diag::FileId(0), 0));
    passages.marks = vec![
        Markup { range: 6..18, mark: Mark::Language(crate::chars::Locale::Ja) },
        Markup { range: 12..15, mark: Mark::Ruby { reading } },
    ];
    let part = StoryPart { text: passages.into(), ..crate::draw::testing::paragraph("") };
    model.stories[0].body.push(part);
    let list = drawn(&model, &[(body(0), 0..29, 0)]);
    let expected = [
        "Document",
        "Art title=\"港口今日開幕見A1版。\"",
        "P",
        "|港口|",
        "Span lang=\"ja\"",
        "|今日|",
        "Ruby",
        "RB",
        "|開|",
        "|幕|",
        "Reference page=\"A1\"",
        "|見A1版|",
        "|。|",
    ];
    assert_eq!(tree(&list), expected);
    let Item::Text(mark) = &list.pages[0].items[0] else { panic!("a text") };
    let runs: Vec<&str> = mark.runs.iter().map(|run| run.text.as_str()).collect();
    assert_eq!(runs, ["港口", "今日", "開", "幕", "見A1版", "。"]);
}

#[test]
fn a_thread_has_a_bead_a_leg() {
    let model = model(&["港口開幕", "下段"]);
    let list = drawn(&model, &[(body(0), 0..6, 0), (body(0), 6..12, 0), (body(1), 0..6, 1)]);
    let [thread] = list.threads.as_slice() else { panic!("one thread") };
    let starts: Vec<Length> = thread.beads.iter().map(|bead| bead.rect.x).collect();
    assert_eq!(starts, [Length::from_pt(100), Length::from_pt(200)]);
    assert_eq!(thread.beads[0].rect.width, Length::from_pt(18));
}

#[test]
fn one_page_has_what_is_on_it() {
    let model = model(&["港口開幕", "下段"]);
    let mut list = drawn(&model, &[(body(0), 0..6, 0)]);
    let other = drawn(&model, &[(body(0), 6..12, 0), (body(1), 0..6, 0)]);
    list.pages.extend(other.pages.iter().cloned());
    list.structure = {
        let all: BTreeSet<LeafId> = (0..2).map(LeafId).collect();
        let mut whole = other.structure.pruned(&all);
        whole.elements[0].title = "all".to_owned();
        whole
    };
    let only =
        |at: usize| list.only(at, &list.pages.get(at).map(DrawPage::leaves).unwrap_or_default());
    let first = only(0);
    assert_eq!(first.pages.len(), 1);
    assert_eq!(
        first.structure.elements.iter().filter(|it| it.role == StructureType::Paragraph).count(),
        1
    );
    assert_eq!(only(1).structure, list.structure);
    assert!(only(2).pages.is_empty());
}

/// Rows that run together would be other words.
#[test]
fn an_outline_keeps_the_rows_of_a_headline_apart() {
    let mut model = model(&["港口"]);
    let mut rows = text("大橋通車渡輪停航");
    std::sync::Arc::make_mut(&mut rows).breaks = vec![12];
    model.stories[0].headline = vec![rows];
    let list = drawn(&model, &[(body(0), 0..6, 0), (HEADLINE, 0..6, 1)]);
    assert_eq!(list.outline[0].articles[0].title, "大橋通車 渡輪停航");
}

#[test]
fn an_outline_leads_to_the_headline() {
    let mut model = model(&["港口"]);
    model.stories[0].headline = vec![text("標題")];
    let list = drawn(&model, &[(body(0), 0..6, 0), (HEADLINE, 0..6, 1)]);
    let [page] = list.outline.as_slice() else { panic!("one page") };
    assert_eq!((page.title.as_str(), page.page), ("A1", 0));
    let at = Point { x: Length::from_pt(200), y: Length::from_pt(50) };
    assert_eq!(page.articles, [OutlineArticle { title: "標題".to_owned(), at }]);
}
