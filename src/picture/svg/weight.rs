//! How much a drawing becomes when its references are followed.
//!
//! The library copies what is referred to: a gradient's stops for each shape that has it, a
//! marker for each corner of a line, a symbol for each use, and so on within each other. Two
//! kilobytes can ask for more shapes than there is memory. So the copies are counted here before
//! any is made. What is counted is never less than what is made: an inherited paint counts for
//! every shape below it, a selector that is not understood matches everything.

use std::collections::{BTreeMap, HashMap, HashSet};

use usvg::roxmltree::{Document, Node, NodeId};

use super::super::{Kind, PictureError};
use super::circles;
use super::sheet::{Rule, rules};

/// Units of some 350 bytes that a drawing may become: 400,000 shapes.
const MAX_UNITS: u64 = 1_600_000;
/// Characters of all its text, and of one piece of it: the library's time grows faster than its length.
const MAX_CHARACTERS: u64 = 60_000;
const MAX_PIECE: u64 = 20_000;
/// Rules of style sheets times elements that they are tried on.
const MAX_TRIALS: u64 = 40_000_000;
/// Declarations of a rule, or of an element's own style: each is looked for among those before it.
const MAX_DECLARATIONS: usize = 2000;
/// Steps up from elements to those around them, which the library takes for every property.
const MAX_CLIMBS: u64 = 10_000_000;
/// References that lead to references.
const MAX_CHAIN: usize = 1500;

/// Units of a shape, and of a character of text.
const SHAPE: u64 = 4;
const CHARACTER: u64 = 10;
/// Units of a gradient's stop: the PDF has a function for each.
const STOP: u64 = 10;
/// Bytes of an attribute that make a unit.
const BYTES: u64 = 48;

/// What some elements become.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Weight {
    /// Units beside those of its shapes.
    units: u64,
    shapes: u64,
    /// Places where a marker may stand.
    corners: u64,
    characters: u64,
    /// Characters of its longest text.
    piece: u64,
}

impl Weight {
    fn and(self, other: Weight) -> Weight {
        Weight {
            units: self.units.saturating_add(other.units),
            shapes: self.shapes.saturating_add(other.shapes),
            corners: self.corners.saturating_add(other.corners),
            characters: self.characters.saturating_add(other.characters),
            piece: self.piece.max(other.piece),
        }
    }

    fn total(self) -> u64 {
        let text = self.characters.saturating_mul(CHARACTER);
        self.units.saturating_add(self.shapes.saturating_mul(SHAPE)).saturating_add(text)
    }

    /// With `units` for each of `count` copies.
    fn with(mut self, units: u64, count: u64) -> Weight {
        self.units = self.units.saturating_add(units.saturating_mul(count));
        self
    }
}

/// Refuses a drawing that becomes too much; gives the shapes' worth of what it becomes.
pub(super) fn check(document: &Document<'_>) -> Result<u64, PictureError> {
    let elements = document.descendants().filter(Node::is_element);
    let count = elements.clone().count() as u64;
    if count * SHAPE > MAX_UNITS {
        let most = MAX_UNITS / SHAPE;
        return Err(refused(format!("it has {count} elements, at most {most} may be")));
    }
    let ids = elements.clone().filter_map(|node| Some((node.attribute("id")?, node.id())));
    let sheets: String = elements
        .clone()
        .filter(|node| node.tag_name().name() == "style")
        .flat_map(|node| node.children().filter_map(|child| child.text()))
        .collect();
    let (rules, selectors, longest) = rules(&sheets);
    let styles = elements.clone().filter_map(|node| node.attribute("style"));
    let longest = styles.map(|style| style.split(';').count()).fold(longest, usize::max);
    if longest > MAX_DECLARATIONS {
        let reason =
            format!("a style of it has {longest} parts, at most {MAX_DECLARATIONS} may be");
        return Err(refused(reason));
    }
    let mut scale = Scale {
        document,
        // The first of a name, as the library has it.
        ids: ids.fold(BTreeMap::new(), |mut ids, (id, node)| {
            ids.entry(id).or_insert(node);
            ids
        }),
        rules: &rules,
        known: HashMap::new(),
        insides: HashMap::new(),
        open: HashSet::new(),
        circle: false,
    };
    let weight = scale.weigh(document.root_element(), 0);
    if scale.circle {
        return Err(refused("its markers draw each other in a circle".to_owned()));
    }
    if weight.total() > MAX_UNITS {
        let shapes = weight.total() / SHAPE;
        let most = MAX_UNITS / SHAPE;
        return Err(refused(format!(
            "with all that it repeats it is as much as {shapes} shapes, at most {most} may be"
        )));
    }
    if weight.piece > MAX_PIECE || weight.characters > MAX_CHARACTERS {
        return Err(refused(format!(
            "its text has {} characters, {} of them in one piece; at most {MAX_CHARACTERS} and \
             {MAX_PIECE} may be",
            weight.characters, weight.piece
        )));
    }
    if climbs(document.root_element()) > MAX_CLIMBS {
        return Err(refused("too many of its elements stand deep in each other".to_owned()));
    }
    let deepest = elements.map(|node| node.ancestors().count() as u64).max().unwrap_or(0);
    let tries = selectors.iter().map(|&parts| ways_up(deepest, parts)).fold(0, u64::saturating_add);
    if tries.saturating_mul(count + weight.shapes) > MAX_TRIALS {
        let rules = selectors.len();
        let reason = format!(
            "its style sheet has {rules} rules for all of its elements, or ones of many parts"
        );
        return Err(refused(reason));
    }
    if circles::go_round(document, &rules) {
        let reason = "its masks, clip paths, patterns or filters draw each other in a circle";
        return Err(refused(reason.to_owned()));
    }
    Ok(weight.total() / SHAPE)
}

/// In how many ways so many elements that stand one in the other can be chosen of `deep`: a selector tries
/// them all where its first part fits none.
fn ways_up(deep: u64, parts: u32) -> u64 {
    let mut ways = 1u64;
    for part in 0..u64::from(parts) {
        if ways > MAX_TRIALS || part >= deep {
            break;
        }
        ways = ways.saturating_mul(deep - part) / (part + 1);
    }
    ways
}

fn refused(reason: String) -> PictureError {
    PictureError::Unsupported(Kind::Svg, reason)
}

/// The sum of all elements' depths.
fn climbs(root: Node<'_, '_>) -> u64 {
    let (mut depth, mut sum) = (0u64, 0u64);
    let mut at = Some(root);
    while let Some(node) = at {
        sum = sum.saturating_add(depth);
        at = node.first_element_child();
        if at.is_some() {
            depth += 1;
            continue;
        }
        let mut next = Some(node);
        while let Some(node) = next.filter(|node| *node != root) {
            at = node.next_sibling_element();
            if at.is_some() {
                break;
            }
            next = node.parent_element();
            depth = depth.saturating_sub(1);
        }
        if next.is_none_or(|node| node == root) {
            at = None;
        }
    }
    sum
}

struct Scale<'d, 'i> {
    document: &'d Document<'i>,
    ids: BTreeMap<&'d str, NodeId>,
    rules: &'d [Rule<'d>],
    /// What was weighed already, and what stands in markers, patterns and masks.
    known: HashMap<NodeId, Weight>,
    insides: HashMap<NodeId, u64>,
    /// What is being weighed.
    open: HashSet<NodeId>,
    /// Whether markers lead back to themselves.
    circle: bool,
}

impl<'d, 'i> Scale<'d, 'i> {
    fn weigh(&mut self, node: Node<'d, 'i>, depth: usize) -> Weight {
        if let Some(known) = self.known.get(&node.id()) {
            return *known;
        }
        if depth > MAX_CHAIN {
            return Weight { units: u64::MAX, ..Weight::default() };
        }
        if !self.open.insert(node.id()) {
            // The library cuts what leads back to itself.
            return Weight::default();
        }
        let weight = self.drawn(node, depth);
        let weight = self.with_references(node, weight, depth);
        self.open.remove(&node.id());
        self.known.insert(node.id(), weight);
        weight
    }

    /// What an element draws, without what it refers to.
    fn drawn(&mut self, node: Node<'d, 'i>, depth: usize) -> Weight {
        let bytes: usize = node.attributes().map(|attribute| attribute.value().len()).sum();
        let own = Weight { units: 1 + bytes as u64 / BYTES, ..Weight::default() };
        match node.tag_name().name() {
            "defs" | "clipPath" | "mask" | "marker" | "pattern" | "filter" | "style" | "symbol"
            | "linearGradient" | "radialGradient" | "metadata" | "title" | "desc" | "script" => own,
            "use" => match self.target(href(node)) {
                Some(target) if target.tag_name().name() == "symbol" => {
                    own.and(self.within(target, depth))
                }
                Some(target) => own.and(self.weigh(target, depth + 1)),
                None => own,
            },
            "text" => {
                let texts = node.descendants().filter(Node::is_text).filter_map(|node| node.text());
                let count = texts.map(|text| text.chars().count() as u64).sum();
                Weight { shapes: 1, characters: count, piece: count, ..own }
            }
            "path" | "polyline" | "polygon" => {
                let data = node.attribute("d").or_else(|| node.attribute("points"));
                Weight { shapes: 1, corners: corners(data.unwrap_or_default()), ..own }
            }
            "rect" | "circle" | "ellipse" | "line" => Weight { shapes: 1, corners: 6, ..own },
            "image" => Weight { shapes: 1, ..own },
            _ => own.and(self.within(node, depth)),
        }
    }

    /// What the children of an element become.
    fn within(&mut self, node: Node<'d, 'i>, depth: usize) -> Weight {
        let children = node.children().filter(Node::is_element);
        children.fold(Weight::default(), |all, child| all.and(self.weigh(child, depth + 1)))
    }

    /// The same with all that is copied for it: a paint for each shape, a marker for each corner.
    fn with_references(&mut self, node: Node<'d, 'i>, mut weight: Weight, depth: usize) -> Weight {
        let document = self.document;
        let rules = self.rules.iter().filter(|rule| rule.matches(node));
        let declared = rules.flat_map(|rule| rule.declarations.iter().copied());
        let own = node.attribute("style").map(super::sheet::declarations).unwrap_or_default();
        let attributes = node.attributes().map(|attribute| (attribute.name(), attribute.value()));
        let all: Vec<(&str, &str)> = declared.chain(own).chain(attributes).collect();
        for (property, value) in all {
            if property == "stroke-dasharray" {
                weight = weight.with(value.len() as u64 / BYTES, weight.shapes);
            }
            let Some(target) = super::sheet::reference(value).and_then(|id| self.target(Some(id)))
            else {
                continue;
            };
            let target = document.get_node(target.id()).unwrap_or(target);
            weight = match (property, target.tag_name().name()) {
                ("fill" | "stroke", "linearGradient" | "radialGradient") => {
                    weight.with(1 + self.stops(target) * STOP, weight.shapes)
                }
                ("fill" | "stroke", "pattern") => {
                    let tile = self.inside(target, depth);
                    weight.with(tile, weight.shapes)
                }
                ("marker" | "marker-start" | "marker-mid" | "marker-end", "marker") => {
                    self.circle |= self.open.contains(&target.id());
                    let marker = self.inside(target, depth).saturating_add(SHAPE);
                    let places = match property {
                        "marker" | "marker-mid" => weight.corners.saturating_add(weight.shapes),
                        _ => weight.shapes,
                    };
                    weight.with(marker, places)
                }
                ("filter", "filter") => {
                    let parts = target.children().filter(Node::is_element).count() as u64;
                    weight.with(2 * parts, 1)
                }
                ("clip-path" | "mask", "clipPath" | "mask") => {
                    let inside = self.inside(target, depth);
                    weight.with(inside, 1)
                }
                _ => weight,
            };
        }
        weight
    }

    /// All that stands in a marker, a pattern, a mask, and in what it is cut by itself; it is
    /// open meanwhile.
    fn inside(&mut self, node: Node<'d, 'i>, depth: usize) -> u64 {
        if let Some(known) = self.insides.get(&node.id()) {
            return *known;
        }
        if depth > MAX_CHAIN {
            return u64::MAX;
        }
        if !self.open.insert(node.id()) {
            return 0;
        }
        let weight = self.within(node, depth + 1);
        let weight = self.with_references(node, weight, depth + 1);
        self.open.remove(&node.id());
        self.insides.insert(node.id(), weight.total());
        weight.total()
    }

    /// The stops of a gradient, or of the one that it takes them from.
    fn stops(&self, gradient: Node<'d, 'i>) -> u64 {
        let mut at = Some(gradient);
        for _ in 0..100 {
            let Some(node) = at else { break };
            let count = node.children().filter(|child| child.tag_name().name() == "stop").count();
            if count > 0 {
                return count as u64;
            }
            at = self.target(href(node));
        }
        0
    }

    fn target(&self, id: Option<&str>) -> Option<Node<'d, 'i>> {
        self.document.get_node(*self.ids.get(id?)?)
    }
}

/// What a link within the file leads to.
fn href<'d>(node: Node<'d, '_>) -> Option<&'d str> {
    let mut links = node.attributes().filter(|attribute| attribute.name() == "href");
    links.find_map(|link| link.value().trim().strip_prefix('#'))
}

/// Corners of a path, or some more.
fn corners(data: &str) -> u64 {
    let mut numbers = 0u64;
    let mut within = false;
    let mut single = false;
    for byte in data.bytes() {
        let is_digit = byte.is_ascii_digit() || byte == b'.';
        numbers += u64::from(is_digit && !within);
        within = is_digit;
        single |= matches!(byte, b'h' | b'H' | b'v' | b'V');
    }
    if single { numbers } else { numbers / 2 + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weigh(inside: &str) -> Result<u64, PictureError> {
        let text = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' \
             width='9' height='9'>{inside}</svg>"
        );
        super::super::on_a_deep_stack(|| check(&super::super::document(&text)?))
    }

    #[test]
    fn what_is_written_once_weighs_little() {
        assert!(weigh("<rect width='1' height='1'/>").is_ok_and(|shapes| shapes < 5));
        let map = "<path d='M1 2L3 4' marker-end='url(#a)' fill='url(#g)'/>".repeat(10_000);
        let arrow = "<marker id='a'><path d='M0 0L1 1'/></marker>\
            <linearGradient id='g'><stop/><stop/></linearGradient>";
        assert!(weigh(&(arrow.to_owned() + &map)).is_ok());
        assert!(weigh(&"<text>港口</text>".repeat(9_000)).is_ok());
    }

    #[test]
    fn what_is_copied_for_each_use_is_counted() {
        let stops = "<stop offset='.5'/>".repeat(3_000);
        let gradient = format!("<linearGradient id='g'>{stops}</linearGradient>");
        let rects = "<rect width='1' height='1'/>".repeat(3_000);
        let with = |paint: &str| format!("{gradient}<g {paint}>{rects}</g>");
        assert!(weigh(&with("")).is_ok());
        for paint in ["fill='url(#g)'", "stroke='url(#g)'", "style='fill: url(#g)'", "class='a b'"]
        {
            let sheet = "<style>rect.c, .b{stroke:url(#g)}</style>";
            assert!(weigh(&(sheet.to_owned() + &with(paint))).is_err(), "{paint}");
        }
        let taken = "<linearGradient id='h' xlink:href='#g'/>";
        assert!(weigh(&(taken.to_owned() + &with("fill='url(#h)'"))).is_err());
        let dashes = format!("<g stroke-dasharray='{}'>{rects}</g>", "1 2 ".repeat(30_000));
        assert!(weigh(&dashes).is_err());
        let blurs = "<feGaussianBlur/>".repeat(2_000);
        let shown = "<rect filter='url(#f)' width='1' height='1'/>".repeat(2_000);
        assert!(weigh(&format!("<filter id='f'>{blurs}</filter>{shown}")).is_err());
        let clips = "<rect clip-path='url(#c)' width='1' height='1'/>".repeat(2_000);
        assert!(weigh(&format!("<clipPath id='c'>{rects}</clipPath>{clips}")).is_err());
    }

    #[test]
    fn markers_in_markers_and_uses_of_uses_are_counted() {
        let line = format!("M0 0{}", "L1 1 2 2".repeat(60));
        let markers: String = (0..6)
            .map(|at| {
                let next = at + 1;
                format!("<marker id='m{at}'><path d='{line}' marker-mid='url(#m{next})'/></marker>")
            })
            .collect();
        let drawn = format!("{markers}<path d='{line}' marker-mid='url(#m0)'/>");
        assert!(weigh(&drawn).is_err());
        let circle = "<marker id='a'><path d='M0 0L1 1' marker='url(#b)'/></marker>\
            <marker id='b'><path d='M0 0L1 1' marker='url(#a)'/></marker>\
            <path d='M0 0L1 1' marker='url(#a)'/>";
        assert!(weigh(circle).is_err());
        let laughs = (0..30).fold(String::from("<path id='l0' d='M0 0'/>"), |text, level| {
            let before = format!("<use xlink:href='#l{level}'/>").repeat(10);
            format!("{text}<g id='l{}'>{before}</g>", level + 1)
        });
        assert!(weigh(&laughs).is_err());
        let circle = "<g id='a'><use href='#a'/></g>";
        assert!(weigh(circle).is_ok());
    }

    #[test]
    fn clips_of_clips_end() {
        let chain = |length: usize| {
            let clips: String = (0..length)
                .map(|at| {
                    let next = at + 1;
                    format!("<clipPath id='c{at}' clip-path='url(#c{next})'><rect/></clipPath>")
                })
                .collect();
            weigh(&format!("{clips}<rect clip-path='url(#c0)' width='1' height='1'/>"))
        };
        assert!(chain(100).is_ok());
        assert!(chain(20_000).is_err());
        // Two ways on from each: they are not followed one by one.
        let both: String = (0..200)
            .map(|at| {
                let next = at + 1;
                format!(
                    "<clipPath id='c{at}' clip-path='url(#c{next})' mask='url(#c{next})'><rect/>\
                     </clipPath>"
                )
            })
            .collect();
        assert!(weigh(&format!("{both}<rect clip-path='url(#c0)'/>")).is_err());
    }

    #[test]
    fn long_texts_deep_stacks_and_long_style_sheets_are_counted() {
        assert!(weigh(&format!("<text>{}</text>", "港".repeat(20_001))).is_err());
        assert!(weigh(&"<text>港口開放</text>".repeat(15_001)).is_err());
        let deep = "<g>".repeat(900) + &"<rect/>".repeat(20_000) + &"</g>".repeat(900);
        assert!(weigh(&deep).is_err());
        let rules = ".a{fill:red}".repeat(5_000);
        assert!(weigh(&format!("<style>{rules}</style>{}", "<rect/>".repeat(5_000))).is_err());
    }

    /// The library sees one that is its own, and two that are each other's.
    #[test]
    fn what_goes_round_by_three_or_two_kinds_is_refused() {
        let ring = |kind: &str, key: &str, count: usize| -> String {
            let part = |at: usize| {
                let next = (at + 1) % count;
                format!(
                    "<{kind} id='p{at}' width='9' height='9'><rect width='9' height='9' {key}='url(#p{next})'/></{kind}>"
                )
            };
            (0..count).map(part).collect::<String>()
                + &format!("<rect width='9' height='9' {key}='url(#p0)'/>")
        };
        for (kind, key) in [("mask", "mask"), ("clipPath", "clip-path"), ("pattern", "fill")] {
            for count in [1, 2] {
                assert!(weigh(&ring(kind, key, count)).is_ok(), "{kind} {count}");
            }
            for count in [3, 4, 100] {
                let why = weigh(&ring(kind, key, count)).expect_err(kind);
                assert!(why.to_string().contains("in a circle"), "{why}");
            }
        }
        let chain: String = (0..200)
            .map(|at| format!("<mask id='p{at}'><g><rect mask='url(#p{})'/></g></mask>", at + 1))
            .collect();
        assert!(weigh(&chain).is_ok());
        for circle in [
            "<mask id='m'><rect fill='url(#p)'/></mask><pattern id='p'><rect mask='url(#m)'/></pattern>",
            "<mask id='m'><rect style='fill: url(#p)'/></mask><pattern id='p'><use xlink:href='#r'/></pattern>\
             <rect id='r' mask='url(#m)'/>",
            "<style>.a { mask: url(#m) }</style><mask id='m'><rect fill='url(#p)'/></mask>\
             <pattern id='p'><g><rect class='a'/></g></pattern>",
            "<filter id='f'><feImage xlink:href='#b'/></filter><filter id='g'><feImage xlink:href='#a'/></filter>\
             <rect id='a' filter='url(#f)'/><rect id='b' filter='url(#g)'/>",
        ] {
            assert!(weigh(circle).is_err(), "{circle}");
        }
    }

    #[test]
    fn selectors_of_many_parts_are_counted_by_what_they_try() {
        let nested = |rule: &str, deep: usize| {
            weigh(&format!("<style>{rule}</style>{}{}", "<g>".repeat(deep), "</g>".repeat(deep)))
        };
        assert!(nested("q g g g g g {fill:red}", 100).is_err());
        assert!(nested("z g g g {fill:red}", 300).is_err());
        assert!(nested("svg g g .a {fill:red}", 30).is_ok());
        assert!(nested("q>g>g > g >g+g{fill:red}", 300).is_ok());
        let style = |count: usize| weigh(&format!("<g style='{}'/>", "fill:red;".repeat(count)));
        assert!(style(1000).is_ok() && style(50_000).is_err());
        assert!(nested(&format!("g {{{}}}", "fill:red;".repeat(50_000)), 3).is_err());
    }
}
