// The stairs of a stages part: one step a stage, the gap between two of them, cases on the steps.

import { clear, s } from "../ground/h.mjs";
import { shortened, stairsBounds, stairsFrame } from "./explore_layout.mjs";
import { pictureText } from "./explore_points.mjs";

const TIGHT = 90; // width of a step below which its name is written small

/** Draws the ground and says where the points stand: {places, frame}. */
export function drawStairs(state, ground, width) {
  const part = state.shownPart;
  const placed = state.units.filter((unit) => unit.place);
  const frame = stairsFrame(placed, part.places, part.gaps, width, state.dir === "rtl");
  const names = frame.steps.map((step) => stepNames(state, frame, step));
  const foot = Math.max(...names.map((one) => one.height));
  frame.banners = frame.base + foot + 6;
  const lines = part.banners.map((banner) => wordLines(state.t(banner.id), frame.step * banner.stages.length - 6).length);
  frame.height = frame.banners + 10 + 14 * Math.max(0, ...lines);
  clear(ground);
  ground.append(...frame.steps.map((step) => stepShape(frame, step)));
  ground.append(...names.flatMap((one) => one.texts), ...frame.gaps.flatMap((gap) => gapShape(state, frame, gap)));
  ground.append(...part.banners.flatMap((banner) => bannerShape(state, frame, banner)));
  if (frame.isNamed) ground.append(...frame.places.map((place) => caseName(state, frame, place)));
  frame.bounds = (place) => boundsOf(frame, place, part.places);
  return { places: frame.places, frame };
}

function stepShape(frame, { x, top }) {
  const size = { width: frame.step, height: frame.base - top };
  return s("rect", { class: "ek-explore-step", x, y: top, ...size });
}

/** Name of a stage below its step, on as many lines as it takes, and how many stand there. */
function stepNames(state, frame, { stage, middle }) {
  const isTight = frame.step < TIGHT;
  const lines = wordLines(state.t(stage), frame.step - 4, isTight ? 6.5 : 8.2);
  const count = state.units.filter((unit) => unit.place === stage).length;
  const texts = lines.map((line, n) => pictureText(middle, frame.base + 16 + 15 * n, line, "middle", "ek-explore-place"));
  for (const text of texts) text.dataset.tight = isTight;
  const below = frame.base + 16 + 15 * lines.length;
  texts.push(pictureText(middle, below, state.w("count", { n: count }), "middle", "ek-explore-tick"));
  return { texts, height: 15 * lines.length + 22 };
}

/** A text broken between words (or after a hyphen) into lines that fit. */
export function wordLines(text, width, letter) {
  const lines = [];
  for (const word of text.split(/(?<=-)|\s+/u)) {
    const last = lines.at(-1);
    const joined = last === undefined ? word : `${last}${last.endsWith("-") ? "" : " "}${word}`;
    if (last !== undefined && shortened(joined, width, letter) === joined) lines[lines.length - 1] = joined;
    else lines.push(shortened(word, width, letter));
  }
  return lines;
}

function gapShape(state, frame, { id, middle, width, x }) {
  const name = pictureText(0, 4, shortened(state.t(id), frame.base - 24, 6.6), "start", "ek-explore-axis");
  name.setAttribute("transform", `translate(${middle} ${frame.base - 6}) rotate(-90)`);
  const line = { y1: frame.base, y2: frame.base, x1: x + 3, x2: x + width - 3 };
  return [s("line", { class: "ek-explore-gap", ...line }), name];
}

function bannerShape(state, frame, banner) {
  const steps = frame.steps.filter((step) => banner.stages.includes(step.stage));
  if (!steps.length) return [];
  const left = Math.min(...steps.map((step) => step.x)) + 3;
  const right = Math.max(...steps.map((step) => step.x + frame.step)) - 3;
  const y = frame.banners;
  const names = wordLines(state.t(banner.id), right - left).map((line, n) =>
    pictureText((left + right) / 2, y + 16 + 14 * n, line, "middle", "ek-explore-axis"),
  );
  return [
    s("line", { class: "ek-explore-gap", dataset: { kind: "banner" }, x1: left, x2: right, y1: y, y2: y }),
    ...names,
  ];
}

function caseName(state, frame, { unit, x, y }) {
  const isMirrored = state.dir === "rtl";
  const name = shortened(state.nameOf(unit), frame.step - 34, 6.4);
  return pictureText(x + (isMirrored ? -12 : 12), y + 4, name, isMirrored ? "end" : "start", "ek-explore-case");
}

function boundsOf(frame, { unit, x, y }, stages) {
  const ends = stairsBounds(frame, unit, stages);
  if (!ends || unit.rank_low === unit.rank_high) return [];
  return [[Math.min(x, ...ends), y, Math.max(x, ...ends), y]];
}
