//! One block of a story: its head and intro over all legs, its label dropped into the text, and
//! the [`Region`] that the story's thread flows through.

use std::sync::Arc;

use crate::diag::{Diagnostic, Findings, Span, codes, counted};
use crate::measure::{Length, LogicalRect, LogicalSize, Size};
use crate::page::model::{Block, BlockId, Lines, Part, PartKind, Story, StoryBlock};
use crate::page::style::{Role, SizeRule};
use crate::text::RichText;

use super::boxes::over_head;
use super::intro::{IntroSpec, set_intro};
use super::near_heads::SetHeadline;
use super::neighbours::Neighbours;
use super::overset::LinesOver;
use crate::flow::corner::{Corner, Start, line_gap};
use crate::flow::frame::Frame;
use crate::flow::heads::{
    FILLED, FULL, HeadSpec, Misfit, Overhead, SetHead, Shallow, Step, Stretch, set_head, set_label,
};
use crate::flow::thread::{HeadWhite, Lane, Obstacles, Region};
use crate::flow::type_case::{TypeCase, plain_size};

/// A block of a story, made up but for its thread.
pub(in crate::flow) struct SetStoryBlock {
    pub frames: Vec<Frame>,
    /// The outer edges of its first and last em boxes, from the start corner of its inside.
    pub first: Length,
    pub last: Length,
    /// Where the body flows, if it does in this block.
    pub region: Option<Region>,
    /// What of its intro found no place.
    pub over: Option<LinesOver>,
    pub headline: Option<SetHeadline>,
    pub findings: Findings,
}

/// Why a headline is smaller than it might be.
struct Cause<'a> {
    /// The picture or box that takes its lines or its width.
    insert: &'a Block,
    /// What it would stand in without.
    free: Step,
}

impl Cause<'_> {
    fn said(&self) -> String {
        format!("without `{}` it would be {}", self.insert.name, rows_of(self.free))
    }
}

/// `2 rows of 28 pt`.
fn rows_of(Step { size, rows }: Step) -> String {
    match rows {
        1 => format!("1 row of {size} pt"),
        many => format!("{many} rows of {size} pt"),
    }
}

/// Where a story block is.
#[derive(Clone, Copy)]
pub(in crate::flow) struct Site<'a> {
    pub on: &'a Neighbours<'a>,
    pub id: BlockId,
    pub block: &'a Block,
    pub content: &'a StoryBlock,
    pub story: &'a Story,
    /// A headline that finds its size takes none above this.
    pub most: Option<Length>,
}

pub(in crate::flow) fn set_story_block(case: TypeCase<'_>, site: Site<'_>) -> SetStoryBlock {
    let block = site.block;
    let corner = Corner::of(block);
    let size =
        corner.mode.logical_size(Size { width: block.inner.width, height: block.inner.height });
    let mut maker = Maker {
        case,
        site,
        corner,
        size,
        obstacles: site.on.obstacles(site.id),
        at: Length::ZERO,
        head: Length::ZERO,
        under_head: None,
        made: SetStoryBlock {
            frames: Vec::new(),
            first: Length::ZERO,
            last: size.block - line_gap(&block.grid),
            region: None,
            over: None,
            headline: None,
            findings: Findings::default(),
        },
    };
    maker.head();
    maker.head = maker.at;
    maker.intro();
    maker.body();
    maker.made
}

/// What stands under a head in its block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Below {
    /// The head has the block to itself.
    Nothing,
    Text,
}

/// Where a head may stand.
#[derive(Clone, Copy)]
struct HeadRoom {
    inline: Length,
    width: Length,
    below: Below,
    /// The depth down to the first insert under it.
    most: Option<Length>,
}

struct Maker<'a> {
    case: TypeCase<'a>,
    site: Site<'a>,
    corner: Corner,
    size: LogicalSize,
    obstacles: Obstacles,
    /// How deep the block is filled.
    at: Length,
    /// How deep its head is.
    head: Length,
    /// The white of the head that what follows begins right under.
    under_head: Option<HeadWhite>,
    made: SetStoryBlock,
}

impl<'a> Maker<'a> {
    fn has(&self, part: Part) -> bool {
        self.site.content.parts.contains(&part)
    }

    fn texts(&self, part: Part) -> &'a [Arc<RichText>] {
        if self.has(part) { self.site.story.texts(part) } else { &[] }
    }

    /// The parts that are set as the head here. The label drops into the text where there is
    /// any; the source stands with the head, or after the body where there is no head.
    fn head_parts(&self) -> Vec<(Part, &'a [Arc<RichText>])> {
        let body = self.has(Part::Body);
        let mut parts: Vec<(Part, &[Arc<RichText>])> = Part::HEAD
            .into_iter()
            .filter(|part| !(body && *part == Part::Label))
            .map(|part| (part, self.texts(part)))
            .filter(|(_, texts)| !texts.is_empty())
            .collect();
        let source = self.texts(Part::Source);
        if !source.is_empty() && !source_follows_body(self.site.story, self.site.content) {
            parts.push((Part::Source, source));
        }
        parts
    }

    fn head(&mut self) {
        let parts = self.head_parts();
        let white = self.site.block.grid.line * self.site.content.treated.white;
        if parts.is_empty() {
            // Its head stands in a block above.
            self.at += white;
            return;
        }
        let alone = !self.has(Part::Body) && self.texts(Part::Intro).is_empty();
        let below = if alone { Below::Nothing } else { Below::Text };
        // White that is put in is parted: no head has less above it than below.
        let over = if below == Below::Text { white / 2 } else { Length::ZERO };
        let from = self.at;
        self.at += over;
        let (mut set, cause) = self.set_head_above(&parts, below);
        self.made.findings.append(&set.findings);
        let found = self.report_head(&set, cause.as_ref());
        self.made.findings.extend(found);
        self.made.first = set.first;
        self.made.headline = self.headline_of(&set);
        if below == Below::Nothing {
            self.made.last = set.last;
        }
        self.made.frames.append(&mut set.frames);
        self.at += set.depth + if below == Below::Text { white - over } else { Length::ZERO };
        let own = set.first - from;
        let over = match over_head(self.site.on.page(), self.site.id) {
            Overhead::Type(white) | Overhead::Frame(white) => own + white,
            Overhead::Rule(within) => own - within,
        };
        self.under_head = Some(HeadWhite { over, under: self.at - set.last });
    }

    fn headline_of(&self, set: &SetHead) -> Option<SetHeadline> {
        let Site { block, content, .. } = self.site;
        let fitted = matches!(block.styles.get(Role::Headline).size, SizeRule::Fit { .. });
        Some(SetHeadline {
            story: content.story,
            size: set.step?.size,
            fitted: fitted && !content.boxed && set.misfit.is_none(),
            fills: set.filled.is_none_or(|(filled, _)| filled >= FILLED),
            area: SetHeadline::area_of(&set.frames)?,
        })
    }

    /// A head over the whole width where it ends above the first insert, else in the width that
    /// is free beside the inserts.
    fn set_head_above(
        &self,
        parts: &[(Part, &'a [Arc<RichText>])],
        below: Below,
    ) -> (SetHead, Option<Cause<'a>>) {
        let inserts = match below {
            Below::Nothing => Vec::new(),
            Below::Text => self.site.on.inserts(self.site.id),
        };
        let first = inserts.iter().min_by_key(|(insert, _)| insert.block).copied();
        let most = first.map(|(insert, _)| insert.block - self.at);
        let set = self.set_head_beside(parts, below, most);
        let Some((_, insert)) = first else { return (set, None) };
        // What the head would be without it.
        let room = HeadRoom { inline: Length::ZERO, width: self.size.inline, below, most: None };
        let cause = match (set.step, self.set_head_in(parts, room).step) {
            (Some(step), Some(free)) if step.rows < free.rows || step.size < free.size => {
                Some(Cause { insert, free })
            }
            _ => None,
        };
        (set, cause)
    }

    fn set_head_beside(
        &self,
        parts: &[(Part, &'a [Arc<RichText>])],
        below: Below,
        most: Option<Length>,
    ) -> SetHead {
        if most.is_none_or(|most| most > Length::ZERO) {
            let room = HeadRoom { inline: Length::ZERO, width: self.size.inline, below, most };
            let set = self.set_head_in(parts, room);
            let above = most.is_none_or(|most| set.depth <= most);
            if below == Below::Nothing || (above && set.misfit.is_none()) {
                return set;
            }
        }
        let line = self.site.block.grid.line;
        let beside = |depth: Length| {
            let (inline, width) = self.free_over(self.at, self.at + depth);
            self.set_head_in(parts, HeadRoom { inline, width, below, most: None })
        };
        beside(beside(line).depth)
    }

    fn set_head_in(&self, parts: &[(Part, &'a [Arc<RichText>])], room: HeadRoom) -> SetHead {
        let block = self.site.block;
        let spec = HeadSpec {
            story: self.site.content.story,
            parts: parts.to_vec(),
            portrait: self.site.content.portrait.as_deref().map(|of| (of, self.site.id)),
            styles: &block.styles,
            grid: block.grid,
            corner: self.corner,
            inline: room.inline,
            block: self.at,
            width: room.width,
            size: self.site.most,
            depth: (room.below == Below::Nothing).then_some(self.size.block),
            most: room.most,
            boxed: self.site.content.boxed,
            steps: self.site.content.treated.headline,
            order: self.site.content.line_order,
            fold: block.folded_rows().map(|fold| fold.at),
            over: over_head(self.site.on.page(), self.site.id),
            beneath: match room.below {
                Below::Nothing => self.site.on.beneath(self.site.id),
                Below::Text => Length::ZERO,
            },
            followed: if room.below == Below::Text {
                self.white_of_subhead()
            } else {
                Length::ZERO
            },
        };
        set_head(self.case, &spec)
    }

    /// The white over and under a subhead that the text begins with at once under the head.
    fn white_of_subhead(&self) -> Length {
        let begins = self.site.story.body.iter().find(|part| !part.treated.left_out);
        let is_subhead = begins.is_some_and(|part| part.kind == PartKind::Subhead);
        if !self.has(Part::Body) || !self.texts(Part::Intro).is_empty() || !is_subhead {
            return Length::ZERO;
        }
        let (grid, style) = (self.site.block.grid, self.site.block.styles.get(Role::Subhead));
        let em = style.at(plain_size(style)).em(grid.mode).block;
        let white = style.above.of(grid.line) + style.below.of(grid.line);
        grid.line * (white + em).covered_by(grid.line) - em
    }

    /// The widest free part of the block's whole width between two depths.
    fn free_over(&self, from: Length, to: Length) -> (Length, Length) {
        let lane = self.whole_lane();
        let region = self.region(vec![lane]);
        region.free(&lane, from, to).unwrap_or((Length::ZERO, self.size.inline))
    }

    fn whole_lane(&self) -> Lane {
        Lane {
            inline: Length::ZERO,
            width: self.size.inline,
            start: Length::ZERO,
            end: self.size.block,
        }
    }

    fn region(&self, lanes: Vec<Lane>) -> Region {
        let (block, content) = (self.site.block, self.site.content);
        Region {
            grid: block.grid,
            lanes,
            obstacles: self.obstacles.clone(),
            styles: block.styles.clone(),
            leg_end: content.leg_end,
            balance: content.balance,
            closing: None,
            opened: false,
            head: self.under_head,
        }
    }

    /// What falls short in a head.
    fn report_head(&self, set: &SetHead, cause: Option<&Cause<'_>>) -> Vec<Diagnostic> {
        let has_lines = self.size.block.whole(self.site.block.grid.line);
        let too_deep = set.depth > self.size.block;
        let misfit = if let Some(misfit) = &set.misfit {
            Some(self.misfit(misfit, set.shallow))
        } else if too_deep {
            let needs = set.depth.covered_by(self.site.block.grid.line);
            let what = format!("needs {needs} lines, the block has {has_lines}");
            Some(self.head_error(what, "give the head more lines, or a smaller `size`"))
        } else if let Some((filled, row)) = set.filled.filter(|(filled, _)| *filled < FILLED) {
            let headline = self.texts(Part::Headline);
            let widest = headline.get(row as usize).or(headline.first());
            let span = widest.map_or(self.site.block.span, |text| text.span());
            let ends = centred(set.step);
            let help = match set.shallow {
                _ if set.unlike => "its rows are unlike: move the |, change them by a word, or \
                                    give the headline a `size`"
                    .to_owned(),
                Some(shallow) if cause.is_some() => format!("{}, or {ends}", lower(shallow)),
                Some(shallow) => format!("{}, or {ends}", more_lines(shallow)),
                None => format!("{ends}, lengthen it, or give it fewer columns"),
            };
            let small = match set.small {
                Some((size, usual)) => format!(", in {size} pt, under the usual {usual} pt"),
                None => String::new(),
            };
            let found = Diagnostic::warning(
                codes::overset::HEAD_SHORT,
                format!("the headline fills {filled} per cent of its width{small}"),
            );
            let found = found.at(span, format!("story \"{}\"", self.site.story.name)).help(help);
            Some(match cause {
                Some(cause) => found.and_at(cause.insert.span, cause.said()),
                None => found,
            })
        } else {
            None
        };
        misfit.into_iter().chain(self.report_headline(set, cause)).collect()
    }

    fn report_headline(&self, set: &SetHead, cause: Option<&Cause<'_>>) -> Vec<Diagnostic> {
        let Some(headline) = self.texts(Part::Headline).first() else { return Vec::new() };
        let (span, name) = (headline.span(), &self.site.story.name);
        let runt = || {
            Diagnostic::warning(codes::overset::HEAD_RUNT, "the headline's last row is 1 character")
                .at(span, format!("story \"{name}\""))
                .help("move the |, or change the headline by a word")
        };
        let place = format!("story \"{name}\"");
        let headline = set.stretch.map(|stretch| {
            let filled = set.filled.map_or(FULL, |(filled, _)| filled);
            stretched("headline", (stretch, filled))
                .at(span, place.clone())
                .help("change the headline by a word, its `ladder`, or the number of its rows")
        });
        let deck = set.deck.filter(|_| set.misfit.is_none()).and_then(|deck| {
            let span = self.texts(Part::Deck).first()?.span();
            let help = "change the deck by a word, mark with | where its rows end, or centre it: \
                        `align = \"center\"` in [style.deck]";
            Some(stretched("deck", deck).at(span, place.clone()).help(help))
        });
        let told = set.misfit.is_some() || set.filled.is_some_and(|(filled, _)| filled < FILLED);
        let found = [
            set.runt.then(runt),
            headline.filter(|_| !told),
            deck,
            // That it is short is told with its size.
            if told { None } else { self.smaller(set, cause, span) },
        ];
        found.into_iter().flatten().collect()
    }

    /// A headline under its usual sizes, or smaller or of fewer rows than without what stands in it.
    fn smaller(&self, set: &SetHead, cause: Option<&Cause<'_>>, span: Span) -> Option<Diagnostic> {
        let step = set.step?;
        let message = match (set.small, cause) {
            (Some((size, usual)), _) => {
                format!("the headline is set in {size} pt, under the usual {usual} pt of its width")
            }
            (None, Some(_)) => format!("the headline is set in {}", rows_of(step)),
            (None, None) => return None,
        };
        let said = Diagnostic::note(codes::overset::HEAD_SMALL, message)
            .at(span, format!("story \"{}\"", self.site.story.name));
        Some(match cause {
            Some(cause) => said
                .and_at(cause.insert.span, cause.said())
                .help("move the picture or box lower, or shorten the headline"),
            None => said.help(match set.shallow {
                Some(shallow) => more_lines(shallow),
                None => "shorten it, allow it more `rows`, or give it a `size` if this is meant"
                    .to_owned(),
            }),
        })
    }

    /// The lines that it asks for are those in which nothing more is said of the head.
    fn misfit(&self, misfit: &Misfit, shallow: Option<Shallow>) -> Diagnostic {
        let Misfit { size, rows, needs, width, needs_lines, has_lines, fits } = *misfit;
        let deep = has_lines.is_some_and(|has| needs_lines > has);
        let rows = counted(rows, "row");
        // Where it cannot be broken into so many rows there is no width to tell.
        let wide = match needs {
            // It is the depth that falls short.
            _ if deep && needs <= width && needs.is_positive() => format!("in {rows} at {size} pt"),
            Length::ZERO => format!("does not break into {rows} at {size} pt within {width} pt"),
            needs => format!("in {rows} at {size} pt is {needs} pt wide of {width} pt"),
        };
        let roomy = shallow.filter(|it| deep && it.needs > needs_lines);
        let what = match (has_lines, roomy) {
            (Some(has), Some(Shallow { needs: usual, .. })) if needs <= width => {
                format!("{wide} is too deep; at a usual size it needs {usual} lines of {has}")
            }
            (Some(has), Some(Shallow { needs, .. })) => {
                format!("{wide}; at a usual size it needs {needs} lines of {has}")
            }
            (Some(has), None) if deep && needs <= width && needs.is_positive() => {
                format!("{wide} needs {needs_lines} lines of {has}")
            }
            (Some(has), None) => format!("{wide} and needs {needs_lines} lines of {has}"),
            (None, _) => wide,
        };
        let size = fits.map(|size| format!("give it a smaller `size` ({size} pt fits), "));
        let more = match (deep, needs > width) {
            (true, false) => "give the head more lines, or shorten it",
            (false, _) => {
                "give the head more columns, shorten it, or mark with | where it may break"
            }
            (true, true) => "give the head more lines or columns, or shorten it",
        };
        let own = self.site.on.page().lines_of(self.site.block);
        // What it has is its block's own depth, and not what a picture leaves it.
        let own = own.filter(|own| deep && Some(own.count) == has_lines);
        let alone = own
            .filter(|own| own.count == 1)
            .map(|Lines { first, .. }| format!("`lines = \"{first}\"` is line {first} alone; "));
        let count = shallow.map_or(needs_lines, |shallow| shallow.needs.max(needs_lines));
        let help = [alone, size].into_iter().flatten().collect::<String>() + more;
        let place = own.map(|own| format!("the head alone needs {}", Lines { count, ..own }));
        let mut found = self.head_error(what, &help);
        if let (Some(label), Some(place)) = (&mut found.primary, place) {
            label.text = place;
        }
        found
    }

    fn head_error(&self, what: String, help: &str) -> Diagnostic {
        let name = &self.site.story.name;
        Diagnostic::error(
            codes::overset::HEAD_MISFIT,
            format!("the head of story \"{name}\" {what}"),
        )
        .at(self.site.block.span, "this block")
        .help(help)
    }

    fn intro(&mut self) {
        let texts = self.texts(Part::Intro);
        if texts.is_empty() {
            return;
        }
        let block = self.site.block;
        let (inline, width) = self.intro_room();
        let spec = IntroSpec {
            story: self.site.content.story,
            texts,
            styles: &block.styles,
            grid: block.grid,
            corner: self.corner,
            obstacles: self.obstacles.clone(),
            inline,
            width,
            start: self.at,
            end: self.size.block,
        };
        let set = set_intro(self.case, spec);
        self.made.findings.append(&set.findings);
        if self.at == Length::ZERO {
            self.made.first = set.first;
        }
        if !self.has(Part::Body) {
            self.made.last = set.last;
        }
        if !set.over.is_empty() {
            let lines = set.over.len();
            self.made.findings.push(self.intro_over(lines));
            self.made.over =
                Some(LinesOver { set: set.over, lines, characters: set.characters_over });
        }
        self.made.frames.extend(set.frames);
        self.at += set.depth;
        self.under_head = None;
    }

    /// Where an intro stands along the lines: over all legs, on a spread over those of the first half.
    fn intro_room(&self) -> (Length, Length) {
        let whole = (Length::ZERO, self.size.inline);
        let Some(fold) = self.site.block.folded_rows() else { return whole };
        let first = (Length::ZERO, fold.white.start);
        if first.1 >= self.site.block.grid.em {
            first
        } else {
            (fold.white.end, self.size.inline - fold.white.end)
        }
    }

    fn intro_over(&self, lines: usize) -> Diagnostic {
        let name = &self.site.story.name;
        let lines = counted(lines, "line");
        Diagnostic::error(
            codes::overset::INTRO_OVER,
            format!("the intro of story \"{name}\" is over by {lines}"),
        )
        .at(self.site.block.span, "this block")
        .help("give the block more lines, or shorten the intro")
    }

    /// The legs under what stands over them, and the label in the first.
    fn body(&mut self) {
        if !self.has(Part::Body) {
            return;
        }
        let (from, width) = self.intro_room();
        let lanes = self.site.content.legs.iter().map(|leg| {
            let at = self.corner.mode.logical(leg.rect, self.corner.outer);
            let beside = at.inline >= from + width || at.inline_end() <= from;
            let over = if beside { self.head } else { self.at };
            Lane {
                inline: at.inline,
                width: at.inline_size,
                start: over.max(at.block),
                end: at.block_end().min(self.size.block),
            }
        });
        let mut region = self.region(lanes.collect());
        if let Some(text) = self.texts(Part::Label).first() {
            self.drop_label(text, &mut region);
        }
        self.made.region = Some(region);
    }

    fn drop_label(&mut self, text: &RichText, region: &mut Region) {
        let grid = region.grid;
        let Some(lane) = region.lanes.first().copied() else { return };
        let mut label = set_label(self.case, text, &region.styles, &grid);
        self.made.findings.append(&label.findings);
        let lines = label.lines(&grid);
        let depth = grid.line * lines;
        let left = (lane.end - lane.start).max(Length::ZERO).whole(grid.line);
        if left < lines {
            let what = format!("has a label of {lines} lines, {left} are left");
            self.made.findings.push(self.head_error(what, "give the block more lines"));
        } else if label.width > lane.width {
            let (needs, has) = (label.width, lane.width);
            let what = format!("has a label {needs} pt wide, its leg has {has}");
            let help = "shorten the label, or give [style.label] a smaller `size`";
            self.made.findings.push(self.head_error(what, help));
        }
        let free = region.free(&lane, lane.start, lane.start + depth);
        let (inline, _) = free.unwrap_or((lane.inline, lane.width));
        let head = label.drop(lane.start, &grid);
        self.made.frames.extend(label.frames(
            self.corner,
            Start { inline, block: head },
            self.site.content.story,
        ));
        region.obstacles.push(LogicalRect {
            inline,
            block: lane.start,
            inline_size: label.width + grid.em,
            block_size: depth,
        });
    }
}

/// A headline or deck whose glyphs or gaps meet the eye, and how much of its width it fills, in per cent.
fn stretched(part: &str, (Stretch { scale, tracking }, filled): (Stretch, i64)) -> Diagnostic {
    let per_cent = |thousandths: i64| (thousandths + 5).div_euclid(10);
    let parts = [("scaled to", per_cent(scale), 100), ("tracked by", per_cent(tracking), 0)];
    let parts = parts.into_iter().filter(|(_, amount, none)| amount != none);
    let parts: Vec<String> =
        parts.map(|(what, amount, _)| format!("{what} {amount} per cent")).collect();
    let end = match filled < FULL {
        true => format!("and fills {filled} per cent of its width"),
        false => "to fill its width".to_owned(),
    };
    let message = format!("the {part} is {} {end}", parts.join(" and "));
    Diagnostic::note(codes::overset::HEAD_STRETCHED, message)
}

/// How a headline is said to end where it does, in the size that it has.
fn centred(step: Option<Step>) -> String {
    match step {
        Some(Step { size, .. }) => format!(
            "give its block `look = \"NAME\"` and write under [look.NAME] \
             headline = {{ size = \"{size}pt\", align = \"center\" }}"
        ),
        None => "give the headline a `size` and `align = \"center\"` in [style.headline] or a look"
            .to_owned(),
    }
}

/// What to do about a head that its depth keeps small.
fn more_lines(shallow: Shallow) -> String {
    format!("give the head {} lines (it has {})", shallow.needs, shallow.has)
}

/// The same of one that what stands in its block keeps small: a deeper block is no cure.
fn lower(Shallow { needs, has }: Shallow) -> String {
    format!("let it begin {} lower", counted(needs - has, "line"))
}

/// Whether the source of this block stands after the body rather than with the head.
pub(in crate::flow) fn source_follows_body(story: &Story, content: &StoryBlock) -> bool {
    let has_head = Part::HEAD
        .into_iter()
        .filter(|part| *part != Part::Label)
        .any(|part| content.parts.contains(&part) && !story.texts(part).is_empty());
    content.parts.contains(&Part::Body) && !has_head
}
