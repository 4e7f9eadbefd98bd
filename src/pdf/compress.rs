//! Flate. The encoder is chosen for giving the same bytes on every machine and in every build.

use lopdf::{Dictionary, Stream};

/// How hard to try; the levels are miniz's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// Outlines hardly shrink, however hard one tries.
    Font,
    /// Content streams, maps, objects.
    Text,
    /// Picture samples.
    Samples,
    /// Only the length is of interest.
    Trial,
}

pub(super) fn deflate(bytes: &[u8], level: Level) -> Vec<u8> {
    let level = match level {
        Level::Font => 2,
        Level::Text => 4,
        Level::Samples => 2,
        Level::Trial => 1,
    };
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, level)
}

/// A compressed stream.
pub(super) fn stream(mut dict: Dictionary, bytes: &[u8], level: Level) -> Stream {
    dict.set("Filter", "FlateDecode");
    Stream::new(dict, deflate(bytes, level))
}
