// The live page: follows the watcher's state and shows it. Read this file first; each other one
// does what its head says.

import { find, kept, make } from "./dom.js";
import { follow } from "./state.js";
import { NATURAL, View } from "./view.js";
import * as gestures from "./gestures.js";
import { bounded, isSharp, painted, Picture } from "./picture.js";
import { Detail } from "./detail.js";
import { flash, Overlays } from "./overlays.js";
import { Lines } from "./lines.js";
import { inOrder, Pages } from "./pages.js";
import { showStories } from "./stories.js";
import { showFindings } from "./findings.js";
import { sayRedrawn, showBanner, showDone, showState } from "./say.js";
import { showPlan, wish } from "./plan.js";
import * as keys from "./keys.js";
import * as drawers from "./drawers.js";

const SETTLE = 140; // Milliseconds of rest after which a zoomed picture is asked for sharp.
const AGAIN = 1000; // Milliseconds after which a picture that did not come is asked for again.
const REST = 300; // Milliseconds after a redraw before thumbnails are drawn anew.
const PICTURES = 4; // Pages whose pictures stay ready.

let state = null;
let link = "open";
let current = decodeURIComponent(location.hash.slice(1)) || null;
let settled = current !== null; // Until all layouts are composed the first page is shown.
let seen = null; // Saves whose changed lines have been shown, by page.
const pictures = new Map();
const marks = { hash: null, value: null };
let settling = 0;
let resting = 0;
let listed = []; // What the lists say.
let again = 0;

const stage = find("stage");
const view = new View(stage, find("sheet"), moved);
const detail = new Detail(find("detail"));
const overlays = new Overlays();
const lines = new Lines(view, () => state?.editor, headline);
const pages = new Pages(show);

const page = () => state?.pages.find((one) => one.key === current) ?? null;

follow(onState, onLink);
gestures.listen(view);
drawers.listen();
keys.rove();
keys.walk(find("panel"));
buttons();
keys.listen([
  ["0", "Whole page", ["0"], () => view.page && view.fit("page")],
  ["w 1", "Page width", ["w", "1"], () => view.page && view.fit("width")],
  ["+ −", "Larger, smaller (Ctrl with the wheel, too)", [], null],
  ["", "", ["+", "="], () => step(1.25)],
  ["", "", ["-", "_"], () => step(1 / 1.25)],
  ["← ↑ → ↓", "Move the page", [], null],
  ["", "", ["ArrowLeft"], () => pan(-60, 0)],
  ["", "", ["ArrowRight"], () => pan(60, 0)],
  ["", "", ["ArrowUp"], () => pan(0, -60)],
  ["", "", ["ArrowDown"], () => pan(0, 60)],
  ["PageUp PageDown", "Move by what is in view", [], null],
  ["", "", ["PageUp"], () => pan(0, -0.85 * view.size.height)],
  ["", "", ["PageDown"], () => pan(0, 0.85 * view.size.height)],
  ["", "", ["Home"], () => pan(0, -1e6)],
  ["", "", ["End"], () => pan(0, 1e6)],
  ["[ ]", "Page before, page after", [], null],
  ["", "", ["["], () => turn(-1)],
  ["", "", ["]"], () => turn(1)],
  ["g", "Grid", ["g"], () => overlays.toggle("grid")],
  ["b", "Blocks", ["b"], () => overlays.toggle("blocks")],
  ["o", "Overset and room left", ["o"], () => overlays.toggle("room")],
  ["i", "Ink", ["i"], () => overlays.toggle("ink")],
  ["d", "Differences", ["d"], () => overlays.toggle("differences")],
  ["n", "Of a plan the next arrangement, with Shift the one before", ["n"], (event) => wish(event.shiftKey ? "before" : "next")],
  ["k", "Keep the arrangement: it is written as a layout", ["k"], () => wish("take")],
  ["p", "To the page", ["p"], () => stage.focus()],
  ["l", "To the lines: ↑ ↓ go by line, ← → by paragraph, Enter opens the editor", ["l"], () => find("line").focus()],
  ["t s f", "To the thumbnails, the stories, the findings; ↑ ↓ go through them", [], null],
  ["", "", ["t"], () => drawers.open("pages")],
  ["", "", ["s"], () => drawers.open("stories")],
  ["", "", ["f"], () => drawers.open("findings")],
  ["Ctrl+P", "Print the PDF", ["Control+p"], () => find("print").click()],
  ["?", "These keys", ["?"], () => find("help").showModal()],
  ["Escape", "Close what is open", ["Escape"], () => drawers.close()],
]);

function onState(next) {
  // A watcher that was started again has no pages yet: those that are shown stay.
  if (next.busy && !next.pages.length && state?.pages.length) return;
  if (state && state.started !== next.started) seen = null;
  state = { ...next, pages: inOrder(next.pages) };
  document.title = `${state.findings.some((one) => one.severity === "error") ? "● " : ""}${state.edition ?? "typeset watch"}`;
  if (!page() || !settled) current = state.pages[0]?.key ?? null;
  if (!state.busy) settled = true;
  const drawn = draw();
  pages.update(state, current);
  lists();
  showDone(state);
  showBanner(state, link, jump);
  head();
  const shown = state;
  drawn.then(() => finish(shown));
}

/** The lists beside the page, made anew only where they say something new. */
function lists() {
  const { stories, findings, more, editor } = state;
  const names = state.pages.map((one) => [one.key, one.name]);
  const told = [[stories, current, names, editor], [findings, more, names, editor]].map((parts) => JSON.stringify(parts));
  if (told[0] !== listed[0]) showStories(state, current, jump);
  if (told[1] !== listed[1]) showFindings(state, jump);
  listed = told;
}

function onLink(now) {
  link = now;
  document.documentElement.dataset.link = now;
  if (now === "open" && state) showDone(state);
  else if (now !== "open") showState(now, now === "ended" ? "Ended" : "Connection lost");
  showBanner(state ?? { layouts: [], findings: [], pages: [] }, link, jump);
}

/** Shows the page on the stage as the state has it; resolves when its picture is painted. */
async function draw() {
  const at = page();
  find("sheet").hidden = !at;
  find("empty").hidden = Boolean(at);
  if (!at) {
    find("empty").textContent = state.busy ? "The first page is being composed." : "There is no page to show yet: see the findings.";
    return;
  }
  view.show(at, at.key);
  await paint();
}

/** The picture of the page on the stage, as sharp as it is large. */
async function paint() {
  const at = page();
  if (!at) return;
  const picture = ready(at);
  const wished = Math.round(view.scale * 72 * devicePixelRatio);
  const dpi = bounded(wished, at);
  if (isSharp(wished, at)) detail.hide();
  else await detail.show(at, view, Math.min(600, wished));
  const shown = await picture.show(at, dpi);
  if (at.key !== current) return;
  clearTimeout(again);
  if (shown?.hash !== at.picture) again = setTimeout(paint, AGAIN);
  annotate(at, dpi);
}

/** The canvas of a page: the one that it had, or a new one that begins with the thumbnail. */
function ready(at) {
  let picture = pictures.get(at.key);
  pictures.delete(at.key);
  if (!picture) {
    picture = new Picture(make("canvas", { "aria-hidden": "true", width: 1, height: 1 }));
    const small = pages.canvas(at.key);
    if (small) {
      Object.assign(picture.canvas, { width: small.width, height: small.height });
      picture.pen.drawImage(small, 0, 0);
    }
  }
  pictures.set(at.key, picture);
  if (pictures.size > PICTURES) pictures.delete(pictures.keys().next().value);
  const holder = find("picture");
  if (holder.firstChild !== picture.canvas) holder.replaceChildren(picture.canvas);
  return picture;
}

/** The marks of the page, fetched once its picture is there. */
async function annotate(at, dpi) {
  if (marks.hash !== at.marks) {
    const answer = await fetch(`/marks/${at.marks}.json`).catch(() => null);
    if (!answer?.ok || page()?.marks !== at.marks) return;
    marks.value = await answer.json();
    marks.hash = at.marks;
  }
  if (at.key !== current) return;
  if (lines.page !== at) lines.show(at, marks.value, at.lang);
  overlays.show(at, marks.value, dpi);
}

/** What follows a redraw: the mark of what changed, words for those who do not see it, thumbnails. */
async function finish(shown) {
  await painted();
  const { dataset } = document.documentElement;
  const painting = pictures.get(current)?.shown?.hash ?? "";
  if (painting === (page()?.picture ?? "")) dataset.version = shown.version;
  dataset.picture = painting;
  if (shown !== state) return;
  changed(shown);
  clearTimeout(resting);
  resting = setTimeout(() => pages.draw(shown.pages), dataset.thumbnails ? REST : 0);
  dataset.thumbnails = "asked";
}

function changed(shown) {
  const first = seen === null;
  seen ??= new Map();
  for (const one of shown.pages) {
    const { save, rects } = one.changed ?? {};
    const isNew = save !== undefined && seen.get(one.key) !== save;
    seen.set(one.key, save);
    if (first || !isNew || one.key !== current || !rects.length) continue;
    flash(rects, one, "changed");
    sayRedrawn(shown, one, rects.length);
  }
}

/** After every pan and zoom. */
function moved() {
  find("zoom").textContent = `${Math.round((view.scale / NATURAL) * 100)}%`;
  find("fit-page").setAttribute("aria-pressed", view.mode === "page");
  find("fit-width").setAttribute("aria-pressed", view.mode === "width");
  stage.classList.toggle("pannable", view.overflows);
  // Lines of the grid that lie close would grey the page.
  find("marks").classList.toggle("small", view.scale < 0.7);
  kept.set("mode", view.mode);
  clearTimeout(settling);
  settling = setTimeout(() => {
    view.snap();
    paint();
  }, SETTLE);
}

/** The header's words for the page on the stage. */
function head() {
  const at = page();
  const title = find("title");
  title.replaceChildren(at ? `${at.name} ` : "typeset watch", at?.section ? make("span", { lang: at.lang ?? "zh" }, at.section) : "");
  stage.setAttribute("aria-label", at ? `Page ${at.name}${at.section ? `, ${at.section}` : ""}${at.stale ? ", the last good one" : ""}. Arrow keys move it, plus and minus zoom.` : "No page yet");
  stage.classList.toggle("stale", Boolean(at?.stale));
  const index = state.pages.indexOf(at);
  // Not `disabled`: who has just pressed the button keeps the focus on it.
  find("previous").setAttribute("aria-disabled", index <= 0);
  find("next").setAttribute("aria-disabled", index < 0 || index === state.pages.length - 1);
  const pdf = (state.layouts.find((one) => one.index === at?.layout) ?? state.layouts[0])?.pdf;
  showPlan(state.layouts.find((one) => one.index === at?.layout) ?? state.layouts[0]);
  if (pdf) find("print").href = pdf;
  else find("print").removeAttribute("href");
}

function headline(article) {
  const layout = page()?.layout;
  return state?.stories.find((story) => story.article === article && story.layout === layout)?.headline;
}

/** Goes to another page. */
function show(key) {
  if (key === current || !state.pages.some((one) => one.key === key)) return;
  current = key;
  settled = true;
  history.replaceState(null, "", `#${encodeURIComponent(key)}`);
  document.querySelectorAll(".flash").forEach((mark) => mark.remove());
  detail.hide();
  find("marks").replaceChildren();
  draw();
  pages.update(state, current);
  lists();
  head();
}

function turn(by) {
  const to = state?.pages[state.pages.indexOf(page()) + by];
  if (to) show(to.key);
}

/** Goes to a place of a page and marks it. */
function jump(key, rect) {
  show(key);
  drawers.close();
  const at = page();
  if (!rect || at?.key !== key) return;
  view.reveal(rect);
  flash([rect], at, "found");
}

function step(by) {
  if (view.page) view.zoom(view.scale * by);
}

function pan(x, y) {
  if (view.page) view.pan(x, y);
}

function buttons() {
  find("plan-before").addEventListener("click", () => wish("before"));
  find("plan-next").addEventListener("click", () => wish("next"));
  find("plan-take").addEventListener("click", () => wish("take"));
  find("previous").addEventListener("click", () => turn(-1));
  find("next").addEventListener("click", () => turn(1));
  find("fit-page").addEventListener("click", () => view.page && view.fit("page"));
  find("fit-width").addEventListener("click", () => view.page && view.fit("width"));
  find("smaller").addEventListener("click", () => step(1 / 1.25));
  find("larger").addEventListener("click", () => step(1.25));
  find("help-open").addEventListener("click", () => find("help").showModal());
  view.mode = kept.get("mode", "page") === "width" ? "width" : "page";
}
