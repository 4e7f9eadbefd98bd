//! [`World`]: where files come from.

use std::io;
use std::path::Path;

use crate::fonts::SystemFont;

/// The world outside: the only way to files. There is no clock; the date is the layout's.
pub trait World {
    /// The bytes of a file. Paths are the layout's own path joined with what it names.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// The names of the files in a folder, for suggestions; none where the folder is not to be looked
    /// into.
    fn names(&self, _folder: &Path) -> Vec<String> {
        Vec::new()
    }

    /// A font installed on the machine.
    fn system_font(&self, family: &str) -> Option<SystemFont>;

    /// The names of the families that are installed, for suggestions.
    fn system_families(&self) -> Vec<String> {
        Vec::new()
    }
}
