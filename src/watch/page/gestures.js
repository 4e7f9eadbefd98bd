// Wheel, mouse and fingers on the stage: they pan and zoom the view.

const SLIP = 4; // Pixels that a click may slip before it is a drag.
const PAUSE = 350; // Milliseconds without a turn of the wheel that end its gesture.

export function listen(view) {
  wheel(view);
  pointers(view);
  view.stage.addEventListener("dblclick", (event) => {
    // On a line the first click has led to the editor.
    if (!view.page || event.target.closest("a")) return;
    if (view.mode === "page") view.zoom(view.whole(view.size.width / view.page.width), event);
    else view.fit("page");
  });
}

/** The wheel moves the page; with Ctrl (as a pinch on a pad comes) or where all is in view it zooms. */
function wheel(view) {
  let zooming = false;
  let last = 0;
  view.stage.addEventListener(
    "wheel",
    (event) => {
      if (!view.page) return;
      event.preventDefault();
      const unit = [1, 16, view.size.height][event.deltaMode];
      if (event.timeStamp - last > PAUSE) zooming = !view.overflows;
      last = event.timeStamp;
      if (event.ctrlKey || event.metaKey || zooming) {
        const step = Math.max(-120, Math.min(120, event.deltaY * unit));
        // A pinch on a pad comes in small steps.
        const strength = event.ctrlKey && Math.abs(step) < 40 ? 0.01 : 0.0022;
        view.zoom(view.scale * Math.exp(-step * strength), event, { settled: false });
      } else if (event.shiftKey && !event.deltaX) {
        view.pan(event.deltaY * unit, 0);
      } else {
        view.pan(event.deltaX * unit, event.deltaY * unit);
      }
    },
    { passive: false },
  );
}

/** One pointer drags, two pinch. A press that slips is no click. */
function pointers(view) {
  const { stage } = view;
  const down = new Map();
  let slipped = 0;
  stage.addEventListener("pointerdown", (event) => {
    if (!view.page || event.button !== 0) return;
    if (!down.size) slipped = 0;
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  stage.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    slipped += Math.hypot(now.x - before.x, now.y - before.y);
    if (slipped < SLIP) return;
    // Only a drag takes the pointer away from the line under it.
    if (!stage.hasPointerCapture(event.pointerId)) stage.setPointerCapture(event.pointerId);
    stage.classList.add("dragged");
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    down.set(event.pointerId, now);
    if (other) pinch(view, before, now, other);
    else view.pan(before.x - now.x, before.y - now.y);
  });
  const up = (event) => {
    if (!down.delete(event.pointerId) || down.size) return;
    stage.classList.remove("dragged");
  };
  stage.addEventListener("pointerup", up);
  stage.addEventListener("pointercancel", up);
  stage.addEventListener(
    "click",
    (event) => {
      if (slipped < SLIP) return;
      event.preventDefault();
      event.stopPropagation();
      slipped = 0;
    },
    true,
  );
}

function pinch(view, before, now, other) {
  const was = Math.hypot(before.x - other.x, before.y - other.y);
  const is = Math.hypot(now.x - other.x, now.y - other.y);
  const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
  if (was > 0) view.zoom((view.scale * is) / was, middle, { settled: false });
  view.pan((before.x - now.x) / 2, (before.y - now.y) / 2);
}
