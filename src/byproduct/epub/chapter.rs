//! [`Chapter`]: an article as a page of the reader's edition.

use super::super::elements::{Elements, LOOKS};
use super::super::reading::{self, Shown, Told};
use super::super::stance::Lines;
use super::pictures::Pictures;
use super::{Finished, lines_of, page};
use crate::chars::Tcy;
use crate::measure::WritingMode;
use crate::page::model::{Block, BlockContent, Part, PlacedArt, StoryId, StoryPart, TextBlock};
use crate::page::style::Role;

/// What is said of a chapter, and what it says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chapter {
    pub title: String,
    /// The name of the page that it begins on.
    pub page: String,
    /// Of the page that it begins on; empty: none.
    pub section: String,
    language: String,
    is_down: bool,
    body: String,
}

/// What readers' devices are told beside what web pages are. Devices of long ago know the names with
/// a prefix alone.
const STYLE: &str = "\n\
html.down{-epub-writing-mode:vertical-rl;-webkit-writing-mode:vertical-rl;writing-mode:vertical-rl}\n\
body{line-height:1.7}p{margin:0;text-indent:2em}p:lang(ja),p:lang(ko){text-indent:1em}\n\
header p,figure p,blockquote p,aside p,.intro,.source,.center,.end,.title{text-indent:0}\n\
.verse{text-indent:0;margin-inline-start:2em}.intro,header{margin-block-end:1em}\n\
h1,h2{text-indent:0;line-height:1.3}h2{font-size:1.15em;margin:1em 0 .3em}\n\
figure{text-align:center;break-inside:avoid}img{max-width:100%;max-height:90vh}\n\
.portrait img{max-width:6em;max-height:6em}\n\
aside{margin:1em 0;padding:.5em 0;border-block-start:1px solid;border-block-end:1px solid;font-size:1.15em}\n\
.kai{font-family:\"Kaiti TC\",\"Kaiti SC\",BiauKai,DFKai-SB,KaiTi,STKaiti,serif}.sans{font-family:sans-serif}\n\
.down .name{text-underline-position:left}\n\
em{-epub-text-emphasis-style:filled dot;-webkit-text-emphasis-style:filled dot}\n\
.tcy{-epub-text-combine:horizontal;-webkit-text-combine:horizontal;text-combine-upright:all}\n\
.upright{-epub-text-orientation:upright;-webkit-text-orientation:upright;text-orientation:upright}\n\
.sideways{-epub-text-orientation:sideways;-webkit-text-orientation:sideways;text-orientation:sideways}\n\
.title{text-align:center;margin:3em 0}nav ol{list-style:none}\n";

pub(super) fn style() -> String {
    format!("{LOOKS}{STYLE}")
}

/// Makes a chapter of a story; its pictures are taken along.
pub(super) fn chapter(job: Finished<'_>, told: &Told<'_>, pictures: &mut Pictures<'_>) -> Chapter {
    let story = told.story;
    for art in told.pictures.iter().flat_map(|shown| &shown.pictures.pictures) {
        pictures.take(art);
    }
    let home = home(job, told.id);
    let is_down = home.is_some_and(|block| block.grid.mode == WritingMode::VerticalRl);
    let styles = home.map(|block| &*block.styles);
    let tcy = styles.map_or(Tcy::Off, |styles| styles.get(Role::Body).settings.tcy);
    let side_by_side = match tcy {
        Tcy::Off => 0,
        Tcy::UpTo(most) => most,
    };
    let lines = if is_down { Lines::Down { side_by_side } } else { Lines::Across };
    let source = |art: &PlacedArt| pictures.name(art).map(str::to_owned);
    let elements = Elements { source: &source, lines, styles };

    // The writer's face stands with the name, the first picture under the head, all others at the end.
    let is_portrait = |shown: &&Shown<'_>| matches!(shown.block.content, BlockContent::Story(_));
    let (portraits, others): (Vec<&Shown<'_>>, Vec<_>) =
        told.pictures.iter().partition(is_portrait);
    let mut body = String::from("<article>\n");
    body += &elements.head(story);
    for shown in portraits {
        let figure = elements.figure(shown);
        body += &figure.replacen("<figure>", "<figure class=\"portrait\">", 1);
    }
    body += &elements.paragraphs(Part::Intro, story);
    let mut figures = others.into_iter().map(|shown| elements.figure(shown));
    body += &figures.next().unwrap_or_default();
    body += &elements.body(&story.body);
    for text in &told.beside {
        body += &aside(&elements, text);
    }
    body += &elements.paragraphs(Part::Source, story);
    body.extend(figures);
    body += "</article>\n";
    let of_page = told.page.and_then(|page| job.model.pages.get(page.0 as usize));
    Chapter {
        title: title(told),
        page: of_page.map_or(String::new(), |page| page.name.clone()),
        section: of_page.map_or(String::new(), |page| page.section.clone()),
        language: job.model.document.language.clone(),
        is_down,
        body,
    }
}

/// What stands among the lines of an article: what was pulled out of it, or a text beside it.
fn aside(elements: &Elements<'_>, text: &TextBlock) -> String {
    let role = if text.role == Role::Quote { " role=\"doc-pullquote\"" } else { "" };
    let pieces = text.pieces.iter().map(|piece| format!("<p>{}</p>", elements.rich(&piece.text)));
    format!("<aside{role}>{}</aside>\n", pieces.collect::<String>())
}

/// The block that has a story's body, or else the first that has anything of it.
fn home(job: Finished<'_>, id: StoryId) -> Option<&Block> {
    let mut first = None;
    for (_, _, block) in job.model.blocks() {
        let BlockContent::Story(content) = &block.content else { continue };
        if !job.model.stories_of(content.story).contains(&id) {
            continue;
        }
        if content.parts.contains(&Part::Body) {
            return Some(block);
        }
        first = first.or(Some(block));
    }
    first
}

/// The text of a paragraph, or a table's first row.
fn beginning(part: &StoryPart) -> String {
    let row = part.table().and_then(|table| table.rows.first());
    match row {
        Some(cells) => reading::plain(cells, "　").trim().to_owned(),
        None => part.text.text.clone(),
    }
}

/// What a chapter is called: its headline, or what it begins with.
fn title(told: &Told<'_>) -> String {
    /// Characters of a beginning.
    const MOST: usize = 16;
    let story = told.story;
    let heads = [&story.headline, &story.kicker, &story.label].map(|texts| reading::title(texts));
    let begins = story.body.iter().map(beginning).find(|text| !text.is_empty());
    let begins = begins.map(|text| match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    });
    let titles = heads.into_iter().chain(begins);
    let title = titles.map(|title| title.replace('\n', " ")).find(|title| !title.trim().is_empty());
    title.unwrap_or_else(|| story.name.clone())
}

impl Chapter {
    /// The chapter as a file of the book.
    pub fn page(&self, book: &str) -> String {
        let title = format!("{} | {book}", self.title);
        page((&self.language, &title, lines_of(self.is_down)), &self.body)
    }
}
