//! [`Met`]: what was met in the content of a page: its inks, and what plates cannot tell of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use hayro::hayro_interpret::Function;
use hayro::hayro_syntax::object::Object;

use super::space::{PROCESS, Source, Space};
use crate::colour::{Colour, Profile};

/// What plates cannot tell, or only by a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Untold {
    /// Colours of light: the job's profile makes them ink, as a press's own may not.
    Light,
    /// Colour spaces that are left out: Lab, and what is none.
    Space,
    /// Blend modes that take all inks together, and were taken ink by ink.
    Blending,
    /// Forms within forms, too many to follow.
    Depth,
}

impl fmt::Display for Untold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Untold::Light => "RGB, which the job's profile has made ink",
            Untold::Space => "colours that are neither ink nor RGB, which are left out",
            Untold::Blending => "blending by hue or luminosity, which is done ink by ink",
            Untold::Depth => "forms within forms, of which the innermost are left out",
        })
    }
}

/// What an ink looks like in cyan, magenta, yellow and black, tint by tint.
pub(super) type Tints = Vec<[u8; 4]>;

#[derive(Clone, Debug, Default)]
pub(super) struct Met {
    /// Every ink that something is painted with by name.
    pub inks: BTreeMap<String, Tints>,
    pub untold: BTreeSet<Untold>,
}

impl Met {
    /// Takes note of the inks of a space, and of what is not told.
    pub fn see(&mut self, space: &Space<'_>, profile: &Profile) {
        space.visit(&mut |part| match part {
            Space::Inks { names, alternate, tint } => {
                for (at, name) in names.iter().enumerate() {
                    let known = self.inks.contains_key(name) && names.len() > 1;
                    if !known && name != "All" && name != "None" {
                        let tints = tints((at, names.len()), alternate, tint.as_ref(), profile);
                        self.inks.insert(name.clone(), tints);
                    }
                }
            }
            Space::Rgb => {
                self.untold.insert(Untold::Light);
            }
            Space::Strange => {
                self.untold.insert(Untold::Space);
            }
            _ => {}
        });
    }

    pub fn join(&mut self, other: Met) {
        self.untold.extend(other.untold);
        for (name, tints) in other.inks {
            self.inks.entry(name).or_insert(tints);
        }
    }
}

/// The tints of the ink at a place among others, of which there is none.
fn tints(
    (at, count): (usize, usize),
    alternate: &Space<'_>,
    tint: Option<&Object<'_>>,
    profile: &Profile,
) -> Tints {
    let function = tint.and_then(Function::new).filter(|function| function.num_inputs() == count);
    let one = |tint: u8| -> Option<[u8; 4]> {
        let function = function.as_ref()?;
        let mut inks = vec![0.0; count];
        *inks.get_mut(at)? = f32::from(tint) / 255.0;
        let mut values = vec![0.0; function.num_outputs()];
        function.eval(&inks, &mut values)?;
        process(alternate, &values, profile)
    };
    // What cannot be told is grey.
    (0..=255).map(|tint| one(tint).unwrap_or([0, 0, 0, tint])).collect()
}

fn process(space: &Space<'_>, values: &[f32], profile: &Profile) -> Option<[u8; 4]> {
    let byte = |part: f32| (part.clamp(0.0, 1.0) * 255.0).round() as u8;
    if let Space::Rgb = space {
        let rgb = std::array::from_fn(|at| byte(values.get(at).copied().unwrap_or(0.0)));
        return match profile.to_cmyk(rgb) {
            Colour::Process { c, m, y, k } => {
                Some([c, m, y, k].map(|ink| byte(f32::from(ink.0) / 10_000.0)))
            }
            Colour::Spot { .. } => None,
        };
    }
    let sources: Option<Vec<Source>> = PROCESS.iter().map(|ink| space.source(ink)).collect();
    let sources = sources?;
    Some(std::array::from_fn(|at| {
        byte(1.0 - sources.get(at).map_or(1.0, |source| source.light(values)))
    }))
}
