//! [`Placed`]: where stories and pictures stand on the spreads.

use std::collections::BTreeMap;

use crate::wire::tree::{Id, Tree};

/// A rectangle of a spread, its sides from left and top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    pub spread: usize,
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// A picture in its frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    pub link: String,
    pub alt: String,
    pub place: Place,
}

/// What stands on the spreads, in their order.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// Of every story the places of its frames, and how many frames began before it.
    pub stories: BTreeMap<String, (usize, Vec<Place>)>,
    pub pictures: Vec<Shown>,
}

/// `a b c d e f`: x' = a x + c y + e, y' = b x + d y + f.
#[derive(Clone, Copy)]
struct Matrix([f64; 6]);

impl Matrix {
    const UNIT: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    fn of(tree: &Tree, id: Id) -> Matrix {
        let written = tree.attribute(id, "ItemTransform").unwrap_or("");
        let numbers: Vec<f64> =
            written.split_whitespace().filter_map(|it| it.parse().ok()).collect();
        match numbers.as_slice() {
            &[a, b, c, d, e, f] if numbers.iter().all(|it| it.is_finite()) => {
                Matrix([a, b, c, d, e, f])
            }
            _ => Matrix::UNIT,
        }
    }

    fn apply(&self, x: f64, y: f64) -> (f64, f64) {
        let Matrix([a, b, c, d, e, f]) = *self;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// This one, then `outer`.
    fn within(&self, outer: &Matrix) -> Matrix {
        let Matrix([a, b, c, d, e, f]) = *self;
        let Matrix([oa, ob, oc, od, ..]) = *outer;
        let (x, y) = outer.apply(e, f);
        Matrix([oa * a + oc * b, ob * a + od * b, oa * c + oc * d, ob * c + od * d, x, y])
    }
}

impl Placed {
    /// A spread, by its number.
    pub fn read(&mut self, number: usize, tree: &Tree) {
        // A packed spread's file has an element of that name around it.
        let spreads = tree.all(Tree::ROOT, "Spread");
        for spread in spreads.filter(|id| tree.attribute(*id, "Self").is_some()).collect::<Vec<_>>()
        {
            self.items(number, tree, spread, Matrix::UNIT);
        }
    }

    fn items(&mut self, number: usize, tree: &Tree, id: Id, outer: Matrix) {
        for &child in tree.children(id) {
            let own = Matrix::of(tree, child).within(&outer);
            match tree.name(child) {
                "TextFrame" => {
                    let Some(story) = tree.attribute(child, "ParentStory") else { continue };
                    let order = self.stories.len();
                    let known = self.stories.entry(story.to_owned());
                    let known = known.or_insert_with(|| (order, Vec::new()));
                    known.1.extend(place_of(tree, child, own, number));
                }
                "Rectangle" | "Polygon" | "Oval" => {
                    if let Some(place) = place_of(tree, child, own, number) {
                        for (link, alt) in links(tree, child) {
                            self.pictures.push(Shown { link, alt, place });
                        }
                    }
                }
                "Group" => self.items(number, tree, child, own),
                _ => {}
            }
        }
    }
}

/// Where a frame's path stands.
fn place_of(tree: &Tree, id: Id, matrix: Matrix, spread: usize) -> Option<Place> {
    let properties = tree.child(id, "Properties")?;
    let geometry = tree.child(properties, "PathGeometry")?;
    let mut place: Option<Place> = None;
    for point in tree.all(geometry, "PathPointType") {
        let mut numbers = tree.attribute(point, "Anchor")?.split_whitespace();
        let mut next = || numbers.next()?.parse::<f64>().ok().filter(|it| it.is_finite());
        let (x, y) = matrix.apply(next()?, next()?);
        let one = Place { spread, left: x, top: y, right: x, bottom: y };
        place = Some(place.map_or(one, |all| all.and(&one)));
    }
    place
}

/// The links of the pictures within an item, and what each shows.
pub fn links(tree: &Tree, id: Id) -> Vec<(String, String)> {
    let alt = tree.first(id, "ObjectExportOption");
    let alt = alt.and_then(|id| tree.attribute(id, "CustomAltText")).unwrap_or("");
    let alt = if alt == "$ID/" { "" } else { alt };
    let links = tree.all(id, "Link").filter_map(|id| tree.attribute(id, "LinkResourceURI"));
    links.map(|link| (link.to_owned(), alt.to_owned())).collect()
}

impl Place {
    pub fn and(&self, other: &Place) -> Place {
        Place {
            spread: self.spread,
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// How far apart two places of a spread are; touching ones are not apart.
    pub fn apart(&self, other: &Place) -> Option<f64> {
        if self.spread != other.spread {
            return None;
        }
        let gap = |from: f64, to: f64, of: f64, until: f64| (of - to).max(from - until).max(0.0);
        let across = gap(self.left, self.right, other.left, other.right);
        let down = gap(self.top, self.bottom, other.top, other.bottom);
        Some(across.hypot(down))
    }
}
