//! [`look_through`]: all pages of a file that a stranger made, before somebody else draws them.

use lopdf::Dictionary;

use super::bounds::hazard;
use super::file::{boxes, content, dict_of, find_page, load};
use super::model::{ArtFacts, ArtImage, Forbidden};
use super::walk::walk;
use crate::picture::{Kind, MAX_PIXELS, PictureError};

/// Pages of a file.
const MOST_PAGES: u32 = 2_000;
/// Operators of all pages.
const MOST_STEPS: u64 = 40_000_000;

/// How many pages a PDF has, once it is known that each of them can be drawn in bounded time and
/// memory.
pub fn look_through(bytes: &[u8]) -> Result<u32, PictureError> {
    let doc = load(bytes)?;
    let too_much = |what: String| PictureError::Unsupported(Kind::Pdf, what);
    let mut steps = 0;
    for number in 1..=MOST_PAGES {
        let found = match find_page(&doc, number) {
            Ok(found) => found,
            Err(PictureError::NoPage { pages, .. }) => return Ok(pages),
            Err(error) => return Err(error),
        };
        let unit = boxes(&doc, &found)?.unit();
        let content = content(&doc, &found.dict)?;
        let resources = found.inherited(&doc, b"Resources");
        let resources = resources.and_then(|object| dict_of(&doc, object));
        let nothing = Dictionary::new();
        let group = found.dict.get(b"Group").ok().and_then(|group| dict_of(&doc, group));
        let mut facts = ArtFacts::default();
        let resources = resources.unwrap_or(&nothing);
        let walked = walk(&doc, &content, resources, group, unit, &mut facts);
        if let Some(why) = facts.undrawable.take().or_else(|| hazard(&doc, resources)) {
            return Err(too_much(format!("page {number} takes too much to draw: {why}")));
        }
        steps += walked.steps;
        let pixels = |image: &ArtImage| u64::from(image.width) * u64::from(image.height);
        let runs_in_a_circle = facts.forbidden.contains_key(&Forbidden::Recursion);
        if walked.cut || runs_in_a_circle || steps > MOST_STEPS {
            return Err(too_much(format!("page {number} takes too much to draw")));
        }
        if facts.images.iter().any(|image| pixels(image) > MAX_PIXELS) {
            return Err(too_much(format!("page {number} has a picture of too many pixels")));
        }
    }
    match find_page(&doc, MOST_PAGES + 1) {
        Err(PictureError::NoPage { pages, .. }) => Ok(pages),
        Err(error) => Err(error),
        Ok(_) => Err(too_much(format!("it has more than {MOST_PAGES} pages"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::page_art::testing::{page, stream};

    #[test]
    fn pages_are_counted_and_bounded() {
        assert!(matches!(look_through(&page("0 0 10 10 re f", "", &[])), Ok(1)));
        assert!(look_through(b"%PDF-1.4 nothing").is_err());
        // Forms that multiply, and one that draws itself.
        let forms: Vec<String> = (0..20)
            .map(|at| stream("/Subtype/Form/BBox[0 0 9 9]", &format!("/F{} Do ", at + 1).repeat(8)))
            .collect();
        let names: String = (0..20).map(|at| format!("/F{at} {} 0 R", at + 5)).collect();
        let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
        let bomb = page("/F0 Do", &format!("/XObject<<{names}>>"), &forms);
        assert!(matches!(look_through(&bomb), Err(PictureError::Unsupported(Kind::Pdf, _))));
        let own =
            stream("/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>", "/F Do /F Do");
        let circle = page("/F Do", "/XObject<</F 5 0 R>>", &[&own]);
        assert!(look_through(&circle).is_err());
    }
}
