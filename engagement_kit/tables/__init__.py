"""Tables for a paper: cases, placements, comparisons, evidence; as HTML, LaTeX, DOCX, XLSX, CSV."""

from engagement_kit.tables.backing import Backed, Backing, Quote
from engagement_kit.tables.comparison import table_comparison
from engagement_kit.tables.listing import table_cases
from engagement_kit.tables.matrix import table_matrix
from engagement_kit.tables.places import table_placements
from engagement_kit.tables.saving import FORMATS
from engagement_kit.tables.table import Column, Reference, Table

__all__ = [
    "FORMATS",
    "Backed",
    "Backing",
    "Column",
    "Quote",
    "Reference",
    "Table",
    "table_cases",
    "table_comparison",
    "table_matrix",
    "table_placements",
]
