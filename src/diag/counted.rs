//! [`counted`]: how messages say how many.

/// `1 line`, `2 lines`.
pub(crate) fn counted(count: impl TryInto<u64>, word: &str) -> String {
    let count = count.try_into().unwrap_or(0);
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_no_plural() {
        assert_eq!(counted(1, "line"), "1 line");
        assert_eq!(counted(0_usize, "line"), "0 lines");
        assert_eq!(counted(12_u32, "page"), "12 pages");
    }
}
