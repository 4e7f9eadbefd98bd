// The stories of the edition, those in trouble first, and how each fits its room.

import { count, editorLink, find, make, refill } from "./dom.js";

/** `jump` goes to a place of a page. */
export function showStories(state, current, jump) {
  const row = (story) => {
    const page = state.pages.find((one) => one.key === story.page);
    const name = `${story.layout}/${story.article}`;
    const edit = editorLink(state.editor, story);
    const main = [
      make("span", { class: "headline", lang: story.lang ?? page?.lang ?? "zh" }, story.headline || story.article),
      make("span", { class: "fit", "data-fit": fit(story) }, told(story)),
      make("span", { class: "facts" }, [story.article, page?.name, `${story.needs} in ${count(story.room, "line")}`, treated(story.treatments)].filter(Boolean).join(" · ")),
    ];
    const open = make("button", { type: "button", class: "jump", "data-key": name, disabled: !story.at, onclick: () => jump(story.page, story.at) }, ...main);
    const pen = edit && make("a", { class: "edit", href: edit, "data-key": `${name} edit`, "aria-label": `Edit ${story.article}` }, "Edit");
    return make("li", { class: story.page === current ? "here" : null }, open, pen);
  };
  const trouble = state.stories.filter((story) => fit(story) !== "fits");
  const fitting = state.stories.filter((story) => fit(story) === "fits");
  const list = find("story-list");
  const isOpen = list.querySelector("details")?.open ?? trouble.length < 4;
  const parts = [];
  if (!state.stories.length) parts.push(make("p", { class: "none" }, "No stories yet."));
  if (trouble.length) parts.push(make("ul", {}, ...trouble.map(row)));
  if (fitting.length) {
    const summary = make("summary", { "data-key": "fitting" }, trouble.length ? `${count(fitting.length, "story fits", "stories fit")}` : `All stories fit (${fitting.length})`);
    parts.push(make("details", { open: isOpen }, summary, make("ul", {}, ...fitting.map(row))));
  }
  refill(list, parts);
  const over = state.stories.filter((story) => story.over > 0).length;
  badge("stories", over, over ? `${over} over` : "");
}

const fit = ({ over, left }) => (over > 0 ? "over" : left > 0 ? "free" : "fits");

function told({ over, left }) {
  if (over > 0) return `${count(over, "line")} over`;
  if (left > 0) return `${count(left, "line")} free`;
  return "fits";
}

/** What `fit` did, as the ledger tells it: "picture −2 lines, tracking −4". */
function treated(treatments) {
  if (!treatments?.length) return null;
  const words = treatments.map(({ kind, amount }) => {
    const number = `${amount < 0 ? "−" : "+"}${Math.abs(amount)}`;
    const unit = { white: "line", picture: "line", headline: "step", optional: "paragraph" }[kind];
    return `${kind} ${number}${unit ? ` ${unit}${Math.abs(amount) === 1 ? "" : "s"}` : ""}`;
  });
  return words.join(", ");
}

/** The number in the heading of a list and on the button of its drawer. */
export function badge(name, number, text) {
  const head = find(`${name}-head`);
  const title = name[0].toUpperCase() + name.slice(1);
  head.replaceChildren(title, ...(text ? [" ", make("span", { class: number ? "badge bad" : "badge" }, text)] : []));
  const drawer = document.querySelector(`[data-drawer="${name}"]`);
  drawer.replaceChildren(title, ...(number ? [" ", make("span", { class: "badge bad" }, `${number}`)] : []));
}
