// What placements and targets say in words.

import assert from "node:assert/strict";
import { test } from "node:test";

import { keepDraft, readDraft } from "../../../../engagement_kit/widgets/browser/ground/drafts.mjs";
import {
  answersMissing,
  bannerSpans,
  cellAt,
  possibleCells,
  respondentsOf,
  roundedScore,
  stageSpan,
  targetRange,
  twoLines,
} from "../../../../engagement_kit/widgets/browser/rating/placing.mjs";
import { countedDrafts } from "../../../../engagement_kit/widgets/browser/rating/counted_drafts.mjs";
import { quadrantStatus } from "../../../../engagement_kit/widgets/browser/rating/quadrant.mjs";
import { ratingState } from "../../../../engagement_kit/widgets/browser/rating/rating.mjs";
import { scaleOfItem } from "../../../../engagement_kit/widgets/browser/rating/rating_details.mjs";
import { respondentFault } from "../../../../engagement_kit/widgets/browser/rating/respondents.mjs";
import { stageStatus } from "../../../../engagement_kit/widgets/browser/rating/stage_place.mjs";
import { matrixColumns } from "../../../../engagement_kit/widgets/browser/rating/stages.mjs";

const STAGES = ["basic", "functional", "integrated", "customer_first"];
const PART = {
  min_known: { value: 0.5 },
  axes: [
    { id: "x", items: [1, 2, 3, 4, 5, 6, 7, 8] },
    { id: "y", items: [1, 2, 3] },
  ],
  cells: [
    { id: "observer", levels: { x: "low", y: "low" } },
    { id: "leader", levels: { x: "high", y: "high" } },
  ],
};
const context = {
  t: (id) => id,
  value: (scale, id) => id,
  w: (key, values = {}) => [key, ...Object.values(values)].join("|"),
};

test("a placement says how many of the answers that it counts are drafts", () => {
  const answers = {
    sound: { value: "yes", missing: null, evidence: ["e1"] },
    draft: { value: "no", missing: null, evidence: [] },
    told: { value: null, missing: "unknown", evidence: [] },
    begun: { value: null, missing: null, evidence: [], confidence: null, note: "Later." },
  };
  const seen = { ...context, rating: (item) => answers[item] };
  const items = Object.keys(answers).map((id) => ({ id }));
  assert.equal(countedDrafts(seen, items), "rating_place_drafts|1");
  assert.equal(countedDrafts(seen, [{ id: "sound" }, { id: "told" }]), "");
});

test("a share of the items has to be known, and at least one of them", () => {
  assert.equal(answersMissing(0, 8, 0.5), 4);
  assert.equal(answersMissing(1, 3, 0.5), 1);
  assert.equal(answersMissing(5, 8, 0.5), 0);
  assert.equal(answersMissing(0, 8, 0), 1);
  assert.equal(answersMissing(0, 0, 0.5), 0);
});

test("the quadrant that a case is in stands before those that it may be in", () => {
  assert.deepEqual(possibleCells({ quadrant: "b", possible: ["a", "b"] }), ["b", "a"]);
  assert.deepEqual(possibleCells({ quadrant: null, possible: ["a"] }), ["a"]);
});

test("the sentence of a quadrant names what is settled, what is open and how much is missing", () => {
  const say = (placement) => quadrantStatus(context, PART, placement);
  assert.equal(
    say({ status: "settled", quadrant: "leader", possible: ["leader"] }),
    "rating_quadrant_settled|leader",
  );
  assert.equal(
    say({ status: "open", quadrant: "leader", possible: ["observer", "leader"] }),
    "rating_quadrant_open|leader|observer",
  );
  const few = { status: "not_placed", x_known: 3, x_items: 8, y_known: 2, y_items: 3 };
  assert.equal(say(few), "rating_not_placed_missing|rating_axis_missing|x|1");
  assert.match(say(null), /x\|4.*y\|2/);
});

test("the sentence of the stages gives the bounds only where they differ", () => {
  const part = { scale: "stage" };
  const say = (placement) => stageStatus(context, part, placement, STAGES);
  const at = { stage: "functional", stage_low: "basic", stage_high: "integrated" };
  assert.equal(say({ ...at, status: "open" }), "rating_stage_open|functional|basic|integrated");
  assert.equal(say({ ...at, status: "settled" }), "rating_stage_settled|functional");
  assert.equal(say({ status: "not_placed", stage: null }), "rating_not_placed");
  assert.equal(say(null), "rating_not_placed");
});

test("a cell is found by its levels, and a model may leave one out", () => {
  assert.equal(cellAt(PART, "high", "high").id, "leader");
  assert.equal(cellAt(PART, "high", "low"), null);
});

test("scores are rounded to what a chart can show; unknown ones are empty", () => {
  assert.equal(roundedScore(0.6666), "0.67");
  assert.equal(roundedScore(0), "0");
  assert.equal(roundedScore(null), "");
});

test("a long name is broken where its lines are most even, never within a word", () => {
  assert.deepEqual(twoLines("Observer"), ["Observer"]);
  assert.deepEqual(twoLines("التواصل الاجتماعي أولًا"), ["التواصل", "الاجتماعي أولًا"]);
  assert.deepEqual(twoLines("Unbreakable-very-long"), ["Unbreakable-very-long"]);
});

test("targets spread from the lowest to the highest stage, whatever order they came in", () => {
  assert.deepEqual(targetRange(["integrated", "basic", "functional"], STAGES), {
    low: "basic",
    high: "integrated",
    n: 3,
  });
  assert.deepEqual(targetRange(["basic", "no such stage"], STAGES), {
    low: "basic",
    high: "basic",
    n: 1,
  });
  assert.equal(targetRange([], STAGES), null);
});

test("respondents keep their place when their targets change, and go when they have none", () => {
  const targets = [{ respondent: "B" }, { respondent: "A" }, { respondent: "B" }];
  assert.deepEqual(respondentsOf(targets), ["B", "A"]);
  assert.deepEqual(respondentsOf(targets, ["C"], ["A", "gone", "B"]), ["A", "B", "C"]);
});

test("a respondent needs a name that nobody else has", () => {
  assert.equal(respondentFault("", []), "rating_fault_respondent");
  assert.equal(respondentFault("Ann", ["Ann"]), "rating_fault_respondent_twice");
  assert.equal(respondentFault("Ann", ["ann"]), null);
});

test("a chasm stands between the columns of its two stages, and banners know their columns", () => {
  const part = {
    gaps: [{ id: "chasm", after: "functional", before: "integrated" }],
    banners: [{ id: "customers", stages: ["customer_first", "integrated"] }],
  };
  const columns = matrixColumns(part, STAGES).map(({ stage, gap }) => stage ?? `(${gap})`);
  assert.deepEqual(columns, ["basic", "functional", "(chasm)", "integrated", "customer_first"]);
  assert.deepEqual(bannerSpans(part, STAGES), [{ id: "customers", from: 2, count: 2 }]);
});

test("the stages that a placement may be at are those between its bounds", () => {
  assert.deepEqual(stageSpan({ stage_low: "functional", stage_high: "integrated" }, STAGES), [
    "functional",
    "integrated",
  ]);
  assert.deepEqual(stageSpan({ stage_low: null, stage_high: null }, STAGES), []);
});

test("an answer without evidence is a draft, and evidence without an answer is a beginning", () => {
  const nothing = { value: null, missing: null, confidence: null, evidence: [], note: "" };
  assert.equal(ratingState(nothing), "none");
  assert.equal(ratingState({ ...nothing, note: "x" }), "begun");
  assert.equal(ratingState({ ...nothing, evidence: ["t-01"] }), "begun");
  assert.equal(ratingState({ ...nothing, value: "yes" }), "draft");
  assert.equal(ratingState({ ...nothing, value: "yes", evidence: ["t-01"] }), "done");
  assert.equal(ratingState({ ...nothing, missing: "unknown" }), "missing");
});

test("the scale of an item is found in lists, on axes and in pairs", () => {
  const parts = [
    { scale: "a", items: [{ id: "one" }] },
    { scale: "b", axes: [{ items: [{ id: "two" }] }] },
    { scale: "c", pairs: [{ items: [{ id: "three" }] }] },
    { boxes: [] },
  ];
  assert.deepEqual(
    ["one", "two", "three", "four"].map((id) => scaleOfItem(parts, id)),
    ["a", "b", "c", null],
  );
});

test("what is half-typed is kept under its owner until it is forgotten", () => {
  const kept = new Map();
  globalThis.localStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => kept.set(key, text),
    removeItem: (key) => kept.delete(key),
  };
  const form = { form: { key: "k" } };
  keepDraft(form, "a", { text: "half" });
  assert.deepEqual(readDraft(form, "a"), { text: "half" });
  assert.deepEqual(readDraft(form, "b"), {});
  keepDraft(form, "a", null);
  assert.equal(kept.size, 0);
  kept.set("k/draft/a", "[1]");
  assert.deepEqual(readDraft(form, "a"), {});
  delete globalThis.localStorage;
  keepDraft(form, "a", { text: "half" });
  assert.deepEqual(readDraft(form, "a"), {});
});
