// Which cases are looked at, and by which rules they are placed.

import { h } from "../ground/h.mjs";
import { choiceField, sliderField, tickField, tickFields } from "./explore_fields.mjs";
import { exploreKinds } from "./explore_state.mjs";

/** The controls of the part that is shown; mounted anew for another part or language. */
export function mountExploreControls(state) {
  const cases = caseFields(state);
  const rules = [...ruleFields(state), ...sliderFields(state), resetField(state)];
  const group = (name, fields) =>
    h("fieldset", { class: "ek-panel ek-stack" }, h("legend", {}, state.w(name)), fields.map((one) => one.el));
  const el = h("div", { class: "ek-explore-controls" }, group("cases", cases), group("rules", rules));
  const update = () => {
    for (const field of [...cases, ...rules]) field.update();
  };
  return { el, update };
}

function resetField(state) {
  const el = h("button", { type: "button", on: { click: () => state.reset() } }, state.w("reset"));
  const update = () => {
    el.disabled = isDefault(state);
  };
  return { el, update };
}

function isDefault(state) {
  const { wave, kinds, countries, ...rules } = state.settings;
  return Object.entries(rules).every(([name, value]) => state.part.settings[name] === value);
}

function caseFields(state) {
  const { kinds, countries, waves } = state.view.choices;
  const read = (name) => () => state.settings[name];
  const set = (name) => (value) => state.set({ [name]: value });
  const hint = state.w("none_means_all");
  const kindNames = exploreKinds(kinds).map((kind) => [kind, state.kindName(kind)]);
  const named = countries.map((country) => [country, state.countryName(country)]);
  const words = ["last", "first", "all"].map((wave) => [wave, state.w(`wave_${wave}`)]);
  const years = [...words, ...waves.map((year) => [String(year), String(year)])];
  const wave = () => state.settings.wave ?? "all";
  return [
    choiceField(state.w("wave"), years, wave, (value) => state.set({ wave: waveOf(value) })),
    tickFields(state.w("kind"), hint, kindNames, read("kinds"), set("kinds")),
    folded(state, tickFields(state.w("country"), hint, named, read("countries"), set("countries"))),
  ];
}

/** What a choice of waves means to the kernel. */
export function waveOf(value) {
  if (value === "all") return null;
  return /^\d+$/.test(value) ? Number(value) : value;
}

/** Many ticks behind a line that says how many are chosen. */
function folded(state, ticks) {
  const told = h("span", { class: "ek-muted" });
  const el = h("details", {}, h("summary", {}, `${state.w("country")} `, told), ticks.el);
  ticks.el.querySelector("legend").className = "ek-hidden";
  const update = () => {
    const n = state.settings.countries.length;
    told.textContent = n ? state.w("chosen", { n }) : state.w("all");
    ticks.update();
  };
  return { el, update };
}

/** What is chosen; how thresholds are found comes last, above the sliders that it rules. */
function ruleFields(state) {
  const drafts = tickField(
    state.w("drafts"),
    () => state.settings.drafts,
    (value) => state.set({ drafts: value }),
  );
  const field = (name) => ruleField(state, name, state.view.choices[`${name}s`]);
  return state.part.kind === "quadrant"
    ? [coderField(state), drafts, field("threshold_rule")]
    : [field("stage_rule"), coderField(state), drafts];
}

function sliderFields(state) {
  const percent = (share) => state.w("percent", { n: Math.round(share * 100) });
  const need = sliderField(
    state.w("min_known"),
    () => state.settings.min_known,
    (value) => state.set({ min_known: value }),
    { show: percent },
  );
  return [...(state.part.kind === "quadrant" ? thresholdFields(state) : []), need];
}

function thresholdFields(state) {
  const isMedian = () => state.settings.threshold_rule === "sample_median";
  return state.part.axes.map((axis, n) => {
    const side = "xy"[n];
    const name = `${side}_threshold`;
    const value = () => (isMedian() ? state.result.limits[side] : null) ?? state.settings[name];
    return sliderField(
      state.w("threshold", { axis: state.t(axis) }),
      value,
      (moved) => state.set({ [name]: moved }),
      { show: (one) => state.score(one), isFixed: isMedian },
    );
  });
}

function coderField(state) {
  const { coder_rules: rules, coders } = state.view.choices;
  const alone = coders.map((coder) => [coder, state.w("coder_one", { coder })]);
  return ruleField(state, "coder_rule", rules, alone);
}

function ruleField(state, name, rules, more = []) {
  const options = [...rules.map((rule) => [rule, state.w(`${name}_${rule}`)]), ...more];
  const change = (value) => state.set({ [name]: value });
  return choiceField(state.w(name), options, () => state.settings[name], change);
}
