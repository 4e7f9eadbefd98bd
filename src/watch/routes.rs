//! [`answer`]: what there is at each address.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;

use super::board::Board;
use super::files::FILES;
use super::pictures::{Asked, NoPicture, Pictures};
use super::plans::{Ask, Plans};
use crate::byproduct::Window;

/// An answer but for how it is sent.
pub enum Answer {
    /// As it is now.
    Fresh {
        kind: &'static str,
        bytes: Bytes,
    },
    /// The same for ever at this address; a part of a picture says where it goes.
    Lasting {
        kind: &'static str,
        bytes: Vec<u8>,
        place: Option<String>,
    },
    Printed {
        name: String,
        bytes: Arc<Vec<u8>>,
    },
    /// There is nothing at this address.
    Nothing,
    /// An address that cannot be read, or a picture that cannot be drawn.
    Wrong(String),
}

pub enum Bytes {
    Own(&'static [u8]),
    Made(Arc<str>),
}

/// How long a question after news is held open.
const PATIENCE: Duration = Duration::from_secs(20);
/// Pixels an inch that a picture may have.
const DPI: std::ops::RangeInclusive<u32> = 8..=600;
/// The ink's greatest amount is looked for at so many.
const INK_DPI: u32 = 96;

/// What there is at an address. None of them leads to the disk: there are those of the table, and
/// numbers of what is in memory.
pub fn answer(path: &str, query: &str, (board, pictures): (&Board, &Pictures)) -> Answer {
    if let Some(file) = FILES.iter().find(|file| file.address == path) {
        return Answer::Fresh { kind: file.kind, bytes: Bytes::Own(file.bytes) };
    }
    let mut parts = path.strip_prefix('/').unwrap_or_default().splitn(2, '/');
    let (folder, name) = (parts.next().unwrap_or_default(), parts.next());
    match (folder, name) {
        ("state", None) => {
            let after = parameter(query, "after").map(str::parse);
            match after {
                None => fresh_json(board.state(None, PATIENCE)),
                Some(Ok(after)) => fresh_json(board.state(Some(after), PATIENCE)),
                Some(Err(_)) => Answer::Wrong("`after` is the number of a state".to_owned()),
            }
        }
        ("picture", Some(name)) => {
            let asked = match region(query) {
                Some(place) => Asked::Part { place },
                None => Asked::Page { from: parameter(query, "from").and_then(number) },
            };
            picture(name, query, asked, pictures)
        }
        ("ink", Some(name)) if name.ends_with(".json") => ink_told(name, pictures),
        ("ink", Some(name)) => picture(name, query, Asked::Ink, pictures),
        ("marks", Some(name)) => match board.marks(name.strip_suffix(".json").unwrap_or("")) {
            Some(marks) => lasting("application/json", marks.json().into_bytes()),
            None => Answer::Nothing,
        },
        ("pdf", Some(layout)) => match layout.parse().ok().and_then(|at| board.pdf(at)) {
            Some((bytes, name)) => Answer::Printed { name, bytes },
            None => Answer::Nothing,
        },
        _ => Answer::Nothing,
    }
}

/// What is wished of a plan: `/arrange/0/next`.
pub fn wish(path: &str, plans: &Plans) -> Answer {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let asked = match parts[..] {
        ["arrange", layout, "next"] => Some((layout, Ask::Next)),
        ["arrange", layout, "before"] => Some((layout, Ask::Before)),
        ["arrange", layout, "take"] => Some((layout, Ask::Take)),
        _ => None,
    };
    let taken = asked.and_then(|(layout, ask)| Some(plans.ask(layout.parse().ok()?, ask)));
    match taken {
        Some(true) => fresh_json("{}".into()),
        _ => Answer::Nothing,
    }
}

fn fresh_json(text: Arc<str>) -> Answer {
    Answer::Fresh { kind: "application/json", bytes: Bytes::Made(text) }
}

fn lasting(kind: &'static str, bytes: Vec<u8>) -> Answer {
    Answer::Lasting { kind, bytes, place: None }
}

fn picture(name: &str, query: &str, asked: Asked, pictures: &Pictures) -> Answer {
    let Some(key) = name.strip_suffix(".png").and_then(number) else { return Answer::Nothing };
    let dpi = match parameter(query, "dpi").map(str::parse) {
        Some(Ok(dpi)) if DPI.contains(&dpi) => dpi,
        _ => {
            let (least, most) = (DPI.start(), DPI.end());
            return Answer::Wrong(format!("`dpi` is a number from {least} to {most}"));
        }
    };
    match pictures.paint(key, dpi, asked) {
        Ok(made) => {
            let place = made.place;
            let place = format!("{} {} {} {}", place.x, place.y, place.width, place.height);
            Answer::Lasting { kind: "image/png", bytes: made.png.clone(), place: Some(place) }
        }
        Err(NoPicture::Unknown) => Answer::Nothing,
        Err(NoPicture::Failed(why)) => Answer::Wrong(why),
    }
}

/// What the colours of a picture of ink mean, and where most of it lies.
fn ink_told(name: &str, pictures: &Pictures) -> Answer {
    let Some(key) = name.strip_suffix(".json").and_then(number) else { return Answer::Nothing };
    let steps = pictures.ink_steps(key);
    let drawn = pictures.paint(key, INK_DPI, Asked::Ink);
    let ((limit, steps), drawn) = match (steps, drawn) {
        (Ok(steps), Ok(drawn)) => (steps, drawn),
        (Err(NoPicture::Unknown), _) | (_, Err(NoPicture::Unknown)) => return Answer::Nothing,
        (Err(NoPicture::Failed(why)), _) | (_, Err(NoPicture::Failed(why))) => {
            return Answer::Wrong(why);
        }
    };
    let steps = steps.iter().map(|step| {
        let [r, g, b] = step.colour;
        json!({ "from": step.from, "to": step.to, "colour": format!("#{r:02x}{g:02x}{b:02x}") })
    });
    let (most, x, y) = drawn.most.unwrap_or_default();
    let told = json!({
        "limit": limit / 100,
        "most": (most * 10.0).round() / 10.0,
        "at": { "x": x, "y": y },
        "steps": steps.collect::<Vec<_>>(),
    });
    lasting("application/json", told.to_string().into_bytes())
}

/// The pixels that are asked for, where not the whole page is.
fn region(query: &str) -> Option<Window> {
    let side = |name: &str| parameter(query, name)?.parse().ok();
    Some(Window { x: side("x")?, y: side("y")?, width: side("w")?, height: side("h")? })
}

/// What a query says under a name, first of all.
fn parameter<'q>(query: &'q str, name: &str) -> Option<&'q str> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// The number of a picture, as the state writes it.
fn number(text: &str) -> Option<u64> {
    let is_own = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_own.then(|| u64::from_str_radix(text, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watch::Editor;

    fn ask(address: &str) -> Answer {
        let editor: Editor = "zed".parse().expect("an editor");
        let board = Board::new(&["layouts/page.toml".into()], &editor);
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        answer(path, query, (&board, &Pictures::default()))
    }

    #[test]
    fn no_address_leads_to_the_disk() {
        for address in [
            "/../Cargo.toml",
            "/live.js/../../../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/page/index.html",
            "//etc/passwd",
            "/pdf/../0",
            "/pdf/-1",
            "/pdf/0",
            "/pdf/18446744073709551616",
            "/picture/../../etc/passwd.png?dpi=96",
            "/picture/00000000000000zz.png?dpi=96",
            "/picture/0000000000000000.png?dpi=96",
            "/marks/0000000000000000.json",
            "/ink/0000000000000000.json",
            "/state/x",
            "",
            "*",
        ] {
            assert!(matches!(ask(address), Answer::Nothing), "{address}");
        }
    }

    #[test]
    fn a_number_that_is_none_is_told() {
        for address in [
            "/state?after=x",
            "/picture/0000000000000000.png",
            "/picture/0000000000000000.png?dpi=0",
            "/picture/0000000000000000.png?dpi=601",
            "/ink/0000000000000000.png?dpi=many",
        ] {
            assert!(matches!(ask(address), Answer::Wrong(_)), "{address}");
        }
    }

    #[test]
    fn the_first_state_says_that_work_is_under_way() {
        let Answer::Fresh { bytes: Bytes::Made(text), .. } = ask("/state") else {
            panic!("a state")
        };
        let state: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!((&state["version"], &state["busy"]), (&1.into(), &true.into()));
        assert_eq!(state["editor"], "zed://file{path}:{line}:{column}");
        assert_eq!(state["pages"], json!([]));
        // One that knows another version is told at once.
        assert!(matches!(ask("/state?after=0"), Answer::Fresh { .. }));
    }
}
