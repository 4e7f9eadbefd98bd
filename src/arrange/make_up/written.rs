//! Pages as a layout has them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::super::looks::Ends;
use super::super::page::Arrangement;
use super::super::share::Shares;
use super::super::write::{Sheet, lines};
use super::{Arranger, Asked, Known};

/// A page, by its place among those arranged, and what stands on it.
pub(super) type Part<'k> = (usize, &'k Known, &'k Arrangement);

impl Arranger<'_> {
    /// The layout of some pages, in their order, with their stories alone.
    pub(super) fn layout(&self, parts: &[Part<'_>]) -> String {
        let Asked { plan, base, .. } = self.asked;
        let named: BTreeSet<usize> = parts
            .iter()
            .flat_map(|(_, known, _)| known.pieces.iter().flat_map(|piece| &piece.stories))
            .copied()
            .collect();
        let out = (0..plan.stories.len()).filter(|story| !named.contains(story));
        let out: Vec<&str> = out.map(|story| plan.stories[story].name.as_str()).collect();
        let (looks, mut pages) = self.pages(parts);
        let mut text = format!("{}\n{looks}{}\n", base.shared(), base.articles(&out));
        for (at, _, _) in parts {
            text += &pages.remove(&plan.pages[*at].at).unwrap_or_default();
        }
        text
    }

    /// The layout of all pages. One that stays empty has no place in it.
    pub(super) fn whole_layout(&self, parts: &[Part<'_>], shares: &Shares) -> String {
        let Asked { plan, base, .. } = self.asked;
        let out: Vec<&str> =
            shares.without.iter().map(|story| plan.stories[*story].name.as_str()).collect();
        let (looks, mut pages) = self.pages(parts);
        let mut text = format!("{}\n{looks}{}\n", base.shared(), base.articles(&out));
        for at in 0..base.pages() {
            let own = pages.remove(&at).or_else(|| {
                let open = plan.pages.iter().find(|page| page.at == at);
                let is_empty = !base.has_blocks(at) && open.is_some_and(|p| p.template.is_none());
                (!is_empty).then(|| base.page(at, &[]))
            });
            text += &own.map_or(String::new(), |own| format!("\n{}", own.trim_start()));
        }
        format!("\n{}", text.trim_start())
    }

    /// The looks of some pages, and the pages by their places in the plan.
    fn pages(&self, parts: &[Part<'_>]) -> (String, BTreeMap<usize, String>) {
        let Asked { plan, base, .. } = self.asked;
        let mut looks: BTreeSet<(Reverse<u32>, Ends)> = BTreeSet::new();
        let mut pages = BTreeMap::new();
        for &(at, known, own) in parts {
            let desk = self.desk(at, known.first, &known.pieces);
            let (stories, open) = (desk.stories(), desk.open);
            let (grid, units) = (desk.grid, desk.units);
            let sheet = Sheet { plan, grid, units, looks: base.looks(), stories: &stories };
            let stands = desk.stands(own);
            let ours = stands.iter().map(|stand| stand.shape.setting).filter(|set| set.is_ours);
            looks.extend(ours.map(|set| (Reverse(set.size), set.ends())));
            pages.insert(open.at, base.page(open.at, &lines(&sheet, &stands)));
        }
        let looks = looks.iter().map(|(size, ends)| (size.0, *ends));
        (base.looks().tables(looks), pages)
    }
}
