//! Characters composed a second: shaping, then breaking and setting, greedy and optimal.
//!
//! `cargo bench --bench compose`. The figures inform; nothing depends on them.

use typeset::chars::{Breaking, Locale, Settings};
use typeset::colour::Colour;
use typeset::compose::{Composer, Paragraph};
use typeset::diag::FileId;
use typeset::fonts::{FamilyId, FontBook, FontFiles};
use typeset::measure::{Em, Length, Permille, WritingMode};
use typeset::page::style::{Align, TextStyle};
use typeset::text::RichText;

/// News prose with marks, names, numbers and Latin words, some 250 characters a paragraph.
const PARAGRAPH: &str = "港口昨日清晨重開，首班渡輪於六時三十分離岸，乘客約二百人，大多是往返兩岸的上班族。\
    船公司負責人表示：「修葺工程歷時十八個月，費用較預算少百分之五，全部設施已經通過驗收。」新碼頭設有3個泊位，\
    可以同時停泊12艘船隻；候船大堂面積擴大一倍，加裝了Wi-Fi、充電設備與無障礙通道……市民陳先生說，以往雨天要在岸邊\
    等候半小時，「現在不用再淋雨了」，他希望班次可以再加密一些。交通署（Transport Department）發言人回應說，\
    會在2026年6月底之前檢討各條航線的需求，《渡輪服務條例》的修訂草案亦會於下個立法年度提交審議——屆時將一併公布收費調整方案。";
const PARAGRAPHS: usize = 4000;
const MEASURES: [i64; 3] = [11, 18, 40];

fn main() {
    let characters = PARAGRAPH.chars().count() * PARAGRAPHS;
    println!("{characters} characters, {PARAGRAPHS} paragraphs");
    println!("{:<9} {:>8} {:>10} {:>10} {:>12}", "", "measure", "shape s", "set s", "char/s");
    for measure in MEASURES {
        for (name, breaking) in [("greedy", Breaking::Greedy), ("optimal", Breaking::Optimal)] {
            let (shape, set) = time(breaking, measure);
            let rate = characters as f64 / (shape + set);
            println!("{name:<9} {measure:>8} {shape:>10.3} {set:>10.3} {rate:>12.0}");
        }
    }
}

/// Seconds of processor time of shaping and of setting; the best of three runs.
fn time(breaking: Breaking, measure: i64) -> (f64, f64) {
    let sum = |(shape, set): &(f64, f64)| shape + set;
    let runs = (0..3).map(|_| run(breaking, measure));
    runs.min_by(|a, b| sum(a).total_cmp(&sum(b))).unwrap_or_default()
}

fn run(breaking: Breaking, measure: i64) -> (f64, f64) {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let mut composer = Composer::new(&book);
    let style = style(breaking);
    let text = RichText::plain(PARAGRAPH, FileId(0), 0);
    let mode = WritingMode::HorizontalTb;
    let paragraph = Paragraph { text: &text, style: &style, mode, mark: "", tail: None };
    let measure = style.size * measure;
    let (mut shape, mut set) = (0.0, 0.0);
    for _ in 0..PARAGRAPHS {
        let start = seconds();
        let galley = composer.prepare(&paragraph, &mut Vec::new());
        let shaped = seconds();
        std::hint::black_box(galley.set(&measure));
        shape += shaped - start;
        set += seconds() - shaped;
    }
    (shape, set)
}

fn style(breaking: Breaking) -> TextStyle {
    TextStyle {
        family: FamilyId::SERIF,
        bold_family: FamilyId::SERIF_BOLD,
        size: Length::from_pt(9),
        width: Permille::ONE,
        height: Permille::ONE,
        colour: Colour::BLACK,
        align: Align::Justify,
        tracking: Em::ZERO,
        hang: Em::ZERO,
        settings: Settings { breaking, indent: Em::ONE, ..Settings::of(Locale::Hk) },
    }
}

/// Processor time of this process.
#[cfg(unix)]
fn seconds() -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: clock_gettime fills the structure that it is given and keeps no pointer to it.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

#[cfg(not(unix))]
fn seconds() -> f64 {
    static START: std::sync::LazyLock<std::time::Instant> =
        std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed().as_secs_f64()
}
