//! Colours, pictures, shadings and graphics state parameters: what the walk notes of them.

use std::rc::Rc;

use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::file::{deref, dict_of, number_of, value};
use super::lexer::Operand;
use super::model::{ArtImage, ColourKind, Forbidden, Heaviest, Where};
use super::shades::ends;
use super::space::Space;
use super::state::Paint;
use super::walk::{Look, Painted, Scope, Walker, paint, space_of, values};
use crate::picture::MAX_PIXELS;

impl<'a> Walker<'a> {
    pub fn colour(&mut self, scope: &mut Scope<'a>, operator: &[u8], operands: &[Operand]) {
        if scope.look == Look::NoColours {
            return;
        }
        match operator {
            b"cs" | b"CS" => {
                let name = operands.first().and_then(Operand::name).unwrap_or_default();
                let space = self.space(scope, &Object::Name(name.to_vec()));
                if space == Space::Unknown
                    && self.resource(scope, b"ColorSpace", Some(name)).is_none()
                {
                    self.missing("colour space", Some(name));
                } else if let Some(fault) = space.fault() {
                    self.flawed(format!("it has {fault}"));
                }
                *paint(scope, operator) = Paint::new(Rc::new(space));
            }
            b"sc" | b"SC" | b"scn" | b"SCN" => {
                let set = paint(scope, operator);
                set.values = values(operands);
                set.is_noted = false;
                if let Some(name) = operands.last().and_then(Operand::name) {
                    let pattern = self.resource(scope, b"Pattern", Some(name));
                    if pattern.is_none() {
                        self.missing("pattern", Some(name));
                    }
                    self.pattern(scope, operator, pattern);
                }
            }
            _ => {
                let name = Object::Name(space_of(operator).to_vec());
                let space = Rc::new(self.space(scope, &name));
                let values = values(operands);
                let set = paint(scope, operator);
                let same = set.space == space && set.values == values;
                let is_noted = set.is_noted && same;
                *set = Paint { space, values, is_noted };
            }
        }
    }

    /// A pattern is noted where it is set: what it paints with is its own.
    fn pattern(&mut self, scope: &mut Scope<'a>, operator: &[u8], object: Option<&'a Object>) {
        let Some(object) = object else { return };
        let Some(dict) = dict_of(self.doc, object) else { return };
        if let Some(given) = dict_of(self.doc, value(self.doc, dict, b"ExtGState")) {
            self.parameters(scope, given);
        }
        match (object, deref(self.doc, object)) {
            (Object::Reference(id), Object::Stream(stream)) => {
                let set = paint(scope, operator).clone();
                if let Space::Pattern(Some(below)) = &*set.space {
                    self.note(below, &set.values, Where::Drawing);
                }
                self.tile(scope, *id, stream);
            }
            _ => {
                if let Ok(shading) = dict.get(b"Shading") {
                    self.shading(scope, shading);
                }
            }
        }
    }

    pub fn note_fill(&mut self, scope: &mut Scope<'a>, place: Where) {
        if scope.look != Look::NoColours && !scope.state.fill.is_noted {
            scope.state.fill.is_noted = true;
            let set = scope.state.fill.clone();
            self.overprinted(scope, 0, &set);
            self.note_in(scope, &set, place);
        }
    }

    pub fn note_stroke(&mut self, scope: &mut Scope<'a>, place: Where) {
        if scope.look != Look::NoColours && !scope.state.stroke.is_noted {
            scope.state.stroke.is_noted = true;
            let set = scope.state.stroke.clone();
            self.overprinted(scope, 1, &set);
            self.note_in(scope, &set, place);
        }
    }

    /// A mask's colours are looked at for what they are of, and not for their ink.
    fn note_in(&mut self, scope: &Scope<'a>, set: &Paint, place: Where) {
        match scope.look {
            Look::Mask => self.note_mask(&set.space),
            _ => self.note(&set.space, &set.values, place),
        }
    }

    fn note_mask(&mut self, space: &Space) {
        if space.strange() == Some(ColourKind::Rgb) {
            let key = (ColourKind::Rgb, Where::Mask);
            *self.facts.strange.entry(key).or_insert(0) += 1;
        }
    }

    /// What overprints: white leaves everything as it is, and zeros of another press's CMYK mean
    /// nothing.
    fn overprinted(&mut self, scope: &Scope<'a>, way: usize, set: &Paint) {
        if scope.look == Look::Mask || !scope.state.overprint[way] || !scope.state.zeros {
            return;
        }
        if *set.space == Space::Calibrated(4) {
            self.forbid(Forbidden::OverprintedProfile);
        }
        let white = matches!(*set.space, Space::Grey | Space::Cmyk)
            && set
                .space
                .inks(&set.values)
                .is_some_and(|(inks, others)| others == 0 && inks.iter().all(|ink| ink.0 == 0));
        self.facts.vanishing += u32::from(white);
    }

    /// A flat colour that is printed.
    fn note(&mut self, space: &Space, values: &[f64], place: Where) {
        if matches!(space, Space::Pattern(_)) {
            return;
        }
        self.note_space(space, place);
        let Some((inks, others)) = space.inks(values) else {
            *self.facts.coloured.entry(place).or_insert(0) += 1;
            return;
        };
        let process: u32 = inks.iter().map(|ink| u32::from(ink.0)).sum();
        let total = process + others;
        if self.facts.heaviest.is_none_or(|known| total > known.total) {
            self.facts.heaviest = Some(Heaviest { inks, total });
        }
        if others > 0 || process > u32::from(inks[3].0) {
            *self.facts.coloured.entry(place).or_insert(0) += 1;
        }
    }

    /// What is strange about a space, and its spot inks.
    fn note_space(&mut self, space: &Space, place: Where) {
        if let Some(kind) = space.strange() {
            *self.facts.strange.entry((kind, place)).or_insert(0) += 1;
        }
        self.facts.spots.extend(space.spots());
        if space.is_crowded() {
            self.forbid(Forbidden::Limits);
        }
        if space.lacks_colourants() {
            self.forbid(Forbidden::Colourants);
        }
    }

    /// A space that many colours come from: a picture's, a shading's.
    fn note_range(&mut self, space: &Space, place: Where) {
        self.note_space(space, place);
        if !space.is_black() {
            *self.facts.coloured.entry(place).or_insert(0) += 1;
        }
    }

    pub fn shading(&mut self, scope: &Scope<'a>, object: &'a Object) {
        if matches!(scope.look, Look::NoColours | Look::Mask) {
            return;
        }
        let Some(dict) = dict_of(self.doc, object) else { return };
        // Those of types 1 to 3 are nothing but a function (ISO 32000-2 8.7.4.5).
        match value(self.doc, dict, b"ShadingType").as_i64() {
            Ok(1..=3) if dict.has(b"Function") => {}
            Ok(4..=7) => {}
            _ => self.flawed("it has a shading that does not say how it goes"),
        }
        let space = self.space(scope, value(self.doc, dict, b"ColorSpace"));
        if let Some(fault) = space.fault() {
            self.flawed(format!("it has a shading in {fault}"));
        }
        let found = dict.get(b"Function").ok().and_then(|function| ends(self.doc, function));
        match found.filter(|found| found.iter().all(|end| end.len() == space.components())) {
            Some(found) if !found.is_empty() => {
                found.iter().for_each(|end| self.note(&space, end, Where::Shading));
            }
            _ => self.note_range(&space, Where::Shading),
        }
    }

    /// A transparency group: it blends in a space of its own.
    pub fn group(&mut self, group: &'a Dictionary, resources: &'a Dictionary) {
        if value(self.doc, group, b"S").as_name().ok() != Some(b"Transparency") {
            return;
        }
        self.facts.transparent = true;
        let spaces = resources.get(b"ColorSpace").ok().and_then(|dict| dict_of(self.doc, dict));
        if let Ok(object) = group.get(b"CS")
            && Space::read(self.doc, object, spaces).strange() == Some(ColourKind::Rgb)
        {
            let key = (ColourKind::Rgb, Where::Blending);
            *self.facts.strange.entry(key).or_insert(0) += 1;
        }
    }

    /// A graphics state parameter dictionary (ISO 32000-2 8.4.5).
    pub fn parameters(&mut self, scope: &mut Scope<'a>, given: &'a Dictionary) {
        let doc = self.doc;
        let at = |key: &[u8]| value(doc, given, key);
        let is_other = |key: &[u8], plain: &[&[u8]]| match at(key) {
            Object::Null => false,
            Object::Name(name) => !plain.contains(&name.as_slice()),
            _ => true,
        };
        let changes = match given.has(b"TR2") {
            true => is_other(b"TR2", &[b"Identity", b"Default"]),
            false => is_other(b"TR", &[b"Identity"]),
        };
        if changes {
            self.forbid(Forbidden::TransferFunction);
        }
        if is_other(b"HT", &[b"Default"]) || given.has(b"HTP") {
            self.forbid(Forbidden::Halftone);
        }
        self.blend_mode(at(b"BM"));
        self.intent(at(b"RI").as_name().ok());
        if let Ok(stroked) = at(b"OP").as_bool() {
            scope.state.overprint = [stroked; 2];
        }
        if let Ok(filled) = at(b"op").as_bool() {
            scope.state.overprint[0] = filled;
        }
        if let Ok(mode) = at(b"OPM").as_i64() {
            scope.state.zeros = mode == 1;
        }
        scope.state.fill.is_noted = false;
        scope.state.stroke.is_noted = false;
        let is_off = |key, most| number_of(at(key)).is_some_and(|n| !(0.0..=most).contains(&n));
        if is_off(b"ca", 1.0) || is_off(b"CA", 1.0) || is_off(b"LW", f64::MAX) {
            self.flawed("it has a graphics state with numbers out of their range");
        }
        let is_faded = |key| number_of(at(key)).is_some_and(|alpha| alpha < 1.0);
        if is_other(b"BM", &[b"Normal", b"Compatible"])
            || is_faded(b"ca")
            || is_faded(b"CA")
            || is_other(b"SMask", &[b"None"])
        {
            self.facts.transparent = true;
        }
        if let Some(mask) = dict_of(doc, at(b"SMask")) {
            if is_function(value(doc, mask, b"TR")) {
                self.forbid(Forbidden::TransferFunction);
            }
            if let Ok(group) = mask.get(b"G") {
                self.mask(scope, group);
            }
        }
        if let Some(alpha) = number_of(at(b"ca")) {
            scope.state.is_faint = alpha < 0.5;
        }
        if let Some(width) = number_of(at(b"LW")) {
            scope.state.width = width.abs();
        }
        if let Object::Array(font) = at(b"Font") {
            let size = font.get(1).and_then(|size| number_of(deref(doc, size)));
            scope.state.font_size = size.unwrap_or(0.0);
            self.font(scope, font.first());
        }
    }

    /// One of the modes of PDF 1.6, or a list of them (ISO 32000-2 11.3.5; ISO 19005-2 6.2.10).
    fn blend_mode(&mut self, given: &'a Object) {
        const KNOWN: [&[u8]; 17] = [
            b"Normal",
            b"Compatible",
            b"Multiply",
            b"Screen",
            b"Overlay",
            b"Darken",
            b"Lighten",
            b"ColorDodge",
            b"ColorBurn",
            b"HardLight",
            b"SoftLight",
            b"Difference",
            b"Exclusion",
            b"Hue",
            b"Saturation",
            b"Color",
            b"Luminosity",
        ];
        let known = |object: &Object| {
            deref(self.doc, object).as_name().is_ok_and(|name| KNOWN.contains(&name))
        };
        let is_known = match given {
            Object::Null => true,
            Object::Array(modes) => {
                !modes.is_empty() && modes.len() <= KNOWN.len() && modes.iter().all(known)
            }
            mode => known(mode),
        };
        if !is_known {
            self.forbid(Forbidden::BlendMode);
        }
    }

    pub fn image(&mut self, scope: &mut Scope<'a>, id: ObjectId, stream: &'a Stream) {
        let dict = &stream.dict;
        self.intent(value(self.doc, dict, b"Intent").as_name().ok());
        let pixels = |key: &[u8]| {
            let count = value(self.doc, dict, key).as_i64().unwrap_or(0);
            u32::try_from(count).unwrap_or(0)
        };
        let bits = value(self.doc, dict, b"BitsPerComponent").as_i64().unwrap_or(8);
        let (width, height) = (pixels(b"Width"), pixels(b"Height"));
        let is_stencil = value(self.doc, dict, b"ImageMask").as_bool().unwrap_or(false);
        if dict.has(b"SMask") || value(self.doc, dict, b"SMaskInData").as_i64().unwrap_or(0) > 0 {
            self.facts.transparent = true;
        }
        let space = dict.get(b"ColorSpace").ok().map(|object| self.space(scope, object));
        if let Some(fault) = space.as_ref().and_then(Space::fault) {
            self.flawed(format!("it has a picture in {fault}"));
        }
        let inks = space.as_ref().map(Space::components).or(is_stencil.then_some(1));
        self.data(id, stream, inks);
        self.soft_mask(scope, dict);
        self.stencil(dict);
        self.picture(scope, id, Seen { width, height, is_stencil, bits, space });
    }

    /// A picture's mask is grey (ISO 32000-2 table 143).
    fn soft_mask(&mut self, scope: &Scope<'a>, dict: &'a Dictionary) {
        let Ok(Object::Reference(id)) = dict.get(b"SMask") else { return };
        let Some(Object::Stream(mask)) = self.doc.objects.get(id) else { return };
        let space = mask.dict.get(b"ColorSpace").ok().map(|object| self.space(scope, object));
        if space.as_ref().is_some_and(|space| space.components() != 1) {
            self.flawed("it has a picture whose mask is not grey");
        }
        self.data(*id, mask, space.as_ref().map(Space::components));
    }

    /// A mask of black and white.
    fn stencil(&mut self, dict: &'a Dictionary) {
        if let Ok(Object::Reference(id)) = dict.get(b"Mask")
            && let Some(Object::Stream(mask)) = self.doc.objects.get(id)
        {
            self.data(*id, mask, Some(1));
        }
    }

    pub fn inline_image(&mut self, scope: &mut Scope<'a>, entries: &[(Vec<u8>, usize, Operand)]) {
        let find = |short: &[u8], long: &[u8]| {
            entries.iter().find(|(key, ..)| key == short || key == long).map(|(.., value)| value)
        };
        let count = |short: &[u8], long: &[u8]| {
            let value = find(short, long).and_then(Operand::number).unwrap_or(0.0);
            value.clamp(0.0, 1e9) as u32
        };
        // `true` is the only other value that an image's mask flag has.
        let is_stencil = find(b"IM", b"ImageMask").is_some();
        let space = find(b"CS", b"ColorSpace").map(|space| match space {
            Operand::Name(name, _) => self.space(scope, &Object::Name(name.clone())),
            Operand::Array(list) => {
                let base = list.get(1).and_then(Operand::name).unwrap_or_default().to_vec();
                Space::Indexed(Box::new(self.space(scope, &Object::Name(base))))
            }
            _ => Space::Unknown,
        });
        if let Some(fault) = space.as_ref().and_then(Space::fault) {
            self.flawed(format!("it has a picture in {fault}"));
        }
        entries.iter().for_each(|(key, place, _)| scope.patches.smoothed(key, *place));
        self.packed(find(b"F", b"Filter"));
        let (width, height) = (count(b"W", b"Width"), count(b"H", b"Height"));
        if u64::from(width) * u64::from(height) > MAX_PIXELS {
            self.undrawable("a picture of it has too many pixels");
        }
        let bits = i64::from(count(b"BPC", b"BitsPerComponent"));
        self.picture(scope, (0, 0), Seen { width, height, is_stencil, bits, space });
    }

    /// How a picture within the content is packed.
    fn packed(&mut self, filter: Option<&Operand>) {
        const KNOWN: [&[u8]; 12] = [
            b"AHx",
            b"ASCIIHexDecode",
            b"A85",
            b"ASCII85Decode",
            b"Fl",
            b"FlateDecode",
            b"RL",
            b"RunLengthDecode",
            b"CCF",
            b"CCITTFaxDecode",
            b"DCT",
            b"DCTDecode",
        ];
        let filters = match filter {
            Some(Operand::Array(list)) => list.as_slice(),
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        for name in filters.iter().filter_map(Operand::name) {
            match name {
                b"LZW" | b"LZWDecode" => self.forbid(Forbidden::InlineLzw),
                known if KNOWN.contains(&known) => {}
                other => {
                    let name: String = String::from_utf8_lossy(other).chars().take(40).collect();
                    self.flawed(format!(
                        "it has a picture packed in a way that there is not ({name})"
                    ));
                }
            }
        }
    }

    fn picture(&mut self, scope: &mut Scope<'a>, id: ObjectId, seen: Seen) {
        let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
        corners.into_iter().for_each(|(x, y)| scope.reach(x, y));
        self.cover(scope, Painted::Filled);
        if seen.is_stencil {
            self.note_fill(scope, Where::Image);
        } else if scope.look == Look::Mask {
            self.note_mask(&seen.space.clone().unwrap_or(Space::Unknown));
        } else if scope.look != Look::NoColours {
            // JPEG 2000 may bring its own space.
            self.note_range(&seen.space.clone().unwrap_or(Space::Unknown), Where::Image);
        }
        let is_grey = seen.space.as_ref().is_some_and(|space| space.components() == 1);
        // What is a dot or a line of pixels is a filling and has no detail to lose.
        if seen.width.min(seen.height) > 2 {
            let line_art = seen.is_stencil || (seen.bits == 1 && is_grey);
            let (width, height) = (seen.width, seen.height);
            let none = crate::measure::Length::ZERO;
            let image = ArtImage { width, height, line_art, across: none, down: none };
            self.measure(scope, id, image);
        }
    }
}

/// A picture as its dictionary says.
struct Seen {
    width: u32,
    height: u32,
    is_stencil: bool,
    bits: i64,
    space: Option<Space>,
}

fn is_function(object: &Object) -> bool {
    matches!(object, Object::Dictionary(_) | Object::Stream(_) | Object::Array(_))
}
