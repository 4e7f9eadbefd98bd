//! [`reason`]: what the system says, in words.

use std::io;

/// Why a file cannot be read or written.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::AlreadyExists => "a file of that name stands there".to_owned(),
        io::ErrorKind::NotADirectory => "what it is to lie in is a file".to_owned(),
        io::ErrorKind::PermissionDenied => "the system does not allow it".to_owned(),
        _ => {
            // Without the number, and without the name of a file that would have been renamed.
            let said = error.to_string();
            let said = said.split(" at path ").next().unwrap_or(&said);
            said.split(" (os error ").next().unwrap_or(said).to_owned()
        }
    }
}
