"""The file of a survey's answers: one row a respondent and wave, one column an item.

``answers-<survey>.csv`` lies in the folder of the case beside the files of the coders. Its first
row is ``case,wave,respondent,evidence`` and then ids of items; a cell holds the id of an answer,
or why there is none (``unknown``, ``not_asked``, ``not_applicable``, ``confidential``); a blank
cell says nothing. Each respondent is a coder of the case, called ``<survey>:<respondent>``.
"""

from __future__ import annotations

import csv
import io
import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

from engagement_kit.cases.entries import Missing, Rating
from engagement_kit.cases.fields import is_name
from engagement_kit.errors import Fault, Faults, nearest

__all__ = [
    "ANSWERS_PREFIX",
    "ANSWERS_SUFFIX",
    "answer_paths",
    "answer_places",
    "answers_of",
    "answers_text",
    "coder_file",
    "gathered_coders",
    "is_answer_file",
    "is_survey_coder",
    "parse_answers",
    "survey_coder",
]

ANSWERS_PREFIX, ANSWERS_SUFFIX = "answers-", ".csv"
HEAD = ("case", "wave", "respondent", "evidence")
_REASONS = frozenset(get_args(Missing))
_MARK = ":"  # no name of a coder has it, and no file needs it
_MOST_COLUMNS = 2_000
_MOST_FAULTS = 200  # of one file: more of them say nothing new
_LONGEST_ID = 200


def survey_coder(survey: str, respondent: str) -> str:
    """What a respondent is called as a coder.

    Examples
    --------
    >>> survey_coder("visitors", "r0001")
    'visitors:r0001'
    """
    return f"{survey}{_MARK}{respondent}"


def is_survey_coder(coder: str) -> bool:
    """Whether a coder is a respondent of a survey."""
    survey, mark, respondent = coder.partition(_MARK)
    return bool(mark) and is_name(survey) and is_name(respondent)


def coder_file(coder: str) -> str:
    """Name of the file that holds a coder's judgements.

    Examples
    --------
    >>> coder_file("anna"), coder_file("visitors:r0001")
    ('anna.yaml', 'answers-visitors.csv')
    """
    survey, mark, _ = coder.partition(_MARK)
    return f"{ANSWERS_PREFIX}{survey}{ANSWERS_SUFFIX}" if mark else f"{coder}.yaml"


def gathered_coders(coders: Iterable[str]) -> dict[str, int]:
    """Coders in order, and in place of respondents their survey with how many they are (else 0).

    Examples
    --------
    >>> gathered_coders(["anna", "visitors:r0001", "visitors:r0002"])
    {'anna': 0, 'visitors': 2}
    """
    found: dict[str, int] = {}
    for coder in coders:
        name = coder.partition(_MARK)[0]
        found[name] = found.get(name, 0) + (_MARK in coder)
    return found


def is_answer_file(name: str) -> bool:
    """Whether a file of this name holds the answers of a survey."""
    return name.startswith(ANSWERS_PREFIX) and name.endswith(ANSWERS_SUFFIX)


def survey_of(name: str) -> str:
    """The survey that an answer file is named after."""
    bare = name.removeprefix(ANSWERS_PREFIX).removesuffix(ANSWERS_SUFFIX)
    return unicodedata.normalize("NFC", bare)


def parse_answers(data: bytes, path: Path, case: str | None = None) -> list[Rating]:
    """The ratings that an answer file holds, row after row.

    Parameters
    ----------
    data : bytes
        Its content, which whoever read it has kept within bounds.
    path : Path
        Its name says which survey.
    case : str, optional
        The case that it must speak of.

    Raises
    ------
    Faults
        With everything that is wrong in it: line, column, what was expected.
    """
    file, survey, faults = str(path), survey_of(path.name), list[Fault]()
    if not is_name(survey) or not is_answer_file(path.name):
        faults.append(Fault("bad_survey", file, value=survey))
    rows = _rows(data, file)
    line, head = next(rows, (1, []))
    faults += _head_faults(head, file, line)
    if faults:
        raise Faults(faults)
    items = [name.strip() for name in head[len(HEAD) :]]
    ratings: list[Rating] = []
    seen: dict[tuple[str, str], int] = {}
    for line, cells in rows:
        found = list(_row_faults(cells, len(head), case, file, line))
        key = (unicodedata.normalize("NFC", cells[2]), cells[1]) if len(cells) > 2 else ("", "")
        if key in seen and not found:
            other = f"first in line {seen[key]}"
            found.append(Fault("repeated_id", file, "respondent", line, key[0], other=other))
        seen.setdefault(key, line)
        faults += found
        if not found:
            ratings += _ratings(cells, items, survey)
        if len(faults) > _MOST_FAULTS:
            break
    if faults:
        raise Faults(faults[:_MOST_FAULTS])
    return ratings


def _rows(data: bytes, file: str) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of each row that is not blank, without space around them."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        other = f"byte 0x{data[error.start]:02x}"
        raise Faults([Fault("not_utf8", file, line=line, other=other)]) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield line, stripped
            line = reader.line_num + 1
    except csv.Error as error:
        raise Faults([Fault("not_cells", file, line=line, other=str(error))]) from None


def _head_faults(head: Sequence[str], file: str, line: int) -> Iterator[Fault]:
    if tuple(head[: len(HEAD)]) != HEAD:
        value = ",".join(head[: len(HEAD)])
        yield Fault("answer_head", file, "", line, value, HEAD)
        return
    if len(head) > _MOST_COLUMNS:
        most = (f"{_MOST_COLUMNS:,}",)
        yield Fault("too_many_columns", file, "", line, len(head), most)
        return
    seen: dict[str, int] = {}
    for place, item in enumerate(head[len(HEAD) :], start=len(HEAD) + 1):
        if not is_id(item):
            yield Fault("answer_item", file, f"column {place}", line, item)
        elif item in seen:
            yield Fault("double_column", file, item, line, item, other=f"column {seen[item]}")
        seen.setdefault(item, place)


def is_id(text: str) -> bool:
    """Whether a text can be the id of an item, an answer or a piece of evidence."""
    return 0 < len(text) <= _LONGEST_ID and not any(c.isspace() or c in ",;" for c in text)


def _row_faults(
    cells: Sequence[str], width: int, case: str | None, file: str, line: int
) -> Iterator[Fault]:
    if len(cells) != width:
        yield Fault("answer_width", file, "", line, len(cells), (str(width),))
        return
    if case is not None and unicodedata.normalize("NFC", cells[0]) != case:
        near = nearest(cells[0], (case,))
        yield Fault("wrong_case", file, "case", line, cells[0], (case,), near)
    if not (cells[1].isascii() and cells[1].isdigit() and 1000 <= int(cells[1][:5]) <= 2999):
        yield Fault("bad_year", file, "wave", line, cells[1])
    if not is_name(cells[2]):
        yield Fault("bad_name", file, "respondent", line, cells[2])
    for key in filter(None, cells[3].split(";")):
        if not is_id(key):
            yield Fault("answer_item", file, "evidence", line, key)
    for place, cell in enumerate(cells[len(HEAD) :], start=len(HEAD) + 1):
        if cell and not is_id(cell):
            yield Fault("answer_item", file, f"column {place}", line, cell)


def _ratings(cells: Sequence[str], items: Sequence[str], survey: str) -> Iterator[Rating]:
    """A rating for each cell that says something; nothing is validated a second time."""
    case, name = (unicodedata.normalize("NFC", cells[place]) for place in (0, 2))
    coder = survey_coder(survey, name)
    wave, evidence = int(cells[1]), tuple(key for key in cells[3].split(";") if key)
    for item, cell in zip(items, cells[len(HEAD) :], strict=True):
        if cell:
            has_no_answer = cell in _REASONS
            yield Rating.model_construct(
                item=item,
                wave=wave,
                value=None if has_no_answer else cell,
                missing=cell if has_no_answer else None,  # type: ignore[arg-type]
                confidence=None,
                evidence=evidence,
                note=None,
                case=case,
                coder=coder,
            )


def answer_paths(folder: Path) -> list[Path]:
    """Files of a case's folder that hold answers of surveys, sorted.

    Upper case makes no difference: what people may mean as such a file is never left unread.
    """
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if is_answer_file(entry.name.lower())]
    return sorted(path for path in (folder / name for name in names) if path.is_file())


def answer_places(path: Path) -> Iterator[tuple[int, str]]:
    """Line and item of each rating of an answer file, in order; none if it cannot be read."""
    try:
        rows = _rows(path.read_bytes(), str(path))
        items = [name.strip() for name in next(rows, (1, []))[1][len(HEAD) :]]
        for line, cells in rows:
            filled = zip(items, cells[len(HEAD) :], strict=False)
            yield from ((line, item) for item, cell in filled if cell)
    except (Faults, OSError):  # it went away or changed since the case was read
        return


def answers_of(case: Any, name: str) -> list[Rating]:
    """The ratings of a case that stand in one file of a survey's answers, in order."""
    start = f"{survey_of(name)}{_MARK}"
    return [rating for rating in case.ratings if rating.coder.startswith(start)]


def answers_text(ratings: Iterable[Rating]) -> str:
    """Text of an answer file: respondents and items in the order in which they come.

    Raises
    ------
    Faults
        A rating holds what the file has no place for: a note, a confidence, or evidence that
        differs within one row.
    """
    rows: dict[tuple[str, int, str], dict[str, str]] = {}
    evidence: dict[tuple[str, int, str], tuple[str, ...]] = {}
    items: dict[str, None] = {}
    faults = []
    for rating in ratings:
        respondent = rating.coder.partition(_MARK)[2]
        key = (rating.case, rating.wave, respondent)
        differs = evidence.setdefault(key, rating.evidence) != rating.evidence
        if differs or rating.note is not None or rating.confidence is not None:
            file = coder_file(rating.coder)
            faults.append(Fault("answer_surplus", file, respondent, value=rating.item))
        items.setdefault(rating.item)
        rows.setdefault(key, {})[rating.item] = rating.value or rating.missing or ""
    if faults:
        raise Faults(faults)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*HEAD, *items))
    for key, cells in rows.items():
        keys = ";".join(evidence[key])
        writer.writerow((*key, keys, *(cells.get(item, "") for item in items)))
    return out.getvalue()
