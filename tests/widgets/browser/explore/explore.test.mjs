// Where points of the view of placements stand, and what its state does with answers.
import assert from "node:assert/strict";
import { test } from "node:test";

import { waveOf } from "../../../../engagement_kit/widgets/browser/explore/explore_controls.mjs";
import {
  nearestPoint,
  planeFrame,
  planePlaces,
  shortened,
  spreadPoints,
  stairsBounds,
  stairsFrame,
} from "../../../../engagement_kit/widgets/browser/explore/explore_layout.mjs";
import { shapePath } from "../../../../engagement_kit/widgets/browser/explore/explore_points.mjs";
import { wordLines } from "../../../../engagement_kit/widgets/browser/explore/explore_stairs.mjs";
import { ExploreState, exploreKinds, webAddress } from "../../../../engagement_kit/widgets/browser/explore/explore_state.mjs";

const anywhere = () => true;
const apart = (places, pitch) =>
  places.every((one, n) => places.every((other, m) => n === m || Math.hypot(one.x - other.x, one.y - other.y) >= pitch - 0.02));

test("cases with equal scores stand side by side, the first where it belongs", () => {
  const points = Array.from({ length: 3 }, () => ({ x: 100, y: 50 }));
  const places = spreadPoints(points, 10, anywhere);
  assert.deepEqual(places, [{ x: 100, y: 50 }, { x: 110, y: 50 }, { x: 90, y: 50 }]);
});

test("no point hides another, and the same points always get the same places", () => {
  const points = Array.from({ length: 60 }, (_, n) => ({ x: 100 + (n % 7) * 3, y: 80 + (n % 5) * 4 }));
  const places = spreadPoints(points, 14, anywhere);
  assert.ok(apart(places, 14));
  assert.deepEqual(spreadPoints(points, 14, anywhere), places);
});

test("a crowd at the thresholds stays on its side of both", () => {
  const frame = planeFrame(600);
  const limits = { x: 0.5, y: 0.5 };
  const units = Array.from({ length: 12 }, (_, n) => ({ unit: `u${n}`, x: n % 2 ? 0.5 : 0.49, y: 0.5 }));
  const places = planePlaces(units, limits, frame, 14);
  for (const { unit, x, y } of places) {
    assert.equal(x >= frame.x(0.5), unit.x >= 0.5);
    assert.ok(y <= frame.y(0.5));
  }
  assert.ok(apart(places, 14));
});

test("points at the rim stay in the field, in narrow pages too", () => {
  const frame = planeFrame(320);
  const units = Array.from({ length: 9 }, (_, n) => ({ unit: `u${n}`, x: 1, y: n % 2 }));
  for (const { x, y } of planePlaces(units, { x: 0.5, y: 0.5 }, frame, 14)) {
    assert.ok(x <= frame.right && x >= frame.left);
    assert.ok(y >= frame.top && y <= frame.bottom);
  }
});

test("an arrow key leads to the nearest point in its direction, or nowhere", () => {
  const points = [{ x: 0, y: 0, n: "a" }, { x: 30, y: 2, n: "b" }, { x: 12, y: 40, n: "c" }];
  assert.equal(nearestPoint(points, points[0], "ArrowRight").n, "b");
  assert.equal(nearestPoint(points, points[0], "ArrowDown").n, "c");
  assert.equal(nearestPoint(points, points[1], "ArrowLeft").n, "a");
  assert.equal(nearestPoint(points, points[0], "ArrowUp"), null);
  assert.equal(nearestPoint(points, points[0], "Tab"), null);
});

const stages = ["low", "mid", "high"];
const standing = [
  { unit: "a", place: "low", rank_low: 1, rank_high: 1 },
  { unit: "b", place: "mid", rank_low: 1, rank_high: 3 },
  { unit: "c", place: "mid", rank_low: 2, rank_high: 2 },
];

test("stairs rise to the right, for right-to-left readers to the left", () => {
  const frame = stairsFrame(standing, stages, { mid: "chasm" }, 600, false);
  const mirrored = stairsFrame(standing, stages, { mid: "chasm" }, 600, true);
  assert.ok(frame.steps[0].x < frame.steps[2].x);
  assert.ok(frame.steps[0].top > frame.steps[2].top);
  assert.deepEqual(mirrored.steps.map((step) => step.middle), frame.steps.map((step) => 600 - step.middle));
  assert.deepEqual(mirrored.places.map((place) => place.x), frame.places.map((place) => 600 - place.x));
  assert.equal(frame.gaps[0].id, "chasm");
});

test("cases stand on the step of their stage and none on another", () => {
  const frame = stairsFrame(standing, stages, {}, 600, false);
  for (const { unit, x, y } of frame.places) {
    const step = frame.steps[stages.indexOf(unit.place)];
    assert.ok(x >= step.x && x <= step.x + frame.step);
    assert.ok(y < step.top);
  }
  assert.ok(apart(frame.places, 24));
});

test("a crowded step has rows of several instead of a tower with names", () => {
  const crowd = Array.from({ length: 50 }, (_, n) => ({ unit: `u${n}`, place: "mid" }));
  const frame = stairsFrame(crowd, stages, {}, 700, false);
  assert.equal(frame.isNamed, false);
  assert.ok(frame.base < 400);
  assert.ok(apart(frame.places, 24));
});

test("bounds on the stairs span the stages that remain possible", () => {
  const frame = stairsFrame(standing, stages, {}, 600, false);
  assert.deepEqual(stairsBounds(frame, standing[1], stages), [100, 500]);
  assert.equal(stairsBounds(frame, { rank_low: null, rank_high: null }, stages), null);
});

test("long names are shortened, wide letters sooner", () => {
  assert.equal(shortened("Tate", 100), "Tate");
  assert.ok(shortened("Museum of English Rural Life", 80).endsWith("…"));
  assert.ok(shortened("국립중앙박물관", 60).length < shortened("abcdefghijk", 60).length);
});

test("names of stages break between words and after hyphens", () => {
  assert.deepEqual(wordLines("Customer-first", 80), ["Customer-", "first"]);
  assert.deepEqual(wordLines("Basic", 80), ["Basic"]);
});

test("only addresses of the web become links", () => {
  assert.equal(webAddress("https://example.org/"), "https://example.org/");
  for (const address of ["javascript:alert(1)", "data:text/html,x", "ftp://a", "archive, box 4", null, " https://a"]) {
    assert.equal(webAddress(address), null);
  }
});

test("museums and companies keep their shapes whichever kinds there are", () => {
  assert.deepEqual(exploreKinds(["archive", "company", "museum"]), ["museum", "company", "archive"]);
  assert.equal(new Set(Array.from({ length: 8 }, (_, n) => shapePath(n))).size, 8);
});

test("waves are asked for as the kernel knows them", () => {
  assert.deepEqual(["all", "last", "2014"].map(waveOf), [null, "last", 2014]);
});

const settings = { part: "index", wave: "last", kinds: [], countries: [], x_threshold: 0.5 };

function fakeModel() {
  const data = {
    view: { parts: [{ id: "index", settings }], words: {}, cases: {}, framework: { languages: ["en"] } },
    request: { number: 0, settings, lang: "en" },
    result: { number: 0, units: [] },
    question: {},
  };
  const handlers = {};
  return {
    get: (name) => data[name],
    set: (name, value) => {
      data[name] = value;
    },
    save_changes: () => {},
    on: (event, handler) => (handlers[event] ??= []).push(handler),
    off: (event, handler) => {
      handlers[event] = handlers[event].filter((one) => one !== handler);
    },
    tell(name, value) {
      data[name] = value;
      for (const handler of handlers[`change:${name}`]) handler();
    },
    handlers,
  };
}

test("each change asks with all settings under a new number", () => {
  const model = fakeModel();
  const state = new ExploreState(model, () => {});
  state.set({ x_threshold: 0.7 });
  state.set({ kinds: ["museum"] });
  assert.deepEqual(model.get("request"), {
    number: 2,
    settings: { ...settings, x_threshold: 0.7, kinds: ["museum"] },
    lang: "en",
  });
  state.close();
});

test("an older answer than the one that is shown is dropped", () => {
  const model = fakeModel();
  const state = new ExploreState(model, () => {});
  model.tell("result", { number: 5, units: ["new"] });
  model.tell("result", { number: 4, units: ["old"] });
  assert.deepEqual(state.units, ["new"]);
  state.close();
});

test("what another view of the same widget sets is taken over", () => {
  const model = fakeModel();
  const seen = [];
  const state = new ExploreState(model, (what) => seen.push(what));
  model.tell("request", { number: 3, settings: { ...settings, x_threshold: 0.1 }, lang: "en" });
  assert.equal(state.settings.x_threshold, 0.1);
  assert.deepEqual(seen, ["settings"]);
  state.close();
});

test("back to the default rules keeps which cases are looked at", () => {
  const state = new ExploreState(fakeModel(), () => {});
  state.set({ x_threshold: 0.9, kinds: ["museum"], wave: "first" });
  state.reset();
  assert.deepEqual(state.settings, { ...settings, kinds: ["museum"], wave: "first" });
  state.close();
});

test("a kernel that does not answer is told after a while, an answer ends that", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const model = fakeModel();
  const state = new ExploreState(model, () => {});
  state.set({ x_threshold: 0.6 });
  t.mock.timers.tick(1499);
  assert.equal(state.isWaiting, false);
  t.mock.timers.tick(1);
  assert.equal(state.isWaiting, true);
  model.tell("result", { number: 1, units: [] });
  assert.equal(state.isWaiting, false);
  state.close();
});

test("a view that is taken away listens no more", () => {
  const model = fakeModel();
  new ExploreState(model, () => assert.fail("heard something")).close();
  model.tell("result", { number: 9, units: [] });
});

test("a case that a filter takes away is asked about no more", () => {
  const model = fakeModel();
  const state = new ExploreState(model, () => {});
  state.select({ unit: "oak@2020", case: "oak", wave: 2020 });
  assert.deepEqual(model.get("question"), { number: 1, case: "oak", wave: 2020, lang: "en" });
  model.tell("result", { number: 1, units: [{ unit: "elm@2020" }] });
  assert.equal(state.unit, null);
  state.close();
});
