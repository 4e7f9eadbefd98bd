// What is laid over the page: grid, blocks, room, ink, differences, and the lines that changed.

import { count, find, kept, make, place } from "./dom.js";
import { Picture, paintDifference } from "./picture.js";

const SVG = "http://www.w3.org/2000/svg";
const KINDS = { story: "stories", picture: "pictures", advertisement: "advertisements", text: "texts", area: "areas" };

export class Overlays {
  constructor() {
    this.on = new Set(kept.get("overlays", []));
    this.since = kept.get("since", "save");
    this.root = find("marks");
    this.legend = find("legend");
    this.page = null;
    this.marks = null;
    this.drawn = 0;
    for (const button of document.querySelectorAll("[data-overlay]")) {
      button.addEventListener("click", () => this.toggle(button.dataset.overlay));
    }
    this.press();
  }

  toggle(name) {
    if (!this.on.delete(name)) this.on.add(name);
    // Both cover the picture.
    if (name === "ink" && this.on.has(name)) this.on.delete("differences");
    if (name === "differences" && this.on.has(name)) this.on.delete("ink");
    kept.set("overlays", [...this.on]);
    this.press();
    this.draw();
  }

  press() {
    for (const button of document.querySelectorAll("[data-overlay]")) {
      button.setAttribute("aria-pressed", this.on.has(button.dataset.overlay));
    }
  }

  /** The page on the stage, its marks where they are known, and the size of its picture. */
  show(page, marks, dpi) {
    const same = this.page === page && this.marks === marks && this.dpi === dpi;
    Object.assign(this, { page, marks, dpi });
    if (!same) this.draw();
  }

  async draw() {
    if (!this.page) return;
    const turn = ++this.drawn;
    const layers = [];
    const notes = [];
    if (this.on.has("ink")) await this.ink(layers, notes);
    if (this.on.has("differences")) await this.differences(layers, notes);
    // A later drawing has begun while pictures were fetched.
    if (turn !== this.drawn) return;
    if (this.marks) {
      if (this.on.has("grid")) layers.push(this.grid());
      if (this.on.has("blocks")) layers.push(this.blocks(notes));
      if (this.on.has("room")) layers.push(this.room(notes));
    }
    this.root.replaceChildren(...layers);
    const held = this.legend.contains(document.activeElement);
    this.legend.replaceChildren(...notes);
    if (held) this.legend.querySelector("select")?.focus();
  }

  grid() {
    const { page } = this;
    const { columns = [], lines = [] } = this.marks.grid ?? {};
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", `0 0 ${page.width} ${page.height}`);
    svg.setAttribute("class", "grid");
    svg.setAttribute("aria-hidden", "true");
    for (const { x, y, w, h } of columns) {
      const column = document.createElementNS(SVG, "rect");
      Object.entries({ x, y, width: w, height: h }).forEach(([name, value]) => column.setAttribute(name, value));
      svg.append(column);
    }
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", lines.map(([x1, y1, x2, y2]) => `M${x1} ${y1}L${x2} ${y2}`).join(""));
    svg.append(path);
    return svg;
  }

  blocks(notes) {
    const { page, marks } = this;
    const layer = make("div", { class: "layer blocks" });
    const kinds = new Set();
    for (const block of marks.blocks ?? []) {
      kinds.add(block.kind);
      const label = make("span", {}, block.name || block.story || block.kind);
      const box = make("div", { class: "block", "data-kind": block.kind }, label);
      place(box, block, page);
      layer.append(box);
    }
    const names = [...kinds].map((kind) => make("li", { class: "key", "data-kind": kind }, KINDS[kind] ?? kind));
    notes.push(make("ul", {}, ...names));
    return layer;
  }

  room(notes) {
    const { page, marks } = this;
    const layer = make("div", { class: "layer room" });
    for (const over of marks.overset ?? []) {
      const box = make("div", { class: "over" }, make("span", {}, `${over.story}: ${count(over.lines, "line")} over`));
      place(box, over, page);
      layer.append(box);
    }
    for (const slack of marks.slack ?? []) {
      const block = (marks.blocks ?? []).findLast((one) => one.story === slack.story);
      if (!block) continue;
      const leg = block.legs?.at(-1) ?? block;
      const box = make("div", { class: "free" }, make("span", {}, `${slack.story}: ${count(slack.lines, "line")} free`));
      place(box, leg, page);
      layer.append(box);
    }
    const none = !layer.childElementCount;
    notes.push(
      none
        ? make("p", {}, "Every story of this page fits its room.")
        : make("ul", {}, make("li", { class: "key", "data-room": "over" }, "over"), make("li", { class: "key", "data-room": "free" }, "room left")),
    );
    return layer;
  }

  async ink(layers, notes) {
    const canvas = make("canvas", { class: "ink" });
    const hash = this.page.picture;
    const [, told] = await Promise.all([
      new Picture(canvas, "ink").show(this.page, Math.min(this.dpi, 100)),
      fetch(`/ink/${hash}.json`).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null),
    ]);
    layers.push(canvas);
    if (!told) return;
    const steps = told.steps.map(({ from, to, colour }) => {
      const swatch = make("i", {});
      swatch.style.background = colour;
      return make("li", {}, swatch, to ? `${from}–${to} %` : `from ${from} %`);
    });
    notes.push(make("ul", {}, ...steps), make("p", {}, `Most: ${Math.round(told.most)} %, the limit is ${told.limit} %`));
    if (!told.at) return;
    const most = make("div", { class: "most" });
    place(most, { ...told.at, w: 0, h: 0 }, this.page);
    layers.push(most);
  }

  async differences(layers, notes) {
    const { page, dpi } = this;
    const before = page.before?.[this.since] ?? null;
    const choose = make("select", { "aria-label": "Compare with" },
      make("option", { value: "save", selected: this.since === "save" }, "the save before"),
      make("option", { value: "start", selected: this.since === "start" }, "when watch began"));
    choose.addEventListener("change", () => {
      this.since = choose.value;
      kept.set("since", this.since);
      this.draw();
    });
    const label = make("label", {}, "Compared with ", choose);
    notes.push(label);
    if (!before || before === page.picture) {
      notes.push(make("p", {}, "This page is as it was."));
      return;
    }
    const canvas = make("canvas", { class: "difference" });
    const size = Math.min(dpi, 150);
    try {
      await paintDifference(canvas, `/picture/${before}.png?dpi=${size}`, `/picture/${page.picture}.png?dpi=${size}`);
      layers.push(canvas);
      notes.push(make("ul", {}, make("li", { class: "key", "data-side": "gone" }, "gone"), make("li", { class: "key", "data-side": "new" }, "new")));
    } catch {
      notes.push(make("p", {}, "The page before is no longer kept."));
    }
  }
}

/** Marks lines for two seconds: those that a save changed, or the place that was jumped to. */
export function flash(rects, page, kind) {
  const sheet = find("sheet");
  for (const rect of rects) {
    const mark = make("div", { class: `flash ${kind}` });
    place(mark, rect, page);
    sheet.append(mark);
    setTimeout(() => mark.remove(), 2000);
  }
}
