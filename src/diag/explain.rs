//! What `typeset explain CODE` prints.

use super::codes::Explanation;
use super::named::rows;

/// The row of a code or name as a page of text, and of a name that two codes have both; letter
/// case does not matter. Nothing for what there is not.
pub fn explain(word: &str) -> Option<String> {
    let pages: Vec<String> = rows(word).map(page).collect();
    (!pages.is_empty()).then(|| pages.join("\n"))
}

fn page(row: &Explanation) -> String {
    let example: String = row.example.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "{}: {}\n({})\n\n{}\n\n{}\n\nFor example:\n\n{example}\n{}\n",
        row.code,
        row.title,
        row.name(),
        wrap(row.what),
        wrap(row.why),
        wrap(&format!("What to do: {}", row.fix)),
    )
}

/// Breaks at spaces, at 80 characters.
fn wrap(text: &str) -> String {
    const WIDTH: usize = 80;
    let mut wrapped = String::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > WIDTH {
            wrapped.push('\n');
            column = 0;
        } else if column > 0 {
            wrapped.push(' ');
            column += 1;
        }
        wrapped.push_str(word);
        column += length;
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::codes;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_is_complete() {
        let mut seen = BTreeSet::new();
        for row in codes::all() {
            let code = row.code.0;
            assert!(seen.insert(code), "{code} stands twice");
            let (letter, number) = code.split_at(1);
            assert!("LAFCOKPIUNHX".contains(letter), "{code}");
            assert!(number.len() == 3 && number.bytes().all(|b| b.is_ascii_digit()), "{code}");
            for part in [row.title, row.what, row.why, row.example, row.fix] {
                assert!(part.trim_end() == part && part.len() > 3, "{code} lacks something");
            }
            assert!(!row.title.ends_with('.'), "{code}: a title is no sentence");
            let page = explain(code).expect("it is in the table");
            assert!(page.starts_with(&format!("{code}: {}", row.title)));
        }
        assert!(seen.len() > 20);
    }

    #[test]
    fn letter_case_does_not_matter() {
        assert_eq!(explain(" l001"), explain("L001"));
        assert_eq!(explain("L999"), None);
    }

    #[test]
    fn a_name_is_as_good_as_a_code() {
        assert_eq!(explain("missing-glyph"), explain("F001"));
        let both = explain("Too-Large").expect("a name of the layout's");
        assert!(both.starts_with("L012: "), "{both}");
        let shared = codes::all().map(Explanation::name).find(|name| rows(name).count() > 1);
        if let Some(name) = shared {
            let text = explain(&name).expect("two rows");
            assert!(rows(&name).all(|row| text.contains(&format!("{}: ", row.code))));
        }
    }

    #[test]
    fn lines_are_wrapped() {
        let text = wrap(&"word ".repeat(40));
        assert!(text.lines().all(|line| line.chars().count() <= 80));
        assert_eq!(text.split_whitespace().count(), 40);
    }
}
