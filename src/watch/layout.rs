//! [`LayoutDesk`]: one layout, its session, and what was last seen of it.

use std::collections::{HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::board::{Before, Changed, LayoutState, PageState, PlanTold};
use super::desk::Turn;
use super::findings::{Finding, Shown};
use super::marks::{Marks, key_of_texts};
use super::pictures::{Known, Original, Pictures};
use super::plans::{Planned, Plans, layout_of, write};
use super::seen::{Acquaintance, SeenJob, SeenLine, see};
use super::server::Shown as Boards;
use super::stories::stories;
use super::{Ear, Worlds};
use crate::byproduct::Pages;
use crate::diag::codes::{arrange, internal, usage};
use crate::diag::{Deny, Diagnostic, Severity, SourceMap};
use crate::driver::{
    Arranging, ByProductKind, Goal, Job, Layouts, Outcome, Output, Overlaid, Proof, Session,
    ShowGrid, Wanted, World,
};

/// So many looks of a page are remembered, for browsers that are slow to ask.
const LOOKS: usize = 8;

pub struct LayoutDesk {
    layout: usize,
    path: PathBuf,
    session: Session,
    known: Acquaintance,
    good: Option<Good>,
    /// What each page was in the beginning, before the last save that changed it, and lately.
    pages: HashMap<String, Past>,
    /// Pages whose looks have changed in the last run: what they are, and what they were.
    changed: Vec<(u64, u64)>,
    /// How many runs have changed the look of a page.
    generation: u64,
    /// Of a plan what was made of it.
    planned: Option<Planned>,
}

/// The last run that gave pages.
struct Good {
    job: Arc<SeenJob>,
    sources: Arc<SourceMap>,
    keys: Vec<String>,
    proof: Proof,
}

/// What a page was.
struct Past {
    start: Known,
    now: Known,
    before: Option<(Known, u64)>,
    looks: VecDeque<Known>,
    changed: Changed,
}

/// What a run gave.
struct Ran {
    outcome: Outcome,
    seen: Option<SeenJob>,
    proof: Proof,
}

impl LayoutDesk {
    pub fn new(layout: usize, path: &Path, session: Session) -> LayoutDesk {
        LayoutDesk {
            layout,
            path: path.to_owned(),
            session,
            known: Acquaintance::default(),
            good: None,
            pages: HashMap::new(),
            changed: Vec::new(),
            generation: 0,
            planned: None,
        }
    }

    /// Composes it and tells what came of it; gives the files that it was made from.
    pub fn run(
        &mut self,
        turn: Turn,
        (worlds, told): (&Worlds, &Ear),
        (board, pictures, plans): &Boards,
    ) -> Vec<PathBuf> {
        let Ran { mut outcome, seen, proof } = match worlds(&self.path) {
            Ok(world) => self.make(&*world, (board.started(), turn.save), plans),
            Err(error) => {
                let message = format!("the layout cannot be read: {error}");
                let findings = Diagnostic::error(usage::NO_LAYOUT, message).into();
                let outcome = Outcome { findings, unreadable: true, ..Outcome::default() };
                Ran { outcome, seen: None, proof: Proof::Final }
            }
        };
        if !outcome.files.contains(&self.path) {
            outcome.files.insert(0, self.path.clone());
        }
        let sources = Arc::new(std::mem::take(&mut outcome.sources));
        told(&self.path, &sources, &outcome.findings);
        let output = std::mem::take(&mut outcome.output);
        self.changed.clear();
        let mut printed = None;
        if let (Output::Document(bytes), Some(seen)) = (output, seen)
            && let bytes = Arc::new(bytes)
            && let Ok(pdf) = Pages::share(bytes.clone())
        {
            self.take(seen, sources.clone(), (pdf, proof), turn.save);
            pictures.keep(self.layout, self.kept());
            printed = (proof == Proof::Final).then_some(bytes);
        }
        let is_stale = outcome.has_errors() && !self.changed_now(&sources);
        let pages = self.pages(is_stale);
        let files = outcome.files.clone();
        board.tell(self.layout, turn.since.elapsed(), |state| {
            self.tell(state, &outcome, (&sources, pages));
            state.pdf = printed.or(state.pdf.take());
        });
        files
    }

    /// Whether the pages that are shown are those of these texts.
    fn changed_now(&self, sources: &Arc<SourceMap>) -> bool {
        self.good.as_ref().is_some_and(|good| Arc::ptr_eq(&good.sources, sources))
    }

    /// Composes the layout; of a plan the arrangement that is wished for.
    fn make(&mut self, world: &dyn World, (started, save): (&str, u64), plans: &Plans) -> Ran {
        let wish = plans.wish(self.layout);
        if wish.take
            && let Some(planned) = &mut self.planned
        {
            let output = layout_of(&self.path);
            let text = planned.layouts.get(planned.at).map_or("", String::as_str);
            planned.refused = write(&output, text).err();
            plans.shows(self.layout, wish, planned.at);
            if planned.refused.is_none() {
                (self.path, self.planned) = (output, None);
            }
        }
        let is_known = |planned: &Planned| planned.save == save && planned.layouts.len() > wish.at;
        if self.planned.as_ref().is_none_or(|planned| !is_known(planned)) {
            let ran = self.compose(world, started);
            let is_plan = ran.outcome.findings.iter().any(|found| found.code == arrange::PLAN);
            if !is_plan {
                self.planned = None;
                return ran;
            }
            match self.arrange(world, wish.at + 1, save) {
                Ok(planned) => self.planned = Some(planned),
                Err(outcome) => {
                    self.planned = None;
                    return Ran { outcome: *outcome, seen: None, proof: Proof::Final };
                }
            }
        }
        let Some(planned) = &mut self.planned else { return self.compose(world, started) };
        planned.at = wish.at.min(planned.layouts.len().saturating_sub(1));
        plans.shows(self.layout, wish, planned.at);
        let text = planned.layouts.get(planned.at).cloned().unwrap_or_default();
        let files = planned.files.clone();
        let output = layout_of(&self.path);
        let overlaid = Overlaid { world, path: &output, text: Some(&text) };
        let mut ran = self.compose_at(&output, &overlaid, started);
        ran.outcome.files.retain(|file| *file != output && !files.contains(file));
        ran.outcome.files.splice(0..0, files);
        ran
    }

    /// So many arrangements of the plan; what is wrong where there is none.
    fn arrange(
        &mut self,
        world: &dyn World,
        alternatives: usize,
        save: u64,
    ) -> Result<Planned, Box<Outcome>> {
        let output = layout_of(&self.path);
        let standing = world.read(&output).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let asked = Arranging {
            plan: &self.path,
            output: &output,
            way: "",
            back: "",
            standing: standing.as_deref(),
            seed: None,
            alternatives,
        };
        let session = &mut self.session;
        let made = catch_unwind(AssertUnwindSafe(|| session.arrange(&asked, world)));
        let Ok(Layouts { outcome, layouts, .. }) = made else {
            self.session = super::desk::session_of(std::num::NonZeroUsize::MIN);
            let wrong = Diagnostic::error(internal::FAILED, "the program has failed");
            let findings = wrong.help("report it with the plan and its articles").into();
            return Err(Box::new(Outcome { findings, ..Outcome::default() }));
        };
        if layouts.is_empty() || outcome.has_errors() {
            return Err(Box::new(outcome));
        }
        let sources = &outcome.sources;
        let told = |found| Finding::of(found, sources, (self.layout, None));
        let findings = outcome.findings.iter().map(told).collect();
        let files = outcome.files;
        Ok(Planned { layouts, findings, files, save, at: 0, refused: None })
    }

    /// Text that is over stops no page: whoever writes it wants to see it. It is marked, as in a proof.
    fn compose(&mut self, world: &dyn World, started: &str) -> Ran {
        let path = self.path.clone();
        self.compose_at(&path, world, started)
    }

    fn compose_at(&mut self, path: &Path, world: &dyn World, started: &str) -> Ran {
        let ran = self.compose_as(Proof::Final, (path, world), started);
        let mut errors = ran.outcome.findings.iter().filter(|found| found.is_error()).peekable();
        let is_over = errors.peek().is_some() && errors.all(|found| found.code.0.starts_with('O'));
        if is_over { self.compose_as(Proof::Marked, (path, world), started) } else { ran }
    }

    fn compose_as(
        &mut self,
        proof: Proof,
        (path, world): (&Path, &dyn World),
        started: &str,
    ) -> Ran {
        let LayoutDesk { layout, session, known, .. } = self;
        let job = Job {
            layout: path,
            goal: Goal::Document,
            proof,
            show_grid: ShowGrid::Hidden,
            deny: &Deny::default(),
            wanted: Wanted { ledger: true, ..Wanted::default() },
        };
        let mut seen = None;
        let own = (started, *layout);
        // A fault of the program ends one run, not the evening.
        let ran = catch_unwind(AssertUnwindSafe(|| {
            session.run_and_look(&job, world, &mut |_| (), &mut |sight| {
                seen = Some(see(sight, known, &own));
            })
        }));
        let outcome = ran.unwrap_or_else(|_| {
            self.session = super::desk::session_of(std::num::NonZeroUsize::MIN);
            let wrong = Diagnostic::error(internal::FAILED, "the program has failed");
            let findings = wrong.help("report it with the layout and its articles").into();
            Outcome { findings, ..Outcome::default() }
        });
        Ran { outcome, seen, proof }
    }

    /// Takes the pages of a run for those that are shown.
    fn take(
        &mut self,
        seen: SeenJob,
        sources: Arc<SourceMap>,
        (pdf, proof): (Pages, Proof),
        save: u64,
    ) {
        let (job, pdf) = (Arc::new(seen), Arc::new(pdf));
        let old = self.good.take();
        let mut keys: Vec<String> = Vec::new();
        for page in &job.pages {
            let key = format!("{}/{}", self.layout, page.name);
            let twice = keys.contains(&key);
            keys.push(if twice { format!("{key}/{}", keys.len()) } else { key });
        }
        let looks: Vec<u64> = job.pages.iter().map(|page| page.look.key()).collect();
        let is_new = |(key, look): (&String, &u64)| {
            self.pages.get(key).is_none_or(|past| past.now.key != *look)
        };
        if keys.iter().zip(&looks).any(is_new) {
            self.generation += 1;
        }
        self.pages.retain(|key, _| keys.contains(key));
        for (at, (page, (name, key))) in job.pages.iter().zip(keys.iter().zip(&looks)).enumerate() {
            let original = Original {
                pdf: pdf.clone(),
                page: at,
                profile: job.profile.clone(),
                ink_limit: job.ink_limit,
                undrawable: job.undrawable.clone(),
            };
            let now = Known { key: *key, look: page.look.clone(), original: Some(original) };
            let Some(past) = self.pages.get_mut(name) else {
                self.pages.insert(name.clone(), Past::new(now));
                continue;
            };
            if past.now.key == *key {
                past.now = now;
            } else {
                self.changed.push((*key, past.now.key));
                let before = old.as_ref().and_then(|old| old.lines(name));
                let rects = before.map(|before| changed_lines(before, &page.lines));
                past.change(now, self.generation);
                past.changed = Changed { save, rects: rects.unwrap_or_default() };
            }
            past.forget(self.generation);
        }
        self.good = Some(Good { job, sources, keys, proof });
    }

    /// The pictures that may be asked for.
    fn kept(&self) -> Vec<Known> {
        let of_page = |past: &Past| {
            let before = past.before.iter().map(|(before, _)| before);
            let kept = [&past.now, &past.start].into_iter().chain(before).chain(&past.looks);
            kept.cloned().collect::<Vec<Known>>()
        };
        let mut kept: Vec<Known> = Vec::new();
        for known in self.pages.values().flat_map(of_page) {
            // One that can be drawn goes before one that cannot.
            match kept.iter_mut().find(|other| other.key == known.key) {
                Some(other) if other.original.is_none() => *other = known,
                Some(_) => {}
                None => kept.push(known),
            }
        }
        kept
    }

    /// The pages as they are told.
    fn pages(&self, is_stale: bool) -> Vec<PageState> {
        let Some(good) = &self.good else { return Vec::new() };
        let texts = key_of_texts(&good.sources);
        let pages = good.job.pages.iter().zip(&good.keys).enumerate();
        let pages = pages.filter_map(|(at, (page, key))| {
            let past = self.pages.get(key)?;
            let name = |known: &Known| format!("{:016x}", known.key);
            let other = |known: &Known| (known.key != past.now.key).then(|| name(known));
            let lies = Marks { job: good.job.clone(), sources: good.sources.clone(), page: at };
            Some(PageState {
                key: key.clone(),
                layout: self.layout,
                index: at,
                name: page.name.clone(),
                section: page.section.clone(),
                lang: page.language.clone(),
                binding: page.binding,
                spread: page.is_spread,
                width: page.look.width,
                height: page.look.height,
                picture: name(&past.now),
                marks: format!("{:016x}{texts:016x}", past.now.key),
                stale: is_stale,
                proof: good.proof == Proof::Marked,
                changed: past.changed.clone(),
                before: Before {
                    save: past.before.as_ref().and_then(|(before, _)| other(before)),
                    start: other(&past.start),
                },
                lies: Arc::new(lies),
            })
        });
        pages.collect()
    }

    fn tell(
        &self,
        state: &mut LayoutState,
        outcome: &Outcome,
        (sources, pages): (&SourceMap, Vec<PageState>),
    ) {
        let shown = self.good.as_ref().map(|good| Shown {
            job: &good.job,
            sources: &good.sources,
            keys: &good.keys,
        });
        state.is_made = true;
        state.is_gone = !self.path.exists();
        state.is_pageless = outcome.pages == 0 && !outcome.unreadable;
        state.files = outcome.files.iter().filter_map(|file| file.canonicalize().ok()).collect();
        state.errors = outcome.findings.count(Severity::Error);
        state.warnings = outcome.findings.count(Severity::Warning);
        state.more = outcome.findings.closing().iter().map(|closing| closing.count).sum();
        let finding = |found| Finding::of(found, sources, (self.layout, shown.as_ref()));
        state.findings = outcome.findings.iter().map(finding).collect();
        state.moves_to(&self.path);
        state.plan = self.planned.as_ref().map(|planned| PlanTold {
            number: planned.at + 1,
            file: layout_of(&self.path).file_name().unwrap_or_default().to_string_lossy().into(),
            wrong: planned.refused.clone(),
        });
        for found in self.planned.iter().flat_map(|planned| &planned.findings) {
            state.warnings += usize::from(found.is_warning());
            state.findings.push(found.clone());
        }
        let mut ledgers = outcome.byproducts.iter();
        if let Some(ledger) = ledgers.find(|made| made.kind == ByProductKind::Ledger) {
            state.stories = stories(&ledger.bytes, self.layout, shown.as_ref());
        }
        state.pages = pages;
    }

    /// Draws what browsers will ask for next, unless the page is about to be another.
    pub fn draw_ahead(&self, pictures: &Pictures, is_over: impl Fn() -> bool) {
        for (now, before) in &self.changed {
            if is_over() {
                return;
            }
            pictures.draw_ahead(*now, *before);
        }
    }
}

impl Good {
    fn lines(&self, key: &str) -> Option<&[SeenLine]> {
        let at = self.keys.iter().position(|own| own == key)?;
        self.job.pages.get(at).map(|page| page.lines.as_slice())
    }
}

impl Past {
    fn new(now: Known) -> Past {
        let (start, before, changed) = (now.clone(), None, Changed::default());
        Past { start, now, before, looks: VecDeque::new(), changed }
    }

    fn change(&mut self, now: Known, generation: u64) {
        let before = std::mem::replace(&mut self.now, now);
        self.looks.push_front(Known { original: None, ..before.clone() });
        self.looks.truncate(LOOKS);
        self.before = Some((before, generation));
    }

    /// Old PDFs are let go: of a long paper each has all of its pages.
    fn forget(&mut self, generation: u64) {
        const GENERATIONS: u64 = 3;
        if self.before.as_ref().is_some_and(|(_, of)| of + GENERATIONS <= generation) {
            self.before = None;
        }
    }
}

/// Where the lines stand that were not on the page before.
fn changed_lines(before: &[SeenLine], now: &[SeenLine]) -> Vec<super::at::At> {
    let mut known: HashMap<u64, i32> = HashMap::new();
    before.iter().for_each(|line| *known.entry(line.glyphs).or_default() += 1);
    let new = now.iter().filter(|line| {
        let left = known.entry(line.glyphs).or_default();
        *left -= 1;
        *left < 0
    });
    new.map(|line| line.at).collect()
}
