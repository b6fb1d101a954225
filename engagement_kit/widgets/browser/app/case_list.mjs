// The cases of a study to choose one from, with what the coder has done in each.

import { appInput } from "./app_field.mjs";
import { casesFound, doneBy } from "./choosing.mjs";
import { clear, h, uid } from "../ground/h.mjs";
import { countriesIn, inLanguage } from "../ground/words.mjs";

/**
 * `{el, update(), focus(), mark(sentence)}`. `desk` has `study()`, `lang()`, `w`, `choice`, `drafts`
 * and `choose(patch)`.
 */
export function mountCaseList(desk) {
  const typed = () => {
    desk.drafts.search = search.value;
    list.filter();
  };
  const search = appInput({ type: "search", value: desk.drafts.search, on: { input: typed } });
  const list = listOfCases(desk, search);
  const searchId = uid("ek-search");
  search.id = searchId;
  const message = h("p", { class: "ek-message", role: "alert", hidden: true });
  const el = h(
    "fieldset",
    { class: "ek-panel ek-app-part" },
    h("legend", {}, desk.w("app_which_case")),
    h("label", { for: searchId }, desk.w("app_search"), " ", helpOf(desk)),
    search,
    list.status,
    list.el,
    message
  );
  return {
    el,
    update: list.update,
    focus: () => search.focus(),
    mark: (sentence) => {
      message.textContent = sentence;
      message.hidden = !sentence;
    },
  };
}

function helpOf(desk) {
  return h("span", { class: "ek-muted ek-app-help" }, `(${desk.w("app_search_help")})`);
}

function listOfCases(desk, search) {
  const el = h("div", { class: "ek-app-cases" });
  const status = h("p", { class: "ek-muted", role: "status" });
  const group = uid("ek-case");
  const factsOf = factsIn(desk);
  let rows = new Map();
  const filter = () => {
    const { cases } = desk.study();
    const shown = new Set(casesFound(cases, search.value, factsOf).map((one) => one.id));
    for (const [id, row] of rows) row.el.hidden = !shown.has(id) && id !== desk.choice.case;
    status.textContent = foundText(desk, shown.size, cases.length);
  };
  const update = () => {
    const { cases } = desk.study();
    if (cases.map((one) => one.id).join(" ") !== [...rows.keys()].join(" ")) {
      rows = new Map(cases.map((one) => [one.id, caseRow(desk, one, { group, factsOf })]));
      clear(el).append(...[...rows.values()].map((row) => row.el));
    }
    for (const one of cases) rows.get(one.id).update(one);
    filter();
  };
  return { el, status, filter, update };
}

function foundText({ w }, shown, all) {
  if (!all) return w("app_no_cases");
  return shown ? w("app_found", { shown, all }) : w("app_none_found");
}

/** What is said of a case below its name, in the language of the page. */
function factsIn(desk) {
  const country = countriesIn(desk.lang());
  const kind = (id) => (`app_kind_${id}` in desk.study().words.en ? desk.w(`app_kind_${id}`) : id);
  return (one) => [kind(one.kind), country(one.country), one.waves.join(", ")].filter(Boolean).join(" · ");
}

function caseRow(desk, one, { group, factsOf }) {
  const radio = h("input", {
    type: "radio",
    name: group,
    value: one.id,
    on: { change: () => desk.choose({ case: one.id }) },
  });
  const done = h("span", { class: "ek-app-done" });
  const el = h(
    "label",
    { class: "ek-app-case" },
    radio,
    h("span", { class: "ek-app-name" }, h("bdi", {}, inLanguage(one.name, desk.lang()))),
    h("span", { class: "ek-muted" }, h("bdi", {}, factsOf(one))),
    done
  );
  const update = (now) => {
    radio.checked = desk.choice.case === one.id;
    const { ratings, notes } = doneBy(now, desk.choice.coder, desk.choice.framework);
    const some = ratings + notes > 0;
    done.textContent = some ? desk.w("app_done", { ratings, notes }) : desk.w("app_nothing_done");
    done.classList.toggle("ek-muted", !some);
  };
  return { el, update };
}
