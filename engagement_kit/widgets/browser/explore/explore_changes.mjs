// What the rules did: who moved, who is not placed, which rules these are, and the same in Python.

import { clear, h } from "../ground/h.mjs";

/** How many are placed how, and how many of them moved. */
export function mountExploreCounts(state) {
  const counts = h("span");
  const moved = h("span");
  const el = h("p", { class: "ek-explore-counts" }, counts, moved);
  const update = () => {
    counts.textContent = state.w("counts", state.result.counts);
    const n = state.units.filter((unit) => unit.change === "place").length;
    moved.textContent = n ? state.w("moved", { n }) : state.w("moved_none");
  };
  return { el, update };
}

/** The cases that stand elsewhere than by the default rules, or less firmly, or nowhere. */
export function mountExploreChanges(state) {
  const folded = (open) =>
    h("details", { open }, h("summary"), h("ul", { class: "ek-explore-list" }));
  const [moved, firm, unplaced] = [folded(true), folded(false), folded(false)];
  const el = h("section", { class: "ek-stack" }, moved, firm, unplaced);
  const update = () => {
    const changed = (change) => state.units.filter((unit) => unit.change === change);
    fillFolded(state, moved, "moved", changed("place"), moveName);
    fillFolded(state, firm, "firm", changed("status"), firmName);
    fillFolded(state, unplaced, "unplaced", state.units.filter((unit) => !unit.place), plainName);
  };
  return { el, update };
}

function plainName(state) {
  return (unit) => [h("bdi", {}, state.nameOf(unit))];
}

function moveName(state) {
  return (unit) =>
    aroundName(state, "move", unit, {
      before: state.placeName(unit.before.place),
      after: state.placeName(unit.place),
    });
}

function firmName(state) {
  return (unit) =>
    aroundName(state, "firm_one", unit, {
      after: state.statusName(unit.status),
      place: state.placeName(unit.place),
    });
}

const NAME = "\u0000"; // stands in no sentence and in no name

/** A sentence with the name of a case in it, which keeps its own direction of writing. */
function aroundName(state, key, unit, values) {
  const [before, after] = state.w(key, { ...values, name: NAME }).split(NAME);
  return [before, h("bdi", {}, state.nameOf(unit)), after];
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
