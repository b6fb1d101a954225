// The same as the picture, as a table: every case can be read and chosen here.

import { clear, h } from "../ground/h.mjs";
import { caseButton, keepFocus } from "./explore_changes.mjs";

/** All cases that are looked at, the placed ones first, in the order of places. */
export function mountExploreTable(state) {
  const head = h("thead");
  const body = h("tbody");
  const caption = h("caption", { class: "ek-hidden" });
  const el = h("div", { class: "ek-explore-table", tabindex: 0, role: "group" }, h("table", {}, caption, head, body));
  const update = () => {
    if (el.hidden) return;
    caption.textContent = state.t(state.shownPart.id);
    el.setAttribute("aria-label", state.t(state.shownPart.id));
    clear(head).append(h("tr", {}, columns(state).map(([name]) => h("th", { scope: "col" }, name))));
    keepFocus(body, () => clear(body).append(...sorted(state).map((unit) => row(state, unit))));
  };
  return { el, update };
}

function sorted(state) {
  const order = [...state.shownPart.places, null];
  return state.units
    .map((unit, n) => [order.indexOf(unit.place), n, unit])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .map(([, , unit]) => unit);
}

function columns(state) {
  const scores = (state.shownPart.axes ?? []).map((axis, n) => [
    state.w("column_score", { axis: state.t(axis) }),
    (unit) => bounded(state, unit, "xy"[n]),
  ]);
  return [
    [state.w("column_case"), (unit) => caseButton(state, unit, [h("bdi", {}, state.nameOf(unit))])],
    [state.w("column_wave"), (unit) => unit.wave],
    [state.w("column_place"), (unit) => (unit.place ? state.t(unit.place) : "–")],
    [state.w("column_status"), (unit) => state.statusName(unit.status)],
    [state.w("column_before"), (unit) => before(state, unit)],
    ...scores,
    [state.w("column_possible"), (unit) => state.placesOf(unit) || "–"],
    [state.w("kind"), (unit) => state.kindName(state.kindOf(unit))],
    [state.w("country"), (unit) => state.countryName(state.view.cases[unit.case].country)],
  ];
}

function before(state, unit) {
  if (!unit.change) return "";
  const { place, status } = unit.before;
  return place ? `${state.t(place)} (${state.statusName(status)})` : state.placeName(place);
}

function bounded(state, unit, side) {
  const [score, low, high] = ["", "_low", "_high"].map((end) => state.score(unit[side + end]));
  return state.w("bounds", { score, low, high });
}

function row(state, unit) {
  const cells = columns(state).map(([, cell], n) =>
    n ? h("td", { dir: "auto" }, cell(unit)) : h("th", { scope: "row" }, cell(unit)),
  );
  return h("tr", { dataset: { change: unit.change } }, cells);
}
