// The start page of the app: who, which case, which framework, what to do; and the way back.

import { mountCaseList } from "./case_list.mjs";
import { choiceFromHash, choiceToHash } from "./choosing.mjs";
import { clear, h } from "../ground/h.mjs";
import { mountOpenBar, mountStart } from "./start_page.mjs";
import { followTheme } from "../ground/theme.mjs";
import { directionOf, wordsFor } from "../ground/words.mjs";

const ANSWER_MS = 5000;
const REMEMBERED = ["coder", "case", "framework", "lang"];

function render({ model, el }) {
  const desk = createDesk(model);
  const root = h("div", { class: "ek-form ek-app" });
  // JupyterLab takes keys as its shortcuts, also those pressed in a form.
  root.addEventListener("keydown", (event) => event.stopPropagation());
  el.append(root);
  const stop = [followTheme(root), ...followModel(model, desk), followAddress(desk)];
  desk.show = () => showPage(root, desk);
  desk.show();
  if (desk.study().page && !desk.open()) desk.reopen();
  return () => stop.forEach((end) => end());
}

/** What the views of the start page share; `show()` builds them anew, `update()` patches them. */
function createDesk(model) {
  const study = () => model.get("study");
  const remembered = recall(study().key);
  const choice = { coder: "", case: "", framework: "", lang: study().lang, ...remembered };
  if (!study().frameworks.some((one) => one.id === choice.framework)) {
    choice.framework = study().frameworks[0]?.id ?? "";
  }
  // `drafts`: what was typed and is not sent yet, kept while the page is built anew.
  const desk = { choice, study, views: [], waiting: null, problem: null, shown: "", drafts: {} };
  desk.lang = () => (study().words[choice.lang] ? choice.lang : "en");
  desk.w = (key, values) => wordsFor(study(), desk.lang())(key, values);
  desk.open = () => model.get("answer").open ?? null;
  desk.update = () => desk.views.forEach((view) => view.update());
  desk.choose = (patch) => {
    Object.assign(choice, patch);
    remember(study().key, choice);
    desk.problem = null;
    if (patch.lang) desk.show();
    else desk.update();
  };
  desk.send = (wish) => sendWish(model, desk, wish);
  desk.go = (wish) => goTo(desk, wish);
  desk.reopen = () => reopen(desk);
  desk.back = () => goTo(desk, { do: "back" });
  return desk;
}

/** Asks the kernel; says so when it does not answer. */
function sendWish(model, desk, wish) {
  const n = Date.now() + Math.random();
  clearTimeout(desk.waiting?.timer);
  const silent = () => {
    desk.waiting = { ...desk.waiting, silent: true };
    desk.update();
  };
  desk.waiting = { n, silent: false, timer: setTimeout(silent, ANSWER_MS) };
  desk.problem = null;
  model.set("wish", { ...wish, lang: desk.choice.lang, n });
  model.save_changes();
  desk.update();
}

/** In a page of our own the address says what is open: the browser's way back works, too. */
function goTo(desk, { do: what, ...rest }) {
  if (!desk.study().page) return desk.send({ do: what, ...rest });
  const hash = what === "back" ? "" : choiceToHash({ do: what, ...rest });
  if (window.location.hash.replace(/^#/, "") === hash) return desk.reopen();
  window.location.hash = hash;
}

function reopen(desk) {
  const wish = choiceFromHash(window.location.hash);
  if (!wish) return desk.open() ? desk.send({ do: "back" }) : undefined;
  const { do: what, ...chosen } = wish;
  Object.assign(desk.choice, Object.fromEntries(Object.entries(chosen).filter(([, one]) => one)));
  desk.show();
  desk.send(wish);
}

function followAddress(desk) {
  if (!desk.study().page) return () => {};
  const moved = () => desk.reopen();
  window.addEventListener("hashchange", moved);
  return () => window.removeEventListener("hashchange", moved);
}

function followModel(model, desk) {
  const answered = () => {
    const answer = model.get("answer");
    if (desk.waiting && answer.n === desk.waiting.n) {
      clearTimeout(desk.waiting.timer);
      desk.waiting = null;
    }
    desk.made = answer.made ?? null;
    if (desk.made) {
      desk.drafts = {};
      desk.choose({ case: desk.made });
    }
    desk.problem = answer.problem ?? null;
    const other = JSON.stringify(desk.open()) !== desk.shown;
    if (other || desk.made) desk.show();
    else desk.update();
  };
  const renewed = () => desk.update();
  model.on("change:answer", answered);
  model.on("change:study", renewed);
  return [() => model.off("change:answer", answered), () => model.off("change:study", renewed)];
}

/** Builds what is to be seen: the choice, or the bar above an open form. */
function showPage(root, desk) {
  root.lang = desk.lang();
  root.dir = directionOf(desk.study(), desk.lang());
  const had = root.contains(document.activeElement);
  const open = desk.open();
  const anew = desk.shown !== "" && desk.shown !== JSON.stringify(open); // not when it first appears
  const views = open ? [mountOpenBar(desk, open)] : mountStart(desk, mountCaseList);
  desk.views = views;
  desk.shown = JSON.stringify(open);
  clear(root).append(...views.map((view) => view.el));
  desk.update();
  if (had || anew) views[0].focus();
  if (desk.study().page) namePage(desk, root);
}

/** Language, direction and title of a page that is ours. */
function namePage(desk, root) {
  document.documentElement.lang = root.lang;
  document.documentElement.dir = root.dir;
  document.title = desk.w("app_name", { study: desk.study().study });
}

function recall(key) {
  try {
    const kept = JSON.parse(window.localStorage.getItem(key) ?? "{}");
    const known = REMEMBERED.filter((name) => typeof kept[name] === "string");
    return Object.fromEntries(known.map((name) => [name, kept[name]]));
  } catch {
    return {}; // a browser that keeps nothing, or something else under this name
  }
}

function remember(key, choice) {
  try {
    const kept = Object.fromEntries(REMEMBERED.map((name) => [name, choice[name]]));
    window.localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Nothing is remembered then; all else works.
  }
}

export default { render };
