// Notes moved with the mouse. Keys and buttons do the same; nothing here is needed without a mouse.

import { dropBefore, isMove } from "./canvas_moves.mjs";
import { h } from "../ground/h.mjs";

/** The place to take a note by, with its number. */
export function dragHandle(canvas, view, number) {
  const dragstart = (event) => {
    canvas.dragged = view.key;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", view.text[view.lang] ?? "");
    event.dataTransfer.setDragImage(view.el, 8, 8);
    view.el.classList.add("ek-canvas-dragged");
  };
  const dragend = () => {
    canvas.dragged = null;
    view.el.classList.remove("ek-canvas-dragged");
    for (const box of canvas.boxes.values()) showDrop(box, undefined);
  };
  return h(
    "span",
    {
      class: "ek-canvas-handle",
      draggable: "true",
      title: canvas.context.w("canvas_drag"),
      on: { dragstart, dragend },
    },
    number,
  );
}

/** Lets notes of this canvas be dropped in a box, and shows where. */
export function takeDrops(canvas, box) {
  const { el, list } = box;
  const target = (event) => {
    const keys = box.keys();
    const before = dropBefore(noteSpans(canvas, keys), event.clientY);
    return isMove(keys, canvas.dragged, before) ? before : undefined;
  };
  el.addEventListener("dragover", (event) => {
    if (canvas.dragged === null) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    showDrop(box, target(event), canvas);
  });
  el.addEventListener("dragleave", (event) => {
    if (!el.contains(event.relatedTarget)) showDrop(box, undefined);
  });
  el.addEventListener("drop", (event) => {
    if (canvas.dragged === null) return;
    event.preventDefault();
    const before = target(event);
    showDrop(box, undefined);
    if (before !== undefined) canvas.act.moveTo(canvas.dragged, box.id, before);
  });
  return list;
}

function noteSpans(canvas, keys) {
  return keys.map((key) => {
    const { top, bottom } = canvas.notes.get(key).el.getBoundingClientRect();
    return { key, top, bottom };
  });
}

/** A line where the note would come to stand: above one, at the end of the list, or nowhere. */
function showDrop(box, before, canvas) {
  box.list.classList.toggle("ek-canvas-drop-end", before === null);
  box.el.classList.toggle("ek-canvas-drop", before !== undefined);
  for (const item of box.list.children) item.classList.remove("ek-canvas-drop-before");
  if (before) canvas.notes.get(before).el.classList.add("ek-canvas-drop-before");
}
