// Where boxes and notes of a canvas stand.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  boxesAcross,
  canvasCounts,
  dropBefore,
  gridLines,
  isMove,
  languageShown,
  noteAfter,
  sameNotes,
  stepBefore,
  stepBox,
  withText,
} from "../../../../engagement_kit/widgets/browser/canvas/canvas_moves.mjs";
import { createContext } from "../../../../engagement_kit/widgets/browser/keeping/context.mjs";

const keys = ["a", "b", "c"];

/** The order of the keys after a note was put before another one, as the record does it. */
function moved(key, before) {
  const rest = keys.filter((one) => one !== key);
  rest.splice(before === null ? rest.length : rest.indexOf(before), 0, key);
  return rest.join("");
}

test("a box that is counted from 0 lies on grid lines that are counted from 1", () => {
  assert.deepEqual(gridLines({ row: 0, column: 3, rows: 2, columns: 9 }), {
    gridRow: "1 / span 2",
    gridColumn: "4 / span 9",
  });
  assert.deepEqual(gridLines({ row: 1, column: 0 }), {
    gridRow: "2 / span 1",
    gridColumn: "1 / span 1",
  });
});

test("the narrowest box of a layout tells how many would stand side by side", () => {
  assert.equal(boxesAcross({ columns: 15, cells: [{ columns: 15 }, { columns: 3 }] }), 5);
  assert.equal(boxesAcross({ columns: 3, cells: [{ columns: 1 }, {}] }), 3);
  assert.equal(boxesAcross({ columns: 1, cells: [{}] }), 1);
});

test("a note moves by one place and no further than the ends of its box", () => {
  assert.equal(moved("b", stepBefore(keys, "b", -1)), "bac");
  assert.equal(moved("b", stepBefore(keys, "b", 1)), "acb");
  assert.equal(moved("a", stepBefore(keys, "a", 1)), "bac");
  assert.equal(stepBefore(keys, "a", -1), undefined);
  assert.equal(stepBefore(keys, "c", 1), undefined);
  assert.equal(stepBefore(keys, "nobody", 1), undefined);
});

test("boxes follow each other in the order of the part, and it has two ends", () => {
  assert.equal(stepBox(keys, "a", 1), "b");
  assert.equal(stepBox(keys, "a", -1), undefined);
  assert.equal(stepBox(keys, "c", 1), undefined);
});

test("a note is dropped before the first one whose middle lies below the pointer", () => {
  const spans = [
    { key: "a", top: 0, bottom: 20 },
    { key: "b", top: 24, bottom: 64 },
  ];
  assert.equal(dropBefore(spans, 9), "a");
  assert.equal(dropBefore(spans, 11), "b");
  assert.equal(dropBefore(spans, 45), null);
  assert.equal(dropBefore([], 5), null);
});

test("dropping a note on its own place is no move", () => {
  assert.equal(isMove(keys, "b", "b"), false);
  assert.equal(isMove(keys, "b", "c"), false);
  assert.equal(isMove(keys, "c", null), false);
  assert.equal(isMove(keys, "b", "a"), true);
  assert.equal(isMove(keys, "b", null), true);
  assert.equal(isMove(keys, "from another box", null), true);
});

test("after a deletion the focus goes to the note behind, if there is one", () => {
  assert.equal(noteAfter(keys, "a"), "b");
  assert.equal(noteAfter(keys, "c"), null);
});

test("a note is shown in the reader's language, else in the first it was written in", () => {
  assert.equal(languageShown({ en: "x", ko: "y" }, "ko"), "ko");
  assert.equal(languageShown({ ar: "x", en: "y" }, "ko"), "ar");
  assert.equal(languageShown({}, "ko"), "ko");
});

test("editing one language leaves the others, and an emptied text is no text", () => {
  assert.deepEqual(withText({ en: "x" }, "ko", "y"), { en: "x", ko: "y" });
  assert.deepEqual(withText({ en: "x", ko: "y" }, "en", ""), { ko: "y" });
});

test("a note that comes back under another key is known by its box and its text", () => {
  const views = [
    { key: "old", box: "reach", text: { en: "x", ko: "y" } },
    { key: "kept", box: "reach", text: { en: "z" } },
    { key: "gone", box: "reach", text: { en: "deleted" } },
  ];
  const notes = [
    { key: "kept", box: "reach", text: { en: "z" } },
    { key: "other", box: "engage", text: { en: "x", ko: "y" } },
    { key: "new", box: "reach", text: { ko: "y", en: "x" } },
  ];
  assert.deepEqual(sameNotes(views, notes), [["old", "new"]]);
});

test("of two notes that say the same, each is found once", () => {
  const same = (key) => ({ key, box: "reach", text: { en: "x" } });
  assert.deepEqual(sameNotes([same("1"), same("2")], [same("3"), same("4")]), [
    ["1", "3"],
    ["2", "4"],
  ]);
});

test("the line above the canvas counts notes, those without evidence, and filled boxes", () => {
  const byBox = new Map([
    ["reach", [{ evidence: [] }, { evidence: ["x-01"] }]],
    ["engage", []],
  ]);
  assert.deepEqual(canvasCounts(byBox), { notes: 2, drafts: 1, filled: 1, boxes: 2 });
});

test("whoever writes over a text that he has not seen sends the one that he saw as its base", () => {
  const note = { key: "n", box: "reach", wave: 2024, text: { en: "theirs" }, evidence: ["x-01"] };
  const sent = [];
  const store = {
    view: { wave: 2024, lang: "en" },
    record: () => ({ ratings: {}, notes: [note], targets: [] }),
    seen: () => store.record(),
    add: (change) => sent.push(change),
  };
  const context = createContext({}, store);
  context.editNote("n", { text: { en: "mine" } }, { en: "before" });
  context.editNote("n", { text: { en: "mine" } });
  assert.deepEqual(sent[0].base.text, { en: "before" });
  assert.deepEqual(sent[0].value, { box: "reach", wave: 2024, text: { en: "mine" }, evidence: ["x-01"] });
  assert.deepEqual(sent[1].base.text, { en: "theirs" });
});
