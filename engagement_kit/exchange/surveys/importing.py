"""From the answers of a survey to a study: one file a case, and the survey as its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engagement_kit.cases import read_case
from engagement_kit.cases.answer_file import coder_file, survey_coder
from engagement_kit.cases.check import check_one, known_catalogue
from engagement_kit.cases.rewriting import file_changes, read_files
from engagement_kit.cases.together import Change, write_together
from engagement_kit.errors import Fault, Faults, nearest
from engagement_kit.exchange.case_places import folders_by_case
from engagement_kit.exchange.surveys.answers import SurveyAnswers, count_of
from engagement_kit.exchange.surveys.joining import Joined, join_answers
from engagement_kit.exchange.surveys.mapping import SurveyMapping, as_mapping
from engagement_kit.exchange.surveys.reading import read_survey
from engagement_kit.frameworks import Framework

__all__ = ["SurveyImport", "import_survey"]


@dataclass(frozen=True, slots=True)
class SurveyImport:
    """What an import of a survey did; printed, it says so in plain sentences.

    Attributes
    ----------
    answers : SurveyAnswers
        What was read, with the cells that were not mapped.
    new, same, replaced, dropped : int
        Responses (one respondent, case and wave each) by what became of them in the study.
    drafts : int
        Ratings of the survey that stay out of scores.
    written : tuple of str
        Files that were made or changed.
    """

    answers: SurveyAnswers
    new: int
    same: int
    replaced: int
    dropped: int
    drafts: int
    written: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield str(self.answers)
        counts = {
            "new": self.new,
            "there already": self.same,
            "replaced": self.replaced,
            "dropped, as the export no longer has them": self.dropped,
        }
        yield "in the study: " + ", ".join(f"{n:,} {what}" for what, n in counts.items() if n)
        if self.drafts:
            yield f"{count_of(self.drafts, 'rating')} stay out of scores as drafts"
        yield f"{count_of(len(self.written), 'file')} written"


def import_survey(
    export: str | Path,
    study: str | Path,
    mapping: SurveyMapping | str | Path,
    *,
    frameworks: Mapping[str, Framework] | None = None,
    unmapped: Literal["refuse", "skip"] = "refuse",
    overwrite: bool = False,
) -> SurveyImport:
    """Read a survey into a study, whose cases its respondents judge.

    Respondents become coders of a case, called ``<survey>:r0001`` or the like; neither their names
    nor addresses enter the study. Their answers stand in one file a case and survey,
    ``answers-<survey>.csv``. The survey becomes a source of the case, and a piece of evidence for
    each wave, which every rating names.

    Parameters
    ----------
    export : str or Path
        As for :func:`read_survey`.
    study : str or Path
        Folder of the study; it holds the cases already, with the waves that are asked about.
    mapping : SurveyMapping, str or Path
        Confirmed.
    frameworks : mapping of Framework, optional
        All frameworks whose items may be used; the built-in ones if left out.
    unmapped : {"refuse", "skip"}
        As for :func:`read_survey`.
    overwrite : bool
        Whether answers to the same waves that are in the study already may be changed, and those
        dropped that the export no longer has. New responses are added without it.

    Raises
    ------
    Faults
        With everything that is wrong: in the export and its mapping, cases or waves that the study
        does not have, answers that would be changed. Nothing has been written then.
    WriteConflict, NotWritten
        A file changed in the meantime, or the disk refused. What was written has been put back.
    """
    study, mapping = Path(study), as_mapping(mapping)
    form = mapping.form
    if form.respondents == "cases":
        raise Faults([mapping.fault("cases_in_study", ("respondents",), form.respondents)])
    undecided = [name for name in ("title", "url") if getattr(form.source, name) is None]
    faults = [mapping.fault("unnamed_source", ("source",), other=name) for name in undecided]
    try:
        answers = read_survey(export, mapping, frameworks=frameworks, unmapped=unmapped)
    except Faults as error:
        raise Faults([*error.faults, *faults]) from None
    if faults:
        raise Faults(faults)
    catalogue = known_catalogue(frameworks)
    changes: list[Change] = []
    joined: list[Joined] = []
    for case_id, rows in answers.table.groupby("case", sort=False):
        folder = _folder(study, str(case_id), answers, faults)
        if folder is None:
            continue
        files = read_files(folder)  # before the case: a change in between is then a conflict
        before = read_case(folder)
        one = join_answers(before, rows, mapping, overwrite=overwrite)
        faults += one.faults
        found = [fault for fault in check_one(one.case, catalogue) if fault.level == "fault"]
        faults += _once(found)
        if not faults:
            changes += file_changes(one.case, before, folder, files)
        joined.append(one)
    if faults:
        raise Faults(faults)
    write_together(changes, study)
    return _report(answers, joined, changes)


def _folder(study: Path, case_id: str, answers: SurveyAnswers, faults: list[Fault]) -> Path | None:
    """The folder of a case; that there is none is noted."""
    folders = folders_by_case(study)
    if case_id not in folders:
        near = nearest(case_id, folders)
        mapping = answers.mapping
        faults.append(mapping.fault("no_such_case", ("case",), case_id, nearest=near))
    return folders.get(case_id)


def _once(found: list[Fault]) -> Iterator[Fault]:
    """One fault of each kind and value: a wave that a case lacks is wrong for every respondent."""
    seen: set[tuple[str, str, str]] = set()
    for fault in found:
        key = (fault.code, fault.file, str(fault.value))
        if key not in seen:
            yield fault
        seen.add(key)


def _report(answers: SurveyAnswers, joined: list[Joined], changes: list[Change]) -> SurveyImport:
    name = coder_file(survey_coder(answers.mapping.form.survey, "r"))
    ratings = [r for one in joined for r in one.case.ratings if coder_file(r.coder) == name]
    return SurveyImport(
        answers,
        new=sum(one.new for one in joined),
        same=sum(one.same for one in joined),
        replaced=sum(one.replaced for one in joined),
        dropped=sum(one.dropped for one in joined),
        drafts=sum(rating.is_draft for rating in ratings),
        written=tuple(str(change.path) for change in changes),
    )
