// A control of the start page with its label, its help and, when needed, what is wrong with it.

import { h, uid } from "../ground/h.mjs";

/** `{el, control, mark(sentence)}`: an empty sentence takes the mark away again. */
export function appField(label, control, help = "") {
  const id = uid("ek-app");
  const helpEl = help ? h("span", { id: `${id}-help`, class: "ek-muted ek-app-help" }, help) : null;
  const message = h("p", { id: `${id}-message`, class: "ek-message", role: "alert", hidden: true });
  control.id = id;
  if (helpEl) control.setAttribute("aria-describedby", helpEl.id);
  const el = h(
    "div",
    { class: "ek-app-field" },
    h("label", { for: id }, label),
    control,
    helpEl,
    message
  );
  return { el, control, mark: (sentence) => markControl(control, message, helpEl, sentence) };
}

/** Says what is wrong beside a control, or takes it away. */
function markControl(control, message, helpEl, sentence) {
  message.textContent = sentence;
  message.hidden = !sentence;
  const described = [sentence ? message.id : null, helpEl?.id].filter(Boolean).join(" ");
  if (described) control.setAttribute("aria-describedby", described);
  else control.removeAttribute("aria-describedby");
  if (sentence) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}

/** A line of text that somebody writes, in whatever direction it is. */
export function appInput(props = {}) {
  return h("input", { type: "text", dir: "auto", autocomplete: "off", spellcheck: "false", ...props });
}
