//! Heads: rows broken by meaning and balanced (R90-R92), each set as one line.

use std::ops::Range;

use crate::chars::{self, Class, Kinsoku, Locale};
use crate::measure::Length;
use crate::page::style::Align;
use crate::text::RichText;

use super::fit::{Line, LineStyle};
use super::galley::{Galley, set_boxes, width_of};
use super::greedy::LineBreak;
use super::kept::shift;
use super::line::{BreakReason, RunText, SetLine};
use super::nodes::Ending;
use super::words::{self, Seam};

/// How much less a row likes to end between two words where clauses are parted by blanks.
const BESIDE_CLAUSES: u8 = 2;
/// Ends of rows that are weighed; text with more of them is no head's.
const MOST_ENDS: usize = 2_000;

/// The part of a dislike between whole words that counts, in thousandths.
const EVEN: i64 = 650;
/// A row that is shorter than this of the longest, in per cent, is much shorter.
pub const UNEVEN: i64 = 45;
/// And what is shorter than this is a stump: it is worth parting a verb from its object.
const VERY_UNEVEN: i64 = 38;
/// The same in Japanese, and what is not parted for less.
const STUMP_IN_JAPANESE: i64 = 26;
const TIED_IN_JAPANESE: u8 = 9;
/// Of the longest of rows that are not alike, the longest of those that are, in per cent.
const TIGHTER: [i64; 3] = [100, 85, 70];
/// How little a row of one character is liked.
const LONE: u8 = 12;
/// How little one is liked that is much shorter than half of the others, beside its imbalance.
const SHORT: i128 = 14;
/// How little a row is liked that begins or ends within a clause and holds another clause's blank, in thousandths of
/// the rows' mean length; and beside that, where it leaves a stump of a clause, of so many ems at most.
const ACROSS_CLAUSES: i64 = 850;
const STUMPED: u8 = 6;
const STUMP: i64 = 3;
/// What it costs to end a line of text that is not justified within a word: as much as a line eight
/// ems shorter; and between words that are one term or name, four.
const WITHIN_WORD: u16 = 6400;
const WITHIN_TERM: u16 = 1600;
/// Before ／, which ends what stands before it: nothing is worth that.
const BEFORE_SOLIDUS: u16 = u16::MAX;
/// Words that are tied so closely are one term; where it is doubtful what the words are, they may be none.
const ONE_TERM: u8 = 11;
const DOUBTFUL: u8 = 12;
/// Ends of rows that are weighed where rows have to fit a measure; a head has fewer.
const MOST_WITHIN: usize = 60;
/// So many rows more are set than a word is parted.
const WORD_PARTED: u32 = 8;
/// A subhead is turned over into so many rows at most.
const MOST_TURNED: usize = 8;
/// A text of more bytes is no quote or slogan.
const LONGEST_BY_WORDS: usize = 1_000;

/// Where rows may end that have to fit a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MayPart {
    /// Between words that nothing ties.
    Words,
    /// Between words that are tied loosely, too.
    Ties,
    /// And between all but those of one name or term: rather than leave a stump of a row (R92).
    Terms,
    /// Within what is one phrase, too.
    Phrases,
    /// Within a word, rather than be too long.
    Forced,
}

impl MayPart {
    fn allows(self, dislike: u8) -> bool {
        match self {
            MayPart::Words => dislike <= Seam::FREE + BESIDE_CLAUSES,
            MayPart::Ties => dislike < Seam::HARD,
            MayPart::Terms => dislike < Seam::IN_QUOTATION,
            MayPart::Phrases => dislike < Seam::FORCED,
            MayPart::Forced => true,
        }
    }
}

/// Where the rows of a head may end.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct RowEnds {
    /// Boxes before which a row may begin, and how little it is liked, in whole characters of
    /// imbalance that a better place is worth; the end of the text last.
    ends: Vec<(usize, u8)>,
    /// Those of them at which a clause or the text ends, at a blank or a mark: asked for every row that is weighed.
    clauses: Vec<usize>,
    /// And those at which it ends at a blank.
    blanks: Vec<usize>,
    /// How much less those between two words are liked than by themselves, since there are clauses.
    beside_clauses: u8,
}

impl RowEnds {
    /// In the order of their places.
    fn new(ends: Vec<(usize, u8)>, beside_clauses: u8) -> RowEnds {
        let up_to = |most: u8| {
            let ends = ends.iter().filter(move |(_, dislike)| *dislike <= most);
            ends.map(|&(end, _)| end).collect()
        };
        let (clauses, blanks) = (up_to(Seam::AT_CLAUSE), up_to(Seam::GLAD));
        RowEnds { ends, clauses, blanks, beside_clauses }
    }

    fn may_part(&self, may: MayPart, dislike: u8) -> bool {
        // How closely two words are tied is nothing that other clauses change.
        let own = dislike.saturating_sub(self.beside_clauses);
        may.allows(if may == MayPart::Words { dislike } else { own })
    }

    /// The first and the last place within a row of boxes at which a clause ends.
    fn clauses_of(&self, row: &Range<usize>) -> Option<(usize, usize)> {
        within(&self.clauses, row)
    }

    /// Whether the place is the end of a clause or of the text, or its beginning.
    fn is_clause_end(&self, at: usize) -> bool {
        at == 0 || self.clauses.binary_search(&at).is_ok()
    }

    /// Whether a row parts a clause although it holds the blank behind one.
    fn parts_clause(&self, row: &Range<usize>) -> bool {
        let is_blank = |at: usize| at == 0 || self.blanks.binary_search(&at).is_ok();
        within(&self.blanks, row).is_some() && !(is_blank(row.start) && is_blank(row.end))
    }
}

/// The first and the last of some places that lie within a row.
fn within(places: &[usize], row: &Range<usize>) -> Option<(usize, usize)> {
    let first = places.partition_point(|&end| end <= row.start);
    let behind = places.partition_point(|&end| end < row.end);
    let within = places.get(first..behind)?;
    Some((*within.first()?, *within.last()?))
}

/// Offsets at which the meaning allows a row to end: at `|` and nowhere else, or between words.
fn places(text: &RichText, locale: Locale) -> Vec<Seam> {
    if text.breaks.is_empty() {
        return words::seams(&text.text, locale);
    }
    text.breaks.iter().map(|&at| Seam { at, dislike: Seam::GLAD }).collect()
}

/// What a dislike weighs against imbalance, in thousandths of an em: between whole words rows are evened rather
/// than parted where it reads a little better (R92), within a phrase they are not.
fn weight(dislike: u8) -> i64 {
    let of = i64::from(dislike) * 1000;
    match dislike {
        0..=5 => of * EVEN / 1000,
        6 => 5200,
        7 => 6000,
        _ => of,
    }
}

/// What rows cost, one of which is `ideal` long where all are alike.
struct RowCosts<'a> {
    galley: &'a Galley,
    at: &'a RowEnds,
    ideal: Length,
}

impl RowCosts<'_> {
    /// A row by its boxes and how little its end is liked.
    fn of(&self, row: Range<usize>, dislike: u8) -> i128 {
        let RowCosts { galley, ideal, .. } = *self;
        // R92: no row of one character.
        let alone = if row.len() == 1 { i64::from(LONE) * 1000 } else { 0 };
        let width = width_of(&galley.nodes, row.clone());
        let off = i128::from((width - ideal).units());
        // R92: a row of less than half its fellows is seen all the more. Japanese phrases part at fewer places.
        let japanese = galley.style.settings.locale == Locale::Ja;
        let half = if japanese { Length::ZERO } else { ideal / 2 };
        let short = i128::from((half - width).max(Length::ZERO).units());
        let far = off * off * short * SHORT / i128::from(ideal.units().max(1));
        let beside = dislike.min(self.at.beside_clauses);
        let extra = weight(dislike - beside) + i64::from(beside) * EVEN;
        let extra = galley.em.inline.scale(extra.max(alone), 1000);
        let extra = i128::from(extra.units());
        let across = i128::from(self.across_clauses(&row).units());
        off * off + far + extra * extra + across * across
    }

    /// What a row costs at least for being longer than the others.
    fn excess(&self, row: &Range<usize>) -> i128 {
        let over = width_of(&self.galley.nodes, row.clone()) - self.ideal;
        i128::from(over.max(Length::ZERO).units()).pow(2)
    }

    /// What a row costs beside its imbalance where it parts a clause although it holds the blank behind one: rows end at
    /// those.
    fn across_clauses(&self, row: &Range<usize>) -> Length {
        let Some((first, last)) = self.at.clauses_of(row) else { return Length::ZERO };
        let (begins, ends) = (self.at.is_clause_end(row.start), self.at.is_clause_end(row.end));
        if begins && ends {
            return Length::ZERO;
        }
        let em = self.galley.em.inline;
        let stump = |parted: bool, rest: Range<usize>| {
            parted && width_of(&self.galley.nodes, rest) <= em * STUMP + em / 2
        };
        let stumped = stump(!begins, row.start..first) || stump(!ends, last..row.end);
        let more = if stumped { em * i64::from(STUMPED) } else { Length::ZERO };
        self.ideal.scale(ACROSS_CLAUSES, 1000) + more
    }
}

impl Galley {
    /// The text, which is `text`, in `count` rows of about equal length, at permitted places.
    /// None: there are too few of them, or more than a head has.
    pub fn rows(&self, text: &RichText, count: usize) -> Option<Vec<Range<u32>>> {
        let ends = if count == 1 { RowEnds::default() } else { self.row_ends(text) };
        Some(self.evened(&ends, self.rows_at(&ends, count)?))
    }

    /// All of the text as one row; none when there is nothing to set.
    pub fn one_row(&self) -> Option<Range<u32>> {
        (self.nodes.len() > 0 && !self.keeps_lines()).then_some(0..self.nodes.text_len)
    }

    /// [`Galley::rows`] at ends that are known.
    pub fn rows_at(&self, at: &RowEnds, count: usize) -> Option<Vec<Range<u32>>> {
        let whole = |_, dislike: u8| at.may_part(MayPart::Phrases, dislike);
        self.rows_that(at, count, whole)
    }

    /// The rows, or as many that are alike where one of them is much shorter than the longest: at places between words
    /// that are not one name or term (R92). Japanese phrases end at fewer places.
    pub fn evened(&self, at: &RowEnds, rows: Vec<Range<u32>>) -> Vec<Range<u32>> {
        let typed = at.blanks.len() == at.ends.len();
        let japanese = self.style.settings.locale == Locale::Ja;
        if rows.len() < 2 || typed || at.ends.len() > MOST_WITHIN {
            return rows;
        }
        let width = |row: &Range<u32>| width_of(&self.nodes, self.nodes.within(row));
        let most = rows.iter().map(width).max().unwrap_or_default();
        let least = most.scale(UNEVEN, 100);
        if rows.iter().all(|row| width(row) >= least) {
            return rows;
        }
        let kept =
            |even: &Vec<Range<u32>>| !self.parts_clauses(at, even) || self.parts_clauses(at, &rows);
        let ends: Vec<usize> = rows.iter().map(|row| self.nodes.within(row).end).collect();
        // The longest may be shorter for it.
        let alike = |tied: u8| {
            TIGHTER.into_iter().find_map(|share| {
                let most = most.scale(share, 100);
                let least = most.scale(UNEVEN, 100);
                let even = self.rows_that(at, rows.len(), |row, dislike| {
                    let own = ends.contains(&row.end);
                    let alike = (least..=most).contains(&width_of(&self.nodes, row));
                    alike && (own || dislike.saturating_sub(at.beside_clauses) < tied)
                });
                even.filter(kept)
            })
        };
        // Japanese compounds part only for what is hardly a row.
        let (tied, stump) = match japanese {
            true => (TIED_IN_JAPANESE, STUMP_IN_JAPANESE),
            false => (Seam::HARD, VERY_UNEVEN),
        };
        // 日産、 is who it is said of.
        let marked = |row: &Range<u32>| {
            let last = self.nodes.within(row).end.checked_sub(1);
            let last = last.and_then(|at| self.nodes.clusters.get(at));
            japanese && last.is_some_and(|last| last.class.is_mark())
        };
        let is_stump =
            || rows.iter().any(|row| width(row) < most.scale(stump, 100) && !marked(row));
        let even = alike(tied).or_else(|| is_stump().then(|| alike(Seam::IN_QUOTATION)).flatten());
        even.unwrap_or(rows)
    }

    /// The words that rows part only where they must.
    pub fn unparted<'a>(&'a self, at: &'a RowEnds) -> impl Iterator<Item = Range<u32>> + 'a {
        let ends = at.ends.iter().filter(|(_, dislike)| at.may_part(MayPart::Phrases, *dislike));
        let place = |end: usize| match end < self.nodes.len() {
            true => self.nodes.offset(end),
            false => self.nodes.text_len,
        };
        ends.scan(0, move |from, &(end, _)| {
            let word = *from..place(end);
            *from = word.end;
            Some(word)
        })
    }

    /// [`Galley::rows_at`], none of which is longer than `most` or a single character.
    pub fn rows_within(
        &self,
        at: &RowEnds,
        count: usize,
        (most, may_part): (Length, MayPart),
    ) -> Option<Vec<Range<u32>>> {
        if count < 2 || at.ends.len() > MOST_WITHIN {
            return None;
        }
        self.rows_that(at, count, |range, dislike| {
            at.may_part(may_part, dislike)
                && range.len() > 1
                && width_of(&self.nodes, range) <= most
        })
    }

    /// How many rows more it is worth that none ends within what is one phrase: two where it is a name or a term, and
    /// many where it is a word.
    pub fn parts_phrases(&self, at: &RowEnds, rows: &[Range<u32>]) -> u32 {
        let parts = |may: MayPart| {
            let hard = |row: &Range<u32>| {
                let is_own =
                    |end: usize| end < self.nodes.len() && self.nodes.offset(end) == row.end;
                at.ends.iter().any(|&(end, dislike)| !at.may_part(may, dislike) && is_own(end))
            };
            rows.iter().any(hard)
        };
        u32::from(parts(MayPart::Ties))
            + u32::from(parts(MayPart::Terms))
            + WORD_PARTED * u32::from(parts(MayPart::Phrases))
    }

    /// Whether a row parts a clause although it holds the blank behind one.
    pub fn parts_clauses(&self, at: &RowEnds, rows: &[Range<u32>]) -> bool {
        rows.iter().any(|row| at.parts_clause(&self.nodes.within(row)))
    }

    /// [`Galley::rows_at`], each of which `may` be one, by its boxes and how little its end is liked.
    fn rows_that(
        &self,
        at: &RowEnds,
        count: usize,
        may: impl Fn(Range<usize>, u8) -> bool,
    ) -> Option<Vec<Range<u32>>> {
        if count == 1 {
            return self.one_row().map(|row| vec![row]);
        }
        let ends = &at.ends;
        if count == 0 || count > ends.len() || ends.len() > MOST_ENDS || self.keeps_lines() {
            return None;
        }
        let ideal = width_of(&self.nodes, 0..self.nodes.len()) / count as i64;
        let costs = RowCosts { galley: self, at, ideal };
        // The least cost of so many rows that end at each end, and for every number of rows the
        // end before it, by which the way back is found.
        let row = |range: Range<usize>, dislike: u8| {
            may(range.clone(), dislike).then(|| costs.of(range, dislike))
        };
        let mut best: Vec<Option<i128>> =
            ends.iter().map(|&(end, dislike)| row(0..end, dislike)).collect();
        let mut backs: Vec<Vec<usize>> = Vec::with_capacity(count - 1);
        for _ in 1..count {
            let mut back = vec![0; ends.len()];
            let mut next = vec![None; ends.len()];
            for ((at, &(end, dislike)), back) in ends.iter().enumerate().zip(&mut back) {
                let mut least: Option<(i128, usize)> = None;
                for (from, (&(start, _), &sum)) in ends.iter().zip(&best).take(at).enumerate().rev()
                {
                    // A row that begins earlier is longer still.
                    if least.is_some_and(|(sum, _)| costs.excess(&(start..end)) > sum) {
                        break;
                    }
                    let Some(sum) = sum.zip(row(start..end, dislike)).map(|(a, b)| a + b) else {
                        continue;
                    };
                    if least.is_none_or(|least| (sum, from) < least) {
                        least = Some((sum, from));
                    }
                }
                if let (Some((sum, from)), Some(next)) = (least, next.get_mut(at)) {
                    (*next, *back) = (Some(sum), from);
                }
            }
            backs.push(back);
            best = next;
        }
        best.pop()??;
        let mut at = ends.len() - 1;
        let mut to = self.nodes.text_len;
        let mut rows = Vec::with_capacity(count);
        for back in backs.iter().rev() {
            at = *back.get(at)?;
            let from = self.nodes.offset(ends.get(at)?.0);
            rows.push(from..to);
            to = from;
        }
        rows.push(0..to);
        rows.reverse();
        Some(rows)
    }

    /// The same text, half an em of white at each typed blank that parts clauses of Chinese or Japanese: wider than
    /// what is between Han and a figure.
    pub fn clauses_apart(mut self, text: &RichText) -> Galley {
        if self.style.settings.locale == Locale::Ko || text.text.len() > LONGEST_BY_WORDS {
            return self;
        }
        let is_typed = |at: u32| text.text.get(..at as usize).is_some_and(|of| of.ends_with(' '));
        let seams = words::seams(&text.text, self.style.settings.locale).into_iter();
        let half = self.em.inline / 2;
        for Seam { at, .. } in seams.filter(|it| it.dislike == Seam::GLAD && is_typed(it.at)) {
            let behind = self.nodes.clusters.partition_point(|cluster| cluster.start < at);
            let joint = behind.checked_sub(1).and_then(|at| self.nodes.joints.get_mut(at));
            if let Some(joint) = joint.filter(|joint| joint.space.is_some()) {
                joint.gap = (half - joint.after - joint.before).max(Length::ZERO);
            }
        }
        self.nodes.sum_up();
        self
    }

    /// Where the text, which is `text`, may part. Kinsoku is strict (R91).
    pub fn row_ends(&self, text: &RichText) -> RowEnds {
        let explicit = !text.breaks.is_empty();
        let mut ends: Vec<(usize, u8)> = Vec::new();
        let places = places(text, self.style.settings.locale);
        let clauses = !explicit && places.iter().any(|seam| seam.dislike == Seam::GLAD);
        for Seam { at: offset, dislike } in places {
            let within = clauses && dislike > Seam::AT_MARK;
            let dislike = if within { dislike.saturating_add(BESIDE_CLAUSES) } else { dislike };
            let at = self.nodes.clusters.partition_point(|cluster| cluster.start < offset);
            if at == 0 || at >= self.nodes.len() {
                continue;
            }
            let forced = dislike >= Seam::FORCED + if clauses { BESIDE_CLAUSES } else { 0 };
            if !explicit && !self.may_part(at, forced) {
                continue;
            }
            match ends.last_mut() {
                Some((last, other)) if *last == at => *other = dislike.min(*other),
                _ => ends.push((at, dislike)),
            }
        }
        if self.nodes.len() > 0 {
            ends.push((self.nodes.len(), Seam::GLAD));
        }
        RowEnds::new(ends, if clauses { BESIDE_CLAUSES } else { 0 })
    }

    /// The same text, its lines ending within a word only where that leaves them much longer: for
    /// lines that are not brought to the measure, where an end within a word is seen (R90).
    pub fn by_words(self, text: &RichText) -> Galley {
        if self.style.align == Align::Justify { self } else { self.whole_words(text) }
    }

    /// [`Galley::by_words`], however its lines are aligned: for cells of tables.
    pub fn whole_words(mut self, text: &RichText) -> Galley {
        if self.keeps_lines() || text.text.len() > LONGEST_BY_WORDS {
            return self;
        }
        let places = words::seams(&text.text, self.style.settings.locale);
        let at = |seam: &Seam| self.nodes.clusters.partition_point(|c| c.start < seam.at);
        // 最|優先 is one word but for a head that has no other way.
        let ends: Vec<(usize, u8)> = places
            .iter()
            .filter(|seam| seam.dislike < Seam::LAST_RESORT)
            .map(|seam| (at(seam), seam.dislike))
            .collect();
        let class = |at: usize| self.nodes.clusters.get(at).map(|cluster| cluster.class);
        let solid = |at: usize| {
            let before = at.checked_sub(1).and_then(class);
            class(at) == Some(Class::Sl) && before.is_some_and(|before| !before.is_space())
        };
        let solid: Vec<bool> = (0..self.nodes.len()).map(solid).collect();
        for (at, joint) in (1..).zip(&mut self.nodes.joints) {
            // A number and its measure word are one.
            let Ending::May(own) = joint.part else { continue };
            let found = ends.binary_search_by_key(&at, |&(end, _)| end).ok();
            joint.part = match found.and_then(|found| ends.get(found)) {
                // ／ ends what stands before it.
                _ if solid.get(at) == Some(&true) => Ending::May(BEFORE_SOLIDUS),
                None => Ending::May(WITHIN_WORD),
                Some((_, dislike)) if *dislike >= ONE_TERM && *dislike != DOUBTFUL => {
                    Ending::May(WITHIN_TERM.max(own))
                }
                Some(_) => Ending::May(own),
            };
        }
        self
    }

    /// Whether a line of [`Galley::whole_words`] ends within a word.
    pub fn parts_word(&self, line: &SetLine) -> bool {
        let end = self.nodes.within(&line.range).end;
        let joint = end.checked_sub(1).and_then(|at| self.nodes.joints.get(at));
        end < self.nodes.len() && joint.is_some_and(|of| of.part == Ending::May(WITHIN_WORD))
    }

    /// The text, which is `text`, in the fewest rows that its measure allows, about as long as one another
    /// and parted by sense (R90, R92): at `|`, or at its full-width blanks where that takes no more rows,
    /// else between words. None where it stands on one line, or finds no such rows.
    pub fn turned(&self, text: &RichText, measure: Length) -> Option<Vec<SetLine>> {
        let style = LineStyle { flush: self.style.align == Align::Spread, ..self.line_style() };
        let inset = |from: usize| if from == 0 { style.indent } else { style.hang };
        let most = |from: usize| measure - inset(from);
        let longest = text.text.len() <= LONGEST_BY_WORDS;
        let plain = !self.keeps_lines() && self.tail.is_none() && longest;
        if !plain || self.natural_width() <= most(0) {
            return None;
        }
        let fewest = |ends: &RowEnds| {
            let within = |least: u8| {
                let fits = |row: Range<usize>, dislike: u8| {
                    let from = row.start;
                    dislike < least && width_of(&self.nodes, row) <= most(from)
                };
                (2..=MOST_TURNED).find_map(|count| self.rows_that(ends, count, fits))
            };
            let any = within(Seam::FORCED).or_else(|| within(u8::MAX))?;
            // A row more rather than an end within a phrase, two rather than within a name.
            let gentle = within(Seam::HARD).filter(|rows| rows.len() <= any.len() + 1);
            let whole = || within(Seam::IN_QUOTATION).filter(|rows| rows.len() <= any.len() + 2);
            let rows = gentle.or_else(whole).unwrap_or(any);
            // No row is a stump where as many may be alike (R92).
            let even = self.evened(ends, rows.clone());
            let fits = |row: &Range<u32>| {
                let row = self.nodes.within(row);
                width_of(&self.nodes, row.clone()) <= most(row.start)
            };
            Some(if even.iter().all(fits) { even } else { rows })
        };
        let typed = (!text.breaks.is_empty()).then(|| fewest(&self.row_ends(text))).flatten();
        let rows = typed.or_else(|| {
            let unmarked = RichText { breaks: Vec::new(), ..text.clone() };
            let all = self.row_ends(&unmarked);
            let glad = all.ends.iter().copied().filter(|(_, dislike)| *dislike == Seam::GLAD);
            let at_blanks = fewest(&RowEnds::new(glad.collect(), 0));
            let at_words = fewest(&all)?;
            Some(at_blanks.filter(|rows| rows.len() <= at_words.len()).unwrap_or(at_words))
        })?;
        let mut changes = Vec::new();
        let set = rows.into_iter().map(|row| {
            let Range { start: from, end: to } = self.nodes.within(&row);
            let is_last = to >= self.nodes.len();
            let reason = if is_last { BreakReason::End } else { BreakReason::Explicit };
            let line = Line { from, to, first: from == 0, measure };
            let set = self.set_line(&style, line, &LineBreak { to, reason }, &mut changes);
            SetLine { range: row, ..set }
        });
        Some(set.collect())
    }

    /// Whether a row may end before a box; within a word too, where it is `forced`.
    fn may_part(&self, at: usize, forced: bool) -> bool {
        let locale = self.style.settings.locale;
        let class = |at: usize| self.nodes.clusters.get(at).map_or(Class::Ha, |c| c.class);
        let joint = self.nodes.joints.get(at - 1);
        // A number keeps its measure word (R90).
        // A mark of the keyboard opens behind a blank and closes before one (UAX #14 LB18, LB19).
        let spaced = joint.is_some_and(|joint| joint.space.is_some());
        let straight = |at: usize| spaced && class(at) == Class::Wq;
        joint.is_some_and(|joint| forced || joint.part == Ending::May(0))
            && (straight(at) || !chars::never_starts(class(at), Kinsoku::Strict, locale))
            && (straight(at - 1) || !chars::never_ends(class(at - 1), Kinsoku::Strict, locale))
    }

    /// Sets a part of the text as one row; no row goes over a line end that is kept.
    pub fn set_row(&self, range: Range<u32>, measure: Length, align: Align) -> SetLine {
        if let Some((at, line)) = self.more.iter().rfind(|(at, _)| *at <= range.start) {
            let mut row = line.set_row(range.start - at..range.end - at, measure, align);
            shift(&mut row, *at);
            return row;
        }
        let boxes = self.nodes.within(&range);
        set_boxes(&self.nodes, boxes, range, measure, self.em, align, RunText::Source)
    }
}
