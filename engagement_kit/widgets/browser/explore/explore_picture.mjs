// The picture: plane or stairs with the points of the cases, and the key to both.

import { clear, h, s } from "../ground/h.mjs";
import { drawPlane } from "./explore_plane.mjs";
import { ExplorePoints, shapePath } from "./explore_points.mjs";
import { drawStairs } from "./explore_stairs.mjs";
import { exploreKinds } from "./explore_state.mjs";

/** The picture of the part that is shown, drawn to the width that there is. */
export function mountExplorePicture(state) {
  const [ground, over, layer, names] = ["ground", "over", "points", "over"].map((name) =>
    s("g", { class: `ek-explore-${name}` }),
  );
  const svg = s("svg", { role: "group", direction: "ltr" }, ground, over, layer, names);
  const box = h("div", { class: "ek-explore-canvas" }, svg);
  const key = h("div", { class: "ek-explore-key" });
  const el = h("div", { class: "ek-stack" }, box, key);
  const points = new ExplorePoints(state, { layer, over, names });
  const watcher = new ResizeObserver(() => draw());

  function draw() {
    const width = Math.floor(box.clientWidth);
    if (!width || el.hidden) return;
    const isPlane = state.shownPart.kind === "quadrant";
    const { places, frame } = (isPlane ? drawPlane : drawStairs)(state, ground, width);
    svg.setAttribute("viewBox", `0 0 ${width} ${Math.ceil(frame.height)}`);
    svg.setAttribute("height", Math.ceil(frame.height));
    svg.setAttribute("aria-label", state.w("picture", { part: state.t(state.shownPart.id) }));
    points.draw(places, frame);
    drawKey(state, key, isPlane);
  }

  watcher.observe(box);
  return { el, update: draw, close: () => watcher.disconnect() };
}

function drawKey(state, key, isPlane) {
  const kinds = exploreKinds(state.view.choices.kinds);
  const shapes = kinds.map((kind, n) => keyEntry(sample(n % 8, "settled"), state.kindName(kind)));
  const placed = state.units.filter((unit) => unit.place);
  const has = (change) => placed.some((unit) => unit.change === change);
  const notes = [
    keyEntry(sample("any", "settled"), state.w("key_settled")),
    keyEntry(sample("any", "open"), state.w("key_open")),
    has("place") ? keyEntry(sample("any", "settled", "place"), state.w("key_moved")) : null,
    has("status") ? keyEntry(sample("any", "settled", "status"), state.w("key_firm")) : null,
    keyEntry(boundsSample(), state.w("key_bounds")),
  ].filter(Boolean);
  clear(key).append(h("ul", { class: "ek-explore-key-list" }, shapes, notes));
  if (isPlane) key.append(h("p", { class: "ek-muted" }, state.w("side_by_side")));
}

function keyEntry(picture, text) {
  return h("li", {}, picture, h("span", {}, text));
}

/** A point of a group; of "any" one in grey, for what is said of all kinds alike. */
function sample(group, status, change = "") {
  const data = { dataset: { group, status, change } };
  return s(
    "svg",
    { class: "ek-explore-sample", viewBox: "-12 -12 24 24", "aria-hidden": "true" },
    s(
      "g",
      { class: "ek-explore-point", ...data },
      s("circle", { class: "ek-explore-ring", r: 10 }),
      s("path", { class: "ek-explore-shape", d: shapePath(group === "any" ? 0 : group) }),
    ),
  );
}

function boundsSample() {
  const line = { x1: -10, x2: 10, y1: 0, y2: 0, dataset: { group: "any", strength: "strong" } };
  const inner = s("line", { class: "ek-explore-bounds", ...line });
  return s("svg", { class: "ek-explore-sample", viewBox: "-12 -12 24 24", "aria-hidden": "true" }, inner);
}
