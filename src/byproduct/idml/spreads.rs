//! [`Spreads`]: the pages and what stands on them, `Spreads/Spread_….xml`.
//!
//! ```text
//!  spread: origin in the middle of its page     item: its own corner, moved there
//!  +-----------+                                ItemTransform = 1 0 0 1 x-w/2 y-h/2
//!  |     o     |   page: ItemTransform          PathGeometry  = 0 0 .. width height
//!  +-----------+   = 1 0 0 1 -w/2 -h/2
//! ```

use super::gather::{Chain, Home};
use super::pictures::{self, Files, Knot, PictureIds, knots, pair};
use super::standing::Standing;
use super::swatches::Swatches;
use super::unsaid::{Missing, Unsaid};
use super::wrap::{Offsets, keeps_off};
use super::xml::{Attributes, Xml};
use crate::byproduct::Finished;
use crate::flow::{Frame, PlacedBox, PlacedPicture, PlacedRule};
use crate::measure::{Length, Point, Rect};
use crate::page::model::{Edge, Page, Rule, Wrap};

/// Writes pages.
pub struct Spreads<'a, 's> {
    pub job: Finished<'a>,
    pub chains: &'s [Chain<'a>],
    pub standing: &'s Standing,
    /// The ids of the chains' frames and of their stories.
    pub frames: &'s [Vec<String>],
    pub stories: &'s [String],
    pub files: Files<'a>,
    pub swatches: &'s mut Swatches<'a>,
    pub unsaid: &'s mut Unsaid,
}

/// What the elements of a page are written with.
struct Sheet<'p> {
    number: usize,
    page: &'p Page,
}

pub const LAYER: &str = "layer";
pub const MASTER: &str = "master";
const NO_STYLE: &str = "ObjectStyle/$ID/[None]";

impl Spreads<'_, '_> {
    /// A page, by its place among those made up.
    pub fn write(&mut self, number: usize) -> Option<Vec<u8>> {
        let set = self.job.filled.pages.get(number)?;
        let page = self.job.model.pages.get(set.page.0 as usize)?;
        let sheet = Sheet { number, page };
        let (trim, id) = (page.paper.trim, spread_id(number));
        // One below the other on the pasteboard.
        let down = (trim.height + Length::from_pt(216)) * number as i64;
        let attributes = [
            ("Self", id.as_str()),
            ("FlattenerOverride", "Default"),
            ("AllowPageShuffle", "true"),
            ("ItemTransform", &format!("1 0 0 1 0 {down}")),
            ("ShowMasterItems", "true"),
            ("PageCount", "1"),
            ("BindingLocation", "0"),
        ];
        Some(Xml::part("idPkg:Spread", |xml| {
            xml.element("Spread", &attributes, |xml| {
                page_element(xml, &page_id(number), &set.name, page);
                self.items(xml, &sheet);
            });
        }))
    }

    /// In painting order, the undermost first.
    fn items(&mut self, xml: &mut Xml, sheet: &Sheet<'_>) {
        let Some(set) = self.job.filled.pages.get(sheet.number) else { return };
        for (depth, frame) in set.frames.iter().enumerate() {
            let id = format!("i{:x}-{depth:x}", sheet.number);
            match frame {
                Frame::Line(_) => self.texts(xml, sheet, depth),
                Frame::Picture(placed) => self.picture(xml, sheet, &id, placed),
                Frame::Rule(placed) => self.rule(xml, sheet, &id, placed),
                Frame::Box(placed) => self.tint(xml, sheet, &id, placed),
            }
        }
    }

    /// The text frames that begin at that depth.
    fn texts(&mut self, xml: &mut Xml, sheet: &Sheet<'_>, depth: usize) {
        let on_pages = self.standing;
        for &(at, number) in on_pages.frames(sheet.number, depth) {
            let Some(chain) = self.chains.get(at) else { continue };
            let Some(frame) = chain.frames.get(number) else { continue };
            let id = |number: Option<usize>| {
                let found = number.and_then(|number| self.frames.get(at)?.get(number));
                found.map_or("n", String::as_str)
            };
            let mut attributes: Attributes = vec![
                ("Self", id(Some(number)).to_owned()),
                ("ParentStory", self.stories.get(at).cloned().unwrap_or_default()),
                ("PreviousTextFrame", id(number.checked_sub(1)).to_owned()),
                ("NextTextFrame", id(Some(number + 1)).to_owned()),
                ("ContentType", "TextType".to_owned()),
                ("Name", chain.name(self.job.model)),
            ];
            attributes.extend(standing(sheet, frame.rect));
            attributes.extend(no_paint());
            let flows = matches!(chain.home, Home::Thread(_));
            let offsets = if flows { None } else { self.keeps_off(sheet, frame.rect) };
            xml.element("TextFrame", &attributes, |xml| {
                path(xml, &[corners(frame.rect)], Closed::Yes);
                let ignores = if flows { "false" } else { "true" };
                let preference = [
                    ("TextColumnCount", "1"),
                    ("FirstBaselineOffset", "EmboxHeight"),
                    ("MinimumFirstBaselineOffset", "0"),
                    ("VerticalJustification", "TopAlign"),
                    ("IgnoreWrap", ignores),
                ];
                xml.element("TextFramePreference", &preference, |xml| {
                    xml.element::<&str>("Properties", &[], |xml| {
                        xml.element("InsetSpacing", &[("type", "list")], |xml| {
                            for _ in 0..4 {
                                xml.value("ListItem", "unit", "0");
                            }
                        });
                    });
                });
                wrap(xml, offsets, Contour::No);
            });
        }
    }

    fn picture(&mut self, xml: &mut Xml, sheet: &Sheet<'_>, id: &str, placed: &PlacedPicture) {
        let cut = placed.cut.as_deref().map(knots).filter(|paths| !paths.is_empty());
        let element = if cut.is_some() { "Polygon" } else { "Rectangle" };
        let path_of = |at: Point| Point { x: at.x - placed.clip.x, y: at.y - placed.clip.y };
        let paths: Vec<Vec<Knot>> = match cut {
            None => vec![corners(placed.clip)],
            Some(paths) => {
                let moved = |knot: &Knot| Knot {
                    before: path_of(knot.before),
                    at: path_of(knot.at),
                    behind: path_of(knot.behind),
                };
                paths.iter().map(|path| path.iter().map(moved).collect()).collect()
            }
        };
        let mut attributes: Attributes =
            vec![("Self", id.to_owned()), ("ContentType", "GraphicType".to_owned())];
        attributes.extend(standing(sheet, placed.clip));
        attributes.extend(no_paint());
        let block = sheet.page.blocks.get(placed.block.0 as usize);
        let follows =
            block.is_some_and(|block| matches!(block.wrap, Wrap::Push { from: Edge::Contour, .. }));
        let contour = if follows { Contour::Yes } else { Contour::No };
        let offsets = match (block.map(|block| block.wrap), follows) {
            (Some(Wrap::Push { inline, .. }), true) => {
                self.unsaid.count(Missing::Contour);
                Some(Offsets::even(inline))
            }
            _ => self.keeps_off(sheet, placed.clip),
        };
        let alt = pictures::alt(self.job, sheet.number, placed);
        let ids = PictureIds { content: format!("{id}c"), link: format!("{id}l") };
        xml.element(element, &attributes, |xml| {
            path(xml, &paths, Closed::Yes);
            wrap(xml, offsets, contour);
            xml.empty("FrameFittingOption", &pictures::crop(self.files, placed));
            if !alt.is_empty() {
                let said = [("AltTextSourceType", "SourceCustom"), ("CustomAltText", alt.as_str())];
                xml.empty("ObjectExportOption", &said);
            }
            pictures::content(xml, (self.job, self.files), placed, &ids, self.unsaid);
        });
    }

    fn rule(&mut self, xml: &mut Xml, sheet: &Sheet<'_>, id: &str, placed: &PlacedRule) {
        let (from, to) = (placed.from, placed.to);
        let corner = Point { x: from.x.min(to.x), y: from.y.min(to.y) };
        let end = |at: Point| {
            let at = Point { x: at.x - corner.x, y: at.y - corner.y };
            Knot { before: at, at, behind: at }
        };
        let rect = Rect { x: corner.x, y: corner.y, ..Rect::default() };
        let mut attributes: Attributes =
            vec![("Self", id.to_owned()), ("ContentType", "Unassigned".to_owned())];
        attributes.extend(standing(sheet, rect));
        attributes.extend(self.stroke(placed.rule));
        attributes.push(("FillColor", "Swatch/None".to_owned()));
        xml.element("GraphicLine", &attributes, |xml| {
            path(xml, &[vec![end(from), end(to)]], Closed::No);
            wrap(xml, None, Contour::No);
        });
    }

    fn tint(&mut self, xml: &mut Xml, sheet: &Sheet<'_>, id: &str, placed: &PlacedBox) {
        let mut attributes: Attributes =
            vec![("Self", id.to_owned()), ("ContentType", "Unassigned".to_owned())];
        attributes.extend(standing(sheet, placed.rect));
        match placed.fill {
            Some(colour) => {
                let shade = self.swatches.shade(colour);
                attributes.extend([("FillColor", shade.swatch), ("FillTint", shade.tint)]);
            }
            None => attributes.push(("FillColor", "Swatch/None".to_owned())),
        }
        match placed.stroke {
            Some(rule) => attributes.extend(self.stroke(rule)),
            None => attributes.extend(no_stroke()),
        }
        let offsets = self.keeps_off(sheet, placed.rect);
        xml.element("Rectangle", &attributes, |xml| {
            path(xml, &[corners(placed.rect)], Closed::Yes);
            wrap(xml, offsets, Contour::No);
        });
    }

    fn stroke(&mut self, rule: Rule) -> Attributes {
        let shade = self.swatches.shade(rule.colour);
        vec![
            ("StrokeWeight", rule.weight.to_string()),
            ("StrokeColor", shade.swatch),
            ("StrokeTint", shade.tint),
            ("StrokeType", "StrokeStyle/$ID/Solid".to_owned()),
            ("StrokeAlignment", "CenterAlignment".to_owned()),
            ("EndCap", "ButtEndCap".to_owned()),
        ]
    }

    /// How far text that flows keeps off a rectangle, where it does.
    fn keeps_off(&self, sheet: &Sheet<'_>, rect: Rect) -> Option<Offsets> {
        keeps_off(rect, self.standing.legs(sheet.number))
    }
}

/// A spread's id, by its page's place among those made up.
pub fn spread_id(number: usize) -> String {
    format!("s{number:x}")
}

pub fn page_id(number: usize) -> String {
    format!("p{number:x}")
}

/// A page with its margins, its columns and the lattice of its characters.
pub fn page_element(xml: &mut Xml, id: &str, name: &str, page: &Page) {
    let trim = page.paper.trim;
    let bounds = format!("0 0 {} {}", trim.height, trim.width);
    let transform = format!("1 0 0 1 {} {}", -(trim.width / 2), -(trim.height / 2));
    let attributes = [
        ("Self", id),
        ("GeometricBounds", bounds.as_str()),
        ("ItemTransform", transform.as_str()),
        ("Name", name),
        ("AppliedMaster", if id == MASTER_PAGE { "n" } else { MASTER }),
        ("MasterPageTransform", "1 0 0 1 0 0"),
        ("TabOrder", ""),
        ("OverrideList", ""),
        ("GridStartingPoint", "TopOutside"),
        ("UseMasterGrid", "false"),
    ];
    xml.element("Page", &attributes, |xml| super::lattice::of_page(xml, id, page));
}

pub const MASTER_PAGE: &str = "masterpage";

/// Where an item stands, and on which layer.
fn standing(sheet: &Sheet<'_>, rect: Rect) -> Attributes {
    let trim = sheet.page.paper.trim;
    let (x, y) = (rect.x - trim.width / 2, rect.y - trim.height / 2);
    vec![
        ("ItemLayer", LAYER.to_owned()),
        ("Locked", "false".to_owned()),
        ("Visible", "true".to_owned()),
        ("AppliedObjectStyle", NO_STYLE.to_owned()),
        ("ItemTransform", format!("1 0 0 1 {}", pair(x, y))),
    ]
}

fn no_paint() -> Attributes {
    let mut none = vec![("FillColor", "Swatch/None".to_owned())];
    none.extend(no_stroke());
    none
}

fn no_stroke() -> Attributes {
    vec![("StrokeWeight", "0".to_owned()), ("StrokeColor", "Swatch/None".to_owned())]
}

/// The corners of a rectangle from its own.
fn corners(rect: Rect) -> Vec<Knot> {
    let (zero, width, height) = (Length::ZERO, rect.width, rect.height);
    let all = [(zero, zero), (zero, height), (width, height), (width, zero)];
    let knot = |(x, y)| Knot { before: Point { x, y }, at: Point { x, y }, behind: Point { x, y } };
    all.map(knot).to_vec()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Closed {
    Yes,
    No,
}

fn path(xml: &mut Xml, paths: &[Vec<Knot>], closed: Closed) {
    let open = if closed == Closed::Yes { "false" } else { "true" };
    xml.element::<&str>("Properties", &[], |xml| {
        xml.element::<&str>("PathGeometry", &[], |xml| {
            for path in paths {
                xml.element("GeometryPathType", &[("PathOpen", open)], |xml| {
                    xml.element::<&str>("PathPointArray", &[], |xml| {
                        for knot in path {
                            xml.empty(
                                "PathPointType",
                                &[
                                    ("Anchor", pair(knot.at.x, knot.at.y)),
                                    ("LeftDirection", pair(knot.before.x, knot.before.y)),
                                    ("RightDirection", pair(knot.behind.x, knot.behind.y)),
                                ],
                            );
                        }
                    });
                });
            }
        });
    });
}

/// Whether text follows what a picture shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Contour {
    Yes,
    No,
}

fn wrap(xml: &mut Xml, offsets: Option<Offsets>, contour: Contour) {
    let mode = match (offsets, contour) {
        (None, _) => "None",
        (Some(_), Contour::Yes) => "Contour",
        (Some(_), Contour::No) => "BoundingBoxTextWrap",
    };
    let attributes = [
        ("Inverse", "false"),
        ("ApplyToMasterPageOnly", "false"),
        ("TextWrapSide", "BothSides"),
        ("TextWrapMode", mode),
    ];
    xml.element("TextWrapPreference", &attributes, |xml| {
        let Offsets { top, left, bottom, right } = offsets.unwrap_or_default();
        xml.element::<&str>("Properties", &[], |xml| {
            let sides = [("Top", top), ("Left", left), ("Bottom", bottom), ("Right", right)];
            xml.empty("TextWrapOffset", &sides.map(|(side, off)| (side, off.to_string())));
        });
        let kind = if contour == Contour::Yes { "DetectEdges" } else { "SameAsClipping" };
        xml.empty("ContourOption", &[("ContourType", kind), ("IncludeInsideEdges", "false")]);
    });
}
