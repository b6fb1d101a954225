import assert from "node:assert/strict";
import { test } from "node:test";

import * as deciding from "../../../../engagement_kit/widgets/browser/adjudicate/deciding.mjs";

const NOTHING = { value: null, missing: null, confidence: null, evidence: [], note: "" };
const side = (coder, value, more = {}) => ({ ...NOTHING, coder, value, ...more });
const entry = (coders, kind = "values") => ({ key: "i@2014", item: "i", wave: 2014, kind, coders });

const ANN = side("ann", "yes", { confidence: "high", evidence: ["e1", "e2"] });
const BEN = side("ben", "no", { confidence: "medium", evidence: ["e3"] });
const CHO = side("cho", "yes", { confidence: "low", evidence: ["e2", "e4"] });

test("an entry is open until it has an answer, and unexplained until it has a reason", () => {
  const apart = entry([ANN, BEN]);
  assert.equal(deciding.decisionState(apart, NOTHING), "open");
  assert.equal(deciding.decisionState(apart, { ...NOTHING, note: "hm" }), "open");
  assert.equal(deciding.decisionState(apart, { ...NOTHING, value: "yes" }), "no_reason");
  assert.equal(deciding.decisionState(apart, { ...NOTHING, missing: "unknown", note: " " }), "no_reason");
  assert.equal(deciding.decisionState(apart, { ...NOTHING, value: "yes", note: "why" }), "decided");
});

test("what all agree on needs no reason", () => {
  const agreed = entry([ANN, CHO], "same");
  assert.equal(deciding.decisionState(agreed, { ...NOTHING, value: "yes" }), "decided");
});

test("a decision begins with the evidence of all who gave that answer, and their lowest confidence", () => {
  assert.deepEqual(deciding.proposalFor(entry([ANN, BEN, CHO]), { value: "yes" }), {
    value: "yes",
    missing: null,
    evidence: ["e1", "e2", "e4"],
    confidence: "low",
  });
});

test("an answer that nobody gave brings no evidence along", () => {
  const { evidence, confidence } = deciding.proposalFor(entry([ANN, BEN]), { value: "partly" });
  assert.deepEqual([evidence, confidence], [[], null]);
});

test("kinds of missing are sides too, and not mixed up with answers", () => {
  const dan = side("dan", null, { missing: "unknown", evidence: ["e9"] });
  const eve = side("eve", null, { missing: "not_asked", evidence: ["e8"] });
  const apart = entry([ANN, dan, eve]);
  assert.deepEqual(deciding.proposalFor(apart, { missing: "unknown" }).evidence, ["e9"]);
  assert.deepEqual(deciding.proposalFor(apart, { value: "yes" }).evidence, ["e1", "e2"]);
});

test("taking a side changes only what is not so already", () => {
  const apart = entry([ANN, BEN]);
  assert.deepEqual(deciding.changesTo(NOTHING, deciding.proposalFor(apart, BEN)), [
    ["value", "no"],
    ["confidence", "medium"],
    ["evidence", ["e3"]],
  ]);
  const taken = { ...NOTHING, value: "no", confidence: "medium", evidence: ["e3"] };
  assert.deepEqual(deciding.changesTo(taken, deciding.proposalFor(apart, BEN)), []);
});

test("evidence follows the answer until somebody chooses it by hand", () => {
  const apart = entry([ANN, BEN]);
  const taken = { ...NOTHING, value: "no", confidence: "medium", evidence: ["e3"] };
  assert.deepEqual(deciding.changesToAnswer(apart, taken, { value: "yes" }), [
    ["value", "yes"],
    ["confidence", "high"],
    ["evidence", ["e1", "e2"]],
  ]);
  const chosen = { ...taken, confidence: "low", evidence: ["e1", "e3"] };
  assert.deepEqual(deciding.changesToAnswer(apart, chosen, { value: "yes" }), [["value", "yes"]]);
});

test("evidence chosen before any answer stays when the answer comes", () => {
  const begun = { ...NOTHING, evidence: ["e7"] };
  const changes = deciding.changesToAnswer(entry([ANN, BEN]), begun, { value: "yes" });
  assert.deepEqual(changes, [["value", "yes"], ["confidence", "high"]]);
});

test("a decision taken back takes along what it brought and leaves what people gave", () => {
  const apart = entry([ANN, BEN]);
  const taken = { ...NOTHING, value: "no", confidence: "medium", evidence: ["e3"], note: "why" };
  assert.deepEqual(deciding.changesToNothing(apart, taken), [
    ["value", null],
    ["confidence", null],
    ["evidence", []],
  ]);
  const missing = { ...NOTHING, missing: "unknown", evidence: ["e5"] };
  assert.deepEqual(deciding.changesToNothing(apart, missing), [["missing", null]]);
});

test("pieces keep the order in which they are listed", () => {
  assert.deepEqual(deciding.withPiece(["e3", "x"], "e1", true, ["e1", "e2", "e3"]), ["e1", "e3", "x"]);
  assert.deepEqual(deciding.withPiece(["e1", "e3"], "e1", false, ["e1", "e2", "e3"]), ["e3"]);
  assert.deepEqual(deciding.withPiece(["e1"], "e1", true, ["e1"]), ["e1"]);
});

test("pieces to choose from are those cited and those of the decision", () => {
  const rating = { ...NOTHING, evidence: ["e3", "e9"] };
  assert.deepEqual(deciding.citedPieces(entry([ANN, BEN]), rating), ["e1", "e2", "e3", "e9"]);
});

test("counts tell decided ones from those without a reason", () => {
  const states = { a: "open", b: "no_reason", c: "decided" };
  const entries = Object.keys(states).map((key) => ({ key }));
  const counts = deciding.decisionCounts(entries, ({ key }) => states[key]);
  assert.deepEqual(counts, { total: 3, decided: 2, noReason: 1 });
});

test("a decision without a reason is found among the decided and among those left to do", () => {
  const shown = (filter) => ["open", "no_reason", "decided"].filter((s) => deciding.passesFilter(filter, s));
  assert.deepEqual(shown("all"), ["open", "no_reason", "decided"]);
  assert.deepEqual(shown("open"), ["open", "no_reason"]);
  assert.deepEqual(shown("decided"), ["no_reason", "decided"]);
});

test("the next open entry is looked for to the end and then from the beginning", () => {
  const entries = ["a", "b", "c", "d"].map((key) => ({ key }));
  const next = (key, ...open) => deciding.nextOpen(entries, key, (one) => (open.includes(one.key) ? "open" : "decided"));
  assert.equal(next("b", "a", "d"), "d");
  assert.equal(next("d", "a", "d"), "a");
  assert.equal(next(null, "a", "d"), "a");
  assert.equal(next("b", "b"), null);
});

test("taking over leaves alone what is decided already", () => {
  const first = { ...entry([ANN, CHO], "same"), key: "a@2014" };
  const second = { ...entry([BEN], "same"), key: "b@2014" };
  const decided = { "b@2014": { ...NOTHING, value: "yes" } };
  const changes = deciding.takeOverChanges([first, second], ({ key }) => decided[key] ?? NOTHING);
  assert.deepEqual(changes, [
    [first, "value", "yes"],
    [first, "confidence", "low"],
    [first, "evidence", ["e1", "e2", "e4"]],
  ]);
});

test("agreed kinds of missing are taken over as such", () => {
  const unknown = (coder) => side(coder, null, { missing: "unknown" });
  const both = entry([unknown("ann"), unknown("ben")], "same");
  assert.deepEqual(deciding.takeOverChanges([both], () => NOTHING), [[both, "missing", "unknown"]]);
});
