// What the rules did: who moved, who is not placed, which rules these are, and the same in Python.

import { clear, h } from "./h.mjs";

/** Counts, and the cases that stand elsewhere than by the default rules. */
export function mountExploreChanges(state) {
  const counts = h("p", { class: "ek-explore-counts" });
  const moved = h("div");
  const firm = h("details", {}, h("summary"), h("ul", { class: "ek-explore-list" }));
  const unplaced = h("details", {}, h("summary"), h("ul", { class: "ek-explore-list ek-explore-flow" }));
  const el = h("section", { class: "ek-stack" }, counts, moved, firm, unplaced);
  const update = () => {
    counts.textContent = state.w("counts", state.result.counts);
    fillMoved(state, moved);
    fillFolded(state, firm, "firm", state.units.filter((unit) => unit.change === "status"), firmName);
    const missing = state.units.filter((unit) => !unit.place);
    fillFolded(state, unplaced, "unplaced", missing, () => (unit) => state.nameOf(unit));
  };
  return { el, update };
}

function fillMoved(state, box) {
  const moved = state.units.filter((unit) => unit.change === "place");
  const head = moved.length ? state.w("moved", { n: moved.length }) : state.w("moved_none");
  keepFocus(box, () => {
    clear(box).append(h("p", { class: "ek-explore-moved" }, head));
    if (moved.length) box.append(h("ul", { class: "ek-explore-list" }, moved.map((unit) => line(state, unit, moveName(state)))));
  });
}

function moveName(state) {
  return (unit) =>
    state.w("move", {
      name: state.nameOf(unit),
      before: state.placeName(unit.before.place),
      after: state.placeName(unit.place),
    });
}

function firmName(state) {
  return (unit) =>
    state.w("firm_one", {
      name: state.nameOf(unit),
      after: state.statusName(unit.status),
      place: state.placeName(unit.place),
    });
}

function fillFolded(state, details, key, units, naming) {
  const [summary, list] = details.children;
  details.hidden = units.length === 0;
  summary.textContent = state.w(key, { n: units.length });
  keepFocus(list, () => clear(list).append(...units.map((unit) => line(state, unit, naming(state)))));
}

function line(state, unit, naming) {
  return h("li", {}, caseButton(state, unit, naming(unit)));
}

/** A case as a button that asks why it stands where it does. */
export function caseButton(state, unit, text) {
  return h(
    "button",
    {
      type: "button",
      class: "ek-explore-case-button",
      dir: "auto",
      dataset: { unit: unit.unit },
      "aria-pressed": String(unit.unit === state.unit),
      on: { click: (event) => state.choose(unit, event.detail === 0) },
    },
    text,
  );
}

/** Fills a box anew; the case that had the focus has it again afterwards. */
export function keepFocus(box, fill) {
  const focused = box.contains(document.activeElement) ? document.activeElement.dataset.unit : null;
  fill();
  if (!focused) return;
  const again = Array.from(box.querySelectorAll("[data-unit]")).find((one) => one.dataset.unit === focused);
  again?.focus();
}

/** The rules in words, and the call that makes the same placements. */
export function mountExploreRules(state) {
  const rules = h("p", { class: "ek-explore-rules" });
  const code = h("code", { dir: "ltr", lang: "en" });
  const told = h("span", { role: "status", class: "ek-muted" });
  const copy = h("button", { type: "button", on: { click: () => copyText(state, code, told) } }, state.w("copy"));
  const call = h("pre", { class: "ek-explore-code", tabindex: 0, "aria-label": state.w("code"), role: "group", dir: "ltr" }, code);
  const row = h("div", { class: "ek-row" }, h("strong", {}, state.w("code")), copy, told);
  const el = h("section", { class: "ek-stack" }, h("strong", {}, state.w("rules_used")), rules, row, call);
  const update = () => {
    const { status } = state.result;
    const own = ["authored", "inferred", "attested", "chosen"].includes(status) ? [state.w(`status_${status}`)] : [];
    rules.textContent = [...state.result.rules, ...own].join(" ");
    if (code.textContent !== state.result.code) told.textContent = "";
    code.textContent = state.result.code;
  };
  return { el, update };
}

async function copyText(state, code, told) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    told.textContent = state.w("copied");
  } catch {
    window.getSelection().selectAllChildren(code);
    told.textContent = state.w("not_copied");
  }
}
