// What one view of a form knows: the traits, its own changes on top of them, and its place.

import { nextId } from "./context.mjs";
import { effectiveMaterial, effectiveRecord } from "./effective.mjs";
import { Pending } from "./pending.mjs";
import { tabsOf } from "./tabs.mjs";
import { said, wordsFor } from "../ground/words.mjs";

const ASK_MS = 20_000;

/**
 * The state behind one view of a form.
 *
 * `changed()` is called after anything that may look different; `tell(text)` says something to
 * whoever listens, `notify(text)` shows it as well until the next change; `storages` are
 * `{local, session}`, null where the browser forbids them.
 */
export function createStore(model, { changed, tell, notify, storages, client }) {
  const form = model.get("form");
  let cache = {};
  let held = null; // what a text showed when it got the focus, with own changes since
  let keys = 0;
  const refresh = () => {
    cache = {};
    changed();
  };
  const pending = new Pending({
    ...{ key: form.key, client, storage: storages.local, changed: refresh },
    now: () => Date.now(),
    setTimer: (run, ms) => setTimeout(run, ms),
    clearTimer: (id) => clearTimeout(id),
    send: (outbox) => put(model, "outbox", outbox),
    notice: ({ code, message }) => notify(said(wordsFor(form, store.view.lang), { code, message })),
    renamed: (change) => renamed(form, store.material(), change),
  });
  const on = listenTo(model);
  for (const name of ["record", "material", "live", "history"]) on(name, refresh);
  on("answer", () => {
    cache = {}; // what came along with the answer may not have been told yet
    pending.answer(model.get("answer"));
  });

  const store = {
    form,
    client,
    pending,
    tell,
    notify,
    refresh,
    record: () => (cache.record ??= effectiveRecord(bareRecord(model), pending.changes)),
    material: () =>
      (cache.material ??= effectiveMaterial(model.get("material") ?? {}, pending.changes)),
    live: () => model.get("live") ?? {},
    history: () => model.get("history") ?? [],
    problem: () => model.get("form")?.problem ?? null,
    problems: () => (cache.problems ??= pending.problems),
    /** What the person sees: a text with the focus stays as it is whatever others write. */
    seen: () => held ?? store.record(),
    hold: () => (held = store.record()),
    release: () => (held = null),
    add(change) {
      notify(null);
      if (held) held = effectiveRecord(held, [change]);
      pending.add(change);
    },
    newKey: () => `${client}-${(keys += 1)}`,
    ask: (question) => ask(model, question),
    end() {
      on.end();
      pending.end();
    },
  };
  store.view = placeOf(form, store, storages.session);
  return store;
}

/** A new source or piece of evidence under the next free name; null for other changes. */
function renamed(form, material, { do: what, value }) {
  if (what === "source") {
    return { ...value, key: nextId("src", material.sources.map((one) => one.key)) };
  }
  if (what !== "evidence") return null;
  return { ...value, id: nextId(form.case.id, material.evidence.map((one) => one.id)) };
}

function bareRecord(model) {
  return { ratings: {}, notes: [], targets: [], ...model.get("record") };
}

function put(model, name, value) {
  model.set(name, value);
  try {
    model.save_changes();
  } catch {
    // There is no way to the kernel just now: what has no answer is sent again.
  }
}

/** `on(trait, handler)` that remembers, so that `on.end()` takes all of them away. */
export function listenTo(model) {
  const all = [];
  const on = (name, handler) => {
    model.on(`change:${name}`, handler);
    all.push([`change:${name}`, handler]);
  };
  on.end = () => all.forEach(([event, handler]) => model.off(event, handler));
  return on;
}

/** The kernel's reply to a question; one without fields if none comes. */
function ask(model, question) {
  const id = Math.floor(Math.random() * 2 ** 40);
  return new Promise((resolve) => {
    const finish = (reply) => {
      clearTimeout(timer);
      model.off("change:reply", look);
      resolve(reply);
    };
    const look = () => {
      const reply = model.get("reply");
      if (reply?.id === id) finish(reply);
    };
    const timer = setTimeout(() => finish({ id, fields: {}, problem: null, silent: true }), ASK_MS);
    model.on("change:reply", look);
    put(model, "question", { ...question, id });
  });
}

/** Wave, part and language that are shown; a reload of the page finds them again. */
function placeOf(form, store, session) {
  const name = `${form.key}|view`;
  const kept = readJson(session, name);
  const waves = store.material().waves ?? [];
  const among = (list, ...wishes) =>
    wishes.find((one) => list.includes(one)) ?? list.at(-1) ?? null;
  const ids = tabsOf(form);
  return {
    wave: among(waves, kept.wave, form.wave),
    part: among(ids, kept.part, form.part, ids[0]),
    lang: among(form.framework.languages, kept.lang, form.lang, form.framework.languages[0]),
    /** Goes to another place. */
    go(place) {
      Object.assign(this, place);
      try {
        const { wave, part, lang } = this;
        session?.setItem(name, JSON.stringify({ wave, part, lang }));
      } catch {
        // A full storage costs the place after a reload, nothing else.
      }
    },
  };
}

function readJson(storage, name) {
  try {
    return JSON.parse(storage.getItem(name)) ?? {};
  } catch {
    return {}; // no storage, or not ours
  }
}
