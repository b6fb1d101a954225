// Where points stand: arithmetic only, so that it can be tested without a page.

const REACH = 9; // how many widths of a point it may be moved away from where it belongs

/**
 * Offsets to try, nearest first; of equally near ones beside comes before above and below, so that
 * cases with equal scores stand side by side.
 */
export const SPREAD_STEPS = spreadSteps();

function spreadSteps() {
  const steps = [];
  for (let dx = -REACH; dx <= REACH; dx += 1) {
    for (let dy = -REACH; dy <= REACH; dy += 1) steps.push([dx, dy]);
  }
  const far = ([dx, dy]) => dx * dx + dy * dy;
  return steps.sort((a, b) => far(a) - far(b) || Math.abs(a[1]) - Math.abs(b[1]) || b[0] - a[0] || a[1] - b[1]);
}

/**
 * Places in which no point hides another: where it belongs, else the nearest free and allowed one.
 * Nothing is left to chance: the same points get the same places.
 */
export function spreadPoints(points, pitch, isAllowed) {
  const taken = [];
  return points.map((point) => {
    const place = freePlace(point, pitch, isAllowed, taken) ?? { x: point.x, y: point.y };
    taken.push(place);
    return place;
  });
}

function freePlace(point, pitch, isAllowed, taken) {
  for (const [dx, dy] of SPREAD_STEPS) {
    const at = { x: point.x + dx * pitch, y: point.y + dy * pitch };
    const isFree = taken.every((other) => Math.hypot(other.x - at.x, other.y - at.y) >= pitch - 0.01);
    if (isFree && ((!dx && !dy) || isAllowed(point, at))) return at;
  }
  return null;
}

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The nearest point in the direction of an arrow key, or null: far ahead beats far aside. */
export function nearestPoint(points, from, key) {
  const direction = DIRECTIONS[key];
  if (!direction) return null;
  let best = null;
  let least = Infinity;
  for (const point of points) {
    const [dx, dy] = [point.x - from.x, point.y - from.y];
    const along = dx * direction[0] + dy * direction[1];
    const aside = Math.abs(dx * direction[1]) + Math.abs(dy * direction[0]);
    const cost = along + 2.5 * aside;
    if (along > 0.5 && cost < least) [best, least] = [point, cost];
  }
  return best;
}

/** Sizes of the plane in pixels: the field of scores 0 to 1, and how scores become places in it. */
export function planeFrame(width) {
  const field = { left: 54, top: 8, right: width - 8 };
  const side = Math.max(Math.min(field.right - field.left, 560), 120);
  field.right = field.left + Math.max(field.right - field.left, 120);
  field.bottom = field.top + Math.max(side * 0.85, 260);
  const pad = { x: 16, y: 44 }; // room for points at the rim, and for the quadrants' names
  const wide = field.right - field.left - 2 * pad.x;
  const high = field.bottom - field.top - 2 * pad.y;
  return {
    ...field,
    width,
    height: field.bottom + 44,
    x: (score) => field.left + pad.x + score * wide,
    y: (score) => field.bottom - pad.y - score * high,
  };
}

/** Places of the placed cases in the plane: never across a threshold, never outside. */
export function planePlaces(units, limits, frame, pitch) {
  const line = { x: frame.x(limits.x), y: frame.y(limits.y) };
  const rim = pitch / 2 + 1;
  const points = units.map((unit) => ({
    unit,
    x: frame.x(unit.x),
    y: frame.y(unit.y),
    isRight: unit.x >= limits.x,
    isTop: unit.y >= limits.y,
  }));
  const isAllowed = (point, at) =>
    (point.isRight ? at.x >= line.x : at.x <= line.x - rim) &&
    (point.isTop ? at.y <= line.y : at.y >= line.y + rim) &&
    at.x >= frame.left + rim &&
    at.x <= frame.right - rim &&
    at.y >= frame.top + rim &&
    at.y <= frame.bottom - rim;
  const places = spreadPoints(points, pitch, isAllowed);
  return points.map((point, n) => ({ unit: point.unit, ...places[n] }));
}

const RISE = 20; // of each step
const GAP = 34; // width of a gap between two steps
const ROW = 24; // of a case on a step: a target that can be hit
const WORDY = 148; // width of a step on which names can be read
const MOST_ROWS = 16; // with names; above that cases stand side by side, and the picture stays low

/**
 * A staircase: one step a stage, cases standing on it in rows. `isMirrored` lets it rise towards
 * the left, as those who read from right to left expect.
 */
export function stairsFrame(units, stages, gapAfter, width, isMirrored) {
  const gaps = stages.filter((stage) => gapAfter[stage] && stage !== stages.at(-1)).length;
  const step = Math.max((width - gaps * GAP) / stages.length, 40);
  const most = Math.max(0, ...stages.map((stage) => onStage(units, stage).length));
  const isNamed = step >= WORDY && most <= MOST_ROWS;
  const perRow = isNamed ? 1 : Math.max(Math.floor((step - 6) / ROW), 1);
  const heights = stages.map((stage, n) => n * RISE + Math.ceil(onStage(units, stage).length / perRow) * ROW);
  const base = Math.max(...heights, 90) + 14 + RISE;
  const flip = (x, wide = 0) => (isMirrored ? width - x - wide : x);
  const frame = { width, base, step, isNamed, row: ROW, steps: [], gaps: [], places: [] };
  let x = 0;
  stages.forEach((stage, n) => {
    const top = base - (n + 1) * RISE;
    frame.steps.push({ stage, x: flip(x, step), top, middle: flip(x + step / 2) });
    onStage(units, stage).forEach((unit, place) => {
      const across = isNamed ? 16 : 3 + ROW * ((place % perRow) + 0.5);
      const y = top - ROW * (Math.floor(place / perRow) + 0.5) - 1;
      frame.places.push({ unit, x: flip(x + across), y });
    });
    x += step;
    if (gapAfter[stage] && n < stages.length - 1) {
      frame.gaps.push({ id: gapAfter[stage], x: flip(x, GAP), width: GAP, middle: flip(x + GAP / 2) });
      x += GAP;
    }
  });
  return frame;
}

function onStage(units, stage) {
  return units.filter((unit) => unit.place === stage);
}

/** Where the bounds of a case on the stairs begin and end, from the middle of one step to another. */
export function stairsBounds(frame, unit, stages) {
  const ends = [unit.rank_low, unit.rank_high].map((rank) => frame.steps[rank - 1]?.middle);
  return ends.includes(undefined) || !stages.length ? null : ends;
}

/** A text that is no longer than some width allows, by a rough width of a letter. */
export function shortened(text, width, letter = 7.2) {
  const letters = Array.from(text);
  const wide = letters.reduce((sum, one) => sum + (one > "\u1100" ? letter * 1.7 : letter), 0);
  if (wide <= width) return text;
  let room = width - letter;
  const kept = [];
  for (const one of letters) {
    room -= one > "\u1100" ? letter * 1.7 : letter;
    if (room < 0) break;
    kept.push(one);
  }
  return `${kept.join("").trimEnd()}…`;
}
