//! [`contact`]: the pages of several PDFs in one picture, to be looked at side by side.

use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::Pixmap;
use hayro::{RenderCache, RenderSettings};

use super::raster::{RasterError, draw, rgb};

/// Pixels an inch of a page, at most.
const DPI: u32 = 72;
/// Pixels of the whole picture's width, about.
const WIDE: f32 = 3600.0;
/// Of one page there are so many in a row.
const IN_A_ROW: usize = 4;
/// Pixels between pages, and of the squares that number them.
const GAP: usize = 24;
const SQUARE: usize = 8;
/// The ground, and the edge of a page.
const GROUND: u8 = 222;
const EDGE: u8 = 120;

/// All pages of each PDF side by side: PDFs of one page four in a row, those of several a row each. Over the first
/// page of each stand as many squares as its number.
pub fn contact(pdfs: &[&[u8]]) -> Result<Vec<u8>, RasterError> {
    let read = |pdf: &&[u8]| Pdf::new(pdf.to_vec()).map_err(|_| RasterError::Unread);
    let pdfs = pdfs.iter().map(read).collect::<Result<Vec<Pdf>, RasterError>>()?;
    let most = pdfs.iter().map(|pdf| pdf.pages().len()).max().unwrap_or(0);
    let in_a_row = if most > 1 { most } else { pdfs.len().clamp(1, IN_A_ROW) };
    let pages = pdfs.iter().flat_map(|pdf| pdf.pages().iter());
    let widest = pages.map(|page| page.render_dimensions().0).fold(1.0, f32::max);
    // Of broad pages or many there are fewer pixels an inch.
    let fits = WIDE / (widest / 72.0 * in_a_row as f32);
    let dpi = (fits as u32).clamp(8, DPI);
    let (mut cells, mut at) = (Vec::new(), 0);
    for (number, pdf) in (1..).zip(&pdfs) {
        let (cache, settings) = (RenderCache::new(), RenderSettings::default());
        for (page, drawn) in pdf.pages().iter().enumerate() {
            let drawn = draw(drawn, dpi, &cache, &settings)?;
            cells.push(Cell { drawn, at: at + page, number: if page == 0 { number } else { 0 } });
        }
        at += if most > 1 { in_a_row } else { 1 };
    }
    Sheet::of(&cells, in_a_row).png(dpi)
}

/// A page, by its place from left to right and row by row.
struct Cell {
    drawn: Pixmap,
    at: usize,
    /// 0 where it is not the first of its PDF.
    number: usize,
}

struct Sheet {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Sheet {
    fn of(cells: &[Cell], in_a_row: usize) -> Sheet {
        let side =
            |of: fn(&Pixmap) -> u16| cells.iter().map(move |cell| usize::from(of(&cell.drawn)));
        let wide = side(Pixmap::width).max().unwrap_or(1);
        let high = side(Pixmap::height).max().unwrap_or(1);
        let rows = cells.iter().map(|cell| cell.at / in_a_row + 1).max().unwrap_or(1);
        let (width, height) = (GAP + in_a_row * (wide + GAP), GAP + rows * (high + GAP));
        let mut sheet = Sheet { width, height, pixels: vec![GROUND; width * height * 3] };
        for cell in cells {
            let left = GAP + cell.at % in_a_row * (wide + GAP);
            let top = GAP + cell.at / in_a_row * (high + GAP);
            sheet.lay(&cell.drawn, (left, top));
            for square in 0..cell.number {
                let x = left + square * SQUARE * 2;
                sheet.fill((x, top - GAP + SQUARE), (SQUARE, SQUARE), EDGE);
            }
        }
        sheet
    }

    fn lay(&mut self, drawn: &Pixmap, (left, top): (usize, usize)) {
        let (wide, high) = (usize::from(drawn.width()), usize::from(drawn.height()));
        self.fill((left - 1, top - 1), (wide + 2, high + 2), EDGE);
        for (row, pixels) in drawn.data().chunks_exact(wide.max(1)).enumerate() {
            let from = ((top + row) * self.width + left) * 3;
            let own = pixels.iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]);
            self.pixels[from..].iter_mut().zip(own).for_each(|(pixel, own)| *pixel = own);
        }
    }

    fn fill(&mut self, (left, top): (usize, usize), (wide, high): (usize, usize), grey: u8) {
        let right = (left + wide).min(self.width);
        for row in top..(top + high).min(self.height) {
            let from = (row * self.width + left.min(right)) * 3;
            self.pixels[from..(row * self.width + right) * 3].fill(grey);
        }
    }

    fn png(&self, dpi: u32) -> Result<Vec<u8>, RasterError> {
        rgb(&self.pixels, (self.width as u32, self.height as u32), dpi)
    }
}
