//! The live page in a real browser: what a subeditor sees, does and is told, by eye, by keyboard
//! alone and by a screen reader, while files change under it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::browser::{Browser, Screen, Tab};
use crate::support::root;

/// A copy of some pages, and `typeset watch` at work on them.
struct Desk {
    folder: tempfile::TempDir,
    watcher: Child,
    address: String,
}

const LEAD: &str = "examples/harbour/lead.md";

impl Desk {
    /// The example page, one story of it short, so that there is something to be found on it.
    fn page() -> Desk {
        const LAST: &str =
            "試驗由瀾灣出發，繞珊瑚群島一周，全程三日，學員須輪班值夜，每日寫一篇航海日誌。";
        Desk::without(
            Some(("examples/harbour/visit.md", LAST)),
            &["layouts/page.toml"],
            &["examples/harbour"],
        )
    }

    /// Four pages of the example edition.
    fn edition() -> Desk {
        let pages = ["a1", "a2", "a5"].map(|name| format!("layouts/edition/{name}.toml"));
        let mut layouts: Vec<&str> = pages.iter().map(String::as_str).collect();
        layouts.push("layouts/edition/house.toml");
        Desk::of(&layouts, &["examples/edition", "examples/numbers"])
    }

    fn of(layouts: &[&str], folders: &[&str]) -> Desk {
        Desk::without(None, layouts, folders)
    }

    /// Without these words of a file.
    fn without(left_out: Option<(&str, &str)>, layouts: &[&str], folders: &[&str]) -> Desk {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for layout in layouts {
            copy(&root().join(layout), &folder.path().join(layout));
        }
        for name in folders {
            copy_folder(&root().join(name), &folder.path().join(name));
        }
        if let Some((name, words)) = left_out {
            let path = folder.path().join(name);
            let text = std::fs::read_to_string(&path).expect("a file of the desk");
            assert!(text.contains(words), "{name} says {words}");
            std::fs::write(&path, text.replace(words, "")).expect("a writable file");
        }
        let watched = layouts.iter().filter(|name| !name.ends_with("house.toml"));
        let watched: Vec<&str> = watched.copied().collect();
        let (watcher, address) = watch(folder.path(), &watched, "0");
        Desk { folder, watcher, address }
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(name)).expect("a file of the desk")
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).expect("a writable file");
    }

    /// Changes a word of an article.
    fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{name} says {from}");
        self.write(name, &text.replacen(from, to, 1));
    }

    /// The address, open, with the first pages painted.
    fn open(&self, browser: &mut Browser, screen: Screen) -> Tab {
        let tab = browser.open(&self.address, screen);
        browser.wait(&tab, "document.documentElement.dataset.picture");
        browser.wait(&tab, "!document.getElementById('line').hidden");
        tab
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.watcher.kill();
        let _ = self.watcher.wait();
    }
}

/// Starts the watcher; it says its address.
fn watch(folder: &Path, layouts: &[&str], port: &str) -> (Child, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_typeset"));
    command.current_dir(folder).arg("watch").args(layouts).args(["--port", port]);
    let command = command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut watcher = command.spawn().expect("the program starts");
    let mut address = String::new();
    let mut said = BufReader::new(watcher.stdout.as_mut().expect("a pipe"));
    said.read_line(&mut address).expect("an address");
    (watcher, address.trim().to_owned())
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to.parent().expect("a folder")).expect("a writable folder");
    std::fs::copy(from, to).expect("a copied file");
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("a folder of the project") {
        let path = entry.expect("an entry").path();
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() { copy_folder(&path, &to) } else { copy(&path, &to) }
    }
}

/// The sum of what is on the stage, so that two pictures can be told apart, and how much is dark.
const LOOK: &str = "(() => {
    const canvas = document.querySelector('#picture canvas');
    const pen = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
    pen.drawImage(canvas, 0, 0);
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
    let [sum, dark] = [0, 0];
    for (let at = 0; at < data.length; at += 4) {
        sum = (sum * 31 + data[at] + 3 * data[at + 1]) % 1000003;
        dark += data[at + 1] < 128;
    }
    return { sum, dark: dark / (canvas.width * canvas.height), wide: canvas.width };
})()";

const ZOOM: &str = "document.getElementById('zoom').textContent";
const PLACE: &str = "document.getElementById('sheet').style.transform";
const PICTURE: &str = "document.documentElement.dataset.picture";

fn text(value: Value) -> String {
    value.as_str().expect("text").to_owned()
}

/// Waits until another picture than this is on the stage.
fn wait_redrawn(browser: &mut Browser, tab: &Tab, before: &str) {
    browser.wait(tab, &format!("{PICTURE} !== {before:?}"));
}

fn assert_quiet(browser: &mut Browser, desk: &Desk) {
    assert_eq!(browser.complaints(), [""; 0], "the console is empty");
    let elsewhere: Vec<_> = browser
        .fetched()
        .into_iter()
        .filter(|address| !address.starts_with(&desk.address))
        .collect();
    assert!(
        elsewhere.iter().all(|address| address == "about:blank" || address.starts_with("blob:")),
        "{elsewhere:?}"
    );
}

#[test]
fn a_save_redraws_the_page_and_marks_what_changed() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Desk::page();
    let tab = desk.open(&mut browser, Screen::DESK);
    let first = browser.value(&tab, LOOK);
    assert!(first["dark"].as_f64().expect("a share") > 0.05, "a page of type: {first}");
    assert!(
        text(browser.value(&tab, "document.getElementById('title').textContent")).starts_with("A4")
    );
    browser.value(
        &tab,
        "new MutationObserver((changes) => {
        for (const { addedNodes } of changes) for (const node of addedNodes) {
            if (node.matches('.changed')) window.marked = (window.marked ?? 0) + 1;
        }
    }).observe(document.getElementById('sheet'), { childList: true }) ?? true",
    );
    let before = text(browser.value(&tab, PICTURE));
    desk.edit(LEAD, "昨日清晨六時", "昨日清晨七時");
    wait_redrawn(&mut browser, &tab, &before);
    browser.wait(&tab, "window.marked > 0");
    browser.wait(&tab, "/redrawn/.test(document.getElementById('say').textContent)");
    assert_ne!(browser.value(&tab, LOOK)["sum"], first["sum"], "another picture is on the screen");
    browser.wait(&tab, "!document.querySelector('.changed')");
    assert_quiet(&mut browser, &desk);
}

#[test]
fn zoom_and_place_stay_over_a_redraw() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Desk::page();
    let tab = desk.open(&mut browser, Screen::DESK);
    let whole = text(browser.value(&tab, ZOOM));
    for _ in 0..4 {
        browser.wheel(&tab, (400.0, 400.0), -120.0, 2);
    }
    browser.wait(&tab, &format!("{ZOOM} !== {whole:?}"));
    let lain = text(browser.value(&tab, PLACE));
    browser.drag(&tab, (500.0, 500.0), (420.0, 380.0));
    browser.wait(&tab, &format!("{PLACE} !== {lain:?}"));
    browser.key(&tab, "+");
    let (zoom, place) = (text(browser.value(&tab, ZOOM)), text(browser.value(&tab, PLACE)));
    browser.wait(&tab, "Math.abs(document.querySelector('#picture canvas').width - document.getElementById('sheet').clientWidth) < 2");
    let before = text(browser.value(&tab, PICTURE));
    desk.edit(LEAD, "首批貨車", "首批貨輪");
    wait_redrawn(&mut browser, &tab, &before);
    assert_eq!((text(browser.value(&tab, ZOOM)), text(browser.value(&tab, PLACE))), (zoom, place));
    browser.key(&tab, "0");
    browser.wait(&tab, &format!("{ZOOM} === {whole:?}"));
    assert_quiet(&mut browser, &desk);
}

#[test]
fn a_mistake_keeps_the_last_good_page_under_a_banner() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Desk::page();
    let tab = desk.open(&mut browser, Screen::DESK);
    assert_eq!(browser.value(&tab, "document.getElementById('banner').hidden"), true);
    let good = browser.value(&tab, LOOK);
    let layout = desk.read("layouts/page.toml");
    desk.write("layouts/page.toml", &layout.replace("[[page]]", "[[page"));
    browser.wait(&tab, "!document.getElementById('banner').hidden");
    let banner = text(browser.value(&tab, "document.getElementById('banner').innerText"));
    assert!(banner.contains("layouts/page.toml:") && banner.contains("last good page"), "{banner}");
    let link = text(browser.value(&tab, "document.querySelector('#banner a').href"));
    assert!(link.starts_with("vscode://file/") && link.contains("/layouts/page.toml:"), "{link}");
    assert_eq!(browser.value(&tab, LOOK), good, "the last good page stays");
    assert!(browser.tree(&tab).iter().any(|(role, _)| role == "alert"), "it is told aloud");
    std::fs::remove_file(desk.folder.path().join("layouts/page.toml")).expect("a file");
    browser.wait(&tab, "/gone/.test(document.getElementById('banner').innerText)");
    assert_eq!(browser.value(&tab, LOOK), good, "and stays when the layout is gone");
    desk.write("layouts/page.toml", &layout);
    browser.wait(&tab, "document.getElementById('banner').hidden");
    assert_quiet(&mut browser, &desk);
}

#[test]
fn the_keyboard_alone_reaches_everything() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Desk::edition();
    let tab = desk.open(&mut browser, Screen::DESK);
    browser.wait(&tab, "document.querySelectorAll('#story-list .jump').length > 5");
    browser.value(&tab, "document.querySelectorAll('details').forEach((group) => group.open = true) ?? Boolean(window.reached = new Set())");
    // Everything that can be pressed, but what is switched off and what the mouse alone has.
    let all = "[...document.querySelectorAll('button, a[href], select, summary, [tabindex]')]
        .filter((one) => one.checkVisibility() && !one.disabled && !one.closest('dialog, #where'))";
    let step = format!(
        "(() => {{
        const here = document.activeElement;
        if (here === document.body) return 'body';
        const {{ outlineStyle }} = getComputedStyle(here);
        if (outlineStyle === 'none') return 'unseen: ' + here.outerHTML;
        window.reached.add(here);
        return {all}.every((one) => window.reached.has(one)) ? 'all' : '';
    }})()"
    );
    let mut stops = 0;
    let mut rounds = 0;
    loop {
        browser.key(&tab, "Tab");
        stops += 1;
        let told = text(browser.value(&tab, &step));
        assert!(!told.starts_with("unseen"), "the focus is seen: {told}");
        // In a toolbar and in the thumbnails the arrows go on.
        for _ in 0..12 {
            let roves = "Boolean(document.activeElement.closest('[data-roving], #page-list'))";
            if browser.value(&tab, roves) != true {
                break;
            }
            browser.key(&tab, "ArrowRight");
            browser.value(&tab, &step);
        }
        rounds += usize::from(told == "body");
        if told == "all" || rounds == 2 || stops > 400 {
            break;
        }
    }
    let left =
        format!("{all}.filter((one) => !window.reached.has(one)).map((one) => one.outerHTML)");
    assert_eq!(
        browser.value(&tab, &left).as_array().map(Vec::len),
        Some(0),
        "{}",
        browser.value(&tab, &left)
    );
    assert_quiet(&mut browser, &desk);
}

#[test]
fn keys_show_overlays_lists_lines_and_help() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Desk::page();
    let tab = desk.open(&mut browser, Screen::DESK);
    for (key, shown) in [
        ("g", ".grid rect"),
        ("b", ".block"),
        ("o", "#legend p, .free, .over"),
        ("i", "canvas.ink"),
        ("d", "#legend select"),
    ] {
        browser.key(&tab, key);
        browser.wait(&tab, &format!("document.querySelector('#marks {shown}, {shown}')"));
        browser.key(&tab, key);
        browser.wait(&tab, &format!("!document.querySelector('#marks {shown}, {shown}')"));
    }
    desk.edit(LEAD, "昨日清晨六時", "昨日清晨八時");
    browser.key(&tab, "d");
    browser.wait(&tab, "document.querySelector('canvas.difference')");
    browser.key(&tab, "d");
    browser.key(&tab, "l");
    assert_eq!(browser.value(&tab, "document.activeElement.id"), "line");
    browser.key(&tab, "ArrowDown");
    browser.key(&tab, "ArrowRight");
    let line = text(browser.value(&tab, "document.getElementById('line').innerText"));
    assert!(line.contains("lead"), "{line}");
    browser.key(&tab, "?");
    browser.wait(&tab, "document.getElementById('help').open");
    browser.key(&tab, "Escape");
    browser.wait(&tab, "!document.getElementById('help').open");
    browser.key(&tab, "s");
    assert_eq!(browser.value(&tab, "Boolean(document.activeElement.closest('#stories'))"), true);
    let place = text(browser.value(&tab, PLACE));
    browser.key(&tab, "Enter");
    browser.wait(&tab, &format!("{PLACE} !== {place:?} && document.querySelector('.found')"));
    browser.key(&tab, "f");
    assert_eq!(browser.value(&tab, "Boolean(document.activeElement.closest('#findings'))"), true);
    assert_quiet(&mut browser, &desk);
}

#[test]
fn a_line_under_the_mouse_is_named_and_leads_to_the_editor() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Desk::page();
    let tab = desk.open(&mut browser, Screen::DESK);
    browser.key(&tab, "w");
    // Where the words of a line of the third paragraph stand.
    let told = browser.value(&tab, "(async () => {
        const state = await (await fetch('/state')).json();
        const { marks, width } = state.pages[0];
        const { lines } = await (await fetch(`/marks/${marks}.json`)).json();
        const line = lines.find((one) => one.story === 'lead' && one.part === 'body' && one.paragraph === 2);
        const sheet = document.getElementById('sheet').getBoundingClientRect();
        const scale = sheet.width / width;
        return { x: sheet.x + (line.x + line.w / 2) * scale, y: sheet.y + (line.y + line.h / 2) * scale, text: line.text, line: line.line };
    })()");
    let at = (told["x"].as_f64().expect("a place"), told["y"].as_f64().expect("a place"));
    browser.mouse(&tab, "mouseMoved", at);
    browser.wait(&tab, "document.getElementById('where').innerText");
    let named = text(browser.value(&tab, "document.getElementById('where').innerText"));
    let place = format!("{LEAD}:{}", told["line"]);
    assert!(
        named.contains("lead") && named.contains("paragraph 2") && named.contains(&place),
        "{named}"
    );
    let file = desk.read(LEAD);
    let written =
        file.lines().nth(told["line"].as_u64().expect("a line") as usize - 1).expect("that line");
    let start: String = text(told["text"].clone()).chars().take(4).collect();
    assert!(written.contains(&start), "{written} holds {start}");
    let link = text(browser.value(&tab, "document.elementFromPoint(...[document.getElementById('line').getBoundingClientRect()].flatMap((box) => [box.x + box.width / 2, box.y + box.height / 2])).href"));
    assert!(link.starts_with("vscode://file/") && link.contains("lead.md:"), "{link}");
    assert_quiet(&mut browser, &desk);
}

#[test]
fn findings_and_stories_lead_to_their_places() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Desk::page();
    let tab = desk.open(&mut browser, Screen::DESK);
    browser.value(
        &tab,
        "document.querySelectorAll('details').forEach((group) => group.open = true) ?? true",
    );
    // That a story leaves lines empty is told where the layout names it, and leads to the page, too.
    let slack = "document.querySelector('[data-group=O002]')";
    let both = "(row) => row.querySelector('button.jump') && row.querySelector('a.edit')";
    browser.wait(&tab, &format!("[...{slack}.querySelectorAll('li')].every({both})"));
    let link = text(browser.value(&tab, &format!("{slack}.querySelector('a.edit').href")));
    assert!(link.starts_with("vscode://file/") && link.contains("/layouts/page.toml:"), "{link}");
    let place = text(browser.value(&tab, PLACE));
    browser.value(&tab, &format!("{slack}.querySelector('button.jump').click()"));
    browser.wait(&tab, &format!("{PLACE} !== {place:?} && document.querySelector('.found')"));
    let story = "document.querySelector('#story-list li')";
    let link = text(browser.value(&tab, &format!("{story}.querySelector('a.edit').href")));
    let first =
        "fetch('/state').then((answer) => answer.json()).then((state) => state.stories[0].path)";
    let first = text(browser.value(&tab, first));
    assert!(link.contains(&format!("{first}:")), "the most troubled is the first: {link}");
    // A list that says nothing new is not made anew, so that nobody loses what was chosen.
    browser.value(
        &tab,
        &format!(
            "window.row = {story}, document.querySelector('#story-list summary').focus(), true"
        ),
    );
    let before = text(browser.value(&tab, PICTURE));
    desk.edit(LEAD, "首批貨車", "首批貨輪");
    wait_redrawn(&mut browser, &tab, &before);
    assert_eq!(browser.value(&tab, &format!("window.row === {story}")), true);
    assert_eq!(browser.value(&tab, "document.activeElement.localName"), "summary");
    assert_quiet(&mut browser, &desk);
}

#[test]
fn a_screen_reader_is_told_names_roles_and_news() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Desk::edition();
    let tab = desk.open(&mut browser, Screen::DESK);
    browser.wait(&tab, "document.querySelectorAll('#page-list button').length === 4");
    let tree = browser.tree(&tab);
    for wanted in [
        ("banner", ""),
        ("main", "A1 頭版"),
        ("navigation", "Pages"),
        ("complementary", "Stories and findings"),
        ("region", "Stories"),
        ("region", "Findings"),
        ("toolbar", "View"),
        ("toolbar", "Overlays"),
        ("button", "Whole page"),
        ("button", "Grid"),
        ("link", "Print"),
        ("status", ""),
    ] {
        let is = |(role, name): &(String, String)| role == wanted.0 && name.starts_with(wanted.1);
        assert!(tree.iter().any(is), "{wanted:?} is in {tree:#?}");
    }
    let nameless: Vec<_> = tree
        .iter()
        .filter(|(role, name)| {
            ["button", "link", "combobox", "heading", "toolbar", "DisclosureTriangle", "dialog"]
                .contains(&role.as_str())
                && name.is_empty()
        })
        .collect();
    assert!(nameless.is_empty(), "everything that can be pressed has a name: {nameless:?}");
    let title = text(browser.value(&tab, "document.querySelector('.headline').lang"));
    assert_eq!(title, "zh-Hant-HK", "headlines say their language");
    assert_eq!(text(browser.value(&tab, "document.documentElement.lang")), "en");
    assert_quiet(&mut browser, &desk);
}

/// What is read against what it stands on: at least 4.5 to 1 (WCAG 2.2, 1.4.3).
const FAINT: &str = "(() => {
    const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const over = (colour, ground) => {
        pen.fillStyle = `rgb(${ground})`;
        pen.fillRect(0, 0, 1, 1);
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const ground = (element) => {
        if (!element) return [255, 255, 255];
        return over(getComputedStyle(element).backgroundColor, ground(element.parentElement));
    };
    const light = (colour) => {
        const [r, g, b] = colour.map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const faint = [];
    for (const element of document.querySelectorAll('body *')) {
        const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
        if (!words || !element.checkVisibility() || element.closest('.unseen, :disabled, #marks, script, noscript')) continue;
        const below = ground(element);
        const [one, other] = [light(over(getComputedStyle(element).color, below)), light(below)].sort((a, b) => b - a);
        const contrast = (one + 0.05) / (other + 0.05);
        if (contrast < 4.5) faint.push(`${contrast.toFixed(2)} ${element.outerHTML.slice(0, 120)}`);
    }
    return faint;
})()";

#[test]
fn dark_and_light_wide_and_narrow_it_is_legible_and_fits() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Desk::edition();
    let tab = desk.open(&mut browser, Screen::DESK);
    let house = desk.read("layouts/edition/a2.toml");
    desk.write("layouts/edition/a2.toml", &house.replace("[[page]]", "[[page"));
    browser.wait(&tab, "!document.getElementById('banner').hidden");
    for screen in [
        Screen::DESK,
        Screen { scheme: "dark", ..Screen::DESK },
        Screen::PHONE,
        Screen { scheme: "dark", ..Screen::PHONE },
    ] {
        browser.show(&tab, screen);
        for open in ["", "pages", "stories", "findings"] {
            browser.value(&tab, &format!("document.body.dataset.open = {open:?}"));
            let faint = browser.value(&tab, FAINT);
            assert_eq!(
                faint.as_array().map(Vec::len),
                Some(0),
                "{} {}: {faint:#}",
                screen.width,
                screen.scheme
            );
        }
        browser.value(&tab, "document.body.dataset.open = ''");
        let width = browser.value(&tab, "document.documentElement.scrollWidth");
        assert_eq!(width, screen.width, "nothing sticks out");
        let out = browser.value(&tab, "[...document.querySelectorAll('header *, #banner, #drawers *, #foot')]
            .filter((one) => one.checkVisibility() && !one.closest('.unseen, svg'))
            .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5 || one.getBoundingClientRect().left < -0.5)
            .map((one) => one.outerHTML)");
        assert_eq!(out.as_array().map(Vec::len), Some(0), "{}: {out:#}", screen.width);
    }
    // On a narrow screen the lists are drawers, which lead to the page and close.
    browser.show(&tab, Screen::PHONE);
    browser.wait(&tab, "!document.querySelector('#stories').checkVisibility()");
    browser.value(&tab, "document.querySelector('button[data-drawer=stories]').click()");
    browser.wait(&tab, "document.querySelector('#stories').checkVisibility()");
    browser.value(&tab, "document.querySelector('#stories .jump:not([disabled])').click()");
    browser.wait(
        &tab,
        "!document.querySelector('#stories').checkVisibility() && document.querySelector('.found')",
    );
    assert_quiet(&mut browser, &desk);
}

#[test]
fn fingers_pan_and_pinch() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Desk::page();
    let tab = desk.open(&mut browser, Screen::PHONE);
    let percent =
        |value: Value| text(value).trim_end_matches('%').parse::<u32>().expect("a number");
    let before = percent(browser.value(&tab, ZOOM));
    browser.touch(&tab, "touchStart", &[(180.0, 420.0), (210.0, 420.0)]);
    browser.touch(&tab, "touchMove", &[(150.0, 420.0), (240.0, 420.0)]);
    browser.touch(&tab, "touchMove", &[(120.0, 420.0), (270.0, 420.0)]);
    browser.touch(&tab, "touchEnd", &[]);
    let after = percent(browser.value(&tab, ZOOM));
    assert!(after > before * 3, "{before} % became {after} %");
    let lain = text(browser.value(&tab, PLACE));
    browser.touch(&tab, "touchStart", &[(200.0, 420.0)]);
    browser.touch(&tab, "touchMove", &[(160.0, 360.0)]);
    browser.touch(&tab, "touchEnd", &[]);
    assert_ne!(text(browser.value(&tab, PLACE)), lain, "a finger moves the page");
    assert_quiet(&mut browser, &desk);
}

#[test]
fn two_windows_show_one_edition_and_turn_its_pages() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Desk::edition();
    let one = desk.open(&mut browser, Screen::DESK);
    let other = desk.open(&mut browser, Screen { scheme: "dark", ..Screen::DESK });
    let rows = "[...document.querySelectorAll('#page-list li')].map((row) => row.innerText.replace(/\\s+/g, ' ').trim()).join('|')";
    // Facing pages stand side by side.
    browser.wait(&one, &format!("{rows} === 'A1|A2 A3|A5'"));
    browser.wait(&other, &format!("{rows} === 'A1|A2 A3|A5'"));
    browser.key(&other, "]");
    browser.wait(&other, "document.getElementById('title').innerText.startsWith('A2')");
    browser.wait(
        &other,
        "document.querySelector('#page-list [aria-current]').innerText.trim() === 'A2'",
    );
    let before = [&one, &other]
        .map(|tab| text(browser.value(tab, "document.documentElement.dataset.version")));
    let shown = text(browser.value(&one, PICTURE));
    let article = desk.read("examples/edition/fog.md");
    desk.write("examples/edition/fog.md", &article.replacen("濃霧", "大霧", 1));
    wait_redrawn(&mut browser, &one, &shown);
    for (tab, before) in [&one, &other].into_iter().zip(before) {
        browser.wait(tab, &format!("document.documentElement.dataset.version !== {before:?}"));
    }
    assert_eq!(
        browser.value(&other, "document.getElementById('title').innerText.startsWith('A2')"),
        true,
        "each window keeps its page"
    );
    assert_quiet(&mut browser, &desk);
}

#[test]
fn a_spread_is_one_page_of_two_sheets_among_the_thumbnails() {
    let Some(mut browser) = Browser::start() else { return };
    let layouts = ["a1.toml", "house.toml"].map(|name| format!("layouts/edition/{name}"));
    let desk = Desk::of(
        &[&layouts[0], "layouts/spread.toml", &layouts[1]],
        &["examples/edition", "examples/features", "examples/numbers"],
    );
    let tab = desk.open(&mut browser, Screen::DESK);
    browser.wait(&tab, "document.querySelector('.spread.drawn canvas').width > 1");
    let widths = browser.value(
        &tab,
        "['.drawn canvas', '.spread:not(.drawn) canvas'].map((one) => document.querySelector(one).style.width)",
    );
    assert_eq!(widths, serde_json::json!(["116px", "58px"]));
    assert_quiet(&mut browser, &desk);
}

#[test]
fn it_says_when_the_watcher_ends_and_goes_on_with_the_next() {
    let Some(mut browser) = Browser::start() else { return };
    let mut desk = Desk::page();
    let tab = desk.open(&mut browser, Screen::DESK);
    let (good, shown) = (browser.value(&tab, LOOK), text(browser.value(&tab, PICTURE)));
    desk.watcher.kill().expect("a running program");
    desk.watcher.wait().expect("an ended program");
    browser.wait(&tab, "/ended/.test(document.getElementById('banner').innerText)");
    assert_eq!(browser.value(&tab, LOOK), good, "the page stays");
    let port = desk.address.trim_end_matches('/').rsplit(':').next().expect("a port").to_owned();
    desk.edit(LEAD, "昨日清晨六時", "昨日清晨九時");
    (desk.watcher, _) = watch(desk.folder.path(), &["layouts/page.toml"], &port);
    browser.wait(&tab, "document.getElementById('banner').hidden");
    wait_redrawn(&mut browser, &tab, &shown);
    assert_ne!(browser.value(&tab, LOOK)["sum"], good["sum"], "the page is the new one");
    // That it was refused is all that the console says.
    let other = browser
        .complaints()
        .into_iter()
        .filter(|told| !told.contains("ERR_CONNECTION_REFUSED") && !told.contains("net::ERR_"));
    assert_eq!(other.collect::<Vec<_>>(), [""; 0]);
}
