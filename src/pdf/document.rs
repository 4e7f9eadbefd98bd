//! The skeleton: printpdf makes the document with its pages, boxes, tree and catalogue.
//!
//! The pages have no operations: their content is encoded by `encode.rs` and put in by
//! `finish.rs`, as are the things that printpdf does not do or does wrong.

use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect};

use super::Info;
use super::sheet::Sheet;
use crate::draw::{DrawList, DrawSheet};
use crate::measure::Length;

pub(super) fn skeleton(list: &DrawList<DrawSheet>, info: &Info) -> lopdf::Document {
    let mut doc = PdfDocument::new(&info.title);
    doc.metadata.info.creator.clone_from(&info.creator);
    doc.pages = list
        .pages
        .iter()
        .map(|page| {
            let media = Sheet::of(page).media();
            let whole = Rect::from_wh(points(media.width), points(media.height));
            let mut made = PdfPage::new(Mm(0.0), Mm(0.0), Vec::new());
            (made.media_box, made.trim_box, made.crop_box) = (whole.clone(), whole.clone(), whole);
            made
        })
        .collect();
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: false,
        image_optimization: None,
    };
    doc.to_lopdf_document(&options, &mut Vec::new())
}

fn points(length: Length) -> Pt {
    Pt(length.to_pt() as f32)
}
