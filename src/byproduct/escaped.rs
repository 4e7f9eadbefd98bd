//! Text within markup.

/// Text as it may stand in HTML and XML, in attributes too; what cannot be shown is U+FFFD.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\'' => out += "&#39;",
            '\n' | '\t' => out.push(c),
            // XML 1.0, 2.2.
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c if c.is_control() => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_markup_are_characters() {
        assert_eq!(
            escaped("<a b=\"'&'\">\n\u{1}"),
            "&lt;a b=&quot;&#39;&amp;&#39;&quot;&gt;\n\u{FFFD}"
        );
    }
}
