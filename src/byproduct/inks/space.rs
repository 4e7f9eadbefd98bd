//! [`Space`]: a colour space, as far as plates are concerned (ISO 32000-2 8.6).

use std::rc::Rc;

use hayro::hayro_syntax::object::{Array, Name, Object, Stream};
use hayro::hayro_syntax::page::Resources;

/// Cyan, magenta, yellow and black, as separations name them.
pub(super) const PROCESS: [&str; 4] = ["Cyan", "Magenta", "Yellow", "Black"];
/// Spaces within spaces.
const MOST_DEPTH: usize = 6;

#[derive(Clone, Debug)]
pub(super) enum Space<'a> {
    /// Of light or of paper: on a press it is black.
    Grey,
    Cmyk(Origin),
    /// Of light: made to ink with the profile of the job.
    Rgb,
    /// One ink or several by name, and what stands for them: the alternate space, the function.
    Inks {
        names: Vec<String>,
        alternate: Rc<Space<'a>>,
        tint: Option<Object<'a>>,
    },
    /// A palette: its base, and the array that has its colours.
    Indexed(Rc<Space<'a>>, Array<'a>),
    /// With the space of a pattern that has no colour of its own.
    Pattern(Option<Rc<Space<'a>>>),
    /// Not to be separated here.
    Strange,
}

/// The overprint mode is a thing of the press's own inks alone (ISO 32000-2 8.6.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Device,
    Described,
}

/// Where the amount of an ink is found in a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Nowhere,
    /// A component is the amount.
    Ink(usize),
    /// A component is the light that is left.
    Light(usize),
}

impl<'a> Space<'a> {
    pub fn read(object: &Object<'a>, resources: &Resources<'a>) -> Space<'a> {
        read(object, resources, 0)
    }

    /// The space that content calls by a name.
    pub fn named(name: &Name<'_>, resources: &Resources<'a>) -> Space<'a> {
        named(name, resources, 0)
    }

    pub fn components(&self) -> usize {
        match self {
            Space::Grey | Space::Indexed(..) => 1,
            Space::Cmyk(_) => 4,
            Space::Rgb => 3,
            Space::Inks { names, .. } => names.len(),
            Space::Pattern(_) | Space::Strange => 0,
        }
    }

    /// The colour that a space begins with.
    pub fn first(&self) -> Vec<f32> {
        match self {
            Space::Cmyk(_) => vec![0.0, 0.0, 0.0, 1.0],
            Space::Inks { names, .. } => vec![1.0; names.len()],
            _ => vec![0.0; self.components()],
        }
    }

    /// Whether a colour of it says something of an ink, so that overprinting does not leave
    /// that ink's plate alone.
    pub fn tells(&self, ink: &str) -> bool {
        match self {
            Space::Grey | Space::Cmyk(_) | Space::Rgb => PROCESS.contains(&ink),
            Space::Inks { names, .. } => names.iter().any(|name| name == ink || name == "All"),
            Space::Indexed(base, _) => base.tells(ink),
            Space::Pattern(_) | Space::Strange => true,
        }
    }

    /// Whether nothing of it is ever printed.
    pub fn is_none(&self) -> bool {
        match self {
            Space::Inks { names, .. } => names.iter().all(|name| name == "None"),
            Space::Indexed(base, _) => base.is_none(),
            _ => false,
        }
    }

    /// Where the amount of an ink is; `None` where it has to be looked up.
    pub fn source(&self, ink: &str) -> Option<Source> {
        let process = PROCESS.iter().position(|name| *name == ink);
        Some(match self {
            Space::Grey if ink == "Black" => Source::Light(0),
            Space::Grey => Source::Nowhere,
            Space::Cmyk(_) => process.map_or(Source::Nowhere, Source::Ink),
            Space::Inks { names, .. } => {
                let at = names.iter().position(|name| name == ink);
                let all = || names.iter().position(|name| name == "All");
                at.or_else(all).map_or(Source::Nowhere, Source::Ink)
            }
            Space::Rgb if process.is_none() => Source::Nowhere,
            Space::Rgb | Space::Indexed(..) | Space::Pattern(_) | Space::Strange => return None,
        })
    }

    /// Every space that it is made of.
    pub fn visit(&self, see: &mut impl FnMut(&Space<'a>)) {
        see(self);
        match self {
            Space::Indexed(base, _) | Space::Pattern(Some(base)) => base.visit(see),
            _ => {}
        }
    }
}

impl Source {
    /// The light that an ink leaves of white.
    pub fn light(self, values: &[f32]) -> f32 {
        let at = |at: usize| values.get(at).copied().unwrap_or(0.0).clamp(0.0, 1.0);
        match self {
            Source::Nowhere => 1.0,
            Source::Ink(place) => 1.0 - at(place),
            Source::Light(place) => at(place),
        }
    }
}

fn read<'a>(object: &Object<'a>, resources: &Resources<'a>, depth: usize) -> Space<'a> {
    if depth > MOST_DEPTH {
        return Space::Strange;
    }
    match object {
        Object::Name(name) => named(name, resources, depth),
        Object::Array(list) => family(list, resources, depth),
        _ => Space::Strange,
    }
}

fn named<'a>(name: &Name<'_>, resources: &Resources<'a>, depth: usize) -> Space<'a> {
    match name.as_ref() {
        b"DeviceGray" | b"G" | b"CalGray" => Space::Grey,
        b"DeviceRGB" | b"RGB" | b"CalRGB" => Space::Rgb,
        b"DeviceCMYK" | b"CMYK" | b"CalCMYK" => Space::Cmyk(Origin::Device),
        b"Pattern" => Space::Pattern(None),
        _ => match resources.get_color_space(name) {
            Some(object) => read(&object, resources, depth + 1),
            None => Space::Strange,
        },
    }
}

fn family<'a>(list: &Array<'a>, resources: &Resources<'a>, depth: usize) -> Space<'a> {
    let mut items = list.iter::<Object<'a>>();
    let Some(Object::Name(kind)) = items.next() else { return Space::Strange };
    let below = |object: Option<Object<'a>>| match object {
        Some(object) => Rc::new(read(&object, resources, depth + 1)),
        None => Rc::new(Space::Strange),
    };
    match kind.as_ref() {
        b"CalGray" => Space::Grey,
        b"CalRGB" => Space::Rgb,
        b"ICCBased" => {
            let stream: Option<Stream<'a>> = items.next().and_then(Object::into_stream);
            match stream.and_then(|stream| stream.dict().get::<u8>(b"N")) {
                Some(1) => Space::Grey,
                Some(3) => Space::Rgb,
                Some(4) => Space::Cmyk(Origin::Described),
                _ => Space::Strange,
            }
        }
        b"Indexed" | b"I" => Space::Indexed(below(items.next()), list.clone()),
        b"Pattern" => Space::Pattern(items.next().map(|object| below(Some(object)))),
        b"Separation" | b"DeviceN" => {
            let text = |name: &Name<'_>| String::from_utf8_lossy(name).into_owned();
            let names = match items.next() {
                Some(Object::Array(names)) => names.iter::<Name<'_>>().map(|n| text(&n)).collect(),
                Some(Object::Name(name)) => vec![text(&name)],
                _ => return Space::Strange,
            };
            Space::Inks { names, alternate: below(items.next()), tint: items.next() }
        }
        _ => match list.iter::<Object<'a>>().count() {
            1 => named(&kind, resources, depth + 1),
            _ => Space::Strange,
        },
    }
}
