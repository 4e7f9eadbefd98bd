//! [`Pages`]: the pages of a PDF as the plates that a press prints them with.
//!
//! ```text
//! the PDF's bytes -> views: pages that show one ink, or three, as light (content, space, state, view)
//!   -> one PDF of them (file) -> the renderer of page pictures -> plates
//!   -> a map of all ink (map), the page on paper (proof)
//! ```
//!
//! The PDF's own content decides: what it overprints, knocks out, tints and blends, art that is
//! placed in it too. Nothing is drawn here: each view is a page of PDF again, in which the colours
//! are what is left of white by the view's inks, and from which the marks are gone that leave its
//! plates alone; so plates lie on page pictures to the pixel. What cannot be separated is told
//! ([`Untold`]), never guessed in silence.
//!
//! Read this file, `content.rs`, `drawn.rs` (glyphs that are content themselves), then `space.rs`, `state.rs`, `view.rs`.

mod content;
mod drawn;
mod file;
mod map;
mod met;
mod object;
mod proof;
mod space;
mod state;
mod view;
#[cfg(feature = "watch")]
mod window;

use std::collections::BTreeSet;

use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::Rect;
use hayro::hayro_syntax::page::{Page, Rotation};
use hayro::{RenderCache, RenderSettings};

use super::raster::{self, RasterError};
use crate::colour::Profile;
use content::{Made, Rewriter};
use file::File;
use met::{Met, Tints};
use space::PROCESS;
use state::{Mixed, State};
use view::View;

pub use map::Heaviest;
#[cfg(feature = "watch")]
pub use map::InkStep;
pub use met::Untold;
#[cfg(feature = "watch")]
pub use window::Window;

/// One ink of a page, a byte a pixel: 255 is solid.
pub struct Plate {
    pub name: String,
    pub ink: Vec<u8>,
    /// Of a spot ink: what it looks like in process inks, tint by tint.
    tints: Tints,
}

/// A page in plates: cyan, magenta, yellow, black, then its spot inks by name.
pub struct Separated {
    pub width: u32,
    pub height: u32,
    pub dpi: u32,
    pub plates: Vec<Plate>,
    pub untold: BTreeSet<Untold>,
    /// The trim's upper left corner, in pixels.
    trim: [f32; 2],
    /// The bleed's left, top, right and bottom, in pixels.
    bleed: [f32; 4],
}

impl Separated {
    /// The trim's upper left corner, in pixels.
    pub fn trim(&self) -> [f32; 2] {
        self.trim
    }
}

/// A page as it looks on a screen, as a PNG.
pub struct Portrait {
    pub width: u32,
    pub height: u32,
    /// The trim's upper left corner, in pixels.
    pub trim: [f32; 2],
    pub png: Vec<u8>,
}

/// The pages of a PDF.
pub struct Pages(Pdf);

impl Pages {
    pub fn read(pdf: &[u8]) -> Result<Pages, RasterError> {
        Pdf::new(pdf.to_vec()).map(Pages).map_err(|_| RasterError::Unread)
    }

    pub fn count(&self) -> usize {
        self.0.pages().len()
    }

    /// What one page looks like, `dpi` pixels an inch.
    pub fn portrait(&self, at: usize, dpi: u32) -> Result<Portrait, RasterError> {
        let page = self.0.pages().get(at).ok_or(RasterError::Unread)?;
        let (cache, settings) = (RenderCache::new(), RenderSettings::default());
        let drawn = raster::draw(page, dpi, &cache, &settings)?;
        let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
        let [left, top, ..] = sides(page, b"TrimBox", dpi);
        let png = raster::smallest(&drawn, dpi)?;
        Ok(Portrait { width, height, trim: [left, top], png })
    }

    /// The plates of one page, `dpi` pixels an inch.
    pub fn separate(
        &self,
        at: usize,
        dpi: u32,
        profile: &Profile,
    ) -> Result<Separated, RasterError> {
        let page = self.0.pages().get(at).ok_or(RasterError::Unread)?;
        raster::measure(page, dpi)?;
        let mut met = Met::default();
        let mut file = File::new(&self.0);
        let mut views = Vec::new();
        // The views of process inks tell which others there are.
        let coloured = View::coloured();
        let single = || PROCESS[..3].iter().map(|ink| View::one(ink));
        match add(&mut file, page, &coloured, profile, &mut met) {
            Ok(number) => views.push((coloured, number)),
            Err(Mixed) => {
                for view in single() {
                    let number = add(&mut file, page, &view, profile, &mut met);
                    views.push((view, number.map_err(|Mixed| RasterError::Unread)?));
                }
            }
        }
        let black = View::one(PROCESS[3]);
        let number = add(&mut file, page, &black, profile, &mut met);
        views.push((black, number.map_err(|Mixed| RasterError::Unread)?));
        let spots: Vec<String> =
            met.inks.keys().filter(|ink| !PROCESS.contains(&ink.as_str())).cloned().collect();
        for spot in &spots {
            let view = View::one(spot);
            let number = add(&mut file, page, &view, profile, &mut met);
            views.push((view, number.map_err(|Mixed| RasterError::Unread)?));
        }
        let numbers: Vec<u32> = views.iter().map(|(_, number)| *number).collect();
        let mut separated = draw(&file.finish(&numbers), &views, dpi, met)?;
        let [left, top, right, bottom] = sides(page, b"BleedBox", dpi);
        separated.bleed = [left.floor(), top.floor(), right.ceil(), bottom.ceil()];
        let [left, top, ..] = sides(page, b"TrimBox", dpi);
        separated.trim = [left, top];
        Ok(separated)
    }
}

/// The left, top, right and bottom of a box of a page, in pixels of its picture.
fn sides(page: &Page<'_>, name: &[u8], dpi: u32) -> [f32; 4] {
    let shown = page.intersected_crop_box();
    let sides = page.raw().get::<Rect>(name).unwrap_or(shown);
    let pixels = |points: f64| points as f32 * dpi as f32 / 72.0;
    [
        pixels(sides.x0 - shown.x0),
        pixels(shown.y1 - sides.y1),
        pixels(sides.x1 - shown.x0),
        pixels(shown.y1 - sides.y0),
    ]
}

/// Adds a view of a page.
fn add<'a>(
    file: &mut File<'a>,
    page: &Page<'a>,
    view: &View,
    profile: &Profile,
    met: &mut Met,
) -> Result<u32, Mixed> {
    let mut rewriter = Rewriter::new(file, view.clone(), profile);
    let content = page.page_stream().unwrap_or_default();
    let made = rewriter.content(content, page.resources(), State::first());
    let seen = std::mem::take(&mut rewriter.met);
    met.join(seen);
    let Made { content, resources } = made?;
    let content = file.add_stream(b"<<>>", &content);
    let resources = file.add(resources);
    let [media, crop] = [page.media_box(), page.crop_box()]
        .map(|r| format!("[{} {} {} {}]", r.x0, r.y0, r.x1, r.y1));
    let turn = match page.rotation() {
        Rotation::None => 0,
        Rotation::Horizontal => 90,
        Rotation::Flipped => 180,
        Rotation::FlippedHorizontal => 270,
    };
    let dict = format!(
        "<</Type/Page/MediaBox{media}/CropBox{crop}/Rotate {turn}/Contents {content} 0 R\
         /Resources {resources} 0 R>>"
    );
    Ok(file.add(dict.into_bytes()))
}

/// Draws the views, and takes the plates out of them.
fn draw(
    pdf: &[u8],
    views: &[(View, u32)],
    dpi: u32,
    mut met: Met,
) -> Result<Separated, RasterError> {
    let pdf = Pdf::new(pdf.to_vec()).map_err(|_| RasterError::Unread)?;
    let (cache, settings) = (RenderCache::new(), RenderSettings::default());
    let (mut width, mut height) = (0, 0);
    let mut plates = Vec::new();
    if pdf.pages().len() != views.len() {
        return Err(RasterError::Unread);
    }
    for (page, (view, _)) in pdf.pages().iter().zip(views) {
        let drawn = raster::draw(page, dpi, &cache, &settings)?;
        (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
        for (channel, name) in view.inks.iter().enumerate() {
            let light = |pixel: &[u8; 3]| 255 - pixel[channel];
            let pixels = drawn.data().iter().map(|pixel| light(&[pixel.r, pixel.g, pixel.b]));
            let tints = met.inks.remove(name).unwrap_or_default();
            plates.push(Plate { name: name.clone(), ink: pixels.collect(), tints });
        }
    }
    let (trim, bleed) = ([0.0; 2], [0.0; 4]);
    Ok(Separated { width, height, dpi, plates, untold: met.untold, trim, bleed })
}
