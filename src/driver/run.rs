//! [`run`]: the stages, one below the other.

use std::sync::Arc;

use super::byproducts;
use super::layers::NoLayout;
use super::pictures::{Depth, Pictures};
use super::reader::{Inputs, Reader};
use super::readers;
use super::session::Shelves;
use super::sight::{Look, Sight};
use super::threads::Threads;
use super::type_shop::TypeShop;
use super::write::{self, Drawn, Encoded};
use super::{
    ByProduct, Goal, Job, Outcome, Output, Proof, ReadersEdition, ShowGrid, Stage, Step, Wanted,
    World,
};
use crate::byproduct::{self, Gathering};
use crate::colour::Profile;
use crate::diag::{Code, Diagnostic, Findings, Severity, Span, codes};
use crate::draw::{self, DrawList, DrawSheet, Drawing, Survey};
use crate::flow::{self, Filled, Fitted};
use crate::fonts::FontBook;
use crate::page::{
    self,
    model::PageModel,
    resolve::{allowed, resolve},
};
use crate::pdf;
use crate::picture::Picture;
use crate::preflight::{self, hidden_type, preflight};
use crate::source::layout::Layout;

/// Runs a job: reads, composes, draws and writes, and stops between stages when one found
/// errors. `on_step` is told where the run is. Files are read on the caller's own thread.
pub(super) fn run(
    job: &Job<'_>,
    world: &dyn World,
    with: (&Threads, &Shelves),
    on_step: &mut (dyn FnMut(Step) + Send),
) -> Outcome {
    run_and_look(job, world, with, (on_step, None))
}

/// As [`run`]; the finished pages are shown to `look`.
pub(super) fn run_and_look(
    job: &Job<'_>,
    world: &dyn World,
    (threads, kept): (&Threads, &Shelves),
    (on_step, look): (&mut (dyn FnMut(Step) + Send), Option<&mut Look<'_>>),
) -> Outcome {
    on_step(Step::Reading);
    let mut reader = Reader::new(world, job.layout, (threads, kept));
    let mut layout = match reader.read_layout(job.layout) {
        Ok(layout) => layout,
        Err(why) => {
            let (sources, files, findings) = reader.finish();
            let unreadable = why == NoLayout::Unreadable;
            return Outcome { sources, files, findings, unreadable, ..Outcome::default() };
        }
    };
    let pages = layout.pages.len();
    if let Some(span) = layout.plan() {
        let (sources, files, mut findings) = reader.finish();
        findings.push(is_plan(job, span));
        return Outcome { sources, files, findings, pages, ..Outcome::default() };
    }
    let inputs = reader.read_all(&mut layout, Depth::of(job));
    let (sources, files, findings) = reader.finish();

    let (allow, found) = allowed(&layout, &inputs.articles);

    let (byproducts, gathering, undrawable) = (Vec::new(), None, None);
    let mut run = Run { job, on_step, look, findings, byproducts, gathering, undrawable };
    run.findings.append(&found);
    let mut output = threads.run(|| run.stages(&layout, inputs)).unwrap_or_default();
    job.deny.apply(&mut run.findings);
    // What the last stages found is denied as well.
    if matches!(output, Output::Document(_) | Output::Pages(_)) && !run.may_go_on() {
        output = Output::Nothing;
        run.byproducts.clear();
        run.gathering = None;
    }
    run.findings.silence(&allow);
    run.findings.close();
    let Run { findings, byproducts, gathering, undrawable, .. } = run;
    let unreadable = false;
    Outcome {
        sources,
        files,
        findings,
        pages,
        output,
        byproducts,
        undrawable,
        gathering,
        unreadable,
    }
}

/// A plan says not where everything stands.
fn is_plan(job: &Job<'_>, span: Span) -> Diagnostic {
    let help = format!(
        "arrange it, and compose the layout that is written: typeset arrange {} -o layout.toml; if it is a \
         layout already, take this out",
        job.layout.display()
    );
    Diagnostic::error(codes::arrange::PLAN, "this is a plan: its pages are still to be arranged")
        .at(span, "only plans say this")
        .help(help)
}

/// A job whose files are read.
struct Run<'a, 'l> {
    job: &'a Job<'a>,
    on_step: &'a mut (dyn FnMut(Step) + Send),
    look: Option<&'a mut Look<'l>>,
    findings: Findings,
    /// What is made beside the PDF.
    byproducts: Vec<ByProduct>,
    /// Its articles, for a book of several layouts.
    gathering: Option<Gathering>,
    /// The placed art for which its pages are not drawn, and why.
    undrawable: Option<String>,
}

impl Run<'_, '_> {
    /// The stages; `None` when one of them cannot give the next what it needs.
    fn stages(&mut self, layout: &Layout, inputs: Inputs) -> Option<Output> {
        let job = self.job;
        let Inputs { articles, pictures, tables, type_shop, press } = inputs;
        let profile = &press.profile;
        let book = type_shop.book();
        self.findings.append(type_shop.findings());

        // What is meant.
        let named = page::resolve::Inputs {
            articles: &articles,
            pictures: &pictures.by_path,
            tables: &tables,
            book,
            profile: profile.as_ref(),
            proof: job.proof.into(),
        };
        if !self.may_go_on() {
            self.tell_unknown_names(layout, &named);
            return None;
        }
        let (model, found) = resolve(layout, &named);
        // The model has all that is printed of them.
        drop((articles, tables));
        self.findings.append(&found);
        let model = model?;
        if job.goal == Goal::Dump(Stage::Page) {
            return Some(Output::Text(page::dump(&model)));
        }
        if !self.may_compose() {
            return None;
        }

        // What stands where.
        (self.on_step)(Step::Composing);
        let (model, filled) = self.make_up(model, (&type_shop, &pictures));
        if let Some(text) = dump_of_flow(job.goal, &filled, &model) {
            return Some(Output::Text(text));
        }

        // Spreads become two pages where they are to be written so; they are inspected whole.
        let (model, filled, whole) = match flow::split(&model, &filled) {
            Some((split, pages)) => (split, pages, Some((model, filled))),
            None => (model, filled, None),
        };

        // What is drawn.
        (self.on_step)(Step::Drawing);
        let mut drawing = Drawing::new(&model, &filled, book);
        if job.show_grid == ShowGrid::Shown {
            drawing = drawing.with_grid();
        }
        let drawing = drawing.with_keys(&type_shop.pages);
        let Survey { list, findings, tally: uses } = drawing.survey(&type_shop.pages);
        // What errors took from the pages of a proof is missing, as they said.
        if !self.findings.has_errors() {
            self.findings.append(&findings);
        }
        if let Some(text) = dump_of_drawing(job.goal, &drawing) {
            return Some(Output::Text(text));
        }

        // What a press or a desk would send back.
        let (of, set) = whole.as_ref().map_or((&model, &filled), |(of, set)| (of, set));
        self.inspect(of, set, (&pictures.ready, book));
        drop(whole);
        self.look_at_sheets(&list);
        job.deny.apply(&mut self.findings);
        if !self.may_go_on() || job.goal == Goal::Check {
            return None;
        }

        // The files.
        (self.on_step)(Step::Writing);
        let material = pdf::Material { book, pictures: &pictures.ready, cache: &type_shop.pdf };
        let drawn = Drawn { model: &model, list: &list, material, profile };
        let encoded = write::encode(job, drawn, &drawing, uses);
        let encoded = encoded.map_err(|found| self.findings.append(&found)).ok()?;
        drop(drawing);
        Some(self.finish(drawn, encoded, filled, (&pictures, profile, &type_shop)))
    }

    /// Sheets that the writer would refuse, where nothing is written.
    fn look_at_sheets(&mut self, list: &DrawList<DrawSheet>) {
        if self.job.goal == Goal::Check
            && let Err(found) = pdf::check_sheets(list)
        {
            self.findings.append(&found);
        }
    }

    /// A job that cannot be resolved for other errors: names that mean nothing are told all the same,
    /// not only when those are mended.
    fn tell_unknown_names(&mut self, layout: &Layout, inputs: &page::resolve::Inputs<'_>) {
        const NAMES: [Code; 5] = [
            codes::page::NO_STYLE,
            codes::page::NO_LOOK,
            codes::page::NO_FONT,
            codes::page::NO_ARTICLE,
            codes::page::NO_TEMPLATE,
        ];
        let (_, found) = resolve(layout, inputs);
        let unknown = found.iter().filter(|found| NAMES.contains(&found.code)).cloned();
        self.findings.extend(unknown);
    }

    /// Writes the files. What stands on the pages is let go before, unless something else is made
    /// of it, too.
    fn finish(
        &mut self,
        drawn: Drawn<'_>,
        encoded: Encoded,
        filled: Filled,
        (pictures, profile, type_shop): (&Pictures, &Arc<Profile>, &Arc<TypeShop>),
    ) -> Output {
        let (paths, undrawable) = (&pictures.paths(), &pictures.undrawable());
        self.undrawable = undrawable.first().map(|(id, why)| {
            let path = paths.get(id.0 as usize).map_or("", String::as_str);
            format!("{path}: {why}")
        });
        if self.job.wanted == Wanted::default() && self.look.is_none() {
            filled.let_go();
            return encoded.write(self.job, drawn);
        }
        let output = encoded.write(self.job, drawn);
        let Drawn { model, list, .. } = drawn;
        let finished = byproduct::Finished { model, filled: &filled, list, paths, undrawable };
        if let Some(look) = &mut self.look {
            look(Sight::new(finished, profile, &pictures.ready, type_shop));
        }
        let with = (pictures, drawn.material.book);
        let made =
            byproducts::make(self.job, (finished, profile), with, &output, &mut self.findings);
        self.byproducts.extend(made);
        if let Some(wanted) = self.job.wanted.epub.filter(|_| !self.findings.has_errors()) {
            let files = &pictures.files;
            let gathering =
                readers::gather((finished, profile), files, &output, &mut self.findings);
            match wanted {
                ReadersEdition::Part => self.gathering = Some(gathering),
                ReadersEdition::Whole => {
                    self.byproducts.extend(readers::bound(&gathering, &mut self.findings));
                }
            }
        }
        filled.let_go();
        output
    }

    /// Stories that do not fit are treated where they may be; then everything gets its place.
    fn make_up(
        &mut self,
        model: PageModel,
        (type_shop, pictures): (&TypeShop, &Pictures),
    ) -> (PageModel, Filled) {
        let job = self.job;
        let (model, fitted, filled) = type_shop.compose(|composers| {
            let (footprints, standing) = (&pictures.footprints, &type_shop.standing);
            let closed = flow::close_boxes(&model, composers, footprints, standing);
            let model = closed.unwrap_or(model);
            let (model, fitted) = match flow::copyfit(&model, composers, &pictures.footprints) {
                Some(Fitted { model, stories, findings }) => {
                    self.findings.append(&findings);
                    (model, stories)
                }
                None => (model, Vec::new()),
            };
            let (mut filled, found) = flow::fill(&model, composers, footprints, standing);
            self.findings.append(&flow::told_of_fit(&model, &fitted, (&filled.accounts, &found)));
            self.findings.append(&found);
            let mut model = model;
            model.jump_lines = std::mem::take(&mut filled.jump_lines);
            if job.proof == Proof::Marked {
                flow::mark_proof(&model, composers, &found, &mut filled);
            }
            (model, fitted, filled)
        });
        if job.wanted.ledger {
            self.byproducts.push(byproducts::ledger(&model, &filled, &fitted));
        }
        (model, filled)
    }

    /// Whether the next stage is worth its while: a job with errors stops between stages, but
    /// a proof is made of what there is.
    fn may_go_on(&self) -> bool {
        self.job.proof != Proof::Final || !self.findings.has_errors()
    }

    /// Text is set, and what is over told, though an advertisement has no art or another size than
    /// its space: it stands where it stands.
    fn may_compose(&self) -> bool {
        const OF_ART: [Code; 2] = [codes::page::NO_ART, codes::page::AD_MISFIT];
        let of_art = |found: &&Diagnostic| found.is_error() && OF_ART.contains(&found.code);
        self.may_go_on()
            || self.findings.iter().filter(of_art).count() == self.findings.count(Severity::Error)
    }

    /// Pages that are to be printed are inspected. Whoever checks wants to know more than
    /// whoever makes the page again and again.
    fn inspect(&mut self, model: &PageModel, filled: &Filled, (pictures, book): Seen<'_>) {
        let finished = preflight::Finished { model, filled, pictures, book };
        if self.findings.has_errors() {
            self.findings.append(&hidden_type(finished));
            return;
        }
        let mut found = preflight(finished);
        let common = codes::preflight::PICTURE_CONVERTED;
        if self.job.goal != Goal::Check {
            found.retain(|found| {
                found.code != common || self.job.deny.denies(found.code, found.severity)
            });
        }
        self.findings.append(&found);
    }
}

/// The pictures and fonts of the pages that are looked at.
type Seen<'a> = (&'a [Arc<Picture>], &'a FontBook<'a>);

/// What is asked of what stands where.
fn dump_of_flow(goal: Goal, filled: &Filled, model: &PageModel) -> Option<String> {
    match goal {
        Goal::Dump(Stage::Lines) => Some(flow::dump_lines(filled, model)),
        Goal::Dump(Stage::Frames) => Some(flow::dump(filled, model)),
        _ => None,
    }
}

/// What is asked of what is drawn.
fn dump_of_drawing(goal: Goal, drawing: &Drawing<'_>) -> Option<String> {
    match goal {
        Goal::Dump(Stage::Draw) => Some(draw::dump(&drawing.list())),
        Goal::Dump(Stage::Tags) => Some(draw::dump_tags(&drawing.list())),
        _ => None,
    }
}
