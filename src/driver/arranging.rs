//! [`Session::arrange`]: a plan is read, arranged, and settled on the way as often as it takes.

use std::io;
use std::path::Path;

use super::pictures::Depth;
use super::reader::{Inputs, Reader};
use super::session::{Session, Shelves};
use super::threads::Threads;
#[cfg(all(feature = "cli", feature = "page-pictures"))]
use super::{Goal, Job, Proof, ShowGrid, Wanted};
use super::{Outcome, Output, World};
use crate::arrange::{Arranged, Arranger, Asked, Base, Bench, Plan, Purpose, Settled, stood};
use crate::diag::codes::{arrange as codes, page as page_codes, usage};
use crate::diag::{Code, Diagnostic, FileId, Findings, Span};
use crate::flow::{self, Fitted};
use crate::fonts::SystemFont;
use crate::page;
use crate::preflight;
use crate::source::layout::Layout;

/// What is to be arranged.
#[derive(Clone, Copy, Debug)]
pub struct Arranging<'a> {
    pub plan: &'a Path,
    /// Where the layout is to stand: what it names counts from there.
    pub output: &'a Path,
    /// From its folder to the plan's, with its last `/`; empty for one folder.
    pub way: &'a str,
    /// And from the plan's folder to the new layout's, for the blocks that stay.
    pub back: &'a str,
    /// The layout that stands there, whose blocks with `keep = true` stay.
    pub standing: Option<&'a str>,
    /// In place of the plan's own.
    pub seed: Option<u32>,
    /// How many layouts are made, the best first.
    pub alternatives: usize,
}

/// The layouts of a plan.
#[derive(Debug, Default)]
pub struct Layouts {
    /// What was found; its output is nothing.
    pub outcome: Outcome,
    pub layouts: Vec<String>,
    /// Of the first why every story stands where it does.
    pub explained: String,
}

impl Session {
    /// Arranges a plan.
    pub fn arrange(&mut self, asked: &Arranging<'_>, world: &dyn World) -> Layouts {
        let layouts = run(asked, world, (&self.threads, &self.kept));
        self.kept.end_run();
        layouts
    }
}

/// Layouts that were arranged as pages side by side in one picture (PNG).
#[cfg(all(feature = "cli", feature = "page-pictures"))]
impl Session {
    pub fn contact_sheet(
        &mut self,
        layouts: &[String],
        output: &Path,
        world: &dyn World,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let deny = crate::diag::Deny::default();
        let mut pdfs = Vec::new();
        for text in layouts {
            let overlaid = Overlaid { world, path: output, text: Some(text) };
            let job = Job {
                layout: output,
                goal: Goal::Document,
                proof: Proof::Final,
                show_grid: ShowGrid::Hidden,
                deny: &deny,
                wanted: Wanted::default(),
            };
            let outcome = self.run(&job, &overlaid, &mut |_| ());
            if let Some(why) = outcome.undrawable {
                return Err(super::page_pictures::undrawable(&why));
            }
            match outcome.output {
                Output::Document(pdf) => pdfs.push(pdf),
                // What is wrong with it is told of the layout.
                _ => continue,
            }
        }
        let pdfs: Vec<&[u8]> = pdfs.iter().map(Vec::as_slice).collect();
        crate::byproduct::contact(&pdfs).map_err(|error| {
            let message = format!("the sheet of alternatives is not drawn: {error}");
            Diagnostic::error(crate::diag::codes::pdf::PAGE_PICTURE, message)
                .help(error.help())
                .into()
        })
    }
}

fn run(asked: &Arranging<'_>, world: &dyn World, with: (&Threads, &Shelves)) -> Layouts {
    let own = world.read(asked.plan).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let plan_text = own.map(|own| {
        let kept =
            asked.standing.and_then(|standing| Base::keep_blocks(&own, standing, asked.back));
        kept.unwrap_or(own)
    });
    let with_kept = Overlaid { world, path: asked.plan, text: plan_text.as_deref() };
    let mut reader = Reader::new(&with_kept, asked.plan, with);
    let layout = match reader.read_layout(asked.plan) {
        Ok(layout) => layout,
        Err(_) => {
            let (sources, files, findings) = reader.finish();
            let outcome =
                Outcome { sources, files, findings, unreadable: true, ..Outcome::default() };
            return Layouts { outcome, ..Layouts::default() };
        }
    };
    let articles = reader.read_articles(&layout);
    let (sources, files, mut findings) = reader.finish();
    let (plan, found) = Plan::read(&layout, &articles, asked.way);
    findings.append(&found);
    let mut made = Layouts::default();
    let base = plan_text.as_deref().and_then(|text| Base::new(text, asked.way));
    if let Some(base) = base.filter(|_| !findings.has_errors()) {
        let name = asked.plan.file_name().unwrap_or_default().to_string_lossy();
        let mut shop = Shop { world, path: asked.output, with, fault: None };
        let seed = asked.seed.unwrap_or(plan.seed);
        // Another seed asks for another arrangement.
        let standing = asked.standing.filter(|_| asked.seed.is_none());
        let stood = standing.map(stood).unwrap_or_default();
        let (layout, base, name) = (&layout, &base, &name);
        let order = Asked { plan: &plan, layout, base, name, seed, stood: &stood };
        let mut told = arrange(&order, asked.alternatives, &mut shop, &mut made);
        if let Some(first) = made.layouts.first() {
            let plan = (layout.file, sources.text(layout.file));
            let named = shop.names_of_plan(first, plan);
            // At its words that is told better.
            if named.has_errors() {
                told.remove(Diagnostic::is_error);
            }
            told.append(&named);
        }
        findings.append(&told);
        if made.layouts.is_empty() && !findings.has_errors() {
            findings.push(not_arranged(shop.fault.as_deref()));
        }
    }
    findings.close();
    let pages = layout.pages.len();
    let output = Output::Nothing;
    made.outcome = Outcome { sources, files, findings, pages, output, ..Outcome::default() };
    made
}

/// Makes so many layouts, each unlike those before; what is said of the first.
fn arrange(asked: &Asked<'_>, count: usize, shop: &mut Shop<'_>, made: &mut Layouts) -> Findings {
    let mut arranger = match Arranger::new(asked, shop) {
        Ok(arranger) => arranger,
        Err(found) => return found,
    };
    let mut told = Findings::default();
    for number in 0..count.max(1) {
        let Some(Arranged { layout, findings, explained }) = arranger.next(shop) else { break };
        if made.layouts.contains(&layout) {
            break;
        }
        if number == 0 {
            (told, made.explained) = (findings, explained);
        }
        made.layouts.push(layout);
    }
    told
}

fn not_arranged(fault: Option<&str>) -> Diagnostic {
    let why = fault.unwrap_or("none of its pages can be set");
    Diagnostic::error(codes::NOTHING, format!("the plan cannot be arranged: {why}"))
        .help("mend the plan's own tables: what is wrong holds for every page made of it")
}

/// A world in which one file has another text.
pub struct Overlaid<'a> {
    pub world: &'a dyn World,
    pub path: &'a Path,
    pub text: Option<&'a str>,
}

impl World for Overlaid<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.text.filter(|_| path == self.path) {
            Some(text) => Ok(text.as_bytes().to_vec()),
            None => self.world.read(path),
        }
    }

    fn names(&self, folder: &Path) -> Vec<String> {
        self.world.names(folder)
    }

    fn system_font(&self, family: &str) -> Option<SystemFont> {
        self.world.system_font(family)
    }

    fn system_families(&self) -> Vec<String> {
        self.world.system_families()
    }
}

/// Where the layouts that the arranger writes are settled.
struct Shop<'a> {
    world: &'a dyn World,
    path: &'a Path,
    with: (&'a Threads, &'a Shelves),
    /// Why a layout could not be set.
    fault: Option<String>,
}

/// Errors that a plan has whatever is made of it: names that mean nothing, values out of range.
const OF_PLAN: [Code; 8] = [
    page_codes::NO_STYLE,
    page_codes::NO_LOOK,
    page_codes::NO_FONT,
    page_codes::NO_COLOUR,
    page_codes::NO_TEMPLATE,
    page_codes::STYLE_VALUE,
    page_codes::FIELD,
    page_codes::OFF_AREA,
];

impl Shop<'_> {
    /// What of a layout that was made is wrong in the plan itself, at the words there.
    fn names_of_plan(&self, layout: &str, (plan, text): (FileId, &str)) -> Findings {
        let world = Overlaid { world: self.world, path: self.path, text: Some(layout) };
        let mut reader = Reader::new(&world, self.path, self.with);
        let Ok(mut layout) = reader.read_layout(self.path) else { return Findings::default() };
        let inputs = reader.read_all(&mut layout, Depth::Measured);
        let (sources, _, _) = reader.finish();
        let named = page::resolve::Inputs {
            articles: &inputs.articles,
            pictures: &inputs.pictures.by_path,
            tables: &inputs.tables,
            book: inputs.type_shop.book(),
            profile: inputs.press.profile.as_ref(),
            proof: page::resolve::Proof::Final,
        };
        let (_, found) = self.with.0.run(|| page::resolve::resolve(&layout, &named));
        let wrong = found.iter().filter(|found| found.is_error() && OF_PLAN.contains(&found.code));
        let at_its_words = wrong.filter_map(|found| {
            let label = found.primary.as_ref()?;
            let words = sources.text(label.span.file).get(label.span.range())?;
            let at = text.find(words)?;
            let place = Span::new(plan, at..at + words.len());
            let told = Diagnostic::error(found.code, found.message.clone());
            let told = told.at(place, label.text.clone());
            Some(found.help.iter().fold(told, |told, help| told.help(help.clone())))
        });
        at_its_words.collect()
    }
}

impl Bench for Shop<'_> {
    fn settle(&mut self, layout: &str, purpose: Purpose) -> Option<Settled> {
        let world = Overlaid { world: self.world, path: self.path, text: Some(layout) };
        let mut reader = Reader::new(&world, self.path, self.with);
        let mut layout = reader.read_layout(self.path).ok()?;
        let inputs = reader.read_all(&mut layout, Depth::Measured);
        let (_, _, findings) = reader.finish();
        let settled = self.with.0.run(|| settled(&layout, inputs, findings, purpose));
        settled.map_err(|found| self.fault = first_error(&found)).ok()
    }

    fn on_threads(&self, work: &mut (dyn FnMut() + Send)) {
        self.with.0.run(work);
    }
}

/// Not that articles and pages have no block: where the grid is wrong, nothing has one.
fn first_error(found: &Findings) -> Option<String> {
    let mut errors = found.iter().filter(|found| found.is_error());
    let error =
        errors.find(|found| ![page_codes::UNPLACED, page_codes::NO_BLOCK].contains(&found.code))?;
    Some(error.message.clone())
}

/// The stages of a run up to the finished page, and what the desk says of that; of a layout without
/// pages what was found.
fn settled(
    layout: &Layout,
    inputs: Inputs,
    mut findings: Findings,
    purpose: Purpose,
) -> Result<Settled, Findings> {
    let Inputs { articles, pictures, tables, type_shop, press } = inputs;
    let named = page::resolve::Inputs {
        articles: &articles,
        pictures: &pictures.by_path,
        tables: &tables,
        book: type_shop.book(),
        profile: press.profile.as_ref(),
        proof: page::resolve::Proof::Final,
    };
    let (model, found) = page::resolve::resolve(layout, &named);
    findings.append(&found);
    let of_files = |found: &&Diagnostic| {
        let letter = found.code.0.chars().next().unwrap_or_default();
        found.is_error() && (matches!(letter, 'P' | 'A') || found.code == usage::CANNOT_READ)
    };
    let unsound: Findings = findings.iter().filter(of_files).cloned().collect();
    let (footprints, standing) = (&pictures.footprints, &type_shop.standing);
    let Some(model) = model else { return Err(findings) };
    let (model, filled, found) = type_shop.compose(|composers| {
        let fitted = match purpose {
            Purpose::Pages => flow::copyfit(&model, composers, footprints),
            Purpose::Rooms => None,
        };
        let (mut model, mut found) = match fitted {
            Some(Fitted { model, findings, .. }) => (model, findings),
            None => (model, Findings::default()),
        };
        let (mut filled, more) = flow::fill(&model, composers, footprints, standing);
        found.append(&more);
        model.jump_lines = std::mem::take(&mut filled.jump_lines);
        (model, filled, found)
    });
    findings.append(&found);
    let finished = preflight::Finished {
        model: &model,
        filled: &filled,
        pictures: &pictures.ready,
        book: type_shop.book(),
    };
    let taboos = match purpose {
        Purpose::Pages => preflight::taboos(finished),
        Purpose::Rooms => Vec::new(),
    };
    let footprints = pictures.footprints.clone();
    Ok(Settled { model, filled, footprints, findings, unsound, taboos })
}
