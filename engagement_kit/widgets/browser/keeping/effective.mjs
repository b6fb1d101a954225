// What the form shows: the record as the kernel knows it, with the changes not yet answered on top.

const BLANK = { value: null, missing: null, confidence: null, evidence: [], note: "" };

/** Whether two values of JSON are the same; null, "" and [] all mean that nothing is there. */
export function same(a, b) {
  if (isBlank(a) || isBlank(b)) return isBlank(a) && isBlank(b);
  if (typeof a !== "object" || typeof b !== "object") return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => same(a[key], b[key]));
}

export function isBlank(value) {
  if (value === null || value === undefined || value === "") return true;
  if (typeof value !== "object") return false;
  return Object.values(value).length === 0;
}

/** A rating with all five attributes, whatever the record leaves out. */
export function wholeRating(entry) {
  const rating = { ...BLANK, ...entry };
  return { ...rating, evidence: rating.evidence ?? [], note: rating.note ?? "" };
}

/** Which field a change is about; changes of one field form a chain. Undo and redo have none. */
export function fieldOf(change) {
  if (change.do === "rate") {
    const place = isAnswer(change.attr) ? "answer" : change.attr;
    return ["rate", change.item, change.wave, place].join("|");
  }
  if (change.do === "note") return `note|${change.key}`;
  if (change.do === "target") {
    return ["target", change.respondent, change.horizon, change.item].join("|");
  }
  return change.do === "coder" ? "coder" : null;
}

/** A change with those after it that were made on top of it, each knowing the one before. */
export function chainFrom(change, later) {
  const chain = [change];
  for (const one of later) {
    if (fieldOf(one) === fieldOf(change) && same(one.base, chain.at(-1).value)) chain.push(one);
  }
  return chain;
}

/** Whether an attribute is the answer or the reason for its absence: each replaces the other. */
export function isAnswer(attr) {
  return attr === "value" || attr === "missing";
}

/** The record with changes applied in order; neither is touched. */
export function effectiveRecord(record, changes) {
  const result = {
    ...record,
    ratings: { ...record.ratings },
    notes: [...(record.notes ?? [])],
    targets: [...(record.targets ?? [])],
  };
  for (const change of changes) APPLY[change.do]?.(result, change);
  return result;
}

/** The material with sources, evidence and waves that are on their way. */
export function effectiveMaterial(material, changes) {
  const result = { ...material };
  const add = (list, one, name) => {
    const known = (result[list] ?? []).some((old) => old[name] === one[name]);
    if (!known) result[list] = [...(result[list] ?? []), one];
  };
  for (const change of changes) {
    if (change.do === "source") add("sources", change.value, "key");
    const undated = { first: null, last: null };
    if (change.do === "evidence") add("evidence", { ...undated, ...change.value }, "id");
    if (change.do === "wave") {
      result.waves = [...new Set([...(result.waves ?? []), change.value])].sort((a, b) => a - b);
    }
  }
  return result;
}

/**
 * The entry of a note in a list: by its key, else by what it said (keys end with the kernel). A new
 * note is nobody else's, however much alike, unless another page may have made it already.
 */
export function placeOfNote(notes, change) {
  const byKey = notes.findIndex((note) => note.key === change.key);
  if (byKey >= 0 || (!change.base && !change.again)) return byKey;
  return notes.findIndex((note) => alike(note, change.base) || alike(note, change.value));
}

function alike(note, other) {
  const isSame = (name) => same(note[name], other[name]);
  return Boolean(other) && ["box", "wave", "text", "evidence"].every(isSame);
}

const APPLY = {
  rate(record, { item, wave, attr, value }) {
    const id = `${item}@${wave}`;
    const rating = { ...wholeRating(record.ratings[id]), [attr]: value };
    if (attr === "value" && value !== null) rating.missing = null;
    if (attr === "missing" && value !== null) rating.value = null;
    if (Object.values(rating).every(isBlank)) delete record.ratings[id];
    else record.ratings[id] = rating;
  },
  note(record, change) {
    const at = placeOfNote(record.notes, change);
    if (change.value === null) {
      if (at >= 0) record.notes.splice(at, 1);
      return;
    }
    const note = { ...change.value, key: at >= 0 ? record.notes[at].key : change.key };
    if (at < 0 || change.before !== undefined) moveTo(record.notes, at, note, change.before);
    else record.notes[at] = note;
  },
  target(record, { respondent, horizon, item, value }) {
    const rest = record.targets.filter(
      (t) => t.respondent !== respondent || t.horizon !== horizon || t.item !== item,
    );
    record.targets = value === null ? rest : [...rest, { respondent, horizon, item, value }];
  },
};

function moveTo(notes, from, note, before) {
  if (from >= 0) notes.splice(from, 1);
  const to = notes.findIndex((other) => other.key === before);
  notes.splice(to < 0 ? notes.length : to, 0, note);
}
