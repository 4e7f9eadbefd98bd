//! [`Closing`]: where the line stands that says that a text goes on on another page.
//!
//! It takes the last line of the last leg of its page that holds text. A leg that a picture fills to
//! its foot has no line for it, and one in which no text came to stand would show it alone: then a
//! leg before it closes the page.

use crate::measure::Length;

use super::region::{Place, Room};
use super::settle::{LinePlace, Settled};

/// What a region leaves to a line that says where its text goes on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::flow) struct Closing {
    /// Of each leg the last line; none of a leg that has no room for it.
    pub seats: Vec<Option<Length>>,
    /// What follows stands on another page.
    pub parts: bool,
}

/// The leg in which a page is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Close {
    /// The page's last region.
    pub parts: usize,
    pub region: usize,
    pub lane: usize,
    /// The text of the leg ends here.
    pub block: Length,
}

impl Close {
    /// Where a leg that goes to `foot` ends, if the page is closed; legs behind the line hold no text.
    pub(super) fn end(self, at: Place, foot: Length) -> Length {
        match (at.region, at.lane).cmp(&(self.region, self.lane)) {
            std::cmp::Ordering::Less => foot,
            std::cmp::Ordering::Equal => foot.min(self.block),
            std::cmp::Ordering::Greater => Length::ZERO,
        }
    }
}

impl Room {
    /// The leg that closes the page of a region where a text goes on behind it.
    pub(super) fn close_of(&self, region: usize) -> Option<Close> {
        self.regions().get(region)?.closing.as_ref()?;
        let rest = self.regions().iter().enumerate().skip(region);
        let mut ends = rest.filter(|(_, of)| of.closing.as_ref().is_some_and(|of| of.parts));
        let (parts, _) = ends.next()?;
        self.last_seat(parts, self.shut_before(parts))
    }

    /// The last seat of a page up to a leg.
    fn last_seat(&self, parts: usize, up_to: (usize, usize)) -> Option<Close> {
        let on_page = |at: &usize| {
            let closing = self.regions().get(*at).and_then(|of| of.closing.as_ref());
            *at == parts || closing.is_some_and(|of| !of.parts)
        };
        (0..=parts).rev().take_while(on_page).find_map(|region| {
            let seats = &self.regions().get(region)?.closing.as_ref()?.seats;
            let seats = seats.iter().enumerate().rev();
            let mut seats = seats.filter(|(lane, _)| (region, *lane) <= up_to);
            seats.find_map(|(lane, seat)| Some(Close { parts, region, lane, block: (*seat)? }))
        })
    }

    /// The same room with pages closed where their text ends: none if each is already.
    pub(super) fn closed_by(&self, settled: &Settled) -> Option<Room> {
        let legs = settled.lines.iter().filter_map(|line| match line.place {
            LinePlace::At { region, lane, .. } => Some((region, lane)),
            LinePlace::Over(_) => None,
        });
        let legs: Vec<(usize, usize)> = legs.collect();
        let last = legs.iter().map(|(region, _)| *region).max()?;
        let mut room = self.clone();
        let mut is_moved = false;
        let closes = (0..last).filter_map(|at| self.close_of(at).filter(|of| of.parts == at));
        for close in closes {
            let text = legs.iter().filter(|(region, _)| *region <= close.parts).max();
            // A page without text says nothing.
            let own = |leg: &&(usize, usize)| self.close_of(leg.0) == Some(close);
            let Some(&leg) = text.filter(own) else { continue };
            let is_behind = leg < (close.region, close.lane);
            if is_behind && self.last_seat(close.parts, leg).is_some() {
                room.shut(close.parts, leg);
                is_moved = true;
            }
        }
        is_moved.then_some(room)
    }
}
