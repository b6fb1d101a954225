"""In and out: sheets, surveys, bibliographies, projects of other programs, packages for archives.

Nothing is imported here: each name comes with its room, when it is first asked for.
"""

from __future__ import annotations

import importlib
from typing import Any

# Public name -> the module that holds it. __all__ and dir() are made from this table alone.
_HOMES = {
    "About": "package.about",
    "Bibliography": "bibliography.collection",
    "CanvasReport": "canvases.importing",
    "CrateReport": "package.crate",
    "ImportReport": "sheets.importing",
    "References": "bibliography.references",
    "StatisticsFile": "statistics.writing",
    "SurveyAnswers": "surveys.answers",
    "SurveyImport": "surveys.importing",
    "SurveyMapping": "surveys.mapping",
    "export_study": "sheets.exporting",
    "export_to": "passages",
    "find_about": "package.about",
    "format_references": "bibliography.references",
    "import_bibliography": "bibliography.importing",
    "import_canvas": "canvases.importing",
    "import_from": "passages",
    "import_qdc": "refi.codebook_in",
    "import_qdpx": "refi.importing",
    "import_sheet": "sheets.importing",
    "import_survey": "surveys.importing",
    "new_study": "sheets.newstudy",
    "propose_mapping": "surveys.proposing",
    "read_bibliography": "bibliography.reading",
    "read_mapping": "surveys.mapping",
    "read_qdc": "refi.reading",
    "read_qdpx": "refi.reading",
    "read_survey": "surveys.reading",
    "to_r": "statistics.handing",
    "write_bibliography": "bibliography.writing",
    "write_citation": "package.citation",
    "write_crate": "package.crate",
    "write_datapackage": "package.datapackage",
    "write_qdc": "refi.exporting",
    "write_qdpx": "refi.exporting",
    "write_references": "bibliography.writing",
    "write_spss": "statistics.writing",
    "write_stata": "statistics.writing",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    """The public name, imported from its module when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
