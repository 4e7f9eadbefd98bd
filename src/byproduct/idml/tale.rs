//! [`Tales`]: chains of frames as stories: paragraphs with their styles, and what in them differs.

use super::gather::{Chain, Home, head_of, row_of};
use super::look::{
    Fitting, Look, OnGrid, Size, StyleBook, StyleId, grid_alignment, justification,
    mark_attributes, shade_attributes, size_attributes,
};
use super::names::Mark;
use super::setting::{Setting, setting};
use super::spans::{ROW_END, Rows, Ruby, RubyOf, Span, spans};
use super::swatches::Swatches;
use super::tabs::{Columns, Tab};
use super::unsaid::{Missing, Unsaid};
use super::xml::Attributes;
use crate::byproduct::Finished;
use crate::chars::Locale;
use crate::compose::{GlyphSize, RunText, SetLine};
use crate::flow::PlacedLine;
use crate::measure::{Em, Length, Permille, WritingMode};
use crate::page::model::{BlockText, LineGrid, StoryPart, StoryText, TextId};
use crate::page::style::{Align, Initial, Role, SizeRule, Style};
use crate::text::Aligned;

/// A story of the package.
#[derive(Clone, Debug, PartialEq)]
pub struct Tale {
    pub title: String,
    pub mode: WritingMode,
    pub paragraphs: Vec<Paragraph>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paragraph {
    pub style: Option<StyleId>,
    /// What differs from its style.
    pub own: Attributes,
    pub tabs: Vec<Tab>,
    pub runs: Vec<Run>,
}

/// Characters that look alike.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    pub text: String,
    /// The id of a character style.
    pub character: Option<String>,
    pub own: Attributes,
    pub leading: Option<Length>,
    /// Family and style, where a second mark asks for another font.
    pub font: Option<(String, String)>,
    /// Pushed to the end of the line.
    pub at_end: bool,
}

/// The baselines of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Baselines {
    /// The first, from the head of the page.
    pub first: Length,
    pub pitch: Length,
}

/// Height of an ideograph over its baseline, in thousandths of its em.
pub const ASCENT: i64 = 880;

impl Baselines {
    /// Those of a page, where its text runs across.
    pub fn of(area_top: Length, grid: &LineGrid) -> Option<Baselines> {
        let first = area_top + grid.body_block.scale(ASCENT, 1000);
        let turns = first.whole(grid.line);
        let is_across = grid.mode == WritingMode::HorizontalTb && grid.line >= Length::PT;
        is_across.then(|| Baselines { first: first - grid.line * turns, pitch: grid.line })
    }

    fn holds(&self, line: &PlacedLine) -> bool {
        const NEAR: Length = Length::from_centipt(2);
        let baseline = line.rect.y + line.line.em.block.scale(ASCENT, 1000);
        let off = baseline - self.first;
        let off = off - self.pitch * off.whole(self.pitch);
        off < NEAR || self.pitch - off < NEAR
    }
}

/// Makes stories.
pub struct Tales<'a, 's> {
    pub job: Finished<'a>,
    pub styles: &'s mut StyleBook<'a>,
    pub swatches: &'s mut Swatches<'a>,
    pub unsaid: &'s mut Unsaid,
    pub baselines: Option<Baselines>,
    pub locale: Locale,
}

/// Where the paragraph before ended.
#[derive(Clone, Copy)]
struct End {
    frame: usize,
    head: Length,
    leading: Length,
}

impl<'a> Tales<'a, '_> {
    pub fn tale(&mut self, chain: &Chain<'a>) -> Tale {
        let mut paragraphs = Vec::new();
        let (mut end, mut at) = (None, 0);
        let columns = Columns::of(self.job.model, chain);
        while let Some(text) = chain.texts.get(at) {
            if let Some(row) = row_of(self.job.model, *text) {
                let is_same = |text: &&TextId| row_of(self.job.model, **text) == Some(row);
                let cells: Vec<TextId> =
                    chain.texts.iter().skip(at).take_while(is_same).copied().collect();
                at += cells.len();
                paragraphs.extend(self.row(chain, &cells, &columns, &mut end));
                continue;
            }
            at += 1;
            let next = chain.texts.get(at).filter(|next| is_credit_of(**next, *text)).copied();
            at += usize::from(next.is_some());
            paragraphs.extend(self.paragraph(chain, *text, next, &mut end));
        }
        let title = chain.name(self.job.model);
        Tale { title, mode: chain.mode, paragraphs }
    }

    fn paragraph(
        &mut self,
        chain: &Chain<'a>,
        text: TextId,
        credit: Option<TextId>,
        end: &mut Option<End>,
    ) -> Vec<Paragraph> {
        let own = |(_, line): &(usize, &PlacedLine)| line.text == text;
        let placed: Vec<(usize, &PlacedLine)> = chain.lines_of(text).filter(own).collect();
        let (Some((frame, first)), Some(rich)) =
            (placed.first().copied(), self.job.model.text(text))
        else {
            return Vec::new();
        };
        let page = chain.frames.get(frame).map_or(0, |frame| frame.page);
        let Some(set) = setting(self.job, page, first, text) else { return Vec::new() };
        let lines: Vec<&PlacedLine> = placed.iter().map(|(_, line)| *line).collect();
        let rows = rows_of(chain.home, set.role);
        let made = spans(text, rich, &lines, rows);
        let leading = leading_of(&placed, &set, chain.mode);
        let mut look = self.look(&set, first, &made, leading);
        let part = self.part_of(text);
        let mut own = Attributes::new();
        self.manner(part, &set, first, &mut own);
        let on_grid = self.grid_of(&set, &lines, chain.mode);
        look.grid = on_grid.0;
        let style = self.styles.paragraph(set.role, fitting_of(set.style), &look);
        let base = self.styles.look(style).clone();
        if on_grid.1 != base.grid {
            own.push(("GridAlignment", grid_alignment(on_grid.1).to_owned()));
        }
        let above = above_of(*end, (frame, head_of(first, chain.mode)), look.leading);
        if let Some(above) = above.filter(|above| differs(*above, base.above)) {
            own.push(("SpaceBefore", above.to_string()));
        }
        let mut paragraph = Paragraph { style: Some(style), own, ..Paragraph::default() };
        if let Some(mark) = inserted(&first.line) {
            paragraph.runs.push(Run { text: mark, ..Run::default() });
        }
        let of = Of { set: &set, base: &base, leading: look.leading, mode: chain.mode };
        paragraph.runs.extend(made.iter().filter_map(|span| self.run(span, of)));
        self.note_initial(&mut paragraph, first, rich.text.as_str());
        let (frame, last) = placed.last().copied().unwrap_or((frame, first));
        *end = Some(End { frame, head: head_of(last, chain.mode), leading: look.leading });
        let Some(credit) = credit else { return vec![paragraph] };
        self.with_credit(chain, paragraph, credit, (last, of), end)
    }

    /// A credit stands at the end of its text's last line, behind it, or in a paragraph of its own.
    fn with_credit(
        &mut self,
        chain: &Chain<'a>,
        mut paragraph: Paragraph,
        credit: TextId,
        (last, of): (&PlacedLine, Of<'_>),
        end: &mut Option<End>,
    ) -> Vec<Paragraph> {
        let lines: Vec<&PlacedLine> = chain.lines_of(credit).map(|(_, line)| line).collect();
        let Some(rich) = self.job.model.text(credit) else { return vec![paragraph] };
        let pushed = lines.iter().any(|line| line.tail == Some(credit));
        let beside = lines.first().is_some_and(|line| {
            head_of(line, chain.mode) == head_of(last, chain.mode) && line.text == credit
        });
        if !pushed && !beside {
            let mut made = vec![paragraph];
            made.extend(self.paragraph(chain, credit, None, end));
            return made;
        }
        let made = spans(credit, rich, &lines, Rows::Free);
        let character = self.styles.character(Mark::Credit, None);
        let mut runs: Vec<Run> = made.iter().filter_map(|span| self.run(span, of)).collect();
        for run in &mut runs {
            run.character.get_or_insert_with(|| character.clone());
        }
        if let Some(first) = runs.first_mut() {
            first.at_end = pushed;
            if !pushed {
                first.text.insert(0, '\u{3000}');
            }
        }
        paragraph.runs.extend(runs);
        vec![paragraph]
    }

    /// A row of a table: its cells, parted by tabs.
    fn row(
        &mut self,
        chain: &Chain<'a>,
        cells: &[TextId],
        columns: &Columns,
        end: &mut Option<End>,
    ) -> Option<Paragraph> {
        let first = cells.iter().find_map(|cell| chain.lines_of(*cell).next());
        let (frame, line) = first?;
        let page = chain.frames.get(frame).map_or(0, |frame| frame.page);
        let set = setting(self.job, page, line, line.text)?;
        let (story, at, row) = row_of(self.job.model, line.text)?;
        let texts =
            self.job.model.story(story).body.get(at as usize)?.table()?.rows.get(row as usize)?;
        let mut runs = Vec::new();
        let mut style = None;
        let solid = pitch_of_rows(chain, frame, line);
        for (column, rich) in texts.iter().enumerate() {
            let id = cells.iter().copied().find(|id| match id {
                TextId::Story(_, StoryText::Cell(_, cell)) => cell.column as usize == column,
                _ => false,
            });
            if column > 0 || columns.begins_with_tab((story, at)) {
                runs.push(Run { text: "\t".to_owned(), ..Run::default() });
            }
            let lines: Vec<&PlacedLine> =
                id.iter().flat_map(|id| chain.lines_of(*id)).map(|(_, line)| line).collect();
            if lines.len() > 1 {
                self.unsaid.count(Missing::CellOfLines);
            }
            let made = spans(id.unwrap_or(line.text), rich, &lines, Rows::Free);
            if style.is_none() {
                let look = self.look(&set, line, &made, solid);
                style = Some(self.styles.paragraph(set.role, fitting_of(set.style), &look));
            }
            let Some(id) = style else { continue };
            let base = self.styles.look(id).clone();
            let of = Of { set: &set, base: &base, leading: solid, mode: chain.mode };
            let cell = made.iter().filter_map(|span| self.run(span, of));
            runs.extend(cell.map(|run| Run { text: run.text.replace(ROW_END, " "), ..run }));
        }
        let head = head_of(line, chain.mode);
        let mut own = Attributes::new();
        let above = above_of(*end, (frame, head), solid);
        if let Some(above) = above.filter(|above| differs(*above, Length::ZERO)) {
            own.push(("SpaceBefore", above.to_string()));
        }
        *end = Some(End { frame, head, leading: solid });
        Some(Paragraph { style, own, tabs: columns.tabs((story, at)), runs })
    }

    fn part_of(&self, text: TextId) -> Option<&'a StoryPart> {
        match text {
            TextId::Story(story, StoryText::Body(at)) => {
                self.job.model.stories.get(story.0 as usize)?.body.get(at as usize)
            }
            _ => None,
        }
    }

    /// What a paragraph asks for itself.
    fn manner(
        &self,
        part: Option<&StoryPart>,
        set: &Setting<'_>,
        first: &PlacedLine,
        own: &mut Attributes,
    ) {
        let marks = part.map(|part| part.marks).unwrap_or_default();
        let align = match marks.aligned {
            Aligned::Own => None,
            Aligned::Center => Some(Align::Center),
            Aligned::End => Some(Align::End),
        };
        if let Some(align) = align.filter(|align| *align != set.style.align) {
            own.push(("Justification", justification(align).to_owned()));
            if align == Align::Center {
                own.push(("FirstLineIndent", "0".to_owned()));
            }
        }
        if marks.ends_leg {
            // The desk's own break, which stands behind the paragraph.
            own.push(("EndsLeg", "true".to_owned()));
        }
        if first.line.initial.is_some() {
            let asked = set.style.initial.unwrap_or(Initial::USUAL);
            own.push(("FirstLineIndent", "0".to_owned()));
            own.push(("DropCapLines", asked.lines.to_string()));
        }
    }

    /// The characters that are set large, over several lines.
    fn note_initial(&mut self, paragraph: &mut Paragraph, first: &PlacedLine, text: &str) {
        let Some(end) = first.line.initial else { return };
        let count = text.get(..end as usize).map_or(1, |initial| initial.chars().count());
        paragraph.own.push(("DropCapCharacters", count.to_string()));
        let character = self.styles.character(Mark::Initial, None);
        if let Some(run) = paragraph.runs.first_mut() {
            // The format makes it as large as its lines; its own size would be made larger still.
            let (initial, rest) = split_at(&run.text, count);
            let is_size = |(name, _): &(&str, String)| {
                matches!(*name, "PointSize" | "HorizontalScale" | "VerticalScale")
            };
            let mut own = run.own.clone();
            own.retain(|attribute| !is_size(attribute));
            let large = Run { text: initial, character: Some(character), own, ..run.clone() };
            let behind = Run { text: rest, ..run.clone() };
            let rest = (!behind.text.is_empty()).then_some(behind);
            paragraph.runs.splice(0..1, [large].into_iter().chain(rest));
        }
    }

    /// What its style would say.
    fn look(&self, set: &Setting<'_>, first: &PlacedLine, made: &[Span], leading: Length) -> Look {
        let style = set.style;
        let plain = |span: &&Span| !span.marks.contains(&Mark::Superscript);
        let seen = made.iter().filter(plain).find_map(|span| span.size);
        let size = seen.map_or_else(
            || {
                let point = first.line.em.block.scale(1000, style.height.0.max(1));
                Size { point, width: style.width.of(point), height: style.height.of(point) }
            },
            |size| size_of(size, style),
        );
        let em = first.line.em.inline;
        let settings = style.settings;
        let (indent, hang) = (settings.indent.of(em), style.hang.of(em));
        let within = matches!(set.role, Role::Subhead | Role::Quote | Role::ItemTitle);
        Look {
            family: style.family,
            size,
            leading,
            colour: style.colour,
            align: style.align,
            tracking: Em::from_millionths(style.tracking.millionths()),
            first: indent - hang,
            hang,
            above: if within { style.above.of(set.grid.line) } else { Length::ZERO },
            settings,
            mode: first.mode,
            grid: OnGrid::Free,
        }
    }

    /// Whether text of that kind is kept on the document's baselines, and whether this paragraph
    /// stands on them.
    fn grid_of(
        &self,
        set: &Setting<'_>,
        lines: &[&PlacedLine],
        mode: WritingMode,
    ) -> (OnGrid, OnGrid) {
        let is_body = matches!(set.role, Role::Body | Role::Bullet | Role::Numbered | Role::Verse);
        let across = mode == WritingMode::HorizontalTb;
        let Some(baselines) = self.baselines.filter(|of| {
            let is_single = set.style.leading.of(set.grid.line, set.grid.body_block) == of.pitch;
            is_body && across && is_single
        }) else {
            return (OnGrid::Free, OnGrid::Free);
        };
        let on = lines.iter().all(|line| baselines.holds(line));
        (OnGrid::Kept, if on { OnGrid::Kept } else { OnGrid::Free })
    }

    fn run(&mut self, span: &Span, of: Of<'_>) -> Option<Run> {
        if span.text.is_empty() {
            return None;
        }
        let mut run = Run { text: span.text.clone(), ..Run::default() };
        let locale = span.locale.unwrap_or(of.set.style.settings.locale);
        if span.marks.contains(&Mark::Mourned) {
            self.unsaid.count(Missing::Mourned);
        }
        for mark in span.marks.iter().rev() {
            let family = (*mark == Mark::Bold).then_some(of.set.style.bold_family);
            let own = mark_attributes(*mark, locale, of.mode);
            match &run.character {
                None => {
                    run.character = Some(self.styles.character(*mark, family));
                    // The style says what is usual; a line down, or other words, may differ.
                    let usual = mark_attributes(*mark, self.locale, WritingMode::HorizontalTb);
                    run.own.extend(own.into_iter().filter(|said| !usual.contains(said)));
                }
                Some(_) => {
                    run.own.extend(own);
                    run.font = family.map(|family| self.styles.font(family)).or(run.font);
                }
            }
        }
        if span.upright {
            run.own.push(("Tatechuyoko", "true".to_owned()));
        }
        if let Some(ruby) = &span.ruby {
            self.ruby(ruby, locale, &mut run);
        }
        let is_raised = span.marks.contains(&Mark::Superscript);
        if let Some(size) = span.size.filter(|_| !is_raised) {
            let size = size_of(size, of.set.style);
            if differs_in_size(size, of.base.size) {
                run.own.extend(size_attributes(size));
            }
        }
        if of.set.style.colour != of.base.colour {
            run.own.extend(shade_attributes(self.swatches, of.set.style.colour));
        }
        run.leading = Some(of.leading).filter(|leading| differs(*leading, of.base.leading));
        Some(run)
    }

    fn ruby(&mut self, ruby: &Ruby, locale: Locale, run: &mut Run) {
        let kind = match ruby.of {
            RubyOf::Characters => "PerCharacterRuby",
            RubyOf::Group => "GroupRuby",
        };
        if locale == Locale::Tw
            && ruby.reading.chars().any(|c| ('\u{3105}'..'\u{3130}').contains(&c))
        {
            self.unsaid.count(Missing::Bopomofo);
        }
        let said = [("RubyFlag", "1"), ("RubyType", kind), ("RubyString", &ruby.reading)];
        run.own.extend(said.map(|(name, value)| (name, value.to_owned())));
    }
}

/// What a run is measured against.
#[derive(Clone, Copy)]
struct Of<'l> {
    set: &'l Setting<'l>,
    base: &'l Look,
    leading: Length,
    mode: WritingMode,
}

fn is_credit_of(credit: TextId, text: TextId) -> bool {
    match (text, credit) {
        (TextId::Story(of, StoryText::Body(at)), TextId::Story(id, StoryText::Credit(credit))) => {
            of == id && at == credit
        }
        (TextId::Block(_, of, BlockText::Caption), TextId::Block(_, id, BlockText::Credit)) => {
            of == id
        }
        _ => false,
    }
}

/// The rows of a head are its editor's; those of text that flows are the composer's.
fn rows_of(home: Home, role: Role) -> Rows {
    let is_head = matches!(
        role,
        Role::Masthead
            | Role::Kicker
            | Role::Headline
            | Role::Deck
            | Role::BoxTitle
            | Role::JumpHeadline
            | Role::Label
    );
    match home {
        Home::Thread(_) => Rows::Free,
        _ if is_head => Rows::Kept,
        _ => Rows::Free,
    }
}

fn fitting_of(style: &Style) -> Fitting {
    match style.size {
        SizeRule::Fixed(_) => Fitting::Fixed,
        SizeRule::Fit { .. } | SizeRule::OfHeadline { .. } | SizeRule::OneLine(_) => {
            Fitting::EachItsOwn
        }
    }
}

/// The point size before its glyphs are scaled.
fn size_of(size: GlyphSize, style: &Style) -> Size {
    let Permille(height) = style.height;
    let point = size.height.scale(1000, height.max(1));
    Size { point, width: size.width, height: size.height }
}

/// From line to line: the least distance of two neighbours, or what the style says.
fn leading_of(placed: &[(usize, &PlacedLine)], set: &Setting<'_>, mode: WritingMode) -> Length {
    let pairs = placed.iter().zip(placed.iter().skip(1));
    let same = pairs.filter(|((one, _), (other, _))| one == other);
    let apart = same.map(|((_, one), (_, other))| head_of(other, mode) - head_of(one, mode));
    let least = apart.filter(|apart| apart.is_positive()).min();
    least.unwrap_or_else(|| {
        let across = placed.first().map_or(set.grid.body_block, |(_, line)| line.line.em.block);
        let own = set.style.leading.of(set.grid.line, across).max(across);
        let small = across < set.grid.body_block && own <= set.grid.line;
        if small { set.grid.line } else { own }
    })
}

/// From a row of a table to the next in its frame; of the last, its own depth.
fn pitch_of_rows(chain: &Chain<'_>, frame: usize, line: &PlacedLine) -> Length {
    let (head, own) = (head_of(line, chain.mode), line.line.em.block);
    let lines = chain.frames.get(frame).into_iter().flat_map(|frame| &frame.lines);
    let behind = lines.map(|line| head_of(line, chain.mode) - head);
    let next = behind.filter(|behind| behind.is_positive()).min();
    next.filter(|next| *next <= own * 3).unwrap_or(own).max(own)
}

/// White between a paragraph and the one before it in its frame; none where something else stands
/// between them.
fn above_of(end: Option<End>, (frame, head): (usize, Length), leading: Length) -> Option<Length> {
    const MOST: i64 = 5;
    let end = end.filter(|end| end.frame == frame)?;
    let gap = head - end.head - end.leading;
    (gap >= -Length::from_centipt(5) && gap <= leading * MOST).then_some(gap.max(Length::ZERO))
}

fn differs(one: Length, other: Length) -> bool {
    (one - other).abs() > Length::from_centipt(5)
}

fn differs_in_size(one: Size, other: Size) -> bool {
    let near = |one: Length, other: Length| (one - other).abs() <= Length::from_centipt(2);
    !(near(one.point, other.point)
        && near(one.width, other.width)
        && near(one.height, other.height))
}

/// The mark that composition put before a paragraph: ● or a number.
fn inserted(line: &SetLine) -> Option<String> {
    let start =
        |glyphs: &[crate::compose::Glyph]| glyphs.iter().map(|glyph| glyph.inline.length()).min();
    let own = line.runs.iter().filter(|run| run.text == RunText::Source);
    let text = own.filter_map(|run| start(&run.glyphs)).min();
    let marks = line.runs.iter().filter_map(|run| match &run.text {
        RunText::Inserted(mark) if !mark.is_empty() => Some((mark, start(&run.glyphs)?)),
        _ => None,
    });
    let marks: Vec<(&String, Length)> =
        marks.filter(|(_, at)| text.is_none_or(|text| *at < text)).collect();
    // One mark may be drawn by several faces.
    marks.first().map(|(mark, _)| (*mark).clone())
}

fn split_at(text: &str, count: usize) -> (String, String) {
    let at = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    let (one, other) = text.split_at(at);
    (one.to_owned(), other.to_owned())
}
