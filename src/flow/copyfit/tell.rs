//! What was done for a story, as a person reads it.

use crate::diag::{Diagnostic, Findings, codes, counted};
use crate::page::model::{Means, PageModel, StoryId};
use crate::page::style::Role;

use super::search::Found;
use super::{FittedStory, MOST_COUNTED, Remedy};
use crate::flow::frame::{Account, Gap};
use crate::flow::thread::{Item, items_of};

/// Characters of a paragraph that name it.
const SHOWN: usize = 10;

/// One note for each story that was treated, with what it came to when everything had its place: the
/// stories of a page are treated each by itself. One, too, for each that is over and that nothing helps. What
/// `told` has said of its empty lines is not said again.
pub fn told_of_fit(
    model: &PageModel,
    fitted: &[FittedStory],
    (accounts, told): (&[Account], &Findings),
) -> Findings {
    let note = |of: &FittedStory| {
        let story = model.story(of.story);
        let account = accounts.iter().find(|account| account.story == of.story)?;
        let after = account.left as i64 - account.over - of.filled;
        let is_told = told.iter().any(|found| {
            let at = found.primary.as_ref().map(|label| label.span);
            found.code == codes::overset::SLACK && at == Some(story.span)
        });
        if is_told && of.treatments.is_empty() {
            return None;
        }
        let said = said(of, &stays_empty(model, account), (after, is_told));
        let message = format!("story \"{}\" {said}", story.name);
        let found = Diagnostic::note(codes::overset::FITTED, message);
        Some(found.at(story.span, "this article"))
    };
    let helpless = accounts.iter().filter(|account| {
        account.over > 0 && !fitted.iter().any(|known| known.story == account.story)
    });
    let treated = fitted.iter().filter_map(note);
    treated.chain(helpless.filter_map(|account| helpless_note(model, account))).collect()
}

/// What was tried of a story that is over for all that.
fn helpless_note(model: &PageModel, account: &Account) -> Option<Diagnostic> {
    let story = model.story(account.story);
    let tried: Vec<&str> = story.copyfit.as_ref()?.order.iter().map(|means| means.name()).collect();
    let tried = match tried.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => return None,
    };
    let over = counted(account.over as usize, "line");
    let message = format!(
        "story \"{}\" is {over} over; tried within the limits of `fit`: {tried}; none takes a line off",
        story.name
    );
    let found = Diagnostic::note(codes::overset::FITTED, message).at(story.span, "this article");
    Some(found.help(format!(
        "it has to lose {over}: cut the text, give it a deeper block, mark a paragraph `{{.optional}}`, or \
         widen the limits in [fit]"
    )))
}

/// One note for each piece that was left out.
pub(super) fn left_out(model: &PageModel, id: StoryId, found: &Found) -> Findings {
    let mut told = Findings::default();
    let items = items_of(model, id, &[]);
    let stories = model.stories_of(id);
    for at in &found.work.left_out {
        // Tables have no marks, and stay.
        let Some(item) = items.get(*at) else { continue };
        let (story, Some(words)) = (model.story(item.story(&stories)), item.words()) else {
            continue;
        };
        let text = &words.text;
        let first = shortened(&text.text);
        let of = items.get(*at).map(Item::of);
        // It is told with the first piece of its text.
        let is_first =
            !found.work.left_out.range(..*at).any(|one| items.get(*one).map(Item::of) == of);
        let heads = found.work.heads.iter().filter_map(|head| items.get(*head));
        let head = heads.filter(|head| is_first && Some(head.of()) == of);
        let head = head.filter_map(Item::words).min_by_key(|words| words.role != Role::ItemTitle);
        let head =
            head.map(|head| format!(", and its head with it: {}", shortened(&head.text.text)));
        let anew = match numbered_anew(&items, found, *at) {
            true => "; the items behind it are numbered anew",
            false => "",
        };
        told.push(
            Diagnostic::note(
                codes::overset::LEFT_OUT,
                format!(
                    "a paragraph of story \"{}\" is left out: {first}{}{anew}",
                    story.name,
                    head.unwrap_or_default()
                ),
            )
            .at(text.span(), "marked {.optional}")
            .help("give the story more room, or take the mark away"),
        );
    }
    told
}

/// Whether items of its list stay that stand behind an item.
fn numbered_anew(items: &[Item], found: &Found, at: usize) -> bool {
    let number = |at: usize| items.get(at).and_then(Item::words).and_then(|words| words.number);
    let counts = |at: usize| number(at).is_some_and(|number| number <= MOST_COUNTED);
    let mut list =
        (at..).take_while(|at| counts(*at) && (number(at + 1) == number(*at).map(|own| own + 1)));
    list.any(|at| !found.work.left_out.contains(&(at + 1)))
}

/// The first characters of a text.
fn shortened(text: &str) -> String {
    let first: String = text.chars().take(SHOWN).collect();
    let more = if text.chars().nth(SHOWN).is_some() { "…" } else { "" };
    format!("{first}{more}")
}

/// `was 3 lines over; picture -2 lines, tracking -4: fits`, and before that what stays empty among the
/// text.
fn said(of: &FittedStory, empty: &str, (after, is_told): (i64, bool)) -> String {
    let lines = |lines: i64| counted(lines.unsigned_abs() as usize, "line");
    let was = match of.before {
        over @ ..0 => format!("was {} over", lines(over)),
        short => format!("was {} short", lines(short)),
    };
    let filled = Some(of.filled).filter(|lines| *lines > 0);
    let filled = filled.map(|filled| format!("a filler of {}", lines(filled)));
    let done: Vec<String> = filled.into_iter().chain(of.treatments.iter().map(shown)).collect();
    let done = if done.is_empty() { "nothing could be done".to_owned() } else { done.join(", ") };
    let end = match after {
        over @ ..0 => format!("still {} over", lines(over)),
        short if short <= of.short => "fits".to_owned(),
        // How many stay empty is told by itself.
        _ if is_told && of.level => "its legs levelled".to_owned(),
        _ if is_told => return format!("{was}; {done}{empty}"),
        short if of.level => format!("still {} short, its legs levelled", lines(short)),
        short => format!("still {} short", lines(short)),
    };
    format!("{was}; {done}{empty}: {end}")
}

/// `; 3 lines stay empty in leg 1`, and on which page where there are several.
fn stays_empty(model: &PageModel, account: &Account) -> String {
    let one = |gap: &Gap| {
        let page = model.pages.get(gap.page.0 as usize).filter(|_| model.pages.len() > 1);
        let on = page.map(|page| format!(" on {}", page.name)).unwrap_or_default();
        format!("{} in leg {}{on}", counted(gap.lines.unsigned_abs() as usize, "line"), gap.leg)
    };
    match account.holes.iter().map(one).collect::<Vec<_>>().split_first() {
        Some((first, more)) => {
            let first = first.replacen(" in leg", " stay empty in leg", 1);
            format!("; {}", [&[first], more].concat().join(", "))
        }
        None => String::new(),
    }
}

fn shown(remedy: &Remedy) -> String {
    let Remedy { means, amount, lines } = *remedy;
    let count = amount.unsigned_abs() as usize;
    let sign = if amount < 0 { "-" } else { "+" };
    // A line across several legs is one in each.
    let in_legs = match lines.unsigned_abs() as usize {
        lines if lines > count => format!(" ({lines} in its legs)"),
        _ => String::new(),
    };
    match means {
        Means::White => format!("white {sign}{}{in_legs}", counted(count, "line")),
        Means::Picture => format!("picture {sign}{}{in_legs}", counted(count, "line")),
        Means::Tracking => format!("tracking {sign}{count}"),
        Means::Headline => format!("headline {sign}{}", counted(count, "step")),
        Means::Optional => format!("{} left out", counted(count, "paragraph")),
    }
}
