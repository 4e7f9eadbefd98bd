//! What can be asked of the program.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

const AFTER: &str = "\
Files are read from beneath the root and from nowhere else: --root, or the nearest folder above
the layout that holds .git, or else the layout's folder (the one above it where it is called layouts)
and the working directory. A font of the machine is used only where the layout says `system =`.

Exit status:
  0  written, or nothing to report; a proof is written in spite of errors
  1  errors in the job; the output file is left as it was
  2  wrong usage, a layout that cannot be read, an output that cannot be written

Examples:
  typeset layouts/page.toml -o page.pdf            compose the page
  typeset layouts/page.toml -o '{page}-{date}.pdf' a file for each page
  typeset layouts/edition/*.toml -o 'out/{page}.pdf' all pages of an edition, side by side
  typeset layouts/page.toml -o proof.pdf --proof   a marked proof, in spite of errors
  typeset layouts/page.toml -o page.pdf --map page.json --png page.png --html site
                                                   with what a web edition needs
  typeset layouts/page.toml --png proof.png --soft-proof --ink ink.png --plates plates
                                                   how it will look in print, and its inks
  typeset check layouts/page.toml                  everything but writing
  typeset check layouts/page.toml --deny warnings  exit 1 when anything is short of good
  typeset watch layouts/page.toml --open           the page in a browser, redrawn at every save
  typeset import wire -o copy                      copy of other programs as articles
  typeset explain L011                             what a message means, and its cure
  typeset new paper --kind tabloid --language ja   a page to start from, in a new folder";

/// Compose newspaper pages from a layout and its articles
#[derive(Debug, Parser)]
#[command(
    name = "typeset",
    version,
    about = "Compose newspaper pages: a layout (TOML) and its articles (Markdown) become a PDF",
    after_help = AFTER,
    args_conflicts_with_subcommands = true,
    arg_required_else_help = true,
    subcommand_precedence_over_arg = true
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,

    /// The layout to compose; several are composed side by side, an edition
    #[arg(value_name = "LAYOUT")]
    pub layouts: Vec<PathBuf>,

    /// Where the PDF goes; `-` is standard output, `{page}` makes a file a page, `{date}` beside it
    /// is the layout's date, `{layout}` its name
    #[arg(short, long, value_name = "OUT.pdf")]
    pub output: Option<String>,

    /// Write a map of the articles: where each stands, its text and pictures; `-` is standard
    /// output, the command `schema map` tells its form
    #[arg(long, value_name = "OUT.json", help_heading = "By-products")]
    pub map: Option<String>,

    /// Write the pages as pictures, drawn from the PDF; several need `{page}` in the name
    #[arg(long, value_name = "OUT.png", help_heading = "By-products")]
    pub png: Option<String>,

    /// Show --png as it looks in print: the inks of the press on its paper
    #[arg(long, help_heading = "By-products")]
    pub soft_proof: bool,

    /// Write how much ink lies where, in steps with a legend; the greatest amount and its place are
    /// told, too; several pages need `{page}` in the name
    #[arg(long, value_name = "OUT.png", help_heading = "By-products")]
    pub ink: Option<String>,

    /// Write each plate of each page into this folder, black where there is ink, or as a name with
    /// `{plate}` says
    #[arg(long, value_name = "DIR", help_heading = "By-products")]
    pub plates: Option<String>,

    /// Pixels an inch of --png, --ink and --plates; left out: 150
    #[arg(long, value_name = "N", help_heading = "By-products",
        value_parser = clap::value_parser!(u32).range(10..=2400))]
    pub dpi: Option<u32>,

    /// Write each article as plain text into this folder, or as a name with `{article}` says
    #[arg(long, value_name = "DIR", help_heading = "By-products")]
    pub text: Option<String>,

    /// Write each article as a web page into this folder, or as a name with `{article}` says
    #[arg(long, value_name = "DIR", help_heading = "By-products")]
    pub html: Option<String>,

    /// Write the articles as an EPUB, a chapter each; those of several layouts are one book
    #[arg(long, value_name = "OUT.epub", help_heading = "By-products")]
    pub epub: Option<String>,

    /// Write the pages as IDML, for a desk that finishes them by hand in InDesign: text threaded
    /// through frames where it was composed, styles, swatches, linked pictures
    #[arg(long, value_name = "OUT.idml", help_heading = "By-products")]
    pub idml: Option<String>,

    #[command(flatten)]
    pub options: Options,
}

/// The command line's definition under the name that the program was called by: in bash, zsh and
/// ksh `typeset` is a builtin, and the program is then `typeset-cjk`.
pub fn definition(called: Option<&OsStr>) -> clap::Command {
    let name = name_of(called);
    let after = AFTER.replace(&format!("  {} ", NAMES[0]), &format!("  {name} "));
    Arguments::command().name(name).bin_name(name).after_help(after)
}

fn name_of(called: Option<&OsStr>) -> &'static str {
    let stem = called.and_then(|called| Path::new(called).file_stem());
    NAMES.iter().find(|name| stem == Some(OsStr::new(name))).unwrap_or(&NAMES[0])
}

/// A text that speaks of the program by the name that it was called by.
pub fn as_called(text: &str) -> String {
    let name = name_of(std::env::args_os().next().as_deref());
    text.replace(&format!("{} ", NAMES[0]), &format!("{name} "))
}

/// The names that the program is installed under.
const NAMES: [&str; 2] = ["typeset", "typeset-cjk"];

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Do everything but writing, and report
    Check {
        /// The layout to check; of several one table is printed
        #[arg(required = true, value_name = "LAYOUT")]
        layouts: Vec<PathBuf>,
        /// Write how every story fits its room, in lines, and what `fit` did for it; `-` is
        /// standard output, the command `schema ledger` tells its form
        #[arg(long, value_name = "OUT.json")]
        ledger: Option<String>,
        #[command(flatten)]
        options: Options,
    },
    /// Say what a message's code means, with an example and the cure
    Explain {
        /// A code, such as L011, or a name, such as loose-line; none lists them all
        code: Option<String>,
    },
    /// Print the pipeline's own view of a stage, as text
    Dump {
        /// The layout
        layout: PathBuf,
        /// The stage to print
        #[arg(long, value_enum)]
        stage: StageName,
        #[command(flatten)]
        options: Options,
    },
    /// Make articles of copy of other programs: NITF, NewsML-G2, ninjs, DOCX, IDML, ICML, HTML and
    /// plain text, with their pictures
    Import {
        /// The files of copy, or folders of them
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Where the articles and their pictures go
        #[arg(short, long, value_name = "DIR")]
        output: PathBuf,
        /// How plain text is written that does not say so: big5, gb18030, shift_jis, euc-kr, utf-16le …
        #[arg(long, value_name = "NAME")]
        encoding: Option<String>,
        /// Replace articles that stand there already
        #[arg(long)]
        force: bool,
        /// How messages are printed, on stderr
        #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
        message_format: MessageFormat,
    },
    /// Print the notices of the fonts and data inside the program
    Licences,
    /// Print the man page, of all commands
    Man,
    /// Print what a shell reads to complete the command line
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Arrange a plan: make a layout of its stories by rank, to be edited and composed
    Arrange(Arrangement),
    /// Tell what two editions differ in: pages, plates, stories word by word, blocks, pictures
    Compare(Comparing),
    /// Show the pages in a browser, redrawn whenever a file of theirs is saved
    Watch(Watching),
    /// Write a page to start from into a new folder: a layout, its articles and pictures
    New {
        /// The folder; it is made, or has to be empty
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// What kind of page
        #[arg(long, value_enum, default_value = "broadsheet")]
        kind: Kind,
        /// In which language
        #[arg(long, value_parser = LanguageParser, default_value = "zh-Hant-HK", ignore_case = true)]
        language: Language,
    },
    /// Print the JSON Schema of a file
    Schema {
        /// The file
        #[arg(value_enum, default_value = "layout")]
        of: SchemaName,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaName {
    /// The layout
    Layout,
    /// The front matter of an article
    Article,
    /// The article map that --map writes
    Map,
    /// The ledger that check --ledger writes
    Ledger,
    /// The differences that compare --json writes
    Compare,
}

/// What is arranged, and where it goes.
#[derive(Clone, Debug, Args)]
pub struct Arrangement {
    /// The plan: a layout whose pages say `arrange = true`, with a rank for each article
    pub plan: PathBuf,

    /// Where the layout goes; `-` is standard output. A file that stands there is replaced only if it was
    /// arranged and not edited since
    #[arg(short, long, value_name = "LAYOUT.toml")]
    pub output: PathBuf,

    /// Print for each story why it stands where it does, and what was second best
    #[arg(long)]
    pub explain: bool,

    /// Replace whatever stands there; blocks with `keep = true` stay
    #[arg(long)]
    pub force: bool,

    /// Write so many layouts, the best first: LAYOUT.toml, LAYOUT-2.toml and so on, and a picture of
    /// their pages side by side, LAYOUT-alternatives.png
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = number_of_layouts)]
    pub alternatives: usize,

    /// Another arrangement of about the same worth, in place of the plan's own `seed`
    #[arg(long, value_name = "NUMBER")]
    pub seed: Option<u32>,

    #[command(flatten)]
    pub common: Common,
}

fn number_of_layouts(text: &str) -> Result<usize, String> {
    const MOST: usize = 24;
    let number = text.parse().ok().filter(|number| (1..=MOST).contains(number));
    number.ok_or_else(|| format!("a number from 1 to {MOST}"))
}

fn port(text: &str) -> Result<u16, String> {
    text.parse()
        .map_err(|_| format!("a port is a number from 0 to {}; 0 is any that is free", u16::MAX))
}

/// Which two editions are compared, and how it is told.
#[derive(Clone, Debug, Args)]
#[cfg_attr(not(feature = "page-pictures"), allow(dead_code))]
pub struct Comparing {
    /// The older edition: a layout, a PDF, or REV:PATH of the git repository that the working directory is
    /// in (PATH counts from there)
    pub old: String,

    /// The newer edition; stories that its layout names in `frozen` may not change: exit 1
    pub new: String,

    /// Write the differences as JSON; `-` is standard output, the command `schema compare` tells
    /// its form
    #[arg(long, value_name = "FILE")]
    pub json: Option<String>,

    /// Write DIR/index.html: the pages side by side, one over the other and marked, and the words
    #[arg(long, value_name = "DIR")]
    pub html: Option<PathBuf>,

    /// Exit 1 when anything printed differs
    #[arg(long)]
    pub exit_code: bool,

    #[command(flatten)]
    pub common: Common,
}

/// The kinds of pages that `new` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// A front page of 390 by 550 mm
    Broadsheet,
    /// A front page of 280 by 430 mm
    Tabloid,
    /// A newspaper page of 280 by 430 mm set vertically
    Vertical,
    /// The first page of an article in a magazine, A4
    Magazine,
}

/// The languages that `new` writes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Traditional Chinese, Hong Kong
    #[value(name = "zh-Hant-HK", aliases = ["zh-HK", "zh-Hant"])]
    HongKong,
    /// Traditional Chinese, Taiwan
    #[value(name = "zh-Hant-TW", alias = "zh-TW")]
    Taiwan,
    /// Simplified Chinese
    #[value(name = "zh-Hans", aliases = ["zh-CN", "zh-Hans-CN", "zh"])]
    Mainland,
    /// Japanese
    #[value(name = "ja", alias = "ja-JP")]
    Japanese,
    /// Korean
    #[value(name = "ko", alias = "ko-KR")]
    Korean,
}

/// What is watched, and how it is shown.
#[derive(Clone, Debug, Args)]
#[cfg_attr(not(feature = "watch"), allow(dead_code))]
pub struct Watching {
    /// The layout to watch; several are an edition
    #[arg(required = true, value_name = "LAYOUT")]
    pub layouts: Vec<PathBuf>,

    /// The port of this machine that the page is at; 0 is any that is free
    #[arg(long, value_name = "N", default_value_t = 8600, value_parser = port)]
    pub port: u16,

    /// Open the browser
    #[arg(long)]
    pub open: bool,

    /// The editor that a click opens a file in: vscode, vscodium, cursor, idea, sublime, emacs, zed and
    /// others, or an address with {path}, {line} and {column} in it
    #[arg(long, value_name = "NAME|ADDRESS", default_value = "vscode")]
    pub editor: String,

    #[command(flatten)]
    pub common: Common,
}

/// Reads a language; of a country's or another's letters the one that was probably meant is named.
#[derive(Clone)]
struct LanguageParser;

impl TypedValueParser for LanguageParser {
    type Value = Language;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Language, clap::Error> {
        let read = EnumValueParser::<Language>::new().parse_ref(command, argument, value);
        read.map_err(|mut error| {
            let near = value.to_str().and_then(meant);
            if let Some(near) = near.filter(|_| error.get(ContextKind::SuggestedValue).is_none()) {
                let near = ContextValue::String(near.to_owned());
                error.insert(ContextKind::SuggestedValue, near);
            }
            error
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let values = Language::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        Some(Box::new(values))
    }
}

/// The language that other letters stand for.
fn meant(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    let first = word.split(['-', '_']).next().unwrap_or_default();
    Some(match first {
        "jp" | "jpn" | "japanese" => "ja",
        "kr" | "kor" | "korean" => "ko",
        "tw" => "zh-Hant-TW",
        "hk" | "chinese" | "zh" => "zh-Hant-HK",
        "cn" => "zh-Hans",
        _ => return None,
    })
}

#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Write a marked proof in spite of errors: overset in red, missing copy in grey
    #[arg(long)]
    pub proof: bool,

    /// Draw the grid over the pages: columns, lines, baselines and blocks
    #[arg(long)]
    pub show_grid: bool,

    /// Make errors of findings: a code (K001), its name (low-resolution), `preflight`, `warnings`
    /// or `notes`; several with commas or by saying --deny again
    #[arg(long, value_name = "FINDING", value_delimiter = ',')]
    pub deny: Vec<String>,

    #[command(flatten)]
    pub common: Common,
}

/// What every command that reads a layout takes.
#[derive(Clone, Debug, Args)]
pub struct Common {
    /// Read files from beneath this folder alone
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,

    /// How messages are printed, on stderr
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    pub message_format: MessageFormat,

    /// Work on so many threads; left out: as many as the machine gives
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// For people
    Human,
    /// One JSON object a line
    Json,
    /// One SARIF 2.1.0 document, for code hosts and editors
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StageName {
    /// The resolved pages: every block's rectangle, legs and styles
    Page,
    /// The composed lines: text, natural width, what was squeezed or spread
    Lines,
    /// The frames at their places
    Frames,
    /// The drawing list
    Draw,
    /// The structure: what is read, in reading order, the legs of each story, the outline
    Tags,
}
