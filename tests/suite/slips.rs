//! Slips in a command, and what is said of them.

use std::process::Command;

use crate::desk::{Desk, code, stderr};

/// What is run with these arguments is refused as a mistake in the command, with these words.
#[track_caller]
fn refuses(desk: &Desk, arguments: &[&str], words: &[&str]) {
    let output = desk.run(arguments);
    assert_eq!(code(&output), 2, "{arguments:?}: {}", stderr(&output));
    for word in words {
        assert!(stderr(&output).contains(word), "{arguments:?}: {}", stderr(&output));
    }
}

/// Text that could not be written down was not printed.
#[cfg(target_os = "linux")]
#[test]
fn a_text_that_cannot_be_printed_is_a_failure() {
    let desk = Desk::new();
    for arguments in ["import lead.md -o copy", "--help", "--version", "new paper", "explain"] {
        let script = format!("exec '{}' {arguments} >/dev/full", env!("CARGO_BIN_EXE_typeset"));
        let folder = desk.folder.path();
        let shell = Command::new("sh").current_dir(folder).args(["-c", &script]).output();
        let output = shell.expect("a shell");
        assert_eq!(code(&output), 2, "{arguments}: {}", stderr(&output));
        let said = stderr(&output);
        assert!(said.contains("standard output cannot be written"), "{arguments}: {said}");
    }
}

#[test]
fn an_import_of_nothing_leaves_no_folder() {
    let desk = Desk::new();
    let output = desk.run(&["import", "none.md", "-o", "new/copy"]);
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    assert!(!desk.path("new").exists());
}

#[test]
fn a_folder_without_files_is_told() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("wire")).expect("a folder");
    let output = desk.run(&["import", "wire", "-o", "copy"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stderr(&output).contains("the folder wire holds no files"), "{}", stderr(&output));
}

/// A missing layout is the first thing to say, not the missing output.
#[test]
fn a_layout_that_is_not_there_is_told_before_its_output() {
    let desk = Desk::new();
    for arguments in [&["nofile.toml"][..], &["page.toml", "nofile.toml"]] {
        refuses(&desk, arguments, &["U001", "nofile.toml cannot be read: there is no such file"]);
    }
    refuses(&desk, &["page.toml"], &["U002", "-o page.pdf"]);
    refuses(&desk, &["paeg.toml", "-o", "x.pdf"], &["U001", "did you mean page.toml?"]);
    refuses(&desk, &["page.toml", "x.pdf"], &["U002", "x.pdf is no layout", "-o x.pdf"]);
}

#[test]
fn a_root_that_is_not_there_is_told() {
    let desk = Desk::new();
    let words = ["U001", "there is no folder nix to read beneath", "--root DIR"];
    refuses(&desk, &["check", "page.toml", "--root", "nix"], &words);
}

#[test]
fn options_of_pictures_ask_for_a_picture() {
    let desk = Desk::new();
    refuses(&desk, &["page.toml", "-o", "page.pdf", "--dpi", "300"], &["U009", "--png page.png"]);
    assert!(!desk.path("page.pdf").exists());
}

#[test]
fn an_output_is_named_as_what_it_is() {
    let desk = Desk::new();
    for (arguments, words) in [
        (["--epub", "book.zip"], ["U003", "end its name in .epub"]),
        (["--idml", "page.pdf"], ["U003", "end its name in .idml"]),
        (["--map", "map.png"], ["U003", "end its name in .json"]),
        (["-o", "page.epub"], ["U003", "end its name in .pdf"]),
    ] {
        refuses(&desk, &[&["page.toml"], &arguments[..]].concat(), &words);
    }
    refuses(&desk, &["check", "page.toml", "--ledger", "l.pdf"], &["U003", ".json"]);
}

/// The cure fits what the two are: not pages of one name.
#[test]
fn two_outputs_of_one_name_are_told_apart() {
    let desk = Desk::new();
    let cure = "name another file for one of the two";
    refuses(&desk, &["page.toml", "-o", "-", "--map", "-"], &["U003", cure]);
    refuses(&desk, &["page.toml", "-o", "x", "--map", "x"], &["U003", cure]);
}

#[test]
fn a_guess_is_no_more_than_one() {
    let desk = Desk::new();
    let deny = ["check", "page.toml", "--deny", "nosuch"];
    refuses(&desk, &deny, &["U005", "typeset explain lists the codes"]);
}

#[test]
fn a_file_is_no_folder_to_start_in() {
    refuses(&Desk::new(), &["new", "lead.md"], &["U020", "lead.md is a file"]);
}

/// `check` writes nothing, and says which command does; an option of `check` alone is told as such.
#[test]
fn an_option_of_another_command_is_told() {
    let desk = Desk::new();
    let words =
        ["U041", "`check` writes nothing", "the page is written: typeset page.toml -o x.pdf"];
    refuses(&desk, &["check", "page.toml", "-o", "x.pdf"], &words);
    let words = ["U041", "typeset 'my page.toml' -o x.pdf"];
    refuses(&desk, &["check", "my page.toml", "-o", "x.pdf"], &words);
    refuses(&desk, &["page.toml", "--ledger", "x.json"], &["U041", "`check` has it"]);
    refuses(&desk, &["check", "page.toml", "--nosuch"], &["unexpected argument"]);
}

/// A page's name is none of a layout, and a PDF alone is no copy.
#[test]
fn files_of_another_kind_are_not_made_or_taken() {
    let desk = Desk::new();
    refuses(&desk, &["arrange", "page.toml", "-o", "x.pdf"], &["U003", "ends in .toml"]);
    desk.write("story.pdf", "%PDF-1.7");
    let output = desk.run(&["import", "story.pdf", "-o", "copy"]);
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    assert!(stderr(&output).contains("story.pdf is a PDF, and no copy to import"));
}

/// Not all that a shell passes on is UTF-8.
#[cfg(target_os = "linux")]
#[test]
fn an_option_that_is_no_utf_8_is_refused() {
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new();
    let mut program = Command::new(env!("CARGO_BIN_EXE_typeset"));
    let program = program.current_dir(desk.folder.path());
    let wrong = std::ffi::OsStr::from_bytes(b"\xff.toml");
    let output = program.args(["check", "--ink"]).arg(wrong).output().expect("it runs");
    assert_eq!(code(&output), 2, "{}", stderr(&output));
    assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
}

/// A shell leaves ~ alone in quotation marks.
#[test]
fn a_home_that_no_shell_has_filled_in_is_told() {
    let desk = Desk::new();
    refuses(&desk, &["check", "~/page.toml"], &["U001", "a shell leaves ~ as it is", "$HOME"]);
    let words = ["U004", "there is no folder ~", "a shell leaves ~ as it is"];
    refuses(&desk, &["page.toml", "-o", "~/x.pdf"], &words);
}

/// To open a pipe for writing would wait for a reader that may never come; one that is there is served.
#[cfg(target_os = "linux")]
#[test]
fn a_pipe_without_a_reader_is_refused() {
    let desk = Desk::new();
    let made = Command::new("mkfifo").arg(desk.path("pipe")).status();
    assert!(made.is_ok_and(|status| status.success()));
    let words = ["U004", "pipe cannot be written: it is a pipe that no program reads"];
    refuses(&desk, &["page.toml", "-o", "pipe"], &words);
    let mut reader = Command::new("cat");
    let reader = reader.arg(desk.path("pipe")).stdout(std::process::Stdio::piped());
    let mut reader = reader.spawn().expect("a reader");
    // It is there when it has opened the pipe.
    let served = (0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        code(&desk.run(&["page.toml", "-o", "pipe"])) == 0
    });
    assert!(served);
    let mut read = Vec::new();
    let mut out = reader.stdout.take().expect("piped");
    std::io::Read::read_to_end(&mut out, &mut read).expect("read");
    assert!(reader.wait().is_ok_and(|status| status.success()));
    assert!(read.starts_with(b"%PDF") && read.ends_with(b"%%EOF\n"), "{} bytes", read.len());
}

/// A pipe has no path of its own, but names that lead to it.
#[cfg(target_os = "linux")]
#[test]
fn a_page_goes_down_a_pipe_that_a_name_leads_to() {
    let desk = Desk::new();
    let program = env!("CARGO_BIN_EXE_typeset");
    let script = format!("'{program}' page.toml -o /dev/stdout | cat > piped.pdf");
    let shell = Command::new("sh").current_dir(desk.folder.path()).args(["-c", &script]).output();
    let said = shell.expect("a shell");
    let piped = std::fs::read(desk.path("piped.pdf")).expect("a file");
    assert!(piped.starts_with(b"%PDF") && piped.ends_with(b"%%EOF\n"), "{}", stderr(&said));
}
