//! [`Colour`]: amounts of process or spot ink.

/// An amount of one ink in hundredths of a per cent: 10 000 is solid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Ink(pub u16);

impl Ink {
    pub const NONE: Ink = Ink(0);
    pub const SOLID: Ink = Ink(10_000);

    pub const fn per_cent(value: u16) -> Ink {
        Ink(if value >= 100 { 10_000 } else { value * 100 })
    }
}

/// A spot ink, by its place in the document's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpotId(pub u16);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Colour {
    Process { c: Ink, m: Ink, y: Ink, k: Ink },
    Spot { spot: SpotId, tint: Ink },
}

impl Colour {
    /// Black of the K plate alone.
    pub const BLACK: Colour = Colour::grey(Ink::SOLID);
    /// Paper.
    pub const WHITE: Colour = Colour::grey(Ink::NONE);

    pub const fn grey(k: Ink) -> Colour {
        Colour::Process { c: Ink::NONE, m: Ink::NONE, y: Ink::NONE, k }
    }
}
