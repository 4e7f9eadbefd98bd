//! `jump`: the lines where a story breaks off on one page and goes on on another.

use super::layout::JumpValue;
use super::toml_reader::{Context, Value};
use super::values::string;

/// How `jump` is written in [document]: its words.
pub(super) const OF_DOCUMENT: &str = "jump = { to = \"下轉{page}版\" }";
/// And on a block: the page that it names.
pub(super) const OF_BLOCK: &str = "jump = { to = \"A6\" }";

/// `true`, `false`, or a table of `to` and `from`.
pub(super) fn jump(cx: &mut Context<'_>, value: &Value<'_>, example: &str) -> Option<JumpValue> {
    let Some(mut table) = value.table(cx, "`jump`") else {
        if let toml::de::DeValue::Boolean(on) = value.node {
            return Some(JumpValue::Switch(*on));
        }
        cx.wrong_type(value, "true, false or a table of `to` and `from`", example);
        return None;
    };
    let words =
        JumpValue::Words { to: table.read(cx, "to", string), from: table.read(cx, "from", string) };
    table.finish(cx);
    Some(words)
}
