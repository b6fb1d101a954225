// The list of disagreements: how many there are, which are decided, and one of them opened.

import { append, clear, h, uid } from "../ground/h.mjs";
import { same } from "../keeping/effective.mjs";
import {
  decisionCounts,
  decisionState,
  nextOpen,
  passesFilter,
  takeOverChanges,
} from "./deciding.mjs";
import { mountDisagreement } from "./disagreement.mjs";
import { answerInWords, dotted } from "./sides.mjs";

const FILTERS = ["all", "open", "decided"];

/**
 * The whole body of an adjudication: `{el, update}`.
 *
 * `contextAt(wave)` gives the context of a wave; `found()` the disagreements as the kernel has
 * them; `decide(entry, changes)` makes several changes at once; `memory` ({open, filter}) outlives
 * a switch of the language.
 */
export function mountAdjudication(context, { contextAt, found, decide, memory }) {
  const ratingOf = (entry) => contextAt(entry.wave).rating(entry.item);
  const stateOf = (entry) => decisionState(entry, ratingOf(entry));
  const tools = { context, contextAt, decide, memory, ratingOf, stateOf };
  const main = mountEntries(tools, () => found().entries, () => update());
  const alone = mountEntries(tools, () => found().one_coder, () => update());
  const head = mountSummary(tools, found, decide);
  const progress = mountProgress(tools, () => found().entries, () => main.next(null));
  const filter = mountFilter(tools, () => found().entries, () => update());
  const rest = mountAlone(tools, () => found().one_coder, alone);
  const heading = h("div", { class: "ek-adj-heading" }, context.w("adjudicate_list"));
  const el = h("div", { class: "ek-adj ek-stack" }, head.el, progress.el, filter.el, heading, main.el, rest.el);
  function update() {
    for (const part of [head, progress, filter, main, rest, alone]) part.update();
  }
  update();
  return { el, update };
}

// --- the head

function mountSummary({ context, ratingOf }, found, decide) {
  const text = h("p", { dir: "auto" });
  const button = h("button", { type: "button" });
  const el = h("div", { class: "ek-panel ek-stack" }, text, h("div", { class: "ek-row" }, button));
  const left = () => found().agreements.filter((entry) => stateIsOpen(ratingOf(entry)));
  button.addEventListener("click", () => {
    const n = left().length;
    decide(takeOverChanges(found().agreements, ratingOf));
    context.tell(context.w("adjudicate_taken_over", { n }));
  });
  const update = () => {
    const { coders, compared, agreed, share } = found();
    const values = { coders: coders.join(context.w("rating_comma")), compared, agreed };
    const percent = share === null ? "" : new Intl.NumberFormat(context.lang(), { style: "percent" }).format(share);
    const key = share === null ? "adjudicate_summary_none" : "adjudicate_summary";
    text.textContent = context.w(key, { ...values, share: percent });
    const n = left().length;
    button.disabled = n === 0;
    button.textContent = context.w(n ? "adjudicate_take_over" : "adjudicate_take_over_done", { n });
    button.hidden = found().agreements.length === 0;
  };
  return { el, update };
}

function stateIsOpen(rating) {
  return decisionState({ kind: "same" }, rating) === "open";
}

function mountProgress({ context, stateOf }, entries, next) {
  const text = h("span", { id: uid("ek-adj-progress") });
  const bar = h("progress", { "aria-labelledby": text.id });
  const button = h("button", { type: "button", on: { click: next } }, context.w("adjudicate_next"));
  const el = h("div", { class: "ek-row" }, text, bar, button);
  const update = () => {
    const { total, decided, noReason } = decisionCounts(entries(), stateOf);
    const done = context.w("adjudicate_progress", { decided, total });
    const without = noReason ? context.w("adjudicate_progress_no_reason", { n: noReason }) : "";
    text.textContent = [done, without].filter(Boolean).join(" · ");
    bar.max = Math.max(total, 1);
    bar.value = decided;
    button.disabled = decided === total;
    el.hidden = total === 0;
  };
  return { el, update };
}

function mountFilter({ context, memory, stateOf }, entries, changed) {
  const name = uid("ek-adj-filter");
  const rows = FILTERS.map((filter) => {
    const radio = h("input", { type: "radio", name, value: filter, checked: memory.filter === filter });
    const text = h("span", {});
    return { filter, radio, text, el: h("label", { class: "ek-adj-choice" }, radio, text) };
  });
  const legend = h("legend", {}, context.w("adjudicate_filter"));
  const el = h("fieldset", { class: "ek-adj-filter" }, legend, h("div", { class: "ek-row" }, rows.map((row) => row.el)));
  el.addEventListener("change", (event) => {
    memory.filter = event.target.value;
    memory.open = null; // an opened entry stays in sight whatever the filter says
    changed();
  });
  const update = () => {
    const states = entries().map(stateOf);
    for (const { filter, text } of rows) {
      const n = states.filter((state) => passesFilter(filter, state)).length;
      text.textContent = context.w(`adjudicate_filter_${filter}`, { n });
    }
  };
  return { el, update };
}

function mountAlone({ context, stateOf }, entries, list) {
  const summary = h("summary", {});
  const lead = h("p", { class: "ek-muted" }, context.w("adjudicate_one_coder_lead"));
  const el = h("details", { class: "ek-adj-alone" }, summary, lead, list.el);
  const update = () => {
    const { total, decided } = decisionCounts(entries(), stateOf);
    summary.textContent = context.w("adjudicate_one_coder", { decided, total });
    el.hidden = total === 0;
    if (list.holdsOpen()) el.open = true;
  };
  return { el, update };
}

// --- the list

function mountEntries(tools, entries, changed) {
  const { context, memory, stateOf } = tools;
  const rows = new Map();
  const list = h("ol", { class: "ek-adj-list" });
  const empty = h("p", { class: "ek-muted" });
  const el = h("div", {}, list, empty);
  const turn = (key) => {
    memory.open = memory.open === key ? null : key;
    changed();
  };
  function next(key) {
    const to = nextOpen(entries(), key, stateOf);
    if (to === null) return context.tell(context.w("adjudicate_all_decided"));
    memory.open = to;
    changed();
    return rows.get(to).focus();
  }
  const update = () => {
    keepRows(tools, rows, list, entries(), turn, next);
    let shown = 0;
    for (const entry of entries()) {
      const visible = memory.open === entry.key || passesFilter(memory.filter, stateOf(entry));
      rows.get(entry.key).show(visible, memory.open === entry.key);
      shown += visible;
    }
    empty.hidden = shown > 0;
    empty.textContent = context.w(entries().length ? "adjudicate_none_shown" : "adjudicate_none");
  };
  const holdsOpen = () => entries().some((entry) => entry.key === memory.open);
  return { el, update, next, holdsOpen };
}

/** One row for each entry, in their order; rows that stay are not touched. */
function keepRows(tools, rows, list, entries, turn, next) {
  const keys = new Set(entries.map((entry) => entry.key));
  for (const [key, row] of rows) {
    if (keys.has(key)) continue;
    row.el.remove();
    rows.delete(key);
  }
  entries.forEach((entry, place) => {
    if (!rows.has(entry.key)) rows.set(entry.key, entryRow(tools, entry, turn, next));
    const row = rows.get(entry.key);
    row.replace(entry);
    if (list.children[place] !== row.el) list.insertBefore(row.el, list.children[place] ?? null);
  });
}

function entryRow(tools, first, turn, next) {
  const { contextAt, decide, ratingOf, stateOf } = tools;
  const context = contextAt(first.wave);
  let entry = first;
  let inner = null;
  let seen = null;
  const panel = h("div", { class: "ek-adj-panel", id: uid("ek-adj-panel"), hidden: true });
  const sides = h("span", { class: "ek-adj-row-sides" });
  const state = h("span", { class: "ek-adj-state" });
  const button = rowButton(context, entry, panel, [sides, state], () => turn(entry.key));
  const el = h("li", { class: "ek-adj-row", dataset: { key: entry.key } }, button, panel);
  const open = () => {
    const decideHere = (changes) => decide(changes.map((change) => [entry, ...change]));
    inner ??= mountDisagreement(context, entry, { decide: decideHere, next: () => next(entry.key) });
    if (!panel.firstChild) panel.append(inner.el);
  };
  const show = (visible, isOpen) => {
    el.hidden = !visible;
    if (isOpen) open();
    panel.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    const now = JSON.stringify([entry.coders, ratingOf(entry)]);
    if (now !== seen) paint();
    seen = now;
    if (isOpen) inner.update();
  };
  const paint = () => {
    append(clear(sides), sidesInShort(context, entry));
    const where = stateOf(entry);
    state.dataset.state = where;
    state.textContent = context.w(`adjudicate_state_${where}`, { value: answerInWords(context, entry, ratingOf(entry)) });
  };
  const replace = (other) => {
    if (other === entry || same(other, entry)) return;
    entry = other;
    inner?.replace(other);
  };
  return { el, show, replace, focus: () => focusRow(button) };
}

function rowButton(context, entry, panel, facts, turn) {
  const name = h("span", { class: "ek-adj-item", dir: "auto" }, context.t(entry.item));
  const wave = h("span", { class: "ek-muted" }, String(entry.wave));
  const props = { type: "button", class: "ek-adj-head", "aria-controls": panel.id, "aria-expanded": "false" };
  return h("button", { ...props, on: { click: turn } }, name, " ", wave, " ", facts);
}

/** Each coder with the answer, and how far apart they are. */
function sidesInShort(context, entry) {
  const given = entry.coders.map((side) => {
    const answer = answerInWords(context, entry, side);
    return [h("bdi", {}, side.coder), ": ", h("bdi", { class: "ek-adj-value" }, answer)];
  });
  const apart = entry.distance ? context.w("adjudicate_distance", { n: entry.distance }) : "";
  return dotted([...given.map((one) => h("span", {}, one)), apart]);
}

function focusRow(button) {
  button.focus({ preventScroll: true });
  const smooth = !globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches;
  button.scrollIntoView({ block: "nearest", behavior: smooth ? "smooth" : "auto" });
}
