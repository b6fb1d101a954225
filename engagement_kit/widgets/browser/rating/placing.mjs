// What a placement says in words: how much is missing, and over which stages targets spread.

/** How many more answers an axis needs before a case is placed; at least one is always needed. */
export function answersMissing(known, items, share) {
  if (!items) return 0; // no item applies: no answer can change that
  return Math.max(0, Math.max(1, Math.ceil(items * share - 1e-9)) - known);
}

/** The cells that a placement may lie in, the one it lies in first. */
export function possibleCells(placement) {
  const possible = placement.possible ?? [];
  const now = placement.quadrant;
  return now ? [now, ...possible.filter((id) => id !== now)] : [...possible];
}

/** The cell of two levels ("low" or "high") by axis. */
export function cellAt(part, xLevel, yLevel) {
  const [x, y] = part.axes.map((axis) => axis.id);
  return part.cells.find((cell) => cell.levels[x] === xLevel && cell.levels[y] === yLevel) ?? null;
}

/** A score with as many decimals as can be read off a chart. */
export function roundedScore(score) {
  return score === null || score === undefined ? "" : String(Math.round(score * 100) / 100);
}

/** Words of a name in at most two lines, as even as they can be. */
export function twoLines(name, most = 14) {
  const words = name.split(" ");
  if (name.length <= most || words.length === 1) return [name];
  const splits = words
    .slice(1)
    .map((_, n) => [words.slice(0, n + 1).join(" "), words.slice(n + 1).join(" ")]);
  const longest = (lines) => Math.max(...lines.map((line) => line.length));
  return splits.reduce((best, next) => (longest(next) < longest(best) ? next : best));
}

/** Lowest and highest of some answers on a scale, and how many there are; null for none. */
export function targetRange(values, scale) {
  const ranks = values.map((value) => scale.indexOf(value)).filter((rank) => rank >= 0);
  if (ranks.length === 0) return null;
  const [low, high] = [Math.min(...ranks), Math.max(...ranks)];
  return { low: scale[low], high: scale[high], n: ranks.length };
}

/** Names of the respondents, each once: in the order before, then as they appear, then those added. */
export function respondentsOf(targets, added = [], before = []) {
  const names = new Set([...targets.map((target) => target.respondent), ...added]);
  return [...new Set([...before.filter((name) => names.has(name)), ...names])];
}

/** Where the banners of a matrix begin and how many of its stages each spans. */
export function bannerSpans(part, stages) {
  return (part.banners ?? []).map((banner) => {
    const places = banner.stages.map((stage) => stages.indexOf(stage)).sort((a, b) => a - b);
    return { id: banner.id, from: places[0], count: places.length };
  });
}

/** The stages from the lowest to the highest that a placement may be at. */
export function stageSpan(placement, stages) {
  const [low, high] = [placement.stage_low, placement.stage_high].map((id) => stages.indexOf(id));
  return low < 0 || high < 0 ? [] : stages.slice(low, high + 1);
}
