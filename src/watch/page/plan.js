// A plan: which of its arrangements is shown, the one before and the next, and that one is taken.

import { find } from "./dom.js";
import { say } from "./say.js";

let shown = null; // The layout whose page is on the stage, where it is a plan.

/** Shows what is told of the layout that the page on the stage is of. */
export function showPlan(layout) {
  const before = shown;
  shown = layout?.plan ? layout : null;
  find("plan").hidden = !shown;
  if (shown) tell(shown.plan, before?.index === shown.index ? before.plan : null);
  else if (before && before.index === layout?.index) say(`${before.plan.file} is written, and watched from now on.`);
}

function tell({ number, file, wrong }, before) {
  find("plan-number").textContent = `Arrangement ${number}`;
  find("plan-before").setAttribute("aria-disabled", number <= 1);
  find("plan-take").title = `Write it as ${file} and go on with that (k)`;
  find("plan-wrong").textContent = wrong ?? "";
  if (wrong && wrong !== before?.wrong) say(wrong);
  else if (before && before.number !== number) say(`Arrangement ${number}`);
}

/** Wishes for "next", "before" or "take". */
export function wish(what) {
  if (!shown) return;
  find("plan-wrong").textContent = "";
  fetch(`/arrange/${shown.index}/${what}`, { method: "POST" }).catch(() => say("Connection lost"));
}
