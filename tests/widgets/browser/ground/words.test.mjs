// Interface words, and names that the browser itself knows in every language.

import assert from "node:assert/strict";
import { test } from "node:test";

import { countriesIn, fillIn } from "../../../../engagement_kit/widgets/browser/ground/words.mjs";

test("a country is said in the language of the page", () => {
  assert.equal(countriesIn("ko")("France"), "프랑스");
  assert.equal(countriesIn("ar")("Qatar"), "قطر");
  assert.equal(countriesIn("en")("South Korea"), "South Korea");
});

test("what is no country's name in English stays as it is written", () => {
  for (const name of ["Elmland", "", "프랑스"]) assert.equal(countriesIn("ko")(name), name);
});

test("a name in a sentence that has no value stays visible", () => {
  assert.equal(fillIn("{n} of {all}", { n: 0 }), "0 of {all}");
});
