//! [`references`]: words that send the reader to another page of the job.
//!
//! The page must be one of the job's; other words stay words.

use std::ops::Range;

use crate::text::{jumps, page_key};

/// The ranges of such words and the places of their pages among `names`.
pub(super) fn references(text: &str, names: &[&str]) -> Vec<(Range<u32>, u32)> {
    let place = |page: Range<u32>| {
        let name = text.get(page.start as usize..page.end as usize)?;
        let same = || names.iter().position(|other| page_key(other) == page_key(name));
        names.iter().position(|other| *other == name).or_else(same)
    };
    let found = jumps(text, names).into_iter();
    found.filter_map(|jump| Some((jump.range, place(jump.page)? as u32))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_to_pages_of_the_job_alone() {
        let names = ["A1", "A3", "A13", "3"];
        let cases = [
            ("（下轉A3版）", vec![("下轉A3版", 1)]),
            ("上接A1版，另見第A13頁。", vec![("上接A1版", 0), ("另見第A13頁", 2)]),
            ("この話は3面に続く。", vec![("3面に続く", 3)]),
            ("A3면에 계속", vec![("A3면에 계속", 1)]),
            ("（下转第三版）", vec![("下转第三版", 3)]),
            ("13面に続く", vec![]),
            ("下轉A4版", vec![]),
        ];
        for (text, expected) in cases {
            let found = references(text, &names);
            let found: Vec<_> = found
                .iter()
                .map(|(range, page)| (&text[range.start as usize..range.end as usize], *page))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
