// What is not saved yet must never be lost, and nothing may be called saved before it is.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Pending, RESEND_MS } from "../../../../engagement_kit/widgets/browser/keeping/pending.mjs";

/** A storage like the browser's. */
function shelf(entries = {}) {
  const map = new Map(Object.entries(entries));
  return {
    map,
    get length() {
      return map.size;
    },
    key: (at) => [...map.keys()][at] ?? null,
    getItem: (name) => map.get(name) ?? null,
    setItem: (name, text) => map.set(name, text),
    removeItem: (name) => map.delete(name),
  };
}

/** A view with a clock that stands until it is moved. */
function view({ client = "a", storage = shelf(), clock = { now: 0 }, renamed } = {}) {
  const sent = [];
  const notices = [];
  let timers = [];
  const pending = new Pending({
    ...{ key: "form", client, storage, changed: () => {} },
    send: (outbox) => sent.push(structuredClone(outbox)),
    now: () => clock.now,
    setTimer: (run, ms) => {
      const timer = { run, at: clock.now + ms };
      timers.push(timer);
      return timer;
    },
    clearTimer: (timer) => (timers = timers.filter((one) => one !== timer)),
    notice: ({ message }) => notices.push(message),
    renamed,
  });
  const wait = (ms) => {
    const end = clock.now + ms;
    for (;;) {
      const next = timers.filter((one) => one.at <= end).sort((x, y) => x.at - y.at)[0];
      if (!next) break;
      timers = timers.filter((one) => one !== next);
      clock.now = next.at;
      next.run();
    }
    clock.now = end;
  };
  const answer = (done, problems = []) => pending.answer({ client, done, at: "14:03", problems });
  return { pending, sent, notices, storage, clock, wait, answer, last: () => sent.at(-1) };
}

const rate = (base, value, attr = "note") => ({
  ...{ do: "rate", item: "x", wave: 2024, attr },
  base,
  value,
});
const values = (changes) => changes.map((change) => change.value);
const conflict = (id, theirs) => ({ id, kind: "conflict", message: "changed", theirs });

test("a change is sent at once, with a number, and kept in the storage", () => {
  const { pending, last, storage } = view();
  pending.add(rate("", "a"));
  assert.deepEqual(last(), { client: "a", try: 1, changes: [{ ...rate("", "a"), id: 1 }] });
  assert.equal(JSON.parse(storage.getItem("form|a")).changes[0].value, "a");
});

test("what is not answered is sent again every two seconds, each time as another try", () => {
  const { pending, sent, wait } = view();
  pending.add(rate("", "a"));
  wait(2 * RESEND_MS);
  assert.deepEqual(sent.map((outbox) => outbox.try), [1, 2, 3]);
  assert.deepEqual(sent[2].changes, sent[0].changes);
});

test("an answer ends the sending and empties the storage", () => {
  const { pending, sent, wait, answer, storage } = view();
  pending.add(rate("", "a"));
  answer(1);
  wait(10 * RESEND_MS);
  assert.equal(sent.length, 1);
  assert.deepEqual(pending.changes, []);
  assert.equal(storage.map.size, 0);
});

test("saved is said only once the answer covers the newest change", () => {
  const { pending, answer } = view();
  assert.equal(pending.status.kind, "ready");
  pending.add(rate("", "a"));
  pending.add(rate("a", "ab"));
  assert.equal(pending.status.kind, "saving");
  answer(1);
  assert.equal(pending.status.kind, "saving");
  answer(2);
  assert.deepEqual([pending.status.kind, pending.status.at], ["saved", "14:03"]);
});

test("not saved is said within two seconds of silence, and taken back by the answer", () => {
  const { pending, wait, answer } = view();
  pending.add(rate("", "a"));
  wait(1900);
  assert.equal(pending.status.kind, "not_saved");
  answer(1);
  assert.equal(pending.status.kind, "saved");
});

test("an answer to another view changes nothing", () => {
  const { pending } = view();
  pending.add(rate("", "a"));
  pending.answer({ client: "b", done: 9, at: "14:03", problems: [] });
  assert.equal(pending.changes.length, 1);
});

test("more than twenty changes of one text are not sent: the last one grows in the browser", () => {
  const { pending, last, answer } = view();
  const text = "x".repeat(30);
  for (let n = 1; n <= 30; n += 1) pending.add(rate(text.slice(0, n - 1), text.slice(0, n)));
  assert.equal(last().changes.length, 20);
  assert.equal(pending.changes.length, 21);
  assert.equal(pending.changes.at(-1).value, text);
  answer(20);
  assert.deepEqual(last().changes, [{ ...rate(text.slice(0, 20), text), id: 21 }]);
});

test("a text that was sent never grows: the kernel may have written it already", () => {
  const { pending, last } = view();
  pending.add(rate("", "a"));
  pending.add(rate("a", "ab"));
  assert.deepEqual(values(last().changes), ["a", "ab"]);
});

test("a change of another field sends the text that was growing before it", () => {
  const { pending, last } = view();
  for (let n = 0; n < 25; n += 1) pending.add(rate("x".repeat(n), "x".repeat(n + 1)));
  pending.add(rate(null, "yes", "value"));
  assert.deepEqual(values(last().changes.slice(-2)), ["x".repeat(25), "yes"]);
  assert.deepEqual(last().changes.map((change) => change.id), [...Array(22)].map((_, n) => n + 1));
});

test("what dead pages left is taken over, and what living ones keep is left alone", () => {
  const storage = shelf();
  for (const client of ["dead", "alive"]) {
    view({ client, storage }).pending.add(rate("", client));
  }
  const { pending, last } = view({ client: "new", storage });
  assert.equal(pending.adopt(new Set(["alive", "new"])), 1);
  assert.deepEqual(values(last().changes), ["dead"]);
  assert.deepEqual([...storage.map.keys()].sort(), ["form|alive", "form|new"]);
});

test("where the browser cannot tell who lives, an old mark or a farewell says who is gone", () => {
  const storage = shelf();
  const clock = { now: 0 };
  view({ client: "old", storage, clock }).pending.add(rate("", "old"));
  clock.now = 100_000;
  view({ client: "fresh", storage, clock }).pending.add(rate("", "fresh"));
  const gone = view({ client: "gone", storage, clock });
  gone.pending.add(rate("", "gone"));
  gone.pending.end();
  const { pending } = view({ client: "new", storage, clock });
  pending.adopt(null);
  assert.deepEqual(values(pending.changes), ["old", "gone"]);
});

test("a page that is still there marks itself as alive while something is open", () => {
  const { pending, storage, wait } = view();
  pending.add(rate("", "a"));
  wait(10_000);
  assert.equal(JSON.parse(storage.getItem("form|a")).alive, 10_000);
});

test("undo of a dead page is not taken over: it may have been done already", () => {
  const storage = shelf();
  const dead = view({ client: "dead", storage });
  dead.pending.add(rate("", "a"));
  dead.pending.add({ do: "undo" });
  const { pending } = view({ client: "new", storage });
  pending.adopt(new Set());
  assert.deepEqual(values(pending.changes), ["a"]);
});

test("another form's entries and unreadable ones are left alone", () => {
  const storage = shelf({ "other|x": "{}", "form|bad": "not json" });
  const { pending } = view({ storage });
  assert.equal(pending.adopt(new Set()), 0);
  assert.equal(storage.map.size, 2);
});

test("an unreadable entry does not hide the others", () => {
  const storage = shelf({ "form|bad": "not json", "form|worse": "null" });
  view({ client: "dead", storage }).pending.add(rate("", "kept"));
  const { pending } = view({ client: "new", storage });
  assert.equal(pending.adopt(new Set()), 1);
});

for (const [what, storage] of [
  ["forbidden", null],
  ["full", { ...shelf(), setItem: () => assert.fail("full"), removeItem: () => {} }],
]) {
  test(`with a storage that is ${what} the form works and warns before the page is left`, () => {
    const { pending, answer, last } = view({ storage });
    assert.equal(pending.adopt(null), 0);
    pending.add(rate("", "a"));
    assert.deepEqual(values(last().changes), ["a"]);
    assert.equal(pending.status.stored, false);
    assert.equal(pending.wouldLose, true);
    answer(1);
    assert.equal(pending.wouldLose, false);
    assert.equal(pending.status.kind, "saved");
  });
}

test("leaving the page loses nothing that is in the storage", () => {
  const { pending } = view();
  pending.add(rate("", "a"));
  assert.equal(pending.wouldLose, false);
});

test("a conflict is kept with both sides and not sent again", () => {
  const { pending, answer, last, wait } = view();
  pending.add(rate("old", "mine"));
  answer(1, [conflict(1, "theirs")]);
  assert.equal(pending.status.kind, "conflict");
  const [problem] = pending.problems;
  assert.deepEqual([problem.change.value, problem.theirs], ["mine", "theirs"]);
  assert.deepEqual(values(pending.changes), ["mine"]);
  const before = last().try;
  wait(10_000);
  assert.equal(last().try, before);
});

test("keep mine sends the change anew, on top of what the file says now", () => {
  const { pending, answer, last } = view();
  pending.add(rate("old", "mine"));
  answer(1, [conflict(1, "theirs")]);
  pending.settle(pending.problems[0].field, "mine");
  assert.deepEqual(last().changes, [{ ...rate("theirs", "mine"), id: 2 }]);
  answer(2);
  assert.equal(pending.status.kind, "saved");
});

test("take theirs gives the change up", () => {
  const { pending, answer } = view();
  pending.add(rate("old", "mine"));
  answer(1, [conflict(1, "theirs")]);
  pending.takeTheirs(pending.problems[0].field);
  assert.deepEqual(pending.changes, []);
  assert.equal(pending.status.kind, "saved");
});

test("who goes on typing in a conflict still has one question to answer, about the newest text", () => {
  const { pending, answer, sent } = view();
  pending.add(rate("old", "mine"));
  pending.add(rate("mine", "mine!"));
  answer(2, [conflict(1, "theirs"), conflict(2, "theirs")]);
  const count = sent.length;
  pending.add(rate("mine!", "mine!!"));
  assert.equal(sent.length, count);
  assert.deepEqual(
    pending.problems.map(({ change, theirs }) => [change.base, change.value, theirs]),
    [["old", "mine!!", "theirs"]],
  );
});

test("a conflict with a later word of our own is none: it was written before the kernel died", () => {
  const { pending, answer } = view();
  pending.add(rate("", "a"));
  pending.add(rate("a", "ab"));
  answer(2, [conflict(1, "ab")]);
  assert.deepEqual(pending.problems, []);
  assert.equal(pending.status.kind, "saved");
});

test("a conflict survives the page", () => {
  const storage = shelf();
  const dead = view({ client: "dead", storage });
  dead.pending.add(rate("old", "mine"));
  dead.answer(1, [conflict(1, "theirs")]);
  dead.pending.end();
  const { pending, last } = view({ client: "new", storage });
  pending.adopt(null);
  assert.deepEqual(last().changes, [{ ...rate("old", "mine"), id: 1, again: true }]);
});

test("what is typed while older words are still on their way to a conflict is what the conflict is about", () => {
  const { pending, answer } = view();
  for (const [base, value] of [["old", "a"], ["a", "ab"], ["ab", "abc"]]) pending.add(rate(base, value));
  answer(1, [conflict(1, "theirs")]);
  pending.add(rate("abc", "abcd"));
  answer(3, [conflict(2, "theirs"), conflict(3, "theirs")]);
  answer(4, [conflict(4, "theirs")]);
  const sides = ({ change, theirs }) => [change.base, change.value, theirs];
  assert.deepEqual(pending.problems.map(sides), [["old", "abcd", "theirs"]]);
  assert.deepEqual(values(pending.changes), ["abcd"]);
});

test("texts that two dead pages left for one place are both asked about, one after the other", () => {
  const { pending, answer, last } = view();
  pending.carry([rate("old", "one"), rate("old", "two")]);
  answer(2, [conflict(1, "theirs"), conflict(2, "theirs")]);
  assert.deepEqual(pending.problems.map((one) => one.change.value), ["one"]);
  assert.deepEqual(values(pending.changes), ["two", "one"]);
  pending.settle(pending.problems[0].field, "one");
  assert.deepEqual(values(last().changes), ["one", "two"]);
  answer(4, [conflict(4, "one")]);
  const sides = ({ change, theirs }) => [change.value, theirs];
  assert.deepEqual(pending.problems.map(sides), [["two", "one"]]);
});

test("a text is asked about although another dead page says what the file says now", () => {
  const { pending, answer } = view();
  pending.carry([rate("old", "one"), rate("old", "theirs")]);
  answer(2, [conflict(1, "theirs")]);
  assert.deepEqual(pending.problems.map(({ change }) => change.value), ["one"]);
});

test("what a dead page deleted before it took something back is not deleted anew", () => {
  const { pending, last } = view();
  const gone = { do: "note", key: "k", base: { box: "b" }, value: null };
  assert.equal(pending.carry([rate("", "a"), gone, { do: "undo" }, rate("a", "ab")]), 2);
  assert.deepEqual(values(last().changes), ["a", "ab"]);
});

test("an answer and the reason for having none are one place, about which one question is asked", () => {
  const { pending, answer } = view();
  pending.add(rate(null, "no", "value"));
  answer(1, [conflict(1, "yes")]);
  pending.add(rate("no", "unknown", "missing"));
  assert.deepEqual(pending.problems.map(({ change }) => [change.attr, change.value]), [["missing", "unknown"]]);
});

test("what could not be written is sent again until it is", () => {
  const { pending, answer, wait, last } = view();
  pending.add(rate("", "a"));
  answer(1, [{ id: 1, kind: "not_written", message: "disk full" }]);
  assert.deepEqual([pending.status.kind, pending.status.message], ["not_written", "disk full"]);
  wait(RESEND_MS);
  assert.deepEqual(values(last().changes), ["a"]);
  answer(1);
  assert.equal(pending.status.kind, "saved");
});

test("what was refused stays in the form, and its correction starts from the file", () => {
  const { pending, answer, last } = view();
  pending.add(rate("old", "bad"));
  answer(1, [{ id: 1, kind: "refused", message: "too long" }]);
  assert.equal(pending.status.kind, "refused");
  assert.deepEqual(values(pending.changes), ["bad"]);
  pending.add(rate("bad", "good"));
  assert.deepEqual(last().changes, [{ ...rate("old", "good"), id: 2 }]);
  answer(2);
  assert.equal(pending.status.kind, "saved");
});

test("an undo that is refused is only told: nothing typed hangs on it", () => {
  const { pending, answer, notices } = view();
  pending.add({ do: "undo" });
  answer(1, [{ id: 1, kind: "refused", message: "nothing to undo" }]);
  assert.deepEqual(notices, ["nothing to undo"]);
  assert.deepEqual(pending.problems, []);
});

test("looking at the file sends no change but those that are open", () => {
  const { pending, last } = view();
  pending.look();
  assert.deepEqual(last(), { client: "a", try: 1, changes: [] });
});

test("what was typed under a name that was refused goes over to the new one, its naming does not", () => {
  const { pending, storage } = view();
  pending.add(rate("", "typed"));
  pending.add({ do: "coder", value: "anna" });
  const left = pending.handOver();
  assert.deepEqual([pending.changes, storage.map.size], [[], 0]);
  const next = view({ client: "b" });
  assert.equal(next.pending.carry(left), 1);
  assert.deepEqual(next.last().changes, [{ ...rate("", "typed"), id: 1, again: true }]);
});

const evidence = { do: "evidence", value: { id: "tate-10", text: "fact", source: "s" } };
const picked = (base, value) => rate(base, value, "evidence");
const taken = (id) => ({ id, kind: "refused", code: "taken", message: "taken" });

test("what stands on new evidence waits until the evidence is there", () => {
  const { pending, last, answer } = view();
  pending.add(evidence);
  pending.add(picked([], ["tate-10"]));
  pending.add(picked(["tate-10"], []));
  pending.add(rate("", "meanwhile"));
  assert.deepEqual(last().changes.map((one) => one.attr ?? one.do), ["evidence", "note"]);
  assert.equal(pending.changes.length, 4);
  answer(2);
  assert.deepEqual(values(last().changes), [["tate-10"], []]);
  answer(4);
  assert.equal(pending.status.kind, "saved");
});

test("evidence whose name somebody else took first gets another one, and so does what stands on it", () => {
  const renamed = ({ value }) => ({ ...value, id: "tate-11" });
  const { pending, last, answer } = view({ renamed });
  pending.add(evidence);
  pending.add(picked(["tate-01"], ["tate-01", "tate-10"]));
  pending.add({
    ...{ do: "note", key: "n", base: null },
    value: { box: "b", wave: 2024, text: { en: "tate-10" }, evidence: ["tate-10"] },
  });
  answer(1, [taken(1)]);
  assert.deepEqual(values(last().changes), [{ ...evidence.value, id: "tate-11" }]);
  answer(2);
  const [rating, note] = values(last().changes);
  assert.deepEqual(rating, ["tate-01", "tate-11"]);
  assert.deepEqual([note.evidence, note.text.en], [["tate-11"], "tate-10"]);
  assert.deepEqual(pending.problems, []);
});

test("undo does not overtake what is held back", () => {
  const { pending, last, answer } = view();
  pending.add(evidence);
  pending.add(picked([], ["tate-10"]));
  pending.add({ do: "undo" });
  assert.equal(last().changes.length, 1);
  answer(1);
  assert.deepEqual(last().changes.map((one) => one.do), ["rate", "undo"]);
});

test("evidence that cannot be written is not asked for again and again", () => {
  const { pending, sent, answer } = view();
  pending.add(evidence);
  pending.add(picked([], ["tate-10"]));
  const count = sent.length;
  answer(1, [{ id: 1, kind: "not_written", message: "read-only" }]);
  assert.equal(sent.length, count);
  assert.equal(pending.status.kind, "not_written");
});
