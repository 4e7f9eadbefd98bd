//! Page art: what a placed PDF brings along. It goes to press as it is, so everything that
//! would be mended elsewhere is told here.

use std::collections::{BTreeMap, BTreeSet};

use super::Finished;
use crate::colour::{Colour, Ink};
use crate::diag::codes::art as codes;
use crate::diag::{Diagnostic, Findings, Severity, Span, counted};
use crate::flow::{Frame, PlacedPicture};
use crate::measure::{Edges, Length};
use crate::page::model::{Block, BlockContent, PageModel, PaperBox, Plates, Standard};
use crate::picture::page_art::{ArtFacts, ArtFont, ColourKind, Forbidden, Where};
use crate::picture::{Art, HAIRLINE, Picture, PictureId};

/// Pixels an inch that newsprint shows below, for pictures and for line art.
const PICTURE: i64 = 170;
const LINE_ART: i64 = 600;
/// The thinnest line and the smallest type that newsprint holds.
const SMALLEST_TYPE: Length = Length::from_pt(5);
/// How much of a bleed may be missing: less than a knife is sure of.
const SLACK: Length = Length::from_centipt(30);
/// Alternates that differ by no more are one colour.
const SAME_INK: u16 = 100;
/// Names in one message.
const MOST_NAMES: usize = 5;

/// A page of art where it stands.
struct Site<'a> {
    picture: &'a Picture,
    facts: &'a ArtFacts,
    placed: &'a PlacedPicture,
    /// Where the file is named.
    span: Span,
}

/// Looks at every page of art, once for what is in it and at each place for its size.
pub(super) fn inspect(job: Finished<'_>) -> Findings {
    let press = job.model.press;
    let mut found = Findings::default();
    let mut known: BTreeSet<PictureId> = BTreeSet::new();
    let mut spots = Spots::of(job.model);
    for set in &job.filled.pages {
        let Some(page) = job.model.pages.get(set.page.0 as usize) else { continue };
        for frame in &set.frames {
            let Frame::Picture(placed) = frame else { continue };
            let picture = job.pictures.get(placed.picture.0 as usize);
            let Some((picture, Art::Page(art))) = picture.map(|picture| (picture, &picture.art))
            else {
                continue;
            };
            let Some(block) = page.blocks.get(placed.block.0 as usize) else { continue };
            let span = named_at(block, placed.picture);
            let site = Site { picture, facts: &art.facts, placed, span };
            if known.insert(placed.picture) {
                contents(&site, press.standard, &mut found);
                ink(&site, press.ink_limit, &mut found);
                spots.inspect(&site, press.standard, &mut found);
            }
            sizes(&site, &mut found);
            if page.plates == Plates::Black {
                plates(&site, &mut found);
            }
            bleed(&site, &page.paper, art.bleed, &mut found);
        }
    }
    found
}

/// Where the block names a picture's file.
pub(super) fn named_at(block: &Block, picture: PictureId) -> Span {
    match &block.content {
        BlockContent::Reserve(reserve) => reserve.span,
        BlockContent::Picture(row) => row
            .pictures
            .iter()
            .find(|placed| placed.picture == picture)
            .map_or(block.span, |placed| placed.span),
        BlockContent::Story(story) => {
            let portrait = story.portrait_of(picture);
            if let Some(art) = portrait.and_then(|portrait| portrait.pictures.pictures.first()) {
                return art.span;
            }
            let named = story.fillers.iter().find(|filler| filler.picture == picture);
            named.map_or(block.span, |filler| filler.span)
        }
        _ => block.span,
    }
}

/// What is an error under a standard that forbids it.
fn by_standard(standard: Standard) -> Severity {
    match standard {
        Standard::X4 | Standard::A2u => Severity::Error,
        Standard::Plain => Severity::Warning,
    }
}

fn contents(site: &Site<'_>, standard: Standard, found: &mut Findings) {
    let facts = site.facts;
    let fonts = facts.fonts.iter().filter(|font| !font.embedded).map(|font| font.name.as_str());
    let fonts: Vec<&str> = fonts.collect();
    if !fonts.is_empty() {
        let message =
            format!("the art has {} not embedded: {}", many(&fonts, "font"), list(&fonts));
        found.push(
            Diagnostic::new(by_standard(standard), codes::ART_FONT, message)
                .at(site.span, "this file")
                .help("have it written again with all fonts embedded"),
        );
    }
    if let Some(where_) = uses(facts, ColourKind::Rgb) {
        found.push(
            Diagnostic::new(
                by_standard(standard),
                codes::ART_RGB,
                format!("the art has uncalibrated RGB: {where_}"),
            )
            .at(site.span, "it is placed untouched")
            .help("have it made again in CMYK, best by the profile of the press"),
        );
    }
    if let Some(where_) = uses(facts, ColourKind::Calibrated) {
        found.push(
            Diagnostic::warning(
                codes::ART_CALIBRATED,
                format!("the art has calibrated colour: {where_}"),
            )
            .at(site.span, "the press converts it on its own")
            .help("have it made again in CMYK by the profile of the press"),
        );
    }
    let (kept, pressed): (Vec<Forbidden>, Vec<Forbidden>) =
        facts.forbidden.keys().partition(|what| what.is_of_archives());
    if !kept.is_empty() && standard == Standard::A2u {
        let names: Vec<&str> = kept.into_iter().map(forbidden).collect();
        found.push(
            Diagnostic::error(codes::ART_FORBIDDEN, format!("the art has {}", list(&names)))
                .at(site.span, "not allowed in a file that is to be kept (PDF/A)")
                .help("have it made again as PDF/A-2, or choose `standard = \"x-4\"`"),
        );
    }
    if !pressed.is_empty() {
        let names: Vec<&str> = pressed.into_iter().map(forbidden).collect();
        // A form that draws itself is drawn by no viewer alike.
        let severity = match facts.forbidden.contains_key(&Forbidden::Recursion) {
            true => Severity::Error,
            false => by_standard(standard),
        };
        found.push(
            Diagnostic::new(
                severity,
                codes::ART_FORBIDDEN,
                format!("the art has {}", list(&names)),
            )
            .at(site.span, "not allowed in a file for the press")
            .help("have it made again as PDF/X-4"),
        );
    }
    characters(site, standard, found);
    left_out(site, standard, found);
}

/// What is wrong with its type and its white.
fn characters(site: &Site<'_>, standard: Standard, found: &mut Findings) {
    let facts = site.facts;
    let of = |is_faulty: fn(&ArtFont) -> bool| -> Vec<&str> {
        let fonts = facts.fonts.iter().filter(|font| is_faulty(font));
        fonts.map(|font| font.name.as_str()).collect()
    };
    let mute = of(|font| font.mute);
    if !mute.is_empty() {
        // PDF/X asks for no text; PDF/A-2u does, and so does every reader.
        let severity = match standard {
            Standard::A2u => Severity::Error,
            Standard::X4 | Standard::Plain => Severity::Warning,
        };
        let message = format!("the art has type that says not what it is: {}", list(&mute));
        found.push(
            Diagnostic::new(severity, codes::ART_MUTE, message)
                .at(site.span, "it cannot be searched or read out: the file claims no PDF/UA")
                .help("have it written again with a ToUnicode table for each font"),
        );
    }
    let misfit = of(|font| font.misfit);
    if !misfit.is_empty() {
        let message = format!("the widths of {} are not those of its glyphs", list(&misfit));
        found.push(
            Diagnostic::new(by_standard(standard), codes::ART_WIDTHS, message)
                .at(site.span, "viewers may set its letters elsewhere")
                .help("have it written again, or its type turned to outlines"),
        );
    }
    let hollow = of(|font| font.hollow);
    if !hollow.is_empty() {
        let message = format!("the art shows characters that {} has not", list(&hollow));
        found.push(
            Diagnostic::new(by_standard(standard), codes::ART_NOTDEF, message)
                .at(site.span, "a box or nothing is printed for them (.notdef)")
                .help("have it written again with a font that has its characters"),
        );
    }
    let astray = of(|font| font.astray);
    if !astray.is_empty() {
        let message =
            format!("the codes of {} lead on by a map that is not its own", list(&astray));
        found.push(
            Diagnostic::new(by_standard(standard), codes::ART_CMAP, message)
                .at(site.span, "viewers may show other characters")
                .help("have it written again with the map in the file"),
        );
    }
    if facts.vanishing > 0 {
        let message = format!("white overprints in {} of the art", times(facts.vanishing));
        found.push(
            Diagnostic::warning(codes::ART_WHITE, message)
                .at(site.span, "it leaves what is under it as it is: it vanishes")
                .help("have the white knocked out"),
        );
    }
}

fn times(count: u32) -> String {
    if count == 1 { "one place".to_owned() } else { format!("{count} places") }
}

/// What is not placed, not shown or not seen.
fn left_out(site: &Site<'_>, standard: Standard, found: &mut Findings) {
    let facts = site.facts;
    let hidden = facts.layers.iter().filter(|layer| !layer.shown);
    let hidden: Vec<&str> = hidden.map(|layer| layer.name.as_str()).collect();
    if !hidden.is_empty() {
        let message =
            format!("the art has {} switched off: {}", many(&hidden, "layer"), list(&hidden));
        found.push(
            Diagnostic::error(codes::ART_LAYERS, message)
                .at(site.span, "whether they print depends on the viewer")
                .help("have the hidden layers deleted, or the art flattened"),
        );
    }
    if facts.annotations > 0 {
        let notes = if facts.annotations == 1 { "annotation" } else { "annotations" };
        found.push(
            Diagnostic::warning(
                codes::ART_ANNOTATIONS,
                format!("the art has {} {notes} that are left out", facts.annotations),
            )
            .at(site.span, "only the page itself is placed")
            .help("have them flattened into the page, or deleted"),
        );
    }
    if !facts.unread.is_empty() {
        let why: Vec<&str> = facts.unread.iter().map(String::as_str).collect();
        // What is not looked at for its size alone may be sound.
        let severity = if facts.broken { by_standard(standard) } else { Severity::Warning };
        let label = match severity {
            Severity::Error => "the file would not hold its standard",
            _ => "it is placed all the same",
        };
        let message = format!("the art could not be looked through: {}", list(&why));
        found.push(
            Diagnostic::new(severity, codes::ART_UNREAD, message)
                .at(site.span, label)
                .help("look at it in a viewer; have it made again if it is damaged"),
        );
    }
    if !facts.flaws.is_empty() {
        let what: Vec<&str> = facts.flaws.iter().map(String::as_str).collect();
        found.push(
            Diagnostic::new(
                by_standard(standard),
                codes::ART_UNREAD,
                format!("the art is damaged: {}", list(&what)),
            )
            .at(site.span, "viewers draw nothing of them, or each something else")
            .help("have it made again, and look at it in a viewer"),
        );
    }
    if facts.version >= (2, 0) {
        let (major, minor) = facts.version;
        found.push(
            Diagnostic::note(codes::ART_VERSION, format!("the art is PDF {major}.{minor}"))
                .at(site.span, "what is new in it may be passed over")
                .help("ask for PDF 1.6 (PDF/X-4)"),
        );
    }
}

/// Where colours of a kind are used, and how often: `2 pictures, 5 drawings`.
fn uses(facts: &ArtFacts, kind: ColourKind) -> Option<String> {
    let uses = facts.strange.iter().filter(|((found, _), _)| *found == kind);
    let uses: Vec<String> = uses
        .map(|((_, place), &count)| {
            let noun = match place {
                Where::Mask => return format!("{} of a soft mask", counted(count, "colour")),
                Where::Type => "text",
                Where::Drawing => "drawing",
                Where::Image => "picture",
                Where::Shading => "shading",
                Where::Blending => "blending space",
            };
            counted(count, noun)
        })
        .collect();
    (!uses.is_empty()).then(|| uses.join(", "))
}

fn forbidden(what: Forbidden) -> &'static str {
    match what {
        Forbidden::TransferFunction => "a transfer function",
        Forbidden::Halftone => "a halftone",
        Forbidden::PostScript => "PostScript",
        Forbidden::Opi => "a stand-in for another picture (OPI)",
        Forbidden::ReferenceForm => "a stand-in for a page of another file",
        Forbidden::OutsideStream => "data in another file",
        Forbidden::Recursion => "a form that draws itself",
        Forbidden::BlendMode => "a blend mode that there is not",
        Forbidden::Intent => "a rendering intent that there is not",
        Forbidden::DeepStates => "more than 28 graphics states, one saved in the other (q)",
        Forbidden::Compatibility => "operators that readers may pass over (BX, EX)",
        Forbidden::OverprintedProfile => {
            "CMYK of another press that overprints by its zeros (OPM 1)"
        }
        Forbidden::Colourants => "several inks without a description of each (Colorants)",
        Forbidden::FontKind => "a font program of another kind than the file says",
        Forbidden::Profile => "a colour profile that is none, or of other inks than the file says",
        Forbidden::InlineLzw => "a picture in its content that is packed by LZW",
        Forbidden::Limits => "numbers, texts, names or inks beyond what every reader holds",
    }
}

fn ink(site: &Site<'_>, limit: u32, found: &mut Findings) {
    let Some(heaviest) = site.facts.heaviest.filter(|colour| colour.total > limit) else { return };
    let [c, m, y, k] = heaviest.inks.map(|ink| ink.0 / 100);
    let message = format!(
        "a colour of the art has {} % of ink, at most {} %",
        heaviest.total.div_ceil(100),
        limit / 100
    );
    found.push(
        Diagnostic::warning(codes::ART_INK, message)
            .at(site.span, format!("C {c} M {m} Y {y} K {k}"))
            .help("have the colour mixed with less ink; the art is placed untouched"),
    );
}

/// Who names an ink first.
const LAYOUT: &str = "the layout";

/// Spot inks by name, with what stands for them and who said so first.
struct Spots(BTreeMap<String, ([Ink; 4], &'static str)>);

impl Spots {
    fn of(model: &PageModel) -> Spots {
        let known = model.spots.iter().filter_map(|spot| match spot.alternate {
            Colour::Process { c, m, y, k } => Some((spot.name.clone(), ([c, m, y, k], LAYOUT))),
            Colour::Spot { .. } => None,
        });
        Spots(known.collect())
    }

    fn inspect(&mut self, site: &Site<'_>, standard: Standard, found: &mut Findings) {
        // The layout's own inks are known to be printed with.
        let new = site.facts.spots.iter().filter(|spot| !self.0.contains_key(&spot.name));
        let names: Vec<&str> = new.map(|spot| spot.name.as_str()).collect();
        if !names.is_empty() {
            let inks = many(&names, "spot ink");
            found.push(
                Diagnostic::note(
                    codes::ART_SPOTS,
                    format!("the art prints with {inks}: {}", list(&names)),
                )
                .at(site.span, "each is a plate of its own")
                .help("see that the press has them, or have them changed to CMYK"),
            );
        }
        for spot in &site.facts.spots {
            if !spot.plain && self.0.get(&spot.name).is_some_and(|(_, by)| *by == LAYOUT) {
                let message = format!(
                    "the tints of {} go another way in the art than in the layout",
                    spot.name
                );
                found.push(
                    Diagnostic::new(by_standard(standard), codes::ART_SPOT_CLASH, message)
                        .at(site.span, "one name, two functions")
                        .help("give the inks different names, or have the art's written plainly"),
                );
            }
            let Some(own) = spot.alternate else { continue };
            let (before, by) = *self.0.entry(spot.name.clone()).or_insert((own, "other art"));
            let differs = |(one, other): (&Ink, &Ink)| one.0.abs_diff(other.0) > SAME_INK;
            if own.iter().zip(&before).any(differs) {
                let message = format!(
                    "{} stands for the ink {} in the art, {} in {by}",
                    inks(own),
                    spot.name,
                    inks(before)
                );
                found.push(
                    Diagnostic::warning(codes::ART_SPOT_CLASH, message)
                        .at(site.span, "one name, two colours")
                        .help("give both the same alternate, or the inks different names"),
                );
            }
        }
    }
}

fn inks(inks: [Ink; 4]) -> String {
    let [c, m, y, k] = inks.map(|ink| (ink.0 + 50) / 100);
    format!("cmyk({c}, {m}, {y}, {k})")
}

/// What depends on the size at which the art is printed.
fn sizes(site: &Site<'_>, found: &mut Findings) {
    let (printed, own) = (site.placed.rect.width, site.picture.size.width);
    if !printed.is_positive() || !own.is_positive() {
        return;
    }
    let scaled = |length: Length| length.scale(printed.units(), own.units());
    let facts = site.facts;
    let coarse = |line_art: bool, least: i64| {
        let kind = facts.images.iter().filter(move |image| image.line_art == line_art);
        let resolutions = kind.map(|image| {
            let fine = i128::from(image.resolution()) * i128::from(own.units());
            i64::try_from(fine / i128::from(printed.units())).unwrap_or(i64::MAX)
        });
        resolutions.min().filter(|&resolution| resolution < least)
    };
    for (line_art, least, noun) in [(false, PICTURE, "picture"), (true, LINE_ART, "line drawing")] {
        if let Some(resolution) = coarse(line_art, least) {
            let message =
                format!("a {noun} in the art has {resolution} pixels an inch, at least {least}");
            found.push(
                Diagnostic::warning(codes::ART_RESOLUTION, message)
                    .at(site.span, "at the size it is printed")
                    .help("have the art made with the original picture"),
            );
        }
    }
    if let Some(thin) = facts.thinnest.map(scaled).filter(|&thin| thin < HAIRLINE) {
        let message = format!("a line of the art is {thin} pt wide, at least {HAIRLINE} pt");
        found.push(
            Diagnostic::warning(codes::ART_HAIRLINE, message)
                .at(site.span, "at the size it is printed")
                .help("have the lines made thicker"),
        );
    }
    if let Some(small) = facts.smallest_type.map(scaled).filter(|&small| small < SMALLEST_TYPE) {
        let message = format!("type of the art is {small} pt, at least {SMALLEST_TYPE} pt");
        found.push(
            Diagnostic::warning(codes::ART_SMALL_TYPE, message)
                .at(site.span, "at the size it is printed")
                .help("have the text set larger"),
        );
    }
}

fn plates(site: &Site<'_>, found: &mut Findings) {
    if site.facts.coloured.is_empty() {
        return;
    }
    let places: u32 = site.facts.coloured.values().sum();
    let times = times(places);
    found.push(
        Diagnostic::error(
            codes::ART_PLATES,
            format!("the art has colour in {times}, its page black alone"),
        )
        .at(site.span, "printed from the K plate")
        .help("have the art made in black alone, or leave out `plates = \"k\"`"),
    );
}

/// At the trim of a paper with bleed, art has to go on beyond it.
fn bleed(site: &Site<'_>, paper: &PaperBox, own: Edges, found: &mut Findings) {
    let (rect, clip) = (site.placed.rect, site.placed.clip);
    let reached = paper.reached(&rect, paper.edges());
    let sides = [
        ("head", reached.top, rect.y - clip.y, own.top),
        ("right", reached.right, clip.right() - rect.right(), own.right),
        ("foot", reached.bottom, clip.bottom() - rect.bottom(), own.bottom),
        ("left", reached.left, rect.x - clip.x, own.left),
    ];
    for (side, needed, given, own) in sides {
        if needed.is_positive() && given + SLACK < needed {
            let message = format!(
                "the art goes {} mm over the trim at the {side}, the bleed is {} mm",
                mm(given),
                mm(needed)
            );
            found.push(
                Diagnostic::warning(codes::ART_NO_BLEED, message)
                    .at(site.span, format!("its bleed box is {} mm larger there", mm(own)))
                    .help("have the art made with the paper's bleed"),
            );
        }
    }
}

fn mm(length: Length) -> String {
    // A length of this many points prints as the number of millimetres.
    length.scale(Length::PT.units(), Length::MM.units()).to_string()
}

/// `one font`, `3 fonts`.
fn many(names: &[&str], noun: &str) -> String {
    match names.len() {
        1 => format!("a {noun}"),
        count => format!("{count} {noun}s"),
    }
}

fn list(names: &[&str]) -> String {
    let shown = names.get(..MOST_NAMES).unwrap_or(names).join(", ");
    match names.len().saturating_sub(MOST_NAMES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
