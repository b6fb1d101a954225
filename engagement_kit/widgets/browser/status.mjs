// The line that says whether everything is saved.

import { h } from "./h.mjs";

/** The status line; `update()` shows what the store says. */
export function mountStatus(context, store) {
  const text = h("span", { class: "ek-saving-text" });
  const line = h("p", { class: "ek-saving", role: "status" }, text);
  const drafts = h("p", { class: "ek-saving-drafts ek-muted" });
  function update() {
    const status = store.pending.status;
    const sentence = statusSentence(context.w, status);
    // Only what differs is written: a line that is set anew is read out anew.
    if (text.textContent !== sentence) text.textContent = sentence;
    line.dataset.status = status.kind;
    const count = store.record().drafts ?? 0;
    drafts.textContent = count ? context.w("form_drafts", { count }) : "";
    drafts.hidden = !count;
  }
  update();
  return { el: h("div", { class: "ek-saving-row" }, line, drafts), update };
}

/** The status in a sentence. */
export function statusSentence(w, { kind, at, message, stored }) {
  if (kind === "saved") return at ? w("form_status_saved", { at }) : w("form_status_all_saved");
  const first = w(`form_status_${kind}`, { message: message ?? "" });
  const open = ["not_saved", "not_written"].includes(kind);
  if (open) return `${first} ${w(stored ? "form_kept_here" : "form_only_in_page")}`;
  return stored || kind === "ready" ? first : `${first} ${w("form_only_in_page")}`;
}
