//! Fonts of drawings (Type 3): each of their glyphs is content, with colours of its own or with that of its text
//! (ISO 32000-2 9.6.4). In a view such a font is another one, made for the state that its text is shown in.

use hayro::hayro_syntax::object::{Dict, Name, Stream};
use hayro::hayro_syntax::page::Resources;

use super::content::{MOST_DEPTH, OF_CONTENT, Rewriter, Scene};
use super::met::Untold;
use super::object;
use super::state::{Mixed, State};

/// A font has a byte a glyph.
const MOST_GLYPHS: usize = 256;

impl<'a> Rewriter<'a, '_, '_> {
    /// Before text is shown: whether its font is one of drawings, which is then the view's.
    pub(super) fn drawn(&mut self, scene: &mut Scene<'a, '_>) -> Result<bool, Mixed> {
        let Some((name, size)) = scene.state.font.clone() else { return Ok(false) };
        let Some(font) = scene.resources.fonts.get::<Dict<'a>>(&name) else { return Ok(false) };
        if font.get::<Name<'_>>(b"Subtype").is_none_or(|kind| kind.as_ref() != b"Type3") {
            return Ok(false);
        }
        let state = State { font: None, drawn: None, ..scene.state.clone() };
        let Some(number) = self.drawn_font(&font, scene.resources, state)? else {
            return Ok(true);
        };
        if scene.state.drawn != Some(number) {
            scene.state.drawn = Some(number);
            scene.fonts.insert(number);
            scene.write(format!("/R{number} {size} Tf").as_bytes());
        }
        Ok(true)
    }

    fn drawn_font(
        &mut self,
        font: &Dict<'a>,
        resources: &Resources<'a>,
        state: State<'a>,
    ) -> Result<Option<u32>, Mixed> {
        let written = self.file.entries(font, &[], "");
        let key = format!("{} {state:?}", String::from_utf8_lossy(&written));
        if let Some(&known) = self.forms.get(&key) {
            return Ok(Some(known));
        }
        if self.depth >= MOST_DEPTH {
            self.met.untold.insert(Untold::Depth);
            return Ok(None);
        }
        let Some(glyphs) = font.get::<Dict<'a>>(b"CharProcs") else { return Ok(None) };
        let own = font.get::<Dict<'a>>(b"Resources").map(Resources::new);
        let mut scene = Scene::new(own.as_ref().unwrap_or(resources), state.clone());
        let mut made = b"<<".to_vec();
        self.depth += 1;
        let all = self.glyphs(&glyphs, &mut scene, &state, &mut made);
        self.depth -= 1;
        all?;
        made.extend_from_slice(b">>");
        let resources = self.resources(&scene);
        let resources = self.file.add(resources);
        let glyphs = self.file.add(made);
        let more = format!("/CharProcs {glyphs} 0 R/Resources {resources} 0 R");
        let entries = self.file.entries(font, &[b"CharProcs", b"Resources"], &more);
        let number = self.file.add(entries);
        self.forms.insert(key, number);
        Ok(Some(number))
    }

    /// Every glyph as content of the view, by its name.
    fn glyphs(
        &mut self,
        glyphs: &Dict<'a>,
        scene: &mut Scene<'a, '_>,
        state: &State<'a>,
        out: &mut Vec<u8>,
    ) -> Result<(), Mixed> {
        for name in glyphs.keys().take(MOST_GLYPHS) {
            let Some(stream) = glyphs.get::<Stream<'a>>(name.as_ref()) else { continue };
            let Ok(content) = stream.decoded_data() else { continue };
            self.play(scene, &content)?;
            let content = scene.cut(state.clone());
            let entries = self.file.entries(stream.dict(), &OF_CONTENT, "");
            let number = self.file.add_stream(&entries, &content);
            object::put_name(out, name.as_ref());
            out.extend_from_slice(format!(" {number} 0 R").as_bytes());
        }
        Ok(())
    }
}
