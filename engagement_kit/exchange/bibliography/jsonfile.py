"""Files of CSL-JSON, and the JSON that Zotero and Better BibTeX make of whole libraries."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn

from engagement_kit.errors import Fault, Faults
from engagement_kit.exchange.bibliography.items import Item
from engagement_kit.exchange.bibliography.zotero import from_zotero

__all__ = ["items_from_json", "json_text"]

MAX_DEPTH = 20


def items_from_json(data: bytes, file: str) -> Iterator[tuple[str, str, Item]]:
    """Place, key and content of each item of a file.

    Parameters
    ----------
    data : bytes
        Its size has been limited by whoever read it.
    file : str
        Name for messages.

    Raises
    ------
    Faults
        It is no JSON, is nested more than 20 deep, or holds no items.
    """
    for number, one in enumerate(_listed(_parsed(data, file), file)):
        place = f"[{number}]"
        if not isinstance(one, dict):
            raise Faults([Fault("not_item", file, place, value=one)])
        if "itemType" in one:
            if one["itemType"] not in ("note", "attachment", "annotation"):
                yield place, _key(one, "citationKey", "citekey", "key", "itemKey"), from_zotero(one)
        else:
            yield place, _key(one, "citation-key", "id"), one


def _key(item: Mapping[str, Any], *names: str) -> str:
    """The citation key of an item, else its id; of an id that is an address its last part."""
    for name in names:
        value = item.get(name)
        text = str(value).strip() if isinstance(value, str | int) else ""
        if text:
            return text.rstrip("/").rpartition("/")[2] if "://" in text else text
    return ""


def _parsed(data: bytes, file: str) -> Any:
    try:
        content = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        other = f"byte {error.start + 1} is 0x{data[error.start]:02x}"
        raise Faults([Fault("not_utf8", file, line=line, other=other)]) from None
    except json.JSONDecodeError as error:
        raise Faults([Fault("not_json", file, line=error.lineno, other=error.msg)]) from None
    except ValueError as error:
        raise Faults([Fault("not_json", file, other=str(error))]) from None
    except RecursionError:
        raise Faults([Fault("deep_json", file, expected=(str(MAX_DEPTH),))]) from None
    if _is_deep(content):
        raise Faults([Fault("deep_json", file, expected=(str(MAX_DEPTH),))])
    return content


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


def _is_deep(content: Any) -> bool:
    """Whether something is nested deeper than items ever are; never by recursion."""
    level = [content]
    for _ in range(MAX_DEPTH):
        level = [inner for one in level if isinstance(one, dict | list) for inner in _inside(one)]
        if not level:
            return False
    return True


def _inside(one: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return one.values() if isinstance(one, dict) else one


def _listed(content: Any, file: str) -> list[Any]:
    """The items: a list, a list under ``items``, or one item alone."""
    if isinstance(content, dict):
        listed = content.get("items")
        content = listed if isinstance(listed, list) else [content] if "type" in content else None
    if not isinstance(content, list):
        raise Faults([Fault("no_items", file)])
    return content


def json_text(items: Iterable[Item]) -> str:
    """CSL-JSON of items, in their order."""
    return json.dumps(list(items), ensure_ascii=False, indent=2) + "\n"
