//! The man page and the shell completions, made from the definition of the command line.

use std::io;

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;

/// One page for the program and all its commands, as a manual reader takes it.
pub fn man(command: &Command) -> String {
    let roff = page(command).expect("a vector takes what is written");
    String::from_utf8(roff).expect("clap's texts are UTF-8")
}

fn page(command: &Command) -> io::Result<Vec<u8>> {
    let mut command = command.clone();
    command.build();
    let about = command.get_name().to_owned();
    let page = Man::new(command.clone()).manual("User Commands").source(format!("{about} manual"));
    let mut roff = Vec::new();
    page.render_title(&mut roff)?;
    page.render_name_section(&mut roff)?;
    page.render_synopsis_section(&mut roff)?;
    page.render_description_section(&mut roff)?;
    page.render_options_section(&mut roff)?;
    for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()) {
        roff.extend(of_command(inner)?);
    }
    page.render_extra_section(&mut roff)?;
    page.render_version_section(&mut roff)?;
    Ok(roff)
}

/// A command's part of the page: its own sections, one level below its name.
fn of_command(command: &Command) -> io::Result<Vec<u8>> {
    let page = Man::new(command.clone());
    let mut roff = Vec::new();
    page.render_synopsis_section(&mut roff)?;
    page.render_description_section(&mut roff)?;
    page.render_options_section(&mut roff)?;
    let sections = String::from_utf8_lossy(&roff).replace(".SH ", ".SS ");
    let name = command.get_bin_name().unwrap_or(command.get_name()).to_uppercase();
    Ok(format!(".SH \"{name}\"\n{sections}").into_bytes())
}

/// What a shell reads to complete the command line.
pub fn completions(command: &Command, shell: Shell) -> String {
    let mut command = command.clone();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
    String::from_utf8(script).expect("clap's texts are UTF-8")
}
