// Pictures of pages on canvases. A new one is fetched and decoded beside the old and painted over
// it at one stroke, so that nothing flickers; of a page that changed only the part that differs
// is fetched.

const MOST_PIXELS = 16_000_000;

/** The pixels an inch that a picture may have at most. */
export const bounded = (dpi, page) =>
  Math.max(8, Math.min(600, dpi, Math.floor(72 * Math.sqrt(MOST_PIXELS / (page.width * page.height)))));

/** Whether a picture of this size is as sharp as the screen. */
export const isSharp = (dpi, page) => bounded(dpi, page) >= Math.min(600, dpi);

export class Picture {
  /** `kind` is the first part of the address: picture or ink. */
  constructor(canvas, kind = "picture") {
    Object.assign(this, { canvas, kind });
    this.pen = canvas.getContext("2d", { alpha: kind !== "picture" });
    this.shown = null;
    if (kind === "picture") {
      this.pen.fillStyle = "#fff";
      this.pen.fillRect(0, 0, canvas.width, canvas.height);
    }
    this.wanted = null;
    this.busy = false;
  }

  /**
   * Asks for the look of a page; resolves once it, or a later one that was asked for meanwhile, is
   * painted, to what is shown then. One request is under way at a time: of many saves a second
   * the last is shown.
   */
  async show(page, dpi) {
    const side = (length) => Math.floor((length * dpi) / 72);
    this.wanted = { hash: page.picture, dpi, width: side(page.width), height: side(page.height) };
    if (this.busy) return this.busy;
    this.busy = this.work();
    try {
      return await this.busy;
    } finally {
      this.busy = false;
    }
  }

  async work() {
    while (this.wanted && !same(this.wanted, this.shown)) {
      const wanted = this.wanted;
      const answer = await this.fetch(wanted).catch(() => null);
      // What is no longer kept has a successor, which the next state names.
      if (!answer) {
        if (this.wanted === wanted) break;
        continue;
      }
      this.paint(answer);
      this.shown = wanted;
    }
    return this.shown;
  }

  async fetch({ hash, dpi, width, height }) {
    const from = this.shown?.dpi === dpi && this.kind === "picture" ? `&from=${this.shown.hash}` : "";
    const answer = await fetch(`/${this.kind}/${hash}.png?dpi=${dpi}${from}`);
    if (!answer.ok) return null;
    const [x, y] = (answer.headers.get("x-place") ?? "0 0").split(" ").map(Number);
    const bitmap = await createImageBitmap(await answer.blob());
    const whole = Math.abs(bitmap.width - width) <= 1 && Math.abs(bitmap.height - height) <= 1;
    return { bitmap, x, y, whole };
  }

  paint({ bitmap, x, y, whole }) {
    const { canvas, pen } = this;
    if (whole && (canvas.width !== bitmap.width || canvas.height !== bitmap.height)) {
      canvas.width = bitmap.width;
      canvas.height = bitmap.height;
    }
    if (this.kind !== "picture") pen.clearRect(x, y, bitmap.width, bitmap.height);
    pen.drawImage(bitmap, x, y);
    bitmap.close();
  }
}

const same = (one, other) => one && other && one.hash === other.hash && one.dpi === other.dpi;

/** Resolves when the next frame has been handed to the screen. */
export const painted = () =>
  new Promise((done) => (document.hidden ? setTimeout(done) : requestAnimationFrame(() => setTimeout(done))));

const GONE = [208, 0, 111];
const NEW = [0, 118, 138];

/**
 * Paints what differs between two pictures of one size: what only the old had and what only the
 * new has in two colours that nobody confuses, what both have in light grey.
 */
export async function paintDifference(canvas, old, current) {
  const [before, now] = await Promise.all([old, current].map(pixels));
  const { width, height } = now;
  const out = new ImageData(width, height);
  const at = (image, x, y) => (x < image.width && y < image.height ? 4 * (y * image.width + x) : -1);
  for (let y = 0, to = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, to += 4) {
      const is = dark(now.data, to);
      const was = dark(before.data, at(before, x, y));
      const differs = Math.abs(is - was) > 24;
      const ink = differs ? (is > was ? NEW : GONE) : [150, 150, 150];
      const amount = differs ? Math.max(is, was) / 255 : (is / 255) * 0.55;
      for (let part = 0; part < 3; part += 1) out.data[to + part] = 255 - (255 - ink[part]) * amount;
      out.data[to + 3] = 255;
    }
  }
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d").putImageData(out, 0, 0);
}

const dark = (data, at) => (at < 0 ? 0 : 255 - (data[at] * 77 + data[at + 1] * 150 + data[at + 2] * 29) / 256);

async function pixels(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error("gone");
  const bitmap = await createImageBitmap(await answer.blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(bitmap, 0, 0);
  return pen.getImageData(0, 0, bitmap.width, bitmap.height);
}
