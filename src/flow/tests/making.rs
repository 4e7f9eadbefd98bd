//! A job from the texts of its layout and its articles.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::*;
use crate::colour::Profile;
use crate::page::resolve::{Inputs, Proof, resolve};
use crate::picture::{Footprint, PictureId};
use crate::source::article::Article;
use crate::source::layout::ArticleText;
use crate::source::{Layer, read_articles, read_layout};

/// Makes up a layout; articles by name, pictures by path with their sizes in points.
pub(in crate::flow) fn make_up(
    layout: &str,
    articles: &[(&str, &str)],
    pictures: &[(&str, i64, i64)],
) -> Job {
    let files = FontFiles::default();
    let book = FontBook::new(&files);
    let (layout, mut diags) = read_layout(&[Layer::alone(FileId(0), layout)]);
    let layout = layout.expect("the layout is TOML");
    let data = tables::read(articles);
    let articles: Vec<(String, Arc<[Article]>)> = layout
        .articles
        .iter()
        .enumerate()
        .map(|(at, entry)| {
            let name = entry.name.value.as_str();
            let text = articles.iter().find(|(known, _)| *known == name);
            let (read, found) = match (&entry.value.text, text) {
                (ArticleText::Here(article), _) => (vec![article.value.clone()], None),
                (_, Some((_, text))) => {
                    let (read, found) = read_articles(FileId(at as u32 + 1), text);
                    (read, Some(found))
                }
                (_, None) => (Vec::new(), None),
            };
            found.iter().for_each(|found| diags.append(found));
            (name.to_owned(), read.into())
        })
        .collect();
    let pt = Length::from_pt;
    let size =
        |&(_, width, height): &(&str, i64, i64)| Size { width: pt(width), height: pt(height) };
    let by_path: BTreeMap<_, _> = pictures
        .iter()
        .enumerate()
        .map(|(at, picture)| (picture.0.to_owned(), Some((PictureId(at as u32), size(picture)))))
        .collect();
    let profile = Profile::newsprint();
    let inputs = Inputs {
        articles: &articles,
        pictures: &by_path,
        tables: &data,
        book: &book,
        profile: &profile,
        proof: Proof::Final,
    };
    let (model, found) = resolve(&layout, &inputs);
    diags.append(&found);
    let model = model.expect("the layout has a page");
    let footprint = |picture| Footprint { size: size(picture), ..Footprint::default() };
    let placed: Vec<_> = pictures.iter().map(footprint).collect();
    let composers = crate::compose::Composers::new(&book);
    let (filled, found) = fill(&model, &composers, &placed, &Standing::default());
    diags.append(&found);
    Job { model, filled, diags }
}
