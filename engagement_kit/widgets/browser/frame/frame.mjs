// What is around every form that writes: its head, whether it is saved, conflicts, its history.

import { mountAbout } from "./about.mjs";
import { mountBanner } from "./banner.mjs";
import { mountConflicts } from "./conflicts.mjs";
import { createContext } from "../keeping/context.mjs";
import { guardKeys, guardLength, listenAll, messageBelow, takesText } from "./guard.mjs";
import { h, uid } from "../ground/h.mjs";
import { mountHeader } from "./header.mjs";
import { mountHistory } from "./history.mjs";
import { mountStatus } from "./status.mjs";
import { createStore } from "../keeping/store.mjs";
import { followTheme } from "../ground/theme.mjs";
import { directionOf } from "../ground/words.mjs";

const ADOPT_AGAIN_MS = 3000;

/**
 * Shows a form in `el` until the function that comes back is called.
 *
 * `mountBody(context, store)` gives what the form is about: `{el, update}`, and `go(place)` if it
 * has places of its own. It is called anew when the language changes. Without `places` the head
 * offers neither waves nor parts.
 */
export function renderForm({ model, el }, mountBody, { places = true } = {}) {
  const root = h("div", { class: "ek-form", tabindex: "-1" });
  el.append(root);
  const endTheme = followTheme(root);
  const open = () => openForm(model, root, { mountBody, places });
  let opened = open();
  const onForm = () => {
    if (model.get("form").key === opened.key) {
      opened.update();
    } else {
      const left = opened.end(); // another coder's file, for which what was typed is kept
      opened = open();
      opened.carry(left);
    }
  };
  model.on("change:form", onForm);
  return () => {
    model.off("change:form", onForm);
    opened.end();
    endTheme();
    root.remove();
  };
}

/** Shows a form until `end()`. */
function openForm(model, root, options) {
  const page = { views: [], body: null, queued: false, ended: false };
  const spoken = h("div", { class: "ek-hidden", "aria-live": "polite" });
  const place = h("div", { class: "ek-stack" });
  const notice = h("p", { class: "ek-notice", dir: "auto", hidden: true });
  root.replaceChildren(place, spoken);
  const changed = () => {
    if (page.queued) return;
    page.queued = true;
    queueMicrotask(() => {
      page.queued = false;
      if (!page.ended) update();
    });
  };
  const update = () => {
    page.views.forEach((view) => view.update());
    page.back?.();
  };
  const tell = (text) => {
    spoken.textContent = "";
    setTimeout(() => (spoken.textContent = text), 50); // a text that is set twice is read twice
  };
  const notify = (text) => {
    notice.hidden = !text;
    notice.textContent = text ?? "";
    if (text) tell(text);
  };
  const given = { changed, tell, notify, client: uid("view"), storages: storagesOf(window) };
  const store = createStore(model, given);
  const context = createContext(store.form, store);
  const shell = { page, place, notice, root, store, context, ...options };
  const ends = [...guards(shell), aliveAs(store, context), ...leaving(shell)];
  mountAll(shell);
  return {
    key: store.form.key,
    update: changed,
    carry: (changes) => store.pending.carry(changes),
    /** Ends the form; gives what is open if its key is another one now. */
    end() {
      page.ended = true;
      ends.forEach((end) => end());
      page.status.end();
      const isOther = model.get("form").key !== store.form.key;
      const left = isOther ? store.pending.handOver() : [];
      store.end();
      return left;
    },
  };
}

/** Storages of the browser, as far as it allows them. */
function storagesOf(source) {
  const get = (name) => {
    try {
      return source[name];
    } catch {
      return null;
    }
  };
  return { local: get("localStorage"), session: get("sessionStorage") };
}

/** Builds everything in the language of the form. */
function mountAll(shell) {
  const { page, place, root, store, context, places } = shell;
  const { lang } = store.view;
  root.lang = lang;
  root.dir = directionOf(store.form, lang);
  page.status?.end();
  page.status = mountStatus(context, store);
  const actions = { places, go: (to) => go(shell, to), reverse: (what) => store.add({ do: what }) };
  const views = [
    mountHeader(context, store, actions),
    page.status,
    mountBanner(context, store),
    mountConflicts(context, store),
  ];
  page.body = shell.mountBody(context, store);
  page.views = [...views, page.body, mountHistory(context, store), mountAbout(context)];
  const [head, status, ...rest] = page.views.map((view) => view.el);
  place.replaceChildren(head, status, shell.notice, ...rest);
}

function go(shell, to) {
  const { page, store, root } = shell;
  store.view.go(to);
  if (to.lang) {
    mountAll(shell);
    root.querySelector(".ek-language")?.focus();
  } else {
    page.body.go?.(to);
  }
  store.refresh();
}

function guards({ page, root, store, context }) {
  const refuse = (control) => {
    messageBelow(control, context.w("form_too_long", { limit: store.form.limit }));
  };
  const reverse = (what, target) => {
    if (!store.record()[what]) return;
    if (target.matches("textarea, input")) leaveText(root, page, store, target);
    store.add({ do: what });
  };
  return [guardKeys(root, reverse), guardLength(root, store.form.limit, refuse)];
}

/** Takes the focus out of a text until undo has its answer: no text is written under a cursor. */
function leaveText(root, page, store, target) {
  root.focus({ preventScroll: true });
  page.back = () => {
    if (store.pending.changes.some((change) => ["undo", "redo"].includes(change.do))) return;
    page.back = null;
    const moved = document.activeElement !== root;
    if (!moved && target.isConnected) target.focus({ preventScroll: true });
  };
}

/** Marks this view as alive where the browser can tell, and takes over what dead views left. */
function aliveAs(store, context) {
  const name = (client) => `${store.form.key}|${client}`;
  const locks = navigator.locks;
  let release = () => {};
  let ended = false;
  const adopt = (living) => {
    if (ended) return;
    const count = store.pending.adopt(living);
    if (count) store.notify(context.w("form_adopted", { count }));
  };
  const look = () => {
    if (!locks) return adopt(null);
    return locks.query().then(
      ({ held }) => adopt(livingViews(held, name(""))),
      () => adopt(null),
    );
  };
  const held = new Promise((resolve) => (release = resolve));
  locks?.request(name(store.client), () => held).catch(() => {});
  look();
  const later = setTimeout(look, ADOPT_AGAIN_MS); // the view before this one may go after it came
  return () => {
    ended = true;
    clearTimeout(later);
    release();
  };
}

function livingViews(locks, prefix) {
  const names = locks.map((lock) => lock.name).filter((name) => name.startsWith(prefix));
  return new Set(names.map((name) => name.slice(prefix.length)));
}

/** What happens when the form gets the focus, and when somebody wants to leave the page. */
function leaving({ root, store }) {
  const warn = (event) => {
    if (store.pending.wouldLose) event.preventDefault();
  };
  const look = () => store.pending.look();
  const enter = ({ target, relatedTarget }) => {
    if (takesText(target)) store.hold();
    if (!root.contains(relatedTarget)) look();
  };
  const hide = () => store.pending.rest();
  return [
    listenAll(window, { beforeunload: warn, focus: look, pagehide: hide }),
    listenAll(root, { focusin: enter, focusout: store.release }),
  ];
}
