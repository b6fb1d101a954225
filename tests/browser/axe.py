"""What axe-core finds in a part of a page, and controls that nothing names."""

from __future__ import annotations

from importlib import resources
from typing import Any

from playwright.sync_api import Page

# JupyterLab's body has no height and hides what overflows: axe takes all text in it for hidden and
# looks at no contrast. It does not look at what is scrolled out of sight either.
FIND = """async ([selector, runOnly]) => {
  document.body.style.height = "100vh";
  const options = {runOnly, resultTypes: ["violations", "passes"]};
  const {violations, passes} = await axe.run(selector, options);
  const texts = passes.find(({id}) => id === "color-contrast")?.nodes.length ?? 0;
  const about = node => node.any.concat(node.all, node.none)[0]?.message ?? "";
  const found = violations.map(({id, nodes}) => `${id} (${nodes.length}): ${nodes.slice(0, 3)
    .map(node => `${node.html.slice(0, 200)} ${about(node)}`).join(" | ")}`);
  return texts < 5 ? [...found, `the contrast of ${texts} texts only was looked at`] : found;
}"""
SHOW = "selector => document.querySelector(selector).scrollIntoView()"
IN_SIGHT = """selector => [...document.querySelectorAll(selector)].every(one => {
  const {x, top, width, height} = one.getBoundingClientRect();
  const below = document.elementsFromPoint(x + width / 2, top + height - 1);
  return below.some(under => one.contains(under));
})"""
GUIDELINES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = ["color-contrast"]
TALL = 16_000  # pixels: higher than any form

# axe takes a placeholder for a name; a reader of labels does not.
NAMELESS = """selector => [...document.querySelectorAll(selector)].flatMap(root =>
  [...root.querySelectorAll("input, select, textarea, button, summary, [role=button]")])
  .filter(one => {
    const labels = [...(one.labels ?? [])].map(label => label.textContent).join("");
    const named = (one.getAttribute("aria-labelledby") ?? "").split(" ")
      .map(id => document.getElementById(id)?.textContent ?? "").join("");
    const own = /^(BUTTON|SUMMARY)$/.test(one.tagName) ? one.textContent : "";
    return [labels, named, own, one.getAttribute("aria-label") ?? ""].join("").trim() === "";
  })
  .map(one => one.outerHTML.slice(0, 200))"""


def violations(page: Page, rules: list[str], selector: str = ".ek-form") -> list[str]:
    """Violations of guidelines or rules, one line each."""
    page.set_viewport_size({**page.viewport_size, "height": TALL})
    page.evaluate(SHOW, selector)
    page.wait_for_function(IN_SIGHT, arg=selector)
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(_source())
    found: list[Any] = page.evaluate(FIND, [selector, rules])
    return [str(one) for one in found]


def nameless(page: Page, selector: str = ".ek-form") -> list[str]:
    """Controls without a label of their own."""
    found: list[str] = page.evaluate(NAMELESS, selector)
    return found


def _source() -> str:
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
