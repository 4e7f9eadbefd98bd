//! [`View`]: one ink as a grey picture, or three as the red, green and blue of one; and each
//! colour space as it looks there.
//!
//! Where an ink is solid its channel is dark, where there is none of it it is light. Blending and
//! transparency then give what they give on a plate, for in the inks of a press both are worked
//! out on what is left of white, ink by ink (ISO 32000-2 11.3.5.3).

use std::collections::HashMap;

use super::file::File;
use super::object;
use super::space::{PROCESS, Source, Space};
use crate::colour::{Profile, RgbSpace};

/// Points along red, green and blue of the table from light to ink.
const POINTS: usize = 33;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct View {
    /// One or three.
    pub inks: Vec<String>,
}

impl View {
    pub fn one(ink: &str) -> View {
        View { inks: vec![ink.to_owned()] }
    }

    /// Cyan, magenta and yellow.
    pub fn coloured() -> View {
        View { inks: PROCESS[..3].iter().map(|ink| (*ink).to_owned()).collect() }
    }

    fn alternate(&self) -> &'static str {
        if self.inks.len() == 1 { "/DeviceGray" } else { "/DeviceRGB" }
    }

    /// Where each ink's amount is; `None` where it has to be looked up.
    pub fn sources(&self, space: &Space<'_>) -> Option<Vec<Source>> {
        self.inks.iter().map(|ink| space.source(ink)).collect()
    }

    /// The operands and the operator of a flat colour.
    pub fn flat(&self, sources: &[Source], values: &[f32], purpose: Purpose) -> String {
        let mut out = String::new();
        for source in sources {
            out.push_str(&format!("{} ", source.light(values)));
        }
        out.push_str(match (self.inks.len(), purpose) {
            (1, Purpose::Fill) => "g\n",
            (1, Purpose::Stroke) => "G\n",
            (_, Purpose::Fill) => "rg\n",
            (_, Purpose::Stroke) => "RG\n",
        });
        out
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Fill,
    Stroke,
}

/// The colour spaces of a view that were made so far.
pub(super) struct Spaces<'p> {
    pub profile: &'p Profile,
    functions: HashMap<String, u32>,
    light: Option<u32>,
}

impl<'p> Spaces<'p> {
    pub fn new(profile: &'p Profile) -> Spaces<'p> {
        Spaces { profile, functions: HashMap::new(), light: None }
    }

    /// The space in which the same components show the inks of the view.
    pub fn shown(&mut self, space: &Space<'_>, view: &View, file: &mut File<'_>) -> Option<String> {
        let alternate = view.alternate();
        match space {
            Space::Grey if view.inks == ["Black"] => return Some("/DeviceGray".to_owned()),
            Space::Pattern(None) => return Some("/Pattern".to_owned()),
            Space::Pattern(Some(base)) => {
                return Some(format!("[/Pattern {}]", self.shown(base, view, file)?));
            }
            Space::Indexed(base, list) => {
                let mut out = format!("[/Indexed {} ", self.shown(base, view, file)?).into_bytes();
                for item in list.raw_iter().skip(2) {
                    object::put_either(&mut out, &item, &mut file.named);
                    out.push(b' ');
                }
                out.push(b']');
                return String::from_utf8(out).ok();
            }
            Space::Strange => return None,
            _ => {}
        }
        let function = match view.sources(space) {
            Some(sources) => self.picked(space.components(), &sources, file),
            None => self.light(view, file),
        };
        let names: Vec<String> = (0..space.components()).map(|at| format!("/N{at}")).collect();
        Some(format!("[/DeviceN[{}]{alternate} {function} 0 R]", names.join("")))
    }

    /// A function that picks components.
    fn picked(&mut self, inputs: usize, sources: &[Source], file: &mut File<'_>) -> u32 {
        let program = program(inputs, sources);
        *self.functions.entry(program).or_insert_with_key(|program| {
            let dict = format!(
                "<</FunctionType 4/Domain[{}]/Range[{}]>>",
                "0 1 ".repeat(inputs),
                "0 1 ".repeat(sources.len())
            );
            file.add_stream(dict.as_bytes(), program.as_bytes())
        })
    }

    /// A table from red, green and blue to what the profile makes of them.
    fn light(&mut self, view: &View, file: &mut File<'_>) -> u32 {
        let profile = self.profile;
        *self.light.get_or_insert_with(|| {
            let part = |at: usize| (at % POINTS * 255 / (POINTS - 1)) as u8;
            let places = 0..POINTS * POINTS * POINTS;
            let rgb: Vec<u8> = places
                .flat_map(|at| [part(at), part(at / POINTS), part(at / POINTS / POINTS)])
                .collect();
            let mut inks = vec![0; rgb.len() / 3 * 4];
            profile.separator(RgbSpace::srgb()).separate(&rgb, &mut inks);
            let plates: Vec<Option<usize>> =
                view.inks.iter().map(|ink| PROCESS.iter().position(|name| name == ink)).collect();
            let light = |inks: &[u8]| -> Vec<u8> {
                let left = |at: &Option<usize>| at.map_or(255, |at| 255 - inks[at]);
                plates.iter().map(left).collect()
            };
            let data: Vec<u8> = inks.chunks_exact(4).flat_map(light).collect();
            let dict = format!(
                "<</FunctionType 0/Domain[0 1 0 1 0 1]/Range[{}]/Size[{POINTS} {POINTS} {POINTS}]\
                 /BitsPerSample 8>>",
                "0 1 ".repeat(plates.len())
            );
            file.add_stream(dict.as_bytes(), &data)
        })
    }
}

/// A PostScript calculator function (ISO 32000-2 7.10.5): what is picked is put on the stack, and
/// the components under it are taken away.
fn program(inputs: usize, sources: &[Source]) -> String {
    let mut out = String::from("{");
    for (above, source) in sources.iter().enumerate() {
        let depth = |place: usize| inputs - 1 - place + above;
        out.push_str(&match source {
            Source::Nowhere => "1 ".to_owned(),
            Source::Ink(place) => format!("{} index 1 exch sub ", depth(*place)),
            Source::Light(place) => format!("{} index ", depth(*place)),
        });
    }
    out.push_str(&format!("{} {} roll", inputs + sources.len(), sources.len()));
    out.push_str(&" pop".repeat(inputs));
    out.push('}');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_picks_what_is_on_the_plate() {
        let black = program(4, &[Source::Ink(3)]);
        assert_eq!(black, "{0 index 1 exch sub 5 1 roll pop pop pop pop}");
        let three = program(4, &[Source::Ink(0), Source::Ink(1), Source::Ink(2)]);
        let expected = "{3 index 1 exch sub 3 index 1 exch sub 3 index 1 exch sub 7 3 roll \
                        pop pop pop pop}";
        assert_eq!(three, expected);
        assert_eq!(program(1, &[Source::Nowhere]), "{1 2 1 roll pop}");
    }
}
