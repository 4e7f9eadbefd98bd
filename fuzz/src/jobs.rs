//! [`run`]: a job made of a stranger's bytes, and what has to hold of its outcome whatever they are.

use std::io;
use std::path::Path;

use typeset::diag::{Deny, Severity};
use typeset::{Goal, Job, Outcome, Output, Proof, ShowGrid, SystemFont, Wanted, World};

/// What the bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A layout; the files that it names are sound.
    Layout,
    /// An article.
    Article,
    /// A choice of settings of composition, and the text that is set by them.
    SettingsText,
    /// A house font.
    Font,
    /// A picture of any kind.
    Picture,
    /// An advertisement.
    PdfArt,
    /// The profile of the press.
    Profile,
    /// Copy of another program, of any format.
    Copy,
}

impl Target {
    pub const ALL: [Target; 8] = [
        Target::Layout,
        Target::Article,
        Target::SettingsText,
        Target::Font,
        Target::Picture,
        Target::PdfArt,
        Target::Profile,
        Target::Copy,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Target::Layout => "layout",
            Target::Article => "article",
            Target::SettingsText => "settings_text",
            Target::Font => "font",
            Target::Picture => "picture",
            Target::PdfArt => "pdf_art",
            Target::Profile => "profile",
            Target::Copy => "copy",
        }
    }

    /// The target of a name; panics where there is none.
    pub fn named(name: &str) -> Target {
        let found = Target::ALL.into_iter().find(|target| target.name() == name);
        found.unwrap_or_else(|| panic!("{name} is no target"))
    }
}

const HEAD: &str = "[document]\ndate = 2024-11-16\n[paper]\nsize = [\"150mm\", \"150mm\"]\n\
    margin = \"7mm\"\n[grid]\ncolumns = 3\nmeasure = 13\nline = \"12pt\"\n";
const PAGE: &str = "[article]\nlead = \"lead.md\"\n[[page]]\nid = \"A1\"\nblock = [\n\
    { article = \"lead\", columns = \"1-2\", lines = \"1+16\" },\n\
    { article = \"lead\", columns = 3, lines = \"1-\", writing = \"vertical\", overset = \"continue\" },\n\
    { picture = \"given\", columns = \"1-2\", lines = \"17+5\", caption = \"說明\", fit = \"contain\" },\n]\n";
/// The same with an advertisement of the size that the test's files have.
const AD_PAGE: &str = "[article]\nlead = \"lead.md\"\n[[page]]\nid = \"A1\"\nblock = [\n\
    { article = \"lead\", columns = \"1-2\", lines = \"1+16\" },\n\
    { ad = \"given\", art = \"given.pdf\", columns = 3, lines = \"1+7\" },\n]\n";
const STORY: &str =
    "+++\nheadline = \"港口今日開放\"\n+++\n港口今日開放，遊人如鯽。The port (1958) 開放。\n";
const PICTURE: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' width='60' height='40'>\
    <rect width='60' height='40' fill='#888'/></svg>";

/// The settings that a text is set by, a word of each list.
const SETTINGS: [(&str, &[&str]); 14] = [
    ("preset", &["\"newspaper-hk\"", "\"newspaper-ja\"", "\"gb\"", "\"quanjiao\"", "\"plain\""]),
    ("language", &["\"zh-Hant-HK\"", "\"zh-Hant-TW\"", "\"zh-Hans\"", "\"ja\"", "\"ko\""]),
    ("kinsoku", &["\"none\"", "\"loose\"", "\"normal\"", "\"strict\""]),
    ("adjacent", &["\"on\"", "\"brackets\"", "\"off\""]),
    ("line_start", &["\"trim\"", "\"full\""]),
    ("line_end", &["\"full\"", "\"allow\"", "\"half\"", "\"hang\""]),
    ("breaking", &["\"optimal\"", "\"greedy\""]),
    ("indent", &["0", "1", "2", "40"]),
    ("hyphenate", &["true", "false"]),
    ("snap", &["\"character\"", "\"off\""]),
    ("tcy", &["\"off\"", "2", "4"]),
    ("figures", &["\"rotate\"", "\"upright\""]),
    ("quotes", &["\"keep\"", "\"convert\""]),
    ("size", &["\"9pt\"", "\"1pt\"", "\"72pt\"", "\"小五\""]),
];

/// The files of a job.
struct Desk<'a> {
    layout: Vec<u8>,
    article: &'a [u8],
    /// What is read by any other name; the ending is of no matter.
    given: &'a [u8],
    profile: Option<&'a [u8]>,
    font: Option<&'a [u8]>,
}

impl World for Desk<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let found = match ending {
            "toml" => Some(self.layout.as_slice()),
            "md" => Some(self.article),
            "icc" => self.profile,
            "otf" | "ttf" | "ttc" => self.font,
            _ => Some(self.given),
        };
        found.map(<[u8]>::to_vec).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn system_font(&self, _family: &str) -> Option<SystemFont> {
        None
    }
}

/// Runs the job that the bytes make, and says what does not hold of its outcome.
pub fn run(target: Target, data: &[u8]) -> Result<(), String> {
    let sound = Desk {
        layout: format!("{HEAD}{PAGE}").into_bytes(),
        article: STORY.as_bytes(),
        given: PICTURE,
        profile: None,
        font: None,
    };
    let with = |more: &str| format!("{HEAD}{more}{PAGE}").into_bytes();
    let desk = match target {
        Target::Layout => Desk { layout: data.to_vec(), ..sound },
        Target::Article => Desk { article: data, ..sound },
        Target::SettingsText => {
            let (choice, text) = data.split_at(SETTINGS.len().min(data.len()));
            let words = SETTINGS.iter().zip(choice).map(|((key, words), &byte)| {
                format!("{key} = {}\n", words[usize::from(byte) % words.len()])
            });
            let words: String = words.collect();
            return judge(Desk {
                layout: with(&format!("[style.body]\n{words}")),
                article: text,
                ..sound
            });
        }
        Target::Font => Desk {
            layout: with(
                "[font.house]\nfiles = [\"house.ttf\"]\n[style.body]\nfont = \"house\"\n\
                [style.headline]\nfont = \"house\"\n",
            ),
            font: Some(data),
            ..sound
        },
        Target::Picture => Desk { given: data, ..sound },
        Target::PdfArt => {
            Desk { layout: format!("{HEAD}{AD_PAGE}").into_bytes(), given: data, ..sound }
        }
        Target::Copy => {
            // Whatever is given is the copy here, and no picture.
            let lines = PAGE.lines().filter(|line| !line.contains("picture = "));
            let page = lines.map(|line| format!("{line}\n")).collect::<String>();
            let page = page.replace("lead.md", copy_name(data));
            Desk { layout: format!("{HEAD}{page}").into_bytes(), given: data, ..sound }
        }
        Target::Profile => Desk {
            layout: with("[output]\nprofile = \"press.icc\"\n"),
            profile: Some(data),
            ..sound
        },
    };
    judge(desk)
}

/// A name by which copy is read as what it looks like.
fn copy_name(data: &[u8]) -> &'static str {
    match data.first() {
        Some(b'P') if data.get(30..38) == Some(b"mimetype") => "lead.idml",
        Some(b'P') => "lead.docx",
        Some(b'{' | b'[') => "lead.json",
        Some(b'<') if data.starts_with(b"<!DOCTYPE html") => "lead.html",
        Some(b'<') => "lead.xml",
        _ => "lead.txt",
    }
}

fn judge(desk: Desk<'_>) -> Result<(), String> {
    for proof in [Proof::Final, Proof::Marked] {
        let deny = Deny::default();
        let job = Job {
            layout: Path::new("page.toml"),
            goal: Goal::Document,
            proof,
            show_grid: ShowGrid::Hidden,
            deny: &deny,
            wanted: Wanted {
                map: true,
                ledger: true,
                text: true,
                html: Some("."),
                idml: Some("."),
                ..Wanted::default()
            },
        };
        let outcome = typeset::typeset(&job, &desk, &mut |_| ());
        holds(&outcome, proof)?;
        // A job without errors is the same as a proof, but for its mark.
        if !outcome.has_errors() {
            break;
        }
    }
    Ok(())
}

/// What has to hold: no count that does not add up, no page in spite of errors, whole files.
fn holds(outcome: &Outcome, proof: Proof) -> Result<(), String> {
    const OWN_FAULTS: [&str; 4] = ["P050", "P051", "P052", "X001"];
    for finding in outcome.findings.iter() {
        let code = finding.code.to_string();
        if OWN_FAULTS.contains(&code.as_str()) && finding.severity == Severity::Error {
            return Err(format!("{code}: {}", finding.message));
        }
    }
    match &outcome.output {
        Output::Document(bytes) if outcome.has_errors() && proof == Proof::Final => {
            Err(format!("{} bytes in spite of errors", bytes.len()))
        }
        Output::Document(bytes) => {
            let whole = bytes.starts_with(b"%PDF-") && bytes.ends_with(b"%%EOF\n");
            if whole { Ok(()) } else { Err("the file is not whole".to_owned()) }
        }
        Output::Nothing if outcome.has_errors() => Ok(()),
        Output::Nothing => Err("no file and no error".to_owned()),
        _ => Err("another output than was asked for".to_owned()),
    }
}
