//! Pictures within a drawing, as the library comes upon them.
//!
//! The library resolves a picture anew at each of its uses, and reads an embedded drawing with
//! none of the care that [`super::guard`] takes of the drawing around it. So every picture goes
//! through here: equal ones share their bytes, drawings are checked first, and all together
//! they have limits, past which the whole file is refused.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use usvg::{Group, ImageHrefResolver, ImageKind, Node, Options};

use super::super::{Kind, PictureError, gif, jpeg, png, webp};
use super::{Notices, guard, lock};

/// The most bytes of embedded pictures, each counted at every use.
const MAX_BYTES: usize = 1 << 30;
/// The most uses of embedded drawings; the library reads them again for each.
const MAX_DRAWINGS: u32 = 1000;
/// The most nodes of embedded drawings, each counted at every use.
const MAX_NODES: usize = 1_000_000;

/// What was embedded so far.
#[derive(Default)]
pub(super) struct Embedded {
    contents: BTreeSet<Arc<Vec<u8>>>,
    bytes: usize,
    drawings: u32,
    /// Whether one is being read: the library's stack holds one in the outermost, no more.
    is_within: bool,
    nodes: usize,
    /// Which limit was passed.
    excess: Option<String>,
}

impl Embedded {
    /// Whether all of them together kept the limits.
    pub fn check(&self) -> Result<(), PictureError> {
        match &self.excess {
            Some(reason) => Err(PictureError::Unsupported(Kind::Svg, reason.clone())),
            None => Ok(()),
        }
    }

    /// Counts a picture; none when that is one too many.
    fn admit(&mut self, data: Arc<Vec<u8>>) -> Option<Arc<Vec<u8>>> {
        self.bytes = self.bytes.saturating_add(data.len());
        if self.bytes > MAX_BYTES {
            self.refuse(format!("its embedded pictures have more than {MAX_BYTES} bytes"));
        }
        if self.excess.is_some() {
            return None;
        }
        if let Some(known) = self.contents.get(&data) {
            return Some(Arc::clone(known));
        }
        self.contents.insert(Arc::clone(&data));
        Some(data)
    }

    fn admit_drawing(&mut self) -> Option<()> {
        self.drawings += 1;
        if self.drawings > MAX_DRAWINGS {
            self.refuse(format!("it shows embedded drawings more than {MAX_DRAWINGS} times"));
        }
        (self.excess.is_none() && !std::mem::replace(&mut self.is_within, true)).then_some(())
    }

    fn admit_nodes(&mut self, count: usize) -> Option<()> {
        self.nodes = self.nodes.saturating_add(count);
        if self.nodes > MAX_NODES {
            self.refuse(format!("its embedded drawings have more than {MAX_NODES} elements"));
        }
        self.excess.is_none().then_some(())
    }

    fn refuse(&mut self, reason: String) {
        self.excess.get_or_insert(reason);
    }
}

/// Takes pictures that are inside the file, and notes the others.
pub(super) fn embedded_alone(notices: &Mutex<Notices>) -> ImageHrefResolver<'_> {
    let take = ImageHrefResolver::default_data_resolver();
    ImageHrefResolver {
        resolve_data: Box::new(move |mime, data, options| {
            let data = lock(notices).embedded.admit(data)?;
            let found = match kind_of(&data) {
                // The library leaves one out in silence whose size it cannot tell.
                Some(mime) if is_sound(mime, &data) => take(mime, data, options),
                Some(_) => None,
                // Not told by its first bytes: a drawing, or nothing that can be used.
                None if mime == "image/svg+xml" || mime == "text/plain" => {
                    drawing(notices, &data, options)
                }
                None => None,
            };
            if found.is_none() {
                lock(notices).strangers += 1;
            }
            found
        }),
        resolve_string: Box::new(move |href, _| {
            lock(notices).external.get_or_insert_with(|| href.chars().take(80).collect());
            None
        }),
    }
}

/// The type of a picture of pixels, from its first bytes, whatever the link says.
fn kind_of(data: &[u8]) -> Option<&'static str> {
    match data {
        [0xFF, 0xD8, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

/// Whether a picture's header can be read.
fn is_sound(mime: &str, data: &[u8]) -> bool {
    match mime {
        "image/jpeg" => jpeg::read(data.to_vec()).is_ok(),
        "image/png" => png::read(data).is_ok(),
        "image/gif" => gif::read(data).is_ok(),
        _ => webp::head(data).is_ok(),
    }
}

/// A drawing within the drawing, as sound as the one around it: text in UTF-8, not compressed
/// (a few bytes of gzip may be gigabytes), no deeper than the library's stack, and in no other
/// embedded drawing.
fn drawing(notices: &Mutex<Notices>, data: &[u8], options: &Options<'_>) -> Option<ImageKind> {
    let text = std::str::from_utf8(data).ok()?;
    guard::check(text).ok()?;
    let shapes = super::weight::check(&super::document(text).ok()?).ok()?;
    lock(notices).embedded.admit_nodes(usize::try_from(shapes).ok()?)?;
    lock(notices).embedded.admit_drawing()?;
    let found = ImageHrefResolver::default_data_resolver()(
        "image/svg+xml",
        Arc::new(data.to_vec()),
        options,
    );
    let mut notices = lock(notices);
    notices.embedded.is_within = false;
    let Some(ImageKind::SVG(tree)) = &found else { return None };
    notices.embedded.admit_nodes(nodes(tree.root()))?;
    // The library leaves out what an embedded drawing links to without a word.
    let links = text.split("<image").skip(1).filter(|tag| !shows_data(tag));
    notices.strangers += links.count() as u32;
    notices.foreign += text.matches("<foreignObject").count() as u32;
    found
}

/// Whether the rest of an image's tag holds the picture itself.
fn shows_data(tag: &str) -> bool {
    let tag = tag.split('>').next().unwrap_or(tag);
    tag.contains("\"data:") || tag.contains("'data:")
}

fn nodes(group: &Group) -> usize {
    let of = |node: &Node| match node {
        Node::Group(group) => nodes(group),
        Node::Text(text) => nodes(text.flattened()),
        Node::Path(_) | Node::Image(_) => 0,
    };
    group.children().iter().map(|node| 1 + of(node)).sum()
}
