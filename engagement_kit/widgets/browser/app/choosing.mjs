// What the start page works out from what was typed and chosen; nothing here touches the page.

const ALLOWED = /[\p{L}\p{N}\p{M}_-]/u;

/** Characters of a text that no name of a coder or case may have, each once. */
export function strangeSigns(text) {
  return [...new Set(text)].filter((sign) => !ALLOWED.test(sign));
}

/** Why a text is no coder's name: `{key, values}` of the words, or null where it is one. */
export function coderProblem(study, typed) {
  const name = typed.trim();
  if (!name) return { key: "app_coder_empty" };
  const signs = strangeSigns(name);
  if (signs.length) return { key: "app_coder_letters", signs };
  if (name.startsWith("-")) return { key: "app_coder_hyphen" };
  if ([...name].length > study.longest) return { key: "app_coder_long", values: { most: study.longest } };
  if (study.reserved.includes(name.toLowerCase())) {
    return { key: "app_coder_reserved", values: { name } };
  }
  return null;
}

/**
 * Cases in which every word of the search stands, whatever its case or accents. `shownOf` gives what
 * the page says of a case, so that it is found by what can be read.
 */
export function casesFound(cases, search, shownOf = () => "") {
  const words = plainText(search).split(/\s+/).filter(Boolean);
  return cases.filter((one) => {
    const written = [one.id, one.kind, one.country, ...Object.values(one.name), ...one.waves];
    const text = plainText([...written, shownOf(one)].join(" "));
    return words.every((word) => text.includes(word));
  });
}

function plainText(text) {
  return text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
}

/** What a coder did in a case and framework: `{ratings, notes}`. */
export function doneBy(one, coder, framework) {
  const [ratings, notes] = one.done[coder]?.[framework] ?? [0, 0];
  return { ratings, notes };
}

/** In how many cases of a study somebody of this name did something. */
export function casesOf(study, coder) {
  return study.cases.filter((one) => Object.hasOwn(one.done, coder)).length;
}

/** How many people rated or noted a case in a framework; what was agreed is nobody's own. */
export function codersOf(one, framework, reserved) {
  return Object.keys(one.done).filter(
    (coder) => !reserved.includes(coder) && one.done[coder][framework]
  ).length;
}

/** An id that a name suggests: small letters, words joined by hyphens. */
export function idFrom(name) {
  return plainText(name)
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
}

/** Years as typed ("2014, 2024"), or null where they are no years or not in order. */
export function wavesFrom(typed) {
  const words = typed.split(/[\s,،;、]+/).filter(Boolean).map(latinDigits);
  const years = words.map(Number);
  const sound = words.every((word) => /^[12]\d{3}$/.test(word));
  const rising = years.every((year, n) => n === 0 || years[n - 1] < year);
  return sound && rising && years.length ? years : null;
}

/** Arabic keyboards write other digits. */
function latinDigits(word) {
  return word
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));
}

/** What is wrong in the form of a new case: `{field: {key, values}}`, empty where all is well. */
export function newCaseProblems(study, { id, name, kind, waves }) {
  const found = {};
  if (!Object.keys(name).length) found.name = { key: "app_new_no_name" };
  const signs = strangeSigns(id);
  if (!id) found.id = { key: "app_new_no_id" };
  else if (signs.length) found.id = { key: "app_new_bad_id", signs };
  else if (id.startsWith("-")) found.id = { key: "app_coder_hyphen" };
  else if ([...id].length > study.longest) found.id = { key: "app_coder_long", values: { most: study.longest } };
  else if (study.cases.some((one) => one.id.toLowerCase() === id.toLowerCase())) {
    found.id = { key: "app_new_taken", values: { id } };
  }
  if (!kind) found.kind = { key: "app_new_no_kind" };
  else if (/[\s,;]/.test(kind)) found.kind = { key: "app_new_bad_kind" };
  if (!waves) found.waves = { key: "app_new_bad_waves" };
  return found;
}

/** A problem as a sentence; signs are named where they could not be seen. */
export function problemText(w, { key, values, signs, message }) {
  if (message) return message;
  const named = (signs ?? []).map((sign) => (/\s/.test(sign) ? w("app_coder_space") : sign));
  return w(key, { ...values, signs: named.join(" ") });
}

/** A choice as the part of an address behind #, and back; null where it says nothing. */
export function choiceToHash(choice) {
  return new URLSearchParams(Object.entries(choice).filter(([, value]) => value)).toString();
}

export function choiceFromHash(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  if (!given.get("do")) return null;
  const part = (name) => given.get(name) ?? "";
  return { do: part("do"), coder: part("coder"), case: part("case"), framework: part("framework") };
}
