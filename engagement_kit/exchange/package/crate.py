"""A whole study as a research object (RO-Crate): everything in one folder or archive, described."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from engagement_kit import __version__
from engagement_kit.cases import Cases, load_cases
from engagement_kit.errors import Fault, Faults
from engagement_kit.exchange.archives import zip_bytes
from engagement_kit.exchange.package.about import About, find_about, is_day
from engagement_kit.exchange.package.citation import CITATION, citation_text, used_frameworks
from engagement_kit.exchange.package.datapackage import DESCRIPTOR, package_texts
from engagement_kit.exchange.package.drawn import Drawn, drawn_figures
from engagement_kit.exchange.package.graph import METADATA, Crate, crate_text
from engagement_kit.exchange.package.holdings import framework_home, held_files, results_of
from engagement_kit.exchange.wholefile import write_all
from engagement_kit.frameworks import Framework, load_frameworks

__all__ = ["CrateReport", "write_crate"]

_ARCHIVE = ".zip"
_SHOWN = 3  # files that a remark names


@dataclass(frozen=True)
class CrateReport:
    """What was written as a research object.

    Attributes
    ----------
    path : Path
        The folder, or the archive.
    files : tuple of str
        Every file in it, sorted.
    remarks : tuple of str
        What it lacks, and what to do about it.
    faults : tuple of Fault
        What is wrong with the cases that were left out.
    """

    path: Path
    files: tuple[str, ...]
    remarks: tuple[str, ...]
    faults: tuple[Fault, ...]

    def __str__(self) -> str:
        return "\n".join([f"{len(self.files):,} files in {self.path}", *self.remarks])


def write_crate(
    study: str | Path,
    out: str | Path,
    *,
    results: str | Path | None = None,
    frameworks: Mapping[str, Framework] | None = None,
    about: About | None = None,
    date: str | None = None,
) -> CrateReport:
    """Write a whole study as a research object (RO-Crate 1.2) that an archive can take.

    In it are the files of the cases, frameworks with their terms, the study as a data package,
    figures, tables and report if the study was run, how it wants to be cited, and a description of
    all this: who made what out of what with which version of the toolkit. Figures name the files
    that they were drawn from. Other files of the study's folder are not taken: a raw export may
    name people.

    Parameters
    ----------
    study : str or Path
        Folder of the study.
    out : str or Path
        A folder that does not exist yet, or is empty, outside of the study; or a name that ends in
        ``.zip``.
    results : str or Path, optional
        Folder of results, such as :func:`run_study` writes; ``build/study`` in the study if it is
        there.
    frameworks : mapping of Framework, optional
        All frameworks that the cases may use; by default the built-in ones with those of the study.
    about : About, optional
        What is said of the study; by default what its ``about.yaml`` says.
    date : str, optional
        Day of publication, such as ``2026-11-22``; by default that of ``about.yaml``. There is no
        other: the same study gives the same bytes.

    Raises
    ------
    Faults
        There is no sound case; ``out`` is in use or lies in the study; a file cannot be read or
        changed meanwhile.
    NotWritten
        The disk refused, or ``out`` is there already. Nothing is written then.
    """
    study, out = Path(study), Path(out)
    folder = results_of(study, results)
    _check_place(out, study, folder)
    known = _known(study) if frameworks is None else frameworks
    cases = load_cases(study, frameworks=known)
    if not len(cases):
        raise Faults(cases.faults)
    said = find_about(cases) if about is None else about
    crate = _gathered(study, cases, known, folder, said, _day(date) or said.date)
    files = {**crate.files, METADATA: crate_text(crate).encode()}
    _write(out, dict(sorted(files.items())))
    return CrateReport(out, tuple(sorted(files)), tuple(_remarks(crate)), cases.faults)


def _known(study: Path) -> dict[str, Framework]:
    own = study / "frameworks"
    return load_frameworks(own if own.is_dir() else None)


def _check_place(out: Path, study: Path, results: Path | None) -> None:
    """Let a place pass that is free and will not be taken for a part of the study."""
    is_archive = out.suffix.lower() == _ARCHIVE
    if not is_archive and out.exists() and not out.is_dir():
        raise Faults([Fault("is_a_file", str(out), value=str(out))])
    if not is_archive and out.is_dir() and any(out.iterdir()):
        raise Faults([Fault("folder_in_use", str(out), value=str(out))])
    real = Path(os.path.realpath(out))
    for other in (None if is_archive else study, results):
        if other is not None and real.is_relative_to(os.path.realpath(other)):
            raise Faults([Fault("crate_inside", str(out), value=str(out), other=str(other))])


def _day(date: str | None) -> str | None:
    if date is not None and not is_day(date):
        raise Faults([Fault("no_day", "date", value=date)])
    return date


def _gathered(
    study: Path,
    cases: Cases,
    known: Mapping[str, Framework],
    results: Path | None,
    about: About,
    date: str | None,
) -> Crate:
    """Everything that the research object holds but its metadata."""
    used = used_frameworks(cases, known)
    held = held_files(study, cases, used, results)
    tables = package_texts(cases, used, about=about)
    drawn = tuple(drawn_figures(held))
    dated = about.model_copy(update={"date": date})
    own = {f"data/{name}": text.encode() for name, text in tables.items()}
    own[CITATION] = citation_text(dated, used).encode()
    own["README.md"] = _readme(dated, used, has_results=results is not None).encode()
    homes = {framework_home(study, framework): framework for framework in used.values()}
    return Crate(
        about=about,
        files=dict(sorted({**held, **own}.items())),
        cases=_case_homes(held, cases),
        frameworks=homes,
        drawn=drawn,
        described={**_described(tables), **_shown_in(drawn)},
        date=date,
    )


def _case_homes(held: Mapping[str, bytes], cases: Cases) -> dict[str, str]:
    """Name of each case by its folder in the research object."""
    folders = (name.rpartition("/")[0] for name in held if name.endswith("/case.yaml"))
    by_id = {folder.rpartition("/")[2]: folder for folder in folders}
    return {by_id[case.id]: case.label() for case in cases if case.id in by_id}


def _described(tables: Mapping[str, str]) -> dict[str, str]:
    resources = json.loads(tables[DESCRIPTOR])["resources"]
    return {f"data/{one['path']}": f"{one['title']}. {one['description']}" for one in resources}


def _shown_in(drawn: tuple[Drawn, ...]) -> dict[str, str]:
    """What the pictures of a figure show, in the words that stand beside it."""
    pictures = (".svg", ".png", ".pdf", ".eps", ".tiff")
    return {
        place: one.alt
        for one in drawn
        for place in one.files
        if place.lower().endswith(pictures) and one.alt
    }


def _remarks(crate: Crate) -> Iterator[str]:
    """What an archive, or a reader, would ask for."""
    about = crate.about
    if not about.licences:
        yield "No licence: nobody may use it. Add `licences` to about.yaml."
    if crate.date is None:
        yield "No day of publication, which archives ask for: add `date` to about.yaml."
    if not about.contributors:
        yield "Nobody is named: add `contributors` to about.yaml."
    if not any(place.startswith("results/") for place in crate.files):
        yield "No figures and no report: run `engagement-kit study` first, or name the folder."
    for one in crate.drawn:
        if one.lacking:
            listed = ", ".join(one.lacking[:_SHOWN]) + (" ..." if one.lacking[_SHOWN:] else "")
            yield f"The figure {one.name} was drawn from other states of {listed}: draw it anew."


def _write(out: Path, files: Mapping[str, bytes]) -> None:
    if out.suffix.lower() == _ARCHIVE:
        write_all({out: zip_bytes(dict(files))})
    else:
        write_all({out / name: data for name, data in files.items()})


def _readme(about: About, frameworks: Mapping[str, Framework], *, has_results: bool) -> str:
    """The page for people who open the folder."""
    results = "| `results/` | figures, tables and the report: open `report.html` |\n"
    terms = "".join(
        f"- {framework.name}: {framework.definition.licence.holder}, "
        f"{framework.definition.licence.id} ({framework.definition.licence.terms})\n"
        for framework in frameworks.values()
    )
    licences = "".join(f"- {one.title}\n" for one in about.licences) or "- No licence is given.\n"
    return _README.format(
        title=" ".join(about.title.split()),
        caveats="".join(f"- {' '.join(caveat.split())}\n" for caveat in about.caveats),
        results=results if has_results else "",
        licences=licences,
        terms=terms,
        version=__version__,
    ).replace("\n\n\n", "\n\n")


_README = """\
# {title}

{caveats}
| here | what |
|---|---|
| `study/` | cases, evidence and judgements as they were entered |
| `frameworks/` | the published frameworks that were used, in the words of the toolkit |
| `data/` | the same as tables, each column described in `datapackage.json` |
{results}| `CITATION.cff` | how to cite it |
| `ro-crate-metadata.json` | what every file is, who made it and out of what (RO-Crate 1.2) |

Made with engagement_kit {version}. With the toolkit, `engagement-kit study study --out again`
does everything anew, and `engagement-kit figure verify FIGURE --study study` proves a figure.

## Licence

{licences}
The frameworks are their authors':

{terms}"""
