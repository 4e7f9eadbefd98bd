// What the program found: errors, warnings, notes, by code; each leads to its place in the page
// and to its place in the source.

import { count, editorLink, find, make, refill } from "./dom.js";
import { badge } from "./stories.js";

const SEVERITIES = ["error", "warning", "note"];

export function showFindings(state, jump) {
  const list = find("finding-list");
  const open = new Map([...list.querySelectorAll("details")].map((group) => [group.dataset.group, group.open]));
  const groups = group(state.findings).map(([code, findings]) => {
    const [first] = findings;
    const isOpen = open.get(code) ?? first.severity !== "note";
    const summary = make("summary", { "data-key": code },
      make("span", { class: "severity", "data-severity": first.severity }, first.severity),
      ` ${code} `,
      make("span", { class: "name" }, (first.name ?? "").replaceAll("-", " ")),
      make("span", { class: "badge" }, `${findings.length}`));
    return make("details", { "data-group": code, open: isOpen }, summary, make("ul", {}, ...findings.map((finding, index) => row(finding, `${code} ${index}`, state, jump))));
  });
  if (!groups.length) groups.push(make("p", { class: "none" }, "Nothing found."));
  if (state.more) groups.push(make("p", { class: "none" }, `${state.more} more are not listed.`));
  refill(list, groups);
  const bad = state.findings.filter((finding) => finding.severity !== "note").length;
  badge("findings", bad, state.findings.length ? tally(state.findings) : "");
}

function row(finding, key, state, jump) {
  const page = state.pages.find((one) => one.key === finding.page);
  const edit = editorLink(state.editor, finding);
  const place = finding.file ? `${finding.file.split("/").at(-1)}:${finding.line}` : null;
  const words = [make("span", { class: "message" }, finding.message)];
  if (finding.help?.length) words.push(make("span", { class: "cure" }, finding.help.join("; ")));
  const main = page
    ? make("button", { type: "button", class: "jump", "data-key": key, onclick: () => jump(finding.page, finding.at) }, ...words, make("span", { class: "facts" }, page.name))
    : make("p", { class: "jump" }, ...words);
  const pen = place && (edit
    ? make("a", { class: "edit", href: edit, title: finding.file, "data-key": `${key} edit`, "aria-label": `Edit ${place}` }, place)
    : make("span", { class: "facts" }, place));
  return make("li", {}, main, pen);
}

/** By code, the codes by their worst severity, in the order in which they were found. */
function group(findings) {
  const codes = new Map();
  for (const severity of SEVERITIES) {
    for (const finding of findings.filter((one) => one.severity === severity)) {
      if (!codes.has(finding.code)) codes.set(finding.code, []);
      codes.get(finding.code).push(finding);
    }
  }
  return [...codes];
}

/** "1 error, 2 warnings". */
export function tally(findings) {
  const parts = SEVERITIES.map((severity) => [findings.filter((one) => one.severity === severity).length, severity]);
  return parts.filter(([number]) => number).map(([number, severity]) => count(number, severity)).join(", ");
}
