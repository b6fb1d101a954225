// Native controls with visible names and values: choices, ticks and sliders.

import { h, uid } from "../ground/h.mjs";

/** A select under its name; `options` are [value, text]. */
export function choiceField(name, options, read, change) {
  const id = uid("ek-explore");
  const select = h(
    "select",
    { id, on: { change: () => change(select.value) } },
    options.map(([value, text]) => h("option", { value }, text)),
  );
  const el = h("div", { class: "ek-explore-control" }, h("label", { for: id }, name), select);
  return { el, update: () => setValue(select, String(read())) };
}

/** A range from 0 to 1 under its name, its value beside it as `show` writes it. */
export function sliderField(name, read, change, { show, isFixed = () => false, step = 0.01 }) {
  const id = uid("ek-explore");
  const shown = h("output", { for: id, class: "ek-explore-value" });
  const range = h("input", {
    id,
    type: "range",
    min: 0,
    max: 1,
    step,
    on: { input: () => change(Number(range.value)) },
  });
  const head = h("div", { class: "ek-explore-head" }, h("label", { for: id }, name), shown);
  const el = h("div", { class: "ek-explore-control" }, head, range);
  const update = () => {
    const value = read();
    setValue(range, String(value));
    range.disabled = isFixed();
    shown.textContent = show(value);
    range.setAttribute("aria-valuetext", show(value));
  };
  return { el, update };
}

/** Ticks under one name; none ticked stands for all. `options` are [value, text]. */
export function tickFields(name, hint, options, read, change) {
  const boxes = options.map(([value, text]) => {
    const input = h("input", { type: "checkbox", value, on: { change: () => change(ticked()) } });
    return { input, el: h("label", { class: "ek-explore-tickbox" }, input, h("span", { dir: "auto" }, text)) };
  });
  const ticked = () => boxes.filter((one) => one.input.checked).map((one) => one.input.value);
  const list = h("div", { class: "ek-explore-ticks" }, boxes.map((one) => one.el));
  const el = h("fieldset", {}, h("legend", {}, name), list, h("p", { class: "ek-muted ek-explore-hint" }, hint));
  const update = () => {
    for (const { input } of boxes) input.checked = read().includes(input.value);
  };
  return { el, update };
}

/** One tick with its text. */
export function tickField(name, read, change) {
  const input = h("input", { type: "checkbox", on: { change: () => change(input.checked) } });
  const el = h("label", { class: "ek-explore-tickbox" }, input, name);
  return {
    el,
    update() {
      input.checked = read();
    },
  };
}

function setValue(control, value) {
  if (control.value !== value) control.value = value;
}
