// The plane of a quadrant part: axes, thresholds, names of the quadrants, points.

import { clear, s } from "../ground/h.mjs";
import { planeFrame, planePlaces, shortened } from "./explore_layout.mjs";
import { POINT_PITCH, pictureText } from "./explore_points.mjs";

/** Draws the ground and says where the points stand: {places, frame}. */
export function drawPlane(state, ground, width) {
  const frame = planeFrame(width);
  const { limits, units } = state.result;
  clear(ground);
  ground.append(...tints(frame, limits), ...lines(frame, limits), ...scales(state, frame));
  ground.append(...quadrantNames(state, frame));
  const placed = units.filter((unit) => unit.place);
  ground.append(...moves(state, placed, frame));
  frame.bounds = ({ unit, x, y }) => [
    [frame.x(unit.x_low), y, frame.x(unit.x_high), y],
    [x, frame.y(unit.y_low), x, frame.y(unit.y_high)],
  ];
  return { places: planePlaces(placed, limits, frame, POINT_PITCH), frame };
}

function tints(frame, limits) {
  const [x, y] = [frame.x(limits.x), frame.y(limits.y)];
  const box = (left, top, right, bottom) =>
    s("rect", {
      class: "ek-explore-tint",
      x: left,
      y: top,
      width: Math.max(right - left, 0),
      height: Math.max(bottom - top, 0),
    });
  const around = { x: frame.left, y: frame.top, width: frame.right - frame.left, height: frame.bottom - frame.top };
  return [
    s("rect", { class: "ek-explore-field", ...around }),
    box(x, frame.top, frame.right, y),
    box(frame.left, y, x, frame.bottom),
  ];
}

function lines(frame, limits) {
  const [x, y] = [frame.x(limits.x), frame.y(limits.y)];
  const line = (x1, y1, x2, y2) => s("line", { class: "ek-explore-threshold", x1, y1, x2, y2 });
  return [line(x, frame.top, x, frame.bottom), line(frame.left, y, frame.right, y)];
}

function scales(state, frame) {
  const [xAxis, yAxis] = state.shownPart.axes;
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((score) => [
    pictureText(frame.x(score), frame.bottom + 15, String(score), "middle", "ek-explore-tick"),
    pictureText(frame.left - 6, frame.y(score) + 4, String(score), "end", "ek-explore-tick"),
  ]);
  const title = (axis, room) => {
    const whole = state.w("axis", { axis: state.t(axis) });
    return shortened(whole, room, 6.6) === whole ? whole : shortened(state.t(axis), room, 6.6);
  };
  const across = (frame.left + frame.right) / 2;
  const along = (frame.top + frame.bottom) / 2;
  const below = title(xAxis, frame.right - frame.left);
  const beside = pictureText(0, 0, title(yAxis, frame.bottom - frame.top), "middle", "ek-explore-axis");
  beside.setAttribute("transform", `translate(12 ${along}) rotate(-90)`);
  return [...ticks, pictureText(across, frame.bottom + 36, below, "middle", "ek-explore-axis"), beside];
}

function quadrantNames(state, frame) {
  const room = (frame.right - frame.left) / 2 - 12;
  return Object.entries(state.shownPart.levels).flatMap(([place, [x, y]]) => {
    const [isRight, isTop] = [x === "high", y === "high"];
    const count = state.units.filter((unit) => unit.place === place).length;
    const at = isRight ? frame.right - 7 : frame.left + 7;
    const line = isTop ? frame.top + 16 : frame.bottom - 22;
    const side = isRight ? "end" : "start";
    return [
      pictureText(at, line, shortened(state.t(place), room, 7.6), side, "ek-explore-place"),
      pictureText(at, line + 15, state.w("count", { n: count }), side, "ek-explore-tick"),
    ];
  });
}

/** Thin lines from where a case stood by the default rules, where its scores differ. */
function moves(state, units, frame) {
  const moved = units.filter(({ before, x, y }) => before?.place && (before.x !== x || before.y !== y));
  return moved.map((unit) =>
    s("line", {
      class: "ek-explore-move",
      x1: frame.x(unit.before.x),
      y1: frame.y(unit.before.y),
      x2: frame.x(unit.x),
      y2: frame.y(unit.y),
    }),
  );
}
