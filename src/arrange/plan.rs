//! [`Plan`]: what is to be arranged, and what the plan says of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::document::led;
use crate::diag::codes::arrange as codes;
use crate::diag::{Diagnostic, Findings, Span, Spanned, suggest};
use crate::measure::Decimal;
use crate::source::article::{Article, ArticlePicture};
use crate::source::layout::{
    ArticleText, FitWord, Key, KindWord, Layout, PageTable, PlanPicture, SpillWord, WritingWord,
};
use crate::text::PartKind;

/// What is filled of a page's free lines where the plan says nothing, in thousandths.
pub const LEAST: i64 = 900;
/// The rank of a story that has none.
const RANK: u32 = 4;

/// A plan: pages with room, and the stories that are to have it.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The pages that are arranged.
    pub pages: Vec<OpenPage>,
    /// The stories that stand in no block, in the order of the file.
    pub stories: Vec<Copy>,
    /// Thousandths of a page's free lines.
    pub least: i64,
    pub spill: SpillWord,
    pub seed: u32,
}

/// A page that is to be arranged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPage {
    /// Its place among the pages of the plan.
    pub at: usize,
    /// Its name; of a spread those of its halves, joined.
    pub id: String,
    /// What stories may call it.
    pub names: Vec<String>,
    pub section: Option<String>,
    pub is_vertical: bool,
    pub is_spread: bool,
    pub look: Option<String>,
    /// The smallest rank of the stories that stand in its blocks.
    pub first: Option<u32>,
    /// What it has blocks from, beside its own.
    pub template: Option<String>,
    pub span: Span,
}

/// A story that is to be placed.
#[derive(Clone, Debug, PartialEq)]
pub struct Copy {
    /// The layout's name for it.
    pub name: String,
    pub span: Span,
    pub rank: u32,
    pub goes: Goes,
    pub kind: KindWord,
    /// The story that it stands with, by its place.
    pub with: Option<usize>,
    /// Or one that stands in a block of the plan's own, that is kept there.
    pub with_kept: Option<String>,
    /// Stories and advertisements that it does not stand beside.
    pub apart: BTreeSet<String>,
    /// The plan gives it a look, so its head has the size that the look says.
    pub has_look: bool,
    /// Characters of its headline, of the longest row where rows are given.
    pub headline: usize,
    /// Rows that its headline has whatever its width is; 0 where it is broken to fit.
    pub rows: usize,
    pub has_label: bool,
    /// Characters of its body.
    pub body: usize,
    pub has_intro: bool,
    pub subheads: usize,
    pub pictures: Vec<Picture>,
    /// It stands for several articles of one file.
    pub is_several: bool,
}

/// Where a story may go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goes {
    /// To one of the arranged pages, by its place.
    Page(usize),
    Section(String),
    Anywhere,
}

/// A picture of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What a block writes to take it: a path, or `lead#1`.
    pub written: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
    pub alt: Option<String>,
    pub keep: bool,
    /// Whether all of it is shown, or it is cropped; none where the picture itself decides.
    pub fit: Option<FitWord>,
    /// What of it is kept, as TOML writes that.
    pub focus: Option<String>,
    pub span: Span,
}

impl Copy {
    /// Whether it stands in a frame.
    pub fn is_boxed(&self) -> bool {
        self.kind == KindWord::Box
    }

    pub fn may_go_to(&self, at: usize, page: &OpenPage) -> bool {
        match &self.goes {
            Goes::Page(own) => *own == at,
            Goes::Section(section) => page.section.as_ref() == Some(section),
            Goes::Anywhere => true,
        }
    }
}

impl Plan {
    /// What a layout says of pages that are to be arranged; `articles` are those of its entries, `way` leads
    /// from the new layout's folder to its own.
    pub fn read(
        layout: &Layout,
        articles: &[(String, Arc<[Article]>)],
        way: &str,
    ) -> (Plan, Findings) {
        let mut found = Findings::default();
        let table = layout.arrange.as_ref();
        let mut plan = Plan {
            pages: open_pages(layout),
            stories: Vec::new(),
            least: table.and_then(|t| t.least.as_ref()).map_or(LEAST, |key| key.value.permille()),
            spill: table.and_then(|t| t.spill.as_ref()).map_or(SpillWord::Next, |key| key.value),
            seed: table.and_then(|t| t.seed.as_ref()).map_or(0, |key| key.value),
        };
        let placed = placed(layout);
        for (entry, (name, read)) in layout.articles.iter().zip(articles) {
            if !placed.contains(name) && !read.is_empty() {
                let own = &entry.value;
                let one = match &own.text {
                    ArticleText::File { one, .. } => one.as_ref().map(|one| one.value.as_str()),
                    ArticleText::Here(_) => None,
                };
                let mut copy = copy_of(name, entry.name.span, &articles_meant(read, one));
                let keys = &own.plan;
                copy.has_look = own.look.is_some();
                copy.rank = keys.rank.as_ref().map_or(RANK, |key| key.value);
                copy.kind = match (&keys.kind, &keys.with) {
                    (Some(kind), _) => kind.value,
                    (None, Some(_)) => KindWord::Box,
                    (None, None) if copy.is_several => KindWord::Brief,
                    (None, None) => KindWord::News,
                };
                if let Some(pictures) = &keys.pictures {
                    copy.pictures =
                        pictures.iter().map(|picture| own_picture(picture, way)).collect();
                }
                copy.apart = keys.apart.iter().map(|name| name.value.clone()).collect();
                plan.stories.push(copy);
            }
        }
        plan.find_names(layout, &mut found);
        if plan.pages.is_empty() || plan.stories.is_empty() {
            found.push(nothing(layout, &plan));
        }
        (plan, found)
    }

    /// The stories and pages that keys of articles name.
    fn find_names(&mut self, layout: &Layout, found: &mut Findings) {
        let names: Vec<String> = self.stories.iter().map(|copy| copy.name.clone()).collect();
        let blocks = layout.pages.iter().flat_map(|page| &page.blocks);
        let ads = blocks.flat_map(|block| block.ad.iter().chain(&block.article).chain(&block.id));
        let placed = placed(layout);
        let known: Vec<String> = ads.map(|name| name.value.clone()).chain(names.clone()).collect();
        for entry in &layout.articles {
            let keys = &entry.value.plan;
            let Some(at) = names.iter().position(|name| *name == entry.name.value) else {
                continue;
            };
            if let Some(goes) = self.goes(&keys.page, &keys.section, found) {
                self.stories[at].goes = goes;
            }
            if let Some(with) = &keys.with {
                match names.iter().position(|name| *name == with.value) {
                    Some(mate) if mate != at => self.stories[at].with = Some(mate),
                    Some(_) => found.push(with_itself("stands with itself", "with", with)),
                    None if placed.contains(&with.value) => self.stand_by(at, &with.value, layout),
                    _ => found.push(no_name("story", with, &names)),
                }
            }
            for name in &keys.apart {
                if Some(&name.value) == names.get(at) {
                    found.push(with_itself("is kept apart from itself", "apart", name));
                } else if !known.contains(&name.value) {
                    found.push(no_name("story or advertisement", name, &known));
                }
            }
        }
        self.tell_circles(layout, found);
        for [one, other] in layout.arrange.iter().flat_map(|table| &table.apart) {
            for (one, other) in [(one, other), (other, one)] {
                if !known.contains(&one.value) {
                    found.push(no_name("story or advertisement", one, &known));
                }
                if let Some(copy) = self.stories.iter_mut().find(|copy| copy.name == one.value) {
                    copy.apart.insert(other.value.clone());
                }
            }
        }
    }

    /// Stories that stand with one another in a circle: none of them would be placed first.
    fn tell_circles(&mut self, layout: &Layout, found: &mut Findings) {
        for at in 0..self.stories.len() {
            let mates =
                std::iter::successors(self.stories[at].with, |mate| self.stories[*mate].with);
            if !mates.take(self.stories.len()).any(|mate| mate == at) {
                continue;
            }
            self.stories[at].with = None;
            let name = &self.stories[at].name;
            let entry = layout.articles.iter().find(|entry| entry.name.value == *name);
            let Some(with) = entry.and_then(|entry| entry.value.plan.with.as_ref()) else {
                continue;
            };
            let message = format!("the story \"{name}\" stands with one that stands with it");
            found.push(
                Diagnostic::error(codes::NAME, message)
                    .at(with.span, "which of them is the sidebar?")
                    .help("leave `with` with the lesser of the two alone"),
            );
        }
    }

    /// Has a story stand by one that has its place, on the page of that.
    fn stand_by(&mut self, at: usize, with: &str, layout: &Layout) {
        let holds = |page: &OpenPage| {
            let blocks = layout.pages.get(page.at).map_or(&[][..], |page| &page.blocks);
            let mut named =
                blocks.iter().flat_map(|block| block.article.iter().chain(&block.articles));
            named.any(|name| name.value == with)
        };
        if let Some(page) = self.pages.iter().position(holds) {
            self.stories[at].goes = Goes::Page(page);
        }
        self.stories[at].with_kept = Some(with.to_owned());
    }

    fn goes(
        &self,
        page: &Key<String>,
        section: &Key<String>,
        found: &mut Findings,
    ) -> Option<Goes> {
        if let Some(page) = page {
            let ids: Vec<String> = self.pages.iter().flat_map(|page| page.names.clone()).collect();
            let at = self.pages.iter().position(|own| own.names.contains(&page.value));
            if at.is_none() {
                found.push(no_name("page to be arranged", page, &ids));
            }
            return at.map(Goes::Page);
        }
        let section = section.as_ref()?;
        let known: Vec<String> =
            self.pages.iter().filter_map(|page| page.section.clone()).collect();
        if !known.contains(&section.value) {
            found.push(no_name("section to be arranged", section, &known));
            return None;
        }
        Some(Goes::Section(section.value.clone()))
    }
}

fn with_itself(what: &str, key: &str, name: &Spanned<String>) -> Diagnostic {
    Diagnostic::error(codes::NAME, format!("the story \"{}\" {what}", name.value))
        .at(name.span, "its own name")
        .help(format!("name another story, or take `{key}` out"))
}

fn no_name(what: &str, name: &Spanned<String>, known: &[String]) -> Diagnostic {
    let message = format!("there is no {what} \"{}\"", name.value);
    let help = match suggest(&name.value, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None if known.is_empty() && what.starts_with("section") => {
            format!("write `section = \"{}\"` in a [[page]] that is to be arranged", name.value)
        }
        None if known.is_empty() => "the plan has none".to_owned(),
        None => format!("known are: {}", known.join(", ")),
    };
    Diagnostic::error(codes::NAME, message).at(name.span, "not known").help(help)
}

fn nothing(layout: &Layout, plan: &Plan) -> Diagnostic {
    let start = Span { file: layout.file, start: 0, end: 0 };
    let (message, label) = match plan.pages.is_empty() {
        true => ("no page of the plan is to be arranged", "no `arrange = true`"),
        false => ("every article stands in a block already", "no story is left to place"),
    };
    Diagnostic::error(codes::NOTHING, message)
        .at(start, label)
        .help("write `arrange = true` in a [[page]] and list stories in [article]")
}

fn open_pages(layout: &Layout) -> Vec<OpenPage> {
    let usual = layout.grid.as_ref().and_then(|grid| grid.value.writing.as_ref());
    let usual = usual.map_or(WritingWord::Horizontal, |key| key.value);
    let mut open = Vec::new();
    let mut number = 1;
    for (at, page) in layout.pages.iter().enumerate() {
        let is_spread = page.spread.as_ref().is_some_and(|key| key.value);
        let mut names: Vec<String> = page.ids.iter().map(|id| id.value.clone()).collect();
        if names.is_empty() {
            let sheets = number..=number + usize::from(is_spread);
            names = sheets.map(|sheet| sheet.to_string()).collect();
        }
        number += 1 + usize::from(is_spread);
        let id = names.join("-");
        if !names.contains(&id) {
            names.push(id.clone());
        }
        let text = |key: &Key<String>| key.as_ref().map(|key| key.value.clone());
        let writing = page.writing.as_ref().map_or(usual, |key| key.value);
        if page.arrange.as_ref().is_some_and(|key| key.value) {
            open.push(OpenPage {
                at,
                id,
                names,
                section: text(&page.section),
                first: first_of(layout, page),
                is_vertical: writing == WritingWord::Vertical,
                is_spread,
                look: text(&page.look),
                template: text(&page.template),
                span: page.span,
            });
        }
    }
    open
}

/// The smallest rank of the articles that blocks of a page name, as far as the plan ranks them.
fn first_of(layout: &Layout, page: &PageTable) -> Option<u32> {
    let names = page.blocks.iter().flat_map(|block| block.article.iter().chain(&block.articles));
    let rank = |name: &Spanned<String>| {
        let mut entries = layout.articles.iter();
        let entry = entries.find(|entry| entry.name.value == name.value)?;
        entry.value.plan.rank.as_ref().map(|key| key.value)
    };
    names.filter_map(rank).min()
}

/// The entries that blocks name.
fn placed(layout: &Layout) -> BTreeSet<String> {
    let templates = layout.templates.iter().flat_map(|template| &template.value);
    let blocks = layout.pages.iter().flat_map(|page| &page.blocks).chain(templates);
    let named = blocks.flat_map(|block| block.article.iter().chain(&block.articles));
    let whole = |name: &str| name.rsplit_once('#').map_or(name, |(entry, _)| entry).to_owned();
    named.flat_map(|name| [name.value.clone(), whole(&name.value)]).collect()
}

/// Of the articles of a file those that an entry means.
fn articles_meant<'a>(read: &'a [Article], one: Option<&str>) -> Vec<&'a Article> {
    let Some(one) = one else { return read.iter().collect() };
    let called = |article: &&Article| article.front.id.as_ref().is_some_and(|id| id.value == one);
    let numbered = || read.get(one.parse::<usize>().ok()?.checked_sub(1)?);
    read.iter().find(called).or_else(numbered).into_iter().collect()
}

fn copy_of(name: &str, span: Span, articles: &[&Article]) -> Copy {
    let count = |text: &crate::text::RichText| text.text.chars().count();
    let body = || articles.iter().flat_map(|article| &article.body);
    let came = articles.iter().flat_map(|article| &article.front.pictures);
    Copy {
        name: name.to_owned(),
        span,
        rank: RANK,
        goes: Goes::Anywhere,
        kind: KindWord::News,
        with: None,
        with_kept: None,
        apart: BTreeSet::new(),
        has_look: false,
        headline: articles.iter().flat_map(|a| &a.front.headline).map(count).max().unwrap_or(0),
        rows: articles.iter().map(|a| a.front.headline.len()).max().filter(|n| *n > 1).unwrap_or(0),
        has_label: articles.iter().any(|article| article.front.label.is_some()),
        body: body().map(|block| count(&block.text)).sum(),
        has_intro: articles.iter().any(|article| !article.front.intro.is_empty()),
        subheads: body().filter(|block| matches!(block.kind, PartKind::Subhead)).count(),
        pictures: (1..).zip(came).map(|(number, came)| brought(name, number, came)).collect(),
        is_several: articles.len() > 1,
    }
}

/// A picture that an article's file names: it may be left out.
fn brought(name: &str, number: usize, came: &ArticlePicture) -> Picture {
    let written = format!("{name}#{number}");
    let (caption, credit, alt, fit, focus) = (None, None, None, None, None);
    Picture { written, caption, credit, alt, keep: false, fit, focus, span: came.span }
}

fn own_picture(picture: &PlanPicture, way: &str) -> Picture {
    let text = |key: &Key<String>| key.as_ref().map(|key| key.value.clone());
    let own = &picture.picture;
    Picture {
        written: led(&own.picture.value, way),
        caption: text(&own.caption),
        credit: text(&own.credit),
        alt: text(&own.alt),
        keep: picture.keep.as_ref().is_none_or(|key| key.value),
        fit: picture.fit.as_ref().map(|key| key.value),
        focus: picture.focus.as_ref().map(|key| focus(key.value)),
        span: own.span,
    }
}

/// `[50, 12.5]`, of parts of the picture.
fn focus(parts: [Decimal; 2]) -> String {
    let [across, down] = parts.map(|part| {
        let text =
            format!("{}.{:06}", part.millionths() / 1_000_000, part.millionths() % 1_000_000);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    });
    format!("[{across}, {down}]")
}

#[cfg(test)]
impl Picture {
    /// One that is to be kept, without words.
    pub fn kept() -> Picture {
        let file = crate::diag::FileId(0);
        Picture {
            written: "fog.svg".to_owned(),
            caption: None,
            credit: None,
            alt: None,
            keep: true,
            fit: None,
            focus: None,
            span: Span { file, start: 0, end: 0 },
        }
    }
}

#[cfg(test)]
impl Copy {
    /// News of a rank without more.
    pub fn of_rank(name: &str, rank: u32) -> Copy {
        Copy {
            name: name.to_owned(),
            span: Span { file: crate::diag::FileId(0), start: 0, end: 0 },
            rank,
            goes: Goes::Anywhere,
            kind: KindWord::News,
            with: None,
            with_kept: None,
            apart: BTreeSet::new(),
            has_look: false,
            headline: 10,
            rows: 0,
            has_label: false,
            body: 400,
            has_intro: false,
            subheads: 0,
            pictures: Vec::new(),
            is_several: false,
        }
    }
}

#[cfg(test)]
impl Plan {
    /// Of pages with these sections.
    pub fn of(sections: &[&str], stories: Vec<Copy>) -> Plan {
        let page = |(at, section): (usize, &&str)| OpenPage {
            at,
            id: format!("A{}", at + 1),
            names: vec![format!("A{}", at + 1)],
            section: Some((*section).to_owned()),
            is_vertical: false,
            is_spread: false,
            look: None,
            first: None,
            template: None,
            span: Span { file: crate::diag::FileId(0), start: 0, end: 0 },
        };
        let pages = sections.iter().enumerate().map(page).collect();
        Plan { pages, stories, least: LEAST, spill: SpillWord::Next, seed: 0 }
    }
}
