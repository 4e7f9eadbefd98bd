//! Articles that hold characters of the other script of Chinese: 国 in a Hong Kong newspaper, 國 in one of
//! the mainland.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::chars::{Locale, of_other_script};
use crate::diag::codes::preflight as codes;
use crate::diag::{Diagnostic, Findings, Span, counted};
use crate::page::model::{BlockContent, PageModel, Part, StoryBlock, StoryId};
use crate::page::style::StyleSheet;
use crate::text::{Mark, RichText};

/// So many of an article's characters are named.
const NAMED: usize = 8;
/// Every fifth ideograph of the other script: the article is written in it.
const ALL: usize = 5;

/// What an article has of the other script.
struct Tally {
    locale: Locale,
    first: Span,
    /// Each once, and the first of them in the order of the text.
    characters: BTreeSet<char>,
    named: Vec<char>,
    count: usize,
}

pub(super) fn inspect(model: &PageModel) -> Findings {
    let mut seen = BTreeSet::new();
    let mut tallies: BTreeMap<StoryId, Tally> = BTreeMap::new();
    let mut ideographs: BTreeMap<StoryId, usize> = BTreeMap::new();
    let mut letters: BTreeMap<StoryId, Letters> = BTreeMap::new();
    for (_, _, block) in model.blocks() {
        let BlockContent::Story(content) = &block.content else { continue };
        for (story, part, texts) in texts(model, content) {
            // A body goes on in further blocks.
            if !seen.insert((story, part)) {
                continue;
            }
            let locale = locale_of(&block.styles, part);
            for text in texts {
                letters.entry(story).or_insert_with(|| Letters::of(locale, text)).add(text);
                *ideographs.entry(story).or_default() += count(text, locale, |found| {
                    let tally = tallies.entry(story).or_insert_with(|| Tally {
                        locale,
                        first: text.span_of(found.0..found.0 + found.1.len_utf8() as u32),
                        characters: BTreeSet::new(),
                        named: Vec::new(),
                        count: 0,
                    });
                    tally.count += 1;
                    if tally.characters.insert(found.1) && tally.named.len() < NAMED {
                        tally.named.push(found.1);
                    }
                });
            }
        }
    }
    let mut found = Findings::default();
    for (story, letters) in letters {
        if let Some(other) = letters.other_language() {
            // Its characters are that language's.
            tallies.remove(&story);
            found.push(tell_language(&model.story(story).name, &letters, other));
        }
    }
    let told = tallies.into_iter().map(|(story, tally)| {
        let all = ideographs.get(&story).copied().unwrap_or(0);
        tell(&model.story(story).name, &tally, all)
    });
    told.for_each(|told| found.push(told));
    found
}

/// What an article is written with.
struct Letters {
    locale: Locale,
    first: Span,
    kana: usize,
    hangul: usize,
    han: usize,
}

impl Letters {
    fn of(locale: Locale, text: &RichText) -> Letters {
        Letters { locale, first: text.span(), kana: 0, hangul: 0, han: 0 }
    }

    fn add(&mut self, text: &RichText) {
        // Words that say their language are none of the article's.
        if text.marks.iter().any(|markup| matches!(markup.mark, Mark::Language(_))) {
            return;
        }
        for c in text.text.chars() {
            match c {
                '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' => self.kana += 1,
                '\u{AC00}'..='\u{D7A3}' => self.hangul += 1,
                '\u{4E00}'..='\u{9FFF}' => self.han += 1,
                _ => {}
            }
        }
    }

    /// The language that an article is written in, where it is set as another: Japanese has kana, Korean hangul, and Chinese
    /// neither.
    fn other_language(&self) -> Option<(&'static str, &'static str)> {
        /// Letters of an article of which this is to be known.
        const FEWEST: usize = 40;
        let all = self.kana + self.hangul + self.han;
        let (japanese, korean) = (self.kana * 4 > all, self.hangul * 2 > all);
        let chinese = self.kana + self.hangul == 0 && all > 2 * FEWEST;
        match self.locale {
            _ if all < FEWEST => None,
            Locale::Ja | Locale::Ko if chinese => Some(("Chinese", "zh-Hant-HK")),
            locale if japanese && locale != Locale::Ja => Some(("Japanese", "ja")),
            locale if korean && locale != Locale::Ko => Some(("Korean", "ko")),
            _ => None,
        }
    }
}

fn tell_language(name: &str, letters: &Letters, (language, tag): (&str, &str)) -> Diagnostic {
    let own = match letters.locale {
        Locale::Ja => "Japanese",
        Locale::Ko => "Korean",
        Locale::Hk | Locale::Tw | Locale::Cn => "Chinese",
    };
    let message = format!("`{name}` is written in {language}, and is set as {own}");
    Diagnostic::note(codes::OTHER_SCRIPT, message)
        .at(letters.first, "shapes, marks and breaks are of another region")
        .help(format!(
            "write `language = \"{tag}\"` in [document]; for this article alone give its block `look = \"NAME\"` and \
             write under [look.NAME] headline = {{ language = \"{tag}\" }} and body = {{ language = \"{tag}\" }}"
        ))
}

/// The texts that a block prints of its stories, part by part.
fn texts<'m>(
    model: &'m PageModel,
    content: &'m StoryBlock,
) -> impl Iterator<Item = (StoryId, Part, Vec<&'m RichText>)> {
    let stories = model.stories_of(content.story).into_iter();
    stories.flat_map(move |id| {
        let story = model.story(id);
        content.parts.iter().map(move |&part| {
            let texts = match part {
                Part::Body => story.body_texts(id).map(|(_, text)| &**text).collect(),
                part => story.texts(part).iter().map(|text| &**text).collect(),
            };
            (id, part, texts)
        })
    })
}

fn locale_of(styles: &StyleSheet, part: Part) -> Locale {
    styles.get(part.role()).settings.locale
}

/// How many ideographs a text has, words of another language apart; `found` is told those of the other
/// script and where they stand.
fn count(text: &RichText, locale: Locale, mut found: impl FnMut((u32, char))) -> usize {
    let own_words = text.marks.iter().filter(|markup| matches!(markup.mark, Mark::Language(_)));
    let mut foreign: Vec<Range<u32>> = own_words.map(|markup| markup.range.clone()).collect();
    foreign.sort_unstable_by_key(|range| range.start);
    let mut foreign = foreign.into_iter().peekable();
    // Where the last that has begun ends.
    let mut until = 0;
    let mut count = 0;
    for (at, c) in text.text.char_indices() {
        let at = at as u32;
        if !('\u{4E00}'..='\u{9FFF}').contains(&c) {
            continue;
        }
        count += 1;
        while let Some(range) = foreign.next_if(|range| range.start <= at) {
            until = until.max(range.end);
        }
        if at >= until && of_other_script(c, locale) {
            found((at, c));
        }
    }
    count
}

fn tell(name: &str, tally: &Tally, ideographs: usize) -> Diagnostic {
    let Tally { locale, first, characters, named, count } = tally;
    let (own, other, tag) = match locale {
        Locale::Cn => ("simplified", "traditional", "zh-Hant-HK"),
        _ => ("traditional", "simplified", "zh-Hans"),
    };
    if count * ALL >= ideographs && ideographs > ALL {
        let message =
            format!("`{name}` is written in {other} Chinese, and is set as {own} Chinese");
        return Diagnostic::note(codes::OTHER_SCRIPT, message)
            .at(*first, format!("the first of {}", counted(*count, &format!("{other} character"))))
            .help(format!(
                "convert the text, or set it as what it is: `language = \"{tag}\"` in [document]; for this \
                 article alone give its block `look = \"NAME\"` and write under [look.NAME] \
                 headline = {{ language = \"{tag}\" }} and body = {{ language = \"{tag}\" }}"
            ));
    }
    let shown: Vec<String> = named.iter().map(char::to_string).collect();
    let more = if characters.len() > NAMED { " …" } else { "" };
    let stand = if *count == 1 { "stands" } else { "stand" };
    let message = format!(
        "{} {stand} in the {own} text of `{name}`: {}{more}",
        counted(*count, &format!("{other} character")),
        shown.join(" ")
    );
    let example = named.first().copied().unwrap_or('国');
    Diagnostic::note(codes::OTHER_SCRIPT, message)
        .at(*first, if *count == 1 { "this one" } else { "the first of them" })
        .help(format!(
            "write {own} {} in place of {}; what is meant so says so: `[{example}]{{lang={tag}}}`",
            if characters.len() == 1 { "Chinese" } else { "characters" },
            if characters.len() == 1 { "it" } else { "them" },
        ))
}
