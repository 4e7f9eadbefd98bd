//! The `typeset` program under a name that no shell has a builtin for.

use std::process::ExitCode;

fn main() -> ExitCode {
    typeset::cli::main()
}
