//! The notices of the fonts and data inside the program.

/// Everything that the licences ask to be said, as one text.
pub fn notices() -> String {
    let mut text = String::from(
        "typeset carries fonts and data made by others. Their notices follow.\n\
         The program itself may be used under MIT or Apache-2.0, as you choose.\n",
    );
    for (title, notice) in NOTICES {
        text.push_str(&format!("\n{}\n{title}\n{}\n\n", "=".repeat(76), "=".repeat(76)));
        text.push_str(notice.trim_end());
        text.push('\n');
    }
    text
}

const NOTICES: &[(&str, &str)] = &[
    (
        "Noto Serif CJK, Noto Sans CJK, Noto Serif, Noto Sans (SIL Open Font License 1.1)",
        include_str!("../../fonts/LICENSE-OFL.txt"),
    ),
    ("TW-Kai (Open Government Data License 1.0)", include_str!("../../fonts/LICENSE-TW-Kai.txt")),
    ("Newsprint colour profile", crate::colour::PROFILE_NOTICE),
    (
        "Unicode data (Unicode License V3)",
        "Line breaking, word and grapheme segmentation and character properties come from the\n\
         Unicode Character Database and CLDR by way of ICU4X.\n\n\
         Copyright 1991-2025 Unicode, Inc. All rights reserved. Distributed under the Terms of\n\
         Use in https://www.unicode.org/copyright.html and the Unicode License V3,\n\
         https://www.unicode.org/license.txt: permission is granted free of charge to use,\n\
         copy, modify, merge, publish, distribute and sell copies of the data files, provided\n\
         that this copyright and permission notice appear with all copies or in the associated\n\
         documentation. The data files are provided \"as is\", without warranty of any kind.",
    ),
    (
        "Hyphenation patterns",
        "English: hyph-en-us, by Gerard D.C. Kuiken and Donald E. Knuth, from hyph-utf8, as\n\
         carried by the crate hypher (MIT OR Apache-2.0). Copying and distribution of these\n\
         patterns, with or without modification, are permitted in any medium without royalty\n\
         provided that the copyright notice and this notice are preserved.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_carried_work_is_named() {
        let text = notices();
        for name in ["SIL OPEN FONT LICENSE", "TW-Kai", "CGATS/SNAP TR 002", "Unicode", "hyph"] {
            assert!(text.contains(name), "{name}");
        }
    }
}
