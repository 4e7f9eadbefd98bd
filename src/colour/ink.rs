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

    /// This much of this ink: 20 % of 50 % is 10 %.
    pub fn of(self, share: Ink) -> Ink {
        let product = u32::from(self.0) * u32::from(share.0);
        Ink(((product + 5_000) / 10_000) as u16)
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

    pub const fn cmyk(c: Ink, m: Ink, y: Ink, k: Ink) -> Colour {
        Colour::Process { c, m, y, k }
    }

    /// An RGB value whose three parts are equal, as black ink alone: screen black is solid,
    /// white is paper. `None` for every other value.
    pub fn from_neutral([r, g, b]: [u8; 3]) -> Option<Colour> {
        (r == g && g == b).then(|| {
            let black = (u32::from(255 - r) * 10_000 + 127) / 255;
            Colour::grey(Ink(black as u16))
        })
    }

    /// All inks together, in hundredths of a per cent.
    pub fn total_ink(self) -> u32 {
        match self {
            Colour::Process { c, m, y, k } => [c, m, y, k].iter().map(|ink| u32::from(ink.0)).sum(),
            Colour::Spot { tint, .. } => u32::from(tint.0),
        }
    }

    /// This colour with no more than `limit` of ink in all (hundredths of a per cent): the
    /// coloured inks give way evenly, black stays, since it carries the drawing.
    pub fn limited(self, limit: u32) -> Colour {
        let Colour::Process { c, m, y, k } = self else { return self };
        let coloured = u32::from(c.0) + u32::from(m.0) + u32::from(y.0);
        if coloured + u32::from(k.0) <= limit || coloured == 0 {
            return self;
        }
        let room = limit.saturating_sub(u32::from(k.0));
        let less =
            |ink: Ink| Ink((u64::from(ink.0) * u64::from(room) / u64::from(coloured)) as u16);
        Colour::Process { c: less(c), m: less(m), y: less(y), k }
    }

    /// This colour laid at `share` over white paper.
    pub fn tinted(self, share: Ink) -> Colour {
        match self {
            Colour::Process { c, m, y, k } => {
                Colour::Process { c: c.of(share), m: m.of(share), y: y.of(share), k: k.of(share) }
            }
            Colour::Spot { spot, tint } => Colour::Spot { spot, tint: tint.of(share) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neutral_values_are_black_ink_alone() {
        assert_eq!(Colour::from_neutral([0; 3]), Some(Colour::BLACK));
        assert_eq!(Colour::from_neutral([255; 3]), Some(Colour::WHITE));
        assert_eq!(Colour::from_neutral([204; 3]), Some(Colour::grey(Ink::per_cent(20))));
        assert_eq!(Colour::from_neutral([0, 0, 1]), None);
    }

    #[test]
    fn a_limit_takes_from_the_coloured_inks() {
        let heavy = Colour::cmyk(Ink(9000), Ink(8000), Ink(7000), Ink(6000));
        let light = heavy.limited(22_000);
        assert_eq!(light, Colour::cmyk(Ink(6000), Ink(5333), Ink(4666), Ink(6000)));
        assert!(light.total_ink() <= 22_000);
        assert_eq!(light.limited(22_000), light);
        assert_eq!(Colour::BLACK.limited(5_000), Colour::BLACK);
    }
}
