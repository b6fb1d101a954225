// Above a canvas: how much is in it, how to lay it out, which keys there are.

import { h, uid } from "../ground/h.mjs";

const CANVAS_KEYS = ["add", "up", "box", "delete", "next", "drag"];

/** The line above the grid, and the remark on the layout below it. */
export function canvasHead(canvas, place) {
  const { context, part } = canvas;
  const counts = h("p", { class: "ek-canvas-counts" });
  const remark = h("p", { class: "ek-canvas-remark" });
  const choose = (id) => {
    const layout = part.layouts.find((one) => one.id === id) ?? part.layouts[0];
    place(layout);
    remark.textContent = context.w(`canvas_layout_${layout.confidence}`);
    return layout.id;
  };
  const chosen = choose(keptLayout(context, part));
  const el = h(
    "div",
    { class: "ek-canvas-head" },
    h("div", { class: "ek-canvas-bar" }, counts, layoutChoice(context, part, chosen, choose)),
    keyHelp(context),
  );
  const show = ({ notes, drafts, filled, boxes }) => {
    const words = [
      context.w("canvas_total", { n: notes }),
      context.w("canvas_filled", { n: filled, all: boxes }),
      ...(drafts ? [context.w("canvas_drafts", { n: drafts })] : []),
    ];
    counts.textContent = words.join(" · ");
  };
  return { el, remark, show };
}

function layoutChoice(context, part, chosen, choose) {
  if (part.layouts.length < 2) return null;
  const id = uid("ek-layout");
  const options = part.layouts.map((layout, place) =>
    h("option", { value: layout.id }, layoutName(context, layout, place)),
  );
  const change = (event) => keepLayout(context, part, choose(event.target.value));
  return h(
    "span",
    { class: "ek-canvas-choice" },
    h("label", { for: id }, context.w("canvas_layout")),
    h("select", { id, value: chosen, on: { change } }, ...options),
  );
}

function layoutName(context, layout, place) {
  const label = context.t(layout.id);
  return label === layout.id ? context.w("canvas_layout_n", { n: place + 1 }) : label;
}

function keyHelp(context) {
  return h(
    "details",
    { class: "ek-canvas-keys" },
    h("summary", {}, context.w("canvas_keys")),
    h("ul", {}, ...CANVAS_KEYS.map((key) => h("li", {}, context.w(`canvas_keys_${key}`)))),
  );
}

// The choice outlives a switch of language, after which the view is made anew. A browser may refuse
// to keep anything: then the first layout is shown.
function keptLayout(context, part) {
  try {
    return sessionStorage.getItem(layoutKey(context, part));
  } catch {
    return null;
  }
}

function keepLayout(context, part, id) {
  try {
    sessionStorage.setItem(layoutKey(context, part), id);
  } catch {
    // nothing is lost but the choice
  }
}

function layoutKey(context, part) {
  return `${context.form.key}:layout:${part.id}`;
}
