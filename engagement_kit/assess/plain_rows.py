"""Rows of a table as plain values, for whatever knows no tables: a page, a fast loop."""

from __future__ import annotations

from typing import Any

import pandas as pd

__all__ = ["plain_rows"]


def plain_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Each row as a dict by column: Python's own values, None where there is nothing."""
    plain = table.astype(object).where(table.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]
