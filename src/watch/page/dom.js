// Small helps for making elements, and the address of a place in the editor.

export const find = (id) => document.getElementById(id);

/** An element with properties (data-*, aria-* and class are attributes) and children. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "onclick") element.addEventListener("click", value);
    else if (name in element && !name.includes("-")) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Puts an element over a rectangle of the page, whatever the zoom is. */
export function place(element, rect, page) {
  const { style } = element;
  style.left = `${(rect.x / page.width) * 100}%`;
  style.top = `${(rect.y / page.height) * 100}%`;
  style.width = `${(rect.w / page.width) * 100}%`;
  style.height = `${(rect.h / page.height) * 100}%`;
}

/** Where the editor opens a place; null where no file is known or the template is no address of an editor. */
export function editorLink(template, { path, line, column }) {
  if (!path || !template || /^\s*(javascript|data|vbscript):/i.test(template)) return null;
  const values = { path, line: line ?? 1, column: column ?? 1 };
  return template.replace(/\{(path|line|column)\}/g, (_, name) => values[name]);
}

/** "1 line", "3 lines". */
export const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

/** Replaces what an element holds and keeps the focus on the item of the same data-key. */
export function refill(element, children) {
  const kept = element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const scroll = element.scrollTop;
  element.replaceChildren(...children);
  element.scrollTop = scroll;
  if (kept) {
    const again = [...element.querySelectorAll("[data-key]")].find((one) => one.dataset.key === kept);
    if (again) again.focus({ preventScroll: true });
    else element.closest("[tabindex], section, nav")?.querySelector("button, a")?.focus({ preventScroll: true });
  }
}

/** What was chosen before the page was loaded again. */
export const kept = {
  get(name, otherwise) {
    try {
      return JSON.parse(sessionStorage.getItem(name)) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  set(name, value) {
    try {
      sessionStorage.setItem(name, JSON.stringify(value));
    } catch {
      // A browser that keeps nothing forgets the zoom, no more.
    }
  },
};
