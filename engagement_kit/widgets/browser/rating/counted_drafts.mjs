// What a placement says of answers that it counts and that results would leave out.

import { h } from "../ground/h.mjs";
import { ratingState } from "./rating.mjs";

/** A line below a placement by these items: `{el, update}`; hidden where no draft is counted. */
export function mountCountedDrafts(context, items) {
  const el = h("p", { class: "ek-hint", dir: "auto", hidden: true });
  const update = () => {
    const said = countedDrafts(context, items);
    if (el.textContent !== said) el.textContent = said;
    el.hidden = !said;
  };
  return { el, update };
}

/** How many answers to these items name no evidence, in a sentence; nothing where all do. */
export function countedDrafts(context, items) {
  const count = items.filter(({ id }) => ratingState(context.rating(id)) === "draft").length;
  return count ? context.w("rating_place_drafts", { count }) : "";
}
