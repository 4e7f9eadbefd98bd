//! Who wrote an article, beside its byline.

use super::Cx;
use super::roster::Roster;
use super::written::{tell_markup_of_alt, written};
use crate::diag::codes::page as codes;
use crate::diag::{Diagnostic, Spanned};
use crate::page::model::{
    BlockContent, CaptionPlace, Clip, CreditPlace, Fit, Page, Part, PictureBlock, PlacedArt,
    Portrait, StoryId,
};
use crate::source::article::{Article, ArticlePortrait};

/// Lines of a portrait that says nothing.
const USUAL_LINES: u32 = 4;

/// Gives the portraits of articles to the blocks that have their bylines; tells of those that stand nowhere.
pub(super) fn place(cx: &mut Cx<'_>, roster: &Roster<'_>, pages: &mut [Page]) {
    for (id, listed) in (0..).map(StoryId).zip(&roster.listed) {
        let Some(article) = listed.article else { continue };
        let Some(named) = &article.front.portrait else { continue };
        let Some(portrait) = portrait(cx, article, named) else { continue };
        let blocks = pages.iter_mut().flat_map(|page| &mut page.blocks);
        let mut of_story = blocks.filter_map(|block| match &mut block.content {
            BlockContent::Story(content) if content.story == id => Some(content),
            _ => None,
        });
        let home = of_story.find(|content| content.parts.contains(&Part::Byline));
        match home.filter(|_| article.front.byline.is_some()) {
            Some(content) => content.portrait = Some(Box::new(portrait)),
            None => cx.push(left(&listed.name, &named.picture)),
        }
    }
}

/// None where its file could not be read, as was said.
fn portrait(cx: &mut Cx<'_>, article: &Article, named: &ArticlePortrait) -> Option<Portrait> {
    let (picture, size) = cx.inputs.picture(&named.picture.value)?;
    let alt = named.alt.as_ref().filter(|alt| !alt.value.trim().is_empty()).map(written);
    if let Some(alt) = &alt {
        tell_markup_of_alt(cx, alt);
    }
    let byline = article.front.byline.as_ref();
    let alt = alt.as_ref().or(byline).map_or_else(String::new, |text| text.text.clone());
    let art = PlacedArt {
        picture,
        fit: Fit::Cover,
        crop: [0, 0, 1_000_000, 1_000_000],
        focus: None,
        span: named.picture.span,
    };
    let pictures = PictureBlock {
        pictures: vec![art],
        clip: Clip::Whole,
        caption: None,
        credit: None,
        caption_at: CaptionPlace::Below,
        credit_at: CreditPlace::RunIn,
        alt,
    };
    let lines = named.lines.as_ref().map_or(USUAL_LINES, |key| key.value);
    Some(Portrait { pictures, size, lines })
}

fn left(name: &str, picture: &Spanned<String>) -> Diagnostic {
    let message = format!("the portrait of article \"{name}\" has no byline to stand beside");
    Diagnostic::note(codes::PORTRAIT_LEFT, message)
        .at(picture.span, "not printed")
        .help("give the article a `byline` and a block of its own, or take the portrait out")
}
