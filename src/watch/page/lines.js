// The line under the mouse or under the keys: whose it is, where it was written, and the way to it.

import { editorLink, find, make, place } from "./dom.js";

export class Lines {
  /** `editor` gives the template of the editor's addresses, `headline` that of a story. */
  constructor(view, editor, headline) {
    Object.assign(this, { view, editor, headline });
    this.link = find("line");
    this.where = find("where");
    this.lines = [];
    this.files = [];
    this.at = -1;
    const { stage } = view;
    stage.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "touch" && !event.buttons) this.point(event);
    });
    stage.addEventListener("pointerleave", () => this.leave());
    // A finger has no hover: its first tap tells of a line, the second one goes there.
    stage.addEventListener("click", (event) => {
      if (event.pointerType !== "touch") return;
      const told = this.at;
      this.point({ clientX: event.clientX, clientY: event.clientY });
      if (this.at !== told) event.preventDefault();
    });
    this.link.addEventListener("focus", () => {
      if (this.at < 0) this.choose(0);
      this.tell();
      if (this.link.matches(":focus-visible")) this.view.follow(this.lines[this.at]);
    });
    this.link.addEventListener("blur", () => this.leave());
    this.link.addEventListener("keydown", (event) => this.key(event));
  }

  /** The marks of the page on the stage; the chosen line stays the chosen one. */
  show(page, marks, lang) {
    const was = this.lines[this.at];
    Object.assign(this, { page, lang, lines: marks?.lines ?? [], files: marks?.files ?? [] });
    const again = was ? this.lines.findIndex((line) => line.story === was.story && line.paragraph === was.paragraph && line.text === was.text) : -1;
    const near = was ? this.lines.findIndex((line) => holds(line, { x: was.x + was.w / 2, y: was.y + was.h / 2 })) : -1;
    this.at = -1;
    this.link.hidden = !this.lines.length;
    if (this.lines.length) this.choose(Math.max(0, again, again < 0 ? near : 0));
    if (document.activeElement === this.link) this.tell();
  }

  point({ clientX, clientY }) {
    if (!this.page) return;
    const at = this.view.under({ x: clientX, y: clientY });
    const found = this.lines.findIndex((line) => holds(line, at));
    if (found < 0) {
      this.leave();
      return;
    }
    this.choose(found);
    this.link.classList.add("pointed");
    this.tell();
  }

  choose(index) {
    if (index === this.at) return;
    this.at = index;
    const line = this.lines[index];
    const file = this.files[line.file];
    const address = file ? editorLink(this.editor(), { path: file.path, line: line.line, column: line.column }) : null;
    if (address) this.link.href = address;
    else this.link.removeAttribute("href");
    this.link.tabIndex = 0;
    this.link.replaceChildren(
      make("span", { class: "unseen" }, `${this.name(line)}: `),
      make("span", { class: "unseen", lang: this.lang || null }, line.text ?? ""),
    );
    place(this.link, line, this.page);
  }

  name(line) {
    const file = this.files[line.file];
    const part = line.part && line.part !== "body" ? line.part : null;
    const told = [
      line.story ?? "text of the page",
      part,
      line.paragraph ? `paragraph ${line.paragraph}` : null,
      file ? `${file.name}:${line.line}` : null,
    ];
    return told.filter(Boolean).join(" · ");
  }

  tell() {
    const line = this.lines[this.at];
    if (!line) return;
    const headline = this.headline(line.story);
    const told = headline ? [make("strong", { lang: this.lang || null }, headline), " · "] : [];
    told.push(make("span", {}, this.name(line)));
    if (this.link.href) told.push(make("a", { href: this.link.href, tabIndex: -1, class: "edit" }, "Edit"));
    this.where.replaceChildren(...told);
  }

  leave() {
    if (document.activeElement === this.link && this.link.matches(":focus-visible")) return;
    this.link.classList.remove("pointed");
    if (matchMedia("(hover: hover)").matches) this.where.replaceChildren();
  }

  key(event) {
    const { lines, at } = this;
    const paragraph = (line) => `${line.story} ${line.part} ${line.paragraph}`;
    const other = (step) => {
      let to = at;
      while (lines[to + step] && paragraph(lines[to + step]) === paragraph(lines[at])) to += step;
      return to + step;
    };
    const to = {
      ArrowDown: () => at + 1,
      ArrowUp: () => at - 1,
      ArrowRight: () => other(1),
      ArrowLeft: () => other(-1),
      Home: () => 0,
      End: () => lines.length - 1,
    }[event.key];
    if (!to || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.choose(Math.min(lines.length - 1, Math.max(0, to())));
    this.tell();
    this.view.follow(lines[this.at]);
  }
}

const holds = (line, { x, y }) => x >= line.x - 1 && x <= line.x + line.w + 1 && y >= line.y - 1 && y <= line.y + line.h + 1;
