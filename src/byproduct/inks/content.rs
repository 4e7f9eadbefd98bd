//! [`Rewriter`]: content as it looks in a view: every colour as the light that the view's inks
//! leave, and no mark at all where overprinting leaves their plates alone.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use hayro::hayro_syntax::content::UntypedIter;
use hayro::hayro_syntax::object::{Dict, Name, Object, Stream};
use hayro::hayro_syntax::page::Resources;

use super::file::File;
use super::met::{Met, Untold};
use super::object;
use super::space::{Origin, Space};
use super::state::{Deed, Mixed, Paint, Pattern, State, blends_together, mode};
use super::view::{Purpose, Spaces, View};
use crate::colour::Profile;

/// Forms within forms.
pub(super) const MOST_DEPTH: usize = 24;
/// What is made anew of a form.
pub(super) const OF_CONTENT: [&[u8]; 4] = [b"Resources", b"Length", b"Filter", b"DecodeParms"];

pub(super) struct Rewriter<'a, 'f, 'p> {
    pub(super) file: &'f mut File<'a>,
    view: View,
    spaces: Spaces<'p>,
    pub met: Met,
    /// Forms and patterns by what they are and the state that they are shown in.
    pub(super) forms: HashMap<String, u32>,
    pub(super) depth: usize,
}

/// Content, and the resources that it names.
pub(super) struct Made {
    pub content: Vec<u8>,
    pub resources: Vec<u8>,
}

/// Content that is being made.
pub(super) struct Scene<'a, 'r> {
    pub out: Vec<u8>,
    pub resources: &'r Resources<'a>,
    pub state: State<'a>,
    saved: Vec<State<'a>>,
    /// It takes its colour from where it stands, whatever it says.
    plain: bool,
    /// New resources, which are called by their numbers.
    spaces: BTreeSet<u32>,
    forms: BTreeSet<u32>,
    patterns: BTreeSet<u32>,
    shadings: BTreeSet<u32>,
    pub fonts: BTreeSet<u32>,
}

type Operands<'o, 'c> = &'o [Object<'c>];

impl<'a, 'f, 'p> Rewriter<'a, 'f, 'p> {
    pub fn new(file: &'f mut File<'a>, view: View, profile: &'p Profile) -> Self {
        let spaces = Spaces::new(profile);
        Rewriter { file, view, spaces, met: Met::default(), forms: HashMap::new(), depth: 0 }
    }

    /// Content that begins in `state`.
    pub fn content(
        &mut self,
        content: &[u8],
        resources: &Resources<'a>,
        state: State<'a>,
    ) -> Result<Made, Mixed> {
        let mut scene = Scene::new(resources, state);
        self.play(&mut scene, content)?;
        let resources = self.resources(&scene);
        Ok(Made { content: scene.out, resources })
    }

    /// One piece of content more.
    pub fn play(&mut self, scene: &mut Scene<'a, '_>, content: &[u8]) -> Result<(), Mixed> {
        scene.out.reserve(content.len());
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            let operands: Vec<Object<'_>> = instruction.operands().cloned().collect();
            self.step(scene, instruction.operator, &operands)?;
        }
        Ok(())
    }

    fn step(
        &mut self,
        scene: &mut Scene<'a, '_>,
        operator: &[u8],
        operands: Operands<'_, '_>,
    ) -> Result<(), Mixed> {
        match operator {
            b"q" => {
                scene.saved.push(scene.state.clone());
                scene.write(b"q");
            }
            b"Q" => {
                if let Some(state) = scene.saved.pop() {
                    scene.state = state;
                    scene.write(b"Q");
                }
            }
            b"gs" => self.graphics_state(scene, operands),
            // Of a drawn glyph: it has the colour of its text (ISO 32000-2 9.6.4).
            b"d1" => {
                scene.plain = true;
                scene.pass(operator, operands, self.file);
            }
            b"g" | b"rg" | b"k" | b"G" | b"RG" | b"K" | b"cs" | b"CS" | b"sc" | b"scn" | b"SC"
            | b"SCN"
                if scene.plain => {}
            b"g" | b"rg" | b"k" => self.flat(scene, operator, operands, Purpose::Fill),
            b"G" | b"RG" | b"K" => self.flat(scene, operator, operands, Purpose::Stroke),
            b"cs" => self.space(scene, operands, Purpose::Fill),
            b"CS" => self.space(scene, operands, Purpose::Stroke),
            b"sc" | b"scn" => self.colour(scene, operands, Purpose::Fill)?,
            b"SC" | b"SCN" => self.colour(scene, operands, Purpose::Stroke)?,
            b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" => {
                self.path(scene, operator)?;
            }
            b"Tr" => scene.state.mode = number(operands, 0).clamp(0.0, 7.0) as u8,
            b"Tf" => {
                let named =
                    name(operands).map(|name| (name.as_ref().to_vec(), number(operands, 1)));
                (scene.state.font, scene.state.drawn) = (named, None);
                scene.pass(operator, operands, self.file);
            }
            b"Tj" | b"TJ" | b"'" | b"\"" => {
                if !self.drawn(scene)? {
                    self.text(scene)?;
                }
                scene.pass(operator, operands, self.file);
            }
            b"sh" => self.shading(scene, operands)?,
            b"Do" => self.form_or_picture(scene, operands)?,
            b"BI" => self.inline_picture(scene, operands)?,
            _ => scene.pass(operator, operands, self.file),
        }
        Ok(())
    }

    fn graphics_state(&mut self, scene: &mut Scene<'a, '_>, operands: Operands<'_, '_>) {
        let dict = name(operands).and_then(|name| scene.resources.get_ext_g_state(name));
        if let Some(dict) = dict {
            scene.state.set(&dict);
            if dict.get::<Name<'_>>(b"BM").is_some_and(|mode| blends_together(&mode)) {
                self.met.untold.insert(Untold::Blending);
            }
        }
        scene.pass(b"gs", operands, self.file);
    }

    /// A colour of a device.
    fn flat(
        &mut self,
        scene: &mut Scene<'a, '_>,
        operator: &[u8],
        operands: Operands<'_, '_>,
        purpose: Purpose,
    ) {
        let space = match operator {
            b"g" | b"G" => Space::Grey,
            b"rg" | b"RG" => Space::Rgb,
            _ => Space::Cmyk(Origin::Device),
        };
        let paint = Paint { space: Rc::new(space), values: values(operands), pattern: None };
        self.set(scene, paint, purpose);
    }

    fn space(&mut self, scene: &mut Scene<'a, '_>, operands: Operands<'_, '_>, purpose: Purpose) {
        let Some(name) = name(operands) else { return };
        let space = Space::named(name, scene.resources);
        let values = space.first();
        self.set(scene, Paint { space: Rc::new(space), values, pattern: None }, purpose);
    }

    fn colour(
        &mut self,
        scene: &mut Scene<'a, '_>,
        operands: Operands<'_, '_>,
        purpose: Purpose,
    ) -> Result<(), Mixed> {
        let space = match purpose {
            Purpose::Fill => Rc::clone(&scene.state.fill.space),
            Purpose::Stroke => Rc::clone(&scene.state.stroke.space),
        };
        let values = values(operands);
        if let (Space::Pattern(base), Some(Object::Name(name))) = (&*space, operands.last()) {
            let base = base.clone();
            return self.pattern(scene, (name, base), values, purpose);
        }
        self.set(scene, Paint { space, values, pattern: None }, purpose);
        Ok(())
    }

    /// Takes a colour for what follows, and writes it.
    fn set(&mut self, scene: &mut Scene<'a, '_>, paint: Paint<'a>, purpose: Purpose) {
        self.met.see(&paint.space, self.spaces.profile);
        if let Some(sources) = self.view.sources(&paint.space) {
            let flat = self.view.flat(&sources, &paint.values, purpose);
            scene.out.extend_from_slice(flat.as_bytes());
        } else if !matches!(*paint.space, Space::Pattern(_))
            && let Some(space) = self.shown(&paint.space)
        {
            scene.spaces.insert(space);
            scene.select(space, &paint.values, None, purpose);
        }
        match purpose {
            Purpose::Fill => scene.state.fill = paint,
            Purpose::Stroke => scene.state.stroke = paint,
        }
    }

    /// A space of the view.
    fn shown(&mut self, space: &Space<'a>) -> Option<u32> {
        let shown = self.spaces.shown(space, &self.view, self.file)?;
        Some(self.file.add(shown.into_bytes()))
    }

    fn path(&mut self, scene: &mut Scene<'a, '_>, operator: &[u8]) -> Result<(), Mixed> {
        let inks = &self.view.inks;
        let mut fill = matches!(operator, b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*");
        let mut stroke = matches!(operator, b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s");
        let even_odd = operator.ends_with(b"*");
        let closes = matches!(operator, b"b" | b"b*" | b"s");
        fill = fill && scene.state.fills(inks)? == Deed::Paints && scene.state.fill.is_told();
        stroke = stroke && scene.state.strokes(inks)? == Deed::Paints;
        stroke = stroke && scene.state.stroke.is_told();
        if closes {
            scene.write(b"h");
        }
        scene.write(match (fill, stroke, even_odd) {
            (true, true, false) => b"B".as_slice(),
            (true, true, true) => b"B*",
            (true, false, false) => b"f",
            (true, false, true) => b"f*",
            (false, true, _) => b"S",
            (false, false, _) => b"n",
        });
        Ok(())
    }

    /// Before text is shown.
    fn text(&mut self, scene: &mut Scene<'a, '_>) -> Result<(), Mixed> {
        let state = &scene.state;
        let told = |deed, paint: &Paint<'_>| if paint.is_told() { deed } else { Deed::Leaves };
        let (mut fill, mut stroke) = (Deed::Leaves, Deed::Leaves);
        if matches!(state.mode, 0 | 2 | 4 | 6) {
            fill = told(state.fills(&self.view.inks)?, &state.fill);
        }
        if matches!(state.mode, 1 | 2 | 5 | 6) {
            stroke = told(state.strokes(&self.view.inks)?, &state.stroke);
        }
        let wanted = mode(state.mode, fill, stroke);
        if wanted != state.written_mode {
            scene.out.extend_from_slice(format!("{wanted} Tr\n").as_bytes());
            scene.state.written_mode = wanted;
        }
        Ok(())
    }

    fn shading(
        &mut self,
        scene: &mut Scene<'a, '_>,
        operands: Operands<'_, '_>,
    ) -> Result<(), Mixed> {
        let object = name(operands).and_then(|name| scene.resources.get_shading(name));
        let Some((number, space)) = object.and_then(|object| self.shaded(&object, scene)) else {
            return Ok(());
        };
        if scene.state.shows(&space, &self.view.inks)? == Deed::Paints {
            scene.shadings.insert(number);
            scene.out.extend_from_slice(format!("/R{number} sh\n").as_bytes());
        }
        Ok(())
    }

    /// A shading of the view, and the space of the one that it was.
    fn shaded(
        &mut self,
        object: &Object<'a>,
        scene: &Scene<'a, '_>,
    ) -> Option<(u32, Rc<Space<'a>>)> {
        let (dict, stream) = match object {
            Object::Dict(dict) => (dict.clone(), None),
            Object::Stream(stream) => (stream.dict().clone(), Some(stream)),
            _ => return None,
        };
        let space = Rc::new(Space::read(&dict.get(b"ColorSpace")?, scene.resources));
        self.met.see(&space, self.spaces.profile);
        let shown = self.spaces.shown(&space, &self.view, self.file)?;
        let more = format!("/ColorSpace {shown}");
        let entries = self.file.entries(&dict, &[b"ColorSpace", b"Length"], &more);
        let number = match stream {
            Some(stream) => self.file.add_stream(&entries, &stream.raw_data()),
            None => self.file.add(entries),
        };
        Some((number, space))
    }

    fn pattern(
        &mut self,
        scene: &mut Scene<'a, '_>,
        (name, base): (&Name<'_>, Option<Rc<Space<'a>>>),
        values: Vec<f32>,
        purpose: Purpose,
    ) -> Result<(), Mixed> {
        let (number, pattern) = self.tiles_or_shading(scene, name, base.as_ref())?;
        let space = Rc::new(Space::Pattern(base));
        self.met.see(&space, self.spaces.profile);
        if let (Some(number), Some(shown)) = (number, self.shown(&space)) {
            scene.patterns.insert(number);
            scene.spaces.insert(shown);
            scene.select(shown, &values, Some(number), purpose);
        }
        let paint = Paint { space, values, pattern: Some(pattern) };
        match purpose {
            Purpose::Fill => scene.state.fill = paint,
            Purpose::Stroke => scene.state.stroke = paint,
        }
        Ok(())
    }

    fn tiles_or_shading(
        &mut self,
        scene: &Scene<'a, '_>,
        name: &Name<'_>,
        base: Option<&Rc<Space<'a>>>,
    ) -> Result<(Option<u32>, Pattern<'a>), Mixed> {
        let lost = (None, Pattern::Lost);
        match scene.resources.get_pattern(name) {
            Some(Object::Stream(stream)) => {
                let plain = stream.dict().get::<u8>(b"PaintType") == Some(2);
                let pattern = match base.filter(|_| plain) {
                    Some(base) => Pattern::Of(Rc::clone(base)),
                    None => Pattern::Coloured,
                };
                Ok((self.form(&stream, scene.resources, State::first())?, pattern))
            }
            Some(Object::Dict(dict)) => {
                let shading = dict.get::<Object<'a>>(b"Shading");
                let Some((number, space)) = shading.and_then(|object| self.shaded(&object, scene))
                else {
                    return Ok(lost);
                };
                let more = format!("/Shading {number} 0 R");
                let entries = self.file.entries(&dict, &[b"Shading"], &more);
                Ok((Some(self.file.add(entries)), Pattern::Of(space)))
            }
            _ => Ok(lost),
        }
    }

    fn form_or_picture(
        &mut self,
        scene: &mut Scene<'a, '_>,
        operands: Operands<'_, '_>,
    ) -> Result<(), Mixed> {
        let stream = name(operands).and_then(|name| scene.resources.get_x_object(name));
        let Some(stream) = stream else { return Ok(()) };
        let kind = stream.dict().get::<Name<'_>>(b"Subtype");
        let made = if kind.is_some_and(|kind| kind.as_ref() == b"Form") {
            self.form(&stream, scene.resources, scene.state.clone())?
        } else {
            self.picture(scene, &stream)?
        };
        scene.place(made);
        Ok(())
    }

    fn inline_picture(
        &mut self,
        scene: &mut Scene<'a, '_>,
        operands: Operands<'_, '_>,
    ) -> Result<(), Mixed> {
        // It lives no longer than the content, while what it names is the file's.
        let Some(Object::Stream(stream)) = operands.last() else { return Ok(()) };
        let made = self.picture(scene, stream)?;
        scene.place(made);
        Ok(())
    }

    /// A picture of the view, when it is painted there.
    fn picture<'c>(
        &mut self,
        scene: &Scene<'a, '_>,
        stream: &Stream<'c>,
    ) -> Result<Option<u32>, Mixed>
    where
        'a: 'c,
    {
        let dict = stream.dict();
        let flag = dict.get::<bool>(b"ImageMask").or_else(|| dict.get::<bool>(b"IM"));
        let state = &scene.state;
        let (more, deed) = if flag == Some(true) {
            let told = state.fill.is_told();
            (String::new(), if told { state.fills(&self.view.inks)? } else { Deed::Leaves })
        } else {
            let space = dict.get::<Object<'c>>(b"ColorSpace").or_else(|| dict.get(b"CS"));
            let resources: &Resources<'c> = scene.resources;
            let space = space.map_or(Space::Strange, |space| Space::read(&space, resources));
            self.met.see(&space, self.spaces.profile);
            let Some(shown) = self.spaces.shown(&space, &self.view, self.file) else {
                return Ok(None);
            };
            (format!("/ColorSpace {shown}"), state.shows(&space, &self.view.inks)?)
        };
        if deed == Deed::Leaves {
            return Ok(None);
        }
        // A picture in the content itself has no number.
        let key = (stream.obj_id().obj_number > 0).then(|| format!("{:?} {more}", stream.obj_id()));
        if let Some(&known) = key.as_ref().and_then(|key| self.forms.get(key)) {
            return Ok(Some(known));
        }
        let more = format!("{more}/Subtype/Image");
        let without: [&[u8]; 6] = [b"ColorSpace", b"CS", b"Length", b"L", b"Subtype", b"Type"];
        let entries = self.file.entries(dict, &without, &more);
        let number = self.file.add_stream(&entries, &stream.raw_data());
        if let Some(key) = key {
            self.forms.insert(key, number);
        }
        Ok(Some(number))
    }

    /// A form or a pattern of the view.
    fn form(
        &mut self,
        stream: &Stream<'a>,
        resources: &Resources<'a>,
        state: State<'a>,
    ) -> Result<Option<u32>, Mixed> {
        let key = format!("{:?} {state:?}", stream.obj_id());
        if let Some(&known) = self.forms.get(&key) {
            return Ok(Some(known));
        }
        if self.depth >= MOST_DEPTH {
            self.met.untold.insert(Untold::Depth);
            return Ok(None);
        }
        let Ok(content) = stream.decoded_data() else { return Ok(None) };
        let own = stream.dict().get::<Dict<'a>>(b"Resources").map(Resources::new);
        self.depth += 1;
        let made = self.content(&content, own.as_ref().unwrap_or(resources), state);
        self.depth -= 1;
        let Made { content, resources } = made?;
        let resources = self.file.add(resources);
        let more = format!("/Resources {resources} 0 R");
        let entries = self.file.entries(stream.dict(), &OF_CONTENT, &more);
        let number = self.file.add_stream(&entries, &content);
        self.forms.insert(key, number);
        Ok(Some(number))
    }
}

impl<'a> Rewriter<'a, '_, '_> {
    /// The resources of content: what is new by its numbers, the rest as it was.
    pub fn resources(&mut self, scene: &Scene<'a, '_>) -> Vec<u8> {
        let mut out = b"<<".to_vec();
        let numbered = [
            ("ColorSpace", &scene.spaces),
            ("XObject", &scene.forms),
            ("Pattern", &scene.patterns),
            ("Shading", &scene.shadings),
        ];
        for (kind, numbers) in numbered {
            let entries: String = numbers.iter().map(|n| format!("/R{n} {n} 0 R")).collect();
            out.extend_from_slice(format!("/{kind}<<{entries}>>").as_bytes());
        }
        let old = scene.resources;
        let fonts: String = scene.fonts.iter().map(|n| format!("/R{n} {n} 0 R")).collect();
        let same = [
            ("ExtGState", &old.ext_g_states, ""),
            ("Font", &old.fonts, fonts.as_str()),
            ("Properties", &old.properties, ""),
        ];
        for (kind, dict, more) in same {
            out.extend_from_slice(format!("/{kind}").as_bytes());
            out.extend_from_slice(&self.file.entries(dict, &[], more));
        }
        out.extend_from_slice(b">>");
        out
    }
}

impl<'a, 'r> Scene<'a, 'r> {
    /// Content yet without a mark, that begins in `state`.
    pub fn new(resources: &'r Resources<'a>, state: State<'a>) -> Scene<'a, 'r> {
        Scene {
            out: Vec::new(),
            resources,
            state,
            saved: Vec::new(),
            plain: false,
            spaces: BTreeSet::new(),
            forms: BTreeSet::new(),
            patterns: BTreeSet::new(),
            shadings: BTreeSet::new(),
            fonts: BTreeSet::new(),
        }
    }

    /// The content so far; what follows begins in `state` again, with the same resources.
    pub fn cut(&mut self, state: State<'a>) -> Vec<u8> {
        (self.state, self.plain) = (state, false);
        self.saved.clear();
        std::mem::take(&mut self.out)
    }
}

impl Scene<'_, '_> {
    pub fn write(&mut self, operator: &[u8]) {
        self.out.extend_from_slice(operator);
        self.out.push(b'\n');
    }

    /// An operator as it was.
    fn pass(&mut self, operator: &[u8], operands: Operands<'_, '_>, file: &mut File<'_>) {
        for operand in operands {
            object::put(&mut self.out, operand, &mut file.named);
            self.out.push(b' ');
        }
        self.write(operator);
    }

    /// A colour of a numbered space, or a numbered pattern.
    fn select(&mut self, space: u32, values: &[f32], pattern: Option<u32>, purpose: Purpose) {
        let (set, colour) = match purpose {
            Purpose::Fill => ("cs", "scn"),
            Purpose::Stroke => ("CS", "SCN"),
        };
        let mut out = format!("/R{space} {set} ");
        values.iter().for_each(|value| out.push_str(&format!("{value} ")));
        pattern.iter().for_each(|pattern| out.push_str(&format!("/R{pattern} ")));
        out.push_str(colour);
        self.write(out.as_bytes());
    }

    /// Shows a form or a picture.
    fn place(&mut self, made: Option<u32>) {
        if let Some(number) = made {
            self.forms.insert(number);
            self.write(format!("/R{number} Do").as_bytes());
        }
    }
}

/// The name that an operator is given first.
fn name<'o, 'c>(operands: Operands<'o, 'c>) -> Option<&'o Name<'c>> {
    match operands.first() {
        Some(Object::Name(name)) => Some(name),
        _ => None,
    }
}

fn number(operands: Operands<'_, '_>, at: usize) -> f32 {
    match operands.get(at) {
        Some(Object::Number(value)) => value.as_f32(),
        _ => 0.0,
    }
}

fn values(operands: Operands<'_, '_>) -> Vec<f32> {
    operands
        .iter()
        .enumerate()
        .filter(|(_, o)| matches!(o, Object::Number(_)))
        .map(|(at, _)| number(operands, at))
        .collect()
}
