//! The ink map: how much ink lies where, in steps, with the place that has most.

use hayro::RenderCache;
use hayro::RenderSettings;
use hayro::hayro_syntax::Pdf;

use super::Separated;
use crate::byproduct::raster::{self, RasterError};

/// The place with the most ink within the bleed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heaviest {
    /// All inks together, in per cent of one solid ink.
    pub ink: f32,
    /// From the trim's upper left corner, in points.
    pub x: f32,
    pub y: f32,
    /// The pixel.
    at: (u32, u32),
}

/// Red, green and blue of an ink map.
pub struct InkMap {
    pub width: u32,
    pub height: u32,
    pub pixels: Vec<u8>,
}

/// Steps are so wide, in per cent.
const STEP: u32 = 50;
/// What is laid over the greatest amount, and the colour of what is over the limit.
const ALARM: [u8; 3] = [215, 25, 28];
/// The lightest and the darkest step within the limit.
const LIGHT: [f32; 3] = [226.0, 236.0, 246.0];
const DARK: [f32; 3] = [20.0, 60.0, 120.0];
/// Each ink is rounded to 1/255 twice: so much over a limit is none, in 255 of one solid ink.
const ROUNDING: u32 = 4;

impl Separated {
    /// All inks together at every pixel, 255 for each solid ink.
    fn totals(&self) -> Vec<u16> {
        let mut totals = vec![0u16; self.width as usize * self.height as usize];
        for plate in &self.plates {
            for (total, &ink) in totals.iter_mut().zip(&plate.ink) {
                *total += u16::from(ink);
            }
        }
        totals
    }

    /// Where most ink lies; crop marks, which stand on every plate, do not count.
    pub fn heaviest(&self) -> Heaviest {
        self.heaviest_of(&self.totals())
    }

    fn heaviest_of(&self, totals: &[u16]) -> Heaviest {
        let [left, top, right, bottom] = self.bleed.map(|pixel| pixel.max(0.0) as usize);
        let width = self.width as usize;
        let rows = totals.chunks(width.max(1)).enumerate().take(bottom).skip(top);
        let mut most = (0, left, top);
        for (y, row) in rows {
            for (x, &total) in row.iter().enumerate().take(right).skip(left) {
                if total > most.0 {
                    most = (total, x, y);
                }
            }
        }
        let (total, x, y) = most;
        let points = |pixel: usize, trim: f32| (pixel as f32 + 0.5 - trim) * 72.0 / self.dpi as f32;
        Heaviest {
            ink: f32::from(total) / 2.55,
            x: points(x, self.trim[0]),
            y: points(y, self.trim[1]),
            at: (x as u32, y as u32),
        }
    }

    /// The map; `limit` is in hundredths of a per cent.
    pub fn ink_map(&self, limit: u32) -> Result<InkMap, RasterError> {
        let totals = self.totals();
        let heaviest = self.heaviest_of(&totals);
        let steps = Steps::new(limit / 100);
        let em = (self.width / 50).clamp(10, 30);
        let width = self.width.max(18 * em);
        let legend = legend(&steps, heaviest, (width, em))?;
        let height = self.height + legend.height;
        let mut pixels = vec![255; 3 * width as usize * height as usize];
        let rows = pixels.chunks_exact_mut(3 * width as usize);
        for (row, totals) in rows.zip(totals.chunks(self.width.max(1) as usize)) {
            for (pixel, &total) in row.chunks_exact_mut(3).zip(totals) {
                pixel.copy_from_slice(&steps.colour(total.into()));
            }
        }
        let below = 3 * width as usize * self.height as usize;
        if let Some(foot) = pixels.get_mut(below..).filter(|f| f.len() == legend.pixels.len()) {
            foot.copy_from_slice(&legend.pixels);
        }
        let mut map = InkMap { width, height, pixels };
        if heaviest.ink > 0.0 {
            map.ring(heaviest.at, em as i64, self.height);
        }
        Ok(map)
    }
}

/// A step of the map.
#[cfg(feature = "watch")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InkStep {
    /// In per cent, from here on.
    pub from: u32,
    /// Up to here; none of what is over the limit.
    pub to: Option<u32>,
    pub colour: [u8; 3],
}

#[cfg(feature = "watch")]
impl Separated {
    /// The steps of the map alone; `limit` is in hundredths of a per cent.
    pub fn ink_steps(limit: u32) -> Vec<InkStep> {
        let Steps(ends) = Steps::new(limit / 100);
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let colours = Steps::new(limit / 100);
        let step = |(at, from)| match ends.get(at) {
            Some(&to) => InkStep { from, to: Some(to), colour: colours.step(at) },
            None => InkStep { from, to: None, colour: ALARM },
        };
        starts.enumerate().map(step).collect()
    }

    /// The map without its legend, to be laid over the picture of the trim: red, green, blue and
    /// how much of that covers what is beneath, so many pixels wide and high.
    pub fn ink_cover(&self, limit: u32, (width, height): (u32, u32)) -> Vec<u8> {
        const COVER: u8 = 210;
        let (totals, steps) = (self.totals(), Steps::new(limit / 100));
        let [left, top] = self.trim.map(|side| side.round().max(0.0) as u32);
        let mut pixels = Vec::with_capacity(4 * width as usize * height as usize);
        for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x + left, y + top))) {
            let at = y as usize * self.width as usize + x as usize;
            let total = if x < self.width { totals.get(at).copied() } else { None };
            match total.unwrap_or(0) {
                0 => pixels.extend([0; 4]),
                total => {
                    let [r, g, b] = steps.colour(total.into());
                    pixels.extend([r, g, b, COVER]);
                }
            }
        }
        pixels
    }
}

/// The upper ends of the steps, in per cent; above the last is above the limit.
struct Steps(Vec<u32>);

impl Steps {
    fn new(limit: u32) -> Steps {
        let below = (1..).map(|step| step * STEP).take_while(|end| *end < limit);
        Steps(below.chain([limit]).collect())
    }

    fn colour(&self, total: u32) -> [u8; 3] {
        if total == 0 {
            return [255; 3];
        }
        let ends = self.0.iter().map(|end| end * 255 / 100 + ROUNDING);
        match ends.into_iter().position(|end| total <= end) {
            Some(step) => self.step(step),
            None => ALARM,
        }
    }

    fn step(&self, step: usize) -> [u8; 3] {
        let last = self.0.len().saturating_sub(1).max(1) as f32;
        std::array::from_fn(|part| {
            (LIGHT[part] + (DARK[part] - LIGHT[part]) * step as f32 / last).round() as u8
        })
    }

    /// Each step's colour and what it says.
    fn legend(&self) -> Vec<([u8; 3], String)> {
        let limit = self.0.last().copied().unwrap_or(0);
        let mut from = 0;
        let mut rows = vec![([255; 3], "no ink".to_owned())];
        for (step, &end) in self.0.iter().enumerate() {
            let said = if end == limit { " %, the limit" } else { " %" };
            rows.push((self.step(step), format!("{from} to {end}{said}")));
            from = end;
        }
        rows.push((ALARM, format!("over {limit} %")));
        rows
    }
}

impl InkMap {
    /// A ring of black within white around a pixel, square and so wide.
    fn ring(&mut self, (x, y): (u32, u32), reach: i64, below: u32) {
        let (x, y) = (i64::from(x), i64::from(y));
        let thick = (reach / 8).max(1);
        for down in -reach..=reach {
            for across in -reach..=reach {
                let far = down.abs().max(across.abs());
                let colour = match reach - far {
                    edge if edge < thick => 255,
                    edge if edge < 2 * thick => 0,
                    edge if edge < 3 * thick => 255,
                    _ => continue,
                };
                let (x, y) = (x + across, y + down);
                if (0..i64::from(self.width)).contains(&x) && (0..i64::from(below)).contains(&y) {
                    let at = 3 * (y as usize * self.width as usize + x as usize);
                    if let Some(pixel) = self.pixels.get_mut(at..at + 3) {
                        pixel.fill(colour);
                    }
                }
            }
        }
    }
}

/// The strip under the map, drawn as a page of PDF: a pixel a point.
fn legend(
    steps: &Steps,
    heaviest: Heaviest,
    (width, em): (u32, u32),
) -> Result<InkMap, RasterError> {
    let millimetres = |points: f32| points * 25.4 / 72.0;
    let words = format!(
        "Most ink (ringed): {:.0} %, {:.0} mm from the left and {:.0} mm from the top of the trim",
        heaviest.ink,
        millimetres(heaviest.x),
        millimetres(heaviest.y)
    );
    let em = em as f32;
    let mut layout = Layout { em, width: width as f32, x: em, line: 0, marks: Vec::new() };
    words.split(' ').for_each(|word| layout.word(word));
    layout.next_line();
    for (colour, said) in steps.legend() {
        layout.swatch(colour, &said);
    }
    let height = (em * 1.8 * (layout.line + 1) as f32 + em).ceil();
    let content: String = layout.marks.iter().map(|mark| mark.written(height, em)).collect();
    let pdf = page(&content, (width as f32, height));
    let pdf = Pdf::new(pdf).map_err(|_| RasterError::Unread)?;
    let page = pdf.pages().first().ok_or(RasterError::Unread)?;
    let drawn = raster::draw(page, 72, &RenderCache::new(), &RenderSettings::default())?;
    let pixels = drawn.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
    Ok(InkMap { width: drawn.width().into(), height: drawn.height().into(), pixels })
}

/// Words and swatches in lines.
struct Layout {
    em: f32,
    width: f32,
    x: f32,
    line: u32,
    marks: Vec<Mark>,
}

/// Something at a place of a line.
struct Mark {
    x: f32,
    line: u32,
    swatch: Option<[u8; 3]>,
    text: String,
}

impl Layout {
    fn next_line(&mut self) {
        (self.x, self.line) = (self.em, self.line + 1);
    }

    /// Room for so much, in this line or the next.
    fn make_room(&mut self, wide: f32) {
        if self.x > self.em && self.x + wide > self.width - self.em {
            self.next_line();
        }
    }

    fn word(&mut self, word: &str) {
        let wide = wide(word, self.em);
        self.make_room(wide);
        self.marks.push(Mark { x: self.x, line: self.line, swatch: None, text: word.to_owned() });
        self.x += wide + self.em * 0.28;
    }

    fn swatch(&mut self, colour: [u8; 3], said: &str) {
        let wide = self.em * 1.6 + wide(said, self.em);
        self.make_room(wide);
        let swatch = Some(colour);
        self.marks.push(Mark { x: self.x, line: self.line, swatch, text: said.to_owned() });
        self.x += wide + self.em;
    }
}

impl Mark {
    fn written(&self, height: f32, em: f32) -> String {
        let foot = height - em * (1.8 + 1.8 * self.line as f32);
        let (mut x, mut out) = (self.x, String::new());
        if let Some(colour) = self.swatch {
            let [r, g, b] = colour.map(|part| f32::from(part) / 255.0);
            out = format!(
                "{r} {g} {b} rg 0.4 G {} w {x} {} {em} {em} re B 0 g\n",
                em / 12.0,
                foot - em * 0.15
            );
            x += em * 1.6;
        }
        out + &format!("BT /F {em} Tf {x} {foot} Td ({}) Tj ET\n", escaped(&self.text))
    }
}

/// A text as a string of PDF has it.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)")
}

/// How wide Helvetica sets a text, letter by letter (Adobe's metrics, in thousandths of an em).
fn wide(text: &str, em: f32) -> f32 {
    let letter = |c: char| match c {
        'i' | 'j' | 'l' => 222,
        ' ' | ',' | '.' | ':' | 'f' | 't' | '/' => 278,
        'r' | '(' | ')' => 333,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => 500,
        'w' => 722,
        'm' | 'M' => 833,
        '%' => 889,
        _ => 556,
    };
    text.chars().map(letter).sum::<u32>() as f32 * em / 1000.0
}

/// A PDF of one page, with Helvetica as /F.
fn page(content: &str, (width, height): (f32, f32)) -> Vec<u8> {
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents 4 0 R\
             /Resources<</Font<</F {font}>>>>>>"
        ),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
    ];
    let mut out = String::from("%PDF-1.7\n");
    let mut rows = String::from("0000000000 65535 f \n");
    for (at, object) in objects.iter().enumerate() {
        rows.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let start = out.len();
    out.push_str(&format!("xref\n0 5\n{rows}trailer\n<</Size 5/Root 1 0 R>>\n"));
    out.push_str(&format!("startxref\n{start}\n%%EOF\n"));
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::byproduct::inks::Plate;

    fn separated(plates: &[&[u8]], width: u32) -> Separated {
        let height = plates.first().map_or(0, |ink| ink.len() as u32 / width);
        let plate = |ink: &&[u8]| Plate { name: String::new(), ink: ink.to_vec(), tints: vec![] };
        Separated {
            width,
            height,
            dpi: 72,
            plates: plates.iter().map(plate).collect(),
            untold: Default::default(),
            trim: [1.0, 1.0],
            bleed: [1.0, 0.0, width as f32, height as f32],
        }
    }

    #[test]
    fn the_greatest_amount_is_found_within_the_bleed() {
        let plates: [&[u8]; 2] = [&[255, 0, 0, 255, 100, 0], &[255, 0, 0, 255, 255, 0]];
        let most = separated(&plates, 3).heaviest();
        assert_eq!(most.ink.round(), 139.0);
        // The pixel in the middle of the second row, a point from the trim's corner.
        assert_eq!((most.x, most.y), (0.5, 0.5));
    }

    #[test]
    fn steps_end_at_the_limit() {
        let steps = Steps::new(220);
        assert_eq!(steps.0, [50, 100, 150, 200, 220]);
        assert_eq!(steps.colour(0), [255; 3]);
        assert_eq!(steps.colour(255), steps.step(1));
        assert_eq!(steps.colour(256 + ROUNDING), steps.step(2));
        // 220 % is 561, and rounding may add to it.
        assert_eq!(steps.colour(561), steps.step(4));
        assert_eq!(steps.colour(570), ALARM);
        assert_eq!(Steps::new(90).0, [50, 90]);
        let said: Vec<String> = Steps::new(90).legend().into_iter().map(|(_, said)| said).collect();
        assert_eq!(said, ["no ink", "0 to 50 %", "50 to 90 %, the limit", "over 90 %"]);
    }

    #[test]
    fn the_map_has_a_legend_and_a_ring() {
        let ink = vec![200; 400 * 300];
        let map = separated(&[&ink, &ink], 400).ink_map(22_000).expect("a map");
        assert_eq!(map.width, 400);
        assert!((340..480).contains(&map.height), "{}", map.height);
        let pixel = |x: usize, y: usize| -> [u8; 3] {
            std::array::from_fn(|part| map.pixels[3 * (y * 400 + x) + part])
        };
        // 157 %, and its ring around the first pixel that counts, on which it does not lie.
        assert_eq!(pixel(200, 150), Steps::new(220).step(3));
        assert_eq!(pixel(1, 0), Steps::new(220).step(3));
        assert_eq!(pixel(1, 9), [0; 3]);
        let colours: std::collections::BTreeSet<[u8; 3]> = (300..map.height as usize)
            .flat_map(|y| (0..400).map(move |x| (x, y)))
            .map(|(x, y)| pixel(x, y))
            .collect();
        for (colour, said) in Steps::new(220).legend() {
            assert!(colours.contains(&colour), "{said}");
        }
        assert!(colours.contains(&[0; 3]), "words");
    }
}
