// What lies between two stages: the chasm with its requirements, and what moves one on.

import { h, uid } from "../ground/h.mjs";
import { mountRating, ratingList } from "./rating.mjs";

/** The gap with its text and its requirements, each with the state that the kernel found. */
export function mountGap(context, part, gap) {
  const checklist = context.form.parts.find((one) => one.id === gap.requirements);
  const items = (checklist?.items ?? []).map((item) =>
    mountRequirement(context, part, checklist, item.id),
  );
  const between = [gap.after, gap.before].map((stage) => context.value(part.scale, stage));
  const name = h(
    "div",
    { class: "ek-axis-name", id: uid("ek-gap"), dir: "auto" },
    context.w("rating_gap", { gap: context.t(gap.id), after: between[0], before: between[1] }),
  );
  const el = h(
    "section",
    { class: "ek-gap-part", role: "group", "aria-labelledby": name.id, dataset: { gap: gap.id } },
    name,
    [gap.id, gap.requirements].map((id) => describedBy(context, id)),
    ratingList("ul", items),
  );
  return { el, update: () => items.forEach((item) => item.update()) };
}

function mountRequirement(context, part, checklist, item) {
  const state = h("span", { class: "ek-requirement" });
  const hint = context.t(item, "description");
  const rating = mountRating(context, item, checklist.scale, {
    hint,
    before: h("p", { class: "ek-state-row" }, state),
  });
  const update = () => {
    rating.update();
    const { requirements = [] } = context.live().stages?.[part.id]?.[context.wave()] ?? {};
    const found = requirements.find((one) => one.item === item)?.state ?? "unknown";
    state.dataset.state = found;
    state.textContent = context.w(`rating_requirement_${found}`);
  };
  update();
  return { el: rating.el, update };
}

/** What moves an organisation from one stage to the next, as far as the model says it. */
export function movesOf(context, part) {
  const moves = part.moves ?? [];
  if (moves.length === 0) return null;
  return h(
    "details",
    { class: "ek-moves" },
    h("summary", {}, context.w("rating_moves")),
    moves.map((move) => {
      const values = {
        after: context.value(part.scale, move.after),
        before: context.value(part.scale, move.before),
      };
      return h(
        "div",
        {},
        h("div", { class: "ek-text-name" }, context.w("rating_move", values)),
        h("div", { class: "ek-rating-name", dir: "auto" }, context.t(move.id)),
        h("p", { dir: "auto" }, context.t(move.id, "description")),
      );
    }),
  );
}

function describedBy(context, id) {
  const text = id ? context.t(id, "description") : "";
  return text && h("p", { class: "ek-part-description", dir: "auto" }, text);
}
