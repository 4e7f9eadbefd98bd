//! The built-in styles: a Hong Kong broadsheet's on a horizontal page, a Taiwan paper's heads
//! on a vertical one.

use crate::chars::{Hyphenate, Kinsoku, LineEnd, Locale, Settings};
use crate::colour::Colour;
use crate::fonts::{FamilyId, FontBook};
use crate::measure::{Em, Length, Permille, WritingMode};
use crate::page::style::{Align, Leading, Role, SizeRule, Style};

/// The steps of headline sizes, in points.
const LADDER: [i64; 15] = [14, 16, 18, 21, 24, 28, 32, 36, 42, 48, 54, 60, 72, 84, 96];

/// From a picture to its caption.
const CAPTION_GAP: Length = Length::from_pt(4);

pub(super) const BODY_SIZE: Length = Length::from_pt(9);

/// What the built-in styles depend on.
#[derive(Clone, Copy)]
pub(super) struct Occasion<'a> {
    pub book: &'a FontBook<'a>,
    pub locale: Locale,
    /// Of the page.
    pub mode: WritingMode,
    pub line: Length,
    /// Columns (tiers) that the block spans; its headline goes by them.
    pub columns: u32,
}

pub(super) fn ladder() -> Vec<Length> {
    LADDER.into_iter().map(Length::from_pt).collect()
}

/// The built-in style of a role.
pub(super) fn style(role: Role, occasion: &Occasion<'_>) -> Style {
    let pt = |size| SizeRule::Fixed(Length::from_pt(size));
    let centi = |size| SizeRule::Fixed(Length::from_centipt(size));
    let (serif, bold) = (FamilyId::SERIF, FamilyId::SERIF_BOLD);
    let (sans, black) = (FamilyId::SANS, FamilyId::SANS_BLACK);
    let vertical = occasion.mode == WritingMode::VerticalRl;
    let new = |family, size| plain(occasion, role, family, size);
    match role {
        Role::Masthead => Style { leading: lines(8000), ..new(black, pt(72)) }.white(0, 1000),
        Role::Folio => Style { leading: lines(2000), ..new(sans, pt(10)) }.white(0, 1000),
        Role::Label => {
            Style { leading: lines(2000), align: Align::Center, ..new(FamilyId::KAI, pt(14)) }
        }
        Role::Kicker => {
            let size = SizeRule::OfHeadline { ratio: Permille(500), most: Length::from_pt(21) };
            let style = Style { leading: of_size(1100), ..new(sans, size) }.white(0, 500);
            indented(style, if vertical { Em::ONE } else { Em::ZERO })
        }
        Role::Headline => headline(occasion),
        Role::Deck => {
            let size = SizeRule::OfHeadline { ratio: Permille(667), most: Length::MAX };
            let align = if vertical { Align::End } else { Align::Spread };
            Style { leading: of_size(1150), align, ..new(bold, size) }.white(500, 1000)
        }
        Role::Byline => new(sans, pt(9)).white(0, 1000),
        Role::Source => Style { align: Align::End, ..new(sans, pt(8)) },
        Role::Intro => {
            let style = new(bold, centi(1050)).white(0, 1000);
            justified(indented(Style { leading: lines(1500), ..style }, Em::ONE))
        }
        Role::Body => justified(indented(new(serif, SizeRule::Fixed(BODY_SIZE)), Em::ONE)),
        Role::Subhead => {
            let size = SizeRule::OneLine(Length::from_centipt(if vertical { 1200 } else { 1050 }));
            let align = if vertical { Align::Start } else { Align::Center };
            let style = Style { align, ..new(sans, size) }.white(600, 400);
            indented(style, if vertical { Em::ONE } else { Em::ZERO })
        }
        // Its white above is that between the articles of a stack.
        Role::ItemTitle => new(black, SizeRule::OneLine(Length::from_centipt(1050))).white(1000, 0),
        Role::ItemLine => new(sans, pt(9)),
        Role::Bullet => {
            Style { mark: "●".to_owned(), ..justified(new(serif, SizeRule::Fixed(BODY_SIZE))) }
        }
        Role::Numbered => {
            Style { mark: "{n}.".to_owned(), ..justified(new(serif, SizeRule::Fixed(BODY_SIZE))) }
        }
        Role::Verse => {
            let style = new(serif, SizeRule::Fixed(BODY_SIZE));
            Style { hang: Em::from_millionths(2_000_000), ..style }
        }
        Role::BoxTitle => {
            Style { leading: lines(2000), align: Align::Center, ..new(black, pt(18)) }
                .white(500, 500)
        }
        Role::Caption | Role::Credit => {
            let gap = CAPTION_GAP.scale(1000, occasion.line.units().max(1)).units();
            justified(Style { leading: lines(850), ..new(sans, pt(8)) }).white(gap, 1000)
        }
        Role::Quote => Style { leading: lines(1500), ..new(bold, pt(14)) }.white(1000, 1000),
        Role::Table => new(sans, pt(8)).white(1000, 1000),
        // In the bold of the style `table`.
        Role::TableHead => new(black, pt(8)),
        Role::Jump => Style { align: Align::End, ..new(sans, pt(8)) },
        Role::JumpHeadline => new(black, SizeRule::OneLine(Length::from_pt(18))).white(0, 500),
    }
}

/// Heads get smaller with their width, and neighbours of like width differ in family.
fn headline(occasion: &Occasion<'_>) -> Style {
    let (sans, serif) = (FamilyId::SANS_BLACK, FamilyId::SERIF_BOLD);
    let (family, low, high, rows, below) = match (occasion.mode, occasion.columns) {
        (WritingMode::HorizontalTb, 5..) => (sans, 42, 60, 2, 1000),
        (WritingMode::HorizontalTb, 3 | 4) => (serif, 28, 36, 2, 1000),
        (WritingMode::VerticalRl, 6..) => (sans, 48, 60, 2, 1000),
        (WritingMode::VerticalRl, 4 | 5) => (serif, 32, 36, 2, 1000),
        (WritingMode::VerticalRl, 3) | (_, 2) => (sans, 21, 28, 3, 500),
        (_, _) => (serif, 18, 18, 4, 500),
    };
    let usual = (Length::from_pt(low), Length::from_pt(high));
    let size = SizeRule::Fit { ladder: ladder(), usual, rows };
    Style {
        leading: of_size(1100),
        align: Align::Spread,
        ..plain(occasion, Role::Headline, family, size)
    }
    .white(1000, below)
}

fn plain(occasion: &Occasion<'_>, role: Role, family: FamilyId, size: SizeRule) -> Style {
    Style {
        family,
        bold_family: occasion.book.bold_of(family),
        size,
        leading: lines(1000),
        colour: Colour::BLACK,
        align: Align::Start,
        above: Permille::ZERO,
        below: Permille::ZERO,
        mark: String::new(),
        hang: Em::ZERO,
        tracking: Em::ZERO,
        width: Permille::ONE,
        height: Permille::ONE,
        initial: None,
        settings: settings(occasion.locale, role),
    }
}

/// Heads break strictly, trim the marks at both edges and never hyphenate (R20, R91).
fn settings(locale: Locale, role: Role) -> Settings {
    let plain = Settings { indent: Em::ZERO, ..Settings::of(locale) };
    match role {
        Role::Masthead | Role::Kicker | Role::Headline | Role::Deck | Role::BoxTitle => Settings {
            kinsoku: Kinsoku::Strict,
            line_end: LineEnd::Half,
            hyphenate: Hyphenate::Never,
            ..plain
        },
        Role::Label
        | Role::Subhead
        | Role::ItemTitle
        | Role::Caption
        | Role::Credit
        | Role::Folio => Settings { hyphenate: Hyphenate::Never, ..plain },
        _ => plain,
    }
}

fn lines(permille: i64) -> Leading {
    Leading::Lines(Permille(permille))
}

fn of_size(permille: i64) -> Leading {
    Leading::OfSize(Permille(permille))
}

fn justified(style: Style) -> Style {
    Style { align: Align::Justify, ..style }
}

fn indented(mut style: Style, indent: Em) -> Style {
    style.settings.indent = indent;
    style
}

impl Style {
    /// White above and below, in thousandths of a line.
    fn white(self, above: i64, below: i64) -> Style {
        Style { above: Permille(above), below: Permille(below), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::FontFiles;

    #[test]
    fn headlines_shrink_with_their_width() {
        let files = FontFiles::default();
        let book = FontBook::new(&files);
        let occasion = |mode, columns| Occasion {
            book: &book,
            locale: Locale::Hk,
            mode,
            line: Length::from_pt(12),
            columns,
        };
        let cases = [
            (WritingMode::HorizontalTb, 6, FamilyId::SANS_BLACK, 42, 60, 2),
            (WritingMode::HorizontalTb, 5, FamilyId::SANS_BLACK, 42, 60, 2),
            (WritingMode::HorizontalTb, 4, FamilyId::SERIF_BOLD, 28, 36, 2),
            (WritingMode::HorizontalTb, 2, FamilyId::SANS_BLACK, 21, 28, 3),
            (WritingMode::HorizontalTb, 1, FamilyId::SERIF_BOLD, 18, 18, 4),
            (WritingMode::VerticalRl, 7, FamilyId::SANS_BLACK, 48, 60, 2),
            (WritingMode::VerticalRl, 4, FamilyId::SERIF_BOLD, 32, 36, 2),
            (WritingMode::VerticalRl, 3, FamilyId::SANS_BLACK, 21, 28, 3),
        ];
        for (mode, columns, family, low, high, rows) in cases {
            let style = style(Role::Headline, &occasion(mode, columns));
            let usual = (Length::from_pt(low), Length::from_pt(high));
            let size = SizeRule::Fit { ladder: ladder(), usual, rows };
            assert_eq!((style.family, style.size), (family, size), "{mode:?} {columns}");
        }
        let caption = style(Role::Caption, &occasion(WritingMode::HorizontalTb, 1));
        assert_eq!(caption.above, Permille(333));
        // R91.
        for role in [Role::Kicker, Role::Headline, Role::Deck, Role::BoxTitle] {
            let set = style(role, &occasion(WritingMode::HorizontalTb, 3)).settings;
            assert_eq!((set.kinsoku, set.line_end), (Kinsoku::Strict, LineEnd::Half));
            assert_eq!(set.hyphenate, Hyphenate::Never);
        }
    }
}
