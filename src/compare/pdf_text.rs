//! [`spoken`]: the characters that a page of a PDF shows, each where it stands and with the mark
//! that it belongs to.
//!
//! The renderer of page pictures reads the page and shows its glyphs to a device that listens
//! instead of drawing, so that text and plates come from one reading of the file.

use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::object::{Dict, String as Bytes};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, BezPath, Rect, Vec2};

/// Characters of a page; more are no page's.
const MOST: usize = 1_000_000;
/// What stands for a glyph that does not say what it is.
const UNKNOWN: char = '\u{FFFD}';

/// One or more characters that are shown by a glyph.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spoken {
    pub text: String,
    /// The number of the marked content that it is in.
    pub mark: Option<u32>,
    /// It is no part of the text: a folio, an ornament.
    pub artifact: bool,
    /// Its origin, in points from the upper left corner of what is shown of the page, y downwards.
    pub at: [f64; 2],
    /// Its direction: of length 1.
    pub along: [f64; 2],
    /// How far it reaches along its direction.
    pub advance: f64,
    /// Of its type, along the line and across it, in points.
    pub size: [f64; 2],
}

/// All that is shown on a page, in the order of its content.
pub(super) fn spoken<'a>(page: &'a Page<'a>, cache: &InterpreterCache<'a>) -> Vec<Spoken> {
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let transform = page.initial_transform(true).to_kurbo();
    let settings = InterpreterSettings::default();
    let mut context = Context::new(transform, area, cache, page.xref(), settings);
    let mut listener = Listener { marks: Vec::new(), heard: Vec::new(), drawn: None };
    interpret_page(page, &mut context, &mut listener);
    listener.heard
}

/// A device that draws nothing.
struct Listener {
    marks: Vec<Mark>,
    heard: Vec<Spoken>,
    /// Where the last run began that was filled: its outline says it again.
    drawn: Option<Affine>,
}

/// A sequence of marked content.
struct Mark {
    number: Option<u32>,
    artifact: bool,
    /// What is said in the place of its glyphs.
    actual: Option<String>,
    said: bool,
}

impl Listener {
    /// What the glyph says: its own character, or once what its mark says.
    fn text(&mut self, glyph: &Glyph<'_>) -> Option<String> {
        if let Some(mark) = self.marks.iter_mut().find(|mark| mark.actual.is_some()) {
            let first = !std::mem::replace(&mut mark.said, true);
            return mark.actual.clone().filter(|_| first);
        }
        Some(match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => UNKNOWN.to_string(),
        })
    }

    fn hear(&mut self, glyph: &Glyph<'_>, place: Affine, mode: WritingMode) {
        if self.heard.len() >= MOST {
            return;
        }
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width().map_or(500.0, f64::from),
            Glyph::Type3(own) => own.advance_width().map_or(500.0, f64::from),
        };
        let [a, b, c, d, x, y] = place.as_coeffs();
        // Glyphs are a thousand units to the em, y upwards.
        let (across, up) = (Vec2::new(a, b) * 1000.0, Vec2::new(c, d) * 1000.0);
        let (width, height) = (across.hypot(), up.hypot());
        let (along, size, advance) = match mode {
            WritingMode::Horizontal => (across, [width, height], advance / 1000.0 * width),
            WritingMode::Vertical => (-up, [height, width], height),
        };
        let length = along.hypot();
        if !(length.is_finite() && length > 0.0 && x.is_finite() && y.is_finite()) {
            return;
        }
        let Some(text) = self.text(glyph) else { return };
        let along = [along.x / length, along.y / length];
        let mark = self.marks.iter().rev().find_map(|mark| mark.number);
        let artifact = self.marks.iter().any(|mark| mark.artifact);
        self.heard.push(Spoken { text, mark, artifact, at: [x, y], along, advance, size });
    }
}

impl<'a> Device<'a> for Listener {
    fn draw_glyph_run(
        &mut self,
        run: &GlyphRun<'_, 'a>,
        props: DrawProps<'a>,
        draw_mode: &DrawMode,
    ) {
        let first = run.glyphs().first().map(|glyph| props.transform * glyph.transform());
        if matches!(draw_mode, DrawMode::Stroke(_)) && self.drawn == first {
            return;
        }
        self.drawn = first;
        for glyph in run.glyphs() {
            self.hear(glyph, props.transform * glyph.transform(), run.writing_mode());
        }
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let number = properties.and_then(|it| it.get::<u32>(b"MCID"));
        let actual = properties.and_then(|it| it.get::<Bytes<'_>>(b"ActualText"));
        let actual = actual.map(|text| decoded(text.as_bytes()));
        self.marks.push(Mark { number, artifact: tag == b"Artifact", actual, said: false });
    }

    fn end_marked_content(&mut self) {
        self.marks.pop();
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// A text string (ISO 32000-2 7.9.2.2): UTF-16, UTF-8, or taken for Latin.
pub(super) fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|c| c.unwrap_or(UNKNOWN)).collect()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        plain => plain.iter().map(|&byte| char::from(byte)).collect(),
    }
}
