// Text and choice fields of forms that are added as a whole: label, control, message beside it.

import { h, uid } from "./h.mjs";

/** A message beside a control, tied to it. */
export function showFault(control, place, message) {
  place.id ||= uid("ek-fault");
  place.textContent = message;
  place.hidden = message === "";
  if (message) {
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", place.id);
  } else {
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-describedby");
  }
}

/**
 * A labelled text field bound to `typed[name]`.
 *
 * Words: `<prefix>_<name>` is its label, `<prefix>_<name>_hint` is shown where `hint` is set.
 * `rows` makes it a textarea.
 */
export function textField(context, typed, name, { prefix, changed, rows, required, hint }) {
  const tag = rows ? "textarea" : "input";
  const control = h(tag, {
    class: "ek-input",
    dir: "auto",
    id: uid("ek-field"),
    rows,
    "aria-required": required ? "true" : null,
    type: rows ? null : "text",
    autocomplete: "off",
  });
  return labelledField(context, typed, name, { prefix, changed, control, event: "input", hint });
}

/** A labelled choice bound to `typed[name]`; `options` are pairs of value and text. */
export function selectField(context, typed, name, { prefix, changed, options }) {
  const control = h("select", { class: "ek-input", id: uid("ek-field") });
  const field = labelledField(context, typed, name, { prefix, changed, control, event: "change" });
  let seen = null;
  field.options = (pairs) => {
    const now = JSON.stringify(pairs);
    if (now === seen) return;
    seen = now;
    control.replaceChildren(...pairs.map(([value, text]) => h("option", { value }, text)));
    field.show();
  };
  field.options(options);
  return field;
}

function labelledField(context, typed, name, { prefix, changed, control, event, hint }) {
  const message = h("p", { class: "ek-fault", hidden: true, dir: "auto" });
  const label = h(
    "label",
    { class: "ek-text-name", for: control.id },
    context.w(`${prefix}_${name}`),
  );
  const help = hint && h("p", { class: "ek-hint" }, context.w(`${prefix}_${name}_hint`));
  control.addEventListener(event, () => {
    typed[name] = control.value;
    showFault(control, message, "");
    changed();
  });
  const show = () => {
    control.value = typed[name];
    showFault(control, message, "");
  };
  show();
  return {
    el: h("div", { class: "ek-field", dataset: { field: name } }, label, help, control, message),
    show,
    fault: (text) => showFault(control, message, text),
    focus: () => control.focus(),
  };
}
