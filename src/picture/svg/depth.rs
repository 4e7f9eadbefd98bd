//! How deep elements stand in each other.
//!
//! The XML parser calls itself for every element within another, so a small file of a hundred
//! thousand opening tags would run it out of stack. They are counted first.

use super::super::{Kind, PictureError};

/// How deep elements may stand in each other; drawings go some twenty deep.
pub(super) const MAX_DEPTH: usize = 1000;

pub(super) fn check(text: &str) -> Result<(), PictureError> {
    let deepest = deepest(text.as_bytes());
    if deepest <= MAX_DEPTH {
        return Ok(());
    }
    let reason =
        format!("its elements stand {deepest} deep in each other, at most {MAX_DEPTH} may");
    Err(PictureError::Unsupported(Kind::Svg, reason))
}

fn deepest(text: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0usize, 0usize);
    let mut at = 0;
    while let Some(found) = find(text, at, b"<") {
        let rest = text.get(found..).unwrap_or_default();
        let end = |mark: &[u8]| find(text, found, mark).map_or(text.len(), |at| at + mark.len());
        at = if rest.starts_with(b"<!--") {
            end(b"-->")
        } else if rest.starts_with(b"<![CDATA[") {
            end(b"]]>")
        } else if rest.starts_with(b"<?") {
            end(b"?>")
        } else if rest.starts_with(b"<!") {
            found + 2
        } else if rest.starts_with(b"</") {
            depth = depth.saturating_sub(1);
            found + 2
        } else {
            let close = tag_end(text, found);
            if text.get(close.wrapping_sub(1)) != Some(&b'/') {
                depth += 1;
                deepest = deepest.max(depth);
            }
            close
        };
    }
    deepest
}

fn find(text: &[u8], from: usize, mark: &[u8]) -> Option<usize> {
    let rest = text.get(from..)?;
    rest.windows(mark.len()).position(|window| window == mark).map(|at| from + at)
}

/// Where the `>` of the tag at `at` stands; one within quotes is a value's.
fn tag_end(text: &[u8], at: usize) -> usize {
    let mut quote = None;
    for (place, &byte) in text.iter().enumerate().skip(at) {
        match (quote, byte) {
            (None, b'>') => return place,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_within_each_other_are_counted() {
        for (text, expected) in [
            ("<svg/>", 0),
            ("<svg><g><path d='a>b'/></g><g/></svg>", 2),
            ("<?xml?><!-- <g><g><g> --><svg><![CDATA[<g><g>]]></svg>", 1),
            ("<svg a='/'>", 1),
            ("<svg a='", 1),
            ("<", 1),
            ("</a></b><c>", 1),
        ] {
            assert_eq!(deepest(text.as_bytes()), expected, "{text}");
        }
    }
}
