//! The list of messages is made from the table of codes.

use typeset::diag::codes;

use crate::support;

const LETTERS: &[(char, &str)] = &[
    ('L', "the layout file"),
    ('A', "articles"),
    ('F', "fonts"),
    ('C', "composition"),
    ('O', "text and its room"),
    ('K', "preflight"),
    ('P', "pictures and the PDF"),
    ('I', "copy of other programs"),
    ('N', "plans, and pages that lay themselves out"),
    ('H', "pages that are handed over to other programs"),
    ('U', "the command line and the job's files"),
    ('X', "faults of the program"),
];

#[test]
fn the_list_of_messages_is_the_programs() {
    support::matches("../docs/src/messages.md", &list());
}

fn list() -> String {
    let mut text = "# All messages\n\nWhat `typeset explain CODE` prints, for every code. \
        The name in italics is what `--deny` takes as well as the code. This page is made from \
        the program's own table: `TYPESET_BLESS=1 cargo test --test suite book` writes it anew.\n"
        .to_owned();
    let mut letter = None;
    // By letters as named above, and by number.
    let place = |row: &&codes::Explanation| {
        let first = row.code.0.chars().next();
        (LETTERS.iter().position(|(known, _)| Some(*known) == first), row.code)
    };
    let mut rows: Vec<&codes::Explanation> = codes::all().collect();
    rows.sort_by_key(place);
    for row in rows {
        let first = row.code.0.chars().next();
        if first != letter {
            letter = first;
            let about = LETTERS.iter().find(|(known, _)| Some(*known) == first);
            let (letter, about) = about.expect("every letter is known here");
            text.push_str(&format!("\n## {letter}: {about}\n"));
        }
        text.push_str(&format!(
            "\n### {}: {}\n\n*{}*. {} {}\n\n```text\n{}\n```\n\n**What to do**: {}\n",
            row.code,
            plain(row.title),
            row.name(),
            plain(row.what),
            plain(row.why),
            row.example,
            plain(row.fix),
        ));
    }
    text
}

/// What Markdown would take for its own, outside `code`, is written as it is.
fn plain(text: &str) -> String {
    let mut is_code = false;
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        is_code ^= c == '`';
        if !is_code && "<*_[]|\\^".contains(c) {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}
