"""In and out: sheets that people bring and take away, studies of one's own, the data package."""

from engagement_kit.exchange.about import About, find_about
from engagement_kit.exchange.datapackage import write_datapackage
from engagement_kit.exchange.exporting import export_study
from engagement_kit.exchange.importing import ImportReport, import_sheet
from engagement_kit.exchange.newstudy import new_study

__all__ = [
    "About",
    "ImportReport",
    "export_study",
    "find_about",
    "import_sheet",
    "new_study",
    "write_datapackage",
]
