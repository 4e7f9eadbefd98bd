//! Flate (RFC 1950): bytes made shorter, the same on every machine, in every build and with any
//! number of threads. The room is this one file.
//!
//! There are two encoders, as there are two shapes of data. libdeflate takes what lies there whole
//! and has no parts: of outlines and content streams it makes the same length in a third of the
//! instructions. zlib-rs takes the samples of pictures, and parts. Both look for matches in whole
//! numbers, and where they use a machine's wide registers (comparing, sliding their tables,
//! Adler-32) the outcome is that of the plain code.
//!
//! [`deflate`] makes a stream of what lies there whole; [`Strips`] makes one of parts that come one
//! after the other and are deflated side by side; [`pack`] makes what stands in a packed file. Long samples are cut at places that only their
//! length decides. Every part ends on a whole byte, with an empty stored block (RFC 1951 3.2.4)
//! that a reader passes over.

use libdeflater::{CompressionLvl, Compressor, crc32};
use rayon::prelude::*;
use zlib_rs::adler32::{adler32, adler32_combine};
use zlib_rs::{Deflate, DeflateConfig, DeflateFlush, Status, Strategy};

/// How hard to try; the levels are the encoders' own, chosen on the streams of the example pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effort {
    /// Outlines and profiles.
    Font,
    /// Content streams, maps, objects.
    Text,
    /// Picture samples.
    Samples,
    /// Samples with grain: nothing in them comes twice, so that looking for it takes time and makes
    /// them longer.
    Grain,
    /// Only the length is of interest.
    Trial,
}

impl Effort {
    /// Of zlib-rs.
    fn level(self) -> i32 {
        match self {
            Effort::Font | Effort::Text => 5,
            Effort::Samples | Effort::Grain => 4,
            Effort::Trial => 1,
        }
    }

    fn strategy(self) -> Strategy {
        match self {
            Effort::Grain => Strategy::Rle,
            Effort::Font | Effort::Text | Effort::Samples | Effort::Trial => Strategy::Default,
        }
    }

    /// For a stream of its own, or for a part of one.
    fn encoder(self, stream: Stream) -> Deflate {
        let window = i32::from(WINDOW);
        Deflate::new_with_config(DeflateConfig {
            level: self.level(),
            strategy: self.strategy(),
            // The library's way to ask for none of a stream's head and foot.
            window_bits: if stream == Stream::Whole { window } else { -window },
            ..DeflateConfig::default()
        })
    }
}

/// What an encoder makes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stream {
    Whole,
    Part,
}

/// The bytes as a zlib stream.
pub fn deflate(bytes: &[u8], effort: Effort) -> Vec<u8> {
    match effort {
        Effort::Font | Effort::Text => whole(bytes),
        Effort::Samples | Effort::Grain | Effort::Trial => in_parts(bytes, effort),
    }
}

/// libdeflate's first level: a hundredth longer than zlib-rs's fifth, in a third of its work.
const QUICK: i32 = 1;

fn whole(bytes: &[u8]) -> Vec<u8> {
    let level = CompressionLvl::new(QUICK).expect("a level that there is");
    let mut encoder = Compressor::new(level);
    let mut out = vec![0; encoder.zlib_compress_bound(bytes.len())];
    let length = encoder.zlib_compress(bytes, &mut out).expect("room for the longest stream");
    out.truncate(length);
    out.shrink_to_fit();
    out
}

/// Bytes that are deflated in one go; what is longer than two of them is cut.
const PART: usize = 128 << 10;

fn in_parts(bytes: &[u8], effort: Effort) -> Vec<u8> {
    if bytes.len() < 2 * PART {
        let mut encoder = effort.encoder(Stream::Whole);
        let mut out = Vec::new();
        run(&mut encoder, bytes, DeflateFlush::Finish, &mut out);
        return out;
    }
    let starts: Vec<usize> = (0..bytes.len()).step_by(PART).collect();
    let strip = |start: usize| {
        let end = bytes.len().min(start + PART);
        // A part finds its matches in what goes before it, as if it had not been cut off.
        let before = start.saturating_sub(1 << WINDOW);
        Strip::after(&bytes[before..start], &bytes[start..end], effort)
    };
    let strips: Vec<Strip> = starts.into_par_iter().with_max_len(1).map(strip).collect();
    let mut joined = Strips::default();
    strips.iter().for_each(|strip| joined.add(strip));
    joined.finish()
}

/// The largest window that the format knows, as a power of two.
const WINDOW: u8 = 15;
/// Method and window, with a check that fits (RFC 1950 2.2).
const HEADER: [u8; 2] = [0x78, 0x9C];
/// The last block of all, with nothing in it.
const END: [u8; 2] = [0x03, 0x00];

/// A part of a long stream, deflated for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strip {
    deflated: Vec<u8>,
    adler: u32,
    length: u64,
}

impl Strip {
    pub fn new(bytes: &[u8], effort: Effort) -> Strip {
        Strip::after(&[], bytes, effort)
    }

    /// A strip that may repeat what of `before` is within the window.
    fn after(before: &[u8], bytes: &[u8], effort: Effort) -> Strip {
        let mut encoder = effort.encoder(Stream::Part);
        if !before.is_empty() {
            encoder.set_dictionary(before).expect("an encoder that was just made takes one");
        }
        let mut deflated = Vec::new();
        run(&mut encoder, bytes, DeflateFlush::SyncFlush, &mut deflated);
        Strip { deflated, adler: adler32(1, bytes), length: bytes.len() as u64 }
    }
}

/// A zlib stream that grows by strips.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strips {
    out: Vec<u8>,
    adler: u32,
}

impl Default for Strips {
    fn default() -> Strips {
        Strips { out: HEADER.to_vec(), adler: 1 }
    }
}

impl Strips {
    pub fn add(&mut self, strip: &Strip) {
        self.out.extend_from_slice(&strip.deflated);
        self.adler = adler32_combine(self.adler, strip.adler, strip.length);
    }

    /// The whole stream.
    pub fn finish(mut self) -> Vec<u8> {
        self.out.extend_from_slice(&END);
        self.out.extend_from_slice(&self.adler.to_be_bytes());
        self.out.shrink_to_fit();
        self.out
    }
}

/// Encodes all of `bytes`; the output grows as it must.
fn run(encoder: &mut Deflate, mut bytes: &[u8], flush: DeflateFlush, out: &mut Vec<u8>) {
    // Most of what is written becomes half as long or less.
    let mut room = bytes.len() / 2 + 64;
    loop {
        let (read, start) = (encoder.total_in(), out.len());
        let written = encoder.total_out();
        out.resize(start + room, 0);
        let status = encoder.compress(bytes, &mut out[start..], flush);
        bytes = &bytes[(encoder.total_in() - read) as usize..];
        let used = (encoder.total_out() - written) as usize;
        out.truncate(start + used);
        let is_done = match status {
            Ok(Status::StreamEnd) => true,
            // A flush is over when it leaves room.
            Ok(Status::Ok | Status::BufError) => flush != DeflateFlush::Finish && used < room,
            Err(error) => unreachable!("an encoder that was just made works: {error:?}"),
        };
        if is_done {
            return;
        }
        room = bytes.len() / 4 + 64;
    }
}

/// Bytes of a packed file, deflated without head and foot (RFC 1951), and the check of what they were
/// (CRC-32). What is sent to readers is worth more work than what goes to a press.
pub(crate) fn pack(bytes: &[u8]) -> (Vec<u8>, u32) {
    const THOROUGH: i32 = 9;
    let level = CompressionLvl::new(THOROUGH).expect("a level that there is");
    let mut encoder = Compressor::new(level);
    let mut out = vec![0; encoder.deflate_compress_bound(bytes.len())];
    let length = encoder.deflate_compress(bytes, &mut out).expect("room for the longest stream");
    out.truncate(length);
    (out, crc32(bytes))
}

/// The check of bytes in a packed file (CRC-32).
pub(crate) fn check(bytes: &[u8]) -> u32 {
    crc32(bytes)
}

/// What was deflated.
pub(crate) fn inflate(stream: &[u8]) -> Vec<u8> {
    let mut decoder = zlib_rs::Inflate::new(true, WINDOW);
    let (mut out, mut rest) = (Vec::new(), stream);
    loop {
        let (start, read, written) = (out.len(), decoder.total_in(), decoder.total_out());
        out.resize(start + 65_536, 0);
        let flush = zlib_rs::InflateFlush::NoFlush;
        let status = decoder.decompress(rest, &mut out[start..], flush).expect("a sound stream");
        rest = &rest[(decoder.total_in() - read) as usize..];
        out.truncate(start + (decoder.total_out() - written) as usize);
        if status == Status::StreamEnd {
            assert!(rest.is_empty(), "nothing follows the stream");
            return out;
        }
    }
}

/// What of a packed file was deflated, without head and foot (RFC 1951); none where that is broken. More
/// than `most` bytes are not unpacked: one more is given then.
pub(crate) fn unpack(stream: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut decoder = zlib_rs::Inflate::new(false, WINDOW);
    let (mut out, mut rest) = (Vec::new(), stream);
    loop {
        let (start, read, written) = (out.len(), decoder.total_in(), decoder.total_out());
        let room = (most + 1 - start).min(1 << 16);
        out.resize(start + room, 0);
        let flush = zlib_rs::InflateFlush::NoFlush;
        let status = decoder.decompress(rest, &mut out[start..], flush).ok()?;
        let (used, made) = (decoder.total_in() - read, decoder.total_out() - written);
        rest = rest.get(used as usize..)?;
        out.truncate(start + made as usize);
        if status == Status::StreamEnd || out.len() > most {
            return Some(out);
        }
        // It ends within a block.
        if used == 0 && made == 0 {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text that repeats itself, and bytes that never do.
    fn samples() -> Vec<Vec<u8>> {
        let mut state = 7_u64;
        let noise = (0..300_000).map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 56) as u8
        });
        let noise: Vec<u8> = noise.collect();
        let text = "香港海港今日開幕。".repeat(9_000).into_bytes();
        let mixed = [&text[..100_000], &noise[..70_000], &text[..50_000]].concat();
        vec![Vec::new(), b"a".to_vec(), text, noise, mixed]
    }

    #[test]
    fn what_is_deflated_comes_back() {
        for sample in samples() {
            let all = [Effort::Font, Effort::Text, Effort::Samples, Effort::Grain, Effort::Trial];
            for effort in all {
                assert!(inflate(&deflate(&sample, effort)) == sample);
            }
        }
    }

    #[test]
    fn what_is_packed_is_unpacked_up_to_a_limit() {
        for sample in samples() {
            // Head and foot off.
            let whole = deflate(&sample, Effort::Text);
            let stream = &whole[2..whole.len() - 4];
            assert_eq!(unpack(stream, 1 << 20).as_deref(), Some(&sample[..]));
            assert_eq!(unpack(stream, sample.len()).as_deref(), Some(&sample[..]));
            if sample.len() > 1 {
                assert_eq!(unpack(stream, 0).map(|bytes| bytes.len()), Some(1));
                assert_eq!(unpack(&stream[..stream.len() / 2], 1 << 20), None);
            }
        }
        assert_eq!(unpack(b"\xFF\xFF no deflate", 100), None);
    }

    #[test]
    fn packed_bytes_are_unpacked() {
        for sample in samples() {
            let (packed, _) = pack(&sample);
            assert_eq!(unpack(&packed, sample.len()).as_deref(), Some(&sample[..]));
        }
        // The check value of the polynomial's own definition.
        assert_eq!(pack(b"123456789").1, 0xCBF4_3926);
    }

    #[test]
    fn strips_are_one_stream() {
        for sample in samples() {
            for length in [1_000, 65_536, 1 << 20] {
                let mut strips = Strips::default();
                for part in sample.chunks(length) {
                    strips.add(&Strip::new(part, Effort::Samples));
                }
                assert!(inflate(&strips.finish()) == sample);
            }
        }
    }

    /// The encoders' own bytes: a change of one shows here, and then in every page.
    #[test]
    fn the_bytes_are_those_of_every_machine() {
        let text = "香港海港 Hong Kong 港口開幕 ".repeat(3);
        // After a head that tells the level, either finds the same.
        let expected = [
            123, 185, 108, 230, 179, 29, 235, 159, 109, 221, 254, 108, 199, 122, 5, 143, 252, 188,
            116, 5, 111, 16, 241, 108, 199, 250, 167, 253, 139, 95, 78, 235, 126, 186, 115, 170,
            194, 75, 42, 169, 1, 0, 203, 45, 63, 241,
        ];
        for (effort, head) in [(Effort::Text, [120, 1]), (Effort::Samples, [120, 94])] {
            assert_eq!(deflate(text.as_bytes(), effort), [&head[..], &expected].concat());
        }
        let longer = |effort: Effort| {
            let sums = samples().into_iter().map(|sample| adler32(1, &deflate(&sample, effort)));
            sums.collect::<Vec<u32>>()
        };
        let font = [272_368_250, 371_393_438, 1_565_415_196, 1_107_823_322, 3_292_803_962];
        assert_eq!(longer(Effort::Font), font);
        let samples = [107_806_939, 182_321_642, 1_741_789_709, 3_152_490_594, 1_681_923_580];
        assert_eq!(longer(Effort::Samples), samples);
    }
}
