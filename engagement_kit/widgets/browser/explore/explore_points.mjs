// Points of cases in a picture: shape and colour by kind, reached by keyboard, kept from one
// drawing to the next so that none loses the focus.

import { clear, s } from "../ground/h.mjs";
import { nearestPoint, shortened } from "./explore_layout.mjs";

const RADIUS = 6;
export const POINT_PITCH = 2 * RADIUS + 2;
export const FEW_OPEN = 13; // with fewer open cases all bounds are drawn

/** Outline of a group's shape around 0, 0; shapes are of equal weight, not of equal width. */
export function shapePath(group, r = RADIUS) {
  const corners = (count, turn, size) =>
    Array.from({ length: count }, (_, n) => {
      const angle = turn + (2 * Math.PI * n) / count;
      return `${(size * Math.cos(angle)).toFixed(2)},${(size * Math.sin(angle)).toFixed(2)}`;
    });
  const closed = (points) => `M${points.join("L")}Z`;
  const up = -Math.PI / 2;
  const shapes = [
    `M${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`,
    closed(corners(4, Math.PI / 4, r * 1.25)),
    closed(corners(3, up, r * 1.35)),
    closed(corners(4, 0, r * 1.3)),
    closed(corners(3, -up, r * 1.35)),
    closed(corners(5, up, r * 1.15)),
    closed(corners(6, 0, r * 1.1)),
    closed(corners(8, Math.PI / 8, r * 1.1)),
  ];
  return shapes[group % shapes.length];
}

/** The points of a picture; `frame` says how bounds are drawn and where names may stand. */
export class ExplorePoints {
  constructor(state, { layer, over, names }) {
    this.state = state;
    this.layer = layer;
    this.over = over;
    this.names = names;
    this.nodes = new Map();
    this.places = [];
    this.active = null;
    this.home = null; // the one that Tab reaches
    layer.addEventListener("keydown", (event) => this.onKey(event));
  }

  /** Puts the points where they belong: `places` are {unit, x, y}, in a fixed order. */
  draw(places, frame) {
    this.places = places;
    this.frame = frame;
    const left = new Set(this.nodes.keys());
    for (const place of places) {
      left.delete(place.unit.unit);
      this.patch(this.nodes.get(place.unit.unit) ?? this.make(place.unit.unit), place);
    }
    for (const unit of left) this.remove(unit);
    if (!this.nodes.has(this.home)) this.home = places[0]?.unit.unit ?? null;
    this.setHome(this.home);
    this.drawOver();
  }

  make(unit) {
    const node = s(
      "g",
      {
        class: "ek-explore-point",
        role: "button",
        dataset: { unit },
        on: {
          click: (event) => this.choose(unit, event.detail === 0),
          focus: () => this.activate(unit, true),
          blur: () => this.activate(null),
          pointerenter: () => this.activate(unit),
          pointerleave: () => this.activate(null),
        },
      },
      s("circle", { class: "ek-explore-hit", r: 12 }),
      s("circle", { class: "ek-explore-ring", r: RADIUS + 4 }),
      s("path", { class: "ek-explore-shape" }),
    );
    this.nodes.set(unit, node);
    this.layer.append(node);
    return node;
  }

  patch(node, { unit, x, y }) {
    node.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    node.setAttribute("aria-label", this.state.describe(unit));
    node.setAttribute("aria-pressed", String(unit.unit === this.state.unit));
    const group = this.state.groupOf(unit);
    Object.assign(node.dataset, { group, status: unit.status, change: unit.change });
    node.lastChild.setAttribute("d", shapePath(group));
  }

  remove(unit) {
    if (this.active === unit) this.active = null;
    this.nodes.get(unit).remove();
    this.nodes.delete(unit);
  }

  setHome(unit) {
    this.home = unit;
    for (const [id, node] of this.nodes) node.setAttribute("tabindex", id === unit ? "0" : "-1");
  }

  activate(unit, isFocus = false) {
    if (isFocus) this.setHome(unit);
    const focused = this.layer.querySelector(":focus")?.dataset.unit ?? null;
    this.active = unit ?? focused;
    this.drawOver();
  }

  choose(unit, byKeyboard) {
    const place = this.places.find((one) => one.unit.unit === unit);
    if (place) this.state.choose(place.unit, byKeyboard);
  }

  onKey(event) {
    const unit = event.target.closest("[data-unit]")?.dataset.unit;
    if (!unit || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.choose(unit, true);
      return;
    }
    const next = this.nextFrom(unit, event.key);
    if (next) {
      event.preventDefault();
      this.nodes.get(next).focus();
    }
  }

  nextFrom(unit, key) {
    if (key === "Home") return this.places[0].unit.unit;
    if (key === "End") return this.places.at(-1).unit.unit;
    const from = this.places.find((one) => one.unit.unit === unit);
    if (!key.startsWith("Arrow") || !from) return null;
    return nearestPoint(this.places, from, key)?.unit.unit ?? unit;
  }

  /** Bounds below the points and names above them: of the active and the chosen case, of all open ones if few. */
  drawOver() {
    clear(this.over);
    clear(this.names);
    const open = this.places.filter((place) => place.unit.status === "open");
    const isNear = (place) => [this.active, this.state.unit].includes(place.unit.unit);
    for (const place of this.places) {
      const isFew = open.length < FEW_OPEN && place.unit.status === "open";
      if (isNear(place) || isFew) this.over.append(...this.bounds(place, isNear(place)));
    }
    if (this.frame.isNamed) return;
    for (const place of this.places.filter(isNear)) this.names.append(this.label(place));
  }

  bounds(place, isStrong) {
    const group = this.state.groupOf(place.unit);
    const strength = isStrong ? "strong" : "thin";
    return this.frame.bounds(place).map(([x1, y1, x2, y2]) =>
      s("line", { class: "ek-explore-bounds", x1, y1, x2, y2, dataset: { group, strength } }),
    );
  }

  label({ unit, x, y }) {
    const isLeft = x > this.frame.width / 2;
    const room = (isLeft ? x : this.frame.width - x) - RADIUS - 8;
    const dx = (RADIUS + 6) * (isLeft ? -1 : 1);
    const name = shortened(this.state.nameOf(unit), room);
    return pictureText(x + dx, y - RADIUS - 3, name, isLeft ? "end" : "start", "ek-explore-name");
  }
}

/**
 * A line of text at its physical start, middle or end, whichever way its letters run: `start` is
 * always the left end.
 */
export function pictureText(x, y, words, side, kind) {
  const isRtl = /[\u0590-\u08ff]/.test(words);
  const anchor = side === "middle" || !isRtl ? side : { start: "end", end: "start" }[side];
  const direction = isRtl ? "rtl" : "ltr";
  return s("text", { class: kind, x, y, "text-anchor": anchor, direction }, words);
}
