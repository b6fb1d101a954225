// Where the answers so far place a case on the stages, in words.

import { h } from "../ground/h.mjs";
import { mountCountedDrafts } from "./counted_drafts.mjs";
import { stageSpan } from "./placing.mjs";

/** Where the answers so far place the case: stage, bounds and the rule. */
export function mountStagePlace(context, part, stages) {
  const status = h("p", { class: "ek-placement-status", dir: "auto" });
  const rule = h("p", { class: "ek-hint", dir: "auto" });
  const drafts = mountCountedDrafts(context, part.items);
  const el = h(
    "div",
    {
      class: "ek-placement",
      role: "group",
      "aria-label": context.w("rating_place", { part: context.t(part.id) }),
    },
    status,
    rule,
    drafts.el,
  );
  let seen = null;
  const update = () => {
    drafts.update();
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
  if (!placement || placement.status === "not_placed") return context.w("rating_not_placed");
  const stage = name(placement.stage);
  if (placement.status === "settled") return context.w("rating_stage_settled", { stage });
  const span = stageSpan(placement, stages).map(name);
  return context.w("rating_stage_open", {
    stage,
    low: span[0] ?? stage,
    high: span.at(-1) ?? stage,
  });
}
