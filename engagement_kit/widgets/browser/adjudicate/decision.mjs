// The controls of a decision: the answer, the reason, how sure it is and what it rests on.

import {
  changesToAnswer,
  changesToNothing,
  citedPieces,
  decisionState,
  isDecided,
  withPiece,
} from "./deciding.mjs";
import { mountEvidence } from "../evidence/evidence.mjs";
import { showFault } from "../ground/fields.mjs";
import { yearOf } from "../evidence/finding.mjs";
import { h, uid } from "../ground/h.mjs";
import { MISSING } from "../rating/rating.mjs";
import { dotted } from "./sides.mjs";

const SURE_LEVELS = ["high", "medium", "low"];

/** The answers of the scale and the reasons for having none, one of which is chosen. */
export function mountAnswers({ context, entry, rating, decide }) {
  const name = uid("ek-adj");
  const radio = (data) => h("input", { type: "radio", name, dataset: data });
  const scale = context.form.scales[entry().scale];
  const values = scale.map((value) => [radio({ value }), context.value(entry().scale, value), anchorOf(context, entry(), value)]);
  const reasons = MISSING.map((missing) => [radio({ missing }), context.w(`rating_missing_${missing}`), ""]);
  const radios = [...values, ...reasons].map(([one]) => one);
  const clearing = h("button", { type: "button", class: "ek-quiet" }, context.w("adjudicate_clear"));
  const problem = h("p", { class: "ek-message", hidden: true, dir: "auto" });
  clearing.addEventListener("click", () => {
    decide(changesToNothing(entry(), rating()));
    radios[0].focus(); // the button is about to go, and focus must not go with it
  });
  const el = h(
    "div",
    { class: "ek-adj-answers", role: "radiogroup", "aria-label": context.w("adjudicate_answer") },
    h("div", { class: "ek-adj-values" }, values.map(choiceRow)),
    h("div", { class: "ek-row" }, reasons.map(choiceRow), clearing),
    problem,
  );
  el.addEventListener("change", (event) => {
    const { value = null, missing = null } = event.target.dataset;
    decide(changesToAnswer(entry(), rating(), { value, missing }));
  });
  const update = () => {
    const now = rating();
    for (const one of radios) {
      const { value, missing } = one.dataset;
      one.checked = value === undefined ? now.missing === missing : now.value === value;
    }
    clearing.hidden = !isDecided(now);
    showFault(el, problem, troubleOf(context, entry(), ["value", "missing", "evidence", "confidence"]));
  };
  return { el, update };
}

/** What a stage means for this item, where the framework says it: the yardstick of the coders. */
function anchorOf(context, entry, value) {
  const cell = `${entry.item}.${value}`;
  return context.t(cell, "anchor") || context.t(cell, "published") || "";
}

function choiceRow([radio, label, detail]) {
  const name = h("span", { dir: "auto" }, label);
  if (!detail) return h("label", { class: "ek-adj-choice" }, radio, name);
  const more = h("span", { class: "ek-adj-anchor ek-muted", dir: "auto" }, detail);
  return h("label", { class: "ek-adj-choice" }, radio, h("span", { class: "ek-adj-choice-text" }, name, more));
}

/** The reason, and a mark for as long as a decision has none. */
export function mountReason({ context, entry, rating }) {
  const area = h("textarea", { rows: 3, dir: "auto", id: uid("ek-adj-reason") });
  const label = h("label", { for: area.id }, context.w("adjudicate_reason"));
  const mark = h("span", { class: "ek-adj-mark" }, context.w("adjudicate_no_reason"));
  const problem = h("p", { class: "ek-message", hidden: true, dir: "auto" });
  area.addEventListener("input", () => context.rate(entry().item, "note", area.value));
  const update = () => {
    const now = rating();
    const isTyping = area.getRootNode().activeElement === area;
    if (!isTyping && area.value !== now.note) area.value = now.note;
    mark.hidden = decisionState(entry(), now) !== "no_reason";
    showFault(area, problem, troubleOf(context, entry(), ["note"]));
  };
  area.addEventListener("blur", update);
  return { el: h("div", { class: "ek-adj-field" }, h("div", { class: "ek-row" }, label, mark), area, problem), update };
}

/** How sure the decision is. */
export function mountSureness({ context, entry, rating }) {
  const names = ["none", ...SURE_LEVELS];
  const options = names.map((level) =>
    h("option", { value: level === "none" ? "" : level }, context.w(`rating_confidence_${level}`)),
  );
  const select = h("select", { id: uid("ek-adj-sure") }, options);
  select.addEventListener("change", () => context.rate(entry().item, "confidence", select.value || null));
  const label = h("label", { for: select.id }, context.w("rating_confidence"));
  const update = () => {
    select.value = rating().confidence ?? "";
  };
  return { el: h("div", { class: "ek-row" }, label, select), update };
}

/** Evidence that the decision rests on: that of the sides to tick, any other to search for. */
export function mountKept({ context, entry, rating }) {
  const rows = new Map();
  const list = h("div", { class: "ek-adj-pieces" });
  const change = (ids) => context.rate(entry().item, "evidence", ids);
  const other = otherEvidence(context, entry, rating, change);
  const legend = h("legend", {}, context.w("adjudicate_evidence"));
  const el = h("fieldset", { class: "ek-adj-kept ek-stack" }, legend, list, other.el);
  const update = () => {
    const now = rating();
    for (const id of citedPieces(entry(), now)) {
      if (!rows.has(id)) rows.set(id, keepRow(context, entry, rating, id, change));
      const row = rows.get(id);
      if (!row.el.isConnected || row.el.parentNode !== list) list.append(row.el);
      row.box.checked = now.evidence.includes(id);
    }
    other.update();
  };
  return { el, update };
}

function keepRow(context, entry, rating, id, change) {
  const piece = context.material().evidence.find((one) => one.id === id);
  const box = h("input", { type: "checkbox", dataset: { evidence: id } });
  box.addEventListener("change", () => {
    const order = citedPieces(entry(), rating());
    change(withPiece(rating().evidence, id, box.checked, order));
  });
  const by = entry().coders.filter((side) => side.evidence.includes(id)).map((side) => side.coder);
  const cited = by.length ? context.w("adjudicate_cited_by", { coders: by.join(context.w("rating_comma")) }) : "";
  const facts = h("span", { class: "ek-muted" }, ...dotted([id, piece && yearOf(piece), cited]));
  const text = h("span", { dir: "auto" }, piece?.text ?? "");
  const el = h("label", { class: "ek-adj-choice" }, box, h("span", { class: "ek-adj-choice-text" }, text, facts));
  return { el, box };
}

/** Behind a disclosure, and made when it is opened first: most decisions need no other evidence. */
function otherEvidence(context, entry, rating, change) {
  const el = h("details", {}, h("summary", {}, context.w("adjudicate_other_evidence")));
  let picker = null;
  el.addEventListener("toggle", () => {
    if (!el.open || picker) return;
    picker = mountEvidence(context, {
      ids: () => rating().evidence,
      change,
      wave: () => entry().wave,
      label: context.w("rating_evidence_of", { item: context.t(entry().item) }),
      owner: entry().item,
    });
    el.append(picker.el);
  });
  return { el, update: () => picker?.update() };
}

/** The message about a change of this entry that was not taken; "" if there is none. */
function troubleOf(context, entry, attributes) {
  const about = (change) =>
    change?.do === "rate" && change.item === entry.item && change.wave === entry.wave;
  return context.problem((one) => about(one.change) && attributes.includes(one.change.attr))?.message ?? "";
}
