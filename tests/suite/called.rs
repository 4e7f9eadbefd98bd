//! The program under both of its names, its man page and its completions.

use std::process::{Command, Output};

const TYPESET: &str = env!("CARGO_BIN_EXE_typeset");
const TYPESET_CJK: &str = env!("CARGO_BIN_EXE_typeset-cjk");

fn run(program: &str, arguments: &[&str]) -> Output {
    Command::new(program).args(arguments).output().expect("the program starts")
}

fn printed(program: &str, arguments: &[&str]) -> String {
    let output = run(program, arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn help_names_the_program_as_called() {
    for (program, name) in [(TYPESET, "typeset"), (TYPESET_CJK, "typeset-cjk")] {
        let help = printed(program, &["--help"]);
        let lines: Vec<_> = help.lines().map(str::trim_start).collect();
        let named = lines.iter().filter(|line| line.starts_with(&format!("{name} "))).count();
        let begun = lines.iter().filter(|line| line.starts_with("typeset")).count();
        assert!(named > 4 && named == begun, "{help}");
        for arguments in [&["--help"] as &[_], &["check", "--help"]] {
            let help = printed(program, arguments);
            assert!(help.contains(&format!("Usage: {name} ")), "{help}");
        }
        assert!(printed(program, &["--version"]).starts_with(&format!("{name} ")));
    }
}

/// One page, in which every command and every option of it stands.
#[test]
fn the_man_page_has_every_option_of_every_command() {
    let page = printed(TYPESET, &["man"]).replace("\\-", "-");
    assert!(page.contains(".TH typeset 1"), "{page}");
    let commands = [
        "check",
        "explain",
        "dump",
        "compare",
        "schema",
        "new",
        "watch",
        "licences",
        "man",
        "completions",
    ];
    for command in commands {
        let heading = format!(".SH \"TYPESET {}\"", command.to_uppercase());
        let from = page.find(&heading).unwrap_or_else(|| panic!("{heading} in {page}"));
        let rest = &page[from + heading.len()..];
        let part = &rest[..rest.find(".SH ").unwrap_or(rest.len())];
        for option in options(&printed(TYPESET, &[command, "--help"])) {
            assert!(part.contains(&option), "{command} {option}");
        }
    }
    for option in options(&printed(TYPESET, &["--help"])) {
        assert!(page.contains(&option), "{option}");
    }
}

/// The long options that a help text lists.
fn options(help: &str) -> Vec<String> {
    let names = help.lines().filter_map(|line| {
        let line = line.trim_start();
        let option = line
            .strip_prefix('-')
            .and(line.split([' ', ',', '=']).find(|word| word.starts_with("--")))?;
        Some(option.to_owned())
    });
    let found: Vec<_> = names.collect();
    assert!(!found.is_empty(), "{help}");
    found
}

#[test]
fn shells_complete_the_command_line() {
    for (shell, mark) in
        [("bash", "complete -F"), ("zsh", "#compdef typeset"), ("fish", "complete -c typeset")]
    {
        let script = printed(TYPESET, &["completions", shell]);
        assert!(script.contains(mark), "{shell}: {script}");
        assert!(script.contains("message-format"), "{shell}");
    }
    let script = printed(TYPESET_CJK, &["completions", "zsh"]);
    assert!(script.contains("#compdef typeset-cjk"));
    assert_eq!(run(TYPESET, &["completions", "tcsh"]).status.code(), Some(2));
}
