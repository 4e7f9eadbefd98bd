//! The joints between boxes: what blank is left there, how it may give way, and whether a line may
//! end.

use crate::chars::{self, Class, Hangul, Kinsoku, Locale, Parting, Settings, Squeeze};
use crate::measure::Length;

use super::build::{Blanks, NodeBuilder, SOFT_HYPHEN};
use super::nodes::{Cluster, Ending, Gap, Joint};
use super::unit::{Cell, Opportunity, Tie, Unit};

/// What it costs to part a date or code, or a number from its measure word (R18, R118): as much as a line that
/// is loose by a tenth of an em. A looser one is seen across the page before the number is.
const DEAR_COST: u16 = 2500;

impl NodeBuilder<'_, '_, '_> {
    /// R46: a third of an em, in Korean text too: it may give way to a quarter (R24).
    pub(super) fn word_space(&self) -> Length {
        self.em / 3
    }

    pub(super) fn joint(
        &mut self,
        first: &Cluster,
        second: &Cluster,
        blanks: Option<Blanks>,
        unit: &Unit,
    ) -> Joint {
        let settings = self.settings(unit);
        let locale = settings.locale;
        let squeeze =
            |a: Class, b: Class| chars::squeeze(a, b, settings.adjacent, locale, self.mode);
        // A dot that is half an em wide has no blank to share (R5).
        let small = |dot: &Cluster| dot.class == Class::Md && dot.size < self.em * 3 / 4;
        let small_dot = small(first);
        let gone = match blanks {
            None if small_dot && first.after == Length::ZERO => Squeeze::default(),
            None if small(second) && second.before == Length::ZERO => Squeeze::default(),
            None => self.of_sizes(squeeze(first.class, second.class), first, unit),
            Some(blanks) if blanks.ideographic => Squeeze {
                first_after: squeeze(first.class, Class::Sp).first_after,
                second_before: squeeze(Class::Sp, second.class).second_before,
                first_before: false,
            },
            // R127: a blank between Korean words is the only white beside a full-width mark.
            Some(blanks) if blanks.words > 0 && locale == Locale::Ko => Squeeze {
                first_after: matches!(first.class, Class::Cl | Class::St | Class::Cm),
                second_before: second.class == Class::Op,
                first_before: false,
            },
            Some(_) => Squeeze::default(),
        };
        let tier = |class: Class| match settings.compress {
            true => chars::shrink_tier(class, locale).unwrap_or(0),
            false => 0,
        };
        let mut joint = Joint {
            after: if gone.first_after { Length::ZERO } else { first.after },
            before: if gone.second_before { Length::ZERO } else { second.before },
            kept: self.kept(first, second),
            after_tier: tier(first.class),
            before_tier: tier(second.class),
            track: self.track,
            part: self.part(first.class, second.class, blanks, unit, settings),
            ..Joint::NONE
        };
        let one = |blanks: &Blanks| blanks.words == 1 && blanks.fixed == Length::ZERO;
        let solid = blanks.as_ref().is_some_and(one)
            && self.is_solid([first, second], unit, settings.locale);
        self.fill_gap(&mut joint, first, second, blanks.filter(|_| !solid), settings);
        if first.class == second.class && self.is_odd_dash(second, unit) {
            joint.part = Ending::Never;
        }
        joint.stretch = joint.kind == Gap::None
            && chars::stretches(first.class, second.class)
            && !(joint.part == Ending::Never && first.class == Class::Fn)
            && (!matches!(unit.tie, Tie::Whole | Tie::Group) || blanks.is_some())
            && !self.clings(first.class, second.class, unit)
            && !chars::is_voicing(unit.c);
        if unit.cell == Cell::Glued {
            (joint.part, joint.stretch) = (Ending::Never, false);
        }
        let letter = |class: Class| matches!(class, Class::La | Class::Nu);
        joint.letters = blanks.is_none() && letter(first.class) && letter(second.class);
        if gone.first_before
            && let Some(earlier) = self.nodes.joints.last_mut()
        {
            earlier.before = Length::ZERO;
        }
        // A centred mark stays in the middle of what is left.
        if is_centred(first)
            && let Some(earlier) = self.nodes.joints.last_mut()
        {
            let kept = joint.kept.max(earlier.kept);
            (earlier.kept, joint.kept) = (kept, kept);
        }
        joint
    }

    /// Of a mark's blank beside a figure or letter as much stays as of a gap (R45, R49).
    fn kept(&self, first: &Cluster, second: &Cluster) -> Length {
        let western = |class: Class| matches!(class, Class::La | Class::Nu);
        match western(first.class) || western(second.class) {
            true => self.em / 8,
            false => Length::ZERO,
        }
    }

    /// R29: of two marks of different sizes that face away from one another the smaller one's blank goes.
    fn of_sizes(&self, gone: Squeeze, first: &Cluster, unit: &Unit) -> Squeeze {
        let is_small = |look: u16| self.looks.get(look as usize).is_some_and(|l| l.superscript);
        let smaller = is_small(self.look) && !is_small(unit.look);
        match smaller && gone.second_before && first.after.is_positive() {
            true => Squeeze { first_after: true, second_before: false, ..gone },
            false => gone,
        }
    }

    /// R41, R42: whether a typed blank stands for the gap between a Chinese or Japanese character and
    /// a figure or letter in a frame, which is none.
    fn is_solid(&self, boxes: [&Cluster; 2], unit: &Unit, locale: Locale) -> bool {
        let [first, second] = boxes;
        let framed = |class: Class, c: char| {
            class == Class::Fn || (class == Class::Sm && c.is_ascii_alphanumeric())
        };
        framed(first.class, self.last_char) && chars::autospace(second.class, Class::Nu, locale)
            || framed(second.class, unit.c) && chars::autospace(first.class, Class::Nu, locale)
    }

    /// The word space, typed blank or automatic gap of a joint.
    fn fill_gap(
        &self,
        joint: &mut Joint,
        first: &Cluster,
        second: &Cluster,
        blanks: Option<Blanks>,
        settings: &Settings,
    ) {
        let em = self.em;
        let locale = settings.locale;
        let small = |cluster: &Cluster| {
            self.nodes.fonts.get(cluster.font as usize).is_some_and(|font| font.em < em)
        };
        let touching = chars::autospace(first.class, second.class, locale);
        if blanks.is_none()
            && settings.query_blank
            && chars::ends_sentence(first.class, second.class)
        {
            (joint.kind, joint.gap) = (Gap::Fixed, em);
            return;
        }
        if blanks.is_none() && !touching {
            return;
        }
        let auto = settings.autospace.of(em);
        // R41: none beside a superscript.
        let automatic = touching && auto.is_positive() && !small(first) && !small(second);
        match blanks {
            // R42: a typed space takes the gap's place.
            Some(b) if b.words == 1 && b.fixed == Length::ZERO && automatic => {
                joint.kind = Gap::Auto;
                joint.gap = auto;
                joint.space = Some((b.start, b.end));
            }
            Some(b) => {
                joint.kind = if b.words > 0 { Gap::Word } else { Gap::Fixed };
                joint.gap = b.fixed + self.word_space() * i64::from(b.words);
                if joint.gap.is_positive() {
                    joint.space = Some((b.start, b.end));
                }
            }
            None if automatic => {
                joint.kind = Gap::Auto;
                joint.gap = auto;
            }
            None => {}
        }
        let (least, most) = match joint.kind {
            // R50: in Korean the blanks between words take all they can.
            Gap::Word if locale == Locale::Ko && !self.nodes.western => (em / 4, em),
            Gap::Word => (em / 4, em / 2),
            // R45: an eighth to a third; Japan goes to a half.
            Gap::Auto if locale == Locale::Ja => (em / 8, em / 2),
            Gap::Auto => (em / 8, em / 3),
            Gap::None | Gap::Fixed => return,
        };
        if settings.compress {
            joint.gap_shrink = (joint.gap - least).max(Length::ZERO);
        }
        joint.gap_stretch = (most - joint.gap).max(Length::ZERO);
    }

    /// Whether the line may end between two boxes with blanks between them.
    fn over_blanks(first: Class, second: Class, blanks: Blanks, settings: &Settings) -> Ending {
        let (kinsoku, locale) = (settings.kinsoku, settings.locale);
        // A quotation mark of the keyboard opens behind a blank and closes before one (UAX #14 LB18, LB19).
        let barred = second != Class::Wq && chars::never_starts(second, kinsoku, locale)
            || first != Class::Wq && chars::never_ends(first, kinsoku, locale);
        // A query or stop after a typed blank begins a line no more than without it.
        let barred = barred && (blanks.words > 0 || blanks.ideographic);
        match !blanks.may || blanks.hard || barred {
            true => Ending::Never,
            false => Ending::May(0),
        }
    }

    /// Whether the line may end at this joint.
    fn part(
        &self,
        first: Class,
        second: Class,
        blanks: Option<Blanks>,
        unit: &Unit,
        settings: &Settings,
    ) -> Ending {
        let (kinsoku, locale) = (settings.kinsoku, settings.locale);
        if unit.tie == Tie::Group {
            return Ending::Group;
        }
        if let Some(blanks) = blanks {
            // Of one telephone number (R17).
            return match Self::over_blanks(first, second, blanks, settings) {
                Ending::May(_) if unit.tie == Tie::Whole => Ending::Last,
                Ending::May(_) if unit.tie == Tie::Dear => Ending::May(DEAR_COST),
                ending => ending,
            };
        }
        let small = self.looks.get(unit.look as usize).is_some_and(|look| look.superscript);
        if small {
            // R17: a base keeps its superscript.
            return Ending::Never;
        }
        // R123: the line breaks behind it, not before, and nowhere without its hyphen.
        if unit.c == SOFT_HYPHEN {
            return Ending::Never;
        }
        if self.last_char == SOFT_HYPHEN
            && chars::parting(first, second, kinsoku, locale) == Parting::May
        {
            return Ending::Soft;
        }
        let clings = self.clings(first, second, unit);
        match chars::parting(first, second, kinsoku, locale) {
            // R121, also where the two stand upright in frames of their own.
            Parting::May if clings => Ending::Never,
            Parting::May => self.permitted(first, second, unit, settings),
            Parting::Western => match unit.before {
                // R15, also where UAX #14 lets a dash begin a line or a word is broken anywhere.
                Opportunity::May if is_dash(unit.c) && kinsoku >= Kinsoku::Normal => Ending::Never,
                Opportunity::No if first != second && barred(first, second, settings) => {
                    Ending::Never
                }
                Opportunity::May => Ending::May(0),
                Opportunity::Hyphen => Ending::Hyphen,
                Opportunity::Soft => Ending::Soft,
                Opportunity::Name => Ending::Name,
                Opportunity::No => Ending::Last,
            },
            // Dashes and dots in pairs may part between the pairs (R17).
            Parting::Never
                if first == second && matches!(first, Class::Da | Class::El) && self.is_pair() =>
            {
                Ending::May(0)
            }
            Parting::Never if first == Class::Fn && second == Class::Fn => Ending::Last,
            // A long row of marks parts where no line holds it: ！！！！！！.
            Parting::Never if first == second && unit.tie == Tie::Row => Ending::Last,
            Parting::Never => Ending::Never,
        }
    }

    /// A sign and its figure (R121).
    fn clings(&self, first: Class, second: Class, unit: &Unit) -> bool {
        let number = |class: Class| matches!(class, Class::Nu | Class::Fn);
        // Between figures － is no sign.
        let sign = chars::clings_on(self.last_char) && first != Class::Cn;
        (sign && number(second)) || (number(first) && chars::clings_back(unit.c))
    }

    /// Where a line may end, and at what cost.
    fn permitted(&self, first: Class, second: Class, unit: &Unit, settings: &Settings) -> Ending {
        let number = |class: Class| matches!(class, Class::Nu | Class::Fn);
        let together = (number(first) && chars::is_measure_word(unit.c))
            || (matches!(self.last_char, '第' | '제') && number(second))
            || (self.measuring && chars::is_measure_pair(self.last_char, unit.c));
        let korean = first == Class::Hg || second == Class::Hg || settings.locale == Locale::Ko;
        let word = settings.hangul == Hangul::Words
            && korean
            && chars::is_one_word((first, self.last_char), second);
        match () {
            // Letters, and so words, part as a last resort.
            () if unit.tie == Tie::Whole || (word && together) => Ending::Last,
            () if word => Ending::Syllable,
            () if together || unit.tie == Tie::Dear => Ending::May(DEAR_COST),
            () => Ending::May(0),
        }
    }

    /// A dash or an ellipsis too many behind pairs: it stays with them (R17).
    fn is_odd_dash(&self, second: &Cluster, unit: &Unit) -> bool {
        matches!(second.class, Class::Da | Class::El)
            && second.end - second.start <= unit.c.len_utf8() as u32
    }

    /// The last box is a pair of dashes or dots.
    fn is_pair(&self) -> bool {
        self.nodes
            .clusters
            .last()
            .is_some_and(|cluster| cluster.end - cluster.start > self.last_char.len_utf8() as u32)
    }
}

/// R15, R16: no line ends between the two.
fn barred(first: Class, second: Class, settings: &Settings) -> bool {
    let (kinsoku, locale) = (settings.kinsoku, settings.locale);
    chars::never_starts(second, kinsoku, locale) || chars::never_ends(first, kinsoku, locale)
}

fn is_dash(c: char) -> bool {
    matches!(c, '\u{2014}' | '\u{2015}')
}

/// A mark with blanks on both sides.
fn is_centred(mark: &Cluster) -> bool {
    mark.before.is_positive() && mark.after.is_positive()
}
