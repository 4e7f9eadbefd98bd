//! [`State`]: what of the graphics state decides which plates are painted.

use std::rc::Rc;

use hayro::hayro_syntax::object::{Dict, Name};

use super::space::{Origin, Space};

/// The colour of fills or of strokes.
#[derive(Clone, Debug)]
pub(super) struct Paint<'a> {
    pub space: Rc<Space<'a>>,
    pub values: Vec<f32>,
    pub pattern: Option<Pattern<'a>>,
}

/// What is painted with instead of a colour.
#[derive(Clone, Debug)]
pub(super) enum Pattern<'a> {
    /// A shading, or a pattern that takes its colour from a space.
    Of(Rc<Space<'a>>),
    /// One with colours of its own.
    Coloured,
    /// One that cannot be separated here.
    Lost,
}

impl Paint<'_> {
    /// Whether it can be separated here.
    pub fn is_told(&self) -> bool {
        !matches!((&self.pattern, &*self.space), (Some(Pattern::Lost), _) | (None, Space::Strange))
    }
}

#[derive(Clone, Debug)]
pub(super) struct State<'a> {
    pub fill: Paint<'a>,
    pub stroke: Paint<'a>,
    pub overprint_fill: bool,
    pub overprint_stroke: bool,
    /// Zeros of the press's own inks leave their plates alone.
    pub by_zeros: bool,
    /// The text rendering mode, as the content asks for it and as it was written last.
    pub mode: u8,
    pub written_mode: u8,
    /// The font by its name in the resources, and its size.
    pub font: Option<(Vec<u8>, f32)>,
    /// The font of the view that was written instead of it.
    pub drawn: Option<u32>,
}

/// A view has inks that a mark paints, and others that it leaves alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mixed;

/// What a mark does to the plates of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Ink, or none of it where another ink lies: it is knocked out.
    Paints,
    Leaves,
}

impl State<'_> {
    /// What a page begins in.
    pub fn first() -> Self {
        let black = Paint { space: Rc::new(Space::Grey), values: vec![0.0], pattern: None };
        State {
            fill: black.clone(),
            stroke: black,
            overprint_fill: false,
            overprint_stroke: false,
            by_zeros: false,
            mode: 0,
            written_mode: 0,
            font: None,
            drawn: None,
        }
    }
}

impl<'a> State<'a> {
    /// Takes over what a graphics state dictionary says of overprinting (ISO 32000-2 8.4.5).
    pub fn set(&mut self, dict: &Dict<'a>) {
        if let Some(over) = dict.get::<bool>(b"OP") {
            (self.overprint_stroke, self.overprint_fill) = (over, over);
        }
        if let Some(over) = dict.get::<bool>(b"op") {
            self.overprint_fill = over;
        }
        if let Some(mode) = dict.get::<i32>(b"OPM") {
            self.by_zeros = mode == 1;
        }
    }

    pub fn fills(&self, inks: &[String]) -> Result<Deed, Mixed> {
        self.deed(&self.fill, self.overprint_fill, inks)
    }

    pub fn strokes(&self, inks: &[String]) -> Result<Deed, Mixed> {
        self.deed(&self.stroke, self.overprint_stroke, inks)
    }

    /// A picture or a shading: overprinted by what its space tells, whatever its zeros.
    pub fn shows(&self, space: &Space<'_>, inks: &[String]) -> Result<Deed, Mixed> {
        let over = self.overprint_fill;
        agreed(inks, |ink| space.is_none() || over && !space.tells(ink))
    }

    fn deed(&self, paint: &Paint<'a>, over: bool, inks: &[String]) -> Result<Deed, Mixed> {
        let space = match &paint.pattern {
            None => &paint.space,
            Some(Pattern::Of(space)) => space,
            Some(Pattern::Coloured | Pattern::Lost) => return Ok(Deed::Paints),
        };
        let by_zeros = self.by_zeros && paint.pattern.is_none();
        agreed(inks, |ink| {
            if space.is_none() {
                return true;
            }
            let zero = || match (&**space, space.source(ink)) {
                (Space::Cmyk(Origin::Device), Some(source)) => source.light(&paint.values) >= 1.0,
                _ => false,
            };
            over && (!space.tells(ink) || by_zeros && zero())
        })
    }
}

fn agreed(inks: &[String], leaves: impl Fn(&str) -> bool) -> Result<Deed, Mixed> {
    let left = inks.iter().filter(|ink| leaves(ink)).count();
    match left {
        0 => Ok(Deed::Paints),
        all if all == inks.len() => Ok(Deed::Leaves),
        _ => Err(Mixed),
    }
}

/// The rendering mode with which text is shown, when its fill or its stroke leaves the plate
/// alone (ISO 32000-2 9.3.6).
pub(super) fn mode(asked: u8, fill: Deed, stroke: Deed) -> u8 {
    let fills = matches!(asked, 0 | 2 | 4 | 6) && fill == Deed::Paints;
    let strokes = matches!(asked, 1 | 2 | 5 | 6) && stroke == Deed::Paints;
    let clip = if asked >= 4 { 4 } else { 0 };
    clip + match (fills, strokes) {
        (true, false) => 0,
        (false, true) => 1,
        (true, true) => 2,
        (false, false) => 3,
    }
}

/// Whether a blend mode takes the inks together, so that no plate can be blended by itself.
pub(super) fn blends_together(mode: &Name<'_>) -> bool {
    matches!(mode.as_ref(), b"Hue" | b"Saturation" | b"Color" | b"Luminosity")
}
