//! A real browser, driven over its own protocol: Chromium without a window, which reads commands
//! from its file 3 and answers on its file 4, each a JSON text that ends in a zero byte.

use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long a thing may take before it counts as never coming.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Browser {
    program: Child,
    commands: ChildStdin,
    answers: Receiver<Value>,
    asked: u64,
    /// What the browser told without being asked.
    heard: Vec<Value>,
    _profile: tempfile::TempDir,
}

/// What a page is opened on.
#[derive(Clone, Copy)]
pub struct Screen {
    pub width: u32,
    pub height: u32,
    pub scheme: &'static str,
    pub touch: Touch,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Touch {
    Fingers,
    Mouse,
}

impl Screen {
    pub const DESK: Screen =
        Screen { width: 1280, height: 800, scheme: "light", touch: Touch::Mouse };
    pub const PHONE: Screen =
        Screen { width: 390, height: 844, scheme: "light", touch: Touch::Fingers };
}

/// A promise of a page that is waited for.
pub struct Promised(u64);

/// A page that is open.
pub struct Tab {
    session: String,
}

impl Browser {
    /// None, with a word, where no Chromium is installed, unless `TYPESET_REQUIRE_TOOLS=1`
    /// asks for it.
    pub fn start() -> Option<Browser> {
        let Some(name) = ["chromium", "google-chrome"].into_iter().find(|name| is_installed(name))
        else {
            let asked = std::env::var_os("TYPESET_REQUIRE_TOOLS").is_some_and(|value| value == "1");
            assert!(!asked, "chromium is not installed");
            eprintln!("skipped: chromium is not installed");
            return None;
        };
        let profile = tempfile::tempdir().expect("a temporary folder");
        // The shell moves its own input and output to where the browser looks for them.
        let mut shell = Command::new("sh");
        shell.args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", name]);
        shell.args(["--headless", "--remote-debugging-pipe", "--no-first-run", "--no-sandbox"]);
        shell.args(["--disable-gpu", "--hide-scrollbars", "--disable-background-networking"]);
        shell.arg(format!("--user-data-dir={}", profile.path().display()));
        let shell = shell.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut program = shell.spawn().expect("a shell");
        let commands = program.stdin.take().expect("a pipe");
        let mut output = BufReader::new(program.stdout.take().expect("a pipe"));
        let (send, answers) = channel();
        std::thread::spawn(move || {
            let mut text = Vec::new();
            while output.read_until(0, &mut text).is_ok_and(|length| length > 0) {
                text.pop();
                let Ok(value) = serde_json::from_slice(&text) else { break };
                if send.send(value).is_err() {
                    break;
                }
                text.clear();
            }
        });
        Some(Browser { program, commands, answers, asked: 0, heard: Vec::new(), _profile: profile })
    }

    /// Opens a page, whose console is listened to from the beginning.
    pub fn open(&mut self, address: &str, screen: Screen) -> Tab {
        let target = self.call(None, "Target.createTarget", json!({ "url": "about:blank" }));
        let target = json!({ "targetId": target["targetId"], "flatten": true });
        let session = self.call(None, "Target.attachToTarget", target);
        let tab = Tab { session: session["sessionId"].as_str().expect("a session").into() };
        for domain in ["Page", "Runtime", "Log", "Network", "Accessibility"] {
            self.call(Some(&tab), &format!("{domain}.enable"), json!({}));
        }
        self.show(&tab, screen);
        self.call(Some(&tab), "Page.navigate", json!({ "url": address }));
        tab
    }

    /// Closes a page.
    pub fn close(&mut self, tab: Tab) {
        self.call(Some(&tab), "Page.close", json!({}));
    }

    /// Changes the screen under a page.
    pub fn show(&mut self, tab: &Tab, screen: Screen) {
        let Screen { width, height, scheme, touch } = screen;
        let fingers = touch == Touch::Fingers;
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": fingers });
        self.call(Some(tab), "Emulation.setDeviceMetricsOverride", size);
        self.call(Some(tab), "Emulation.setTouchEmulationEnabled", json!({ "enabled": fingers }));
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.call(Some(tab), "Emulation.setEmulatedMedia", media);
    }

    /// Sends a command and waits for its answer.
    pub fn call(&mut self, tab: Option<&Tab>, method: &str, parameters: Value) -> Value {
        let asked = self.send(tab, method, parameters);
        self.answer(asked, method)
    }

    fn send(&mut self, tab: Option<&Tab>, method: &str, parameters: Value) -> u64 {
        self.asked += 1;
        let mut command = json!({ "id": self.asked, "method": method, "params": parameters });
        if let Some(tab) = tab {
            command["sessionId"] = tab.session.clone().into();
        }
        let mut bytes = command.to_string().into_bytes();
        bytes.push(0);
        self.commands.write_all(&bytes).and_then(|()| self.commands.flush()).expect("a browser");
        self.asked
    }

    fn answer(&mut self, asked: u64, method: &str) -> Value {
        if let Some(at) = self.heard.iter().position(|told| told["id"] == asked) {
            return self.heard.remove(at)["result"].take();
        }
        loop {
            let told = self.answers.recv_timeout(PATIENCE);
            let mut told = told.unwrap_or_else(|_| panic!("{method} is not answered"));
            if told["id"] == asked {
                assert!(told["error"].is_null(), "{method}: {}", told["error"]);
                return told["result"].take();
            }
            self.heard.push(told);
        }
    }

    /// The value of an expression, once it is settled.
    pub fn value(&mut self, tab: &Tab, expression: &str) -> Value {
        let asked =
            json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let mut told = self.call(Some(tab), "Runtime.evaluate", asked);
        let thrown = &told["exceptionDetails"];
        assert!(thrown.is_null(), "{expression}: {thrown}");
        told["result"]["value"].take()
    }

    /// Begins to wait for a promise; [`Browser::settled`] waits on.
    pub fn begin(&mut self, tab: &Tab, promise: &str) -> Promised {
        let asked = json!({ "expression": promise, "returnByValue": true, "awaitPromise": true });
        Promised(self.send(Some(tab), "Runtime.evaluate", asked))
    }

    /// The value of a promise.
    pub fn settled(&mut self, promised: Promised) -> Value {
        self.answer(promised.0, "the promise")["result"]["value"].take()
    }

    /// Waits until an expression is true.
    pub fn wait(&mut self, tab: &Tab, expression: &str) {
        let begun = Instant::now();
        // While a page is loaded much is not there yet.
        let asked = format!("(() => {{ try {{ return Boolean({expression}); }} catch {{}} }})()");
        while self.value(tab, &asked) != true {
            if begun.elapsed() > PATIENCE {
                let state = self.value(
                    tab,
                    "document.body.innerText + JSON.stringify(document.documentElement.dataset)",
                );
                panic!("never true: {expression}\n{state}\n{:#?}", self.complaints());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Presses and lets go a key, `Control+p` with the control key held.
    pub fn key(&mut self, tab: &Tab, name: &str) {
        let (control, key) = match name.strip_prefix("Control+") {
            Some(key) => (2, key),
            None => (0, name),
        };
        let (control, key) = match key.strip_prefix("Shift+") {
            Some(key) => (8, key),
            None => (control, key),
        };
        let code = match key {
            "Tab" => 9,
            "Enter" => 13,
            "Escape" => 27,
            "End" => 35,
            "Home" => 36,
            "ArrowLeft" => 37,
            "ArrowUp" => 38,
            "ArrowRight" => 39,
            "ArrowDown" => 40,
            _ => key.chars().next().map_or(0, |letter| letter.to_ascii_uppercase() as u32),
        };
        let text = match key {
            "Enter" => "\r",
            letter if letter.chars().count() == 1 && control == 0 => letter,
            _ => "",
        };
        for kind in ["keyDown", "keyUp"] {
            let text = if kind == "keyDown" { text } else { "" };
            let event = json!({ "type": kind, "key": key, "text": text, "windowsVirtualKeyCode": code, "modifiers": control });
            self.call(Some(tab), "Input.dispatchKeyEvent", event);
        }
    }

    /// Something that the mouse does: `mouseMoved`, `mousePressed`, `mouseReleased`.
    pub fn mouse(&mut self, tab: &Tab, kind: &str, (x, y): (f64, f64)) {
        let held = if kind == "mouseMoved" { 0 } else { 1 };
        let event = json!({ "type": kind, "x": x, "y": y, "button": if held == 1 { "left" } else { "none" }, "clickCount": held });
        self.call(Some(tab), "Input.dispatchMouseEvent", event);
    }

    /// Drags from one point to another.
    pub fn drag(&mut self, tab: &Tab, from: (f64, f64), to: (f64, f64)) {
        self.mouse(tab, "mousePressed", from);
        let event =
            json!({ "type": "mouseMoved", "x": to.0, "y": to.1, "button": "left", "buttons": 1 });
        self.call(Some(tab), "Input.dispatchMouseEvent", event);
        self.mouse(tab, "mouseReleased", to);
    }

    /// Turns the wheel, with the control key held where `modifiers` is 2.
    pub fn wheel(&mut self, tab: &Tab, (x, y): (f64, f64), turn: f64, modifiers: u32) {
        let event = json!({ "type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": turn, "modifiers": modifiers });
        self.call(Some(tab), "Input.dispatchMouseEvent", event);
    }

    /// Fingers at these points; none are lifted fingers.
    pub fn touch(&mut self, tab: &Tab, kind: &str, points: &[(f64, f64)]) {
        let points: Vec<Value> = points.iter().map(|(x, y)| json!({ "x": x, "y": y })).collect();
        let event = json!({ "type": kind, "touchPoints": points });
        self.call(Some(tab), "Input.dispatchTouchEvent", event);
    }

    /// Role and name of everything that a screen reader is told of.
    pub fn tree(&mut self, tab: &Tab) -> Vec<(String, String)> {
        let told = self.call(Some(tab), "Accessibility.getFullAXTree", json!({}));
        let nodes = told["nodes"].as_array().expect("nodes").iter();
        let word = |value: &Value| value["value"].as_str().unwrap_or_default().to_owned();
        nodes
            .filter(|node| node["ignored"] != true)
            .map(|node| (word(&node["role"]), word(&node["name"])))
            .collect()
    }

    /// The addresses that the pages asked for.
    pub fn fetched(&mut self) -> Vec<String> {
        self.listen();
        let asked = self.heard.iter().filter(|told| told["method"] == "Network.requestWillBeSent");
        asked
            .map(|told| told["params"]["request"]["url"].as_str().unwrap_or_default().into())
            .collect()
    }

    fn listen(&mut self) {
        while let Ok(told) = self.answers.try_recv() {
            self.heard.push(told);
        }
    }

    /// Errors and warnings of the pages' scripts, refused loads and breaches of the policy that
    /// came with the page.
    pub fn complaints(&mut self) -> Vec<String> {
        self.listen();
        let mut complaints = Vec::new();
        for told in &self.heard {
            let parameters = &told["params"];
            match told["method"].as_str() {
                Some("Runtime.exceptionThrown") => {
                    complaints.push(parameters["exceptionDetails"].to_string());
                }
                Some("Runtime.consoleAPICalled") => complaints.push(parameters["args"].to_string()),
                Some("Log.entryAdded") => complaints.push(parameters["entry"].to_string()),
                _ => {}
            }
        }
        complaints
    }
}

fn is_installed(name: &str) -> bool {
    let found = Command::new("sh").args(["-c", "command -v \"$0\"", name]).output();
    found.is_ok_and(|found| found.status.success())
}

impl Drop for Browser {
    fn drop(&mut self) {
        // With its pipe closed the browser ends by itself, and so do all its helpers.
        let close = b"{\"id\":0,\"method\":\"Browser.close\"}\0";
        let closed = self.commands.write_all(close).and_then(|()| self.commands.flush());
        let begun = Instant::now();
        while closed.is_ok() && begun.elapsed() < Duration::from_secs(5) {
            if !matches!(self.program.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        if let Err(error) = self.program.kill() {
            assert_eq!(error.kind(), ErrorKind::InvalidInput, "the browser cannot be ended");
        }
        let _ = self.program.wait();
    }
}
