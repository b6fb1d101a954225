// Fields and values in words, for conflicts and the history.

import { fieldOf } from "../keeping/effective.mjs";
import { languageName } from "../ground/words.mjs";

/** The field of a change in words: what it is about, and which side of it. */
export function changeName(context, change) {
  const { w } = context;
  if (change.do === "rate") return ratingName(context, change.item, change.wave, change.attr);
  if (change.do === "note") {
    const { box, wave } = change.value ?? change.base ?? {};
    return noteName(context, box, wave);
  }
  if (change.do === "target") {
    return targetName(context, change.respondent, change.horizon, change.item);
  }
  return w(`form_do_${change.do}`);
}

/** The field of a step of the history in words. */
export function stepName(context, { what, before, after }) {
  const [kind, ...rest] = what;
  if (kind === "rating") return ratingName(context, ...rest);
  if (kind === "target") return targetName(context, ...rest);
  const { box, wave } = after ?? before ?? {};
  return noteName(context, box, wave);
}

function ratingName({ t, w }, item, wave, attr) {
  return [t(item), wave, w(`form_attr_${attr}`)].join(" · ");
}

function noteName({ t, w }, box, wave) {
  return [w("form_note"), box ? t(box) : null, wave].filter(Boolean).join(" · ");
}

function targetName({ t, w }, respondent, horizon, item) {
  return [w("form_target", { respondent, years: horizon }), t(item)].join(" · ");
}

/** A value of a rating or target in words; "" where there is none. */
export function valueText(context, attr, value, item) {
  if (value === null || value === undefined || value === "") return "";
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "object") return noteText(value);
  if (attr === "confidence") return context.w(`form_level_${value}`);
  if (MISSING.has(value) && attr !== "note") return context.w(`form_missing_${value}`);
  if (attr === "note") return String(value);
  const scale = scaleOf(context.form, item, value);
  return scale ? context.value(scale, value) : String(value);
}

function noteText({ text }) {
  return Object.values(text ?? {}).join(" / ");
}

/** The scale of an item, judged by the part that names the item and by its values. */
function scaleOf(form, item, value) {
  const part = form.parts.find((one) => one.scale && JSON.stringify(one).includes(`"${item}"`));
  const takes = (scale) => form.scales[scale]?.includes(value);
  return takes(part?.scale) ? part.scale : (Object.keys(form.scales).find(takes) ?? null);
}

/**
 * Both sides of a conflict, row by row: {name, key, mine, theirs}. A rating has one row; a note
 * has one for each of its sides that differ.
 */
export function sidesOf(context, { change, theirs }) {
  const item = change.item;
  if (change.do !== "note" || !change.value || !theirs) {
    const text = (value) => valueText(context, change.attr ?? "value", value, item);
    return [{ key: fieldOf(change), name: null, mine: text(change.value), theirs: text(theirs) }];
  }
  const mine = change.value;
  const langs = new Set([...Object.keys(mine.text), ...Object.keys(theirs.text ?? {})]);
  const rows = [...langs].map((lang) => ({
    key: `text.${lang}`,
    name: `${context.w("form_attr_text")} (${languageName(lang, context.lang())})`,
    mine: mine.text[lang] ?? "",
    theirs: theirs.text?.[lang] ?? "",
  }));
  const list = (ids) => (ids ?? []).join(", ");
  const row = (key, say) => ({
    ...{ key, name: context.w(`form_attr_${key}`) },
    mine: say(mine[key]),
    theirs: say(theirs[key]),
  });
  rows.push(row("evidence", list), row("box", (id) => context.t(id)));
  return rows.filter((one) => one.mine !== one.theirs);
}

/** A note of two: each row of `sidesOf` from the side that was chosen for it. */
export function mergedNote(mine, theirs, chosen) {
  const merged = { ...mine, text: { ...mine.text } };
  for (const [key, side] of Object.entries(chosen)) {
    if (side !== "theirs") continue;
    const [name, lang] = key.split(".");
    if (name === "text") merged.text[lang] = theirs.text?.[lang] ?? "";
    else merged[name] = theirs[name];
  }
  merged.text = Object.fromEntries(Object.entries(merged.text).filter(([, text]) => text !== ""));
  return merged;
}

const MISSING = new Set(["unknown", "not_asked", "not_applicable", "confidential"]);
