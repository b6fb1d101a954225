// The interactive view of placements: controls, picture or table, what changed, and why.

import { clear, h } from "../ground/h.mjs";
import { followTheme } from "../ground/theme.mjs";
import { languagesOf } from "../ground/words.mjs";
import { mountExploreChanges, mountExploreCounts, mountExploreRules } from "./explore_changes.mjs";
import { mountExploreControls } from "./explore_controls.mjs";
import { choiceField } from "./explore_fields.mjs";
import { mountExplorePicture } from "./explore_picture.mjs";
import { ExploreState } from "./explore_state.mjs";
import { mountExploreTable } from "./explore_table.mjs";
import { mountExploreWhy } from "./explore_why.mjs";

const LANGUAGE_NAMES = { en: "English", ko: "한국어", ar: "العربية" };
const QUIET_TIME = 700; // counts are read out once nothing has moved for so long

function render({ model, el }) {
  const root = h("div", { class: "ek-form ek-explore" });
  // JupyterLab listens on the page: its one-letter shortcuts would act on the notebook.
  root.addEventListener("keydown", (event) => event.stopPropagation());
  const state = new ExploreState(model, (what) => shown.changed(what));
  const shown = showExplorer(state, root);
  el.append(root);
  const unfollow = followTheme(root);
  shown.show();
  return () => {
    unfollow();
    shown.close();
    state.close();
  };
}

function showExplorer(state, root) {
  let parts = [];
  let part = null;
  let timer = null;

  function mountAll() {
    for (const one of parts) one.close?.();
    part = state.settings.part;
    root.lang = state.lang;
    root.dir = state.dir;
    const made = mountParts(state, () => refresh());
    parts = made.parts;
    clear(root).append(made.el);
  }

  function refresh() {
    for (const one of parts) one.update();
  }

  function readOut() {
    clearTimeout(timer);
    timer = setTimeout(() => parts.find((one) => one.readOut)?.readOut(), QUIET_TIME);
  }

  return {
    show() {
      mountAll();
      refresh();
    },
    changed(what) {
      if (what === "lang" || part !== state.settings.part) {
        mountAll();
        root.querySelector(`[data-keep="${what === "lang" ? "lang" : "part"}"] select`)?.focus({ preventScroll: true });
      }
      refresh();
      if (what === "result") readOut();
    },
    close() {
      clearTimeout(timer);
      for (const one of parts) one.close?.();
    },
  };
}

function mountParts(state, refresh) {
  const head = mountExploreHead(state);
  const controls = mountExploreControls(state);
  const show = mountExploreShow(state, refresh);
  const counts = mountExploreCounts(state);
  const changes = mountExploreChanges(state);
  const why = mountExploreWhy(state);
  const rules = mountExploreRules(state);
  const right = h("div", { class: "ek-stack" }, counts.el, show.el, why.el, changes.el);
  const el = h(
    "div",
    { class: "ek-stack" },
    head.el,
    h("div", { class: "ek-explore-columns" }, controls.el, right),
    rules.el,
  );
  return { el, parts: [head, controls, counts, show, why, changes, rules] };
}

/** Title, part, language, and what is to be said: no answer, nothing to see, a problem. */
function mountExploreHead(state) {
  const title = h("p", { class: "ek-explore-title" }, state.w("title", { framework: state.t("framework") }));
  const langs = languagesOf(state.view).map((lang) => [lang, LANGUAGE_NAMES[lang] ?? lang]);
  const lang = choiceField(state.w("language"), langs, () => state.lang, (one) => state.setLang(one));
  lang.el.dataset.keep = "lang";
  const parts = state.view.parts.map((part) => [part.id, state.t(part.id)]);
  const part = choiceField(state.w("part"), parts, () => state.settings.part, (one) => state.setPart(one));
  part.el.dataset.keep = "part";
  const fields = [parts.length > 1 ? part : null, langs.length > 1 ? lang : null].filter(Boolean);
  const message = h("p", { role: "status", class: "ek-message" });
  const told = h("p", { role: "status", class: "ek-hidden" });
  const el = h("div", {}, h("div", { class: "ek-explore-top" }, title, fields.map((one) => one.el)), message, told);
  const update = () => {
    for (const field of fields) field.update();
    const text = problemOf(state);
    if (message.textContent !== text) message.textContent = text;
    message.hidden = !text;
  };
  const readOut = () => {
    const moved = state.units.filter((unit) => unit.change === "place").length;
    told.textContent = state.w("told", { moved, counts: state.w("counts", state.result.counts) });
  };
  return { el, update, readOut };
}

function problemOf(state) {
  if (state.isWaiting) return state.w("waiting");
  if (state.result.problem) return state.result.problem;
  const { empty } = state.result;
  return empty ? state.w(`empty_${empty}`, { coder: state.settings.coder_rule }) : "";
}

/** Picture or table of the same cases. */
function mountExploreShow(state, refresh) {
  const picture = mountExplorePicture(state);
  const table = mountExploreTable(state);
  const name = `ek-explore-show-${Math.random().toString(36).slice(2)}`;
  const radios = ["picture", "table"].map((kind) => {
    const change = () => {
      state.asTable = kind === "table";
      refresh();
    };
    const checked = state.asTable === (kind === "table");
    const input = h("input", { type: "radio", name, value: kind, checked, on: { change } });
    return h("label", { class: "ek-explore-tickbox" }, input, state.w(`show_${kind}`));
  });
  const choice = h("fieldset", { class: "ek-row" }, h("legend", { class: "ek-explore-inline" }, state.w("show")), radios);
  const el = h("div", { class: "ek-stack" }, choice, picture.el, table.el);
  const update = () => {
    picture.el.hidden = state.asTable;
    table.el.hidden = !state.asTable;
    picture.update();
    table.update();
  };
  return { el, update, close: () => picture.close() };
}

export default { render };
