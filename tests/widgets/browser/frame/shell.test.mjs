// What is around the parts of a form: keys, lengths, sentences, colours.

import assert from "node:assert/strict";
import { test } from "node:test";

import { isName } from "../../../../engagement_kit/widgets/browser/frame/banner.mjs";
import { mergedNote, sidesOf, valueText } from "../../../../engagement_kit/widgets/browser/frame/describe.mjs";
import { reversalOf, takesText, tooLong } from "../../../../engagement_kit/widgets/browser/frame/guard.mjs";
import { newYear } from "../../../../engagement_kit/widgets/browser/frame/header.mjs";
import { statusSentence } from "../../../../engagement_kit/widgets/browser/frame/status.mjs";
import { isDarkColour } from "../../../../engagement_kit/widgets/browser/ground/theme.mjs";

const key = (name, more) => ({ key: name, ctrlKey: true, metaKey: false, shiftKey: false, altKey: false, ...more });
const control = (tagName, type = null) => ({ tagName, getAttribute: () => type });
const w = (name, values = {}) => [name, ...Object.values(values).filter(Boolean)].join(" ");
const context = {
  w,
  t: (id) => id,
  lang: () => "en",
  value: (scale, answer) => `${scale}:${answer}`,
  form: { scales: { answer: ["no", "yes"], step: ["yes"] }, parts: [{ scale: "step", items: [{ id: "x" }] }] },
};

test("the usual keys undo and redo, others do not", () => {
  assert.equal(reversalOf(key("z")), "undo");
  assert.equal(reversalOf(key("Z", { shiftKey: true })), "redo");
  assert.equal(reversalOf(key("y")), "redo");
  assert.equal(reversalOf(key("z", { ctrlKey: false, metaKey: true })), "undo");
  assert.equal(reversalOf(key("z", { ctrlKey: false })), null);
  assert.equal(reversalOf(key("z", { altKey: true })), null);
  assert.equal(reversalOf(key("a")), null);
});

test("texts are told from other controls", () => {
  assert.ok(takesText(control("TEXTAREA")) && takesText(control("INPUT")));
  assert.ok(takesText(control("INPUT", "search")));
  assert.ok(!takesText(control("INPUT", "radio")) && !takesText(control("BUTTON")));
});

test("a text may reach the limit, not pass it; what is selected is replaced", () => {
  const at = (value, start, end) => ({ value, start, end });
  assert.ok(!tooLong(5, at("abc", 3, 3), "de"));
  assert.ok(tooLong(5, at("abc", 3, 3), "def"));
  assert.ok(!tooLong(5, at("abc", 0, 3), "defgh"));
  assert.ok(!tooLong(5, at("much too long", 0, 4), "so"), "a text that is too long may shrink");
});

test("a new wave is a whole year of our times that is not there yet", () => {
  assert.equal(newYear("2026", [2024]), 2026);
  for (const text of ["", "2024", "20 26", "1e9", "2026.5", "26"]) {
    assert.equal(newYear(text, [2024]), null);
  }
});

test("the status line says where an unsaved text is", () => {
  const say = (kind, stored, at = null) => statusSentence(w, { kind, at, message: null, stored });
  assert.equal(say("saved", true, "14:03"), "form_status_saved 14:03");
  assert.equal(say("saved", true, ""), "form_status_all_saved");
  assert.equal(say("not_saved", true), "form_status_not_saved form_kept_here");
  assert.equal(say("not_saved", false), "form_status_not_saved form_only_in_page");
  assert.equal(say("saving", false), "form_status_saving form_only_in_page");
  assert.equal(say("ready", false), "form_status_ready");
});

test("values are said in words, with the scale of their own part", () => {
  assert.equal(valueText(context, "value", "yes", "x"), "step:yes");
  assert.equal(valueText(context, "value", "no", "x"), "answer:no");
  assert.equal(valueText(context, "answer", "unknown", "x"), "form_missing_unknown");
  assert.equal(valueText(context, "note", "unknown", "x"), "unknown");
  assert.equal(valueText(context, "confidence", "high", "x"), "form_level_high");
  assert.equal(valueText(context, "evidence", ["e1", "e2"], "x"), "e1, e2");
  assert.equal(valueText(context, "value", null, "x"), "");
});

test("both sides of a note are shown where they differ, and can be put together", () => {
  const mine = { box: "b", wave: 2024, text: { en: "mine", ko: "같음" }, evidence: ["e1"] };
  const theirs = { box: "b", wave: 2024, text: { en: "theirs", ko: "같음" }, evidence: [] };
  const rows = sidesOf(context, { change: { do: "note", key: "n", value: mine }, theirs });
  assert.deepEqual(rows.map(({ key: side, mine: a, theirs: b }) => [side, a, b]), [
    ["text.en", "mine", "theirs"],
    ["evidence", "e1", ""],
  ]);
  const merged = mergedNote(mine, theirs, { "text.en": "theirs", evidence: "mine" });
  assert.deepEqual(merged, { ...mine, text: { en: "theirs", ko: "같음" } });
});

test("a note that one side deleted is one row", () => {
  const change = { do: "note", key: "n", value: { box: "b", text: { en: "mine" }, evidence: [] } };
  assert.deepEqual(sidesOf(context, { change, theirs: null }).map((row) => [row.mine, row.theirs]), [["mine", ""]]);
});

test("dark grounds are told from light ones", () => {
  assert.ok(isDarkColour("rgb(17, 17, 17)") && isDarkColour("rgba(0, 0, 0, 0.9)"));
  assert.ok(!isDarkColour("rgb(255, 255, 255)") && !isDarkColour("rgb(240, 240, 180)"));
});

test("another name is offered where the coder's cannot be one", () => {
  for (const name of ["me", "coder-a", "김민지", "مريم_2", "x".repeat(100)]) assert.ok(isName(name), name);
  for (const name of ["", "a/b", "..", "a b", "-a", "Agreed", "case", "x".repeat(101)]) {
    assert.ok(!isName(name), name);
  }
});
