// What holds for every control of a form: keys stay inside, and no text is longer than can be kept.

import { h } from "../ground/h.mjs";

const TYPED = new Set(["text", "search", "url", "email", "tel", "password", "number", "date", ""]);

/** Whether an element takes text, so that the browser's own undo works in it. */
export function takesText(el) {
  if (el.tagName === "TEXTAREA") return true;
  return el.tagName === "INPUT" && TYPED.has(el.getAttribute("type") ?? "");
}

/**
 * Keeps keystrokes from the page around the form (JupyterLab would run cells or delete them), and
 * calls `reverse("undo" | "redo")` for the usual keys. In a text in which somebody has typed they
 * are left to the browser.
 */
export function guardKeys(root, reverse) {
  let typed = null;
  const onKey = (event) => {
    event.stopPropagation();
    const what = event.isComposing ? null : reversalOf(event);
    if (!what || (takesText(event.target) && event.target === typed)) return;
    event.preventDefault();
    reverse(what, event.target);
  };
  const onInput = (event) => (typed = event.target);
  const onFocus = (event) => (typed = event.target === typed ? typed : null);
  return listenAll(root, { keydown: onKey, input: onInput, focusin: onFocus });
}

/** "undo" for Ctrl+Z, "redo" for Ctrl+Shift+Z and Ctrl+Y (with Cmd on a Mac), else null. */
export function reversalOf({ key, ctrlKey, metaKey, shiftKey, altKey }) {
  if (!(ctrlKey || metaKey) || altKey) return null;
  const letter = key.toLowerCase();
  if (letter === "z") return shiftKey ? "redo" : "undo";
  return letter === "y" && !shiftKey ? "redo" : null;
}

/** Whether a text would be too long with `added` in the place of what is selected. */
export function tooLong(limit, { value, start, end }, added) {
  return value.length - (end - start) + added.length > limit && added.length > end - start;
}

/** Refuses what would make a text longer than the limit; `refuse(control)` says so. */
export function guardLength(root, limit, refuse) {
  const stop = (event, added) => {
    const control = event.target;
    if (!added || !takesText(control) || control.getAttribute("type") === "number") return;
    const { value, selectionStart, selectionEnd } = control;
    const from = selectionStart ?? value.length;
    if (!tooLong(limit, { value, start: from, end: selectionEnd ?? from }, added)) return;
    event.preventDefault();
    refuse(control);
  };
  return listenAll(root, {
    paste: (event) => stop(event, event.clipboardData?.getData("text/plain")),
    beforeinput(event) {
      // What a composition writes cannot be stopped half-way; the kernel refuses it if need be.
      if (event.isComposing) return;
      stop(event, event.data ?? event.dataTransfer?.getData("text/plain"));
    },
  });
}

/** A message below a control that goes away with the next input there. */
export function messageBelow(control, text) {
  const place = control.closest("label") ?? control;
  if (place.nextElementSibling?.classList.contains("ek-passing")) place.nextElementSibling.remove();
  const message = h("p", { class: "ek-message ek-passing", role: "alert" }, text);
  place.after(message);
  const done = () => {
    message.remove();
    control.removeEventListener("input", done);
    control.removeEventListener("blur", done);
  };
  control.addEventListener("input", done);
  control.addEventListener("blur", done);
}

/** Adds listeners; the function that comes back takes them away. */
export function listenAll(target, handlers) {
  const all = Object.entries(handlers);
  for (const [event, handler] of all) target.addEventListener(event, handler);
  return () => all.forEach(([event, handler]) => target.removeEventListener(event, handler));
}
