//! What each glyph of a face says: [`GlyphTexts`] collects it, [`cmap`] writes it down.
//!
//! Invariant: every glyph that is drawn has an entry, so that no viewer has to guess. The
//! first text a glyph is drawn for is its entry, or the first that is no double of another (⽇);
//! where it is drawn for another one (日 and ⽇ share a glyph), the content stream says so itself,
//! with ActualText.

use std::hash::{Hash, Hasher};

/// A glyph without text of its own: a later part of a cluster, whose first glyph carries the
/// text. Zero width space: nothing for a reader to print that knows no ActualText (MuPDF to 1.21
/// prints U+FFFD for none).
const SILENT_TEXT: char = '\u{200B}';

const UNUSED: u32 = 0;
const SILENT: u32 = 1;
/// Codes from here to `LONG` are characters, shifted.
const CHAR: u32 = 2;
/// Codes from here on are places in `long`.
const LONG: u32 = CHAR + char::MAX as u32 + 1;

/// The text of every used glyph of one face, by glyph id of the whole font.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct GlyphTexts {
    codes: Vec<u32>,
    long: Vec<String>,
}

/// By how many there are: they are compared whole.
impl Hash for GlyphTexts {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.codes.len(), self.glyphs().count()).hash(state);
    }
}

/// The texts of the glyphs in use alone.
#[derive(Debug)]
pub(super) struct KeptTexts {
    /// Glyphs with their codes, ascending.
    codes: Vec<(u16, u32)>,
    long: Vec<String>,
}

impl GlyphTexts {
    /// The glyph is drawn for `text`; an empty one when another glyph carries the text.
    pub fn note(&mut self, glyph: u16, text: &str) {
        let at = usize::from(glyph);
        if at >= self.codes.len() {
            self.codes.resize(at + 1, UNUSED);
        }
        let mut chars = text.chars();
        if self.codes[at] > SILENT {
            if let (Some(c), None) = (chars.next(), chars.next())
                && is_plainer(CHAR + c as u32, self.codes[at])
            {
                self.codes[at] = CHAR + c as u32;
            }
            return;
        }
        self.codes[at] = match (chars.next(), chars.next()) {
            (None, _) => SILENT,
            (Some(c), None) => CHAR + c as u32,
            // Several with one beyond the basic plane (葛 and its selector): MuPDF to 1.21 takes
            // the second's halves for characters. The first stands here, ActualText says all.
            (Some(c), Some(_)) if text.chars().any(|c| c > '\u{FFFF}') => CHAR + c as u32,
            (Some(_), Some(_)) => {
                self.long.push(text.to_owned());
                LONG + self.long.len() as u32 - 1
            }
        };
    }

    /// Takes what glyphs were drawn for later on.
    pub fn join(&mut self, later: GlyphTexts) {
        if self.codes.is_empty() {
            *self = later;
            return;
        }
        if self.codes.len() < later.codes.len() {
            self.codes.resize(later.codes.len(), UNUSED);
        }
        for (at, code) in later.codes.into_iter().enumerate() {
            self.take(at, code, &later.long);
        }
    }

    /// What one glyph was drawn for later on; `long` are the texts that codes may be places in.
    fn take(&mut self, at: usize, code: u32, long: &[String]) {
        let gives = |own: u32| own <= SILENT && code != UNUSED || is_plainer(code, own);
        let Some(own) = self.codes.get_mut(at).filter(|own| gives(**own)) else { return };
        *own = code;
        if let Some(text) = code.checked_sub(LONG).and_then(|at| long.get(at as usize)) {
            self.long.push(text.clone());
            *own = LONG + self.long.len() as u32 - 1;
        }
    }

    /// The glyphs in use alone.
    pub fn keep(self) -> KeptTexts {
        let codes = (0..).zip(self.codes).filter(|(_, code)| *code != UNUSED);
        KeptTexts { codes: codes.collect(), long: self.long }
    }

    /// As [`GlyphTexts::join`], of what was kept.
    pub fn join_kept(&mut self, later: &KeptTexts) {
        let end = later.codes.last().map_or(0, |(glyph, _)| usize::from(*glyph) + 1);
        if self.codes.len() < end {
            self.codes.resize(end, UNUSED);
        }
        for &(glyph, code) in &later.codes {
            self.take(usize::from(glyph), code, &later.long);
        }
    }

    /// Puts texts of several characters in the order of their glyphs: in which they come depends on
    /// which pages were put together first.
    pub fn settle(&mut self) {
        let mut long = Vec::with_capacity(self.long.len());
        for code in &mut self.codes {
            let text = code.checked_sub(LONG).and_then(|at| self.long.get_mut(at as usize));
            if let Some(text) = text {
                *code = LONG + long.len() as u32;
                long.push(std::mem::take(text));
            }
        }
        self.long = long;
    }

    /// The glyph says `text`, whatever it is drawn for.
    pub fn set(&mut self, glyph: u16, text: &str) {
        if let Some(code) = self.codes.get_mut(usize::from(glyph)) {
            *code = UNUSED;
        }
        self.note(glyph, text);
    }

    /// Whether the glyph's entry is `text`.
    pub fn says(&self, glyph: u16, text: &str) -> bool {
        let code = self.codes.get(usize::from(glyph)).copied().unwrap_or(UNUSED);
        if code >= LONG {
            return self.long.get((code - LONG) as usize).is_some_and(|long| long == text);
        }
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => code == CHAR + c as u32,
            _ => false,
        }
    }

    /// The glyphs in use, ascending.
    pub fn glyphs(&self) -> impl Iterator<Item = u16> + '_ {
        self.codes.iter().enumerate().filter(|(_, code)| **code != UNUSED).map(|(at, _)| at as u16)
    }

    /// Appends the glyph's text in UTF-16BE, as hexadecimal.
    fn hex(&self, out: &mut Vec<u8>, glyph: u16) {
        let code = self.codes.get(usize::from(glyph)).copied().unwrap_or(UNUSED);
        if code >= LONG {
            let long = self.long.get((code - LONG) as usize).map_or("", String::as_str);
            long.chars().for_each(|c| utf16_hex(out, c));
        } else {
            let c = char::from_u32(code.wrapping_sub(CHAR)).filter(|_| code >= CHAR);
            utf16_hex(out, c.unwrap_or(SILENT_TEXT));
        }
    }
}

/// Whether a glyph says rather the first character than the second: readers that know no ActualText (MuPDF) would find
/// every 金 as the radical that one pasted line has.
fn is_plainer(code: u32, known: u32) -> bool {
    let char = |code: u32| code.checked_sub(CHAR).filter(|_| code < LONG).and_then(char::from_u32);
    char(code).zip(char(known)).is_some_and(|(c, known)| !is_double(c) && is_double(known))
}

/// Characters that Unicode has for others' codes: radicals, compatibility ideographs, half-width and vertical forms.
fn is_double(c: char) -> bool {
    matches!(c as u32,
        0x2E80..=0x2FDF | 0xF900..=0xFAFF | 0xFE10..=0xFE1F | 0xFE30..=0xFE6F | 0xFF61..=0xFFDC | 0x2F800..=0x2FA1F)
}

/// Appends a character in UTF-16BE, as hexadecimal.
pub(super) fn utf16_hex(out: &mut Vec<u8>, c: char) {
    let mut units = [0; 2];
    for unit in c.encode_utf16(&mut units) {
        hex16(out, *unit);
    }
}

fn hex16(out: &mut Vec<u8>, value: u16) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for shift in [12, 8, 4, 0] {
        out.push(DIGITS[usize::from(value >> shift & 15)]);
    }
}

/// The ToUnicode CMap (ISO 32000-1 9.10.3) of a subset: the codes of its glyphs, ascending, and
/// their ids in the whole font.
pub(super) fn cmap(texts: &GlyphTexts, codes: &[u16], glyphs: &[u16]) -> Vec<u8> {
    let mut out = Vec::with_capacity(glyphs.len() * 15 + 400);
    out.extend_from_slice(
        b"/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n\
          /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n\
          /CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n\
          1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n",
    );
    let numbered: Vec<(u16, u16)> =
        codes.iter().zip(glyphs).skip(1).map(|(code, old)| (*code, *old)).collect();
    // A range of codes without gaps, with a list of their texts, says them once. It keeps to one
    // upper byte, and a section to 100 ranges (ISO 32000-1 9.10.3, Adobe Technical Note
    // 5014).
    let ranges: Vec<_> =
        numbered.chunk_by(|one, next| next.0 - one.0 == 1 && next.0 & 0xFF != 0).collect();
    for section in ranges.chunks(100) {
        out.extend_from_slice(format!("{} beginbfrange\n", section.len()).as_bytes());
        for range in section {
            let (Some(first), Some(last)) = (range.first(), range.last()) else { continue };
            out.push(b'<');
            hex16(&mut out, first.0);
            out.extend_from_slice(b"><");
            hex16(&mut out, last.0);
            out.extend_from_slice(b">[");
            for (_, old) in *range {
                out.push(b'<');
                texts.hex(&mut out, *old);
                out.push(b'>');
            }
            out.extend_from_slice(b"]\n");
        }
        out.extend_from_slice(b"endbfrange\n");
    }
    out.extend_from_slice(b"endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selector_beyond_the_basic_plane_is_left_to_actual_text() {
        let mut texts = GlyphTexts::default();
        texts.note(1, "葛\u{E0100}");
        texts.note(2, "字\u{FE00}");
        assert!(texts.says(1, "葛") && !texts.says(1, "葛\u{E0100}"));
        assert!(texts.says(2, "字\u{FE00}"));
    }

    /// The plainer of two characters, whichever comes first.
    #[test]
    fn a_glyph_says_no_double_where_it_stands_for_the_character_itself() {
        let mut texts = GlyphTexts::default();
        texts.note(11, "⾦");
        texts.note(11, "金");
        assert!(texts.says(11, "金"));
        let mut later = GlyphTexts::default();
        later.note(12, "､");
        let mut plain = GlyphTexts::default();
        plain.note(12, "、");
        later.join(plain);
        assert!(later.says(12, "、"));
    }

    #[test]
    fn the_first_text_stands() {
        let mut texts = GlyphTexts::default();
        texts.note(7, "");
        texts.note(7, "日");
        texts.note(7, "⽇");
        texts.note(9, "——");
        texts.note(4, "");
        assert!(texts.says(7, "日") && !texts.says(7, "⽇"));
        assert!(texts.says(9, "——") && !texts.says(9, "—"));
        assert!(!texts.says(4, "") && !texts.says(70, "x"));
        assert_eq!(texts.glyphs().collect::<Vec<_>>(), [4, 7, 9]);
    }

    #[test]
    fn what_is_noted_in_parts_is_noted_in_order() {
        let noted =
            [(7, ""), (9, "——"), (7, "日"), (9, "—"), (8, ""), (7, "⽇"), (70, "……"), (4, "")];
        let whole = |notes: &[(u16, &str)]| {
            let mut texts = GlyphTexts::default();
            notes.iter().for_each(|(glyph, text)| texts.note(*glyph, text));
            texts
        };
        for cut in 0..noted.len() {
            let (first, later) = noted.split_at(cut);
            let mut joined = whole(first);
            joined.join(whole(later));
            let glyphs: Vec<u16> = joined.glyphs().collect();
            let map = |texts: &GlyphTexts| cmap(texts, &glyphs, &glyphs);
            assert_eq!(map(&joined), map(&whole(&noted)), "cut at {cut}");
            assert_eq!(glyphs, [4, 7, 8, 9, 70]);
        }
    }

    #[test]
    fn every_glyph_has_an_entry() {
        let mut texts = GlyphTexts::default();
        texts.note(4, "");
        texts.note(7, "日");
        texts.note(8, "𠀋");
        texts.note(9, "——");
        let map = cmap(&texts, &[0, 1, 2, 3, 4], &[0, 4, 7, 8, 9]);
        let map = String::from_utf8_lossy(&map);
        let entries =
            "1 beginbfrange\n<0001><0004>[<200B><65E5><D840DC0B><20142014>]\nendbfrange\n";
        assert!(map.contains(entries), "{map}");
    }
}
