//! What composition costs: a million characters of newspaper text, shaped, broken and set in one
//! thread; both writing modes, both ways of breaking, several measures.
//!
//! `cargo bench --bench compose`. Processor time, the least of several runs. Each run makes its
//! own fonts and composer, so that the shaping of every character for the first time is in it.
//! The figures inform; nothing depends on them.

use std::hint::black_box;

use typeset::chars::{Breaking, Locale, Settings};
use typeset::colour::Colour;
use typeset::compose::{Composer, Paragraph};
use typeset::diag::FileId;
use typeset::fonts::{FamilyId, FontBook, FontFiles};
use typeset::measure::{Em, Length, Permille, WritingMode};
use typeset::page::style::{Align, TextStyle};
use typeset::text::RichText;

/// The articles of the example pages: prose with marks, names, numbers and Latin words.
const ARTICLES: [&str; 6] = [
    include_str!("../examples/harbour/lead.md"),
    include_str!("../examples/harbour/port.md"),
    include_str!("../examples/harbour/visit.md"),
    include_str!("../examples/taiwan/bridge.md"),
    include_str!("../examples/taiwan/typhoon.md"),
    include_str!("../examples/tabloid/clock.md"),
];
const CHARACTERS: usize = 1_000_000;
const MEASURES: [i64; 3] = [11, 18, 40];
const RUNS: usize = 5;
const MODES: [(&str, WritingMode); 2] =
    [("horizontal", WritingMode::HorizontalTb), ("vertical", WritingMode::VerticalRl)];
const WAYS: [(&str, Breaking); 2] = [("greedy", Breaking::Greedy), ("optimal", Breaking::Optimal)];

fn main() {
    let texts = texts();
    let length: usize = texts.iter().map(|text| text.text.chars().count()).sum();
    println!("{CHARACTERS} characters: {length} in {} paragraphs, again and again\n", texts.len());
    println!(
        "{:<11} {:<8} {:>7} {:>8} {:>8} {:>8} {:>12} {:>9} {:>9}",
        "mode", "breaking", "measure", "shape s", "set s", "all s", "char/s", "/greedy", "/across"
    );
    for measure in MEASURES {
        let mut rows: Vec<Row> = Vec::new();
        for mode in MODES {
            for way in WAYS {
                rows.push(least(&texts, length, mode, way, measure));
            }
        }
        for row in &rows {
            let against = |mode: &str, way: &str| {
                rows.iter().find(|row| row.mode == mode && row.way == way).map_or(1.0, Row::all)
            };
            println!(
                "{:<11} {:<8} {measure:>7} {:>8.3} {:>8.3} {:>8.3} {:>12.0} {:>9.2} {:>9.2}",
                row.mode,
                row.way,
                row.shape,
                row.set,
                row.all(),
                CHARACTERS as f64 / row.all(),
                row.all() / against(row.mode, "greedy"),
                row.all() / against("horizontal", row.way),
            );
        }
    }
}

/// Seconds of processor time a million characters.
struct Row {
    mode: &'static str,
    way: &'static str,
    shape: f64,
    set: f64,
}

impl Row {
    fn all(&self) -> f64 {
        self.shape + self.set
    }
}

/// The running text of the articles, a paragraph each; what has markup in it is left out.
fn texts() -> Vec<RichText> {
    let body = |article: &'static str| article.rsplit("+++").next().unwrap_or(article).lines();
    let plain = |line: &&str| {
        line.chars().count() > 40
            && !line.starts_with(['#', '-', '>', '|', '!'])
            && !line.contains(['*', '{', '[', '`', '\\', '^', '●'])
    };
    ARTICLES
        .into_iter()
        .flat_map(body)
        .filter(plain)
        .map(|line| RichText::plain(line, FileId(0), 0))
        .collect()
}

/// The best of some runs.
fn least(
    texts: &[RichText],
    length: usize,
    (mode, writing): (&'static str, WritingMode),
    (way, breaking): (&'static str, Breaking),
    measure: i64,
) -> Row {
    let style = style(breaking);
    let mut best: Option<Row> = None;
    for _ in 0..RUNS {
        let (shape, set) = run(texts, length, &style, writing, measure);
        if best.as_ref().is_none_or(|best| shape + set < best.all()) {
            best = Some(Row { mode, way, shape, set });
        }
    }
    best.expect("there is a run")
}

/// Seconds of shaping and of setting a million characters.
fn run(
    texts: &[RichText],
    length: usize,
    style: &TextStyle,
    mode: WritingMode,
    measure: i64,
) -> (f64, f64) {
    let per_million = |seconds: f64, rounds: usize| {
        seconds * CHARACTERS as f64 / (rounds.max(1) * length.max(1)) as f64
    };
    let rounds = CHARACTERS.div_ceil(length.max(1));
    let measure = style.size * measure;
    let start = seconds();
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let mut composer = Composer::new(&book);
    for _ in 0..rounds {
        for text in texts {
            let paragraph = Paragraph { text, style, mode, mark: "", tail: None };
            let galley = composer.prepare(&paragraph);
            black_box(galley.set(&measure));
        }
    }
    let all = seconds() - start;
    // Setting alone, to know the shares.
    let galleys: Vec<_> = texts
        .iter()
        .map(|text| {
            let paragraph = Paragraph { text, style, mode, mark: "", tail: None };
            composer.prepare(&paragraph)
        })
        .collect();
    let few = rounds.div_ceil(4);
    let start = seconds();
    for _ in 0..few {
        for galley in &galleys {
            black_box(galley.set(&measure));
        }
    }
    let set = per_million(seconds() - start, few);
    (per_million(all, rounds) - set, set)
}

fn style(breaking: Breaking) -> TextStyle {
    TextStyle {
        family: FamilyId::SERIF,
        bold_family: FamilyId::SERIF_BOLD,
        size: Length::from_pt(9),
        width: Permille::ONE,
        height: Permille::ONE,
        colour: Colour::BLACK,
        align: Align::Justify,
        tracking: Em::ZERO,
        hang: Em::ZERO,
        readings: Permille::ONE,
        settings: Settings { breaking, indent: Em::ONE, ..Settings::of(Locale::Hk) },
    }
}

/// Processor time of this process.
#[cfg(unix)]
fn seconds() -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: clock_gettime fills the structure that it is given and keeps no pointer to it.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

#[cfg(not(unix))]
fn seconds() -> f64 {
    static START: std::sync::LazyLock<std::time::Instant> =
        std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed().as_secs_f64()
}
