// A new source: read from what is pasted (an address, BibTeX, a DOI), or typed field by field.

import { h } from "../ground/h.mjs";
import { filledFields, sourceFaults } from "./finding.mjs";
import { selectField, textField } from "../ground/fields.mjs";

export const BLANK_SOURCE = {
  pasted: "",
  title: "",
  author: "",
  publisher: "",
  date: "",
  url: "",
  kind: "other",
};
const SOURCE_FIELDS = ["title", "author", "publisher", "date", "url"];
const SOURCE_KINDS = [
  "own",
  "press",
  "blog",
  "academic",
  "vendor",
  "public_body",
  "reference",
  "other",
];

/**
 * The fields of a new source: `{el, fields, check(), value(), focus(), empty()}`.
 *
 * `typed` is what the fields begin with and is kept up to date; `changed()` follows each change.
 */
export function mountSourceForm(context, typed, changed) {
  const prefix = "rating_source";
  const fields = Object.fromEntries(
    SOURCE_FIELDS.map((name) => [
      name,
      textField(context, typed, name, { prefix, changed, required: name === "title" }),
    ]),
  );
  const options = SOURCE_KINDS.map((kind) => [kind, context.w(`rating_source_kind_${kind}`)]);
  fields.kind = selectField(context, typed, "kind", { prefix, changed, options });
  const paste = mountPaste(context, typed, fields, changed);
  const el = h(
    "fieldset",
    { class: "ek-source-form" },
    h("legend", { class: "ek-text-name" }, context.w("rating_source_new")),
    paste.el,
    Object.values(fields).map((field) => field.el),
  );
  let faulty = null;
  const check = () => {
    const faults = sourceFaults(typed);
    for (const [name, field] of Object.entries(fields))
      field.fault(faults[name] ? context.w(faults[name]) : "");
    faulty = Object.keys(fields).find((name) => faults[name]) ?? null;
    return faulty === null;
  };
  const empty = () => {
    Object.assign(typed, BLANK_SOURCE);
    for (const field of [paste, ...Object.values(fields)]) field.show();
  };
  const focus = () => fields[faulty ?? "title"].focus();
  return { el, fields: typed, check, value: () => sourceValue(typed), focus, empty };
}

/** The source as it is written: fields that are empty are left out. */
export function sourceValue(typed) {
  const said = SOURCE_FIELDS.map((name) => [name, typed[name].trim()]).filter(
    ([, text]) => text !== "",
  );
  return { ...Object.fromEntries(said), kind: typed.kind };
}

/** Where an address, BibTeX or a DOI is pasted; the kernel reads it and fills the fields. */
function mountPaste(context, typed, fields, changed) {
  const field = textField(context, typed, "pasted", {
    prefix: "rating_source",
    changed,
    rows: 2,
    hint: true,
  });
  const said = h("p", { class: "ek-hint", role: "status", dir: "auto" });
  let earlier = { ...BLANK_SOURCE };
  const read = async () => {
    const text = typed.pasted.trim();
    if (text === "") return;
    said.textContent = context.w("rating_source_reading");
    const reply = await askForSource(context, text);
    if (typed.pasted.trim() !== text) return; // another text is being read by now
    const fault = reply.silent ? context.w("rating_source_no_answer") : reply.problem;
    said.textContent = fault || context.w("rating_source_filled");
    if (fault) return;
    const next = filledFields(typed, reply.fields ?? {}, earlier);
    earlier = { ...earlier, ...reply.fields };
    Object.assign(typed, next);
    for (const one of Object.values(fields)) one.show();
    changed();
  };
  const control = field.el.querySelector("textarea");
  control.addEventListener("paste", () => setTimeout(read)); // after the text has arrived
  const button = h(
    "button",
    { type: "button", class: "ek-button", on: { click: read } },
    context.w("rating_source_read"),
  );
  field.el.append(h("div", { class: "ek-actions" }, button, said));
  return {
    ...field,
    show: () => {
      field.show();
      said.textContent = "";
      earlier = { ...BLANK_SOURCE };
    },
  };
}

async function askForSource(context, text) {
  try {
    return await context.ask({ ask: "source", text });
  } catch {
    return { silent: true };
  }
}
