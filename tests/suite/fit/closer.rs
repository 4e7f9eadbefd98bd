//! Stories that the treatments in their order leave over or short, though two steps together make them
//! fit.

use typeset::{Goal, Outcome, Output, Stage};

use super::arrangements::ARRANGEMENTS;
use super::{Ledger, WRITINGS, has, paper, run};

const LINES: i64 = 44;
const TAIL: i64 = 12;

/// What a story with so many lines empty, or over, comes to.
fn fitted(name: &str, writing: &str, balance: i64, fit: &str) -> (Ledger, bool) {
    let (outcome, ledger) = fitted_in(name, writing, balance, (fit, ""));
    (ledger, has(&outcome, "O010"))
}

/// The same with more of the layout.
fn fitted_in(
    name: &str,
    writing: &str,
    balance: i64,
    (fit, more): (&str, &str),
) -> (Outcome, Ledger) {
    let of = ARRANGEMENTS.iter().find(|one| one.name == name).expect("an arrangement");
    let made = |tail: i64, fit: &str| {
        let tail = usize::try_from(tail).expect("a text of some length");
        run(&of.files(writing, &format!("{fit}\n{more}"), (LINES, tail)), Goal::Check)
    };
    let empty = Ledger::of(&made(TAIL, "")).balance();
    let tail = TAIL + empty - balance;
    assert_eq!(Ledger::of(&made(tail, "")).balance(), balance, "{name} ({writing})");
    let outcome = made(tail, fit);
    let ledger = Ledger::of(&outcome);
    (outcome, ledger)
}

/// A step that is too large by itself comes out even with another one.
#[test]
fn two_steps_that_go_together_make_a_story_fit() {
    for writing in WRITINGS {
        for (name, balances) in [
            ("two blocks", &[-4, -3, -2, -1, 6][..]),
            ("in a panel", &[6, 8]),
            ("legs of the other writing", &[-7, -2, 8]),
        ] {
            for &balance in balances {
                let (ledger, is_lone) = fitted(name, writing, balance, "fit = true");
                let told = format!("{name} ({writing}), {balance}: {ledger:?}");
                assert!((0..=1).contains(&ledger.balance()) && !is_lone, "{told}");
                assert_eq!(ledger.sum(), ledger.balance(), "{told}");
            }
        }
    }
}

/// Of two blocks 3 to 5 lines short every way within the limits to fill the last leg takes a subhead out of
/// the first, three lines before its foot: no such hole is made, and what is left is told.
#[test]
fn lines_at_the_end_stay_empty_where_only_a_hole_would_fill_them() {
    for writing in WRITINGS {
        for balance in [3, 4, 5] {
            let of = ARRANGEMENTS.iter().find(|one| one.name == "two blocks").expect("one");
            let (ledger, is_lone) = fitted(of.name, writing, balance, "fit = true");
            let told = format!("{writing}, {balance}: {ledger:?}");
            assert!(ledger.balance() < balance && ledger.holes == 0 && !is_lone, "{told}");
        }
    }
}

/// A head that need not fill its width: a smaller one is no worse for it.
const CENTRED: &str = "[style.headline]\nalign = \"center\"";

/// A paragraph goes only where nothing before it in the order suffices, in whatever steps.
#[test]
fn no_paragraph_goes_where_smaller_steps_do() {
    for (name, writing, balance) in [
        ("in a panel", "vertical", -8),
        ("legs of the other writing", "horizontal", -6),
        ("legs of the other writing", "vertical", -7),
    ] {
        let (_, ledger) = fitted_in(name, writing, balance, ("fit = true", CENTRED));
        let told = format!("{name} ({writing}), {balance}: {ledger:?}");
        assert!((0..=1).contains(&ledger.balance()), "{told}");
        assert!(ledger.treatments.iter().all(|one| one.lines > 0), "{told}");
        assert!(ledger.treatments.iter().all(|one| one.kind != "optional"), "{told}");
    }
}

/// A headline that fills its width is given no step that leaves more than 15 per cent of it white (R93): what comes
/// later in the order does it instead.
#[test]
fn no_headline_is_made_too_short_for_its_width() {
    for (name, writing, balance) in
        [("in a panel", "vertical", -8), ("legs of the other writing", "horizontal", -6)]
    {
        let (plain, _) = fitted_in(name, writing, balance, ("", ""));
        let (outcome, ledger) = fitted_in(name, writing, balance, ("fit = true", ""));
        let told = format!("{name} ({writing}), {balance}: {ledger:?}");
        assert!(!has(&plain, "O009") && !has(&outcome, "O009"), "{told}");
        assert!((0..=1).contains(&ledger.balance()), "{told}");
        assert_eq!(ledger.sum(), ledger.balance(), "{told}");
    }
}

/// One that has room when lines stand alone is treated so that none does, or it is left alone: it is
/// not made short for it.
#[test]
fn a_story_that_lone_lines_hold_is_made_to_fit_or_left_alone() {
    for (name, writing, over, kind) in [
        ("levelled", "horizontal", 1, "headline"),
        ("in a panel", "vertical", 4, "headline"),
        ("around a picture", "vertical", 2, "optional"),
        ("jump", "vertical", 1, "optional"),
        ("in a panel", "horizontal", 3, "tracking"),
        ("picture over the whole story", "horizontal", 1, "picture"),
    ] {
        let of = ARRANGEMENTS.iter().find(|one| one.name == name).expect("an arrangement");
        let made = |tail: i64, fit: &str| {
            let tail = usize::try_from(tail).expect("a text of some length");
            run(&of.files(writing, fit, (LINES, tail)), Goal::Dump(Stage::Frames))
        };
        let tail = TAIL + Ledger::of(&made(TAIL, "")).balance() + over;
        let plain = made(tail, "");
        assert!(has(&plain, "O010"), "{name} ({writing})");
        let left = Ledger::of(&plain).balance();
        assert!((0..=1).contains(&left), "{name} ({writing}): {left}");
        let treated = made(tail, &format!("fit = {{ order = [{kind:?}] }}"));
        let ledger = Ledger::of(&treated);
        assert!(ledger.treatments.is_empty(), "{name} ({writing}): {ledger:?}");
        let (Output::Text(plain), Output::Text(treated)) = (&plain.output, &treated.output) else {
            panic!("no frames")
        };
        assert!(plain == treated, "{name} ({writing})");
        let all = made(tail, "fit = true");
        let is_treated = (0..=1).contains(&Ledger::of(&all).balance()) && !has(&all, "O010");
        assert!(is_treated, "{name} ({writing}): {:?}", Ledger::of(&all));
    }
}

/// A page that can be made is made: where no combination of many treatments keeps all rules, what one of them does
/// with a line that stands alone (O010) is better than text that is over.
#[test]
fn more_treatments_make_no_story_over() {
    const SAYS: &str = "渡輪公司增派兩班船疏導人潮碼頭工程進度大致正常居民毋須擔心";
    for (name, writing, lines, over, lengths) in [
        (
            "around a picture",
            "horizontal",
            32,
            1,
            &[65, 16, 15, 28, 0, 69, 19, 38, 20, 43, 0, 10, 34, 37, 30, 32][..],
        ),
        (
            "picture over the whole story",
            "vertical",
            27,
            1,
            &[48, 65, 58, 34, 0, 14, 18, 35, 31, 17, 0, 11, 62, 34, 26, 17, 0, 37, 67],
        ),
    ] {
        let mut text = String::from("+++\nheadline = \"港口重開渡輪復航\"\n+++\n");
        for length in lengths {
            let says: String = SAYS.chars().cycle().take(*length).collect();
            text += &if *length == 0 { "## 新碼頭\n\n".to_owned() } else { says + "。\n\n" };
        }
        let of = ARRANGEMENTS.iter().find(|one| one.name == name).expect("an arrangement");
        let made = |order: &str| {
            let fit = format!("fit = {{ order = {order}, picture = [-{over}, 0] }}");
            let pages = (of.pages)(lines);
            Ledger::of(&run(&paper(writing, &fit, &pages, text.clone()), Goal::Check)).over
        };
        assert_eq!(made("[\"picture\"]"), 0, "{name}");
        for order in [
            "[\"picture\", \"tracking\"]",
            "[\"picture\", \"white\"]",
            "[\"white\", \"picture\", \"tracking\"]",
        ] {
            assert_eq!(made(order), 0, "{name} {order}");
        }
    }
}
