// What follows from taking a side, what is decided and what is next. Nothing here touches the page.

import { same } from "../keeping/effective.mjs";

const SURENESS = ["low", "medium", "high"];

/** Whether a rating holds an answer or says why there is none. */
export function isDecided(rating) {
  return Boolean(rating.value || rating.missing);
}

/** State of an entry: "open", "no_reason" (decided, but nobody said why) or "decided". */
export function decisionState(entry, rating) {
  if (!isDecided(rating)) return "open";
  // What all coders agree on needs no reason of its own.
  return entry.kind === "same" || rating.note.trim() ? "decided" : "no_reason";
}

/** The sides that gave this very answer, or this kind of missing. */
export function sidesWith(entry, { value, missing }) {
  return entry.coders.filter((side) =>
    value ? side.value === value : !side.value && side.missing === missing,
  );
}

/** Evidence of several sides, each piece once, in the order of the sides. */
export function evidenceOf(sides) {
  return [...new Set(sides.flatMap((side) => side.evidence))];
}

/** The lowest confidence that the sides name, or null: the decision is no surer than they are. */
export function lowestConfidence(sides) {
  const named = sides.map((side) => SURENESS.indexOf(side.confidence)).filter((rank) => rank >= 0);
  return named.length ? SURENESS[Math.min(...named)] : null;
}

/** What a decision for an answer begins with: the evidence of those who gave it. */
export function proposalFor(entry, { value = null, missing = null }) {
  const sides = sidesWith(entry, { value, missing });
  return { value, missing, evidence: evidenceOf(sides), confidence: lowestConfidence(sides) };
}

/** The wanted attributes that the rating does not have yet, as [attribute, value]. */
export function changesTo(rating, wanted) {
  // Setting an answer takes its counterpart away, so only the one that is there is set.
  const answer = wanted.value ? ["value", "confidence", "evidence"] : ["missing", "confidence", "evidence"];
  return answer
    .filter((attr) => attr in wanted && !same(rating[attr], wanted[attr]))
    .map((attr) => [attr, wanted[attr]]);
}

/**
 * What choosing another answer changes. Evidence and confidence follow the answer for as long as
 * they are what the earlier answer brought along; what somebody chose by hand stays.
 */
export function changesToAnswer(entry, rating, answer) {
  const before = proposalFor(entry, rating);
  const after = proposalFor(entry, answer);
  const wanted = { value: after.value, missing: after.missing };
  for (const attr of ["evidence", "confidence"]) {
    const untouched = isDecided(rating) ? same(rating[attr], before[attr]) : same(rating[attr], null);
    if (untouched) wanted[attr] = after[attr];
  }
  return changesTo(rating, wanted);
}

/** What taking a decision back changes: the answer goes, with what only it had brought along. */
export function changesToNothing(entry, rating) {
  const brought = proposalFor(entry, rating);
  const goes = ["confidence", "evidence"].filter((attr) => same(rating[attr], brought[attr]));
  const answer = rating.value ? "value" : "missing";
  const empty = { value: null, missing: null, confidence: null, evidence: [] };
  return [answer, ...goes].filter((attr) => !same(rating[attr], null)).map((attr) => [attr, empty[attr]]);
}

/** Evidence with one piece more or less, in the order of `order`, others last. */
export function withPiece(ids, id, kept, order) {
  const chosen = new Set(ids.filter((one) => one !== id));
  if (kept) chosen.add(id);
  return [...order.filter((one) => chosen.has(one)), ...[...chosen].filter((one) => !order.includes(one))];
}

/** Numbers of a list of entries: all, decided, and decided without a reason. */
export function decisionCounts(entries, stateOf) {
  const states = entries.map(stateOf);
  return {
    total: states.length,
    decided: states.filter((state) => state !== "open").length,
    noReason: states.filter((state) => state === "no_reason").length,
  };
}

/** Whether a filter ("all", "open", "decided") shows an entry in this state. */
export function passesFilter(filter, state) {
  if (filter === "all") return true;
  // A decision without its reason is work left to do: it is found under both.
  return state === "no_reason" || (filter === "open") === (state === "open");
}

/** Key of the next entry that is open, after `key` and round to the beginning; null for none. */
export function nextOpen(entries, key, stateOf) {
  const at = entries.findIndex((entry) => entry.key === key);
  const round = [...entries.slice(at + 1), ...entries.slice(0, Math.max(at, 0))];
  return round.find((entry) => stateOf(entry) === "open")?.key ?? null;
}

/** Changes that take over whatever all coders agree on and nobody decided: [entry, attribute, value]. */
export function takeOverChanges(agreements, ratingOf) {
  return agreements
    .filter((entry) => !isDecided(ratingOf(entry)))
    .flatMap((entry) =>
      changesTo(ratingOf(entry), proposalFor(entry, entry.coders[0])).map((change) => [entry, ...change]),
    );
}

/** The pieces to choose from: those cited by anybody, then those only the decision rests on. */
export function citedPieces(entry, rating) {
  const cited = evidenceOf(entry.coders);
  return [...cited, ...rating.evidence.filter((id) => !cited.includes(id))];
}
