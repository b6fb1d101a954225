// Interface words and texts of the framework, by language; all of them came with the form.

/** A sentence with its {names} filled in. */
export function fillIn(sentence, values = {}) {
  const filled = (all, name) => (name in values ? String(values[name]) : all);
  return sentence.replace(/\{(\w+)\}/g, filled);
}

/** The list of words for a language: its own, that of the language it is a form of, or English. */
export function wordsOf(form, lang) {
  const main = lang.split("-")[0];
  return form.words[lang] ?? form.words[main] ?? form.words.en ?? {};
}

/** `w(key, values)` for one language; a key that is missing shows itself rather than nothing. */
export function wordsFor(form, lang) {
  const words = wordsOf(form, lang);
  return (key, values) => fillIn(words[key] ?? form.words.en?.[key] ?? key, values);
}

/** "rtl" for languages written from right to left, else "ltr". */
export function directionOf(form, lang) {
  return (form.rtl ?? []).includes(lang.split("-")[0]) ? "rtl" : "ltr";
}

/** Languages that the form can be shown in: those of the framework, its reference first. */
export function languagesOf(form) {
  return form.framework.languages;
}

/** Name of a language in a language, its own by default. */
export function languageName(lang, inLang = lang) {
  return new Intl.DisplayNames([inLang], { type: "language" }).of(lang);
}

/** Says a country that is named in English in a language; what is no such name stays as it is. */
export function countriesIn(lang) {
  if (lang.split("-")[0] === "en") return (name) => name;
  const [english, own] = ["en", lang].map((one) => new Intl.DisplayNames([one], { type: "region" }));
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  const names = new Map(codes.map((code) => [english.of(code), own.of(code)]));
  return (name) => names.get(name) ?? name;
}

/** A text of an element in a language, else in the framework's reference language, else "". */
export function textOf(form, lang, id, attribute) {
  const key = `${id}.${attribute}`;
  for (const one of [lang, form.framework.languages[0]]) {
    const text = form.texts[one]?.[key];
    if (text) return text;
  }
  return attribute === "label" ? id : "";
}

/** Numbered texts of an element (question.1, question.2 ...), in order. */
export function numberedTexts(form, lang, id, attribute) {
  for (const one of [lang, form.framework.languages[0]]) {
    const found = [];
    const texts = form.texts[one] ?? {};
    const text = (n) => texts[`${id}.${attribute}.${n}`];
    for (let n = 1; text(n); n += 1) found.push(text(n));
    if (found.length) return found;
  }
  return [];
}

/** A text by language (`{en: ..., ko: ...}`) as far as there is one: asked for, English, any. */
export function inLanguage(texts, lang) {
  return texts?.[lang] ?? texts?.en ?? Object.values(texts ?? {})[0] ?? "";
}

/** What the kernel said, in the language of the form where it has words for it. */
export function said(w, { code, message }) {
  const key = `form_code_${code}`;
  const sentence = w(key);
  return sentence === key ? message : sentence;
}
