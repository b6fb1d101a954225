// Where boxes and notes stand: plain arithmetic, without a page.

/** CSS grid lines of a box: the layout counts from 0, the grid from 1. */
export function gridLines({ row, column, rows = 1, columns = 1 }) {
  return {
    gridRow: `${row + 1} / span ${rows}`,
    gridColumn: `${column + 1} / span ${columns}`,
  };
}

/** How many of the narrowest boxes would stand side by side: it decides how much width a grid needs. */
export function boxesAcross(layout) {
  const narrowest = Math.min(layout.columns, ...layout.cells.map((cell) => cell.columns ?? 1));
  return Math.max(1, Math.round(layout.columns / narrowest));
}

/**
 * What a note must stand before to be one place higher (-1) or lower (1): a key, null for the end of
 * the list, undefined where there is no such place.
 */
export function stepBefore(keys, key, step) {
  const to = keys.indexOf(key) + step;
  if (!keys.includes(key) || to < 0 || to >= keys.length) return undefined;
  return step < 0 ? keys[to] : (keys[to + 1] ?? null);
}

/** The box that lies `step` boxes on in the order of the part, undefined at its ends. */
export function stepBox(boxes, box, step) {
  const to = boxes.indexOf(box) + step;
  return to < 0 ? undefined : boxes[to];
}

/** The note that a pointer at height `y` would drop another one before, null for the end. */
export function dropBefore(spans, y) {
  return spans.find(({ top, bottom }) => y < (top + bottom) / 2)?.key ?? null;
}

/** False where a note dropped before `before` would stay where it is. */
export function isMove(keys, key, before) {
  if (!keys.includes(key)) return true;
  return before !== key && before !== (keys[keys.indexOf(key) + 1] ?? null);
}

/** The note that takes the focus when this one goes: the one after it, null if it is the last. */
export function noteAfter(keys, key) {
  return keys[keys.indexOf(key) + 1] ?? null;
}

/** The language of a note to show: the reader's, else the first that it is written in. */
export function languageShown(text, lang) {
  const written = Object.keys(text ?? {});
  return written.includes(lang) || written.length === 0 ? lang : written[0];
}

/** A note's texts with one of them changed; an empty text is none. */
export function withText(text, lang, value) {
  const changed = { ...text, [lang]: value };
  if (value === "") delete changed[lang];
  return changed;
}

/**
 * Views whose note is gone paired with notes that have no view but say the same in the same box:
 * after a restart the notes of a file come back under other keys.
 */
export function sameNotes(views, notes) {
  const seen = new Set(views.map((view) => view.key));
  const free = notes.filter((note) => !seen.has(note.key));
  const there = new Set(notes.map((note) => note.key));
  const pairs = [];
  for (const view of views.filter((one) => !there.has(one.key))) {
    const same = free.findIndex(
      (note) => note.box === view.box && canonical(note.text) === canonical(view.text),
    );
    if (same >= 0) pairs.push([view.key, free.splice(same, 1)[0].key]);
  }
  return pairs;
}

function canonical(text) {
  return JSON.stringify(Object.entries(text ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Numbers for the line above the canvas. */
export function canvasCounts(notesByBox) {
  const lists = [...notesByBox.values()];
  const notes = lists.flat();
  return {
    notes: notes.length,
    drafts: notes.filter((note) => note.evidence.length === 0).length,
    filled: lists.filter((list) => list.length > 0).length,
    boxes: lists.length,
  };
}
