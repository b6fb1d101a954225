// What every view of a part gets: texts, the record as it stands, and the ways to change it.

import { isAnswer, same, wholeRating } from "./effective.mjs";
import { directionOf, numberedTexts, said, textOf, wordsFor } from "../ground/words.mjs";

/**
 * The context of one view of a form.
 *
 * `store` holds what changes: `record()`, `material()`, `live()` (all with what is on its way),
 * `seen()` (the record as the person sees it, which changes are made on),
 * `view` ({wave, lang}), `add(change)`, `problems()`, `client`, `ask(question)`, `tell(text)` and
 * `refresh()`, which shows anew what has no change of its own (an empty note).
 */
export function createContext(form, store) {
  const words = wording(form, store);
  return {
    form,
    record: store.record,
    material: store.material,
    live: store.live,
    wave: () => store.view.wave,
    ...words,
    ...ratingsOf(store),
    ...notesOf(store),
    ...targetsOf(store),
    ...additionsOf(form, store),
    ask: store.ask,
    tell: store.tell,
    problem(predicate) {
      const found = store.problems().find(predicate);
      return found ? { ...found, message: said(words.w, found) } : null;
    },
  };
}

function wording(form, store) {
  const lang = () => store.view.lang;
  const t = (id, attribute = "label") => textOf(form, lang(), id, attribute);
  return {
    lang,
    dir: () => directionOf(form, lang()),
    t,
    texts: (id, attribute) => numberedTexts(form, lang(), id, attribute),
    value: (scale, answer) => t(`scale.${scale}.${answer}`),
    w: (key, values) => wordsFor(form, lang())(key, values),
  };
}

function ratingsOf(store) {
  const ratingIn = (record, item) => wholeRating(record.ratings[`${item}@${store.view.wave}`]);
  return {
    rating: (item) => ratingIn(store.record(), item),
    rate(item, attr, value) {
      const seen = ratingIn(store.seen(), item);
      if (same(seen[attr], value)) return;
      const base = isAnswer(attr) ? (seen.value ?? seen.missing) : seen[attr];
      store.add({ do: "rate", item, wave: store.view.wave, attr, base, value });
    },
  };
}

function targetsOf(store) {
  const targets = () => store.record().targets;
  return {
    targets,
    setTarget(respondent, horizon, item, value, group) {
      const old = targets().find(
        (t) => t.respondent === respondent && t.horizon === horizon && t.item === item,
      );
      const base = old?.value ?? null;
      if (same(base, value)) return;
      const change = { do: "target", respondent, horizon, item, base, value };
      store.add(group ? { ...change, group } : change);
    },
  };
}

/** Notes, among them those that are still empty: these live here only, a file has no empty note. */
function notesOf(store) {
  const empty = new Map();
  const saved = () => store.record().notes;
  const withKey = (key) => (note) => note.key === key;
  const find = (key) =>
    store.seen().notes.find(withKey(key)) ?? saved().find(withKey(key)) ?? empty.get(key) ?? null;

  function notes(box) {
    const here = (note) => note.box === box && note.wave === store.view.wave;
    const known = new Set(saved().map((note) => note.key));
    const result = saved().filter(here);
    for (const note of empty.values()) {
      if (!here(note) || known.has(note.key)) continue;
      const at = result.findIndex((other) => other.key === note.before);
      result.splice(at < 0 ? result.length : at, 0, note);
    }
    return result;
  }

  function keepEmpty(note, before) {
    empty.set(note.key, { text: {}, evidence: [], ...note, before });
    store.refresh();
    return note.key;
  }

  function addNote(box, text = "") {
    const key = store.newKey();
    keepEmpty({ key, box, wave: store.view.wave }, null);
    if (text) editNote(key, { text });
    return key;
  }

  // `seen`: the texts that the writer had before him. Where others came in since, he did not see
  // them: the kernel then shows both sides instead of writing over theirs.
  function editNote(key, patch, seen) {
    const old = find(key);
    if (!old) return;
    const base = content(seen === undefined ? old : { ...old, text: seen });
    const next = { ...old, ...patch, text: patchedText(old.text, patch.text, store.view.lang) };
    const value = content(next);
    const isNew = empty.has(key) && !saved().some(withKey(key));
    if (isNew && saysNothing(value)) {
      empty.set(key, { ...old, ...value });
    } else if (isNew) {
      store.add({ do: "note", key, base: null, value, before: old.before });
    } else if (saysNothing(value)) {
      empty.set(key, { key, ...value, before: nextOf(old) });
      store.add({ do: "note", key, base, value: null });
    } else if (!same(content(old), value)) {
      empty.delete(key);
      store.add({ do: "note", key, base, value });
    }
  }

  function nextOf(note) {
    const row = notes(note.box);
    return row[row.findIndex((other) => other.key === note.key) + 1]?.key ?? null;
  }

  function moveNote(key, box, before = null) {
    const old = find(key);
    if (!old || key === before) return;
    if (old.box === box && nextOf(old) === before) return;
    if (!saved().some(withKey(key))) {
      keepEmpty({ ...old, box }, before);
      return;
    }
    const base = content(old);
    store.add({ do: "note", key, base, value: { ...base, box }, before: savedFrom(box, before) });
  }

  // An empty note is unknown to the kernel: what goes before it goes before the next known one.
  function savedFrom(box, before) {
    const row = notes(box);
    const known = new Set(saved().map((note) => note.key));
    const from = row.findIndex((note) => note.key === before);
    return from < 0 ? null : (row.slice(from).find((note) => known.has(note.key))?.key ?? null);
  }

  function deleteNote(key) {
    empty.delete(key);
    const old = saved().some(withKey(key)) && find(key);
    if (old) store.add({ do: "note", key, base: content(old), value: null });
    else store.refresh();
  }

  return { notes, addNote, editNote, moveNote, deleteNote };
}

function content({ box, wave, text, evidence }) {
  return { box, wave, text: text ?? {}, evidence: evidence ?? [] };
}

function saysNothing({ text, evidence }) {
  return evidence.length === 0 && Object.values(text).every((one) => one.trim() === "");
}

/** Texts by language after an edit: a string is the text in the language of the form. */
function patchedText(old, patch, lang) {
  if (patch === undefined) return old;
  const next = typeof patch === "string" ? { ...old, [lang]: patch } : { ...patch };
  return Object.fromEntries(Object.entries(next).filter(([, text]) => text !== ""));
}

function additionsOf(form, store) {
  return {
    addSource(fields) {
      const key = nextId("src", store.material().sources.map((source) => source.key));
      store.add({ do: "source", value: { ...fields, key } });
      return key;
    },
    addEvidence(fields) {
      const id = nextId(form.case.id, store.material().evidence.map((one) => one.id));
      store.add({ do: "evidence", value: { ...fields, id } });
      return id;
    },
    addWave: (year) => store.add({ do: "wave", value: year }),
  };
}

/** The next free `<prefix>-NN`. */
export function nextId(prefix, taken) {
  const numbers = taken
    .filter((id) => id.startsWith(`${prefix}-`) && /^\d+$/.test(id.slice(prefix.length + 1)))
    .map((id) => Number(id.slice(prefix.length + 1)));
  return `${prefix}-${String(Math.max(0, ...numbers) + 1).padStart(2, "0")}`;
}
