//! The ink of pictures: what had to be taken away so that they keep the limit.

use std::collections::BTreeSet;

use super::Finished;
use super::art::named_at;
use crate::diag::codes::colour as codes;
use crate::diag::{Diagnostic, Findings, Span};
use crate::flow::Frame;
use crate::picture::{Art, ColourModel, InkFacts, Picture, PictureId};

/// Looks at every picture once, at the first place where it stands.
pub(super) fn inspect(job: Finished<'_>) -> Findings {
    let limit = job.model.press.ink_limit;
    let mut known: BTreeSet<PictureId> = BTreeSet::new();
    let mut found = Findings::default();
    for set in &job.filled.pages {
        let Some(page) = job.model.pages.get(set.page.0 as usize) else { continue };
        for frame in &set.frames {
            let Frame::Picture(placed) = frame else { continue };
            let picture = job.pictures.get(placed.picture.0 as usize);
            let block = page.blocks.get(placed.block.0 as usize);
            let (Some(picture), Some(block)) = (picture, block) else { continue };
            if known.insert(placed.picture) {
                found.extend(heaviest(picture).and_then(|ink| {
                    let over = ink.most_before > limit;
                    over.then(|| reduced(ink, limit, named_at(block, placed.picture)))
                }));
            }
        }
    }
    found
}

/// The facts of the raster with the most ink; drawings may hold several.
fn heaviest(picture: &Picture) -> Option<&InkFacts> {
    let rasters = match &picture.art {
        Art::Raster(raster) => std::slice::from_ref(raster),
        Art::Vector(art) => art.rasters.as_slice(),
        // Placed untouched, and looked at for itself.
        Art::Page(_) => &[],
    };
    rasters.iter().map(|raster| &raster.ink).max_by_key(|ink| ink.most_before)
}

/// A CMYK picture was separated by somebody for another press, and changes; what the profile
/// itself makes of RGB passes its own limit by a little, and only a note is due.
fn reduced(ink: &InkFacts, limit: u32, span: Span) -> Diagnostic {
    let (before, limit) = (ink.most_before.div_ceil(100), limit / 100);
    let message = format!("the picture has up to {before} % of ink, held to {limit} %");
    let made = match ink.source {
        ColourModel::Cmyk => Diagnostic::warning(codes::PICTURE_INK, message)
            .help("have it separated for this press, with its limit of ink"),
        ColourModel::Grey | ColourModel::Rgb => Diagnostic::note(codes::PICTURE_INK, message)
            .help("nothing need be done: its darkest parts have less colour and the same black"),
    };
    made.at(span, "its coloured inks were reduced where it has more")
}
