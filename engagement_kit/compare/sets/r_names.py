"""Names of columns and cases that R and its package QCA take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

__all__ = ["r_case_names", "r_column_names"]

_PLAIN_COLUMN = re.compile(r"[A-Z][A-Z0-9]*\Z")
_PLAIN_CASE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,39}\Z")
# Columns that a truth table in R has of its own, and words that R reads as something else.
_TAKEN = {"OUT", "N", "INCL", "PRI", "CASES", "T", "F", "TRUE", "FALSE", "NA", "NULL", "INF"}


def r_column_names(names: Iterable[str]) -> Mapping[str, str]:
    """A name for each column that R's QCA takes: capital letters and digits, each once.

    Names that are so already stay. Others keep what letters and digits they have.

    Examples
    --------
    >>> dict(r_column_names(["DEV", "smi.team", "N", "팀"]))
    {'DEV': 'DEV', 'smi.team': 'SMITEAM', 'N': 'N1', '팀': 'SET'}
    """
    names = list(names)
    kept = {name for name in names if _PLAIN_COLUMN.match(name) and name not in _TAKEN}
    found, taken = {}, kept | _TAKEN
    for name in names:
        found[name] = name if name in kept else _free(_capitals(name), taken)
        taken |= {found[name]}
    return found


def _capitals(name: str) -> str:
    letters = re.sub(r"[^A-Z0-9]", "", name.upper().encode("ascii", "ignore").decode())
    return letters if letters[:1].isalpha() else f"SET{letters}"


def _free(name: str, taken: set[str]) -> str:
    """The name, or the name with the first number after it that nobody has."""
    number, free = 0, name
    while free in taken:
        number += 1
        free = f"{name}{number}"
    return free


def r_case_names(names: Iterable[str]) -> Mapping[str, str]:
    """A name for each case that is a cell of no formula and parts no list: plain ones stay.

    Examples
    --------
    >>> dict(r_case_names(["AU", "=1+1", "Best Buy, Inc."]))
    {'AU': 'AU', '=1+1': 'case_2', 'Best Buy, Inc.': 'case_3'}
    """
    names = list(names)
    kept = {name for name in names if _PLAIN_CASE.match(name)}
    found, taken = {}, set(kept)
    for place, name in enumerate(names, start=1):
        found[name] = name if name in kept else _free(f"case_{place}", taken)
        taken.add(found[name])
    return found
