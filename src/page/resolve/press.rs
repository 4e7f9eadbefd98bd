//! What the press asks for: the standard of the file, the ink limit, the plates of a page.

use crate::colour::INK_LIMIT;
use crate::page::model::{Plates, Press, Sheets, Standard};
use crate::source::layout::{Layout, PageTable, PlatesWord, StandardWord};

/// The job's standard and ink limit.
pub(super) fn press(layout: &Layout) -> Press {
    let standard = match layout.output.standard.as_ref().map(|key| key.value) {
        Some(StandardWord::X4) | None => Standard::X4,
        Some(StandardWord::A2u) => Standard::A2u,
        Some(StandardWord::Plain) => Standard::Plain,
    };
    Press { standard, ink_limit: ink_limit(layout) }
}

/// The most ink in one place, in hundredths of a per cent.
pub fn ink_limit(layout: &Layout) -> u32 {
    let hundredths = layout.output.ink.as_ref().map(|key| key.value.millionths() / 10_000);
    hundredths.and_then(|ink| u32::try_from(ink).ok()).unwrap_or(INK_LIMIT)
}

/// The plates of a page: its own word, else the job's.
pub(super) fn plates(layout: &Layout, page: &PageTable) -> Plates {
    match page.plates.as_ref().or(layout.output.plates.as_ref()).map(|key| key.value) {
        Some(PlatesWord::K) => Plates::Black,
        Some(PlatesWord::Cmyk) | None => Plates::Cmyk,
    }
}

/// How spreads are written.
pub(super) fn sheets(layout: &Layout) -> Sheets {
    match &layout.output.split_spread {
        Some(key) if key.value => Sheets::Split,
        _ => Sheets::Joined,
    }
}
