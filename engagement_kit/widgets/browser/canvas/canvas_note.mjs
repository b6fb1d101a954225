// One note of a canvas: its text, its place, its evidence.

import { dragHandle } from "./canvas_drag.mjs";
import { languageShown, withText } from "./canvas_moves.mjs";
import { h, uid } from "../ground/h.mjs";

const NOTE_KEYS = "Alt+ArrowUp Alt+ArrowDown Alt+Shift+ArrowUp Alt+Shift+ArrowDown Alt+Delete";

/** Whether the focus is in an element, also while the window itself is not in front. */
export function holdsFocus(el) {
  return el.contains(el.getRootNode().activeElement ?? null);
}

/** A list item with a note. The text that has the focus is never written to from outside. */
export function canvasNote(canvas, note) {
  const view = { key: note.key, box: note.box, text: note.text, gone: false, isQuick: false };
  view.write = (lang, value) => writeNote(canvas, view, lang, value);
  const parts = noteParts(canvas, view);
  view.el = h(
    "li",
    { class: "ek-canvas-note" },
    dragHandle(canvas, view, parts.number),
    parts.area,
    parts.bar,
    parts.problem,
  );
  view.show = (changed, place) => showNote(canvas, view, parts, changed, place);
  view.focus = () => parts.area.focus();
  view.holdFocus = () => focusKeeper(view);
  return view;
}

function noteParts(canvas, view) {
  const { act } = canvas;
  const button = (name, sign, click) =>
    h("button", { type: "button", class: `ek-canvas-${name}`, on: { click } }, sign);
  const parts = {
    area: noteArea(canvas, view),
    number: h("span", { class: "ek-canvas-number", "aria-hidden": "true" }),
    problem: h("p", { class: "ek-message", id: uid("ek-note-problem"), hidden: true, dir: "auto" }),
    language: h("span", { class: "ek-canvas-language" }),
    more: button("more", "", () => canvas.dialog.open(view.key)),
    up: button("up", "↑", () => act.step(view.key, -1)),
    down: button("down", "↓", () => act.step(view.key, 1)),
    remove: button("delete", "✕", () => act.remove(view.key)),
  };
  const { language, more, up, down, remove } = parts;
  const moves = h("span", { class: "ek-canvas-moves" }, up, down, remove);
  parts.bar = h("div", { class: "ek-canvas-note-bar" }, language, more, moves);
  return parts;
}

/** Text field of a note: what is typed in it goes out with each key. */
function noteArea(canvas, view) {
  const write = () => {
    view.write(view.lang, area.value);
    growToText(area);
  };
  const keydown = (event) => noteKey(canvas, view, event);
  // What came from elsewhere while somebody was in the field is shown when he leaves it.
  const blur = () => setTimeout(() => area.isConnected && canvas.update());
  const area = h("textarea", {
    class: "ek-canvas-text",
    rows: 1,
    dir: "auto",
    "aria-keyshortcuts": NOTE_KEYS,
    on: { input: write, keydown, blur },
  });
  return area;
}

/** Sends the text; `seen` is what the writer had before his eyes, whatever came in meanwhile. */
function writeNote(canvas, view, lang, value) {
  if (view.gone) reviveNote(canvas, view);
  const seen = view.text;
  view.text = withText(view.text, lang, value);
  canvas.context.editNote(view.key, { text: view.text }, seen);
}

/** The note was deleted elsewhere while somebody wrote in it: what he writes is a new one. */
function reviveNote(canvas, view) {
  canvas.notes.delete(view.key);
  view.gone = false;
  view.key = canvas.context.addNote(view.box);
  const made = canvas.notes.get(view.key);
  if (made && made !== view) made.el.remove();
  canvas.notes.set(view.key, view);
}

function noteKey(canvas, view, event) {
  // While letters are composed, keys belong to the input method.
  if (event.isComposing || event.keyCode === 229 || view.gone) return;
  const run = noteShortcut(canvas.act, view, event);
  if (!run) return;
  event.preventDefault();
  run();
}

function noteShortcut(act, view, { key, altKey, shiftKey, ctrlKey, metaKey }) {
  if (key === "Enter" && (ctrlKey || metaKey) && !altKey) return () => act.add(view.box);
  if (!altKey || ctrlKey || metaKey) return null;
  if (key === "Delete" && !shiftKey) return () => act.remove(view.key);
  const step = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (!step) return null;
  return () => (shiftKey ? act.stepBox(view.key, step) : act.step(view.key, step));
}

function showNote(canvas, view, parts, note, place) {
  const { context } = canvas;
  Object.assign(view, { key: note.key, box: note.box, evidence: note.evidence, gone: false });
  view.el.hidden = view.isQuick;
  if (!holdsFocus(parts.area)) showText(context, view, parts.area, note.text);
  nameNote(context, parts, note, place);
  markLanguages(context, view, parts.language);
  showProblem(context, view, parts.area, parts.problem);
}

function showText(context, view, area, texts) {
  view.text = texts;
  view.lang = languageShown(texts, context.lang());
  const text = texts[view.lang] ?? "";
  area.lang = view.lang;
  if (area.value !== text) area.value = text;
  growToText(area);
}

/** Every control says which note of which box it is for. */
function nameNote(context, parts, note, { n, all, title }) {
  const named = { n, box: title };
  const count = note.evidence.length;
  const evidence = context.w(count ? "canvas_evidence" : "canvas_draft", { n: count });
  parts.more.classList.toggle("ek-canvas-draft", count === 0);
  parts.number.textContent = n;
  parts.more.textContent = evidence;
  parts.area.setAttribute("aria-label", context.w("canvas_note", named));
  nameButton(parts.more, context.w("canvas_note_more", { ...named, evidence }));
  nameButton(parts.remove, context.w("canvas_delete", named));
  nameButton(parts.up, context.w("canvas_up", named));
  nameButton(parts.down, context.w("canvas_down", named));
  // A button that leads nowhere keeps the focus: it is marked, not switched off.
  parts.up.setAttribute("aria-disabled", String(n === 1));
  parts.down.setAttribute("aria-disabled", String(n === all));
}

function nameButton(button, words) {
  button.setAttribute("aria-label", words);
  button.title = words;
}

/** The language shown, where it is not the reader's, and the others that the note is in. */
function markLanguages(context, view, mark) {
  const langs = Object.keys(view.text);
  const others = langs.filter((lang) => lang !== view.lang);
  const isForeign = view.lang !== context.lang() && langs.includes(view.lang);
  const shown = isForeign ? [languageName(context, view.lang)] : [];
  mark.textContent = [...shown, ...others.map((lang) => `+${lang}`)].join(" ");
  mark.title = langs.map((lang) => languageName(context, lang)).join(" · ");
  mark.hidden = mark.textContent === "";
}

/** Name of a language in the language of the reader. */
export function languageName(context, lang) {
  try {
    return new Intl.DisplayNames([context.lang()], { type: "language" }).of(lang);
  } catch {
    return lang; // not a language that the browser knows
  }
}

function showProblem(context, view, area, line) {
  const isOurs = ({ change }) => change?.do === "note" && change.key === view.key;
  const message = context.problem(isOurs)?.message ?? "";
  line.textContent = message;
  line.hidden = message === "";
  area.toggleAttribute("aria-invalid", false);
  area.toggleAttribute("aria-describedby", false);
  if (message) {
    area.setAttribute("aria-invalid", "true");
    area.setAttribute("aria-describedby", line.id);
  }
}

/** As high as its text, in browsers whose style sheets cannot do it. */
export function growToText(area) {
  if (CSS.supports("field-sizing", "content")) return;
  if (!area.isConnected) {
    requestAnimationFrame(() => area.isConnected && growToText(area));
    return;
  }
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

/** Remembers where the focus is in a note; the function given back puts it there again. */
function focusKeeper(view) {
  const focused = view.el.getRootNode().activeElement;
  const target = focused && view.el.contains(focused) ? focused : null;
  const caret = target?.tagName === "TEXTAREA" ? [target.selectionStart, target.selectionEnd] : null;
  return () => {
    if (!target) view.focus();
    else if (!holdsFocus(target)) {
      target.focus();
      if (caret) target.setSelectionRange(...caret);
    }
  };
}
