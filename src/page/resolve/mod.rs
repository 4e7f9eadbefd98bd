//! From a literal layout and its articles to the [`PageModel`].
//!
//! Everything is said at once: a stage goes on with what it has, and every mistake becomes one
//! diagnostic at its own place. Read in this order: `paper.rs`, `grid.rs` and `spread.rs` (what blocks stand
//! on), `press.rs` and `colours.rs`, `builtin.rs`, `settings.rs`, `patch.rs`, `styles.rs` (the cascade of
//! styles), `article_pictures.rs` (what blocks take of articles before pictures are read), `roster.rs`, `stories.rs` and `tables.rs`, `kinds.rs` (what a block is), `parts.rs`, `pages.rs` (what each page holds),
//! then `build.rs` with `block.rs`, which give every block its place through `place.rs`, `boxes.rs`,
//! `legs.rs` and `folded.rs` and its content through `content.rs`, `fields.rs` and `written.rs`; `overlap.rs` looks at the
//! finished page, `unused.rs` at what no page took; `allow.rs` has what the layout will not hear of.
//!
//! Invariant: in a model without errors every part of every article stands in exactly one
//! block, the body in one or more.

mod across;
mod allow;
mod article_pictures;
mod block;
mod boxes;
mod build;
mod builtin;
mod colours;
mod content;
mod copyfit;
mod fields;
mod folded;
mod frozen;
mod grid;
mod jumps;
mod kinds;
mod legs;
mod level;
mod overlap;
mod pages;
mod paper;
mod parts;
mod patch;
mod place;
mod portraits;
mod press;
mod refit;
mod roster;
mod settings;
mod spread;
mod stories;
mod styles;
mod tables;
#[cfg(test)]
mod tests;
mod unused;
mod written;

pub use allow::allowed;
pub use article_pictures::{TakenPictures, take_pictures};

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::chars::Locale;
use crate::colour::Profile;
use crate::diag::codes::page as codes;
use crate::diag::{Code, Diagnostic, Findings, Span, Spanned, suggest};
use crate::fonts::FontBook;
use crate::measure::{Length, Size, WritingMode};
use crate::page::model::{Day, DocumentInfo, OversetPolicy, PageModel, Side, Story, StoryBlock};
use crate::page::style::{SizeRule, TextStyle};
use crate::picture::PictureId;
use crate::source::article::Article;
use crate::source::layout::{BlockTable, Layout, OversetWord, PageTable};
use crate::text::Table;

pub use press::ink_limit;

use builtin::Occasion;
use spread::{Forme, SheetCount};

const DEFAULT_LANGUAGE: &str = "zh-Hant-HK";
const DEFAULT_DAY: Day = Day { year: 2000, month: 1, day: 1 };

/// Whether the page is for the press or for the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    Final,
    /// Reserved space may be empty.
    Marked,
}

/// What the resolver is given beside the layout.
pub struct Inputs<'a> {
    /// By the layout's names and in its order; none of a file that cannot be read.
    pub articles: &'a [(String, Arc<[Article]>)],
    /// By the path that the layout writes; none for a picture that cannot be used. What is
    /// missing has its diagnostic already.
    pub pictures: &'a BTreeMap<String, Option<(PictureId, Size)>>,
    /// The files of data, by the path that the layout writes; none for one that cannot be read.
    pub tables: &'a BTreeMap<String, Option<Table>>,
    pub book: &'a FontBook<'a>,
    /// For colours given as RGB.
    pub profile: &'a Profile,
    pub proof: Proof,
}

impl Inputs<'_> {
    fn picture(&self, path: &str) -> Option<(PictureId, Size)> {
        self.pictures.get(path).copied().flatten()
    }
}

/// What every step knows and where it reports.
struct Cx<'a> {
    layout: &'a Layout,
    inputs: &'a Inputs<'a>,
    diags: Findings,
}

impl Cx<'_> {
    fn push(&mut self, diagnostic: Diagnostic) {
        self.diags.push(diagnostic);
    }

    /// The head of the layout, for what is written nowhere.
    fn start(&self) -> Span {
        Span { file: self.layout.file, start: 0, end: 0 }
    }

    /// Whether a block further down a page has that name.
    fn is_later_area(&self, name: &Spanned<String>) -> bool {
        let has_name =
            |block: &BlockTable| block.id.as_ref().is_some_and(|id| id.value == name.value);
        let holds = |block: &BlockTable| {
            let holds = |part: &Span| {
                part.file == name.span.file && (part.start..part.end).contains(&name.span.start)
            };
            block.extent.iter().any(holds)
        };
        self.layout.pages.iter().any(|page| {
            let mut blocks = page.blocks.iter();
            blocks.any(holds) && blocks.any(has_name)
        })
    }

    /// A name that means nothing.
    fn unknown<'n>(
        &mut self,
        code: Code,
        what: &str,
        name: &Spanned<String>,
        known: impl IntoIterator<Item = &'n str>,
    ) {
        if what == "article" && self.layout.lost.holds(&name.value) {
            return;
        }
        let mut seen = HashSet::new();
        let known: Vec<&str> = known.into_iter().filter(|name| seen.insert(*name)).collect();
        let help = match suggest(&name.value, known.iter().copied()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None if known.is_empty() && what == "look" => format!(
                "the layout defines no look: write a table [look.{}] with styles in it, as in `headline = {{ size = \"48pt\" }}`",
                name.value
            ),
            None if known.is_empty() && what == "template" => format!(
                "the layout defines no template: write a table [template.{}] with `block = [ … ]`",
                name.value
            ),
            None if known.is_empty() && what == "article" && is_file(&name.value) => {
                let own = bare_name(&name.value);
                format!(
                    "write [article] above the pages and {own} = \"{}\" in it, and \"{own}\" here",
                    name.value
                )
            }
            None if known.is_empty() => {
                format!("the layout defines no {what}: write [{what}] and {} = … in it", name.value)
            }
            None => {
                let known = known.join(", ");
                match what {
                    "font" if meant_family(&name.value).is_some() => format!(
                        "write \"{}\", which is of that kind; for a family of your own, [font.NAME] with \
                         files = [\"…\"] or system = \"…\"",
                        meant_family(&name.value).unwrap_or_default()
                    ),
                    "font" => format!(
                        "known are: {known}; for another, [font.NAME] with files = [\"…\"] or system = \"…\""
                    ),
                    "colour" => match per_cent(&name.value) {
                        Some(tint) => format!("write \"k({tint})\" for {tint} per cent of black"),
                        None => format!(
                            "known are: {known}; or write k(20), cmyk(0, 80, 95, 0) or #c8102e"
                        ),
                    },
                    "article" if is_file(&name.value) => format!(
                        "a block names an article as [article] does, and [article] its file; known are: {known}"
                    ),
                    "area" => format!(
                        "known are: {known}; a block with id = \"{}\" and neither text nor picture, above this one, is an area",
                        name.value
                    ),
                    _ => format!("known are: {known}"),
                }
            }
        };
        self.push(
            Diagnostic::error(code, format!("there is no {what} \"{}\"", name.value))
                .at(name.span, "not known")
                .help(help),
        );
    }
}

/// The built-in family that a desk means by a usual name: 標楷體, 新細明體, 黑体.
fn meant_family(name: &str) -> Option<&'static str> {
    const KINDS: [(&[&str], &str); 3] = [
        (&["楷"], "kai"),
        (&["黑", "ゴシック", "고딕", "돋움"], "sans"),
        (&["明", "宋", "바탕"], "serif"),
    ];
    let holds = |words: &&[&str]| words.iter().any(|word| name.contains(word));
    // 仿宋 is none of them.
    let found = KINDS.iter().find(|(words, _)| holds(words) && !name.contains('仿'));
    found.map(|(_, family)| *family)
}

/// Whether a name is rather that of a file.
fn is_file(name: &str) -> bool {
    name.contains(['.', '/', '\\'])
}

/// What [article] may call a file: its name without folders and ending, where TOML takes that bare.
fn bare_name(path: &str) -> &str {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = file.split('.').next().unwrap_or(file);
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !stem.is_empty() && stem.chars().all(is_bare) { stem } else { "story" }
}

/// The number of a text that is per cent of nothing in particular: `20%`.
fn per_cent(text: &str) -> Option<&str> {
    let number = text.trim().trim_end_matches(['%', '％']).trim_end();
    number.parse::<u8>().ok().filter(|per_cent| *per_cent <= 100).map(|_| number)
}

/// Resolves a layout. None when there is no page or no grid to put anything on.
pub fn resolve(layout: &Layout, inputs: &Inputs<'_>) -> (Option<PageModel>, Findings) {
    let mut cx = Cx { layout, inputs, diags: Findings::default() };
    let model = resolve_in(&mut cx);
    (model, cx.diags)
}

fn resolve_in(cx: &mut Cx<'_>) -> Option<PageModel> {
    let layout = cx.layout;
    let (language, locale) = language(cx);
    let day = day(cx);
    let palette = colours::palette(cx);
    let styles = styles::style_book(cx, &palette);
    let mut roster = roster::roster(cx);
    if layout.pages.is_empty() {
        let found = Diagnostic::error(codes::NO_PAGE, "the layout has no page");
        cx.push(match layout.taken_out {
            Some(at) => found
                .at(at, "the last page goes here")
                .help("leave a page, or add a new `[[page]]` with at least one block"),
            None => {
                found.at(cx.start(), "no `[[page]]`").help("add `[[page]]` with at least one block")
            }
        });
    }
    let mut drafts = pages::drafts(cx, &mut roster);
    let mut stories: Vec<Story> = stories::stories(&roster);
    if !drafts.is_empty() {
        pages::assign_parts(cx, (&roster, &stories), &mut drafts);
    }
    frozen::mark(cx, &mut stories);
    tables::stories(cx, &mut drafts, &mut stories);
    for (story, copyfit) in stories.iter_mut().zip(copyfit::copyfits(cx, &roster, &drafts)) {
        story.copyfit = copyfit;
    }
    let title = title(cx, &drafts, &stories);
    let grids = grids(cx, &styles, locale);
    if drafts.is_empty() {
        return None;
    }
    let shared = build::Shared {
        grids: grids?,
        palette: &palette,
        styles: &styles,
        roster: &roster,
        pulls: roster.pulls(),
        locale,
        day,
        title: &title,
    };
    let mut pages = Vec::with_capacity(drafts.len());
    for draft in &drafts {
        let page = build::page(cx, &shared, draft)?;
        let story_name = |block: &StoryBlock| {
            stories.get(block.story.0 as usize).map_or_else(String::new, |story| story.name.clone())
        };
        overlap::check(cx, &page, &story_name);
        pages.push(page);
    }
    portraits::place(cx, &roster, &mut pages);
    unused::tell(cx);
    let blocks = pages.iter_mut().flat_map(|page| &mut page.blocks);
    for text in blocks.flat_map(|block| block.content.texts_mut()) {
        written::tell_markup(cx, text);
        written::tell_marks(cx, text);
        written::map_forms(cx, std::iter::once(text));
    }
    let jumps = jumps::of_document(cx, locale);
    let overset = match layout.document.overset.as_ref().map(|key| key.value) {
        Some(OversetWord::Continue) => OversetPolicy::Continue,
        Some(OversetWord::Error) | None => OversetPolicy::Error,
    };
    Some(PageModel {
        document: DocumentInfo { title, language, date: day, overset, jumps },
        stories,
        pages,
        spots: palette.spots,
        press: press::press(layout),
        jump_lines: Vec::new(),
    })
}

fn language(cx: &mut Cx<'_>) -> (String, Locale) {
    match &cx.layout.document.language {
        None => (DEFAULT_LANGUAGE.to_owned(), Locale::Hk),
        Some(key) => (key.value.clone(), patch::language(cx, key).unwrap_or(Locale::Hk)),
    }
}

fn day(cx: &mut Cx<'_>) -> Day {
    if let Some(key) = &cx.layout.document.date {
        let date = key.value;
        return Day { year: date.year, month: date.month, day: date.day };
    }
    cx.push(
        Diagnostic::note(codes::NO_DATE, "the layout has no date, 2000-01-01 is used")
            .at(cx.start(), "no `date`")
            .help("add `date = 2024-11-16` to `[document]`"),
    );
    DEFAULT_DAY
}

fn title(cx: &Cx<'_>, drafts: &[pages::PageDraft<'_>], stories: &[Story]) -> String {
    if let Some(key) = &cx.layout.document.title {
        return key.value.clone();
    }
    pages::first_headline(drafts, stories).map_or_else(String::new, |text| text.text.clone())
}

/// What the pages are laid on, by writing mode and sheets.
struct Grids {
    formes: Vec<((WritingMode, SheetCount), Forme)>,
    /// What a page uses that says nothing.
    usual: WritingMode,
}

impl Grids {
    fn get(&self, mode: WritingMode, sheets: SheetCount) -> Option<&Forme> {
        self.formes.iter().find(|(of, _)| *of == (mode, sheets)).map(|(_, forme)| forme)
    }

    /// The half of a spread that is read first: vertical papers are bound at the right.
    fn first_side(&self) -> Side {
        match self.usual {
            WritingMode::HorizontalTb => Side::Left,
            WritingMode::VerticalRl => Side::Right,
        }
    }
}

fn grids(cx: &mut Cx<'_>, styles: &styles::StyleBook<'_>, locale: Locale) -> Option<Grids> {
    let layout = cx.layout;
    let Some(table) = &layout.grid else {
        cx.push(
            Diagnostic::error(codes::NO_GRID, "the layout has no grid")
                .at(cx.start(), "no `[grid]`")
                .help("add `[grid]` with `columns`, `measure` and `line`"),
        );
        return None;
    };
    let body = body(cx, styles, locale);
    let sheet = paper::sheet(cx, body.size)?;
    let usual = table
        .value
        .writing
        .as_ref()
        .map_or(WritingMode::HorizontalTb, |key| grid::mode_of(key.value));
    let mut grids = Grids { formes: Vec::new(), usual };
    for mode in [WritingMode::HorizontalTb, WritingMode::VerticalRl] {
        let of = |page: &&PageTable| {
            page.writing.as_ref().map_or(usual, |key| grid::mode_of(key.value)) == mode
        };
        let pages: Vec<&PageTable> = layout.pages.iter().filter(of).collect();
        if pages.is_empty() {
            continue;
        }
        let one = grid::grid(cx, &table.value, table.span, &sheet, mode, &body)?;
        let one = Forme::one(sheet, one);
        let asked = pages.iter().filter_map(|page| page.spread.as_ref()).find(|key| key.value);
        if let Some(asked) = asked {
            let two = spread::spread(cx, asked.span, &one, &body)?;
            grids.formes.push(((mode, SheetCount::Two), two));
        }
        grids.formes.push(((mode, SheetCount::One), one));
    }
    Some(grids)
}

/// The body that the grid counts in: `[style.body]`, whatever a look makes of it.
fn body(cx: &Cx<'_>, styles: &styles::StyleBook<'_>, locale: Locale) -> TextStyle {
    let occasion = Occasion {
        book: cx.inputs.book,
        locale,
        mode: WritingMode::HorizontalTb,
        line: Length::from_pt(12),
        columns: 1,
    };
    let style = styles.style("body", &[], &occasion);
    let size = match style.size {
        SizeRule::Fixed(size) => size,
        _ => styles::one_size(&style.size),
    };
    style.at(size)
}
