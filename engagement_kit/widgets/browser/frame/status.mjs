// The line that says whether everything is saved.

import { h } from "../ground/h.mjs";

const BAD = new Set(["not_saved", "not_written", "conflict", "refused"]);

/** The status line; `update()` shows what the store says, `end()` ends what it watches. */
export function mountStatus(context, store) {
  const text = h("span", { class: "ek-saving-text" });
  const line = h("p", { class: "ek-saving", role: "status" }, text);
  const drafts = h("p", { class: "ek-saving-drafts ek-muted" });
  const alarm = mountAlarm(line);
  function update() {
    const status = store.pending.status;
    const sentence = statusSentence(context.w, status);
    // Only what differs is written: a line that is set anew is read out anew.
    if (text.textContent !== sentence) text.textContent = sentence;
    line.dataset.status = status.kind;
    alarm.show(BAD.has(status.kind) ? sentence : null);
    const count = store.record().drafts ?? 0;
    drafts.textContent = count ? context.w("form_drafts", { count }) : "";
    drafts.hidden = !count;
  }
  update();
  const el = h("div", { class: "ek-saving-row" }, line, drafts, alarm.el);
  return { el, update, end: alarm.end };
}

/** The same at the edge of the window, for who writes far below the line; it is read out there. */
function mountAlarm(line) {
  const el = h("div", { class: "ek-alarm", popover: "manual", "aria-hidden": "true" });
  let sentence = null;
  let inSight = true;
  const place = () => {
    const wanted = sentence !== null && !inSight;
    if (!el.isConnected || !el.showPopover || wanted === el.matches(":popover-open")) return;
    if (wanted) el.showPopover();
    else el.hidePopover();
  };
  const observer = new IntersectionObserver((entries) => {
    const { isIntersecting, boundingClientRect: box } = entries.at(-1);
    // A form in a hidden tab has no size: that is no reason to call from afar.
    inSight = isIntersecting || box.height === 0;
    place();
  });
  observer.observe(line);
  return {
    el,
    show(text) {
      sentence = text;
      if (text !== null) el.textContent = text;
      place();
    },
    end: () => observer.disconnect(),
  };
}

/** The status in a sentence. */
export function statusSentence(w, { kind, at, message, stored }) {
  if (kind === "saved") return at ? w("form_status_saved", { at }) : w("form_status_all_saved");
  const first = w(`form_status_${kind}`, { message: message ?? "" });
  const open = ["not_saved", "not_written"].includes(kind);
  if (open) return `${first} ${w(stored ? "form_kept_here" : "form_only_in_page")}`;
  return stored || kind === "ready" ? first : `${first} ${w("form_only_in_page")}`;
}
