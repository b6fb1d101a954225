"""The words that the command line understands: commands, their options and their help."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Any

from engagement_kit import __version__
from engagement_kit.words import LANGUAGES

__all__ = ["command_parser"]

Run = Callable[[argparse.Namespace], int]


def command_parser(runs: Mapping[str, Run]) -> argparse.ArgumentParser:
    """Parser of the command line; what it returns has the function to run as ``run``.

    Parameters
    ----------
    runs : mapping of str to callable
        By the name of the command.
    """
    parser = argparse.ArgumentParser(
        prog="engagement-kit",
        description="Case-study research on digital engagement: check, exchange and run a study.",
        epilog="example: engagement-kit new my-study",
    )
    parser.add_argument("--version", action="version", version=f"engagement-kit {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for add in _COMMANDS:
        add(commands, runs)
    return parser


def _command(
    commands: Any, runs: Mapping[str, Run], name: str, what: str, example: str
) -> argparse.ArgumentParser:
    found: argparse.ArgumentParser = commands.add_parser(
        name, help=what, description=f"{what[0].upper()}{what[1:]}.", epilog=f"example: {example}"
    )
    found.set_defaults(run=runs[name])
    return found


def _add_frameworks(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--frameworks",
        metavar="DIR",
        help="folder of frameworks of your own (default: the folder frameworks of the study)",
    )


def _add_check(commands: Any, runs: Mapping[str, Run]) -> None:
    what = "check frameworks and cases, and name every fault with file and line"
    parser = _command(commands, runs, "check", what, "engagement-kit check my-study --strict")
    parser.add_argument(
        "path", nargs="?", metavar="PATH", help="a study, a case, or frameworks (default: here)"
    )
    parser.add_argument(
        "--strict", action="store_true", help="ratings without evidence fail the check, too"
    )
    parser.add_argument(
        "--remarks", action="store_true", help="list remarks, not only their number"
    )
    parser.add_argument(
        "--frameworks",
        metavar="DIR",
        help="folder of frameworks of your own (default: those below PATH)",
    )


def _add_new(commands: Any, runs: Mapping[str, Run]) -> None:
    what = "make a folder for a study of your own, with an example and a template"
    parser = _command(commands, runs, "new", what, "engagement-kit new my-study")
    parser.add_argument(
        "path", metavar="PATH", help="a folder that does not exist yet, or is empty"
    )


def _add_app(commands: Any, runs: Mapping[str, Run]) -> None:
    what = "serve the forms of a study in the browser, on this computer alone"
    parser = _command(commands, runs, "app", what, "engagement-kit app my-study --lang ko")
    parser.add_argument("path", metavar="PATH", help="folder of the study")
    parser.add_argument(
        "--port", type=int, metavar="N", help="default: 8866, or a free one if that is taken"
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="print the address and open no browser"
    )
    parser.add_argument("--lang", default="en", choices=LANGUAGES, help="language to begin with")
    _add_frameworks(parser)


def _add_import(commands: Any, runs: Mapping[str, Run]) -> None:
    what = "read cases, evidence, ratings and notes from a file of any known kind into a study"
    example = "engagement-kit import ratings.xlsx my-study"
    parser = _command(commands, runs, "import", what, example)
    told = "a sheet (.csv, .tsv, .xlsx or a folder of .csv), or a file of another program"
    parser.add_argument("file", metavar="FILE", help=f"{told} (docs/exchange.md lists them)")
    parser.add_argument("path", metavar="PATH", help="folder of the study")
    parser.add_argument("--case", metavar="ID", help="the case of a bibliography or a canvas")
    parser.add_argument(
        "--wave", type=int, metavar="YEAR", help="the year of a project (.qdpx) or a canvas"
    )
    _add_frameworks(parser)


def _add_export(commands: Any, runs: Mapping[str, Run]) -> None:
    what = "write a study as a workbook, or as a folder of .csv files, that can be read in again"
    parser = _command(commands, runs, "export", what, "engagement-kit export my-study out.xlsx")
    parser.add_argument("path", metavar="PATH", help="folder of the study")
    told = "a name that ends in .xlsx, or a folder"
    parser.add_argument("out", metavar="OUT", help=f"{told} (docs/exchange.md lists more)")
    parser.add_argument(
        "--keys", help="of .bib and .json: source, or case: with the id of the case in front"
    )
    _add_frameworks(parser)


def _add_data(commands: Any, runs: Mapping[str, Run]) -> None:
    what = "write a study as tidy tables with a descriptor (data package)"
    parser = _command(commands, runs, "data", what, "engagement-kit data my-study tables")
    parser.add_argument("path", metavar="PATH", help="folder of the study")
    parser.add_argument("folder", nargs="?", default="data", metavar="OUT", help="default: data")
    parser.add_argument("--out", metavar="OUT", help="the same, as an option")
    _add_frameworks(parser)


def _add_crate(commands: Any, runs: Mapping[str, Run]) -> None:
    what = "write a whole study with its figures and data as a research object (RO-Crate)"
    example = "engagement-kit crate my-study my-study-1.0.zip --date 2026-11-22"
    parser = _command(commands, runs, "crate", what, example)
    parser.add_argument("path", metavar="PATH", help="folder of the study")
    parser.add_argument("out", metavar="OUT", help="a new folder, or a name that ends in .zip")
    parser.add_argument(
        "--results",
        metavar="DIR",
        help="folder of figures and report (default: build/study in the study's folder)",
    )
    parser.add_argument(
        "--date", metavar="DAY", help="day of publication (default: that in about.yaml)"
    )
    _add_frameworks(parser)


def _add_survey(commands: Any, runs: Mapping[str, Run]) -> None:
    what = "read the export of a survey into a study, by a mapping that you confirm"
    example = "engagement-kit survey propose responses.csv my-study --out mapping.yaml"
    parser = _command(commands, runs, "survey", what, example)
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    _add_proposing(actions)
    _add_survey_import(actions)


def _action(actions: Any, name: str, what: str, example: str) -> argparse.ArgumentParser:
    """An action of the command survey, which names an export and a study."""
    found: argparse.ArgumentParser = actions.add_parser(
        name, help=what, description=f"{what[0].upper()}{what[1:]}.", epilog=f"example: {example}"
    )
    found.set_defaults(action=name)
    found.add_argument("file", metavar="EXPORT", help="a .csv, .tsv or .xlsx file")
    found.add_argument("path", metavar="PATH", help="folder of the study")
    return found


def _add_proposing(actions: Any) -> None:
    what = "propose what columns and answers mean, by label, as a file to go through"
    example = "engagement-kit survey propose responses.csv my-study --case tate --wave 2024"
    parser = _action(actions, "propose", what, example)
    parser.add_argument("--out", default="mapping.yaml", metavar="FILE", help="the mapping's file")
    parser.add_argument("--survey", metavar="NAME", help="default: after the export's file")
    parser.add_argument("--case", metavar="ID", help="if all responses are about one case")
    parser.add_argument("--wave", type=int, metavar="YEAR", help="if they are about one wave")
    parser.add_argument("--title", metavar="TEXT", help="how the survey is cited")
    parser.add_argument("--url", metavar="PLACE", help="its address, or where the export is kept")
    parser.add_argument("--sheet", metavar="NAME", help="sheet of a workbook")
    parser.add_argument(
        "--respondents", default="coders", choices=("coders", "cases"), help="default: coders"
    )


def _add_survey_import(actions: Any) -> None:
    what = "read the answers into the study, or name every cell that the mapping does not know"
    example = "engagement-kit survey import responses.csv my-study --mapping mapping.yaml"
    parser = _action(actions, "import", what, example)
    parser.add_argument("--mapping", required=True, metavar="FILE", help="confirmed")
    parser.add_argument("--skip-unmapped", action="store_true", help="leave such cells out")
    parser.add_argument(
        "--overwrite", action="store_true", help="change and drop answers to the same waves"
    )
    _add_frameworks(parser)


def _add_references(commands: Any, runs: Mapping[str, Run]) -> None:
    what = "list what a study or a figure rests on, in the style of a journal"
    example = "engagement-kit references my-study --style chicago"
    parser = _command(commands, runs, "references", what, example)
    parser.add_argument("path", metavar="PATH", help="folder of the study, or a saved figure")
    parser.add_argument("--style", default="apa", help="apa, chicago, harvard or vancouver")
    parser.add_argument("--lang", default="en", choices=LANGUAGES, help="language of its words")
    parser.add_argument(
        "--out", metavar="FILE", help="write .txt or .html; .bib or .json for other programs"
    )
    parser.add_argument(
        "--keys", default="source", help="source, or case: with the id of the case in front"
    )
    parser.add_argument("--overwrite", action="store_true", help="replace a file that is there")
    parser.add_argument(
        "--add", metavar="FILE", help="read sources from a .bib or .json file into the study"
    )
    parser.add_argument("--case", metavar="ID", help="with --add: the case that they are of")


def _add_study(commands: Any, runs: Mapping[str, Run]) -> None:
    what = "check a study, compare its cases, and write figures, tables and a report"
    example = "engagement-kit study my-study --out results"
    parser = _command(commands, runs, "study", what, example)
    parser.add_argument("path", metavar="PATH", help="folder of the study")
    parser.add_argument(
        "--out", metavar="DIR", help="where to write (default: build/study in the study's folder)"
    )
    parser.add_argument("--notebooks", metavar="DIR", help="folder of notebooks to run as well")
    parser.add_argument(
        "--lang", default="en", choices=LANGUAGES, help="language of figures and report"
    )


def _add_figure(commands: Any, runs: Mapping[str, Run]) -> None:
    what = "prove a figure: draw it again from its study and say whether it is the same"
    example = "engagement-kit figure verify fig2.pdf"
    parser = _command(commands, runs, "figure", what, example)
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    told = "0: same; 1: something changed, which is named; 2: it cannot be verified, and why"
    verify = actions.add_parser(
        "verify",
        help=what,
        description=f"{what[0].upper()}{what[1:]}.",
        epilog=f"returns {told}. example: {example}",
    )
    verify.add_argument("figures", nargs="+", metavar="FILE", help="a figure that was saved here")
    verify.add_argument(
        "--study", metavar="PATH", help="folder of the study (default: where the figure says)"
    )


_COMMANDS = (
    _add_check,
    _add_new,
    _add_app,
    _add_import,
    _add_export,
    _add_data,
    _add_crate,
    _add_survey,
    _add_references,
    _add_study,
    _add_figure,
)
