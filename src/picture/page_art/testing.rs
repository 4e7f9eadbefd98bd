//! Small PDF files for tests.

use crate::picture::{Art, PageArt, Picture, PictureError};

/// A file of numbered objects, the first of them its catalogue.
pub fn file(objects: &[&str]) -> Vec<u8> {
    let mut out = b"%PDF-1.6\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).bytes());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    for place in &places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = places.len() + 1;
    out.extend(
        format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    out
}

/// A stream as the object of a file.
pub fn stream(entries: &str, data: &str) -> String {
    format!("<<{entries}/Length {}>>\nstream\n{data}\nendstream", data.len())
}

/// A file of one page of 100 by 50 pt; more objects are numbered from 5.
pub fn page(content: &str, resources: &str, more: &[&str]) -> Vec<u8> {
    page_with("/MediaBox[0 0 100 50]", content, resources, more)
}

/// The same with other entries in the page's dictionary.
pub fn page_with(entries: &str, content: &str, resources: &str, more: &[&str]) -> Vec<u8> {
    let page =
        format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<{resources}>>{entries}>>");
    let content = stream("", content);
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        &page,
        &content,
    ];
    objects.extend(more);
    file(&objects)
}

pub fn read(bytes: &[u8]) -> Result<Picture, PictureError> {
    super::read_page(bytes, 1)
}

/// The page of a good file.
pub fn art(bytes: &[u8]) -> PageArt {
    match read(bytes).expect("a good file").art {
        Art::Page(art) => *art,
        other => panic!("{other:?}"),
    }
}
