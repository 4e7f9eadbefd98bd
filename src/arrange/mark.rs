//! The first line of an arranged layout: what made it, and by a number whether it is as it was made.

/// What the line begins with.
const MADE: &str = "# Arranged by typeset arrange from ";

/// A layout with its first line.
pub fn marked(plan: &str, layout: &str) -> String {
    format!(
        "{MADE}{plan}, {:016x}; a block with `keep = true` stays when it is arranged again.\n{layout}",
        sum(layout)
    )
}

/// Whether a file was written by the arranger and is as it was then.
#[cfg(any(test, feature = "cli"))]
pub fn is_unchanged(file: &str) -> bool {
    let Some((line, rest)) = file.split_once('\n') else { return false };
    line.starts_with(MADE) && line.contains(&format!(", {:016x}; ", sum(rest)))
}

/// FNV-1a over the lines, however they end.
fn sum(text: &str) -> u64 {
    let bytes = text.bytes().filter(|byte| *byte != b'\r');
    bytes.fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edited_layout_is_known() {
        let file = marked("plan.toml", "[document]\ntitle = \"報\"\n");
        assert!(is_unchanged(&file));
        assert!(is_unchanged(&file.replace('\n', "\r\n")));
        assert!(!is_unchanged(&file.replace('報', "紙")));
        assert!(!is_unchanged("[document]\n") && !is_unchanged(""));
    }
}
