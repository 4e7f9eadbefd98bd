//! The `typeset` program; everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    typeset::cli::main()
}
