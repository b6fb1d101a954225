// The form of a new case: what is wrong is told beside the field, what was typed stays.

import { appField, appInput } from "./app_field.mjs";
import { idFrom, newCaseProblems, problemText, wavesFrom } from "./choosing.mjs";
import { h, uid } from "../ground/h.mjs";

const NAME_LANGUAGES = ["en", "ko", "ar"];

/**
 * `{el, refuse({field, message})}`. `desk` has `study()`, `w` and `drafts`, which keep what is typed;
 * `make(value)` is called with a sound case, `cancel()` when it is given up.
 */
export function mountNewCase(desk, { make, cancel }) {
  const parts = newCaseFields(desk);
  keepDraft(desk.drafts, parts);
  const submit = (event) => {
    event.preventDefault();
    const value = readNewCase(parts);
    const problems = newCaseProblems(desk.study(), value);
    showProblems(desk, parts, problems);
    if (!Object.keys(problems).length) make(value);
  };
  const el = h(
    "form",
    { class: "ek-app-new ek-stack", novalidate: true, "aria-label": desk.w("app_new"), on: { submit } },
    parts.nameGroup,
    h("div", { class: "ek-app-grid" }, parts.id.el, parts.kind.el, parts.country.el, parts.waves.el),
    parts.lists,
    h(
      "div",
      { class: "ek-row" },
      h("button", { type: "submit", class: "ek-primary" }, desk.w("app_new_make")),
      h("button", { type: "button", on: { click: cancel } }, desk.w("app_new_cancel"))
    )
  );
  return {
    el,
    refuse: (problem) => showProblems(desk, parts, { [problem.field]: problem }),
  };
}

function newCaseFields(desk) {
  const { w } = desk;
  const kinds = uid("ek-kinds");
  const countries = uid("ek-countries");
  const names = Object.fromEntries(NAME_LANGUAGES.map((lang) => [lang, nameField(desk, lang)]));
  const id = appField(w("app_new_id"), appInput(), w("app_new_id_help"));
  const kind = appField(w("app_new_kind"), appInput({ list: kinds }), w("app_new_kind_help"));
  const country = appField(w("app_new_country"), appInput({ list: countries }));
  const waves = appField(w("app_new_waves"), appInput({ inputmode: "numeric" }), w("app_new_waves_help"));
  suggestId(names, id.control);
  const message = h("p", { class: "ek-message", role: "alert", hidden: true });
  const nameGroup = h(
    "fieldset",
    {},
    h("legend", {}, w("app_new_names")),
    h("div", { class: "ek-app-grid" }, Object.values(names).map((field) => field.el)),
    message
  );
  const lists = [
    suggestions(kinds, desk.study().cases.map((one) => one.kind)),
    suggestions(countries, desk.study().cases.map((one) => one.country)),
  ];
  return { names, nameGroup, message, id, kind, country, waves, lists };
}

/** Gives the fields what was typed before, and writes down what is typed now. */
function keepDraft(drafts, { names, id, kind, country, waves }) {
  const fields = { ...names, id, kind, country, waves };
  for (const [name, { control }] of Object.entries(fields)) {
    control.value = drafts[name] ?? "";
    control.addEventListener("input", () => {
      for (const [one, field] of Object.entries(fields)) drafts[one] = field.control.value;
    });
  }
  if (id.control.value) id.control.dataset.own = "yes";
}

function nameField(desk, lang) {
  const label = desk.w(`app_lang_${lang}`);
  return appField(label, appInput({ lang }));
}

function suggestions(id, words) {
  const known = [...new Set(words.filter(Boolean))].sort();
  return h("datalist", { id }, known.map((word) => h("option", { value: word })));
}

/** Follows the first name that there is, until somebody writes an id of his own. */
function suggestId(names, control) {
  const follow = () => {
    if (control.dataset.own) return;
    const first = NAME_LANGUAGES.map((lang) => names[lang].control.value).find((text) => idFrom(text));
    control.value = idFrom(first ?? "");
  };
  for (const { control: name } of Object.values(names)) name.addEventListener("input", follow);
  control.addEventListener("input", () => {
    if (control.value) control.dataset.own = "yes";
    else delete control.dataset.own;
  });
}

function readNewCase({ names, id, kind, country, waves }) {
  const text = (field) => field.control.value.trim();
  const given = Object.entries(names).map(([lang, field]) => [lang, text(field)]);
  return {
    id: text(id),
    name: Object.fromEntries(given.filter(([, name]) => name)),
    kind: text(kind),
    country: text(country),
    waves: wavesFrom(text(waves)),
  };
}

/** Marks every field that has a problem, and goes to the first. */
function showProblems(desk, parts, problems) {
  const sentence = (field) => (problems[field] ? problemText(desk.w, problems[field]) : "");
  parts.message.textContent = sentence("name") || sentence("other");
  parts.message.hidden = !parts.message.textContent;
  for (const field of ["id", "kind", "country", "waves"]) parts[field].mark(sentence(field));
  const first = ["id", "kind", "country", "waves"].find((field) => problems[field]);
  if (problems.name) parts.names.en.control.focus();
  else if (first) parts[first].control.focus();
}
