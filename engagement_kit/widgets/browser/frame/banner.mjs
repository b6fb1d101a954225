// What is wrong with the form as a whole, and another name where the coder's was refused.

import { h, uid } from "../ground/h.mjs";

/** The banner; hidden while nothing is wrong. */
export function mountBanner(context, store) {
  const { w } = context;
  const text = h("p", { dir: "auto" });
  const failed = h("ul", { dir: "auto" });
  const naming = mountNaming(context, store);
  const el = h(
    "div",
    { class: "ek-banner", role: "alert", hidden: true },
    text,
    failed,
    naming.el,
  );
  function update() {
    const problem = store.problem() && problemOf(context, store.problem());
    const unwritten = store.problems().filter((one) => one.kind === "not_written");
    const messages = unwritten.map((one) => one.message);
    const sentences = new Set(messages.filter((one) => one !== store.problem()));
    const lines = [...sentences].map((one) => `${one}\n`).join("");
    if (text.textContent !== (problem ?? "")) text.textContent = problem ?? "";
    if (failed.dataset.lines !== lines) {
      failed.dataset.lines = lines;
      failed.replaceChildren(...[...sentences].map((one) => h("li", null, one)));
    }
    text.hidden = !problem;
    failed.hidden = sentences.size === 0;
    el.hidden = !problem && sentences.size === 0;
    naming.update(Boolean(problem));
  }
  update();
  return { el, update };
}

function mountNaming(context, store) {
  const { w } = context;
  const id = uid("ek-coder");
  const plain = { autocomplete: "off", spellcheck: "false" };
  const input = h("input", { type: "text", id, dir: "auto", ...plain });
  const send = () => {
    const value = input.value.trim();
    if (value) store.add({ do: "coder", value });
  };
  const onKey = (event) => {
    if (event.key === "Enter" && !event.isComposing) send();
  };
  input.addEventListener("keydown", onKey);
  const el = h(
    "div",
    { class: "ek-row", hidden: true },
    h("label", { for: id }, w("form_other_coder")),
    input,
    h("button", { type: "button", class: "ek-primary", on: { click: send } }, w("form_use_name")),
  );
  const update = (isProblem) => {
    el.hidden = !isProblem || isName(context.form.coder);
  };
  return { el, update };
}

function problemOf({ form, w }, problem) {
  if (isName(form.coder)) return problem;
  const code = RESERVED.has(form.coder.toLowerCase()) ? "reserved_coder" : "bad_coder";
  return w(`form_code_${code}`, { coder: form.coder });
}

/** Whether a coder may be called so; the kernel has the last word, here it only asks for another. */
export function isName(text) {
  const { length } = [...text];
  if (length === 0 || length > 100 || text.startsWith("-")) return false;
  return /^[\p{L}\p{N}\p{M}_-]*$/u.test(text) && !RESERVED.has(text.toLowerCase());
}

const RESERVED = new Set(["case", "agreed"]);
