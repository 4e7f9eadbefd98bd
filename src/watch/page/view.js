// Where the page lies on the stage and how large: fitting, zooming, panning. Lengths of the page
// are points, those of the stage CSS pixels.

export const NATURAL = 96 / 72; // CSS pixels a point at 100 per cent.
const LEAST = 0.05 * NATURAL;
const MOST = 6 * NATURAL;
const EDGE = 12; // Ground left around a page that fits.

export class View {
  /** `moved` is told after every change of place or size. */
  constructor(stage, sheet, moved) {
    Object.assign(this, { stage, sheet, moved });
    this.page = null;
    this.mode = "page";
    this.scale = 1;
    this.middle = { x: 0, y: 0 };
    this.places = new Map();
    new ResizeObserver(() => this.page && this.refit()).observe(stage);
  }

  /** Shows a page: at the place where it was left, or as the one before, from its head. */
  show(page, key) {
    const same = key === this.key;
    const sized = same && this.page.width === page.width && this.page.height === page.height;
    this.page = page;
    if (sized) return;
    if (!same) {
      this.key = key;
      const left = this.places.get(key);
      if (left) Object.assign(this, left, { middle: { ...left.middle } });
      else this.middle = { x: page.width / 2, y: 0 };
    }
    this.refit();
  }

  get size() {
    return { width: this.stage.clientWidth, height: this.stage.clientHeight };
  }

  /** Sizes are such that the page has a whole number of pixels an inch: the picture is then sharp. */
  whole(scale, round = Math.round) {
    const perPoint = 72 * devicePixelRatio;
    return Math.max(8, round(scale * perPoint)) / perPoint;
  }

  refit() {
    const { width, height } = this.size;
    const across = (width - 2 * EDGE) / this.page.width;
    if (this.mode === "page") {
      this.scale = this.whole(Math.min(across, (height - 2 * EDGE) / this.page.height), Math.floor);
    } else if (this.mode === "width") {
      this.scale = this.whole(across, Math.floor);
    }
    this.lay();
  }

  fit(mode) {
    const from = this.mode;
    this.mode = mode;
    if (mode === "width" && from === "page") this.middle.y = 0;
    this.refit();
  }

  /** Zooms; the point of the page under `at` (of the window) stays where it is. */
  zoom(scale, at, { settled = true } = {}) {
    const { left, top } = this.stage.getBoundingClientRect();
    const { width, height } = this.size;
    const x = (at ? at.x - left : width / 2) - width / 2;
    const y = (at ? at.y - top : height / 2) - height / 2;
    const held = { x: this.middle.x + x / this.scale, y: this.middle.y + y / this.scale };
    const bounded = Math.min(MOST, Math.max(LEAST, scale));
    this.mode = "free";
    this.scale = settled ? this.whole(bounded) : bounded;
    this.middle = { x: held.x - x / this.scale, y: held.y - y / this.scale };
    this.lay();
  }

  /** After a gesture: the nearest size at which the picture is sharp. */
  snap() {
    const sharp = this.whole(this.scale);
    if (this.mode !== "free" || sharp === this.scale) return;
    this.scale = sharp;
    this.lay();
  }

  pan(dx, dy) {
    this.middle.x += dx / this.scale;
    this.middle.y += dy / this.scale;
    this.lay();
  }

  /** Whether there is anything out of view. */
  get overflows() {
    const { width, height } = this.size;
    return this.page.width * this.scale > width || this.page.height * this.scale > height;
  }

  /** Brings a rectangle of the page into view, large enough to be read. */
  reveal(rect) {
    const { width, height } = this.size;
    const readable = this.whole(0.75 * NATURAL);
    if (this.scale < readable) {
      this.mode = "free";
      this.scale = Math.max(this.scale, Math.min(readable, this.whole((width - 2 * EDGE) / rect.w)));
    }
    // The head of what is taller than the stage is what one wants to see.
    const tall = rect.h * this.scale > height * 0.7;
    this.middle = {
      x: rect.x + rect.w / 2,
      y: tall ? rect.y + (height * 0.35) / this.scale : rect.y + rect.h / 2,
    };
    this.lay();
  }

  /** Moves as little as is needed to see a rectangle. */
  follow(rect) {
    const { width, height } = this.size;
    const step = (low, size, middle, room) => {
      const half = room / this.scale / 2 - EDGE;
      if (low < middle - half) return low + half;
      if (low + size > middle + half) return low + size - half;
      return middle;
    };
    this.middle.x = step(rect.x, rect.w, this.middle.x, width);
    this.middle.y = step(rect.y, rect.h, this.middle.y, height);
    this.lay();
  }

  lay() {
    const { page, scale } = this;
    const { width, height } = this.size;
    const wide = page.width * scale;
    const high = page.height * scale;
    const half = { x: width / 2 / scale, y: height / 2 / scale };
    const bound = (middle, half, length, size, room) => {
      if (size + 2 * EDGE <= room) return length / 2;
      const edge = EDGE / scale;
      return Math.min(length - half + edge, Math.max(half - edge, middle));
    };
    this.middle.x = bound(this.middle.x, half.x, page.width, wide, width);
    this.middle.y = bound(this.middle.y, half.y, page.height, high, height);
    const exact = (length) => Math.round(length * devicePixelRatio) / devicePixelRatio;
    this.left = exact(width / 2 - this.middle.x * scale);
    this.top = exact(height / 2 - this.middle.y * scale);
    const { style } = this.sheet;
    style.transform = `translate(${this.left}px, ${this.top}px)`;
    style.width = `${wide}px`;
    style.height = `${high}px`;
    this.places.set(this.key, { mode: this.mode, scale: this.scale, middle: { ...this.middle } });
    this.moved();
  }

  /** The point of the page under a point of the window. */
  under(at) {
    const { left, top } = this.stage.getBoundingClientRect();
    return { x: (at.x - left - this.left) / this.scale, y: (at.y - top - this.top) / this.scale };
  }
}
