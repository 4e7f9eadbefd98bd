//! [`shell_word`]: how messages write a name into a command.

use std::borrow::Cow;

/// A name as one word of a shell: bare where that leaves all of it as it is, else within quotation marks,
/// where all but one of them is itself (POSIX.1-2017 2.2.2).
pub(crate) fn shell_word(name: &str) -> Cow<'_, str> {
    let is_bare = |c: char| c.is_alphanumeric() || "_@%+=:,./-".contains(c);
    match !name.is_empty() && name.chars().all(is_bare) {
        true => Cow::Borrowed(name),
        false => Cow::Owned(format!("'{}'", name.replace('\'', "'\\''"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_word() {
        for (name, expected) in [
            ("a/港口-1.md", "a/港口-1.md"),
            ("my page.toml", "'my page.toml'"),
            ("it's.md", r"'it'\''s.md'"),
            ("$HOME;*", "'$HOME;*'"),
            ("", "''"),
        ] {
            assert_eq!(shell_word(name), expected, "{name}");
        }
    }
}
