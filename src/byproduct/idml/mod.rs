//! IDML: the composed pages for a desk that finishes them by hand in InDesign.
//!
//! The finished pages come in, a package goes out: frames at the places where text was composed, text
//! threaded through them with its styles, linked pictures, swatches, grids. What was composed says
//! where things stand (`flow`), the model says what they are.
//!
//! ```text
//! lines -> gather: chains of frames -> tale: paragraphs and runs -> stories, styles
//!                                   -> spreads: what stands where -> package
//! ```
//!
//! Read `gather.rs` (chains), `setting.rs` (what a line was set in), `spans.rs` and `tale.rs` (a chain as
//! paragraphs, with `tabs.rs` for tables), `look.rs` (styles, with `names.rs`, `kinsoku.rs` and
//! `swatches.rs`); then what writes: `stories.rs`, `spreads.rs` with `standing.rs` and `wrap.rs`, `pictures.rs` and
//! `lattice.rs`, `document.rs`; `xml.rs` is below all. `unsaid.rs` tells what the format does not say.
//!
//! Invariant: every character of every text that is printed stands in one story, once.

mod document;
mod gather;
mod kinsoku;
mod lattice;
mod look;
mod names;
mod pictures;
mod setting;
mod spans;
mod spreads;
mod standing;
mod stories;
mod swatches;
mod tabs;
mod tale;
mod unsaid;
mod wrap;
mod xml;

use self::document::Parts;
use self::gather::{Chain, gather};
use self::look::StyleBook;
use self::pictures::Files;
use self::spreads::{MASTER, Spreads, spread_id};
use self::standing::Standing;
use self::swatches::Swatches;
use self::tale::{Tale, Tales};
use self::unsaid::Unsaid;
use super::Finished;
use super::package::{Package, TooLarge};
use crate::chars::Locale;
use crate::diag::Diagnostic;
use crate::fonts::FontBook;
use crate::picture::Footprint;

const MEDIA_TYPE: &str = "application/vnd.adobe.indesign-idml-package";

/// What a package is made with beside the pages.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    pub fonts: &'a FontBook<'a>,
    /// From the package's folder to the layout's.
    pub folder: &'a str,
    /// How large the pictures are, by [`crate::picture::PictureId`].
    pub footprints: &'a [Footprint],
    /// Which page of a PDF they are, counted from 1.
    pub pages: &'a [u32],
}

/// The package, and what of the pages it does not say.
pub fn idml(
    job: Finished<'_>,
    with: Material<'_>,
) -> Result<(Vec<u8>, Option<Diagnostic>), TooLarge> {
    let locale = Locale::of_tag(&job.model.document.language).unwrap_or_default();
    let chains = gather(job);
    let mut styles = StyleBook::new(with.fonts, locale);
    let mut swatches = Swatches::new(&job.model.spots);
    let mut unsaid = Unsaid::default();
    let baselines = document::baselines(job);
    let tales: Vec<Tale> = {
        let mut tales = Tales {
            job,
            styles: &mut styles,
            swatches: &mut swatches,
            unsaid: &mut unsaid,
            baselines,
            locale,
        };
        chains.iter().map(|chain| tales.tale(chain)).collect()
    };
    let stories: Vec<String> = (0..chains.len()).map(|at| format!("u{at:x}")).collect();
    let files = Files { folder: with.folder, footprints: with.footprints, pages: with.pages };
    let mut spreads = Spreads {
        job,
        chains: &chains,
        standing: &Standing::of(&chains),
        frames: &frame_ids(&chains),
        stories: &stories,
        files,
        swatches: &mut swatches,
        unsaid: &mut unsaid,
    };
    let numbers = 0..job.filled.pages.len();
    let spreads: Vec<(String, Vec<u8>)> =
        numbers.filter_map(|number| Some((spread_id(number), spreads.write(number)?))).collect();
    // The styles ask for swatches of their own, so they come before them.
    let style_part = styles.write(&mut swatches);

    let mut package = Package::new(MEDIA_TYPE);
    let ids: Vec<String> = spreads.iter().map(|(id, _)| id.clone()).collect();
    let parts = Parts { stories: &stories, spreads: &ids };
    package.add("designmap.xml", &document::design_map(job, &parts, &styles));
    package.add("META-INF/container.xml", &document::container());
    package.add("META-INF/metadata.xml", &document::metadata(&job.model.document.title));
    package.add("Resources/Graphic.xml", &swatches.write());
    package.add("Resources/Fonts.xml", &document::fonts(&styles));
    package.add("Resources/Styles.xml", &style_part);
    package.add("Resources/Preferences.xml", &document::preferences(job, baselines));
    package.add("XML/Tags.xml", &document::tags());
    if let Some(page) = job.model.pages.first() {
        let name = format!("MasterSpreads/MasterSpread_{MASTER}.xml");
        package.add(&name, &document::master(page));
    }
    for (id, spread) in &spreads {
        package.add(&format!("Spreads/Spread_{id}.xml"), spread);
    }
    package.add("XML/BackingStory.xml", &document::backing_story());
    for (id, tale) in stories.iter().zip(&tales) {
        let name = format!("Stories/Story_{id}.xml");
        package.add(&name, &stories::story(id, tale, &styles));
    }
    Ok((package.finish()?, unsaid.note()))
}

/// The id of every frame of every chain.
fn frame_ids(chains: &[Chain<'_>]) -> Vec<Vec<String>> {
    let of = |(at, chain): (usize, &Chain<'_>)| {
        (0..chain.frames.len()).map(|frame| format!("t{at:x}-{frame:x}")).collect()
    };
    chains.iter().enumerate().map(of).collect()
}
