// The targets exercise: where several people see each dimension now and want it in some years.

import { h, uid } from "./h.mjs";
import { keepDraft, readDraft } from "./drafts.mjs";
import { respondentsOf, targetRange } from "./placing.mjs";

/** The targets of a stages part with horizons: `{el, update}`. */
export function mountTargets(context, part) {
  const added = new Set(readDraft(context, `respondents/${part.id}`).names ?? []);
  const keep = () =>
    keepDraft(context, `respondents/${part.id}`, added.size ? { names: [...added] } : null);
  const names = () =>
    respondentsOf(
      context.targets().filter((one) => isOf(part, one)),
      [...added],
    );
  const removed = { name: null, targets: [] };
  const tables = part.items.map((item) => mountDimensionTargets(context, part, item.id));
  const people = mountPeople(context, names, {
    add: (name) => {
      added.add(name);
      keep();
      update();
    },
    remove: (name) => {
      removeRespondent(context, part, name, removed);
      added.delete(name);
      keep();
      update();
    },
    restore: () => {
      added.add(removed.name);
      restoreRespondent(context, removed);
      keep();
      update();
    },
    removed,
  });
  const empty = h("p", { class: "ek-none" }, context.w("rating_targets_nobody"));
  const el = h(
    "div",
    { class: "ek-targets" },
    h("p", { class: "ek-part-description" }, context.w("rating_targets_what")),
    people.el,
    empty,
    tables.map((table) => table.el),
  );
  const update = () => {
    const who = names();
    empty.hidden = who.length > 0;
    people.update(who);
    for (const table of tables) table.update(who);
  };
  update();
  return { el, update };
}

const isOf = (part, target) => part.items.some((item) => item.id === target.item);

function removeRespondent(context, part, name, removed) {
  const theirs = context.targets().filter((one) => one.respondent === name && isOf(part, one));
  Object.assign(removed, { name, targets: theirs });
  for (const { horizon, item } of theirs) context.setTarget(name, horizon, item, null);
  context.tell(context.w("rating_respondent_removed", { name }));
}

function restoreRespondent(context, removed) {
  for (const { respondent, horizon, item, value } of removed.targets) {
    context.setTarget(respondent, horizon, item, value);
  }
  context.tell(context.w("rating_respondent_back", { name: removed.name }));
  Object.assign(removed, { name: null, targets: [] });
}

/** The people who were asked, with a field to add one more. */
function mountPeople(context, names, { add, remove, restore, removed }) {
  const input = h("input", {
    type: "text",
    class: "ek-input",
    dir: "auto",
    id: uid("ek-person"),
    autocomplete: "off",
  });
  const problem = h("p", { class: "ek-problem", role: "alert", dir: "auto" });
  const list = h("ul", { class: "ek-people" });
  const chips = new Map();
  const back = h("button", {
    type: "button",
    class: "ek-button",
    hidden: true,
    on: {
      click: () => {
        restore();
        input.focus();
      },
    },
  });
  const submit = () => {
    const name = input.value.trim();
    const fault =
      name === ""
        ? "rating_fault_respondent"
        : names().includes(name)
          ? "rating_fault_respondent_twice"
          : null;
    problem.textContent = fault ? context.w(fault, { name }) : "";
    if (!fault) {
      add(name);
      context.tell(context.w("rating_respondent_added", { name }));
      input.value = "";
    }
    input.focus();
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) submit();
  });
  const chip = (name) =>
    h(
      "li",
      { class: "ek-chip" },
      h("span", { class: "ek-chip-text", dir: "auto" }, name),
      h(
        "button",
        {
          type: "button",
          class: "ek-chip-remove",
          "aria-label": context.w("rating_respondent_remove", { name }),
          on: {
            click: () => {
              remove(name);
              input.focus();
            },
          },
        },
        "×",
      ),
    );
  const update = (who) => {
    for (const name of who) if (!chips.has(name)) chips.set(name, chip(name));
    patchChildren(
      list,
      who.map((name) => chips.get(name)),
    );
    back.hidden = removed.name === null;
    back.textContent = context.w("rating_respondent_restore", { name: removed.name ?? "" });
  };
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
        h(
          "button",
          { type: "button", class: "ek-button", on: { click: submit } },
          context.w("rating_respondent_add"),
        ),
        back,
      ),
      problem,
    ),
  );
  return { el, update };
}

/** The children in this order; nodes that are in place are not touched, so focus stays. */
export function patchChildren(el, nodes) {
  for (const child of [...el.children]) if (!nodes.includes(child)) child.remove();
  nodes.forEach((node, n) => {
    if (el.children[n] !== node) el.insertBefore(node, el.children[n] ?? null);
  });
}

/** One dimension: a row a respondent, a column a horizon, and how far they are apart below. */
function mountDimensionTargets(context, part, item) {
  const horizons = part.horizons ?? [];
  const name = h("caption", { class: "ek-rating-name", dir: "auto" }, context.t(item));
  const body = h("tbody", {});
  const ranges = horizons.map(() => h("td", { class: "ek-range", dir: "auto" }));
  const heads = horizons.map((years) => h("th", { scope: "col" }, horizonName(context, years)));
  const el = h(
    "div",
    { class: "ek-target-table" },
    h(
      "table",
      {},
      name,
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, context.w("rating_respondent")), heads)),
      body,
      h("tfoot", {}, h("tr", {}, h("th", { scope: "row" }, context.w("rating_range")), ranges)),
    ),
  );
  const rows = new Map();
  const update = (who) => {
    el.hidden = who.length === 0;
    for (const person of who)
      if (!rows.has(person)) rows.set(person, targetRow(context, part, item, person));
    patchChildren(
      body,
      who.map((person) => rows.get(person).el),
    );
    const targets = context.targets().filter((one) => one.item === item);
    for (const person of who) rows.get(person).update(targets);
    horizons.forEach((years, n) => {
      ranges[n].textContent = rangeText(context, part, targets, years);
    });
  };
  return { el, update };
}

function horizonName(context, years) {
  return years === 0
    ? context.w("rating_horizon_now")
    : context.w("rating_horizon_years", { n: years });
}

function targetRow(context, part, item, person) {
  const stages = context.form.scales[part.scale];
  const options = () => [
    h("option", { value: "" }, context.w("rating_target_none")),
    ...stages.map((stage) => h("option", { value: stage }, context.value(part.scale, stage))),
  ];
  const selects = part.horizons.map((years) => {
    const values = { name: person, item: context.t(item), horizon: horizonName(context, years) };
    const select = h(
      "select",
      { class: "ek-input", "aria-label": context.w("rating_target_of", values) },
      options(),
    );
    select.addEventListener("change", () =>
      context.setTarget(person, years, item, select.value || null),
    );
    return select;
  });
  const el = h(
    "tr",
    {},
    h("th", { scope: "row", dir: "auto" }, person),
    selects.map((select, n) =>
      h("td", { dataset: { horizon: horizonName(context, part.horizons[n]) } }, select),
    ),
  );
  const update = (targets) =>
    selects.forEach((select, n) => {
      const found = targets.find(
        (one) => one.respondent === person && one.horizon === part.horizons[n],
      );
      if (select.value !== (found?.value ?? "")) select.value = found?.value ?? "";
    });
  return { el, update };
}

/** From the lowest to the highest answer at a horizon, and by how many people. */
function rangeText(context, part, targets, years) {
  const stages = context.form.scales[part.scale];
  const range = targetRange(
    targets.filter((one) => one.horizon === years).map((one) => one.value),
    stages,
  );
  if (range === null) return context.w("rating_target_none");
  const [low, high] = [range.low, range.high].map((stage) => context.value(part.scale, stage));
  return context.w(low === high ? "rating_range_one" : "rating_range_of", {
    low,
    high,
    n: range.n,
  });
}
