"""What SPSS and Stata can hold: names, labels, texts, and codes for what is missing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engagement_kit.exchange.statistics.described import REASONS

__all__ = ["SPSS", "STATA", "Program", "cut", "variable_names"]

_SPSS_WORDS = "all and by eq ge gt le lt ne not or to with"
_STATA_WORDS = "byte double float if in int long strl using with"
_STATA_TYPE = re.compile(r"str\d+\Z", re.IGNORECASE)  # str5 is a type there


@dataclass(frozen=True, slots=True)
class Program:
    """The rules of one program.

    Attributes
    ----------
    name, ending : str
    longest_name : int
        Letters of the name of a variable.
    not_in_names : str
        What a name may not hold, as a pattern.
    words : frozenset of str
        Names that mean something else there.
    longest_label, longest_answer : int
        Bytes (SPSS) or characters (Stata) of a variable's and of an answer's label.
    counts_bytes : bool
    longest_text : int, optional
        Bytes of a text.
    missing : mapping of str to (int or str)
        Code of each kind of missing.
    """

    name: str
    ending: str
    longest_name: int
    not_in_names: str
    words: frozenset[str]
    longest_label: int
    longest_answer: int
    counts_bytes: bool
    longest_text: int | None
    missing: Mapping[str, int | str]


SPSS = Program(
    name="SPSS",
    ending=".sav",
    longest_name=64,
    not_in_names=r"[^A-Za-z0-9_.]",
    words=frozenset(_SPSS_WORDS.split()),
    longest_label=255,
    longest_answer=120,
    counts_bytes=True,
    longest_text=32_767,
    missing=dict(zip(REASONS, (-9, -8, -7, -6), strict=True)),
)
STATA = Program(
    name="Stata",
    ending=".dta",
    longest_name=28,  # of 32: a set of labels is named after its variable, with a number behind
    not_in_names=r"[^A-Za-z0-9_]",
    words=frozenset(_STATA_WORDS.split()),
    longest_label=80,
    longest_answer=1_000,
    counts_bytes=False,
    longest_text=None,
    missing=dict(zip(REASONS, "abcd", strict=True)),
)


def variable_names(columns: Iterable[str], program: Program) -> dict[str, str]:
    """A name for each column that the program takes, each once, whatever its letters' size.

    Examples
    --------
    >>> variable_names(["smi.investment.team", "with", "팀"], STATA)
    {'smi.investment.team': 'smi_investment_team', 'with': 'with_1', '팀': 'v3'}
    >>> variable_names(["smi.investment.team", "Case", "case"], SPSS)
    {'smi.investment.team': 'smi.investment.team', 'Case': 'Case', 'case': 'case_1'}
    """
    found: dict[str, str] = {}
    taken = set(program.words)
    for place, column in enumerate(columns, start=1):
        plain = _fitting(column, program) or f"v{place}"
        name, number = plain, 0
        while name.casefold() in taken:
            number += 1
            name = f"{plain[: program.longest_name - len(str(number)) - 1]}_{number}"
        found[column] = name
        taken.add(name.casefold())
    return found


def _fitting(column: str, program: Program) -> str:
    """The column's name with what the program takes; a long one ends in a mark of its own."""
    name = re.sub(r"_{2,}", "_", re.sub(program.not_in_names, "_", column)).strip("_.")
    if not name:
        return ""
    if not name[0].isalpha() or _STATA_TYPE.match(name):
        name = f"v_{name}"
    if len(name) <= program.longest_name:
        return name
    mark = hashlib.sha256(column.encode(errors="replace")).hexdigest()[:4]
    return f"{name[: program.longest_name - 5].rstrip('_.')}_{mark}"


def cut(text: str, longest: int, *, counts_bytes: bool) -> str:
    """The text, or as much of it as fits with an ellipsis behind.

    Examples
    --------
    >>> cut("customers first", 10, counts_bytes=False), cut("고객", 6, counts_bytes=True)
    ('customers…', '고객')
    """

    def size(one: str) -> int:
        return len(one.encode()) if counts_bytes else len(one)

    if size(text) <= longest:
        return text
    kept = text
    while kept and size(kept.rstrip() + "…") > longest:
        kept = kept[:-1]
    return kept.rstrip() + "…"
