//! [`choose`]: the treatment that a story gets: rules against lone lines are given up where they
//! alone make it over, pages are added where it may go on, legs are levelled.

use crate::flow::type_case::TypeCase;

use super::enough::{Enough, enough, roomy};
use super::items::Item;
use super::keeps::Keeps;
use super::level::level;
use super::region::{Left, Region, Room};
use super::settle::{Settled, Settler, Treatment};

/// Pages that overset text may add: a bound, should a story never fit.
const MOST_PAGES: usize = 500;

/// A leg loses two lines at most to a lone line, three to a subhead: a story that is over by more
/// is over whatever is kept.
const LOST_TO_KEEPS: i64 = 3;

/// What is decided for a story before it is settled.
pub(in crate::flow) struct Choice<'a> {
    pub items: &'a [Item],
    /// The room that its blocks give.
    pub room: Room,
    /// A page more, where text that is over goes on.
    pub more: Option<Region>,
}

/// A story settled for good.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::flow) struct Chosen {
    pub settled: Settled,
    /// With the pages that were added.
    pub room: Room,
    pub added: usize,
    /// The lines by which it would be over with all keeps, where some are given up.
    pub loosened: Option<i64>,
    /// The lines and characters left empty before its legs were levelled.
    pub left: Left,
    /// What the block in which it ends would have to be, where that is another depth than it has.
    pub enough: Option<Enough>,
    /// What it would have to be for enough text under every picture, where there is too little.
    pub roomy: Option<Enough>,
}

/// Settles a story as its layout asks.
pub(in crate::flow) fn choose(case: TypeCase<'_>, choice: Choice<'_>) -> Chosen {
    let Choice { items, mut room, more } = choice;
    let mut settler = Settler::new(case, items);
    let (mut settled, mut loosened) = keep(&mut settler, &room, &Treatment::default());
    let own = room.regions().len();
    let enough = match &more {
        Some(_) if settled.is_over() => None,
        _ => enough(&mut settler, items, &room, (&settled, loosened)),
    };
    if let Some(page) = more.filter(|_| settled.is_over()) {
        (settled, loosened) = (go_on(&mut settler, &mut room, &page, settled), None);
    }
    let left = settled.left;
    if !settled.is_over()
        && let Some(levelled) = level(&mut settler, items, &room, &settled)
    {
        settled = levelled;
    }
    let added = room.regions().len() - own;
    let roomy = roomy(&mut settler, items, &room, &settled);
    Chosen { settled, room, added, loosened, left, enough, roomy }
}

/// With its keeps; with fewer of them where only they would make it over, and then also by how
/// many lines they would.
pub(in crate::flow) fn keep(
    settler: &mut Settler<'_>,
    room: &Room,
    treatment: &Treatment,
) -> (Settled, Option<i64>) {
    let kept = settler.settle(room, treatment);
    let over = kept.over.lines;
    if over == 0 || over > LOST_TO_KEEPS * room.legs() as i64 {
        return (kept, None);
    }
    for keeps in [Keeps::Subheads, Keeps::GivenUp] {
        let loose = settler.settle(room, &Treatment { keeps, ..treatment.clone() });
        if !loose.is_over() {
            return (loose, Some(over));
        }
    }
    (kept, None)
}

/// Adds pages until the story has room: as many at once as its lines seem to need. One that is
/// over for all that leaves no page behind that holds nothing of it.
fn go_on(settler: &mut Settler<'_>, room: &mut Room, page: &Region, settled: Settled) -> Settled {
    let own = room.regions().len();
    let lines = page.lanes.iter().map(|lane| (lane.end - lane.start).whole(page.grid.line));
    let lines: i64 = lines.sum::<i64>().max(1);
    let mut settled = settled;
    while settled.is_over() {
        let left = MOST_PAGES - (room.regions().len() - own).min(MOST_PAGES);
        let wanted = usize::try_from(settled.over.lines / lines + 1).unwrap_or(1).min(left);
        if wanted == 0 {
            break;
        }
        (0..wanted).for_each(|_| room.push(page.clone()));
        settled = settler.settle(room, &Treatment::default());
    }
    let used = settled.last_region().map_or(0, |region| region + 1);
    room.truncate(used.max(own));
    settled
}
