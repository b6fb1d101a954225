// The parts of the start page, and the bar that stands above an open form.

import { appField, appInput } from "./app_field.mjs";
import { casesOf, codersOf, coderProblem, problemText } from "./choosing.mjs";
import { h, uid } from "../ground/h.mjs";
import { mountNewCase } from "./new_case.mjs";
import { inLanguage } from "../ground/words.mjs";

/** Views of the start page in their order; `caseList` makes the list of cases. */
export function mountStart(desk, caseList) {
  const coder = mountCoder(desk);
  const cases = caseList(desk);
  const fresh = mountNew(desk);
  const framework = mountFramework(desk);
  const goals = mountGoals(desk, { coder, cases, framework });
  return [mountHead(desk), coder, cases, fresh, framework, goals, mountLeftOut(desk)];
}

/** What is open, and the way back to the choice. */
export function mountOpenBar(desk, open) {
  const { w } = desk;
  const button = h("button", { type: "button", on: { click: desk.back } }, `${arrow(desk)} ${w("app_back")}`);
  const message = h("p", { class: "ek-message", role: "alert", hidden: true });
  const el = h(
    "div",
    { class: "ek-stack" },
    h("div", { class: "ek-row" }, button, h("strong", { dir: "auto" }, openText(desk, open))),
    message
  );
  return { el, focus: () => button.focus(), update: () => tell(desk, message) };
}

function arrow(desk) {
  return (desk.study().rtl ?? []).includes(desk.lang()) ? "→" : "←";
}

function openText({ w, study, lang }, open) {
  const named = (list, id) => inLanguage(list.find((one) => one.id === id)?.name, lang()) || id;
  const values = {
    what: w(`app_${open.do}`),
    case: named(study().cases, open.case),
    framework: named(study().frameworks, open.framework),
    coder: open.coder,
  };
  if (open.do === "explore") return w("app_open_all", values);
  return w(open.do === "fill" ? "app_open" : "app_open_agreed", values);
}

/** Shows that something is being opened, was refused, or that nobody answers. */
function tell(desk, message) {
  const { w, waiting, problem } = desk;
  const general = problem && !["coder", "case", "framework"].includes(problem.field) && !problem.new;
  let text = "";
  if (waiting?.silent) text = w("app_no_answer");
  else if (general) text = w("app_failed", { reason: problem.message });
  message.textContent = text;
  message.hidden = !text;
}

function mountHead(desk) {
  const id = uid("ek-language");
  const options = Object.keys(desk.study().words).map((lang) =>
    h("option", { value: lang, lang }, desk.w(`app_lang_${lang}`))
  );
  const choose = (event) => desk.choose({ lang: event.target.value });
  const select = h("select", { id, value: desk.lang(), on: { change: choose } }, options);
  const heading = h("h1", { tabindex: -1 }, h("bdi", {}, desk.study().study));
  const el = h(
    "div",
    { class: "ek-row ek-app-head" },
    heading,
    h("span", { class: "ek-row" }, h("label", { for: id }, desk.w("app_language")), select)
  );
  return { el, update: () => {}, focus: () => heading.focus() };
}

function mountCoder(desk) {
  const { w } = desk;
  const typed = (event) => {
    desk.choose({ coder: event.target.value.trim().normalize("NFC") });
    check();
  };
  const input = appInput({ value: desk.choice.coder, autocomplete: "username", on: { input: typed } });
  const field = appField(w("app_coder"), input, w("app_coder_help"));
  const known = h("p", { role: "status", dir: "auto" });
  const el = h("fieldset", { class: "ek-panel ek-app-part" }, h("legend", {}, w("app_who")), field.el, known);
  const check = (empty = false) => {
    const problem = coderProblem(desk.study(), input.value);
    const said = problem && (empty || input.value.trim()) ? problemText(w, problem) : "";
    field.mark(said);
    return !problem;
  };
  const update = () => {
    if (desk.problem?.field === "coder") field.mark(desk.problem.message);
    else if (input.value) check();
    const name = desk.choice.coder;
    const count = coderProblem(desk.study(), name) ? 0 : casesOf(desk.study(), name);
    const said = count ? w("app_coder_known", { name, count }) : "";
    if (known.textContent !== said) known.textContent = said; // else it would be read out again
  };
  return { el, update, check: () => check(true), focus: () => input.focus() };
}

function mountNew(desk) {
  const form = mountNewCase(desk, {
    make: (value) => desk.send({ do: "new_case", value }),
    cancel: () => {
      details.open = false;
      details.querySelector("summary").focus();
    },
  });
  const summary = h("summary", {}, desk.w("app_new"));
  const done = h("p", { role: "status", class: "ek-app-made" });
  const details = h("details", { class: "ek-panel", open: Boolean(desk.drafts.open) }, summary, form.el);
  details.addEventListener("toggle", () => (desk.drafts.open = details.open));
  const made = desk.study().cases.find((one) => one.id === desk.made);
  const update = () => {
    if (made) done.textContent = desk.w("app_new_made", { name: inLanguage(made.name, desk.lang()) });
    if (desk.problem?.new) form.refuse(desk.problem);
  };
  return { el: h("div", {}, done, details), update };
}

function mountFramework(desk) {
  const { w, study, lang } = desk;
  const id = uid("ek-framework");
  const name = (one) => inLanguage(one.name, lang());
  const options = study().frameworks.map((one) => h("option", { value: one.id }, name(one)));
  const choose = (event) => desk.choose({ framework: event.target.value });
  const select = h("select", { id, value: desk.choice.framework, on: { change: choose } }, options);
  const el = h(
    "div",
    { class: "ek-panel ek-app-part" },
    h("div", { class: "ek-app-field" }, h("label", { for: id, class: "ek-app-legend" }, w("app_which_framework")), select)
  );
  return { el, update: () => {}, focus: () => select.focus() };
}

function mountGoals(desk, fields) {
  const { w } = desk;
  const message = h("p", { class: "ek-message", role: "alert", hidden: true });
  const status = h("p", { class: "ek-muted", role: "status" });
  const button = (what, more) =>
    h("button", { type: "button", class: more, on: { click: () => start(what) } }, w(`app_${what}`));
  const say = (text) => {
    message.textContent = text;
    message.hidden = !text;
  };
  const start = (what) => {
    say("");
    fields.cases.mark("");
    const refusal = refusalOf(desk, what, fields);
    if (refusal !== null) return say(refusal);
    const { coder, case: caseId, framework } = desk.choice;
    const wish = { fill: { coder, case: caseId, framework }, settle: { case: caseId, framework }, explore: { framework } };
    desk.go({ do: what, ...wish[what] });
  };
  const buttons = [button("fill", "ek-primary"), button("settle"), button("explore")];
  const el = h(
    "fieldset",
    { class: "ek-panel ek-app-part" },
    h("legend", {}, w("app_what")),
    h("div", { class: "ek-row" }, buttons),
    status,
    message
  );
  const update = () => {
    status.textContent = desk.waiting && !desk.waiting.silent ? w("app_opening") : "";
    if (desk.problem?.field === "case") fields.cases.mark(desk.problem.message);
    if (desk.waiting || desk.problem) tell(desk, message);
  };
  return { el, update };
}

/** Why something cannot be started now: a sentence, "" if it stands beside its field, or null. */
function refusalOf(desk, what, { coder, cases }) {
  const { w, study, choice } = desk;
  const framework = study().frameworks.find((one) => one.id === choice.framework);
  if (what === "explore") return framework?.placed ? null : w("app_explore_none");
  if (what === "fill" && !coder.check()) {
    coder.focus();
    return "";
  }
  const chosen = study().cases.find((one) => one.id === choice.case);
  if (!chosen) {
    cases.mark(w("app_choose_case"));
    cases.focus();
    return "";
  }
  const count = codersOf(chosen, choice.framework, study().reserved);
  return what === "settle" && count < 2 ? w("app_settle_few", { count }) : null;
}

/** Cases whose files have faults, with what is wrong, for somebody who can mend them. */
function mountLeftOut(desk) {
  const found = desk.study().left_out;
  const summary = h("summary", {}, desk.w("app_left_out", { count: found.length }));
  const list = h("ul", {}, found.map((text) => h("li", { dir: "auto" }, text)));
  const el = h("details", { class: "ek-panel", hidden: !found.length }, summary, list);
  return { el, update: () => {} };
}
