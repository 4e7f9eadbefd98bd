//! [`Session`]: what one run leaves for the next.

use std::fmt;
use std::num::NonZeroUsize;

use super::articles::ArticleShelf;
use super::pictures::PictureShelf;
use super::press::ProfileShelf;
use super::run::run;
#[cfg(feature = "page-pictures")]
use super::run::run_and_look;
#[cfg(feature = "page-pictures")]
use super::sight::Look;
use super::threads::Threads;
use super::type_shop::TypeShops;
use super::{Job, Outcome, Step, World};
use crate::fonts::DrawingFonts;

/// Jobs one after the other, of which each finds what those before it have made: faces, shaped
/// words, settled stories, pictures ready for the press, subset fonts and compressed streams, by
/// what they were made from. A run gives the same bytes in a new session and in an old one.
///
/// What two runs did not ask for is let go, so a session is never larger than what its last runs
/// needed. It may be sent to another thread; for runs side by side take a session each.
#[derive(Debug, Default)]
pub struct Session {
    pub(super) threads: Threads,
    pub(super) kept: Shelves,
}

/// What is kept, each by the one who makes it.
#[derive(Debug, Default)]
pub(super) struct Shelves {
    pub profiles: ProfileShelf,
    pub articles: ArticleShelf,
    pub pictures: PictureShelf,
    pub drawing_fonts: DrawingFonts,
    pub type_shops: TypeShops,
}

impl Session {
    /// A session that works on its caller's threads: those of the rayon pool that it is called
    /// in. A caller outside of any gets rayon's own, of which a process has one.
    pub fn new() -> Session {
        Session::default()
    }

    /// A session with so many threads of its own.
    pub fn with_threads(count: NonZeroUsize) -> Result<Session, NoThreads> {
        let threads = Threads::own(count).map_err(|error| NoThreads(error.to_string()))?;
        Ok(Session { threads, kept: Shelves::default() })
    }

    /// Runs a job. `world` is asked on the caller's own thread, before anything else is done;
    /// `on_step` is told where the run is, from any thread.
    pub fn run(
        &mut self,
        job: &Job<'_>,
        world: &dyn World,
        on_step: &mut (dyn FnMut(Step) + Send),
    ) -> Outcome {
        let outcome = run(job, world, (&self.threads, &self.kept), on_step);
        self.kept.end_run();
        outcome
    }

    /// As [`Session::run`]; the finished pages are shown to `look`.
    #[cfg(feature = "page-pictures")]
    pub(crate) fn run_and_look(
        &mut self,
        job: &Job<'_>,
        world: &dyn World,
        on_step: &mut (dyn FnMut(Step) + Send),
        look: &mut Look<'_>,
    ) -> Outcome {
        let kept = (&self.threads, &self.kept);
        let outcome = run_and_look(job, world, kept, (on_step, Some(look)));
        self.kept.end_run();
        outcome
    }

    /// For jobs that have no more than fonts and presses in common: those are kept between runs, and
    /// what is made for one run is let go as soon as it was used.
    pub fn of_unlike_jobs(mut self) -> Session {
        self.kept.type_shops = TypeShops::for_one_run();
        self.kept.pictures = PictureShelf::for_one_run();
        self.kept.articles = ArticleShelf::for_one_run();
        self
    }

    /// Runs a job that no other follows. What is made for it is let go as soon as it was used, so
    /// that a long paper takes less memory.
    pub fn run_last(
        self,
        job: &Job<'_>,
        world: &dyn World,
        on_step: &mut (dyn FnMut(Step) + Send),
    ) -> Outcome {
        let Session { threads, kept } = self.of_unlike_jobs();
        run(job, world, (&threads, &kept), on_step)
    }
}

impl Shelves {
    pub(super) fn end_run(&self) {
        self.profiles.end_run();
        self.articles.end_run();
        self.pictures.end_run();
        self.drawing_fonts.end_run();
        self.type_shops.end_run();
    }
}

/// The system has no more threads to give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoThreads(String);

impl fmt::Display for NoThreads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no threads can be had: {}", self.0)
    }
}

impl std::error::Error for NoThreads {}

/// Runs one job, and keeps nothing.
pub fn typeset(
    job: &Job<'_>,
    world: &dyn World,
    on_step: &mut (dyn FnMut(Step) + Send),
) -> Outcome {
    Session::new().run_last(job, world, on_step)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::io;
    use std::path::Path;

    use super::*;
    use crate::diag::Deny;
    use crate::driver::type_shop::Made;
    use crate::driver::{Goal, Output, Proof, ShowGrid, Stage, Wanted};
    use crate::fonts::SystemFont;

    /// Files in memory.
    struct Memory(BTreeMap<&'static str, Vec<u8>>);

    impl World for Memory {
        fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
            let found = path.to_str().and_then(|path| self.0.get(path));
            found.cloned().ok_or(io::ErrorKind::NotFound.into())
        }

        fn system_font(&self, _: &str) -> Option<SystemFont> {
            None
        }
    }

    /// Text of a drawing has the shapes of the language of its place, and no font is made over
    /// that no drawing asks for.
    #[test]
    fn lettering_in_drawings_follows_the_language_of_its_place() {
        // Written alike in Unicode, drawn otherwise in each of these.
        let art = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"99\" height=\"30\">\
            <text y=\"20\">直角骨</text></svg>";
        let layout = |document: &str, styles: &str, look: &str| {
            format!(
                "[document]\ndate = 2024-11-16\nlanguage = \"{document}\"\n{styles}\n[grid]\n\
                 columns = 1\nmeasure = 12\n[[page]]\nblock = [{{ picture = \"a.svg\", \
                 lines = \"1+9\", alt = \"x\"{look} }}]\n"
            )
        };
        let run = |document: &str, styles: &str, look: &str| {
            let layout = layout(document, styles, look);
            let files = [("page.toml", layout.into_bytes()), ("a.svg", art.into())];
            let world = Memory(files.into_iter().collect());
            let mut session = Session::default();
            let drawing = |session: &mut Session| {
                let mut seen = None;
                run_in(session, &world, Goal::Check);
                session.kept.pictures.each(|picture| seen = Some(picture.art.clone()));
                seen.expect("a picture")
            };
            (drawing(&mut session), session.kept.drawing_fonts.made())
        };
        let (hong_kong, made) = run("zh-Hant-HK", "", "");
        assert_eq!(made, 0);
        let (mainland, made) = run("zh-Hans", "", "");
        assert_eq!(made, 1);
        assert_ne!(hong_kong, mainland);
        let caption = "[style.caption]\nlanguage = \"zh-Hans\"";
        assert_eq!(run("zh-Hant-HK", caption, "").0, mainland);
        let look = "[look.cn]\nbody = { language = \"zh-Hans\" }";
        assert_eq!(run("zh-Hant-HK", look, ", look = \"cn\"").0, mainland);
        assert_eq!(run("zh-Hant-HK", look, "").0, hong_kong);
    }

    const LAYOUT: &str = "[document]\ndate = 2024-11-16\n[grid]\ncolumns = 2\nmeasure = 12\n\
        [article]\na = \"a.md\"\n[[page]]\nblock = [\n\
        { article = \"a\", columns = \"1\", lines = \"1+9\" },\n\
        { picture = \"chart.png\", columns = \"2\", lines = \"1+9\", alt = \"x\" },\n]\n";

    fn world(article: &str) -> Memory {
        let picture = include_bytes!("../../examples/harbour/lighthouse.png").to_vec();
        let files =
            [("page.toml", LAYOUT.into()), ("a.md", article.into()), ("chart.png", picture)];
        Memory(files.into_iter().collect())
    }

    fn run_in(session: &mut Session, world: &Memory, goal: Goal) -> Output {
        let job = Job {
            layout: Path::new("page.toml"),
            goal,
            proof: Proof::Final,
            show_grid: ShowGrid::Hidden,
            deny: &Deny::default(),
            wanted: Wanted::default(),
        };
        let outcome = session.run(&job, world, &mut |_| ());
        assert!(!outcome.has_errors(), "{:?}", outcome.findings);
        outcome.output
    }

    fn pdf(session: &mut Session, world: &Memory) -> Vec<u8> {
        match run_in(session, world, Goal::Document) {
            Output::Document(bytes) => bytes,
            other => panic!("no PDF: {other:?}"),
        }
    }

    #[test]
    fn a_session_gives_the_bytes_of_a_fresh_run() {
        let (one, other) = (world("海港開放，港口迎客。"), world("海港關閉，港口無客。"));
        let mut session = Session::with_threads(NonZeroUsize::MIN).expect("a thread");
        for world in [&one, &one, &other, &one] {
            assert_eq!(pdf(&mut session, world), pdf(&mut Session::new(), world));
        }
        assert_eq!(session.kept.pictures.made(), 1);
    }

    const THIRD: &str = "[[page]]\nname = \"A3\"\nblock = [{ text = \"第三版\", columns = \"1\", \
        lines = \"1+2\" }]\n";

    /// Two pages with an article each, a picture with its caption, furniture, and a third page;
    /// `change` makes another job of them.
    fn edition(change: &[(&str, &str)]) -> Memory {
        let mut layout = "[document]\ndate = 2024-11-16\n[grid]\ncolumns = 3\nmeasure = 12\n\
            [article]\na = \"a.md\"\nb = \"b.md\"\n\
            [[page]]\nname = \"A1\"\nblock = [\n\
            { article = \"a\", columns = \"1\", lines = \"1+12\" },\n\
            { picture = \"chart.png\", columns = \"2\", lines = \"1+9\", caption = \"燈塔……\" },\n\
            { text = \"海港——日報\", columns = \"3\", lines = \"1+2\" },\n]\n\
            [[page]]\nname = \"A2\"\nblock = [\n\
            { article = \"b\", columns = \"1-2\", lines = \"1+14\" },\n\
            { text = \"海港——日報\", columns = \"3\", lines = \"1+2\" },\n]\n"
            .to_owned()
            + THIRD;
        let mut articles = [
            "+++\nheadline = \"港口開幕\"\n+++\n海港開放，港口迎客。\n\n船{隻|zek}到港……客人上岸。\n",
            "+++\nheadline = \"燈塔重光\"\nkicker = \"航運\"\n+++\n燈塔——舊的——重光。\n\n- 其一\n- 其二\n",
        ]
        .map(str::to_owned);
        let mut picture = include_bytes!("../../examples/harbour/lighthouse.png").to_vec();
        for (from, to) in change {
            if *from == "chart.png" {
                picture = include_bytes!("../../examples/harbour/map.svg").to_vec();
            }
            let texts = || std::iter::once(&layout).chain(&articles);
            assert!(texts().any(|text| text.contains(from)), "{from}");
            layout = layout.replace(from, to);
            articles = articles.map(|text| text.replace(from, to));
        }
        let [a, b] = articles;
        let name = if layout.contains("chart.svg") { "chart.svg" } else { "chart.png" };
        let files = [
            ("page.toml", layout.into_bytes()),
            ("a.md", a.into_bytes()),
            ("b.md", b.into_bytes()),
            (name, picture),
        ];
        Memory(files.into_iter().collect())
    }

    /// Whatever is changed, the next run's bytes are those of a fresh one, and so are those of the
    /// job as it was before.
    #[test]
    fn a_session_gives_the_bytes_of_a_fresh_run_after_any_change() {
        const SECOND: &str = "[[page]]\nname = \"A2\"";
        let between = THIRD.replace("A3", "A1a") + SECOND;
        let changes: [(&str, &[(&str, &str)]); 9] = [
            ("nothing", &[]),
            ("a word", &[("開放", "放開")]),
            ("a word with glyphs of its own", &[("迎客", "鑑龢")]),
            ("a paragraph before all others", &[("+++\n海港開放", "+++\n海港。\n\n海港開放")]),
            ("a headline", &[("燈塔重光", "燈塔熄滅")]),
            ("a picture", &[("chart.png", "chart.svg")]),
            ("a style", &[("[article]", "[style.body]\nsize = \"8pt\"\n[article]")]),
            ("a page between", &[(SECOND, &between)]),
            ("no third page", &[(THIRD, "")]),
        ];
        let mut session = Session::new();
        let first = edition(&[]);
        for (what, change) in changes {
            let changed = edition(change);
            let fresh = pdf(&mut Session::new(), &changed);
            assert!(pdf(&mut session, &changed) == fresh, "{what}");
            assert!(pdf(&mut session, &first) == pdf(&mut Session::new(), &first), "back: {what}");
        }
    }

    /// A word that only takes the place of another, its glyphs known: the other page is neither
    /// drawn nor encoded again.
    #[test]
    fn a_page_that_is_as_it_was_is_not_drawn_again() {
        let mut session = Session::new();
        let made = |session: &Session| {
            let made = session.kept.type_shops.made();
            (made.blocks, made.looks, made.contents)
        };
        pdf(&mut session, &edition(&[]));
        assert_eq!(made(&session), (3, 3, 3));
        pdf(&mut session, &edition(&[("開放", "放開")]));
        assert_eq!(made(&session), (4, 4, 4));
        // All leaves of the second page move up.
        pdf(&mut session, &edition(&[("\n\n船", "\n\n海。\n\n船")]));
        assert_eq!(made(&session), (5, 5, 5));
    }

    #[test]
    fn a_run_that_keeps_nothing_gives_the_same_bytes() {
        let world = world("海港開放，港口迎客。");
        let layout = Path::new("page.toml");
        let deny = Deny::default();
        let (goal, proof, show_grid) = (Goal::Document, Proof::Final, ShowGrid::Hidden);
        let job = Job { layout, goal, proof, show_grid, deny: &deny, wanted: Wanted::default() };
        let outcome = Session::new().run_last(&job, &world, &mut |_| ());
        let Output::Document(bytes) = outcome.output else { panic!("no PDF") };
        assert_eq!(bytes, pdf(&mut Session::new(), &world));
    }

    /// One after the other, and no story of one is found by the next; the fonts are.
    #[test]
    fn unlike_jobs_share_fonts_and_give_the_bytes_of_a_fresh_run() {
        let (one, other) = (world("海港開放，港口迎客。"), edition(&[]));
        let mut session = Session::new().of_unlike_jobs();
        let mut shop = None;
        for world in [&one, &other, &one, &other, &one] {
            assert_eq!(pdf(&mut session, world), pdf(&mut Session::new(), world));
            let made = session.kept.type_shops.made();
            assert_eq!((made.stories, made.blocks, made.fonts), (0, 0, 0));
            let book = session.kept.type_shops.addresses();
            assert_eq!(*shop.get_or_insert_with(|| book.clone()), book);
        }
    }

    #[test]
    fn what_is_as_it_was_is_not_made_again() {
        let (mut session, world) = (Session::new(), world("海港開放，港口迎客。"));
        let first = pdf(&mut session, &world);
        let made = session.kept.type_shops.made();
        let Made { stories, blocks, looks, contents, fonts, streams } = made;
        assert!(
            [stories, blocks, looks, contents, fonts, streams].iter().all(|it| *it > 0),
            "{made:?}"
        );
        assert_eq!(pdf(&mut session, &world), first);
        assert_eq!(session.kept.type_shops.made(), made);
        assert_eq!(session.kept.articles.made(), 1);
    }

    #[test]
    fn what_stands_where_needs_no_picture_separated() {
        let (mut session, world) = (Session::new(), world("海港開放。"));
        for stage in [Stage::Page, Stage::Lines, Stage::Frames, Stage::Draw, Stage::Tags] {
            run_in(&mut session, &world, Goal::Dump(stage));
        }
        assert_eq!(session.kept.pictures.made(), 0);
        run_in(&mut session, &world, Goal::Check);
        run_in(&mut session, &world, Goal::Document);
        assert_eq!(session.kept.pictures.made(), 1);
    }

    #[test]
    fn a_session_may_be_sent_to_another_thread() {
        fn sent(_: &impl Send) {}
        sent(&Session::new());
    }
}
