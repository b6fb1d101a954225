"""The one place that calls citeproc-py."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
from citeproc.source.json import CiteProcJSON
from tqdm import tqdm

from engagement_kit.exchange.bibliography.items import Item
from engagement_kit.exchange.bibliography.locale_terms import say_our_words
from engagement_kit.exchange.bibliography.mended import KeptReference, read_style

__all__ = ["typeset"]

_DATES = ("issued", "accessed")


class _Sources(CiteProcJSON):  # type: ignore[misc]
    """Items by their id."""

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__([])
        for item in items:
            self.add(KeptReference(item["id"], item["type"].lower(), **self._variables(item)))

    def _variables(self, item: Item) -> dict[str, Any]:
        return {
            name.replace("-", "_"): self._value(name, value)
            for name, value in item.items()
            if name not in ("id", "type")
        }

    def _value(self, name: str, value: Any) -> Any:
        if isinstance(value, list):
            return self.parse_names(value)
        if name in _DATES:
            return self.parse_date(value)
        return value if name == "language" else self.parse_string(value)


def typeset(
    items: Sequence[Item], path: str, locale: str, *, progress: bool = False
) -> Iterator[tuple[str, str]]:
    """Reference and citation of each item, in their order, in the markup of citeproc-py.

    Parameters
    ----------
    items : sequence of dict
        With ``id``, a text of its own for each.
    path : str
        File of the style.
    locale : str
    progress : bool
        Whether a bar shows how far it is, where it takes more than two seconds.
    """
    if not items:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # variables that citeproc-py does not know
        style = read_style(path, locale)
        say_our_words(style)
        shelf = CitationStylesBibliography(style, _Sources(items), formatter.html)
        citations = [Citation([CitationItem(item["id"])]) for item in items]
        for citation in citations:
            shelf.register(citation)
        bar = tqdm(citations, disable=not progress, delay=2, unit="source", leave=False)
        for citation, item in zip(bar, shelf.items, strict=True):
            (made,) = style.render_bibliography([item])
            yield str(made), str(style.render_citation(citation, [], _unknown))


def _unknown(item: Any) -> str:
    return str(item.key)
