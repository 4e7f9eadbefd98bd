//! Generated plans keep their promises: what is written composes with nothing over and nothing that a desk objects
//! to and arrange did not tell, no story is lost, and what is fixed stands where it stood.

use crate::arrange::{Desk, ranks_turned};
use crate::made_plans::{FULL, Kind, SMALL, made};

/// Plans of each kind.
const SEEDS: u64 = 4;
const LARGE: u64 = 1;

#[test]
fn plans_of_small_pages_keep_their_promises() {
    keep_their_promises(&SMALL, SEEDS, Taboos::Told);
}

#[test]
fn plans_of_whole_pages_keep_their_promises() {
    keep_their_promises(&FULL, LARGE, Taboos::None);
}

/// What a desk objects to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taboos {
    /// Small pages may have some, as long as that is told, and heads against their ranks.
    Told,
    None,
}

fn keep_their_promises(kinds: &[Kind], seeds: u64, taboos: Taboos) {
    // More of them where somebody asks for it.
    let asked = std::env::var("TYPESET_PLANS").ok();
    let seeds = asked.and_then(|asked| asked.parse().ok()).unwrap_or(seeds);
    let mut broken = Vec::new();
    for kind in kinds {
        for seed in 1..=seeds {
            let desk = Desk::new();
            let own = made(kind, seed);
            own.articles.iter().for_each(|(file, text)| desk.write(file, text));
            desk.write("plan.toml", &own.plan);
            let (code, said) = desk.said(&desk.path("plan.toml"), &[]);
            let mut faults = desk.broken(&own.stories, &said);
            if taboos == Taboos::None {
                faults.extend(desk.faults());
                faults.extend(ranks_turned(&own.stories, &desk.read("page.toml")));
            }
            faults.extend((code != Some(0)).then(|| format!("exit {code:?}")));
            if seed == 1 {
                let first = desk.read("page.toml");
                let again = desk.said(&desk.path("plan.toml"), &["-j", "1"]);
                faults
                    .extend((first != desk.read("page.toml")).then(|| format!("twice: {again:?}")));
            }
            if !faults.is_empty() {
                broken.push(format!("{} {seed}: {faults:?}\n{said}", kind.name));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
