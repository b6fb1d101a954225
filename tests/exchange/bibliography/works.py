"""Works whose references are printed in the guides of the styles, as items of CSL-JSON."""

from typing import Any

from engagement_kit.cases import Source
from engagement_kit.exchange.bibliography.items import fields_from

__all__ = ["on", "people", "source"]


def source(key: str = "x", **item: Any) -> Source:
    """The source that an item says; hyphens in names of fields are written as underscores."""
    spelled = {name.replace("_", "-"): value for name, value in item.items()}
    return Source.model_validate({**fields_from({"id": key, **spelled}), "key": key})


def people(*names: str) -> list[dict[str, str]]:
    """Names written as ``Family, Given``; others are of organisations."""
    parts = (name.split(", ") for name in names)
    return [
        {"family": one[0], "given": one[1]} if len(one) > 1 else {"literal": one[0]}
        for one in parts
    ]


def on(year: int, *rest: int) -> dict[str, list[list[int]]]:
    """A date."""
    return {"date-parts": [[year, *rest]]}
