// The line at the foot of a box: what is typed in it is a note from the first letter on, so that it
// is saved like everything else; Enter ends it and begins the next.

import { holdsFocus } from "./canvas_note.mjs";
import { h, uid } from "../ground/h.mjs";

// A click elsewhere must land where it was aimed at before the note appears and moves things.
const SETTLE_MS = 400;

/** The line and the button of one box. */
export function quickAdd(canvas, box, title) {
  const { context } = canvas;
  const quick = { canvas, box, title, view: null };
  const id = uid("ek-quick");
  const input = h("input", {
    type: "text",
    id,
    dir: "auto",
    autocomplete: "off",
    placeholder: context.w("canvas_quick"),
    "aria-label": context.w("canvas_quick_of", { box: title }),
    on: {
      input: () => writeQuick(quick, input.value),
      keydown: (event) => quickKey(quick, input, event),
      blur: () => setTimeout(() => leaveQuick(quick, input), SETTLE_MS),
    },
  });
  const click = () => {
    endQuick(quick, input);
    canvas.act.add(box);
  };
  const label = context.w("canvas_add_to", { box: title });
  const add = h(
    "button",
    { type: "button", class: "ek-canvas-add", "aria-label": label, title: label, on: { click } },
    "+",
  );
  return { el: h("div", { class: "ek-canvas-quick" }, input, add), focus: () => input.focus() };
}

function writeQuick(quick, text) {
  const { canvas, box } = quick;
  if (quick.view === null) {
    if (text === "") return;
    const key = canvas.context.addNote(box);
    canvas.update();
    quick.view = canvas.notes.get(key);
    quick.view.isQuick = true;
  }
  quick.view.write(canvas.context.lang(), text);
  canvas.update();
}

function quickKey(quick, input, event) {
  if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  if (input.value.trim() === "") {
    endQuick(quick, input);
    quick.canvas.act.add(quick.box);
    return;
  }
  const { context } = quick.canvas;
  endQuick(quick, input);
  const n = context.notes(quick.box).length;
  context.tell(context.w("canvas_added", { n, box: quick.title }));
}

function leaveQuick(quick, input) {
  if (!holdsFocus(input)) endQuick(quick, input);
}

/** What was typed stands among the notes from now on; nothing typed is no note. */
function endQuick(quick, input) {
  const { view, canvas } = quick;
  if (view === null) return;
  const isEmpty = input.value.trim() === "";
  quick.view = null;
  view.isQuick = false;
  input.value = "";
  if (isEmpty) canvas.context.deleteNote(view.key);
  canvas.update();
}
