"""Whose export it is, told by the marks that each form program leaves in the first rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, get_args

__all__ = ["DIALECTS", "Dialect", "dialect_of", "header_rows", "is_about_response", "response_id"]

Dialect = Literal["google_forms", "microsoft_forms", "qualtrics", "limesurvey", "kobo", "plain"]
DIALECTS: tuple[Dialect, ...] = get_args(Dialect)

_IMPORT_ID = re.compile(r"""\s*\{\s*["']ImportId["']\s*:""")
# The first column of Google Forms, in the language of whoever made the form.
_TIMESTAMPS = frozenset(
    ("timestamp", "타임스탬프", "طابع زمني", "zeitstempel", "horodateur", "marca temporal",
     "informazioni cronologiche", "carimbo de data/hora", "タイムスタンプ", "时间戳记", "時間戳記")
)  # fmt: skip
# The first three columns of Microsoft Forms.
_MICROSOFT = (
    ("id", "start time", "completion time"),
    ("id", "시작 시간", "완료 시간"),
    ("id", "وقت البدء", "وقت الإكمال"),
    ("المعرف", "وقت البدء", "وقت الإكمال"),
    ("المعرّف", "وقت البدء", "وقت الإكمال"),
)
_LIMESURVEY = (
    frozenset(("submitdate", "lastpage", "startlanguage")),
    frozenset(("date submitted", "last page", "start language")),
)
_KOBO = (frozenset(("_uuid", "_submission_time")), frozenset(("_id", "_uuid")))
_QUALTRICS = frozenset(("responseid", "startdate", "enddate"))

# Columns that say something of a response and never hold an answer; names in small letters.
_ABOUT: dict[Dialect, frozenset[str]] = {
    "google_forms": frozenset(
        (*_TIMESTAMPS, "username", "score", "email address", "이메일 주소",
         "عنوان البريد الإلكتروني")
    ),
    "microsoft_forms": frozenset(
        (*(name for names in _MICROSOFT for name in names), "email", "name", "last modified time",
         "language", "total points", "quiz feedback", "전자 메일", "이름", "마지막으로 수정한 시간",
         "البريد الإلكتروني", "الاسم", "وقت آخر تعديل")
    ),
    "qualtrics": frozenset(
        ("startdate", "enddate", "status", "ipaddress", "progress", "duration (in seconds)",
         "finished", "recordeddate", "responseid", "recipientlastname", "recipientfirstname",
         "recipientemail", "externalreference", "externaldatareference", "locationlatitude",
         "locationlongitude", "distributionchannel", "userlanguage", "responseset")
    ),
    "limesurvey": frozenset(
        ("id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp",
         "ipaddr", "refurl", "token", "response id", "date submitted", "last page",
         "start language", "date started", "date last action", "ip address", "referrer url",
         "access code", "firstname", "lastname", "email", "interviewtime")
    ),
    "kobo": frozenset(
        ("start", "end", "today", "deviceid", "username", "phonenumber", "subscriberid",
         "simserial", "formhub/uuid", "meta/instanceid", "__version__", "audit")
    ),
    "plain": frozenset(),
}  # fmt: skip
_RESPONSE_IDS: dict[Dialect, tuple[str, ...]] = {
    "qualtrics": ("responseid",),
    "limesurvey": ("id", "response id", "id. response id"),
    "kobo": ("_uuid", "_id"),
    "microsoft_forms": ("id", "المعرف", "المعرّف"),
}


def dialect_of(rows: Sequence[Sequence[str]]) -> Dialect:
    """Whose form the first (up to three) rows of an export have; ``plain`` if nobody's known here.

    Examples
    --------
    >>> dialect_of([["Timestamp", "Is there a team?"]])
    'google_forms'
    """
    names = [cell.strip().casefold() for cell in rows[0]] if rows else []
    found = frozenset(_bare(name) for name in names)
    if _import_ids(rows) or found >= _QUALTRICS:
        return "qualtrics"
    if any(found >= marks for marks in _KOBO):
        return "kobo"
    if any(found >= marks for marks in _LIMESURVEY):
        return "limesurvey"
    if tuple(names[:3]) in _MICROSOFT:
        return "microsoft_forms"
    return "google_forms" if names and names[0] in _TIMESTAMPS else "plain"


def _bare(name: str) -> str:
    """A name without the code that LimeSurvey may put before it: ``lastpage. Last page``."""
    code, dot, rest = name.partition(". ")
    return rest if dot and code.isalnum() else name


def _import_ids(rows: Sequence[Sequence[str]]) -> int:
    """Number of the row that holds Qualtrics' ids as JSON, from 1; 0 if there is none."""
    for number, cells in enumerate(rows[1:3], start=2):
        if any(map(_IMPORT_ID.match, cells)):
            return number
    return 0


def header_rows(dialect: Dialect, rows: Sequence[Sequence[str]]) -> int:
    """How many rows of names stand above the answers: three in exports of Qualtrics, else one.

    Exports of Qualtrics that somebody has tidied may lack the row of ids, or all but the names.
    """
    if dialect != "qualtrics":
        return 1
    if ids := _import_ids(rows):
        return ids
    place = [cell.strip().casefold() for cell in rows[0]].index("responseid")
    second = rows[1][place].strip() if len(rows) > 1 and place < len(rows[1]) else ""
    return 2 if second.casefold() in ("response id", "responseid") else 1


def is_about_response(dialect: Dialect, name: str) -> bool:
    """Whether a column says something of the response and holds no answer."""
    folded = name.strip().casefold()
    hidden = dialect == "kobo" and folded.startswith("_")
    return hidden or folded in _ABOUT[dialect] or _bare(folded) in _ABOUT[dialect]


def response_id(dialect: Dialect, names: Sequence[str]) -> str | None:
    """Name of the column that numbers the responses; None where the program has none."""
    folded = {name.strip().casefold(): name for name in names}
    return next((folded[n] for n in _RESPONSE_IDS.get(dialect, ()) if n in folded), None)
