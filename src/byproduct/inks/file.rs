//! [`File`]: a PDF that is made of another one: what is new in it refers to what is taken over.

use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Dict, Object, ObjectIdentifier, Stream};

use super::object::{self, Named};

/// Numbers from here on are those of new objects. The files of this program have fewer.
const FIRST: u32 = 4_000_000;

pub(super) struct File<'a> {
    pub source: &'a Pdf,
    made: Vec<Vec<u8>>,
    /// What new objects refer to.
    pub named: Named,
}

impl<'a> File<'a> {
    pub fn new(source: &'a Pdf) -> File<'a> {
        File { source, made: Vec::new(), named: Named::new() }
    }

    /// A new object's number.
    pub fn add(&mut self, body: Vec<u8>) -> u32 {
        self.made.push(body);
        FIRST + self.made.len() as u32 - 1
    }

    /// A new stream: `dict` is its dictionary, but for the length.
    pub fn add_stream(&mut self, dict: &[u8], data: &[u8]) -> u32 {
        self.add(stream(dict, data))
    }

    /// The entries of a dictionary as they are, but for some; `more` follows them.
    pub fn entries(&mut self, dict: &Dict<'_>, without: &[&[u8]], more: &str) -> Vec<u8> {
        let mut out = Vec::new();
        object::put_dict(&mut out, dict, without, more, &mut self.named);
        out
    }

    /// The whole file. `pages` are numbers of new objects, which name `parent` as their parent.
    pub fn finish(mut self, pages: &[u32]) -> Vec<u8> {
        let kids: Vec<String> = pages.iter().map(|page| format!("{page} 0 R")).collect();
        let tree = format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.join(" "), pages.len());
        let tree = self.add(tree.into_bytes());
        let root: Option<Dict<'a>> = self.source.xref().get(self.source.xref().root_id());
        // Which layers are shown.
        let layers = root.and_then(|root| root.get_raw::<Object<'_>>(b"OCProperties"));
        let mut catalogue = format!("<</Type/Catalog/Pages {tree} 0 R").into_bytes();
        if let Some(layers) = layers {
            catalogue.extend_from_slice(b"/OCProperties ");
            object::put_either(&mut catalogue, &layers, &mut self.named);
        }
        catalogue.extend_from_slice(b">>");
        let catalogue = self.add(catalogue);
        let mut body = Body::new();
        self.take_over(&mut body);
        for (number, made) in (FIRST..).zip(&self.made) {
            body.add((number, 0), made);
        }
        body.finish(catalogue)
    }

    /// Writes every old object that is referred to, and what that refers to.
    fn take_over(&mut self, body: &mut Body) {
        let mut open = std::mem::take(&mut self.named);
        let mut done = Named::new();
        while let Some(id) = open.pop_first() {
            if id.0 >= FIRST || !done.insert(id) {
                continue;
            }
            let place = ObjectIdentifier::new(id.0, id.1);
            let Some(old) = self.source.xref().get::<Object<'a>>(place) else { continue };
            let mut named = Named::new();
            let copy = match &old {
                Object::Stream(old) => copied(old, &mut named),
                plain => {
                    let mut out = Vec::new();
                    object::put(&mut out, plain, &mut named);
                    out
                }
            };
            body.add(id, &copy);
            open.extend(named.into_iter().filter(|id| !done.contains(id)));
        }
    }
}

fn copied(old: &Stream<'_>, named: &mut Named) -> Vec<u8> {
    let mut dict = Vec::new();
    object::put_dict(&mut dict, old.dict(), &[b"Length"], "", named);
    stream(&dict, &old.raw_data())
}

/// A stream with its length in the dictionary, which has to end in `>>`.
fn stream(dict: &[u8], data: &[u8]) -> Vec<u8> {
    let open = dict.strip_suffix(b">>").unwrap_or(dict);
    let mut out = Vec::with_capacity(open.len() + data.len() + 50);
    out.extend_from_slice(open);
    out.extend_from_slice(format!("/Length {}>>\nstream\n", data.len()).as_bytes());
    out.extend_from_slice(data);
    out.extend_from_slice(b"\nendstream");
    out
}

/// The file's bytes, and where each object begins.
struct Body {
    out: Vec<u8>,
    places: Vec<((u32, i32), usize)>,
}

impl Body {
    fn new() -> Body {
        Body { out: b"%PDF-1.7\n".to_vec(), places: Vec::new() }
    }

    fn add(&mut self, (number, generation): (u32, i32), body: &[u8]) {
        self.places.push(((number, generation), self.out.len()));
        self.out.extend_from_slice(format!("{number} {generation} obj\n").as_bytes());
        self.out.extend_from_slice(body);
        self.out.extend_from_slice(b"\nendobj\n");
    }

    fn finish(mut self, catalogue: u32) -> Vec<u8> {
        self.places.sort_unstable();
        let start = self.out.len();
        self.out.extend_from_slice(b"xref\n0 1\n0000000000 65535 f \n");
        for ((number, generation), place) in &self.places {
            let row = format!("{number} 1\n{place:010} {generation:05} n \n");
            self.out.extend_from_slice(row.as_bytes());
        }
        let size = self.places.last().map_or(1, |((number, _), _)| number + 1);
        let end =
            format!("trailer\n<</Size {size}/Root {catalogue} 0 R>>\nstartxref\n{start}\n%%EOF\n");
        self.out.extend_from_slice(end.as_bytes());
        self.out
    }
}
