// One box of a canvas: what it asks, its notes in order, and a line for the next one.

import { takeDrops } from "./canvas_drag.mjs";
import { languageShown } from "./canvas_moves.mjs";
import { canvasNote, holdsFocus } from "./canvas_note.mjs";
import { quickAdd } from "./canvas_quick.mjs";
import { clear, h, uid } from "../ground/h.mjs";

/** View of a box: `show(notes)` puts its notes in order without touching the one in use. */
export function canvasBox(canvas, box) {
  const { context } = canvas;
  const title = context.t(box.id);
  const titleId = uid("ek-box");
  const count = h("span", { class: "ek-canvas-count" });
  const list = h("ol", { class: "ek-canvas-notes", "aria-labelledby": titleId });
  const others = othersNotes(context, box.id);
  const undo = undoBar(canvas);
  const quick = quickAdd(canvas, box.id, title);
  const el = h(
    "div",
    { class: "ek-canvas-box", role: "group", "aria-labelledby": titleId, dataset: { box: box.id } },
    h("div", { class: "ek-canvas-box-head" }, h("span", { class: "ek-canvas-title", id: titleId }, title), count),
    boxHelp(context, box, title),
    list,
    undo.el,
    quick.el,
    others.el,
  );
  let shown = [];
  const view = { id: box.id, el, list, keys: () => shown, offerUndo: undo.offer, focusAdd: quick.focus };
  view.show = (notes) => {
    shown = showNotes(canvas, list, notes, title);
    count.textContent = context.w("canvas_count", { n: notes.length });
    undo.check(notes);
    others.update();
  };
  takeDrops(canvas, view);
  return view;
}

/** Description, questions and example, one key away. */
function boxHelp(context, box, title) {
  const example = context.t(box.id, "example");
  const deeper = box.deepened_by;
  const questions = context.texts(box.id, "question");
  const rows = [
    paragraphOf(context.t(box.id, "description")),
    questions.length ? h("ul", {}, ...questions.map((text) => h("li", {}, text))) : null,
    example ? paragraphOf(context.w("canvas_example", { text: example })) : null,
    deeper ? paragraphOf(context.w("canvas_deepened", { part: context.t(deeper) })) : null,
  ].filter(Boolean);
  if (!rows.length) return null;
  const summary = h("summary", { "aria-label": context.w("canvas_help_of", { box: title }) });
  summary.append(context.w("canvas_help"));
  return h("details", { class: "ek-canvas-help" }, summary, ...rows);
}

function paragraphOf(text) {
  return text ? h("p", {}, text) : null;
}

/** Keys of the notes shown, in order; views are made as needed and kept as long as the note is. */
function showNotes(canvas, list, notes, title) {
  const views = notes.map((note) => {
    if (!canvas.notes.has(note.key)) canvas.notes.set(note.key, canvasNote(canvas, note));
    return canvas.notes.get(note.key);
  });
  const seen = views.filter((view) => !view.isQuick);
  arrangeNotes(list, views.map((view) => view.el));
  views.forEach((view, place) => {
    view.show(notes[place], { n: place + 1, all: seen.length, title });
  });
  list.hidden = seen.length === 0 && list.children.length === views.length;
  return seen.map((view) => view.key);
}

/** Puts items in order around the one with the focus: moving that one would end what is typed. */
function arrangeNotes(list, items) {
  const now = [...list.children].filter((item) => items.includes(item));
  if (now.length === items.length && now.every((item, place) => item === items[place])) return;
  const fixed = items.findIndex((item) => item.parentNode === list && holdsFocus(item));
  items.forEach((item, place) => {
    if (place < fixed) list.insertBefore(item, items[fixed]);
    else if (place !== fixed) list.append(item);
  });
}

/** What other coders wrote in this box, to read only. */
function othersNotes(context, box) {
  const list = h("ul");
  const el = h(
    "div",
    { class: "ek-canvas-others", hidden: true },
    h("p", { class: "ek-muted" }, context.w("canvas_others")),
    list,
  );
  let seen = "";
  const update = () => {
    const all = context.material().others?.notes ?? [];
    const notes = all.filter((note) => note.box === box && note.wave === context.wave());
    const now = JSON.stringify(notes);
    if (now === seen) return;
    seen = now;
    clear(list).append(...notes.map((note) => otherNote(context, note)));
    el.hidden = notes.length === 0;
  };
  update();
  return { el, update };
}

function otherNote(context, note) {
  const lang = languageShown(note.text, context.lang());
  const facts = [note.coder, ...note.evidence].join(" · ");
  return h(
    "li",
    {},
    h("span", { lang, dir: "auto", class: "ek-canvas-said" }, note.text[lang] ?? ""),
    h("span", { class: "ek-muted", dir: "auto" }, facts),
  );
}

/** "Deleted - undo", until the next deletion in this box or until it is put away. */
function undoBar(canvas) {
  const { context } = canvas;
  let last = null;
  const words = h("span");
  const hide = () => {
    last = null;
    el.hidden = true;
  };
  const restore = () => {
    const { note, before } = last;
    hide();
    canvas.act.restore(note, before);
  };
  const away = () => {
    hide();
    canvas.boxes.get(box).focusAdd();
  };
  let box = null;
  const button = (word, click) => h("button", { type: "button", on: { click } }, context.w(word));
  const el = h(
    "div",
    { class: "ek-canvas-undo", hidden: true },
    words,
    button("canvas_undo", restore),
    button("canvas_undo_hide", away),
  );
  const offer = (text, note, before) => {
    if (note === undefined || Object.keys(note.text).length + note.evidence.length === 0) return;
    last = { note, before };
    box = note.box;
    words.textContent = text;
    el.hidden = false;
  };
  // Undoing in the whole form brings the same note back: then there is nothing to offer.
  const check = (notes) => {
    if (last && (last.note.wave !== context.wave() || notes.some((one) => one.key === last.note.key))) hide();
  };
  return { el, offer, check };
}
