// The head of a form: whose it is, its language, undo and redo, waves and parts.

import { clear, h, uid } from "../ground/h.mjs";
import { inLanguage, languageName, languagesOf } from "../ground/words.mjs";
import { tabsOf } from "../keeping/tabs.mjs";

/**
 * The head; `go({wave | part | lang})` shows another place, `reverse("undo" | "redo")` takes back
 * or brings again. Without `places` it offers neither waves nor parts.
 */
export function mountHeader(context, store, { go, reverse, places = true }) {
  const { form, w } = context;
  const title = h(
    "p",
    { class: "ek-title" },
    h("strong", { dir: "auto" }, inLanguage(form.case.name, context.lang())),
    h("span", { class: "ek-title-more" }, framework(context), " · ", coderOf(context)),
  );
  const undo = reversal(w("form_undo"), () => reverse("undo"));
  const redo = reversal(w("form_redo"), () => reverse("redo"));
  const tools = h("div", { class: "ek-row ek-tools" }, undo, redo, languageSelect(context, go));
  const rows = places ? [mountWaves(context, go), mountParts(context, store, go)] : [];
  function update() {
    undo.setAttribute("aria-disabled", String(!store.record().undo));
    redo.setAttribute("aria-disabled", String(!store.record().redo));
    rows.forEach((row) => row.update());
  }
  update();
  return {
    el: h(
      "div",
      { class: "ek-head" },
      h("div", { class: "ek-row ek-head-top" }, title, tools),
      rows.map((row) => row.el),
    ),
    update,
  };
}

function framework(context) {
  const name = context.t("framework", "name") || context.form.framework.id;
  return [h("bdi", null, name), " ", h("bdi", null, context.form.framework.version)];
}

function coderOf(context) {
  if (context.form.coder === "agreed") return [context.w("form_agreed")]; // nobody's own file
  return [context.w("form_coder"), " ", h("bdi", null, context.form.coder)];
}

// Not `disabled`: whoever undoes the last step by keyboard keeps the focus.
function reversal(text, run) {
  const click = (event) => {
    if (event.currentTarget.getAttribute("aria-disabled") !== "true") run();
  };
  return h("button", { type: "button", on: { click } }, text);
}

function languageSelect(context, go) {
  const languages = languagesOf(context.form);
  if (languages.length < 2) return null;
  const options = languages.map((lang) => h("option", { value: lang, lang }, languageName(lang)));
  const change = (event) => go({ lang: event.target.value });
  const props = { value: context.lang(), class: "ek-language", on: { change } };
  const select = h("select", props, options);
  return h("label", { class: "ek-row" }, context.w("form_language"), select);
}

function mountParts(context, store, go) {
  const ids = tabsOf(context.form);
  const buttons = ids.map((id) => place(context.t(id), () => go({ part: id })));
  const el = h(
    "nav",
    { class: "ek-places ek-parts", "aria-label": context.w("form_parts"), hidden: ids.length < 2 },
    buttons,
  );
  const update = () => buttons.forEach((one, at) => mark(one, ids[at] === store.view.part));
  return { el, update };
}

function mountWaves(context, go) {
  const row = h("div", { class: "ek-row" });
  const adding = mountNewWave(context, go);
  let shown = "";
  let buttons = [];
  function update() {
    const years = context.material().waves ?? [];
    if (shown !== years.join()) {
      shown = years.join();
      buttons = years.map((wave) => place(String(wave), () => go({ wave })));
      clear(row).append(...buttons);
    }
    buttons.forEach((one, at) => mark(one, years[at] === context.wave()));
  }
  const name = context.w("form_waves");
  const label = h("span", { class: "ek-places-name", "aria-hidden": "true" }, name);
  const el = h(
    "nav",
    { class: "ek-places ek-waves", "aria-label": name },
    label,
    row,
    adding,
  );
  return { el, update };
}

/** A button that opens a small form for the year of a new wave. */
function mountNewWave(context, go) {
  const { w } = context;
  const hint = uid("ek-wave");
  const year = h("input", {
    ...{ type: "number", min: "1900", max: "2100", step: "1", class: "ek-year" },
    "aria-label": w("form_new_wave_year"),
    "aria-describedby": hint,
  });
  const message = h("span", { id: hint, class: "ek-message", role: "alert" });
  const open = h("button", { type: "button", on: { click: () => show(true) } }, w("form_new_wave"));
  const panel = h(
    "span",
    { class: "ek-row", hidden: true },
    year,
    h("button", { type: "button", class: "ek-primary", on: { click: add } }, w("form_add")),
    h("button", { type: "button", on: { click: () => show(false) } }, w("form_cancel")),
    message,
  );
  panel.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") show(false);
    if (event.key !== "Enter" || event.target !== year) return;
    event.preventDefault(); // else the key would press the button that gets the focus
    add();
  });

  function show(opened) {
    panel.hidden = !opened;
    open.hidden = opened;
    message.textContent = "";
    (opened ? year : open).focus();
  }

  function add() {
    const wave = newYear(year.value, context.material().waves ?? []);
    year.setAttribute("aria-invalid", String(wave === null));
    if (wave === null) {
      message.textContent = w("form_new_wave_fault");
      year.focus();
      return;
    }
    show(false);
    year.value = "";
    context.addWave(wave);
    go({ wave });
  }

  return h("span", { class: "ek-new-wave" }, open, panel);
}

/** The year that somebody wrote, if it is one and not there yet; else null. */
export function newYear(text, waves) {
  const year = Number(text);
  const fits = Number.isInteger(year) && year >= 1900 && year <= 2100;
  return fits && !waves.includes(year) ? year : null;
}

function place(text, click) {
  return h("button", { type: "button", class: "ek-place", dir: "auto", on: { click } }, text);
}

function mark(button, isHere) {
  if (isHere) button.setAttribute("aria-current", "true");
  else button.removeAttribute("aria-current");
}
