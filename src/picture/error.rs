//! Why a picture file cannot be used, and what of one is not drawn as meant.

use std::fmt;

use super::{Kind, Stranger};
use crate::diag::codes::{art, picture as codes};
use crate::diag::{Code, Diagnostic, Span};

/// Why a picture file cannot be used. Displayed, it is a clause about the file: "is empty".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureError {
    Empty,
    /// None of the kinds that are read; what it is instead, where that can be told.
    Unknown(Option<Stranger>),
    /// The data breaks off or contradicts itself.
    Broken(Kind, String),
    /// A lawful file of a sort that this program does not read.
    Unsupported(Kind, String),
    TooLarge {
        width: u64,
        height: u64,
    },
    /// A PDF that wants a password, or was made to keep others from using it.
    Encrypted,
    /// A page of a PDF that has so many.
    NoPage {
        wanted: u32,
        pages: u32,
    },
    /// A page is named of a file that has none.
    NotPaged(Kind),
    /// A drawing that shows another file.
    External(String),
    /// Characters of a drawing's text that no bundled font has.
    NoGlyph(String),
}

impl PictureError {
    pub fn code(&self) -> Code {
        match self {
            PictureError::Empty | PictureError::Unknown(_) => codes::PICTURE_UNKNOWN,
            PictureError::Broken(..) => codes::PICTURE_BROKEN,
            PictureError::Unsupported(..) => codes::PICTURE_UNSUPPORTED,
            PictureError::TooLarge { .. } => codes::PICTURE_TOO_LARGE,
            PictureError::Encrypted => art::ART_ENCRYPTED,
            PictureError::NoPage { .. } | PictureError::NotPaged(_) => art::ART_NO_PAGE,
            PictureError::External(_) => codes::PICTURE_EXTERNAL,
            PictureError::NoGlyph(_) => codes::PICTURE_NO_GLYPH,
        }
    }

    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            PictureError::Unknown(Some(stranger)) => stranger.cure,
            PictureError::Empty | PictureError::Unknown(None) => {
                "save the picture as JPEG, PNG, TIFF, SVG or PDF, and name that file"
            }
            PictureError::Broken(Kind::Svg, _) => {
                "open the drawing in a drawing program and save it again"
            }
            PictureError::Broken(Kind::Pdf, _) => {
                "ask for the file again, or have it written anew by the program that made it"
            }
            PictureError::Broken(..) => {
                "copy the file again from where it came, or save it again in a picture program"
            }
            PictureError::Unsupported(Kind::Jpeg, _) => {
                "save it again as an ordinary JPEG of 8 bits: grey, RGB or CMYK"
            }
            PictureError::Unsupported(Kind::Pdf, _) => "have it made with one page and less in it",
            PictureError::Unsupported(Kind::Svg, _) => {
                "simplify it in the drawing program, or save it as PNG or PDF"
            }
            PictureError::Unsupported(Kind::Tiff, _) => {
                "save it again as an ordinary TIFF: grey, RGB or CMYK of 8 or 16 bits, LZW"
            }
            PictureError::Unsupported(..) => "save it again in a picture program",
            PictureError::TooLarge { .. } => {
                "scale it down: a whole broadsheet at 300 pixels an inch has 4,606 by 6,496"
            }
            PictureError::Encrypted => {
                "ask for the file without a password and without restrictions"
            }
            PictureError::NoPage { .. } => "name a page that there is, or give the whole file",
            PictureError::NotPaged(_) => "leave `#page=` out: only a PDF has pages",
            PictureError::External(_) => {
                "embed the picture in the drawing: most drawing programs have a command for it"
            }
            PictureError::NoGlyph(_) => {
                "turn the text into outlines in the drawing program, or use other characters"
            }
        }
    }

    /// The diagnostic, at the place that names the file. `name` is the file as it is written there.
    pub fn diagnostic(&self, name: &str, span: Span) -> Diagnostic {
        Diagnostic::error(self.code(), format!("picture `{name}` {self}"))
            .at(span, "named here")
            .help(self.help())
    }
}

impl fmt::Display for PictureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PictureError::Empty => write!(f, "is empty"),
            PictureError::Unknown(Some(stranger)) => {
                write!(f, "is {}, which this program does not read", stranger.what)
            }
            PictureError::Unknown(None) => write!(
                f,
                "is no picture: its bytes are neither JPEG, PNG, TIFF, WebP, GIF, SVG nor PDF"
            ),
            PictureError::Broken(kind, reason) => write!(f, "is a broken {kind} file: {reason}"),
            PictureError::Unsupported(kind, reason) => {
                write!(f, "is a {kind} file that cannot be used: {reason}")
            }
            PictureError::TooLarge { width, height } => write!(
                f,
                "has {width} by {height} pixels, more than {} in all or {} a side",
                super::MAX_PIXELS,
                super::MAX_SIDE
            ),
            PictureError::Encrypted => write!(f, "is an encrypted PDF file"),
            PictureError::NoPage { wanted, pages } => {
                write!(f, "has no page {wanted}: it has {pages}")
            }
            PictureError::NotPaged(kind) => write!(f, "is a {kind} file, which has no pages"),
            PictureError::External(href) => {
                write!(f, "shows another file, `{href}`, which is never fetched")
            }
            PictureError::NoGlyph(characters) => {
                write!(f, "has text that no built-in font draws: {characters}")
            }
        }
    }
}

/// What SVG asks for and this program does not draw as meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Feature {
    Filter,
    Mask,
    Pattern,
    BlendMode,
    /// A gradient that repeats or is mirrored beyond its ends.
    GradientSpread,
    /// A gradient whose colours differ in opacity.
    GradientOpacity,
    /// A clip path of several shapes under the even-odd rule, or with clip paths of their own.
    ClipPath,
    /// An embedded picture that is neither JPEG, PNG, WebP, GIF nor SVG, or that is broken.
    EmbeddedPicture,
    /// Pictures behind the first: a film, or a file of several pages.
    More,
    /// A font that is not built in.
    Font,
    /// Italic type of a family that has none.
    Italic,
    /// HTML inside the drawing.
    ForeignObject,
    /// An embedded colour profile that is broken or of another colour space.
    ColourProfile,
}

impl Feature {
    /// How it is drawn instead.
    fn instead(self) -> (&'static str, &'static str) {
        match self {
            Feature::Filter => ("a filter", "what it applies to is drawn without it"),
            Feature::Mask => ("a mask", "what it applies to is drawn whole"),
            Feature::Pattern => ("a pattern of too many tiles", "what it would fill is left empty"),
            Feature::BlendMode => ("a blend mode", "the colours are laid over each other"),
            Feature::GradientSpread => {
                ("a repeating gradient", "its end colours go on beyond its ends")
            }
            Feature::GradientOpacity => {
                ("a gradient that fades", "its colours are mixed as on white paper")
            }
            Feature::ClipPath => ("a compound clip path", "its shapes are joined"),
            Feature::EmbeddedPicture => {
                ("an embedded picture that cannot be used", "its place is left empty")
            }
            Feature::More => ("more pictures than one", "the first is printed"),
            Feature::Font => ("a font that is not built in", "the built-in one most alike is used"),
            Feature::Italic => ("italic type of a family that has none", "it stands upright"),
            Feature::ColourProfile => {
                ("a colour profile that cannot be used", "its colours are taken for sRGB")
            }
            Feature::ForeignObject => ("a foreign object", "its place is left empty"),
        }
    }
}

/// Something of a drawing that is not drawn as its author meant it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureWarning {
    pub feature: Feature,
    /// In how many places.
    pub count: u32,
}

impl PictureWarning {
    /// The diagnostic, at the place that names the file.
    pub fn diagnostic(&self, name: &str, span: Span) -> Diagnostic {
        let (what, instead) = self.feature.instead();
        let times = match self.count {
            1 => String::new(),
            count => format!(" in {count} places"),
        };
        Diagnostic::warning(
            codes::PICTURE_FEATURE,
            format!("picture `{name}` uses {what}{times}: {instead}"),
        )
        .at(span, "named here")
        .help(match self.feature {
            Feature::Font | Feature::Italic => {
                "turn the text into outlines in the drawing program, or ask for `serif` or `sans-serif`"
            }
            Feature::ColourProfile => "save the picture again in a picture program, as sRGB",
            Feature::More => "save the picture that is meant as a file of its own",
            _ => "flatten or expand it in the drawing program, or place the picture as PNG",
        })
    }
}
