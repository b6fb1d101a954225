"""The sentence for each kind of fault: what is wrong, and what to do about it."""

from __future__ import annotations

from engagement_kit.errors.sentences import (
    answers,
    bibliographies,
    packages,
    projects,
    records,
    sheets,
    strangers,
    studies,
    surveys,
)

__all__ = ["SENTENCES"]

# The code of a fault says which; no two files have the same.
SENTENCES: dict[str, tuple[str, str]] = {
    **records.SENTENCES,
    **sheets.SENTENCES,
    **studies.SENTENCES,
    **strangers.SENTENCES,
    **surveys.SENTENCES,
    **bibliographies.SENTENCES,
    **projects.SENTENCES,
    **packages.SENTENCES,
    **answers.SENTENCES,
}
