// A new piece of evidence, with a source that the case has or a new one. What is typed is kept
// until it is added, also when the panel is closed or the page is loaded anew.

import { h } from "../ground/h.mjs";
import { keepDraft, readDraft } from "../ground/drafts.mjs";
import { pieceFaults, writtenYear } from "./finding.mjs";
import { BLANK_SOURCE, mountSourceForm } from "./source_form.mjs";
import { textField, selectField } from "../ground/fields.mjs";

const BLANK_PIECE = { text: "", year: "", source: "", locator: "", polarity: "neutral" };
const NEW_SOURCE = "+new"; // no key of a source: keys of the browser begin with "src-"
const POLARITIES = ["supports", "against", "neutral"];

/** Whether a piece was half-typed here before. */
export function hasPieceDraft(context, owner) {
  return Object.keys(readDraft(context, `piece/${owner}`)).length > 0;
}

/** The form of a new piece; `done(id)` is told the id of each piece that was added. */
export function mountPieceForm(context, { owner, done }) {
  const draft = readDraft(context, `piece/${owner}`);
  const typed = { ...BLANK_PIECE, ...draft.piece };
  const source = mountSourceForm(context, { ...BLANK_SOURCE, ...draft.source }, () => keep());
  const fields = pieceFields(context, typed, () => keep());
  const keep = () => {
    source.el.hidden = typed.source !== NEW_SOURCE;
    keepDraft(context, `piece/${owner}`, draftOf(typed, source.fields));
  };
  const add = () => {
    const id = addPiece(context, typed, fields, source);
    if (id === null) return;
    emptyPiece(typed, fields, source);
    keep();
    done(id);
  };
  const el = h(
    "div",
    { class: "ek-piece-form", role: "group", "aria-label": context.w("rating_piece_add") },
    fields.text.el,
    fields.year.el,
    fields.source.el,
    source.el,
    fields.locator.el,
    fields.polarity.el,
    h(
      "div",
      { class: "ek-actions" },
      h(
        "button",
        { type: "button", class: "ek-button ek-primary", on: { click: add } },
        context.w("rating_piece_save"),
      ),
    ),
  );
  source.el.hidden = typed.source !== NEW_SOURCE;
  return { el, update: () => fields.source.options(sourceOptions(context)) };
}

/** What is worth keeping; a draft of nothing but defaults is none. */
export function draftOf(piece, source) {
  const says = (fields, blank) => Object.keys(blank).some((name) => fields[name] !== blank[name]);
  return says(piece, BLANK_PIECE) || says(source, BLANK_SOURCE) ? { piece, source } : null;
}

function pieceFields(context, typed, changed) {
  const field = (name, props) =>
    textField(context, typed, name, { prefix: "rating_piece", changed, ...props });
  const choice = (name, options) =>
    selectField(context, typed, name, { prefix: "rating_piece", changed, options });
  return {
    text: field("text", { rows: 3, required: true }),
    year: field("year"),
    source: choice("source", sourceOptions(context)),
    locator: field("locator"),
    polarity: choice(
      "polarity",
      POLARITIES.map((id) => [id, context.w(`rating_polarity_${id}`)]),
    ),
  };
}

function sourceOptions(context) {
  const all = context.material().sources.map((one) => [one.key, `${one.title} (${one.key})`]);
  return [
    ["", context.w("rating_piece_source_choose")],
    [NEW_SOURCE, context.w("rating_piece_source_new")],
    ...all,
  ];
}

/** Id of the piece that was added, or null where a field is wrong: it gets the message and focus. */
function addPiece(context, typed, fields, source) {
  const { limit } = context.form;
  const faults = pieceFaults(typed, limit);
  for (const [name, field] of Object.entries(fields))
    field.fault(faults[name] ? context.w(faults[name], { limit }) : "");
  const sourceIsSound = typed.source !== NEW_SOURCE || source.check();
  const first = Object.keys(fields).find((name) => faults[name]);
  if (first) fields[first].focus();
  else if (!sourceIsSound) source.focus();
  if (first || !sourceIsSound) return null;
  const key = typed.source === NEW_SOURCE ? context.addSource(source.value()) : typed.source;
  return context.addEvidence({
    text: typed.text.trim(),
    year: writtenYear(typed.year),
    source: key,
    locator: typed.locator.trim() || null,
    polarity: typed.polarity,
  });
}

function emptyPiece(typed, fields, source) {
  Object.assign(typed, BLANK_PIECE);
  for (const field of Object.values(fields)) field.show();
  source.empty();
}
