//! Pages as a renderer that is not ours draws them, compared with small grey pictures.
//!
//! The pictures are so small that a letter is about a pixel: they hold where type, rules and
//! pictures stand and how dark they are, not how an outline is smoothed. What a few pixels
//! cannot show (one glyph lost, another face) is compared at a higher resolution with what the
//! same page looked like before the change: see the tests at the end.

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use crate::support;

/// An 8-bit grey picture.
#[derive(Clone, PartialEq, Eq)]
struct Grey {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

/// Each page of a PDF, `scale` pixels a point.
fn rasters(pdf: &[u8], scale: f32) -> Vec<Grey> {
    let pdf = Pdf::new(pdf.to_vec()).expect("a PDF that others read");
    let cache = RenderCache::new();
    let pixmap = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let (reading, rendering) = (InterpreterSettings::default(), RenderSettings::default());
    let pages = pdf.pages().iter();
    pages
        .map(|page| {
            let page = render(page, &cache, &reading, &rendering, &pixmap);
            let pixels = page.data().iter().map(|pixel| {
                let [r, g, b] = [pixel.r, pixel.g, pixel.b].map(u32::from);
                ((r * 299 + g * 587 + b * 114 + 500) / 1000) as u8
            });
            Grey {
                width: page.width().into(),
                height: page.height().into(),
                pixels: pixels.collect(),
            }
        })
        .collect()
}

impl Grey {
    /// Means of `by` by `by` pixels.
    fn shrunk(&self, by: usize) -> Grey {
        let (width, height) = (self.width / by, self.height / by);
        let mean = |at: usize| {
            let (x, y) = (at % width * by, at / width * by);
            let rows = (y..y + by).map(|y| &self.pixels[y * self.width + x..][..by]);
            let sum: usize = rows.flatten().map(|&pixel| usize::from(pixel)).sum();
            ((sum + by * by / 2) / (by * by)) as u8
        };
        Grey { width, height, pixels: (0..width * height).map(mean).collect() }
    }

    /// In `levels` greys, which a file packs better.
    fn coarse(&self, levels: usize) -> Grey {
        let step = 255 / (levels - 1);
        let level = |&pixel: &u8| ((usize::from(pixel) + step / 2) / step * step).min(255) as u8;
        Grey { pixels: self.pixels.iter().map(level).collect(), ..self.clone() }
    }

    /// Where pictures differ: squares of `side` pixels whose mean differs by more than `most`.
    fn differences(&self, other: &Grey, side: usize, most: u8) -> Vec<(usize, usize)> {
        if (self.width, self.height) != (other.width, other.height) {
            return vec![(0, 0)];
        }
        let (one, two) = (self.shrunk(side), other.shrunk(side));
        let pairs = one.pixels.iter().zip(&two.pixels).enumerate();
        pairs
            .filter(|(_, (a, b))| a.abs_diff(**b) > most)
            .map(|(at, _)| (at % one.width * side, at / one.width * side))
            .collect()
    }

    fn read(path: &Path) -> Option<Grey> {
        let decoder = png::Decoder::new(BufReader::new(File::open(path).ok()?));
        let mut reader = decoder.read_info().ok()?;
        let mut pixels = vec![0; reader.output_buffer_size()?];
        let info = reader.next_frame(&mut pixels).ok()?;
        assert_eq!(info.color_type, png::ColorType::Grayscale, "{}", path.display());
        Some(Grey { width: info.width as usize, height: info.height as usize, pixels })
    }

    fn write(&self, path: &Path) {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        let file = BufWriter::new(File::create(path).expect("a writable file"));
        let mut encoder = png::Encoder::new(file, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::High);
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(&self.pixels).expect("the pixels");
    }
}

/// References are this many pixels on the longer side, in this many greys.
const LONGER: f32 = 200.0;
const LEVELS: usize = 32;
/// A pixel may differ by so much for smoothing, and two neighbouring levels beside it.
const PIXEL: u8 = 24;

fn reference(name: &str, page: usize) -> std::path::PathBuf {
    support::root().join(format!("tests/raster/{name}-{}.png", page + 1))
}

fn small(pdf: &[u8]) -> Vec<Grey> {
    // Drawn at four times the size, so that thin rules are grey and not a matter of luck.
    let points = rasters(pdf, 0.1).iter().map(|page| page.width.max(page.height)).max();
    let scale = LONGER * 4.0 / (points.expect("a page") as f32 * 10.0);
    rasters(pdf, scale).iter().map(|page| page.shrunk(4).coarse(LEVELS)).collect()
}

#[test]
fn pages_look_as_before() {
    let mut known = Vec::new();
    for layout in support::layouts() {
        let name = layout.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for (at, page) in small(&support::pdf(&layout)).iter().enumerate() {
            let path = reference(&name, at);
            if support::is_blessing() {
                page.write(&path);
            }
            let size = std::fs::metadata(&path).map_or(0, |file| file.len());
            assert!(size <= 20 * 1024, "{}: {size} bytes", path.display());
            let before = Grey::read(&path).unwrap_or_else(|| panic!("no {}", path.display()));
            let found = before.differences(page, 1, PIXEL);
            let most = page.pixels.len() / 2000;
            assert!(
                found.len() <= most,
                "page {} of {name} looks otherwise at {} places, the first at {:?} of {} x {}; \
                 TYPESET_BLESS=1 cargo test rewrites {}",
                at + 1,
                found.len(),
                found[0],
                page.width,
                page.height,
                path.display(),
            );
            known.push(path);
        }
    }
    let files = support::files(&support::root().join("tests/raster"), "png");
    let over: Vec<_> = files.iter().filter(|file| !known.contains(file)).collect();
    assert!(over.is_empty() && files.len() <= 12, "{over:?} belong to no page");
}

/// A small page for the tests of the comparison itself.
const LAYOUT: &str = r#"
[document]
date = 2024-11-16
[paper]
size = ["100mm", "100mm"]
margin = "10mm"
[grid]
columns = 2
measure = 10
line = "12pt"
[article]
lead = "lead.md"
[[page]]
block = [
  { article = "lead", columns = 1, lines = "1-15" },
  { text = "碼頭", style = "quote", columns = 2, lines = "1+4" },
]
"#;
const ARTICLE: &str =
    "海港昨日開幕，首批貨輪已經抵達。市民聚集岸邊觀看，掌聲不絕。港務局表示，新航線每周三班。\n";

/// The page's picture, 2 pixels a point.
fn drawn(layout: &str, article: &str) -> Grey {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("page.toml");
    std::fs::write(&path, layout).expect("a writable file");
    std::fs::write(folder.path().join("lead.md"), article).expect("a writable file");
    rasters(&support::pdf(&path), 2.0).remove(0)
}

/// At this size a character is 18 pixels wide: a square of 8 is a quarter of it.
fn same(one: &Grey, other: &Grey) -> bool {
    one.differences(other, 8, 40).is_empty()
}

#[test]
fn a_page_looks_like_itself() {
    let (one, two) = (drawn(LAYOUT, ARTICLE), drawn(LAYOUT, ARTICLE));
    assert!(same(&one, &two));
    // And so it does when its outlines are smoothed otherwise.
    let mut other = one.clone();
    for at in 1..other.pixels.len() {
        other.pixels[at] =
            ((u16::from(one.pixels[at]) * 3 + u16::from(one.pixels[at - 1])) / 4) as u8;
    }
    assert!(same(&one, &other));
    assert!(one.pixels.iter().filter(|&&pixel| pixel < 128).count() > 500, "there is ink");
}

#[test]
fn a_moved_block_is_seen() {
    let moved = LAYOUT.replace("lines = \"1+4\"", "lines = \"2+4\"");
    assert!(!same(&drawn(LAYOUT, ARTICLE), &drawn(&moved, ARTICLE)));
    let narrow = LAYOUT.replace("columns = 2, lines", "chars = \"13-21\", lines");
    assert!(!same(&drawn(LAYOUT, ARTICLE), &drawn(&narrow, ARTICLE)));
}

#[test]
fn a_lost_glyph_is_seen() {
    for (glyph, blank) in [("觀", "\u{3000}"), ("達", "\u{3000}"), ("，首", "\u{3000}首")] {
        let lost = ARTICLE.replacen(glyph, blank, 1);
        assert!(lost != ARTICLE);
        let (one, other) = (drawn(LAYOUT, ARTICLE), drawn(LAYOUT, &lost));
        let one_by_one = one.differences(&other, 4, 40);
        assert!(!one_by_one.is_empty(), "{glyph}");
    }
}

#[test]
fn another_font_is_seen() {
    for font in ["sans", "serif-bold", "kai"] {
        let other = format!("{LAYOUT}\n[style.body]\nfont = \"{font}\"\n");
        assert!(!same(&drawn(LAYOUT, ARTICLE), &drawn(&other, ARTICLE)), "{font}");
    }
}

/// The example pages themselves, at the size of their references.
#[test]
fn small_references_show_large_changes() {
    let layout = support::root().join("layouts/page.toml");
    let Ok(text) = std::fs::read_to_string(&layout) else { panic!("an example") };
    let before = small(&support::pdf(&layout)).remove(0);
    let moved = text.replace("\"58-67\", lines = \"48+25\"", "\"58-67\", lines = \"51+22\"");
    let font = format!("{text}\n[style.body]\nfont = \"sans-black\"\nsize = \"9pt\"\n");
    let font = font.replacen("[style.body]\nsize = \"9pt\"\n", "", 1);
    for (what, changed) in [("a moved block", moved), ("another font", font)] {
        assert!(changed != text, "{what}");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("page.toml");
        let examples = support::root().join("examples").display().to_string();
        let changed = changed.replace("../examples", &examples);
        std::fs::write(&path, changed).expect("a writable file");
        let after = small(&support::pdf(&path)).remove(0);
        let found = before.differences(&after, 1, PIXEL).len();
        assert!(found > before.pixels.len() / 1000, "{what}: {found} places");
    }
}
