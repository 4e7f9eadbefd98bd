//! Reads a picture file.

use super::coding::Inks;
use super::exif::Turn;
use super::kinds::kind_of;
use super::outline::Outline;
use super::rows::Samples;
use super::trace::outline_of_photograph;
use super::{
    Art, Footprint, InkFacts, Kind, Lettering, MAX_PIXELS, MAX_SIDE, Picture, PictureError,
    PictureWarning, Raster, RasterData, Shape, VectorArt, Widths, gif, jpeg, page_art, png, press,
    svg, tiff, webp,
};
use crate::colour::Profile;
use crate::fonts::{DrawingFonts, Shapes};
use crate::measure::{Length, Point, Size};

/// Reads a picture file and makes it ready for the press of `profile`. Its kind is told from its
/// content, never from its name.
pub fn read(bytes: Vec<u8>, profile: &Profile) -> Result<Picture, PictureError> {
    let fonts = DrawingFonts::default();
    read_for(&bytes, profile, Lettering { fonts: &fonts, shapes: Shapes::default() })
}

/// [`read`] for a page whose language says what a drawing's text looks like.
pub fn read_for(
    bytes: &[u8],
    profile: &Profile,
    lettering: Lettering<'_>,
) -> Result<Picture, PictureError> {
    let press = |photo| press::prepare(photo, profile).map(Photograph::into_picture);
    match kind_of(bytes)? {
        // It may be printed as it is: a picture has bytes of its own.
        Kind::Jpeg => press(jpeg::read(bytes.to_vec())?),
        Kind::Png => press(png::read(bytes)?),
        Kind::Tiff => press(tiff::read(bytes)?),
        Kind::Webp => press(webp::read(bytes)?),
        Kind::Gif => press(gif::read(bytes)?),
        Kind::Svg => svg::read(bytes, profile, lettering),
        Kind::Pdf => page_art::read_page(bytes, 1),
    }
}

/// Measures a picture file, or a page of a PDF: what make-up has to know. No colour is looked at.
pub fn measure(bytes: &[u8], page: Option<u32>) -> Result<Footprint, PictureError> {
    let of = |photo: &Photograph<'_>| {
        let prints = Widths::of_pixels(photo.across());
        Footprint { size: photo.size(), prints, ..Footprint::default() }
    };
    match (kind_of(bytes)?, page) {
        (Kind::Pdf, page) => {
            page_art::read_page(bytes, page.unwrap_or(1)).map(|picture| picture.footprint())
        }
        (other, Some(_)) => Err(PictureError::NotPaged(other)),
        (Kind::Jpeg, None) => jpeg::read(bytes.to_vec()).map(|photo| of(&photo)),
        (Kind::Png, None) => png::read(bytes).map(|photo| of(&photo)),
        (Kind::Tiff, None) => tiff::read(bytes).map(|photo| of(&photo)),
        (Kind::Webp, None) => webp::head(bytes).map(|photo| of(&photo)),
        (Kind::Gif, None) => gif::read(bytes).map(|photo| of(&photo)),
        (Kind::Svg, None) => svg::measure(bytes),
    }
}

/// What of a picture is painted, for text that follows it.
pub fn outline_of(
    bytes: &[u8],
    profile: &Profile,
    lettering: Lettering<'_>,
) -> Result<Outline, PictureError> {
    let of = |photo: Photograph<'_>| match &photo.pixels {
        Pixels::Samples(samples) => outline_of_photograph(samples, photo.turn),
        Pixels::Jpeg { .. } | Pixels::Ready => Ok(Outline::whole()),
    };
    match kind_of(bytes)? {
        Kind::Jpeg | Kind::Pdf => Ok(Outline::whole()),
        Kind::Png => of(png::read(bytes)?),
        Kind::Tiff => of(tiff::read(bytes)?),
        Kind::Webp => of(webp::read(bytes)?),
        Kind::Gif => of(gif::read(bytes)?),
        Kind::Svg => svg::read(bytes, profile, lettering).map(|picture| picture.outline()),
    }
}

/// Reads a page of a PDF file, counted from 1.
pub fn read_page(bytes: &[u8], page: u32) -> Result<Picture, PictureError> {
    match kind_of(bytes)? {
        Kind::Pdf => page_art::read_page(bytes, page),
        other => Err(PictureError::NotPaged(other)),
    }
}

/// A raster file: its pixels, and how they are meant to be shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Photograph<'a> {
    /// Without data until it is ready for the press.
    pub raster: Raster,
    pub pixels: Pixels<'a>,
    pub density: Option<Density>,
    pub turn: Turn,
    /// The profile in the file.
    pub icc: Option<Vec<u8>>,
    /// Of JPEG: how its four components stand for inks.
    pub inks: Inks,
    /// Of JPEG: how finely it is coded, as libraries count it, 1 to 100.
    pub quality: u8,
    pub warnings: Vec<PictureWarning>,
}

/// The pixels as they are in the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Pixels<'a> {
    /// `inverted`: the values of CMYK are complements.
    Jpeg {
        bytes: Vec<u8>,
        inverted: bool,
    },
    Samples(Samples<'a>),
    /// The raster has what is printed of them.
    Ready,
}

/// A resolution: so many pixels in this length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Density {
    pixels: u32,
    along: Length,
}

impl Density {
    /// None for values that no picture has, 5 to 50 000 an inch being the lot: programs write
    /// 0 and 1 for "not known".
    pub fn new(pixels: u32, along: Length) -> Option<Density> {
        let inches = i128::from(pixels) * i128::from(Length::INCH.units());
        let along_inch = i128::from(along.units());
        (along_inch > 0 && (5 * along_inch..=50_000 * along_inch).contains(&inches))
            .then_some(Density { pixels, along })
    }

    /// How long so many pixels are.
    fn of(self, pixels: u32) -> Length {
        self.along.scale(i64::from(pixels), i64::from(self.pixels))
    }
}

impl<'a> Photograph<'a> {
    /// A file that says nothing but its pixels.
    pub fn of_samples(samples: Samples<'a>) -> Photograph<'a> {
        let Samples { width, height, model, .. } = samples;
        let data = RasterData::default();
        Photograph {
            raster: Raster { width, height, model, data, mask: None, ink: InkFacts::default() },
            pixels: Pixels::Samples(samples),
            density: None,
            turn: Turn::Upright,
            icc: None,
            inks: Inks::Plain,
            quality: 100,
            warnings: Vec::new(),
        }
    }

    /// As it is to be seen.
    /// Pixels across, as it is seen.
    fn across(&self) -> u32 {
        if self.turn.is_sideways() { self.raster.height } else { self.raster.width }
    }

    fn size(&self) -> Size {
        let density = self.density.unwrap_or(Density { pixels: 72, along: Length::INCH });
        let (width, height) = (density.of(self.raster.width), density.of(self.raster.height));
        match self.turn.is_sideways() {
            true => Size { width: height, height: width },
            false => Size { width, height },
        }
    }

    fn into_picture(self) -> Picture {
        let size = self.size();
        let art = match self.turn {
            Turn::Upright => Art::Raster(self.raster),
            turn => Art::Vector(VectorArt {
                shapes: vec![turned(turn, size)],
                rasters: vec![self.raster],
                lettered: false,
                words: Vec::new(),
            }),
        };
        Picture { size, art, warnings: self.warnings }
    }
}

/// The one picture of a turned photograph, laid over `size` as it is to be seen.
fn turned(turn: Turn, Size { width, height }: Size) -> Shape {
    let at = |x, y| Point { x, y };
    let none = Length::ZERO;
    let (origin, right, down) = match turn {
        Turn::Upright => (at(none, none), at(width, none), at(none, height)),
        Turn::Mirrored => (at(width, none), at(-width, none), at(none, height)),
        Turn::Half => (at(width, height), at(-width, none), at(none, -height)),
        Turn::MirroredHalf => (at(none, height), at(width, none), at(none, -height)),
        Turn::MirroredLeft => (at(none, none), at(none, height), at(width, none)),
        Turn::Right => (at(width, none), at(none, height), at(-width, none)),
        Turn::MirroredRight => (at(width, height), at(none, -height), at(-width, none)),
        Turn::Left => (at(none, height), at(none, -height), at(width, none)),
    };
    Shape::Raster { index: 0, origin, right, down }
}

/// Refuses a size that would fill the memory.
pub(super) fn check_size(width: u32, height: u32) -> Result<(), PictureError> {
    let (width, height) = (u64::from(width), u64::from(height));
    let fits = width <= MAX_SIDE && height <= MAX_SIDE && width * height <= MAX_PIXELS;
    if fits { Ok(()) } else { Err(PictureError::TooLarge { width, height }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_measured_as_it_is_read() {
        const FILES: &[&[u8]] = &[
            include_bytes!("../../examples/harbour/port.jpg"),
            include_bytes!("../../examples/harbour/map.svg"),
            include_bytes!("../../tests/data/art/plain.pdf"),
        ];
        for &bytes in FILES {
            let read = read(bytes.to_vec(), &Profile::newsprint()).expect("a good file");
            assert_eq!(measure(bytes, None), Ok(read.footprint()));
        }
        assert_eq!(measure(FILES[0], Some(1)), Err(PictureError::NotPaged(Kind::Jpeg)));
        assert_eq!(measure(FILES[2], Some(1)), measure(FILES[2], None));
    }

    #[test]
    fn nonsense_resolutions_are_not_believed() {
        assert_eq!(Density::new(0, Length::INCH), None);
        assert_eq!(Density::new(1, Length::INCH), None);
        assert_eq!(Density::new(300, Length::ZERO), None);
        assert_eq!(Density::new(u32::MAX, Length::INCH), None);
        let density = Density::new(300, Length::INCH).expect("sound");
        assert_eq!(density.of(600), Length::INCH * 2);
    }

    #[test]
    fn sizes_have_a_limit() {
        assert_eq!(check_size(10_000, 10_000), Ok(()));
        assert!(check_size(20_001, 1).is_err());
        assert!(check_size(10_001, 10_000).is_err());
        assert!(check_size(u32::MAX, u32::MAX).is_err());
    }
}
