// Half-typed forms that are no change yet: kept in the browser until they are added or emptied.

const draftName = (context, owner) => `${context.form.key}/draft/${owner}`;

/** What was typed under this name and not yet added; {} if nothing was, or it cannot be kept. */
export function readDraft(context, owner) {
  try {
    const kept = JSON.parse(globalThis.localStorage.getItem(draftName(context, owner)) ?? "{}");
    return kept !== null && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
  } catch {
    return {}; // storage switched off, or not ours
  }
}

/** Keep what is typed; null forgets it. */
export function keepDraft(context, owner, fields) {
  try {
    const name = draftName(context, owner);
    if (fields) globalThis.localStorage.setItem(name, JSON.stringify(fields));
    else globalThis.localStorage.removeItem(name);
  } catch {
    // Storage switched off or full: the fields themselves still hold what was typed.
  }
}
