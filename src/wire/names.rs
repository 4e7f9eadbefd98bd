//! Names of the files that are written: safe on every system, and each once.

use std::collections::BTreeSet;

/// The name of an article's file, without its ending, after the file that it comes from; `at` counts the
/// articles of that file.
pub fn name_of(input: &str, at: usize, count: usize) -> String {
    const LONGEST: usize = 80;
    let file = input.rsplit(['/', '\\']).next().unwrap_or(input);
    let mut stem = match file.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => file,
    };
    // `port.nitf.xml` is of the port.
    for format in [".nitf", ".newsml", ".ninjs"] {
        stem = stem.strip_suffix(format).filter(|stem| !stem.is_empty()).unwrap_or(stem);
    }
    let safe = |c: char| match c {
        c if c.is_alphanumeric() => c,
        '.' | '_' | '-' => c,
        _ => '-',
    };
    let mut name: String = stem.chars().take(LONGEST).map(safe).collect();
    while name.contains("--") {
        name = name.replace("--", "-");
    }
    let kept = name.trim_matches(['-', '.', ' ']);
    // Names that some systems keep for devices.
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt1"];
    let name = match kept {
        "" => "article".to_owned(),
        kept if DEVICES.contains(&kept.to_ascii_lowercase().as_str()) => format!("{kept}-1"),
        kept => kept.to_owned(),
    };
    if count > 1 { format!("{name}-{}", at + 1) } else { name }
}

/// The names that are taken.
#[derive(Debug, Default)]
pub struct Names(BTreeSet<String>);

impl Names {
    /// A name that no other file of the run has: itself, or with a number.
    pub fn give(&mut self, name: String) -> String {
        // Some disks do not tell capitals apart.
        let mut given = name.clone();
        let mut number = 2;
        while !self.0.insert(given.to_lowercase()) {
            given = format!("{name}-{number}");
            number += 1;
        }
        given
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_each_once() {
        for (input, expected) in [
            ("wire/lead.docx", "lead"),
            ("port.nitf.xml", "port"),
            ("C:\\copy\\渡輪 復航（定稿）.docx", "渡輪-復航-定稿"),
            ("../../etc/passwd", "passwd"),
            (".hidden", "hidden"),
            ("...", "article"),
            ("con.txt", "con-1"),
            ("a\n\0b.txt", "a-b"),
        ] {
            assert_eq!(name_of(input, 0, 1), expected, "{input}");
        }
        assert_eq!(name_of("pack.xml", 1, 3), "pack-2");
        let mut taken = Names::default();
        let given = ["lead", "Lead", "lead"].map(|name| taken.give(name.to_owned()));
        assert_eq!(given, ["lead", "Lead-2", "lead-3"]);
    }
}
