//! [`Coded`]: what the data of a coded picture say of themselves, whatever its dictionary says: how
//! large they are when they are decoded, and whether they come to an end.

/// Parts of a JBIG2 stream that are looked at.
const MOST_PARTS: usize = 4096;

/// What the data of a coded picture say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Coded {
    pub width: u32,
    pub height: u32,
    /// Of a pixel, where the data say so.
    pub components: Option<u8>,
    /// Whether their end mark is there; true where there is none.
    pub ends: bool,
}

/// None of data that cannot be read, or do not say how large they are.
pub(super) fn coded(filter: &[u8], data: &[u8]) -> Option<Coded> {
    match filter {
        b"DCTDecode" | b"DCT" => jpeg(data),
        b"JPXDecode" => jpeg_2000(data),
        b"JBIG2Decode" => jbig2(data),
        _ => None,
    }
}

fn number(data: &[u8], at: usize, length: usize) -> Option<u32> {
    let bytes = data.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

fn find(data: &[u8], word: &[u8]) -> Option<usize> {
    data.windows(word.len()).position(|window| window == word)
}

/// The frame's header (ITU-T T.81 B.2.2).
fn jpeg(data: &[u8]) -> Option<Coded> {
    let mut at = 2;
    let mut frame = None;
    loop {
        let [0xFF, mark] = data.get(at..at + 2)? else { return None };
        at += 1;
        match mark {
            // Filling.
            0xFF => continue,
            0xC0..=0xCF if !matches!(mark, 0xC4 | 0xC8 | 0xCC) => {
                let side = |from: usize| number(data, at + from, 2);
                let components = data.get(at + 8).copied();
                frame = Some((side(6)?, side(4)?, components));
            }
            // The picture's first scan: no marks but its own behind it.
            0xDA => break,
            _ => {}
        }
        at += 1 + number(data, at + 1, 2)?.max(2) as usize;
    }
    let (width, height, components) = frame?;
    let ends = find(data.get(at..)?, b"\xFF\xD9").is_some();
    Some(Coded { width, height, components, ends })
}

/// The size marker of the first codestream (ITU-T T.800 A.5.1).
fn jpeg_2000(data: &[u8]) -> Option<Coded> {
    let start = find(data, b"\xFF\x4F\xFF\x51")?;
    let side = |far: usize, near: usize| {
        Some(number(data, start + far, 4)?.saturating_sub(number(data, start + near, 4)?))
    };
    let (width, height) = (side(8, 16)?, side(12, 20)?);
    let ends = find(data.get(start..)?, b"\xFF\xD9").is_some();
    Some(Coded { width, height, components: None, ends })
}

/// The largest page or region of the stream's parts (ITU-T T.88 7.2, 7.4.1, 7.4.8).
fn jbig2(data: &[u8]) -> Option<Coded> {
    const PAGE: u8 = 48;
    const REGIONS: [u8; 12] = [4, 6, 7, 20, 22, 23, 36, 38, 39, 40, 42, 43];
    let mut largest: Option<(u32, u32)> = None;
    let mut at = 0;
    for _ in 0..MOST_PARTS {
        let (Some(own), Some(flags)) = (number(data, at, 4), data.get(at + 4)) else { break };
        let Some(short) = data.get(at + 5) else { break };
        let (count, counted) = match short >> 5 {
            7 => match number(data, at + 5, 4) {
                Some(long) => {
                    let count = (long & 0x1FFF_FFFF) as usize;
                    (count, 4 + (count + 8) / 8)
                }
                None => break,
            },
            count => (usize::from(count), 1),
        };
        let each = if own <= 256 {
            1
        } else if own <= 65_536 {
            2
        } else {
            4
        };
        let page = if flags & 0x40 != 0 { 4 } else { 1 };
        let Some(head) = count.checked_mul(each).map(|named| at + 5 + counted + named + page)
        else {
            break;
        };
        let Some(length) = number(data, head, 4) else { break };
        let kind = flags & 0x3F;
        if (kind == PAGE || REGIONS.contains(&kind))
            && let (Some(width), Some(height)) =
                (number(data, head + 4, 4), number(data, head + 8, 4))
        {
            // A page may leave open how deep it is.
            let height = if kind == PAGE && height == u32::MAX { 1 } else { height };
            let pixels = |size: (u32, u32)| u64::from(size.0) * u64::from(size.1);
            if largest.is_none_or(|known| pixels(known) < pixels((width, height))) {
                largest = Some((width, height));
            }
        }
        if length == u32::MAX {
            break;
        }
        let Some(next) = head.checked_add(4 + length as usize) else { break };
        at = next;
    }
    let (width, height) = largest?;
    Some(Coded { width, height, components: Some(1), ends: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A frame of 3 by 2 pixels with so many components, and a scan.
    fn frame(components: u8, end: &[u8]) -> Vec<u8> {
        let length = 8 + 3 * components;
        let mut data = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, length, 8];
        data.extend([0, 2, 0, 3, components]);
        data.extend((0..components).flat_map(|at| [at + 1, 0x11, 0]));
        data.extend([0xFF, 0xDA, 0, 2, 1, 2, 3]);
        data.extend(end);
        data
    }

    #[test]
    fn jpegs_say_their_size_and_end() {
        for (components, end, ends) in [(1, &b"\xFF\xD9"[..], true), (3, &b""[..], false)] {
            let found = coded(b"DCTDecode", &frame(components, end));
            let wanted = Coded { width: 3, height: 2, components: Some(components), ends };
            assert_eq!(found, Some(wanted));
        }
        let whole = frame(3, b"\xFF\xD9");
        for length in 0..whole.len() {
            _ = coded(b"DCT", &whole[..length]);
        }
        assert_eq!(coded(b"DCTDecode", b"\xFF\xD8\xFF\xD9"), None);
    }

    #[test]
    fn a_codestream_says_its_size_in_a_box_or_alone() {
        let mut data = b"\0\0\0\x0CjP  boxes\xFF\x4F\xFF\x51\0\x29\0\0".to_vec();
        for side in [400u32, 300, 100, 50] {
            data.extend(side.to_be_bytes());
        }
        let found = coded(b"JPXDecode", &data).expect("a size");
        assert_eq!((found.width, found.height, found.ends), (300, 250, false));
        data.extend(b"data\xFF\xD9");
        assert!(coded(b"JPXDecode", &data).is_some_and(|found| found.ends));
    }

    #[test]
    fn the_largest_part_of_a_jbig2_stream_counts() {
        let part = |number: u32, kind: u8, size: (u32, u32)| {
            let mut part = number.to_be_bytes().to_vec();
            part.extend([kind, 0, 1]);
            part.extend(8u32.to_be_bytes());
            part.extend([size.0.to_be_bytes(), size.1.to_be_bytes()].concat());
            part
        };
        let data = [part(0, 48, (10, u32::MAX)), part(1, 38, (65_000, 60_000))].concat();
        let found = coded(b"JBIG2Decode", &data).expect("a size");
        assert_eq!((found.width, found.height), (65_000, 60_000));
        for length in 0..data.len() {
            _ = coded(b"JBIG2Decode", &data[..length]);
        }
    }
}
