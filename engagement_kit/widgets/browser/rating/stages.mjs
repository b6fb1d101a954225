// The maturity matrix: dimensions by stages, what the model says in each cell, and the chasm with
// its requirements. Choosing a cell is the rating; the radios of a row are one group.

import { mountGap, movesOf } from "./chasm.mjs";
import { h, uid } from "../ground/h.mjs";
import { bannerSpans, stageSpan } from "./placing.mjs";
import { answerGroup, groupRadio, ratingFoot } from "./rating.mjs";
import { mountStagePlace } from "./stage_place.mjs";

/** A stages part: `{el, update}`. */
export function mountStages(context, part) {
  const stages = context.form.scales[part.scale];
  const columns = matrixColumns(part, stages);
  const head = mountMatrixHead(context, part, stages, columns);
  const rows = part.items.map((item) => mountDimension(context, part, item.id, columns));
  const gaps = (part.gaps ?? []).map((gap) => mountGap(context, part, gap));
  const place = mountStagePlace(context, part, stages);
  const style = {
    "--ek-columns": columns.map(({ gap }) => (gap ? "2.4rem" : "minmax(0, 1fr)")).join(" "),
  };
  const el = h(
    "div",
    { class: "ek-stages" },
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
  const update = () => views.forEach((view) => view.update());
  update();
  return { el, update };
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
      { class: "ek-stage-banner", style: { "grid-column": place }, dir: "auto", title },
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
    h("div", { class: "ek-stage-banners" }, banners),
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
      h("div", { class: "ek-rating-row" }, foot.reasons),
      foot.more,
    ),
  );
  foot.reasons.append(foot.clearing);
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
