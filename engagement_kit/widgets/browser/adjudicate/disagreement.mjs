// One disagreement, opened: both sides beside one another, and the decision below them.

import { h } from "../ground/h.mjs";
import { mountAnswers, mountKept, mountReason, mountSureness } from "./decision.mjs";
import { listOf, textBlock } from "../rating/rating_details.mjs";
import { mountSides } from "./sides.mjs";

/**
 * The view of one entry: `{el, update, replace(entry)}`.
 *
 * `context` is that of the entry's wave; `decide(changes)` makes several changes of its rating at
 * once; `next()` goes on to the next one that is open.
 */
export function mountDisagreement(context, first, { decide, next }) {
  let entry = first;
  const shared = { context, entry: () => entry, rating: () => context.rating(entry.item), decide };
  const sides = mountSides(shared);
  const parts = [
    sides,
    mountAnswers(shared),
    mountReason(shared),
    mountSureness(shared),
    mountKept(shared),
  ];
  const [, ...decision] = parts;
  const legend = h("legend", {}, context.w("adjudicate_decision"));
  const el = h(
    "div",
    { class: "ek-adj-open ek-stack" },
    aboutItem(context, entry),
    sides.el,
    h("fieldset", { class: "ek-adj-decision ek-stack" }, legend, decision.map((part) => part.el)),
    nextButton(context, next),
  );
  el.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    next();
  });
  const update = () => parts.forEach((part) => part.update());
  const replace = (other) => {
    entry = other;
    sides.fill();
    update();
  };
  update();
  return { el, update, replace };
}

function nextButton(context, next) {
  const props = { type: "button", "aria-keyshortcuts": "Control+Enter", on: { click: next } };
  const keys = h("kbd", { class: "ek-muted", "aria-hidden": "true", dir: "ltr" }, "Ctrl+Enter");
  return h("div", { class: "ek-row" }, h("button", props, context.w("adjudicate_next")), keys);
}

/** Guiding questions and description of the item. */
function aboutItem(context, entry) {
  const questions = context.texts(entry.item, "question");
  const description = context.t(entry.item, "description");
  if (!questions.length && !description) return null;
  return h(
    "div",
    { class: "ek-adj-about" },
    description && h("p", { dir: "auto" }, description),
    questions.length > 0 && textBlock(context, "questions", listOf("ul", questions)),
  );
}
