// What can be done with notes, from buttons, keys and the mouse alike; the focus stays with the work.

import { noteAfter, stepBefore, stepBox } from "./canvas_moves.mjs";

/** The doings of one canvas; each says in the live region what it did. */
export function canvasActions(canvas) {
  return {
    add: (box) => addNote(canvas, box),
    step: (key, step) => stepNote(canvas, key, step),
    stepBox: (key, step) => stepToBox(canvas, key, step),
    moveTo: (key, box, before) => moveNote(canvas, key, box, before),
    remove: (key) => removeNote(canvas, key),
    restore: (note, before) => restoreNote(canvas, note, before),
    place: (key) => noteSpot(canvas, key),
  };
}

/** Box, number and title of a note, for names and messages. */
function noteSpot(canvas, key) {
  const { box } = canvas.notes.get(key);
  const keys = keysOf(canvas, box);
  return { box, keys, n: keys.indexOf(key) + 1, title: canvas.context.t(box) };
}

function keysOf(canvas, box) {
  return canvas.context.notes(box).map((note) => note.key);
}

function addNote(canvas, box) {
  const key = canvas.context.addNote(box);
  canvas.update();
  canvas.notes.get(key)?.focus();
  return key;
}

function stepNote(canvas, key, step) {
  const { box, keys, title, n } = noteSpot(canvas, key);
  const before = stepBefore(keys, key, step);
  if (before !== undefined) moveNote(canvas, key, box, before);
  else canvas.context.tell(canvas.context.w("canvas_at_end", { n, all: keys.length, box: title }));
}

function stepToBox(canvas, key, step) {
  const { box, title } = noteSpot(canvas, key);
  const to = stepBox([...canvas.boxes.keys()], box, step);
  if (to !== undefined) moveNote(canvas, key, to, null);
  else canvas.context.tell(canvas.context.w("canvas_no_box", { box: title }));
}

function moveNote(canvas, key, box, before) {
  const { context } = canvas;
  const view = canvas.notes.get(key);
  const back = view.holdFocus();
  context.moveNote(key, box, before);
  canvas.update();
  back();
  const { n, keys, title } = noteSpot(canvas, view.key);
  context.tell(context.w("canvas_moved", { n, all: keys.length, box: title }));
}

function removeNote(canvas, key) {
  const { context } = canvas;
  const { box, keys, n, title } = noteSpot(canvas, key);
  const next = noteAfter(keys, key);
  const note = context.notes(box).find((one) => one.key === key);
  // First the focus, so that the view may go.
  if (next) canvas.notes.get(next).focus();
  else canvas.boxes.get(box).focusAdd();
  context.deleteNote(key);
  const words = context.w("canvas_deleted", { n, box: title });
  canvas.boxes.get(box).offerUndo(words, note, next);
  canvas.update();
  context.tell(words);
}

/** The deleted note again, with all that it said, where it was. */
function restoreNote(canvas, note, before) {
  const { context } = canvas;
  const there = context.notes(note.box).some((one) => one.key === before);
  const key = context.addNote(note.box);
  context.editNote(key, { text: note.text, evidence: note.evidence });
  if (there) context.moveNote(key, note.box, before);
  canvas.update();
  canvas.notes.get(key)?.focus();
  context.tell(context.w("canvas_restored", { box: context.t(note.box) }));
}
