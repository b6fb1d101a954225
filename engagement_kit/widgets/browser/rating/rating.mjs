// One rating: the answers of a scale as a row of radios, the reasons why there is no answer beside
// them, a mark that says how far it is, and everything else behind one disclosure.

import { h, uid } from "../ground/h.mjs";
import { mountRatingDetails } from "./rating_details.mjs";

export const MISSING = ["unknown", "not_asked", "not_applicable", "confidential"];
const LONG = 40; // items from which on a list takes long to lay out

/**
 * The control for one rating: `{el, update}`.
 *
 * `options`: `hint` (text below the name), `before` (nodes between name and answers).
 */
export function mountRating(context, itemId, scaleId, options = {}) {
  const name = uid("ek-rate");
  const group = answerGroup(context, itemId, name);
  const answers = context.form.scales[scaleId].map((value) => {
    const hint = context.t(`scale.${scaleId}.${value}`, "definition");
    return answerRadio(group, { value }, context.value(scaleId, value), hint);
  });
  const foot = ratingFoot(context, itemId, group);
  const el = h(
    "fieldset",
    { class: "ek-rating", dataset: { item: itemId }, "aria-describedby": foot.mark.id },
    h("legend", { class: "ek-rating-name", dir: "auto" }, context.t(itemId)),
    options.hint && h("p", { class: "ek-rating-hint", dir: "auto" }, options.hint),
    options.before,
    h(
      "div",
      { class: "ek-rating-row" },
      h("div", { class: "ek-answers", role: "presentation" }, answers, foot.clearing),
      foot.reasons,
    ),
    foot.more,
  );
  group.listen(el);
  return { el, update: foot.update };
}

/** Ratings below one another, in a list; of a long one only what is on the screen is laid out. */
export function ratingList(tag, ratings) {
  const rows = ratings.map(({ el }) => h("li", { class: "ek-item" }, el));
  return h(tag, { class: rows.length > LONG ? "ek-items ek-long" : "ek-items" }, rows);
}

/**
 * The radios of one rating: answers and reasons for a missing answer exclude one another, so they
 * share one name. `listen(root)` is called once with the element that holds them all.
 */
export function answerGroup(context, item, name) {
  const radios = [];
  const choose = (event) => {
    const { value, missing } = event.target.dataset;
    if (event.target.name !== name) return;
    context.rate(item, missing === undefined ? "value" : "missing", missing ?? value);
  };
  return {
    name,
    radios,
    listen: (root) => root.addEventListener("change", choose),
    update() {
      const { value, missing } = context.rating(item);
      for (const radio of radios) {
        const is = radio.dataset.missing === undefined ? value : missing;
        radio.checked = is !== null && is === (radio.dataset.missing ?? radio.dataset.value);
      }
    },
  };
}

/** A radio of the group; `data` is `{value}` or `{missing}`. */
export function groupRadio(group, data, props = {}) {
  const radio = h("input", { type: "radio", name: group.name, dataset: data, ...props });
  group.radios.push(radio);
  return radio;
}

function answerRadio(group, data, label, hint) {
  const text = h("span", { class: "ek-answer-text", dir: "auto" }, label);
  return h("label", { class: "ek-answer", title: hint || null }, groupRadio(group, data), text);
}

/** What follows the answers of a rating: reasons for a missing one, clear, mark and details. */
export function ratingFoot(context, item, group) {
  const clearing = clearButton(context, item, group);
  const mark = h("span", { class: "ek-mark", id: uid("ek-mark") });
  const details = mountRatingDetails(context, item, mark);
  const problem = h("p", { class: "ek-fault", hidden: true, dir: "auto" });
  let seen = null;
  const update = () => {
    const rating = context.rating(item);
    const trouble = answerProblem(context, item);
    const now = JSON.stringify([rating, trouble, context.wave()]);
    details.update();
    if (now === seen) return;
    seen = now;
    group.update();
    showMark(mark, context, rating);
    clearing.disabled = rating.value === null && rating.missing === null;
    showAnswerProblem(problem, trouble, group);
  };
  update();
  const reasons = missingRadios(context, group);
  return { reasons, clearing, mark, more: [problem, details.el], update };
}

function missingRadios(context, group) {
  return h(
    "div",
    { class: "ek-missing", role: "presentation" },
    MISSING.map((missing) => {
      const label = answerRadio(group, { missing }, context.w(`rating_missing_${missing}`));
      label.classList.add("ek-missing-one");
      label.dataset.missing = missing;
      label.title = context.w(`rating_missing_${missing}_why`);
      return label;
    }),
  );
}

function clearButton(context, item, group) {
  const clearAnswer = () => {
    context.rate(item, context.rating(item).value === null ? "missing" : "value", null);
    context.tell(context.w("rating_cleared", { item: context.t(item) }));
    group.radios[0]?.focus(); // the button is about to go, and focus must not go with it
  };
  const label = `${context.w("rating_clear")} (${context.t(item)})`;
  const props = { type: "button", class: "ek-clear", disabled: true, on: { click: clearAnswer } };
  return h("button", { ...props, "aria-label": label, title: context.w("rating_clear") }, "×");
}

/** How far a rating is; being a draft is a state like the others, not an error. */
export function ratingState(rating) {
  if (rating.missing !== null) return "missing";
  if (rating.value !== null) return rating.evidence.length > 0 ? "done" : "draft";
  const begun = rating.confidence !== null || rating.evidence.length > 0 || rating.note !== "";
  return begun ? "begun" : "none";
}

function showMark(mark, context, rating) {
  const state = ratingState(rating);
  mark.dataset.state = state;
  mark.textContent = context.w(`rating_state_${state}`, { n: rating.evidence.length });
}

function answerProblem(context, item) {
  const about = (p) =>
    p.change?.do === "rate" && p.change.item === item && p.change.wave === context.wave();
  return (
    context.problem((p) => about(p) && ["value", "missing"].includes(p.change.attr))?.message ?? ""
  );
}

function showAnswerProblem(el, message, group) {
  el.textContent = message;
  el.hidden = message === "";
  el.id ||= uid("ek-fault");
  for (const radio of group.radios) {
    if (message) radio.setAttribute("aria-describedby", el.id);
    else radio.removeAttribute("aria-describedby");
  }
}
