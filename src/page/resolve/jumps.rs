//! `jump`: the words of jump lines, and the pages that blocks name.

use super::Cx;
use crate::chars::Locale;
use crate::diag::codes::page as codes;
use crate::diag::{Diagnostic, Spanned};
use crate::page::model::{BlockJump, JumpPage, JumpWords, Jumps};
use crate::source::layout::{BlockTable, JumpValue, Key};
use crate::text::jump_words;

/// The document's words, or those of its language.
pub(super) fn of_document(cx: &mut Cx<'_>, locale: Locale) -> Jumps {
    let [to, from] = jump_words(locale);
    let mut jumps = Jumps { words: JumpWords { to: to.into(), from: from.into() }, shown: true };
    match cx.layout.document.jump.as_ref().map(|key| &key.value) {
        None | Some(JumpValue::Switch(true)) => {}
        Some(JumpValue::Switch(false)) => jumps.shown = false,
        Some(JumpValue::Words { to, from }) => {
            take(cx, to, (0, &mut jumps.words.to));
            take(cx, from, (1, &mut jumps.words.from));
        }
    }
    jumps
}

/// Takes over the words of one of the two ways.
fn take(cx: &mut Cx<'_>, key: &Key<String>, (way, words): (usize, &mut String)) {
    let Some(key) = key else { return };
    words.clone_from(&key.value);
    if !JumpWords::names_page(words) {
        let cure = format!("write {{page}} where its name goes, as in `\"{}\"`", example(cx)[way]);
        cx.push(
            Diagnostic::warning(codes::JUMP_WORDS, "the words of a jump line name no page")
                .at(key.span, "the reader does not learn where to turn")
                .help(cure),
        );
    }
}

fn example(cx: &Cx<'_>) -> [&'static str; 2] {
    let language = cx.layout.document.language.as_ref().map(|key| key.value.as_str());
    let locale = language.and_then(Locale::of_tag).unwrap_or_default();
    jump_words(locale)
}

pub(super) fn of_block(block: &BlockTable) -> BlockJump {
    let named = |key: &Key<String>| {
        let named = key.as_ref().filter(|key| !key.value.trim().is_empty());
        named.map(|Spanned { value, span }| JumpPage { name: value.trim().to_owned(), span: *span })
    };
    match block.jump.as_ref().map(|key| &key.value) {
        None => BlockJump::Usual,
        Some(JumpValue::Switch(true)) => BlockJump::Shown,
        Some(JumpValue::Switch(false)) => BlockJump::Hidden,
        Some(JumpValue::Words { to, from }) => {
            BlockJump::Named { to: named(to), from: named(from) }
        }
    }
}
