//! [`read`]: a file that somebody has named, whole, within a limit.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// The most bytes of a file: the largest font collections and pictures have a tenth.
pub const MAX_BYTES: u64 = 256 << 20;

pub fn too_large() -> io::Error {
    let most = format!("it has more than {} megabytes", MAX_BYTES >> 20);
    io::Error::new(io::ErrorKind::FileTooLarge, most)
}

/// The bytes of a regular file, wherever it lies.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    // To open a pipe would wait for its writer.
    may_be_read(&fs::metadata(path)?)?;
    whole(fs::File::open(path)?)
}

/// A device may have no end.
pub(super) fn may_be_read(kind: &fs::Metadata) -> io::Result<()> {
    match kind.file_type() {
        kind if kind.is_file() => Ok(()),
        kind if kind.is_dir() => Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder")),
        _ => Err(no_file()),
    }
}

pub(super) fn no_file() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file")
}

/// The length that the disk tells may change before the end is reached.
pub(super) fn whole(file: fs::File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large());
    }
    Ok(bytes)
}
