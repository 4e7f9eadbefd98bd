//! What a content draws that is content itself: forms, soft masks, the cells of patterns.

use std::rc::Rc;

use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::file::{deref, dict_of, number_of, numbers, points, value};
use super::filters::decode;
use super::lexer::Operand;
use super::model::{ArtImage, Forbidden};
use super::state::{Matrix, State};
use super::walk::{Look, MOST_BYTES, Scope, Walker, matrix_of};

/// Steps that a form, pattern or glyph counts as, beside its own.
const STEPS_A_FORM: u64 = 8;
/// Forms, patterns and glyphs within each other (viewers stop at 28 or less).
const MOST_DEPTH: usize = 24;
/// Pictures whose resolution is looked at.
const MOST_IMAGES: usize = 10_000;

impl<'a> Walker<'a> {
    pub(super) fn draw(&mut self, scope: &mut Scope<'a>, operands: &[Operand]) {
        let name = operands.first().and_then(Operand::name);
        let found = match self.resource(scope, b"XObject", name) {
            Some(Object::Reference(id)) => self.doc.objects.get(id).map(|object| (id, object)),
            _ => None,
        };
        let Some((id, Object::Stream(stream))) = found else {
            return self.missing("form or picture", name);
        };
        let dict = &stream.dict;
        self.layered(dict.get(b"OC").ok());
        if dict.has(b"OPI") {
            self.forbid(Forbidden::Opi);
        }
        match value(self.doc, dict, b"Subtype").as_name() {
            Ok(b"Image") => self.image(scope, *id, stream),
            Ok(b"Form") => self.form(scope, *id, stream),
            Ok(b"PS") => self.forbid(Forbidden::PostScript),
            _ => self.missing("form or picture", name),
        }
    }

    fn form(&mut self, scope: &Scope<'a>, id: ObjectId, stream: &'a Stream) {
        let dict = &stream.dict;
        if dict.has(b"Ref") {
            self.forbid(Forbidden::ReferenceForm);
        }
        let kind = value(self.doc, dict, b"Subtype2").as_name();
        if dict.has(b"PS") || kind.is_ok_and(|kind| kind == b"PS") {
            self.forbid(Forbidden::PostScript);
        }
        if numbers(self.doc, value(self.doc, dict, b"BBox")).is_none_or(|sides| sides.len() != 4) {
            self.flawed("it has a form that does not say how large it is");
        }
        let mut state = scope.state.clone();
        let matrix = numbers(self.doc, value(self.doc, dict, b"Matrix")).and_then(matrix_of);
        state.matrix = matrix.unwrap_or(Matrix::IDENTITY).then(state.matrix);
        let inner = self.scope_of(scope, id, dict, state);
        if let Some(group) = dict.get(b"Group").ok().and_then(|group| dict_of(self.doc, group)) {
            self.group(group, inner.resources);
        }
        self.inner(id, inner);
    }

    /// A stream's own resources. One of PDF 1.1 may draw with those of what it stands in (ISO 32000-2
    /// 7.8.3), which PDF/A does not allow (ISO 19005-2 6.2.2): it is given them on the way.
    fn scope_of(
        &self,
        outer: &Scope<'a>,
        id: ObjectId,
        dict: &'a Dictionary,
        state: State,
    ) -> Scope<'a> {
        let own = dict_of(self.doc, value(self.doc, dict, b"Resources"));
        let mut scope = Scope::new(own.unwrap_or(outer.resources), state, outer.look).within(outer);
        scope.bare = own.is_none().then_some(id);
        scope
    }

    /// A soft mask's group: its colours make a mask and are not printed.
    pub fn mask(&mut self, scope: &Scope<'a>, object: &'a Object) {
        if let Object::Reference(id) = object
            && let Object::Stream(stream) = deref(self.doc, object)
        {
            let state = State::new(scope.state.matrix);
            let mut inner = self.scope_of(scope, *id, &stream.dict, state);
            inner.look = Look::Mask;
            self.inner(*id, inner);
        }
    }

    /// A tiling pattern's cell.
    pub fn tile(&mut self, scope: &Scope<'a>, id: ObjectId, stream: &'a Stream) {
        let dict = &stream.dict;
        let step = |key: &[u8]| number_of(value(self.doc, dict, key)).unwrap_or(0.0);
        if step(b"XStep") == 0.0 || step(b"YStep") == 0.0 {
            self.flawed("it has a pattern whose tiles stand on each other");
        }
        let matrix = numbers(self.doc, value(self.doc, dict, b"Matrix")).and_then(matrix_of);
        let state = State::new(matrix.unwrap_or(Matrix::IDENTITY).then(scope.base));
        let is_stencil = value(self.doc, dict, b"PaintType").as_i64().ok() == Some(2);
        let look = if is_stencil { Look::NoColours } else { scope.look };
        let mut inner = self.scope_of(scope, id, dict, state);
        inner.look = look;
        self.inner(id, inner);
    }

    /// A content stream within another.
    pub(super) fn inner(&mut self, id: ObjectId, scope: Scope<'a>) {
        if self.active.contains(&id) {
            return self.forbid(Forbidden::Recursion);
        }
        if self.active.len() >= MOST_DEPTH {
            return self.too_much("forms stand more than 24 deep in each other");
        }
        let Some(content) = self.decoded(id) else { return };
        self.steps += STEPS_A_FORM;
        self.active.push(id);
        let patches = self.run(&content, scope);
        self.active.pop();
        if !patches.is_empty() {
            self.forms.entry(id).or_insert_with(|| (content.to_vec(), patches));
        }
    }

    pub(super) fn decoded(&mut self, id: ObjectId) -> Option<Rc<Vec<u8>>> {
        if let Some(content) = self.decoded.get(&id) {
            return Some(content.clone());
        }
        let Some(Object::Stream(stream)) = self.doc.objects.get(&id) else { return None };
        match decode(self.doc, stream) {
            Ok(content) if self.bytes + content.len() <= MOST_BYTES => {
                self.bytes += content.len();
                let content = Rc::new(content);
                self.decoded.insert(id, content.clone());
                Some(content)
            }
            Ok(_) => {
                self.too_much("its forms have more than 256 MB");
                None
            }
            Err(why) => {
                self.unread(format!("it has {why}"));
                None
            }
        }
    }

    /// Notes how large a picture is drawn; the largest counts.
    pub fn measure(&mut self, scope: &Scope<'a>, id: ObjectId, image: ArtImage) {
        if scope.look != Look::Full {
            return;
        }
        let (across, down) = scope.state.matrix.steps();
        let image = ArtImage { across: points(across), down: points(down), ..image };
        // Inline pictures have no number of their own.
        let place = if id == (0, 0) { self.images.len() } else { 0 };
        let known = self.images.get(&(id, place)).map(ArtImage::resolution);
        if self.images.len() < MOST_IMAGES && known.is_none_or(|known| image.resolution() < known) {
            self.images.insert((id, place), image);
        }
    }
}
