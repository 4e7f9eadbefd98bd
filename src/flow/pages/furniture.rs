//! Text blocks: folios, mastheads, ears and other furniture, and text a layout writes itself.
//!
//! One text wraps at the block's width; start, centre and end stand on one line. Ranges set
//! larger (a folio's page number) keep the baseline of their line.

use std::ops::Range;

use crate::colour::Colour;
use crate::compose::{Galley, Paragraph, SetLine};
use crate::diag::{Diagnostic, Findings, codes, counted};
use crate::measure::{Em, Length, LogicalRect, LogicalSize, Rect, WritingMode};
use crate::page::model::{
    Area, Block, BlockText, Depth, Fold, Page, Rule, TextBlock, TextId, TextPiece,
};
use crate::page::style::{Align, Role, SizeRule, Style, TextStyle};
use crate::text::RichText;

use super::along::rule_along;
use crate::flow::corner::{Corner, Plot, Stack, Start, line_gap};
use crate::flow::frame::{Frame, PlacedBox, Usage};
use crate::flow::heads::{FoldedAt, Rest, keep_off, move_on};
use crate::flow::thread::own_tracking;
use crate::flow::type_case::{TypeCase, leading_of, plain_size};

/// A block's texts in their places.
pub(super) struct PlacedTexts {
    pub frames: Vec<Frame>,
    pub findings: Findings,
}

/// Places a block's texts.
pub(super) fn place_text(case: TypeCase<'_>, plot: Plot<'_>, content: &TextBlock) -> PlacedTexts {
    let block = plot.block;
    let corner = Corner::of(block);
    let room = corner.mode.logical_size(crate::measure::Size {
        width: block.inner.width,
        height: block.inner.height,
    });
    let (size, findings) = fitted_size(case, block, content, room.inline);
    let mut setter = Setter {
        case,
        plot,
        style: &content.style,
        text_style: content.style.at(size),
        corner,
        room,
        ruled: content.style == *block.styles.get(Role::Quote),
        role: content.role,
        leaders: content.leaders,
        fold: block.folded_rows().map(|fold| fold.at),
        findings,
    };
    let frames = match content.pieces.as_slice() {
        [one] if one.emphasised.is_empty() => setter.wrap(one),
        pieces => setter.side_by_side(pieces),
    };
    PlacedTexts { frames, findings: setter.findings }
}

/// A size from a ladder is the largest at which the pieces stand on one line.
fn fitted_size(
    case: TypeCase<'_>,
    block: &Block,
    content: &TextBlock,
    width: Length,
) -> (Length, Findings) {
    let (most, mut findings) = (plain_size(&content.style), Findings::default());
    let SizeRule::Fit { ladder, usual, .. } = &content.style.size else { return (most, findings) };
    let style = content.style.at(usual.1);
    let natural = |piece: &TextPiece| {
        let galley = case.galley(&piece.text, &style, block.grid.mode);
        findings.append(&galley.findings);
        galley.natural_width()
    };
    let natural: Length = content.pieces.iter().map(natural).sum();
    let fits = |size: &&Length| natural.scale(size.units(), usual.1.units()) <= width;
    let size = ladder.iter().filter(fits).max().or(ladder.iter().min()).copied();
    (size.unwrap_or(most), findings)
}

/// Least white between a folio's rule and what stands on either side of it.
const AROUND_RULE: Length = Length::from_pt(4);

/// Texts of more lines are no quotes or slogans.
const MOST_ROWS: usize = 12;

/// Rows of a quote or slogan that are weighed as those of a head: what is longer is read as running text.
const HEAD_ROWS: usize = 4;

/// How far the text of a block in the margin stands higher than its place, so that there is
/// white over and under the rule at the block's foot, and that type which is larger than a block over the page's
/// lines reaches into none of them: as far as the margin is free.
///
/// ```text
/// A4 要聞            the text, its foot `last` below the block's head
///   4 pt
/// -----------------
///   4 pt             the block's foot
/// ```
pub(super) fn raised(page: &Page, block: &Block, last: Length) -> Length {
    let at_head = block.rect.bottom() <= page.grid_area.y;
    let rule = match block.decor.bottom {
        Some(rule) => AROUND_RULE * 2 + rule.weight,
        None if at_head => Length::ZERO,
        None => return Length::ZERO,
    };
    if block.area != Area::Margin || block.grid.mode != WritingMode::HorizontalTb {
        return Length::ZERO;
    }
    let wanted = last + rule - block.inner.height;
    let above = |other: &Rect| {
        let beside = other.right() <= block.rect.x || block.rect.right() <= other.x;
        (!beside && other.bottom() <= block.rect.y).then(|| other.bottom())
    };
    let margins = page.blocks.iter().filter(|other| other.area == Area::Margin);
    let rects = margins.map(|other| &other.rect).chain([&page.type_area]);
    let free = block.rect.y - rects.filter_map(above).max().unwrap_or(Length::ZERO);
    wanted.min(free).max(Length::ZERO)
}

/// How far the text of a block at the foot of a page stands lower than its place, so that there is
/// white over and under the rule at the block's head: as far as the margin is free.
///
/// ```text
///                  the page's last line
///   4 pt
/// -----------------
///   4 pt
/// A4 要聞            the text, which begins `first` below the block's head
/// ```
pub(super) fn lowered(page: &Page, block: &Block, text: Stack) -> Length {
    let at_foot = block.area == Area::Margin && block.rect.y >= page.grid_area.bottom();
    let Some(rule) = block.decor.top.filter(|_| at_foot) else { return Length::ZERO };
    if block.grid.mode != WritingMode::HorizontalTb {
        return Length::ZERO;
    }
    let wanted = AROUND_RULE * 2 + rule.weight - white_over(page, block) - text.first;
    let foot = block.rect.y + text.last;
    let below = |other: &Rect| {
        let beside = other.right() <= block.rect.x || block.rect.right() <= other.x;
        (!beside && other.y >= block.rect.bottom()).then_some(other.y)
    };
    let margins = page.blocks.iter().filter(|other| other.area == Area::Margin);
    let limit = margins.filter_map(|other| below(&other.rect)).min();
    let limit = limit.unwrap_or(page.paper.trim.height - AROUND_RULE);
    wanted.min(limit - foot).max(Length::ZERO)
}

/// The white that a block has over it without its own: that between lines, but for a block under the
/// ends of vertical lines, which go to the foot of the page's type.
pub(super) fn white_over(page: &Page, block: &Block) -> Length {
    let ends = block.area == Area::Margin && page.grid.mode == WritingMode::VerticalRl;
    if ends && block.grid.mode == WritingMode::HorizontalTb {
        Length::ZERO
    } else {
        line_gap(&block.grid)
    }
}

/// The rows of a text that has line ends.
fn kept_rows(text: &str) -> Vec<Range<u32>> {
    let mut at = 0;
    let row = |line: &str| {
        let from = at;
        at += line.len() as u32;
        from..from + line.trim_end_matches('\n').len() as u32
    };
    text.split_inclusive('\n').map(row).collect()
}

/// Rows that end at the full-width blanks of a text, each as long as it can be: a date and its
/// weekday part there, not within a word. None where that is not called for or not enough.
fn at_blanks(galley: &Galley, measure: Length, piece: &TextPiece) -> Option<Vec<SetLine>> {
    const BLANK: char = '\u{3000}';
    let text = &piece.text.text;
    let room = galley.natural_width() * 2 + measure;
    let fits = |row: &Range<u32>| galley.set_row(row.clone(), room, Align::Start).width <= measure;
    let mut rows: Vec<Range<u32>> = Vec::new();
    let kept = kept_rows(text);
    for row in &kept {
        let own = text.get(row.start as usize..row.end as usize)?;
        let mut from = row.start;
        let parts = own.split(BLANK).map(|part| {
            let start = from;
            from += (part.len() + BLANK.len_utf8()) as u32;
            start..start + part.len() as u32
        });
        let first = rows.len();
        for part in parts.filter(|part| !part.is_empty()) {
            match rows.get_mut(first..).and_then(<[_]>::last_mut) {
                Some(last) if fits(&(last.start..part.end)) => last.end = part.end,
                _ => rows.push(part),
            }
        }
    }
    let called_for = rows.len() > kept.len() && rows.iter().all(fits);
    called_for
        .then(|| rows.into_iter().map(|row| galley.set_row(row, measure, piece.align)).collect())
}

/// Sets the texts of one block.
struct Setter<'a> {
    case: TypeCase<'a>,
    plot: Plot<'a>,
    style: &'a Style,
    text_style: TextStyle,
    corner: Corner,
    room: LogicalSize,
    /// A quote, between rules in the middle of its block.
    ruled: bool,
    role: Role,
    leaders: bool,
    /// Where rows are folded that lie across a spread, from the start of the block.
    fold: Option<Length>,
    findings: Findings,
}

impl Setter<'_> {
    /// Lines one below the other. A single line stands in the middle of its leading, so that a
    /// masthead's white is even; body type stands at the heads of the strips.
    fn wrap(&mut self, piece: &TextPiece) -> Vec<Frame> {
        let (mode, grid) = (self.corner.mode, &self.plot.block.grid);
        let LogicalSize { inline: width, block: depth } = self.room;
        let width = if self.fold.is_some() { width - Fold::CLEAR * 2 } else { width };
        let mut style = TextStyle { align: piece.align, ..self.text_style };
        if piece.text.text.contains('\n') {
            // Lines of its own begin level.
            style.settings.indent = Em::ZERO;
        }
        let (em, mark) = (style.em(mode), &self.style.mark);
        let set = |style: &TextStyle| {
            let text = &piece.text;
            self.case.compose(&Paragraph { text, style, mode, mark, tail: None }).by_words(text)
        };
        let mut galley = set(&style);
        // Running text of another size fills the width with whole characters (R129).
        let running = piece.align == Align::Justify && galley.natural_width() > width;
        if running {
            let apart = own_tracking(grid.cell, width, em.inline).millionths();
            style.tracking = Em::from_millionths(style.tracking.millionths() + apart);
            galley = set(&style);
        }
        self.findings.append(&galley.findings);
        let lines = match self.fits_one_row(&galley, width, piece) {
            Some(line) => vec![line],
            None => match at_blanks(&galley, width, piece) {
                Some(rows) => rows,
                None => self.by_meaning(&galley, galley.set(&width).lines, (width, piece)),
            },
        };
        // Rows that are turned over are read across the fold as running text is; a masthead that is
        // turned over is told for that.
        let turned = lines.len() > kept_rows(&piece.text.text).len() && !self.is_one_row();
        if (running || turned) && self.fold.is_some() {
            let found = self.across_fold();
            self.findings.push(found);
        }
        let pitch = leading_of(self.style, grid, em);
        let em = em.block;
        let stack = em + pitch * (lines.len() as i64 - 1).max(0);
        let start = if self.ruled && self.plot.block.depth == Depth::Text {
            // The box ends below it: it stands at its head.
            self.style.above.of(grid.line)
        } else if self.ruled {
            ((depth - line_gap(grid) - stack) / 2).max(Length::ZERO)
        } else {
            self.first_line(em)
        };
        let foot = start + stack;
        if foot > depth.max(em) || lines.iter().any(|line| line.width > line.measure) {
            let found = self.overflow(lines.len(), foot);
            self.findings.push(found);
        } else if let Some(expected) = self.rows_expected(piece, running) {
            self.findings.extend(self.turned(lines.len(), expected, width));
        }
        let place = |(at, mut line): (usize, SetLine)| {
            self.keep_off(&mut line, piece);
            let at = Start { inline: Length::ZERO, block: start + pitch * at as i64 };
            self.piece(0, line, at)
        };
        let mut frames: Vec<Frame> = lines.into_iter().enumerate().map(place).collect();
        // Nothing has no rules.
        if self.ruled
            && frames
                .iter()
                .any(|frame| matches!(frame, Frame::Line(line) if !line.line.runs.is_empty()))
        {
            frames.extend(self.quote_rules(start, stack));
        }
        frames
    }

    /// The rows that a text was written in, where it is no running text: a masthead or folio has
    /// one, and a text with line ends one for each.
    fn rows_expected(&self, piece: &TextPiece, running: bool) -> Option<usize> {
        let rows = kept_rows(&piece.text.text).len();
        let one = self.is_one_row();
        let written = one || (rows > 1 && !matches!(self.role, Role::Body | Role::Quote));
        (written && (one || !running || rows > 1)).then_some(rows)
    }

    /// Whether its texts are written to stand in one row each.
    fn is_one_row(&self) -> bool {
        matches!(self.role, Role::Masthead | Role::Folio | Role::Source | Role::Jump)
    }

    fn turned(&self, rows: usize, expected: usize, measure: Length) -> Option<Diagnostic> {
        if rows <= expected {
            return None;
        }
        let count =
            |rows: usize| if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
        Some(
            Diagnostic::warning(
                codes::overset::TEXT_TURNED,
                format!("a text written in {} stands in {}", count(expected), count(rows)),
            )
            .at(
                self.plot.block.span,
                format!("this block is {} characters wide", measure.whole(self.text_style.size)),
            )
            .help("make the block wider, shorten the text, or begin its rows with \\n"),
        )
    }

    /// Opens a row at the fold.
    fn keep_off(&self, line: &mut SetLine, piece: &TextPiece) {
        let Some(fold) = self.fold else { return };
        let end = self.room.inline;
        line.measure = end;
        let locale = self.text_style.settings.locale;
        let at = FoldedAt { fold, before: Length::ZERO, end, rest: Rest::White, locale };
        keep_off(&piece.text, line, at);
    }

    fn across_fold(&self) -> Diagnostic {
        Diagnostic::error(codes::spread::ACROSS_FOLD, "a text would be read across the fold")
            .at(self.plot.block.span, "this block stands on both halves")
            .help("give the text columns of one half, or a style in which it is one row")
    }

    /// The frame of a line of the piece `number`.
    fn piece(&self, number: u32, line: SetLine, start: Start) -> Frame {
        let Plot { page, id, .. } = self.plot;
        let text = TextId::Block(page, id, BlockText::Piece(number));
        self.corner.line(start, line, text, Usage::Furniture(id))
    }

    /// A quote's rules: the white of the style off its text, or what the block has of it.
    fn quote_rules(&self, start: Length, stack: Length) -> Vec<Frame> {
        let line = self.plot.block.grid.line;
        let rule = |white: Length, block: Length| {
            let at = LogicalRect {
                inline: Length::ZERO,
                block,
                inline_size: self.room.inline,
                block_size: Length::ZERO,
            };
            let rule = Rule { weight: Length::PT, colour: Colour::BLACK };
            (white >= AROUND_RULE).then(|| rule_along(self.corner, at, rule))
        };
        let above = self.style.above.of(line).min(start);
        let below = self.style.below.of(line).min(start);
        [rule(above, start - above), rule(below, start + stack + below)]
            .into_iter()
            .flatten()
            .collect()
    }

    /// Rows of about one length that end between clauses and phrases, for a quote and other type that is read as
    /// a head (R90, R92); and for any text whose last row would hold fewer Han than it may (R53).
    fn by_meaning(
        &self,
        galley: &Galley,
        lines: Vec<SetLine>,
        (measure, piece): (Length, &TextPiece),
    ) -> Vec<SetLine> {
        let least = usize::from(self.text_style.settings.last_line);
        let text = &piece.text;
        let last = lines.last().map_or(0..0, |line| line.range.clone());
        let last = text.text.get(last.start as usize..last.end as usize).unwrap_or("");
        let han = last.chars().filter(|c| c.is_alphabetic()).count();
        let is_head = lines.len() <= HEAD_ROWS && self.is_display();
        let called_for = han < least || is_head;
        if !(2..=MOST_ROWS).contains(&lines.len()) || !called_for || piece.align == Align::Justify {
            return lines;
        }
        let Some(rows) = galley.rows(text, lines.len()) else { return lines };
        let rows: Vec<SetLine> =
            rows.into_iter().map(|row| galley.set_row(row, measure, piece.align)).collect();
        if rows.iter().all(|row| row.width <= measure) { rows } else { lines }
    }

    /// Whether its type is a quote's, or larger than the body's by a third.
    fn is_display(&self) -> bool {
        let body = self.plot.block.grid.body_block;
        let own = self.text_style.em(self.corner.mode).block;
        self.role == Role::Quote || own * 3 >= body * 4
    }

    /// A text of one line is aligned as its piece says; a justified one has nothing to fill.
    fn fits_one_row(&self, galley: &Galley, measure: Length, piece: &TextPiece) -> Option<SetLine> {
        let natural = galley.natural_width();
        let row = matches!(piece.align, Align::Center | Align::End | Align::Spread);
        if !row || natural > measure || !self.style.mark.is_empty() {
            return None;
        }
        let range = galley.one_row()?;
        Some(galley.set_row(range, measure, piece.align))
    }

    fn first_line(&self, em: Length) -> Length {
        let grid = &self.plot.block.grid;
        let leading = self.style.leading.of(grid.line, em);
        let above = self.style.above.of(grid.line);
        above + ((leading - line_gap(grid) - em) / 2).max(Length::ZERO)
    }

    /// Start, centre and end on one line, or on as many as their line ends make.
    fn side_by_side(&mut self, pieces: &[TextPiece]) -> Vec<Frame> {
        let rows: Vec<Vec<Range<u32>>> =
            pieces.iter().map(|piece| kept_rows(&piece.text.text)).collect();
        let count = rows.iter().map(Vec::len).max().unwrap_or(0);
        let em = self.text_style.em(self.corner.mode);
        let pitch = leading_of(self.style, &self.plot.block.grid, em);
        let foot = self.first_line(em.block) + em.block + pitch * (count as i64 - 1).max(0);
        if count > 1 && foot > self.room.block.max(em.block) {
            let found = self.overflow(count, foot);
            self.findings.push(found);
        }
        let mut frames = Vec::new();
        for row in 0..count {
            let parts: Vec<Option<Range<u32>>> =
                rows.iter().map(|rows| rows.get(row).cloned()).collect();
            frames.extend(self.one_line(pieces, &parts, pitch * row as i64));
        }
        frames
    }

    /// One row of the pieces, `down` below the first.
    fn one_line(
        &mut self,
        pieces: &[TextPiece],
        rows: &[Option<Range<u32>>],
        down: Length,
    ) -> Vec<Frame> {
        let width = self.room.inline;
        let set: Vec<Vec<Portion>> = pieces
            .iter()
            .zip(rows)
            .map(|(piece, row)| match row {
                Some(row) => self.portions(piece, row),
                None => Vec::new(),
            })
            .collect();
        let all = || set.iter().flatten();
        let ascent = all().map(|s| s.ascent).max().unwrap_or(Length::ZERO);
        let descent = all().map(|s| s.line.em.block - s.ascent).max().unwrap_or(Length::ZERO);
        let baseline = self.first_line(ascent + descent) + ascent + down;
        let mut frames = Vec::new();
        let mut taken = Length::ZERO;
        let mut collide = false;
        for (number, (piece, portions)) in (0..).zip(pieces.iter().zip(set)) {
            if portions.is_empty() {
                continue;
            }
            let natural: Length = portions.iter().map(|s| s.before + s.line.width).sum();
            let mut inline = match piece.align {
                Align::Center => (width - natural) / 2,
                Align::End => width - natural,
                Align::Start | Align::Justify | Align::Spread => Length::ZERO,
            };
            collide |= inline < taken || natural > width;
            if self.leaders && number > 0 && taken.is_positive() {
                let middle = baseline - ascent + (ascent + descent) / 2;
                frames.extend(self.leaders(taken..inline, middle));
            }
            let first = frames.len();
            for mut portion in portions {
                inline += portion.before;
                let back = self.part(&mut portion.line, piece, inline);
                for frame in frames.iter_mut().skip(first) {
                    frame.move_back(back);
                }
                inline -= back;
                let advance = portion.line.width;
                let at = Start { inline, block: baseline - portion.ascent };
                frames.push(self.piece(number, portion.line, at));
                inline += advance;
            }
            taken = inline;
        }
        if collide {
            let found = self.collision();
            self.findings.push(found);
        }
        frames
    }

    /// Opens a portion that begins at `inline` at the fold, and gives how far what stands before the fold
    /// moves back: of what stands at the start nothing, in the middle as far as the rest moves on.
    fn part(&self, line: &mut SetLine, piece: &TextPiece, inline: Length) -> Length {
        let Some(fold) = self.fold else { return Length::ZERO };
        let before = match piece.align {
            Align::Center | Align::End => inline,
            Align::Start | Align::Justify | Align::Spread => Length::ZERO,
        };
        let end = match piece.align {
            Align::End => line.width,
            _ => self.room.inline - inline,
        };
        let locale = self.text_style.settings.locale;
        let at = FoldedAt { fold: fold - inline, before, end, rest: Rest::White, locale };
        let back = keep_off(&piece.text, line, at);
        move_on(line, back);
        line.measure = line.width;
        back
    }

    /// Dots from one piece to the next, half an em from dot to dot and an em off both. They are
    /// counted from the end of the line, so that those of several rows stand one below the other.
    fn leaders(&self, white: Range<Length>, middle: Length) -> Vec<Frame> {
        let em = self.text_style.em(self.corner.mode).inline;
        let (pitch, size) = (em / 2, em.scale(DOT, 1000));
        let end = self.room.inline;
        let first = (end - white.end).covered_by(pitch) + 1;
        let last = (end - white.start).whole(pitch) - 1;
        let dot = |at: i64| {
            let at = LogicalRect {
                inline: end - pitch * at - size / 2,
                block: middle - size / 2,
                inline_size: size,
                block_size: size,
            };
            let fill = Some(self.style.colour);
            Frame::Box(PlacedBox { rect: self.corner.rect(at), fill, stroke: None })
        };
        if last - first < LEAST_DOTS { Vec::new() } else { (first..=last).map(dot).collect() }
    }

    /// A row of a piece as portions of one size each.
    fn portions(&mut self, piece: &TextPiece, row: &Range<u32>) -> Vec<Portion> {
        let text = &piece.text.text;
        let mut ends: Vec<(Range<u32>, TextStyle)> = Vec::new();
        let mut at = 0;
        for emphasised in &piece.emphasised {
            let range = emphasised.range.clone();
            if range.start < at || range.end <= range.start {
                continue;
            }
            ends.push((at..range.start, self.text_style));
            let larger =
                TextStyle { family: emphasised.family, size: emphasised.size, ..self.text_style };
            at = range.end;
            ends.push((range, larger));
        }
        ends.push((at..text.len() as u32, self.text_style));
        for (range, _) in &mut ends {
            *range = range.start.max(row.start)..range.end.min(row.end);
        }
        ends.retain(|(range, _)| range.start < range.end);
        let mut before = Length::ZERO;
        let mut portions = Vec::new();
        for (range, style) in ends {
            let part = text.get(range.start as usize..range.end as usize).unwrap_or("");
            let blank = |c: char| c.is_whitespace();
            let (head, tail) = (
                part.len() - part.trim_start_matches(blank).len(),
                part.trim_end_matches(blank).len(),
            );
            let em = style.em(self.corner.mode).inline;
            if head >= tail {
                before += blanks(part, em);
                continue;
            }
            before += blanks(&part[..head], em);
            portions.push(self.portion(&piece.text, range, &style, before));
            before = blanks(&part[tail..], em);
        }
        portions
    }

    fn portion(
        &mut self,
        text: &RichText,
        range: Range<u32>,
        style: &TextStyle,
        before: Length,
    ) -> Portion {
        let mode = self.corner.mode;
        let galley = self.case.galley(text, style, mode);
        self.findings.append(&galley.findings);
        let room = galley.natural_width() * 2 + style.em(mode).inline;
        let mut line = galley.set_row(range, room, Align::Start);
        line.measure = line.width;
        Portion { before, ascent: self.case.ascent(style, mode), line }
    }

    fn overflow(&self, lines: usize, needs: Length) -> Diagnostic {
        let line = self.plot.block.grid.line;
        let (needs, has) = (needs.covered_by(line), self.room.block.whole(line));
        let lines = match lines {
            1 => "one line would".to_owned(),
            many => format!("{many} lines"),
        };
        Diagnostic::error(
            codes::overset::TEXT_TOO_LONG,
            format!("the text's {lines} need {needs} lines of the grid, the block has {has}"),
        )
        .at(self.plot.block.span, "this block")
        .help(format!(
            "give the block {} more, shorten the text or choose a smaller style",
            counted(needs - has, "line")
        ))
    }

    fn collision(&self) -> Diagnostic {
        Diagnostic::error(
            codes::overset::PIECES_COLLIDE,
            format!(
                "the texts do not fit side by side in {} characters",
                self.room.inline.whole(self.plot.block.grid.em)
            ),
        )
        .at(self.plot.block.span, "this block")
        .help("shorten a text, choose a smaller style or make the block wider")
    }
}

/// The side of a leader's dot, in thousandths of an em.
const DOT: i64 = 90;
/// Fewer dots lead nowhere.
const LEAST_DOTS: i64 = 2;

/// A piece's text in one size.
struct Portion {
    /// White before it: blanks that stand at the edge of a portion.
    before: Length,
    ascent: Length,
    line: SetLine,
}

/// The room of blanks between portions.
fn blanks(text: &str, em: Length) -> Length {
    text.chars().map(|c| if c == '\u{3000}' { em } else { em / 4 }).sum()
}
