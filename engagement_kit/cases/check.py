"""Checking cases against frameworks: faults, drafts and remarks, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from engagement_kit.cases.case import Case
from engagement_kit.cases.catalogue import Catalogue, Offer, catalogue_of
from engagement_kit.cases.findings import Findings
from engagement_kit.cases.judgements import check_judgements
from engagement_kit.cases.soundness import check_soundness
from engagement_kit.errors import Fault
from engagement_kit.frameworks import load_frameworks

__all__ = ["check_cases", "check_one", "known_catalogue"]


def check_cases(
    cases: Iterable[Case], frameworks: Mapping[str, Offer] | None = None
) -> tuple[Fault, ...]:
    """Everything that is wrong, unfinished or worth knowing about cases.

    Parameters
    ----------
    cases : iterable of Case
        What :func:`load_cases` gave, or cases made in Python. The faults of cases that could not
        be loaded come first.
    frameworks : mapping of Framework, optional
        All frameworks whose items and boxes may be used; the built-in ones if left out.

    Returns
    -------
    tuple of Fault
        ``level`` is ``fault`` (unknown ids, answers off the scale, evidence that does not exist or
        is later than the wave, a source without address, anything twice), ``draft`` (a rating
        without answer or evidence, a note without text) or ``remark`` (undated facts, facts that
        may be later than the wave, sources published later, lowest answers that rest on no fact
        against).
    """
    catalogue = known_catalogue(frameworks)
    unread = tuple(getattr(cases, "faults", ()))
    return unread + tuple(fault for case in cases for fault in check_one(case, catalogue))


def check_one(case: Case, catalogue: Catalogue, *, faults_only: bool = False) -> list[Fault]:
    """All findings about one case, or only what must be mended."""
    findings = Findings(case, faults_only=faults_only)
    check_soundness(findings)
    check_judgements(findings, catalogue)
    return findings.found


def known_catalogue(frameworks: Mapping[str, Offer] | None) -> Catalogue:
    """What the given frameworks offer, or the built-in ones if none are given."""
    return _built_in() if frameworks is None else catalogue_of(frameworks.values())


@cache
def _built_in() -> Catalogue:
    """What the built-in frameworks offer; read once, as single changes of a case are checked."""
    return catalogue_of(load_frameworks().values())
