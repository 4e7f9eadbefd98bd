//! What a content sets in type: its fonts, and the codes that it shows of them.

use lopdf::{Dictionary, Object};

use super::file::{dict_of, points, value};
use super::fonts::{Seen, SetFont, is_drawn_misfit};
use super::lexer::Operand;
use super::model::Where;
use super::state::Matrix;
use super::walk::{Look, MOST_BYTES, MOST_STEPS, Scope, TOO_LONG, Walker, matrix_of, values};

/// Fonts that are looked into; no page has as many.
const MOST_FONTS: usize = 1000;

impl<'a> Walker<'a> {
    pub(super) fn text(&mut self, scope: &mut Scope<'a>, operator: &[u8], operands: &[Operand]) {
        let value = |at: usize| operands.get(at).and_then(Operand::number);
        match operator {
            b"Tm" => scope.text = matrix_of(values(operands)).unwrap_or(Matrix::IDENTITY),
            b"Tr" => scope.state.text_mode = value(0).unwrap_or(0.0) as i64,
            b"Tf" => {
                let name = operands.first().and_then(Operand::name);
                scope.state.font_size = value(1).unwrap_or(0.0);
                let font = self.resource(scope, b"Font", name);
                self.font(scope, font);
            }
            _ => {
                if operands.iter().any(shows_text) {
                    self.show(scope, operands);
                }
            }
        }
    }

    pub fn font(&mut self, scope: &mut Scope<'a>, object: Option<&'a Object>) {
        let found = object.and_then(|object| dict_of(self.doc, object));
        let place = found.map_or(0, |dict| std::ptr::from_ref(dict) as usize);
        let next = self.fonts.len();
        let font = *self.known_fonts.entry(place).or_insert(next);
        if font == next {
            let mut chosen = SetFont::of(self.doc, found);
            if next >= MOST_FONTS {
                chosen.close();
                self.unread("it has more than 1,000 fonts");
            }
            self.fonts.push(chosen);
        }
        scope.state.font = Some(font);
        if let Some(dict) = found.filter(|_| self.fonts[font].is_drawn)
            && self.drawn_fonts.insert(place)
        {
            self.drawn_font(scope, font, dict);
        }
    }

    /// A type 3 font: its glyphs are content streams.
    fn drawn_font(&mut self, scope: &Scope<'a>, place: usize, font: &'a Dictionary) {
        let Some(glyphs) = dict_of(self.doc, value(self.doc, font, b"CharProcs")) else { return };
        let own = dict_of(self.doc, value(self.doc, font, b"Resources"));
        for (name, glyph) in glyphs {
            if let Object::Reference(id) = glyph {
                if let Some(content) = self.decoded(*id) {
                    self.fonts[place].art.misfit |= is_drawn_misfit(self.doc, font, name, &content);
                }
                let mut state = scope.state.clone();
                state.font = None;
                let resources = own.unwrap_or(scope.resources);
                let before = self.steps;
                self.inner(*id, Scope::new(resources, state, Look::NoSizes).within(scope));
                let cost = self.steps - before;
                self.fonts[place].cost = cost.max(self.fonts[place].cost);
            }
        }
    }

    fn show(&mut self, scope: &mut Scope<'a>, operands: &[Operand]) {
        match scope.state.text_mode {
            0 | 4 => self.note_fill(scope, Where::Type),
            1 | 5 => self.note_stroke(scope, Where::Type),
            2 | 6 => {
                self.note_fill(scope, Where::Type);
                self.note_stroke(scope, Where::Type);
            }
            _ => {}
        }
        let Some(font) = scope.state.font else {
            return self.flawed("it shows text without having chosen a font");
        };
        self.show_codes(font, operands, scope.state.text_mode);
        if self.fonts[font].is_drawn {
            return self.draw_glyphs(font, operands);
        }
        let (_, up) = scope.text.then(scope.state.matrix).steps();
        let size = points((scope.state.font_size * up).abs());
        let is_seen = !matches!(scope.state.text_mode, 3 | 7) && size.is_positive();
        if is_seen && scope.look == Look::Full {
            let known = self.facts.smallest_type.unwrap_or(size);
            self.facts.smallest_type = Some(size.min(known));
        }
    }

    /// Glyphs that are drawings are drawn as often as they are shown.
    fn draw_glyphs(&mut self, font: usize, operands: &[Operand]) {
        let glyphs: usize = operands.iter().map(bytes_shown).sum();
        self.steps = self.steps.saturating_add(self.fonts[font].cost.saturating_mul(glyphs as u64));
        if self.steps > MOST_STEPS {
            self.too_much(TOO_LONG);
        }
    }

    /// What the strings of an operator show of their font.
    fn show_codes(&mut self, font: usize, operands: &[Operand], text_mode: i64) {
        let left = MOST_BYTES.saturating_sub(self.bytes);
        let font = &mut self.fonts[font];
        match font.open(self.doc, left) {
            Ok(size) => self.bytes += size,
            Err(why) => {
                self.facts.unread.insert(why);
                self.facts.broken = true;
            }
        }
        let seen = if text_mode == 3 { Seen::Hidden } else { Seen::Seen };
        for operand in operands {
            match operand {
                Operand::String(bytes) => font.show(bytes, seen),
                Operand::Array(items) => items.iter().for_each(|item| {
                    if let Operand::String(bytes) = item {
                        font.show(bytes, seen);
                    }
                }),
                _ => {}
            }
        }
    }
}

fn bytes_shown(operand: &Operand) -> usize {
    match operand {
        Operand::String(bytes) => bytes.len(),
        Operand::Array(items) => items.iter().map(bytes_shown).sum(),
        _ => 0,
    }
}

fn shows_text(operand: &Operand) -> bool {
    match operand {
        Operand::String(bytes) => !bytes.is_empty(),
        Operand::Array(items) => items.iter().any(shows_text),
        _ => false,
    }
}
