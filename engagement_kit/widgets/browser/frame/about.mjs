// What a framework is, whose it is, and what is worth knowing about it and its parts.

import { h } from "../ground/h.mjs";

const SAID = ["purpose", "definition", "aim", "use", "authors", "licence"];

/** The framework in a few sentences, closed at first. */
export function mountAbout(context) {
  const said = SAID.map((name) => context.t("framework", name)).filter(Boolean);
  const texts = [...said, ...remarksOn(context, "framework")];
  const el = h(
    "details",
    { class: "ek-about", hidden: texts.length === 0 },
    h("summary", null, context.w("form_about")),
    texts.map((text) => h("p", { dir: "auto" }, text)),
  );
  return { el, update() {} };
}

/** Remarks on an element of the framework, as texts. */
export function remarksOn(context, id) {
  return (context.form.remarks ?? [])
    .filter((remark) => remark.about === id)
    .map((remark) => context.t(remark.id, "text"))
    .filter(Boolean);
}
