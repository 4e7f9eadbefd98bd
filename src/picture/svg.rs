//! SVG drawings.

use super::{Kind, Picture, PictureError};
use crate::colour::Profile;

pub(super) fn read(_: &[u8], _: &Profile) -> Result<Picture, PictureError> {
    Err(PictureError::Unsupported(Kind::Svg, "drawings are not read yet".to_owned()))
}
