//! A small reader of what the writer writes: the pen's place at every glyph, and its text by
//! ToUnicode or ActualText. It knows only the operators that the writer uses.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object};

/// One glyph shown. The glyphs under an ActualText but the first have no text.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    pub x: f64,
    pub y: f64,
    /// How far on the font says that it ends, along the line.
    pub advance: f64,
    pub text: String,
    /// Counts the lines.
    pub line: usize,
    /// From 0.
    pub page: usize,
    /// What the structure names it by; none in an artifact.
    pub mcid: Option<i64>,
}

/// The shown text, line by line.
pub fn text(shown: &[Shown]) -> String {
    let mut out = String::new();
    // Blanks that stand beside a vertical line say nothing.
    let shown: Vec<&Shown> = shown.iter().filter(|glyph| !glyph.text.is_empty()).collect();
    for (at, glyph) in shown.iter().enumerate() {
        out.push_str(&glyph.text);
        if shown.get(at + 1).is_none_or(|next| next.line != glyph.line) {
            out.push('\n');
        }
    }
    out
}

pub fn read(bytes: &[u8]) -> Vec<Shown> {
    let doc = Document::load_mem(bytes).expect("a good file");
    let mut pen = Pen::default();
    for (_, id) in doc.get_pages() {
        let page = doc.get_dictionary(id).expect("a page");
        let resources = page.get(b"Resources").and_then(|named| doc.dereference(named));
        let resources = resources.and_then(|(_, named)| named.as_dict()).expect("resources");
        pen.fonts = match resources.get(b"Font").and_then(Object::as_dict) {
            Ok(fonts) => read_fonts(&doc, fonts),
            Err(_) => BTreeMap::new(),
        };
        pen.stretch = 1.0;
        let content = doc.get_page_content(id);
        for operation in Content::decode(&content).expect("good operators").operations {
            pen.run(&operation);
        }
        pen.page += 1;
    }
    pen.shown
}

struct ReadFont {
    vertical: bool,
    widths: BTreeMap<u16, f64>,
    heights: BTreeMap<u16, f64>,
    /// The height of those that say none.
    usual_height: f64,
    texts: BTreeMap<u16, String>,
}

fn read_fonts(doc: &Document, fonts: &Dictionary) -> BTreeMap<Vec<u8>, ReadFont> {
    let mut out = BTreeMap::new();
    for (name, object) in fonts {
        let follow = |object: &Object| doc.dereference(object).expect("an object").1.clone();
        let font = follow(object).as_dict().expect("a font").clone();
        let map = font.get(b"ToUnicode").map(follow).expect("a map");
        let map = map.as_stream().expect("a stream").decompressed_content().expect("Flate");
        let descendants = font.get(b"DescendantFonts").and_then(Object::as_array);
        let descendant = follow(&descendants.expect("one descendant")[0]);
        let descendant = descendant.as_dict().expect("a font");
        let heights = descendant.get(b"W2").and_then(Object::as_array).map(|w2| {
            let entries = w2.chunks(2).map(|entry| {
                let values = entry[1].as_array().expect("a list");
                (number(&entry[0]) as u16, -number(&values[0]))
            });
            entries.collect()
        });
        let usual = descendant.get(b"DW2").and_then(Object::as_array);
        out.insert(
            name.clone(),
            ReadFont {
                usual_height: usual.map_or(1000.0, |usual| -number(&usual[1])),
                vertical: font
                    .get(b"Encoding")
                    .and_then(Object::as_name)
                    .is_ok_and(|name| name == b"Identity-V"),
                widths: read_widths(descendant.get(b"W").and_then(Object::as_array).expect("W")),
                heights: heights.unwrap_or_default(),
                texts: read_map(&String::from_utf8_lossy(&map)),
            },
        );
    }
    out
}

fn read_widths(array: &[Object]) -> BTreeMap<u16, f64> {
    let mut out = BTreeMap::new();
    let mut rest = array;
    while let [first, second, after @ ..] = rest {
        let first = number(first) as u16;
        if let Object::Array(list) = second {
            out.extend((first..).zip(list.iter().map(number)));
            rest = after;
        } else {
            let width = number(&after[0]);
            out.extend((first..=number(second) as u16).map(|id| (id, width)));
            rest = &after[1..];
        }
    }
    out
}

/// Ranges, a line each: the first code, the last, and a list of their texts.
fn read_map(map: &str) -> BTreeMap<u16, String> {
    let mut out = BTreeMap::new();
    for line in map.lines() {
        let Some((codes, texts)) = line.split_once('[') else { continue };
        let first = codes.split(['<', '>']).nth(1).and_then(hex).expect("a code");
        let texts = texts.split('<').skip(1).filter_map(|text| text.split('>').next());
        let texts = texts.map(|text| {
            let units: Vec<u16> =
                (0..text.len() / 4).filter_map(|at| hex(&text[at * 4..at * 4 + 4])).collect();
            String::from_utf16(&units).expect("UTF-16")
        });
        out.extend((first..).zip(texts));
    }
    out
}

fn hex(digits: &str) -> Option<u16> {
    u16::from_str_radix(digits, 16).ok()
}

fn number(object: &Object) -> f64 {
    match object {
        Object::Integer(value) => *value as f64,
        Object::Real(value) => f64::from(*value),
        other => panic!("{other:?} is no number"),
    }
}

#[derive(Default)]
struct Pen {
    fonts: BTreeMap<Vec<u8>, ReadFont>,
    font: Vec<u8>,
    size: f64,
    stretch: f64,
    leading: f64,
    matrix: [f64; 6],
    /// The pen, along the text's own axes.
    along: f64,
    actual: Option<String>,
    /// The MCIDs of the sequences that are open.
    open: Vec<Option<i64>>,
    page: usize,
    line: usize,
    shown: Vec<Shown>,
}

impl Pen {
    fn run(&mut self, operation: &Operation) {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "BT" => self.line += 1,
            "T*" => self.go([0.0, -self.leading]),
            "Td" => self.go([number(&operands[0]), number(&operands[1])]),
            "TD" => {
                self.leading = -number(&operands[1]);
                self.go([number(&operands[0]), number(&operands[1])]);
            }
            "Tf" => {
                self.font = operands[0].as_name().expect("a name").to_vec();
                self.size = number(&operands[1]);
            }
            "Tz" => self.stretch = number(&operands[0]) / 100.0,
            "Tm" => {
                let mut matrix = [0.0; 6];
                for (place, value) in matrix.iter_mut().zip(operands) {
                    *place = number(value);
                }
                self.begin(matrix);
            }
            "Tj" => self.show(operands[0].as_str().expect("a string")),
            "TJ" => {
                for item in operands[0].as_array().expect("an array") {
                    match item {
                        Object::String(bytes, _) => self.show(bytes),
                        amount => {
                            self.along -= number(amount) / 1000.0 * self.size * self.stretch;
                        }
                    }
                }
            }
            "BDC" => {
                let dict = operands[1].as_dict().expect("a dictionary");
                self.open.push(dict.get(b"MCID").and_then(Object::as_i64).ok());
                let text = dict.get(b"ActualText").and_then(Object::as_str);
                let Ok(text) = text else { return };
                let units: Vec<u16> =
                    text.chunks(2).skip(1).map(|b| u16::from_be_bytes([b[0], b[1]])).collect();
                self.actual = Some(String::from_utf16(&units).expect("UTF-16"));
            }
            "BMC" => self.open.push(None),
            "EMC" => {
                self.actual = None;
                self.open.pop();
            }
            _ => {}
        }
    }

    fn go(&mut self, [x, y]: [f64; 2]) {
        let [a, b, c, d, e, f] = self.matrix;
        self.begin([a, b, c, d, a * x + c * y + e, b * x + d * y + f]);
    }

    /// Text begins at another place: on the line where it was, if that is where it goes on.
    fn begin(&mut self, matrix: [f64; 6]) {
        const BESIDE: f64 = 6.0;
        let (x, y) = (matrix[4] - self.matrix[4], matrix[5] - self.matrix[5]);
        let down = matrix[1] != 0.0 || self.fonts.get(&self.font).is_some_and(|font| font.vertical);
        let (on, aside) = if down { (-y, x) } else { (x, y) };
        // Characters of heads may be spread; neighbours stand further apart.
        let apart = self.size * self.stretch * 3.0;
        let on = on < -BESIDE || on > self.along.abs() + apart;
        self.line += usize::from(on || aside.abs() > BESIDE);
        self.matrix = matrix;
        self.along = 0.0;
    }

    fn show(&mut self, bytes: &[u8]) {
        let font = &self.fonts[&self.font];
        for pair in bytes.chunks(2) {
            let id = u16::from_be_bytes([pair[0], pair[1]]);
            let (dx, dy) = if font.vertical { (0.0, self.along) } else { (self.along, 0.0) };
            let [a, b, c, d, e, f] = self.matrix;
            let text = match &mut self.actual {
                Some(actual) => std::mem::take(actual),
                None => font.texts[&id].clone(),
            };
            let advance = if font.vertical {
                -font.heights.get(&id).unwrap_or(&font.usual_height) / 1000.0 * self.size
            } else {
                font.widths.get(&id).unwrap_or(&1000.0) / 1000.0 * self.size * self.stretch
            };
            self.shown.push(Shown {
                advance: advance.abs(),
                x: a * dx + c * dy + e,
                y: b * dx + d * dy + f,
                text,
                line: self.line,
                page: self.page,
                mcid: self.open.iter().rev().find_map(|mcid| *mcid),
            });
            self.along += advance;
        }
    }
}
