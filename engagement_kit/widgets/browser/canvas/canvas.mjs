// A canvas: boxes on their grid, each with its notes.

import { canvasActions } from "./canvas_actions.mjs";
import { canvasBox } from "./canvas_box.mjs";
import { canvasDialog } from "./canvas_dialog.mjs";
import { canvasHead } from "./canvas_head.mjs";
import { boxesAcross, canvasCounts, gridLines, sameNotes } from "./canvas_moves.mjs";
import { holdsFocus } from "./canvas_note.mjs";
import { h } from "../ground/h.mjs";

/** The view of a canvas part. Boxes stand in the order of the part; the grid only places them. */
export function mountCanvas(context, part) {
  // What the pieces of one canvas share: views by key, and what is under way.
  const canvas = { context, part, boxes: new Map(), notes: new Map(), dragged: null };
  canvas.act = canvasActions(canvas);
  canvas.dialog = canvasDialog(canvas);
  const grid = h("div", { class: "ek-canvas-grid" });
  for (const box of part.boxes) {
    const view = canvasBox(canvas, box);
    canvas.boxes.set(box.id, view);
    grid.append(view.el);
  }
  const head = canvasHead(canvas, (layout) => placeBoxes(canvas, grid, layout));
  canvas.update = () => updateCanvas(canvas, head);
  const el = h(
    "section",
    { class: "ek-canvas", "aria-label": context.t(part.id), dir: context.dir() },
    head.el,
    h("div", { class: "ek-canvas-room" }, grid),
    head.remark,
    canvas.dialog.el,
  );
  canvas.update();
  return { el, update: canvas.update };
}

function placeBoxes(canvas, grid, layout) {
  grid.style.setProperty("--ek-columns", layout.columns);
  grid.dataset.across = Math.min(boxesAcross(layout), 6);
  const cells = new Map(layout.cells.map((cell) => [cell.box, cell]));
  for (const [id, view] of canvas.boxes) {
    const cell = cells.get(id);
    const lines = cell ? gridLines(cell) : { gridRow: "auto", gridColumn: "1 / -1" };
    // As properties: the style sheet uses them only where there is room for a grid.
    view.el.style.setProperty("--ek-row", lines.gridRow);
    view.el.style.setProperty("--ek-column", lines.gridColumn);
  }
}

function updateCanvas(canvas, head) {
  const { context, boxes, notes } = canvas;
  const found = new Map([...boxes.keys()].map((id) => [id, context.notes(id)]));
  const there = [...found.values()].flat();
  for (const [old, key] of sameNotes([...notes.values()], there)) {
    notes.set(key, notes.get(old));
    notes.delete(old);
  }
  for (const [id, view] of boxes) view.show(found.get(id));
  dropGone(notes, new Set(there.map((note) => note.key)));
  head.show(canvasCounts(found));
  canvas.dialog.update();
}

/** Views whose note is gone go too, but never under the hands of somebody who is typing. */
function dropGone(notes, there) {
  for (const [key, view] of notes) {
    if (there.has(key)) continue;
    view.gone = true;
    if (holdsFocus(view.el)) continue;
    view.el.remove();
    notes.delete(key);
  }
}
