// What the coders gave, each with confidence, reason and evidence down to the link of the source.

import { changesTo, isDecided, proposalFor } from "./deciding.mjs";
import { linkOf, sourcesByKey, yearOf } from "../evidence/finding.mjs";
import { clear, h, uid } from "../ground/h.mjs";

/** The answer of a side, or of a decision, in words. */
export function answerInWords(context, entry, { value, missing }) {
  if (value) return context.value(entry.scale, value);
  return missing ? context.w(`rating_missing_${missing}`) : context.w("adjudicate_state_open");
}

/** All sides of an entry beside one another; `fill()` shows them anew. */
export function mountSides({ context, entry, rating, decide }) {
  const el = h("div", { class: "ek-adj-sides" });
  let views = [];
  const fill = () => {
    views = entry().coders.map((side) => mountSide(context, entry(), side, decide, rating));
    clear(el).append(...views.map((view) => view.el));
  };
  fill();
  return { el, fill, update: () => views.forEach((view) => view.update()) };
}

function mountSide(context, entry, side, decide, rating) {
  const name = h("bdi", { id: uid("ek-adj-side"), class: "ek-adj-coder" }, side.coder);
  const answer = answerInWords(context, entry, side);
  const take = () => {
    decide(changesTo(rating(), proposalFor(entry, side)));
    context.tell(context.w("adjudicate_taken", { coder: side.coder, value: answer }));
  };
  const label = context.w("adjudicate_take", { coder: side.coder, value: answer });
  const chosen = h("span", { class: "ek-adj-chosen" }, context.w("adjudicate_chosen"));
  const el = h(
    "div",
    { class: "ek-adj-side", role: "group", "aria-labelledby": name.id },
    h("div", { class: "ek-row" }, name, chosen),
    h("div", { class: "ek-adj-answer", dir: "auto" }, answer),
    sidesSureness(context, side),
    sidesReason(context, side),
    evidenceList(context, side.evidence),
    h("button", { type: "button", on: { click: take } }, label),
  );
  const update = () => {
    const now = rating();
    const isSo = isDecided(now) && now.value === side.value && now.missing === side.missing;
    chosen.hidden = !isSo;
    el.classList.toggle("ek-adj-is-chosen", isSo);
  };
  return { el, update };
}

function sidesSureness(context, side) {
  if (!side.confidence) return null;
  const level = context.w(`form_level_${side.confidence}`);
  return h("div", { class: "ek-muted" }, context.w("rating_confidence_is", { level }));
}

function sidesReason(context, side) {
  const none = context.w("adjudicate_no_reason_given");
  if (!side.note) return h("p", { class: "ek-muted" }, none);
  return h("blockquote", { class: "ek-adj-reason", dir: "auto" }, side.note);
}

/** Evidence in full: text, year and where it comes from, with a link where there is one. */
function evidenceList(context, ids) {
  if (!ids.length) return h("p", { class: "ek-muted" }, context.w("adjudicate_no_evidence"));
  const { evidence, sources } = context.material();
  const known = new Map(evidence.map((piece) => [piece.id, piece]));
  const titles = sourcesByKey(sources);
  return h("ul", { class: "ek-adj-evidence" }, ids.map((id) => pieceInFull(known.get(id), id, titles)));
}

function pieceInFull(piece, id, titles) {
  if (!piece) return h("li", {}, h("bdi", {}, id));
  const source = titles.get(piece.source);
  return h(
    "li",
    {},
    h("div", { dir: "auto" }, piece.text),
    h("div", { class: "ek-muted" }, ...dotted([id, yearOf(piece), sourceName(source), piece.locator])),
  );
}

function sourceName(source) {
  if (!source) return "";
  const address = linkOf(source);
  if (!address) return source.title;
  const props = { href: address, target: "_blank", rel: "noopener noreferrer", dir: "auto" };
  return h("a", props, source.title);
}

/** Nodes and texts with a dot between them; empty ones are left out, texts keep their direction. */
export function dotted(parts) {
  const there = parts.filter(Boolean).map((part) => (part.nodeType ? part : h("bdi", {}, part)));
  return there.flatMap((part, place) => (place ? [" · ", part] : [part]));
}
