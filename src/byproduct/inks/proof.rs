//! The page as it looks in print: its inks on the paper of the press.

use super::{Plate, Separated};
use crate::colour::Look;

impl Separated {
    /// Red, green and blue of every pixel.
    pub fn on_paper(&self, look: &Look) -> Vec<u8> {
        let (process, spots) = self.plates.split_at(self.plates.len().min(4));
        let count = self.width as usize * self.height as usize;
        let mut out = Vec::with_capacity(count * 3);
        let (mut last, mut seen) = ([0; 4], look.of([0; 4]));
        let ink = |plate: &Plate, at: usize| plate.ink.get(at).copied().unwrap_or(0);
        for at in 0..count {
            let inks: [u8; 4] =
                std::array::from_fn(|of| process.get(of).map_or(0, |plate| ink(plate, at)));
            if inks != last {
                (last, seen) = (inks, look.of(inks));
            }
            let mut shown = seen;
            for plate in spots {
                let tint = ink(plate, at);
                if tint > 0 {
                    shown = look.under(shown, plate.tint(tint));
                }
            }
            out.extend_from_slice(&shown);
        }
        out
    }
}

impl Plate {
    /// What stands for a tint of it in process inks.
    fn tint(&self, tint: u8) -> [u8; 4] {
        self.tints.get(usize::from(tint)).copied().unwrap_or([0, 0, 0, tint])
    }
}
