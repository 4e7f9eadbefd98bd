// On a narrow window the lists are drawers that one button each opens over the page.

import { find } from "./dom.js";

const buttons = () => [...document.querySelectorAll("[data-drawer]")];
const isNarrow = () => matchMedia("(max-width: 60rem)").matches;

export function listen() {
  for (const button of buttons()) {
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-expanded") === "true") close();
      else open(button.dataset.drawer);
    });
  }
}

/** Opens a list where it is a drawer, and brings the focus to its first item. */
export function open(name) {
  if (isNarrow()) set(name);
  const list = find(name);
  const item = list.querySelector("[aria-current], .jump:not([disabled]), summary, a, button");
  item?.focus();
}

/** Closes the drawer that is open and goes back to its button. */
export function close() {
  const from = buttons().find((button) => button.getAttribute("aria-expanded") === "true");
  if (!from) return;
  const inside = find(from.dataset.drawer).contains(document.activeElement);
  set(null);
  if (inside) from.focus();
}

function set(name) {
  document.body.dataset.open = name ?? "";
  for (const button of buttons()) button.setAttribute("aria-expanded", button.dataset.drawer === name);
}
