// The form shows the kernel's record with what is on its way on top.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  effectiveMaterial,
  effectiveRecord,
  same,
  wholeRating,
} from "../../../../engagement_kit/widgets/browser/keeping/effective.mjs";

const note = (key, text, box = "b1") => ({ key, box, wave: 2024, text: { en: text }, evidence: [] });
const value = ({ key, ...rest }) => rest;
const record = (more) => ({ ratings: {}, notes: [], targets: [], ...more });
const rate = (attr, to) => ({ do: "rate", item: "x", wave: 2024, attr, base: null, value: to });
const keys = ({ notes }) => notes.map((one) => one.key);

test("an answer clears the reason why there was none, and the other way round", () => {
  const yes = effectiveRecord(record(), [rate("missing", "unknown"), rate("value", "yes")]);
  assert.deepEqual(yes.ratings["x@2024"], wholeRating({ value: "yes" }));
  const unknown = effectiveRecord(yes, [rate("missing", "unknown")]);
  assert.deepEqual(unknown.ratings["x@2024"], wholeRating({ missing: "unknown" }));
});

test("a rating with nothing left is gone", () => {
  const full = record({ ratings: { "x@2024": { value: "yes" } } });
  assert.deepEqual(effectiveRecord(full, [rate("value", null)]).ratings, {});
});

test("neither the record nor the changes are touched", () => {
  const before = record({ ratings: { "x@2024": { value: "yes" } }, notes: [note("n1", "a")] });
  const copy = structuredClone(before);
  effectiveRecord(before, [
    rate("value", "no"),
    { do: "note", key: "n1", base: value(note("n1", "a")), value: null },
  ]);
  assert.deepEqual(before, copy);
});

test("notes are added, edited in place, moved before another one, and deleted", () => {
  const start = record({ notes: [note("n1", "a"), note("n2", "b")] });
  const base = value(note("n1", "a"));
  const add = { do: "note", key: "n3", base: null, value: value(note("n3", "c")), before: "n2" };
  assert.deepEqual(keys(effectiveRecord(start, [add])), ["n1", "n3", "n2"]);
  const edit = { do: "note", key: "n1", base, value: value(note("n1", "z")) };
  assert.deepEqual(effectiveRecord(start, [edit]).notes[0], note("n1", "z"));
  const move = { do: "note", key: "n1", base, value: { ...base, box: "b2" }, before: null };
  const moved = effectiveRecord(start, [move]);
  assert.deepEqual(keys(moved), ["n2", "n1"]);
  assert.equal(moved.notes[1].box, "b2");
  const gone = { do: "note", key: "n1", base, value: null };
  assert.deepEqual(keys(effectiveRecord(start, [gone])), ["n2"]);
});

test("a note is known by what it says when its key ended with the kernel", () => {
  const start = record({ notes: [note("new", "a")] });
  const change = { do: "note", key: "old", base: value(note("old", "a")), value: value(note("old", "b")) };
  assert.deepEqual(effectiveRecord(start, [change]).notes, [note("new", "b")]);
});

test("a new note that says what another says is a second one, unless a dead page left it", () => {
  const change = { do: "note", key: "mine", base: null, value: value(note("old", "a")), before: null };
  const count = (one) => effectiveRecord(record({ notes: [note("old", "a")] }), [one]).notes.length;
  assert.deepEqual([count(change), count({ ...change, again: true })], [2, 1]);
});

test("a note that is deleted and was gone already changes nothing", () => {
  const change = { do: "note", key: "old", base: value(note("old", "a")), value: null };
  assert.deepEqual(effectiveRecord(record(), [change]).notes, []);
});

test("a target is set, replaced and taken away", () => {
  const target = (to) => ({ do: "target", respondent: "r", horizon: 2, item: "x", base: null, value: to });
  const one = effectiveRecord(record(), [target("basic"), target("integrated")]);
  assert.deepEqual(one.targets, [{ respondent: "r", horizon: 2, item: "x", value: "integrated" }]);
  assert.deepEqual(effectiveRecord(one, [target(null)]).targets, []);
});

test("sources, evidence and waves are there before the kernel has answered, and only once", () => {
  const material = { waves: [2014, 2024], sources: [{ key: "s1" }], evidence: [] };
  const changes = [
    { do: "wave", value: 2020 },
    { do: "source", value: { key: "s2" } },
    { do: "source", value: { key: "s1" } },
    { do: "evidence", value: { id: "e1", text: "fact" } },
  ];
  const shown = effectiveMaterial(material, changes);
  assert.deepEqual(shown.waves, [2014, 2020, 2024]);
  assert.deepEqual(shown.sources.map((one) => one.key), ["s1", "s2"]);
  assert.equal(shown.evidence[0].text, "fact");
  assert.deepEqual(material.waves, [2014, 2024]);
});

test("null, nothing, an empty text and an empty list are the same; else values are compared", () => {
  assert.ok(same(null, "") && same(undefined, []) && same([], null));
  assert.ok(same({ text: { en: "a" }, evidence: [] }, { text: { en: "a" } }));
  assert.ok(!same("a", "b") && !same(["a"], "a") && !same(0, null) && !same([1, 2], [2, 1]));
});
