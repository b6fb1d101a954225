// What the start page of the app works out from what was typed and chosen.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  casesFound,
  casesOf,
  choiceFromHash,
  choiceToHash,
  coderProblem,
  codersOf,
  doneBy,
  idFrom,
  newCaseProblems,
  problemText,
  wavesFrom,
} from "../../../../engagement_kit/widgets/browser/app/choosing.mjs";

const STUDY = {
  reserved: ["case", "agreed"],
  longest: 100,
  cases: [
    { id: "tate", kind: "museum", country: "United Kingdom", name: { en: "Tate", ko: "테이트" },
      waves: [2014, 2024], done: { ann: { smi: [3, 0] }, agreed: { smi: [1, 0] }, kim: { def: [0, 2] } } },
    { id: "loreal", kind: "company", country: "France", name: { en: "L'Oréal" }, waves: [2014], done: {} },
  ],
};
const SOUND = { id: "elm", name: { en: "Elm" }, kind: "museum", waves: [2015] };

test("whoever gives a name that has answers is told in how many cases", () => {
  assert.equal(casesOf(STUDY, "ann"), 1);
  assert.equal(casesOf(STUDY, "anna"), 0);
  assert.equal(casesOf(STUDY, "constructor"), 0);
});

test("names of any script are taken as a coder's name", () => {
  for (const name of ["kim", "김 ".trim(), "ليلى", "a_b-2", "José"]) {
    assert.equal(coderProblem(STUDY, name), null, name);
  }
});

test("a name that cannot name a file is told, with the signs that are wrong", () => {
  assert.deepEqual(coderProblem(STUDY, "a/b c"), { key: "app_coder_letters", signs: ["/", " "] });
  assert.equal(coderProblem(STUDY, "  ").key, "app_coder_empty");
  assert.equal(coderProblem(STUDY, "-a").key, "app_coder_hyphen");
  assert.equal(coderProblem(STUDY, "a".repeat(101)).key, "app_coder_long");
});

test("names that belong to no single person are refused in any case", () => {
  assert.equal(coderProblem(STUDY, "Agreed").key, "app_coder_reserved");
  assert.equal(coderProblem(STUDY, "CASE").key, "app_coder_reserved");
});

test("cases are found by every word, in any language, without accents", () => {
  const ids = (search) => casesFound(STUDY.cases, search).map((one) => one.id);
  assert.deepEqual(ids("oreal"), ["loreal"]);
  assert.deepEqual(ids("테이트"), ["tate"]);
  assert.deepEqual(ids("2014 MUSEUM"), ["tate"]);
  assert.deepEqual(ids(""), ["tate", "loreal"]);
  assert.deepEqual(ids("museum france"), []);
});

test("a case is found by what the page says of it in its language", () => {
  const shown = ({ country }) => ({ France: "프랑스" })[country] ?? "";
  assert.deepEqual(casesFound(STUDY.cases, "프랑스", shown).map((one) => one.id), ["loreal"]);
  assert.deepEqual(casesFound(STUDY.cases, "france", shown).map((one) => one.id), ["loreal"]);
});

test("what was done is counted for one coder in one framework", () => {
  assert.deepEqual(doneBy(STUDY.cases[0], "ann", "smi"), { ratings: 3, notes: 0 });
  assert.deepEqual(doneBy(STUDY.cases[0], "ann", "def"), { ratings: 0, notes: 0 });
});

test("coders are counted in a framework, and what was agreed is no coder", () => {
  assert.equal(codersOf(STUDY.cases[0], "smi", STUDY.reserved), 1);
});

test("an id is suggested from a name in any script", () => {
  assert.equal(idFrom("Städel Museum (Frankfurt)"), "stadel-museum-frankfurt");
  assert.equal(idFrom("국립 박물관"), "국립-박물관");
  assert.equal(idFrom("!?"), "");
});

test("waves are years in order, with any digits and commas", () => {
  assert.deepEqual(wavesFrom("2014, 2024"), [2014, 2024]);
  assert.deepEqual(wavesFrom("٢٠١٤، ٢٠٢٤"), [2014, 2024]);
  for (const typed of ["", "2024, 2014", "2014 2014", "14", "201x"]) assert.equal(wavesFrom(typed), null);
});

test("a sound new case has no problem; each wrong field is named", () => {
  assert.deepEqual(newCaseProblems(STUDY, SOUND), {});
  const wrong = newCaseProblems(STUDY, { id: "Tate", name: {}, kind: "two words", waves: null });
  assert.deepEqual(
    Object.entries(wrong).map(([field, { key }]) => [field, key]),
    [
      ["name", "app_new_no_name"],
      ["id", "app_new_taken"],
      ["kind", "app_new_bad_kind"],
      ["waves", "app_new_bad_waves"],
    ]
  );
  assert.deepEqual(newCaseProblems(STUDY, { ...SOUND, id: "a/b" }).id.signs, ["/"]);
});

test("a space is named, other signs are shown", () => {
  const w = (key, { signs } = {}) => (key === "app_coder_space" ? "space" : `${key}: ${signs}`);
  assert.equal(problemText(w, { key: "k", signs: ["/", " "] }), "k: / space");
  assert.equal(problemText(w, { message: "as it is" }), "as it is");
});

test("a choice goes into the address and comes back whole", () => {
  const choice = { do: "fill", coder: "김", case: "a&b=c#d", framework: "smi" };
  assert.deepEqual(choiceFromHash(`#${choiceToHash(choice)}`), choice);
  assert.equal(choiceFromHash("#"), null);
  assert.equal(choiceFromHash("#case=tate"), null);
});
