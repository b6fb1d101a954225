// A quadrant: one checklist an axis, and beside them where the answers so far place the case.

import { clear, h, uid } from "../ground/h.mjs";
import { mountCountedDrafts } from "./counted_drafts.mjs";
import { answersMissing, possibleCells, roundedScore } from "./placing.mjs";
import { drawPlacement } from "./plane.mjs";
import { mountRating, ratingList } from "./rating.mjs";

/** A quadrant part: `{el, update}`. */
export function mountQuadrant(context, part) {
  const ratings = [];
  const axes = part.axes.map((axis) => mountAxis(context, part, axis, ratings));
  const place = mountPlace(context, part);
  const el = h(
    "div",
    { class: "ek-quadrant" },
    h("div", { class: "ek-quadrant-body" }, h("div", { class: "ek-axes" }, axes), place.el),
  );
  const update = () => {
    ratings.forEach((rating) => rating.update());
    place.update();
  };
  place.update();
  return { el, update };
}

function mountAxis(context, part, axis, ratings) {
  const mounted = axis.items.map((item) => mountRating(context, item.id, part.scale));
  ratings.push(...mounted);
  const name = h(
    "div",
    { class: "ek-axis-name", id: uid("ek-axis"), dir: "auto" },
    context.t(axis.id),
  );
  const text = context.t(axis.id, "description");
  return h(
    "section",
    { class: "ek-axis", role: "group", "aria-labelledby": name.id },
    name,
    text && h("p", { class: "ek-part-description", dir: "auto" }, text),
    ratingList("ul", mounted),
  );
}

/** The live plane with its sentence, the numbers and what the cells advise. */
function mountPlace(context, part) {
  const status = h("p", { class: "ek-placement-status", dir: "auto" });
  const plane = h("div", { class: "ek-plane" });
  const numbers = h("ul", { class: "ek-numbers" });
  const drafts = mountCountedDrafts(context, part.axes.flatMap((axis) => axis.items));
  const cells = h("div", { class: "ek-cells" });
  const el = h(
    "aside",
    {
      class: "ek-placement",
      "aria-label": context.w("rating_place", { part: context.t(part.id) }),
    },
    status,
    plane,
    numbers,
    drafts.el,
    cells,
  );
  let seen = null;
  const update = () => {
    drafts.update();
    const placement = context.live().quadrants?.[part.id]?.[context.wave()] ?? null;
    const now = JSON.stringify(placement);
    if (now === seen) return;
    const isNews = seen !== null && seen !== "null";
    seen = now;
    const said = quadrantStatus(context, part, placement);
    if (isNews && status.textContent !== said) context.tell(said);
    status.textContent = said;
    status.dataset.status = placement?.status ?? "not_placed";
    const lines = placement ? axisLines(context, part, placement) : [];
    clear(plane).append(drawPlacement(context, part, placement, [said, ...lines].join(" ")));
    clear(numbers).append(...lines.map((line) => h("li", { dir: "auto" }, line)));
    clear(cells).append(...cellTexts(context, part, placement));
  };
  return { el, update };
}

/** One sentence: settled, open with the cells still possible, or how many answers are missing. */
export function quadrantStatus(context, part, placement) {
  const cells = placement ? possibleCells(placement).map((id) => context.t(id)) : [];
  const comma = context.w("rating_comma");
  if (placement?.status === "settled")
    return context.w("rating_quadrant_settled", { cell: cells[0] });
  if (placement?.status === "open") return openStatus(context, placement, cells, comma);
  const share = part.min_known?.value ?? 0;
  const missing = part.axes.map((axis, n) => {
    const [known, items] = ["known", "items"].map((what) => placement?.[`${"xy"[n]}_${what}`]);
    return [axis, answersMissing(known ?? 0, items ?? axis.items.length, share)];
  });
  const needs = missing
    .filter(([, n]) => n > 0)
    .map(([axis, n]) => context.w("rating_axis_missing", { axis: context.t(axis.id), n }));
  if (needs.length === 0) return context.w("rating_not_placed");
  return context.w("rating_not_placed_missing", { needs: needs.join(comma) });
}

function openStatus(context, placement, cells, comma) {
  if (!placement.quadrant)
    return context.w("rating_quadrant_possible", { cells: cells.join(comma) });
  return context.w("rating_quadrant_open", { cell: cells[0], cells: cells.slice(1).join(comma) });
}

/** For each axis its score, bounds, threshold and how much is known. */
function axisLines(context, part, placement) {
  return part.axes.map((axis, n) => {
    const of = (what) => placement[what ? `${"xy"[n]}_${what}` : "xy"[n]];
    const values = {
      axis: context.t(axis.id),
      known: of("known") ?? 0,
      items: of("items") ?? axis.items.length,
      score: roundedScore(of("")),
      low: roundedScore(of("low")),
      high: roundedScore(of("high")),
      threshold: roundedScore(of("threshold")),
    };
    return context.w(
      of("") === null || of("") === undefined ? "rating_axis_none" : "rating_axis_line",
      values,
    );
  });
}

/** What the cell is that the case is in, and, folded, those it may be in. */
function cellTexts(context, part, placement) {
  if (!placement || placement.status === "not_placed") return [];
  return possibleCells(placement).map((id) => {
    const isNow = id === placement.quadrant;
    return h(
      "details",
      { class: "ek-quadrant-cell", open: isNow, dataset: { cell: id } },
      h(
        "summary",
        { dir: "auto" },
        context.w(isNow ? "rating_cell_now" : "rating_cell_possible", { cell: context.t(id) }),
      ),
      ["description", "recommendation"].map((attribute) => cellText(context, id, attribute)),
    );
  });
}

function cellText(context, id, attribute) {
  const text = context.t(id, attribute);
  if (!text) return null;
  if (attribute === "description") return h("p", { dir: "auto" }, text);
  return [
    h("div", { class: "ek-text-name" }, context.w(`rating_text_${attribute}`)),
    h("p", { dir: "auto" }, text),
  ];
}
