// What the kernel could not do with changes: conflicts with both sides, and refusals.

import { changeName, mergedNote, sidesOf } from "./describe.mjs";
import { clear, h, uid } from "../ground/h.mjs";
import { said } from "../ground/words.mjs";

/** The panel of conflicts and refusals; hidden while there are none. */
export function mountConflicts(context, store) {
  const list = h("div", { class: "ek-stack" });
  const el = h(
    "section",
    { class: "ek-panel ek-conflicts", "aria-label": context.w("form_conflicts"), hidden: true },
    h("p", { class: "ek-conflicts-title" }, context.w("form_conflicts")),
    list,
  );
  let shown = "";
  function update() {
    const problems = store.problems().filter((one) => one.kind !== "not_written");
    el.hidden = problems.length === 0;
    const now = JSON.stringify([problems, store.record().notes.length]);
    if (now === shown) return;
    if (problems.length && !shown.includes('"kind"')) store.tell(context.w("form_conflicts"));
    shown = now;
    const focused = list.contains(document.activeElement);
    clear(list).append(...problems.map((problem) => problemView(context, store, problem)));
    if (focused) (list.querySelector("button") ?? el.closest(".ek-form"))?.focus();
  }
  update();
  return { el, update };
}

function problemView(context, store, problem) {
  const name = changeName(context, problem.change);
  const title = uid("ek-problem");
  const { kind } = problem;
  const body = kind === "conflict" ? conflict : refusal;
  return h(
    "div",
    { class: "ek-problem", role: "group", "aria-labelledby": title, dataset: { kind } },
    h("p", { class: "ek-problem-name", id: title, dir: "auto" }, name),
    body(context, store, problem),
  );
}

function refusal(context, store, problem) {
  return [
    h("p", { class: "ek-message", dir: "auto" }, said(context.w, problem)),
    button(context.w("form_dismiss"), () => store.pending.takeTheirs(problem.field)),
  ];
}

function conflict(context, store, problem) {
  const { w } = context;
  const { change, theirs, field } = problem;
  const rows = sidesOf(context, problem);
  const chosen = Object.fromEntries(rows.map((row) => [row.key, "mine"]));
  const several = rows.length > 1;
  const settle = (value) => store.pending.settle(field, value);
  const settleChosen = () => settle(mergedNote(change.value, theirs, chosen));
  return [
    h("p", null, w("form_conflict_intro")),
    rows.map((row) => sides(context, row, several ? chosen : null, theirs === null)),
    h(
      "div",
      { class: "ek-row" },
      button(w("form_keep_mine"), () => settle(change.value)),
      button(w("form_take_theirs"), () => store.pending.takeTheirs(field)),
      several && button(w("form_take_chosen"), settleChosen),
    ),
  ];
}

/** Both sides of one row, with a choice between them where there are several rows. */
function sides(context, row, chosen, deleted) {
  const group = uid("ek-side");
  const side = (which, value) => {
    const nothing = context.w(deleted && which === "theirs" ? "form_deleted" : "form_nothing");
    const text = value
      ? h("span", { class: "ek-side-text", dir: "auto" }, value)
      : h("span", { class: "ek-side-text ek-muted" }, nothing);
    const choose = () => (chosen[row.key] = which);
    const radio = chosen && h("input", sideRadio(group, which, choose));
    const name = h("span", { class: "ek-side-name" }, radio, context.w(`form_${which}`));
    return h(chosen ? "label" : "div", { class: "ek-side", dataset: { side: which } }, name, text);
  };
  return h(
    "fieldset",
    { class: "ek-sides", "aria-label": row.name ?? context.w("form_both_sides") },
    row.name && h("legend", null, row.name),
    side("mine", row.mine),
    side("theirs", row.theirs),
  );
}

function sideRadio(name, which, change) {
  return { type: "radio", name, checked: which === "mine", on: { change } };
}

function button(text, click) {
  return h("button", { type: "button", on: { click } }, text);
}
