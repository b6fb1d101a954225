// What a note has beside its text: evidence, other languages, another box. It opens over the canvas,
// because a box may be too narrow to look for evidence in.

import { holdsFocus, growToText, languageName } from "./canvas_note.mjs";
import { mountEvidence } from "../evidence/evidence.mjs";
import { clear, h, uid } from "../ground/h.mjs";

/** The one dialog of a canvas; it is filled when it opens. */
export function canvasDialog(canvas) {
  const el = h("dialog", { class: "ek-canvas-dialog" });
  const dialog = { el, open: openFor, update };
  let inner = null;
  function openFor(key) {
    const view = canvas.notes.get(key);
    inner = dialogFor(canvas, view, el);
    clear(el).append(...inner.nodes);
    el.setAttribute("aria-labelledby", inner.titleId);
    inner.update();
    el.showModal();
    // Whoever opens a note without evidence comes to look for some.
    const picker = el.querySelector("details.ek-picker");
    if (picker) picker.open = view.evidence.length === 0;
    for (const area of el.querySelectorAll("textarea")) growToText(area);
  }
  function update() {
    if (inner === null || !el.open) return;
    if (inner.isGone()) el.close();
    else inner.update();
  }
  el.addEventListener("close", () => {
    const view = inner?.view;
    inner = null;
    clear(el);
    if (view?.el.isConnected) view.focus();
  });
  return dialog;
}

function dialogFor(canvas, view, el) {
  const { context } = canvas;
  const titleId = uid("ek-note");
  const title = h("h3", { id: titleId, class: "ek-canvas-dialog-title" });
  const said = h("p", { class: "ek-muted", dir: "auto" });
  const close = () => el.close();
  const shut = h("button", { type: "button", class: "ek-primary", on: { click: close } });
  shut.append(context.w("canvas_close"));
  const note = () => context.notes(view.box).find((one) => one.key === view.key);
  const texts = dialogTexts(canvas, view);
  const boxes = boxChoice(canvas, view);
  const evidence = mountEvidence(context, {
    ids: () => note()?.evidence ?? [],
    change: (ids) => changeEvidence(canvas, view, ids),
    wave: () => context.wave(),
    label: context.w("canvas_evidence_of"),
    owner: view.key,
  });
  const update = () => {
    const { n, title: box } = canvas.act.place(view.key);
    title.textContent = context.w("canvas_note", { n, box });
    said.textContent = view.text[view.lang] ?? "";
    for (const piece of [texts, boxes, evidence]) piece.update();
  };
  const nodes = [
    h("div", { class: "ek-canvas-dialog-head" }, title, shut),
    said,
    evidence.el,
    texts.el,
    boxes.el,
  ];
  return { nodes, titleId, view, update, isGone: () => note() === undefined };
}

function changeEvidence(canvas, view, ids) {
  canvas.context.editNote(view.key, { evidence: ids });
  canvas.update();
}

/** A field for each language: those of the framework, and those that the note is in. */
function dialogTexts(canvas, view) {
  const { context } = canvas;
  const langs = [...new Set([...context.form.framework.languages, ...Object.keys(view.text)])];
  const areas = langs.map((lang) => languageArea(canvas, view, lang));
  const el = h(
    "fieldset",
    { class: "ek-canvas-texts" },
    h("legend", {}, context.w("canvas_texts")),
    ...areas.map(({ row }) => row),
  );
  const update = () => {
    for (const { area, lang } of areas) {
      const text = view.text[lang] ?? "";
      if (!holdsFocus(area) && area.value !== text) area.value = text;
    }
  };
  return { el, update };
}

function languageArea(canvas, view, lang) {
  const id = uid("ek-text");
  const input = () => {
    view.write(lang, area.value);
    growToText(area);
    canvas.update();
  };
  const area = h("textarea", { id, lang, rows: 1, dir: "auto", class: "ek-canvas-text", on: { input } });
  const label = h("label", { for: id }, languageName(canvas.context, lang));
  return { lang, area, row: h("div", { class: "ek-canvas-language-row" }, label, area) };
}

/** The box that the note is in; choosing another one moves it to the end of that. */
function boxChoice(canvas, view) {
  const { context, part } = canvas;
  const id = uid("ek-box-choice");
  const change = () => canvas.act.moveTo(view.key, select.value, null);
  const options = part.boxes.map((box) => h("option", { value: box.id }, context.t(box.id)));
  const select = h("select", { id, on: { change } }, ...options);
  const el = h(
    "div",
    { class: "ek-canvas-choice" },
    h("label", { for: id }, context.w("canvas_box")),
    select,
  );
  return { el, update: () => (select.value = view.box) };
}
