//! [`ledger`]: how every story stands to its room, and what was done so that it fits.

use schemars::JsonSchema;
use serde::Serialize;

use crate::flow::{Account, FittedStory, Gap, Remedy};
use crate::page::model::PageModel;

/// How the stories of a job stand to their rooms. Lines are lines of the body.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
struct Ledger {
    /// Raised when the meaning of a field changes.
    schema: u32,
    /// Those with a text, in the order of the layout.
    stories: Vec<LedgerStory>,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
struct LedgerStory {
    /// The layout's name for it.
    article: String,
    /// The first page that it stands on.
    page: String,
    /// Lines that its blocks hold, untreated.
    room: i64,
    /// Lines that it takes, untreated; subheads in whole lines.
    needs: i64,
    /// What was done: first what does what was wanted, in the order of the limits.
    treatments: Vec<LedgerTreatment>,
    /// What stays empty behind its end.
    left: LedgerLeft,
    /// What stays empty before its end, where a leg ends two lines early or more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    holes: Vec<LedgerHole>,
    /// What finds no room.
    over: LedgerOver,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
struct LedgerTreatment {
    /// `white`, `picture`, `tracking`, `headline` or `optional`.
    kind: &'static str,
    /// Lines of white in all, lines of picture, thousandths of an em, steps of the ladder,
    /// paragraphs; negative where something was taken away.
    amount: i64,
    /// Lines by which the story takes less, or more; none where it moves lines from leg to leg, so that legs end level.
    lines: i64,
}

/// What stays empty behind its end.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
struct LedgerLeft {
    /// How many.
    lines: usize,
}

/// Lines that stay empty in a leg, above an insert or at its foot.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
struct LedgerHole {
    /// The page's name.
    page: String,
    /// Of the story's legs on that page, from 1.
    leg: usize,
    /// How many.
    lines: i64,
}

/// What is to be cut.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
struct LedgerOver {
    /// How many.
    lines: i64,
    /// Blanks left out.
    characters: usize,
}

/// Of the fields' meaning.
const SCHEMA: u32 = 1;

/// The ledger as JSON, with a line end.
pub fn ledger(model: &PageModel, accounts: &[Account], fitted: &[FittedStory]) -> String {
    let stories = accounts.iter().map(|account| story(model, account, fitted)).collect();
    let json = serde_json::to_string_pretty(&Ledger { schema: SCHEMA, stories });
    json.map_or(String::new(), |json| json + "\n")
}

/// What a ledger is made of, as a JSON Schema (2020-12).
pub fn ledger_schema() -> String {
    let schema = schemars::schema_for!(Ledger);
    let json = serde_json::to_string_pretty(&schema);
    json.map_or(String::new(), |json| json + "\n")
}

fn story(model: &PageModel, account: &Account, fitted: &[FittedStory]) -> LedgerStory {
    let treated = fitted.iter().find(|fitted| fitted.story == account.story);
    let treated = treated.filter(|treated| !treated.treatments.is_empty());
    let room = treated.map_or(account.room, |treated| treated.room);
    let balance = account.left as i64 - account.over;
    let needs = room - treated.map_or(balance, |treated| treated.before);
    let treatments = treated.map_or(&[][..], |treated| &treated.treatments);
    let mut gained: Vec<i64> = treatments.iter().map(|remedy| remedy.lines).collect();
    // What rules against lone lines hold that are given up in the end is gained with the last.
    let missing = balance - (room - needs) - gained.iter().sum::<i64>();
    if let Some(last) = gained.last_mut() {
        *last += missing;
    }
    as_they_do(treatments, &mut gained);
    let treatments = treatments.iter().zip(gained).map(|(remedy, gained)| LedgerTreatment {
        kind: remedy.means.name(),
        amount: remedy.amount,
        lines: gained.abs(),
    });
    let page = model.pages.get(account.page.0 as usize);
    LedgerStory {
        article: model.story(account.story).name.clone(),
        page: page.map_or_else(String::new, |page| page.name.clone()),
        room,
        needs,
        treatments: treatments.collect(),
        left: LedgerLeft { lines: account.left },
        holes: account.holes.iter().map(|gap| hole(model, gap)).collect(),
        over: LedgerOver { lines: account.over, characters: account.characters_over },
    }
}

/// What a treatment gained is counted by what it does: where white brings a subhead to a better place,
/// and the story takes less for it, that is counted with what shortened it.
fn as_they_do(treatments: &[Remedy], gained: &mut [i64]) {
    let does = |remedy: &Remedy| if remedy.means.shortens(remedy.amount) { 1 } else { -1 };
    for at in 0..gained.len() {
        let against = gained.get(at).copied().unwrap_or(0);
        let is_against = treatments.get(at).is_some_and(|of| does(of) * against < 0);
        let other = treatments.iter().position(|of| does(of) == against.signum());
        // Where nothing else did that it is taken from what did the most.
        let others = || (0..gained.len()).filter(|other| *other != at);
        let other = other.or_else(|| others().max_by_key(|other| gained[*other].abs()));
        let (true, Some(other)) = (is_against, other) else { continue };
        // A line of its own it has taken for all that.
        let own = treatments.get(at).map_or(0, does);
        for (place, by) in [(at, own - against), (other, against - own)] {
            gained.get_mut(place).into_iter().for_each(|lines| *lines += by);
        }
    }
}

fn hole(model: &PageModel, gap: &Gap) -> LedgerHole {
    let page = model.pages.get(gap.page.0 as usize);
    let page = page.map_or_else(String::new, |page| page.name.clone());
    LedgerHole { page, leg: gap.leg, lines: gap.lines }
}
