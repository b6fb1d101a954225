// Lists of items: checklists, steps in their order, options with what speaks for and against them.

import { h } from "../ground/h.mjs";
import { mountRating, ratingList } from "./rating.mjs";
import { listOf, textBlock } from "./rating_details.mjs";

const OPTION_TEXTS = ["advantage", "limitation", "mitigation", "why"];
const READ_TEXTS = ["description", "definition", "why", "detail", "example"];

/** A checklist, steps or options part: `{el, update}`; without a scale its texts are only read. */
export function mountChecklist(context, part) {
  const mount = part.scale ? mountRatedItem : mountReadItem;
  const items = part.items.map((item) => mount(context, part, item));
  const tag = part.kind === "steps" ? "ol" : "ul";
  const el = h(
    "div",
    { class: "ek-checklist", dataset: { kind: part.kind } },
    ratingList(tag, items),
  );
  return { el, update: () => items.forEach((item) => item.update()) };
}

function mountRatedItem(context, part, item) {
  const before = [
    part.kind === "steps" && itemQuestions(context, item.id),
    part.kind === "options" && optionTexts(context, item.id),
  ].filter(Boolean);
  return mountRating(context, item.id, part.scale, { before });
}

function itemQuestions(context, id) {
  const questions = context.texts(id, "question");
  return questions.length > 0 && h("div", { class: "ek-questions" }, listOf("ul", questions));
}

function optionTexts(context, id) {
  const found = OPTION_TEXTS.map((name) => [name, context.t(id, name)]).filter(([, text]) => text);
  const blocks = found.map(([name, text]) =>
    textBlock(context, name, h("p", { dir: "auto" }, text)),
  );
  return blocks.length > 0 && h("div", { class: "ek-option-texts" }, blocks);
}

function mountReadItem(context, part, item) {
  const names = part.kind === "options" ? [...OPTION_TEXTS, ...READ_TEXTS] : READ_TEXTS;
  const found = [...new Set(names)].map((name) => [name, context.t(item.id, name)]);
  const el = h(
    "div",
    { class: "ek-read", dataset: { item: item.id } },
    h("div", { class: "ek-rating-name", dir: "auto" }, context.t(item.id)),
    found
      .filter(([, text]) => text)
      .map(([name, text]) =>
        name === "description"
          ? h("p", { dir: "auto" }, text)
          : textBlock(context, name, h("p", { dir: "auto" }, text)),
      ),
    itemQuestions(context, item.id),
    linksOf(context, item),
  );
  return { el, update: () => {} };
}

/** The models that a phase of a family leads to. */
function linksOf(context, item) {
  const links = (item.links ?? []).map((id) => context.t(id));
  return (
    links.length > 0 && textBlock(context, "links", h("p", { dir: "auto" }, links.join(" · ")))
  );
}
