//! `pictures` of a front matter: what came with the article.

use super::article::ArticlePicture;
use super::toml_reader::{Context, Table, Value};
use super::values::{path, string};
use crate::diag::Spanned;
use crate::diag::codes::{article, layout};

const EXAMPLE: &str = "pictures = [{ picture = \"port.jpg\", caption = \"…\" }]";

/// A list of tables, or of paths alone.
pub(super) fn pictures(cx: &mut Context<'_>, t: &mut Table<'_>) -> Vec<ArticlePicture> {
    let Some(value) = t.take("pictures") else { return Vec::new() };
    let Some(items) = value.items(cx) else {
        cx.wrong_type(&value, "a list of pictures", EXAMPLE);
        return Vec::new();
    };
    items.iter().filter_map(|item| picture(cx, item)).collect()
}

fn picture(cx: &mut Context<'_>, item: &Value<'_>) -> Option<ArticlePicture> {
    if let Some(path) = item.as_str().filter(|path| !path.is_empty()) {
        let picture = Spanned::new(cx.path(item, path.to_owned()), item.span);
        let (caption, credit, alt) = (None, None, None);
        return Some(ArticlePicture { span: item.span, picture, caption, credit, alt });
    }
    let Some(mut table) = item.table(cx, "a picture") else {
        cx.wrong_type(item, "pictures, each a table", EXAMPLE);
        return None;
    };
    let has_picture = table.has("picture");
    let picture = table.read(cx, "picture", path);
    let caption = table.read(cx, "caption", string);
    let credit = table.read(cx, "credit", string);
    let alt = table.read(cx, "alt", string);
    // An article's file has codes of its own.
    let of_article = cx.wrong_type == article::FRONT_TYPE;
    table.finish_as(cx, if of_article { article::FRONT_KEY } else { layout::UNKNOWN_KEY });
    if !has_picture {
        cx.wrong_type(item, "pictures, each with the key `picture`", EXAMPLE);
    }
    Some(ArticlePicture { span: item.span, picture: picture?, caption, credit, alt })
}
