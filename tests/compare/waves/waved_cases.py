"""Cases with several waves whose answers a test writes down."""

from collections.abc import Mapping
from dataclasses import replace

from engagement_kit.cases import Case, Evidence, Rating, Source
from engagement_kit.frameworks import Framework

__all__ = ["as_version", "waved"]


def waved(
    case_id: str,
    waves: Mapping[int, Mapping[str, object]],
    *,
    kind: str = "museum",
    coders: tuple[str, ...] = ("a", "b"),
) -> Case:
    """A case with answers by wave and item: one answer, one for each coder, or None (n/a)."""
    ratings = []
    for wave, answers in waves.items():
        for item, given in answers.items():
            pair = given if isinstance(given, tuple) else (given,)
            ratings += [
                Rating(
                    case=case_id,
                    coder=coder,
                    item=item,
                    wave=wave,
                    value=value,
                    missing=None if value else "not_applicable",
                    evidence=(f"e{wave}-{coder}",) if value else (),
                )
                for coder, value in zip(coders, pair, strict=False)
            ]
    pieces = [
        Evidence(id=f"e{wave}-{coder}", text="A fact", year=wave, source="s1")
        for wave in waves
        for coder in coders
    ]
    return Case(
        id=case_id,
        kind=kind,
        name={"en": case_id.title()},
        waves=tuple(sorted(waves)),
        sources=(Source(key="s1", title="A source", url="https://example.org/"),),
        evidence=tuple(pieces),
        ratings=tuple(ratings),
    )


def as_version(framework: Framework, version: str, **fields: object) -> Framework:
    """The framework as another version of itself."""
    update = {"version": version, **fields}
    return replace(framework, definition=framework.definition.model_copy(update=update))
