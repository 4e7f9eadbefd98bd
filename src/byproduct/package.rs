//! [`Package`]: many files in one (ZIP, APPNOTE 6.3), the form of EPUB and IDML.
//!
//! The first entry is called `mimetype`; it is stored as it is, without an extra field, so that the
//! package's first bytes tell its kind (OCF 3.3, 4.3). All others are deflated where that makes
//! them shorter. Sizes stand before the data and not behind them: there are readers that take
//! stored entries in no other way.
//!
//! Invariant: the same entries in the same order give the same bytes. Every entry has the first day
//! that the format knows.

use crate::flate::{check, pack};

/// The entries written so far.
pub struct Package {
    out: Vec<u8>,
    /// What is said of the entries at the end.
    directory: Vec<u8>,
    entries: usize,
    too_large: Option<TooLarge>,
}

/// Sizes that 32 bits do not tell, or more than 65,534 entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// Names are UTF-8 (bit 11).
const UTF_8: u16 = 1 << 11;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// What a reader must know: deflated entries in folders.
const VERSION: u16 = 20;
/// 1980-01-01; its time is midnight.
const DATE: u16 = 1 << 5 | 1;

impl Package {
    /// A package of that media type.
    pub fn new(media_type: &str) -> Package {
        let mut package =
            Package { out: Vec::new(), directory: Vec::new(), entries: 0, too_large: None };
        let bytes = media_type.as_bytes();
        package.put("mimetype", (STORED, bytes), (check(bytes), bytes.len()));
        package
    }

    /// A file more; its name has `/` between folders.
    pub fn add(&mut self, name: &str, bytes: &[u8]) {
        let (packed, check) = pack(bytes);
        let data = match packed.len() < bytes.len() {
            true => (DEFLATED, packed.as_slice()),
            false => (STORED, bytes),
        };
        self.put(name, data, (check, bytes.len()));
    }

    fn put(&mut self, name: &str, (method, data): (u16, &[u8]), (check, length): (u32, usize)) {
        let sizes = [self.out.len(), data.len(), length].map(u32::try_from);
        let (Ok(name_length), [Ok(offset), Ok(packed), Ok(length)]) =
            (u16::try_from(name.len()), sizes)
        else {
            self.too_large = Some(TooLarge);
            return;
        };
        // What stands before the data and in the directory alike.
        let mut told = Vec::new();
        for number in [VERSION, UTF_8, method, 0, DATE] {
            told.extend(number.to_le_bytes());
        }
        for number in [check, packed, length] {
            told.extend(number.to_le_bytes());
        }
        told.extend(name_length.to_le_bytes());
        // No extra field.
        told.extend([0; 2]);

        self.out.extend(b"PK\x03\x04");
        self.out.extend(&told);
        self.out.extend(name.as_bytes());
        self.out.extend(data);

        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(told);
        // No comment, the first disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(offset.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.entries += 1;
    }

    /// The whole package.
    pub fn finish(self) -> Result<Vec<u8>, TooLarge> {
        let Package { mut out, directory, entries, too_large } = self;
        if let Some(too_large) = too_large {
            return Err(too_large);
        }
        let sizes = [directory.len(), out.len()].map(u32::try_from);
        let (Ok(entries), [Ok(length), Ok(offset)]) = (u16::try_from(entries), sizes) else {
            return Err(TooLarge);
        };
        // The greatest numbers of all send a reader to larger ones.
        if entries == u16::MAX || offset == u32::MAX {
            return Err(TooLarge);
        }
        out.extend(directory);
        out.extend(b"PK\x05\x06");
        // One disk.
        out.extend([0; 4]);
        out.extend(entries.to_le_bytes());
        out.extend(entries.to_le_bytes());
        out.extend(length.to_le_bytes());
        out.extend(offset.to_le_bytes());
        out.extend([0; 2]);
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use rawzip::{CompressionMethod, ZipArchive};

    use super::*;
    use crate::flate::unpack;

    const EPUB: &str = "application/epub+zip";

    fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut package = Package::new(EPUB);
        for (name, bytes) in entries {
            package.add(name, bytes);
        }
        package.finish().expect("a small package")
    }

    /// Another's reader finds name and content of every entry, and the check right.
    #[test]
    fn entries_come_back() {
        let text = "港口開幕。".repeat(100);
        let entries: [(&str, &[u8]); 3] =
            [("a.xml", text.as_bytes()), ("報/頭版.txt", b"x"), ("empty", b"")];
        let bytes = packed(&entries);
        let archive = ZipArchive::from_slice(&bytes).expect("an archive");
        let mut found = Vec::new();
        let mut listed = archive.entries();
        while let Some(entry) = listed.next_entry().expect("an entry") {
            let name = String::from_utf8(entry.file_path().as_bytes().to_vec()).expect("UTF-8");
            let (method, size) = (entry.compression_method(), entry.uncompressed_size_hint());
            let held = archive.get_entry(entry.wayfinder()).expect("its data");
            let content = match method {
                CompressionMethod::STORE => held.data().to_vec(),
                _ => unpack(held.data(), size as usize).expect("a sound stream"),
            };
            let mut check = held.verifying_reader(&content[..]);
            std::io::copy(&mut check, &mut std::io::sink()).expect("the check is right");
            found.push((name, method == CompressionMethod::STORE, content));
        }
        let expected = [("mimetype", true, EPUB.as_bytes())]
            .into_iter()
            .chain(entries.map(|(name, bytes)| (name, bytes.len() < 100, bytes)));
        let expected: Vec<(String, bool, Vec<u8>)> = expected
            .map(|(name, is_stored, bytes)| (name.to_owned(), is_stored, bytes.to_vec()))
            .collect();
        assert_eq!(found, expected);
    }

    /// OCF 3.3, 4.3: a reader looks at fixed places.
    #[test]
    fn the_first_bytes_tell_the_kind() {
        let bytes = packed(&[]);
        assert_eq!(&bytes[..4], b"PK\x03\x04");
        assert_eq!(&bytes[6..10], [0, 8, 0, 0], "no descriptor behind the data, stored");
        assert_eq!(&bytes[28..30], [0, 0], "no extra field");
        assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
    }

    #[test]
    fn the_same_entries_are_the_same_bytes() {
        let entries: [(&str, &[u8]); 1] = [("a", b"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")];
        assert_eq!(packed(&entries), packed(&entries));
    }

    #[test]
    fn what_the_format_cannot_hold_is_refused() {
        let mut package = Package::new(EPUB);
        package.add(&"a".repeat(70_000), b"");
        assert_eq!(package.finish(), Err(TooLarge));
        let mut package = Package::new(EPUB);
        for _ in 0..65_534 {
            package.add("a", b"");
        }
        assert_eq!(package.finish(), Err(TooLarge));
    }
}
