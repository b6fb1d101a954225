// Light or dark, as the page around the form is.

/** Keeps `data-theme` of an element in step with the page; the function it returns ends that. */
export function followTheme(root) {
  const show = () => {
    root.dataset.theme = isDark(root) ? "dark" : "light";
  };
  show();
  const observer = new MutationObserver(show);
  const attributeFilter = ["data-jp-theme-light", "class", "data-theme", "style"];
  observer.observe(document.body, { attributes: true, attributeFilter });
  observer.observe(document.documentElement, { attributes: true, attributeFilter });
  const wish = window.matchMedia("(prefers-color-scheme: dark)");
  wish.addEventListener("change", show);
  return () => {
    observer.disconnect();
    wish.removeEventListener("change", show);
  };
}

function isDark(root) {
  const jupyter = document.body.dataset.jpThemeLight; // JupyterLab says it, and Voila as well
  if (jupyter !== undefined) return jupyter === "false";
  const ground = backgroundOf(root.parentElement);
  return ground ? isDarkColour(ground) : window.matchMedia("(prefers-color-scheme: dark)").matches;
}

/** The first background that is not see-through, from an element outwards. */
function backgroundOf(el) {
  for (let one = el; one; one = one.parentElement) {
    const colour = getComputedStyle(one).backgroundColor;
    if (!/^transparent$|, 0\)$|\/ 0\)$/.test(colour)) return colour;
  }
  return null;
}

/** Whether a computed colour (`rgb(...)`) is nearer to black than to white. */
export function isDarkColour(colour) {
  const [red, green, blue] = (colour.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number);
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}
