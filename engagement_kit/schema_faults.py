"""From pydantic's findings to faults: file, line, field, nearest key, what to do."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from engagement_kit.errors import Fault, Faults, nearest
from engagement_kit.strict_yaml import Positions, read_yaml

__all__ = ["field_name", "read_model", "schema_faults"]

Model = TypeVar("Model", bound=BaseModel)
Path = tuple[str | int, ...]


def read_model(
    data: bytes,
    file: str,
    model: type[Model],
    *,
    upgrade: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
) -> Model:
    """A YAML file as an instance of a pydantic model.

    Parameters
    ----------
    data : bytes
        Content of the file.
    file : str
        Its name, for messages.
    model : type
        The pydantic model that the file must fit.
    upgrade : callable, optional
        Turns content of an older format into today's before it is checked.

    Raises
    ------
    Faults
        With everything that is wrong in the file, each with its line.
    """
    content = read_yaml(data, file)
    try:
        return model.model_validate(upgrade(content) if upgrade else content)
    except ValidationError as error:
        positions = Positions(data)
        raise Faults(schema_faults(error, model, content, file, positions)) from None


def schema_faults(
    error: ValidationError, model: type[BaseModel], content: Any, file: str, positions: Positions
) -> Iterator[Fault]:
    """One fault for each finding of pydantic, with its line and what was expected there."""
    for found in error.errors(include_url=False):
        path = _real_path(found["loc"], content)
        code, value, expected, other = _described(found, path, model, content)
        yield Fault(
            code,
            file,
            field_name(path),
            _nearest_line(positions, path),
            value,
            expected,
            nearest(str(value), expected) if expected else None,
            other,
        )


def field_name(path: Sequence[str | int]) -> str:
    """A path as people write it: ``parts[0].axes[1].id``."""
    name = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return name.removeprefix(".")


def _real_path(loc: tuple[str | int, ...], content: Any) -> Path:
    """The location without the tags of unions that pydantic puts between real steps."""
    path: list[str | int] = []
    for step in loc:
        inside = isinstance(content, dict) and step in content
        if inside or (isinstance(content, list) and isinstance(step, int) and step < len(content)):
            content = content[step]
        elif step != loc[-1]:
            continue
        path.append(step)
    return tuple(path)


def _described(
    found: Any, path: Path, model: type[BaseModel], content: Any
) -> tuple[str, Any, tuple[str, ...], str]:
    """Code, value, expected words and further words for one finding."""
    kind, last = found["type"], path[-1] if path else ""
    if kind == "extra_forbidden":
        return "unknown_key", last, _keys_at(model, path[:-1], content), ""
    if kind == "missing":
        return "missing_key", last, (), ""
    if path == ("format",) and isinstance(found["input"], int):
        return "newer_format", found["input"], (str(found["ctx"]["expected"]),), ""
    if kind in ("union_tag_invalid", "literal_error"):
        allowed = found["ctx"].get("expected_tags") or found["ctx"]["expected"]
        words = tuple(word.strip(" '") for word in allowed.replace(" or ", ", ").split(","))
        tag = found["ctx"].get("tag", found["input"])
        return "wrong_type", tag, words, f"expected one of {', '.join(words)}"
    return "wrong_type", found["input"], (), found["msg"][:1].lower() + found["msg"][1:]


def _nearest_line(positions: Positions, path: Path) -> int | None:
    """Line of the value, or of the entry that should hold it."""
    while path:
        line = positions.line(path)
        if line is not None:
            return line
        path = path[:-1]
    return 1


def _keys_at(model: type[BaseModel], path: Path, content: Any) -> tuple[str, ...]:
    """Keys that may stand where the path leads."""
    kinds: list[Any] = [model]
    for step in path:
        content = content[step]
        kinds = [inner for kind in kinds for inner in _inside(kind, step)]
        named = content.get("kind") if isinstance(content, dict) else None
        kinds = [kind for kind in kinds if named is None or _has_kind(kind, named)] or kinds
    keys = [key for kind in kinds if _is_model(kind) for key in kind.model_fields]
    return tuple(dict.fromkeys(keys))


def _inside(kind: Any, step: str | int) -> list[Any]:
    """Models (or generic types) that a step into this type leads to."""
    if _is_model(kind):
        field = kind.model_fields.get(str(step))
        return _unwrapped(field.annotation) if field else []
    return [inner for arg in get_args(kind) if arg is not Ellipsis for inner in _unwrapped(arg)]


def _unwrapped(kind: Any) -> list[Any]:
    """Members of a union, without Annotated and None."""
    if hasattr(kind, "__metadata__"):
        return _unwrapped(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        return [inner for arg in get_args(kind) for inner in _unwrapped(arg)]
    return [] if kind is type(None) else [kind]


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _has_kind(model: Any, named: str) -> bool:
    field = model.model_fields.get("kind") if _is_model(model) else None
    return field is not None and named in get_args(field.annotation)
