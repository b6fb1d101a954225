// One part of the framework: its guiding texts and its view.

import { remarksOn } from "../frame/about.mjs";
import { mountCanvas } from "../canvas/canvas.mjs";
import { mountCapabilities } from "../rating/capabilities.mjs";
import { mountChecklist } from "../rating/checklist.mjs";
import { h } from "../ground/h.mjs";
import { mountQuadrant } from "../rating/quadrant.mjs";
import { mountStages } from "../rating/stages.mjs";
import { mountTargets } from "../rating/targets.mjs";

const VIEWS = {
  canvas: [mountCanvas],
  quadrant: [mountQuadrant],
  stages: [mountStages, mountTargets],
  capabilities: [mountCapabilities],
  checklist: [mountChecklist],
  steps: [mountChecklist],
  options: [mountChecklist],
};

/** A part with everything that its kind takes. */
export function mountPart(context, part) {
  const views = VIEWS[part.kind]
    .filter((mount) => mount !== mountTargets || part.horizons?.length)
    .map((mount) => mount(context, part));
  const el = h(
    "div",
    { class: "ek-part ek-stack", dataset: { part: part.id } },
    h(
      "div",
      { class: "ek-part-head" },
      h("p", { class: "ek-part-title", dir: "auto" }, context.t(part.id)),
      guidance(context, part),
    ),
    views.map((view) => view.el),
  );
  return { el, update: () => views.forEach((view) => view.update()) };
}

function guidance(context, part) {
  // A canvas says its own description, beside its layouts.
  const description = part.kind === "canvas" ? "" : context.t(part.id, "description");
  const remarks = remarksOn(context, part.id);
  return [
    description && h("p", { class: "ek-part-text", dir: "auto" }, description),
    remarks.length > 0 &&
      h(
        "details",
        { class: "ek-part-more" },
        h("summary", null, context.w("form_guidance")),
        remarks.map((text) => h("p", { dir: "auto" }, text)),
      ),
  ];
}
