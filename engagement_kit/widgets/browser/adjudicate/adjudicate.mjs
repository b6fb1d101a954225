// The entry of the form in which coders settle what they disagree on.

import { mountAdjudication } from "./adjudication.mjs";
import { createContext } from "../keeping/context.mjs";
import { renderForm } from "../frame/frame.mjs";
import { uid } from "../ground/h.mjs";

function render(view) {
  const { model } = view;
  const memory = { open: null, filter: "all" };
  let refresh = () => {};
  const mountBody = (context, store) => {
    refresh = store.refresh;
    const found = () => model.get("disagreements");
    const contextAt = contextsOf(store);
    const decide = (changes) => decideTogether(store, contextAt, changes);
    return mountAdjudication(context, { contextAt, found, decide, memory });
  };
  const onFound = () => refresh(); // a coder changed an answer meanwhile
  model.on("change:disagreements", onFound);
  const end = renderForm(view, mountBody, { places: false });
  return () => {
    model.off("change:disagreements", onFound);
    end();
  };
}

/** The context of each wave: an adjudication goes over all waves at once. */
function contextsOf(store) {
  const contexts = new Map();
  return (wave) => {
    if (!contexts.has(wave)) contexts.set(wave, contextOf(store, wave, store.add));
    return contexts.get(wave);
  };
}

function contextOf(store, wave, add) {
  const view = { wave, lang: store.view.lang }; // a switch of the language mounts everything anew
  return createContext(store.form, { ...store, view, add });
}

/** Makes changes ([entry, attribute, value]) that one undo takes back together. */
function decideTogether(store, contextAt, changes) {
  const group = uid("decision");
  const add = (change) => store.add({ ...change, group });
  for (const [entry, attribute, value] of changes) {
    contextOf(store, entry.wave, add).rate(entry.item, attribute, value);
  }
}

export default { render };
