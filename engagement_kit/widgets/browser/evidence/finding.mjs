// Finding a piece of evidence, and which pieces a wave may rest on. Nothing here touches the page.

const ACCENTS = /\p{M}|\u0640/gu; // accents, Arabic vowel signs and the stroke that only stretches a word
const ALEFS = /[\u0622\u0623\u0625\u0671]/g;

/** The text as it is compared: without case, accents, vowel signs and kinds of alef. */
export function comparable(text) {
  const apart = String(text ?? "")
    .normalize("NFKD")
    .replace(ALEFS, "\u0627");
  return apart.replace(ACCENTS, "").normalize("NFKC").replace(ALEFS, "\u0627").toLowerCase();
}

/**
 * First year that a piece may be of, or null where that is open. The kernel reads periods; a piece
 * that it has not seen yet has no period, and of such only a plain year is read.
 */
export function firstYear(piece) {
  const read = piece.first ?? null;
  if (read !== null || (piece.last ?? null) !== null) return read;
  const written = yearOf(piece).trim();
  return /^\d{4}$/.test(written) ? Number(written) : null;
}

/** Whether a piece is of a time after the wave, so that the wave cannot rest on it. */
export function isLater(piece, wave) {
  const first = firstYear(piece);
  return first !== null && wave !== null && wave !== undefined && first > wave;
}

/** When a piece is of, as it is written. */
export function yearOf(piece) {
  return String(piece.year ?? piece.as_of ?? "");
}

/** The sources by their keys. */
export function sourcesByKey(sources) {
  return new Map(sources.map((source) => [source.key, source]));
}

/**
 * The pieces that hold every word of the query in their text, id, year or source's title.
 * Those that the wave may rest on come first; otherwise they keep their order.
 */
export function findEvidence(pieces, sources, query, wave) {
  const words = comparable(query).split(/\s+/).filter(Boolean);
  const known = sourcesByKey(sources);
  const found = pieces.filter((piece) => {
    const title = known.get(piece.source)?.title ?? "";
    const hay = comparable([piece.text, piece.id, yearOf(piece), piece.source, title].join(" "));
    return words.every((word) => hay.includes(word));
  });
  const later = found.filter((piece) => isLater(piece, wave));
  return [...found.filter((piece) => !isLater(piece, wave)), ...later];
}

/** The year as it is written to the file: a number where it is one, else the words, else null. */
export function writtenYear(text) {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  return /^\d{4}$/.test(trimmed) ? Number(trimmed) : trimmed;
}

/** Names of the fields of a new source that are wrong, each with the key of the sentence. */
export function sourceFaults(fields) {
  const faults = {};
  if (fields.title.trim() === "") faults.title = "rating_fault_title";
  const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(fields.url);
  if (scheme && !/^https?$/i.test(scheme[1])) faults.url = "rating_fault_url";
  return faults;
}

/** Names of the fields of a new piece of evidence that are wrong, with the key of the sentence. */
export function pieceFaults(fields, limit) {
  const faults = {};
  if (fields.text.trim() === "") faults.text = "rating_fault_text";
  if (fields.text.length > limit) faults.text = "rating_fault_long";
  if (/^\d+$/.test(fields.year.trim()) && !/^[12]\d{3}$/.test(fields.year.trim())) {
    faults.year = "rating_fault_year";
  }
  if (fields.source === "") faults.source = "rating_fault_source";
  return faults;
}

/**
 * Fields after a paste was read: what was found fills fields that are empty or that an earlier
 * paste had filled; what a person typed stays.
 */
export function filledFields(typed, found, earlier) {
  const next = { ...typed };
  for (const [name, text] of Object.entries(found)) {
    if (!(name in typed) || text === null || text === undefined || text === "") continue;
    if (typed[name] === "" || typed[name] === earlier[name]) next[name] = String(text);
  }
  return next;
}

/** Web address of a source: its own, or that of the DOI it gives; null if it has neither. */
export function linkOf(source) {
  const url = source?.url?.trim() ?? "";
  if (/^https?:\/\/[^\s/]/i.test(url)) return url;
  const doi = /^(?:doi:\s*)?(10\.\d{4,9}\/\S+)$/i.exec(url);
  return doi ? `https://doi.org/${doi[1]}` : null;
}
