"""Running a whole study: the steps, one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from engagement_kit.errors import Fault
from engagement_kit.report.contents import Contents, Drawn
from engagement_kit.report.figures import study_figures, write_figure
from engagement_kit.report.folder import files_in, new_folder
from engagement_kit.report.material import read_study
from engagement_kit.report.notebooks import find_notebooks, run_notebooks
from engagement_kit.report.page import report_page
from engagement_kit.report.tables import study_tables, write_tables

__all__ = ["REPORT", "StudyResult", "run_study"]

REPORT = "report.html"


@dataclass(frozen=True)
class StudyResult:
    """What came of running a study.

    Attributes
    ----------
    out : Path
        Folder of the results; ``report.html`` in it is the place to begin.
    faults : tuple of Fault
        What is wrong with the cases that were left out, and which notebooks stopped.
    drafts : tuple of Fault
        Ratings without evidence; they count in no result.
    files : tuple of Path
        Everything that was written, sorted.
    """

    out: Path
    faults: tuple[Fault, ...]
    drafts: tuple[Fault, ...]
    files: tuple[Path, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was left out."""
        return not self.faults

    @property
    def report(self) -> Path:
        """The page to begin with."""
        return self.out / REPORT


def run_study(
    path: str | Path,
    out: str | Path,
    *,
    notebooks: str | Path | None = None,
    lang: str = "en",
    frameworks: Iterable[str] | None = None,
    progress: bool = True,
) -> StudyResult:
    """Check a study, compute, draw and write everything; a broken case is named and left out.

    ``out`` then holds ``report.html``, ``figures`` (SVG, PDF, PNG, words and data), ``tables``
    (CSV, and one workbook) and the ``notebooks`` as they were run. It is replaced as a whole, and
    only when all went well; the same study gives the same bytes, but for what notebooks print.

    Parameters
    ----------
    path : str or Path
        Folder of the study. Frameworks of its own lie in its folder ``frameworks``; what it says of
        itself in ``about.yaml`` (or ``about.ko.yaml``, ``about.ar.yaml``) stands in the report.
    out : str or Path
        Folder for the results: new, empty, or one that an earlier run made.
    notebooks : str or Path, optional
        Folder of notebooks to run, each in a kernel of its own, beside the rest of the work.
    lang : {"en", "ko", "ar"}
        Language of figures and report.
    frameworks : iterable of str, optional
        Ids of the frameworks to report on; all that the cases use if left out.
    progress : bool
        Whether a progress bar is shown on standard error.

    Raises
    ------
    Faults
        There is no sound case, ``out`` holds something else, or a framework is not sound.
    UnknownId
        No such language or framework.
    """
    listed = find_notebooks(notebooks)
    with (
        new_folder(out) as folder,
        tqdm(total=len(listed) + 4, disable=not progress, unit="step", leave=False) as bar,
        run_notebooks(listed, folder / "notebooks") as runs,
    ):
        study = read_study(path, lang, frameworks)
        figures = study_figures(study)
        bar.reset(len(listed) + 4 + len(figures))
        _advance(bar, "tables")
        tables = study_tables(study)
        unwritten = write_tables(study, tables, folder / "tables")
        drawn = []
        (folder / "figures").mkdir()
        for figure in figures:
            _advance(bar, figure.name)
            svg = write_figure(figure, folder / "figures", Path(out) / "figures")
            drawn.append(Drawn(figure, svg))
        stopped = []
        for notebook, fault in zip(listed, runs.faults(), strict=True):
            _advance(bar, notebook.name)
            stopped += [fault] if fault else []
        _advance(bar, REPORT)
        names = tuple(notebook.name for notebook in listed)
        contents = Contents(study, tuple(drawn), tuple(tables), names, tuple(stopped))
        (folder / REPORT).write_text(report_page(contents), encoding="utf-8", newline="\n")
    out = Path(out)
    files = tuple(out / name for name in files_in(out))
    return StudyResult(out, (*study.faults, *unwritten, *stopped), study.drafts, files)


def _advance(bar: tqdm, doing: str) -> None:  # type: ignore[type-arg]
    """One step further on the bar, with what is being done now."""
    bar.set_postfix_str(doing)
    bar.update()
