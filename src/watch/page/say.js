// What the program is doing, in words: the lamp in the header, the banner of errors, and what a
// screen reader is told.

import { count, editorLink, find, make } from "./dom.js";
import { tally } from "./findings.js";

const QUIET = 1500; // Milliseconds between two messages to a screen reader.
let spoken = 0;
let waiting = null;
let hidden = ""; // The errors whose banner was put away.

/** Tells a screen reader; of messages that come fast the last. */
export function say(text) {
  clearTimeout(waiting);
  const tell = () => {
    spoken = Date.now();
    find("say").textContent = text;
  };
  waiting = setTimeout(tell, Math.max(50, spoken + QUIET - Date.now()));
}

/** The lamp and the words beside it. */
export function showState(kind, text) {
  const state = find("state");
  state.dataset.state = kind;
  find("state-text").textContent = text;
}

export function showDone(state) {
  const errors = state.findings.filter((finding) => finding.severity === "error").length;
  const gone = state.layouts.filter((layout) => layout.gone).length;
  if (errors || gone) showState("error", errors ? count(errors, "error") : "layout gone");
  else if (state.busy) showState("busy", "Composing");
  else showState("good", `Up to date, ${state.milliseconds} ms`);
}

/** Errors and what is gone: the last good pages stay, and the banner says so. */
export function showBanner(state, link, jump) {
  const parts = link === "open" ? troubles(state, jump) : [lost(link)];
  const banner = find("banner");
  const codes = state.findings.filter((one) => one.severity === "error").map((one) => `${one.layout} ${one.code}`).join();
  if (codes !== hidden) hidden = "";
  const text = link + parts.map((part) => part.outerHTML).join("");
  if (text === banner.dataset.text) return;
  banner.dataset.text = text;
  banner.className = link === "open" ? "error" : "link";
  banner.replaceChildren(...parts);
  if (link === "open" && parts.length) banner.append(away(codes));
  banner.hidden = !parts.length || (link === "open" && codes !== "" && hidden === codes);
}

/** Puts the banner away, until there are other errors: it lies over the page. */
function away(codes) {
  const put = () => {
    hidden = codes;
    find("banner").hidden = true;
    find("stage").focus();
  };
  return make("button", { type: "button", class: "away", onclick: put }, "Hide");
}

function lost(link) {
  const text = link === "ended"
    ? "The watcher has ended. Start it again and this page goes on."
    : "Connection lost. Trying again.";
  return make("p", {}, text);
}

function troubles(state, jump) {
  const parts = [];
  for (const layout of state.layouts.filter((one) => one.gone)) {
    parts.push(make("p", {}, make("strong", {}, `${layout.name} is gone. `), "Its pages stay until it is back."));
  }
  const errors = state.findings.filter((finding) => finding.severity === "error");
  if (!errors.length) return parts;
  const [first] = errors;
  const stale = state.pages.some((page) => page.stale);
  const proof = state.pages.some((page) => page.proof);
  const edit = editorLink(state.editor, first);
  const place = first.file ? `${first.file}:${first.line}` : null;
  const told = [make("strong", {}, `${first.code} `), first.message, " "];
  if (place) told.push(edit ? make("a", { href: edit }, place) : make("span", {}, place), " ");
  if (first.page && first.at) told.push(make("button", { type: "button", onclick: () => jump(first.page, first.at) }, "Show"), " ");
  if (errors.length > 1) told.push(`and ${count(errors.length - 1, "more error", "more errors")}. `);
  if (stale) told.push(make("em", {}, state.pages.length > 1 ? "Its last good pages stay." : "The last good page stays."));
  else if (proof) told.push(make("em", {}, "The page is shown as a proof."));
  parts.push(make("p", {}, ...told));
  return parts;
}

/** After a redraw, for those who do not see it. */
export function sayRedrawn(state, page, lines) {
  const found = tally(state.findings) || "nothing found";
  say(`Page ${page.name} redrawn${lines ? `, ${count(lines, "line")} changed` : ""}. ${found}.`);
}
