//! SVG drawings, made into paths.
//!
//! A library reads the file and resolves its style sheets, references, units and text; what it
//! gives, a tree of groups, paths and images, is walked here and becomes [`VectorArt`]. Nothing
//! outside the file is read: text is set in the built-in fonts, and a link to another file is an
//! error. What cannot be drawn is counted and reported ([`Feature`]), never left out in silence.
//!
//! Read `space.rs` (coordinates), `paint.rs`, `outline.rs`, `pattern.rs`, `convert.rs`;
//! `text.rs` chooses fonts; `guard.rs`, `weight.rs`, `circles.rs` and `embedded.rs` keep from the library what
//! would hang it or fill the memory.

mod circles;
mod convert;
mod embedded;
mod extent;
mod guard;
mod outline;
mod paint;
mod pattern;
mod sheet;
mod space;
mod text;
mod weight;

use std::sync::{Mutex, PoisonError};

use usvg::roxmltree::{Document, ParsingOptions};
use usvg::{Options, Tree};

use self::convert::Converter;
use self::embedded::{Embedded, embedded_alone};
use self::text::FontChoice;
pub use self::text::Lettering;
use super::{Art, Feature, Footprint, Kind, Picture, PictureError, Widths};
use crate::colour::Profile;
use crate::fonts::{DrawingFonts, Shapes};

/// What the library's callbacks find out while it reads.
#[derive(Default)]
struct Notices {
    /// The first link to something outside the file.
    external: Option<String>,
    /// What is embedded.
    embedded: Embedded,
    /// Embedded pictures that cannot be used.
    strangers: u32,
    /// Foreign objects of embedded drawings.
    foreign: u32,
    /// Families that were asked for and are not built in.
    substitutes: u32,
    /// Italics of other families than the serif.
    upright: u32,
}

/// Stack for the library, which goes down a level for each element within another (up to
/// [`guard::MAX_DEPTH`] in the file, up to 1024 after its references are followed), and as far
/// again in a drawing that the innermost one embeds.
const STACK_BYTES: usize = 128 << 20;

/// Reads a drawing.
pub(super) fn read(
    bytes: &[u8],
    profile: &Profile,
    lettering: Lettering<'_>,
) -> Result<Picture, PictureError> {
    let text = text_of(bytes)?;
    on_a_deep_stack(|| read_here(text, profile, lettering))
}

/// Measures a drawing.
pub(super) fn measure(bytes: &[u8]) -> Result<Footprint, PictureError> {
    let text = text_of(bytes)?;
    let fonts = DrawingFonts::default();
    let lettering = Lettering { fonts: &fonts, shapes: Shapes::default() };
    let (size, thinnest) = on_a_deep_stack(|| {
        tree_of(text, lettering)
            .map(|(tree, _)| (space::size(tree.size()), outline::thinnest(tree.root())))
    })?;
    let prints = Widths::of_line(thinnest, size.width);
    Ok(Footprint { size, lettered: is_lettered(text), prints, ..Footprint::default() })
}

fn on_a_deep_stack<T: Send>(
    work: impl FnOnce() -> Result<T, PictureError> + Send,
) -> Result<T, PictureError> {
    std::thread::scope(|scope| {
        let reader = std::thread::Builder::new().stack_size(STACK_BYTES);
        let reader = reader.spawn_scoped(scope, work);
        let reader = reader.map_err(|_| broken("there is no memory for its elements"))?;
        // A fault in there is one out here.
        reader.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault))
    })
}

fn text_of(bytes: &[u8]) -> Result<&str, PictureError> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| broken("it is not in UTF-8, the encoding that this program reads"))?;
    // Old servers fill files up.
    let text = text.trim_end_matches('\0');
    guard::check(text)?;
    Ok(text)
}

/// The library's tree, of a drawing that needs nothing from outside.
fn tree_of(text: &str, lettering: Lettering<'_>) -> Result<(Tree, Notices), PictureError> {
    let notices = Mutex::new(Notices::default());
    let tree = parse(text, &notices, lettering)?;
    let notices = notices.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(href) = notices.external {
        return Err(PictureError::External(href));
    }
    notices.embedded.check()?;
    Ok((tree, notices))
}

fn read_here(
    text: &str,
    profile: &Profile,
    lettering: Lettering<'_>,
) -> Result<Picture, PictureError> {
    let (tree, notices) = tree_of(text, lettering)?;
    let mut converter = Converter::new(profile);
    converter.count(Feature::EmbeddedPicture, notices.strangers);
    converter.count(Feature::Font, notices.substitutes);
    converter.count(Feature::Italic, notices.upright);
    converter.count(Feature::ForeignObject, notices.foreign);
    converter.count(Feature::ForeignObject, text.matches("<foreignObject").count() as u32);
    let shapes = converter.drawing(&tree)?;
    let missing: String = converter.missing.iter().take(20).collect();
    if !missing.is_empty() {
        return Err(PictureError::NoGlyph(missing));
    }
    let size = space::size(tree.size());
    let warnings = converter.warnings();
    Ok(Picture { size, warnings, art: Art::Vector(converter.art(shapes, is_lettered(text))) })
}

/// Whether there are words in a drawing: what is cut off it was to be read.
fn is_lettered(text: &str) -> bool {
    text.contains("<text")
}

fn broken(reason: &str) -> PictureError {
    PictureError::Broken(Kind::Svg, reason.to_owned())
}

fn parse(
    text: &str,
    notices: &Mutex<Notices>,
    lettering: Lettering<'_>,
) -> Result<Tree, PictureError> {
    let choice = FontChoice::new(notices, lettering);
    let options = Options {
        resources_dir: None,
        languages: languages_of(lettering.shapes).map(str::to_owned).to_vec(),
        font_family: "serif".to_owned(),
        font_resolver: choice.resolver(),
        image_href_resolver: embedded_alone(notices),
        ..Options::default()
    };
    let document = document(text)?;
    weight::check(&document)?;
    Tree::from_xmltree(&document, &options).map_err(|error| match error {
        usvg::Error::ParsingFailed(error) => broken(&error.to_string()),
        usvg::Error::InvalidSize => broken("its width or height is nought, or missing"),
        usvg::Error::ElementsLimitReached => broken("it has more than a million elements"),
        usvg::Error::NotAnUtf8Str | usvg::Error::MalformedGZip => broken("it is not in UTF-8"),
    })
}

/// The XML, with no more nodes than are weighed in a moment.
fn document(text: &str) -> Result<Document<'_>, PictureError> {
    let options = ParsingOptions { allow_dtd: true, nodes_limit: guard::MAX_NODES };
    Document::parse_with_options(text, options).map_err(|error| broken(&error.to_string()))
}

/// What a `systemLanguage` may name, the best first.
fn languages_of(shapes: Shapes) -> [&'static str; 4] {
    match shapes {
        Shapes::HongKong => ["zh-Hant", "zh-HK", "zh", "en"],
        Shapes::Taiwan => ["zh-Hant", "zh-TW", "zh", "en"],
        Shapes::Mainland => ["zh-Hans", "zh-CN", "zh", "en"],
        Shapes::Japan => ["ja", "ja-JP", "en", "en"],
        Shapes::Korea => ["ko", "ko-KR", "en", "en"],
    }
}

fn lock<'a>(notices: &'a Mutex<Notices>) -> std::sync::MutexGuard<'a, Notices> {
    notices.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
