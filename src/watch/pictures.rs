//! [`Pictures`]: pictures of pages, drawn when they are asked for or are about to be.
//!
//! A picture is known by what it looks like, so that one that is as it was is drawn no second time
//! and a browser keeps what it has. Of a page whose look has changed a browser asks for no more than the rectangle
//! that differs from the picture it holds; that is drawn ahead for those that hold it.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::at::At;
use super::look::Look;
use crate::byproduct::{self, Cover, InkStep, Pages, RasterError, Separated, Window};
use crate::colour::Profile;

/// A page that can be drawn.
#[derive(Clone)]
pub struct Original {
    pub pdf: Arc<Pages>,
    pub page: usize,
    pub profile: Arc<Profile>,
    /// In hundredths of a per cent.
    pub ink_limit: u32,
    /// Why it is not drawn.
    pub undrawable: Option<Arc<str>>,
}

/// A look, and the page that has it; none once that is too long ago.
#[derive(Clone)]
pub struct Known {
    pub key: u64,
    pub look: Arc<Look>,
    pub original: Option<Original>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asked {
    /// The page, or what of it differs from another that the browser holds.
    Page { from: Option<u64> },
    /// A part of the page: what is in view of one that is drawn very large.
    Part { place: Window },
    /// All inks together, to be laid over the page.
    Ink,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key {
    picture: u64,
    dpi: u32,
    asked: Asked,
}

/// A picture, or a part of it.
pub struct Painted {
    pub place: Window,
    pub png: Vec<u8>,
    /// Of a picture of ink: the greatest amount in per cent, and where.
    pub most: Option<(f32, f32, f32)>,
}

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoPicture {
    /// It is not kept, or never was.
    Unknown,
    Failed(String),
}

/// So many bytes of pictures are kept for those who ask again.
const MOST_BYTES: usize = 48 << 20;
/// More pixels than a screen has need of.
const MOST_PIXELS: u64 = 120_000_000;

#[derive(Default)]
pub struct Pictures {
    inside: Mutex<Inside>,
    painted: Condvar,
}

#[derive(Default)]
struct Inside {
    /// Those of each layout.
    layouts: BTreeMap<usize, Vec<Known>>,
    paintings: HashMap<Key, Option<Arc<Painted>>>,
    /// The oldest first.
    order: VecDeque<Key>,
    bytes: usize,
    /// At how many pixels an inch each picture was asked for.
    sizes: HashMap<u64, BTreeSet<u32>>,
}

impl Pictures {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The pictures of a layout, from now on.
    pub fn keep(&self, layout: usize, known: Vec<Known>) {
        let mut inside = self.inside();
        inside.layouts.insert(layout, known);
        let keys: BTreeSet<u64> = inside.layouts.values().flatten().map(|it| it.key).collect();
        inside.sizes.retain(|picture, _| keys.contains(picture));
        let gone = |key: &Key| !keys.contains(&key.picture);
        let old: Vec<Key> = inside.order.iter().copied().filter(gone).collect();
        old.iter().for_each(|key| inside.let_go(*key));
    }

    /// Draws what a browser that holds `from` will ask for next.
    pub fn draw_ahead(&self, picture: u64, from: u64) {
        let sizes = self.inside().sizes.get(&from).cloned().unwrap_or_default();
        for dpi in sizes.into_iter().rev() {
            _ = self.paint(picture, dpi, Asked::Page { from: Some(from) });
        }
    }

    /// The picture; who asks for one that somebody is at work on waits for it.
    pub fn paint(&self, picture: u64, dpi: u32, asked: Asked) -> Result<Arc<Painted>, NoPicture> {
        let key = Key { picture, dpi, asked };
        let (known, old) = {
            let mut inside = self.inside();
            let known = inside.find(picture).cloned().ok_or(NoPicture::Unknown)?;
            if matches!(asked, Asked::Page { .. }) {
                inside.sizes.entry(picture).or_default().insert(dpi);
            }
            while let Some(there) = inside.paintings.get(&key) {
                if let Some(there) = there {
                    return Ok(there.clone());
                }
                inside = self.painted.wait(inside).unwrap_or_else(PoisonError::into_inner);
            }
            let original = known.original.ok_or(NoPicture::Unknown)?;
            inside.paintings.insert(key, None);
            let old = match asked {
                Asked::Page { from } => from.and_then(|from| inside.find(from)),
                Asked::Part { .. } | Asked::Ink => None,
            };
            ((known.look, original), old.map(|old| old.look.clone()))
        };
        // Whatever comes of it, nobody waits for ever.
        let _underway = Underway { pictures: self, key };
        let made = Arc::new(draw(&known, old.as_deref(), (dpi, asked))?);
        self.inside().add(key, &made);
        Ok(made)
    }

    /// The steps of the picture of its inks.
    pub fn ink_steps(&self, picture: u64) -> Result<(u32, Vec<InkStep>), NoPicture> {
        let known = self.inside().find(picture).cloned().ok_or(NoPicture::Unknown)?;
        let original = known.original.ok_or(NoPicture::Unknown)?;
        Ok((original.ink_limit, Separated::ink_steps(original.ink_limit)))
    }
}

/// A picture that is being painted.
struct Underway<'a> {
    pictures: &'a Pictures,
    key: Key,
}

impl Drop for Underway<'_> {
    fn drop(&mut self) {
        let mut inside = self.pictures.inside();
        if inside.paintings.get(&self.key).is_some_and(Option::is_none) {
            inside.paintings.remove(&self.key);
        }
        drop(inside);
        self.pictures.painted.notify_all();
    }
}

impl Inside {
    fn find(&self, picture: u64) -> Option<&Known> {
        let mut known = self.layouts.values().flatten();
        known.find(|known| known.key == picture)
    }

    fn add(&mut self, key: Key, made: &Arc<Painted>) {
        self.bytes += made.png.len();
        self.order.push_back(key);
        if let Some(Some(before)) = self.paintings.insert(key, Some(made.clone())) {
            self.bytes -= before.png.len();
        }
        while self.bytes > MOST_BYTES {
            let Some(oldest) = self.order.front().copied() else { break };
            self.let_go(oldest);
        }
    }

    fn let_go(&mut self, key: Key) {
        self.order.retain(|other| *other != key);
        if let Some(Some(gone)) = self.paintings.remove(&key) {
            self.bytes -= gone.png.len();
        }
    }
}

fn draw(
    (look, original): &(Arc<Look>, Original),
    old: Option<&Look>,
    (dpi, asked): (u32, Asked),
) -> Result<Painted, NoPicture> {
    if let Some(why) = &original.undrawable {
        return Err(NoPicture::Failed(format!("the page is not drawn, for of its art {why}")));
    }
    let (width, height) = look.size(dpi);
    let (wide, high) = match asked {
        Asked::Part { place } => (place.width, place.height),
        Asked::Page { .. } | Asked::Ink => (width, height),
    };
    if u64::from(wide) * u64::from(high) > MOST_PIXELS {
        return Err(NoPicture::Failed(RasterError::TooLarge.to_string()));
    }
    let failed = |error: RasterError| NoPicture::Failed(error.to_string());
    let whole = Window { x: 0, y: 0, width, height };
    let Original { pdf, page, profile, ink_limit, .. } = original;
    match asked {
        Asked::Page { .. } | Asked::Part { .. } => {
            let differs = old.and_then(|old| look.difference(old));
            let place = match asked {
                Asked::Part { place } => within(place, whole)?,
                _ => differs.map_or(whole, |at| pixels_of(at, dpi, (width, height))),
            };
            let pixels = pdf.window(*page, dpi, place).map_err(failed)?;
            let size = (place.width, place.height);
            let png = byproduct::quick(&pixels, size, Cover::Whole).map_err(failed)?;
            Ok(Painted { place, png, most: None })
        }
        Asked::Ink => {
            let separated = pdf.separate(*page, dpi, profile).map_err(failed)?;
            let pixels = separated.ink_cover(*ink_limit, (width, height));
            let most = separated.heaviest();
            let png = byproduct::quick(&pixels, (width, height), Cover::Told).map_err(failed)?;
            Ok(Painted { place: whole, png, most: Some((most.ink, most.x, most.y)) })
        }
    }
}

/// What of a part lies within the picture.
fn within(part: Window, whole: Window) -> Result<Window, NoPicture> {
    let width = part.width.min(whole.width.saturating_sub(part.x));
    let height = part.height.min(whole.height.saturating_sub(part.y));
    if width == 0 || height == 0 {
        return Err(NoPicture::Failed("that part is not on the page".to_owned()));
    }
    Ok(Window { width, height, ..part })
}

/// The pixels that hold a rectangle, one at least.
fn pixels_of(at: At, dpi: u32, (width, height): (u32, u32)) -> Window {
    let pixels = |points: f64| points * f64::from(dpi) / 72.0;
    let side = |from: f64, to: f64, most: u32| {
        let from = (pixels(from).floor().max(0.0) as u32).min(most.saturating_sub(1));
        let to = (pixels(to).ceil().max(0.0) as u32).clamp(from + 1, most.max(from + 1));
        (from, to - from)
    };
    let (x, width) = side(at.x, at.right(), width);
    let (y, height) = side(at.y, at.bottom(), height);
    Window { x, y, width, height }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_picture_is_of_whole_pixels_within_it() {
        let at = |x, y, w, h| At { x, y, w, h };
        let window = |x, y, width, height| Window { x, y, width, height };
        let part = |at| pixels_of(at, 144, (200, 100));
        assert_eq!(part(at(10.2, 5.0, 3.0, 5.1)), window(20, 10, 7, 11));
        assert_eq!(part(at(-9.0, -9.0, 300.0, 300.0)), window(0, 0, 200, 100));
        assert_eq!(part(at(400.0, 400.0, 1.0, 1.0)), window(199, 99, 1, 1));
        assert_eq!(part(at(5.0, 5.0, 0.0, 0.0)), window(10, 10, 1, 1));
    }

    #[test]
    fn a_part_lies_within_its_picture() {
        let window = |x, y, width, height| Window { x, y, width, height };
        let whole = window(0, 0, 200, 100);
        assert_eq!(within(window(20, 10, 30, 40), whole), Ok(window(20, 10, 30, 40)));
        assert_eq!(within(window(150, 90, 90, 90), whole), Ok(window(150, 90, 50, 10)));
        for beside in [window(200, 0, 5, 5), window(0, u32::MAX, 5, 5), window(3, 3, 0, 5)] {
            assert!(within(beside, whole).is_err(), "{beside:?}");
        }
    }

    #[test]
    fn what_is_not_kept_is_not_found() {
        let pictures = Pictures::default();
        let asked = Asked::Page { from: None };
        assert_eq!(pictures.paint(1, 96, asked).err(), Some(NoPicture::Unknown));
    }
}
