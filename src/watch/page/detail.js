// Deep zoom: where the whole page would have too many pixels, what is in view is fetched by itself
// and laid over the picture.

import { place } from "./dom.js";

const MARGIN = 64; // Pixels around what is in view.

export class Detail {
  constructor(canvas) {
    this.canvas = canvas;
    this.pen = canvas.getContext("2d", { alpha: false });
    this.shown = "";
    this.turn = 0;
  }

  hide() {
    this.turn += 1;
    this.shown = "";
    this.canvas.hidden = true;
  }

  /** Draws what the view shows of a page, at so many pixels an inch. */
  async show(page, view, dpi) {
    const turn = ++this.turn;
    const scale = dpi / 72;
    const whole = { w: Math.floor(page.width * scale), h: Math.floor(page.height * scale) };
    const box = view.stage.getBoundingClientRect();
    const from = view.under({ x: box.left, y: box.top });
    const to = view.under({ x: box.right, y: box.bottom });
    const x = Math.max(0, Math.floor(from.x * scale) - MARGIN);
    const y = Math.max(0, Math.floor(from.y * scale) - MARGIN);
    const w = Math.min(whole.w, Math.ceil(to.x * scale) + MARGIN) - x;
    const h = Math.min(whole.h, Math.ceil(to.y * scale) + MARGIN) - y;
    const address = `/picture/${page.picture}.png?dpi=${dpi}&x=${x}&y=${y}&w=${w}&h=${h}`;
    if (w <= 0 || h <= 0 || address === this.shown) return;
    const answer = await fetch(address).catch(() => null);
    const isPart = answer?.ok && answer.headers.get("x-place") === `${x} ${y} ${w} ${h}`;
    if (!isPart || turn !== this.turn) return;
    const bitmap = await createImageBitmap(await answer.blob());
    if (turn !== this.turn) return;
    Object.assign(this.canvas, { width: w, height: h, hidden: false });
    this.pen.drawImage(bitmap, 0, 0);
    bitmap.close();
    place(this.canvas, { x, y, w, h }, { width: whole.w, height: whole.h });
    this.shown = address;
  }
}
