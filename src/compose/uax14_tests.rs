//! UAX #14 (R14): the segmenter without our tailoring against the conformance file of its
//! Unicode version, and a table of what the tailoring makes of Chinese text.

use super::nodes::Ending;
use super::tests::{plain_style, prepare};
use super::western::SEGMENTER;
use crate::chars::{Kinsoku, Locale};

const CASES: &str = include_str!("../../tests/data/LineBreakTest-18.0.0.txt");
const TAILORED: &str = "tests/data/linebreak-tailored.txt";

/// What the table shows: the rule, and a text.
const SAMPLES: [(&str, &str); 30] = [
    ("R14", "中文報紙，排版規則。"),
    ("R15 R16", "他說：「國家『大事』。」然後"),
    ("R15 R16", "（一）甲、乙；丙！丁？戊"),
    ("R15", "比爾・蓋茨·約翰‧史密斯"),
    ("R15", "五月～六月、東京〜大阪、北京–上海"),
    ("R15", "人人々人、時々、コーヒー、ちょっと、カッパ"),
    ("R15", "文／字，他/她，文——字，文……字"),
    ("R15", "百分之％、三℃、五‰、＄十、￥十、№十"),
    ("R15", "文‼文⁇文⁈文⁉文"),
    ("R15", "國“Web”國‘字’國"),
    ("R15", "say “hello” to 他"),
    ("R17", "文——————文…………文⸺文"),
    ("R17", "共12,345.67元、１２３元、-3度、−3度"),
    ("R17", "$12、￥１２、＄１２、№5、US$12、HK$5"),
    ("R17", "12%、25℃、１２％、5㎏、30°"),
    ("R17", "比例1:2，時間12:30，1/2"),
    ("R17", "x²、葛\u{E0100}飾、か\u{309A}き、〳〵"),
    ("R18", "3人、12月、2026年、第5屆"),
    ("R19", "共12345人，A股B股，iPhone手機"),
    ("R20", "extraordinary information 文"),
    ("R21", "見https://www.example.com/a_b?c=d，或a@b.org"),
    ("R22", "走！　他　們\u{A0}都\u{2060}來\u{200B}了"),
    ("R23", "word 文字 word, and (word) 文"),
    ("R24", "한국어 신문은 2026년에 조판한다."),
    ("R2", "①●■文※〇々〆㈱"),
    ("R2", "注音ㄅㄆㄇ、ㄓㄨㄥ"),
    ("R2", "\u{20000}\u{2A6D6}\u{E000}字"),
    ("R14", "well-known, e-mail, 1990-2000年"),
    ("R14", "A+級、C++語言、AT&T公司、#1、@他"),
    ("R14", "👨\u{200D}👩\u{200D}👧家庭🇭🇰香港"),
];

/// The text of a line of the file and the byte offsets of its breaks.
fn case(line: &str) -> (String, Vec<usize>) {
    let (mut text, mut breaks) = (String::new(), Vec::new());
    for word in line.split_whitespace() {
        match word {
            "÷" => breaks.push(text.len()),
            "×" => {}
            code => {
                let code = u32::from_str_radix(code, 16).expect("a code point");
                text.push(char::from_u32(code).expect("a character"));
            }
        }
    }
    (text, breaks)
}

#[test]
fn r14_the_conformance_file_passes_untailored() {
    let mut wrong: Vec<String> = Vec::new();
    let mut count = 0;
    for line in CASES.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (text, expected) = case(line);
        // The segmenter counts the start of the text as a place as well.
        let got: Vec<usize> = SEGMENTER.segment_str(&text).filter(|&at| at > 0).collect();
        count += 1;
        if got != expected {
            wrong.push(format!("{line} got {got:?}"));
        }
    }
    assert_eq!(count, 19346);
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

/// The text with its breaks marked.
fn tailored(text: &str, locale: Locale, kinsoku: Kinsoku) -> String {
    let mut style = plain_style(locale);
    style.settings.kinsoku = kinsoku;
    let nodes = prepare(text, &style).0.nodes;
    let mut out = String::new();
    for (at, cluster) in nodes.clusters.iter().enumerate() {
        if let Some(joint) = at.checked_sub(1).and_then(|at| nodes.joints.get(at)) {
            match joint.part {
                Ending::May(_) => out.push('|'),
                Ending::Hyphen | Ending::Soft => out.push('\u{AD}'),
                Ending::Never | Ending::Last | Ending::Syllable | Ending::Name | Ending::Group => {}
            }
        }
        let end = nodes.clusters.get(at + 1).map_or(text.len(), |next| next.start as usize);
        out.push_str(&text[cluster.start as usize..end]);
    }
    out.replace('\u{AD}', "-|").replace(['\u{A0}', '\u{2060}', '\u{200B}'], "␣")
}

/// A table that a reader of Chinese can check, at the normal level, and where the others differ.
#[test]
fn r14_to_r24_the_tailored_breaks_are_as_tabled() {
    let locales = [Locale::Hk, Locale::Tw, Locale::Cn, Locale::Ja, Locale::Ko];
    let mut table = String::from(
        "# Where a line may end: |. With a hyphen: -|. Blanks without width: ␣.\n\
         # A row is left out where it is the same as the one before it.\n",
    );
    for (rules, text) in SAMPLES {
        table.push_str(&format!("\n{rules}\n"));
        let mut last = String::new();
        for kinsoku in [Kinsoku::Normal, Kinsoku::Strict, Kinsoku::Loose, Kinsoku::None] {
            for locale in locales {
                let row = tailored(text, locale, kinsoku);
                if row != last {
                    let name = format!("{kinsoku:?} {locale:?}").to_lowercase();
                    table.push_str(&format!("  {name:<10} {row}\n"));
                }
                last = row;
            }
        }
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(TAILORED);
    if std::env::var_os("TYPESET_BLESS").is_some() {
        std::fs::write(&path, &table).expect("the table can be written");
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(known, table, "{TAILORED} is not what the program does");
}
