//! Paths as addresses have them.

use std::path::{Component, Path, PathBuf};

/// The path from the root of the disk, without `.` and `..`; links are left as they are.
pub fn absolute(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::ParentDir => _ = plain.pop(),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

/// The path from the root of the disk as a part of an address: it begins with `/`, and what is no letter,
/// figure or one of `-._~/:` is told by its bytes.
pub fn in_address(path: &Path) -> String {
    let whole = absolute(path).to_string_lossy().replace('\\', "/");
    let mut text = String::new();
    if !whole.starts_with('/') {
        text.push('/');
    }
    for byte in whole.bytes() {
        match byte {
            b'-' | b'.' | b'_' | b'~' | b'/' | b':' => text.push(byte.into()),
            byte if byte.is_ascii_alphanumeric() => text.push(byte.into()),
            byte => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_path_is_safe_in_an_address() {
        let path = Path::new("/paper/./layouts/../港 \"<x>&?#%.md");
        assert_eq!(in_address(path), "/paper/%E6%B8%AF%20%22%3Cx%3E%26%3F%23%25.md");
        assert!(in_address(Path::new("lead.md")).starts_with('/'));
    }
}
