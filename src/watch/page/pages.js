// The thumbnails: all pages of the edition, facing ones side by side, each with its state.

import { count, find, make } from "./dom.js";
import { Picture } from "./picture.js";

const WIDTH = 58; // CSS pixels of a page.

export class Pages {
  constructor(show) {
    this.show = show;
    this.list = find("page-list");
    this.items = new Map();
    this.shape = "";
    this.list.addEventListener("keydown", (event) => this.key(event));
  }

  /** All pages; `state` says what is wrong with each. */
  update(state, current) {
    const pairs = facing(state.pages);
    const shape = JSON.stringify(pairs.map((pair) => pair.map(({ key, width, height }) => [key, width, height])));
    if (shape !== this.shape) this.build(pairs, shape);
    for (const page of state.pages) this.tell(page, state, current);
    this.current = current;
  }

  build(pairs, shape) {
    this.shape = shape;
    const before = this.items;
    this.items = new Map();
    const rows = pairs.map((pair) => {
      const pages = pair.map((page) => {
        const item = before.get(page.key) ?? this.item(page);
        this.items.set(page.key, item);
        const ratio = page.height / page.width;
        item.canvas.style.width = `${WIDTH * (page.spread ? 2 : 1)}px`;
        item.canvas.style.aspectRatio = `1 / ${ratio}`;
        return item.button;
      });
      return make("li", { class: pair[0].spread ? "spread drawn" : "spread", "data-binding": pair[0].binding ?? "left" }, ...pages);
    });
    this.list.replaceChildren(...rows);
    document.body.classList.toggle("one-page", this.items.size < 2);
  }

  item({ key, name }) {
    const canvas = make("canvas", { width: 1, height: 1, "aria-hidden": "true" });
    const label = make("span", { class: "name" }, name);
    const button = make("button", { type: "button", "data-key": key, onclick: () => this.show(key) }, canvas, label);
    return { button, canvas, picture: new Picture(canvas) };
  }

  tell(page, state, current) {
    const { button } = this.items.get(page.key);
    const over = state.stories.filter((story) => story.page === page.key && story.over > 0).length;
    const wrong = state.findings.filter((one) => one.page === page.key && one.severity !== "note").length;
    const words = [
      page.section,
      page.stale && "its layout has errors, this is the last good page",
      over && `${count(over, "story", "stories")} over`,
      wrong && count(wrong, "finding"),
    ].filter(Boolean);
    button.dataset.state = page.stale ? "error" : over ? "over" : wrong ? "warning" : "good";
    const name = [`Page ${page.name}`, ...words].join(", ");
    button.title = name;
    button.setAttribute("aria-label", name);
    const here = page.key === current;
    button.tabIndex = here ? 0 : -1;
    if (here) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
  }

  /** Draws anew what changed; the page on the stage comes first, this is for when it is done. */
  async draw(pages) {
    for (const page of pages) {
      const item = this.items.get(page.key);
      const dpi = Math.max(8, Math.round((72 * WIDTH * (page.spread ? 2 : 1) * devicePixelRatio) / page.width));
      if (item) await item.picture.show(page, dpi);
    }
  }

  canvas(key) {
    const item = this.items.get(key);
    return item?.picture.shown ? item.canvas : null;
  }

  key(event) {
    const buttons = [...this.items.values()].map((item) => item.button);
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const next = buttons[Math.min(buttons.length - 1, Math.max(0, to))];
    next.focus();
    this.show(next.dataset.key);
  }
}

/** An edition's pages by their numbers where all have one (A1, A2, … B1), else as the layouts come. */
export function inOrder(pages) {
  const named = pages.map((page) => /^(\D*)(\d+)(?:\D.*)?$/.exec(page.name));
  if (named.includes(null)) return pages;
  const rank = new Map(pages.map((page, at) => [page, named[at]]));
  const compare = ([, one, first], [, other, second]) => one.localeCompare(other) || first - second;
  return [...pages].sort((one, other) => compare(rank.get(one), rank.get(other)));
}

/** A first page alone, then two and two, a drawn spread for itself. */
function facing(pages) {
  const pairs = [];
  let open = pages.length > 2 ? [{ blank: true }] : [];
  for (const page of pages) {
    if (page.spread) {
      if (open.length) pairs.push(open);
      pairs.push([page]);
      open = [];
      continue;
    }
    open.push(page);
    if (open.length === 2) {
      pairs.push(open);
      open = [];
    }
  }
  if (open.length) pairs.push(open);
  return pairs.map((pair) => pair.filter((page) => !page.blank)).filter((pair) => pair.length);
}
