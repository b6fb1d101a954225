"""What was observed: a case with its sources and evidence, and what coders judged of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from engagement_kit.cases.catalogue import Offer
from engagement_kit.cases.entries import (
    CaseEntry,
    Evidence,
    Missing,
    Note,
    Rating,
    Source,
    Target,
)
from engagement_kit.errors import UnknownId

__all__ = ["AGREED", "Case"]

AGREED = "agreed"  # the coder of agreed.yaml: what the coders settled on together


class Case(CaseEntry):
    """An organisation that is studied: who it is, its evidence, and all coders' judgements.

    Attributes
    ----------
    id, kind : str
        Name of its folder; what it is, such as ``museum`` or ``company``.
    name : dict of str to str
        By language; :meth:`label` picks one.
    country, country_note, sector, city : str or None
    founded : int or None
    size : Size or None
    waves : tuple of int
        Years at whose end the case is assessed, earliest first.
    evidence_strength, evidence_strength_note, gaps : str or None
        How far the evidence carries, and what was not found.
    sources, evidence, ratings, notes, targets : tuple
        Ratings, notes and targets of all coders, coder after coder.
    folder : Path or None
        Where it was read from.
    """

    ratings: tuple[Rating, ...] = ()
    notes: tuple[Note, ...] = ()
    targets: tuple[Target, ...] = ()
    folder: Path | None = None

    def rate(
        self,
        item: str,
        value: str | None = None,
        *,
        coder: str,
        wave: int | None = None,
        missing: Missing | None = None,
        confidence: Literal["high", "medium", "low"] | None = None,
        evidence: Sequence[str] = (),
        note: str | None = None,
        frameworks: Mapping[str, Offer] | None = None,
    ) -> Case:
        """The case with a coder's rating of an item, in place of an earlier one.

        Parameters
        ----------
        item : str
        value : str, optional
            Answer on the item's scale. Without it and without ``missing`` the rating is a draft.
        coder : str
        wave : int, optional
            The last wave of the case if left out.
        missing : str, optional
            Why there is no answer: unknown, not_asked, not_applicable or confidential.
        confidence : str, optional
        evidence : sequence of str
            Ids of the case's evidence; an answer without any is a draft.
        note : str, optional
            The coder's reason.
        frameworks : mapping of Framework, optional
            Frameworks whose items may be rated; the built-in ones if left out.

        Raises
        ------
        Faults
            With everything that is wrong with the rating: the same as a check of the case finds.
        """
        from engagement_kit.cases.changes import with_judgement

        fields = {"item": item, "value": value, "coder": coder, "wave": self._wave(wave)}
        said = {"missing": missing, "confidence": confidence, "evidence": evidence, "note": note}
        return with_judgement(self, Rating, {**fields, **said}, frameworks)

    def note(
        self,
        box: str,
        text: str | Mapping[str, str],
        *,
        coder: str,
        wave: int | None = None,
        lang: str = "en",
        evidence: Sequence[str] = (),
        frameworks: Mapping[str, Offer] | None = None,
    ) -> Case:
        """The case with one more note in a box of a canvas, behind those of the same coder.

        Parameters
        ----------
        box : str
        text : str or mapping of str to str
            In the language ``lang``, or by language.
        coder : str
        wave : int, optional
            The last wave of the case if left out.
        lang : str
        evidence : sequence of str
            Ids of the case's evidence.
        frameworks : mapping of Framework, optional
            Frameworks whose boxes may be used; the built-in ones if left out.

        Raises
        ------
        Faults
            With everything that is wrong with the note.
        """
        from engagement_kit.cases.changes import with_judgement

        texts = {lang: text} if isinstance(text, str) else dict(text)
        fields = {"box": box, "wave": self._wave(wave), "text": texts, "evidence": evidence}
        return with_judgement(self, Note, {**fields, "coder": coder}, frameworks)

    def aim(
        self,
        item: str,
        value: str,
        *,
        coder: str,
        respondent: str,
        horizon: int,
        frameworks: Mapping[str, Offer] | None = None,
    ) -> Case:
        """The case with where a respondent wants an item to be, in place of an earlier target.

        Parameters
        ----------
        item, value : str
            Item and answer on its scale.
        coder, respondent : str
            Whose file holds it; who said so.
        horizon : int
            Years from now; 0 is now.
        frameworks : mapping of Framework, optional
            Frameworks whose items may be used; the built-in ones if left out.

        Raises
        ------
        Faults
            With everything that is wrong with the target.
        """
        from engagement_kit.cases.changes import with_judgement

        fields = {"item": item, "value": value, "respondent": respondent, "horizon": horizon}
        return with_judgement(self, Target, {**fields, "coder": coder}, frameworks)

    def add_source(self, source: Source | Mapping[str, Any] | None = None, **fields: Any) -> Case:
        """The case with one more source.

        Parameters
        ----------
        source : Source or mapping, optional
            The source or its fields, such as :func:`read_citation` gives them.
        **fields
            Fields of :class:`Source`, which go before those of ``source``. Without ``key`` the next
            free one of the form ``src-01`` is taken; it is that of ``case.sources[-1]``.

        Raises
        ------
        Faults
            A field is wrong, the address is missing or harmful, or the key is taken.
        """
        from engagement_kit.cases.changes import with_source

        return with_source(self, {**dict(source or {}), **fields})

    def add_evidence(
        self, evidence: Evidence | Mapping[str, Any] | None = None, **fields: Any
    ) -> Case:
        """The case with one more fact.

        Parameters
        ----------
        evidence : Evidence or mapping, optional
            The piece of evidence or its fields.
        **fields
            Fields of :class:`Evidence`, which go before those of ``evidence``. Without ``id`` the
            next free one is taken, such as ``tate-31``; it is that of ``case.evidence[-1]``.

        Raises
        ------
        Faults
            A field is wrong, there is no such source, or the id is taken.
        """
        from engagement_kit.cases.changes import with_evidence

        return with_evidence(self, {**dict(evidence or {}), **fields})

    def add_wave(self, year: int) -> Case:
        """The case with one more wave, in the order of years.

        Raises
        ------
        Faults
            It is no year.
        """
        from engagement_kit.cases.changes import with_wave

        return with_wave(self, year)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Case:
        """A copy with some fields changed; what was looked up in the original is not kept."""
        copied = super().model_copy(update=update, deep=deep)
        for name in ("_sources", "_evidence", "_fingerprints"):
            copied.__dict__.pop(name, None)
        return copied

    @property
    def fingerprints(self) -> Mapping[str, str]:
        """SHA-256 of each file that the case was read from; empty once it has been changed."""
        found: Mapping[str, str] = self.__dict__.get("_fingerprints", {})
        return found

    def read_as(self, fingerprints: Mapping[str, str]) -> Case:
        """The same case, which knows what its files were when it was read."""
        known = self.model_copy()
        known.__dict__["_fingerprints"] = dict(fingerprints)
        return known

    def _wave(self, wave: int | None) -> int:
        return self.waves[-1] if wave is None else wave

    @property
    def coders(self) -> tuple[str, ...]:
        """Names of all who rated, noted or set targets, sorted."""
        groups: tuple[tuple[Rating | Note | Target, ...], ...]
        groups = (self.ratings, self.notes, self.targets)
        return tuple(sorted({entry.coder for group in groups for entry in group}))

    def label(self, lang: str = "en") -> str:
        """Its name in a language, else in English, else in the first language there is."""
        first = next(iter(self.name.values()), self.id)
        return self.name.get(lang) or self.name.get("en") or first

    def source(self, key: str) -> Source:
        """The source with this key; UnknownId names the nearest one."""
        if key not in self._sources:
            raise UnknownId(f"source of {self.id!r}", key, self._sources)
        return self._sources[key]

    def find_evidence(self, evidence_id: str) -> Evidence:
        """The piece of evidence with this id; UnknownId names the nearest one."""
        if evidence_id not in self._evidence:
            raise UnknownId(f"evidence of {self.id!r}", evidence_id, self._evidence)
        return self._evidence[evidence_id]

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.key: source for source in self.sources}

    @cached_property
    def _evidence(self) -> dict[str, Evidence]:
        return {evidence.id: evidence for evidence in self.evidence}

    def __repr__(self) -> str:
        counts = f"{len(self.evidence)} evidence, {len(self.ratings)} ratings"
        return f"<Case {self.id}, waves {', '.join(map(str, self.waves))}: {counts}>"

    def __str__(self) -> str:
        return repr(self)

    def _repr_html_(self) -> str:
        from engagement_kit.cases.page import case_html

        return case_html(self)
