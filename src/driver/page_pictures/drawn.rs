//! [`shoot`]: the pictures of a build that draws them.

use std::collections::BTreeSet;

use super::Wrong;
use crate::byproduct::{self, Finished, Heaviest, RasterError, Separated, Untold};
use crate::colour::{Look, Profile};
use crate::diag::{Diagnostic, Findings, codes};
use crate::driver::byproducts::date_of;
use crate::driver::{ByProduct, ByProductKind, Job};
use crate::page::model::Block;

/// What is wanted of the pages of these PDFs.
pub(super) fn shoot(
    job: &Job<'_>,
    (finished, profile): (Finished<'_>, &Profile),
    pdfs: &[&[u8]],
    findings: &mut Findings,
) -> Result<Vec<ByProduct>, Wrong> {
    let mut shoot = Shoot { job, finished, profile, made: Vec::new() };
    shoot.all(pdfs, findings)?;
    Ok(shoot.made)
}

/// Pictures being made.
struct Shoot<'a> {
    job: &'a Job<'a>,
    finished: Finished<'a>,
    profile: &'a Profile,
    made: Vec<ByProduct>,
}

impl Shoot<'_> {
    fn keep(&mut self, kind: ByProductKind, (page, ink): (usize, &str), bytes: Vec<u8>) {
        let name = self.finished.filled.pages.get(page).map_or("", |page| page.name.as_str());
        let (name, ink) = (name.to_owned(), ink.to_owned());
        let date = date_of(self.finished.model);
        self.made.push(ByProduct { kind, ink, name, date, bytes });
    }

    fn all(&mut self, pdfs: &[&[u8]], findings: &mut Findings) -> Result<(), Wrong> {
        let wanted = self.job.wanted;
        if let Some(dpi) = wanted.png {
            let mut at = 0;
            for pdf in pdfs {
                for png in byproduct::png(pdf, dpi).map_err(told)? {
                    self.keep(ByProductKind::Png, (at, ""), png);
                    at += 1;
                }
            }
        }
        let look = match wanted.soft_proof {
            Some(_) => Some(self.profile.look().ok_or_else(no_look)?),
            None => None,
        };
        // Pictures of one size are made of the same plates.
        let sizes = [wanted.soft_proof, wanted.ink, wanted.plates];
        let sizes: BTreeSet<u32> = sizes.into_iter().flatten().collect();
        for dpi in sizes {
            let mut at = 0;
            for pdf in pdfs {
                let pages = byproduct::Pages::read(pdf).map_err(told)?;
                for page in 0..pages.count() {
                    let separated = pages.separate(page, dpi, self.profile).map_err(told)?;
                    self.of_inks(at, &separated, look.as_ref()).map_err(told)?;
                    self.tell(at, &separated, findings);
                    at += 1;
                }
            }
        }
        Ok(())
    }

    fn of_inks(
        &mut self,
        page: usize,
        separated: &Separated,
        look: Option<&Look>,
    ) -> Result<(), RasterError> {
        let (dpi, size) = (separated.dpi, (separated.width, separated.height));
        let wanted = self.job.wanted;
        if let Some(look) = look.filter(|_| wanted.soft_proof == Some(dpi)) {
            let png = byproduct::rgb(&separated.on_paper(look), size, dpi)?;
            self.keep(ByProductKind::SoftProof, (page, ""), png);
        }
        if wanted.ink == Some(dpi) {
            let map = separated.ink_map(self.finished.model.press.ink_limit)?;
            let png = byproduct::rgb(&map.pixels, (map.width, map.height), dpi)?;
            self.keep(ByProductKind::Ink, (page, ""), png);
        }
        if wanted.plates == Some(dpi) {
            for plate in &separated.plates {
                let png = byproduct::grey(&plate.ink, size, dpi)?;
                self.keep(ByProductKind::Plate, (page, &plate.name), png);
            }
        }
        Ok(())
    }

    /// What there is to say of a page's inks.
    fn tell(&self, at: usize, separated: &Separated, findings: &mut Findings) {
        let filled = &self.finished.filled.pages;
        let name = filled.get(at).map_or("", |page| page.name.as_str());
        if self.job.wanted.ink == Some(separated.dpi) {
            findings.push(self.most(at, separated.heaviest()));
        }
        if !separated.untold.is_empty() {
            let untold: Vec<String> = separated.untold.iter().map(Untold::to_string).collect();
            let message = format!("the plates of page {name} are not sure: {}", untold.join("; "));
            findings.push(
                Diagnostic::warning(codes::pdf::PLATES_UNSURE, message)
                    .help("have the art made for this press, in its inks alone"),
            );
        }
    }

    /// The greatest amount of ink on a page, and where.
    fn most(&self, at: usize, most: Heaviest) -> Diagnostic {
        let set = self.finished.filled.pages.get(at);
        let name = set.map_or("", |page| page.name.as_str());
        let millimetres = |points: f32| points * 25.4 / 72.0;
        let message = format!(
            "page {name} has up to {:.0} % of ink, {:.0} mm from the left and {:.0} mm from the \
             top of its trim; the limit is {} %",
            most.ink,
            millimetres(most.x),
            millimetres(most.y),
            self.finished.model.press.ink_limit / 100
        );
        let found = Diagnostic::note(codes::pdf::MOST_INK, message);
        let page = set.and_then(|set| self.finished.model.pages.get(set.page.0 as usize));
        let covers = |block: &&Block| {
            let rect = block.rect;
            let within = |at: f32, from: f64, to: f64| (from..to).contains(&f64::from(at));
            within(most.x, rect.x.to_pt(), rect.right().to_pt())
                && within(most.y, rect.y.to_pt(), rect.bottom().to_pt())
        };
        // The innermost stands behind those that hold it.
        let block = page.and_then(|page| page.blocks.iter().rev().find(covers));
        match block {
            Some(block) => found.at(block.span, "here"),
            None => found,
        }
    }
}

fn told(error: RasterError) -> Wrong {
    let found = Diagnostic::error(codes::pdf::PAGE_PICTURE, error.to_string());
    found.help(error.help()).into()
}

fn no_look() -> Wrong {
    let message = "the profile of the press does not tell what its inks look like";
    let found = Diagnostic::error(codes::pdf::PAGE_PICTURE, message);
    found
        .help("name a profile with a table from CMYK to Lab (AToB), or leave --soft-proof out")
        .into()
}
