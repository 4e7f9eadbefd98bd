//! Complete styles.
//!
//! A [`Style`] is what a layout says of a kind of text, with nothing left out; a [`TextStyle`]
//! is a style at one size, which is what text is composed with. A [`StyleSheet`] holds one
//! style a [`Role`].

use crate::chars::Settings;
use crate::colour::Colour;
use crate::fonts::FamilyId;
use crate::measure::{Em, Length, Permille, TypeSize};
use crate::page::model::TableLook;

/// The kinds of text that have a built-in style, see `builtin.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    Masthead,
    Folio,
    Label,
    Kicker,
    Headline,
    Deck,
    Byline,
    Source,
    Intro,
    Body,
    Subhead,
    ItemTitle,
    ItemLine,
    Bullet,
    Numbered,
    Verse,
    BoxTitle,
    Caption,
    Credit,
    Quote,
    Table,
    TableHead,
    Jump,
    JumpHeadline,
}

impl Role {
    pub const ALL: [Role; 24] = [
        Role::Masthead,
        Role::Folio,
        Role::Label,
        Role::Kicker,
        Role::Headline,
        Role::Deck,
        Role::Byline,
        Role::Source,
        Role::Intro,
        Role::Body,
        Role::Subhead,
        Role::ItemTitle,
        Role::ItemLine,
        Role::Bullet,
        Role::Numbered,
        Role::Verse,
        Role::BoxTitle,
        Role::Caption,
        Role::Credit,
        Role::Quote,
        Role::Table,
        Role::TableHead,
        Role::Jump,
        Role::JumpHeadline,
    ];

    /// As a layout writes it: `[style.box-title]`.
    pub fn name(self) -> &'static str {
        match self {
            Role::Masthead => "masthead",
            Role::Folio => "folio",
            Role::Label => "label",
            Role::Kicker => "kicker",
            Role::Headline => "headline",
            Role::Deck => "deck",
            Role::Byline => "byline",
            Role::Source => "source",
            Role::Intro => "intro",
            Role::Body => "body",
            Role::Subhead => "subhead",
            Role::ItemTitle => "item-title",
            Role::ItemLine => "item-line",
            Role::Bullet => "bullet",
            Role::Numbered => "numbered",
            Role::Verse => "verse",
            Role::BoxTitle => "box-title",
            Role::Caption => "caption",
            Role::Credit => "credit",
            Role::Quote => "quote",
            Role::Table => "table",
            Role::TableHead => "table-head",
            Role::Jump => "jump",
            Role::JumpHeadline => "jump-headline",
        }
    }
}

/// How a line is brought to its measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Align {
    /// Every line but a paragraph's last ends flush.
    Justify,
    Start,
    End,
    Center,
    /// Spread evenly over the measure, the last line too (heads that fill their width).
    Spread,
}

/// How large a style is set.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SizeRule {
    Fixed(Length),
    /// The largest step that fits in at most `rows` rows. `usual` is the part of the ladder
    /// that the head's width calls for; smaller steps are taken only when none of it fits.
    Fit {
        ladder: Vec<Length>,
        usual: (Length, Length),
        rows: u32,
    },
    /// A proportion of the headline, never over `most`.
    OfHeadline {
        ratio: Permille,
        most: Length,
    },
    /// This size at most; shrunk until the text fits one line.
    OneLine(Length),
}

/// The distance from line to line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Leading {
    /// Of the grid's line.
    Lines(Permille),
    /// Of the type size: heads.
    OfSize(Permille),
}

impl Leading {
    pub fn of(self, line: Length, size: Length) -> Length {
        match self {
            Leading::Lines(of_line) => of_line.of(line),
            Leading::OfSize(of_size) => of_size.of(size),
        }
    }
}

/// What a layout says of one kind of text; complete.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Style {
    pub family: FamilyId,
    /// What `**bold**` changes to.
    pub bold_family: FamilyId,
    pub size: SizeRule,
    pub leading: Leading,
    pub colour: Colour,
    pub align: Align,
    /// White before and after, of a grid line.
    pub above: Permille,
    pub below: Permille,
    /// Text printed before each paragraph: `●`.
    pub mark: String,
    /// Turnover lines stand in by this much.
    pub hang: Em,
    pub tracking: Em,
    /// Scale of the glyphs along x and y of the upright character (長體、平體).
    pub width: Permille,
    pub height: Permille,
    /// How a story's first paragraph begins.
    pub initial: Option<Initial>,
    pub settings: Settings,
}

/// A paragraph's first characters set large, over several of its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Initial {
    pub lines: u32,
    pub characters: u32,
    /// None: those of its paragraph.
    pub family: Option<FamilyId>,
    pub colour: Option<Colour>,
}

impl Initial {
    /// What a paragraph gets that asks for one, where its style says nothing.
    pub const USUAL: Initial = Initial { lines: 2, characters: 1, family: None, colour: None };
}

impl Style {
    /// This style at `size`.
    pub fn at(&self, size: Length) -> TextStyle {
        TextStyle {
            family: self.family,
            bold_family: self.bold_family,
            size,
            width: self.width,
            height: self.height,
            colour: self.colour,
            align: self.align,
            tracking: self.tracking,
            hang: self.hang,
            readings: Permille::ONE,
            settings: self.settings,
        }
    }
}

/// A style at one size: what a paragraph is composed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    pub family: FamilyId,
    pub bold_family: FamilyId,
    /// Before scaling.
    pub size: Length,
    pub width: Permille,
    pub height: Permille,
    pub colour: Colour,
    pub align: Align,
    /// Added after every character, of the scaled em along the line.
    pub tracking: Em,
    pub hang: Em,
    /// How large readings are beside it: of what they are beside other type.
    pub readings: Permille,
    pub settings: Settings,
}

impl TextStyle {
    /// The em along and across a line in `mode`: glyph scales are of the upright character, so
    /// in vertical lines `height` is the one along the line.
    pub fn em(&self, mode: crate::measure::WritingMode) -> TypeSize {
        let (width, height) = (self.width.of(self.size), self.height.of(self.size));
        match mode {
            crate::measure::WritingMode::HorizontalTb => TypeSize { inline: width, block: height },
            crate::measure::WritingMode::VerticalRl => TypeSize { inline: height, block: width },
        }
    }
}

/// One style a role, and what tables look like beside.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StyleSheet {
    styles: Vec<Style>,
    pub tables: TableLook,
}

impl StyleSheet {
    /// `styles` in the order of [`Role::ALL`].
    pub fn new(make: impl FnMut(Role) -> Style) -> StyleSheet {
        let styles = Role::ALL.into_iter().map(make).collect();
        StyleSheet { styles, tables: TableLook::default() }
    }

    pub fn get(&self, role: Role) -> &Style {
        &self.styles[role as usize]
    }

    pub fn get_mut(&mut self, role: Role) -> &mut Style {
        &mut self.styles[role as usize]
    }
}
