//! [`Unsaid`]: what of the pages the format does not say.

use crate::diag::Diagnostic;
use crate::diag::codes::hand_over as codes;

/// What a page may have that is not handed over as it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// The frame around a dead person's name.
    Mourned,
    /// Readings in bopomofo, beside their characters.
    Bopomofo,
    /// A cell whose words take several lines.
    CellOfLines,
    /// Text that follows the contour of a picture.
    Contour,
    /// A picture of a kind that InDesign does not place.
    Picture,
}

/// How much of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unsaid {
    counts: std::collections::BTreeMap<Missing, usize>,
}

impl Unsaid {
    pub fn count(&mut self, missing: Missing) {
        *self.counts.entry(missing).or_default() += 1;
    }

    /// The one note that tells of it.
    pub fn note(&self) -> Option<Diagnostic> {
        let told: Vec<String> = self.counts.iter().map(|(of, count)| words(*of, *count)).collect();
        if told.is_empty() {
            return None;
        }
        let message = format!("not all of the page is said in IDML: {}", told.join(", "));
        let note = Diagnostic::note(codes::UNSAID, message);
        Some(note.help("look at these places in the PDF, and finish them by hand"))
    }
}

fn words(missing: Missing, count: usize) -> String {
    let (one, many) = match missing {
        Missing::Mourned => ("frame around a name", "frames around names"),
        Missing::Bopomofo => ("reading in bopomofo", "readings in bopomofo"),
        Missing::CellOfLines => ("cell of several lines", "cells of several lines"),
        Missing::Contour => ("contour that text follows", "contours that text follows"),
        Missing::Picture => ("picture of a kind of its own", "pictures of kinds of their own"),
    };
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_note_tells_of_everything() {
        let mut unsaid = Unsaid::default();
        assert_eq!(unsaid.note(), None);
        unsaid.count(Missing::Contour);
        unsaid.count(Missing::Mourned);
        unsaid.count(Missing::Mourned);
        let note = unsaid.note().expect("a note");
        assert!(note.message.ends_with("2 frames around names, 1 contour that text follows"));
    }
}
