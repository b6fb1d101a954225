// The targets exercise: where several people see each dimension now and want it in some years.

import { h, uid } from "../ground/h.mjs";
import { keepDraft, readDraft } from "../ground/drafts.mjs";
import { respondentsOf, targetRange } from "./placing.mjs";
import { mountRespondents, patchChildren } from "./respondents.mjs";

/** The targets of a stages part with horizons: `{el, update}`. */
export function mountTargets(context, part) {
  const people = peopleOf(context, part);
  const changed = (change) => (name) => {
    change(name);
    update();
  };
  const list = mountRespondents(context, {
    names: people.names,
    add: changed(people.add),
    remove: changed(people.remove),
  });
  const tables = part.items.map((item) => mountDimensionTargets(context, part, item.id));
  const title = h("div", { class: "ek-axis-name", id: uid("ek-targets") }, context.w("rating_targets"));
  const empty = h("p", { class: "ek-none" }, context.w("rating_targets_nobody"));
  const el = h(
    "div",
    { class: "ek-targets", role: "group", "aria-labelledby": title.id },
    title,
    h("p", { class: "ek-part-description" }, context.w("rating_targets_what")),
    list.el,
    empty,
    tables.map((table) => table.el),
  );
  const update = () => {
    const who = people.names();
    empty.hidden = who.length > 0;
    list.update(who);
    for (const table of tables) table.update(who);
  };
  update();
  return { el, update };
}

/**
 * Who was asked. Somebody without any target yet is nobody to the kernel and is kept here, and
 * everybody keeps the place in the order in which this view saw them first.
 */
function peopleOf(context, part) {
  const draft = `respondents/${part.id}`;
  const added = new Set(readDraft(context, draft).names ?? []);
  const keep = () => keepDraft(context, draft, added.size ? { names: [...added] } : null);
  const mine = () =>
    context.targets().filter(({ item }) => part.items.some(({ id }) => id === item));
  let order = [];
  return {
    names: () => (order = respondentsOf(mine(), [...added], order)),
    add(name) {
      added.add(name);
      keep();
      context.tell(context.w("rating_respondent_added", { name }));
    },
    remove(name) {
      const group = uid("ek-group"); // one undo brings all of them back
      for (const { respondent, horizon, item } of mine()) {
        if (respondent === name) context.setTarget(name, horizon, item, null, group);
      }
      added.delete(name);
      keep();
      context.tell(context.w("rating_respondent_removed", { name }));
    },
  };
}

/** One dimension: a row a respondent, a column a horizon, and how far they are apart below. */
function mountDimensionTargets(context, part, item) {
  const horizons = part.horizons ?? [];
  const name = h("caption", { class: "ek-rating-name", dir: "auto" }, context.t(item));
  const body = h("tbody", {});
  const ranges = horizons.map((years) =>
    h("td", { class: "ek-range", dataset: { horizon: horizonName(context, years) } }),
  );
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
    h("th", { scope: "row" }, h("bdi", {}, person)),
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
