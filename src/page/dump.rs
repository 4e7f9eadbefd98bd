//! The text form of a [`PageModel`], for `typeset dump --stage page` and for tests.
//!
//! One line a thing, lengths in points: `name @ x,y wxh`. A block's line is followed, indented,
//! by what differs from the ordinary.

use std::fmt::{self, Write};

use super::model::Depth;
use super::model::{
    Area, Block, BlockContent, Clip, Edge, LegEnd, Page, PageModel, Part, PartKind, PictureBlock,
    Plates, Press, Rule, Spread, Story, StoryBlock, TextBlock, Wrap,
};
use super::style::{Role, SizeRule, Style};
use crate::measure::{Rect, WritingMode};
use crate::text::{Aligned, Extent, Manner, Quoted, RichText, Table};

/// The model as text.
pub fn dump(model: &PageModel) -> String {
    let mut out = String::new();
    write(&mut out, model).expect("a string takes all that is written");
    out
}

fn write(out: &mut String, model: &PageModel) -> fmt::Result {
    let document = &model.document;
    let date = document.date;
    writeln!(
        out,
        "document \"{}\" {} {:04}-{:02}-{:02} overset {:?}",
        document.title, document.language, date.year, date.month, date.day, document.overset
    )?;
    if model.press != Press::default() {
        let Press { standard, ink_limit } = model.press;
        writeln!(out, "press {standard:?} ink {}.{:02}", ink_limit / 100, ink_limit % 100)?;
    }
    for spot in &model.spots {
        writeln!(out, "spot \"{}\" {:?}", spot.name, spot.alternate)?;
    }
    for story in &model.stories {
        write_story(out, model, story)?;
    }
    model.pages.iter().try_for_each(|page| write_page(out, model, page))
}

fn aligned(aligned: Aligned) -> &'static str {
    match aligned {
        Aligned::Own => "",
        Aligned::Center => " center",
        Aligned::End => " end",
    }
}

fn write_story(out: &mut String, model: &PageModel, story: &Story) -> fmt::Result {
    writeln!(out, "story {}", story.name)?;
    for id in &story.stack {
        writeln!(out, "  holds {}", model.story(*id).name)?;
    }
    for part in Part::ALL {
        for text in story.texts(part) {
            writeln!(out, "  {} {}", part.name(), shown(text))?;
        }
    }
    for part in &story.body {
        let name = match (&part.kind, part.marks.manner) {
            (PartKind::Paragraph, Manner::Plain) => "paragraph",
            (PartKind::Paragraph, Manner::Verse) => "verse",
            (PartKind::Bullet, _) => "bullet",
            (PartKind::Numbered(_), _) => "numbered",
            (PartKind::Quote(Quoted::Begins), _) => "quote",
            (PartKind::Quote(Quoted::GoesOn), _) => "quote goes on",
            (PartKind::Subhead, _) => "subhead",
            (PartKind::Table(_), _) => "table",
        };
        match part.table() {
            Some(table) => write_table(out, table)?,
            None => write!(out, "  {name}{} {}", aligned(part.marks.aligned), shown(&part.text))?,
        }
        if let Some(rank) = part.marks.optional {
            write!(out, " optional={rank}")?;
        }
        match part.marks.extent {
            Extent::Own => {}
            Extent::Tight => write!(out, " tight")?,
            Extent::Loose => write!(out, " loose")?,
        }
        if part.marks.ends_leg {
            write!(out, " break")?;
        }
        if part.marks.initial {
            write!(out, " initial")?;
        }
        match &part.credit {
            Some(credit) => writeln!(out, " credit {}", shown(credit))?,
            None => writeln!(out)?,
        }
    }
    Ok(())
}

/// Its size, and its first row.
fn write_table(out: &mut String, table: &Table) -> fmt::Result {
    let (columns, rows) = (table.columns.len(), table.rows.len());
    write!(out, "  table {columns}x{rows} head={}", table.head)?;
    let mut first = table.rows.first().into_iter().flatten();
    first.try_for_each(|cell| write!(out, " {}", shown(cell)))
}

/// The beginning of a text and its length.
fn shown(text: &RichText) -> String {
    let text = &text.text;
    let count = text.chars().count();
    if count <= 24 {
        return format!("\"{text}\"");
    }
    let head: String = text.chars().take(20).collect();
    format!("\"{head}…\" ({count})")
}

struct At(Rect);

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rect { x, y, width, height } = self.0;
        write!(f, "@ {x},{y} {width}x{height}")
    }
}

fn mode(mode: WritingMode) -> &'static str {
    match mode {
        WritingMode::HorizontalTb => "horizontal",
        WritingMode::VerticalRl => "vertical",
    }
}

fn write_page(out: &mut String, model: &PageModel, page: &Page) -> fmt::Result {
    let (paper, grid) = (page.paper, page.grid);
    writeln!(
        out,
        "page {} section \"{}\" trim {}x{} bleed {} marks {}",
        page.name, page.section, paper.trim.width, paper.trim.height, paper.bleed, paper.marks
    )?;
    if let Some(Spread { fold, names, first, sheets }) = &page.spread {
        write!(out, "  spread fold {fold} first {first:?} {sheets:?}")?;
        names.iter().flatten().try_for_each(|name| write!(out, " \"{name}\""))?;
        writeln!(out)?;
    }
    if page.plates == Plates::Black {
        writeln!(out, "  plates k")?;
    }
    writeln!(out, "  type area {}", At(page.type_area))?;
    writeln!(
        out,
        "  grid {} {} em {} body {} line {}",
        mode(grid.mode),
        At(page.grid_area),
        grid.em,
        grid.body_block,
        grid.line
    )?;
    for column in &page.columns {
        writeln!(out, "  column {}", At(*column))?;
    }
    if let Some(rule) = page.column_rule {
        writeln!(out, "  column rule {}", Weight(rule))?;
    }
    for (number, block) in page.blocks.iter().enumerate() {
        write_block(out, model, page, number, block)?;
    }
    Ok(())
}

struct Weight(Rule);

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.0.weight, self.0.colour)
    }
}

fn write_block(
    out: &mut String,
    model: &PageModel,
    page: &Page,
    number: usize,
    block: &Block,
) -> fmt::Result {
    let area = match block.area {
        Area::Page => String::new(),
        Area::Margin => " in a margin".to_owned(),
        Area::Within(id) => format!(" in {}", id.0),
    };
    let kind = match &block.content {
        BlockContent::Area => "area",
        BlockContent::Story(_) => "story",
        BlockContent::Picture(_) => "picture",
        BlockContent::Text(_) => "text",
        BlockContent::Reserve(_) => "reserve",
    };
    writeln!(out, "  block {number} {kind} \"{}\"{area} {}", block.name, At(block.rect))?;
    if block.inner != block.rect {
        writeln!(out, "    inner {}", At(block.inner))?;
    }
    if let Some(fold) = &block.fold {
        writeln!(out, "    fold at {} white {}..{}", fold.at, fold.white.start, fold.white.end)?;
    }
    if block.frame_rect != block.rect {
        writeln!(out, "    frame rect {}", At(block.frame_rect))?;
    }
    if block.grid != page.grid {
        let grid = block.grid;
        let (em, body, line) = (grid.em, grid.body_block, grid.line);
        writeln!(out, "    lines {} em {em} body {body} line {line}", mode(grid.mode))?;
    }
    write_decor(out, block)?;
    match block.wrap {
        Wrap::Overlay => writeln!(out, "    overlay")?,
        Wrap::Push { inline, block: across, from } => {
            let usual = inline == page.grid.em && across == page.grid.line;
            match from {
                Edge::Block if usual => {}
                Edge::Block => writeln!(out, "    wrap {inline} by {across}")?,
                Edge::Contour => writeln!(out, "    wrap contour {inline} by {across}")?,
            }
        }
    }
    match &block.content {
        BlockContent::Area => Ok(()),
        BlockContent::Story(story) => write_story_block(out, model, block, story),
        BlockContent::Picture(picture) => write_picture(out, picture),
        BlockContent::Text(text) => write_text(out, text),
        BlockContent::Reserve(reserve) => match reserve.art {
            Some(art) => writeln!(out, "    ad {} art {}", reserve.slug, art.0),
            None => writeln!(out, "    ad {} without art", reserve.slug),
        },
    }
}

fn write_decor(out: &mut String, block: &Block) -> fmt::Result {
    let decor = &block.decor;
    let rules = [
        ("frame", decor.frame),
        ("rule top", decor.top),
        ("rule bottom", decor.bottom),
        ("rule left", decor.left),
        ("rule right", decor.right),
        ("rule between", decor.between),
        ("rule items", decor.items),
    ];
    for (name, rule) in rules {
        if let Some(rule) = rule {
            writeln!(out, "    {name} {}", Weight(rule))?;
        }
    }
    if block.depth == Depth::Text {
        writeln!(out, "    as deep as its text")?;
    }
    match decor.tint {
        Some(tint) => writeln!(out, "    tint {tint:?}"),
        None => Ok(()),
    }
}

fn write_story_block(
    out: &mut String,
    model: &PageModel,
    block: &Block,
    story: &StoryBlock,
) -> fmt::Result {
    let parts: Vec<String> =
        story.parts.iter().map(|part| format!("{part:?}").to_lowercase()).collect();
    let name = &model.story(story.story).name;
    write!(out, "    story {name}: {} over {} columns", parts.join(" "), story.columns)?;
    if story.boxed {
        write!(out, ", boxed")?;
    }
    if story.balance {
        write!(out, ", balanced")?;
    }
    if story.leg_end == LegEnd::Subhead {
        write!(out, ", legs end before subheads")?;
    }
    if story.head_mode != block.grid.mode {
        write!(out, ", head {} {:?}", mode(story.head_mode), story.line_order)?;
    }
    writeln!(out)?;
    for leg in &story.legs {
        writeln!(out, "    leg {}", At(leg.rect))?;
    }
    if let Some(portrait) = &story.portrait {
        writeln!(out, "    portrait {} lines deep", portrait.lines)?;
        write_picture(out, &portrait.pictures)?;
    }
    let role = if story.boxed { Role::BoxTitle } else { Role::Headline };
    for (part, role) in [(Part::Headline, role), (Part::Body, Role::Body)] {
        if story.parts.contains(&part) {
            writeln!(out, "    {} {}", role.name(), Sized(block.styles.get(role)))?;
        }
    }
    Ok(())
}

struct Sized<'a>(&'a Style);

impl fmt::Display for Sized<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let style = self.0;
        write!(f, "family {} ", style.family.0)?;
        match &style.size {
            SizeRule::Fixed(size) => write!(f, "{size}")?,
            SizeRule::Fit { usual, rows, .. } => {
                write!(f, "fit {}..{} in {rows} rows", usual.0, usual.1)?;
            }
            SizeRule::OfHeadline { ratio, .. } => write!(f, "{}/1000 of the headline", ratio.0)?,
            SizeRule::OneLine(size) => write!(f, "{size} on one line")?,
        }
        write!(
            f,
            " {:?} {:?} white {}/{}",
            style.align, style.leading, style.above.0, style.below.0
        )
    }
}

fn write_picture(out: &mut String, picture: &PictureBlock) -> fmt::Result {
    for art in &picture.pictures {
        writeln!(out, "    picture {} {:?} crop {:?}", art.picture.0, art.fit, art.crop)?;
    }
    if picture.clip != Clip::Whole {
        writeln!(out, "    clip {:?}", picture.clip)?;
    }
    if let Some(caption) = &picture.caption {
        writeln!(out, "    caption {:?} {}", picture.caption_at, shown(caption))?;
    }
    if let Some(credit) = &picture.credit {
        writeln!(out, "    credit {:?} {}", picture.credit_at, shown(credit))?;
    }
    match picture.alt.is_empty() {
        true => writeln!(out, "    decoration"),
        false => Ok(()),
    }
}

fn write_text(out: &mut String, text: &TextBlock) -> fmt::Result {
    writeln!(out, "    style {}", Sized(&text.style))?;
    if text.leaders {
        writeln!(out, "    leaders")?;
    }
    for piece in &text.pieces {
        write!(out, "    {:?} {}", piece.align, shown(&piece.text))?;
        for larger in &piece.emphasised {
            let range = &larger.range;
            write!(out, " {}..{} at {}", range.start, range.end, larger.size)?;
        }
        writeln!(out)?;
    }
    Ok(())
}
