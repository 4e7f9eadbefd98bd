//! [`Pictures`]: linked files in frames that show a part of them.

use super::unsaid::{Missing, Unsaid};
use super::xml::Xml;
use crate::byproduct::Finished;
use crate::byproduct::html::address;
use crate::flow::PlacedPicture;
use crate::measure::{Length, Point, Rect, Size};
use crate::page::model::BlockContent;
use crate::picture::{Footprint, PathSegment};

/// Where the files are, and how large.
#[derive(Clone, Copy)]
pub struct Files<'a> {
    /// From the package's folder to the layout's.
    pub folder: &'a str,
    /// How large they are, by `PictureId`.
    pub footprints: &'a [Footprint],
    /// Which page of a PDF, by `PictureId`.
    pub pages: &'a [u32],
}

/// How the format calls a kind of picture.
struct Kind {
    element: &'static str,
    name: &'static str,
}

fn kind_of(path: &str) -> Option<Kind> {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let (element, name) = match ending.as_str() {
        "jpg" | "jpeg" | "jfif" => ("Image", "$ID/JPEG"),
        "png" => ("Image", "$ID/Portable Network Graphics (PNG)"),
        "tif" | "tiff" => ("Image", "$ID/TIFF"),
        "gif" => ("Image", "$ID/GIF"),
        "pdf" | "ai" => ("PDF", "$ID/Adobe Portable Document Format (PDF)"),
        "svg" | "svgz" => ("SVG", "$ID/SVG"),
        _ => return None,
    };
    Some(Kind { element, name })
}

/// The ids that a picture's elements take.
pub struct PictureIds {
    pub content: String,
    pub link: String,
}

/// What stands within the frame of a picture.
pub fn content(
    xml: &mut Xml,
    (job, files): (Finished<'_>, Files<'_>),
    placed: &PlacedPicture,
    ids: &PictureIds,
    unsaid: &mut Unsaid,
) {
    let at = placed.picture.0 as usize;
    let path = job.paths.get(at).map_or("", String::as_str);
    let kind = kind_of(path).unwrap_or_else(|| {
        unsaid.count(Missing::Picture);
        Kind { element: "Image", name: "$ID/" }
    });
    let (own, rect) = whole(files, placed);
    let (across, down) = (millionths(rect.width, own.width), millionths(rect.height, own.height));
    let (left, top) = (rect.x - placed.clip.x, rect.y - placed.clip.y);
    let transform = format!("{across} 0 0 {down} {left} {top}");
    let attributes = [
        ("Self", ids.content.as_str()),
        ("ImageTypeName", kind.name),
        ("AppliedObjectStyle", "ObjectStyle/$ID/[None]"),
        ("ItemTransform", &transform),
        ("Visible", "true"),
        ("Name", "$ID/"),
    ];
    xml.element(kind.element, &attributes, |xml| {
        let (right, bottom) = (own.width.to_string(), own.height.to_string());
        let bounds = [("Left", "0"), ("Top", "0"), ("Right", &right), ("Bottom", &bottom)];
        xml.element::<&str>("Properties", &[], |xml| xml.empty("GraphicBounds", &bounds));
        if kind.element == "PDF" {
            let page = files.pages.get(at).copied().unwrap_or(1).to_string();
            let crop = if has_bleed(files, placed) { "CropBleed" } else { "CropTrim" };
            let attributes = [("PageNumber", page.as_str()), ("PDFCrop", crop)];
            xml.empty("PDFAttribute", &attributes);
        }
        let uri = format!("file:{}", address(files.folder, path));
        xml.empty(
            "Link",
            &[
                ("Self", ids.link.as_str()),
                ("AssetURL", "$ID/"),
                ("AssetID", "$ID/"),
                ("LinkResourceURI", &uri),
                ("LinkResourceFormat", kind.name),
                ("StoredState", "Normal"),
                ("LinkClassID", "35906"),
                ("LinkClientID", "257"),
                ("LinkResourceModified", "false"),
                ("LinkObjectModified", "false"),
                ("ShowInUI", "true"),
                ("CanEmbed", "true"),
                ("CanUnembed", "true"),
                ("CanPackage", "true"),
                ("ImportPolicy", "NoAutoImport"),
                ("ExportPolicy", "NoAutoExport"),
            ],
        );
    });
}

/// What of the file its frame cuts off, at the file's own scale.
pub fn crop(files: Files<'_>, placed: &PlacedPicture) -> [(&'static str, String); 5] {
    let (own, rect) = whole(files, placed);
    let clip = placed.clip;
    let across = |cut: Length| cut.scale(own.width.units(), rect.width.units().max(1)).to_string();
    let down = |cut: Length| cut.scale(own.height.units(), rect.height.units().max(1)).to_string();
    [
        ("LeftCrop", across(clip.x - rect.x)),
        ("TopCrop", down(clip.y - rect.y)),
        ("RightCrop", across(rect.right() - clip.right())),
        ("BottomCrop", down(rect.bottom() - clip.bottom())),
        ("FittingOnEmptyFrame", "None".to_owned()),
    ]
}

fn has_bleed(files: Files<'_>, placed: &PlacedPicture) -> bool {
    let footprint = files.footprints.get(placed.picture.0 as usize);
    footprint.is_some_and(|of| of.bleed != Default::default())
}

/// A file's own size with its bleed, and where all of it stands.
fn whole(files: Files<'_>, placed: &PlacedPicture) -> (Size, Rect) {
    let Some(of) = files.footprints.get(placed.picture.0 as usize) else {
        return (Size::default(), placed.rect);
    };
    let (size, bleed, rect) = (of.size, of.bleed, placed.rect);
    let across = |own: Length| rect.width.scale(own.units(), size.width.units().max(1));
    let down = |own: Length| rect.height.scale(own.units(), size.height.units().max(1));
    let own = Size {
        width: size.width + bleed.left + bleed.right,
        height: size.height + bleed.top + bleed.bottom,
    };
    let rect = Rect {
        x: rect.x - across(bleed.left),
        y: rect.y - down(bleed.top),
        width: across(own.width),
        height: down(own.height),
    };
    (own, rect)
}

/// A ratio with six digits.
fn millionths(shown: Length, own: Length) -> String {
    let ratio = Length::from_units(1_000_000).scale(shown.units(), own.units().max(1)).units();
    let (whole, rest) = (ratio / 1_000_000, ratio % 1_000_000);
    format!("{whole}.{rest:06}")
}

/// What a picture shows, for a reader who cannot see it.
pub fn alt(job: Finished<'_>, page: usize, placed: &PlacedPicture) -> String {
    let set = job.filled.pages.get(page);
    let page = set.and_then(|set| job.model.pages.get(set.page.0 as usize));
    let block = page.and_then(|page| page.blocks.get(placed.block.0 as usize));
    match block.map(|block| &block.content) {
        Some(BlockContent::Picture(of)) => of.alt.clone(),
        Some(BlockContent::Reserve(of)) if !of.alt.is_empty() => of.alt.clone(),
        Some(BlockContent::Reserve(of)) => of.slug.clone(),
        Some(BlockContent::Story(of)) => match of.portrait_of(placed.picture) {
            Some(portrait) => portrait.pictures.alt.clone(),
            None => of.filler(placed.picture).unwrap_or("").to_owned(),
        },
        _ => String::new(),
    }
}

/// A point of a path with the ends of its handles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Knot {
    pub before: Point,
    pub at: Point,
    pub behind: Point,
}

/// The closed paths of segments, as knots.
pub fn knots(segments: &[PathSegment]) -> Vec<Vec<Knot>> {
    let mut paths: Vec<Vec<Knot>> = Vec::new();
    let knot = |at: Point| Knot { before: at, at, behind: at };
    for segment in segments {
        match *segment {
            PathSegment::Move(to) => paths.push(vec![knot(to)]),
            PathSegment::Line(to) => {
                if let Some(path) = paths.last_mut() {
                    path.push(knot(to));
                }
            }
            PathSegment::Cubic(one, other, to) => {
                let Some(path) = paths.last_mut() else { continue };
                if let Some(last) = path.last_mut() {
                    last.behind = one;
                }
                path.push(Knot { before: other, ..knot(to) });
            }
            PathSegment::Close => {
                let Some(path) = paths.last_mut() else { continue };
                // The last point of a path that comes back to its first is that point.
                if let [first, .., last] = path.as_mut_slice()
                    && first.at == last.at
                {
                    first.before = last.before;
                    path.pop();
                }
            }
        }
    }
    paths.retain(|path| path.len() > 1);
    paths
}

/// A length as the format writes coordinates.
pub fn pair(x: Length, y: Length) -> String {
    format!("{x} {y}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(x: i64, y: i64) -> Point {
        Point { x: Length::from_pt(x), y: Length::from_pt(y) }
    }

    #[test]
    fn a_circle_has_four_knots() {
        use PathSegment::{Close, Cubic, Move};
        let curve = |to| Cubic(point(1, 1), point(2, 2), to);
        let path = [
            Move(point(0, 5)),
            curve(point(5, 0)),
            curve(point(10, 5)),
            curve(point(5, 10)),
            curve(point(0, 5)),
            Close,
        ];
        let knots = knots(&path);
        assert_eq!(knots.len(), 1);
        assert_eq!(knots[0].len(), 4);
        assert_eq!((knots[0][0].before, knots[0][0].behind), (point(2, 2), point(1, 1)));
    }

    #[test]
    fn ratios_have_six_digits() {
        assert_eq!(millionths(Length::from_pt(1), Length::from_pt(3)), "0.333333");
        assert_eq!(millionths(Length::from_pt(3), Length::from_pt(2)), "1.500000");
    }
}
