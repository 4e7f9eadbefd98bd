//! Where the pictures that a document speaks of are.

use std::sync::Arc;

use super::copy::PictureFile;
use super::tree::{Id, Tree};

/// Where a picture is.
pub enum Source {
    File(PictureFile),
    /// On another machine, or nowhere: nothing is fetched.
    Elsewhere(String),
    /// A dot that counts readers, a blank that keeps room.
    Ornament,
}

/// Where an element's picture is.
pub fn source(tree: &Tree, id: Id) -> Source {
    // Pages that load pictures late have a blank in their place at first.
    const NAMES: [&str; 5] = ["data-src", "data-original", "data-lazy-src", "src", "source"];
    let is_dot = |name| tree.attribute(id, name).is_some_and(|it| matches!(it, "0" | "1" | "1px"));
    if is_dot("width") && is_dot("height") {
        return Source::Ornament;
    }
    let named = NAMES.into_iter().find_map(|name| tree.attribute(id, name));
    // NewsML names its pictures `href`.
    match named.or(tree.attribute(id, "href")) {
        Some(address) => of_address(address),
        None => Source::Elsewhere("it names no file".to_owned()),
    }
}

/// Where an address leads.
pub fn of_address(address: &str) -> Source {
    if let Some(data) = address.strip_prefix("data:") {
        return of_data(data);
    }
    let has_scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1 && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    if has_scheme || address.starts_with("//") {
        return Source::Elsewhere(address.to_owned());
    }
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let path = unescaped(path).replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    match is_beneath(path) {
        true => Source::File(PictureFile::Beside(path.to_owned())),
        false => Source::Elsewhere(address.to_owned()),
    }
}

/// Whether a path leads to a file of its own folder or of one beneath it.
pub fn is_beneath(path: &str) -> bool {
    !path.is_empty()
        && !path.starts_with('/')
        && !path.contains(':')
        && !path.chars().any(char::is_control)
        && path.split('/').all(|part| !part.is_empty() && part != "..")
}

/// `%20` and the like as what they stand for.
fn unescaped(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = path.get(at + 1..at + 3).filter(|_| byte == b'%');
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(decoded) => {
                out.push(decoded);
                at += 3;
            }
            None => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| path.to_owned())
}

/// `image/png;base64,…`
fn of_data(data: &str) -> Source {
    let Some((kind, written)) = data.split_once(',') else { return Source::Ornament };
    let ending = match kind.split(';').next().unwrap_or("") {
        "image/jpeg" | "image/jpg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "image/svg+xml" => "svg",
        _ => return Source::Elsewhere(format!("data:{kind}")),
    };
    let bytes = match kind.ends_with(";base64") {
        true => from_base64(written),
        false => Some(unescaped(written).into_bytes()),
    };
    // A blank that keeps the room of a picture is smaller than any picture.
    match bytes {
        Some(bytes) if bytes.len() > 200 => {
            let name = format!("picture.{ending}");
            Source::File(PictureFile::Inside { name, bytes: Arc::from(bytes) })
        }
        Some(_) => Source::Ornament,
        None => Source::Elsewhere(format!("data:{kind}, broken")),
    }
}

/// RFC 4648, section 4; blanks between are passed over.
fn from_base64(written: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(written.len() / 4 * 3);
    let (mut held, mut bits) = (0u32, 0);
    for byte in written.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => return None,
        };
        held = (held << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_beneath_the_folder_or_nowhere() {
        for (address, path) in [
            ("port.jpg", Some("port.jpg")),
            ("./a_files/%E6%B8%AF.jpg?x=1", Some("a_files/港.jpg")),
            ("a\\b.jpg", Some("a/b.jpg")),
            ("../secret.jpg", None),
            ("a/../../secret.jpg", None),
            ("%2e%2e/secret.jpg", None),
            ("/etc/passwd", None),
            ("C:/port.jpg", None),
            ("file:///etc/passwd", None),
            ("https://example.org/port.jpg", None),
            ("//example.org/port.jpg", None),
        ] {
            let found = match of_address(address) {
                Source::File(PictureFile::Beside(path)) => Some(path),
                _ => None,
            };
            assert_eq!(found.as_deref(), path, "{address}");
        }
    }

    #[test]
    fn base64_is_read() {
        assert_eq!(from_base64("aGFy\nYm91cg==").as_deref(), Some(&b"harbour"[..]));
        assert_eq!(from_base64("a*b"), None);
    }
}
