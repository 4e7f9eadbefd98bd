//! [`Looks`]: what the arranger's headlines look like, as looks of a layout, under names that the plan does not have.

use std::collections::BTreeMap;

/// How a headline stands in its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ends {
    /// It fills it.
    Full,
    /// It does not, and begins at its start.
    Short,
    /// It does not, and stands in the middle of a frame.
    Centred,
}

/// The names of looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looks {
    /// What all of them begin with.
    prefix: &'static str,
    /// The plan's own, by name, as TOML without blanks.
    own: BTreeMap<String, String>,
}

/// What names begin with: the first of these that no other look of the plan has taken.
const PREFIXES: [&str; 3] = ["head", "arranged", "arranged-head"];
const SIZES: std::ops::RangeInclusive<u32> = 8..=120;
const ENDS: [Ends; 3] = [Ends::Full, Ends::Short, Ends::Centred];

impl Looks {
    /// Beside a plan's own looks, by their names and their TOML. Those of an arranged layout, of which blocks
    /// were kept, are the arranger's.
    pub fn beside(own: impl Iterator<Item = (String, String)>) -> Looks {
        let own: BTreeMap<String, String> =
            own.map(|(name, table)| (name, without_blanks(&table))).collect();
        let is_taken = |prefix: &&&'static str| {
            let looks = Looks { prefix, own: BTreeMap::new() };
            let all = SIZES.flat_map(|size| ENDS.map(|ends| (size, ends)));
            all.into_iter().any(|(size, ends)| {
                let known = own.get(&looks.name(size, ends));
                known.is_some_and(|known| *known != without_blanks(&headline(size, ends)))
            })
        };
        let free = PREFIXES.iter().find(|prefix| !is_taken(prefix));
        Looks { prefix: free.unwrap_or(&PREFIXES[0]), own }
    }

    /// The look of a head of that size.
    pub fn name(&self, size: u32, ends: Ends) -> String {
        let how = match ends {
            Ends::Full => "",
            Ends::Short => "-short",
            Ends::Centred => "-centred",
        };
        format!("{}-{size}{how}", self.prefix)
    }

    /// The tables of such looks, but for those that the plan has.
    pub fn tables(&self, looks: impl Iterator<Item = (u32, Ends)>) -> String {
        let new = looks.filter(|(size, ends)| !self.own.contains_key(&self.name(*size, *ends)));
        let table = |(size, ends)| {
            format!("[look.{}]\n{}\n\n", self.name(size, ends), headline(size, ends))
        };
        new.map(table).collect()
    }
}

/// Large heads are black, the next in serif, and so on in turn.
fn headline(size: u32, ends: Ends) -> String {
    let font = match size {
        48.. | 21..28 => "sans-black",
        _ => "serif-bold",
    };
    let align = match ends {
        Ends::Full => "",
        Ends::Short => ", align = \"start\"",
        Ends::Centred => ", align = \"center\"",
    };
    let below = if size < 28 { ", below = 0.5" } else { "" };
    format!("headline = {{ font = \"{font}\", size = \"{size}pt\"{align}{below} }}")
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beside(own: &[(&str, &str)]) -> Looks {
        Looks::beside(own.iter().map(|(name, table)| ((*name).to_owned(), (*table).to_owned())))
    }

    #[test]
    fn looks_of_the_plan_keep_their_names() {
        assert_eq!(beside(&[("ear", "body = 1")]).name(28, Ends::Full), "head-28");
        let own = beside(&[("head-28", "headline = { size = \"30pt\" }")]);
        assert_eq!(own.name(28, Ends::Short), "arranged-28-short");
        // One that was kept with its block is not written twice.
        let kept = beside(&[("head-28", "headline={ font = \"serif-bold\", size = \"28pt\" }")]);
        assert_eq!(kept.name(28, Ends::Full), "head-28");
        assert_eq!(kept.tables([(28, Ends::Full)].into_iter()), "");
        assert!(
            kept.tables([(21, Ends::Full)].into_iter()).starts_with("[look.head-21]\nheadline")
        );
    }
}
