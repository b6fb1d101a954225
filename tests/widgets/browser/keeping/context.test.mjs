// What the views of parts read and write through.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createContext, nextId } from "../../../../engagement_kit/widgets/browser/keeping/context.mjs";
import { effectiveMaterial, effectiveRecord } from "../../../../engagement_kit/widgets/browser/keeping/effective.mjs";

const FORM = {
  case: { id: "tate" },
  rtl: ["ar"],
  framework: { id: "f", languages: ["en", "ko", "ar"] },
  texts: {
    en: { "x.label": "Reach", "x.question.1": "Who?", "x.question.2": "How?", "scale.s.yes.label": "Yes" },
    ko: { "x.label": "도달" },
  },
  words: { en: { hello: "Hello {name}", only: "English only" }, ko: { hello: "안녕 {name}" } },
};

function form(record = {}, lang = "en") {
  const changes = [];
  const given = { ratings: {}, notes: [], targets: [], ...record };
  const store = {
    view: { wave: 2024, lang },
    record: () => effectiveRecord(given, changes),
    seen: () => store.held ?? store.record(),
    material: () => effectiveMaterial({ waves: [2024], sources: [{ key: "src-07" }], evidence: [{ id: "tate-09" }] }, changes),
    add: (change) => changes.push(change),
    refresh: () => {},
    problems: () => [{ kind: "conflict", change: { item: "x" } }],
    newKey: () => `c-${changes.length + 1}`,
  };
  return { context: createContext(FORM, store), changes, store };
}

const note = (key, text) => ({ key, box: "b", wave: 2024, text: { en: text }, evidence: [] });
const texts = (context, box = "b") => context.notes(box).map((one) => one.text.en ?? "");

test("texts come in the language of the form, else in the framework's own, else as the id", () => {
  const { context } = form({}, "ko");
  assert.equal(context.t("x"), "도달");
  assert.deepEqual(context.texts("x", "question"), ["Who?", "How?"]);
  assert.equal(context.value("s", "yes"), "Yes");
  assert.equal(context.t("y"), "y");
  assert.equal(context.t("y", "description"), "");
  assert.equal(context.dir(), "ltr");
  assert.equal(form({}, "ar").context.dir(), "rtl");
});

test("words are filled in, and fall back to English", () => {
  const { context } = form({}, "ko");
  assert.equal(context.w("hello", { name: "{x}" }), "안녕 {x}");
  assert.equal(context.w("only"), "English only");
});

test("a rating has all its attributes, and a change says what was there before", () => {
  const { context, changes } = form({ ratings: { "x@2024": { value: "yes" } } });
  assert.deepEqual(context.rating("x"), { value: "yes", missing: null, confidence: null, evidence: [], note: "" });
  context.rate("x", "value", "no");
  context.rate("x", "note", "");
  assert.deepEqual(changes, [{ do: "rate", item: "x", wave: 2024, attr: "value", base: "yes", value: "no" }]);
  assert.equal(context.rating("x").value, "no");
});

test("an answer names the reason for having none that it replaces, and the other way round", () => {
  const { context, changes } = form({ ratings: { "x@2024": { missing: "unknown" }, "y@2024": { value: "no" } } });
  context.rate("x", "value", "yes");
  context.rate("y", "missing", "not_asked");
  assert.deepEqual(changes.map(({ base, value }) => [base, value]), [["unknown", "yes"], ["no", "not_asked"]]);
});

test("an empty note is shown but not sent until there is something in it", () => {
  const { context, changes } = form();
  const key = context.addNote("b");
  assert.equal(context.notes("b").length, 1);
  assert.deepEqual(changes, []);
  context.editNote(key, { text: "a" });
  const value = { box: "b", wave: 2024, text: { en: "a" }, evidence: [] };
  assert.deepEqual(changes, [{ do: "note", key, base: null, value, before: null }]);
  assert.deepEqual(texts(context), ["a"]);
});

test("a new note with evidence alone is sent", () => {
  const { context, changes } = form();
  context.editNote(context.addNote("b"), { evidence: ["tate-09"] });
  assert.deepEqual(changes[0].value.evidence, ["tate-09"]);
});

test("an edit says the note before, and changes the text of one language only", () => {
  const { context, changes } = form({ notes: [{ ...note("n1", "a"), text: { en: "a", ko: "가" } }] });
  context.editNote("n1", { text: "b" });
  assert.deepEqual(changes[0].base.text, { en: "a", ko: "가" });
  assert.deepEqual(changes[0].value.text, { en: "b", ko: "가" });
  assert.ok(!("before" in changes[0]));
});

test("a note that is emptied is deleted in the file and keeps its place in the form", () => {
  const { context, changes } = form({ notes: [note("n1", "a"), note("n2", "b")] });
  context.editNote("n1", { text: "" });
  assert.equal(changes[0].value, null);
  assert.deepEqual(texts(context), ["", "b"]);
  context.editNote("n1", { text: "c" });
  assert.deepEqual([changes[1].base, changes[1].before], [null, "n2"]);
  assert.deepEqual(texts(context), ["c", "b"]);
});

test("notes move between boxes and before others; a move to where it stands is none", () => {
  const { context, changes } = form({ notes: [note("n1", "a"), note("n2", "b")] });
  context.moveNote("n1", "b", "n2");
  assert.deepEqual(changes, []);
  context.moveNote("n2", "b", "n1");
  assert.deepEqual(texts(context), ["b", "a"]);
  context.moveNote("n2", "other");
  assert.deepEqual(texts(context, "other"), ["b"]);
});

test("a note is deleted once, an empty one without the kernel", () => {
  const { context, changes } = form({ notes: [note("n1", "a")] });
  context.deleteNote(context.addNote("b"));
  assert.deepEqual(changes, []);
  context.deleteNote("n1");
  context.deleteNote("n1");
  assert.equal(changes.length, 1);
});

test("a change is one of what the person saw, not of what others wrote meanwhile", () => {
  const now = { ratings: { "x@2024": { note: "theirs" } }, notes: [note("n1", "theirs")] };
  const { context, changes, store } = form(now);
  store.held = effectiveRecord({ ratings: { "x@2024": { note: "old" } }, notes: [note("n1", "old")] }, []);
  context.rate("x", "note", "old!");
  context.editNote("n1", { text: "old!" });
  assert.deepEqual([changes[0].base, changes[1].base.text.en], ["old", "old"]);
});

test("targets say what was there before", () => {
  const { context, changes } = form();
  context.setTarget("r", 2, "x", "basic");
  context.setTarget("r", 2, "x", null);
  assert.deepEqual(changes.map(({ base, value }) => [base, value]), [[null, "basic"], ["basic", null]]);
});

test("new sources and evidence get the next free name, also one after the other", () => {
  const { context } = form();
  assert.equal(context.addSource({ title: "t" }), "src-08");
  assert.equal(context.addSource({ title: "u" }), "src-09");
  assert.equal(context.addEvidence({ text: "fact" }), "tate-10");
  assert.equal(nextId("src", []), "src-01");
  assert.equal(nextId("src", ["src-99", "src-1a", "other-200"]), "src-100");
});

test("a problem is found by what it is about", () => {
  const { context } = form();
  assert.equal(context.problem((one) => one.change.item === "x").kind, "conflict");
  assert.equal(context.problem((one) => one.change.item === "y"), null);
});
