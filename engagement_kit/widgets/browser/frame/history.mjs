// What was changed, when and by whom.

import { stepName, valueText } from "./describe.mjs";
import { clear, h } from "../ground/h.mjs";

/** The history, closed at first; it is written out only while it is open. */
export function mountHistory(context, store) {
  const named = { tabindex: "0", "aria-label": context.w("form_history") }; // it scrolls
  const list = h("ol", { class: "ek-history-list", ...named });
  const empty = h("p", { class: "ek-muted" }, context.w("form_history_empty"));
  const el = h(
    "details",
    { class: "ek-history", on: { toggle: () => update() } },
    h("summary", null, context.w("form_history")),
    empty,
    list,
  );
  let shown = null;
  function update() {
    const steps = store.history();
    if (!el.open || steps === shown) return;
    shown = steps;
    empty.hidden = steps.length > 0;
    list.hidden = steps.length === 0;
    clear(list).append(...steps.map((step) => stepView(context, step)));
  }
  return { el, update };
}

function stepView(context, step) {
  const { w } = context;
  const { attr, item } = ratedIn(step);
  const nothing = () => h("span", { class: "ek-muted" }, w("form_nothing"));
  const say = (value) => {
    const text = valueText(context, attr, value, item);
    return text ? h("q", { dir: "auto" }, text) : nothing();
  };
  const at = step.at.replace("T", " ").slice(0, 16);
  const change = [say(step.before), " ", arrow(context), " ", say(step.after)];
  return h(
    "li",
    null,
    h("time", { datetime: step.at, class: "ek-muted" }, h("bdi", null, at)),
    " ",
    h("bdi", null, step.coder),
    step.kind !== "set" && [" ", h("em", null, w(`form_step_${step.kind}`))],
    h("span", { class: "ek-history-what", dir: "auto" }, stepName(context, step)),
    h("span", { class: "ek-history-change" }, change),
  );
}

/** The item that a step is about, and which side of it. */
function ratedIn({ what: [kind, first, , third] }) {
  return kind === "target" ? { item: third, attr: "value" } : { item: first, attr: third };
}

function arrow(context) {
  const sign = context.dir() === "rtl" ? "←" : "→";
  return [
    h("span", { "aria-hidden": "true" }, sign),
    h("span", { class: "ek-hidden" }, context.w("form_became")),
  ];
}
