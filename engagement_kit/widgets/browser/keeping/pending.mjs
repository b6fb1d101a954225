// Changes until the kernel has answered them. Plain logic: clock, timers, storage and the way out
// are given, so that all of it runs without a browser.

import { chainFrom, fieldOf, isBlank, same } from "./effective.mjs";
import { Shelf } from "./shelf.mjs";

export const RESEND_MS = 2000;
const SILENT_MS = 1500;
const IN_FLIGHT = 20;

/**
 * The changes of one view.
 *
 * `send(outbox)` hands changes to the kernel; `changed()` is called whenever changes or status are
 * others. A change whose id is null has not been sent and may still grow.
 */
export class Pending {
  #given;
  #shelf;
  #waiting = []; // neither written nor given back, oldest first
  #disputes = new Map(); // field -> {change, theirs, message, code}: somebody else changed it too
  #refusals = []; // {change, message, code}: the kernel does not take them as they are
  #failures = new Map(); // id -> {message, code}: could not be written so far
  #lastId = 0;
  #tries = 0;
  #doneAt = null;
  #resend = null;
  #alarm = null;

  constructor(given) {
    this.#given = given; // {key, client, storage, send, now, setTimer, clearTimer, changed}
    this.#shelf = new Shelf(given);
  }

  /** Every change to be shown on top of the record. */
  get changes() {
    const returned = [...this.#disputes.values(), ...this.#refusals];
    const [below, above] = [true, false].map((is) =>
      this.#waiting.filter((change) => this.#isDisputed(change) === is),
    );
    return [...below, ...returned.map((one) => one.change), ...above];
  }

  /** What the kernel had to say against changes: {kind, code, message, theirs, change, field}. */
  get problems() {
    const as = (kind) => ({ change, theirs, message, code }) => ({
      ...{ id: change.id, kind, code, message, theirs: theirs ?? null, change },
      field: fieldOf(change) ?? `id|${change.id}`,
    });
    const failed = this.#waiting
      .filter((change) => this.#failures.has(change.id))
      .map((change) => ({ change, ...this.#failures.get(change.id) }));
    return [
      ...[...this.#disputes.values()].map(as("conflict")),
      ...this.#refusals.map(as("refused")),
      ...failed.map(as("not_written")),
    ];
  }

  /** {kind, at, message, stored}: the first of these kinds that is the case. */
  get status() {
    const message = this.problems[0]?.message ?? null;
    return { kind: this.#kind(), at: this.#doneAt, message, stored: this.#shelf.stored };
  }

  #kind() {
    if (this.#failures.size) return "not_written";
    if (this.#silent()) return "not_saved";
    if (this.#disputes.size) return "conflict";
    if (this.#refusals.length) return "refused";
    if (this.#waiting.length) return "saving";
    return this.#doneAt === null ? "ready" : "saved";
  }

  #silent() {
    return this.#waiting.length > 0 && this.#given.now() - this.#waiting[0].at >= SILENT_MS;
  }

  /** Whether leaving the page would lose something. */
  get wouldLose() {
    return this.changes.length > 0 && !this.#shelf.stored;
  }

  add(change) {
    const dispute = this.#disputes.get(fieldOf(change));
    if (dispute) {
      // Still one question to the person, now about the newer text.
      dispute.change = { ...dispute.change, ...change, base: dispute.change.base };
      this.#keep();
      this.#given.changed();
    } else {
      if (!this.#grow(change)) this.#push(this.#sinceRefusal(change));
      this.flush();
    }
  }

  #push(change) {
    this.#waiting.push({ ...change, id: null, at: this.#given.now() });
  }

  #grow(change) {
    const last = this.#waiting.at(-1);
    const grows = last?.id === null && isText(change) && fieldOf(last) === fieldOf(change);
    if (grows) last.value = change.value;
    return grows;
  }

  // Whoever corrects what was refused starts from what the file holds, not from the refused text.
  #sinceRefusal(change) {
    const refusal = this.#takeRefusal(fieldOf(change));
    return refusal ? { ...change, base: refusal.change.base } : change;
  }

  #takeRefusal(field) {
    const at = this.#refusals.findIndex((one) => field !== null && fieldOf(one.change) === field);
    return at < 0 ? null : this.#refusals.splice(at, 1)[0];
  }

  /** Sends everything that is not dealt with, once more if need be. */
  flush() {
    for (const change of this.#waiting) {
      if (change.id === null && !this.#mustWait(change)) change.id = this.#lastId += 1;
    }
    this.#keep();
    this.look();
    this.#watch();
    this.#given.changed();
  }

  #mustWait(change) {
    if (this.#isDisputed(change)) return true;
    return this.#isOneTooMany(change) || standsOnOthers(change, this.#waiting);
  }

  #isDisputed(change) {
    return this.#disputes.has(fieldOf(change));
  }

  // Fast typing to a busy kernel: the newest text grows in here instead of adding one change more.
  #isOneTooMany(change) {
    if (change !== this.#waiting.at(-1) || !isText(change)) return false;
    const field = fieldOf(change);
    const sent = this.#waiting.filter((one) => one.id !== null && fieldOf(one) === field);
    return sent.length >= IN_FLIGHT;
  }

  /** Asks the kernel to look at the file; what is not dealt with goes along. */
  look() {
    this.#tries += 1;
    const sent = this.#waiting.filter((change) => change.id !== null);
    const changes = sent.map(({ at, ...change }) => change);
    this.#given.send({ client: this.#given.client, try: this.#tries, changes });
  }

  #keep() {
    this.#shelf.put(this.changes);
  }

  #watch() {
    const { setTimer, clearTimer, changed, now } = this.#given;
    for (const timer of [this.#resend, this.#alarm]) if (timer !== null) clearTimer(timer);
    const again = () => (this.#waiting.length ? this.flush() : this.#beat());
    this.#resend = this.changes.length ? setTimer(again, RESEND_MS) : null;
    const left = this.#waiting.length ? this.#waiting[0].at + SILENT_MS - now() : -1;
    this.#alarm = left >= 0 ? setTimer(changed, left) : null;
  }

  // Marks the entry in the storage as that of a page that is still there.
  #beat() {
    this.#keep();
    this.#watch();
  }

  /** Takes in the kernel's answer, if it is one to this view. */
  answer(said) {
    if (said?.client !== this.#given.client) return;
    const problems = new Map((said.problems ?? []).map((one) => [one.id, one]));
    const before = this.#waiting;
    this.#waiting = before.filter((change) => {
      if (change.id === null || change.id > said.done) return true;
      return this.#dealtWith(change, problems.get(change.id), before);
    });
    if (this.#waiting.length === 0) this.#doneAt = said.at;
    if (this.#waiting.some((change) => change.id === null && !this.#mustWait(change))) {
      this.flush();
    } else {
      this.#beat();
      this.#given.changed();
    }
  }

  /** Whether a change that the kernel has seen stays among those to be sent. */
  #dealtWith(change, problem, before) {
    this.#failures.delete(change.id);
    if (problem?.kind === "not_written") this.#failures.set(change.id, problem);
    if (problem?.kind === "conflict") return this.#dispute(change, problem, before);
    if (problem?.kind === "refused" && this.#rename(change, problem)) return true;
    if (problem?.kind === "refused") this.#refuse(change, problem);
    return problem?.kind === "not_written";
  }

  /** Gives a new source or piece of evidence another name where somebody else was quicker. */
  #rename(change, { code }) {
    const value = code === "taken" ? this.#given.renamed?.(change) : null;
    if (!value) return false;
    const [old, name] = [nameOf(change), nameOf({ ...change, value })];
    for (const one of this.#waiting) {
      if (one.id === null) one.value = withName(one.value, old, name);
    }
    Object.assign(change, { value, id: null });
    return true;
  }

  /** Asks the person whose word holds; true if that has to wait for another such question. */
  #dispute(change, { theirs = null, message, code }, before) {
    const field = fieldOf(change) ?? `id|${change.id}`;
    const chain = chainFrom(change, before.slice(before.indexOf(change) + 1));
    // A change sent twice, as after a kernel's death: "theirs" may be a later word of our own.
    if (chain.some((one) => same(one.value, theirs))) return false;
    if (chain.length > 1) {
      chain[1].base = change.base; // what was written on top of it is asked about in its place
      return false;
    }
    if (this.#disputes.has(field)) return Object.assign(change, { id: null });
    this.#disputes.set(field, { change, theirs, message, code });
    return false;
  }

  #refuse(change, { message, code }) {
    if (REVERSALS.has(change.do)) {
      this.#given.notice?.({ message, code }); // nothing was typed that could be lost
      return;
    }
    const earlier = this.#takeRefusal(fieldOf(change));
    const base = earlier ? earlier.change.base : change.base;
    this.#refusals.push({ change: { ...change, base }, message, code });
  }

  /** Settles a conflict: a value (mine, or one put together) replaces what the file says now. */
  settle(field, value) {
    const dispute = this.#disputes.get(field);
    if (!dispute) return;
    const next = this.#waiting.filter((change) => fieldOf(change) === field);
    this.#waiting = this.#waiting.filter((change) => !next.includes(change));
    this.#disputes.delete(field);
    this.#push({ ...dispute.change, base: dispute.theirs, value });
    this.#waiting.push(...next); // another text for the same place, which is then asked about
    this.flush();
  }

  /** Settles a conflict or a refusal: what this view says is given up. */
  takeTheirs(field) {
    this.#disputes.delete(field);
    const other = (one) => (fieldOf(one.change) ?? `id|${one.change.id}`) !== field;
    this.#refusals = this.#refusals.filter(other);
    this.flush();
  }

  /**
   * Takes over what views that are gone have left; says how many changes these were.
   *
   * `living` are the views that are there, where the browser can tell.
   */
  adopt(living = null) {
    return this.carry(this.#shelf.takeOver(living));
  }

  /**
   * Makes changes of another view this one's own; says how many.
   *
   * Saying a change twice does no harm. Taking back twice would, and a name is chosen only once.
   * What was deleted before something was taken back may be what was to come back: it stays.
   */
  carry(changes) {
    const isUndone = (at) => changes.slice(at).some((change) => REVERSALS.has(change.do));
    const kept = changes.filter(
      (change, at) => !NOT_TWICE.has(change.do) && !(isBlank(change.value) && isUndone(at)),
    );
    for (const change of kept) this.#push({ ...change, again: true });
    if (kept.length) this.flush();
    return kept.length;
  }

  /** Gives everything that is open to somebody else, who carries it. */
  handOver() {
    const open = this.changes;
    this.#waiting = [];
    this.#disputes.clear();
    this.#refusals = [];
    this.#keep();
    return open;
  }

  /** Leaves what is open to whoever comes next; a page that comes back takes it as its own. */
  rest() {
    this.#shelf.put(this.changes, null);
  }

  /** Ends this view; whoever comes next may take over what is left. */
  end() {
    for (const timer of [this.#resend, this.#alarm]) {
      if (timer !== null) this.#given.clearTimer(timer);
    }
    this.rest();
  }
}

const REVERSALS = new Set(["undo", "redo"]);
const NOT_TWICE = new Set([...REVERSALS, "coder"]);

/** Key of a new source or id of new evidence; null for other changes. */
function nameOf({ do: what, value }) {
  if (what === "source") return value.key;
  return what === "evidence" ? value.id : null;
}

/**
 * Whether a change waits for an answer to an earlier one: a name that it mentions may turn out to
 * be somebody else's, and what is held back is not overtaken by what came after it.
 */
function standsOnOthers(change, waiting) {
  const earlier = waiting.slice(0, waiting.indexOf(change));
  const held = earlier.filter((one) => one.id === null);
  if (REVERSALS.has(change.do)) return held.length > 0;
  const field = fieldOf(change);
  if (field !== null && held.some((one) => fieldOf(one) === field)) return true;
  return earlier.some((one) => nameOf(one) !== null && mentions(change.value, nameOf(one)));
}

function mentions(value, name) {
  if (Array.isArray(value)) return value.includes(name);
  return value?.source === name || Boolean(value?.evidence?.includes(name));
}

/** A value with one name in the place of another: in a list, a note's evidence, a fact's source. */
function withName(value, old, name) {
  const put = (one) => (one === old ? name : one);
  if (Array.isArray(value)) return value.map(put);
  if (value === null || typeof value !== "object") return value;
  const changed = { ...value };
  if (Array.isArray(value.evidence)) changed.evidence = value.evidence.map(put);
  if ("source" in value) changed.source = put(value.source);
  return changed;
}

function isText(change) {
  if (change.do === "rate") return change.attr === "note";
  if (change.do !== "note" || change.before !== undefined) return false;
  return Boolean(change.base && change.value);
}
