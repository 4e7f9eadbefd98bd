//! `fit`: which stories may be treated, and how far.

use super::Cx;
use super::pages::PageDraft;
use super::roster::Roster;
use crate::page::model::{Copyfit, Limits, Means, StoryId};
use crate::source::layout::{FitTable, FitValue, Key, MeansWord, Range};

/// The limits of every article; none of one that is set as it comes. What stands nearer to the
/// text wins: its first block that says anything, the article, its first page that does, the
/// document. Tables merge key by key; `[fit]` lies under all of them and switches nothing on.
pub(super) fn copyfits(
    cx: &Cx<'_>,
    roster: &Roster<'_>,
    pages: &[PageDraft<'_>],
) -> Vec<Option<Copyfit>> {
    let layout = cx.layout;
    let of = |story: usize| {
        let on = |draft: &&super::pages::Draft<'_>| {
            draft.story.as_ref().is_some_and(|(id, _)| id.0 as usize == story)
        };
        let own = pages.iter().filter(|page| page.drafts.iter().any(|draft| on(&draft)));
        let mut blocks = pages.iter().flat_map(|page| &page.drafts).filter(on);
        let said: [Option<&FitValue>; 4] = [
            value(&layout.document.copyfit),
            own.into_iter().find_map(|page| value(&page.table.copyfit)),
            roster
                .articles_of(StoryId(story as u32))
                .into_iter()
                .find_map(|listed| value(&listed.entry.copyfit)),
            blocks.find_map(|draft| value(&draft.block.copyfit)),
        ];
        let nearest = said.iter().rev().find_map(|said| *said)?;
        if matches!(nearest, FitValue::Switch(false)) {
            return None;
        }
        let mut copyfit = Copyfit::default();
        let tables = said.into_iter().flatten().filter_map(|said| match said {
            FitValue::Limits(table) => Some(table),
            FitValue::Switch(_) => None,
        });
        let mut optional = true;
        for table in std::iter::once(&layout.fit).chain(tables) {
            merge(&mut copyfit, table);
            optional = table.optional.as_ref().map_or(optional, |key| key.value);
        }
        copyfit.order.retain(|means| optional || *means != Means::Optional);
        Some(copyfit)
    };
    (0..roster.listed.len() + roster.stacks.len()).map(of).collect()
}

fn value(key: &Key<FitValue>) -> Option<&FitValue> {
    key.as_ref().map(|key| &key.value)
}

fn merge(into: &mut Copyfit, table: &FitTable) {
    if let Some(order) = &table.order {
        let mut means: Vec<Means> = Vec::new();
        for word in order {
            let named = match word.value {
                MeansWord::White => Means::White,
                MeansWord::Picture => Means::Picture,
                MeansWord::Tracking => Means::Tracking,
                MeansWord::Headline => Means::Headline,
                MeansWord::Optional => Means::Optional,
            };
            if !means.contains(&named) {
                means.push(named);
            }
        }
        into.order = means;
    }
    let limits = |key: &Key<Range>, own: &mut Limits| {
        if let Some(Range { least, most }) = key.as_ref().map(|key| key.value) {
            *own = Limits { least: i64::from(least), most: i64::from(most) };
        }
    };
    limits(&table.picture, &mut into.picture);
    limits(&table.tracking, &mut into.tracking);
    limits(&table.headline, &mut into.headline);
    if let Some(white) = &table.white {
        into.white = i64::from(white.value.most);
    }
    if let Some(short) = &table.short {
        into.short = short.value as usize;
    }
}
