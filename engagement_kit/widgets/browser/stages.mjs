// The maturity matrix: dimensions by stages, what the model says in each cell, and the chasm with
// its requirements. Choosing a cell is the rating; the radios of a row are one group.

import { h, uid } from "./h.mjs";
import { partDescription } from "./checklist.mjs";
import { bannerSpans, stageSpan } from "./placing.mjs";
import { answerGroup, groupRadio, mountRating, ratingFoot } from "./rating.mjs";

/** A stages part: `{el, update}`. */
export function mountStages(context, part) {
  const stages = context.form.scales[part.scale];
  const columns = matrixColumns(part, stages);
  const head = mountMatrixHead(context, part, stages, columns);
  const rows = part.items.map((item) => mountDimension(context, part, item.id, columns));
  const gaps = (part.gaps ?? []).map((gap) => mountGap(context, part, gap));
  const place = mountStagePlace(context, part, stages);
  const style = {
    "--ek-columns": columns.map(({ gap }) => (gap ? "2rem" : "minmax(0, 1fr)")).join(" "),
  };
  const el = h(
    "div",
    { class: "ek-stages" },
    partDescription(context, part),
    place.el,
    h(
      "div",
      { class: "ek-matrix", style },
      head.el,
      rows.map((row) => row.el),
    ),
    movesOf(context, part),
    gaps.map((gap) => gap.el),
  );
  const views = [head, ...rows, ...gaps, place];
  return { el, update: () => views.forEach((view) => view.update()) };
}

/** The columns in order: stages, and between two of them the gap that the model names. */
export function matrixColumns(part, stages) {
  return stages.flatMap((stage) => {
    const gap = (part.gaps ?? []).find((one) => one.after === stage);
    return gap ? [{ stage }, { gap: gap.id }] : [{ stage }];
  });
}

/** Banners and names of stages over the columns; on narrow pages each card names its own. */
function mountMatrixHead(context, part, stages, columns) {
  const column = (stage) => columns.findIndex((one) => one.stage === stage) + 2; // after the names
  const banners = bannerSpans(part, stages).map(({ id, from, count }) => {
    const place = `${column(stages[from])} / ${column(stages[from + count - 1]) + 1}`;
    const title = context.t(id, "description") || null;
    return h(
      "div",
      { class: "ek-banner", style: { "grid-column": place }, dir: "auto", title },
      context.t(id),
    );
  });
  const names = columns.map(({ stage, gap }) =>
    stage
      ? h(
          "div",
          { class: "ek-stage-name", dir: "auto", dataset: { stage } },
          context.value(part.scale, stage),
        )
      : h(
          "div",
          { class: "ek-gap-name", dataset: { gap } },
          h("span", { dir: "auto" }, context.t(gap)),
        ),
  );
  const el = h(
    "div",
    { class: "ek-matrix-head", "aria-hidden": "true" },
    h("div", { class: "ek-banners" }, banners),
    h("div", { class: "ek-stage-names" }, h("div", {}), names),
  );
  const update = () => {
    const placement = context.live().stages?.[part.id]?.[context.wave()] ?? {};
    const span = stageSpan(placement, stages);
    for (const name of names.filter((one) => one.dataset.stage)) {
      const { stage } = name.dataset;
      name.dataset.live =
        stage === placement.stage ? "now" : span.includes(stage) ? "possible" : "no";
    }
  };
  return { el, update };
}

/** A row of the matrix: a group of radios whose labels are the cells. */
function mountDimension(context, part, item, columns) {
  const group = answerGroup(context, item, uid("ek-stage"));
  const name = h(
    "div",
    { class: "ek-dimension-name", id: uid("ek-dimension") },
    h("span", { class: "ek-rating-name", dir: "auto" }, context.t(item)),
    context
      .texts(item, "question")
      .map((text) => h("span", { class: "ek-rating-hint", dir: "auto" }, text)),
  );
  const cells = columns.map(({ stage, gap }) =>
    stage ? stageCell(context, part, item, stage, group) : gapCell(context, gap),
  );
  const foot = ratingFoot(context, item, group);
  const el = h(
    "div",
    {
      class: "ek-dimension",
      role: "radiogroup",
      dataset: { item },
      "aria-labelledby": name.id,
      "aria-describedby": foot.mark.id,
    },
    name,
    cells,
    h(
      "div",
      { class: "ek-dimension-foot" },
      h("div", { class: "ek-rating-row" }, foot.nodes),
      foot.problem,
      foot.details.el,
    ),
  );
  group.listen(el);
  return { el, update: foot.update };
}

/** One cell: what the model says, the wording for raters, and the radio that chooses it. */
function stageCell(context, part, item, stage, group) {
  const label = context.value(part.scale, stage);
  const published = context.t(`${item}.${stage}`, "published");
  const anchor = context.t(`${item}.${stage}`, "anchor");
  const text = h(
    "span",
    { class: "ek-cell-text", id: uid("ek-cell") },
    published
      ? h("span", { class: "ek-published", dir: "auto" }, published)
      : h("span", { class: "ek-silent" }, context.w("rating_model_silent")),
    anchor &&
      h(
        "span",
        { class: "ek-anchor" },
        h("span", { class: "ek-anchor-name" }, context.w("rating_anchor")),
        " ",
        h("bdi", {}, anchor),
      ),
  );
  const radio = groupRadio(
    group,
    { value: stage },
    { "aria-label": label, "aria-describedby": text.id },
  );
  return h(
    "label",
    { class: "ek-stage-cell", dataset: { stage } },
    h(
      "span",
      { class: "ek-cell-head" },
      radio,
      h("span", { class: "ek-cell-stage", "aria-hidden": "true", dir: "auto" }, label),
    ),
    text,
  );
}

const gapCell = (context, gap) =>
  h(
    "div",
    { class: "ek-gap", "aria-hidden": "true" },
    h("span", { class: "ek-gap-here", dir: "auto" }, context.t(gap)),
  );

/** The gap with its text and its requirements, each with the state that the kernel found. */
function mountGap(context, part, gap) {
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
    context.t(gap.id, "description") &&
      h("p", { class: "ek-part-description", dir: "auto" }, context.t(gap.id, "description")),
    checklist && partDescription(context, checklist),
    h(
      "ul",
      { class: "ek-items" },
      items.map((item) => h("li", { class: "ek-item" }, item.el)),
    ),
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
  return { el: rating.el, update };
}

/** What moves an organisation from one stage to the next, as far as the model says it. */
function movesOf(context, part) {
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

/** Where the answers so far place the case: stage, bounds and the rule. */
function mountStagePlace(context, part, stages) {
  const status = h("p", { class: "ek-status", dir: "auto" });
  const rule = h("p", { class: "ek-hint", dir: "auto" });
  const el = h(
    "div",
    {
      class: "ek-place",
      role: "group",
      "aria-label": context.w("rating_place", { part: context.t(part.id) }),
    },
    status,
    rule,
  );
  let seen = null;
  const update = () => {
    const placement = context.live().stages?.[part.id]?.[context.wave()] ?? null;
    const now = JSON.stringify(placement);
    if (now === seen) return;
    const isNews = seen !== null && seen !== "null";
    seen = now;
    const said = stageStatus(context, part, placement, stages);
    if (isNews && said !== status.textContent) context.tell(said);
    status.textContent = said;
    status.dataset.status = placement?.status ?? "not_placed";
    rule.textContent = placement?.rule
      ? context.w("rating_stage_rule", { rule: context.w(`rating_rule_${placement.rule}`) })
      : "";
  };
  return { el, update };
}

/** One sentence: the stage, or the stages between which the unknown dimensions leave it open. */
export function stageStatus(context, part, placement, stages) {
  const name = (stage) => context.value(part.scale, stage);
  if (!placement || placement.status === "not_placed" || !placement.stage)
    return context.w("rating_not_placed");
  const stage = name(placement.stage);
  if (placement.status === "settled") return context.w("rating_stage_settled", { stage });
  const span = stageSpan(placement, stages).map(name);
  return context.w("rating_stage_open", {
    stage,
    low: span[0] ?? stage,
    high: span.at(-1) ?? stage,
  });
}
