//! The articles for readers: what of a job goes into an EPUB.

use super::{ByProduct, ByProductKind, Output};
use crate::byproduct::{self, Finished, Gathering, PictureFile, TooLarge};
use crate::colour::Profile;
use crate::diag::{Diagnostic, Findings, codes};

/// Gathers the articles; a picture that readers' devices cannot show is told.
pub(super) fn gather(
    (finished, profile): (Finished<'_>, &Profile),
    files: &[PictureFile],
    output: &Output,
    findings: &mut Findings,
) -> Gathering {
    let cover = cover(finished, output);
    let (gathering, left_out) = byproduct::gather(finished, files, profile, cover);
    for byproduct::LeftOut { path, reason } in left_out {
        let message = format!("the EPUB lacks the picture {path}: {reason}");
        let found = Diagnostic::warning(codes::pdf::PAGE_PICTURE, message);
        findings.push(found.help("give it as JPEG, PNG or SVG, which readers' devices show"));
    }
    gathering
}

/// The book of one layout.
pub(super) fn bound(gathering: &Gathering, findings: &mut Findings) -> Option<ByProduct> {
    match byproduct::bind(std::slice::from_ref(gathering)) {
        Ok(bytes) => {
            let (ink, name, date) = (String::new(), String::new(), gathering.date().to_owned());
            Some(ByProduct { kind: ByProductKind::Epub, ink, name, date, bytes })
        }
        Err(TooLarge) => {
            findings.push(too_large());
            None
        }
    }
}

/// A book that no reader opens.
pub(crate) fn too_large() -> Diagnostic {
    let message = "the EPUB would have more than 4 gigabytes, or more than 65,534 files";
    Diagnostic::error(codes::usage::CANNOT_WRITE, message)
        .help("write a book for each layout: --epub '{layout}.epub'")
}

/// The first page as a picture, where the renderer takes its art.
#[cfg(feature = "page-pictures")]
fn cover(finished: Finished<'_>, output: &Output) -> Option<Vec<u8>> {
    /// Pixels from head to foot: what shelves of books ask for.
    const HEIGHT: f64 = 1_600.0;
    let pdf = match output {
        Output::Document(pdf) => pdf,
        Output::Pages(pages) => &pages.first()?.bytes,
        Output::Nothing | Output::Text(_) => return None,
    };
    if !finished.undrawable.is_empty() {
        return None;
    }
    let page = finished.model.pages.first()?;
    let inches = page.paper.trim.height.to_pt() / 72.0;
    let dpi = (HEIGHT / inches.max(1.0)).clamp(20.0, 300.0) as u32;
    let drawn = byproduct::Pages::read(pdf).and_then(|pages| pages.portrait(0, dpi));
    drawn.ok().map(|drawn| drawn.png)
}

#[cfg(not(feature = "page-pictures"))]
fn cover(_finished: Finished<'_>, _output: &Output) -> Option<Vec<u8>> {
    None
}
