//! [`read`]: a web page, as saved from a browser; its article.

use std::collections::BTreeSet;

use super::copy::{Block, Copy, Text};
use super::credits;
use super::html_tree::parse;
use super::markup::{Part, Walk};
use super::told::{self, Account};
use super::tree::{Id, Tree};
use crate::diag::codes::import as codes;

pub fn read(text: &str, account: &mut Account) -> Copy {
    let Some(tree) = parse(text, account) else { return Copy::default() };
    let article = article(&tree);
    tell_rest(&tree, article, account);
    let head = headline(&tree, article);
    let mut walk = Walk::new(&tree, text, account);
    walk.part_of = part_of;
    // A headline that stands outside of the article's own element.
    if let Some(head) =
        head.filter(|head| *head != article && !tree.around(*head).any(|id| id == article))
    {
        let said = walk.line_of(head);
        walk.copy.headline.push(said);
    }
    walk.body(article);
    let mut copy = walk.copy;
    if copy.headline.is_empty()
        && let Some(title) = title(&tree)
    {
        copy.headline.push(title);
    }
    leave_day(&mut copy, account);
    super::plain::finish(&mut copy);
    copy
}

/// A day and a time alone above the text are the page's.
fn leave_day(copy: &mut Copy, account: &mut Account) {
    let Some(Block::Paragraph(first)) = copy.body.first() else { return };
    let said = first.string();
    let of_day = |c: char| c.is_ascii_digit() || " /-:.年月日時时分".contains(c);
    let is_day = said.chars().all(of_day) && said.chars().filter(char::is_ascii_digit).count() >= 6;
    if is_day {
        account.leave(told::TIME, first.range());
        copy.body.remove(0);
    }
}

/// A piece of HTML within another format: all of it is the article.
pub fn read_piece(text: &str, account: &mut Account) -> Copy {
    let Some(tree) = parse(text, account) else { return Copy::default() };
    let mut walk = Walk::new(&tree, text, account);
    walk.part_of = |tree, id| part_of(tree, id).filter(|part| *part != Part::Time);
    walk.body(Tree::ROOT);
    walk.copy
}

/// The element that holds the article: the one that says so, else the one with the most text in
/// paragraphs of its own.
fn article(tree: &Tree) -> Id {
    let all = tree.within(Tree::ROOT);
    let says = |id: &Id| {
        tree.attribute(*id, "itemprop") == Some("articleBody") && tree.first(*id, "h1").is_some()
    };
    let longest = |found: Vec<Id>| {
        found.into_iter().max_by_key(|id| (tree.words(*id).len(), usize::MAX - id))
    };
    let named =
        |name: &str| longest(all.iter().copied().filter(|id| tree.name(*id) == name).collect());
    let main = || all.iter().copied().find(|id| tree.attribute(*id, "role") == Some("main"));
    all.iter()
        .copied()
        .find(says)
        .or_else(|| named("article"))
        .or_else(|| named("main"))
        .or_else(main)
        .or_else(|| densest(tree, &all))
        .or_else(|| named("body"))
        .unwrap_or(Tree::ROOT)
}

/// Where no element says that it is the article: the smallest that holds most of the words that stand
/// in paragraphs.
fn densest(tree: &Tree, all: &[Id]) -> Option<Id> {
    let own = |id: Id| -> usize { tree.own(id, "p").map(|p| tree.words(p).len()).sum() };
    let total: usize = all.iter().map(|id| own(*id)).sum();
    if total == 0 {
        return None;
    }
    let holder = all.iter().copied().filter(|id| own(*id) * 2 > total).max_by_key(|id| own(*id))?;
    // With the headline that stands in an element around it.
    let mut around = tree.around(holder);
    let whole = around.find(|id| tree.first(*id, "h1").is_some());
    let whole = whole.filter(|id| !matches!(tree.name(*id), "body" | "html" | ""));
    Some(whole.unwrap_or(holder))
}

fn headline(tree: &Tree, article: Id) -> Option<Id> {
    tree.first(article, "h1").or_else(|| tree.first(Tree::ROOT, "h1"))
}

/// The page's title: what an address book would call it, without the name of its site.
fn title(tree: &Tree) -> Option<Text> {
    let named = tree
        .all(Tree::ROOT, "meta")
        .find(|id| matches!(tree.attribute(*id, "property"), Some("og:title")));
    if let Some(id) = named
        && let Some(title) = tree.attribute(id, "content")
    {
        return Some(Text::plain(title, tree.at(id).start));
    }
    let id = tree.first(Tree::ROOT, "title")?;
    let words = tree.words(id);
    (!words.is_empty()).then(|| Text::plain(&words, tree.at(id).start))
}

/// What stands outside of the article is told, with the first of its words.
fn tell_rest(tree: &Tree, article: Id, account: &mut Account) {
    if article == Tree::ROOT {
        return;
    }
    let inside: BTreeSet<Id> = tree.within(article).into_iter().collect();
    let hidden = ["script", "style", "title", "noscript", "template"];
    let outside = tree
        .children(Tree::ROOT)
        .iter()
        .flat_map(|id| std::iter::once(*id).chain(tree.within(*id)));
    let mut words = String::new();
    let mut at = None;
    let mut skipped: BTreeSet<Id> = BTreeSet::new();
    for id in outside {
        if hidden.contains(&tree.name(id)) || tree.name(id) == "h1" {
            skipped.extend(tree.within(id));
        }
        let Some(text) = tree.text_of(id) else { continue };
        if inside.contains(&id) || skipped.contains(&id) || text.trim().is_empty() {
            continue;
        }
        at.get_or_insert(tree.at(id));
        words.push_str(text.trim());
        words.push(' ');
        if words.len() > 400 {
            break;
        }
    }
    if let Some(at) = at {
        account.note(
            codes::LEFT_OUT,
            at,
            format!(
                "what stands outside of the page's article is left out: {}",
                told::shorten(&words)
            ),
            "write it into the article where it is to be printed",
        );
    }
}

/// Which part of a head an element is, by its marks.
fn part_of(tree: &Tree, id: Id) -> Option<Part> {
    let name = tree.name(id);
    if name == "h1" {
        return Some(Part::Headline);
    }
    if name.is_empty() || matches!(name, "figure" | "figcaption" | "img" | "li" | "td" | "table") {
        return None;
    }
    if name == "time" && tree.attribute(id, "datetime").is_some() && alone(tree, id) {
        return Some(Part::Time);
    }
    match tree.attribute(id, "itemprop") {
        Some("headline") => return Some(Part::Headline),
        Some("alternativeHeadline") => return Some(Part::Deck),
        Some("author") => return Some(Part::Byline),
        Some("datePublished" | "dateModified") => return Some(Part::Time),
        _ => {}
    }
    if tree.attribute(id, "rel") == Some("author") {
        return Some(Part::Byline);
    }
    let class = tree.attribute(id, "class")?.to_ascii_lowercase();
    let of_class = class.split_ascii_whitespace().find_map(|class| {
        Some(match class.rsplit(['-', '_']).next()? {
            "byline" | "author" => Part::Byline,
            "subtitle" | "subheadline" | "subhead" | "deck" | "dek" | "standfirst" => Part::Deck,
            "kicker" | "overline" | "eyebrow" => Part::Kicker,
            "intro" | "lede" | "lead" | "summary" => Part::Intro,
            "timestamp" | "dateline" | "published" => Part::Time,
            word if word.ends_with("time") || word.ends_with("date") => Part::Time,
            _ => return None,
        })
    });
    // A class of a part that holds the article holds more than that part.
    const LONGEST: usize = 600;
    of_class.filter(|_| {
        let words = tree.words(id);
        words.len() <= LONGEST
            && tree.all(id, "p").count() <= 1
            && tree.first(id, "h1").is_none()
            && (!matches!(of_class, Some(Part::Byline))
                || credits::is_byline(&words)
                || words.chars().count() <= 40)
    })
}

/// Whether a time stands by itself, not in a sentence.
fn alone(tree: &Tree, id: Id) -> bool {
    !tree.around(id).any(|id| matches!(tree.name(id), "p" | "li" | "td"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::copy::PictureFile;

    const PAGE: &str = "<!DOCTYPE html><html><head><title>渡輪復航 | 海港日報</title><script>var a = '<p>';</script></head>\
        <body><nav><a href='/'>首頁</a></nav><article><header><h1>渡輪明日復航</h1>\
        <p class='article__subtitle'>票價不變</p><span class='byline'>本報記者 <a rel='author' href='/chan'>陳平</a></span>\
        <time datetime='2024-11-16'>11月16日</time></header>\
        <figure><img src='page_files/port.jpg' alt='港口'><figcaption>黃昏的港口<span class='credit'>海港日報</span></figcaption></figure>\
        <p>停航三日的<strong>渡輪</strong>明日<em>復航</em>，<ruby>瀾灣<rt>らんわん</rt></ruby>碼頭\n開出。</p>\
        <h2>票價</h2><ul><li>學生半價<li>長者免費</ul><blockquote><p>一切如常。</p></blockquote>\
        <table><tr><th>航線<th>票價<tr><td>瀾灣<td align=right>8</table>\
        <p>第一行<br>第二行</p><aside>更多新聞</aside></article><footer>版權所有</footer></body></html>";

    #[test]
    fn a_saved_page_gives_its_article() {
        let mut account = Account::default();
        let copy = read(PAGE, &mut account);
        let one = |text: &Option<Text>| text.as_ref().map(Text::string);
        assert_eq!(copy.headline[0].string(), "渡輪明日復航");
        assert_eq!(copy.deck[0].string(), "票價不變");
        assert_eq!(one(&copy.byline).as_deref(), Some("本報記者 陳平"));
        let [picture] = &copy.pictures[..] else { panic!("{:?}", copy.pictures) };
        assert_eq!(picture.file, PictureFile::Beside("page_files/port.jpg".to_owned()));
        assert_eq!(
            (&*picture.caption, &*picture.credit, &*picture.alt),
            ("黃昏的港口", "海港日報", "港口")
        );
        let shown: Vec<String> = copy
            .body
            .iter()
            .map(|block| match block {
                Block::Paragraph(text) => format!("- {}", text.string()),
                Block::Subhead(text) => format!("## {}", text.string()),
                Block::Bullet(text) => format!("* {}", text.string()),
                Block::Quote(_, text) => format!("> {}", text.string()),
                Block::Table(rows) => format!("{} rows, head {}", rows.rows.len(), rows.has_head),
                Block::Numbered(number, text) => format!("{number} {}", text.string()),
            })
            .collect();
        assert_eq!(
            shown,
            [
                "- 停航三日的渡輪明日復航，瀾灣碼頭開出。",
                "## 票價",
                "* 學生半價",
                "* 長者免費",
                "> 一切如常。",
                "2 rows, head true",
                "- 第一行\n第二行",
            ]
        );
        let Block::Paragraph(first) = &copy.body[0] else { panic!("a paragraph") };
        let marked: Vec<(&str, bool, bool, Option<&str>)> = first
            .runs
            .iter()
            .map(|run| {
                (run.text.as_str(), run.look.bold, run.look.emphasis, run.reading.as_deref())
            })
            .filter(|run| run.1 || run.2 || run.3.is_some())
            .collect();
        assert_eq!(
            marked,
            [
                ("渡輪", true, false, None),
                ("復航", false, true, None),
                ("瀾灣", false, false, Some("らんわん")),
            ]
        );
        assert_eq!(&PAGE[first.runs[0].at..first.runs[0].at + 6], "停航");
        let said: Vec<String> = account.finish().into_iter().map(|told| told.message).collect();
        let told = said.join("\n");
        for words in [
            "outside of the page's article is left out: 首頁 版權所有",
            "beside the text is left out: 更多新聞",
            "the address of a link",
            "a time of publication",
        ] {
            assert!(told.contains(words), "{words}: {told}");
        }
    }

    #[test]
    fn a_page_that_does_not_say_so_has_an_article_all_the_same() {
        let page = "<html><body><div id=menu><a href=a>甲</a></div><div id=main><h1>渡輪復航</h1><div class=c>\
            <p>停航三日的渡輪明日復航，首班船清晨六時開出。<p>票價與停航前相同。</div></div>\
            <div><p>版權</p></div></body></html>";
        let copy = read(page, &mut Account::default());
        assert_eq!(copy.headline[0].string(), "渡輪復航");
        assert_eq!(copy.body.len(), 2, "{:?}", copy.body);
    }

    /// Word and Google Docs write in styles what others do with elements.
    #[test]
    fn styles_of_elements_are_read() {
        let page = "<div><h1>渡輪復航</h1><p><b style='font-weight:normal'>停航三日，\
            <span style='text-decoration: line-through'>四日</span><span style=\"display:none\">藏</span>\
            <span hidden>也藏</span><span style='font-weight:700'>明日</span>復航<span style='vertical-align:super'>1</span>。\
            </b></p></div>";
        let mut account = Account::default();
        let copy = read(page, &mut account);
        let [Block::Paragraph(text)] = &copy.body[..] else { panic!("{:?}", copy.body) };
        assert_eq!(text.string(), "停航三日，明日復航1。");
        let bold = text.runs.iter().filter(|run| run.look.bold).map(|run| run.text.as_str());
        assert_eq!(bold.collect::<String>(), "明日");
        let raised = text.runs.iter().filter(|run| run.look.superscript);
        assert_eq!(raised.map(|run| run.text.as_str()).collect::<String>(), "1");
        let said: Vec<String> = account.finish().into_iter().map(|told| told.message).collect();
        let told = said.join("\n");
        assert!(told.contains("四日") && told.contains("藏"), "{told}");
    }

    /// The words of a page that has nothing but paragraphs.
    fn paragraphs(page: &str, account: &mut Account) -> Vec<String> {
        let of = |block: &Block| match block {
            Block::Paragraph(text) => text.string(),
            other => panic!("{other:?}"),
        };
        read(page, account).body.iter().map(of).collect()
    }

    #[test]
    fn what_a_script_shows_is_text() {
        let page = "<body><div id=page-content><h1>标题</h1><div><span>原创</span></div>\
            <div id=js_content style='visibility: hidden; opacity: 0;'><section><span>第一段。</span></section>\
            <section style='display:none !important'>隐</section><p>第二段。</p><p><span class='a sr-only'>读</span>\
            <span style='visibility:hidden'>藏</span>末段。</p></div></div></body>";
        let mut account = Account::default();
        let said = paragraphs(page, &mut account);
        assert_eq!(
            said.last_chunk::<3>(),
            Some(&["第一段。", "第二段。", "末段。"].map(str::to_owned)),
            "{said:?}"
        );
        let told = account.finish();
        assert!(told.iter().any(|told| told.message.contains("by a script")), "{told:?}");
    }

    #[test]
    fn two_line_ends_part_paragraphs() {
        let page = "<article><h1>見出し</h1><p>本文一。<br/>　本文二。<br/> <br/>　本文三<br>四。</p></article>";
        let said = paragraphs(page, &mut Account::default());
        assert_eq!(said, ["本文一。", "本文二。", "本文三\n四。"]);
    }

    #[test]
    fn text_of_a_table_outside_of_its_cells_is_kept() {
        let page = "<article><h1>題</h1><p>甲</p><table>乙<tr>丙<td>丁<td>戊</table><form><p>己</p></form></article>";
        let copy = read(page, &mut Account::default());
        let said = format!("{:?}", copy.body);
        assert!(["甲", "乙", "丙", "丁", "戊", "己"].iter().all(|c| said.contains(c)), "{said}");
    }

    #[test]
    fn the_day_of_a_page_is_no_text() {
        let page = "<div><h1>電車動工</h1><div class=updatetime>2024/11/16 09:30</div><p>2024年11月16日</p>\
            <p>（中央社記者陳平台北16日電）電車昨日動工。</p></div>";
        let mut account = Account::default();
        let copy = read(page, &mut account);
        assert_eq!(copy.body.len(), 1, "{:?}", copy.body);
        let dateline = copy.dateline.map(|text| text.string());
        assert_eq!(dateline.as_deref(), Some("（中央社記者陳平台北16日電）"));
        assert_eq!(
            account.finish()[0].message,
            "2 times of publication are left out, the first of them here"
        );
    }
}
