//! [`ledger`]: how every story stands to its room, and what was done so that it fits.

use schemars::JsonSchema;
use serde::Serialize;

use crate::flow::{Account, FittedStory};
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
    /// What was done, in order.
    treatments: Vec<LedgerTreatment>,
    left: LedgerLeft,
    over: LedgerOver,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
struct LedgerTreatment {
    /// `white`, `picture`, `tracking`, `headline` or `optional`.
    kind: &'static str,
    /// Lines of white in all, lines of picture, thousandths of an em, steps of the ladder,
    /// paragraphs; negative where something was taken away.
    amount: i64,
    /// Lines by which the story takes less, or more.
    lines: i64,
}

/// What stays empty.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
struct LedgerLeft {
    lines: usize,
}

/// What is to be cut.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
struct LedgerOver {
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
        over: LedgerOver { lines: account.over, characters: account.characters_over },
    }
}
