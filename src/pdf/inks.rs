//! Colours: process inks as DeviceCMYK, black as K alone, spot inks as Separation spaces.

use lopdf::{Dictionary, Object, dictionary};

use super::digits::{fixed, number};
use crate::colour::{Colour, Ink, SpotId};

/// The spot inks of a job, by [`SpotId`]: name and process alternate.
pub(super) type Spots = [(String, Colour)];

/// What a colour is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    Fill,
    Stroke,
}

/// Writes the operator that sets a colour.
pub(super) fn set(out: &mut Vec<u8>, colour: Colour, purpose: Use) {
    match colour {
        Colour::Process { .. } => {
            for ink in process(colour, &[]) {
                amount(out, ink);
            }
            out.extend_from_slice(if purpose == Use::Fill { b"k\n" } else { b"K\n" });
        }
        Colour::Spot { spot, tint } => {
            let (space, set): (&[u8], &[u8]) =
                if purpose == Use::Fill { (b" cs ", b"scn\n") } else { (b" CS ", b"SCN\n") };
            out.push(b'/');
            out.extend_from_slice(spot_name(spot).as_bytes());
            out.extend_from_slice(space);
            amount(out, tint);
            out.extend_from_slice(set);
        }
    }
}

fn amount(out: &mut Vec<u8>, ink: Ink) {
    fixed(out, i64::from(ink.0), 4);
    out.push(b' ');
}

/// The process inks of a colour; of a spot ink, its alternate's, thinned.
pub(super) fn process(colour: Colour, spots: &Spots) -> [Ink; 4] {
    match colour {
        Colour::Process { c, m, y, k } => [c, m, y, k],
        Colour::Spot { spot, tint } => {
            let alternate = spots.get(usize::from(spot.0)).map(|(_, alternate)| *alternate);
            match alternate {
                Some(Colour::Process { c, m, y, k }) => [c, m, y, k].map(|ink| thin(ink, tint)),
                _ => [Ink::NONE, Ink::NONE, Ink::NONE, tint],
            }
        }
    }
}

fn thin(ink: Ink, tint: Ink) -> Ink {
    Ink((u32::from(ink.0) * u32::from(tint.0) / 10_000) as u16)
}

/// The four inks as a PDF array.
pub(super) fn array(inks: [Ink; 4]) -> Object {
    Object::Array(inks.iter().map(|ink| number(i64::from(ink.0), 4)).collect())
}

/// The resource name of a spot ink's space.
pub(super) fn spot_name(spot: SpotId) -> String {
    format!("S{}", spot.0)
}

/// The spot ink's Separation space (ISO 32000-1 8.6.6.4).
pub(super) fn separation(spot: SpotId, spots: &Spots) -> Object {
    let solid = process(Colour::Spot { spot, tint: Ink::SOLID }, spots);
    let name = spots.get(usize::from(spot.0)).map_or("Unnamed", |(name, _)| name);
    space(name, solid)
}

/// The space of all plates at once, for crop marks.
pub(super) fn registration() -> Object {
    space("All", [Ink::SOLID; 4])
}

fn space(name: &str, solid: [Ink; 4]) -> Object {
    // A name holds 127 bytes (ISO 32000-1 Annex C).
    let name = &name[..name.floor_char_boundary(127)];
    Object::Array(vec![
        "Separation".into(),
        Object::Name(name.as_bytes().to_vec()),
        "DeviceCMYK".into(),
        Object::Dictionary(blend([Ink::NONE; 4], solid)),
    ])
}

/// The function from one set of inks to another (ISO 32000-1 7.10.3).
pub(super) fn blend(from: [Ink; 4], to: [Ink; 4]) -> Dictionary {
    dictionary! {
        "FunctionType" => 2,
        "Domain" => vec![0.into(), 1.into()],
        "C0" => array(from),
        "C1" => array(to),
        "N" => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_is_k_alone() {
        let spot = Colour::Spot { spot: SpotId(1), tint: Ink::per_cent(40) };
        let rich =
            Colour::Process { c: Ink::NONE, m: Ink::per_cent(80), y: Ink(9550), k: Ink::NONE };
        let cases = [
            (Colour::BLACK, Use::Fill, "0 0 0 1 k\n"),
            (Colour::grey(Ink::per_cent(10)), Use::Stroke, "0 0 0 .1 K\n"),
            (rich, Use::Fill, "0 .8 .955 0 k\n"),
            (spot, Use::Fill, "/S1 cs .4 scn\n"),
        ];
        for (colour, purpose, expected) in cases {
            let mut out = Vec::new();
            set(&mut out, colour, purpose);
            assert_eq!(String::from_utf8_lossy(&out), expected);
        }
    }

    #[test]
    fn a_spot_ink_has_an_alternate() {
        let red = Colour::Process {
            c: Ink::NONE,
            m: Ink::per_cent(100),
            y: Ink::per_cent(50),
            k: Ink::NONE,
        };
        let spots = [("Red".to_owned(), red)];
        let half = Colour::Spot { spot: SpotId(0), tint: Ink::per_cent(50) };
        assert_eq!(process(half, &spots), [Ink(0), Ink(5000), Ink(2500), Ink(0)]);
    }
}
