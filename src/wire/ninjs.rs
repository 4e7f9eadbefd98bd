//! [`read`]: ninjs of the IPTC, 1.x and 2.x, 3.x: items of text with the pictures associated with them.
//!
//! A place in such a file is that of the value that a text comes from.

use serde_json::Value;

use super::copy::{Copy, Picture, PictureFile, Text};
use super::pictures::{Source, of_address};
use super::told::{self, Account};
use super::{html, plain};
use crate::diag::codes::import as codes;

/// More items, and more associations of one, than any package has.
const MOST: usize = 200;
/// Items within items, as packages have them.
const DEEPEST: usize = 4;

pub fn read(text: &str, account: &mut Account) -> Vec<Copy> {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            let before: usize =
                text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            let at = (before + error.column().saturating_sub(1)).min(text.len());
            account.refuse(
                codes::UNREADABLE,
                at..at,
                format!("the file is no sound JSON: {error}"),
                "have it sent again, or mend it at this place",
            );
            return Vec::new();
        }
    };
    let mut reader = Reader { text, account, copies: Vec::new() };
    match &value {
        Value::Array(items) => items.iter().for_each(|item| reader.item(item, 0)),
        Value::Object(map) => {
            match ["items", "_items", "item"].iter().find_map(|key| map.get(*key)?.as_array()) {
                Some(items) => items.iter().for_each(|item| reader.item(item, 0)),
                None => reader.item(&value, 0),
            }
        }
        _ => {}
    }
    reader.copies
}

struct Reader<'t, 'a> {
    text: &'t str,
    account: &'a mut Account,
    copies: Vec<Copy>,
}

impl Reader<'_, '_> {
    fn item(&mut self, item: &Value, depth: usize) {
        if depth > DEEPEST || !item.is_object() || self.copies.len() >= MOST {
            return;
        }
        let kind = string(item, "type").unwrap_or("text");
        let is_other = matches!(
            kind,
            "picture" | "graphic" | "photo" | "video" | "audio" | "event" | "planning"
        );
        if !is_other {
            let copy = self.article(item);
            if !copy.is_empty() {
                self.copies.push(copy);
            }
        }
        for (_, other) in associations(item) {
            let kind = other.get("type").and_then(Value::as_str).unwrap_or("");
            if matches!(kind, "text" | "composite") {
                self.item(other, depth + 1);
            }
        }
        if kind == "composite" && self.copies.is_empty() {
            self.account.leave(told::OBJECT, 0..0);
        }
    }

    fn article(&mut self, item: &Value) -> Copy {
        self.tell_status(item);
        let mut copy = self.body(item);
        let headlines = roles(item, "headlines");
        let mut head = Vec::new();
        let named = ["headline", "headline_main", "headline_full", "title"];
        if let Some(said) = named.iter().find_map(|key| string(item, key)) {
            head.push(self.words(said));
        }
        for (role, said) in headlines {
            let text = self.words(said);
            let known = |list: &[Text]| list.iter().any(|known| known.string() == text.string());
            if known(&head) || known(&copy.deck) {
                continue;
            }
            match last_word(role) {
                "" | "main" | "headline" | "title" if head.is_empty() => head.push(text),
                "sub" | "subheadline" | "subheading" | "subtitle" | "deck" => copy.deck.push(text),
                "kicker" | "over" | "overline" => copy.kicker.push(text),
                _ => self.account.leave_words("another headline", said, text.range()),
            }
        }
        if !head.is_empty() {
            // The body may begin with the headline again.
            copy.headline = head;
        }
        let one = |keys: &[&str], part: &mut Option<Text>| {
            if part.is_none()
                && let Some(said) = keys.iter().find_map(|key| string(item, key))
            {
                *part = Some(words(self.text, said)).filter(|text| !text.is_blank());
            }
        };
        one(&["byline", "by"], &mut copy.byline);
        one(&["dateline"], &mut copy.dateline);
        one(&["creditline", "source"], &mut copy.source);
        if copy.source.is_none()
            && let Some(name) = item.get("infosources").and_then(Value::as_array)
            && let Some(name) = name.iter().find_map(|it| string(it, "name"))
        {
            copy.source = Some(self.words(name));
        }
        if copy.intro.is_empty() {
            let summary = roles(item, "descriptions").into_iter().find(|(role, _)| {
                matches!(last_word(role), "" | "summary" | "abstract" | "main" | "text")
            });
            let own = string(item, "description_text")
                .or(string(item, "description_summary"))
                .or(summary.map(|(_, said)| said));
            match (own, string(item, "description_html")) {
                (Some(said), _) => copy.intro.push(self.words(said)),
                (None, Some(said)) => {
                    let piece = self.piece(said, html::read_piece);
                    let texts = piece.body.into_iter().filter_map(|block| match block {
                        super::copy::Block::Paragraph(text) => Some(text),
                        _ => None,
                    });
                    copy.intro.extend(texts);
                }
                (None, None) => {}
            }
        }
        for (name, other) in associations(item) {
            self.association(name, other, &mut copy);
        }
        plain::finish(&mut copy);
        copy
    }

    fn body(&mut self, item: &Value) -> Copy {
        let known = BODIES.iter().find_map(|key| Some((*key, string(item, key)?)));
        // 1.x leaves the second half of the name to the agency: `body_main`, `body_richtext`.
        let others = item.as_object().into_iter().flatten();
        let others = others.filter(|(key, _)| key.starts_with("body_"));
        let others = others.filter_map(|(key, _)| Some((key.as_str(), string(item, key)?)));
        let others: Vec<(&str, &str)> = others.collect();
        let marked = others.iter().find(|(_, said)| said.trim_start().starts_with('<'));
        let own = known.or(marked.copied()).or(others.first().copied());
        if let Some((_, said)) = own {
            return match said.trim_start().starts_with('<')
                || own.is_some_and(|(key, _)| key.ends_with("html"))
            {
                true => self.piece(said, html::read_piece),
                false => self.piece(said, plain::read_body),
            };
        }
        let bodies = item.get("bodies").and_then(Value::as_array).into_iter().flatten();
        let kind = |body: &Value| string(body, "contenttype").unwrap_or("text/html").to_owned();
        let bodies: Vec<&Value> = bodies.filter(|body| string(body, "value").is_some()).collect();
        let marked = bodies.iter().find(|body| kind(body).contains("html"));
        match marked.or(bodies.first()) {
            Some(body) if kind(body).contains("html") => {
                self.piece(string(body, "value").unwrap_or(""), html::read_piece)
            }
            Some(body) => self.piece(string(body, "value").unwrap_or(""), plain::read_body),
            None => Copy::default(),
        }
    }

    /// A text within the file's, read as what it is.
    fn piece(&mut self, said: &str, read: fn(&str, &mut Account) -> Copy) -> Copy {
        let at = place(self.text, said);
        let mut own = Account::default();
        let mut copy = read(said, &mut own);
        super::stand_at(&mut copy, at);
        self.account.absorb(own, at);
        copy
    }

    fn words(&self, said: &str) -> Text {
        words(self.text, said)
    }

    fn association(&mut self, name: &str, other: &Value, copy: &mut Copy) {
        let kind = string(other, "type").unwrap_or("");
        let at =
            place(self.text, string(other, "headline").or(string(other, "uri")).unwrap_or(name));
        let renditions = renditions(other);
        let is_picture = matches!(kind, "picture" | "graphic" | "photo")
            || (kind.is_empty() && renditions.iter().any(|it| it.kind.starts_with("image/")));
        if !is_picture {
            if !matches!(kind, "text" | "composite") {
                self.account.leave(told::OBJECT, at..at);
            }
            return;
        }
        let first = |keys: &[&str]| {
            keys.iter().find_map(|key| string(other, key)).map(collapsed).unwrap_or_default()
        };
        let of_role = |list: &str, wanted: &[&str]| {
            let found = roles(other, list).into_iter();
            let mut found = found.filter(|(role, _)| wanted.contains(&last_word(role)));
            found.next().map(|(_, said)| collapsed(said))
        };
        let caption = first(&["description_text", "caption"]);
        let caption = Some(caption).filter(|said| !said.is_empty());
        let caption =
            caption.or_else(|| of_role("descriptions", &["caption", "main", "", "summary"]));
        let caption = caption.or_else(|| of_role("headlines", &["main", ""]));
        let caption = caption.unwrap_or_else(|| first(&["headline"]));
        let alt = first(&["alt_text", "alttext", "body_text"]);
        let alt = Some(alt).filter(|said| !said.is_empty());
        let alt = alt
            .or_else(|| of_role("descriptions", &["alt", "alttext", "accessibility"]))
            .unwrap_or_default();
        let credit = first(&["creditline", "byline", "by", "copyrightholder", "source"]);
        // One that only a server has is no use where a smaller one came along.
        let came = |it: &&Rendition<'_>| matches!(of_address(it.address), Source::File(_));
        let mut came: Vec<&Rendition<'_>> = renditions.iter().filter(came).collect();
        came.sort_by_key(|it| std::cmp::Reverse(it.size));
        let smaller = came.iter().skip(1).filter_map(|it| match of_address(it.address) {
            Source::File(PictureFile::Beside(name)) => Some(name),
            _ => None,
        });
        let smaller: Vec<String> = smaller.collect();
        let best = came.first().copied();
        let best = best.or_else(|| renditions.iter().max_by_key(|it| it.size));
        let address =
            best.map(|it| it.address).or(string(other, "href")).unwrap_or("it names no file");
        match of_address(address) {
            Source::File(file) if address != "it names no file" => {
                self.add(Picture { file, smaller, caption, credit, alt, at }, copy);
            }
            _ => {
                super::tell_missing_picture(address, at..at, self.account);
                let words = super::joined_words(&caption, &credit);
                if !words.is_empty() && !copy.captions.contains(&words) {
                    copy.captions.push(words);
                }
            }
        }
    }

    /// A picture that the body shows as well is one.
    fn add(&mut self, picture: Picture, copy: &mut Copy) {
        let same = |known: &&mut Picture| {
            known.file == picture.file && matches!(known.file, PictureFile::Beside(_))
        };
        match copy.pictures.iter_mut().find(same) {
            Some(known) => {
                let fill = |own: &mut String, other: &str| {
                    if own.is_empty() {
                        *own = other.to_owned();
                    }
                };
                fill(&mut known.caption, &picture.caption);
                fill(&mut known.credit, &picture.credit);
                fill(&mut known.alt, &picture.alt);
            }
            None => copy.pictures.push(picture),
        }
    }

    fn tell_status(&mut self, item: &Value) {
        if let Some(date) = string(item, "embargoed") {
            let at = place(self.text, date);
            self.account.warn(
                codes::EMBARGO,
                at..at + date.len(),
                format!("the copy may not be printed before {date}"),
                "print it no earlier",
            );
        }
        if let Some(status) = string(item, "pubstatus").filter(|status| *status != "usable") {
            let at = place(self.text, status);
            self.account.warn(
                codes::EMBARGO,
                at..at + status.len(),
                format!("the copy's status is {status}"),
                "ask the agency whether it may be printed",
            );
        }
        for note in ["ednote", "editor_note"] {
            if let Some(said) = string(item, note) {
                let at = place(self.text, said);
                self.account.leave_words("a note to editors", said, at..at);
            }
        }
    }
}

const BODIES: [&str; 3] = ["body_xhtml", "body_html", "body_text"];

/// The value of a key, in capitals or not: `contenttype` is `contentType` to some.
fn field<'v>(item: &'v Value, key: &str) -> Option<&'v Value> {
    let map = item.as_object()?;
    map.get(key)
        .or_else(|| map.iter().find(|(own, _)| own.eq_ignore_ascii_case(key)).map(|it| it.1))
}

fn string<'v>(item: &'v Value, key: &str) -> Option<&'v str> {
    let value = field(item, key)?;
    let text = value.as_str().or_else(|| value.get("text")?.as_str());
    text.filter(|text| !text.trim().is_empty())
}

/// The texts of a list of roles and values.
fn roles<'v>(item: &'v Value, key: &str) -> Vec<(&'v str, &'v str)> {
    let list = field(item, key).and_then(Value::as_array).into_iter().flatten();
    list.filter_map(|it| Some((string(it, "role").unwrap_or(""), string(it, "value")?))).collect()
}

/// Roles are words or addresses that end with one.
fn last_word(role: &str) -> &str {
    role.rsplit(['/', ':', '#']).next().unwrap_or(role)
}

/// With their names; of one name in 1.x, a list in 2.x and on.
fn associations(item: &Value) -> Vec<(&str, &Value)> {
    match item.get("associations") {
        Some(Value::Object(map)) => {
            map.iter().take(MOST).map(|(name, it)| (name.as_str(), it)).collect()
        }
        Some(Value::Array(list)) => {
            list.iter().take(MOST).map(|it| (string(it, "name").unwrap_or(""), it)).collect()
        }
        _ => Vec::new(),
    }
}

struct Rendition<'v> {
    address: &'v str,
    kind: &'v str,
    size: u64,
}

fn renditions(item: &Value) -> Vec<Rendition<'_>> {
    let all: Vec<(&str, &Value)> = match item.get("renditions") {
        Some(Value::Object(map)) => map.iter().map(|(name, it)| (name.as_str(), it)).collect(),
        Some(Value::Array(list)) => {
            list.iter().map(|it| (string(it, "name").unwrap_or(""), it)).collect()
        }
        _ => Vec::new(),
    };
    let made = all.into_iter().filter_map(|(name, it)| {
        let width = it.get("width").and_then(Value::as_u64).unwrap_or(0);
        // Where no size is said the original is the largest.
        let is_whole = matches!(name, "original" | "baseImage" | "main" | "highres");
        let kind = string(it, "mimetype").or(string(it, "contenttype")).unwrap_or("");
        let size = width.saturating_mul(2).saturating_add(u64::from(is_whole));
        Some(Rendition { address: string(it, "href")?, kind, size })
    });
    made.collect()
}

fn collapsed(said: &str) -> String {
    said.split([' ', '\n', '\r', '\t'])
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn words(text: &str, said: &str) -> Text {
    Text::plain(&collapsed(said), place(text, said)).trimmed()
}

/// Where a string of the file stands: by its first characters that JSON writes as they are.
fn place(text: &str, said: &str) -> usize {
    let plain = said.split(['"', '\\', '\n', '\r', '\t', '/']).next().unwrap_or("");
    let plain = if plain.len() < 6 {
        said.split(['"', '\\', '\n', '\r', '\t']).next().unwrap_or("")
    } else {
        plain
    };
    if plain.is_empty() {
        return 0;
    }
    let quoted = format!("\"{plain}");
    text.find(&quoted).map(|at| at + 1).or_else(|| text.find(plain)).unwrap_or(0)
}
