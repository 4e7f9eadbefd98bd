//! [`Package`]: the parts of a packed document, each unpacked when it is asked for.

use std::collections::BTreeMap;

use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use crate::flate::unpack;

/// More parts than any document has.
const MOST_PARTS: usize = 20_000;
/// The most bytes of one part, unpacked.
const MOST_OF_PART: usize = 64 << 20;
/// And of all parts together: a bomb is no larger.
const MOST: usize = 200 << 20;

/// Why a part cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    Missing,
    Broken,
    TooLarge,
}

pub struct Package<'b> {
    archive: ZipSliceArchive<&'b [u8]>,
    parts: BTreeMap<String, (ZipArchiveEntryWayfinder, CompressionMethod)>,
    left: usize,
}

impl<'b> Package<'b> {
    pub fn open(bytes: &'b [u8]) -> Result<Package<'b>, Refused> {
        let archive = ZipArchive::from_slice(bytes).map_err(|_| Refused::Broken)?;
        let mut parts = BTreeMap::new();
        let mut entries = archive.entries();
        while let Some(entry) = entries.next_entry().map_err(|_| Refused::Broken)? {
            if parts.len() >= MOST_PARTS {
                return Err(Refused::TooLarge);
            }
            // Names are looked up, never used as paths.
            let name = String::from_utf8_lossy(entry.file_path().as_bytes()).into_owned();
            let method = entry.compression_method();
            parts.entry(name).or_insert((entry.wayfinder(), method));
        }
        Ok(Package { archive, parts, left: MOST })
    }

    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(name)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    pub fn part(&mut self, name: &str) -> Result<Vec<u8>, Refused> {
        let (wayfinder, method) = *self.parts.get(name).ok_or(Refused::Missing)?;
        let entry = self.archive.get_entry(wayfinder).map_err(|_| Refused::Broken)?;
        let most = MOST_OF_PART.min(self.left);
        let bytes = match method {
            CompressionMethod::STORE if entry.data().len() > most => return Err(Refused::TooLarge),
            CompressionMethod::STORE => entry.data().to_vec(),
            CompressionMethod::DEFLATE => match unpack(entry.data(), most) {
                Some(bytes) if bytes.len() <= most => bytes,
                Some(_) => return Err(Refused::TooLarge),
                None => return Err(Refused::Broken),
            },
            _ => return Err(Refused::Broken),
        };
        self.left -= bytes.len().min(self.left);
        Ok(bytes)
    }
}
