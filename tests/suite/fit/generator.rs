//! Stories, arrangements and limits drawn by lot, always the same ones: what holds of every one of them.

use rayon::prelude::*;
use typeset::diag::Severity;
use typeset::{Goal, Outcome, Output, Session};

use super::arrangements::{ARRANGEMENTS, Arrangement, Text};
use super::{Ledger, WRITINGS, has, run_in};

/// So many are drawn: enough for a few seconds.
const CELLS: u64 = 48;
const LINES: i64 = 44;
const TAIL: i64 = 12;

/// More of what stands on pages.
const MORE: [Arrangement; 5] = [
    Arrangement {
        name: "around a contour",
        text: Text::Sections,
        is_as_deep: false,
        pages: |n| {
            format!(
                "[[page]]\nid = \"A1\"\nblock = [\n\
                 {{ article = \"lead\", columns = \"1-3\", lines = \"1+{n}\" }},\n\
                 {{ picture = \"map.svg\", columns = \"2-3\", lines = \"12+10\", alt = \"\", wrap = \"contour\", \
                 clip = \"circle\" }},\n]\n"
            )
        },
    },
    Arrangement {
        name: "points in a box beside it",
        text: Text::Plain,
        is_as_deep: false,
        pages: |n| {
            format!(
                "[[page]]\nid = \"A1\"\nblock = [\n\
                 {{ article = \"lead\", columns = \"1-3\", lines = \"1+{n}\" }},\n\
                 {{ id = \"box\", columns = 2, lines = \"14+9\", frame = \"0.5pt\", inset = 1 }},\n\
                 {{ in = \"box\", article = \"next\", lines = \"1-\" }},\n]\n"
            )
        },
    },
    Arrangement {
        name: "a jump to legs of another measure",
        text: Text::Sections,
        is_as_deep: false,
        pages: |n| {
            format!(
                "[[page]]\nid = \"A1\"\nblock = [\n\
                 {{ article = \"lead\", columns = \"1-2\", lines = \"1+20\" }},\n]\n\
                 [[page]]\nid = \"A3\"\nblock = [\n\
                 {{ article = \"lead\", columns = \"1-3\", lines = \"1+{n}\", split = [14, 16] }},\n\
                 {{ picture = \"map.svg\", columns = 3, lines = \"10+9\", alt = \"\" }},\n]\n"
            )
        },
    },
    Arrangement {
        name: "a table among sections in two legs",
        text: Text::Table,
        is_as_deep: false,
        pages: |n| {
            format!(
                "[[page]]\nid = \"A1\"\nblock = [\n\
                 {{ picture = \"map.svg\", columns = \"1-2\", lines = \"1+9\", alt = \"\" }},\n\
                 {{ article = \"lead\", columns = \"1-2\", lines = \"10+{n}\" }},\n]\n"
            )
        },
    },
    Arrangement {
        name: "items in one leg",
        text: Text::Items,
        is_as_deep: false,
        pages: |n| {
            format!(
                "[[page]]\nid = \"A1\"\nblock = [\n\
                 {{ articles = \"lead\", columns = \"1-2\", split = 1, lines = \"1+{n}\" }},\n]\n"
            )
        },
    },
];

/// A number drawn by lot (SplitMix64).
struct Lot(u64);

impl Lot {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut drawn = self.0;
        drawn = (drawn ^ (drawn >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        drawn = (drawn ^ (drawn >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (drawn ^ (drawn >> 31)) % most
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }
}

/// What the desk allows.
#[derive(Debug)]
struct Limits {
    order: Vec<&'static str>,
    white: i64,
    picture: (i64, i64),
    tracking: (i64, i64),
    headline: (i64, i64),
    short: i64,
}

impl Limits {
    fn drawn(lot: &mut Lot) -> Limits {
        let mut order = vec!["white", "picture", "tracking", "headline", "optional"];
        if lot.below(3) == 0 {
            (0..order.len()).for_each(|at| {
                let other = lot.below(5) as usize;
                order.swap(at, other);
            });
            order.truncate(1 + lot.below(5) as usize);
        }
        Limits {
            order,
            white: lot.of(&[3, 3, 1, 2]),
            picture: lot.of(&[(-4, 4), (-4, 4), (-1, 2), (-6, 0)]),
            tracking: lot.of(&[(-15, 15), (-15, 15), (-5, 0), (-30, 20)]),
            headline: lot.of(&[(-1, 0), (-1, 0), (-2, 1), (0, 1)]),
            short: lot.of(&[1, 1, 0, 2]),
        }
    }

    fn written(&self) -> String {
        let range = |(least, most): (i64, i64)| format!("[{least}, {most}]");
        format!(
            "fit = {{ order = {:?}, white = [0, {}], picture = {}, tracking = {}, headline = {}, short = {} }}",
            self.order,
            self.white,
            range(self.picture),
            range(self.tracking),
            range(self.headline),
            self.short
        )
    }

    /// Of three legs a page on two pages at most, and two pictures.
    fn hold(&self, ledger: &Ledger) -> bool {
        ledger.treatments.iter().all(|one| {
            let within = match &*one.kind {
                "white" => 1..=self.white * 6,
                "picture" => 2 * self.picture.0..=2 * self.picture.1,
                "tracking" => self.tracking.0..=self.tracking.1,
                "headline" => self.headline.0..=self.headline.1,
                _ => 1..=2,
            };
            self.order.contains(&&*one.kind) && within.contains(&one.amount) && one.amount != 0
        })
    }
}

#[test]
fn whatever_is_drawn_by_lot_holds() {
    let drawn = (0..CELLS).into_par_iter().map(|seed| {
        let lot = &mut Lot(seed);
        let at = lot.below((ARRANGEMENTS.len() + MORE.len()) as u64) as usize;
        let of = ARRANGEMENTS.get(at).unwrap_or_else(|| &MORE[at - ARRANGEMENTS.len()]);
        let writing = lot.of(&WRITINGS);
        let balance = lot.below(17) as i64 - 8;
        let limits = Limits::drawn(lot);
        // Every third has an initial.
        let styles = lot.of(&["", "", "\n[style.body]\ninitial = 2"]);
        let session = &mut Session::new();
        let mut made = |tail: i64, fit: &str| {
            let files = of.files(writing, &format!("{fit}{styles}"), (LINES, tail.max(0) as usize));
            run_in(session, &files, Goal::Document)
        };
        let tail = TAIL + Ledger::of(&made(TAIL, "")).balance() - balance;
        let (plain, fitted) = (made(tail, ""), made(tail, &limits.written()));
        let name = format!("{seed}: {} ({writing}), {balance}, {limits:?}{styles}", of.name);
        let most_short = if of.is_as_deep { 1_000 } else { limits.short };
        all_holds((&plain, &fitted), (&limits, most_short), &name);
        if seed % 6 == 0 {
            assert!(bytes(&fitted) == bytes(&made(tail, &limits.written())), "{name}");
        }
        (0..=most_short).contains(&Ledger::of(&fitted).balance())
    });
    let fitting = drawn.filter(|fits| *fits).count() as u64;
    assert!(fitting * 10 >= CELLS * 6, "{fitting} of {CELLS} fit");
}

fn bytes(outcome: &Outcome) -> &[u8] {
    match &outcome.output {
        Output::Document(pdf) => pdf,
        _ => &[],
    }
}

fn all_holds((plain, fitted): (&Outcome, &Outcome), (limits, short): (&Limits, i64), name: &str) {
    let (before, ledger) = (Ledger::of(plain), Ledger::of(fitted));
    let name = format!("{name}\n{before:?}\n{ledger:?}");
    assert_eq!((ledger.room, ledger.sum()), (before.room, ledger.balance()), "{name}");
    assert!(limits.hold(&ledger), "{name}");
    assert!(ledger.over <= before.over, "{name}");
    let fits = |of: &Ledger| (0..=short).contains(&of.balance());
    assert!(before.over > 0 || ledger.left <= before.left.max(short), "{name}");
    if fits(&before) && !has(plain, "O010") {
        assert!(bytes(plain) == bytes(fitted), "{name}");
    }
    // What is over, and nothing else, is an error, and there is a page unless there is one.
    let wrong = fitted
        .findings
        .iter()
        .find(|found| found.severity == Severity::Error && found.code.to_string() != "O001");
    assert!(wrong.is_none(), "{name}\n{wrong:?}");
    assert_eq!(has(fitted, "O001"), ledger.over > 0, "{name}");
    assert_eq!(bytes(fitted).is_empty(), ledger.over > 0, "{name}");
    let left_out = fitted.findings.iter().filter(|found| found.code.to_string() == "O017").count();
    let optional = ledger.treatments.iter().find(|one| one.kind == "optional");
    assert_eq!(left_out as i64, optional.map_or(0, |one| one.amount), "{name}");
}
