//! Pictures, texts and advertisements: what stands in blocks that hold no article.

use super::Cx;
use super::Proof;
use super::builtin::Occasion;
use super::fields::Fields;
use super::grid::IntoSize;
use super::paper::mm;
use super::styles::{Layer, StyleBook, one_size};
use super::written::{tell_markup_of_alt, written};
use crate::diag::codes::page as codes;
use crate::diag::{Diagnostic, Spanned, counted};
use crate::fonts::FamilyId;
use crate::measure::{Decimal, Length, Rect, Size};
use crate::page::model::{
    BlockContent, CaptionPlace, Clip, CreditPlace, Emphasised, Filler, Fit, PictureBlock,
    PlacedArt, Reserve, TextBlock, TextPiece,
};
use crate::page::style::{Align, Role};
use crate::source::layout::{BlockTable, CaptionAt, ClipValue, CreditAt, Crop, FitWord, Key};

/// All of a picture, in millionths.
const WHOLE: [i64; 4] = [0, 0, 1_000_000, 1_000_000];
/// How far an advertisement's art may be from its space.
const AD_TOLERANCE: Length = Length::from_mm(1);

/// A picture or a row of them. Where none could be read there is a diagnostic already, and
/// the space is kept free.
pub(super) fn picture(cx: &mut Cx<'_>, block: &BlockTable) -> BlockContent {
    let crop = crop(&block.crop);
    let focus = block.focus.as_ref().map(|key| key.value.map(|part| part.millionths() / 100));
    let fit = match block.fit.as_ref().map(|key| key.value) {
        Some(FitWord::Contain) => Fit::Contain,
        Some(FitWord::Cover) | None => Fit::Cover,
    };
    let pictures: Vec<PlacedArt> = block
        .pictures
        .iter()
        .filter_map(|path| Some((cx.inputs.picture(&path.value)?, path.span)))
        .map(|((picture, _), span)| PlacedArt { picture, fit, crop, focus, span })
        .collect();
    if words(&block.alt).is_none() && words(&block.caption).is_none() {
        let span = block.pictures.first().map_or(block.span, |path| path.span);
        cx.push(
            Diagnostic::note(codes::DECORATION, "the picture has neither `alt` nor `caption`")
                .at(span, "taken for a decoration")
                .help("add `alt` unless it is one"),
        );
    }
    if pictures.is_empty() {
        let slug = block.pictures.first().map_or_else(String::new, |path| path.value.clone());
        return BlockContent::Reserve(Reserve {
            slug,
            alt: String::new(),
            art: None,
            span: block.span,
        });
    }
    if let Some(alt) = words(&block.alt) {
        tell_markup_of_alt(cx, &written(alt));
    }
    let text = |key: &Key<String>| words(key).map(written);
    let alt = words(&block.alt).or(words(&block.caption));
    BlockContent::Picture(PictureBlock {
        pictures,
        clip: clip(&block.clip),
        caption: text(&block.caption),
        credit: text(&block.credit),
        caption_at: match block.caption_at.as_ref().map(|key| key.value) {
            Some(CaptionAt::Above) => CaptionPlace::Above,
            Some(CaptionAt::Left) => CaptionPlace::Left,
            Some(CaptionAt::Right) => CaptionPlace::Right,
            Some(CaptionAt::Inside) => CaptionPlace::Inside,
            Some(CaptionAt::Below) | None => CaptionPlace::Below,
        },
        credit_at: match block.credit_at.as_ref().map(|key| key.value) {
            Some(CreditAt::End) => CreditPlace::End,
            Some(CreditAt::RunIn) | None => CreditPlace::RunIn,
        },
        alt: alt.map_or_else(String::new, |key| written(key).text),
    })
}

/// A string that is written and not blank.
fn words(key: &Key<String>) -> Option<&Spanned<String>> {
    key.as_ref().filter(|key| !key.value.trim().is_empty())
}

/// Per cent in millionths to a fraction in millionths. The reader of layouts has seen to it
/// that the crop is within the picture.
fn crop(key: &Key<Crop>) -> [i64; 4] {
    key.as_ref().map_or(WHOLE, |key| {
        let Crop { x, y, width, height } = key.value;
        [x, y, width, height].map(|value| value.millionths() / 100)
    })
}

fn clip(key: &Key<ClipValue>) -> Clip {
    match key.as_ref().map(|key| &key.value) {
        None => Clip::Whole,
        Some(ClipValue::Circle) => Clip::Circle,
        Some(ClipValue::Rounded) => Clip::Rounded,
        Some(ClipValue::Polygon(corners)) => {
            let millionths = |value: &Decimal| value.millionths() / 100;
            Clip::Polygon(corners.iter().map(|[x, y]| [millionths(x), millionths(y)]).collect())
        }
    }
}

/// An advertisement's space and its art.
pub(super) fn ad(cx: &mut Cx<'_>, block: &BlockTable, space: Rect, gap: Length) -> BlockContent {
    let slug = block.ad.as_ref().map_or_else(String::new, |key| key.value.clone());
    let span = block.ad.as_ref().map_or(block.span, |key| key.span);
    let alt = words(&block.alt).map_or_else(String::new, |key| {
        let alt = written(key);
        tell_markup_of_alt(cx, &alt);
        alt.text
    });
    let Some(path) = &block.art else {
        if cx.inputs.proof == Proof::Final {
            cx.push(
                Diagnostic::error(codes::NO_ART, format!("the advertisement {slug} has no art"))
                    .at(span, "the space is reserved")
                    .help("add `art = \"FILE\"`, or make a proof with `--proof`"),
            );
        }
        return BlockContent::Reserve(Reserve { slug, alt, art: None, span });
    };
    let Some((art, size)) = cx.inputs.picture(&path.value) else {
        return BlockContent::Reserve(Reserve { slug, alt, art: None, span });
    };
    // The space ends with the last strip or with the type on it, as one counts.
    let wide = (size.width - space.width).abs() <= AD_TOLERANCE;
    let high =
        (space.height - gap - AD_TOLERANCE..=space.height + AD_TOLERANCE).contains(&size.height);
    if !wide || !high {
        let message = format!(
            "the art is {}, its space {}",
            in_both_units(size),
            in_both_units(space.into_size())
        );
        cx.push(
            Diagnostic::error(codes::AD_MISFIT, message)
                .at(path.span, "an advertisement is never scaled")
                .help("change the block, or have the art made to the space's size"),
        );
    }
    BlockContent::Reserve(Reserve { slug, alt, art: Some(art), span: path.span })
}

/// The house advertisements that may stand under a story's end: the block's, else the document's.
pub(super) fn fillers(cx: &Cx<'_>, block: &BlockTable) -> Vec<Filler> {
    let named = block.fillers.as_ref().unwrap_or(&cx.layout.document.fillers);
    let filler = |path: &Spanned<String>| {
        let (picture, _) = cx.inputs.picture(&path.value)?;
        let name = path.value.rsplit(['/', '\\']).next().unwrap_or(&path.value);
        let slug = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
        Some(Filler { picture, slug, span: path.span })
    };
    named.iter().filter_map(filler).collect()
}

/// A size in the two units that advertisements and their files are measured in.
fn in_both_units(size: Size) -> String {
    let Size { width, height } = size;
    format!("{} x {} mm ({width} x {height} pt)", mm(width), mm(height))
}

/// What a text block is resolved with.
pub(super) struct TextSetting<'s, 'a> {
    pub styles: &'s StyleBook<'a>,
    pub looks: &'s [&'s Layer<'a>],
    pub occasion: &'s Occasion<'s>,
    pub fields: &'s Fields<'s>,
    /// The style of a block that names none.
    pub default_style: &'static str,
}

/// The style that a text block is set in, and the role it comes down to.
pub(super) fn text_style<'b>(block: &'b BlockTable, with: &TextSetting<'_, '_>) -> (&'b str, Role) {
    let name = match &block.style {
        Some(key) if with.styles.knows(&key.value) => key.value.as_str(),
        _ => with.default_style,
    };
    (name, with.styles.role_of(name, with.looks))
}

/// Leaders lead from one text to another.
fn leaders(cx: &mut Cx<'_>, block: &BlockTable) -> bool {
    let Some(key) = block.leaders.as_ref().filter(|key| key.value) else { return false };
    if block.text.len() != 2 {
        cx.push(
            Diagnostic::error(
                codes::KEY_OUT_OF_PLACE,
                "`leaders` has no sense on a text that is not of two parts",
            )
            .at(key.span, format!("the text is of {}", counted(block.text.len(), "part")))
            .help("write the text as `text = [\"…\", \"…\"]`, or take it out"),
        );
    }
    block.text.len() == 2
}

/// Furniture: one text, or start, centre and end.
pub(super) fn text(
    cx: &mut Cx<'_>,
    block: &BlockTable,
    with: &TextSetting<'_, '_>,
) -> BlockContent {
    if let Some(key) = block.style.as_ref().filter(|key| !with.styles.knows(&key.value)) {
        cx.unknown(codes::NO_STYLE, "style", key, with.styles.names());
    }
    let (name, role) = text_style(block, with);
    let style = with.styles.style(name, with.looks, with.occasion);
    let aligns: &[Align] = match block.text.len() {
        0 | 1 => &[style.align],
        2 => &[Align::Start, Align::End],
        _ => &[Align::Start, Align::Center, Align::End],
    };
    let mut pieces = Vec::with_capacity(aligns.len());
    for (written, &align) in block.text.iter().zip(aligns) {
        let filled = with.fields.fill(cx, written);
        // A folio's page number is printed large: 24 pt beside 10.
        let emphasised = match role {
            Role::Folio => filled
                .page
                .into_iter()
                .map(|range| Emphasised {
                    range,
                    family: FamilyId::SANS_BLACK,
                    size: one_size(&style.size).scale(24, 10),
                })
                .collect(),
            _ => Vec::new(),
        };
        pieces.push(TextPiece { text: filled.text, align, emphasised });
    }
    let leaders = leaders(cx, block);
    BlockContent::Text(TextBlock { pieces, role, style, leaders })
}
