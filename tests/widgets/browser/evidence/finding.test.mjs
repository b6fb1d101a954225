// Finding evidence, and which of it a wave may rest on.

import assert from "node:assert/strict";
import { test } from "node:test";

import { changedIds } from "../../../../engagement_kit/widgets/browser/evidence/evidence.mjs";
import {
  comparable,
  filledFields,
  findEvidence,
  firstYear,
  isLater,
  linkOf,
  pieceFaults,
  sourceFaults,
  writtenYear,
} from "../../../../engagement_kit/widgets/browser/evidence/finding.mjs";
import { draftOf } from "../../../../engagement_kit/widgets/browser/evidence/piece_form.mjs";
import { BLANK_SOURCE, sourceValue } from "../../../../engagement_kit/widgets/browser/evidence/source_form.mjs";

const SOURCES = [
  { key: "strat", title: "Tate Digital Strategy" },
  { key: "press", title: "متحف في الصحافة" },
];
const PIECES = [
  { id: "t-01", text: "A café blog opened", year: 2012, source: "strat", first: 2012, last: 2012 },
  {
    id: "t-02",
    text: "소셜 미디어 팀을 두었다",
    year: 2026,
    source: "strat",
    first: 2026,
    last: 2026,
  },
  {
    id: "t-03",
    text: "يُجيب المتحف عن الأسئلة",
    year: "n.d.",
    source: "press",
    first: null,
    last: null,
  },
];
const ids = (query, wave = 2024) => findEvidence(PIECES, SOURCES, query, wave).map((one) => one.id);

test("an empty search finds everything, and what is later than the wave comes last", () => {
  assert.deepEqual(ids(""), ["t-01", "t-03", "t-02"]);
  assert.deepEqual(ids("", 2026), ["t-01", "t-02", "t-03"]);
});

test("a search looks into text, id, source's title and year", () => {
  assert.deepEqual(ids("blog"), ["t-01"]);
  assert.deepEqual(ids("T-03"), ["t-03"]);
  assert.deepEqual(ids("digital strategy"), ["t-01", "t-02"]);
  assert.deepEqual(ids("2012"), ["t-01"]);
  assert.deepEqual(ids("미디어"), ["t-02"]);
});

test("every word of a search has to be there, in whatever order and field", () => {
  assert.deepEqual(ids("2012 tate opened"), ["t-01"]);
  assert.deepEqual(ids("2012 미디어"), []);
});

test("accents, Arabic vowel signs and kinds of alef make no difference to a search", () => {
  assert.deepEqual(ids("cafe"), ["t-01"]);
  assert.deepEqual(ids("يجيب"), ["t-03"]);
  assert.deepEqual(ids("الاسئلة"), ["t-03"]);
  assert.equal(comparable("ﾃﾞジ"), comparable("デジ"));
});

test("signs that mean something to patterns are searched as they are", () => {
  assert.deepEqual(ids("(.*"), []);
});

test("a piece is later than a wave if its first possible year is", () => {
  assert.equal(isLater({ first: 2025, last: 2026 }, 2024), true);
  assert.equal(isLater({ first: 2024, last: 2026 }, 2024), false);
  assert.equal(isLater({ first: null, last: 2030 }, 2024), false);
  assert.equal(isLater({ first: 2025, last: 2025 }, null), false);
});

test("of a piece that the kernel has not read yet only a plain year counts", () => {
  assert.equal(firstYear({ first: null, last: null, year: 2026 }), 2026);
  assert.equal(firstYear({ year: "before 2026" }), null);
  assert.equal(firstYear({ first: null, last: 2026, year: 2026 }), null);
});

test("a year of four digits is written as a number, other words as they are", () => {
  assert.equal(writtenYear(" 2014 "), 2014);
  assert.equal(writtenYear("2018/19"), "2018/19");
  assert.equal(writtenYear("  "), null);
});

test("a piece needs a text that is not too long, a source, and a year that can be one", () => {
  const sound = { text: "x", year: "n.d.", source: "strat" };
  assert.deepEqual(pieceFaults(sound, 10), {});
  assert.deepEqual(Object.keys(pieceFaults({ text: " ", year: "201", source: "" }, 10)), [
    "text",
    "year",
    "source",
  ]);
  assert.equal(pieceFaults({ ...sound, text: "x".repeat(11) }, 10).text, "rating_fault_long");
});

test("a source needs a title, and its address opens nothing but the web", () => {
  assert.deepEqual(sourceFaults({ title: "T", url: "https://a.org" }), {});
  assert.deepEqual(sourceFaults({ title: "T", url: "City archive, box 12: letters" }), {});
  assert.deepEqual(Object.keys(sourceFaults({ title: " ", url: "javascript:alert(1)" })), [
    "title",
    "url",
  ]);
});

test("what a paste found fills empty fields and those of an earlier paste, never typed ones", () => {
  const first = filledFields(BLANK_SOURCE, { title: "A", date: 2012, kind: "press" }, BLANK_SOURCE);
  assert.equal(first.title, "A");
  assert.equal(first.date, "2012");
  assert.equal(first.kind, "press");
  const typed = { ...first, title: "Mine" };
  const again = filledFields(
    typed,
    { title: "B", date: "2013", odd: "x" },
    { ...BLANK_SOURCE, title: "A", date: "2012" },
  );
  assert.equal(again.title, "Mine");
  assert.equal(again.date, "2013");
  assert.equal("odd" in again, false);
});

test("a source is written without its empty fields and without what was pasted", () => {
  const typed = { ...BLANK_SOURCE, pasted: "https://a.org", title: " A " };
  assert.deepEqual(sourceValue(typed), { title: "A", kind: "other" });
});

test("a form in which nothing was typed leaves no draft", () => {
  const blank = { text: "", year: "", source: "", locator: "", polarity: "neutral" };
  assert.equal(draftOf(blank, { ...BLANK_SOURCE }), null);
  assert.deepEqual(draftOf({ ...blank, text: "x" }, BLANK_SOURCE).piece.text, "x");
  assert.deepEqual(draftOf(blank, { ...BLANK_SOURCE, title: "T" }).source.title, "T");
});

test("choosing a piece twice names it once", () => {
  assert.deepEqual(changedIds(["a"], "b", true), ["a", "b"]);
  assert.deepEqual(changedIds(["a", "b"], "b", true), ["a", "b"]);
  assert.deepEqual(changedIds(["a", "b"], "a", false), ["b"]);
});

test("only web addresses and DOIs become links", () => {
  assert.equal(linkOf({ url: "https://example.org/a" }), "https://example.org/a");
  assert.equal(linkOf({ url: "doi:10.1234/abc.5" }), "https://doi.org/10.1234/abc.5");
  for (const url of ["javascript:alert(1)", "Archive, box 7", "https://", "", null]) {
    assert.equal(linkOf({ url }), null);
  }
  assert.equal(linkOf(undefined), null);
});
