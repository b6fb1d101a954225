// Evidence of a rating or a note: what is chosen, a search over the case's pieces, and new pieces.

import { clear, h, uid } from "../ground/h.mjs";

import { findEvidence, isLater, linkOf, sourcesByKey, yearOf } from "./finding.mjs";
import { hasPieceDraft, mountPieceForm } from "./piece_form.mjs";

const MOST_SHOWN = 40; // rows at once: a long list is searched, not read

/**
 * The evidence of one thing: `{el, update}`.
 *
 * `ids` and `wave` are values or functions; `change(ids)` is told the new choice; `label` names the
 * group; `owner` tells half-typed pieces of different things apart.
 */
export function mountEvidence(context, options) {
  const own = {
    ids: () => (typeof options.ids === "function" ? options.ids() : options.ids) ?? [],
    wave: () => (typeof options.wave === "function" ? options.wave() : options.wave) ?? null,
    change: options.change,
    owner: options.owner ?? options.label,
  };
  const chips = mountChips(context, own);
  const picker = mountPicker(context, own);
  const el = h(
    "div",
    { class: "ek-evidence", role: "group", "aria-label": options.label },
    h("div", { class: "ek-text-name", "aria-hidden": "true" }, context.w("rating_evidence")),
    chips.el,
    picker.el,
  );
  const update = () => {
    chips.update();
    picker.update();
  };
  update();
  return { el, update };
}

/** The chosen pieces; each shows its text when it is pointed at or focused, and can be taken out. */
function mountChips(context, own) {
  const list = h("ul", { class: "ek-chips" });
  const none = h("p", { class: "ek-none" }, context.w("rating_evidence_none"));
  const el = h("div", {}, none, list);
  let seen = null;
  const remove = (id) => {
    const rest = own.ids().filter((one) => one !== id);
    const at = own.ids().indexOf(id);
    own.change(rest);
    context.tell(context.w("rating_evidence_removed", { id }));
    update();
    focusNear(el, at);
  };
  const update = () => {
    const pieces = new Map(context.material().evidence.map((piece) => [piece.id, piece]));
    const chosen = own.ids().map((id) => pieces.get(id) ?? { id });
    const now = JSON.stringify([chosen, own.wave()]);
    if (now === seen) return;
    seen = now;
    none.hidden = chosen.length > 0;
    const focused = list.contains(el.getRootNode().activeElement);
    clear(list).append(...chosen.map((piece) => chipOf(context, own, piece, remove)));
    if (focused) focusNear(el, 0);
  };
  return { el, update };
}

/** Focus on the chip that took the place of one that is gone, else on what opens the search. */
function focusNear(el, at) {
  const buttons = [...el.querySelectorAll(".ek-chip-remove")];
  const opener = el.parentElement?.querySelector(".ek-picker > summary");
  (buttons[Math.min(Math.max(at, 0), buttons.length - 1)] ?? opener)?.focus();
}

function chipOf(context, own, piece, remove) {
  const trouble = chipTrouble(context, own, piece);
  const tip = h(
    "span",
    { class: "ek-chip-tip", id: uid("ek-tip"), role: "tooltip" },
    trouble && h("strong", {}, trouble, " "),
    h("span", { dir: "auto" }, piece.text ?? ""),
  );
  const label = context.w("rating_evidence_remove", { id: piece.id });
  return h(
    "li",
    { class: "ek-chip", dataset: { trouble: trouble ? "yes" : "no" } },
    h(
      "span",
      { class: "ek-chip-text", tabindex: 0, role: "note", "aria-describedby": tip.id },
      h("bdi", {}, piece.id),
      yearOf(piece) && ` · ${yearOf(piece)}`,
    ),
    h(
      "button",
      {
        type: "button",
        class: "ek-chip-remove",
        "aria-label": label,
        title: label,
        on: { click: () => remove(piece.id) },
      },
      "×",
    ),
    tip,
  );
}

function chipTrouble(context, own, piece) {
  if (piece.text === undefined) return context.w("rating_evidence_gone");
  if (isLater(piece, own.wave())) return context.w("rating_evidence_later", { wave: own.wave() });
  return "";
}

/** The search and the form for a new piece, made when they are opened first. */
function mountPicker(context, own) {
  const body = h("div", { class: "ek-picker-body" });
  const el = h(
    "details",
    { class: "ek-picker" },
    h("summary", {}, context.w("rating_evidence_pick")),
    body,
  );
  let inner = null;
  el.addEventListener("toggle", () => {
    if (!el.open) return;
    inner ??= mountSearch(context, own, body);
    inner.update();
  });
  return { el, update: () => el.open && inner?.update() };
}

function mountSearch(context, own, body) {
  const search = h("input", {
    type: "search",
    class: "ek-search",
    dir: "auto",
    id: uid("ek-search"),
    autocomplete: "off",
  });
  const count = h("p", { class: "ek-count", role: "status" });
  const list = h("ul", { class: "ek-pieces" });
  const rows = new Map();
  const update = () => showPieces(context, own, { search, count, list, rows });
  search.addEventListener("input", update);
  search.addEventListener("keydown", (event) => takeOnly(event, list));
  const adding = mountAdding(context, own);
  body.append(
    h("label", { class: "ek-text-name", for: search.id }, context.w("rating_evidence_search")),
    search,
    count,
    list,
    adding.el,
  );
  return {
    update: () => {
      update();
      adding.update();
    },
  };
}

/** Enter in the search chooses what it has found, or takes it out, if that is one piece only. */
function takeOnly(event, list) {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  onlyBox(list)?.click();
  event.target.select(); // so that what is typed next is the next search
}

function onlyBox(list) {
  return list.children.length === 1 ? list.querySelector("input:enabled") : null;
}

function showPieces(context, own, { search, count, list, rows }) {
  const { evidence, sources } = context.material();
  const wave = own.wave();
  const found = findEvidence(evidence, sources, search.value, wave);
  const known = sourcesByKey(sources);
  const shown = found.slice(0, MOST_SHOWN);
  const nodes = shown.map((piece) =>
    rowOf(context, own, rows, piece, known.get(piece.source), wave),
  );
  // Only what differs is moved: a box that has the focus stays where it is.
  if (nodes.some((node, n) => list.children[n] !== node) || list.children.length !== nodes.length) {
    list.replaceChildren(...nodes);
  }
  const chosen = new Set(own.ids());
  for (const { box, piece } of rows.values()) box.checked = chosen.has(piece.id);
  const key = found.length > shown.length ? "more" : onlyBox(list) ? "only" : "count";
  const numbers = { n: found.length, all: evidence.length, shown: shown.length };
  const text = context.w(`rating_evidence_${key}`, numbers);
  if (count.textContent !== text) count.textContent = text;
}

/** The row of a piece; made anew when the piece, its source or the wave is another. */
function rowOf(context, own, rows, piece, source, wave) {
  const state = JSON.stringify([piece, source, wave]);
  const old = rows.get(piece.id);
  if (old?.state === state) return old.el;
  const later = isLater(piece, wave);
  const reason = later
    ? h(
        "span",
        { class: "ek-reason", id: uid("ek-later") },
        context.w("rating_evidence_later", { wave }),
      )
    : null;
  const box = h("input", {
    type: "checkbox",
    disabled: later && !own.ids().includes(piece.id),
    "aria-describedby": reason?.id,
  });
  box.addEventListener("change", () => own.change(changedIds(own.ids(), piece.id, box.checked)));
  const el = h(
    "li",
    { class: "ek-piece", dataset: { polarity: piece.polarity ?? "neutral" } },
    h(
      "label",
      { class: "ek-piece-label" },
      box,
      h("span", { class: "ek-piece-text", dir: "auto" }, piece.text),
    ),
    h("div", { class: "ek-piece-facts" }, pieceFacts(context, piece, source), reason),
  );
  rows.set(piece.id, { el, box, piece, state });
  return el;
}

/** The chosen ids with one more or one less. */
export function changedIds(ids, id, isChosen) {
  const rest = ids.filter((one) => one !== id);
  return isChosen ? [...rest, id] : rest;
}

function pieceFacts(context, piece, source) {
  const polarity = piece.polarity ?? "neutral";
  return [
    h("bdi", { class: "ek-piece-id" }, piece.id),
    yearOf(piece) && h("bdi", {}, yearOf(piece)),
    h(
      "span",
      { class: "ek-polarity", dataset: { polarity } },
      context.w(`rating_polarity_${polarity}`),
    ),
    sourceLink(context, source, piece),
    piece.locator && h("bdi", {}, String(piece.locator)),
  ].filter(Boolean);
}

/** The source's title, as a link where it has an address on the web. */
export function sourceLink(context, source, piece) {
  const title = source?.title ?? piece.source;
  const href = source ? linkOf(source) : null;
  if (!href) return h("bdi", { class: "ek-source" }, title);
  const label = context.w("rating_source_opens", { title });
  return h(
    "a",
    {
      class: "ek-source",
      href,
      target: "_blank",
      rel: "noopener noreferrer",
      dir: "auto",
      title: label,
    },
    title,
  );
}

/** The disclosure of the form for a new piece: open at once if something half-typed is in it. */
function mountAdding(context, own) {
  const el = h("details", { class: "ek-adding" }, h("summary", {}, context.w("rating_piece_add")));
  let form = null;
  const open = () => {
    if (!el.open || form !== null) return;
    form = mountPieceForm(context, { owner: own.owner, done: (id) => added(id) });
    el.append(form.el);
  };
  const added = (id) => {
    const piece = context.material().evidence.find((one) => one.id === id);
    const later = piece !== undefined && isLater(piece, own.wave());
    if (!later) own.change(changedIds(own.ids(), id, true));
    context.tell(
      context.w(later ? "rating_piece_added_later" : "rating_piece_added", {
        id,
        wave: own.wave(),
      }),
    );
    el.open = false;
    el.querySelector("summary").focus();
  };
  el.addEventListener("toggle", open);
  if (hasPieceDraft(context, own.owner)) {
    el.open = true;
    open();
  }
  return { el, update: () => form?.update() };
}
