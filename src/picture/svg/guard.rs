//! What the library must not be given, as far as the text shows it; `weight.rs` counts the rest.
//!
//! The XML parser calls itself for every element within another, so a small file of a hundred
//! thousand opening tags would run it out of stack; they are counted first. And an arc between
//! places 10^30 apart is cut into millions of pieces, so such numbers are refused.

use super::super::{Kind, PictureError};

/// Powers of ten that no coordinate reaches.
const MAX_POWER: u32 = 15;

/// How deep elements may stand in each other; drawings go some twenty deep.
pub(super) const MAX_DEPTH: usize = 1000;

/// The most attributes of an element: the library compares each with all before it.
const MAX_ATTRIBUTES: usize = 250;

/// The most nodes of the XML.
pub(super) const MAX_NODES: u32 = 1_500_000;

pub(super) fn check(text: &str) -> Result<(), PictureError> {
    let Shape { deepest, attributes } = shape(text.as_bytes());
    if attributes > MAX_ATTRIBUTES {
        let reason =
            format!("an element has {attributes} attributes, at most {MAX_ATTRIBUTES} may be");
        return Err(PictureError::Unsupported(Kind::Svg, reason));
    }
    if deepest > MAX_DEPTH {
        let reason =
            format!("its elements stand {deepest} deep in each other, at most {MAX_DEPTH} may");
        return Err(PictureError::Unsupported(Kind::Svg, reason));
    }
    // An entity may stand in a path, so that its number is elsewhere in the file.
    let is_huge = match text.contains("<!ENTITY") {
        true => has_huge_number(text.as_bytes()),
        false => path_data(text).any(|data| has_huge_number(data.as_bytes())),
    };
    if is_huge {
        let reason = format!("a path has a number of 10 to the power of {MAX_POWER} or more");
        return Err(PictureError::Unsupported(Kind::Svg, reason));
    }
    Ok(())
}

/// The values of the attributes called `d`.
fn path_data(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("d").filter_map(|(at, _)| {
        let before = text.get(..at)?.bytes().next_back()?;
        let value = text.get(at + 1..)?.trim_ascii_start().strip_prefix('=')?.trim_ascii_start();
        let quote = value.chars().next().filter(|&c| c == '"' || c == '\'')?;
        let value = value.get(1..)?;
        before.is_ascii_whitespace().then(|| value.split(quote).next().unwrap_or(value))
    })
}

/// Whether a number is written with a large exponent or with many digits before its point.
fn has_huge_number(text: &[u8]) -> bool {
    let (mut digits, mut is_fraction) = (0u32, false);
    for (at, &byte) in text.iter().enumerate() {
        match byte {
            b'0'..=b'9' => digits += 1,
            b'.' => (digits, is_fraction) = (1, true),
            b'e' | b'E' if digits > 0 => {
                let power = text.get(at + 1..).unwrap_or_default();
                let power = power.strip_prefix(b"+").unwrap_or(power);
                let count = power.iter().take_while(|digit| digit.is_ascii_digit()).count();
                let value = power
                    .iter()
                    .take(count.min(6))
                    .fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
                if value >= MAX_POWER {
                    return true;
                }
                (digits, is_fraction) = (0, true);
            }
            _ => (digits, is_fraction) = (0, false),
        }
        if digits > MAX_POWER && !is_fraction {
            return true;
        }
    }
    false
}

/// What the tags show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shape {
    /// Elements that stand in each other.
    deepest: usize,
    /// Of one element.
    attributes: usize,
}

fn shape(text: &[u8]) -> Shape {
    let (mut depth, mut deepest, mut attributes) = (0usize, 0usize, 0usize);
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
            let (close, count) = tag_end(text, found);
            attributes = attributes.max(count);
            if text.get(close.wrapping_sub(1)) != Some(&b'/') {
                depth += 1;
                deepest = deepest.max(depth);
            }
            close
        };
    }
    Shape { deepest, attributes }
}

fn find(text: &[u8], from: usize, mark: &[u8]) -> Option<usize> {
    let rest = text.get(from..)?;
    rest.windows(mark.len()).position(|window| window == mark).map(|at| from + at)
}

/// Where the `>` of the tag at `at` stands, and its attributes; what is within quotes is a value's.
fn tag_end(text: &[u8], at: usize) -> (usize, usize) {
    let mut quote = None;
    let mut count = 0;
    for (place, &byte) in text.iter().enumerate().skip(at) {
        match (quote, byte) {
            (None, b'>') => return (place, count),
            (None, b'=') => count += 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    (text.len(), count)
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
            assert_eq!(shape(text.as_bytes()).deepest, expected, "{text}");
        }
    }

    #[test]
    fn attributes_without_end_are_refused() {
        let text = |count: usize| {
            let all: String = (0..count).map(|at| format!(" a{at}='='")).collect();
            format!("<svg><rect{all}/></svg>")
        };
        assert!(check(&text(250)).is_ok());
        assert!(check(&text(251)).is_err());
    }

    #[test]
    fn numbers_beyond_all_measure_are_found_in_paths() {
        let is_refused = |text: &str| check(text).is_err();
        assert!(is_refused("<path d='M1 2L1e38 4'/>"));
        assert!(is_refused("<path\nd = \"M1 2L-3E+15 4\"/>"));
        assert!(is_refused("<path d='M1000000000000000000 4'/>"));
        assert!(is_refused("<!DOCTYPE svg [<!ENTITY a '1e38'>]><path d='M1 &a;'/>"));
        assert!(!is_refused("<path d='M1e-38 0.30000000000000004L1e3 4' id='1e38'/>"));
        assert!(!is_refused("<path id='1e38'/><image href='data:image/png;base64,1e38'/>"));
    }
}
