// Keys of the whole page, the help that lists them, and toolbars that take one stop of Tab.

import { find, kept, make } from "./dom.js";

/** `keys`: [shown, what it does, [keys], action]. Keys of the browser and of assistive programs stay theirs. */
export function listen(keys) {
  const single = find("single-keys");
  single.checked = kept.get("single-keys", true);
  single.addEventListener("change", () => kept.set("single-keys", single.checked));
  const actions = new Map(keys.flatMap(([, , names, action]) => names.map((name) => [name, action])));
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const inField = event.target.closest?.("select, input, textarea, dialog");
    const name = named(event);
    const action = actions.get(name);
    if (!action || inField) return;
    // A letter alone is heard only where the help says so; on the stage keys always work.
    const onStage = event.target.closest?.("#stage");
    if (name.length === 1 && !single.checked && !onStage) return;
    // Space and Enter press buttons, arrows and pages scroll lists.
    if (!onStage && event.target !== document.body && /^(Arrow|Page|Home|End)/.test(name)) return;
    event.preventDefault();
    action(event);
  });
  const list = find("help-keys");
  list.replaceChildren(...keys.filter(([shown]) => shown).map(([shown, words]) => {
    const caps = shown.split(" ").map((cap) => make("kbd", {}, cap));
    return make("div", {}, make("dt", {}, ...caps.flatMap((cap) => [cap, " "])), make("dd", {}, words));
  }));
}

/** The key as the table names it; where an input method sits on the keyboard, its place is taken. */
function named(event) {
  const { key, code } = event;
  if (event.altKey) return "";
  const letter = key.length === 1 && key.charCodeAt(0) < 127 ? key : /^Key[A-Z]$/.test(code) ? code[3].toLowerCase() : key;
  if (event.ctrlKey || event.metaKey) return letter.length === 1 ? `Control+${letter.toLowerCase()}` : "";
  return letter.length === 1 ? letter.toLowerCase() : letter;
}

/** In a toolbar Tab stops once, and the arrow keys go from button to button. */
export function rove() {
  for (const bar of document.querySelectorAll("[data-roving]")) {
    const buttons = [...bar.querySelectorAll("button, a")];
    const stop = (one) => buttons.forEach((button) => (button.tabIndex = button === one ? 0 : -1));
    stop(buttons[0]);
    bar.addEventListener("focusin", (event) => stop(event.target.closest("button, a")));
    bar.addEventListener("keydown", (event) => {
      const at = buttons.indexOf(document.activeElement);
      const last = buttons.length - 1;
      const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
      if (at < 0 || to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      buttons[(to + buttons.length) % buttons.length].focus();
    });
  }
}

/** In the lists the arrow keys go from row to row, beside Tab, which goes to every link. */
export function walk(panel) {
  panel.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = [...panel.querySelectorAll("summary, button.jump:not(:disabled)")].filter((row) => row.checkVisibility());
    const here = document.activeElement;
    const at = rows.indexOf(here.closest("li")?.querySelector(".jump") ?? here);
    if (at < 0 || !rows[at + step]) return;
    event.preventDefault();
    rows[at + step].focus();
  });
}
