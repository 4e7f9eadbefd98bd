//! An edition made of the example page, set so many times, with one article of its own: `open.md`,
//! beside the layout, is the first page's lead.

use std::path::Path;

/// The layout; the package's folder is `root`, and it is read as if it stood in `layouts`.
pub fn layout(root: &Path, pages: usize) -> String {
    let page = std::fs::read_to_string(root.join("layouts/page.toml")).expect("an example");
    let (head, page) = page.split_once("[[page]]").expect("a page");
    let names = ["lead", "port", "visit", "points"];
    let mut layout = head.replace("[article]", "[article]\nopen = \"open.md\"");
    let others = (2..=pages).flat_map(|at| names.map(|name| (at, name)));
    let entry = |(at, name)| format!("{name}-{at} = \"../examples/harbour/{name}.md\"\n");
    let others: String = others.map(entry).collect();
    layout = layout.replace("[template.inside]", &format!("{others}[template.inside]"));
    layout = layout.replace("\nlead   = \"../examples/harbour/lead.md\"", "");
    for at in 1..=pages {
        let named = |name: &str| match (at, name) {
            (1, "lead") => "open".to_owned(),
            (1, name) => name.to_owned(),
            (at, name) => format!("{name}-{at}"),
        };
        let mut own = page.replace("\"A4\"", &format!("\"A{at}\""));
        for name in names {
            let article = format!("article = \"{name}\"");
            own = own.replace(&article, &format!("article = \"{}\"", named(name)));
        }
        layout += &format!("[[page]]{own}");
    }
    layout
}
