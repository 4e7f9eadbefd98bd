//! Blocks that stand elsewhere, pictures that were changed, words of no story.

use std::collections::BTreeMap;

use super::difference::{BlockChange, Fate, PictureChange, Place, PlaceOnPage, TextChange};
use super::edition::{Edition, Kind, Placed, Shown, Words, file_name};
use super::words::pieces;
use crate::chars::Locale;
use crate::measure::{Length, Rect};

/// What is off by less is where it was.
const NEAR: Length = Length::from_centipt(5);
/// Parts of a picture that are told apart: 1 in so many.
const FINE: i64 = 2_000;

/// Something in one edition, or in both.
type Both<'a, T> = (Option<&'a T>, Option<&'a T>);

/// Something of a page that is known again.
trait Known {
    fn key(&self) -> &str;
    fn page(&self) -> &str;
}

impl Known for Placed {
    fn key(&self) -> &str {
        &self.key
    }

    fn page(&self) -> &str {
        &self.page
    }
}

impl Known for Words {
    fn key(&self) -> &str {
        &self.key
    }

    fn page(&self) -> &str {
        &self.page
    }
}

/// Pairs what has the same key, on its own page before any other; in the new order, what is gone
/// behind.
fn pairs<'a, T: Known>(old: &'a [T], new: &'a [T]) -> Vec<Both<'a, T>> {
    let mut partner: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    for on_its_page in [true, false] {
        let key = |it: &'a T| (if on_its_page { it.page() } else { "" }, it.key());
        let mut known: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
        for (at, one) in old.iter().enumerate().rev() {
            if taken.get(at) == Some(&false) {
                known.entry(key(one)).or_default().push(at);
            }
        }
        for (one, partner) in new.iter().zip(&mut partner).filter(|(_, known)| known.is_none()) {
            *partner = known.get_mut(&key(one)).and_then(Vec::pop);
            if let Some(taken) = partner.and_then(|at| taken.get_mut(at)) {
                *taken = true;
            }
        }
    }
    let kept = new.iter().zip(partner);
    let kept = kept.map(|(one, at)| (at.and_then(|at| old.get(at)), Some(one)));
    let gone = old.iter().zip(taken).filter(|(_, taken)| !taken);
    kept.chain(gone.map(|(one, _)| (Some(one), None))).collect()
}

/// The blocks that stand elsewhere, have another size, are new or gone; pictures and
/// advertisements are told by themselves.
pub(super) fn moved(old: &Edition, new: &Edition) -> Vec<BlockChange> {
    if old.blocks.is_empty() || new.blocks.is_empty() {
        return Vec::new();
    }
    let told_elsewhere = |kind| matches!(kind, Kind::Picture | Kind::Advertisement);
    let pairs = pairs(&old.blocks, &new.blocks).into_iter();
    pairs
        .filter_map(|(was, is)| {
            let block = is.or(was).filter(|block| !told_elsewhere(block.kind))?;
            let fate = fate(was, is)?;
            let (old, new) = (was.map(place), is.map(place));
            Some(BlockChange { block: block.label.clone(), fate, old, new })
        })
        .collect()
}

fn place(block: &Placed) -> PlaceOnPage {
    PlaceOnPage { page: block.page.clone(), place: Place::of(&block.rect) }
}

fn fate(old: Option<&Placed>, new: Option<&Placed>) -> Option<Fate> {
    match (old, new) {
        (Some(old), Some(new)) if old.page == new.page && is_near(&old.rect, &new.rect) => None,
        (Some(_), Some(_)) => Some(Fate::Moved),
        (None, _) => Some(Fate::New),
        (_, None) => Some(Fate::Gone),
    }
}

fn is_near(one: &Rect, other: &Rect) -> bool {
    let sides = |rect: &Rect| [rect.x, rect.y, rect.width, rect.height];
    sides(one).into_iter().zip(sides(other)).all(|(one, other)| (one - other).abs() <= NEAR)
}

/// Pictures and advertisements that are new, gone, elsewhere, or show something else.
pub(super) fn pictures(old: &Edition, new: &Edition) -> Vec<PictureChange> {
    let shows = |block: &&Placed| matches!(block.kind, Kind::Picture | Kind::Advertisement);
    let pairs = pairs(&old.blocks, &new.blocks).into_iter();
    let pairs = pairs.filter(|(was, is)| is.or(*was).as_ref().is_some_and(shows));
    let art =
        |edition: &Edition, block: Option<&Placed>| block.map(|block| Art::of(edition, block));
    pairs.filter_map(|(was, is)| picture((was, is), (art(old, was), art(new, is)))).collect()
}

/// What a block of pictures shows: the names of its files without their folders, and what the
/// files hold.
#[derive(PartialEq)]
struct Art {
    names: Vec<String>,
    contents: Vec<Option<u64>>,
}

impl Art {
    fn of(edition: &Edition, block: &Placed) -> Art {
        let files = || block.art.iter().map(|art| art.path.as_str());
        Art {
            names: files().map(|path| file_name(path).to_owned()).collect(),
            contents: files().map(|path| edition.contents.get(path).copied()).collect(),
        }
    }
}

fn picture(
    (old, new): Both<'_, Placed>,
    (was, is): (Option<Art>, Option<Art>),
) -> Option<PictureChange> {
    let block = new.or(old)?;
    let place = |block: &Placed| PlaceOnPage {
        page: block.page.clone(),
        place: Place::of(&shown(block).unwrap_or(block.rect)),
    };
    let mut change = PictureChange {
        picture: block.label.clone(),
        advertisement: block.kind == Kind::Advertisement,
        fate: Fate::Changed,
        old: old.map(place),
        new: new.map(place),
        other_bytes: false,
        other_crop: false,
        other_place: false,
        other_file: None,
    };
    let (Some(old), Some(new)) = (old, new) else {
        change.fate = if new.is_some() { Fate::New } else { Fate::Gone };
        return Some(change);
    };
    // Another path to the same bytes is the same picture.
    if let (Some(was), Some(is)) = (was, is)
        && was.contents != is.contents
    {
        change.other_bytes = was.names == is.names;
        let names = [was.names.join(", "), is.names.join(", ")];
        change.other_file = (!change.other_bytes).then_some(names);
    }
    let content = change.other_bytes || change.other_file.is_some();
    let crops = |block: &Placed| block.art.iter().map(crop).collect::<Vec<_>>();
    change.other_crop = !content && crops(old) != crops(new);
    let (there, here) = (shown(old).unwrap_or(old.rect), shown(new).unwrap_or(new.rect));
    change.other_place = old.page != new.page || !is_near(&there, &here);
    let content = content || change.other_crop;
    if !content && change.other_place {
        change.fate = Fate::Moved;
    }
    (content || change.other_place).then_some(change)
}

/// Where the art of a block is shown.
fn shown(block: &Placed) -> Option<Rect> {
    let clips = block.art.iter().map(|art| art.clip);
    clips.reduce(|all, one| all.union(&one))
}

/// What part of a picture is shown, in its own fractions.
fn crop(art: &Shown) -> [i64; 4] {
    let Shown { whole, clip, .. } = art;
    let part = |length: Length, whole: Length| length.scale(FINE, whole.units()).units();
    [
        part(clip.x - whole.x, whole.width),
        part(clip.y - whole.y, whole.height),
        part(clip.width, whole.width),
        part(clip.height, whole.height),
    ]
}

/// Words of no story that were changed, are new or gone.
pub(super) fn texts(old: &Edition, new: &Edition) -> Vec<TextChange> {
    let locale = Locale::of_tag(&new.language).unwrap_or_default();
    let pairs = pairs(&old.texts, &new.texts).into_iter();
    pairs.filter_map(|(was, is)| text(was, is, locale)).collect()
}

fn text(old: Option<&Words>, new: Option<&Words>, locale: Locale) -> Option<TextChange> {
    let one = new.or(old)?;
    let said = |words: Option<&Words>| words.map_or(String::new(), |words| words.text.clone());
    let (was, is) = (said(old), said(new));
    let fate = match (old, new) {
        (None, _) => Fate::New,
        (_, None) => Fate::Gone,
        _ if was == is => return None,
        _ => Fate::Changed,
    };
    let pieces = pieces(&was, &is, locale);
    let (text, page) = (one.label.clone(), one.page.clone());
    Some(TextChange { text, page, fate, old: was, new: is, pieces })
}
