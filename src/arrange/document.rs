//! [`Base`]: the plan's file as TOML that keeps its form, without what makes a plan of it.
//!
//! Everything that the arranger settles or writes is this text with pages of its own.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, TableLike, Value};

use super::looks::Looks;

/// The keys of an article that a layout does not have.
const PLAN_KEYS: [&str; 7] = ["rank", "page", "section", "pictures", "with", "kind", "apart"];
/// The keys of blocks that name files.
const FILES: [&str; 5] = ["picture", "pictures", "art", "table", "filler"];

/// A plan's file, parted into what holds for all pages, its articles and its pages.
#[derive(Clone, Debug)]
pub struct Base {
    /// Without articles and pages.
    shared: DocumentMut,
    articles: Table,
    /// As written, without `arrange`.
    pages: Vec<Table>,
    looks: Looks,
}

/// A block of the arranger's own: a line of the layout, with the reason over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// One line each.
    pub comments: Vec<String>,
    /// `{ … }`
    pub block: String,
}

impl Base {
    /// The parts of a plan's text. Paths in it are led by `way`, from the new file's folder to the plan's,
    /// with its last `/`; empty for one folder. None where it is no TOML.
    pub fn new(text: &str, way: &str) -> Option<Base> {
        let mut shared: DocumentMut = without_comment(text).parse().ok()?;
        let root = shared.as_table_mut();
        root.remove("arrange");
        let mut pages: Vec<Table> = match root.remove("page") {
            Some(Item::ArrayOfTables(pages)) => pages.into_iter().collect(),
            Some(Item::Value(Value::Array(pages))) => {
                let tables = pages.into_iter().filter_map(|page| match page {
                    Value::InlineTable(page) => Some(page.into_table()),
                    _ => None,
                });
                tables.collect()
            }
            _ => Vec::new(),
        };
        let mut articles = match root.remove("article") {
            Some(item) => item.into_table().ok()?,
            None => Table::new(),
        };
        articles.iter_mut().for_each(|(_, entry)| strip(entry));
        for page in &mut pages {
            page.remove("arrange");
        }
        let own = shared.get("look").and_then(Item::as_table_like);
        let own = own.into_iter().flat_map(|looks| looks.iter());
        let looks = Looks::beside(own.map(|(name, look)| (name.to_owned(), look.to_string())));
        let mut base = Base { shared, articles, pages, looks };
        if !way.is_empty() {
            base.lead(way);
        }
        Some(base)
    }

    /// The names of the arranger's looks.
    pub fn looks(&self) -> &Looks {
        &self.looks
    }

    /// What holds for all pages.
    pub fn shared(&self) -> String {
        format!("{}\n", self.shared.to_string().trim_end())
    }

    /// The articles as they are, but for those left out, whose entries become comments.
    pub fn articles(&self, left_out: &[&str]) -> String {
        let mut articles = self.articles.clone();
        left_out.iter().for_each(|name| _ = articles.remove(name));
        articles.decor_mut().set_prefix("");
        format!("{}\n", one("article", Item::Table(articles)).trim_end())
    }

    /// An article's entry under other names.
    pub fn article_as<'n>(&self, names: impl Iterator<Item = (&'n str, &'n str)>) -> String {
        let mut articles = Table::new();
        for (own, alias) in names {
            if let Some(entry) = self.articles.get(own) {
                articles.insert(alias, entry.clone());
            }
        }
        // Those that fixed blocks name.
        for (name, entry) in &self.articles {
            articles.entry(name).or_insert_with(|| entry.clone());
        }
        one("article", Item::Table(articles))
    }

    /// A page with further blocks behind its own.
    pub fn page(&self, at: usize, lines: &[Line]) -> String {
        let Some(mut page) = self.pages.get(at).cloned() else { return String::new() };
        page.set_position(None);
        page.decor_mut().set_prefix("\n");
        match page.get_mut("block") {
            Some(Item::Value(Value::Array(own))) => append(own, lines),
            Some(Item::ArrayOfTables(own)) => append_tables(own, lines),
            _ => {
                let mut own = Array::new();
                append(&mut own, lines);
                page.insert("block", Item::Value(Value::Array(own)));
            }
        }
        let mut pages = ArrayOfTables::new();
        pages.push(page);
        one("page", Item::ArrayOfTables(pages))
    }

    /// A page's own blocks alone, under another id.
    pub fn fixed_page(&self, at: usize, id: &str) -> String {
        let Some(mut page) = self.pages.get(at).cloned() else { return String::new() };
        page.insert("id", toml_edit::value(id));
        page.set_position(None);
        let mut pages = ArrayOfTables::new();
        pages.push(page);
        one("page", Item::ArrayOfTables(pages))
    }

    /// Whether a page has blocks of its own.
    pub fn has_blocks(&self, at: usize) -> bool {
        self.pages.get(at).and_then(|page| page.get("block")).is_some_and(|own| !is_empty(own))
    }

    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// Takes the blocks of an arranged layout that say `keep = true` for the plan's own, with the looks
    /// that they have; what came of that as a plan's text. Their paths are led by `back`, from the plan's
    /// folder to the layout's.
    pub fn keep_blocks(plan: &str, arranged: &str, back: &str) -> Option<String> {
        let mut plan: DocumentMut = plan.parse().ok()?;
        let arranged: DocumentMut = arranged.parse().ok()?;
        let theirs = arranged.get("page")?.as_array_of_tables()?;
        let mut looks: Vec<String> = Vec::new();
        let pages = plan.get_mut("page")?.as_array_of_tables_mut()?;
        for (number, page) in (1..).zip(pages.iter_mut()) {
            let named = |page: &Table, number: i32| {
                page.get("id").map_or_else(|| number.to_string(), as_text)
            };
            let own = named(page, number);
            let same = (1..).zip(theirs.iter()).find(|(at, other)| named(other, *at) == own);
            let Some(blocks) = same.and_then(|(_, other)| blocks_of(other)) else { continue };
            let mut kept = kept_of(blocks);
            let tables = kept.iter_mut().filter_map(Value::as_inline_table_mut);
            tables.for_each(|block| lead_block(block, back));
            let look =
                |block: &Value| Some(block.as_inline_table()?.get("look")?.as_str()?.to_owned());
            looks.extend(kept.iter().filter_map(look));
            if kept.is_empty() {
                continue;
            }
            if page.get("block").is_none_or(is_empty) {
                page.insert("block", toml_edit::value(Array::new()));
            }
            match page.get_mut("block") {
                Some(Item::Value(Value::Array(own))) => {
                    kept.into_iter().for_each(|block| own.push_formatted(block));
                }
                Some(Item::ArrayOfTables(own)) => {
                    let tables = kept.into_iter().filter_map(|block| match block {
                        Value::InlineTable(table) => Some(table.into_table()),
                        _ => None,
                    });
                    tables.for_each(|table| own.push(table));
                }
                _ => {}
            }
        }
        let known = arranged.get("look").and_then(Item::as_table_like);
        for name in looks {
            let Some(look) = known.and_then(|looks| looks.get(&name)) else { continue };
            let own = plan.entry("look").or_insert_with(|| Item::Table(implicit()));
            if let Some(own) = own.as_table_like_mut()
                && own.get(&name).is_none()
            {
                own.insert(&name, look.clone());
            }
        }
        Some(plan.to_string())
    }

    /// Makes paths count from the new file's folder.
    fn lead(&mut self, way: &str) {
        let root = self.shared.as_table_mut();
        for key in ["include", "extends"] {
            root.get_mut(key).into_iter().for_each(|item| lead_all(item, way));
        }
        for (table, keys) in [("document", &["filler"][..]), ("output", &["profile"])] {
            let Some(table) = root.get_mut(table).and_then(Item::as_table_like_mut) else {
                continue;
            };
            for key in keys {
                table.get_mut(key).into_iter().for_each(|item| lead_all(item, way));
            }
        }
        if let Some(fonts) = root.get_mut("font").and_then(Item::as_table_like_mut) {
            for (_, font) in fonts.iter_mut() {
                let Some(font) = font.as_table_like_mut() else { continue };
                for key in ["files", "bold", "latin"] {
                    font.get_mut(key).into_iter().for_each(|item| lead_all(item, way));
                }
            }
        }
        if let Some(templates) = root.get_mut("template").and_then(Item::as_table_like_mut) {
            for (_, template) in templates.iter_mut() {
                let template = template.as_table_like_mut();
                let blocks = template.and_then(|template| template.get_mut("block"));
                blocks.into_iter().for_each(|blocks| lead_blocks(blocks, way));
            }
        }
        for (_, entry) in self.articles.iter_mut() {
            match entry.as_table_like_mut() {
                Some(table) => {
                    table.get_mut("file").into_iter().for_each(|item| lead_all(item, way));
                }
                None => lead_all(entry, way),
            }
        }
        let blocks = self.pages.iter_mut().filter_map(|page| page.get_mut("block"));
        blocks.for_each(|blocks| lead_blocks(blocks, way));
    }
}

/// A way in front of a path that counts from the plan's folder, without steps there and back.
pub fn led(path: &str, way: &str) -> String {
    if way.is_empty() || std::path::Path::new(path).is_absolute() {
        return path.to_owned();
    }
    let mut steps: Vec<&str> = Vec::new();
    for step in way.split('/').chain(path.split('/')) {
        match (step, steps.last()) {
            ("" | ".", _) => {}
            ("..", Some(last)) if *last != ".." => _ = steps.pop(),
            _ => steps.push(step),
        }
    }
    let root = if way.starts_with('/') { "/" } else { "" };
    format!("{root}{}", steps.join("/"))
}

/// Without the comment that a file begins with, which is about the plan.
fn without_comment(text: &str) -> &str {
    let is_comment = |line: &str| line.trim_start().starts_with('#');
    let mut rest = text;
    while let Some((line, more)) = rest.split_once('\n').filter(|(line, _)| is_comment(line)) {
        _ = line;
        rest = more;
    }
    rest.trim_start_matches(['\r', '\n'])
}

/// A page's blocks, each as a line of a list.
pub fn blocks_of(page: &Table) -> Option<Vec<Value>> {
    let blocks = match page.get("block")? {
        Item::Value(Value::Array(blocks)) => blocks.iter().cloned().collect(),
        Item::ArrayOfTables(blocks) => {
            let inline = blocks.iter().map(|block| block.clone().into_inline_table());
            inline.map(Value::InlineTable).collect()
        }
        _ => return None,
    };
    Some(blocks)
}

/// Those that say `keep = true`; a story, its intro and its pictures, which follow it, stay together.
fn kept_of(blocks: Vec<Value>) -> Vec<Value> {
    let mut groups: Vec<(Option<String>, Vec<Value>)> = Vec::new();
    for block in blocks {
        let Some(table) = block.as_inline_table() else { continue };
        let article = table.get("article").and_then(Value::as_str).map(str::to_owned);
        let is_part = match &article {
            Some(own) => {
                let same = groups.last().is_some_and(|(story, _)| story.as_ref() == Some(own));
                same && table.contains_key("part")
            }
            None => {
                let of_story = groups.last().is_some_and(|(story, _)| story.is_some());
                of_story && table.contains_key("picture")
            }
        };
        match groups.last_mut().filter(|_| is_part) {
            Some((_, group)) => group.push(block),
            None => groups.push((article, vec![block])),
        }
    }
    let says_keep = |block: &Value| {
        let table = block.as_inline_table();
        table.is_some_and(|t| t.get("keep").and_then(Value::as_bool) == Some(true))
    };
    groups.retain(|(_, group)| group.iter().any(says_keep));
    let mut kept: Vec<Value> = groups.into_iter().flat_map(|(_, group)| group).collect();
    kept.iter_mut().for_each(tell_that_it_is_kept);
    kept
}

/// Has the arranger's comment over a block say that it is kept: what it said of its form need not be true any more.
fn tell_that_it_is_kept(block: &mut Value) {
    let Some(article) = block.as_inline_table().and_then(|t| t.get("article")?.as_str()) else {
        return;
    };
    let reason = format!("# {article}, rank ");
    let prefix = block.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default();
    let of_line = |line: &str| match line.trim_start().starts_with(&reason) {
        true => format!("{}: kept where it stands", line.split(':').next().unwrap_or(line)),
        false => line.to_owned(),
    };
    let prefix = prefix.split('\n').map(of_line).collect::<Vec<String>>().join("\n");
    block.decor_mut().set_prefix(prefix);
}

fn implicit() -> Table {
    let mut table = Table::new();
    table.set_implicit(true);
    table
}

fn as_text(item: &Item) -> String {
    item.as_str().map_or_else(|| item.to_string().trim().to_owned(), str::to_owned)
}

fn is_empty(blocks: &Item) -> bool {
    match blocks {
        Item::Value(Value::Array(blocks)) => blocks.is_empty(),
        Item::ArrayOfTables(blocks) => blocks.is_empty(),
        _ => true,
    }
}

/// A document of one key.
fn one(key: &str, item: Item) -> String {
    let mut document = DocumentMut::new();
    document.insert(key, item);
    document.to_string()
}

/// An article's entry as a layout has it.
fn strip(entry: &mut Item) {
    let Some(table) = entry.as_table_like_mut() else { return };
    // Those of an article that stands in the layout are its own.
    let in_file = table.contains_key("file");
    let keys = PLAN_KEYS.iter().filter(|key| in_file || **key != "pictures");
    keys.for_each(|key| _ = table.remove(key));
    if let Item::Value(Value::InlineTable(table)) = entry {
        let alone = table.len() == 1;
        match table.get("file").and_then(Value::as_str).filter(|_| alone) {
            Some(file) => *entry = toml_edit::value(file),
            None => table.fmt(),
        }
    }
}

/// Blocks behind those that are there.
fn append(own: &mut Array, lines: &[Line]) {
    let text: String = lines.iter().map(Line::text).collect();
    let Ok(theirs) = format!("block = [{text}\n]\n").parse::<DocumentMut>() else {
        debug_assert!(false, "what the arranger writes is TOML: {text}");
        return;
    };
    let theirs = theirs.get("block").and_then(Item::as_array).cloned().unwrap_or_default();
    theirs.into_iter().for_each(|block| own.push_formatted(block));
    own.set_trailing_comma(true);
    own.set_trailing("\n");
}

fn append_tables(own: &mut ArrayOfTables, lines: &[Line]) {
    for line in lines {
        let Ok(document) = format!("block = {}\n", line.block).parse::<DocumentMut>() else {
            continue;
        };
        let block = document.get("block").and_then(Item::as_inline_table).cloned();
        let Some(mut table) = block.map(toml_edit::InlineTable::into_table) else { continue };
        table.fmt();
        let comments: String = line.comments.iter().map(|line| format!("# {line}\n")).collect();
        table.decor_mut().set_prefix(format!("\n{comments}"));
        own.push(table);
    }
}

impl Line {
    fn text(&self) -> String {
        let comments: String =
            self.comments.iter().map(|comment| format!("\n  # {comment}")).collect();
        format!("{comments}\n  {},", self.block)
    }
}

fn lead_blocks(blocks: &mut Item, way: &str) {
    match blocks {
        Item::ArrayOfTables(blocks) => blocks.iter_mut().for_each(|block| lead_block(block, way)),
        Item::Value(Value::Array(blocks)) => {
            let tables = blocks.iter_mut().filter_map(Value::as_inline_table_mut);
            tables.for_each(|block| lead_block(block, way));
        }
        _ => {}
    }
}

fn lead_block(block: &mut dyn TableLike, way: &str) {
    for key in FILES {
        block.get_mut(key).into_iter().for_each(|item| lead_all(item, way));
    }
}

/// A path, or a list of them. What names a picture of an article (`lead#1`) or a family is none.
fn lead_all(item: &mut Item, way: &str) {
    match item {
        Item::Value(Value::String(_)) => {
            let path = item.as_str().unwrap_or_default();
            if path.contains(['.', '/']) {
                *item = toml_edit::value(led(path, way));
            }
        }
        Item::Value(Value::Array(paths)) => {
            for path in paths.iter_mut() {
                let written = path.as_str().map(str::to_owned);
                if let Some(written) = written.filter(|path| path.contains(['.', '/'])) {
                    let decor = path.decor().clone();
                    *path = Value::from(led(&written, way));
                    *path.decor_mut() = decor;
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = "# A plan of a page.\n# Arrange it.\n\n[document]\ndate = 2024-11-16\n\n[arrange]\nleast = 0.5\n\n\
        [article]\nport = { file = \"../port.md\", rank = 1 }\nfog = { file = \"fog.md\", look = \"ear\", with = \"port\" }\n\n\
        [[page]]\nid = \"A1\"\narrange = true\nblock = [\n  { ad = \"tea\", art = \"tea.pdf\", lines = \"9-\" },\n]\n";

    #[test]
    fn what_makes_a_plan_of_it_is_left_out() {
        let base = Base::new(PLAN, "").expect("a plan");
        assert_eq!(base.shared(), "[document]\ndate = 2024-11-16\n");
        let articles =
            "[article]\nport = \"../port.md\"\nfog = { file = \"fog.md\", look = \"ear\" }\n";
        assert_eq!(base.articles(&[]), articles);
        assert_eq!(base.articles(&["fog"]), "[article]\nport = \"../port.md\"\n");
        let line =
            Line { comments: vec!["why".to_owned()], block: "{ article = \"port\" }".to_owned() };
        let page = "\n[[page]]\nid = \"A1\"\nblock = [\n  { ad = \"tea\", art = \"tea.pdf\", lines = \"9-\" },\n  # why\n  { article = \"port\" },\n]\n";
        assert_eq!(base.page(0, &[line]), page);
    }

    #[test]
    fn paths_lead_from_the_layout_without_detours() {
        assert_eq!(led("../port.md", "plans/"), "port.md");
        assert_eq!(led("tea.pdf", "../../plans/"), "../../plans/tea.pdf");
        assert_eq!(led("../../tea.pdf", "../a/"), "../../tea.pdf");
        assert_eq!(led("/tea.pdf", "../a/"), "/tea.pdf");
        assert_eq!(led("./tea.pdf", ""), "./tea.pdf");
        let base = Base::new(PLAN, "../plans/").expect("a plan");
        assert!(base.articles(&[]).contains("port = \"../port.md\""), "{}", base.articles(&[]));
        assert!(base.page(0, &[]).contains("art = \"../plans/tea.pdf\""), "{}", base.page(0, &[]));
    }

    #[test]
    fn a_story_is_kept_with_its_intro_and_pictures() {
        let arranged = "[[page]]\nid = \"A1\"\nblock = [\n\
            # port, rank 1: 2 legs\n  # By hand.\n{ article = \"port\", look = \"head-28\" },\n{ article = \"port\", part = \"intro\" },\n\
            { picture = \"port.svg\", keep = true },\n{ article = \"fog\" },\n{ picture = \"fog.svg\" },\n]\n\
            [look.head-28]\nheadline = { font = \"serif-bold\", size = \"28pt\" }\n";
        let kept = Base::keep_blocks(PLAN, arranged, "../out/").expect("a plan");
        assert!(kept.contains("picture = \"../out/port.svg\""), "{kept}");
        assert!(kept.contains("part = \"intro\"") && kept.contains("port.svg"), "{kept}");
        assert!(kept.contains("[look.head-28]"), "{kept}");
        let told = "# port, rank 1: kept where it stands\n  # By hand.\n";
        assert!(kept.contains(told) && !kept.contains("2 legs"), "{kept}");
        assert!(!kept.contains("{ article = \"fog\"") && !kept.contains("fog.svg"), "{kept}");
    }
}
