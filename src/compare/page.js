"use strict";
for (const page of document.querySelectorAll(".page")) {
  const cut = page.querySelector(".cut");
  if (cut) cut.addEventListener("input", () => page.style.setProperty("--cut", cut.value + "%"));
}
const pages = [...document.querySelectorAll(".page")];
const current = () => {
  const middle = innerHeight / 2;
  const above = pages.filter((page) => page.getBoundingClientRect().top <= middle);
  return Math.max(0, above.length - 1);
};
const keys = { 1: "side", 2: "slide", 3: "blink" };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !pages.length) return;
  const at = current();
  if (event.key === "n" || event.key === "p") {
    const step = event.key === "n" ? 1 : -1;
    const seen = pages[at].getBoundingClientRect().top <= innerHeight / 2;
    const next = pages[Math.min(pages.length - 1, Math.max(0, at + (seen || step < 0 ? step : 0)))];
    next.scrollIntoView();
    next.focus({ preventScroll: true });
  } else if (keys[event.key]) {
    const mode = pages[at].querySelector("." + keys[event.key]);
    if (mode) mode.checked = true;
  } else if (event.key === "m") {
    const marks = pages[at].querySelector(".marked");
    if (marks) marks.checked = !marks.checked;
  }
});
