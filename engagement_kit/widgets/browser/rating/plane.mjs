// The plane of a quadrant as a drawing: cells, thresholds, the point and the bounds around it.
// Axes run from left to right and upwards in every language, as in the package's charts.

import { s } from "../ground/h.mjs";
import { cellAt, possibleCells, twoLines } from "./placing.mjs";

const SIDE = 240; // of the plane, in units of the drawing
const LINE = 14; // height of a line of a name
const MARGIN = { start: 34, top: 6 + 2 * LINE, end: 8, bottom: 36 }; // names lie above and below
const AXIS_LEVELS = ["low", "high"];

const across = (score) => MARGIN.start + score * SIDE;
const upwards = (score) => MARGIN.top + (1 - score) * SIDE;

/** The drawing; `label` says in words all that it shows. */
export function drawPlacement(context, part, placement, label) {
  const wide = MARGIN.start + SIDE + MARGIN.end;
  const names = part.cells.map((cell) => twoLines(context.t(cell.id)).length);
  const below = (Math.max(1, ...names) - 1) * LINE;
  const high = MARGIN.top + SIDE + MARGIN.bottom + below;
  const thresholds = ["x", "y"].map(
    (axis) => placement?.[`${axis}_threshold`] ?? part.threshold?.value ?? 0.5,
  );
  return s(
    "svg",
    { class: "ek-plane-drawing", viewBox: `0 0 ${wide} ${high}`, role: "img", "aria-label": label },
    cellShapes(context, part, placement, thresholds),
    frameAndThresholds(thresholds),
    placement && boundsShape(placement),
    placement && pointShape(placement),
    axisWords(context, part, below),
  );
}

function cellShapes(context, part, placement, [x, y]) {
  const possible = placement && placement.status !== "not_placed" ? possibleCells(placement) : [];
  const edges = { low: [0, x], high: [x, 1] };
  const rows = { low: [0, y], high: [y, 1] };
  return AXIS_LEVELS.flatMap((across_) =>
    AXIS_LEVELS.map((up) => {
      const cell = cellAt(part, across_, up);
      if (!cell) return null;
      const state =
        cell.id === placement?.quadrant ? "now" : possible.includes(cell.id) ? "possible" : "other";
      return cellShape(context, cell.id, edges[across_], rows[up], { state, isTop: up === "high" });
    }),
  );
}

function cellShape(context, id, [left, right], [low, high], { state, isTop }) {
  const box = {
    x: across(left),
    y: upwards(high),
    width: (right - left) * SIDE,
    height: (high - low) * SIDE,
  };
  const lines = twoLines(context.t(id));
  const middle = across((left + right) / 2);
  const first = isTop ? upwards(1) - 6 - (lines.length - 1) * LINE : upwards(0) + 15;
  return s(
    "g",
    { class: "ek-plane-cell", "data-state": state, "data-cell": id },
    s("rect", box),
    lines.map((line, n) =>
      s("text", { x: middle, y: first + n * LINE, "text-anchor": "middle" }, line),
    ),
  );
}

function frameAndThresholds([x, y]) {
  const line = (x1, y1, x2, y2) => s("line", { class: "ek-plane-threshold", x1, y1, x2, y2 });
  return [
    s("rect", { class: "ek-plane-frame", x: across(0), y: upwards(1), width: SIDE, height: SIDE }),
    line(across(x), upwards(0), across(x), upwards(1)),
    line(across(0), upwards(y), across(1), upwards(y)),
  ];
}

const isNumber = (value) => typeof value === "number";

function boundsShape({ x_low, x_high, y_low, y_high }) {
  if (![x_low, x_high, y_low, y_high].every(isNumber)) return null;
  const box = {
    x: across(x_low),
    y: upwards(y_high),
    width: (x_high - x_low) * SIDE,
    height: (y_high - y_low) * SIDE,
  };
  return s("rect", { class: "ek-plane-bounds", ...box });
}

/** The point with whiskers to its bounds; a hollow one where too little is known to place it. */
function pointShape(placement) {
  const { x, y, x_low, x_high, y_low, y_high, status } = placement;
  if (!isNumber(x) || !isNumber(y)) return null;
  const whisker = (x1, y1, x2, y2) => s("line", { class: "ek-plane-whisker", x1, y1, x2, y2 });
  return s(
    "g",
    { class: "ek-plane-point", "data-status": status },
    whisker(across(x_low ?? x), upwards(y), across(x_high ?? x), upwards(y)),
    whisker(across(x), upwards(y_low ?? y), across(x), upwards(y_high ?? y)),
    s("circle", { cx: across(x), cy: upwards(y), r: 6 }),
  );
}

function axisWords(context, part, below) {
  const [x, y] = part.axes.map((axis) => context.t(axis.id));
  const text = (props, words) =>
    s("text", { class: "ek-plane-axis", "text-anchor": "middle", ...props }, words);
  const middle = upwards(0.5);
  return [
    text({ x: across(0), y: upwards(0) + 15 }, "0"),
    text({ x: across(1), y: upwards(0) + 15 }, "1"),
    text({ x: across(0) - 9, y: upwards(0) + 4 }, "0"),
    text({ x: across(0) - 9, y: upwards(1) + 8 }, "1"),
    text({ x: across(0.5), y: upwards(0) + 30 + below, class: "ek-plane-axis-name" }, x),
    text(
      { x: 12, y: middle, class: "ek-plane-axis-name", transform: `rotate(-90 12 ${middle})` },
      y,
    ),
  ];
}
