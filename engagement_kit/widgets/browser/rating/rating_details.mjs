// What stands behind a rating: confidence, evidence, a note, guiding questions, other coders.
// Its controls are made when it is opened first: a form of 300 items has 300 of them.

import { clear, h, uid } from "../ground/h.mjs";
import { mountEvidence } from "../evidence/evidence.mjs";
import { showFault } from "../ground/fields.mjs";

const CONFIDENCE_LEVELS = ["high", "medium", "low"];
const ITEM_TEXTS = ["definition", "description", "detail", "example", "why"];

/** The disclosure of one rating: `{el, update}`; `mark` is shown beside its name. */
export function mountRatingDetails(context, item, mark) {
  const told = h("span", { class: "ek-details-told" });
  const whose = h("span", { class: "ek-hidden" }, ` (${context.t(item)})`);
  // Spaces, as letters of Arabic would join from one word to the next.
  const summary = h("summary", {}, context.w("rating_details"), whose, " ", mark, " ", told);
  const body = h("div", { class: "ek-details-body" });
  const el = h("details", { class: "ek-details" }, summary, body);
  let inner = null;
  el.addEventListener("toggle", () => {
    if (el.open && inner === null) inner = mountInner(context, item, body);
  });
  const update = () => {
    told.textContent = toldDetails(context, context.rating(item));
    inner?.update();
  };
  return { el, update };
}

/** In a few words what the closed disclosure holds. */
function toldDetails(context, rating) {
  const parts = [];
  if (rating.confidence) parts.push(sureness(context, rating.confidence));
  // The mark beside it counts the evidence of an answer.
  const unmarked = rating.value === null ? rating.evidence.length : 0;
  if (unmarked) parts.push(context.w("rating_told_evidence", { n: unmarked }));
  if (rating.note) parts.push(context.w("rating_told_note"));
  return parts.join(" · ");
}

/** How sure a coder is, by name: "low" alone would speak of what stands beside it. */
function sureness(context, confidence) {
  const level = context.w(`form_level_${confidence}`);
  return context.w("rating_confidence_is", { level });
}

function mountInner(context, item, body) {
  const parts = [
    mountConfidence(context, item),
    mountItemEvidence(context, item),
    mountNote(context, item),
    mountOthers(context, item),
  ];
  body.append(...itemTexts(context, item), ...parts.map((part) => part.el));
  const update = () => parts.forEach((part) => part.update());
  update();
  return { update };
}

/** Guiding questions, definition and the like, other names: what helps to decide. */
function itemTexts(context, item) {
  const questions = context.texts(item, "question");
  const aliases = context.texts(item, "alias");
  const texts = ITEM_TEXTS.map((name) => [name, context.t(item, name)]).filter(([, text]) => text);
  return [
    questions.length > 0 && textBlock(context, "questions", listOf("ul", questions)),
    ...texts.map(([name, text]) => textBlock(context, name, h("p", { dir: "auto" }, text))),
    aliases.length > 0 &&
      textBlock(context, "aliases", h("p", { dir: "auto" }, aliases.join(" · "))),
  ].filter(Boolean);
}

/** A block of framework text with its small heading. */
export function textBlock(context, name, ...content) {
  const heading = h("div", { class: "ek-text-name" }, context.w(`rating_text_${name}`));
  return h("div", { class: "ek-text", dataset: { text: name } }, heading, content);
}

/** A list of texts. */
export function listOf(tag, texts) {
  return h(
    tag,
    { class: "ek-list" },
    texts.map((text) => h("li", { dir: "auto" }, text)),
  );
}

function mountConfidence(context, item) {
  const name = uid("ek-confidence");
  const radios = ["", ...CONFIDENCE_LEVELS].map((value) =>
    h("input", { type: "radio", name, value }),
  );
  const label = (radio) =>
    h(
      "label",
      { class: "ek-answer" },
      radio,
      h(
        "span",
        { class: "ek-answer-text" },
        context.w(`rating_confidence_${radio.value || "none"}`),
      ),
    );
  const el = h(
    "fieldset",
    { class: "ek-confidence" },
    h("legend", { class: "ek-text-name" }, context.w("rating_confidence")),
    h("div", { class: "ek-answers" }, radios.map(label)),
  );
  el.addEventListener("change", (event) =>
    context.rate(item, "confidence", event.target.value || null),
  );
  const update = () => {
    const { confidence } = context.rating(item);
    for (const radio of radios) radio.checked = radio.value === (confidence ?? "");
  };
  return { el, update };
}

function mountItemEvidence(context, item) {
  const picker = mountEvidence(context, {
    ids: () => context.rating(item).evidence,
    change: (ids) => context.rate(item, "evidence", ids),
    wave: () => context.wave(),
    label: context.w("rating_evidence_of", { item: context.t(item) }),
    owner: item,
  });
  return picker;
}

function mountNote(context, item) {
  const area = h("textarea", { class: "ek-note-text", rows: 2, dir: "auto", id: uid("ek-note") });
  const problem = h("p", { class: "ek-fault", hidden: true, dir: "auto", id: uid("ek-fault") });
  const label = h("label", { class: "ek-text-name", for: area.id }, context.w("rating_note"));
  area.addEventListener("input", () => context.rate(item, "note", area.value));
  const update = () => {
    const { note } = context.rating(item);
    const isTyping = area.getRootNode().activeElement === area;
    if (!isTyping && area.value !== note) area.value = note;
    showFault(area, problem, noteProblem(context, item));
  };
  area.addEventListener("blur", update);
  return { el: h("div", { class: "ek-field" }, label, area, problem), update };
}

function noteProblem(context, item) {
  const is = (change) => change?.do === "rate" && change.item === item && change.attr === "note";
  const found = context.problem((p) => is(p.change) && p.change.wave === context.wave());
  return found?.message ?? "";
}

/** What the other coders answered, where the form is not blind. */
function mountOthers(context, item) {
  const list = h("ul", { class: "ek-others" });
  const el = h(
    "div",
    { class: "ek-text", dataset: { text: "others" } },
    h("div", { class: "ek-text-name" }, context.w("rating_others")),
    list,
  );
  let seen = null;
  const update = () => {
    const all = context.material().others?.ratings ?? [];
    const found = all.filter((one) => one.item === item && one.wave === context.wave());
    el.hidden = found.length === 0;
    const now = JSON.stringify(found);
    if (now === seen) return;
    seen = now;
    clear(list).append(...found.map((one) => otherRating(context, item, one)));
  };
  return { el, update };
}

function otherRating(context, item, one) {
  const scale = scaleOfItem(context.form.parts, item);
  const answer = one.missing
    ? context.w(`rating_missing_${one.missing}`)
    : context.value(scale, one.value);
  const facts = [answer];
  if (one.confidence) facts.push(sureness(context, one.confidence));
  if (one.evidence?.length) facts.push(one.evidence.join(", "));
  return h(
    "li",
    {},
    h("bdi", { class: "ek-other-coder" }, one.coder),
    ": ",
    facts.join(" · "),
    one.note && h("div", { class: "ek-other-note", dir: "auto" }, one.note),
  );
}

/** The scale of an item, wherever in the framework it stands; null if it is not rated. */
export function scaleOfItem(parts, item) {
  const has = (part) =>
    [
      ...(part.items ?? []),
      ...(part.axes ?? part.pairs ?? []).flatMap((group) => group.items),
    ].some((one) => one.id === item);
  return parts.find(has)?.scale ?? null;
}
