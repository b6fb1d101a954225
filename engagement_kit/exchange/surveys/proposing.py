"""Proposing a mapping for the export of a survey: by label, for a person to confirm."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from engagement_kit.cases import Cases, is_name
from engagement_kit.cases.library import load_cases
from engagement_kit.errors import Fault, Faults, WrongKind
from engagement_kit.exchange.surveys.dialects import response_id
from engagement_kit.exchange.surveys.export import Column, SurveyExport, open_export
from engagement_kit.exchange.surveys.mapping import SurveyMapping
from engagement_kit.exchange.surveys.places import as_year
from engagement_kit.exchange.surveys.proposal import column_guesses, scale_answers, seen
from engagement_kit.exchange.surveys.proposal_text import Head, proposal_text
from engagement_kit.exchange.surveys.texts import folded, label_key
from engagement_kit.exchange.surveys.vocabulary import vocabulary_of
from engagement_kit.frameworks import Framework, load_frameworks

__all__ = ["propose_mapping"]

_FRAMEWORKS = "frameworks"
_WAVE_NAMES = frozenset(("wave", "year", "시점", "연도", "موجة", "سنة"))
_YEARS = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_MOST_CASES = 500  # different texts of a column that may name cases
_PREVIEWS = frozenset(("survey preview", "preview", "spam"))

Names = dict[str, set[str]]


def propose_mapping(
    export: str | Path,
    study_or_frameworks: str | Path | Framework | Mapping[str, Framework] | None = None,
    *,
    survey: str | None = None,
    case: str | None = None,
    wave: int | None = None,
    title: str | None = None,
    url: str | None = None,
    respondents: Literal["coders", "cases"] = "coders",
    sheet: str | None = None,
) -> SurveyMapping:
    """A mapping of columns to items and of answers to values, for a person to go through.

    What a column is called decides about its item only if exactly one item has that id, label,
    question or other name, in any language of its framework; an answer, if the scale calls exactly
    one of its answers so. Case, spaces, numbering and the mark at the end make no difference.
    Everything else is left blank, with what comes into question in a comment.

    Parameters
    ----------
    export : str or Path
        A ``.csv``, ``.tsv`` or ``.xlsx`` file of a form program, or any table of one row a
        response.
    study_or_frameworks : str, Path, Framework or mapping of Framework, optional
        A study, whose own frameworks and cases are looked at as well; or frameworks; the built-in
        ones if left out.
    survey : str, optional
        Name of the survey: letters, digits, hyphen and underscore. That of the file if left out.
    case, wave : optional
        Where all responses are about one case, or one wave.
    title, url : str, optional
        How the survey is cited; ``url`` may be the place where the export is kept.
    respondents : {"coders", "cases"}
        Whether respondents judge a case, or each is a case of its own.
    sheet : str, optional
        Sheet of a workbook.

    Returns
    -------
    SurveyMapping
        Unconfirmed. :meth:`SurveyMapping.save` writes it.

    Raises
    ------
    Faults
        The export cannot be read, or ``survey``, ``case`` or ``wave`` cannot be names.
    """
    found = open_export(export, sheet)
    frameworks, cases = _material(study_or_frameworks)
    vocabulary = vocabulary_of(frameworks.values())
    survey = survey or _name_of(Path(export).stem)
    _check_names(survey, case, wave)
    head = Head()
    head.fields = {
        "format": 1,
        "confirmed": "no",
        "survey": survey,
        "dialect": found.dialect,
        **({"sheet": found.sheet} if found.sheet else {}),
        "respondents": respondents,
        "source": {"title": title, "url": url},
    }
    head.remarks["source"] = ["how the survey is cited; url: an address, or where it is kept"]
    taken = _add_places(head, found, cases, case, wave, cases_needed=respondents == "coders")
    taken |= _add_respondent(head, found)
    _add_left_out(head, found)
    guesses = column_guesses(found, vocabulary, taken)
    answers = scale_answers(found, guesses, vocabulary)
    return SurveyMapping(proposal_text(head, guesses, answers, vocabulary))


def _material(given: object) -> tuple[Mapping[str, Framework], Cases]:
    """Frameworks and cases to look for."""
    if given is None:
        return load_frameworks(), Cases(())
    if isinstance(given, Framework):
        return {given.id: given}, Cases(())
    if isinstance(given, str | Path):
        return _study_material(Path(given))
    if isinstance(given, Mapping):
        return given, Cases(())
    kind = type(given).__name__
    raise WrongKind("study_or_frameworks", kind, "the path of a study, or frameworks")


def _study_material(study: Path) -> tuple[Mapping[str, Framework], Cases]:
    own = study / _FRAMEWORKS
    frameworks = load_frameworks(own if own.is_dir() else None)
    try:
        return frameworks, load_cases(study, frameworks=frameworks)
    except Faults:
        if not study.is_dir():
            raise
        return frameworks, Cases(())


def _name_of(stem: str) -> str:
    """A name for a survey, from that of its file."""
    text = unicodedata.normalize("NFC", stem)
    kept = "".join(c if is_name(f"a{c}") else "-" for c in text)
    return re.sub("-{2,}", "-", kept).strip("-")[:60].casefold() or "survey"


def _check_names(survey: str, case: str | None, wave: int | None) -> None:
    faults = [
        Fault("bad_name", "propose_mapping()", field, value=value)
        for field, value in (("survey", survey), ("case", case))
        if value is not None and not is_name(value)
    ]
    if wave is not None and as_year(str(wave)) is None:
        faults.append(Fault("bad_year", "propose_mapping()", "wave", value=wave))
    if faults:
        raise Faults(faults)


def _add_places(
    head: Head,
    export: SurveyExport,
    cases: Cases,
    case: str | None,
    wave: int | None,
    *,
    cases_needed: bool,
) -> set[int]:
    """Say where case and wave come from; places of the columns that say it."""
    taken: set[int] = set()
    head.fields["case"], head.fields["wave"] = {"value": case}, {"value": wave}
    if cases_needed and case is None:
        column = _case_column(head, export, cases)
        taken |= {column.place} if column else set()
        if not column:
            head.remarks["case"] = _asked("which case the responses are about", cases.ids)
    elif not cases_needed:
        del head.fields["case"]
    if wave is None:
        column = _wave_column(head, export)
        taken |= {column.place} if column else set()
        if not column:
            years = sorted({*_years_seen(export), *(w for c in cases for w in c.waves)})
            told = "which wave: the state at the end of a year"
            head.remarks["wave"] = _asked(told, map(str, years))
    return taken


def _asked(what: str, candidates: Iterable[str]) -> list[str]:
    found = list(candidates)[:12]
    return [f"{what}; say so, or name a column" + (f" ({', '.join(found)})" if found else "")]


def _case_column(head: Head, export: SurveyExport, cases: Cases) -> Column | None:
    """The only column that names nothing but cases of the study."""
    names: Names = {}
    for case in cases:
        for name in (case.id, *case.name.values()):
            names.setdefault(label_key(name), set()).add(case.id)
    found = []
    for column in export.columns:
        texts = seen(export, column)
        known = [names.get(label_key(text), set()) for text in texts]
        if texts and len(texts) <= _MOST_CASES and all(len(one) == 1 for one in known):
            found.append((column, dict(zip(texts, known, strict=True))))
    if len(found) != 1:
        return None
    column, meanings = found[0]
    answers = [{"text": text, "value": next(iter(ids))} for text, ids in meanings.items()]
    head.fields["case"] = {**_named(column), "answers": answers}
    return column


def _wave_column(head: Head, export: SurveyExport) -> Column | None:
    """The only column that is called a year or wave and holds nothing but years."""
    called = [c for c in export.columns if {folded(c.name), label_key(c.text)} & _WAVE_NAMES]
    found = [c for c in called if all(as_year(text) is not None for text in seen(export, c))]
    if len(found) != 1:
        return None
    head.fields["wave"] = _named(found[0])
    return found[0]


def _named(column: Column) -> dict[str, object]:
    return {"column": column.name, **({"nth": column.nth} if column.nth > 1 else {})}


def _years_seen(export: SurveyExport) -> set[int]:
    """Years in the first two columns that say when a response was given."""
    dates = [c for c in export.columns if c.place < 2 and export.dialect != "plain"]
    return {
        int(year)
        for column in dates
        for text in list(seen(export, column))[:1000]
        for year in _YEARS.findall(text)
    }


def _add_respondent(head: Head, export: SurveyExport) -> set[int]:
    """Say what tells respondents apart; places of the columns that do."""
    name = response_id(export.dialect, [column.name for column in export.columns])
    column = None if name is None else export.column(name)
    if column is None or not all(export.cells(column)):
        head.fields["respondent"] = {"column": None}
        head.remarks["respondent"] = [
            "respondents are numbered in the order of the export, or named after a column:",
            "a hash of an id stays the same in later exports (secret: where others know the ids)",
        ]
        column = None
    else:
        head.fields["respondent"] = {"column": column.name}
        head.remarks["respondent"] = ["names of respondents are made from a hash of this id"]
    head.fields |= {"repeated": "refuse", "blank": "unknown"}
    head.remarks["repeated"] = ["who answers twice about one case and wave: refuse, first or last"]
    head.remarks["blank"] = ["a blank cell: unknown (asked, no answer) or not_asked"]
    return {column.place} if column else set()


def _add_left_out(head: Head, export: SurveyExport) -> None:
    """Leave out what Qualtrics marks as a preview by the people who made the survey."""
    column = export.column("Status") if export.dialect == "qualtrics" else None
    texts = [] if column is None else [t for t in seen(export, column) if folded(t) in _PREVIEWS]
    if texts:
        head.fields["leave_out"] = [{"column": "Status", "texts": texts}]
        head.remarks["leave_out"] = ["responses that are not read"]
