//! [`walk`]: goes through a page's content, and that of everything it draws, and notes the
//! facts. A small interpreter: it keeps what the facts need of the graphics state and draws
//! nothing.
//!
//! On the way it finds the places where content speaks of a structure that stays behind
//! (ISO 32000-2 14.7): numbers of marked content would be taken for the new page's, and an
//! artifact may not stand within the figure that the art becomes (ISO 14289-1 7.1). Those names
//! are exchanged for others of the same length that mean nothing; no mark on the page changes.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::file::{dict_of, value};
use super::fonts::SetFont;
use super::ground::Reach;
use super::image_data::{MOST_BYTES as MOST_SAMPLES, flaw};
use super::lexer::{Lexer, Operand};
use super::model::{ArtFacts, ArtFont, ArtImage, Forbidden, Layer, Where};
use super::patches::Patches;
use super::space::Space;
use super::state::{Matrix, Paint, State};

/// Operators of the page and all that it draws, over and over where it does so. A crowded map
/// has half a million.
pub(super) const MOST_STEPS: u64 = 4_000_000;
/// What is said of more.
pub(super) const TOO_LONG: &str = "it takes more than 4 million steps to draw";
/// Bytes that count as a step.
const BYTES_A_STEP: u64 = 64;
/// Steps that reading an ink's function counts as.
const STEPS_A_FUNCTION: u64 = 10;
/// Saved graphics states.
const MOST_SAVED: usize = 512;
/// Saved states that every reader keeps (ISO 19005-2 6.1.13).
const MOST_KEPT: usize = 28;
/// Decoded content of all forms.
pub(super) const MOST_BYTES: usize = 256 << 20;

/// Reasons why something was not looked at; more say nothing new.
const MOST_REASONS: usize = 20;

/// Resources, and the forms that have none of their own and draw with them.
pub(super) type Bare = Vec<(Dictionary, Vec<ObjectId>)>;

pub(super) struct Walked {
    pub page: Patches,
    /// Forms with names to exchange: their decoded content.
    pub forms: BTreeMap<ObjectId, (Vec<u8>, Patches)>,
    /// Forms without resources of their own, and the resources that they draw with.
    pub bare: Bare,
    /// Operators that were gone through.
    #[cfg_attr(not(feature = "page-pictures"), allow(dead_code))]
    pub steps: u64,
    /// A bound was met before the end.
    #[cfg_attr(not(feature = "page-pictures"), allow(dead_code))]
    pub cut: bool,
}

pub(super) fn walk(
    doc: &Document,
    content: &[u8],
    resources: &Dictionary,
    group: Option<&Dictionary>,
    unit: f64,
    facts: &mut ArtFacts,
) -> Walked {
    let mut walker = Walker {
        doc,
        facts,
        steps: 0,
        cut: false,
        active: Vec::new(),
        decoded: BTreeMap::new(),
        bytes: 0,
        forms: BTreeMap::new(),
        fonts: Vec::new(),
        known_fonts: BTreeMap::new(),
        drawn_fonts: BTreeSet::new(),
        bare: BTreeMap::new(),
        images: BTreeMap::new(),
        looked_at: BTreeSet::new(),
        samples_left: MOST_SAMPLES,
    };
    if let Some(group) = group {
        walker.group(group, resources);
    }
    let matrix = Matrix([unit, 0.0, 0.0, unit, 0.0, 0.0]);
    let page = walker.run(content, Scope::new(resources, State::new(matrix), Look::Full));
    let forms = std::mem::take(&mut walker.forms);
    let images = std::mem::take(&mut walker.images);
    let fonts = std::mem::take(&mut walker.fonts);
    let bare = by_resources(&walker.bare);
    let (steps, cut) = (walker.steps, walker.cut);
    let shown = fonts.into_iter().filter(|font| font.is_shown);
    let told: Vec<(ArtFont, bool)> = shown.map(SetFont::told).collect();
    for (art, is_mislabelled) in told {
        if is_mislabelled {
            *facts.forbidden.entry(Forbidden::FontKind).or_insert(0) += 1;
        }
        facts.fonts.insert(art);
    }
    facts.images = images.into_values().collect();
    if !facts.unread.is_empty() {
        facts.ground.all();
    }
    Walked { page, forms, bare, steps, cut }
}

/// What draws with the same resources, together.
fn by_resources(bare: &BTreeMap<ObjectId, &Dictionary>) -> Bare {
    let mut found: BTreeMap<usize, (&Dictionary, Vec<ObjectId>)> = BTreeMap::new();
    for (&id, &resources) in bare {
        let place = std::ptr::from_ref(resources) as usize;
        found.entry(place).or_insert((resources, Vec::new())).1.push(id);
    }
    let mut found: Vec<_> = found.into_values().collect();
    // In the file's order, wherever they stand in memory.
    found.sort_by_key(|(_, forms)| forms.first().copied());
    found.into_iter().map(|(resources, forms)| (resources.clone(), forms)).collect()
}

pub(super) struct Walker<'a> {
    pub doc: &'a Document,
    pub facts: &'a mut ArtFacts,
    pub steps: u64,
    cut: bool,
    /// What is being drawn, the page's own content aside.
    pub active: Vec<ObjectId>,
    pub decoded: BTreeMap<ObjectId, Rc<Vec<u8>>>,
    pub bytes: usize,
    pub forms: BTreeMap<ObjectId, (Vec<u8>, Patches)>,
    pub fonts: Vec<SetFont<'a>>,
    /// Where a font's dictionary stands in memory, and which it is.
    pub known_fonts: BTreeMap<usize, usize>,
    /// Those of drawings that were looked into, by the same.
    pub drawn_fonts: BTreeSet<usize>,
    /// Forms without resources of their own, and those that they draw with.
    pub bare: BTreeMap<ObjectId, &'a Dictionary>,
    pub images: BTreeMap<(ObjectId, usize), ArtImage>,
    /// Pictures whose data was looked at, and how much of others may be.
    looked_at: BTreeSet<ObjectId>,
    samples_left: u64,
}

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Full,
    /// A glyph that is drawn: its size is that of the type.
    NoSizes,
    /// As well without colours of its own: it takes those of the text or the pattern.
    NoColours,
    /// A mask: its colours are not printed, and have to be known all the same.
    Mask,
}

/// A content stream being gone through.
pub(super) struct Scope<'a> {
    pub resources: &'a Dictionary,
    pub state: State,
    saved: Vec<State>,
    /// Which form it is, if it has no resources of its own and has not drawn with any.
    pub bare: Option<ObjectId>,
    /// States that are saved around it.
    outside: usize,
    is_in_text: bool,
    /// What patterns count from.
    pub base: Matrix,
    pub look: Look,
    /// The thinnest rectangle of the path, if it is nothing but rectangles.
    thin: Option<f64>,
    has_lines: bool,
    /// How far the path goes.
    reach: Option<Reach>,
    pub text: Matrix,
    pub patches: Patches,
}

/// How something is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Painted {
    Filled,
    /// A line, a frame.
    Stroked,
}

impl<'a> Scope<'a> {
    pub fn new(resources: &'a Dictionary, state: State, look: Look) -> Scope<'a> {
        Scope {
            resources,
            base: state.matrix,
            state,
            saved: Vec::new(),
            bare: None,
            outside: 0,
            is_in_text: false,
            look,
            thin: None,
            has_lines: false,
            reach: None,
            text: Matrix::IDENTITY,
            patches: Patches::default(),
        }
    }

    /// Drawn by another.
    pub fn within(self, outer: &Scope<'_>) -> Scope<'a> {
        Scope { outside: outer.outside + outer.saved.len(), ..self }
    }

    /// The path goes to a place.
    pub fn reach(&mut self, x: f64, y: f64) {
        let (x, y) = self.state.matrix.place(x, y);
        let place = Reach::at(x, y);
        self.reach = Some(self.reach.map_or(place, |reach| reach.and(place)));
    }
}

/// The numbers among the operands.
pub(super) fn values(operands: &[Operand]) -> Vec<f64> {
    operands.iter().filter_map(Operand::number).collect()
}

pub(super) fn matrix_of(values: Vec<f64>) -> Option<Matrix> {
    let matrix = Matrix(values.try_into().ok()?);
    matrix.is_finite().then_some(matrix)
}

impl<'a> Walker<'a> {
    pub(super) fn unread(&mut self, why: impl Into<String>) {
        if self.facts.unread.len() < MOST_REASONS {
            self.facts.unread.insert(why.into());
        }
    }

    /// Something is damaged or missing.
    pub fn flawed(&mut self, why: impl Into<String>) {
        if self.facts.flaws.len() < MOST_REASONS {
            self.facts.flaws.insert(why.into());
        }
    }

    /// The content names a resource that there is not: nothing is drawn of it.
    pub fn missing(&mut self, kind: &str, name: Option<&[u8]>) {
        let name = String::from_utf8_lossy(name.unwrap_or_default());
        let short: String = name.chars().take(40).collect();
        self.flawed(format!("it lacks the {kind} {short} that it draws with"));
    }

    /// What is shown only while a layer is hidden (ISO 32000-2 8.11.2.2).
    pub(super) fn layered(&mut self, object: Option<&Object>) {
        let Some(dict) = object.and_then(|object| dict_of(self.doc, object)) else { return };
        let policy = value(self.doc, dict, b"P").as_name();
        if matches!(policy, Ok(b"AllOff" | b"AnyOff")) {
            let name = "what shows while another is hidden".to_owned();
            let layer = Layer { name, shown: false };
            if !self.facts.layers.contains(&layer) {
                self.facts.layers.push(layer);
            }
        }
    }

    /// Looks once whether a picture's data can be what it says.
    pub fn data(&mut self, id: ObjectId, stream: &Stream, inks: Option<usize>) {
        if self.looked_at.insert(id)
            && let Some(flaw) = flaw(self.doc, stream, inks, &mut self.samples_left)
        {
            self.flawed(format!("it has {flaw}"));
        }
    }

    pub(super) fn too_much(&mut self, why: impl Into<String>) {
        self.cut = true;
        self.unread(why);
    }

    pub fn forbid(&mut self, what: Forbidden) {
        *self.facts.forbidden.entry(what).or_insert(0) += 1;
    }

    /// One of the four rendering intents (ISO 32000-2 8.6.5.8).
    pub fn intent(&mut self, name: Option<&[u8]>) {
        const KNOWN: [&[u8]; 4] =
            [b"AbsoluteColorimetric", b"RelativeColorimetric", b"Saturation", b"Perceptual"];
        if name.is_some_and(|name| !KNOWN.contains(&name)) {
            self.forbid(Forbidden::Intent);
        }
    }

    /// The resources of a kind, by name.
    pub fn resource(
        &self,
        scope: &Scope<'a>,
        kind: &[u8],
        name: Option<&[u8]>,
    ) -> Option<&'a Object> {
        let doc: &'a Document = self.doc;
        dict_of(doc, scope.resources.get(kind).ok()?)?.get(name?).ok()
    }

    /// The space of a name or array, by the content's resources.
    pub fn space(&mut self, scope: &Scope<'a>, object: &Object) -> Space {
        let spaces = scope.resources.get(b"ColorSpace").ok();
        let space = Space::read(self.doc, object, spaces.and_then(|dict| dict_of(self.doc, dict)));
        if !space.spots().is_empty() {
            self.steps += STEPS_A_FUNCTION;
        }
        space
    }

    pub(super) fn run(&mut self, content: &[u8], mut scope: Scope<'a>) -> Patches {
        self.steps += content.len() as u64 / BYTES_A_STEP;
        let mut lexer = Lexer::new(content);
        let mut operands = Vec::new();
        let mut unknown = 0u32;
        while let Some(operator) = lexer.next(&mut operands) {
            self.steps += 1;
            if self.steps > MOST_STEPS {
                self.too_much(TOO_LONG);
                break;
            }
            if operands.iter().any(is_beyond) {
                self.forbid(Forbidden::Limits);
            }
            if operator == b"Q" && scope.saved.is_empty() {
                scope.patches.restored.push(lexer.place() - 1);
            } else if operator == b"BI" {
                let image = lexer.inline_image();
                self.inline_image(&mut scope, &image);
            } else if !self.step(&mut scope, operator, &operands) {
                unknown += 1;
            }
        }
        if lexer.faults + unknown > 0 {
            self.unread("its content has words that mean nothing in PDF");
            self.facts.broken = true;
        }
        scope.patches
    }

    /// One operator; false for one that there is not.
    fn step(&mut self, scope: &mut Scope<'a>, operator: &[u8], operands: &[Operand]) -> bool {
        if let Some(form) = scope.bare.filter(|_| names_resource(operator, operands)) {
            self.bare.entry(form).or_insert(scope.resources);
            scope.bare = None;
        }
        match operator {
            b"q" | b"Q" | b"cm" | b"w" | b"gs" => self.state(scope, operator, operands),
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" => {
                scope.has_lines = true;
                values(operands).chunks_exact(2).for_each(|place| scope.reach(place[0], place[1]));
            }
            b"re" => {
                rectangle(scope, operands);
                if let [x, y, width, height] = values(operands)[..] {
                    let corners =
                        [(x, y), (x + width, y), (x, y + height), (x + width, y + height)];
                    corners.into_iter().for_each(|(x, y)| scope.reach(x, y));
                }
            }
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                self.paint_path(scope, operator);
            }
            b"g" | b"G" | b"rg" | b"RG" | b"k" | b"K" | b"cs" | b"CS" | b"sc" | b"SC" | b"scn"
            | b"SCN" => self.colour(scope, operator, operands),
            b"BT" | b"ET" => {
                if scope.is_in_text == (operator == b"BT") {
                    self.flawed("it has text objects that do not pair (BT, ET)");
                }
                scope.is_in_text = operator == b"BT";
                scope.text = Matrix::IDENTITY;
            }
            b"Tf" | b"Tm" | b"Tr" | b"Tj" | b"TJ" | b"'" | b"\"" => {
                self.text(scope, operator, operands);
            }
            b"Do" => self.draw(scope, operands),
            b"sh" => {
                let shading =
                    self.resource(scope, b"Shading", operands.first().and_then(Operand::name));
                if scope.look == Look::Full {
                    self.facts.ground.all();
                }
                match shading {
                    Some(shading) => self.shading(scope, shading),
                    None => self.missing("shading", operands.first().and_then(Operand::name)),
                }
            }
            b"BMC" | b"BDC" | b"DP" | b"MP" => {
                let tag = operands.first().and_then(Operand::name);
                if operator == b"BDC" && tag == Some(b"OC") {
                    let name = operands.get(1).and_then(Operand::name);
                    self.layered(self.resource(scope, b"Properties", name));
                }
                marked(scope, operands);
            }
            // The rest of the glyph is a stencil (ISO 32000-2 9.6.4).
            b"d1" => scope.look = Look::NoColours,
            b"ri" => self.intent(operands.first().and_then(Operand::name)),
            b"BX" | b"EX" => self.forbid(Forbidden::Compatibility),
            b"d" => self.dash(scope, operands),
            b"W" | b"W*" | b"j" | b"J" | b"M" | b"i" | b"Tc" | b"Tw" | b"Tz" | b"TL" | b"Ts"
            | b"Td" | b"TD" | b"T*" | b"d0" | b"EMC" => {}
            _ => return false,
        }
        true
    }

    fn state(&mut self, scope: &mut Scope<'a>, operator: &[u8], operands: &[Operand]) {
        match operator {
            b"q" if scope.saved.len() < MOST_SAVED => {
                scope.saved.push(scope.state.clone());
                if scope.outside + scope.saved.len() == MOST_KEPT + 1 {
                    self.forbid(Forbidden::DeepStates);
                }
            }
            b"q" => self.too_much("it saves more than 512 graphics states"),
            b"Q" => scope.state = scope.saved.pop().unwrap_or_else(|| scope.state.clone()),
            b"cm" => {
                if let Some(matrix) = matrix_of(values(operands)) {
                    scope.state.matrix = matrix.then(scope.state.matrix);
                }
            }
            b"w" => scope.state.width = values(operands).first().copied().unwrap_or(1.0).abs(),
            _ => {
                let name = operands.first().and_then(Operand::name);
                let given = self.resource(scope, b"ExtGState", name);
                match given.and_then(|object| dict_of(self.doc, object)) {
                    Some(given) => self.parameters(scope, given),
                    None => self.missing("graphics state", name),
                }
            }
        }
    }

    /// Dashes that are too short to be drawn one by one.
    fn dash(&mut self, scope: &Scope<'a>, operands: &[Operand]) {
        const LEAST: f64 = 0.01;
        let Some(Operand::Array(list)) = operands.first() else { return };
        let whole: f64 = values(list).iter().map(|dash| dash.abs()).sum();
        let whole = whole * scope.state.matrix.scale();
        if whole > 0.0 && whole < LEAST {
            self.undrawable("its lines have dashes of next to nothing");
        }
    }

    /// Whoever draws it would not come to an end, or have the memory.
    pub fn undrawable(&mut self, why: &str) {
        self.facts.undrawable.get_or_insert_with(|| why.to_owned());
    }

    fn paint_path(&mut self, scope: &mut Scope<'a>, operator: &[u8]) {
        let fills = matches!(operator, b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*");
        let strokes = matches!(operator, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*");
        let painted = if fills { Painted::Filled } else { Painted::Stroked };
        match fills || strokes {
            true => self.cover(scope, painted),
            false => scope.reach = None,
        }
        let thin = scope.thin.take().filter(|_| !scope.has_lines);
        scope.has_lines = false;
        if fills {
            self.note_fill(scope, Where::Drawing);
        }
        if strokes {
            self.note_stroke(scope, Where::Drawing);
        }
        if scope.look != Look::Full {
            return;
        }
        let stroke = strokes.then(|| scope.state.width * scope.state.matrix.scale());
        let thin = stroke.or(thin.filter(|_| fills));
        if let Some(thin) = thin.map(super::file::points) {
            let known = self.facts.thinnest.unwrap_or(thin);
            self.facts.thinnest = Some(thin.min(known));
        }
    }

    /// Notes where the path, or a picture, paints over what lies under it.
    pub fn cover(&mut self, scope: &mut Scope<'a>, painted: Painted) {
        let reach = scope.reach.take().filter(|_| scope.look == Look::Full);
        let Some(reach) = reach.filter(|_| !scope.state.is_faint) else { return };
        let width = scope.state.width * scope.state.matrix.scale();
        match painted {
            Painted::Filled => self.facts.ground.add(reach),
            // Nothing but rectangles: their frames, if they are one.
            Painted::Stroked if !scope.has_lines => self.facts.ground.add_frame(reach, width),
            Painted::Stroked => self.facts.ground.add(reach.wider(width / 2.0)),
        }
    }
}

/// Whether an operator draws with something that the resources hold.
fn names_resource(operator: &[u8], operands: &[Operand]) -> bool {
    const NAMING: [&[u8]; 10] =
        [b"Tf", b"Do", b"gs", b"sh", b"cs", b"CS", b"scn", b"SCN", b"BDC", b"DP"];
    let tags = usize::from(matches!(operator, b"BDC" | b"DP"));
    NAMING.contains(&operator) && operands.iter().skip(tags).any(|it| it.name().is_some())
}

/// Whether something is larger or longer than every reader holds (ISO 19005-2 6.1.13).
fn is_beyond(operand: &Operand) -> bool {
    match operand {
        Operand::Number(value) => value.abs() > f64::from(i32::MAX),
        Operand::Name(name, _) => name.len() > 127,
        Operand::String(text) => text.len() > 32_767,
        Operand::Array(items) => items.iter().any(is_beyond),
        Operand::Dictionary(entries) => {
            entries.iter().any(|(key, _, value)| key.len() > 127 || is_beyond(value))
        }
        Operand::Other => false,
    }
}

/// A rectangle that is filled may be a line: one that is much longer than it is wide.
fn rectangle(scope: &mut Scope<'_>, operands: &[Operand]) {
    let [_, _, width, height] = values(operands)[..] else { return };
    let (right, up) = scope.state.matrix.steps();
    let (width, height) = ((width * right).abs(), (height * up).abs());
    let (thin, long) = (width.min(height), width.max(height));
    if long > thin * 4.0 {
        scope.thin = Some(scope.thin.map_or(thin, |known| known.min(thin)));
    }
}

/// Marked content: its tag, and the keys of its properties.
fn marked(scope: &mut Scope<'_>, operands: &[Operand]) {
    if let Some(Operand::Name(name, place)) = operands.first() {
        scope.patches.note(name, *place);
    }
    if let Some(Operand::Dictionary(entries)) = operands.get(1) {
        for (key, place, _) in entries {
            scope.patches.note(key, *place);
        }
    }
}

/// A colour operator's paint, the fill's or the stroke's.
pub(super) fn paint<'s>(scope: &'s mut Scope<'_>, operator: &[u8]) -> &'s mut Paint {
    match operator.first() {
        Some(byte) if byte.is_ascii_uppercase() => &mut scope.state.stroke,
        _ => &mut scope.state.fill,
    }
}

/// The space of a simple colour operator.
pub(super) fn space_of(operator: &[u8]) -> &'static [u8] {
    match operator {
        b"g" | b"G" => b"DeviceGray",
        b"rg" | b"RG" => b"DeviceRGB",
        _ => b"DeviceCMYK",
    }
}
