//! `pictures` and `portrait` of a front matter: what came with the article, and who wrote it.

use super::article::{ArticlePicture, ArticlePortrait};
use super::layout::PlanPicture;
use super::read_block::focus;
use super::toml_reader::{Context, Table, Value};
use super::values::{boolean, path, string, whole, word};
use crate::diag::codes::{article, layout};
use crate::diag::{Diagnostic, Spanned};

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
    let mut table = table_of(cx, item)?;
    let picture = keys(cx, item, &mut table);
    finish(cx, table);
    picture
}

/// The pictures of a story in a plan.
pub(super) fn plan_pictures(cx: &mut Context<'_>, value: &Value<'_>) -> Vec<PlanPicture> {
    let Some(items) = value.items(cx) else {
        cx.wrong_type(value, "a list of pictures", EXAMPLE);
        return Vec::new();
    };
    let mut pictures = Vec::with_capacity(items.len());
    for item in &items {
        if item.as_str().is_some() {
            let (keep, fit, focus) = (None, None, None);
            pictures.extend(picture(cx, item).map(|picture| PlanPicture {
                picture,
                keep,
                fit,
                focus,
            }));
            continue;
        }
        let Some(mut table) = table_of(cx, item) else { continue };
        let keep = table.read(cx, "keep", boolean);
        let fit = table.read(cx, "fit", word);
        let of_picture = table.read(cx, "focus", focus);
        let picture = keys(cx, item, &mut table);
        finish(cx, table);
        let whole = |picture| PlanPicture { picture, keep, fit, focus: of_picture };
        pictures.extend(picture.map(whole));
    }
    pictures
}

fn table_of<'t>(cx: &mut Context<'_>, item: &Value<'t>) -> Option<Table<'t>> {
    let table = item.table(cx, "a picture");
    if table.is_none() {
        cx.wrong_type(item, "pictures, each a table", EXAMPLE);
    }
    table
}

fn keys(cx: &mut Context<'_>, item: &Value<'_>, table: &mut Table<'_>) -> Option<ArticlePicture> {
    let has_picture = table.has("picture");
    let picture = table.read(cx, "picture", path);
    let caption = table.read(cx, "caption", string);
    let credit = table.read(cx, "credit", string);
    let alt = table.read(cx, "alt", string);
    if !has_picture {
        cx.wrong_type(item, "pictures, each with the key `picture`", EXAMPLE);
    }
    Some(ArticlePicture { span: item.span, picture: picture?, caption, credit, alt })
}

/// A path, or a table of it, what it shows and its depth.
pub(super) fn portrait(cx: &mut Context<'_>, value: &Value<'_>) -> Option<ArticlePortrait> {
    const EXAMPLE: &str = "portrait = \"chan.jpg\"";
    if let Some(path) = value.as_str().filter(|path| !path.is_empty()) {
        let picture = Spanned::new(cx.path(value, path.to_owned()), value.span);
        return Some(ArticlePortrait { picture, alt: None, lines: None });
    }
    let Some(mut table) = value.table(cx, "`portrait`") else {
        cx.wrong_type(value, "a file, or a table of it", EXAMPLE);
        return None;
    };
    let has_picture = table.has("picture");
    let picture = table.read(cx, "picture", path);
    let alt = table.read(cx, "alt", string);
    let lines = table.read(cx, "lines", whole(2, 40));
    finish(cx, table);
    if !has_picture {
        let help = format!("write it as in `{EXAMPLE}`");
        let lacks = Diagnostic::error(cx.wrong_type, "`portrait` lacks `picture`");
        cx.push(lacks.at(value.span, "no `picture` here").help(help));
    }
    Some(ArticlePortrait { picture: picture?, alt, lines })
}

/// Reports the keys that nobody took; an article's file has codes of its own.
fn finish(cx: &mut Context<'_>, table: Table<'_>) {
    let of_article = cx.wrong_type == article::FRONT_TYPE;
    table.finish_as(cx, if of_article { article::FRONT_KEY } else { layout::UNKNOWN_KEY });
}
