// What the view is set to, what the kernel said, and the words for both.

import { countriesIn, directionOf, inLanguage, textOf, wordsFor } from "../ground/words.mjs";

const ANSWER_TIME = 1500; // without an answer for so long the view says that it waits

/**
 * The state behind all parts of the view. `model` is the widget's; `changed(what)` is called after
 * anything changed: "settings", "result", "why", "lang" or "waiting".
 */
export class ExploreState {
  constructor(model, changed) {
    this.model = model;
    this.changed = changed;
    this.view = model.get("view");
    const request = model.get("request");
    this.settings = request.settings;
    this.lang = request.lang;
    this.number = request.number;
    this.result = model.get("result");
    this.unit = null; // the case and wave that is asked about
    this.why = null;
    this.isWaiting = false;
    this.asTable = false;
    this.handlers = [
      ["change:result", () => this.takeResult()],
      ["change:request", () => this.takeRequest()],
      ["change:why", () => this.takeWhy()],
    ];
    for (const [event, handler] of this.handlers) model.on(event, handler);
  }

  /** Stops listening, when the view is taken away. */
  close() {
    clearTimeout(this.timer);
    clearTimeout(this.later);
    for (const [event, handler] of this.handlers) this.model.off(event, handler);
  }

  w(key, values) {
    return wordsFor(this.view, this.lang)(`explore_${key}`, values);
  }

  t(id) {
    return textOf(this.view, this.lang, id, id === "framework" ? "name" : "label");
  }

  get dir() {
    return directionOf(this.view, this.lang);
  }

  get part() {
    return this.view.parts.find((part) => part.id === this.settings.part);
  }

  /** The part of the result, which lags behind the settings by the time of an answer. */
  get shownPart() {
    return this.view.parts.find((part) => part.id === this.result.part);
  }

  get units() {
    return this.result.units;
  }

  nameOf(unit) {
    const name = inLanguage(this.view.cases[unit.case].name, this.lang);
    return this.settings.wave === null ? `${name} (${unit.wave})` : name;
  }

  kindOf(unit) {
    return this.view.cases[unit.case].kind;
  }

  /** Place of a kind among all kinds: decides shape and colour, whatever is filtered. */
  groupOf(unit) {
    return exploreKinds(this.view.choices.kinds).indexOf(this.kindOf(unit)) % 8;
  }

  kindName(kind) {
    const key = `explore_kind_${kind}`;
    return key in (this.view.words.en ?? {}) ? this.w(`kind_${kind}`) : kind;
  }

  countryName(country) {
    const { lang } = this;
    if (this.countries?.lang !== lang) this.countries = { lang, say: countriesIn(lang) };
    return country ? this.countries.say(country) : this.w("no_country");
  }

  placeName(place) {
    return place ? this.t(place) : this.w("status_not_placed");
  }

  statusName(status) {
    return this.w(`status_${status}`);
  }

  /** "0.63": scores as the package prints them. */
  score(value) {
    return value === null || value === undefined ? "–" : value.toFixed(2);
  }

  /** Everything about one case in one sentence or two, for its name in the picture. */
  describe(unit) {
    const values = { name: this.nameOf(unit), wave: unit.wave, place: this.placeName(unit.place) };
    const told = [this.w("point", { ...values, status: this.statusName(unit.status) })];
    (this.shownPart.axes ?? []).forEach((axis, n) => {
      const side = "xy"[n];
      const [score, low, high] = ["", "_low", "_high"].map((end) => this.score(unit[side + end]));
      told.push(this.w("score", { axis: this.t(axis), score, low, high }));
    });
    if (unit.status === "open") told.push(this.w("possible", { places: this.placesOf(unit) }));
    if (unit.change) told.push(this.wasSentence(unit));
    return told.join(" ");
  }

  wasSentence(unit) {
    const { place, status } = unit.before;
    const name = this.placeName(place);
    if (!place) return this.w("was", { place: name, status: "" }).replace(/[,،]\s*\./, ".");
    return this.w("was", { place: name, status: this.statusName(status) });
  }

  placesOf(unit) {
    return unit.possible.map((place) => this.t(place)).join(this.w("comma"));
  }

  /** Sets some of the settings and asks the kernel for what follows from all of them. */
  set(patch) {
    this.settings = { ...this.settings, ...patch };
    this.send();
    this.changed("settings");
  }

  /** Another part: its own default rules, the same cases. */
  setPart(id) {
    const { wave, kinds, countries } = this.settings;
    const part = this.view.parts.find((one) => one.id === id);
    this.unit = null;
    this.set({ ...part.settings, wave, kinds, countries });
  }

  reset() {
    const { wave, kinds, countries } = this.settings;
    this.set({ ...this.part.settings, wave, kinds, countries });
  }

  setLang(lang) {
    this.lang = lang;
    this.send();
    this.changed("lang");
    if (this.unit) this.ask();
  }

  send() {
    this.number = Math.max(this.number, this.model.get("request").number) + 1;
    const request = { number: this.number, settings: this.settings, lang: this.lang };
    this.model.set("request", request);
    this.model.save_changes();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.setWaiting(true), ANSWER_TIME);
  }

  setWaiting(isWaiting) {
    if (this.isWaiting === isWaiting) return;
    this.isWaiting = isWaiting;
    this.changed("waiting");
  }

  /** The kernel's answer; what was asked before the last request is shown too, but ends no waiting. */
  takeResult() {
    const result = this.model.get("result");
    if (result.number < this.result.number) return;
    this.result = result;
    if (result.number >= this.number) {
      clearTimeout(this.timer);
      this.setWaiting(false);
    }
    this.changed("result");
    if (!this.unit) return;
    if (this.units.some((unit) => unit.unit === this.unit)) this.askLater();
    else this.unselect(); // a filter has taken the case away
  }

  /** Another view of the same widget was set to something else. */
  takeRequest() {
    const request = this.model.get("request");
    if (request.number <= this.number) return;
    const isOtherLang = request.lang !== this.lang;
    this.number = request.number;
    this.settings = request.settings;
    this.lang = request.lang;
    this.changed(isOtherLang ? "lang" : "settings");
  }

  select(unit) {
    this.unit = unit.unit;
    this.chosen = { case: unit.case, wave: unit.wave };
    this.ask();
    this.changed("why");
  }

  /** A case was chosen with mouse or keyboard; the keyboard goes on in the reasons. */
  choose(unit, byKeyboard) {
    this.wantsFocus = byKeyboard;
    this.select(unit);
  }

  unselect() {
    this.unit = null;
    this.why = null;
    this.changed("why");
  }

  /** While a slider moves, the reasons follow once it rests. */
  askLater() {
    clearTimeout(this.later);
    this.later = setTimeout(() => this.ask(), 250);
  }

  ask() {
    if (!this.unit) return;
    this.asked = Math.max(this.asked ?? 0, this.model.get("question").number ?? 0) + 1;
    this.model.set("question", { number: this.asked, ...this.chosen, lang: this.lang });
    this.model.save_changes();
  }

  takeWhy() {
    const why = this.model.get("why");
    if (!this.unit || `${why.case}@${why.wave}` !== this.unit) return;
    this.why = why;
    this.changed("why");
  }
}

/** Kinds in the order of their shapes and colours: the package's own first, as in its charts. */
export function exploreKinds(kinds) {
  const known = ["museum", "company"].filter((kind) => kinds.includes(kind));
  return [...known, ...kinds.filter((kind) => !known.includes(kind))];
}

/** The address if it leads to the web, else null: anything else would be no link but a risk. */
export function webAddress(address) {
  return /^https?:\/\//i.test(address ?? "") ? address : null;
}
