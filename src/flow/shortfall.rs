//! What is said of lines that fall short, once a thread is set for good: while it is being
//! fitted, lines come and go.

use crate::compose::{LooseLines, SetLine};
use crate::diag::Findings;

use super::desk::Desk;
use super::items::{Item, Shelf};
use super::slots::Region;
use super::thread::{LinePlace, Outcome};

/// Reports the lines of a thread that have a place.
pub(super) fn report_lines(
    desk: &Desk<'_>,
    regions: &[Region],
    items: &[Item],
    out: &Outcome,
    (shelf, diags): (&mut Shelf, &mut Findings),
) {
    let mut loose = LooseLines::default();
    for lines in out.lines.chunk_by(|one, next| one.item == next.item) {
        let set: Vec<&SetLine> = lines
            .iter()
            .filter(|line| matches!(line.place, LinePlace::At { .. }))
            .map(|line| &line.line)
            .collect();
        let at = lines.first().and_then(|first| match first.place {
            LinePlace::At { region, .. } => Some((items.get(first.item)?, regions.get(region)?)),
            LinePlace::Over(_) => None,
        });
        if let Some((item, region)) = at {
            let setting = (&region.styles, &region.grid);
            let prepared = shelf.prepare(desk, item, setting, &mut Findings::default());
            prepared.galley.report(&set, &item.text, &mut loose, diags);
            let gap = prepared.leading - prepared.em.block;
            prepared.galley.report_marks(gap, &item.text, diags);
        }
    }
    loose.tell(diags);
}
