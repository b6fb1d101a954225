// The entry of the capture form: one part of the framework at a time, in one wave.

import { renderForm } from "../frame/frame.mjs";
import { h } from "../ground/h.mjs";
import { mountPart } from "./part.mjs";

/** The part that the view is at; parts seen before are kept as they were left. */
function mountParts(context, store) {
  const parts = new Map();
  const el = h("div", { class: "ek-room" });
  let shown = null;
  function go() {
    if (context.wave() === null) {
      el.replaceChildren(h("p", null, context.w("form_no_wave")));
      return;
    }
    const part = store.form.parts.find((one) => one.id === store.view.part);
    if (!part) return;
    if (parts.has(part.id)) parts.get(part.id).update();
    else parts.set(part.id, mountPart(context, part));
    if (shown === parts.get(part.id)) return;
    shown = parts.get(part.id);
    el.replaceChildren(shown.el);
  }
  go();
  return { el, update: () => shown?.update(), go };
}

function render(view) {
  return renderForm(view, mountParts);
}

export default { render };
