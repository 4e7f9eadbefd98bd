//! [`articles`]: stories as articles.
//!
//! A page has a frame for each part of a head, and stories know nothing of one another. What belongs
//! together is told by the names that stories have (`ferry`, `ferry headline`), else by the order of
//! their frames: parts of a head go with the text that follows them. A picture goes with the article
//! that it stands nearest to, a caption with its nearest picture.

use super::spreads::{Place, Placed, Shown};
use super::story::{CELL, Paragraph, Story};
use super::styles::{Kind, List};
use crate::wire::copy::{Block, Copy, Picture, Rows, Stand, Text, quoted_behind};
use crate::wire::pictures::{Source, of_address};
use crate::wire::roles::Role;
use crate::wire::told::{self, Account};
use crate::wire::{plain, tell_missing_picture};

/// An article that is being put together.
#[derive(Default)]
struct Draft {
    /// What its stories are called by.
    name: String,
    copy: Copy,
    places: Vec<Place>,
    has_body: bool,
}

/// A caption and where it stands.
struct Caption {
    text: Text,
    credit: String,
    place: Option<Place>,
}

/// What the names of an article's stories end in.
const PARTS: [&str; 9] =
    ["label", "kicker", "headline", "deck", "byline", "intro", "body", "source", "jump"];

pub fn articles(mut stories: Vec<Story>, placed: &Placed, account: &mut Account) -> Vec<Copy> {
    let order = |story: &Story| placed.stories.get(&story.id).map_or(usize::MAX, |(at, _)| *at);
    stories.sort_by_key(order);
    let mut desk = Desk { drafts: Vec::new(), captions: Vec::new(), account };
    for story in stories {
        let places = placed.stories.get(&story.id).map(|(_, places)| places.clone());
        desk.story(story, places.unwrap_or_default());
    }
    desk.pictures(&placed.pictures);
    let drafts = desk.drafts.into_iter().map(|draft| draft.copy);
    let mut copies: Vec<Copy> = drafts.filter(|copy| !copy.is_empty()).collect();
    for copy in &mut copies {
        headline(copy);
        plain::finish(copy);
    }
    copies
}

struct Desk<'a> {
    drafts: Vec<Draft>,
    captions: Vec<Caption>,
    account: &'a mut Account,
}

impl Desk<'_> {
    fn story(&mut self, story: Story, places: Vec<Place>) {
        let is = |kind: fn(Kind) -> bool| {
            let mut kinds = story.paragraphs.iter().map(|paragraph| paragraph.kind);
            !story.paragraphs.is_empty() && kinds.all(kind)
        };
        if is(|kind| kind == Kind::Furniture) {
            for paragraph in &story.paragraphs {
                self.account.leave(told::FURNITURE, paragraph.text.range());
            }
            return;
        }
        if is(|kind| kind == Kind::Part(Role::Caption)) {
            return self.captions_of(story, &places);
        }
        let title = story.title.clone();
        let mut at = self.draft_for(&title, &story);
        self.drafts[at].places.extend(places.iter().copied());
        let mut rows: Option<Rows> = None;
        for paragraph in story.paragraphs {
            if paragraph.kind == Kind::ItemTitle && self.drafts[at].is_begun() {
                self.settle(at, &mut rows);
                let places = places.clone();
                self.drafts.push(Draft { places, ..Draft::default() });
                at = self.drafts.len() - 1;
            }
            match paragraph.kind {
                Kind::Table | Kind::TableHead => row(paragraph, &mut rows),
                _ => {
                    self.settle(at, &mut rows);
                    self.paragraph(at, paragraph);
                }
            }
        }
        self.settle(at, &mut rows);
    }

    /// The article that a story is of.
    fn draft_for(&mut self, title: &str, story: &Story) -> usize {
        let name = match title.rsplit_once(' ') {
            Some((name, part)) if PARTS.contains(&part) => name,
            _ => title,
        };
        let named = self.drafts.iter().position(|draft| !name.is_empty() && draft.name == name);
        if let Some(at) = named {
            return at;
        }
        let is_head = |paragraph: &Paragraph| match paragraph.kind {
            Kind::Part(role) => !matches!(
                role,
                Role::Body | Role::Heading | Role::Quote | Role::Bullet | Role::Numbered
            ),
            _ => false,
        };
        let has_body = !story.paragraphs.iter().all(is_head);
        let headline = |paragraph: &Paragraph| paragraph.kind == Kind::Part(Role::Headline);
        let brings = story.paragraphs.iter().any(headline);
        let waits = |draft: &&mut Draft| {
            draft.name.is_empty()
                && name.is_empty()
                && !draft.has_body
                && (!brings || draft.copy.headline.is_empty())
        };
        if let Some(draft) = self.drafts.last_mut().filter(waits) {
            draft.has_body = has_body;
            return self.drafts.len() - 1;
        }
        self.drafts.push(Draft { name: name.to_owned(), has_body, ..Draft::default() });
        self.drafts.len() - 1
    }

    fn paragraph(&mut self, at: usize, paragraph: Paragraph) {
        for (link, alt) in &paragraph.pictures {
            let place = paragraph.text.range().start;
            let picture = picture(link, alt, place, self.account);
            self.drafts[at].copy.pictures.extend(picture);
        }
        let copy = &mut self.drafts[at].copy;
        if let Some(rows) = paragraph.table {
            return copy.body.push(Block::Table(rows));
        }
        let text = paragraph.text.trimmed();
        if text.is_blank() {
            return;
        }
        let role = match paragraph.kind {
            Kind::Part(role) => role,
            Kind::ItemTitle => Role::Headline,
            Kind::Table | Kind::TableHead => Role::Body,
            Kind::Furniture => {
                return self.account.leave(told::FURNITURE, text.range());
            }
        };
        match role {
            Role::Headline => copy.headline.extend(text.lines()),
            Role::Deck => copy.deck.extend(text.lines()),
            Role::Kicker => copy.kicker.extend(text.lines()),
            Role::Intro => copy.intro.push(text),
            Role::Byline if copy.byline.is_none() => copy.byline = Some(text),
            Role::Source if copy.source.is_none() => copy.source = Some(text),
            Role::Label if copy.label.is_none() => copy.label = Some(text),
            Role::Caption => {
                let (text, credit) = parted(text);
                self.captions.push(Caption { text, credit, place: None });
            }
            Role::Heading => copy.body.push(Block::Subhead(text)),
            Role::Quote => {
                let quoted = quoted_behind(&copy.body);
                copy.body.push(Block::Quote(quoted, text));
            }
            role => copy.body.push(listed(role, paragraph.list, text, &copy.body)),
        }
    }

    /// A table's rows are over.
    fn settle(&mut self, at: usize, rows: &mut Option<Rows>) {
        let Some(mut rows) = rows.take() else { return };
        let widest = rows.rows.iter().map(Vec::len).max().unwrap_or(0);
        rows.rows.iter_mut().for_each(|row| row.resize(widest, Text::default()));
        rows.stands = vec![Stand::Own; widest];
        self.drafts[at].copy.body.push(Block::Table(rows));
    }

    fn captions_of(&mut self, story: Story, places: &[Place]) {
        for paragraph in story.paragraphs {
            let (text, credit) = parted(paragraph.text.trimmed());
            self.captions.push(Caption { text, credit, place: places.first().copied() });
        }
    }

    /// Pictures go to articles, captions to pictures.
    fn pictures(&mut self, shown: &[Shown]) {
        let mut captions = std::mem::take(&mut self.captions);
        for shown in shown {
            let nearest = captions
                .iter()
                .enumerate()
                .filter_map(|(at, caption)| Some((at, caption.place?.apart(&shown.place)?)))
                .min_by(|(_, one), (_, other)| one.total_cmp(other));
            const NEAR: f64 = 36.0;
            let caption = nearest.filter(|(_, apart)| *apart < NEAR);
            let caption = caption.map(|(at, _)| captions.remove(at));
            let at = caption.as_ref().map_or(0, |caption| caption.text.range().start);
            let Some(mut picture) = picture(&shown.link, &shown.alt, at, self.account) else {
                captions.extend(caption);
                continue;
            };
            if let Some(caption) = caption {
                (picture.caption, picture.credit) = (caption.text.string(), caption.credit);
            }
            if let Some(draft) = self.nearest(Some(&shown.place)) {
                draft.copy.pictures.push(picture);
            }
        }
        for Caption { text, place, .. } in captions {
            let account = &mut *self.account;
            let (said, at) = (text.string(), text.range());
            let drafts = &mut self.drafts;
            let index = nearest(drafts, place.as_ref());
            if let Some(draft) = index.and_then(|at| drafts.get_mut(at)) {
                plain::caption(&said, at, &mut draft.copy, account);
            }
        }
    }

    fn nearest(&mut self, place: Option<&Place>) -> Option<&mut Draft> {
        let at = nearest(&self.drafts, place)?;
        self.drafts.get_mut(at)
    }
}

impl Draft {
    fn is_begun(&self) -> bool {
        !self.copy.is_empty()
    }
}

/// The article that a place is nearest to; without places the first.
fn nearest(drafts: &[Draft], place: Option<&Place>) -> Option<usize> {
    let apart = |draft: &Draft| {
        let place = place?;
        let own = draft.places.iter().filter(|own| own.spread == place.spread).copied();
        // A picture stands within its article, or at its edge.
        let whole = own.clone().reduce(|all, one| all.and(&one))?;
        let edge = own.filter_map(|own| own.apart(place)).min_by(f64::total_cmp)?;
        Some(edge + whole.apart(place)?)
    };
    let ranked = drafts.iter().enumerate().filter(|(_, draft)| draft.is_begun());
    let found = ranked.clone().filter_map(|(at, draft)| Some((at, apart(draft)?)));
    let found = found.min_by(|(_, one), (_, other)| one.total_cmp(other));
    found.map(|(at, _)| at).or_else(|| ranked.map(|(at, _)| at).next())
}

/// A row that is written with tabs.
fn row(paragraph: Paragraph, rows: &mut Option<Rows>) {
    let said = paragraph.text.string();
    let tabs: Vec<usize> = said.match_indices(CELL).map(|(at, _)| at).collect();
    let mut cells = Vec::new();
    let mut rest = paragraph.text;
    let mut cut = 0;
    for at in tabs {
        let (cell, behind) = rest.split_at(at - cut);
        cells.push(cell.trimmed());
        rest = behind.split_at(CELL.len_utf8()).1;
        cut = at + CELL.len_utf8();
    }
    cells.push(rest.trimmed());
    // A first column that stands off the edge has a tab of its own before it.
    if cells.len() > 1 && said.starts_with(CELL) {
        cells.remove(0);
    }
    let rows = rows.get_or_insert_with(Rows::default);
    if rows.rows.is_empty() {
        rows.has_head = paragraph.kind == Kind::TableHead;
    }
    rows.rows.push(cells);
}

/// A paragraph of the body, or an item of a list; its mark is written, or the style's.
fn listed(role: Role, list: List, text: Text, body: &[Block]) -> Block {
    let said = text.string();
    let bullet = said.chars().next().filter(|c| matches!(c, '●' | '•' | '◆' | '■' | '▪' | '-'));
    let digits = said.chars().take_while(char::is_ascii_digit).count();
    let number: Option<u32> = said.get(..digits).and_then(|digits| digits.parse().ok());
    let point = said.get(digits..).and_then(|rest| rest.chars().next());
    let point = point.filter(|c| matches!(c, '.' | '、' | '．' | ')' | '）'));
    let counted = || match body.last() {
        Some(Block::Numbered(number, _)) => number.saturating_add(1),
        _ => 1,
    };
    match (role, list, bullet, number.zip(point)) {
        (Role::Bullet, _, Some(mark), _) => {
            Block::Bullet(text.split_at(mark.len_utf8()).1.trimmed())
        }
        (Role::Bullet, ..) | (_, List::Bullet, ..) => Block::Bullet(text),
        (Role::Numbered, _, _, Some((number, point))) => {
            Block::Numbered(number, text.split_at(digits + point.len_utf8()).1.trimmed())
        }
        (Role::Numbered, ..) | (_, List::Number, ..) => Block::Numbered(counted(), text),
        _ => Block::Paragraph(text),
    }
}

/// Caption and credit, which stand apart by a blank or a tab.
fn parted(text: Text) -> (Text, String) {
    let said = text.string();
    match said.rsplit_once(['\u{3000}', '\t']) {
        Some((before, credit)) if !before.trim().is_empty() && credit.chars().count() <= 24 => {
            let credit = credit.trim().to_owned();
            (text.split_at(before.len()).0.trimmed(), credit)
        }
        _ => (text, String::new()),
    }
}

/// A link to a picture. Nothing is read from outside: of a path that leads there, the file's own name
/// is looked for in the folder that links are packed into.
fn picture(link: &str, alt: &str, at: usize, account: &mut Account) -> Option<Picture> {
    let path = link.strip_prefix("file:").unwrap_or(link);
    let is_absolute = path.starts_with('/');
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let path = if is_absolute { format!("Links/{name}") } else { path.to_owned() };
    match of_address(&path) {
        Source::File(file) => {
            let (caption, credit) = (String::new(), String::new());
            let (smaller, alt) = (Vec::new(), alt.to_owned());
            Some(Picture { file, smaller, caption, credit, alt, at })
        }
        Source::Elsewhere(address) => {
            tell_missing_picture(&address, at..at, account);
            None
        }
        Source::Ornament => None,
    }
}

/// Of an article whose styles name no headline, a short first line is it.
fn headline(copy: &mut Copy) {
    const LONGEST: usize = 60;
    if !copy.headline.is_empty() || copy.body.len() < 2 {
        return;
    }
    let Some(Block::Paragraph(first)) = copy.body.first() else { return };
    let said = first.string();
    if said.chars().count() <= LONGEST && !said.ends_with(['。', '！', '？', '」']) {
        copy.headline.extend(first.clone().lines());
        copy.body.remove(0);
    }
}
