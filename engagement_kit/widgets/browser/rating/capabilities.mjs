// Capabilities: pairs side by side, with what they bring, how they feel, and the lenses on each.

import { h } from "../ground/h.mjs";
import { mountRating } from "./rating.mjs";
import { textBlock } from "./rating_details.mjs";

/** A capabilities part: `{el, update}`. */
export function mountCapabilities(context, part) {
  const ratings = [];
  const pairs = part.pairs.map((pair) => {
    const mounted = pair.items.map((item) => mountCapability(context, part, item.id));
    ratings.push(...mounted.map(({ rating }) => rating));
    return pairCard(
      context,
      pair,
      mounted.map(({ el }) => el),
    );
  });
  const el = h(
    "div",
    { class: "ek-capabilities" },
    mottosOf(context, part),
    silentLenses(context, part),
    pairs,
  );
  return { el, update: () => ratings.forEach((rating) => rating.update()) };
}

/** The mottos and what each means, once for all pairs. */
function mottosOf(context, part) {
  const mottos = (part.mottos ?? []).filter((id) => context.t(id, "description"));
  if (mottos.length === 0) return null;
  const terms = mottos.map((id) => [
    h("dt", { dir: "auto" }, context.t(id)),
    h("dd", { dir: "auto" }, context.t(id, "description")),
  ]);
  return h(
    "details",
    { class: "ek-mottos" },
    h("summary", {}, context.w("rating_mottos")),
    h("dl", {}, terms),
  );
}

function pairCard(context, pair, items) {
  const name = context.t(pair.id);
  const facts = ["outcome", "feeling"].map((attribute) => {
    const text = context.t(pair.id, attribute);
    return text && textBlock(context, attribute, h("p", { dir: "auto" }, text));
  });
  const mottos = (pair.motto ?? []).map((id) =>
    h("span", { class: "ek-motto", dir: "auto" }, context.t(id)),
  );
  return h(
    "section",
    { class: "ek-pair", role: "group", "aria-label": name, dataset: { pair: pair.id } },
    h(
      "div",
      { class: "ek-pair-head" },
      h("div", { class: "ek-pair-name", dir: "auto" }, name),
      mottos,
    ),
    h("div", { class: "ek-pair-facts" }, facts),
    h("div", { class: "ek-pair-items" }, items),
  );
}

function mountCapability(context, part, id) {
  const rating = mountRating(context, id, part.scale);
  const lenses = lensesOf(context, part, id);
  return { rating, el: h("div", { class: "ek-capability" }, rating.el, lenses) };
}

/** The lenses' names where the framework describes no capability by them. */
function silentLenses(context, part) {
  const lenses = part.lenses ?? [];
  const items = part.pairs.flatMap((pair) => pair.items);
  const isSilent = items.every(({ id }) => lensTexts(context, part, id).length === 0);
  if (lenses.length === 0 || !isSilent) return null;
  const names = lenses.map((lens) => context.t(lens)).join(" · ");
  const words = context.w("rating_lenses_silent", { lenses: names });
  return h("p", { class: "ek-hint", dir: "auto" }, words);
}

function lensTexts(context, part, id) {
  return (part.lenses ?? [])
    .map((lens) => [lens, context.t(`${id}.${lens}`, "description")])
    .filter(([, text]) => text);
}

/** A capability seen from each side; its texts are made when they are opened first. */
function lensesOf(context, part, id) {
  const found = lensTexts(context, part, id);
  if (found.length === 0) return null;
  const names = found.map(([lens]) => context.t(lens)).join(" · ");
  const el = h(
    "details",
    { class: "ek-lenses" },
    h("summary", { "aria-label": context.w("rating_lenses_of", { item: context.t(id) }) }, names),
  );
  const show = () =>
    el.append(
      h(
        "dl",
        { class: "ek-lens-texts" },
        found.map(([lens, text]) => [
          h("dt", { dir: "auto" }, context.t(lens)),
          h("dd", { dir: "auto" }, text),
        ]),
      ),
    );
  el.addEventListener("toggle", show, { once: true });
  return el;
}
