// Who was asked for targets: a list with a field to add one more.

import { h, uid } from "../ground/h.mjs";

/** The respondents: `{el, update(names)}`; `names()` are those there are, `add` and `remove` act. */
export function mountRespondents(context, { names, add, remove }) {
  const input = h("input", {
    ...{ type: "text", class: "ek-input", dir: "auto", id: uid("ek-person"), autocomplete: "off" },
  });
  const problem = h("p", { class: "ek-fault", role: "alert", dir: "auto" });
  const submit = () => {
    const name = input.value.trim();
    const fault = respondentFault(name, names());
    problem.textContent = fault ? context.w(fault, { name }) : "";
    if (!fault) {
      add(name);
      input.value = "";
    }
    input.focus();
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) submit();
  });
  const list = h("ul", { class: "ek-people" });
  const chips = new Map();
  const takeOut = (name) => {
    remove(name);
    input.focus(); // the button is gone, and focus must not go with it
  };
  const update = (who) => {
    for (const name of who) {
      if (!chips.has(name)) chips.set(name, respondentChip(context, name, takeOut));
    }
    patchChildren(
      list,
      who.map((name) => chips.get(name)),
    );
  };
  const button = { type: "button", on: { click: submit } };
  const el = h(
    "div",
    { class: "ek-people-box" },
    list,
    h(
      "div",
      { class: "ek-field" },
      h("label", { class: "ek-text-name", for: input.id }, context.w("rating_respondent_name")),
      h(
        "div",
        { class: "ek-actions" },
        input,
        h("button", button, context.w("rating_respondent_add")),
      ),
      problem,
    ),
  );
  return { el, update };
}

/** Key of the sentence that says what is wrong with a name, or null. */
export function respondentFault(name, taken) {
  if (name === "") return "rating_fault_respondent";
  return taken.includes(name) ? "rating_fault_respondent_twice" : null;
}

function respondentChip(context, name, takeOut) {
  const label = context.w("rating_respondent_remove", { name });
  return h(
    "li",
    { class: "ek-chip" },
    h("span", { class: "ek-chip-text", dir: "auto" }, name),
    h(
      "button",
      {
        ...{ type: "button", class: "ek-chip-remove", "aria-label": label, title: label },
        on: { click: () => takeOut(name) },
      },
      "×",
    ),
  );
}

/** The children in this order; nodes that are in place are not touched, so focus stays. */
export function patchChildren(el, nodes) {
  for (const child of [...el.children]) if (!nodes.includes(child)) child.remove();
  nodes.forEach((node, n) => {
    if (el.children[n] !== node) el.insertBefore(node, el.children[n] ?? null);
  });
}
