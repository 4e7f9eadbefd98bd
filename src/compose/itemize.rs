//! From rich text to [`Unit`]s: grapheme clusters with their class and style, the ambiguous
//! ones resolved by what stands beside them (R4), and the breaks inside Western words.

use std::collections::BTreeMap;

use unicode_segmentation::UnicodeSegmentation;

use crate::chars::{self, Class, Hyphenate, Locale};
use crate::fonts::{FamilyId, FontBook};
use crate::measure::WritingMode;
use crate::page::style::TextStyle;
use crate::text::{Mark, Markup, RichText};

use super::bound::mark_bound;
use super::cells::{mark_cells, turn_quotes};
use super::cluster::{base_of, composed};
use super::figures::mark_figures;
use super::phones::mark_phones;
use super::unit::{Cell, Look, Opportunity, Stance, Tie, Unit};
use super::western;

/// Units and looks of a text.
pub(super) fn itemize(
    text: &RichText,
    style: &TextStyle,
    mode: WritingMode,
    book: &FontBook<'_>,
) -> (Vec<Unit>, Vec<Look>) {
    let (edges, looks) = looks_of(text, style, book);
    let mut units = units_of(&text.text);
    let mut edge = 0;
    for unit in &mut units {
        while edges.get(edge + 1).is_some_and(|&(at, _)| at <= unit.start) {
            edge += 1;
        }
        unit.look = edges.get(edge).map_or(0, |&(_, look)| look);
    }
    resolve_ambiguous(&mut units);
    mark_connectors(&mut units, &looks);
    mark_solidi(&mut units, &looks);
    mark_signs(&mut units);
    mark_figures(&mut units, &looks, mode);
    mark_bound(&mut units);
    mark_mourned(&mut units, text);
    mark_phones(&mut units);
    if mode == WritingMode::VerticalRl {
        mark_cells(&mut units, &looks, &style.settings);
        turn_quotes(&mut units);
    }
    western::mark_breaks(&text.text, &mut units, style.settings.hyphenate != Hyphenate::Never);
    (units, looks)
}

/// From which byte on which look holds.
fn looks_of(
    text: &RichText,
    style: &TextStyle,
    book: &FontBook<'_>,
) -> (Vec<(u32, u16)>, Vec<Look>) {
    let locale = style.settings.locale;
    let plain = Look {
        family: regional(style.family, locale),
        locale,
        superscript: false,
        stance: Stance::Own,
    };
    let bold = if style.bold_family != style.family {
        style.bold_family
    } else {
        book.bold_of(style.family)
    };
    let mut looks = vec![plain];
    let mut edges = vec![(0, 0)];
    let mut open = OpenMarks::default();
    for (at, opens, index) in turns(text) {
        if let Some(markup) = text.marks.get(index) {
            open.turn(&markup.mark, index, opens);
        }
        let locale = open.locales.last_key_value().map_or(style.settings.locale, |(_, &l)| l);
        let look = Look {
            family: regional(if open.bold > 0 { bold } else { style.family }, locale),
            locale,
            superscript: open.superscript > 0,
            stance: open.stances.last_key_value().map_or(Stance::Own, |(_, &stance)| stance),
        };
        let known = looks.iter().position(|other| *other == look).unwrap_or_else(|| {
            looks.push(look);
            looks.len() - 1
        });
        match edges.last_mut() {
            Some(last) if last.0 == at => last.1 = known as u16,
            _ => edges.push((at, known as u16)),
        }
    }
    (edges, looks)
}

/// Kai is written in the manner of its region.
fn regional(family: FamilyId, locale: Locale) -> FamilyId {
    match (family, locale) {
        (FamilyId::KAI, Locale::Cn) => FamilyId::KAI_HANS,
        _ => family,
    }
}

/// Where marks open and close, in order: (byte, whether it opens, index of the mark).
fn turns(text: &RichText) -> Vec<(u32, bool, usize)> {
    let marks = text.marks.iter().enumerate().filter(|(_, markup)| !markup.range.is_empty());
    let mut turns: Vec<_> = marks
        .flat_map(|(at, Markup { range, .. })| [(range.start, true, at), (range.end, false, at)])
        .collect();
    turns.sort_unstable();
    turns
}

/// The marks that are open at a byte.
#[derive(Default)]
struct OpenMarks {
    bold: usize,
    superscript: usize,
    /// By the index of their mark: the last one holds.
    locales: BTreeMap<usize, Locale>,
    stances: BTreeMap<usize, Stance>,
}

impl OpenMarks {
    fn turn(&mut self, mark: &Mark, index: usize, opens: bool) {
        let step = |count: usize| if opens { count + 1 } else { count.saturating_sub(1) };
        match *mark {
            Mark::Bold => self.bold = step(self.bold),
            Mark::Superscript => self.superscript = step(self.superscript),
            Mark::Language(locale) if opens => {
                self.locales.insert(index, locale);
            }
            Mark::Language(_) => {
                self.locales.remove(&index);
            }
            Mark::Upright | Mark::Sideways if opens => {
                let upright = *mark == Mark::Upright;
                let stance = if upright { Stance::Upright } else { Stance::Sideways };
                self.stances.insert(index, stance);
            }
            Mark::Upright | Mark::Sideways => {
                self.stances.remove(&index);
            }
            Mark::Emphasis
            | Mark::Name
            | Mark::Title
            | Mark::Mourned
            | Mark::Pull
            | Mark::Ruby { .. } => {}
        }
    }
}

/// Grapheme clusters (UAX #29); most text has none but single characters, and then the
/// segmenter is not asked.
fn units_of(text: &str) -> Vec<Unit> {
    let mut units = Vec::with_capacity(text.len() / 3 + 8);
    let simple = !text.chars().any(needs_segmenter);
    if simple {
        for (start, c) in text.char_indices() {
            units.push(unit(start, start + c.len_utf8(), c));
        }
    } else {
        for (start, cluster) in text.grapheme_indices(true) {
            // A blank bears no mark: one behind it stands by itself.
            let bare = blank_of(cluster);
            if let Some(c) = cluster.chars().next().filter(|_| bare > 0) {
                units.push(unit(start, start + bare, c));
            }
            if let Some(c) = cluster.get(bare..).and_then(base_of) {
                units.push(unit(start + bare, start + cluster.len(), c));
            }
        }
    }
    units
}

/// The length of a blank at the head of a cluster that has marks to be drawn.
fn blank_of(cluster: &str) -> usize {
    let mut chars = cluster.chars();
    let blank = chars.next().filter(|c| c.is_whitespace());
    match blank {
        Some(blank) if !composed(chars.as_str()).is_empty() => blank.len_utf8(),
        _ => 0,
    }
}

fn unit(start: usize, end: usize, c: char) -> Unit {
    // R122: as if composed; the two are the brackets of Chinese text.
    let c = match c {
        '\u{2329}' => '〈',
        '\u{232A}' => '〉',
        c => c,
    };
    let class = match Class::of(c) {
        // R123: the place of a hyphen in a word.
        _ if c == '\u{AD}' => Class::Sy,
        // A combining mark with nothing before it.
        Class::Mk => Class::Sy,
        class => class,
    };
    Unit {
        start: start as u32,
        end: end as u32,
        c,
        class,
        look: 0,
        before: Opportunity::No,
        cell: Cell::None,
        tie: Tie::Free,
        solid: false,
    }
}

/// Characters that may join with a neighbour: marks, conjoining jamo, emoji, Indic and the rest
/// beyond the scripts of this program.
fn needs_segmenter(c: char) -> bool {
    let code = c as u32;
    Class::of(c) == Class::Mk
        || (0x0590..0x1E00).contains(&code)
        || (0x1_1000..0x1_2000).contains(&code)
        || (0x1_F1E6..0x1_F200).contains(&code)
        || (0xA800..0xAC00).contains(&code)
        || (0xD7B0..0xD800).contains(&code)
}

/// R4: a quote, dot or dash that touches Chinese text is set as Chinese; between Western
/// letters it is Western. The two quotes of a pair go together.
fn resolve_ambiguous(units: &mut [Unit]) {
    if !units.iter().any(|unit| Class::western(unit.c).is_some()) {
        return;
    }
    let before = western_beside(units.iter());
    let mut after = western_beside(units.iter().rev());
    after.reverse();
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut decided: Vec<(usize, bool)> = Vec::new();
    for at in 0..units.len() {
        if Class::western(units[at].c).is_none() {
            continue;
        }
        let (before, after) = (before[at], after[at]);
        // A dash between numbers is the Chinese one (GB/T 15834, 4.13).
        let digit = |at: Option<usize>| {
            at.and_then(|at| units.get(at)).is_some_and(|unit| unit.class == Class::Nu)
        };
        let numbers =
            units[at].class == Class::Da && digit(at.checked_sub(1)) && digit(Some(at + 1));
        let western = before.unwrap_or(true)
            && after.unwrap_or(true)
            && before.or(after).is_some()
            && !numbers;
        let fellow =
            open.iter().rposition(|&(from, _)| chars::is_quote_pair(units[from].c, units[at].c));
        let apostrophe = is_apostrophe(units, at, fellow.is_some()) || is_inches(units, at);
        match units[at].class {
            Class::Op => open.push((at, western)),
            Class::Cl if !apostrophe => {
                // What was opened within and not closed is by itself.
                let pair = fellow.and_then(|fellow| {
                    decided.extend(open.drain(fellow + 1..));
                    open.pop()
                });
                let both = western && pair.is_none_or(|(_, other)| other);
                decided.push((at, both));
                if let Some((partner, _)) = pair {
                    decided.push((partner, both));
                }
            }
            _ => decided.push((at, western || apostrophe)),
        }
    }
    decided.extend(open);
    let leading = leading_apostrophes(units, &decided);
    for (at, western) in decided {
        if let (true, Some(class)) = (western, Class::western(units[at].c)) {
            units[at].class = class;
        }
    }
    // It stands for what is left out: a line ends before it and a gap stands there as before a letter.
    for at in leading {
        units[at].class = Class::La;
    }
    keep_dots(units);
}

/// Those that begin a word or number behind Chinese text: ，’98.
fn leading_apostrophes(units: &[Unit], decided: &[(usize, bool)]) -> Vec<usize> {
    let class = |at: Option<usize>| at.and_then(|at| units.get(at)).map(|unit| unit.class);
    let word = |class: Option<Class>| matches!(class, Some(Class::La | Class::Nu));
    let leads = |&at: &usize| {
        let before = class(at.checked_sub(1));
        units.get(at).is_some_and(|unit| unit.c == '\u{2019}')
            && word(class(Some(at + 1)))
            && before.is_none_or(|class| !class.is_western() && !class.is_space())
    };
    let western = decided.iter().filter(|(_, western)| *western);
    western.map(|&(at, _)| at).filter(leads).collect()
}

/// Whether ’ behind what is of `before` may begin a word: ’98 stands behind any character unless something was opened
/// that it closes.
fn begins(before: Option<Class>, opened: bool) -> bool {
    before.is_none_or(|class| class.is_space() || matches!(class, Class::Op | Class::Wo))
        || !opened && !matches!(before, Some(Class::La | Class::Nu))
}

/// Whether ’ stands for letters: within or behind a word, or before ’90s and ’n’; `opened` says whether it could
/// close a quotation.
fn is_apostrophe(units: &[Unit], at: usize, opened: bool) -> bool {
    let class = |at: Option<usize>| at.and_then(|at| units.get(at)).map(|unit| unit.class);
    let (before, after) = (class(at.checked_sub(1)), class(Some(at + 1)));
    let letter = |class: Option<Class>| matches!(class, Some(Class::La | Class::Nu));
    let figures = before == Some(Class::Nu) && after == Some(Class::Nu);
    units.get(at).is_some_and(|unit| unit.c == '\u{2019}')
        && (before == Some(Class::La) && (letter(after) || !opened)
            || letter(after) && begins(before, opened)
            || figures)
}

/// Whether ” stands for inches: 5’10”.
fn is_inches(units: &[Unit], at: usize) -> bool {
    let before = units.get(..at).unwrap_or(&[]);
    let figures = before.iter().rev().take_while(|unit| unit.class == Class::Nu).count();
    let mark = before.len().checked_sub(figures + 1).and_then(|at| before.get(at));
    figures > 0
        && units.get(at).is_some_and(|unit| unit.c == '\u{201D}')
        && mark.is_some_and(|unit| matches!(unit.c, '\u{2019}' | '\u{2032}' | '\''))
}

/// A middle dot beside a Chinese mark is one itself: ‘A’·B, where it begins no line (R15).
fn keep_dots(units: &mut [Unit]) {
    for at in 0..units.len() {
        let Some(unit) = units.get(at).filter(|unit| Class::of(unit.c) == Class::Md) else {
            continue;
        };
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        let chinese = beside
            .filter_map(|at| units.get(at))
            .any(|unit| unit.class.is_mark() && !unit.class.is_western() && !unit.class.is_space());
        if chinese && unit.class.is_western() {
            units[at].class = Class::Md;
        }
    }
}

/// By unit: whether the nearest one before it that is not ambiguous itself is Western; none at the
/// text's edge.
fn western_beside<'u>(units: impl Iterator<Item = &'u Unit>) -> Vec<Option<bool>> {
    let mut nearest = None;
    let beside = units.map(|unit| {
        let before = nearest;
        match unit.class {
            Class::Ws | Class::Nb | Class::Zw => nearest = Some(true),
            _ if Class::western(unit.c).is_some() && unit.class != Class::Md => {}
            class => nearest = Some(class.is_western()),
        }
        before
    });
    beside.collect()
}

/// R120: one dash alone between two items is a connector. So is – between Han, which has a frame of
/// its own there, and in zh-Hans wherever it touches them (R132).
fn mark_connectors(units: &mut [Unit], looks: &[Look]) {
    let item = |unit: Option<&Unit>| {
        unit.is_some_and(|unit| {
            unit.class.is_ideographic()
                || matches!(unit.class, Class::La | Class::Nu | Class::Fn | Class::Sm | Class::Cl)
                || matches!(unit.class, Class::Po | Class::Wf | Class::Wa)
        })
    };
    for at in 1..units.len().max(1) {
        let Some(unit) = units.get(at) else { return };
        let (before, after) = (units.get(at - 1), units.get(at + 1));
        let locale = looks.get(unit.look as usize).map(|look| look.locale);
        let mainland = locale == Some(Locale::Cn);
        let chinese = matches!(locale, Some(Locale::Cn | Locale::Hk | Locale::Tw));
        // 5–10日, 50%–60%.
        let digits = before.is_some_and(|u| matches!(u.class, Class::Nu | Class::Wf | Class::Po))
            && after.is_some_and(|u| u.class == Class::Nu);
        let han = [before, after].iter().all(|u| {
            u.is_some_and(|u| !u.class.is_western() && !u.class.is_space() && u.class != Class::Hg)
        });
        let western = [before, after].iter().all(|u| u.is_some_and(|u| u.class.is_western()));
        let connects = match unit.class {
            Class::Da => unit.c != '\u{2E3A}' && before.is_none_or(|other| other.c != unit.c),
            // From a quantity to another: 80km—90km.
            Class::Wh if matches!(unit.c, '\u{2014}' | '\u{2015}') => {
                after.is_some_and(|unit| unit.class == Class::Nu)
            }
            Class::Wh if unit.c == '\u{2013}' && chinese && digits => true,
            Class::Wh if unit.c == '\u{2013}' && mainland => !western,
            Class::Wh if matches!(unit.c, '\u{2010}' | '\u{2013}') => han,
            _ => false,
        };
        // 월~금: the half-width twin of ～ (R2).
        let korean = [before, after].iter().any(|u| u.is_some_and(|u| u.class == Class::Hg));
        let tilde = unit.c == '~' && korean || unit.c == '∼';
        if tilde && item(before) {
            units[at].class = Class::Wh;
            continue;
        }
        let opens = after.is_some_and(|unit| unit.class == Class::Op);
        if connects && item(before) && (item(after) || opens) {
            units[at].class = Class::Cn;
        }
    }
}

/// The name of the dead stands in one frame, on one line (R87).
fn mark_mourned(units: &mut [Unit], text: &RichText) {
    const LONGEST: usize = 8;
    for markup in text.marks.iter().filter(|markup| markup.mark == Mark::Mourned) {
        let from = units.partition_point(|unit| unit.start <= markup.range.start);
        let to = units.partition_point(|unit| unit.start < markup.range.end);
        let within = units.get_mut(from..to).unwrap_or(&mut []);
        if within.len() < LONGEST {
            within.iter_mut().for_each(|unit| unit.tie = Tie::Whole);
        }
    }
}

/// The solidus of the keyboard between Han, kana or what brackets them is the mark that it stands for (R2, SL).
fn mark_solidi(units: &mut [Unit], looks: &[Look]) {
    for at in 1..units.len().saturating_sub(1) {
        let korean =
            looks.get(units[at].look as usize).is_some_and(|look| look.locale == Locale::Ko);
        let closed = |class: Class| class.is_ideographic() || class == Class::Cl;
        let opens = |class: Class| class.is_ideographic() || class == Class::Op;
        if units[at].c == '/'
            && closed(units[at - 1].class)
            && opens(units[at + 1].class)
            && !korean
        {
            units[at].class = Class::Sl;
        }
    }
}

/// The sign of the keyboard before a figure is a sign, and no hyphen, behind a word that a quantity follows: 降至-5度,
/// 升+8分, not 殲-20; and so it is behind a blank: 398.600 -5.200, while a sum, 5 - 3, has blanks on both sides.
fn mark_signs(units: &mut [Unit]) {
    for at in 1..units.len().saturating_sub(1) {
        let figure = units[at + 1].class == Class::Nu;
        let blank = units[at - 1].class == Class::Ws;
        let before = at.checked_sub(1 + usize::from(blank)).and_then(|before| units.get(before));
        let takes = before.is_some_and(|before| chars::takes_quantity(before.c));
        if matches!(units[at].c, '-' | '+') && figure && (takes || blank) {
            units[at].class = Class::Wp;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    fn classes(text: &str) -> Vec<Class> {
        let mut units = units_of(&RichText::plain(text, FileId(0), 0).text);
        resolve_ambiguous(&mut units);
        mark_connectors(&mut units, &[]);
        mark_solidi(&mut units, &[]);
        units.iter().map(|unit| unit.class).collect()
    }

    #[test]
    fn r4_quotes_follow_their_neighbours() {
        use Class::*;
        assert_eq!(classes("說“你”"), [Ha, Op, Ha, Cl]);
        assert_eq!(classes("say “a”"), [La, La, La, Ws, Wo, La, Wc]);
        assert_eq!(classes("國“W”"), [Ha, Op, La, Cl]);
        assert_eq!(classes("“W”國"), [Op, La, Cl, Ha]);
        assert_eq!(classes("it’s"), [La, La, Wc, La]);
        assert_eq!(classes("，’98"), [Cm, La, Nu, Nu]);
        assert_eq!(classes("國’98"), [Ha, La, Nu, Nu]);
        assert_eq!(classes("‘國’98"), [Op, Ha, Cl, Nu, Nu]);
        assert_eq!(classes("比·蓋"), [Ha, Md, Ha]);
        assert_eq!(classes("a·b"), [La, Sy, La]);
        assert_eq!(classes("國——國"), [Ha, Da, Da, Ha]);
        assert_eq!(classes("1—2"), [Nu, Cn, Nu]);
        assert_eq!(classes("京—沪"), [Ha, Cn, Ha]);
        assert_eq!(classes("。—沪"), [St, Da, Ha]);
        assert_eq!(classes("a—b"), [La, Wh, La]);
        assert_eq!(classes("℃—3"), [Po, Cn, Nu]);
        assert_eq!(classes("3%—5"), [Nu, Wf, Cn, Nu]);
        assert_eq!(classes("5G—6G"), [Nu, La, Cn, Nu, La]);
        assert_eq!(classes("甲/「乙"), [Ha, Sl, Op, Ha]);
        assert_eq!(classes("甲/B"), [Ha, Class::of('/'), La]);
    }

    #[test]
    fn r14_clusters_stay_whole() {
        let units = units_of("か\u{309A}葛\u{E0100}👩\u{200D}👩");
        assert_eq!(units.len(), 3);
    }
}
