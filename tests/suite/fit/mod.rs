//! Copyfitting: stories that are over or short by any number of lines, in both writings.

mod arrangements;
mod blocks;
mod closer;
mod generator;
mod going;
mod lattice;
mod levels;
mod notices;
mod stories;
mod tracking;
mod white;

use std::path::Path;

use serde_json::Value;
use typeset::diag::{Code, Deny};
use typeset::{ByProductKind, Goal, Job, Outcome, Proof, Session, ShowGrid, Wanted};

use crate::support::Memory;

const PICTURE: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 90 60'><path d='M0 0h90v60h-90z'/></svg>";

const WRITINGS: [&str; 2] = ["horizontal", "vertical"];

/// A page of three columns of ten characters by some ninety lines, with an article and a picture.
fn job(writing: &str, document: &str, block: &str, text: String) -> Memory {
    let page = format!("[[page]]\nid = \"A1\"\nblock = [\n{block}\n]\n");
    paper(writing, document, &page, text)
}

/// The same with all of its pages written out.
fn paper(writing: &str, document: &str, pages: &str, text: String) -> Memory {
    let size = match writing {
        "horizontal" => "[\"130mm\", \"420mm\"]",
        _ => "[\"420mm\", \"130mm\"]",
    };
    let next = match pages.contains("\"next\"") {
        true => {
            "next = { headline = \"明日天晴\", body = \"明日天晴，最高二十度。\", fit = false }\n"
        }
        false => "",
    };
    let layout = format!(
        "[document]\ndate = 2024-11-16\n{document}\n[paper]\nsize = {size}\nmargin = \"10mm\"\n\
         [grid]\nwriting = \"{writing}\"\ncolumns = 3\nmeasure = 10\nline = \"12pt\"\n\
         [article]\nlead = \"lead.md\"\n{next}{pages}"
    );
    Memory::of([("page.toml", layout), ("lead.md", text), ("map.svg", PICTURE.to_owned())])
}

fn run(files: &Memory, goal: Goal) -> Outcome {
    run_in(&mut Session::new(), files, goal)
}

/// A run in a session, which need not open the fonts anew.
fn run_in(session: &mut Session, files: &Memory, goal: Goal) -> Outcome {
    let job = Job {
        layout: Path::new("page.toml"),
        goal,
        proof: Proof::Final,
        show_grid: ShowGrid::Hidden,
        deny: &Deny::default(),
        wanted: Wanted { ledger: true, ..Wanted::default() },
    };
    session.run(&job, files, &mut |_| ())
}

/// What the ledger says of the first story.
#[derive(Clone, Debug)]
struct Ledger {
    room: i64,
    needs: i64,
    left: i64,
    over: i64,
    /// Lines in them.
    holes: i64,
    treatments: Vec<Treatment>,
}

#[derive(Clone, Debug, PartialEq)]
struct Treatment {
    kind: String,
    amount: i64,
    lines: i64,
}

impl Ledger {
    fn of(outcome: &Outcome) -> Ledger {
        let story = ledger_json(outcome)["stories"][0].clone();
        let treatments = story["treatments"].as_array().expect("a list");
        let treatments = treatments.iter().map(|treatment| Treatment {
            kind: treatment["kind"].as_str().expect("a name").to_owned(),
            amount: number(&treatment["amount"]),
            lines: number(&treatment["lines"]),
        });
        Ledger {
            room: number(&story["room"]),
            needs: number(&story["needs"]),
            left: number(&story["left"]["lines"]),
            over: number(&story["over"]["lines"]),
            holes: story["holes"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|of| number(&of["lines"]))
                .sum(),
            treatments: treatments.collect(),
        }
    }

    /// Lines that stay empty, less those that are over.
    fn balance(&self) -> i64 {
        self.left - self.over
    }

    /// What its lines and treatments come to.
    fn sum(&self) -> i64 {
        let gained = self.treatments.iter().map(Treatment::gained);
        self.room - self.needs + gained.sum::<i64>()
    }
}

impl Treatment {
    /// Lines by which the story takes less.
    fn gained(&self) -> i64 {
        let shortens = match self.kind.as_str() {
            "optional" => true,
            "white" => false,
            _ => self.amount < 0,
        };
        if shortens { self.lines } else { -self.lines }
    }
}

fn ledger_json(outcome: &Outcome) -> Value {
    let made = outcome.byproducts.iter().find(|made| made.kind == ByProductKind::Ledger);
    let made = made.unwrap_or_else(|| panic!("no ledger: {:#?}", outcome.findings));
    serde_json::from_slice(&made.bytes).expect("a ledger is JSON")
}

fn number(value: &Value) -> i64 {
    value.as_i64().expect("a whole number")
}

fn has(outcome: &Outcome, code: &'static str) -> bool {
    outcome.findings.iter().any(|found| found.code == Code(code))
}
