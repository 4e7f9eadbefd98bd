//! [`Board`]: what there is to be seen, as JSON, with a number that rises whenever that changes.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use serde::Serialize;

use super::at::At;
use super::editor::Editor;
use super::findings::Finding;
use super::marks::Marks;
use super::paths::in_address;
use super::stories::Story;

/// What there is to be seen. Any number of threads may write on it and read from it.
pub struct Board {
    inside: Mutex<Inside>,
    changed: Condvar,
    /// Tells one life of the program from another.
    started: String,
    editor: String,
    edition: String,
}

struct Inside {
    version: u64,
    saved: u64,
    milliseconds: u64,
    layouts: Vec<LayoutState>,
    /// The last state that was asked for.
    told: Option<(u64, Arc<str>)>,
}

/// A layout as it is now.
#[derive(Default)]
pub struct LayoutState {
    name: String,
    path: PathBuf,
    /// Of a plan which of its arrangements is shown.
    pub plan: Option<PlanTold>,
    /// The last one without errors.
    pub pdf: Option<Arc<Vec<u8>>>,
    /// Its first run is over.
    pub is_made: bool,
    pub is_gone: bool,
    /// It was read, and has no page of its own.
    pub is_pageless: bool,
    /// The files that it was made from, by their real paths, its own first.
    pub files: Vec<PathBuf>,
    pub errors: usize,
    pub warnings: usize,
    /// Findings that are counted alone.
    pub more: usize,
    pub pages: Vec<PageState>,
    pub findings: Vec<Finding>,
    pub stories: Vec<Story>,
}

/// What is told of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanTold {
    /// From 1 on.
    pub number: usize,
    /// What its layout is called once it is taken.
    pub file: String,
    /// Why it was not written.
    pub wrong: Option<String>,
}

impl LayoutState {
    /// Another file stands in its place from now on.
    pub fn moves_to(&mut self, path: &Path) {
        self.name = path.display().to_string();
        self.path = path.to_owned();
    }

    /// `layouts/*.toml` names the house's file as well: it has no page, and others include it.
    fn is_part_of(&self, layouts: &[LayoutState]) -> bool {
        let own = self.files.first().filter(|_| self.is_pageless);
        own.is_some_and(|own| {
            layouts.iter().any(|other| other.files.iter().skip(1).any(|it| it == own))
        })
    }
}

/// A page as it is now, or as it last was without errors.
#[derive(Clone, Serialize)]
pub struct PageState {
    pub key: String,
    pub layout: usize,
    pub index: usize,
    pub name: String,
    pub section: String,
    pub lang: String,
    pub binding: &'static str,
    pub spread: bool,
    pub width: f64,
    pub height: f64,
    pub picture: String,
    pub marks: String,
    pub stale: bool,
    pub proof: bool,
    pub changed: Changed,
    pub before: Before,
    #[serde(skip)]
    pub lies: Arc<Marks>,
}

/// The lines that a save changed.
#[derive(Clone, Default, Serialize)]
pub struct Changed {
    pub save: u64,
    pub rects: Vec<At>,
}

/// Pictures of a page as it was.
#[derive(Clone, Default, Serialize)]
pub struct Before {
    pub save: Option<String>,
    pub start: Option<String>,
}

#[derive(Serialize)]
struct State<'a> {
    version: u64,
    started: &'a str,
    busy: bool,
    milliseconds: u64,
    saved: u64,
    edition: &'a str,
    editor: &'a str,
    layouts: Vec<LayoutTold<'a>>,
    pages: Vec<&'a PageState>,
    findings: Vec<&'a Finding>,
    more: usize,
    stories: Vec<&'a Story>,
}

#[derive(Serialize)]
struct LayoutTold<'a> {
    index: usize,
    name: &'a str,
    path: String,
    pdf: Option<String>,
    ok: bool,
    gone: bool,
    errors: usize,
    warnings: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<&'a PlanTold>,
}

impl Board {
    pub fn new(layouts: &[PathBuf], editor: &Editor) -> Board {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let started = format!("{:x}", now.unwrap_or_default().as_nanos());
        let state = |path: &PathBuf| LayoutState {
            name: path.display().to_string(),
            path: path.clone(),
            ..LayoutState::default()
        };
        let inside = Inside {
            version: 1,
            saved: 0,
            milliseconds: 0,
            layouts: layouts.iter().map(state).collect(),
            told: None,
        };
        Board {
            inside: Mutex::new(inside),
            changed: Condvar::new(),
            started,
            editor: editor.template().to_owned(),
            edition: title(layouts),
        }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn started(&self) -> &str {
        &self.started
    }

    /// Counts a save; gives its number.
    pub fn count_save(&self) -> u64 {
        let mut inside = self.inside();
        inside.saved += 1;
        inside.saved
    }

    /// The number of the last save.
    pub fn saves(&self) -> u64 {
        self.inside().saved
    }

    /// Changes what is told of a layout, and tells it; `since` is how long that took.
    pub fn tell(&self, layout: usize, since: Duration, change: impl FnOnce(&mut LayoutState)) {
        let mut inside = self.inside();
        if let Some(state) = inside.layouts.get_mut(layout) {
            change(state);
        }
        inside.milliseconds = since.as_millis() as u64;
        inside.version += 1;
        drop(inside);
        self.changed.notify_all();
    }

    /// The state, once it is another than that of `after`, or after so long.
    pub fn state(&self, after: Option<u64>, patience: Duration) -> Arc<str> {
        let mut inside = self.inside();
        if let Some(after) = after {
            let same = |inside: &mut Inside| inside.version == after;
            let waited = self.changed.wait_timeout_while(inside, patience, same);
            inside = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        if let Some((version, told)) = &inside.told
            && *version == inside.version
        {
            return told.clone();
        }
        let told: Arc<str> = self.json(&inside).into();
        inside.told = Some((inside.version, told.clone()));
        told
    }

    fn json(&self, inside: &Inside) -> String {
        let shown = || {
            let layouts = inside.layouts.iter().enumerate();
            layouts.filter(|(_, layout)| !layout.is_part_of(&inside.layouts))
        };
        let mut findings: Vec<&Finding> =
            shown().flat_map(|(_, layout)| &layout.findings).collect();
        // The gravest first, else in the order of the layouts.
        findings.sort_by_key(|finding| finding.rank());
        let mut stories: Vec<&Story> = shown().flat_map(|(_, layout)| &layout.stories).collect();
        stories.sort_by_key(|story| story.rank());
        let told = shown().map(|(index, layout)| LayoutTold {
            index,
            name: &layout.name,
            path: in_address(&layout.path),
            pdf: layout.pdf.as_ref().map(|_| format!("/pdf/{index}")),
            ok: layout.is_made && layout.errors == 0,
            gone: layout.is_gone,
            errors: layout.errors,
            warnings: layout.warnings,
            plan: layout.plan.as_ref(),
        });
        let state = State {
            version: inside.version,
            started: &self.started,
            busy: inside.layouts.iter().any(|layout| !layout.is_made),
            milliseconds: inside.milliseconds,
            saved: inside.saved,
            edition: &self.edition,
            editor: &self.editor,
            layouts: told.collect(),
            pages: shown().flat_map(|(_, layout)| &layout.pages).collect(),
            findings,
            more: shown().map(|(_, layout)| layout.more).sum(),
            stories,
        };
        // Every part of it can be told as JSON.
        serde_json::to_string(&state).unwrap_or_default()
    }

    /// What lies on a page, by the name that the state gives it.
    pub fn marks(&self, name: &str) -> Option<Arc<Marks>> {
        let inside = self.inside();
        let mut pages = inside.layouts.iter().flat_map(|layout| &layout.pages);
        pages.find(|page| page.marks == name).map(|page| page.lies.clone())
    }

    /// The last PDF without errors, and what to call it.
    pub fn pdf(&self, layout: usize) -> Option<(Arc<Vec<u8>>, String)> {
        let inside = self.inside();
        let state = inside.layouts.get(layout)?;
        let name = state.path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        Some((state.pdf.clone()?, name.unwrap_or_default()))
    }
}

/// What the browser calls it.
fn title(layouts: &[PathBuf]) -> String {
    match layouts {
        [only] => only.display().to_string(),
        [first, ..] => {
            let folder = first.parent().unwrap_or(Path::new(""));
            format!("{} ({} layouts)", folder.display(), layouts.len())
        }
        [] => String::new(),
    }
}
