//! [`Pages::window`]: a part of a page's picture, as quick as may be, for who looks on while a page
//! is made.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_syntax::Pdf;
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};

use super::{Pages, sides};
use crate::byproduct::raster::RasterError;

/// A rectangle of a picture whose upper left corner is that of the trim, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

impl Pages {
    /// The pages of a PDF that others hold, too.
    pub fn share(pdf: Arc<Vec<u8>>) -> Result<Pages, RasterError> {
        Pdf::new(pdf).map(Pages).map_err(|_| RasterError::Unread)
    }

    /// Red, green and blue of what lies within a window on a page, `dpi` pixels an inch. A part is
    /// what the whole has there, to the pixel.
    pub fn window(&self, at: usize, dpi: u32, window: Window) -> Result<Vec<u8>, RasterError> {
        let page = self.0.pages().get(at).ok_or(RasterError::Unread)?;
        let side = |pixels: u32| u16::try_from(pixels).map_err(|_| RasterError::TooLarge);
        let (width, height) = (side(window.width)?, side(window.height)?);
        let [left, top, ..] = sides(page, b"TrimBox", dpi).map(f64::from);
        let corner = (-left - f64::from(window.x), -top - f64::from(window.y));
        let transform = Affine::translate(corner)
            * Affine::scale(f64::from(dpi) / 72.0)
            * page.initial_transform(true).to_kurbo();
        let (cache, settings) = (RenderCache::new(), RenderSettings::default());
        let mut context = RenderContext::new(width, height);
        let interpreter = InterpreterSettings::default();
        render_into(page, &cache, &interpreter, &settings, &mut context, transform);
        context.flush();
        let mut drawn = Pixmap::new(width, height);
        let on_white =
            RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..Default::default() };
        context.render_with(&mut drawn, &mut Resources::default(), on_white);
        Ok(drawn.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect())
    }
}
