//! [`Patches`]: what of a content is exchanged for something of the same length.

use std::collections::BTreeMap;

/// What is exchanged in a content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Patches {
    /// Where the slash of names stands, what they are and become.
    names: BTreeMap<usize, (&'static [u8], &'static [u8])>,
    /// Where a state is restored that was never saved (`Q`): viewers pass over it on a page of its
    /// own, and some would take the state of the page that the art stands on.
    pub restored: Vec<usize>,
}

impl Patches {
    const NUMBER: (&'static [u8], &'static [u8]) = (b"MCID", b"XCID");
    const ARTIFACT: (&'static [u8], &'static [u8]) = (b"Artifact", b"Unmarked");

    pub fn note(&mut self, name: &[u8], place: usize) {
        for (old, new) in [Patches::NUMBER, Patches::ARTIFACT] {
            if name == old {
                self.names.insert(place, (old, new));
            }
        }
    }

    /// A key of a picture within the content, which is not smoothed (ISO 19005-2 6.2.8).
    pub fn smoothed(&mut self, key: &[u8], place: usize) {
        for (old, new) in [(&b"I"[..], &b"X"[..]), (b"Interpolate", b"XInterpolat")] {
            if key == old {
                self.names.insert(place, (old, new));
            }
        }
    }

    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.restored.is_empty()
    }

    pub fn apply(&self, content: &mut [u8]) {
        for &place in &self.restored {
            if let Some(spot) = content.get_mut(place).filter(|spot| **spot == b'Q') {
                *spot = b' ';
            }
        }
        for (&place, (old, new)) in &self.names {
            // Written with `#` codes it is longer, and no program does so.
            let spot = content.get_mut(place + 1..place + 1 + old.len());
            if let Some(spot) = spot.filter(|spot| **spot == **old) {
                spot.copy_from_slice(new);
            }
        }
    }
}
