import assert from "node:assert/strict";
import { test } from "node:test";

import { tabsOf } from "../../../../engagement_kit/widgets/browser/keeping/tabs.mjs";

test("requirements of a gap are no place of their own: they stand below the stages", () => {
  const stages = { id: "stages", gaps: [{ id: "chasm", requirements: "needs" }] };
  const form = { parts: [stages, { id: "needs" }, { id: "steps", gaps: [] }] };
  assert.deepEqual(tabsOf(form), ["stages", "steps"]);
});

test("a gap without requirements hides nothing", () => {
  const form = { parts: [{ id: "stages", gaps: [{ id: "chasm", requirements: null }] }] };
  assert.deepEqual(tabsOf(form), ["stages"]);
});
