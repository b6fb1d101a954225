// Why a case stands where it stands: sentences, each coder's answers, evidence and its source.

import { clear, h } from "../ground/h.mjs";
import { webAddress } from "./explore_state.mjs";

/** The panel of reasons; empty until a case is chosen. */
export function mountExploreWhy(state) {
  const title = h("p", { tabindex: -1, class: "ek-explore-why-title" });
  const close = h("button", { type: "button", on: { click: leave } }, state.w("close"));
  const body = h("div", { class: "ek-stack ek-explore-why", role: "group", "aria-label": state.w("why") });
  const el = h(
    "section",
    { class: "ek-panel", "aria-label": state.w("why"), on: { keydown: onKey } },
    h("div", { class: "ek-explore-why-head" }, title, close),
    body,
  );

  let shown = null;

  function leave() {
    const unit = state.unit;
    state.unselect();
    const root = el.closest(".ek-form");
    const points = root?.querySelectorAll(`[data-unit="${CSS.escape(unit)}"]`) ?? [];
    Array.from(points).find((one) => one.checkVisibility?.() ?? true)?.focus();
  }

  function onKey(event) {
    if (event.key === "Escape" && state.unit) leave();
  }

  function update() {
    close.hidden = !state.unit;
    body.tabIndex = state.unit ? 0 : -1; // it scrolls, so that the picture stays in sight
    if (state.unit !== shown) body.scrollTop = 0;
    shown = state.unit;
    title.textContent = state.unit ? titleOf(state) : state.w("why");
    const { why } = state;
    clear(body).append(...(state.unit ? told(state, why) : [h("p", { class: "ek-muted" }, state.w("why_none"))]));
    if (state.unit && state.wantsFocus) title.focus();
    state.wantsFocus = false;
  }

  return { el, update };
}

function titleOf(state) {
  return state.why?.sentences?.[0] ?? state.nameOf(state.chosen);
}

function told(state, why) {
  if (!why) return [h("p", { class: "ek-muted" }, state.w("looking"))];
  if (why.problem) return [h("p", { class: "ek-message", dir: "auto" }, why.problem)];
  const sentences = h("ul", {}, why.sentences.slice(1).map((one) => h("li", {}, one)));
  return [sentences, items(state, why), evidence(state, why)];
}

function items(state, why) {
  const list = why.items.map((item) => h("li", { dataset: { known: item.known } }, itemParts(state, item)));
  const name = `${state.w("items")} (${why.items.length})`;
  return h("details", { open: true }, h("summary", {}, name), h("ul", { class: "ek-explore-items" }, list));
}

function itemParts(state, item) {
  const head = h("p", {}, h("strong", {}, item.label), ": ", h("span", {}, item.answer));
  const none = h("p", { class: "ek-muted" }, state.w("no_rating"));
  const ratings = item.ratings.map((rating) => h("li", {}, ratingParts(state, rating)));
  return [head, ratings.length ? h("ul", {}, ratings) : none];
}

function ratingParts(state, { coder, answer, confidence, evidence: named, note }) {
  const sure = confidence ? h("span", { class: "ek-muted" }, ` · ${state.w(`confidence_${confidence}`)}`) : null;
  const facts = named.map((id) => h("code", { class: "ek-explore-fact-id", dir: "ltr" }, id));
  return [
    h("span", {}, h("bdi", {}, coder), ": ", answer),
    sure,
    facts.length ? h("span", { class: "ek-explore-facts" }, facts) : null,
    note ? h("p", { class: "ek-muted", dir: "auto" }, note) : null,
  ];
}

function evidence(state, why) {
  const facts = why.evidence.map((fact) => h("li", {}, factParts(state, fact)));
  const none = h("p", { class: "ek-muted" }, state.w("no_evidence"));
  const name = `${state.w("evidence")} (${facts.length})`;
  const list = facts.length ? h("ul", { class: "ek-explore-items" }, facts) : none;
  return h("details", { open: true }, h("summary", {}, name), list);
}

function factParts(state, fact) {
  const year = fact.year ? ` (${fact.year})` : "";
  const against = fact.polarity === "against" ? h("em", {}, ` ${state.w("against")}`) : null;
  return [
    h("p", {}, h("code", { class: "ek-explore-fact-id", dir: "ltr" }, fact.evidence), year, against),
    h("p", { dir: "auto" }, fact.text),
    h("p", { class: "ek-muted" }, sourceParts(fact)),
  ];
}

function sourceParts(fact) {
  const title = fact.title ?? fact.source;
  const address = webAddress(fact.url);
  const link = { href: address, target: "_blank", rel: "noopener noreferrer", dir: "auto" };
  const name = address ? h("a", link, title) : h("bdi", {}, title);
  const more = [fact.publisher, fact.date].filter(Boolean).map((one) => [" · ", h("bdi", {}, one)]);
  return [name, ...more];
}
