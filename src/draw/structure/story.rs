//! A story's element: head before body, however they are placed.

use std::sync::Arc;

use super::tree::Planner;
use super::words::TextPlan;
use super::{ElementId, StructureType, Subject};
use crate::chars::Locale;
use crate::page::model::{Part, PartKind, Quoted, Story, StoryId, StoryText, TextId};
use crate::page::style::Role;
use crate::text::{CellId, RichText, Table};

/// Characters of a text that stand for a missing headline.
const SHOWN: usize = 20;

impl Planner<'_> {
    /// The story under `parent`, unless it has its element already; of a stack each of its stories.
    pub fn story(&mut self, parent: ElementId, id: StoryId) {
        let at = id.0 as usize;
        let Some(story) = self.model.stories.get(at) else { return };
        match self.begun.get_mut(at) {
            Some(begun) if !*begun => *begun = true,
            _ => return,
        }
        if !story.stack.is_empty() {
            story.stack.iter().for_each(|of| self.story(parent, *of));
            for block in self.owned.remove(&id).unwrap_or_default() {
                self.block(parent, block);
            }
            return;
        }
        let article = self.element(Some(parent), StructureType::Article);
        self.edit(article, |article| article.subject = Subject::Story(id));
        let title = headline(story);
        self.edit(article, |article| article.title = title);
        for part in [Part::Label, Part::Kicker, Part::Headline, Part::Deck, Part::Byline] {
            self.part(article, (id, story), part);
        }
        self.portrait(article, id);
        self.part(article, (id, story), Part::Intro);
        self.body(article, (id, story));
        self.part(article, (id, story), Part::Source);
        self.jumps(article, (id, story));
        for block in self.owned.remove(&id).unwrap_or_default() {
            self.block(article, block);
        }
    }

    /// The figure of who wrote it.
    fn portrait(&mut self, article: ElementId, id: StoryId) {
        let Some((page, block, portrait)) = self.portraits.get(&id).copied() else { return };
        let Some(art) = portrait.pictures.pictures.first() else { return };
        let figure = self.element(Some(article), StructureType::Figure);
        self.edit(figure, |figure| {
            figure.alt.clone_from(&portrait.pictures.alt);
            figure.subject = Subject::Block(page, block);
        });
        let leaf = self.leaf(figure);
        self.plan.add_portrait((page, block), (art.picture, leaf));
    }

    /// The rows of a headline are one heading; of another part each text is a paragraph.
    fn part(&mut self, article: ElementId, (id, story): (StoryId, &Story), part: Part) {
        let texts = 0..story.texts(part).len() as u32;
        let texts = texts.map(|at| TextId::Story(id, StoryText::Part(part, at)));
        let locale = self.locale_of(id, part, part.role());
        if part == Part::Headline && story.has(part) {
            let heading = self.element(Some(article), StructureType::Headline);
            for text in texts {
                self.text(heading, text, locale);
            }
            return;
        }
        for text in texts {
            let words = self.element(Some(article), StructureType::Paragraph);
            self.text(words, text, locale);
        }
    }

    /// Bullets that follow one another are one list, and so are numbered items; the paragraphs of a quotation are one.
    fn body(&mut self, article: ElementId, (id, story): (StoryId, &Story)) {
        // Levels are not skipped: under no headline a subhead is the first.
        let level = if story.headline.is_empty() {
            StructureType::Headline
        } else {
            StructureType::Subhead
        };
        let (mut list, mut quote): (Option<(StructureType, ElementId)>, _) = (None, None);
        for (at, part) in (0..).zip(&story.body) {
            let locale = self.locale_of(id, Part::Body, part.role());
            let text = TextId::Story(id, StoryText::Body(at));
            let credit = part.credit.as_ref().map(|_| TextId::Story(id, StoryText::Credit(at)));
            quote = quote.filter(|_| part.kind == PartKind::Quote(Quoted::GoesOn));
            match &part.kind {
                PartKind::Bullet | PartKind::Numbered(_) => {
                    let kind = match part.kind {
                        PartKind::Numbered(_) => StructureType::NumberedList,
                        _ => StructureType::List,
                    };
                    let same = list.filter(|(known, _)| *known == kind);
                    let of =
                        same.map_or_else(|| self.element(Some(article), kind), |(_, list)| list);
                    list = Some((kind, of));
                    let item = self.element(Some(of), StructureType::ListItem);
                    let label = self.element(Some(item), StructureType::Label);
                    let mark = self.leaf(label);
                    let words = self.element(Some(item), StructureType::ListBody);
                    self.text_with_mark(words, text, locale, Some(mark));
                    self.credit(words, credit, locale);
                    continue;
                }
                PartKind::Paragraph => {
                    let words = self.element(Some(article), StructureType::Paragraph);
                    self.text(words, text, locale);
                    self.credit(words, credit, locale);
                }
                PartKind::Quote(_) => {
                    let within = *quote.get_or_insert_with(|| {
                        self.element(Some(article), StructureType::BlockQuote)
                    });
                    let words = self.element(Some(within), StructureType::Paragraph);
                    self.text(words, text, locale);
                    self.credit(words, credit, locale);
                }
                PartKind::Subhead => {
                    let heading = self.element(Some(article), level);
                    self.text(heading, text, locale);
                }
                PartKind::Table(table) => self.table(article, (id, at), table, locale),
            }
            list = None;
        }
    }

    /// The lines where the story breaks off and goes on stand behind it: within its text nobody
    /// who has it read to him needs them.
    fn jumps(&mut self, article: ElementId, (id, story): (StoryId, &Story)) {
        let lines = (0..).zip(&self.model.jump_lines).filter(|(_, line)| line.story == id);
        for (at, line) in lines {
            let text = TextId::Jump(at);
            let words = self.element(Some(article), StructureType::Paragraph);
            match line.page {
                Some(page) => {
                    let link = self.element(Some(words), StructureType::Reference(page));
                    let leaves = vec![(0, self.leaf(link))];
                    self.plan.add(text, TextPlan { leaves, ..TextPlan::default() });
                }
                None => self.text(words, text, self.locale),
            }
        }
        if story.jump_headline.is_some() {
            let words = self.element(Some(article), StructureType::Paragraph);
            let locale = self.locale_of(id, Part::Body, Role::JumpHeadline);
            self.text(words, TextId::Story(id, StoryText::JumpHeadline), locale);
        }
    }

    /// Rows of cells. A table that goes on in another leg is one still: its head, printed again, is
    /// decoration there.
    fn table(
        &mut self,
        article: ElementId,
        (id, at): (StoryId, u32),
        table: &Table,
        locale: Locale,
    ) {
        let element = self.element(Some(article), StructureType::Table);
        for (row, cells) in (0..).zip(&table.rows) {
            let of_row = self.element(Some(element), StructureType::TableRow);
            let role = match table.is_head(row) {
                true => StructureType::TableHead,
                false => StructureType::TableCell,
            };
            for column in 0..cells.len() as u32 {
                let cell = self.element(Some(of_row), role);
                let text = TextId::Story(id, StoryText::Cell(at, CellId { row, column }));
                self.text(cell, text, locale);
            }
        }
    }

    fn credit(&mut self, words: ElementId, credit: Option<TextId>, locale: Locale) {
        if let Some(text) = credit {
            self.text(words, text, locale);
        }
    }

    /// The language of a part: that of its style in the block that it stands in.
    fn locale_of(&self, id: StoryId, part: Part, role: Role) -> Locale {
        let block = self.homes.get(&(id, part));
        block.map_or(self.locale, |block| block.styles.get(role).settings.locale)
    }
}

/// What a story is called: its headline, on one line; without one, its first words.
pub(super) fn headline(story: &Story) -> String {
    let joined = |texts: &[Arc<RichText>]| {
        let rows: Vec<String> = texts.iter().map(|text| text.parted()).collect();
        let words: Vec<&str> = rows.iter().flat_map(|text| text.split_whitespace()).collect();
        words.join(" ")
    };
    let title = joined(&story.headline);
    if !title.is_empty() {
        return title;
    }
    let first = |part: Part| joined(story.texts(part));
    let heads = [Part::Kicker, Part::Deck, Part::Label, Part::Intro].map(first);
    let body = story.body.iter().map(|part| match part.table() {
        Some(table) => joined(table.rows.first().map_or(&[], Vec::as_slice)),
        None => joined(std::slice::from_ref(&part.text)),
    });
    let found = heads.into_iter().chain(body).find(|words| !words.is_empty());
    let words = found.unwrap_or_else(|| story.name.clone());
    let mut shown: String = words.chars().take(SHOWN).collect();
    if shown.len() < words.len() {
        shown.push('…');
    }
    shown
}
