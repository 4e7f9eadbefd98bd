//! A head: label, kicker, headline, deck and byline set as one object.
//!
//! ```text
//! above
//! [label]  kicker        upper parts: the headline takes the largest step that fits, the
//!          HEADLINE      others follow its size
//!          deck
//! gap
//! byline          source lower parts: of body size, so they stand on the page's grid
//! below
//! ```
//!
//! The whole takes whole lines; what is over is white ([`super::white`]).

use std::sync::Arc;

use crate::diag::Findings;
use crate::measure::{Length, TypeSize, WritingMode};
use crate::page::model::{LineOrder, Part};
use crate::page::style::{Align, SizeRule, Style};
use crate::text::RichText;

use super::fit::{Depth, FILLED, FULL, SetRows, choose_step, follow_step, step_from, usual_steps};
use super::label::{CLEAR, SetLabel, set_label};
use super::lower::Lower;
use super::probe::{Probe, Row, Step, Wording};
use super::spec::{HeadSpec, Misfit, SetHead, Shallow};
use super::white::{Object, White};
use crate::flow::corner::Start;
use crate::flow::frame::Frame;
use crate::flow::type_case::{TypeCase, plain_size};

/// No headline is set smaller.
const LEAST: Length = Length::from_pt(7);
/// Rows of a head are at most this far apart, in thousandths of their em.
const ROW_GAP: i64 = 300;

/// A row under this share of the longest, in per cent, is unlike it.
const ALIKE: i64 = 80;

/// Whether a head that does not fit would with more lines.
fn misfit_is_deep(made: &SetHead) -> bool {
    made.misfit.is_some_and(|misfit| misfit.has_lines.is_some_and(|has| misfit.needs_lines > has))
}

/// One upper part at the size it will have.
struct Tier<'a> {
    part: Part,
    texts: &'a [Arc<RichText>],
    style: &'a Style,
    step: Step,
    em: TypeSize,
    pitch: Length,
    /// What stands out of its rows, before and behind: it has room of its own (R134).
    reach: (Length, Length),
    /// Where it begins: after the label, if that stands beside it.
    indent: Length,
}

impl Tier<'_> {
    fn stack(&self) -> Length {
        let rows = self.em.block + self.pitch * (i64::from(self.step.rows) - 1).max(0);
        self.reach.0 + rows + self.reach.1
    }
}

/// Sets a head.
pub(in crate::flow) fn set_head(case: TypeCase<'_>, spec: &HeadSpec<'_>) -> SetHead {
    let label = spec.texts(Part::Label).first();
    let label = label.map(|text| set_label(case, text, spec.styles, &spec.grid));
    let upper = Upper::new(case, spec, label.as_ref());
    let lower = Lower::set(case, spec);
    let mut findings = Findings::default();
    label.iter().for_each(|label| findings.append(&label.findings));
    upper.probes.iter().for_each(|(_, probe)| findings.append(&probe.findings));
    findings.append(&lower.findings);
    let step = upper.choose(&lower);
    let tiers = upper.tiers(step.unwrap_or_else(|step| step));
    let mut white = upper.white(&tiers, &lower);
    if let Some(label) = &label {
        // The byline stands under a label that is deeper than the parts beside it.
        let depth = white.above + label.depth;
        white.depth = white.depth.max(spec.grid.line * depth.covered_by(spec.grid.line));
    }
    let misfit = step.err().map(|step| upper.misfit(step, &lower));
    let mut made = SetHead {
        frames: Vec::new(),
        depth: white.depth + lower.depth,
        first: spec.block,
        last: spec.block,
        misfit,
        filled: None,
        unlike: false,
        runt: false,
        small: None,
        stretch: None,
        deck: None,
        shallow: None,
        step: None,
        findings,
    };
    upper.place(&tiers, &white, &mut made);
    if made.small.is_some()
        || misfit_is_deep(&made)
        || made.filled.is_some_and(|(filled, _)| filled < FILLED)
    {
        made.shallow = upper.shallow(&lower);
    }
    lower.place(spec, spec.block + white.depth, tiers.is_empty(), &mut made);
    if let Some(label) = label {
        place_label(spec, &label, &white, &mut made);
    }
    if spec.corner.mode == WritingMode::VerticalRl && spec.order == LineOrder::LeftToRight {
        mirror(spec, &mut made);
    }
    made
}

/// Lets the lines of a vertical head stand left to right (`line_order = "ltr"`).
fn mirror(spec: &HeadSpec<'_>, made: &mut SetHead) {
    let depth = spec.depth.unwrap_or(made.depth);
    let ends = spec.block * 2 + depth;
    for frame in &mut made.frames {
        let rect = match frame {
            Frame::Line(line) => &mut line.rect,
            Frame::Box(framed) => &mut framed.rect,
            Frame::Picture(picture) => &mut picture.rect,
            Frame::Rule(_) => continue,
        };
        let mut at = spec.corner.mode.logical(*rect, spec.corner.outer);
        at.block = ends - at.block_end();
        *rect = spec.corner.rect(at);
        // A portrait is shown whole.
        if let Frame::Picture(picture) = frame {
            picture.clip = picture.rect;
        }
    }
    (made.first, made.last) = (ends - made.last, ends - made.first);
}

/// A headline of one size stands in so many rows at most.
const MOST_FIXED: u32 = 8;

/// The depth of each upper part, and the white that at least stands between them.
struct Stacks {
    depths: Vec<Length>,
    gaps: Vec<Length>,
}

/// Kicker, headline and deck, measured.
struct Upper<'a, 's> {
    case: TypeCase<'s>,
    spec: &'s HeadSpec<'a>,
    /// What the label takes along the line, and how deep it keeps the parts beside it off.
    label: Option<(Length, Length)>,
    probes: Vec<(Part, Probe)>,
}

impl<'a, 's> Upper<'a, 's> {
    fn new(case: TypeCase<'s>, spec: &'s HeadSpec<'a>, label: Option<&SetLabel>) -> Self {
        let label = label.map(|label| (label.width + label.em, label.depth + CLEAR));
        let probe = |part: Part| {
            let texts = spec.texts(part);
            let rows = match &spec.style(part).size {
                SizeRule::Fit { rows, .. } => *rows,
                SizeRule::Fixed(_) => MOST_FIXED,
                SizeRule::OfHeadline { .. } | SizeRule::OneLine(_) => 4,
            };
            let wording = Wording { case, texts, style: spec.style(part), mode: spec.corner.mode };
            (!texts.is_empty()).then(|| (part, Probe::new(wording, rows)))
        };
        let mut parts = vec![Part::Kicker, Part::Headline, Part::Deck];
        if spec.source_is_upper() {
            parts.push(Part::Source);
        }
        Upper { case, spec, label, probes: parts.into_iter().filter_map(probe).collect() }
    }

    /// The headline's step: `Err` with the smallest when even that does not fit.
    fn choose(&self, lower: &Lower) -> Result<Step, Step> {
        let room = self.spec.depth.or(self.spec.most).map(|depth| depth - lower.depth);
        let fits = |step: Step| match room {
            Some(room) => self.object_depth(&self.tiers(step), lower) <= room,
            None => true,
        };
        let depth = if self.spec.depth.is_some() { Depth::Given } else { Depth::Free };
        match self.probes.iter().find(|(part, _)| *part == Part::Headline) {
            Some((_, probe)) => {
                let style = self.spec.headline_style();
                let choose = |indent: Length| {
                    let fits = |step: Step| fits(step) && self.headline_indent(step) <= indent;
                    let width = self.room(indent);
                    let own = choose_step(probe, &style, width, depth, fits)?;
                    let other = step_from(probe, &style, width, own.by(self.spec.steps), fits);
                    Ok(other.unwrap_or(own))
                };
                // Over the whole width, if what stands over the headline is as deep as the label.
                let beside = self.label.map_or(Length::ZERO, |(beside, _)| beside);
                match choose(Length::ZERO) {
                    Err(_) if beside.is_positive() => choose(beside),
                    chosen => chosen,
                }
            }
            None => {
                let step = Step { size: plain_size(self.spec.style(Part::Headline)), rows: 1 };
                if fits(step) { Ok(step) } else { Err(step) }
            }
        }
    }

    /// The width of parts that begin after `indent`, but for the white at a fold.
    fn room(&self, indent: Length) -> Length {
        (self.spec.width - indent - self.spec.at_fold()).max(self.spec.grid.em)
    }

    fn headline_indent(&self, step: Step) -> Length {
        let tiers = self.tiers(step);
        let headline = tiers.iter().find(|tier| tier.part == Part::Headline);
        headline.map_or(Length::ZERO, |tier| tier.indent)
    }

    /// Only the parts beside the label give way to it; those below have the whole width.
    fn tiers(&self, headline: Step) -> Vec<Tier<'a>> {
        let mut made: Vec<Tier<'a>> = Vec::with_capacity(self.probes.len());
        let mut depth = Length::ZERO;
        for (part, probe) in &self.probes {
            let style = self.spec.style(*part);
            if let Some(last) = made.last() {
                depth += last.stack() + self.gap(last, *part);
            }
            let indent = match self.label {
                Some((beside, label)) if depth < label => beside,
                _ => Length::ZERO,
            };
            let step = match part {
                Part::Headline => headline,
                part => self.follow(*part, probe, headline.size, self.room(indent)),
            };
            let em = style.at(step.size).em(self.spec.corner.mode);
            let most = em.block.scale(1000 + ROW_GAP, 1000);
            let pitch = style.leading.of(self.spec.grid.line, em.block).clamp(em.block, most);
            let reach = probe.reach(step.size);
            let pitch = pitch.max(em.block + reach.0 + reach.1);
            let texts = self.spec.texts(*part);
            made.push(Tier { part: *part, texts, style, step, em, pitch, reach, indent });
        }
        made
    }

    /// A kicker's or deck's step.
    fn follow(&self, part: Part, probe: &Probe, headline: Length, width: Length) -> Step {
        let style = self.spec.style(part);
        let (most, least) = match &style.size {
            SizeRule::OfHeadline { ratio, most } => {
                // Down to half points, so that rounding never takes it over its ratio.
                let half_point = Length::from_centipt(50);
                let size = ratio.of(headline).min(*most);
                let size = (half_point * size.whole(half_point)).max(Length::PT);
                let least = if part == Part::Deck { headline / 2 } else { self.spec.grid.em };
                (size, least.min(size))
            }
            _ => (plain_size(style), plain_size(style)),
        };
        follow_step(probe, most, least, width)
    }

    fn object<'o>(&self, tiers: &[Tier<'_>], lower: &Lower, stacks: &'o Stacks) -> Object<'o> {
        let line = self.spec.grid.line;
        let headline = self.spec.style(Part::Headline);
        let first = tiers.first().map_or(Length::ZERO, |tier| tier.style.above.of(line));
        let has_headline = tiers.iter().any(|tier| tier.part == Part::Headline);
        let above = if has_headline { first.max(headline.above.of(line)) } else { first };
        let head = tiers.iter().rev().find(|tier| tier.part != Part::Source);
        let below = head.map_or(Length::ZERO, |tier| tier.style.below.of(line));
        // A byline in a box stands off its title.
        let apart = if self.spec.boxed { line.scale(3, 4) } else { lower.above };
        let below = if lower.is_empty() { below } else { below.max(apart) };
        let Stacks { depths, gaps } = stacks;
        // Under a byline it is the byline's white.
        let beneath = if lower.is_empty() { self.spec.beneath } else { Length::ZERO };
        let followed = if lower.is_empty() { self.spec.followed } else { Length::ZERO };
        let over = self.spec.over;
        Object { stacks: depths, gaps, above, below, line, over, beneath, followed }
    }

    /// The least white between an upper part and the next.
    fn gap(&self, tier: &Tier<'_>, next: Part) -> Length {
        let line = self.spec.grid.line;
        let above = self.spec.style(next).above.of(line);
        // What follows a kicker beside the label stands clear of both.
        let clear = self.label.map_or(Length::ZERO, |(_, depth)| depth - tier.stack());
        match (tier.part, next) {
            // Below a kicker its own white counts, above a deck the deck's.
            (Part::Kicker, Part::Deck) => tier.style.below.of(line).max(above).max(clear),
            (Part::Kicker, _) => tier.style.below.of(line).max(clear),
            (_, Part::Source) => above.max(line / 2),
            _ => above,
        }
    }

    fn stacks(&self, tiers: &[Tier<'_>]) -> Stacks {
        let depths = tiers.iter().map(Tier::stack).collect();
        let gaps = tiers.windows(2).filter_map(|pair| match pair {
            [tier, next] => Some(self.gap(tier, next.part)),
            _ => None,
        });
        Stacks { depths, gaps: gaps.collect() }
    }

    fn object_depth(&self, tiers: &[Tier<'_>], lower: &Lower) -> Length {
        if tiers.is_empty() {
            return Length::ZERO;
        }
        let stacks = self.stacks(tiers);
        let object = self.object(tiers, lower, &stacks);
        // In a depth of its own the white the styles ask for counts, else what it would take.
        if self.spec.depth.is_some() { object.natural() } else { object.share().depth }
    }

    fn white(&self, tiers: &[Tier<'_>], lower: &Lower) -> White {
        if tiers.is_empty() {
            let none = Length::ZERO;
            return White { above: none, gaps: Vec::new(), below: none, depth: none };
        }
        let stacks = self.stacks(tiers);
        let object = self.object(tiers, lower, &stacks);
        match self.spec.depth {
            Some(depth) => object.share_in((depth - lower.depth).max(Length::ZERO)),
            None => object.share(),
        }
    }

    fn misfit(&self, step: Step, lower: &Lower) -> Misfit {
        let tiers = self.tiers(step);
        let line = self.spec.grid.line;
        let probe = self.probes.iter().find(|(part, _)| *part == Part::Headline);
        let width = self.room(self.headline_indent(step));
        let needs = probe.and_then(|(_, probe)| probe.measured(step, width));
        Misfit {
            size: step.size,
            rows: step.rows,
            needs: needs.map_or(Length::ZERO, |it| it.widest),
            width,
            needs_lines: (self.object_depth(&tiers, lower) + lower.depth).covered_by(line),
            has_lines: self.spec.depth.or(self.spec.most).map(|depth| depth.whole(line)),
            fits: self.largest_under(step.size, lower),
        }
    }

    /// The largest size under `most`, in half points, in which the headline would fit.
    fn largest_under(&self, most: Length, lower: &Lower) -> Option<Length> {
        let (_, probe) = self.probes.iter().find(|(part, _)| *part == Part::Headline)?;
        let half_point = Length::from_centipt(50);
        let room = self.spec.depth.or(self.spec.most).map(|depth| depth - lower.depth);
        let fits = |size: Length| {
            (1..=probe.most_rows()).map(|rows| Step { size, rows }).any(|step| {
                let width = self.room(self.headline_indent(step));
                probe.is_within(step, width)
                    && room.is_none_or(|room| self.object_depth(&self.tiers(step), lower) <= room)
            })
        };
        let sizes = (1..most.covered_by(half_point)).rev().map(|count| half_point * count);
        sizes.take_while(|size| *size >= LEAST).find(|size| fits(*size))
    }

    /// The least depth in which the headline would have a usual size and fill its width, where
    /// the depth that it has keeps it from that.
    fn shallow(&self, lower: &Lower) -> Option<Shallow> {
        let line = self.spec.grid.line;
        let room = self.spec.depth.or(self.spec.most)?;
        let (_, probe) = self.probes.iter().find(|(part, _)| *part == Part::Headline)?;
        let steps = usual_steps(probe, self.spec.style(Part::Headline), self.spec.width);
        let depths = steps.iter().map(|step| self.object_depth(&self.tiers(*step), lower));
        let needs = (depths.min()? + lower.depth).covered_by(line);
        let has = room.whole(line);
        (needs > has).then_some(Shallow { needs, has })
    }

    fn place(&self, tiers: &[Tier<'_>], white: &White, made: &mut SetHead) {
        let spec = self.spec;
        let mut block = spec.block + white.above;
        let mut gaps = white.gaps.iter();
        for (at, tier) in tiers.iter().enumerate() {
            let width = self.room(tier.indent);
            let Tier { texts, style, .. } = *tier;
            let wording = Wording { case: self.case, texts, style, mode: spec.corner.mode };
            let inline = spec.inline + tier.indent;
            let (set, rests) = spec.set_rows((wording, tier.step), (inline, width));
            let SetRows { rows, stretch, findings } = set;
            made.findings.append(&findings);
            if at == 0 {
                made.first = block;
            }
            if tier.part == Part::Headline && tier.style.align == Align::Spread {
                let widest = rows.iter().max_by_key(|row| row.line.width);
                let share = |row: &Row| row.line.width.units() * 100 / width.units().max(1);
                made.filled = widest.map(|row| (share(row), row.text));
                let shares = rows.iter().map(share);
                let (least, most) = (shares.clone().min(), shares.max());
                made.unlike = least.zip(most).is_some_and(|(l, m)| l * 100 < m * ALIKE);
            }
            if tier.part == Part::Deck && tier.style.align == Align::Spread {
                let widest = rows.iter().map(|row| row.line.width).max().unwrap_or(width);
                let filled = widest.units() * 100 / width.units().max(1);
                made.deck = Some((stretch, filled)).filter(|_| stretch.is_seen(filled < FULL));
            }
            if tier.part == Part::Headline {
                let is_short = made.filled.is_some_and(|(filled, _)| filled < FULL);
                made.stretch = Some(stretch).filter(|stretch| stretch.is_seen(is_short));
                made.step = Some(tier.step);
                made.runt = rows.len() > 1
                    && rows.last().is_some_and(|row| {
                        let range = row.line.range.start as usize..row.line.range.end as usize;
                        let text = tier.texts.get(row.text as usize);
                        let row = text.and_then(|text| text.text.get(range));
                        row.is_some_and(|row| row.trim().chars().count() == 1)
                    });
                made.small = match &tier.style.size {
                    SizeRule::Fit { usual, .. } if tier.step.size < usual.0 => {
                        Some((tier.step.size, usual.0))
                    }
                    _ => None,
                };
            }
            for (index, (mut row, rest)) in rows.into_iter().zip(rests).enumerate() {
                let start =
                    Start { inline, block: block + tier.reach.0 + tier.pitch * index as i64 };
                let text = tier.texts.get(row.text as usize).map(|text| &**text);
                spec.keep_off((&mut row, text), start.inline, style, rest);
                made.last = start.block + row.line.em.block;
                made.frames.push(spec.row(tier.part, row, start));
            }
            block += tier.stack() + gaps.next().copied().unwrap_or(Length::ZERO);
        }
    }
}

/// In a head the label stands at the start of the first part.
fn place_label(spec: &HeadSpec<'_>, label: &SetLabel, white: &White, made: &mut SetHead) {
    let block = spec.block + white.above;
    made.frames.extend(label.frames(spec.corner, Start { inline: spec.inline, block }, spec.story));
    made.last = made.last.max(block + label.depth);
    let depth = block + label.depth - spec.block;
    let whole = spec.grid.line * depth.covered_by(spec.grid.line);
    made.depth = made.depth.max(whole);
}
