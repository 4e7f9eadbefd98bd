//! [`png`]: a PDF's pages as pictures, drawn from its bytes by a renderer that shares nothing
//! with the writer.

use std::fmt;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use png::ColorType;

/// Why a page has no picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RasterError {
    /// The renderer does not read the file.
    Unread,
    /// So many pixels are not drawn.
    TooLarge,
    Coding(String),
}

impl fmt::Display for RasterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RasterError::Unread => f.write_str("the renderer does not read the PDF"),
            RasterError::TooLarge => {
                write!(f, "a page has more than {} million pixels", MOST_PIXELS / 1_000_000)
            }
            RasterError::Coding(reason) => write!(f, "the picture cannot be coded: {reason}"),
        }
    }
}

/// The renderer counts the pixels of a side in 16 bits.
const MOST: f32 = 65_000.0;
/// A broadsheet at 600 pixels an inch has 120 million; each takes eight bytes while it is drawn.
const MOST_PIXELS: u32 = 250_000_000;

/// Every page as a PNG of `dpi` pixels an inch.
///
/// The renderer is not to be trusted with all art that may be placed: it may panic, which is left
/// to whoever runs the program.
pub fn png(pdf: &[u8], dpi: u32) -> Result<Vec<Vec<u8>>, RasterError> {
    let pdf = Pdf::new(pdf.to_vec()).map_err(|_| RasterError::Unread)?;
    let (cache, settings) = (RenderCache::new(), RenderSettings::default());
    let mut pages = Vec::new();
    for page in pdf.pages().iter() {
        let drawn = draw(page, dpi, &cache, &settings)?;
        let size = (u32::from(drawn.width()), u32::from(drawn.height()));
        // The ground is white, so that no pixel is transparent.
        let pixels: Vec<u8> =
            drawn.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
        pages.push(encode(&pixels, ColorType::Rgb, size, dpi)?);
    }
    Ok(pages)
}

/// The width and height of a page in pixels, which has to have no more than can be drawn.
pub(super) fn measure(page: &Page<'_>, dpi: u32) -> Result<(f32, f32), RasterError> {
    let scale = dpi as f32 / 72.0;
    let (width, height) = page.render_dimensions();
    let (width, height) = (width * scale, height * scale);
    if width.max(height) > MOST || width * height > MOST_PIXELS as f32 {
        return Err(RasterError::TooLarge);
    }
    Ok((width, height))
}

/// A page on white.
pub(super) fn draw<'a>(
    page: &'a Page<'a>,
    dpi: u32,
    cache: &RenderCache<'a>,
    settings: &RenderSettings,
) -> Result<Pixmap, RasterError> {
    measure(page, dpi)?;
    let scale = dpi as f32 / 72.0;
    let size = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    Ok(render(page, cache, &InterpreterSettings::default(), settings, &size))
}

impl RasterError {
    /// What helps.
    pub fn help(&self) -> &'static str {
        match self {
            RasterError::TooLarge => "take fewer pixels an inch: --dpi 150",
            RasterError::Unread => {
                "look for art on it that a viewer does not show; leave --png out for now"
            }
            RasterError::Coding(_) => "take more pixels an inch: --dpi 150",
        }
    }
}

/// A drawn page as a PNG, grey where all of it is.
pub(super) fn smallest(drawn: &Pixmap, dpi: u32) -> Result<Vec<u8>, RasterError> {
    let size = (u32::from(drawn.width()), u32::from(drawn.height()));
    let pixels = drawn.data();
    if pixels.iter().all(|pixel| pixel.r == pixel.g && pixel.g == pixel.b) {
        let grey: Vec<u8> = pixels.iter().map(|pixel| pixel.r).collect();
        return encode(&grey, ColorType::Grayscale, size, dpi);
    }
    let coloured: Vec<u8> = pixels.iter().flat_map(|it| [it.r, it.g, it.b]).collect();
    encode(&coloured, ColorType::Rgb, size, dpi)
}

/// Red, green and blue of every pixel as a PNG.
pub fn rgb(pixels: &[u8], size: (u32, u32), dpi: u32) -> Result<Vec<u8>, RasterError> {
    encode(pixels, ColorType::Rgb, size, dpi)
}

/// Ink as a PNG: black where it is solid.
pub fn grey(ink: &[u8], size: (u32, u32), dpi: u32) -> Result<Vec<u8>, RasterError> {
    let light: Vec<u8> = ink.iter().map(|ink| 255 - ink).collect();
    encode(&light, ColorType::Grayscale, size, dpi)
}

/// A PNG that is made and read in no time, and is no smaller than it has to be.
#[cfg(feature = "watch")]
pub fn quick(pixels: &[u8], size: (u32, u32), cover: Cover) -> Result<Vec<u8>, RasterError> {
    let kind = match cover {
        Cover::Whole => ColorType::Rgb,
        Cover::Told => ColorType::Rgba,
    };
    let mut bytes = Vec::new();
    let failed = |error: png::EncodingError| RasterError::Coding(error.to_string());
    let mut encoder = png::Encoder::new(&mut bytes, size.0, size.1);
    encoder.set_color(kind);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fastest);
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(pixels).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(bytes)
}

/// Whether something may be seen through a picture.
#[cfg(feature = "watch")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    Whole,
    /// Each pixel says how much it covers.
    Told,
}

fn encode(
    pixels: &[u8],
    kind: ColorType,
    (width, height): (u32, u32),
    dpi: u32,
) -> Result<Vec<u8>, RasterError> {
    let mut bytes = Vec::new();
    let failed = |error: png::EncodingError| RasterError::Coding(error.to_string());
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(kind);
    encoder.set_depth(png::BitDepth::Eight);
    // An inch is 0.0254 metres.
    let a_metre = (u64::from(dpi) * 10_000 + 127) / 254;
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: a_metre as u32,
        yppu: a_metre as u32,
        unit: png::Unit::Meter,
    }));
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(pixels).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(bytes)
}
