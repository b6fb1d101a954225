"""Whether a case is sound in itself: its waves, sources and evidence."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from engagement_kit.cases.entries import Evidence, Source
from engagement_kit.cases.files import CASE_FILE
from engagement_kit.cases.findings import Findings

__all__ = ["check_soundness", "is_harmful"]

# Addresses that run something or open the reader's own disk when they are followed.
_HARMFUL = re.compile(r"(?:javascript|vbscript|data|file):", re.IGNORECASE)
_PASSED_OVER = re.compile(r"[\s\x00-\x1f]+")  # by a browser that follows an address


def is_harmful(address: str) -> bool:
    """Whether an address runs something, or opens the reader's own disk, when it is followed."""
    return _HARMFUL.match(_PASSED_OVER.sub("", address)) is not None


def check_soundness(findings: Findings) -> None:
    """Note what is wrong or worth knowing in ``case.yaml``."""
    case = findings.case
    _check_waves(findings)
    _check_unique(findings, "sources", "key", (source.key for source in case.sources))
    _check_unique(findings, "evidence", "id", (evidence.id for evidence in case.evidence))
    known = {source.key for source in case.sources}
    for index, source in enumerate(case.sources):
        _check_address(findings, index, source)
    for index, evidence in enumerate(case.evidence):
        _check_evidence(findings, index, evidence, known)
    if case.size and case.size.source and case.size.source not in known:
        findings.unknown(CASE_FILE, ("size", "source"), "unknown_source", case.size.source, known)


def _check_waves(findings: Findings) -> None:
    waves = findings.case.waves
    if any(later <= earlier for earlier, later in itertools.pairwise(waves)):
        findings.fault(CASE_FILE, ("waves",), "waves_order", list(waves))


def _check_unique(findings: Findings, group: str, field: str, ids: Iterable[str]) -> None:
    first: dict[str, int] = {}
    for index, found in enumerate(ids):
        if found in first:
            other = f"first as {group}[{first[found]}]"
            findings.fault(CASE_FILE, (group, index, field), "repeated_id", found, other=other)
        first.setdefault(found, index)


def _check_address(findings: Findings, index: int, source: Source) -> None:
    path = ("sources", index, "url")
    if source.url is None or not source.url.strip():
        findings.fault(CASE_FILE, path, "no_address", source.key)
    elif is_harmful(source.url):
        findings.fault(CASE_FILE, path, "harmful_address", source.url)


def _check_evidence(findings: Findings, index: int, evidence: Evidence, sources: set[str]) -> None:
    if evidence.source not in sources:
        path = ("evidence", index, "source")
        findings.unknown(CASE_FILE, path, "unknown_source", evidence.source, sources)
    if evidence.span == (None, None):
        findings.remark(CASE_FILE, ("evidence", index), "undated_fact", evidence.id)
